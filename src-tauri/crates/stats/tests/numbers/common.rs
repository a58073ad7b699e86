//! Reads the reference data sets and compares numbers with a stated tolerance.
//!
//! Not here: any arithmetic of the crate under test.
#![allow(
    clippy::print_stdout,
    dead_code,
    reason = "each test program uses a part of it and may skip aloud"
)]

use std::collections::BTreeMap;
use std::path::PathBuf;

use aichaku_stats::calendar::{Day, parse_iso};
use aichaku_stats::history::{Correction, History, HistoryBuilder, Purchase, Rules};
use serde_json::Value;

/// A data set with its results.
pub(crate) struct Reference {
    pub(crate) history: History,
    /// Minor units in one unit of money of the result files.
    pub(crate) minor_per_unit: f64,
    folder: PathBuf,
}

/// Which data set.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Set {
    Cdnow,
    OnlineRetail,
}

fn reference_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../tests/reference")
}

/// The data set observed to its end, orders merged by day; `None`, said aloud, when its raw file is not at hand.
pub(crate) fn load(set: Set) -> Option<Reference> {
    let until = match set {
        Set::Cdnow => day("1998-06-30"),
        Set::OnlineRetail => day("2011-12-09"),
    };
    load_with(
        set,
        Rules {
            merge_days: 0,
            observed_until: until,
        },
    )
}

/// The same under other rules.
pub(crate) fn load_with(set: Set, rules: Rules) -> Option<Reference> {
    let (raw, folder, minor_per_unit) = match set {
        Set::Cdnow => {
            let Some(root) = std::env::var_os("AICHAKU_REFERENCE_DATA") else {
                println!(
                    "skipped: AICHAKU_REFERENCE_DATA names no folder with cdnow/orders_import_sample.csv"
                );
                return None;
            };
            let raw = PathBuf::from(root).join("cdnow/orders_import_sample.csv");
            (raw, reference_folder().join("cdnow_expected"), 100.0)
        }
        Set::OnlineRetail => {
            let folder = reference_folder().join("online_retail");
            (folder.join("orders_import_slice.csv"), folder, 1000.0)
        }
    };
    let mut builder = HistoryBuilder::new(rules);
    for row in csv::Reader::from_path(raw)
        .expect("open the raw orders")
        .records()
    {
        let row = row.expect("read a raw order");
        let unit: i64 = row[1].parse().expect("a customer number");
        let amount: i64 = row[4].parse().expect("an amount in minor units");
        let day = day(&row[2][..10]);
        match &row[5] {
            "paid" => builder.push(unit, Purchase::new(day, amount)),
            "cancelled" => builder.push_correction(unit, Correction { day, amount }),
            other => panic!("unknown status {other}"),
        }
    }
    Some(Reference {
        history: builder.finish(),
        minor_per_unit,
        folder,
    })
}

impl Reference {
    /// Rows of a result file by column name.
    pub(crate) fn rows(&self, file: &str) -> Vec<BTreeMap<String, String>> {
        let mut reader = csv::Reader::from_path(self.folder.join(file)).expect("open a result file");
        reader
            .deserialize()
            .map(|row| row.expect("read a result row"))
            .collect()
    }

    /// A result file in JSON.
    pub(crate) fn json(&self, file: &str) -> Value {
        read_json(&self.folder.join(file))
    }
}

/// A file of worked numbers.
pub(crate) fn vectors(file: &str) -> Value {
    read_json(&reference_folder().join("vectors").join(file))
}

fn read_json(path: &std::path::Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).expect("open a result file")).expect("read a result file")
}

pub(crate) fn day(text: &str) -> Day {
    parse_iso(text).expect("an ISO day")
}

/// Relative 1e-6, absolute 1e-9 near 0: the tolerance of the reference results.
#[track_caller]
pub(crate) fn close(found: f64, expected: f64, what: &str) {
    close_to(found, expected, 1e-6, what);
}

#[track_caller]
pub(crate) fn close_to(found: f64, expected: f64, relative: f64, what: &str) {
    let allowed = (relative * expected.abs()).max(1e-9);
    assert!(
        (found - expected).abs() <= allowed,
        "{what}: found {found}, the reference says {expected}"
    );
}

pub(crate) fn number(value: &Value) -> f64 {
    value
        .as_f64()
        .or_else(|| value.as_str()?.parse().ok())
        .expect("a number")
}
