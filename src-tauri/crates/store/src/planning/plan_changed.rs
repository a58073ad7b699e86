//! What a change of plans, contents or the program's library does to follow-ups.
//!
//! Not here: taking a saved plan back (`saved`).

use std::collections::BTreeSet;

use aichaku_domain::plan::{ClassPlan, DayWindow, candidates};
use aichaku_domain::values::ContentId;
use sqlx::SqliteConnection;

use super::again::{ITEMS_AT_ONCE, apply, replan};
use super::ahead::{ANY_ITEM, plans_by_class};
use super::read::{Asked, ClassInUse};
use super::{At, Book, Planned, SHOP, read, saved, shop_days};
use crate::plans::PlanRow;
use crate::{Result, Store, contents, plans};

/// What becomes of what planning again changes.
pub(super) enum Writing<'a> {
    /// It is only counted.
    Preview,
    /// It is written.
    Write,
    /// It is written, and what stood there is kept.
    Keep(&'a mut saved::FollowUpsBefore),
}

/// What a change of plans does to follow-ups, written as `writing` says.
pub(super) async fn change_plan(
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
    /// See [`crate::StoreError`].
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

    /// Plans everything again that uses a content whose kind, fit or switch changed.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
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
}
