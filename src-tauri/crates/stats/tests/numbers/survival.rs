//! Kaplan–Meier and Aalen–Johansen on small examples that a person can follow.

use crate::common::close_to;
use aichaku_stats::competing::{Ending, Incidence, IncidenceCurve};
use aichaku_stats::survival::{KaplanMeier, Spell, fit_groups};

fn spells(list: &[(u32, bool)]) -> Vec<Spell> {
    list.iter()
        .map(|&(days, happened)| Spell { days, happened })
        .collect()
}

/// The days on which the cause came.
fn incidence(endings: &[Ending], cause: u8) -> Vec<Incidence> {
    let curve = IncidenceCurve::fit(endings, cause);
    curve
        .steps()
        .iter()
        .filter(|step| step.events > 0)
        .copied()
        .collect()
}

// Freireich et al., Blood 21 (1963) 699–716, remission under 6-mercaptopurine, as worked in Kleinbaum & Klein,
// "Survival Analysis", ch. 2: S(6) = 0.8571 … S(23) = 0.4482; a plus is a patient still in remission.
const REMISSION: [(u32, bool); 21] = [
    (6, true),
    (6, true),
    (6, true),
    (7, true),
    (10, true),
    (13, true),
    (16, true),
    (22, true),
    (23, true),
    (6, false),
    (9, false),
    (10, false),
    (11, false),
    (17, false),
    (19, false),
    (20, false),
    (25, false),
    (32, false),
    (32, false),
    (34, false),
    (35, false),
];

#[test]
fn remission_times_agree_with_the_textbook() {
    let curve = KaplanMeier::fit(&spells(&REMISSION));
    let expected = [
        (6, 0.8571),
        (7, 0.8067),
        (10, 0.7529),
        (13, 0.6902),
        (16, 0.6275),
        (22, 0.5378),
        (23, 0.4482),
    ];
    for (days, survival) in expected {
        let found = 1.0 - curve.returned_by(days).expect("inside the data").returned;
        assert!((found - survival).abs() < 6e-5, "S({days}) = {found}");
    }
    assert_eq!(curve.day_returned(0.5), Some(23), "the median remission");
    assert_eq!(
        curve.day_returned(0.6),
        None,
        "never reached, so it is not the longest time"
    );
    assert_eq!(curve.returned_by(36), None, "nobody was watched for 36 weeks");
    assert_eq!(
        curve.returned_by(24).map(|point| point.at_risk),
        Some(5),
        "those watched for at least 24"
    );
}

#[test]
fn nobody_gives_a_curve_that_says_nothing() {
    let curve = KaplanMeier::fit(&[]);
    assert_eq!(
        (curve.n(), curve.longest(), curve.returned_by(0)),
        (0, None, None),
        "no unit, no statement"
    );
    assert!(curve.return_steps().is_empty(), "and nothing to draw");
}

#[test]
fn when_everybody_returned_the_interval_stays_open_upwards() {
    let curve = KaplanMeier::fit(&spells(&[(3, true), (5, true), (9, true)]));
    let last = curve.returned_by(9).expect("inside the data");
    assert_eq!(
        (last.returned, last.interval.high),
        (1.0, 1.0),
        "all three returned"
    );
    assert!(
        last.interval.low < 0.9,
        "three units do not prove that everybody does: {}",
        last.interval.low
    );
}

#[test]
fn the_return_curve_starts_at_nothing_and_ends_with_the_last_watched_day() {
    let curve = KaplanMeier::fit(&spells(&REMISSION)).return_steps();
    let days: Vec<u32> = curve.iter().map(|point| point.days).collect();
    assert_eq!(
        days,
        [0, 6, 7, 10, 13, 16, 22, 23, 35],
        "day 0, every return, and the end of watching"
    );
    assert_eq!(curve[0].returned, 0.0, "nobody returned at once");
    assert!(
        curve.iter().all(|point| point.interval.low <= point.returned),
        "the curve is inside its band"
    );
    assert!(
        curve.iter().all(|point| point.interval.high >= point.returned),
        "the curve is inside its band"
    );
}

#[test]
fn groups_are_fitted_apart() {
    let all = spells(&[(1, true), (2, false), (3, true), (4, false)]);
    let groups = fit_groups(&all, &[0, 1, 0, 9], 2);
    let counts: Vec<(u32, u32)> = groups.iter().map(|curve| (curve.n(), curve.events())).collect();
    assert_eq!(counts, [(2, 2), (1, 0)], "a unit of no group is left out");
}

