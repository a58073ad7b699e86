//! What a plan, a step, an item and a planned contact are made of.
//!
//! Not here: names, texts and explanations (`store` and `ui` hold them); planning needs none of them.

use crate::kinds::{Channel, CustomerState, Family, Finish, ItemState, Material, Touch};
use crate::values::{
    ContentId, CustomerId, FollowUpId, HouseholdId, OwnedItemId, PlanId, ShopDay, StepId, spread_hash,
};

/// How many parts a season is divided into; [`ItemForPlanning::spread`] runs from 0 to one less.
pub const SPREAD_PARTS: u8 = 28;

/// The part of a season in which a household's seasonal contacts fall, `0..=27`.
///
/// Always the same for the same household, so that everything it owns comes up together and can be
/// merged into one contact.
#[must_use]
pub fn spread_of(household: HouseholdId) -> u8 {
    let hash = spread_hash(household.0.cast_unsigned());
    u8::try_from(hash % u64::from(SPREAD_PARTS)).unwrap_or(0)
}

/// A stretch of days, both ends inside. A window whose `from` lies after its `to` is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DayWindow {
    /// First day.
    pub from: ShopDay,
    /// Last day.
    pub to: ShopDay,
}

impl DayWindow {
    /// The window from `from` to `to`, both inside.
    #[must_use]
    pub fn new(from: ShopDay, to: ShopDay) -> Self {
        Self { from, to }
    }

    /// A window of one day.
    #[must_use]
    pub fn day(day: ShopDay) -> Self {
        Self { from: day, to: day }
    }

    /// The window of `days` days that begins on `from`; empty for 0.
    #[must_use]
    pub fn of_days(from: ShopDay, days: u32) -> Self {
        Self {
            from,
            to: from.plus_days(i64::from(days) - 1),
        }
    }

    /// Whether `day` is inside.
    #[must_use]
    pub fn contains(self, day: ShopDay) -> bool {
        self.from <= day && day <= self.to
    }

    /// Whether no day is inside.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.from > self.to
    }
}

/// What decides which care an owned item gets. A shop has a few hundred of these, however many items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CareClass {
    /// What it is.
    pub family: Family,
    /// What it is made of.
    pub material: Material,
    /// How its surface is finished.
    pub finish: Finish,
}

/// Which items a plan is for. `None` means any; `Some(Unknown)` means only what is not known, so that
/// a plan of safe advice can be made for exactly those.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct ItemMatch {
    /// Product family.
    pub family: Option<Family>,
    /// Main material.
    pub material: Option<Material>,
    /// Surface finish.
    pub finish: Option<Finish>,
}

/// A distance in time after delivery.
///
/// Beyond ±36,600 days or ±1,200 months (a hundred years) a distance is out of range: nothing ever
/// falls due by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Offset {
    /// Calendar days.
    Days(i32),
    /// Calendar months; the 31st becomes the last day of a shorter month.
    Months(i32),
}

/// How a step comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Repeat {
    /// Distance between two nominal days. Zero or less makes the step happen once.
    pub every: Offset,
    /// Last distance from delivery at which a nominal day may lie (inside); `None` for as long as the
    /// item is in use.
    pub until: Option<Offset>,
}

/// A day of every year. The 29th of February is the 28th in common years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MonthDay {
    /// `1..=12`.
    pub month: u8,
    /// `1..=31`; beyond the month's end it means its last day.
    pub day: u8,
}

/// The part of the year in which a step may come due, both ends inside. When `from` lies after
/// `until` the season runs through the turn of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Season {
    /// First day.
    pub from: MonthDay,
    /// Last day.
    pub until: MonthDay,
}

/// One step of a plan: this content, that long after delivery, in this way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Key in the store.
    pub id: StepId,
    /// Short stable name within the plan.
    pub code: String,
    /// What is said.
    pub content: ContentId,
    /// Distance of the first nominal day from delivery. Nothing falls due before delivery.
    pub offset: Offset,
    /// How it comes back; `None` for once.
    pub repeat: Option<Repeat>,
    /// Season in which it may come due; `None` for all the year.
    pub season: Option<Season>,
    /// How much of a person's time it takes.
    pub touch: Touch,
    /// First choice of channel.
    pub channel: Channel,
    /// Second choice.
    pub fallback: Option<Channel>,
    /// Days after the due day during which it still makes sense.
    pub grace_days: u16,
    /// Minutes of a person's time.
    pub minutes: u16,
}

