//! In which line of its file stood a row that a batch made: told while the batch is written, kept packed, and read
//! again for the rows of a record.
//!
//! Ids of a table are given out in the order in which the rows of the file are decided about, so that what is to be
//! kept is only the steps from line to line. Not here: rows that a batch changed (`import_changes` holds their line).

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::sql::{RowExt as _, WriteTx, statements};
use crate::{Result, Store};

statements! {
    KEEP = "insert into import_lines (batch_id, table_name, first_id, steps) values ($1, $2, $3, $4)";
    FIND = "select wanted.key as at, import_lines.first_id, import_lines.steps
        from json_each($1) as wanted
        join import_lines on import_lines.batch_id = json_extract(wanted.value, '$[0]')
            and import_lines.table_name = json_extract(wanted.value, '$[1]')
            and import_lines.first_id = (select max(of.first_id) from import_lines as of
                where of.batch_id = json_extract(wanted.value, '$[0]')
                    and of.table_name = json_extract(wanted.value, '$[1]')
                    and of.first_id <= json_extract(wanted.value, '$[2]'))
        order by wanted.key";
    FORGET = "delete from import_lines where batch_id = $1";
}

/// Rows that are kept as one text.
const BLOCK: i64 = 1_024;

/// A table whose rows say their line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinedTable {
    /// People.
    Customers,
    /// Ways to reach them.
    ContactPoints,
    /// Places.
    Addresses,
    /// Purchases.
    Purchases,
    /// Things.
    OwnedItems,
    /// Products.
    Products,
}

impl LinedTable {
    fn name(self) -> &'static str {
        match self {
            Self::Customers => "customers",
            Self::ContactPoints => "contact_points",
            Self::Addresses => "addresses",
            Self::Purchases => "purchases",
            Self::OwnedItems => "owned_items",
            Self::Products => "products",
        }
    }
}

/// New rows of a table that stood in one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowLine {
    /// Where the rows go.
    pub table: LinedTable,
    /// Id of the first.
    pub first: i64,
    /// Id behind the last.
    pub end: i64,
    /// The line, numbered through all sheets that are read.
    pub line: i64,
}

/// Rows of one table on their way.
#[derive(Debug, Default)]
struct Block {
    first: i64,
    rows: i64,
    line: i64,
    /// The last step and how often it was taken in a row.
    run: (i64, i64),
    steps: String,
}

impl Block {
    fn add(&mut self, id: i64, line: i64) {
        if self.rows == 0 {
            self.first = id;
            self.line = 0;
        }
        let step = line - self.line;
        if self.run.1 > 0 && self.run.0 == step {
            self.run.1 += 1;
        } else {
            self.end_run();
            self.run = (step, 1);
        }
        self.rows += 1;
        self.line = line;
    }

    fn end_run(&mut self) {
        let (step, times) = std::mem::take(&mut self.run);
        let between = if self.steps.is_empty() { "" } else { " " };
        let _ = match times {
            0 => Ok(()),
            1 => write!(self.steps, "{between}{step}"),
            _ => write!(self.steps, "{between}{step}x{times}"),
        };
    }

    fn take(&mut self) -> Option<(i64, String)> {
        if self.rows == 0 {
            return None;
        }
        self.end_run();
        let whole = std::mem::take(self);
        Some((whole.first, whole.steps))
    }
}

/// Packs lines while a batch is written; a thousand rows of each table wait at most.
#[derive(Debug, Default)]
pub(super) struct Lines(BTreeMap<LinedTable, Block>);

impl Lines {
    /// Takes the lines of further rows and writes the texts that are full.
    pub(super) async fn add(&mut self, tx: &mut WriteTx, batch: i64, rows: &[RowLine]) -> Result<()> {
        for row in rows {
            let block = self.0.entry(row.table).or_default();
            for id in row.first..row.end {
                let follows = block.rows == 0 || id == block.first + block.rows;
                if (block.rows == BLOCK || !follows)
                    && let Some(whole) = block.take()
                {
                    keep(tx, batch, row.table, whole).await?;
                }
                block.add(id, row.line);
            }
        }
        Ok(())
    }

    /// Writes what still waits.
    pub(super) async fn finish(&mut self, tx: &mut WriteTx, batch: i64) -> Result<()> {
        for (table, mut block) in std::mem::take(&mut self.0) {
            if let Some(whole) = block.take() {
                keep(tx, batch, table, whole).await?;
            }
        }
        Ok(())
    }
}

async fn keep(tx: &mut WriteTx, batch: i64, table: LinedTable, (first, steps): (i64, String)) -> Result<()> {
    sqlx::query(KEEP)
        .bind(batch)
        .bind(table.name())
        .bind(first)
        .bind(steps)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Forgets the lines of a batch that is taken back.
pub(super) async fn forget(tx: &mut WriteTx, batch: i64) -> Result<()> {
    sqlx::query(FORGET).bind(batch).execute(&mut **tx).await?;
    Ok(())
}

impl Store {
    /// The lines of rows, each by its batch, table and id; those of which none is known are missing.
    pub(super) async fn lines_of(&self, rows: &[(i64, &str, i64)]) -> Result<BTreeMap<(String, i64), i64>> {
        let mut lines = BTreeMap::new();
        for row in sqlx::query(FIND)
            .bind(super::add::json(&rows)?)
            .fetch_all(self.read())
            .await?
        {
            let (_, table, id) = rows[usize::try_from(row.int("at")?).unwrap_or_default()];
            let nth = id - row.int("first_id")?;
            if let Some(line) = line_at(&row.text("steps")?, nth) {
                lines.insert((table.to_owned(), id), line);
            }
        }
        Ok(lines)
    }
}

/// The line of the row at this place, from 0, of a packed text; `None`: it holds no such row.
fn line_at(steps: &str, nth: i64) -> Option<i64> {
    let (mut line, mut left) = (0, nth);
    for run in steps.split(' ') {
        let (step, times) = run.split_once('x').unwrap_or((run, "1"));
        let (step, times): (i64, i64) = (step.parse().ok()?, times.parse().ok()?);
        if left < times {
            return Some(line + step * (left + 1));
        }
        line += step * times;
        left -= times;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_a_packed_text_has_its_line_again() {
        // Two rows of one line, a run, a step back (rows that waited), and a second sheet.
        let lines = [2, 2, 3, 4, 5, 6, 9, 12, 7, 10_000_002, 10_000_003];
        let mut block = Block::default();
        for (id, line) in (40..).zip(lines) {
            block.add(id, line);
        }
        let (first, steps) = block.take().expect("rows");
        assert_eq!(first, 40, "where it begins");
        assert_eq!(steps, "2 0 1x4 3x2 -5 9999995 1", "steps, runs as one");
        let read: Vec<Option<i64>> = (0..12).map(|nth| line_at(&steps, nth)).collect();
        let wanted: Vec<Option<i64>> = lines.into_iter().map(Some).chain([None]).collect();
        assert_eq!(read, wanted, "all of them, and none behind them");
    }
}
