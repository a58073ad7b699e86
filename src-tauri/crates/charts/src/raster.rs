//! SVG to PNG, and the fonts of this computer.
//!
//! Not here: PDF (`page`).

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, fontdb};

use crate::theme::FONT_NAMES;

/// Why a drawing could not be converted.
#[derive(Debug, thiserror::Error)]
pub enum ConvertError {
    /// The text is not an SVG that can be read.
    #[error("read the drawing")]
    Unreadable(#[source] usvg::Error),
    /// The picture would be empty or larger than `MAX_SIDE` pixels on a side.
    #[error("make a picture of {width} × {height} pixels")]
    Size {
        /// Width asked for.
        width: f32,
        /// Height asked for.
        height: f32,
    },
    /// The picture could not be packed as PNG.
    #[error("pack the picture: {0}")]
    Png(String),
    /// The PDF could not be written.
    #[error("write the PDF: {0}")]
    Pdf(String),
}

/// Longest side of a PNG in pixels.
pub const MAX_SIDE: f32 = 16_000.0;

/// The fonts installed on this computer. Finding them takes a tenth of a second: keep it.
#[derive(Debug, Clone)]
pub struct Fonts {
    found: Arc<fontdb::Database>,
}

impl Fonts {
    /// Looks up the system's fonts and takes the first of the app's typefaces that is there for everything.
    #[must_use]
    pub fn system() -> Self {
        let mut found = fontdb::Database::new();
        found.load_system_fonts();
        let installed = FONT_NAMES.iter().find(|name| {
            found
                .faces()
                .any(|face| face.families.iter().any(|(family, _)| family == *name))
        });
        if let Some(name) = installed {
            found.set_sans_serif_family(*name);
        }
        Self {
            found: Arc::new(found),
        }
    }

    pub(crate) fn read(&self, svg: &str) -> Result<usvg::Tree, ConvertError> {
        let options = usvg::Options {
            fontdb: Arc::clone(&self.found),
            font_family: "sans-serif".to_owned(),
            ..usvg::Options::default()
        };
        usvg::Tree::from_str(svg, &options).map_err(ConvertError::Unreadable)
    }
}

/// `svg` as a PNG of `zoom` pixels per SVG pixel (2.0 for a sharp screen, 4.0 for print).
///
/// # Errors
/// [`ConvertError`] when the SVG cannot be read or the picture would be empty or too large.
pub fn svg_to_png(svg: &str, zoom: f32, fonts: &Fonts) -> Result<Vec<u8>, ConvertError> {
    let tree = fonts.read(svg)?;
    let (width, height) = (
        (tree.size().width() * zoom).ceil(),
        (tree.size().height() * zoom).ceil(),
    );
    let too_large = ConvertError::Size { width, height };
    if !(1.0..=MAX_SIDE).contains(&width) || !(1.0..=MAX_SIDE).contains(&height) {
        return Err(too_large);
    }
    let mut picture = Pixmap::new(width as u32, height as u32).ok_or(too_large)?;
    resvg::render(&tree, Transform::from_scale(zoom, zoom), &mut picture.as_mut());
    picture
        .encode_png()
        .map_err(|problem| ConvertError::Png(problem.to_string()))
}
