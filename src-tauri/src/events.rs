//! What the backend tells the page without being asked.
//!
//! Not here: answers to commands, which travel with the command.

use aichaku_api::wire::{Area, JobProgress};
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri_specta::Event;

/// Files were dropped on the window. The page decides what they are for.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub struct FilesDropped {
    /// Full paths, in the order of the drop.
    pub paths: Vec<String>,
}

/// A write made these areas stale; screens that show them load again.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub struct DataChanged {
    /// Stale areas.
    pub areas: Vec<Area>,
}

/// A long job got further.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub struct JobMoved {
    /// How far.
    pub progress: JobProgress,
}
