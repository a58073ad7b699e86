//! Time until the first of several events, of which each makes the others impossible (Aalen–Johansen).
//!
//! A household that moved abroad can no longer return. Counting it as "not yet" (1 − Kaplan–Meier) would promise
//! returns that cannot come. Not here: what counts as an exit.

use crate::intervals::{Interval, Z95};

/// How long one unit was watched, and what ended it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ending {
    /// Whole days from the beginning.
    pub days: u32,
    /// 0 when watching ended without any event, otherwise the number of the cause.
    pub cause: u8,
}

/// The share for which the cause came by a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Incidence {
    /// Days since the beginning.
    pub days: u32,
    /// Units still watched on that day.
    pub at_risk: u32,
    /// Share with this cause by then, 0..=1. The shares of all causes and of the rest add up to 1.
    pub share: f64,
    /// Variance of the share.
    pub variance: f64,
    /// 95 % interval.
    pub interval: Interval,
}

/// Cumulative incidence of `cause` (1..) at every day on which it happened, ascending; empty when it never did.
///
/// Formula: O. Aalen & S. Johansen, Scand. J. Stat. 5 (1978) 141–150; variance by the delta method, Marubini &
/// Valsecchi, "Analysing Survival Data" (1995) eq. 10.12; interval log(−log) transformed. With one cause the share
/// is 1 − Kaplan–Meier and the variance Greenwood's; see `tests/numbers/survival.rs`.
#[must_use]
pub fn cumulative_incidence(endings: &[Ending], cause: u8) -> Vec<Incidence> {
    let mut sorted = endings.to_vec();
    sorted.sort_unstable_by_key(|ending| ending.days);
    let mut at_risk = sorted.len() as u32;
    let (mut survival, mut share) = (1.0f64, 0.0f64);
    // The variance is a polynomial in the share at t: keep its sums instead of looping back for every day.
    let (mut left_sum, mut left_share, mut left_square) = (0.0f64, 0.0f64, 0.0f64);
    let mut own_sum = 0.0f64;
    let (mut cross_sum, mut cross_share) = (0.0f64, 0.0f64);
    let mut curve = Vec::new();
    for same_day in sorted.chunk_by(|left, right| left.days == right.days) {
        let all = same_day.iter().filter(|ending| ending.cause != 0).count() as f64;
        let own = same_day
            .iter()
            .filter(|ending| cause != 0 && ending.cause == cause)
            .count() as f64;
        let watched = f64::from(at_risk);
        share += survival * own / watched;
        // When nobody is left the share cannot change any more, so the first term stays 0.
        if all < watched {
            let weight = all / (watched * (watched - all));
            left_sum += weight;
            left_share += weight * share;
            left_square += weight * share * share;
        }
        own_sum += survival * survival * own * (watched - own) / (watched * watched * watched);
        let weight = survival * own / (watched * watched);
        cross_sum += weight;
        cross_share += weight * share;
        if own > 0.0 {
            let first = share * share * left_sum - 2.0 * share * left_share + left_square;
            let variance = (first + own_sum - 2.0 * (share * cross_sum - cross_share)).max(0.0);
            let interval = interval_of(share, variance);
            curve.push(Incidence {
                days: same_day[0].days,
                at_risk,
                share,
                variance,
                interval,
            });
        }
        survival *= (watched - all) / watched;
        at_risk -= same_day.len() as u32;
    }
    curve
}

fn interval_of(share: f64, variance: f64) -> Interval {
    if share >= 1.0 || variance <= 0.0 {
        return Interval {
            low: share,
            high: share,
        };
    }
    let spread = (Z95 * variance.sqrt() / (share * share.ln()).abs()).exp();
    Interval {
        low: share.powf(spread),
        high: share.powf(1.0 / spread),
    }
}
