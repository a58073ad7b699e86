//! Time until something happens, when for many it has not happened yet (Kaplan–Meier).
//!
//! Leaving out the units that have not come back makes the time look short and the shop look better than it is;
//! here they count for as long as they were watched. Not here: exits that make a return impossible (`competing`).

use crate::history::History;
use crate::intervals::{Interval, Z95};

/// How long one unit was watched, and whether the event ended it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Spell {
    /// Whole days from the beginning to the event or to the last observed day, 0 allowed.
    pub days: u32,
    /// `true` when the event happened on that day, `false` when watching ended without it.
    pub happened: bool,
}

/// First to second purchase of every unit, in the order of `history`; without one, watched to the last observed day.
#[must_use]
pub fn second_purchase_spells(history: &History) -> Vec<Spell> {
    let until = history.observed_until();
    history
        .iter()
        .map(|unit| {
            let end = unit.second_day();
            let days = i64::from(end.unwrap_or(until)) - i64::from(unit.first_day());
            Spell {
                days: days as u32,
                happened: end.is_some(),
            }
        })
        .collect()
}

/// The curve at one day on which somebody returned or left watching.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// Days since the beginning.
    pub days: u32,
    /// Units still watched just before this day ended: spells of at least `days`.
    pub at_risk: u32,
    /// Events on this day.
    pub events: u32,
    /// Units whose watching ended on this day without event; they are at risk on this day.
    pub censored: u32,
    /// Share without event after this day, S(t).
    pub survival: f64,
    /// 95 % interval of the survival.
    pub interval: Interval,
}

/// Share returned by a day: 1 − S(t), with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Returned {
    /// Days since the beginning.
    pub days: u32,
    /// Share with event by then, 0..=1.
    pub returned: f64,
    /// 95 % interval.
    pub interval: Interval,
    /// Units watched for at least that long: the number that carries this point.
    pub at_risk: u32,
}

/// A fitted Kaplan–Meier curve.
///
/// Formula: E. L. Kaplan & P. Meier, JASA 53 (1958) 457–481, eq. (2b); variance by M. Greenwood (1926); interval
/// log(−log) transformed, Kalbfleisch & Prentice (1980) p. 15, "exponential Greenwood". Reproduced from published
/// data in `tests/numbers/reference_returns.rs`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct KaplanMeier {
    n: u32,
    events: u32,
    steps: Vec<Step>,
}

impl KaplanMeier {
    /// Fits the curve; no spells give a curve without steps, about which nothing can be said.
    #[must_use]
    pub fn fit(spells: &[Spell]) -> Self {
        let mut sorted = spells.to_vec();
        sorted.sort_unstable_by_key(|spell| spell.days);
        let mut steps: Vec<Step> = Vec::new();
        let (mut survival, mut greenwood) = (1.0f64, 0.0f64);
        let mut at_risk = sorted.len() as u32;
        let mut interval = Interval { low: 1.0, high: 1.0 };
        for same_day in sorted.chunk_by(|left, right| left.days == right.days) {
            let events = same_day.iter().filter(|spell| spell.happened).count() as u32;
            let censored = same_day.len() as u32 - events;
            if events > 0 {
                let left = f64::from(at_risk - events);
                survival *= left / f64::from(at_risk);
                greenwood += f64::from(events) / (f64::from(at_risk) * left);
                interval = log_log(survival, greenwood, interval);
            }
            steps.push(Step {
                days: same_day[0].days,
                at_risk,
                events,
                censored,
                survival,
                interval,
            });
            at_risk -= same_day.len() as u32;
        }
        let events = steps.iter().map(|step| step.events).sum();
        Self {
            n: sorted.len() as u32,
            events,
            steps,
        }
    }

    /// Units.
    #[must_use]
    pub fn n(&self) -> u32 {
        self.n
    }

    /// Events.
    #[must_use]
    pub fn events(&self) -> u32 {
        self.events
    }

