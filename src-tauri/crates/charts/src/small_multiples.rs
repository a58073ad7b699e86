//! The same few periods over and over, one small picture for each number: shapes are compared, not heights.
//!
//! Each panel has its own scale, from zero, and says its last value under its name. Not here: what the numbers mean.

use plotters::prelude::{ChartBuilder, Rectangle};
use plotters::style::Color as _;

use crate::Frame;
use crate::canvas::{Canvas, Type, drawn};
use crate::labels::Area;
use crate::text;

/// Panels to draw, from left to right and top to bottom.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SmallMultiples {
    /// The chart in a sentence, for who cannot see it.
    pub description: String,
    /// Panels.
    pub panels: Vec<Panel>,
    /// Names of the periods, the first and the last are written below each panel.
    pub periods: Vec<String>,
    /// Panels beside each other, at least 1.
    pub columns: usize,
    /// What to say when there is nothing.
    pub empty_message: String,
}

/// One number over all periods.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Panel {
    /// Name.
    pub title: String,
    /// A value for each period, 0 or more; what is less is drawn as 0.
    pub values: Vec<f64>,
    /// Each value as people read it.
    pub texts: Vec<String>,
    /// The last period still runs: its column is pale.
    pub running: bool,
}

/// Draws the panels. Each is a `<g class="panel" data-panel>`, each column in it a `<g data-row data-k>` of panel and period.
#[must_use]
pub fn small_multiples(chart: &SmallMultiples, frame: &Frame) -> String {
    let scale = frame.scale();
    let width = f64::from(frame.width);
    let look = Type::new(12.0 * scale, frame.theme().ink_2);
    if chart.panels.is_empty() || chart.periods.is_empty() {
        let canvas = Canvas::new(frame, width, frame.height.into());
        canvas.message(&chart.empty_message);
        return canvas.finish(&chart.description);
    }
    let columns = chart.columns.clamp(1, chart.panels.len());
    let rows = chart.panels.len().div_ceil(columns);
    let gap = 22.0 * scale;
    let panel_width = ((width - gap * (columns - 1) as f64) / columns as f64).max(60.0);
    let frame_height = f64::from(frame.height) / rows as f64;
    let panel_height = frame_height.max(look.size * 8.0);
    let canvas = Canvas::new(frame, width, (panel_height * rows as f64).ceil());
    for (place, panel) in chart.panels.iter().enumerate() {
        let left = (place % columns) as f64 * (panel_width + gap);
        let top = (place / columns) as f64 * panel_height;
        let part = Area::new(left, top, panel_width, panel_height);
        let number = place.to_string();
        canvas.group(
            &[("class", "panel"), ("data-panel", &number)],
            &panel.title,
            || {
                draw_panel(&canvas, chart, panel, &number, &part, look);
            },
        );
    }
    canvas.finish(&chart.description)
}

fn draw_panel(canvas: &Canvas, chart: &SmallMultiples, panel: &Panel, number: &str, part: &Area, look: Type) {
    let ink = Type {
        color: canvas.theme.ink,
        ..look
    };
    let title = text::fit(&panel.title, look.size, true, part.width());
    canvas.text(part.left, part.top + look.size, &title, ink.bold());
    // Room for the name and the last value above, and the names of periods below.
    let (above, below) = (look.size * 3.6, look.size * 2.0);
    let plot = Area {
        left: part.left,
        top: part.top + above,
        right: part.right,
        bottom: part.bottom - below - look.size * 0.6,
    };
    let count = chart.periods.len();
    let values: Vec<f64> = (0..count)
        .map(|at| panel.values.get(at).copied().unwrap_or(0.0).max(0.0))
        .collect();
    let highest = values.iter().copied().fold(0.0, f64::max);
    let range = if highest > 0.0 { highest } else { 1.0 };
    let area = canvas.plot_area(&plot);
    let mut plotted = drawn(ChartBuilder::on(&area).build_cartesian_2d(0f64..count as f64, 0f64..range));
    let text_of = |at: usize| panel.texts.get(at).map_or("", String::as_str);
    for (at, value) in values.iter().enumerate() {
        let k = at.to_string();
        let title = format!("{}: {}", chart.periods[at], text_of(at));
        let color = if panel.running && at + 1 == count {
            canvas.theme.cohort[2]
        } else {
            canvas.theme.ai
        };
        canvas.group(&[("data-row", number), ("data-k", &k)], &title, || {
            let corners = [(at as f64 + 0.14, *value), (at as f64 + 0.86, 0.0)];
            drawn(plotted.draw_series([Rectangle::new(corners, color.plot().filled())]));
        });
    }
    canvas.line(
        &[(plot.left, plot.bottom), (plot.right, plot.bottom)],
        canvas.theme.line_strong,
        1.0,
    );
    let last = count - 1;
    let value = Type {
        size: look.size * 1.15,
        ..ink.bold()
    };
    let said = text::fit(text_of(last), value.size, true, part.width());
    canvas.text(part.left, part.top + look.size * 2.4, &said, value);
    let names = plot.bottom + look.size * 1.1;
    let most = part.width() / 2.0 - 4.0;
    let first = text::fit(&chart.periods[0], look.size, false, most);
    canvas.text(part.left, names, &first, look);
    if last > 0 {
        let words = text::fit(&chart.periods[last], look.size, false, most);
        canvas.text(part.right, names, &words, look.end());
    }
}
