//! The starter plans: what a new shop's care calendar looks like before anybody has changed it.
//!
//! Plans add up: an oiled oak table follows the first ninety days, its oil plan and the plan for solid
//! wood. Together a typical thing brings three to five contacts in its first year and one or two in each
//! year after, safety apart; the tests count that with the real planner. The general plan asks how things are; the
//! particular ones bring the care. Repairs, moving house and what the customer asks for are answered by hand from the
//! library. Not here: the tips' words (`tips`).

use std::sync::LazyLock;

use super::{StarterPlan, StarterStep};
use crate::kinds::{Channel, Family, Finish, Material, Touch};
use crate::plan::Offset::{Days, Months};
use crate::plan::{ItemMatch, MonthDay, Offset, Repeat, Season};

/// A way of making contact, with the time it costs the shop.
#[derive(Clone, Copy)]
struct Way {
    touch: Touch,
    channel: Channel,
    fallback: Channel,
    minutes: u8,
}

/// A call, or a card where nobody may be called.
const CALL: Way = Way {
    touch: Touch::High,
    channel: Channel::Phone,
    fallback: Channel::Postcard,
    minutes: 6,
};
/// A card, or a mail where no card is wanted.
const CARD: Way = Way {
    touch: Touch::Low,
    channel: Channel::Postcard,
    fallback: Channel::Email,
    minutes: 3,
};
/// A mail that a person sends, or a card.
const MAIL: Way = Way {
    touch: Touch::Low,
    channel: Channel::Email,
    fallback: Channel::Postcard,
    minutes: 2,
};
/// A mail that the machine sends once it is approved, or a card.
const AUTO: Way = Way {
    touch: Touch::Tech,
    channel: Channel::Email,
    fallback: Channel::Postcard,
    minutes: 1,
};

const fn step(code: &'static str, content: &'static str, offset: Offset, way: Way) -> StarterStep {
    StarterStep {
        code,
        content,
        offset,
        repeat: None,
        season: None,
        touch: way.touch,
        channel: way.channel,
        fallback: Some(way.fallback),
        grace_days: 30,
        minutes: way.minutes,
    }
}

impl StarterStep {
    /// Comes back after so many months, for as long as the thing is in use.
    const fn every(mut self, months: i32) -> Self {
        self.repeat = Some(Repeat {
            every: Offset::Months(months),
            until: None,
        });
        self
    }

    /// Comes back after so many months, for the last time `until` months after delivery.
    const fn every_until(mut self, months: i32, until: i32) -> Self {
        self.repeat = Some(Repeat {
            every: Offset::Months(months),
            until: Some(Offset::Months(until)),
        });
        self
    }

    /// Held to a part of the year, each end as (month, day).
    const fn season(mut self, from: (u8, u8), until: (u8, u8)) -> Self {
        self.season = Some(Season {
            from: MonthDay {
                month: from.0,
                day: from.1,
            },
            until: MonthDay {
                month: until.0,
                day: until.1,
            },
        });
        self
    }

    const fn grace(mut self, days: u16) -> Self {
        self.grace_days = days;
        self
    }
}

mod rooms;
mod seats;
mod tables;

static PLANS: LazyLock<Vec<StarterPlan>> =
    LazyLock::new(|| [tables::PLANS, seats::PLANS, rooms::PLANS].concat());

/// Every starter plan.
#[must_use]
pub fn starter_plans() -> &'static [StarterPlan] {
    &PLANS
}

/// The plan with this code.
#[must_use]
pub fn starter_plan(code: &str) -> Option<&'static StarterPlan> {
    PLANS.iter().find(|plan| plan.code == code)
}
