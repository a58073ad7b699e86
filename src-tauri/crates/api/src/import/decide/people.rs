//! Who a row is about: recognised, completed, or made anew with a household.
//!
//! Not here: the evidence's weighing (`domain::identity`), what they agreed to (`consents`).

use aichaku_domain::identity::{Evidence, Identity};
use aichaku_domain::plan::spread_of;
use aichaku_domain::values::HouseholdId;
use aichaku_exchange::{AddressRecord, CustomerRecord};
use aichaku_store::{
    AddressRow, ContactRow, CustomerRow, HouseholdRow, SourceRow, dwelling_key, name_key, place_key,
    sort_key, source_key, text_key,
};

use super::heard::heard_of;
use super::names::{display, family_of, is_company, name_parts, parts};
use super::people_again::PersonAgain;
use super::{Decider, count_on};
use crate::wire::RowOutcome;

impl Decider {
    pub(super) fn customer(&mut self, record: &CustomerRecord) {
        let here = match self.people.identify(&self.evidence(record)) {
            Identity::Known {
                customer, household, ..
            } => Some((customer, household)).filter(|_| customer < self.first_customer),
            _ if self.only_updates() => {
                self.skipped += 1;
                let outcome = RowOutcome::NotAskedFor;
                return self.show(record.line, None, record, String::new(), None, outcome);
            }
            _ => None,
        };
        if let Some((customer, household)) = here
            && self.tell_person(record, customer, household)
        {
            return;
        }
        let before = (
            self.inserted.customers,
            self.chunk.rows.contacts.len(),
            self.chunk.rows.addresses.len(),
        );
        let (customer, _, outcome) = self.person(record);
        let agreed = self.consents(customer, record);
        let changed = agreed
            || before
                != (
                    self.inserted.customers,
                    self.chunk.rows.contacts.len(),
                    self.chunk.rows.addresses.len(),
                );
        let outcome = if before.0 == self.inserted.customers {
            if changed {
                self.updated.customers.0 += 1;
                RowOutcome::Updates
            } else {
                self.skipped += 1;
                RowOutcome::Unchanged
            }
        } else {
            outcome
        };
        self.show(record.line, None, record, String::new(), None, outcome);
    }

    /// Somebody of the shop: compared with how they stand when a stretch of the file is read. Answers whether the row
    /// is dealt with by that.
    fn tell_person(&mut self, record: &CustomerRecord, customer: i64, household: i64) -> bool {
        // Somebody who asked to be forgotten or left alone is never filled up again, and of two rows about one person
        // the first tells.
        if self.closed.contains(&customer) || !super::first_time(&mut self.told_people, customer) {
            return false;
        }
        let mut changed = self.consents(customer, record);
        if self.only_adds() {
            let outcome = if changed {
                self.updated.customers.0 += 1;
                RowOutcome::Updates
            } else {
                self.skipped += 1;
                RowOutcome::NotAskedFor
            };
            self.show(record.line, None, record, String::new(), None, outcome);
            return true;
        }
        let evidence = self.evidence(record);
        if evidence.source != 0 && !self.people.has_source(evidence.source) {
            self.source(record, &evidence, customer);
            changed = true;
        }
        // Known by its number and name from here on; numbers and mails are learned when they are kept.
        let names = Evidence {
            contacts: Vec::new(),
            mails: Vec::new(),
            ..evidence
        };
        self.people.learn(&names, customer, household);
        self.people_again.push(PersonAgain {
            customer,
            household,
            record: record.clone(),
            changed,
        });
        true
    }

    /// The home of a household that had none.
    pub(super) fn home_of(&mut self, household: i64, record: &CustomerRecord) {
        if self.has_home(household) {
            self.address(household, "home", &record.address, record);
            self.chunk.rows.rehomed.push(household);
        }
    }

