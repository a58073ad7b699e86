//! What comes out of a file: typed records, each with the line that it comes from.
//!
//! Not here: whether a record is new or known to the shop; `domain` decides that with what `store` finds.

use aichaku_domain::kinds::{
    Channel, DeliveryCertainty, Family, Finish, LineKind, Material, PurchaseState, SalesChannel,
};
use aichaku_domain::values::ShopDay;
use aichaku_domain::voices::{Answers, VoiceOccasion, VoiceWay};
use serde::{Deserialize, Serialize};

use crate::problem::RowProblem;

/// A telephone number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhoneNumber {
    /// As typed, width folded, without a remark in brackets.
    pub display: String,
    /// Digits to compare by: national digits with the leading 0 (`0312345678`), or `+` and country
    /// code for a foreign number. `None` when the number is too short to be one (no area code).
    pub key: Option<String>,
}

/// An e-mail address that could be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmailAddress {
    /// As typed, trimmed, width folded.
    pub display: String,
    /// Lower case, to compare by.
    pub key: String,
    /// A mall's forwarding alias (`…@fw.rakuten.ne.jp`): a stable key, but no way to write to the person.
    pub relay: bool,
}

/// An address; every part as it stands in the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AddressRecord {
    /// Japanese postal code as `123-4567`.
    pub postal_code: Option<String>,
    /// Prefecture by its full name (JP-13 becomes 東京都), or a state.
    pub prefecture: Option<String>,
    /// City, ward, town.
    pub city: Option<String>,
    /// Block and number.
    pub street: Option<String>,
    /// Building and room.
    pub building: Option<String>,
    /// The whole address where the file has only one cell for it, without the postal code.
    pub full: Option<String>,
}

impl AddressRecord {
    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A customer as a file tells it. All parts may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CustomerRecord {
    /// Physical line, from 1.
    pub line: u64,
    /// The customer's number in the system that the file comes from.
    pub external_id: Option<String>,
    /// Whole name without 様; always there when any part of a name is.
    pub full_name: Option<String>,
    /// Family name; `None` when the file does not separate it. Never guessed.
    pub family_name: Option<String>,
    /// Given name.
    pub given_name: Option<String>,
    /// Whole name in full-width kana.
    pub full_kana: Option<String>,
    /// Family name in full-width kana.
    pub family_kana: Option<String>,
    /// Given name in full-width kana.
    pub given_kana: Option<String>,
    /// Company and department.
    pub company: Option<String>,
    /// `true` when the name was written with 御中.
    pub is_organisation: bool,
    /// Telephone numbers, without repeats and dummies, mobile numbers last typed kept in order.
    pub phones: Vec<PhoneNumber>,
    /// E-mail addresses, without repeats.
    pub emails: Vec<EmailAddress>,
    /// Where they live.
    pub address: AddressRecord,
    /// Birthday; 1900-01-01 and 0000-00-00 mean unknown.
    pub birthday: Option<ShopDay>,
    /// Whether e-mail is welcome, when the file says so.
    pub consent_email: Option<bool>,
    /// Whether post is welcome, when the file says so.
    pub consent_post: Option<bool>,
    /// Day of registration.
    pub customer_since: Option<ShopDay>,
    /// How they came to the shop, as written.
    pub heard_from: Option<String>,
    /// Who told them about the shop, as written.
    pub referrer: Option<String>,
    /// Who serves them.
    pub staff: Option<String>,
    /// Notes; only from customer files, an order's note stays with the order.
    pub note: Option<String>,
    /// The customer belongs to a mall that forbids the shop's own advertising.
    pub mall_limited: bool,
}

impl CustomerRecord {
    /// Whether there is nothing to recognise a person by: no number, name, telephone or e-mail.
    /// Receipts of a till without a member's card look like this.
    #[must_use]
    pub fn is_anonymous(&self) -> bool {
        self.external_id.is_none()
            && self.full_name.is_none()
            && self.full_kana.is_none()
            && self.company.is_none()
            && self.phones.is_empty()
            && self.emails.is_empty()
    }
}

/// What a product's name or its columns tell about care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProductTraits {
    /// Kind of furniture; `Other` when nothing matches.
    pub family: Family,
    /// Material; `Unknown` when nothing matches.
    pub material: Material,
    /// Finish; `Unknown` when nothing matches.
    pub finish: Finish,
}

