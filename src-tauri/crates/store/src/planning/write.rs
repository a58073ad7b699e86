//! Writing down what planning decided, in statements over many rows.
//!
//! Not here: deciding.

use std::collections::{BTreeMap, HashMap};

use aichaku_domain::calendar::ShopCalendar;
use aichaku_domain::kinds::ContentKind;
use aichaku_domain::plan::{Draft, FollowUpKey, MoveDue, Revive};
use aichaku_domain::rank::Lane;
use aichaku_domain::values::{FollowUpId, ShopDay, StepId};
use sqlx::SqliteConnection;

use super::At;
use super::book::{Book, rank_of};
use crate::Result;
use crate::comparisons::admit;
use crate::sql::statements;

statements! {
    INSERT = include_str!("../sql/planning_insert.sql");
    INSERT_32 = include_str!("../sql/planning_insert_32.sql");
    /// $1 is a JSON list of [follow-up, due day, last day].
    MOVE = "update follow_ups
            set due_on = m.due_on, planned_on = m.due_on, lapses_on = m.lapses_on, updated_at = $2
            from (select value ->> 0 as id, value ->> 1 as due_on, value ->> 2 as lapses_on
                  from json_each($1)) as m
            where follow_ups.id = m.id and follow_ups.state = 'planned'";
    /// $1 is a JSON list of [follow-up, due day, last day].
    REVIVE = "update follow_ups
              set state = 'planned', state_reason = '', closed_at = null, due_on = m.due_on, planned_on = m.due_on,
                  lapses_on = m.lapses_on, updated_at = $2
              from (select value ->> 0 as id, value ->> 1 as due_on, value ->> 2 as lapses_on
                    from json_each($1)) as m
              where follow_ups.id = m.id and follow_ups.state in ('cancelled', 'lapsed')";
    /// $1 is a JSON list of [follow-up, reason].
    CANCEL = "update follow_ups
              set state = 'cancelled', state_reason = m.reason, updated_at = $2
              from (select value ->> 0 as id, value ->> 1 as reason from json_each($1)) as m
              where follow_ups.id = m.id and follow_ups.state = 'planned'";
}

/// Follow-ups in one statement.
const ROWS: usize = 5_000;
/// Follow-ups in one [`INSERT_32`].
const TOGETHER: usize = 32;

/// A day that never comes: safety and promises wait until somebody deals with them.
pub(crate) const NEVER: &str = "9999-12-31";

/// The last day on which a follow-up of this step still makes sense.
fn lapses_on(
    book: &Book,
    calendar: &ShopCalendar,
    kind: ContentKind,
    step: StepId,
    due: ShopDay,
) -> Option<ShopDay> {
    (kind != ContentKind::Safety).then(|| calendar.last_day_in_grace(due, book.grace_of(step)))
}

fn lapse_text(day: Option<ShopDay>) -> String {
    day.map_or_else(|| NEVER.to_owned(), |day| day.to_string())
}

