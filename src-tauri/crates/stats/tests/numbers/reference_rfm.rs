//! RFM values and both kinds of scores of two published data sets, customer by customer.

use std::collections::BTreeMap;

use crate::common;
use crate::common::{Set, close, number};
use aichaku_stats::calendar::to_iso;
use aichaku_stats::rfm::{RfmCuts, RfmScore, equal_groups, rfm_values};
use rstest::rstest;

#[rstest]
#[case::cdnow(Set::Cdnow)]
#[case::online_retail(Set::OnlineRetail)]
fn values_and_scores_agree_for_every_customer(#[case] set: Set) {
    let Some(reference) = common::load(set) else {
        return;
    };
    let history = &reference.history;
    let values = rfm_values(history);
    let cuts = RfmCuts::quintiles(&values).expect("there are customers");
    let tiles = equal_groups(&values);
    let expected = reference.rows("rfm_customers.csv");
    assert_eq!(expected.len(), values.len(), "customers");
    for row in &expected {
        let get = |column: &str| row[column].parse::<i64>().expect("an integer");
        let id = get("customer_id");
        let at = history
            .unit_ids()
            .binary_search(&id)
            .expect("the customer exists");
        let (unit, value) = (history.unit(at), values[at]);
        assert_eq!(
            to_iso(unit.last_day()),
            row["last"],
            "customer {id}: last purchase"
        );
        assert_eq!(
            i64::from(value.recency_days),
            get("recency_days"),
            "customer {id}: recency"
        );
        assert_eq!(
            i64::from(value.frequency),
            get("frequency"),
            "customer {id}: frequency"
        );
        assert_eq!(
            unit.order_count() as i64,
            get("n_orders"),
            "customer {id}: orders"
        );
        let money: f64 = row["monetary"].parse().expect("money");
        close(
            value.monetary_minor as f64 / reference.minor_per_unit,
            money,
            "monetary",
        );
        let score = |suffix: &str| RfmScore {
            recency: get(&format!("R_{suffix}")) as u8,
            frequency: get(&format!("F_{suffix}")) as u8,
            monetary: get(&format!("M_{suffix}")) as u8,
        };
        assert_eq!(cuts.score(&value), score("q"), "customer {id}: quintiles");
        assert_eq!(tiles[at], score("n"), "customer {id}: equal groups");
    }
}

#[rstest]
#[case::cdnow(Set::Cdnow)]
#[case::online_retail(Set::OnlineRetail)]
fn cuts_and_cell_counts_agree(#[case] set: Set) {
    let Some(reference) = common::load(set) else {
        return;
    };
    let expected = reference.json("rfm_summary.json");
    let values = rfm_values(&reference.history);
    let cuts = RfmCuts::quintiles(&values).expect("there are customers");
    let columns = [
        (cuts.recency_days, "recency_days", 1.0),
        (cuts.frequency, "frequency", 1.0),
        (cuts.monetary_minor, "monetary", reference.minor_per_unit),
    ];
    for (found, name, scale) in columns {
        for (cut, expected) in found
            .iter()
            .zip(expected["cuts"][name].as_array().expect("a list"))
        {
            close(cut / scale, number(expected), name);
        }
    }
    let count = |scores: Vec<RfmScore>| {
        let mut cells: BTreeMap<String, i64> = BTreeMap::new();
        for score in scores {
            let key = format!("{}{}{}", score.recency, score.frequency, score.monetary);
            *cells.entry(key).or_default() += 1;
        }
        serde_json::to_value(cells).expect("a map")
    };
    let quintiles = values.iter().map(|value| cuts.score(value)).collect();
    assert_eq!(count(quintiles), expected["cells_q"], "cells by quintiles");
    assert_eq!(
        count(equal_groups(&values)),
        expected["cells_n"],
        "cells by equal groups"
    );
}
