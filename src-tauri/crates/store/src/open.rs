//! Opening the file: key first, then the check that no newer program wrote it, then a copy beside it when
//! it needs migrations, then the migrations.
//!
//! Not here: backups that a person asks for (`backup`), where the key comes from (`vault`).

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection, SqlitePool};

use crate::sql::{WriteTx, statements};
use crate::{Result, StoreError};

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

statements! {
    /// Whether migrations ever ran in this file.
    HAS_MIGRATIONS = "select count(*) from sqlite_master where type = 'table' and name = '_sqlx_migrations'";
    KEEP_FOREIGN_KEYS = "pragma foreign_keys = on";
    FOLD_LOG = "pragma wal_checkpoint(passive)";
    KEEP_CHECKS = "pragma ignore_check_constraints = off";
    /// What a sort lays aside on disk is not encrypted.
    SORT_IN_MEMORY = "pragma temp_store = memory";
    /// Writes a whole copy, encrypted with the same key, that needs no log file beside it.
    COPY_WHOLE = "vacuum into $1";
}

/// The last pragmas do nothing inside a transaction, so they come with its beginning. The first ones let go of temporary
/// tables of earlier transactions: while there are any, a transaction cannot say where it sorts (`import::bulk`).
const BEGIN_KNOWN_ROWS: &str = "pragma temp_store = file; pragma temp_store = memory;
    pragma foreign_keys = off; pragma ignore_check_constraints = on; begin immediate";

/// What stands in the file about migrations. The table belongs to sqlx and is there only once it ran.
const APPLIED: &str = "select version, checksum, success from _sqlx_migrations order by version";

/// The store's key: 256 bits, used raw, so that opening costs milliseconds.
#[derive(Clone, PartialEq, Eq)]
pub struct StoreKey([u8; 32]);

impl StoreKey {
    /// A key from its bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 64 hex digits.
    pub(crate) fn as_hex(&self) -> String {
        use std::fmt::Write as _;
        let mut hex = String::with_capacity(64);
        for byte in self.0 {
            let _ = write!(hex, "{byte:02x}");
        }
        hex
    }

    /// The form that SQLCipher takes as a raw key: `"x'<64 hex digits>'"`.
    pub(crate) fn as_pragma(&self) -> String {
        format!("\"x'{}'\"", self.as_hex())
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

/// The newest migration that this program knows.
#[must_use]
pub fn newest_migration() -> i64 {
    MIGRATIONS.iter().map(|one| one.version).max().unwrap_or(0)
}

/// A handle to the open store; cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    writer: SqlitePool,
    readers: SqlitePool,
    location: Location,
    key: StoreKey,
    /// Id of who is at the counter, shared by all handles; 0: nobody said.
    at_counter: Arc<AtomicI64>,
}

/// What a file says about the migrations in it.
enum Found {
    /// Exactly those of this program: nothing to run.
    Current,
    /// No migration ever ran.
    Empty,
    /// Older; the newest that ran.
    Older(i64),
}

impl Store {
    /// Opens the store at `location`, making it where there is none, and brings it up to date.
    ///
    /// A file that needs migrations is first copied to `<name>.before-<newest version in it>` beside it.
    ///
    /// # Errors
    /// [`StoreError::WrongKey`], [`StoreError::TooNew`] (the file is then not touched),
    /// [`StoreError::NotWritable`], [`StoreError::Damaged`], [`StoreError::DiskFull`].
    pub async fn open(location: &Location, key: &StoreKey) -> Result<Self> {
        let found = match location {
            Location::File(path) if path.exists() => look_inside(path, key).await?,
            _ => Found::Empty,
        };
        let options = connect_options(location, key);
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .test_before_acquire(false)
            .acquire_timeout(Duration::from_secs(60))
            // Whatever the last holder did, keys and checks are kept and sorts leave nothing on disk; see
            // `write_known_rows`.
            .before_acquire(|connection, _| {
                Box::pin(async move {
                    sqlx::query(KEEP_FOREIGN_KEYS).execute(&mut *connection).await?;
                    sqlx::query(KEEP_CHECKS).execute(&mut *connection).await?;
                    sqlx::query(SORT_IN_MEMORY).execute(connection).await?;
                    Ok(true)
                })
            })
            .connect_with(options.clone())
            .await?;
        if !matches!(found, Found::Current) {
            MIGRATIONS.run(&writer).await?;
        }
        let readers = match location {
            // An in-memory database lives in its one connection.
            Location::Memory => writer.clone(),
            Location::File(_) => SqlitePoolOptions::new()
                .max_connections(3)
                .idle_timeout(None)
                .max_lifetime(None)
                .test_before_acquire(false)
                .connect_lazy_with(
                    // Three readers hold a cache each; a screen asks for far less than this.
                    options
                        .read_only(true)
                        .create_if_missing(false)
                        .pragma("cache_size", "-16384"),
                ),
        };
        Ok(Self {
            writer,
            readers,
            location: location.clone(),
            key: key.clone(),
            at_counter: Arc::default(),
        })
    }

