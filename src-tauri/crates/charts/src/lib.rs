//! Drawing: plain numbers and words to SVG in the app's palette, and SVG to PNG and PDF.
//!
//! plotters lays out and draws every chart; `canvas` is the surface it draws on. All words come from the caller, so
//! no language is known here. Not here: what the numbers mean (`stats`), where they come from, and what happens
//! when a part is clicked; parts carry `data-` attributes for that.

pub mod bars;
mod canvas;
pub mod cohort_heatmap;
pub mod effects;
pub mod item_calendar;
mod labels;
pub mod month_columns;
pub mod page;
pub mod raster;
pub mod referral_forest;
pub mod return_curve;
pub mod sheet;
pub mod small_multiples;
pub mod text;
pub mod theme;
pub mod work_calendar;

pub use bars::{Bar, Bars, bars_with_interval};
pub use cohort_heatmap::{
    Heatmap, HeatmapCell, HeatmapColumn, HeatmapLegend, HeatmapPlace, HeatmapRow, cohort_heatmap,
};
pub use effects::{EffectPoint, EffectRow, EffectTick, Effects, effects_with_interval};
pub use item_calendar::{ItemCalendar, ItemLife, Mark, MarkKind, item_calendar};
pub use month_columns::{MonthColumn, MonthColumns, month_columns};
pub use page::{Paper, PdfOptions, svg_to_pdf};
pub use raster::{ConvertError, Fonts, svg_to_png};
pub use referral_forest::{Forest, ForestRow, referral_forest};
pub use return_curve::{CurveGroup, CurveTick, ReturnCurve, return_curve};
pub use sheet::{Block, Figure, Row, Sheet, sheets};
pub use small_multiples::{Panel, SmallMultiples, small_multiples};
pub use theme::{Look, Theme};
pub use work_calendar::{Capacity, Part, Week, WorkCalendar, work_calendar};

/// How large a chart is and how it looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    /// Width in CSS pixels. A chart that cannot say its content in it is wider; the SVG states its real size.
    pub width: u32,
    /// Height in CSS pixels, in the same sense.
    pub height: u32,
    /// Light or dark.
    pub look: Look,
    /// 1.0 is 12-pixel text; held inside 0.75..=2.5.
    pub text_scale: f64,
}

impl Frame {
    /// A frame with text at its normal size.
    #[must_use]
    pub const fn new(width: u32, height: u32, look: Look) -> Self {
        Self {
            width,
            height,
            look,
            text_scale: 1.0,
        }
    }

    pub(crate) fn scale(&self) -> f64 {
        if self.text_scale.is_finite() {
            self.text_scale.clamp(0.75, 2.5)
        } else {
            1.0
        }
    }

    pub(crate) fn theme(&self) -> &'static Theme {
        self.look.theme()
    }
}
