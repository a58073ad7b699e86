//! The cohort table as a picture: one row per cohort, one column per period after it.
//!
//! Not here: which cohorts and which measure; a cell that is not there yet is absent, one whose period still runs
//! is hatched, and one of a cohort too small to be rated shows its count without a colour.

mod legend;

use plotters::prelude::ChartBuilder;

use legend::{draw_legend, scale_width};

use crate::Frame;
use crate::canvas::{Canvas, Type, UNITS, drawn};
use crate::labels::{Area, every};
use crate::text;
use crate::theme::Rgb;

/// A cohort table to draw.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Heatmap {
    /// The table in a sentence, for who cannot see it.
    pub description: String,
    /// Heading over the sizes ("人数").
    pub size_heading: String,
    /// Columns from left to right.
    pub columns: Vec<HeatmapColumn>,
    /// Cohorts from top to bottom.
    pub rows: Vec<HeatmapRow>,
    /// The weighted mean, drawn apart below the cohorts with `data-row="mean"`.
    pub mean: Option<HeatmapRow>,
    /// The value that gets the darkest colour; `None` takes the largest one of a mature cell.
    pub darkest: Option<f64>,
    /// What the colours mean; `None` leaves it out.
    pub legend: Option<HeatmapLegend>,
    /// What to say when there are no rows.
    pub empty_message: String,
    /// Where it is looked at.
    pub place: HeatmapPlace,
}

