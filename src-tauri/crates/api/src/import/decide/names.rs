//! Names, addresses and telephone numbers of a record as they are kept and shown.
//!
//! Not here: splitting a name (`exchange` does, where the file does).

use aichaku_domain::fold::AddressParts;
use aichaku_exchange::{AddressRecord, CustomerRecord};

use crate::customers::full_name;

pub(super) struct NameParts {
    pub(super) family: String,
    pub(super) given: String,
    pub(super) family_kana: String,
    pub(super) given_kana: String,
}

/// The name as it is kept: split where the file splits it, else whole in the family name.
pub(super) fn name_parts(record: &CustomerRecord) -> NameParts {
    let text = |part: &Option<String>| part.clone().unwrap_or_default();
    let (family, given) = match (&record.family_name, &record.given_name) {
        (None, None) => (
            record
                .full_name
                .clone()
                .or_else(|| record.company.clone())
                .unwrap_or_default(),
            String::new(),
        ),
        (family, given) => (text(family), text(given)),
    };
    let (family_kana, given_kana) = match (&record.family_kana, &record.given_kana) {
        (None, None) => (text(&record.full_kana), String::new()),
        (family, given) => (text(family), text(given)),
    };
    NameParts {
        family,
        given,
        family_kana,
        given_kana,
    }
}

pub(super) fn display(record: &CustomerRecord) -> String {
    let name = name_parts(record);
    full_name(&name.family, &name.given)
}

/// Whether a company is meant: a file says so, or names a company and nobody in it.
pub(super) fn is_company(record: &CustomerRecord) -> bool {
    record.is_organisation || (record.company.is_some() && record.full_name.is_none())
}

pub(super) fn family_of(record: &CustomerRecord) -> String {
    name_parts(record).family
}

pub(super) fn parts(address: &AddressRecord) -> AddressParts<'_> {
    AddressParts {
        postal: address.postal_code.as_deref().unwrap_or(""),
        prefecture: address.prefecture.as_deref().unwrap_or(""),
        city: address.city.as_deref().unwrap_or(""),
        street: address
            .street
            .as_deref()
            .or(address.full.as_deref())
            .unwrap_or(""),
        building: address.building.as_deref().unwrap_or(""),
    }
}

/// All but the last four digits hidden: the screen may be seen by customers.
pub(super) fn tail(phone: &str) -> String {
    let digits: Vec<char> = phone.chars().filter(char::is_ascii_digit).collect();
    let shown: String = digits[digits.len().saturating_sub(4)..].iter().collect();
    format!("…{shown}")
}
