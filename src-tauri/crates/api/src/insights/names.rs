//! The people behind a number: exactly those that the number counts.
//!
//! Not here: the counting itself (`stats`); each choice below is the counter's own condition, and a test holds the
//! two together.

use std::sync::Arc;

use aichaku_stats::History;
use aichaku_stats::cohorts::members;
use aichaku_stats::competing::{Ending, RETURNED};
use aichaku_stats::repeats::{Counting, next_within_members, reached};
use aichaku_stats::worth::within_years_members;
use aichaku_stats::{Measure, Period};

use super::Asked;
use super::cohorts::{cohort_index, measure, of_all, period};
use super::referrals::households;
use super::standings::{of_today, places_of};
use crate::error::{ApiError, ErrorCode, Result};
use crate::wire::{CurveSide, NamesQuery, NamesView, ReturnGroup, UnitName};
use crate::{App, OpenShop};

/// Names that a list shows at most.
const NAMES: usize = 500;

impl App {
    /// The names behind a number.
    ///
    /// # Errors
    /// [`ErrorCode::NoShop`], [`ErrorCode::InvalidDay`], [`ErrorCode::Invalid`] for a cohort, period or group that
    /// does not exist.
    pub async fn names(&self, query: NamesQuery) -> Result<NamesView> {
        if let Some((shop, customers, total)) = self.not_in_histories(&query).await? {
            let shown = &customers[..customers.len().min(NAMES)];
            let hits = shop.store.customer_hits(shown).await?;
            return Ok(NamesView {
                hits: hits.iter().map(Into::into).collect(),
                total: total.into(),
            });
        }
        if let NamesQuery::Between { from, until, side } = &query {
            let (shop, households) = self.who_between(from, until, *side).await?;
            let shown = &households[..households.len().min(NAMES)];
            let customers = shop.store.primary_customers(shown).await?;
            let hits = shop.store.customer_hits(&customers).await?;
            return Ok(NamesView {
                hits: hits.iter().map(Into::into).collect(),
                total: households.len().into(),
            });
        }
        let (asked, history, places, unit) = self.behind(query).await?;
        let customers = people_of(&asked, &history, places.iter().take(NAMES), unit).await?;
        let hits = asked.shop.store.customer_hits(&customers).await?;
        Ok(NamesView {
            hits: hits.iter().map(Into::into).collect(),
            total: places.len().into(),
        })
    }

    /// Everybody behind a number, however many: customer ids, of households the person one writes to.
    ///
    /// # Errors
    /// As [`App::names`].
    pub(crate) async fn all_names(&self, query: NamesQuery) -> Result<Vec<i64>> {
        if let Some((_, customers, _)) = self.not_in_histories(&query).await? {
            return Ok(customers);
        }
        if let NamesQuery::Between { from, until, side } = &query {
            let (shop, households) = self.who_between(from, until, *side).await?;
            return Ok(shop.store.primary_customers(&households).await?);
        }
        let (asked, history, places, unit) = self.behind(query).await?;
        people_of(&asked, &history, places.iter(), unit).await
    }

    /// The people behind numbers that do not count units of a history, and how many the number counts.
    async fn not_in_histories(&self, query: &NamesQuery) -> Result<Option<(Arc<OpenShop>, Vec<i64>, usize)>> {
        match query {
            NamesQuery::Voices { query, side } => {
                let (shop, customers) = self.who_said(query, *side).await?;
                let total = customers.len();
                Ok(Some((shop, customers, total)))
            }
            NamesQuery::Effect {
                query,
                comparison,
                held,
                hit,
            } => {
                let shop = self.shop().await?;
                let households = self.on_side(&shop, *query, *comparison, (*held, *hit)).await?;
                let customers = shop.store.primary_customers(&households).await?;
                Ok(Some((shop, customers, households.len())))
            }
            _ => Ok(None),
        }
    }

