//! Comparisons: which plans and tips some households go without, by chance, and who those are.
//!
//! Not here: who goes without (`domain::comparison`), asking it while planning (`admit`), what came of it (`api`).

mod admit;

use aichaku_domain::comparison::{Compared, Comparison};
use aichaku_domain::values::{ContentId, PlanId, ShopDay, spread_hash};
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

use crate::changes::{Changes, Deed, Table, Written};
use crate::planning::At;
use crate::sql::{RowExt as _, statements};
use crate::{Result, Store, StoreError};

pub(crate) use admit::admit;

#[cfg(test)]
pub(crate) use admit::STATEMENTS as ADMIT_STATEMENTS;

statements! {
    ALL = "select id, plan_id, content_id, held_permille, salt, starts_on, ends_on from comparisons order by id";
    RUNNING = "select id, plan_id, content_id, held_permille, salt, starts_on, ends_on from comparisons
        where ends_on is null order by id";
    SHOP = "select planned_through, store_uid from shop where id = 1";
    NEXT = "select coalesce(max(id), 0) + 1 from comparisons";
    /// A tip in the plan, or the plan of the tip, or the same, is compared already.
    TAKEN = "select exists (select 1 from comparisons where ends_on is null and (plan_id = $1 or content_id = $2
            or exists (select 1 from plan_steps where position >= 0
                and plan_steps.plan_id = coalesce($1, comparisons.plan_id)
                and plan_steps.content_id = coalesce($2, comparisons.content_id))))";
    INSERT = "insert into comparisons (id, plan_id, content_id, held_permille, salt, starts_on, created_at)
        values ($1, $2, $3, $4, $5, $6, $7)";
    CHANGE = "update comparisons set held_permille = $2 where id = $1 and ends_on is null";
    END = "update comparisons set ends_on = $2 where id = $1 and ends_on is null";
    /// Grows whenever somebody is taken in.
    VERSION = "select coalesce(max(id), 0) from comparison_members";
    /// Everybody of a comparison in one text, by household.
    MEMBERS = "select coalesce(group_concat(told, ';'), '') from (
            select household_id || ',' || held || ',' || held_permille || ',' || entered_on as told
            from comparison_members where comparison_id = $1 order by household_id)";
    JOINED = "select id, merged_into from households where merged_into is not null order by id";
    /// $1 the comparison, $2 a JSON list of [household, held, permille, day].
    ADD_PAST = "insert into comparison_members (comparison_id, household_id, held, held_permille, entered_on)
        select $1, value ->> 0, value ->> 1, value ->> 2, value ->> 3 from json_each($2) order by value ->> 0";
}

/// A household that takes part in a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ComparisonMember {
    /// Which.
    pub household: i64,
    /// It goes without.
    pub held: bool,
    /// The chance of that when it was decided, in thousandths.
    pub held_permille: u16,
    /// When it would first have heard of it.
    pub entered_on: ShopDay,
}

fn read_comparison(row: &SqliteRow) -> Result<Comparison> {
    let of = match (row.int_opt("plan_id")?, row.int_opt("content_id")?) {
        (Some(plan), None) => Compared::Plan(PlanId(plan)),
        (None, Some(content)) => Compared::Content(ContentId(content)),
        _ => return Err(StoreError::Damaged),
    };
    Ok(Comparison {
        id: row.int("id")?,
        of,
        held_permille: u16::try_from(row.int("held_permille")?).map_err(|_| StoreError::Damaged)?,
        salt: row.int("salt")?,
        starts_on: row.day("starts_on")?,
        ends_on: row.day_opt("ends_on")?,
    })
}

/// Plan and content of what is compared; one of them is there.
fn columns(of: Compared) -> (Option<i64>, Option<i64>) {
    match of {
        Compared::Plan(plan) => (Some(plan.0), None),
        Compared::Content(content) => (None, Some(content.0)),
    }
}

/// The comparisons that run.
async fn running(connection: &mut SqliteConnection) -> Result<Vec<Comparison>> {
    let rows = sqlx::query(RUNNING).fetch_all(connection).await?;
    rows.iter().map(read_comparison).collect()
}

