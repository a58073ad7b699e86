//! A few shares side by side, each with its uncertainty.
//!
//! Not here: whether the difference means anything; say that in the footnote.

use aichaku_stats::intervals::Interval;
use plotters::prelude::{ChartBuilder, PathElement, Rectangle};
use plotters::style::Color as _;

use crate::Frame;
use crate::canvas::{Canvas, Type, UNITS, drawn, stroke};
use crate::labels::Area;
use crate::text;

/// Horizontal bars to draw.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bars {
    /// The chart in a sentence, for who cannot see it.
    pub description: String,
    /// Bars from top to bottom.
    pub bars: Vec<Bar>,
    /// The value at the right end; `None` takes the largest value or upper limit.
    pub top: Option<f64>,
    /// A sentence below; may be empty.
    pub footnote: String,
    /// What to say when there are no bars.
    pub empty_message: String,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bar {
    /// Name.
    pub label: String,
    /// Length, 0 or more.
    pub value: f64,
    /// The first so much of the value is drawn pale and told apart from the rest; 0: all is of one kind.
    pub base: f64,
    /// Uncertainty, drawn as a whisker.
    pub interval: Option<Interval>,
    /// The value as people read it ("34.1%").
    pub text: String,
    /// The whole truth about the bar ("34.1 % (31.0–37.3), 312 / 915").
    pub title: String,
    /// The one the chart is about: in the main colour.
    pub strong: bool,
    /// The bar can be opened: its `<g>` carries `data-row` (its place) and this as `data-k`.
    pub opens: Option<u32>,
}

/// Draws horizontal bars with intervals. Each is a `<g class="bar" data-bar>`.
#[must_use]
pub fn bars_with_interval(bars: &Bars, frame: &Frame) -> String {
    let scale = frame.scale();
    let width = f64::from(frame.width);
    let look = Type::new(12.0 * scale, frame.theme().ink_2);
    if bars.bars.is_empty() {
        let canvas = Canvas::new(frame, width, frame.height.into());
        canvas.message(&bars.empty_message);
        return canvas.finish(&bars.description);
    }
    let footnote = text::wrap(&bars.footnote, look.size, width - 8.0);
    let pitch = 34.0 * scale;
    let rows = bars.bars.len();
    let below = if footnote.is_empty() {
        8.0
    } else {
        14.0 + footnote.len() as f64 * look.size * 1.5
    };
    let height = f64::from(frame.height)
        .max(8.0 + pitch * rows as f64 + below)
        .ceil();
    let canvas = Canvas::new(frame, width, height);

    let widest = |read: fn(&Bar) -> &str| {
        bars.bars
            .iter()
            .map(|bar| look.width(read(bar)))
            .fold(0.0, f64::max)
    };
    let label_most = widest(|bar| &bar.label).min(width * 0.38);
    let left = label_most + 16.0;
    let right = widest(|bar| &bar.text).min(width * 0.25) + 14.0;
    let plot = Area::new(left, 8.0, (width - left - right).max(40.0), pitch * rows as f64);
    let ends = bars.bars.iter().map(|bar| {
        bar.interval
            .map_or(bar.value, |interval| interval.high.max(bar.value))
    });
    let top = bars
        .top
        .unwrap_or_else(|| ends.fold(0.0, f64::max))
        .max(f64::MIN_POSITIVE);

    let area = canvas.plot_area(&plot);
    let mut chart = drawn(ChartBuilder::on(&area).build_cartesian_2d(0f64..top, rows as f64..0f64));
    for (place, bar) in bars.bars.iter().enumerate() {
        let middle = place as f64 + 0.5;
        let (value, color) = (
            bar.value.clamp(0.0, top),
            if bar.strong {
                canvas.theme.ai
            } else {
                canvas.theme.cohort[2]
            },
        );
        let (row, k) = (place.to_string(), bar.opens.map(|k| k.to_string()));
        let mut attributes = vec![("class", "bar"), ("data-bar", row.as_str())];
        if let Some(k) = &k {
            attributes.extend([("data-row", row.as_str()), ("data-k", k.as_str())]);
        }
        canvas.group(&attributes, &bar.title, || {
            let corners = [(0.0, middle - 0.26), (value, middle + 0.26)];
            canvas.rounded(3.0, || {
                drawn(chart.draw_series([Rectangle::new(corners, color.plot().filled())]));
            });
            let base = bar.base.clamp(0.0, value);
            if base > 0.0 {
                let corners = [(0.0, middle - 0.26), (base, middle + 0.26)];
                let pale = canvas.theme.cohort[2];
                canvas.rounded(3.0, || {
                    drawn(chart.draw_series([Rectangle::new(corners, pale.plot().filled())]));
                });
            }
            let mut end = value;
            if let Some(interval) = bar.interval {
                let (low, high) = (interval.low.clamp(0.0, top), interval.high.clamp(0.0, top));
                end = end.max(high);
                // On the bar the whisker needs the colour that stands out there, beyond it the ink.
                let ink_at = |at: f64| {
                    if at >= value {
                        canvas.theme.ink
                    } else if at < base {
                        canvas.theme.text_on(canvas.theme.cohort[2])
                    } else {
                        canvas.theme.text_on(color)
                    }
                };
                let line =
                    |points: [(f64, f64); 2], color| PathElement::new(points.to_vec(), stroke(color, 1.5));
                let part = |from: f64, to: f64| {
                    let (from, to) = (from.max(low), to.min(high));
                    (to > from).then(|| line([(from, middle), (to, middle)], ink_at(from)))
                };
                let cap = |at: f64| line([(at, middle - 0.12), (at, middle + 0.12)], ink_at(at));
                let parts = [part(0.0, base), part(base, value), part(value, top)];
                let parts = parts.into_iter().flatten().chain([cap(low), cap(high)]);
                drawn(chart.draw_series(parts));
            }
            let (x, y) = chart.backend_coord(&(end, middle));
            let (x, y) = (f64::from(x) / UNITS, f64::from(y) / UNITS);
            let label = text::fit(&bar.label, look.size, false, label_most + 0.5);
            canvas.text(4.0, y, &label, look);
            let value = text::fit(&bar.text, look.size, false, width - x - 8.0);
            canvas.text(
                x + 8.0,
                y,
                &value,
                Type {
                    color: canvas.theme.ink,
                    ..look
                },
            );
        });
    }
    canvas.line(
        &[(plot.left, plot.top), (plot.left, plot.bottom)],
        canvas.theme.line_strong,
        1.0,
    );
    for (place, line) in footnote.iter().enumerate() {
        let y = plot.bottom + 14.0 + look.size * (0.5 + 1.5 * place as f64);
        canvas.text(
            4.0,
            y,
            line,
            Type {
                color: canvas.theme.ink,
                ..look
            },
        );
    }
    canvas.finish(&bars.description)
}
