//! Moving somebody with all that is theirs from one household to another.

use aichaku_domain::plan::spread_of;
use aichaku_domain::values::{HouseholdId, Instant};

use super::{ITEMS_OF, expect_household, household_of, ids, members, new_household};
use crate::changes::{Changes, Deed, Table, Written};
use crate::duplicates::follow_move;
use crate::sql::{WriteTx, statements};
use crate::{Result, Store, StoreError};

statements! {
    REMOVE_HOUSEHOLD = "delete from households where id = $1";
    MOVE_CUSTOMER = "update customers set household_id = $2, is_primary = $3, updated_at = $4 where id = $1";
    MAKE_PRIMARY = "update customers set is_primary = 1, updated_at = $2 where id = $1";
    ADDRESSES = "select id from addresses where household_id = $1 order by id";
    COPY_ADDRESSES = "insert into addresses (household_id, kind, postal_code, prefecture, city, street, building, state, created_at)
        select $2, kind, postal_code, prefecture, city, street, building, state, $3
        from addresses where household_id = $1 order by id";
    REMOVE_ADDRESS = "delete from addresses where id = $1";
    /// Whether the household $2 has the place of the address $1 already.
    KNOWN_PLACE = "select count(*) from addresses as own join addresses as old on old.id = $1
        where own.household_id = $2 and own.postal_code = old.postal_code and own.prefecture = old.prefecture
            and own.city = old.city and own.street = old.street and own.building = old.building";
    BRING_ADDRESS = "update addresses set household_id = $2,
            kind = case when kind = 'home' and exists (select 1 from addresses as own
                where own.household_id = $2 and own.kind = 'home') then 'former' else kind end
        where id = $1";
    PURCHASES_OF = "select id from purchases where customer_id = $1 order by id";
    FOLLOW_UPS_OF = "select id from follow_ups where household_id = $1 and customer_id = $2 order by id";
    TOUCHES_OF = "select id from touches where household_id = $1 and customer_id = $2 order by id";
    CASES_OF = "select id from cases where household_id = $1 and customer_id = $2 order by id";
    VOICES_OF = "select id from voices where household_id = $1 and customer_id = $2 order by id";
    NOTES_OF = "select id from notes where household_id = $1 and (customer_id = $2 or $3 = 1) order by id";
    MOVE_ITEM = "update owned_items set household_id = $2, spread = $3, updated_at = $4 where id = $1";
    MOVE_PURCHASE = "update purchases set household_id = $2, updated_at = $3 where id = $1";
    MOVE_FOLLOW_UP = "update follow_ups set household_id = $2, updated_at = $3 where id = $1";
    MOVE_TOUCH = "update touches set household_id = $2 where id = $1";
    MOVE_CASE = "update cases set household_id = $2, updated_at = $3 where id = $1";
    MOVE_VOICE = "update voices set household_id = $2, updated_at = $3 where id = $1";
    MOVE_NOTE = "update notes set household_id = $2, updated_at = $3 where id = $1";
}

impl Store {
    /// Moves a person with their purchases, things and history to another household, or to one of their own
    /// with a copy of the address. A household that is empty afterwards is removed; its notes come along, and its
    /// address as a former one.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::Conflict`] when the person lives there already.
    pub async fn join_household(
        &self,
        customer: i64,
        household: Option<i64>,
        now: Instant,
    ) -> Result<Written> {
        let mut tx = self.write().await?;
        let mut changes = Changes::new();
        let from = household_of(&mut tx, customer).await?;
        let alone = members(&mut tx, from).await?.len() <= 1;
        if household == Some(from) || (household.is_none() && alone) {
            return Err(StoreError::Conflict { what: "household" });
        }
        let to = match household {
            Some(to) => {
                expect_household(&mut tx, to).await?;
                to
            }
            None => new_home_like(&mut tx, &mut changes, from, now).await?,
        };
        move_person(&mut tx, &mut changes, customer, to, now).await?;
        let deed = Deed {
            now,
            staff: self.at_counter(),
            action: "household.join",
            entity: "household",
            id: to,
        };
        changes.commit(tx, deed).await
    }
}

/// A new household with the addresses of another.
pub(super) async fn new_home_like(
    tx: &mut WriteTx,
    changes: &mut Changes,
    home: i64,
    now: Instant,
) -> Result<i64> {
    let to = new_household(tx, changes, now).await?;
    sqlx::query(COPY_ADDRESSES)
        .bind(home)
        .bind(to)
        .bind(now.0)
        .execute(&mut **tx)
        .await?;
    for address in ids(tx, ADDRESSES, to).await? {
        changes.made(Table::Addresses, address);
    }
    Ok(to)
}

