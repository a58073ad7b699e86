//! A household's own form, and the look at a move.

use aichaku_domain::values::{Instant, ShopDay};

use super::expect_household;
use super::forms::HouseholdForm;
use crate::changes::{Changes, Deed, Table, Written};
use crate::seen::{Form, expect_seen};
use crate::sql::{day_text, statements};
use crate::{Result, Store};

statements! {
    UPDATE_HOUSEHOLD = "update households set name = $2, touch = $3, moved_on = $4, family_change_on = $5,
        mourning_year = $6, updated_at = $7 where id = $1";
    REVIEW_HOUSEHOLD = "update households set reviewed_on = max($2, coalesce(reviewed_on, '')), updated_at = $3
        where id = $1";
}

impl Store {
    /// Changes a household. `seen` is the stamp that the form was opened with.
    ///
    /// # Errors
    /// [`crate::StoreError::NotFound`]; [`crate::StoreError::EditedElsewhere`].
    pub async fn edit_household(
        &self,
        id: i64,
        form: &HouseholdForm,
        seen: Option<&str>,
        now: Instant,
    ) -> Result<Written> {
        let mut tx = self.write().await?;
        let mut changes = Changes::new();
        expect_household(&mut tx, id).await?;
        expect_seen(&mut tx, Form::Household, id, seen).await?;
        changes.keep(&mut tx, Table::Households, id).await?;
        sqlx::query(UPDATE_HOUSEHOLD)
            .bind(id)
            .bind(&form.name)
            .bind(form.touch.as_str())
            .bind(day_text(form.moved_on))
            .bind(day_text(form.family_change_on))
            .bind(form.mourning_year)
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
        let deed = Deed {
            now,
            staff: self.at_counter(),
            action: "household.edit",
            entity: "household",
            id,
        };
        changes.commit(tx, deed).await
    }

    /// Somebody looked at what changed in a household and lets contact go on (gate rule G13).
    ///
    /// # Errors
    /// [`crate::StoreError::NotFound`].
    pub async fn review_household(&self, id: i64, day: ShopDay, now: Instant) -> Result<Written> {
        let mut tx = self.write().await?;
        let mut changes = Changes::new();
        expect_household(&mut tx, id).await?;
        changes.keep(&mut tx, Table::Households, id).await?;
        sqlx::query(REVIEW_HOUSEHOLD)
            .bind(id)
            .bind(day.to_string())
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
        let deed = Deed {
            now,
            staff: self.at_counter(),
            action: "household.review",
            entity: "household",
            id,
        };
        changes.commit(tx, deed).await
    }
}
