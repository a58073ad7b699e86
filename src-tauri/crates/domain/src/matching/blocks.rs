//! Keys that two people must share to be compared at all.
//!
//! A shop of 300,000 has 45,000,000,000 pairs; nobody looks at all of them. A pair that shares no telephone
//! number, no mail, no dwelling, and no name in one town is not found, and would not be certain if it were.

use super::compare::town;
use super::traits::{Name, Traits};

/// A key that more people share than this says nothing about any of them: the telephone number that a till fills
/// in, the address of a company's dormitory.
pub const LARGEST_BLOCK: usize = 60;

/// The keys of a person, without repetition. Prefixes keep kinds apart.
#[must_use]
pub fn blocking_keys(person: &Traits) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    let mut add = |key: String| {
        if !keys.contains(&key) {
            keys.push(key);
        }
    };
    for phone in &person.phones {
        add(format!("p{phone}"));
    }
    for mail in &person.mails {
        add(format!("m{mail}"));
    }
    for place in person.places.iter().take(3) {
        add(format!("a{place}"));
        for name in [&person.written, &person.read] {
            if name.whole.chars().count() >= 3 {
                add(format!("n{}|{}", letters(name), town(place)));
            }
        }
    }
    keys
}

/// The letters of a name in the order of the alphabet, so that the order of its parts does not matter.
fn letters(name: &Name) -> String {
    let mut letters: Vec<char> = name.whole.chars().collect();
    letters.sort_unstable();
    letters.into_iter().collect()
}
