//! RFM customer by customer, and the purchase models: parameters, outlook and value of each customer in the
//! calibration period, against the published ones (`docs/METRICS.md`, part 2, sections 4 to 8).

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Shop, cli, int, number};

/// How a data set was split, and in which unit its amounts are published.
pub(super) struct Split {
    holdout_days: &'static str,
    /// Published units of money in one whole unit of the shop's currency.
    money: f64,
    has_pareto: bool,
}

/// Calibration until 1997-09-30.
pub(super) const CDNOW: Split = Split {
    holdout_days: "273",
    money: 1.0,
    has_pareto: true,
};

/// Calibration until 2011-03-11. The file counts in thousandths of a pound, which a shop in pounds reads as pence.
pub(super) const ONLINE_RETAIL: Split = Split {
    holdout_days: "273",
    money: 0.1,
    has_pareto: false,
};

/// The customer's number in the file, by the id that the shop gave them.
fn names(shop: &Shop) -> BTreeMap<i64, String> {
    let folder = shop.data.join("exported");
    cli(&shop.data, &["export", &folder.to_string_lossy()]);
    let text = std::fs::read_to_string(folder.join("customer_sources.csv")).expect("the export");
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    let header: Vec<&str> = lines.next().expect("a header").split(',').collect();
    let place = |name: &str| header.iter().position(|one| *one == name).expect("a column");
    let (id, external) = (place("customer_id"), place("external_id"));
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            let id = cells[id].parse().expect("an id");
            (id, cells[external].trim_matches('"').to_owned())
        })
        .collect()
}

fn by_customer(shop: &Shop, file: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let rows = shop.table(file).into_iter();
    rows.map(|row| (row["customer_id"].clone(), row)).collect()
}

#[track_caller]
fn near(got: f64, expected: f64, relative: f64, what: &str) {
    let allowed = relative * expected.abs().max(1e-9);
    assert!(
        (got - expected).abs() <= allowed,
        "{what}: got {got}, published {expected}"
    );
}

pub(super) fn rfm(shop: &Shop) {
    let names = names(shop);
    let expected = by_customer(shop, "rfm_customers.csv");
    for (by, suffix) in [("quintiles", "q"), ("equal-groups", "n")] {
        let got = shop.insights(&["rfm", "--by", by, "--customers"]);
        let units = got["customers"].as_array().expect("customers");
        assert_eq!(units.len(), expected.len(), "everybody is scored");
        for unit in units {
            let id = unit["unit"].as_i64().expect("an id");
            let row = &expected[&names[&id]];
            let what = format!("{by}, customer {}", names[&id]);
            assert_eq!(unit["recency_days"], int(row, "recency_days"), "{what}: recency");
            assert_eq!(unit["frequency"], int(row, "frequency"), "{what}: frequency");
            assert_eq!(unit["money_minor"], shop.minor(&row["monetary"]), "{what}: money");
            for (field, column) in [("recency", "R"), ("frequency", "F"), ("money", "M")] {
                let score = int(row, &format!("{column}_{suffix}"));
                // Whoever is level with somebody is told apart by the id, which is the shop's own here.
                if suffix == "q" {
                    assert_eq!(unit["scores"][field], score, "{what}: {column}");
                }
            }
        }
        let sum: i64 = got["cells"]
            .as_array()
            .expect("cells")
            .iter()
            .map(|cell| cell["n"].as_i64().expect("a count"))
            .sum();
        assert_eq!(sum, expected.len() as i64, "and stands in one cell");
    }
}

