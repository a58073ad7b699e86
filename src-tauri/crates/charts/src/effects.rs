//! Effects side by side: what was seen as a ring with its interval, what all of them together make of it as a filled
//! dot with a thicker one, on an axis with nothing in its middle.
//!
//! Not here: what an effect means, and which of them are shown.

use aichaku_stats::intervals::Interval;

use crate::Frame;
use crate::canvas::{Canvas, Type};
use crate::labels::Area;
use crate::text;

/// Effects to draw.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Effects {
    /// The chart in a sentence, for who cannot see it.
    pub description: String,
    /// From top to bottom.
    pub rows: Vec<EffectRow>,
    /// Lines across, ascending; the first and the last are the ends of the axis.
    pub ticks: Vec<EffectTick>,
    /// A sentence below; may be empty.
    pub footnote: String,
    /// What to say when there are no rows.
    pub empty_message: String,
}

/// A place of the axis.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EffectTick {
    /// Where; 0 is drawn stronger.
    pub at: f64,
    /// What stands there.
    pub label: String,
}

/// A value with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EffectPoint {
    /// The value.
    pub value: f64,
    /// Its interval.
    pub interval: Interval,
}

/// One effect.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EffectRow {
    /// Name.
    pub label: String,
    /// What was seen; `None`: nothing may be said yet.
    pub own: Option<EffectPoint>,
    /// What all of them together make of it.
    pub pooled: Option<EffectPoint>,
    /// The value as people read it, or that nothing can be said.
    pub text: String,
    /// The whole truth about the row.
    pub title: String,
    /// Its interval lies on one side of nothing: in the main colour.
    pub strong: bool,
}

/// Draws effects. Each is a `<g class="effect" data-row data-k>` that can be opened.
#[must_use]
pub fn effects_with_interval(effects: &Effects, frame: &Frame) -> String {
    let scale = frame.scale();
    let width = f64::from(frame.width);
    let (Some(first), Some(last), false) = (
        effects.ticks.first(),
        effects.ticks.last(),
        effects.rows.is_empty(),
    ) else {
        let canvas = Canvas::new(frame, width, frame.height.into());
        canvas.message(&effects.empty_message);
        return canvas.finish(&effects.description);
    };
    let look = Type::new(12.0 * scale, frame.theme().ink);
    let footnote = text::wrap(&effects.footnote, look.size, width - 8.0);
    let (axis, pitch) = (24.0 * scale, 46.0 * scale);
    let below = footnote.len() as f64 * look.size * 1.5 + 10.0;
    let bottom = axis + pitch * effects.rows.len() as f64;
    let canvas = Canvas::new(frame, width, (bottom + below).ceil());

    // The name stands above its row, so that the axis has the whole width on a narrow screen too.
    let right = effects
        .rows
        .iter()
        .map(|row| look.width(&row.text))
        .fold(0.0, f64::max)
        .min(width * 0.4)
        + 12.0;
    // The first name of the axis stands under its line, half of it to the left.
    let left = (canvas.small().width(&first.label) / 2.0 + 2.0).max(14.0);
    let plot = Area::new(left, axis, (width - right - left).max(60.0), bottom - axis);
    let span = (last.at - first.at).max(f64::MIN_POSITIVE);
    let x = |value: f64| plot.left + (value.clamp(first.at, last.at) - first.at) / span * plot.width();
    draw_axis(&canvas, effects, &plot, x);
    for (index, row) in effects.rows.iter().enumerate() {
        let top = axis + pitch * index as f64;
        let place = index.to_string();
        let attributes = [("class", "effect"), ("data-row", place.as_str()), ("data-k", "0")];
        canvas.group(&attributes, &row.title, || {
            // A ground to point at, wherever in the row.
            let name = text::fit(&row.label, look.size, false, width - 8.0);
            let ground = Area::new(0.0, top + 2.0, look.width(&name) + 8.0, 18.0 * scale);
            canvas.rect(&ground, canvas.theme.surface);
            canvas.text(4.0, top + 11.0 * scale, &name, look);
            let colour = if row.strong {
                canvas.theme.ai
            } else {
                canvas.theme.ink_2
            };
            if let Some(own) = row.own {
                let y = top + 24.0 * scale;
                let ends = [(x(own.interval.low), y), (x(own.interval.high), y)];
                canvas.line(&ends, canvas.theme.line_strong, 1.5);
                canvas.ring(x(own.value), y, 4.0 * scale, canvas.theme.ink_2, 1.5);
            }
            let y = top + 35.0 * scale;
            if let Some(pooled) = row.pooled {
                let ends = [(x(pooled.interval.low), y), (x(pooled.interval.high), y)];
                canvas.line(&ends, colour, 3.0);
                canvas.dot(x(pooled.value), y, 5.0 * scale, colour);
            }
            let words = text::fit(&row.text, look.size, false, right - 4.0);
            canvas.text(width - 4.0, top + 30.0 * scale, &words, look.end());
        });
    }
    for (line, words) in footnote.iter().enumerate() {
        let y = bottom + 10.0 + look.size * (0.5 + 1.5 * line as f64);
        canvas.text(4.0, y, words, look);
    }
    canvas.finish(&effects.description)
}

fn draw_axis(canvas: &Canvas, effects: &Effects, plot: &Area, x: impl Fn(f64) -> f64) {
    let mut free_from = f64::NEG_INFINITY;
    let small = canvas.small();
    for tick in &effects.ticks {
        let at = x(tick.at);
        let is_nothing = tick.at.abs() < 1e-12;
        let (colour, thick) = if is_nothing {
            (canvas.theme.ink_2, 1.5)
        } else {
            (canvas.theme.line, 1.0)
        };
        canvas.line(&[(at, plot.top), (at, plot.bottom)], colour, thick);
        let half = small.width(&tick.label) / 2.0;
        if at - half >= free_from && at + half <= canvas.width {
            canvas.text(at, plot.top - 10.0 * canvas.scale, &tick.label, small.middle());
            free_from = at + half + 6.0;
        }
    }
}
