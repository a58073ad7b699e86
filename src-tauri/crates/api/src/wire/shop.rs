//! The shop itself: start, settings, staff, state of the store, jobs, what changed.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Int, Role};

/// Where the app stands when it opens; decides between the start screen and Today.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct AppState {
    /// The shop's today, `YYYY-MM-DD`; from the machine's clock and zone until a shop stands.
    pub day: String,
    /// The open shop; `None`: nothing here yet, show the start screen.
    pub shop: Option<ShopView>,
    /// A practice shop stands beside the real one (or is open now).
    pub practice_exists: bool,
    /// A real shop stands.
    pub real_exists: bool,
    /// The key lies in a file because the system has no keychain: say so.
    pub key_in_file: bool,
    /// When the last backup was made, ms UTC.
    pub last_backup_at: Option<Int>,
    /// The clock stands before the day on which the shop was last open.
    pub clock_went_back: bool,
    /// Version of the program.
    pub version: String,
}

/// The shop and its settings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct ShopView {
    /// A practice shop is marked れんしゅう everywhere.
    pub practice: bool,
    /// Its name.
    pub name: String,
    /// ISO 4217.
    pub currency: String,
    /// Digits after the decimal point of the currency, 0..=4.
    pub currency_digits: u8,
    /// IANA zone.
    pub zone: String,
    /// Weekdays on which the shop is closed, 1 (Monday) ..= 7 (Sunday).
    pub closed_weekdays: Vec<u8>,
    /// Earliest minute of the day for calls, 0..1440.
    pub phone_from: u16,
    /// Latest minute of the day for calls.
    pub phone_until: u16,
    /// Minutes a day that the shop gives to follow-ups.
    pub daily_minutes: u16,
    /// Least days between two care messages to one household.
    pub care_gap_days: u16,
    /// Most offers a year to one household.
    pub offers_per_year: u16,
    /// Least days before a household hears the same content again.
    pub same_content_days: u16,
    /// Orders of one household within so many days count as one.
    pub merge_days: u16,
    /// Days from order to delivery that the bulk rule proposes.
    pub delivery_lead_days: u16,
    /// Sender's name on advertising.
    pub sender_name: String,
    /// Sender's postal address on advertising.
    pub sender_address: String,
    /// Where to complain.
    pub sender_contact: String,
    /// How to stop advertising.
    pub opt_out_line: String,
    /// Care is planned from this day on; `None`: not chosen yet.
    pub plan_from: Option<String>,
    /// Households, customers, purchases, owned items: for empty states.
    pub counts: ShopCounts,
}

/// How much there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
pub struct ShopCounts {
    /// Households.
    pub households: Int,
    /// Customers.
    pub customers: Int,
    /// Purchases.
    pub purchases: Int,
    /// Owned items.
    pub items: Int,
    /// Purchases with goods whose delivery day is not known.
    pub without_delivery: Int,
}

/// How a shop is begun.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct NewShop {
    /// Its name; may be empty.
    pub name: String,
    /// ISO 4217, e.g. `JPY`.
    pub currency: String,
    /// IANA zone, e.g. `Asia/Tokyo`.
    pub zone: String,
}

/// What an exported folder holds, before it is taken over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct TakeOverPreview {
    /// The folder.
    pub dir: String,
    /// Name of the shop; may be empty.
    pub name: String,
    /// It was a practice shop.
    pub practice: bool,
    /// Customers, with those who were joined with others.
    pub customers: Int,
    /// Households.
    pub households: Int,
    /// Purchases.
    pub purchases: Int,
    /// Things.
    pub items: Int,
    /// Bytes to be read.
    pub bytes: Int,
}

/// A member of staff.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct StaffView {
    /// Id.
    pub id: Int,
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// Still works here.
    pub active: bool,
}

/// Parts of the store that a write made stale; screens reload by area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Area {
    /// Shop settings and staff.
    Shop,
    /// Customers, households, items, purchases.
    Customers,
    /// Today's list.
    FollowUps,
    /// Care contents and plans.
    Care,
    /// Charts.
    Insights,
    /// Import batches.
    Imports,
}

impl Area {
    /// All of it, e.g. after another shop was opened.
    pub const ALL: [Self; 6] = [
        Self::Shop,
        Self::Customers,
        Self::FollowUps,
        Self::Care,
        Self::Insights,
        Self::Imports,
    ];
}

/// The answer to a write: what became stale, and how to take it back.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct Done {
    /// Id of what was made or changed.
    pub id: Int,
    /// Stale areas.
    pub areas: Vec<Area>,
    /// Token for `undo`; `None`: cannot be taken back.
    pub undo: Option<Int>,
}

/// How far a long job is. Sent as an event.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct JobProgress {
    /// Which job (the ticket that the caller chose).
    pub job: String,
    /// Done so far.
    pub done: Int,
    /// Of how many; 0: not known.
    pub total: Int,
}

/// A backup that was made, or restored.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct BackupReport {
    /// Where it lies.
    pub file: String,
    /// Its size.
    pub bytes: Int,
    /// It was opened again and its integrity checked.
    pub verified: bool,
}

/// What `check` found.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct CheckReport {
    /// Nothing is wrong.
    pub ok: bool,
    /// Names of the checks that failed, without personal data.
    pub problems: Vec<String>,
}

/// What an export of everything wrote.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ExportReport {
    /// The folder.
    pub dir: String,
    /// Files written.
    pub files: Vec<String>,
    /// Rows over all files.
    pub rows: Int,
}
