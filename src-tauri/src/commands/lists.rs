//! Lists as files, and whom an address list holds.

use aichaku_api::App;
use aichaku_api::error::ApiError;
use aichaku_api::wire::{AddressCount, AddressQuery, Lang, ListAsked, ListForm, ListReport};
use tauri::State;

/// Saves a list as a workbook or CSV.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_list(
    app: State<'_, App>,
    asked: ListAsked,
    form: ListForm,
    path: String,
    lang: Lang,
) -> Result<ListReport, ApiError> {
    app.save_list(asked, form, path, lang).await
}

/// How many cards an address list will hold, and whom it leaves out.
#[tauri::command]
#[specta::specta]
pub(crate) async fn count_addresses(
    app: State<'_, App>,
    query: AddressQuery,
) -> Result<AddressCount, ApiError> {
    app.count_addresses(query).await
}
