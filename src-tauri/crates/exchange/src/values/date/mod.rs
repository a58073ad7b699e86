//! Dates as people and shop systems write them.
//!
//! The rules, in order (docs/IMPORT.md tells them to people):
//! * year first is the rule; a four-digit year may also stand last, then day and month must tell
//!   themselves apart (one of them above 12, or both equal) unless the mapping says their order;
//! * two-digit years stand first (24/4/1) and mean 1970–2069, in birthdays 1926–2025; a one-digit
//!   year without an era is refused;
//! * a time without zone is wall-clock time: its date stands as it is; with an offset the moment is
//!   taken to its day in the shop's zone;
//! * what is partial stays partial.
//!
//! Not here: guessing the year of "4/1" (nobody can know), today's date.

mod cursor;
mod eras;
#[cfg(test)]
mod tests;

use aichaku_domain::values::ShopDay;
use chrono::{NaiveDate, TimeDelta, TimeZone as _};
use chrono_tz::Tz;

use self::cursor::{Clock, Cursor, Part};
use self::eras::{ERAS, from_era};
use super::width::{fold_width, is_blank};
use crate::mapping::DateOrder;

/// The years that a shop's file can speak of.
const YEARS: std::ops::RangeInclusive<i32> = 1868..=2200;
/// First year of the hundred that two digits can mean.
const TWO_DIGITS_FROM: i32 = 1970;
/// The same for birthdays.
const TWO_DIGITS_FROM_FOR_BIRTHDAYS: i32 = 1926;

/// What a date cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateValue {
    /// A whole day.
    Day(ShopDay),
    /// A year and a month (2024年4月).
    Month {
        /// Western year.
        year: i32,
        /// 1..=12
        month: u32,
    },
    /// A month and a day without a year (4/1).
    MonthDay {
        /// 1..=12
        month: u32,
        /// 1..=31
        day: u32,
    },
    /// A year alone.
    Year(i32),
}

/// Why a text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// It does not look like one.
    #[error("not a date")]
    NotADate,
    /// There is no such day, or the era did not have that year.
    #[error("no such day")]
    NoSuchDay,
    /// The year is outside 1868..=2200.
    #[error("year out of range")]
    YearOutOfRange,
    /// Day and month could be swapped.
    #[error("day and month cannot be told apart")]
    Ambiguous,
    /// A formula.
    #[error("a formula")]
    Formula,
}

/// Reads a date that is year first, or unambiguous. See [`parse_date_in_order`].
///
/// # Errors
/// [`DateError`] when the text is not a date of this calendar.
pub fn parse_date(text: &str, zone: Tz) -> Result<Option<DateValue>, DateError> {
    parse_date_in_order(text, zone, DateOrder::Unambiguous)
}

/// Reads a date. `order` decides only where the text can be read two ways. `None`: the cell is empty.
///
/// # Errors
/// [`DateError`] when the text is not a date of this calendar.
pub fn parse_date_in_order(text: &str, zone: Tz, order: DateOrder) -> Result<Option<DateValue>, DateError> {
    if let Some(day) = plain_iso(text.as_bytes()) {
        return day.map(|day| Some(DateValue::Day(day)));
    }
    parse(text, zone, order, TWO_DIGITS_FROM)
}

/// Reads a birthday. Partial ones, 1900-01-01 and all-zero dates say nothing: `None`.
///
/// # Errors
/// [`DateError`] when the text is not a date of this calendar.
pub fn parse_birthday(text: &str, zone: Tz, order: DateOrder) -> Result<Option<ShopDay>, DateError> {
    if is_zero_date(text) {
        return Ok(None);
    }
    match parse(text, zone, order, TWO_DIGITS_FROM_FOR_BIRTHDAYS)? {
        Some(DateValue::Day(day)) if Some(day) != ShopDay::new(1900, 1, 1) => Ok(Some(day)),
        _ => Ok(None),
    }
}

