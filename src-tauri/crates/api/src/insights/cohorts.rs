//! The cohort table: by period of the first purchase, of everybody or of those who began with a family of things.
//!
//! Not here: the counting (`stats::cohorts`) and the drawing.

use std::sync::Arc;

use aichaku_charts::HeatmapPlace;
use aichaku_domain::values::ShopDay;
use aichaku_stats::{Cohorts, History, Measure, Period};

use super::{Asked, compute, drawings, settings};
use crate::App;
use crate::error::{ApiError, ErrorCode, Result};
use crate::wire::{
    CohortCell, CohortMean, CohortQuery, CohortRow, CohortTable, Drawing, Family, Int, MeasureName,
    PeriodName, Real, ReturnGroup,
};

impl App {
    /// The cohort table.
    ///
    /// # Errors
    /// [`ErrorCode::NoShop`], [`ErrorCode::InvalidDay`]; [`ErrorCode::Invalid`] for the margin where nobody said what it is.
    pub async fn cohorts(&self, query: CohortQuery, drawing: Option<Drawing>) -> Result<CohortTable> {
        let asked = self
            .ask(query.unit, query.anchor, query.until.as_deref(), query.merge_days)
            .await?;
        let margin = asked.shop.store.number_settings().await?.margin_permille;
        let margin = margin.map(|permille| f64::from(permille) / 1000.0);
        if query.measure == MeasureName::Margin && margin.is_none() {
            return Err(ApiError::new(ErrorCode::Invalid).with("field", "margin"));
        }
        let cohorts = self.count_cohorts(&asked, period(query.by), query.family).await?;
        let until = ShopDay::from_epoch_days(asked.key.until);
        let mut table = cohort_table(&cohorts, query.measure, margin, until);
        if let Some(drawing) = drawing {
            let digits = settings(&asked.shop).await?.currency_digits;
            table.svg = drawings::heatmap(&table, &query, &drawing, digits, (HeatmapPlace::Window, 0));
        }
        Ok(table)
    }

    async fn count_cohorts(
        &self,
        asked: &Asked,
        period: Period,
        family: Option<Family>,
    ) -> Result<Arc<Cohorts>> {
        if let Some(cohorts) = asked
            .shop
            .memory
            .cohorts(asked.version, asked.key, period, family)
        {
            return Ok(cohorts);
        }
        let history = self.history_of(asked, family).await?;
        let cohorts = Arc::new(compute(move || Cohorts::count(&history, period)).await);
        asked
            .shop
            .memory
            .keep_cohorts(asked.version, asked.key, (period, family), &cohorts);
        Ok(cohorts)
    }

    /// The history of those whose first purchase was of a family; of everybody for `None`.
    pub(super) async fn history_of(&self, asked: &Asked, family: Option<Family>) -> Result<Arc<History>> {
        let history = self.history(asked).await?;
        let Some(family) = family else {
            return Ok(history);
        };
        let (labels, of_unit) = self.group_labels(asked, ReturnGroup::Family, &history).await?;
        let name = aichaku_domain::kinds::Family::from(family).to_string();
        let wanted = labels.iter().position(|label| *label == name);
        Ok(Arc::new(
            compute(move || history.filtered(|place| wanted == Some(of_unit[place] as usize))).await,
        ))
    }
}

pub(super) fn period(name: PeriodName) -> Period {
    match name {
        PeriodName::Month => Period::Month,
        PeriodName::Quarter => Period::Quarter,
        PeriodName::Half => Period::HalfYear,
        PeriodName::Year => Period::Year,
    }
}

pub(super) fn measure(name: MeasureName) -> Measure {
    match name {
        MeasureName::By => Measure::By,
        MeasureName::In => Measure::In,
        MeasureName::Since => Measure::Since,
        MeasureName::Revenue | MeasureName::Value | MeasureName::Margin => Measure::Revenue,
    }
}

/// Whether a cell speaks of everybody who was ever acquired, not of those who bought in its period.
pub(super) fn of_all(name: MeasureName) -> bool {
    matches!(name, MeasureName::Value | MeasureName::Margin)
}

/// Whether a cell is an amount and not a share.
pub(super) fn is_amount(name: MeasureName) -> bool {
    name == MeasureName::Revenue || of_all(name)
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

pub(super) fn cohort_index(period: Period, name: &str) -> Option<i32> {
    let (year, part) = match name.split_once('-') {
        None => (name, "1"),
        Some((year, part)) => (year, part.trim_start_matches(['Q', 'H'])),
    };
    let (year, part): (i32, i32) = (year.parse().ok()?, part.parse().ok()?);
    let per_year = 12 / period.months();
    let index = year.checked_mul(per_year)?.checked_add(part - 1)?;
    (cohort_name(period, index) == name).then_some(index)
}

/// What a cell or a mean of amounts says, of what was sold in the period and of all until then less refunds.
fn amount(name: MeasureName, margin: Option<f64>, in_period: f64, cumulative_net: f64) -> f64 {
    match name {
        MeasureName::Value => cumulative_net,
        MeasureName::Margin => cumulative_net * margin.unwrap_or(0.0),
        _ => in_period,
    }
}

fn cohort_table(
    cohorts: &Cohorts,
    measure_name: MeasureName,
    margin: Option<f64>,
    until: ShopDay,
) -> CohortTable {
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
                    let sold = cell.revenue_minor as f64 / f64::from(row.size.max(1));
                    let rate = cell.rate.unwrap_or_else(|| {
                        amount(measure_name, margin, sold, cell.cumulative_net_per_unit())
                    });
                    let (low, high) = cell
                        .interval
                        .map_or((rate, rate), |interval| (interval.low, interval.high));
                    CohortCell {
                        k: i64::from(cell.k).into(),
                        // An amount for each that was ever acquired is of all of them.
                        n: i64::from(if of_all(measure_name) { row.size } else { cell.n }).into(),
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
        .map(|mean| {
            let rate = mean.rate.unwrap_or_else(|| {
                amount(
                    measure_name,
                    margin,
                    mean.revenue_per_unit,
                    mean.cumulative_net_per_unit,
                )
            });
            let (low, high) = mean
                .interval
                .map_or((rate, rate), |interval| (interval.low, interval.high));
            let whole = |count: u64| Int(i64::try_from(count).unwrap_or(i64::MAX));
            CohortMean {
                k: i64::from(mean.k).into(),
                n: whole(if of_all(measure_name) { mean.size } else { mean.n }),
                size: whole(mean.size),
                rate: Real(rate),
                low: Real(low),
                high: Real(high),
                cohorts: i64::from(mean.cohorts).into(),
            }
        })
        .collect();
    CohortTable {
        rows,
        mean,
        margin: margin.map(Real),
        until: until.to_string(),
        svg: String::new(),
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
