//! Saving a plan, and taking that back: the plan, its steps, and every follow-up that came, moved or went.
//!
//! Not here: what a plan does to follow-ups (`planning`), other writes that can be taken back (`changes`).

use std::collections::BTreeSet;

use aichaku_domain::values::{Instant, PlanId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::SqliteConnection;

use super::again::Replan;
use super::plan_changed::{Writing, change_plan};
use super::{At, Planned};
use crate::changes::{Changes, Deed, Standing, Table, Undone, Written};
use crate::plans::{self, PlanRow};
use crate::sql::{WriteTx, id_list, statements};
use crate::{Result, Store, StoreError};

statements! {
    LAST_ID = "select coalesce(max(id), 0) from follow_ups";
    STEPS_OF = "select id from plan_steps where plan_id = $1 order by id";
    /// Rows as one packed text: a plan of a large shop has tens of thousands.
    IMAGES = "select json_group_array(json_array(id, state, state_reason, due_on, planned_on, lapses_on, closed_at))
              from follow_ups where id in (select value from json_each($1))";
    /// What planning made with the plan, or later with one of its new steps; whatever a person worked with stays.
    DROP_MADE = "delete from follow_ups
                 where plan_id is not null and state in ('planned', 'cancelled', 'lapsed') and attempts = 0
                   and ((id > $1 and id <= $2 and created_at = $3)
                        or step_id in (select value from json_each($4)))
                   and not exists (select 1 from touches where touches.follow_up_id = follow_ups.id)";
    /// $1 is a JSON list of rows as `IMAGES` packs them, each with the state and day that it got. What changed
    /// again since then stays as it is.
    BRING_BACK = "update follow_ups
                  set state = m.state, state_reason = m.state_reason, due_on = m.due_on, planned_on = m.planned_on,
                      lapses_on = m.lapses_on, closed_at = m.closed_at, updated_at = $2
                  from (select value ->> 0 ->> 0 as id, value ->> 0 ->> 1 as state, value ->> 0 ->> 2 as state_reason,
                               value ->> 0 ->> 3 as due_on, value ->> 0 ->> 4 as planned_on,
                               value ->> 0 ->> 5 as lapses_on, value ->> 0 ->> 6 as closed_at,
                               value ->> 1 as got_state, value ->> 2 as got_due_on
                        from json_each($1)) as m
                  where follow_ups.id = m.id and follow_ups.state = m.got_state and follow_ups.due_on = m.got_due_on";
}

/// A follow-up as it stood: id, state and its reason, due day, first day, last day, when it was closed.
type Image = (i64, String, String, String, String, String, Option<i64>);

/// Follow-ups as they stood before a plan was saved.
#[derive(Debug, Default)]
pub(super) struct FollowUpsBefore {
    kept: Vec<Image>,
}

impl FollowUpsBefore {
    /// Remembers what is about to be changed.
    pub(super) async fn keep(&mut self, connection: &mut SqliteConnection, replan: &Replan) -> Result<()> {
        let ids: Vec<i64> = replan
            .cancelled
            .iter()
            .map(|(id, _)| id.0)
            .chain(replan.diff.move_due.iter().map(|moved| moved.id.0))
            .chain(replan.diff.revive.iter().map(|revive| revive.id.0))
            .collect();
        self.kept.extend(images(connection, &ids).await?);
        Ok(())
    }
}

/// What taking a saved plan back needs beside its rows.
#[derive(Debug, Serialize, Deserialize)]
struct FollowUpsOfPlan {
    /// Follow-ups that were made have ids above this one …
    made_after: i64,
    /// … up to this one.
    made_to: i64,
    /// When.
    made_at: i64,
    /// Steps that were made.
    steps: Vec<i64>,
    /// What changed: as it stood, and the state and day that it got.
    changed: Vec<(Image, String, String)>,
}

async fn images(connection: &mut SqliteConnection, ids: &[i64]) -> Result<Vec<Image>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let packed: String = sqlx::query_scalar(IMAGES)
        .bind(id_list(ids))
        .fetch_one(connection)
        .await?;
    serde_json::from_str(&packed).map_err(|_| StoreError::Damaged)
}

async fn last_id(connection: &mut SqliteConnection) -> Result<i64> {
    Ok(sqlx::query_scalar(LAST_ID).fetch_one(connection).await?)
}

impl Store {
    /// What saving this plan (id 0: a new one) would change. Writes nothing.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Conflict`].
    pub async fn preview_plan(&self, plan: &PlanRow, at: At) -> Result<Planned> {
        // Saved and rolled back: what was shown is what happens.
        let mut tx = self.write().await?;
        let before = plans::all(&mut tx).await?;
        let wanted = plans::complete(plan, &before)?;
        let id = plans::put(&mut tx, &wanted, at.now).await?;
        let after = plans::all(&mut tx).await?;
        let changed = BTreeSet::from([id.0]);
        let planned = change_plan(&mut tx, &before, &after, &changed, Writing::Preview, at).await?;
        tx.rollback().await?;
        Ok(planned)
    }

