//! Numbers about what happened after the sale.
//!
//! Not here: the arithmetic (`stats`), the drawing (`charts`), sentences for people. Definitions:
//! `docs/METRICS.md`.

mod drawings;
mod models;
mod names;
mod rfm;
mod words;
mod worth;

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use aichaku_charts::HeatmapPlace;
use aichaku_domain::kinds::{Family, SalesChannel};
use aichaku_domain::values::ShopDay;
use aichaku_stats::repeats::{Counting, purchase_chain, repeat_share, second_within};
use aichaku_stats::survival::{fit_groups, second_purchase_spells};
use aichaku_stats::{
    Cohorts, Correction, History, HistoryBuilder, KaplanMeier, Measure, Period, Purchase, Rules, UnitHistory,
};
use aichaku_store::{PurchaseFact, UnitAnchor};

pub(crate) use worth::{Ahead, Worth};

use crate::app::parse_day;
use crate::error::{ApiError, ErrorCode, Result};
use crate::memory::HistoryKey;
use crate::wire::{
    AnchorName, ChartAsked, CohortCell, CohortMean, CohortQuery, CohortRow, CohortTable, Drawing,
    MeasureName, PeriodName, Real, RepeatStep, RepeatView, RepeatWithin, ReturnCurve, ReturnGroup,
    ReturnPoint, ReturnsQuery, ReturnsView, UnitName,
};
use crate::{App, OpenShop};

/// Groups that a return curve can still tell apart; the rest is left out, smallest first.
const GROUPS: usize = 6;
/// F2 is told for these many days.
const WITHIN_DAYS: [u32; 9] = [30, 60, 90, 180, 365, 730, 1096, 1826, 3652];
/// Longest chain of purchases that is told.
const CHAIN: u32 = 10;

/// What every question has in common.
struct Asked {
    shop: Arc<OpenShop>,
    version: i64,
    key: HistoryKey,
}

impl App {
    /// The cohort table.
    ///
    /// # Errors
    /// [`ErrorCode::NoShop`], [`ErrorCode::InvalidDay`].
    pub async fn cohorts(&self, query: CohortQuery, drawing: Option<Drawing>) -> Result<CohortTable> {
        let asked = self
            .ask(query.unit, query.anchor, query.until.as_deref(), query.merge_days)
            .await?;
        let cohorts = self.count_cohorts(&asked, period(query.by)).await?;
        let mut table = cohort_table(&cohorts, query.measure, ShopDay::from_epoch_days(asked.key.until));
        if let Some(drawing) = drawing {
            let digits = settings(&asked.shop).await?.currency_digits;
            table.svg = drawings::heatmap(&table, &query, &drawing, digits, (HeatmapPlace::Window, 0));
        }
        Ok(table)
    }

    /// The return curve.
    ///
    /// # Errors
    /// [`ErrorCode::NoShop`], [`ErrorCode::InvalidDay`].
    pub async fn returns(&self, query: ReturnsQuery, drawing: Option<Drawing>) -> Result<ReturnsView> {
        let asked = self
            .ask(query.unit, query.anchor, query.until.as_deref(), query.merge_days)
            .await?;
        let curves = self.fit_curves(&asked, query.group).await?;
        let mut view = ReturnsView {
            curves: curves
                .iter()
                .map(|(group, fit)| return_curve(group, fit))
                .collect(),
            svg: String::new(),
        };
        if let Some(drawing) = drawing {
            view.svg = drawings::curve(&curves, query.group, query.unit, &drawing, 0);
        }
        Ok(view)
    }

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
            ChartAsked::Workload => {
                let svg = self.workload(None, drawing.clone()).await?.svg;
                (svg, words::workload_description(lang).to_owned())
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
        let blocks = asked.shop.store.histories(asked.key.unit_anchor, pack).await?;
        let rules = Rules {
            merge_days: asked.key.merge_days,
            observed_until: asked.key.until,
        };
        let history = compute(move || -> Result<History> {
            let mut builder = HistoryBuilder::new(rules);
            for block in &blocks {
                builder
                    .push_block(block)
                    .map_err(|_| ApiError::new(ErrorCode::StoreDamaged))?;
            }
            Ok(builder.finish())
        })
        .await?;
        let history = Arc::new(history);
        asked.shop.memory.keep_history(asked.version, asked.key, &history);
        Ok(history)
    }

