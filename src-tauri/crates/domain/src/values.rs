//! Small value types that every room speaks: ids, days, instants and money.
//!
//! Not here: how they are stored (`store`) or written for people (`ui`).

use std::fmt;

use chrono::{DateTime, Datelike, Months, NaiveDate};
use chrono_tz::Tz;

/// Makes an id newtype over the integer primary key of its table.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

ids! {
    /// A household: the unit of duplicates, frequency, cohorts and experiments.
    HouseholdId,
    /// A person or company that bought, or that lives in a household.
    CustomerId,
    /// A product of the shop's catalogue.
    ProductId,
    /// One purchase (order or receipt).
    PurchaseId,
    /// One line of a purchase.
    LineId,
    /// A thing that a household lives with.
    OwnedItemId,
    /// A piece of care content.
    ContentId,
    /// A care plan.
    PlanId,
    /// A step of a care plan.
    StepId,
    /// A planned contact about one owned item.
    FollowUpId,
    /// A contact that took place.
    TouchId,
    /// An entry of the consent ledger.
    ConsentId,
    /// A member of the shop's staff.
    StaffId,
    /// A case (complaint, repair) in handling.
    CaseId,
    /// A note about a household.
    NoteId,
    /// One file that was brought in.
    BatchId,
}

/// A moment, in whole milliseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(pub i64);

impl Instant {
    /// The calendar day of this moment in the shop's time zone.
    ///
    /// Japanese opening hours straddle UTC midnight (09:00 in Tokyo), so a day is never taken from UTC.
    #[must_use]
    pub fn day_in(self, zone: Tz) -> ShopDay {
        let utc = DateTime::from_timestamp_millis(self.0).unwrap_or_default();
        ShopDay(utc.with_timezone(&zone).date_naive())
    }

    /// Minutes since local midnight in `zone`, `0..1440`.
    #[must_use]
    pub fn minute_of_day_in(self, zone: Tz) -> u16 {
        use chrono::Timelike as _;
        let utc = DateTime::from_timestamp_millis(self.0).unwrap_or_default();
        let local = utc.with_timezone(&zone);
        u16::try_from(local.hour() * 60 + local.minute()).unwrap_or(0)
    }
}

/// A calendar day in the shop's time zone, years 1..=9999. Stored and sent as `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShopDay(pub NaiveDate);

impl ShopDay {
    /// The day of a proleptic Gregorian year, month and day; `None` when there is no such day.
    #[must_use]
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(1..=9999).contains(&year) {
            return None;
        }
        NaiveDate::from_ymd_opt(year, month, day).map(Self)
    }

    /// Reads `YYYY-MM-DD` exactly; `None` for anything else.
    #[must_use]
    pub fn parse_iso(text: &str) -> Option<Self> {
        if text.len() != 10 {
            return None;
        }
        NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(Self)
    }

    /// This day plus `days` (may be negative), held inside years 1..=9999.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        chrono::TimeDelta::try_days(days)
            .and_then(|delta| self.0.checked_add_signed(delta))
            .map_or(self, Self)
    }

    /// This day plus `months` calendar months; the 31st becomes the last day of a shorter month.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        let step = Months::new(months.unsigned_abs());
        let moved = if months >= 0 {
            self.0.checked_add_months(step)
        } else {
            self.0.checked_sub_months(step)
        };
        moved.map_or(self, Self)
    }

    /// Whole days from `earlier` to this day; negative when `earlier` is later.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0).num_days()
    }

    /// `12 × year + month − 1`: consecutive calendar months are consecutive numbers.
    #[must_use]
    pub fn month_index(self) -> i32 {
        self.0.year() * 12 + self.0.month0() as i32
    }

    /// Days since 1970-01-01; what packed histories store.
    #[must_use]
    pub fn epoch_days(self) -> i32 {
        i32::try_from((self.0 - NaiveDate::default()).num_days()).unwrap_or(0)
    }

    /// The day that is `days` after 1970-01-01.
    #[must_use]
    pub fn from_epoch_days(days: i32) -> Self {
        Self(NaiveDate::default()).plus_days(i64::from(days))
    }
}

impl fmt::Display for ShopDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%d"))
    }
}

/// An amount in the shop's currency, in integer minor units (yen for JPY, cents for USD).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Money(pub i64);

/// Folds a number to a spread-out one (SplitMix64); for even spreading, never for secrets.
///
/// Source: Steele, Lea & Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014.
#[must_use]
pub fn spread_hash(value: u64) -> u64 {
    let mut z = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tokyo_morning_belongs_to_its_own_day() {
        // 2024-04-01 00:00 in Tokyo is still 31 March in UTC.
        let midnight = Instant(1_711_897_200_000);
        assert_eq!(
            midnight.day_in(chrono_tz::Asia::Tokyo).to_string(),
            "2024-04-01",
            "the shop's zone decides"
        );
        assert_eq!(
            midnight.minute_of_day_in(chrono_tz::Asia::Tokyo),
            0,
            "midnight is minute zero"
        );
    }

    #[test]
    fn the_last_of_january_plus_a_month_is_the_last_of_february() {
        let day = ShopDay::new(2024, 1, 31).expect("a real day");
        assert_eq!(
            day.plus_months(1).to_string(),
            "2024-02-29",
            "leap years keep their 29th"
        );
        assert_eq!(
            day.plus_months(13).to_string(),
            "2025-02-28",
            "clamped, not spilled into March"
        );
    }

    #[test]
    fn epoch_days_come_back_as_the_same_day() {
        let day = ShopDay::new(2026, 11, 22).expect("a real day");
        assert_eq!(
            ShopDay::from_epoch_days(day.epoch_days()),
            day,
            "packing must lose nothing"
        );
    }
}
