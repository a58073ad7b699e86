//! Joining and taking apart, step by step, beside a store in which only what stands was ever joined.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::OnceLock;

use aichaku_domain::values::Instant;
use aichaku_store::{Location, Merge, NewShop, Store, StoreError, StoreKey};
use proptest::test_runner::TestCaseError;
use serde_json::Value;
use tempfile::TempDir;

use crate::shop::{KEY, Shop, Step, furnish};

/// What the tables hold, row by row in an order of their own.
pub(crate) type State = BTreeMap<String, Vec<String>>;

/// A merge that stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Standing {
    /// Takes it back.
    pub(crate) token: i64,
    /// Stayed.
    pub(crate) keep: i64,
    /// Went.
    pub(crate) absorb: i64,
}

/// A store in a folder of its own.
pub(crate) struct Room {
    /// The store.
    pub(crate) store: Store,
    _dir: TempDir,
    now: i64,
}

/// Runs something to its end, on one runtime for all cases.
pub(crate) fn block_on<T>(what: impl Future<Output = T>) -> T {
    static RUNTIME: OnceLock<tokio::runtime::Runtime> = OnceLock::new();
    RUNTIME
        .get_or_init(|| tokio::runtime::Runtime::new().expect("a runtime"))
        .block_on(what)
}

/// An empty store, made once.
async fn empty() -> &'static Path {
    static EMPTY: tokio::sync::OnceCell<(TempDir, std::path::PathBuf)> = tokio::sync::OnceCell::const_new();
    let (_, path) = EMPTY
        .get_or_init(|| async {
            let dir = tempfile::tempdir().expect("a folder");
            let path = dir.path().join("empty.db");
            let store = open(&path).await;
            let shop = NewShop {
                store_uid: "1".to_owned(),
                practice: false,
                name: "青葉家具".to_owned(),
                currency: "JPY".to_owned(),
                currency_digits: 0,
                zone: "Asia/Tokyo".to_owned(),
                plan_from: None,
            };
            store.create_shop(&shop, Instant(1)).await.expect("a shop");
            store.fold_log().await.expect("folded");
            store.close().await;
            (dir, path)
        })
        .await;
    path
}

async fn open(path: &Path) -> Store {
    Store::open(&Location::File(path.to_owned()), &StoreKey::new(KEY))
        .await
        .expect("a store")
}

impl Room {
    /// The shop as it was before anybody was joined.
    pub(crate) async fn new(shop: &Shop) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("shop.db");
        std::fs::copy(empty().await, &path).expect("a copy");
        furnish(&path, shop).await.expect("furnished");
        Self {
            store: open(&path).await,
            _dir: dir,
            now: 1000,
        }
    }

    /// The next moment: two are never the same.
    pub(crate) fn tick(&mut self) -> Instant {
        self.now += 10;
        Instant(self.now)
    }

    /// Joins two; `None`: one of them does not stand, or they are one already.
    pub(crate) async fn join(&mut self, keep: i64, absorb: i64) -> Option<Standing> {
        let merge = Merge {
            keep,
            absorb,
            by_rule: false,
        };
        let now = self.tick();
        match self.store.merge_customers(&merge, now).await {
            Ok(done) => Some(Standing {
                token: done.undo.expect("a token"),
                keep,
                absorb,
            }),
            Err(StoreError::NotFound { .. } | StoreError::Conflict { .. }) => None,
            Err(error) => panic!("joining {absorb} into {keep}: {error}"),
        }
    }

    /// Takes a merge back, as an undo or for good; `false`: refused.
    pub(crate) async fn apart(&mut self, merge: Standing, ask_again: bool) -> bool {
        let now = self.tick();
        match self.store.unmerge_customers(merge.token, ask_again, now).await {
            Ok(_) => true,
            Err(StoreError::CannotUndo) => false,
            Err(error) => panic!("taking {merge:?} apart: {error}"),
        }
    }

    /// Everything that belongs to people; of the ledger what it says last, of answers those that were given.
    ///
    /// Whoever stands in for somebody of `leaders` may be anybody of the household, so it is only counted.
    pub(crate) async fn state(&self, leaders: &BTreeSet<i64>) -> State {
        let mut state = State::new();
        let mut leading: BTreeMap<String, i64> = BTreeMap::new();
        for table in TABLES {
            let mut rows = self.rows(table).await;
            for row in rows.iter_mut().filter(|_| table == "customers") {
                let leads = row["is_primary"].as_i64().unwrap_or(0);
                *leading.entry(row["household_id"].to_string()).or_default() += leads;
                if row["id"].as_i64().is_some_and(|id| !leaders.contains(&id)) {
                    row["is_primary"] = Value::Null;
                }
            }
            state.insert(
                table.to_owned(),
                rows.into_iter().map(|row| row.to_string()).collect(),
            );
        }
        let leading = leading
            .iter()
            .map(|(home, leaders)| format!("{home} {leaders}"))
            .collect();
        state.insert("leading".to_owned(), leading);
        let mut words = BTreeMap::new();
        for row in self.rows("consents").await {
            let key = format!("{} {}", row["customer_id"], row["channel"]);
            if row["origin"] == "void" {
                words.remove(&key);
            } else {
                words.insert(key, row["state"].to_string());
            }
        }
        let words = words.iter().map(|(key, word)| format!("{key} {word}")).collect();
        state.insert("consents".to_owned(), words);
        let answers = self.rows("duplicate_pairs").await;
        let answers = answers.iter().filter(|row| row["state"] != "open");
        let answers = answers
            .map(|row| format!("{} {} {}", row["one_id"], row["other_id"], row["state"]))
            .collect();
        state.insert("answers".to_owned(), answers);
        for rows in state.values_mut() {
            rows.sort();
        }
        state
    }

    /// The rows of a table, without when they were written and what only numbers them.
    pub(crate) async fn rows(&self, table: &str) -> Vec<Value> {
        let mut rows = Vec::new();
        self.store
            .exact_rows(table, &mut |row| {
                let mut row: Value = serde_json::from_str(row).expect("a row");
                let columns = row.as_object_mut().expect("an object");
                columns.remove("created_at");
                columns.remove("updated_at");
                if table == "addresses" {
                    columns.remove("id");
                }
                rows.push(row);
                ControlFlow::Continue(())
            })
            .await
            .expect("read");
        rows
    }

    /// Every rule of the store holds.
    pub(crate) async fn sound(&self) -> Result<(), TestCaseError> {
        let problems = self.store.check().await.expect("walked through");
        same(
            &problems.len(),
            &0,
            &format!("the store is sound, got {problems:?}"),
        )
    }
}

