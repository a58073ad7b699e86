//! The words by which people are found are those that their rows say: what is entered person by person is what is entered
//! when all of a shop is entered anew.
//!
//! Not here: who is found by what (`customers`), that a shop which is taken over is the same (`out_again`).

use std::collections::BTreeSet;
use std::path::Path;

use aichaku_api::App;
use aichaku_api::wire::{Int, PairAnswer};
use aichaku_tests::files::DAY;
use aichaku_tests::generate::connect;
use aichaku_tests::house::{House, goods, person, purchase};
use sqlx::Row as _;

/// Every word of the index with its person and column.
async fn words(folder: &Path) -> BTreeSet<(i64, String, String)> {
    let hex = std::fs::read_to_string(folder.join("store.key")).expect("a key");
    let hex = hex.trim();
    let mut key = [0; 32];
    for (at, byte) in key.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&hex[at * 2..at * 2 + 2], 16).expect("a byte");
    }
    let mut file = connect(&folder.join("aichaku.db"), key).await.expect("a store");
    sqlx::query("create virtual table temp.words using fts5vocab(main, customer_search, instance)")
        .execute(&mut file)
        .await
        .expect("a list of words");
    let rows = sqlx::query("select distinct doc, col, term from temp.words")
        .fetch_all(&mut file)
        .await
        .expect("words");
    rows.iter()
        .map(|row| (row.get(0), row.get(1), row.get(2)))
        .collect()
}

/// The words of the shop that stands in `folder` of the app, and of the same shop entered anew.
async fn expect_as_anew(app: &App, folder: &Path) {
    let out = tempfile::tempdir().expect("a folder");
    let all = out.path().join("all").to_string_lossy().into_owned();
    app.export_all(all.clone()).await.expect("an export");
    let anew = House::with_shop(DAY).await;
    anew.app
        .take_over(all, "job".to_owned())
        .await
        .expect("taken over");
    let (stood, entered) = (words(folder).await, words(&anew.dir().join("shop")).await);
    assert!(
        stood.len() > 50,
        "people are found by something, got {}",
        stood.len()
    );
    let (too_many, missing): (Vec<_>, Vec<_>) = (
        stood.difference(&entered).collect(),
        entered.difference(&stood).collect(),
    );
    assert!(too_many.is_empty(), "found by what they have not: {too_many:?}");
    assert!(missing.is_empty(), "not found by what they have: {missing:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_of_the_practice_shop_are_found_by_what_they_have() {
    let house = House::new(DAY);
    house
        .app
        .open_practice(Int(7), Int(120))
        .await
        .expect("a practice shop");
    let folder = house.dir().join("practice");
    expect_as_anew(&house.app, &folder).await;
    let first = house
        .app
        .add_customer(person("佐藤", "花子", "サトウ", "ハナコ"), None)
        .await
        .expect("a customer")
        .id;
    let new = purchase(first, "2026-11-20", None, vec![goods("ロッキングチェア", 90_000)]);
    house.app.add_purchase(new).await.expect("a purchase");
    expect_as_anew(&house.app, &folder).await;
    let other = house.app.search("たなか".to_owned(), 1).await.expect("hits")[0].customer;
    let done = house.app.answer_duplicate(first, other, PairAnswer::Same).await;
    expect_as_anew(&house.app, &folder).await;
    house
        .app
        .unmerge(done.expect("joined").undo.expect("a token"))
        .await
        .expect("apart");
    expect_as_anew(&house.app, &folder).await;
}
