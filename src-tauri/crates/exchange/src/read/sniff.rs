//! Looks at a file and says what it is, before anything is read in.
//!
//! Not here: what the columns mean.

use std::fs::File;
use std::io::Read as _;
use std::ops::ControlFlow;
use std::path::Path;

use super::encoding::{self, Verdict};
use super::header::{ROWS_LOOKED_AT, find_header};
use super::row::{Row, RowFlaw};
use super::sheet;
use super::text::{RowReader, codec};
use crate::error::ReadError;
use crate::mapping::header_fingerprint;
use crate::shape::{
    FileKind, FileShape, MAX_COLUMNS, Overrides, SAMPLE_ROWS, SampleRow, Separator, TextEncoding,
};

/// The longest cell shown in a sample, in characters.
const SAMPLE_CELL: usize = 200;
/// Workbooks above this are not searched for sheets alike.
const ALIKE_SEARCH_BYTES: u64 = 24 << 20;
/// Bytes that are decoded to see whether a chosen encoding fits.
const FIT_BYTES: usize = 512 << 10;

/// Looks at a file. See [`sniff_with`].
///
/// # Errors
/// [`ReadError`] when the file cannot be brought in at all.
pub fn sniff(path: &Path) -> Result<FileShape, ReadError> {
    sniff_with(path, &Overrides::default())
}

/// Looks at a file, with what a person has set by hand. Reads the head, and of a text file as much as
/// tells its encoding; never holds the file in memory.
///
/// # Errors
/// [`ReadError`] when the file cannot be brought in at all.
pub fn sniff_with(path: &Path, overrides: &Overrides) -> Result<FileShape, ReadError> {
    let size_bytes = std::fs::metadata(path)?.len();
    let mut head = Vec::new();
    File::open(path)?.take(4096).read_to_end(&mut head)?;
    if head.is_empty() {
        return Err(ReadError::Empty);
    }
    match kind_of(&head)? {
        FileKind::Csv => sniff_text(path, size_bytes, overrides),
        kind => sniff_workbook(path, kind, size_bytes, overrides),
    }
}

/// The kind by magic bytes.
fn kind_of(head: &[u8]) -> Result<FileKind, ReadError> {
    const NO_TEXT: [&[u8]; 7] = [
        b"%PDF-",
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"GIF8",
        b"\x1f\x8b",
        b"{\\rtf",
        b"SQLite format 3",
    ];
    if head.starts_with(b"PK\x03\x04") {
        let is_ods = memchr::memmem::find(head, b"application/vnd.oasis.opendocument.spreadsheet").is_some();
        return Ok(if is_ods { FileKind::Ods } else { FileKind::Xlsx });
    }
    if head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
        return Ok(FileKind::Xls);
    }
    if NO_TEXT.iter().any(|magic| head.starts_with(magic)) {
        return Err(ReadError::NotText);
    }
    Ok(FileKind::Csv)
}

/// A row of the head, with its line.
struct HeadRow {
    line: u64,
    cells: Vec<String>,
    flaw: Option<RowFlaw>,
}

impl HeadRow {
    fn of(row: &Row) -> Self {
        Self {
            line: row.line,
            cells: row.cells().take(MAX_COLUMNS * 16).map(str::to_owned).collect(),
            flaw: row.flaw,
        }
    }
}

fn sniff_text(path: &Path, size_bytes: u64, overrides: &Overrides) -> Result<FileShape, ReadError> {
    let (encoding, encoding_sure) = match overrides.encoding {
        Some(encoding) => {
            check_fit(path, encoding)?;
            (encoding, true)
        }
        None => match encoding::detect(File::open(path)?)? {
            Verdict::Text { encoding, sure } => (encoding, sure),
            Verdict::Binary => return Err(ReadError::NotText),
        },
    };
    let (separator, rows) = match overrides.separator {
        Some(separator) => (separator, head_rows(path, encoding, separator)?),
        None => {
            let mut best: Option<(usize, Separator, Vec<HeadRow>)> = None;
            for &separator in Separator::ALL {
                let rows = head_rows(path, encoding, separator)?;
                let score = separator_score(&rows);
                if best.as_ref().is_none_or(|(top, _, _)| score > *top) {
                    best = Some((score, separator, rows));
                }
            }
            best.map(|(_, separator, rows)| (separator, rows))
                .ok_or(ReadError::Empty)?
        }
    };
    let (header_line, columns, sample) = shape_rows(rows, overrides.header_line)?;
    Ok(FileShape {
        kind: FileKind::Csv,
        size_bytes,
        encoding: Some(encoding),
        encoding_sure,
        separator: Some(separator),
        sheets: Vec::new(),
        sheet: None,
        more_sheets: Vec::new(),
        header_line,
        columns,
        sample,
    })
}

