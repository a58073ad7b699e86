//! The one transaction that writes a batch.
//!
//! Not here: what is to be written (`api`), taking it back (`undo`).

use std::collections::BTreeSet;

use aichaku_domain::values::{Instant, ShopDay};
use serde::Serialize;
use serde_json::Value;
use sqlx::AssertSqlSafe;

use super::rows::{
    AddressRow, ClassRow, ContactRow, CustomerRow, DeliveryRow, HouseholdRow, ImportRows, ItemRow, LineRow,
    ProductRow, PurchaseRow, RefundRow, SourceRow,
};
use crate::changes::{Deed, enter, recount_households};
use crate::planning::{self, At};
use crate::search;
use crate::sql::{RowExt as _, WriteTx, statements};
use crate::{Result, Store, StoreError};

/// Rows that one statement writes.
const AT_ONCE: usize = 1_000;

statements! {
    INSERT_BATCH = "insert into import_batches (file_name, file_hash, kind, system, encoding, mapping, counts, rejects,
            backup_name, state, committed_at)
        values ($1, $2, $3, $4, $5, $6, '{}', '[]', $7, 'committed', $8) returning id";
    CLOSE_BATCH = "update import_batches set counts = $2, rejects = $3 where id = $1";
    INSERT_RANGE = "insert into import_ranges (batch_id, table_name, first_id, last_id) values ($1, $2, $3, $4)";
    KEEP_BEFORE = "insert into import_changes (batch_id, table_name, row_id, before) values ($1, $2, $3, $4)";
    ENTER_WORDS = "insert into customer_search (rowid, name, phone, place, item)
        select json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'),
            json_extract(value, '$[3]'), json_extract(value, '$[4]') from json_each($1)";
    PURCHASE_BEFORE = "select json_object('state', state, 'gross_minor', gross_minor, 'refunded_minor', refunded_minor,
            'content_hash', content_hash, 'delivery_open', delivery_open) as before
        from purchases where id = $1";
    SET_PURCHASE = "update purchases set state = $2, gross_minor = coalesce($3, gross_minor),
            refunded_minor = coalesce($4, refunded_minor), content_hash = coalesce($5, content_hash), updated_at = $6
        where id = $1";
    ITEMS_OF = "select owned_items.id, json_object('state', owned_items.state, 'state_since', owned_items.state_since,
            'delivered_on', owned_items.delivered_on, 'certainty', owned_items.certainty) as before
        from purchase_lines join owned_items on owned_items.line_id = purchase_lines.id
        where purchase_lines.purchase_id = $1 order by owned_items.id";
    SILENCE_ITEM = "update owned_items set state = $2, state_since = $3, updated_at = $4
        where id = $1 and state in ('awaiting', 'in_use', 'stored')";
    DELIVERY_OF = "select id, certainty, json_object('delivered_on', delivered_on, 'certainty', certainty,
            'origin', origin) as before
        from deliveries where purchase_id = $1";
    SET_DELIVERY = "update deliveries set delivered_on = $2, certainty = $3, origin = 'file', updated_at = $4 where id = $1";
    DELIVER_ITEM = "update owned_items set delivered_on = $2, certainty = $3,
            state = case when state in ('awaiting', 'in_use') then $4 else state end,
            state_since = case when state in ('awaiting', 'in_use') then $2 else state_since end, updated_at = $5
        where id = $1";
    CLOSE_CHORE = "update purchases set delivery_open = $2, updated_at = $3 where id = $1";
    SUPPRESS_BEFORE = "select json_object('suppressed', suppressed) as before from customers where id = $1";
    SUPPRESS = "update customers set suppressed = 1, updated_at = $2 where id = $1 and suppressed = 0";
    TAG_CONSENTS = "insert into consents (customer_id, channel, purpose, state, given_on, source, wording, batch_id, recorded_at)
        select json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'),
            json_extract(value, '$[3]'), json_extract(value, '$[4]'), json_extract(value, '$[5]'),
            json_extract(value, '$[6]'), $2, json_extract(value, '$[7]') from json_each($1)";
    BATCHES = "select id, file_name, file_hash, kind, system, encoding, counts, rejects, state, committed_at
        from import_batches order by id desc";
    SEEN = "select id from import_batches where file_hash = $1 and state = 'committed' order by id desc limit 1";
    KEEP_MAPPING = "insert into import_mappings (fingerprint, mapping, used_at) values ($1, $2, $3)
        on conflict (fingerprint) do update set mapping = excluded.mapping, used_at = excluded.used_at";
    MAPPING = "select mapping from import_mappings where fingerprint = $1";
    ANALYZE = "pragma optimize";
}

