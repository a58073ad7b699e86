//! Which plans an item has, and what they plan for it.
//!
//! **Which plans apply.** An active plan applies to a class when each of family, material and finish
//! that it names is exactly the item's. A plan for oil so never reaches an item whose finish is not
//! known, and a plan for [`Finish::Unknown`](crate::kinds::Finish::Unknown) reaches only such items.
//!
//! **Which plan goes first.** A named finish weighs more than a named material, and that more than a
//! named family, because finish decides advice. Between equals the higher priority goes first, then the
//! older plan (smaller id).
//!
//! **The same content once.** A content belongs to the first plan that has it; steps of later plans
//! with the same content are left out. Within one plan several steps may share a content (every 30 days
//! in the first year, then every 75), but an item never gets the same content twice on one day.
//!
//! Not here: when a step comes due (`occurrence`).

use std::collections::HashMap;

use crate::values::{ContentId, PlanId};

use super::occurrence::each_occurrence;
use super::types::{CareClass, DayWindow, Draft, ItemForPlanning, ItemMatch, Plan, Step};

impl ItemMatch {
    /// Whether items of `class` are meant.
    #[must_use]
    pub fn matches(&self, class: CareClass) -> bool {
        self.family.is_none_or(|family| family == class.family)
            && self.material.is_none_or(|material| material == class.material)
            && self.finish.is_none_or(|finish| finish == class.finish)
    }

    /// How exactly it names its items, `0..=7`: finish 4, material 2, family 1.
    #[must_use]
    pub fn specificity(&self) -> u8 {
        4 * u8::from(self.finish.is_some())
            + 2 * u8::from(self.material.is_some())
            + u8::from(self.family.is_some())
    }
}

/// The plans that apply to items of `class`, the deciding one first.
#[must_use]
pub fn plans_for(class: CareClass, plans: &[Plan]) -> Vec<&Plan> {
    let mut applying: Vec<&Plan> = plans
        .iter()
        .filter(|plan| plan.active && plan.matches.matches(class))
        .collect();
    applying.sort_by_key(|plan| {
        (
            std::cmp::Reverse(plan.matches.specificity()),
            std::cmp::Reverse(plan.priority),
            plan.id,
        )
    });
    applying
}

/// A step with its plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlannedStep<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The step.
    pub step: &'a Step,
}

/// Everything that items of one class get, worked out once and used for all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassPlan<'a> {
    class: CareClass,
    steps: Vec<PlannedStep<'a>>,
}

impl<'a> ClassPlan<'a> {
    /// What items of `class` get from `plans`.
    #[must_use]
    pub fn new(class: CareClass, plans: &'a [Plan]) -> Self {
        let mut owner: HashMap<ContentId, PlanId> = HashMap::new();
        let mut steps = Vec::new();
        for plan in plans_for(class, plans) {
            for step in &plan.steps {
                if *owner.entry(step.content).or_insert(plan.id) == plan.id {
                    steps.push(PlannedStep { plan, step });
                }
            }
        }
        Self { class, steps }
    }

    /// The class.
    #[must_use]
    pub fn class(&self) -> CareClass {
        self.class
    }

    /// Its steps, those of the deciding plan first. Empty when no plan applies.
    #[must_use]
    pub fn steps(&self) -> &[PlannedStep<'a>] {
        &self.steps
    }

    /// Adds what `item` gets within `window` to `drafts`, in order of due day, then of steps.
    ///
    /// Adds nothing for an item that is silent ([`ItemForPlanning::clock_start`]). The item must be of
    /// this class.
    pub fn plan_into(&self, item: &ItemForPlanning, window: DayWindow, drafts: &mut Vec<Draft>) {
        debug_assert_eq!(item.class, self.class, "an item is planned by its own class");
        let Some(delivered_on) = item.clock_start() else {
            return;
        };
        let begin = drafts.len();
        for PlannedStep { plan, step } in &self.steps {
            each_occurrence(step, delivered_on, item.spread, window, |occurrence| {
                let doubled = drafts.get(begin..).is_some_and(|own| {
                    own.iter()
                        .any(|draft| draft.due == occurrence.due && draft.content == step.content)
                });
                if doubled {
                    return;
                }
                drafts.push(Draft {
                    plan: plan.id,
                    step: step.id,
                    item: item.id,
                    occurrence: occurrence.number,
                    household: item.household,
                    customer: item.customer,
                    content: step.content,
                    touch: step.touch,
                    channel: step.channel,
                    fallback: step.fallback,
                    due: occurrence.due,
                    grace_days: step.grace_days,
                    minutes: step.minutes,
                    priority: plan.priority,
                });
            });
        }
        if let Some(own) = drafts.get_mut(begin..) {
            own.sort_by_key(|draft| draft.due);
        }
    }
}

