//! Follow-ups: the day's list, everything about one of them, and what came of it.
//!
//! Not here: which contact may take place (`domain::gate`), the order of Today (`domain::rank`), how
//! follow-ups come to be (`planning`).

mod cards;
mod catch_up;
mod close;

pub use cards::{ContactPoint, FollowUpCard, PlannedKind, ProofOfConsent};
pub use catch_up::{Overdue, Pile, Settled};
pub use close::{Completed, Said};

#[cfg(test)]
pub(crate) use cards::STATEMENTS as CARD_STATEMENTS;
#[cfg(test)]
pub(crate) use catch_up::STATEMENTS as CATCH_UP_STATEMENTS;
#[cfg(test)]
pub(crate) use close::STATEMENTS as CLOSE_STATEMENTS;

use aichaku_domain::kinds::{Channel, FollowUpState, Outcome};
use aichaku_domain::values::{CustomerId, FollowUpId, HouseholdId, Instant, ShopDay, StaffId};

use crate::sql::{RowExt as _, statements};
use crate::{Result, Store};

statements! {
    DUE = include_str!("sql/follow_up_due.sql");
    /// One look into the index for each rank.
    DUE_TOTAL = "select count(*) from follow_ups indexed by follow_ups_due
                 where state = 'planned' and rank in (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14)
                   and due_on <= $1";
    DUE_TOTAL_OF = "select count(*) from follow_ups
                    where state = 'planned' and rank in (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14)
                      and due_on <= $1 and (staff_id is null or staff_id = $2)";
    /// What was closed by a person since a moment, newest first, with the token to take it back.
    CLOSED = "select f.id, f.customer_id, f.state, f.closed_at, f.memo, f.content_id, f.channel,
                     c.kind as customer_kind, c.family_name, c.given_name, c.honorific,
                     (select t.channel from touches as t
                      where t.follow_up_id = f.id and t.undone_at is null order by t.id desc limit 1) as used_channel,
                     j.title as title_ja, e.title as title_en,
                     (select max(a.id) from audit as a
                      where a.entity = 'follow_up' and a.entity_id = f.id and a.undone_at is null
                        and a.action in ('follow_up.done', 'follow_up.skip') and a.before <> '') as undo
              from follow_ups as f
              join customers as c on c.id = f.customer_id
              left join care_content_texts as j on j.content_id = f.content_id and j.lang = 'ja'
              left join care_content_texts as e on e.content_id = f.content_id and e.lang = 'en'
              where f.closed_at >= $1 and f.closed_at is not null and f.state in ('done', 'skipped')
                and f.state_reason not in ('catch_up', 'merged')
              order by f.closed_at desc, f.id desc
              limit $2";
    /// Other planned follow-ups of a household, the next ones first.
    SIBLINGS = "select f.id, f.due_on, f.memo, coalesce(i.name, '') as item_name, j.title as title_ja, e.title as title_en
                from follow_ups as f
                left join owned_items as i on i.id = f.owned_item_id
                left join care_content_texts as j on j.content_id = f.content_id and j.lang = 'ja'
                left join care_content_texts as e on e.content_id = f.content_id and e.lang = 'en'
                where f.household_id = $1 and f.id <> $2 and f.state = 'planned' and f.due_on <= $3
                order by f.due_on, f.rank, f.id
                limit 20";
    /// The last contacts of a household.
    RECENT = "select happened_on, channel, outcome, note from touches
              where household_id = $1 and undone_at is null
              order by happened_on desc, id desc
              limit $2";
    LATEST_DELIVERY = "select max(delivered_on) from owned_items
                       where household_id = $1 and state <> 'cancelled' and delivered_on <= $2";
}

/// A follow-up of the day's list, as far as the index knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueRow {
    /// Which.
    pub id: FollowUpId,
    /// Lane × 3 + touch.
    pub rank: i64,
    /// Due day.
    pub due: ShopDay,
    /// Household.
    pub household: HouseholdId,
}

/// A name as the customer card holds it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PersonName {
    /// A company, not a person.
    pub company: bool,
    /// Family name, or the whole name.
    pub family: String,
    /// Given name.
    pub given: String,
    /// Own honorific; empty: the ordinary one.
    pub honorific: String,
}

/// A follow-up that a person closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    /// Which.
    pub id: FollowUpId,
    /// To whom it went.
    pub customer: CustomerId,
    /// Their name.
    pub name: PersonName,
    /// Title in Japanese, or the promise's words.
    pub title_ja: String,
    /// Title in English, or the promise's words.
    pub title_en: String,
    /// The channel that was used.
    pub channel: Channel,
    /// Done or skipped.
    pub state: FollowUpState,
    /// When.
    pub at: Instant,
    /// Token to take it back.
    pub undo: Option<i64>,
}

