//! Addresses to look at, after an import above all: a code of another place, a code that nobody knows, a missing part that
//! the table tells. The proposal stands beside what was typed, in columns of its own; nothing is changed.
//!
//! Not here: how address and code are compared (`address_check`).

use std::collections::HashSet;
use std::ops::ControlFlow;

use aichaku_domain::fold::{AddressParts, NameParts, addressee};
use aichaku_exchange::SheetCell;
use aichaku_postal::Place;
use aichaku_store::{Address, Listed, ListedPerson};

use super::file::ListFile;
use super::words::{self, Heading};
use super::{text, write};
use crate::OpenShop;
use crate::address_check::{AddressCheck, check_of};
use crate::error::Result;
use crate::wire::{Lang, ListForm, ListReport};

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
            let Some((check, place)) = check_of(&parts(&person.address)) else {
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

fn parts(address: &Address) -> AddressParts<'_> {
    AddressParts {
        postal: &address.postal_code,
        prefecture: &address.prefecture,
        city: &address.city,
        street: &address.street,
        building: &address.building,
    }
}

fn row(person: ListedPerson, check: AddressCheck, place: Option<Place<'_>>, lang: Lang) -> Vec<SheetCell> {
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
