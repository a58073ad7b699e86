//! Purchases by hand, their refunds and deliveries, and the things that come of them.
//!
//! Not here: files (`import`), planning (`planning`), what a name says about a thing (`api` asks `exchange`).

use aichaku_domain::kinds::{DeliveryCertainty, ItemState, LineKind, SalesChannel};
use aichaku_domain::plan::CareClass;
use aichaku_domain::values::{Instant, ShopDay};
use sqlx::SqliteConnection;

use crate::changes::{Changes, Deed, Table, Written};
use crate::people::household_of;
use crate::seen::{Form, expect_seen};
use crate::sql::{RowExt as _, WriteTx, day_text, statements};
use crate::{Result, Store, StoreError};

statements! {
    CLASS = "select id from care_classes where family = $1 and material = $2 and finish = $3";
    INSERT_CLASS = "insert into care_classes (family, material, finish) values ($1, $2, $3) returning id";
    NEXT_PURCHASE = "select coalesce(max(id), 0) + 1 from purchases";
    INSERT_PURCHASE = include_str!("../sql/purchase_insert.sql");
    INSERT_LINE = "insert into purchase_lines (purchase_id, position, product_id, name, kind, quantity, amount_minor)
        values ($1, $2, $3, $4, $5, $6, $7) returning id";
    INSERT_ITEM = include_str!("../sql/item_insert.sql");
    LOAD_PURCHASE = "select household_id, customer_id, ordered_on, gross_minor, refunded_minor, state, delivery_open
        from purchases where id = $1";
    SET_STATE = "update purchases set state = $2, updated_at = $3 where id = $1";
    ITEMS = "select owned_items.id, owned_items.state from owned_items
        join purchase_lines on purchase_lines.id = owned_items.line_id
        where purchase_lines.purchase_id = $1 order by owned_items.id";
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
    DELIVERY_OF = "select id from deliveries where purchase_id = $1";
    INSERT_DELIVERY = "insert into deliveries (purchase_id, delivered_on, certainty, origin, created_at, updated_at)
        values ($1, $2, $3, 'hand', $4, $4) returning id";
    UPDATE_DELIVERY = "update deliveries set delivered_on = $2, certainty = $3, origin = 'hand', updated_at = $4
        where id = $1";
    REMOVE_DELIVERY = "delete from deliveries where id = $1";
    SET_OPEN = "update purchases set delivery_open = $2, updated_at = $3 where id = $1";
    DELIVER_ITEM = "update owned_items set delivered_on = $2, certainty = $3, state = $4,
        state_since = case when state = $4 then state_since else $5 end, updated_at = $6 where id = $1";
    LINES_OF = "select id, name, kind, quantity, amount_minor from purchase_lines where purchase_id = $1
        order by position";
    DELIVERED_ON = "select delivered_on from deliveries where purchase_id = $1";
    UPDATE_PURCHASE = "update purchases set ordered_on = $2, channel = $3, note = $4, gross_minor = $5, updated_at = $6
        where id = $1";
    UPDATE_LINE = "update purchase_lines set name = $2, quantity = $3, amount_minor = $4 where id = $1";
    /// Things that are still called and counted as their line was.
    ITEMS_AS_LINE = "select id, name, quantity from owned_items where line_id = $1 order by id";
    UPDATE_ITEM = "update owned_items set name = $2, quantity = $3, updated_at = $4 where id = $1";
    SPREAD_OF = "select spread from households where id = $1";
}

/// A line typed by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLine {
    /// Product of the catalogue.
    pub product: Option<i64>,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: LineKind,
    /// What decides its care; only of goods.
    pub class: CareClass,
    /// Pieces.
    pub quantity: i64,
    /// Amount; negative for discounts.
    pub amount_minor: i64,
}

/// A purchase typed by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPurchase {
    /// Who.
    pub customer: i64,
    /// Day.
    pub ordered_on: ShopDay,
    /// Delivered, or to be delivered, on.
    pub delivered_on: Option<ShopDay>,
    /// Lines.
    pub lines: Vec<NewLine>,
    /// How it reached the shop.
    pub channel: SalesChannel,
    /// Who sold.
    pub staff: Option<i64>,
    /// Note.
    pub note: String,
}

/// What can be mended about a purchase that was written down wrongly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PurchaseEdit {
    /// Day.
    pub ordered_on: ShopDay,
    /// How it reached the shop.
    pub channel: SalesChannel,
    /// Note.
    pub note: String,
    /// Its lines, each with its id; all of them and no others.
    pub lines: Vec<LineEdit>,
}

