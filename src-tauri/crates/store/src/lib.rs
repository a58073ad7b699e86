//! All SQL and all of sqlx: one encrypted SQLite file, one writer, many readers.
//!
//! Public signatures name no sqlx type: that is the seam for a second engine. Not here: the shop's
//! rules, words for people, clocks (`now` and `day` are arguments).

mod backup;
mod changes;
mod check;
mod contents;
mod error;
mod history;
mod keys;
mod open;
mod planning;
mod plans;
mod search;
mod shop;
mod sql;
#[cfg(test)]
mod whole;

pub use backup::{Backup, BackupKey, restore, verify};
pub use changes::{Undone, Written};
pub use contents::{Content, ContentText, Origin};
pub use error::StoreError;
pub use history::{FirstPurchase, PurchaseFact, UnitAnchor};
pub use keys::{dwelling_key, name_key, text_key};
pub use open::{Location, Store, StoreKey};
pub use planning::{ABSENCE_DAYS, At, ClassCount, DayBegun, HORIZON_DAYS, Planned};
pub use plans::{PlanRow, StepRow};
pub use search::{CustomerHit, CustomerPage, ListPlace, sort_key};
pub use shop::{Counts, NewShop, Shop, Staff};

/// Result of a store call.
pub type Result<T> = std::result::Result<T, StoreError>;