/// Inserts new follow-ups; what is too late already, or there already, is left out, and so is what a comparison holds
/// out. Answers how many.
pub(super) async fn insert(
    connection: &mut SqliteConnection,
    book: &Book,
    calendar: &ShopCalendar,
    drafts: &[Draft],
    at: At,
) -> Result<i64> {
    let is_in_time = |draft: &&Draft| {
        let kind = book.kind_of(draft.content);
        lapses_on(book, calendar, kind, draft.step, draft.due).is_none_or(|last| last >= at.day)
    };
    let told = drafts
        .iter()
        .filter(is_in_time)
        .map(|draft| (draft, book.kind_of(draft.content)));
    let admission = admit(connection, told.clone()).await?;
    // Rows of one step and day share all but four values.
    let mut groups: BTreeMap<(ShopDay, StepId), Vec<&Draft>> = BTreeMap::new();
    for (draft, kind) in told {
        if !admission.holds_out(draft, kind) {
            groups.entry((draft.due, draft.step)).or_default().push(draft);
        }
    }
    let mut inserted = 0_u64;
    for ((due, step), mut rows) in groups {
        // Two of the four indexes are in this order, so neighbours are written together.
        rows.sort_unstable_by_key(|draft| (draft.household, draft.item));
        let Some(first) = rows.first().copied() else {
            continue;
        };
        let kind = book.kind_of(first.content);
        let lapses = lapse_text(lapses_on(book, calendar, kind, step, due));
        let due = due.to_string();
        let alike = |statement: &'static str| {
            sqlx::query(statement)
                .bind(first.plan.0)
                .bind(step.0)
                .bind(first.content.0)
                .bind(kind.as_str())
                .bind(first.touch.as_str())
                .bind(first.channel.as_str())
                .bind(due.as_str())
                .bind(lapses.as_str())
                .bind(i64::from(first.minutes))
                .bind(rank_of(Lane::of(kind, false), first.touch))
                .bind(at.now.0)
        };
        let (whole, rest) = rows.as_chunks::<TOGETHER>();
        for part in whole {
            let mut query = alike(INSERT_32);
            for draft in part {
                query = query
                    .bind(draft.item.0)
                    .bind(i64::from(draft.occurrence))
                    .bind(draft.household.0)
                    .bind(draft.customer.0);
            }
            inserted += query.execute(&mut *connection).await?.rows_affected();
        }
        if !rest.is_empty() {
            let list: Vec<_> = rest
                .iter()
                .map(|draft| {
                    (
                        draft.item.0,
                        draft.occurrence,
                        draft.household.0,
                        draft.customer.0,
                    )
                })
                .collect();
            let query = alike(INSERT).bind(json(&list)?);
            inserted += query.execute(&mut *connection).await?.rows_affected();
        }
    }
    Ok(i64::try_from(inserted).unwrap_or(i64::MAX))
}

fn json<T: serde::Serialize>(rows: &[T]) -> Result<String> {
    serde_json::to_string(rows).map_err(|error| crate::StoreError::Other(Box::new(error)))
}

/// Moves planned follow-ups to another day. `keys` tells the step of each.
pub(super) async fn move_due(
    connection: &mut SqliteConnection,
    book: &Book,
    calendar: &ShopCalendar,
    moves: &[MoveDue],
    keys: &HashMap<FollowUpId, FollowUpKey>,
    at: At,
) -> Result<()> {
    let rows: Vec<(i64, String, String)> = moves
        .iter()
        .filter_map(|moved| {
            let step = keys.get(&moved.id)?.step;
            let lapses = lapses_on(book, calendar, book.kind_of_step(step), step, moved.to);
            Some((moved.id.0, moved.to.to_string(), lapse_text(lapses)))
        })
        .collect();
    for part in rows.chunks(ROWS) {
        sqlx::query(MOVE)
            .bind(json(part)?)
            .bind(at.now.0)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// Puts cancelled or lapsed follow-ups back on the calendar, but for those that a comparison holds out.
pub(super) async fn revive(
    connection: &mut SqliteConnection,
    book: &Book,
    calendar: &ShopCalendar,
    revived: &[Revive],
    at: At,
) -> Result<()> {
    let told = revived
        .iter()
        .map(|revive| (&revive.draft, book.kind_of(revive.draft.content)));
    let admission = admit(connection, told).await?;
    let rows: Vec<(i64, String, String)> = revived
        .iter()
        .filter(|revive| !admission.holds_out(&revive.draft, book.kind_of(revive.draft.content)))
        .map(|revive| {
            let draft = &revive.draft;
            let kind = book.kind_of(draft.content);
            let lapses = lapses_on(book, calendar, kind, draft.step, draft.due);
            (revive.id.0, draft.due.to_string(), lapse_text(lapses))
        })
        .collect();
    for part in rows.chunks(ROWS) {
        sqlx::query(REVIVE)
            .bind(json(part)?)
            .bind(at.now.0)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// Silences planned follow-ups, each with its reason.
pub(super) async fn cancel(
    connection: &mut SqliteConnection,
    cancelled: &[(FollowUpId, String)],
    at: At,
) -> Result<()> {
    let rows: Vec<(i64, &str)> = cancelled
        .iter()
        .map(|(id, reason)| (id.0, reason.as_str()))
        .collect();
    for part in rows.chunks(ROWS) {
        sqlx::query(CANCEL)
            .bind(json(part)?)
            .bind(at.now.0)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
