//! One key per address, however it was written, and one per household.
//!
//! 「一丁目２番地の３」 and 「1-2-3」 are one place; 大字 and 字, ヶ and が, ノ and の do not matter.
//! Normalised for matching only: typed addresses are printed as typed. Not here: splitting an address
//! line into its parts (`exchange`) and looking up postal codes.

use super::{fold_text, is_kanji};

/// An address as the customer card holds it. Any part may be empty; a whole address in `street` works too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AddressParts<'a> {
    /// Postal code in any notation; only used when there is no town.
    pub postal: &'a str,
    /// Prefecture (都道府県).
    pub prefecture: &'a str,
    /// City, ward, town (市区町村).
    pub city: &'a str,
    /// The rest up to the house number (町域・丁目・番地・号).
    pub street: &'a str,
    /// Building and room.
    pub building: &'a str,
}

/// The prefectures in the order of their JIS X 0401 codes, 1..=47 (the numbers of ISO 3166-2:JP too).
pub const PREFECTURES: [&str; 47] = [
    "北海道",
    "青森県",
    "岩手県",
    "宮城県",
    "秋田県",
    "山形県",
    "福島県",
    "茨城県",
    "栃木県",
    "群馬県",
    "埼玉県",
    "千葉県",
    "東京都",
    "神奈川県",
    "新潟県",
    "富山県",
    "石川県",
    "福井県",
    "山梨県",
    "長野県",
    "岐阜県",
    "静岡県",
    "愛知県",
    "三重県",
    "滋賀県",
    "京都府",
    "大阪府",
    "兵庫県",
    "奈良県",
    "和歌山県",
    "鳥取県",
    "島根県",
    "岡山県",
    "広島県",
    "山口県",
    "徳島県",
    "香川県",
    "愛媛県",
    "高知県",
    "福岡県",
    "佐賀県",
    "長崎県",
    "熊本県",
    "大分県",
    "宮崎県",
    "鹿児島県",
    "沖縄県",
];

/// A key that is equal for the same dwelling, e.g. `渋谷区神宮前1-2-3-201`.
///
/// `None` when the address has no town or no house number: "everybody in this town" is no household.
/// The prefecture and 郡 are left out because they are often omitted; of the building only the room
/// counts (its name is written in too many ways), with the number of the wing when there is one.
#[must_use]
pub fn address_key(address: &AddressParts<'_>) -> Option<String> {
    let whole = fold_text(&format!(
        "{}{}{}",
        address.prefecture.trim(),
        address.city.trim(),
        address.street.trim()
    ));
    let whole = without_district(without_prefecture(&whole));
    let (town, numbers, rest) = split_at_numbers(&house_numbers(whole));
    let mut key = if town.is_empty() {
        let digits: String = fold_text(address.postal)
            .chars()
            .filter(char::is_ascii_digit)
            .collect();
        if digits.is_empty() {
            return None;
        }
        format!("〒{digits:0>7} ")
    } else {
        town
    };
    match numbers {
        Some(numbers) => key.push_str(&numbers),
        None if key.contains("無番地") => {}
        None => return None,
    }
    let building = format!("{rest} {}", fold_text(address.building));
    if let Some(room) = room_number(&building) {
        key.push('-');
        key.push_str(&room);
    }
    Some(key)
}

/// A key for "probably one household": the folded family name at one address. `None` without a name or a
/// usable address. Two-generation homes share it, so it proposes and never merges.
#[must_use]
pub fn household_key(family_name: &str, address: &AddressParts<'_>) -> Option<String> {
    let family = fold_text(family_name).replace(' ', "");
    if family.is_empty() {
        return None;
    }
    Some(format!("{family}|{}", address_key(address)?))
}

fn without_prefecture(text: &str) -> &str {
    PREFECTURES
        .iter()
        .find_map(|name| text.strip_prefix(name))
        .unwrap_or(text)
        .trim_start()
}

/// Drops 〇〇郡 in front of a town or village; 郡山市 and 郡上市 keep theirs.
fn without_district(text: &str) -> &str {
    let Some((district, rest)) = text.split_once('郡') else {
        return text;
    };
    let named = (1..=4).contains(&district.chars().count()) && !district.contains(['市', '区', '町', '村']);
    let city_follows = rest.chars().take(6).any(|c| matches!(c, '町' | '村'));
    if named && city_follows { rest } else { text }
}

