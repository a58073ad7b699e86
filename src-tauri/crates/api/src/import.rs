//! Bringing files in: preview, commit, undo.
//!
//! Not here: sentences for people.

use crate::App;
use crate::error::Result;
use crate::wire::{BatchView, ImportOptions, ImportPreview, ImportReport, Int, PlanChoice, UndoReport};

impl App {
    /// Reads a file and pins what a commit will do.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn import_preview(
        &self,
        path: String,
        options: ImportOptions,
        job: String,
    ) -> Result<ImportPreview> {
        let _ = (path, options, job);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Does what the preview showed: backup, then one transaction.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn import_commit(&self, ticket: String, plan: PlanChoice, job: String) -> Result<ImportReport> {
        let _ = (ticket, plan, job);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Asks a long job to stop; it leaves nothing half-done.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn cancel_job(&self, job: String) -> Result<()> {
        let _ = (job,);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Saves the rejected rows as CSV; returns how many.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn save_rejects(
        &self,
        ticket: Option<String>,
        batch: Option<Int>,
        path: String,
    ) -> Result<Int> {
        let _ = (ticket, batch, path);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Batches of the past, newest first.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn batches(&self) -> Result<Vec<BatchView>> {
        let _ = ();
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Takes a batch back.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn undo_batch(&self, batch: Int) -> Result<UndoReport> {
        let _ = (batch,);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }
}
