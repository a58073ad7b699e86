//! When a step comes up: nominal days counted from delivery, and seasons that move them.
//!
//! **Nominal days.** The nominal day of repeat `n` (0 for the first) is the delivery day plus the
//! offset plus `n` times the interval, always counted from delivery and never from the repeat before:
//! delivered on January 31st, "one month, every month" is due on February 28th, *March 31st*,
//! April 30th. When the units differ, the offset is taken first (delivery + 30 days, then + 6, 12, 18
//! months). Nothing falls on a day before delivery, after `until`, or a hundred years away.
//!
//! **Seasons.** A season that begins in year `Y` is "the season `Y`", also when it runs through the
//! turn of the year. It begins on its first day and has `L` days. Each household has its *own day* in
//! it, `first + ⌊spread × L / 28⌋`, so that a town's tips do not land on one day. A nominal day that
//! lies before the household's own day (or before the season) moves forward to the own day; one that
//! lies inside the season after the own day stays where it is, because it is spread by its own delivery
//! day already. In one formula, for the season that ends next on or after the nominal day:
//! `due = max(nominal day, own day)`. A contact is so never early, and never outside the season.
//! Of several nominal days that belong to one season only the first counts.
//!
//! **Numbers.** Without season the number of an occurrence is `n`. A step that happens once has number
//! 0, with or without season. A repeated step with season is numbered by `Y`: whoever got this year's
//! autumn oil does not get it again when the delivery day is corrected by some months.
//!
//! Not here: which steps an item has (`select`), and closing days: a due day may be one.

use chrono::Datelike as _;

use crate::values::ShopDay;

use super::rhythm::{Rhythm, last_of_month};
use super::types::{DayWindow, MonthDay, Occurrence, SPREAD_PARTS, Season, Step};

/// One year's season.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SeasonDays {
    /// The year in which it begins.
    pub(super) year: i32,
    /// The first day after the season before: nominal days from here on belong to this season.
    pub(super) opens: ShopDay,
    /// First day.
    pub(super) first: ShopDay,
    /// Last day.
    pub(super) last: ShopDay,
}

impl SeasonDays {
    /// The season that begins in `year`; `None` beyond the calendar.
    pub(super) fn of(season: Season, year: i32) -> Option<Self> {
        let (first, last) = ends(season, year)?;
        let (_, last_before) = ends(season, year - 1)?;
        Some(Self {
            year,
            opens: last_before.plus_days(1),
            first,
            last,
        })
    }

    /// The season to which a nominal day belongs: the one that ends next on or after it.
    fn holding(season: Season, nominal: ShopDay) -> Option<Self> {
        let year = nominal.0.year();
        (year - 1..=year + 1)
            .filter_map(|year| Self::of(season, year))
            .find(|days| days.opens <= nominal && nominal <= days.last)
    }

    /// The household's own day.
    pub(super) fn own_day(self, spread: u8) -> ShopDay {
        let length = self.last.days_since(self.first) + 1;
        let part = i64::from(spread.min(SPREAD_PARTS - 1));
        self.first.plus_days(part * length / i64::from(SPREAD_PARTS))
    }
}

/// First and last day of the season that begins in `year`.
fn ends(season: Season, year: i32) -> Option<(ShopDay, ShopDay)> {
    let first = in_year(season.from, year)?;
    let last_year = if season.from > season.until {
        year + 1
    } else {
        year
    };
    Some((first, in_year(season.until, last_year)?))
}

/// A month and day in a year; a day beyond the month's end is its last.
fn in_year(day: MonthDay, year: i32) -> Option<ShopDay> {
    let month = u32::from(day.month.clamp(1, 12));
    let wanted = u32::from(day.day.clamp(1, 31));
    ShopDay::new(year, month, wanted)
        .or_else(|| ShopDay::new(year, month, 1).map(|_| last_of_month(year, month)))
}

