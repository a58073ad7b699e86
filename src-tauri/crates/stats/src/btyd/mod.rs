//! "Buy till you die": how often each unit will buy again, from how often and how recently it did.
//!
//! Time is in weeks (days / 7). Not here: whether a shop has enough repeat buying to be shown any of it; ask
//! [`Strength`] first. BG/NBD calls every one-time buyer alive for certain, so it must never rank one-time buyers.

pub mod bg;
mod bg_slope;
mod fit;
pub mod gamma_gamma;
mod newton;
pub mod pareto;
pub mod special;
pub mod value;

use crate::calendar::Day;
use crate::history::History;

/// What the models need to know about one unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Summary {
    /// Repeat purchases: purchases − 1.
    pub repeats: u32,
    /// Weeks from the first to the last purchase, 0 without repeats.
    pub last_week: f64,
    /// Weeks from the first purchase to the end of observation, at least `last_week`.
    pub weeks: f64,
    /// Mean amount of the repeat purchases in minor units, 0 without repeats.
    pub repeat_mean_minor: f64,
}

/// One [`Summary`] per unit that bought until `until`, with the unit's index in `history`.
///
/// Definitions: Fader, Hardie & Lee, "RFM and CLV", JMR 42 (2005) 415–430; exact days / 7, not rounded.
#[must_use]
pub fn summaries(history: &History, until: Day) -> Vec<(usize, Summary)> {
    let weeks = |from: Day, to: Day| (f64::from(to) - f64::from(from)) / 7.0;
    let units = history.iter().enumerate();
    units
        .filter_map(|(index, unit)| {
            let count = unit.days.partition_point(|day| *day <= until);
            let (first, last) = (*unit.days.first()?, *unit.days[..count].last()?);
            let repeats = count as u32 - 1;
            let spent: i128 = unit.amounts[1..count]
                .iter()
                .map(|amount| i128::from(*amount))
                .sum();
            let summary = Summary {
                repeats,
                last_week: weeks(first, last),
                weeks: weeks(first, until),
                repeat_mean_minor: if repeats == 0 {
                    0.0
                } else {
                    spent as f64 / f64::from(repeats)
                },
            };
            Some((index, summary))
        })
        .collect()
}

/// How far a fit can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Strength {
    /// Enough repeat buying for figures of groups.
    Sound,
    /// Too few repeat purchases: parameters are only weakly determined and no figure of a unit may be shown.
    Weak,
}

/// A fitted model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit<P> {
    /// Maximum likelihood parameters.
    pub parameters: P,
    /// Log likelihood at them, summed over units, in weeks. Not comparable with a fit in other time units.
    pub log_likelihood: f64,
    /// Units.
    pub units: usize,
    /// Units with at least one repeat.
    pub repeaters: usize,
    /// How far it can be trusted.
    pub strength: Strength,
    /// Whether the search ended on a summit; otherwise the parameters are only the best that was seen.
    pub converged: bool,
}

/// Why nothing could be fitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FitError {
    /// Nobody bought twice.
    NoRepeats,
    /// A summary is not possible (negative or unordered times, not a number).
    Summary {
        /// Its place in the input.
        place: usize,
    },
}

impl std::fmt::Display for FitError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoRepeats => f.write_str("fit purchases: nobody bought twice"),
            Self::Summary { place } => write!(f, "fit purchases: summary {place} is not possible"),
        }
    }
}

impl std::error::Error for FitError {}

/// A unit's summary and how many units share it.
type Group = (Summary, f64);

/// Checks the summaries.
fn checked(summaries: &[Summary]) -> Result<(), FitError> {
    for (place, summary) in summaries.iter().enumerate() {
        let ordered = 0.0 <= summary.last_week && summary.last_week <= summary.weeks;
        let consistent = summary.repeats > 0 || summary.last_week == 0.0;
        if !ordered || !consistent || !summary.weeks.is_finite() {
            return Err(FitError::Summary { place });
        }
    }
    if summaries.iter().all(|summary| summary.repeats == 0) {
        return Err(FitError::NoRepeats);
    }
    Ok(())
}

/// Checks the summaries and joins equal ones, which the likelihood then needs only once.
fn grouped(summaries: &[Summary]) -> Result<Vec<Group>, FitError> {
    checked(summaries)?;
    let key = |summary: &Summary| {
        (
            summary.repeats,
            summary.last_week.to_bits(),
            summary.weeks.to_bits(),
        )
    };
    let mut sorted = summaries.to_vec();
    sorted.sort_unstable_by_key(key);
    Ok(sorted
        .chunk_by(|one, two| key(one) == key(two))
        .map(|same| (same[0], same.len() as f64))
        .collect())
}

fn fitted<P>(summaries: &[Summary], best: fit::Best, parameters: P) -> Fit<P> {
    let repeaters = summaries.iter().filter(|summary| summary.repeats > 0).count();
    let plenty = repeaters >= 30 && repeaters * 20 >= summaries.len();
    let strength = if plenty && !best.at_border && best.converged {
        Strength::Sound
    } else {
        Strength::Weak
    };
    Fit {
        parameters,
        log_likelihood: best.value,
        units: summaries.len(),
        repeaters,
        strength,
        converged: best.converged,
    }
}
