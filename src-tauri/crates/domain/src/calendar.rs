//! The shop's working days and the hours in which people may be disturbed.
//!
//! Not here: which public holidays a country has (the shop lists the days on which it is closed), and
//! the care seasons of a plan step (`plan`).

use chrono::{Datelike, Weekday};

use crate::kinds::Channel;
use crate::values::ShopDay;

/// How far [`ShopCalendar::next_open`] looks before it gives up, in days.
const SEARCH_DAYS: i64 = 400;

/// The days on which the shop works.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ShopCalendar {
    /// Bit `n` is set when the weekday with `num_days_from_monday() == n` is a closing day.
    closed_weekdays: u8,
    /// Single closing days, sorted, each once.
    holidays: Vec<ShopDay>,
}

impl ShopCalendar {
    /// A shop that is closed on `weekdays` each week and on `holidays`; both may be empty, in any order,
    /// and with repeats.
    #[must_use]
    pub fn new(weekdays: &[Weekday], holidays: &[ShopDay]) -> Self {
        let closed_weekdays = weekdays
            .iter()
            .fold(0_u8, |mask, weekday| mask | 1 << weekday.num_days_from_monday());
        let mut holidays = holidays.to_vec();
        holidays.sort_unstable();
        holidays.dedup();
        Self {
            closed_weekdays,
            holidays,
        }
    }

    /// Whether the shop works on `day`.
    #[must_use]
    pub fn is_open(&self, day: ShopDay) -> bool {
        let weekday = 1_u8 << day.0.weekday().num_days_from_monday();
        self.closed_weekdays & weekday == 0 && self.holidays.binary_search(&day).is_err()
    }

    /// The first working day on or after `day`.
    ///
    /// A calendar without any working day within 400 days answers `day` itself: a setting that closes
    /// the shop for ever must not make follow-ups vanish.
    #[must_use]
    pub fn next_open(&self, day: ShopDay) -> ShopDay {
        (0..SEARCH_DAYS)
            .map(|ahead| day.plus_days(ahead))
            .find(|day| self.is_open(*day))
            .unwrap_or(day)
    }

    /// The first `count` working days on or after `day`; shorter only for a calendar without working days.
    #[must_use]
    pub fn open_days(&self, day: ShopDay, count: usize) -> Vec<ShopDay> {
        let mut days = Vec::with_capacity(count);
        let mut next = day;
        while days.len() < count {
            let open = self.next_open(next);
            if !self.is_open(open) {
                break;
            }
            days.push(open);
            next = open.plus_days(1);
        }
        days
    }

    /// The last day on which a follow-up that came due on `due` still makes sense: `grace_days` after
    /// the first working day on or after `due`, so that a closing day never uses the grace up.
    #[must_use]
    pub fn last_day_in_grace(&self, due: ShopDay, grace_days: u16) -> ShopDay {
        self.next_open(due).plus_days(i64::from(grace_days))
    }
}

/// Minutes of the day in which something may happen: `from` is inside, `until` is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hours {
    /// First allowed minute since local midnight, `0..1440`.
    pub from: u16,
    /// First forbidden minute since local midnight, `0..=1440`.
    pub until: u16,
}

impl Hours {
    /// Whether `minute` (since local midnight, `0..1440`) is allowed. Hours with `from > until` run
    /// through midnight; with `from == until` they never allow.
    #[must_use]
    pub fn contain(self, minute: u16) -> bool {
        if self.from <= self.until {
            (self.from..self.until).contains(&minute)
        } else {
            minute >= self.from || minute < self.until
        }
    }
}

/// When which channel may disturb somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuietHours {
    /// Telephone calls and visits; 9:00 to 20:00 unless the shop says otherwise.
    pub voice: Hours,
    /// What makes a pocket ring: e-mail, SMS, LINE; 8:00 to 21:00 unless the shop says otherwise.
    pub electronic: Hours,
}

impl Default for QuietHours {
    fn default() -> Self {
        Self {
            voice: Hours {
                from: 9 * 60,
                until: 20 * 60,
            },
            electronic: Hours {
                from: 8 * 60,
                until: 21 * 60,
            },
        }
    }
}

impl QuietHours {
    /// The hours that bind `channel`; `None` for paper and the counter, which wake nobody.
    #[must_use]
    pub fn of(self, channel: Channel) -> Option<Hours> {
        match channel {
            Channel::Phone | Channel::Visit => Some(self.voice),
            Channel::Email | Channel::Sms | Channel::Line => Some(self.electronic),
            Channel::Letter | Channel::Postcard | Channel::Leaflet => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn day(text: &str) -> ShopDay {
        ShopDay::parse_iso(text).expect("a real day")
    }

    #[rstest]
    #[case::an_open_day_stays("2026-11-19", "2026-11-19")]
    #[case::wednesday_moves_to_thursday("2026-11-18", "2026-11-19")]
    #[case::a_run_of_holidays_is_jumped("2026-12-31", "2027-01-04")]
    fn a_closing_day_moves_to_the_next_working_day(#[case] asked: &str, #[case] open: &str) {
        let holidays = ["2027-01-03", "2026-12-31", "2027-01-01", "2027-01-02"].map(day);
        let calendar = ShopCalendar::new(&[Weekday::Wed], &holidays);
        assert_eq!(
            calendar.next_open(day(asked)),
            day(open),
            "work waits for the next open day"
        );
    }

    #[test]
    fn a_shop_that_never_opens_keeps_its_days() {
        let week = [
            Weekday::Mon,
            Weekday::Tue,
            Weekday::Wed,
            Weekday::Thu,
            Weekday::Fri,
            Weekday::Sat,
            Weekday::Sun,
        ];
        let calendar = ShopCalendar::new(&week, &[]);
        let asked = day("2026-11-18");
        assert_eq!(
            calendar.next_open(asked),
            asked,
            "a wrong setting must not lose follow-ups"
        );
        assert!(
            calendar.open_days(asked, 5).is_empty(),
            "there is no day to offer"
        );
    }

    #[test]
    fn working_days_are_counted_without_closing_days() {
        let calendar = ShopCalendar::new(&[Weekday::Wed, Weekday::Thu], &[]);
        let days = calendar.open_days(day("2026-11-17"), 3);
        assert_eq!(
            days,
            ["2026-11-17", "2026-11-20", "2026-11-21"].map(day),
            "Wednesday and Thursday are left out"
        );
    }

    #[test]
    fn closing_days_do_not_use_the_grace_up() {
        let calendar = ShopCalendar::new(&[Weekday::Wed], &[]);
        assert_eq!(
            calendar.last_day_in_grace(day("2026-11-18"), 0),
            day("2026-11-19"),
            "due on a closing day, seen on the next working day"
        );
    }

    #[rstest]
    #[case::a_minute_before_nine(539, false)]
    #[case::nine_sharp(540, true)]
    #[case::a_minute_before_eight_in_the_evening(1199, true)]
    #[case::eight_in_the_evening(1200, false)]
    fn calls_keep_to_nine_until_twenty(#[case] minute: u16, #[case] allowed: bool) {
        let hours = QuietHours::default()
            .of(Channel::Phone)
            .expect("calls have hours");
        assert_eq!(
            hours.contain(minute),
            allowed,
            "the first minute is inside, the last is not"
        );
    }

    #[test]
    fn hours_may_run_through_midnight() {
        let hours = Hours {
            from: 1320,
            until: 360,
        };
        assert!(
            hours.contain(1380) && hours.contain(30),
            "late evening and early morning are inside"
        );
        assert!(!hours.contain(720), "noon is outside");
    }
}
