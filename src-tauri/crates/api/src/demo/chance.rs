//! A row of numbers that looks like chance and is the same for the same seed, on every machine: whole numbers
//! only.
//!
//! Not here: what is drawn.

use aichaku_domain::values::spread_hash;

/// SplitMix64. Source: Steele, Lea & Flood, OOPSLA 2014.
#[derive(Debug, Clone)]
pub(super) struct Chance(u64);

impl Chance {
    /// The row of `seed`; `part` keeps the rows of the shop's parts apart, so that one more name does not
    /// change every purchase.
    pub(super) fn new(seed: u64, part: u64) -> Self {
        Self(spread_hash(seed).wrapping_add(spread_hash(part.wrapping_mul(0x5851_F42D_4C95_7F2D))))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        spread_hash(self.0)
    }

    /// A whole number from 0 to `below` − 1; 0 for `below` of 0 and 1.
    pub(super) fn below(&mut self, below: usize) -> usize {
        let below = u64::try_from(below.max(1)).unwrap_or(1);
        usize::try_from(self.next() % below).unwrap_or(0)
    }

    /// A whole number from `from` to `to`, both inside.
    pub(super) fn between(&mut self, from: i64, to: i64) -> i64 {
        let span = usize::try_from(to - from + 1).unwrap_or(1);
        from + i64::try_from(self.below(span)).unwrap_or(0)
    }

    /// True in `percent` of a hundred times.
    pub(super) fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of the list.
    pub(super) fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    /// A place in a list of weights.
    pub(super) fn weighted(&mut self, weights: &[usize]) -> usize {
        let mut at = self.below(weights.iter().sum());
        for (place, weight) in weights.iter().enumerate() {
            if at < *weight {
                return place;
            }
            at -= weight;
        }
        0
    }
}
