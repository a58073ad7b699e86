//! How much work the coming weeks bring, and where it is more than the shop can do.
//!
//! Not here: planning and moving the work.

use plotters::prelude::{ChartBuilder, PathElement, Rectangle};
use plotters::style::Color as _;

use crate::Frame;
use crate::canvas::{Canvas, Type, UNITS, drawn, stroke};
use crate::labels::{Area, every};
use crate::text;
use crate::theme::Rgb;

/// Weeks of work to draw.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WorkCalendar {
    /// The chart in a sentence, for who cannot see it.
    pub description: String,
    /// Parts of each week's work from bottom to top; the second one is in the main colour.
    pub parts: Vec<Part>,
    /// Weeks from left to right, usually 26.
    pub weeks: Vec<Week>,
    /// What the shop can do in a week.
    pub capacity: Option<Capacity>,
    /// Marks of the vertical axis: value and words; those that would touch the capacity's words are left out.
    pub ticks: Vec<(f64, String)>,
    /// What to say when there are no weeks or nothing to do in any.
    pub empty_message: String,
}

/// One part of the work.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Part {
    /// Name in the legend.
    pub label: String,
}

/// One week.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Week {
    /// First day ("11/23"), shown where there is room.
    pub label: String,
    /// The whole truth about the week.
    pub title: String,
    /// Amounts by part, 0 or more.
    pub amounts: Vec<f64>,
}

/// What the shop can do in a week.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Capacity {
    /// In the unit of the amounts.
    pub value: f64,
    /// Words at the line ("90分").
    pub label: String,
    /// Name of the part above it in the legend ("上限を超える分").
    pub over_label: String,
}

/// Draws stacked weeks with the capacity as a dashed line. Each week is a `<g class="week" data-week>`.
#[must_use]
pub fn work_calendar(calendar: &WorkCalendar, frame: &Frame) -> String {
    let highest = calendar.weeks.iter().map(total).fold(0.0, f64::max);
    if highest <= 0.0 {
        let canvas = Canvas::new(frame, frame.width.into(), frame.height.into());
        canvas.message(&calendar.empty_message);
        return canvas.finish(&calendar.description);
    }
    let scale = frame.scale();
    let width = f64::from(frame.width);
    let look = Type::new(12.0 * scale, frame.theme().ink_2);
    let legend = lay_out_legend(calendar, &look, width);
    let legend_height = legend.last().map_or(0.0, |entry| entry.y + look.size * 1.6);
    let axis_words = calendar
        .ticks
        .iter()
        .map(|tick| &tick.1)
        .chain(calendar.capacity.iter().map(|c| &c.label));
    let label_most = axis_words
        .map(|words| look.width(words))
        .fold(0.0, f64::max)
        .min(width * 0.2);
    let left = label_most + 12.0;
    let top = look.size;
    let below = look.size * 2.4 + legend_height;
    let plot_height = (f64::from(frame.height) - top - below).max(look.size * 6.0);
    let plot = Area::new(left, top, (width - left - 6.0).max(40.0), plot_height);
    let canvas = Canvas::new(
        frame,
        width,
        (plot.bottom + below).max(f64::from(frame.height)).ceil(),
    );

    let limit = calendar.capacity.as_ref().map(|capacity| capacity.value);
    let range = highest.max(limit.unwrap_or(0.0)) * 1.06;
    let area = canvas.plot_area(&plot);
    let weeks = calendar.weeks.len() as f64;
    let mut chart = drawn(ChartBuilder::on(&area).build_cartesian_2d(0f64..weeks, 0f64..range));
    let height_of = |value: f64| plot.bottom - plot.height() * value / range;

    // Few weeks would make walls: a bar is at most 36 pixels wide.
    let half = (18.0 * scale * weeks / plot.width()).min(0.37);
    let capacity_y = limit.map(height_of);
    for (value, words) in calendar
        .ticks
        .iter()
        .filter(|(value, _)| (0.0..=range).contains(value))
    {
        let y = height_of(*value);
        if *value > 0.0 {
            let grid = PathElement::new(
                vec![(0.0, *value), (weeks, *value)],
                stroke(canvas.theme.line, 1.0),
            );
            drawn(chart.draw_series([grid]));
        }
        if capacity_y.is_none_or(|capacity| (capacity - y).abs() > look.size * 1.3) {
            let words = text::fit(words, look.size, false, label_most + 0.5);
            canvas.text(left - 8.0, y, &words, look.end());
        }
    }
    for (place, week) in calendar.weeks.iter().enumerate() {
        canvas.group(
            &[("class", "week"), ("data-week", &place.to_string())],
            &week.title,
            || {
                let (from, to) = (place as f64 + 0.5 - half, place as f64 + 0.5 + half);
                let mut sum = 0.0;
                for (part, amount) in week
                    .amounts
                    .iter()
                    .enumerate()
                    .filter(|(_, amount)| **amount > 0.0)
                {
                    let (low, high) = (sum, (sum + amount).min(limit.unwrap_or(f64::INFINITY)));
                    sum += amount;
                    if high > low {
                        let bar = Rectangle::new(
                            [(from, high), (to, low)],
                            part_color(&canvas, part).plot().filled(),
                        );
                        drawn(chart.draw_series([bar]));
                    }
                }
                if let Some(limit) = limit.filter(|limit| sum > *limit) {
                    let (left, top) = chart.backend_coord(&(from, sum));
                    let (right, bottom) = chart.backend_coord(&(to, limit));
                    let over = Area {
                        left: f64::from(left) / UNITS,
                        top: f64::from(top) / UNITS,
                        right: f64::from(right) / UNITS,
                        bottom: f64::from(bottom) / UNITS,
                    };
                    draw_over(&canvas, &over);
                }
            },
        );
    }
    canvas.line(
        &[(plot.left, plot.bottom), (plot.right, plot.bottom)],
        canvas.theme.line_strong,
        1.0,
    );
    if let (Some(capacity), Some(y)) = (&calendar.capacity, capacity_y) {
        canvas.dashed(Some("4 3"), || {
            canvas.line(&[(plot.left, y), (plot.right, y)], canvas.theme.kaki, 1.2)
        });
        let words = text::fit(&capacity.label, look.size, false, label_most + 0.5);
        canvas.text(
            left - 8.0,
            y,
            &words,
            Type {
                color: canvas.theme.ink,
                ..look
            }
            .end(),
        );
    }
    draw_week_labels(&canvas, calendar, &plot, look);
    for entry in &legend {
        draw_legend_entry(&canvas, entry, plot.bottom + look.size * 2.4, look);
    }
    canvas.finish(&calendar.description)
}

