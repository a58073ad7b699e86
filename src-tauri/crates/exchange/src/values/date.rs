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

use aichaku_domain::values::ShopDay;
use chrono::{NaiveDate, TimeDelta, TimeZone as _};
use chrono_tz::Tz;

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
    if bytes.len() > 10 {
        let time = &bytes[10..];
        let shape_fits = time.len() == 9
            && matches!(time[0], b' ' | b'T')
            && time[3] == b':'
            && time[6] == b':'
            && [1, 2, 4, 5, 7, 8].iter().all(|&at| time[at].is_ascii_digit());
        let plausible_hour = (time[1], time[2]) < (b'2', b'4');
        if !shape_fits || !plausible_hour || time[4] > b'5' {
            return None;
        }
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

/// An era: its letters, and its first and last day.
struct Era {
    names: [&'static str; 4],
    first: (i32, u32, u32),
    last: (i32, u32, u32),
}

/// Source of the days: the cabinet orders that named the eras; 明治 counts from the Gregorian day of its
/// first New Year, as the tables of the Meteorological Agency do.
const ERAS: [Era; 5] = [
    Era {
        names: ["令和", "㋿", "令", "R"],
        first: (2019, 5, 1),
        last: (2200, 12, 31),
    },
    Era {
        names: ["平成", "㍻", "平", "H"],
        first: (1989, 1, 8),
        last: (2019, 4, 30),
    },
    Era {
        names: ["昭和", "㍼", "昭", "S"],
        first: (1926, 12, 25),
        last: (1989, 1, 7),
    },
    Era {
        names: ["大正", "㍽", "大", "T"],
        first: (1912, 7, 30),
        last: (1926, 12, 24),
    },
    Era {
        names: ["明治", "㍾", "明", "M"],
        first: (1868, 1, 25),
        last: (1912, 7, 29),
    },
];

/// The month whose English name or abbreviation `word` is.
fn english_month(word: &str) -> Option<u32> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_ascii_lowercase();
    if word.len() < 3 {
        return None;
    }
    NAMES
        .iter()
        .position(|name| *name == word || name[..3] == word || (word == "sept" && name.starts_with("sept")))
        .and_then(|at| u32::try_from(at + 1).ok())
}

/// A part of the date: a number and how many digits it was written with.
#[derive(Debug, Clone, Copy)]
struct Part {
    value: i64,
    digits: usize,
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

fn from_era(era: &Era, parts: &[Part]) -> Result<DateValue, DateError> {
    let year = i32::try_from(parts[0].value)
        .ok()
        .filter(|year| (1..=200).contains(year))
        .ok_or(DateError::NoSuchDay)?
        + era.first.0
        - 1;
    let small = |part: Part| u32::try_from(part.value).unwrap_or(u32::MAX);
    match *parts {
        [_, month, day] => {
            let date = civil(year, small(month), small(day))?;
            let (first, last) = (
                civil(era.first.0, era.first.1, era.first.2)?,
                civil(era.last.0, era.last.1, era.last.2)?,
            );
            if (first..=last).contains(&date) {
                Ok(DateValue::Day(date))
            } else {
                Err(DateError::NoSuchDay)
            }
        }
        [_, month] => {
            let month = small(month);
            let inside =
                (era.first.0, era.first.1) <= (year, month) && (year, month) <= (era.last.0, era.last.1);
            if (1..=12).contains(&month) && inside {
                Ok(DateValue::Month { year, month })
            } else {
                Err(DateError::NoSuchDay)
            }
        }
        _ if year <= era.last.0 => Ok(DateValue::Year(year)),
        _ => Err(DateError::NoSuchDay),
    }
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

/// The time beside a date.
#[derive(Debug, Clone, Copy, Default)]
struct Clock {
    minutes: Option<i32>,
    offset_minutes: Option<i32>,
    /// The number went on with `.5`: a serial day with a time.
    fraction: bool,
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

/// What is left to read.
struct Cursor<'a> {
    rest: &'a str,
}

impl Cursor<'_> {
    fn eat(&mut self, c: char) -> bool {
        match self.rest.strip_prefix(c) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn number(&mut self) -> Option<Part> {
        let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > 14 {
            return None;
        }
        let value = self.rest[..digits].parse().ok()?;
        self.rest = &self.rest[digits..];
        Some(Part { value, digits })
    }

    fn month_word(&mut self) -> Option<u32> {
        let letters = self.rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let month = english_month(&self.rest[..letters])?;
        self.rest = self.rest[letters..].trim_start_matches('.');
        Some(month)
    }

    /// A sign between two parts of a date; a space counts only when a part of the date follows.
    fn date_separator(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let first = chars.next()?;
        match first {
            '年' | '月' => {
                self.rest = chars.as_str().trim_start();
                Some(first)
            }
            '日' => {
                self.rest = chars.as_str();
                None
            }
            '/' | '-' | ',' => {
                self.rest = chars.as_str().trim_start();
                Some(first)
            }
            '.' if chars
                .as_str()
                .trim_start()
                .starts_with(|c: char| c.is_ascii_digit()) =>
            {
                self.rest = chars.as_str().trim_start();
                Some(first)
            }
            ' ' => {
                let after = self.rest.trim_start();
                let word = after.bytes().take_while(u8::is_ascii_alphabetic).count();
                let digits = after.bytes().take_while(u8::is_ascii_digit).count();
                let is_time = digits > 0 && after[digits..].starts_with([':', '時']);
                let is_year_or_day = (digits == 4 || (1..=2).contains(&digits)) && !is_time;
                if english_month(&after[..word]).is_some() || is_year_or_day {
                    self.rest = after;
                    Some(' ')
                } else {
                    None
                }
            }
            _ => None,
        }
    }

    /// Steps over `(月)`, `（Mon）`.
    fn weekday(&mut self) {
        let trimmed = self.rest.trim_start();
        if let Some(inside) = trimmed.strip_prefix('(')
            && let Some(end) = inside.find(')')
            && inside[..end].chars().count() <= 9
            && !inside[..end].chars().any(|c| c.is_ascii_digit())
        {
            self.rest = &inside[end + 1..];
        }
    }

    /// Reads an optional time and offset.
    fn time(&mut self) -> Result<Clock, DateError> {
        let mut clock = Clock::default();
        let trimmed = self.rest.trim_start();
        if trimmed.is_empty() {
            self.rest = "";
            return Ok(clock);
        }
        if let Some(after) = self.rest.strip_prefix('.')
            && !after.is_empty()
            && after.bytes().all(|b| b.is_ascii_digit())
        {
            self.rest = "";
            clock.fraction = true;
            return Ok(clock);
        }
        self.rest = trimmed.strip_prefix('T').unwrap_or(trimmed);
        let Some(hours) = self.number() else {
            self.offset(&mut clock);
            return Ok(clock);
        };
        let mut fields = [hours.value, 0, 0];
        for field in fields.iter_mut().skip(1) {
            if !(self.eat(':') || self.eat('時') || self.eat('分')) {
                break;
            }
            let Some(part) = self.number() else { break };
            *field = part.value;
        }
        self.eat('分');
        self.eat('秒');
        if self.eat('.') {
            self.number();
        }
        self.rest = self.rest.trim_start();
        for (word, add) in [("PM", 12), ("pm", 12), ("AM", 0), ("am", 0)] {
            if let Some(rest) = self.rest.strip_prefix(word) {
                fields[0] = fields[0] % 12 + add;
                self.rest = rest;
                break;
            }
        }
        if fields[0] > 24 || fields[1] > 59 || fields[2] > 60 {
            return Err(DateError::NotADate);
        }
        clock.minutes = i32::try_from(fields[0] * 60 + fields[1]).ok();
        self.offset(&mut clock);
        Ok(clock)
    }

    /// Reads `+0900`, `+09:00`, `Z`, `UTC`, `JST`.
    fn offset(&mut self, clock: &mut Clock) {
        self.rest = self.rest.trim_start();
        for (word, minutes) in [("UTC", 0), ("GMT", 0), ("JST", 540), ("Z", 0)] {
            if let Some(rest) = self.rest.strip_prefix(word) {
                self.rest = rest;
                clock.offset_minutes = Some(minutes);
                break;
            }
        }
        let sign = match self.rest.bytes().next() {
            Some(b'+') => 1,
            Some(b'-') => -1,
            _ => return,
        };
        let before = self.rest;
        self.rest = &self.rest[1..];
        let minutes = match self.number() {
            Some(Part { value, digits: 4 }) => Some(value / 100 * 60 + value % 100),
            Some(Part { value, digits: 2 }) => {
                let extra = if self.eat(':') {
                    self.number().map_or(0, |part| part.value)
                } else {
                    0
                };
                Some(value * 60 + extra)
            }
            _ => None,
        };
        match minutes.and_then(|minutes| i32::try_from(minutes).ok()) {
            Some(minutes) if minutes <= 14 * 60 => clock.offset_minutes = Some(sign * minutes),
            _ => self.rest = before,
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const TOKYO: Tz = chrono_tz::Asia::Tokyo;

    fn day(text: &str) -> DateValue {
        DateValue::Day(ShopDay::parse_iso(text).expect("a day of the test"))
    }

    #[rstest]
    #[case::slashes("2024/4/1", "2024-04-01")]
    #[case::iso("2024-04-01", "2024-04-01")]
    #[case::iso_time("2024-04-01 10:33:09", "2024-04-01")]
    #[case::slashes_time("2024/04/01 0:05", "2024-04-01")]
    #[case::offset_of_tokyo("2024-04-01 00:00:00 +0900", "2024-04-01")]
    #[case::offset_last_second("2024-03-31 23:59:59 +0900", "2024-03-31")]
    #[case::offset_colon("2024-04-01T00:30:00+09:00", "2024-04-01")]
    #[case::utc_goes_to_the_shop("2024-03-31T15:00:00Z", "2024-04-01")]
    #[case::utc_before("2024-03-31T14:59:59Z", "2024-03-31")]
    #[case::fraction("2024-04-01T10:00:00.123Z", "2024-04-01")]
    #[case::digits("20240401", "2024-04-01")]
    #[case::digits_time("20240401103309", "2024-04-01")]
    #[case::two_digits("24/4/1", "2024-04-01")]
    #[case::two_digits_old("70/4/1", "1970-04-01")]
    #[case::kanji("2024年4月1日", "2024-04-01")]
    #[case::kanji_weekday("2024年4月1日(月)", "2024-04-01")]
    #[case::kanji_weekday_time("2024年4月1日（月） 10時33分", "2024-04-01")]
    #[case::full_width("２０２４／４／１", "2024-04-01")]
    #[case::reiwa("令和6年4月1日", "2024-04-01")]
    #[case::reiwa_short("R6.4.1", "2024-04-01")]
    #[case::reiwa_small("r6.4.1", "2024-04-01")]
    #[case::reiwa_square("㋿6.4.1", "2024-04-01")]
    #[case::reiwa_first("令和元年5月1日", "2019-05-01")]
    #[case::heisei_first("平成元年1月8日", "1989-01-08")]
    #[case::heisei_last("平成31年4月30日", "2019-04-30")]
    #[case::showa("S64.1.7", "1989-01-07")]
    #[case::showa_full_width("昭和４５年　３月３日", "1970-03-03")]
    #[case::taisho("T15/12/24", "1926-12-24")]
    #[case::meiji("明治45年7月29日", "1912-07-29")]
    #[case::serial("45383", "2024-04-01")]
    #[case::serial_time("45383.43969", "2024-04-01")]
    #[case::dots("2024.4.1", "2024-04-01")]
    #[case::unambiguous_month_first("4/25/2024", "2024-04-25")]
    #[case::unambiguous_day_first("25.4.2024", "2024-04-25")]
    #[case::same("4/4/2024", "2024-04-04")]
    #[case::english("Apr 1, 2024", "2024-04-01")]
    #[case::english_day_first("1 April 2024", "2024-04-01")]
    #[case::english_dashes("01-Apr-2024", "2024-04-01")]
    #[case::leap("2024-02-29", "2024-02-29")]
    #[case::apostrophe("'2024/4/1", "2024-04-01")]
    #[case::pm("2024/4/1 3:05 PM", "2024-04-01")]
    fn every_way_of_writing_a_day_is_read(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(parse_date(text, TOKYO), Ok(Some(day(expected))), "{text}");
    }

    #[rstest]
    #[case::month("2024年4月", DateValue::Month { year: 2024, month: 4 })]
    #[case::month_slash("2024/4", DateValue::Month { year: 2024, month: 4 })]
    #[case::month_digits("202404", DateValue::Month { year: 2024, month: 4 })]
    #[case::month_of_heisei("平成元年5月", DateValue::Month { year: 1989, month: 5 })]
    #[case::month_day("4/1", DateValue::MonthDay { month: 4, day: 1 })]
    #[case::month_day_kanji("4月1日", DateValue::MonthDay { month: 4, day: 1 })]
    #[case::year("2024", DateValue::Year(2024))]
    #[case::year_kanji("2024年", DateValue::Year(2024))]
    fn partial_dates_stay_partial(#[case] text: &str, #[case] expected: DateValue) {
        assert_eq!(parse_date(text, TOKYO), Ok(Some(expected)), "{text}");
    }

    #[rstest]
    #[case::year_zero("0000-00-00", DateError::YearOutOfRange)]
    #[case::year_zero_time("0000-00-00 00:00:00", DateError::YearOutOfRange)]
    #[case::year_one("0001/1/1", DateError::YearOutOfRange)]
    #[case::far("9999-12-31", DateError::YearOutOfRange)]
    #[case::thirtieth_of_february("2024-02-30", DateError::NoSuchDay)]
    #[case::no_leap("2023/2/29", DateError::NoSuchDay)]
    #[case::month_13("2024/13/1", DateError::NoSuchDay)]
    #[case::ambiguous("4/5/2024", DateError::Ambiguous)]
    #[case::one_digit_year("6/4/1", DateError::Ambiguous)]
    #[case::before_reiwa("令和元年4月1日", DateError::NoSuchDay)]
    #[case::after_heisei("平成31年5月1日", DateError::NoSuchDay)]
    #[case::words("来週", DateError::NotADate)]
    #[case::phone("03-1234-5678", DateError::NotADate)]
    #[case::price("12,800円", DateError::NotADate)]
    #[case::formula("=TODAY()", DateError::Formula)]
    #[case::trailing("2024-04-01 の午後", DateError::NotADate)]
    #[case::hour_25("2024-04-01 25:00:00", DateError::NotADate)]
    #[case::many_digits("20240401103309999", DateError::NotADate)]
    fn what_is_no_day_is_refused(#[case] text: &str, #[case] expected: DateError) {
        assert_eq!(parse_date(text, TOKYO), Err(expected), "{text}");
    }

    #[rstest]
    #[case(DateOrder::MonthFirst, "2024-04-05")]
    #[case(DateOrder::DayFirst, "2024-05-04")]
    fn the_mapping_settles_what_the_text_leaves_open(#[case] order: DateOrder, #[case] expected: &str) {
        assert_eq!(
            parse_date_in_order("4/5/2024", TOKYO, order),
            Ok(Some(day(expected))),
            "a person has said the order"
        );
    }

    #[rstest]
    #[case::known("1970-03-03", Some("1970-03-03"))]
    #[case::two_digits("45/3/3", Some("1945-03-03"))]
    #[case::dummy("1900-01-01", None)]
    #[case::zeros("0000-00-00", None)]
    #[case::partial("3月3日", None)]
    #[case::empty("", None)]
    fn unknown_birthdays_are_unknown(#[case] text: &str, #[case] expected: Option<&str>) {
        assert_eq!(
            parse_birthday(text, TOKYO, DateOrder::Unambiguous),
            Ok(expected.and_then(ShopDay::parse_iso)),
            "{text}"
        );
    }

    #[test]
    fn an_empty_cell_is_no_date_and_no_error() {
        assert_eq!(parse_date("  ", TOKYO), Ok(None), "blank is not wrong");
        assert_eq!(parse_date("－", TOKYO), Ok(None), "a dash is blank");
    }
}
