//! Who told the practice shop's people about it: a known truth, so that a test can ask whether the numbers find it.
//!
//! Not here: the people themselves (`people`).

use aichaku_domain::heard::{HeardBy, HeardOf};

use super::Making;
use super::chance::Chance;
use super::people::Home;

/// Of a hundred households so many were asked how they came.
const ASKED: usize = 75;
/// Of a hundred that were asked. Of the 92 who know, 26 came through somebody: 28.3 %.
const SOURCES: [(HeardOf, usize); 9] = [
    (HeardOf::Person, 26),
    (HeardOf::Web, 24),
    (HeardOf::Sign, 12),
    (HeardOf::Passing, 10),
    (HeardOf::Social, 8),
    (HeardOf::Paper, 6),
    (HeardOf::Event, 3),
    (HeardOf::Other, 3),
    (HeardOf::Unknown, 8),
];
/// One in so many households likes to talk about the shop, and half of all that were told were told by these.
const TALKER: usize = 15;

/// Writes down for each household who told its first person. Chance of its own: nothing else changes by it.
pub(super) fn tell(making: &mut Making, homes: &[Home], seed: u64) {
    let mut chance = Chance::new(seed, 43);
    let mut order: Vec<&Home> = homes.iter().collect();
    order.sort_by_key(|home| (home.began, home.id));
    let weights: Vec<usize> = SOURCES.iter().map(|(_, weight)| *weight).collect();
    let (mut before, mut talkers): (Vec<&Home>, Vec<&Home>) = (Vec::new(), Vec::new());
    for home in order {
        let asked = chance.percent(ASKED);
        let of = SOURCES[chance.weighted(&weights)].0;
        if asked {
            let talked = if !talkers.is_empty() && chance.percent(50) {
                &talkers
            } else {
                &before
            };
            let from = (of == HeardOf::Person && !talked.is_empty()).then(|| chance.pick(talked).first());
            // Nobody came through anybody before there was somebody.
            let of = if of == HeardOf::Person && from.is_none() {
                HeardOf::Sign
            } else {
                of
            };
            let days = making.day.days_since(home.began);
            let thanked = from.is_some() && chance.percent(if days > 365 { 85 } else { 50 });
            let by = if chance.percent(80) {
                HeardBy::Said
            } else {
                HeardBy::Assumed
            };
            let rows = &mut making.rows.customers;
            let at = rows
                .binary_search_by_key(&home.first(), |row| row.id)
                .expect("BUG: a home has a first person");
            let row = &mut rows[at];
            row.heard = of.as_str();
            row.heard_from = from;
            row.heard_by = from.map(|_| by.as_str());
            row.thanked_on = thanked.then(|| home.began.plus_days(7.min(days)));
        }
        if home.cared && chance.below(TALKER) == 0 {
            talkers.push(home);
        }
        before.push(home);
    }
}