const TABLES: [&str; 13] = [
    "addresses",
    "cases",
    "contact_points",
    "customer_sources",
    "customers",
    "follow_ups",
    "households",
    "notes",
    "owned_items",
    "purchase_lines",
    "purchases",
    "touches",
    "voices",
];

/// Two things are the same, or the case fails.
pub(crate) fn same<T: PartialEq + std::fmt::Debug>(
    one: &T,
    other: &T,
    why: &str,
) -> Result<(), TestCaseError> {
    if one == other {
        return Ok(());
    }
    Err(TestCaseError::fail(format!("{why}: {one:?} and {other:?}")))
}

/// Two stores hold the same, or the case fails with what only one of them holds.
pub(crate) fn alike(is: &State, expected: &State, why: &str) -> Result<(), TestCaseError> {
    let mut differ = String::new();
    for (table, rows) in expected {
        let found = &is[table];
        for row in found.iter().filter(|row| !rows.contains(row)) {
            differ.push_str(&format!("\n{table} has    {row}"));
        }
        for row in rows.iter().filter(|row| !found.contains(row)) {
            differ.push_str(&format!("\n{table} wants  {row}"));
        }
        if differ.is_empty() && found != rows {
            differ.push_str(&format!("\n{table} holds a row another number of times"));
        }
    }
    if differ.is_empty() {
        return Ok(());
    }
    Err(TestCaseError::fail(format!("{why}{differ}")))
}

/// What stands, made in a shop in which nothing else ever was.
async fn as_if(shop: &Shop, standing: &[Standing], leaders: &BTreeSet<i64>) -> State {
    let mut room = Room::new(shop).await;
    for merge in standing {
        let done = room.join(merge.keep, merge.absorb).await;
        assert!(done.is_some(), "what stands could be joined");
    }
    let state = room.state(leaders).await;
    room.store.close().await;
    state
}

/// Joins and takes apart; after every parting the store is as if what came apart had never been joined.
pub(crate) async fn play(shop: &Shop, steps: &[Step]) -> Result<(), TestCaseError> {
    let mut room = Room::new(shop).await;
    let done = steps_of(&mut room, shop, steps).await;
    room.store.close().await;
    done
}

async fn steps_of(room: &mut Room, shop: &Shop, steps: &[Step]) -> Result<(), TestCaseError> {
    let people = shop.people.len();
    let mut standing: Vec<Standing> = Vec::new();
    let rows = room.rows("customers").await;
    let leaders: BTreeSet<i64> = rows
        .iter()
        .filter(|row| row["is_primary"] == 1)
        .filter_map(|row| row["id"].as_i64())
        .collect();
    for step in steps {
        match step {
            Step::Join(one, other) => {
                let (keep, absorb) = ((one % people) as i64 + 1, (other % people) as i64 + 1);
                if let Some(merge) = room.join(keep, absorb).await {
                    standing.push(merge);
                }
            }
            Step::Apart(at) if !standing.is_empty() => {
                let at = at % standing.len();
                let before = room.state(&leaders).await;
                if room.apart(standing[at], true).await {
                    standing.remove(at);
                    let expected = as_if(shop, &standing, &leaders).await;
                    let is = room.state(&leaders).await;
                    alike(&is, &expected, &format!("with {standing:?} left"))?;
                } else {
                    same(
                        &(at + 1 < standing.len()),
                        &true,
                        "the last merge always comes apart",
                    )?;
                    alike(
                        &room.state(&leaders).await,
                        &before,
                        "what is refused changes nothing",
                    )?;
                }
            }
            Step::Apart(_) => {}
        }
    }
    for merge in standing.iter().rev() {
        same(
            &room.apart(*merge, true).await,
            &true,
            "backwards everything comes apart",
        )?;
    }
    let expected = as_if(shop, &[], &leaders).await;
    alike(&room.state(&leaders).await, &expected, "at the end")?;
    room.sound().await
}
