//! The cohort measures on examples that a person can follow, and their laws.

use crate::common::{close_to, day};
use aichaku_stats::calendar::{Period, civil_from_day, day_from_civil, parse_iso, to_iso};
use aichaku_stats::cohorts::{Cohorts, Measure, members};
use aichaku_stats::history::{History, Purchase, Rules, UnitHistory};
use aichaku_stats::repeats::{Counting, purchase_chain, repeat_share, repurchase_share, second_within};
use aichaku_stats::rfm::{RfmCuts, RfmScore, RfmValue, equal_groups};
use proptest::prelude::*;
use rstest::rstest;

fn history(units: &[&[&str]], until: &str) -> History {
    let units: Vec<UnitHistory> = (1..)
        .zip(units)
        .map(|(unit, days)| UnitHistory {
            unit,
            purchases: days.iter().map(|text| Purchase::new(day(text), 1000)).collect(),
            corrections: Vec::new(),
        })
        .collect();
    History::from_units(
        &units,
        Rules {
            merge_days: 0,
            observed_until: day(until),
        },
    )
}

/// Three households of 2020: one returns in 2020 and never again, one in 2022 and 2023, one never.
fn three_households() -> History {
    let lists: [&[&str]; 3] = [
        &["2020-02-01", "2020-11-01"],
        &["2020-03-01", "2022-05-01", "2023-05-01"],
        &["2020-12-31"],
    ];
    history(&lists, "2023-12-30")
}

#[rstest]
#[case::by(Measure::By, &[1, 0, 1, 1])]
#[case::inside(Measure::In, &[3, 0, 1, 1])]
#[case::since(Measure::Since, &[3, 1, 1, 1])]
#[case::revenue(Measure::Revenue, &[3, 0, 1, 1])]
fn each_measure_counts_what_it_says(#[case] measure: Measure, #[case] expected: &[u32]) {
    let table = Cohorts::count(&three_households(), Period::Year).table(measure);
    assert_eq!(table.rows.len(), 1, "all began in 2020");
    assert_eq!(
        (table.rows[0].cohort, table.rows[0].size),
        (2020, 3),
        "year and size"
    );
    let counted: Vec<u32> = table.rows[0].cells.iter().map(|cell| cell.n).collect();
    assert_eq!(counted, expected, "k = 0, 1, 2, 3");
}

#[test]
fn a_year_whose_last_day_is_not_observed_is_not_mature() {
    let table = Cohorts::count(&three_households(), Period::Year).table(Measure::By);
    let mature: Vec<bool> = table.rows[0].cells.iter().map(|cell| cell.mature).collect();
    assert_eq!(mature, [true, true, true, false], "2023 lacks its last day");
    let k: Vec<u32> = table.mean.iter().map(|mean| mean.k).collect();
    assert_eq!(k, [0, 1, 2], "the mean leaves it out");
}

#[test]
fn money_is_counted_where_it_was_spent() {
    let table = Cohorts::count(&three_households(), Period::Year).table(Measure::Revenue);
    let money: Vec<(i64, i64)> = table.rows[0]
        .cells
        .iter()
        .map(|cell| (cell.revenue_minor, cell.cumulative_minor))
        .collect();
    assert_eq!(
        money,
        [(4000, 4000), (0, 4000), (1000, 5000), (1000, 6000)],
        "in the year, and until then"
    );
    close_to(
        table.rows[0].cells[3].cumulative_per_unit(),
        2000.0,
        1e-12,
        "divided by all three",
    );
}

#[test]
fn the_mean_weighs_units_not_cohorts() {
    // 2020: one of one returns in the next year. 2021: none of three.
    let lists: [&[&str]; 4] = [
        &["2020-01-01", "2021-06-01"],
        &["2021-01-01"],
        &["2021-02-01"],
        &["2021-03-01"],
    ];
    let table = Cohorts::count(&history(&lists, "2022-12-31"), Period::Year).table(Measure::By);
    let mean = table.mean[1];
    assert_eq!(
        (mean.cohorts, mean.size, mean.n),
        (2, 4, 1),
        "both cohorts are mature at k = 1"
    );
    close_to(mean.rate.expect("a rate"), 0.25, 1e-12, "one of four");
    close_to(
        mean.simple_rate.expect("a rate"),
        0.5,
        1e-12,
        "the simple mean would say half",
    );
}

#[test]
fn an_empty_shop_has_an_empty_table() {
    let empty = history(&[], "2023-12-31");
    assert!(
        Cohorts::count(&empty, Period::Month)
            .table(Measure::By)
            .rows
            .is_empty(),
        "no cohort"
    );
    assert_eq!(
        repeat_share(&empty, Counting::Orders).rate(),
        None,
        "no rate about nobody"
    );
    assert!(
        purchase_chain(&empty, 5, Counting::Purchases).is_empty(),
        "no chain"
    );
    let within = second_within(&empty, &[30]);
    assert_eq!(
        (within[0].eligible.rate(), within[0].curve),
        (None, None),
        "nothing can be said yet"
    );
    assert_eq!(RfmCuts::quintiles(&[]), None, "no cut points");
    assert!(equal_groups(&[]).is_empty(), "no scores");
}

#[test]
fn last_years_buyers_who_buy_this_year() {
    let found = repurchase_share(&three_households(), Period::Year, 2023);
    assert_eq!(
        (found.hits, found.n),
        (1, 1),
        "the one buyer of 2022 bought again in 2023"
    );
    let found = repurchase_share(&three_households(), Period::Year, 2021);
    assert_eq!(
        (found.hits, found.n),
        (0, 3),
        "none of the three of 2020 bought in 2021"
    );
}

