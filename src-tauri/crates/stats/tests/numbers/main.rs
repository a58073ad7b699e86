//! Every number of this crate against published figures, worked examples and its own laws.
//!
//! One program, so that it links once.
#![allow(
    clippy::print_stdout,
    reason = "a data set that is not at hand is skipped aloud"
)]

mod cohorts;
mod common;
mod effect;
mod history;
mod intervals;
mod models;
mod nps_and_drivers;
mod reference_cohorts;
mod reference_repeats;
mod reference_returns;
mod reference_rfm;
mod referral;
mod survival;
mod worth;
