//! Measuring on a large shop. What is measured, and how, is in the `bench` program of the tests.

use crate::{Failure, process};

/// Runs the measurements on the released form of the code and hands on all arguments.
pub(crate) fn bench(arguments: &[String]) -> Result<(), Failure> {
    process::cargo([
        "run",
        "--release",
        "--package",
        "aichaku-tests",
        "--bin",
        "bench",
        "--",
    ])
    .and(arguments)
    .succeed()
}
