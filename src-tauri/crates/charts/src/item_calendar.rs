//! The things a household lives with on one time axis: since when, what was done, what comes.
//!
//! Not here: what is due and why.

use aichaku_stats::calendar::Day;
use plotters::prelude::{ChartBuilder, PathElement, Rectangle};
use plotters::style::Color as _;

use crate::Frame;
use crate::canvas::{Canvas, Type, UNITS, drawn, stroke};
use crate::labels::{Area, spread};
use crate::text;

/// Items to draw.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ItemCalendar {
    /// The chart in a sentence, for who cannot see it.
    pub description: String,
    /// Left end of the time axis.
    pub from: Day,
    /// Right end of the time axis, after `from`.
    pub to: Day,
    /// Today and its word.
    pub today: Option<(Day, String)>,
    /// Marks of the time axis, ascending; one that would touch its neighbour or today's word is left out.
    pub ticks: Vec<(Day, String)>,
    /// Items from top to bottom.
    pub items: Vec<ItemLife>,
    /// What is to be done today, under the items; may be empty.
    pub today_note: String,
    /// What to say when there are no items.
    pub empty_message: String,
}

/// One item.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ItemLife {
    /// Name.
    pub label: String,
    /// Below the name ("2026-10-22 納品").
    pub detail: String,
    /// Day of delivery.
    pub from: Day,
    /// The day it left the household; `None` while it is there.
    pub until: Option<Day>,
    /// The one the page is about: a stronger line.
    pub strong: bool,
    /// What happened and what comes, by day.
    pub marks: Vec<Mark>,
}

/// Something on an item's line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// When.
    pub day: Day,
    /// Its shape and colour.
    pub kind: MarkKind,
    /// A word or two beside it, shown where there is room; may be empty.
    pub label: String,
    /// The whole truth about it.
    pub title: String,
}

/// Shapes that differ without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MarkKind {
    /// Done: a filled dot.
    Done,
    /// Planned: a ring.
    Planned,
    /// To do now: a larger filled dot.
    Now,
    /// Time to renew something: a square.
    Renew,
}

struct Layout {
    label_most: f64,
    plot: Area,
    pitch: f64,
    height: f64,
}

/// Draws the items' calendar. Items are `<g class="item" data-item>`, marks `<g class="mark" data-mark>` in them.
#[must_use]
pub fn item_calendar(calendar: &ItemCalendar, frame: &Frame) -> String {
    if calendar.items.is_empty() {
        let canvas = Canvas::new(frame, frame.width.into(), frame.height.into());
        canvas.message(&calendar.empty_message);
        return canvas.finish(&calendar.description);
    }
    let layout = lay_out(calendar, frame);
    let canvas = Canvas::new(frame, frame.width.into(), layout.height);
    let to = calendar.to.max(calendar.from + 1);
    let rows = calendar.items.len() as f64;
    let area = canvas.plot_area(&layout.plot);
    let range = f64::from(calendar.from)..f64::from(to);
    let mut chart = drawn(ChartBuilder::on(&area).build_cartesian_2d(range, rows..0f64));
    let x_of = |day: Day| {
        let share = f64::from(day - calendar.from) / f64::from(to - calendar.from);
        layout.plot.left + layout.plot.width() * share
    };
    let inside = |day: Day| (calendar.from..=to).contains(&day);

    let mut taken: Vec<Area> = Vec::new();
    draw_axis_words(&canvas, calendar, &layout, &x_of, &mut taken);
    for (day, _) in calendar.ticks.iter().filter(|(day, _)| inside(*day)) {
        let at = f64::from(*day);
        drawn(chart.draw_series([PathElement::new(
            vec![(at, 0.0), (at, rows)],
            stroke(canvas.theme.line, 1.0),
        )]));
    }
    if let Some((day, _)) = calendar.today.as_ref().filter(|(day, _)| inside(*day)) {
        let at = f64::from(*day);
        drawn(chart.draw_series([PathElement::new(
            vec![(at, 0.0), (at, rows)],
            stroke(canvas.theme.ai, 1.5),
        )]));
    }
    for (row, item) in calendar.items.iter().enumerate() {
        let middle = row as f64 + 0.42;
        let y = f64::from(chart.backend_coord(&(f64::from(calendar.from), middle)).1) / UNITS;
        canvas.group(
            &[("class", "item"), ("data-item", &row.to_string())],
            &item.label,
            || {
                draw_item_words(&canvas, item, &layout, y);
                let from = item.from.max(calendar.from);
                let until = item.until.unwrap_or(to).min(to);
                if from < until {
                    let color = if item.strong {
                        canvas.theme.cohort[3]
                    } else {
                        canvas.theme.cohort[2]
                    };
                    let half = 3.0 / layout.pitch;
                    let ends = [
                        (f64::from(from), middle - half),
                        (f64::from(until), middle + half),
                    ];
                    canvas.rounded(3.0, || {
                        drawn(chart.draw_series([Rectangle::new(ends, color.plot().filled())]));
                    });
                }
                draw_marks(&canvas, item, &layout, y, &x_of, &inside, &mut taken);
            },
        );
    }
    draw_today_note(&canvas, calendar, &layout, &x_of);
    canvas.finish(&calendar.description)
}

