//! Bringing files in: look, map, preview, commit, undo.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{AddressFindings, Int, ReadingFindings};

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ImportKind {
    /// Customers.
    Customers,
    /// Purchases with their customers.
    Purchases,
    /// Products.
    Products,
    /// Delivery days.
    Deliveries,
    /// People who want nothing any more.
    Optouts,
    /// What customers answered when they were asked.
    Surveys,
}

/// How a person or script wants the file read; every `None` is found by the app.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Type)]
pub struct ImportOptions {
    /// What the file holds.
    pub kind: Option<ImportKind>,
    /// Shop system, e.g. `shopify`, `generic`.
    pub system: Option<String>,
    /// `utf-8`, `utf-16le`, `utf-16be`, `cp932`, `euc-jp`.
    pub encoding: Option<String>,
    /// `,`, tab or `;`.
    pub separator: Option<String>,
    /// Sheet of a workbook, read alone; `None`: the first table and those with the same columns.
    pub sheet: Option<String>,
    /// Line that holds the column names, from 1; 0: there is none.
    pub header_line: Option<u32>,
    /// Columns by index → field name; `None`: proposed by the header.
    pub mapping: Option<Vec<ColumnChoice>>,
    /// A consent column counts only after a person has confirmed its wording.
    pub consent_wording: Option<String>,
    /// What the file may do to what is there; `None`: both. Opt-outs and delivery days always count.
    pub mode: Option<ImportMode>,
}

/// What a file may do to the shop.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ImportMode {
    /// Only what is not there yet; what is there stays as it is.
    Add,
    /// Only what is there already; nothing new comes in.
    Update,
    /// Both.
    #[default]
    Both,
}

/// A field of which the file says one thing while somebody in the shop typed another.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct FieldConflict {
    /// Names it in an answer.
    pub key: String,
    /// Whose; 0: of a product.
    pub customer: Int,
    /// Their name, or the product's, as it stands in the shop.
    pub name: String,
    /// `name`, `kana`, `birthday`, `note`, `address`, `phone`, `email`, `purchase`; of a product `product_name`,
    /// `product_price` and `product_kind`, whose words are the text forms of family, material and finish with `/` between.
    pub field: String,
    /// What the file says.
    pub file: String,
    /// What stands in the shop.
    pub shop: String,
    /// The amount of an order, as the file says it.
    pub file_minor: Option<Int>,
    /// The amount of an order, as it stands in the shop.
    pub shop_minor: Option<Int>,
    /// The file did not say so before somebody typed over it.
    pub file_is_new: bool,
    /// When it was typed, ms UTC.
    pub typed_at: Option<Int>,
    /// Sheet, when several are read.
    pub sheet: Option<String>,
    /// Line in the file or on its sheet.
    pub line: Int,
}

/// A person's answer to a conflict.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ConflictAnswer {
    /// Which.
    pub key: String,
    /// Take the file's (`true`), keep what stands in the shop (`false`), or no answer (`None`): it stays then, and is
    /// asked again next time.
    pub take_file: Option<bool>,
}

/// A column and the field that it fills.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct ColumnChoice {
    /// Index of the column, from 0.
    pub column: u32,
    /// Field name; empty: not used.
    pub field: String,
}

/// A column as seen in the file.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ColumnView {
    /// Index from 0.
    pub index: u32,
    /// Header.
    pub header: String,
    /// First values.
    pub samples: Vec<String>,
    /// Field that it fills; empty: none.
    pub field: String,
}

