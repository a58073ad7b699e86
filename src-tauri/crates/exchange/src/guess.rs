//! What a product's name tells: kind of furniture, material, finish, and whether it is goods at all.
//!
//! The name is folded, the most telling words are asked first, and what is not told stays unknown: with an
//! unknown finish only advice that is safe for all goes out. A guess is a proposal to the shop, never a fact.
//!
//! Not here: advice, and what a shop has set by hand.

use std::collections::HashMap;
use std::sync::LazyLock;

use aichaku_domain::kinds::{Family, Finish, LineKind, Material};

use serde::Deserialize;

use crate::mapping::dictionary::fold_header;
use crate::records::ProductTraits;
use crate::values::fold_width;

/// The words as they are written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordFile {
    family: Vec<Entry>,
    material: Vec<Entry>,
    finish: Vec<Entry>,
    line: LineWords,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    is: String,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LineWords {
    selling_words: Vec<String>,
    fees: Vec<String>,
    discounts: Vec<String>,
    services: Vec<String>,
    repairs: Vec<String>,
    care_kits: Vec<String>,
}

/// The words ready for use: folded, with what they tell; the first that is found wins.
struct Words {
    families: Vec<(Family, Vec<String>)>,
    materials: Vec<(Material, Vec<String>)>,
    finishes: Vec<(Finish, Vec<String>)>,
    line: LineWords,
}

fn word_file() -> WordFile {
    toml::from_str(include_str!("../words/products.toml")).expect("BUG: the embedded words are tested")
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    fn table<T>(entries: Vec<Entry>, parse: fn(&str) -> Option<T>) -> Vec<(T, Vec<String>)> {
        entries
            .into_iter()
            .filter_map(|entry| Some((parse(&entry.is)?, folded(entry.words))))
            .collect()
    }
    fn folded(words: Vec<String>) -> Vec<String> {
        words.iter().map(|word| fold(word)).collect()
    }
    let file = word_file();
    Words {
        families: table(file.family, Family::parse),
        materials: table(file.material, Material::parse),
        finishes: table(file.finish, Finish::parse),
        line: LineWords {
            selling_words: folded(file.line.selling_words),
            fees: folded(file.line.fees),
            discounts: folded(file.line.discounts),
            services: folded(file.line.services),
            repairs: folded(file.line.repairs),
            care_kits: folded(file.line.care_kits),
        },
    }
});

/// Guesses from names, remembering the answers: a file repeats its product names.
#[derive(Debug, Default)]
pub struct Guesser {
    known: HashMap<String, (ProductTraits, LineKind)>,
}

/// How many names are remembered at a time.
const REMEMBERED: usize = 8_192;

impl Guesser {
    /// What the name tells.
    pub fn of_name(&mut self, name: &str) -> (ProductTraits, LineKind) {
        if let Some(answer) = self.known.get(name) {
            return *answer;
        }
        let answer = (guess_traits(name), guess_line_kind(name));
        if self.known.len() >= REMEMBERED {
            self.known.clear();
        }
        self.known.insert(name.to_owned(), answer);
        answer
    }
}

/// A name for comparing: width and case folded.
fn fold(name: &str) -> String {
    fold_width(name).to_lowercase()
}

/// Kind, material and finish, as far as the name tells.
///
/// A mattress, a lamp or bedding has no finish to speak of; glass, stone and metal neither.
#[must_use]
pub fn guess_traits(name: &str) -> ProductTraits {
    let folded = fold(name);
    let family = first(&WORDS.families, &folded).unwrap_or(Family::Other);
    let material = first(&WORDS.materials, &folded).unwrap_or(Material::Unknown);
    let told = first(&WORDS.finishes, &folded);
    let without_finish = matches!(
        family,
        Family::Mattress
            | Family::Bedding
            | Family::Rug
            | Family::Curtain
            | Family::Lighting
            | Family::Mirror
            | Family::Tatami
            | Family::Accessory
    );
    let finish = match told {
        // An oil can be bought; a lamp has no oil finish.
        _ if without_finish => Finish::NotApplicable,
        Some(finish) => finish,
        None => Finish::Unknown,
    };
    ProductTraits {
        family,
        material,
        finish,
    }
}

