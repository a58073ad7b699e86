//! Japanese postal codes and the places they stand for, offline: the official table of Japan Post, packed.
//!
//! The table lies in `data/postal.bin` (its date and source inside); `cargo xtask postal` makes it anew from the
//! official zip. Only the part that a code lies in is unpacked, and kept.
//!
//! Everything here is a proposal: one code can mean several places, boundaries move, and what a person typed stands.
//! Not here: what is done with a proposal (`api`), reading a code as it was typed (`exchange`).

mod format;
#[cfg(any(test, feature = "pack"))]
pub mod pack;
mod reverse;

use std::sync::{LazyLock, OnceLock};

use format::{Block, City, Head};

/// A place that a code stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// Seven digits.
    pub code: u32,
    /// 都道府県.
    pub prefecture: &'a str,
    /// 市区町村, with 郡 where there is one.
    pub city: &'a str,
    /// Reading of the city in katakana.
    pub city_kana: &'a str,
    /// 町域 without what the table says in brackets; empty: the code of the whole city.
    pub town: &'a str,
    /// Reading of the town in katakana; empty: the table does not tell.
    pub town_kana: &'a str,
}

impl Place<'_> {
    /// The code as it is written: `123-4567`.
    #[must_use]
    pub fn written_code(&self) -> String {
        format!("{:03}-{:04}", self.code / 10_000, self.code % 10_000)
    }
}

/// How an address goes with its postal code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// There is no code, or nothing beside it to compare with.
    NothingToCompare,
    /// The address may lie where the code says.
    Agrees,
    /// The code is of another place.
    Differs,
    /// The table does not know the code: it is wrong, that of a large company or a post-office box, or newer.
    UnknownCode,
}

/// The packed table.
pub struct Table {
    head: Head,
    packed: &'static [u8],
    blocks: Vec<OnceLock<Block>>,
}

static OFFICIAL: LazyLock<Table> = LazyLock::new(|| Table::open(include_bytes!("../data/postal.bin")));