/// The preview: pins what a commit will do. Nothing is written.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ImportPreview {
    /// Hand this back to commit; valid while the app runs and the file is unchanged. Empty while a column is
    /// missing.
    pub ticket: String,
    /// File name.
    pub file: String,
    /// What it holds.
    pub kind: ImportKind,
    /// System.
    pub system: String,
    /// The system is known from documents only, not from a real file.
    pub system_unproved: bool,
    /// Encoding.
    pub encoding: String,
    /// Sheets of a workbook.
    pub sheets: Vec<String>,
    /// The sheet that is read, or the first of several.
    pub sheet: Option<String>,
    /// Further sheets that are read with it, because they have the same columns.
    pub more_sheets: Vec<String>,
    /// Purchases that stand side by side in a row: 1 in every ordinary file.
    pub purchases_per_row: Int,
    /// Line that holds the column names, from 1; 0: there is none.
    pub header_line: Int,
    /// Fields that a file of this kind needs and that no column fills. Until a person says which column they
    /// are, nothing is decided about the rows: counts, sample and forecast are empty.
    pub missing: Vec<String>,
    /// Columns.
    pub columns: Vec<ColumnView>,
    /// Field names that a column can fill, for this kind.
    pub fields: Vec<String>,
    /// Data rows.
    pub rows: Int,
    /// Counts per outcome.
    pub counts: ImportCounts,
    /// Rows to look at first: problems and doubtful ones, then a sample (at most 500).
    pub sample: Vec<ImportRowView>,
    /// Follow-ups within 26 weeks if care is planned from today, and if not at all.
    pub forecast: ImportForecast,
    /// Fields of which the file says one thing and somebody typed another; at most 1,000.
    pub conflicts: Vec<FieldConflict>,
    /// All of them.
    pub conflicts_total: Int,
    /// Addresses beside the table of postal codes.
    pub addresses: AddressFindings,
    /// Names without a reading, and what the shop's own people tell of them.
    pub readings: ReadingFindings,
    /// The same file was committed before as this batch.
    pub seen_before: Option<Int>,
}

/// Counts.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Type)]
pub struct ImportCounts {
    /// New.
    pub inserted: EntityCounts,
    /// Changed.
    pub updated: EntityCounts,
    /// Rows that change nothing.
    pub skipped: Int,
    /// Rows that cannot be read.
    pub rejected: Int,
    /// Rows that a person should look at (brought in all the same).
    pub doubtful: Int,
}

/// Counts per entity.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct EntityCounts {
    /// Households.
    pub households: Int,
    /// Customers.
    pub customers: Int,
    /// Purchases.
    pub purchases: Int,
    /// Lines.
    pub lines: Int,
    /// Products.
    pub products: Int,
    /// Owned items.
    pub items: Int,
    /// Deliveries.
    pub deliveries: Int,
    /// Answers of customers.
    pub answers: Int,
}

/// A row of the preview.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ImportRowView {
    /// Sheet, when several are read.
    pub sheet: Option<String>,
    /// Line in the file or on its sheet.
    pub line: Int,
    /// Day as read.
    pub day: String,
    /// Name as read.
    pub name: String,
    /// Phone, all but the last four digits hidden.
    pub phone: String,
    /// Goods.
    pub goods: String,
    /// Amount.
    pub amount_minor: Option<Int>,
    /// What will happen.
    pub outcome: RowOutcome,
}

/// What will happen with a row.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum RowOutcome {
    /// New customer and all that comes with it.
    NewCustomer,
    /// Belongs to a customer who is there.
    KnownCustomer {
        /// Who, without honorific.
        name: String,
        /// A company, not a person.
        company: bool,
        /// By what: `external_id`, `contact_and_name`, `email`, `address_and_name`.
        by: String,
    },
    /// A new person in a household that is there.
    JoinsHousehold {
        /// Whose.
        name: String,
    },
    /// Part of a purchase that began on an earlier line.
    PartOfPurchase,
    /// Changes what is there.
    Updates,
    /// Nothing new.
    Unchanged,
    /// Cancels or returns a purchase.
    Cancels,
    /// Came back, of a purchase that is there.
    Returns {
        /// Day of that purchase.
        ordered_on: String,
    },
    /// Left as it is, because only new things, or only known ones, were asked for.
    NotAskedFor,
    /// About somebody who was erased; left out and kept nowhere.
    Erased,
    /// Can be read but finds no place; nothing is done, and it stands in the report for a person to decide.
    Undecided {
        /// Names the sentence: `row_problem.<code>`.
        why: String,
    },
    /// Cannot be read.
    Rejected {
        /// Column header.
        column: String,
        /// Names the sentence: `row_problem.<code>`.
        problem: String,
        /// What stood there, cut to 80 characters.
        value: String,
    },
}

/// Follow-ups that an import would bring.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Type)]
pub struct ImportForecast {
    /// Planned from today: within 26 weeks.
    pub from_today: Int,
    /// Only for things delivered within the last three months.
    pub recent_only: Int,
    /// Day before which a thing is not recent.
    pub recent_since: String,
}

/// From which day on care is planned for what comes in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum PlanChoice {
    /// All things, due from this day on.
    From {
        /// Day.
        day: String,
    },
    /// Only things delivered within the last three months, due from this day on.
    RecentOnly {
        /// Day.
        day: String,
    },
    /// None.
    Nothing,
}

