//! Where each field of a record came from.
//!
//! Not here: working it out (`store`).

use aichaku_exchange::place_on;
use aichaku_store::{FieldOrigin, FromFile};

use crate::App;
use crate::error::Result;
use crate::wire::{Int, OriginView};

impl App {
    /// Where the fields of a person, and their purchases and things, came from: a file with its line, or a hand; with
    /// the day, and who it was.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::NotFound`].
    pub async fn origins(&self, customer: Int) -> Result<Vec<OriginView>> {
        let shop = self.shop().await?;
        let origins = shop.store.origins_of(customer.0).await?;
        Ok(origins.into_iter().map(view).collect())
    }

    /// Where the fields of a product came from, likewise.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::NotFound`].
    pub async fn product_origins(&self, product: Int) -> Result<Vec<OriginView>> {
        let shop = self.shop().await?;
        let origins = shop.store.origins_of_product(product.0).await?;
        Ok(origins.into_iter().map(view).collect())
    }
}

fn view(origin: FieldOrigin) -> OriginView {
    let place = |file: &FromFile| {
        let line = u64::try_from(file.line?).ok()?;
        let (sheet, line) = place_on(&file.sheets, line);
        Some((sheet.map(str::to_owned), super::int(line)))
    };
    let (sheet, line) = origin.file.as_ref().and_then(place).unzip();
    let (batch, file) = origin.file.map(|file| (file.batch, file.name)).unzip();
    OriginView {
        entity: origin.entity.to_owned(),
        id: origin.id.into(),
        field: origin.field,
        batch: batch.map(Into::into),
        file,
        sheet: sheet.flatten(),
        line,
        at: origin.at.into(),
        staff: origin.staff,
    }
}
