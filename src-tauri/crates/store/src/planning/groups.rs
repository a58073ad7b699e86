//! Items counted by what makes them alike for planning: for forecasts and for "how many does this plan reach".
//!
//! Not here: the forecast itself (`domain::plan::forecast`).

use aichaku_domain::kinds::{Family, Finish, Material};
use aichaku_domain::plan::{CareClass, ItemGroup, ItemMatch};
use sqlx::SqliteConnection;

use super::read;
use crate::sql::{RowExt as _, statements};
use crate::{Result, StoreError};

statements! {
    /// One packed text a class, "spread day count;…": a million items make hundreds of thousands of groups,
    /// and as rows they would cost ten times as much. The inner order is that of the index.
    GROUPS = "select g.class_id, k.family, k.material, k.finish,
                     group_concat(g.spread || ' ' || g.delivered_on || ' ' || g.items, ';') as packed
              from (select class_id, spread, delivered_on, count(*) as items
                    from owned_items indexed by owned_items_season
                    where state = 'in_use' and delivered_on is not null
                    group by class_id, spread, delivered_on) as g
              join care_classes as k on k.id = g.class_id
              group by g.class_id
              order by g.class_id";
    /// Items of each class with the ids of their households, packed: they are counted over several classes.
    CLASSES = "select i.class_id, k.family, k.material, k.finish, count(*) as items,
                      group_concat(i.household_id, ' ') as households
               from owned_items as i indexed by owned_items_due
               join care_classes as k on k.id = i.class_id
               where i.state = 'in_use'
               group by i.class_id
               order by i.class_id";
}

/// Whom a plan reaches now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PlanReach {
    /// Items in use that it fits.
    pub items: i64,
    /// Households of those.
    pub households: i64,
}

fn class_of(row: &sqlx::sqlite::SqliteRow) -> Result<CareClass> {
    Ok(CareClass {
        family: row.kind("family", Family::parse)?,
        material: row.kind("material", Material::parse)?,
        finish: row.kind("finish", Finish::parse)?,
    })
}

pub(super) async fn all(connection: &mut SqliteConnection) -> Result<Vec<ItemGroup>> {
    let mut groups = Vec::new();
    for row in sqlx::query(GROUPS).fetch_all(connection).await? {
        let class = class_of(&row)?;
        let packed = row.text("packed")?;
        for text in packed.split_terminator(';') {
            let group = unpack(text, class).ok_or(StoreError::Damaged)?;
            groups.push(group);
        }
    }
    Ok(groups)
}

fn unpack(text: &str, class: CareClass) -> Option<ItemGroup> {
    let mut parts = text.split(' ');
    let spread = parts.next()?.parse().ok()?;
    let delivered_on = read::day(parts.next()?)?;
    let count = parts.next()?.parse().ok()?;
    Some(ItemGroup {
        class,
        delivered_on,
        spread,
        count,
    })
}

/// For each of `matches`, the items in use that it fits and their households.
pub(super) async fn reach(
    connection: &mut SqliteConnection,
    matches: &[ItemMatch],
) -> Result<Vec<PlanReach>> {
    let mut classes: Vec<(CareClass, i64, Vec<usize>)> = Vec::new();
    for row in sqlx::query(CLASSES).fetch_all(connection).await? {
        let households = row
            .text("households")?
            .split(' ')
            .map(|id| id.parse().map_err(|_| StoreError::Damaged))
            .collect::<Result<Vec<usize>>>()?;
        classes.push((class_of(&row)?, row.int("items")?, households));
    }
    let last = classes
        .iter()
        .flat_map(|(.., households)| households)
        .max()
        .copied()
        .unwrap_or(0);
    let mut seen = vec![0_u32; last + 1];
    Ok(matches
        .iter()
        .zip(1_u32..)
        .map(|(wanted, mark)| {
            let mut reach = PlanReach::default();
            for (class, items, households) in &classes {
                if !wanted.matches(*class) {
                    continue;
                }
                reach.items += items;
                for household in households {
                    if seen[*household] != mark {
                        seen[*household] = mark;
                        reach.households += 1;
                    }
                }
            }
            reach
        })
        .collect())
}
