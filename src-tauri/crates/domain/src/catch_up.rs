//! After an absence: what piled up, and three ways to deal with it that a person chooses from.
//!
//! An app that was closed for three weeks must not answer with three weeks of messages. What is too
//! late lapses. For the rest there are proposals, each an explicit list of actions: skip it, merge it to
//! one contact for each household, or spread it over the coming working days within the minutes that
//! there are. Nothing is done until a person picks one, and safety and promises are never let go.
//!
//! Not here: carrying the actions out (`store`), and the gate, which is asked again about each contact.

use std::collections::HashMap;

use crate::calendar::ShopCalendar;
use crate::kinds::{SkipReason, Touch};
use crate::rank::{Lane, Rankable, rank};
use crate::values::{FollowUpId, HouseholdId, ShopDay};

/// A follow-up whose day has passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OverdueFollowUp {
    /// As Today ranks it.
    pub row: Rankable,
    /// Days after the due day during which it still makes sense.
    pub grace_days: u16,
}

/// One thing to do with one follow-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Stays as it is and stands in Today.
    Keep {
        /// Which.
        follow_up: FollowUpId,
    },
    /// Its time has passed.
    Lapse {
        /// Which.
        follow_up: FollowUpId,
        /// The last day on which it made sense.
        last_day: ShopDay,
    },
    /// A person lets it go.
    Skip {
        /// Which.
        follow_up: FollowUpId,
        /// Why.
        why: SkipReason,
    },
    /// Is said together with another one of the same household.
    MergeInto {
        /// Which.
        follow_up: FollowUpId,
        /// The one that stays.
        into: FollowUpId,
    },
    /// Moves to a day to come.
    MoveTo {
        /// Which.
        follow_up: FollowUpId,
        /// That day.
        day: ShopDay,
    },
}

impl Action {
    /// The follow-up that it is about.
    #[must_use]
    pub fn follow_up(&self) -> FollowUpId {
        match self {
            Self::Keep { follow_up }
            | Self::Lapse { follow_up, .. }
            | Self::Skip { follow_up, .. }
            | Self::MergeInto { follow_up, .. }
            | Self::MoveTo { follow_up, .. } => *follow_up,
        }
    }
}

/// How much there is to work with, and from when on an absence counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CatchUpRule {
    /// Minutes of a person's time in a day; 0 counts as 1.
    pub daily_minutes: u32,
    /// Working days over which to spread at most; 0 counts as 1.
    pub spread_days: u16,
    /// Days without the app from which on the dialog comes up by itself; 7.
    pub absent_days: u16,
}

impl Default for CatchUpRule {
    fn default() -> Self {
        Self {
            daily_minutes: 30,
            spread_days: 10,
            absent_days: 7,
        }
    }
}

/// What piled up, and what can be done about it.
///
/// Each proposal names every overdue follow-up exactly once, and each begins with the same lapses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatchUp {
    /// Whole days between the last day that was gone through and today; 0 when there was none.
    pub absent_days: i64,
    /// Follow-ups that are overdue and still make sense.
    pub overdue: usize,
    /// Their minutes of a person's time.
    pub overdue_minutes: u32,
    /// Follow-ups whose time has passed.
    pub lapsed: usize,
    /// Whether to ask by itself: the absence was long, or more piled up than a day holds.
    pub ask: bool,
    /// Let go of everything but safety and promises.
    pub skip: Vec<Action>,
    /// One contact for each household, its most pressing one; the others are said with it.
    pub merge: Vec<Action>,
    /// Spread over the coming working days in the order of Today.
    pub spread: Vec<Action>,
}

/// Works the proposals out for the overdue follow-ups of `day`. `planned_through` is the last day that
/// was gone through; rows that are not overdue (due on `day` or later) are ignored.
///
/// A follow-up lapses when `day` lies after its grace, counted from the first working day on or after
/// its due day; safety and promises never lapse.
#[must_use]
pub fn catch_up(
    overdue: &[OverdueFollowUp],
    planned_through: ShopDay,
    day: ShopDay,
    rule: CatchUpRule,
    calendar: &ShopCalendar,
) -> CatchUp {
    let mut lapsed = Vec::new();
    let mut living = Vec::new();
    for follow_up in overdue.iter().filter(|follow_up| follow_up.row.due < day) {
        let last_day = calendar.last_day_in_grace(follow_up.row.due, follow_up.grace_days);
        if day > last_day && !is_kept(&follow_up.row) {
            lapsed.push((follow_up.row, last_day));
        } else {
            living.push(follow_up.row);
        }
    }
    lapsed.sort_by_key(|(row, _)| (row.due, row.follow_up));
    let lapses: Vec<Action> = lapsed
        .iter()
        .map(|(row, last_day)| Action::Lapse {
            follow_up: row.follow_up,
            last_day: *last_day,
        })
        .collect();
    let order = rank(living, day).order;
    let minutes = order.iter().map(minutes_of).sum();
    let absent_days = day.days_since(planned_through).max(0);

    let with_lapses = |actions: Vec<Action>| lapses.iter().copied().chain(actions).collect::<Vec<Action>>();
    CatchUp {
        absent_days,
        overdue: order.len(),
        overdue_minutes: minutes,
        lapsed: lapses.len(),
        ask: !(order.is_empty() && lapses.is_empty())
            && (absent_days >= i64::from(rule.absent_days) || minutes > rule.daily_minutes.max(1)),
        skip: with_lapses(skip(&order)),
        merge: with_lapses(merge(&order)),
        spread: with_lapses(spread(&order, day, rule, calendar)),
    }
}

