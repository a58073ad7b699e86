//! The packed form: a head that is read at once, and blocks of places that are unpacked when a code asks for them.
//!
//! ```text
//! "AKPOST1\n"  u32 length of the packed head   packed head   packed blocks
//! head:  date \n  alphabet of readings \n  cities, one a line: prefecture number \t name \t reading \t blocks \n
//!        an empty line, then blocks, one a line: first code \t length in bytes
//! block: u16 entries; codes as steps and cities, one byte each where that is enough; towns as UTF-16 with a zero
//!        behind each; readings as places in the alphabet with a zero behind each
//! ```
//! All numbers are little-endian; every part is deflated by itself.

use std::collections::HashMap;
use std::io::Read as _;
use std::sync::OnceLock;

use aichaku_domain::fold::PREFECTURES;
use flate2::read::DeflateDecoder;

pub(crate) const MAGIC: &[u8; 8] = b"AKPOST1\n";
/// A step or city that is wider than a byte follows as u32.
pub(crate) const WIDE: u8 = 255;
/// The city of the place before.
pub(crate) const SAME_CITY: u8 = 254;

#[derive(Debug)]
pub(crate) struct Head {
    pub(crate) date: String,
    pub(crate) alphabet: Vec<char>,
    pub(crate) cities: Vec<City>,
    /// Cities by the first character of their folded name, with and without 郡.
    pub(crate) by_first: HashMap<char, Vec<u16>>,
    pub(crate) blocks: Vec<BlockPlace>,
}

#[derive(Debug)]
pub(crate) struct City {
    pub(crate) prefecture: &'static str,
    pub(crate) name: String,
    /// The name folded for comparing; folding it for every address would take longer than all the rest.
    pub(crate) key: String,
    pub(crate) kana: String,
    pub(crate) blocks: Vec<u8>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct BlockPlace {
    pub(crate) first_code: u32,
    pub(crate) from: usize,
    pub(crate) length: usize,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) code: u32,
    pub(crate) city: u16,
    town: (u32, u32),
    kana: (u32, u32),
}

#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) entries: Vec<Entry>,
    /// Towns folded for comparing, by entry; only once a code is looked for.
    keys: OnceLock<Vec<String>>,
    towns: String,
    kana: String,
}

impl Head {
    /// `None` when the bytes are not a packed table.
    pub(crate) fn read(packed: &[u8]) -> Option<Self> {
        let rest = packed.strip_prefix(MAGIC)?;
        let (length, rest) = rest.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        let text = String::from_utf8(unpacked(rest.get(..length)?)?).ok()?;
        let mut lines = text.lines();
        let date = lines.next()?.to_owned();
        let alphabet = lines.next()?.chars().collect();
        let mut cities = Vec::new();
        let mut by_first: HashMap<char, Vec<u16>> = HashMap::new();
        for line in lines.by_ref().take_while(|line| !line.is_empty()) {
            let mut parts = line.split('\t');
            let prefecture = PREFECTURES.get(parts.next()?.parse::<usize>().ok()?)?;
            let name = parts.next()?.to_owned();
            let number = u16::try_from(cities.len()).ok()?;
            let key = crate::reverse::key(&name);
            for first in [Some(key.as_str()), crate::reverse::without_district(&key)]
                .into_iter()
                .flatten()
                .filter_map(|name| name.chars().next())
            {
                let listed = by_first.entry(first).or_default();
                if listed.last() != Some(&number) {
                    listed.push(number);
                }
            }
            cities.push(City {
                prefecture,
                name,
                key,
                kana: parts.next()?.to_owned(),
                blocks: parts
                    .next()?
                    .split(',')
                    .map(str::parse)
                    .collect::<Result<_, _>>()
                    .ok()?,
            });
        }
        let mut from = MAGIC.len() + 4 + length;
        let mut blocks = Vec::new();
        for line in lines {
            let (first_code, length) = line.split_once('\t')?;
            let length = length.parse().ok()?;
            blocks.push(BlockPlace {
                first_code: first_code.parse().ok()?,
                from,
                length,
            });
            from += length;
        }
        (from == packed.len()).then_some(Self {
            date,
            alphabet,
            cities,
            by_first,
            blocks,
        })
    }
}

