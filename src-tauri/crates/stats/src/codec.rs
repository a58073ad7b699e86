//! Histories as bytes: small enough to keep beside the shop's data, strict enough to notice damage.
//!
//! Layout, version 1: `A H B` and the version byte; number of units; per unit the id as difference to the one
//! before, number of purchases, per purchase the day as difference to the one before, amount, orders − 1, then
//! number of corrections with day difference and amount; at the end eight bytes FNV-1a over everything before.
//! All numbers are LEB128 varints, signed ones zigzag. A typical purchase takes 6 to 8 bytes.
//! Not here: merging and cut-off, so that one stored block serves every rule and every as-of day.

use std::fmt;

use crate::calendar::Day;
use crate::history::{Correction, Purchase, UnitHistory};

const MAGIC: [u8; 3] = *b"AHB";
const VERSION: u8 = 1;
const HEADER: usize = 4;
const TRAILER: usize = 8;

/// Why bytes are not a block of histories.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecodeError {
    /// The bytes do not begin like a block.
    NotABlock,
    /// Written by a version of the app that is not known here.
    UnknownVersion {
        /// The version found.
        version: u8,
    },
    /// The check sum does not match: bytes were changed or lost.
    Damaged,
    /// The check sum matches but the content makes no sense at this byte.
    Malformed {
        /// Place from the beginning of the block.
        offset: usize,
    },
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotABlock => f.write_str("read purchase history: not a history block"),
            Self::UnknownVersion { version } => write!(f, "read purchase history: unknown version {version}"),
            Self::Damaged => f.write_str("read purchase history: check sum differs"),
            Self::Malformed { offset } => write!(f, "read purchase history: malformed at byte {offset}"),
        }
    }
}

impl std::error::Error for DecodeError {}

/// One fact read from a block.
pub(crate) enum Fact {
    /// A purchase of a unit.
    Purchase(i64, Purchase),
    /// A correction of a unit.
    Correction(i64, Correction),
}

/// Writes units as one block. The order of units, purchases and corrections is kept, as are units with nothing.
///
/// Smallest when ids and days ascend.
#[must_use]
pub fn encode_block(units: &[UnitHistory]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEADER + TRAILER + units.len() * 16);
    bytes.extend_from_slice(&MAGIC);
    bytes.push(VERSION);
    put_unsigned(&mut bytes, units.len() as u64);
    let mut last_unit = 0i64;
    for unit in units {
        put_signed(&mut bytes, unit.unit.wrapping_sub(last_unit));
        last_unit = unit.unit;
        put_unsigned(&mut bytes, unit.purchases.len() as u64);
        let mut last_day: Day = 0;
        for purchase in &unit.purchases {
            put_signed(&mut bytes, i64::from(purchase.day) - i64::from(last_day));
            last_day = purchase.day;
            put_signed(&mut bytes, purchase.amount);
            put_unsigned(&mut bytes, u64::from(purchase.orders.max(1) - 1));
        }
        put_unsigned(&mut bytes, unit.corrections.len() as u64);
        let mut last_day: Day = 0;
        for correction in &unit.corrections {
            put_signed(&mut bytes, i64::from(correction.day) - i64::from(last_day));
            last_day = correction.day;
            put_signed(&mut bytes, correction.amount);
        }
    }
    let sum = checksum(&bytes);
    bytes.extend_from_slice(&sum.to_le_bytes());
    bytes
}

/// Reads back what [`encode_block`] wrote.
///
/// # Errors
/// [`DecodeError`]; never a panic and never more memory than the bytes can stand for.
pub fn decode_block(bytes: &[u8]) -> Result<Vec<UnitHistory>, DecodeError> {
    let mut reader = Reader::open(bytes)?;
    let count = reader.count(3)?;
    let mut units = Vec::with_capacity(count);
    let mut last_unit = 0i64;
    for _ in 0..count {
        let mut unit = UnitHistory {
            unit: last_unit.wrapping_add(reader.signed()?),
            ..Default::default()
        };
        last_unit = unit.unit;
        let id = unit.unit;
        reader.facts_of(id, &mut |fact| match fact {
            Fact::Purchase(_, purchase) => unit.purchases.push(purchase),
            Fact::Correction(_, correction) => unit.corrections.push(correction),
        })?;
        units.push(unit);
    }
    reader.close()?;
    Ok(units)
}

