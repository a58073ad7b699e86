//! Products that are there and that a later list tells differently: how they stand, and changing them.
//!
//! Things in homes keep the name that their receipt gave them; their kind, and with it their care, follows the product.
//! Not here: what of a list is taken (`api`).

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::restore::columns_written;
use super::write::ImportWriter;
use crate::sql::{RowExt as _, id_list, statements};
use crate::{Result, Store, StoreError};

statements! {
    /// Whose word a product is: of the list that last made or changed it, or of none when orders named it.
    STANDING = "select products.id, products.name, products.price_minor, products.class_id, products.class_by,
            coalesce(
                (select import_batches.system from import_changes
                    join import_batches on import_batches.id = import_changes.batch_id
                    where import_changes.table_name = 'products' and import_changes.row_id = products.id
                        and import_batches.state = 'committed' order by import_changes.id desc limit 1),
                (select import_batches.system from import_ranges
                    join import_batches on import_batches.id = import_ranges.batch_id
                    where import_ranges.table_name = 'products' and import_batches.kind = 'products'
                        and products.id between import_ranges.first_id and import_ranges.last_id
                        and import_batches.state = 'committed' order by import_batches.id desc limit 1),
                '') as told_by
        from json_each($1) as wanted join products on products.id = wanted.value order by products.id";
    BEFORE = "select json_object('name', name, 'price_minor', price_minor, 'class_id', class_id, 'class_by', class_by) as before
        from products where id = $1";
    SET = "update products set name = $2, price_minor = $3, class_id = $4, class_by = $5, updated_at = $6 where id = $1";
    /// What somebody changed by hand, the newest first, so that going through them ends with the oldest value.
    TYPED = "select audit.entity_id, audit.at, audit.before from json_each($1) as wanted
        join audit on audit.entity = 'product' and audit.entity_id = wanted.value
        where audit.undone_at is null and audit.action = 'product.edit' and audit.before <> '' order by audit.id desc";
    /// When a list last changed these, and what.
    WRITTEN = "select import_changes.row_id, import_changes.before, import_changes.after, import_batches.committed_at
        from json_each($1) as wanted
        join import_changes on import_changes.table_name = 'products' and import_changes.row_id = wanted.value
        join import_batches on import_batches.id = import_changes.batch_id and import_batches.state = 'committed'
        where exists (select 1 from audit where audit.entity = 'product' and audit.entity_id = wanted.value)";
    KEPT = "select import_kept_products.product_id, import_kept_products.field, import_kept_products.told
        from json_each($1) as wanted
        join import_kept_products on import_kept_products.product_id = wanted.value";
    KEEP_MINE = "insert or ignore into import_kept_products (product_id, field, told, batch_id) values ($1, $2, $3, $4)";
    /// Those whose kind somebody set otherwise are theirs.
    ITEMS = "select id, household_id, json_object('class_id', class_id) as before from owned_items
        where class_id = $1 and product_id = $2 order by id";
    SET_ITEM = "update owned_items set class_id = $2, updated_at = $3 where id = $1";
}

/// By column: when it was pub typed last, and what stood there before anything was typed.
type Typed = BTreeMap<String, (i64, String)>;

/// A product as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingProduct {
    /// Product.
    pub id: i64,
    /// Name.
    pub name: String,
    /// Price in minor units.
    pub price_minor: Option<i64>,
    /// Care class.
    pub class: i64,
    /// Text form of who told the class: `guess`, `file`, `hand`.
    pub class_by: String,
    /// The system whose list told it last; empty: only orders named it.
    pub told_by: String,
    /// What somebody typed over, by column: when, and what stood there before as text.
    pub typed: Typed,
    /// Answers of the past: field and key of what a list said.
    pub kept: BTreeSet<(String, i64)>,
}

/// Somebody kept their own word about a product against a list's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptProduct {
    /// Which.
    pub product: i64,
    /// Field.
    pub field: &'static str,
    /// Key of what the list said.
    pub told: i64,
}

/// What becomes of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductChange {
    /// Which.
    pub id: i64,
    /// Name.
    pub name: String,
    /// Price in minor units.
    pub price_minor: Option<i64>,
    /// Care class.
    pub class: i64,
    /// Care class before.
    pub class_before: i64,
    /// Text form of who told the class.
    pub class_by: String,
    /// The line of the file.
    pub line: i64,
}

