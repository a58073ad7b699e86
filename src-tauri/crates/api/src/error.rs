//! What can go wrong at the edge: one code for each case that a screen or a script words differently.
//!
//! Not here: sentences. `ui` words each code in both languages, totally; the command line likewise.

use serde::{Deserialize, Serialize};
use specta::Type;

/// A refusal or failure, with its values. Never holds personal data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type, thiserror::Error)]
#[error("{code:?}")]
pub struct ApiError {
    /// Which.
    pub code: ErrorCode,
    /// Values for the sentence, by name.
    pub fields: Vec<crate::wire::Value>,
}

/// Every case that some screen or script tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// No shop stands here yet.
    NoShop,
    /// A shop stands here already.
    ShopExists,
    /// Somebody is in the shop already; nothing is mixed into it.
    ShopNotEmpty,
    /// The store was made by a newer version; it was not touched.
    StoreTooNew,
    /// The key does not open the store.
    WrongKey,
    /// The key of the store is missing.
    KeyMissing,
    /// This machine's key does not open the backup and no passphrase was given.
    PassphraseNeeded,
    /// The passphrase does not open the backup.
    WrongPassphrase,
    /// The passphrase is too short (`least`, in characters).
    PassphraseShort,
    /// The file is not a store, or is damaged.
    StoreDamaged,
    /// Another program holds the store too long.
    StoreBusy,
    /// The disk is full; nothing was changed.
    DiskFull,
    /// The folder cannot be written.
    NotWritable,
    /// There is no such thing (any more).
    NotFound,
    /// Somebody changed it in between; look again.
    Conflict,
    /// Somebody changed what the form shows since it was opened (`what`); nothing was written.
    EditedElsewhere,
    /// A field is missing or out of range (`field`).
    Invalid,
    /// The day is not a day (`field`, `value`).
    InvalidDay,
    /// The follow-up is done or let go already.
    AlreadyClosed,
    /// The gate refuses it (`code`).
    GateRefused,
    /// So many numbers stand where everybody sees them that one more would hide them (`most`).
    TooManyPinned,
    /// Cannot be taken back any more.
    CannotUndo,
    /// The file is not there or cannot be read.
    FileUnreadable,
    /// The file is empty.
    FileEmpty,
    /// The file is not a table (a picture, a program, …).
    FileNotTable,
    /// Too many columns (`columns`, `limit`).
    FileTooManyColumns,
    /// A quotation mark is never closed (`line`).
    FileUnclosedQuote,
    /// No header row was found.
    FileNoHeader,
    /// The chosen encoding does not fit (`encoding`, `line`).
    FileEncoding,
    /// The file changed since the preview.
    FileChanged,
    /// A column that this kind needs is not mapped (`field`).
    ColumnMissing,
    /// The kind of the file could not be told; choose one.
    KindUnknown,
    /// The preview has expired; look again.
    TicketExpired,
    /// Stopped by the person; nothing was changed.
    Cancelled,
    /// The content breaks a rule and cannot be saved (`code`, `excerpt`).
    ContentRefused,
    /// The system is not known (`system`).
    SystemUnknown,
    /// A file stands there already (`file`).
    FileExists,
    /// The folder holds no export of this program.
    NotAnExport,
    /// Something that should not happen; see the log (`reference`).
    Internal,
}

impl ApiError {
    /// A code without values.
    #[must_use]
    pub fn new(code: ErrorCode) -> Self {
        Self {
            code,
            fields: Vec::new(),
        }
    }

    /// Adds a value for the sentence.
    #[must_use]
    pub fn with(mut self, name: &str, text: impl ToString) -> Self {
        self.fields.push(crate::wire::Value {
            name: name.to_owned(),
            text: text.to_string(),
        });
        self
    }
}

impl From<aichaku_store::StoreError> for ApiError {
    fn from(error: aichaku_store::StoreError) -> Self {
        use aichaku_store::StoreError;
        let code = match &error {
            StoreError::NotFound { .. } => ErrorCode::NotFound,
            StoreError::Conflict { .. } => ErrorCode::Conflict,
            StoreError::EditedElsewhere { .. } => ErrorCode::EditedElsewhere,
            StoreError::TooNew { .. } => ErrorCode::StoreTooNew,
            StoreError::WrongKey => ErrorCode::WrongKey,
            StoreError::Damaged => ErrorCode::StoreDamaged,
            StoreError::Busy => ErrorCode::StoreBusy,
            StoreError::CannotUndo => ErrorCode::CannotUndo,
            StoreError::DiskFull => ErrorCode::DiskFull,
            StoreError::NotWritable => ErrorCode::NotWritable,
            _ => {
                // The chain names statements and codes, never values.
                tracing::error!(error = &error as &dyn std::error::Error, "the store failed");
                ErrorCode::Internal
            }
        };
        let answer = Self::new(code);
        match error {
            StoreError::NotFound { what }
            | StoreError::Conflict { what }
            | StoreError::EditedElsewhere { what } => answer.with("what", what),
            _ => answer,
        }
    }
}

/// Result of a use case.
pub type Result<T> = std::result::Result<T, ApiError>;