/// What kind of line a name stands for. Only short names can be fees and services: a sofa "with free
/// delivery and assembly" is a sofa.
#[must_use]
pub fn guess_line_kind(name: &str) -> LineKind {
    let mut folded = fold(name);
    let words = &WORDS.line;
    for word in &words.selling_words {
        if folded.contains(word.as_str()) {
            folded = folded.replace(word.as_str(), " ");
        }
    }
    let bare: String = folded
        .chars()
        .filter(|c| !matches!(c, '【' | '】' | '[' | ']' | '★' | '☆' | '◆' | '■'))
        .collect();
    let bare = bare.trim();
    let length = bare.chars().count();
    let says = |words: &[String]| words.iter().any(|word| bare.contains(word.as_str()));
    let begins = |words: &[String]| words.iter().any(|word| bare.starts_with(word.as_str()));
    let is_furniture = first(&WORDS.families, bare).is_some_and(|family| family != Family::Accessory);
    let is_about = |words: &[String]| says(words) && (begins(words) || (length <= 14 && !is_furniture));
    if says(&words.care_kits) && !is_furniture {
        LineKind::CareKit
    } else if is_about(&words.discounts) {
        LineKind::Discount
    } else if is_about(&words.fees) {
        LineKind::Fee
    } else if says(&words.repairs) && (length <= 20 || begins(&words.repairs)) {
        LineKind::Repair
    } else if is_about(&words.services) || (length <= 14 && bare.ends_with("サービス")) {
        LineKind::Service
    } else {
        LineKind::Goods
    }
}

/// Reads a cell of a column for the kind of furniture: the list's own word, or a shop's word.
#[must_use]
pub fn read_family(text: &str) -> Option<Family> {
    Family::parse(text.trim()).or_else(|| first(&WORDS.families, &fold(text)))
}

/// Reads a cell of a material column.
#[must_use]
pub fn read_material(text: &str) -> Option<Material> {
    Material::parse(text.trim()).or_else(|| match fold_header(text).as_str() {
        "布" | "布地" => Some(Material::Fabric),
        "木" | "木製" => None,
        _ => first(&WORDS.materials, &fold(text)),
    })
}

/// Reads a cell of a finish column; here the bare word is enough (オイル, ウレタン, ソープ).
#[must_use]
pub fn read_finish(text: &str) -> Option<Finish> {
    let folded = fold(text);
    Finish::parse(text.trim())
        .or_else(|| first(&WORDS.finishes, &folded))
        .or_else(|| {
            [
                ("オイル", Finish::Oil),
                ("ソープ", Finish::Soap),
                ("石けん", Finish::Soap),
                ("ワックス", Finish::Wax),
                ("蜜ろう", Finish::Wax),
                ("ウレタン", Finish::Urethane),
                ("oil", Finish::Oil),
                ("soap", Finish::Soap),
                ("wax", Finish::Wax),
                ("顔料", Finish::Pigmented),
            ]
            .iter()
            .find(|(word, _)| folded.contains(word))
            .map(|(_, finish)| *finish)
        })
}

/// The first entry one of whose words is in `folded`. English words must stand alone: "bed" is not in "embedded".
fn first<T: Copy>(table: &[(T, Vec<String>)], folded: &str) -> Option<T> {
    table
        .iter()
        .find(|(_, words)| words.iter().any(|word| holds(folded, word)))
        .map(|(value, _)| *value)
}

