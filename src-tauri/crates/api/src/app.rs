//! The running app: which shop is open, the clock, and who listens; opening and closing shops.
//!
//! Each shop has a folder of its own with its store and key; a small file remembers which one was open. Nothing
//! is opened before it is asked for. Not here: what can be asked of it (one file per area), and Tauri.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::str::FromStr as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use aichaku_domain::values::{Instant, ShopDay};
use aichaku_store::{Location, Store, StoreKey};
use aichaku_vault::{Key, KeyPlace, Keychain, Vault, VaultError};
use chrono_tz::Tz;
use tokio::sync::{Mutex as AsyncMutex, RwLock};

use crate::error::{ApiError, ErrorCode, Result};
use crate::wire::{Area, JobProgress};

/// Tells the time. The only place that reads the machine's clock is the wiring of each client.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Instant;

    /// The day that a person named as today, overriding the shop's zone; `None`: taken from [`Clock::now`].
    fn day(&self) -> Option<ShopDay> {
        None
    }
}

/// Hears what the app has to say without being asked.
pub trait Listener: Send + Sync {
    /// A write made these areas stale.
    fn data_changed(&self, areas: &[Area]);

    /// A long job got further.
    fn job_progress(&self, progress: &JobProgress);
}

/// Which of the two shops.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Which {
    /// The shop's own data.
    Real,
    /// れんしゅう: never mixed with the real one, a folder and key of its own.
    Practice,
}

impl Which {
    /// The folder under the data folder.
    #[must_use]
    pub fn folder(self) -> &'static str {
        match self {
            Self::Real => "shop",
            Self::Practice => "practice",
        }
    }
}

/// A shop that is open.
pub struct OpenShop {
    /// Its store.
    pub store: Store,
    /// Which one.
    pub which: Which,
    /// Its zone.
    pub zone: Tz,
    /// Its key lies in a file because there is no keychain.
    pub key_in_file: bool,
    /// Results kept between questions; dropped when `data_version` grows.
    pub(crate) memory: crate::memory::Memory,
    /// Plans and titles, kept until one changes.
    pub(crate) care: AsyncMutex<Option<Arc<crate::record::KnownCare>>>,
    /// Held by whoever looks for doubles.
    pub(crate) looking: Arc<AsyncMutex<()>>,
}

/// The app: cheap to share, safe from many tasks.
pub struct App {
    data_dir: PathBuf,
    keychain: Keychain,
    passphrase: Option<String>,
    started: AsyncMutex<bool>,
    clock: Box<dyn Clock>,
    listener: Box<dyn Listener>,
    open: RwLock<Option<Arc<OpenShop>>>,
    jobs: Mutex<HashMap<String, Arc<AtomicBool>>>,
    previews: Mutex<Vec<(String, Arc<crate::import::Pinned>)>>,
    pub(crate) looked_together: usize,
}

/// Import previews that can still be committed; older ones must be looked at again.
const PREVIEWS: usize = 4;
/// From so many people on, those who wait for a look are looked at together.
const LOOKED_TOGETHER: usize = 2_000;

impl App {
    /// An app over `data_dir`; opens nothing yet. `AICHAKU_KEYCHAIN=off` keeps keys in files,
    /// `AICHAKU_PASSPHRASE` is the passphrase of backups.
    #[must_use]
    pub fn new(data_dir: PathBuf, clock: Box<dyn Clock>, listener: Box<dyn Listener>) -> Self {
        Self {
            data_dir,
            keychain: Keychain::from_env(),
            passphrase: std::env::var("AICHAKU_PASSPHRASE")
                .ok()
                .filter(|passphrase| !passphrase.is_empty()),
            started: AsyncMutex::new(false),
            clock,
            listener,
            open: RwLock::new(None),
            jobs: Mutex::new(HashMap::new()),
            previews: Mutex::new(Vec::new()),
            looked_together: LOOKED_TOGETHER,
        }
    }

    /// The same app with another keychain than the environment names.
    #[must_use]
    pub fn with_keychain(mut self, keychain: Keychain) -> Self {
        self.keychain = keychain;
        self
    }

    /// The same app with this passphrase for backups.
    #[must_use]
    pub fn with_passphrase(mut self, passphrase: Option<String>) -> Self {
        self.passphrase = passphrase;
        self
    }

    /// The same app that looks at so many people together who wait for it, and at fewer in short stretches.
    #[must_use]
    pub fn with_looked_together(mut self, people: usize) -> Self {
        self.looked_together = people;
        self
    }

