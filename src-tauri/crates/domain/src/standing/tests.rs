//! Each standing by the smallest set of facts that makes it, and what a score may and may not say.

use rstest::rstest;

use super::*;

const DAY: &str = "2026-11-22";

fn day(text: &str) -> ShopDay {
    ShopDay::parse_iso(text).expect("a real day")
}

fn on(text: &str) -> Option<ShopDay> {
    Some(day(text))
}

/// Bought a sofa three years and a month ago, was called in vain last year, can be called.
fn quiet() -> Facts {
    Facts {
        purchases: 1,
        bought_on: on("2023-10-20"),
        delivered_on: on("2023-10-30"),
        tried_on: on("2025-10-01"),
        called_on: on("2025-10-01"),
        unanswered: 1,
        people: 1,
        phone: true,
        things: 1,
        ..Facts::default()
    }
}

fn judged(facts: Facts) -> Judged {
    judge(&facts, day(DAY), Rules::default())
}

#[rstest]
#[case::quiet_alone_is_content(quiet(), Standing::Content)]
#[case::a_word_last_year(Facts { heard_on: on("2025-06-01"), ..quiet() }, Standing::InTouch)]
#[case::the_last_day_in_touch(Facts { heard_on: on("2025-05-23"), ..quiet() }, Standing::InTouch)]
#[case::one_day_later(Facts { heard_on: on("2025-05-22"), ..quiet() }, Standing::Content)]
#[case::a_delivery_counts(Facts { delivered_on: on("2026-01-10"), ..quiet() }, Standing::InTouch)]
#[case::three_unanswered(Facts { unanswered: 3, ..quiet() }, Standing::Drifting)]
#[case::two_are_no_sign(Facts { unanswered: 2, ..quiet() }, Standing::Content)]
#[case::letters_come_back(Facts { post_returned: true, ..quiet() }, Standing::Drifting)]
#[case::a_dead_number_beside_one_that_works(Facts { dead: 1, ..quiet() }, Standing::Drifting)]
#[case::care_was_missed(Facts { missed: 3, ..quiet() }, Standing::Drifting)]
#[case::nobody_wrote_for_three_years(Facts { tried_on: None, bought_on: on("2023-10-01"), delivered_on: None, ..quiet() }, Standing::Drifting)]
#[case::unhappy(Facts { voice_on: on("2025-01-10"), voice: 25, ..quiet() }, Standing::Drifting)]
#[case::unhappy_long_ago(Facts { voice_on: on("2024-01-10"), voice: 25, ..quiet() }, Standing::Content)]
#[case::neither_happy_nor_not(Facts { voice_on: on("2025-01-10"), voice: 50, ..quiet() }, Standing::Content)]
#[case::unsolved(Facts { unsolved_on: on("2025-01-10"), ..quiet() }, Standing::Drifting)]
#[case::unsolved_and_then_made_good(Facts { unsolved_on: on("2025-01-10"), solved_on: on("2025-02-10"), ..quiet() }, Standing::Content)]
#[case::unsolved_and_then_content(Facts { unsolved_on: on("2025-01-10"), voice_on: on("2025-03-01"), voice: 100, ..quiet() }, Standing::Content)]
#[case::no_way_left(Facts { phone: false, ..quiet() }, Standing::Unreachable)]
#[case::no_way_left_though_a_word_came(Facts { phone: false, heard_on: on("2026-11-01"), ..quiet() }, Standing::Unreachable)]
#[case::everything_is_gone(Facts { things: 0, things_gone: 2, ..quiet() }, Standing::Graduated)]
#[case::one_of_two_is_gone(Facts { things_gone: 1, ..quiet() }, Standing::Content)]
#[case::things_were_never_written_down(Facts { things: 0, ..quiet() }, Standing::Content)]
#[case::wants_nothing(Facts { people: 0, left_alone: 1, ..quiet() }, Standing::LeftAlone)]
#[case::one_of_two_wants_nothing(Facts { left_alone: 1, ..quiet() }, Standing::Content)]
#[case::nobody_left(Facts { people: 0, ..quiet() }, Standing::Gone)]
fn quiet_is_not_lost(#[case] facts: Facts, #[case] expected: Standing) {
    assert_eq!(judged(facts).standing, Some(expected), "{facts:?}");
}

