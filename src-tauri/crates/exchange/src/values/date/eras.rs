//! The Japanese eras.
//!
//! Not here: reading text.

use super::cursor::Part;
use super::{DateError, DateValue, civil};

/// An era: its letters, and its first and last day.
pub(super) struct Era {
    pub(super) names: [&'static str; 4],
    first: (i32, u32, u32),
    last: (i32, u32, u32),
}

/// Source of the days: the cabinet orders that named the eras; 明治 counts from the Gregorian day of its
/// first New Year, as the tables of the Meteorological Agency do.
pub(super) const ERAS: [Era; 5] = [
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

/// A date whose year counts from the first of an era. Years outside the era are no days.
pub(super) fn from_era(era: &Era, parts: &[Part]) -> Result<DateValue, DateError> {
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