    /// Which units of the history a number counts.
    async fn behind(&self, query: NamesQuery) -> Result<(Asked, Arc<History>, Vec<usize>, UnitName)> {
        Ok(match query {
            NamesQuery::Voices { .. } | NamesQuery::Effect { .. } | NamesQuery::Between { .. } => {
                return Err(invalid("code"));
            }
            NamesQuery::Cell { query, cohort, k } => {
                let asked = self
                    .ask(query.unit, query.anchor, query.until.as_deref(), query.merge_days)
                    .await?;
                let history = self.history_of(&asked, query.family).await?;
                let period = period(query.by);
                let index = cohort_index(period, &cohort).ok_or_else(|| invalid("cohort"))?;
                // The whole cohort is everybody who bought in its own period.
                let (measure, k) = match k {
                    None => (Measure::In, 0),
                    Some(_) if of_all(query.measure) => (Measure::In, 0),
                    Some(k) => (measure(query.measure), small(k.0, "k")?),
                };
                let places = members(&history, period, measure, index, k);
                (asked, history, places, query.unit)
            }
            NamesQuery::Mean { query, k } => {
                let asked = self
                    .ask(query.unit, query.anchor, query.until.as_deref(), query.merge_days)
                    .await?;
                let history = self.history_of(&asked, query.family).await?;
                let k = small(k.0, "k")?;
                let (measure, at) = if of_all(query.measure) {
                    (Measure::In, 0)
                } else {
                    (measure(query.measure), k)
                };
                let places = of_mean(&history, period(query.by), k, measure, at);
                (asked, history, places, query.unit)
            }
            NamesQuery::Within {
                from_n,
                returned,
                days,
                anchor,
                unit,
            } => {
                let asked = self.ask(unit, anchor, None, None).await?;
                let history = self.history(&asked).await?;
                let days = small(days.0, "days")?;
                let places = next_within_members(&history, small(from_n.0, "from_n")?, days, returned);
                (asked, history, places, unit)
            }
            NamesQuery::Chain {
                purchases,
                anchor,
                unit,
            } => {
                let asked = self.ask(unit, anchor, None, None).await?;
                let history = self.history(&asked).await?;
                let purchases = small(purchases.0, "purchases")?;
                let places = reached(&history, purchases.into(), Counting::Purchases);
                (asked, history, places, unit)
            }
            NamesQuery::Curve {
                query,
                group,
                days,
                side,
            } => {
                let asked = self
                    .ask(query.unit, query.anchor, query.until.as_deref(), query.merge_days)
                    .await?;
                let history = self.history(&asked).await?;
                let days = small(days.0, "days")?;
                let in_group = self.in_group(&asked, query.group, &group, &history).await?;
                let places = self
                    .exits_of(&asked)
                    .await?
                    .endings(&history)
                    .iter()
                    .enumerate()
                    .filter(|(place, ending)| in_group(*place) && on_side(ending, days, side))
                    .map(|(place, _)| place)
                    .collect();
                (asked, history, places, query.unit)
            }
            NamesQuery::Worth {
                query,
                years,
                only_returned,
            } => {
                let asked = self.ask_of(&query).await?;
                let history = self.history(&asked).await?;
                let places = within_years_members(&history, small(years.0, "years")?, only_returned);
                (asked, history, places, query.unit)
            }
            NamesQuery::Rfm {
                query,
                recency,
                frequency,
                money,
            } => {
                let asked = self.ask_of(&query.of).await?;
                let history = self.history(&asked).await?;
                let scored = self.scored(&asked, query.by).await?;
                let is = |wanted: Option<u8>, score: u8| wanted.is_none_or(|wanted| wanted == score);
                let places = scored
                    .units
                    .iter()
                    .enumerate()
                    .filter(|(_, (_, score))| {
                        is(recency, score.recency)
                            && is(frequency, score.frequency)
                            && is(money, score.monetary)
                    })
                    .map(|(place, _)| place)
                    .collect();
                (asked, history, places, query.of.unit)
            }
            NamesQuery::CameBy {
                query,
                source,
                recent,
            } => {
                let asked = self.ask_of(&households(query)).await?;
                let history = self.history(&asked).await?;
                let places = self.came_by(&asked, &history, source, recent).await?;
                (asked, history, places, UnitName::Household)
            }
            NamesQuery::CameThrough {
                query,
                household,
                further,
            } => {
                let asked = self.ask_of(&households(query)).await?;
                let history = self.history(&asked).await?;
                let places = self.came_through(&asked, &history, household.0, further).await?;
                (asked, history, places, UnitName::Household)
            }
            NamesQuery::Standing { standing } => {
                let asked = self.ask_of(&of_today()).await?;
                let ids = self.who_stands(&asked.shop, standing).await?;
                let history = self.history(&asked).await?;
                let places = places_of(&history, ids);
                (asked, history, places, UnitName::Household)
            }
            NamesQuery::Listed { side } => {
                let asked = self.ask_of(&of_today()).await?;
                let ids = self.who_was_listed(&asked.shop, side).await?;
                let history = self.history(&asked).await?;
                let places = places_of(&history, ids);
                (asked, history, places, UnitName::Household)
            }
            NamesQuery::Tellers { query, owed } => {
                let asked = self.ask_of(&households(query)).await?;
                let history = self.history(&asked).await?;
                let places = self.tellers(&asked, &history, owed).await?;
                (asked, history, places, UnitName::Household)
            }
        })
    }

