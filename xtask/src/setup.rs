//! `cargo xtask setup`: what a new machine needs, in one go; nothing when it is all there.

use crate::{Failure, apt, node};

/// Installs what is missing where that is known how, and says in one sentence what else is.
pub(crate) fn setup() -> Result<(), Failure> {
    if apt::is_here() {
        apt::install_missing()?;
    } else if let Some(sentence) = needed_elsewhere() {
        println!("{sentence}");
    }
    node::prepare()?;
    println!("Everything that Aichaku needs is here.");
    Ok(())
}

/// What to have on a system whose packages this program does not install.
fn needed_elsewhere() -> Option<&'static str> {
    if cfg!(target_os = "macos") {
        Some("On macOS the Xcode command line tools are needed: xcode-select --install")
    } else if cfg!(windows) {
        Some("On Windows the C++ build tools of Visual Studio, WebView2 and Perl (for OpenSSL) are needed.")
    } else if cfg!(target_os = "linux") {
        Some(
            "On this Linux please install WebKitGTK 4.1, librsvg, libxdo and OpenSSL with their headers, \
             a C compiler and pkg-config; for tests also Xvfb, D-Bus, WebKitWebDriver and Noto Sans CJK.",
        )
    } else {
        None
    }
}
