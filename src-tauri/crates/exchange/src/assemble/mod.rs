//! Rows to records: the file streams through its mapping, records and problems come out.
//!
//! A row that cannot be used is handed on as a problem and never stops the reading. A cell that cannot be
//! used stops its row only where the record would be wrong without it: dates of orders, amounts, pieces.
//!
//! Not here: what a record does to the shop.

mod cells;
mod customer;
mod lines;
mod orders;
mod purchase;
mod simple;
mod surveys;
mod wide;

pub(crate) use self::wide::purchases_per_row;

use std::ops::ControlFlow;
use std::path::Path;

use self::cells::Plan;
use self::orders::OpenOrders;
use crate::error::ReadError;
use crate::guess::Guesser;
use crate::mapping::{Dataset, Mapping};
use crate::problem::{ProblemEffect, RowProblem, RowProblemCode};
use crate::read::{Above, Row, RowFlaw, visit_rows};
use crate::records::{Found, ReadSummary, Record};
use crate::rules::ParseRules;
use crate::shape::{FileShape, sheet_of};
use crate::systems::RuleEffect;

/// Rows between two reports of progress.
const PROGRESS_EVERY: u64 = 4_096;

/// Streams the records of a file to `sink`, in the order of their first rows, with the problems beside
/// them, until the end or until `sink` breaks. Memory does not grow with the file, but for eight bytes
/// per order, by which rows of one order that stand too far apart are noticed.
///
/// # Errors
/// [`ReadError::MappingDoesNotFit`] when the mapping was made for other columns; else as [`visit_rows`].
pub fn read_records(
    path: &Path,
    shape: &FileShape,
    mapping: &Mapping,
    rules: &ParseRules,
    sink: &mut dyn FnMut(Found) -> ControlFlow<()>,
) -> Result<ReadSummary, ReadError> {
    if !mapping.fits(&shape.columns) || mapping.columns.len() != shape.columns.len() {
        return Err(ReadError::MappingDoesNotFit);
    }
    let sets = wide::sets(mapping);
    let mut reader = RecordReader {
        plans: sets.iter().map(|set| Plan::new(shape, set, *rules)).collect(),
        guesser: Guesser::default(),
        orders: OpenOrders::default(),
        sheet: 0,
        out: Output {
            sink,
            summary: ReadSummary::default(),
            problems: Vec::new(),
            broken: false,
        },
        above: Above::default(),
    };
    visit_rows(path, shape, &mut |row, progress| {
        reader.take(row);
        if progress.rows.is_multiple_of(PROGRESS_EVERY) {
            reader.out.put(Found::Progress(progress));
        }
        reader.out.flow()
    })?;
    reader.finish();
    Ok(reader.out.summary)
}

/// Where records and problems go.
pub(crate) struct Output<'a> {
    sink: &'a mut dyn FnMut(Found) -> ControlFlow<()>,
    pub(crate) summary: ReadSummary,
    /// Problems of the row in hand.
    pub(crate) problems: Vec<RowProblem>,
    broken: bool,
}

impl Output<'_> {
    fn put(&mut self, found: Found) {
        if !self.broken && (self.sink)(found).is_break() {
            self.broken = true;
            self.summary.stopped = true;
        }
    }

    pub(crate) fn record(&mut self, record: Record) {
        self.summary.records += 1;
        self.put(Found::Record(record));
    }

    /// Leaves out a row that was read before.
    pub(crate) fn reject_row(&mut self, problem: RowProblem) {
        self.summary.rejected_rows += 1;
        self.put(Found::Problem(problem));
    }

    fn flow(&self) -> ControlFlow<()> {
        if self.broken {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    /// Whether the row in hand has a problem that leaves it out.
    pub(crate) fn row_is_rejected(&self) -> bool {
        self.problems
            .iter()
            .any(|problem| problem.effect == ProblemEffect::RowRejected)
    }

    /// Hands over the problems of the row in hand.
    fn settle_row(&mut self) {
        if self.problems.is_empty() {
            return;
        }
        if self.row_is_rejected() {
            self.summary.rejected_rows += 1;
        }
        for problem in std::mem::take(&mut self.problems) {
            self.put(Found::Problem(problem));
        }
    }
}

struct RecordReader<'a> {
    /// One, or one for each purchase that stands side by side in a row.
    plans: Vec<Plan<'a>>,
    guesser: Guesser,
    orders: OpenOrders,
    out: Output<'a>,
    sheet: u64,
    above: Above,
}

