//! What came of a follow-up: done, not reached, skipped, put off; and promises.
//!
//! Every write checks that the follow-up is still planned, so two windows cannot do the same thing twice, and
//! leaves a token behind that takes all of it back. Not here: whether it may be done (`domain::gate`).

use aichaku_domain::kinds::{Channel, Direction, FollowUpState, Outcome, SkipReason, Touch};
use aichaku_domain::rank::Lane;
use aichaku_domain::values::{
    ConsentId, ContentId, CustomerId, FollowUpId, HouseholdId, Instant, OwnedItemId, ShopDay, StaffId,
};

use super::PlannedKind;
use crate::changes::{Changes, Deed, Table};
use crate::planning::{NEVER, rank_of};
use crate::sql::{RowExt as _, WriteTx, statements};
use crate::{Result, Store, StoreError, Written};

statements! {
    INSERT_TOUCH = "insert into touches (household_id, customer_id, follow_up_id, owned_item_id, content_id,
                           content_version, kind, channel, direction, outcome, happened_on, happened_at, staff_id,
                           consent_id, said, note)
                    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
                    returning id";
    /// Only what is still planned can be closed.
    CLOSE = "update follow_ups
             set state = $2, state_reason = $3, closed_at = $4, staff_id = coalesce($5, staff_id), updated_at = $4
             where id = $1 and state = 'planned'";
    /// Another try on another day; its last day moves along.
    TRY_AGAIN = "update follow_ups
                 set attempts = attempts + 1, due_on = $2, lapses_on = max(lapses_on, $3), updated_at = $4
                 where id = $1 and state = 'planned'";
    PUT_OFF = "update follow_ups
               set due_on = $2, lapses_on = max(lapses_on, $3), updated_at = $4
               where id = $1 and state = 'planned'";
    DROP_DRAFT = "delete from drafts where key = $1";
    /// $1 is a JSON list of [follow-up, reason].
    SILENCE = "update follow_ups
               set state = 'cancelled', state_reason = m.reason, updated_at = $2
               from (select value ->> 0 as id, value ->> 1 as reason from json_each($1)) as m
               where follow_ups.id = m.id and follow_ups.state = 'planned'";
    STANDING = "select state from follow_ups where id = $1";
    OWNERS = "select household_id, customer_id, owned_item_id from follow_ups where id = $1";
    HOUSEHOLD_OF = "select household_id from customers where id = $1";
    INSERT_NOTE = "insert into notes (household_id, customer_id, owned_item_id, body, staff_id, written_on, created_at,
                          updated_at)
                   values ($1, $2, $3, $4, $5, $6, $7, $7)
                   returning id";
    INSERT_PROMISE = "insert into follow_ups (household_id, customer_id, kind, touch, channel, due_on, planned_on,
                             lapses_on, minutes, rank, staff_id, memo, created_at, updated_at)
                      values ($1, $2, 'promise', 'high', $3, $4, $4, $5, 5, $6, $7, $8, $9, $9)
                      returning id";
}

/// What was said about one follow-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Which.
    pub follow_up: FollowUpId,
    /// Household.
    pub household: HouseholdId,
    /// To whom.
    pub customer: CustomerId,
    /// About which thing.
    pub item: Option<OwnedItemId>,
    /// Which content.
    pub content: Option<ContentId>,
    /// Its version.
    pub content_version: Option<i64>,
    /// What it is about.
    pub kind: PlannedKind,
    /// The entry of the ledger that allowed it, where one was needed.
    pub consent: Option<ConsentId>,
    /// The exact text that went out, or that was there to be said.
    pub text: String,
}

/// A contact that took place, or was tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completed {
    /// What it was about: the follow-up itself first, then others that were settled with it.
    pub said: Vec<Said>,
    /// What came of it.
    pub outcome: Outcome,
    /// The channel that was used.
    pub channel: Channel,
    /// A note.
    pub note: String,
    /// Who did it.
    pub staff: Option<StaffId>,
    /// The shop's day.
    pub day: ShopDay,
    /// Now.
    pub now: Instant,
    /// For a try that reached nobody: the day of the next one, and until when that makes sense.
    pub next_try: Option<(ShopDay, ShopDay)>,
}

/// The contact of the day on which somebody came in is theirs; all others are the shop's.
fn direction(outcome: Outcome) -> Direction {
    if outcome == Outcome::CameIn {
        Direction::Incoming
    } else {
        Direction::Outgoing
    }
}

