//! Distances from delivery, forwards and backwards: the arithmetic under `occurrence` and `candidates`.
//!
//! Not here: seasons.

use chrono::Datelike as _;

use crate::values::ShopDay;

use super::types::{DayWindow, Offset, Step};

/// Distances beyond this many days are out of range.
const MAX_DAYS: i64 = 36_600;
/// Distances beyond this many months are out of range.
const MAX_MONTHS: i64 = 1_200;

/// A distance from delivery: days, then months, then days again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shift {
    days_before: i64,
    months: i64,
    days_after: i64,
}

impl Shift {
    /// The distance of an offset.
    pub(super) fn of(offset: Offset) -> Self {
        match offset {
            Offset::Days(days) => Self {
                days_before: 0,
                months: 0,
                days_after: i64::from(days),
            },
            Offset::Months(months) => Self {
                days_before: 0,
                months: i64::from(months),
                days_after: 0,
            },
        }
    }

    /// Whether every part lies within a hundred years.
    fn in_range(self) -> bool {
        self.days_before.abs() <= MAX_DAYS
            && self.days_after.abs() <= MAX_DAYS
            && self.months.abs() <= MAX_MONTHS
    }

    /// The day at this distance after `day`; `None` when out of range.
    pub(super) fn after(self, day: ShopDay) -> Option<ShopDay> {
        if !self.in_range() {
            return None;
        }
        let months = i32::try_from(self.months).ok()?;
        let mut moved = day;
        if self.days_before != 0 {
            moved = moved.plus_days(self.days_before);
        }
        if months != 0 {
            moved = moved.plus_months(months);
        }
        if self.days_after != 0 {
            moved = moved.plus_days(self.days_after);
        }
        Some(moved)
    }

    /// Exactly the days whose day at this distance lies in `window`; `None` when there are none.
    pub(super) fn before(self, window: DayWindow) -> Option<DayWindow> {
        if !self.in_range() || window.is_empty() {
            return None;
        }
        let months = i32::try_from(self.months).ok()?;
        let from = first_day_reaching(window.from.plus_days(-self.days_after), months);
        let to = last_day_reaching(window.to.plus_days(-self.days_after), months);
        let days = DayWindow::new(from.plus_days(-self.days_before), to.plus_days(-self.days_before));
        (!days.is_empty()).then_some(days)
    }

    /// The least and the most days that this distance can be, with a margin for the lengths of months.
    pub(super) fn bounds(self) -> (i64, i64) {
        // A month has 30.436875 days on average; no number of months strays further than three days
        // from its average.
        let months = self.months * 30_436_875 / 1_000_000;
        let margin = if self.months == 0 { 0 } else { 4 };
        let days = self.days_before + months + self.days_after;
        (days - margin, days + margin)
    }
}

/// The first day `d` with `d.plus_months(months) >= target`.
fn first_day_reaching(target: ShopDay, months: i32) -> ShopDay {
    if months == 0 {
        return target;
    }
    let back = target.plus_months(-months);
    if back.plus_months(months) >= target {
        return back;
    }
    // The earlier month is too short for the target's day of the month, so nothing in it reaches the
    // target, and the first of the next month reaches past it.
    back.plus_days(1)
}

/// The last day `d` with `d.plus_months(months) <= target`.
fn last_day_reaching(target: ShopDay, months: i32) -> ShopDay {
    if months == 0 {
        return target;
    }
    let back = target.plus_months(-months);
    // On the last of its month the target is reached from every later day of the earlier month too.
    let last_of_target = last_of_month(target.0.year(), target.0.month());
    if target == last_of_target {
        last_of_month(back.0.year(), back.0.month())
    } else {
        back
    }
}

/// Last day of a month.
pub(super) fn last_of_month(year: i32, month: u32) -> ShopDay {
    let first = ShopDay::new(year, month, 1).unwrap_or(ShopDay::from_epoch_days(0));
    first.plus_months(1).plus_days(-1)
}

/// The rhythm of a step: its distances from delivery.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rhythm {
    offset: Offset,
    /// Positive interval, or `None` for once.
    every: Option<Offset>,
    until: Option<Offset>,
}

