//! Addresses to look at, after an import above all: a code of another place, a code that nobody knows, a missing part that
//! the table tells. The proposal stands beside what was typed, in columns of its own; nothing is changed.
//!
//! Not here: how address and code are compared (`postal`).

use std::collections::HashSet;
use std::ops::ControlFlow;

use aichaku_domain::fold::{NameParts, addressee};
use aichaku_exchange::SheetCell;
use aichaku_postal::{Agreement, Place, Table};
use aichaku_store::{Address, Listed, ListedPerson};

use super::file::ListFile;
use super::words::{self, Heading};
use super::{text, write};
use crate::OpenShop;
use crate::error::Result;
use crate::places::code_of;
use crate::wire::{Lang, ListForm, ListReport};

/// What is to be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Check {
    /// The code is of another city.
    Differs,
    /// The table does not know the code.
    UnknownCode,
    /// Prefecture or city is missing; the code tells it.
    MissingPart,
    /// The code is missing; the address tells it.
    MissingCode,
}

/// Saves a row for each household whose address is to be looked at.
pub(super) async fn save(shop: &OpenShop, form: ListForm, path: &str, lang: Lang) -> Result<ListReport> {
    let Heading { sheet, columns } = words::checks(lang);
    let mut file = ListFile::begin(path, form, sheet, columns)?;
    let mut seen = HashSet::new();
    let mut failed = None;
    let read = shop
        .store
        .listed_people(Listed::All, &mut |person| {
            if !seen.insert(person.household) {
                return ControlFlow::Continue(());
            }
            let Some((check, place)) = check_of(&person.address) else {
                return ControlFlow::Continue(());
            };
            match file.row(row(person, check, place, lang)) {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    failed = Some(error);
                    ControlFlow::Break(())
                }
            }
        })
        .await;
    write(file, |_| {
        read?;
        failed.map_or(Ok(()), Err)
    })
}

fn check_of(address: &Address) -> Option<(Check, Option<Place<'static>>)> {
    let table = Table::official();
    let (prefecture, city, street) = (&address.prefecture, &address.city, &address.street);
    if address.postal_code.trim().is_empty() {
        let found = table.code_of(prefecture, city, street)?;
        return Some((Check::MissingCode, Some(found)));
    }
    let code = code_of(&address.postal_code)?;
    let first = table.places(code).first().copied();
    match table.agreement(Some(code), prefecture, city, street) {
        Agreement::Differs => Some((Check::Differs, first)),
        Agreement::UnknownCode => Some((Check::UnknownCode, table.code_of(prefecture, city, street))),
        // Nothing of the address names a place yet: the code tells the rest.
        Agreement::NothingToCompare => Some((Check::MissingPart, first)),
        Agreement::Agrees if city.trim().is_empty() && street.trim().is_empty() => {
            Some((Check::MissingPart, first))
        }
        Agreement::Agrees => None,
    }
}

fn row(person: ListedPerson, check: Check, place: Option<Place<'_>>, lang: Lang) -> Vec<SheetCell> {
    let name = NameParts {
        family: &person.family_name,
        given: &person.given_name,
        honorific: &person.honorific,
    };
    let proposed = place.map_or_else(String::new, |place| {
        format!("{}{}{}", place.prefecture, place.city, place.town)
    });
    vec![
        SheetCell::Integer(person.customer),
        text(addressee(name).map_or_else(String::new, |(full, _)| full)),
        text(person.address.postal_code),
        text(person.address.prefecture),
        text(person.address.city),
        text(person.address.street),
        text(person.address.building),
        text(words::check(check, lang)),
        text(place.map_or_else(String::new, |place| place.written_code())),
        text(proposed),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_address_is_looked_at_for_its_own_reason() {
        let check = |postal_code: &str, prefecture: &str, city: &str, street: &str| {
            let address = Address {
                postal_code: postal_code.to_owned(),
                prefecture: prefecture.to_owned(),
                city: city.to_owned(),
                street: street.to_owned(),
                building: String::new(),
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
            Some((Check::Differs, jingumae())),
            "another place"
        );
        assert_eq!(
            check("150-0001", "", "", "神宮前1-2-3"),
            Some((Check::MissingPart, jingumae())),
            "the code tells prefecture and city"
        );
        assert_eq!(
            check("", "東京都", "渋谷区", "神宮前1-2-3"),
            Some((Check::MissingCode, jingumae())),
            "the address tells the code"
        );
        assert_eq!(
            check("999-9999", "東京都", "渋谷区", "神宮前1-2-3"),
            Some((Check::UnknownCode, jingumae())),
            "a code that is not there"
        );
        assert_eq!(check("", "", "", ""), None, "nothing to look at");
        assert_eq!(check("SW1A 1AA", "", "London", ""), None, "no Japanese code");
    }
}
