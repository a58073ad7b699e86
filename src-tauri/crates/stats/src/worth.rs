//! What a unit brings in: so far, within so many years of its first purchase, and in the years to come.
//!
//! Amounts are net (corrections taken off) in minor units. Only units that were watched through the whole of a time
//! enter its mean, so that a young shop is not made to look poor, nor yesterday's sofa rich. Not here: what of an
//! amount the shop keeps (its margin), and models of single units (`btyd`).

use crate::calendar::Day;
use crate::history::{Correction, History, UnitView};
use crate::intervals::{Interval, Z95};

/// The 90 % quantile of the standard normal distribution: 10 % on either side.
const Z80: f64 = 1.281_551_565_544_600_5;

/// Days of `years` whole years of 365.25 days.
#[must_use]
pub fn days_of_years(years: u32) -> i64 {
    i64::from(years) * 1_461 / 4
}

/// What the shop earned so far: the factors of 年間取引額 × 収益率 × 契約年数 but for the margin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Realised {
    /// Units.
    pub units: u64,
    /// Net amount of all.
    pub net_minor: i64,
    /// Mean years from the first purchase to the last observed day, each unit's at least 1.
    pub years: f64,
    /// Net amount of a unit in a year: the amount of all over the years of all.
    pub annual_minor: f64,
    /// Net amount of a unit: `annual_minor` × `years`.
    pub per_unit_minor: f64,
}

/// [`Realised`]; `None` when nobody bought anything.
///
/// A unit's years count from its first purchase to the last observed day and at least 1, so the product is its
/// cumulative amount and never an annualised sofa of last week.
#[must_use]
pub fn realised(history: &History) -> Option<Realised> {
    if history.is_empty() {
        return None;
    }
    let until = i64::from(history.observed_until());
    let units = history.len() as f64;
    let mut net = history
        .corrections()
        .iter()
        .map(|(_, correction)| i128::from(correction.amount))
        .sum::<i128>();
    let mut years = 0.0;
    for unit in history.iter() {
        net += unit
            .amounts
            .iter()
            .map(|amount| i128::from(*amount))
            .sum::<i128>();
        years += ((until - i64::from(unit.first_day())) as f64 / 365.25).max(1.0);
    }
    Some(Realised {
        units: history.len() as u64,
        net_minor: net.clamp(i64::MIN.into(), i64::MAX.into()) as i64,
        years: years / units,
        annual_minor: net as f64 / years,
        per_unit_minor: net as f64 / units,
    })
}

/// What units brought in within so many years of their first purchase.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WithinYears {
    /// Years, at least 1.
    pub years: u32,
    /// Units watched for all of them: the denominator.
    pub units: u64,
    /// Of those, how many bought again within them.
    pub returned: u64,
    /// Mean net amount of the first purchase.
    pub first_minor: f64,
    /// Mean net amount of the purchases after it.
    pub later_minor: f64,
    /// 95 % interval of the sum of the two; `None` for a single unit.
    pub interval: Option<Interval>,
}

/// [`WithinYears`] for 1..=`longest` years, as far as anybody was watched.
///
/// A correction belongs to the last purchase before it, and counts when that lies within the years.
#[must_use]
pub fn within_years(history: &History, longest: u32) -> Vec<WithinYears> {
    let mut sums = vec![Sums::default(); longest as usize];
    let until = i64::from(history.observed_until());
    let mut net = Vec::new();
    let mut corrections = history.corrections().iter().peekable();
    for (index, unit) in history.iter().enumerate() {
        net_amounts(&unit, &mut net);
        while let Some((_, correction)) = corrections.next_if(|(of, _)| *of as usize == index) {
            net[place_of(&unit, correction.day)] += correction.amount as f64;
        }
        let first = i64::from(unit.first_day());
        let mut place = 1;
        let mut later = 0.0;
        for (sums, years) in sums.iter_mut().zip(1..) {
            let end = first + days_of_years(years);
            if end > until {
                break;
            }
            while unit.days.get(place).is_some_and(|day| i64::from(*day) <= end) {
                later += net[place];
                place += 1;
            }
            sums.add(net[0], later, place > 1);
        }
    }
    sums.iter()
        .zip(1..)
        .take_while(|(sums, _)| sums.units > 0)
        .map(|(sums, years)| sums.told(years))
        .collect()
}

