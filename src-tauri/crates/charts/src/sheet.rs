//! A report on A4: headings, sentences, figures, tables and charts set one below the other, page by page, as SVG.
//!
//! Lines break as Japanese and English lines do (`text::wrap`); a heading never stands alone at the foot of a page, and a
//! table that goes on repeats its head. Not here: the words, and the PDF (`page`).

use std::fmt::Write as _;

use crate::text;
use crate::theme::{FONT_FAMILY, Look, Rgb};

/// A4 in CSS pixels (96 to the inch).
pub const A4: (f64, f64) = (794.0, 1123.0);
/// 14 mm.
const MARGIN: f64 = 53.0;
/// Width between the margins, for charts that are to fill it.
pub const CONTENT: f64 = A4.0 - 2.0 * MARGIN;
/// Room for the line at the foot.
const FOOT: f64 = 30.0;
/// Size of ordinary words, and height of their lines.
const SIZE: f64 = 13.0;
const LINE: f64 = 20.0;
/// Figures beside each other.
const BESIDE: usize = 5;

/// A report.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// Over the title, small.
    pub over: String,
    /// What it is.
    pub title: String,
    /// Below the title: of which days, made when.
    pub under: String,
    /// From top to bottom.
    pub blocks: Vec<Block>,
    /// At the foot of every page, before the number of the page.
    pub foot: String,
}

/// A part of a report.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// Over what follows.
    Heading(String),
    /// A sentence or a few.
    Text(String),
    /// Figures, five beside each other.
    Figures(Vec<Figure>),
    /// A chart; one that is wider than the page is made smaller.
    Chart {
        /// As the other modules of this crate draw it.
        svg: String,
        /// Its own width in pixels.
        width: f64,
        /// Its own height in pixels.
        height: f64,
    },
    /// Rows below each other.
    Table {
        /// Names of the columns.
        head: Vec<String>,
        /// Rows.
        rows: Vec<Row>,
        /// Of the width, each column's share.
        shares: Vec<f64>,
    },
}

/// Cells of a table, one for each column; longer ones break.
pub type Row = Vec<String>;

/// A number with its name.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Figure {
    /// Name.
    pub label: String,
    /// The number as people read it.
    pub value: String,
    /// What it is of, or what it was before.
    pub note: String,
}

/// The pages of a report, each an SVG of the size of A4 on white.
#[must_use]
pub fn sheets(sheet: &Sheet) -> Vec<String> {
    let mut flow = Flow {
        pages: vec![String::new()],
        y: MARGIN,
    };
    let theme = Look::Light.theme();
    flow.line(&sheet.over, SIZE, false, theme.ink_2);
    for line in text::wrap(&sheet.title, 26.0, CONTENT) {
        flow.y += 14.0;
        flow.line(&line, 26.0, true, theme.ink);
    }
    flow.y += 4.0;
    flow.line(&sheet.under, SIZE, false, theme.ink_2);
    flow.y += 8.0;
    for (at, block) in sheet.blocks.iter().enumerate() {
        flow.block(block, sheet.blocks.get(at + 1));
    }
    let count = flow.pages.len();
    (1..)
        .zip(flow.pages)
        .map(|(number, mut body)| {
            let y = A4.1 - MARGIN + 14.0;
            words(&mut body, (MARGIN, y), &sheet.foot, 10.5, false, theme.ink_2);
            let page = format!("{number} / {count}");
            let x = A4.0 - MARGIN - text::width(&page, 10.5, false);
            words(&mut body, (x, y), &page, 10.5, false, theme.ink_2);
            format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" \
                 role=\"img\" aria-label=\"{title} {number} / {count}\" font-family=\"{FONT_FAMILY}\">\n\
                 <rect width=\"{w}\" height=\"{h}\" fill=\"#ffffff\"/>\n{body}</svg>\n",
                w = A4.0,
                h = A4.1,
                title = text::escape(&sheet.title),
            )
        })
        .collect()
}

struct Flow {
    pages: Vec<String>,
    /// Where the next thing begins.
    y: f64,
}

impl Flow {
    fn body(&mut self) -> &mut String {
        if self.pages.is_empty() {
            self.pages.push(String::new());
        }
        let last = self.pages.len() - 1;
        &mut self.pages[last]
    }

    /// Begins a page where there is no room for so much.
    fn need(&mut self, height: f64) -> bool {
        let full = self.y + height > A4.1 - MARGIN - FOOT;
        // What is higher than a page begins where it is and is cut by nothing but the paper.
        if full && self.y > MARGIN {
            self.pages.push(String::new());
            self.y = MARGIN;
        }
        full
    }

    fn line(&mut self, said: &str, size: f64, bold: bool, color: Rgb) {
        let step = size * LINE / SIZE;
        self.y += step;
        let y = self.y - step * 0.3;
        words(self.body(), (MARGIN, y), said, size, bold, color);
    }

