//! Everything that a shop holds, as text, to say whether two shops are the same or a shop is as it was.
//!
//! It is the export of everything, without what is random about a store. Not here: what makes a difference.

use std::collections::BTreeMap;
use std::path::Path;

use aichaku_api::App;

/// The open shop by table: the text of each exported file.
///
/// # Panics
/// When the shop cannot be exported.
pub async fn content(app: &App) -> BTreeMap<String, String> {
    let out = tempfile::tempdir().expect("a folder");
    let dir = out.path().join("all");
    app.export_all(dir.to_string_lossy().into_owned())
        .await
        .expect("an export");
    let mut content = BTreeMap::new();
    read_into(&mut content, &dir);
    content
}

fn read_into(content: &mut BTreeMap<String, String>, dir: &Path) {
    for entry in std::fs::read_dir(dir).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            read_into(content, &path);
        } else if path.extension().is_some_and(|end| end == "csv") {
            let name = path.file_stem().map(|name| name.to_string_lossy().into_owned());
            let text = std::fs::read_to_string(&path).expect("text");
            content.insert(name.unwrap_or_default(), text);
        }
    }
}
