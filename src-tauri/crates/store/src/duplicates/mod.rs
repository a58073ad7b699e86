//! One person once: who may be in the books twice, what was answered about them, joining two and taking them
//! apart again.
//!
//! Not here: how alike two people are (`domain::matching`), and when anybody looks (`api`).

mod by_rule;
mod face;
mod look;
mod merge;
mod moved;
mod pairs;
mod people;
mod together;
mod unmerge;
mod unmerge_answers;
mod unmerge_home;
mod unmerge_words;

pub use look::{FoundPair, KnownPerson, Look};
pub use merge::{Merge, StandingMerge};
pub use pairs::{Answer, OpenPair, PairKind};
pub use people::PairPerson;
pub use together::KeysOf;
pub use unmerge::{LaterWork, Unmerged};

#[cfg(test)]
pub(crate) use by_rule::STATEMENTS as BY_RULE_STATEMENTS;
#[cfg(test)]
pub(crate) use look::STATEMENTS as LOOK_STATEMENTS;
#[cfg(test)]
pub(crate) use merge::STATEMENTS as MERGE_STATEMENTS;
pub(crate) use merge::follow_move;
#[cfg(test)]
pub(crate) use moved::STATEMENTS as MOVED_STATEMENTS;
#[cfg(test)]
pub(crate) use pairs::STATEMENTS as PAIR_STATEMENTS;
#[cfg(test)]
pub(crate) use people::STATEMENTS as PAIR_PEOPLE_STATEMENTS;
#[cfg(test)]
pub(crate) use together::STATEMENTS as TOGETHER_STATEMENTS;
#[cfg(test)]
pub(crate) use unmerge::STATEMENTS as UNMERGE_STATEMENTS;
#[cfg(test)]
pub(crate) use unmerge_answers::STATEMENTS as UNMERGE_ANSWERS_STATEMENTS;
#[cfg(test)]
pub(crate) use unmerge_home::STATEMENTS as UNMERGE_HOME_STATEMENTS;
#[cfg(test)]
pub(crate) use unmerge_words::STATEMENTS as UNMERGE_WORDS_STATEMENTS;
