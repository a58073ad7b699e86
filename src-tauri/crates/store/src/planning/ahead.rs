//! Planning what came within sight: by class and delivery day, never item by item.

use aichaku_domain::plan::{ClassPlan, DayWindow, Draft, candidates};
use aichaku_domain::values::ShopDay;
use sqlx::SqliteConnection;

use super::read::{Asked, ClassInUse, PlanItem};
use super::{At, Book, HORIZON_DAYS, LONGEST_GRACE_DAYS, ShopDays, read, shop_days, write};
use crate::sql::statements;
use crate::{Result, Store};

statements! {
    THROUGH = "update shop set planned_through = $1, plan_from = coalesce(plan_from, $2) where id = 1";
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
pub(super) fn plans_by_class(
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
pub(super) fn for_each_class(
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
pub(super) async fn advance(
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

/// Plans new items by their id ranges, as an import leaves them: what is due from `from` on, up to the
/// horizon. Answers the new follow-ups. Items that were there before and changed need [`super::replan_items`].
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

impl Store {
    /// Plans the new items of these id ranges, both ends inside: what is due from `from` on.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn plan_ranges(&self, ranges: &[(i64, i64)], from: ShopDay, at: At) -> Result<i64> {
        let mut tx = self.write().await?;
        let added = plan_ranges(&mut tx, ranges, from, at).await?;
        tx.commit().await?;
        Ok(added)
    }
}
