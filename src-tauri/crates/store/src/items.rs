//! Things that households live with: bought elsewhere, changed, gone; and products to choose from.
//!
//! Not here: things that come with a purchase (`purchases`), planning.

use aichaku_domain::kinds::{DeliveryCertainty, Family, Finish, ItemState, Material};
use aichaku_domain::plan::CareClass;
use aichaku_domain::values::{Instant, ShopDay};

use crate::changes::{Changes, Deed, Table, Written};
use crate::people::household_of;
use crate::purchases::{ItemRow, class_id, insert_item};
use crate::seen::{Form, expect_seen};
use crate::sql::{RowExt as _, day_text, statements};
use crate::{Result, Store, StoreError};

statements! {
    LOAD = "select household_id, customer_id, state, state_since, delivered_on, certainty from owned_items where id = $1";
    UPDATE = include_str!("../sql/item_update.sql");
    /// By the beginning of code or name, as the catalogue writes them.
    PRODUCTS = include_str!("../sql/products_typed.sql");
    PRODUCT_CLASS = "select care_classes.family, care_classes.material, care_classes.finish
        from products join care_classes on care_classes.id = products.class_id where products.id = $1";
}

/// A thing as a form holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemForm {
    /// Name.
    pub name: String,
    /// What decides its care.
    pub class: CareClass,
    /// Pieces.
    pub quantity: i64,
    /// Room.
    pub room: String,
    /// State.
    pub state: ItemState,
    /// Delivered.
    pub delivered_on: Option<ShopDay>,
    /// A surprise.
    pub secret: bool,
    /// Note.
    pub note: String,
}

/// A product to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    /// Id.
    pub id: i64,
    /// The shop's code.
    pub code: String,
    /// Name.
    pub name: String,
    /// What decides its care.
    pub class: CareClass,
    /// Price.
    pub price_minor: Option<i64>,
}

impl Store {
    /// Adds a thing that was bought elsewhere.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for the customer.
    pub async fn add_item(
        &self,
        customer: i64,
        form: &ItemForm,
        day: ShopDay,
        now: Instant,
    ) -> Result<Written> {
        let mut tx = self.write().await?;
        let mut changes = Changes::new();
        let household = household_of(&mut tx, customer).await?;
        let item = ItemRow {
            household,
            customer,
            line: None,
            product: None,
            class: form.class,
            name: &form.name,
            quantity: form.quantity,
            room: &form.room,
            state: form.state,
            state_since: form.delivered_on.filter(|delivered| *delivered <= day),
            delivered_on: form.delivered_on,
            certainty: certainty_on(form.delivered_on, day),
            secret: form.secret,
            note: &form.note,
        };
        let id = insert_item(&mut tx, &mut changes, &item, now).await?;
        changes.customer(customer);
        let deed = Deed {
            now,
            staff: self.at_counter(),
            action: "item.add",
            entity: "item",
            id,
        };
        changes.commit(tx, deed).await
    }

    /// Changes a thing; its care is planned again. `seen` is the stamp that the form was opened with.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::EditedElsewhere`].
    pub async fn edit_item(
        &self,
        id: i64,
        form: &ItemForm,
        seen: Option<&str>,
        day: ShopDay,
        now: Instant,
    ) -> Result<Written> {
        let mut tx = self.write().await?;
        let mut changes = Changes::new();
        expect_seen(&mut tx, Form::Item, id, seen).await?;
        changes.keep(&mut tx, Table::OwnedItems, id).await?;
        let row = sqlx::query(LOAD)
            .bind(id)
            .fetch_optional(&mut *tx)
            .await?
            .ok_or(StoreError::NotFound { what: "item" })?;
        let was = row.kind("state", ItemState::parse)?;
        let since = if was == form.state {
            row.day_opt("state_since")?
        } else {
            Some(day)
        };
        // A day that somebody left as it was is as sure as it was.
        let certainty = if row.day_opt("delivered_on")? == form.delivered_on {
            row.kind_opt("certainty", DeliveryCertainty::parse)?
        } else {
            certainty_on(form.delivered_on, day)
        };
        let class = class_id(&mut tx, form.class).await?;
        sqlx::query(UPDATE)
            .bind(id)
            .bind(&form.name)
            .bind(class)
            .bind(form.quantity)
            .bind(&form.room)
            .bind(form.state.as_str())
            .bind(day_text(since))
            .bind(day_text(form.delivered_on))
            .bind(certainty.map(DeliveryCertainty::as_str))
            .bind(form.secret)
            .bind(&form.note)
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
        changes.item(id);
        changes.customer(row.int("customer_id")?);
        // What counts by kind is counted again.
        changes.household(row.int("household_id")?);
        let deed = Deed {
            now,
            staff: self.at_counter(),
            action: "item.edit",
            entity: "item",
            id,
        };
        changes.commit(tx, deed).await
    }

    /// Products whose code or name begins with `typed`; all from the beginning for an empty text.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn find_products(&self, typed: &str, limit: u32) -> Result<Vec<Product>> {
        let rows = sqlx::query(PRODUCTS)
            .bind(typed)
            .bind(format!("{typed}\u{10FFFF}"))
            .bind(limit)
            .fetch_all(self.read())
            .await?;
        rows.iter()
            .map(|row| {
                Ok(Product {
                    id: row.int("id")?,
                    code: row.text("code")?,
                    name: row.text("name")?,
                    class: class_of(row)?,
                    price_minor: row.int_opt("price_minor")?,
                })
            })
            .collect()
    }

    /// What decides the care of a product.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn product_class(&self, product: i64) -> Result<CareClass> {
        let row = sqlx::query(PRODUCT_CLASS)
            .bind(product)
            .fetch_optional(self.read())
            .await?
            .ok_or(StoreError::NotFound { what: "product" })?;
        class_of(&row)
    }
}

/// The class from the columns `family`, `material` and `finish`.
pub(crate) fn class_of(row: &sqlx::sqlite::SqliteRow) -> Result<CareClass> {
    Ok(CareClass {
        family: row.kind("family", Family::parse)?,
        material: row.kind("material", Material::parse)?,
        finish: row.kind("finish", Finish::parse)?,
    })
}

/// How sure a day is that a person typed.
fn certainty_on(delivered_on: Option<ShopDay>, day: ShopDay) -> Option<DeliveryCertainty> {
    delivered_on.map(|delivered| {
        if delivered <= day {
            DeliveryCertainty::Confirmed
        } else {
            DeliveryCertainty::Planned
        }
    })
}