/// Kanji numerals to digits, one spelling for ヶ, ノ and 字, and one dash for 丁目, 番地, 番, 号 and の.
fn house_numbers(text: &str) -> String {
    let text = arabic_numerals(text);
    let text = text.replace("大字", "").replace("小字", "");
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let rest = &chars[at..];
        let after_digit = out.ends_with(|c: char| c.is_ascii_digit());
        // The longest mark first.
        let mark = if after_digit {
            ["丁目", "番地の", "番地", "番", "号", "丁", "の", "-"]
                .into_iter()
                .find(|mark| starts_with(rest, mark))
        } else {
            None
        };
        if let Some(mark) = mark {
            let length = mark.chars().count();
            let next = rest.get(length).copied();
            let joins = next.is_some_and(|c| c.is_ascii_digit());
            let always = matches!(mark, "丁目" | "番地の" | "番地" | "-");
            let ends = next.is_none_or(|c| c == ' ') && mark != "の" && mark != "丁";
            if joins {
                out.push('-');
                at += length;
                continue;
            }
            // 号 behind a house number ends it; 号室, 号棟 and 号館 belong to the building.
            let ends_number = mark == "号" && !next.is_some_and(|c| matches!(c, '室' | '棟' | '館' | '線'));
            if always || ends || ends_number {
                out.push(' ');
                at += length;
                continue;
            }
        }
        match rest[0] {
            '字' => {}
            'が' | 'け' => out.push('が'),
            '之' | 'の' => out.push('の'),
            c => out.push(c),
        }
        at += 1;
    }
    out
}

fn starts_with(chars: &[char], mark: &str) -> bool {
    let mut rest = chars.iter();
    mark.chars().all(|c| rest.next() == Some(&c))
}

/// The town without blanks, the chain of house numbers, and what stands behind it (the building).
fn split_at_numbers(text: &str) -> (String, Option<String>, String) {
    let chars: Vec<char> = text.chars().collect();
    let mut chains: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if !chars[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let from = at;
        while at < chars.len()
            && (chars[at].is_ascii_digit()
                || (chars[at] == '-' && chars.get(at + 1).is_some_and(char::is_ascii_digit)))
        {
            at += 1;
        }
        chains.push((from, at));
    }
    // 1-2-3 is a house number wherever it stands. A lone number may belong to the town's name (六本木, 北1条),
    // so the one that ends a word counts, and else the last.
    let dashed = chains.iter().find(|(from, to)| chars[*from..*to].contains(&'-'));
    let ending = chains
        .iter()
        .find(|(_, to)| chars.get(*to).is_none_or(|c| *c == ' '));
    let Some(&(from, to)) = dashed.or(ending).or(chains.last()) else {
        return (text.replace(' ', ""), None, String::new());
    };
    // A number glued to a kanji that follows it is part of a name, not of the address.
    if chars.get(to).copied().is_some_and(is_kanji) && dashed.is_none() {
        return (text.replace(' ', ""), None, String::new());
    }
    let town = chars[..from]
        .iter()
        .filter(|c| **c != ' ' && **c != '-')
        .collect();
    let numbers: String = chars[from..to].iter().collect();
    (town, Some(numbers), chars[to..].iter().collect())
}

/// The room in a folded building line: its last number, with the wing in front of it (`3-201`).
fn room_number(building: &str) -> Option<String> {
    let text = arabic_numerals(building)
        .replace("号棟", "-")
        .replace('棟', "-")
        .replace("号館", "-");
    let chars: Vec<char> = text.trim_end().chars().collect();
    let to = chars.iter().rposition(char::is_ascii_digit)? + 1;
    let mut from = to;
    while from > 0
        && (chars[from - 1].is_ascii_digit()
            || (chars[from - 1] == '-' && from > 1 && chars[from - 2].is_ascii_alphanumeric())
            || (chars[from - 1].is_ascii_alphabetic()
                && chars.get(from).is_some_and(|c| *c == '-' || c.is_ascii_digit())
                && !(from > 1 && chars[from - 2].is_ascii_alphabetic())))
    {
        from -= 1;
    }
    Some(chars[from..to].iter().collect())
}