    /// Adds (id 0) or changes a plan; planned follow-ups follow. Answers the write with the plan's id and its
    /// token, and what changed.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Conflict`].
    pub async fn save_plan(&self, plan: &PlanRow, at: At) -> Result<(Written, Planned)> {
        let mut tx = self.write().await?;
        let before = plans::all(&mut tx).await?;
        let wanted = plans::complete(plan, &before)?;
        let mut changes = Changes::new();
        if wanted.id.0 != 0 {
            changes.keep(&mut tx, Table::Plans, wanted.id.0).await?;
            for step in steps_of(&mut tx, wanted.id).await? {
                changes.keep(&mut tx, Table::PlanSteps, step).await?;
            }
        }
        let id = plans::put(&mut tx, &wanted, at.now).await?;
        changes.made(Table::Plans, id.0);
        for step in steps_of(&mut tx, id).await? {
            changes.made(Table::PlanSteps, step);
        }
        let after = plans::all(&mut tx).await?;
        let made_after = last_id(&mut tx).await?;
        let mut follow_ups = FollowUpsBefore::default();
        let changed = BTreeSet::from([id.0]);
        let planned = change_plan(
            &mut tx,
            &before,
            &after,
            &changed,
            Writing::Keep(&mut follow_ups),
            at,
        )
        .await?;
        let more = FollowUpsOfPlan {
            made_after,
            made_to: last_id(&mut tx).await?,
            made_at: at.now.0,
            steps: changes.made_of(Table::PlanSteps),
            changed: pair(&mut tx, follow_ups.kept).await?,
        };
        changes.more(serde_json::to_value(&more).map_err(|error| StoreError::Other(Box::new(error)))?);
        let deed = Deed {
            now: at.now,
            staff: self.at_counter(),
            action: SAVE,
            entity: "plan",
            id: id.0,
        };
        Ok((changes.commit(tx, deed).await?, planned))
    }

    /// Takes a saved plan back, and with it what it did to follow-ups: they stand as they stood. What a person
    /// dealt with since stays.
    ///
    /// # Errors
    /// [`StoreError::CannotUndo`] when it was taken back already, when the plan was changed again since, or when
    /// somebody worked with a follow-up of a step that it brought.
    pub async fn undo_plan(&self, token: i64, at: At) -> Result<Undone> {
        let mut tx = self.write().await?;
        let deed = Standing::load(&mut tx, token).await?;
        let more: FollowUpsOfPlan = match deed.more() {
            Value::Null => return Err(StoreError::CannotUndo),
            more => serde_json::from_value(more.clone()).map_err(|_| StoreError::CannotUndo)?,
        };
        let before = plans::all(&mut tx).await?;
        sqlx::query(DROP_MADE)
            .bind(more.made_after)
            .bind(more.made_to)
            .bind(more.made_at)
            .bind(id_list(&more.steps))
            .execute(&mut *tx)
            .await?;
        bring_back(&mut tx, &more.changed, at.now).await?;
        let undone = deed.take_back(&mut tx, at.now).await?;
        // Days that were planned since then were planned by the plan that is gone.
        let after = plans::all(&mut tx).await?;
        let changed = BTreeSet::from([undone.id]);
        change_plan(&mut tx, &before, &after, &changed, Writing::Write, at).await?;
        tx.commit().await?;
        Ok(undone)
    }
}

/// The action of a saved plan in the audit trail.
const SAVE: &str = "plan.save";

async fn steps_of(tx: &mut WriteTx, plan: PlanId) -> Result<Vec<i64>> {
    Ok(sqlx::query_scalar(STEPS_OF)
        .bind(plan.0)
        .fetch_all(&mut **tx)
        .await?)
}

/// Each follow-up as it stood with the state and day that it got.
async fn pair(tx: &mut WriteTx, mut kept: Vec<Image>) -> Result<Vec<(Image, String, String)>> {
    kept.sort_unstable();
    let ids: Vec<i64> = kept.iter().map(|image| image.0).collect();
    let mut got = images(tx, &ids).await?;
    got.sort_unstable();
    Ok(kept
        .into_iter()
        .zip(got)
        .filter(|(was, is)| was != is)
        .map(|(was, (_, state, _, due_on, ..))| (was, state, due_on))
        .collect())
}

async fn bring_back(tx: &mut WriteTx, changed: &[(Image, String, String)], now: Instant) -> Result<()> {
    let rows = serde_json::to_string(changed).map_err(|error| StoreError::Other(Box::new(error)))?;
    sqlx::query(BRING_BACK)
        .bind(rows)
        .bind(now.0)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
