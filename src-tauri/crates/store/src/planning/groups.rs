//! Items counted by what makes them alike for planning: for forecasts and for "how many does this plan reach".
//!
//! Not here: the forecast itself (`domain::plan::forecast`).

use aichaku_domain::kinds::{Family, Finish, Material};
use aichaku_domain::plan::{CareClass, ItemGroup};
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
    /// Items of each class; households as ids, to be counted over several classes.
    CLASS_COUNTS = "select k.id, k.family, k.material, k.finish, count(*) as items
                    from owned_items as i indexed by owned_items_due
                    join care_classes as k on k.id = i.class_id
                    where i.state = 'in_use'
                    group by i.class_id
                    order by i.class_id";
}

/// Items in use of one class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClassCount {
    /// The class.
    pub class: CareClass,
    /// Its items in use.
    pub items: i64,
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

pub(super) async fn class_counts(connection: &mut SqliteConnection) -> Result<Vec<ClassCount>> {
    sqlx::query(CLASS_COUNTS)
        .fetch_all(connection)
        .await?
        .iter()
        .map(|row| {
            Ok(ClassCount {
                class: class_of(row)?,
                items: row.int("items")?,
            })
        })
        .collect()
}
