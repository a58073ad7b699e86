//! Settling what piled up: the pile, and a choice carried out over all of it, to be taken back as a whole.
//!
//! Not here: which follow-ups are skipped, merged or moved (`domain::catch_up`).

use std::collections::HashMap;

use aichaku_domain::catch_up::{Action, OverdueFollowUp};
use aichaku_domain::kinds::{ContentKind, SkipReason, Touch};
use aichaku_domain::rank::{Lane, Rankable};
use aichaku_domain::values::{FollowUpId, HouseholdId, Instant, ShopDay};
use serde::{Deserialize, Serialize};

use crate::changes::{self, Deed};
use crate::planning::settle_absence;
use crate::sql::{RowExt as _, id_list, statements};
use crate::{Result, Store, StoreError};

statements! {
    PILE = include_str!("../sql/catch_up_pile.sql");
    /// Everything that is overdue, one packed text: "id household kind touch due lapses minutes priority;…".
    OVERDUE = "select group_concat(f.id || ' ' || f.household_id || ' ' || f.kind || ' ' || f.touch || ' ' || f.due_on
                          || ' ' || f.lapses_on || ' ' || f.minutes || ' ' || coalesce(p.priority, 0) || ' '
                          || coalesce(s.grace_days, 365), ';') as packed
               from follow_ups as f
               left join plans as p on p.id = f.plan_id
               left join plan_steps as s on s.id = f.step_id
               where f.state = 'planned' and f.rank in (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14)
                 and f.due_on < $1";
    /// $1 is a JSON list of [follow-up, reason].
    SKIP = "update follow_ups
            set state = 'skipped', state_reason = m.reason, closed_at = $2, updated_at = $2
            from (select value ->> 0 as id, value ->> 1 as reason from json_each($1)) as m
            where follow_ups.id = m.id and follow_ups.state = 'planned'";
    LAPSE = "update follow_ups set state = 'lapsed', state_reason = 'grace_over', updated_at = $2
             where id in (select value from json_each($1)) and state = 'planned'";
    /// $1 is a JSON list of [follow-up, due day, last day].
    MOVE = "update follow_ups
            set due_on = m.due_on, lapses_on = max(follow_ups.lapses_on, m.lapses_on), updated_at = $2
            from (select value ->> 0 as id, value ->> 1 as due_on, value ->> 2 as lapses_on
                  from json_each($1)) as m
            where follow_ups.id = m.id and follow_ups.state = 'planned'";
    LOAD_DEED = "select before, undone_at from audit where id = $1 and action = 'catch_up.settle'";
    CLOSE_DEED = "update audit set undone_at = $2 where id = $1 and undone_at is null";
    /// Only what nobody has touched since comes back.
    BRING_BACK = "update follow_ups
                  set state = 'planned', state_reason = '', closed_at = null, updated_at = $2
                  where id in (select value from json_each($1)) and state in ('skipped', 'lapsed')";
    /// $1 is a JSON list of [follow-up, due day before, last day before, due day after].
    MOVE_BACK = "update follow_ups
                 set due_on = m.due_on, lapses_on = m.lapses_on, updated_at = $2
                 from (select value ->> 0 as id, value ->> 1 as due_on, value ->> 2 as lapses_on,
                              value ->> 3 as moved_to
                       from json_each($1)) as m
                 where follow_ups.id = m.id and follow_ups.state = 'planned' and follow_ups.due_on = m.moved_to";
}

/// Follow-ups in one statement.
const ROWS: usize = 5_000;

/// How much is overdue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pile {
    /// Follow-ups whose day passed.
    pub overdue: i64,
    /// The first of those days.
    pub since: Option<ShopDay>,
    /// Households among them.
    pub households: i64,
    /// Minutes of a person's time.
    pub minutes: i64,
    /// Of them safety.
    pub safety: i64,
}

/// An overdue follow-up with its last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overdue {
    /// As the catch-up judges it.
    pub follow_up: OverdueFollowUp,
    /// Last day on which it makes sense.
    pub lapses_on: ShopDay,
}

/// What a choice did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Settled {
    /// Let go: skipped, or their time had passed.
    pub skipped: i64,
    /// Merged into another.
    pub merged: i64,
    /// Moved to a later day.
    pub moved: i64,
    /// The last day that was used.
    pub until: Option<ShopDay>,
    /// Token to take it back.
    pub undo: Option<i64>,
}

/// What is needed to take a choice back.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Before {
    closed: Vec<i64>,
    moved: Vec<(i64, String, String, String)>,
    /// The last day before the absence, which is open again then.
    away: Option<String>,
}

fn json<T: Serialize + ?Sized>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|error| StoreError::Other(Box::new(error)))
}

fn unpack(text: &str) -> Option<Overdue> {
    let mut parts = text.split(' ');
    let id = parts.next()?.parse().ok()?;
    let household = parts.next()?.parse().ok()?;
    let lane = match parts.next()? {
        "promise" => Lane::Promise,
        kind => Lane::of(ContentKind::parse(kind)?, false),
    };
    Some(Overdue {
        follow_up: OverdueFollowUp {
            row: Rankable {
                follow_up: FollowUpId(id),
                household: HouseholdId(household),
                lane,
                touch: Touch::parse(parts.next()?)?,
                due: ShopDay::parse_iso(parts.next()?)?,
                minutes: 0,
                priority: 0,
            },
            grace_days: 0,
        },
        lapses_on: ShopDay::parse_iso(parts.next()?)?,
    })
    .and_then(|mut overdue| {
        overdue.follow_up.row.minutes = parts.next()?.parse().ok()?;
        overdue.follow_up.row.priority = parts.next()?.parse().ok()?;
        overdue.follow_up.grace_days = parts.next()?.parse().ok()?;
        Some(overdue)
    })
}

