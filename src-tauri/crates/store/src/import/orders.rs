//! Purchases that are there and that a later file tells with other lines: how they stand, and changing a line.
//!
//! Not here: which line of the file is which of the shop (`api`), the purchase's own amount and state (`change`).

use aichaku_domain::kinds::{DeliveryCertainty, LineKind};
use aichaku_domain::values::ShopDay;

use super::write::ImportWriter;
use crate::sql::{RowExt as _, id_list, statements};
use crate::{Result, Store};

statements! {
    STANDING = include_str!("../../sql/standing_orders.sql");
    LINE_BEFORE = "select json_object('quantity', quantity, 'amount_minor', amount_minor) as before
        from purchase_lines where id = $1";
    SET_LINE = "update purchase_lines set quantity = $2, amount_minor = $3 where id = $1";
    ITEMS_OF_LINE = "select id, quantity, json_object('state', state, 'state_since', state_since,
            'quantity', quantity) as before
        from owned_items where line_id = $1 and state in ('awaiting', 'in_use', 'stored') order by id";
    SET_PIECES = "update owned_items set quantity = $2, updated_at = $3 where id = $1";
    SILENCE = "update owned_items set state = $2, state_since = $3, updated_at = $4 where id = $1";
}

/// A purchase as it stands, when a file tells it differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingOrder {
    /// Id.
    pub id: i64,
    /// Household.
    pub household: i64,
    /// Who bought.
    pub customer: i64,
    /// What was paid.
    pub gross_minor: i64,
    /// What was paid back.
    pub refunded_minor: i64,
    /// Day of the order.
    pub ordered_on: ShopDay,
    /// When it was or is to be delivered.
    pub delivery: Option<(ShopDay, DeliveryCertainty)>,
    /// A person corrected it since a file last changed it.
    pub by_hand: bool,
    /// Its lines.
    pub lines: Vec<StandingLine>,
}

/// A line of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingLine {
    /// Id.
    pub id: i64,
    /// Position, from 1.
    pub position: i64,
    /// Number of the product, or its name where it has none.
    pub product: String,
    /// Name with colour and size.
    pub name: String,
    /// Kind.
    pub kind: LineKind,
    /// Pieces; 0: a file no longer tells of it.
    pub quantity: i64,
    /// Amount in minor units.
    pub amount_minor: i64,
}

/// What becomes of a line that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineChange {
    /// Which.
    pub line: i64,
    /// Pieces and amount now; `None`: as they were.
    pub now: Option<(i64, i64)>,
    /// Pieces of its things that went.
    pub gone: i64,
    /// Text form of the state of things that are gone.
    pub state: &'static str,
    /// The day of the change.
    pub on: ShopDay,
}

impl Store {
    /// These purchases as they stand, by id.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn standing_orders(&self, purchases: &[i64]) -> Result<Vec<StandingOrder>> {
        let rows = sqlx::query(STANDING)
            .bind(id_list(purchases))
            .fetch_all(self.read())
            .await?;
        let mut orders: Vec<StandingOrder> = Vec::new();
        for row in rows {
            let id = row.int("id")?;
            if orders.last().is_none_or(|last| last.id != id) {
                orders.push(StandingOrder {
                    id,
                    household: row.int("household_id")?,
                    customer: row.int("customer_id")?,
                    gross_minor: row.int("gross_minor")?,
                    refunded_minor: row.int("refunded_minor")?,
                    ordered_on: row.day("ordered_on")?,
                    delivery: row
                        .day_opt("delivered_on")?
                        .zip(row.kind_opt("certainty", DeliveryCertainty::parse)?),
                    by_hand: row.flag("by_hand")?,
                    lines: Vec::new(),
                });
            }
            if let (Some(line), Some(order)) = (row.int_opt("line_id")?, orders.last_mut()) {
                order.lines.push(StandingLine {
                    id: line,
                    position: row.int("position")?,
                    product: row.text("product")?,
                    name: row.text("name")?,
                    kind: row.kind("kind", LineKind::parse)?,
                    quantity: row.int("quantity")?,
                    amount_minor: row.int("amount_minor")?,
                });
            }
        }
        Ok(orders)
    }
}

impl ImportWriter {
    /// Changes a line of a purchase and its things with it: more pieces are more pieces of the thing, pieces that
    /// went take the thing with them when none is left.
    ///
    /// # Errors
    /// Errors of writing.
    pub async fn change_line(&mut self, change: &LineChange) -> Result<()> {
        if let Some((quantity, amount_minor)) = change.now {
            self.keep("purchase_lines", change.line, LINE_BEFORE).await?;
            sqlx::query(SET_LINE)
                .bind(change.line)
                .bind(quantity)
                .bind(amount_minor)
                .execute(&mut *self.tx)
                .await?;
        }
        let mut gone = change.gone;
        if gone == 0 {
            return Ok(());
        }
        let items = sqlx::query(ITEMS_OF_LINE)
            .bind(change.line)
            .fetch_all(&mut *self.tx)
            .await?;
        for item in items {
            let (id, there) = (item.int("id")?, item.int("quantity")?);
            self.keep_text("owned_items", id, &item.text("before")?).await?;
            self.changed_items.insert(id);
            self.found.things.insert(id);
            if gone < there {
                sqlx::query(SET_PIECES)
                    .bind(id)
                    .bind(there - gone)
                    .bind(self.now.0)
                    .execute(&mut *self.tx)
                    .await?;
                break;
            }
            sqlx::query(SILENCE)
                .bind(id)
                .bind(change.state)
                .bind(change.on.to_string())
                .bind(self.now.0)
                .execute(&mut *self.tx)
                .await?;
            gone -= there;
            if gone <= 0 {
                break;
            }
        }
        Ok(())
    }
}
