//! Purchases by hand, their refunds and deliveries, and the things that come of them.
//!
//! In this file: where a purchase stands before a write. Not here: files (`import`), planning (`planning`), what a
//! purchase counts as (`domain::purchases`), what a name says about a thing (`api` asks `exchange`).

mod add;
mod deliver;
mod edit;
mod forms;
mod give_back;
mod items;

use aichaku_domain::kinds::DeliveryCertainty;

use crate::seen::{Form, expect_seen};
use crate::sql::{RowExt as _, WriteTx, statements};
use crate::{Result, StoreError};

pub use forms::{LineEdit, NewLine, NewPurchase, NewRefund, PurchaseEdit};
pub(crate) use items::{ItemRow, class_id, insert_item};

#[cfg(test)]
pub(crate) use add::STATEMENTS as ADD_STATEMENTS;
#[cfg(test)]
pub(crate) use deliver::STATEMENTS as DELIVER_STATEMENTS;
#[cfg(test)]
pub(crate) use edit::STATEMENTS as EDIT_STATEMENTS;
#[cfg(test)]
pub(crate) use give_back::STATEMENTS as GIVE_BACK_STATEMENTS;
#[cfg(test)]
pub(crate) use items::STATEMENTS as ITEM_STATEMENTS;

statements! {
    LOAD_PURCHASE = "select household_id, customer_id, ordered_on, gross_minor, refunded_minor, state, delivery_open
        from purchases where id = $1";
    ITEMS = "select owned_items.id, owned_items.state from owned_items
        join purchase_lines on purchase_lines.id = owned_items.line_id
        where purchase_lines.purchase_id = $1 order by owned_items.id";
    INSERT_DELIVERY = "insert into deliveries (purchase_id, delivered_on, certainty, origin, created_at, updated_at)
        values ($1, $2, $3, 'hand', $4, $4) returning id";
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

/// The same, refused when it does not stand any more or is not what `seen` says.
async fn expect_standing(tx: &mut WriteTx, purchase: i64, seen: Option<&str>) -> Result<Standing> {
    expect_seen(tx, Form::Purchase, purchase, seen).await?;
    let standing = standing(tx, purchase).await?;
    if !standing.ok {
        return Err(StoreError::Conflict { what: "purchase" });
    }
    Ok(standing)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

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