#[test]
fn who_never_bought_has_no_standing() {
    let nobody = Facts {
        purchases: 0,
        ..quiet()
    };
    assert_eq!(judged(nobody).standing, None, "nothing to be quiet about");
}

#[rstest]
#[case::content(quiet(), 0)]
#[case::new_case_is_in_todays_hands(Facts { open_case_on: on("2026-11-20"), heard_on: on("2026-11-20"), ..quiet() }, 0)]
#[case::old_case(Facts { open_case_on: on("2026-11-08"), heard_on: on("2026-11-08"), ..quiet() }, 4)]
#[case::serious_case(Facts { open_case_on: on("2026-11-21"), serious: true, heard_on: on("2026-11-21"), ..quiet() }, 6)]
#[case::two_signs_add_up(Facts { post_returned: true, unanswered: 4, ..quiet() }, 5)]
#[case::out_of_reach(Facts { phone: false, dead: 1, ..quiet() }, 4)]
#[case::wants_nothing(Facts { people: 0, left_alone: 1, post_returned: true, ..quiet() }, 0)]
#[case::finished(Facts { things: 0, things_gone: 1, post_returned: true, ..quiet() }, 0)]
fn who_needs_us_is_told_by_signs(#[case] facts: Facts, #[case] need: u32) {
    assert_eq!(judged(facts).need, need, "{facts:?}");
}

#[test]
fn the_gravest_sign_comes_first() {
    let facts = Facts {
        voice_on: on("2026-01-10"),
        voice: 0,
        missed: 5,
        post_returned: true,
        ..quiet()
    };
    let kinds: Vec<SignKind> = judged(facts).signs.iter().map(|sign| sign.kind).collect();
    assert_eq!(
        kinds,
        [SignKind::Unhappy, SignKind::PostReturned, SignKind::Missed],
        "in this order"
    );
}

fn scored(facts: Facts) -> Health {
    health(&facts, day(DAY), Rules::default())
}

#[test]
fn the_weights_add_up_to_a_hundred() {
    let all: f64 = scored(quiet())
        .measures
        .iter()
        .map(|measure| measure.weight)
        .sum();
    assert!((all - 100.0).abs() < 1e-9, "{all}");
}

#[test]
fn what_nobody_knows_lowers_the_coverage_and_not_the_score() {
    let of_today = Facts {
        bought_on: on(DAY),
        delivered_on: None,
        tried_on: None,
        called_on: None,
        unanswered: 0,
        ..quiet()
    };
    let (bare, asked) = (
        scored(of_today),
        scored(Facts {
            voice_on: on(DAY),
            voice: 100,
            ..of_today
        }),
    );
    // Contact 25 and things 5 in full, one way of 15 at 0.6.
    assert!((bare.coverage - 0.45).abs() < 1e-9, "{}", bare.coverage);
    let score = bare.score.expect("enough is known");
    assert!(
        (score - 100.0 * (25.0 + 5.0 + 9.0) / 45.0).abs() < 1e-9,
        "{score}"
    );
    assert!((asked.coverage - 0.65).abs() < 1e-9, "an answer is known besides");
    assert!(asked.score > bare.score, "and a good one helps");
}

#[test]
fn an_old_fact_weighs_half_after_its_half_life() {
    let facts = Facts {
        voice_on: on("2024-11-22"),
        voice: 100,
        ..quiet()
    };
    let voice = scored(facts)
        .measures
        .into_iter()
        .find(|measure| measure.kind == MeasureKind::Voice)
        .expect("it is measured");
    assert!(
        (voice.freshness - 0.5).abs() < 1e-3,
        "two years: {}",
        voice.freshness
    );
    assert_eq!(voice.value, Some(1.0), "and still says what it said");
}

#[test]
fn too_little_is_no_score() {
    let told = scored(quiet());
    assert!(told.coverage < health::LEAST_COVERAGE, "{}", told.coverage);
    assert_eq!(told.score, None, "three quiet years say little");
}
