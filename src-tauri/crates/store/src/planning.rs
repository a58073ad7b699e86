//! Planning in the store: puts due follow-ups on the calendar, without looking at every item.
//!
//! `shop.planned_through` is a watermark: everything up to that day stands in the store. A new day plans only
//! the days that came within sight, and of the items only those whose class and delivery day can be due then
//! (`domain::plan::candidates`), read packed from an index. A change to items plans those items again; a
//! change to a plan plans the items of its classes again. All of it is idempotent: the key (plan, item, step,
//! occurrence) is unique in the database. `docs/PLANNING.md` has the figures.
//!
//! Not here: which step is due when (`domain::plan`), whether a contact may take place (`domain::gate`).

use std::collections::{BTreeSet, HashMap};

use aichaku_domain::calendar::ShopCalendar;
use aichaku_domain::kinds::{CustomerState, ItemState};
use aichaku_domain::plan::{
    ClassPlan, DayWindow, Diff, Draft, ExistingFollowUp, ItemGroup, ItemMatch, candidates, replan_item,
};
use aichaku_domain::values::{ContentId, FollowUpId, Instant, OwnedItemId, ShopDay};
use sqlx::SqliteConnection;

use crate::contents;
use crate::plans::{self, PlanRow};
use crate::sql::{RowExt as _, statements};
use crate::{Result, Store, StoreError};

mod book;
mod groups;
mod read;
mod saved;
mod write;

pub(crate) use book::{Book, rank_of};
pub(crate) use write::NEVER;

pub(crate) use read::day;
use read::{Asked, ClassInUse, PlanItem};

#[cfg(test)]
pub(crate) use groups::STATEMENTS as GROUP_STATEMENTS;
#[cfg(test)]
pub(crate) use read::STATEMENTS as READ_STATEMENTS;
#[cfg(test)]
pub(crate) use saved::STATEMENTS as SAVED_STATEMENTS;
#[cfg(test)]
pub(crate) use write::STATEMENTS as WRITE_STATEMENTS;

/// Days ahead that are planned.
pub const HORIZON_DAYS: i64 = 7;
/// Days without the app after which what piled up is gone through first.
pub const ABSENCE_DAYS: i64 = 8;
/// Grace of a step is at most this many days, so nothing older can make sense.
const LONGEST_GRACE_DAYS: i64 = 366;
/// Items planned again in one go.
const ITEMS_AT_ONCE: usize = 2_000;

statements! {
    SHOP = "select plan_from, planned_through, last_opened_on, closed_weekdays from shop where id = 1";
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
    THROUGH = "update shop set planned_through = $1, plan_from = coalesce(plan_from, $2) where id = 1";
    /// A note to ourselves that outlives a restart.
    NOTE = "insert into jobs (kind, key, state, run_after, created_at, updated_at)
            values ($1, $2, 'waiting', 0, $3, $3)
            on conflict (kind, key) do nothing";
    NOTED = "select min(key) from jobs where kind = $1 and state = 'waiting'";
    NOTES_DONE = "delete from jobs where kind = $1";
    MARKED = "select cast(key as integer) as item from jobs where kind = 'plan_item' order by id";
    UNMARK = "delete from jobs where kind = 'plan_item'";
    OVERDUE = "select exists (select 1 from follow_ups where state = 'planned' and due_on < $1 and rank <= 14)";
}

/// The kind of job that remembers an absence; its key is the last day before it.
const ABSENCE: &str = "catch_up";
/// The kind of job that remembers a clock that went back; its key is the day that it showed.
const CLOCK_BACK: &str = "clock_back";

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

/// All item ids.
pub(crate) const ANY_ITEM: (i64, i64) = (i64::MIN, i64::MAX);

/// What every item with an id in `ids` gets within `window`, by classes.
pub(crate) async fn drafts_within(
    connection: &mut SqliteConnection,
    book: &Book,
    window: DayWindow,
    ids: (i64, i64),
) -> Result<Vec<Draft>> {
    let mut drafts = Vec::new();
    if window.is_empty() {
        return Ok(drafts);
    }
    let classes = read::classes(connection).await?;
    let plans_of = plans_by_class(book, &classes, |_| true);
    let mut asked = Asked::default();
    for (class, plans) in &plans_of {
        if let Some(deliveries) = class.deliveries {
            let plan = ClassPlan::new(class.class, plans);
            asked.add(class.id, &candidates(&plan, window, deliveries));
        }
    }
    let items = asked.items(connection, &classes, ids).await?;
    for_each_class(&plans_of, &items, |plan, item| {
        let begin = drafts.len();
        plan.plan_into(&item.item, window, &mut drafts);
        if let Some(from) = item.care_from {
            let mut at = begin;
            while at < drafts.len() {
                if drafts[at].due < from {
                    drafts.remove(at);
                } else {
                    at += 1;
                }
            }
        }
    });
    Ok(drafts)
}

