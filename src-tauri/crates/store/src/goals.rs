//! The tree of goals: from a customer's success to the shop's own numbers.
//!
//! Not here: what hangs on what (`domain::goals`), months that were closed and what a month is counted from (`months`).

mod months;

use aichaku_domain::goals::{GoalKind, Metric, Month};
use aichaku_domain::values::{Instant, ShopDay};
use sqlx::sqlite::SqliteRow;

use crate::changes::{Changes, Deed, Standing, Table, Undone, Written};
use crate::planning::At;
use crate::sql::{RowExt as _, WriteTx, statements};
use crate::{Result, Store, StoreError};

pub use months::{FrozenMonth, NewMonth};

#[cfg(test)]
pub(crate) use months::STATEMENTS as MONTH_STATEMENTS;

statements! {
    ALL = "select id, parent_id, kind, words, plan_id, minutes_week, metric, why, target, at_least, baseline_month, pinned,
            created_on
        from goals order by id";
    INSERT = "insert into goals (parent_id, kind, words, plan_id, minutes_week, metric, why, target, at_least,
            baseline_month, pinned, created_on, created_at, updated_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13) returning id";
    CHANGE = "update goals set words = $2, plan_id = $3, minutes_week = $4, why = $5, target = $6, at_least = $7,
            baseline_month = $8, updated_at = $9
        where id = $1";
    PIN = "update goals set pinned = $2, updated_at = $3 where id = $1 and kind = 'own'";
    PINNED = "select count(*) from goals where pinned = 1 and id <> $1";
    /// A goal and all that hangs on it, children before their parents.
    BRANCH = "with recursive branch(id, depth) as (
            select id, 0 from goals where id = $1
            union all select goals.id, branch.depth + 1 from goals join branch on goals.parent_id = branch.id)
        select id from branch order by depth desc, id desc";
    REMOVE = "delete from goals where id = $1";
}

/// A goal that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// Its id.
    pub id: i64,
    /// When it was set.
    pub created_on: ShopDay,
    /// What it says.
    pub is: NewGoal,
}

/// What a goal says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewGoal {
    /// What it hangs on.
    pub parent: Option<i64>,
    /// What it is.
    pub kind: GoalKind,
    /// In words.
    pub words: String,
    /// The plan that brings a touch.
    pub plan: Option<i64>,
    /// Minutes a week that the means take.
    pub minutes_week: Option<i64>,
    /// The number.
    pub metric: Option<Metric>,
    /// Why the number helps the customer.
    pub why: String,
    /// What it is to reach, in the unit of [`Metric::targets`].
    pub target: Option<i64>,
    /// At least so much; else at most.
    pub at_least: bool,
    /// The closed month in which the target was set.
    pub baseline: Option<Month>,
    /// It stands where everybody sees it.
    pub pinned: bool,
}

