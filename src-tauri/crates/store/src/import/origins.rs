//! Where each field of a record came from: the file that brought or last changed it, or a hand and its day.
//!
//! Worked out from the ranges of batches, the rows that batches changed and the audit trail; no column and no row is
//! kept for it. Not here: what a field is called.

use std::collections::BTreeMap;

use super::people::PERSON_FIELDS;
use crate::sql::{RowExt as _, id_list, statements};
use crate::{Result, Store, StoreError};

statements! {
    RANGES = "select import_ranges.table_name, import_ranges.first_id, import_ranges.last_id, import_batches.id,
            import_batches.file_name, import_batches.committed_at
        from import_ranges join import_batches on import_batches.id = import_ranges.batch_id
        where import_batches.state = 'committed' and import_ranges.table_name in ('customers', 'addresses',
            'contact_points', 'purchases', 'owned_items')
        order by import_batches.id desc";
    /// The newest last, so that it is the one that stays.
    CHANGED = "select import_changes.row_id, import_changes.before, import_changes.after, import_batches.id,
            import_batches.file_name, import_batches.committed_at
        from json_each($2) as wanted
        join import_changes on import_changes.table_name = $1 and import_changes.row_id = wanted.value
        join import_batches on import_batches.id = import_changes.batch_id and import_batches.state = 'committed'
        order by import_batches.id, import_changes.id";
    MADE_AT = "select created_at from customers where id = $1";
    PURCHASES = "select purchases.id, purchases.created_at,
            (select max(audit.at) from audit where audit.entity = 'purchase' and audit.entity_id = purchases.id
                and audit.action in ('purchase.add', 'purchase.edit') and audit.undone_at is null) as typed_at
        from purchases where customer_id = $1 order by id";
    ITEMS = "select owned_items.id, owned_items.created_at,
            (select max(audit.at) from audit where audit.entity = 'item' and audit.entity_id = owned_items.id
                and audit.action in ('item.add', 'item.edit') and audit.undone_at is null) as typed_at
        from owned_items where customer_id = $1 order by id";
    CONTACT_MADE = "select created_at from contact_points where id = $1";
}

/// Where something came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldOrigin {
    /// `customer`, `contact`, `purchase` or `item`.
    pub entity: &'static str,
    /// Id of the row.
    pub id: i64,
    /// `name`, `kana`, `birthday`, `note`, `address`; of a contact its value; else empty: the row as a whole.
    pub field: String,
    /// Batch and file; `None`: by hand.
    pub file: Option<(i64, String)>,
    /// When, ms UTC.
    pub at: i64,
}

/// A batch as a source.
#[derive(Debug, Clone)]
struct Source {
    batch: i64,
    file: String,
    at: i64,
}