/// The units behind [`WithinYears`], as indices into `history`, ascending: all that were watched for `years`, or only
/// those of them that bought again within.
#[must_use]
pub fn within_years_members(history: &History, years: u32, only_returned: bool) -> Vec<usize> {
    let until = i64::from(history.observed_until());
    let counted = |unit: &UnitView<'_>| {
        let end = i64::from(unit.first_day()) + days_of_years(years);
        end <= until && (!only_returned || unit.second_day().is_some_and(|day| i64::from(day) <= end))
    };
    let units = history.iter().enumerate();
    units
        .filter(|(_, unit)| counted(unit))
        .map(|(index, _)| index)
        .collect()
}

/// How the years after the first purchase of a new unit are foretold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OutlookRules {
    /// Years looked ahead.
    pub years: u32,
    /// Discount for a year: 0.05 is 5 %.
    pub annual_rate: f64,
    /// Units of the whole shop that are mixed into every group's mean.
    pub shrunk_by: f64,
    /// Fewest units watched through a year for it to be foretold at all.
    pub least: u64,
}

/// What a new unit of a group may bring in after its first purchase.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outlook {
    /// Units of the group, whenever they came.
    pub units: u64,
    /// Years that can be foretold: those that enough units of the shop have lived through.
    pub years: u32,
    /// Discounted net amount of the purchases after the first.
    pub later_minor: f64,
    /// 80 % interval of that mean.
    pub interval: Interval,
}

/// [`Outlook`] of each group; `group_of` names the group of each unit, `0..groups`.
///
/// Each year's mean is that of the units watched through it, drawn to the shop's mean by
/// [`OutlookRules::shrunk_by`] imaginary units of it: (Σ + κ·m) ÷ (n + κ), so that a group of three takes the shop's
/// word. Year y is discounted by (1 + rate)^y. The interval adds the variances of the years.
#[must_use]
pub fn outlook(history: &History, group_of: &[u32], groups: u32, rules: OutlookRules) -> Vec<Outlook> {
    let years = rules.years as usize;
    let mut of_shop = vec![Moments::default(); years];
    let mut of_group = vec![vec![Moments::default(); years]; groups as usize];
    let mut sizes = vec![0u64; groups as usize];
    let until = i64::from(history.observed_until());
    let mut net = Vec::new();
    let mut corrections = history.corrections().iter().peekable();
    for (index, unit) in history.iter().enumerate() {
        net_amounts(&unit, &mut net);
        while let Some((_, correction)) = corrections.next_if(|(of, _)| *of as usize == index) {
            net[place_of(&unit, correction.day)] += correction.amount as f64;
        }
        let group = group_of.get(index).copied().unwrap_or(groups) as usize;
        if let Some(size) = sizes.get_mut(group) {
            *size += 1;
        }
        let first = i64::from(unit.first_day());
        let mut place = 1;
        for year in 0..years {
            let end = first + days_of_years(year as u32 + 1);
            if end > until {
                break;
            }
            let mut amount = 0.0;
            while unit.days.get(place).is_some_and(|day| i64::from(*day) <= end) {
                amount += net[place];
                place += 1;
            }
            of_shop[year].add(amount);
            if let Some(moments) = of_group.get_mut(group) {
                moments[year].add(amount);
            }
        }
    }
    discounted(&of_shop, &of_group, &sizes, rules)
}

