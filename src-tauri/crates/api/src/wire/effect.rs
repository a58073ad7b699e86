//! What care does: comparisons of households that got it with households that went without, by chance.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Int, Real};

/// What is compared with its absence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case", tag = "code")]
pub enum Compared {
    /// A whole plan.
    Plan {
        /// Which.
        id: Int,
    },
    /// A tip, whichever plan brings it.
    Content {
        /// Which.
        id: Int,
    },
}

/// What is asked of a household within its window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum EffectOutcome {
    /// It bought again.
    #[default]
    Return,
    /// Somebody who came through it bought for the first time.
    Referral,
    /// Either.
    Either,
}

/// Which effects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
pub struct EffectQuery {
    /// What counts.
    pub outcome: EffectOutcome,
    /// Within so many days after a household would first have heard of it, 30..=1826.
    pub days: Int,
}

/// One side of a comparison.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, Type)]
pub struct EffectArm {
    /// Households on it.
    pub households: Int,
    /// Of them, the window is over; what follows is of these.
    pub watched: Int,
    /// With the outcome.
    pub hits: Int,
    /// hits ÷ watched; `None` while a side has fewer than ten.
    pub rate: Option<Real>,
}

/// A difference of two shares with its 95 % interval.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, Type)]
pub struct EffectRange {
    /// Share with care less share without.
    pub value: Real,
    /// Low.
    pub low: Real,
    /// High.
    pub high: Real,
}

/// What may be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum EffectVerdict {
    /// A side has fewer than ten whose window is over: counts only.
    Early,
    /// Chance did not divide them as it was meant to: nothing is to be concluded.
    Uneven,
    /// Its own interval, or the one together with the others, holds nothing.
    Unclear,
    /// More with care, by both intervals.
    Helps,
    /// Fewer with care, by both intervals.
    Harms,
}

/// A comparison and what came of it.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct EffectRow {
    /// Its number.
    pub comparison: Int,
    /// What is compared.
    pub of: Compared,
    /// Its name.
    pub name: String,
    /// So many of a hundred new households go without.
    pub held_percent: Real,
    /// First due day that it concerns.
    pub starts_on: String,
    /// Last day on which anybody went without; `None`: it runs.
    pub ends_on: Option<String>,
    /// With care.
    pub treated: EffectArm,
    /// Without.
    pub held: EffectArm,
    /// The difference of this comparison alone (Newcombe).
    pub own: Option<EffectRange>,
    /// The same drawn to all the others.
    pub pooled: Option<EffectRange>,
    /// What may be said.
    pub verdict: EffectVerdict,
    /// So many should have gone without.
    pub held_expected: Real,
    /// How often a fair division is at least so uneven; `None` where nobody is in it.
    pub split_p: Option<Real>,
    /// Households that were on both sides before they were joined; they are counted on neither.
    pub mixed: Int,
    /// The smallest difference that these groups would show in four of five times; `None`: none would.
    pub detectable: Option<Real>,
    /// Households to be taken in still, to show `EffectView::worth` in four of five times.
    pub lacking: Option<Int>,
    /// Months until they are watched, at the pace of the last half year; `None`: nobody came in.
    pub months: Option<Int>,
}

/// What care does, the greatest effect first, then what cannot be told yet.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct EffectView {
    /// Comparisons.
    pub rows: Vec<EffectRow>,
    /// What all of them have in common; `None` for fewer than two that may be told.
    pub common: Option<EffectRange>,
    /// A difference that would be worth acting on, for `lacking`.
    pub worth: Real,
    /// Which effects.
    pub query: EffectQuery,
    /// The effects drawn; empty unless a drawing was asked for.
    pub svg: String,
    /// Until this day.
    pub until: String,
}

/// What a comparison could tell, before it is begun.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ComparisonOutlook {
    /// Households that have something for which it is meant, now.
    pub households: Int,
    /// Of them so many would go without.
    pub held: Int,
    /// Share of households that come back within the window without it, as far as is known.
    pub base: Real,
    /// The smallest difference that would show in four of five times, when all of these were taken in; `None`: none.
    pub detectable: Option<Real>,
}