/// One line of a purchase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineRecord {
    /// Physical line, from 1.
    pub line: u64,
    /// The line's own number in the source system, when the file has one.
    pub external_id: Option<String>,
    /// Position among the order's lines, from 1: with the order's key a stable name for the line.
    pub ordinal: u32,
    /// What kind of line it is.
    pub kind: LineKind,
    /// Product number.
    pub code: Option<String>,
    /// Product name; falls back to the code.
    pub name: String,
    /// Colour, size, options.
    pub variant: Option<String>,
    /// Pieces, 1 or more.
    pub quantity: i64,
    /// Price of one piece in minor units, when the file tells it.
    pub unit_minor: Option<i64>,
    /// Amount of the line in minor units, as stated or price × pieces; negative for discounts.
    pub amount_minor: Option<i64>,
    /// The line gives something back (negative pieces, or a return line of a till).
    pub is_return: bool,
    /// Told or guessed from the name; meaningful for goods.
    pub traits: ProductTraits,
    /// Room in which it stands.
    pub room: Option<String>,
    /// Day of arrival, of this line: rows of one order may arrive on several days.
    pub delivery: Option<DeliveryDay>,
}

/// A delivery day and how sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeliveryDay {
    /// The day.
    pub on: ShopDay,
    /// `Confirmed` from a delivery column, `Planned` from a wished or planned day, `Estimated` from a
    /// shipping day.
    pub certainty: DeliveryCertainty,
}

/// A purchase that took place (or was cancelled or returned as a whole).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PurchaseRecord {
    /// Physical line of its first row, from 1.
    pub line: u64,
    /// Number of the order in the source system; `None` when the file has no such column.
    pub external_id: Option<String>,
    /// What the purchase is recognised by when the file comes again: the order number, or, without one,
    /// a fingerprint of day, customer, products and amount with a counter for exact repeats (`row:…#2`).
    pub key: String,
    /// Day of the order, in the shop's zone.
    pub ordered_on: ShopDay,
    /// Who bought; may be anonymous.
    pub customer: CustomerRecord,
    /// The lines; empty when the file tells only an amount. Such a purchase still counts as one.
    pub lines: Vec<LineRecord>,
    /// Value of the order in minor units before points are used, as stated; else the sum of its lines,
    /// fees and discounts. Never the sum of an order total over rows.
    pub total_minor: i64,
    /// `false` when `total_minor` was summed because the file states none.
    pub total_is_stated: bool,
    /// Discount in minor units, 0 or more; already inside `total_minor`.
    pub discount_minor: i64,
    /// Points used in minor units, 0 or more; not inside `total_minor`: they are a way of paying.
    pub points_minor: i64,
    /// Delivery fee in minor units, 0 or more; already inside `total_minor`.
    pub shipping_minor: i64,
    /// Amount paid back in minor units, 0 or more. A returned order without a stated refund has its total here.
    pub refunded_minor: i64,
    /// Whether line amounts hold the consumption tax.
    pub lines_include_tax: bool,
    /// Standing.
    pub state: PurchaseState,
    /// Delivery day of the order, when the file has one.
    pub delivery: Option<DeliveryDay>,
    /// Where it was to go, when that is another place than the buyer's.
    pub delivery_address: Option<AddressRecord>,
    /// Who was to receive it, when the file tells another name than the buyer's.
    pub recipient_name: Option<String>,
    /// How the purchase reached the shop.
    pub sales_channel: SalesChannel,
    /// The buyer may not be advertised to outside the mall.
    pub mall_limited: bool,
    /// Who served.
    pub staff: Option<String>,
    /// Note of the order.
    pub note: Option<String>,
}