/// Reads a block fact by fact without building the units.
pub(crate) fn visit_block(bytes: &[u8], mut visit: impl FnMut(Fact)) -> Result<(), DecodeError> {
    let mut reader = Reader::open(bytes)?;
    let count = reader.count(3)?;
    let mut last_unit = 0i64;
    for _ in 0..count {
        last_unit = last_unit.wrapping_add(reader.signed()?);
        reader.facts_of(last_unit, &mut visit)?;
    }
    reader.close()
}

struct Reader<'a> {
    body: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn open(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        if bytes.len() < HEADER + TRAILER || bytes[..MAGIC.len()] != MAGIC {
            return Err(DecodeError::NotABlock);
        }
        let version = bytes[MAGIC.len()];
        if version != VERSION {
            return Err(DecodeError::UnknownVersion { version });
        }
        let (body, trailer) = bytes.split_at(bytes.len() - TRAILER);
        if checksum(body).to_le_bytes() != trailer {
            return Err(DecodeError::Damaged);
        }
        Ok(Self { body, at: HEADER })
    }

    fn facts_of(&mut self, unit: i64, visit: &mut impl FnMut(Fact)) -> Result<(), DecodeError> {
        let mut day: Day = 0;
        for _ in 0..self.count(3)? {
            day = self.day_after(day)?;
            let amount = self.signed()?;
            let offset = self.at;
            let orders = u32::try_from(self.unsigned()?)
                .ok()
                .and_then(|more| more.checked_add(1))
                .ok_or(DecodeError::Malformed { offset })?;
            visit(Fact::Purchase(unit, Purchase { day, amount, orders }));
        }
        let mut day: Day = 0;
        for _ in 0..self.count(2)? {
            day = self.day_after(day)?;
            let amount = self.signed()?;
            visit(Fact::Correction(unit, Correction { day, amount }));
        }
        Ok(())
    }

    fn day_after(&mut self, day: Day) -> Result<Day, DecodeError> {
        let offset = self.at;
        let moved = i64::from(day).checked_add(self.signed()?);
        moved
            .and_then(|day| Day::try_from(day).ok())
            .ok_or(DecodeError::Malformed { offset })
    }

    /// A number of things that take at least `least` bytes each: more than can follow is refused before any
    /// memory is taken for them.
    fn count(&mut self, least: usize) -> Result<usize, DecodeError> {
        let offset = self.at;
        let count = usize::try_from(self.unsigned()?).map_err(|_| DecodeError::Malformed { offset })?;
        if count > (self.body.len() - self.at) / least {
            return Err(DecodeError::Malformed { offset });
        }
        Ok(count)
    }

    #[inline]
    fn unsigned(&mut self) -> Result<u64, DecodeError> {
        let offset = self.at;
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = *self.body.get(self.at).ok_or(DecodeError::Malformed { offset })?;
            self.at += 1;
            // The tenth byte has room for one bit only.
            if shift == 63 && byte > 1 {
                return Err(DecodeError::Malformed { offset });
            }
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(DecodeError::Malformed { offset })
    }

    #[inline]
    fn signed(&mut self) -> Result<i64, DecodeError> {
        let value = self.unsigned()?;
        Ok((value >> 1).cast_signed() ^ -(value & 1).cast_signed())
    }

    fn close(self) -> Result<(), DecodeError> {
        if self.at == self.body.len() {
            Ok(())
        } else {
            Err(DecodeError::Malformed { offset: self.at })
        }
    }
}

fn put_unsigned(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

fn put_signed(bytes: &mut Vec<u8>, value: i64) {
    put_unsigned(bytes, ((value << 1) ^ (value >> 63)).cast_unsigned());
}

/// FNV-1a, 64 bits: Fowler, Noll & Vo, <http://www.isthe.com/chongo/tech/comp/fnv/>. Against accidents, not attackers.
fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