    /// The person of a record, made where there is none: customer, household, and what the preview says.
    pub(super) fn person(&mut self, record: &CustomerRecord) -> (i64, i64, RowOutcome) {
        let evidence = self.evidence(record);
        match self.people.identify(&evidence) {
            Identity::Known {
                customer,
                household,
                by,
            } => {
                // Somebody who asked to be forgotten or left alone is never filled up again.
                if !self.closed.contains(&customer) {
                    self.complete_person(record, &evidence, customer, household);
                }
                let outcome = RowOutcome::KnownCustomer {
                    name: display(record),
                    company: is_company(record),
                    by: by.as_str().to_owned(),
                };
                (customer, household, outcome)
            }
            Identity::Joins { household } => {
                let customer = self.new_person(record, &evidence, household, false);
                (
                    customer,
                    household,
                    RowOutcome::JoinsHousehold {
                        name: family_of(record),
                    },
                )
            }
            Identity::New => {
                let household = self.new_household(record, &evidence);
                let customer = self.new_person(record, &evidence, household, true);
                (customer, household, RowOutcome::NewCustomer)
            }
        }
    }

    fn new_household(&mut self, record: &CustomerRecord, evidence: &Evidence) -> i64 {
        let now = self.setting.now.0;
        let id = count_on(&mut self.next.households);
        self.chunk.rows.households.push(HouseholdRow {
            id,
            name: String::new(),
            match_key: Some(evidence.dwelling).filter(|key| *key != 0),
            spread: i64::from(spread_of(HouseholdId(id))),
            created_at: now,
            updated_at: now,
        });
        self.inserted.households.0 += 1;
        if !record.address.is_empty() {
            self.address(id, "home", &record.address, record);
            self.has_home(id);
        }
        id
    }

    fn new_person(
        &mut self,
        record: &CustomerRecord,
        evidence: &Evidence,
        household: i64,
        first: bool,
    ) -> i64 {
        let now = self.setting.now.0;
        let id = count_on(&mut self.next.customers);
        let name = self.with_reading(record, name_parts(record));
        let heard = heard_of(record);
        self.chunk.rows.customers.push(CustomerRow {
            id,
            household_id: household,
            kind: if is_company(record) { "company" } else { "person" },
            sort_key: sort_key(&name.family, &name.given, &name.family_kana, &name.given_kana),
            match_key: Some(evidence.name).filter(|key| *key != 0),
            family_name: name.family.clone(),
            given_name: name.given.clone(),
            family_kana: name.family_kana.clone(),
            given_kana: name.given_kana.clone(),
            is_primary: first,
            birthday: record.birthday,
            // An address that a mall lends marks its buyer, whatever file it stands in.
            mall_limited: record.mall_limited || record.emails.iter().any(|mail| mail.relay),
            note: record.note.clone().unwrap_or_default(),
            heard: heard.of,
            heard_from: None,
            heard_by: heard.by,
            heard_words: heard.words,
            heard_key: heard.key,
            thanked_on: None,
            created_at: now,
            updated_at: now,
        });
        self.inserted.customers.0 += 1;
        self.source(record, evidence, id);
        self.contacts(record, id);
        self.people.learn(evidence, id, household);
        let kept = record.phones.iter().filter(|phone| phone.key.is_some());
        let numbers: Vec<&str> = kept.map(|phone| phone.display.as_str()).collect();
        let filled = self.filled.take();
        let written = parts(&record.address);
        let address = filled.as_ref().map_or(written, |filled| filled.over(written));
        self.chunk.rows.find_by(
            id,
            &[(&name.family, &name.given), (&name.family_kana, &name.given_kana)],
            &numbers,
            address.postal,
            &[address.prefecture, address.city, address.street, address.building],
        );
        if !first {
            // Whoever joins others is found by where these live, too.
            self.chunk.rows.reindex.push(id);
        }
        id
    }

    /// Adds what is new about a person who is there. What a person typed is never replaced.
    fn complete_person(
        &mut self,
        record: &CustomerRecord,
        evidence: &Evidence,
        customer: i64,
        household: i64,
    ) {
        let before = self.chunk.rows.contacts.len();
        if evidence.source != 0 && !self.people.has_source(evidence.source) {
            self.source(record, evidence, customer);
        }
        self.contacts(record, customer);
        if !record.address.is_empty() && self.has_home(household) {
            self.address(household, "home", &record.address, record);
            self.chunk.rows.rehomed.push(household);
        }
        self.people.learn(evidence, customer, household);
        if before != self.chunk.rows.contacts.len() {
            self.chunk.rows.reindex.push(customer);
        }
    }

