//! How an address goes with its postal code, and what the table of codes proposes for what is missing.
//!
//! Proposals only: what was typed stands, and what is empty is filled by a person's word. Not here: the table (`postal`),
//! lists (`lists::checks`), files (`import::decide::addresses`).

use aichaku_domain::fold::AddressParts;
use aichaku_postal::{Agreement, Place, Table};

use crate::places::code_of;

/// What is to be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AddressCheck {
    /// The code is of another city.
    Differs,
    /// The table does not know the code.
    UnknownCode,
    /// Prefecture or city is missing; the code tells it.
    MissingPart,
    /// The code is missing; the address tells it.
    MissingCode,
}

/// Why an address is to be looked at, and the place that is proposed; `None`: there is nothing to say.
pub(crate) fn check_of(address: &AddressParts<'_>) -> Option<(AddressCheck, Option<Place<'static>>)> {
    check_with(address, || place_of(address))
}

/// The place that an address without a code names.
pub(crate) fn place_of(address: &AddressParts<'_>) -> Option<Place<'static>> {
    Table::official().code_of(address.prefecture, address.city, address.street)
}

/// [`check_of`] with a `place` that is asked for only where it is needed; somebody may have remembered it.
pub(crate) fn check_with(
    address: &AddressParts<'_>,
    place: impl FnOnce() -> Option<Place<'static>>,
) -> Option<(AddressCheck, Option<Place<'static>>)> {
    let table = Table::official();
    let (prefecture, city, street) = (address.prefecture, address.city, address.street);
    if address.postal.trim().is_empty() {
        return Some((AddressCheck::MissingCode, Some(place()?)));
    }
    let code = code_of(address.postal)?;
    let first = table.places(code).first().copied();
    match table.agreement(Some(code), prefecture, city, street) {
        Agreement::Differs => Some((AddressCheck::Differs, first)),
        Agreement::UnknownCode => Some((AddressCheck::UnknownCode, place())),
        // Nothing of the address names a place yet: the code tells the rest.
        Agreement::NothingToCompare => Some((AddressCheck::MissingPart, first)),
        Agreement::Agrees if city.trim().is_empty() && street.trim().is_empty() => {
            Some((AddressCheck::MissingPart, first))
        }
        Agreement::Agrees => None,
    }
}

/// Prefecture and city of a code, when all its places share them.
pub(crate) fn city_of(place: &Place<'_>) -> Option<(String, String)> {
    let all = Table::official().places(place.code);
    all.iter()
        .all(|one| (one.prefecture, one.city) == (place.prefecture, place.city))
        .then(|| (place.prefecture.to_owned(), place.city.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_address_is_looked_at_for_its_own_reason() {
        let check = |postal: &str, prefecture: &str, city: &str, street: &str| {
            let address = AddressParts {
                postal,
                prefecture,
                city,
                street,
                building: "",
            };
            check_of(&address).map(|(check, place)| (check, place.map(|place| place.written_code())))
        };
        let jingumae = || Some("150-0001".to_owned());
        assert_eq!(
            check("1500001", "東京都", "渋谷区", "神宮前1-2-3"),
            None,
            "in order"
        );
        assert_eq!(
            check("150-0001", "大阪府", "大阪市北区", "梅田1"),
            Some((AddressCheck::Differs, jingumae())),
            "another place"
        );
        assert_eq!(
            check("150-0001", "", "", "神宮前1-2-3"),
            Some((AddressCheck::MissingPart, jingumae())),
            "the code tells prefecture and city"
        );
        assert_eq!(
            check("", "東京都", "渋谷区", "神宮前1-2-3"),
            Some((AddressCheck::MissingCode, jingumae())),
            "the address tells the code"
        );
        assert_eq!(
            check("999-9999", "東京都", "渋谷区", "神宮前1-2-3"),
            Some((AddressCheck::UnknownCode, jingumae())),
            "a code that is not there"
        );
        assert_eq!(check("", "", "", ""), None, "nothing to look at");
        assert_eq!(check("SW1A 1AA", "", "London", ""), None, "no Japanese code");
    }
}
