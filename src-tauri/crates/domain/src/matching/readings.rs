//! How names are read, as the shop's own people say: what lets 高橋 由紀子 of the web shop be タカハシ ユキコ of the till.
//!
//! A till often knows a name by its reading only, and a web shop without one. The two scripts say nothing of each
//! other by themselves; somebody else of the same kanji whose reading is known does. Nothing is guessed.

use std::collections::{HashMap, HashSet};

use super::traits::Name;
use crate::fold::fold_text;

/// Readings of family names and of given names, folded.
#[derive(Debug, Clone, Default)]
pub struct Readings {
    family: HashMap<String, HashSet<String>>,
    given: HashMap<String, HashSet<String>>,
}

impl Readings {
    /// Somebody of this family name is read so.
    pub fn learn_family(&mut self, written: &str, read: &str) {
        learn(&mut self.family, written, read);
    }

    /// Somebody of this given name is read so.
    pub fn learn_given(&mut self, written: &str, read: &str) {
        learn(&mut self.given, written, read);
    }

    /// Whether a name in kanji can be read as another is, in either order, wherever it is split.
    pub(super) fn fit(&self, written: &Name, read: &Name) -> bool {
        splits(&written.whole).any(|(first, second)| {
            self.fits(first, second, &read.whole) || self.fits(second, first, &read.whole)
        })
    }

    /// Family name and given name read one after the other, or the other way round.
    fn fits(&self, family: &str, given: &str, read: &str) -> bool {
        let (Some(families), Some(givens)) = (self.family.get(family), self.given.get(given)) else {
            return false;
        };
        families.iter().any(|family| {
            let behind = read.strip_prefix(family.as_str());
            let before = read.strip_suffix(family.as_str());
            [behind, before]
                .into_iter()
                .flatten()
                .any(|rest| givens.contains(rest))
        })
    }
}

fn learn(known: &mut HashMap<String, HashSet<String>>, written: &str, read: &str) {
    let (written, read) = (folded(written), folded(read));
    if !written.is_empty() && !read.is_empty() {
        known.entry(written).or_default().insert(read);
    }
}

fn folded(text: &str) -> String {
    fold_text(text).replace(' ', "")
}

/// Both parts of a name for each place where it can be split.
pub(super) fn splits(whole: &str) -> impl Iterator<Item = (&str, &str)> {
    whole.char_indices().skip(1).map(|(at, _)| whole.split_at(at))
}
