//! The shell: one window over the use cases.
//!
//! It wires the window, the place of the data, dialogs and events together. Business rules, SQL and
//! sentences for people are deliberately not here; a command that grows an `if` belongs in `api`.

pub mod bindings;
pub mod commands;
pub mod events;
mod wiring;

/// Opens the window and stays until it is closed.
///
/// # Errors
/// The window system cannot be reached, or the place for the data cannot be made.
pub fn run() -> tauri::Result<()> {
    wiring::app()?.run(wiring::on_run_event);
    Ok(())
}
