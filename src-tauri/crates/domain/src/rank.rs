//! The order of Today, and which of it fits into the minutes that there are.
//!
//! Not here: whether a contact may take place (`gate`), and what to do with a pile that grew while the
//! app was closed (`catch_up`).

use std::collections::HashMap;

use crate::kinds::{ContentKind, Touch};
use crate::values::{FollowUpId, HouseholdId, ShopDay};

/// The lanes of Today, the most pressing first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lane {
    /// Somebody could get hurt.
    Safety,
    /// An open case, a promise that somebody made, or news about a contract.
    Promise,
    /// Care.
    Care,
    /// A request or an idea.
    Idea,
    /// An offer.
    Offer,
}

impl Lane {
    /// The lane of a contact: by its content, but what was promised goes first unless it is safety.
    #[must_use]
    pub fn of(kind: ContentKind, promised: bool) -> Self {
        match kind {
            ContentKind::Safety => Self::Safety,
            _ if promised => Self::Promise,
            ContentKind::Notice => Self::Promise,
            ContentKind::Care => Self::Care,
            ContentKind::Request => Self::Idea,
            ContentKind::Offer => Self::Offer,
        }
    }

    /// The stable text form.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Safety => "safety",
            Self::Promise => "promise",
            Self::Care => "care",
            Self::Idea => "idea",
            Self::Offer => "offer",
        }
    }
}

/// A follow-up as far as its place on Today depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rankable {
    /// Key in the store.
    pub follow_up: FollowUpId,
    /// The household it goes to.
    pub household: HouseholdId,
    /// Its lane.
    pub lane: Lane,
    /// Due day, moved off closing days if the shop does so.
    pub due: ShopDay,
    /// How much of a person's time it takes.
    pub touch: Touch,
    /// Minutes of a person's time.
    pub minutes: u16,
    /// The plan's weight, higher first.
    pub priority: i32,
}

/// Several follow-ups of one household that one contact could do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Together {
    /// The household.
    pub household: HouseholdId,
    /// Its follow-ups in the order of Today, at least two; the first is the one to keep.
    pub follow_ups: Vec<FollowUpId>,
}

/// Today in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ranked {
    /// Every follow-up, the most pressing first.
    pub order: Vec<Rankable>,
    /// Households with more than one, in the order of their first.
    pub together: Vec<Together>,
}

/// Puts the follow-ups of `day` in order: by lane; within a lane overdue before due, more of a
/// person's time before less, earlier due day before later, heavier plan before lighter; then by
/// household and key, so that the order is total and whoever comes back finds the same line.
///
/// A household's follow-ups of one lane stand together at the place of its first, but nothing ever
/// overtakes a more pressing lane.
#[must_use]
pub fn rank(mut list: Vec<Rankable>, day: ShopDay) -> Ranked {
    let place = |row: &Rankable| {
        (
            row.lane,
            row.due >= day,
            row.touch,
            row.due,
            std::cmp::Reverse(row.priority),
            row.household,
            row.follow_up,
        )
    };
    list.sort_by_key(place);

    let mut first_of: HashMap<(Lane, HouseholdId), usize> = HashMap::with_capacity(list.len());
    let mut seats: Vec<(usize, usize)> = Vec::with_capacity(list.len());
    for (seat, row) in list.iter().enumerate() {
        let first = *first_of.entry((row.lane, row.household)).or_insert(seat);
        seats.push((first, seat));
    }
    seats.sort_unstable();
    let order: Vec<Rankable> = seats
        .into_iter()
        .filter_map(|(_, seat)| list.get(seat).copied())
        .collect();

    let mut slot_of: HashMap<HouseholdId, usize> = HashMap::new();
    let mut groups: Vec<Together> = Vec::new();
    for row in &order {
        let slot = *slot_of.entry(row.household).or_insert_with(|| {
            groups.push(Together {
                household: row.household,
                follow_ups: Vec::new(),
            });
            groups.len() - 1
        });
        groups[slot].follow_ups.push(row.follow_up);
    }
    groups.retain(|group| group.follow_ups.len() > 1);
    Ranked {
        order,
        together: groups,
    }
}