/// Whether it must not be let go.
fn is_kept(row: &Rankable) -> bool {
    matches!(row.lane, Lane::Safety | Lane::Promise)
}

/// Minutes of a person's time; what the machine does takes none.
fn minutes_of(row: &Rankable) -> u32 {
    if row.touch == Touch::Tech {
        0
    } else {
        u32::from(row.minutes)
    }
}

fn skip(order: &[Rankable]) -> Vec<Action> {
    order
        .iter()
        .map(|row| {
            let follow_up = row.follow_up;
            if is_kept(row) {
                Action::Keep { follow_up }
            } else {
                Action::Skip {
                    follow_up,
                    why: SkipReason::CatchUp,
                }
            }
        })
        .collect()
}

fn merge(order: &[Rankable]) -> Vec<Action> {
    let mut first: HashMap<HouseholdId, FollowUpId> = HashMap::new();
    order
        .iter()
        .map(|row| {
            let follow_up = row.follow_up;
            let into = *first.entry(row.household).or_insert(follow_up);
            // A promise or safety message is said in full, even when something else is said before it.
            if into == follow_up || is_kept(row) {
                Action::Keep { follow_up }
            } else {
                Action::MergeInto { follow_up, into }
            }
        })
        .collect()
}

/// Fills the working days from today on, each up to its minutes, a household's follow-ups on one day.
/// What does not fit into the last day is put there all the same: a person sees it then.
fn spread(order: &[Rankable], day: ShopDay, rule: CatchUpRule, calendar: &ShopCalendar) -> Vec<Action> {
    let mut days = calendar.open_days(day, usize::from(rule.spread_days.max(1)));
    if days.is_empty() {
        days.push(day);
    }
    let budget = rule.daily_minutes.max(1);
    let mut used = vec![0_u32; days.len()];
    let mut seat_of: HashMap<HouseholdId, usize> = HashMap::new();
    let mut actions = Vec::with_capacity(order.len());
    let mut household_minutes: HashMap<HouseholdId, u32> = HashMap::new();
    for row in order.iter().filter(|row| !is_kept(row)) {
        *household_minutes.entry(row.household).or_default() += minutes_of(row);
    }
    // What is kept takes its minutes out of the first day.
    used[0] = order.iter().filter(|row| is_kept(row)).map(minutes_of).sum();
    for row in order {
        let follow_up = row.follow_up;
        if is_kept(row) {
            actions.push(Action::Keep { follow_up });
            continue;
        }
        let seat = *seat_of.entry(row.household).or_insert_with(|| {
            let need = household_minutes.get(&row.household).copied().unwrap_or(0);
            let fits = |used: u32| used == 0 || used.saturating_add(need) <= budget;
            let seat = used.iter().position(|used| fits(*used)).unwrap_or(used.len() - 1);
            used[seat] = used[seat].saturating_add(need);
            seat
        });
        actions.push(Action::MoveTo {
            follow_up,
            day: days[seat],
        });
    }
    actions
}

#[cfg(test)]
mod tests {
    use chrono::Weekday;
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> ShopDay {
        ShopDay::parse_iso(text).expect("a real day")
    }

    fn overdue(id: i64, household: i64, lane: Lane, due: &str, minutes: u16) -> OverdueFollowUp {
        OverdueFollowUp {
            row: Rankable {
                follow_up: FollowUpId(id),
                household: HouseholdId(household),
                lane,
                due: day(due),
                touch: Touch::High,
                minutes,
                priority: 0,
            },
            grace_days: 14,
        }
    }

    fn proposals(list: &[OverdueFollowUp], minutes: u32) -> CatchUp {
        let rule = CatchUpRule {
            daily_minutes: minutes,
            spread_days: 3,
            ..CatchUpRule::default()
        };
        let calendar = ShopCalendar::new(&[Weekday::Tue], &[]);
        catch_up(list, day("2026-11-01"), day("2026-11-23"), rule, &calendar)
    }

    fn three_weeks() -> Vec<OverdueFollowUp> {
        vec![
            overdue(1, 1, Lane::Care, "2026-11-02", 5),
            overdue(2, 2, Lane::Care, "2026-11-20", 5),
            overdue(3, 2, Lane::Offer, "2026-11-21", 5),
            overdue(4, 3, Lane::Care, "2026-11-21", 5),
            overdue(5, 4, Lane::Promise, "2026-11-05", 5),
            overdue(6, 5, Lane::Safety, "2026-11-03", 5),
            overdue(7, 6, Lane::Care, "2026-11-23", 5),
        ]
    }