    /// Whether a unit of the history belongs to the group of a split curve.
    async fn in_group(
        &self,
        asked: &Asked,
        group: Option<ReturnGroup>,
        name: &str,
        history: &History,
    ) -> Result<Box<dyn Fn(usize) -> bool + Send + Sync>> {
        let Some(group) = group else {
            return Ok(Box::new(|_| true));
        };
        let (labels, of_unit) = self.group_labels(asked, group, history).await?;
        let wanted: Vec<bool> = labels.iter().map(|label| label == name).collect();
        if !wanted.contains(&true) {
            return Err(invalid("group"));
        }
        Ok(Box::new(move |place| {
            of_unit
                .get(place)
                .and_then(|group| wanted.get(*group as usize))
                .is_some_and(|wanted| *wanted)
        }))
    }
}

/// Customer ids of units of the history.
async fn people_of(
    asked: &Asked,
    history: &History,
    places: impl Iterator<Item = &usize>,
    unit: UnitName,
) -> Result<Vec<i64>> {
    let units: Vec<i64> = places.map(|place| history.unit_ids()[*place]).collect();
    Ok(match unit {
        UnitName::Customer => units,
        UnitName::Household => asked.shop.store.primary_customers(&units).await?,
    })
}

/// Everybody counted at `at` by the cohorts that are mature at `k`: the numerator of the weighted mean.
fn of_mean(history: &History, period: Period, k: u32, measure: Measure, at: u32) -> Vec<usize> {
    let Some(first) = history.first_day() else {
        return Vec::new();
    };
    let until = history.observed_until();
    let last = period.index_of(until);
    let is_mature = |cohort: i32| {
        let target = i64::from(cohort) + i64::from(k);
        i32::try_from(target).is_ok_and(|target| target <= last && period.last_day(target) <= until)
    };
    let mut places: Vec<usize> = (period.index_of(first)..=last)
        .filter(|cohort| is_mature(*cohort))
        .flat_map(|cohort| members(history, period, measure, cohort, at))
        .collect();
    places.sort_unstable();
    places
}

/// Who stands on a side of the return curve on a day.
fn on_side(ending: &Ending, days: u32, side: CurveSide) -> bool {
    match side {
        CurveSide::All => true,
        CurveSide::Returned => ending.cause == RETURNED && ending.days <= days,
        CurveSide::Watched => ending.days >= days,
        CurveSide::Left => ending.cause > RETURNED,
    }
}

fn invalid(field: &'static str) -> ApiError {
    ApiError::new(ErrorCode::Invalid).with("field", field)
}

fn small(value: i64, field: &'static str) -> Result<u32> {
    u32::try_from(value).map_err(|_| invalid(field))
}
