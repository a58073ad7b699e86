//! The folder that is watched for new exports: which one, what was found there, and what was said no to.
//!
//! Not here: looking into the folder (`api`).

use aichaku_domain::values::Instant;

use crate::sql::{RowExt as _, statements};
use crate::{Result, Store, StoreError};

statements! {
    FOLDER = "select watch_folder from shop where id = 1";
    SET_FOLDER = "update shop set watch_folder = $1 where id = 1";
    FOUND = "select name, size, modified, hash, kind, system, rows from watched_files order by name";
    KEEP = "insert into watched_files (name, size, modified, hash, kind, system, rows) values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (name) do update set size = excluded.size, modified = excluded.modified, hash = excluded.hash,
            kind = excluded.kind, system = excluded.system, rows = excluded.rows";
    FORGET = "delete from watched_files where name not in (select value from json_each($1))";
    FORGET_ALL = "delete from watched_files";
    /// A file that came in stays known when its batch was taken back: offering it again would be no help.
    KNOWN = "select value from json_each($1) where exists (select 1 from declined_files where hash = value)
        or exists (select 1 from import_batches where file_hash = value)";
    DECLINE = "insert or ignore into declined_files (hash, declined_at) values ($1, $2)";
}

/// A file of the watched folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchedFile {
    /// Its name in the folder.
    pub name: String,
    /// Bytes.
    pub size: i64,
    /// When it was written, ms UTC.
    pub modified: i64,
    /// SHA-256 in hex.
    pub hash: String,
    /// Text form of what it holds; empty: it is no table.
    pub kind: String,
    /// System.
    pub system: String,
    /// Data rows.
    pub rows: i64,
}

impl Store {
    /// The folder that is watched; empty: none.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn watch_folder(&self) -> Result<String> {
        let folder: Option<String> = sqlx::query_scalar(FOLDER).fetch_optional(self.read()).await?;
        Ok(folder.unwrap_or_default())
    }

    /// Watches another folder; empty: none.
    ///
    /// # Errors
    /// The store cannot be written.
    pub async fn set_watch_folder(&self, folder: &str) -> Result<()> {
        let mut tx = self.write().await?;
        sqlx::query(SET_FOLDER).bind(folder).execute(&mut *tx).await?;
        sqlx::query(FORGET_ALL).execute(&mut *tx).await?;
        Ok(tx.commit().await?)
    }

    /// What was found in the folder when it was last looked into.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn watched_files(&self) -> Result<Vec<WatchedFile>> {
        let rows = sqlx::query(FOUND).fetch_all(self.read()).await?;
        rows.iter()
            .map(|row| {
                Ok(WatchedFile {
                    name: row.text("name")?,
                    size: row.int("size")?,
                    modified: row.int("modified")?,
                    hash: row.text("hash")?,
                    kind: row.text("kind")?,
                    system: row.text("system")?,
                    rows: row.int("rows")?,
                })
            })
            .collect()
    }

    /// Keeps what was found, and forgets files that are gone.
    ///
    /// # Errors
    /// The store cannot be written.
    pub async fn keep_watched_files(&self, new: &[WatchedFile], there: &[String]) -> Result<()> {
        let mut tx = self.write().await?;
        for file in new {
            sqlx::query(KEEP)
                .bind(&file.name)
                .bind(file.size)
                .bind(file.modified)
                .bind(&file.hash)
                .bind(&file.kind)
                .bind(&file.system)
                .bind(file.rows)
                .execute(&mut *tx)
                .await?;
        }
        let names = serde_json::to_string(there).map_err(|error| StoreError::Other(Box::new(error)))?;
        sqlx::query(FORGET).bind(names).execute(&mut *tx).await?;
        Ok(tx.commit().await?)
    }

    /// Which of these files were brought in, or declined, before.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn files_decided(&self, hashes: &[String]) -> Result<Vec<String>> {
        let hashes = serde_json::to_string(hashes).map_err(|error| StoreError::Other(Box::new(error)))?;
        Ok(sqlx::query_scalar(KNOWN)
            .bind(hashes)
            .fetch_all(self.read())
            .await?)
    }

    /// Remembers that a file is not to be offered (again).
    ///
    /// # Errors
    /// The store cannot be written.
    pub async fn decline_file(&self, hash: &str, now: Instant) -> Result<()> {
        let mut tx = self.write().await?;
        sqlx::query(DECLINE)
            .bind(hash)
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
        Ok(tx.commit().await?)
    }
}
