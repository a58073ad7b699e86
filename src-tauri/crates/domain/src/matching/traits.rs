//! What is known of a person, folded for comparing.
//!
//! Not here: comparing (`compare`).

use crate::fold::{AddressParts, NameParts, address_key, display_name, fold_text};
use crate::kinds::Lang;

/// What a store or a file says about a person, as typed. Any part may be empty.
#[derive(Debug, Clone, Default)]
pub struct PersonParts<'a> {
    /// A company, whose whole name stands in `family`.
    pub company: bool,
    /// Family name, or a whole name that was not split.
    pub family: &'a str,
    /// Given name.
    pub given: &'a str,
    /// Reading of the family name, or of the whole name.
    pub family_kana: &'a str,
    /// Reading of the given name.
    pub given_kana: &'a str,
    /// Keys of telephone numbers ([`crate::fold::phone_key`]).
    pub phones: Vec<String>,
    /// Keys of mail addresses ([`crate::fold::email_key`]).
    pub mails: Vec<String>,
    /// Where they live and lived.
    pub places: Vec<AddressParts<'a>>,
}

/// A name in one script: its parts where they are known, and the whole without blanks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) family: String,
    pub(super) given: String,
    pub(super) whole: String,
}

impl Name {
    fn of(family: &str, given: &str) -> Self {
        let (family, given) = (bare(family), bare(given));
        let (family, given) = match (given.is_empty(), family.split_once(' ')) {
            // 「山田　太郎」 in one field is split where the person split it.
            (true, Some((first, rest))) => (first.to_owned(), rest.replace(' ', "")),
            _ => (family.replace(' ', ""), given.replace(' ', "")),
        };
        let whole = format!("{family}{given}");
        Self { family, given, whole }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.whole.is_empty()
    }

    /// Written in kana throughout.
    fn is_kana(&self) -> bool {
        !self.whole.is_empty() && self.whole.chars().all(|c| matches!(c, 'ぁ'..='ゖ' | 'ー'))
    }
}

/// Folded, and without an honorific that was typed into the name.
fn bare(text: &str) -> String {
    let name = NameParts {
        family: text,
        given: "",
        honorific: "",
    };
    // In English nothing is added, so what comes back is the name without what was typed behind it.
    display_name(name, Lang::En).map_or_else(String::new, |shown| fold_text(&shown))
}

/// What is known of a person, folded for comparing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Traits {
    pub(super) company: bool,
    /// As it is written, in kanji or letters; empty for a name that is only known in kana.
    pub(super) written: Name,
    /// As it is read.
    pub(super) read: Name,
    pub(super) phones: Vec<String>,
    pub(super) mails: Vec<String>,
    /// Keys of dwellings, the present one first.
    pub(super) places: Vec<String>,
}

impl Traits {
    /// Folds what is known of a person.
    #[must_use]
    pub fn of(parts: &PersonParts<'_>) -> Self {
        let mut written = Name::of(parts.family, parts.given);
        let mut read = Name::of(parts.family_kana, parts.given_kana);
        if written.is_kana() {
            if read.is_empty() {
                read = written;
            }
            written = Name::default();
        }
        let mut places: Vec<String> = Vec::new();
        for key in parts.places.iter().filter_map(address_key) {
            if !places.contains(&key) {
                places.push(key);
            }
        }
        Self {
            company: parts.company,
            written,
            read,
            phones: parts.phones.clone(),
            mails: parts.mails.clone(),
            places,
        }
    }

    /// The parts of a name that is known in kanji without a reading, for each way to split it; empty for any other.
    #[must_use]
    pub fn unread_parts(&self) -> Vec<(String, String)> {
        if self.written.is_empty() || !self.read.is_empty() {
            return Vec::new();
        }
        let split = !self.written.family.is_empty() && !self.written.given.is_empty();
        if split {
            return vec![(self.written.family.clone(), self.written.given.clone())];
        }
        super::readings::splits(&self.written.whole)
            .map(|(family, given)| (family.to_owned(), given.to_owned()))
            .collect()
    }

    /// Known by its reading only: no name to print on an envelope.
    #[must_use]
    pub fn is_only_read(&self) -> bool {
        self.written.is_empty()
    }
}
