//! Lines of referrals: who can be opened, where names stand, how a line is joined.

use aichaku_charts::{Frame, Look, referral_forest};
use roxmltree::{Document, Node};

use crate::samples::forest;

fn number(node: &Node, name: &str) -> f64 {
    node.attribute(name)
        .and_then(|text| text.parse().ok())
        .expect("a number")
}

#[test]
fn every_household_says_its_truth_and_who_told_somebody_opens() {
    let forest = forest(&[0, 1, 2, 1, 0, 1]);
    let svg = referral_forest(&forest, &Frame::new(620, 100, Look::Light));
    let document = Document::parse(&svg).expect("well-formed XML");
    for (at, row) in forest.rows.iter().enumerate() {
        let at = at.to_string();
        let group = document
            .descendants()
            .find(|node| node.attribute("data-node") == Some(&at))
            .expect("a household");
        let title = group.children().find(|child| child.has_tag_name("title"));
        assert_eq!(
            title.and_then(|title| title.text()),
            Some(row.title.as_str()),
            "the title of {at}"
        );
        let opens = group.attribute("data-k").map(str::to_owned);
        assert_eq!(
            opens,
            (row.told > 0).then(|| row.told.to_string()),
            "whom {at} told"
        );
        let bars = group
            .children()
            .filter(|child| child.attribute("rx").is_some())
            .count();
        assert_eq!(
            bars,
            usize::from(row.told > 0),
            "a bar for what goes back to {at}"
        );
    }
}

#[test]
fn a_line_goes_down_from_who_told_to_who_was_told() {
    let forest = forest(&[0, 1, 2, 1, 0, 1]);
    let svg = referral_forest(&forest, &Frame::new(620, 100, Look::Light));
    let document = Document::parse(&svg).expect("well-formed XML");
    let dots: Vec<(f64, f64)> = document
        .descendants()
        .filter(|node| node.attribute("class") == Some("household"))
        .map(|group| {
            let dot = group
                .children()
                .find(|child| child.has_tag_name("circle"))
                .expect("a dot");
            (number(&dot, "cx"), number(&dot, "cy"))
        })
        .collect();
    let ends: Vec<((f64, f64), f64)> = document
        .descendants()
        .filter(|node| node.has_tag_name("polyline"))
        .map(|line| {
            let points: Vec<f64> = line
                .attribute("points")
                .expect("points")
                .split([' ', ','])
                .map(|text| text.parse().expect("a number"))
                .collect();
            ((points[0], points[1]), points[5])
        })
        .collect();
    let parents = [None, Some(0), Some(1), Some(0), None, Some(4)];
    let expected: Vec<(usize, usize)> = parents
        .iter()
        .enumerate()
        .filter_map(|(at, parent)| Some((at, (*parent)?)))
        .collect();
    assert_eq!(ends.len(), expected.len(), "one line to each who was told");
    for (((x, y), to), (at, parent)) in ends.into_iter().zip(expected) {
        assert!(
            (x - dots[parent].0).abs() < 0.2 && y > dots[parent].1,
            "{at} hangs below {parent}"
        );
        assert!((to - dots[at].1).abs() < 0.2, "and the line ends at {at}");
    }
}

#[test]
fn a_line_of_forty_generations_stays_in_the_picture() {
    let depths: Vec<u32> = (0..40).collect();
    let svg = referral_forest(&forest(&depths), &Frame::new(480, 100, Look::Dark));
    let document = Document::parse(&svg).expect("well-formed XML");
    let names: Vec<f64> = document
        .descendants()
        .filter(|node| node.has_tag_name("text"))
        .map(|node| number(&node, "x"))
        .collect();
    assert!(names.iter().all(|x| *x < 480.0), "nobody is outside: {names:?}");
    let groups = document
        .descendants()
        .filter(|node| node.attribute("data-node").is_some());
    let named = groups.filter(|group| {
        let mut words = group.children().filter(|child| child.has_tag_name("text"));
        words.any(|words| {
            words
                .text()
                .is_some_and(|text| text.starts_with('高') || text.starts_with('無'))
        })
    });
    assert_eq!(named.count(), 40, "the deepest too has its name beside it");
}
