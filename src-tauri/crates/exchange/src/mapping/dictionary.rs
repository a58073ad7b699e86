//! The words that shops write over their columns, in Japanese and English, and what they mean.
//!
//! A header is folded first (width, case, signs, hiragana to katakana), then looked up whole, then
//! without the word that says whose it is (注文者, 配送先 …).
//!
//! Not here: the headers of known systems, whose descriptors name them exactly.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization as _;

use crate::field::Field;
use crate::field::Field as F;

/// What a header word means. Some need the other columns to be settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// One field.
    Is(Field),
    /// An amount: of the line where there are products, of the order where there are none.
    Amount,
    /// An address: whole where it stands alone, the street where the prefecture has its own column.
    Address,
    /// A date without a further word.
    Date,
}

/// Whose a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    /// The buyer's, or nobody's in particular.
    Buyer,
    /// The receiver's.
    Receiver,
}

/// A header that was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Known {
    /// What it means.
    pub(crate) meaning: Meaning,
    /// The number at its end (住所1), 0 without one.
    pub(crate) number: u8,
}

/// Width, case and signs folded, hiragana as katakana: `お名前（セイ）` and `ｵ名前 セイ` are one word.
pub(crate) fn fold_header(header: &str) -> String {
    header
        .nfkc()
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphanumeric() || matches!(c, 'ー' | '々' | '〒' | '#'))
        .map(|c| match c {
            '\u{3041}'..='\u{3096}' => char::from_u32(u32::from(c) + 0x60).unwrap_or(c),
            other => other,
        })
        .collect()
}

/// The words, as people write them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordFile {
    meaning: BTreeMap<String, Vec<String>>,
    owner: OwnerWords,
}

/// The words that say whose a column is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnerWords {
    receiver: Vec<String>,
    buyer: Vec<String>,
}

/// The words, folded.
struct Dictionary {
    by_word: HashMap<String, Meaning>,
    /// Longest first, so that "ship to" is not taken for "ship".
    owners: Vec<(String, Whose)>,
}

fn word_file() -> WordFile {
    toml::from_str(include_str!("../../words/headers.toml")).expect("BUG: the embedded words are tested")
}

/// The meaning by its name in the file.
fn meaning_named(name: &str) -> Option<Meaning> {
    match name {
        "amount" => Some(Meaning::Amount),
        "address" => Some(Meaning::Address),
        "date" => Some(Meaning::Date),
        _ => Field::parse(name).map(Meaning::Is),
    }
}

static DICTIONARY: LazyLock<Dictionary> = LazyLock::new(|| {
    let file = word_file();
    let mut by_word = HashMap::new();
    for (name, words) in &file.meaning {
        if let Some(meaning) = meaning_named(name) {
            for word in words {
                by_word.entry(fold_header(word)).or_insert(meaning);
            }
        }
    }
    let folded = |words: &[String], whose: Whose| {
        words
            .iter()
            .map(move |word| (fold_header(word), whose))
            .collect::<Vec<_>>()
    };
    let mut owners = folded(&file.owner.receiver, Whose::Receiver);
    owners.extend(folded(&file.owner.buyer, Whose::Buyer));
    owners.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    Dictionary { by_word, owners }
});

/// Whether a header word is known.
pub(crate) fn knows(header: &str) -> bool {
    look_up(header).is_some()
}

/// What a header means and whose it is; `None` when it is not known.
pub(crate) fn look_up(header: &str) -> Option<(Known, Whose)> {
    let folded = fold_header(header);
    if folded.is_empty() || folded.len() > 120 {
        return None;
    }
    if let Some(known) = plain(&folded) {
        return Some((known, Whose::Buyer));
    }
    for (word, whose) in &DICTIONARY.owners {
        let rest = folded
            .strip_prefix(word.as_str())
            .or_else(|| folded.strip_suffix(word.as_str()));
        let Some(rest) = rest else { continue };
        let rest = rest.trim_start_matches('ノ');
        if let Some(known) = plain(rest) {
            return Some((known, *whose));
        }
    }
    None
}

