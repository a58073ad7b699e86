//! Numbers to drawings: which label stands where, and the file that a drawing is written to.
//!
//! Not here: how lines and cells are drawn (`charts`), and the numbers.

use std::path::Path;

use aichaku_charts::{
    CurveGroup, CurveTick, Fonts, Frame, Heatmap, HeatmapCell, HeatmapColumn, HeatmapLegend, HeatmapPlace,
    HeatmapRow, Look, Paper, PdfOptions, ReturnCurve, cohort_heatmap, svg_to_pdf, svg_to_png,
};
use aichaku_stats::IncidenceCurve;

use super::cohorts::is_amount;
use super::words;
use crate::error::{ApiError, ErrorCode, Result};
use crate::wire::{
    CohortCell, CohortQuery, CohortRow, CohortTable, Drawing, Lang, PeriodName, ReturnGroup, UnitName,
};

/// Pixels of height that a cohort takes, and one of many.
const ROW: u32 = 32;
const ROW_OF_MANY: u32 = 24;

/// More cohorts than this are many: a table of months would be taller than three windows.
const MANY_ROWS: u32 = 24;

/// Pixels of height of a curve when nobody says how many.
const CURVE: u32 = 340;

/// Pixels of height that another group takes.
const GROUP_ROW: u32 = 22;

/// Pixels of height at most.
const HIGHEST: u32 = 4_000;

/// Fewer units than this make no mean worth drawing.
const FEW: i64 = 20;

/// Fewer units than this are counted: one more or less would turn their colour over.
const RATED: i64 = 10;

/// The frame that a client asked for.
pub(crate) fn frame(drawing: &Drawing, height: u32) -> Frame {
    let look = if drawing.dark { Look::Dark } else { Look::Light };
    Frame::new(drawing.width.clamp(320, 4000), height, look)
}

/// The cohort table as a heat map. Cells carry `data-row` (place of the row) and `data-k`.
///
/// It is at least `height` pixels high; 0: as high as it needs.
pub(super) fn heatmap(
    table: &CohortTable,
    query: &CohortQuery,
    drawing: &Drawing,
    digits: u8,
    (place, height): (HeatmapPlace, u32),
) -> String {
    let lang = drawing.lang;
    // In period 0 everybody is there (or, cumulatively, nobody can have come back by a later period yet).
    let first = i64::from(!is_amount(query.measure));
    let last = table
        .rows
        .iter()
        .flat_map(|row| &row.cells)
        .map(|cell| cell.k.0)
        .max()
        .unwrap_or(0);
    let columns: Vec<HeatmapColumn> = (first..=last)
        .map(|k| HeatmapColumn {
            k: u32::try_from(k).unwrap_or(0),
            label: format!("+{k}"),
        })
        .collect();
    let text = |rate: f64| match query.measure {
        measure if is_amount(measure) => money(rate, digits),
        _ => format!("{:.1}", rate * 100.0),
    };
    // A share of three says less than "one of three"; an amount is one whoever it is divided by, but no trend.
    let rated = |size: i64, value: f64| (size >= RATED).then_some(value);
    let counted = |row: &CohortRow, cell: &CohortCell| match query.measure {
        measure if is_amount(measure) => text(cell.rate.0),
        // Most cells of a small shop's months are nobody: a wall of "0/3" would hide the ones that came back.
        _ if row.size.0 < RATED && cell.n.0 == 0 => words::NOBODY.to_owned(),
        _ if row.size.0 < RATED => format!("{}/{}", cell.n.0, row.size.0),
        _ => text(cell.rate.0),
    };
    let rows = table
        .rows
        .iter()
        .map(|row| HeatmapRow {
            label: short_cohort(&row.cohort, query.by),
            size: row.size.0.to_string(),
            cells: (first..=last)
                .map(|k| {
                    let cell = row.cells.iter().find(|cell| cell.k.0 == k)?;
                    if !cell.mature {
                        // A period that still runs says nothing yet: the cell stays empty.
                        let title = format!("{} +{k}: {}", row.cohort, words::immature(lang));
                        return Some(HeatmapCell {
                            value: None,
                            text: String::new(),
                            title,
                            mature: false,
                        });
                    }
                    let title = match query.measure {
                        measure if is_amount(measure) => {
                            format!("{} +{k}: {}", row.cohort, text(cell.rate.0))
                        }
                        _ if row.size.0 < RATED => {
                            format!("{} +{k}: {} / {}", row.cohort, cell.n.0, row.size.0)
                        }
                        _ => format!(
                            "{} +{k}: {} / {}, {:.1}% ({:.1}–{:.1})",
                            row.cohort,
                            cell.n.0,
                            row.size.0,
                            cell.rate.0 * 100.0,
                            cell.low.0 * 100.0,
                            cell.high.0 * 100.0
                        ),
                    };
                    Some(HeatmapCell {
                        value: rated(row.size.0, cell.rate.0),
                        text: counted(row, cell),
                        title,
                        mature: true,
                    })
                })
                .collect(),
        })
        .collect();
    let mean = (!table.mean.is_empty()).then(|| HeatmapRow {
        label: words::mean(lang).to_owned(),
        size: String::new(),
        cells: (first..=last)
            .map(|k| {
                let mean = table.mean.iter().find(|mean| mean.k.0 == k)?;
                if mean.size.0 < FEW {
                    return None;
                }
                let title = if is_amount(query.measure) {
                    format!("+{k}: {}", text(mean.rate.0))
                } else {
                    format!(
                        "+{k}: {} / {}, {:.1}% ({:.1}–{:.1})",
                        mean.n.0,
                        mean.size.0,
                        mean.rate.0 * 100.0,
                        mean.low.0 * 100.0,
                        mean.high.0 * 100.0
                    )
                };
                Some(HeatmapCell {
                    value: Some(mean.rate.0),
                    text: text(mean.rate.0),
                    title,
                    mature: true,
                })
            })
            .collect(),
    });
    let largest = table
        .rows
        .iter()
        .filter(|row| row.size.0 >= RATED)
        .flat_map(|row| &row.cells)
        .filter(|cell| cell.mature && cell.k.0 >= first)
        .map(|cell| cell.rate.0)
        .chain(
            mean.iter()
                .flat_map(|row| row.cells.iter().flatten())
                .filter_map(|cell| cell.value),
        )
        .fold(0.0, f64::max);
    let unit = if is_amount(query.measure) { "" } else { "%" };
    let some_counted = table.rows.iter().any(|row| row.size.0 < RATED);
    let heatmap = Heatmap {
        description: words::table_description(query.measure, query.by, lang),
        size_heading: words::size_heading(query.unit, lang).to_owned(),
        columns,
        rows,
        mean,
        darkest: None,
        legend: Some(HeatmapLegend {
            low: format!("0{unit}"),
            high: format!("{}{unit}", text(largest)),
            immature: words::immature(lang).to_owned(),
            counted: if some_counted {
                words::counted(query.unit, RATED, lang)
            } else {
                String::new()
            },
        }),
        empty_message: words::nothing_yet(lang).to_owned(),
        place,
    };
    let rows = u32::try_from(table.rows.len()).unwrap_or(0);
    let row_height = if rows > MANY_ROWS { ROW_OF_MANY } else { ROW };
    let height = (rows + 3)
        .saturating_mul(row_height)
        .max(200)
        .max(height.min(HIGHEST));
    cohort_heatmap(&heatmap, &frame(drawing, height))
}

