//! `cargo xtask …`: everything a person or a server does with this checkout.
//!
//! It only calls the tools that do the work; no rule of the app is here. It has no dependencies unless
//! icons are drawn, so that it starts at once on a new machine.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "this program talks to a terminal"
)]

mod apt;
mod bench;
mod check;
mod counts;
mod e2e;
mod fuzz;
#[cfg(feature = "icons")]
mod icons;
mod node;
mod process;
mod run;
mod setup;

use std::process::ExitCode;

/// A sentence for the person at the terminal, saying what to do next.
type Failure = String;

const HELP: &str = "\
cargo xtask <command>

  setup        installs what is missing on this machine (Debian, Ubuntu) or says what is
  run          builds the interface and the app and opens it; without a screen, takes a picture of it
  test         every check and test; the last line is `N passed, N failed`
               --only <words>   only the steps whose name begins with one of the words, comma-separated
               --list           names the steps
  bench        measures the app on a large generated shop (what follows is passed on)
  fuzz         reads a million files of random bytes (or as many as are named); none may stop the program
  screenshots  every screen in both languages, both themes and two widths, in target/screenshots
  bindings     writes the typed bindings of the interface from the backend's commands
  icons        draws all icons from icons/aichaku.svg
  postal       packs the table of postal codes anew: utf_ken_all.zip of Japan Post and its day (YYYY-MM-DD)
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", &[][..]),
    };
    let result = match command {
        "setup" => setup::setup(),
        "run" => run::run(rest),
        "test" => return check::test(rest),
        "bench" => bench::bench(rest),
        "fuzz" => fuzz::fuzz(rest),
        "screenshots" => run::screenshots(rest),
        "bindings" => run::bindings(),
        "icons" => icons(),
        "postal" => postal(rest),
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(())
        }
        other => Err(format!("There is no command `{other}`.\n\n{HELP}")),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

/// Packs the official table of postal codes into the program.
fn postal(arguments: &[String]) -> Result<(), Failure> {
    let [zip, day] = arguments else {
        return Err(
            "Name the official zip and its day: cargo xtask postal utf_ken_all.zip 2026-05-29".to_owned(),
        );
    };
    process::cargo([
        "run",
        "--quiet",
        "--package",
        "aichaku-postal",
        "--features",
        "pack",
        "--",
        zip,
        day,
        "src-tauri/crates/postal/data/postal.bin",
    ])
    .succeed()
}

#[cfg(feature = "icons")]
fn icons() -> Result<(), Failure> {
    icons::draw()
}

/// Starts this program again with what drawing needs.
#[cfg(not(feature = "icons"))]
fn icons() -> Result<(), Failure> {
    process::cargo([
        "run",
        "--quiet",
        "--package",
        "xtask",
        "--features",
        "icons",
        "--",
        "icons",
    ])
    .succeed()
}