/// Calls `found` for each time that `step` comes due within `window`, in order of day.
///
/// Takes time in proportion to the window, never to the age of the item.
pub(super) fn each_occurrence(
    step: &Step,
    delivered_on: ShopDay,
    spread: u8,
    window: DayWindow,
    mut found: impl FnMut(Occurrence),
) {
    if window.is_empty() {
        return;
    }
    let rhythm = Rhythm::of(step);
    let Some(season) = step.season else {
        let last = rhythm.last_nominal(delivered_on);
        let mut next = rhythm.first_from(delivered_on, window.from);
        while let Some((number, due)) = next {
            if due > window.to || last.is_some_and(|last| due > last) {
                return;
            }
            found(Occurrence { number, due });
            next = rhythm
                .nominal(delivered_on, number + 1)
                .map(|day| (number + 1, day));
        }
        return;
    };
    if !rhythm.repeats() {
        if let Some(due) = occurrence_day(step, delivered_on, spread, 0)
            && window.contains(due)
        {
            found(Occurrence { number: 0, due });
        }
        return;
    }
    // A season may have begun in the year before the window; nothing happens before delivery or more
    // than a hundred years after.
    let born = delivered_on.0.year();
    let years = (window.from.0.year() - 1).max(born - 1)..=window.to.0.year().min(born + 102);
    for year in years {
        let Some(days) = SeasonDays::of(season, year) else {
            continue;
        };
        if days.last < window.from || days.first > window.to {
            continue;
        }
        if let Some(due) = due_in_season(rhythm, days, delivered_on, spread)
            && window.contains(due)
        {
            found(Occurrence { number: year, due });
        }
    }
}

/// The due day in one season: the first nominal day that belongs to it, not before the own day.
fn due_in_season(rhythm: Rhythm, days: SeasonDays, delivered_on: ShopDay, spread: u8) -> Option<ShopDay> {
    let (_, nominal) = rhythm.first_from(delivered_on, days.opens)?;
    if nominal > days.last
        || rhythm
            .last_nominal(delivered_on)
            .is_some_and(|last| nominal > last)
    {
        return None;
    }
    Some(nominal.max(days.own_day(spread)))
}

/// Every time that `step` comes due within `window`, in order of day, for an item delivered on
/// `delivered_on` to a household with this `spread` (`0..=27`).
///
/// The rules stand at the head of this module's source: nominal days are counted from delivery, a
/// season moves them forward to the household's own day in it, and a season has one occurrence.
#[must_use]
pub fn occurrences(step: &Step, delivered_on: ShopDay, spread: u8, window: DayWindow) -> Vec<Occurrence> {
    let mut list = Vec::new();
    each_occurrence(step, delivered_on, spread, window, |occurrence| {
        list.push(occurrence)
    });
    list
}

