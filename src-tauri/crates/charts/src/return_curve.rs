//! How many came back by when: step curves with their uncertainty, for one or several groups.
//!
//! Not here: the estimate itself (`aichaku_stats::survival`).

use aichaku_stats::survival::Returned;
use plotters::prelude::{ChartBuilder, LineSeries, PathElement, Polygon};
use plotters::style::Color as _;

use crate::Frame;
use crate::canvas::{Canvas, Type, UNITS, drawn, stroke};
use crate::labels::{Area, nice_step, spread};
use crate::text;

/// Return curves to draw.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReturnCurve {
    /// The chart in a sentence, for who cannot see it.
    pub description: String,
    /// Groups; six at most can be told apart.
    pub groups: Vec<CurveGroup>,
    /// Marks of the time axis, ascending.
    pub ticks: Vec<CurveTick>,
    /// Right end of the time axis in days; `None` takes the longest curve.
    pub last_day: Option<u32>,
    /// Heading over the numbers still watched ("見守っている世帯数"); empty leaves the numbers out.
    pub at_risk_heading: String,
    /// What to say when no group has a point.
    pub empty_message: String,
}

/// One curve.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CurveGroup {
    /// Name, written beside the curve's end.
    pub label: String,
    /// The curve: [`aichaku_stats::survival::KaplanMeier::return_steps`].
    pub points: Vec<Returned>,
    /// Units still watched at each tick, already formatted; empty where nothing can be said.
    pub at_risk: Vec<String>,
}

/// A mark of the time axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CurveTick {
    /// Days since the beginning.
    pub days: u32,
    /// What stands there ("1年").
    pub label: String,
}

/// Line patterns that tell groups apart without colour.
const DASHES: [Option<&str>; 6] = [
    None,
    Some("7 3"),
    Some("2 2.5"),
    Some("9 3 2 3"),
    Some("4 2"),
    Some("12 4"),
];

/// A group as it is drawn; `place` is its index among the caller's groups and decides colour and dash.
struct Shown<'a> {
    place: usize,
    label: &'a str,
    points: Vec<Returned>,
    at_risk: &'a [String],
}

struct Layout {
    plot: Area,
    label_left: f64,
    label_most: f64,
    at_risk_top: f64,
    height: f64,
    line: f64,
}

/// Draws return curves with their 95 % bands. Each group is a `<g class="curve" data-group>`, each number still
/// watched a `<g class="watched" data-row data-k>` with the place of its group and its day.
///
/// A curve ends where it is carried by fewer than 3 units, or by fewer than 10 and a tenth of those at its beginning.
/// When no curve is left the chart says so in the caller's words.
#[must_use]
pub fn return_curve(curve: &ReturnCurve, frame: &Frame) -> String {
    let groups: Vec<Shown<'_>> = curve.groups.iter().enumerate().filter_map(carried_part).collect();
    let longest = groups
        .iter()
        .filter_map(|group| group.points.last())
        .map(|point| point.days)
        .max();
    let Some(last_day) = curve.last_day.or(longest).filter(|_| longest.is_some()) else {
        let canvas = Canvas::new(frame, frame.width.into(), frame.height.into());
        canvas.message(&curve.empty_message);
        return canvas.finish(&curve.description);
    };
    let last_day = f64::from(last_day.max(1));
    let layout = lay_out(curve, &groups, frame);
    let canvas = Canvas::new(frame, frame.width.into(), layout.height);
    let (top, step) = share_axis(&groups, last_day);

    let area = canvas.plot_area(&layout.plot);
    let mut chart = drawn(ChartBuilder::on(&area).build_cartesian_2d(0f64..last_day, 0f64..top));
    let look = Type {
        color: canvas.theme.ink_2,
        ..canvas.normal()
    };
    let lines = (top / step).round() as usize;
    for place in 0..=lines {
        let share = step * place as f64;
        let color = if place == 0 {
            canvas.theme.line_strong
        } else {
            canvas.theme.line
        };
        let grid = PathElement::new(vec![(0.0, share), (last_day, share)], stroke(color, 1.0));
        drawn(chart.draw_series([grid]));
        let y = f64::from(chart.backend_coord(&(0.0, share)).1) / UNITS;
        canvas.text(layout.plot.left - 8.0, y, &percent(share, step), look.end());
    }
    let ticks: Vec<&CurveTick> = curve
        .ticks
        .iter()
        .filter(|tick| f64::from(tick.days) <= last_day)
        .collect();
    let shown = draw_ticks(&canvas, &layout, &ticks, last_day);

    // Bands of several curves lie over each other: each must be lighter for the lines to be read.
    let strength = match groups.len() {
        1 => 0.13,
        2 => 0.09,
        _ => 0.05,
    };
    for group in &groups {
        let place = group.place;
        let color = canvas.theme.series(group.place);
        let steps = stairs(&group.points, last_day, layout.plot.width());
        canvas.group(
            &[("class", "curve"), ("data-group", &place.to_string())],
            group.label,
            || {
                let band = band(&steps, top);
                drawn(chart.draw_series([Polygon::new(band, color.plot().mix(strength).filled())]));
                let line: Vec<(f64, f64)> = corners(&steps, |point| point.returned.min(top));
                canvas.dashed(DASHES[group.place % DASHES.len()], || {
                    drawn(chart.draw_series(LineSeries::new(line.clone(), stroke(color, 2.0))));
                });
            },
        );
    }
    let ends: Vec<(f64, f64)> = groups
        .iter()
        .map(|group| {
            let steps = stairs(&group.points, last_day, layout.plot.width());
            let end = steps
                .last()
                .map_or((0.0, 0.0), |step| (step.0, step.1.returned.min(top)));
            let (x, y) = chart.backend_coord(&end);
            (f64::from(x) / UNITS, f64::from(y) / UNITS)
        })
        .collect();
    draw_end_labels(&canvas, &layout, &groups, &ends);
    draw_at_risk(&canvas, &layout, curve, &groups, &shown, last_day);
    canvas.finish(&curve.description)
}