    async fn count_cohorts(&self, asked: &Asked, period: Period) -> Result<Arc<Cohorts>> {
        if let Some(cohorts) = asked.shop.memory.cohorts(asked.version, asked.key, period) {
            return Ok(cohorts);
        }
        let history = self.history(asked).await?;
        let cohorts = Arc::new(compute(move || Cohorts::count(&history, period)).await);
        asked
            .shop
            .memory
            .keep_cohorts(asked.version, asked.key, period, &cohorts);
        Ok(cohorts)
    }

    async fn fit_curves(
        &self,
        asked: &Asked,
        group: Option<ReturnGroup>,
    ) -> Result<Arc<Vec<(String, KaplanMeier)>>> {
        let name = match group {
            None => "",
            Some(ReturnGroup::Family) => "family",
            Some(ReturnGroup::Channel) => "channel",
            Some(ReturnGroup::Staff) => "staff",
        };
        if let Some(curves) = asked.shop.memory.curves(asked.version, asked.key, name) {
            return Ok(curves);
        }
        let history = self.history(asked).await?;
        let labels = match group {
            None => None,
            Some(group) => Some(self.group_labels(asked, group, &history).await?),
        };
        let curves = compute(move || {
            let spells = second_purchase_spells(&history);
            match labels {
                None => vec![(String::new(), KaplanMeier::fit(&spells))],
                Some((labels, of_unit)) => {
                    let fits = fit_groups(&spells, &of_unit, u32::try_from(labels.len()).unwrap_or(u32::MAX));
                    let mut curves: Vec<_> = labels
                        .into_iter()
                        .zip(fits)
                        .filter(|(_, fit)| fit.n() > 0)
                        .collect();
                    curves.sort_by(|a, b| b.1.n().cmp(&a.1.n()).then_with(|| a.0.cmp(&b.0)));
                    curves.truncate(GROUPS);
                    curves
                }
            }
        })
        .await;
        let curves = Arc::new(curves);
        asked
            .shop
            .memory
            .keep_curves(asked.version, asked.key, name, &curves);
        Ok(curves)
    }

