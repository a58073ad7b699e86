//! Bytes to rows: what the file is, and its rows one after the other in flat memory.
//!
//! Not here: what a cell means.

mod above;
mod encoding;
mod header;
mod row;
mod separated;
mod sheet;
mod sniff;
mod text;

use std::ops::ControlFlow;
use std::path::Path;

use crate::error::ReadError;
use crate::records::Progress;
use crate::shape::{FileKind, FileShape};

pub(crate) use above::Above;
pub use row::{Row, RowFlaw};
pub use sniff::{sniff, sniff_with};

/// Hands over every row under the header with its true line number, until the end or until `visit` breaks.
/// Blank lines and rows of nothing but separators are passed over.
///
/// The rows arrive as they stand: ragged, with stray quotes, with 同上. One that could not be cut well says
/// so in [`Row::flaw`]. Memory is that of the longest row, never that of the file (for `.xls` and `.ods`,
/// which cannot be streamed and hold 65,536 rows of few columns, it is that of the sheet).
///
/// # Errors
/// [`ReadError`] when the file cannot be opened or read on.
pub fn visit_rows(
    path: &Path,
    shape: &FileShape,
    visit: &mut dyn FnMut(&Row, Progress) -> ControlFlow<()>,
) -> Result<(), ReadError> {
    match shape.kind {
        FileKind::Csv => text::visit(path, shape, visit),
        FileKind::Xlsx | FileKind::Xls | FileKind::Ods => sheet::visit(path, shape, visit),
    }
}
