//! Promises of all charts, checked on easy and hard content in both looks and at twice the text size.

use std::collections::BTreeSet;

use aichaku_charts::theme::{DARK, LIGHT, Theme};
use aichaku_charts::{Frame, Heatmap, HeatmapPlace, Look, cohort_heatmap, return_curve, text};
use roxmltree::{Document, Node};
use rstest::rstest;

use crate::samples;

/// A text's place by the same estimate that laid it out, without its line spacing.
struct Words {
    words: String,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

fn number(node: &Node, name: &str) -> f64 {
    node.attribute(name)
        .and_then(|value| value.parse().ok())
        .unwrap_or(0.0)
}

fn words_in(document: &Document) -> Vec<Words> {
    let texts = document.descendants().filter(|node| node.has_tag_name("text"));
    texts
        .map(|node| {
            let words = node.text().unwrap_or_default().to_owned();
            let size = number(&node, "font-size");
            let wide = text::width(&words, size, node.attribute("font-weight").is_some());
            let x = number(&node, "x");
            let left = match node.attribute("text-anchor") {
                Some("middle") => x - wide / 2.0,
                Some("end") => x - wide,
                _ => x,
            };
            let baseline = number(&node, "y");
            Words {
                words,
                left,
                right: left + wide,
                top: baseline - size * 0.8,
                bottom: baseline + size * 0.12,
            }
        })
        .collect()
}

/// Fails with the first pair of texts that touch, or a text outside the picture.
fn assert_labels_stand_apart(name: &str, svg: &str) {
    let document = Document::parse(svg).expect("a chart is well-formed XML");
    let root = document.root_element();
    let (width, height) = (number(&root, "width"), number(&root, "height"));
    let mut words = words_in(&document);
    words.sort_by(|one, two| one.top.total_cmp(&two.top));
    for (place, one) in words.iter().enumerate() {
        assert!(
            one.left >= -0.6 && one.right <= width + 0.6 && one.top >= -0.6 && one.bottom <= height + 0.6,
            "{name}: {:?} leaves the picture of {width} × {height}: {}..{}, {}..{}",
            one.words,
            one.left,
            one.right,
            one.top,
            one.bottom
        );
        for two in words[place + 1..].iter().take_while(|two| two.top < one.bottom) {
            let apart = one.right <= two.left + 0.1 || two.right <= one.left + 0.1;
            assert!(apart, "{name}: {:?} touches {:?}", one.words, two.words);
        }
    }
}

#[rstest]
#[case::light(Look::Light, 1.0)]
#[case::dark(Look::Dark, 1.0)]
#[case::twice_the_text(Look::Light, 2.0)]
#[case::smaller_text(Look::Light, 0.8)]
fn labels_never_touch_and_never_leave_the_picture(#[case] look: Look, #[case] text_scale: f64) {
    for (name, svg) in samples::gallery(look, text_scale) {
        assert_labels_stand_apart(name, &svg);
    }
}

#[rstest]
#[case::light(Look::Light, &LIGHT)]
#[case::dark(Look::Dark, &DARK)]
fn every_chart_is_described_and_uses_the_themes_colours_only(#[case] look: Look, #[case] theme: &Theme) {
    let palette: BTreeSet<String> = [
        theme.paper,
        theme.surface,
        theme.sunken,
        theme.line,
        theme.line_strong,
        theme.ink,
        theme.ink_2,
        theme.ink_3,
        theme.ai,
        theme.koke,
        theme.kaki,
        theme.yamabuki,
    ]
    .into_iter()
    .chain(theme.cohort)
    .map(|color| color.hex())
    .collect();
    for (name, svg) in samples::gallery(look, 1.0) {
        let document = Document::parse(&svg).expect("a chart is well-formed XML");
        let root = document.root_element();
        assert_eq!(
            root.attribute("role"),
            Some("img"),
            "{name}: says that it is a picture"
        );
        assert!(
            root.attribute("aria-label")
                .is_some_and(|label| !label.is_empty()),
            "{name}: is described"
        );
        for node in document.descendants() {
            for color in ["fill", "stroke"]
                .into_iter()
                .filter_map(|paint| node.attribute(paint))
            {
                assert!(
                    color == "none" || palette.contains(color),
                    "{name}: {color} is not in the theme"
                );
            }
        }
        assert!(
            !svg.contains("NaN") && !svg.contains("inf"),
            "{name}: every place is a number"
        );
    }
}

#[rstest]
#[case::light(Look::Light)]
#[case::dark(Look::Dark)]
fn words_stand_out_from_their_ground(#[case] look: Look) {
    let theme = look.theme();
    for step in theme.cohort {
        let contrast = theme.text_on(step).contrast(step);
        assert!(contrast >= 4.5, "text on {}: {contrast:.2}", step.hex());
    }
    for words in [theme.ink, theme.ink_2, theme.ai] {
        assert!(
            words.contrast(theme.surface) >= 4.5,
            "{} on the surface",
            words.hex()
        );
    }
    for series in 0..6 {
        let line = theme.series(series);
        // WCAG 1.4.11 asks for 3:1; the sixth series is told by its dash and label alone.
        assert!(
            series == 5 || line.contrast(theme.surface) >= 3.0,
            "series {series}: {}",
            line.hex()
        );
    }
}

#[test]
fn an_empty_chart_says_what_the_caller_wrote() {
    for (name, svg) in samples::gallery(Look::Light, 1.0)
        .into_iter()
        .filter(|(name, _)| name.ends_with("_empty"))
    {
        let document = Document::parse(&svg).expect("a chart is well-formed XML");
        let message: String = words_in(&document).into_iter().map(|words| words.words).collect();
        assert!(
            message.starts_with("まだ") || message.ends_with("ません。"),
            "{name}: {message}"
        );
    }
}

#[test]
fn every_cell_can_be_clicked_and_says_its_truth() {
    let heatmap = samples::heatmap(12, 11, samples::quarters);
    let svg = cohort_heatmap(&heatmap, &Frame::new(620, 430, Look::Light));
    let document = Document::parse(&svg).expect("well-formed XML");
    let cells: Vec<Node> = document
        .descendants()
        .filter(|node| node.attribute("data-k").is_some())
        .collect();
    let there = heatmap
        .rows
        .iter()
        .chain(&heatmap.mean)
        .flat_map(|row| row.cells.iter().flatten())
        .count();
    assert_eq!(
        cells.len(),
        there,
        "one group for each cell, none for absent ones"
    );
    for (index, row) in heatmap.rows.iter().enumerate() {
        for (column, cell) in row.cells.iter().enumerate() {
            let found = cells.iter().find(|node| {
                node.attribute("data-row") == Some(&index.to_string())
                    && node.attribute("data-k") == Some(&(column + 1).to_string())
            });
            assert_eq!(found.is_some(), cell.is_some(), "row {index}, k {}", column + 1);
            if let (Some(found), Some(cell)) = (found, cell) {
                let title = found.children().find(|child| child.has_tag_name("title"));
                assert_eq!(
                    title.and_then(|title| title.text()),
                    Some(cell.title.as_str()),
                    "the title"
                );
                let immature = found.attribute("class") == Some("cell immature");
                assert_eq!(immature, !cell.mature, "an unfinished period is marked");
                let hatched = found.children().any(|child| child.has_tag_name("polyline"));
                assert_eq!(hatched, !cell.mature, "and hatched, not only coloured");
            }
        }
    }
    assert!(
        cells
            .iter()
            .any(|node| node.attribute("data-row") == Some("mean")),
        "the mean row is there too"
    );
}

#[test]
fn a_table_too_large_for_its_frame_grows_instead_of_shrinking_away() {
    let heatmap = samples::heatmap(40, 120, |row| format!("C{row}"));
    let svg = cohort_heatmap(&heatmap, &Frame::new(800, 400, Look::Light));
    let document = Document::parse(&svg).expect("well-formed XML");
    let root = document.root_element();
    assert!(
        number(&root, "width") > 1600.0,
        "120 columns of at least 14 pixels: {}",
        number(&root, "width")
    );
    assert!(
        number(&root, "height") > 800.0,
        "41 rows of at least 20 pixels: {}",
        number(&root, "height")
    );
}

#[test]
fn in_a_window_every_number_stands_in_its_cell_and_the_names_can_stay_in_sight() {
    let page = samples::heatmap(40, 60, |row| format!("C{row}"));
    let window = Heatmap {
        place: HeatmapPlace::Window,
        ..page.clone()
    };
    let numbers_in = |heatmap: &Heatmap| {
        let svg = cohort_heatmap(heatmap, &Frame::new(620, 400, Look::Light));
        let document = Document::parse(&svg).expect("well-formed XML");
        document
            .descendants()
            .filter(|node| node.attribute("data-row").is_some())
            .filter(|cell| cell.children().any(|node| node.has_tag_name("text")))
            .count()
    };
    let there = page.rows.iter().chain(&page.mean).flat_map(|row| &row.cells);
    assert_eq!(
        numbers_in(&window),
        there.flatten().count(),
        "every cell shows its number"
    );
    assert!(
        numbers_in(&page) < numbers_in(&window) / 2,
        "on paper 60 columns leave them out"
    );

    let svg = cohort_heatmap(&window, &Frame::new(620, 400, Look::Light));
    let document = Document::parse(&svg).expect("well-formed XML");
    let frozen = document
        .descendants()
        .find(|node| node.attribute("class") == Some("frozen"))
        .expect("the names are a group of their own");
    let names = frozen
        .children()
        .filter(|node| node.attribute("class") == Some("row-label"))
        .count();
    assert_eq!(names, 41, "forty cohorts and the mean");
    assert!(
        frozen.next_sibling_element().is_none(),
        "drawn last, so that it lies over the cells that are scrolled under it"
    );
}

#[test]
fn a_mean_over_cohorts_that_are_only_counted_has_its_own_shades() {
    let mut heatmap = samples::heatmap(3, 4, samples::quarters);
    for cell in heatmap
        .rows
        .iter_mut()
        .flat_map(|row| row.cells.iter_mut().flatten())
    {
        cell.value = None;
    }
    let mean = heatmap.mean.as_mut().expect("a mean");
    for (cell, value) in mean.cells.iter_mut().flatten().zip([0.02, 0.1]) {
        cell.value = Some(value);
        cell.mature = true;
    }
    let svg = cohort_heatmap(&heatmap, &Frame::new(620, 300, Look::Light));
    let document = Document::parse(&svg).expect("well-formed XML");
    let fill = |k: &str| -> String {
        document
            .descendants()
            .find(|node| node.attribute("data-row") == Some("mean") && node.attribute("data-k") == Some(k))
            .and_then(|cell| cell.children().find(|node| node.has_tag_name("rect")))
            .and_then(|rect| rect.attribute("fill"))
            .expect("a filled cell")
            .to_owned()
    };
    assert_ne!(fill("1"), fill("2"), "2 % is not as dark as 10 %");
}

#[test]
fn strange_values_are_drawn_without_harm() {
    let mut heatmap: Heatmap = samples::heatmap(2, 3, samples::quarters);
    for (value, cell) in [f64::NAN, f64::INFINITY, -1.0]
        .into_iter()
        .zip(heatmap.rows[0].cells.iter_mut().flatten())
    {
        cell.value = Some(value);
    }
    let svg = cohort_heatmap(
        &heatmap,
        &Frame {
            text_scale: f64::NAN,
            ..Frame::new(1, 1, Look::Dark)
        },
    );
    assert_labels_stand_apart("strange", &svg);
    assert!(!svg.contains("NaN"), "no place is NaN");
}

#[test]
fn a_cohort_of_a_few_is_counted_and_not_coloured() {
    let mut heatmap = samples::heatmap(3, 4, samples::quarters);
    for cell in heatmap.rows[1].cells.iter_mut().flatten() {
        cell.value = None;
        cell.text = "3/8".to_owned();
        cell.mature = true;
    }
    let svg = cohort_heatmap(&heatmap, &Frame::new(620, 300, Look::Light));
    let document = Document::parse(&svg).expect("well-formed XML");
    let colours: Vec<String> = Look::Light.theme().cohort.iter().map(|step| step.hex()).collect();
    let fills = |row: &str| -> Vec<String> {
        document
            .descendants()
            .filter(|node| node.attribute("data-row") == Some(row))
            .flat_map(|cell| cell.children())
            .filter(|node| node.has_tag_name("rect"))
            .filter_map(|node| node.attribute("fill").map(str::to_owned))
            .collect()
    };
    assert!(
        fills("0").iter().any(|fill| colours.contains(fill)),
        "a large cohort is coloured"
    );
    assert!(
        !fills("1").is_empty() && fills("1").iter().all(|fill| !colours.contains(fill)),
        "8 households would show a colour that one more of them turns over: {:?}",
        fills("1")
    );
    assert!(svg.contains(">3/8</text>"), "their count stands in the cell");
}

#[test]
fn the_numbers_under_a_curve_can_be_opened() {
    let curve = samples::curves(&["ソファ", "寝具"], 300);
    let svg = return_curve(&curve, &Frame::new(640, 360, Look::Light));
    let document = Document::parse(&svg).expect("well-formed XML");
    let places: BTreeSet<(&str, &str)> = document
        .descendants()
        .filter_map(|node| Some((node.attribute("data-row")?, node.attribute("data-k")?)))
        .collect();
    assert!(
        places.contains(&("0", "365")) && places.contains(&("1", "365")),
        "group and day say whose names to open: {places:?}"
    );
}

#[test]
fn the_same_data_gives_the_same_picture() {
    let (one, two) = (
        samples::gallery(Look::Light, 1.0),
        samples::gallery(Look::Light, 1.0),
    );
    assert!(one == two, "a chart depends on its data alone");
}

#[test]
fn curves_differ_by_more_than_colour() {
    let svg = samples::gallery(Look::Light, 1.0)
        .into_iter()
        .find_map(|(name, svg)| (name == "curve_groups").then_some(svg))
        .expect("the gallery has it");
    let document = Document::parse(&svg).expect("well-formed XML");
    let groups = document
        .descendants()
        .filter(|node| node.attribute("data-group").is_some());
    let dashes: BTreeSet<Option<String>> = groups
        .map(|group| {
            let line = group
                .children()
                .find(|child| child.has_tag_name("polyline"))
                .expect("a line");
            line.attribute("stroke-dasharray").map(str::to_owned)
        })
        .collect();
    assert_eq!(dashes.len(), 4, "four groups, four dashes");
    for label in ["ダイニング", "ソファ", "寝具", "照明・小物"] {
        let count = words_in(&document)
            .iter()
            .filter(|words| words.words == label)
            .count();
        assert_eq!(count, 1, "{label} stands beside its curve");
    }
}

#[test]
fn two_households_are_too_few_for_a_curve() {
    let curve = samples::curves(&["ソファ"], 2);
    let svg = return_curve(&curve, &Frame::new(640, 360, Look::Light));
    assert!(
        svg.contains("まだ言えません"),
        "one return of two households is no 50 %"
    );
}

#[test]
fn a_group_keeps_its_colour_when_another_one_has_no_curve() {
    let mut curve = samples::curves(&["ソファ", "寝具"], 300);
    let both = return_curve(&curve, &Frame::new(640, 360, Look::Light));
    curve.groups[0].points.clear();
    let one = return_curve(&curve, &Frame::new(640, 360, Look::Light));
    let kaki = Look::Light.theme().series(1).hex();
    assert!(
        both.contains(&kaki) && one.contains(&kaki),
        "the second group stays the second"
    );
    assert!(one.contains("data-group=\"1\""), "and is still called so");
}
