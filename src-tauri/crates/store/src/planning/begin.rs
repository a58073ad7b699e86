//! Beginning a day: deliveries arrive, what came within sight is planned, what is too late is let go.
//!
//! It also notices an absence and a clock that went back; both are remembered as jobs, so that they outlive a restart.

use aichaku_domain::values::{Instant, ShopDay};
use sqlx::SqliteConnection;

use super::again::replan_items;
use super::ahead::advance;
use super::{ABSENCE_DAYS, At, Book, LONGEST_GRACE_DAYS, MARKED, ShopDays, UNMARK, read, shop_days};
use crate::sql::statements;
use crate::{Result, Store};

statements! {
    /// Agreed deliveries whose day has come.
    ARRIVED = "select id from owned_items indexed by owned_items_awaiting
               where state = 'awaiting' and delivered_on <= $1 order by id";
    ARRIVE = "update owned_items set state = 'in_use', state_since = delivered_on, updated_at = $2
              where id in (select value from json_each($1))";
    LAPSE = "update follow_ups set state = 'lapsed', state_reason = 'grace_over', updated_at = $2
             where state = 'planned' and lapses_on < $1";
    SEEN = "update shop
            set planned_through = $1, plan_from = coalesce(plan_from, $2), last_opened_on = $3
            where id = 1";
    /// A note to ourselves that outlives a restart.
    NOTE = "insert into jobs (kind, key, state, run_after, created_at, updated_at)
            values ($1, $2, 'waiting', 0, $3, $3)
            on conflict (kind, key) do nothing";
    NOTED = "select min(key) from jobs where kind = $1 and state = 'waiting'";
    NOTES_DONE = "delete from jobs where kind = $1";
    OVERDUE = "select exists (select 1 from follow_ups where state = 'planned' and due_on < $1 and rank <= 14)";
}

/// The kind of job that remembers an absence; its key is the last day before it.
const ABSENCE: &str = "catch_up";
/// The kind of job that remembers a clock that went back; its key is the day that it showed.
const CLOCK_BACK: &str = "clock_back";

/// What the beginning of a day did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayBegun {
    /// New follow-ups.
    pub planned: i64,
    /// Let go, because their time had passed.
    pub lapsed: i64,
    /// Items whose agreed delivery day came.
    pub arrived: i64,
    /// Everything up to this day stands in the store.
    pub through: ShopDay,
    /// The clock stands before the day on which the shop was last open.
    pub clock_went_back: bool,
}

impl Store {
    /// Begins a day: agreed deliveries arrive, what came within sight is planned, what is too late is let go.
    /// Doing it again on the same day changes nothing.
    ///
    /// # Errors
    /// [`crate::StoreError::NotFound`] where no shop stands.
    pub async fn begin_day(&self, at: At) -> Result<DayBegun> {
        let mut tx = self.write_known_rows().await?;
        let shop = shop_days(&mut tx).await?;
        let book = Book::read(&mut tx).await?;

        let arrived: Vec<i64> = sqlx::query_scalar(ARRIVED)
            .bind(at.day.to_string())
            .fetch_all(&mut *tx)
            .await?;
        let mut planned = 0;
        if !arrived.is_empty() {
            sqlx::query(ARRIVE)
                .bind(crate::sql::id_list(&arrived))
                .bind(at.now.0)
                .execute(&mut *tx)
                .await?;
            // Their deliveries were known beforehand, so what came due since then belongs on the calendar.
            let from = at.day.plus_days(-LONGEST_GRACE_DAYS);
            planned += replan_items(&mut tx, &arrived, from, at).await?.added;
        }

        let marked: Vec<i64> = sqlx::query_scalar(MARKED).fetch_all(&mut *tx).await?;
        if !marked.is_empty() {
            planned += replan_items(&mut tx, &marked, at.day, at).await?.added;
            sqlx::query(UNMARK).execute(&mut *tx).await?;
        }

        let (added, through) = advance(&mut tx, &book, &shop, at).await?;
        planned += added;
        let lapsed = sqlx::query(LAPSE)
            .bind(at.day.to_string())
            .bind(at.now.0)
            .execute(&mut *tx)
            .await?
            .rows_affected();
        let (opened_on, clock_went_back) = remember_opening(&mut tx, &shop, at).await?;
        sqlx::query(SEEN)
            .bind(through.to_string())
            .bind(at.day.to_string())
            .bind(opened_on.to_string())
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(DayBegun {
            planned,
            lapsed: i64::try_from(lapsed).unwrap_or(i64::MAX),
            arrived: i64::try_from(arrived.len()).unwrap_or(i64::MAX),
            through,
            clock_went_back,
        })
    }

    /// The last day before an absence that nobody has gone through yet.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn away_since(&self) -> Result<Option<ShopDay>> {
        let text: Option<String> = sqlx::query_scalar(NOTED)
            .bind(ABSENCE)
            .fetch_one(self.read())
            .await?;
        Ok(text.as_deref().and_then(read::day))
    }
}

/// The absence that began after `last` waits to be gone through (again).
pub(crate) async fn note_absence(
    connection: &mut SqliteConnection,
    last: ShopDay,
    now: Instant,
) -> Result<()> {
    note(connection, ABSENCE, last, now).await
}

/// The absence was gone through.
pub(crate) async fn settle_absence(connection: &mut SqliteConnection) -> Result<()> {
    sqlx::query(NOTES_DONE).bind(ABSENCE).execute(connection).await?;
    Ok(())
}

/// Notices an absence and a clock that went back. Answers the day to keep as the last one, and whether the
/// clock stands before it.
///
/// A clock that went back and then runs on as it should was set right: it is believed from the second day on.
async fn remember_opening(
    connection: &mut SqliteConnection,
    shop: &ShopDays,
    at: At,
) -> Result<(ShopDay, bool)> {
    let Some(last) = shop.last_opened_on else {
        return Ok((at.day, false));
    };
    if at.day < last {
        let noticed: Option<String> = sqlx::query_scalar(NOTED)
            .bind(CLOCK_BACK)
            .fetch_one(&mut *connection)
            .await?;
        if noticed
            .as_deref()
            .and_then(read::day)
            .is_some_and(|day| day < at.day)
        {
            sqlx::query(NOTES_DONE)
                .bind(CLOCK_BACK)
                .execute(connection)
                .await?;
            return Ok((at.day, false));
        }
        note(connection, CLOCK_BACK, at.day, at.now).await?;
        return Ok((last, true));
    }
    sqlx::query(NOTES_DONE)
        .bind(CLOCK_BACK)
        .execute(&mut *connection)
        .await?;
    if at.day.days_since(last) >= ABSENCE_DAYS {
        let overdue: bool = sqlx::query_scalar(OVERDUE)
            .bind(at.day.to_string())
            .fetch_one(&mut *connection)
            .await?;
        if overdue {
            note(connection, ABSENCE, last, at.now).await?;
        }
    }
    Ok((at.day, false))
}

async fn note(connection: &mut SqliteConnection, kind: &str, day: ShopDay, now: Instant) -> Result<()> {
    sqlx::query(NOTE)
        .bind(kind)
        .bind(day.to_string())
        .bind(now.0)
        .execute(connection)
        .await?;
    Ok(())
}
