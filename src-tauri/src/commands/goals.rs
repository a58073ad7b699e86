//! Goals and the months of their numbers.

use aichaku_api::App;
use aichaku_api::error::ApiError;
use aichaku_api::wire::{Done, Drawing, GoalForm, GoalsView, Int, Lang};
use tauri::State;

/// The goals with their numbers.
#[tauri::command]
#[specta::specta]
pub(crate) async fn goals(app: State<'_, App>, drawing: Option<Drawing>) -> Result<GoalsView, ApiError> {
    app.goals(drawing).await
}

/// Sets a goal.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_goal(app: State<'_, App>, form: GoalForm) -> Result<Done, ApiError> {
    app.add_goal(form).await
}

/// Changes what a goal says.
#[tauri::command]
#[specta::specta]
pub(crate) async fn change_goal(app: State<'_, App>, id: Int, form: GoalForm) -> Result<Done, ApiError> {
    app.change_goal(id, form).await
}

/// Puts a number where everybody sees it, or takes it away from there.
#[tauri::command]
#[specta::specta]
pub(crate) async fn pin_goal(app: State<'_, App>, id: Int, pinned: bool) -> Result<Done, ApiError> {
    app.pin_goal(id, pinned).await
}

/// Removes a goal with all that hangs on it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_goal(app: State<'_, App>, id: Int) -> Result<Done, ApiError> {
    app.remove_goal(id).await
}

/// Sets a tree to begin with.
#[tauri::command]
#[specta::specta]
pub(crate) async fn begin_goals(app: State<'_, App>, lang: Lang) -> Result<Done, ApiError> {
    app.begin_goals(lang).await
}
