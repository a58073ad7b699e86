//! Notes and cases.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::wire::Int;

/// A note.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct NoteView {
    /// Id.
    pub id: Int,
    /// Version: pass it on with a change.
    pub version: String,
    /// Words.
    pub body: String,
    /// Day.
    pub written_on: String,
    /// Who.
    pub staff: String,
}

/// A case.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct CaseView {
    /// Id.
    pub id: Int,
    /// Topic.
    pub topic: String,
    /// `small`, `ordinary`, `serious`.
    pub severity: String,
    /// Open.
    pub open: bool,
    /// Opened.
    pub opened_on: String,
    /// Closed.
    pub closed_on: Option<String>,
    /// `yes`, `no`, `unknown`.
    pub resolved: Option<String>,
    /// Note.
    pub note: String,
}

/// A new case: stops care and offers to the household at once.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct NewCase {
    /// Who.
    pub customer: Int,
    /// About which thing.
    pub item: Option<Int>,
    /// Topic.
    pub topic: String,
    /// `small`, `ordinary`, `serious`.
    pub severity: String,
    /// Note.
    pub note: String,
}
