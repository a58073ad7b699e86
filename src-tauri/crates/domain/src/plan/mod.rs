//! Which care is due when: from plans and delivered items to planned contacts.
//!
//! Everything here is a pure function of the plan, the item and a window of days. Consent, contact
//! points and frequency are not asked here but by the gate, because they change between planning and
//! doing.

mod types;

pub use types::{
    CareClass, DayWindow, Draft, ExistingFollowUp, FollowUpKey, ItemForPlanning, ItemMatch, MonthDay,
    Occurrence, Offset, Plan, Repeat, SPREAD_PARTS, Season, Step, spread_of,
};
