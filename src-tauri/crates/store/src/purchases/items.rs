//! Things as rows: the class that decides their care, and entering one.

use aichaku_domain::kinds::{DeliveryCertainty, ItemState};
use aichaku_domain::plan::CareClass;
use aichaku_domain::values::{Instant, ShopDay};
use sqlx::SqliteConnection;

use crate::Result;
use crate::changes::{Changes, Table};
use crate::sql::{WriteTx, day_text, statements};

statements! {
    CLASS = "select id from care_classes where family = $1 and material = $2 and finish = $3";
    INSERT_CLASS = "insert into care_classes (family, material, finish) values ($1, $2, $3) returning id";
    INSERT_ITEM = include_str!("../../sql/item_insert.sql");
    SPREAD_OF = "select spread from households where id = $1";
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
