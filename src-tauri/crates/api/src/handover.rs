//! The exact copy inside the export of everything, and beginning a shop anew from it.
//!
//! The tables that people read are for reading; beside them every row of the shop stands as JSON, one object a line, so
//! that the same shop can be made again without this machine's key. Not here: rows and tables (`store`).

use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Read as _, Write as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use aichaku_store::{Store, StoreError};
use serde::{Deserialize, Serialize};

use crate::App;
use crate::app::{file_error, parse_zone};
use crate::error::{ApiError, ErrorCode, Result};
use crate::planning::settings;
use crate::wire::{AppState, Area, NewShop, TakeOverPreview};

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
    /// What an exported folder holds, before it is taken over. Reads nothing into the shop.
    ///
    /// # Errors
    /// [`ErrorCode::NotAnExport`] when `dir` holds no exact copy; [`ErrorCode::StoreTooNew`] when a newer program made it;
    /// [`ErrorCode::FileUnreadable`] when a table of it is missing; [`ErrorCode::ShopNotEmpty`] when somebody is in the
    /// open shop already.
    pub async fn take_over_preview(&self, dir: String) -> Result<TakeOverPreview> {
        self.open_at_start().await?;
        let copy = Copy::find(&dir)?;
        if let Some(shop) = self.open_now().await {
            copy.expect_known(shop.store.migration().await?)?;
            if shop.store.counts().await?.customers > 0 {
                return Err(ApiError::new(ErrorCode::ShopNotEmpty));
            }
        } else {
            copy.expect_known(aichaku_store::newest_migration())?;
        }
        let settings = copy.settings()?;
        let bytes = copy.bytes()?;
        let customers = copy.rows("customers")?;
        Ok(TakeOverPreview {
            dir,
            name: settings.name,
            practice: settings.kind == "practice",
            customers: customers.into(),
            households: copy.rows("households")?.into(),
            purchases: copy.rows("purchases")?.into(),
            items: copy.rows("owned_items")?.into(),
            bytes: bytes.into(),
        })
    }

    /// Fills a shop in which nothing but its beginning stands from an exported folder: the same shop as was exported,
    /// with everything that belongs to it. Where no shop is open one is begun, and gone again when it fails. All or
    /// nothing; can be cancelled.
    ///
    /// # Errors
    /// [`ErrorCode::NotAnExport`], [`ErrorCode::StoreTooNew`] and [`ErrorCode::FileUnreadable`] as before a preview;
    /// [`ErrorCode::StoreDamaged`] when the rows do not hold together; [`ErrorCode::ShopNotEmpty`] when somebody is in
    /// the shop already; [`ErrorCode::Cancelled`].
    pub async fn take_over(&self, dir: String, job: String) -> Result<AppState> {
        self.open_at_start().await?;
        let copy = Copy::find(&dir)?;
        let begun = self.open_now().await.is_none();
        if begun {
            copy.expect_known(aichaku_store::newest_migration())?;
            let settings = copy.settings()?;
            self.create_shop(NewShop {
                name: settings.name,
                currency: settings.currency,
                zone: settings.zone,
            })
            .await?;
        }
        let stop = self.begin_job(&job);
        let filled = self.fill_from(&copy, &job, &stop).await;
        self.end_job(&job);
        if filled.is_err() && begun {
            self.forget_begun_shop().await?;
        }
        filled?;
        self.changed(&Area::ALL);
        self.app_state().await
    }

    async fn fill_from(&self, copy: &Copy, job: &str, stop: &AtomicBool) -> Result<()> {
        let shop = self.shop().await?;
        copy.expect_known(shop.store.migration().await?)?;
        let total = copy.bytes()?;
        let mut writer = shop.store.begin_exact().await.map_err(|error| match error {
            StoreError::Conflict { .. } => ApiError::new(ErrorCode::ShopNotEmpty),
            error => error.into(),
        })?;
        let mut done = 0;
        for table in &copy.about.tables {
            let mut rows = Vec::with_capacity(AT_ONCE);
            for line in BufReader::new(copy.open(table)?).lines() {
                let line = line.map_err(|_| ApiError::new(ErrorCode::FileUnreadable))?;
                done += line.len() + 1;
                rows.push(line);
                if rows.len() == AT_ONCE {
                    writer.add(table, &rows).await.map_err(not_ours)?;
                    rows.clear();
                    self.progress(job, done.min(total), total);
                    if stop.load(Ordering::Relaxed) {
                        return Err(ApiError::new(ErrorCode::Cancelled));
                    }
                }
            }
            writer.add(table, &rows).await.map_err(not_ours)?;
        }
        // What is derived is made now; nobody can tell how far it is.
        self.progress(job, total, total);
        writer.finish().await.map_err(not_ours)?;
        let zone = parse_zone(&settings(&shop).await?.zone)?;
        self.reopen(&shop, zone).await;
        Ok(())
    }
}

/// An exact copy that was found, and what it says of itself.
struct Copy {
    folder: PathBuf,
    about: About,
}

/// The shop's own row in a copy, as far as a shop is begun with it.
#[derive(Debug, Deserialize)]
struct CopiedShop {
    name: String,
    kind: String,
    currency: String,
    zone: String,
}

impl Copy {
    fn find(dir: &str) -> Result<Self> {
        let folder = exact_folder(Path::new(dir));
        let no_copy = || ApiError::new(ErrorCode::NotAnExport);
        let about = std::fs::read_to_string(folder.join(ABOUT)).map_err(|_| no_copy())?;
        let about: About = serde_json::from_str(&about).map_err(|_| no_copy())?;
        Ok(Self { folder, about })
    }

    fn expect_known(&self, migration: i64) -> Result<()> {
        if self.about.format == 1 && self.about.migration <= migration {
            Ok(())
        } else {
            Err(ApiError::new(ErrorCode::StoreTooNew))
        }
    }

    fn open(&self, table: &str) -> Result<File> {
        // A name from a file is no path.
        let plain = table.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        let file = plain.then(|| File::open(self.folder.join(format!("{table}.jsonl"))));
        match file {
            Some(Ok(file)) => Ok(file),
            _ => Err(ApiError::new(ErrorCode::FileUnreadable).with("file", table)),
        }
    }

    fn settings(&self) -> Result<CopiedShop> {
        let mut row = String::new();
        BufReader::new(self.open("shop")?)
            .read_line(&mut row)
            .map_err(|_| ApiError::new(ErrorCode::FileUnreadable))?;
        serde_json::from_str(&row).map_err(|_| ApiError::new(ErrorCode::StoreDamaged))
    }

    /// Rows of a table: a line is a row.
    fn rows(&self, table: &str) -> Result<usize> {
        let mut file = self.open(table)?;
        let mut part = vec![0; 1 << 16];
        let mut rows = 0;
        loop {
            match file.read(&mut part) {
                Ok(0) => return Ok(rows),
                Ok(read) => rows += part[..read].iter().filter(|byte| **byte == b'\n').count(),
                Err(_) => return Err(ApiError::new(ErrorCode::FileUnreadable).with("file", table)),
            }
        }
    }

    /// Bytes of all tables.
    fn bytes(&self) -> Result<usize> {
        let mut bytes = 0;
        for table in &self.about.tables {
            let file = self.open(table)?;
            let length = file.metadata().map_err(file_error)?.len();
            bytes += usize::try_from(length).unwrap_or(usize::MAX);
        }
        Ok(bytes)
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