/// Where a cohort table is looked at, which decides what happens to more columns than fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HeatmapPlace {
    /// A picture or a sheet of paper: cells shrink and leave out their numbers.
    #[default]
    Page,
    /// A window that can scroll sideways: cells stay as wide as their numbers. What names the rows is drawn last,
    /// in a `<g class="frozen">` with a ground of its own, so that the window can keep it in sight.
    Window,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeatmapColumn {
    /// Periods after the first; becomes `data-k`.
    pub k: u32,
    /// Heading ("+1").
    pub label: String,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct HeatmapRow {
    /// Name of the cohort ("2023").
    pub label: String,
    /// Size of the cohort, already formatted.
    pub size: String,
    /// By column; `None` or a shorter list where there is no cell.
    pub cells: Vec<Option<HeatmapCell>>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatmapCell {
    /// What decides the colour, 0 or more (a rate or an amount); `None` where too few are counted for a colour to
    /// mean anything: the cell is only outlined.
    pub value: Option<f64>,
    /// What stands in the cell, shown when it fits ("13.8", or "3/8" where few are counted).
    pub text: String,
    /// The whole truth about the cell ("23Q1 +1: 19 / 140, 13.6 % (8.9–20.3)").
    pub title: String,
    /// Whether its period is over; if not the cell is hatched and keeps out of the colours.
    pub mature: bool,
}

/// Words under the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeatmapLegend {
    /// At the light end ("0%").
    pub low: String,
    /// At the dark end ("16.3%").
    pub high: String,
    /// Beside the hatched sample ("期間の途中"); empty leaves it out.
    pub immature: String,
    /// Beside the outlined sample ("10世帯未満は数だけ"); empty leaves it out.
    pub counted: String,
}

/// Narrowest cell in pixels: a finger can still hit it. Below this the chart grows wider than its frame.
const NARROWEST: f64 = 14.0;

struct Layout {
    label_right: f64,
    size_right: f64,
    grid: Area,
    pitch: f64,
    row_height: f64,
    mean_top: f64,
    legend_top: f64,
    width: f64,
    height: f64,
}

/// Draws a cohort table.
///
/// Each cell is a `<g class="cell" data-row data-k>` with a `<title>`. On a page cells shrink to fit the frame down
/// to 14 pixels, leaving out their numbers when these do not fit; below that, and in a window as soon as the
/// numbers would not fit, the SVG is larger than the frame.
#[must_use]
pub fn cohort_heatmap(heatmap: &Heatmap, frame: &Frame) -> String {
    if heatmap.rows.is_empty() || heatmap.columns.is_empty() {
        let canvas = Canvas::new(frame, frame.width.into(), frame.height.into());
        canvas.message(&heatmap.empty_message);
        return canvas.finish(&heatmap.description);
    }
    let layout = lay_out(heatmap, frame);
    let canvas = Canvas::new(frame, layout.width, layout.height);
    let darkest = heatmap
        .darkest
        .unwrap_or_else(|| largest(heatmap))
        .max(f64::MIN_POSITIVE);

    draw_headings(&canvas, heatmap, &layout);
    let mut named: Vec<(&HeatmapRow, f64)> = Vec::with_capacity(heatmap.rows.len() + 1);
    let columns = heatmap.columns.len() as f64;
    let rows = heatmap.rows.len();
    let area = canvas.plot_area(&layout.grid);
    let chart = drawn(ChartBuilder::on(&area).build_cartesian_2d(0f64..columns, rows as f64..0f64));
    let place = |row: f64, column: usize| {
        let (left, top) = chart.backend_coord(&(column as f64, row));
        let (right, bottom) = chart.backend_coord(&(column as f64 + 1.0, row + 1.0));
        let gap = if layout.pitch >= 24.0 { 4.0 } else { 1.0 };
        let (left, top) = (f64::from(left) / UNITS, f64::from(top) / UNITS);
        let (right, bottom) = (f64::from(right) / UNITS, f64::from(bottom) / UNITS);
        Area {
            left,
            top,
            right: right - gap,
            bottom: bottom - gap,
        }
    };
    for (index, row) in heatmap.rows.iter().enumerate() {
        let first = place(index as f64, 0);
        named.push((row, f64::midpoint(first.top, first.bottom)));
        for (column, cell) in cells_of(heatmap, row) {
            let part = place(index as f64, column);
            draw_cell(
                &canvas,
                &part,
                cell,
                (&index.to_string(), heatmap.columns[column].k),
                darkest,
            );
        }
    }
    if let Some(mean) = &heatmap.mean {
        draw_mean_line(&canvas, &layout, layout.grid.right - 4.0);
        let offset = layout.mean_top + 2.0 - layout.grid.top;
        named.push((mean, layout.mean_top + 2.0 + (layout.row_height - 4.0) / 2.0));
        for (column, cell) in cells_of(heatmap, mean) {
            let mut part = place(0.0, column);
            part.top += offset;
            part.bottom += offset;
            draw_cell(&canvas, &part, cell, ("mean", heatmap.columns[column].k), darkest);
        }
    }
    let names = || {
        draw_size_heading(&canvas, heatmap, &layout);
        for (row, middle) in named {
            draw_row_labels(&canvas, &layout, row, middle);
        }
        if let Some(legend) = &heatmap.legend {
            draw_legend(&canvas, legend, layout.grid.left, layout.legend_top);
        }
    };
    match heatmap.place {
        HeatmapPlace::Page => names(),
        HeatmapPlace::Window => canvas.group(&[("class", "frozen")], "", || {
            let ground = Area::new(0.0, 0.0, layout.grid.left - 4.0, layout.legend_top);
            canvas.rect(&ground, canvas.theme.surface);
            if heatmap.mean.is_some() {
                draw_mean_line(&canvas, &layout, ground.right);
            }
            names();
        }),
    }
    canvas.finish(&heatmap.description)
}

/// The line over the mean, up to `right`.
fn draw_mean_line(canvas: &Canvas, layout: &Layout, right: f64) {
    let left = canvas.small().size * 0.2;
    let y = layout.mean_top - 4.0;
    canvas.line(&[(left, y), (right, y)], canvas.theme.line_strong, 1.0);
}

fn lay_out(heatmap: &Heatmap, frame: &Frame) -> Layout {
    let scale = frame.scale();
    let look = Type::new(12.0 * scale, frame.theme().ink).bold();
    let all = || heatmap.rows.iter().chain(&heatmap.mean);
    let widest = |read: fn(&HeatmapRow) -> &str| all().map(|row| look.width(read(row))).fold(0.0, f64::max);
    let label_right = widest(|row| &row.label).min(14.0 * look.size) + 4.0;
    let size_width = widest(|row| &row.size)
        .max(look.width(&heatmap.size_heading))
        .min(10.0 * look.size);
    let size_right = label_right + 16.0 + size_width;
    let columns = heatmap.columns.len() as f64;
    // With few columns, and where one can scroll, the numbers are worth more than fitting the frame.
    let cells = heatmap.rows.iter().flat_map(|row| row.cells.iter().flatten());
    let widest_cell = cells
        .map(|cell| text::width(&cell.text, look.size, false))
        .fold(0.0, f64::max);
    let narrowest = if heatmap.columns.len() <= 12 || heatmap.place == HeatmapPlace::Window {
        widest_cell + 8.0
    } else {
        0.0
    }
    .max(NARROWEST);
    let pitch_from = |left: f64| {
        ((f64::from(frame.width) - left - 2.0) / columns).clamp(narrowest, (46.0 * scale).max(narrowest))
    };
    // The first heading may be wider than its column: it must not reach the sizes.
    let heading = heatmap
        .columns
        .first()
        .map_or(0.0, |column| look.width(&column.label));
    let beyond = (heading / 2.0 - pitch_from(size_right + 10.0) / 2.0 + 4.0).max(0.0);
    let left = size_right + 10.0 + beyond;
    let pitch = pitch_from(left);
    let header = 30.0 * scale;
    let legend_height = if heatmap.legend.is_some() {
        30.0 * scale
    } else {
        4.0
    };
    let mean_rows = if heatmap.mean.is_some() { 1.0 } else { 0.0 };
    let rows = heatmap.rows.len() as f64;
    let free = f64::from(frame.height) - header - legend_height - mean_rows * 12.0;
    let row_height = (free / (rows + mean_rows)).clamp(20.0 * scale, 33.0 * scale);

    let grid = Area::new(left, header, pitch * columns, row_height * rows);
    let mean_top = grid.bottom + 6.0;
    let legend_top = mean_top + mean_rows * (row_height + 6.0);
    let small = Type::new(11.0 * scale, frame.theme().ink);
    let legend_least = heatmap
        .legend
        .as_ref()
        .map_or(0.0, |legend| scale_width(legend, &small) + 8.0);
    Layout {
        label_right,
        size_right,
        pitch,
        row_height,
        mean_top,
        legend_top,
        width: f64::from(frame.width)
            .max(grid.right + 2.0)
            .max(legend_least)
            .ceil(),
        height: f64::from(frame.height).max(legend_top + legend_height).ceil(),
        grid,
    }
}

fn cells_of<'a>(heatmap: &'a Heatmap, row: &'a HeatmapRow) -> impl Iterator<Item = (usize, &'a HeatmapCell)> {
    let cells = row.cells.iter().take(heatmap.columns.len()).enumerate();
    cells.filter_map(|(column, cell)| Some((column, cell.as_ref()?)))
}

