//! What customers answer when they are asked.

use aichaku_api::App;
use aichaku_api::error::ApiError;
use aichaku_api::wire::{Done, Drawing, Int, VoiceForm, VoiceView, VoicesQuery, VoicesView};
use tauri::State;

/// Writes down what somebody answered.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_voice(
    app: State<'_, App>,
    customer: Int,
    form: VoiceForm,
    staff: Option<Int>,
) -> Result<Done, ApiError> {
    app.add_voice(customer, form, staff).await
}

/// Removes answers that were written down by mistake.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_voice(app: State<'_, App>, id: Int) -> Result<Done, ApiError> {
    app.remove_voice(id).await
}

/// What the household of somebody answered.
#[tauri::command]
#[specta::specta]
pub(crate) async fn voices_at_home(app: State<'_, App>, customer: Int) -> Result<Vec<VoiceView>, ApiError> {
    app.voices_at_home(customer).await
}

/// What customers answered, counted.
#[tauri::command]
#[specta::specta]
pub(crate) async fn voices(
    app: State<'_, App>,
    query: VoicesQuery,
    drawing: Option<Drawing>,
) -> Result<VoicesView, ApiError> {
    app.voices(query, drawing).await
}
