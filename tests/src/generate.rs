//! A large shop, written straight into a store: the ground for measurements.
//!
//! The same for the same [`Size`] and seed, believable in its proportions (ten years, one delivery in thirty
//! unknown, some things given away, some people deceased), and made in bulk statements, because the ordinary
//! way in would take longer than the measurement. The shop with stories in it is the demo shop (`api::demo`).
//!
//! Not here: what is measured (`bin/bench.rs`).

mod bulk;
pub(crate) mod chance;
mod people;
mod purchases;
mod talk;
pub(crate) mod words;

use std::path::Path;

use aichaku_domain::values::{Instant, ShopDay};
use aichaku_store::{Location, NewShop, Store, StoreKey};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _};

use chance::Chance;
use people::{Household, people, rows_of_households};
use purchases::{days_of_purchases, products, purchases};
use talk::talk;

/// How large a shop to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Households, 1 or more.
    pub households: u32,
    /// Purchases, at least as many as households.
    pub purchases: u32,
}

/// The shop of the measurements: 300,000 households with 1,000,000 purchases.
pub const LARGE: Size = Size {
    households: 300_000,
    purchases: 1_000_000,
};

/// Anything that went wrong; the caller only reports it.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Years of history.
const YEARS: i64 = 10;
/// Milliseconds of a day.
const DAY_MS: i64 = 86_400_000;

/// The file of a store as it lies on the disk, past everything that the store guards.
///
/// # Errors
/// The file is no store, or the key is another.
pub async fn connect(path: &Path, key: [u8; 32]) -> Result<SqliteConnection, Failure> {
    let mut hex = String::with_capacity(64);
    for byte in key {
        use std::fmt::Write as _;
        let _ = write!(hex, "{byte:02x}");
    }
    Ok(SqliteConnectOptions::new()
        .filename(path)
        .pragma("key", format!("\"x'{hex}'\""))
        .pragma("temp_store", "memory")
        .pragma("cache_size", "-262144")
        // Rows of a table are written together, so children may come before their parents.
        .foreign_keys(false)
        .synchronous(SqliteSynchronous::Off)
        .disable_statement_logging()
        .connect()
        .await?)
}

/// Writes a shop of this size into a new store at `path`, with ten years up to `today`.
///
/// The library and its plans are the caller's to bring in: they are no part of a shop's history.
///
/// # Errors
/// Whatever the store or the disk says; a store that stands there already is not touched.
pub async fn generate(
    path: &Path,
    key: [u8; 32],
    size: Size,
    seed: u64,
    today: ShopDay,
) -> Result<(), Failure> {
    let now = Instant(i64::from(today.epoch_days()) * DAY_MS);
    let store = Store::open(&Location::File(path.to_owned()), &StoreKey::new(key)).await?;
    let new = NewShop {
        store_uid: format!("generated-{seed}"),
        practice: false,
        name: "家具のはかり".to_owned(),
        currency: "JPY".to_owned(),
        currency_digits: 0,
        zone: "Asia/Tokyo".to_owned(),
        plan_from: None,
    };
    store.create_shop(&new, now).await?;
    store.close().await;

    let mut connection = connect(path, key).await?;
    sqlx::query("begin immediate").execute(&mut connection).await?;
    let made = fill(&mut connection, size, seed, today, now).await;
    if made.is_ok() {
        sqlx::query("commit").execute(&mut connection).await?;
        sqlx::query("pragma wal_checkpoint(truncate)")
            .execute(&mut connection)
            .await?;
    }
    connection.close().await?;
    made
}

async fn fill(
    connection: &mut SqliteConnection,
    size: Size,
    seed: u64,
    today: ShopDay,
    now: Instant,
) -> Result<(), Failure> {
    let mut chance = Chance(seed);
    products(connection, now).await?;
    let mut households = vec![Household::default(); usize::try_from(size.households)?];
    let bought = days_of_purchases(&mut chance, size, today);
    people(connection, &mut chance, &mut households, today, now).await?;
    purchases(connection, &mut chance, &mut households, &bought, today, now).await?;
    rows_of_households(connection, &households, &mut Chance(seed ^ 1), now).await?;
    talk(connection, &mut chance, &households, today, now).await?;
    Ok(())
}