pub(super) fn counts(shop: &Shop, split: &Split) {
    let names = names(shop);
    let text = std::fs::read_to_string(shop.expected.join("btyd.json")).expect("published numbers");
    let published: Value = serde_json::from_str(&text).expect("JSON");
    let published = &published["calibration"];
    let until = published["calibration_end"].as_str().expect("a day");
    let rows = by_customer(shop, "btyd_customers_cal.csv");
    let mut models = vec![("bgnbd", "bg"), ("mbgnbd", "mbg"), ("gamma-gamma", "gamma_gamma")];
    if split.has_pareto {
        models.push(("pareto", "pnbd"));
    }
    for (model, name) in models {
        let starts = if model == "pareto" { "0" } else { "10" };
        let got = shop.insights(&[
            "model",
            model,
            "--holdout-days",
            split.holdout_days,
            "--starts",
            starts,
        ]);
        let published = &published[name];
        assert_eq!(got["until"], until, "{model}: the days held out are not seen");
        assert_eq!(
            got["strength"], "sound",
            "{model}: there is plenty of repeat buying"
        );
        assert_eq!(got["converged"], true, "{model}: a summit");
        fit(&got, published, name, split);
        for start in got["starts"].as_array().expect("starts") {
            let reached = start["log_likelihood"].as_f64().expect("a likelihood");
            let best = got["log_likelihood"].as_f64().expect("a likelihood");
            let says = start["converged"].as_bool().expect("a flag");
            assert!(
                !says || (reached - best).abs() < 0.01,
                "{model}: {reached} is called a summit"
            );
        }
        if name != "pnbd" {
            customers(&got, &names, &rows, name, split);
        }
    }
}

/// Parameters and likelihood.
fn fit(got: &Value, published: &Value, name: &str, split: &Split) {
    let likelihood = got["log_likelihood"].as_f64().expect("a likelihood");
    let mut best = published["loglik"].as_f64().expect("a likelihood");
    if name == "gamma_gamma" {
        // A density of amounts changes with the unit that they are counted in.
        best -= published["n"].as_f64().expect("a count") * (1.0 / split.money).ln();
    }
    assert!(
        likelihood > best - 0.01 && likelihood < best + 1e-3,
        "{name}: log likelihood {likelihood}, published {best}"
    );
    let tolerance = if name == "gamma_gamma" { 2e-2 } else { 5e-3 };
    for (parameter, value) in published["params"].as_object().expect("parameters") {
        let scale = if parameter == "gamma" {
            1.0 / split.money
        } else {
            1.0
        };
        near(
            got["parameters"][parameter].as_f64().unwrap_or(f64::NAN),
            value.as_f64().expect("a number") * scale,
            tolerance,
            &format!("{name}: {parameter}"),
        );
    }
}

/// What is expected of each customer.
fn customers(
    got: &Value,
    names: &BTreeMap<i64, String>,
    rows: &BTreeMap<String, BTreeMap<String, String>>,
    name: &str,
    split: &Split,
) {
    let units = got["customers"].as_array().expect("customers");
    assert_eq!(units.len(), rows.len(), "{name}: everybody is told of");
    for unit in units {
        let id = unit["customer"].as_i64().expect("an id");
        let row = &rows[&names[&id]];
        let what = format!("{name}, customer {}", names[&id]);
        let read = |field: &str| unit[field].as_f64().unwrap_or(f64::NAN);
        assert_eq!(unit["frequency"], int(row, "x"), "{what}: x");
        assert!((read("recency") - number(row, "tx")).abs() < 1e-7, "{what}: t_x");
        assert!((read("age") - number(row, "T")).abs() < 1e-7, "{what}: T");
        // Minor units are hundredths of the currency.
        let money = 100.0 / split.money;
        match name {
            "bg" => {
                near(read("p_alive"), number(row, "p_alive"), 2e-3, &what);
                near(read("expected"), number(row, "exp_39w"), 2e-3, &what);
                near(
                    read("value_minor"),
                    number(row, "clv_52w_10pct") * money,
                    4e-3,
                    &what,
                );
            }
            "mbg" => {
                near(read("p_alive"), number(row, "p_alive_mbg"), 2e-3, &what);
                near(read("expected"), number(row, "exp_39w_mbg"), 2e-3, &what);
            }
            _ => near(read("expected"), number(row, "exp_value") * money, 2e-3, &what),
        }
    }
}
