//! Bringing in more than the shop has: indexes whose entries would come in no order are set aside and made anew
//! at the end, in the same transaction.
//!
//! An entry that lands anywhere in a large index costs a page that is decrypted, changed and encrypted again; in
//! the order of the index a page holds a hundred entries. Not here: when a batch is that large (`write`).

use sqlx::AssertSqlSafe;
use sqlx::sqlite::SqliteRow;

use crate::Result;
use crate::sql::{RowExt as _, WriteTx, statements};

statements! {
    /// As they were made, so that they come back as they were.
    SET_ASIDE = "select name, sql from sqlite_master
        where type = 'index' and name in (select value from json_each($1)) order by name";
    /// Everything that a written row has to be entered into, or looked at by: indexes, and the marks of people who are
    /// to be compared. The ledger stays guarded.
    SET_ALL_ASIDE = "select type, name, sql from sqlite_master
        where (type = 'index' and sql is not null) or (type = 'trigger' and name like 'look\\_%' escape '\\')
        order by type, name";
    /// The search index gathers in memory what it would otherwise write, and merge, bit by bit.
    GATHER_MORE = "insert into customer_search (customer_search, rank) values ('hashsize', 33554432)";
    GATHER_LESS = "insert into customer_search (customer_search, rank) values ('hashsize', 1048576)";
    RECOUNT_ALL = include_str!("../../sql/recount_all.sql");
    SORT_ON_DISK = "pragma temp_store = file";
    SORT_IN_MEMORY = "pragma temp_store = memory";
}

/// New rows from which on a batch is too many to be sorted in memory: of each row a sort holds about 50 bytes.
const TOO_MANY: i64 = 1_500_000;
/// Of names and telephone numbers; there are as many as people, and they never touch the disk unencrypted.
const OF_NAMES: [&str; 4] = [
    "contact_points_value",
    "customers_match",
    "customers_sort",
    "households_match",
];

/// Nothing that is asked while a batch is written looks into these.
const UNORDERED: [&str; 11] = [
    "contact_points_value",
    "customers_match",
    "customers_sort",
    "households_match",
    "owned_items_customer",
    "owned_items_due",
    "owned_items_product",
    "owned_items_season",
    "purchase_lines_product",
    "purchases_customer",
    "purchases_household",
];
/// Asked only for persons who were there before.
const OF_KNOWN: [&str; 1] = ["owned_items_household"];

/// Indexes and triggers that are not there at the moment.
#[derive(Debug, Default)]
pub(crate) struct Aside {
    made: Vec<Made>,
    /// So many rows that numbers, days and amounts are sorted on disk, in files without a name.
    many: bool,
}

#[derive(Debug)]
struct Made {
    name: String,
    sql: String,
}

impl Aside {
    /// Sets indexes aside; `known`: some persons are in the shop already; `rows`: how many are to come.
    pub(super) async fn set(tx: &mut WriteTx, known: bool, rows: i64) -> Result<Self> {
        let of_known = if known { &[][..] } else { &OF_KNOWN[..] };
        let names: Vec<&str> = UNORDERED.iter().chain(of_known).copied().collect();
        let found = sqlx::query(SET_ASIDE)
            .bind(super::add::json(&names)?)
            .fetch_all(&mut **tx)
            .await?;
        let mut aside = Self {
            made: Vec::with_capacity(found.len()),
            many: rows >= TOO_MANY,
        };
        for row in found {
            aside.put_away(tx, "index", &row).await?;
        }
        sqlx::query(GATHER_MORE).execute(&mut **tx).await?;
        Ok(aside)
    }

    /// Sets every index aside, and what marks people who are written: for a store that is filled from nothing.
    pub(crate) async fn set_all(tx: &mut WriteTx) -> Result<Self> {
        let found = sqlx::query(SET_ALL_ASIDE).fetch_all(&mut **tx).await?;
        let mut aside = Self::default();
        for row in found {
            aside.put_away(tx, &row.text("type")?, &row).await?;
        }
        sqlx::query(GATHER_MORE).execute(&mut **tx).await?;
        Ok(aside)
    }