impl Store {
    /// All goals, parents before their children.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn goals(&self) -> Result<Vec<Goal>> {
        let rows = sqlx::query(ALL).fetch_all(self.read()).await?;
        rows.iter().map(goal).collect()
    }

    /// Adds goals, all of them or none; a parent of 0, −1, −2 … is the first, second, third … of the list. Answers with
    /// the id of the first.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when more than `most_pinned` would be pinned.
    pub async fn add_goals(&self, goals: &[NewGoal], most_pinned: usize, at: At) -> Result<Written> {
        let mut tx = self.write().await?;
        let mut changes = Changes::new();
        let mut ids: Vec<i64> = Vec::with_capacity(goals.len());
        for new in goals {
            if new.pinned {
                expect_room(&mut tx, 0, most_pinned).await?;
            }
            let parent = match new.parent {
                Some(place @ ..=0) => usize::try_from(-place).ok().and_then(|at| ids.get(at)).copied(),
                other => other,
            };
            let id = sqlx::query_scalar(INSERT)
                .bind(parent)
                .bind(new.kind.as_str())
                .bind(&new.words)
                .bind(new.plan)
                .bind(new.minutes_week)
                .bind(new.metric.map(Metric::as_str))
                .bind(&new.why)
                .bind(new.target)
                .bind(new.at_least)
                .bind(new.baseline.map(|month| month.to_string()))
                .bind(new.pinned)
                .bind(at.day.to_string())
                .bind(at.now.0)
                .fetch_one(&mut *tx)
                .await?;
            changes.made(Table::Goals, id);
            ids.push(id);
        }
        let first = ids.first().copied().unwrap_or_default();
        changes
            .commit(tx, deed(at.now, self.at_counter(), "goal.add", first))
            .await
    }

    /// Changes what a goal says; what it is, what it hangs on and its number stay.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn change_goal(&self, id: i64, goal: &NewGoal, now: Instant) -> Result<Written> {
        let mut tx = self.write().await?;
        let mut changes = Changes::new();
        changes.keep(&mut tx, Table::Goals, id).await?;
        let changed = sqlx::query(CHANGE)
            .bind(id)
            .bind(&goal.words)
            .bind(goal.plan)
            .bind(goal.minutes_week)
            .bind(&goal.why)
            .bind(goal.target)
            .bind(goal.at_least)
            .bind(goal.baseline.map(|month| month.to_string()))
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
        expect_one(changed.rows_affected())?;
        changes
            .commit(tx, deed(now, self.at_counter(), "goal.edit", id))
            .await
    }

    /// Pins a number or lets it go.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for what is no number; [`StoreError::Conflict`] when `most_pinned` are pinned already.
    pub async fn pin_goal(&self, id: i64, pinned: bool, most_pinned: usize, now: Instant) -> Result<Written> {
        let mut tx = self.write().await?;
        if pinned {
            expect_room(&mut tx, id, most_pinned).await?;
        }
        let mut changes = Changes::new();
        changes.keep(&mut tx, Table::Goals, id).await?;
        let changed = sqlx::query(PIN)
            .bind(id)
            .bind(pinned)
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
        expect_one(changed.rows_affected())?;
        changes
            .commit(tx, deed(now, self.at_counter(), "goal.pin", id))
            .await
    }

    /// Removes a goal with all that hangs on it. Months that were closed stay.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn remove_goal(&self, id: i64, now: Instant) -> Result<Written> {
        let mut tx = self.write().await?;
        let branch: Vec<i64> = sqlx::query_scalar(BRANCH).bind(id).fetch_all(&mut *tx).await?;
        expect_one(branch.len() as u64)?;
        let mut changes = Changes::new();
        for one in branch {
            changes.keep(&mut tx, Table::Goals, one).await?;
            sqlx::query(REMOVE).bind(one).execute(&mut *tx).await?;
        }
        changes
            .commit(tx, deed(now, self.at_counter(), "goal.remove", id))
            .await
    }

    /// Takes a write about goals back, all of it or nothing.
    ///
    /// # Errors
    /// [`StoreError::CannotUndo`] also when more than `most_pinned` would be pinned then; [`StoreError::NotFound`].
    pub async fn undo_goal(&self, token: i64, most_pinned: usize, now: Instant) -> Result<Undone> {
        let mut tx = self.write().await?;
        let undone = Standing::load(&mut tx, token)
            .await?
            .take_back(&mut tx, now)
            .await?;
        // So many may be pinned, so there is room for one more than that.
        if expect_room(&mut tx, 0, most_pinned + 1).await.is_err() {
            return Err(StoreError::CannotUndo);
        }
        tx.commit().await?;
        Ok(undone)
    }
}

async fn expect_room(tx: &mut WriteTx, but: i64, most: usize) -> Result<()> {
    let pinned: i64 = sqlx::query_scalar(PINNED).bind(but).fetch_one(&mut **tx).await?;
    if usize::try_from(pinned).unwrap_or(usize::MAX) >= most {
        return Err(StoreError::Conflict { what: "pinned" });
    }
    Ok(())
}

fn expect_one(rows: u64) -> Result<()> {
    if rows == 0 {
        return Err(StoreError::NotFound { what: "goal" });
    }
    Ok(())
}

fn deed(now: Instant, staff: Option<i64>, action: &'static str, id: i64) -> Deed {
    Deed {
        now,
        staff,
        action,
        entity: "goal",
        id,
    }
}

fn goal(row: &SqliteRow) -> Result<Goal> {
    let baseline = row.text_opt("baseline_month")?;
    Ok(Goal {
        id: row.int("id")?,
        created_on: row.day("created_on")?,
        is: NewGoal {
            parent: row.int_opt("parent_id")?,
            kind: row.kind("kind", GoalKind::parse)?,
            words: row.text("words")?,
            plan: row.int_opt("plan_id")?,
            minutes_week: row.int_opt("minutes_week")?,
            metric: row.kind_opt("metric", Metric::parse)?,
            why: row.text("why")?,
            target: row.int_opt("target")?,
            at_least: row.flag("at_least")?,
            baseline: baseline
                .map(|text| Month::parse(&text).ok_or(StoreError::Damaged))
                .transpose()?,
            pinned: row.flag("pinned")?,
        },
    })
}