/// The key under which the words that are being typed about a follow-up are kept.
fn draft_key(id: FollowUpId) -> String {
    format!("follow_up:{id}")
}

/// `NotFound` or `Conflict`, by what stands in the store.
async fn refuse_closed(tx: &mut WriteTx, id: FollowUpId) -> StoreError {
    match sqlx::query(STANDING).bind(id.0).fetch_optional(&mut **tx).await {
        Ok(Some(_)) => StoreError::Conflict { what: "follow_up" },
        Ok(None) => StoreError::NotFound { what: "follow_up" },
        Err(error) => error.into(),
    }
}

impl Store {
    /// Records a contact: a touch for everything it was about, and the follow-ups closed, or tried again when
    /// `next_try` says so. All of it or nothing; the words that were being typed are done with.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when one of them is closed already, [`StoreError::NotFound`].
    pub async fn complete_follow_up(&self, completed: &Completed) -> Result<Written> {
        let Some(first) = completed.said.first() else {
            return Err(StoreError::NotFound { what: "follow_up" });
        };
        let mut tx = self.write().await?;
        let mut changes = Changes::new();
        for (at, said) in completed.said.iter().enumerate() {
            // A try that reached nobody says nothing about the others of the household.
            if at > 0 && completed.next_try.is_some() {
                break;
            }
            changes.keep(&mut tx, Table::FollowUps, said.follow_up.0).await?;
            let done = match completed.next_try {
                Some((due, last)) => {
                    sqlx::query(TRY_AGAIN)
                        .bind(said.follow_up.0)
                        .bind(due.to_string())
                        .bind(last.to_string())
                        .bind(completed.now.0)
                        .execute(&mut *tx)
                        .await?
                }
                None => {
                    sqlx::query(CLOSE)
                        .bind(said.follow_up.0)
                        .bind(FollowUpState::Done.as_str())
                        .bind(completed.outcome.as_str())
                        .bind(completed.now.0)
                        .bind(completed.staff.map(|staff| staff.0))
                        .execute(&mut *tx)
                        .await?
                }
            };
            if done.rows_affected() != 1 {
                return Err(refuse_closed(&mut tx, said.follow_up).await);
            }
            let touch: i64 = sqlx::query_scalar(INSERT_TOUCH)
                .bind(said.household.0)
                .bind(said.customer.0)
                .bind(said.follow_up.0)
                .bind(said.item.map(|item| item.0))
                .bind(said.content.map(|content| content.0))
                .bind(said.content_version)
                .bind(said.kind.as_str())
                .bind(completed.channel.as_str())
                .bind(direction(completed.outcome).as_str())
                .bind(completed.outcome.as_str())
                .bind(completed.day.to_string())
                .bind(completed.now.0)
                .bind(completed.staff.map(|staff| staff.0))
                .bind(said.consent.map(|consent| consent.0))
                .bind(&said.text)
                // One contact has one note, also when it was about several things.
                .bind(if at == 0 { completed.note.as_str() } else { "" })
                .fetch_one(&mut *tx)
                .await?;
            changes.made(Table::Touches, touch);
            sqlx::query(DROP_DRAFT)
                .bind(draft_key(said.follow_up))
                .execute(&mut *tx)
                .await?;
        }
        let action = if completed.next_try.is_some() {
            "follow_up.try"
        } else {
            "follow_up.done"
        };
        let deed = Deed {
            now: completed.now,
            staff: completed.staff.map(|staff| staff.0),
            action,
            entity: "follow_up",
            id: first.follow_up.0,
        };
        changes.commit(tx, deed).await
    }

    /// Lets a follow-up be, with a reason; a note about it is kept with the household.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it is closed already, [`StoreError::NotFound`].
    pub async fn skip_follow_up(
        &self,
        id: FollowUpId,
        why: SkipReason,
        note: &str,
        day: ShopDay,
        now: Instant,
    ) -> Result<Written> {
        let mut tx = self.write().await?;
        let mut changes = Changes::new();
        changes.keep(&mut tx, Table::FollowUps, id.0).await?;
        let done = sqlx::query(CLOSE)
            .bind(id.0)
            .bind(FollowUpState::Skipped.as_str())
            .bind(why.as_str())
            .bind(now.0)
            .bind(None::<i64>)
            .execute(&mut *tx)
            .await?;
        if done.rows_affected() != 1 {
            return Err(refuse_closed(&mut tx, id).await);
        }
        if !note.trim().is_empty() {
            let owners = sqlx::query(OWNERS).bind(id.0).fetch_one(&mut *tx).await?;
            let note: i64 = sqlx::query_scalar(INSERT_NOTE)
                .bind(owners.int("household_id")?)
                .bind(owners.int("customer_id")?)
                .bind(owners.int_opt("owned_item_id")?)
                .bind(note.trim())
                .bind(None::<i64>)
                .bind(day.to_string())
                .bind(now.0)
                .fetch_one(&mut *tx)
                .await?;
            changes.made(Table::Notes, note);
        }
        sqlx::query(DROP_DRAFT)
            .bind(draft_key(id))
            .execute(&mut *tx)
            .await?;
        let deed = Deed {
            now,
            staff: self.at_counter(),
            action: "follow_up.skip",
            entity: "follow_up",
            id: id.0,
        };
        changes.commit(tx, deed).await
    }

