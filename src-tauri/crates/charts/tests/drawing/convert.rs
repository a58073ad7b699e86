//! SVG to PNG and PDF.

use aichaku_charts::{ConvertError, Fonts, Look, Paper, PdfOptions, svg_to_pdf, svg_to_png};
use rstest::rstest;

use crate::samples;

fn heatmap() -> String {
    samples::gallery(Look::Light, 1.0).swap_remove(0).1
}

fn options(paper: Paper) -> PdfOptions {
    PdfOptions {
        paper,
        title: "ふりかえり".to_owned(),
        language: "ja".to_owned(),
    }
}

#[test]
fn a_png_has_the_zoomed_size() {
    let png = svg_to_png(&heatmap(), 2.0, &Fonts::system()).expect("a picture");
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n", "a PNG begins like one");
    let side = |at: usize| u32::from_be_bytes([png[at], png[at + 1], png[at + 2], png[at + 3]]);
    assert_eq!(side(16), 1240, "twice 620 pixels wide");
}

#[rstest]
#[case::own_size(Paper::Drawing, 1)]
#[case::upright(Paper::A4Portrait, 2)]
#[case::lying(Paper::A4Landscape, 3)]
fn a_pdf_has_a_page_for_each_drawing(#[case] paper: Paper, #[case] pages: usize) {
    let fonts = Fonts::system();
    let svg = heatmap();
    let pdf = svg_to_pdf(&vec![svg.as_str(); pages], &options(paper), &fonts).expect("a PDF");
    assert_eq!(&pdf[..5], b"%PDF-", "a PDF begins like one");
    let again = svg_to_pdf(&vec![svg.as_str(); pages], &options(paper), &fonts).expect("a PDF");
    assert!(pdf == again, "the same drawings give the same bytes");
    // A whole Japanese typeface is 15 MB: only the letters used may be inside.
    assert!(pdf.len() < 400_000, "fonts are subset: {} bytes", pdf.len());
}

#[test]
fn what_is_no_drawing_is_refused() {
    let fonts = Fonts::system();
    assert!(
        matches!(
            svg_to_png("no drawing", 1.0, &fonts),
            Err(ConvertError::Unreadable(_))
        ),
        "not an SVG"
    );
    assert!(
        matches!(
            svg_to_png(&heatmap(), 1e6, &fonts),
            Err(ConvertError::Size { .. })
        ),
        "too large"
    );
    assert!(
        matches!(
            svg_to_png(&heatmap(), f32::NAN, &fonts),
            Err(ConvertError::Size { .. })
        ),
        "no size"
    );
    let refused = svg_to_pdf(&["<svg"], &options(Paper::Drawing), &fonts);
    assert!(
        matches!(refused, Err(ConvertError::Unreadable(_))),
        "not an SVG either"
    );
}