impl Rhythm {
    pub(super) fn of(step: &Step) -> Self {
        let repeat = step.repeat.filter(|repeat| match repeat.every {
            Offset::Days(count) | Offset::Months(count) => count > 0,
        });
        Self {
            offset: step.offset,
            every: repeat.map(|repeat| repeat.every),
            until: repeat.and_then(|repeat| repeat.until),
        }
    }

    pub(super) fn repeats(self) -> bool {
        self.every.is_some()
    }

    /// The distance of repeat `n` from delivery; `None` when there is no such repeat.
    pub(super) fn shift(self, n: i32) -> Option<Shift> {
        let first = Shift::of(self.offset);
        let times = i64::from(n);
        let shift = match (self.every, self.offset) {
            _ if n < 0 => return None,
            (None, _) if n > 0 => return None,
            (None, _) => first,
            (Some(Offset::Days(every)), _) => Shift {
                days_after: first.days_after + times * i64::from(every),
                ..first
            },
            (Some(Offset::Months(every)), Offset::Months(_)) => Shift {
                months: first.months + times * i64::from(every),
                ..first
            },
            (Some(Offset::Months(every)), Offset::Days(days)) => Shift {
                days_before: i64::from(days),
                months: times * i64::from(every),
                days_after: 0,
            },
        };
        shift.in_range().then_some(shift)
    }

    /// Whether repeat `n` can lie at or before `until` for some delivery day. Never wrong with `false`.
    pub(super) fn may_be_within_until(self, shift: Shift) -> bool {
        self.until.is_none_or(|until| {
            let until = Shift::of(until);
            shift.bounds().0 <= until.bounds().1
        })
    }

    /// The nominal day of repeat `n`; `None` when there is none or it lies before delivery.
    pub(super) fn nominal(self, delivered_on: ShopDay, n: i32) -> Option<ShopDay> {
        let day = self.shift(n)?.after(delivered_on)?;
        (day >= delivered_on).then_some(day)
    }

    /// The last day that a nominal day may be; `None` when there is no end.
    pub(super) fn last_nominal(self, delivered_on: ShopDay) -> Option<ShopDay> {
        self.until.and_then(|until| Shift::of(until).after(delivered_on))
    }

    /// The first repeat whose nominal day is `target` or later, with that day.
    pub(super) fn first_from(self, delivered_on: ShopDay, target: ShopDay) -> Option<(i32, ShopDay)> {
        let target = target.max(delivered_on);
        let first = self.shift(0)?.after(delivered_on)?;
        if first >= target {
            return Some((0, first));
        }
        let n = match self.every? {
            Offset::Days(every) => div_ceil(target.days_since(first), i64::from(every)),
            Offset::Months(every) => {
                // The nominal day of a repeat lies in exactly the month that the interval leads to, so
                // only the day of the month is left to compare.
                let months = i64::from(target.month_index()) - i64::from(first.month_index());
                div_ceil(months, i64::from(every))
            }
        };
        let n = i32::try_from(n).ok()?;
        let day = self.nominal(delivered_on, n);
        match day {
            Some(day) if day >= target => Some((n, day)),
            _ => self.nominal(delivered_on, n + 1).map(|day| (n + 1, day)),
        }
    }
}

/// Division that rounds up, for a positive divisor.
fn div_ceil(dividend: i64, divisor: i64) -> i64 {
    dividend.div_euclid(divisor) + i64::from(dividend.rem_euclid(divisor) != 0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::day;
    use super::*;

    proptest! {
        #[test]
        fn a_distance_is_undone_exactly(
            months in -400..400_i64,
            before in -400..400_i64,
            after in -400..400_i64,
            start in 0..9_000_i64,
            days in 1..60_u32,
        ) {
            let shift = Shift { days_before: before, months, days_after: after };
            let target = DayWindow::of_days(day("2005-01-01").plus_days(start), days);
            let reached = |delivered_on: ShopDay| shift.after(delivered_on).is_some_and(|day| target.contains(day));
            let (least, most) = shift.bounds();
            let around = DayWindow::new(target.from.plus_days(-most - 5), target.to.plus_days(-least + 5));
            let found = shift.before(target);
            let mut probe = around.from;
            while probe <= around.to {
                let inside = found.is_some_and(|found| found.contains(probe));
                prop_assert_eq!(inside, reached(probe), "exactly the days that reach the window: {}", probe);
                probe = probe.plus_days(1);
            }
        }
    }
}
