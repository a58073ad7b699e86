//! 同上 and 〃: the cell above stands in.
//!
//! Not here: merged cells of workbooks (`sheet`), which hold their value in each of their rows.

use super::row::Row;
use crate::values::is_ditto;

/// Remembers the row above, with what its own ditto marks stood for.
#[derive(Debug, Default)]
pub(crate) struct Above {
    row: Row,
    resolved: Row,
}

impl Above {
    /// The row with its ditto marks filled in; it is the one above from now on.
    pub(crate) fn fill(&mut self, row: &Row) {
        if !row.cells().any(is_ditto) {
            self.row.clone_from(row);
            return;
        }
        self.resolved.start(row.line);
        self.resolved.flaw = row.flaw;
        for (index, cell) in row.cells().enumerate() {
            let cell = if is_ditto(cell) {
                self.row.cell(index)
            } else {
                cell
            };
            self.resolved.push(cell);
            self.resolved.end_cell();
        }
        std::mem::swap(&mut self.row, &mut self.resolved);
    }

    /// The row that was filled last.
    pub(crate) fn row(&self) -> &Row {
        &self.row
    }
}
