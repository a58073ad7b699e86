//! Goals: a tree from what a customer succeeds in to the numbers that the shop keeps an eye on, and when the month of a
//! number is closed.
//!
//! The order is fixed: the customer's success, what the shop does for it, with what, and only then a number of its own.
//! Not here: counting (`api`), storing what was counted (`store`), the words (`ui`).

use std::fmt;

use chrono::Datelike as _;

use crate::kinds::text_enum;
use crate::values::ShopDay;

/// Numbers that stand where everybody sees them; more would be none.
pub const MOST_PINNED: usize = 5;
/// A month is closed on this day of the next one: what was written down in its last days has come in by then.
pub const CLOSING_DAY: i64 = 8;

text_enum! {
    /// What a goal is, in the order in which they are set.
    GoalKind {
        /// What the customer succeeds in.
        Customer = "customer",
        /// What the shop does for it.
        Touch = "touch",
        /// People, time and things that this takes.
        Means = "means",
        /// A number of the shop's own that shows whether it works.
        Own = "own",
    }
}

impl GoalKind {
    /// Whether this hangs on that; `None`: on nothing. A number never stands without a customer's success above it.
    #[must_use]
    pub fn hangs_on(self, parent: Option<Self>) -> bool {
        match self {
            Self::Customer => parent.is_none(),
            Self::Touch => parent == Some(Self::Customer),
            Self::Means => parent == Some(Self::Touch),
            Self::Own => matches!(parent, Some(Self::Customer | Self::Touch | Self::Means)),
        }
    }
}

text_enum! {
    /// Numbers that a month can be asked for. A new one is a line here, one in its methods and one where it is counted.
    Metric {
        /// Households that came back within a year of their first delivery, of those whose year ended.
        BackInYear = "back_in_year",
        /// Households that had bought before, of those that bought.
        Returning = "returning",
        /// New households that somebody told about the shop, of those who were asked and know.
        Brought = "brought",
        /// Who recommends the shop less who does not, of those who answered.
        Recommend = "recommend",
        /// Content with 4 or 5 of 5, of those who answered.
        Satisfied = "satisfied",
        /// People whose own goal came true, of those who said whether it did: the customer's KPI itself.
        OwnGoals = "own_goals",
        /// Easy with 4 or 5 of 5, of those who answered.
        Easy = "easy",
        /// Troubles that were solved within 30 days, of those whose 30 days ended.
        CasesSolved = "cases_solved",
        /// Follow-ups that were done, of those that were done or let slip.
        CareKept = "care_kept",
        /// Deliveries after which the household heard from the shop within 30 days, of those whose 30 days ended.
        ReachedEarly = "reached_early",
        /// Households that answered, of those who were asked and whose time to answer ended.
        Answered = "answered",
        /// Households with a way that works, of those who may be turned to.
        Reachable = "reachable",
        /// Sales less what was paid back, and the households that bought.
        Sales = "sales",
    }
}

/// Whose the number is; the two are never mixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// 成功: what came of it for the customer.
    Success,
    /// 効率: how the shop works.
    Efficiency,
}

/// How a number is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MetricUnit {
    /// Numerator of denominator, 0..=1; a target in thousandths.
    Share,
    /// 100 × numerator ÷ denominator, −100..=100; a target in points.
    Points,
    /// The numerator is money in minor units, so is a target; the denominator says of how many households.
    Money,
}

impl Metric {
    /// Whose it is.
    #[must_use]
    pub fn sense(self) -> Sense {
        match self {
            Self::BackInYear
            | Self::Returning
            | Self::Brought
            | Self::Recommend
            | Self::Satisfied
            | Self::OwnGoals
            | Self::Easy
            | Self::CasesSolved => Sense::Success,
            Self::CareKept | Self::ReachedEarly | Self::Answered | Self::Reachable | Self::Sales => {
                Sense::Efficiency
            }
        }
    }

    /// How it is read.
    #[must_use]
    pub fn unit(self) -> MetricUnit {
        match self {
            Self::Recommend => MetricUnit::Points,
            Self::Sales => MetricUnit::Money,
            _ => MetricUnit::Share,
        }
    }

