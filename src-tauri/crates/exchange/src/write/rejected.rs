//! The rows that were rejected, as a file to mend and bring in again: the original cells, and behind them
//! line, column and reason.
//!
//! Not here: the words of the reasons; the caller brings them.

use std::collections::BTreeMap;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;

use super::separated::{CsvEncoding, CsvWriter, Unwritable};
use crate::error::WriteError;
use crate::problem::{ProblemEffect, RowProblem};
use crate::read::visit_rows;
use crate::shape::FileShape;

/// The names of the three columns that are added.
#[derive(Debug, Clone, Copy)]
pub struct RejectedLabels<'a> {
    /// Over the line numbers.
    pub line: &'a str,
    /// Over the column names.
    pub column: &'a str,
    /// Over the reasons.
    pub reason: &'a str,
}

/// Reads `source` once more and writes those of its rows that were rejected. `reason` words a problem; its
/// code is a good answer where there are no words. Several problems of a row are joined with ` / `.
///
/// # Errors
/// [`WriteError`] when the source cannot be read again or `out` refuses.
pub fn write_rejected(
    source: &Path,
    shape: &FileShape,
    problems: &[RowProblem],
    labels: RejectedLabels<'_>,
    reason: &dyn Fn(&RowProblem) -> String,
    encoding: CsvEncoding,
    out: impl Write,
) -> Result<Vec<Unwritable>, WriteError> {
    let mut by_line: BTreeMap<u64, Vec<&RowProblem>> = BTreeMap::new();
    for problem in problems
        .iter()
        .filter(|problem| problem.effect == ProblemEffect::RowRejected)
    {
        by_line.entry(problem.line).or_default().push(problem);
    }
    let mut writer = CsvWriter::new(out, encoding)?;
    let header = shape
        .columns
        .iter()
        .map(String::as_str)
        .chain([labels.line, labels.column, labels.reason]);
    writer.row(header)?;
    let width = shape.columns.len();
    let mut failed = None;
    visit_rows(source, shape, &mut |row, _| {
        let Some(problems) = by_line.remove(&row.line) else {
            return ControlFlow::Continue(());
        };
        let join = |texts: Vec<String>| texts.join(" / ");
        let columns = join(
            problems
                .iter()
                .filter_map(|problem| problem.column.clone())
                .collect(),
        );
        let reasons = join(problems.iter().map(|problem| reason(problem)).collect());
        let line = row.line.to_string();
        // Cells beyond the header stand behind the three, so that nothing is lost and the columns still fit.
        let cells = (0..width)
            .map(|index| row.cell(index))
            .chain([line.as_str(), columns.as_str(), reasons.as_str()])
            .chain((width..row.len()).map(|index| row.cell(index)));
        if let Err(error) = writer.row(cells) {
            failed = Some(error);
            return ControlFlow::Break(());
        }
        if by_line.is_empty() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })?;
    if let Some(error) = failed {
        return Err(error.into());
    }
    Ok(writer.finish()?)
}