fn total(week: &Week) -> f64 {
    week.amounts
        .iter()
        .filter(|amount| amount.is_finite() && **amount > 0.0)
        .sum()
}

fn part_color(canvas: &Canvas, part: usize) -> Rgb {
    let theme = canvas.theme;
    [
        theme.cohort[2],
        theme.ai,
        theme.koke,
        theme.yamabuki,
        theme.cohort[3],
    ][part % 5]
}

fn draw_over(canvas: &Canvas, over: &Area) {
    canvas.rect(over, canvas.theme.kaki);
    canvas.hatch(over, canvas.theme.surface, 4.0);
}

fn draw_week_labels(canvas: &Canvas, calendar: &WorkCalendar, plot: &Area, look: Type) {
    let pitch = plot.width() / calendar.weeks.len() as f64;
    let widest = calendar
        .weeks
        .iter()
        .map(|week| look.width(&week.label))
        .fold(0.0, f64::max);
    // Weeks are read in fours, so that the labels fall on about every month.
    let step = match every(widest + 8.0, pitch) {
        1 => 1,
        2 => 2,
        more => more.next_multiple_of(4),
    };
    let mut free_from = 0.0;
    for (place, week) in calendar.weeks.iter().enumerate().step_by(step) {
        let half = look.width(&week.label) / 2.0;
        let x = (plot.left + (place as f64 + 0.5) * pitch).min(canvas.width - half - 1.0);
        if x - half >= free_from {
            canvas.text(x, plot.bottom + look.size * 1.2, &week.label, look.middle());
            free_from = x + half + 4.0;
        }
    }
}

enum Sample {
    Part(usize),
    Over,
}

struct LegendEntry {
    x: f64,
    y: f64,
    sample: Sample,
    words: String,
}

/// Places the legend in lines; an entry that does not fit begins the next one.
fn lay_out_legend(calendar: &WorkCalendar, look: &Type, width: f64) -> Vec<LegendEntry> {
    let parts = calendar
        .parts
        .iter()
        .enumerate()
        .map(|(place, part)| (Sample::Part(place), &part.label));
    let limit = calendar.capacity.as_ref();
    let over = limit.filter(|capacity| calendar.weeks.iter().any(|week| total(week) > capacity.value));
    let over = over.map(|capacity| (Sample::Over, &capacity.over_label));
    let (mut x, mut y) = (4.0, look.size);
    let mut entries: Vec<LegendEntry> = Vec::new();
    for (sample, words) in parts.chain(over) {
        let words = text::fit(words, look.size, false, width - 4.0 - look.size * 2.0);
        let wide = look.size * 1.5 + look.width(&words);
        if !entries.is_empty() && x + wide > width - 4.0 {
            x = 4.0;
            y += look.size * 1.7;
        }
        entries.push(LegendEntry { x, y, sample, words });
        x += wide + look.size * 1.4;
    }
    entries
}

fn draw_legend_entry(canvas: &Canvas, entry: &LegendEntry, top: f64, look: Type) {
    let side = look.size * 0.9;
    let y = top + entry.y;
    let sample = Area::new(entry.x, y - side / 2.0, side, side);
    match entry.sample {
        Sample::Part(part) => canvas.rounded(2.0, || canvas.rect(&sample, part_color(canvas, part))),
        Sample::Over => draw_over(canvas, &sample),
    }
    canvas.text(
        entry.x + look.size * 1.5,
        y,
        &entry.words,
        Type {
            color: canvas.theme.ink,
            ..look
        },
    );
}
