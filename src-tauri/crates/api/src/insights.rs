//! Numbers about what happened after the sale.
//!
//! Not here: sentences for people.

use crate::App;
use crate::error::Result;
use crate::wire::{
    AnchorName, CohortQuery, CohortTable, Drawing, NamesQuery, NamesView, RepeatView, ReturnsQuery,
    ReturnsView, UnitName,
};

impl App {
    /// The cohort table.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn cohorts(&self, query: CohortQuery, drawing: Option<Drawing>) -> Result<CohortTable> {
        let _ = (query, drawing);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// The return curve.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn returns(&self, query: ReturnsQuery, drawing: Option<Drawing>) -> Result<ReturnsView> {
        let _ = (query, drawing);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Repeat purchase with its denominator.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn repeat(
        &self,
        anchor: AnchorName,
        unit: UnitName,
        until: Option<String>,
        merge_days: Option<u16>,
    ) -> Result<RepeatView> {
        let _ = (anchor, unit, until, merge_days);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// The names behind a number.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn names(&self, query: NamesQuery) -> Result<NamesView> {
        let _ = (query,);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Draws a chart to an SVG, PNG or PDF file.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn save_chart(
        &self,
        name: String,
        file: String,
        drawing: Drawing,
        height: u32,
    ) -> Result<String> {
        let _ = (name, file, drawing, height);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }
}