    /// The curve by day, ascending, one step per day on which anything ended.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Longest time that anybody was watched; beyond it the curve says nothing. `None` without spells.
    #[must_use]
    pub fn longest(&self) -> Option<u32> {
        self.steps.last().map(|step| step.days)
    }

    /// Share returned within `days`; `None` when nobody was watched that long.
    #[must_use]
    pub fn returned_by(&self, days: u32) -> Option<Returned> {
        if days > self.longest()? {
            return None;
        }
        let place = self.steps.partition_point(|step| step.days <= days);
        let at_risk = match place.checked_sub(1).map(|last| &self.steps[last]) {
            Some(step) if step.days == days => step.at_risk,
            _ => self.steps.get(place).map_or(0, |step| step.at_risk),
        };
        let (survival, interval) = place
            .checked_sub(1)
            .map_or((1.0, Interval { low: 1.0, high: 1.0 }), |last| {
                (self.steps[last].survival, self.steps[last].interval)
            });
        Some(Returned {
            days,
            returned: 1.0 - survival,
            interval: Interval {
                low: 1.0 - interval.high,
                high: 1.0 - interval.low,
            },
            at_risk,
        })
    }

    /// [`Self::returned_by`] at several days, leaving out those beyond the data.
    #[must_use]
    pub fn return_curve(&self, days: &[u32]) -> Vec<Returned> {
        days.iter().filter_map(|day| self.returned_by(*day)).collect()
    }

    /// The whole return curve: day 0 and every day on which somebody returned, and the last watched day.
    #[must_use]
    pub fn return_steps(&self) -> Vec<Returned> {
        let longest = self.longest();
        let days = self
            .steps
            .iter()
            .filter(|step| step.events > 0 || Some(step.days) == longest);
        let mut curve: Vec<u32> = days.map(|step| step.days).collect();
        if longest.is_some() && curve.first() != Some(&0) {
            curve.insert(0, 0);
        }
        self.return_curve(&curve)
    }

    /// The first day by which at least the share `p` (0..=1) has returned; `None` when that was never reached,
    /// which is usual for furniture and must not be shown as the longest day.
    #[must_use]
    pub fn day_returned(&self, p: f64) -> Option<u32> {
        self.steps
            .iter()
            .find(|step| 1.0 - step.survival >= p - 1e-12)
            .map(|step| step.days)
    }
}

/// Fits one curve per group: `group_of` names the group of each spell, `0..groups`; others are left out.
#[must_use]
pub fn fit_groups(spells: &[Spell], group_of: &[u32], groups: u32) -> Vec<KaplanMeier> {
    let mut parts: Vec<Vec<Spell>> = vec![Vec::new(); groups as usize];
    for (spell, group) in spells.iter().zip(group_of) {
        if let Some(part) = parts.get_mut(*group as usize) {
            part.push(*spell);
        }
    }
    parts.iter().map(|part| KaplanMeier::fit(part)).collect()
}

/// The median of the observed times alone; published only to show how far it is from the truth.
#[must_use]
pub fn naive_median_days(spells: &[Spell]) -> Option<f64> {
    let mut days: Vec<u32> = spells
        .iter()
        .filter(|spell| spell.happened)
        .map(|spell| spell.days)
        .collect();
    days.sort_unstable();
    let upper = *days.get(days.len() / 2)?;
    let lower = days[(days.len() - 1) / 2];
    Some(f64::midpoint(f64::from(lower), f64::from(upper)))
}

/// Interval of a survival `share` with Greenwood's sum; `before` is the interval of the step before.
///
/// When nobody is left the variance is not defined: the upper limit of the step before stays, the lower one is 0.
pub(crate) fn log_log(share: f64, greenwood: f64, before: Interval) -> Interval {
    if share <= 0.0 || !greenwood.is_finite() {
        return Interval {
            low: 0.0,
            high: before.high,
        };
    }
    if share >= 1.0 {
        return before;
    }
    let spread = (Z95 * greenwood.sqrt() / share.ln().abs()).exp();
    Interval {
        low: share.powf(spread),
        high: share.powf(1.0 / spread),
    }
}
