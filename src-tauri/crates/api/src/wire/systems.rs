//! The shop systems whose files are known, by the names under which shops know them.
//!
//! Not here: recognising and reading their files (`exchange`).

use serde::{Deserialize, Serialize};
use specta::Type;

/// The system of a file that is of no known one.
pub const NO_SYSTEM: &str = "generic";

/// A shop system whose files are known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SystemName {
    /// Stable id, as on the command line.
    pub id: String,
    /// Its name in Japanese.
    pub ja: String,
    /// Its name in English.
    pub en: String,
}

/// A number under which a person is known in another system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SourceView {
    /// Id of the system; `generic`: a file of no known one.
    pub system: String,
    /// The number there.
    pub number: String,
}

/// All known systems, in the order of their ids; each is declared in a file of its own.
#[must_use]
pub fn system_names() -> Vec<SystemName> {
    aichaku_exchange::systems()
        .iter()
        .map(|system| SystemName {
            id: system.id.clone(),
            ja: system.name.clone(),
            en: system.name_en.clone(),
        })
        .collect()
}