    /// Where the data lies.
    #[must_use]
    pub fn data_dir(&self) -> &Path {
        &self.data_dir
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// Today in `zone`.
    #[must_use]
    pub fn day_in(&self, zone: Tz) -> ShopDay {
        self.clock.day().unwrap_or_else(|| self.clock.now().day_in(zone))
    }

    /// Minute of the shop's day, `0..1440`; `None` when a person named the day, because then no time of day
    /// is meant.
    pub(crate) fn minute_in(&self, zone: Tz) -> Option<u16> {
        match self.clock.day() {
            Some(_) => None,
            None => Some(self.clock.now().minute_of_day_in(zone)),
        }
    }

    /// Opens the shop that was open last, once; every question does it by itself if nobody did before.
    ///
    /// # Errors
    /// Those of opening: [`ErrorCode::WrongKey`], [`ErrorCode::KeyMissing`], [`ErrorCode::StoreTooNew`],
    /// [`ErrorCode::StoreDamaged`], [`ErrorCode::NotWritable`]. Asked again, it tries again.
    pub async fn open_at_start(&self) -> Result<()> {
        let mut started = self.started.lock().await;
        if *started {
            return Ok(());
        }
        let last = self.last_open();
        let mut opened = self.open_existing(last).await?;
        if opened.is_none() && last == Which::Practice {
            opened = self.open_existing(Which::Real).await?;
        }
        self.swap_shop(opened).await;
        *started = true;
        Ok(())
    }

    /// Lets go of the open shop: everything is in its one file then, and the log beside it is gone. A question
    /// asked afterwards opens it again.
    pub async fn close(&self) {
        let mut started = self.started.lock().await;
        if let Some(shop) = self.swap_shop(None).await {
            shop.store.close().await;
        }
        *started = false;
    }

    /// The right shop is open now, however the start went.
    pub(crate) async fn mark_started(&self) {
        *self.started.lock().await = true;
    }

    /// The file of a shop.
    pub(crate) fn store_file(&self, which: Which) -> PathBuf {
        self.folder(which).join("aichaku.db")
    }

    /// The folder of a shop.
    pub(crate) fn folder(&self, which: Which) -> PathBuf {
        self.data_dir.join(which.folder())
    }

    /// The passphrase of backups.
    pub(crate) fn passphrase(&self) -> Option<&str> {
        self.passphrase.as_deref()
    }

    /// The keys of a shop.
    pub(crate) fn vault(&self, which: Which) -> Vault {
        Vault::new(&self.folder(which), self.keychain)
    }

    /// Opens a shop that stands; `None` where there is none.
    ///
    /// # Errors
    /// Those of opening.
    pub(crate) async fn open_existing(&self, which: Which) -> Result<Option<OpenShop>> {
        if !self.store_file(which).exists() {
            return Ok(None);
        }
        let key = self.find_key(which).await?;
        let store = self.open_store(which, &key).await?;
        let Some(shop) = store.shop().await? else {
            // A shop that was being made when the machine went off; making it again goes on from here.
            store.close().await;
            return Ok(None);
        };
        Ok(Some(OpenShop {
            store,
            which,
            zone: parse_zone(&shop.zone)?,
            key_in_file: key.place == KeyPlace::File,
            memory: crate::memory::Memory::default(),
            care: AsyncMutex::new(None),
            looking: Arc::default(),
        }))
    }

    /// Opens or makes the store of a shop with its key.
    pub(crate) async fn open_store(&self, which: Which, key: &Key) -> Result<Store> {
        let location = Location::File(self.store_file(which));
        Ok(Store::open(&location, &StoreKey::new(key.bytes)).await?)
    }

    /// The key of a shop that stands.
    pub(crate) async fn find_key(&self, which: Which) -> Result<Key> {
        let vault = self.vault(which);
        // A locked keychain asks a person for a password: nobody else is to wait for that.
        let found = tokio::task::spawn_blocking(move || vault.find()).await;
        found
            .map_err(|_| ApiError::new(ErrorCode::Internal))?
            .map_err(key_error)
    }

    /// The key of a shop, made where there is none.
    pub(crate) async fn make_key(&self, which: Which) -> Result<Key> {
        let vault = self.vault(which);
        let made = tokio::task::spawn_blocking(move || vault.make()).await;
        made.map_err(|_| ApiError::new(ErrorCode::Internal))?
            .map_err(key_error)
    }

    /// Which shop was open last.
    fn last_open(&self) -> Which {
        match std::fs::read_to_string(self.data_dir.join("open")) {
            Ok(word) if word.trim() == Which::Practice.folder() => Which::Practice,
            _ => Which::Real,
        }
    }

    /// Remembers which shop is open for the next start.
    ///
    /// # Errors
    /// [`ErrorCode::NotWritable`].
    pub(crate) fn remember_open(&self, which: Which) -> Result<()> {
        std::fs::write(self.data_dir.join("open"), which.folder()).map_err(file_error)
    }

    /// The open shop.
    ///
    /// # Errors
    /// [`ErrorCode::NoShop`], and those of opening.
    pub(crate) async fn shop(&self) -> Result<Arc<OpenShop>> {
        self.open_at_start().await?;
        self.open
            .read()
            .await
            .clone()
            .ok_or_else(|| ApiError::new(ErrorCode::NoShop))
    }

    /// The open shop, if any; opens nothing.
    pub(crate) async fn open_now(&self) -> Option<Arc<OpenShop>> {
        self.open.read().await.clone()
    }

    /// Puts another shop in the place of the open one and returns that.
    pub(crate) async fn swap_shop(&self, shop: Option<OpenShop>) -> Option<Arc<OpenShop>> {
        std::mem::replace(&mut *self.open.write().await, shop.map(Arc::new))
    }

    /// Tells everybody which areas became stale.
    pub(crate) fn changed(&self, areas: &[Area]) {
        self.listener.data_changed(areas);
    }

    /// Tells how far a job is.
    pub(crate) fn progress(&self, job: &str, done: usize, total: usize) {
        self.listener.job_progress(&JobProgress {
            job: job.to_owned(),
            done: done.into(),
            total: total.into(),
        });
    }

    /// Registers a job that can be cancelled; the flag turns true when somebody asks it to stop.
    pub(crate) fn begin_job(&self, job: &str) -> Arc<AtomicBool> {
        let flag = Arc::new(AtomicBool::new(false));
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.insert(job.to_owned(), Arc::clone(&flag));
        flag
    }

    /// Asks a job to stop.
    pub(crate) fn ask_to_stop(&self, job: &str) {
        let jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(flag) = jobs.get(job) {
            flag.store(true, Ordering::Relaxed);
        }
    }

    /// Keeps a preview for its commit.
    pub(crate) fn pin(&self, ticket: String, preview: crate::import::Pinned) {
        let mut previews = self.previews.lock().unwrap_or_else(PoisonError::into_inner);
        if previews.len() >= PREVIEWS {
            previews.remove(0);
        }
        previews.push((ticket, Arc::new(preview)));
    }

    /// The preview of a ticket.
    pub(crate) fn pinned(&self, ticket: &str) -> Option<Arc<crate::import::Pinned>> {
        let previews = self.previews.lock().unwrap_or_else(PoisonError::into_inner);
        previews
            .iter()
            .find(|(known, _)| known == ticket)
            .map(|(_, preview)| Arc::clone(preview))
    }

    /// Forgets a preview that was committed.
    pub(crate) fn unpin(&self, ticket: &str) {
        self.previews
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|(known, _)| known != ticket);
    }

