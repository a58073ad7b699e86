//! Goals: from a customer's success to the shop's own numbers, and the months of these numbers.

use aichaku_domain::goals as domain;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Int, Real};

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($variant:ident),* $(,)? })*) => {$(
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
        #[serde(rename_all = "snake_case")]
        $(#[$doc])*
        #[allow(missing_docs)]
        pub enum $name { $($variant),* }

        impl From<domain::$name> for $name {
            fn from(value: domain::$name) -> Self {
                match value { $(domain::$name::$variant => Self::$variant),* }
            }
        }

        impl From<$name> for domain::$name {
            fn from(value: $name) -> Self {
                match value { $($name::$variant => Self::$variant),* }
            }
        }
    )*};
}

words! {
    /// What a goal is, in the order in which they are set.
    GoalKind { Customer, Touch, Means, Own }
    /// Numbers that a month can be asked for.
    Metric {
        BackInYear, Returning, Brought, Recommend, Satisfied, OwnGoals, Easy, CasesSolved, CareKept, ReachedEarly, Answered,
        Reachable, Sales,
    }
    /// Whose a number is: what came of it for the customer, or how the shop works.
    Sense { Success, Efficiency }
    /// How a number is read: a share, points from −100 to 100, or money of so many households.
    MetricUnit { Share, Points, Money }
}

impl Metric {
    /// How it is read, and with it what a target of it counts.
    #[must_use]
    pub fn unit(self) -> MetricUnit {
        domain::Metric::from(self).unit().into()
    }
}

/// A goal as it is set or changed. When it is changed, what it is, what it hangs on and its number stay.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct GoalForm {
    /// What it is.
    pub kind: GoalKind,
    /// What it hangs on; a customer's success hangs on nothing.
    pub parent: Option<Int>,
    /// In words; of an own number they may be empty.
    pub words: String,
    /// The plan that brings a touch.
    pub plan: Option<Int>,
    /// Minutes a week that the means take.
    pub minutes_week: Option<Int>,
    /// The number of an own goal.
    pub metric: Option<Metric>,
    /// Why the number helps the customer; of an own goal it is needed.
    pub why: String,
    /// What it is to reach: thousandths of a share, points, or minor units; `None`: no target yet.
    pub target: Option<Int>,
    /// At least so much; else at most.
    pub at_least: bool,
    /// It stands where everybody sees it.
    pub pinned: bool,
}

/// Goals with their numbers.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct GoalsView {
    /// All of them: each customer's success, then all that hangs on it, in the order in which it is read.
    pub goals: Vec<GoalView>,
    /// Numbers that stand where everybody sees them.
    pub pinned: Int,
    /// So many may.
    pub most_pinned: Int,
    /// Minutes a week that all means take together.
    pub minutes_week: Int,
    /// Sales are the only number: what makes them is not looked at.
    pub only_sales: bool,
    /// The month that is closed next, `YYYY-MM`.
    pub open_month: String,
    /// The day on which it is.
    pub closes_on: String,
}

/// A goal that stands.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct GoalView {
    /// Its id.
    pub id: Int,
    /// How far down it hangs: 0 for a customer's success.
    pub depth: Int,
    /// What it says.
    pub says: GoalForm,
    /// The name of the plan in both languages; empty: none.
    pub plan_ja: String,
    /// In English.
    pub plan_en: String,
    /// The number; only of an own goal.
    pub number: Option<GoalNumber>,
}

/// An own number with its months.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct GoalNumber {
    /// Which.
    pub metric: Metric,
    /// Whose it is.
    pub sense: Sense,
    /// How it is read.
    pub unit: MetricUnit,
    /// Below so many a rate is not told.
    pub least: Int,
    /// The month in which the target was set, as it was closed.
    pub baseline: Option<GoalMonth>,
    /// The last month that was closed.
    pub last: Option<GoalMonth>,
    /// The last twelve closed months taken together.
    pub year: CountedView,
    /// Whether the last closed month, or where that is too few the twelve together, reaches the target.
    pub verdict: Option<GoalVerdict>,
    /// Closed months, at most twelve, and those that are not closed yet; the oldest first.
    pub months: Vec<GoalMonth>,
    /// The months drawn; empty unless a drawing was asked for.
    pub svg: String,
}

/// What is counted of a month.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, Type)]
pub struct CountedView {
    /// Numerator; of money in minor units.
    pub numerator: Int,
    /// Denominator.
    pub denominator: Int,
    /// The share (0..=1), points or minor units; `None`: too few to tell.
    pub value: Option<Real>,
    /// 95 % interval of a share.
    pub low: Option<Real>,
    /// Its upper end.
    pub high: Option<Real>,
}

/// A month of a number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct GoalMonth {
    /// `YYYY-MM`.
    pub month: String,
    /// What was counted when it was closed; of an open month, what is counted now.
    pub counted: CountedView,
    /// It is closed and stays as it is.
    pub closed: bool,
    /// It was counted back: it had ended when the number was chosen.
    pub later: bool,
    /// What is counted now, where that is something else.
    pub again: Option<CountedView>,
}

/// Whether a number reaches its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct GoalVerdict {
    /// It does; `None`: too few to tell.
    pub reached: Option<bool>,
    /// So few that chance alone may have made the difference.
    pub by_chance: bool,
    /// Told of the twelve months together, because the last is too few.
    pub of_year: bool,
}
