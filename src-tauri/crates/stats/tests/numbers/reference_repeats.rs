//! Repeat rates, purchase chain, second purchase within days and monthly split of two published data sets.

use crate::common;
use crate::common::{Set, close, number};
use aichaku_stats::calendar::Period;
use aichaku_stats::repeats::{
    Counting, PeriodSplit, bought_between, new_and_returning, new_and_returning_between, purchase_chain,
    repeat_share, second_within,
};
use rstest::rstest;

#[rstest]
#[case::cdnow(Set::Cdnow)]
#[case::online_retail(Set::OnlineRetail)]
fn totals_and_repeat_rates_agree_by_day_and_by_order(#[case] set: Set) {
    let Some(reference) = common::load(set) else {
        return;
    };
    let expected = reference.json("summary.json");
    let history = &reference.history;
    assert_eq!(history.len() as f64, number(&expected["customers"]), "customers");
    assert_eq!(
        history.purchase_count() as f64,
        number(&expected["purchase_days"]),
        "purchase days"
    );
    let orders: u64 = history.iter().map(|unit| unit.order_count()).sum();
    assert_eq!(orders as f64, number(&expected["orders"]), "orders");
    let revenue: i64 = history.iter().map(|unit| unit.total()).sum();
    let expected_minor = (number(&expected["revenue"]) * reference.minor_per_unit).round() as i64;
    assert_eq!(
        revenue, expected_minor,
        "revenue is exact: 1159478.572 pounds for Online Retail"
    );

    for (counting, name) in [(Counting::Purchases, "day"), (Counting::Orders, "order")] {
        let share = repeat_share(history, counting);
        assert_eq!(
            share.hits as f64,
            number(&expected[format!("repeat_customers_{name}")]),
            "by {name}"
        );
        let rate = share.rate().expect("a rate");
        close(
            rate,
            number(&expected[format!("repeat_rate_{name}")]),
            "repeat rate",
        );
    }
}

#[rstest]
#[case::cdnow(Set::Cdnow)]
#[case::online_retail(Set::OnlineRetail)]
fn purchase_chain_agrees(#[case] set: Set) {
    let Some(reference) = common::load(set) else {
        return;
    };
    let expected = reference.json("summary.json");
    let expected = expected["purchase_chain"].as_array().expect("a list");
    let chain = purchase_chain(&reference.history, expected.len() as u32, Counting::Purchases);
    assert_eq!(chain.len(), expected.len(), "links");
    for (link, expected) in chain.iter().zip(expected) {
        assert_eq!(
            f64::from(link.from),
            number(&expected["from_n"]),
            "links come in order"
        );
        assert_eq!(
            link.share.n as f64,
            number(&expected["reached"]),
            "from {}: reached",
            link.from
        );
        assert_eq!(
            link.share.hits as f64,
            number(&expected["converted"]),
            "from {}: went on",
            link.from
        );
        close(
            link.share.rate().expect("a rate"),
            number(&expected["rate"]),
            "rate of the link",
        );
    }
}

#[rstest]
#[case::cdnow(Set::Cdnow)]
#[case::online_retail(Set::OnlineRetail)]
fn second_purchase_within_days_agrees_in_all_three_readings(#[case] set: Set) {
    let Some(reference) = common::load(set) else {
        return;
    };
    let expected = &reference.json("summary.json")["f2_within_days"];
    for found in second_within(&reference.history, &[30, 60, 90, 180, 365]) {
        let expected = &expected[found.days.to_string()];
        close(
            found.naive.rate().expect("a rate"),
            number(&expected["naive"]),
            "naive",
        );
        assert_eq!(
            found.eligible.n as f64,
            number(&expected["n_eligible"]),
            "{} days: eligible",
            found.days
        );
        close(
            found.eligible.rate().expect("a rate"),
            number(&expected["eligible"]),
            "eligible",
        );
        close(
            found.curve.expect("watched that long"),
            number(&expected["km"]),
            "curve",
        );
    }
}

#[rstest]
#[case::cdnow(Set::Cdnow)]
#[case::online_retail(Set::OnlineRetail)]
fn monthly_split_agrees(#[case] set: Set) {
    let Some(reference) = common::load(set) else {
        return;
    };
    let expected = reference.json("monthly_new_returning.json");
    let expected = expected.as_array().expect("a list");
    let months = new_and_returning(&reference.history, Period::Month);
    assert_eq!(months.len(), expected.len(), "months");
    for (found, expected) in months.iter().zip(expected) {
        let (year, month) = Period::Month.parts(found.period);
        let label = format!("{year:04}-{month:02}");
        assert_eq!(expected["month"], label.as_str(), "months come in order");
        assert_eq!(
            f64::from(found.new_units),
            number(&expected["new_customers"]),
            "{label}: new"
        );
        let returning = found.returning_share();
        assert_eq!(
            returning.n as f64,
            number(&expected["active_customers"]),
            "{label}: active"
        );
        assert_eq!(
            returning.hits as f64,
            number(&expected["returning_customers"]),
            "{label}: returning"
        );
        close(
            returning.rate().expect("a rate"),
            number(&expected["returning_share"]),
            &label,
        );
        assert_eq!(
            (found.new_orders + found.returning_orders) as f64,
            number(&expected["orders"]),
            "{label}"
        );
        let money = |minor: i64| minor as f64 / reference.minor_per_unit;
        close(money(found.new_minor), number(&expected["revenue_new"]), &label);
        close(
            money(found.returning_minor),
            number(&expected["revenue_returning"]),
            &label,
        );
    }
}

/// Any days can be asked for; those of a calendar month say what the month says.
#[rstest]
#[case::cdnow(Set::Cdnow)]
#[case::online_retail(Set::OnlineRetail)]
fn days_of_a_month_say_what_the_month_says(#[case] set: Set) {
    let Some(reference) = common::load(set) else {
        return;
    };
    let months = new_and_returning(&reference.history, Period::Month);
    assert!(months.len() > 5, "months to compare");
    for month in months {
        let (from, until) = (
            Period::Month.first_day(month.period),
            Period::Month.last_day(month.period),
        );
        let found = new_and_returning_between(&reference.history, from, until);
        assert_eq!(
            PeriodSplit {
                period: month.period,
                ..found
            },
            month,
            "the same units, orders and amounts"
        );
        for (returning, units) in [(false, month.new_units), (true, month.returning_units)] {
            let places = bought_between(&reference.history, from, until, returning);
            assert_eq!(places.len(), units as usize, "the units behind the number");
        }
    }
    assert_eq!(
        new_and_returning_between(&reference.history, -400_000, -399_000),
        PeriodSplit {
            period: -400_000,
            ..PeriodSplit::default()
        },
        "nobody bought then"
    );
}
