//! Keeping the shop's data safe and the shop's own: backups, putting one back, the check, the export of everything.
//!
//! Not here: how a store is copied and checked (`store`), when to remind of a backup (`ui`).

use std::fs::File;
use std::io::{BufWriter, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use aichaku_exchange::{CsvEncoding, CsvWriter};
use aichaku_store::{Backup, BackupKey, Cell, ExportTable, Store, StoreError, StoreKey};

use crate::app::file_error;
use crate::error::{ApiError, ErrorCode, Result};
use crate::shop::invalid;
use crate::wire::{Area, BackupReport, CheckReport, ExportReport, Int};
use crate::{App, Which};

/// What the columns of an export mean, in both languages.
const EXPORT_WORDS: &str = include_str!("export_words.md");

/// Characters that a passphrase has at least. It travels with the file, so whoever finds the file can try as
/// long as they like; SQLCipher makes each try cost 256,000 rounds of PBKDF2-HMAC-SHA512.
const SHORTEST_PASSPHRASE: usize = 8;

impl App {
    /// Writes a whole copy of the open shop, opens it again and checks it. With a passphrase it opens on any
    /// machine, else on this one only. An earlier backup of that name is replaced, nothing else is.
    ///
    /// # Errors
    /// [`ErrorCode::PassphraseShort`]; [`ErrorCode::FileExists`]; [`ErrorCode::NotWritable`];
    /// [`ErrorCode::DiskFull`].
    pub async fn backup(&self, file: String, passphrase: Option<String>) -> Result<BackupReport> {
        let passphrase = passphrase.as_deref().filter(|words| !words.is_empty());
        if passphrase.is_some_and(|words| words.chars().count() < SHORTEST_PASSPHRASE) {
            return Err(ApiError::new(ErrorCode::PassphraseShort).with("least", SHORTEST_PASSPHRASE));
        }
        let passphrase = passphrase.or(self.passphrase());
        let shop = self.shop().await?;
        let path = PathBuf::from(&file);
        if file.is_empty() || path.is_dir() {
            return Err(invalid("file"));
        }
        if path.exists() && !self.is_backup(&path, shop.which, passphrase).await {
            return Err(ApiError::new(ErrorCode::FileExists).with("file", &file));
        }
        let backup = shop.store.backup_to(&path, passphrase).await?;
        shop.store.note_backup(self.now()).await?;
        self.changed(&[Area::Shop]);
        Ok(report_of(&backup))
    }

    /// Puts a backup in the place of the open shop, or of the real one where none is open. What stood there is
    /// kept beside it.
    ///
    /// # Errors
    /// [`ErrorCode::FileUnreadable`]; [`ErrorCode::PassphraseNeeded`] when this machine's key does not open it and
    /// nobody said a passphrase; [`ErrorCode::WrongPassphrase`] when that does not either; [`ErrorCode::StoreDamaged`]; [`ErrorCode::StoreTooNew`]; [`ErrorCode::Invalid`] with field `file`
    /// when a practice shop would take the place of a real one or the other way round. Nothing is changed then.
    pub async fn restore(&self, file: String, passphrase: Option<String>) -> Result<BackupReport> {
        let passphrase = passphrase
            .as_deref()
            .filter(|words| !words.is_empty())
            .or(self.passphrase());
        let backup = PathBuf::from(&file);
        if !backup.is_file() {
            return Err(ApiError::new(ErrorCode::FileUnreadable).with("file", &file));
        }
        // A store that does not open is what backups are for: its refusal does not stand in the way.
        let opened = self.open_at_start().await;
        let which = match (self.open_now().await, opened) {
            (Some(open), _) => open.which,
            (None, _) => Which::Real,
        };
        let key = self.make_key(which).await?;
        let store_key = StoreKey::new(key.bytes);
        let (backup_key, practice) = key_of_backup(&backup, &store_key, passphrase).await?;
        if practice != Some(which == Which::Practice) {
            return Err(invalid("file"));
        }
        if let Some(before) = self.swap_shop(None).await {
            before.store.close().await;
        }
        let stamp = self.now().0.to_string();
        let restored =
            aichaku_store::restore(&backup, backup_key, &self.store_file(which), &store_key, &stamp).await;
        // Whatever came of it, a shop that stands is opened again.
        let again = self.open_existing(which).await?;
        self.swap_shop(again).await;
        self.mark_started().await;
        let restored = restored?;
        self.changed(&Area::ALL);
        Ok(report_of(&restored))
    }

    /// Checks the integrity of the store.
    ///
    /// # Errors
    /// [`ErrorCode::NoShop`]; [`ErrorCode::StoreDamaged`] when it cannot be walked through.
    pub async fn check(&self) -> Result<CheckReport> {
        let shop = self.shop().await?;
        let problems = shop.store.check().await?;
        Ok(CheckReport {
            ok: problems.is_empty(),
            problems,
        })
    }

    /// Writes everything as CSV and JSON with a description of the columns, readable without this app, and beside it
    /// an exact copy from which [`App::take_over`] makes the same shop again. A folder that holds something already
    /// gets a folder of its own inside.
    ///
    /// # Errors
    /// [`ErrorCode::NotWritable`]; [`ErrorCode::DiskFull`].
    pub async fn export_all(&self, dir: String) -> Result<ExportReport> {
        let shop = self.shop().await?;
        if dir.is_empty() {
            return Err(invalid("dir"));
        }
        let day = self.day_in(shop.zone).to_string();
        let folder = free_folder(Path::new(&dir), &day)?;
        std::fs::create_dir_all(&folder).map_err(file_error)?;
        let mut files = Vec::new();
        let mut rows = 0;
        for table in ExportTable::all() {
            rows += write_table(&shop.store, *table, &folder).await?;
            files.push(format!("{}.csv", table.name));
            files.push(format!("{}.json", table.name));
        }
        std::fs::write(folder.join("README.md"), EXPORT_WORDS).map_err(file_error)?;
        files.push("README.md".to_owned());
        files.extend(crate::handover::write_exact(&shop.store, &folder).await?);
        Ok(ExportReport {
            dir: folder.to_string_lossy().into_owned(),
            files,
            rows: Int(rows),
        })
    }

    /// Whether a file is a backup that this machine or the passphrase opens.
    async fn is_backup(&self, file: &Path, which: Which, passphrase: Option<&str>) -> bool {
        let Ok(key) = self.find_key(which).await else {
            return false;
        };
        match key_of_backup(file, &StoreKey::new(key.bytes), passphrase).await {
            Ok((key, _)) => aichaku_store::verify(file, key).await.is_ok(),
            Err(_) => false,
        }
    }
}

/// What opens a backup: this machine's key, else the passphrase; and whether a practice shop is in it.
///
/// # Errors
/// [`ErrorCode::PassphraseNeeded`], [`ErrorCode::WrongPassphrase`], and those of reading.
async fn key_of_backup<'a>(
    file: &Path,
    own: &'a StoreKey,
    passphrase: Option<&'a str>,
) -> Result<(BackupKey<'a>, Option<bool>)> {
    let own = BackupKey::Store(own);
    match aichaku_store::holds_practice(file, own).await {
        Ok(practice) => return Ok((own, practice)),
        Err(StoreError::WrongKey) => {}
        Err(error) => return Err(error.into()),
    }
    let Some(passphrase) = passphrase else {
        return Err(ApiError::new(ErrorCode::PassphraseNeeded));
    };
    let key = BackupKey::Passphrase(passphrase);
    match aichaku_store::holds_practice(file, key).await {
        Ok(practice) => Ok((key, practice)),
        Err(StoreError::WrongKey) => Err(ApiError::new(ErrorCode::WrongPassphrase)),
        Err(error) => Err(error.into()),
    }
}