/// A folded word, with or without a number at its end.
fn plain(folded: &str) -> Option<Known> {
    if let Some(meaning) = DICTIONARY.by_word.get(folded) {
        return Some(Known {
            meaning: *meaning,
            number: 0,
        });
    }
    let stem = folded.trim_end_matches(|c: char| c.is_ascii_digit());
    let number: u8 = folded[stem.len()..].parse().ok()?;
    let meaning = DICTIONARY.by_word.get(stem)?;
    (1..=30).contains(&number).then_some(Known {
        meaning: *meaning,
        number,
    })
}

/// The receiver's counterpart of a buyer's field.
pub(crate) fn receivers(field: Field) -> Option<Field> {
    Some(match field {
        F::FullName => F::ShipFullName,
        F::FamilyName => F::ShipFamilyName,
        F::GivenName => F::ShipGivenName,
        F::Phone | F::Mobile => F::ShipPhone,
        F::PostalCode => F::ShipPostalCode,
        F::PostalPart1 => F::ShipPostalPart1,
        F::PostalPart2 => F::ShipPostalPart2,
        F::Prefecture => F::ShipPrefecture,
        F::City => F::ShipCity,
        F::Street => F::ShipStreet,
        F::Building => F::ShipBuilding,
        F::FullAddress => F::ShipFullAddress,
        _ => return None,
    })
}

/// The buyer's counterpart of a receiver's field.
pub(crate) fn buyers(field: Field) -> Option<Field> {
    Field::ALL
        .iter()
        .copied()
        .find(|buyer| receivers(*buyer) == Some(field))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::Meaning::Is;
    use super::*;

    #[rstest]
    #[case("氏名", F::FullName)]
    #[case("お名前", F::FullName)]
    #[case("顧客名", F::FullName)]
    #[case("注文者", F::FullName)]
    #[case("お名前（セイ）", F::FamilyKana)]
    #[case("氏名(名)", F::GivenName)]
    #[case("氏(請求先)", F::FamilyName)]
    #[case("フリガナ", F::FullKana)]
    #[case("ふりがな", F::FullKana)]
    #[case("ﾌﾘｶﾞﾅ", F::FullKana)]
    #[case("振り仮名", F::FullKana)]
    #[case("TEL", F::Phone)]
    #[case("ＴＥＬ", F::Phone)]
    #[case("電話番号(メイン)", F::Phone)]
    #[case("携帯", F::Mobile)]
    #[case("〒", F::PostalCode)]
    #[case("郵便番号", F::PostalCode)]
    #[case("購入日", F::OrderedOn)]
    #[case("注文日", F::OrderedOn)]
    #[case("受注日", F::OrderedOn)]
    #[case("取引日時", F::OrderedOn)]
    #[case("会計日", F::OrderedOn)]
    #[case("売上日", F::OrderedOn)]
    #[case("ordered_at", F::OrderedOn)]
    #[case("order_id", F::OrderId)]
    #[case("customer_id", F::CustomerExternalId)]
    #[case("amount_minor", F::AmountMinor)]
    #[case("Customer ID", F::CustomerExternalId)]
    #[case("顧客名（カナ）", F::FullKana)]
    #[case("注文者(振り仮名)", F::FullKana)]
    #[case("お届け希望日", F::PlannedDeliveryOn)]
    #[case("納品日", F::DeliveredOn)]
    fn headers_of_shops_are_known(#[case] header: &str, #[case] field: Field) {
        let known = look_up(header).map(|(known, _)| known.meaning);
        assert_eq!(known, Some(Is(field)), "{header}");
    }

    #[rstest]
    #[case("配送先_お名前(姓)", F::FamilyName)]
    #[case("お届け先郵便番号", F::PostalCode)]
    #[case("氏(配送先)", F::FamilyName)]
    #[case("Shipping City", F::City)]
    #[case("配送先の氏名", F::FullName)]
    fn the_receiver_is_not_the_buyer(#[case] header: &str, #[case] field: Field) {
        let (known, whose) = look_up(header).expect("known");
        assert_eq!((known.meaning, whose), (Is(field), Whose::Receiver), "{header}");
    }

    #[test]
    fn no_word_has_two_meanings() {
        let mut seen: HashMap<String, String> = HashMap::new();
        for (name, words) in word_file().meaning {
            assert!(meaning_named(&name).is_some(), "{name} is a meaning");
            for word in words {
                let other = seen.insert(fold_header(&word), name.clone());
                assert!(
                    other.is_none() || other.as_ref() == Some(&name),
                    "{word} stands under two meanings"
                );
            }
        }
    }
}
