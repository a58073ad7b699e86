//! People of the shop whom a later list tells differently: what the file changes, and where it meets what somebody
//! typed.
//!
//! Three values are compared: what the file says now, what it said before somebody typed over it, and what stands in
//! the shop. Only the system that brought a person changes them; another one fills what is empty. Not here: new people
//! (`people`), what was typed (`store`), the answers themselves (`import::conflicts`).

use aichaku_domain::fold::AddressParts;
use aichaku_exchange::CustomerRecord;
use aichaku_store::{
    KeptMine, PERSON_FIELDS, PersonChange, PersonValues, StandingPerson, dwelling_key, name_key, sort_key,
    text_key,
};

use super::names::{name_parts, parts};
use super::{Decider, line};
use crate::import::conflicts::LISTED_CONFLICTS;
use crate::wire::{FieldConflict, ImportMode, RowOutcome};

/// A person who is there and stands in the list.
pub(super) struct PersonAgain {
    pub(super) customer: i64,
    pub(super) household: i64,
    pub(super) record: CustomerRecord,
    /// The row has something new already: a number elsewhere, a consent.
    pub(super) changed: bool,
}

/// What a field's three values come to.
enum Verdict {
    Same,
    Take,
    /// Somebody typed it; the flag says whether the file's word is new.
    Conflict(bool),
}

impl Decider {
    /// People who wait to be compared with how they stand.
    pub(in crate::import) fn people_again(&self) -> Vec<i64> {
        self.people_again.iter().map(|again| again.customer).collect()
    }

    /// Decides about the people who waited.
    pub(in crate::import) fn settle_people(&mut self, standing: &[StandingPerson]) {
        for again in std::mem::take(&mut self.people_again) {
            let before = self.next;
            let found = standing.binary_search_by_key(&again.customer, |person| person.id);
            let changed = match found {
                Ok(at) => self.change_person(&again, &standing[at]),
                Err(_) => false,
            };
            self.stood_in(again.record.line, before);
            let outcome = if changed || again.changed {
                self.updated.customers.0 += 1;
                RowOutcome::Updates
            } else {
                self.skipped += 1;
                RowOutcome::Unchanged
            };
            self.show(
                again.record.line,
                None,
                &again.record,
                String::new(),
                None,
                outcome,
            );
        }
    }

    fn change_person(&mut self, again: &PersonAgain, stands: &StandingPerson) -> bool {
        let told = told_values(&again.record);
        let mut values = stands.now.clone();
        let mut taken = Vec::new();
        for (field, columns) in PERSON_FIELDS {
            // One home for a household: only the person who speaks for it moves it.
            if field == "address" && !stands.primary && stands.home.is_some() {
                continue;
            }
            let said = of(&told, columns);
            if said.trim().is_empty() {
                continue;
            }
            let take = match verdict(stands, &self.setting.source, field, columns, &told) {
                Verdict::Same => false,
                Verdict::Take => true,
                Verdict::Conflict(news) => {
                    self.conflict(again, stands, field, &said, &of(&stands.now, columns), news)
                }
            };
            if take {
                for column in columns {
                    values.insert(
                        (*column).to_owned(),
                        told.get(*column).cloned().unwrap_or_default(),
                    );
                }
                taken.push(field);
            }
        }
        let contacts_before = self.chunk.rows.contacts.len() + self.chunk.rows.addresses.len();
        let contacts = self.contacts_again(again, stands);
        if taken.contains(&"address") && stands.home.is_some() {
            let written = parts(&again.record.address);
            if let Some(filled) = self.look_at(&again.record, &written) {
                for (column, value) in [
                    ("postal_code", filled.postal),
                    ("prefecture", filled.prefecture),
                    ("city", filled.city),
                ] {
                    values.insert(column.to_owned(), value);
                }
            }
        }
        // A household without a home gets one as a new row.
        let moves = taken.contains(&"address");
        if moves && stands.home.is_none() {
            self.home_of(again.household, &again.record);
        }
        let grew = contacts_before != self.chunk.rows.contacts.len() + self.chunk.rows.addresses.len();
        if grew {
            self.chunk.rows.reindex.push(again.customer);
        }
        let home = stands.home.filter(|_| moves);
        if taken.iter().all(|field| *field == "address" && home.is_none()) && contacts.is_empty() {
            return grew;
        }
        let text = |column: &str| values.get(column).map_or("", String::as_str);
        let change = PersonChange {
            customer: again.customer,
            household: again.household,
            home,
            line: line(again.record.line).0,
            sort_key: sort_key(
                text("family_name"),
                text("given_name"),
                text("family_kana"),
                text("given_kana"),
            ),
            match_key: name_key(text("family_name"), text("given_name")),
            dwelling: dwelling_key(
                text("family_name"),
                &AddressParts {
                    postal: text("postal_code"),
                    prefecture: text("prefecture"),
                    city: text("city"),
                    street: text("street"),
                    building: text("building"),
                },
            ),
            values,
            contacts,
        };
        self.chunk.people.push(change);
        true
    }

