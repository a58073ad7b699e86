//! The readers of files against bytes that nobody meant as a file.
//!
//! Not here: the inputs and what must hold of them (`exchange/tests/never_panics.rs`).

use std::hash::{BuildHasher as _, Hasher as _, RandomState};

use crate::{Failure, process};

/// Inputs when nothing else is said.
const INPUTS: u64 = 1_000_000;
/// Tests that read whole files, each of which gets its share of the inputs.
const READERS: u64 = 2;

/// Reads so many files of random bytes, half of them made of pieces of real ones, on the released form of the code.
/// The ordinary tests read a few hundred.
pub(crate) fn fuzz(arguments: &[String]) -> Result<(), Failure> {
    let inputs = match arguments.first() {
        None => INPUTS,
        Some(word) => word
            .replace('_', "")
            .parse()
            .map_err(|_| format!("`{word}` is no number of inputs."))?,
    };
    // Others each time: the ordinary tests draw the same.
    let seed = RandomState::new().build_hasher().finish();
    println!("{inputs} inputs, PROPTEST_RNG_SEED={seed}");
    process::cargo([
        "test",
        "--release",
        "--package",
        "aichaku-exchange",
        "--test",
        "never_panics",
    ])
    .with("PROPTEST_CASES", inputs.div_ceil(READERS).to_string())
    .with("PROPTEST_RNG_SEED", seed.to_string())
    .succeed()
}
