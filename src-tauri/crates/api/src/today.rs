//! Today: the list, one follow-up, and what came of it.
//!
//! Not here: sentences for people.

use crate::App;
use crate::error::Result;
use crate::wire::{
    CatchUpChoice, CatchUpReport, Completion, Done, FollowUpDetail, FollowUpView, Int, Lang, NewMemo,
    SkipReason, TodayQuery, TodayView,
};

impl App {
    /// The day's list in order.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn today(&self, query: TodayQuery, lang: Lang) -> Result<TodayView> {
        let _ = (query, lang);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Everything for doing one follow-up.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn follow_up(&self, id: Int, lang: Lang) -> Result<FollowUpDetail> {
        let _ = (id, lang);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Records what came of it.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn complete(&self, id: Int, completion: Completion) -> Result<FollowUpView> {
        let _ = (id, completion);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Lets it be, with a reason.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn skip(&self, id: Int, why: SkipReason, note: String) -> Result<FollowUpView> {
        let _ = (id, why, note);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Moves it to a later day.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn postpone(&self, id: Int, to: String) -> Result<FollowUpView> {
        let _ = (id, to);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Settles what piled up while the app was closed.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn catch_up(&self, choice: CatchUpChoice) -> Result<CatchUpReport> {
        let _ = (choice,);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Keeps a memo; with a day it becomes a promise.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn add_memo(&self, memo: NewMemo) -> Result<Done> {
        let _ = (memo,);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }
}
