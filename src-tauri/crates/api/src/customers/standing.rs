//! How the household of a person stands, and which ways to it do not work any more.

use aichaku_domain::standing::{Rules, health, judge};

use crate::App;
use crate::error::Result;
use crate::shop::areas_of;
use crate::wire::{Done, Int, StandingView, WayKind, WayView};

impl App {
    /// How the household of a person stands with the shop, and why.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::NotFound`].
    pub async fn standing(&self, customer: Int) -> Result<StandingView> {
        let shop = self.shop().await?;
        let day = self.day_in(shop.zone);
        let customer = shop.store.standing_customer(customer.0).await?;
        let hits = shop.store.customer_hits(&[customer]).await?;
        let household = hits.first().map_or(0, |hit| hit.household);
        let facts = shop.store.facts_of(household).await?;
        let rules = Rules::default();
        let judged = facts.map(|facts| judge(&facts, day, rules));
        let ways = shop.store.ways(customer).await?;
        Ok(StandingView {
            standing: judged.as_ref().and_then(|judged| judged.standing).map(Into::into),
            signs: judged
                .iter()
                .flat_map(|judged| &judged.signs)
                .map(Into::into)
                .collect(),
            last_sign: facts
                .and_then(|facts| facts.last_sign())
                .map(|day| day.to_string()),
            health: facts.map(|facts| health(&facts, day, rules).into()),
            ways: ways
                .into_iter()
                .map(|way| WayView {
                    kind: way.kind.into(),
                    id: Int(way.id),
                    value: way.value,
                    broken: way.broken,
                })
                .collect(),
        })
    }

    /// Writes down that a way to somebody does not work any more (a letter came back, nobody's number), or works again.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::NotFound`].
    pub async fn set_way(&self, kind: WayKind, id: Int, broken: bool) -> Result<Done> {
        let shop = self.shop().await?;
        let written = shop.store.set_way(kind.into(), id.0, broken, self.now()).await?;
        self.done(&shop, &written, &areas_of("customer")).await
    }
}