/// Whether the text is a data base's "no date": zeros and separators only.
pub(crate) fn is_zero_date(text: &str) -> bool {
    let text = text.trim();
    text.contains('0')
        && text
            .bytes()
            .all(|b| matches!(b, b'0' | b'-' | b'/' | b':' | b' ' | b'.' | b'T'))
}

/// The commonest forms without a copy: `2024-04-01`, `2024/04/01`, both also with a zoneless time.
fn plain_iso(bytes: &[u8]) -> Option<Result<ShopDay, DateError>> {
    let separator = *bytes.get(4)?;
    if !matches!(separator, b'-' | b'/') || bytes.len() < 10 || bytes[7] != separator {
        return None;
    }
    let number = |range: std::ops::Range<usize>| {
        bytes[range].iter().try_fold(0u32, |sum, b| {
            b.is_ascii_digit().then(|| sum * 10 + u32::from(b - b'0'))
        })
    };
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    match &bytes[10..] {
        [] => {}
        [b' ' | b'T', h1, h2, b':', m1, m2, b':', s1, s2]
            if [h1, h2, m1, m2, s1, s2]
                .iter()
                .all(|digit| digit.is_ascii_digit())
                && (*h1, *h2) < (b'2', b'4')
                && *m1 <= b'5' => {}
        _ => return None,
    }
    Some(civil(i32::try_from(year).ok()?, month, day))
}

/// A checked day.
fn civil(year: i32, month: u32, day: u32) -> Result<ShopDay, DateError> {
    if !YEARS.contains(&year) {
        return Err(DateError::YearOutOfRange);
    }
    ShopDay::new(year, month, day).ok_or(DateError::NoSuchDay)
}

fn parse(
    text: &str,
    zone: Tz,
    order: DateOrder,
    two_digits_from: i32,
) -> Result<Option<DateValue>, DateError> {
    if is_blank(text) {
        return Ok(None);
    }
    if text.chars().count() > 60 {
        return Err(DateError::NotADate);
    }
    let folded = fold_width(text);
    if folded.starts_with('=') {
        return Err(DateError::Formula);
    }
    let mut rest: &str = &folded;
    let mut era = None;
    'eras: for candidate in &ERAS {
        for name in candidate.names {
            let stripped = rest
                .strip_prefix(name)
                .or_else(|| rest.strip_prefix(name.to_ascii_lowercase().as_str()));
            if let Some(after) = stripped {
                let after = after.trim_start_matches([' ', '.', '/', '-']);
                if after.starts_with(|c: char| c.is_ascii_digit() || c == '元') {
                    (era, rest) = (Some(candidate), after);
                    break 'eras;
                }
            }
        }
    }

    let mut cursor = Cursor { rest };
    let mut parts: Vec<Part> = Vec::with_capacity(3);
    let mut month_name_at = None;
    let mut markers = [' '; 3];
    while parts.len() < 3 {
        if parts.is_empty() && era.is_some() && cursor.eat('元') {
            parts.push(Part { value: 1, digits: 1 });
        } else if let Some(part) = cursor.number() {
            parts.push(part);
        } else if let Some(month) = cursor.month_word() {
            month_name_at = Some(parts.len());
            parts.push(Part {
                value: i64::from(month),
                digits: 2,
            });
        } else {
            break;
        }
        let at = parts.len() - 1;
        // A serial day of a spreadsheet: what follows its point is the time.
        if at == 0 && parts[0].digits >= 5 {
            break;
        }
        match cursor.date_separator() {
            Some(separator) => markers[at] = separator,
            None => break,
        }
    }
    let (date_end_marker, count) = (markers[parts.len().saturating_sub(1)], parts.len());
    if count == 0 {
        return Err(DateError::NotADate);
    }
    cursor.weekday();
    let clock = cursor.time()?;
    cursor.weekday();
    if !cursor.rest.trim().is_empty() {
        return Err(DateError::NotADate);
    }

    let value = if let Some(era) = era {
        from_era(era, &parts)?
    } else if let Some(at) = month_name_at {
        from_month_name(&parts, at)?
    } else if count == 1 {
        return from_digits(
            parts[0],
            date_end_marker,
            clock.fraction,
            zone,
            clock.offset_minutes,
            two_digits_from,
        )
        .map(Some);
    } else {
        from_parts(&parts, &markers, order, two_digits_from)?
    };
    Ok(Some(shift_to_zone(value, clock, zone)?))
}

