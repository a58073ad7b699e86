//! Tests of the whole that need no window: scenarios through the use cases, published numbers, and the
//! rules of the house that no compiler keeps.
//!
//! The tests in the real window are in `e2e/`.

pub mod bare;
pub mod bench;
pub mod doubles;
pub mod dump;
pub mod files;
pub mod generate;
pub mod house;

#[cfg(test)]
mod tidy;