impl Store {
    /// These products as they stand, by id.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn standing_products(&self, products: &[i64]) -> Result<Vec<StandingProduct>> {
        let ids = id_list(products);
        let rows = sqlx::query(STANDING).bind(&ids).fetch_all(self.read()).await?;
        let mut typed = self.typed_over(&ids).await?;
        let mut kept: BTreeMap<i64, BTreeSet<(String, i64)>> = BTreeMap::new();
        for row in sqlx::query(KEPT).bind(&ids).fetch_all(self.read()).await? {
            let of = kept.entry(row.int("product_id")?).or_default();
            of.insert((row.text("field")?, row.int("told")?));
        }
        rows.iter()
            .map(|row| {
                let id = row.int("id")?;
                Ok(StandingProduct {
                    id,
                    name: row.text("name")?,
                    price_minor: row.int_opt("price_minor")?,
                    class: row.int("class_id")?,
                    class_by: row.text("class_by")?,
                    told_by: row.text("told_by")?,
                    typed: typed.remove(&id).unwrap_or_default(),
                    kept: kept.remove(&id).unwrap_or_default(),
                })
            })
            .collect()
    }

    /// What somebody typed over since a list last changed it.
    async fn typed_over(&self, ids: &str) -> Result<BTreeMap<i64, Typed>> {
        let mut typed: BTreeMap<i64, Typed> = BTreeMap::new();
        let trail = sqlx::query(TYPED).bind(ids).fetch_all(self.read()).await?;
        if trail.is_empty() {
            return Ok(typed);
        }
        let mut written: BTreeMap<(i64, String), i64> = BTreeMap::new();
        for row in sqlx::query(WRITTEN).bind(ids).fetch_all(self.read()).await? {
            let at = row.int("committed_at")?;
            for column in columns_written(&row.text("before")?, &row.text("after")?)? {
                let last = written.entry((row.int("row_id")?, column)).or_insert(at);
                *last = (*last).max(at);
            }
        }
        for row in trail {
            let (id, at) = (row.int("entity_id")?, row.int("at")?);
            for (column, old) in columns_typed(&row.text("before")?)? {
                let file = written.get(&(id, column.clone()));
                if file.is_some_and(|file| *file > at) {
                    continue;
                }
                let (_, oldest) = typed
                    .entry(id)
                    .or_default()
                    .entry(column)
                    .or_insert((at, String::new()));
                *oldest = old;
            }
        }
        Ok(typed)
    }
}

impl ImportWriter {
    /// Changes a product whom a list tells differently now; things of its old kind follow it.
    ///
    /// # Errors
    /// Errors of writing.
    pub async fn change_product(&mut self, change: &ProductChange) -> Result<()> {
        self.line = change.line;
        self.keep("products", change.id, BEFORE).await?;
        sqlx::query(SET)
            .bind(change.id)
            .bind(&change.name)
            .bind(change.price_minor)
            .bind(change.class)
            .bind(&change.class_by)
            .bind(self.now.0)
            .execute(&mut *self.tx)
            .await?;
        if change.class != change.class_before {
            let items = sqlx::query(ITEMS)
                .bind(change.class_before)
                .bind(change.id)
                .fetch_all(&mut *self.tx)
                .await?;
            for item in items {
                let id = item.int("id")?;
                self.households.insert(item.int("household_id")?);
                self.keep_text("owned_items", id, &item.text("before")?).await?;
                sqlx::query(SET_ITEM)
                    .bind(id)
                    .bind(change.class)
                    .bind(self.now.0)
                    .execute(&mut *self.tx)
                    .await?;
                self.changed_items.insert(id);
            }
        }
        self.line = 0;
        Ok(())
    }

    /// Remembers that somebody kept their own word about a product, so that the same word of a list does not ask again.
    ///
    /// # Errors
    /// Errors of writing.
    pub async fn keep_product(&mut self, kept: &KeptProduct) -> Result<()> {
        sqlx::query(KEEP_MINE)
            .bind(kept.product)
            .bind(kept.field)
            .bind(kept.told)
            .bind(self.batch)
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }
}

/// What an edit changed, as its entry in the trail tells: each column with what stood there before, as text.
pub(super) fn columns_typed(before: &str) -> Result<Vec<(String, String)>> {
    let before: Value = read_json(before)?;
    let changes = before["rows"].as_array().into_iter().flatten();
    Ok(changes
        .filter_map(|change| change["columns"].as_object())
        .flatten()
        .map(|(column, pair)| {
            let old = match &pair[0] {
                Value::String(text) => text.clone(),
                Value::Null => String::new(),
                other => other.to_string(),
            };
            (column.clone(), old)
        })
        .collect())
}

fn read_json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|_| StoreError::Damaged)
}
