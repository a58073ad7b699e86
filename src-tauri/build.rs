//! Reads the window's permissions and bakes icons, configuration and the built interface into the
//! program. No code for the interface is generated here: see `src/bindings.rs`.

use std::{fs, path::Path};

/// What the window shows when the program was compiled before the interface was built.
const NOT_BUILT: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Aichaku</title>\
    <main><h1>Aichaku</h1><p>The interface is not built yet. Run: cargo xtask run</p></main></html>";

fn main() {
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    // The interface is embedded at compile time, so a new build of it must recompile the program.
    println!("cargo:rerun-if-changed=ui/build");
    let page = Path::new("ui/build/index.html");
    if !page.exists() {
        // Checking and linting the Rust side must work on a machine without Node.
        fs::create_dir_all("ui/build").expect("failed to create ui/build");
        fs::write(page, NOT_BUILT).expect("failed to write ui/build/index.html");
    }
    let attributes =
        tauri_build::Attributes::new().capabilities_path_pattern("./src-tauri/capabilities/**/*.json");
    if let Err(error) = tauri_build::try_build(attributes) {
        panic!("failed to prepare the app: {error:#}");
    }
}
