//! The columns of address lists in the words of the programs that read them.
//!
//! Not here: whose cards they are (`addresses`).

use aichaku_exchange::SheetCell;

use super::addresses::{Card, JOINT_NAMES};
use super::text;
use crate::wire::AddressLayout;

/// Column names, as the programs call them. Known from what others write for these programs, not from a file of
/// theirs; all of them let a person choose the column of each field when they read.
pub(super) fn columns(layout: AddressLayout) -> Vec<&'static str> {
    match layout {
        AddressLayout::Generic => vec![
            "姓",
            "名",
            "ふりがな",
            "敬称",
            "連名1",
            "連名1敬称",
            "連名2",
            "連名2敬称",
            "連名3",
            "連名3敬称",
            "会社名",
            "郵便番号",
            "都道府県",
            "市区町村",
            "番地",
            "建物名",
            "お客様番号",
        ],
        AddressLayout::Fudemame => vec![
            "フリガナ",
            "氏名",
            "敬称",
            "連名1",
            "連名1敬称",
            "連名2",
            "連名2敬称",
            "連名3",
            "連名3敬称",
            "会社名",
            "郵便番号",
            "住所1",
            "住所2",
            "メモ",
        ],
        AddressLayout::Atena => vec![
            "氏名",
            "フリガナ",
            "敬称",
            "連名1",
            "連名1敬称",
            "連名2",
            "連名2敬称",
            "連名3",
            "連名3敬称",
            "自宅〒",
            "自宅住所1",
            "自宅住所2",
            "会社名",
            "会社〒",
            "会社住所1",
            "会社住所2",
            "備考",
        ],
        AddressLayout::Labels => vec![
            "郵便番号",
            "住所1",
            "住所2",
            "宛名1",
            "宛名2",
            "宛名3",
            "宛名4",
            "番号",
        ],
    }
}

/// A card as a row of [`columns`].
pub(super) fn row(card: &Card, layout: AddressLayout) -> Vec<SheetCell> {
    let postal = postal(&card.address.postal_code);
    let whole = format!(
        "{}{}{}",
        card.address.prefecture, card.address.city, card.address.street
    );
    let (first, joint) = card
        .names
        .split_first()
        .expect("BUG: a card is made with its first name");
    let code = card.customer.to_string();
    let company = if card.company { first.full.as_str() } else { "" };
    // A company stands in its own field, so that programs put 御中 behind it; there is no person to name.
    let person = if card.company { "" } else { first.full.as_str() };
    let of_joint = |joint_with_family: bool| {
        (0..JOINT_NAMES).flat_map(move |at| match joint.get(at) {
            // The family name stands once on the card.
            Some(name) if !joint_with_family && name.family == first.family && !name.given.is_empty() => {
                [name.given.clone(), name.honorific.clone()]
            }
            Some(name) => [name.full.clone(), name.honorific.clone()],
            None => [String::new(), String::new()],
        })
    };
    let cells: Vec<String> = match layout {
        AddressLayout::Generic => {
            let (family, given) = if card.company {
                ("", "")
            } else {
                (first.family.as_str(), first.given.as_str())
            };
            [family, given, &first.kana, &first.honorific]
                .map(str::to_owned)
                .into_iter()
                .chain(of_joint(false))
                .chain(
                    [
                        company,
                        &postal,
                        &card.address.prefecture,
                        &card.address.city,
                        &card.address.street,
                        &card.address.building,
                        &code,
                    ]
                    .map(str::to_owned),
                )
                .collect()
        }
        AddressLayout::Fudemame => [first.kana.as_str(), person, &first.honorific]
            .map(str::to_owned)
            .into_iter()
            .chain(of_joint(false))
            .chain([company, &postal, &whole, &card.address.building, &code].map(str::to_owned))
            .collect(),
        AddressLayout::Atena => {
            let place = [postal.as_str(), &whole, &card.address.building];
            let (home, work) = if card.company {
                (["", "", ""], place)
            } else {
                (place, ["", "", ""])
            };
            [person, &first.kana, &first.honorific]
                .map(str::to_owned)
                .into_iter()
                .chain(of_joint(false))
                .chain(home.map(str::to_owned))
                .chain([company.to_owned()])
                .chain(work.map(str::to_owned))
                .chain([code])
                .collect()
        }
        AddressLayout::Labels => {
            let line = |at: usize| {
                card.names
                    .get(at)
                    .map_or_else(String::new, |name| format!("{} {}", name.full, name.honorific))
            };
            let shown = if postal.is_empty() {
                postal
            } else {
                format!("〒{postal}")
            };
            [shown, whole, card.address.building.clone()]
                .into_iter()
                .chain((0..=JOINT_NAMES).map(line))
                .chain([code])
                .collect()
        }
    };
    cells.into_iter().map(text).collect()
}

/// Seven digits are a Japanese code, written with its hyphen; anything else stays as typed.
fn postal(typed: &str) -> String {
    match typed.split_at_checked(3) {
        Some((area, town)) if typed.len() == 7 && typed.bytes().all(|b| b.is_ascii_digit()) => {
            format!("{area}-{town}")
        }
        _ => typed.to_owned(),
    }
}
