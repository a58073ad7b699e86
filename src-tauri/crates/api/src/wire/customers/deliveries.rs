//! Delivery days that are not known, and rules that set many.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::wire::{Family, Int};

/// Setting delivery days for many purchases.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct DeliveryRule {
    /// Purchases from this day on; `None`: all.
    pub ordered_from: Option<String>,
    /// Purchases until this day; `None`: all.
    pub ordered_until: Option<String>,
    /// Only purchases with a thing of this family; `None`: any.
    pub family: Option<Family>,
    /// Days after the order.
    pub days: u16,
    /// Also replace estimated days; confirmed ones are never touched.
    pub replace_estimated: bool,
}

/// What a delivery rule would do, or did.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct DeliveryRuleReport {
    /// Purchases.
    pub purchases: Int,
    /// Items.
    pub items: Int,
    /// Follow-ups that come of it within the planned days.
    pub follow_ups: Int,
    /// Token to take it back.
    pub undo: Option<Int>,
}

/// A purchase whose delivery day is not known.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct UndeliveredPurchase {
    /// Purchase.
    pub purchase: Int,
    /// Customer.
    pub customer: Int,
    /// Name, without honorific.
    pub name: String,
    /// A company, not a person.
    pub company: bool,
    /// Honorific; empty: the ordinary one.
    pub honorific: String,
    /// Day of the order.
    pub ordered_on: String,
    /// Goods.
    pub items: Vec<String>,
    /// Estimated day, if any.
    pub estimated_on: Option<String>,
    /// Version: pass it on with the day.
    pub version: String,
}
