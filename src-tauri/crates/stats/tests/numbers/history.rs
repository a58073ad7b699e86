//! Histories: merging into projects, cut-off, order of arrival, and their bytes.

use aichaku_stats::codec::{DecodeError, decode_block, encode_block};
use aichaku_stats::history::{Correction, History, HistoryBuilder, Purchase, Rules, UnitHistory};
use proptest::prelude::*;
use rstest::rstest;

fn rules(merge_days: u32, observed_until: i32) -> Rules {
    Rules {
        merge_days,
        observed_until,
    }
}

fn one_unit(days: &[i32]) -> Vec<UnitHistory> {
    let purchases = days.iter().map(|day| Purchase::new(*day, 100)).collect();
    vec![UnitHistory {
        unit: 1,
        purchases,
        corrections: Vec::new(),
    }]
}

#[rstest]
#[case::same_day_only(0, &[0, 0, 1], &[0, 1])]
#[case::within_thirty_days_of_the_start(30, &[0, 30], &[0])]
#[case::day_thirty_one_is_a_new_project(30, &[0, 31], &[0, 31])]
#[case::measured_from_the_start_not_chained(30, &[0, 20, 40, 60], &[0, 40])]
#[case::out_of_order(30, &[40, 0, 20], &[0, 40])]
fn purchases_merge_into_projects(#[case] merge_days: u32, #[case] days: &[i32], #[case] projects: &[i32]) {
    let history = History::from_units(&one_unit(days), rules(merge_days, 1000));
    let unit = history.unit(0);
    assert_eq!(
        unit.days, projects,
        "a project begins where the one before is over"
    );
    assert_eq!(unit.total(), 100 * days.len() as i64, "money is kept");
    assert_eq!(unit.order_count(), days.len() as u64, "orders are kept");
}

#[test]
fn later_facts_never_change_an_earlier_project() {
    let days = [0, 20, 40, 60, 95, 100];
    let whole = History::from_units(&one_unit(&days), rules(30, 1000));
    for until in 0..120 {
        let early = History::from_units(&one_unit(&days), rules(30, until));
        let begun: Vec<i32> = whole
            .unit(0)
            .days
            .iter()
            .copied()
            .filter(|day| *day <= until)
            .collect();
        assert_eq!(early.unit(0).days, begun, "seen from day {until}");
    }
}

#[test]
fn facts_after_the_last_observed_day_are_left_out() {
    let mut units = one_unit(&[5, 10, 11]);
    units.push(UnitHistory {
        unit: 2,
        purchases: vec![Purchase::new(11, 1)],
        corrections: Vec::new(),
    });
    units[0].corrections = vec![
        Correction { day: 10, amount: -5 },
        Correction { day: 11, amount: -7 },
    ];
    let history = History::from_units(&units, rules(0, 10));
    assert_eq!(history.unit_ids(), [1], "who first buys later is not there yet");
    assert_eq!(history.unit(0).days, [5, 10], "the last day itself is observed");
    assert_eq!(
        history.corrections(),
        [(0, Correction { day: 10, amount: -5 })],
        "corrections too"
    );
}

#[test]
fn a_correction_without_purchase_is_dropped() {
    let mut builder = HistoryBuilder::new(rules(0, 10));
    builder.push_correction(7, Correction { day: 1, amount: -5 });
    builder.push(8, Purchase::new(1, 5));
    let history = builder.finish();
    assert_eq!(
        (history.len(), history.corrections().len()),
        (1, 0),
        "nobody to take it from"
    );
}

#[test]
fn a_filtered_history_keeps_the_corrections_of_who_stays() {
    let mut units = one_unit(&[1, 50]);
    units.push(UnitHistory {
        unit: 2,
        ..units[0].clone()
    });
    for unit in &mut units {
        unit.corrections = vec![Correction {
            day: 60,
            amount: -unit.unit,
        }];
    }
    let kept = History::from_units(&units, rules(0, 100)).filtered(|index| index == 1);
    assert_eq!(kept.unit_ids(), [2], "only the second unit stays");
    assert_eq!(
        kept.corrections(),
        [(0, Correction { day: 60, amount: -2 })],
        "with its correction"
    );
}

#[test]
fn enormous_amounts_stop_at_the_end_of_the_scale() {
    let purchases = vec![Purchase::new(1, i64::MAX), Purchase::new(1, i64::MAX)];
    let units = [UnitHistory {
        unit: 1,
        purchases,
        corrections: Vec::new(),
    }];
    let history = History::from_units(&units, rules(0, 10));
    assert_eq!(
        history.unit(0).total(),
        i64::MAX,
        "a sum that does not fit does not turn negative"
    );
}

fn any_unit() -> impl Strategy<Value = UnitHistory> {
    let purchase = (any::<i32>(), any::<i64>(), 1..=u32::MAX).prop_map(|(day, amount, orders)| Purchase {
        day,
        amount,
        orders,
    });
    let correction = (any::<i32>(), any::<i64>()).prop_map(|(day, amount)| Correction { day, amount });
    let purchases = prop::collection::vec(purchase, 0..6);
    let corrections = prop::collection::vec(correction, 0..3);
    (any::<i64>(), purchases, corrections).prop_map(|(unit, purchases, corrections)| UnitHistory {
        unit,
        purchases,
        corrections,
    })
}