#[test]
fn fixed_cuts_give_the_shops_own_scores() {
    let cuts = RfmCuts {
        recency_days: [365.0, 730.0, 1460.0, 2920.0],
        frequency: [1.0, 2.0, 3.0, 5.0],
        monetary_minor: [50_000.0, 150_000.0, 400_000.0, 1_000_000.0],
    };
    let value = RfmValue {
        recency_days: 365,
        frequency: 2,
        monetary_minor: 400_001,
    };
    assert_eq!(
        cuts.score(&value),
        RfmScore {
            recency: 5,
            frequency: 2,
            monetary: 4
        },
        "a cut belongs below"
    );
}

#[test]
fn fewer_units_than_groups_still_get_scores() {
    let value = |days| RfmValue {
        recency_days: days,
        frequency: 1,
        monetary_minor: 5,
    };
    let scores = equal_groups(&[value(10), value(5), value(7)]);
    let recency: Vec<u8> = scores.iter().map(|score| score.recency).collect();
    assert_eq!(recency, [1, 3, 2], "NTILE fills from the worst");
}

#[rstest]
#[case::leap_day("2024-02-29", Some(19782))]
#[case::epoch("1970-01-01", Some(0))]
#[case::first_day("0001-01-01", Some(-719_162))]
#[case::last_day("9999-12-31", Some(2_932_896))]
#[case::no_such_day("2023-02-29", None)]
#[case::month_zero("2023-00-10", None)]
#[case::year_zero("0000-01-01", None)]
#[case::slashes("2023/01/01", None)]
#[case::too_long("2023-01-011", None)]
#[case::not_ascii("2023-01-0１", None)]
fn iso_days_are_read_exactly(#[case] text: &str, #[case] expected: Option<i32>) {
    assert_eq!(parse_iso(text), expected, "{text}");
    if let Some(found) = expected {
        assert_eq!(to_iso(found), text, "and written back");
    }
}

#[rstest]
#[case::month(Period::Month, "2024-02-01", "2024-02-29", (2024, 2))]
#[case::quarter(Period::Quarter, "2024-01-01", "2024-03-31", (2024, 1))]
#[case::half_year(Period::HalfYear, "2024-01-01", "2024-06-30", (2024, 1))]
#[case::year(Period::Year, "2024-01-01", "2024-12-31", (2024, 1))]
fn periods_know_their_borders(
    #[case] period: Period,
    #[case] first: &str,
    #[case] last: &str,
    #[case] parts: (i32, u32),
) {
    let index = period.index_of(day("2024-02-15"));
    assert_eq!(to_iso(period.first_day(index)), first, "first day");
    assert_eq!(to_iso(period.last_day(index)), last, "last day");
    assert_eq!(period.parts(index), parts, "year and number");
    assert_eq!(
        period.index_of(period.last_day(index) + 1),
        index + 1,
        "the next day is the next period"
    );
}

fn any_units() -> impl Strategy<Value = Vec<UnitHistory>> {
    let purchase = (10_000..12_000i32, 1..100_000i64).prop_map(|(day, amount)| Purchase::new(day, amount));
    let unit = (1..60i64, prop::collection::vec(purchase, 0..6)).prop_map(|(unit, purchases)| UnitHistory {
        unit,
        purchases,
        corrections: Vec::new(),
    });
    prop::collection::vec(unit, 0..40)
}

proptest! {
    #[test]
    fn days_and_dates_are_one_to_one(day in -1_000_000..3_000_000i32) {
        let (year, month, day_of_month) = civil_from_day(day);
        prop_assert_eq!(day_from_civil(year, month, day_of_month), day);
    }

    #[test]
    fn cells_obey_their_laws(units in any_units(), until in 10_500..12_000i32, merge_days in 0..40u32) {
        let history = History::from_units(&units, Rules { merge_days, observed_until: until });
        for period in [Period::Month, Period::Quarter, Period::HalfYear, Period::Year] {
            let cohorts = Cohorts::count(&history, period);
            let sizes: u32 = cohorts.rows.iter().map(|row| row.size).sum();
            prop_assert_eq!(sizes as usize, history.len(), "everybody is in one cohort");
            let total: i64 = history.iter().map(|unit| unit.total()).sum();
            let counted: i64 = cohorts.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.revenue_minor).sum();
            prop_assert_eq!(counted, total, "no money is lost");
            for row in &cohorts.rows {
                prop_assert_eq!(row.cells[0].inside, row.size);
                prop_assert_eq!(row.cells[0].since, row.size);
                let last = row.cells.len() - 1;
                for k in 1..=last {
                    let (before, cell) = (&row.cells[k - 1], &row.cells[k]);
                    prop_assert!(cell.inside <= cell.since && cell.since <= before.since, "since never rises");
                    prop_assert!(k == 1 || cell.by >= before.by, "by never falls");
                    prop_assert!(cell.by >= cell.inside && cell.by <= row.size, "who bought in k came back by k");
                    prop_assert!(!cell.mature || before.mature, "an older period is mature earlier");
                }
                if last > 0 {
                    prop_assert_eq!(row.cells[last].by, row.cells[1].since, "in the end both say who came back");
                }
                for measure in [Measure::By, Measure::In, Measure::Since] {
                    for k in 0..=last as u32 {
                        let behind = members(&history, period, measure, row.cohort, k).len();
                        let cell = &row.cells[k as usize];
                        let n = match measure {
                            Measure::By => cell.by,
                            Measure::In | Measure::Revenue => cell.inside,
                            Measure::Since => cell.since,
                        };
                        prop_assert_eq!(behind, n as usize);
                    }
                }
            }
        }
    }
}
