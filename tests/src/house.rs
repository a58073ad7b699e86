//! A house for scenarios: the whole app over a temporary folder, with a clock that the test sets and an ear that
//! remembers what was said.
//!
//! Not here: what is asked of it; the scenarios stand in `tests/tests`.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use aichaku_api::wire::{
    AddressForm, Area, ContactLine, CustomerForm, CustomerState, Int, JobProgress, LineKind, NewLine,
    NewPurchase, NewShop, SalesChannel,
};
use aichaku_api::{App, Clock, Keychain, Listener};
use aichaku_domain::values::{Instant, ShopDay};
use tempfile::TempDir;

/// A day in milliseconds.
const DAY_MS: i64 = 86_400_000;

/// The app in a folder of its own.
pub struct House {
    /// The app.
    pub app: App,
    /// What the window would have heard.
    pub heard: Arc<Mutex<Vec<Area>>>,
    now: Arc<AtomicI64>,
    dir: Arc<TempDir>,
}

struct SetClock(Arc<AtomicI64>);

impl Clock for SetClock {
    fn now(&self) -> Instant {
        // Two moments are never the same, as on a real machine.
        Instant(self.0.fetch_add(1, Ordering::Relaxed))
    }
}

struct Ear(Arc<Mutex<Vec<Area>>>);

impl Listener for Ear {
    fn data_changed(&self, areas: &[Area]) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend_from_slice(areas);
    }

    fn job_progress(&self, _: &JobProgress) {}
}

impl Drop for House {
    /// Lets go of the store before the test program ends: a connection of sqlx that is still closing on its own
    /// thread would meet OpenSSL already taken down by the C library, and crash after the test has passed.
    /// Needs a runtime of several threads, because closing waits for what the runtime has still to do.
    fn drop(&mut self) {
        use tokio::runtime::{Handle, RuntimeFlavor};
        if let Ok(handle) = Handle::try_current()
            && handle.runtime_flavor() == RuntimeFlavor::MultiThread
        {
            tokio::task::block_in_place(|| handle.block_on(self.app.close()));
        }
    }
}

impl House {
    /// An app over an empty folder, at ten in the morning of `day` (`YYYY-MM-DD`) in Tokyo. Keys lie in files.
    ///
    /// # Panics
    /// When there is no temporary folder, or `day` is no day.
    #[must_use]
    pub fn new(day: &str) -> Self {
        Self::over(Arc::new(tempfile::tempdir().expect("a temporary folder")), day)
    }

    /// The same folder opened by another start of the program, on `day`.
    #[must_use]
    pub fn again(&self, day: &str) -> Self {
        Self::over(Arc::clone(&self.dir), day)
    }

    fn over(dir: Arc<TempDir>, day: &str) -> Self {
        let heard = Arc::new(Mutex::new(Vec::new()));
        let now = Arc::new(AtomicI64::new(ten_in_the_morning(day)));
        let app = app_in(dir.path(), &now, &heard);
        Self { app, heard, now, dir }
    }

    /// The app over a folder that somebody else keeps, at ten in the morning of `day`.
    ///
    /// # Panics
    /// When `day` is no day.
    #[must_use]
    pub fn app_over(dir: &std::path::Path, day: &str) -> App {
        let now = Arc::new(AtomicI64::new(ten_in_the_morning(day)));
        app_in(dir, &now, &Arc::default())
    }

    /// A house in which a shop stands.
    ///
    /// # Panics
    /// When the shop cannot be begun.
    pub async fn with_shop(day: &str) -> Self {
        let house = Self::new(day);
        house
            .app
            .create_shop(NewShop {
                name: "青葉家具".to_owned(),
                currency: "JPY".to_owned(),
                zone: "Asia/Tokyo".to_owned(),
            })
            .await
            .expect("a shop");
        house
    }

    /// The app itself, to be opened in another way; one that opens nothing takes its place.
    #[must_use]
    pub fn take_app(&mut self) -> App {
        let idle = app_in(self.dir(), &self.now, &self.heard);
        std::mem::replace(&mut self.app, idle)
    }

    /// The folder of the data.
    #[must_use]
    pub fn dir(&self) -> &std::path::Path {
        self.dir.path()
    }

    /// Moves the clock to ten in the morning of `day`.
    pub fn go_to(&self, day: &str) {
        self.now.store(ten_in_the_morning(day), Ordering::Relaxed);
    }

    /// Moves the clock to a time of `day`, `hour` 0..=23 in Tokyo.
    pub fn go_to_hour(&self, day: &str, hour: i64) {
        let ten = ten_in_the_morning(day);
        self.now.store(ten + (hour - 10) * 3_600_000, Ordering::Relaxed);
    }

    /// Writes a purchase in the shop down and answers its number.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn sell(
        &self,
        customer: Int,
        ordered_on: &str,
        delivered_on: Option<&str>,
        lines: Vec<NewLine>,
    ) -> Int {
        self.app
            .add_purchase(purchase(customer, ordered_on, delivered_on, lines))
            .await
            .expect("a purchase")
            .id
    }

    /// What was heard since the last time.
    #[must_use]
    pub fn hear(&self) -> Vec<Area> {
        std::mem::take(&mut *self.heard.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn app_in(dir: &std::path::Path, now: &Arc<AtomicI64>, heard: &Arc<Mutex<Vec<Area>>>) -> App {
    App::new(
        dir.to_owned(),
        Box::new(SetClock(Arc::clone(now))),
        Box::new(Ear(Arc::clone(heard))),
    )
    .with_keychain(Keychain::Off)
    .with_passphrase(None)
}

/// 10:00 in Tokyo is 01:00 in UTC.
fn ten_in_the_morning(day: &str) -> i64 {
    let day = ShopDay::parse_iso(day).expect("a day as YYYY-MM-DD");
    i64::from(day.epoch_days()) * DAY_MS + DAY_MS / 24
}

/// A person with kana, a telephone and an address in 港区.
#[must_use]
pub fn person(family: &str, given: &str, family_kana: &str, given_kana: &str) -> CustomerForm {
    CustomerForm {
        company: false,
        family_name: family.to_owned(),
        given_name: given.to_owned(),
        family_kana: family_kana.to_owned(),
        given_kana: given_kana.to_owned(),
        honorific: String::new(),
        contacts: vec![ContactLine {
            kind: "mobile".to_owned(),
            value: "090-1234-5678".to_owned(),
        }],
        address: AddressForm {
            postal_code: "107-0062".to_owned(),
            prefecture: "東京都".to_owned(),
            city: "港区".to_owned(),
            street: "南青山1-2-3".to_owned(),
            building: "青葉荘201".to_owned(),
        },
        state: CustomerState::Active,
        state_since: None,
        suppressed: false,
        service_only: false,
        preferred_channel: None,
        refused_channels: Vec::new(),
    }
}

/// A line of goods.
#[must_use]
pub fn goods(name: &str, amount_minor: i64) -> NewLine {
    NewLine {
        name: name.to_owned(),
        product: None,
        kind: LineKind::Goods,
        family: None,
        material: None,
        finish: None,
        quantity: Int(1),
        amount_minor: Int(amount_minor),
    }
}

/// A purchase in the shop.
#[must_use]
pub fn purchase(
    customer: Int,
    ordered_on: &str,
    delivered_on: Option<&str>,
    lines: Vec<NewLine>,
) -> NewPurchase {
    NewPurchase {
        customer,
        ordered_on: ordered_on.to_owned(),
        delivered_on: delivered_on.map(str::to_owned),
        lines,
        channel: SalesChannel::Store,
        staff: None,
        note: String::new(),
    }
}