/// What a commit did (also the CLI's answer).
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ImportReport {
    /// Batch; `None` for a preview, or when nothing changed.
    pub batch: Option<Int>,
    /// System.
    pub system: String,
    /// Encoding.
    pub encoding: String,
    /// Kind.
    pub kind: ImportKind,
    /// Data rows.
    pub rows: Int,
    /// New.
    pub inserted: EntityCounts,
    /// Changed.
    pub updated: EntityCounts,
    /// Rows that changed nothing.
    pub skipped: Int,
    /// Rejected rows: at most 10,000 are listed.
    pub rejected: Vec<RejectedRow>,
    /// All rejected rows.
    pub rejected_total: Int,
    /// Rows that could be read and found no place: a person decides. At most 10,000 are listed.
    pub undecided: Vec<RejectedRow>,
    /// All of them.
    pub undecided_total: Int,
    /// Fields that stayed as somebody typed them although the file says otherwise.
    pub kept_typed: Int,
    /// Addresses of which something empty was filled from the table of postal codes, because a person said so.
    pub filled_addresses: Int,
    /// New people whose reading was filled from the shop's own, because a person said so.
    pub filled_readings: Int,
    /// Follow-ups that now stand in the store.
    pub follow_ups_planned: Int,
}

/// A row that was not brought in.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct RejectedRow {
    /// Sheet, when several are read.
    pub sheet: Option<String>,
    /// Line in the file or on its sheet.
    pub line: Int,
    /// Column header.
    pub column: String,
    /// Reason.
    pub code: String,
    /// What stood there, cut to 80 characters.
    pub value: String,
}

/// Where a field of a record, or a row of it, came from.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct OriginView {
    /// `customer`, `contact`, `purchase`, `item` or `product`.
    pub entity: String,
    /// Id of the customer, contact, purchase, item or product.
    pub id: Int,
    /// Of a customer `name`, `kana`, `birthday`, `note` or `address`; of a contact its value; of a product `name`, `class`,
    /// `price` or `maker`; else empty.
    pub field: String,
    /// The import; `None`: by hand.
    pub batch: Option<Int>,
    /// Its file; `None`: by hand.
    pub file: Option<String>,
    /// Sheet, when several were read.
    pub sheet: Option<String>,
    /// Line in the file or on its sheet; `None`: by hand, or brought in before lines were kept.
    pub line: Option<Int>,
    /// When, ms UTC.
    pub at: Int,
    /// Who typed it or brought the file in; `None`: nobody said who was at the counter.
    pub staff: Option<String>,
}

/// The folder that is watched for new exports.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct WatchView {
    /// Its path; `None`: none is watched.
    pub folder: Option<String>,
    /// It can be read at the moment.
    pub reachable: bool,
}

/// A new export in the watched folder.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct OfferedFile {
    /// Where it lies.
    pub path: String,
    /// Its name.
    pub file: String,
    /// SHA-256 in hex: names it when it is declined.
    pub hash: String,
    /// Day on which it was written.
    pub written_on: String,
    /// What it holds.
    pub kind: ImportKind,
    /// System.
    pub system: String,
    /// Data rows.
    pub rows: Int,
}

/// A batch of the past.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct BatchView {
    /// Id.
    pub batch: Int,
    /// File name.
    pub file: String,
    /// Kind.
    pub kind: ImportKind,
    /// System.
    pub system: String,
    /// When, ms UTC.
    pub committed_at: Int,
    /// New.
    pub inserted: EntityCounts,
    /// Rejected.
    pub rejected: Int,
    /// Could be read and found no place.
    pub undecided: Int,
    /// Taken back.
    pub undone: bool,
}

/// What taking a batch back did.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct UndoReport {
    /// Batch.
    pub batch: Int,
    /// Removed.
    pub removed: EntityCounts,
    /// Rows put back to what they were.
    pub restored: Int,
    /// What stays, because a person has worked with it since.
    pub kept: Vec<KeptRow>,
}

/// A row that an undo leaves standing.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct KeptRow {
    /// `customer`, `purchase`, `item`, `household`, `product`.
    pub entity: String,
    /// Id.
    pub id: Int,
    /// Why: `has_touch`, `has_note`, `edited`, `has_consent`, `has_case`, `has_voice`, `has_purchase`, `told_later`.
    pub code: String,
}
