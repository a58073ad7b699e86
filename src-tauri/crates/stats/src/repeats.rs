//! Rates of coming back that need no cohort table: chains, second purchase within days, new against returning.
//!
//! Every rate carries its numerator and denominator, because the same word stands for several of them. Not here:
//! cohorts by period (`cohorts`) and the whole return curve (`survival`).

use std::ops::Range;

use crate::calendar::{Day, Period, PeriodTable};
use crate::history::{History, UnitView};
use crate::intervals::{Interval, wilson};
use crate::survival::{KaplanMeier, second_purchase_spells};

/// A share with what it is a share of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// Numerator.
    pub hits: u64,
    /// Denominator.
    pub n: u64,
}

impl Share {
    /// `hits / n`, `None` when nobody could be counted.
    #[must_use]
    pub fn rate(&self) -> Option<f64> {
        (self.n > 0).then(|| self.hits as f64 / self.n as f64)
    }

    /// Wilson 95 % interval, `None` when nobody could be counted.
    #[must_use]
    pub fn interval(&self) -> Option<Interval> {
        wilson(self.hits, self.n)
    }
}

/// What counts as one purchase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Counting {
    /// Purchases as merged in the history: days, or projects when `merge_days` is above 0.
    Purchases,
    /// Single orders, even two on one day.
    Orders,
}

/// Units that bought at least twice, out of all units. Not corrected for units watched only briefly.
#[must_use]
pub fn repeat_share(history: &History, counting: Counting) -> Share {
    let hits = bought_counts(history, counting)
        .filter(|count| *count >= 2)
        .count() as u64;
    Share {
        hits,
        n: history.len() as u64,
    }
}

/// One link of the purchase chain.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChainLink {
    /// The n of "from the n-th to the next purchase"; 1 is F2転換率.
    pub from: u32,
    /// Units with at least n + 1 purchases, out of those with at least n.
    pub share: Share,
}

/// The links from = 1..=`longest`, as far as anybody reached.
#[must_use]
pub fn purchase_chain(history: &History, longest: u32, counting: Counting) -> Vec<ChainLink> {
    let mut reached = vec![0u64; longest as usize + 2];
    for count in bought_counts(history, counting) {
        let top = usize::try_from(count)
            .unwrap_or(usize::MAX)
            .min(reached.len() - 1);
        reached[top] += 1;
    }
    for n in (0..reached.len() - 1).rev() {
        reached[n] += reached[n + 1];
    }
    (1..=longest)
        .map(|from| ChainLink {
            from,
            share: Share {
                hits: reached[from as usize + 1],
                n: reached[from as usize],
            },
        })
        .take_while(|link| link.share.n > 0)
        .collect()
}

/// The second purchase within a number of days, in three readings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SecondWithin {
    /// Days after the first purchase.
    pub days: u32,
    /// Out of all units, also those watched for less than `days`: too low while the shop grows.
    pub naive: Share,
    /// Out of the units whose first purchase is at least `days` before the last observed day: the rate to show.
    pub eligible: Share,
    /// 1 − S(`days`) of the return curve, which uses everybody; `None` when nobody was watched that long.
    pub curve: Option<f64>,
}

/// [`SecondWithin`] for each of `days`.
#[must_use]
pub fn second_within(history: &History, days: &[u32]) -> Vec<SecondWithin> {
    let spells = second_purchase_spells(history);
    let curve = KaplanMeier::fit(&spells);
    days.iter()
        .map(|&limit| {
            let (mut within, mut eligible, mut eligible_within) = (0u64, 0u64, 0u64);
            for (unit, spell) in history.iter().zip(&spells) {
                let hit = u64::from(spell.happened && spell.days <= limit);
                within += hit;
                let watched = i64::from(history.observed_until()) - i64::from(unit.first_day());
                if watched >= i64::from(limit) {
                    eligible += 1;
                    eligible_within += hit;
                }
            }
            SecondWithin {
                days: limit,
                naive: Share {
                    hits: within,
                    n: history.len() as u64,
                },
                eligible: Share {
                    hits: eligible_within,
                    n: eligible,
                },
                curve: curve.returned_by(limit).map(|point| point.returned),
            }
        })
        .collect()
}

