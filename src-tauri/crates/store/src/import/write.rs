//! The one transaction that writes a batch.
//!
//! Not here: what is to be written (`api`), new rows (`add`), changed ones (`change`), taking it back (`undo`).

use std::collections::BTreeSet;

use aichaku_domain::values::{Instant, ShopDay};
use sqlx::AssertSqlSafe;

use super::add::add_rows;
use super::bulk::Aside;
use super::found_anew::FoundAnew;
use super::ids::NextIds;
use super::lines::Lines;
use super::restore;
use super::rows::ImportRows;
use crate::changes::{Deed, enter, recount_households};
use crate::index_marked::index_or_mark;
use crate::planning::{self, At};
use crate::sql::{WriteTx, statements};
use crate::{Result, Store, StoreError};

statements! {
    INSERT_BATCH = "insert into import_batches (file_name, file_hash, kind, system, encoding, mapping, counts, rejects,
            backup_name, state, committed_at, sheets)
        values ($1, $2, $3, $4, $5, $6, '{}', '[]', $7, 'committed', $8, $9) returning id";
    CLOSE_BATCH = "update import_batches set counts = $2, rejects = $3 where id = $1";
    INSERT_RANGE = "insert into import_ranges (batch_id, table_name, first_id, last_id) values ($1, $2, $3, $4)";
    ANALYZE = "pragma optimize";
}

/// New rows from which on a batch may be large, if the shop has no more than that.
const LARGE: i64 = 20_000;

/// What a batch is about.
#[derive(Debug, Clone)]
pub struct BatchHead {
    /// Name of the file, never its path.
    pub file_name: String,
    /// SHA-256 in hex.
    pub file_hash: String,
    /// Text form of the kind.
    pub kind: String,
    /// System.
    pub system: String,
    /// Encoding.
    pub encoding: String,
    /// Mapping as JSON.
    pub mapping: String,
    /// Name of the backup that was made before.
    pub backup_name: String,
    /// The sheets that are read, when they are several: lines are numbered through all of them.
    pub sheets: Vec<String>,
}

/// What a commit wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Committed {
    /// Batch.
    pub batch: i64,
    /// Follow-ups that now stand.
    pub follow_ups: i64,
}

/// Writes one batch; dropped without [`ImportWriter::finish`], nothing of it remains.
pub struct ImportWriter {
    pub(super) tx: WriteTx,
    pub(super) batch: i64,
    pub(super) first: NextIds,
    pub(super) now: Instant,
    pub(super) day: ShopDay,
    pub(super) households: BTreeSet<i64>,
    /// Who is found by other words now.
    pub(super) found: FoundAnew,
    pub(super) changed_items: BTreeSet<i64>,
    /// Lines of the new rows.
    lines: Lines,
    /// The line that the change at hand stands in; 0: none is told.
    pub(super) line: i64,
    /// Who brings the file in.
    staff: Option<i64>,
    /// Of a large batch, the indexes that wait for its end.
    aside: Option<Aside>,
}

impl Store {
    /// Begins a batch in the one write transaction. `expected`: about how many purchases and persons are new.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the shop changed since `stamp` was taken; errors of writing.
    pub async fn begin_import(
        &self,
        head: &BatchHead,
        stamp: (i64, i64),
        expected: i64,
        day: ShopDay,
        now: Instant,
    ) -> Result<ImportWriter> {
        let mut tx = self.write_known_rows().await?;
        // The reader's view is the writer's: nobody else can have written since the transaction began.
        if self.import_stamp().await? != stamp {
            return Err(StoreError::Conflict { what: "shop" });
        }
        let first = self.next_ids().await?;
        let batch = sqlx::query_scalar(INSERT_BATCH)
            .bind(&head.file_name)
            .bind(&head.file_hash)
            .bind(&head.kind)
            .bind(&head.system)
            .bind(&head.encoding)
            .bind(&head.mapping)
            .bind(&head.backup_name)
            .bind(now.0)
            .bind(super::add::json(&head.sheets)?)
            .fetch_one(&mut *tx)
            .await?;
        let here = first.customers + first.purchases;
        let aside = if expected >= LARGE && expected >= here {
            Some(Aside::set(&mut tx, first.customers > 1, expected).await?)
        } else {
            None
        };
        Ok(ImportWriter {
            tx,
            batch,
            first,
            now,
            day,
            households: BTreeSet::new(),
            found: FoundAnew::default(),
            changed_items: BTreeSet::new(),
            lines: Lines::default(),
            line: 0,
            staff: self.at_counter(),
            aside,
        })
    }
}

