//! Bringing files in: preview, commit, undo.

use aichaku_api::App;
use aichaku_api::error::ApiError;
use aichaku_api::wire::{
    BatchView, ConflictAnswer, ImportOptions, ImportPreview, ImportReport, Int, Lang, OfferedFile,
    OriginView, PlanChoice, UndoReport, WatchView,
};
use tauri::{AppHandle, State};

use crate::wiring::tidy_soon;

/// Reads a file and pins what a commit will do.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_preview(
    app: State<'_, App>,
    path: String,
    options: ImportOptions,
    job: String,
) -> Result<ImportPreview, ApiError> {
    app.import_preview(path, options, job).await
}

/// Answers conflicts of a preview, for its commit; returns how many are answered now.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_answer(
    app: State<'_, App>,
    ticket: String,
    answers: Vec<ConflictAnswer>,
) -> Result<Int, ApiError> {
    app.import_answer(ticket, answers).await
}

/// Whether the commit of a preview fills the blanks of addresses from the table of postal codes.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_fill_addresses(
    app: State<'_, App>,
    ticket: String,
    fill: bool,
) -> Result<(), ApiError> {
    app.import_fill_addresses(ticket, fill).await
}

/// Whether the commit of a preview gives new people the readings that the shop's own of their names have.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_fill_readings(
    app: State<'_, App>,
    ticket: String,
    fill: bool,
) -> Result<(), ApiError> {
    app.import_fill_readings(ticket, fill).await
}

/// Does what the preview showed: backup, then one transaction.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_commit(
    handle: AppHandle,
    app: State<'_, App>,
    ticket: String,
    plan: PlanChoice,
    job: String,
) -> Result<ImportReport, ApiError> {
    let report = app.import_commit(ticket, plan, job).await?;
    tidy_soon(handle);
    Ok(report)
}

/// The folder that is watched for new exports.
#[tauri::command]
#[specta::specta]
pub(crate) async fn watched_folder(app: State<'_, App>) -> Result<WatchView, ApiError> {
    app.watched_folder().await
}

/// Watches a folder; none: no folder is watched.
#[tauri::command]
#[specta::specta]
pub(crate) async fn watch_folder(app: State<'_, App>, folder: Option<String>) -> Result<WatchView, ApiError> {
    app.watch_folder(folder).await
}

/// New exports in the watched folder; nothing is read in.
#[tauri::command]
#[specta::specta]
pub(crate) async fn offered_files(app: State<'_, App>) -> Result<Vec<OfferedFile>, ApiError> {
    app.offered_files().await
}

/// Never offers this file again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn decline_file(app: State<'_, App>, hash: String) -> Result<(), ApiError> {
    app.decline_file(hash).await
}

/// Where the fields of a person, and their purchases and things, came from.
#[tauri::command]
#[specta::specta]
pub(crate) async fn origins(app: State<'_, App>, customer: Int) -> Result<Vec<OriginView>, ApiError> {
    app.origins(customer).await
}

/// Where the fields of a product came from.
#[tauri::command]
#[specta::specta]
pub(crate) async fn product_origins(app: State<'_, App>, product: Int) -> Result<Vec<OriginView>, ApiError> {
    app.product_origins(product).await
}

/// Asks a long job to stop; it leaves nothing half-done.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cancel_job(app: State<'_, App>, job: String) -> Result<(), ApiError> {
    app.cancel_job(job).await
}

/// Saves the rows that were left out as CSV, to be mended and brought in again; returns how many.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_rejects(
    app: State<'_, App>,
    ticket: Option<String>,
    batch: Option<Int>,
    path: String,
    lang: Lang,
) -> Result<Int, ApiError> {
    app.save_rejects(ticket, batch, path, lang).await
}

/// Batches of the past, newest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn batches(app: State<'_, App>) -> Result<Vec<BatchView>, ApiError> {
    app.batches().await
}

/// Takes a batch back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn undo_batch(app: State<'_, App>, batch: Int) -> Result<UndoReport, ApiError> {
    app.undo_batch(batch).await
}