/// The next free id of each table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(missing_docs, reason = "named after the tables")]
pub struct NextIds {
    pub households: i64,
    pub customers: i64,
    pub contact_points: i64,
    pub addresses: i64,
    pub products: i64,
    pub purchases: i64,
    pub purchase_lines: i64,
    pub refunds: i64,
    pub deliveries: i64,
    pub owned_items: i64,
}

impl NextIds {
    const TABLES: [&'static str; 10] = [
        "households",
        "customers",
        "contact_points",
        "addresses",
        "products",
        "purchases",
        "purchase_lines",
        "refunds",
        "deliveries",
        "owned_items",
    ];

    fn as_list(self) -> [i64; 10] {
        [
            self.households,
            self.customers,
            self.contact_points,
            self.addresses,
            self.products,
            self.purchases,
            self.purchase_lines,
            self.refunds,
            self.deliveries,
            self.owned_items,
        ]
    }

    fn from_list(list: [i64; 10]) -> Self {
        let [
            households,
            customers,
            contact_points,
            addresses,
            products,
            purchases,
            purchase_lines,
            refunds,
            deliveries,
            owned_items,
        ] = list;
        Self {
            households,
            customers,
            contact_points,
            addresses,
            products,
            purchases,
            purchase_lines,
            refunds,
            deliveries,
            owned_items,
        }
    }
}

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

/// A purchase that a later file tells differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PurchaseChange {
    /// Which.
    pub id: i64,
    /// Its household.
    pub household: i64,
    /// Text form of its state now.
    pub state: &'static str,
    /// Its amount now; `None`: as it was.
    pub gross_minor: Option<i64>,
    /// Refunded now; `None`: as it was.
    pub refunded_minor: Option<i64>,
    /// What the file says now; `None`: the entry is another one.
    pub content_hash: Option<i64>,
    /// The day of the change.
    pub on: ShopDay,
}

/// A delivery day for a purchase that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryChange {
    /// Purchase.
    pub purchase: i64,
    /// Day.
    pub on: ShopDay,
    /// Text form of how sure.
    pub certainty: &'static str,
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
    tx: WriteTx,
    batch: i64,
    first: NextIds,
    now: Instant,
    day: ShopDay,
    households: BTreeSet<i64>,
    changed_items: BTreeSet<i64>,
}

impl Store {
    /// The next free ids, for a preview.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn next_ids(&self) -> Result<NextIds> {
        let mut list = [0; 10];
        for (id, table) in list.iter_mut().zip(NextIds::TABLES) {
            let text = format!("select coalesce(max(id), 0) + 1 from {table}");
            *id = sqlx::query_scalar(AssertSqlSafe(text))
                .fetch_one(self.read())
                .await?;
        }
        Ok(NextIds::from_list(list))
    }

    /// Begins a batch in the one write transaction.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the shop changed since `stamp` was taken; errors of writing.
    pub async fn begin_import(
        &self,
        head: &BatchHead,
        stamp: (i64, i64),
        day: ShopDay,
        now: Instant,
    ) -> Result<ImportWriter> {
        let mut tx = self.write().await?;
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
            .fetch_one(&mut *tx)
            .await?;
        Ok(ImportWriter {
            tx,
            batch,
            first,
            now,
            day,
            households: BTreeSet::new(),
            changed_items: BTreeSet::new(),
        })
    }

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

impl ImportWriter {
    /// Writes new rows.
    ///
    /// # Errors
    /// Errors of writing; the whole batch is then lost.
    pub async fn add(&mut self, rows: &ImportRows) -> Result<()> {
        add_rows(&mut self.tx, rows, Some(self.batch)).await?;
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
        self.households.extend(&rows.touched_households);
        Ok(())
    }

    /// Changes a purchase that a file tells differently now; its things follow its state.
    ///
    /// # Errors
    /// Errors of writing.
    pub async fn change_purchase(&mut self, change: &PurchaseChange) -> Result<()> {
        self.keep("purchases", change.id, PURCHASE_BEFORE).await?;
        sqlx::query(SET_PURCHASE)
            .bind(change.id)
            .bind(change.state)
            .bind(change.gross_minor)
            .bind(change.refunded_minor)
            .bind(change.content_hash)
            .bind(self.now.0)
            .execute(&mut *self.tx)
            .await?;
        if change.state != "ok" {
            for (item, before) in self.items_of(change.id).await? {
                self.keep_text("owned_items", item, &before).await?;
                sqlx::query(SILENCE_ITEM)
                    .bind(item)
                    .bind(change.state)
                    .bind(change.on.to_string())
                    .bind(self.now.0)
                    .execute(&mut *self.tx)
                    .await?;
                self.changed_items.insert(item);
            }
        }
        self.households.insert(change.household);
        Ok(())
    }