impl ImportWriter {
    /// Writes new rows.
    ///
    /// # Errors
    /// Errors of writing; the whole batch is then lost.
    pub async fn add(&mut self, rows: &ImportRows) -> Result<()> {
        add_rows(&mut self.tx, rows, Some(self.batch)).await?;
        self.lines.add(&mut self.tx, self.batch, &rows.lines_of).await?;
        // The table of numbers elsewhere has no ids that could be a range.
        let first_new = self.first.customers;
        for source in rows
            .sources
            .iter()
            .filter(|source| source.customer_id < first_new)
        {
            let made = serde_json::json!({ "source": source.source, "external_id": source.external_id });
            self.keep_text("customer_sources", source.customer_id, &made.to_string())
                .await?;
        }
        if self.aside.is_some() {
            // All totals are worked out anew; what is marked is marked by 128 households, and one stands for them.
            let of_blocks = rows.touched_households.iter().map(|id| id | 127);
            self.households.extend(of_blocks);
        } else {
            self.households.extend(&rows.touched_households);
        }
        self.found.add(rows);
        Ok(())
    }

    /// Brings totals up to date, plans care for the new things from `plan_from` on (`None`: not at all), and
    /// commits. `counts` and `rejects` are JSON for the list of batches.
    ///
    /// # Errors
    /// Errors of writing; then nothing of the batch remains.
    pub async fn finish(
        mut self,
        counts: &str,
        rejects: &str,
        plan_from: Option<ShopDay>,
    ) -> Result<Committed> {
        let mut after = [0; 11];
        for (id, table) in after.iter_mut().zip(NextIds::TABLES) {
            let text = format!("select coalesce(max(id), 0) + 1 from {table}");
            *id = sqlx::query_scalar(AssertSqlSafe(text))
                .fetch_one(&mut *self.tx)
                .await?;
        }
        let first = self.first.as_list();
        for (at, table) in NextIds::TABLES.iter().enumerate() {
            if after[at] > first[at] {
                sqlx::query(INSERT_RANGE)
                    .bind(self.batch)
                    .bind(table)
                    .bind(first[at])
                    .bind(after[at] - 1)
                    .execute(&mut *self.tx)
                    .await?;
            }
        }
        self.lines.finish(&mut self.tx, self.batch).await?;
        let households: Vec<i64> = self.households.iter().copied().collect();
        if let Some(aside) = self.aside.take() {
            aside.put_back(&mut self.tx).await?;
            crate::changes::mark_stale(&mut self.tx, &households).await?;
        } else {
            for part in households.chunks(20_000) {
                recount_households(&mut self.tx, part).await?;
            }
        }
        let people = std::mem::take(&mut self.found).people(&mut self.tx).await?;
        index_or_mark(&mut self.tx, &people).await?;
        crate::heard::find_referrers(&mut self.tx).await?;
        let at = At {
            day: self.day,
            now: self.now,
        };
        let mut follow_ups = 0;
        let items = NextIds::from_list(after).owned_items;
        if let Some(from) = plan_from.filter(|_| items > self.first.owned_items) {
            follow_ups +=
                planning::plan_ranges(&mut self.tx, &[(self.first.owned_items, items - 1)], from, at).await?;
        }
        restore::remember_after(&mut self.tx, self.batch).await?;
        if !self.changed_items.is_empty() {
            let changed: Vec<i64> = self.changed_items.iter().copied().collect();
            crate::changes::mark_items(&mut self.tx, &changed, self.now).await?;
        }
        sqlx::query(CLOSE_BATCH)
            .bind(self.batch)
            .bind(counts)
            .bind(rejects)
            .execute(&mut *self.tx)
            .await?;
        let deed = Deed {
            now: self.now,
            staff: self.staff,
            action: "import.commit",
            entity: "batch",
            id: self.batch,
        };
        enter(&mut self.tx, deed, "").await?;
        sqlx::query(ANALYZE).execute(&mut *self.tx).await?;
        self.tx.commit().await?;
        Ok(Committed {
            batch: self.batch,
            follow_ups,
        })
    }
}