/// A care plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Key in the store.
    pub id: PlanId,
    /// Short stable name.
    pub code: String,
    /// For which items.
    pub matches: ItemMatch,
    /// Weight against other plans, higher first: decides between plans of equal specificity and the
    /// order of equal contacts on Today.
    pub priority: i32,
    /// An inactive plan plans nothing.
    pub active: bool,
    /// Steps in order.
    pub steps: Vec<Step>,
}

/// An owned item with what planning needs to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ItemForPlanning {
    /// Key in the store.
    pub id: OwnedItemId,
    /// Where it stands.
    pub household: HouseholdId,
    /// To whom the contact goes.
    pub customer: CustomerId,
    /// That person's standing; only an active one is planned for.
    pub customer_state: CustomerState,
    /// What decides its care.
    pub class: CareClass,
    /// Delivery day; `None` when not known, and then nothing is planned.
    pub delivered_on: Option<ShopDay>,
    /// Where it stands in the household's life; only an item in use is planned for.
    pub state: ItemState,
    /// The household's part of a season, `0..=27`, from [`spread_of`]. Larger values count as 27.
    pub spread: u8,
}

impl ItemForPlanning {
    /// The day its clock started, or `None` when it is silent: not delivered, not in use, or its person
    /// is not to be contacted (gate rules G1 and G4).
    #[must_use]
    pub fn clock_start(&self) -> Option<ShopDay> {
        match (self.state, self.customer_state) {
            (ItemState::InUse, CustomerState::Active) => self.delivered_on,
            _ => None,
        }
    }
}

/// One time that a step comes up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Occurrence {
    /// Which one; see [`super::occurrences`] for how it is counted.
    pub number: i32,
    /// The day on which it comes due.
    pub due: ShopDay,
}

/// What makes a follow-up unique: the store holds at most one row for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FollowUpKey {
    /// The plan.
    pub plan: PlanId,
    /// The owned item.
    pub item: OwnedItemId,
    /// The step.
    pub step: StepId,
    /// Number of the occurrence.
    pub occurrence: i32,
}

/// A follow-up as planning wants it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Draft {
    /// The plan.
    pub plan: PlanId,
    /// The step.
    pub step: StepId,
    /// The owned item.
    pub item: OwnedItemId,
    /// Number of the occurrence.
    pub occurrence: i32,
    /// Where the item stands.
    pub household: HouseholdId,
    /// To whom it goes.
    pub customer: CustomerId,
    /// What is said.
    pub content: ContentId,
    /// How much of a person's time it takes.
    pub touch: Touch,
    /// First choice of channel.
    pub channel: Channel,
    /// Second choice of channel.
    pub fallback: Option<Channel>,
    /// Day on which it comes due; not moved off closing days, that is Today's matter.
    pub due: ShopDay,
    /// Days after the due day during which it still makes sense.
    pub grace_days: u16,
    /// Minutes of a person's time.
    pub minutes: u16,
    /// The plan's weight.
    pub priority: i32,
}

impl Draft {
    /// What makes it unique.
    #[must_use]
    pub fn key(&self) -> FollowUpKey {
        FollowUpKey {
            plan: self.plan,
            item: self.item,
            step: self.step,
            occurrence: self.occurrence,
        }
    }
}

/// A follow-up that the store already holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExistingFollowUp {
    /// Key in the store.
    pub id: FollowUpId,
    /// What makes it unique.
    pub key: FollowUpKey,
    /// Where it stands.
    pub state: crate::kinds::FollowUpState,
    /// Day on which it comes due.
    pub due: ShopDay,
    /// A person chose that day by hand; planning again does not move it.
    pub pinned: bool,
}
