//! Measuring on a large shop. What is measured, and how, is in the `bench` program of the tests and in
//! `tests/e2e/start.mjs` and `refresh.mjs`, and beside what in `tests/peers`.

use std::ffi::OsStr;
use std::path::Path;

use crate::{
    Failure, apt, e2e,
    process::{self, Program},
    run,
};

/// Runs the measurements on the released form of the code and hands on all arguments.
///
/// The made shop is kept in `target/bench`, because making it takes longer than measuring. The start and
/// what one more purchase does to Insights are measured last, in the real window, where one can be driven.
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
    if matches!(only, None | Some("peers")) {
        peers(&folder.join("peers"))?;
    }
    if matches!(only, None | Some("start")) && e2e::is_possible() {
        run::build_released()?;
        in_window("start.mjs", &folder)?;
        in_window("refresh.mjs", &folder)?;
    }
    Ok(())
}

/// Asks other programs what ours has answered. They live in a folder of their own, made once for each list of them.
fn peers(folder: &Path) -> Result<(), Failure> {
    let python = if cfg!(windows) { "python" } else { "python3" };
    let inside = if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    };
    let home = folder.join("venv");
    let (own, wanted) = (home.join(inside), process::root().join("tests/peers"));
    let list = wanted.join("requirements.txt");
    let text = std::fs::read_to_string(&list).map_err(|error| format!("{}: {error}.", list.display()))?;
    let done = home.join("installed.txt");
    if std::fs::read_to_string(&done).ok().as_ref() != Some(&text) {
        Program::new(python, ["-m".as_ref(), "venv".as_ref(), home.as_os_str()]).succeed()?;
        let install = [
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "-r",
        ]
        .map(OsStr::new);
        Program::new(&own, install.into_iter().chain([list.as_os_str()])).succeed()?;
        std::fs::write(&done, text).map_err(|error| format!("{}: {error}.", done.display()))?;
    }
    Program::new(&own, [wanted.join("compare.py").as_os_str(), folder.as_os_str()]).succeed()
}

/// Measures in the real window, on the large shop and on an empty one.
fn in_window(script: &str, folder: &Path) -> Result<(), Failure> {
    let words = ["large", "empty"].map(|name| folder.join(name).to_string_lossy().into_owned());
    let script: Program = e2e::node(script);
    script
        .with("AICHAKU_APP", process::released_app())
        .and(&words)
        .succeed()
}
