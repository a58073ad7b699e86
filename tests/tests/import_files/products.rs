//! A list of products that comes again, or after the orders that named them: what it adds and what it changes.
//!
//! Not here: people (`import_people_again.rs`).

use aichaku_api::App;
use aichaku_api::wire::{Family, ImportMode, ImportOptions, ImportReport, Int, Lang, ProductView};
use aichaku_tests::files::{DAY, Files, import_as_shown};
use aichaku_tests::house::House;
use rstest::rstest;

const HEADER: &str = "商品コード,商品名,販売価格,家具の種類\n";
const FIRST: &str = "T1,ダイニングテーブル オーク,98000,テーブル\nC1,板座チェア,40000,椅子\n";
/// The price of one goes up, one is renamed and of another kind, one is new.
const SECOND: &str = "T1,ダイニングテーブル オーク,108000,テーブル\nC1,板座スツール兼サイドテーブル,40000,テーブル\nS1,本革ソファ,298000,ソファ\n";

async fn bring(app: &App, file: &str, mode: ImportMode) -> ImportReport {
    let options = ImportOptions {
        mode: Some(mode),
        ..ImportOptions::default()
    };
    import_as_shown(app, file, options).await
}

/// Code, name and price of every product.
async fn products(app: &App) -> Vec<String> {
    let mut found: Vec<ProductView> = Vec::new();
    for start in ["T1", "C1", "S1"] {
        found.extend(app.products(start.to_owned(), 5).await.expect("found"));
    }
    found
        .iter()
        .map(|one| {
            let price = one.price_minor.map_or(0, |price| price.0);
            format!("{} {} {price} {:?}", one.code, one.name, one.family)
        })
        .collect()
}

const OLD_TABLE: &str = "T1 ダイニングテーブル オーク 98000 Table";
const OLD_CHAIR: &str = "C1 板座チェア 40000 Chair";
const NEW_TABLE: &str = "T1 ダイニングテーブル オーク 108000 Table";
const NEW_CHAIR: &str = "C1 板座スツール兼サイドテーブル 40000 Table";
const SOFA: &str = "S1 本革ソファ 298000 Sofa";

#[rstest]
#[case::both(ImportMode::Both, 1, 2, 0, &[NEW_TABLE, NEW_CHAIR, SOFA])]
#[case::add(ImportMode::Add, 1, 0, 2, &[OLD_TABLE, OLD_CHAIR, SOFA])]
#[case::update(ImportMode::Update, 0, 2, 1, &[NEW_TABLE, NEW_CHAIR])]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_later_list_adds_and_changes_as_it_was_asked_to(
    #[case] mode: ImportMode,
    #[case] new: i64,
    #[case] changed: i64,
    #[case] skipped: i64,
    #[case] after: &[&str],
) {
    let house = House::with_shop(DAY).await;
    let app = &house.app;
    let files = Files::new();
    bring(
        app,
        &files.file("1.csv", format!("{HEADER}{FIRST}")),
        ImportMode::Both,
    )
    .await;
    assert_eq!(products(app).await, [OLD_TABLE, OLD_CHAIR], "the first list");
    let second = files.file("2.csv", format!("{HEADER}{SECOND}"));
    let report = bring(app, &second, mode).await;
    assert_eq!(
        (report.inserted.products, report.updated.products, report.skipped),
        (Int(new), Int(changed), Int(skipped)),
        "new, changed and left as they are"
    );
    assert_eq!(products(app).await, after, "as the mode says");
    let again = bring(app, &second, mode).await;
    assert_eq!(again.updated.products, Int(0), "the same again says nothing new");
    app.undo_batch(report.batch.expect("a batch"))
        .await
        .expect("taken back");
    assert_eq!(
        products(app).await,
        [OLD_TABLE, OLD_CHAIR],
        "and each column goes back"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_tells_what_orders_only_guessed_and_things_in_homes_follow() {
    let house = House::with_shop(DAY).await;
    let app = &house.app;
    let files = Files::new();
    let orders = "注文番号,注文日,氏名,電話番号,商品コード,商品名,数量,小計,納品日\n\
        A-1,2026-11-01,田中 一郎,090-0000-1111,K1,くつろぎ 2人用,1,98000,2026-11-19\n";
    bring(app, &files.file("受注.csv", orders), ImportMode::Both).await;
    let of_home = async || {
        let hits = app.customers(None, 5).await.expect("a list").hits;
        let record = app.customer(hits[0].customer, Lang::Ja).await.expect("a record");
        (record.items[0].name.clone(), record.items[0].family)
    };
    assert_eq!(
        of_home().await,
        ("くつろぎ 2人用".to_owned(), Family::Other),
        "the name tells nothing"
    );
    let list = format!("{HEADER}K1,くつろぎ ソファ 2人用,120000,ソファ\n");
    let report = bring(app, &files.file("商品.csv", list), ImportMode::Both).await;
    assert_eq!(report.updated.products, Int(1), "told by the list");
    assert_eq!(
        of_home().await,
        ("くつろぎ 2人用".to_owned(), Family::Sofa),
        "its care follows, its name is that of the receipt"
    );
    // A guess from another name does not go over what a column told.
    let bare = "商品コード,商品名,販売価格\nK1,くつろぎ テーブルつき,120000\n";
    bring(app, &files.file("商品2.csv", bare), ImportMode::Both).await;
    assert_eq!(of_home().await.1, Family::Sofa, "a column goes before a guess");
    app.undo_batch(report.batch.expect("a batch"))
        .await
        .expect("taken back");
    assert_eq!(of_home().await.1, Family::Other, "taken back with the list");
}