fn report_of(backup: &Backup) -> BackupReport {
    BackupReport {
        file: backup.file.to_string_lossy().into_owned(),
        bytes: Int(i64::try_from(backup.bytes).unwrap_or(i64::MAX)),
        verified: true,
    }
}

/// `dir` itself while it is empty, else a folder inside that is not there yet.
fn free_folder(dir: &Path, day: &str) -> Result<PathBuf> {
    if dir.is_file() {
        return Err(ApiError::new(ErrorCode::FileExists).with("file", dir.display()));
    }
    let empty = match std::fs::read_dir(dir) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => true,
        Err(error) => return Err(file_error(error)),
    };
    if empty {
        return Ok(dir.to_owned());
    }
    Ok((1..)
        .map(|number| match number {
            1 => dir.join(format!("aichaku-{day}")),
            number => dir.join(format!("aichaku-{day}-{number}")),
        })
        .find(|folder| !folder.exists())
        .expect("BUG: numbers do not end"))
}

/// Writes one table as CSV and as JSON; returns its rows.
async fn write_table(store: &Store, table: ExportTable, folder: &Path) -> Result<i64> {
    let columns = store.export_columns(table).await?;
    let csv = File::create(folder.join(format!("{}.csv", table.name))).map_err(file_error)?;
    let mut csv = CsvWriter::new(BufWriter::new(csv), CsvEncoding::Utf8Bom).map_err(file_error)?;
    csv.row(&columns).map_err(file_error)?;
    let json = File::create(folder.join(format!("{}.json", table.name))).map_err(file_error)?;
    let mut json = BufWriter::new(json);
    let mut failed = None;
    let mut first = true;
    let rows = store
        .export_rows(table, &mut |cells| {
            let written = write_row(&mut csv, &mut json, &columns, &cells, first);
            first = false;
            match written {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    failed = Some(error);
                    ControlFlow::Break(())
                }
            }
        })
        .await?;
    if let Some(error) = failed {
        return Err(file_error(error));
    }
    json.write_all(if first { b"[]\n" } else { b"\n]\n" })
        .and_then(|()| json.flush())
        .map_err(file_error)?;
    csv.finish().map_err(file_error)?;
    Ok(rows)
}

