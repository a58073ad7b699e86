//! Workbooks: `.xlsx` streamed cell by cell, `.xls` and `.ods` by the sheet.
//!
//! Cells become the text that the value parsers read: days as `2024-04-01`, whole numbers without `.0`,
//! a merged block's value in each of its rows.
//!
//! Not here: formulas. A workbook's stored result is taken, nothing is evaluated.

use std::fs::File;
use std::io::BufReader;
use std::ops::ControlFlow;
use std::path::Path;

use calamine::{Data, DataRef, ExcelDateTime, Ods, Reader as _, Xls, Xlsx};

use super::row::Row;
use crate::error::ReadError;
use crate::records::Progress;
use crate::shape::{FileKind, FileShape, MAX_COLUMNS, line_on};

/// Workbooks above this are not searched for merged cells, which takes a pass over the whole sheet.
const MERGE_SEARCH_BYTES: u64 = 24 << 20;

/// The names of the sheets, in order.
pub(crate) fn sheet_names(path: &Path, kind: FileKind) -> Result<Vec<String>, ReadError> {
    let source = BufReader::new(File::open(path)?);
    Ok(match kind {
        FileKind::Xlsx => open_xlsx(path)?.sheet_names(),
        FileKind::Xls => Xls::new(source)
            .map_err(|_| ReadError::DamagedWorkbook)?
            .sheet_names(),
        FileKind::Ods => Ods::new(source)
            .map_err(|_| ReadError::DamagedWorkbook)?
            .sheet_names(),
        FileKind::Csv => Vec::new(),
    })
}

fn open_xlsx(path: &Path) -> Result<Xlsx<BufReader<File>>, ReadError> {
    Xlsx::new(BufReader::new(File::open(path)?)).map_err(|error| match error {
        calamine::XlsxError::Io(error) => ReadError::Unreadable(error),
        // A zip without a workbook inside: a Word file, an archive.
        calamine::XlsxError::FileNotFound(_) => ReadError::NotText,
        _ => ReadError::DamagedWorkbook,
    })
}

/// Rows under the headers of the sheets that are read, one sheet after the other.
pub(crate) fn visit(
    path: &Path,
    shape: &FileShape,
    visit: &mut dyn FnMut(&Row, Progress) -> ControlFlow<()>,
) -> Result<(), ReadError> {
    let sheets = shape.sheets_read();
    let count = sheets.len() as u64;
    let mut rows = 0;
    let mut stopped = false;
    let mut numbered = Row::default();
    for (at, (sheet, header_line)) in (0..).zip(sheets) {
        visit_all(path, shape.kind, sheet, shape.size_bytes, &mut |row, total| {
            if row.line <= header_line || row.is_blank() {
                return ControlFlow::Continue(());
            }
            rows += 1;
            // Each sheet is an equal part of the way: how long the later ones are is not known yet.
            let progress = Progress {
                done: at * total + row.line,
                total: count * total,
                rows,
            };
            let flow = if at == 0 {
                visit(row, progress)
            } else {
                numbered.clone_from(row);
                numbered.line = line_on(at, row.line);
                visit(&numbered, progress)
            };
            stopped |= flow.is_break();
            flow
        })?;
        if stopped {
            break;
        }
    }
    Ok(())
}

/// Every row of one sheet, with the number of its last row.
pub(crate) fn visit_all(
    path: &Path,
    kind: FileKind,
    sheet: &str,
    size_bytes: u64,
    visit: &mut dyn FnMut(&Row, u64) -> ControlFlow<()>,
) -> Result<(), ReadError> {
    let missing = || ReadError::NoSuchSheet {
        sheet: sheet.to_owned(),
    };
    match kind {
        FileKind::Xlsx => {
            let mut book = open_xlsx(path)?;
            if !book.sheet_names().iter().any(|name| name == sheet) {
                return Err(missing());
            }
            let blocks = if size_bytes <= MERGE_SEARCH_BYTES {
                book.merge_cells_by_sheet_name(sheet).unwrap_or_default()
            } else {
                Vec::new()
            };
            let mut cells = book
                .worksheet_cells_reader(sheet)
                .map_err(|_| ReadError::DamagedWorkbook)?;
            let total = u64::from(cells.dimensions().end.0) + 1;
            let mut builder = RowBuilder::new(
                blocks
                    .iter()
                    .filter(|block| block.end.0 > block.start.0)
                    .map(|block| Block {
                        column: block.start.1 as usize,
                        first: block.start.0,
                        last: block.end.0,
                        value: String::new(),
                    })
                    .collect(),
                total,
            );
            while let Some(cell) = cells.next_cell().map_err(|_| ReadError::DamagedWorkbook)? {
                let (row, column) = cell.get_position();
                let flow = builder.put(row, column as usize, visit, |out| match cell.get_value() {
                    DataRef::SharedString(text) => out.push_str(text),
                    DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
                        out.push_str(text);
                    }
                    DataRef::Int(number) => out.push_str(&number.to_string()),
                    DataRef::Float(number) => out.push_str(&number_text(*number)),
                    DataRef::Bool(yes) => out.push_str(if *yes { "TRUE" } else { "FALSE" }),
                    DataRef::DateTime(moment) => out.push_str(&moment_text(moment)),
                    DataRef::Error(_) => out.push_str("#N/A"),
                    DataRef::Empty => {}
                })?;
                if flow.is_break() {
                    return Ok(());
                }
            }
            builder.finish(visit);
            Ok(())
        }
        FileKind::Xls | FileKind::Ods => {
            let source = BufReader::new(File::open(path)?);
            let range = if kind == FileKind::Xls {
                let mut book = Xls::new(source).map_err(|_| ReadError::DamagedWorkbook)?;
                if !book.sheet_names().iter().any(|name| name == sheet) {
                    return Err(missing());
                }
                book.worksheet_range(sheet)
                    .map_err(|_| ReadError::DamagedWorkbook)?
            } else {
                let mut book = Ods::new(source).map_err(|_| ReadError::DamagedWorkbook)?;
                if !book.sheet_names().iter().any(|name| name == sheet) {
                    return Err(missing());
                }
                book.worksheet_range(sheet)
                    .map_err(|_| ReadError::DamagedWorkbook)?
            };
            let total = u64::from(range.end().map_or(0, |end| end.0)) + 1;
            let (first_row, first_column) = range.start().unwrap_or((0, 0));
            let mut builder = RowBuilder::new(Vec::new(), total);
            for (row, column, value) in range.used_cells() {
                let (row, column) = (first_row as usize + row, first_column as usize + column);
                let row = u32::try_from(row).map_err(|_| ReadError::DamagedWorkbook)?;
                let flow = builder.put(row, column, visit, |out| match value {
                    Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
                        out.push_str(text)
                    }
                    Data::Int(number) => out.push_str(&number.to_string()),
                    Data::Float(number) => out.push_str(&number_text(*number)),
                    Data::Bool(yes) => out.push_str(if *yes { "TRUE" } else { "FALSE" }),
                    Data::DateTime(moment) => out.push_str(&moment_text(moment)),
                    Data::Error(_) => out.push_str("#N/A"),
                    Data::Empty => {}
                })?;
                if flow.is_break() {
                    return Ok(());
                }
            }
            builder.finish(visit);
            Ok(())
        }
        FileKind::Csv => Ok(()),
    }
}

