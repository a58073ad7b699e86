//! Numbers about what happened after the sale.
//!
//! Not here: the arithmetic (`stats`), the drawing (`charts`), sentences for people. Definitions:
//! `docs/METRICS.md`.

mod asked;
mod cohorts;
mod drawings;
mod effect;
mod effect_drawn;
mod exits;
mod firsts;
mod goals;
mod kin;
mod models;
mod names;
mod referrals;
mod referrals_drawn;
mod report;
mod returns;
mod rfm;
mod standings;
mod voices;
mod voices_drawn;
mod words;
mod worth;

use std::path::Path;
use std::sync::Arc;

use aichaku_charts::HeatmapPlace;
use aichaku_stats::repeats::{Counting, next_within, purchase_chain, repeat_share, second_within};
use aichaku_stats::{Correction, History, Purchase, Rules, UnitHistory};
use aichaku_store::{PurchaseFact, UnitAnchor, households_of_block};

pub(crate) use effect::Taken;
pub(crate) use exits::Exits;
pub(crate) use firsts::Firsts;
pub(crate) use goals::tree as first_goals;
pub(crate) use kin::Kin;
pub(crate) use referrals::Referrals;
pub(crate) use standings::Standings;
pub(crate) use worth::{Ahead, Worth};

use crate::app::parse_day;
use crate::error::{ApiError, ErrorCode, Result};
use crate::memory::HistoryKey;
use crate::wire::{
    AnchorName, ChartAsked, Drawing, Real, RepeatStep, RepeatView, RepeatWithin, ThirdWithin, UnitName,
};
use crate::{App, OpenShop};

/// F2 is told for these many days.
const WITHIN_DAYS: [u32; 9] = [30, 60, 90, 180, 365, 730, 1096, 1826, 3652];
/// F3 is told for these many days since the second purchase.
const THIRD_WITHIN_DAYS: [u32; 4] = [365, 1096, 1826, 3652];
/// Longest chain of purchases that is told.
const CHAIN: u32 = 10;

/// What every question has in common.
struct Asked {
    shop: Arc<OpenShop>,
    version: i64,
    key: HistoryKey,
}

impl App {
    /// Repeat purchase with its denominator.
    ///
    /// # Errors
    /// [`ErrorCode::NoShop`], [`ErrorCode::InvalidDay`].
    pub async fn repeat(
        &self,
        anchor: AnchorName,
        unit: UnitName,
        until: Option<String>,
        merge_days: Option<u16>,
    ) -> Result<RepeatView> {
        let asked = self.ask(unit, anchor, until.as_deref(), merge_days).await?;
        let history = self.history(&asked).await?;
        Ok(compute(move || repeat_view(&history)).await)
    }

