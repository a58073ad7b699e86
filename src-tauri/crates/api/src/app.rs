//! The running app: which shop is open, the clock, and who listens.
//!
//! Not here: what can be asked of it (one file per area), and Tauri.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::str::FromStr as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use aichaku_domain::values::{Instant, ShopDay};
use aichaku_store::Store;
use chrono_tz::Tz;
use tokio::sync::RwLock;

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
}

/// The app: cheap to share, safe from many tasks.
pub struct App {
    data_dir: PathBuf,
    clock: Box<dyn Clock>,
    listener: Box<dyn Listener>,
    open: RwLock<Option<Arc<OpenShop>>>,
    jobs: Mutex<HashMap<String, Arc<AtomicBool>>>,
}

impl App {
    /// An app over `data_dir`; opens nothing yet.
    #[must_use]
    pub fn new(data_dir: PathBuf, clock: Box<dyn Clock>, listener: Box<dyn Listener>) -> Self {
        Self {
            data_dir,
            clock,
            listener,
            open: RwLock::new(None),
            jobs: Mutex::new(HashMap::new()),
        }
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

    /// The open shop.
    ///
    /// # Errors
    /// [`ErrorCode::NoShop`].
    pub(crate) async fn shop(&self) -> Result<Arc<OpenShop>> {
        self.open
            .read()
            .await
            .clone()
            .ok_or_else(|| ApiError::new(ErrorCode::NoShop))
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
