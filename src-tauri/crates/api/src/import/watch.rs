//! The folder that is watched for new exports: they are offered with what they are, and never read in by themselves.
//!
//! Not here: bringing one in (`import_preview` with its path).

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::UNIX_EPOCH;

use aichaku_domain::values::Instant;
use aichaku_exchange::{Dataset, Overrides, propose_mapping, sniff_with};
use aichaku_store::WatchedFile;

use super::blocking;
use super::columns::kind_of;
use super::reading::{count_rows, file_hash};
use crate::App;
use crate::error::{ApiError, ErrorCode, Result};
use crate::wire::{Area, OfferedFile, WatchView};

/// How a file's name ends that may be an export.
const ENDINGS: [&str; 6] = ["csv", "tsv", "txt", "xlsx", "xls", "ods"];
/// Files of the folder that are looked at, the newest first.
const LOOKED_AT: usize = 60;

impl App {
    /// The folder that is watched.
    ///
    /// # Errors
    /// [`ErrorCode::NoShop`].
    pub async fn watched_folder(&self) -> Result<WatchView> {
        let shop = self.shop().await?;
        Ok(view_of(shop.store.watch_folder().await?))
    }

    /// Watches a folder; `None`: none.
    ///
    /// # Errors
    /// [`ErrorCode::FileUnreadable`] when it is no folder that can be read.
    pub async fn watch_folder(&self, folder: Option<String>) -> Result<WatchView> {
        let shop = self.shop().await?;
        let folder = folder.unwrap_or_default();
        if !folder.is_empty() && std::fs::read_dir(&folder).is_err() {
            return Err(ApiError::new(ErrorCode::FileUnreadable));
        }
        shop.store.set_watch_folder(&folder).await?;
        self.changed(&[Area::Imports]);
        Ok(view_of(folder))
    }

    /// New exports in the watched folder, the newest first: tables that were neither brought in nor declined. Nothing
    /// is read in.
    ///
    /// # Errors
    /// [`ErrorCode::NoShop`]. A folder that cannot be read offers nothing.
    pub async fn offered_files(&self) -> Result<Vec<OfferedFile>> {
        let shop = self.shop().await?;
        let folder = shop.store.watch_folder().await?;
        if folder.is_empty() {
            return Ok(Vec::new());
        }
        let known = shop.store.watched_files().await?;
        let folder = PathBuf::from(folder);
        let at = folder.clone();
        let (files, new) = blocking(move || Ok(look_into(&at, &known))).await?;
        let names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
        if !new.is_empty() {
            shop.store.keep_watched_files(&new, &names).await?;
        }
        let hashes: Vec<String> = files.iter().map(|file| file.hash.clone()).collect();
        let decided = shop.store.files_decided(&hashes).await?;
        let mut offered: Vec<OfferedFile> = Vec::new();
        for file in files {
            let Some(kind) = Dataset::parse(&file.kind) else {
                continue;
            };
            // A copy under another name is the same file.
            if decided.contains(&file.hash) || offered.iter().any(|other| other.hash == file.hash) {
                continue;
            }
            offered.push(OfferedFile {
                path: folder.join(&file.name).to_string_lossy().into_owned(),
                file: file.name,
                hash: file.hash,
                written_on: Instant(file.modified).day_in(shop.zone).to_string(),
                kind: kind_of(kind),
                system: file.system,
                rows: file.rows.into(),
            });
        }
        Ok(offered)
    }

    /// Never offers this file again, whatever its name.
    ///
    /// # Errors
    /// [`ErrorCode::NoShop`].
    pub async fn decline_file(&self, hash: String) -> Result<()> {
        let shop = self.shop().await?;
        shop.store.decline_file(&hash, self.now()).await?;
        self.changed(&[Area::Imports]);
        Ok(())
    }
}

fn view_of(folder: String) -> WatchView {
    WatchView {
        reachable: !folder.is_empty() && std::fs::read_dir(&folder).is_ok(),
        folder: Some(folder).filter(|folder| !folder.is_empty()),
    }
}

/// The files of a folder, the newest first, and those of them that were not known as they are.
fn look_into(folder: &Path, known: &[WatchedFile]) -> (Vec<WatchedFile>, Vec<WatchedFile>) {
    let mut there: Vec<(String, i64, i64)> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().to_str()?.to_owned();
            let end = Path::new(&name).extension()?.to_str()?.to_lowercase();
            let about = entry.metadata().ok()?;
            // What a spreadsheet keeps beside an open file is none of ours.
            let is_export =
                ENDINGS.contains(&end.as_str()) && !name.starts_with("~$") && !name.starts_with('.');
            if !is_export || !about.is_file() || about.len() == 0 {
                return None;
            }
            let modified = about.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
            Some((
                name,
                i64::try_from(about.len()).ok()?,
                i64::try_from(modified.as_millis()).ok()?,
            ))
        })
        .collect();
    there.sort_by(|one, other| (other.2, &one.0).cmp(&(one.2, &other.0)));
    there.truncate(LOOKED_AT);
    let mut files = Vec::new();
    let mut new = Vec::new();
    for (name, size, modified) in there {
        let as_it_is = known
            .iter()
            .find(|file| (&file.name, file.size, file.modified) == (&name, size, modified));
        if let Some(file) = as_it_is {
            files.push(file.clone());
        } else if let Some(file) = what_it_is(folder, name, size, modified) {
            files.push(file.clone());
            new.push(file);
        }
    }
    (files, new)
}

/// What a file is; `None` while it cannot be read at all, perhaps because it is still being written.
fn what_it_is(folder: &Path, name: String, size: i64, modified: i64) -> Option<WatchedFile> {
    let path = folder.join(&name);
    let hash = file_hash(&path).ok()?;
    let mut file = WatchedFile {
        name,
        size,
        modified,
        hash,
        kind: String::new(),
        system: String::new(),
        rows: 0,
    };
    if let Ok(shape) = sniff_with(&path, &Overrides::default()) {
        let mapping = propose_mapping(&shape);
        let rows = count_rows(&path, &shape, &AtomicBool::new(false)).ok()?;
        file.kind = mapping.dataset.as_str().to_owned();
        file.system = mapping.system;
        file.rows = i64::try_from(rows).unwrap_or(i64::MAX);
    }
    Some(file)
}
