//! Numbers over plain slices: who came back, when, how much, and how sure we may be.
//!
//! Everything here is pure arithmetic on days (whole days since 1970-01-01), amounts (integer minor units) and
//! counts. Not here: what a customer is, where the facts rest, words or formats for people, clocks, randomness
//! and serialisation for the screen. Definitions in words are in `docs/METRICS.md`.

pub mod btyd;
pub mod calendar;
pub mod codec;
pub mod cohorts;
pub mod competing;
pub mod drivers;
pub mod effect;
pub mod history;
pub mod intervals;
pub mod nps;
pub mod referral;
pub mod repeats;
pub mod rfm;
pub mod survival;
pub mod worth;
pub mod worth_referred;

pub use calendar::{Day, Period};
pub use codec::{DecodeError, decode_block, encode_block};
pub use cohorts::{Cohorts, Measure};
pub use competing::IncidenceCurve;
pub use history::{Correction, History, HistoryBuilder, Purchase, Rules, UnitHistory};
pub use intervals::Interval;
pub use survival::{KaplanMeier, Spell};
