//! Where each field of a record came from: the file that brought or last changed it with its line, or a hand; with the
//! day, and who it was.
//!
//! Worked out from the ranges of batches, their packed lines, the rows that batches changed and the audit trail; nothing
//! is kept by field. Not here: what a field is called.

use std::collections::BTreeMap;

use sqlx::sqlite::SqliteRow;

use super::people::PERSON_FIELDS;
use crate::sql::{RowExt as _, id_list, statements};
use crate::{Result, Store, StoreError};

statements! {
    RANGES = "select import_ranges.table_name, import_ranges.first_id, import_ranges.last_id, import_batches.id,
            import_batches.file_name, import_batches.committed_at, import_batches.sheets,
            (select audit.staff_id from audit where audit.entity = 'batch' and audit.entity_id = import_batches.id
                and audit.action = 'import.commit' order by audit.id desc limit 1) as staff_id
        from import_ranges join import_batches on import_batches.id = import_ranges.batch_id
        where import_batches.state = 'committed' and import_ranges.table_name in ('customers', 'addresses',
            'contact_points', 'purchases', 'owned_items', 'products')
        order by import_batches.id desc";
    /// The newest last, so that it is the one that stays.
    CHANGED = "select import_changes.row_id, import_changes.before, import_changes.after, import_changes.line,
            import_batches.id, import_batches.file_name, import_batches.committed_at, import_batches.sheets,
            (select audit.staff_id from audit where audit.entity = 'batch' and audit.entity_id = import_batches.id
                and audit.action = 'import.commit' order by audit.id desc limit 1) as staff_id
        from json_each($2) as wanted
        join import_changes on import_changes.table_name = $1 and import_changes.row_id = wanted.value
        join import_batches on import_batches.id = import_changes.batch_id and import_batches.state = 'committed'
        order by import_batches.id, import_changes.id";
    MADE_AT = "select created_at, (select audit.staff_id from audit where audit.entity = 'customer'
            and audit.entity_id = customers.id and audit.action = 'customer.add' order by audit.id limit 1) as staff_id
        from customers where id = $1";
    STAFF = "select id, name from staff order by id";
    PURCHASES = "select purchases.id, purchases.created_at,
            max(audit.at) as typed_at, audit.staff_id
        from purchases
        left join audit on audit.entity = 'purchase' and audit.entity_id = purchases.id
            and audit.action in ('purchase.add', 'purchase.edit') and audit.undone_at is null
        where purchases.customer_id = $1 group by purchases.id order by purchases.id";
    ITEMS = "select owned_items.id, owned_items.created_at,
            max(audit.at) as typed_at, audit.staff_id
        from owned_items
        left join audit on audit.entity = 'item' and audit.entity_id = owned_items.id
            and audit.action in ('item.add', 'item.edit') and audit.undone_at is null
        where owned_items.customer_id = $1 group by owned_items.id order by owned_items.id";
    CONTACT_MADE = "select created_at from contact_points where id = $1";
    PRODUCT = "select maker, price_minor, created_at from products where id = $1";
    /// The newest last, so that it is the one that stays.
    PRODUCT_TYPED = "select at, staff_id, before from audit where entity = 'product' and entity_id = $1
            and action = 'product.edit' and undone_at is null and before <> '' order by id";
}

/// A file that a field came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FromFile {
    /// Batch.
    pub batch: i64,
    /// Name of the file.
    pub name: String,
    /// The sheets that were read, when they were several.
    pub sheets: Vec<String>,
    /// The line, numbered through all sheets; `None`: brought in before lines were kept.
    pub line: Option<i64>,
}

/// Where something came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldOrigin {
    /// `customer`, `contact`, `purchase`, `item` or `product`.
    pub entity: &'static str,
    /// Id of the row.
    pub id: i64,
    /// `name`, `kana`, `birthday`, `note`, `address`; of a contact its value; of a product `name`, `class`, `price`,
    /// `maker`; else empty: the row as a whole.
    pub field: String,
    /// The file; `None`: by hand.
    pub file: Option<FromFile>,
    /// When, ms UTC.
    pub at: i64,
    /// Name of who typed it or brought the file in; `None`: nobody said who was at the counter.
    pub staff: Option<String>,
}

/// A batch as a source.
#[derive(Debug, Clone)]
struct Source {
    file: FromFile,
    at: i64,
    staff: Option<i64>,
}

/// A hand as a source: when, and whose.
type Typed = (i64, Option<i64>);