/// The group without the end of its curve that hangs on a handful of units: fewer than 3, or fewer than 10 and than
/// a tenth of those at the beginning. `None` when nothing is left. There one return moves the curve by more than all before, and eyes go to the end first.
/// Source: Pocock, Clayton & Altman, Lancet 359 (2002) 1686–1689.
fn carried_part((place, group): (usize, &CurveGroup)) -> Option<Shown<'_>> {
    let begun = group.points.first()?.at_risk;
    let least = begun.div_ceil(10).clamp(3, 10);
    let mut points: Vec<Returned> = group
        .points
        .iter()
        .take_while(|point| point.at_risk >= least)
        .copied()
        .collect();
    let last = *points.last()?;
    // The last carried value holds until the first day that is not.
    if let Some(next) = group.points.get(points.len()) {
        points.push(Returned {
            days: next.days,
            ..last
        });
    }
    Some(Shown {
        place,
        label: &group.label,
        points,
        at_risk: &group.at_risk,
    })
}

fn lay_out(curve: &ReturnCurve, groups: &[Shown<'_>], frame: &Frame) -> Layout {
    let scale = frame.scale();
    let look = Type::new(12.0 * scale, frame.theme().ink);
    let line = look.size * 1.5;
    let width = f64::from(frame.width);
    let sample = if groups.len() > 1 { 30.0 } else { 8.0 };
    let widest = groups
        .iter()
        .map(|group| look.width(group.label))
        .fold(0.0, f64::max);
    let label_most = widest.min(width * 0.32);
    let right = if widest > 0.0 {
        label_most + sample + 14.0
    } else {
        16.0
    };
    // Half of the first tick's label stands left of the axis.
    let left = look.width("100%") + 14.0;
    let rows = if curve.at_risk_heading.is_empty() {
        0.0
    } else {
        1.0 + groups.len() as f64
    };
    let top = look.size;
    let below = line * 1.6 + rows * line + if rows > 0.0 { line * 0.4 } else { 0.0 };
    let least = (groups.len() as f64 * line).max(8.0 * line);
    let plot_height = (f64::from(frame.height) - top - below).max(least);
    let plot = Area::new(left, top, (width - left - right).max(60.0), plot_height);
    Layout {
        label_left: plot.right + 10.0,
        label_most,
        at_risk_top: plot.bottom + line * 1.9,
        height: (plot.bottom + below).max(f64::from(frame.height)).ceil(),
        line,
        plot,
    }
}

/// Top of the share axis and its step: round, above every upper limit that is shown, at most 100 %.
fn share_axis(groups: &[Shown<'_>], last_day: f64) -> (f64, f64) {
    let points = groups.iter().flat_map(|group| &group.points);
    let shown = points.filter(|point| f64::from(point.days) <= last_day);
    // A single unit makes the band reach 100 %: the curve decides then, and the band is cut at the top.
    let (mut highest, mut upper) = (0.0f64, 0.0f64);
    for point in shown {
        highest = highest.max(point.returned);
        upper = upper.max(point.interval.high);
    }
    let wanted = upper.min(highest * 2.0).clamp(0.02, 1.0);
    let step = nice_step(wanted, 5.0);
    ((((wanted / step) - 1e-9).ceil() * step).min(1.0), step)
}

fn percent(share: f64, step: f64) -> String {
    if step < 0.0099 {
        format!("{:.1}%", share * 100.0)
    } else {
        format!("{:.0}%", share * 100.0)
    }
}

/// Draws the ticks that have room and returns their places.
fn draw_ticks(canvas: &Canvas, layout: &Layout, ticks: &[&CurveTick], last_day: f64) -> Vec<usize> {
    let look = Type {
        color: canvas.theme.ink_2,
        ..canvas.normal()
    }
    .middle();
    let at = |tick: &CurveTick| layout.plot.left + layout.plot.width() * f64::from(tick.days) / last_day;
    let mut free_from = 0.0;
    let mut shown = Vec::new();
    for (place, tick) in ticks.iter().enumerate() {
        let half = look.width(&tick.label) / 2.0;
        if at(tick) - half >= free_from && at(tick) + half <= canvas.width {
            shown.push(place);
            free_from = at(tick) + half + 10.0;
        }
    }
    for &place in &shown {
        let x = at(ticks[place]);
        let bottom = layout.plot.bottom;
        canvas.line(&[(x, bottom), (x, bottom + 4.0)], canvas.theme.line_strong, 1.0);
        canvas.text(x, bottom + layout.line * 0.85, &ticks[place].label, look);
    }
    shown
}

/// Points at most two to a pixel: (day, last point of that place), beginning with day 0.
fn stairs(points: &[Returned], last_day: f64, width: f64) -> Vec<(f64, &Returned)> {
    let nearest = last_day / (width * 2.0).max(1.0);
    let mut kept: Vec<(f64, &Returned)> = Vec::new();
    for point in points.iter().filter(|point| f64::from(point.days) <= last_day) {
        let day = f64::from(point.days);
        match kept.last_mut() {
            Some(last) if day - last.0 < nearest && last.0 > 0.0 => last.1 = point,
            _ => kept.push((day, point)),
        }
    }
    kept
}

/// The corners of a right-continuous step function.
fn corners(steps: &[(f64, &Returned)], read: impl Fn(&Returned) -> f64) -> Vec<(f64, f64)> {
    let mut corners = Vec::with_capacity(steps.len() * 2);
    let mut before = None;
    for (day, point) in steps {
        let value = read(point);
        if let Some(before) = before.filter(|before| *before != value) {
            corners.push((*day, before));
        }
        corners.push((*day, value));
        before = Some(value);
    }
    corners
}

fn band(steps: &[(f64, &Returned)], top: f64) -> Vec<(f64, f64)> {
    let mut outline = corners(steps, |point| point.interval.high.min(top));
    outline.extend(
        corners(steps, |point| point.interval.low.min(top))
            .into_iter()
            .rev(),
    );
    outline
}

fn draw_end_labels(canvas: &Canvas, layout: &Layout, groups: &[Shown<'_>], ends: &[(f64, f64)]) {
    let look = canvas.normal();
    let wanted: Vec<f64> = ends.iter().map(|end| end.1).collect();
    let half = layout.line / 2.0;
    let placed = spread(
        &wanted,
        layout.line,
        layout.plot.top + half,
        layout.plot.bottom - half,
    );
    for (group, (end, y)) in groups.iter().zip(ends.iter().zip(placed)) {
        if group.label.is_empty() {
            continue;
        }
        let color = canvas.theme.series(group.place);
        let mut x = layout.label_left;
        if groups.len() > 1 {
            canvas.line(
                &[(end.0 + 2.0, end.1), (x - 2.0, y)],
                canvas.theme.line_strong,
                1.0,
            );
            canvas.dashed(DASHES[group.place % DASHES.len()], || {
                canvas.line(&[(x, y), (x + 24.0, y)], color, 2.0)
            });
            x += 30.0;
        }
        let label = text::fit(group.label, look.size, false, layout.label_most + 0.5);
        canvas.text(x, y, &label, look);
    }
}

fn draw_at_risk(
    canvas: &Canvas,
    layout: &Layout,
    curve: &ReturnCurve,
    groups: &[Shown<'_>],
    shown: &[usize],
    last_day: f64,
) {
    if curve.at_risk_heading.is_empty() {
        return;
    }
    let look = canvas.small();
    let heading = text::fit(&curve.at_risk_heading, look.size, false, canvas.width - 8.0);
    let mut y = layout.at_risk_top + layout.line / 2.0;
    canvas.text(4.0, y, &heading, look);
    for group in groups {
        y += layout.line;
        if groups.len() > 1 {
            let color = canvas.theme.series(group.place);
            let dash = DASHES[group.place % DASHES.len()];
            canvas.dashed(dash, || canvas.line(&[(4.0, y), (24.0, y)], color, 2.0));
        }
        let mut free_from = 28.0;
        for &tick in shown {
            let (Some(words), Some(tick)) = (group.at_risk.get(tick), curve.ticks.get(tick)) else {
                continue;
            };
            let x = layout.plot.left + layout.plot.width() * f64::from(tick.days) / last_day;
            let half = look.width(words) / 2.0;
            // Numbers may be wider than the tick they stand under; one that would touch its neighbour waits.
            if x - half >= free_from && x + half <= canvas.width {
                let title = [group.label, &tick.label, words].join(" ");
                let days = tick.days.to_string();
                let place = group.place.to_string();
                let attributes = [("class", "watched"), ("data-row", &place), ("data-k", &days)];
                canvas.group(&attributes, title.trim(), || {
                    // Something for the pointer to meet beside the strokes of the digits.
                    let ground = Area {
                        left: x - half - 3.0,
                        top: y - layout.line / 2.0,
                        right: x + half + 3.0,
                        bottom: y + layout.line / 2.0,
                    };
                    canvas.rect(&ground, canvas.theme.surface);
                    canvas.text(x, y, words, look.middle());
                });
                free_from = x + half + 6.0;
            }
        }
    }
}