impl Table {
    /// The table that came with the program.
    #[must_use]
    pub fn official() -> &'static Self {
        &OFFICIAL
    }

    fn open(packed: &'static [u8]) -> Self {
        let head = Head::read(packed)
            .expect("BUG: the packed table is part of the program and was checked when made");
        let blocks = head.blocks.iter().map(|_| OnceLock::new()).collect();
        Self { head, packed, blocks }
    }

    /// The day of the official table, `YYYY-MM-DD`.
    #[must_use]
    pub fn date(&self) -> &str {
        &self.head.date
    }

    /// The places of a code of seven digits, in the order of the table; empty: it is not in it.
    #[must_use]
    pub fn places(&self, code: u32) -> Vec<Place<'_>> {
        let at = self.head.blocks.partition_point(|block| block.first_code <= code);
        let Some(block) = at.checked_sub(1).map(|at| self.block(at)) else {
            return Vec::new();
        };
        let from = block.entries.partition_point(|entry| entry.code < code);
        block.entries[from..]
            .iter()
            .take_while(|entry| entry.code == code)
            .map(|entry| self.place(block, entry))
            .collect()
    }

    /// Whether an address goes with its code. Generous: only another prefecture or another city differs, so that an
    /// old spelling of a town is no false alarm.
    #[must_use]
    pub fn agreement(&self, code: Option<u32>, prefecture: &str, city: &str, street: &str) -> Agreement {
        let Some(code) = code else {
            return Agreement::NothingToCompare;
        };
        let places = self.places(code);
        if places.is_empty() {
            return Agreement::UnknownCode;
        }
        let whole = reverse::key(&format!("{prefecture}{city}{street}"));
        let prefecture = reverse::prefecture_of(&whole);
        let rest = reverse::without_prefecture(&whole);
        if prefecture.is_none() && (rest.is_empty() || !self.names_a_city(rest)) {
            return Agreement::NothingToCompare;
        }
        let agrees = places.iter().any(|place| {
            prefecture.is_none_or(|typed| typed == place.prefecture)
                && (rest.is_empty()
                    || !self.names_a_city(rest)
                    || reverse::begins_with_city(rest, &reverse::key(place.city)))
        });
        if agrees {
            Agreement::Agrees
        } else {
            Agreement::Differs
        }
    }

    /// The one code that an address can have; `None` when there are several or none. The town must be in the table:
    /// the code of a whole city is no answer.
    #[must_use]
    pub fn code_of(&self, prefecture: &str, city: &str, street: &str) -> Option<Place<'_>> {
        let whole = reverse::key(&format!("{prefecture}{city}{street}"));
        let typed = reverse::prefecture_of(&whole);
        let rest = reverse::without_prefecture(&whole);
        let mut best: Vec<Place<'_>> = Vec::new();
        let mut length = 0;
        for city in self.cities(rest) {
            let named = &self.head.cities[usize::from(city)];
            if typed.is_some_and(|typed| typed != named.prefecture) {
                continue;
            }
            let Some(street) = reverse::behind_city(rest, &named.key) else {
                continue;
            };
            for at in named.blocks.iter().copied() {
                let block = self.block(usize::from(at));
                for (entry, town) in block.keyed().filter(|(entry, _)| entry.city == city) {
                    if town.is_empty() || !street.starts_with(town) || town.len() < length {
                        continue;
                    }
                    let place = self.place(block, entry);
                    if town.len() > length {
                        length = town.len();
                        best.clear();
                    }
                    best.push(place);
                }
            }
        }
        let first = *best.first()?;
        best.iter().all(|place| place.code == first.code).then_some(first)
    }

    fn names_a_city(&self, rest: &str) -> bool {
        !self.cities(rest).is_empty()
    }

    /// Cities with which an address without prefecture begins.
    fn cities(&self, rest: &str) -> Vec<u16> {
        let Some(first) = rest.chars().next() else {
            return Vec::new();
        };
        self.head
            .by_first
            .get(&first)
            .into_iter()
            .flatten()
            .copied()
            .filter(|city| reverse::begins_with_city(rest, &self.head.cities[usize::from(*city)].key))
            .collect()
    }

    fn block(&self, at: usize) -> &Block {
        self.blocks[at].get_or_init(|| {
            Block::read(self.packed, &self.head, at)
                .expect("BUG: the packed table is part of the program and was checked when made")
        })
    }

    fn place<'a>(&'a self, block: &'a Block, entry: &format::Entry) -> Place<'a> {
        let City {
            prefecture,
            name,
            kana,
            ..
        } = &self.head.cities[usize::from(entry.city)];
        Place {
            code: entry.code,
            prefecture,
            city: name,
            city_kana: kana,
            town: block.town(entry),
            town_kana: block.kana(entry),
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn said(code: u32) -> Vec<String> {
        Table::official()
            .places(code)
            .iter()
            .map(|place| {
                format!(
                    "{}{}{}({})",
                    place.prefecture, place.city, place.town, place.town_kana
                )
            })
            .collect()
    }

    #[rstest]
    #[case::ordinary(1_500_001, &["東京都渋谷区神宮前(ジングウマエ)"])]
    #[case::leading_zero(600_042, &["北海道札幌市中央区大通西(オオドオリニシ)"])]
    #[case::whole_city(600_000, &["北海道札幌市中央区()"])]
    #[case::kyoto_streets(6_028_064, &["京都府京都市上京区一町目(イッチョウメ)"])]
    #[case::two_towns_in_a_row(4_411_324, &["愛知県新城市井道(イミチ)", "愛知県新城市奥井道(オクイミチ)", "愛知県新城市内井道(ウチイミチ)"])]
    #[case::a_town_called_ichien(5_220_317, &["滋賀県犬上郡多賀町一円(イチエン)"])]
    #[case::numbers_right_behind_the_city(3_060_400, &["茨城県猿島郡境町()"])]
    #[case::not_there(9_999_999, &[])]
    fn a_code_means_its_places(#[case] code: u32, #[case] expected: &[&str]) {
        assert_eq!(said(code), expected, "{code:07}");
    }

    #[test]
    fn one_code_can_lie_in_two_prefectures() {
        let places = Table::official().places(4_980_000);
        let mut prefectures: Vec<&str> = places.iter().map(|place| place.prefecture).collect();
        prefectures.dedup();
        assert_eq!(prefectures, ["愛知県", "三重県"], "498-0000 is shared");
    }

    #[rstest]
    #[case::parts("東京都", "渋谷区", "神宮前1-2-3", Some("150-0001"))]
    #[case::whole_in_one_field("", "", "東京都渋谷区神宮前１丁目２番３号", Some("150-0001"))]
    #[case::no_prefecture("", "渋谷区", "神宮前1-2-3", Some("150-0001"))]
    #[case::small_ke("千葉県", "市川市", "市ヶ谷", None)]
    #[case::kasumigaseki("東京都", "千代田区", "霞ヶ関1-2", Some("100-0013"))]
    #[case::district_left_out("茨城県", "境町", "", None)]
    #[case::unknown_town("東京都", "渋谷区", "無い町1", None)]
    #[case::nothing("", "", "", None)]
    fn an_address_has_one_code_or_none_is_proposed(
        #[case] prefecture: &str,
        #[case] city: &str,
        #[case] street: &str,
        #[case] expected: Option<&str>,
    ) {
        let found = Table::official().code_of(prefecture, city, street);
        assert_eq!(
            found.map(|place| place.written_code()).as_deref(),
            expected,
            "{prefecture}{city}{street}"
        );
    }

    #[rstest]
    #[case::same(1_500_001, "東京都", "渋谷区", "神宮前1-2-3", Agreement::Agrees)]
    #[case::other_city(1_500_001, "東京都", "新宿区", "西新宿1-1", Agreement::Differs)]
    #[case::other_prefecture(1_500_001, "大阪府", "", "", Agreement::Differs)]
    #[case::only_town(1_500_001, "", "", "神宮前1-2-3", Agreement::NothingToCompare)]
    #[case::old_town_spelling(1_500_001, "東京都", "渋谷区", "じんぐうまえ1", Agreement::Agrees)]
    #[case::either_prefecture(4_980_000, "三重県", "", "", Agreement::Agrees)]
    #[case::unknown(9_999_999, "東京都", "渋谷区", "", Agreement::UnknownCode)]
    fn only_another_city_differs(
        #[case] code: u32,
        #[case] prefecture: &str,
        #[case] city: &str,
        #[case] street: &str,
        #[case] expected: Agreement,
    ) {
        let found = Table::official().agreement(Some(code), prefecture, city, street);
        assert_eq!(found, expected, "{code:07} {prefecture}{city}{street}");
    }

    #[test]
    fn the_table_tells_its_date() {
        let date = Table::official().date();
        assert!(
            aichaku_domain::values::ShopDay::parse_iso(date).is_some(),
            "a day, got {date}"
        );
    }
}
