//! Products on the command line: the list of them, one of them, and changing it.

use std::fmt::Write as _;

use aichaku_api::App;
use aichaku_api::error::ApiError;
use aichaku_api::wire::{Family, Finish, Int, Lang, Material, ProductForm, ProductLine, ProductPage};
use clap::Args;

use crate::arguments::{family, finish, material};
use crate::{Answer, words};

#[derive(Debug, Args)]
pub(crate) struct Products {
    /// Words of the name or the number, in whatever kana and width.
    #[arg(long, default_value = "")]
    search: String,
    /// Products at most.
    #[arg(long, default_value_t = 50)]
    limit: u32,
    /// Only those after this product: `next` of the page before.
    #[arg(long)]
    after: Option<i64>,
}

/// What is left out stays as it is.
#[derive(Debug, Args)]
pub(crate) struct Product {
    id: i64,
    #[arg(long)]
    name: Option<String>,
    /// E.g. sofa; the care of its things follows.
    #[arg(long, value_parser = family)]
    family: Option<Family>,
    /// E.g. leather.
    #[arg(long, value_parser = material)]
    material: Option<Material>,
    /// E.g. oil.
    #[arg(long, value_parser = finish)]
    finish: Option<Finish>,
    /// In the currency's smallest unit.
    #[arg(long)]
    price: Option<i64>,
    /// Who makes it.
    #[arg(long)]
    maker: Option<String>,
    /// Where each of its fields came from, instead.
    #[arg(long, conflicts_with_all = ["name", "family", "material", "finish", "price", "maker"])]
    origins: bool,
}

impl Product {
    fn changes(&self) -> bool {
        self.name.is_some()
            || self.family.is_some()
            || self.material.is_some()
            || self.finish.is_some()
            || self.price.is_some()
            || self.maker.is_some()
    }
}

pub(crate) async fn products(app: &App, asked: Products, lang: Lang) -> Result<Answer, ApiError> {
    let page = app
        .product_list(asked.search, asked.after.map(Int), asked.limit)
        .await?;
    Ok(Answer::new(&page, list(&page, lang)))
}

pub(crate) async fn product(app: &App, asked: Product, lang: Lang) -> Result<Answer, ApiError> {
    if asked.origins {
        let origins = app.product_origins(Int(asked.id)).await?;
        return Ok(Answer::new(&origins, crate::origins::origins(&origins, lang)));
    }
    let stands = app.product(Int(asked.id)).await?;
    if !asked.changes() {
        return Ok(Answer::new(&stands, line(&stands, lang)));
    }
    let form = ProductForm {
        name: asked.name.unwrap_or(stands.name),
        family: asked.family.unwrap_or(stands.family),
        material: asked.material.unwrap_or(stands.material),
        finish: asked.finish.unwrap_or(stands.finish),
        price_minor: asked.price.map(Int).or(stands.price_minor),
        maker: asked.maker.unwrap_or(stands.maker),
    };
    let done = app.edit_product(stands.id, form, Some(stands.version)).await?;
    Ok(Answer::new(&done, words::done(&done, lang)))
}

fn list(page: &ProductPage, lang: Lang) -> String {
    if page.rows.is_empty() {
        return match lang {
            Lang::Ja => "当てはまる商品はありません。".to_owned(),
            Lang::En => "No product fits.".to_owned(),
        };
    }
    let mut text = String::new();
    for product in &page.rows {
        let _ = writeln!(text, "{}", line(product, lang));
    }
    if let Some(next) = page.next {
        let _ = match lang {
            Lang::Ja => writeln!(text, "続きは --after {}", next.0),
            Lang::En => writeln!(text, "More with --after {}", next.0),
        };
    }
    text.trim_end().to_owned()
}

/// Number, name, what it is, price, and how many customers' things follow it.
fn line(product: &ProductLine, lang: Lang) -> String {
    let kind = [
        aichaku_api::Family::from(product.family).as_str(),
        aichaku_api::Material::from(product.material).as_str(),
        aichaku_api::Finish::from(product.finish).as_str(),
    ]
    .join("/");
    let price = product
        .price_minor
        .map_or("-".to_owned(), |price| price.0.to_string());
    let things = product.things.0;
    let code = if product.code == product.name {
        ""
    } else {
        &product.code
    };
    let things = match lang {
        Lang::Ja => format!("お客様の品 {things}点"),
        Lang::En => format!("{things} in homes"),
    };
    format!(
        "{:>6}  {code}  {}  {kind}  {price}  {things}",
        product.id.0, product.name
    )
}