/// A merged block of several rows.
struct Block {
    column: usize,
    first: u32,
    last: u32,
    value: String,
}

/// Collects cells to rows.
struct RowBuilder {
    row: Row,
    cells: Vec<String>,
    used: usize,
    current: Option<u32>,
    blocks: Vec<Block>,
    total: u64,
}

impl RowBuilder {
    fn new(blocks: Vec<Block>, total: u64) -> Self {
        Self {
            row: Row::default(),
            cells: Vec::new(),
            used: 0,
            current: None,
            blocks,
            total,
        }
    }

    fn put(
        &mut self,
        row: u32,
        column: usize,
        visit: &mut dyn FnMut(&Row, u64) -> ControlFlow<()>,
        write: impl FnOnce(&mut String),
    ) -> Result<ControlFlow<()>, ReadError> {
        let mut flow = ControlFlow::Continue(());
        if self.current != Some(row) {
            flow = self.flush(visit);
            self.current = Some(row);
        }
        if column >= MAX_COLUMNS {
            // A cell with a border and nothing in it is no column.
            let mut far = String::new();
            write(&mut far);
            if far.trim().is_empty() {
                return Ok(flow);
            }
            return Err(ReadError::TooManyColumns {
                columns: column + 1,
                limit: MAX_COLUMNS,
            });
        }
        while self.cells.len() <= column {
            self.cells.push(String::new());
        }
        // What the row before left in the cells that this one jumps over.
        for cell in self.cells.iter_mut().take(column).skip(self.used) {
            cell.clear();
        }
        self.cells[column].clear();
        write(&mut self.cells[column]);
        self.used = self.used.max(column + 1);
        Ok(flow)
    }

    fn flush(&mut self, visit: &mut dyn FnMut(&Row, u64) -> ControlFlow<()>) -> ControlFlow<()> {
        let Some(row) = self.current else {
            return ControlFlow::Continue(());
        };
        for block in &mut self.blocks {
            if row == block.first && block.column < self.used {
                block.value.clone_from(&self.cells[block.column]);
            } else if row > block.first && row <= block.last && block.column < self.used {
                let cell = &mut self.cells[block.column];
                if cell.is_empty() {
                    cell.push_str(&block.value);
                }
            }
        }
        self.row.start(u64::from(row) + 1);
        for cell in &self.cells[..self.used] {
            self.row.push(cell);
            self.row.end_cell();
        }
        self.used = 0;
        visit(&self.row, self.total)
    }

    fn finish(&mut self, visit: &mut dyn FnMut(&Row, u64) -> ControlFlow<()>) {
        // The last row: whether the receiver wants more does not matter any more.
        let _ = self.flush(visit);
    }
}

/// A number as a person would type it: no exponent, no noise of binary fractions, at most six decimals.
fn number_text(number: f64) -> String {
    if !number.is_finite() {
        return "#NUM!".to_owned();
    }
    if number.fract() == 0.0 && number.abs() < 1e15 {
        return format!("{number:.0}");
    }
    let text = format!("{number:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    text.to_owned()
}

/// A date cell as text; a time alone stays a time.
fn moment_text(moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    if moment.is_duration() || moment.as_f64() < 1.0 {
        return format!("{hour:02}:{minute:02}:{second:02}");
    }
    if (hour, minute, second) == (0, 0, 0) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_look_as_they_were_typed() {
        assert_eq!(number_text(12_800.0), "12800", "no .0");
        assert_eq!(number_text(29.330_000_000_000_002), "29.33", "no noise");
        assert_eq!(number_text(-0.5), "-0.5", "sign kept");
    }
}