    /// Sets a delivery day. A confirmed day gives way only to another confirmed one.
    /// Returns whether anything changed.
    ///
    /// # Errors
    /// Errors of writing.
    pub async fn deliver(&mut self, change: &DeliveryChange, household: i64) -> Result<bool> {
        let there = sqlx::query(DELIVERY_OF)
            .bind(change.purchase)
            .fetch_optional(&mut *self.tx)
            .await?;
        let day = change.on.to_string();
        match there {
            Some(row) => {
                if row.text("certainty")? == "confirmed" && change.certainty != "confirmed" {
                    return Ok(false);
                }
                let before = row.text("before")?;
                let was: Value = serde_json::from_str(&before).map_err(|_| StoreError::Damaged)?;
                if was["delivered_on"] == day.as_str() && was["certainty"] == change.certainty {
                    return Ok(false);
                }
                let id = row.int("id")?;
                self.keep_text("deliveries", id, &before).await?;
                sqlx::query(SET_DELIVERY)
                    .bind(id)
                    .bind(&day)
                    .bind(change.certainty)
                    .bind(self.now.0)
                    .execute(&mut *self.tx)
                    .await?;
            }
            None => {
                let row = DeliveryRow {
                    id: self.next_delivery().await?,
                    purchase_id: change.purchase,
                    delivered_on: change.on,
                    certainty: change.certainty,
                    origin: "file",
                    created_at: self.now.0,
                    updated_at: self.now.0,
                };
                insert_rows(&mut self.tx, DeliveryRow::TABLE, DeliveryRow::COLUMNS, &[row]).await?;
            }
        }
        let arrived = change.on <= self.day && change.certainty != "planned";
        for (item, before) in self.items_of(change.purchase).await? {
            self.keep_text("owned_items", item, &before).await?;
            sqlx::query(DELIVER_ITEM)
                .bind(item)
                .bind(&day)
                .bind(change.certainty)
                .bind(if arrived { "in_use" } else { "awaiting" })
                .bind(self.now.0)
                .execute(&mut *self.tx)
                .await?;
            self.changed_items.insert(item);
        }
        self.keep("purchases", change.purchase, PURCHASE_BEFORE).await?;
        sqlx::query(CLOSE_CHORE)
            .bind(change.purchase)
            .bind(i64::from(change.certainty == "estimated"))
            .bind(self.now.0)
            .execute(&mut *self.tx)
            .await?;
        self.households.insert(household);
        Ok(true)
    }

    /// Stops everything to a person who asked for it. Returns whether anything changed.
    ///
    /// # Errors
    /// Errors of writing.
    pub async fn suppress(&mut self, customer: i64) -> Result<bool> {
        let before: String = sqlx::query_scalar(SUPPRESS_BEFORE)
            .bind(customer)
            .fetch_one(&mut *self.tx)
            .await?;
        let done = sqlx::query(SUPPRESS)
            .bind(customer)
            .bind(self.now.0)
            .execute(&mut *self.tx)
            .await?;
        if done.rows_affected() == 0 {
            return Ok(false);
        }
        self.keep_text("customers", customer, &before).await?;
        Ok(true)
    }

    async fn next_delivery(&mut self) -> Result<i64> {
        Ok(
            sqlx::query_scalar("select coalesce(max(id), 0) + 1 from deliveries")
                .fetch_one(&mut *self.tx)
                .await?,
        )
    }

    async fn items_of(&mut self, purchase: i64) -> Result<Vec<(i64, String)>> {
        let rows = sqlx::query(ITEMS_OF)
            .bind(purchase)
            .fetch_all(&mut *self.tx)
            .await?;
        rows.iter()
            .map(|row| Ok((row.int("id")?, row.text("before")?)))
            .collect()
    }

    async fn keep(&mut self, table: &str, id: i64, statement: &'static str) -> Result<()> {
        let before: String = sqlx::query_scalar(statement)
            .bind(id)
            .fetch_one(&mut *self.tx)
            .await?;
        self.keep_text(table, id, &before).await
    }

