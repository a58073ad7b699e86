//! The command line as the tests start it: `aichaku-cli` itself, built where cargo lets a test find it.
//!
//! Not here: anything but handing over arguments.

use std::process::ExitCode;

fn main() -> ExitCode {
    let code = aichaku_cli::run(
        std::env::args_os(),
        &mut std::io::stdout().lock(),
        &mut std::io::stderr(),
        false,
    );
    ExitCode::from(code)
}