#[test]
fn with_one_cause_the_incidence_is_the_return_curve() {
    let endings: Vec<Ending> = REMISSION
        .iter()
        .map(|&(days, happened)| Ending {
            days,
            cause: happened.into(),
        })
        .collect();
    let curve = KaplanMeier::fit(&spells(&REMISSION));
    let mut greenwood = 0.0;
    let steps: Vec<_> = curve.steps().iter().filter(|step| step.events > 0).collect();
    let incidence = incidence(&endings, 1);
    assert_eq!(
        incidence.len(),
        steps.len(),
        "a point for every day with a return"
    );
    for (point, step) in incidence.iter().zip(steps) {
        let (events, at_risk) = (f64::from(step.events), f64::from(step.at_risk));
        greenwood += events / (at_risk * (at_risk - events));
        close_to(point.share, 1.0 - step.survival, 1e-12, "share");
        close_to(
            point.variance,
            step.survival.powi(2) * greenwood,
            1e-9,
            "variance is Greenwood's",
        );
        close_to(point.interval.low, 1.0 - step.interval.high, 1e-12, "low end");
        close_to(point.interval.high, 1.0 - step.interval.low, 1e-12, "high end");
    }
    let both = IncidenceCurve::fit(&endings, 1);
    assert_eq!(both.return_steps().len(), curve.return_steps().len(), "as long");
    for (one, other) in both.return_steps().iter().zip(curve.return_steps()) {
        assert_eq!(
            (one.days, one.at_risk),
            (other.days, other.at_risk),
            "the same steps"
        );
        close_to(one.returned, other.returned, 1e-12, "the same curve");
    }
    assert_eq!(
        both.reached(0.5).map(|reached| reached.days),
        curve.day_returned(0.5),
        "the same median"
    );
    assert_eq!(
        both.reached(0.6),
        None,
        "never reached, so it is not the longest time"
    );
}

#[test]
fn the_day_of_a_share_lies_between_the_days_of_its_limits() {
    let endings: Vec<Ending> = REMISSION
        .iter()
        .map(|&(days, happened)| Ending {
            days,
            cause: happened.into(),
        })
        .collect();
    let curve = IncidenceCurve::fit(&endings, 1);
    // lifelines 0.30.3: qth_survival_times([0.5, 0.75], fit.confidence_interval_).
    let median = curve.reached(0.5).expect("the median was reached");
    assert_eq!(
        (median.days, median.low, median.high),
        (23, 13, None),
        "the median"
    );
    let quarter = curve.reached(0.25).expect("a quarter was reached");
    assert_eq!(
        (quarter.days, quarter.low, quarter.high),
        (13, 6, Some(22)),
        "a quarter"
    );
}

#[test]
fn a_household_that_moved_away_is_not_waiting() {
    // Five households: returned on day 1, moved on day 2, returned on day 3, watched to days 4 and 5.
    let endings = [(1, 1), (2, 2), (3, 1), (4, 0), (5, 0)].map(|(days, cause)| Ending { days, cause });
    let returned = incidence(&endings, 1);
    let shares: Vec<f64> = returned.iter().map(|point| point.share).collect();
    // 1/5; then 1/5 + S(2) · 1/3 with S(2) = 4/5 · 3/4 = 3/5.
    close_to(shares[0], 0.2, 1e-12, "day 1");
    close_to(shares[1], 0.4, 1e-12, "day 3");
    let moved = incidence(&endings, 2);
    close_to(moved[0].share, 0.2, 1e-12, "one in five moved");
    let as_if_waiting = KaplanMeier::fit(&spells(&[
        (1, true),
        (2, false),
        (3, true),
        (4, false),
        (5, false),
    ]));
    let promised = as_if_waiting.returned_by(3).expect("inside the data").returned;
    assert!(
        promised > shares[1],
        "counting the moved one as waiting promises too much: {promised}"
    );
    assert!(incidence(&endings, 0).is_empty(), "0 is no cause");
}

#[test]
fn causes_and_the_rest_add_up_to_everybody() {
    let endings: Vec<Ending> = (0..200u32)
        .map(|i| Ending {
            days: i * 7 % 53,
            cause: (i % 4) as u8,
        })
        .collect();
    let last = |cause| incidence(&endings, cause).last().map_or(0.0, |point| point.share);
    let any: Vec<Spell> = endings
        .iter()
        .map(|ending| Spell {
            days: ending.days,
            happened: ending.cause != 0,
        })
        .collect();
    let curve = KaplanMeier::fit(&any);
    let rest = 1.0
        - curve
            .returned_by(curve.longest().expect("some"))
            .expect("inside")
            .returned;
    close_to(
        last(1) + last(2) + last(3) + rest,
        1.0,
        1e-12,
        "the shares add up",
    );
}