/// Money or goods that went back, booked as an entry of its own: a negative receipt, a row with a
/// negative amount, a refund event. Never a purchase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReversalRecord {
    /// Physical line of its first row, from 1.
    pub line: u64,
    /// Its own number (`C489504`, or the number of the till's second receipt).
    pub external_id: Option<String>,
    /// What it is recognised by when the file comes again.
    pub key: String,
    /// Number of the purchase that it reverses, when the file names it.
    pub of_external_id: Option<String>,
    /// The day on which it is booked.
    pub on: ShopDay,
    /// Who bought.
    pub customer: CustomerRecord,
    /// What went back in minor units, 0 or more.
    pub amount_minor: i64,
    /// `Cancelled` or `Returned`.
    pub state: PurchaseState,
    /// What went back, where the file tells.
    pub lines: Vec<LineRecord>,
    /// How the purchase reached the shop.
    pub sales_channel: SalesChannel,
}

/// A product of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductRecord {
    /// Physical line, from 1.
    pub line: u64,
    /// Product number.
    pub code: Option<String>,
    /// Name.
    pub name: String,
    /// Colour, size.
    pub variant: Option<String>,
    /// Told by columns, else guessed from the name.
    pub traits: ProductTraits,
    /// A column told at least one of them.
    pub traits_told: bool,
    /// Goods, care kit, service … guessed from the name.
    pub kind: LineKind,
    /// Price in minor units.
    pub price_minor: Option<i64>,
    /// Note.
    pub note: Option<String>,
}

/// A delivery day from the shop's delivery list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryRecord {
    /// Physical line, from 1.
    pub line: u64,
    /// Order number, when the list has one. Else find the item by customer and product.
    pub order_id: Option<String>,
    /// What the list tells about the customer.
    pub customer: CustomerRecord,
    /// Product number.
    pub product_code: Option<String>,
    /// Product name.
    pub product_name: Option<String>,
    /// The day.
    pub delivery: DeliveryDay,
    /// Room.
    pub room: Option<String>,
    /// Note.
    pub note: Option<String>,
}

/// Somebody who wants no more messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptOutRecord {
    /// Physical line, from 1.
    pub line: u64,
    /// What the list tells about the person; at least one of number, name, telephone, e-mail is there.
    pub customer: CustomerRecord,
    /// The channel that is refused; `None`: the list does not say, so all of them.
    pub channel: Option<Channel>,
    /// Day of the refusal.
    pub on: Option<ShopDay>,
    /// Reason given.
    pub reason: Option<String>,
}

/// What somebody answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SurveyRecord {
    /// Physical line, from 1.
    pub line: u64,
    /// What the list tells about the person; at least one of number, name, telephone, e-mail is there.
    pub customer: CustomerRecord,
    /// When they answered.
    pub on: ShopDay,
    /// What they were asked about; `None`: the list does not say.
    pub occasion: Option<VoiceOccasion>,
    /// How the answer came; `None`: the list does not say.
    pub way: Option<VoiceWay>,
    /// What they answered: within its ranges, and not nothing.
    pub answers: Answers,
}

/// One thing found in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Record {
    /// A customer.
    Customer(Box<CustomerRecord>),
    /// A purchase.
    Purchase(Box<PurchaseRecord>),
    /// A cancellation or return booked by itself.
    Reversal(Box<ReversalRecord>),
    /// A product.
    Product(Box<ProductRecord>),
    /// A delivery day.
    Delivery(Box<DeliveryRecord>),
    /// An opt-out.
    OptOut(Box<OptOutRecord>),
    /// Answers.
    Survey(Box<SurveyRecord>),
}

/// What the reader hands over, in file order of the first row of each record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A record.
    Record(Record),
    /// Something wrong with a row.
    Problem(RowProblem),
    /// How far the reader is; every few thousand rows.
    Progress(Progress),
}

/// How far a reader is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Bytes of the file that were read (cells' rows for workbooks, against `total`).
    pub done: u64,
    /// All of them.
    pub total: u64,
    /// Data rows so far.
    pub rows: u64,
}

/// What a whole reading came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadSummary {
    /// Data rows under the header, blank lines not counted.
    pub rows: u64,
    /// Records handed over.
    pub records: u64,
    /// Rows left out with a problem.
    pub rejected_rows: u64,
    /// Rows that are no sales and no errors: cash moved in a till, total lines, orders not yet placed.
    pub skipped_rows: u64,
    /// The receiver asked to stop before the end.
    pub stopped: bool,
}
