//! The key of a store: made once, kept in the system's keychain, or in a file that only the user can read
//! where there is no keychain.
//!
//! A key lies beside its store by name only: the folder holds `store.id`, a random name that is no secret, and
//! the keychain holds the key under it. Without a keychain the folder holds `store.key` itself, and whoever
//! opens the store is told so ([`KeyPlace::File`]). A key file that is there always wins, so that a folder can
//! be carried to another machine on purpose.
//! Not here: what the key opens, and passphrases of backups.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

/// Under this name the keychain shows our entries.
const SERVICE: &str = "jp.aichaku.app";
/// How long a keychain may take when a key is made. A machine without one is not made to wait longer.
const WHEN_MAKING: Duration = Duration::from_secs(1);
/// How long a keychain may take when the key must come from it: a person may be typing a password.
const WHEN_FINDING: Duration = Duration::from_secs(60);

/// 256 random bits.
pub type KeyBytes = [u8; 32];

/// Where a key lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyPlace {
    /// In the system's keychain.
    Keychain,
    /// In a file beside the store, readable by the user only.
    File,
}

/// Whether the system's keychain is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keychain {
    /// Asked first.
    System,
    /// Never asked: keys lie in files. For tests and scripts.
    Off,
}

impl Keychain {
    /// [`Keychain::Off`] when `AICHAKU_KEYCHAIN` is `off`.
    #[must_use]
    pub fn from_env() -> Self {
        match std::env::var("AICHAKU_KEYCHAIN") {
            Ok(word) if word == "off" => Self::Off,
            _ => Self::System,
        }
    }
}

/// A key and where it lies.
#[derive(Clone, PartialEq, Eq)]
pub struct Key {
    /// The key.
    pub bytes: KeyBytes,
    /// Where it lies.
    pub place: KeyPlace,
    /// The store's random name, 32 hex digits; no secret.
    pub store_uid: String,
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Key(hidden, {:?})", self.place)
    }
}

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// Neither the keychain nor the folder has it.
    #[error("find the store's key")]
    Missing,
    /// The keychain did not answer, or is locked; the key may be in it.
    #[error("reach the keychain that holds the key")]
    Unreachable,
    /// The key file does not hold a key.
    #[error("read a key from the key file")]
    NotAKey,
    /// The folder cannot be read or written.
    #[error("use the folder of the key")]
    Folder(#[from] std::io::Error),
    /// The system gives no randomness.
    #[error("make a random key")]
    NoRandomness,
}

/// The keys of one folder.
#[derive(Debug, Clone)]
pub struct Vault {
    folder: PathBuf,
    keychain: Keychain,
}

impl Vault {
    /// The keys of the store in `folder`.
    #[must_use]
    pub fn new(folder: &Path, keychain: Keychain) -> Self {
        Self {
            folder: folder.to_owned(),
            keychain,
        }
    }

    /// The key of the store that stands in the folder. May wait up to a minute for a locked keychain, so do
    /// not call it where a window has to answer.
    ///
    /// # Errors
    /// [`VaultError::Missing`], [`VaultError::Unreachable`], [`VaultError::NotAKey`], [`VaultError::Folder`].
    pub fn find(&self) -> Result<Key, VaultError> {
        let store_uid = self.read_uid()?;
        if let Some(bytes) = self.read_file()? {
            return Ok(Key {
                bytes,
                place: KeyPlace::File,
                store_uid: store_uid.unwrap_or_default(),
            });
        }
        let store_uid = store_uid.ok_or(VaultError::Missing)?;
        if self.keychain == Keychain::Off {
            return Err(VaultError::Missing);
        }
        let uid = store_uid.clone();
        match in_time(WHEN_FINDING, move || entry(&uid)?.get_secret()) {
            Some(Ok(secret)) => Ok(Key {
                bytes: secret.try_into().map_err(|_| VaultError::NotAKey)?,
                place: KeyPlace::Keychain,
                store_uid,
            }),
            Some(Err(keyring::Error::NoEntry)) => Err(VaultError::Missing),
            Some(Err(_)) | None => Err(VaultError::Unreachable),
        }
    }

