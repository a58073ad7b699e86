//! Bytes to rows and back: the shop's files come in here and go out here.
//!
//! The way in, in four steps, each of plain data:
//!
//! 1. [`sniff`] looks at a file and says what it is: [`FileShape`] (encoding, separator, header, sample).
//!    A person may correct it with [`Overrides`] and [`sniff_with`].
//! 2. [`propose_mapping`] says what each column means: [`Mapping`]. A person may edit and save it.
//! 3. [`read_records`] streams the file through the mapping and hands over [`Found`]: typed [`Record`]s
//!    and, beside them, [`RowProblem`]s. Memory does not grow with the file.
//! 4. The caller matches, plans and stores; this crate knows nothing of the shop.
//!
//! The second road for scripts and previews is [`visit_rows`]: the bare rows with their line numbers.
//!
//! The way out: [`CsvWriter`] in two encodings, [`WorkbookWriter`], and [`write_rejected`] for the rows that
//! could not be taken, with their reasons.
//!
//! | room | for |
//! | --- | --- |
//! | `read` | bytes to rows: encoding, separator, header, rows, workbooks |
//! | [`values`] | cell text to values: dates, amounts, telephones, names |
//! | [`mapping`] | which column means what; the dictionary of header words |
//! | `systems` | known shop systems, declared in `systems/*.toml` |
//! | `assemble` | rows to records, rows of one order joined |
//! | `guess` | what a product's name tells |
//! | `write` | rows to bytes |
//!
//! Not here: the store, the words for people, the decision what a record does to the shop.

mod assemble;
mod error;
mod field;
mod guess;
pub mod mapping;
mod problem;
mod read;
mod records;
mod rules;
mod shape;
mod systems;
mod text_enum;
pub mod values;
mod write;

pub use assemble::read_records;
pub use error::{ReadError, WriteError};
pub use field::Field;
pub use guess::{Guesser, guess_line_kind, guess_traits, read_family, read_finish, read_material};
pub use mapping::{
    ColumnMapping, Dataset, DateOrder, GENERIC, Mapping, RowModel, header_fingerprint, propose_mapping,
    propose_mapping_as, settle_kept_mapping, settle_mapping,
};
pub use problem::{MAX_PROBLEM_VALUE, ProblemEffect, RowProblem, RowProblemCode};
pub use read::{Row, RowFlaw, sniff, sniff_with, visit_rows};
pub use records::{
    AddressRecord, CustomerRecord, DeliveryDay, DeliveryRecord, EmailAddress, Found, LineRecord,
    OptOutRecord, PhoneNumber, ProductRecord, ProductTraits, Progress, PurchaseRecord, ReadSummary, Record,
    ReversalRecord, SurveyRecord,
};
pub use rules::ParseRules;
pub use shape::{
    FileKind, FileShape, MAX_COLUMNS, Overrides, SAMPLE_ROWS, SampleRow, Separator, TextEncoding, place_on,
};
pub use systems::{Evidence, Rule, RuleEffect, System, recognise, system, systems};
pub use write::{
    CsvEncoding, CsvWriter, RejectedCells, RejectedLabels, SheetCell, Unwritable, WorkbookWriter,
    guard_formula, rejected_table, rows_at, write_rejected,
};
