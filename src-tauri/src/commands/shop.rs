//! The shop itself: opening, practising, settings, staff, backup, drafts, undo.

use aichaku_api::App;
use aichaku_api::error::ApiError;
use aichaku_api::wire::{
    AppState, BackupReport, CheckReport, Done, ExportReport, Int, NewShop, PlanningReport, ShopView,
    StaffView, TakeOverPreview,
};
use tauri::State;

/// Where the app stands.
#[tauri::command]
#[specta::specta]
pub(crate) async fn app_state(app: State<'_, App>) -> Result<AppState, ApiError> {
    app.app_state().await
}

/// Begins a real shop with the library and its plans.
#[tauri::command]
#[specta::specta]
pub(crate) async fn create_shop(app: State<'_, App>, shop: NewShop) -> Result<AppState, ApiError> {
    app.create_shop(shop).await
}

/// Opens the practice shop, making it where there is none.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_practice(
    app: State<'_, App>,
    seed: Int,
    households: Int,
) -> Result<AppState, ApiError> {
    app.open_practice(seed, households).await
}

/// Goes back to the real shop, or to the start.
#[tauri::command]
#[specta::specta]
pub(crate) async fn leave_practice(app: State<'_, App>) -> Result<AppState, ApiError> {
    app.leave_practice().await
}

/// Throws the practice shop away.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_practice(app: State<'_, App>) -> Result<AppState, ApiError> {
    app.remove_practice().await
}

/// Saves the settings.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_shop(app: State<'_, App>, shop: ShopView) -> Result<Done, ApiError> {
    app.save_shop(shop).await
}

/// All staff.
#[tauri::command]
#[specta::specta]
pub(crate) async fn staff(app: State<'_, App>) -> Result<Vec<StaffView>, ApiError> {
    app.staff().await
}

/// Adds (id 0) or changes a member of staff.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_staff(app: State<'_, App>, staff: StaffView) -> Result<Done, ApiError> {
    app.save_staff(staff).await
}

/// Says who is at the counter; `None`: nobody said.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_at_counter(app: State<'_, App>, staff: Option<Int>) -> Result<(), ApiError> {
    app.set_at_counter(staff).await
}

/// Writes a verified backup; with a passphrase it opens on any machine.
#[tauri::command]
#[specta::specta]
pub(crate) async fn backup(
    app: State<'_, App>,
    file: String,
    passphrase: Option<String>,
) -> Result<BackupReport, ApiError> {
    app.backup(file, passphrase).await
}

/// Puts a backup in the place of the shop; what stood there is kept beside it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn restore(
    app: State<'_, App>,
    file: String,
    passphrase: Option<String>,
) -> Result<BackupReport, ApiError> {
    app.restore(file, passphrase).await
}

/// What an exported folder holds.
#[tauri::command]
#[specta::specta]
pub(crate) async fn take_over_preview(app: State<'_, App>, dir: String) -> Result<TakeOverPreview, ApiError> {
    app.take_over_preview(dir).await
}

/// Makes an exported shop again in one in which nobody is yet.
#[tauri::command]
#[specta::specta]
pub(crate) async fn take_over(app: State<'_, App>, dir: String, job: String) -> Result<AppState, ApiError> {
    app.take_over(dir, job).await
}

/// Checks the integrity of the store.
#[tauri::command]
#[specta::specta]
pub(crate) async fn check(app: State<'_, App>) -> Result<CheckReport, ApiError> {
    app.check().await
}

/// Plans what has come within sight and lets go what is too late. Doing it again changes nothing.
#[tauri::command]
#[specta::specta]
pub(crate) async fn begin_day(app: State<'_, App>) -> Result<PlanningReport, ApiError> {
    app.begin_day().await
}

/// Takes a write back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn undo(app: State<'_, App>, token: Int) -> Result<Done, ApiError> {
    app.undo(token).await
}

/// Keeps what is being typed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_draft(app: State<'_, App>, key: String, body: String) -> Result<(), ApiError> {
    app.save_draft(key, body).await
}

/// What was typed and not finished.
#[tauri::command]
#[specta::specta]
pub(crate) async fn draft(app: State<'_, App>, key: String) -> Result<String, ApiError> {
    app.draft(key).await
}

/// Writes everything as CSV and JSON, readable without this app.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_all(app: State<'_, App>, dir: String) -> Result<ExportReport, ApiError> {
    app.export_all(dir).await
}
