//! Recency, frequency and money of every unit, scored at fixed steps, at quintiles or in groups of equal size.
//!
//! Not here: what a combination is called, which is the client's.

use std::collections::BTreeMap;
use std::sync::Arc;

use aichaku_domain::values::ShopDay;
use aichaku_stats::rfm::{RfmCuts, RfmScore, RfmValue, equal_groups, rfm_values};
use aichaku_store::{Cuts, NumberSettings};

use super::{Asked, compute, settings};
use crate::App;
use crate::error::{ApiError, ErrorCode, Result};
use crate::wire::{
    Done, Int, NumberQuery, NumberSettingsView, Real, RfmBy, RfmCell, RfmQuery, RfmScores, RfmSteps, RfmUnit,
    RfmView,
};

/// Days since the last purchase where nobody set other steps: half a year, one, two and five years.
const RECENCY: Cuts = [183, 365, 731, 1_826];
/// Purchases.
const FREQUENCY: Cuts = [1, 2, 3, 4];
/// Sales: times 10,000 yen, or 100 units of another currency.
const MONEY: Cuts = [3, 10, 30, 100];

/// Values and scores of all units, in the order of their history.
pub(super) struct Scored {
    pub(super) units: Vec<(RfmValue, RfmScore)>,
    steps: Option<RfmCuts>,
}

impl App {
    /// Recency, frequency and money, by combination of scores.
    ///
    /// # Errors
    /// [`ErrorCode::NoShop`], [`ErrorCode::InvalidDay`].
    pub async fn rfm(&self, query: RfmQuery) -> Result<RfmView> {
        let asked = self.ask_of(&query.of).await?;
        let scored = self.scored(&asked, query.by).await?;
        let mut cells: BTreeMap<RfmScore, (usize, i64)> = BTreeMap::new();
        for (value, score) in &scored.units {
            let cell = cells.entry(*score).or_default();
            cell.0 += 1;
            cell.1 = cell.1.saturating_add(value.monetary_minor);
        }
        Ok(RfmView {
            steps: scored.steps.map(|cuts| RfmSteps {
                recency_days: cuts.recency_days.map(Real).to_vec(),
                frequency: cuts.frequency.map(Real).to_vec(),
                money_minor: cuts.monetary_minor.map(Real).to_vec(),
            }),
            units: scored.units.len().into(),
            cells: cells
                .into_iter()
                .rev()
                .map(|(score, (n, sales))| RfmCell {
                    recency: score.recency,
                    frequency: score.frequency,
                    money: score.monetary,
                    n: n.into(),
                    sales_minor: sales.into(),
                })
                .collect(),
            until: ShopDay::from_epoch_days(asked.key.until).to_string(),
        })
    }

    /// Values and scores of every unit; for scripts.
    ///
    /// # Errors
    /// As [`App::rfm`].
    pub async fn rfm_units(&self, query: RfmQuery) -> Result<Vec<RfmUnit>> {
        let asked = self.ask_of(&query.of).await?;
        let history = self.history(&asked).await?;
        let scored = self.scored(&asked, query.by).await?;
        let units = history.unit_ids().iter().zip(&scored.units);
        Ok(units
            .map(|(unit, (value, score))| RfmUnit {
                unit: Int(*unit),
                recency_days: i64::from(value.recency_days).into(),
                frequency: i64::from(value.frequency).into(),
                money_minor: value.monetary_minor.into(),
                scores: RfmScores {
                    recency: score.recency,
                    frequency: score.frequency,
                    money: score.monetary,
                },
            })
            .collect())
    }

    /// What only the owner can say.
    ///
    /// # Errors
    /// [`ErrorCode::NoShop`].
    pub async fn number_settings(&self) -> Result<NumberSettingsView> {
        let kept = self.shop().await?.store.number_settings().await?;
        let told = |cuts: Option<Cuts>| cuts.map(|cuts| cuts.map(Int).to_vec()).unwrap_or_default();
        Ok(NumberSettingsView {
            margin_permille: kept.margin_permille,
            recency_days: told(kept.recency),
            frequency: told(kept.frequency),
            money_minor: told(kept.money),
        })
    }

    /// Saves it.
    ///
    /// # Errors
    /// [`ErrorCode::Invalid`] with the field, [`ErrorCode::NoShop`].
    pub async fn save_number_settings(&self, settings: NumberSettingsView) -> Result<Done> {
        let shop = self.shop().await?;
        let invalid = |field: &'static str| ApiError::new(ErrorCode::Invalid).with("field", field);
        if settings
            .margin_permille
            .is_some_and(|margin| !(1..=1000).contains(&margin))
        {
            return Err(invalid("margin_permille"));
        }
        let cuts = |given: &[Int], field| -> Result<Option<Cuts>> {
            if given.is_empty() {
                return Ok(None);
            }
            let cuts: Vec<i64> = given.iter().map(|cut| cut.0).collect();
            let cuts = Cuts::try_from(cuts).map_err(|_| invalid(field))?;
            let fits = cuts[0] >= 1 && cuts.is_sorted_by(|one, two| one < two);
            if fits { Ok(Some(cuts)) } else { Err(invalid(field)) }
        };
        let kept = NumberSettings {
            margin_permille: settings.margin_permille,
            recency: cuts(&settings.recency_days, "recency_days")?,
            frequency: cuts(&settings.frequency, "frequency")?,
            money: cuts(&settings.money_minor, "money_minor")?,
        };
        let written = shop.store.save_number_settings(&kept, self.now()).await?;
        self.done(&shop, &written, &[crate::wire::Area::Insights]).await
    }

    pub(super) async fn ask_of(&self, query: &NumberQuery) -> Result<Asked> {
        self.ask(query.unit, query.anchor, query.until.as_deref(), query.merge_days)
            .await
    }

    pub(super) async fn scored(&self, asked: &Asked, by: RfmBy) -> Result<Arc<Scored>> {
        let history = self.history(asked).await?;
        let fixed = match by {
            RfmBy::Fixed => {
                let shop = settings(&asked.shop).await?;
                let kept = asked.shop.store.number_settings().await?;
                Some(fixed_cuts(kept, &shop.currency, shop.currency_digits))
            }
            _ => None,
        };
        Ok(Arc::new(
            compute(move || {
                let values = rfm_values(&history);
                let steps = match by {
                    RfmBy::Fixed => fixed,
                    RfmBy::Quintiles => RfmCuts::quintiles(&values),
                    RfmBy::EqualGroups => None,
                };
                let scores = match (steps, by) {
                    (Some(cuts), _) => values.iter().map(|value| cuts.score(value)).collect(),
                    (None, _) => equal_groups(&values),
                };
                Scored {
                    units: values.into_iter().zip(scores).collect(),
                    steps,
                }
            })
            .await,
        ))
    }
}

/// The steps that the shop set, the ordinary ones where it set none.
fn fixed_cuts(kept: NumberSettings, currency: &str, digits: u8) -> RfmCuts {
    // A hundred dollars or euros is about what ten thousand yen are.
    let unit = if currency == "JPY" { 10_000 } else { 100 } * 10_i64.pow(u32::from(digits));
    let floats = |cuts: Cuts| cuts.map(|cut| cut as f64);
    RfmCuts {
        recency_days: floats(kept.recency.unwrap_or(RECENCY)),
        frequency: floats(kept.frequency.unwrap_or(FREQUENCY)),
        monetary_minor: floats(kept.money.unwrap_or(MONEY.map(|cut| cut * unit))),
    }
}
