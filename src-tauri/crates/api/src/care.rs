//! The care library, the plans, and the work they make.
//!
//! Not here: sentences for people.

use crate::App;
use crate::error::Result;
use crate::wire::{
    Channel, ContentFinding, ContentPreview, ContentView, Done, Drawing, Int, Lang, PlanChange, PlanView,
    Workload,
};

impl App {
    /// The library.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn contents(&self) -> Result<Vec<ContentView>> {
        let _ = ();
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Adds (id 0) or changes a content.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn save_content(&self, content: ContentView) -> Result<Done> {
        let _ = (content,);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// What would be said against saving it.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn lint_content(&self, content: ContentView) -> Result<Vec<ContentFinding>> {
        let _ = (content,);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// How it would read for a customer.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn preview_content(
        &self,
        content: ContentView,
        lang: Lang,
        channel: Channel,
    ) -> Result<ContentPreview> {
        let _ = (content, lang, channel);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// All plans.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn plans(&self, lang: Lang) -> Result<Vec<PlanView>> {
        let _ = (lang,);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// What saving it would change.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn preview_plan(&self, plan: PlanView) -> Result<PlanChange> {
        let _ = (plan,);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Adds (id 0) or changes a plan; planned follow-ups follow.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn save_plan(&self, plan: PlanView) -> Result<PlanChange> {
        let _ = (plan,);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// The work of the coming 26 weeks.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn workload(&self, plan: Option<Int>, drawing: Drawing) -> Result<Workload> {
        let _ = (plan, drawing);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }
}