fn largest(heatmap: &Heatmap) -> f64 {
    // Of cohorts that are only counted the mean is all that has a colour.
    let rows = heatmap.rows.iter().chain(&heatmap.mean);
    rows.flat_map(|row| cells_of(heatmap, row))
        .filter(|(_, cell)| cell.mature)
        .filter_map(|(_, cell)| cell.value.filter(|value| value.is_finite()))
        .fold(0.0, f64::max)
}

/// Names stand apart from numbers.
fn name_look(canvas: &Canvas) -> Type {
    Type {
        color: canvas.theme.ink_2,
        ..canvas.normal()
    }
    .bold()
}

fn draw_size_heading(canvas: &Canvas, heatmap: &Heatmap, layout: &Layout) {
    let look = name_look(canvas);
    let heading = text::fit(
        &heatmap.size_heading,
        look.size,
        true,
        layout.size_right - layout.label_right - 4.0,
    );
    canvas.text(layout.size_right, layout.grid.top / 2.0, &heading, look.end());
}

fn draw_headings(canvas: &Canvas, heatmap: &Heatmap, layout: &Layout) {
    let look = name_look(canvas);
    let middle = layout.grid.top / 2.0;
    let widest = heatmap
        .columns
        .iter()
        .map(|column| look.width(&column.label))
        .fold(0.0, f64::max);
    let step = every(widest + 6.0, layout.pitch);
    for (place, column) in heatmap.columns.iter().enumerate().step_by(step) {
        let x = layout.grid.left + (place as f64 + 0.5) * layout.pitch - 2.0;
        // A heading of a narrow column may need more room than is left at the border.
        if place == 0 || x + look.width(&column.label) / 2.0 <= layout.width {
            canvas.text(x, middle, &column.label, look.middle());
        }
    }
}

