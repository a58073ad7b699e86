//! What households are worth: so far, by year since their first purchase, in the years to come; recency, frequency and
//! money; models of how often each will buy. Definitions: `docs/METRICS.md`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{AnchorName, Int, Real, UnitName};

/// Who is counted, from when, until when: what every one of these numbers is asked with.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
pub struct NumberQuery {
    /// From which day the clock runs.
    pub anchor: AnchorName,
    /// Who is counted.
    pub unit: UnitName,
    /// Count until this day; `None`: today.
    pub until: Option<String>,
    /// Orders within so many days are one; `None`: the shop's setting.
    pub merge_days: Option<u16>,
}

/// What households brought in. Amounts are net of refunds, in minor units.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct WorthView {
    /// Units.
    pub units: Int,
    /// Net sales of all.
    pub net_minor: Int,
    /// 年間取引額: net sales of a unit in a year.
    pub annual_minor: Int,
    /// 取引年数: mean years from the first purchase to the day, each unit's at least 1.
    pub years: Real,
    /// 年間取引額 × 取引年数: net sales of a unit so far.
    pub per_unit_minor: Int,
    /// 収益率, 0..=1; `None`: nobody said what of a sale stays with the shop.
    pub margin: Option<Real>,
    /// 年間取引額 × 収益率 × 取引年数; `None` without a margin.
    pub ltv_minor: Option<Int>,
    /// Within so many years of the first purchase.
    pub within: Vec<WorthWithin>,
    /// Counted until this day.
    pub until: String,
    /// The drawing of `within`, SVG; empty where none was asked for.
    pub svg: String,
}

/// Within so many years of the first purchase.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct WorthWithin {
    /// Years.
    pub years: Int,
    /// Units that were watched for all of them: the denominator.
    pub units: Int,
    /// Of those, how many bought again.
    pub returned: Int,
    /// Mean of the first purchase.
    pub first_minor: Int,
    /// Mean of all purchases after it.
    pub later_minor: Int,
    /// 95 %, low, of the sum; `None` for a single unit.
    pub low_minor: Option<Int>,
    /// High.
    pub high_minor: Option<Int>,
}

/// What new units may bring in after their first purchase.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct AheadView {
    /// The whole shop first, then by family of the first purchase, the most frequent first.
    pub groups: Vec<WorthOutlook>,
    /// Discount for a year.
    pub annual_rate: Real,
    /// Units that came through one who bought; below ten nothing is told of what referrals bring.
    pub referred_units: Int,
}

/// What a new unit may bring in after its first purchase.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct WorthOutlook {
    /// Family of the first purchase; empty: the whole shop.
    pub group: String,
    /// Units whose first purchase was of it.
    pub units: Int,
    /// Years that can be foretold.
    pub years: Int,
    /// Discounted net sales after the first purchase.
    pub later_minor: Int,
    /// 80 %, low.
    pub low_minor: Int,
    /// High.
    pub high_minor: Int,
    /// What those bring who come through such a unit; it stands beside `later_minor` and is in no sum with it.
    /// `None` where too few referrals are known, or units are people.
    pub referred: Option<WorthReferred>,
}

/// What somebody's referrals may bring.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, Type)]
pub struct WorthReferred {
    /// Discounted net sales of those who came through a unit, in the years after its first purchase.
    pub minor: Int,
    /// 80 %, low.
    pub low_minor: Int,
    /// High.
    pub high_minor: Int,
}

/// Where the steps of recency, frequency and money lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum RfmBy {
    /// At fixed values that the shop can set.
    Fixed,
    /// At the quintiles of the values; equal values score the same.
    Quintiles,
    /// Five groups of equal size; equal values may score differently.
    EqualGroups,
}

/// What recency, frequency and money are asked with.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
pub struct RfmQuery {
    /// Who and when.
    pub of: NumberQuery,
    /// Steps.
    pub by: RfmBy,
}

/// Four ascending steps of each value.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct RfmSteps {
    /// Days since the last purchase: above a step scores one less.
    pub recency_days: Vec<Real>,
    /// Purchases: above a step scores one more.
    pub frequency: Vec<Real>,
    /// Sales in minor units: above a step scores one more.
    pub money_minor: Vec<Real>,
}

