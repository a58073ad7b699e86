//! Rows to bytes: CSV that spreadsheets open rightly and safely, workbooks, and the rows that were rejected.
//!
//! Not here: what is exported, and in which words.

mod guard;
mod rejected;
mod separated;
mod workbook;

pub use guard::guard_formula;
pub use rejected::{RejectedCells, RejectedLabels, rejected_table, rows_at, write_rejected};
pub use separated::{CsvEncoding, CsvWriter, Unwritable};
pub use workbook::{SheetCell, WorkbookWriter};
