//! The file itself: how it is opened, walked through, and recognised again.
//!
//! Not here: what its columns mean (`columns`), what a record does (`decide`).

use std::io::Read as _;
use std::ops::{ControlFlow, Range};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use aichaku_exchange::{
    Dataset, FileShape, Found, Mapping, Overrides, ParseRules, ProblemEffect, ReadError, ReadSummary, Record,
    Separator, TextEncoding, read_records, visit_rows,
};
use aichaku_store::{Known, NextIds, SoldPurchase, Store};
use sha2::{Digest as _, Sha256};
use tokio::runtime::Handle;
use tokio::sync::mpsc;

use super::decide::Decider;
use super::rejects::rejected_row;
use crate::app::file_error as io_error;
use crate::error::{ApiError, ErrorCode, Result};
use crate::wire::{ImportOptions, RejectedRow};

/// Rejected rows that are kept and listed.
pub(super) const LISTED: usize = 10_000;
/// Records handed over to be written at once.
const CHUNK: usize = 2_000;
/// Rows of the shop that are told at once.
const STRETCH: usize = 16_384;

/// What reading a file came to.
pub(super) struct Read {
    pub(super) rows: u64,
    pub(super) rejected: u64,
    pub(super) rejects: Vec<RejectedRow>,
    pub(super) decider: Decider,
}

/// The parts of one reading.
pub(super) struct Reading<'a> {
    pub(super) path: &'a Path,
    pub(super) shape: &'a FileShape,
    pub(super) mapping: &'a Mapping,
    pub(super) known: Known,
    pub(super) next: NextIds,
    pub(super) rules: ParseRules,
    pub(super) stop: &'a AtomicBool,
    pub(super) progress: &'a mpsc::UnboundedSender<(usize, usize)>,
}

/// What stands in the shop, asked from the thread that reads the file.
pub(super) struct Shelf(pub(super) Store);

impl Shelf {
    /// What the shop sold to these people.
    fn sold_to(&self, people: &[i64]) -> Result<Vec<SoldPurchase>> {
        Ok(Handle::current().block_on(self.0.sold_to(people))?)
    }

    /// Tells what a file of this kind is compared with, a stretch after the other.
    fn tell(&self, decider: &mut Decider, reading: &Reading<'_>) -> Result<()> {
        let here = Handle::current();
        let (dataset, next) = (reading.mapping.dataset, reading.next);
        for ids in stretches(next.customers) {
            if reading.stop.load(Ordering::Relaxed) {
                return Err(ApiError::new(ErrorCode::Cancelled));
            }
            decider.learn_people(&here.block_on(self.0.known_customers(ids.clone()))?);
            if matches!(dataset, Dataset::Customers | Dataset::OptOuts) {
                decider.learn_consents(&here.block_on(self.0.known_consents(ids))?);
            }
        }
        decider.learn_aliases(&reading.known);
        for ids in stretches(next.purchases) {
            decider.learn_purchases(&here.block_on(self.0.known_purchases(ids))?);
        }
        if dataset == Dataset::Surveys {
            for ids in stretches(next.voices) {
                decider.learn_answers(&here.block_on(self.0.known_answers(ids))?);
            }
        }
        if dataset == Dataset::Deliveries {
            for ids in stretches(next.deliveries) {
                decider.learn_deliveries(&here.block_on(self.0.known_deliveries(ids))?);
            }
        }
        Ok(())
    }

    /// Compares the people and orders that wait with how they stand.
    fn settle(&self, decider: &mut Decider) -> Result<()> {
        let people = decider.people_again();
        if !people.is_empty() {
            let standing = Handle::current().block_on(self.0.standing_people(&people))?;
            decider.settle_people(&standing);
        }
        let products = decider.products_again();
        if !products.is_empty() {
            let standing = Handle::current().block_on(self.0.standing_products(&products))?;
            decider.settle_products(&standing);
        }
        let carried_to = decider.deliveries_again();
        if !carried_to.is_empty() {
            decider.settle_deliveries(&self.sold_to(&carried_to)?);
        }
        let told = decider.told_again();
        if !told.is_empty() {
            let standing = Handle::current().block_on(self.0.standing_orders(&told))?;
            decider.settle_orders(&standing);
        }
        Ok(())
    }
}

