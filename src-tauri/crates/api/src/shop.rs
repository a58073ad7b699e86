//! The shop itself: opening, practising, settings, staff, backup, drafts, undo.
//!
//! Not here: sentences for people.

use crate::App;
use crate::error::Result;
use crate::wire::{
    AppState, BackupReport, CheckReport, Done, ExportReport, Int, NewShop, PlanningReport, ShopView,
    StaffView,
};

impl App {
    /// Where the app stands.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn app_state(&self) -> Result<AppState> {
        let _ = ();
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Begins a real shop with the library and its plans.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn create_shop(&self, new: NewShop) -> Result<AppState> {
        let _ = (new,);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Opens the practice shop, making it where there is none.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn open_practice(&self, seed: Int, households: Int) -> Result<AppState> {
        let _ = (seed, households);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Goes back to the real shop, or to the start.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn leave_practice(&self) -> Result<AppState> {
        let _ = ();
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Throws the practice shop away.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn remove_practice(&self) -> Result<AppState> {
        let _ = ();
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Saves the settings.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn save_shop(&self, shop: ShopView) -> Result<Done> {
        let _ = (shop,);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// All staff.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn staff(&self) -> Result<Vec<StaffView>> {
        let _ = ();
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Adds (id 0) or changes a member of staff.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn save_staff(&self, staff: StaffView) -> Result<Done> {
        let _ = (staff,);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Writes a verified backup.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn backup(&self, file: String) -> Result<BackupReport> {
        let _ = (file,);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Puts a backup in the place of the shop; what stood there is kept beside it.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn restore(&self, file: String) -> Result<BackupReport> {
        let _ = (file,);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Checks the integrity of the store.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn check(&self) -> Result<CheckReport> {
        let _ = ();
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Plans what has come within sight and lets go what is too late. Doing it again changes nothing.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn begin_day(&self) -> Result<PlanningReport> {
        let _ = ();
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Takes a write back.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn undo(&self, token: Int) -> Result<Done> {
        let _ = (token,);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Keeps what is being typed.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn save_draft(&self, key: String, body: String) -> Result<()> {
        let _ = (key, body);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// What was typed and not finished.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn draft(&self, key: String) -> Result<String> {
        let _ = (key,);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }

    /// Writes everything as CSV and JSON, readable without this app.
    ///
    /// # Errors
    /// See [`crate::error::ErrorCode`].
    pub async fn export_all(&self, dir: String) -> Result<ExportReport> {
        let _ = (dir,);
        Err(crate::error::ApiError::new(crate::error::ErrorCode::Internal))
    }
}
