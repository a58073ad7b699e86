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
    PURCHASES_OF = "select id from purchases where customer_id = $1 order by id";
    FOLLOW_UPS_OF = "select id from follow_ups where household_id = $1 and customer_id = $2 order by id";
    TOUCHES_OF = "select id from touches where household_id = $1 and customer_id = $2 order by id";
    CASES_OF = "select id from cases where household_id = $1 and customer_id = $2 order by id";
    NOTES_OF = "select id from notes where household_id = $1 and (customer_id = $2 or $3 = 1) order by id";
    MOVE_ITEM = "update owned_items set household_id = $2, spread = $3, updated_at = $4 where id = $1";
    MOVE_PURCHASE = "update purchases set household_id = $2, updated_at = $3 where id = $1";
    MOVE_FOLLOW_UP = "update follow_ups set household_id = $2, updated_at = $3 where id = $1";
    MOVE_TOUCH = "update touches set household_id = $2 where id = $1";
    MOVE_CASE = "update cases set household_id = $2, updated_at = $3 where id = $1";
    MOVE_NOTE = "update notes set household_id = $2, updated_at = $3 where id = $1";
}

impl Store {
    /// Moves a person with their purchases, things and history to another household, or to one of their own
    /// with a copy of the address. A household that is empty afterwards is removed; its notes come along.
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
        let others: Vec<i64> = members(&mut tx, from)
            .await?
            .into_iter()
            .filter(|member| *member != customer)
            .collect();
        let (to, first) = match household {
            Some(to) => {
                expect_household(&mut tx, to).await?;
                (to, members(&mut tx, to).await?.is_empty())
            }
            None => (new_household(&mut tx, &mut changes, now).await?, true),
        };
        if to == from || (household.is_none() && others.is_empty()) {
            return Err(StoreError::Conflict { what: "household" });
        }
        if household.is_none() {
            let before = ids(&mut tx, ADDRESSES, to).await?;
            sqlx::query(COPY_ADDRESSES)
                .bind(from)
                .bind(to)
                .bind(now.0)
                .execute(&mut *tx)
                .await?;
            for address in ids(&mut tx, ADDRESSES, to).await? {
                if !before.contains(&address) {
                    changes.made(Table::Addresses, address);
                }
            }
        }
        let gone = others.is_empty();
        changes.keep(&mut tx, Table::Customers, customer).await?;
        follow_move(&mut tx, &mut changes, customer, from, to, gone).await?;
        sqlx::query(MOVE_CUSTOMER)
            .bind(customer)
            .bind(to)
            .bind(first)
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
        if let Some(next) = others.first() {
            changes.keep(&mut tx, Table::Customers, *next).await?;
            sqlx::query(MAKE_PRIMARY)
                .bind(next)
                .bind(now.0)
                .execute(&mut *tx)
                .await?;
        }
        for purchase in ids(&mut tx, PURCHASES_OF, customer).await? {
            changes.keep(&mut tx, Table::Purchases, purchase).await?;
            sqlx::query(MOVE_PURCHASE)
                .bind(purchase)
                .bind(to)
                .bind(now.0)
                .execute(&mut *tx)
                .await?;
        }
        for item in ids(&mut tx, ITEMS_OF, customer).await? {
            changes.keep(&mut tx, Table::OwnedItems, item).await?;
            sqlx::query(MOVE_ITEM)
                .bind(item)
                .bind(to)
                .bind(spread_of(HouseholdId(to)))
                .bind(now.0)
                .execute(&mut *tx)
                .await?;
            changes.item(item);
        }
        for (table, list, change) in [
            (Table::FollowUps, FOLLOW_UPS_OF, MOVE_FOLLOW_UP),
            (Table::Cases, CASES_OF, MOVE_CASE),
        ] {
            for id in pair_ids(&mut tx, list, from, customer).await? {
                changes.keep(&mut tx, table, id).await?;
                sqlx::query(change)
                    .bind(id)
                    .bind(to)
                    .bind(now.0)
                    .execute(&mut *tx)
                    .await?;
            }
        }
        for id in pair_ids(&mut tx, TOUCHES_OF, from, customer).await? {
            changes.keep(&mut tx, Table::Touches, id).await?;
            sqlx::query(MOVE_TOUCH)
                .bind(id)
                .bind(to)
                .execute(&mut *tx)
                .await?;
        }
        let notes: Vec<i64> = sqlx::query_scalar(NOTES_OF)
            .bind(from)
            .bind(customer)
            .bind(gone)
            .fetch_all(&mut *tx)
            .await?;
        for id in notes {
            changes.keep(&mut tx, Table::Notes, id).await?;
            sqlx::query(MOVE_NOTE)
                .bind(id)
                .bind(to)
                .bind(now.0)
                .execute(&mut *tx)
                .await?;
        }
        if gone {
            // Remembered last: an undo goes the other way round and needs the household first.
            for address in ids(&mut tx, ADDRESSES, from).await? {
                changes.keep(&mut tx, Table::Addresses, address).await?;
                sqlx::query(REMOVE_ADDRESS)
                    .bind(address)
                    .execute(&mut *tx)
                    .await?;
            }
            changes.keep(&mut tx, Table::Households, from).await?;
            sqlx::query(REMOVE_HOUSEHOLD).bind(from).execute(&mut *tx).await?;
        }
        changes.household(from);
        changes.household(to);
        for member in members(&mut tx, to).await?.into_iter().chain(others) {
            changes.customer(member);
        }
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

async fn pair_ids(tx: &mut WriteTx, statement: &'static str, one: i64, other: i64) -> Result<Vec<i64>> {
    Ok(sqlx::query_scalar(statement)
        .bind(one)
        .bind(other)
        .fetch_all(&mut **tx)
        .await?)
}
