//! Who was asked for something (an answer, a photo, a visit) and whether an answer came.
//!
//! Not here: what was answered (`voices`).

use aichaku_domain::values::ShopDay;

use crate::sql::statements;
use crate::{Result, Store};

statements! {
    /// Each household once for each day on which it was asked in a way that reached it; $3 is how many days an answer
    /// may take.
    ASKED = "select household_id, happened_on, exists (select 1 from voices
            where voices.household_id = asked.household_id and voices.deleted_at is null
                and voices.answered_on between asked.happened_on and date(asked.happened_on, '+' || $3 || ' days'))
        from (select distinct household_id, happened_on from touches indexed by touches_requests
            where kind = 'request' and direction = 'out' and undone_at is null
                and outcome in ('reached', 'sent', 'posted', 'handed_over')
                and happened_on between $1 and $2) as asked
        order by happened_on, household_id";
}

/// A household that was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AskedHousehold {
    /// Which.
    pub household: i64,
    /// When.
    pub on: ShopDay,
    /// Somebody of it answered in time.
    pub answered: bool,
}

impl Store {
    /// Households that were asked between two days, both inside, and whether an answer came within so many days.
    ///
    /// # Errors
    /// The store cannot be read, or is damaged.
    pub async fn asked(&self, from: ShopDay, until: ShopDay, days: i64) -> Result<Vec<AskedHousehold>> {
        let rows: Vec<(i64, String, bool)> = sqlx::query_as(ASKED)
            .bind(from.to_string())
            .bind(until.to_string())
            .bind(days)
            .fetch_all(self.read())
            .await?;
        rows.into_iter()
            .map(|(household, on, answered)| {
                let on = ShopDay::parse_iso(&on).ok_or(crate::StoreError::Damaged)?;
                Ok(AskedHousehold {
                    household,
                    on,
                    answered,
                })
            })
            .collect()
    }
}
