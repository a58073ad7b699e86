//! Delivery days for many purchases: the list of those that lack one, and setting them by rule.
//!
//! A rule's days are estimates and stay on the list until somebody confirms them. Not here: one purchase at a
//! time (`purchases`), files (`import`).

use aichaku_domain::kinds::Family;
use aichaku_domain::values::ShopDay;
use serde::{Deserialize, Serialize};

use crate::changes::{Deed, enter, recount_households};
use crate::planning::{At, plan_ranges, replan_items};
use crate::seen::{Form, stamps};
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
    /// Of the purchases $1, a JSON list of [purchase, day before or null], those whose day the rule set and nobody
    /// touched since; $2 the rule's days. The day before comes along.
    UNTOUCHED = "select m.id, m.old
        from (select value ->> 0 as id, value ->> 1 as old from json_each($1)) as m
        cross join purchases on purchases.id = m.id
        cross join deliveries on deliveries.purchase_id = m.id
        where deliveries.origin = 'rule' and deliveries.certainty = 'estimated'
            and deliveries.delivered_on = date(purchases.ordered_on, '+' || $2 || ' days')
        order by m.id";
    RESET_ITEMS = include_str!("../sql/delivery_rule_reset_items.sql");
    RESET_DELIVERIES = "update deliveries set delivered_on = m.old, updated_at = $2
        from (select value ->> 0 as id, value ->> 1 as old from json_each($1)) as m
        where deliveries.purchase_id = m.id and m.old is not null";
    DROP_DELIVERIES = "delete from deliveries
        where purchase_id in (select value ->> 0 from json_each($1) where value ->> 1 is null)";
    REOPEN = "update purchases set delivery_open = case when m.old is null then 2 else 1 end, updated_at = $2
        from (select value ->> 0 as id, value ->> 1 as old from json_each($1)) as m
        where purchases.id = m.id";
    /// What planning made of things that have no day any more; whatever a person worked with stays.
    DROP_PLANNED = "delete from follow_ups
        where owned_item_id in (select value from json_each($1)) and plan_id is not null and attempts = 0
            and state in ('planned', 'cancelled', 'lapsed')
            and not exists (select 1 from touches where touches.follow_up_id = follow_ups.id)";
    STILL_PLANNED = "select distinct owned_item_id from follow_ups
        where owned_item_id in (select value from json_each($1)) and plan_id is not null and state = 'planned'
        order by owned_item_id";
    /// Things whose follow-ups were silenced before; planning by ranges only adds new ones.
    SILENCED = "select distinct owned_item_id from follow_ups
        where owned_item_id in (select value from json_each($1)) and plan_id is not null
            and state in ('cancelled', 'lapsed')
        order by owned_item_id";
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
    /// A company, not a person.
    pub company: bool,
    /// Own honorific; empty: the ordinary one.
    pub honorific: String,
    /// Day of the order.
    pub ordered_on: ShopDay,
    /// Goods.
    pub goods: Vec<String>,
    /// Estimated day, if any.
    pub estimated_on: Option<ShopDay>,
    /// Stamp, handed back when the day is set.
    pub seen: String,
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
        let ids = rows.iter().map(|row| row.int("id")).collect::<Result<Vec<_>>>()?;
        let mut seen = stamps(&mut tx, Form::Purchase, &ids).await?;
        let mut open = Vec::with_capacity(rows.len());
        for row in rows {
            let purchase = row.int("id")?;
            open.push(OpenDelivery {
                purchase,
                customer: row.int("customer_id")?,
                family_name: row.text("family_name")?,
                given_name: row.text("given_name")?,
                company: row.text("kind")? == "company",
                honorific: row.text("honorific")?,
                ordered_on: row.day("ordered_on")?,
                goods: sqlx::query_scalar(GOODS)
                    .bind(purchase)
                    .fetch_all(&mut *tx)
                    .await?,
                estimated_on: row.day_opt("estimated_on")?,
                seen: seen.remove(&purchase).unwrap_or_default(),
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
            staff: self.at_counter(),
            action: RULE,
            entity: "delivery",
            id: 0,
        };
        let text = json(&before)?;
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
        let mut standing: Vec<(i64, Option<String>)> = Vec::new();
        for row in sqlx::query(UNTOUCHED)
            .bind(json(&before.chosen)?)
            .bind(before.days)
            .fetch_all(&mut *tx)
            .await?
        {
            standing.push((row.int("id")?, row.text_opt("old")?));
        }
        let list = json(&standing)?;
        let mut households = std::collections::BTreeSet::new();
        let (mut without_day, mut moved) = (Vec::new(), Vec::new());
        for row in sqlx::query(RESET_ITEMS)
            .bind(&list)
            .bind(before.days)
            .bind(at.day.to_string())
            .bind(at.now.0)
            .fetch_all(&mut *tx)
            .await?
        {
            match row.day_opt("delivered_on")? {
                None => without_day.push(row.int("id")?),
                Some(_) => moved.push(row.int("id")?),
            }
            households.insert(row.int("household_id")?);
        }
        for statement in [RESET_DELIVERIES, DROP_DELIVERIES, REOPEN] {
            let mut query = sqlx::query(statement).bind(&list);
            if statement != DROP_DELIVERIES {
                query = query.bind(at.now.0);
            }
            query.execute(&mut *tx).await?;
        }
        let mut report = RuleReport {
            purchases: i64::try_from(standing.len()).unwrap_or(i64::MAX),
            ..RuleReport::default()
        };
        report.items = i64::try_from(without_day.len() + moved.len()).unwrap_or(i64::MAX);
        // Things without a day have no care; only what somebody worked with meanwhile is left to silence.
        let list = id_list(&without_day);
        sqlx::query(DROP_PLANNED).bind(&list).execute(&mut *tx).await?;
        let left: Vec<i64> = sqlx::query_scalar(STILL_PLANNED)
            .bind(&list)
            .fetch_all(&mut *tx)
            .await?;
        moved.extend(left);
        replan_items(&mut tx, &moved, at.day, at).await?;
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

fn json<T: Serialize + ?Sized>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|error| StoreError::Other(Box::new(error)))
}

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
                let added = plan_ranges(tx, &[(*first, *last)], at.day, at).await?;
                let silenced: Vec<i64> = sqlx::query_scalar(SILENCED)
                    .bind(id_list(&moved))
                    .fetch_all(&mut **tx)
                    .await?;
                added + replan_items(tx, &silenced, at.day, at).await?.added
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
