//! The shop's products: the list of all of them, and changing one by hand.
//!
//! Not here: products of a list that comes as a file (`import`), proposing one while a purchase is entered (`customers`).

use aichaku_domain::plan::CareClass;
use aichaku_store::ListedProduct;

use super::{LONGEST_LINE, MOST_ROWS, expect_words};
use crate::App;
use crate::error::Result;
use crate::shop::{areas_of, expect_text, invalid};
use crate::wire::{Done, Int, ProductForm, ProductKindBy, ProductLine, ProductPage};

/// The dearest thing that a shop sells, in minor units.
const DEAREST: i64 = 10_000_000_000_000;

impl App {
    /// Products in the order of their names, a page at a time; with `text` those whose name or number has all its words,
    /// in whatever kana and width.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::NoShop`].
    pub async fn product_list(&self, text: String, after: Option<Int>, limit: u32) -> Result<ProductPage> {
        let shop = self.shop().await?;
        let page = shop
            .store
            .list_products(&text, after.map(|after| after.0), limit.clamp(1, MOST_ROWS))
            .await?;
        Ok(ProductPage {
            rows: page.rows.into_iter().map(ProductLine::from).collect(),
            next: page.next.map(Int),
            total: Int(shop.store.count_products().await?),
        })
    }

    /// One product.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::NotFound`].
    pub async fn product(&self, id: Int) -> Result<ProductLine> {
        Ok(self.shop().await?.store.product(id.0).await?.into())
    }

    /// Changes a product; the care of its things follows what it is now.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::Invalid`] with the field; [`crate::error::ErrorCode::NotFound`];
    /// [`crate::error::ErrorCode::EditedElsewhere`] by `seen`, as for a person.
    pub async fn edit_product(&self, id: Int, form: ProductForm, seen: Option<String>) -> Result<Done> {
        let shop = self.shop().await?;
        expect_words("name", &form.name, LONGEST_LINE)?;
        expect_text("maker", &form.maker, LONGEST_LINE)?;
        if form
            .price_minor
            .is_some_and(|price| !(0..=DEAREST).contains(&price.0))
        {
            return Err(invalid("price_minor"));
        }
        let form = aichaku_store::ProductForm {
            name: form.name.trim().to_owned(),
            class: CareClass {
                family: form.family.into(),
                material: form.material.into(),
                finish: form.finish.into(),
            },
            price_minor: form.price_minor.map(|price| price.0),
            maker: form.maker.trim().to_owned(),
        };
        let written = shop
            .store
            .edit_product(id.0, &form, seen.as_deref(), self.now())
            .await?;
        self.done(&shop, &written, &areas_of("product")).await
    }
}

impl From<ListedProduct> for ProductLine {
    fn from(product: ListedProduct) -> Self {
        Self {
            id: Int(product.id),
            version: product.version,
            code: product.code,
            name: product.name,
            family: product.class.family.into(),
            material: product.class.material.into(),
            finish: product.class.finish.into(),
            kind_by: match product.class_by.as_str() {
                "hand" => ProductKindBy::Hand,
                "file" => ProductKindBy::File,
                _ => ProductKindBy::Guess,
            },
            price_minor: product.price_minor.map(Int),
            maker: product.maker,
            things: Int(product.things),
        }
    }
}