impl Store {
    /// How much is overdue on `day`.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub async fn pile(&self, day: ShopDay) -> Result<Pile> {
        let row = sqlx::query(PILE)
            .bind(day.to_string())
            .fetch_one(self.read())
            .await?;
        Ok(Pile {
            overdue: row.int("overdue")?,
            since: row.day_opt("since")?,
            households: row.int("households")?,
            minutes: row.int("minutes")?,
            safety: row.int("safety")?,
        })
    }

    /// Everything that is overdue on `day`.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub async fn overdue(&self, day: ShopDay) -> Result<Vec<Overdue>> {
        let packed: Option<String> = sqlx::query_scalar(OVERDUE)
            .bind(day.to_string())
            .fetch_one(self.read())
            .await?;
        packed
            .as_deref()
            .unwrap_or_default()
            .split_terminator(';')
            .map(|text| unpack(text).ok_or(StoreError::Damaged))
            .collect()
    }

    /// Carries a choice out: these actions over these overdue follow-ups. The absence is gone through with it.
    ///
    /// A follow-up that moves stays for as many days after its new day as its step allows.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub async fn settle(
        &self,
        actions: &[Action],
        overdue: &[Overdue],
        away_since: Option<ShopDay>,
        now: Instant,
    ) -> Result<Settled> {
        let held: HashMap<FollowUpId, &Overdue> = overdue
            .iter()
            .map(|overdue| (overdue.follow_up.row.follow_up, overdue))
            .collect();
        let mut settled = Settled::default();
        let mut before = Before {
            away: away_since.map(|day| day.to_string()),
            ..Before::default()
        };
        let mut skip: Vec<(i64, &str)> = Vec::new();
        let mut lapse: Vec<i64> = Vec::new();
        let mut moves: Vec<(i64, String, String)> = Vec::new();
        for action in actions {
            let id = action.follow_up();
            match action {
                Action::Keep { .. } => {}
                Action::Lapse { .. } => {
                    lapse.push(id.0);
                    settled.skipped += 1;
                }
                Action::Skip { why, .. } => {
                    skip.push((id.0, why.as_str()));
                    settled.skipped += 1;
                }
                Action::MergeInto { .. } => {
                    skip.push((id.0, SkipReason::Merged.as_str()));
                    settled.merged += 1;
                }
                Action::MoveTo { day, .. } => {
                    let Some(held) = held.get(&id) else { continue };
                    settled.until = settled.until.max(Some(*day));
                    if held.follow_up.row.due == *day {
                        continue;
                    }
                    let last = day.plus_days(i64::from(held.follow_up.grace_days));
                    before.moved.push((
                        id.0,
                        held.follow_up.row.due.to_string(),
                        held.lapses_on.to_string(),
                        day.to_string(),
                    ));
                    moves.push((id.0, day.to_string(), last.to_string()));
                    settled.moved += 1;
                }
            }
        }
        before.closed.extend(skip.iter().map(|(id, _)| *id));
        before.closed.extend(&lapse);

        let mut tx = self.write().await?;
        for part in skip.chunks(ROWS) {
            sqlx::query(SKIP)
                .bind(json(part)?)
                .bind(now.0)
                .execute(&mut *tx)
                .await?;
        }
        for part in lapse.chunks(ROWS) {
            sqlx::query(LAPSE)
                .bind(id_list(part))
                .bind(now.0)
                .execute(&mut *tx)
                .await?;
        }
        for part in moves.chunks(ROWS) {
            sqlx::query(MOVE)
                .bind(json(part)?)
                .bind(now.0)
                .execute(&mut *tx)
                .await?;
        }
        settle_absence(&mut tx).await?;
        let deed = Deed {
            now,
            staff: self.at_counter(),
            action: "catch_up.settle",
            entity: "catch_up",
            id: 0,
        };
        settled.undo = Some(changes::enter(&mut tx, deed, &json(&before)?).await?);
        tx.commit().await?;
        Ok(settled)
    }

    /// Takes a choice back; what a person dealt with since stays as it is.
    ///
    /// # Errors
    /// [`StoreError::CannotUndo`] when it was taken back already.
    pub async fn undo_settle(&self, token: i64, now: Instant) -> Result<()> {
        let mut tx = self.write().await?;
        let row = sqlx::query(LOAD_DEED)
            .bind(token)
            .fetch_optional(&mut *tx)
            .await?
            .ok_or(StoreError::NotFound { what: "write" })?;
        if row.int_opt("undone_at")?.is_some() {
            return Err(StoreError::CannotUndo);
        }
        let before: Before =
            serde_json::from_str(&row.text("before")?).map_err(|_| StoreError::CannotUndo)?;
        for part in before.closed.chunks(ROWS) {
            sqlx::query(BRING_BACK)
                .bind(id_list(part))
                .bind(now.0)
                .execute(&mut *tx)
                .await?;
        }
        for part in before.moved.chunks(ROWS) {
            sqlx::query(MOVE_BACK)
                .bind(json(part)?)
                .bind(now.0)
                .execute(&mut *tx)
                .await?;
        }
        if let Some(day) = before.away.as_deref().and_then(ShopDay::parse_iso) {
            crate::planning::note_absence(&mut tx, day, now).await?;
        }
        sqlx::query(CLOSE_DEED)
            .bind(token)
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
        Ok(tx.commit().await?)
    }
}
