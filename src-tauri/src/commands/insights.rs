//! Numbers about what happened after the sale.

use aichaku_api::App;
use aichaku_api::error::ApiError;
use aichaku_api::wire::{
    AheadView, AnchorName, ChartAsked, CohortQuery, CohortTable, Compared, ComparisonOutlook, Done, Drawing,
    EffectQuery, EffectView, Int, Lang, NamesQuery, NamesView, NumberQuery, NumberSettingsView, Real,
    ReferralsView, RepeatView, ReportAsked, ReportSaved, ReportView, ReturnsQuery, ReturnsView, RfmQuery,
    RfmView, StandingsView, UnitName, WorthView,
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

/// The return curve; of its steps only those around these days.
#[tauri::command]
#[specta::specta]
pub(crate) async fn returns(
    app: State<'_, App>,
    query: ReturnsQuery,
    drawing: Option<Drawing>,
    days: Vec<Int>,
) -> Result<ReturnsView, ApiError> {
    app.return_figures(query, drawing, days).await
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

/// What households brought in.
#[tauri::command]
#[specta::specta]
pub(crate) async fn worth(
    app: State<'_, App>,
    query: NumberQuery,
    drawing: Option<Drawing>,
) -> Result<WorthView, ApiError> {
    app.worth(query, None, drawing).await
}

/// What new households may bring in after their first purchase.
#[tauri::command]
#[specta::specta]
pub(crate) async fn worth_ahead(app: State<'_, App>, query: NumberQuery) -> Result<AheadView, ApiError> {
    app.worth_ahead(query).await
}

/// Recency, frequency and money.
#[tauri::command]
#[specta::specta]
pub(crate) async fn rfm(app: State<'_, App>, query: RfmQuery) -> Result<RfmView, ApiError> {
    app.rfm(query).await
}

/// What only the owner can say and numbers need.
#[tauri::command]
#[specta::specta]
pub(crate) async fn number_settings(app: State<'_, App>) -> Result<NumberSettingsView, ApiError> {
    app.number_settings().await
}

/// Saves it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_number_settings(
    app: State<'_, App>,
    settings: NumberSettingsView,
) -> Result<Done, ApiError> {
    app.save_number_settings(settings).await
}

/// Who came through whom.
#[tauri::command]
#[specta::specta]
pub(crate) async fn referrals(
    app: State<'_, App>,
    query: NumberQuery,
    drawing: Option<Drawing>,
) -> Result<ReferralsView, ApiError> {
    app.referrals(query, drawing).await
}

/// How all households stand, and who needs the shop now.
#[tauri::command]
#[specta::specta]
pub(crate) async fn standings(app: State<'_, App>) -> Result<StandingsView, ApiError> {
    app.standings().await
}

/// What care does: comparisons of households that got it with households that went without.
#[tauri::command]
#[specta::specta]
pub(crate) async fn effect(
    app: State<'_, App>,
    query: EffectQuery,
    lang: Lang,
    drawing: Option<Drawing>,
) -> Result<EffectView, ApiError> {
    app.effect(query, lang, drawing).await
}

/// What a comparison could tell, before it is begun.
#[tauri::command]
#[specta::specta]
pub(crate) async fn comparison_outlook(
    app: State<'_, App>,
    of: Compared,
    held_percent: Real,
    query: EffectQuery,
) -> Result<ComparisonOutlook, ApiError> {
    app.comparison_outlook(of, held_percent, query).await
}

/// Begins a comparison.
#[tauri::command]
#[specta::specta]
pub(crate) async fn begin_comparison(
    app: State<'_, App>,
    of: Compared,
    held_percent: Real,
) -> Result<Done, ApiError> {
    app.begin_comparison(of, held_percent).await
}

/// Changes how many of a comparison's new households go without.
#[tauri::command]
#[specta::specta]
pub(crate) async fn change_comparison(
    app: State<'_, App>,
    comparison: Int,
    held_percent: Real,
) -> Result<Done, ApiError> {
    app.change_comparison(comparison, held_percent).await
}

/// Ends a comparison.
#[tauri::command]
#[specta::specta]
pub(crate) async fn end_comparison(app: State<'_, App>, comparison: Int) -> Result<Done, ApiError> {
    app.end_comparison(comparison).await
}

/// The owner's report of a week, a month or a year.
#[tauri::command]
#[specta::specta]
pub(crate) async fn report(app: State<'_, App>, asked: ReportAsked) -> Result<ReportView, ApiError> {
    app.report(asked).await
}

/// Writes it as a PDF.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_report(
    app: State<'_, App>,
    asked: ReportAsked,
    file: String,
) -> Result<ReportSaved, ApiError> {
    app.save_report(asked, file).await
}
