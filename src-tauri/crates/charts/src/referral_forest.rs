//! Who came through whom: lines of households from the beginning of each down, and what goes back to each as a bar.
//!
//! Every household has a row of its own, one generation further down standing one step further in, so that no name
//! can lie on another. Not here: which lines are shown, and what an amount means; say that in the footnote.

use crate::Frame;
use crate::canvas::{Canvas, Type};
use crate::labels::Area;
use crate::text;

/// Lines of referrals to draw.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Forest {
    /// The chart in a sentence, for who cannot see it.
    pub description: String,
    /// Households, each line from its beginning down: a row's depth is at most one more than that of the row before.
    pub rows: Vec<ForestRow>,
    /// A sentence below; may be empty.
    pub footnote: String,
    /// What to say when there are no rows.
    pub empty_message: String,
}

/// One household of a [`Forest`].
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ForestRow {
    /// Name.
    pub label: String,
    /// Generations below the beginning of its line; 0 begins a line.
    pub depth: u32,
    /// Length of its bar, 0 or more; 0: no bar.
    pub amount: f64,
    /// The amount as people read it; may be empty.
    pub text: String,
    /// The whole truth about the household.
    pub title: String,
    /// Households that came through it: it is drawn as one who told, and its `<g>` carries `data-row` (its place)
    /// and this as `data-k`. 0: an open ring that cannot be opened.
    pub told: u32,
}

/// Draws lines of referrals. Each household is a `<g class="household" data-node>`.
#[must_use]
pub fn referral_forest(forest: &Forest, frame: &Frame) -> String {
    let scale = frame.scale();
    let width = f64::from(frame.width);
    if forest.rows.is_empty() {
        let canvas = Canvas::new(frame, width, frame.height.into());
        canvas.message(&forest.empty_message);
        return canvas.finish(&forest.description);
    }
    let look = Type::new(12.0 * scale, frame.theme().ink);
    let footnote = text::wrap(&forest.footnote, look.size, width - 8.0);
    let (pitch, gap) = (24.0 * scale, 8.0 * scale);
    let mut y = 4.0 - gap;
    let middles: Vec<f64> = forest
        .rows
        .iter()
        .map(|row| {
            // A new line stands apart from the one before.
            y += if row.depth == 0 { gap } else { 0.0 };
            y += pitch;
            y - pitch / 2.0
        })
        .collect();
    let bottom = y + 4.0;
    let below = if footnote.is_empty() {
        0.0
    } else {
        10.0 + footnote.len() as f64 * look.size * 1.5
    };
    let canvas = Canvas::new(frame, width, (bottom + below).ceil());

    let place = Places::of(forest, look, width, scale);
    for (index, (row, middle)) in forest.rows.iter().zip(&middles).enumerate() {
        let (at, k) = (index.to_string(), row.told.to_string());
        let mut attributes = vec![("class", "household"), ("data-node", at.as_str())];
        if row.told > 0 {
            attributes.extend([("data-row", at.as_str()), ("data-k", k.as_str())]);
        }
        canvas.group(&attributes, &row.title, || {
            let ground = Area::new(0.0, middle - pitch / 2.0, width, pitch);
            canvas.rect(&ground, canvas.theme.surface);
            place.draw(&canvas, row, *middle, look);
        });
    }
    // Over the grounds of the rows that a line passes: names stand further in than the lines that pass them.
    let mut above: Vec<f64> = Vec::new();
    for (row, middle) in forest.rows.iter().zip(&middles) {
        let depth = (row.depth as usize).min(above.len());
        above.truncate(depth);
        if let Some(from) = above.last() {
            let (up, here) = (place.x(depth as u32 - 1), place.x(depth as u32));
            let radius = place.radius;
            canvas.line(
                &[(up, from + radius), (up, *middle), (here - radius, *middle)],
                canvas.theme.line_strong,
                1.0,
            );
        }
        above.push(*middle);
    }
    for (line, words) in footnote.iter().enumerate() {
        let y = bottom + 10.0 + look.size * (0.5 + 1.5 * line as f64);
        canvas.text(4.0, y, words, canvas.small());
    }
    canvas.finish(&forest.description)
}

/// Where what of a row stands, in pixels.
struct Places {
    /// From one generation to the next.
    step: f64,
    radius: f64,
    /// Right end of names.
    names: f64,
    /// Left end of bars; `None`: there is no room for bars, amounts stand at the right border.
    bars: Option<(f64, f64)>,
    right: f64,
    most: f64,
}

impl Places {
    fn of(forest: &Forest, look: Type, width: f64, scale: f64) -> Self {
        let rows = &forest.rows;
        let radius = 4.5 * scale;
        let deepest = rows.iter().map(|row| row.depth).max().unwrap_or(0);
        let widest =
            |read: fn(&ForestRow) -> &str| rows.iter().map(|row| look.width(read(row))).fold(0.0, f64::max);
        let amounts = widest(|row| &row.text).min(width * 0.3);
        let tree = width * 0.56;
        // Deep lines stand closer together, so that a name of a few characters still fits behind the deepest.
        let room = tree - 4.0 - 2.0 * radius - 6.0 - 84.0 * scale;
        let step = (room / f64::from(deepest.max(1))).clamp(2.0, 22.0 * scale);
        let mut place = Self {
            step,
            radius,
            names: tree,
            bars: None,
            right: width - 4.0,
            most: rows
                .iter()
                .map(|row| row.amount)
                .filter(|amount| amount.is_finite())
                .fold(0.0, f64::max),
        };
        let needed = rows
            .iter()
            .map(|row| place.x(row.depth) + radius + 6.0 + look.width(&row.label))
            .fold(0.0, f64::max);
        place.names = needed.min(tree) + 0.5;
        let left = place.names + 14.0;
        let longest = width - left - amounts - 14.0;
        if longest >= 40.0 * scale {
            place.bars = Some((left, longest));
        }
        place
    }

    fn x(&self, depth: u32) -> f64 {
        4.0 + self.radius + self.step * f64::from(depth)
    }

    fn draw(&self, canvas: &Canvas, row: &ForestRow, middle: f64, look: Type) {
        let x = self.x(row.depth);
        // Who told somebody is told apart by form, not by colour alone.
        if row.told > 0 {
            canvas.dot(x, middle, self.radius, canvas.theme.ai);
        } else {
            canvas.ring(x, middle, self.radius - 0.75, canvas.theme.ink_2, 1.5);
        }
        let from = x + self.radius + 6.0;
        let label = text::fit(&row.label, look.size, false, self.names - from);
        canvas.text(from, middle, &label, look);
        let share = if self.most > 0.0 {
            (row.amount / self.most).clamp(0.0, 1.0)
        } else {
            0.0
        };
        let Some((left, longest)) = self.bars else {
            let most = self.right - self.names - 8.0;
            let words = text::fit(&row.text, look.size, false, most);
            canvas.text(self.right, middle, &words, look.end());
            return;
        };
        let long = share * longest;
        if long > 0.0 {
            let bar = Area::new(
                left,
                middle - 6.0 * canvas.scale,
                long.max(1.0),
                12.0 * canvas.scale,
            );
            canvas.rounded(3.0, || canvas.rect(&bar, canvas.theme.cohort[3]));
        }
        let at = left + long + 6.0;
        let words = text::fit(&row.text, look.size, false, self.right - at);
        canvas.text(at, middle, &words, look);
    }
}