fn from_month_name(parts: &[Part], at: usize) -> Result<DateValue, DateError> {
    let month = u32::try_from(parts[at].value).unwrap_or(0);
    let others: Vec<Part> = parts
        .iter()
        .enumerate()
        .filter(|(index, _)| *index != at)
        .map(|(_, part)| *part)
        .collect();
    let day_of = |part: Part| u32::try_from(part.value).unwrap_or(u32::MAX);
    let year_of = |part: Part| i32::try_from(part.value).unwrap_or(i32::MAX);
    match *others {
        [year, day] if year.digits == 4 => civil(year_of(year), month, day_of(day)).map(DateValue::Day),
        [day, year] if year.digits == 4 => civil(year_of(year), month, day_of(day)).map(DateValue::Day),
        [year] if year.digits == 4 => in_years(year_of(year)).map(|year| DateValue::Month { year, month }),
        [day] => month_day(month, day_of(day)),
        _ => Err(DateError::NotADate),
    }
}

/// Digits without separators: 20240401, 202404, a serial day of Excel, a year.
fn from_digits(
    part: Part,
    marker: char,
    fraction: bool,
    zone: Tz,
    offset: Option<i32>,
    two_digits_from: i32,
) -> Result<DateValue, DateError> {
    let split = |year: i64, month: i64, day: i64| {
        civil(
            i32::try_from(year).unwrap_or(i32::MAX),
            u32::try_from(month).unwrap_or(0),
            u32::try_from(day).unwrap_or(0),
        )
        .map(DateValue::Day)
    };
    let value = part.value;
    match part.digits {
        8 if !fraction => split(value / 10_000, value / 100 % 100, value % 100),
        12 if !fraction => split(value / 100_000_000, value / 1_000_000 % 100, value / 10_000 % 100),
        14 if !fraction => {
            let date = split(
                value / 10_000_000_000,
                value / 100_000_000 % 100,
                value / 1_000_000 % 100,
            )?;
            let seconds = value / 10_000 % 100 * 60 + value / 100 % 100;
            let clock = Clock {
                minutes: i32::try_from(seconds).ok(),
                offset_minutes: offset,
                fraction: false,
            };
            shift_to_zone(date, clock, zone)
        }
        6 if !fraction => {
            let (year, month) = (
                i32::try_from(value / 100).unwrap_or(0),
                u32::try_from(value % 100).unwrap_or(0),
            );
            if YEARS.contains(&year) && (1..=12).contains(&month) {
                Ok(DateValue::Month { year, month })
            } else {
                Err(DateError::NotADate)
            }
        }
        // 10,000 is 18 May 1927 and 99,999 is in 2173: what a shop's spreadsheet can hold.
        5 if value >= 10_000 && marker == ' ' => {
            let base = NaiveDate::from_ymd_opt(1899, 12, 30).unwrap_or_default();
            TimeDelta::try_days(value)
                .and_then(|days| base.checked_add_signed(days))
                .map(|day| DateValue::Day(ShopDay(day)))
                .ok_or(DateError::YearOutOfRange)
        }
        4 if !fraction => in_years(i32::try_from(value).unwrap_or(i32::MAX)).map(DateValue::Year),
        2 if marker == '年' => Ok(DateValue::Year(two_digit_year(value, two_digits_from))),
        _ => Err(DateError::NotADate),
    }
}

