//! Planning items again after anything about them changed.

use std::collections::HashMap;

use aichaku_domain::kinds::{CustomerState, ItemState};
use aichaku_domain::plan::{DayWindow, Diff, Draft, ExistingFollowUp, replan_item};
use aichaku_domain::values::{FollowUpId, OwnedItemId, ShopDay};
use sqlx::SqliteConnection;

use super::ahead::{for_each_class, plans_by_class};
use super::read::PlanItem;
use super::{At, Book, MARKED, Planned, ShopDays, UNMARK, read, shop_days, write};
use crate::{Result, Store};

/// Items planned again in one go.
pub(super) const ITEMS_AT_ONCE: usize = 2_000;

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
pub(super) struct Replan {
    pub(super) diff: Diff,
    pub(super) cancelled: Vec<(FollowUpId, String)>,
    pub(super) existing: HashMap<i64, Vec<ExistingFollowUp>>,
}

impl Replan {
    pub(super) fn planned(&self) -> Planned {
        let count = |len: usize| i64::try_from(len).unwrap_or(i64::MAX);
        Planned {
            added: count(self.diff.insert.len() + self.diff.revive.len()),
            moved: count(self.diff.move_due.len()),
            removed: count(self.cancelled.len()),
        }
    }
}

pub(super) async fn replan(
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

pub(super) async fn apply(
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

impl Store {
    /// Plans these items again after anything about them changed; see the contract of begin and edit in
    /// `docs/PLANNING.md`. New follow-ups come due on `from` or later. Their marks are cleared with it.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
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
    /// See [`crate::StoreError`].
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
}
