//! The planning question turned round: for the coming days, which delivery days can be due at all?
//!
//! A shop with a million items must not look at each of them every morning. For a class and a window
//! this room names the delivery days (and, for steps with a season, the households' parts of the
//! spread) from which anything can come due, as ranges for which the store has an index:
//!
//! ```sql
//! class_id = $1 and state = 'in_use' and delivered_on between $2 and $3
//! class_id = $1 and state = 'in_use' and spread between $4 and $5 and delivered_on between $2 and $3
//! ```
//!
//! The first form when [`CandidateQuery::all_spreads`] says so, else the second. Together the queries
//! reach every item that has a draft; some reach an item that has none, and some items are reached
//! twice. So the store takes each item once and asks [`ClassPlan::plan_into`] about it.
//!
//! Not here: the items.

use chrono::Datelike as _;

use crate::values::ShopDay;

use super::occurrence::SeasonDays;
use super::rhythm::Rhythm;
use super::select::ClassPlan;
use super::types::{DayWindow, SPREAD_PARTS, Step};

/// Items of a class that may have something due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CandidateQuery {
    /// First part of the spread, `0..=27`.
    pub spread_from: u8,
    /// Last part of the spread, `0..=27`.
    pub spread_to: u8,
    /// Delivery days.
    pub delivered: DayWindow,
}

impl CandidateQuery {
    /// Whether the spread does not matter.
    #[must_use]
    pub fn all_spreads(&self) -> bool {
        self.spread_from == 0 && self.spread_to == SPREAD_PARTS - 1
    }

    /// Whether it reaches an item.
    #[must_use]
    pub fn reaches(&self, delivered_on: ShopDay, spread: u8) -> bool {
        self.delivered.contains(delivered_on)
            && (self.spread_from..=self.spread_to).contains(&spread.min(SPREAD_PARTS - 1))
    }
}

/// Adds the ranges of delivery days within `deliveries` from which a nominal day of `step` can fall
/// into `nominal`.
fn deliveries_reaching(step: &Step, nominal: DayWindow, deliveries: DayWindow, ranges: &mut Vec<DayWindow>) {
    let rhythm = Rhythm::of(step);
    for n in 0.. {
        let Some(shift) = rhythm.shift(n) else { return };
        if !rhythm.may_be_within_until(shift) {
            return;
        }
        // Once a repeat lies further back than the oldest delivery, all later ones do.
        let (least, most) = shift.bounds();
        if nominal.to.plus_days(-least) < deliveries.from {
            return;
        }
        if nominal.from.plus_days(-most) > deliveries.to {
            continue;
        }
        let Some(range) = shift.before(nominal) else {
            continue;
        };
        let range = DayWindow::new(range.from.max(deliveries.from), range.to.min(deliveries.to));
        if !range.is_empty() {
            ranges.push(range);
        }
    }
}

/// Sorts ranges and joins those that overlap or touch.
fn join(mut ranges: Vec<DayWindow>) -> Vec<DayWindow> {
    ranges.sort_unstable();
    let mut joined: Vec<DayWindow> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.from <= last.to.plus_days(1) => last.to = last.to.max(range.to),
            _ => joined.push(range),
        }
    }
    joined
}

