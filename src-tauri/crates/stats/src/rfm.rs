//! Recency, frequency and monetary value of every unit, and scores from 1 to 5.
//!
//! Not here: names of segments, which are the shop's words.

use crate::history::History;

/// Values of one unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RfmValue {
    /// Days from the last purchase to the day after the last observed one, at least 1.
    pub recency_days: u32,
    /// Purchases (days or projects).
    pub frequency: u32,
    /// Amount in minor units.
    pub monetary_minor: i64,
}

/// Scores of one unit, each 1..=5, 5 best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RfmScore {
    /// Recency: 5 bought most recently.
    pub recency: u8,
    /// Frequency: 5 bought most often.
    pub frequency: u8,
    /// Monetary: 5 spent most.
    pub monetary: u8,
}

/// Values of all units, in the order of `history`.
#[must_use]
pub fn rfm_values(history: &History) -> Vec<RfmValue> {
    let snapshot = i64::from(history.observed_until()) + 1;
    history
        .iter()
        .map(|unit| RfmValue {
            recency_days: (snapshot - i64::from(unit.last_day())) as u32,
            frequency: unit.days.len() as u32,
            monetary_minor: unit.total(),
        })
        .collect()
}

/// Four ascending cut points for each value. A unit above a cut of frequency or money scores one more; above a cut
/// of recency days one less.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RfmCuts {
    /// Recency in days.
    pub recency_days: [f64; 4],
    /// Purchases.
    pub frequency: [f64; 4],
    /// Money in minor units.
    pub monetary_minor: [f64; 4],
}

impl RfmCuts {
    /// Quintiles of `values`; `None` when there are none.
    ///
    /// With many equal values several cuts coincide and some scores stay empty: for rare purchases fixed cuts
    /// say more. Quantiles: Hyndman & Fan, Am. Stat. 50 (1996) 361–365, type 7.
    #[must_use]
    pub fn quintiles(values: &[RfmValue]) -> Option<Self> {
        let cuts = |read: &dyn Fn(&RfmValue) -> i64| {
            let mut column: Vec<i64> = values.iter().map(read).collect();
            column.sort_unstable();
            let mut cuts = [0.0; 4];
            for (cut, fifth) in cuts.iter_mut().zip(1u32..) {
                *cut = quantile_of_sorted(&column, f64::from(fifth) / 5.0)?;
            }
            Some(cuts)
        };
        Some(Self {
            recency_days: cuts(&|value| value.recency_days.into())?,
            frequency: cuts(&|value| value.frequency.into())?,
            monetary_minor: cuts(&|value| value.monetary_minor)?,
        })
    }

    /// Scores of one unit under these cuts; equal values score the same.
    #[must_use]
    pub fn score(&self, value: &RfmValue) -> RfmScore {
        let above = |cuts: &[f64; 4], value: f64| cuts.iter().filter(|cut| **cut < value).count() as u8;
        RfmScore {
            recency: 5 - above(&self.recency_days, f64::from(value.recency_days)),
            frequency: 1 + above(&self.frequency, f64::from(value.frequency)),
            monetary: 1 + above(&self.monetary_minor, value.monetary_minor as f64),
        }
    }
}

/// Scores in five groups of equal size (NTILE): the first `n mod 5` groups get one more.
///
/// Equal values are told apart by their order in `values` (ascending unit id when they come from a history), so
/// the same data always gives the same scores; still, two units with the same value may score differently.
#[must_use]
pub fn equal_groups(values: &[RfmValue]) -> Vec<RfmScore> {
    let tiles = |key: &dyn Fn(&RfmValue) -> i64| {
        let mut order: Vec<(i64, usize)> = values.iter().map(key).zip(0..).collect();
        order.sort_unstable();
        let (group, longer) = (values.len() / 5, values.len() % 5);
        let mut tiles = vec![0u8; values.len()];
        for (place, (_, index)) in order.into_iter().enumerate() {
            let in_longer = longer * (group + 1);
            let tile = if place < in_longer {
                place / (group + 1)
            } else {
                longer + (place - in_longer) / group.max(1)
            };
            tiles[index] = tile as u8 + 1;
        }
        tiles
    };
    let recency = tiles(&|value| -i64::from(value.recency_days));
    let frequency = tiles(&|value| value.frequency.into());
    let monetary = tiles(&|value| value.monetary_minor);
    (0..values.len())
        .map(|index| RfmScore {
            recency: recency[index],
            frequency: frequency[index],
            monetary: monetary[index],
        })
        .collect()
}

/// The quantile `p` (0..=1) of ascending integers by linear interpolation, h = (n − 1) p; `None` without values.
#[must_use]
pub fn quantile_of_sorted(sorted: &[i64], p: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = last as f64 * p.clamp(0.0, 1.0);
    let below = place.floor() as usize;
    let low = sorted[below] as f64;
    let high = sorted[(below + 1).min(last)] as f64;
    Some(low + (high - low) * (place - below as f64))
}
