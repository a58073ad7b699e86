//! What goes back: cancelled purchases and refunds, and the things that leave with them.

use aichaku_domain::kinds::ItemState;
use aichaku_domain::values::{Instant, ShopDay};

use super::forms::NewRefund;
use super::{ITEMS, expect_standing, standing};
use crate::changes::{Changes, Deed, Table, Written};
use crate::seen::{Form, expect_seen};
use crate::sql::{RowExt as _, WriteTx, statements};
use crate::{Result, Store, StoreError};

statements! {
    SET_STATE = "update purchases set state = $2, updated_at = $3 where id = $1";
    ITEMS_OF_LINE = "select owned_items.id, owned_items.state from owned_items where line_id = $1 order by id";
    LINE_OF = "select count(*) from purchase_lines where id = $1 and purchase_id = $2";
    SET_ITEM_STATE = "update owned_items set state = $2, state_since = $3, updated_at = $4 where id = $1";
    INSERT_REFUND = "insert into refunds (purchase_id, line_id, refunded_on, amount_minor, reason, created_at)
        values ($1, $2, $3, $4, $5, $6) returning id";
    ADD_REFUNDED = "update purchases set refunded_minor = refunded_minor + $2, updated_at = $3 where id = $1";
    /// Whether anything of the purchase is still the household's.
    STILL_THERE = "select count(*) from owned_items
        join purchase_lines on purchase_lines.id = owned_items.line_id
        where purchase_lines.purchase_id = $1 and owned_items.state not in ('returned', 'exchanged', 'cancelled')";
}

impl Store {
    /// Cancels a purchase; its things are silent from then on. `seen` is the stamp of what the canceller read.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::Conflict`] when it is cancelled or returned already;
    /// [`StoreError::EditedElsewhere`].
    pub async fn cancel_purchase(
        &self,
        id: i64,
        seen: Option<&str>,
        day: ShopDay,
        now: Instant,
    ) -> Result<Written> {
        let mut tx = self.write().await?;
        let mut changes = Changes::new();
        let purchase = expect_standing(&mut tx, id, seen).await?;
        changes.keep(&mut tx, Table::Purchases, id).await?;
        sqlx::query(SET_STATE)
            .bind(id)
            .bind("cancelled")
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
        let items = sqlx::query(ITEMS).bind(id).fetch_all(&mut *tx).await?;
        for item in items {
            take_away(
                &mut tx,
                &mut changes,
                item.int("id")?,
                ItemState::Cancelled,
                day,
                now,
            )
            .await?;
        }
        changes.household(purchase.household);
        changes.customer(purchase.customer);
        let deed = Deed {
            now,
            staff: self.at_counter(),
            action: "purchase.cancel",
            entity: "purchase",
            id,
        };
        changes.commit(tx, deed).await
    }

    /// Adds a refund. With a line its things are returned and silent; when nothing of the purchase is left with
    /// the household, the purchase counts as returned.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::Conflict`] when more would be refunded than was paid, or the
    /// purchase does not stand any more; [`StoreError::EditedElsewhere`] by `seen`, the stamp of the purchase.
    pub async fn add_refund(&self, refund: &NewRefund, seen: Option<&str>, now: Instant) -> Result<Written> {
        let mut tx = self.write().await?;
        let mut changes = Changes::new();
        expect_seen(&mut tx, Form::Purchase, refund.purchase, seen).await?;
        let purchase = standing(&mut tx, refund.purchase).await?;
        if !purchase.ok || purchase.refunded_minor + refund.amount_minor > purchase.gross_minor {
            return Err(StoreError::Conflict { what: "refund" });
        }
        if let Some(line) = refund.line {
            let there: i64 = sqlx::query_scalar(LINE_OF)
                .bind(line)
                .bind(refund.purchase)
                .fetch_one(&mut *tx)
                .await?;
            if there == 0 {
                return Err(StoreError::NotFound { what: "line" });
            }
        }
        changes.keep(&mut tx, Table::Purchases, refund.purchase).await?;
        let id: i64 = sqlx::query_scalar(INSERT_REFUND)
            .bind(refund.purchase)
            .bind(refund.line)
            .bind(refund.refunded_on.to_string())
            .bind(refund.amount_minor)
            .bind(&refund.reason)
            .bind(now.0)
            .fetch_one(&mut *tx)
            .await?;
        changes.made(Table::Refunds, id);
        sqlx::query(ADD_REFUNDED)
            .bind(refund.purchase)
            .bind(refund.amount_minor)
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
        if let Some(line) = refund.line {
            let items = sqlx::query(ITEMS_OF_LINE).bind(line).fetch_all(&mut *tx).await?;
            for item in items {
                let back = ItemState::Returned;
                take_away(
                    &mut tx,
                    &mut changes,
                    item.int("id")?,
                    back,
                    refund.refunded_on,
                    now,
                )
                .await?;
            }
            let left: i64 = sqlx::query_scalar(STILL_THERE)
                .bind(refund.purchase)
                .fetch_one(&mut *tx)
                .await?;
            if left == 0 && purchase.refunded_minor + refund.amount_minor == purchase.gross_minor {
                sqlx::query(SET_STATE)
                    .bind(refund.purchase)
                    .bind("returned")
                    .bind(now.0)
                    .execute(&mut *tx)
                    .await?;
            }
        }
        changes.household(purchase.household);
        changes.customer(purchase.customer);
        let deed = Deed {
            now,
            staff: self.at_counter(),
            action: "refund.add",
            entity: "refund",
            id,
        };
        changes.commit(tx, deed).await
    }
}

/// A thing is not with the household any more.
async fn take_away(
    tx: &mut WriteTx,
    changes: &mut Changes,
    item: i64,
    state: ItemState,
    since: ShopDay,
    now: Instant,
) -> Result<()> {
    changes.keep(tx, Table::OwnedItems, item).await?;
    sqlx::query(SET_ITEM_STATE)
        .bind(item)
        .bind(state.as_str())
        .bind(since.to_string())
        .bind(now.0)
        .execute(&mut **tx)
        .await?;
    changes.item(item);
    Ok(())
}
