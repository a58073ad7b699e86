//! People who are in the books twice, with the errors that Japanese shop data has, and how well they are found.
//!
//! The errors are those of the domain research, section 4.4, each with its rate in [`Rates`]: stated before anything was
//! measured, and never moved towards what the scorer can do. The hard cases are in it too: families who share
//! a telephone and a dwelling, brothers and fathers who share a kanji, twins, a mother-in-law whose name is read
//! alike, namesakes in one town, a telephone number that was given to somebody else.
//! Not here: deciding (`domain::matching`), and the time it takes in a store (`bin/bench.rs`).

mod people;
mod score;
mod spelling;

pub use people::{Rates, Written, people};
pub use score::{Found, Share, measure, tell};
