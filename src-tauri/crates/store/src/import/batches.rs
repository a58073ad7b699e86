//! Batches of the past, and the mappings that people confirmed.
//!
//! Not here: writing a batch (`write`), taking it back (`undo`).

use aichaku_domain::values::Instant;

use crate::sql::{RowExt as _, statements};
use crate::{Result, Store};

statements! {
    BATCHES = "select id, file_name, file_hash, kind, system, encoding, counts, rejects, state, committed_at
        from import_batches order by id desc";
    SEEN = "select id from import_batches where file_hash = $1 and state = 'committed' order by id desc limit 1";
    KEEP_MAPPING = "insert into import_mappings (fingerprint, mapping, used_at) values ($1, $2, $3)
        on conflict (fingerprint) do update set mapping = excluded.mapping, used_at = excluded.used_at";
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
    /// Rejected rows, JSON.
    pub rejects: String,
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
                    rejects: row.text("rejects")?,
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
