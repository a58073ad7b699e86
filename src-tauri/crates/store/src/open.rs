//! Opening the file: key first, then the check that no newer program wrote it, then migrations.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, Sqlite, SqlitePool, Transaction};

use crate::{Result, StoreError};

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// The store's key: 256 bits, used raw, so that opening costs milliseconds.
#[derive(Clone)]
pub struct StoreKey([u8; 32]);

impl StoreKey {
    /// A key from its bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The form that SQLCipher takes as a raw key: `"x'<64 hex digits>'"`.
    pub(crate) fn as_pragma(&self) -> String {
        use std::fmt::Write as _;
        let mut hex = String::with_capacity(68);
        for byte in self.0 {
            let _ = write!(hex, "{byte:02x}");
        }
        format!("\"x'{hex}'\"")
    }
}

impl std::fmt::Debug for StoreKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StoreKey(hidden)")
    }
}

/// Where a store lives.
#[derive(Debug, Clone)]
pub enum Location {
    /// A file.
    File(PathBuf),
    /// Memory, for tests; gone with the last handle.
    Memory,
}

/// A handle to the open store; cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    writer: SqlitePool,
    readers: SqlitePool,
}

impl Store {
    /// Opens the store at `location`, making it where there is none, and brings it up to date.
    ///
    /// # Errors
    /// [`StoreError::WrongKey`], [`StoreError::TooNew`] (the file is then not touched),
    /// [`StoreError::NotWritable`], [`StoreError::Damaged`].
    pub async fn open(location: &Location, key: &StoreKey) -> Result<Self> {
        let known = MIGRATIONS.iter().map(|m| m.version).max().unwrap_or(0);
        if let Location::File(path) = location {
            if path.exists() {
                let found = newest_migration(path, key).await?;
                if found > known {
                    return Err(StoreError::TooNew { found, known });
                }
            }
        }
        let options = connect_options(location, key);
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .acquire_timeout(Duration::from_secs(60))
            .connect_with(options.clone())
            .await?;
        MIGRATIONS
            .run(&writer)
            .await
            .map_err(|error| StoreError::Other(Box::new(error)))?;
        let readers = match location {
            // An in-memory database lives in its one connection.
            Location::Memory => writer.clone(),
            Location::File(_) => SqlitePoolOptions::new()
                .max_connections(3)
                .idle_timeout(None)
                .max_lifetime(None)
                .connect_lazy_with(options.read_only(true).create_if_missing(false)),
        };
        Ok(Self { writer, readers })
    }

    /// Begins the one write transaction; others wait for it. Dropped without commit, it rolls back.
    pub(crate) async fn write(&self) -> Result<Transaction<'static, Sqlite>> {
        Ok(self.writer.begin_with("begin immediate").await?)
    }

    /// Connections for reading.
    pub(crate) fn read(&self) -> &SqlitePool {
        &self.readers
    }

    /// Writes everything to the file and lets go of it.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

fn connect_options(location: &Location, key: &StoreKey) -> SqliteConnectOptions {
    let options = match location {
        Location::File(path) => SqliteConnectOptions::new().filename(path).create_if_missing(true),
        Location::Memory => SqliteConnectOptions::new().in_memory(true),
    };
    options
        // The key must be the very first pragma.
        .pragma("key", key.as_pragma())
        .journal_mode(SqliteJournalMode::Wal)
        // An acknowledged touch must survive a power cut: FULL syncs the log at every commit.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(10))
        .pragma("temp_store", "memory")
        .pragma("cache_size", "-32768")
        .disable_statement_logging()
}

async fn newest_migration(path: &Path, key: &StoreKey) -> Result<i64> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .pragma("key", key.as_pragma())
        .busy_timeout(Duration::from_secs(10))
        .disable_statement_logging();
    let mut connection = options.connect().await?;
    let tables: i64 =
        sqlx::query_scalar("select count(*) from sqlite_master where name = '_sqlx_migrations'")
            .fetch_one(&mut connection)
            .await?;
    let found = if tables == 0 {
        0
    } else {
        sqlx::query_scalar("select coalesce(max(version), 0) from _sqlx_migrations")
            .fetch_one(&mut connection)
            .await?
    };
    connection.close().await?;
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_file_opens_with_its_key_only_and_is_ciphertext() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let path = dir.path().join("shop.db");
        let location = Location::File(path.clone());
        let store = Store::open(&location, &StoreKey::new([7; 32]))
            .await
            .expect("a new store");
        store.close().await;
        let head = std::fs::read(&path).expect("the file");
        assert_ne!(&head[..6], b"SQLite", "the file must be ciphertext");
        let wrong = Store::open(&location, &StoreKey::new([8; 32])).await;
        assert!(
            matches!(wrong, Err(StoreError::WrongKey)),
            "another key must be refused, got {wrong:?}"
        );
    }

    #[tokio::test]
    async fn memory_opens() {
        let store = Store::open(&Location::Memory, &StoreKey::new([1; 32]))
            .await
            .expect("a store in memory");
        let version: String = sqlx::query_scalar("pragma cipher_version")
            .fetch_one(store.read())
            .await
            .expect("cipher");
        assert!(!version.is_empty(), "SQLCipher must be linked, not plain SQLite");
    }
}
