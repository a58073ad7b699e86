//! Which reading of a name a shop's own people agree upon.
//!
//! Nothing is guessed and no dictionary is asked: 裕子 is ヒロコ in one shop and ユウコ in the next. Not here: who is asked
//! (`store::readings`), comparing people by their readings (`matching::readings`).

use std::collections::BTreeMap;

use crate::fold::kana_key;

/// Of so many people who are written alike, this many must be read alike.
const OF: i64 = 10;
const AGREED: i64 = 9;

/// The reading that nine of ten people of a name have, in the form in which most of them are written; `None`: they are
/// read differently, or nobody's reading is known. Each reading comes with how many people have it.
#[must_use]
pub fn agreed_reading<'a>(readings: impl IntoIterator<Item = (&'a str, i64)>) -> Option<&'a str> {
    let mut alike: BTreeMap<String, (i64, &'a str, i64)> = BTreeMap::new();
    let mut all = 0;
    for (reading, people) in readings {
        let key = kana_key(reading);
        if key.is_empty() || people <= 0 {
            continue;
        }
        all += people;
        let (together, written, most) = alike.entry(key).or_insert((0, reading, people));
        *together += people;
        if people > *most {
            (*written, *most) = (reading, people);
        }
    }
    let (together, written, _) = alike.into_values().max_by_key(|(together, ..)| *together)?;
    (together * OF >= all * AGREED).then_some(written)
}

/// Whether a name is written with characters that need a reading.
#[must_use]
pub fn needs_reading(name: &str) -> bool {
    name.chars().any(|letter| {
        matches!(letter, '々' | '〆' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
            | '\u{20000}'..='\u{3FFFF}')
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::everybody(&[("サトウ", 3)], Some("サトウ"))]
    #[case::one_person_is_enough(&[("オノデラ", 1)], Some("オノデラ"))]
    #[case::the_script_does_not_matter(&[("さとう", 1), ("サトウ", 2)], Some("サトウ"))]
    #[case::one_slip_in_ten(&[("サトウ", 9), ("サト", 1)], Some("サトウ"))]
    #[case::two_in_ten_are_another_reading(&[("ヒロコ", 8), ("ユウコ", 2)], None)]
    #[case::half_and_half(&[("ヒロコ", 1), ("ユウコ", 1)], None)]
    #[case::nobody(&[], None)]
    #[case::an_empty_reading_is_none(&[("", 5)], None)]
    fn a_reading_is_proposed_where_people_agree(
        #[case] known: &[(&str, i64)],
        #[case] expected: Option<&str>,
    ) {
        assert_eq!(
            agreed_reading(known.iter().copied()),
            expected,
            "nine of ten, whatever the script"
        );
    }

    #[rstest]
    #[case::kanji("佐々木", true)]
    #[case::one_of_them("たか子", true)]
    #[case::rare("𠮷田", true)]
    #[case::kana("さとう", false)]
    #[case::latin("Smith", false)]
    #[case::nothing("", false)]
    fn kana_and_letters_read_themselves(#[case] name: &str, #[case] needs: bool) {
        assert_eq!(needs_reading(name), needs, "only kanji need a reading");
    }
}
