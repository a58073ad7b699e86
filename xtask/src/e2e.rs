//! The real window without a screen: a virtual display, a message bus, and Node that drives it.

use crate::{
    Failure,
    process::{self, Program},
};

/// Large enough for the widest window that is tested, and its position.
const SCREEN: &str = "-screen 0 1600x1100x24 -nolisten tcp";

/// Whether a real window can be driven here: only Linux has a driver for the system's web view.
pub(crate) fn is_possible() -> bool {
    cfg!(target_os = "linux")
}

/// `node tests/e2e/<script>` on a virtual display, driving the app of the last build.
pub(crate) fn node(script: &str) -> Program {
    let shots = process::target_dir().join("screenshots");
    let script = format!("tests/e2e/{script}");
    let words = [
        "-a",
        "-s",
        SCREEN,
        "dbus-run-session",
        "--config-file=tests/e2e/bus.conf",
        "--",
        "node",
        &script,
    ];
    Program::new("xvfb-run", words)
        .with("AICHAKU_APP", process::debug_app())
        .with("AICHAKU_SCREENSHOTS", shots)
        .with("AICHAKU_E2E_WORK", process::target_dir().join("e2e"))
}

/// Says why not, where a window cannot be driven.
pub(crate) fn require() -> Result<(), Failure> {
    if is_possible() {
        Ok(())
    } else {
        Err("The real window can be driven only on Linux, where WebKitWebDriver is.".to_owned())
    }
}
