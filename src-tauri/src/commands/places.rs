//! What can be proposed for an address and for a name's reading.

use aichaku_api::App;
use aichaku_api::error::ApiError;
use aichaku_api::wire::{AddressAdvice, AddressForm, ReadingAdvice};
use tauri::State;

/// What the table of postal codes says to an address as far as it is typed. Nothing is written.
#[tauri::command]
#[specta::specta]
pub(crate) async fn address_advice(
    app: State<'_, App>,
    address: AddressForm,
) -> Result<AddressAdvice, ApiError> {
    app.address_advice(address).await
}

/// How others of the same name are read in this shop. Nothing is written.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reading_advice(
    app: State<'_, App>,
    family: String,
    given: String,
) -> Result<ReadingAdvice, ApiError> {
    app.reading_advice(family, given).await
}
