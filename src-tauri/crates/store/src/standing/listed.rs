//! Who was shown as needing the shop and when, and what came of it.
//!
//! A row is one time that a household came onto the list; while it stays there, or comes back within
//! [`AGAIN_DAYS`], it is the same time. Not here: who comes onto it (`domain::standing`).

use aichaku_domain::values::ShopDay;

use crate::sql::{RowExt as _, statements};
use crate::{Result, Store};

/// So long after it came onto the list a household does not come onto it anew.
const AGAIN_DAYS: i64 = 90;

statements! {
    /// $1 is a JSON list of [household, signs].
    LIST = "insert into needs_listed (household_id, listed_on, signs)
        select value ->> 0, $2, value ->> 1 from json_each($1) as wanted
        where exists (select 1 from households where households.id = value ->> 0)
            and not exists (select 1 from needs_listed as before
                where before.household_id = wanted.value ->> 0 and before.listed_on > $3)";
    /// Since when those who are on the list now are on it.
    SINCE = "select household_id, max(listed_on) as listed_on from needs_listed
        where household_id in (select value from json_each($1)) and listed_on > $2 group by household_id";
    /// What was written within $3 days after: whether the shop turned to them, and whether anything came from them.
    CAME_OF_IT = "select household_id, listed_on,
            exists (select 1 from touches where touches.household_id = needs_listed.household_id
                and touches.undone_at is null and touches.direction = 'out' and touches.kind <> 'memo'
                and touches.happened_on between listed_on and date(listed_on, '+' || $3 || ' days')) as contacted,
            exists (select 1 from touches where touches.household_id = needs_listed.household_id
                and touches.undone_at is null and touches.kind <> 'memo'
                and (touches.direction = 'in' or touches.outcome in ('reached', 'came_in', 'handed_over'))
                and touches.happened_on between listed_on and date(listed_on, '+' || $3 || ' days'))
            or exists (select 1 from voices where voices.household_id = needs_listed.household_id
                and voices.deleted_at is null
                and voices.answered_on between listed_on and date(listed_on, '+' || $3 || ' days'))
            or exists (select 1 from cases where cases.household_id = needs_listed.household_id
                and cases.state = 'closed' and cases.resolved = 'yes'
                and cases.closed_on between listed_on and date(listed_on, '+' || $3 || ' days')) as answered,
            exists (select 1 from purchases where purchases.household_id = needs_listed.household_id
                and purchases.qualifies = 1 and purchases.state = 'ok'
                and purchases.ordered_on between listed_on and date(listed_on, '+' || $3 || ' days')) as bought
        from needs_listed where listed_on between $1 and $2 order by listed_on, id";
}

/// A household that comes onto the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewListing {
    /// Household.
    pub household: i64,
    /// Text forms of its signs, the gravest first, with commas.
    pub signs: String,
}

/// A time that somebody was on the list, and what was written after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listing {
    /// Household.
    pub household: i64,
    /// Since when.
    pub listed_on: ShopDay,
    /// The shop turned to them.
    pub contacted: bool,
    /// Something came from them: they were reached, answered, or their case was solved.
    pub answered: bool,
    /// They bought something.
    pub bought: bool,
}

impl Store {
    /// Remembers who is on the list on `day`. Who is on it already stays as they are.
    ///
    /// # Errors
    /// The store cannot be written.
    pub async fn list_needs(&self, all: &[NewListing], day: ShopDay) -> Result<()> {
        let listed = self.needs_since(all.iter().map(|one| one.household), day).await?;
        let new: Vec<(i64, &str)> = all
            .iter()
            .filter(|one| !listed.iter().any(|(household, _)| *household == one.household))
            .map(|one| (one.household, one.signs.as_str()))
            .collect();
        // Nearly always nobody is new, and then nobody else's write need wait.
        if new.is_empty() {
            return Ok(());
        }
        let wanted =
            serde_json::to_string(&new).map_err(|error| crate::StoreError::Other(Box::new(error)))?;
        let mut tx = self.write().await?;
        sqlx::query(LIST)
            .bind(wanted)
            .bind(day.to_string())
            .bind(day.plus_days(-AGAIN_DAYS).to_string())
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Since when these households are on the list, of those who are.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn needs_since(
        &self,
        households: impl Iterator<Item = i64>,
        day: ShopDay,
    ) -> Result<Vec<(i64, ShopDay)>> {
        let ids: Vec<i64> = households.collect();
        sqlx::query(SINCE)
            .bind(crate::sql::id_list(&ids))
            .bind(day.plus_days(-AGAIN_DAYS).to_string())
            .fetch_all(self.read())
            .await?
            .iter()
            .map(|row| Ok((row.int("household_id")?, row.day("listed_on")?)))
            .collect()
    }

    /// Everybody who came onto the list from `from` to `until`, and what was written within `days` days.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn listings(&self, from: ShopDay, until: ShopDay, days: i64) -> Result<Vec<Listing>> {
        sqlx::query(CAME_OF_IT)
            .bind(from.to_string())
            .bind(until.to_string())
            .bind(days)
            .fetch_all(self.read())
            .await?
            .iter()
            .map(|row| {
                Ok(Listing {
                    household: row.int("household_id")?,
                    listed_on: row.day("listed_on")?,
                    contacted: row.flag("contacted")?,
                    answered: row.flag("answered")?,
                    bought: row.flag("bought")?,
                })
            })
            .collect()
    }
}
