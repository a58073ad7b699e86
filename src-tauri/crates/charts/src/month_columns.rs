//! Months of one number as columns, with the target as a line, and a ring where the month counted again says something
//! else.
//!
//! Not here: which months there are and what they mean.

use plotters::prelude::{ChartBuilder, Rectangle};
use plotters::style::Color as _;

use crate::Frame;
use crate::canvas::{Canvas, Type, UNITS, drawn};
use crate::labels::Area;
use crate::text;

/// Months to draw, the oldest first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MonthColumns {
    /// The chart in a sentence, for who cannot see it.
    pub description: String,
    /// Months.
    pub months: Vec<MonthColumn>,
    /// What is to be reached, and its words.
    pub target: Option<(f64, String)>,
    /// Words for the rings; they stand only where there is one.
    pub again: String,
    /// Values with their words beside the columns, ascending; the first and the last are the ends of the scale.
    pub ticks: Vec<(f64, String)>,
    /// What to say when there is nothing.
    pub empty_message: String,
}

/// One month.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MonthColumn {
    /// Its name; that of the first and the last is written.
    pub name: String,
    /// Its value; `None`: too few to tell, a short stroke stands there.
    pub value: Option<f64>,
    /// What it is when it is counted again, where that is something else.
    pub again: Option<f64>,
    /// The whole truth about it ("12 / 40 (30 %)").
    pub title: String,
    /// It is not closed yet: its column is pale.
    pub open: bool,
}

/// Draws the months. Each is a `<g class="month" data-month>` of its place.
#[must_use]
pub fn month_columns(chart: &MonthColumns, frame: &Frame) -> String {
    let scale = frame.scale();
    let width = f64::from(frame.width);
    let look = Type::new(12.0 * scale, frame.theme().ink_2);
    let ends = chart.ticks.first().zip(chart.ticks.last());
    let Some((low, high)) = ends
        .map(|(low, high)| (low.0, high.0))
        .filter(|(low, high)| low < high && !chart.months.is_empty())
    else {
        let canvas = Canvas::new(frame, width, frame.height.into());
        canvas.message(&chart.empty_message);
        return canvas.finish(&chart.description);
    };
    let rings = chart.months.iter().any(|month| month.again.is_some());
    let said: Vec<&str> = [
        chart.target.as_ref().map(|(_, words)| words.as_str()),
        rings.then_some(chart.again.as_str()),
    ]
    .into_iter()
    .flatten()
    .collect();
    let above = look.size * (0.7 + 1.6 * said.len() as f64);
    let below = look.size * 2.0;
    let height = f64::from(frame.height)
        .max(above + below + look.size * 1.9 * chart.ticks.len() as f64)
        .ceil();
    let canvas = Canvas::new(frame, width, height);
    let symbol = look.size * 1.8;
    for (place, words) in said.iter().enumerate() {
        let y = look.size * (0.9 + 1.6 * place as f64);
        if place == 0 && chart.target.is_some() {
            canvas.dashed(Some("5 4"), || {
                canvas.line(&[(2.0, y), (2.0 + symbol, y)], canvas.theme.ink, 1.5);
            });
        } else {
            canvas.ring(2.0 + symbol / 2.0, y, 4.0 * scale, canvas.theme.ink, 1.5);
        }
        let left = symbol + 10.0;
        canvas.text(
            left,
            y,
            &text::fit(words, look.size, false, width - left - 4.0),
            look,
        );
    }
    let widest = chart
        .ticks
        .iter()
        .map(|(_, words)| look.width(words))
        .fold(0.0, f64::max)
        .min(width * 0.3);
    let left = widest + 10.0;
    let plot = Area {
        left,
        top: above + look.size * 0.6,
        right: width - 4.0,
        bottom: height - below - look.size * 0.6,
    };
    let y_of = |value: f64| {
        let part = (value.clamp(low, high) - low) / (high - low);
        plot.bottom - part * plot.height()
    };
    for (value, words) in &chart.ticks {
        let y = y_of(*value);
        let fitted = text::fit(words, look.size, false, widest + 0.5);
        canvas.text(left - 6.0, y, &fitted, look.end());
        let color = if *value == 0.0 {
            canvas.theme.line_strong
        } else {
            canvas.theme.line
        };
        canvas.line(&[(plot.left, y), (plot.right, y)], color, 1.0);
    }
    draw_months(&canvas, chart, &plot, (low, high));
    if let Some((target, _)) = &chart.target {
        let y = y_of(*target);
        canvas.dashed(Some("5 4"), || {
            canvas.line(&[(plot.left, y), (plot.right, y)], canvas.theme.ink, 1.5);
        });
    }
    let names = height - look.size * 0.9;
    let most = plot.width() / 2.0 - 6.0;
    let name = |at: usize| text::fit(&chart.months[at].name, look.size, false, most);
    canvas.text(plot.left, names, &name(0), look);
    let last = chart.months.len() - 1;
    if last > 0 {
        canvas.text(plot.right, names, &name(last), look.end());
    }
    canvas.finish(&chart.description)
}

fn draw_months(canvas: &Canvas, chart: &MonthColumns, plot: &Area, (low, high): (f64, f64)) {
    let area = canvas.plot_area(plot);
    let count = chart.months.len() as f64;
    let mut plotted = drawn(ChartBuilder::on(&area).build_cartesian_2d(0f64..count, low..high));
    let ground = 0.0_f64.clamp(low, high);
    // A stroke of two pixels says that there is a month, and nothing to tell of it.
    let sliver = (high - low) * 2.0 / plot.height().max(1.0);
    for (at, month) in chart.months.iter().enumerate() {
        let place = at.to_string();
        let color = if month.open || month.value.is_none() {
            canvas.theme.cohort[2]
        } else {
            canvas.theme.ai
        };
        canvas.group(
            &[("class", "month"), ("data-month", &place)],
            &month.title,
            || {
                let x = at as f64;
                let value = month.value.map_or(ground + sliver, |value| {
                    let value = value.clamp(low, high);
                    if (value - ground).abs() < sliver {
                        ground + sliver
                    } else {
                        value
                    }
                });
                let corners = [(x + 0.16, value.max(ground)), (x + 0.84, value.min(ground))];
                drawn(plotted.draw_series([Rectangle::new(corners, color.plot().filled())]));
                if let Some(again) = month.again {
                    let (x, y) = plotted.backend_coord(&(x + 0.5, again.clamp(low, high)));
                    let (x, y) = (f64::from(x) / UNITS, f64::from(y) / UNITS);
                    canvas.ring(x, y, 4.0 * canvas.scale, canvas.theme.ink, 1.5);
                }
            },
        );
    }
}
