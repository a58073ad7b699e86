//! Persons and their households, as shown and as forms.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::wire::{Channel, ContactLine, CustomerState, Int, SourceView, Touch};

/// A person.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct CustomerView {
    /// Id.
    pub id: Int,
    /// Version of the form: pass it on with a change, which is refused when somebody changed it since.
    pub version: String,
    /// Name as it is shown, without honorific.
    pub name: String,
    /// Kana as shown.
    pub kana: String,
    /// What can be edited.
    pub form: CustomerForm,
    /// Standing.
    pub state: CustomerState,
    /// Since.
    pub state_since: Option<String>,
    /// From a mall with rules of its own.
    pub mall_limited: bool,
    /// First purchase of the household.
    pub since: Option<String>,
    /// The numbers under which files know them.
    pub sources: Vec<SourceView>,
}

/// The editable part of a person, for adding and for editing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct CustomerForm {
    /// `person` or `company`.
    pub company: bool,
    /// Family name, or the whole name where it is not split.
    pub family_name: String,
    /// Given name.
    pub given_name: String,
    /// Kana of the family name.
    pub family_kana: String,
    /// Kana of the given name.
    pub given_kana: String,
    /// Honorific; empty: the ordinary one.
    pub honorific: String,
    /// Phones, mails, LINE as typed.
    pub contacts: Vec<ContactLine>,
    /// The household's address.
    pub address: AddressForm,
    /// Standing.
    pub state: CustomerState,
    /// Since when, where the state is not the ordinary one; `None`: as it is kept, or today where the state is new.
    pub state_since: Option<String>,
    /// Wants nothing at all.
    pub suppressed: bool,
    /// Minor or receiver of a gift.
    pub service_only: bool,
    /// Wishes to be reached this way.
    pub preferred_channel: Option<Channel>,
    /// Never this way: "do not call, write".
    pub refused_channels: Vec<Channel>,
}

/// An address as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
pub struct AddressForm {
    /// Postal code.
    pub postal_code: String,
    /// Prefecture.
    pub prefecture: String,
    /// City, ward.
    pub city: String,
    /// Town, number.
    pub street: String,
    /// Building, room.
    pub building: String,
}

/// A household.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct HouseholdView {
    /// Id.
    pub id: Int,
    /// Version of its form: pass it on with a change.
    pub version: String,
    /// Name, e.g. 田中家.
    pub name: String,
    /// Persons.
    pub people: Int,
    /// Who stands first on envelopes and lists.
    pub lead: Int,
    /// Touch level.
    pub touch: Touch,
    /// Purchases that count.
    pub purchase_count: Int,
    /// Sum of purchases less refunds.
    pub net_minor: Int,
    /// First purchase.
    pub first_ordered_on: Option<String>,
    /// Last purchase.
    pub last_ordered_on: Option<String>,
    /// Moved on this day; touches wait for a look.
    pub moved_on: Option<String>,
    /// A change in the family; touches wait for a look.
    pub family_change_on: Option<String>,
    /// Nobody looked since: courtesies wait.
    pub needs_review: bool,
    /// Year of mourning.
    pub mourning_year: Option<Int>,
}

/// The editable part of a household.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct HouseholdForm {
    /// Name.
    pub name: String,
    /// Touch level.
    pub touch: Touch,
    /// Moved on.
    pub moved_on: Option<String>,
    /// Family change on.
    pub family_change_on: Option<String>,
    /// Mourning year.
    pub mourning_year: Option<Int>,
}

/// Who lives in a household from now on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct HouseholdPeople {
    /// Move in, from wherever they live.
    pub join: Vec<Int>,
    /// Leave together, for a household of their own.
    pub leave: Vec<Int>,
    /// Stands first on envelopes and lists; `None`: as before.
    pub lead: Option<Int>,
}

/// Another person of the household.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct MemberView {
    /// Id.
    pub customer: Int,
    /// Name, without honorific.
    pub name: String,
    /// Kana.
    pub kana: String,
    /// A company, not a person.
    pub company: bool,
    /// Honorific; empty: the ordinary one.
    pub honorific: String,
    /// Standing.
    pub state: CustomerState,
}
