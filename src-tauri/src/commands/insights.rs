//! Numbers about what happened after the sale.

use aichaku_api::App;
use aichaku_api::error::ApiError;
use aichaku_api::wire::{
    AnchorName, ChartAsked, CohortQuery, CohortTable, Drawing, NamesQuery, NamesView, RepeatView,
    ReturnsQuery, ReturnsView, UnitName,
};
use tauri::State;

/// The cohort table.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cohorts(
    app: State<'_, App>,
    query: CohortQuery,
    drawing: Option<Drawing>,
) -> Result<CohortTable, ApiError> {
    app.cohorts(query, drawing).await
}

/// The return curve.
#[tauri::command]
#[specta::specta]
pub(crate) async fn returns(
    app: State<'_, App>,
    query: ReturnsQuery,
    drawing: Option<Drawing>,
) -> Result<ReturnsView, ApiError> {
    app.returns(query, drawing).await
}

/// Repeat purchase with its denominator.
#[tauri::command]
#[specta::specta]
pub(crate) async fn repeat(
    app: State<'_, App>,
    anchor: AnchorName,
    unit: UnitName,
    until: Option<String>,
    merge_days: Option<u16>,
) -> Result<RepeatView, ApiError> {
    app.repeat(anchor, unit, until, merge_days).await
}

/// The names behind a number.
#[tauri::command]
#[specta::specta]
pub(crate) async fn names(app: State<'_, App>, query: NamesQuery) -> Result<NamesView, ApiError> {
    app.names(query).await
}

/// Draws a chart to an SVG, PNG or PDF file.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_chart(
    app: State<'_, App>,
    chart: ChartAsked,
    file: String,
    drawing: Drawing,
    height: u32,
) -> Result<String, ApiError> {
    app.save_chart(chart, file, drawing, height).await
}
