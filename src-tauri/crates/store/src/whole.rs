//! Tests of the store as a whole: every statement prepares, and the schema is what was reviewed.
//!
//! Not here: what each room does (its own tests) and the contract (`tests/contract.rs`).

use expect_test::expect_file;
use sqlx::{AssertSqlSafe, Row as _};

use crate::{Location, Store, StoreKey};

/// Every room with its statements. A room that is missing here fails `every_room_is_listed`.
const ROOMS: &[(&str, &[(&str, &str)])] = &[
    ("asked", crate::asked::STATEMENTS),
    ("backup", crate::backup::STATEMENTS),
    ("changes", crate::changes::STATEMENTS),
    ("check", crate::check::STATEMENTS),
    ("exact", crate::exact::STATEMENTS),
    ("export", crate::export::STATEMENTS),
    ("comparisons", crate::comparisons::STATEMENTS),
    ("comparisons::admit", crate::comparisons::ADMIT_STATEMENTS),
    ("contents", crate::contents::STATEMENTS),
    ("exits", crate::exits::STATEMENTS),
    ("goals", crate::goals::STATEMENTS),
    ("goals::months", crate::goals::MONTH_STATEMENTS),
    ("heard", crate::heard::STATEMENTS),
    ("firsts", crate::firsts::STATEMENTS),
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
    ("duplicates::by_rule", crate::duplicates::BY_RULE_STATEMENTS),
    ("duplicates::look", crate::duplicates::LOOK_STATEMENTS),
    ("duplicates::merge", crate::duplicates::MERGE_STATEMENTS),
    ("duplicates::moved", crate::duplicates::MOVED_STATEMENTS),
    ("duplicates::pairs", crate::duplicates::PAIR_STATEMENTS),
    ("duplicates::people", crate::duplicates::PAIR_PEOPLE_STATEMENTS),
    ("duplicates::together", crate::duplicates::TOGETHER_STATEMENTS),
    ("duplicates::unmerge", crate::duplicates::UNMERGE_STATEMENTS),
    (
        "duplicates::unmerge_answers",
        crate::duplicates::UNMERGE_ANSWERS_STATEMENTS,
    ),
    (
        "duplicates::unmerge_home",
        crate::duplicates::UNMERGE_HOME_STATEMENTS,
    ),
    (
        "duplicates::unmerge_words",
        crate::duplicates::UNMERGE_WORDS_STATEMENTS,
    ),
    ("index_all", crate::index_all::STATEMENTS),
    ("index_marked", crate::index_marked::STATEMENTS),
    ("import::found_anew", crate::import::FOUND_ANEW_STATEMENTS),
    ("items", crate::items::STATEMENTS),
    ("products", crate::products::STATEMENTS),
    ("ledger", crate::ledger::STATEMENTS),
    ("voices", crate::voices::STATEMENTS),
    ("readings", crate::readings::STATEMENTS),
    ("lists", crate::lists::STATEMENTS),
    ("number_settings", crate::number_settings::STATEMENTS),
    ("people", crate::people::STATEMENTS),
    ("people::arrange", crate::people::ARRANGE_STATEMENTS),
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
    ("report", crate::report::STATEMENTS),
    ("search", crate::search::STATEMENTS),
    ("seen", crate::seen::STATEMENTS),
    ("shop", crate::shop::STATEMENTS),
    ("standing", crate::standing::STATEMENTS),
    ("standing::listed", crate::standing::LISTED_STATEMENTS),
    ("standing::ways", crate::standing::WAYS_STATEMENTS),
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

/// Rooms that answer for one person, one thing or one household, however many there are beside them.
const OF_ONE: [&str; 14] = [
    "changes",
    "deliveries",
    "duplicates::look",
    "duplicates::merge",
    "duplicates::moved",
    "duplicates::pairs",
    "duplicates::unmerge",
    "duplicates::unmerge_home",
    "duplicates::unmerge_words",
    "import::origins",
    "people::arrange",
    "people::join",
    "people",
    "standing::ways",
];
/// Tables that grow with the shop.
const LARGE_TABLES: [&str; 15] = [
    "addresses",
    "audit",
    "cases",
    "consents",
    "contact_points",
    "customer_sources",
    "customers",
    "duplicate_pairs",
    "follow_ups",
    "households",
    "match_keys",
    "notes",
    "owned_items",
    "purchases",
    "touches",
];

/// How SQLite goes through each statement of these rooms; a walk along an index that a condition made is no walk
/// over the table.
#[tokio::test]
async fn what_is_asked_of_one_walks_no_table() {
    let store = store().await;
    let mut walks = Vec::new();
    for (room, statements) in ROOMS.iter().filter(|(room, _)| OF_ONE.contains(room)) {
        // An insert asks nothing of who points at the new row; the plan names the question all the same.
        let asking = statements.iter().filter(|(_, text)| !text.starts_with("insert"));
        for (name, text) in asking {
            let rows = sqlx::query(AssertSqlSafe(format!("explain query plan {text}")))
                .fetch_all(store.writer())
                .await
                .expect("a plan");
            for row in rows {
                let step: &str = row.get("detail");
                let table = step.strip_prefix("SCAN ").unwrap_or_default();
                if LARGE_TABLES.contains(&table) {
                    walks.push(format!("{room}::{name}: {step}"));
                }
            }
        }
    }
    assert!(
        walks.is_empty(),
        "statements that walk a whole table:\n{}",
        walks.join("\n")
    );
}

/// Columns that point at a large table and are found by no index: a row that goes is looked for in all of theirs.
/// Follow-ups are written by the hundred thousand in the morning, and people are removed one by one.
const NOT_FOUND: [&str; 1] = ["follow_ups.customer_id"];

#[tokio::test]
async fn a_row_that_goes_is_found_by_whoever_points_at_it() {
    let store = store().await;
    let rows = sqlx::query(
        "select t.name || '.' || f.\"from\" as pointing from sqlite_master as t
         join pragma_foreign_key_list(t.name) as f
         where t.type = 'table' and f.\"table\" in ('customers', 'households', 'owned_items', 'products', 'purchases')
            and not exists (select 1 from pragma_index_list(t.name) as i
                join pragma_index_info(i.name) as c on c.seqno = 0
                where c.name = f.\"from\" and (i.partial = 0 or exists (select 1 from sqlite_master as s
                    where s.name = i.name and s.sql like '% where ' || f.\"from\" || ' is not null')))
            and not exists (select 1 from pragma_table_info(t.name) as k
                where k.name = f.\"from\" and k.pk = 1)
         order by 1",
    )
    .fetch_all(store.writer())
    .await
    .expect("the schema");
    let pointing: Vec<&str> = rows.iter().map(|row| row.get("pointing")).collect();
    assert_eq!(pointing, NOT_FOUND, "columns that no index begins with");
}
