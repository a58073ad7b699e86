//! New people without a reading: their names are gathered while a file is read, the shop's own people are asked once, and
//! only a person's word fills anything. Nothing is guessed.
//!
//! Not here: who is asked (`store::readings`), when people agree upon a reading (`domain::readings`).

use std::collections::{BTreeSet, HashMap};

use aichaku_domain::readings::{agreed_reading, needs_reading};
use aichaku_exchange::{CustomerRecord, FileShape};
use aichaku_store::{ReadingsOf, Store};

use super::names::{NameParts, is_company};
use super::{Decider, line};
use crate::error::Result;
use crate::wire::{Int, ReadingFinding, ReadingFindings};

/// Names that are listed in a preview.
const LISTED: usize = 500;
/// Names that are gathered: more than a list of new customers has that anybody looks through.
const GATHERED: usize = 20_000;

/// Family name and given name as they are kept, to the reading of each as it is kept.
pub(in crate::import) type Proposals = HashMap<(String, String), (String, String)>;

/// Names of new people that stand without a reading.
#[derive(Debug, Default)]
pub(in crate::import) struct NewNames {
    /// How many people, and the line of the first.
    gathered: HashMap<(String, String), (i64, u64)>,
    missing: i64,
    pub(in crate::import) filled: i64,
}

impl Decider {
    /// The name of a new person, with a reading if the file has none and a person wanted it filled.
    pub(super) fn with_reading(&mut self, record: &CustomerRecord, mut name: NameParts) -> NameParts {
        let read = !(name.family_kana.is_empty() && name.given_kana.is_empty());
        if read || is_company(record) || !(needs_reading(&name.family) || needs_reading(&name.given)) {
            return name;
        }
        self.new_names.missing += 1;
        let key = (name.family.clone(), name.given.clone());
        match self.setting.readings.as_ref() {
            Some(proposals) => {
                if let Some((family, given)) = proposals.get(&key) {
                    (name.family_kana, name.given_kana) = (family.clone(), given.clone());
                    self.new_names.filled += 1;
                }
            }
            None => {
                let gathered = &mut self.new_names.gathered;
                if gathered.len() < GATHERED || gathered.contains_key(&key) {
                    gathered.entry(key).or_insert((0, record.line)).0 += 1;
                }
            }
        }
        name
    }
}

impl NewNames {
    /// Asks the shop how these names are read: what is listed, and what a commit fills if a person says so.
    pub(in crate::import) async fn ask(
        self,
        store: &Store,
        shape: &FileShape,
    ) -> Result<(ReadingFindings, Proposals)> {
        let (mut families, mut givens) = (BTreeSet::new(), BTreeSet::new());
        for (family, given) in self.gathered.keys() {
            let (family, given, _) = split(family, given);
            families.extend(needs_reading(family).then(|| family.to_owned()));
            givens.extend(needs_reading(given).then(|| given.to_owned()));
        }
        let (families, givens) = store.readings_of(&families, &givens).await?;
        let mut proposals = Proposals::new();
        let mut findings = ReadingFindings {
            missing: Int(self.missing),
            ..ReadingFindings::default()
        };
        for ((family, given), (people, first)) in self.gathered {
            let Some(kana) = reading(&family, &given, &families, &givens) else {
                continue;
            };
            findings.proposed.0 += people;
            findings.listed.push(ReadingFinding {
                name: [family.as_str(), given.as_str()].join(" ").trim().to_owned(),
                kana: [kana.0.as_str(), kana.1.as_str()].join(" ").trim().to_owned(),
                people: Int(people),
                sheet: None,
                line: line(first),
            });
            proposals.insert((family, given), kana);
        }
        findings
            .listed
            .sort_by(|one, other| (one.line, &one.name).cmp(&(other.line, &other.name)));
        findings.listed.truncate(LISTED);
        for finding in &mut findings.listed {
            let (sheet, line) = shape.place_of(finding.line.0.unsigned_abs());
            finding.sheet = sheet.map(str::to_owned);
            finding.line = Int(i64::try_from(line).unwrap_or(i64::MAX));
        }
        Ok((findings, proposals))
    }
}

/// Family and given name; a name that stands in one cell is split where it has one blank. `true`: it was split here.
fn split<'a>(family: &'a str, given: &'a str) -> (&'a str, &'a str, bool) {
    if given.is_empty() {
        let mut parts = family.split_whitespace();
        if let (Some(first), Some(second), None) = (parts.next(), parts.next(), parts.next()) {
            return (first, second, true);
        }
    }
    (family, given, false)
}

/// The reading of a name as it is kept; `None`: not even that of the family is known.
fn reading(
    family: &str,
    given: &str,
    families: &ReadingsOf,
    givens: &ReadingsOf,
) -> Option<(String, String)> {
    let (first, second, whole) = split(family, given);
    let known = |name: &str, readings: &ReadingsOf| -> Option<String> {
        let counted = readings.get(name)?;
        agreed_reading(counted.iter().map(|(kana, people)| (kana.as_str(), *people))).map(str::to_owned)
    };
    // What is written in kana reads itself and stands there already.
    let family_kana = if needs_reading(first) {
        known(first, families)?
    } else {
        first.to_owned()
    };
    let given_kana = if needs_reading(second) {
        known(second, givens)
    } else {
        Some(second.to_owned())
    };
    if whole {
        // Half a reading in one cell would be another name's.
        return given_kana.map(|given| (format!("{family_kana} {given}"), String::new()));
    }
    Some((family_kana, given_kana.unwrap_or_default()))
}
