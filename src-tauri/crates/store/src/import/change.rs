//! Changing rows that are there, each with what it was before, so that a batch can be taken back.
//!
//! Not here: taking back (`undo`).

use aichaku_domain::values::ShopDay;
use serde_json::Value;

use super::add::insert_rows;
use super::rows::DeliveryRow;
use super::write::ImportWriter;
use crate::sql::{RowExt as _, statements};
use crate::{Result, StoreError};

statements! {
    KEEP_BEFORE = "insert into import_changes (batch_id, table_name, row_id, before, line) values ($1, $2, $3, $4, $5)";
    PURCHASE_BEFORE = "select json_object('state', state, 'gross_minor', gross_minor, 'refunded_minor', refunded_minor,
            'content_hash', content_hash) as before
        from purchases where id = $1";
    /// Of one whose amount stays what it is: only what changes is kept, so that only that is put back.
    STATE_BEFORE = "select json_object('state', state, 'refunded_minor', refunded_minor, 'content_hash', content_hash) as before
        from purchases where id = $1";
    CHORE_BEFORE = "select json_object('delivery_open', delivery_open) as before from purchases where id = $1";
    /// What was paid back by hand or by an entry of its own stays paid back, whatever the order's rows say.
    SET_PURCHASE = "update purchases set gross_minor = coalesce($3, gross_minor),
            state = case when $2 = 'ok' and state = 'returned' and paid.back >= coalesce($3, gross_minor) then state
                else $2 end,
            refunded_minor = max(coalesce($4, refunded_minor), paid.back),
            content_hash = coalesce($5, content_hash), updated_at = $6
        from (select coalesce(sum(amount_minor), 0) as back from refunds where purchase_id = $1) as paid
        where id = $1";
    ITEMS_OF = "select owned_items.id, json_object('state', owned_items.state, 'state_since', owned_items.state_since,
            'delivered_on', owned_items.delivered_on, 'certainty', owned_items.certainty,
            'quantity', owned_items.quantity) as before
        from purchase_lines join owned_items on owned_items.line_id = purchase_lines.id
        where purchase_lines.purchase_id = $1 order by owned_items.id";
    SILENCE_ITEM = "update owned_items set state = $2, state_since = $3, updated_at = $4
        where id = $1 and state in ('awaiting', 'in_use', 'stored')";
    INSERT_REFUND = "insert into refunds (id, purchase_id, line_id, refunded_on, amount_minor, reason, source, external_id,
            created_at)
        select (select coalesce(max(id), 0) + 1 from refunds), $1,
            (select id from purchase_lines where purchase_id = $1 and position = $2), $3, $4, '', $5, $6, $7";
    ADD_REFUNDED = "update purchases set refunded_minor = refunded_minor + $2, state = coalesce($3, state), updated_at = $4
        where id = $1";
    ITEMS_OF_LINE = "select owned_items.id, owned_items.quantity, json_object('state', owned_items.state,
            'state_since', owned_items.state_since, 'quantity', owned_items.quantity) as before
        from purchase_lines join owned_items on owned_items.line_id = purchase_lines.id
        where purchase_lines.purchase_id = $1 and ($2 is null or purchase_lines.position = $2)
            and owned_items.state in ('awaiting', 'in_use', 'stored') order by owned_items.id";
    FEWER = "update owned_items set quantity = quantity - $2, updated_at = $3 where id = $1";
    DELIVERY_OF = "select id, certainty, json_object('delivered_on', delivered_on, 'certainty', certainty,
            'origin', origin) as before
        from deliveries where purchase_id = $1";
    SET_DELIVERY = "update deliveries set delivered_on = $2, certainty = $3, origin = 'file', updated_at = $4 where id = $1";
    DELIVER_ITEM = "update owned_items set delivered_on = $2, certainty = $3,
            state = case when state in ('awaiting', 'in_use') then $4 else state end,
            state_since = case when state in ('awaiting', 'in_use') then $2 else state_since end, updated_at = $5
        where id = $1";
    CLOSE_CHORE = "update purchases set delivery_open = $2, updated_at = $3 where id = $1";
    SUPPRESS_BEFORE = "select json_object('suppressed', suppressed) as before from customers where id = $1";
    SUPPRESS = "update customers set suppressed = 1, updated_at = $2 where id = $1 and suppressed = 0";
}

