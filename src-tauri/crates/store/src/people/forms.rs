//! Persons, households and ways to reach them, as typed.

use aichaku_domain::fold::{AddressParts, email_key, phone_key};
use aichaku_domain::kinds::{Channel, CustomerState, Touch};
use aichaku_domain::values::ShopDay;

/// A way to reach somebody, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// `phone`, `mobile`, `fax`, `email` or `line`.
    pub kind: String,
    /// As typed.
    pub value: String,
}

impl Contact {
    /// What it is compared by: digits, lower-case address, or the text itself.
    #[must_use]
    pub fn key(&self) -> String {
        let key = match self.kind.as_str() {
            "email" => email_key(&self.value),
            "phone" | "mobile" | "fax" => phone_key(&self.value),
            _ => None,
        };
        key.unwrap_or_else(|| self.value.trim().to_owned())
    }
}

/// An address as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// Postal code.
    pub postal_code: String,
    /// Prefecture.
    pub prefecture: String,
    /// City, ward.
    pub city: String,
    /// Town and number.
    pub street: String,
    /// Building and room.
    pub building: String,
}

impl Address {
    /// Whether nothing was typed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    pub(crate) fn parts(&self) -> AddressParts<'_> {
        AddressParts {
            postal: &self.postal_code,
            prefecture: &self.prefecture,
            city: &self.city,
            street: &self.street,
            building: &self.building,
        }
    }
}

/// A person or company as a form holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// A company.
    pub company: bool,
    /// Family name, or the whole name.
    pub family_name: String,
    /// Given name.
    pub given_name: String,
    /// Kana of the family name.
    pub family_kana: String,
    /// Kana of the given name.
    pub given_kana: String,
    /// Empty: the ordinary one.
    pub honorific: String,
    /// Ways to reach them.
    pub contacts: Vec<Contact>,
    /// The household's home; empty leaves it as it is.
    pub address: Address,
    /// Standing.
    pub state: CustomerState,
    /// Since when; `None`: as it is kept, or today where the state is new. The ordinary state has no day.
    pub state_since: Option<ShopDay>,
    /// Wants nothing at all.
    pub suppressed: bool,
    /// Minor, or receiver of a gift.
    pub service_only: bool,
    /// Wishes to be reached this way.
    pub preferred_channel: Option<Channel>,
    /// Never this way.
    pub refused_channels: Vec<Channel>,
}

/// A household as a form holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseholdForm {
    /// Name; empty: made from the first person.
    pub name: String,
    /// Touch.
    pub touch: Touch,
    /// Moved on.
    pub moved_on: Option<ShopDay>,
    /// A change in the family on.
    pub family_change_on: Option<ShopDay>,
    /// Year of mourning.
    pub mourning_year: Option<i64>,
}