impl RecordReader<'_> {
    fn take(&mut self, row: &Row) {
        if sheet_of(row.line) != self.sheet {
            self.sheet = sheet_of(row.line);
            self.above = Above::default();
            self.orders.close_all(&self.plans[0], &mut self.out);
            self.orders.begin_sheet();
        }
        self.out.summary.rows += 1;
        let plan = &self.plans[0];
        if plan.is_total_line(row) {
            self.out.summary.skipped_rows += 1;
            return;
        }
        if let Some(problem) = self.flaw_of(row) {
            self.out.problems.push(problem);
            self.orders.note_rejected(plan, row);
            self.out.settle_row();
            return;
        }
        self.above.fill(row);
        let row = self.above.row();
        let skips = plan.mapping.dataset != Dataset::Purchases
            && plan.effects(row).any(|effect| effect == RuleEffect::Skip);
        if skips {
            self.out.summary.skipped_rows += 1;
            return;
        }
        match plan.mapping.dataset {
            Dataset::Purchases if self.plans.len() == 1 => {
                purchase::take_row(plan, row, &mut self.orders, &mut self.guesser, &mut self.out);
            }
            Dataset::Purchases => self.take_wide(),
            Dataset::Customers => simple::take_customer(plan, row, &mut self.out),
            Dataset::Products => simple::take_product(plan, row, &mut self.guesser, &mut self.out),
            Dataset::Deliveries => simple::take_delivery(plan, row, &mut self.out),
            Dataset::OptOuts => simple::take_opt_out(plan, row, &mut self.out),
            Dataset::Surveys => surveys::take_survey(plan, row, &mut self.out),
        }
        self.out.settle_row();
    }

    /// Takes the purchases of a row that stand side by side. One that cannot be read leaves the whole row out,
    /// because the row is what is mended and brought in again.
    fn take_wide(&mut self) {
        let row = self.above.row();
        let filled: Vec<usize> = (0..self.plans.len())
            .filter(|&set| wide::is_filled(&self.plans[set], row))
            .collect();
        // A row without any purchase says what is missing in its first place.
        let sets = if filled.is_empty() { vec![0] } else { filled };
        let mut trial = OpenOrders::default();
        let mut silent = |_: Found| ControlFlow::Continue(());
        let mut tried = Output {
            sink: &mut silent,
            summary: ReadSummary::default(),
            problems: Vec::new(),
            broken: false,
        };
        for &set in &sets {
            purchase::take_row(&self.plans[set], row, &mut trial, &mut self.guesser, &mut tried);
            trial.forget_last();
        }
        if tried.row_is_rejected() {
            self.out.problems.append(&mut tried.problems);
            return;
        }
        for set in sets {
            purchase::take_row(
                &self.plans[set],
                row,
                &mut self.orders,
                &mut self.guesser,
                &mut self.out,
            );
        }
        // What all purchases share is told once.
        let mut told: Vec<RowProblem> = Vec::new();
        for problem in std::mem::take(&mut self.out.problems) {
            if !told.contains(&problem) {
                told.push(problem);
            }
        }
        self.out.problems = told;
    }

    /// What makes a whole row unusable before any cell is read.
    fn flaw_of(&self, row: &Row) -> Option<RowProblem> {
        let plan = &self.plans[0];
        let header = |index: usize| plan.header(index);
        match row.flaw {
            Some(RowFlaw::UnclosedQuote { cell }) => {
                return Some(RowProblem::rejected(
                    row.line,
                    header(cell),
                    RowProblemCode::UnclosedQuote,
                    row.cell(cell),
                ));
            }
            Some(RowFlaw::TooLong) => {
                return Some(RowProblem::rejected(
                    row.line,
                    None,
                    RowProblemCode::TooLong,
                    row.cell(0),
                ));
            }
            None => {}
        }
        let width = plan.mapping.columns.len();
        if row.len() > width
            && let Some(extra) = (width..row.len())
                .map(|index| row.cell(index))
                .find(|cell| !cell.trim().is_empty())
        {
            return Some(RowProblem::rejected(
                row.line,
                None,
                RowProblemCode::TooManyCells,
                extra,
            ));
        }
        if row.may_be_unreadable() {
            let strange = |c: char| c == '\u{fffd}' || c == '\0';
            let bad = plan
                .mapping
                .columns
                .iter()
                .find(|column| column.field.is_some() && row.cell(column.index).contains(strange));
            if let Some(column) = bad {
                return Some(RowProblem::rejected(
                    row.line,
                    header(column.index),
                    RowProblemCode::UnreadableCharacters,
                    row.cell(column.index),
                ));
            }
        }
        None
    }

    fn finish(&mut self) {
        if self.out.broken {
            return;
        }
        self.orders.close_all(&self.plans[0], &mut self.out);
        self.out.settle_row();
    }
}
