//! Households: their form, the look at a move, who lives with whom.

use super::LONGEST_LINE;
use crate::App;
use crate::error::Result;
use crate::shop::{areas_of, expect_text, invalid, parse_day_opt};
use crate::wire::{Done, HouseholdForm, HouseholdPeople, Int};

impl App {
    /// Changes a household.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::Invalid`] with the field; [`crate::error::ErrorCode::NotFound`];
    /// [`crate::error::ErrorCode::EditedElsewhere`] by `seen`, as for a person.
    pub async fn edit_household(&self, id: Int, form: HouseholdForm, seen: Option<String>) -> Result<Done> {
        let shop = self.shop().await?;
        expect_text("name", &form.name, LONGEST_LINE)?;
        if form
            .mourning_year
            .is_some_and(|year| !(1900..=9999).contains(&year.0))
        {
            return Err(invalid("mourning_year"));
        }
        let form = aichaku_store::HouseholdForm {
            name: form.name,
            touch: form.touch.into(),
            moved_on: parse_day_opt("moved_on", form.moved_on.as_deref())?,
            family_change_on: parse_day_opt("family_change_on", form.family_change_on.as_deref())?,
            mourning_year: form.mourning_year.map(|year| year.0),
        };
        let written = shop
            .store
            .edit_household(id.0, &form, seen.as_deref(), self.now())
            .await?;
        self.done(&shop, &written, &areas_of("household")).await
    }

    /// Somebody looked at a move or a change in the family and lets contact go on.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::NotFound`].
    pub async fn review_household(&self, id: Int) -> Result<Done> {
        let shop = self.shop().await?;
        let day = self.day_in(shop.zone);
        let written = shop.store.review_household(id.0, day, self.now()).await?;
        self.done(&shop, &written, &areas_of("household")).await
    }

    /// Moves a person with their purchases and things to another household, or to one of their own.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::NotFound`]; [`crate::error::ErrorCode::Conflict`] when they live there already.
    pub async fn join_household(&self, customer: Int, household: Option<Int>) -> Result<Done> {
        let shop = self.shop().await?;
        let written = shop
            .store
            .join_household(customer.0, household.map(|id| id.0), self.now())
            .await?;
        self.done(&shop, &written, &areas_of("household")).await
    }

    /// Puts right who lives in a household: people move in with all that is theirs, others leave together for one of
    /// their own, and somebody leads. It is taken back as one.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::NotFound`]; [`crate::error::ErrorCode::Conflict`] when somebody who moves in lives there
    /// already, when somebody who leaves or leads does not, when nobody stays, or when nothing would change.
    pub async fn arrange_household(&self, household: Int, asked: HouseholdPeople) -> Result<Done> {
        let shop = self.shop().await?;
        let ids = |list: Vec<Int>| -> Vec<i64> { list.into_iter().map(|id| id.0).collect() };
        let asked = aichaku_store::Arrangement {
            join: ids(asked.join),
            leave: ids(asked.leave),
            lead: asked.lead.map(|id| id.0),
        };
        let written = shop
            .store
            .arrange_household(household.0, &asked, self.now())
            .await?;
        self.done(&shop, &written, &areas_of("household")).await
    }
}
