//! From an address to its city, however it was written.
//!
//! Not here: the table; folding itself (`domain::fold`).

use aichaku_domain::fold::{PREFECTURES, fold_text};

/// An address folded for comparing: one width, one form of each character, no blanks, no 大字.
pub(crate) fn key(text: &str) -> String {
    let folded = fold_text(text).replace(' ', "");
    if folded.contains("大字") {
        folded.replace("大字", "")
    } else {
        folded
    }
}

/// The prefecture that a key begins with.
pub(crate) fn prefecture_of(key: &str) -> Option<&'static str> {
    PREFECTURES.iter().copied().find(|name| key.starts_with(name))
}

/// What stands behind the prefecture, or all of it.
pub(crate) fn without_prefecture(key: &str) -> &str {
    prefecture_of(key).map_or(key, |name| &key[name.len()..])
}

/// Whether the rest of a key begins with a city, whose name is folded too; 〇〇郡 may be left out.
pub(crate) fn begins_with_city(rest: &str, city: &str) -> bool {
    behind_city(rest, city).is_some()
}

/// What stands behind the city, whose name is folded too.
pub(crate) fn behind_city<'a>(rest: &'a str, city: &str) -> Option<&'a str> {
    rest.strip_prefix(city)
        .or_else(|| rest.strip_prefix(without_district(city)?))
}

/// `多賀町` of `犬上郡多賀町`; `None` for a city without district (郡山市, 郡上市 and 余市郡… stay what they are).
pub(crate) fn without_district(city: &str) -> Option<&str> {
    let (district, town) = city.split_once('郡')?;
    (!district.is_empty() && !town.is_empty() && (town.ends_with('町') || town.ends_with('村')))
        .then_some(town)
}
