//! Steps through the text of a date: numbers, the signs between them, a time, an offset.
//!
//! Not here: what the numbers mean.

use super::DateError;

/// A part of the date: a number and how many digits it was written with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    pub(super) value: i64,
    pub(super) digits: usize,
}

/// The time beside a date.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Clock {
    pub(super) minutes: Option<i32>,
    pub(super) offset_minutes: Option<i32>,
    /// The number went on with `.5`: a serial day with a time.
    pub(super) fraction: bool,
}

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

/// What is left to read.
pub(super) struct Cursor<'a> {
    pub(super) rest: &'a str,
}

impl Cursor<'_> {
    pub(super) fn eat(&mut self, c: char) -> bool {
        match self.rest.strip_prefix(c) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    pub(super) fn number(&mut self) -> Option<Part> {
        let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > 14 {
            return None;
        }
        let value = self.rest[..digits].parse().ok()?;
        self.rest = &self.rest[digits..];
        Some(Part { value, digits })
    }

    pub(super) fn month_word(&mut self) -> Option<u32> {
        let letters = self.rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let month = english_month(&self.rest[..letters])?;
        self.rest = self.rest[letters..].trim_start_matches('.');
        Some(month)
    }

    /// A sign between two parts of a date; a space counts only when a part of the date follows.
    pub(super) fn date_separator(&mut self) -> Option<char> {
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
    pub(super) fn weekday(&mut self) {
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
    pub(super) fn time(&mut self) -> Result<Clock, DateError> {
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
