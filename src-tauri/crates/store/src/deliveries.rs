//! Delivery days for many purchases: the list of those that lack one, and setting them by rule.
//!
//! A rule's days are estimates and stay on the list until somebody confirms them. Not here: one purchase at a
//! time (`purchases`), files (`import`).

use aichaku_domain::kinds::Family;
use aichaku_domain::values::ShopDay;
use serde::{Deserialize, Serialize};

use crate::changes::{Deed, enter, recount_households};
use crate::planning::{At, plan_ranges, replan_items};
use crate::sql::{RowExt as _, WriteTx, day_text, id_list, statements};
use crate::{Result, Store, StoreError};

/// From so many things on it is quicker to ask what can be due than to look at each.
const MANY: usize = 2_000;

statements! {
    LIST_OPEN = include_str!("../sql/deliveries_open.sql");
    GOODS = "select name from purchase_lines where purchase_id = $1 and kind = 'goods' order by position";
    CHOSEN = include_str!("../sql/delivery_rule_chosen.sql");
    SET_DELIVERIES = include_str!("../sql/delivery_rule_set.sql");
    MARK_OPEN = "update purchases set delivery_open = 1, updated_at = $2
        where id in (select value from json_each($1))";
    DELIVER_ITEMS = include_str!("../sql/delivery_rule_items.sql");
    RESET_DELIVERY = "update deliveries set delivered_on = $2, updated_at = $3 where id = $1";
    DROP_DELIVERY = "delete from deliveries where purchase_id = $1";
    /// Only days that the rule set and nobody touched since.
    UNTOUCHED = "select deliveries.id from deliveries join purchases on purchases.id = deliveries.purchase_id
        where deliveries.purchase_id = $1 and deliveries.origin = 'rule' and deliveries.certainty = 'estimated'
            and deliveries.delivered_on = date(purchases.ordered_on, '+' || $2 || ' days')";
    REOPEN = "update purchases set delivery_open = $2, updated_at = $3 where id = $1";
    RESET_ITEMS = include_str!("../sql/delivery_rule_reset_items.sql");
    LOAD_RULE = "select before from audit where id = $1 and action = 'delivery.rule' and undone_at is null";
    CLOSE_RULE = "update audit set undone_at = $2 where id = $1";
}

/// A purchase whose delivery day is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenDelivery {
    /// Purchase.
    pub purchase: i64,
    /// Who bought.
    pub customer: i64,
    /// Family name.
    pub family_name: String,
    /// Given name.
    pub given_name: String,
    /// Day of the order.
    pub ordered_on: ShopDay,
    /// Goods.
    pub goods: Vec<String>,
    /// Estimated day, if any.
    pub estimated_on: Option<ShopDay>,
}

/// Days after the order, for many purchases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeliveryRule {
    /// Orders from this day on.
    pub ordered_from: Option<ShopDay>,
    /// Orders until this day.
    pub ordered_until: Option<ShopDay>,
    /// Only with a thing of this family.
    pub family: Option<Family>,
    /// Days after the order.
    pub days: u16,
    /// Also estimated days; confirmed ones are never touched.
    pub replace_estimated: bool,
}

/// What a rule does, or would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RuleReport {
    /// Purchases.
    pub purchases: i64,
    /// Things.
    pub items: i64,
    /// New follow-ups within the planned days.
    pub follow_ups: i64,
    /// Token to take it back; `None` when nothing was done.
    pub undo: Option<i64>,
}

/// What a rule changed: purchase, and the estimated day that stood there.
#[derive(Debug, Serialize, Deserialize)]
struct RuleBefore {
    days: u16,
    chosen: Vec<(i64, Option<String>)>,
}