fn draw_row_labels(canvas: &Canvas, layout: &Layout, row: &HeatmapRow, middle: f64) {
    let look = name_look(canvas);
    let label = text::fit(&row.label, look.size, true, layout.label_right - 4.0 + 0.5);
    let title = if label == row.label { "" } else { &row.label };
    canvas.group(&[("class", "row-label")], title, || {
        canvas.text(layout.label_right, middle, &label, look.end());
        let size = text::fit(
            &row.size,
            look.size,
            true,
            layout.size_right - layout.label_right - 8.0,
        );
        canvas.text(layout.size_right, middle, &size, look.end());
    });
}

fn draw_cell(canvas: &Canvas, part: &Area, cell: &HeatmapCell, (row, k): (&str, u32), darkest: f64) {
    let k = k.to_string();
    let state = if cell.mature { "cell" } else { "cell immature" };
    canvas.group(
        &[("class", state), ("data-row", row), ("data-k", &k)],
        &cell.title,
        || {
            let rated = cell.value.filter(|_| cell.mature);
            let fill = rated.map_or(canvas.theme.surface, |value| color_of(canvas, value, darkest));
            let radius = if part.width() >= 20.0 { 3.0 } else { 1.0 };
            if cell.mature && rated.is_none() {
                outline(canvas, part, radius);
            } else {
                canvas.rounded(radius, || canvas.rect(part, fill));
            }
            let color = canvas.theme.text_on(fill);
            let mut look = Type {
                color,
                // Among light numbers on dark, dark ones on light look thinner than they are.
                bold: color == canvas.theme.surface && color.is_dark(),
                ..canvas.normal()
            }
            .middle();
            if !cell.mature {
                canvas.hatch(part, canvas.theme.line_strong, 5.0);
                look.color = canvas.theme.ink_2;
                look.bold = false;
            }
            let fits = |words: &str| look.width(words) + 2.0 <= part.width();
            // A count without its cohort's size, which stands at the left, takes less room.
            let count = cell.text.split('/').next().unwrap_or_default();
            let words = match (fits(&cell.text), rated) {
                (true, _) => cell.text.as_str(),
                (false, None) if fits(count) => count,
                _ => return,
            };
            let wide = look.width(words);
            let (x, y) = (
                f64::midpoint(part.left, part.right),
                f64::midpoint(part.top, part.bottom),
            );
            if !cell.mature {
                let plate = Area::new(
                    x - wide / 2.0 - 1.0,
                    y - look.size * 0.62,
                    wide + 2.0,
                    look.size * 1.24,
                );
                canvas.rounded(2.0, || canvas.rect(&plate, canvas.theme.surface));
            }
            canvas.text(x, y, words, look);
        },
    );
}

fn color_of(canvas: &Canvas, value: f64, darkest: f64) -> Rgb {
    let steps = canvas.theme.cohort.len();
    let share = if value.is_finite() {
        (value / darkest).clamp(0.0, 1.0)
    } else {
        0.0
    };
    canvas.theme.cohort[((share * steps as f64) as usize).min(steps - 1)]
}

/// A cell without a colour: only its border.
fn outline(canvas: &Canvas, part: &Area, radius: f64) {
    let inside = Area {
        left: part.left + 1.0,
        top: part.top + 1.0,
        right: part.right - 1.0,
        bottom: part.bottom - 1.0,
    };
    canvas.rounded(radius, || canvas.rect(part, canvas.theme.line));
    canvas.rounded((radius - 1.0).max(0.0), || {
        canvas.rect(&inside, canvas.theme.surface)
    });
}