    /// Makes a key for a new store in the folder, which is made too. Where a key stands already, that one is
    /// kept and returned.
    ///
    /// # Errors
    /// [`VaultError::Folder`], [`VaultError::NoRandomness`], and those of [`Vault::find`] where a key stands.
    pub fn make(&self) -> Result<Key, VaultError> {
        fs::create_dir_all(&self.folder)?;
        match self.find() {
            Err(VaultError::Missing) => {}
            found => return found,
        }
        let bytes: KeyBytes = random()?;
        let store_uid = match self.read_uid()? {
            Some(uid) => uid,
            None => {
                let uid = hex(&random::<16>()?);
                self.write_private("store.id", &uid)?;
                uid
            }
        };
        let place = if self.keychain == Keychain::System && keep_in_keychain(&store_uid, bytes) {
            KeyPlace::Keychain
        } else {
            self.write_private("store.key", &hex(&bytes))?;
            KeyPlace::File
        };
        Ok(Key {
            bytes,
            place,
            store_uid,
        })
    }

    /// Forgets the key for good; what it opened cannot be read any more.
    ///
    /// # Errors
    /// [`VaultError::Folder`].
    pub fn forget(&self) -> Result<(), VaultError> {
        if let (Some(uid), Keychain::System) = (self.read_uid()?, self.keychain) {
            // An entry that stays opens nothing once the store is gone.
            let _ = in_time(WHEN_MAKING, move || entry(&uid)?.delete_credential());
        }
        for name in ["store.key", "store.id"] {
            match fs::remove_file(self.folder.join(name)) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
        }
        Ok(())
    }

    fn read_uid(&self) -> Result<Option<String>, VaultError> {
        Ok(read_text(&self.folder.join("store.id"))?.map(|text| text.trim().to_owned()))
    }

    fn read_file(&self) -> Result<Option<KeyBytes>, VaultError> {
        let Some(text) = read_text(&self.folder.join("store.key"))? else {
            return Ok(None);
        };
        unhex(text.trim()).map(Some).ok_or(VaultError::NotAKey)
    }

    /// Writes a whole file that only the user can read, or none.
    fn write_private(&self, name: &str, text: &str) -> Result<(), VaultError> {
        let part = self.folder.join(format!("{name}.part"));
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt as _;
            options.mode(0o600);
        }
        let mut file = options.open(&part)?;
        file.write_all(text.as_bytes())?;
        file.write_all(b"\n")?;
        file.sync_all()?;
        fs::rename(part, self.folder.join(name))?;
        Ok(())
    }
}

/// Whether the keychain took the key and gives it back.
fn keep_in_keychain(store_uid: &str, bytes: KeyBytes) -> bool {
    let uid = store_uid.to_owned();
    let kept = in_time(WHEN_MAKING, move || {
        let entry = entry(&uid)?;
        entry.set_secret(&bytes)?;
        entry.get_secret()
    });
    match kept {
        Some(Ok(secret)) => secret == bytes,
        Some(Err(error)) => {
            tracing::info!(
                error = &error as &dyn std::error::Error,
                "no keychain takes the key"
            );
            false
        }
        None => {
            tracing::info!("the keychain did not answer in time");
            false
        }
    }
}

fn entry(store_uid: &str) -> keyring::Result<keyring::Entry> {
    if !keychain_can_be_reached() {
        return Err(keyring::Error::NoStorageAccess("there is no session bus".into()));
    }
    keyring::Entry::new(SERVICE, store_uid)
}

