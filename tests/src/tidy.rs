//! The rules of the house that no compiler keeps: which room may know which, and what stays out of files.
//!
//! Formatting and style are not here; rustfmt, clippy and the interface's own tools keep those.

mod arrows;
mod files;
mod words;

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Folders that are made, fetched or private to a tool.
const NOT_OURS: [&str; 9] = [
    ".git",
    "cache",
    "target",
    "node_modules",
    "build",
    ".svelte-kit",
    "gen",
    "paraglide",
    "test-results",
];

/// The top of the checkout.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent()
        .expect("BUG: the tests are a folder of the checkout")
        .to_path_buf()
}

/// A text file of the checkout: its path from the top with `/`, and what it says.
struct SourceFile {
    path: String,
    text: String,
}

/// All of our text files below `folder` whose names end with one of `endings`, in a steady order.
fn sources(folder: &str, endings: &[&str]) -> Vec<SourceFile> {
    let mut found = Vec::new();
    walk(&root().join(folder), endings, &mut found);
    found.sort_by(|one, other| one.path.cmp(&other.path));
    found
}

fn walk(folder: &Path, endings: &[&str], found: &mut Vec<SourceFile>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_symlink() || NOT_OURS.contains(&name.as_str()) {
            continue;
        }
        if path.is_dir() {
            walk(&path, endings, found);
        } else if endings.iter().any(|ending| name.ends_with(ending)) {
            // What is not text has no words.
            let Ok(text) = fs::read_to_string(&path) else {
                continue;
            };
            let path = path
                .strip_prefix(root())
                .expect("BUG: below the top")
                .to_string_lossy()
                .replace('\\', "/");
            found.push(SourceFile { path, text });
        }
    }
}

/// Fails with all `offences`, one in a line, when there are any.
#[track_caller]
fn expect_none(offences: &[String], rule: &str) {
    assert!(offences.is_empty(), "{rule}:\n  {}", offences.join("\n  "));
}
