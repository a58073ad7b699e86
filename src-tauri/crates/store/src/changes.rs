//! What a write leaves behind beside its own rows: the audit trail with what is needed to take it back, the
//! household's totals, the search index, stale packed histories, and things whose care must be planned again.
//!
//! A write remembers rows in a [`Changes`] while it works and calls [`Changes::finish`] before it commits, so
//! none of these can be forgotten and all of them share its transaction.
//! Not here: which write changes what (each room), and planning itself.

use std::collections::BTreeSet;

use aichaku_domain::values::Instant;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Column as _, Row as _, TypeInfo as _, ValueRef as _};

use crate::sql::{RowExt as _, WriteTx, id_list, statements};
use crate::{Result, Store, StoreError, search};

statements! {
    INSERT_AUDIT = "insert into audit (at, staff_id, action, entity, entity_id, before)
        values ($1, $2, $3, $4, $5, $6) returning id";
    LOAD_AUDIT = "select action, entity, entity_id, before, undone_at from audit where id = $1";
    CLOSE_AUDIT = "update audit set undone_at = $2 where id = $1 and undone_at is null";
    /// Of purchases that stand and count; a refund lowers the sum, never the count.
    RECOUNT_HOUSEHOLDS = include_str!("../sql/recount_households.sql");
    /// The packed histories of these households are built again on reading.
    MARK_STALE = "update history_blocks set stale = 1
        where unit_anchor in ('household_order', 'household_delivery', 'customer_order', 'customer_delivery')
            and block in (select value >> 7 from json_each($1))";
    MARK_FIRSTS_STALE = "update first_blocks set stale = 1
        where block in (select value >> 7 from json_each($1))";
    VERSION = "select data_version from shop where id = 1";
    /// What is counted over the whole shop goes along with a few rows more or less instead of being counted again.
    CARRY_COUNTS = "update figures
        set data_version = coalesce((select data_version from shop where id = 1), 0),
            body = json_array(json_extract(body, '$[0]') + $2, json_extract(body, '$[1]') + $3,
                json_extract(body, '$[2]') + $4, json_extract(body, '$[3]') + $5)
        where key = 'counts' and data_version = $1";
    GROW_VERSION = "update shop set data_version = data_version + 1 where id = 1";
    /// A mark that is set again while somebody plans counts up, so that it is not cleared with the old one.
    MARK_ITEMS = "insert into jobs (kind, key, state, run_after, attempts, error_code, created_at, updated_at)
        select 'plan_item', value, 'waiting', $2, 0, '', $2, $2 from json_each($1) where true
        on conflict (kind, key) do update set attempts = attempts + 1, updated_at = excluded.updated_at";
    /// What planning made of a thing that is taken back; anything that a person worked with stays and stops the undo.
    DROP_PLANNED = "delete from follow_ups where owned_item_id = $1 and state in ('planned', 'cancelled', 'lapsed')
        and attempts = 0 and not exists (select 1 from touches where touches.follow_up_id = follow_ups.id)";
    TAKE_BACK_TOUCH = "update touches set undone_at = $2 where id = $1 and undone_at is null";
}

/// Tables whose rows a write can take back. All have `id` as their key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Table {
    Shop,
    Staff,
    Households,
    Customers,
    ContactPoints,
    Addresses,
    Products,
    Purchases,
    PurchaseLines,
    Refunds,
    Deliveries,
    OwnedItems,
    FollowUps,
    Touches,
    Cases,
    Notes,
    Voices,
    CareContents,
    Plans,
    PlanSteps,
    NumberSettings,
    Comparisons,
    Goals,
}

impl Table {
    fn name(self) -> &'static str {
        match self {
            Self::Shop => "shop",
            Self::Staff => "staff",
            Self::Households => "households",
            Self::Customers => "customers",
            Self::ContactPoints => "contact_points",
            Self::Addresses => "addresses",
            Self::Products => "products",
            Self::Purchases => "purchases",
            Self::PurchaseLines => "purchase_lines",
            Self::Refunds => "refunds",
            Self::Deliveries => "deliveries",
            Self::OwnedItems => "owned_items",
            Self::FollowUps => "follow_ups",
            Self::Touches => "touches",
            Self::Cases => "cases",
            Self::Notes => "notes",
            Self::Voices => "voices",
            Self::CareContents => "care_contents",
            Self::Plans => "plans",
            Self::PlanSteps => "plan_steps",
            Self::NumberSettings => "number_settings",
            Self::Comparisons => "comparisons",
            Self::Goals => "goals",
        }
    }
}