    /// Says who is at the counter from now on, for the trail of what is done; `None`: nobody said. Lives as long as the
    /// store is open.
    pub fn set_at_counter(&self, staff: Option<i64>) {
        self.at_counter.store(staff.unwrap_or(0), Ordering::Relaxed);
    }

    /// Who is at the counter.
    pub(crate) fn at_counter(&self) -> Option<i64> {
        Some(self.at_counter.load(Ordering::Relaxed)).filter(|staff| *staff != 0)
    }

    /// Begins the one write transaction; others wait for it. Dropped without commit, it rolls back.
    pub(crate) async fn write(&self) -> Result<WriteTx> {
        Ok(self.writer.begin_with("begin immediate").await?)
    }

    /// As [`Self::write`], for rows whose owners were read in the same transaction or are new with them, and whose
    /// words come from closed lists, so that neither need be looked up again: for a hundred thousand follow-ups
    /// that would take longer than all the rest. The next holder of the connection keeps foreign keys and checks
    /// again.
    pub(crate) async fn write_known_rows(&self) -> Result<WriteTx> {
        Ok(self.writer.begin_with(BEGIN_KNOWN_ROWS).await?)
    }

    /// Connections for reading. In memory it is the writer's one connection: never ask for it inside a
    /// write transaction.
    pub(crate) fn read(&self) -> &SqlitePool {
        &self.readers
    }

    /// The connection for writing, outside a transaction.
    pub(crate) fn writer(&self) -> &SqlitePool {
        &self.writer
    }

    /// The file; `None` in memory.
    pub(crate) fn path(&self) -> Option<&Path> {
        match &self.location {
            Location::File(path) => Some(path),
            Location::Memory => None,
        }
    }

    pub(crate) fn key(&self) -> &StoreKey {
        &self.key
    }

    /// Folds the log into the file as far as nobody reads from it. What was committed is safe before this, too.
    ///
    /// It takes seconds after a large import, so it has a connection of its own: nobody's write waits for it.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub async fn fold_log(&self) -> Result<()> {
        if self.path().is_none() {
            return Ok(());
        }
        let mut own = connect_options(&self.location, &self.key).connect().await?;
        sqlx::query(FOLD_LOG).execute(&mut own).await?;
        own.close().await?;
        Ok(())
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
        // The log is folded in between (`Store::fold_log`), not while somebody waits for a commit; only one that
        // grew to 64 MB is folded in at once.
        .pragma("wal_autocheckpoint", "16384")
        // SQLCipher writes to standard error by itself otherwise.
        .pragma("cipher_log_level", "NONE")
        .statement_cache_capacity(256)
        .disable_statement_logging()
}

/// A connection that can only look, with the options of a file that somebody else may have made.
pub(crate) async fn look_at(path: &Path, pragma_key: String) -> Result<SqliteConnection> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .pragma("key", pragma_key)
        .pragma("cipher_log_level", "NONE")
        // A check looks every entry of every index up; without room for the tables it decrypts them again and again.
        .pragma("cache_size", "-65536")
        .busy_timeout(Duration::from_secs(10))
        .disable_statement_logging();
    Ok(options.connect().await?)
}

/// Which migrations ran in the file that `connection` looks at, compared with those of this program.
async fn found_in(connection: &mut SqliteConnection) -> Result<Found> {
    let tables: i64 = sqlx::query_scalar(HAS_MIGRATIONS)
        .fetch_one(&mut *connection)
        .await?;
    if tables == 0 {
        return Ok(Found::Empty);
    }
    let applied: Vec<(i64, Vec<u8>, bool)> = sqlx::query_as(APPLIED).fetch_all(&mut *connection).await?;
    let known = MIGRATIONS.iter().map(|m| m.version).max().unwrap_or(0);
    let newest = applied.last().map_or(0, |(version, ..)| *version);
    if newest > known {
        return Err(StoreError::TooNew { found: newest, known });
    }
    let same = applied.len() == MIGRATIONS.iter().count()
        && applied
            .iter()
            .zip(MIGRATIONS.iter())
            .all(|(had, has)| had.2 && had.0 == has.version && had.1.as_slice() == has.checksum.as_ref());
    Ok(match (same, newest) {
        (true, _) => Found::Current,
        (false, 0) => Found::Empty,
        (false, newest) => Found::Older(newest),
    })
}

/// Looks into a file without changing it, and copies it beside itself when migrations are to run in it.
async fn look_inside(path: &Path, key: &StoreKey) -> Result<Found> {
    let mut connection = look_at(path, key.as_pragma()).await?;
    let found = found_in(&mut connection).await?;
    if let Found::Older(version) = found {
        let copy = beside(path, &format!("before-{version}"));
        if !copy.exists() {
            sqlx::query(COPY_WHOLE)
                .bind(copy.to_string_lossy().into_owned())
                .execute(&mut connection)
                .await?;
        }
    }
    connection.close().await?;
    Ok(found)
}

/// `<file name>.<suffix>` in the same folder.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".");
    name.push(suffix);
    path.with_file_name(name)
}