    /// A month can be counted again later. Where it cannot, today's state is all that is known.
    #[must_use]
    pub fn can_be_recounted(self) -> bool {
        self != Self::Reachable
    }

    /// Below so many a rate would say more than is known: 10 for a share, 30 for points, as everywhere in the numbers.
    #[must_use]
    pub fn least(self) -> i64 {
        match self.unit() {
            MetricUnit::Share => 10,
            MetricUnit::Points => 30,
            MetricUnit::Money => 1,
        }
    }

    /// What a target may be.
    #[must_use]
    pub fn targets(self) -> std::ops::RangeInclusive<i64> {
        match self.unit() {
            MetricUnit::Share => 0..=1_000,
            MetricUnit::Points => -100..=100,
            // What a number of TypeScript holds exactly.
            MetricUnit::Money => 0..=9_007_199_254_740_991,
        }
    }
}

/// A calendar month: [`ShopDay::month_index`] of its days. Written `YYYY-MM`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(i32);

impl Month {
    /// The month of a day.
    #[must_use]
    pub fn of(day: ShopDay) -> Self {
        Self(day.month_index())
    }

    /// Reads `YYYY-MM`; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        ShopDay::parse_iso(&format!("{text}-01")).map(Self::of)
    }

    /// So many months later, or earlier.
    #[must_use]
    pub fn plus(self, months: i32) -> Self {
        Self(self.0.saturating_add(months))
    }

    /// Its first day.
    #[must_use]
    pub fn first(self) -> ShopDay {
        let month = u32::try_from(self.0.rem_euclid(12)).unwrap_or(0) + 1;
        ShopDay::new(self.0.div_euclid(12), month, 1).unwrap_or(ShopDay::from_epoch_days(0))
    }

    /// Its last day.
    #[must_use]
    pub fn last(self) -> ShopDay {
        self.plus(1).first().plus_days(-1)
    }

    /// The day on which it is closed.
    #[must_use]
    pub fn closes_on(self) -> ShopDay {
        self.last().plus_days(CLOSING_DAY)
    }

    /// The last month that is closed on `day`.
    #[must_use]
    pub fn last_closed(day: ShopDay) -> Self {
        let before = Self::of(day).plus(-1);
        if day >= before.closes_on() {
            before
        } else {
            before.plus(-1)
        }
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = self.first();
        write!(f, "{:04}-{:02}", first.0.year(), first.0.month())
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[test]
    fn a_number_never_stands_without_a_customers_success() {
        for parent in [None, Some(GoalKind::Own)] {
            assert!(!GoalKind::Own.hangs_on(parent), "{parent:?}");
        }
        for parent in [GoalKind::Customer, GoalKind::Touch, GoalKind::Means] {
            assert!(GoalKind::Own.hangs_on(Some(parent)), "{parent}");
        }
        assert!(
            !GoalKind::Means.hangs_on(Some(GoalKind::Customer)),
            "means for what?"
        );
        assert!(!GoalKind::Touch.hangs_on(None) && !GoalKind::Customer.hangs_on(Some(GoalKind::Customer)));
    }

    #[rstest]
    #[case::before_the_closing_day("2026-11-07", "2026-09")]
    #[case::on_it("2026-11-08", "2026-10")]
    #[case::over_new_year("2027-01-08", "2026-12")]
    #[case::early_in_january("2027-01-03", "2026-11")]
    fn a_month_is_closed_a_week_after_its_end(#[case] day: &str, #[case] closed: &str) {
        let day = ShopDay::parse_iso(day).expect("a day");
        assert_eq!(Month::last_closed(day).to_string(), closed);
    }

    #[test]
    fn months_are_whole() {
        let month = Month::parse("2024-02").expect("a month");
        assert_eq!(
            (month.first().to_string(), month.last().to_string()),
            ("2024-02-01".to_owned(), "2024-02-29".to_owned())
        );
        assert_eq!(month.plus(11).to_string(), "2025-01");
        assert_eq!(Month::parse("2024-13"), None);
        assert_eq!(Month::parse("2024"), None);
    }
}
