//! Reading for planning: classes, items that may be due, items and follow-ups of a list.
//!
//! Not here: deciding (`domain::plan`), writing (`write`).

use std::collections::{HashMap, HashSet};

use aichaku_domain::kinds::{CustomerState, Family, Finish, FollowUpState, ItemState, Material};
use aichaku_domain::plan::{
    CandidateQuery, CareClass, DayWindow, ExistingFollowUp, FollowUpKey, ItemForPlanning,
};
use aichaku_domain::values::{CustomerId, FollowUpId, HouseholdId, OwnedItemId, PlanId, ShopDay, StepId};
use sqlx::SqliteConnection;

use crate::sql::{RowExt as _, id_list, statements};
use crate::{Result, StoreError};

statements! {
    /// The classes of items in use with their first and last delivery day; three looks into an index each.
    CLASSES = "select k.id, k.family, k.material, k.finish,
                      (select min(i.delivered_on) from owned_items as i indexed by owned_items_due
                       where i.class_id = k.id and i.state = 'in_use') as oldest,
                      (select max(i.delivered_on) from owned_items as i indexed by owned_items_due
                       where i.class_id = k.id and i.state = 'in_use') as newest
               from care_classes as k
               order by k.id";
    CANDIDATES = include_str!("../sql/planning_candidates.sql");
    SEASON_CANDIDATES = include_str!("../sql/planning_season_candidates.sql");
    /// Who is not to be contacted at all.
    SILENT = "select id from customers where state <> 'active' order by id";
    /// Items of a list with all that planning asks. Almost everybody is active, which the index of who is not
    /// tells without reading the person.
    ITEMS = "select i.id, i.household_id, i.customer_id,
                    coalesce((select c.state from customers as c indexed by customers_silent
                              where c.id = i.customer_id and c.state <> 'active'), 'active') as customer_state,
                    i.class_id, k.family, k.material, k.finish, i.delivered_on, i.state, i.spread, i.care_from
             from owned_items as i
             join care_classes as k on k.id = i.class_id
             where i.id in (select value from json_each($1))
             order by i.id";
    /// Everything that was ever planned for the items of a list.
    EXISTING = "select id, plan_id, owned_item_id, step_id, occurrence, state, due_on, planned_on
                from follow_ups
                where step_id is not null and owned_item_id in (select value from json_each($1))
                order by owned_item_id, id";
    /// Items of some classes for which something is planned.
    PLANNED_ITEMS = "select distinct f.owned_item_id as id
                     from follow_ups as f
                     join owned_items as i on i.id = f.owned_item_id
                     where f.state = 'planned' and f.step_id is not null
                       and i.class_id in (select value from json_each($1))
                     order by f.owned_item_id";
}

/// A class with its items' delivery days.
#[derive(Debug, Clone, Copy)]
pub(super) struct ClassInUse {
    pub(super) id: i64,
    pub(super) class: CareClass,
    /// First to last delivery day; `None` when no item of it is in use.
    pub(super) deliveries: Option<DayWindow>,
}

/// An item with the day from which its care is planned.
#[derive(Debug, Clone, Copy)]
pub(super) struct PlanItem {
    pub(super) item: ItemForPlanning,
    pub(super) class_id: i64,
    pub(super) care_from: Option<ShopDay>,
}

fn class_of(row: &sqlx::sqlite::SqliteRow) -> Result<CareClass> {
    Ok(CareClass {
        family: row.kind("family", Family::parse)?,
        material: row.kind("material", Material::parse)?,
        finish: row.kind("finish", Finish::parse)?,
    })
}

pub(super) async fn classes(connection: &mut SqliteConnection) -> Result<Vec<ClassInUse>> {
    sqlx::query(CLASSES)
        .fetch_all(connection)
        .await?
        .iter()
        .map(|row| {
            let deliveries = match (row.day_opt("oldest")?, row.day_opt("newest")?) {
                (Some(oldest), Some(newest)) => Some(DayWindow::new(oldest, newest)),
                _ => None,
            };
            Ok(ClassInUse {
                id: row.int("id")?,
                class: class_of(row)?,
                deliveries,
            })
        })
        .collect()
}

pub(super) async fn silent_customers(connection: &mut SqliteConnection) -> Result<HashSet<i64>> {
    let ids: Vec<i64> = sqlx::query_scalar(SILENT).fetch_all(connection).await?;
    Ok(ids.into_iter().collect())
}

/// What to ask the two indexes.
#[derive(Debug, Default)]
pub(super) struct Asked {
    whole: Vec<String>,
    season: Vec<String>,
}

/// Delivery days of one seasonal query up to which the index by delivery day is read with all parts of the
/// spread: reading a few parts too many costs less than looking into the index once for each part.
const SHORT_DAYS: i64 = 45;
/// Questions in one statement.
const QUESTIONS: usize = 20_000;

impl Asked {
    /// Adds what a class asks.
    pub(super) fn add(&mut self, class: i64, queries: &[CandidateQuery]) {
        for query in queries {
            let DayWindow { from, to } = query.delivered;
            if query.all_spreads() || to.days_since(from) < SHORT_DAYS {
                self.whole.push(format!("[{class},\"{from}\",\"{to}\"]"));
                continue;
            }
            for spread in query.spread_from..=query.spread_to {
                self.season
                    .push(format!("[{class},{spread},\"{from}\",\"{to}\"]"));
            }
        }
    }

