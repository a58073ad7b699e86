//! What certain people bought, with what is left of it: asked when a file tells that something came back.
//!
//! Not here: which of it came back (`api`).

use aichaku_domain::values::ShopDay;

use super::add::json;
use crate::sql::{RowExt as _, statements};
use crate::{Result, Store};

statements! {
    SOLD = include_str!("../../sql/sold_to.sql");
}

/// A purchase and what is left of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SoldPurchase {
    /// Id.
    pub id: i64,
    /// Household.
    pub household: i64,
    /// Who bought.
    pub customer: i64,
    /// Day of the order.
    pub ordered_on: ShopDay,
    /// The system that its number is unique in.
    pub source: String,
    /// Its number.
    pub external_id: String,
    /// What was paid.
    pub gross_minor: i64,
    /// What was paid less what was paid back.
    pub left_minor: i64,
    /// Neither cancelled nor returned.
    pub stands: bool,
    /// Its goods.
    pub lines: Vec<SoldLine>,
}

/// Goods on a line, and what is left of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SoldLine {
    /// Position in the purchase, from 1.
    pub position: i64,
    /// Number of the product, or its name where it has none.
    pub product: String,
    /// Name with colour and size.
    pub name: String,
    /// Pieces that are still the household's.
    pub quantity: i64,
    /// What was paid for the line less what was paid back for it.
    pub amount_minor: i64,
}

impl Store {
    /// What these people bought, the oldest first.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn sold_to(&self, customers: &[i64]) -> Result<Vec<SoldPurchase>> {
        let rows = sqlx::query(SOLD)
            .bind(json(&customers)?)
            .fetch_all(self.read())
            .await?;
        let mut sold: Vec<SoldPurchase> = Vec::new();
        for row in rows {
            let id = row.int("id")?;
            if sold.last().is_none_or(|last| last.id != id) {
                sold.push(SoldPurchase {
                    id,
                    household: row.int("household_id")?,
                    customer: row.int("customer_id")?,
                    ordered_on: row.day("ordered_on")?,
                    source: row.text("source")?,
                    external_id: row.text("external_id")?,
                    gross_minor: row.int("gross_minor")?,
                    left_minor: row.int("left_minor")?,
                    stands: row.flag("stands")?,
                    lines: Vec::new(),
                });
            }
            if let (Some(position), Some(purchase)) = (row.int_opt("position")?, sold.last_mut()) {
                purchase.lines.push(SoldLine {
                    position,
                    product: row.text("product")?,
                    name: row.text("name")?,
                    quantity: row.int("quantity")?,
                    amount_minor: row.int("amount_minor")?,
                });
            }
        }
        Ok(sold)
    }
}
