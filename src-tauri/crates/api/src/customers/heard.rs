//! Who told a person about the shop, and thanks for it.

use aichaku_domain::heard::{HeardBy, HeardOf};

use crate::App;
use crate::error::Result;
use crate::shop::{areas_of, invalid};
use crate::wire::{Done, HeardForm, HeardView, Int};

/// Names that a record shows of those whom somebody told.
const TOLD: u32 = 20;

impl App {
    /// Who told a person about the shop, and whom they told.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::NotFound`].
    pub async fn heard(&self, customer: Int) -> Result<HeardView> {
        let shop = self.shop().await?;
        let customer = shop.store.standing_customer(customer.0).await?;
        let heard = shop.store.heard(customer).await?;
        let (told, count) = shop.store.told_by(customer, TOLD).await?;
        let from = match heard.from {
            Some(from) => vec![shop.store.standing_customer(from).await?],
            None => Vec::new(),
        };
        let from = shop.store.customer_hits(&from).await?;
        let told = shop.store.customer_hits(&told).await?;
        Ok(HeardView {
            of: heard.of.map(Into::into),
            from: from.first().map(Into::into),
            by: heard.by.map(Into::into),
            words: heard.words,
            thanked_on: heard.thanked_on.map(|day| day.to_string()),
            told: told.iter().map(Into::into).collect(),
            told_count: Int(count),
        })
    }

    /// Writes down who told a person about the shop.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::NotFound`]; [`crate::error::ErrorCode::Invalid`] with `from` for somebody of the same household, for one whom
    /// the person told, and for a source that is nobody.
    pub async fn set_heard(&self, customer: Int, form: HeardForm) -> Result<Done> {
        let shop = self.shop().await?;
        let of = form.of.map(HeardOf::from);
        if form.from.is_some() && of != Some(HeardOf::Person) {
            return Err(invalid("from"));
        }
        let by = form.by.map_or(HeardBy::Said, HeardBy::from);
        let from = form.from.map(|from| (from.0, by));
        let written = match shop.store.set_heard(customer.0, of, from, self.now()).await {
            Err(aichaku_store::StoreError::Conflict { .. }) => return Err(invalid("from")),
            done => done?,
        };
        self.done(&shop, &written, &areas_of("customer")).await
    }

    /// The one who told a person about the shop was thanked for it today.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::NotFound`] for somebody whom nobody told.
    pub async fn thanked(&self, customer: Int) -> Result<Done> {
        let shop = self.shop().await?;
        let day = self.day_in(shop.zone);
        let written = shop.store.set_thanked(customer.0, Some(day), self.now()).await?;
        self.done(&shop, &written, &areas_of("customer")).await
    }
}
