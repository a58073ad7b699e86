//! "Why today?": the reason of a follow-up, as data for one sentence.
//!
//! Not here: the sentence (`ui`), and the plan's name, which the caller knows.

use chrono::Datelike as _;

use crate::calendar::ShopCalendar;
use crate::plan::{Offset, Step};
use crate::values::{OwnedItemId, ShopDay};

/// Why a follow-up was put on its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Occasion {
    /// So many days after delivery.
    DaysAfterDelivery {
        /// Days, 0 for the day itself.
        days: i64,
        /// Delivery day.
        delivered_on: ShopDay,
        /// The item.
        item: OwnedItemId,
    },
    /// So many whole calendar months after delivery; never a multiple of twelve.
    MonthsAfterDelivery {
        /// Months.
        months: i32,
        /// Delivery day.
        delivered_on: ShopDay,
        /// The item.
        item: OwnedItemId,
    },
    /// So many whole years after delivery.
    YearsAfterDelivery {
        /// Years, 1 or more.
        years: i32,
        /// Delivery day.
        delivered_on: ShopDay,
        /// The item.
        item: OwnedItemId,
    },
    /// It is the season for it.
    Season {
        /// Month of the due day, `1..=12`.
        month: u32,
        /// Delivery day.
        delivered_on: ShopDay,
        /// The item.
        item: OwnedItemId,
    },
    /// Somebody promised it.
    Promise {
        /// The day for which it was promised.
        promised_for: ShopDay,
    },
}

impl Occasion {
    /// The stable text form, without its values.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::DaysAfterDelivery { .. } => "days_after_delivery",
            Self::MonthsAfterDelivery { .. } => "months_after_delivery",
            Self::YearsAfterDelivery { .. } => "years_after_delivery",
            Self::Season { .. } => "season",
            Self::Promise { .. } => "promise",
        }
    }
}

/// Why it was not done on its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CarriedOver {
    /// The shop was closed on every day since then.
    ClosedDay,
    /// A person put it off.
    Postponed,
    /// It was left lying.
    LeftOver,
}

impl CarriedOver {
    /// The stable text form.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ClosedDay => "closed_day",
            Self::Postponed => "postponed",
            Self::LeftOver => "left_over",
        }
    }
}

/// The day it was due, and why it stands here only now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Overdue {
    /// The day for which it was first planned.
    pub since: ShopDay,
    /// Days since then, 1 or more.
    pub days: i64,
    /// Why.
    pub why: CarriedOver,
}

/// Why a follow-up stands in Today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reason {
    /// Why it was put on its day.
    pub occasion: Occasion,
    /// Set when it comes later than it was planned.
    pub overdue: Option<Overdue>,
}

/// The occasion of a step that came due on `due` for an item delivered on `delivered_on`.
///
/// Told in the unit in which the step counts: a step of months in months or years, a step of days in
/// days. A step with a season tells the season.
#[must_use]
pub fn occasion(step: &Step, item: OwnedItemId, delivered_on: ShopDay, due: ShopDay) -> Occasion {
    if step.season.is_some() {
        return Occasion::Season {
            month: due.0.month(),
            delivered_on,
            item,
        };
    }
    let months = due.month_index() - delivered_on.month_index();
    let days = due.days_since(delivered_on);
    let in_months = matches!(step.offset, Offset::Months(_))
        && !step
            .repeat
            .is_some_and(|repeat| matches!(repeat.every, Offset::Days(_)))
        && delivered_on.plus_months(months) == due;
    if !in_months || months <= 0 {
        return Occasion::DaysAfterDelivery {
            days,
            delivered_on,
            item,
        };
    }
    if months % 12 == 0 {
        Occasion::YearsAfterDelivery {
            years: months / 12,
            delivered_on,
            item,
        }
    } else {
        Occasion::MonthsAfterDelivery {
            months,
            delivered_on,
            item,
        }
    }
}

/// Why a follow-up planned for `planned_for`, now due on `due`, stands in the Today of `day`.
///
/// `due` differs from `planned_for` when a person put it off.
#[must_use]
pub fn reason(
    occasion: Occasion,
    planned_for: ShopDay,
    due: ShopDay,
    day: ShopDay,
    calendar: &ShopCalendar,
) -> Reason {
    let days = day.days_since(planned_for);
    let overdue = (days > 0).then(|| {
        let why = if calendar.next_open(planned_for) >= day {
            CarriedOver::ClosedDay
        } else if due > planned_for {
            CarriedOver::Postponed
        } else {
            CarriedOver::LeftOver
        };
        Overdue {
            since: planned_for,
            days,
            why,
        }
    });
    Reason { occasion, overdue }
}

