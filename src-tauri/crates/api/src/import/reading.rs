//! The file itself: how it is opened, walked through, and recognised again.
//!
//! Not here: what its columns mean (`columns`), what a record does (`decide`).

use std::io::Read as _;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use aichaku_exchange::{
    FileShape, Found, Mapping, Overrides, ParseRules, ProblemEffect, ReadError, Separator, TextEncoding,
    read_records,
};
use sha2::{Digest as _, Sha256};
use tokio::sync::mpsc;

use super::decide::Decider;
use super::rejects::rejected_row;
use crate::error::{ApiError, ErrorCode, Result};
use crate::wire::{ImportOptions, RejectedRow};

/// Rejected rows that are kept and listed.
const LISTED: usize = 10_000;
/// Records handed over to be written at once.
const CHUNK: usize = 2_000;

/// What reading a file came to.
pub(super) struct Read {
    pub(super) rows: u64,
    pub(super) rejected: u64,
    pub(super) rejects: Vec<RejectedRow>,
    pub(super) decider: Decider,
}

/// Reads a file through its mapping and decides about every record; `hand_over` takes what waits now and then.
#[expect(
    clippy::too_many_arguments,
    reason = "the parts of one reading, named at both call sites"
)]
pub(super) fn read_file(
    path: &Path,
    shape: &FileShape,
    mapping: &Mapping,
    rules: ParseRules,
    mut decider: Decider,
    stop: &AtomicBool,
    mut hand_over: impl FnMut(&mut Decider) -> ControlFlow<()>,
    progress: &mpsc::UnboundedSender<(usize, usize)>,
) -> Result<Read> {
    let mut rejects = Vec::new();
    let mut ignored = 0_i64;
    let mut gave_up = false;
    let summary = read_records(path, shape, mapping, &rules, &mut |found| {
        if stop.load(Ordering::Relaxed) {
            return ControlFlow::Break(());
        }
        match found {
            Found::Record(record) => {
                decider.record(&record);
                if decider.chunk.rows.weight() >= CHUNK && hand_over(&mut decider).is_break() {
                    gave_up = true;
                    return ControlFlow::Break(());
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
                let _ = progress.send((part(at.done), part(at.total)));
            }
        }
        ControlFlow::Continue(())
    })
    .map_err(file_error)?;
    if stop.load(Ordering::Relaxed) {
        return Err(ApiError::new(ErrorCode::Cancelled));
    }
    if !gave_up {
        // The rest; a writer that gave up has its own error to tell.
        let _ = hand_over(&mut decider);
    }
    decider.doubtful += ignored;
    Ok(Read {
        rows: summary.rows,
        rejected: summary.rejected_rows,
        rejects,
        decider,
    })
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
        header_line: None,
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