fn lay_out(calendar: &ItemCalendar, frame: &Frame) -> Layout {
    let scale = frame.scale();
    let theme = frame.theme();
    let (name, detail) = (
        Type::new(12.0 * scale, theme.ink),
        Type::new(11.0 * scale, theme.ink_2),
    );
    let width = f64::from(frame.width);
    let widest = calendar
        .items
        .iter()
        .map(|item| name.width(&item.label).max(detail.width(&item.detail)));
    let label_most = widest.fold(0.0, f64::max).min(width * 0.34);
    let left = label_most + 20.0;
    let top = 24.0 * scale;
    let rows = calendar.items.len() as f64;
    let note = if calendar.today_note.is_empty() {
        6.0
    } else {
        24.0 * scale
    };
    let pitch = ((f64::from(frame.height) - top - note) / rows).clamp(60.0 * scale, 72.0 * scale);
    // Room on the right for half of the last word of the axis.
    let plot = Area::new(left, top, (width - left - 12.0).max(60.0), pitch * rows);
    let height = f64::from(frame.height).max(plot.bottom + note).ceil();
    Layout {
        label_most,
        plot,
        pitch,
        height,
    }
}

/// A word centred on `x`, pushed inside the canvas, as the area it takes.
fn words_area(canvas: &Canvas, x: f64, y: f64, words: &str, look: &Type) -> Area {
    let half = look.width(words) / 2.0 + 2.0;
    let x = x.min(canvas.width - half).max(half);
    Area::new(x - half, y - look.size * 0.62, half * 2.0, look.size * 1.24)
}

fn draw_axis_words(
    canvas: &Canvas,
    calendar: &ItemCalendar,
    layout: &Layout,
    x_of: &impl Fn(Day) -> f64,
    taken: &mut Vec<Area>,
) {
    let look = Type {
        color: canvas.theme.ink_2,
        ..canvas.normal()
    }
    .middle();
    let y = layout.plot.top / 2.0;
    let today = calendar
        .today
        .iter()
        .map(|(day, words)| (*day, words, canvas.theme.ai));
    let ticks = calendar
        .ticks
        .iter()
        .map(|(day, words)| (*day, words, look.color));
    for (day, words, color) in today.chain(ticks) {
        if day < calendar.from || day > calendar.to {
            continue;
        }
        let area = words_area(canvas, x_of(day), y, words, &look);
        let padded = Area {
            left: area.left - 3.0,
            right: area.right + 3.0,
            ..area
        };
        if taken.iter().any(|other| other.meets(&padded)) {
            continue;
        }
        taken.push(area);
        canvas.text(
            f64::midpoint(area.left, area.right),
            y,
            words,
            Type { color, ..look },
        );
    }
}