/// The origins of a record while they are gathered.
struct Gathered {
    staff: BTreeMap<i64, String>,
    origins: Vec<FieldOrigin>,
    /// Rows whose line is still to be looked up: which origin, and where its row lies.
    unlined: Vec<(usize, &'static str, i64)>,
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
        let mut gathered = Gathered {
            staff: self.staff_names().await?,
            origins: Vec::new(),
            unlined: Vec::new(),
        };
        let row = sqlx::query(MADE_AT).bind(customer).fetch_one(self.read()).await?;
        let made = (row.int("created_at")?, row.int_opt("staff_id")?);
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
                .max_by_key(|source| source.file.batch);
            let typed = person
                .typed_at
                .get(field)
                .map(|at| (*at, person.typed_by.get(field).copied()));
            let source = changed.cloned().or_else(|| ranges.of(table, row));
            gathered.add(("customer", customer, field), (table, row), source, typed, made);
        }
        let ids: Vec<i64> = person.contacts.iter().map(|(id, ..)| *id).collect();
        let numbers = self.changed("contact_points", &ids).await?;
        for (id, _, value, _) in &person.contacts {
            let at: i64 = sqlx::query_scalar(CONTACT_MADE)
                .bind(id)
                .fetch_one(self.read())
                .await?;
            let typed = person.typed_contacts.get(id).copied();
            let source = numbers
                .get(&(*id, "value".to_owned()))
                .cloned()
                .or_else(|| ranges.of("contact_points", *id));
            let row = ("contact_points", *id);
            gathered.add(("contact", *id, value), row, source, typed, (at, made.1));
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
                let by = row.int_opt("staff_id")?;
                let typed = row.int_opt("typed_at")?.map(|at| (at, by));
                let made = (row.int("created_at")?, None);
                gathered.add((entity, id, ""), (table, id), ranges.of(table, id), typed, made);
            }
        }
        self.with_lines(gathered).await
    }

    /// Where the fields of a product came from.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn origins_of_product(&self, product: i64) -> Result<Vec<FieldOrigin>> {
        let row = sqlx::query(PRODUCT)
            .bind(product)
            .fetch_optional(self.read())
            .await?
            .ok_or(StoreError::NotFound { what: "product" })?;
        let made = (row.int("created_at")?, None);
        let ranges = Ranges::read(self).await?;
        let changed = self.changed("products", &[product]).await?;
        let typed = self.typed_product(product).await?;
        let mut gathered = Gathered {
            staff: self.staff_names().await?,
            origins: Vec::new(),
            unlined: Vec::new(),
        };
        for (field, column, filled) in [
            ("name", "name", true),
            ("class", "class_id", true),
            ("price", "price_minor", row.int_opt("price_minor")?.is_some()),
            ("maker", "maker", !row.text("maker")?.is_empty()),
        ] {
            if !filled {
                continue;
            }
            let source = changed
                .get(&(product, column.to_owned()))
                .cloned()
                .or_else(|| ranges.of("products", product));
            let typed = typed.get(column).copied();
            gathered.add(
                ("product", product, field),
                ("products", product),
                source,
                typed,
                made,
            );
        }
        self.with_lines(gathered).await
    }

    /// Who typed each column of a product last.
    async fn typed_product(&self, product: i64) -> Result<BTreeMap<String, Typed>> {
        let mut typed = BTreeMap::new();
        for row in sqlx::query(PRODUCT_TYPED)
            .bind(product)
            .fetch_all(self.read())
            .await?
        {
            let by = (row.int("at")?, row.int_opt("staff_id")?);
            for column in super::products::columns_typed(&row.text("before")?)? {
                typed.insert(column.0, by);
            }
        }
        Ok(typed)
    }

    /// Looks up the lines of rows that a batch made.
    async fn with_lines(&self, gathered: Gathered) -> Result<Vec<FieldOrigin>> {
        let Gathered {
            mut origins, unlined, ..
        } = gathered;
        let rows: Vec<(i64, &str, i64)> = unlined
            .iter()
            .filter_map(|(at, table, row)| Some((origins[*at].file.as_ref()?.batch, *table, *row)))
            .collect();
        let lines = self.lines_of(&rows).await?;
        for (at, table, row) in unlined {
            if let Some(file) = &mut origins[at].file {
                file.line = lines.get(&(table.to_owned(), row)).copied();
            }
        }
        Ok(origins)
    }

    async fn staff_names(&self) -> Result<BTreeMap<i64, String>> {
        let rows = sqlx::query(STAFF).fetch_all(self.read()).await?;
        rows.iter()
            .map(|row| Ok((row.int("id")?, row.text("name")?)))
            .collect()
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
                let line = Some(row.int("line")?).filter(|line| *line > 0);
                changed.insert((row.int("row_id")?, column.clone()), source(&row, line)?);
            }
        }
        Ok(changed)
    }
}

impl Gathered {
    /// What stands was typed after the file, or came with it, or was there by hand from the first.
    fn add(
        &mut self,
        (entity, id, field): (&'static str, i64, &str),
        (table, row): (&'static str, i64),
        source: Option<Source>,
        typed: Option<Typed>,
        made: Typed,
    ) {
        let (file, at, staff) = match (typed, source) {
            (Some((at, _)), Some(source)) if source.at > at => (Some(source.file), source.at, source.staff),
            (Some((at, by)), _) => (None, at, by),
            (None, Some(source)) => (Some(source.file), source.at, source.staff),
            (None, None) => (None, made.0, made.1),
        };
        if file.as_ref().is_some_and(|file| file.line.is_none()) {
            self.unlined.push((self.origins.len(), table, row));
        }
        self.origins.push(FieldOrigin {
            entity,
            id,
            field: field.to_owned(),
            file,
            at,
            staff: staff.and_then(|staff| self.staff.get(&staff).cloned()),
        });
    }
}

fn source(row: &SqliteRow, line: Option<i64>) -> Result<Source> {
    Ok(Source {
        file: FromFile {
            batch: row.int("id")?,
            name: row.text("file_name")?,
            sheets: serde_json::from_str(&row.text("sheets")?).map_err(|_| StoreError::Damaged)?,
            line,
        },
        at: row.int("committed_at")?,
        staff: row.int_opt("staff_id")?,
    })
}

/// Which batch made which rows; not those that were taken back, because their numbers are used again.
struct Ranges(Vec<(String, i64, i64, Source)>);

impl Ranges {
    async fn read(store: &Store) -> Result<Self> {
        let mut ranges = Vec::new();
        for row in sqlx::query(RANGES).fetch_all(store.read()).await? {
            ranges.push((
                row.text("table_name")?,
                row.int("first_id")?,
                row.int("last_id")?,
                source(&row, None)?,
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
