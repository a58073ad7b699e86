//! Bytes to rows and back: the shop's files come in here and go out here.
//!
//! The way in, in four steps, each of plain data:
//!
//! 1. `sniff` looks at a file and says what it is: [`FileShape`] (encoding, separator, header, sample).
//!    A person may correct it with [`Overrides`].
//! 2. `propose_mapping` says what each column means: [`Mapping`]. A person may edit and save it.
//! 3. `read_records` streams the file through the mapping and hands over [`Found`]: typed [`Record`]s
//!    and, beside them, [`RowProblem`]s. Memory does not grow with the file.
//! 4. The caller matches, plans and stores; this crate knows nothing of the shop.
//!
//! ```text
//! sniff(path: &Path) -> Result<FileShape, ReadError>
//! sniff_with(path: &Path, &Overrides) -> Result<FileShape, ReadError>
//! propose_mapping(&FileShape) -> Mapping
//! propose_mapping_as(&FileShape, Option<Dataset>, system: Option<&str>) -> Mapping
//! read_records(path, &FileShape, &Mapping, &ParseRules, &mut dyn FnMut(Found) -> ControlFlow<()>)
//!     -> Result<ReadSummary, ReadError>
//! write_rejected(path, &FileShape, &[RowProblem], &RejectedLabels, CsvOut, writer) -> Result<.., WriteError>
//! ```
//!
//! The way out: CSV in two encodings, XLSX, and the rejected rows with their reasons.
//!
//! Not here: the store, the words for people, the decision what a record does to the shop.

mod error;
mod field;
pub mod mapping;
mod problem;
mod read;
mod records;
mod rules;
mod shape;
mod systems;
mod text_enum;
pub mod values;

pub use error::{ReadError, WriteError};
pub use field::Field;
pub use mapping::{
    ColumnMapping, Dataset, DateOrder, GENERIC, Mapping, RowModel, header_fingerprint, propose_mapping,
    propose_mapping_as,
};
pub use problem::{MAX_PROBLEM_VALUE, ProblemEffect, RowProblem, RowProblemCode};
pub use read::{Row, RowFlaw, sniff, sniff_with, visit_rows};
pub use records::{
    AddressRecord, CustomerRecord, DeliveryDay, DeliveryRecord, EmailAddress, Found, LineRecord,
    OptOutRecord, PhoneNumber, ProductRecord, ProductTraits, Progress, PurchaseRecord, ReadSummary, Record,
    ReversalRecord,
};
pub use rules::ParseRules;
pub use shape::{
    FileKind, FileShape, MAX_COLUMNS, Overrides, SAMPLE_ROWS, SampleRow, Separator, TextEncoding,
};
pub use systems::{Evidence, Rule, RuleEffect, System, recognise, system, systems};
