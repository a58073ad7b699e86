//! `cargo xtask test`: every check and test, to the end whatever fails, and one line that sums up.

use std::{process::ExitCode, time::Instant};

use crate::{
    counts::{Counting, Counts},
    e2e,
    process::{self, Program, cargo, npm},
    setup,
};

/// One thing to check.
struct Step {
    name: &'static str,
    counting: Counting,
    program: Program,
}

/// Runs the steps whose names `arguments` choose; all of them without arguments.
pub(crate) fn test(arguments: &[String]) -> ExitCode {
    let wanted = match wanted(arguments) {
        Ok(wanted) => wanted,
        Err(sentence) => {
            eprintln!("{sentence}");
            return ExitCode::FAILURE;
        }
    };
    if arguments.first().is_some_and(|first| first == "--list") {
        steps().iter().for_each(|step| println!("{}", step.name));
        return ExitCode::SUCCESS;
    }
    let began = Instant::now();
    let mut total = Counts::default();
    let mut report = Vec::new();
    if let Err(sentence) = setup::setup() {
        // The other steps still tell something, for instance on a machine without Node.
        println!("{sentence}");
        total.failed += 1;
        report.push(format!("setup: {sentence}"));
    }
    for step in steps()
        .into_iter()
        .filter(|step| wanted.iter().any(|word| step.name.starts_with(word.as_str())))
    {
        let step_began = Instant::now();
        println!("\n=== {} (after {} s)", step.name, began.elapsed().as_secs());
        let said = step.program.watched();
        let counts = step.counting.count(&said.text, said.ok);
        total += counts;
        report.push(format!(
            "{:<14} {:>5} passed, {:>3} failed, {:>4} s",
            step.name,
            counts.passed,
            counts.failed,
            step_began.elapsed().as_secs()
        ));
    }
    println!("\n=== all steps, {} s", began.elapsed().as_secs());
    report.iter().for_each(|line| println!("{line}"));
    if std::env::var_os("AICHAKU_REFERENCE_DATA").is_none() {
        println!("AICHAKU_REFERENCE_DATA is not set: tests against reference data used none.");
    }
    println!("{} passed, {} failed", total.passed, total.failed);
    if total.failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// The words of `--only`; one empty word, with which every name begins, without it.
fn wanted(arguments: &[String]) -> Result<Vec<String>, String> {
    match arguments {
        [] => Ok(vec![String::new()]),
        [list] if list == "--list" => Ok(vec![String::new()]),
        [only, words] if only == "--only" => Ok(words.split(',').map(str::to_owned).collect()),
        other => Err(format!(
            "`{}` is not understood; there are --only <words> and --list.",
            other.join(" ")
        )),
    }
}

/// What is quick and points at a line of code comes first. The app is built once, after the interface
/// that it has inside, for the Rust tests and the real window alike.
fn steps() -> Vec<Step> {
    let ui = process::root().join("ui");
    let ui_step = |name, counting, script| Step {
        name,
        counting,
        program: npm(&ui, ["run", script]).with("CI", "1").with("NO_COLOR", "1"),
    };
    let one = |name, program| Step {
        name,
        counting: Counting::One,
        program,
    };
    let mut steps = vec![
        one("format", cargo(["fmt", "--all", "--check"])),
        ui_step("ui-format", Counting::One, "format:check"),
        ui_step("ui-check", Counting::One, "check"),
        ui_step("ui-lint", Counting::One, "lint"),
        ui_step("ui-tests", Counting::Vitest, "test"),
        ui_step("ui-build", Counting::One, "build"),
        one(
            "clippy",
            cargo(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]),
        ),
        // The same choice of packages and targets as the tests, so that nothing is compiled twice.
        one("build", cargo(["build", "--workspace", "--all-targets"])),
        rust_tests(),
    ];
    if process::exists("cargo-deny") {
        // Advisories need a database from the network; licences and sources do not.
        steps.push(one(
            "deny",
            cargo(["deny", "--offline", "check", "licenses", "bans", "sources"]),
        ));
    }
    if e2e::is_possible() {
        steps.push(Step {
            name: "e2e",
            counting: Counting::EndToEnd,
            program: e2e::node("run.mjs"),
        });
    }
    steps
}

fn rust_tests() -> Step {
    let name = "rust-tests";
    if process::exists("cargo-nextest") {
        let program = cargo([
            "nextest",
            "run",
            "--workspace",
            "--no-fail-fast",
            "--status-level",
            "slow",
        ]);
        Step {
            name,
            counting: Counting::Nextest,
            program,
        }
    } else {
        let program = cargo([
            "test",
            "--workspace",
            "--no-fail-fast",
            "--lib",
            "--bins",
            "--tests",
        ]);
        Step {
            name,
            counting: Counting::CargoTest,
            program,
        }
    }
}