    #[test]
    fn three_weeks_of_absence_ask_before_anything_happens() {
        let catch_up = proposals(&three_weeks(), 10);
        assert!(catch_up.ask, "22 days are an absence");
        assert_eq!(
            (
                catch_up.absent_days,
                catch_up.overdue,
                catch_up.overdue_minutes,
                catch_up.lapsed
            ),
            (22, 5, 25, 1),
            "one is too late, one is due today and none of this dialog's business"
        );
    }

    #[test]
    fn skipping_lets_go_of_all_but_safety_and_promises() {
        let id = FollowUpId;
        let why = SkipReason::CatchUp;
        assert_eq!(
            proposals(&three_weeks(), 10).skip,
            [
                Action::Lapse {
                    follow_up: id(1),
                    last_day: day("2026-11-16")
                },
                Action::Keep { follow_up: id(6) },
                Action::Keep { follow_up: id(5) },
                Action::Skip {
                    follow_up: id(2),
                    why
                },
                Action::Skip {
                    follow_up: id(4),
                    why
                },
                Action::Skip {
                    follow_up: id(3),
                    why
                },
            ],
            "the grace of the first one ended a week ago"
        );
    }

    #[test]
    fn merging_leaves_one_contact_for_each_household() {
        let id = FollowUpId;
        assert_eq!(
            proposals(&three_weeks(), 10).merge[1..],
            [
                Action::Keep { follow_up: id(6) },
                Action::Keep { follow_up: id(5) },
                Action::Keep { follow_up: id(2) },
                Action::Keep { follow_up: id(4) },
                Action::MergeInto {
                    follow_up: id(3),
                    into: id(2)
                },
            ],
            "the offer is said with the care of the same household"
        );
    }

    #[test]
    fn spreading_fills_working_days_within_their_minutes() {
        let id = FollowUpId;
        assert_eq!(
            proposals(&three_weeks(), 10).spread[1..],
            [
                Action::Keep { follow_up: id(6) },
                Action::Keep { follow_up: id(5) },
                Action::MoveTo {
                    follow_up: id(2),
                    day: day("2026-11-25")
                },
                Action::MoveTo {
                    follow_up: id(4),
                    day: day("2026-11-26")
                },
                Action::MoveTo {
                    follow_up: id(3),
                    day: day("2026-11-25")
                },
            ],
            "Monday is full with what is kept, Tuesday is closed, a household stays on one day"
        );
    }

    #[test]
    fn an_ordinary_morning_asks_nothing() {
        let rule = CatchUpRule::default();
        let calendar = ShopCalendar::default();
        let list = [overdue(1, 1, Lane::Care, "2026-11-22", 5)];
        let quiet = catch_up(&list, day("2026-11-22"), day("2026-11-23"), rule, &calendar);
        assert!(!quiet.ask, "one thing left over from yesterday is no pile");
        let nothing = catch_up(&[], day("2026-10-01"), day("2026-11-23"), rule, &calendar);
        assert!(!nothing.ask, "nothing piled up, so there is nothing to ask");
    }

    #[test]
    fn a_clock_that_went_back_is_no_absence() {
        let catch_up = catch_up(
            &[],
            day("2026-12-24"),
            day("2026-11-23"),
            CatchUpRule::default(),
            &ShopCalendar::default(),
        );
        assert_eq!(catch_up.absent_days, 0, "the gate's G11 speaks of the clock");
    }

    proptest! {
        #[test]
        fn every_proposal_names_every_overdue_follow_up_once(
            rows in proptest::collection::vec((0..12_i64, 0..5_usize, -40..5_i64, 0..30_u16), 0..40),
            minutes in 0..60_u32,
        ) {
            let lanes = [Lane::Safety, Lane::Promise, Lane::Care, Lane::Idea, Lane::Offer];
            let today = day("2026-11-23");
            let list: Vec<OverdueFollowUp> = rows
                .into_iter()
                .zip(1..)
                .map(|((household, lane, days, minutes), id)| {
                    let due = today.plus_days(days).to_string();
                    overdue(id, household, lanes[lane], &due, minutes)
                })
                .collect();
            let mut expected: Vec<FollowUpId> =
                list.iter().filter(|late| late.row.due < today).map(|late| late.row.follow_up).collect();
            expected.sort_unstable();
            let catch_up = proposals(&list, minutes);
            for actions in [&catch_up.skip, &catch_up.merge, &catch_up.spread] {
                let mut named: Vec<FollowUpId> = actions.iter().map(Action::follow_up).collect();
                named.sort_unstable();
                prop_assert_eq!(&named, &expected, "none lost, none twice");
                for action in actions {
                    if let Action::Lapse { follow_up, .. } | Action::Skip { follow_up, .. }
                        | Action::MergeInto { follow_up, .. } = action
                    {
                        let row = list.iter().find(|late| late.row.follow_up == *follow_up);
                        prop_assert!(row.is_some_and(|late| !is_kept(&late.row)), "safety and promises stay");
                    }
                }
            }
        }
    }
}