    /// The items that are reached, each once, in order of class and id; only ids within `ids`.
    pub(super) async fn items(
        &self,
        connection: &mut SqliteConnection,
        classes: &[ClassInUse],
        ids: (i64, i64),
    ) -> Result<Vec<PlanItem>> {
        let class_of: HashMap<i64, CareClass> = classes.iter().map(|class| (class.id, class.class)).collect();
        let silent = silent_customers(connection).await?;
        let mut found: Vec<PlanItem> = Vec::new();
        for (statement, asked) in [(CANDIDATES, &self.whole), (SEASON_CANDIDATES, &self.season)] {
            for part in asked.chunks(QUESTIONS) {
                let packed: Option<String> = sqlx::query_scalar(statement)
                    .bind(format!("[{}]", part.join(",")))
                    .bind(ids.0)
                    .bind(ids.1)
                    .fetch_one(&mut *connection)
                    .await?;
                for text in packed.as_deref().unwrap_or_default().split_terminator(';') {
                    found.push(unpack(text, &class_of, &silent).ok_or(StoreError::Damaged)?);
                }
            }
        }
        found.sort_unstable_by_key(|row| (row.class_id, row.item.id));
        found.dedup_by_key(|row| row.item.id);
        Ok(found)
    }
}

fn unpack(text: &str, classes: &HashMap<i64, CareClass>, silent: &HashSet<i64>) -> Option<PlanItem> {
    let mut parts = text.split(' ');
    let mut int = || parts.next()?.parse::<i64>().ok();
    let (class_id, id, household, customer, spread) = (int()?, int()?, int()?, int()?, int()?);
    let delivered_on = day(parts.next()?)?;
    let care_from = match parts.next()? {
        "" => None,
        text => Some(day(text)?),
    };
    Some(PlanItem {
        item: ItemForPlanning {
            id: OwnedItemId(id),
            household: HouseholdId(household),
            customer: CustomerId(customer),
            customer_state: if silent.contains(&customer) {
                // Which of the silent states does not matter to planning.
                CustomerState::MovedAway
            } else {
                CustomerState::Active
            },
            class: *classes.get(&class_id)?,
            delivered_on: Some(delivered_on),
            state: ItemState::InUse,
            spread: u8::try_from(spread).ok()?,
        },
        class_id,
        care_from,
    })
}

/// Reads `YYYY-MM-DD` without the machinery of formats, which would cost more than the rest of planning.
pub(crate) fn day(text: &str) -> Option<ShopDay> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let number = |range: std::ops::Range<usize>| {
        bytes[range].iter().try_fold(0_u32, |sum, byte| {
            byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0'))
        })
    };
    ShopDay::new(i32::try_from(number(0..4)?).ok()?, number(5..7)?, number(8..10)?)
}

pub(super) async fn items(connection: &mut SqliteConnection, ids: &[i64]) -> Result<Vec<PlanItem>> {
    sqlx::query(ITEMS)
        .bind(id_list(ids))
        .fetch_all(connection)
        .await?
        .iter()
        .map(|row| {
            Ok(PlanItem {
                item: ItemForPlanning {
                    id: OwnedItemId(row.int("id")?),
                    household: HouseholdId(row.int("household_id")?),
                    customer: CustomerId(row.int("customer_id")?),
                    customer_state: row.kind("customer_state", CustomerState::parse)?,
                    class: class_of(row)?,
                    delivered_on: row.day_opt("delivered_on")?,
                    state: row.kind("state", ItemState::parse)?,
                    spread: u8::try_from(row.int("spread")?).map_err(|_| StoreError::Damaged)?,
                },
                class_id: row.int("class_id")?,
                care_from: row.day_opt("care_from")?,
            })
        })
        .collect()
}

/// Follow-ups that came from plans, by item.
pub(super) async fn existing(
    connection: &mut SqliteConnection,
    ids: &[i64],
) -> Result<HashMap<i64, Vec<ExistingFollowUp>>> {
    let mut by_item: HashMap<i64, Vec<ExistingFollowUp>> = HashMap::new();
    for row in sqlx::query(EXISTING)
        .bind(id_list(ids))
        .fetch_all(connection)
        .await?
    {
        let item = row.int("owned_item_id")?;
        let due = row.day("due_on")?;
        by_item.entry(item).or_default().push(ExistingFollowUp {
            id: FollowUpId(row.int("id")?),
            key: FollowUpKey {
                plan: PlanId(row.int("plan_id")?),
                item: OwnedItemId(item),
                step: StepId(row.int("step_id")?),
                occurrence: i32::try_from(row.int("occurrence")?).map_err(|_| StoreError::Damaged)?,
            },
            state: row.kind("state", FollowUpState::parse)?,
            due,
            // A day that differs from the planned one was chosen by a person.
            pinned: due != row.day("planned_on")?,
        });
    }
    Ok(by_item)
}

/// Items of these classes for which something is planned.
pub(super) async fn planned_items(connection: &mut SqliteConnection, classes: &[i64]) -> Result<Vec<i64>> {
    Ok(sqlx::query_scalar(PLANNED_ITEMS)
        .bind(id_list(classes))
        .fetch_all(connection)
        .await?)
}
