//! What is known of how households stand, packed per block of 1,024 of them.
//!
//! Triggers mark a block whenever a row that counts is written; [`Store::standing_facts`] packs marked and missing
//! blocks anew. One household is asked directly. Not here: what the facts mean (`domain::standing`).

mod listed;
mod packed;
mod ways;

pub use listed::{Listing, NewListing};
pub use ways::{Way, WayKind};

use std::collections::BTreeMap;

use aichaku_domain::standing::Facts;
use aichaku_domain::values::ShopDay;
use sqlx::SqliteConnection;

use crate::sql::{RowExt as _, statements};
use crate::{Result, Store};

#[cfg(test)]
pub(crate) use listed::STATEMENTS as LISTED_STATEMENTS;
#[cfg(test)]
pub(crate) use ways::STATEMENTS as WAYS_STATEMENTS;

/// Households in a block.
const BLOCK: i64 = 1 << 10;
/// Blocks packed in one transaction, so that somebody's write need not wait long.
const BLOCKS_AT_ONCE: usize = 2;

statements! {
    BLOCKS = "select coalesce((max(id) >> 10) + 1, 0) from households";
    STANDING = "select block from standing_blocks order by block";
    MARKED = "select block from standing_marks order by block";
    UNMARK = "delete from standing_marks where block = $1";
    KEEP = "insert into standing_blocks (block, built, packed)
        values ($1, (select coalesce(max(built), 0) + 1 from standing_blocks), $2)
        on conflict (block) do update set built = excluded.built, packed = excluded.packed";
    VERSION = "select coalesce(max(built), 0) from standing_blocks";
    /// What was packed after a version; all of it after 0.
    PACKED = "select block, packed from standing_blocks where built > $1";
    /// Who bought something, in order of their numbers.
    HOMES = "select id, purchase_count, net_minor, last_ordered_on from households
        where id >= $1 and id < $2 and merged_into is null and purchase_count > 0 order by id";
    PEOPLE = "select household_id, sum(suppressed = 0) as people, sum(suppressed = 1) as left_alone from customers
        where household_id >= $1 and household_id < $2 and state = 'active' and merged_into is null
        group by household_id";
    /// Ways of people who may hear from the shop and did not refuse them; a relay of a mall is nobody's dead mail.
    WAYS = "select c.household_id as household_id,
            max(p.kind in ('phone', 'mobile') and p.state = 'ok' and c.suppressed = 0
                and instr(',' || c.refused_channels || ',', ',phone,') = 0) as phone,
            max(p.kind = 'email' and p.state = 'ok' and c.suppressed = 0
                and instr(',' || c.refused_channels || ',', ',email,') = 0) as email,
            max(p.kind = 'line' and p.state = 'ok' and c.suppressed = 0
                and instr(',' || c.refused_channels || ',', ',line,') = 0) as line,
            sum(p.state = 'dead' and c.mall_limited = 0 and p.kind <> 'fax') as dead
        from customers as c join contact_points as p on p.customer_id = c.id
        where c.household_id >= $1 and c.household_id < $2 and c.state = 'active' and c.merged_into is null
        group by c.household_id";
    POST = "select household_id, max(state = 'ok' and (street <> '' or city <> '')) as post, max(state = 'returned') as returned
        from addresses where household_id >= $1 and household_id < $2 and kind <> 'former' group by household_id";
    THINGS = "select household_id, sum(state in ('awaiting', 'in_use', 'stored')) as things,
            sum(state in ('given_away', 'disposed', 'returned', 'exchanged')) as gone,
            max(case when state not in ('awaiting', 'cancelled') then delivered_on end) as delivered_on
        from owned_items where household_id >= $1 and household_id < $2 group by household_id";
    TOUCHES = "select household_id, happened_on,
            (direction = 'in' or outcome in ('reached', 'came_in', 'handed_over')) as is_sign,
            (outcome in ('not_reached', 'left_message')) as is_call
        from touches where household_id >= $1 and household_id < $2 and undone_at is null and kind <> 'memo'
        order by household_id, happened_on, id";
    CASES = "select household_id, min(case when state = 'open' then opened_on end) as open_on,
            max(state = 'open' and severity = 'serious') as serious,
            max(case when state = 'closed' and resolved = 'no' then closed_on end) as unsolved_on,
            max(case when state = 'closed' and resolved = 'yes' then closed_on end) as solved_on
        from cases where household_id >= $1 and household_id < $2 group by household_id";
    /// The lower of two marks of one answer counts.
    VOICES = "select household_id, answered_on,
            min(coalesce((satisfaction - 1) * 25, 100), coalesce(recommend * 10, 100)) as said
        from voices
        where household_id >= $1 and household_id < $2 and deleted_at is null
            and (satisfaction is not null or recommend is not null)
        order by household_id, answered_on, id";
    MISSED = "select household_id, due_on from follow_ups indexed by follow_ups_lapsed
        where household_id >= $1 and household_id < $2 and state = 'lapsed'";
}

