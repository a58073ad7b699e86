//! Finding people as one types, and the list of all in 五十音 order.
//!
//! Not here: how names are folded and compared (`domain::fold`, `store`).

use aichaku_store::ListPlace;

use super::MOST_ROWS;
use crate::App;
use crate::error::Result;
use crate::shop::invalid;
use crate::wire::{CustomerHit, CustomerPage, Int};

impl App {
    /// Finds people as one types: by kanji, kana, old forms, telephone, town. At most 500.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::NoShop`].
    pub async fn search(&self, text: String, limit: u32) -> Result<Vec<CustomerHit>> {
        let shop = self.shop().await?;
        let hits = shop.store.search_customers(&text, limit.min(MOST_ROWS)).await?;
        Ok(hits.iter().map(CustomerHit::from).collect())
    }

    /// All customers in 五十音 order, a page at a time.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::Invalid`] with field `after`.
    pub async fn customers(&self, after: Option<String>, limit: u32) -> Result<CustomerPage> {
        let shop = self.shop().await?;
        let place = after.as_deref().map(read_place).transpose()?;
        let page = shop
            .store
            .list_customers(place.as_ref(), limit.clamp(1, MOST_ROWS))
            .await?;
        Ok(CustomerPage {
            hits: page.hits.iter().map(CustomerHit::from).collect(),
            next: page
                .next
                .map(|place| format!("{}:{}", place.customer, place.sort_key)),
            total: Int(shop.store.count_listed_customers().await?),
        })
    }
}

/// Reads `id:key`, the place where a page ended.
fn read_place(text: &str) -> Result<ListPlace> {
    let place = text.split_once(':').and_then(|(id, key)| {
        Some(ListPlace {
            customer: id.parse().ok()?,
            sort_key: key.to_owned(),
        })
    });
    place.ok_or_else(|| invalid("after"))
}
