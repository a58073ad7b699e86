//! The shop's rules: who lives with what, which care is due when, and who may be reached how.
//!
//! Pure by design: no files, no SQL, no clocks, no serde, no Tauri. `now` and `day` are always
//! arguments, so that "a follow-up that is due tomorrow" can be tested today.

pub mod calendar;
pub mod catch_up;
pub mod comparison;
pub mod consent;
pub mod fold;
pub mod gate;
pub mod goals;
pub mod heard;
pub mod identity;
pub mod kinds;
pub mod library;
pub mod matching;
pub mod message;
pub mod phase;
pub mod plan;
pub mod purchases;
pub mod rank;
pub mod readings;
pub mod reason;
pub mod standing;
pub mod values;
pub mod voices;
