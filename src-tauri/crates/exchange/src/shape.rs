//! What a file looks like before it is read: kind, encoding, separator, header, sample.
//!
//! Not here: how it is found out (`read::sniff`).

use serde::{Deserialize, Serialize};

use crate::text_enum::text_enum;

/// The most columns that are read. A wider file is refused as a whole ([`crate::ReadError::TooManyColumns`]):
/// the widest known shop export has 107.
pub const MAX_COLUMNS: usize = 400;

/// How many data rows [`FileShape::sample`] holds at most.
pub const SAMPLE_ROWS: usize = 20;

text_enum! {
    /// What kind of file it is, told by its first bytes and never by its name.
    FileKind {
        /// Separated text.
        Csv = "csv",
        /// Excel 2007 and later.
        Xlsx = "xlsx",
        /// Excel 97 to 2003.
        Xls = "xls",
        /// OpenDocument spreadsheet.
        Ods = "ods",
    }
}

text_enum! {
    /// How the characters of a text file are written as bytes.
    TextEncoding {
        /// UTF-8 without a byte order mark.
        Utf8 = "utf-8",
        /// UTF-8 with a byte order mark.
        Utf8Bom = "utf-8-bom",
        /// UTF-16, low byte first (Excel's "Unicode text").
        Utf16Le = "utf-16le",
        /// UTF-16, high byte first.
        Utf16Be = "utf-16be",
        /// Windows-31J, the Japanese Windows code page (with ①, ㈱, 髙).
        Cp932 = "cp932",
        /// EUC-JP of old Unix shops.
        EucJp = "euc-jp",
        /// Western Windows code page.
        Windows1252 = "windows-1252",
    }
}

text_enum! {
    /// What stands between two cells.
    Separator {
        /// `,`
        Comma = "comma",
        /// TAB
        Tab = "tab",
        /// `;`
        Semicolon = "semicolon",
    }
}

impl Separator {
    /// The byte itself.
    #[must_use]
    pub fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Tab => b'\t',
            Self::Semicolon => b';',
        }
    }
}

/// What a person set by hand after seeing the sample. `None` means "find it yourself".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Overrides {
    /// The encoding of a text file.
    pub encoding: Option<TextEncoding>,
    /// The separator of a text file.
    pub separator: Option<Separator>,
    /// The sheet of a workbook, by name.
    pub sheet: Option<String>,
    /// Physical line of the header, from 1. `0`: the file has none, columns are called `1`, `2`, ….
    pub header_line: Option<u64>,
}

/// One row as it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SampleRow {
    /// Physical line, from 1.
    pub line: u64,
    /// The cells, decoded; long ones are cut to 200 characters.
    pub cells: Vec<String>,
}

/// What was found out about a file. Plain data: hand it back to read the file the way it was shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileShape {
    /// The kind of file.
    pub kind: FileKind,
    /// Its size in bytes.
    pub size_bytes: u64,
    /// The encoding; `None` for workbooks.
    pub encoding: Option<TextEncoding>,
    /// `false` when another encoding fits nearly as well, so a person should look at the sample.
    pub encoding_sure: bool,
    /// The separator; `None` for workbooks.
    pub separator: Option<Separator>,
    /// Sheet names in order; empty for text.
    pub sheets: Vec<String>,
    /// The sheet that is read; `None` for text.
    pub sheet: Option<String>,
    /// Further sheets that are read after it because they have the same columns (a ledger with a sheet for each
    /// year), with the line of their header. Empty when a person has chosen one sheet.
    pub more_sheets: Vec<(String, u64)>,
    /// Physical line of the header, from 1; `0` when there is none.
    pub header_line: u64,
    /// The column names as they stand, in order; names may repeat and may be empty.
    pub columns: Vec<String>,
    /// The first rows under the header, at most [`SAMPLE_ROWS`].
    pub sample: Vec<SampleRow>,
}

/// Rows of the second and further sheets are numbered on from here, so that each row of a file has one number.
/// More than a sheet can have.
const LINES_OF_A_SHEET: u64 = 10_000_000;

impl FileShape {
    /// The sheets that are read, with the line of each one's header, in order. Empty for text.
    pub(crate) fn sheets_read(&self) -> Vec<(&str, u64)> {
        self.sheet
            .iter()
            .map(|sheet| (sheet.as_str(), self.header_line))
            .chain(
                self.more_sheets
                    .iter()
                    .map(|(sheet, line)| (sheet.as_str(), *line)),
            )
            .collect()
    }

    /// Where a row stands that is called `line` in records and problems: its sheet, when several are read, and
    /// the line as a person counts it.
    #[must_use]
    pub fn place_of(&self, line: u64) -> (Option<&str>, u64) {
        if self.more_sheets.is_empty() {
            return (None, line);
        }
        let sheet = usize::try_from(sheet_of(line)).unwrap_or(usize::MAX);
        let name = self.sheets_read().get(sheet).map(|(name, _)| *name);
        (name, line % LINES_OF_A_SHEET)
    }

    /// The sheets that are read, when they are several: what [`place_on`] needs when the file is long gone.
    #[must_use]
    pub fn several_sheets(&self) -> Vec<String> {
        if self.more_sheets.is_empty() {
            return Vec::new();
        }
        let read = self.sheets_read();
        read.into_iter().map(|(sheet, _)| sheet.to_owned()).collect()
    }
}

/// Where a row stands that is called `line` in records: as [`FileShape::place_of`], of a file of which only the names of
/// its [`FileShape::several_sheets`] are known.
#[must_use]
pub fn place_on(sheets: &[String], line: u64) -> (Option<&str>, u64) {
    if sheets.is_empty() {
        return (None, line);
    }
    let sheet = usize::try_from(sheet_of(line)).unwrap_or(usize::MAX);
    (sheets.get(sheet).map(String::as_str), line % LINES_OF_A_SHEET)
}

/// Which of the sheets that are read a numbered line stands on, from 0.
pub(crate) fn sheet_of(line: u64) -> u64 {
    line / LINES_OF_A_SHEET
}

/// The number of a line of a sheet among all that are read.
pub(crate) fn line_on(sheet: u64, line: u64) -> u64 {
    sheet * LINES_OF_A_SHEET + line
}