impl Store {
    /// Purchases whose delivery day is wanted: not known before estimated, newest orders first; the page after
    /// the purchase `after`.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn open_deliveries(&self, after: Option<i64>, limit: u32) -> Result<Vec<OpenDelivery>> {
        let mut tx = self.read().begin().await?;
        let rows = sqlx::query(LIST_OPEN)
            .bind(after)
            .bind(limit)
            .fetch_all(&mut *tx)
            .await?;
        let mut open = Vec::with_capacity(rows.len());
        for row in rows {
            let purchase = row.int("id")?;
            open.push(OpenDelivery {
                purchase,
                customer: row.int("customer_id")?,
                family_name: row.text("family_name")?,
                given_name: row.text("given_name")?,
                ordered_on: row.day("ordered_on")?,
                goods: sqlx::query_scalar(GOODS)
                    .bind(purchase)
                    .fetch_all(&mut *tx)
                    .await?,
                estimated_on: row.day_opt("estimated_on")?,
            });
        }
        Ok(open)
    }

    /// What a rule would do. Everything is done and rolled back: what was shown is what happens.
    ///
    /// # Errors
    /// Those of writing.
    pub async fn preview_delivery_rule(&self, rule: &DeliveryRule, at: At) -> Result<RuleReport> {
        let mut tx = self.write().await?;
        let (report, _) = obey(&mut tx, rule, at).await?;
        tx.rollback().await?;
        Ok(report)
    }

    /// Sets delivery days by rule and plans the care of the things.
    ///
    /// # Errors
    /// Those of writing.
    pub async fn apply_delivery_rule(&self, rule: &DeliveryRule, at: At) -> Result<RuleReport> {
        let mut tx = self.write().await?;
        let (mut report, before) = obey(&mut tx, rule, at).await?;
        if report.purchases == 0 {
            return Ok(report);
        }
        let deed = Deed {
            now: at.now,
            staff: None,
            action: RULE,
            entity: "delivery",
            id: 0,
        };
        let text = serde_json::to_string(&before).map_err(|error| StoreError::Other(Box::new(error)))?;
        report.undo = Some(enter(&mut tx, deed, &text).await?);
        tx.commit().await?;
        Ok(report)
    }

    /// Takes a rule back. Days that somebody set or confirmed since stay.
    ///
    /// # Errors
    /// [`StoreError::CannotUndo`] when it was taken back already.
    pub async fn undo_delivery_rule(&self, token: i64, at: At) -> Result<RuleReport> {
        let mut tx = self.write().await?;
        let text: Option<String> = sqlx::query_scalar(LOAD_RULE)
            .bind(token)
            .fetch_optional(&mut *tx)
            .await?;
        let before: RuleBefore = text
            .and_then(|text| serde_json::from_str(&text).ok())
            .ok_or(StoreError::CannotUndo)?;
        let mut households = std::collections::BTreeSet::new();
        let mut items = Vec::new();
        let mut report = RuleReport::default();
        for (purchase, old) in &before.chosen {
            let untouched: Option<i64> = sqlx::query_scalar(UNTOUCHED)
                .bind(purchase)
                .bind(before.days)
                .fetch_optional(&mut *tx)
                .await?;
            let Some(delivery) = untouched else { continue };
            for row in sqlx::query(RESET_ITEMS)
                .bind(purchase)
                .bind(before.days)
                .bind(old)
                .bind(at.day.to_string())
                .bind(at.now.0)
                .fetch_all(&mut *tx)
                .await?
            {
                items.push(row.int("id")?);
                households.insert(row.int("household_id")?);
            }
            if let Some(old) = old {
                sqlx::query(RESET_DELIVERY)
                    .bind(delivery)
                    .bind(old)
                    .bind(at.now.0)
                    .execute(&mut *tx)
                    .await?;
            } else {
                sqlx::query(DROP_DELIVERY)
                    .bind(purchase)
                    .execute(&mut *tx)
                    .await?;
            }
            sqlx::query(REOPEN)
                .bind(purchase)
                .bind(if old.is_some() { 1 } else { 2 })
                .bind(at.now.0)
                .execute(&mut *tx)
                .await?;
            report.purchases += 1;
        }
        report.items = i64::try_from(items.len()).unwrap_or(i64::MAX);
        replan_items(&mut tx, &items, at.day, at).await?;
        let households: Vec<i64> = households.into_iter().collect();
        recount_households(&mut tx, &households).await?;
        sqlx::query(CLOSE_RULE)
            .bind(token)
            .bind(at.now.0)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(report)
    }
}

/// The action of a rule in the audit trail.
pub(crate) const RULE: &str = "delivery.rule";

async fn obey(tx: &mut WriteTx, rule: &DeliveryRule, at: At) -> Result<(RuleReport, RuleBefore)> {
    let rows = sqlx::query(CHOSEN)
        .bind(day_text(rule.ordered_from))
        .bind(day_text(rule.ordered_until))
        .bind(rule.family.map(Family::as_str))
        .bind(rule.replace_estimated)
        .fetch_all(&mut **tx)
        .await?;
    let mut chosen = Vec::with_capacity(rows.len());
    let mut purchases = Vec::with_capacity(rows.len());
    let mut households = Vec::with_capacity(rows.len());
    for row in &rows {
        purchases.push(row.int("id")?);
        households.push(row.int("household_id")?);
        chosen.push((row.int("id")?, row.text_opt("estimated_on")?));
    }
    let before = RuleBefore {
        days: rule.days,
        chosen,
    };
    if purchases.is_empty() {
        return Ok((RuleReport::default(), before));
    }
    let list = id_list(&purchases);
    sqlx::query(SET_DELIVERIES)
        .bind(&list)
        .bind(rule.days)
        .bind(at.now.0)
        .execute(&mut **tx)
        .await?;
    sqlx::query(MARK_OPEN)
        .bind(&list)
        .bind(at.now.0)
        .execute(&mut **tx)
        .await?;
    // Things that had no day have no follow-ups either: many of them are planned like things of an import, by what
    // can be due at all. Things that had an estimate are planned again one by one, because theirs move.
    let (estimated, fresh): (Vec<_>, Vec<_>) = before.chosen.iter().partition(|(_, old)| old.is_some());
    let mut items = 0;
    let mut planned = 0;
    for (group, is_fresh) in [(fresh, true), (estimated, false)] {
        let ids: Vec<i64> = group.iter().map(|(purchase, _)| *purchase).collect();
        let mut moved: Vec<i64> = sqlx::query_scalar(DELIVER_ITEMS)
            .bind(id_list(&ids))
            .bind(rule.days)
            .bind(at.day.to_string())
            .bind(at.now.0)
            .fetch_all(&mut **tx)
            .await?;
        items += moved.len();
        moved.sort_unstable();
        planned += match (moved.first(), moved.last()) {
            (Some(first), Some(last)) if is_fresh && moved.len() > MANY => {
                plan_ranges(tx, &[(*first, *last)], at.day, at).await?
            }
            _ => replan_items(tx, &moved, at.day, at).await?.added,
        };
    }
    households.sort_unstable();
    households.dedup();
    recount_households(tx, &households).await?;
    let report = RuleReport {
        purchases: i64::try_from(purchases.len()).unwrap_or(i64::MAX),
        items: i64::try_from(items).unwrap_or(i64::MAX),
        follow_ups: planned,
        undo: None,
    };
    Ok((report, before))
}