#[cfg(test)]
mod tests {
    use chrono::Weekday;
    use rstest::rstest;

    use super::*;
    use crate::kinds::{Channel, Touch};
    use crate::plan::{MonthDay, Repeat, Season};
    use crate::values::{ContentId, StepId};

    fn day(text: &str) -> ShopDay {
        ShopDay::parse_iso(text).expect("a real day")
    }

    fn step(offset: Offset, every: Option<Offset>) -> Step {
        Step {
            id: StepId(1),
            code: "step".to_owned(),
            content: ContentId(1),
            offset,
            repeat: every.map(|every| Repeat { every, until: None }),
            season: None,
            touch: Touch::High,
            channel: Channel::Phone,
            fallback: None,
            grace_days: 10,
            minutes: 5,
        }
    }

    fn told(step: &Step, delivered_on: &str, due: &str) -> String {
        match occasion(step, OwnedItemId(1), day(delivered_on), day(due)) {
            Occasion::DaysAfterDelivery { days, .. } => format!("{days} days"),
            Occasion::MonthsAfterDelivery { months, .. } => format!("{months} months"),
            Occasion::YearsAfterDelivery { years, .. } => format!("{years} years"),
            Occasion::Season { month, .. } => format!("month {month}"),
            Occasion::Promise { promised_for } => format!("promised {promised_for}"),
        }
    }

    #[rstest]
    #[case::thirty_days(Offset::Days(30), None, "2026-10-22", "2026-11-21", "30 days")]
    #[case::the_day_itself(Offset::Months(0), None, "2026-10-22", "2026-10-22", "0 days")]
    #[case::half_a_year(Offset::Months(6), None, "2026-05-31", "2026-11-30", "6 months")]
    #[case::a_year(Offset::Months(12), None, "2025-11-22", "2026-11-22", "1 years")]
    #[case::three_years_on(
        Offset::Months(12),
        Some(Offset::Months(12)),
        "2023-11-22",
        "2026-11-22",
        "3 years"
    )]
    #[case::a_year_in_days(Offset::Days(365), None, "2025-11-22", "2026-11-22", "365 days")]
    #[case::mixed_units(
        Offset::Months(1),
        Some(Offset::Days(7)),
        "2026-10-22",
        "2026-11-29",
        "38 days"
    )]
    fn the_occasion_is_told_in_the_steps_own_unit(
        #[case] offset: Offset,
        #[case] every: Option<Offset>,
        #[case] delivered_on: &str,
        #[case] due: &str,
        #[case] expected: &str,
    ) {
        assert_eq!(
            told(&step(offset, every), delivered_on, due),
            expected,
            "as a person would say it"
        );
    }

    #[test]
    fn a_season_is_told_as_its_month() {
        let mut seasonal = step(Offset::Days(0), Some(Offset::Months(12)));
        seasonal.season = Some(Season {
            from: MonthDay { month: 11, day: 1 },
            until: MonthDay { month: 2, day: 28 },
        });
        assert_eq!(
            told(&seasonal, "2020-05-05", "2026-12-03"),
            "month 12",
            "December, in the winter season"
        );
    }

    #[rstest]
    #[case::on_its_day("2026-11-22", "2026-11-22", "2026-11-22", None)]
    #[case::yesterday_was_closed(
        "2026-11-18",
        "2026-11-18",
        "2026-11-19",
        Some((1, CarriedOver::ClosedDay))
    )]
    #[case::left_over_since_the_working_day_after(
        "2026-11-18",
        "2026-11-18",
        "2026-11-20",
        Some((2, CarriedOver::LeftOver))
    )]
    #[case::put_off_by_a_person("2026-11-10", "2026-11-22", "2026-11-22", Some((12, CarriedOver::Postponed)))]
    fn what_comes_late_says_since_when_and_why(
        #[case] planned_for: &str,
        #[case] due: &str,
        #[case] today: &str,
        #[case] expected: Option<(i64, CarriedOver)>,
    ) {
        let calendar = ShopCalendar::new(&[Weekday::Wed], &[]);
        let occasion = Occasion::Promise {
            promised_for: day(planned_for),
        };
        let reason = reason(occasion, day(planned_for), day(due), day(today), &calendar);
        let told = reason.overdue.map(|overdue| (overdue.days, overdue.why));
        assert_eq!(told, expected, "Wednesdays are closed");
    }
}