/// Units whose `from`-th purchase (1..) is at least `days` before the last observed day, and of them those that bought
/// once more within `days` of it: F2 where `from` is 1 ([`SecondWithin::eligible`]), F3 where it is 2.
#[must_use]
pub fn next_within(history: &History, from: u32, days: u32) -> Share {
    let mut share = Share { hits: 0, n: 0 };
    for hit in history
        .iter()
        .filter_map(|unit| came_again(&unit, from, days, history.observed_until()))
    {
        share.n += 1;
        share.hits += u64::from(hit);
    }
    share
}

/// Units whose `days` after their first purchase end on one of the days from `from` to `until` (both in it, none after
/// the last observed day), and of them those that bought again within them: F2 of those who can be told anew in a month.
#[must_use]
pub fn second_within_ending(history: &History, days: u32, from: Day, until: Day) -> Share {
    let mut share = Share { hits: 0, n: 0 };
    let until = until.min(history.observed_until());
    for unit in history.iter() {
        let end = i64::from(unit.first_day()) + i64::from(days);
        if (i64::from(from)..=i64::from(until)).contains(&end) {
            share.n += 1;
            share.hits += u64::from(unit.second_day().is_some_and(|second| i64::from(second) <= end));
        }
    }
    share
}

/// The units behind [`next_within`], as indices into `history`, ascending: those that bought again within `days`, or
/// those that did not.
#[must_use]
pub fn next_within_members(history: &History, from: u32, days: u32, returned: bool) -> Vec<usize> {
    let until = history.observed_until();
    history
        .iter()
        .enumerate()
        .filter(|(_, unit)| came_again(unit, from, days, until) == Some(returned))
        .map(|(place, _)| place)
        .collect()
}

/// Whether a unit bought again within `days` of its `from`-th purchase; `None` when that is not yet so long ago.
fn came_again(unit: &UnitView<'_>, from: u32, days: u32, until: Day) -> Option<bool> {
    let place = from.checked_sub(1)? as usize;
    let nth = i64::from(*unit.days.get(place)?);
    let days = i64::from(days);
    let next = unit.days.get(place + 1).copied().map(i64::from);
    (i64::from(until) - nth >= days).then(|| next.is_some_and(|next| next - nth <= days))
}

/// The units that bought at least `purchases` times, as indices into `history`, ascending: those behind
/// [`purchase_chain`].
#[must_use]
pub fn reached(history: &History, purchases: u64, counting: Counting) -> Vec<usize> {
    bought_counts(history, counting)
        .enumerate()
        .filter(|(_, count)| *count >= purchases)
        .map(|(place, _)| place)
        .collect()
}

/// One period split into units that are new in it and units that came before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PeriodSplit {
    /// Period number ([`Period::index_of`]).
    pub period: i32,
    /// Units whose first purchase lies in this period.
    pub new_units: u32,
    /// Units that bought in this period and first bought in an earlier one.
    pub returning_units: u32,
    /// Orders of new units, including their second order in the same period.
    pub new_orders: u64,
    /// Orders of returning units.
    pub returning_orders: u64,
    /// Amount of new units in minor units.
    pub new_minor: i64,
    /// Amount of returning units in minor units.
    pub returning_minor: i64,
}

impl PeriodSplit {
    /// Returning units out of all that bought in the period.
    #[must_use]
    pub fn returning_share(&self) -> Share {
        Share {
            hits: self.returning_units.into(),
            n: u64::from(self.new_units) + u64::from(self.returning_units),
        }
    }
}

