//! What planning again changes: nothing, unless the world changed.
//!
//! Done and skipped follow-ups are history and never change. Planned ones move when their day moves,
//! unless a person chose the day by hand, and go when their step no longer exists for the item or the
//! item is silent. Cancelled ones come back when their reason is gone; lapsed ones come back when a
//! corrected delivery day puts them into days to come.
//!
//! Not here: writing it down (`store`).

use std::collections::HashMap;

use crate::kinds::FollowUpState;
use crate::values::{FollowUpId, ShopDay};

use super::occurrence::occurrence_day;
use super::select::ClassPlan;
use super::types::{DayWindow, Draft, ExistingFollowUp, FollowUpKey, ItemForPlanning};

/// A follow-up whose due day changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MoveDue {
    /// Which.
    pub id: FollowUpId,
    /// Its due day so far.
    pub from: ShopDay,
    /// Its due day from now on.
    pub to: ShopDay,
}

/// A follow-up that comes back to the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revive {
    /// Which.
    pub id: FollowUpId,
    /// As it is wanted now.
    pub draft: Draft,
}

/// The difference between what the store holds and what planning wants.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Diff {
    /// New follow-ups, in order of due day.
    pub insert: Vec<Draft>,
    /// Cancelled or lapsed follow-ups that become planned again.
    pub revive: Vec<Revive>,
    /// Planned follow-ups on another day.
    pub move_due: Vec<MoveDue>,
    /// Planned follow-ups that are no longer wanted.
    pub cancel: Vec<FollowUpId>,
}

impl Diff {
    /// Whether nothing changes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.insert.is_empty() && self.revive.is_empty() && self.move_due.is_empty() && self.cancel.is_empty()
    }

    /// Adds what another diff says.
    pub fn extend(&mut self, other: Self) {
        self.insert.extend(other.insert);
        self.revive.extend(other.revive);
        self.move_due.extend(other.move_due);
        self.cancel.extend(other.cancel);
    }
}

/// Plans one item again after anything about it changed: delivery day, state, class, person or plans.
///
/// `existing` holds all of the item's follow-ups that came from plans, whatever their state and day.
/// Planned ones are compared by the day of their own occurrence, also outside `window`; new ones are
/// made within `window` only. So a corrected delivery day never brings years of messages.
#[must_use]
pub fn replan_item(
    item: &ItemForPlanning,
    class: &ClassPlan<'_>,
    existing: &[ExistingFollowUp],
    window: DayWindow,
) -> Diff {
    let mut drafts = Vec::new();
    class.plan_into(item, window, &mut drafts);
    let wanted_day = |key: FollowUpKey| {
        let delivered_on = item.clock_start()?;
        let planned = class
            .steps()
            .iter()
            .find(|planned| planned.plan.id == key.plan && planned.step.id == key.step)?;
        occurrence_day(planned.step, delivered_on, item.spread, key.occurrence)
    };
    merge(existing, &drafts, |follow_up| match wanted_day(follow_up.key) {
        None => Wish::Gone,
        Some(due) => Wish::On(due),
    })
}

/// Compares what a window's planning wants with what the store holds for the same items.
///
/// `existing` holds the follow-ups of exactly those items that `drafts` were made from, items without
/// drafts too. Planned ones outside `window` stay as they are; use [`replan_item`] after a change.
#[must_use]
pub fn diff(existing: &[ExistingFollowUp], drafts: &[Draft], window: DayWindow) -> Diff {
    let wanted: HashMap<FollowUpKey, ShopDay> = drafts.iter().map(|draft| (draft.key(), draft.due)).collect();
    merge(existing, drafts, |follow_up| match wanted.get(&follow_up.key) {
        Some(due) => Wish::On(*due),
        None if window.contains(follow_up.due) => Wish::Gone,
        None => Wish::On(follow_up.due),
    })
}

/// Where planning wants a follow-up.
enum Wish {
    /// On this day.
    On(ShopDay),
    /// Nowhere.
    Gone,
}

