//! The whole store row by row, out and in again, so that an exported shop can be begun anew from open files.
//!
//! Every table that holds the shop's own data goes as it stands, also those that a later migration adds; what is only
//! derived (search index, packed histories) is made anew. Not here: the tables as people read them (`export`), files.

use std::collections::HashSet;
use std::ops::ControlFlow;

use sqlx::{AssertSqlSafe, Row as _, SqliteConnection};

use crate::import::Aside;
use crate::index_all::index_everybody;
use crate::sql::statements;
use crate::{Result, Store, StoreError};

statements! {
    /// Made anew from the rest: the index of the search, who is to be compared and by which keys, and what is kept to
    /// be quick. The migrations are the file's own.
    TABLES = "select name from sqlite_master
        where type = 'table' and name not like 'sqlite\\_%' escape '\\' and name not like 'customer\\_search%' escape '\\'
          and name not in ('_sqlx_migrations', 'history_blocks', 'first_blocks', 'figures',
            'look_marks', 'look_taken', 'looked_people', 'match_keys',
            'search_marks', 'standing_blocks', 'standing_marks')
        order by name";
    COLUMNS = "select name from pragma_table_info($1) order by cid";
    MIGRATION = "select max(version) from _sqlx_migrations";
    OWN = "select store_uid, kind from shop where id = 1";
    KEEP_OWN = "update shop set store_uid = $1, kind = $2 where id = 1";
    ANYBODY = "select count(*) from (select id from customers limit 1)";
    /// Everybody is to be looked at for doubles: the keys are made anew.
    MARK_EVERYBODY = "insert or ignore into look_marks (customer_id) select id from customers order by id";
    LOOSE_ENDS = "select count(*) from pragma_foreign_key_check";
}

/// Rows that go into one statement.
const AT_ONCE: usize = 1000;

impl Store {
    /// The newest migration of the store: what reads a copy of its rows must know.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn migration(&self) -> Result<i64> {
        Ok(sqlx::query_scalar(MIGRATION).fetch_one(self.read()).await?)
    }

    /// The tables of the shop's own data, by name.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn exact_tables(&self) -> Result<Vec<String>> {
        Ok(sqlx::query_scalar(TABLES).fetch_all(self.read()).await?)
    }

    /// Hands over the rows of a table as JSON objects, one a row, until `take` says stop.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for a table that is not among [`Store::exact_tables`]; those of reading.
    pub async fn exact_rows(
        &self,
        table: &str,
        take: &mut (dyn FnMut(&str) -> ControlFlow<()> + Send),
    ) -> Result<()> {
        let mut tx = self.read().begin().await?;
        expect_table(&mut tx, table).await?;
        let columns = columns(&mut tx, table).await?;
        let pairs: Vec<String> = columns
            .iter()
            .map(|column| format!("'{column}', {column}"))
            .collect();
        // In the order of the table itself: by row id, or by the key where there is none.
        let text = format!("select json_object({}) from {table}", pairs.join(", "));
        let mut rows = sqlx::query(AssertSqlSafe(text)).fetch(&mut *tx);
        while let Some(row) = crate::export::next_row(&mut rows).await? {
            if take(row.try_get(0)?).is_break() {
                break;
            }
        }
        Ok(())
    }

    /// Begins to fill this store, in which nothing but an empty shop stands, from the rows of another.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when there are customers already.
    pub async fn begin_exact(&self) -> Result<ExactWriter> {
        let mut tx = self.write_known_rows().await?;
        let customers: i64 = sqlx::query_scalar(ANYBODY).fetch_one(&mut *tx).await?;
        if customers > 0 {
            return Err(StoreError::Conflict { what: "shop" });
        }
        let own = sqlx::query(OWN).fetch_optional(&mut *tx).await?;
        let Some(own) = own else {
            return Err(StoreError::NotFound { what: "shop" });
        };
        let own = (own.try_get("store_uid")?, own.try_get("kind")?);
        let tables: Vec<String> = sqlx::query_scalar(TABLES).fetch_all(&mut *tx).await?;
        // What an empty shop begins with (its library, its owner) stands in the other shop's rows too.
        for table in tables.iter().filter(|table| *table != "consents") {
            sqlx::query(AssertSqlSafe(format!("delete from {table}")))
                .execute(&mut *tx)
                .await?;
        }
        // Sorted at the end, an index costs a walk; entered row by row, a page for every row.
        let aside = Aside::set_all(&mut tx).await?;
        Ok(ExactWriter {
            tx,
            own,
            aside,
            tables: tables.into_iter().collect(),
        })
    }
}