    /// Names of the groups, and for each unit of the history the place of its group among them.
    async fn group_labels(
        &self,
        asked: &Asked,
        group: ReturnGroup,
        history: &History,
    ) -> Result<(Vec<String>, Vec<u32>)> {
        let store = &asked.shop.store;
        let firsts = match asked.shop.memory.firsts(asked.version) {
            Some(firsts) => firsts,
            None => {
                let firsts = Arc::new(store.first_purchases().await?);
                asked.shop.memory.keep_firsts(asked.version, &firsts);
                firsts
            }
        };
        let staff = if group == ReturnGroup::Staff {
            store.list_staff().await?
        } else {
            Vec::new()
        };
        // Staff id → place among the names; the family's and the channel's own place is that of their list.
        let mut labels: Vec<String> = match group {
            ReturnGroup::Family => Family::ALL.iter().map(ToString::to_string).collect(),
            ReturnGroup::Channel => SalesChannel::ALL.iter().map(ToString::to_string).collect(),
            ReturnGroup::Staff => staff.iter().map(|person| person.name.clone()).collect(),
        };
        // Whoever is not known comes last.
        let unknown = labels.len();
        labels.push("unknown".to_owned());
        let mut of_unit_id = HashMap::with_capacity(firsts.len());
        for first in firsts.iter() {
            let place = match group {
                ReturnGroup::Family => Family::ALL.iter().position(|family| *family == first.family),
                ReturnGroup::Channel => SalesChannel::ALL
                    .iter()
                    .position(|channel| *channel == first.channel),
                ReturnGroup::Staff => staff.iter().position(|person| person.id == first.staff),
            }
            .unwrap_or(unknown);
            if asked.key.unit_anchor.by_customer() {
                // A person's group is that of the household.
                of_unit_id.extend(first.customers.iter().map(|customer| (*customer, place)));
            } else {
                of_unit_id.insert(first.household, place);
            }
        }
        let of_unit = history
            .unit_ids()
            .iter()
            .map(|unit| u32::try_from(of_unit_id.get(unit).copied().unwrap_or(unknown)).unwrap_or(u32::MAX))
            .collect();
        Ok((labels, of_unit))
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

fn period(name: PeriodName) -> Period {
    match name {
        PeriodName::Month => Period::Month,
        PeriodName::Quarter => Period::Quarter,
        PeriodName::Half => Period::HalfYear,
        PeriodName::Year => Period::Year,
    }
}

fn measure(name: MeasureName) -> Measure {
    match name {
        MeasureName::By => Measure::By,
        MeasureName::In => Measure::In,
        MeasureName::Since => Measure::Since,
        MeasureName::Revenue => Measure::Revenue,
    }
}

/// `2024-04`, `2024-Q2`, `2024-H1`, `2024`.
fn cohort_name(period: Period, index: i32) -> String {
    let (year, part) = period.parts(index);
    match period {
        Period::Month => format!("{year:04}-{part:02}"),
        Period::Quarter => format!("{year:04}-Q{part}"),
        Period::HalfYear => format!("{year:04}-H{part}"),
        Period::Year => format!("{year:04}"),
    }
}

fn cohort_index(period: Period, name: &str) -> Option<i32> {
    let (year, part) = match name.split_once('-') {
        None => (name, "1"),
        Some((year, part)) => (year, part.trim_start_matches(['Q', 'H'])),
    };
    let (year, part): (i32, i32) = (year.parse().ok()?, part.parse().ok()?);
    let per_year = 12 / period.months();
    let index = year.checked_mul(per_year)?.checked_add(part - 1)?;
    (cohort_name(period, index) == name).then_some(index)
}

fn cohort_table(cohorts: &Cohorts, measure_name: MeasureName, until: ShopDay) -> CohortTable {
    let table = cohorts.table(measure(measure_name));
    let rows = table
        .rows
        .iter()
        .map(|row| CohortRow {
            cohort: cohort_name(cohorts.period, row.cohort),
            size: i64::from(row.size).into(),
            cells: row
                .cells
                .iter()
                .map(|cell| {
                    let mean = cell.revenue_minor as f64 / f64::from(row.size.max(1));
                    let rate = cell.rate.unwrap_or(mean);
                    let (low, high) = cell
                        .interval
                        .map_or((rate, rate), |interval| (interval.low, interval.high));
                    CohortCell {
                        k: i64::from(cell.k).into(),
                        n: i64::from(cell.n).into(),
                        rate: Real(rate),
                        low: Real(low),
                        high: Real(high),
                        mature: cell.mature,
                        revenue_minor: cell.revenue_minor.into(),
                    }
                })
                .collect(),
        })
        .collect();
    let mean = table
        .mean
        .iter()
        .map(|mean| CohortMean {
            k: i64::from(mean.k).into(),
            rate: Real(mean.rate.unwrap_or(mean.revenue_per_unit)),
            cohorts: i64::from(mean.cohorts).into(),
        })
        .collect();
    CohortTable {
        rows,
        mean,
        until: until.to_string(),
        svg: String::new(),
    }
}

fn return_curve(group: &str, fit: &KaplanMeier) -> ReturnCurve {
    let reached = |share| fit.day_returned(share).map(|days| i64::from(days).into());
    ReturnCurve {
        group: group.to_owned(),
        size: i64::from(fit.n()).into(),
        points: fit
            .return_steps()
            .iter()
            .map(|step| ReturnPoint {
                days: i64::from(step.days).into(),
                returned: Real(step.returned),
                low: Real(step.interval.low),
                high: Real(step.interval.high),
                at_risk: i64::from(step.at_risk).into(),
            })
            .collect(),
        days_to_5: reached(0.05),
        days_to_10: reached(0.10),
        days_to_20: reached(0.20),
        median: reached(0.50),
    }
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
        chain,
        orders: count(history.iter().map(|unit| unit.order_count()).sum()),
        purchase_days: history.purchase_count().into(),
        revenue_minor: history
            .iter()
            .fold(0_i64, |sum, unit| sum.saturating_add(unit.total()))
            .into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cohort_names_read_back() {
        for period in [Period::Month, Period::Quarter, Period::HalfYear, Period::Year] {
            let index = period.index_of(20_000);
            let name = cohort_name(period, index);
            assert_eq!(
                cohort_index(period, &name),
                Some(index),
                "a name on screen must open its own list: {name}"
            );
        }
        assert_eq!(
            cohort_index(Period::Quarter, "2024-Q5"),
            None,
            "there is no fifth quarter"
        );
    }
}
