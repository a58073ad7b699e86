//! Time until the first of several events, of which each makes the others impossible (Aalen–Johansen).
//!
//! A household that moved abroad can no longer return. Counting it as "not yet" (1 − Kaplan–Meier) would promise
//! returns that cannot come. Not here: what counts as an exit.

use crate::calendar::Day;
use crate::history::History;
use crate::intervals::Interval;
use crate::survival::{Returned, log_log};

/// [`Ending::cause`] of a unit that bought again.
pub const RETURNED: u8 = 1;

/// How long one unit was watched, and what ended it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ending {
    /// Whole days from the beginning.
    pub days: u32,
    /// 0 when watching ended without any event, otherwise the number of the cause.
    pub cause: u8,
}

/// First to second purchase of every unit, in the order of `history`: [`RETURNED`], or the exit that came before, or
/// watched to the last observed day.
///
/// `exit_of` names, for the index of a unit, the day and the cause (2..) of an exit. One after the last observed day
/// has not happened; one before a second purchase that came all the same was none.
#[must_use]
pub fn second_purchase_endings(
    history: &History,
    mut exit_of: impl FnMut(usize) -> Option<(Day, u8)>,
) -> Vec<Ending> {
    let until = history.observed_until();
    let from_to = |from: Day, to: Day| u32::try_from(i64::from(to) - i64::from(from)).unwrap_or(0);
    history
        .iter()
        .enumerate()
        .map(|(place, unit)| {
            let first = unit.first_day();
            if let Some(second) = unit.second_day() {
                return Ending {
                    days: from_to(first, second),
                    cause: RETURNED,
                };
            }
            match exit_of(place).filter(|(day, _)| *day <= until) {
                Some((day, cause)) => Ending {
                    days: from_to(first, day),
                    cause,
                },
                None => Ending {
                    days: from_to(first, until),
                    cause: 0,
                },
            }
        })
        .collect()
}

/// The curve at one day on which watching of somebody ended in whatever way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Incidence {
    /// Days since the beginning.
    pub days: u32,
    /// Units still watched on that day.
    pub at_risk: u32,
    /// Units that ended by the cause on this day.
    pub events: u32,
    /// Share with this cause by then, 0..=1. The shares of all causes and of the rest add up to 1.
    pub share: f64,
    /// Variance of the share.
    pub variance: f64,
    /// 95 % interval.
    pub interval: Interval,
}

/// When a share was reached, and between which days that lies with 95 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reached {
    /// First day by which the share was reached.
    pub days: u32,
    /// First day on which the upper limit of the curve reached it.
    pub low: u32,
    /// First day on which the lower limit did; `None`: not yet, so the day could still be any later one.
    pub high: Option<u32>,
}

/// A fitted curve of one cause: the share for which it came by each day, while others made it impossible.
///
/// Formula: O. Aalen & S. Johansen, Scand. J. Stat. 5 (1978) 141–150; variance by the delta method, Marubini &
/// Valsecchi, "Analysing Survival Data" (1995) eq. 10.12; interval log(−log) transformed on the share that the cause
/// has not met, so that without other causes everything, the interval too, is that of Kaplan–Meier
/// ([`crate::survival::KaplanMeier`]). Reproduced from an independent package in `tests/tests/insights/exits.rs`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct IncidenceCurve {
    n: u32,
    others: u32,
    steps: Vec<Incidence>,
}