/// Whether the file that `connection` looks at is a store of this program, or of an older one.
///
/// # Errors
/// [`StoreError::TooNew`], and [`StoreError::Damaged`] for a file without any migration.
pub(crate) async fn expect_store(connection: &mut SqliteConnection) -> Result<()> {
    match found_in(connection).await? {
        Found::Empty => Err(StoreError::Damaged),
        Found::Current | Found::Older(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn open(path: &Path, key: u8) -> Result<Store> {
        Store::open(&Location::File(path.to_owned()), &StoreKey::new([key; 32])).await
    }

    #[tokio::test]
    async fn a_file_opens_with_its_key_only_and_is_ciphertext() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let path = dir.path().join("shop.db");
        let store = open(&path, 7).await.expect("a new store");
        store.close().await;
        let head = std::fs::read(&path).expect("the file");
        assert_ne!(&head[..6], b"SQLite", "the file must be ciphertext");
        let wrong = open(&path, 8).await;
        assert!(
            matches!(wrong, Err(StoreError::WrongKey)),
            "another key must be refused, got {wrong:?}"
        );
        open(&path, 7)
            .await
            .expect("the right key still fits")
            .close()
            .await;
    }

    #[tokio::test]
    async fn a_file_that_is_no_store_is_refused() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let path = dir.path().join("shop.db");
        std::fs::write(&path, vec![42_u8; 8192]).expect("a file of rubbish");
        let opened = open(&path, 7).await;
        assert!(
            matches!(opened, Err(StoreError::WrongKey)),
            "rubbish looks like a wrong key, got {opened:?}"
        );
    }

    #[tokio::test]
    async fn a_store_of_a_newer_version_is_refused_and_not_touched() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let path = dir.path().join("shop.db");
        let store = open(&path, 7).await.expect("a new store");
        sqlx::query(
            "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
             values (99991231000000, 'of tomorrow', 1, x'00', 0)",
        )
        .execute(store.writer())
        .await
        .expect("a migration of a newer program");
        store.close().await;
        let before = std::fs::read(&path).expect("the file");
        let opened = open(&path, 7).await;
        assert!(
            matches!(
                opened,
                Err(StoreError::TooNew {
                    found: 99_991_231_000_000,
                    ..
                })
            ),
            "a newer store must be refused, got {opened:?}"
        );
        assert_eq!(
            std::fs::read(&path).expect("the file"),
            before,
            "not one byte may change"
        );
    }

    #[tokio::test]
    async fn a_file_that_needs_migrations_is_copied_before() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let path = dir.path().join("shop.db");
        let key = StoreKey::new([7; 32]);
        // A store of an older program, which knew one other migration.
        let options = SqliteConnectOptions::new()
            .filename(&path)
            .create_if_missing(true)
            .pragma("key", key.as_pragma());
        let mut old = options.connect().await.expect("an old store");
        sqlx::raw_sql(
            "create table _sqlx_migrations (version bigint primary key, description text not null,
                installed_on timestamp not null default current_timestamp, success boolean not null,
                checksum blob not null, execution_time bigint not null);
             insert into _sqlx_migrations (version, description, success, checksum, execution_time)
             values (20200101000000, 'first', 1, x'00', 0);
             create table keepsake (word text); insert into keepsake values ('old');",
        )
        .execute(&mut old)
        .await
        .expect("old tables");
        old.close().await.expect("closed");
        let opened = open(&path, 7).await;
        assert!(
            opened.is_err(),
            "a migration that this program does not know is not skipped over"
        );
        let copy = dir.path().join("shop.db.before-20200101000000");
        let mut connection = look_at(&copy, key.as_pragma())
            .await
            .expect("the copy opens with the same key");
        let word: String = sqlx::query_scalar("select word from keepsake")
            .fetch_one(&mut connection)
            .await
            .expect("the copy holds what stood there");
        assert_eq!(word, "old", "the copy is whole");
    }

    #[tokio::test]
    async fn a_store_of_the_first_version_comes_along() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let path = dir.path().join("shop.db");
        let key = StoreKey::new([7; 32]);
        let mut old = connect_options(&Location::File(path.clone()), &key)
            .connect()
            .await
            .expect("an old store");
        let first = Migrator {
            migrations: MIGRATIONS.migrations[..1].to_vec().into(),
            ..Migrator::DEFAULT
        };
        first.run(&mut old).await.expect("the first schema");
        sqlx::raw_sql(
            "insert into shop (id, store_uid, kind, name, currency, currency_digits, zone, created_at)
             values (1, 'a', 'real', '青葉家具', 'JPY', 0, 'Asia/Tokyo', 0)",
        )
        .execute(&mut old)
        .await
        .expect("a shop");
        old.close().await.expect("closed");
        let store = open(&path, 7).await.expect("it opens");
        let shop = store.shop().await.expect("read").expect("the shop");
        assert_eq!(shop.name, "青葉家具", "what stood there stands there");
        assert_eq!(
            shop.same_content_days,
            aichaku_domain::gate::GatePolicy::default().same_content_days,
            "a number that nobody chose follows the gate"
        );
        assert!(
            dir.path().join("shop.db.before-20261122000001").exists(),
            "and a copy lies beside it"
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