    /// Numbers and mails of the row: one that took the place of the only one before changes it, another is added,
    /// and one that somebody took out is asked about.
    fn contacts_again(
        &mut self,
        again: &PersonAgain,
        stands: &StandingPerson,
    ) -> Vec<(i64, &'static str, String, String)> {
        let mut changes = Vec::new();
        let mut record = again.record.clone();
        let owns = stands.made_by == self.setting.source;
        let mine = |kinds: &[&str]| -> Vec<&(i64, String, String, String)> {
            stands
                .contacts
                .iter()
                .filter(|(_, kind, _, _)| kinds.contains(&kind.as_str()))
                .collect()
        };
        let replaces = |kinds: &[&str], told: usize| -> Option<i64> {
            let there = mine(kinds);
            let [(id, ..)] = there.as_slice() else {
                return None;
            };
            (owns && told == 1 && !stands.typed_contacts.contains_key(id)).then_some(*id)
        };
        let shown = |kinds: &[&str]| {
            let values: Vec<&str> = mine(kinds)
                .iter()
                .map(|(_, _, value, _)| value.as_str())
                .collect();
            values.join(" / ")
        };
        let known = |key: &str| stands.contacts.iter().any(|(_, _, _, there)| there == key);

        let phones = std::mem::take(&mut record.phones);
        let lines = ["phone", "mobile"];
        let told = phones.iter().filter(|phone| phone.key.is_some()).count();
        for phone in phones {
            let Some(key) = phone.key.clone().filter(|key| !known(key)) else {
                continue;
            };
            if stands.removed_contacts.contains_key(&key) {
                if !self.conflict(again, stands, "phone", &phone.display, &shown(&lines), false) {
                    continue;
                }
            } else if let Some(id) = replaces(&lines, told) {
                let mobile = ["070", "080", "090"].iter().any(|start| key.starts_with(start));
                let kind = if mobile { "mobile" } else { "phone" };
                changes.push((id, kind, phone.display, key));
                continue;
            }
            record.phones.push(phone);
        }
        let mails = std::mem::take(&mut record.emails);
        let told = mails.len();
        for mail in mails {
            if known(&mail.key) {
                continue;
            }
            if stands.removed_contacts.contains_key(&mail.key) {
                if !self.conflict(again, stands, "email", &mail.display, &shown(&["email"]), false) {
                    continue;
                }
            } else if let Some(id) = replaces(&["email"], told).filter(|_| !mail.relay) {
                changes.push((id, "email", mail.display, mail.key));
                continue;
            }
            record.emails.push(mail);
        }
        self.contacts(&record, again.customer);
        changes
    }

    /// Puts a field to a person; answers whether the file's word is to be taken.
    fn conflict(
        &mut self,
        again: &PersonAgain,
        stands: &StandingPerson,
        field: &'static str,
        file: &str,
        shop: &str,
        news: bool,
    ) -> bool {
        let told = text_key(file).unwrap_or(0);
        if stands.kept.contains(&(field.to_owned(), told)) {
            return false;
        }
        let key = format!("customer:{}:{field}:{told:x}", again.customer);
        let text = |column: &str| stands.now.get(column).map_or("", String::as_str);
        let name = format!("{} {}", text("family_name"), text("given_name"));
        let answer = self.ask(FieldConflict {
            key,
            customer: again.customer.into(),
            name: name.trim().to_owned(),
            field: field.to_owned(),
            file: file.to_owned(),
            shop: shop.to_owned(),
            file_minor: None,
            shop_minor: None,
            file_is_new: news,
            typed_at: stands.typed_at.get(field).map(|at| (*at).into()),
            sheet: None,
            line: line(again.record.line),
        });
        if answer == Some(false) {
            self.answered += 1;
            self.chunk.kept.push(KeptMine {
                customer: again.customer,
                field,
                told,
            });
        }
        answer == Some(true)
    }

