//! Builders for this room's tests.

use proptest::prelude::*;

use crate::kinds::{Channel, CustomerState, Family, Finish, ItemState, Material, Touch};
use crate::values::{ContentId, CustomerId, HouseholdId, OwnedItemId, PlanId, ShopDay, StepId};

use super::types::{
    CareClass, DayWindow, ItemForPlanning, ItemMatch, MonthDay, Offset, Plan, Repeat, Season, Step,
};

pub(super) fn day(text: &str) -> ShopDay {
    ShopDay::parse_iso(text).expect("a real day")
}

pub(super) fn window(from: &str, to: &str) -> DayWindow {
    DayWindow::new(day(from), day(to))
}

/// A step that happens once, a week after delivery.
pub(super) fn step(id: i64) -> Step {
    Step {
        id: StepId(id),
        code: format!("step-{id}"),
        content: ContentId(id),
        offset: Offset::Days(7),
        repeat: None,
        season: None,
        touch: Touch::Low,
        channel: Channel::Postcard,
        fallback: None,
        grace_days: 30,
        minutes: 3,
    }
}

/// A step that comes each year in a season, from delivery on.
pub(super) fn seasonal(from: (u8, u8), until: (u8, u8)) -> Step {
    Step {
        offset: Offset::Days(0),
        repeat: Some(Repeat {
            every: Offset::Months(12),
            until: None,
        }),
        season: Some(Season {
            from: MonthDay {
                month: from.0,
                day: from.1,
            },
            until: MonthDay {
                month: until.0,
                day: until.1,
            },
        }),
        ..step(1)
    }
}

pub(super) fn plan(id: i64, matches: ItemMatch, steps: Vec<Step>) -> Plan {
    Plan {
        id: PlanId(id),
        code: format!("plan-{id}"),
        matches,
        priority: 0,
        active: true,
        steps,
    }
}

pub(super) const OILED_TABLE: CareClass = CareClass {
    family: Family::Table,
    material: Material::SolidWood,
    finish: Finish::Oil,
};

pub(super) fn item(id: i64, delivered_on: &str) -> ItemForPlanning {
    ItemForPlanning {
        id: OwnedItemId(id),
        household: HouseholdId(id),
        customer: CustomerId(id),
        customer_state: CustomerState::Active,
        class: OILED_TABLE,
        delivered_on: Some(day(delivered_on)),
        state: ItemState::InUse,
        spread: 0,
    }
}

fn any_offset() -> impl Strategy<Value = Offset> {
    prop_oneof![
        (0..900_i32).prop_map(Offset::Days),
        (0..40_i32).prop_map(Offset::Months)
    ]
}

fn any_interval() -> impl Strategy<Value = Offset> {
    prop_oneof![
        (1..800_i32).prop_map(Offset::Days),
        (1..40_i32).prop_map(Offset::Months)
    ]
}

fn any_month_day() -> impl Strategy<Value = MonthDay> {
    (1..=12_u8, 1..=31_u8).prop_map(|(month, day)| MonthDay { month, day })
}

pub(super) fn any_step() -> impl Strategy<Value = Step> {
    (
        any_offset(),
        proptest::option::of((any_interval(), proptest::option::of(any_offset()))),
        proptest::option::of((any_month_day(), any_month_day())),
    )
        .prop_map(|(offset, repeat, season)| Step {
            offset,
            repeat: repeat.map(|(every, until)| Repeat { every, until }),
            season: season.map(|(from, until)| Season { from, until }),
            ..step(1)
        })
}

pub(super) fn any_step_and_delivery() -> impl Strategy<Value = (Step, ShopDay, u8)> {
    (any_step(), 0..7_500_i64, 0..28_u8)
        .prop_map(|(step, days, spread)| (step, day("2004-01-01").plus_days(days), spread))
}