/// Kanji numerals to Arabic ones wherever they stand: 二十三 → 23, 一二三 → 123. Place names such as
/// 三鷹 change too, in every spelling alike, which is all that a key needs.
fn arabic_numerals(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run: Vec<char> = Vec::new();
    for c in text.chars() {
        if numeral(c).is_some() {
            run.push(c);
        } else {
            push_number(&mut out, &run);
            run.clear();
            out.push(c);
        }
    }
    push_number(&mut out, &run);
    out
}

fn numeral(c: char) -> Option<u64> {
    "〇一二三四五六七八九十百千"
        .chars()
        .position(|n| n == c)
        .map(|at| match at {
            0..=9 => at as u64,
            10 => 10,
            11 => 100,
            _ => 1000,
        })
}

fn push_number(out: &mut String, run: &[char]) {
    let values: Vec<u64> = run.iter().filter_map(|c| numeral(*c)).collect();
    if values.iter().all(|value| *value < 10) {
        out.extend(
            values
                .iter()
                .filter_map(|value| char::from_digit(u32::try_from(*value).ok()?, 10)),
        );
        return;
    }
    let mut total: u64 = 0;
    let mut digit: Option<u64> = None;
    for value in values {
        if value >= 10 {
            total = total.saturating_add(digit.take().unwrap_or(1).saturating_mul(value));
        } else {
            digit = Some(digit.unwrap_or(0).saturating_mul(10).saturating_add(value));
        }
    }
    out.push_str(&total.saturating_add(digit.unwrap_or(0)).to_string());
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn street(street: &str) -> AddressParts<'_> {
        AddressParts {
            prefecture: "東京都",
            city: "渋谷区",
            street,
            ..AddressParts::default()
        }
    }

    #[rstest]
    #[case::dashes("神宮前1-2-3")]
    #[case::full_width("神宮前１－２－３")]
    #[case::words("神宮前1丁目2番3号")]
    #[case::kanji_words("神宮前一丁目二番三号")]
    #[case::lot("神宮前一丁目2番地3")]
    #[case::lot_with_no("神宮前1丁目2番地の3")]
    #[case::no("神宮前1の2の3")]
    #[case::blanks("神宮前 １ー２ー３")]
    #[case::kanji_dashes("神宮前一－二－三")]
    #[case::whole_line("東京都渋谷区神宮前1-2-3")]
    fn one_house_has_one_key(#[case] typed: &str) {
        let parts = if typed.starts_with("東京都") {
            AddressParts {
                street: typed,
                ..AddressParts::default()
            }
        } else {
            street(typed)
        };
        assert_eq!(
            address_key(&parts).as_deref(),
            Some("渋谷区神宮前1-2-3"),
            "key of {typed}"
        );
    }

    #[rstest]
    #[case::small_ke("霞ヶ関2-1", "霞が関2-1")]
    #[case::large_ke("霞ケ関2-1", "霞が関2-1")]
    #[case::kana_ke("つつじケ丘2-1", "つつじヶ丘2-1")]
    #[case::no("山ノ内5", "山の内5")]
    #[case::kanji_no("山之内5", "山ノ内5")]
    #[case::oaza("大字猿田字坂下123番地", "猿田坂下123")]
    #[case::old_kanji("澤田町10", "沢田町10")]
    #[case::tens("本町二十三番地", "本町23")]
    #[case::town_with_number("六本木七丁目1番1号", "六本木7-1-1")]
    #[case::ban_cho("一番町五", "1番町5")]
    #[case::jo("北一条西二丁目3番地", "北1条西2-3")]
    #[case::room_in_line("神宮前1-2-3コーポ青山201号室", "神宮前1-2-3-201")]
    #[case::room_behind_go("神宮前1丁目2番3号コーポ青山201", "神宮前1-2-3 青山コーポ 201")]
    fn two_spellings_are_one_place(#[case] one: &str, #[case] other: &str) {
        let key = address_key(&street(one));
        assert!(key.is_some(), "{one} has a house number");
        assert_eq!(key, address_key(&street(other)), "{one} is {other}");
    }

    #[rstest]
    #[case::in_building("コーポ青山 201号室")]
    #[case::other_spelling("ｺｰﾎﾟ青山２０１")]
    #[case::room_only("201")]
    fn the_room_counts_and_the_name_of_the_building_does_not(#[case] building: &str) {
        let parts = AddressParts {
            building,
            ..street("神宮前1-2-3")
        };
        assert_eq!(
            address_key(&parts),
            address_key(&street("神宮前1-2-3-201")),
            "room of {building}"
        );
    }

    #[rstest]
    #[case::number("神宮前1-2-3", "神宮前1-2-4")]
    #[case::joined_digits("神宮前1-23", "神宮前12-3")]
    #[case::room("神宮前1-2-3 コーポ201", "神宮前1-2-3 コーポ202")]
    #[case::wing("団地1-1 3号棟201", "団地1-1 4号棟201")]
    #[case::lettered_wing("団地1-1 A-201", "団地1-1 B-201")]
    #[case::town("神宮前1-2-3", "千駄ヶ谷1-2-3")]
    fn two_places_have_two_keys(#[case] one: &str, #[case] other: &str) {
        assert_ne!(
            address_key(&street(one)),
            address_key(&street(other)),
            "{one} is not {other}"
        );
    }

    #[test]
    fn prefecture_and_district_may_be_missing() {
        let long = AddressParts {
            prefecture: "東京都",
            city: "西多摩郡瑞穂町",
            street: "箱根ケ崎2335",
            ..AddressParts::default()
        };
        let short = AddressParts {
            city: "瑞穂町",
            street: "箱根ヶ崎2335番地",
            ..AddressParts::default()
        };
        assert_eq!(address_key(&long), address_key(&short), "people leave them out");
        let koriyama = AddressParts {
            city: "郡山市",
            street: "朝日1-23-7",
            ..AddressParts::default()
        };
        assert_eq!(
            address_key(&koriyama).as_deref(),
            Some("郡山市朝日1-23-7"),
            "郡山 is no district"
        );
    }

    #[test]
    fn without_a_house_number_there_is_no_household() {
        assert_eq!(
            address_key(&street("神宮前")),
            None,
            "a whole quarter is no household"
        );
        assert_eq!(address_key(&street("")), None, "a ward is no household");
        assert_eq!(
            address_key(&AddressParts::default()),
            None,
            "nothing is no household"
        );
        assert!(
            address_key(&street("神宮前無番地")).is_some(),
            "some land has no number"
        );
    }

    #[test]
    fn a_postal_code_stands_in_for_the_town() {
        let parts = AddressParts {
            postal: "〒１５０－０００１",
            street: "1-2-3",
            ..AddressParts::default()
        };
        let lost_zero = AddressParts {
            postal: "600001",
            street: "1-2-3",
            ..AddressParts::default()
        };
        assert_eq!(
            address_key(&parts).as_deref(),
            Some("〒1500001 1-2-3"),
            "postal code and number"
        );
        assert_eq!(
            address_key(&lost_zero).as_deref(),
            Some("〒0600001 1-2-3"),
            "the lost zero is back"
        );
    }

    #[test]
    fn one_family_at_one_address_is_one_household() {
        let old = household_key("渡邉", &street("神宮前一丁目2番3号"));
        let new = household_key("渡辺 ", &street("神宮前1-2-3"));
        assert!(old.is_some(), "name and number are there");
        assert_eq!(old, new, "old kanji and old notation");
        assert_ne!(
            old,
            household_key("佐藤", &street("神宮前1-2-3")),
            "another family"
        );
        assert_eq!(household_key("", &street("神宮前1-2-3")), None, "nobody");
    }

    proptest::proptest! {
        #[test]
        fn no_address_is_too_odd_for_a_key(text in "[一二十千字大番地号丁目のヶ0-9A-Z棟室 ー()-]{0,20}", building in "\\PC{0,12}") {
            let parts = AddressParts { street: &text, building: &building, ..AddressParts::default() };
            let key = address_key(&parts);
            proptest::prop_assert!(key.is_none_or(|key| !key.is_empty()), "a key says something");
        }
    }
}
