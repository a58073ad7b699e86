//! Mending a purchase that was written down wrongly.

use aichaku_domain::kinds::LineKind;
use aichaku_domain::purchases::line_amount;
use aichaku_domain::values::Instant;

use super::expect_standing;
use super::forms::PurchaseEdit;
use crate::changes::{Changes, Deed, Table, Written};
use crate::sql::{RowExt as _, statements};
use crate::{Result, Store, StoreError};

statements! {
    LINES_OF = "select id, name, kind, quantity, amount_minor from purchase_lines where purchase_id = $1
        order by position";
    DELIVERED_ON = "select delivered_on from deliveries where purchase_id = $1";
    UPDATE_PURCHASE = "update purchases set ordered_on = $2, channel = $3, note = $4, gross_minor = $5, updated_at = $6
        where id = $1";
    UPDATE_LINE = "update purchase_lines set name = $2, quantity = $3, amount_minor = $4 where id = $1";
    /// Things that are still called and counted as their line was.
    ITEMS_AS_LINE = "select id, name, quantity from owned_items where line_id = $1 order by id";
    UPDATE_ITEM = "update owned_items set name = $2, quantity = $3, updated_at = $4 where id = $1";
}

impl Store {
    /// Mends a purchase; totals and charts follow, and things that are called as their line was. What was paid
    /// changes by as much as the lines do, so that a total which a file gave by itself stays its own.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], also for lines that are not the purchase's; [`StoreError::Conflict`] when it does not
    /// stand any more (`purchase`), more was refunded than would be paid (`refund`), or it was delivered before
    /// (`delivery`); [`StoreError::EditedElsewhere`].
    pub async fn edit_purchase(
        &self,
        id: i64,
        edit: &PurchaseEdit,
        seen: Option<&str>,
        now: Instant,
    ) -> Result<Written> {
        let mut tx = self.write().await?;
        let mut changes = Changes::new();
        let purchase = expect_standing(&mut tx, id, seen).await?;
        let delivered_on: Option<String> = sqlx::query_scalar(DELIVERED_ON)
            .bind(id)
            .fetch_optional(&mut *tx)
            .await?;
        if delivered_on.is_some_and(|delivered| delivered < edit.ordered_on.to_string()) {
            return Err(StoreError::Conflict { what: "delivery" });
        }
        let rows = sqlx::query(LINES_OF).bind(id).fetch_all(&mut *tx).await?;
        if rows.len() != edit.lines.len() {
            return Err(StoreError::NotFound { what: "line" });
        }
        changes.keep(&mut tx, Table::Purchases, id).await?;
        let mut gross_minor = purchase.gross_minor;
        for row in rows {
            let line_id = row.int("id")?;
            let line = edit
                .lines
                .iter()
                .find(|line| line.id == line_id)
                .ok_or(StoreError::NotFound { what: "line" })?;
            let amount_minor = line_amount(row.kind("kind", LineKind::parse)?, line.amount_minor);
            gross_minor += amount_minor - row.int("amount_minor")?;
            changes.keep(&mut tx, Table::PurchaseLines, line_id).await?;
            sqlx::query(UPDATE_LINE)
                .bind(line_id)
                .bind(&line.name)
                .bind(line.quantity)
                .bind(amount_minor)
                .execute(&mut *tx)
                .await?;
            let (name, quantity) = (row.text("name")?, row.int("quantity")?);
            for item in sqlx::query(ITEMS_AS_LINE)
                .bind(line_id)
                .fetch_all(&mut *tx)
                .await?
            {
                if item.text("name")? != name || item.int("quantity")? != quantity {
                    continue;
                }
                let item = item.int("id")?;
                changes.keep(&mut tx, Table::OwnedItems, item).await?;
                sqlx::query(UPDATE_ITEM)
                    .bind(item)
                    .bind(&line.name)
                    .bind(line.quantity)
                    .bind(now.0)
                    .execute(&mut *tx)
                    .await?;
            }
        }
        if gross_minor < purchase.refunded_minor {
            return Err(StoreError::Conflict { what: "refund" });
        }
        sqlx::query(UPDATE_PURCHASE)
            .bind(id)
            .bind(edit.ordered_on.to_string())
            .bind(edit.channel.as_str())
            .bind(&edit.note)
            .bind(gross_minor)
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
        changes.household(purchase.household);
        changes.customer(purchase.customer);
        let deed = Deed {
            now,
            staff: self.at_counter(),
            action: "purchase.edit",
            entity: "purchase",
            id,
        };
        changes.commit(tx, deed).await
    }
}
