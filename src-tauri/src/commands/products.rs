//! Products: the list of all of them, and changing one.

use aichaku_api::App;
use aichaku_api::error::ApiError;
use aichaku_api::wire::{Done, Int, ProductForm, ProductLine, ProductPage};
use tauri::State;

/// Products in the order of their names, a page at a time.
#[tauri::command]
#[specta::specta]
pub(crate) async fn product_list(
    app: State<'_, App>,
    text: String,
    after: Option<Int>,
    limit: u32,
) -> Result<ProductPage, ApiError> {
    app.product_list(text, after, limit).await
}

/// One product.
#[tauri::command]
#[specta::specta]
pub(crate) async fn product(app: State<'_, App>, id: Int) -> Result<ProductLine, ApiError> {
    app.product(id).await
}

/// Changes a product; the care of its things follows.
#[tauri::command]
#[specta::specta]
pub(crate) async fn edit_product(
    app: State<'_, App>,
    id: Int,
    form: ProductForm,
    seen: Option<String>,
) -> Result<Done, ApiError> {
    app.edit_product(id, form, seen).await
}