    async fn put_away(&mut self, tx: &mut WriteTx, kind: &str, row: &SqliteRow) -> Result<()> {
        let name = row.text("name")?;
        let drop = format!("drop {kind} {name}");
        sqlx::query(AssertSqlSafe(drop)).execute(&mut **tx).await?;
        let sql = row.text("sql")?;
        self.made.push(Made { name, sql });
        Ok(())
    }

    /// Makes them again, and brings the totals of all households up to date in one walk over the purchases.
    pub(super) async fn put_back(self, tx: &mut WriteTx) -> Result<()> {
        let (of_names, of_numbers): (Vec<_>, Vec<_>) = self
            .made
            .into_iter()
            .partition(|made| OF_NAMES.contains(&made.name.as_str()));
        if self.many {
            sqlx::query(SORT_ON_DISK).execute(&mut **tx).await?;
        }
        sqlx::query(RECOUNT_ALL).execute(&mut **tx).await?;
        make(tx, of_numbers).await?;
        if self.many {
            sqlx::query(SORT_IN_MEMORY).execute(&mut **tx).await?;
        }
        make(tx, of_names).await?;
        Self::gather_less(tx).await
    }

    /// Makes them again; the search index goes on gathering until [`Aside::gather_less`].
    pub(crate) async fn make_again(self, tx: &mut WriteTx) -> Result<()> {
        make(tx, self.made).await
    }

    /// The search index writes bit by bit again.
    pub(crate) async fn gather_less(tx: &mut WriteTx) -> Result<()> {
        sqlx::query(GATHER_LESS).execute(&mut **tx).await?;
        Ok(())
    }
}

async fn make(tx: &mut WriteTx, all: Vec<Made>) -> Result<()> {
    for made in all {
        sqlx::query(AssertSqlSafe(made.sql)).execute(&mut **tx).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use aichaku_domain::values::Instant;
    use sqlx::Row as _;

    use crate::{Location, NewShop, Store, StoreKey};

    async fn schema(store: &Store) -> Vec<(String, Option<String>)> {
        sqlx::query("select name, sql from sqlite_master order by name")
            .fetch_all(store.writer())
            .await
            .expect("the schema")
            .iter()
            .map(|row| (row.get("name"), row.get("sql")))
            .collect()
    }

    #[tokio::test]
    async fn a_large_batch_leaves_every_index_as_it_was() {
        let store = Store::open(&Location::Memory, &StoreKey::new([1; 32]))
            .await
            .expect("a store");
        let shop = NewShop {
            store_uid: "bulk".to_owned(),
            practice: false,
            name: String::new(),
            currency: "JPY".to_owned(),
            currency_digits: 0,
            zone: "Asia/Tokyo".to_owned(),
            plan_from: None,
        };
        store.create_shop(&shop, Instant(0)).await.expect("a shop");
        let before = schema(&store).await;
        for rows in [20_000, super::TOO_MANY] {
            // A temporary table of somebody before must not keep a batch from saying where it sorts.
            sqlx::query("create temp table if not exists earlier (id integer)")
                .execute(store.writer())
                .await
                .expect("a temporary table");
            // The store in memory has one connection, so what is set aside is seen only from inside the batch.
            let mut tx = store.write_known_rows().await.expect("a transaction");
            let aside = super::Aside::set(&mut tx, false, rows).await.expect("set aside");
            assert_eq!(
                aside.made.len(),
                super::UNORDERED.len() + super::OF_KNOWN.len(),
                "every index that is named is there"
            );
            aside.put_back(&mut tx).await.expect("put back");
            tx.commit().await.expect("committed");
            assert_eq!(
                schema(&store).await,
                before,
                "the same indexes, made the same way"
            );
            let sorts: i64 = sqlx::query_scalar("pragma temp_store")
                .fetch_one(store.writer())
                .await
                .expect("a pragma");
            assert_eq!(sorts, 2, "what comes next is sorted in memory");
        }
        let kept: i64 = sqlx::query_scalar("pragma foreign_keys")
            .fetch_one(&mut *store.write().await.expect("the next transaction"))
            .await
            .expect("a pragma");
        assert_eq!(kept, 1, "the next one keeps foreign keys again");
    }
}
