//! People and households: adding, changing, moving somebody from one household to another.
//!
//! Names, numbers and addresses stay as typed; only keys are folded. In this file: what the rooms below ask of a
//! household. Not here: finding people (`search`), the whole record (`record`), whether a form makes sense (`api`).

mod arrange;
mod forms;
mod households;
mod join;
mod save;

use aichaku_domain::plan::spread_of;
use aichaku_domain::values::{HouseholdId, Instant};

use crate::changes::{Changes, Table};
use crate::sql::{WriteTx, statements};
use crate::{Result, StoreError};

pub use arrange::Arrangement;
pub use forms::{Address, Contact, HouseholdForm, Person};

#[cfg(test)]
pub(crate) use arrange::STATEMENTS as ARRANGE_STATEMENTS;
#[cfg(test)]
pub(crate) use households::STATEMENTS as HOUSEHOLD_STATEMENTS;
#[cfg(test)]
pub(crate) use join::STATEMENTS as JOIN_STATEMENTS;
#[cfg(test)]
pub(crate) use save::STATEMENTS as SAVE_STATEMENTS;

statements! {
    INSERT_HOUSEHOLD = "insert into households (match_key, created_at, updated_at) values ($1, $2, $2) returning id";
    SET_SPREAD = "update households set spread = $2 where id = $1";
    HAS_HOUSEHOLD = "select count(*) from households where id = $1";
    HOUSEHOLD_OF = "select household_id from customers where id = $1";
    MEMBERS = "select id from customers where household_id = $1 and merged_into is null order by is_primary desc, id";
    ITEMS_OF = "select id from owned_items where customer_id = $1 order by id";
}

pub(crate) async fn household_of(tx: &mut WriteTx, customer: i64) -> Result<i64> {
    sqlx::query_scalar(HOUSEHOLD_OF)
        .bind(customer)
        .fetch_optional(&mut **tx)
        .await?
        .ok_or(StoreError::NotFound { what: "customer" })
}

async fn expect_household(tx: &mut WriteTx, household: i64) -> Result<()> {
    let there: i64 = sqlx::query_scalar(HAS_HOUSEHOLD)
        .bind(household)
        .fetch_one(&mut **tx)
        .await?;
    if there == 0 {
        return Err(StoreError::NotFound { what: "household" });
    }
    Ok(())
}

async fn new_household(tx: &mut WriteTx, changes: &mut Changes, now: Instant) -> Result<i64> {
    let id: i64 = sqlx::query_scalar(INSERT_HOUSEHOLD)
        .bind(None::<i64>)
        .bind(now.0)
        .fetch_one(&mut **tx)
        .await?;
    sqlx::query(SET_SPREAD)
        .bind(id)
        .bind(spread_of(HouseholdId(id)))
        .execute(&mut **tx)
        .await?;
    changes.made(Table::Households, id);
    Ok(id)
}

async fn members(tx: &mut WriteTx, household: i64) -> Result<Vec<i64>> {
    ids(tx, MEMBERS, household).await
}

async fn ids(tx: &mut WriteTx, statement: &'static str, of: i64) -> Result<Vec<i64>> {
    Ok(sqlx::query_scalar(statement)
        .bind(of)
        .fetch_all(&mut **tx)
        .await?)
}