type Image = Map<String, Value>;

/// What happened to one row.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "what")]
enum RowChange {
    /// It was made.
    Made { table: Table, id: i64 },
    /// Columns changed: before and after.
    Set {
        table: Table,
        id: i64,
        columns: Map<String, Value>,
    },
    /// It was removed; all of it.
    Gone { table: Table, id: i64, row: Image },
}

/// Everything needed to take a write back; the JSON of `audit.before`.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Before {
    rows: Vec<RowChange>,
    #[serde(default)]
    households: BTreeSet<i64>,
    #[serde(default)]
    customers: BTreeSet<i64>,
    #[serde(default)]
    items: BTreeSet<i64>,
    /// What else taking it back needs; only the room that wrote it reads it.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    more: Value,
}

/// Who did what, for the audit trail.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deed {
    /// When.
    pub(crate) now: Instant,
    /// Who, if it is known.
    pub(crate) staff: Option<i64>,
    /// `entity.verb`, e.g. `note.edit`.
    pub(crate) action: &'static str,
    /// What kind of thing.
    pub(crate) entity: &'static str,
    /// Which.
    pub(crate) id: i64,
}

/// The answer to a write.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// Id of what was made or changed.
    pub id: i64,
    /// Token to take it back; `None`: cannot be.
    pub undo: Option<i64>,
    /// Things whose care must be planned again; they stay marked until it is.
    pub items: Vec<i64>,
}

/// What was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    /// `entity.verb` of the write.
    pub action: String,
    /// Kind of thing.
    pub entity: String,
    /// Which.
    pub id: i64,
    /// Things whose care must be planned again.
    pub items: Vec<i64>,
}

/// Collects what a write does to rows, and what follows from it.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    kept: Vec<(Table, i64, Option<Image>)>,
    before: Before,
}

impl Changes {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Remembers a row as it stands; call it before changing or removing the row. Only the first call for a
    /// row counts. An undo goes through the rows in the other direction, so remember parents that are made
    /// before their children, and parents that are removed after them.
    pub(crate) async fn keep(&mut self, tx: &mut WriteTx, table: Table, id: i64) -> Result<()> {
        if self.kept.iter().any(|(kept, of, _)| *kept == table && *of == id) {
            return Ok(());
        }
        let image = image(tx, table, id).await?;
        self.kept.push((table, id, image));
        Ok(())
    }

    /// Remembers that a row was made. One that takes the number of a row removed in the same write counts as
    /// that row changed.
    pub(crate) fn made(&mut self, table: Table, id: i64) {
        if !self.kept.iter().any(|(kept, of, _)| *kept == table && *of == id) {
            self.kept.push((table, id, None));
        }
    }

    /// The household's purchases changed: totals, packed history and figures follow.
    pub(crate) fn household(&mut self, id: i64) {
        self.before.households.insert(id);
    }

    /// The customer is to be found by other words than before.
    pub(crate) fn customer(&mut self, id: i64) {
        self.before.customers.insert(id);
    }

    /// The thing's care must be planned again.
    pub(crate) fn item(&mut self, id: i64) {
        self.before.items.insert(id);
    }

    /// What else taking the write back needs; the room reads it from [`Standing::more`].
    pub(crate) fn more(&mut self, more: Value) {
        self.before.more = more;
    }

    /// Ids of rows of a table that were made.
    pub(crate) fn made_of(&self, table: Table) -> Vec<i64> {
        self.kept
            .iter()
            .filter(|(kept, _, was)| *kept == table && was.is_none())
            .map(|(_, id, _)| *id)
            .collect()
    }

    /// Ends the write: what follows from it, the audit trail, and the commit.
    pub(crate) async fn commit(self, mut tx: WriteTx, deed: Deed) -> Result<Written> {
        let written = self.finish(&mut tx, deed).await?;
        tx.commit().await?;
        Ok(written)
    }

