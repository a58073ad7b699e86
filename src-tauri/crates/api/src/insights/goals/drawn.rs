//! The months of a number drawn.
//!
//! Not here: how columns are drawn (`charts`), what is told (`view`).

use aichaku_charts::{MonthColumn, MonthColumns, month_columns};
use aichaku_domain::goals::{Metric, MetricUnit};

use super::super::drawings::frame;
use super::words;
use crate::wire::{CountedView, Drawing, GoalMonth};

/// Height of the drawing.
const HEIGHT: u32 = 150;

/// The months with the target, if there is one. A month of too few is a short stroke.
pub(super) fn months(
    metric: Metric,
    months: &[GoalMonth],
    target: Option<(f64, bool)>,
    drawing: &Drawing,
    digits: u8,
) -> String {
    let (unit, lang) = (metric.unit(), drawing.lang);
    let value = |counted: &CountedView| counted.value.map(|value| value.0);
    let columns: Vec<MonthColumn> = months
        .iter()
        .map(|month| MonthColumn {
            name: words::month(&month.month, lang),
            value: value(&month.counted),
            again: month.again.as_ref().and_then(value),
            title: words::truth(unit, month, digits, lang),
            open: !month.closed,
        })
        .collect();
    let values = columns
        .iter()
        .flat_map(|column| [column.value, column.again])
        .flatten()
        .chain(target.map(|(target, _)| target));
    let (mut low, mut high) = (0.0_f64, 0.0_f64);
    for value in values {
        low = low.min(value);
        high = high.max(value);
    }
    let chart = MonthColumns {
        description: words::name(metric, lang).to_owned(),
        months: columns,
        target: target.map(|(of, at_least)| (of, words::target(unit, of, at_least, digits, lang))),
        again: words::again(lang).to_owned(),
        ticks: scale(unit, low, high)
            .into_iter()
            .map(|value| (value, words::value(unit, value, digits)))
            .collect(),
        empty_message: words::nothing(lang).to_owned(),
    };
    month_columns(&chart, &frame(drawing, HEIGHT))
}

/// Ends of a scale that holds all values, with its ground and its middle.
fn scale(unit: MetricUnit, low: f64, high: f64) -> Vec<f64> {
    match unit {
        MetricUnit::Share => {
            let top = [0.1, 0.2, 0.5]
                .into_iter()
                .find(|top| high <= *top)
                .unwrap_or(1.0);
            vec![0.0, top / 2.0, top]
        }
        MetricUnit::Points => {
            let end = if low.abs().max(high) <= 50.0 { 50.0 } else { 100.0 };
            if low < 0.0 {
                vec![-end, 0.0, end]
            } else {
                vec![0.0, end / 2.0, end]
            }
        }
        MetricUnit::Money => {
            let end = |reach: f64| {
                let power = 10_f64.powf(reach.max(1.0).log10().floor());
                let steps = [1.0, 2.0, 4.0, 6.0, 8.0, 10.0];
                let step = steps.into_iter().find(|step| step * power >= reach);
                step.unwrap_or(10.0) * power
            };
            let top = end(high);
            if low < 0.0 {
                vec![-end(-low), 0.0, top]
            } else {
                vec![0.0, top / 2.0, top]
            }
        }
    }
}