impl Block {
    /// `None` when the bytes are not a block of this table.
    pub(crate) fn read(packed: &[u8], head: &Head, at: usize) -> Option<Self> {
        let place = head.blocks.get(at)?;
        let bytes = unpacked(packed.get(place.from..place.from + place.length)?)?;
        let (count, rest) = bytes.split_first_chunk::<2>()?;
        let count = usize::from(u16::from_le_bytes(*count));
        let mut bytes = Bytes(rest);
        let mut codes = Vec::with_capacity(count);
        let mut code = place.first_code;
        for _ in 0..count {
            code += bytes.number()?;
            codes.push(code);
        }
        let mut cities = Vec::with_capacity(count);
        for _ in 0..count {
            let city = match bytes.0.first()? {
                &SAME_CITY => {
                    bytes.0 = &bytes.0[1..];
                    *cities.last()?
                }
                _ => u16::try_from(bytes.number()?).ok()?,
            };
            head.cities.get(usize::from(city))?;
            cities.push(city);
        }
        let mut towns = String::new();
        let mut town_places = Vec::with_capacity(count);
        for _ in 0..count {
            let from = u32::try_from(towns.len()).ok()?;
            let mut units = Vec::new();
            loop {
                match bytes.unit()? {
                    0 => break,
                    unit => units.push(unit),
                }
            }
            towns.push_str(&String::from_utf16(&units).ok()?);
            town_places.push((from, u32::try_from(towns.len()).ok()?));
        }
        let mut kana = String::new();
        let mut entries = Vec::with_capacity(count);
        for ((code, city), town) in codes.into_iter().zip(cities).zip(town_places) {
            let from = u32::try_from(kana.len()).ok()?;
            loop {
                match bytes.byte()? {
                    0 => break,
                    letter => kana.push(*head.alphabet.get(usize::from(letter) - 1)?),
                }
            }
            entries.push(Entry {
                code,
                city,
                town,
                kana: (from, u32::try_from(kana.len()).ok()?),
            });
        }
        bytes.0.is_empty().then_some(Self {
            entries,
            keys: OnceLock::new(),
            towns,
            kana,
        })
    }

    pub(crate) fn town(&self, entry: &Entry) -> &str {
        part(&self.towns, entry.town)
    }

    pub(crate) fn kana(&self, entry: &Entry) -> &str {
        part(&self.kana, entry.kana)
    }

    /// The folded towns, each beside its entry.
    pub(crate) fn keyed(&self) -> impl Iterator<Item = (&Entry, &str)> {
        let keys = self.keys.get_or_init(|| {
            self.entries
                .iter()
                .map(|entry| crate::reverse::key(self.town(entry)))
                .collect()
        });
        self.entries.iter().zip(keys.iter().map(String::as_str))
    }
}

fn part(text: &str, (from, until): (u32, u32)) -> &str {
    text.get(from as usize..until as usize).unwrap_or_default()
}

fn unpacked(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    DeflateDecoder::new(bytes).read_to_end(&mut out).ok()?;
    Some(out)
}

/// Bytes that are read from the front.
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn unit(&mut self) -> Option<u16> {
        let (unit, rest) = self.0.split_first_chunk::<2>()?;
        self.0 = rest;
        Some(u16::from_le_bytes(*unit))
    }

    fn number(&mut self) -> Option<u32> {
        match self.byte()? {
            WIDE => {
                let (number, rest) = self.0.split_first_chunk::<4>()?;
                self.0 = rest;
                Some(u32::from_le_bytes(*number))
            }
            number => Some(u32::from(number)),
        }
    }
}
