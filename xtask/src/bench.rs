//! Measuring on a large shop. What is measured, and how, is in the `bench` program of the tests and in
//! `tests/e2e/start.mjs`.

use crate::{
    Failure, apt, e2e,
    process::{self, Program},
    run,
};

/// Runs the measurements on the released form of the code and hands on all arguments.
///
/// The made shop is kept in `target/bench`, because making it takes longer than measuring. The start is
/// measured last, in the real window, where one can be driven.
pub(crate) fn bench(arguments: &[String]) -> Result<(), Failure> {
    let folder = process::target_dir().join("bench");
    let kept = folder.to_string_lossy().into_owned();
    let only = arguments.iter().position(|word| word == "--only");
    let only = only.and_then(|at| arguments.get(at + 1)).map(String::as_str);
    if only != Some("start") && apt::is_here() {
        apt::install_peers()?;
    }
    process::cargo([
        "run",
        "--release",
        "--package",
        "aichaku-tests",
        "--bin",
        "bench",
        "--",
        "--keep",
        &kept,
    ])
    .and(arguments)
    .succeed()?;
    if matches!(only, None | Some("start")) && e2e::is_possible() {
        run::build_released()?;
        start(&folder)?;
    }
    Ok(())
}

/// From the start of the program to Today on screen, on the large shop and on an empty one.
fn start(folder: &std::path::Path) -> Result<(), Failure> {
    let words = ["large", "empty"].map(|name| folder.join(name).to_string_lossy().into_owned());
    let script: Program = e2e::node("start.mjs");
    script
        .with("AICHAKU_APP", process::released_app())
        .and(&words)
        .succeed()
}
