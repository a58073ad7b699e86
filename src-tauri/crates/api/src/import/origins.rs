//! Where each field of a record came from.
//!
//! Not here: working it out (`store`).

use crate::App;
use crate::error::Result;
use crate::wire::{Int, OriginView};

impl App {
    /// Where the fields of a person, and their purchases and things, came from: a file and its day, or a hand and its
    /// day.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::NotFound`].
    pub async fn origins(&self, customer: Int) -> Result<Vec<OriginView>> {
        let shop = self.shop().await?;
        let origins = shop.store.origins_of(customer.0).await?;
        Ok(origins
            .into_iter()
            .map(|origin| {
                let (batch, file) = origin.file.unzip();
                OriginView {
                    entity: origin.entity.to_owned(),
                    id: origin.id.into(),
                    field: origin.field,
                    batch: batch.map(Into::into),
                    file,
                    at: origin.at.into(),
                }
            })
            .collect())
    }
}
