//! Proposals for an address from the table of postal codes, and for readings from the shop's own customers.
//!
//! Nothing is invented and nothing is written: a person takes a proposal over or lets it be, and what was typed
//! stands. Not here: the table (`postal`).

use aichaku_exchange::values::parse_postal;
use aichaku_postal::{Agreement, Place, Table};

use crate::App;
use crate::error::Result;
use crate::wire::{AddressAdvice, AddressForm, CodeAgreement, PostalPlace, ReadingAdvice};

/// Places of one code that are shown.
const PLACES: usize = 20;

impl App {
    /// What the table of postal codes says to an address as far as it is typed.
    ///
    /// # Errors
    /// None today; the signature is that of every use case.
    pub async fn address_advice(&self, address: AddressForm) -> Result<AddressAdvice> {
        Ok(advice(&address))
    }

    /// How others of the same family or given name are read in this shop; empty when nobody is.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::NoShop`].
    pub async fn reading_advice(&self, family: String, given: String) -> Result<ReadingAdvice> {
        let shop = self.shop().await?;
        let (family, given) = shop.store.readings(family.trim(), given.trim()).await?;
        Ok(ReadingAdvice { family, given })
    }
}

/// The code that was typed, as a number; `None` when it is none.
pub(crate) fn code_of(typed: &str) -> Option<u32> {
    parse_postal(typed).ok()??.replace('-', "").parse().ok()
}

fn advice(address: &AddressForm) -> AddressAdvice {
    let table = Table::official();
    let code = code_of(&address.postal_code);
    let places = code.map(|code| table.places(code)).unwrap_or_default();
    let agreement = table.agreement(code, &address.prefecture, &address.city, &address.street);
    let found = match address.postal_code.trim() {
        "" => table.code_of(&address.prefecture, &address.city, &address.street),
        _ => None,
    };
    AddressAdvice {
        places: places.into_iter().take(PLACES).map(wire_place).collect(),
        agreement: match agreement {
            Agreement::NothingToCompare => CodeAgreement::Nothing,
            Agreement::Agrees => CodeAgreement::Agrees,
            Agreement::Differs => CodeAgreement::Differs,
            Agreement::UnknownCode => CodeAgreement::UnknownCode,
        },
        found: found.map(wire_place),
        table_of: table.date().to_owned(),
    }
}

fn wire_place(place: Place<'_>) -> PostalPlace {
    PostalPlace {
        postal_code: place.written_code(),
        prefecture: place.prefecture.to_owned(),
        city: place.city.to_owned(),
        town: place.town.to_owned(),
        kana: [place.city_kana, place.town_kana].join(" ").trim().to_owned(),
    }
}
