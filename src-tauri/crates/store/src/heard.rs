//! Who told somebody about the shop: written down by hand, and names of files found among the shop's people.
//!
//! Not here: what a cell of a file says (`domain::heard`), the numbers (packed with first purchases, `history`).

use aichaku_domain::heard::{HeardBy, HeardOf};
use aichaku_domain::values::{Instant, ShopDay};

use crate::changes::{Changes, Deed, Table, Written, mark_stale};
use crate::people::household_of;
use crate::sql::{RowExt as _, WriteTx, statements};
use crate::{Result, Store, StoreError};

statements! {
    LOAD = "select heard, heard_from, heard_by, heard_words, thanked_on from customers where id = $1";
    /// Whom somebody told who was joined with them counts too.
    TOLD = "select id from customers where merged_into is null and heard_from in (
            select $1 union select id from customers where state <> 'active' and merged_into = $1)
        order by id desc limit $2";
    COUNT_TOLD = "select count(*) from customers where merged_into is null and heard_from in (
            select $1 union select id from customers where state <> 'active' and merged_into = $1)";
    SET = "update customers
        set heard = $2, heard_by = $4, updated_at = $5,
            thanked_on = case when heard_from is $3 then thanked_on end, heard_from = $3,
            heard_words = case when $2 = 'person' and $3 is null then heard_words else '' end,
            heard_key = case when $2 = 'person' and $3 is null then heard_key end
        where id = $1";
    THANKED = "update customers set thanked_on = $2, updated_at = $3 where id = $1 and heard_from is not null";
    /// Whether $2 stands in the line above $1, or is $1.
    ABOVE = "with recursive line(id) as (
            select $1 union select customers.heard_from from customers join line on customers.id = line.id
                where customers.heard_from is not null)
        select count(*) from line where id = $2";
    MERGED = "select group_concat(id || ',' || merged_into, ';') from customers
        where state <> 'active' and merged_into is not null";
    /// A name of which the shop has exactly one, outside the household, is that one.
    FIND = "update customers
        set heard_from = (select min(one.id) from customers as one
            where one.match_key = customers.heard_key and one.merged_into is null)
        where heard_key is not null and heard_from is null
            and (select count(*) from customers as one
                where one.match_key = customers.heard_key and one.merged_into is null) = 1
            and not exists (select 1 from customers as one
                where one.match_key = customers.heard_key and one.household_id = customers.household_id)
        returning household_id";
}

/// Who told somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// By what; `None`: nobody asked.
    pub of: Option<HeardOf>,
    /// Who told them.
    pub from: Option<i64>,
    /// How sure that is.
    pub by: Option<HeardBy>,
    /// The name that a file has and that is nobody's, or more than one's.
    pub words: String,
    /// The one who told was thanked.
    pub thanked_on: Option<ShopDay>,
}

impl Store {
    /// Who told a person about the shop.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn heard(&self, customer: i64) -> Result<Heard> {
        let row = sqlx::query(LOAD)
            .bind(customer)
            .fetch_optional(self.read())
            .await?
            .ok_or(StoreError::NotFound { what: "customer" })?;
        Ok(Heard {
            of: Some(row.text("heard")?)
                .filter(|text| !text.is_empty())
                .map(|text| HeardOf::parse(&text).ok_or(StoreError::Damaged))
                .transpose()?,
            from: row.int_opt("heard_from")?,
            by: row.kind_opt("heard_by", HeardBy::parse)?,
            words: row.text("heard_words")?,
            thanked_on: row.day_opt("thanked_on")?,
        })
    }

    /// Whom a person told about the shop, the newest `limit` of them, and how many in all.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn told_by(&self, customer: i64, limit: u32) -> Result<(Vec<i64>, i64)> {
        let told = sqlx::query_scalar(TOLD)
            .bind(customer)
            .bind(limit)
            .fetch_all(self.read())
            .await?;
        let count = sqlx::query_scalar(COUNT_TOLD)
            .bind(customer)
            .fetch_one(self.read())
            .await?;
        Ok((told, count))
    }

    /// Writes down who told a person about the shop; `None`: nobody asked.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::Conflict`] for somebody of the same household, and for somebody whom the
    /// person told, directly or over others: a ring has no beginning.
    pub async fn set_heard(
        &self,
        customer: i64,
        of: Option<HeardOf>,
        from: Option<(i64, HeardBy)>,
        now: Instant,
    ) -> Result<Written> {
        let mut tx = self.write().await?;
        let home = household_of(&mut tx, customer).await?;
        if let Some((from, _)) = from {
            let above: i64 = sqlx::query_scalar(ABOVE)
                .bind(from)
                .bind(customer)
                .fetch_one(&mut *tx)
                .await?;
            if above > 0 || household_of(&mut tx, from).await? == home {
                return Err(StoreError::Conflict { what: "referrer" });
            }
        }
        let mut changes = Changes::new();
        changes.keep(&mut tx, Table::Customers, customer).await?;
        sqlx::query(SET)
            .bind(customer)
            .bind(of.map_or("", HeardOf::as_str))
            .bind(from.map(|(from, _)| from))
            .bind(from.map(|(_, by)| by.as_str()))
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
        changes.household(home);
        changes
            .commit(tx, self.deed("customer.heard", customer, now))
            .await
    }

    /// The one who told a person about the shop was thanked for it on `day`; `None`: not yet.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for somebody whom nobody told.
    pub async fn set_thanked(&self, customer: i64, day: Option<ShopDay>, now: Instant) -> Result<Written> {
        let mut tx = self.write().await?;
        let home = household_of(&mut tx, customer).await?;
        let mut changes = Changes::new();
        changes.keep(&mut tx, Table::Customers, customer).await?;
        let changed = sqlx::query(THANKED)
            .bind(customer)
            .bind(crate::sql::day_text(day))
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
        if changed.rows_affected() == 0 {
            return Err(StoreError::NotFound { what: "referrer" });
        }
        changes.household(home);
        changes
            .commit(tx, self.deed("customer.thanked", customer, now))
            .await
    }

    /// Whoever was joined with somebody, and with whom.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn joined_people(&self) -> Result<Vec<(i64, i64)>> {
        let lines: Option<String> = sqlx::query_scalar(MERGED).fetch_one(self.read()).await?;
        let number = |text: &str| text.parse::<i64>().map_err(|_| StoreError::Damaged);
        lines
            .as_deref()
            .unwrap_or_default()
            .split(';')
            .filter_map(|line| line.split_once(','))
            .map(|(gone, kept)| Ok((number(gone)?, number(kept)?)))
            .collect()
    }

    fn deed(&self, action: &'static str, id: i64, now: Instant) -> Deed {
        Deed {
            now,
            staff: self.at_counter(),
            action,
            entity: "customer",
            id,
        }
    }
}

/// Finds the people behind names that files told, wherever the shop has exactly one of that name.
pub(crate) async fn find_referrers(tx: &mut WriteTx) -> Result<()> {
    let mut households: Vec<i64> = sqlx::query_scalar(FIND).fetch_all(&mut **tx).await?;
    if households.is_empty() {
        return Ok(());
    }
    households.sort_unstable();
    households.dedup();
    mark_stale(tx, &households).await
}
