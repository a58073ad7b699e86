//! What holds for one person who was kept as two: the stricter word.

use crate::kinds::ConsentState;

/// The last word of a ledger about one channel and purpose; `None`: nobody ever asked.
pub type LastWord = Option<ConsentState>;

/// The stricter of two last words about the same channel and purpose: a no is never lost, and a yes holds only
/// where nobody said anything else. `None` on both sides stays nothing.
#[must_use]
pub fn stricter(one: LastWord, other: LastWord) -> LastWord {
    match (one, other) {
        (None, word) | (word, None) => word,
        (Some(one), Some(other)) => Some(match (one, other) {
            (ConsentState::Denied, _) | (_, ConsentState::Denied) => ConsentState::Denied,
            (ConsentState::Unknown, _) | (_, ConsentState::Unknown) => ConsentState::Unknown,
            (ConsentState::Granted, ConsentState::Granted) => ConsentState::Granted,
        }),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use ConsentState::{Denied, Granted, Unknown};

    #[rstest]
    #[case::no_beats_yes(Some(Granted), Some(Denied), Some(Denied))]
    #[case::taken_back_beats_yes(Some(Granted), Some(Unknown), Some(Unknown))]
    #[case::no_beats_taken_back(Some(Unknown), Some(Denied), Some(Denied))]
    #[case::yes_stands_alone(Some(Granted), None, Some(Granted))]
    #[case::no_stands_alone(None, Some(Denied), Some(Denied))]
    #[case::nobody_asked(None, None, None)]
    fn the_stricter_word_holds_whichever_side_it_stands_on(
        #[case] one: LastWord,
        #[case] other: LastWord,
        #[case] holds: LastWord,
    ) {
        assert_eq!(stricter(one, other), holds, "left and right");
        assert_eq!(stricter(other, one), holds, "right and left");
    }
}
