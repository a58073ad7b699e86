//! One person once: pairs that look alike, answers, taking people apart again.

use aichaku_api::App;
use aichaku_api::error::ApiError;
use aichaku_api::wire::{Done, DuplicatesCount, DuplicatesPage, Int, LookReport, PairAnswer, UnmergeReport};
use tauri::State;

/// People who may be in the books twice.
#[tauri::command]
#[specta::specta]
pub(crate) async fn duplicates(app: State<'_, App>, limit: u32) -> Result<DuplicatesPage, ApiError> {
    app.duplicates(limit).await
}

/// How many pairs wait for an answer.
#[tauri::command]
#[specta::specta]
pub(crate) async fn duplicates_count(app: State<'_, App>) -> Result<DuplicatesCount, ApiError> {
    app.duplicates_count().await
}

/// Looks at everybody who was written or brought in since.
#[tauri::command]
#[specta::specta]
pub(crate) async fn look_for_duplicates(app: State<'_, App>, job: String) -> Result<LookReport, ApiError> {
    app.look_for_duplicates(job).await
}

/// Answers a pair.
#[tauri::command]
#[specta::specta]
pub(crate) async fn answer_duplicate(
    app: State<'_, App>,
    one: Int,
    other: Int,
    answer: PairAnswer,
) -> Result<Done, ApiError> {
    app.answer_duplicate(one, other, answer).await
}

/// Takes two people apart who were joined.
#[tauri::command]
#[specta::specta]
pub(crate) async fn unmerge(app: State<'_, App>, token: Int) -> Result<UnmergeReport, ApiError> {
    app.unmerge(token).await
}