fn holds(folded: &str, word: &str) -> bool {
    if !word.is_ascii() {
        return folded.contains(word);
    }
    folded.match_indices(word).any(|(at, _)| {
        let before = folded[..at].bytes().next_back();
        let after = &folded[at + word.len()..];
        let after = after
            .strip_prefix("es")
            .or_else(|| after.strip_prefix('s'))
            .unwrap_or(after);
        let starts = before.is_none_or(|b| !b.is_ascii_alphabetic());
        let ends = after.bytes().next().is_none_or(|b| !b.is_ascii_alphabetic());
        starts && ends
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[test]
    fn every_word_of_the_file_is_of_a_known_kind() {
        let file = word_file();
        for entry in file.family {
            assert!(Family::parse(&entry.is).is_some(), "{} is a family", entry.is);
        }
        for entry in file.material {
            assert!(Material::parse(&entry.is).is_some(), "{} is a material", entry.is);
        }
        for entry in file.finish {
            assert!(Finish::parse(&entry.is).is_some(), "{} is a finish", entry.is);
        }
    }

    #[rstest]
    #[case("北欧風ダイニングチェア", Family::Chair, Material::Unknown, Finish::Unknown)]
    #[case(
        "オーク無垢テーブル 150cm",
        Family::Table,
        Material::SolidWood,
        Finish::Unknown
    )]
    #[case(
        "オーク無垢テーブル オイル仕上げ",
        Family::Table,
        Material::SolidWood,
        Finish::Oil
    )]
    #[case("3人掛けソファ（グレー）", Family::Sofa, Material::Unknown, Finish::Unknown)]
    #[case("本革ソファ 2P", Family::Sofa, Material::Leather, Finish::Unknown)]
    #[case("合皮ソファ", Family::Sofa, Material::SyntheticLeather, Finish::Unknown)]
    #[case("ソファベッド", Family::SofaBed, Material::Unknown, Finish::Unknown)]
    #[case("ベッドフレーム セミダブル", Family::Bed, Material::Unknown, Finish::Unknown)]
    #[case("ラグ 200×200", Family::Rug, Material::Unknown, Finish::NotApplicable)]
    #[case(
        "ペンダントライト, 真鍮",
        Family::Lighting,
        Material::Brass,
        Finish::NotApplicable
    )]
    #[case(
        "ウォールナット ＴＶボード ウレタン塗装",
        Family::Storage,
        Material::SolidWood,
        Finish::Urethane
    )]
    #[case(
        "Solid oak dining table, oiled",
        Family::Table,
        Material::SolidWood,
        Finish::Oil
    )]
    #[case("Embedded system kit", Family::Other, Material::Unknown, Finish::Unknown)]
    #[case("ギフトカード", Family::Other, Material::Unknown, Finish::Unknown)]
    #[case(
        "家具用オイル 250ml",
        Family::Accessory,
        Material::Unknown,
        Finish::NotApplicable
    )]
    #[case("GLASS BOTTLE", Family::Other, Material::Glass, Finish::Unknown)]
    fn names_tell_what_they_tell(
        #[case] name: &str,
        #[case] family: Family,
        #[case] material: Material,
        #[case] finish: Finish,
    ) {
        assert_eq!(
            guess_traits(name),
            ProductTraits {
                family,
                material,
                finish
            },
            "{name}"
        );
    }

    #[rstest]
    #[case("送料", LineKind::Fee)]
    #[case("配送料（関東）", LineKind::Fee)]
    #[case("代引き手数料", LineKind::Fee)]
    #[case("家電リサイクル料", LineKind::Fee)]
    #[case("値引き", LineKind::Discount)]
    #[case("ポイント利用", LineKind::Discount)]
    #[case("開梱設置サービス", LineKind::Service)]
    #[case("延長保証料 5年", LineKind::Service)]
    #[case("椅子の張り替え", LineKind::Repair)]
    #[case("レザーメンテナンスキット", LineKind::CareKit)]
    #[case("【送料無料】ダイニングテーブル 設置無料", LineKind::Goods)]
    #[case("ソファ", LineKind::Goods)]
    #[case("配送無料 3人掛けソファ", LineKind::Goods)]
    #[case("REGENCY CAKESTAND 3 TIER", LineKind::Goods)]
    fn fees_and_services_are_no_goods(#[case] name: &str, #[case] kind: LineKind) {
        assert_eq!(guess_line_kind(name), kind, "{name}");
    }

    #[rstest]
    #[case("オイル", Some(Finish::Oil))]
    #[case("oil", Some(Finish::Oil))]
    #[case("ウレタン塗装", Some(Finish::Urethane))]
    #[case("", None)]
    fn a_finish_column_is_read(#[case] text: &str, #[case] expected: Option<Finish>) {
        assert_eq!(read_finish(text), expected, "{text}");
    }
}
