//! Adding a purchase with its things.

use aichaku_domain::kinds::{DeliveryCertainty, ItemState, LineKind};
use aichaku_domain::purchases::{certainty_on, qualifies, state_on};
use aichaku_domain::values::{Instant, ShopDay};

use super::forms::NewPurchase;
use super::items::{ItemRow, insert_item};
use super::{INSERT_DELIVERY, delivery_open};
use crate::changes::{Changes, Deed, Table, Written};
use crate::people::household_of;
use crate::sql::statements;
use crate::{Result, Store};

statements! {
    NEXT_PURCHASE = "select coalesce(max(id), 0) + 1 from purchases";
    INSERT_PURCHASE = include_str!("../../sql/purchase_insert.sql");
    INSERT_LINE = "insert into purchase_lines (purchase_id, position, product_id, name, kind, quantity, amount_minor)
        values ($1, $2, $3, $4, $5, $6, $7) returning id";
}

impl Store {
    /// Adds a purchase with its things and, when the day is known, its delivery.
    ///
    /// # Errors
    /// [`crate::StoreError::NotFound`] for the customer.
    pub async fn add_purchase(&self, new: &NewPurchase, day: ShopDay, now: Instant) -> Result<Written> {
        let mut tx = self.write().await?;
        let mut changes = Changes::new();
        let household = household_of(&mut tx, new.customer).await?;
        let has_goods = new.lines.iter().any(|line| line.kind == LineKind::Goods);
        let state = state_on(new.delivered_on, day);
        let certainty = new
            .delivered_on
            .map(|delivered| certainty_on(DeliveryCertainty::Confirmed, delivered, day));
        let id: i64 = sqlx::query_scalar(NEXT_PURCHASE).fetch_one(&mut *tx).await?;
        sqlx::query(INSERT_PURCHASE)
            .bind(id)
            .bind(household)
            .bind(new.customer)
            .bind(id.to_string())
            .bind(new.ordered_on.to_string())
            .bind(new.channel.as_str())
            .bind(new.staff)
            .bind(new.lines.iter().map(|line| line.amount_minor).sum::<i64>())
            .bind(qualifies(new.lines.iter().map(|line| line.kind)))
            .bind(delivery_open(has_goods, certainty))
            .bind(&new.note)
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
        changes.made(Table::Purchases, id);
        for (position, line) in (1_i64..).zip(&new.lines) {
            let line_id: i64 = sqlx::query_scalar(INSERT_LINE)
                .bind(id)
                .bind(position)
                .bind(line.product)
                .bind(&line.name)
                .bind(line.kind.as_str())
                .bind(line.quantity)
                .bind(line.amount_minor)
                .fetch_one(&mut *tx)
                .await?;
            changes.made(Table::PurchaseLines, line_id);
            if line.kind == LineKind::Goods {
                let item = ItemRow {
                    household,
                    customer: new.customer,
                    line: Some(line_id),
                    product: line.product,
                    class: line.class,
                    name: &line.name,
                    quantity: line.quantity,
                    room: "",
                    state,
                    state_since: new.delivered_on.filter(|_| state == ItemState::InUse),
                    delivered_on: new.delivered_on,
                    certainty,
                    secret: false,
                    note: "",
                };
                insert_item(&mut tx, &mut changes, &item, now).await?;
            }
        }
        if let (Some(delivered_on), Some(certainty)) = (new.delivered_on, certainty) {
            let delivery = sqlx::query_scalar(INSERT_DELIVERY)
                .bind(id)
                .bind(delivered_on.to_string())
                .bind(certainty.as_str())
                .bind(now.0)
                .fetch_one(&mut *tx)
                .await?;
            changes.made(Table::Deliveries, delivery);
        }
        changes.household(household);
        changes.customer(new.customer);
        let deed = Deed {
            now,
            staff: new.staff,
            action: "purchase.add",
            entity: "purchase",
            id,
        };
        changes.commit(tx, deed).await
    }
}