/// The day on which occurrence `number` of `step` comes due; `None` when there is no such occurrence.
///
/// Agrees with [`occurrences`] for every number that it gives.
#[must_use]
pub fn occurrence_day(step: &Step, delivered_on: ShopDay, spread: u8, number: i32) -> Option<ShopDay> {
    let rhythm = Rhythm::of(step);
    match step.season {
        Some(season) if rhythm.repeats() => {
            due_in_season(rhythm, SeasonDays::of(season, number)?, delivered_on, spread)
        }
        season => {
            let nominal = rhythm.nominal(delivered_on, number)?;
            if rhythm
                .last_nominal(delivered_on)
                .is_some_and(|last| nominal > last)
            {
                return None;
            }
            match season {
                None => Some(nominal),
                Some(season) => {
                    let days = SeasonDays::holding(season, nominal)?;
                    Some(nominal.max(days.own_day(spread)))
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use proptest::prelude::*;
    use rstest::rstest;

    use super::super::testing::{day, seasonal, step, window};
    use super::super::types::{Offset, Repeat};
    use super::*;

    fn check(step: &Step, delivered_on: &str, spread: u8, from: &str, to: &str, expected: Expect) {
        let list: Vec<String> = occurrences(step, day(delivered_on), spread, window(from, to))
            .iter()
            .map(|occurrence| format!("{} {}", occurrence.number, occurrence.due))
            .collect();
        expected.assert_eq(&list.join(", "));
    }

    fn every(offset: Offset, every: Offset, until: Option<Offset>) -> Step {
        Step {
            offset,
            repeat: Some(Repeat { every, until }),
            ..step(1)
        }
    }

    #[test]
    fn months_are_counted_from_delivery_and_never_from_a_clamped_day() {
        let monthly = every(Offset::Months(1), Offset::Months(1), None);
        check(
            &monthly,
            "2026-01-31",
            0,
            "2026-01-01",
            "2026-06-30",
            expect!["0 2026-02-28, 1 2026-03-31, 2 2026-04-30, 3 2026-05-31, 4 2026-06-30"],
        );
    }

    #[test]
    fn a_leap_day_comes_back_on_the_28th_and_in_leap_years_on_the_29th() {
        let yearly = every(Offset::Months(12), Offset::Months(12), None);
        check(
            &yearly,
            "2024-02-29",
            0,
            "2024-01-01",
            "2028-12-31",
            expect!["0 2025-02-28, 1 2026-02-28, 2 2027-02-28, 3 2028-02-29"],
        );
    }

    #[test]
    fn a_step_without_repeat_comes_once() {
        let once = Step {
            offset: Offset::Days(30),
            ..step(1)
        };
        check(
            &once,
            "2026-10-22",
            0,
            "2026-01-01",
            "2030-01-01",
            expect!["0 2026-11-21"],
        );
        check(&once, "2026-10-22", 0, "2026-11-22", "2030-01-01", expect![""]);
    }

    #[test]
    fn a_repeat_ends_with_its_last_distance_from_delivery() {
        let first_year = every(Offset::Days(45), Offset::Days(45), Some(Offset::Days(135)));
        check(
            &first_year,
            "2026-01-01",
            0,
            "2026-01-01",
            "2027-12-31",
            expect!["0 2026-02-15, 1 2026-04-01, 2 2026-05-16"],
        );
    }

    #[test]
    fn mixed_units_take_the_offset_first() {
        let check_up = every(Offset::Days(30), Offset::Months(6), None);
        check(
            &check_up,
            "2026-01-01",
            0,
            "2026-01-01",
            "2027-02-28",
            expect!["0 2026-01-31, 1 2026-07-31, 2 2027-01-31"],
        );
        let weekly = every(Offset::Months(1), Offset::Days(7), Some(Offset::Months(2)));
        check(
            &weekly,
            "2026-01-31",
            0,
            "2026-01-01",
            "2027-02-28",
            expect!["0 2026-02-28, 1 2026-03-07, 2 2026-03-14, 3 2026-03-21, 4 2026-03-28"],
        );
    }

    #[test]
    fn an_old_item_is_answered_for_its_window_only() {
        let monthly = every(Offset::Days(30), Offset::Days(30), None);
        check(
            &monthly,
            "1990-01-01",
            0,
            "2026-11-01",
            "2026-11-30",
            expect!["448 2026-11-18"],
        );
    }

    #[rstest]
    #[case::too_many_days(Offset::Days(i32::MAX))]
    #[case::too_many_months(Offset::Months(i32::MAX))]
    #[case::before_delivery(Offset::Days(-3))]
    #[case::long_before_delivery(Offset::Months(i32::MIN))]
    fn an_impossible_distance_never_comes_due(#[case] offset: Offset) {
        let strange = Step { offset, ..step(1) };
        check(&strange, "2026-01-01", 0, "0001-01-01", "9999-12-31", expect![""]);
    }

    #[test]
    fn an_interval_of_nothing_happens_once() {
        let stuck = every(Offset::Days(7), Offset::Days(0), None);
        check(
            &stuck,
            "2026-01-01",
            0,
            "2026-01-01",
            "2030-01-01",
            expect!["0 2026-01-08"],
        );
    }

    #[test]
    fn a_season_moves_forward_to_the_households_own_day_and_is_numbered_by_its_year() {
        let rainy = seasonal((6, 1), (6, 28));
        check(
            &rainy,
            "2025-09-10",
            0,
            "2025-01-01",
            "2027-12-31",
            expect!["2026 2026-06-01, 2027 2027-06-01"],
        );
        check(
            &rainy,
            "2025-09-10",
            13,
            "2025-01-01",
            "2027-12-31",
            expect!["2026 2026-06-14, 2027 2027-06-14"],
        );
        check(
            &rainy,
            "2025-09-10",
            27,
            "2025-01-01",
            "2027-12-31",
            expect!["2026 2026-06-28, 2027 2027-06-28"],
        );
    }

    #[test]
    fn delivered_within_the_season_after_the_own_day_stays_on_its_nominal_day() {
        let rainy = seasonal((6, 1), (6, 28));
        check(
            &rainy,
            "2026-06-20",
            3,
            "2026-01-01",
            "2027-12-31",
            expect!["2026 2026-06-20, 2027 2027-06-20"],
        );
        check(
            &rainy,
            "2026-06-02",
            13,
            "2026-01-01",
            "2027-12-31",
            expect!["2026 2026-06-14, 2027 2027-06-14"],
        );
    }

    #[test]
    fn a_season_through_the_turn_of_the_year_belongs_to_the_year_it_begins_in() {
        let winter = seasonal((11, 15), (2, 10));
        check(
            &winter,
            "2025-12-20",
            0,
            "2025-01-01",
            "2027-12-31",
            expect!["2025 2025-12-20, 2026 2026-12-20, 2027 2027-12-20"],
        );
        check(
            &winter,
            "2025-03-01",
            27,
            "2026-01-01",
            "2026-12-31",
            expect!["2025 2026-02-07"],
        );
    }

    #[test]
    fn a_short_interval_gives_one_contact_a_season() {
        let mut monthly = seasonal((5, 1), (9, 30));
        monthly.offset = Offset::Days(30);
        monthly.repeat = Some(Repeat {
            every: Offset::Days(30),
            until: None,
        });
        check(
            &monthly,
            "2026-01-10",
            0,
            "2026-01-01",
            "2028-12-31",
            expect!["2026 2026-05-01, 2027 2027-05-01, 2028 2028-05-01"],
        );
    }

    #[test]
    fn a_long_interval_leaves_seasons_out() {
        let mut every_two_years = seasonal((10, 1), (10, 31));
        every_two_years.repeat = Some(Repeat {
            every: Offset::Months(24),
            until: None,
        });
        check(
            &every_two_years,
            "2025-03-01",
            0,
            "2025-01-01",
            "2030-12-31",
            expect!["2025 2025-10-01, 2027 2027-10-01, 2029 2029-10-01"],
        );
    }

    #[test]
    fn a_single_seasonal_contact_waits_for_its_season() {
        let mut once = seasonal((4, 1), (4, 10));
        once.offset = Offset::Months(12);
        once.repeat = None;
        check(
            &once,
            "2025-03-05",
            14,
            "2025-01-01",
            "2030-12-31",
            expect!["0 2026-04-06"],
        );
        check(
            &once,
            "2025-04-20",
            14,
            "2025-01-01",
            "2030-12-31",
            expect!["0 2027-04-06"],
        );
    }

    #[test]
    fn a_season_of_one_day_and_one_from_a_leap_day_have_days() {
        let one_day = seasonal((9, 1), (9, 1));
        check(
            &one_day,
            "2026-01-01",
            27,
            "2026-01-01",
            "2026-12-31",
            expect!["2026 2026-09-01"],
        );
        let leap = seasonal((2, 29), (3, 5));
        check(
            &leap,
            "2026-01-01",
            0,
            "2026-01-01",
            "2028-12-31",
            expect!["2026 2026-02-28, 2027 2027-02-28, 2028 2028-02-29"],
        );
    }

    #[test]
    fn a_towns_tips_do_not_land_on_one_day() {
        let november = seasonal((11, 1), (11, 30));
        let mut days: Vec<ShopDay> = (0..28)
            .flat_map(|spread| {
                occurrences(
                    &november,
                    day("2025-01-10"),
                    spread,
                    window("2025-11-01", "2025-11-30"),
                )
            })
            .map(|occurrence| occurrence.due)
            .collect();
        days.dedup();
        assert_eq!(
            days.len(),
            28,
            "each part of the spread has a day of its own in a month"
        );
    }

    /// The same rules written down as slowly and plainly as possible.
    fn plainly(step: &Step, delivered_on: ShopDay, spread: u8, window: DayWindow) -> Vec<Occurrence> {
        let rhythm = Rhythm::of(step);
        let until = step.repeat.and_then(|repeat| repeat.until);
        let mut list: Vec<Occurrence> = Vec::new();
        for n in 0.. {
            let Some(nominal) = rhythm.shift(n).and_then(|shift| shift.after(delivered_on)) else {
                break;
            };
            if nominal > window.to {
                break;
            }
            let over = until.is_some_and(|until| match until {
                Offset::Days(days) => nominal > delivered_on.plus_days(i64::from(days)),
                Offset::Months(months) => nominal > delivered_on.plus_months(months),
            });
            if nominal < delivered_on || (over && rhythm.repeats()) {
                continue;
            }
            let Some(season) = step.season else {
                list.push(Occurrence {
                    number: n,
                    due: nominal,
                });
                continue;
            };
            let mut year = nominal.0.year() - 1;
            let days = loop {
                let (first, last) = ends(season, year).expect("a year of the calendar");
                if last >= nominal {
                    break SeasonDays {
                        year,
                        opens: first,
                        first,
                        last,
                    };
                }
                year += 1;
            };
            let number = if rhythm.repeats() { days.year } else { 0 };
            if list.iter().any(|earlier| earlier.number == number) {
                continue;
            }
            list.push(Occurrence {
                number,
                due: nominal.max(days.own_day(spread)),
            });
        }
        list.retain(|occurrence| window.contains(occurrence.due));
        list
    }

    proptest! {
        #[test]
        fn the_quick_way_agrees_with_the_plain_way(
            (step, delivered_on, spread) in super::super::testing::any_step_and_delivery(),
            start in 0..9_000_i64,
            days in 0..900_u32,
        ) {
            let window = DayWindow::of_days(day("2005-01-01").plus_days(start), days);
            let quick = occurrences(&step, delivered_on, spread, window);
            prop_assert_eq!(&quick, &plainly(&step, delivered_on, spread, window), "same rules, same days");
            for occurrence in quick {
                prop_assert_eq!(
                    occurrence_day(&step, delivered_on, spread, occurrence.number),
                    Some(occurrence.due),
                    "an occurrence is found again by its number"
                );
            }
        }

        #[test]
        fn windows_side_by_side_give_what_one_window_gives(
            (step, delivered_on, spread) in super::super::testing::any_step_and_delivery(),
            start in 0..7_000_i64,
            first in 1..400_u32,
            second in 1..400_u32,
        ) {
            let from = day("2005-01-01").plus_days(start);
            let left = DayWindow::of_days(from, first);
            let right = DayWindow::of_days(left.to.plus_days(1), second);
            let mut parts = occurrences(&step, delivered_on, spread, left);
            parts.extend(occurrences(&step, delivered_on, spread, right));
            let whole = occurrences(&step, delivered_on, spread, DayWindow::new(left.from, right.to));
            prop_assert_eq!(parts, whole, "planning day by day equals planning at once");
        }
    }
}
