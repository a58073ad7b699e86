//! Hits of the search and pages of the list.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::customers::full_name;
use crate::wire::{CustomerState, Int};

/// One hit of the search.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct CustomerHit {
    /// Customer id.
    pub customer: Int,
    /// Household id.
    pub household: Int,
    /// Name as written, without honorific.
    pub name: String,
    /// Kana.
    pub kana: String,
    /// A company, not a person.
    pub company: bool,
    /// Honorific; empty: the ordinary one.
    pub honorific: String,
    /// Last four digits of a phone.
    pub phone_tail: String,
    /// Prefecture and city.
    pub town: String,
    /// Day of the last purchase.
    pub last_purchase: Option<String>,
    /// Standing.
    pub state: CustomerState,
}

/// A page of the list of all customers, in 五十音 order.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct CustomerPage {
    /// Rows.
    pub hits: Vec<CustomerHit>,
    /// Pass to get the next page; `None`: the end.
    pub next: Option<String>,
    /// All customers of the list.
    pub total: Int,
}

impl From<&aichaku_store::CustomerHit> for CustomerHit {
    fn from(hit: &aichaku_store::CustomerHit) -> Self {
        Self {
            customer: hit.customer.into(),
            household: hit.household.into(),
            name: full_name(&hit.family_name, &hit.given_name),
            kana: hit.kana.clone(),
            company: hit.company,
            honorific: hit.honorific.clone(),
            phone_tail: hit.phone_tail.clone(),
            town: hit.town.clone(),
            last_purchase: hit.last_ordered_on.map(|day| day.to_string()),
            state: hit.state.into(),
        }
    }
}