    /// Forgets a job that ended.
    pub(crate) fn end_job(&self, job: &str) {
        self.jobs
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(job);
    }
}

/// Reads an IANA zone.
///
/// # Errors
/// [`ErrorCode::Invalid`] with field `zone`.
pub(crate) fn parse_zone(zone: &str) -> Result<Tz> {
    Tz::from_str(zone).map_err(|_| ApiError::new(ErrorCode::Invalid).with("field", "zone"))
}

/// Reads a day that came over the edge.
///
/// # Errors
/// [`ErrorCode::InvalidDay`] with `field` and `value`.
pub(crate) fn parse_day(field: &str, text: &str) -> Result<ShopDay> {
    ShopDay::parse_iso(text).ok_or_else(|| {
        ApiError::new(ErrorCode::InvalidDay)
            .with("field", field)
            .with("value", text)
    })
}

/// What a client can do about a key that is not there.
fn key_error(error: VaultError) -> ApiError {
    tracing::error!(error = &error as &dyn std::error::Error, "no key for the store");
    match error {
        VaultError::Missing | VaultError::Unreachable | VaultError::NotAKey => {
            ApiError::new(ErrorCode::KeyMissing)
        }
        VaultError::Folder(error) => file_error(error),
        VaultError::NoRandomness => ApiError::new(ErrorCode::Internal),
    }
}

/// What a client can do about a file that cannot be used.
pub(crate) fn file_error(error: std::io::Error) -> ApiError {
    match error.kind() {
        std::io::ErrorKind::NotFound => ApiError::new(ErrorCode::FileUnreadable),
        std::io::ErrorKind::StorageFull => ApiError::new(ErrorCode::DiskFull),
        std::io::ErrorKind::AlreadyExists => ApiError::new(ErrorCode::FileExists),
        _ => ApiError::new(ErrorCode::NotWritable),
    }
}
