//! Addresses of the file beside the table of postal codes: what is missing is proposed, what contradicts is told, and
//! only a person's word fills anything; what the file says stays as it is typed.
//!
//! Not here: how address and code are compared (`address_check`), which address goes where (`people`).

use std::collections::HashMap;

use aichaku_domain::fold::AddressParts;
use aichaku_exchange::CustomerRecord;
use aichaku_postal::Place;

use super::names::display;
use super::{Decider, line};
use crate::address_check::{AddressCheck, check_with, city_of, place_of};
use crate::wire::{AddressFinding, AddressFindings, AddressQuestion};

/// Addresses that are listed in a preview.
const LISTED: usize = 500;
/// Places that are remembered, because a shop's customers live in a few hundred towns.
const REMEMBERED: usize = 20_000;

/// What the table says to an address that is to be looked at.
#[derive(Debug, Clone)]
struct Found {
    question: AddressQuestion,
    /// The code that is proposed, and the place that it stands for.
    code: String,
    place: String,
    /// What a person's word fills: the code, or prefecture and city.
    fill: Fill,
}

/// What goes into what is empty.
#[derive(Debug, Clone)]
enum Fill {
    Nothing,
    Code(String),
    City(String, String),
}

/// An address as it is kept, after a person's word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Filled {
    pub(super) postal: String,
    pub(super) prefecture: String,
    pub(super) city: String,
}

impl Filled {
    /// The address with what was empty.
    pub(super) fn over<'a>(&'a self, written: AddressParts<'a>) -> AddressParts<'a> {
        AddressParts {
            postal: &self.postal,
            prefecture: &self.prefecture,
            city: &self.city,
            ..written
        }
    }
}

/// What was found about the addresses of a file.
#[derive(Debug, Default)]
pub(in crate::import) struct Addresses {
    findings: AddressFindings,
    seen: HashMap<String, Option<Found>>,
    /// The place of prefecture, city and town; looking it up costs a hundred times what a code costs.
    towns: HashMap<String, Option<Place<'static>>>,
}

impl Addresses {
    /// For the preview and the report.
    pub(in crate::import) fn take(&mut self) -> AddressFindings {
        std::mem::take(&mut self.findings)
    }

    /// What the table says, remembered by everything that it depends on: the house number says nothing.
    fn look(&mut self, of: &AddressParts<'_>) -> Option<Found> {
        let town = of
            .street
            .find(|letter: char| letter.is_ascii_digit() || ('０'..='９').contains(&letter))
            .map_or(of.street, |end| &of.street[..end]);
        let key = [of.postal, of.prefecture, of.city, town].join("\u{1f}");
        if let Some(found) = self.seen.get(&key) {
            return found.clone();
        }
        if self.seen.len() >= REMEMBERED {
            self.seen.clear();
        }
        if self.towns.len() >= REMEMBERED {
            self.towns.clear();
        }
        let towns = &mut self.towns;
        let found = found(of, || {
            let key = [of.prefecture, of.city, town].join("\u{1f}");
            *towns.entry(key).or_insert_with(|| place_of(of))
        });
        self.seen.insert(key, found.clone());
        found
    }
}

impl Decider {
    /// Looks at an address that is about to be kept; answers what it is filled with, if a person said so.
    pub(super) fn look_at(&mut self, record: &CustomerRecord, of: &AddressParts<'_>) -> Option<Filled> {
        let found = self.addresses.look(of)?;
        let findings = &mut self.addresses.findings;
        let count = match found.question {
            AddressQuestion::MissingCode => &mut findings.missing_code,
            AddressQuestion::MissingPart => &mut findings.missing_part,
            AddressQuestion::Differs => &mut findings.differs,
            AddressQuestion::UnknownCode => &mut findings.unknown_code,
        };
        count.0 += 1;
        let filled = match &found.fill {
            Fill::Nothing => None,
            Fill::Code(code) => Some(Filled {
                postal: code.clone(),
                prefecture: of.prefecture.to_owned(),
                city: of.city.to_owned(),
            }),
            Fill::City(prefecture, city) => Some(Filled {
                postal: of.postal.to_owned(),
                prefecture: prefecture.clone(),
                city: city.clone(),
            }),
        };
        if filled.is_some() {
            findings.proposed.0 += 1;
        }
        if findings.listed.len() < LISTED {
            findings.listed.push(AddressFinding {
                question: found.question,
                name: display(record),
                postal_code: of.postal.to_owned(),
                address: [of.prefecture, of.city, of.street].concat(),
                proposed_code: found.code,
                proposed_place: found.place,
                fills: filled.is_some(),
                sheet: None,
                line: line(record.line),
            });
        }
        if !self.setting.take_proposals {
            return None;
        }
        if filled.is_some() {
            self.addresses.findings.filled.0 += 1;
        }
        filled
    }
}

fn found(of: &AddressParts<'_>, town: impl FnOnce() -> Option<Place<'static>>) -> Option<Found> {
    let (check, place) = check_with(of, town)?;
    let fill = match (check, &place) {
        (AddressCheck::MissingCode, Some(place)) => Fill::Code(place.written_code()),
        // Only where nothing is written yet: a whole address in one cell names its city already.
        (AddressCheck::MissingPart, Some(place))
            if of.prefecture.trim().is_empty() && of.city.trim().is_empty() =>
        {
            city_of(place).map_or(Fill::Nothing, |(prefecture, city)| Fill::City(prefecture, city))
        }
        _ => Fill::Nothing,
    };
    Some(Found {
        question: match check {
            AddressCheck::Differs => AddressQuestion::Differs,
            AddressCheck::UnknownCode => AddressQuestion::UnknownCode,
            AddressCheck::MissingPart => AddressQuestion::MissingPart,
            AddressCheck::MissingCode => AddressQuestion::MissingCode,
        },
        code: place.map_or_else(String::new, |place| place.written_code()),
        place: place.map_or_else(String::new, |place| {
            [place.prefecture, place.city, place.town].concat()
        }),
        fill,
    })
}
