//! Node and the packages of the interface and of the end-to-end tests.

use std::{fs, path::Path, time::SystemTime};

use crate::{
    Failure, apt,
    process::{self, Program},
};

/// The oldest Node that the tools of the interface run on.
const OLDEST_NODE: u32 = 20;

/// Folders with a `package-lock.json` of their own.
const FOLDERS: [&str; 2] = ["ui", "tests/e2e"];

/// Node is here, or is installed where the system offers it, and the packages are in place.
pub(crate) fn prepare() -> Result<(), Failure> {
    if version().is_none() && apt::is_here() {
        apt::install_node(OLDEST_NODE)?;
    }
    match version() {
        Some(major) if major >= OLDEST_NODE && process::exists("npm") => {}
        Some(major) if major >= OLDEST_NODE => return Err("npm is missing; it comes with Node.".to_owned()),
        Some(major) => {
            return Err(format!(
                "Node {OLDEST_NODE} or newer is needed and {major} is installed: https://nodejs.org"
            ));
        }
        None => {
            return Err(format!(
                "Node {OLDEST_NODE} or newer is needed: https://nodejs.org"
            ));
        }
    }
    for folder in FOLDERS {
        install_packages(&process::root().join(folder))?;
    }
    Ok(())
}

fn version() -> Option<u32> {
    let answer = Program::new("node", ["--version"]).answer()?;
    answer.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

fn install_packages(folder: &Path) -> Result<(), Failure> {
    let wanted = folder.join("package-lock.json");
    // npm writes this file last, so it also tells that an earlier installation was not interrupted.
    let present = folder.join("node_modules/.package-lock.json");
    if !wanted.exists() || changed(&present) >= changed(&wanted) {
        return Ok(());
    }
    println!("Installing the packages of {}", folder.display());
    process::npm(folder, ["ci", "--no-audit", "--no-fund"]).succeed()
}

/// When a file was last written; `None`, which is before everything, when it is not there.
fn changed(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).and_then(|metadata| metadata.modified()).ok()
}
