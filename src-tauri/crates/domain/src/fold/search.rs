//! Two-character search tokens for an FTS5 index, and the questions to ask it.
//!
//! How it is meant to be used. The table is `fts5(…, tokenize = 'unicode61 remove_diacritics 0',
//! prefix = '1 3 4 5')`. Each name-like field holds `bigrams(&fold_text(field))`, family and given name as one
//! field so that no blank stands between them; telephone fields hold [`phone_tokens`](super::phone_tokens);
//! the postal code holds the bigrams of its digits. A typed text becomes [`search_query`], whose `fts` is
//! bound as the right side of `match`.
//!
//! Why bigrams: Japanese names have one to three characters and no blanks, and the trigram tokenizer finds
//! nothing for fewer than three.
//! Not here: SQL, ranking, and who may see what was found.

use unicode_normalization::UnicodeNormalization as _;

use super::kana::{to_hiragana, to_katakana};
use super::{fold_text, phone_key};

/// Words of a query beyond these are ignored; nobody finds a person by a ninth word.
const MAX_WORDS: usize = 8;
/// Characters of one word beyond these are ignored.
const MAX_CHARS: usize = 32;

/// What to ask the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchQuery {
    /// An FTS5 `match` expression. Built from letters and digits between quotes only, so that nothing a
    /// person types can become an operator.
    pub fts: String,
    /// The folded text, for ranking names that begin with it.
    pub folded: String,
    /// The last digits of a telephone number (four to fifteen, in reading order) when the text is one;
    /// for pointing at the number that was found.
    pub phone_tail: Option<String>,
}

/// The two-character tokens of a folded text, separated by blanks: 「田中由紀子」 → `田中 中由 由紀 紀子 子`.
///
/// Blanks and signs are dropped first. The last character also stands alone, so that `"子"*` finds every
/// text with this character, wherever it stands. Empty for a text without letters and digits.
#[must_use]
pub fn bigrams(folded: &str) -> String {
    let chars: Vec<char> = folded.chars().filter(|c| c.is_alphanumeric()).collect();
    let mut out = String::with_capacity(chars.len() * 7);
    for pair in chars.windows(2) {
        out.extend(pair);
        out.push(' ');
    }
    out.extend(chars.last());
    out
}

/// How a word may stand in a text that nobody folded: as typed, in the ordinary width, in katakana and in hiragana; each
/// once, as typed first. Never empty.
#[must_use]
pub fn spellings(word: &str) -> Vec<String> {
    let plain: String = word.nfkc().collect();
    let katakana: String = plain.chars().map(to_katakana).collect();
    let hiragana: String = plain.chars().map(to_hiragana).collect();
    let mut all = vec![word.to_owned()];
    for spelling in [plain, katakana, hiragana] {
        if !all.contains(&spelling) {
            all.push(spelling);
        }
    }
    all
}

/// What to ask the index for `text` as typed; `None` when it holds no letter and no digit.
///
/// Words are separated by blanks and all must match, in any order and field. One character is a prefix
/// search, several are a phrase of bigrams. A number is looked for as text, as the front of a telephone number
/// (two digits or more) and as its tail (four or more); blanks and dashes inside it do not matter.
#[must_use]
pub fn search_query(text: &str) -> Option<SearchQuery> {
    let folded = fold_text(text);
    let mut terms = Vec::new();
    let mut number = String::new();
    let mut phone_tail = None;
    for word in folded.split(' ').take(MAX_WORDS) {
        if is_number(word) {
            number.push_str(word);
            continue;
        }
        flush_number(&mut number, &mut terms, &mut phone_tail);
        terms.extend(text_term(word));
    }
    flush_number(&mut number, &mut terms, &mut phone_tail);
    (!terms.is_empty()).then(|| SearchQuery {
        fts: terms.join(" AND "),
        folded,
        phone_tail,
    })
}

fn flush_number(number: &mut String, terms: &mut Vec<String>, phone_tail: &mut Option<String>) {
    let typed = std::mem::take(number);
    let digits: String = typed
        .chars()
        .filter(char::is_ascii_digit)
        .take(MAX_CHARS)
        .collect();
    let Some(as_text) = text_term(&digits) else { return };
    if digits.len() < 2 {
        terms.push(as_text);
        return;
    }
    // A whole number is asked in its domestic form, however it was typed.
    let phone =
        phone_key(&typed).map_or_else(|| digits.clone(), |key| key.trim_start_matches('+').to_owned());
    if digits.len() < 4 {
        terms.push(format!("(\"p{phone}\"* OR {as_text})"));
        return;
    }
    let reversed: String = phone.chars().rev().collect();
    terms.push(format!("(\"r{reversed}\"* OR \"p{phone}\"* OR {as_text})"));
    *phone_tail = Some(phone.chars().take(15).collect());
}

