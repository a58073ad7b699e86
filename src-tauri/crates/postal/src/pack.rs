//! From the official table (`utf_ken_all.csv`, one place a line) to the packed form.
//!
//! What the table says in words is no name of a town: 「以下に掲載がない場合」, 「〇〇町一円」, 「〇〇市の次に番地がくる場合」
//! become the code of the whole city, brackets fall away, and towns joined by 「、」 become places of their own. The older
//! `KEN_ALL.CSV`, which splits a long place over several lines, is refused: a bracket that is not closed tells it.

use std::collections::BTreeMap;
use std::io::Write as _;

use aichaku_domain::fold::PREFECTURES;
use flate2::Compression;
use flate2::write::DeflateEncoder;

use crate::format::{Block, Head, MAGIC, SAME_CITY, WIDE};

/// Places of a block: small enough to unpack in a moment, large enough to pack well.
const BLOCK: usize = 4096;

/// Why a table cannot be packed.
#[derive(Debug, PartialEq, Eq)]
pub enum PackError {
    /// A line is not of the form of `utf_ken_all.csv` (line number from 1).
    Line(usize),
    /// The packed form does not give back what went in.
    NotSound,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Found {
    code: u32,
    city: u16,
    town: String,
    kana: String,
}

/// Packs the official table. `date`: its day, `YYYY-MM-DD`.
///
/// # Errors
/// [`PackError`].
pub fn pack(table: &str, date: &str) -> Result<Vec<u8>, PackError> {
    let mut cities: BTreeMap<(usize, String, String), u16> = BTreeMap::new();
    let mut order: Vec<(usize, String, String)> = Vec::new();
    let mut found = Vec::new();
    for (at, line) in table.trim_start_matches('\u{feff}').lines().enumerate() {
        let wrong = || PackError::Line(at + 1);
        let cells: Vec<&str> = line
            .trim_end()
            .split(',')
            .map(|cell| cell.trim_matches('"'))
            .collect();
        let [_, _, code, _, city_kana, kana, prefecture, city, town, ..] = cells[..] else {
            return Err(wrong());
        };
        let code = code.parse().ok().filter(|_| code.len() == 7).ok_or_else(wrong)?;
        let prefecture = PREFECTURES
            .iter()
            .position(|name| *name == prefecture)
            .ok_or_else(wrong)?;
        if town.matches('（').count() != town.matches('）').count() {
            return Err(wrong());
        }
        let key = (prefecture, city.to_owned(), city_kana.to_owned());
        let city = match cities.get(&key) {
            Some(city) => *city,
            None => {
                let number = u16::try_from(order.len()).map_err(|_| wrong())?;
                cities.insert(key.clone(), number);
                order.push(key);
                number
            }
        };
        found.extend(towns(town, kana).into_iter().map(|(town, kana)| Found {
            code,
            city,
            town,
            kana,
        }));
    }
    let mut seen = std::collections::HashSet::new();
    found.retain(|place| seen.insert(place.clone()));
    // The table's own order is kept among the places of one code.
    found.sort_by_key(|place| place.code);
    let packed = write(&found, &order, date);
    if is_sound(&packed, &found) {
        Ok(packed)
    } else {
        Err(PackError::NotSound)
    }
}

/// The towns that a line stands for, with their readings.
fn towns(town: &str, kana: &str) -> Vec<(String, String)> {
    let no_town = town == "以下に掲載がない場合"
        || town.contains("の次に")
        || (town.ends_with("一円") && town != "一円");
    if no_town {
        return vec![(String::new(), String::new())];
    }
    let name = town.split('（').next().unwrap_or_default();
    let reading = kana.split('（').next().unwrap_or_default();
    let names: Vec<&str> = name.split('、').collect();
    let readings: Vec<&str> = reading.split('、').collect();
    names
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let reading = if readings.len() == names.len() {
                readings[at]
            } else {
                ""
            };
            ((*name).to_owned(), reading.to_owned())
        })
        .collect()
}

