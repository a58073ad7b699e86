//! Putting back what a batch changed: only where a row still says what the batch wrote.
//!
//! What a later batch changed again stays, and that batch remembers the older value as what it found; what a person
//! changed stays and is listed. Not here: rows that the batch made (`undo`).

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use sqlx::AssertSqlSafe;

use super::people::found_by;
use crate::sql::{RowExt as _, WriteTx, statements};
use crate::{Result, StoreError};

statements! {
    CHANGES = "select table_name, row_id, before, after from import_changes
        where batch_id = $1 and table_name <> 'customer_sources' order by id";
    LATER = "select import_changes.id, import_changes.before, import_changes.after from import_changes
        join import_batches on import_batches.id = import_changes.batch_id
        where import_changes.table_name = $1 and import_changes.row_id = $2 and import_changes.batch_id > $3
            and import_batches.state = 'committed' order by import_changes.id";
    REWRITE = "update import_changes set before = $2, after = $3 where id = $1";
    /// Things move on by themselves (what was awaited arrives); only where somebody did something they are theirs.
    ITEM_TOUCHED = "select exists (select 1 from audit
        where at > $2 and undone_at is null and ((entity = 'item' and entity_id = $1)
            or (entity = 'purchase' and entity_id = (select purchase_lines.purchase_id from owned_items
                join purchase_lines on purchase_lines.id = owned_items.line_id where owned_items.id = $1))))";
}

/// Tables whose rows a batch changes, with the columns that it may change.
const CHANGED: [(&str, &[&str]); 9] = [
    ("products", &["name", "price_minor", "class_id", "class_by"]),
    (
        "purchases",
        &[
            "state",
            "gross_minor",
            "refunded_minor",
            "content_hash",
            "delivery_open",
        ],
    ),
    ("purchase_lines", &["quantity", "amount_minor"]),
    (
        "owned_items",
        &[
            "state",
            "state_since",
            "delivered_on",
            "certainty",
            "quantity",
            "class_id",
        ],
    ),
    ("deliveries", &["delivered_on", "certainty", "origin"]),
    (
        "customers",
        &[
            "suppressed",
            "family_name",
            "given_name",
            "family_kana",
            "given_kana",
            "sort_key",
            "match_key",
            "birthday",
            "note",
        ],
    ),
    (
        "addresses",
        &["postal_code", "prefecture", "city", "street", "building"],
    ),
    ("households", &["match_key"]),
    ("contact_points", &["kind", "value", "value_key", "state"]),
];

type Columns = Map<String, Value>;