/// A purchase that a later file tells differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PurchaseChange {
    /// Which.
    pub id: i64,
    /// Its household.
    pub household: i64,
    /// Text form of its state now.
    pub state: &'static str,
    /// Its amount now; `None`: as it was.
    pub gross_minor: Option<i64>,
    /// Refunded now; `None`: as it was.
    pub refunded_minor: Option<i64>,
    /// What the file says now; `None`: the entry is another one.
    pub content_hash: Option<i64>,
    /// The day of the change.
    pub on: ShopDay,
}

/// Something that came back of a purchase that is there, as an entry of its own in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnChange {
    /// Which purchase.
    pub purchase: i64,
    /// Its household.
    pub household: i64,
    /// The day on which it came back.
    pub on: ShopDay,
    /// The system that the entry's number is unique in.
    pub source: String,
    /// The entry's number.
    pub external_id: String,
    /// Text form of the purchase's state when nothing of it is left; `None`: it stands.
    pub whole: Option<&'static str>,
    /// What came back.
    pub lines: Vec<ReturnedLine>,
}

/// One thing that came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReturnedLine {
    /// Position of its line in the purchase; `None`: the whole purchase; 0: money alone.
    pub position: Option<i64>,
    /// Pieces.
    pub quantity: i64,
    /// Amount paid back, 0 or more.
    pub amount_minor: i64,
}

/// A delivery day for a purchase that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryChange {
    /// Purchase.
    pub purchase: i64,
    /// Day.
    pub on: ShopDay,
    /// Text form of how sure.
    pub certainty: &'static str,
}

impl ImportWriter {
    /// Changes a purchase that a file tells differently now; its things follow its state.
    ///
    /// # Errors
    /// Errors of writing.
    pub async fn change_purchase(&mut self, change: &PurchaseChange) -> Result<()> {
        let before = if change.gross_minor.is_some() {
            PURCHASE_BEFORE
        } else {
            STATE_BEFORE
        };
        self.keep("purchases", change.id, before).await?;
        sqlx::query(SET_PURCHASE)
            .bind(change.id)
            .bind(change.state)
            .bind(change.gross_minor)
            .bind(change.refunded_minor)
            .bind(change.content_hash)
            .bind(self.now.0)
            .execute(&mut *self.tx)
            .await?;
        if change.state != "ok" {
            for (item, before) in self.items_of(change.id).await? {
                self.keep_text("owned_items", item, &before).await?;
                sqlx::query(SILENCE_ITEM)
                    .bind(item)
                    .bind(change.state)
                    .bind(change.on.to_string())
                    .bind(self.now.0)
                    .execute(&mut *self.tx)
                    .await?;
                self.changed_items.insert(item);
                self.found.things.insert(item);
            }
        }
        self.households.insert(change.household);
        Ok(())
    }

    /// Books what came back of a purchase: money, and the things themselves, which are silent from then on. Of
    /// several pieces on a line only those that came back go.
    ///
    /// # Errors
    /// Errors of writing.
    pub async fn take_back(&mut self, change: &ReturnChange) -> Result<()> {
        let day = change.on.to_string();
        self.keep("purchases", change.purchase, STATE_BEFORE).await?;
        let paid: i64 = change.lines.iter().map(|line| line.amount_minor).sum();
        sqlx::query(ADD_REFUNDED)
            .bind(change.purchase)
            .bind(paid)
            .bind(change.whole)
            .bind(self.now.0)
            .execute(&mut *self.tx)
            .await?;
        for line in &change.lines {
            // Something given back for nothing is no refund, but it is no longer there either.
            if line.amount_minor > 0 {
                sqlx::query(INSERT_REFUND)
                    .bind(change.purchase)
                    .bind(line.position)
                    .bind(&day)
                    .bind(line.amount_minor)
                    .bind(&change.source)
                    .bind(&change.external_id)
                    .bind(self.now.0)
                    .execute(&mut *self.tx)
                    .await?;
            }
            let items = sqlx::query(ITEMS_OF_LINE)
                .bind(change.purchase)
                .bind(line.position)
                .fetch_all(&mut *self.tx)
                .await?;
            let state = match change.whole {
                Some("cancelled") => "cancelled",
                _ => "returned",
            };
            let mut pieces = line.quantity;
            for item in items {
                let (id, there) = (item.int("id")?, item.int("quantity")?);
                if line.position.is_some() && pieces <= 0 {
                    break;
                }
                self.keep_text("owned_items", id, &item.text("before")?).await?;
                if line.position.is_some() && pieces < there {
                    sqlx::query(FEWER)
                        .bind(id)
                        .bind(pieces)
                        .bind(self.now.0)
                        .execute(&mut *self.tx)
                        .await?;
                } else {
                    sqlx::query(SILENCE_ITEM)
                        .bind(id)
                        .bind(state)
                        .bind(&day)
                        .bind(self.now.0)
                        .execute(&mut *self.tx)
                        .await?;
                }
                pieces -= there;
                self.changed_items.insert(id);
                self.found.things.insert(id);
            }
        }
        self.households.insert(change.household);
        Ok(())
    }