/// On Linux the keychain is reached over the session bus; without an address the bus library would start one by
/// itself, which helps nobody.
#[cfg(target_os = "linux")]
fn keychain_can_be_reached() -> bool {
    let named = std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some_and(|address| !address.is_empty());
    named || std::env::var_os("XDG_RUNTIME_DIR").is_some_and(|folder| Path::new(&folder).join("bus").exists())
}

#[cfg(not(target_os = "linux"))]
fn keychain_can_be_reached() -> bool {
    true
}

/// The answer of `ask`, or `None` when it takes longer than `patience`. What was asked may still come true later.
fn in_time<T: Send + 'static>(patience: Duration, ask: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        // Nobody may be waiting any more.
        let _ = sender.send(ask());
    });
    receiver.recv_timeout(patience).ok()
}

/// The only randomness of the program.
fn random<const N: usize>() -> Result<[u8; N], VaultError> {
    let mut bytes = [0; N];
    #[allow(clippy::disallowed_methods)] // Keys must not follow from a seed.
    getrandom::fill(&mut bytes).map_err(|_| VaultError::NoRandomness)?;
    Ok(bytes)
}

fn read_text(file: &Path) -> Result<Option<String>, VaultError> {
    match fs::read_to_string(file) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) if error.kind() == ErrorKind::InvalidData => Err(VaultError::NotAKey),
        Err(error) => Err(error.into()),
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn unhex(text: &str) -> Option<KeyBytes> {
    let mut bytes = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[test]
    fn a_key_is_made_once_and_found_again() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let vault = Vault::new(&dir.path().join("shop"), Keychain::Off);
        assert!(
            matches!(vault.find(), Err(VaultError::Missing)),
            "there is no key before one is made"
        );
        let made = vault.make().expect("a key");
        assert_eq!(made.place, KeyPlace::File, "without a keychain it lies in a file");
        assert_eq!(vault.find().expect("the key"), made, "the same key every time");
        assert_eq!(vault.make().expect("the key"), made, "making again keeps it");
        assert_ne!(made.bytes, [0; 32], "it is random");
        vault.forget().expect("forgotten");
        assert!(
            matches!(vault.find(), Err(VaultError::Missing)),
            "forgotten for good"
        );
        assert_ne!(
            vault.make().expect("another").bytes,
            made.bytes,
            "a new one is another"
        );
    }

    #[cfg(unix)]
    #[test]
    fn only_the_user_can_read_the_key_file() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().expect("a temporary folder");
        Vault::new(dir.path(), Keychain::Off).make().expect("a key");
        let mode = fs::metadata(dir.path().join("store.key"))
            .expect("the file")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "nobody else may read it");
    }

    #[rstest]
    #[case::short("abc")]
    #[case::not_hex("zz")]
    #[case::wide("ａａ")]
    fn a_file_that_holds_no_key_is_said_to(#[case] part: &str) {
        let dir = tempfile::tempdir().expect("a temporary folder");
        fs::write(dir.path().join("store.key"), part.repeat(32)).expect("a file");
        let vault = Vault::new(dir.path(), Keychain::Off);
        assert!(
            matches!(vault.find(), Err(VaultError::NotAKey)),
            "a broken key file must not look like a missing one"
        );
    }

    #[test]
    fn a_key_that_lies_in_a_keychain_is_not_replaced_by_a_file() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        fs::write(dir.path().join("store.id"), "0123").expect("a store that was made elsewhere");
        let found = Vault::new(dir.path(), Keychain::Off).find();
        assert!(
            matches!(found, Err(VaultError::Missing)),
            "the caller decides, got {found:?}"
        );
    }

    #[test]
    fn whoever_does_not_answer_is_not_waited_for() {
        let answer = in_time(Duration::from_millis(10), || {
            std::thread::sleep(Duration::from_millis(400));
            1
        });
        assert_eq!(answer, None, "a silent keychain is passed over");
        assert_eq!(
            in_time(Duration::from_secs(5), || 1),
            Some(1),
            "an answer is taken"
        );
    }
}