/// What can be mended about a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineEdit {
    /// Id.
    pub id: i64,
    /// Name.
    pub name: String,
    /// Pieces.
    pub quantity: i64,
    /// Amount, more than or equal to 0; that of a discount is taken off.
    pub amount_minor: i64,
}

/// A refund.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRefund {
    /// Purchase.
    pub purchase: i64,
    /// Line whose things come back; `None`: money only.
    pub line: Option<i64>,
    /// Day.
    pub refunded_on: ShopDay,
    /// Amount, more than 0.
    pub amount_minor: i64,
    /// Reason.
    pub reason: String,
}

/// Whether a purchase counts as one: goods or a service was sold. Repairs, care kits and fees alone are none;
/// a purchase without lines, of which only the amount is known, is one. Source: `docs/METRICS.md`, part 1.
#[must_use]
pub fn qualifies(lines: impl IntoIterator<Item = LineKind>) -> bool {
    let mut none = true;
    for kind in lines {
        if matches!(kind, LineKind::Goods | LineKind::Service) {
            return true;
        }
        none = false;
    }
    none
}

/// `purchases.delivery_open`: 2 when the delivery day of goods is not known, 1 when it is only estimated, else 0.
#[must_use]
pub fn delivery_open(has_goods: bool, certainty: Option<DeliveryCertainty>) -> i64 {
    match (has_goods, certainty) {
        (false, _) => 0,
        (true, None) => 2,
        (true, Some(DeliveryCertainty::Estimated)) => 1,
        (true, Some(DeliveryCertainty::Confirmed | DeliveryCertainty::Planned)) => 0,
    }
}

/// Where a thing stands that arrives on `delivered_on`: awaited until then.
#[must_use]
pub fn state_on(delivered_on: Option<ShopDay>, day: ShopDay) -> ItemState {
    match delivered_on {
        Some(delivered) if delivered <= day => ItemState::InUse,
        _ => ItemState::Awaiting,
    }
}

/// The row of a class, made where it is new.
pub(crate) async fn class_id(connection: &mut SqliteConnection, class: CareClass) -> Result<i64> {
    let known: Option<i64> = sqlx::query_scalar(CLASS)
        .bind(class.family.as_str())
        .bind(class.material.as_str())
        .bind(class.finish.as_str())
        .fetch_optional(&mut *connection)
        .await?;
    match known {
        Some(id) => Ok(id),
        None => Ok(sqlx::query_scalar(INSERT_CLASS)
            .bind(class.family.as_str())
            .bind(class.material.as_str())
            .bind(class.finish.as_str())
            .fetch_one(&mut *connection)
            .await?),
    }
}

/// A thing to be entered.
pub(crate) struct ItemRow<'a> {
    pub(crate) household: i64,
    pub(crate) customer: i64,
    pub(crate) line: Option<i64>,
    pub(crate) product: Option<i64>,
    pub(crate) class: CareClass,
    pub(crate) name: &'a str,
    pub(crate) quantity: i64,
    pub(crate) room: &'a str,
    pub(crate) state: ItemState,
    pub(crate) state_since: Option<ShopDay>,
    pub(crate) delivered_on: Option<ShopDay>,
    pub(crate) certainty: Option<DeliveryCertainty>,
    pub(crate) secret: bool,
    pub(crate) note: &'a str,
}

/// Enters a thing with the place in the season that its household has.
pub(crate) async fn insert_item(
    tx: &mut WriteTx,
    changes: &mut Changes,
    item: &ItemRow<'_>,
    now: Instant,
) -> Result<i64> {
    let class = class_id(tx, item.class).await?;
    let spread: i64 = sqlx::query_scalar(SPREAD_OF)
        .bind(item.household)
        .fetch_one(&mut **tx)
        .await?;
    let id = sqlx::query_scalar(INSERT_ITEM)
        .bind(item.household)
        .bind(item.customer)
        .bind(item.line)
        .bind(item.product)
        .bind(class)
        .bind(item.name)
        .bind(item.quantity)
        .bind(item.room)
        .bind(item.state.as_str())
        .bind(day_text(item.state_since))
        .bind(day_text(item.delivered_on))
        .bind(item.certainty.map(DeliveryCertainty::as_str))
        .bind(spread)
        .bind(item.secret)
        .bind(item.note)
        .bind(now.0)
        .fetch_one(&mut **tx)
        .await?;
    changes.made(Table::OwnedItems, id);
    changes.item(id);
    Ok(id)
}

/// What a write needs to know about a purchase.
struct Standing {
    household: i64,
    customer: i64,
    gross_minor: i64,
    refunded_minor: i64,
    ok: bool,
    has_goods: bool,
}