fn merge(existing: &[ExistingFollowUp], drafts: &[Draft], wish: impl Fn(&ExistingFollowUp) -> Wish) -> Diff {
    let mut diff = Diff::default();
    let held: HashMap<FollowUpKey, &ExistingFollowUp> = existing
        .iter()
        .map(|follow_up| (follow_up.key, follow_up))
        .collect();
    for follow_up in existing
        .iter()
        .filter(|follow_up| follow_up.state == FollowUpState::Planned)
    {
        match wish(follow_up) {
            Wish::Gone => diff.cancel.push(follow_up.id),
            Wish::On(due) if due != follow_up.due && !follow_up.pinned => {
                diff.move_due.push(MoveDue {
                    id: follow_up.id,
                    from: follow_up.due,
                    to: due,
                });
            }
            Wish::On(_) => {}
        }
    }
    for draft in drafts {
        let Some(follow_up) = held.get(&draft.key()) else {
            diff.insert.push(*draft);
            continue;
        };
        let comes_back = match follow_up.state {
            FollowUpState::Cancelled => true,
            FollowUpState::Lapsed => draft.due > follow_up.due,
            FollowUpState::Planned | FollowUpState::Done | FollowUpState::Skipped => false,
        };
        if comes_back {
            diff.revive.push(Revive {
                id: follow_up.id,
                draft: *draft,
            });
        }
    }
    diff
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::super::select::plan_item;
    use super::super::testing::{OILED_TABLE, any_step, day, item, plan, seasonal, step, window};
    use super::super::types::{ItemMatch, Offset, Plan, Step};
    use super::*;
    use crate::kinds::ItemState;
    use crate::values::{ContentId, StepId};

    fn plans() -> Vec<Plan> {
        let check_up = Step {
            offset: Offset::Days(30),
            ..step(2)
        };
        vec![plan(
            1,
            ItemMatch::default(),
            vec![step(3), check_up, seasonal((6, 1), (6, 28))],
        )]
    }

    fn year() -> DayWindow {
        window("2026-01-01", "2026-12-31")
    }

    fn held(drafts: &[Draft], state: FollowUpState) -> Vec<ExistingFollowUp> {
        drafts
            .iter()
            .zip(1..)
            .map(|(draft, id)| ExistingFollowUp {
                id: FollowUpId(id),
                key: draft.key(),
                state,
                due: draft.due,
                pinned: false,
            })
            .collect()
    }

    fn replan(item: &ItemForPlanning, existing: &[ExistingFollowUp]) -> Diff {
        let plans = plans();
        replan_item(item, &ClassPlan::new(OILED_TABLE, &plans), existing, year())
    }

    #[rstest]
    #[case::planned(FollowUpState::Planned)]
    #[case::done(FollowUpState::Done)]
    #[case::skipped(FollowUpState::Skipped)]
    #[case::lapsed(FollowUpState::Lapsed)]
    fn planning_again_changes_nothing(#[case] state: FollowUpState) {
        let table = item(1, "2026-02-01");
        let drafts = plan_item(&table, &plans(), year());
        assert_eq!(drafts.len(), 3, "the example plans three contacts");
        let existing = held(&drafts, state);
        assert!(
            replan(&table, &existing).is_empty(),
            "the same world, the same calendar"
        );
        assert!(diff(&existing, &drafts, year()).is_empty(), "by drafts too");
    }

    #[test]
    fn a_corrected_delivery_day_moves_what_is_planned_and_nothing_else() {
        let drafts = plan_item(&item(1, "2026-02-01"), &plans(), year());
        let mut existing = held(&drafts, FollowUpState::Planned);
        existing[0].state = FollowUpState::Done;
        let change = replan(&item(1, "2026-02-11"), &existing);
        assert_eq!(
            change.move_due,
            [MoveDue {
                id: FollowUpId(2),
                from: day("2026-03-03"),
                to: day("2026-03-13")
            }],
            "the check-up moves; the done one and this year's season stay"
        );
        assert!(
            change.insert.is_empty() && change.cancel.is_empty() && change.revive.is_empty(),
            "nothing else changes: {change:?}"
        );
    }

    #[test]
    fn a_day_that_a_person_chose_stays() {
        let drafts = plan_item(&item(1, "2026-02-01"), &plans(), year());
        let mut existing = held(&drafts, FollowUpState::Planned);
        existing[1].due = day("2026-04-01");
        existing[1].pinned = true;
        assert!(
            replan(&item(1, "2026-02-01"), &existing).is_empty(),
            "postponed by hand is kept"
        );
    }

    #[test]
    fn a_silenced_item_cancels_everything_that_is_planned_and_comes_back_with_it() {
        let table = item(1, "2026-02-01");
        let drafts = plan_item(&table, &plans(), year());
        let mut existing = held(&drafts, FollowUpState::Planned);
        existing[2].state = FollowUpState::Done;
        let gone = ItemForPlanning {
            state: ItemState::Stored,
            ..table
        };
        let change = replan(&gone, &existing);
        assert_eq!(
            change.cancel,
            [FollowUpId(1), FollowUpId(2)],
            "planned ones go, done ones stay"
        );

        existing[0].state = FollowUpState::Cancelled;
        existing[1].state = FollowUpState::Cancelled;
        let change = replan(&table, &existing);
        let back: Vec<FollowUpId> = change.revive.iter().map(|revive| revive.id).collect();
        assert_eq!(
            back,
            [FollowUpId(1), FollowUpId(2)],
            "back in use, back on the calendar"
        );
        assert!(
            change.insert.is_empty(),
            "the key is unique, so nothing is inserted twice"
        );
    }

    #[test]
    fn a_lapsed_contact_comes_back_when_the_true_delivery_day_is_later() {
        let drafts = plan_item(&item(1, "2026-02-01"), &plans(), year());
        let existing = held(&drafts, FollowUpState::Lapsed);
        let change = replan(&item(1, "2026-04-01"), &existing);
        let back: Vec<ShopDay> = change.revive.iter().map(|revive| revive.draft.due).collect();
        assert_eq!(
            back,
            [day("2026-04-08"), day("2026-05-01")],
            "the first weeks begin only now; the rainy season has its day as before"
        );
    }

    #[test]
    fn a_step_that_left_the_plan_is_cancelled() {
        let table = item(1, "2026-02-01");
        let existing = held(&plan_item(&table, &plans(), year()), FollowUpState::Planned);
        let mut fewer = plans();
        fewer[0].steps.remove(0);
        let change = replan_item(&table, &ClassPlan::new(OILED_TABLE, &fewer), &existing, year());
        assert_eq!(
            change.cancel,
            [FollowUpId(1)],
            "only the removed step's contact goes"
        );
    }

    #[test]
    fn what_is_planned_outside_the_window_is_left_alone() {
        let table = item(1, "2026-02-01");
        let existing = held(&plan_item(&table, &plans(), year()), FollowUpState::Planned);
        let small = window("2026-06-01", "2026-06-30");
        let drafts = plan_item(&table, &plans(), small);
        assert!(
            diff(&existing, &drafts, small).is_empty(),
            "a window decides about its own days only"
        );
    }

    proptest! {
        #[test]
        fn whatever_the_plan_applying_a_diff_and_planning_again_changes_nothing(
            steps in proptest::collection::vec(any_step(), 1..5),
            before in 0..2_000_i64,
            after in 0..2_000_i64,
        ) {
            let steps = steps
                .into_iter()
                .zip(1..)
                .map(|(any, id)| Step { id: StepId(id), content: ContentId(id), ..any })
                .collect();
            let plans = [plan(1, ItemMatch::default(), steps)];
            let class = ClassPlan::new(OILED_TABLE, &plans);
            let window = window("2023-01-01", "2024-12-31");
            let mut table = item(1, "2019-01-01");
            table.delivered_on = Some(day("2019-01-01").plus_days(before));
            let mut existing = held(&plan_item(&table, &plans, window), FollowUpState::Planned);
            table.delivered_on = Some(day("2019-01-01").plus_days(after));
            let change = replan_item(&table, &class, &existing, window);

            existing.retain(|follow_up| !change.cancel.contains(&follow_up.id));
            for follow_up in &mut existing {
                if let Some(moved) = change.move_due.iter().find(|moved| moved.id == follow_up.id) {
                    follow_up.due = moved.to;
                }
            }
            let first_new = 1 + existing.iter().map(|follow_up| follow_up.id.0).max().unwrap_or(0);
            existing.extend(held(&change.insert, FollowUpState::Planned).into_iter().map(|follow_up| {
                ExistingFollowUp { id: FollowUpId(follow_up.id.0 + first_new), ..follow_up }
            }));
            let again = replan_item(&table, &class, &existing, window);
            prop_assert!(again.is_empty(), "{:?}", again);
        }
    }
}