impl Store {
    /// Where the fields of a person, and their purchases and things, came from.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn origins_of(&self, customer: i64) -> Result<Vec<FieldOrigin>> {
        let person = self
            .standing_people(&[customer])
            .await?
            .pop()
            .ok_or(StoreError::NotFound { what: "customer" })?;
        let ranges = Ranges::read(self).await?;
        let made_at: i64 = sqlx::query_scalar(MADE_AT)
            .bind(customer)
            .fetch_one(self.read())
            .await?;
        let mut origins = Vec::new();
        let told = self.changed("customers", &[customer]).await?;
        let homes: Vec<i64> = person.home.into_iter().collect();
        let moved = self.changed("addresses", &homes).await?;
        for (field, columns) in PERSON_FIELDS {
            let filled = columns
                .iter()
                .any(|column| person.now.get(*column).is_some_and(|value| !value.is_empty()));
            if !filled {
                continue;
            }
            let (table, row, changes) = match (field, person.home) {
                ("address", Some(home)) => ("addresses", home, &moved),
                _ => ("customers", customer, &told),
            };
            let changed = columns
                .iter()
                .filter_map(|column| changes.get(&(row, (*column).to_owned())))
                .max_by_key(|source| source.batch);
            let typed = person.typed_at.get(field).copied();
            let source = changed.cloned().or_else(|| ranges.of(table, row));
            origins.push(origin("customer", customer, field, source, typed, made_at));
        }
        let ids: Vec<i64> = person.contacts.iter().map(|(id, ..)| *id).collect();
        let numbers = self.changed("contact_points", &ids).await?;
        for (id, _, value, _) in &person.contacts {
            let at: i64 = sqlx::query_scalar(CONTACT_MADE)
                .bind(id)
                .fetch_one(self.read())
                .await?;
            let typed = person.typed_contacts.contains(id).then_some(at);
            let source = numbers
                .get(&(*id, "value".to_owned()))
                .cloned()
                .or_else(|| ranges.of("contact_points", *id));
            origins.push(origin("contact", *id, value, source, typed, at));
        }
        for (entity, table, statement) in [
            ("purchase", "purchases", PURCHASES),
            ("item", "owned_items", ITEMS),
        ] {
            for row in sqlx::query(statement)
                .bind(customer)
                .fetch_all(self.read())
                .await?
            {
                let id = row.int("id")?;
                let source = ranges.of(table, id);
                origins.push(origin(
                    entity,
                    id,
                    "",
                    source,
                    row.int_opt("typed_at")?,
                    row.int("created_at")?,
                ));
            }
        }
        Ok(origins)
    }

    /// Which batch last changed a column of these rows.
    async fn changed(&self, table: &str, rows: &[i64]) -> Result<BTreeMap<(i64, String), Source>> {
        let mut changed = BTreeMap::new();
        for row in sqlx::query(CHANGED)
            .bind(table)
            .bind(id_list(rows))
            .fetch_all(self.read())
            .await?
        {
            let read = |column: &str| -> Result<serde_json::Value> {
                serde_json::from_str(&row.text(column)?).map_err(|_| StoreError::Damaged)
            };
            let (before, after) = (read("before")?, read("after").unwrap_or_default());
            for (column, was) in before.as_object().into_iter().flatten() {
                if after.get(column) == Some(was) {
                    continue;
                }
                let source = Source {
                    batch: row.int("id")?,
                    file: row.text("file_name")?,
                    at: row.int("committed_at")?,
                };
                changed.insert((row.int("row_id")?, column.clone()), source);
            }
        }
        Ok(changed)
    }
}

/// What stands was typed after the file, or came with it, or was there by hand from the first.
fn origin(
    entity: &'static str,
    id: i64,
    field: &str,
    source: Option<Source>,
    typed: Option<i64>,
    made_at: i64,
) -> FieldOrigin {
    let (file, at) = match (typed, source) {
        (Some(typed), Some(source)) if source.at > typed => (Some((source.batch, source.file)), source.at),
        (Some(typed), _) => (None, typed),
        (None, Some(source)) => (Some((source.batch, source.file)), source.at),
        (None, None) => (None, made_at),
    };
    FieldOrigin {
        entity,
        id,
        field: field.to_owned(),
        file,
        at,
    }
}

/// Which batch made which rows; not those that were taken back, because their numbers are used again.
struct Ranges(Vec<(String, i64, i64, Source)>);

impl Ranges {
    async fn read(store: &Store) -> Result<Self> {
        let mut ranges = Vec::new();
        for row in sqlx::query(RANGES).fetch_all(store.read()).await? {
            let source = Source {
                batch: row.int("id")?,
                file: row.text("file_name")?,
                at: row.int("committed_at")?,
            };
            ranges.push((
                row.text("table_name")?,
                row.int("first_id")?,
                row.int("last_id")?,
                source,
            ));
        }
        Ok(Self(ranges))
    }

    fn of(&self, table: &str, id: i64) -> Option<Source> {
        self.0
            .iter()
            .find(|(of, first, last, _)| of == table && (*first..=*last).contains(&id))
            .map(|(_, _, _, source)| source.clone())
    }
}
