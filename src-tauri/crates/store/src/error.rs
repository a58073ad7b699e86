//! What can go wrong in the store, by what the caller can do about it.

/// A failure of the store. Messages hold no personal data.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such row (any more).
    #[error("find the {what}")]
    NotFound {
        /// Which kind of thing.
        what: &'static str,
    },
    /// The row is not in the state that the caller saw.
    #[error("change the {what}, which changed in between")]
    Conflict {
        /// Which kind of thing.
        what: &'static str,
    },
    /// Somebody changed what the form shows since it was opened; nothing was written.
    #[error("change the {what} that somebody else changed since it was seen")]
    EditedElsewhere {
        /// Which kind of thing.
        what: &'static str,
    },
    /// The file was made by a newer version; it was not touched.
    #[error("open a store of version {found}, this program knows {known}")]
    TooNew {
        /// Newest migration in the file.
        found: i64,
        /// Newest migration of this program.
        known: i64,
    },
    /// The key does not fit, or the file is not a store.
    #[error("decrypt the store")]
    WrongKey,
    /// The file is damaged.
    #[error("read the damaged store")]
    Damaged,
    /// Another program holds the store.
    #[error("get hold of the busy store")]
    Busy,
    /// It cannot be taken back any more: something else happened to it since.
    #[error("take back what changed since")]
    CannotUndo,
    /// The disk is full; the transaction was rolled back.
    #[error("write to the full disk")]
    DiskFull,
    /// The place cannot be written.
    #[error("write to the place of the store")]
    NotWritable,
    /// Anything else.
    #[error("run a statement")]
    Other(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        if matches!(error, sqlx::Error::RowNotFound) {
            return Self::NotFound { what: "row" };
        }
        if matches!(error, sqlx::Error::PoolTimedOut) {
            return Self::Busy;
        }
        // SQLite result codes; extended ones keep the primary code in the low byte.
        // Source: https://www.sqlite.org/rescode.html
        let code = error
            .as_database_error()
            .and_then(|e| e.code())
            .and_then(|code| code.parse::<i64>().ok());
        match code.map(|code| code & 0xff) {
            Some(5 | 6) => Self::Busy,
            Some(8 | 14 | 3) => Self::NotWritable,
            Some(11) => Self::Damaged,
            Some(13) => Self::DiskFull,
            Some(26) => Self::WrongKey,
            _ => Self::Other(Box::new(error)),
        }
    }
}

impl From<sqlx::migrate::MigrateError> for StoreError {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        use sqlx::migrate::MigrateError;
        match error {
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
            // A shipped migration that was edited, or half of one: the file is not what it says it is.
            MigrateError::VersionMismatch(_) | MigrateError::Dirty(_) => Self::Damaged,
            error => Self::Other(Box::new(error)),
        }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => Self::NotFound { what: "file" },
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
                Self::NotWritable
            }
            std::io::ErrorKind::StorageFull => Self::DiskFull,
            _ => Self::Other(Box::new(error)),
        }
    }
}