/// What was put back and what was not.
#[derive(Debug, Default)]
pub(super) struct PutBack {
    /// Rows that say again what they said before.
    pub(super) rows: i64,
    /// Things whose care must be planned again.
    pub(super) items: Vec<i64>,
    /// Whose things these are.
    pub(super) households: Vec<i64>,
    /// People who are to be found by other words again.
    pub(super) people: Vec<i64>,
    /// Kind and id of what a person has changed since.
    pub(super) kept: Vec<(&'static str, i64)>,
}

/// Keeps beside what rows were what the batch made of them; call it when the batch is written.
pub(super) async fn remember_after(tx: &mut WriteTx, batch: i64) -> Result<()> {
    for (table, columns) in CHANGED {
        let text = format!(
            "update import_changes set after = coalesce((select {} from {table} where id = import_changes.row_id), '') \
             where batch_id = $1 and table_name = '{table}'",
            object(columns.iter().copied())
        );
        sqlx::query(AssertSqlSafe(text))
            .bind(batch)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

/// Puts back what the batch changed; `since`: when it was committed.
pub(super) async fn put_back(tx: &mut WriteTx, batch: i64, since: i64) -> Result<PutBack> {
    let mut done = PutBack::default();
    let mut rows: BTreeMap<(&'static str, i64), (Columns, Columns)> = BTreeMap::new();
    for row in sqlx::query(CHANGES).bind(batch).fetch_all(&mut **tx).await? {
        let name = row.text("table_name")?;
        let (table, _) = CHANGED
            .into_iter()
            .find(|(table, _)| *table == name)
            .ok_or(StoreError::Damaged)?;
        let (before, after) = (columns(&row.text("before")?)?, columns(&row.text("after")?)?);
        let (first, last) = rows.entry((table, row.int("row_id")?)).or_default();
        for (column, value) in before {
            // A row that the batch changed twice goes back to what it was first.
            first.entry(column).or_insert(value);
        }
        *last = after;
    }
    for ((table, id), (before, after)) in rows {
        let Some(is) = current(tx, table, id, &before).await? else {
            continue;
        };
        let mut back = Columns::new();
        let mut kept = false;
        for (column, was) in before {
            let Some(wrote) = after.get(&column) else {
                // Of a batch from before both values were kept.
                back.insert(column, was);
                continue;
            };
            if *wrote == was || pass_on(tx, batch, (table, id), &column, wrote, &was).await? {
                continue;
            }
            if is.get(&column) == Some(wrote) || !touched(tx, table, id, since).await? {
                back.insert(column, was);
            } else {
                kept = true;
            }
        }
        if kept {
            done.kept.push(whose(tx, table, id).await?);
        }
        if !back.is_empty() {
            write(tx, table, id, back).await?;
            done.rows += 1;
            if table == "owned_items" {
                done.items.push(id);
            }
            done.people.extend(found_by(tx, table, id).await?);
        }
    }
    Ok(done)
}

/// The columns of a row that a batch made say something else; of a batch from before both values were kept, all that it
/// touched.
pub(super) fn columns_written(before: &str, after: &str) -> Result<Vec<String>> {
    let after = columns(after)?;
    let written = columns(before)?
        .into_iter()
        .filter(|(column, was)| after.get(column) != Some(was));
    Ok(written.map(|(column, _)| column).collect())
}

/// Tells later batches that changed the same column that it was the older value which they found. Answers whether
/// what stands now is theirs.
async fn pass_on(
    tx: &mut WriteTx,
    batch: i64,
    (table, id): (&str, i64),
    column: &str,
    wrote: &Value,
    was: &Value,
) -> Result<bool> {
    let later = sqlx::query(LATER)
        .bind(table)
        .bind(id)
        .bind(batch)
        .fetch_all(&mut **tx)
        .await?;
    for row in later {
        let (mut before, mut after) = (columns(&row.text("before")?)?, columns(&row.text("after")?)?);
        match before.get(column) {
            None => continue,
            Some(found) if found == wrote => {}
            // A person came in between.
            Some(_) => return Ok(false),
        }
        let left_it = after.get(column) == Some(wrote);
        before.insert(column.to_owned(), was.clone());
        if left_it {
            after.insert(column.to_owned(), was.clone());
        }
        sqlx::query(REWRITE)
            .bind(row.int("id")?)
            .bind(Value::Object(before).to_string())
            .bind(Value::Object(after).to_string())
            .execute(&mut **tx)
            .await?;
        if !left_it {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn current(tx: &mut WriteTx, table: &str, id: i64, of: &Columns) -> Result<Option<Columns>> {
    let text = format!(
        "select {} from {table} where id = $1",
        object(of.keys().map(String::as_str))
    );
    let found: Option<String> = sqlx::query_scalar(AssertSqlSafe(text))
        .bind(id)
        .fetch_optional(&mut **tx)
        .await?;
    found.as_deref().map(columns).transpose()
}

/// Whether somebody worked with a row that says something else now.
async fn touched(tx: &mut WriteTx, table: &str, id: i64, since: i64) -> Result<bool> {
    if table != "owned_items" {
        return Ok(true);
    }
    Ok(sqlx::query_scalar(ITEM_TOUCHED)
        .bind(id)
        .bind(since)
        .fetch_one(&mut **tx)
        .await?)
}

/// The record by which a person knows the row.
async fn whose(tx: &mut WriteTx, table: &str, id: i64) -> Result<(&'static str, i64)> {
    let (entity, column) = match table {
        "owned_items" => return Ok(("item", id)),
        "products" => return Ok(("product", id)),
        "purchases" => return Ok(("purchase", id)),
        "customers" => return Ok(("customer", id)),
        "households" => return Ok(("household", id)),
        "addresses" => ("household", "household_id"),
        "contact_points" => ("customer", "customer_id"),
        _ => ("purchase", "purchase_id"),
    };
    let text = format!("select {column} from {table} where id = $1");
    let owner = sqlx::query_scalar(AssertSqlSafe(text))
        .bind(id)
        .fetch_one(&mut **tx)
        .await?;
    Ok((entity, owner))
}

async fn write(tx: &mut WriteTx, table: &str, id: i64, values: Columns) -> Result<()> {
    let sets: Vec<String> = values
        .keys()
        .map(|column| format!("{column} = json_extract($2, '$.{column}')"))
        .collect();
    let text = format!("update {table} set {} where id = $1", sets.join(", "));
    sqlx::query(AssertSqlSafe(text))
        .bind(id)
        .bind(Value::Object(values).to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

fn object<'a>(columns: impl Iterator<Item = &'a str>) -> String {
    let parts: Vec<String> = columns.map(|column| format!("'{column}', {column}")).collect();
    format!("json_object({})", parts.join(", "))
}

fn columns(text: &str) -> Result<Columns> {
    if text.is_empty() {
        return Ok(Columns::new());
    }
    match serde_json::from_str(text) {
        Ok(Value::Object(columns)) => Ok(columns),
        _ => Err(StoreError::Damaged),
    }
}
