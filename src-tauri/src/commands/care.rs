//! The care library, the plans, and the work they make.

use aichaku_api::App;
use aichaku_api::error::ApiError;
use aichaku_api::wire::{
    Channel, ContentFinding, ContentPreview, ContentView, Done, Drawing, Int, Lang, PlanChange, PlanView,
    Workload,
};
use tauri::State;

/// The library.
#[tauri::command]
#[specta::specta]
pub(crate) async fn contents(app: State<'_, App>) -> Result<Vec<ContentView>, ApiError> {
    app.contents().await
}

/// Adds (id 0) or changes a content.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_content(app: State<'_, App>, content: ContentView) -> Result<Done, ApiError> {
    app.save_content(content).await
}

/// What would be said against saving it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn lint_content(
    app: State<'_, App>,
    content: ContentView,
) -> Result<Vec<ContentFinding>, ApiError> {
    app.lint_content(content).await
}

/// How it would read for a customer.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_content(
    app: State<'_, App>,
    content: ContentView,
    lang: Lang,
    channel: Channel,
) -> Result<ContentPreview, ApiError> {
    app.preview_content(content, lang, channel).await
}

/// All plans.
#[tauri::command]
#[specta::specta]
pub(crate) async fn plans(app: State<'_, App>, lang: Lang) -> Result<Vec<PlanView>, ApiError> {
    app.plans(lang).await
}

/// What saving it would change.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_plan(app: State<'_, App>, plan: PlanView) -> Result<PlanChange, ApiError> {
    app.preview_plan(plan).await
}

/// Adds (id 0) or changes a plan; planned follow-ups follow.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_plan(app: State<'_, App>, plan: PlanView) -> Result<PlanChange, ApiError> {
    app.save_plan(plan).await
}

/// The work of the coming 26 weeks.
#[tauri::command]
#[specta::specta]
pub(crate) async fn workload(
    app: State<'_, App>,
    plan: Option<Int>,
    drawing: Drawing,
) -> Result<Workload, ApiError> {
    app.workload(plan, drawing).await
}