fn from_parts(
    parts: &[Part],
    markers: &[char; 3],
    order: DateOrder,
    two_digits_from: i32,
) -> Result<DateValue, DateError> {
    let small = |part: Part| u32::try_from(part.value).unwrap_or(u32::MAX);
    let year_of = |part: Part| i32::try_from(part.value).unwrap_or(i32::MAX);
    if parts.iter().any(|part| part.digits > 4 || part.digits == 3) {
        return Err(DateError::NotADate);
    }
    match *parts {
        [year, month, day] if year.digits == 4 => {
            if month.digits > 2 || day.digits > 2 {
                return Err(DateError::NotADate);
            }
            civil(year_of(year), small(month), small(day)).map(DateValue::Day)
        }
        [first, second, year] if year.digits == 4 => {
            if first.digits > 2 || second.digits > 2 {
                return Err(DateError::NotADate);
            }
            let (a, b) = (small(first), small(second));
            let (month, day) = match order {
                DateOrder::MonthFirst => (a, b),
                DateOrder::DayFirst => (b, a),
                DateOrder::Unambiguous if a == b || (b > 12 && a <= 12) => (a, b),
                DateOrder::Unambiguous if a > 12 && b <= 12 => (b, a),
                DateOrder::Unambiguous if a > 12 => return Err(DateError::NoSuchDay),
                DateOrder::Unambiguous => return Err(DateError::Ambiguous),
            };
            civil(year_of(year), month, day).map(DateValue::Day)
        }
        [first, second, third] => match order {
            DateOrder::MonthFirst if third.digits == 2 => civil(
                two_digit_year(third.value, two_digits_from),
                small(first),
                small(second),
            )
            .map(DateValue::Day),
            DateOrder::DayFirst if third.digits == 2 => civil(
                two_digit_year(third.value, two_digits_from),
                small(second),
                small(first),
            )
            .map(DateValue::Day),
            _ if first.digits == 2 => civil(
                two_digit_year(first.value, two_digits_from),
                small(second),
                small(third),
            )
            .map(DateValue::Day),
            _ => Err(DateError::Ambiguous),
        },
        [year, month] if year.digits == 4 => {
            let (year, month) = (in_years(year_of(year))?, small(month));
            if (1..=12).contains(&month) {
                Ok(DateValue::Month { year, month })
            } else {
                Err(DateError::NoSuchDay)
            }
        }
        [year, month] if markers[0] == '年' && year.digits == 2 && (1..=12).contains(&small(month)) => {
            Ok(DateValue::Month {
                year: two_digit_year(year.value, two_digits_from),
                month: small(month),
            })
        }
        [month, year] if year.digits == 4 && (1..=12).contains(&small(month)) => Ok(DateValue::Month {
            year: in_years(year_of(year))?,
            month: small(month),
        }),
        [month, day] => month_day(small(month), small(day)),
        _ => Err(DateError::NotADate),
    }
}

/// The year that two digits mean in the hundred years from `from`.
fn two_digit_year(value: i64, from: i32) -> i32 {
    let value = i32::try_from(value).unwrap_or(0);
    let century = from - from.rem_euclid(100);
    let year = century + value;
    if year < from { year + 100 } else { year }
}

fn in_years(year: i32) -> Result<i32, DateError> {
    if YEARS.contains(&year) {
        Ok(year)
    } else {
        Err(DateError::YearOutOfRange)
    }
}

fn month_day(month: u32, day: u32) -> Result<DateValue, DateError> {
    // A leap year, so that 29 February is a day.
    match ShopDay::new(2000, month, day) {
        Some(_) => Ok(DateValue::MonthDay { month, day }),
        None => Err(DateError::NoSuchDay),
    }
}

/// Moves a day whose clock has an offset to the day of that moment in `zone`.
fn shift_to_zone(value: DateValue, clock: Clock, zone: Tz) -> Result<DateValue, DateError> {
    let (DateValue::Day(day), Some(minutes), Some(offset)) = (value, clock.minutes, clock.offset_minutes)
    else {
        return Ok(value);
    };
    let utc = day
        .0
        .and_hms_opt(0, 0, 0)
        .and_then(|midnight| midnight.checked_add_signed(TimeDelta::minutes(i64::from(minutes - offset))))
        .ok_or(DateError::NoSuchDay)?;
    Ok(DateValue::Day(ShopDay(zone.from_utc_datetime(&utc).date_naive())))
}