/// The plans of each class that gets any.
fn plans_by_class(
    book: &Book,
    classes: &[ClassInUse],
    wanted: impl Fn(&ClassInUse) -> bool,
) -> Vec<(ClassInUse, Vec<aichaku_domain::plan::Plan>)> {
    classes
        .iter()
        .filter(|class| wanted(class))
        .map(|class| (*class, book.plans_of(class.class)))
        .collect()
}

/// Calls `plan` for each item with what its class gets. `items` are in order of class.
fn for_each_class(
    plans_of: &[(ClassInUse, Vec<aichaku_domain::plan::Plan>)],
    items: &[PlanItem],
    mut plan: impl FnMut(&ClassPlan<'_>, &PlanItem),
) {
    let mut rest = items;
    while let Some(first) = rest.first() {
        let end = rest.partition_point(|item| item.class_id <= first.class_id);
        let (own, others) = rest.split_at(end);
        rest = others;
        let Some((class, plans)) = plans_of.iter().find(|(class, _)| class.id == first.class_id) else {
            continue;
        };
        let class_plan = ClassPlan::new(class.class, plans);
        for item in own {
            plan(&class_plan, item);
        }
    }
}

/// Plans everything up to the horizon that is not planned yet. Answers the new follow-ups and the watermark.
async fn advance(
    connection: &mut SqliteConnection,
    book: &Book,
    shop: &ShopDays,
    at: At,
) -> Result<(i64, ShopDay)> {
    let horizon = at.day.plus_days(HORIZON_DAYS);
    let plan_from = shop.plan_from.unwrap_or(at.day);
    // A watermark beyond the horizon was made by a clock that ran ahead: the days in sight are planned anew,
    // which changes nothing where they were planned before.
    let after = match shop.planned_through {
        Some(through) if through <= horizon => through.plus_days(1),
        Some(_) => at.day,
        None => plan_from,
    };
    let oldest = at.day.plus_days(-LONGEST_GRACE_DAYS);
    let window = DayWindow::new(after.max(plan_from).max(oldest), horizon);
    let drafts = drafts_within(connection, book, window, ANY_ITEM).await?;
    let added = write::insert(connection, book, &shop.calendar, &drafts, at).await?;
    Ok((added, horizon))
}

/// Why planned follow-ups of an item are silenced.
fn silence_reason(item: &PlanItem) -> String {
    match (item.item.state, item.item.customer_state) {
        (ItemState::InUse, CustomerState::Active) => "plan_changed".to_owned(),
        (ItemState::InUse, state) => format!("customer_{state}"),
        (state, _) => format!("item_{state}"),
    }
}

/// What planning these items again changes.
#[derive(Debug, Default)]
struct Replan {
    diff: Diff,
    cancelled: Vec<(FollowUpId, String)>,
    existing: HashMap<i64, Vec<ExistingFollowUp>>,
}

impl Replan {
    fn planned(&self) -> Planned {
        let count = |len: usize| i64::try_from(len).unwrap_or(i64::MAX);
        Planned {
            added: count(self.diff.insert.len() + self.diff.revive.len()),
            moved: count(self.diff.move_due.len()),
            removed: count(self.cancelled.len()),
        }
    }
}

async fn replan(
    connection: &mut SqliteConnection,
    book: &Book,
    shop: &ShopDays,
    items: &[PlanItem],
    from: ShopDay,
    at: At,
) -> Result<Replan> {
    let classes = read::classes(connection).await?;
    let plans_of = plans_by_class(book, &classes, |_| true);
    let ids: Vec<i64> = items.iter().map(|item| item.item.id.0).collect();
    let existing = read::existing(connection, &ids).await?;
    let window = match shop.planned_through {
        Some(through) => DayWindow::new(from.max(shop.plan_from.unwrap_or(at.day)), through),
        // Nothing is planned yet; the first planning will come by here.
        None => DayWindow::new(at.day, at.day.plus_days(-1)),
    };
    let mut result = Replan::default();
    let mut sorted = items.to_vec();
    sorted.sort_unstable_by_key(|item| (item.class_id, item.item.id));
    for_each_class(&plans_of, &sorted, |plan, item| {
        let held = existing.get(&item.item.id.0).map_or(&[][..], Vec::as_slice);
        let own = window.from.max(item.care_from.unwrap_or(window.from));
        let diff = replan_item(&item.item, plan, held, DayWindow::new(own, window.to));
        let reason = silence_reason(item);
        result
            .cancelled
            .extend(diff.cancel.iter().map(|id| (*id, reason.clone())));
        result.diff.extend(diff);
    });
    // What would lapse at once is not put on the calendar.
    let in_time = |draft: &Draft| {
        book.kind_of(draft.content) == aichaku_domain::kinds::ContentKind::Safety
            || shop.calendar.last_day_in_grace(draft.due, draft.grace_days) >= at.day
    };
    result.diff.insert.retain(in_time);
    result.diff.revive.retain(|revive| in_time(&revive.draft));
    result.existing = existing;
    Ok(result)
}

async fn apply(
    connection: &mut SqliteConnection,
    book: &Book,
    shop: &ShopDays,
    replan: &Replan,
    at: At,
) -> Result<Planned> {
    let mut planned = replan.planned();
    let steps: HashMap<_, _> = replan
        .existing
        .values()
        .flatten()
        .map(|held| (held.id, held.key))
        .collect();
    write::cancel(connection, &replan.cancelled, at).await?;
    write::move_due(
        connection,
        book,
        &shop.calendar,
        &replan.diff.move_due,
        &steps,
        at,
    )
    .await?;
    write::revive(connection, book, &shop.calendar, &replan.diff.revive, at).await?;
    let inserted = write::insert(connection, book, &shop.calendar, &replan.diff.insert, at).await?;
    planned.added = inserted + i64::try_from(replan.diff.revive.len()).unwrap_or(i64::MAX);
    Ok(planned)
}

/// Plans these items again after anything about them changed: delivery day, state, class, person.
///
/// New follow-ups come due on `from` or later, and never before the shop's or the item's own start of care.
/// Planned ones move or go; done and skipped ones stay.
pub(crate) async fn replan_items(
    connection: &mut SqliteConnection,
    items: &[i64],
    from: ShopDay,
    at: At,
) -> Result<Planned> {
    if items.is_empty() {
        return Ok(Planned::default());
    }
    let shop = shop_days(connection).await?;
    let book = Book::read(connection).await?;
    let mut planned = Planned::default();
    for part in items.chunks(ITEMS_AT_ONCE) {
        let items = read::items(connection, part).await?;
        let replan = replan(connection, &book, &shop, &items, from, at).await?;
        planned = planned.and(apply(connection, &book, &shop, &replan, at).await?);
    }
    Ok(planned)
}

/// Plans new items by their id ranges, as an import leaves them: what is due from `from` on, up to the
/// horizon. Answers the new follow-ups. Items that were there before and changed need [`replan_items`].
pub(crate) async fn plan_ranges(
    connection: &mut SqliteConnection,
    ranges: &[(i64, i64)],
    from: ShopDay,
    at: At,
) -> Result<i64> {
    let shop = shop_days(connection).await?;
    let book = Book::read(connection).await?;
    let mut added = 0;
    if let Some(through) = shop.planned_through {
        let window = DayWindow::new(from.max(shop.plan_from.unwrap_or(from)), through);
        for range in ranges {
            let drafts = drafts_within(connection, &book, window, *range).await?;
            added += write::insert(connection, &book, &shop.calendar, &drafts, at).await?;
        }
    }
    let (more, through) = advance(connection, &book, &shop, at).await?;
    sqlx::query(THROUGH)
        .bind(through.to_string())
        .bind(at.day.to_string())
        .execute(connection)
        .await?;
    Ok(added + more)
}

/// What becomes of what planning again changes.
enum Writing<'a> {
    /// It is only counted.
    Preview,
    /// It is written.
    Write,
    /// It is written, and what stood there is kept.
    Keep(&'a mut saved::FollowUpsBefore),
}

/// What a change of plans does to follow-ups, written as `writing` says.
async fn change_plan(
    connection: &mut SqliteConnection,
    before: &[PlanRow],
    after: &[PlanRow],
    changed: &BTreeSet<i64>,
    mut writing: Writing<'_>,
    at: At,
) -> Result<Planned> {
    let shop = shop_days(connection).await?;
    let Some(through) = shop.planned_through else {
        return Ok(Planned::default());
    };
    let contents = contents::all(connection).await?;
    let book = Book::of(after, &contents);
    let from = at.day.max(shop.plan_from.unwrap_or(at.day));
    let window = DayWindow::new(from, through);
    let classes = read::classes(connection).await?;
    let touched = |class: &ClassInUse| {
        before
            .iter()
            .chain(after)
            .any(|plan| changed.contains(&plan.id.0) && plan.matches.matches(class.class))
    };
    let plans_of = plans_by_class(&book, &classes, touched);
    let mut asked = Asked::default();
    for (class, plans) in &plans_of {
        if let Some(deliveries) = class.deliveries {
            let plan = ClassPlan::new(class.class, plans);
            asked.add(class.id, &candidates(&plan, window, deliveries));
        }
    }
    let class_ids: Vec<i64> = plans_of.iter().map(|(class, _)| class.id).collect();
    let mut ids: BTreeSet<i64> = asked
        .items(connection, &classes, ANY_ITEM)
        .await?
        .iter()
        .map(|item| item.item.id.0)
        .collect();
    ids.extend(read::planned_items(connection, &class_ids).await?);
    let ids: Vec<i64> = ids.into_iter().collect();
    let mut planned = Planned::default();
    for part in ids.chunks(ITEMS_AT_ONCE) {
        let items = read::items(connection, part).await?;
        let replan = replan(connection, &book, &shop, &items, from, at).await?;
        if let Writing::Keep(before) = &mut writing {
            before.keep(connection, &replan).await?;
        }
        planned = planned.and(match writing {
            Writing::Preview => replan.planned(),
            Writing::Write | Writing::Keep(_) => apply(connection, &book, &shop, &replan, at).await?,
        });
    }
    Ok(planned)
}

/// Brings the program's library into the store: contents first, then plans, in one transaction. What the
/// shop edited stays as it is. Doing it again changes nothing.
async fn seed_library(
    connection: &mut SqliteConnection,
    tips: &[aichaku_domain::library::StarterTip],
    starters: &[aichaku_domain::library::StarterPlan],
    at: At,
) -> Result<()> {
    contents::seed(connection, tips, at.now).await?;
    let before = plans::all(connection).await?;
    if plans::seed(connection, starters, at.now).await? {
        let after = plans::all(connection).await?;
        let changed: BTreeSet<i64> = after
            .iter()
            .filter(|plan| !before.contains(plan))
            .map(|plan| plan.id.0)
            .collect();
        let shop = sqlx::query(SHOP).fetch_optional(&mut *connection).await?;
        if shop.is_some() && !before.is_empty() {
            change_plan(connection, &before, &after, &changed, Writing::Write, at).await?;
        }
    }
    Ok(())
}

impl Store {
    /// Brings the program's library into the store, or its newer version; what the shop edited stays.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub async fn seed_library(
        &self,
        tips: &[aichaku_domain::library::StarterTip],
        starters: &[aichaku_domain::library::StarterPlan],
        at: At,
    ) -> Result<()> {
        let mut tx = self.write().await?;
        seed_library(&mut tx, tips, starters, at).await?;
        Ok(tx.commit().await?)
    }

    /// Begins a day: agreed deliveries arrive, what came within sight is planned, what is too late is let go.
    /// Doing it again on the same day changes nothing.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where no shop stands.
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

    /// Plans these items again after anything about them changed; see the contract of begin and edit in
    /// `docs/PLANNING.md`. New follow-ups come due on `from` or later. Their marks are cleared with it.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub async fn plan_items(&self, items: &[OwnedItemId], from: ShopDay, at: At) -> Result<Planned> {
        let ids: Vec<i64> = items.iter().map(|item| item.0).collect();
        let mut tx = self.write().await?;
        let planned = replan_items(&mut tx, &ids, from, at).await?;
        tx.commit().await?;
        Ok(planned)
    }

    /// Plans everything that writes have marked ([`crate::Written::items`]) and clears the marks.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub async fn plan_marked(&self, from: ShopDay, at: At) -> Result<Planned> {
        let mut tx = self.write().await?;
        let marked: Vec<i64> = sqlx::query_scalar(MARKED).fetch_all(&mut *tx).await?;
        if marked.is_empty() {
            return Ok(Planned::default());
        }
        let planned = replan_items(&mut tx, &marked, from, at).await?;
        sqlx::query(UNMARK).execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(planned)
    }

    /// Plans the new items of these id ranges, both ends inside: what is due from `from` on.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub async fn plan_ranges(&self, ranges: &[(i64, i64)], from: ShopDay, at: At) -> Result<i64> {
        let mut tx = self.write().await?;
        let added = plan_ranges(&mut tx, ranges, from, at).await?;
        tx.commit().await?;
        Ok(added)
    }

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

    /// Plans everything again that uses a content whose kind, fit or switch changed.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub async fn replan_content(&self, content: ContentId, at: At) -> Result<Planned> {
        let mut tx = self.write().await?;
        let plans = plans::all(&mut tx).await?;
        let changed: BTreeSet<i64> = plans
            .iter()
            .filter(|plan| plan.steps.iter().any(|row| row.step.content == content))
            .map(|plan| plan.id.0)
            .collect();
        let planned = change_plan(&mut tx, &plans, &plans, &changed, Writing::Write, at).await?;
        tx.commit().await?;
        Ok(planned)
    }

    /// The last day before an absence that nobody has gone through yet.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub async fn away_since(&self) -> Result<Option<ShopDay>> {
        let text: Option<String> = sqlx::query_scalar(NOTED)
            .bind(ABSENCE)
            .fetch_one(self.read())
            .await?;
        Ok(text.as_deref().and_then(read::day))
    }
}

pub use groups::PlanReach;

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
