//! The rows that were left out, as a file for the shop: to read, to mend, and to bring in again.
//!
//! Not here: why a row is left out (`exchange`, `decide`), the sentences (`words`).

use std::collections::BTreeSet;
use std::path::Path;

use aichaku_exchange::{
    CsvEncoding, FileShape, Mapping, RejectedCells, RejectedLabels, RowProblem, rejected_table, rows_at,
    write_rejected,
};
use serde::{Deserialize, Serialize};

use super::reading::file_error;
use super::words::row_sentence;
use super::{blocking, int};
use crate::App;
use crate::error::{ApiError, ErrorCode, Result};
use crate::wire::{Int, Lang, RejectedRow};

/// A row that was left out, as a batch keeps it: the file may be gone when somebody comes to mend it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct StoredRow {
    #[serde(flatten)]
    row: RejectedRow,
    /// Its original cells; only with the first of several problems of a row.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    cells: Vec<String>,
}

impl App {
    /// Saves the rows that were left out as CSV (UTF-8 with a mark): their original cells, and behind them
    /// line, column and reason in the reader's language. Returns how many rows.
    ///
    /// # Errors
    /// [`ErrorCode::TicketExpired`], [`ErrorCode::NotFound`], [`ErrorCode::NotWritable`].
    pub async fn save_rejects(
        &self,
        ticket: Option<String>,
        batch: Option<Int>,
        path: String,
        lang: Lang,
    ) -> Result<Int> {
        let (columns, rows) = self.left_out_rows(ticket, batch).await?;
        blocking(move || write_file(Path::new(&path), &columns, &rows, lang)).await
    }

    /// The same rows as a table, for any form of a list: header and rows.
    pub(crate) async fn left_out_table(
        &self,
        ticket: Option<String>,
        batch: Option<Int>,
        lang: Lang,
    ) -> Result<(Vec<String>, Vec<Vec<String>>)> {
        let (columns, rows) = self.left_out_rows(ticket, batch).await?;
        Ok(with_rejected(&rows, lang, |rejected, labels| {
            rejected_table(&columns, rejected, labels)
        }))
    }

    /// Columns and rows of a preview or of a batch.
    async fn left_out_rows(
        &self,
        ticket: Option<String>,
        batch: Option<Int>,
    ) -> Result<(Vec<String>, Vec<StoredRow>)> {
        match (ticket, batch) {
            (Some(ticket), _) => {
                let pinned = self
                    .pinned(&ticket)
                    .ok_or_else(|| ApiError::new(ErrorCode::TicketExpired))?;
                blocking(move || {
                    let rows = with_cells(&pinned.path, &pinned.shape, pinned.left_out.clone())?;
                    Ok((pinned.shape.columns.clone(), rows))
                })
                .await
            }
            (None, Some(batch)) => {
                let shop = self.shop().await?;
                let (mapping, rows) = shop
                    .store
                    .left_out_of_batch(batch.0)
                    .await?
                    .ok_or_else(|| ApiError::new(ErrorCode::NotFound).with("what", "batch"))?;
                let damaged = |_| ApiError::new(ErrorCode::StoreDamaged);
                let mapping: Mapping = serde_json::from_str(&mapping).map_err(damaged)?;
                let rows: Vec<StoredRow> = serde_json::from_str(&rows).map_err(damaged)?;
                let columns = mapping.columns.into_iter().map(|column| column.header).collect();
                Ok((columns, rows))
            }
            (None, None) => Err(ApiError::new(ErrorCode::Invalid).with("field", "batch")),
        }
    }
}

pub(super) fn rejected_row(problem: &RowProblem) -> RejectedRow {
    RejectedRow {
        sheet: None,
        line: int(problem.line),
        column: problem.column.clone().unwrap_or_default(),
        code: problem.code.as_str().to_owned(),
        value: problem.value.clone(),
    }
}

/// Says where a row stands as a person counts: on its sheet, when several are read.
pub(super) fn place(row: &mut RejectedRow, shape: &FileShape) {
    let (sheet, line) = shape.place_of(row.line.0.unsigned_abs());
    row.sheet = sheet.map(str::to_owned);
    row.line = int(line);
}

/// Puts the original cells beside the rows that were left out.
pub(super) fn with_cells(path: &Path, shape: &FileShape, rows: Vec<RejectedRow>) -> Result<Vec<StoredRow>> {
    let lines: BTreeSet<u64> = rows.iter().map(|row| row.line.0.unsigned_abs()).collect();
    let mut cells = rows_at(path, shape, &lines).map_err(file_error)?;
    Ok(rows
        .into_iter()
        .map(|mut row| {
            let cells = cells.remove(&row.line.0.unsigned_abs()).unwrap_or_default();
            place(&mut row, shape);
            StoredRow { row, cells }
        })
        .collect())
}

/// A row of the file with everything that is wrong with it.
struct LeftOut<'a> {
    sheet: Option<&'a str>,
    line: i64,
    columns: Vec<&'a str>,
    reasons: Vec<&'a str>,
    cells: &'a [String],
}

/// One entry for each row of the file, however much is wrong with it.
fn by_line(rows: &[StoredRow], lang: Lang) -> Vec<LeftOut<'_>> {
    let mut lines: Vec<LeftOut<'_>> = Vec::new();
    for stored in rows {
        let (sheet, line) = (stored.row.sheet.as_deref(), stored.row.line.0);
        if lines
            .last()
            .is_none_or(|last| (last.sheet, last.line) != (sheet, line))
        {
            lines.push(LeftOut {
                sheet,
                line,
                columns: Vec::new(),
                reasons: Vec::new(),
                cells: &stored.cells,
            });
        }
        let Some(last) = lines.last_mut() else { continue };
        let column = stored.row.column.as_str();
        if !column.is_empty() && !last.columns.contains(&column) {
            last.columns.push(column);
        }
        let reason = row_sentence(&stored.row.code, lang);
        if !last.reasons.contains(&reason) {
            last.reasons.push(reason);
        }
    }
    lines
}

/// Hands on the rows with their places and reasons in words, and the names of the three columns that hold them.
fn with_rejected<T>(
    rows: &[StoredRow],
    lang: Lang,
    then: impl FnOnce(&[RejectedCells<'_>], RejectedLabels) -> T,
) -> T {
    let lines = by_line(rows, lang);
    let texts: Vec<[String; 3]> = lines
        .iter()
        .map(|row| {
            let place = match row.sheet {
                Some(sheet) => format!("{sheet} {}", row.line),
                None => row.line.to_string(),
            };
            [place, row.columns.join(" / "), row.reasons.join(" / ")]
        })
        .collect();
    let rejected: Vec<RejectedCells<'_>> = lines
        .iter()
        .zip(&texts)
        .map(|(row, [line, column, reason])| RejectedCells {
            line,
            column,
            reason,
            cells: row.cells,
        })
        .collect();
    let labels = match lang {
        Lang::Ja => RejectedLabels::JA,
        Lang::En => RejectedLabels::EN,
    };
    then(&rejected, labels)
}

fn write_file(path: &Path, columns: &[String], rows: &[StoredRow], lang: Lang) -> Result<Int> {
    let refused = |_| ApiError::new(ErrorCode::NotWritable);
    let file = std::fs::File::create(path).map_err(refused)?;
    let out = std::io::BufWriter::new(file);
    with_rejected(rows, lang, |rejected, labels| {
        write_rejected(columns, rejected, labels, CsvEncoding::Utf8Bom, out).map_err(refused)?;
        Ok(rejected.len().into())
    })
}