/// Which follow-ups stand above the line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fit {
    /// What fits, in order.
    pub above: Vec<FollowUpId>,
    /// What waits, in order.
    pub below: Vec<FollowUpId>,
    /// Minutes of what stands above.
    pub minutes: u32,
    /// Minutes of what waits.
    pub minutes_below: u32,
}

/// Divides an ordered list by the minutes that there are ("today fits in ten minutes").
///
/// Safety always stands above, even beyond the minutes. Of the rest each stands above that still fits,
/// so that a long task does not keep short ones away; a long one that does not fit waits. When nothing
/// fits, the first one stands above all the same: a list of nothing helps nobody. What the machine does
/// ([`Touch::Tech`]) takes no minutes.
#[must_use]
pub fn fit_to_minutes(order: &[Rankable], minutes: u32) -> Fit {
    let cost = |row: &Rankable| {
        if row.touch == Touch::Tech {
            0
        } else {
            u32::from(row.minutes)
        }
    };
    let mut fit = Fit::default();
    let mut waiting = Vec::new();
    for row in order {
        let cost = cost(row);
        if row.lane == Lane::Safety || fit.minutes.saturating_add(cost) <= minutes {
            fit.minutes = fit.minutes.saturating_add(cost);
            fit.above.push(row.follow_up);
        } else {
            fit.minutes_below = fit.minutes_below.saturating_add(cost);
            waiting.push((row.follow_up, cost));
        }
    }
    if fit.above.is_empty() && !waiting.is_empty() {
        let (first, cost) = waiting.remove(0);
        fit.above.push(first);
        fit.minutes = cost;
        fit.minutes_below = fit.minutes_below.saturating_sub(cost);
    }
    fit.below = waiting.into_iter().map(|(follow_up, _)| follow_up).collect();
    fit
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const TODAY: &str = "2026-11-22";

    fn day(text: &str) -> ShopDay {
        ShopDay::parse_iso(text).expect("a real day")
    }

    fn row(id: i64, household: i64, lane: Lane) -> Rankable {
        Rankable {
            follow_up: FollowUpId(id),
            household: HouseholdId(household),
            lane,
            due: day(TODAY),
            touch: Touch::High,
            minutes: 5,
            priority: 0,
        }
    }

    fn order(list: Vec<Rankable>) -> Vec<i64> {
        rank(list, day(TODAY))
            .order
            .iter()
            .map(|row| row.follow_up.0)
            .collect()
    }

    #[test]
    fn lanes_run_from_safety_to_offer() {
        let list = vec![
            row(1, 1, Lane::Offer),
            row(2, 2, Lane::Idea),
            row(3, 3, Lane::Care),
            row(4, 4, Lane::Promise),
            row(5, 5, Lane::Safety),
        ];
        assert_eq!(
            order(list),
            [5, 4, 3, 2, 1],
            "safety > case and promise > care > idea > offer"
        );
    }

    #[rstest]
    #[case::safety_stays_safety(ContentKind::Safety, true, Lane::Safety)]
    #[case::promised_care(ContentKind::Care, true, Lane::Promise)]
    #[case::ordinary_care(ContentKind::Care, false, Lane::Care)]
    #[case::contract_news(ContentKind::Notice, false, Lane::Promise)]
    #[case::a_survey(ContentKind::Request, false, Lane::Idea)]
    #[case::an_offer(ContentKind::Offer, false, Lane::Offer)]
    fn the_content_decides_the_lane(#[case] kind: ContentKind, #[case] promised: bool, #[case] lane: Lane) {
        assert_eq!(
            Lane::of(kind, promised),
            lane,
            "a promise lifts everything but safety"
        );
    }

    #[test]
    fn overdue_comes_first_then_more_touch_then_the_earlier_day_then_the_heavier_plan() {
        let mut overdue_low = row(1, 1, Lane::Care);
        overdue_low.due = day("2026-11-20");
        overdue_low.touch = Touch::Low;
        let mut overdue_later = row(2, 2, Lane::Care);
        overdue_later.due = day("2026-11-21");
        overdue_later.touch = Touch::Low;
        let mut due_low = row(3, 3, Lane::Care);
        due_low.touch = Touch::Low;
        let due_high = row(4, 4, Lane::Care);
        let mut due_heavy = row(5, 5, Lane::Care);
        due_heavy.priority = 9;
        let list = vec![due_low, due_high, due_heavy, overdue_later, overdue_low];
        assert_eq!(order(list), [1, 2, 5, 4, 3], "each criterion in its turn");
    }

    #[test]
    fn a_household_stands_together_within_its_lane_only() {
        let mut late = row(3, 1, Lane::Care);
        late.touch = Touch::Tech;
        let list = vec![
            row(1, 1, Lane::Care),
            row(2, 2, Lane::Care),
            late,
            row(4, 2, Lane::Safety),
            row(5, 1, Lane::Offer),
        ];
        let ranked = rank(list, day(TODAY));
        let order: Vec<i64> = ranked.order.iter().map(|row| row.follow_up.0).collect();
        assert_eq!(
            order,
            [4, 1, 3, 2, 5],
            "3 joins 1; the offer of the same house stays last"
        );
        assert_eq!(
            ranked.together,
            [
                Together {
                    household: HouseholdId(2),
                    follow_ups: vec![FollowUpId(4), FollowUpId(2)]
                },
                Together {
                    household: HouseholdId(1),
                    follow_ups: vec![FollowUpId(1), FollowUpId(3), FollowUpId(5)]
                },
            ],
            "both households could be done in one contact"
        );
    }

    #[test]
    fn the_same_list_in_any_order_gives_the_same_today() {
        let list: Vec<Rankable> = (0..20).map(|id| row(id, id % 4, Lane::Care)).collect();
        let mut backwards = list.clone();
        backwards.reverse();
        assert_eq!(
            order(list),
            order(backwards),
            "whoever comes back finds the same line"
        );
    }

    #[test]
    fn what_fits_stands_above_the_line() {
        let mut long = row(2, 2, Lane::Care);
        long.minutes = 30;
        let list = [
            row(1, 1, Lane::Care),
            long,
            row(3, 3, Lane::Care),
            row(4, 4, Lane::Care),
        ];
        let fit = fit_to_minutes(&list, 10);
        assert_eq!(
            fit.above,
            [FollowUpId(1), FollowUpId(3)],
            "the long one keeps nobody away"
        );
        assert_eq!(
            fit.below,
            [FollowUpId(2), FollowUpId(4)],
            "what waits keeps its order"
        );
        assert_eq!(
            (fit.minutes, fit.minutes_below),
            (10, 35),
            "minutes are told on both sides"
        );
    }

    #[test]
    fn safety_stands_above_even_without_time_and_a_list_is_never_empty() {
        let fit = fit_to_minutes(&[row(1, 1, Lane::Safety), row(2, 2, Lane::Care)], 0);
        assert_eq!(
            fit.above,
            [FollowUpId(1)],
            "safety does not wait for free minutes"
        );
        let fit = fit_to_minutes(&[row(2, 2, Lane::Care), row(3, 3, Lane::Care)], 1);
        assert_eq!(fit.above, [FollowUpId(2)], "one task always stands there");
        assert_eq!(
            (fit.minutes, fit.minutes_below),
            (5, 5),
            "its minutes moved above the line"
        );
    }

    #[test]
    fn the_machines_work_costs_nobody_minutes() {
        let mut tech = row(1, 1, Lane::Care);
        tech.touch = Touch::Tech;
        let fit = fit_to_minutes(&[tech, row(2, 2, Lane::Care)], 5);
        assert_eq!(fit.above.len(), 2, "a sent mail takes no minute of a person");
    }
}
