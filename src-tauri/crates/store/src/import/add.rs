//! New rows by the thousand, as one JSON text a statement.
//!
//! Not here: what they are (`rows`), changing rows that are there (`change`).

use serde::Serialize;
use sqlx::AssertSqlSafe;

use super::rows::{
    AddressRow, ClassRow, ContactRow, CustomerRow, DeliveryRow, HouseholdRow, ImportRows, ItemRow, LineRow,
    ProductRow, PurchaseRow, RefundRow, SourceRow,
};
use crate::search;
use crate::sql::{WriteTx, statements};
use crate::{Result, StoreError};

/// Rows that one statement writes.
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
            let text = format!("explain {}", insert_text(table, columns));
            sqlx::query(AssertSqlSafe(text))
                .fetch_all(store.read())
                .await
                .unwrap_or_else(|error| panic!("rows of {table} do not fit its columns: {error}"));
        }
    }
}
