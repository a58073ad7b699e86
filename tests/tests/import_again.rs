//! The same shop's export again and again: orders that changed, and batches that are taken back after later work.
//!
//! Not here: entries of their own for what came back (`import_returns.rs`), people that changed
//! (`import_people_again.rs`).

use aichaku_api::App;
use aichaku_api::wire::{ImportOptions, ImportReport, Int, Lang, LineForm, PurchaseForm};
use aichaku_tests::dump::content;
use aichaku_tests::files::{DAY, Files, import_as_shown, sales, take_back};
use aichaku_tests::house::House;

const HEADER: &str = "注文番号,注文日,氏名,電話番号,商品コード,商品名,数量,小計,納品日\n";
const TABLE: &str = "A-1,2026-11-01,田中 一郎,090-0000-1111,T1,ダイニングテーブル,1,98000,2026-11-19\n";
const CHAIRS: &str = "A-1,2026-11-01,田中 一郎,090-0000-1111,C1,板座チェア,4,160000,2026-11-19\n";
const OTHER: &str = "B-1,2026-11-02,佐藤 花,090-0000-2222,S1,本革ソファ,1,300000,2026-11-18\n";

fn ledger(files: &Files, name: &str, rows: &str) -> String {
    files.file(name, format!("{HEADER}{rows}"))
}

async fn import(app: &App, file: &str) -> ImportReport {
    import_as_shown(app, file, ImportOptions::default()).await
}

