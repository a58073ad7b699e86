//! Imports of the past, and people who may be in the books twice, as lists.
//!
//! Not here: rows that an import left out (`import::rejects`).

use aichaku_domain::values::Instant;
use aichaku_exchange::SheetCell;

use super::file::ListFile;
use super::words::{self, Heading};
use super::{text, write};
use crate::error::Result;
use crate::wire::{
    BatchView, ImportKind, Lang, ListForm, ListReport, NO_SYSTEM, PairQuestion, PairSide, PairView,
    system_names,
};
use crate::{App, OpenShop};

/// Saves the imports of the past, the newest first.
pub(super) async fn save_batches(
    app: &App,
    shop: &OpenShop,
    form: ListForm,
    path: &str,
    lang: Lang,
) -> Result<ListReport> {
    let batches = app.batches().await?;
    let Heading { sheet, columns } = batches_heading(lang);
    let file = ListFile::begin(path, form, sheet, columns)?;
    write(file, |file| {
        batches
            .iter()
            .try_for_each(|batch| file.row(batch_row(batch, shop, lang)))
    })
}

/// Saves every pair that waits for an answer, the surest first.
pub(super) async fn save_pairs(app: &App, form: ListForm, path: &str, lang: Lang) -> Result<ListReport> {
    let pairs = app.all_pairs().await?;
    let Heading { sheet, columns } = pairs_heading(lang);
    let file = ListFile::begin(path, form, sheet, columns)?;
    write(file, |file| {
        pairs.iter().try_for_each(|pair| file.row(pair_row(pair, lang)))
    })
}

fn batch_row(batch: &BatchView, shop: &OpenShop, lang: Lang) -> Vec<SheetCell> {
    let new = &batch.inserted;
    vec![
        SheetCell::Integer(batch.batch.0),
        SheetCell::Day(Instant(batch.committed_at.0).day_in(shop.zone)),
        text(batch.file.clone()),
        text(kind(batch.kind, lang)),
        text(system(&batch.system, lang)),
        SheetCell::Integer(new.customers.0),
        SheetCell::Integer(new.purchases.0),
        SheetCell::Integer(new.items.0),
        SheetCell::Integer(new.products.0),
        SheetCell::Integer(new.deliveries.0),
        SheetCell::Integer(batch.rejected.0 + batch.undecided.0),
        text(words::yes_no(batch.undone, lang)),
    ]
}

fn pair_row(pair: &PairView, lang: Lang) -> Vec<SheetCell> {
    let question = match (pair.question, lang) {
        (PairQuestion::Person, Lang::Ja) => "同じ方でしょうか",
        (PairQuestion::Family, Lang::Ja) => "同じご家族でしょうか",
        (PairQuestion::Person, Lang::En) => "one person?",
        (PairQuestion::Family, Lang::En) => "one family?",
    };
    let mut row = vec![text(question), SheetCell::Integer(pair.score.0 / 10)];
    row.extend(side(&pair.one));
    row.extend(side(&pair.other));
    row
}

fn side(of: &PairSide) -> [SheetCell; 7] {
    [
        SheetCell::Integer(of.customer.0),
        text(of.name.clone()),
        text(of.kana.clone()),
        text(of.phones.join(" / ")),
        text(of.mails.join(" / ")),
        text(of.address.clone()),
        SheetCell::Integer(of.purchases.0),
    ]
}

fn kind(kind: ImportKind, lang: Lang) -> &'static str {
    match (kind, lang) {
        (ImportKind::Customers, Lang::Ja) => "お客様",
        (ImportKind::Purchases, Lang::Ja) => "ご購入",
        (ImportKind::Products, Lang::Ja) => "商品",
        (ImportKind::Deliveries, Lang::Ja) => "お届け日",
        (ImportKind::Optouts, Lang::Ja) => "ご連絡を望まれない方",
        (ImportKind::Customers, Lang::En) => "customers",
        (ImportKind::Purchases, Lang::En) => "purchases",
        (ImportKind::Products, Lang::En) => "products",
        (ImportKind::Deliveries, Lang::En) => "delivery days",
        (ImportKind::Optouts, Lang::En) => "people who want nothing any more",
        (ImportKind::Surveys, Lang::Ja) => "お客様のご回答(アンケート)",
        (ImportKind::Surveys, Lang::En) => "survey answers",
    }
}

fn system(id: &str, lang: Lang) -> String {
    let own = || match lang {
        Lang::Ja => "一般的な表",
        Lang::En => "Any table",
    };
    if id == NO_SYSTEM {
        return own().to_owned();
    }
    system_names()
        .into_iter()
        .find(|system| system.id == id)
        .map_or_else(
            || id.to_owned(),
            |system| match lang {
                Lang::Ja => system.ja,
                Lang::En => system.en,
            },
        )
}

fn batches_heading(lang: Lang) -> Heading {
    match lang {
        Lang::Ja => Heading {
            sheet: "これまでの取り込み",
            columns: vec![
                "番号",
                "取り込んだ日",
                "ファイル",
                "内容",
                "どこから",
                "お客様",
                "ご購入",
                "お使いの品",
                "商品",
                "お届け日",
                "取り込めなかった行",
                "取り消し済み",
            ],
        },
        Lang::En => Heading {
            sheet: "Imports",
            columns: vec![
                "No.",
                "Brought in on",
                "File",
                "What",
                "From",
                "Customers",
                "Purchases",
                "Items",
                "Products",
                "Delivery days",
                "Rows left out",
                "Taken back",
            ],
        },
    }
}

fn pairs_heading(lang: Lang) -> Heading {
    match lang {
        Lang::Ja => Heading {
            sheet: "似ているお客様",
            columns: vec![
                "確かめること",
                "確からしさ(%)",
                "お客様番号1",
                "お名前1",
                "ふりがな1",
                "電話番号1",
                "メールアドレス1",
                "ご住所1",
                "ご購入回数1",
                "お客様番号2",
                "お名前2",
                "ふりがな2",
                "電話番号2",
                "メールアドレス2",
                "ご住所2",
                "ご購入回数2",
            ],
        },
        Lang::En => Heading {
            sheet: "Possible doubles",
            columns: vec![
                "Question",
                "Probability (%)",
                "Customer no. 1",
                "Name 1",
                "Reading 1",
                "Telephone 1",
                "E-mail 1",
                "Address 1",
                "Purchases 1",
                "Customer no. 2",
                "Name 2",
                "Reading 2",
                "Telephone 2",
                "E-mail 2",
                "Address 2",
                "Purchases 2",
            ],
        },
    }
}