/// Adds the queries of one step.
fn step_queries(step: &Step, window: DayWindow, deliveries: DayWindow, queries: &mut Vec<CandidateQuery>) {
    let add = |queries: &mut Vec<CandidateQuery>, spread: (u8, u8), ranges: Vec<DayWindow>| {
        queries.extend(join(ranges).into_iter().map(|delivered| CandidateQuery {
            spread_from: spread.0,
            spread_to: spread.1,
            delivered,
        }));
    };
    let Some(season) = step.season else {
        let mut ranges = Vec::new();
        deliveries_reaching(step, window, deliveries, &mut ranges);
        add(queries, (0, SPREAD_PARTS - 1), ranges);
        return;
    };
    let years = (window.from.0.year() - 1).max(deliveries.from.0.year() - 1)
        ..=window.to.0.year().min(deliveries.to.0.year() + 102);
    for year in years {
        let Some(days) = SeasonDays::of(season, year) else {
            continue;
        };
        if days.last < window.from || days.first > window.to {
            continue;
        }
        // The due day is the later of nominal and own day, and the own day grows with the spread: first
        // come the parts whose own day is past, which are due on their nominal day; then those whose own
        // day lies in the window, which are due for every nominal day since the season before.
        let past = parts(|spread| days.own_day(spread) < window.from);
        let reached = parts(|spread| days.own_day(spread) <= window.to);
        let nominal_to = days.last.min(window.to);
        for (from, until, nominal_from) in [
            (0, past, days.opens.max(window.from)),
            (past, reached, days.opens),
        ] {
            let nominal = DayWindow::new(nominal_from, nominal_to);
            if from == until || nominal.is_empty() {
                continue;
            }
            let mut ranges = Vec::new();
            deliveries_reaching(step, nominal, deliveries, &mut ranges);
            add(queries, (from, until - 1), ranges);
        }
    }
}

/// How many parts of the spread, from 0 on, fulfil a condition that never comes true again.
fn parts(condition: impl Fn(u8) -> bool) -> u8 {
    (0..SPREAD_PARTS)
        .find(|spread| !condition(*spread))
        .unwrap_or(SPREAD_PARTS)
}

/// The queries that reach every item, delivered within `deliveries`, for which `step` can come due
/// within `window`. Sorted, each once; ranges of the same spread neither overlap nor touch.
#[must_use]
pub fn delivery_days_due(step: &Step, window: DayWindow, deliveries: DayWindow) -> Vec<CandidateQuery> {
    let mut queries = Vec::new();
    if !window.is_empty() && !deliveries.is_empty() {
        step_queries(step, window, deliveries, &mut queries);
    }
    tidy(queries)
}

/// The queries that reach every item of the class, delivered within `deliveries`, that has a draft
/// within `window`. Sorted, each once; ranges of the same spread neither overlap nor touch.
///
/// `deliveries` runs from the oldest to the newest delivery day that the store knows.
#[must_use]
pub fn candidates(class: &ClassPlan<'_>, window: DayWindow, deliveries: DayWindow) -> Vec<CandidateQuery> {
    let mut queries = Vec::new();
    if !window.is_empty() && !deliveries.is_empty() {
        for planned in class.steps() {
            step_queries(planned.step, window, deliveries, &mut queries);
        }
    }
    tidy(queries)
}