/// What is known of a household, and which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HouseholdFacts {
    /// Household.
    pub household: i64,
    /// What is known.
    pub facts: Facts,
}

impl Store {
    /// Grows with every block of [`Store::standing_facts`] that is packed anew; packs what is marked before.
    ///
    /// # Errors
    /// The store cannot be read or written.
    pub async fn standing_version(&self) -> Result<i64> {
        self.refresh_standing().await?;
        Ok(sqlx::query_scalar(VERSION).fetch_one(self.read()).await?)
    }

    /// What is known of the households of the blocks that were packed after a version of
    /// [`Store::standing_version`], by block; 0: of every household that bought something. A block that is told takes
    /// the place of all that was told of it before.
    ///
    /// # Errors
    /// The store cannot be read, or is damaged.
    pub async fn standing_facts(&self, since: i64) -> Result<Vec<(i64, Vec<HouseholdFacts>)>> {
        let blocks: Vec<(i64, String)> = sqlx::query_as(PACKED).bind(since).fetch_all(self.read()).await?;
        let read = |(block, text): &(i64, String)| {
            let mut all = Vec::new();
            packed::read(text, &mut all)?;
            Ok((*block, all))
        };
        blocks.iter().map(read).collect()
    }

    /// What is known of one household; `None` when it never bought anything.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn facts_of(&self, household: i64) -> Result<Option<Facts>> {
        let mut connection = self.read().acquire().await?;
        let found = gather(&mut connection, household, household + 1).await?;
        Ok(found.first().map(|found| found.facts))
    }

    /// Packs blocks that are marked or missing. Cheap when there are none; others can write in between.
    ///
    /// # Errors
    /// The store cannot be read or written.
    pub async fn refresh_standing(&self) -> Result<()> {
        let blocks: i64 = sqlx::query_scalar(BLOCKS).fetch_one(self.read()).await?;
        let standing: Vec<i64> = sqlx::query_scalar(STANDING).fetch_all(self.read()).await?;
        let mut wanted: Vec<i64> = sqlx::query_scalar(MARKED).fetch_all(self.read()).await?;
        wanted.extend((0..blocks).filter(|block| standing.binary_search(block).is_err()));
        wanted.sort_unstable();
        wanted.dedup();
        for part in wanted.chunks(BLOCKS_AT_ONCE) {
            let mut tx = self.write().await?;
            for block in part {
                let found = gather(&mut tx, block * BLOCK, (block + 1) * BLOCK).await?;
                sqlx::query(KEEP)
                    .bind(block)
                    .bind(packed::write(&found))
                    .execute(&mut *tx)
                    .await?;
                sqlx::query(UNMARK).bind(block).execute(&mut *tx).await?;
            }
            tx.commit().await?;
        }
        Ok(())
    }
}

