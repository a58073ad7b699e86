//! Building and opening the app, and pictures of its screens.

use crate::{
    Failure, e2e,
    process::{self, Program},
    setup,
};

/// Builds the interface and the app and opens it.
///
/// Without a screen it opens on a virtual one, leaves pictures of the first screens, and ends.
pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    build()?;
    if has_screen() {
        return Program::new(process::debug_app(), [""; 0])
            .and(arguments)
            .succeed();
    }
    println!("There is no screen here, so the app opens on a virtual one.");
    e2e::node("look.mjs").succeed()?;
    println!(
        "Pictures of the app are in {}",
        process::target_dir().join("screenshots").display()
    );
    Ok(())
}

/// Every screen in both languages, both themes and two widths.
pub(crate) fn screenshots(arguments: &[String]) -> Result<(), Failure> {
    e2e::require()?;
    build()?;
    e2e::node("screenshots.mjs").and(arguments).succeed()?;
    println!(
        "The pictures are in {}",
        process::target_dir().join("screenshots").display()
    );
    Ok(())
}

/// Writes the typed bindings of the interface anew.
pub(crate) fn bindings() -> Result<(), Failure> {
    process::cargo([
        "run",
        "--quiet",
        "--package",
        "aichaku",
        "--",
        "--export-bindings",
    ])
    .succeed()
}

/// The app in its released form.
pub(crate) fn build_released() -> Result<(), Failure> {
    build_as(&["--release"])
}

fn build() -> Result<(), Failure> {
    build_as(&[])
}

/// The interface first, because the app has it inside.
fn build_as(flags: &[&str]) -> Result<(), Failure> {
    setup::setup()?;
    process::npm(&process::root().join("ui"), ["run", "build"]).succeed()?;
    process::cargo(["build", "--package", "aichaku"].iter().chain(flags)).succeed()
}

fn has_screen() -> bool {
    let named = |variable| std::env::var_os(variable).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || named("DISPLAY") || named("WAYLAND_DISPLAY")
}