/// Fills a store row by row; dropped without [`ExactWriter::finish`], it stays as it was.
pub struct ExactWriter {
    tx: crate::sql::WriteTx,
    own: (String, String),
    /// Indexes that are made at the end.
    aside: Aside,
    tables: HashSet<String>,
}

impl ExactWriter {
    /// Writes rows of a table: JSON objects as [`Store::exact_rows`] gave them. Columns that this store does not have
    /// are refused; those that the rows lack get their defaults.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for a table or column that is not there; [`StoreError::Damaged`] for rows that are
    /// none; those of writing.
    pub async fn add(&mut self, table: &str, rows: &[String]) -> Result<()> {
        if !self.tables.contains(table) {
            return Err(StoreError::NotFound { what: "table" });
        }
        let Some(first) = rows.first() else { return Ok(()) };
        let first: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(first).map_err(|_| StoreError::Damaged)?;
        let known = columns(&mut self.tx, table).await?;
        if first.keys().any(|column| !known.contains(column)) {
            return Err(StoreError::NotFound { what: "column" });
        }
        let named: Vec<&str> = known
            .iter()
            .map(String::as_str)
            .filter(|column| first.contains_key(*column))
            .collect();
        let values: Vec<String> = named
            .iter()
            .map(|column| format!("value ->> '{column}'"))
            .collect();
        let text = format!(
            "insert into {table} ({}) select {} from json_each($1)",
            named.join(", "),
            values.join(", ")
        );
        for part in rows.chunks(AT_ONCE) {
            sqlx::query(AssertSqlSafe(text.as_str()))
                .bind(format!("[{}]", part.join(",")))
                .execute(&mut *self.tx)
                .await?;
        }
        Ok(())
    }

    /// Makes what is derived and commits. The store keeps its own name among stores and stays what it was, real or
    /// for practice.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when the rows do not hold together, or no shop was among them.
    pub async fn finish(mut self) -> Result<()> {
        let (uid, kind) = &self.own;
        let kept = sqlx::query(KEEP_OWN)
            .bind(uid)
            .bind(kind)
            .execute(&mut *self.tx)
            .await?;
        self.aside.make_again(&mut self.tx).await?;
        let loose: i64 = sqlx::query_scalar(LOOSE_ENDS).fetch_one(&mut *self.tx).await?;
        if kept.rows_affected() != 1 || loose != 0 {
            return Err(StoreError::Damaged);
        }
        index_everybody(&mut self.tx).await?;
        Aside::gather_less(&mut self.tx).await?;
        sqlx::query(MARK_EVERYBODY).execute(&mut *self.tx).await?;
        Ok(self.tx.commit().await?)
    }
}

async fn expect_table(connection: &mut SqliteConnection, table: &str) -> Result<()> {
    let tables: Vec<String> = sqlx::query_scalar(TABLES).fetch_all(connection).await?;
    if tables.iter().any(|known| known == table) {
        Ok(())
    } else {
        Err(StoreError::NotFound { what: "table" })
    }
}

async fn columns(connection: &mut SqliteConnection, table: &str) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar(COLUMNS)
        .bind(table)
        .fetch_all(connection)
        .await?)
}
