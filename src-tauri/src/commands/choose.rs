//! The system's own dialogs for files and folders, as commands, so that the page needs no permission of
//! its own and one file of it speaks to the backend.
//!
//! Words come from the page. Nothing is read or written here: only a path is chosen.

use serde::Deserialize;
use specta::Type;
use tauri::AppHandle;
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};

/// What the dialog says and offers.
#[derive(Debug, Clone, Deserialize, Type)]
pub(crate) struct FileChoice {
    /// Title of the dialog in the reader's language.
    pub title: String,
    /// What the offered files are, in the reader's language.
    pub kind: String,
    /// Their endings without the dot; empty offers every file.
    pub extensions: Vec<String>,
    /// The name that is proposed for a new file.
    pub file_name: Option<String>,
}

/// Lets a person choose a file to read. `None` when the dialog was closed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_file(app: AppHandle, choice: FileChoice) -> Option<String> {
    prepared_choice().or_else(|| path_text(dialog(&app, &choice).blocking_pick_file()))
}

/// Lets a person name a file to write. `None` when the dialog was closed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_new_file(app: AppHandle, choice: FileChoice) -> Option<String> {
    prepared_choice().or_else(|| path_text(dialog(&app, &choice).blocking_save_file()))
}

/// Lets a person choose a folder. `None` when the dialog was closed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_folder(app: AppHandle, title: String) -> Option<String> {
    prepared_choice().or_else(|| path_text(app.dialog().file().set_title(title).blocking_pick_folder()))
}

fn dialog(app: &AppHandle, choice: &FileChoice) -> FileDialogBuilder<tauri::Wry> {
    let mut dialog = app.dialog().file().set_title(&choice.title);
    if !choice.extensions.is_empty() {
        let endings: Vec<&str> = choice.extensions.iter().map(String::as_str).collect();
        dialog = dialog.add_filter(&choice.kind, &endings);
    }
    if let Some(name) = &choice.file_name {
        dialog = dialog.set_file_name(name);
    }
    dialog
}

fn path_text(path: Option<FilePath>) -> Option<String> {
    let path = path?.into_path().ok()?;
    path.to_str().map(str::to_owned)
}

/// The path that an end-to-end test laid ready, because a system dialog cannot be driven: the first line
/// of the file named by `AICHAKU_PREPARED_CHOICE`, which is used up. Never in a released program.
fn prepared_choice() -> Option<String> {
    if !cfg!(debug_assertions) {
        return None;
    }
    let list = std::env::var_os("AICHAKU_PREPARED_CHOICE")?;
    let text = std::fs::read_to_string(&list).ok()?;
    let (first, rest) = text.split_once('\n').unwrap_or((&text, ""));
    std::fs::write(&list, rest).ok()?;
    (!first.is_empty()).then(|| first.to_owned())
}
