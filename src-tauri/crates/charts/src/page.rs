//! SVG to PDF: one drawing per page, letters as letters, fonts subset and embedded.
//!
//! Not here: letters, postcards and labels (`delivery`).

use krilla::Document;
use krilla::geom::{Size, Transform};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla_svg::{SurfaceExt as _, SvgSettings};

use crate::raster::{ConvertError, Fonts};

/// The page that carries a drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Paper {
    /// As large as the drawing, 1 SVG pixel = 0.75 points.
    Drawing,
    /// A4 upright, the drawing within margins of 15 mm, at most at its own size.
    A4Portrait,
    /// A4 lying.
    A4Landscape,
}

/// How a PDF is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PdfOptions {
    /// Page.
    pub paper: Paper,
    /// Title in the document's properties.
    pub title: String,
    /// Language of the words ("ja", "en").
    pub language: String,
}

/// Points in a CSS pixel.
const POINTS: f32 = 0.75;
/// 15 mm in points.
const MARGIN: f32 = 42.52;

/// `drawings` as a PDF, one per page. The same drawings give the same bytes: no date is written into it.
///
/// # Errors
/// [`ConvertError`] when a drawing cannot be read or the PDF cannot be written.
pub fn svg_to_pdf(drawings: &[&str], options: &PdfOptions, fonts: &Fonts) -> Result<Vec<u8>, ConvertError> {
    let mut document = Document::new();
    document.set_metadata(
        Metadata::new()
            .title(options.title.clone())
            .language(options.language.clone()),
    );
    for drawing in drawings {
        let tree = fonts.read(drawing)?;
        let (width, height) = (tree.size().width() * POINTS, tree.size().height() * POINTS);
        let (page_width, page_height, margin) = match options.paper {
            Paper::Drawing => (width, height, 0.0),
            Paper::A4Portrait => (595.28, 841.89, MARGIN),
            Paper::A4Landscape => (841.89, 595.28, MARGIN),
        };
        let fit = ((page_width - 2.0 * margin) / width)
            .min((page_height - 2.0 * margin) / height)
            .min(1.0);
        let too_small = || ConvertError::Size { width, height };
        let settings = PageSettings::from_wh(page_width, page_height).ok_or_else(too_small)?;
        let size = Size::from_wh(width * fit, height * fit).ok_or_else(too_small)?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        surface.push_transform(&Transform::from_translate(
            (page_width - width * fit) / 2.0,
            margin,
        ));
        surface
            .draw_svg(&tree, size, SvgSettings::default())
            .ok_or_else(|| ConvertError::Pdf("the drawing does not fit a page".to_owned()))?;
        surface.pop();
        surface.finish();
        page.finish();
    }
    document
        .finish()
        .map_err(|problem| ConvertError::Pdf(format!("{problem:?}")))
}
