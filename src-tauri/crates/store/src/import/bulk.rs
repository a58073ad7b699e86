//! Bringing in more than the shop has: indexes whose entries would come in no order are set aside and made anew
//! at the end, in the same transaction.
//!
//! An entry that lands anywhere in a large index costs a page that is decrypted, changed and encrypted again; in
//! the order of the index a page holds a hundred entries. Not here: when a batch is that large (`write`).

use sqlx::AssertSqlSafe;

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
}

/// Nothing that is asked while a batch is written looks into these.
const UNORDERED: [&str; 9] = [
    "contact_points_value",
    "customers_match",
    "customers_sort",
    "households_match",
    "owned_items_customer",
    "owned_items_due",
    "owned_items_season",
    "purchases_customer",
    "purchases_household",
];
/// Asked only for persons who were there before.
const OF_KNOWN: [&str; 1] = ["owned_items_household"];

/// Indexes that are not there at the moment.
#[derive(Debug, Default)]
pub(crate) struct Aside(Vec<String>);

impl Aside {
    /// Sets indexes aside; `known`: some persons are in the shop already.
    pub(super) async fn set(tx: &mut WriteTx, known: bool) -> Result<Self> {
        let of_known = if known { &[][..] } else { &OF_KNOWN[..] };
        let names: Vec<&str> = UNORDERED.iter().chain(of_known).copied().collect();
        let rows = sqlx::query(SET_ASIDE)
            .bind(super::add::json(&names)?)
            .fetch_all(&mut **tx)
            .await?;
        let mut made = Vec::with_capacity(rows.len());
        for row in rows {
            let drop = format!("drop index {}", row.text("name")?);
            sqlx::query(AssertSqlSafe(drop)).execute(&mut **tx).await?;
            made.push(row.text("sql")?);
        }
        sqlx::query(GATHER_MORE).execute(&mut **tx).await?;
        Ok(Self(made))
    }

    /// Sets every index aside, and what marks people who are written: for a store that is filled from nothing.
    pub(crate) async fn set_all(tx: &mut WriteTx) -> Result<Self> {
        let rows = sqlx::query(SET_ALL_ASIDE).fetch_all(&mut **tx).await?;
        let mut made = Vec::with_capacity(rows.len());
        for row in rows {
            let drop = format!("drop {} {}", row.text("type")?, row.text("name")?);
            sqlx::query(AssertSqlSafe(drop)).execute(&mut **tx).await?;
            made.push(row.text("sql")?);
        }
        sqlx::query(GATHER_MORE).execute(&mut **tx).await?;
        Ok(Self(made))
    }

    /// Makes them again.
    pub(super) async fn put_back(self, tx: &mut WriteTx) -> Result<()> {
        self.make_again(tx).await?;
        Self::gather_less(tx).await
    }

    /// Makes them again; the search index goes on gathering until [`Aside::gather_less`].
    pub(crate) async fn make_again(self, tx: &mut WriteTx) -> Result<()> {
        for text in self.0 {
            sqlx::query(AssertSqlSafe(text)).execute(&mut **tx).await?;
        }
        Ok(())
    }

    /// The search index writes bit by bit again.
    pub(crate) async fn gather_less(tx: &mut WriteTx) -> Result<()> {
        sqlx::query(GATHER_LESS).execute(&mut **tx).await?;
        Ok(())
    }
}

/// Brings the totals of all households up to date in one walk over the purchases.
pub(super) async fn recount_all(tx: &mut WriteTx) -> Result<()> {
    sqlx::query(RECOUNT_ALL).execute(&mut **tx).await?;
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
        // The store in memory has one connection, so what is set aside is seen only from inside the batch.
        let mut tx = store.write_known_rows().await.expect("a transaction");
        let aside = super::Aside::set(&mut tx, false).await.expect("set aside");
        assert_eq!(
            aside.0.len(),
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
        let kept: i64 = sqlx::query_scalar("pragma foreign_keys")
            .fetch_one(&mut *store.write().await.expect("the next transaction"))
            .await
            .expect("a pragma");
        assert_eq!(kept, 1, "the next one keeps foreign keys again");
    }
}
