//! Numbers about what happened after the sale. Each shows its n and an interval, and opens the names
//! behind it. Definitions: `docs/METRICS.md`.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{CustomerHit, Family, HeardOf, Int, NumberQuery, Real, RfmQuery};

/// Length of a cohort's period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PeriodName {
    /// Calendar month.
    Month,
    /// Calendar quarter.
    Quarter,
    /// Half-year from January or July.
    Half,
    /// Calendar year.
    Year,
}

/// What a cell counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum MeasureName {
    /// Came back at least once by period k (cumulative).
    By,
    /// Came back in period k.
    In,
    /// Came back in period k or later.
    Since,
    /// Revenue in period k.
    Revenue,
    /// Sales less refunds up to period k, for each that was ever acquired.
    Value,
    /// What of that stays with the shop; asks for the margin that the owner set.
    Margin,
}

/// From which day the clock runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AnchorName {
    /// Delivery day (order day where it is not known).
    Delivery,
    /// Order day.
    Order,
}

/// Who is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum UnitName {
    /// Households.
    Household,
    /// Customers.
    Customer,
}

/// What a cohort table is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
pub struct CohortQuery {
    /// Period.
    pub by: PeriodName,
    /// Measure.
    pub measure: MeasureName,
    /// Anchor.
    pub anchor: AnchorName,
    /// Unit.
    pub unit: UnitName,
    /// Count until this day; `None`: today.
    pub until: Option<String>,
    /// Orders within so many days are one; `None`: the shop's setting.
    pub merge_days: Option<u16>,
    /// Only those whose first purchase was of this family.
    pub family: Option<Family>,
}

/// The table.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct CohortTable {
    /// A cohort a row.
    pub rows: Vec<CohortRow>,
    /// Weighted mean over mature cohorts.
    pub mean: Vec<CohortMean>,
    /// What of sales stays with the shop, 0..=1; `None`: nobody said, and [`MeasureName::Margin`] cannot be asked for.
    pub margin: Option<Real>,
    /// Counted until this day.
    pub until: String,
    /// The drawing, SVG; empty where none was asked for.
    pub svg: String,
}

/// A cohort.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct CohortRow {
    /// `2024-04`, `2024-Q2`, `2024-H1`, `2024`.
    pub cohort: String,
    /// Households or customers.
    pub size: Int,
    /// Cells that exist so far.
    pub cells: Vec<CohortCell>,
}

/// A cell.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct CohortCell {
    /// Period after the first.
    pub k: Int,
    /// How many came back (revenue: how many bought).
    pub n: Int,
    /// n ÷ size; revenue: mean revenue per unit of the cohort, in minor units.
    pub rate: Real,
    /// 95 % Wilson interval, low end (revenue: the rate).
    pub low: Real,
    /// High end.
    pub high: Real,
    /// The period is fully observed.
    pub mature: bool,
    /// Revenue of the period, minor units.
    pub revenue_minor: Int,
}

/// The mean at k.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct CohortMean {
    /// Period.
    pub k: Int,
    /// Units counted by the measure in the mature cohorts.
    pub n: Int,
    /// Units of the mature cohorts.
    pub size: Int,
    /// n ÷ size, so that a cohort weighs what it has units; of an amount its mean.
    pub rate: Real,
    /// 95 % Wilson interval, low end (of an amount: the rate).
    pub low: Real,
    /// High end.
    pub high: Real,
    /// Mature cohorts in it.
    pub cohorts: Int,
}