    /// Does what follows from the write and enters it in the audit trail; for a write that goes on before its commit.
    pub(crate) async fn finish(self, tx: &mut WriteTx, deed: Deed) -> Result<Written> {
        let Self { kept, mut before } = self;
        for (table, id, was) in kept {
            let is = image(tx, table, id).await?;
            match (was, is) {
                (None, Some(_)) => before.rows.push(RowChange::Made { table, id }),
                (Some(row), None) => before.rows.push(RowChange::Gone { table, id, row }),
                (Some(was), Some(is)) => {
                    let columns: Map<String, Value> = was
                        .into_iter()
                        .filter(|(column, _)| column != "updated_at")
                        .filter_map(|(column, old)| {
                            let new = is.get(&column)?;
                            (*new != old).then(|| (column, Value::Array(vec![old, new.clone()])))
                        })
                        .collect();
                    if !columns.is_empty() {
                        before.rows.push(RowChange::Set { table, id, columns });
                    }
                }
                (None, None) => {}
            }
        }
        let counted = counted(before.rows.iter(), 1);
        follow(tx, &before, counted, deed.now).await?;
        let undoable = !before.rows.is_empty();
        let text = if undoable {
            serde_json::to_string(&before).map_err(|error| StoreError::Other(Box::new(error)))?
        } else {
            String::new()
        };
        let token = enter(tx, deed, &text).await?;
        Ok(Written {
            id: deed.id,
            undo: undoable.then_some(token),
            items: before.items.into_iter().collect(),
        })
    }
}

/// Enters a deed in the audit trail; `before` is empty when it cannot be taken back.
pub(crate) async fn enter(tx: &mut WriteTx, deed: Deed, before: &str) -> Result<i64> {
    Ok(sqlx::query_scalar(INSERT_AUDIT)
        .bind(deed.now.0)
        .bind(deed.staff)
        .bind(deed.action)
        .bind(deed.entity)
        .bind(deed.id)
        .bind(before)
        .fetch_one(&mut **tx)
        .await?)
}

/// Households, customers, purchases and things that came (or went, with `sign` -1).
fn counted<'a>(rows: impl Iterator<Item = &'a RowChange>, sign: i64) -> [i64; 4] {
    let mut counts = [0; 4];
    for row in rows {
        let (table, more) = match row {
            RowChange::Made { table, .. } => (table, sign),
            RowChange::Gone { table, .. } => (table, -sign),
            RowChange::Set { .. } => continue,
        };
        let place = match table {
            Table::Households => 0,
            Table::Customers => 1,
            Table::Purchases => 2,
            Table::OwnedItems => 3,
            _ => continue,
        };
        counts[place] += more;
    }
    counts
}

async fn follow(tx: &mut WriteTx, before: &Before, counted: [i64; 4], now: Instant) -> Result<()> {
    let version: Option<i64> = sqlx::query_scalar(VERSION).fetch_optional(&mut **tx).await?;
    let households: Vec<i64> = before.households.iter().copied().collect();
    if !households.is_empty() {
        recount_households(tx, &households).await?;
    }
    let [homes, people, purchases, things] = counted;
    sqlx::query(CARRY_COUNTS)
        .bind(version.unwrap_or_default())
        .bind(homes)
        .bind(people)
        .bind(purchases)
        .bind(things)
        .execute(&mut **tx)
        .await?;
    for customer in &before.customers {
        search::index_customer(tx, *customer).await?;
    }
    let items: Vec<i64> = before.items.iter().copied().collect();
    mark_items(tx, &items, now).await
}

/// Brings the totals of these households up to date, and tells everything that counts that it is stale.
pub(crate) async fn recount_households(tx: &mut WriteTx, households: &[i64]) -> Result<()> {
    // One that is named twice would be counted twice.
    let mut once = households.to_vec();
    once.sort_unstable();
    once.dedup();
    let ids = id_list(&once);
    sqlx::query(RECOUNT_HOUSEHOLDS)
        .bind(&ids)
        .execute(&mut **tx)
        .await?;
    mark_stale(tx, households).await
}

/// Tells everything that counts that these households changed.
pub(crate) async fn mark_stale(tx: &mut WriteTx, households: &[i64]) -> Result<()> {
    let ids = id_list(households);
    sqlx::query(MARK_STALE).bind(&ids).execute(&mut **tx).await?;
    sqlx::query(MARK_FIRSTS_STALE)
        .bind(&ids)
        .execute(&mut **tx)
        .await?;
    sqlx::query(GROW_VERSION).execute(&mut **tx).await?;
    Ok(())
}