/// Another follow-up of the same household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sibling {
    /// Which.
    pub id: FollowUpId,
    /// Due day.
    pub due: ShopDay,
    /// The thing's name; empty for none.
    pub item_name: String,
    /// Title in Japanese, or the promise's words.
    pub title_ja: String,
    /// Title in English, or the promise's words.
    pub title_en: String,
}

/// A contact of late.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recent {
    /// Day.
    pub day: ShopDay,
    /// Channel.
    pub channel: Channel,
    /// What came of it.
    pub outcome: Outcome,
    /// Note.
    pub note: String,
}

/// The title, or the words of a promise where there is none.
fn title(row: &sqlx::sqlite::SqliteRow, column: &str) -> Result<String> {
    match row.text_opt(column)? {
        Some(title) => Ok(title),
        None => row.text("memo"),
    }
}

fn name_of(row: &sqlx::sqlite::SqliteRow) -> Result<PersonName> {
    Ok(PersonName {
        company: row.text("customer_kind")? == "company",
        family: row.text("family_name")?,
        given: row.text("given_name")?,
        honorific: row.text("honorific")?,
    })
}

impl Store {
    /// The heads of the day's list: of each rank at most `of_each`, by rank and due day.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn due_rows(&self, day: ShopDay, staff: Option<StaffId>, of_each: u32) -> Result<Vec<DueRow>> {
        sqlx::query(DUE)
            .bind(day.to_string())
            .bind(of_each)
            .bind(staff.map(|staff| staff.0))
            .fetch_all(self.read())
            .await?
            .iter()
            .map(|row| {
                Ok(DueRow {
                    id: FollowUpId(row.int("id")?),
                    rank: row.int("rank")?,
                    due: row.day("due_on")?,
                    household: HouseholdId(row.int("household_id")?),
                })
            })
            .collect()
    }

    /// How many follow-ups are due on `day` or were before.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn due_total(&self, day: ShopDay, staff: Option<StaffId>) -> Result<i64> {
        let text = day.to_string();
        Ok(match staff {
            None => {
                sqlx::query_scalar(DUE_TOTAL)
                    .bind(text)
                    .fetch_one(self.read())
                    .await?
            }
            Some(staff) => {
                sqlx::query_scalar(DUE_TOTAL_OF)
                    .bind(text)
                    .bind(staff.0)
                    .fetch_one(self.read())
                    .await?
            }
        })
    }

    /// What a person closed since `since`, newest first, at most `limit`.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn closed_since(&self, since: Instant, limit: u32) -> Result<Vec<Closed>> {
        sqlx::query(CLOSED)
            .bind(since.0)
            .bind(limit)
            .fetch_all(self.read())
            .await?
            .iter()
            .map(|row| {
                let planned = row.kind("channel", Channel::parse)?;
                Ok(Closed {
                    id: FollowUpId(row.int("id")?),
                    customer: CustomerId(row.int("customer_id")?),
                    name: name_of(row)?,
                    title_ja: title(row, "title_ja")?,
                    title_en: title(row, "title_en")?,
                    channel: row.kind_opt("used_channel", Channel::parse)?.unwrap_or(planned),
                    state: row.kind("state", FollowUpState::parse)?,
                    at: Instant(row.int("closed_at")?),
                    undo: row.int_opt("undo")?,
                })
            })
            .collect()
    }

    /// Other planned follow-ups of the household that are due up to `until`.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn siblings(
        &self,
        household: HouseholdId,
        but: FollowUpId,
        until: ShopDay,
    ) -> Result<Vec<Sibling>> {
        sqlx::query(SIBLINGS)
            .bind(household.0)
            .bind(but.0)
            .bind(until.to_string())
            .fetch_all(self.read())
            .await?
            .iter()
            .map(|row| {
                Ok(Sibling {
                    id: FollowUpId(row.int("id")?),
                    due: row.day("due_on")?,
                    item_name: row.text("item_name")?,
                    title_ja: title(row, "title_ja")?,
                    title_en: title(row, "title_en")?,
                })
            })
            .collect()
    }

    /// The last contacts of a household, newest first.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn recent_touches(&self, household: HouseholdId, limit: u32) -> Result<Vec<Recent>> {
        sqlx::query(RECENT)
            .bind(household.0)
            .bind(limit)
            .fetch_all(self.read())
            .await?
            .iter()
            .map(|row| {
                Ok(Recent {
                    day: row.day("happened_on")?,
                    channel: row.kind("channel", Channel::parse)?,
                    outcome: row.kind("outcome", Outcome::parse)?,
                    note: row.text("note")?,
                })
            })
            .collect()
    }

    /// The latest delivery to a household up to `day`.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn latest_delivery(&self, household: HouseholdId, day: ShopDay) -> Result<Option<ShopDay>> {
        sqlx::query(LATEST_DELIVERY)
            .bind(household.0)
            .bind(day.to_string())
            .fetch_one(self.read())
            .await?
            .day_opt("max(delivered_on)")
    }
}