impl IncidenceCurve {
    /// Fits the curve of `cause` (1..); with 0 nothing ever happens.
    #[must_use]
    pub fn fit(endings: &[Ending], cause: u8) -> Self {
        let mut sorted = endings.to_vec();
        sorted.sort_unstable_by_key(|ending| ending.days);
        let mut at_risk = sorted.len() as u32;
        let mut others = 0;
        let (mut survival, mut share) = (1.0f64, 0.0f64);
        // The variance is a polynomial in the share at t: keep its sums instead of looping back for every day.
        let (mut left_sum, mut left_share, mut left_square) = (0.0f64, 0.0f64, 0.0f64);
        let mut own_sum = 0.0f64;
        let (mut cross_sum, mut cross_share) = (0.0f64, 0.0f64);
        let mut variance = 0.0f64;
        // Of the share that the cause has not met, as `log_log` gives it.
        let mut without = Interval { low: 1.0, high: 1.0 };
        let mut steps = Vec::new();
        for same_day in sorted.chunk_by(|left, right| left.days == right.days) {
            let ended = same_day.iter().filter(|ending| ending.cause != 0).count() as u32;
            let events = same_day
                .iter()
                .filter(|ending| cause != 0 && ending.cause == cause)
                .count() as u32;
            others += ended - events;
            let (all, own, watched) = (f64::from(ended), f64::from(events), f64::from(at_risk));
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
            if events > 0 {
                let first = share * share * left_sum - 2.0 * share * left_share + left_square;
                variance = (first + own_sum - 2.0 * (share * cross_sum - cross_share)).max(0.0);
                let rest = 1.0 - share;
                // Rounding leaves a little above nothing where everybody returned.
                without = if rest < 1e-12 {
                    log_log(0.0, 0.0, without)
                } else {
                    log_log(rest, variance / (rest * rest), without)
                };
            }
            steps.push(Incidence {
                days: same_day[0].days,
                at_risk,
                events,
                share,
                variance,
                interval: Interval {
                    low: 1.0 - without.high,
                    high: 1.0 - without.low,
                },
            });
            survival *= (watched - all) / watched;
            at_risk -= same_day.len() as u32;
        }
        Self {
            n: sorted.len() as u32,
            others,
            steps,
        }
    }

    /// One curve per group: `group_of` names the group of each ending, `0..groups`; others are left out.
    #[must_use]
    pub fn fit_groups(endings: &[Ending], cause: u8, group_of: &[u32], groups: u32) -> Vec<Self> {
        let mut parts: Vec<Vec<Ending>> = vec![Vec::new(); groups as usize];
        for (ending, group) in endings.iter().zip(group_of) {
            if let Some(part) = parts.get_mut(*group as usize) {
                part.push(*ending);
            }
        }
        parts.iter().map(|part| Self::fit(part, cause)).collect()
    }

    /// Units.
    #[must_use]
    pub fn n(&self) -> u32 {
        self.n
    }

    /// Units that another cause took away.
    #[must_use]
    pub fn others(&self) -> u32 {
        self.others
    }

    /// The curve by day, ascending, one step per day on which anything ended.
    #[must_use]
    pub fn steps(&self) -> &[Incidence] {
        &self.steps
    }

    /// Longest time that anybody was watched; beyond it the curve says nothing. `None` without units.
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
        let last = place.checked_sub(1).map(|last| &self.steps[last]);
        let at_risk = match last {
            Some(step) if step.days == days => step.at_risk,
            _ => self.steps.get(place).map_or(0, |step| step.at_risk),
        };
        Some(Returned {
            days,
            returned: last.map_or(0.0, |step| step.share),
            interval: last.map_or(Interval { low: 0.0, high: 0.0 }, |step| step.interval),
            at_risk,
        })
    }

    /// The whole curve: day 0 and every day on which somebody returned, and the last watched day.
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
        curve.iter().filter_map(|day| self.returned_by(*day)).collect()
    }

    /// The first day by which at least the share `p` (0..=1) has returned, with its interval; `None` when that was
    /// never reached, which is usual for furniture and must not be shown as the longest day.
    ///
    /// Formula of the interval: R. Brookmeyer & J. Crowley, Biometrics 38 (1982) 29–41: the days on which `p` lies
    /// between the limits of the curve.
    #[must_use]
    pub fn reached(&self, p: f64) -> Option<Reached> {
        let first = |read: fn(&Incidence) -> f64| {
            self.steps
                .iter()
                .find(|step| read(step) >= p - 1e-12)
                .map(|step| step.days)
        };
        Some(Reached {
            days: first(|step| step.share)?,
            low: first(|step| step.interval.high)?,
            high: first(|step| step.interval.low),
        })
    }
}
