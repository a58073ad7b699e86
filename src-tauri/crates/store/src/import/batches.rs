//! Batches of the past, and the mappings that people confirmed.
//!
//! Not here: writing a batch (`write`), taking it back (`undo`).

use aichaku_domain::values::Instant;

use crate::sql::{RowExt as _, statements};
use crate::{Result, Store};

statements! {
    BATCHES = "select id, file_name, file_hash, kind, system, encoding, counts, state, committed_at
        from import_batches order by id desc";
    SEEN = "select id from import_batches where file_hash = $1 and state = 'committed' order by id desc limit 1";
    KEEP_MAPPING = "insert into import_mappings (fingerprint, mapping, used_at) values ($1, $2, $3)
        on conflict (fingerprint) do update set mapping = excluded.mapping, used_at = excluded.used_at";
    /// Columns and rows can take megabytes: only asked for when somebody saves them.
    LEFT_OUT = "select mapping, rejects from import_batches where id = $1";
    MAPPING = "select mapping from import_mappings where fingerprint = $1";
}

/// A batch of the past.
#[derive(Debug, Clone)]
pub struct BatchRow {
    /// Id.
    pub id: i64,
    /// Head.
    pub file_name: String,
    /// Text form of the kind.
    pub kind: String,
    /// System.
    pub system: String,
    /// Encoding.
    pub encoding: String,
    /// What the commit reported, JSON.
    pub counts: String,
    /// Taken back.
    pub undone: bool,
    /// When.
    pub committed_at: Instant,
}

impl Store {
    /// Batches of the past, newest first.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn import_batches(&self) -> Result<Vec<BatchRow>> {
        let rows = sqlx::query(BATCHES).fetch_all(self.read()).await?;
        rows.iter()
            .map(|row| {
                Ok(BatchRow {
                    id: row.int("id")?,
                    file_name: row.text("file_name")?,
                    kind: row.text("kind")?,
                    system: row.text("system")?,
                    encoding: row.text("encoding")?,
                    counts: row.text("counts")?,
                    undone: row.text("state")? == "undone",
                    committed_at: Instant(row.int("committed_at")?),
                })
            })
            .collect()
    }

    /// The batch that this very file made before.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn batch_of_file(&self, file_hash: &str) -> Result<Option<i64>> {
        Ok(sqlx::query_scalar(SEEN)
            .bind(file_hash)
            .fetch_optional(self.read())
            .await?)
    }

    /// The mapping of a batch and the rows that it left out, both JSON; `None`: there is no such batch.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn left_out_of_batch(&self, batch: i64) -> Result<Option<(String, String)>> {
        let row = sqlx::query(LEFT_OUT)
            .bind(batch)
            .fetch_optional(self.read())
            .await?;
        row.map(|row| Ok((row.text("mapping")?, row.text("rejects")?)))
            .transpose()
    }

    /// The mapping that a person confirmed for such a header.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn saved_mapping(&self, fingerprint: &str) -> Result<Option<String>> {
        Ok(sqlx::query_scalar(MAPPING)
            .bind(fingerprint)
            .fetch_optional(self.read())
            .await?)
    }

    /// Keeps a mapping for the next file with such a header.
    ///
    /// # Errors
    /// The store cannot be written.
    pub async fn save_mapping(&self, fingerprint: &str, mapping: &str, now: Instant) -> Result<()> {
        let mut tx = self.write().await?;
        sqlx::query(KEEP_MAPPING)
            .bind(fingerprint)
            .bind(mapping)
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
        Ok(tx.commit().await?)
    }
}
