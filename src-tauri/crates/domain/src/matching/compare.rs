//! How alike two people are, field by field, in few steps.
//!
//! A step is what a person would say of the pair: the same, read alike, one letter off, another. How much a step
//! tells is not decided here (`odds`).

use strsim::damerau_levenshtein;

use super::readings::Readings;
use super::traits::{Name, Traits};

/// The family names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FamilyName {
    /// One of them is not known, or they are known in different scripts.
    Unknown,
    /// The same, in kanji (old forms count as the common one) or as they are read.
    Same,
    /// Different.
    Differs,
}

/// The given names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GivenName {
    /// One of them is not known, or they are known in different scripts.
    Unknown,
    /// Written alike.
    Same,
    /// Read alike, and at least one of them is known by its reading only.
    SameReading,
    /// One is known in kanji without a reading and the other by the reading only, and others of the shop whose names
    /// are written like the one are read like the other.
    LikelyReading,
    /// Read alike and written differently.
    OtherKanji,
    /// A letter off.
    Near,
    /// Different.
    Differs,
}

/// Telephone numbers or mail addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Number {
    /// One of them has none.
    Unknown,
    /// They share one.
    Same,
    /// One is a slip of the finger away from the other.
    Near,
    /// They share none.
    Differs,
}

/// Where they live.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Not known of one of them.
    Unknown,
    /// One dwelling.
    Same,
    /// One house; of one of them the room is not known.
    SameHouse,
    /// One town.
    SameTown,
    /// Different.
    Differs,
}

/// How alike two people are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Likeness {
    /// Family names.
    pub family: FamilyName,
    /// Given names.
    pub given: GivenName,
    /// Telephone numbers.
    pub phone: Number,
    /// Mail addresses.
    pub mail: Number,
    /// Dwellings.
    pub place: Place,
    /// One is a company and the other is not.
    pub mixed: bool,
    /// Family name and given name stand in the other order.
    pub swapped: bool,
}

/// Compares two people by what is known of them alone.
#[must_use]
pub fn compare(one: &Traits, other: &Traits) -> Likeness {
    compare_with(one, other, &Readings::default())
}

/// Compares two people in a shop whose people tell how names are read.
#[must_use]
pub fn compare_with(one: &Traits, other: &Traits, readings: &Readings) -> Likeness {
    let written = names(&one.written, &other.written);
    let read = names(&one.read, &other.read);
    let (mut family, mut given) = join(written, read);
    let only_written = |person: &Traits| !person.written.is_empty() && person.read.is_empty();
    let fit = |one: &Traits, other: &Traits| {
        only_written(one) && other.is_only_read() && readings.fit(&one.written, &other.read)
    };
    if fit(one, other) || fit(other, one) {
        (family, given) = (FamilyName::Same, GivenName::LikelyReading);
    }
    let swapped = !written.2 && !read.2 && {
        let turned = |a: &Name, b: &Name| is_turned(a, b);
        let found = if one.written.is_empty() || other.written.is_empty() {
            turned(&one.read, &other.read)
        } else {
            turned(&one.written, &other.written)
        };
        if found {
            (family, given) = (FamilyName::Same, GivenName::Same);
        }
        found
    };
    Likeness {
        family,
        given,
        phone: numbers(&one.phones, &other.phones, near_phone),
        mail: numbers(&one.mails, &other.mails, near_mail),
        place: places(&one.places, &other.places),
        mixed: one.company != other.company,
        swapped,
    }
}

type Parts = (FamilyName, GivenName, bool);

/// Compares two names in one script; the flag says that the whole is the same.
fn names(one: &Name, other: &Name) -> Parts {
    if one.is_empty() || other.is_empty() {
        return (FamilyName::Unknown, GivenName::Unknown, false);
    }
    let split = |name: &Name| !name.family.is_empty() && !name.given.is_empty();
    if one.whole == other.whole {
        // A family name alone is not a person.
        let known = split(one) || split(other) || one.whole.chars().count() >= 4;
        let given = if known {
            GivenName::Same
        } else {
            GivenName::Unknown
        };
        return (FamilyName::Same, given, known);
    }
    match (split(one), split(other)) {
        (true, true) => {
            let family = if one.family == other.family {
                FamilyName::Same
            } else {
                FamilyName::Differs
            };
            let given = if one.given == other.given {
                GivenName::Same
            } else if is_near(&one.given, &other.given) {
                GivenName::Near
            } else {
                GivenName::Differs
            };
            (family, given, false)
        }
        // One is not split: only its beginning can be told.
        (true, false) => begins(&one.family, &other.whole),
        (false, true) => begins(&other.family, &one.whole),
        // Where the one name ends and the other begins nobody can tell.
        (false, false) => (FamilyName::Unknown, GivenName::Differs, false),
    }
}

