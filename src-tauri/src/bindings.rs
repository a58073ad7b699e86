//! The contract between page and backend, written as TypeScript.
//!
//! The file in the interface is generated and committed; a test compares the two, so they cannot
//! drift. Not here: the commands and events themselves.

use std::path::{Path, PathBuf};

use specta_typescript::{Error, Typescript};
use tauri_specta::{Builder, collect_events};

use crate::{commands, events};

/// All commands and events of the app with their types.
#[must_use]
pub fn typed() -> Builder<tauri::Wry> {
    Builder::<tauri::Wry>::new()
        .commands(commands::all())
        .events(collect_events![
            events::DataChanged,
            events::FilesDropped,
            events::JobMoved
        ])
        // Names of systems stand in their declarations, so that a new system is a file and no word of the page.
        .constant("systems", aichaku_api::wire::system_names())
        // Ids, amounts and instants stay below 2^53, where `number` is exact.
        .dangerously_cast_bigints_to_number()
        // A value has one shape whichever way it goes.
        .disable_serde_phases()
}

/// Where the generated file lives in the source tree.
#[must_use]
pub fn default_file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/src/lib/backend/bindings.ts")
}

/// Writes the bindings to `file` and makes its folder if needed.
///
/// # Errors
/// A type cannot be expressed in TypeScript, or the file cannot be written.
pub fn export(file: &Path) -> Result<(), Error> {
    typed().export(
        Typescript::default()
            .header("// Generated from the backend by `cargo xtask bindings`. Do not edit.\n"),
        file,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bindings_of_the_page_match_the_commands() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let fresh = folder.path().join("bindings.ts");
        export(&fresh).expect("every wire type can be written as TypeScript");
        let fresh = std::fs::read_to_string(&fresh).expect("the fresh bindings");
        let kept = std::fs::read_to_string(default_file()).unwrap_or_default();
        assert!(
            fresh.replace("\r\n", "\n") == kept.replace("\r\n", "\n"),
            "ui/src/lib/backend/bindings.ts is out of date: run `cargo xtask bindings` and commit it"
        );
    }
}