/// The term for one word, or `None` when nothing of it can be searched.
fn text_term(word: &str) -> Option<String> {
    let chars: Vec<char> = word
        .chars()
        .filter(|c| c.is_alphanumeric())
        .take(MAX_CHARS)
        .collect();
    match chars.as_slice() {
        [] => None,
        [one] => Some(format!("\"{one}\"*")),
        several => {
            let pairs: Vec<String> = several.windows(2).map(|pair| pair.iter().collect()).collect();
            Some(format!("\"{}\"", pairs.join(" ")))
        }
    }
}

fn is_number(word: &str) -> bool {
    word.contains(|c: char| c.is_ascii_digit())
        && word
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '-' | '+' | '(' | ')' | '.'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::full_name("田中　由紀子", "田中 中由 由紀 紀子 子")]
    #[case::one_character("林", "林")]
    #[case::latin("John Smith", "jo oh hn ns sm mi it th h")]
    #[case::signs_are_dropped("南青山1-2-3", "南青 青山 山1 12 23 3")]
    #[case::nothing("・－", "")]
    fn a_text_is_cut_into_pairs(#[case] text: &str, #[case] tokens: &str) {
        assert_eq!(bigrams(&fold_text(text)), tokens, "tokens of {text}");
    }

    #[rstest]
    #[case::one_character("子", "\"子\"*")]
    #[case::family("髙橋", "\"高橋\"")]
    #[case::kana("ﾀﾅｶ", "\"たな なか\"")]
    #[case::two_words("田中 由紀子", "\"田中\" AND \"由紀 紀子\"")]
    #[case::joined("田中由紀子", "\"田中 中由 由紀 紀子\"")]
    #[case::tail("4321", "(\"r1234\"* OR \"p4321\"* OR \"43 32 21\")")]
    #[case::whole_number(
        "090-1234-4321",
        "(\"r12344321090\"* OR \"p09012344321\"* OR \"09 90 01 12 23 34 44 43 32 21\")"
    )]
    #[case::number_with_blanks(
        "03 1234 5678",
        "(\"r8765432130\"* OR \"p0312345678\"* OR \"03 31 12 23 34 45 56 67 78\")"
    )]
    #[case::country_code(
        "+81-90-1234-4321",
        "(\"r12344321090\"* OR \"p09012344321\"* OR \"81 19 90 01 12 23 34 44 43 32 21\")"
    )]
    #[case::area_code("03", "(\"p03\"* OR \"03\")")]
    #[case::one_digit("7", "\"7\"*")]
    #[case::name_and_tail("田中 4321", "\"田中\" AND (\"r1234\"* OR \"p4321\"* OR \"43 32 21\")")]
    #[case::quotes_are_no_syntax("田中\" OR name:*", "\"田中\" AND \"or\" AND \"na am me\"")]
    fn what_is_typed_becomes_a_question(#[case] text: &str, #[case] fts: &str) {
        assert_eq!(
            search_query(text).map(|query| query.fts).as_deref(),
            Some(fts),
            "question for {text}"
        );
    }

    #[test]
    fn signs_alone_ask_nothing() {
        assert_eq!(search_query(" \"'*(): "), None, "there is nothing to look for");
        assert_eq!(search_query(""), None, "there is nothing to look for");
    }

    #[test]
    fn the_tail_of_a_telephone_number_is_told() {
        let tail = search_query("田中 43-21").and_then(|query| query.phone_tail);
        assert_eq!(tail.as_deref(), Some("4321"), "for pointing at the number");
    }

    proptest! {
        #[test]
        fn nothing_that_is_typed_breaks_the_question(text in "\\PC{0,60}") {
            if let Some(query) = search_query(&text) {
                prop_assert_eq!(query.fts.matches('"').count() % 2, 0, "quotes come in pairs");
                // Outside the quotes only our own operators remain.
                let outside: String = query.fts.split('"').step_by(2).collect();
                prop_assert!(outside.chars().all(|c| " ()*ANDOR".contains(c)), "outside the quotes: {}", outside);
                let inside: String = query.fts.split('"').skip(1).step_by(2).collect();
                prop_assert!(inside.chars().all(|c| c == ' ' || c.is_alphanumeric()), "inside the quotes: {}", inside);
            }
        }

        #[test]
        fn every_part_of_a_name_is_found_in_its_tokens(name in "[一-三田中山川木子]{2,6}", from in 0usize..5, len in 2usize..6) {
            let chars: Vec<char> = fold_text(&name).chars().collect();
            let part: String = chars.iter().skip(from).take(len).collect();
            if part.chars().count() >= 2 {
                let query = search_query(&part).map(|query| query.fts).unwrap_or_default();
                let phrase = query.trim_matches('"');
                let tokens = bigrams(&fold_text(&name));
                prop_assert!(format!(" {tokens} ").contains(&format!(" {phrase} ")), "{} in {}", phrase, tokens);
            }
        }
    }
}
