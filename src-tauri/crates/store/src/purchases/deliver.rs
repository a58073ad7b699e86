//! The delivery day of one purchase.

use aichaku_domain::kinds::{DeliveryCertainty, ItemState};
use aichaku_domain::purchases::state_on;
use aichaku_domain::values::{Instant, ShopDay};

use super::{INSERT_DELIVERY, ITEMS, delivery_open, expect_standing};
use crate::changes::{Changes, Deed, Table, Written};
use crate::sql::{RowExt as _, day_text, statements};
use crate::{Result, Store};

statements! {
    DELIVERY_OF = "select id from deliveries where purchase_id = $1";
    UPDATE_DELIVERY = "update deliveries set delivered_on = $2, certainty = $3, origin = 'hand', updated_at = $4
        where id = $1";
    REMOVE_DELIVERY = "delete from deliveries where id = $1";
    SET_OPEN = "update purchases set delivery_open = $2, updated_at = $3 where id = $1";
    DELIVER_ITEM = "update owned_items set delivered_on = $2, certainty = $3, state = $4,
        state_since = case when state = $4 then state_since else $5 end, updated_at = $6 where id = $1";
}

impl Store {
    /// Sets or forgets (`None`) the delivery day of a purchase; the things that are not gone follow.
    ///
    /// # Errors
    /// [`crate::StoreError::NotFound`]; [`crate::StoreError::Conflict`] when the purchase does not stand any more;
    /// [`crate::StoreError::EditedElsewhere`] by `seen`, the stamp of the purchase.
    pub async fn set_delivery(
        &self,
        id: i64,
        delivered_on: Option<ShopDay>,
        certainty: DeliveryCertainty,
        seen: Option<&str>,
        day: ShopDay,
        now: Instant,
    ) -> Result<Written> {
        let mut tx = self.write().await?;
        let mut changes = Changes::new();
        let purchase = expect_standing(&mut tx, id, seen).await?;
        let known: Option<i64> = sqlx::query_scalar(DELIVERY_OF)
            .bind(id)
            .fetch_optional(&mut *tx)
            .await?;
        if let Some(known) = known {
            changes.keep(&mut tx, Table::Deliveries, known).await?;
        }
        match (known, delivered_on) {
            (Some(known), Some(delivered_on)) => {
                sqlx::query(UPDATE_DELIVERY)
                    .bind(known)
                    .bind(delivered_on.to_string())
                    .bind(certainty.as_str())
                    .bind(now.0)
                    .execute(&mut *tx)
                    .await?;
            }
            (None, Some(delivered_on)) => {
                let made = sqlx::query_scalar(INSERT_DELIVERY)
                    .bind(id)
                    .bind(delivered_on.to_string())
                    .bind(certainty.as_str())
                    .bind(now.0)
                    .fetch_one(&mut *tx)
                    .await?;
                changes.made(Table::Deliveries, made);
            }
            (Some(known), None) => {
                sqlx::query(REMOVE_DELIVERY).bind(known).execute(&mut *tx).await?;
            }
            (None, None) => {}
        }
        changes.keep(&mut tx, Table::Purchases, id).await?;
        sqlx::query(SET_OPEN)
            .bind(id)
            .bind(delivery_open(purchase.has_goods, delivered_on.map(|_| certainty)))
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
        let state = state_on(delivered_on, day);
        for item in sqlx::query(ITEMS).bind(id).fetch_all(&mut *tx).await? {
            if !matches!(
                item.kind("state", ItemState::parse)?,
                ItemState::Awaiting | ItemState::InUse
            ) {
                continue;
            }
            let item = item.int("id")?;
            changes.keep(&mut tx, Table::OwnedItems, item).await?;
            sqlx::query(DELIVER_ITEM)
                .bind(item)
                .bind(day_text(delivered_on))
                .bind(delivered_on.map(|_| certainty.as_str()))
                .bind(state.as_str())
                .bind(day_text(delivered_on.filter(|_| state == ItemState::InUse)))
                .bind(now.0)
                .execute(&mut *tx)
                .await?;
            changes.item(item);
        }
        changes.household(purchase.household);
        let deed = Deed {
            now,
            staff: self.at_counter(),
            action: "delivery.set",
            entity: "purchase",
            id,
        };
        changes.commit(tx, deed).await
    }
}
