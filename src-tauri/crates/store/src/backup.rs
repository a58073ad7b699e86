//! Backups that a person asks for, and putting one back.
//!
//! A backup is one whole encrypted file. By default it has the store's own key and opens on this machine; with a
//! passphrase it opens anywhere. Every backup is opened again and checked before it counts.
//! Not here: when to make one, and where the key comes from.

use std::path::{Path, PathBuf};

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions as _, Connection as _};

use crate::open::{StoreKey, beside, expect_store, look_at};
use crate::sql::statements;
use crate::{Location, Result, Store, StoreError};

statements! {
    /// Encrypted with the key of the connection; needs no log file beside it.
    COPY_WHOLE = "vacuum into $1";
    ATTACH = "attach database $1 as copy key $2";
    DETACH = "detach database copy";
    WHOLE = "pragma integrity_check(1)";
    /// Without looking every entry of every index up: a copy that was just written has its indexes from its rows.
    WHOLE_COPY = "pragma quick_check(1)";
    /// Every page's authentication code; no row means all are well.
    UNTOUCHED = "pragma cipher_integrity_check";
    KIND = "select kind from shop where id = 1";
}

/// SQLCipher's own function; it exists only where a file is attached as `copy`.
const EXPORT: &str = "select sqlcipher_export('copy')";

/// A backup that was made or put back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// Where it lies.
    pub file: PathBuf,
    /// Its size.
    pub bytes: u64,
}

/// What opens a backup.
#[derive(Clone, Copy)]
pub enum BackupKey<'a> {
    /// The key of the store that it was made from.
    Store(&'a StoreKey),
    /// A passphrase that a person knows.
    Passphrase(&'a str),
}

impl std::fmt::Debug for BackupKey<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Store(_) => "BackupKey::Store(hidden)",
            Self::Passphrase(_) => "BackupKey::Passphrase(hidden)",
        })
    }
}

impl BackupKey<'_> {
    /// As the value of `pragma key`.
    fn as_pragma(&self) -> String {
        match self {
            Self::Store(key) => key.as_pragma(),
            Self::Passphrase(passphrase) => format!("'{}'", passphrase.replace('\'', "''")),
        }
    }

    /// As the key of an attached file.
    fn as_bound(&self) -> String {
        match self {
            Self::Store(key) => format!("x'{}'", key.as_hex()),
            Self::Passphrase(passphrase) => (*passphrase).to_owned(),
        }
    }
}

impl Store {
    /// Writes a whole copy to `file`, opens it again and checks it. With a passphrase the copy opens on any
    /// machine, else with this store's key only. An existing file is not overwritten before the new one is whole.
    ///
    /// # Errors
    /// [`StoreError::NotWritable`], [`StoreError::DiskFull`], [`StoreError::Damaged`] when the copy does not pass.
    pub async fn backup_to(&self, file: &Path, passphrase: Option<&str>) -> Result<Backup> {
        let part = beside(file, "part");
        remove_if_there(&part)?;
        let copied = self.copy_to(&part, passphrase).await;
        let checked = match copied {
            Ok(()) => {
                let key = passphrase.map_or(BackupKey::Store(self.key()), BackupKey::Passphrase);
                verify_with(&part, key, WHOLE_COPY).await
            }
            Err(error) => Err(error),
        };
        let finished = checked.and_then(|()| {
            std::fs::File::open(&part)?.sync_all()?;
            std::fs::rename(&part, file)?;
            Ok(std::fs::metadata(file)?.len())
        });
        match finished {
            Ok(bytes) => Ok(Backup {
                file: file.to_owned(),
                bytes,
            }),
            Err(error) => {
                // Half a copy helps nobody; if it cannot be removed, the error that led here is the one to tell.
                let _ = std::fs::remove_file(&part);
                Err(error)
            }
        }
    }