    /// Lists a conflict and tells what a person answered to it.
    pub(super) fn ask(&mut self, conflict: FieldConflict) -> Option<bool> {
        let answer = self.setting.answers.get(&conflict.key).copied();
        self.conflicts_total += 1;
        if answer != Some(true) {
            self.kept_typed += 1;
        }
        if self.conflicts.len() < LISTED_CONFLICTS {
            self.conflicts.push(conflict);
        }
        answer
    }

    /// Whether rows about people, orders and products that are there are to be left as they are.
    pub(super) fn only_adds(&self) -> bool {
        self.setting.mode == ImportMode::Add
    }

    /// Whether rows about people, orders and products that are not there are to be left out.
    pub(super) fn only_updates(&self) -> bool {
        self.setting.mode == ImportMode::Update
    }
}

/// What a row says, by column.
fn told_values(record: &CustomerRecord) -> PersonValues {
    let name = name_parts(record);
    let place = parts(&record.address);
    [
        ("family_name", name.family.as_str()),
        ("given_name", &name.given),
        ("family_kana", &name.family_kana),
        ("given_kana", &name.given_kana),
        ("postal_code", place.postal),
        ("prefecture", place.prefecture),
        ("city", place.city),
        ("street", place.street),
        ("building", place.building),
        ("note", record.note.as_deref().unwrap_or("")),
    ]
    .into_iter()
    .map(|(column, value)| (column.to_owned(), value.to_owned()))
    .chain(
        record
            .birthday
            .map(|day| ("birthday".to_owned(), day.to_string())),
    )
    .collect()
}

/// The words of a field's columns, one after the other.
fn of(values: &PersonValues, columns: &[&str]) -> String {
    let words: Vec<&str> = columns
        .iter()
        .filter_map(|column| values.get(*column))
        .map(String::as_str)
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

/// Whether an address says nothing else than the file's, only more: its blanks were filled from the table of postal codes,
/// or by hand.
fn only_filled(now: &PersonValues, told: &PersonValues) -> bool {
    PERSON_FIELDS[4].1.iter().all(|column| {
        let word = |values: &PersonValues| values.get(*column).map_or("", String::as_str).replace(' ', "");
        let (now, told) = (word(now), word(told));
        now == told || (told.is_empty() && ["postal_code", "prefecture", "city"].contains(column))
    })
}

/// Whether the file still tells somebody as they were before they were joined with who they are.
fn was_joined(stands: &StandingPerson, field: &str, columns: &[&str], said: &str) -> bool {
    let same = |old: &PersonValues| said.replace(' ', "") == of(old, columns).replace(' ', "");
    // Of two notes joining makes one.
    let in_note = field == "note" && of(&stands.now, columns).contains(said);
    stands.known_as.iter().any(|old| in_note || same(old))
}

fn verdict(
    stands: &StandingPerson,
    source: &str,
    field: &'static str,
    columns: &[&str],
    told: &PersonValues,
) -> Verdict {
    let said = of(told, columns);
    let now = of(&stands.now, columns);
    if said.replace(' ', "") == now.replace(' ', "")
        || (field == "address" && only_filled(&stands.now, told))
        || was_joined(stands, field, columns, &said)
    {
        return Verdict::Same;
    }
    let typed = stands.typed_at.contains_key(field);
    if typed || (stands.made_by.is_empty() && !now.is_empty()) {
        // What the file said before somebody typed over it.
        let mut before = stands.now.clone();
        before.extend(stands.before_typing.clone());
        let was = of(&before, columns);
        let news = !typed || said.replace(' ', "") != was.replace(' ', "");
        return Verdict::Conflict(news);
    }
    if now.is_empty() || stands.made_by == source {
        Verdict::Take
    } else {
        Verdict::Same
    }
}