    /// Draws a chart to an SVG, PNG or PDF file and returns its path.
    ///
    /// # Errors
    /// [`ErrorCode::Invalid`] for an unknown ending, [`ErrorCode::NotWritable`], and those of the numbers drawn.
    pub async fn save_chart(
        &self,
        chart: ChartAsked,
        file: String,
        drawing: Drawing,
        height: u32,
    ) -> Result<String> {
        let lang = drawing.lang;
        let (svg, title) = match chart {
            ChartAsked::Cohorts { query } => {
                let shop = self.shop().await?;
                let digits = settings(&shop).await?.currency_digits;
                let table = self.cohorts(query.clone(), None).await?;
                let svg = drawings::heatmap(&table, &query, &drawing, digits, (HeatmapPlace::Page, height));
                (svg, words::table_description(query.measure, query.by, lang))
            }
            ChartAsked::Returns { query } => {
                let asked = self
                    .ask(query.unit, query.anchor, query.until.as_deref(), query.merge_days)
                    .await?;
                let curves = self.fit_curves(&asked, query.group).await?;
                let svg = drawings::curve(&curves, query.group, query.unit, &drawing, height);
                (svg, words::curve_description(lang).to_owned())
            }
            ChartAsked::Worth { query } => {
                let svg = self.worth(query, None, Some(drawing.clone())).await?.svg;
                (svg, words::worth_description(lang).to_owned())
            }
            ChartAsked::Referrals { query } => {
                let svg = self.referrals(query, Some(drawing.clone())).await?.svg;
                (svg, referrals_drawn::title(lang).to_owned())
            }
            ChartAsked::Effect { query } => {
                let svg = self.effect(query, lang, Some(drawing.clone())).await?.svg;
                (svg, effect_drawn::title(query, lang))
            }
            ChartAsked::Workload => {
                let svg = self.workload(None, drawing.clone()).await?.svg;
                (svg, words::workload_description(lang).to_owned())
            }
            ChartAsked::Recommend { query } => {
                let view = self.voices(query, None).await?;
                let svg = voices_drawn::marks(&view.recommend, &drawing, height);
                (svg, words::recommend_title(lang).to_owned())
            }
            ChartAsked::Drivers { query } => {
                let view = self.voices(query, None).await?;
                let svg = voices_drawn::drivers(&view.drivers, &drawing, height);
                (svg, words::drivers_title(lang).to_owned())
            }
        };
        let path = file.clone();
        compute(move || drawings::write(&svg, Path::new(&path), &title, lang)).await?;
        Ok(file)
    }

    async fn ask(
        &self,
        unit: UnitName,
        anchor: AnchorName,
        until: Option<&str>,
        merge_days: Option<u16>,
    ) -> Result<Asked> {
        let shop = self.shop().await?;
        let until = match until {
            Some(text) => parse_day("until", text)?,
            None => self.day_in(shop.zone),
        };
        let merge_days = match merge_days {
            Some(days) => days,
            None => settings(&shop).await?.merge_days,
        };
        let unit_anchor = match (unit, anchor) {
            (UnitName::Household, AnchorName::Order) => UnitAnchor::HouseholdOrder,
            (UnitName::Household, AnchorName::Delivery) => UnitAnchor::HouseholdDelivery,
            (UnitName::Customer, AnchorName::Order) => UnitAnchor::CustomerOrder,
            (UnitName::Customer, AnchorName::Delivery) => UnitAnchor::CustomerDelivery,
        };
        let version = shop.store.data_version().await?;
        let key = HistoryKey {
            unit_anchor,
            merge_days: u32::from(merge_days),
            until: until.epoch_days(),
        };
        Ok(Asked { shop, version, key })
    }

    async fn history(&self, asked: &Asked) -> Result<Arc<History>> {
        if let Some(history) = asked.shop.memory.history(asked.version, asked.key) {
            return Ok(history);
        }
        let _one = asked.shop.memory.reading.lock().await;
        if let Some(history) = asked.shop.memory.history(asked.version, asked.key) {
            return Ok(history);
        }
        // Blocks are of households by number; persons of a block stand all over a history of persons.
        let before = asked.shop.memory.latest_history(asked.key);
        let before = before.filter(|_| !asked.key.unit_anchor.by_customer());
        let since = before.as_ref().map_or(-1, |(_, built, _)| *built);
        let store = &asked.shop.store;
        let packed = store.histories(asked.key.unit_anchor, since, pack).await?;
        let rules = Rules {
            merge_days: asked.key.merge_days,
            observed_until: asked.key.until,
        };
        let built = packed.built;
        let history = compute(move || match before {
            Some((_, _, before)) if packed.blocks.is_empty() => Ok(before),
            Some((_, _, before)) => {
                let parts = packed
                    .blocks
                    .iter()
                    .map(|(block, bytes)| Ok((households_of_block(*block), unpacked([bytes], rules)?)));
                let parts = parts.collect::<Result<Vec<_>>>()?;
                Ok(Arc::new(before.replaced(&parts)))
            }
            None => unpacked(packed.blocks.iter().map(|(_, bytes)| bytes), rules).map(Arc::new),
        })
        .await?;
        let memory = &asked.shop.memory;
        memory.keep_history(asked.key, (asked.version, built), &history);
        Ok(history)
    }
}

