//! Months that were closed, and what a month is counted from where nothing else counts it.
//!
//! Every question is about some days and goes through an index of days. Not here: which month is closed when
//! (`domain::goals`), numbers about purchases, referrals and answers, which are counted from what is packed (`api`).

use aichaku_domain::goals::{Metric, Month};
use aichaku_domain::values::{Instant, ShopDay};

use crate::sql::{RowExt as _, statements};
use crate::{Result, Store, StoreError};

statements! {
    FROZEN = "select metric, month, numerator, denominator, later, frozen_at from goal_months
        where metric = $1 order by month";
    /// $1 metric, $2 a JSON list of [month, numerator, denominator, later]. A month that is closed stays as it is.
    FREEZE = "insert or ignore into goal_months (metric, month, numerator, denominator, later, frozen_at)
        select $1, value ->> 0, value ->> 1, value ->> 2, value ->> 3, $3 from json_each($2)";
    /// Closed between two moments.
    DONE = "select count(*) filter (where state = 'done') as done,
            count(*) filter (where state = 'skipped' and state_reason in ('no_capacity', 'catch_up')) as given_up
        from follow_ups where closed_at >= $1 and closed_at < $2 and closed_at is not null";
    /// Whose last day was one of these, and nobody had found the time.
    LET_SLIP = "select count(*) from follow_ups where state = 'lapsed' and lapses_on between $1 and $2";
    FIRST_TOUCH = "select min(happened_on) from touches where undone_at is null";
    /// $1 a JSON list of [household, from, until]; how many of them heard from the shop in these days, or came by.
    REACHED = "select count(*) from json_each($1) as of_home where exists (
            select 1 from touches where household_id = of_home.value ->> 0
                and happened_on between of_home.value ->> 1 and of_home.value ->> 2
                and undone_at is null and kind <> 'memo' and (direction = 'in' or outcome <> 'not_reached'))";
    /// $3 is how many days a case may take.
    SOLVED = "select count(*) as opened,
            count(*) filter (where resolved = 'yes' and closed_on <= date(opened_on, '+' || $3 || ' days')) as solved
        from cases where opened_on between $1 and $2";
}

/// A month that was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FrozenMonth {
    /// What was counted.
    pub month: NewMonth,
    /// When.
    pub frozen_at: Instant,
}

/// A month as it is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewMonth {
    /// Which.
    pub month: Month,
    /// Numerator; for money in minor units.
    pub numerator: i64,
    /// Denominator.
    pub denominator: i64,
    /// Counted back: it had ended when the number was chosen.
    pub later: bool,
}

impl Store {
    /// The months of a number that were closed, the oldest first.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn frozen_months(&self, metric: Metric) -> Result<Vec<FrozenMonth>> {
        let rows = sqlx::query(FROZEN)
            .bind(metric.as_str())
            .fetch_all(self.read())
            .await?;
        rows.iter()
            .map(|row| {
                Ok(FrozenMonth {
                    month: NewMonth {
                        month: Month::parse(&row.text("month")?).ok_or(StoreError::Damaged)?,
                        numerator: row.int("numerator")?,
                        denominator: row.int("denominator")?,
                        later: row.flag("later")?,
                    },
                    frozen_at: Instant(row.int("frozen_at")?),
                })
            })
            .collect()
    }

    /// Closes months. Those that are closed already stay as they are; answers with how many were not.
    ///
    /// # Errors
    /// Those of writing.
    pub async fn freeze_months(&self, metric: Metric, months: &[NewMonth], now: Instant) -> Result<u64> {
        let list: Vec<String> = months
            .iter()
            .map(|one| {
                let later = i64::from(one.later);
                format!(
                    r#"["{}",{},{},{later}]"#,
                    one.month, one.numerator, one.denominator
                )
            })
            .collect();
        let mut tx = self.write().await?;
        let written = sqlx::query(FREEZE)
            .bind(metric.as_str())
            .bind(format!("[{}]", list.join(",")))
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(written.rows_affected())
    }

    /// Follow-ups that were done between two moments (the second not in it), and how many were done or let slip: for
    /// want of time, or because their last day, `from` to `until`, went by.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn care_kept(
        &self,
        moments: (Instant, Instant),
        (from, until): (ShopDay, ShopDay),
    ) -> Result<(i64, i64)> {
        let row = sqlx::query(DONE)
            .bind(moments.0.0)
            .bind(moments.1.0)
            .fetch_one(self.read())
            .await?;
        let slipped: i64 = sqlx::query_scalar(LET_SLIP)
            .bind(from.to_string())
            .bind(until.to_string())
            .fetch_one(self.read())
            .await?;
        let done = row.int("done")?;
        Ok((done, done + row.int("given_up")? + slipped))
    }

    /// The first day on which the shop is known to have turned to anybody.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn first_touch(&self) -> Result<Option<ShopDay>> {
        let text: Option<String> = sqlx::query_scalar(FIRST_TOUCH).fetch_one(self.read()).await?;
        text.map(|text| ShopDay::parse_iso(&text).ok_or(StoreError::Damaged))
            .transpose()
    }

    /// Of households with days, both ends inside, how many heard from the shop in them.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn reached_of(&self, homes: &[(i64, ShopDay, ShopDay)]) -> Result<i64> {
        let list: Vec<String> = homes
            .iter()
            .map(|(home, from, until)| format!(r#"[{home},"{from}","{until}"]"#))
            .collect();
        Ok(sqlx::query_scalar(REACHED)
            .bind(format!("[{}]", list.join(",")))
            .fetch_one(self.read())
            .await?)
    }

    /// Cases that were opened on these days: how many were solved within `days`, and all of them.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn cases_solved(&self, from: ShopDay, until: ShopDay, days: i64) -> Result<(i64, i64)> {
        let row = sqlx::query(SOLVED)
            .bind(from.to_string())
            .bind(until.to_string())
            .bind(days)
            .fetch_one(self.read())
            .await?;
        Ok((row.int("solved")?, row.int("opened")?))
    }
}
