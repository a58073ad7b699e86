//! The rows that could not be read, as a file for the shop.
//!
//! Not here: why a row is rejected (`exchange`).

use std::path::Path;

use aichaku_exchange::RowProblem;

use super::{blocking, int};
use crate::App;
use crate::error::{ApiError, ErrorCode, Result};
use crate::wire::{Int, RejectedRow};

impl App {
    /// Saves the rejected rows as CSV; returns how many.
    ///
    /// # Errors
    /// [`ErrorCode::TicketExpired`], [`ErrorCode::NotFound`], [`ErrorCode::NotWritable`].
    pub async fn save_rejects(
        &self,
        ticket: Option<String>,
        batch: Option<Int>,
        path: String,
    ) -> Result<Int> {
        let rejects = match (ticket, batch) {
            (Some(ticket), _) => self
                .pinned(&ticket)
                .ok_or_else(|| ApiError::new(ErrorCode::TicketExpired))?
                .rejects
                .clone(),
            (None, Some(batch)) => {
                let shop = self.shop().await?;
                let rows = shop.store.import_batches().await?;
                let row = rows
                    .iter()
                    .find(|row| row.id == batch.0)
                    .ok_or_else(|| ApiError::new(ErrorCode::NotFound).with("what", "batch"))?;
                serde_json::from_str(&row.rejects).map_err(|_| ApiError::new(ErrorCode::StoreDamaged))?
            }
            (None, None) => return Err(ApiError::new(ErrorCode::Invalid).with("field", "batch")),
        };
        let count = rejects.len();
        blocking(move || write_rejects(Path::new(&path), &rejects)).await?;
        Ok(count.into())
    }
}

pub(super) fn rejected_row(problem: &RowProblem) -> RejectedRow {
    RejectedRow {
        line: int(problem.line),
        column: problem.column.clone().unwrap_or_default(),
        code: problem.code.as_str().to_owned(),
        value: problem.value.clone(),
    }
}

/// Line, column, reason and value; UTF-8 with a mark for Excel. Cells that a spreadsheet would run are made harmless.
fn write_rejects(path: &Path, rejects: &[RejectedRow]) -> Result<()> {
    let mut text = String::from("\u{feff}line,column,reason,value\r\n");
    for row in rejects {
        let cells = [
            row.line.0.to_string(),
            row.column.clone(),
            row.code.clone(),
            row.value.clone(),
        ];
        let cells: Vec<String> = cells.iter().map(|cell| harmless_cell(cell)).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    std::fs::write(path, text).map_err(|_| ApiError::new(ErrorCode::NotWritable))
}

fn harmless_cell(cell: &str) -> String {
    let guarded = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    };
    format!("\"{}\"", guarded.replace('"', "\"\""))
}