/// Ids below `next`, so many at once as are read in a moment and held in little room.
fn stretches(next: i64) -> impl Iterator<Item = Range<i64>> {
    (0..next).step_by(STRETCH).map(move |first| {
        let end = first.saturating_add(i64::try_from(STRETCH).unwrap_or(i64::MAX));
        first..end.min(next)
    })
}

/// Reads a file through its mapping and decides about every record; `hand_over` takes what waits now and then,
/// `shelf` tells what stands in the shop. A file of whose returns that must be
/// known is read a second time, for what it sold them itself: holding every line of a file costs more.
pub(super) fn read_file(
    reading: &Reading<'_>,
    mut decider: Decider,
    mut hand_over: impl FnMut(&mut Decider) -> ControlFlow<()>,
    shelf: &Shelf,
) -> Result<Read> {
    let stopped = || reading.stop.load(Ordering::Relaxed);
    let mut rejects = Vec::new();
    let mut ignored = 0_i64;
    let mut gave_up = false;
    let mut failed = None;
    shelf.tell(&mut decider, reading)?;
    let summary = reading.records(&mut |found| {
        match found {
            Found::Record(record) => {
                decider.record(&record);
                if decider.weight() >= CHUNK {
                    if let Err(error) = shelf.settle(&mut decider).and_then(|()| held(&decider)) {
                        failed = Some(error);
                        return ControlFlow::Break(());
                    }
                    if hand_over(&mut decider).is_break() {
                        gave_up = true;
                        return ControlFlow::Break(());
                    }
                }
            }
            Found::Problem(problem) if problem.effect == ProblemEffect::RowRejected => {
                decider.problem(&problem);
                if rejects.len() < LISTED {
                    rejects.push(rejected_row(&problem));
                }
            }
            Found::Problem(_) => ignored += 1,
            Found::Progress(at) => {
                let part = |bytes: u64| usize::try_from(bytes).unwrap_or(usize::MAX);
                // Nobody may be listening any more.
                let _ = reading.progress.send((part(at.done), part(at.total)));
            }
        }
        ControlFlow::Continue(())
    })?;
    if let Some(error) = failed {
        return Err(error);
    }
    shelf.settle(&mut decider)?;
    held(&decider)?;
    if !gave_up && !stopped() && decider.has_returns() {
        let people = decider.who_returned();
        let mut sold = if people.is_empty() {
            Vec::new()
        } else {
            shelf.sold_to(&people)?
        };
        if !people.is_empty() {
            reading.records(&mut |found| {
                if let Found::Record(Record::Purchase(purchase)) = found {
                    sold.extend(decider.sold(&purchase));
                }
                ControlFlow::Continue(())
            })?;
        }
        decider.settle_returns(sold);
    }
    if stopped() {
        return Err(ApiError::new(ErrorCode::Cancelled));
    }
    if !gave_up {
        // The rest; a writer that gave up has its own error to tell.
        let _ = hand_over(&mut decider);
    }
    decider.doubtful += ignored;
    decider.shown.sort_by_key(|row| row.line);
    decider.undecided.sort_by_key(|row| row.line);
    Ok(Read {
        rows: summary.rows,
        rejected: summary.rejected_rows,
        rejects,
        decider,
    })
}

/// Whether everything that was to be remembered of the file is.
fn held(decider: &Decider) -> Result<()> {
    match decider.failed() {
        Some(error) => {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "what a file told could not be held"
            );
            Err(io_error(error))
        }
        None => Ok(()),
    }
}

