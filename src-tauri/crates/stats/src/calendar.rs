//! Days, months, quarters, half-years and years as integers.
//!
//! A day is a whole number of days since 1970-01-01 in the shop's calendar. Time zones are not here: the caller
//! has already decided on which day of the shop something happened.

/// A calendar day: whole days since 1970-01-01 (day 0), proleptic Gregorian. May be negative.
pub type Day = i32;

/// The length of a cohort and of each step after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Period {
    /// A calendar month.
    Month,
    /// Three calendar months beginning in January, April, July or October.
    Quarter,
    /// Six calendar months beginning in January or July.
    HalfYear,
    /// A calendar year.
    Year,
}

impl Period {
    /// Calendar months in one period: 1, 3, 6 or 12.
    #[must_use]
    pub const fn months(self) -> i32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::HalfYear => 6,
            Self::Year => 12,
        }
    }

    /// The running number of the period that holds `day`; consecutive periods differ by one.
    ///
    /// For months it is `12 * year + month - 1`, for years the year itself.
    #[must_use]
    pub const fn index_of(self, day: Day) -> i32 {
        month_index(day).div_euclid(self.months())
    }

    /// The first day of period number `index`.
    #[must_use]
    pub const fn first_day(self, index: i32) -> Day {
        let months = index * self.months();
        day_from_civil(months.div_euclid(12), months.rem_euclid(12) as u32 + 1, 1)
    }

    /// The last day of period number `index`, inclusive.
    #[must_use]
    pub const fn last_day(self, index: i32) -> Day {
        self.first_day(index + 1) - 1
    }

    /// Year and place inside the year, from 1: month 1..=12, quarter 1..=4, half 1..=2, year 1.
    #[must_use]
    pub const fn parts(self, index: i32) -> (i32, u32) {
        let per_year = 12 / self.months();
        (index.div_euclid(per_year), index.rem_euclid(per_year) as u32 + 1)
    }
}

/// `12 * year + month - 1` of `day`.
#[must_use]
pub const fn month_index(day: Day) -> i32 {
    let (year, month, _) = civil_from_day(day);
    12 * year + month as i32 - 1
}

/// Year, month (1..=12) and day of month (1..=31).
///
/// Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
#[must_use]
pub const fn civil_from_day(day: Day) -> (i32, u32, u32) {
    let shifted = day as i64 + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day_of_month = (day_of_year - (153 * shifted_month + 2) / 5 + 1) as u32;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    } as u32;
    let year = (year_of_era + era * 400 + (month <= 2) as i64) as i32;
    (year, month, day_of_month)
}

/// The day of a proleptic Gregorian year, month 1..=12 and day of month.
///
/// The caller answers for a day that exists; 31 February is counted on into March.
/// Source: Hinnant, `days_from_civil`.
#[must_use]
pub const fn day_from_civil(year: i32, month: u32, day_of_month: u32) -> Day {
    let year = year as i64 - (month <= 2) as i64;
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let shifted_month = (month as i64 + 9) % 12;
    let day_of_year = (153 * shifted_month + 2) / 5 + day_of_month as i64 - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    (era * 146_097 + day_of_era - 719_468) as Day
}

/// Reads `YYYY-MM-DD` exactly, years 0001 to 9999; `None` for anything else or a day that does not exist.
#[must_use]
pub fn parse_iso(text: &str) -> Option<Day> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let number = |part: &[u8]| {
        part.iter().try_fold(0u32, |sum, digit| {
            digit.is_ascii_digit().then(|| sum * 10 + u32::from(digit - b'0'))
        })
    };
    let (year, month, day) = (
        number(&bytes[..4])? as i32,
        number(&bytes[5..7])?,
        number(&bytes[8..])?,
    );
    let found = day_from_civil(year, month, day);
    (year >= 1 && (1..=12).contains(&month) && civil_from_day(found) == (year, month, day)).then_some(found)
}

/// Writes `day` as `YYYY-MM-DD`.
#[must_use]
pub fn to_iso(day: Day) -> String {
    let (year, month, day_of_month) = civil_from_day(day);
    format!("{year:04}-{month:02}-{day_of_month:02}")
}

/// Period numbers of many days of one history: a table where the span is sane, arithmetic where it is not.
pub(crate) struct PeriodTable {
    period: Period,
    first: Day,
    table: Vec<i32>,
}

impl PeriodTable {
    /// Longest span, in days, that is tabulated (about 550 years, 800 kB).
    const LONGEST: i64 = 200_000;

    pub(crate) fn new(period: Period, first: Day, last: Day) -> Self {
        let span = i64::from(last) - i64::from(first) + 1;
        let table = if (1..=Self::LONGEST).contains(&span) {
            (first..=last).map(|day| period.index_of(day)).collect()
        } else {
            Vec::new()
        };
        Self { period, first, table }
    }

    #[inline]
    pub(crate) fn index_of(&self, day: Day) -> i32 {
        let place = i64::from(day) - i64::from(self.first);
        usize::try_from(place)
            .ok()
            .and_then(|place| self.table.get(place).copied())
            .unwrap_or_else(|| self.period.index_of(day))
    }
}
