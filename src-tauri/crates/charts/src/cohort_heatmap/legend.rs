//! What the colours of a cohort table mean, in one line under it.

use super::{HeatmapLegend, outline};
use crate::canvas::{Canvas, Type};
use crate::labels::Area;

/// Width of the colour scale with its two words.
pub(super) fn scale_width(legend: &HeatmapLegend, look: &Type) -> f64 {
    look.width(&legend.low) + look.width(&legend.high) + 12.0 + 6.0 * 1.6 * look.size
}

/// What a sample beside the colours looks like.
#[derive(Clone, Copy)]
enum Sample {
    Outlined,
    Hatched,
}

pub(super) fn draw_legend(canvas: &Canvas, legend: &HeatmapLegend, wanted_left: f64, top: f64) {
    let look = canvas.small();
    let middle = top + look.size * 1.3;
    let (box_width, box_height) = (look.size * 1.6, look.size);
    let free = canvas.width - 4.0;
    let mut whole = scale_width(legend, &look);
    // What does not fit beside the colours is left out; the cells say it themselves.
    let mut samples: Vec<(Sample, &str)> = Vec::new();
    for (sample, words) in [
        (Sample::Hatched, legend.immature.as_str()),
        (Sample::Outlined, legend.counted.as_str()),
    ] {
        let wide = look.size * 2.0 + box_width + 6.0 + look.width(words);
        if !words.is_empty() && whole + wide <= free - 4.0 {
            whole += wide;
            samples.push((sample, words));
        }
    }
    let mut x = wanted_left.min(free - whole).max(4.0);
    canvas.text(x, middle, &legend.low, look);
    x += look.width(&legend.low) + 6.0;
    for step in canvas.theme.cohort {
        let part = Area::new(x, middle - box_height / 2.0, box_width - 1.0, box_height);
        canvas.rounded(2.0, || canvas.rect(&part, step));
        x += box_width;
    }
    x += 6.0;
    canvas.text(x, middle, &legend.high, look);
    x += look.width(&legend.high);
    for (sample, words) in samples {
        x += look.size * 2.0;
        let part = Area::new(x, middle - box_height / 2.0, box_width, box_height);
        match sample {
            Sample::Outlined => outline(canvas, &part, 2.0),
            Sample::Hatched => {
                canvas.rect(&part, canvas.theme.surface);
                canvas.hatch(&part, canvas.theme.line_strong, 5.0);
            }
        }
        x += box_width + 6.0;
        canvas.text(x, middle, words, look);
        x += look.width(words);
    }
}