async fn insert(connection: &mut SqliteConnection, comparison: &Comparison, at: At) -> Result<()> {
    let (plan, content) = columns(comparison.of);
    sqlx::query(INSERT)
        .bind(comparison.id)
        .bind(plan)
        .bind(content)
        .bind(comparison.held_permille)
        .bind(comparison.salt)
        .bind(comparison.starts_on.to_string())
        .bind(at.now.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// Writes a comparison with everybody in it, as the practice shop has it.
pub(crate) async fn add_past(
    connection: &mut SqliteConnection,
    comparison: &Comparison,
    members: &[ComparisonMember],
    at: At,
) -> Result<()> {
    insert(connection, comparison, at).await?;
    let rows: Vec<_> = members
        .iter()
        .map(|one| {
            let day = one.entered_on.to_string();
            (one.household, i64::from(one.held), one.held_permille, day)
        })
        .collect();
    let list = serde_json::to_string(&rows).map_err(|error| StoreError::Other(Box::new(error)))?;
    sqlx::query(ADD_PAST)
        .bind(comparison.id)
        .bind(list)
        .execute(connection)
        .await?;
    Ok(())
}

impl Store {
    /// All comparisons, also those that ended, the oldest first.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn comparisons(&self) -> Result<Vec<Comparison>> {
        let rows = sqlx::query(ALL).fetch_all(self.read()).await?;
        rows.iter().map(read_comparison).collect()
    }

    /// Begins one. It concerns what is not planned yet.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the plan, the tip, or a tip of the plan is compared already;
    /// [`StoreError::NotFound`] where no shop stands.
    pub async fn begin_comparison(&self, of: Compared, held_permille: u16, at: At) -> Result<Written> {
        let (plan, content) = columns(of);
        let mut tx = self.write().await?;
        let taken: bool = sqlx::query_scalar(TAKEN)
            .bind(plan)
            .bind(content)
            .fetch_one(&mut *tx)
            .await?;
        if taken {
            return Err(StoreError::Conflict { what: "comparison" });
        }
        let shop = sqlx::query(SHOP)
            .fetch_optional(&mut *tx)
            .await?
            .ok_or(StoreError::NotFound { what: "shop" })?;
        let planned = shop.day_opt("planned_through")?;
        let id: i64 = sqlx::query_scalar(NEXT).fetch_one(&mut *tx).await?;
        // The store's own random name, so that nobody can tell beforehand who goes without.
        let own = shop
            .text("store_uid")?
            .bytes()
            .fold(0, |hash, byte| spread_hash(hash ^ u64::from(byte)));
        let salt = spread_hash(own ^ id.cast_unsigned() ^ spread_hash(at.now.0.cast_unsigned()));
        let comparison = Comparison {
            id,
            of,
            held_permille,
            salt: salt.cast_signed(),
            starts_on: planned.map_or(at.day, |last| last.plus_days(1).max(at.day)),
            ends_on: None,
        };
        insert(&mut tx, &comparison, at).await?;
        let mut changes = Changes::new();
        changes.made(Table::Comparisons, id);
        changes
            .commit(tx, self.comparison_deed("comparison.begin", id, at))
            .await
    }

    /// So many of a thousand new households go without from now on; whoever was taken in stays where they are.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where no such comparison runs.
    pub async fn change_comparison(&self, id: i64, held_permille: u16, at: At) -> Result<Written> {
        let mut tx = self.write().await?;
        let mut changes = Changes::new();
        changes.keep(&mut tx, Table::Comparisons, id).await?;
        let changed = sqlx::query(CHANGE)
            .bind(id)
            .bind(held_permille)
            .execute(&mut *tx)
            .await?;
        if changed.rows_affected() == 0 {
            return Err(StoreError::NotFound { what: "comparison" });
        }
        changes
            .commit(tx, self.comparison_deed("comparison.change", id, at))
            .await
    }

    /// Ends one: from tomorrow on nobody goes without.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where no such comparison runs.
    pub async fn end_comparison(&self, id: i64, at: At) -> Result<Written> {
        let mut tx = self.write().await?;
        let mut changes = Changes::new();
        changes.keep(&mut tx, Table::Comparisons, id).await?;
        let changed = sqlx::query(END)
            .bind(id)
            .bind(at.day.to_string())
            .execute(&mut *tx)
            .await?;
        if changed.rows_affected() == 0 {
            return Err(StoreError::NotFound { what: "comparison" });
        }
        changes
            .commit(tx, self.comparison_deed("comparison.end", id, at))
            .await
    }

    /// Grows whenever somebody is taken into a comparison.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn comparison_version(&self) -> Result<i64> {
        Ok(sqlx::query_scalar(VERSION).fetch_one(self.read()).await?)
    }

    /// Everybody who takes part in a comparison, by household.
    ///
    /// # Errors
    /// The store cannot be read, or is damaged.
    pub async fn comparison_members(&self, comparison: i64) -> Result<Vec<ComparisonMember>> {
        let text: String = sqlx::query_scalar(MEMBERS)
            .bind(comparison)
            .fetch_one(self.read())
            .await?;
        text.split(';')
            .filter(|told| !told.is_empty())
            .map(|told| read_member(told).ok_or(StoreError::Damaged))
            .collect()
    }

    /// Households that went into another, and into which, by number.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn joined_households(&self) -> Result<Vec<(i64, i64)>> {
        Ok(sqlx::query_as(JOINED).fetch_all(self.read()).await?)
    }

    fn comparison_deed(&self, action: &'static str, id: i64, at: At) -> Deed {
        Deed {
            now: at.now,
            staff: self.at_counter(),
            action,
            entity: "comparison",
            id,
        }
    }
}

fn read_member(told: &str) -> Option<ComparisonMember> {
    let mut parts = told.splitn(4, ',');
    Some(ComparisonMember {
        household: parts.next()?.parse().ok()?,
        held: parts.next()? == "1",
        held_permille: parts.next()?.parse().ok()?,
        entered_on: ShopDay::parse_iso(parts.next()?)?,
    })
}