fn write_row<W: Write>(
    csv: &mut CsvWriter<W>,
    json: &mut impl Write,
    columns: &[String],
    cells: &[Cell],
    first: bool,
) -> std::io::Result<()> {
    csv.row(cells.iter().map(|cell| match cell {
        Cell::Empty => String::new(),
        Cell::Number(number) => number.to_string(),
        Cell::Text(text) => text.clone(),
    }))?;
    let object: serde_json::Map<String, serde_json::Value> = columns
        .iter()
        .zip(cells)
        .map(|(column, cell)| {
            let value = match cell {
                Cell::Empty => serde_json::Value::Null,
                Cell::Number(number) => (*number).into(),
                Cell::Text(text) => text.clone().into(),
            };
            (column.clone(), value)
        })
        .collect();
    json.write_all(if first { b"[\n" } else { b",\n" })?;
    serde_json::to_writer(&mut *json, &object)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn every_column_of_the_export_is_explained() {
        let store = Store::open(&aichaku_store::Location::Memory, &StoreKey::new([1; 32]))
            .await
            .expect("a store in memory");
        let mut missing = Vec::new();
        for table in ExportTable::all() {
            if !EXPORT_WORDS.contains(&format!("## {}\n", table.name)) {
                missing.push(table.name.to_owned());
            }
            for column in store.export_columns(*table).await.expect("columns") {
                if !EXPORT_WORDS.contains(&format!("| `{column}` |")) {
                    missing.push(format!("{}.{column}", table.name));
                }
            }
        }
        assert!(
            missing.is_empty(),
            "columns that nobody could read later: {missing:?}"
        );
    }
}
