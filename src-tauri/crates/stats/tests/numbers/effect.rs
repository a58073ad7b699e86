//! The effect of care against scipy, statsmodels and printed tables.

use crate::common::{close_to, number};
use aichaku_stats::effect::{Arm, Estimate, check_split, estimate, people_needed, pool, smallest_detectable};
use aichaku_stats::intervals::newcombe;
use rstest::rstest;
use serde_json::Value;

fn expected() -> Value {
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../tests/reference/effect/expected.json"
    );
    let text = std::fs::read_to_string(file).expect("the reference");
    serde_json::from_str(&text).expect("well-formed")
}

fn all<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value[name].as_array().expect("a list")
}

fn arm(value: &Value) -> Arm {
    Arm {
        hits: number(&value[0]) as u64,
        n: number(&value[1]) as u64,
    }
}

#[test]
fn differences_are_those_of_statsmodels() {
    let expected = expected();
    for one in all(&expected, "differences") {
        let (treated, held) = (arm(&one["treated"]), arm(&one["held"]));
        let told = newcombe(treated.hits, treated.n, held.hits, held.n).expect("two groups");
        close_to(told.difference, number(&one["difference"]), 1e-12, "difference");
        close_to(told.interval.low, number(&one["low"]), 1e-9, "low");
        close_to(told.interval.high, number(&one["high"]), 1e-9, "high");
        let taken = estimate(treated, held).expect("two groups");
        close_to(taken.difference, number(&one["adjusted"]), 1e-12, "adjusted");
        close_to(taken.variance, number(&one["variance"]), 1e-12, "variance");
    }
    assert_eq!(
        estimate(Arm { hits: 0, n: 0 }, Arm { hits: 1, n: 2 }),
        None,
        "nobody, no effect"
    );
}

#[test]
fn effects_are_drawn_to_each_other_as_the_whole_posterior_says() {
    let expected = expected();
    for case in all(&expected, "pools") {
        let taken: Vec<Estimate> = all(case, "differences")
            .iter()
            .zip(all(case, "variances"))
            .map(|(difference, variance)| Estimate {
                difference: number(difference),
                variance: number(variance),
            })
            .collect();
        let spread = number(&case["spread"]);
        let found = pool(&taken, spread);
        // The brute-force sum has steps of its own: a thousandth of the prior's scale is far below what is shown.
        let near = |found: f64, known: &Value, what: &str| {
            let off = (found - number(known)).abs();
            assert!(off < spread * 0.001, "{what}: {found} is {off} off {known}");
        };
        for (one, known) in found.each.iter().zip(all(case, "each")) {
            near(one.mean, &known["mean"], "mean");
            near(one.interval.low, &known["low"], "low");
            near(one.interval.high, &known["high"], "high");
        }
        let common = found.common.expect("several");
        near(common.mean, &case["common"]["mean"], "common");
        near(common.interval.low, &case["common"]["low"], "common low");
        near(common.interval.high, &case["common"]["high"], "common high");
    }
}

#[test]
fn one_effect_alone_is_drawn_nowhere() {
    let only = Estimate {
        difference: 0.08,
        variance: 0.0004,
    };
    let found = pool(&[only], 0.05);
    close_to(found.each[0].mean, 0.08, 1e-15, "as it is");
    close_to(
        found.each[0].interval.high,
        0.08 + 1.959_964 * 0.02,
        1e-7,
        "its own interval",
    );
    assert_eq!(found.common, None, "nothing in common with nobody");
    assert!(pool(&[], 0.05).each.is_empty(), "nothing of nothing");
}

#[test]
fn an_uneven_division_is_noticed() {
    let expected = expected();
    for one in all(&expected, "splits") {
        let found = check_split(
            number(&one["held"]) as u64,
            &[(number(&one["share"]), number(&one["n"]) as u64)],
        )
        .expect("people on both sides");
        close_to(found.chi_square, number(&one["chi_square"]), 1e-9, "chi square");
        close_to(found.p, number(&one["p"]), 1e-12, "p");
    }
    // 100 with a chance of 1/2 and 400 with 1/5 make 130 of 500, with a variance of 25 + 64.
    let mixed = check_split(148, &[(0.5, 100), (0.2, 400)]).expect("people");
    close_to(
        mixed.chi_square,
        18.0 * 18.0 / 89.0,
        1e-12,
        "by each one's own chance",
    );
    assert_eq!(check_split(0, &[(0.0, 50)]), None, "nobody was to be held out");
}

#[test]
fn what_can_be_told_apart_is_what_scipy_finds() {
    let expected = expected();
    for one in all(&expected, "powers") {
        let found = smallest_detectable(
            number(&one["base"]),
            number(&one["treated"]) as u64,
            number(&one["held"]) as u64,
        );
        close_to(found.expect("it can"), number(&one["target"]), 1e-9, "target");
    }
    assert_eq!(smallest_detectable(0.06, 3, 1), None, "four people tell nothing");
    assert_eq!(smallest_detectable(0.06, 100, 0), None, "nobody to compare with");
}

/// The tables of METRICS.md, D.10: base and target in percent, sizes with half and with a fifth held out.
#[rstest]
#[case(6, 8, 5_108, 8_220)]
#[case(6, 9, 2_418, 3_935)]
#[case(6, 12, 712, 1_185)]
#[case(12, 18, 1_110, 1_800)]
#[case(25, 40, 304, 485)]
fn sizes_are_those_of_the_table(
    #[case] base: u32,
    #[case] target: u32,
    #[case] half: u64,
    #[case] fifth: u64,
) {
    let (base, target) = (f64::from(base) / 100.0, f64::from(target) / 100.0);
    assert_eq!(people_needed(base, target, 0.5), Some(half), "half held out");
    assert_eq!(people_needed(base, target, 0.2), Some(fifth), "a fifth held out");
    assert_eq!(people_needed(base, base, 0.2), None, "no difference to find");
    assert_eq!(people_needed(base, target, 0.0), None, "nobody to compare with");
}

/// The second table of D.10: from 6 % with a fifth held out, rounded up to a tenth of a per cent.
#[rstest]
#[case(200, 24.3)]
#[case(300, 20.1)]
#[case(500, 16.2)]
#[case(1_000, 12.7)]
#[case(2_000, 10.5)]
fn the_smallest_effect_is_that_of_the_table(#[case] all: u64, #[case] percent: f64) {
    let found = smallest_detectable(0.06, all * 4 / 5, all / 5).expect("it can");
    close_to((found * 1000.0).ceil() / 10.0, percent, 1e-9, "as printed");
}
