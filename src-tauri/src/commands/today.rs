//! Today: the list, one follow-up, and what came of it.

use aichaku_api::App;
use aichaku_api::error::ApiError;
use aichaku_api::wire::{
    CallSheet, CatchUpChoice, CatchUpReport, Completion, Done, FollowUpDetail, FollowUpView, Int, Lang,
    NewMemo, SkipReason, TodayQuery, TodayView,
};
use tauri::State;

/// The day's list in order.
#[tauri::command]
#[specta::specta]
pub(crate) async fn today(app: State<'_, App>, query: TodayQuery, lang: Lang) -> Result<TodayView, ApiError> {
    app.today(query, lang).await
}

/// Everything for doing one follow-up.
#[tauri::command]
#[specta::specta]
pub(crate) async fn follow_up(app: State<'_, App>, id: Int, lang: Lang) -> Result<FollowUpDetail, ApiError> {
    app.follow_up(id, lang).await
}

/// The day's calls, for paper.
#[tauri::command]
#[specta::specta]
pub(crate) async fn call_sheet(
    app: State<'_, App>,
    staff: Option<Int>,
    lang: Lang,
) -> Result<CallSheet, ApiError> {
    app.call_sheet(staff, lang).await
}

/// Records what came of it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn complete(
    app: State<'_, App>,
    id: Int,
    completion: Completion,
) -> Result<FollowUpView, ApiError> {
    app.complete(id, completion).await
}

/// Lets it be, with a reason.
#[tauri::command]
#[specta::specta]
pub(crate) async fn skip(
    app: State<'_, App>,
    id: Int,
    why: SkipReason,
    note: String,
) -> Result<FollowUpView, ApiError> {
    app.skip(id, why, note).await
}

/// Moves it to a later day.
#[tauri::command]
#[specta::specta]
pub(crate) async fn postpone(app: State<'_, App>, id: Int, to: String) -> Result<FollowUpView, ApiError> {
    app.postpone(id, to).await
}

/// Settles what piled up while the app was closed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn catch_up(app: State<'_, App>, choice: CatchUpChoice) -> Result<CatchUpReport, ApiError> {
    app.catch_up(choice).await
}

/// Keeps a memo; with a day it becomes a promise.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_memo(app: State<'_, App>, memo: NewMemo) -> Result<Done, ApiError> {
    app.add_memo(memo).await
}
