//! Files for scenarios: a folder to write them to, and the way in through preview and commit.
//!
//! Not here: what stands in them, and what must come of it; the scenarios say so (`tests/tests/import_*`).

use std::path::Path;
use std::process::Command;

use aichaku_api::App;
use aichaku_api::error::ApiError;
use aichaku_api::wire::{ImportOptions, ImportPreview, ImportReport, Int, Lang, PlanChoice};
use tempfile::TempDir;

/// The day on which scenarios bring files in; care is planned from it on.
pub const DAY: &str = "2026-11-22";

/// A folder of files.
pub struct Files(TempDir);

impl Files {
    /// An empty folder.
    ///
    /// # Panics
    /// When there is no temporary folder.
    #[must_use]
    #[expect(
        clippy::new_without_default,
        reason = "a folder on the disk is no default value"
    )]
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    /// Where a file of this name lies, whether it is there or not.
    #[must_use]
    pub fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_string_lossy().into_owned()
    }

    /// Writes a file and answers its path.
    ///
    /// # Panics
    /// When it cannot be written.
    #[must_use]
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::write(&path, bytes).expect("a file");
        path
    }
}

/// What the preview says.
///
/// # Errors
/// What the app refuses.
pub async fn preview(app: &App, file: &str, options: ImportOptions) -> Result<ImportPreview, ApiError> {
    app.import_preview(file.to_owned(), options, "job".to_owned())
        .await
}

/// The preview of a file that can be read.
///
/// # Panics
/// When it is refused.
pub async fn look(app: &App, file: &str, options: ImportOptions) -> ImportPreview {
    preview(app, file, options).await.expect("a preview")
}

/// Brings in what was shown, with care from [`DAY`] on; every rule of the store holds afterwards.
///
/// # Panics
/// When it is refused or a rule is broken.
pub async fn commit(app: &App, seen: &ImportPreview) -> ImportReport {
    let plan = PlanChoice::From { day: DAY.to_owned() };
    let report = app
        .import_commit(seen.ticket.clone(), plan, "job".to_owned())
        .await
        .expect("brought in");
    sound(app).await;
    report
}

/// Brings a file in as the app reads it by itself.
///
/// # Panics
/// When it is refused.
pub async fn import(app: &App, file: &str) -> ImportReport {
    let seen = look(app, file, ImportOptions::default()).await;
    commit(app, &seen).await
}

/// Brings a file in; what was shown is what happens.
///
/// # Panics
/// When it is refused or one of these is not so.
pub async fn import_as_shown(app: &App, file: &str, options: ImportOptions) -> ImportReport {
    let seen = look(app, file, options).await;
    let report = commit(app, &seen).await;
    for (what, done, shown) in [
        ("new", &report.inserted, &seen.counts.inserted),
        ("changed", &report.updated, &seen.counts.updated),
    ] {
        assert_eq!(done, shown, "what was shown is what happened: {what}");
    }
    assert_eq!(
        report.skipped, seen.counts.skipped,
        "as many are left out as were shown"
    );
    report
}

/// What the command line says, in Japanese and on [`DAY`], about the shop below `data`. `program`: the test's
/// `CARGO_BIN_EXE_aichaku-cli-under-test`.
///
/// # Panics
/// With what it says when it refuses.
#[must_use]
pub fn command_line(program: &str, data: &Path, arguments: &[&str]) -> String {
    let output = Command::new(program)
        .arg("--data")
        .arg(data)
        .args(["--day", DAY, "--lang", "ja"])
        .args(arguments)
        .env("AICHAKU_KEYCHAIN", "off")
        .env_remove("AICHAKU_PASSPHRASE")
        .output()
        .expect("the command line starts");
    assert!(
        output.status.success(),
        "{arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("text")
}

/// Every rule of the store holds.
///
/// # Panics
/// With the problems when one does not.
pub async fn sound(app: &App) {
    let check = app.check().await.expect("walked through");
    assert!(check.ok, "the store is sound, got {:?}", check.problems);
}

/// Things with their state and pieces, and purchases with what was paid back, a line each.
///
/// # Panics
/// When they cannot be read.
pub async fn sales(app: &App) -> String {
    let mut lines = Vec::new();
    for hit in app.customers(None, 50).await.expect("a list").hits {
        let record = app.customer(hit.customer, Lang::Ja).await.expect("a record");
        for item in &record.items {
            lines.push(format!("{} ×{} {:?}", item.name, item.quantity.0, item.state));
        }
        for purchase in &record.purchases {
            lines.push(format!(
                "{} {} -{}",
                purchase.ordered_on, purchase.gross_minor.0, purchase.refunded_minor.0
            ));
        }
    }
    lines.sort();
    lines.join("\n")
}

/// Takes a batch back; answers what stays, as (what it is, why).
///
/// # Panics
/// When it cannot be taken back.
pub async fn take_back(app: &App, batch: Option<Int>) -> Vec<(String, String)> {
    let undone = app.undo_batch(batch.expect("a batch")).await.expect("taken back");
    undone
        .kept
        .into_iter()
        .map(|row| (row.entity, row.code))
        .collect()
}
