//! Who lives together, put right in one go: people move in, others leave for a household of their own, and somebody
//! leads.

use aichaku_domain::values::Instant;

use super::join::{move_person, new_home_like};
use super::{expect_household, household_of, members};
use crate::changes::{Changes, Deed, Table, Written};
use crate::sql::{WriteTx, statements};
use crate::{Result, Store, StoreError};

statements! {
    STANDS = "select count(*) from customers where id = $1 and merged_into is null and state <> 'erased'";
    LEAD = "update customers set is_primary = $2, updated_at = $3 where id = $1";
}

/// Who lives in a household from now on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Arrangement {
    /// Move in, from wherever they live.
    pub join: Vec<i64>,
    /// Leave together, for one new household with a copy of the address.
    pub leave: Vec<i64>,
    /// Stands first on envelopes and lists; `None`: as before.
    pub lead: Option<i64>,
}

impl Store {
    /// Puts right who lives in a household. Everybody goes with their purchases, things and history; it is taken back
    /// as one.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::Conflict`] when somebody who moves in lives there already, when somebody
    /// who leaves or leads does not, when nobody stays, or when nothing is asked.
    pub async fn arrange_household(
        &self,
        household: i64,
        asked: &Arrangement,
        now: Instant,
    ) -> Result<Written> {
        let conflict = || StoreError::Conflict { what: "household" };
        let mut tx = self.write().await?;
        let mut changes = Changes::new();
        expect_household(&mut tx, household).await?;
        let before = members(&mut tx, household).await?;
        for person in &asked.join {
            expect_standing(&mut tx, *person).await?;
        }
        let mut stay: Vec<i64> = before
            .iter()
            .copied()
            .filter(|member| !asked.leave.contains(member))
            .collect();
        let comes_twice = asked.join.iter().any(|person| before.contains(person));
        let left_elsewhere = asked.leave.iter().any(|person| !before.contains(person));
        if comes_twice || left_elsewhere {
            return Err(conflict());
        }
        stay.extend(&asked.join);
        if stay.is_empty() || asked.lead.is_some_and(|lead| !stay.contains(&lead)) {
            return Err(conflict());
        }
        // Whoever comes is there before the others go, so that the household is never empty.
        for person in &asked.join {
            if household_of(&mut tx, *person).await? != household {
                move_person(&mut tx, &mut changes, *person, household, now).await?;
            }
        }
        if !asked.leave.is_empty() {
            let home = new_home_like(&mut tx, &mut changes, household, now).await?;
            for person in &asked.leave {
                if household_of(&mut tx, *person).await? == household {
                    move_person(&mut tx, &mut changes, *person, home, now).await?;
                }
            }
        }
        if let Some(lead) = asked.lead {
            for member in members(&mut tx, household).await? {
                changes.keep(&mut tx, Table::Customers, member).await?;
                sqlx::query(LEAD)
                    .bind(member)
                    .bind(member == lead)
                    .bind(now.0)
                    .execute(&mut *tx)
                    .await?;
            }
            changes.household(household);
        }
        let deed = Deed {
            now,
            staff: None,
            action: "household.arrange",
            entity: "household",
            id: household,
        };
        let written = changes.finish(&mut tx, deed).await?;
        if written.undo.is_none() {
            return Err(conflict());
        }
        tx.commit().await?;
        Ok(written)
    }
}

async fn expect_standing(tx: &mut WriteTx, customer: i64) -> Result<()> {
    let there: i64 = sqlx::query_scalar(STANDS)
        .bind(customer)
        .fetch_one(&mut **tx)
        .await?;
    if there == 0 {
        return Err(StoreError::NotFound { what: "customer" });
    }
    Ok(())
}