impl Reading<'_> {
    /// Everything in the file, until `sink` breaks or somebody asks to stop.
    fn records(&self, sink: &mut dyn FnMut(Found) -> ControlFlow<()>) -> Result<ReadSummary> {
        read_records(self.path, self.shape, self.mapping, &self.rules, &mut |found| {
            if self.stop.load(Ordering::Relaxed) {
                ControlFlow::Break(())
            } else {
                sink(found)
            }
        })
        .map_err(file_error)
    }
}

/// Counts the rows of a file about which nothing can be decided yet.
pub(super) fn count_rows(path: &Path, shape: &FileShape, stop: &AtomicBool) -> Result<u64> {
    let mut rows = 0;
    visit_rows(path, shape, &mut |_, progress| {
        rows = progress.rows;
        if stop.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })
    .map_err(file_error)?;
    if stop.load(Ordering::Relaxed) {
        return Err(ApiError::new(ErrorCode::Cancelled));
    }
    Ok(rows)
}

pub(super) fn overrides(options: &ImportOptions) -> Result<Overrides> {
    let invalid = |field: &str| ApiError::new(ErrorCode::Invalid).with("field", field);
    let encoding = match options.encoding.as_deref() {
        None | Some("" | "auto") => None,
        Some(name) => Some(TextEncoding::parse(name).ok_or_else(|| invalid("encoding"))?),
    };
    let separator = match options.separator.as_deref() {
        None | Some("" | "auto") => None,
        Some("," | "comma") => Some(Separator::Comma),
        Some("\t" | "tab") => Some(Separator::Tab),
        Some(";" | "semicolon") => Some(Separator::Semicolon),
        Some(_) => return Err(invalid("separator")),
    };
    Ok(Overrides {
        encoding,
        separator,
        sheet: options.sheet.clone().filter(|sheet| !sheet.is_empty()),
        header_line: options.header_line.map(u64::from),
    })
}

pub(super) fn encoding_name(shape: &FileShape) -> String {
    shape.encoding.map_or_else(
        || shape.kind.as_str().to_owned(),
        |encoding| encoding.as_str().to_owned(),
    )
}

pub(super) fn file_error(error: ReadError) -> ApiError {
    match error {
        ReadError::Empty => ApiError::new(ErrorCode::FileEmpty),
        ReadError::NotText | ReadError::DamagedWorkbook => ApiError::new(ErrorCode::FileNotTable),
        ReadError::TooManyColumns { columns, limit } => ApiError::new(ErrorCode::FileTooManyColumns)
            .with("columns", columns)
            .with("limit", limit),
        ReadError::UnclosedQuote { line } => ApiError::new(ErrorCode::FileUnclosedQuote).with("line", line),
        ReadError::NoHeader => ApiError::new(ErrorCode::FileNoHeader),
        ReadError::EncodingDoesNotFit { encoding, line } => ApiError::new(ErrorCode::FileEncoding)
            .with("encoding", encoding)
            .with("line", line),
        ReadError::NoSuchSheet { .. } => ApiError::new(ErrorCode::Invalid).with("field", "sheet"),
        ReadError::MappingDoesNotFit => ApiError::new(ErrorCode::FileChanged),
        ReadError::Unreadable(_) => ApiError::new(ErrorCode::FileUnreadable),
    }
}

/// SHA-256 of the file in hex.
pub(super) fn file_hash(path: &Path) -> Result<String> {
    use std::fmt::Write as _;
    let unreadable = |_| ApiError::new(ErrorCode::FileUnreadable);
    let mut file = std::fs::File::open(path).map_err(unreadable)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 20];
    loop {
        let read = file.read(&mut buffer).map_err(unreadable)?;
        if read == 0 {
            break;
        }
        hash.update(&buffer[..read]);
    }
    let mut text = String::with_capacity(64);
    for byte in hash.finalize() {
        let _ = write!(text, "{byte:02x}");
    }
    Ok(text)
}
