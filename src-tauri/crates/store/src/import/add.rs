//! New rows, many in a statement.
//!
//! Not here: what they are (`rows`), changing rows that are there (`change`).

use serde::Serialize;
use sqlx::sqlite::SqliteArguments;
use sqlx::{Arguments as _, AssertSqlSafe};

use super::rows::{ImportRows, Row};
use crate::sql::{WriteTx, statements};
use crate::{Result, StoreError};

/// Rows that one statement writes. Values are handed over as they are: reading the columns of a purchase out of JSON
/// takes three times as long as storing them.
const TOGETHER: usize = 32;
/// Entries of the search index, or consents, in one JSON text.
const AT_ONCE: usize = 1_000;

statements! {
    ENTER_WORDS = "insert into customer_search (rowid, name, phone, place, item)
        select json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'),
            json_extract(value, '$[3]'), json_extract(value, '$[4]') from json_each($1)";
    TAG_CONSENTS = "insert into consents (customer_id, channel, purpose, state, given_on, source, wording, batch_id, recorded_at)
        select json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'),
            json_extract(value, '$[3]'), json_extract(value, '$[4]'), json_extract(value, '$[5]'),
            json_extract(value, '$[6]'), $2, json_extract(value, '$[7]') from json_each($1)";
}

/// Writes new rows, of a batch or of no file at all.
pub(super) async fn add_rows(tx: &mut WriteTx, rows: &ImportRows, batch: Option<i64>) -> Result<()> {
    insert_rows(tx, &rows.classes).await?;
    insert_rows(tx, &rows.households).await?;
    insert_rows(tx, &rows.customers).await?;
    insert_rows(tx, &rows.sources).await?;
    insert_rows(tx, &rows.contacts).await?;
    insert_rows(tx, &rows.addresses).await?;
    insert_rows(tx, &rows.products).await?;
    insert_rows(tx, &rows.purchases).await?;
    insert_rows(tx, &rows.lines).await?;
    insert_rows(tx, &rows.refunds).await?;
    insert_rows(tx, &rows.deliveries).await?;
    insert_rows(tx, &rows.items).await?;
    insert_rows(tx, &rows.voices).await?;
    for part in rows.consents.chunks(AT_ONCE) {
        let consents: Vec<_> = part
            .iter()
            .map(|row| {
                (
                    row.customer_id,
                    row.channel,
                    row.purpose,
                    row.state,
                    row.given_on.to_string(),
                    row.source,
                    &row.wording,
                    row.recorded_at,
                )
            })
            .collect();
        sqlx::query(TAG_CONSENTS)
            .bind(json(&consents)?)
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
    Ok(())
}

/// Writes rows of one table.
pub(super) async fn insert_rows<T: Row>(tx: &mut WriteTx, rows: &[T]) -> Result<()> {
    let (whole, rest) = rows.as_chunks::<TOGETHER>();
    if !whole.is_empty() {
        let text = insert_text(T::TABLE, T::COLUMNS, TOGETHER);
        for part in whole {
            let values = values_of(part)?;
            sqlx::query_with(AssertSqlSafe(text.as_str()), values)
                .execute(&mut **tx)
                .await?;
        }
    }
    if !rest.is_empty() {
        let text = insert_text(T::TABLE, T::COLUMNS, rest.len());
        sqlx::query_with(AssertSqlSafe(text), values_of(rest)?)
            // It fits this number of rows only, and would drive others out of the cache of statements.
            .persistent(false)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

fn values_of<T: Row>(rows: &[T]) -> Result<SqliteArguments> {
    let mut values = SqliteArguments::default();
    values.reserve(rows.len() * T::COLUMNS.len(), 0);
    for row in rows {
        row.add_to(&mut values).map_err(StoreError::Other)?;
    }
    Ok(values)
}

/// `insert into t (a, b) values (?, ?), (?, ?)` for so many rows.
fn insert_text(table: &str, columns: &[&str], rows: usize) -> String {
    let row = format!("({})", vec!["?"; columns.len()].join(", "));
    let values = vec![row; rows].join(", ");
    format!("insert into {table} ({}) values {values}", columns.join(", "))
}

pub(super) fn json<T: Serialize>(rows: &T) -> Result<String> {
    serde_json::to_string(rows).map_err(|error| StoreError::Other(Box::new(error)))
}

#[cfg(test)]
mod tests {
    use super::super::rows::{
        AddressRow, CaseRow, ClassRow, ContactRow, CustomerRow, DeliveryRow, FollowUpRow, HouseholdRow,
        ItemRow, LineRow, NoteRow, ProductRow, PurchaseRow, RefundRow, SourceRow, TouchRow,
    };
    use super::*;
    use crate::{Location, Store, StoreKey};

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
            let text = format!("explain {}", insert_text(table, columns, 2));
            sqlx::query(AssertSqlSafe(text))
                .fetch_all(store.read())
                .await
                .unwrap_or_else(|error| panic!("rows of {table} do not fit its columns: {error}"));
        }
    }
}
