//! All SQL and all of sqlx: one encrypted SQLite file, one writer, many readers.
//!
//! Public signatures name no sqlx type: that is the seam for a second engine. Not here: the shop's
//! rules, words for people, clocks (`now` and `day` are arguments).

mod asked;
mod backup;
mod changes;
mod check;
mod comparisons;
mod contents;
mod deliveries;
mod duplicates;
mod error;
mod exact;
mod exits;
mod export;
mod firsts;
mod follow_ups;
mod goals;
mod heard;
mod history;
mod import;
mod index_all;
mod index_marked;
mod items;
mod keys;
mod ledger;
mod lists;
mod number_settings;
mod open;
mod people;
mod planning;
mod plans;
mod products;
mod purchases;
mod readings;
mod record;
mod report;
mod search;
mod seen;
mod shop;
mod sql;
mod standing;
mod voices;
mod watch;
#[cfg(test)]
mod whole;

pub use asked::AskedHousehold;
pub use backup::{Backup, BackupKey, holds_practice, restore, verify};
pub use changes::{Undone, Written};
pub use comparisons::ComparisonMember;
pub use contents::{Content, ContentText, Origin};
pub use deliveries::{DeliveryRule, OpenDelivery, RuleReport};
pub use duplicates::{
    Answer, FoundPair, KeysOf, KnownPerson, LaterWork, Look, Merge, OpenPair, PairKind, PairPerson,
    StandingMerge, Unmerged,
};
pub use error::StoreError;
pub use exact::ExactWriter;
pub use exits::Exit;
pub use export::{Cell, ExportTable};
pub use firsts::{FirstBlock, FirstPurchase, HeardFirst};
pub use follow_ups::{
    Closed, Completed, ContactPoint, DueRow, FollowUpCard, Overdue, PersonName, Pile, PlannedKind,
    ProofOfConsent, Recent, Said, Settled, Sibling,
};
pub use goals::{FrozenMonth, Goal, NewGoal, NewMonth};
pub use heard::Heard;
pub use history::{Packed, PurchaseFact, UnitAnchor, households_of_block};
pub use import::{
    AddressRow, Alias, BatchHead, BatchRow, CaseRow, ClassRow, Committed, ConsentRow, ContactRow,
    CustomerMark, CustomerRow, DeliveryChange, DeliveryRow, FieldOrigin, FollowUpRow, FromFile,
    HouseholdMark, HouseholdRow, ImportRows, ImportWriter, ItemMark, ItemRow, KeptMine, KeptProduct, KeptRow,
    Known, KnownAnswer, KnownCustomer, KnownProduct, KnownPurchase, LineChange, LineRow, LinedTable, NextIds,
    NoteRow, PERSON_FIELDS, PastRows, PastWriter, PersonChange, PersonValues, ProductChange, ProductRow,
    PurchaseChange, PurchaseRow, RefundRow, ReturnChange, ReturnedLine, RowLine, SoldLine, SoldPurchase,
    SourceRow, StandingLine, StandingOrder, StandingPerson, StandingProduct, TouchRow, UndoneBatch, VoiceRow,
    erased_marks, place_in_today, source_key,
};
pub use items::{ItemForm, Product};
pub use keys::{dwelling_key, name_key, place_key, text_key};
pub use ledger::{NewCase, NewConsent};
pub use lists::{Listed, ListedPerson, Recipient};
pub use number_settings::{Cuts, NumberSettings};
pub use open::{Location, Store, StoreKey, newest_migration};
pub use people::{Address, Arrangement, Contact, HouseholdForm, Person};
pub use planning::{ABSENCE_DAYS, At, DayBegun, HORIZON_DAYS, PlanReach, Planned};
pub use plans::{PlanRow, StepRow};
pub use products::{ListedProduct, ProductForm, ProductPage};
pub use purchases::{LineEdit, NewLine, NewPurchase, NewRefund, PurchaseEdit, delivery_open};
pub use readings::ReadingsOf;
pub use record::{Case, Consent, Item, Line, Mark, Member, Note, PastTouch, Purchase, Record};
pub use report::{OpenCase, WorkDone};
pub use search::{CustomerHit, CustomerPage, ListPlace, name_words, sort_key};
pub use shop::{Counts, NewShop, Shop, Staff};
pub use standing::{HouseholdFacts, Listing, NewListing, Way, WayKind};
pub use voices::{Marks, NewVoice, Voice};
pub use watch::WatchedFile;

/// Result of a store call.
pub type Result<T> = std::result::Result<T, StoreError>;
