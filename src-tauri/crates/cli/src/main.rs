//! `aichaku-cli`: every main job without a window, for scripts, schedulers and tests.
//!
//! Not here: anything but handing over arguments; `aichaku_cli::run` does the rest.

use std::io::{IsTerminal as _, stderr, stdout};
use std::process::ExitCode;

fn main() -> ExitCode {
    let shows_progress = stderr().is_terminal();
    let code = aichaku_cli::run(
        std::env::args_os(),
        &mut stdout().lock(),
        &mut stderr(),
        shows_progress,
    );
    ExitCode::from(code)
}
