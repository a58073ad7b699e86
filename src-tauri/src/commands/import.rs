//! Bringing files in: preview, commit, undo.

use aichaku_api::App;
use aichaku_api::error::ApiError;
use aichaku_api::wire::{
    BatchView, ImportOptions, ImportPreview, ImportReport, Int, Lang, PlanChoice, UndoReport,
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