fn write(found: &[Found], cities: &[(usize, String, String)], date: &str) -> Vec<u8> {
    let mut alphabet: Vec<char> = found.iter().flat_map(|place| place.kana.chars()).collect();
    alphabet.sort_unstable();
    alphabet.dedup();
    let mut blocks = Vec::new();
    let mut of_city: Vec<Vec<usize>> = vec![Vec::new(); cities.len()];
    let mut rest = found;
    while !rest.is_empty() {
        let mut end = BLOCK.min(rest.len());
        // A code stands in one block only.
        while end < rest.len() && rest[end].code == rest[end - 1].code {
            end += 1;
        }
        let (block, after) = rest.split_at(end);
        for place in block {
            let listed = &mut of_city[usize::from(place.city)];
            if listed.last() != Some(&blocks.len()) {
                listed.push(blocks.len());
            }
        }
        blocks.push((block[0].code, deflated(&block_bytes(block, &alphabet))));
        rest = after;
    }
    let mut head = format!("{date}\n{}\n", alphabet.iter().collect::<String>());
    for ((prefecture, name, kana), listed) in cities.iter().zip(of_city) {
        let listed: Vec<String> = listed.iter().map(usize::to_string).collect();
        head.push_str(&format!("{prefecture}\t{name}\t{kana}\t{}\n", listed.join(",")));
    }
    head.push('\n');
    for (first_code, block) in &blocks {
        head.push_str(&format!("{first_code}\t{}\n", block.len()));
    }
    let head = deflated(head.as_bytes());
    let mut out = MAGIC.to_vec();
    out.extend(u32::try_from(head.len()).unwrap_or(u32::MAX).to_le_bytes());
    out.extend(head);
    for (_, block) in blocks {
        out.extend(block);
    }
    out
}

fn block_bytes(block: &[Found], alphabet: &[char]) -> Vec<u8> {
    let mut bytes = u16::try_from(block.len())
        .unwrap_or(u16::MAX)
        .to_le_bytes()
        .to_vec();
    let mut before = block[0].code;
    for place in block {
        number(place.code - before, &mut bytes);
        before = place.code;
    }
    let mut city = None;
    for place in block {
        if city == Some(place.city) {
            bytes.push(SAME_CITY);
        } else {
            number(u32::from(place.city), &mut bytes);
        }
        city = Some(place.city);
    }
    for place in block {
        bytes.extend(place.town.encode_utf16().chain([0]).flat_map(u16::to_le_bytes));
    }
    for place in block {
        bytes.extend(
            place
                .kana
                .chars()
                .filter_map(|c| alphabet.binary_search(&c).ok())
                .filter_map(|at| u8::try_from(at + 1).ok()),
        );
        bytes.push(0);
    }
    bytes
}

fn number(number: u32, bytes: &mut Vec<u8>) {
    match u8::try_from(number) {
        Ok(small) if small < SAME_CITY => bytes.push(small),
        _ => {
            bytes.push(WIDE);
            bytes.extend(number.to_le_bytes());
        }
    }
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder
        .write_all(bytes)
        .and_then(|()| encoder.finish())
        .expect("BUG: memory does not fail")
}

/// Whether every place comes back as it went in.
fn is_sound(packed: &[u8], found: &[Found]) -> bool {
    let Some(head) = Head::read(packed) else {
        return false;
    };
    let mut wanted = found.iter();
    (0..head.blocks.len()).all(|at| {
        Block::read(packed, &head, at).is_some_and(|block| {
            block.entries.iter().all(|entry| {
                wanted.next().is_some_and(|place| {
                    (place.code, place.city, place.town.as_str(), place.kana.as_str())
                        == (entry.code, entry.city, block.town(entry), block.kana(entry))
                })
            })
        })
    }) && wanted.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_that_is_split_over_lines_is_refused() {
        let table = "01101,\"060  \",\"0600000\",\"ホッカイドウ\",\"サッポロシ\",\"ア（\",\"北海道\",\"札幌市\",\"旭（１丁目、\",0,0,0,0,0,0\n";
        assert_eq!(
            pack(table, "2026-05-29"),
            Err(PackError::Line(1)),
            "the old form of the table is not read wrongly"
        );
    }

    #[test]
    fn words_about_places_are_no_towns() {
        for words in ["以下に掲載がない場合", "利島村一円", "境町の次に番地がくる場合"]
        {
            assert_eq!(towns(words, "カナ"), [(String::new(), String::new())], "{words}");
        }
        assert_eq!(
            towns("甲、乙（大木戸）", "コウ、オツ（オオキド）"),
            [
                ("甲".to_owned(), "コウ".to_owned()),
                ("乙".to_owned(), "オツ".to_owned())
            ],
            "two towns with one code"
        );
        assert_eq!(
            towns("一町目（上長者町通堀川東入、東堀川通）", "イッチョウメ"),
            [("一町目".to_owned(), "イッチョウメ".to_owned())],
            "a comma inside brackets parts nothing"
        );
    }
}
