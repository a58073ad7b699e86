//! Where a file says one thing and somebody typed another: the answers of a person, kept with the preview.
//!
//! Without an answer what a person typed stays. Not here: when the two meet (`decide::people_again`).

use std::collections::HashMap;
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};

use super::Pinned;
use super::decide::Proposals;
use crate::App;
use crate::error::{ApiError, ErrorCode, Result};
use crate::wire::{ConflictAnswer, Int};

/// Conflicts that are listed in a preview.
pub(super) const LISTED_CONFLICTS: usize = 1_000;

impl App {
    /// Marks a person so that no file brings them back; what erasing somebody calls first.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`].
    pub async fn never_bring_back(&self, customer: Int) -> Result<()> {
        let shop = self.shop().await?;
        Ok(shop.store.never_bring_back(customer.0, self.now()).await?)
    }

    /// Answers conflicts of a preview, for its commit; a later answer replaces an earlier one. Returns how many are
    /// answered now.
    ///
    /// # Errors
    /// [`ErrorCode::TicketExpired`].
    pub async fn import_answer(&self, ticket: String, answers: Vec<ConflictAnswer>) -> Result<Int> {
        let pinned = self
            .pinned(&ticket)
            .ok_or_else(|| ApiError::new(ErrorCode::TicketExpired))?;
        let mut kept = pinned.answers.lock().unwrap_or_else(PoisonError::into_inner);
        for answer in answers {
            match answer.take_file {
                Some(take) => kept.insert(answer.key, take),
                None => kept.remove(&answer.key),
            };
        }
        Ok(Int(i64::try_from(kept.len()).unwrap_or(i64::MAX)))
    }

    /// Whether the commit of a preview fills the blanks of addresses with what the table of postal codes proposes; without
    /// it nothing is filled. What the file says stays as it is typed.
    ///
    /// # Errors
    /// [`ErrorCode::TicketExpired`].
    pub async fn import_fill_addresses(&self, ticket: String, fill: bool) -> Result<()> {
        let pinned = self
            .pinned(&ticket)
            .ok_or_else(|| ApiError::new(ErrorCode::TicketExpired))?;
        pinned.take_proposals.store(fill, Ordering::Relaxed);
        Ok(())
    }

    /// Whether the commit of a preview fills the readings of new people as the shop's own people of their names are read;
    /// without it none is filled. A reading that the file has stays as it is typed.
    ///
    /// # Errors
    /// [`ErrorCode::TicketExpired`].
    pub async fn import_fill_readings(&self, ticket: String, fill: bool) -> Result<()> {
        let pinned = self
            .pinned(&ticket)
            .ok_or_else(|| ApiError::new(ErrorCode::TicketExpired))?;
        pinned.take_readings.store(fill, Ordering::Relaxed);
        Ok(())
    }
}

impl Pinned {
    /// The readings that new people get. Without a person's word it is an empty list: nothing is gathered again.
    pub(super) fn taken_readings(&self) -> Option<Arc<Proposals>> {
        let take = self.take_readings.load(Ordering::Relaxed);
        Some(if take {
            Arc::clone(&self.readings)
        } else {
            Arc::default()
        })
    }

    pub(super) fn answers(&self) -> HashMap<String, bool> {
        self.answers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}