/// Whose names stand behind a number.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum NamesQuery {
    /// A cell of the cohort table.
    Cell {
        /// Table.
        query: CohortQuery,
        /// Cohort.
        cohort: String,
        /// Period; `None`: the whole cohort.
        k: Option<Int>,
    },
    /// The mean of a cohort table at a period: everybody counted by the cohorts that are mature there.
    Mean {
        /// Table.
        query: CohortQuery,
        /// Period.
        k: Int,
    },
    /// Those whose n-th purchase is at least so many days ago, and who bought again within them, or did not (F2, F3).
    Within {
        /// n; 1: F2.
        from_n: Int,
        /// Came back, or not.
        returned: bool,
        /// Days, as in [`RepeatWithin::days`].
        days: Int,
        /// From which day the clock runs.
        anchor: AnchorName,
        /// Who is counted.
        unit: UnitName,
    },
    /// Those with at least so many purchases.
    Chain {
        /// Purchases.
        purchases: Int,
        /// From which day the clock runs.
        anchor: AnchorName,
        /// Who is counted.
        unit: UnitName,
    },
    /// Those behind a point of the return curve.
    Curve {
        /// Curve.
        query: ReturnsQuery,
        /// Group as the curve names it; empty where it is not split.
        group: String,
        /// Days since the first purchase.
        days: Int,
        /// Which of them.
        side: CurveSide,
    },
    /// Those watched for so many years after their first purchase, or only those of them that bought again.
    Worth {
        /// Who and when.
        query: NumberQuery,
        /// Years.
        years: Int,
        /// Only who bought again within them.
        only_returned: bool,
    },
    /// Those with these scores.
    Rfm {
        /// Which scores.
        query: RfmQuery,
        /// Recency; `None`: any.
        recency: Option<u8>,
        /// Frequency; `None`: any.
        frequency: Option<u8>,
        /// Money; `None`: any.
        money: Option<u8>,
    },
    /// Those behind a number of the answers.
    Voices {
        /// Answers.
        query: super::VoicesQuery,
        /// Which of them.
        side: super::VoiceSide,
    },
    /// Households that came by a source.
    CameBy {
        /// Until when, from which day.
        query: NumberQuery,
        /// Source; `None`: nobody asked.
        source: Option<HeardOf>,
        /// Only those whose first purchase lies within the last year.
        recent: bool,
    },
    /// Households that came through one.
    CameThrough {
        /// Until when, from which day.
        query: NumberQuery,
        /// That one.
        household: Int,
        /// All the way down, not its own alone.
        further: bool,
    },
    /// Households that stand so with the shop today; `None`: those who need it now.
    Standing {
        /// How.
        standing: Option<super::Standing>,
    },
    /// Households that were on the list of who needs the shop.
    Listed {
        /// Which of them.
        side: super::ListedSide,
    },
    /// Households on a side of a comparison.
    Effect {
        /// What counts, within how long.
        query: super::EffectQuery,
        /// Which comparison.
        comparison: Int,
        /// Those who went without.
        held: bool,
        /// Only those with the outcome; else all whose window is over.
        hit: bool,
    },
    /// Households behind a number of a report.
    Between {
        /// The first day.
        from: String,
        /// The last day.
        until: String,
        /// Which number.
        side: BetweenSide,
    },
    /// Households that told somebody.
    Tellers {
        /// Until when, from which day.
        query: NumberQuery,
        /// Only those who are still to be thanked for somebody of the last year.
        owed: bool,
    },
}

/// Which households of certain days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum BetweenSide {
    /// Bought for the first time.
    New,
    /// Bought, and had bought before.
    Returning,
    /// Bought for the first time, and somebody had told them about the shop.
    Referred,
    /// Got something from the shop, or were reached.
    CaredFor,
    /// Came or called by themselves.
    HeardFrom,
}

/// Which households or customers behind a point of the return curve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum CurveSide {
    /// Everybody of the group, whatever the day.
    All,
    /// Bought a second time by that day.
    Returned,
    /// Still watched on that day: [`ReturnPoint::at_risk`].
    Watched,
    /// Passed away or moved out of reach without a second purchase, whatever the day: [`ReturnCurve::exits`].
    Left,
}

/// Names.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct NamesView {
    /// At most 500.
    pub hits: Vec<CustomerHit>,
    /// All.
    pub total: Int,
}

/// How the return curve is split.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ReturnGroup {
    /// By family of the first purchase's main thing.
    Family,
    /// By material of that thing.
    Material,
    /// By sales channel of the first purchase.
    Channel,
    /// By staff of the first purchase.
    Staff,
    /// By whether somebody told them about the shop: `referred`, `not_referred`, `unknown`.
    Referral,
}

/// What the return curve is asked for.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ReturnsQuery {
    /// Split.
    pub group: Option<ReturnGroup>,
    /// Anchor.
    pub anchor: AnchorName,
    /// Unit.
    pub unit: UnitName,
    /// Until.
    pub until: Option<String>,
    /// Orders within so many days are one; `None`: the shop's setting.
    pub merge_days: Option<u16>,
}

/// Curves with their drawing.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ReturnsView {
    /// Curves.
    pub curves: Vec<ReturnCurve>,
    /// SVG; empty where none was asked for.
    pub svg: String,
}

