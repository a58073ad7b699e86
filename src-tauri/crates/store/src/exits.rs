//! Who can no longer come back: passed away or moved out of reach, and since when.
//!
//! Few in any shop and found by an index of their own, so they are asked anew and not packed. Not here: what that
//! means for a number (`stats::competing`).

use aichaku_domain::values::ShopDay;

use crate::sql::statements;
use crate::{Result, Store, StoreError};

statements! {
    EXITS = "select group_concat(gone.household_id || ',' || gone.id || ',' || gone.state_since || ','
            || (gone.state = 'deceased') || ',' || (not exists (
                select 1 from customers as other
                where other.household_id = gone.household_id and other.state = 'active' and other.merged_into is null)), ';')
        from customers as gone indexed by customers_gone
        where gone.state in ('deceased', 'moved_away') and gone.state_since is not null and gone.merged_into is null";
}

/// Somebody who can no longer come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exit {
    /// Household.
    pub household: i64,
    /// Customer.
    pub customer: i64,
    /// Since this day.
    pub on: ShopDay,
    /// Passed away; else moved out of reach.
    pub deceased: bool,
    /// Nobody of the household is left who could come.
    pub nobody_left: bool,
}

impl Exit {
    /// Reads `household,customer,day,deceased,nobody left`.
    fn read(line: &str) -> Result<Self> {
        let mut parts = line.split(',');
        let mut next = || parts.next().ok_or(StoreError::Damaged);
        let number = |text: &str| text.parse::<i64>().map_err(|_| StoreError::Damaged);
        Ok(Self {
            household: number(next()?)?,
            customer: number(next()?)?,
            on: crate::planning::day(next()?).ok_or(StoreError::Damaged)?,
            deceased: next()? == "1",
            nobody_left: next()? == "1",
        })
    }
}

impl Store {
    /// Everybody who passed away or moved out of reach on a day that is known.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn exits(&self) -> Result<Vec<Exit>> {
        let lines: Option<String> = sqlx::query_scalar(EXITS).fetch_one(self.read()).await?;
        lines
            .as_deref()
            .unwrap_or_default()
            .split(';')
            .filter(|line| !line.is_empty())
            .map(Exit::read)
            .collect()
    }
}