fn sniff_workbook(
    path: &Path,
    kind: FileKind,
    size_bytes: u64,
    overrides: &Overrides,
) -> Result<FileShape, ReadError> {
    let sheets = sheet::sheet_names(path, kind)?;
    let candidates: Vec<&String> = match &overrides.sheet {
        Some(name) => vec![
            sheets
                .iter()
                .find(|sheet| *sheet == name)
                .ok_or_else(|| ReadError::NoSuchSheet { sheet: name.clone() })?,
        ],
        None => sheets.iter().collect(),
    };
    // The first sheet that holds anything: some systems put an empty cover in front.
    let mut candidates = candidates.into_iter();
    let (name, rows) = loop {
        let Some(name) = candidates.next() else {
            return Err(ReadError::Empty);
        };
        let rows = sheet_rows(path, kind, name, size_bytes)?;
        if !rows.is_empty() {
            break (name.clone(), rows);
        }
    };
    let (header_line, columns, sample) = match shape_rows(rows, overrides.header_line) {
        // A cover with a title is no table; one behind it may be. What is wrong with a table is told.
        Err(ReadError::NoHeader) if overrides.header_line.is_none() && overrides.sheet.is_none() => {
            return sniff_behind(path, kind, size_bytes, &sheets, candidates);
        }
        other => other?,
    };
    let mut shape = FileShape {
        kind,
        size_bytes,
        encoding: None,
        encoding_sure: true,
        separator: None,
        sheet: Some(name),
        more_sheets: Vec::new(),
        sheets: sheets.clone(),
        header_line,
        columns,
        sample,
    };
    if overrides.sheet.is_none() && overrides.header_line.is_none() {
        add_sheets_alike(path, &mut shape, candidates)?;
    }
    Ok(shape)
}

/// A workbook whose first sheet is no table: the first behind it that is one.
fn sniff_behind<'a>(
    path: &Path,
    kind: FileKind,
    size_bytes: u64,
    sheets: &[String],
    mut candidates: impl Iterator<Item = &'a String>,
) -> Result<FileShape, ReadError> {
    while let Some(name) = candidates.next() {
        let rows = sheet_rows(path, kind, name, size_bytes)?;
        let Ok((header_line, columns, sample)) = shape_rows(rows, None) else {
            continue;
        };
        let mut shape = FileShape {
            kind,
            size_bytes,
            encoding: None,
            encoding_sure: true,
            separator: None,
            sheet: Some(name.clone()),
            more_sheets: Vec::new(),
            sheets: sheets.to_vec(),
            header_line,
            columns,
            sample,
        };
        add_sheets_alike(path, &mut shape, candidates)?;
        return Ok(shape);
    }
    Err(ReadError::NoHeader)
}

/// Adds the sheets that have the same columns as the first. Every look opens the workbook anew, so of a very
/// large one only the first sheet is read until a person chooses another.
fn add_sheets_alike<'a>(
    path: &Path,
    shape: &mut FileShape,
    others: impl Iterator<Item = &'a String>,
) -> Result<(), ReadError> {
    if shape.size_bytes > ALIKE_SEARCH_BYTES {
        return Ok(());
    }
    let print = header_fingerprint(&shape.columns);
    for name in others {
        let rows = sheet_rows(path, shape.kind, name, shape.size_bytes)?;
        if let Ok((line, columns, _)) = shape_rows(rows, None)
            && header_fingerprint(&columns) == print
        {
            shape.more_sheets.push((name.clone(), line));
        }
    }
    Ok(())
}

