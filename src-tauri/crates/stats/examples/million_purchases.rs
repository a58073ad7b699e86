//! How long the counting takes for 300,000 households with 1,000,000 purchases: prints, asserts nothing.
//!
//! `cargo run --release -p aichaku-stats --example million_purchases`
#![allow(clippy::print_stdout, reason = "a figure for people")]

use std::time::Instant;

use aichaku_stats::calendar::Period;
use aichaku_stats::codec::encode_block;
use aichaku_stats::cohorts::{Cohorts, Measure};
use aichaku_stats::history::{History, Purchase, Rules, UnitHistory};
use aichaku_stats::repeats::{new_and_returning, second_within};
use aichaku_stats::rfm::{RfmCuts, equal_groups, rfm_values};
use aichaku_stats::survival::{KaplanMeier, second_purchase_spells};

fn main() {
    let mut state = 7u64;
    let mut next = move |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let (households, purchases) = (300_000, 1_000_000);
    let mut units: Vec<UnitHistory> = (1..=households)
        .map(|unit| UnitHistory {
            unit,
            ..UnitHistory::default()
        })
        .collect();
    for place in 0..purchases {
        let unit = if place < households {
            place
        } else {
            next(households as u64) as i64
        };
        let day = 16_000 + next(3650) as i32;
        units[unit as usize]
            .purchases
            .push(Purchase::new(day, 1000 + next(500_000) as i64));
    }
    for unit in &mut units {
        unit.purchases.sort_by_key(|purchase| purchase.day);
    }
    let rules = Rules {
        merge_days: 30,
        observed_until: 16_000 + 3650,
    };

    let blocks = timed("encode", || {
        units.chunks(1024).map(encode_block).collect::<Vec<_>>()
    });
    let bytes: usize = blocks.iter().map(Vec::len).sum();
    println!("{bytes} bytes in {} blocks", blocks.len());
    let history = timed("decode and merge", || {
        History::from_blocks(blocks.iter().map(Vec::as_slice), rules)
            .expect("blocks just written can be read")
    });
    println!(
        "{} households, {} projects",
        history.len(),
        history.purchase_count()
    );
    for period in [Period::Year, Period::Quarter, Period::Month] {
        let cohorts = timed(&format!("cohorts by {period:?}"), || {
            Cohorts::count(&history, period)
        });
        timed("  table of one measure", || cohorts.table(Measure::By));
    }
    timed("second within days", || {
        second_within(&history, &[365, 1095, 1825])
    });
    timed("return curve", || {
        KaplanMeier::fit(&second_purchase_spells(&history))
    });
    timed("new and returning", || new_and_returning(&history, Period::Month));
    timed("RFM", || {
        let values = rfm_values(&history);
        (RfmCuts::quintiles(&values), equal_groups(&values))
    });
}

fn timed<T>(name: &str, run: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let found = run();
    println!("{name}: {:.1} ms", start.elapsed().as_secs_f64() * 1000.0);
    found
}
