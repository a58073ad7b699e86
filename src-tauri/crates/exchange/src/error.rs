//! Why a whole file could not be read or written. Fields, never sentences: the words stand with the
//! error codes of the user interface.
//!
//! Not here: what is wrong with a single row, which is data ([`crate::RowProblem`]).

use std::io;

use crate::shape::TextEncoding;

/// Why a file as a whole cannot be brought in. Nothing was read into the shop when one of these is returned.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file has no bytes, or nothing but blank lines.
    #[error("empty file")]
    Empty,
    /// The bytes are neither text nor a spreadsheet (a picture, a PDF, a program).
    #[error("not a text file")]
    NotText,
    /// More columns than a shop's file can have; usually a wrong separator or a matrix.
    #[error("{columns} columns, at most {limit} are read")]
    TooManyColumns {
        /// Columns found in the header line.
        columns: usize,
        /// The most that is read, [`crate::MAX_COLUMNS`].
        limit: usize,
    },
    /// A quotation mark in the header was opened and never closed, so no column can be told from the next.
    #[error("quotation mark opened in line {line} is never closed")]
    UnclosedQuote {
        /// Physical line of the opening mark, from 1.
        line: u64,
    },
    /// No line near the top looks like column names.
    #[error("no header line")]
    NoHeader,
    /// The chosen encoding cannot be that of this file.
    #[error("not {encoding} text, first seen in line {line}")]
    EncodingDoesNotFit {
        /// The encoding that was asked for.
        encoding: TextEncoding,
        /// The first physical line that does not decode, from 1.
        line: u64,
    },
    /// The workbook has no sheet by this name.
    #[error("no sheet of that name")]
    NoSuchSheet {
        /// The name that was asked for.
        sheet: String,
    },
    /// The workbook is damaged or protected by a password.
    #[error("workbook cannot be opened")]
    DamagedWorkbook,
    /// The file is not there, or the system refuses to read it.
    #[error("cannot be read")]
    Unreadable(#[source] io::Error),
    /// The mapping was made for a file with other columns.
    #[error("the mapping belongs to another header")]
    MappingDoesNotFit,
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        Self::Unreadable(error)
    }
}

/// Why a file could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The disk or the folder refused.
    #[error("cannot be written")]
    Io(#[from] io::Error),
    /// The spreadsheet library refused (too many rows for one sheet, a bad sheet name).
    #[error("workbook cannot be written")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
}