/// The shop's settings.
async fn settings(shop: &OpenShop) -> Result<aichaku_store::Shop> {
    shop.store
        .shop()
        .await?
        .ok_or_else(|| ApiError::new(ErrorCode::NoShop))
}

/// Runs arithmetic where it does not hold up other tasks.
async fn compute<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(stopped) => std::panic::resume_unwind(stopped.into_panic()),
    }
}

fn unpacked<'a>(blocks: impl IntoIterator<Item = &'a Vec<u8>>, rules: Rules) -> Result<History> {
    History::from_blocks(blocks.into_iter().map(Vec::as_slice), rules)
        .map_err(|_| ApiError::new(ErrorCode::StoreDamaged))
}

/// Packs the facts of a block; they come by unit and day ascending.
pub(crate) fn pack(facts: &[PurchaseFact]) -> Vec<u8> {
    let mut units: Vec<UnitHistory> = Vec::new();
    for of_unit in facts.chunk_by(|one, two| one.unit == two.unit) {
        let mut unit = UnitHistory {
            unit: of_unit[0].unit,
            ..UnitHistory::default()
        };
        for fact in of_unit {
            let (day, amount) = (fact.day.epoch_days(), fact.amount_minor);
            if fact.is_refund {
                unit.corrections.push(Correction { day, amount });
            } else {
                unit.purchases.push(Purchase::new(day, amount));
            }
        }
        units.push(unit);
    }
    aichaku_stats::encode_block(&units)
}

fn repeat_view(history: &History) -> RepeatView {
    let count = |value: u64| i64::try_from(value).unwrap_or(i64::MAX).into();
    let share = repeat_share(history, Counting::Purchases);
    let within = second_within(history, &WITHIN_DAYS)
        .into_iter()
        .map(|within| {
            let interval = within.eligible.interval();
            RepeatWithin {
                days: i64::from(within.days).into(),
                eligible: count(within.eligible.n),
                returned: count(within.eligible.hits),
                rate: within.eligible.rate().map(Real),
                low: Real(interval.map_or(0.0, |interval| interval.low)),
                high: Real(interval.map_or(1.0, |interval| interval.high)),
                km: Real(within.curve.unwrap_or(0.0)),
                naive: Real(within.naive.rate().unwrap_or(0.0)),
            }
        })
        .collect();
    let third = THIRD_WITHIN_DAYS
        .into_iter()
        .map(|days| {
            let share = next_within(history, 2, days);
            let interval = share.interval();
            ThirdWithin {
                days: i64::from(days).into(),
                eligible: count(share.n),
                returned: count(share.hits),
                rate: share.rate().map(Real),
                low: Real(interval.map_or(0.0, |interval| interval.low)),
                high: Real(interval.map_or(1.0, |interval| interval.high)),
            }
        })
        .collect();
    let chain = purchase_chain(history, CHAIN, Counting::Purchases)
        .into_iter()
        .filter(|link| link.share.n > 0)
        .map(|link| RepeatStep {
            from_n: i64::from(link.from).into(),
            reached: count(link.share.n),
            converted: count(link.share.hits),
            rate: Real(link.share.rate().unwrap_or(0.0)),
        })
        .collect();
    RepeatView {
        buyers: count(share.n),
        repeaters: count(share.hits),
        rate: Real(share.rate().unwrap_or(0.0)),
        within,
        third,
        chain,
        orders: count(history.iter().map(|unit| unit.order_count()).sum()),
        purchase_days: history.purchase_count().into(),
        revenue_minor: history
            .iter()
            .fold(0_i64, |sum, unit| sum.saturating_add(unit.total()))
            .into(),
    }
}
