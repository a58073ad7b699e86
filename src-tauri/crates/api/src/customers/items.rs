//! The things that a household lives with, and what the catalogue and a name say about them.

use aichaku_domain::plan::CareClass;
use aichaku_domain::purchases::state_against_delivery;
use aichaku_domain::values::ShopDay;
use aichaku_exchange::guess_traits;

use super::{FURTHEST_DELIVERY_DAYS, LONGEST_LINE, LONGEST_NOTE, MOST_ROWS, expect_words};
use crate::App;
use crate::error::Result;
use crate::shop::{areas_of, expect_text, invalid, parse_day_opt};
use crate::wire::{Done, Int, ItemForm, ProductClass, ProductView};

impl App {
    /// Adds a thing that was bought elsewhere.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::Invalid`] with the field; [`crate::error::ErrorCode::NotFound`].
    pub async fn add_item(&self, customer: Int, item: ItemForm) -> Result<Done> {
        let shop = self.shop().await?;
        let day = self.day_in(shop.zone);
        let form = item_of(item, day)?;
        let written = shop.store.add_item(customer.0, &form, day, self.now()).await?;
        self.done(&shop, &written, &areas_of("item")).await
    }

    /// Changes a thing; its plan follows.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::Invalid`] with the field; [`crate::error::ErrorCode::NotFound`];
    /// [`crate::error::ErrorCode::EditedElsewhere`] by `seen`, as for a person.
    pub async fn edit_item(&self, id: Int, item: ItemForm, seen: Option<String>) -> Result<Done> {
        let shop = self.shop().await?;
        let day = self.day_in(shop.zone);
        let form = item_of(item, day)?;
        let written = shop
            .store
            .edit_item(id.0, &form, seen.as_deref(), day, self.now())
            .await?;
        self.done(&shop, &written, &areas_of("item")).await
    }

    /// Products by beginning of name or code.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::NoShop`].
    pub async fn products(&self, text: String, limit: u32) -> Result<Vec<ProductView>> {
        let shop = self.shop().await?;
        let products = shop
            .store
            .find_products(text.trim(), limit.min(MOST_ROWS))
            .await?;
        Ok(products
            .into_iter()
            .map(|product| ProductView {
                id: Int(product.id),
                code: product.code,
                name: product.name,
                family: product.class.family.into(),
                material: product.class.material.into(),
                finish: product.class.finish.into(),
                price_minor: product.price_minor.map(Int),
            })
            .collect())
    }

    /// What a name says about a thing: a proposal, never a fact.
    ///
    /// # Errors
    /// None.
    pub async fn guess_class(&self, name: String) -> Result<ProductClass> {
        let guess = guess_traits(&name);
        Ok(ProductClass {
            family: guess.family.into(),
            material: guess.material.into(),
            finish: guess.finish.into(),
        })
    }
}

/// A form of a thing, checked.
fn item_of(item: ItemForm, day: ShopDay) -> Result<aichaku_store::ItemForm> {
    expect_words("name", &item.name, LONGEST_LINE)?;
    expect_text("room", &item.room, LONGEST_LINE)?;
    expect_text("note", &item.note, LONGEST_NOTE)?;
    if !(1..=9_999).contains(&item.quantity.0) {
        return Err(invalid("quantity"));
    }
    let delivered_on = parse_day_opt("delivered_on", item.delivered_on.as_deref())?;
    if delivered_on.is_some_and(|delivered| delivered > day.plus_days(FURTHEST_DELIVERY_DAYS)) {
        return Err(invalid("delivered_on"));
    }
    Ok(aichaku_store::ItemForm {
        name: item.name,
        class: CareClass {
            family: item.family.into(),
            material: item.material.into(),
            finish: item.finish.into(),
        },
        quantity: item.quantity.0,
        room: item.room,
        state: state_against_delivery(item.state.into(), delivered_on, day),
        delivered_on,
        secret: item.secret,
        note: item.note,
    })
}
