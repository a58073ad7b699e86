//! What crosses the edge: plain data with serde for both clients and specta for TypeScript.
//!
//! Not here: behaviour, and words for people. Days are `YYYY-MM-DD` text in the shop's zone, instants
//! milliseconds UTC, money integer minor units of the shop's currency.

mod care;
mod customers;
mod duplicates;
mod effect;
mod findings;
mod goals;
mod import;
mod insights;
mod kinds;
mod lists;
mod places;
mod products;
mod referrals;
mod report;
mod shop;
mod standing;
mod systems;
mod today;
mod voices;
mod worth;

pub use care::*;
pub use customers::*;
pub use duplicates::*;
pub use effect::*;
pub use findings::*;
pub use goals::*;
pub use import::*;
pub use insights::*;
pub use kinds::*;
pub use lists::*;
pub use places::*;
pub use products::*;
pub use referrals::*;
pub use report::*;
pub use shop::*;
pub use standing::*;
pub use systems::*;
pub use today::*;
pub use voices::*;
pub use worth::*;

use serde::{Deserialize, Serialize};
use specta::Type;

/// A whole number that TypeScript holds as `number`: an id, a count, an amount in minor units or an
/// instant in milliseconds. Exact up to 2^53.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, Type)]
#[serde(transparent)]
pub struct Int(#[specta(type = i32)] pub i64);

/// A finite real number: a share (0..=1), a rate or a mean.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default, Serialize, Deserialize, Type)]
#[serde(transparent)]
pub struct Real(#[specta(type = i32)] pub f64);

impl From<i64> for Int {
    fn from(value: i64) -> Self {
        Self(value)
    }
}

impl From<usize> for Int {
    fn from(value: usize) -> Self {
        Self(i64::try_from(value).unwrap_or(i64::MAX))
    }
}

impl From<f64> for Real {
    fn from(value: f64) -> Self {
        Self(value)
    }
}