    fn block(&mut self, block: &Block, next: Option<&Block>) {
        let theme = Look::Light.theme();
        match block {
            Block::Heading(said) => {
                let follows = next.map_or(0.0, least_height);
                self.need(46.0 + follows);
                self.y += 18.0;
                self.line(said, 16.0, true, theme.ink);
                self.y += 4.0;
            }
            Block::Text(said) => {
                for line in text::wrap(said, SIZE, CONTENT) {
                    self.need(LINE);
                    self.line(&line, SIZE, false, theme.ink);
                }
                self.y += 4.0;
            }
            Block::Figures(figures) => {
                for row in figures.chunks(BESIDE) {
                    self.figures(row);
                }
            }
            Block::Chart { svg, width, height } => {
                let fit = (CONTENT / width).min(1.0);
                let high = height * fit;
                self.need(high + 12.0);
                let y = self.y + 4.0;
                let _ = writeln!(
                    self.body(),
                    "<g transform=\"translate({MARGIN} {y:.1}) scale({fit:.4})\">{svg}</g>"
                );
                self.y = y + high + 8.0;
            }
            Block::Table { head, rows, shares } => self.table(head, rows, shares),
        }
    }

    fn figures(&mut self, row: &[Figure]) {
        let theme = Look::Light.theme();
        let gap = 10.0;
        let wide = (CONTENT - gap * (BESIDE - 1) as f64) / BESIDE as f64;
        let inside = wide - 18.0;
        let notes: Vec<Vec<String>> = row
            .iter()
            .map(|figure| text::wrap(&figure.note, 10.5, inside))
            .collect();
        let labels: Vec<Vec<String>> = row
            .iter()
            .map(|figure| text::wrap(&figure.label, 11.5, inside))
            .collect();
        let most = |all: &[Vec<String>]| all.iter().map(Vec::len).max().unwrap_or(0) as f64;
        let (above, below) = (most(&labels) * 16.0, most(&notes) * 15.0);
        let high = 14.0 + above + 34.0 + below + 8.0;
        self.need(high + gap);
        for (at, figure) in row.iter().enumerate() {
            let left = MARGIN + at as f64 * (wide + gap);
            let top = self.y + 4.0;
            let (line, ground) = (theme.line.hex(), theme.surface.hex());
            let _ = writeln!(
                self.body(),
                "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{wide:.1}\" height=\"{high:.1}\" rx=\"6\" \
                 fill=\"{ground}\" stroke=\"{line}\"/>"
            );
            let mut y = top + 8.0;
            for said in &labels[at] {
                y += 16.0;
                words(self.body(), (left + 9.0, y - 3.0), said, 11.5, false, theme.ink_2);
            }
            y = top + 8.0 + above + 28.0;
            // A number is never cut: it is set smaller until it fits.
            let size = (inside / text::width(&figure.value, 1.0, true).max(0.1)).min(20.0);
            words(self.body(), (left + 9.0, y), &figure.value, size, true, theme.ink);
            y += 6.0;
            for said in &notes[at] {
                y += 15.0;
                words(self.body(), (left + 9.0, y - 2.0), said, 10.5, false, theme.ink_2);
            }
        }
        self.y += high + gap;
    }

    fn table(&mut self, head: &[String], rows: &[Row], shares: &[f64]) {
        let theme = Look::Light.theme();
        let total: f64 = shares.iter().sum::<f64>().max(f64::MIN_POSITIVE);
        let widths: Vec<f64> = shares.iter().map(|share| CONTENT * share / total).collect();
        let broken = |cells: &[String], size: f64| -> Vec<Vec<String>> {
            cells
                .iter()
                .zip(&widths)
                .map(|(cell, wide)| text::wrap(cell, size, wide - 10.0))
                .collect()
        };
        let head = broken(head, 11.0);
        let height = |cells: &[Vec<String>], step: f64| {
            cells.iter().map(Vec::len).max().unwrap_or(1).max(1) as f64 * step + 8.0
        };
        let set = |flow: &mut Self, cells: &[Vec<String>], size: f64, step: f64, color: Rgb| {
            let (mut x, top) = (MARGIN, flow.y);
            for (cell, wide) in cells.iter().zip(&widths) {
                for (at, line) in cell.iter().enumerate() {
                    let y = top + step * (at as f64 + 1.0);
                    words(flow.body(), (x + 2.0, y), line, size, false, color);
                }
                x += wide;
            }
            flow.y += height(cells, step);
            let (right, y, line) = (A4.0 - MARGIN, flow.y - 2.0, theme.line.hex());
            let _ = writeln!(
                flow.body(),
                "<path d=\"M{MARGIN} {y:.1}H{right}\" stroke=\"{line}\" fill=\"none\"/>"
            );
        };
        self.need(height(&head, 16.0) + 30.0);
        set(self, &head, 11.0, 16.0, theme.ink_2);
        for row in rows {
            let cells = broken(row, 12.5);
            if self.need(height(&cells, 18.0)) {
                set(self, &head, 11.0, 16.0, theme.ink_2);
            }
            set(self, &cells, 12.5, 18.0, theme.ink);
        }
        self.y += 8.0;
    }
}

/// What of a block must stand on the same page as its heading.
fn least_height(block: &Block) -> f64 {
    match block {
        Block::Heading(_) => 46.0,
        Block::Text(_) => LINE,
        Block::Figures(_) => 90.0,
        Block::Chart { width, height, .. } => height * (CONTENT / width).min(1.0) + 12.0,
        Block::Table { .. } => 60.0,
    }
}

fn words(body: &mut String, (x, y): (f64, f64), said: &str, size: f64, bold: bool, color: Rgb) {
    if said.is_empty() {
        return;
    }
    let weight = if bold { " font-weight=\"700\"" } else { "" };
    let _ = writeln!(
        body,
        "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size:.1}\"{weight} fill=\"{}\">{}</text>",
        color.hex(),
        text::escape(said)
    );
}