/// The first rows of a sheet.
fn sheet_rows(path: &Path, kind: FileKind, name: &str, size_bytes: u64) -> Result<Vec<HeadRow>, ReadError> {
    let mut rows = Vec::new();
    sheet::visit_all(path, kind, name, size_bytes, &mut |row, _| {
        if !row.is_blank() {
            rows.push(HeadRow::of(row));
        }
        if rows.len() >= ROWS_LOOKED_AT {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })?;
    Ok(rows)
}

/// Refuses an encoding that breaks more than one in twenty of the characters beyond ASCII.
fn check_fit(path: &Path, encoding: TextEncoding) -> Result<(), ReadError> {
    let mut head = Vec::new();
    File::open(path)?.take(FIT_BYTES as u64).read_to_end(&mut head)?;
    // Separators and line ends have a zero byte in UTF-16; without one it is something else.
    let is_wide = matches!(encoding, TextEncoding::Utf16Le | TextEncoding::Utf16Be);
    if is_wide && memchr::memchr(0, &head).is_none() {
        return Err(ReadError::EncodingDoesNotFit { encoding, line: 1 });
    }
    let (text, _) = codec(encoding).decode_with_bom_removal(&head);
    let broken = text.matches('\u{fffd}').count() + text.matches('\0').count();
    let beyond_ascii = text.chars().filter(|c| !c.is_ascii()).count();
    // One may be a character cut at the end of the piece.
    if broken > 1 && broken * 20 > beyond_ascii {
        let before = text.find(['\u{fffd}', '\0']).map_or("", |at| &text[..at]);
        let line = before.matches('\n').count() as u64 + 1;
        return Err(ReadError::EncodingDoesNotFit { encoding, line });
    }
    Ok(())
}

fn head_rows(path: &Path, encoding: TextEncoding, separator: Separator) -> Result<Vec<HeadRow>, ReadError> {
    let mut reader = RowReader::new(File::open(path)?, encoding, separator.byte());
    let mut row = Row::default();
    let mut rows = Vec::new();
    while rows.len() < ROWS_LOOKED_AT && reader.next_row(&mut row)? {
        if !row.is_blank() {
            rows.push(HeadRow::of(&row));
        }
    }
    Ok(rows)
}

/// How well a separator cuts: rows of the commonest width above one, times that width's worth.
fn separator_score(rows: &[HeadRow]) -> usize {
    let mut widths: Vec<usize> = rows
        .iter()
        .map(|row| row.cells.len())
        .filter(|width| *width > 1)
        .collect();
    widths.sort_unstable();
    let mut best = 0;
    for same in widths.chunk_by(|a, b| a == b) {
        best = best.max(same.len() * (10 + same[0].min(100)));
    }
    best
}

/// Header line, column names and sample out of the head.
fn shape_rows(
    rows: Vec<HeadRow>,
    wanted: Option<u64>,
) -> Result<(u64, Vec<String>, Vec<SampleRow>), ReadError> {
    if rows.is_empty() {
        return Err(ReadError::Empty);
    }
    let header_index = match wanted {
        Some(0) => None,
        Some(line) => Some(
            rows.iter()
                .position(|row| row.line == line)
                .ok_or(ReadError::NoHeader)?,
        ),
        None => {
            let cells: Vec<Vec<String>> = rows.iter().map(|row| row.cells.clone()).collect();
            match find_header(&cells) {
                Some(index) => Some(index),
                None => {
                    too_many(rows.iter().map(|row| width_of(&row.cells)).max().unwrap_or(0))?;
                    return Err(match rows[0].flaw {
                        Some(RowFlaw::UnclosedQuote { .. }) => {
                            ReadError::UnclosedQuote { line: rows[0].line }
                        }
                        _ => ReadError::NoHeader,
                    });
                }
            }
        }
    };
    let (header_line, columns, first_data) = match header_index {
        Some(index) => {
            let header = &rows[index];
            if let Some(RowFlaw::UnclosedQuote { .. }) = header.flaw {
                return Err(ReadError::UnclosedQuote { line: header.line });
            }
            let columns: Vec<String> = header
                .cells
                .iter()
                .map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" "))
                .collect();
            (header.line, columns, index + 1)
        }
        None => {
            let width = rows.iter().map(|row| width_of(&row.cells)).max().unwrap_or(0);
            (0, (1..=width).map(|number| number.to_string()).collect(), 0)
        }
    };
    too_many(width_of(&columns))?;
    let mut columns = columns;
    columns.truncate(MAX_COLUMNS);
    let sample = rows
        .into_iter()
        .skip(first_data)
        .take(SAMPLE_ROWS)
        .map(|row| SampleRow {
            line: row.line,
            cells: row.cells.iter().take(MAX_COLUMNS).map(|cell| cut(cell)).collect(),
        })
        .collect();
    Ok((header_line, columns, sample))
}

/// Cells up to the last filled one.
fn width_of(cells: &[String]) -> usize {
    cells
        .iter()
        .rposition(|cell| !cell.trim().is_empty())
        .map_or(0, |at| at + 1)
}

fn too_many(columns: usize) -> Result<(), ReadError> {
    if columns > MAX_COLUMNS {
        return Err(ReadError::TooManyColumns {
            columns,
            limit: MAX_COLUMNS,
        });
    }
    Ok(())
}

fn cut(cell: &str) -> String {
    cell.chars().take(SAMPLE_CELL).collect()
}