    fn source(&mut self, record: &CustomerRecord, evidence: &Evidence, customer: i64) {
        if let Some(number) = record.external_id.as_ref().filter(|_| evidence.source != 0) {
            self.chunk.rows.sources.push(SourceRow {
                source: self.setting.source.clone(),
                external_id: number.clone(),
                customer_id: customer,
            });
        }
    }

    pub(super) fn contacts(&mut self, record: &CustomerRecord, customer: i64) {
        let now = self.setting.now.0;
        for phone in &record.phones {
            let Some(key) = &phone.key else { continue };
            if self.people.has_contact(customer, text_key(key).unwrap_or(0)) {
                continue;
            }
            let mobile = ["070", "080", "090"].iter().any(|start| key.starts_with(start));
            self.chunk.rows.contacts.push(ContactRow {
                id: count_on(&mut self.next.contact_points),
                customer_id: customer,
                kind: if mobile { "mobile" } else { "phone" },
                value: phone.display.clone(),
                value_key: key.clone(),
                state: "ok",
                created_at: now,
            });
        }
        for mail in &record.emails {
            if self
                .people
                .has_contact(customer, text_key(&mail.key).unwrap_or(0))
            {
                continue;
            }
            self.chunk.rows.contacts.push(ContactRow {
                id: count_on(&mut self.next.contact_points),
                customer_id: customer,
                kind: "email",
                value: mail.display.clone(),
                value_key: mail.key.clone(),
                // A mall's forwarding address tells people apart but is no way to write to them.
                state: if mail.relay { "dead" } else { "ok" },
                created_at: now,
            });
        }
    }

    /// A place that something went to: kept once for a household, however it is written, and not when it is
    /// the buyer's home.
    pub(super) fn delivery_place(&mut self, household: i64, buyer: &CustomerRecord, place: &AddressRecord) {
        let of = parts(place);
        // A town alone is no place that anything was carried to.
        let Some(key) = place_key(&of).filter(|_| !(of.street.is_empty() && of.building.is_empty())) else {
            return;
        };
        if place_key(&parts(&buyer.address)) != Some(key) && self.places.insert((household, key)) {
            self.address(household, "delivery", place, buyer);
            self.chunk.rows.rehomed.push(household);
        }
    }

    /// A place of a household; `record` tells whose row it stands in.
    fn address(
        &mut self,
        household: i64,
        kind: &'static str,
        address: &AddressRecord,
        record: &CustomerRecord,
    ) {
        let written = parts(address);
        let filled = self.look_at(record, &written);
        let of = filled.as_ref().map_or(written, |filled| filled.over(written));
        let created_at = self.setting.now.0;
        self.chunk.rows.addresses.push(AddressRow {
            id: count_on(&mut self.next.addresses),
            household_id: household,
            kind,
            postal_code: of.postal.to_owned(),
            prefecture: of.prefecture.to_owned(),
            city: of.city.to_owned(),
            street: of.street.to_owned(),
            building: of.building.to_owned(),
            created_at,
        });
        self.filled = filled;
    }

    pub(super) fn evidence(&self, record: &CustomerRecord) -> Evidence {
        let name = name_parts(record);
        let mails: Vec<i64> = record
            .emails
            .iter()
            .filter_map(|mail| text_key(&mail.key))
            .collect();
        let phones = record
            .phones
            .iter()
            .filter_map(|phone| phone.key.as_deref())
            .filter_map(text_key);
        Evidence {
            source: record
                .external_id
                .as_deref()
                .map_or(0, |number| source_key(&self.setting.source, number)),
            name: name_key(&name.family, &name.given).unwrap_or(0),
            contacts: phones.chain(mails.iter().copied()).collect(),
            mails,
            // A name that is not split tells no family.
            dwelling: record
                .family_name
                .as_deref()
                .and_then(|family| dwelling_key(family, &parts(&record.address)))
                .unwrap_or(0),
        }
    }
}
