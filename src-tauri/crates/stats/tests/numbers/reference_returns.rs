//! Kaplan–Meier time to the second purchase of two published data sets.

use crate::common;
use crate::common::{Set, close, close_to, number};
use aichaku_stats::survival::{KaplanMeier, naive_median_days, second_purchase_spells};
use rstest::rstest;

#[rstest]
#[case::cdnow(Set::Cdnow)]
#[case::online_retail(Set::OnlineRetail)]
fn every_step_of_the_curve_agrees(#[case] set: Set) {
    let Some(reference) = common::load(set) else {
        return;
    };
    let curve = KaplanMeier::fit(&second_purchase_spells(&reference.history));
    for row in reference.rows("km_second_purchase.csv") {
        let days = row["t"].parse::<u32>().expect("days");
        let survival: f64 = row["S"].parse().expect("a share");
        let at_risk: u32 = row["n_at_risk"].parse().expect("a count");
        let ended = (
            row["events"].parse::<u32>().expect("a count"),
            row["censored"].parse().expect("a count"),
        );
        let point = curve.returned_by(days).expect("inside the data");
        close(1.0 - point.returned, survival, &format!("S({days})"));
        assert_eq!(point.at_risk, at_risk, "at risk on day {days}");
        let step = curve.steps().iter().find(|step| step.days == days);
        let found = step.map_or((0, 0), |step| (step.events, step.censored));
        assert_eq!(found, ended, "events and censored on day {days}");
    }
}

#[rstest]
#[case::cdnow(Set::Cdnow)]
#[case::online_retail(Set::OnlineRetail)]
fn intervals_and_quantiles_agree(#[case] set: Set) {
    let Some(reference) = common::load(set) else {
        return;
    };
    let expected = &reference.json("summary.json")["km"];
    let spells = second_purchase_spells(&reference.history);
    let curve = KaplanMeier::fit(&spells);
    assert_eq!(f64::from(curve.n()), number(&expected["n"]), "units");
    assert_eq!(f64::from(curve.events()), number(&expected["events"]), "events");
    for at in expected["at"].as_array().expect("a list") {
        let days = number(&at["t"]) as u32;
        let Some(point) = curve.returned_by(days) else {
            panic!("the reference has a point at day {days}")
        };
        let what = format!("day {days}");
        close_to(point.returned, number(&at["F"]), 1e-9, &what);
        close_to(point.interval.low, 1.0 - number(&at["S_hi95"]), 1e-6, &what);
        close_to(point.interval.high, 1.0 - number(&at["S_lo95"]), 1e-6, &what);
        assert_eq!(
            f64::from(point.at_risk),
            number(&at["n_at_risk"]),
            "{what}: at risk"
        );
    }
    for (p, expected) in expected["quantiles_days"].as_object().expect("an object") {
        let found = curve.day_returned(p.parse().expect("a share")).map(f64::from);
        assert_eq!(
            found,
            expected.as_f64(),
            "day by which {p} returned; null when never reached"
        );
    }
    let naive = naive_median_days(&spells);
    assert_eq!(
        naive,
        expected["naive_median_days_among_repeaters"].as_f64(),
        "the biased median, for comparison"
    );
    let median = match set {
        Set::Cdnow => None,
        Set::OnlineRetail => Some(120),
    };
    assert_eq!(
        curve.day_returned(0.5),
        median,
        "fewer than half of the CDNOW customers came back: no median"
    );
}
