//! Months that are over are closed: written down once, and never changed.
//!
//! Not here: what is counted (`count`).

use std::collections::BTreeSet;
use std::sync::Arc;

use aichaku_domain::gate::ClockFacts;
use aichaku_domain::goals::{Metric, Month};
use aichaku_domain::values::ShopDay;
use aichaku_store::NewMonth;

use super::view::SHOWN;
use crate::App;
use crate::app::OpenShop;
use crate::demo::goals as demo_goals;
use crate::error::Result;
use crate::planning::{clock_of, settings};

impl App {
    /// Closes the months that are over for every number that is a goal, and answers with how many. Doing it again
    /// changes nothing; while the clock cannot be believed, or what piled up during an absence waits, nothing is closed.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::NoShop`].
    pub async fn close_months(&self) -> Result<u64> {
        let shop = self.shop().await?;
        let goals = shop.store.goals().await?;
        let mut closed = 0;
        for goal in goals {
            if let Some(metric) = goal.is.metric {
                let from = Month::last_closed(goal.created_on).plus(1);
                closed += self
                    .close_months_from(&shop, metric, from, goal.created_on)
                    .await?;
            }
        }
        if closed > 0 {
            self.changed(&crate::shop::areas_of("goal"));
        }
        Ok(closed)
    }

    /// Closes the months of the practice shop, the one of the planted return as it was then.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::NoShop`].
    pub(crate) async fn close_practice_months(&self) -> Result<()> {
        let shop = self.shop().await?;
        let today = self.day_in(shop.zone);
        let month = demo_goals::month_of_return(today);
        let counted = self.count_metric(&shop, Metric::Returning, &[month]).await?;
        if let Some(now) = counted.first() {
            let then = demo_goals::as_closed(today, *now);
            shop.store
                .freeze_months(Metric::Returning, &[then], self.now())
                .await?;
        }
        self.close_months().await?;
        Ok(())
    }

    /// Counts back the year before a number is chosen, today, and closes these months. A month in which nothing could be
    /// counted is left out: it is nobody's past.
    pub(super) async fn count_back(&self, shop: &Arc<OpenShop>, metric: Metric) -> Result<u64> {
        let today = self.day_in(shop.zone);
        let from = Month::last_closed(today).plus(1 - SHOWN);
        self.close_months_from(shop, metric, from, today).await
    }

    async fn close_months_from(
        &self,
        shop: &Arc<OpenShop>,
        metric: Metric,
        from: Month,
        chosen_on: ShopDay,
    ) -> Result<u64> {
        let today = self.day_in(shop.zone);
        let set = settings(shop).await?;
        if clock_of(&set, shop.store.away_since().await?, today) != ClockFacts::Sound {
            return Ok(0);
        }
        let known: BTreeSet<Month> = shop
            .store
            .frozen_months(metric)
            .await?
            .iter()
            .map(|one| one.month.month)
            .collect();
        let missing = to_close(metric, today, (from, chosen_on), &known);
        if missing.is_empty() {
            return Ok(0);
        }
        let counted = self.count_metric(shop, metric, &missing).await?;
        let months: Vec<NewMonth> = missing
            .into_iter()
            .zip(counted)
            .map(|(month, (numerator, denominator))| NewMonth {
                month,
                numerator,
                denominator,
                later: month.last() < chosen_on,
            })
            .filter(|one| !(one.later && one.denominator == 0 && chosen_on == today))
            .collect();
        if months.is_empty() {
            return Ok(0);
        }
        Ok(shop.store.freeze_months(metric, &months, self.now()).await?)
    }
}

/// The months from `from` on that are over and not closed, the oldest first.
fn to_close(
    metric: Metric,
    today: ShopDay,
    (from, chosen_on): (Month, ShopDay),
    known: &BTreeSet<Month>,
) -> Vec<Month> {
    let last = Month::last_closed(today);
    // What is true today says nothing about a month that was over long ago.
    let says = |month: Month| {
        metric.can_be_recounted() || (month.plus(1) == Month::of(today) && month.last() >= chosen_on)
    };
    std::iter::successors(Some(from), |month| Some(month.plus(1)))
        .take_while(|month| *month <= last)
        .filter(|month| !known.contains(month) && says(*month))
        .collect()
}