/// Return curves with their bands, `height` pixels high (0: as in the window). Groups carry `data-group`, the
/// numbers still watched `data-row` (place of the group) and `data-k` (day).
pub(super) fn curve(
    curves: &[(String, IncidenceCurve)],
    kind: Option<ReturnGroup>,
    unit: UnitName,
    drawing: &Drawing,
    height: u32,
) -> String {
    let lang = drawing.lang;
    let longest = curves
        .iter()
        .filter_map(|(_, fit)| fit.longest())
        .max()
        .unwrap_or(0);
    let ticks = time_ticks(longest, lang);
    let groups = curves
        .iter()
        .map(|(name, fit)| CurveGroup {
            label: words::group(kind, name, lang),
            points: fit.return_steps(),
            at_risk: ticks
                .iter()
                .map(|tick| {
                    fit.returned_by(tick.days)
                        .map_or_else(String::new, |point| point.at_risk.to_string())
                })
                .collect(),
        })
        .collect();
    let chart = ReturnCurve {
        description: words::curve_description(lang).to_owned(),
        groups,
        ticks,
        last_day: None,
        at_risk_heading: words::at_risk(unit, lang).to_owned(),
        empty_message: words::nothing_yet(lang).to_owned(),
    };
    // Each group has its own row of numbers below the curve.
    let rows = u32::try_from(curves.len().saturating_sub(1)).unwrap_or(0);
    let height = match height {
        0 => CURVE + rows * GROUP_ROW,
        asked => asked.clamp(240, HIGHEST),
    };
    aichaku_charts::return_curve(&chart, &frame(drawing, height))
}

fn time_ticks(longest: u32, lang: Lang) -> Vec<CurveTick> {
    if longest < 730 {
        let every = if longest <= 190 { 1 } else { 3 };
        return (0..=24)
            .step_by(every)
            .map(|count| CurveTick {
                days: count * 365 / 12,
                label: words::months(count, lang),
            })
            .take_while(|tick| tick.days <= longest)
            .collect();
    }
    (0..=longest / 365)
        .map(|count| CurveTick {
            days: count * 365,
            label: words::years(count, lang),
        })
        .collect()
}

/// `23Q1` for `2023-Q1`, as the table has little room; years and months stay whole.
fn short_cohort(cohort: &str, by: PeriodName) -> String {
    match by {
        PeriodName::Quarter | PeriodName::Half => cohort.get(2..).unwrap_or(cohort).replace('-', ""),
        PeriodName::Month | PeriodName::Year => cohort.to_owned(),
    }
}

/// A mean amount in minor units as whole major units with thousands apart.
pub(super) fn money(minor: f64, digits: u8) -> String {
    let whole = (minor / 10_f64.powi(i32::from(digits))).round() as i64;
    let text = whole.abs().to_string();
    let mut grouped = String::new();
    for (at, digit) in text.chars().enumerate() {
        if at > 0 && (text.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if whole < 0 {
        format!("−{grouped}")
    } else {
        grouped
    }
}

/// Writes a drawing to a file; its ending says as what.
pub(super) fn write(svg: &str, path: &Path, title: &str, lang: Lang) -> Result<()> {
    let ending = path
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or("")
        .to_ascii_lowercase();
    let failed = |_| ApiError::new(ErrorCode::Internal).with("reference", "chart");
    let bytes = match ending.as_str() {
        "svg" => svg.as_bytes().to_vec(),
        "png" => svg_to_png(svg, 2.0, &Fonts::system()).map_err(failed)?,
        "pdf" => {
            let options = PdfOptions {
                paper: Paper::A4Landscape,
                title: title.to_owned(),
                language: if lang == Lang::Ja { "ja" } else { "en" }.to_owned(),
            };
            svg_to_pdf(&[svg], &options, &Fonts::system()).map_err(failed)?
        }
        _ => return Err(ApiError::new(ErrorCode::Invalid).with("field", "file")),
    };
    std::fs::write(path, bytes).map_err(|_| ApiError::new(ErrorCode::NotWritable))
}