fn small_unit() -> impl Strategy<Value = UnitHistory> {
    let purchase = (0..400i32, 1..100_000i64).prop_map(|(day, amount)| Purchase::new(day, amount));
    (1..20i64, prop::collection::vec(purchase, 0..6)).prop_map(|(unit, purchases)| UnitHistory {
        unit,
        purchases,
        corrections: Vec::new(),
    })
}

fn corrected_unit() -> impl Strategy<Value = UnitHistory> {
    (
        small_unit(),
        prop::collection::vec((0..400i32, -50_000..0i64), 0..3),
    )
        .prop_map(|(mut unit, corrections)| {
            let corrections = corrections.into_iter();
            unit.corrections = corrections
                .map(|(day, amount)| Correction { day, amount })
                .collect();
            unit
        })
}

proptest! {
    #[test]
    fn bytes_give_back_what_was_written(units in prop::collection::vec(any_unit(), 0..12)) {
        prop_assert_eq!(decode_block(&encode_block(&units)), Ok(units));
    }

    #[test]
    fn any_changed_or_missing_byte_is_noticed(
        units in prop::collection::vec(any_unit(), 1..6),
        place in any::<prop::sample::Index>(),
        bit in 0..8u32,
    ) {
        let bytes = encode_block(&units);
        let mut changed = bytes.clone();
        changed[place.index(bytes.len())] ^= 1 << bit;
        prop_assert!(decode_block(&changed).is_err(), "a flipped bit is an error");
        prop_assert!(decode_block(&bytes[..place.index(bytes.len())]).is_err(), "a cut block is an error");
    }

    #[test]
    fn arbitrary_bytes_are_refused_without_panic(body in prop::collection::vec(any::<u8>(), 0..64)) {
        // With a right header and check sum, so that the reading itself is tried and not only the sum.
        let mut bytes = b"AHB\x01".to_vec();
        bytes.extend(&body);
        let sum = bytes.iter().fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        bytes.extend(sum.to_le_bytes());
        if let Ok(units) = decode_block(&bytes) {
            prop_assert!(units.len() <= body.len(), "never more units than bytes");
        }
    }

    #[test]
    fn order_of_arrival_does_not_matter(
        units in prop::collection::vec(small_unit(), 0..12),
        merge_days in 0..60u32,
        until in 0..400i32,
    ) {
        let rules = rules(merge_days, until);
        let forward = History::from_units(&units, rules);
        let mut backward = HistoryBuilder::new(rules);
        for unit in units.iter().rev() {
            for purchase in unit.purchases.iter().rev() {
                backward.push(unit.unit, *purchase);
            }
        }
        let backward = backward.finish();
        prop_assert_eq!(forward.unit_ids(), backward.unit_ids());
        for index in 0..forward.len() {
            let (left, right) = (forward.unit(index), backward.unit(index));
            prop_assert_eq!((left.days, left.amounts, left.orders), (right.days, right.amounts, right.orders));
            prop_assert!(left.days.is_sorted_by(|a, b| a < b), "days ascend strictly");
        }
        let blocks: Vec<Vec<u8>> = units.chunks(3).map(encode_block).collect();
        let stored = History::from_blocks(blocks.iter().map(Vec::as_slice), rules);
        prop_assert_eq!(stored.map(|stored| stored.unit_ids().to_vec()), Ok(forward.unit_ids().to_vec()));
    }

    #[test]
    fn a_history_with_parts_replaced_is_the_one_built_from_all(
        before in prop::collection::vec(corrected_unit(), 0..16),
        after in prop::collection::vec(corrected_unit(), 0..16),
        ranges in prop::sample::subsequence(vec![0i64, 4, 8, 12, 16], 0..5),
        merge_days in 0..60u32,
    ) {
        let rules = rules(merge_days, 350);
        let is_replaced = |unit: i64| ranges.iter().any(|from| (*from..from + 4).contains(&unit));
        let of = |units: &[UnitHistory], keep: &dyn Fn(i64) -> bool| {
            let kept: Vec<UnitHistory> = units.iter().filter(|one| keep(one.unit)).cloned().collect();
            kept
        };
        let parts: Vec<_> = ranges
            .iter()
            .map(|from| {
                let range = *from..from + 4;
                let units = of(&after, &|unit| range.contains(&unit));
                (range.clone(), History::from_units(&units, rules))
            })
            .collect();
        let told = History::from_units(&before, rules).replaced(&parts);
        let mut all = of(&before, &|unit| !is_replaced(unit));
        all.extend(of(&after, &is_replaced));
        let whole = History::from_units(&all, rules);
        prop_assert_eq!(told.unit_ids(), whole.unit_ids());
        for (one, other) in told.iter().zip(whole.iter()) {
            prop_assert_eq!((one.days, one.amounts, one.orders), (other.days, other.amounts, other.orders));
        }
        prop_assert_eq!(told.corrections(), whole.corrections());
    }
}

#[test]
fn a_block_of_a_later_version_is_refused_by_name() {
    let mut bytes = encode_block(&one_unit(&[1]));
    bytes[3] = 9;
    assert_eq!(
        decode_block(&bytes),
        Err(DecodeError::UnknownVersion { version: 9 }),
        "the version is named"
    );
    assert_eq!(
        decode_block(b"PK\x03\x04 some other file"),
        Err(DecodeError::NotABlock),
        "not ours at all"
    );
    assert_eq!(decode_block(&[]), Err(DecodeError::NotABlock), "nothing");
}
