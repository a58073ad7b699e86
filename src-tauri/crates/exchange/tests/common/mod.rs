//! What the tests of this crate share: reading a file to the end.
//!
//! Not here: tests.
#![allow(dead_code, reason = "each test uses a part")]

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use aichaku_exchange::{
    FileShape, Found, Mapping, ParseRules, PurchaseRecord, ReadSummary, Record, ReversalRecord, RowProblem,
    propose_mapping, read_records, sniff,
};

/// Everything that a file gave.
pub(crate) struct Reading {
    /// Its shape.
    pub(crate) shape: FileShape,
    /// The mapping that was proposed.
    pub(crate) mapping: Mapping,
    /// Records in order.
    pub(crate) records: Vec<Record>,
    /// Problems in order.
    pub(crate) problems: Vec<RowProblem>,
    /// The counts.
    pub(crate) summary: ReadSummary,
}

impl Reading {
    /// The purchases.
    pub(crate) fn purchases(&self) -> Vec<&PurchaseRecord> {
        self.records
            .iter()
            .filter_map(|record| match record {
                Record::Purchase(purchase) => Some(&**purchase),
                _ => None,
            })
            .collect()
    }

    /// The reversals.
    pub(crate) fn reversals(&self) -> Vec<&ReversalRecord> {
        self.records
            .iter()
            .filter_map(|record| match record {
                Record::Reversal(reversal) => Some(&**reversal),
                _ => None,
            })
            .collect()
    }

    /// The problems as short lines.
    pub(crate) fn problem_lines(&self) -> String {
        self.problems
            .iter()
            .map(|problem| {
                format!(
                    "{} {} {} {} {:?}\n",
                    problem.line,
                    problem.column.as_deref().unwrap_or("-"),
                    problem.code,
                    problem.effect,
                    problem.value
                )
            })
            .collect()
    }
}

/// A fixture of this crate.
pub(crate) fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(name)
}

/// Reads a file with what is proposed for it.
pub(crate) fn read(path: &Path) -> Reading {
    read_with(path, &ParseRules::default(), |_| {})
}

/// Reads a file with other rules, after `edit` has changed the mapping.
pub(crate) fn read_with(path: &Path, rules: &ParseRules, edit: impl FnOnce(&mut Mapping)) -> Reading {
    let shape = sniff(path).expect("the file can be read");
    let mut mapping = propose_mapping(&shape);
    edit(&mut mapping);
    let (mut records, mut problems) = (Vec::new(), Vec::new());
    let summary = read_records(path, &shape, &mapping, rules, &mut |found| {
        match found {
            Found::Record(record) => records.push(record),
            Found::Problem(problem) => problems.push(problem),
            Found::Progress(_) => {}
        }
        ControlFlow::Continue(())
    })
    .expect("the file can be read to its end");
    Reading {
        shape,
        mapping,
        records,
        problems,
        summary,
    }
}

/// Reads text as if it were a file.
pub(crate) fn read_text(text: impl AsRef<[u8]>) -> Reading {
    let file = file_of(text);
    read(file.path())
}

/// A file that holds these bytes, until it is dropped.
pub(crate) fn file_of(bytes: impl AsRef<[u8]>) -> tempfile::NamedTempFile {
    use std::io::Write as _;
    let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
    file.write_all(bytes.as_ref()).expect("room for it");
    file.flush().expect("room for it");
    file
}