    async fn keep_text(&mut self, table: &str, id: i64, before: &str) -> Result<()> {
        sqlx::query(KEEP_BEFORE)
            .bind(self.batch)
            .bind(table)
            .bind(id)
            .bind(before)
            .execute(&mut *self.tx)
            .await?;
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
        let mut after = [0; 10];
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
        let households: Vec<i64> = self.households.iter().copied().collect();
        for part in households.chunks(20_000) {
            recount_households(&mut self.tx, part).await?;
        }
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
            staff: None,
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

/// Writes new rows, of a batch or of no file at all.
pub(super) async fn add_rows(tx: &mut WriteTx, rows: &ImportRows, batch: Option<i64>) -> Result<()> {
    insert_rows(tx, ClassRow::TABLE, ClassRow::COLUMNS, &rows.classes).await?;
    insert_rows(tx, HouseholdRow::TABLE, HouseholdRow::COLUMNS, &rows.households).await?;
    insert_rows(tx, CustomerRow::TABLE, CustomerRow::COLUMNS, &rows.customers).await?;
    insert_rows(tx, SourceRow::TABLE, SourceRow::COLUMNS, &rows.sources).await?;
    insert_rows(tx, ContactRow::TABLE, ContactRow::COLUMNS, &rows.contacts).await?;
    insert_rows(tx, AddressRow::TABLE, AddressRow::COLUMNS, &rows.addresses).await?;
    insert_rows(tx, ProductRow::TABLE, ProductRow::COLUMNS, &rows.products).await?;
    insert_rows(tx, PurchaseRow::TABLE, PurchaseRow::COLUMNS, &rows.purchases).await?;
    insert_rows(tx, LineRow::TABLE, LineRow::COLUMNS, &rows.lines).await?;
    insert_rows(tx, RefundRow::TABLE, RefundRow::COLUMNS, &rows.refunds).await?;
    insert_rows(tx, DeliveryRow::TABLE, DeliveryRow::COLUMNS, &rows.deliveries).await?;
    insert_rows(tx, ItemRow::TABLE, ItemRow::COLUMNS, &rows.items).await?;
    for part in rows.consents.chunks(AT_ONCE) {
        sqlx::query(TAG_CONSENTS)
            .bind(json(&part)?)
            .bind(batch)
            .execute(&mut **tx)
            .await?;
    }
    for part in rows.documents.chunks(AT_ONCE) {
        let words: Vec<_> = part
            .iter()
            .map(|(id, words)| (id, &words.name, &words.phone, &words.place, &words.item))
            .collect();
        sqlx::query(ENTER_WORDS)
            .bind(json(&words)?)
            .execute(&mut **tx)
            .await?;
    }
    for customer in &rows.reindex {
        search::index_customer(tx, *customer).await?;
    }
    Ok(())
}

/// Writes rows of one table by the thousand.
pub(super) async fn insert_rows<T: Serialize>(
    tx: &mut WriteTx,
    table: &str,
    columns: &[&str],
    rows: &[T],
) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let text = insert_text(table, columns);
    for part in rows.chunks(AT_ONCE) {
        sqlx::query(AssertSqlSafe(text.as_str()))
            .bind(json(&part)?)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

/// `insert into t (a, b) select json_extract(value, '$[0]'), … from json_each($1)`.
fn insert_text(table: &str, columns: &[&str]) -> String {
    let values: Vec<String> = (0..columns.len())
        .map(|at| format!("json_extract(value, '$[{at}]')"))
        .collect();
    format!(
        "insert into {table} ({}) select {} from json_each($1)",
        columns.join(", "),
        values.join(", ")
    )
}

pub(super) fn json<T: Serialize>(rows: &T) -> Result<String> {
    serde_json::to_string(rows).map_err(|error| StoreError::Other(Box::new(error)))
}

#[cfg(test)]
mod tests {
    use super::super::rows::{CaseRow, FollowUpRow, NoteRow, TouchRow};
    use super::*;
    use crate::{Location, StoreKey};

    #[tokio::test]
    async fn every_made_statement_prepares() {
        let store = Store::open(&Location::Memory, &StoreKey::new([1; 32]))
            .await
            .expect("a store");
        // Consents carry their batch and have a statement of their own.
        let tables: [(&str, &[&str]); 16] = [
            (ClassRow::TABLE, ClassRow::COLUMNS),
            (HouseholdRow::TABLE, HouseholdRow::COLUMNS),
            (CustomerRow::TABLE, CustomerRow::COLUMNS),
            (SourceRow::TABLE, SourceRow::COLUMNS),
            (ContactRow::TABLE, ContactRow::COLUMNS),
            (AddressRow::TABLE, AddressRow::COLUMNS),
            (ProductRow::TABLE, ProductRow::COLUMNS),
            (PurchaseRow::TABLE, PurchaseRow::COLUMNS),
            (LineRow::TABLE, LineRow::COLUMNS),
            (RefundRow::TABLE, RefundRow::COLUMNS),
            (DeliveryRow::TABLE, DeliveryRow::COLUMNS),
            (ItemRow::TABLE, ItemRow::COLUMNS),
            (FollowUpRow::TABLE, FollowUpRow::COLUMNS),
            (TouchRow::TABLE, TouchRow::COLUMNS),
            (CaseRow::TABLE, CaseRow::COLUMNS),
            (NoteRow::TABLE, NoteRow::COLUMNS),
        ];
        for (table, columns) in tables {
            let text = format!("explain {}", insert_text(table, columns));
            sqlx::query(AssertSqlSafe(text))
                .fetch_all(store.read())
                .await
                .unwrap_or_else(|error| panic!("rows of {table} do not fit its columns: {error}"));
        }
    }
}
