//! The program: opens the window, or writes the typed bindings of the interface and ends.
//!
//! Not here: anything else. The wiring is in the library so that tests reach it.

// A console window beside the app would look broken on Windows.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::{error::Error, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next().is_some_and(|first| first == "--export-bindings") {
        let file = arguments
            .next()
            .map_or_else(aichaku_shell::bindings::default_file, PathBuf::from);
        aichaku_shell::bindings::export(&file)?;
        return Ok(());
    }
    aichaku_shell::run()?;
    Ok(())
}