/// Time from the first to the second purchase, with those who have not come back yet.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ReturnCurve {
    /// Group; empty: all.
    pub group: String,
    /// Units.
    pub size: Int,
    /// Steps.
    pub points: Vec<ReturnPoint>,
    /// Of them, passed away or moved out of reach before they could return: no longer watched from that day, and never
    /// counted as "not yet".
    pub exits: Int,
    /// By which day 5, 10, 20 and 50 % have returned.
    pub days_to: Vec<DaysTo>,
}

/// The day by which a share has returned.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct DaysTo {
    /// Share, 0..=1.
    pub share: Real,
    /// First day; `None`: not reached yet, never guessed.
    pub days: Option<Int>,
    /// 95 % interval of the day, low end; `None` with `days`.
    pub low: Option<Int>,
    /// High end; `None`: could still be any later day.
    pub high: Option<Int>,
}

/// A step of the curve.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ReturnPoint {
    /// Days since the first purchase.
    pub days: Int,
    /// Returned by then, 0..=1.
    pub returned: Real,
    /// 95 %, low.
    pub low: Real,
    /// High.
    pub high: Real,
    /// Still under observation.
    pub at_risk: Int,
}

/// Repeat purchase, with its denominator in plain sight.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct RepeatView {
    /// Units with at least one purchase.
    pub buyers: Int,
    /// With at least two.
    pub repeaters: Int,
    /// repeaters ÷ buyers, uncorrected.
    pub rate: Real,
    /// F2 within days from 30 to ten years.
    pub within: Vec<RepeatWithin>,
    /// F3 within 1, 3, 5 and 10 years of the second purchase.
    pub third: Vec<ThirdWithin>,
    /// n-th to next purchase.
    pub chain: Vec<RepeatStep>,
    /// Orders counted.
    pub orders: Int,
    /// Distinct purchase days.
    pub purchase_days: Int,
    /// Revenue, minor units.
    pub revenue_minor: Int,
}

/// F2 within a time.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct RepeatWithin {
    /// Days.
    pub days: Int,
    /// First purchase at least so long ago: the denominator.
    pub eligible: Int,
    /// Of those, bought again within the time.
    pub returned: Int,
    /// Share; `None` where nobody is old enough (まだ言えません).
    pub rate: Option<Real>,
    /// 95 % Wilson, low.
    pub low: Real,
    /// High.
    pub high: Real,
    /// Kaplan–Meier estimate at that age.
    pub km: Real,
    /// Of all units, uncorrected.
    pub naive: Real,
}

/// F3 within a time.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ThirdWithin {
    /// Days since the second purchase.
    pub days: Int,
    /// Second purchase at least so long ago: the denominator.
    pub eligible: Int,
    /// Of those, bought a third time within the time.
    pub returned: Int,
    /// Share; `None` where nobody is old enough.
    pub rate: Option<Real>,
    /// 95 % Wilson, low.
    pub low: Real,
    /// High.
    pub high: Real,
}

/// From the n-th purchase to the next.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct RepeatStep {
    /// n.
    pub from_n: Int,
    /// Reached n.
    pub reached: Int,
    /// Reached n + 1.
    pub converted: Int,
    /// Share.
    pub rate: Real,
}

/// A chart to be written to a file.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum ChartAsked {
    /// The cohort table.
    Cohorts {
        /// Which.
        query: CohortQuery,
    },
    /// The return curve.
    Returns {
        /// Which.
        query: ReturnsQuery,
    },
    /// What households brought in within so many years.
    Worth {
        /// Which.
        query: NumberQuery,
    },
    /// Who came through whom.
    Referrals {
        /// Until when, from which day.
        query: NumberQuery,
    },
    /// What care does.
    Effect {
        /// What counts, within how long.
        query: super::EffectQuery,
    },
    /// The work of the coming weeks.
    Workload,
    /// People by how much they would recommend the shop.
    Recommend {
        /// Whose answers.
        query: super::VoicesQuery,
    },
    /// What goes along with recommending.
    Drivers {
        /// Whose answers.
        query: super::VoicesQuery,
    },
}

/// How charts are drawn.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct Drawing {
    /// Dark theme.
    pub dark: bool,
    /// Width in CSS pixels, 320..=4000.
    pub width: u32,
    /// Language of labels.
    pub lang: super::Lang,
}
