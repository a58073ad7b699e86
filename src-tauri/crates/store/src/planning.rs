//! Planning in the store: puts due follow-ups on the calendar, without looking at every item.
//!
//! `shop.planned_through` is a watermark: everything up to that day stands in the store. A new day plans only
//! the days that came within sight, and of the items only those whose class and delivery day can be due then
//! (`domain::plan::candidates`), read packed from an index. A change to items plans those items again; a
//! change to a plan plans the items of its classes again. All of it is idempotent: the key (plan, item, step,
//! occurrence) is unique in the database. `docs/PLANNING.md` has the figures.
//!
//! Not here: which step is due when (`domain::plan`), whether a contact may take place (`domain::gate`).

mod again;
mod ahead;
mod begin;
mod book;
mod groups;
mod plan_changed;
mod read;
mod saved;
mod write;

use aichaku_domain::calendar::ShopCalendar;
use aichaku_domain::plan::{ItemGroup, ItemMatch};
use aichaku_domain::values::{Instant, ShopDay};
use sqlx::SqliteConnection;

use crate::sql::{RowExt as _, statements};
use crate::{Result, Store, StoreError};

pub(crate) use again::replan_items;
pub(crate) use ahead::{ANY_ITEM, drafts_within, plan_ranges};
pub use begin::DayBegun;
pub(crate) use begin::{note_absence, settle_absence};
pub(crate) use book::{Book, rank_of};
pub use groups::PlanReach;
pub(crate) use read::day;
pub(crate) use write::NEVER;

#[cfg(test)]
pub(crate) use ahead::STATEMENTS as AHEAD_STATEMENTS;
#[cfg(test)]
pub(crate) use begin::STATEMENTS as BEGIN_STATEMENTS;
#[cfg(test)]
pub(crate) use groups::STATEMENTS as GROUP_STATEMENTS;
#[cfg(test)]
pub(crate) use read::STATEMENTS as READ_STATEMENTS;
#[cfg(test)]
pub(crate) use saved::STATEMENTS as SAVED_STATEMENTS;
#[cfg(test)]
pub(crate) use write::STATEMENTS as WRITE_STATEMENTS;

statements! {
    SHOP = "select plan_from, planned_through, last_opened_on, closed_weekdays from shop where id = 1";
    MARKED = "select cast(key as integer) as item from jobs where kind = 'plan_item' order by id";
    UNMARK = "delete from jobs where kind = 'plan_item'";
}

/// Days ahead that are planned.
pub const HORIZON_DAYS: i64 = 7;
/// Days without the app after which what piled up is gone through first.
pub const ABSENCE_DAYS: i64 = 8;
/// Grace of a step is at most this many days, so nothing older can make sense.
const LONGEST_GRACE_DAYS: i64 = 366;

/// When something is planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct At {
    /// The shop's today.
    pub day: ShopDay,
    /// Now, for the rows' own times.
    pub now: Instant,
}

/// What planning changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Planned {
    /// New follow-ups, and cancelled or lapsed ones that came back.
    pub added: i64,
    /// Planned ones on another day.
    pub moved: i64,
    /// Planned ones that were silenced.
    pub removed: i64,
}

impl Planned {
    fn and(self, other: Self) -> Self {
        Self {
            added: self.added + other.added,
            moved: self.moved + other.moved,
            removed: self.removed + other.removed,
        }
    }
}

/// What planning must know of the shop.
#[derive(Debug, Clone)]
struct ShopDays {
    plan_from: Option<ShopDay>,
    planned_through: Option<ShopDay>,
    last_opened_on: Option<ShopDay>,
    calendar: ShopCalendar,
}

/// The working days of a shop that is closed on these weekdays, digits 1 (Monday) to 7 (Sunday).
pub(crate) fn calendar_of(closed_weekdays: &str) -> ShopCalendar {
    let weekdays: Vec<_> = closed_weekdays
        .bytes()
        .filter_map(|digit| chrono::Weekday::try_from(digit.wrapping_sub(b'1')).ok())
        .collect();
    ShopCalendar::new(&weekdays, &[])
}

async fn shop_days(connection: &mut SqliteConnection) -> Result<ShopDays> {
    let row = sqlx::query(SHOP)
        .fetch_optional(connection)
        .await?
        .ok_or(StoreError::NotFound { what: "shop" })?;
    Ok(ShopDays {
        plan_from: row.day_opt("plan_from")?,
        planned_through: row.day_opt("planned_through")?,
        last_opened_on: row.day_opt("last_opened_on")?,
        calendar: calendar_of(&row.text("closed_weekdays")?),
    })
}

impl Store {
    /// Items in use that are alike for planning, counted; of all plans and people.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub async fn item_groups(&self) -> Result<Vec<ItemGroup>> {
        let mut connection = self.read().acquire().await?;
        groups::all(&mut connection).await
    }

    /// For each of `matches`, the items in use that it fits now and their households.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub async fn plan_reach(&self, matches: &[ItemMatch]) -> Result<Vec<PlanReach>> {
        let mut connection = self.read().acquire().await?;
        groups::reach(&mut connection, matches).await
    }
}
