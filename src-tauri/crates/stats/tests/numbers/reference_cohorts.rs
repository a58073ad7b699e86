//! Cohort tables of two published data sets, cell by cell from the raw orders.

use crate::common;
use crate::common::{Set, close};
use aichaku_stats::calendar::Period;
use aichaku_stats::cohorts::{Cohorts, Measure, members};
use rstest::rstest;

fn month_label(index: i32) -> String {
    let (year, month) = Period::Month.parts(index);
    format!("{year:04}-{month:02}")
}

#[rstest]
#[case::cdnow(Set::Cdnow)]
#[case::online_retail(Set::OnlineRetail)]
fn every_monthly_cell_agrees(#[case] set: Set) {
    let Some(reference) = common::load(set) else {
        return;
    };
    let cohorts = Cohorts::count(&reference.history, Period::Month);
    let inside = cohorts.table(Measure::In);
    let since = cohorts.table(Measure::Since);
    let revenue = cohorts.table(Measure::Revenue);
    let expected = reference.rows("cohort_monthly_long.csv");
    let cells: usize = cohorts.rows.iter().map(|row| row.cells.len()).sum();
    assert_eq!(
        cells,
        expected.len(),
        "there is a cell for every period until the last observed day, and no other"
    );

    for row in expected {
        let get = |column: &str| row[column].parse::<f64>().expect("a number");
        let at = cohorts
            .rows
            .iter()
            .position(|found| month_label(found.cohort) == row["cohort"])
            .expect("the cohort of the reference exists");
        let k = get("k") as usize;
        let what = format!("{} + {k}", row["cohort"]);
        let counts = &cohorts.rows[at].cells[k];
        assert_eq!(
            month_label(cohorts.rows[at].cohort + k as i32),
            row["month"],
            "{what}: month"
        );
        assert_eq!(cohorts.rows[at].size, get("cohort_size") as u32, "{what}: size");
        assert_eq!(counts.inside, get("active") as u32, "{what}: bought in the month");
        assert_eq!(
            counts.since,
            get("active_or_later") as u32,
            "{what}: bought in the month or later"
        );
        assert_eq!(counts.orders, get("orders") as u64, "{what}: orders");
        assert_eq!(counts.mature, row["complete"] == "1", "{what}: maturity");
        let minor = |money: f64| (money * reference.minor_per_unit).round() as i64;
        assert_eq!(
            counts.revenue_minor,
            minor(get("revenue")),
            "{what}: revenue is exact"
        );
        close(
            inside.rows[at].cells[k].rate.expect("a rate"),
            get("bounded"),
            &what,
        );
        close(
            since.rows[at].cells[k].rate.expect("a rate"),
            get("unbounded"),
            &what,
        );
        let money = revenue.rows[at].cells[k];
        assert_eq!(money.rate, None, "{what}: money has no rate");
        assert_eq!(
            money.cumulative_minor,
            minor(get("cum_revenue")),
            "{what}: cumulative revenue is exact"
        );
        close(
            money.cumulative_per_unit() / reference.minor_per_unit,
            get("cum_ltv"),
            &what,
        );
        if row.contains_key("net_revenue") {
            assert_eq!(
                counts.net_revenue_minor,
                minor(get("net_revenue")),
                "{what}: net revenue is exact"
            );
            let net = money.cumulative_net_minor;
            assert_eq!(
                net,
                minor(get("cum_net_revenue")),
                "{what}: cumulative net revenue is exact"
            );
            let per_unit = net as f64 / f64::from(money.size) / reference.minor_per_unit;
            close(per_unit, get("cum_net_ltv"), &what);
        }
    }
}

#[rstest]
#[case::cdnow(Set::Cdnow)]
#[case::online_retail(Set::OnlineRetail)]
fn pooled_rates_use_mature_cells_only(#[case] set: Set) {
    let Some(reference) = common::load(set) else {
        return;
    };
    let cohorts = Cohorts::count(&reference.history, Period::Month);
    let (inside, since) = (
        cohorts.table(Measure::In).mean,
        cohorts.table(Measure::Since).mean,
    );
    let expected = reference.rows("retention_pooled_by_k.csv");
    assert_eq!(
        inside.len(),
        expected.len(),
        "a mean exists where at least one cohort is mature"
    );
    for (k, row) in expected.iter().enumerate() {
        let get = |column: &str| row[column].parse::<f64>().expect("a number");
        assert_eq!(inside[k].k, get("k") as u32, "means come by k");
        assert_eq!(
            inside[k].cohorts,
            get("cohorts") as u32,
            "k = {k}: mature cohorts"
        );
        assert_eq!(inside[k].size, get("customers") as u64, "k = {k}: units in them");
        close(
            inside[k].rate.expect("a rate"),
            get("bounded_pooled"),
            "pooled bounded",
        );
        close(
            since[k].rate.expect("a rate"),
            get("unbounded_pooled"),
            "pooled unbounded",
        );
        close(
            inside[k].simple_rate.expect("a rate"),
            get("bounded_simple_mean"),
            "simple mean",
        );
    }
}

#[rstest]
#[case::month(Period::Month)]
#[case::quarter(Period::Quarter)]
#[case::half_year(Period::HalfYear)]
#[case::year(Period::Year)]
fn each_cell_opens_exactly_the_units_it_counts(#[case] period: Period) {
    let reference = common::load(Set::OnlineRetail).expect("this data set is in the repository");
    let history = &reference.history;
    let cohorts = Cohorts::count(history, period);
    for measure in [Measure::By, Measure::In, Measure::Since, Measure::Revenue] {
        for row in cohorts.table(measure).rows {
            for cell in row.cells {
                let behind = members(history, period, measure, row.cohort, cell.k);
                assert_eq!(
                    behind.len(),
                    cell.n as usize,
                    "{measure:?} {} + {}",
                    row.cohort,
                    cell.k
                );
            }
            let beyond = members(history, period, measure, row.cohort, 1000);
            assert!(beyond.is_empty(), "a cell that does not exist opens nobody");
        }
    }
}