    async fn copy_to(&self, file: &Path, passphrase: Option<&str>) -> Result<()> {
        let target = file.to_string_lossy().into_owned();
        let Some(passphrase) = passphrase else {
            sqlx::query(COPY_WHOLE)
                .bind(target)
                .execute(self.writer())
                .await?;
            return Ok(());
        };
        // Two steps: a whole copy with the own key, then that copy under the passphrase, so that nobody has to
        // wait for a writer that is busy deriving keys.
        let plain_key = beside(file, "own");
        remove_if_there(&plain_key)?;
        sqlx::query(COPY_WHOLE)
            .bind(plain_key.to_string_lossy().into_owned())
            .execute(self.writer())
            .await?;
        let rekeyed = rekey(
            &plain_key,
            BackupKey::Store(self.key()),
            file,
            BackupKey::Passphrase(passphrase),
        )
        .await;
        std::fs::remove_file(&plain_key)?;
        rekeyed
    }
}

/// Opens a backup without changing it and checks it: page codes, structure, and that it is a store.
///
/// # Errors
/// [`StoreError::WrongKey`], [`StoreError::Damaged`], [`StoreError::TooNew`].
pub async fn verify(file: &Path, key: BackupKey<'_>) -> Result<()> {
    verify_with(file, key, WHOLE).await
}

async fn verify_with(file: &Path, key: BackupKey<'_>, how: &'static str) -> Result<()> {
    if !file.exists() {
        return Err(StoreError::NotFound { what: "file" });
    }
    let mut connection = look_at(file, key.as_pragma()).await?;
    expect_store(&mut connection).await?;
    check_file(&mut connection, how).await?;
    Ok(connection.close().await?)
}

/// Whether a backup holds a practice shop; `None` when no shop was begun in it.
///
/// # Errors
/// [`StoreError::WrongKey`] and those of reading.
pub async fn holds_practice(file: &Path, key: BackupKey<'_>) -> Result<Option<bool>> {
    let mut connection = look_at(file, key.as_pragma()).await?;
    let kind: Option<String> = sqlx::query_scalar(KIND).fetch_optional(&mut connection).await?;
    connection.close().await?;
    Ok(kind.map(|kind| kind == "practice"))
}

/// Structure and page codes of the file that `connection` looks at.
async fn check_file(connection: &mut SqliteConnection, how: &'static str) -> Result<()> {
    let forged: Vec<String> = sqlx::query_scalar(UNTOUCHED).fetch_all(&mut *connection).await?;
    let said: String = sqlx::query_scalar(how).fetch_one(&mut *connection).await?;
    if forged.is_empty() && said == "ok" {
        Ok(())
    } else {
        Err(StoreError::Damaged)
    }
}

/// Puts a backup in the place of the store at `path`, under `key`. What stood there is kept beside it as
/// `<name>.replaced-<stamp>`. The store must be closed.
///
/// # Errors
/// Those of [`verify`]; nothing is changed then. [`StoreError::DiskFull`], [`StoreError::NotWritable`].
pub async fn restore(
    backup: &Path,
    backup_key: BackupKey<'_>,
    path: &Path,
    key: &StoreKey,
    stamp: &str,
) -> Result<Backup> {
    verify(backup, backup_key).await?;
    let part = beside(path, "part");
    remove_if_there(&part)?;
    let copied = rekey(backup, backup_key, &part, BackupKey::Store(key)).await;
    let checked = match copied {
        Ok(()) => verify(&part, BackupKey::Store(key)).await,
        Err(error) => Err(error),
    };
    if let Err(error) = checked {
        // As above: the first error is the one to tell.
        let _ = std::fs::remove_file(&part);
        return Err(error);
    }
    // Opened once for writing, so that it stands as the store expects it: brought up to date and in WAL mode.
    let store = Store::open(&Location::File(part.clone()), key).await?;
    store.close().await;
    if path.exists() {
        std::fs::rename(path, beside(path, &format!("replaced-{stamp}")))?;
        for log in ["-wal", "-shm"] {
            let mut name = path.file_name().unwrap_or_default().to_os_string();
            name.push(log);
            let log_file = path.with_file_name(name);
            if log_file.exists() {
                let kept = beside(path, &format!("replaced-{stamp}{log}"));
                std::fs::rename(log_file, kept)?;
            }
        }
    }
    std::fs::rename(&part, path)?;
    Ok(Backup {
        file: path.to_owned(),
        bytes: std::fs::metadata(path)?.len(),
    })
}

