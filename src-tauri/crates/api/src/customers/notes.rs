//! Notes and cases.

use super::{LONGEST_LINE, LONGEST_NOTE, expect_words};
use crate::App;
use crate::error::Result;
use crate::shop::{areas_of, expect_text, invalid};
use crate::wire::{Done, Int, NewCase};

impl App {
    /// Adds a note.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::Invalid`] with field `body`; [`crate::error::ErrorCode::NotFound`].
    pub async fn add_note(&self, customer: Int, body: String, staff: Option<Int>) -> Result<Done> {
        let shop = self.shop().await?;
        expect_words("body", &body, LONGEST_NOTE)?;
        let day = self.day_in(shop.zone);
        let staff = staff.map(|staff| staff.0);
        let written = shop
            .store
            .add_note(customer.0, &body, staff, day, self.now())
            .await?;
        self.done(&shop, &written, &areas_of("note")).await
    }

    /// Changes a note.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::Invalid`] with field `body`; [`crate::error::ErrorCode::NotFound`];
    /// [`crate::error::ErrorCode::EditedElsewhere`] by `seen`, as for a person.
    pub async fn edit_note(&self, id: Int, body: String, seen: Option<String>) -> Result<Done> {
        let shop = self.shop().await?;
        expect_words("body", &body, LONGEST_NOTE)?;
        let written = shop
            .store
            .edit_note(id.0, &body, seen.as_deref(), self.now())
            .await?;
        self.done(&shop, &written, &areas_of("note")).await
    }

    /// Removes a note.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::NotFound`]; [`crate::error::ErrorCode::EditedElsewhere`] by `seen`.
    pub async fn remove_note(&self, id: Int, seen: Option<String>) -> Result<Done> {
        let shop = self.shop().await?;
        let written = shop.store.remove_note(id.0, seen.as_deref(), self.now()).await?;
        self.done(&shop, &written, &areas_of("note")).await
    }

    /// Opens a case; care and offers to the household stop at once.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::Invalid`] with field `topic` or `severity`; [`crate::error::ErrorCode::NotFound`].
    pub async fn open_case(&self, case: NewCase) -> Result<Done> {
        let shop = self.shop().await?;
        expect_words("topic", &case.topic, LONGEST_LINE)?;
        expect_text("note", &case.note, LONGEST_NOTE)?;
        if !matches!(case.severity.as_str(), "small" | "ordinary" | "serious") {
            return Err(invalid("severity"));
        }
        let new = aichaku_store::NewCase {
            customer: case.customer.0,
            item: case.item.map(|item| item.0),
            topic: case.topic,
            severity: case.severity,
            note: case.note,
        };
        let day = self.day_in(shop.zone);
        let written = shop.store.open_case(&new, day, self.now()).await?;
        self.done(&shop, &written, &areas_of("case")).await
    }

    /// Closes a case.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::Invalid`] with field `resolved`; [`crate::error::ErrorCode::NotFound`]; [`crate::error::ErrorCode::Conflict`] when it is
    /// closed already.
    pub async fn close_case(&self, id: Int, resolved: String, note: String) -> Result<Done> {
        let shop = self.shop().await?;
        if !matches!(resolved.as_str(), "yes" | "no" | "unknown") {
            return Err(invalid("resolved"));
        }
        expect_text("note", &note, LONGEST_NOTE)?;
        let day = self.day_in(shop.zone);
        let written = shop
            .store
            .close_case(id.0, &resolved, &note, day, self.now())
            .await?;
        self.done(&shop, &written, &areas_of("case")).await
    }
}
