//! Intervals against published tables.

use crate::common::close_to;
use aichaku_stats::intervals::{newcombe, wilson, wilson_at};
use rstest::rstest;

// Newcombe, Stat. Med. 17 (1998) 857–872, Table I, method 3 (score without continuity correction).
#[rstest]
#[case::newcombe_81_of_263(81, 263, 0.2553, 0.3662)]
#[case::newcombe_15_of_148(15, 148, 0.0624, 0.1605)]
#[case::newcombe_0_of_20(0, 20, 0.0, 0.1611)]
#[case::newcombe_1_of_29(1, 29, 0.0061, 0.1718)]
#[case::one_of_twelve(1, 12, 0.0149, 0.3539)]
#[case::six_of_hundred(6, 100, 0.0278, 0.1248)]
fn wilson_agrees_with_the_table(#[case] hits: u64, #[case] n: u64, #[case] low: f64, #[case] high: f64) {
    let found = wilson(hits, n).expect("somebody was counted");
    assert!(
        (found.low - low).abs() < 5e-5,
        "low end of {hits}/{n}: {}",
        found.low
    );
    assert!(
        (found.high - high).abs() < 5e-5,
        "high end of {hits}/{n}: {}",
        found.high
    );
}

#[test]
fn wilson_stays_inside_zero_and_one_and_says_nothing_about_nobody() {
    assert_eq!(wilson(0, 0), None, "nothing is known about nobody");
    for n in [1, 2, 30, 1_000_000_000] {
        assert_eq!(
            wilson(0, n).map(|interval| interval.low),
            Some(0.0),
            "no hits: exactly 0"
        );
        assert_eq!(
            wilson(n, n).map(|interval| interval.high),
            Some(1.0),
            "only hits: exactly 1"
        );
    }
    assert_eq!(wilson(7, 5), wilson(5, 5), "more hits than units is read as all");
    let (narrow, wide) = (
        wilson_at(5, 20, 1.28).expect("some"),
        wilson(5, 20).expect("some"),
    );
    assert!(
        narrow.low > wide.low && narrow.high < wide.high,
        "80 % is narrower than 95 %"
    );
}

// Newcombe, Stat. Med. 17 (1998) 873–890, Table II, method 10.
#[rstest]
#[case::a(56, 70, 48, 80, 0.0524, 0.3339)]
#[case::b(9, 10, 3, 10, 0.1705, 0.8090)]
#[case::c(6, 7, 2, 7, 0.0582, 0.8062)]
#[case::d(5, 56, 0, 29, -0.0381, 0.1926)]
#[case::e(0, 10, 0, 20, -0.1611, 0.2775)]
#[case::f(0, 10, 0, 10, -0.2775, 0.2775)]
#[case::g(10, 10, 0, 20, 0.6791, 1.0)]
#[case::h(10, 10, 0, 10, 0.6075, 1.0)]
fn newcombe_agrees_with_the_table(
    #[case] first: u64,
    #[case] first_n: u64,
    #[case] second: u64,
    #[case] second_n: u64,
    #[case] low: f64,
    #[case] high: f64,
) {
    let found = newcombe(first, first_n, second, second_n).expect("both groups have units");
    let share = first as f64 / first_n as f64 - second as f64 / second_n as f64;
    close_to(found.difference, share, 1e-12, "difference");
    assert!(
        (found.interval.low - low).abs() < 6e-5,
        "low end: {}",
        found.interval.low
    );
    assert!(
        (found.interval.high - high).abs() < 6e-5,
        "high end: {}",
        found.interval.high
    );
}

#[test]
fn a_difference_needs_both_groups() {
    assert_eq!(newcombe(1, 2, 0, 0), None, "an empty group has no share");
}