/// What `item` gets from `plans` within `window`, in order of due day, then of steps.
///
/// Empty for an item that is not in use, has no delivery day, or whose person is not to be contacted
/// (gate rules G1 and G4). For many items make a [`Planner`] instead.
#[must_use]
pub fn plan_item(item: &ItemForPlanning, plans: &[Plan], window: DayWindow) -> Vec<Draft> {
    let mut drafts = Vec::new();
    ClassPlan::new(item.class, plans).plan_into(item, window, &mut drafts);
    drafts
}

/// Plans for many items; works each class out once.
#[derive(Debug, Clone)]
pub struct Planner<'a> {
    plans: &'a [Plan],
    classes: HashMap<CareClass, ClassPlan<'a>>,
}

impl<'a> Planner<'a> {
    /// A planner with these plans.
    #[must_use]
    pub fn new(plans: &'a [Plan]) -> Self {
        Self {
            plans,
            classes: HashMap::new(),
        }
    }

    /// What items of `class` get.
    pub fn class(&mut self, class: CareClass) -> &ClassPlan<'a> {
        let plans = self.plans;
        self.classes
            .entry(class)
            .or_insert_with(|| ClassPlan::new(class, plans))
    }

    /// Adds what `item` gets within `window` to `drafts`, in order of due day, then of steps.
    pub fn plan_into(&mut self, item: &ItemForPlanning, window: DayWindow, drafts: &mut Vec<Draft>) {
        self.class(item.class).plan_into(item, window, drafts);
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::testing::{OILED_TABLE, day, item, plan, seasonal, step, window};
    use super::super::types::{Offset, Repeat};
    use super::*;
    use crate::kinds::{CustomerState, Family, Finish, ItemState, Material};

    fn matching(family: Option<Family>, material: Option<Material>, finish: Option<Finish>) -> ItemMatch {
        ItemMatch {
            family,
            material,
            finish,
        }
    }

    fn finish(finish: Finish) -> ItemMatch {
        matching(None, None, Some(finish))
    }

    #[rstest]
    #[case::anything(matching(None, None, None), OILED_TABLE, true)]
    #[case::its_family(matching(Some(Family::Table), None, None), OILED_TABLE, true)]
    #[case::another_family(matching(Some(Family::Sofa), None, None), OILED_TABLE, false)]
    #[case::its_finish(finish(Finish::Oil), OILED_TABLE, true)]
    #[case::another_finish(finish(Finish::Urethane), OILED_TABLE, false)]
    #[case::oil_never_reaches_an_unknown_finish(
        finish(Finish::Oil),
        CareClass { finish: Finish::Unknown, ..OILED_TABLE },
        false
    )]
    #[case::the_safe_plan_reaches_an_unknown_finish(
        finish(Finish::Unknown),
        CareClass { finish: Finish::Unknown, ..OILED_TABLE },
        true
    )]
    #[case::the_safe_plan_reaches_only_those(finish(Finish::Unknown), OILED_TABLE, false)]
    fn a_plan_reaches_exactly_what_it_names(
        #[case] matches: ItemMatch,
        #[case] class: CareClass,
        #[case] applies: bool,
    ) {
        assert_eq!(matches.matches(class), applies, "finish decides advice");
    }

    #[test]
    fn the_more_specific_plan_goes_first_then_the_heavier_then_the_older() {
        let mut heavy = plan(5, matching(Some(Family::Table), None, None), vec![]);
        heavy.priority = 10;
        let mut switched_off = plan(7, finish(Finish::Oil), vec![]);
        switched_off.active = false;
        let plans = [
            plan(1, matching(None, None, None), vec![]),
            plan(2, matching(Some(Family::Table), None, None), vec![]),
            plan(3, matching(None, Some(Material::SolidWood), None), vec![]),
            plan(4, finish(Finish::Oil), vec![]),
            heavy,
            plan(
                6,
                matching(Some(Family::Table), Some(Material::SolidWood), None),
                vec![],
            ),
            switched_off,
        ];
        let order: Vec<i64> = plans_for(OILED_TABLE, &plans)
            .iter()
            .map(|plan| plan.id.0)
            .collect();
        assert_eq!(
            order,
            [4, 6, 3, 5, 2, 1],
            "finish > material > family > priority > age of the plan"
        );
    }

    #[test]
    fn the_same_content_is_planned_once_by_the_deciding_plan() {
        let mut general = step(1);
        general.content = ContentId(50);
        let mut special = step(2);
        special.content = ContentId(50);
        special.offset = Offset::Days(20);
        let plans = [
            plan(1, matching(None, None, None), vec![general, step(3)]),
            plan(2, finish(Finish::Oil), vec![special]),
        ];
        let drafts = plan_item(&item(1, "2026-11-01"), &plans, window("2026-11-01", "2026-12-31"));
        let told: Vec<(i64, String)> = drafts
            .iter()
            .map(|draft| (draft.step.0, draft.due.to_string()))
            .collect();
        assert_eq!(
            told,
            [(3, "2026-11-08".to_owned()), (2, "2026-11-21".to_owned())],
            "the plan for oil owns the content; the general plan keeps the rest"
        );
    }

    #[test]
    fn a_plan_may_say_the_same_in_two_rhythms_but_not_twice_a_day() {
        let first_year = Step {
            offset: Offset::Days(30),
            repeat: Some(Repeat {
                every: Offset::Days(30),
                until: Some(Offset::Days(90)),
            }),
            ..step(1)
        };
        let later = Step {
            id: crate::values::StepId(2),
            offset: Offset::Days(90),
            repeat: Some(Repeat {
                every: Offset::Days(75),
                until: None,
            }),
            ..step(1)
        };
        let plans = [plan(1, matching(None, None, None), vec![first_year, later])];
        let drafts = plan_item(&item(1, "2026-01-01"), &plans, window("2026-01-01", "2026-07-01"));
        let told: Vec<(i64, i64)> = drafts
            .iter()
            .map(|draft| (draft.step.0, draft.due.days_since(day("2026-01-01"))))
            .collect();
        assert_eq!(told, [(1, 30), (1, 60), (1, 90), (2, 165)], "day 90 is told once");
    }

    #[rstest]
    #[case::awaiting(ItemState::Awaiting)]
    #[case::stored(ItemState::Stored)]
    #[case::given_away(ItemState::GivenAway)]
    #[case::disposed(ItemState::Disposed)]
    #[case::returned(ItemState::Returned)]
    #[case::exchanged(ItemState::Exchanged)]
    #[case::cancelled(ItemState::Cancelled)]
    fn an_item_that_is_not_in_use_silences_its_whole_plan(#[case] state: ItemState) {
        let plans = [plan(
            1,
            matching(None, None, None),
            vec![step(1), seasonal((6, 1), (6, 30))],
        )];
        let silent = ItemForPlanning {
            state,
            ..item(1, "2026-01-01")
        };
        let drafts = plan_item(&silent, &plans, window("2026-01-01", "2030-12-31"));
        assert!(drafts.is_empty(), "G1: no care for what is not in use");
    }

    #[rstest]
    #[case::deceased(CustomerState::Deceased)]
    #[case::moved_away(CustomerState::MovedAway)]
    #[case::erased(CustomerState::Erased)]
    fn a_person_who_cannot_be_contacted_is_not_planned_for(#[case] customer_state: CustomerState) {
        let plans = [plan(1, matching(None, None, None), vec![step(1)])];
        let silent = ItemForPlanning {
            customer_state,
            ..item(1, "2026-01-01")
        };
        let drafts = plan_item(&silent, &plans, window("2026-01-01", "2030-12-31"));
        assert!(drafts.is_empty(), "G4: nothing is put on the calendar");
    }

    #[test]
    fn without_a_delivery_day_there_is_no_clock() {
        let plans = [plan(1, matching(None, None, None), vec![step(1)])];
        let waiting = ItemForPlanning {
            delivered_on: None,
            ..item(1, "2026-01-01")
        };
        assert!(
            plan_item(&waiting, &plans, window("2026-01-01", "2030-12-31")).is_empty(),
            "the order date is never the clock"
        );
    }
}
