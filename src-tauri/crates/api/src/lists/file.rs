//! A list on its way into a file: CSV in two encodings or a workbook, whole or not at all.
//!
//! Not here: which rows and columns; quoting, guarding against formulas and encodings (`exchange`).

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use aichaku_exchange::{CsvEncoding, CsvWriter, SheetCell, WorkbookWriter, WriteError};

use crate::app::file_error;
use crate::error::{ApiError, ErrorCode, Result};
use crate::wire::{ListForm, LostCharacter};

/// A file that is being written. It takes its name only when it is whole: what stood there stays until then.
pub(super) struct ListFile {
    path: PathBuf,
    part: PathBuf,
    body: Body,
    rows: i64,
}

enum Body {
    Csv(CsvWriter<BufWriter<File>>),
    /// Its rows wait beside it, in a file without a name.
    Book {
        file: File,
        book: Box<WorkbookWriter>,
    },
}

impl ListFile {
    pub(super) fn begin(
        path: &str,
        form: ListForm,
        sheet: &'static str,
        header: impl IntoIterator<Item = impl Into<String>>,
    ) -> Result<Self> {
        let header: Vec<String> = header.into_iter().map(Into::into).collect();
        let path = PathBuf::from(path);
        let Some(name) = path.file_name().filter(|_| !path.is_dir()) else {
            return Err(ApiError::new(ErrorCode::Invalid).with("field", "path"));
        };
        let mut part = name.to_owned();
        part.push(".part");
        let part = path.with_file_name(part);
        let file = File::create(&part).map_err(no_place)?;
        let csv = |encoding| -> Result<Body> {
            let mut csv = CsvWriter::new(BufWriter::new(file.try_clone().map_err(no_place)?), encoding)
                .map_err(no_place)?;
            csv.row(&header).map_err(no_place)?;
            Ok(Body::Csv(csv))
        };
        let body = match form {
            ListForm::CsvUtf8 => csv(CsvEncoding::Utf8Bom)?,
            ListForm::CsvCp932 => csv(CsvEncoding::Cp932)?,
            ListForm::Xlsx => {
                let beside = part.parent().unwrap_or(Path::new("."));
                let beside = if beside.as_os_str().is_empty() {
                    Path::new(".")
                } else {
                    beside
                };
                let book = WorkbookWriter::new(beside, sheet, &header).map_err(book_error)?;
                Body::Book {
                    file,
                    book: Box::new(book),
                }
            }
        };
        Ok(Self {
            path,
            part,
            body,
            rows: 0,
        })
    }

    pub(super) fn row(&mut self, cells: Vec<SheetCell>) -> Result<()> {
        self.rows += 1;
        match &mut self.body {
            Body::Csv(csv) => csv.row(cells.iter().map(text_of)).map_err(no_place)?,
            Body::Book { book, .. } => book.row(cells).map_err(book_error)?,
        }
        Ok(())
    }

    /// Ends the file; returns its rows and what it could not hold.
    pub(super) fn finish(self) -> Result<(String, i64, Vec<LostCharacter>)> {
        let lost = match self.body {
            Body::Csv(csv) => csv
                .finish()
                .map_err(no_place)?
                .into_iter()
                .map(|lost| LostCharacter {
                    character: lost.character.to_string(),
                    count: i64::try_from(lost.count).unwrap_or(i64::MAX).into(),
                })
                .collect(),
            Body::Book { file, book } => {
                book.finish(BufWriter::new(file)).map_err(book_error)?;
                Vec::new()
            }
        };
        std::fs::rename(&self.part, &self.path).map_err(|error| {
            let _ = std::fs::remove_file(&self.part);
            no_place(error)
        })?;
        Ok((text_path(&self.path), self.rows, lost))
    }

    /// Throws the unfinished file away.
    pub(super) fn give_up(self) {
        drop(self.body);
        let _ = std::fs::remove_file(&self.part);
    }
}

fn text_path(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// A folder that is not there cannot be written either.
fn no_place(error: std::io::Error) -> ApiError {
    match error.kind() {
        std::io::ErrorKind::StorageFull => file_error(error),
        _ => ApiError::new(ErrorCode::NotWritable),
    }
}

fn book_error(error: WriteError) -> ApiError {
    match error {
        WriteError::Io(error) => no_place(error),
        WriteError::Workbook(_) => ApiError::new(ErrorCode::NotWritable),
    }
}

/// A cell as CSV has it: days as `YYYY-MM-DD`, amounts with a point.
fn text_of(cell: &SheetCell) -> String {
    match cell {
        SheetCell::Empty => String::new(),
        SheetCell::Text(text) => text.clone(),
        SheetCell::Integer(number) => number.to_string(),
        SheetCell::Amount { minor, digits: 0 } => minor.to_string(),
        SheetCell::Amount { minor, digits } => {
            let unit = 10_i64.pow(u32::from((*digits).min(4)));
            let sign = if *minor < 0 { "-" } else { "" };
            let width = usize::from((*digits).min(4));
            format!(
                "{sign}{}.{:0width$}",
                minor.unsigned_abs() / unit.unsigned_abs(),
                minor.unsigned_abs() % unit.unsigned_abs()
            )
        }
        SheetCell::Day(day) => day.to_string(),
    }
}