/// Moves a person with all that is theirs into a household in which they do not live; whoever comes into an empty
/// one leads it.
pub(super) async fn move_person(
    tx: &mut WriteTx,
    changes: &mut Changes,
    customer: i64,
    to: i64,
    now: Instant,
) -> Result<()> {
    let from = household_of(tx, customer).await?;
    let others: Vec<i64> = members(tx, from)
        .await?
        .into_iter()
        .filter(|member| *member != customer)
        .collect();
    let first = members(tx, to).await?.is_empty();
    let gone = others.is_empty();
    changes.keep(tx, Table::Customers, customer).await?;
    follow_move(tx, changes, customer, from, to, gone).await?;
    sqlx::query(MOVE_CUSTOMER)
        .bind(customer)
        .bind(to)
        .bind(first)
        .bind(now.0)
        .execute(&mut **tx)
        .await?;
    if let Some(next) = others.first() {
        changes.keep(tx, Table::Customers, *next).await?;
        sqlx::query(MAKE_PRIMARY)
            .bind(next)
            .bind(now.0)
            .execute(&mut **tx)
            .await?;
    }
    move_rows(tx, changes, customer, (from, to), now).await?;
    let notes: Vec<i64> = sqlx::query_scalar(NOTES_OF)
        .bind(from)
        .bind(customer)
        .bind(gone)
        .fetch_all(&mut **tx)
        .await?;
    for id in notes {
        changes.keep(tx, Table::Notes, id).await?;
        sqlx::query(MOVE_NOTE)
            .bind(id)
            .bind(to)
            .bind(now.0)
            .execute(&mut **tx)
            .await?;
    }
    if gone {
        leave_empty(tx, changes, from, to).await?;
    }
    changes.household(from);
    changes.household(to);
    for member in members(tx, to).await?.into_iter().chain(others) {
        changes.customer(member);
    }
    Ok(())
}

/// Purchases, things, and what was done about them.
async fn move_rows(
    tx: &mut WriteTx,
    changes: &mut Changes,
    customer: i64,
    (from, to): (i64, i64),
    now: Instant,
) -> Result<()> {
    for purchase in ids(tx, PURCHASES_OF, customer).await? {
        changes.keep(tx, Table::Purchases, purchase).await?;
        sqlx::query(MOVE_PURCHASE)
            .bind(purchase)
            .bind(to)
            .bind(now.0)
            .execute(&mut **tx)
            .await?;
    }
    for item in ids(tx, ITEMS_OF, customer).await? {
        changes.keep(tx, Table::OwnedItems, item).await?;
        sqlx::query(MOVE_ITEM)
            .bind(item)
            .bind(to)
            .bind(spread_of(HouseholdId(to)))
            .bind(now.0)
            .execute(&mut **tx)
            .await?;
        changes.item(item);
    }
    for (table, list, change) in [
        (Table::FollowUps, FOLLOW_UPS_OF, MOVE_FOLLOW_UP),
        (Table::Cases, CASES_OF, MOVE_CASE),
        (Table::Voices, VOICES_OF, MOVE_VOICE),
    ] {
        for id in pair_ids(tx, list, from, customer).await? {
            changes.keep(tx, table, id).await?;
            sqlx::query(change)
                .bind(id)
                .bind(to)
                .bind(now.0)
                .execute(&mut **tx)
                .await?;
        }
    }
    for id in pair_ids(tx, TOUCHES_OF, from, customer).await? {
        changes.keep(tx, Table::Touches, id).await?;
        sqlx::query(MOVE_TOUCH)
            .bind(id)
            .bind(to)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

/// Removes a household in which nobody lives any more. Its addresses come along: a home beside another is a former one.
async fn leave_empty(tx: &mut WriteTx, changes: &mut Changes, from: i64, to: i64) -> Result<()> {
    // Remembered before the household: an undo goes the other way round and needs the household first.
    for address in ids(tx, ADDRESSES, from).await? {
        changes.keep(tx, Table::Addresses, address).await?;
        let known: i64 = sqlx::query_scalar(KNOWN_PLACE)
            .bind(address)
            .bind(to)
            .fetch_one(&mut **tx)
            .await?;
        let statement = if known > 0 { REMOVE_ADDRESS } else { BRING_ADDRESS };
        let query = sqlx::query(statement).bind(address);
        let query = if known > 0 { query } else { query.bind(to) };
        query.execute(&mut **tx).await?;
    }
    changes.keep(tx, Table::Households, from).await?;
    sqlx::query(REMOVE_HOUSEHOLD)
        .bind(from)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

async fn pair_ids(tx: &mut WriteTx, statement: &'static str, one: i64, other: i64) -> Result<Vec<i64>> {
    Ok(sqlx::query_scalar(statement)
        .bind(one)
        .bind(other)
        .fetch_all(&mut **tx)
        .await?)
}