async fn standing(tx: &mut WriteTx, purchase: i64) -> Result<Standing> {
    let row = sqlx::query(LOAD_PURCHASE)
        .bind(purchase)
        .fetch_optional(&mut **tx)
        .await?
        .ok_or(StoreError::NotFound { what: "purchase" })?;
    let goods = sqlx::query(ITEMS).bind(purchase).fetch_all(&mut **tx).await?;
    Ok(Standing {
        household: row.int("household_id")?,
        customer: row.int("customer_id")?,
        gross_minor: row.int("gross_minor")?,
        refunded_minor: row.int("refunded_minor")?,
        ok: row.text("state")? == "ok",
        has_goods: row.int("delivery_open")? > 0 || !goods.is_empty(),
    })
}

impl Store {
    /// Adds a purchase with its things and, when the day is known, its delivery.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for the customer.
    pub async fn add_purchase(&self, new: &NewPurchase, day: ShopDay, now: Instant) -> Result<Written> {
        let mut tx = self.write().await?;
        let mut changes = Changes::new();
        let household = household_of(&mut tx, new.customer).await?;
        let has_goods = new.lines.iter().any(|line| line.kind == LineKind::Goods);
        let state = state_on(new.delivered_on, day);
        let certainty = new.delivered_on.map(|_| match state {
            ItemState::InUse => DeliveryCertainty::Confirmed,
            _ => DeliveryCertainty::Planned,
        });
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
        let written = changes.finish(&mut tx, deed).await?;
        tx.commit().await?;
        Ok(written)
    }

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
        expect_seen(&mut tx, Form::Purchase, id, seen).await?;
        let purchase = standing(&mut tx, id).await?;
        if !purchase.ok {
            return Err(StoreError::Conflict { what: "purchase" });
        }
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
            let amount_minor = match row.kind("kind", LineKind::parse)? {
                LineKind::Discount => -line.amount_minor,
                _ => line.amount_minor,
            };
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
            staff: None,
            action: "purchase.edit",
            entity: "purchase",
            id,
        };
        let written = changes.finish(&mut tx, deed).await?;
        tx.commit().await?;
        Ok(written)
    }

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
        expect_seen(&mut tx, Form::Purchase, id, seen).await?;
        let purchase = standing(&mut tx, id).await?;
        if !purchase.ok {
            return Err(StoreError::Conflict { what: "purchase" });
        }
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
            staff: None,
            action: "purchase.cancel",
            entity: "purchase",
            id,
        };
        let written = changes.finish(&mut tx, deed).await?;
        tx.commit().await?;
        Ok(written)
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
            staff: None,
            action: "refund.add",
            entity: "refund",
            id,
        };
        let written = changes.finish(&mut tx, deed).await?;
        tx.commit().await?;
        Ok(written)
    }

    /// Sets or forgets (`None`) the delivery day of a purchase; the things that are not gone follow.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::Conflict`] when the purchase does not stand any more;
    /// [`StoreError::EditedElsewhere`] by `seen`, the stamp of the purchase.
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
        expect_seen(&mut tx, Form::Purchase, id, seen).await?;
        let purchase = standing(&mut tx, id).await?;
        if !purchase.ok {
            return Err(StoreError::Conflict { what: "purchase" });
        }
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
            staff: None,
            action: "delivery.set",
            entity: "purchase",
            id,
        };
        let written = changes.finish(&mut tx, deed).await?;
        tx.commit().await?;
        Ok(written)
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

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::a_sofa(&[LineKind::Goods, LineKind::Fee], true)]
    #[case::advice(&[LineKind::Service], true)]
    #[case::a_repair(&[LineKind::Repair, LineKind::Fee], false)]
    #[case::wax(&[LineKind::CareKit], false)]
    #[case::only_an_amount(&[], true)]
    fn a_purchase_counts_when_goods_or_a_service_were_sold(#[case] lines: &[LineKind], #[case] counts: bool) {
        assert_eq!(qualifies(lines.iter().copied()), counts, "lines {lines:?}");
    }

    #[rstest]
    #[case::no_goods(false, None, 0)]
    #[case::not_known(true, None, 2)]
    #[case::estimated(true, Some(DeliveryCertainty::Estimated), 1)]
    #[case::agreed(true, Some(DeliveryCertainty::Planned), 0)]
    #[case::known(true, Some(DeliveryCertainty::Confirmed), 0)]
    fn a_delivery_day_is_wanted_until_somebody_said_it(
        #[case] goods: bool,
        #[case] certainty: Option<DeliveryCertainty>,
        #[case] open: i64,
    ) {
        assert_eq!(delivery_open(goods, certainty), open, "2 not known, 1 estimated");
    }
}
