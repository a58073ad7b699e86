//! Names: titles off, split only where a space says so.
//!
//! Not here: comparing names (`domain::fold`).

use std::borrow::Cow;

use super::company::is_company;
use super::width::{fold_width, is_half_kana, widen_kana};

/// A name as a cell tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonName {
    /// The whole name without a title; parts are joined with one space.
    pub full: String,
    /// What stands before the first space; `None` without a space.
    pub family: Option<String>,
    /// What stands after it.
    pub given: Option<String>,
    /// An organisation: 御中 was written, or the words of a legal form stand in the name.
    pub is_organisation: bool,
}

/// Titles that stand at the end of a name.
const TITLES: [&str; 7] = ["御中", "様", "さま", "殿", "先生", "サマ", "さん"];

/// Reads a name in Japanese order: one title at the end is taken off once, the first space (of any
/// width) parts family and given name; without a space nothing is guessed, and a company's name is never parted.
/// `None`: empty.
#[must_use]
pub fn parse_name(text: &str) -> Option<PersonName> {
    let text = text.trim().trim_start_matches('\'');
    if text.is_empty() || matches!(text, "-" | "－" | "ー") {
        return None;
    }
    let mut rest = text.trim_end();
    let mut is_organisation = false;
    let mut titled = false;
    for title in TITLES {
        if let Some(before) = rest.strip_suffix(title) {
            let before = before.trim_end();
            // "殿" alone is a name; さん without a space before it may belong to one.
            if before.is_empty() || (title == "さん" && before.chars().count() < 2) {
                break;
            }
            is_organisation = title == "御中";
            titled = !is_organisation;
            rest = before;
            break;
        }
    }
    is_organisation |= is_company(rest, titled);
    let mut words = rest.split(char::is_whitespace).filter(|word| !word.is_empty());
    let first = words.next()?;
    let others: Vec<&str> = words.collect();
    if is_organisation || others.is_empty() {
        return Some(PersonName {
            full: std::iter::once(first).chain(others).collect::<Vec<_>>().join(" "),
            family: None,
            given: None,
            is_organisation,
        });
    }
    let given = others.join(" ");
    Some(PersonName {
        full: format!("{first} {given}"),
        family: Some(first.to_owned()),
        given: Some(given),
        is_organisation,
    })
}

/// Kana in full width, spaces single; hiragana and katakana stay what they are. Empty stays empty.
#[must_use]
pub fn fold_kana(text: &str) -> Cow<'_, str> {
    let trimmed = text.trim();
    let plain = !trimmed
        .chars()
        .any(|c| is_half_kana(c) || c == '\u{3000}' || c.is_ascii());
    if plain {
        return Cow::Borrowed(trimmed);
    }
    let widened = widen_kana(&fold_width(trimmed));
    Cow::Owned(widened.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn name(
        full: &str,
        family: Option<&str>,
        given: Option<&str>,
        is_organisation: bool,
    ) -> Option<PersonName> {
        Some(PersonName {
            full: full.to_owned(),
            family: family.map(str::to_owned),
            given: given.map(str::to_owned),
            is_organisation,
        })
    }

    #[rstest]
    #[case::ideographic_space("山田　太郎", name("山田 太郎", Some("山田"), Some("太郎"), false))]
    #[case::space("髙橋 美咲", name("髙橋 美咲", Some("髙橋"), Some("美咲"), false))]
    #[case::no_space("山田太郎", name("山田太郎", None, None, false))]
    #[case::title("山田 太郎 様", name("山田 太郎", Some("山田"), Some("太郎"), false))]
    #[case::title_attached("山田太郎様", name("山田太郎", None, None, false))]
    #[case::title_once("山田様様", name("山田様", None, None, false))]
    #[case::company("株式会社オーク 御中", name("株式会社オーク", None, None, true))]
    #[case::company_parts("㈱オーク 営業部 御中", name("㈱オーク 営業部", None, None, true))]
    #[case::company_without_a_title("株式会社　オーク", name("株式会社 オーク", None, None, true))]
    #[case::company_with_sama("㈲オーク様", name("㈲オーク", None, None, true))]
    #[case::somebody_in_a_company(
        "株式会社オーク 田中様",
        name("株式会社オーク 田中", Some("株式会社オーク"), Some("田中"), false)
    )]
    #[case::doctor("佐藤先生", name("佐藤", None, None, false))]
    #[case::only_title("殿", name("殿", None, None, false))]
    #[case::three_parts(
        "John Paul Smith",
        name("John Paul Smith", Some("John"), Some("Paul Smith"), false)
    )]
    #[case::empty("　", None)]
    fn names_are_split_only_at_a_space(#[case] text: &str, #[case] expected: Option<PersonName>) {
        assert_eq!(parse_name(text), expected, "{text}");
    }

    #[rstest]
    #[case("ﾔﾏﾀﾞ ﾀﾛｳ", "ヤマダ タロウ")]
    #[case("ヤマダ　タロウ", "ヤマダ タロウ")]
    #[case("やまだ", "やまだ")]
    fn kana_have_one_width(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(fold_kana(text), expected, "{text}");
    }
}