/// New and returning units of every period in which anybody bought, oldest first.
#[must_use]
pub fn new_and_returning(history: &History, period: Period) -> Vec<PeriodSplit> {
    let Some(first) = history.first_day() else {
        return Vec::new();
    };
    let table = PeriodTable::new(period, first, history.observed_until());
    let first_index = period.index_of(first);
    let last_index = period.index_of(history.observed_until());
    let mut periods: Vec<PeriodSplit> = (first_index..=last_index)
        .map(|period| PeriodSplit {
            period,
            ..Default::default()
        })
        .collect();
    for unit in history.iter() {
        let entry = table.index_of(unit.first_day());
        let mut counted = None;
        for place in 0..unit.days.len() {
            let index = table.index_of(unit.days[place]);
            let split = &mut periods[(index - first_index) as usize];
            let (units, orders, minor) = if index == entry {
                (&mut split.new_units, &mut split.new_orders, &mut split.new_minor)
            } else {
                (
                    &mut split.returning_units,
                    &mut split.returning_orders,
                    &mut split.returning_minor,
                )
            };
            *units += u32::from(counted != Some(index));
            *orders += u64::from(unit.orders[place]);
            *minor = minor.saturating_add(unit.amounts[place]);
            counted = Some(index);
        }
    }
    periods.retain(|split| split.new_units + split.returning_units > 0);
    periods
}

/// New and returning units of the days from `from` to `until`, both in it. `period` of the answer is `from`.
///
/// For a whole calendar period it says what [`new_and_returning`] says of it.
#[must_use]
pub fn new_and_returning_between(history: &History, from: Day, until: Day) -> PeriodSplit {
    let mut split = PeriodSplit {
        period: from,
        ..PeriodSplit::default()
    };
    for unit in history.iter() {
        let places = places_between(&unit, from, until);
        if places.is_empty() {
            continue;
        }
        let (units, orders, minor) = if unit.first_day() >= from {
            (&mut split.new_units, &mut split.new_orders, &mut split.new_minor)
        } else {
            (
                &mut split.returning_units,
                &mut split.returning_orders,
                &mut split.returning_minor,
            )
        };
        *units += 1;
        for place in places {
            *orders += u64::from(unit.orders[place]);
            *minor = minor.saturating_add(unit.amounts[place]);
        }
    }
    split
}

/// The units that bought from `from` to `until`, new in these days or back again, as indices into `history`, ascending:
/// those behind [`new_and_returning_between`].
#[must_use]
pub fn bought_between(history: &History, from: Day, until: Day, returning: bool) -> Vec<usize> {
    history
        .iter()
        .enumerate()
        .filter(|(_, unit)| {
            !places_between(unit, from, until).is_empty() && (unit.first_day() < from) == returning
        })
        .map(|(place, _)| place)
        .collect()
}

fn places_between(unit: &UnitView<'_>, from: Day, until: Day) -> Range<usize> {
    let first = unit.days.partition_point(|day| *day < from);
    let end = unit.days.partition_point(|day| *day <= until);
    first..end.max(first)
}

/// Of the units that bought in period `index − 1`, those that also bought in period `index` ("annual repurchase
/// rate" when the period is a year: Croll & Yoskovitz, Lean Analytics, ch. 9).
#[must_use]
pub fn repurchase_share(history: &History, period: Period, index: i32) -> Share {
    let (before_first, first) = (period.first_day(index - 1), period.first_day(index));
    let last = period.last_day(index);
    let mut share = Share { hits: 0, n: 0 };
    for unit in history.iter() {
        let bought_in = |from, to| {
            let place = unit.days.partition_point(|day| *day < from);
            unit.days.get(place).is_some_and(|day| *day <= to)
        };
        if bought_in(before_first, first - 1) {
            share.n += 1;
            share.hits += u64::from(bought_in(first, last));
        }
    }
    share
}

fn bought_counts(history: &History, counting: Counting) -> impl Iterator<Item = u64> {
    history.iter().map(move |unit| match counting {
        Counting::Purchases => unit.days.len() as u64,
        Counting::Orders => unit.order_count(),
    })
}
