//! Tests of the store as a whole: every statement prepares, and the schema is what was reviewed.
//!
//! Not here: what each room does (its own tests) and the contract (`tests/contract.rs`).

use expect_test::expect_file;
use sqlx::{AssertSqlSafe, Row as _};

use crate::{Location, Store, StoreKey};

/// Every room with its statements. A room that is missing here fails `every_room_is_listed`.
const ROOMS: &[(&str, &[(&str, &str)])] = &[
    ("backup", crate::backup::STATEMENTS),
    ("changes", crate::changes::STATEMENTS),
    ("check", crate::check::STATEMENTS),
    ("exact", crate::exact::STATEMENTS),
    ("export", crate::export::STATEMENTS),
    ("contents", crate::contents::STATEMENTS),
    ("exits", crate::exits::STATEMENTS),
    ("history", crate::history::STATEMENTS),
    ("import::add", crate::import::ADD_STATEMENTS),
    ("import::aliases", crate::import::ALIAS_STATEMENTS),
    ("import::batches", crate::import::BATCH_STATEMENTS),
    ("import::change", crate::import::CHANGE_STATEMENTS),
    ("import::orders", crate::import::ORDER_STATEMENTS),
    ("import::erased", crate::import::ERASED_STATEMENTS),
    ("import::people", crate::import::PEOPLE_STATEMENTS),
    ("import::lines", crate::import::LINE_STATEMENTS),
    ("import::origins", crate::import::ORIGIN_STATEMENTS),
    ("import::products", crate::import::PRODUCT_STATEMENTS),
    ("import::restore", crate::import::RESTORE_STATEMENTS),
    ("import::known", crate::import::KNOWN_STATEMENTS),
    ("import::past", crate::import::PAST_STATEMENTS),
    ("import::sold", crate::import::SOLD_STATEMENTS),
    ("import::undo", crate::import::UNDO_STATEMENTS),
    ("import::bulk", crate::import::BULK_STATEMENTS),
    ("import::write", crate::import::WRITE_STATEMENTS),
    ("deliveries", crate::deliveries::STATEMENTS),
    ("duplicates::look", crate::duplicates::LOOK_STATEMENTS),
    ("duplicates::merge", crate::duplicates::MERGE_STATEMENTS),
    ("duplicates::pairs", crate::duplicates::PAIR_STATEMENTS),
    ("duplicates::people", crate::duplicates::PAIR_PEOPLE_STATEMENTS),
    ("duplicates::unmerge", crate::duplicates::UNMERGE_STATEMENTS),
    ("items", crate::items::STATEMENTS),
    ("ledger", crate::ledger::STATEMENTS),
    ("readings", crate::readings::STATEMENTS),
    ("lists", crate::lists::STATEMENTS),
    ("number_settings", crate::number_settings::STATEMENTS),
    ("people", crate::people::STATEMENTS),
    ("people::households", crate::people::HOUSEHOLD_STATEMENTS),
    ("people::join", crate::people::JOIN_STATEMENTS),
    ("people::save", crate::people::SAVE_STATEMENTS),
    ("purchases", crate::purchases::STATEMENTS),
    ("purchases::add", crate::purchases::ADD_STATEMENTS),
    ("purchases::deliver", crate::purchases::DELIVER_STATEMENTS),
    ("purchases::edit", crate::purchases::EDIT_STATEMENTS),
    ("purchases::give_back", crate::purchases::GIVE_BACK_STATEMENTS),
    ("purchases::items", crate::purchases::ITEM_STATEMENTS),
    ("follow_ups", crate::follow_ups::STATEMENTS),
    ("follow_ups::cards", crate::follow_ups::CARD_STATEMENTS),
    ("follow_ups::catch_up", crate::follow_ups::CATCH_UP_STATEMENTS),
    ("follow_ups::close", crate::follow_ups::CLOSE_STATEMENTS),
    ("open", crate::open::STATEMENTS),
    ("planning", crate::planning::STATEMENTS),
    ("planning::ahead", crate::planning::AHEAD_STATEMENTS),
    ("planning::begin", crate::planning::BEGIN_STATEMENTS),
    ("planning::groups", crate::planning::GROUP_STATEMENTS),
    ("planning::read", crate::planning::READ_STATEMENTS),
    ("planning::saved", crate::planning::SAVED_STATEMENTS),
    ("planning::write", crate::planning::WRITE_STATEMENTS),
    ("plans", crate::plans::STATEMENTS),
    ("record", crate::record::STATEMENTS),
    ("search", crate::search::STATEMENTS),
    ("seen", crate::seen::STATEMENTS),
    ("shop", crate::shop::STATEMENTS),
    ("watch", crate::watch::STATEMENTS),
];

async fn store() -> Store {
    Store::open(&Location::Memory, &StoreKey::new([1; 32]))
        .await
        .expect("a store in memory")
}

#[tokio::test]
async fn every_statement_prepares_on_a_migrated_store() {
    let store = store().await;
    let mut broken = Vec::new();
    for (room, statements) in ROOMS {
        for (name, text) in *statements {
            let explained = format!("explain {text}");
            if let Err(error) = sqlx::query(AssertSqlSafe(explained))
                .fetch_all(store.writer())
                .await
            {
                broken.push(format!("{room}::{name}: {error}"));
            }
        }
    }
    assert!(
        broken.is_empty(),
        "statements that do not fit the schema:\n{}",
        broken.join("\n")
    );
}

#[test]
fn every_room_is_listed() {
    let src = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut missing = Vec::new();
    let mut folders = vec![src.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("a source");
            let room = path
                .strip_prefix(&src)
                .expect("below src")
                .with_extension("")
                .to_string_lossy()
                .replace(['/', '\\'], "::");
            if text.contains("\nstatements! {") && !ROOMS.iter().any(|(name, _)| *name == room) {
                missing.push(room);
            }
        }
    }
    assert!(
        missing.is_empty(),
        "rooms with statements that no test prepares: {missing:?}"
    );
}

#[tokio::test]
async fn the_schema_is_what_was_reviewed() {
    let store = store().await;
    let rows = sqlx::query(
        "select type, name, sql from sqlite_master
         where sql is not null and name not like 'sqlite_%' and name not like '\\_sqlx%' escape '\\'
            and name not like 'customer\\_search\\_%' escape '\\'
         order by type, name",
    )
    .fetch_all(store.writer())
    .await
    .expect("the schema");
    let mut text = String::new();
    for row in rows {
        text.push_str(row.get::<&str, _>("sql"));
        text.push_str(";\n\n");
    }
    expect_file!["../schema.snapshot.sql"].assert_eq(&text);
}

#[tokio::test]
async fn an_empty_store_is_sound() {
    let problems = store().await.check().await.expect("walked through");
    assert!(
        problems.is_empty(),
        "nothing is wrong with nothing, got {problems:?}"
    );
}
