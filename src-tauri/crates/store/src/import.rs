//! Bringing many rows in at once: what is known already, the one transaction that writes a batch, and taking
//! a batch back.
//!
//! Rows go in many to a statement, because handing over a statement costs more than storing a row. Ids are given out
//! here by counting on from the last one, which is safe because there is one writer; so a batch's rows of a table are one unbroken range and need no mark of their own. Not here: reading files
//! (`exchange`), and deciding what a record means (`domain::identity`, `api`).

mod add;
mod aliases;
mod batches;
mod bulk;
mod change;
mod erased;
mod found_anew;
mod ids;
mod known;
mod lines;
mod orders;
mod origins;
mod past;
mod people;
mod products;
mod restore;
mod rows;
mod sold;
mod undo;
mod write;

pub use batches::BatchRow;
pub(crate) use bulk::Aside;
pub use change::{DeliveryChange, PurchaseChange, ReturnChange, ReturnedLine};
pub use erased::erased_marks;
pub use ids::NextIds;
pub use known::{Alias, Known, KnownAnswer, KnownCustomer, KnownProduct, KnownPurchase, source_key};
pub use lines::{LinedTable, RowLine};
pub use orders::{LineChange, StandingLine, StandingOrder};
pub use origins::{FieldOrigin, FromFile};
pub use past::{CustomerMark, HouseholdMark, ItemMark, PastRows, PastWriter, place_in_today};
pub use people::{KeptMine, PERSON_FIELDS, PersonChange, PersonValues, StandingPerson};
pub use products::{KeptProduct, ProductChange, StandingProduct};
pub use rows::{
    AddressRow, CaseRow, ClassRow, ConsentRow, ContactRow, CustomerRow, DeliveryRow, FollowUpRow,
    HouseholdRow, ImportRows, ItemRow, LineRow, NoteRow, ProductRow, PurchaseRow, RefundRow, SourceRow,
    TouchRow, VoiceRow,
};
pub use sold::{SoldLine, SoldPurchase};
pub use undo::{KeptRow, UndoneBatch};
pub use write::{BatchHead, Committed, ImportWriter};

#[cfg(test)]
pub(crate) use add::STATEMENTS as ADD_STATEMENTS;
#[cfg(test)]
pub(crate) use aliases::STATEMENTS as ALIAS_STATEMENTS;
#[cfg(test)]
pub(crate) use batches::STATEMENTS as BATCH_STATEMENTS;
#[cfg(test)]
pub(crate) use bulk::STATEMENTS as BULK_STATEMENTS;
#[cfg(test)]
pub(crate) use change::STATEMENTS as CHANGE_STATEMENTS;
#[cfg(test)]
pub(crate) use erased::STATEMENTS as ERASED_STATEMENTS;
#[cfg(test)]
pub(crate) use found_anew::STATEMENTS as FOUND_ANEW_STATEMENTS;
#[cfg(test)]
pub(crate) use known::STATEMENTS as KNOWN_STATEMENTS;
#[cfg(test)]
pub(crate) use lines::STATEMENTS as LINE_STATEMENTS;
#[cfg(test)]
pub(crate) use orders::STATEMENTS as ORDER_STATEMENTS;
#[cfg(test)]
pub(crate) use origins::STATEMENTS as ORIGIN_STATEMENTS;
#[cfg(test)]
pub(crate) use past::STATEMENTS as PAST_STATEMENTS;
#[cfg(test)]
pub(crate) use people::STATEMENTS as PEOPLE_STATEMENTS;
#[cfg(test)]
pub(crate) use products::STATEMENTS as PRODUCT_STATEMENTS;
#[cfg(test)]
pub(crate) use restore::STATEMENTS as RESTORE_STATEMENTS;
#[cfg(test)]
pub(crate) use sold::STATEMENTS as SOLD_STATEMENTS;
#[cfg(test)]
pub(crate) use undo::STATEMENTS as UNDO_STATEMENTS;
#[cfg(test)]
pub(crate) use write::STATEMENTS as WRITE_STATEMENTS;

/// Between the parts of a packed line; never part of a text that people type.
pub(crate) const UNIT: char = '\u{1f}';
/// Between packed lines.
pub(crate) const RECORD: char = '\u{1e}';
