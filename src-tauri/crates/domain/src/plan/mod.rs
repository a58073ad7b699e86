//! Which care is due when: from plans and delivered items to planned contacts.
//!
//! Everything here is a pure function of the plan, the item and a window of days. Consent, contact
//! points and frequency are not asked here but by the gate, because they change between planning and
//! doing.
//!
//! | room | decides |
//! |---|---|
//! | `occurrence` | on which days a step comes up for an item |
//! | `select` | which plans and steps an item has, and what they plan for it |
//! | `candidates` | which delivery days can be due at all, so that nobody looks at every item |
//! | `replan` | what planning again changes |
//! | `forecast` | how much work it makes |
//! | `delivery_rule` | when a thing was probably delivered |

mod candidates;
mod delivery_rule;
mod forecast;
mod occurrence;
mod replan;
mod rhythm;
mod select;
#[cfg(test)]
mod testing;
mod types;

pub use candidates::{CandidateQuery, candidates, delivery_days_due};
pub use delivery_rule::{DeliveryRule, estimate_delivery};
pub use forecast::{ItemGroup, WeekForecast, forecast};
pub use occurrence::{occurrence_day, occurrences};
pub use replan::{Diff, MoveDue, Revive, diff, replan_item};
pub use select::{ClassPlan, PlannedStep, Planner, plan_item, plans_for};
pub use types::{
    CareClass, DayWindow, Draft, ExistingFollowUp, FollowUpKey, ItemForPlanning, ItemMatch, MonthDay,
    Occurrence, Offset, Plan, Repeat, SPREAD_PARTS, Season, Step, spread_of,
};
