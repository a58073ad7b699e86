//! What only the owner can say and numbers need: the margin, and the steps of recency, frequency and money.
//!
//! Not here: whether they make sense, and what stands in for steps that nobody set (`api`).

use aichaku_domain::values::Instant;

use crate::changes::{Changes, Deed, Table, Written};
use crate::sql::{RowExt as _, statements};
use crate::{Result, Store, StoreError};

statements! {
    LOAD = "select margin_permille, recency_cuts, frequency_cuts, money_cuts from number_settings where id = 1";
    SAVE = "update number_settings
        set margin_permille = $1, recency_cuts = $2, frequency_cuts = $3, money_cuts = $4 where id = 1";
}

/// Four ascending steps.
pub type Cuts = [i64; 4];

/// The settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NumberSettings {
    /// What of net sales stays with the shop, in thousandths, 1..=1000; `None`: nobody said.
    pub margin_permille: Option<u16>,
    /// Days since the last purchase; `None`: the ordinary steps.
    pub recency: Option<Cuts>,
    /// Purchases.
    pub frequency: Option<Cuts>,
    /// Minor units.
    pub money: Option<Cuts>,
}

impl Store {
    /// The settings as they stand.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn number_settings(&self) -> Result<NumberSettings> {
        let row = sqlx::query(LOAD).fetch_one(self.read()).await?;
        let margin = row.int_opt("margin_permille")?.map(u16::try_from).transpose();
        Ok(NumberSettings {
            margin_permille: margin.map_err(|_| StoreError::Damaged)?,
            recency: read(&row.text("recency_cuts")?)?,
            frequency: read(&row.text("frequency_cuts")?)?,
            money: read(&row.text("money_cuts")?)?,
        })
    }

    /// Saves them.
    ///
    /// # Errors
    /// Those of writing.
    pub async fn save_number_settings(&self, settings: &NumberSettings, now: Instant) -> Result<Written> {
        let mut tx = self.write().await?;
        let mut changes = Changes::new();
        changes.keep(&mut tx, Table::NumberSettings, 1).await?;
        sqlx::query(SAVE)
            .bind(settings.margin_permille)
            .bind(told(settings.recency))
            .bind(told(settings.frequency))
            .bind(told(settings.money))
            .execute(&mut *tx)
            .await?;
        let deed = Deed {
            now,
            staff: self.at_counter(),
            action: "number_settings.edit",
            entity: "number_settings",
            id: 1,
        };
        let written = changes.finish(&mut tx, deed).await?;
        tx.commit().await?;
        Ok(written)
    }
}

fn told(cuts: Option<Cuts>) -> String {
    cuts.map_or_else(String::new, |cuts| cuts.map(|cut| cut.to_string()).join(","))
}

fn read(text: &str) -> Result<Option<Cuts>> {
    if text.is_empty() {
        return Ok(None);
    }
    let cuts: Vec<i64> = text
        .split(',')
        .map(|cut| cut.parse().map_err(|_| StoreError::Damaged))
        .collect::<Result<_>>()?;
    Cuts::try_from(cuts).map(Some).map_err(|_| StoreError::Damaged)
}
