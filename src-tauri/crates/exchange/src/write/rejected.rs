//! The rows that were not brought in, as a file to mend and bring in again: the original cells, and behind
//! them line, column and reason.
//!
//! Not here: the words of the reasons; the caller brings them.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::Path;

use super::separated::{CsvEncoding, CsvWriter, Unwritable};
use crate::error::ReadError;
use crate::read::{Above, visit_rows};
use crate::shape::FileShape;

/// The names of the three columns that are added. A file that comes back has them still; they are no columns
/// of the shop's, so that its mapping fits as before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RejectedLabels {
    /// Over the line numbers.
    pub line: &'static str,
    /// Over the column names.
    pub column: &'static str,
    /// Over the reasons.
    pub reason: &'static str,
}

impl RejectedLabels {
    /// In Japanese.
    pub const JA: Self = Self {
        line: "取り込めなかった行",
        column: "取り込めなかった列",
        reason: "取り込めなかった理由",
    };
    /// In English.
    pub const EN: Self = Self {
        line: "Line left out",
        column: "Column left out",
        reason: "Why it was left out",
    };

    /// Whether a column is one of these, in either language.
    #[must_use]
    pub fn is_one(header: &str) -> bool {
        let header = header.trim();
        [Self::JA, Self::EN]
            .iter()
            .any(|labels| [labels.line, labels.column, labels.reason].contains(&header))
    }
}

/// A row that was not brought in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RejectedCells<'a> {
    /// Where it stands in the file that it came from: the physical line, with its sheet where there are several.
    pub line: &'a str,
    /// Headers of the columns that are meant; empty: the whole row.
    pub column: &'a str,
    /// Why, as a sentence without the values.
    pub reason: &'a str,
    /// The original cells.
    pub cells: &'a [String],
}

/// The cells of these physical lines, with 同上 filled in: a row that stands alone has nothing above it.
/// Lines that hold no row are not in the answer.
///
/// # Errors
/// As [`visit_rows`].
pub fn rows_at(
    path: &Path,
    shape: &FileShape,
    lines: &BTreeSet<u64>,
) -> Result<BTreeMap<u64, Vec<String>>, ReadError> {
    let mut found = BTreeMap::new();
    let Some(last) = lines.last() else {
        return Ok(found);
    };
    let mut above = Above::default();
    visit_rows(path, shape, &mut |row, _| {
        above.fill(row);
        if lines.contains(&row.line) {
            found.insert(row.line, above.row().cells().map(str::to_owned).collect());
        }
        if row.line >= *last {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })?;
    Ok(found)
}

/// Rows under their header as a table, with line, column and reason behind them. A header that has the three columns
/// already, because the file is one that came back, keeps only the new ones.
#[must_use]
pub fn rejected_table(
    columns: &[String],
    rows: &[RejectedCells<'_>],
    labels: RejectedLabels,
) -> (Vec<String>, Vec<Vec<String>>) {
    let own: Vec<usize> = (0..columns.len())
        .filter(|&index| !RejectedLabels::is_one(&columns[index]))
        .collect();
    let header = own
        .iter()
        .map(|&index| columns[index].as_str())
        .chain([labels.line, labels.column, labels.reason])
        .map(str::to_owned)
        .collect();
    let table = rows
        .iter()
        .map(|row| {
            let cell = |index: usize| row.cells.get(index).map_or("", String::as_str);
            // Cells beyond the header stand behind the three, so that nothing is lost and the columns still fit.
            own.iter()
                .map(|&index| cell(index))
                .chain([row.line, row.column, row.reason])
                .chain((columns.len()..row.cells.len()).map(cell))
                .map(str::to_owned)
                .collect()
        })
        .collect();
    (header, table)
}

/// Writes [`rejected_table`] as separated text.
///
/// # Errors
/// When `out` refuses.
pub fn write_rejected(
    columns: &[String],
    rows: &[RejectedCells<'_>],
    labels: RejectedLabels,
    encoding: CsvEncoding,
    out: impl Write,
) -> io::Result<Vec<Unwritable>> {
    let (header, table) = rejected_table(columns, rows, labels);
    let mut writer = CsvWriter::new(out, encoding)?;
    writer.row(header.iter().map(String::as_str))?;
    for row in &table {
        writer.row(row.iter().map(String::as_str))?;
    }
    writer.finish()
}