/// A name that is not split beside a family name.
fn begins(family: &str, whole: &str) -> Parts {
    match whole.strip_prefix(family) {
        Some("") => (FamilyName::Same, GivenName::Unknown, false),
        Some(_) => (FamilyName::Same, GivenName::Differs, false),
        None => (FamilyName::Differs, GivenName::Differs, false),
    }
}

/// What both scripts say together.
fn join(written: Parts, read: Parts) -> (FamilyName, GivenName) {
    let family = match (written.0, read.0) {
        (FamilyName::Same, _) | (_, FamilyName::Same) => FamilyName::Same,
        (FamilyName::Differs, _) | (_, FamilyName::Differs) => FamilyName::Differs,
        _ => FamilyName::Unknown,
    };
    let given = match (written.1, read.1) {
        (GivenName::Same, _) => GivenName::Same,
        (GivenName::Unknown, GivenName::Same) => GivenName::SameReading,
        (GivenName::Unknown, other) => other,
        (_, GivenName::Same) => GivenName::OtherKanji,
        (near @ GivenName::Near, _) => near,
        (_, near @ GivenName::Near) => near,
        (other, _) => other,
    };
    (family, given)
}

/// Family name and given name in the other order, at least one of them split.
fn is_turned(one: &Name, other: &Name) -> bool {
    let turned = |a: &Name, b: &Name| {
        !a.family.is_empty() && !a.given.is_empty() && format!("{}{}", a.given, a.family) == b.whole
    };
    turned(one, other) || turned(other, one)
}

/// One letter off, in a name that is long enough for that to be a slip.
fn is_near(one: &str, other: &str) -> bool {
    let length = one.chars().count().min(other.chars().count());
    length >= 3 && damerau_levenshtein(one, other) == 1
}

fn numbers(one: &[String], other: &[String], near: fn(&str, &str) -> bool) -> Number {
    if one.is_empty() || other.is_empty() {
        return Number::Unknown;
    }
    if one.iter().any(|number| other.contains(number)) {
        return Number::Same;
    }
    if one.iter().any(|a| other.iter().any(|b| near(a, b))) {
        return Number::Near;
    }
    Number::Differs
}

/// One digit wrong, missing or too many, or two neighbours in the other order.
fn near_phone(one: &str, other: &str) -> bool {
    one.len().abs_diff(other.len()) <= 1 && damerau_levenshtein(one, other) == 1
}

/// The same name at another provider, or one letter off.
fn near_mail(one: &str, other: &str) -> bool {
    if one.len().abs_diff(other.len()) <= 1 && damerau_levenshtein(one, other) == 1 {
        return true;
    }
    match (one.split_once('@'), other.split_once('@')) {
        (Some((one, _)), Some((other, _))) => one == other && one.len() >= 6,
        _ => false,
    }
}

fn places(one: &[String], other: &[String]) -> Place {
    let steps = one.iter().flat_map(|a| other.iter().map(move |b| place(a, b)));
    let nearness = |place: &Place| match place {
        Place::Same => 0,
        Place::SameHouse => 1,
        Place::SameTown => 2,
        Place::Differs => 3,
        Place::Unknown => 4,
    };
    steps.min_by_key(nearness).unwrap_or(Place::Unknown)
}

fn place(one: &str, other: &str) -> Place {
    let house = |short: &str, long: &str| long.strip_prefix(short).is_some_and(|rest| rest.starts_with('-'));
    if one == other {
        Place::Same
    } else if house(one, other) || house(other, one) {
        Place::SameHouse
    } else if town(one) == town(other) {
        Place::SameTown
    } else {
        Place::Differs
    }
}

/// The town of a dwelling's key: what stands before the numbers.
pub(super) fn town(key: &str) -> &str {
    key.trim_end_matches(|c: char| c.is_ascii())
}