/// Recency, frequency and money.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct RfmView {
    /// Steps; `None` for groups of equal size, which have none.
    pub steps: Option<RfmSteps>,
    /// Units.
    pub units: Int,
    /// Combinations that occur, best first.
    pub cells: Vec<RfmCell>,
    /// Counted until this day.
    pub until: String,
}

/// Units with the same three scores, each 1..=5 and 5 best.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct RfmCell {
    /// Recency.
    pub recency: u8,
    /// Frequency.
    pub frequency: u8,
    /// Money.
    pub money: u8,
    /// Units.
    pub n: Int,
    /// Sales of them all, minor units.
    pub sales_minor: Int,
}

/// One unit's values and scores.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct RfmUnit {
    /// Household or customer id.
    pub unit: Int,
    /// Days from the last purchase to the day after the last one counted.
    pub recency_days: Int,
    /// Purchases.
    pub frequency: Int,
    /// Sales, minor units; what was given back is not taken off.
    pub money_minor: Int,
    /// Scores.
    pub scores: RfmScores,
}

/// Three scores, 1..=5, 5 best.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, Type)]
pub struct RfmScores {
    /// Recency.
    pub recency: u8,
    /// Frequency.
    pub frequency: u8,
    /// Money.
    pub money: u8,
}

/// What only the owner can say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct NumberSettingsView {
    /// What of net sales stays with the shop, in thousandths, 1..=1000; `None`: not said.
    pub margin_permille: Option<u16>,
    /// Four ascending steps of days since the last purchase; empty: the ordinary ones.
    pub recency_days: Vec<Int>,
    /// Of purchases.
    pub frequency: Vec<Int>,
    /// Of sales, minor units.
    pub money_minor: Vec<Int>,
}

/// A model of how often each unit will buy again, or of how much it spends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ModelName {
    /// BG/NBD: calls every one-time buyer alive for certain.
    BgNbd,
    /// MBG/NBD: the first purchase can be the last.
    MbgNbd,
    /// Pareto/NBD.
    ParetoNbd,
    /// Gamma-Gamma: the amount of a purchase.
    GammaGamma,
}

/// What a model is asked with.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
pub struct ModelQuery {
    /// Which.
    pub model: ModelName,
    /// Who and when.
    pub of: NumberQuery,
    /// Leave out the last so many days and compare with them.
    pub holdout_days: u16,
    /// Random starts beside the ordinary ones, at most 50; each says whether it arrived.
    pub starts: u8,
}

/// How far a model can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ModelStrength {
    /// Enough repeat buying.
    Sound,
    /// Too few repeat purchases, or the search found no summit: no figure of a household may be shown.
    Weak,
    /// Nobody bought twice: there is nothing to fit.
    None,
}

/// A fitted model.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ModelView {
    /// By name, time in weeks, money in whole units of the currency.
    pub parameters: BTreeMap<String, Real>,
    /// In weeks.
    pub log_likelihood: Option<Real>,
    /// Whether the search ended on a summit.
    pub converged: bool,
    /// Trust.
    pub strength: ModelStrength,
    /// Units.
    pub units: Int,
    /// Units with a second purchase.
    pub repeaters: Int,
    /// Last day that the model has seen.
    pub until: String,
    /// Weeks that are foretold: those held out, else 52.
    pub weeks: Real,
    /// Purchases expected of all in them; `None` for amounts, and where the model is weak.
    pub expected: Option<Real>,
    /// Purchases of the same units in the days held out.
    pub actual: Option<Int>,
    /// What came of each random start.
    pub starts: Vec<ModelStart>,
    /// Every unit; empty where the model is weak.
    pub customers: Vec<ModelUnit>,
}

/// What came of a random start.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ModelStart {
    /// The highest likelihood found from it.
    pub log_likelihood: Real,
    /// Whether that is a summit.
    pub converged: bool,
}

/// A unit as a model sees it.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ModelUnit {
    /// Household or customer id.
    pub customer: Int,
    /// Repeat purchases.
    pub frequency: Int,
    /// Weeks from the first to the last purchase.
    pub recency: Real,
    /// Weeks since the first purchase.
    pub age: Real,
    /// Probability of buying still; `None` for amounts.
    pub p_alive: Option<Real>,
    /// Purchases expected in the weeks foretold; of amounts: net sales of a purchase, minor units.
    pub expected: Real,
    /// Net sales of the next 52 weeks at 10 % a year, minor units; `None` without a mean of amounts.
    pub value_minor: Option<Real>,
}