/// Writes the whole of `from` to the new file `to` under another key.
async fn rekey(from: &Path, from_key: BackupKey<'_>, to: &Path, to_key: BackupKey<'_>) -> Result<()> {
    let mut connection = SqliteConnectOptions::new()
        .filename(from)
        // Without it SQLite may not make the attached file either.
        .create_if_missing(true)
        .pragma("key", from_key.as_pragma())
        .pragma("cipher_log_level", "NONE")
        .disable_statement_logging()
        .connect()
        .await?;
    sqlx::query(ATTACH)
        .bind(to.to_string_lossy().into_owned())
        .bind(to_key.as_bound())
        .execute(&mut connection)
        .await?;
    sqlx::query(EXPORT).execute(&mut connection).await?;
    sqlx::query(DETACH).execute(&mut connection).await?;
    Ok(connection.close().await?)
}

fn remove_if_there(file: &Path) -> Result<()> {
    match std::fs::remove_file(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aichaku_domain::values::Instant;

    async fn shop_in(dir: &Path, key: &StoreKey) -> Store {
        let store = Store::open(&Location::File(dir.join("shop.db")), key)
            .await
            .expect("a new store");
        store
            .save_draft("memo", "窓辺の椅子", Instant(1))
            .await
            .expect("something to keep");
        store
    }

    #[tokio::test]
    async fn a_backup_opens_again_and_is_put_back() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let key = StoreKey::new([7; 32]);
        let store = shop_in(dir.path(), &key).await;
        let file = dir.path().join("backup.aichaku");
        let backup = store.backup_to(&file, None).await.expect("a backup");
        assert!(backup.bytes > 4096, "a whole file");
        assert_ne!(
            &std::fs::read(&file).expect("the backup")[..6],
            b"SQLite",
            "a backup is ciphertext too"
        );
        store
            .save_draft("memo", "書きかえた", Instant(2))
            .await
            .expect("a change");
        store.close().await;
        let path = dir.path().join("shop.db");
        restore(&file, BackupKey::Store(&key), &path, &key, "1")
            .await
            .expect("put back");
        let store = Store::open(&Location::File(path), &key).await.expect("opens");
        assert_eq!(
            store.draft("memo").await.expect("draft"),
            "窓辺の椅子",
            "as it was backed up"
        );
        assert!(
            dir.path().join("shop.db.replaced-1").exists(),
            "what stood there is kept"
        );
    }

    #[tokio::test]
    async fn a_backup_with_a_passphrase_opens_under_another_key() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let store = shop_in(dir.path(), &StoreKey::new([7; 32])).await;
        let file = dir.path().join("backup.aichaku");
        store
            .backup_to(&file, Some("it's 安全"))
            .await
            .expect("a backup with a passphrase");
        let wrong = verify(&file, BackupKey::Passphrase("its 安全")).await;
        assert!(
            matches!(wrong, Err(StoreError::WrongKey)),
            "another passphrase is refused, got {wrong:?}"
        );
        let other = StoreKey::new([9; 32]);
        let path = dir.path().join("elsewhere.db");
        restore(&file, BackupKey::Passphrase("it's 安全"), &path, &other, "1")
            .await
            .expect("put up on another machine");
        let store = Store::open(&Location::File(path), &other).await.expect("opens");
        assert_eq!(
            store.draft("memo").await.expect("draft"),
            "窓辺の椅子",
            "all came along"
        );
    }

    #[tokio::test]
    async fn a_damaged_backup_is_refused_and_nothing_changes() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let key = StoreKey::new([7; 32]);
        let store = shop_in(dir.path(), &key).await;
        let file = dir.path().join("backup.aichaku");
        store.backup_to(&file, None).await.expect("a backup");
        store.close().await;
        let mut bytes = std::fs::read(&file).expect("the backup");
        let middle = bytes.len() / 2;
        for byte in &mut bytes[middle..middle + 64] {
            *byte ^= 0x5a;
        }
        std::fs::write(&file, bytes).expect("damage");
        let path = dir.path().join("shop.db");
        let before = std::fs::read(&path).expect("the store");
        let restored = restore(&file, BackupKey::Store(&key), &path, &key, "1").await;
        assert!(restored.is_err(), "a damaged backup must not become the store");
        assert_eq!(
            std::fs::read(&path).expect("the store"),
            before,
            "the store stands as it stood"
        );
    }
}
