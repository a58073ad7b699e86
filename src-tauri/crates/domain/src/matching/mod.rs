//! Are these two the same person? Comparing what is known of them, with a probability and its reasons.
//!
//! Probabilistic record linkage after Fellegi & Sunter, with two kinds of "not the same" (`odds`): strangers, and
//! members of one family, who share nearly everything but the given name. Old forms of kanji, kana, the order of
//! the names, widths and notations of addresses are folded before anything is compared (`traits`); only people
//! who share a key are compared at all (`blocks`).
//! Not here: recognising a row while a file is read (`identity`), keeping answers (`store`), joining (`api`).

mod blocks;
mod compare;
mod consents;
mod odds;
mod packed;
mod readings;
mod reasons;
mod traits;

pub use blocks::{LARGEST_BLOCK, blocking_keys};
pub use compare::{FamilyName, GivenName, Likeness, Number, Place, compare, compare_with};
pub use consents::{LastWord, stricter};
pub use odds::{Judgement, Verdict, judge};
pub use packed::PackedTraits;
pub use readings::Readings;
pub use traits::{PersonParts, Traits};

#[cfg(test)]
mod tests;