    /// Sets a delivery day. A confirmed day gives way only to another confirmed one.
    /// Returns whether anything changed.
    ///
    /// # Errors
    /// Errors of writing.
    pub async fn deliver(&mut self, change: &DeliveryChange, household: i64) -> Result<bool> {
        let there = sqlx::query(DELIVERY_OF)
            .bind(change.purchase)
            .fetch_optional(&mut *self.tx)
            .await?;
        let day = change.on.to_string();
        match there {
            Some(row) => {
                if row.text("certainty")? == "confirmed" && change.certainty != "confirmed" {
                    return Ok(false);
                }
                let before = row.text("before")?;
                let was: Value = serde_json::from_str(&before).map_err(|_| StoreError::Damaged)?;
                if was["delivered_on"] == day.as_str() && was["certainty"] == change.certainty {
                    return Ok(false);
                }
                let id = row.int("id")?;
                self.keep_text("deliveries", id, &before).await?;
                sqlx::query(SET_DELIVERY)
                    .bind(id)
                    .bind(&day)
                    .bind(change.certainty)
                    .bind(self.now.0)
                    .execute(&mut *self.tx)
                    .await?;
            }
            None => {
                let row = DeliveryRow {
                    id: self.next_delivery().await?,
                    purchase_id: change.purchase,
                    delivered_on: change.on,
                    certainty: change.certainty,
                    origin: "file",
                    created_at: self.now.0,
                    updated_at: self.now.0,
                };
                insert_rows(&mut self.tx, &[row]).await?;
            }
        }
        let arrived = change.on <= self.day && change.certainty != "planned";
        for (item, before) in self.items_of(change.purchase).await? {
            self.keep_text("owned_items", item, &before).await?;
            sqlx::query(DELIVER_ITEM)
                .bind(item)
                .bind(&day)
                .bind(change.certainty)
                .bind(if arrived { "in_use" } else { "awaiting" })
                .bind(self.now.0)
                .execute(&mut *self.tx)
                .await?;
            self.changed_items.insert(item);
        }
        self.keep("purchases", change.purchase, CHORE_BEFORE).await?;
        sqlx::query(CLOSE_CHORE)
            .bind(change.purchase)
            .bind(i64::from(change.certainty == "estimated"))
            .bind(self.now.0)
            .execute(&mut *self.tx)
            .await?;
        self.households.insert(household);
        Ok(true)
    }

    /// Stops everything to a person who asked for it. Returns whether anything changed.
    ///
    /// # Errors
    /// Errors of writing.
    pub async fn suppress(&mut self, customer: i64) -> Result<bool> {
        let before: String = sqlx::query_scalar(SUPPRESS_BEFORE)
            .bind(customer)
            .fetch_one(&mut *self.tx)
            .await?;
        let done = sqlx::query(SUPPRESS)
            .bind(customer)
            .bind(self.now.0)
            .execute(&mut *self.tx)
            .await?;
        if done.rows_affected() == 0 {
            return Ok(false);
        }
        self.keep_text("customers", customer, &before).await?;
        Ok(true)
    }

    async fn next_delivery(&mut self) -> Result<i64> {
        Ok(
            sqlx::query_scalar("select coalesce(max(id), 0) + 1 from deliveries")
                .fetch_one(&mut *self.tx)
                .await?,
        )
    }

    async fn items_of(&mut self, purchase: i64) -> Result<Vec<(i64, String)>> {
        let rows = sqlx::query(ITEMS_OF)
            .bind(purchase)
            .fetch_all(&mut *self.tx)
            .await?;
        rows.iter()
            .map(|row| Ok((row.int("id")?, row.text("before")?)))
            .collect()
    }

    pub(super) async fn keep(&mut self, table: &str, id: i64, statement: &'static str) -> Result<()> {
        let before: String = sqlx::query_scalar(statement)
            .bind(id)
            .fetch_one(&mut *self.tx)
            .await?;
        self.keep_text(table, id, &before).await
    }

    pub(super) async fn keep_text(&mut self, table: &str, id: i64, before: &str) -> Result<()> {
        sqlx::query(KEEP_BEFORE)
            .bind(self.batch)
            .bind(table)
            .bind(id)
            .bind(before)
            .bind(self.line)
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }
}
