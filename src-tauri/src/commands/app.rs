//! What the app is, for the about box and for the first choice of the language; and printing it.

use aichaku_api::error::{ApiError, ErrorCode};
use serde::Serialize;
use specta::Type;
use tauri::{AppHandle, State};

use crate::wiring::DataDir;

/// The program itself.
#[derive(Debug, Clone, Serialize, Type)]
pub(crate) struct AppInfo {
    /// Its name.
    pub name: String,
    /// Its version, `major.minor.patch`.
    pub version: String,
    /// The licence as an SPDX expression.
    pub licence: String,
    /// The language of the system as a BCP 47 tag, such as `ja-JP`; `None` when the system says nothing.
    pub system_language: Option<String>,
    /// The folder that holds the data.
    pub data_folder: String,
}

/// Name, version and licence of the program, the language of the system and the folder of the data.
#[tauri::command]
#[specta::specta]
pub(crate) fn app_info(app: AppHandle, data: State<'_, DataDir>) -> AppInfo {
    AppInfo {
        name: app.config().product_name.clone().unwrap_or_default(),
        version: app.package_info().version.to_string(),
        licence: env!("CARGO_PKG_LICENSE").to_owned(),
        system_language: sys_locale::get_locale(),
        data_folder: data.path().display().to_string(),
    }
}

/// Lets the system print the page; its own dialog asks where and how. Here and not in the page, which may do no
/// more than ask the app.
#[tauri::command]
#[specta::specta]
pub(crate) fn print_page(window: tauri::WebviewWindow) -> Result<(), ApiError> {
    window
        .print()
        .map_err(|_| ApiError::new(ErrorCode::Internal).with("reference", "print"))
}