/// Marks things whose care must be planned again; the marks survive a crash.
pub(crate) async fn mark_items(tx: &mut WriteTx, items: &[i64], now: Instant) -> Result<()> {
    if items.is_empty() {
        return Ok(());
    }
    sqlx::query(MARK_ITEMS)
        .bind(id_list(items))
        .bind(now.0)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

impl Store {
    /// Takes a write back, all of it or nothing.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for a token that was never given; [`StoreError::CannotUndo`] when it was taken
    /// back already, or when one of its rows changed or was built upon since.
    pub async fn undo(&self, token: i64, now: Instant) -> Result<Undone> {
        let mut tx = self.write().await?;
        let deed = Standing::load(&mut tx, token).await?;
        let undone = deed.take_back(&mut tx, now).await?;
        tx.commit().await?;
        Ok(undone)
    }

    /// What a token stands for: its action, e.g. `note.edit`.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn deed_of(&self, token: i64) -> Result<String> {
        sqlx::query(LOAD_AUDIT)
            .bind(token)
            .fetch_optional(self.read())
            .await?
            .ok_or(StoreError::NotFound { what: "write" })?
            .text("action")
    }
}

/// A write that stands and can be taken back.
pub(crate) struct Standing {
    token: i64,
    action: String,
    entity: String,
    id: i64,
    before: Before,
}

impl Standing {
    /// The write of a token.
    pub(crate) async fn load(tx: &mut WriteTx, token: i64) -> Result<Self> {
        let row = sqlx::query(LOAD_AUDIT)
            .bind(token)
            .fetch_optional(&mut **tx)
            .await?
            .ok_or(StoreError::NotFound { what: "write" })?;
        let text = row.text("before")?;
        if text.is_empty() || row.int_opt("undone_at")?.is_some() {
            return Err(StoreError::CannotUndo);
        }
        Ok(Self {
            token,
            action: row.text("action")?,
            entity: row.text("entity")?,
            id: row.int_opt("entity_id")?.unwrap_or_default(),
            before: serde_json::from_str(&text).map_err(|_| StoreError::CannotUndo)?,
        })
    }

    /// What the room kept beside the rows.
    pub(crate) fn more(&self) -> &Value {
        &self.before.more
    }

    /// Puts the rows back, all of them, and does what follows from that.
    pub(crate) async fn take_back(self, tx: &mut WriteTx, now: Instant) -> Result<Undone> {
        for change in self.before.rows.iter().rev() {
            revert(tx, change, now).await?;
        }
        // Things that were made with the write are gone now and need no plan.
        let mut standing = self.before;
        let mut items = BTreeSet::new();
        for item in std::mem::take(&mut standing.items) {
            if image(tx, Table::OwnedItems, item).await?.is_some() {
                items.insert(item);
            }
        }
        standing.items = items;
        let counted = counted(standing.rows.iter(), -1);
        follow(tx, &standing, counted, now).await?;
        sqlx::query(CLOSE_AUDIT)
            .bind(self.token)
            .bind(now.0)
            .execute(&mut **tx)
            .await?;
        Ok(Undone {
            action: self.action,
            entity: self.entity,
            id: self.id,
            items: standing.items.iter().copied().collect(),
        })
    }
}

