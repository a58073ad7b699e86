//! What the shop did and heard on certain days: counts for the owner's report, and the households behind them.
//!
//! Touches are found by their day. Not here: who bought (`histories`), sentences.

use aichaku_domain::values::ShopDay;

use crate::sql::{RowExt as _, statements};
use crate::{Result, Store};

statements! {
    /// Out: something that a customer got, whatever they did with it; in: they came or called by themselves.
    WORK = "select count(*) filter (where direction = 'out') as touches,
            count(distinct household_id) filter (where direction = 'out') as cared_for,
            count(distinct household_id) filter (where direction = 'in') as heard_from,
            coalesce(sum((select minutes from follow_ups where follow_ups.id = touches.follow_up_id)), 0) as minutes
        from touches where happened_on between $1 and $2 and undone_at is null and kind <> 'memo'
            and (direction = 'in' or outcome <> 'not_reached')";
    CASES = "select count(*) filter (where opened_on between $1 and $2) as opened,
            count(*) filter (where closed_on between $1 and $2) as closed,
            count(*) filter (where opened_on <= $2 and (closed_on is null or closed_on > $2)) as still_open
        from cases";
    CARED_FOR = "select distinct household_id from touches
        where happened_on between $1 and $2 and undone_at is null and kind <> 'memo' and direction = $3
            and (direction = 'in' or outcome <> 'not_reached') order by household_id";
    OPEN_CASES = "select cases.household_id, cases.topic, cases.opened_on, cases.severity from cases
        where opened_on <= $1 and (closed_on is null or closed_on > $1)
        order by severity = 'serious' desc, opened_on, id limit $2";
}

/// What was done and heard from one day to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WorkDone {
    /// Touches that a household got.
    pub touches: i64,
    /// Households that got one.
    pub cared_for: i64,
    /// Households that came or called by themselves.
    pub heard_from: i64,
    /// Minutes that the follow-ups behind the touches were planned to take.
    pub minutes: i64,
    /// Cases that began.
    pub cases_opened: i64,
    /// Cases that ended.
    pub cases_closed: i64,
    /// Cases that were open at the end.
    pub cases_open: i64,
}

/// A case that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenCase {
    /// Household.
    pub household: i64,
    /// What it is about, as it was written.
    pub topic: String,
    /// Since when.
    pub opened_on: ShopDay,
    /// It is serious.
    pub serious: bool,
}

impl Store {
    /// What was done and heard from one day to another, both counted.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn work_done(&self, from: ShopDay, until: ShopDay) -> Result<WorkDone> {
        let (from, until) = (from.to_string(), until.to_string());
        let work = sqlx::query(WORK)
            .bind(&from)
            .bind(&until)
            .fetch_one(self.read())
            .await?;
        let cases = sqlx::query(CASES)
            .bind(&from)
            .bind(&until)
            .fetch_one(self.read())
            .await?;
        Ok(WorkDone {
            touches: work.int("touches")?,
            cared_for: work.int("cared_for")?,
            heard_from: work.int("heard_from")?,
            minutes: work.int("minutes")?,
            cases_opened: cases.int("opened")?,
            cases_closed: cases.int("closed")?,
            cases_open: cases.int("still_open")?,
        })
    }

    /// The households that got something in these days, or (`heard`) came or called by themselves.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn cared_for(&self, from: ShopDay, until: ShopDay, heard: bool) -> Result<Vec<i64>> {
        Ok(sqlx::query_scalar(CARED_FOR)
            .bind(from.to_string())
            .bind(until.to_string())
            .bind(if heard { "in" } else { "out" })
            .fetch_all(self.read())
            .await?)
    }

    /// Cases that are open at the end of a day, serious ones first, then the oldest; at most `most`.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn open_cases(&self, on: ShopDay, most: i64) -> Result<Vec<OpenCase>> {
        let rows = sqlx::query(OPEN_CASES)
            .bind(on.to_string())
            .bind(most)
            .fetch_all(self.read())
            .await?;
        rows.iter()
            .map(|row| {
                Ok(OpenCase {
                    household: row.int("household_id")?,
                    topic: row.text("topic")?,
                    opened_on: row.day("opened_on")?,
                    serious: row.text("severity")? == "serious",
                })
            })
            .collect()
    }
}
