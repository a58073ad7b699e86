//! The exact copy inside the export of everything, and beginning a shop anew from it.
//!
//! The tables that people read are for reading; beside them every row of the shop stands as JSON, one object a line, so
//! that the same shop can be made again without this machine's key. Not here: rows and tables (`store`).

use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use aichaku_store::{Store, StoreError};
use serde::{Deserialize, Serialize};

use crate::App;
use crate::app::{file_error, parse_zone};
use crate::error::{ApiError, ErrorCode, Result};
use crate::planning::settings;
use crate::wire::{AppState, Area};

/// The folder of the exact copy inside an export.
pub(crate) const FOLDER: &str = "exact";
/// What tells how the copy is to be read.
const ABOUT: &str = "about.json";
/// Rows that are read before they are written.
const AT_ONCE: usize = 5000;

#[derive(Debug, Serialize, Deserialize)]
struct About {
    /// 1.
    format: u32,
    /// Newest migration of the store that it came from.
    migration: i64,
    /// Tables, each in a file of its name.
    tables: Vec<String>,
}

/// Writes the exact copy into a folder of an export; returns the names of its files.
///
/// # Errors
/// Those of reading and of writing.
pub(crate) async fn write_exact(store: &Store, export: &Path) -> Result<Vec<String>> {
    let folder = export.join(FOLDER);
    std::fs::create_dir_all(&folder).map_err(file_error)?;
    let tables = store.exact_tables().await?;
    let mut files = Vec::with_capacity(tables.len() + 1);
    for table in &tables {
        let name = format!("{table}.jsonl");
        let mut out = BufWriter::new(File::create(folder.join(&name)).map_err(file_error)?);
        let mut failed = None;
        store
            .exact_rows(table, &mut |row| match writeln!(out, "{row}") {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    failed = Some(error);
                    ControlFlow::Break(())
                }
            })
            .await?;
        if let Some(error) = failed.or(out.flush().err()) {
            return Err(file_error(error));
        }
        files.push(format!("{FOLDER}/{name}"));
    }
    let about = About {
        format: 1,
        migration: store.migration().await?,
        tables,
    };
    let text = serde_json::to_string_pretty(&about).map_err(|_| ApiError::new(ErrorCode::Internal))?;
    std::fs::write(folder.join(ABOUT), text).map_err(file_error)?;
    files.push(format!("{FOLDER}/{ABOUT}"));
    Ok(files)
}

impl App {
    /// Fills the open shop, in which nothing but its beginning stands, from an exported folder: the same shop as was
    /// exported, with everything that belongs to it. All or nothing.
    ///
    /// # Errors
    /// [`ErrorCode::FileUnreadable`] when `dir` holds no exact copy; [`ErrorCode::StoreTooNew`] when a newer program made
    /// it; [`ErrorCode::StoreDamaged`] when the rows do not hold together; [`ErrorCode::ShopExists`] when somebody is in
    /// the shop already.
    pub async fn take_over(&self, dir: String) -> Result<AppState> {
        let shop = self.shop().await?;
        let folder = exact_folder(Path::new(&dir));
        let about = std::fs::read_to_string(folder.join(ABOUT))
            .map_err(|_| ApiError::new(ErrorCode::FileUnreadable))?;
        let about: About =
            serde_json::from_str(&about).map_err(|_| ApiError::new(ErrorCode::StoreDamaged))?;
        if about.format != 1 || about.migration > shop.store.migration().await? {
            return Err(ApiError::new(ErrorCode::StoreTooNew));
        }
        let mut writer = shop.store.begin_exact().await.map_err(|error| match error {
            StoreError::Conflict { .. } => ApiError::new(ErrorCode::ShopExists),
            error => error.into(),
        })?;
        for table in &about.tables {
            let file = File::open(folder.join(format!("{table}.jsonl")))
                .map_err(|_| ApiError::new(ErrorCode::FileUnreadable))?;
            let mut rows = Vec::with_capacity(AT_ONCE);
            for line in BufReader::new(file).lines() {
                rows.push(line.map_err(|_| ApiError::new(ErrorCode::FileUnreadable))?);
                if rows.len() == AT_ONCE {
                    writer.add(table, &rows).await.map_err(not_ours)?;
                    rows.clear();
                }
            }
            writer.add(table, &rows).await.map_err(not_ours)?;
        }
        writer.finish().await.map_err(not_ours)?;
        let zone = parse_zone(&settings(&shop).await?.zone)?;
        self.reopen(&shop, zone).await;
        self.changed(&[
            Area::Shop,
            Area::Customers,
            Area::FollowUps,
            Area::Care,
            Area::Insights,
            Area::Imports,
        ]);
        self.app_state().await
    }
}

/// The exact copy of an export: in the folder that was chosen, or the folder itself.
fn exact_folder(dir: &Path) -> PathBuf {
    if dir.join(ABOUT).exists() {
        dir.to_owned()
    } else {
        dir.join(FOLDER)
    }
}

/// What a copy holds and this store cannot take is a damaged copy, whatever the store calls it.
fn not_ours(error: StoreError) -> ApiError {
    match error {
        error @ (StoreError::DiskFull | StoreError::Busy | StoreError::NotWritable) => error.into(),
        _ => ApiError::new(ErrorCode::StoreDamaged),
    }
}