async fn revert(tx: &mut WriteTx, change: &RowChange, now: Instant) -> Result<()> {
    match change {
        // A contact that took place is kept and never counted.
        RowChange::Made {
            table: Table::Touches,
            id,
        } => {
            sqlx::query(TAKE_BACK_TOUCH)
                .bind(id)
                .bind(now.0)
                .execute(&mut **tx)
                .await?;
        }
        RowChange::Made { table, id } => {
            if *table == Table::OwnedItems {
                sqlx::query(DROP_PLANNED).bind(id).execute(&mut **tx).await?;
            }
            if *table == Table::Customers {
                search::forget_customer(tx, *id).await?;
            }
            let text = format!("delete from {} where id = $1", table.name());
            let done = sqlx::query(AssertSqlSafe(text)).bind(id).execute(&mut **tx).await;
            match done {
                Ok(done) if done.rows_affected() == 1 => {}
                Ok(_) => return Err(StoreError::CannotUndo),
                // Something else was built upon it since.
                Err(error) if is_reference(&error) => return Err(StoreError::CannotUndo),
                Err(error) => return Err(error.into()),
            }
        }
        RowChange::Set { table, id, columns } => {
            let is = image(tx, *table, *id).await?.ok_or(StoreError::CannotUndo)?;
            let mut names = Vec::with_capacity(columns.len());
            let mut values = Vec::with_capacity(columns.len());
            for (column, pair) in columns {
                let (Some(old), Some(new)) = (pair.get(0), pair.get(1)) else {
                    return Err(StoreError::Damaged);
                };
                if is.get(column) != Some(new) {
                    return Err(StoreError::CannotUndo);
                }
                names.push(format!("{column} = ${}", names.len() + 1));
                values.push(old);
            }
            let marks = values.len();
            if is.contains_key("updated_at") {
                names.push(format!("updated_at = ${}", marks + 2));
            }
            let text = format!(
                "update {} set {} where id = ${}",
                table.name(),
                names.join(", "),
                marks + 1
            );
            let mut query = sqlx::query(AssertSqlSafe(text));
            for value in values {
                query = bind(query, value);
            }
            query = query.bind(id);
            if is.contains_key("updated_at") {
                query = query.bind(now.0);
            }
            query.execute(&mut **tx).await?;
        }
        RowChange::Gone { table, row, .. } => {
            let known = columns_of(tx, *table).await?;
            if row.keys().any(|column| !known.contains(column)) {
                return Err(StoreError::CannotUndo);
            }
            let names: Vec<&str> = row.keys().map(String::as_str).collect();
            let marks: Vec<String> = (1..=names.len()).map(|at| format!("${at}")).collect();
            let text = format!(
                "insert into {} ({}) values ({})",
                table.name(),
                names.join(", "),
                marks.join(", ")
            );
            let mut query = sqlx::query(AssertSqlSafe(text));
            for value in row.values() {
                query = bind(query, value);
            }
            match query.execute(&mut **tx).await {
                Ok(_) => {}
                // What it hung on is gone, or another has taken its place since.
                Err(error) if is_reference(&error) || is_taken(&error) => return Err(StoreError::CannotUndo),
                Err(error) => return Err(error.into()),
            }
        }
    }
    Ok(())
}

/// Whether a foreign key stood in the way.
fn is_reference(error: &sqlx::Error) -> bool {
    error
        .as_database_error()
        .is_some_and(sqlx::error::DatabaseError::is_foreign_key_violation)
}

/// Whether another row has what only one may have.
fn is_taken(error: &sqlx::Error) -> bool {
    error
        .as_database_error()
        .is_some_and(sqlx::error::DatabaseError::is_unique_violation)
}

type Query<'q> = sqlx::query::Query<'q, sqlx::Sqlite, sqlx::sqlite::SqliteArguments>;

fn bind<'q>(query: Query<'q>, value: &Value) -> Query<'q> {
    match value {
        Value::Number(number) => query.bind(number.as_i64()),
        Value::String(text) => query.bind(text.clone()),
        Value::Bool(flag) => query.bind(*flag),
        _ => query.bind(None::<String>),
    }
}

/// The row as it stands; `None` when there is none.
async fn image(tx: &mut WriteTx, table: Table, id: i64) -> Result<Option<Image>> {
    let text = format!("select * from {} where id = $1", table.name());
    let row = sqlx::query(AssertSqlSafe(text))
        .bind(id)
        .fetch_optional(&mut **tx)
        .await?;
    row.map(|row| read_image(&row)).transpose()
}

fn read_image(row: &SqliteRow) -> Result<Image> {
    let mut image = Image::new();
    for column in row.columns() {
        let at = column.ordinal();
        let raw = row.try_get_raw(at)?;
        let value = if raw.is_null() {
            Value::Null
        } else if raw.type_info().name() == "TEXT" {
            Value::String(row.try_get(at)?)
        } else {
            Value::from(row.try_get::<i64, _>(at)?)
        };
        image.insert(column.name().to_owned(), value);
    }
    Ok(image)
}

async fn columns_of(tx: &mut WriteTx, table: Table) -> Result<BTreeSet<String>> {
    let text = format!("select name from pragma_table_info('{}')", table.name());
    let names: Vec<String> = sqlx::query_scalar(AssertSqlSafe(text))
        .fetch_all(&mut **tx)
        .await?;
    Ok(names.into_iter().collect())
}
