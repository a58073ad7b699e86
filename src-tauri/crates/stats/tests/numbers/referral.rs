//! Forests of referrals that a person can follow.

use aichaku_stats::referral::{Growth, below, forest, generation_days, growth};
use aichaku_stats::repeats::Share;
use aichaku_stats::{History, Purchase, Rules, UnitHistory};

use crate::common::close_to;

#[test]
fn a_line_hands_on_what_it_brought_and_each_generation_counts_half() {
    // 0 told 1 and 2; 1 told 3; 3 told 4. 5 stands alone.
    let parent = [None, Some(0), Some(0), Some(1), Some(3), None];
    let amounts = [900, 100, 50, 40, 8, 7];
    let nodes = forest(&parent, &amounts, 0.5);
    let counts: Vec<(u32, u32, u32)> = nodes
        .iter()
        .map(|node| (node.direct, node.further, node.depth))
        .collect();
    assert_eq!(
        counts,
        [(2, 2, 0), (1, 1, 1), (0, 0, 1), (1, 0, 2), (0, 0, 3), (0, 0, 0)],
        "direct, further, depth"
    );
    close_to(
        nodes[0].attributed_minor,
        100.0 + 50.0 + 40.0 / 2.0 + 8.0 / 4.0,
        1e-9,
        "its own purchases are not among it",
    );
    close_to(nodes[3].attributed_minor, 8.0, 1e-9, "one generation");
    assert_eq!(below(&nodes, 0, false), [1, 2], "whom it told");
    assert_eq!(below(&nodes, 0, true), [1, 2, 3, 4], "and all further down");
}

#[test]
fn a_ring_is_opened_and_nobody_is_told_by_themselves() {
    let nodes = forest(&[Some(2), Some(0), Some(1), Some(3), Some(1)], &[1; 5], 0.5);
    let beginnings: Vec<usize> = (0..5).filter(|at| nodes[*at].parent.is_none()).collect();
    assert_eq!(
        beginnings.len(),
        2,
        "the ring has one beginning, and 3 told itself"
    );
    assert!(beginnings.contains(&3), "3 stands alone");
    let told: u32 = nodes.iter().map(|node| node.direct).sum();
    assert_eq!(told, 3, "everybody else is told once");
    assert!(nodes.iter().all(|node| node.depth < 5), "no line goes round");
}

#[test]
fn a_year_of_referrals() {
    let unit = |unit, days: &[i32]| UnitHistory {
        unit,
        purchases: days.iter().map(|day| Purchase::new(*day, 100)).collect(),
        corrections: Vec::new(),
    };
    // Watched until day 5,000: the year begins on day 4,636, the five years before it on day 2,810.
    let history = History::from_units(
        &[
            unit(1, &[1_000]),
            unit(2, &[1_000, 3_000]),
            unit(3, &[4_000]),
            unit(4, &[4_636]),
            unit(5, &[4_700]),
            unit(6, &[5_000]),
            unit(7, &[4_635]),
        ],
        Rules {
            merge_days: 30,
            observed_until: 5_000,
        },
    );
    let source = [None, None, Some(false), Some(true), Some(false), None, None];
    let counted = growth(&history, &source, |place| place == 6);
    assert_eq!(
        counted,
        Growth {
            referred: Share { hits: 1, n: 3 },
            referred_of_known: Share { hits: 1, n: 2 },
            base: 2,
        },
        "the first bought too long ago and the last one left"
    );
    assert_eq!(
        (counted.k(), counted.multiplier()),
        (Some(0.5), Some(2.0)),
        "1 ÷ (1 − 1/2)"
    );
    let nodes = forest(&[None, Some(0), None, Some(2), Some(2), None, None], &[0; 7], 0.5);
    assert_eq!(
        generation_days(&history, &nodes),
        Some(636.0),
        "0, 636 and 700 days"
    );
}