fn draw_item_words(canvas: &Canvas, item: &ItemLife, layout: &Layout, y: f64) {
    let (name, detail) = (canvas.normal(), canvas.small());
    let label = text::fit(&item.label, name.size, false, layout.label_most + 0.5);
    canvas.text(4.0, y - name.size * 0.35, &label, name);
    let below = text::fit(&item.detail, detail.size, false, layout.label_most + 0.5);
    canvas.text(4.0, y + name.size * 1.0, &below, detail);
}

fn draw_marks(
    canvas: &Canvas,
    item: &ItemLife,
    layout: &Layout,
    y: f64,
    x_of: &impl Fn(Day) -> f64,
    inside: &impl Fn(Day) -> bool,
    taken: &mut Vec<Area>,
) {
    let marks: Vec<(usize, &Mark)> = item
        .marks
        .iter()
        .enumerate()
        .filter(|(_, mark)| inside(mark.day))
        .collect();
    let wanted: Vec<f64> = marks.iter().map(|(_, mark)| x_of(mark.day)).collect();
    // Marks a few days apart would cover each other: they stand side by side instead.
    let places = spread(&wanted, 13.0, layout.plot.left, layout.plot.right);
    let look = canvas.small().middle();
    // The line itself and its marks are taken: words stay off them.
    for ((number, mark), &x) in marks.iter().zip(&places) {
        canvas.group(
            &[("class", "mark"), ("data-mark", &number.to_string())],
            &mark.title,
            || {
                let theme = canvas.theme;
                match mark.kind {
                    MarkKind::Done => canvas.dot(x, y, 5.5, theme.koke),
                    MarkKind::Planned => canvas.ring(x, y, 5.5, theme.ai, 2.0),
                    MarkKind::Now => canvas.dot(x, y, 7.0, theme.kaki),
                    MarkKind::Renew => {
                        let square = Area::new(x - 7.0, y - 7.0, 14.0, 14.0);
                        canvas.rounded(2.5, || canvas.rect(&square, theme.yamabuki));
                    }
                }
            },
        );
    }
    // Words of what is to be done now and renewed matter more than those of what is done.
    let mut order: Vec<usize> = (0..marks.len())
        .filter(|place| !marks[*place].1.label.is_empty())
        .collect();
    order.sort_by_key(|&place| match marks[place].1.kind {
        MarkKind::Now => 0,
        MarkKind::Renew => 1,
        MarkKind::Planned => 2,
        MarkKind::Done => 3,
    });
    for place in order {
        let words = text::fit(
            &marks[place].1.label,
            look.size,
            false,
            layout.plot.width() * 0.45,
        );
        let sides = [y + look.size * 1.75, y - look.size * 1.6];
        let free = sides.into_iter().find_map(|side| {
            let area = words_area(canvas, places[place], side, &words, &look);
            let off_labels = area.left >= layout.plot.left - 8.0;
            let fits = off_labels && !taken.iter().any(|other| other.meets(&area));
            fits.then_some((side, area))
        });
        if let Some((side, area)) = free {
            taken.push(area);
            // A ground of its own keeps the axis lines out of the letters.
            canvas.rect(&area, canvas.theme.surface);
            canvas.text(f64::midpoint(area.left, area.right), side, &words, look);
        }
    }
}

fn draw_today_note(canvas: &Canvas, calendar: &ItemCalendar, layout: &Layout, x_of: &impl Fn(Day) -> f64) {
    if calendar.today_note.is_empty() {
        return;
    }
    let look = canvas.small();
    let words = text::fit(&calendar.today_note, look.size, false, canvas.width - 24.0);
    let x = calendar
        .today
        .as_ref()
        .map_or(layout.plot.left, |(day, _)| x_of(*day));
    let y = layout.plot.bottom + look.size;
    let area = words_area(canvas, x, y, &words, &look);
    let left = area.left.max(14.0);
    canvas.dot(left - 7.0, y, 4.0, canvas.theme.kaki);
    canvas.text(
        left + 2.0,
        y,
        &words,
        Type {
            color: canvas.theme.ink,
            ..look
        },
    );
}
