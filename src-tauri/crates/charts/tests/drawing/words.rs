//! Measuring, cutting, breaking and escaping words.

use aichaku_charts::text::{escape, fit, width, wrap};
use rstest::rstest;

#[rstest]
#[case::japanese("お手入れ", 48.0)]
#[case::digits("1234", 28.8)]
#[case::nothing("", 0.0)]
#[case::voiced_by_combining_mark("か\u{3099}", 24.0)]
fn widths_are_about_right(#[case] words: &str, #[case] expected: f64) {
    assert!(
        (width(words, 12.0, false) - expected).abs() < 0.01,
        "{words}: {}",
        width(words, 12.0, false)
    );
}

#[rstest]
#[case::fits("ソファ", 100.0, "ソファ")]
#[case::cut("オーク無垢テーブル", 60.0, "オーク無…")]
#[case::no_room("ソファ", 5.0, "")]
fn long_words_end_in_dots(#[case] words: &str, #[case] most: f64, #[case] expected: &str) {
    let found = fit(words, 12.0, false, most);
    assert_eq!(found, expected, "within {most} pixels");
    assert!(width(&found, 12.0, false) <= most, "never wider than asked");
}

#[rstest]
#[case::japanese("まだ言えません。購入が増えると出ます。", 84.0, &["まだ言えませ", "ん。購入が増え", "ると出ます。"])]
#[case::english("Nothing to say yet", 70.0, &["Nothing to", "say yet"])]
#[case::nothing("", 70.0, &[])]
fn messages_break_where_people_break_them(#[case] words: &str, #[case] most: f64, #[case] expected: &[&str]) {
    assert_eq!(wrap(words, 12.0, most), expected, "within {most} pixels");
}

#[test]
fn xml_is_escaped_and_forbidden_characters_are_dropped() {
    assert_eq!(
        escape("<a & \"b\" 'c'>\u{1}\n"),
        "&lt;a &amp; &quot;b&quot; &apos;c&apos;&gt; ",
        "five and two"
    );
}