/// Joins queries of the same spread; what lies inside a query for all spreads goes.
fn tidy(mut queries: Vec<CandidateQuery>) -> Vec<CandidateQuery> {
    queries.sort_unstable();
    let mut tidied: Vec<CandidateQuery> = Vec::with_capacity(queries.len());
    for query in queries {
        match tidied.last_mut() {
            Some(last)
                if (last.spread_from, last.spread_to) == (query.spread_from, query.spread_to)
                    && query.delivered.from <= last.delivered.to.plus_days(1) =>
            {
                last.delivered.to = last.delivered.to.max(query.delivered.to);
            }
            _ => tidied.push(query),
        }
    }
    let whole: Vec<DayWindow> = tidied
        .iter()
        .filter(|query| query.all_spreads())
        .map(|query| query.delivered)
        .collect();
    tidied.retain(|query| {
        query.all_spreads()
            || !whole
                .iter()
                .any(|range| range.from <= query.delivered.from && query.delivered.to <= range.to)
    });
    tidied
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use proptest::prelude::*;

    use super::super::occurrence::occurrences;
    use super::super::select::{Planner, plan_item};
    use super::super::testing::{OILED_TABLE, any_step, day, item, plan, seasonal, step, window};
    use super::super::types::{Draft, ItemForPlanning, ItemMatch, Offset, Repeat};
    use super::*;
    use crate::values::{ContentId, HouseholdId, OwnedItemId, StepId, spread_hash};

    fn check(step: &Step, from: &str, to: &str, expected: Expect) {
        let list: Vec<String> = delivery_days_due(step, window(from, to), window("2020-01-01", "2026-12-31"))
            .iter()
            .map(|query| {
                format!(
                    "{}-{}: {}..{}",
                    query.spread_from, query.spread_to, query.delivered.from, query.delivered.to
                )
            })
            .collect();
        expected.assert_eq(&list.join("\n"));
    }

    #[test]
    fn a_single_step_asks_for_one_delivery_day() {
        check(
            &step(1),
            "2026-11-22",
            "2026-11-22",
            expect!["0-27: 2026-11-15..2026-11-15"],
        );
    }

    #[test]
    fn a_yearly_step_asks_for_one_delivery_day_a_year() {
        let yearly = Step {
            offset: Offset::Months(12),
            repeat: Some(Repeat {
                every: Offset::Months(12),
                until: None,
            }),
            ..step(1)
        };
        check(
            &yearly,
            "2026-02-28",
            "2026-02-28",
            expect![[r#"
                0-27: 2020-02-28..2020-02-29
                0-27: 2021-02-28..2021-02-28
                0-27: 2022-02-28..2022-02-28
                0-27: 2023-02-28..2023-02-28
                0-27: 2024-02-28..2024-02-29
                0-27: 2025-02-28..2025-02-28"#]],
        );
    }

    #[test]
    fn a_day_that_a_month_lacks_asks_for_nothing_twice() {
        let monthly = Step {
            offset: Offset::Months(1),
            ..step(1)
        };
        check(&monthly, "2026-03-31", "2026-03-31", expect![""]);
        check(
            &monthly,
            "2026-02-28",
            "2026-02-28",
            expect!["0-27: 2026-01-28..2026-01-31"],
        );
    }

    #[test]
    fn a_seasonal_step_asks_one_part_of_the_spread_for_all_and_the_earlier_parts_for_today() {
        check(
            &seasonal((6, 1), (6, 28)),
            "2026-06-03",
            "2026-06-03",
            expect![[r#"
                0-1: 2020-06-03..2020-06-03
                0-1: 2021-06-03..2021-06-03
                0-1: 2022-06-03..2022-06-03
                0-1: 2023-06-03..2023-06-03
                0-1: 2024-06-03..2024-06-03
                0-1: 2025-06-03..2025-06-03
                0-1: 2026-06-03..2026-06-03
                2-2: 2020-01-01..2020-06-03
                2-2: 2020-06-29..2021-06-03
                2-2: 2021-06-29..2022-06-03
                2-2: 2022-06-29..2023-06-03
                2-2: 2023-06-29..2024-06-03
                2-2: 2024-06-29..2025-06-03
                2-2: 2025-06-29..2026-06-03"#]],
        );
    }

    #[test]
    fn outside_its_season_a_step_asks_for_nothing() {
        check(
            &seasonal((6, 1), (6, 28)),
            "2026-11-22",
            "2026-11-22",
            expect![""],
        );
    }

    /// A shop whose items were delivered over seven years, in an order that repeats nowhere.
    fn shop(items: i64) -> Vec<ItemForPlanning> {
        (0..items)
            .map(|id| {
                let days = i64::try_from(spread_hash(id.cast_unsigned()) % 2_500).expect("small");
                ItemForPlanning {
                    id: OwnedItemId(id),
                    household: HouseholdId(id),
                    delivered_on: Some(day("2020-01-01").plus_days(days)),
                    spread: super::super::types::spread_of(HouseholdId(id)),
                    ..item(id, "2020-01-01")
                }
            })
            .collect()
    }

    fn by_candidates(
        items: &[ItemForPlanning],
        plans: &[super::super::types::Plan],
        window: DayWindow,
    ) -> (usize, Vec<Draft>) {
        let mut planner = Planner::new(plans);
        let class = planner.class(OILED_TABLE);
        let queries = candidates(
            class,
            window,
            super::super::testing::window("2020-01-01", "2030-12-31"),
        );
        let mut drafts = Vec::new();
        let mut touched = 0;
        for item in items {
            let Some(delivered_on) = item.delivered_on else {
                continue;
            };
            if queries
                .iter()
                .any(|query| query.reaches(delivered_on, item.spread))
            {
                touched += 1;
                class.plan_into(item, window, &mut drafts);
            }
        }
        (touched, drafts)
    }

    /// An ordinary plan: first weeks, repeated care, two seasons.
    fn ordinary_plan() -> Vec<super::super::types::Plan> {
        let repeated = |id, offset, every, until| Step {
            offset,
            repeat: Some(Repeat { every, until }),
            ..step(id)
        };
        let in_season = |id, from, until| Step {
            id: StepId(id),
            content: ContentId(id),
            ..seasonal(from, until)
        };
        vec![plan(
            1,
            ItemMatch::default(),
            vec![
                Step {
                    offset: Offset::Days(3),
                    ..step(1)
                },
                Step {
                    offset: Offset::Days(30),
                    ..step(2)
                },
                repeated(3, Offset::Days(45), Offset::Days(45), Some(Offset::Days(365))),
                repeated(4, Offset::Months(12), Offset::Months(12), None),
                in_season(5, (6, 1), (6, 30)),
                in_season(6, (10, 1), (11, 30)),
            ],
        )]
    }

    #[test]
    fn a_morning_touches_only_what_is_due() {
        let items = shop(20_000);
        let plans = ordinary_plan();
        for today in ["2026-03-10", "2026-06-14", "2026-11-22", "2026-02-28"] {
            let window = DayWindow::day(day(today));
            let (touched, drafts) = by_candidates(&items, &plans, window);
            let due: std::collections::HashSet<OwnedItemId> = drafts.iter().map(|draft| draft.item).collect();
            assert!(
                touched <= due.len() + items.len() / 1_000,
                "{today}: {touched} items touched for {} that are due",
                due.len()
            );
        }
    }

    proptest! {
        #[test]
        fn no_item_that_is_due_escapes_the_queries(
            step in any_step(),
            delivered in 0..3_000_i64,
            spread in 0..28_u8,
            start in -200..4_000_i64,
            days in 0..120_u32,
        ) {
            let oldest = day("2018-01-01");
            let delivered_on = oldest.plus_days(delivered);
            let window = DayWindow::of_days(oldest.plus_days(start), days);
            let deliveries = DayWindow::new(oldest, oldest.plus_days(3_000));
            let due = occurrences(&step, delivered_on, spread, window);
            let reached = delivery_days_due(&step, window, deliveries)
                .iter()
                .any(|query| query.reaches(delivered_on, spread));
            prop_assert!(due.is_empty() || reached, "due {:?} but not asked for", due);
        }

        #[test]
        fn asking_the_candidates_gives_exactly_what_asking_everybody_gives(
            steps in proptest::collection::vec(any_step(), 1..6),
            start in 0..3_500_i64,
            days in 0..40_u32,
        ) {
            let steps = steps
                .into_iter()
                .zip(1..)
                .map(|(any, id)| Step { id: StepId(id), content: ContentId(id % 3), ..any })
                .collect();
            let plans = [plan(1, ItemMatch::default(), steps)];
            let items = shop(150);
            let window = DayWindow::of_days(day("2019-06-01").plus_days(start), days);
            let everybody: Vec<Draft> =
                items.iter().flat_map(|item| plan_item(item, &plans, window)).collect();
            prop_assert_eq!(by_candidates(&items, &plans, window).1, everybody, "nobody is forgotten");
        }
    }
}
