//! All SQL and all of sqlx: one encrypted SQLite file, one writer, many readers.
//!
//! Public signatures name no sqlx type: that is the seam for a second engine. Not here: the shop's
//! rules, words for people, clocks (`now` and `day` are arguments).

mod error;
mod open;

pub use error::StoreError;
pub use open::{Location, Store, StoreKey};

/// Result of a store call.
pub type Result<T> = std::result::Result<T, StoreError>;