/// Everything but what only says when it was written, row by row.
async fn shop(app: &App) -> Vec<(String, Vec<String>)> {
    content(app)
        .await
        .into_iter()
        .map(|(name, text)| {
            let mut lines = text.lines();
            let header: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
            let when = header.iter().position(|column| *column == "updated_at");
            let rows = lines.map(|line| {
                let cells = line.split(',').enumerate().filter(|(at, _)| Some(*at) != when);
                cells.map(|(_, cell)| cell).collect::<Vec<_>>().join("|")
            });
            (name, rows.collect())
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_that_a_mall_lends_marks_its_buyer() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    // The shop's own ledger, with the address that a mall lends for one order.
    let text = "注文番号,注文日,氏名,メールアドレス,商品名,金額,納品日\n\
        A-1,2026-11-01,田中 一郎,abc123@pc.fw.rakuten.ne.jp,本革ソファ,298000,2026-11-19\n\
        B-1,2026-11-01,佐藤 花,hana@example.jp,本革ソファ,298000,2026-11-19\n";
    import(&house.app, &files.file("控え.csv", text)).await;
    let mut limited = Vec::new();
    for hit in house.app.customers(None, 5).await.expect("a list").hits {
        let record = house
            .app
            .customer(hit.customer, Lang::Ja)
            .await
            .expect("a record");
        limited.push((record.customer.name, record.customer.mall_limited));
    }
    limited.sort();
    assert_eq!(
        limited,
        [("佐藤 花".to_owned(), false), ("田中 一郎".to_owned(), true)],
        "told by the address alone"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_growing_export_brings_only_what_is_new() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    import(
        &house.app,
        &ledger(&files, "1週目.csv", &format!("{TABLE}{CHAIRS}")),
    )
    .await;
    let second = import(
        &house.app,
        &ledger(&files, "2週目.csv", &format!("{TABLE}{CHAIRS}{OTHER}")),
    )
    .await;
    assert_eq!(
        (
            second.inserted.purchases,
            second.inserted.customers,
            second.skipped
        ),
        (Int(1), Int(1), Int(1)),
        "one order is new, one is known"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_changed_order_gains_its_new_lines_and_amounts_and_goes_back_exactly() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    import(&house.app, &ledger(&files, "1.csv", &format!("{TABLE}{OTHER}"))).await;
    let before = shop(&house.app).await;
    let dearer = TABLE.replace("98000", "99000");
    let changed = import(
        &house.app,
        &ledger(&files, "2.csv", &format!("{dearer}{CHAIRS}{OTHER}")),
    )
    .await;
    assert_eq!(
        (
            changed.inserted.lines,
            changed.inserted.items,
            changed.updated.purchases
        ),
        (Int(1), Int(1), Int(1)),
        "the chairs came to an order that is there"
    );
    assert_eq!(
        sales(&house.app).await,
        "2026-11-01 259000 -0\n2026-11-02 300000 -0\nダイニングテーブル ×1 InUse\n本革ソファ ×1 InUse\n\
         板座チェア ×4 InUse",
        "with its amount, and both its lines"
    );
    let planned = content(&house.app).await["follow_ups"].clone();
    let chairs = content(&house.app).await["owned_items"]
        .lines()
        .find(|line| line.contains("板座チェア"))
        .and_then(|line| line.split(',').next().map(str::to_owned))
        .expect("the chairs");
    assert!(
        planned
            .lines()
            .any(|line| line.split(',').nth(3) == Some(&chairs)),
        "care is planned for them:\n{planned}"
    );
    let again = import(
        &house.app,
        &ledger(&files, "2.csv", &format!("{dearer}{CHAIRS}{OTHER}")),
    )
    .await;
    assert_eq!(
        again.batch, None,
        "the same file again changes nothing: {again:?}"
    );
    let kept = take_back(&house.app, changed.batch).await;
    assert!(kept.is_empty(), "nobody worked with it: {:?}", kept);
    house.app.begin_day().await.expect("a planned day");
    expect_same(&before, &shop(&house.app).await);
}

fn expect_same(before: &[(String, Vec<String>)], after: &[(String, Vec<String>)]) {
    for ((name, was), (_, is)) in before.iter().zip(after) {
        // The trail of what was done only grows.
        if !["audit", "import_batches", "import_changes", "import_ranges"].contains(&name.as_str()) {
            assert_eq!(was, is, "{name} is as it was");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fewer_pieces_a_line_that_is_gone_and_an_exchange_silence_their_things() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    import(&house.app, &ledger(&files, "1.csv", &format!("{TABLE}{CHAIRS}"))).await;
    let three = CHAIRS.replace(",4,160000", ",3,120000");
    import(&house.app, &ledger(&files, "2.csv", &format!("{TABLE}{three}"))).await;
    assert_eq!(
        sales(&house.app).await,
        "2026-11-01 218000 -0\nダイニングテーブル ×1 InUse\n板座チェア ×3 InUse",
        "a chair less"
    );
    import(&house.app, &ledger(&files, "3.csv", TABLE)).await;
    assert_eq!(
        sales(&house.app).await,
        "2026-11-01 98000 -0\nダイニングテーブル ×1 InUse\n板座チェア ×3 Returned",
        "no chairs any more"
    );
    let round = TABLE.replace("T1,ダイニングテーブル", "T2,丸テーブル");
    import(&house.app, &ledger(&files, "4.csv", &round)).await;
    assert_eq!(
        sales(&house.app).await,
        "2026-11-01 98000 -0\nダイニングテーブル ×1 Exchanged\n丸テーブル ×1 InUse\n板座チェア ×3 Returned",
        "one table for another"
    );
    house.app.begin_day().await.expect("a planned day");
    let items = content(&house.app).await["owned_items"].clone();
    let old = items
        .lines()
        .find(|line| line.contains("ダイニングテーブル"))
        .and_then(|line| line.split(',').next())
        .expect("the old table");
    let planned = content(&house.app).await["follow_ups"].clone();
    assert!(
        !planned
            .lines()
            .any(|line| line.split(',').nth(3) == Some(old) && line.contains(",planned,")),
        "nothing is planned for the table that went:\n{planned}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_that_tells_its_own_return_silences_the_thing() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    let back = "A-1,2026-11-01,田中 一郎,090-0000-1111,C1,板座チェア,-1,-40000,2026-11-19\n";
    import(&house.app, &ledger(&files, "1.csv", &format!("{TABLE}{CHAIRS}"))).await;
    import(
        &house.app,
        &ledger(&files, "2.csv", &format!("{TABLE}{CHAIRS}{back}")),
    )
    .await;
    assert_eq!(
        sales(&house.app).await,
        "2026-11-01 218000 -0\nダイニングテーブル ×1 InUse\n板座チェア ×3 InUse",
        "three chairs are left"
    );
    let other = House::with_shop(DAY).await;
    import(
        &other.app,
        &ledger(&files, "3.csv", &format!("{TABLE}{CHAIRS}{back}")),
    )
    .await;
    assert_eq!(
        sales(&other.app).await,
        sales(&house.app).await,
        "told at once or later, it comes to the same"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_batch_goes_after_a_second_one_over_the_same_rows() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    import(&house.app, &ledger(&files, "1.csv", &format!("{TABLE}{OTHER}"))).await;
    let first = import(
        &house.app,
        &ledger(
            &files,
            "2.csv",
            &format!("{}{OTHER}", TABLE.replace("98000", "99000")),
        ),
    )
    .await;
    let second = import(
        &house.app,
        &ledger(
            &files,
            "3.csv",
            &format!("{}{OTHER}", TABLE.replace("98000", "100000")),
        ),
    )
    .await;
    let kept = take_back(&house.app, first.batch).await;
    assert!(kept.is_empty(), "no person changed anything: {:?}", kept);
    assert!(
        sales(&house.app).await.contains("2026-11-01 100000 -0"),
        "what the later file says stays: {}",
        sales(&house.app).await
    );
    take_back(&house.app, second.batch).await;
    assert!(
        sales(&house.app).await.contains("2026-11-01 98000 -0"),
        "and goes back to what the first file of all said: {}",
        sales(&house.app).await
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_person_corrected_stays_and_is_listed() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    import(&house.app, &ledger(&files, "1.csv", TABLE)).await;
    let changed = import(
        &house.app,
        &ledger(&files, "2.csv", &TABLE.replace("98000", "99000")),
    )
    .await;
    let hit = house.app.customers(None, 1).await.expect("a list").hits.remove(0);
    let record = house
        .app
        .customer(hit.customer, Lang::Ja)
        .await
        .expect("a record");
    let purchase = &record.purchases[0];
    let edit = PurchaseForm {
        ordered_on: purchase.ordered_on.clone(),
        channel: purchase.channel,
        note: String::new(),
        lines: purchase
            .lines
            .iter()
            .map(|line| LineForm {
                id: line.id,
                name: line.name.clone(),
                quantity: line.quantity,
                amount_minor: Int(95_000),
            })
            .collect(),
    };
    house
        .app
        .edit_purchase(purchase.id, edit, None)
        .await
        .expect("corrected");
    let kept = take_back(&house.app, changed.batch).await;
    assert_eq!(
        kept,
        [("purchase".to_owned(), "edited".to_owned())],
        "the correction is listed"
    );
    assert!(
        sales(&house.app).await.contains("2026-11-01 95000 -0"),
        "and stays: {}",
        sales(&house.app).await
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_that_a_later_file_added_to_stays_when_the_first_file_goes() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    let first = import(&house.app, &ledger(&files, "1.csv", &format!("{TABLE}{OTHER}"))).await;
    import(
        &house.app,
        &ledger(&files, "2.csv", &format!("{TABLE}{CHAIRS}{OTHER}")),
    )
    .await;
    let kept = take_back(&house.app, first.batch).await;
    assert!(
        kept.contains(&("purchase".to_owned(), "told_later".to_owned())),
        "it is listed, got {kept:?}"
    );
    assert_eq!(
        sales(&house.app).await,
        "2026-11-01 258000 -0\nダイニングテーブル ×1 InUse\n板座チェア ×4 InUse",
        "whole, and the other order is gone"
    );
}