    /// Moves a follow-up to another day; it makes sense at least until `last`.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it is closed already, [`StoreError::NotFound`].
    pub async fn put_off_follow_up(
        &self,
        id: FollowUpId,
        to: ShopDay,
        last: ShopDay,
        now: Instant,
    ) -> Result<Written> {
        let mut tx = self.write().await?;
        let mut changes = Changes::new();
        changes.keep(&mut tx, Table::FollowUps, id.0).await?;
        let done = sqlx::query(PUT_OFF)
            .bind(id.0)
            .bind(to.to_string())
            .bind(last.to_string())
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
        if done.rows_affected() != 1 {
            return Err(refuse_closed(&mut tx, id).await);
        }
        let deed = Deed {
            now,
            staff: self.at_counter(),
            action: "follow_up.postpone",
            entity: "follow_up",
            id: id.0,
        };
        changes.commit(tx, deed).await
    }

    /// Silences planned follow-ups for good, each with its reason: the thing or the person is gone.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub async fn silence_follow_ups(&self, gone: &[(FollowUpId, String)], now: Instant) -> Result<()> {
        let rows: Vec<(i64, &str)> = gone.iter().map(|(id, reason)| (id.0, reason.as_str())).collect();
        let list = serde_json::to_string(&rows).map_err(|error| StoreError::Other(Box::new(error)))?;
        let mut tx = self.write().await?;
        sqlx::query(SILENCE)
            .bind(list)
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
        Ok(tx.commit().await?)
    }

    /// Keeps a memo about a customer; with a day it becomes a promise for that day, on `channel`.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such customer.
    pub async fn add_memo(
        &self,
        customer: CustomerId,
        body: &str,
        promise: Option<(ShopDay, Channel)>,
        staff: Option<StaffId>,
        day: ShopDay,
        now: Instant,
    ) -> Result<Written> {
        let mut tx = self.write().await?;
        let household: i64 = sqlx::query_scalar(HOUSEHOLD_OF)
            .bind(customer.0)
            .fetch_optional(&mut *tx)
            .await?
            .ok_or(StoreError::NotFound { what: "customer" })?;
        let mut changes = Changes::new();
        let staff = staff.map(|staff| staff.0);
        let (entity, action, id) = match promise {
            None => {
                let id: i64 = sqlx::query_scalar(INSERT_NOTE)
                    .bind(household)
                    .bind(customer.0)
                    .bind(None::<i64>)
                    .bind(body)
                    .bind(staff)
                    .bind(day.to_string())
                    .bind(now.0)
                    .fetch_one(&mut *tx)
                    .await?;
                changes.made(Table::Notes, id);
                ("note", "note.add", id)
            }
            Some((promised_on, channel)) => {
                let id: i64 = sqlx::query_scalar(INSERT_PROMISE)
                    .bind(household)
                    .bind(customer.0)
                    .bind(channel.as_str())
                    .bind(promised_on.to_string())
                    .bind(NEVER)
                    .bind(rank_of(Lane::Promise, Touch::High))
                    .bind(staff)
                    .bind(body)
                    .bind(now.0)
                    .fetch_one(&mut *tx)
                    .await?;
                changes.made(Table::FollowUps, id);
                ("follow_up", "follow_up.promise", id)
            }
        };
        let deed = Deed {
            now,
            staff,
            action,
            entity,
            id,
        };
        for key in [format!("memo:{customer}"), "memo".to_owned()] {
            sqlx::query(DROP_DRAFT).bind(key).execute(&mut *tx).await?;
        }
        changes.commit(tx, deed).await
    }
}
