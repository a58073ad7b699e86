//! The products as a list, all of them or what a search finds.
//!
//! Not here: what is in them (`customers::products`).

use aichaku_exchange::SheetCell;

use super::file::ListFile;
use super::words::Heading;
use super::{PAGE, kinds, text, write};
use crate::error::Result;
use crate::planning::settings;
use crate::wire::{Lang, ListForm, ListReport, ProductKindBy, ProductLine};
use crate::{App, OpenShop};

/// Saves them in the order of the screen.
pub(super) async fn save(
    app: &App,
    shop: &OpenShop,
    search: &str,
    form: ListForm,
    path: &str,
    lang: Lang,
) -> Result<ListReport> {
    let digits = settings(shop).await?.currency_digits;
    let Heading { sheet, columns } = heading(lang);
    let mut file = ListFile::begin(path, form, sheet, columns)?;
    let mut after = None;
    loop {
        let rows = match app.product_list(search.to_owned(), after, PAGE).await {
            Ok(page) => {
                after = page.next;
                let mut rows = page.rows.iter();
                rows.try_for_each(|product| file.row(row(product, digits, lang)))
            }
            Err(error) => Err(error),
        };
        if rows.is_err() || after.is_none() {
            return write(file, |_| rows);
        }
    }
}

fn row(product: &ProductLine, digits: u8, lang: Lang) -> Vec<SheetCell> {
    vec![
        text(product.code.clone()),
        text(product.name.clone()),
        text(kinds::family(product.family, lang)),
        text(kinds::material(product.material, lang)),
        text(kinds::finish(product.finish, lang)),
        text(told_by(product.kind_by, lang)),
        product
            .price_minor
            .map_or(SheetCell::Empty, |minor| SheetCell::Amount {
                minor: minor.0,
                digits,
            }),
        text(product.maker.clone()),
        SheetCell::Integer(product.things.0),
    ]
}

fn told_by(by: ProductKindBy, lang: Lang) -> &'static str {
    match (by, lang) {
        (ProductKindBy::Guess, Lang::Ja) => "商品名から",
        (ProductKindBy::Guess, Lang::En) => "by its name",
        (ProductKindBy::File, Lang::Ja) => "ファイルから",
        (ProductKindBy::File, Lang::En) => "from a file",
        (ProductKindBy::Hand, Lang::Ja) => "手入力",
        (ProductKindBy::Hand, Lang::En) => "typed by hand",
    }
}

fn heading(lang: Lang) -> Heading {
    match lang {
        Lang::Ja => Heading {
            sheet: "商品",
            columns: vec![
                "商品番号",
                "商品名",
                "家具",
                "素材",
                "仕上げ",
                "種類の出どころ",
                "販売価格",
                "メーカー",
                "お客様の品",
            ],
        },
        Lang::En => Heading {
            sheet: "Products",
            columns: vec![
                "Product no.",
                "Name",
                "Furniture",
                "Material",
                "Finish",
                "Kind told by",
                "Price",
                "Maker",
                "In homes",
            ],
        },
    }
}
