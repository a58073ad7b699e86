//! Who told whom about the shop, and what came of it.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{CustomerHit, HeardBy, HeardOf, Int, Real};

/// Who told a person about the shop.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct HeardView {
    /// By what; `None`: nobody asked.
    pub of: Option<HeardOf>,
    /// Who told them.
    pub from: Option<CustomerHit>,
    /// How sure that is.
    pub by: Option<HeardBy>,
    /// The name that a file has, of whom the shop has nobody or more than one.
    pub words: String,
    /// The one who told was thanked on this day.
    pub thanked_on: Option<String>,
    /// Whom this person told, newest first (at most 20).
    pub told: Vec<CustomerHit>,
    /// All of them.
    pub told_count: Int,
}

/// The same as a form.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct HeardForm {
    /// By what; `None`: nobody asked.
    pub of: Option<HeardOf>,
    /// Who told them; only with [`HeardOf::Person`].
    pub from: Option<Int>,
    /// How sure that is; `None`: they said so.
    pub by: Option<HeardBy>,
}

/// What came of people telling each other. Counted by household.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ReferralsView {
    /// Households with a purchase.
    pub households: Int,
    /// Of them, somebody was asked how they came (those who do not know among them).
    pub asked: Int,
    /// By source, the most frequent first; those whom nobody asked are not among them.
    pub sources: Vec<SourceCount>,
    /// Households that came through somebody.
    pub referred: Int,
    /// What those bought so far, less refunds, each once; minor units.
    pub referred_minor: Int,
    /// Households that told at least one other.
    pub tellers: Int,
    /// The year that ends with `until`.
    pub year: ReferralYear,
    /// Median of the days from the first purchase of the one who told to that of the one who was told.
    pub generation_days: Option<Real>,
    /// Lines of referrals, the one that brought most first, each from its beginning down; at most 60 lines.
    pub lines: Vec<ReferralLine>,
    /// The lines drawn; empty unless a drawing was asked for.
    pub svg: String,
    /// Households that told somebody and are not in `lines`.
    pub more_tellers: Int,
    /// What one generation further away counts, 0..=1.
    pub decay: Real,
    /// Who told somebody within the last year and was not thanked, newest first (at most 20).
    pub owed: Vec<ThanksOwed>,
    /// All of them.
    pub owed_count: Int,
    /// Counted until this day.
    pub until: String,
}

/// How many came by a source.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct SourceCount {
    /// Source.
    pub of: HeardOf,
    /// Households.
    pub households: Int,
    /// Of those asked who know: 95 % Wilson interval, low; the share is households ÷ known.
    pub low: Real,
    /// High.
    pub high: Real,
}

/// How a year of referrals adds to the shop.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ReferralYear {
    /// Households whose first purchase lies in the year.
    pub new: Int,
    /// Of them, it is known how they came.
    pub known: Int,
    /// Of them, through somebody.
    pub referred: Int,
    /// referred ÷ known; `None`: nobody to divide by.
    pub share: Option<Real>,
    /// 95 % Wilson, low.
    pub low: Real,
    /// High.
    pub high: Real,
    /// Households that bought in the five years before the year and could have told somebody.
    pub base: Int,
    /// referred ÷ base (K of a year); `None` without a base.
    pub k: Option<Real>,
    /// 1 ÷ (1 − K); `None` without K and where K is 1 or more.
    pub multiplier: Option<Real>,
}

/// A household of a line of referrals.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ReferralLine {
    /// The person one writes to.
    pub who: CustomerHit,
    /// Generations below the beginning of the line.
    pub depth: Int,
    /// Households that came through it.
    pub direct: Int,
    /// And through those, all the way down.
    pub further: Int,
    /// What they bought, less refunds; each generation further away counts `decay` of the one before. Minor units.
    pub attributed_minor: Int,
}

/// Somebody to be thanked.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ThanksOwed {
    /// Who told.
    pub who: CustomerHit,
    /// Whom.
    pub told: CustomerHit,
    /// First purchase of the one who was told.
    pub since: String,
}