/// The sums of years for each group, drawn to the shop's; `sizes`: units of each group.
pub(crate) fn discounted(
    of_shop: &[Moments],
    of_group: &[Vec<Moments>],
    sizes: &[u64],
    rules: OutlookRules,
) -> Vec<Outlook> {
    let told = of_shop
        .iter()
        .take_while(|moments| moments.n >= rules.least.max(2))
        .count();
    of_group
        .iter()
        .zip(sizes)
        .map(|(group, units)| {
            let (mut sum, mut variance) = (0.0, 0.0);
            for (year, (own, shop)) in group.iter().zip(of_shop).take(told).enumerate() {
                let n = own.n as f64;
                let share = n / (n + rules.shrunk_by).max(f64::MIN_POSITIVE);
                let factor = (1.0 + rules.annual_rate).powi(year as i32 + 1);
                // The shop's spread where the group is too small to have one of its own.
                let spread = if own.n >= rules.least {
                    own.variance()
                } else {
                    shop.variance()
                };
                let own_part = if own.n == 0 {
                    0.0
                } else {
                    share * share * spread / n
                };
                let shop_part = (1.0 - share) * (1.0 - share) * shop.variance() / shop.n as f64;
                sum += (share * own.mean() + (1.0 - share) * shop.mean()) / factor;
                variance += (own_part + shop_part) / (factor * factor);
            }
            let half = Z80 * variance.sqrt();
            Outlook {
                units: *units,
                years: told as u32,
                later_minor: sum,
                interval: Interval {
                    low: sum - half,
                    high: sum + half,
                },
            }
        })
        .collect()
}

fn net_amounts(unit: &UnitView<'_>, net: &mut Vec<f64>) {
    net.clear();
    net.extend(unit.amounts.iter().map(|amount| *amount as f64));
}

/// Net amounts of the purchases of a unit.
pub(crate) fn net_of(unit: &UnitView<'_>, corrections: &[Correction]) -> Vec<f64> {
    let mut net = Vec::new();
    net_amounts(unit, &mut net);
    for correction in corrections {
        net[place_of(unit, correction.day)] += correction.amount as f64;
    }
    net
}

/// The purchase that a correction takes from: the last one on or before its day, else the first.
fn place_of(unit: &UnitView<'_>, day: Day) -> usize {
    unit.days
        .partition_point(|bought| *bought <= day)
        .saturating_sub(1)
}

/// What a mean and its spread need.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Moments {
    n: u64,
    sum: f64,
    squares: f64,
}

impl Moments {
    pub(crate) fn add(&mut self, value: f64) {
        self.n += 1;
        self.sum += value;
        self.squares += value * value;
    }

    fn mean(&self) -> f64 {
        if self.n == 0 {
            0.0
        } else {
            self.sum / self.n as f64
        }
    }

    /// Of the values, with n − 1; 0 for fewer than two.
    fn variance(&self) -> f64 {
        if self.n < 2 {
            return 0.0;
        }
        let n = self.n as f64;
        ((self.squares - self.sum * self.sum / n) / (n - 1.0)).max(0.0)
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    units: u64,
    returned: u64,
    first: f64,
    later: f64,
    total: Moments,
}

impl Sums {
    fn add(&mut self, first: f64, later: f64, returned: bool) {
        self.units += 1;
        self.returned += u64::from(returned);
        self.first += first;
        self.later += later;
        self.total.add(first + later);
    }

    fn told(&self, years: u32) -> WithinYears {
        let n = self.units as f64;
        let mean = self.total.mean();
        let half = student_95(self.units) * (self.total.variance() / n).sqrt();
        WithinYears {
            years,
            units: self.units,
            returned: self.returned,
            first_minor: self.first / n,
            later_minor: self.later / n,
            interval: (self.units > 1).then_some(Interval {
                low: mean - half,
                high: mean + half,
            }),
        }
    }
}

/// The two-sided 95 % quantile of Student's distribution for the mean of `n` values, n ≥ 3 (error below 0.1 from 5 on).
///
/// Source: Abramowitz & Stegun 26.7.5, three terms.
fn student_95(n: u64) -> f64 {
    let freedom = n.saturating_sub(1).max(1) as f64;
    let z = Z95;
    let (z3, z5, z7) = (z.powi(3), z.powi(5), z.powi(7));
    z + (z3 + z) / (4.0 * freedom)
        + (5.0 * z5 + 16.0 * z3 + 3.0 * z) / (96.0 * freedom * freedom)
        + (3.0 * z7 + 19.0 * z5 + 17.0 * z3 - 15.0 * z) / (384.0 * freedom.powi(3))
}
