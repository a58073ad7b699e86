//! The use cases: one per thing that a person or a script can ask. The window and the command line are
//! two clients of it, so they cannot disagree.
//!
//! Not here: sentences for people (the clients word codes and values), Tauri, SQL.

mod address_check;
mod app;
mod care;
mod comparisons;
mod counter;
mod customers;
mod demo;
mod duplicates;
pub mod error;
mod handover;
mod import;
mod insights;
mod keeping;
mod lists;
mod memory;
mod places;
mod planning;
mod record;
mod shop;
mod today;
mod voices;
pub mod wire;

// The words in which both clients speak of time and of goods.
pub use aichaku_domain::kinds::{Channel, Family, Finish, Material, Purpose};
pub use aichaku_domain::values::{Instant, ShopDay};
pub use aichaku_vault::Keychain;
pub use app::{App, Clock, Listener, OpenShop, Which};
pub use import::row_sentence;