/// What is known of the households from `from` up to, not with, `beyond`, in order of their numbers.
async fn gather(connection: &mut SqliteConnection, from: i64, beyond: i64) -> Result<Vec<HouseholdFacts>> {
    let mut found: BTreeMap<i64, Facts> = BTreeMap::new();
    let count = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    macro_rules! rows {
        ($statement:expr) => {
            sqlx::query($statement)
                .bind(from)
                .bind(beyond)
                .fetch_all(&mut *connection)
                .await?
        };
    }
    for row in rows!(HOMES) {
        let facts = Facts {
            purchases: count(row.int("purchase_count")?),
            net_minor: row.int("net_minor")?,
            bought_on: row.day_opt("last_ordered_on")?,
            ..Facts::default()
        };
        found.insert(row.int("id")?, facts);
    }
    if found.is_empty() {
        return Ok(Vec::new());
    }
    for row in rows!(PEOPLE) {
        if let Some(facts) = found.get_mut(&row.int("household_id")?) {
            facts.people = count(row.int("people")?);
            facts.left_alone = count(row.int("left_alone")?);
        }
    }
    for row in rows!(WAYS) {
        if let Some(facts) = found.get_mut(&row.int("household_id")?) {
            facts.phone = row.flag("phone")?;
            facts.email = row.flag("email")?;
            facts.line = row.flag("line")?;
            facts.dead = count(row.int("dead")?);
        }
    }
    for row in rows!(POST) {
        if let Some(facts) = found.get_mut(&row.int("household_id")?) {
            facts.post = row.flag("post")?;
            facts.post_returned = row.flag("returned")? && !facts.post;
        }
    }
    for row in rows!(THINGS) {
        if let Some(facts) = found.get_mut(&row.int("household_id")?) {
            facts.things = count(row.int("things")?);
            facts.things_gone = count(row.int("gone")?);
            facts.delivered_on = row.day_opt("delivered_on")?;
        }
    }
    for row in rows!(VOICES) {
        if let Some(facts) = found.get_mut(&row.int("household_id")?) {
            facts.voice_on = row.day_opt("answered_on")?;
            facts.voice = u8::try_from(row.int("said")?).unwrap_or(0);
            facts.heard_on = facts.heard_on.max(facts.voice_on);
        }
    }
    for row in rows!(CASES) {
        if let Some(facts) = found.get_mut(&row.int("household_id")?) {
            facts.open_case_on = row.day_opt("open_on")?;
            facts.serious = row.flag("serious")?;
            facts.unsolved_on = row.day_opt("unsolved_on")?;
            facts.solved_on = row.day_opt("solved_on")?;
        }
    }
    // In order of time, so that a sign takes back what was counted before it.
    let mut calls: Vec<(i64, ShopDay)> = Vec::new();
    for row in rows!(TOUCHES) {
        let household = row.int("household_id")?;
        let Some(facts) = found.get_mut(&household) else {
            continue;
        };
        let on = row.day("happened_on")?;
        facts.tried_on = facts.tried_on.max(Some(on));
        if row.flag("is_sign")? {
            facts.heard_on = facts.heard_on.max(Some(on));
            facts.called_on = facts.called_on.max(Some(on));
        } else if row.flag("is_call")? {
            facts.called_on = facts.called_on.max(Some(on));
            calls.push((household, on));
        }
    }
    for (household, on) in calls {
        if let Some(facts) = found.get_mut(&household) {
            facts.unanswered += u32::from(facts.heard_on.max(facts.bought_on) < Some(on));
        }
    }
    for row in rows!(MISSED) {
        if let Some(facts) = found.get_mut(&row.int("household_id")?) {
            let since = facts.last_sign();
            facts.missed += u32::from(since < row.day_opt("due_on")?);
        }
    }
    Ok(found
        .into_iter()
        .map(|(household, facts)| HouseholdFacts { household, facts })
        .collect())
}
