//! How households stand with the shop, why, and who needs it now.

use aichaku_domain::standing as domain;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{CustomerHit, Int, MeasureKind, Real, SignKind, Standing};

/// How the household of a person stands.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct StandingView {
    /// How; `None`: they never bought anything.
    pub standing: Option<Standing>,
    /// What speaks for trouble, the gravest first.
    pub signs: Vec<SignView>,
    /// Last time that something was heard of them, a purchase and a delivery among it.
    pub last_sign: Option<String>,
    /// The score, and how much is known; `None` with `standing`.
    pub health: Option<HealthView>,
    /// Ways to them, those that do not work too.
    pub ways: Vec<WayView>,
}

/// What speaks for trouble.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct SignView {
    /// Which.
    pub kind: SignKind,
    /// Since when, where there is a day.
    pub since: Option<String>,
    /// How many, where they are counted; else 0.
    pub count: Int,
}

/// A score out of what is known.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct HealthView {
    /// 0..=100; `None`: too little is known.
    pub score: Option<Real>,
    /// How much of what could be known is known and fresh, 0..=1.
    pub coverage: Real,
    /// What it is made of.
    pub measures: Vec<MeasureView>,
}

/// A part of the score.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct MeasureView {
    /// Which.
    pub kind: MeasureKind,
    /// 0 (bad)..=1; `None`: nobody knows.
    pub value: Option<Real>,
    /// Of when it is; `None`: of now, or nobody knows.
    pub on: Option<String>,
    /// What it weighs of 100 when it is fresh.
    pub weight: Real,
    /// How much of that is left at its age, 0..=1.
    pub freshness: Real,
}

/// What kind of way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum WayKind {
    /// A telephone number.
    Phone,
    /// A mail address.
    Email,
    /// LINE.
    Line,
    /// An address for letters.
    Post,
}

/// A way to a household.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct WayView {
    /// Kind; with the id it names the way.
    pub kind: WayKind,
    /// Its id among those of its kind.
    pub id: Int,
    /// As written.
    pub value: String,
    /// It does not work any more: nobody's number, or a letter came back.
    pub broken: bool,
}

/// How all households that bought something stand.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct StandingsView {
    /// Households.
    pub households: Int,
    /// Each standing with how many, in a fixed order; also those with nobody.
    pub standings: Vec<StandingCount>,
    /// Who needs the shop now, those who need it most first; at most 12.
    pub needs: Vec<NeedView>,
    /// All of them.
    pub needs_count: Int,
    /// What came of those who were listed.
    pub outcome: NeedsOutcome,
    /// Of this day.
    pub until: String,
}

/// How many stand so.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct StandingCount {
    /// How.
    pub standing: Standing,
    /// Households.
    pub households: Int,
}

/// Somebody who needs the shop.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct NeedView {
    /// The person one writes to.
    pub who: CustomerHit,
    /// How they stand.
    pub standing: Standing,
    /// Why, the gravest first.
    pub signs: Vec<SignView>,
    /// Since when they are on the list.
    pub since: String,
}

/// What came of those who were on the list, within so many days.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct NeedsOutcome {
    /// Within so many days after they were listed.
    pub days: Int,
    /// Listed so recently that the days are not over.
    pub waiting: Int,
    /// Listed within a year before that; the numbers below are of these.
    pub listed: Int,
    /// Of them, the shop turned to so many.
    pub contacted: Int,
    /// Of those, so many were reached, answered, or their case was solved.
    pub answered: Int,
    /// Of those to whom the shop turned, so many bought something.
    pub bought: Int,
    /// answered ÷ contacted; `None` below ten, where counts say more.
    pub share: Option<Real>,
    /// 95 % Wilson, low.
    pub low: Real,
    /// High.
    pub high: Real,
}

/// Which of those who were on the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ListedSide {
    /// Everybody whose days are over.
    All,
    /// The shop turned to them.
    Contacted,
    /// And something came of it.
    Answered,
    /// And they bought something.
    Bought,
    /// The days are not over.
    Waiting,
}

impl From<&domain::Sign> for SignView {
    fn from(sign: &domain::Sign) -> Self {
        Self {
            kind: sign.kind.into(),
            since: sign.since.map(|day| day.to_string()),
            count: Int(sign.count.into()),
        }
    }
}

impl From<domain::Health> for HealthView {
    fn from(health: domain::Health) -> Self {
        Self {
            score: health.score.map(Real),
            coverage: Real(health.coverage),
            measures: health
                .measures
                .into_iter()
                .map(|measure| MeasureView {
                    kind: measure.kind.into(),
                    value: measure.value.map(Real),
                    on: measure.on.map(|day| day.to_string()),
                    weight: Real(measure.weight),
                    freshness: Real(measure.freshness),
                })
                .collect(),
        }
    }
}

impl From<aichaku_store::WayKind> for WayKind {
    fn from(kind: aichaku_store::WayKind) -> Self {
        match kind {
            aichaku_store::WayKind::Phone => Self::Phone,
            aichaku_store::WayKind::Email => Self::Email,
            aichaku_store::WayKind::Line => Self::Line,
            aichaku_store::WayKind::Post => Self::Post,
        }
    }
}

impl From<WayKind> for aichaku_store::WayKind {
    fn from(kind: WayKind) -> Self {
        match kind {
            WayKind::Phone => Self::Phone,
            WayKind::Email => Self::Email,
            WayKind::Line => Self::Line,
            WayKind::Post => Self::Post,
        }
    }
}
