//! Customers: finding them, the record, and what is added by hand.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{
    Channel, ConsentSource, ConsentState, ContactLine, ContentKind, CustomerState, DeliveryCertainty, Family,
    Finish, FollowUpState, Int, ItemState, LineKind, Material, Outcome, PurchaseState, Purpose, SalesChannel,
    Touch,
};

/// One hit of the search.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct CustomerHit {
    /// Customer id.
    pub customer: Int,
    /// Household id.
    pub household: Int,
    /// Name as written, without honorific.
    pub name: String,
    /// Kana.
    pub kana: String,
    /// A company, not a person.
    pub company: bool,
    /// Honorific; empty: the ordinary one.
    pub honorific: String,
    /// Last four digits of a phone.
    pub phone_tail: String,
    /// Prefecture and city.
    pub town: String,
    /// Day of the last purchase.
    pub last_purchase: Option<String>,
    /// Standing.
    pub state: CustomerState,
}

/// A page of the list of all customers, in 五十音 order.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct CustomerPage {
    /// Rows.
    pub hits: Vec<CustomerHit>,
    /// Pass to get the next page; `None`: the end.
    pub next: Option<String>,
    /// All customers of the list.
    pub total: Int,
}

/// The whole record (カルテ).
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct CustomerRecord {
    /// The person.
    pub customer: CustomerView,
    /// The household.
    pub household: HouseholdView,
    /// The others of the household.
    pub members: Vec<MemberView>,
    /// The things they live with, newest first.
    pub items: Vec<ItemView>,
    /// Purchases of the household, newest first.
    pub purchases: Vec<PurchaseView>,
    /// What happened, newest first (at most 200).
    pub timeline: Vec<TimelineEntry>,
    /// Version of the ledger: pass it on with a new entry.
    pub consents_version: String,
    /// Consents of the person: where each stands.
    pub consents: Vec<ConsentView>,
    /// The ledger, newest first.
    pub consent_history: Vec<ConsentEntry>,
    /// Notes about the household, newest first.
    pub notes: Vec<NoteView>,
    /// Open and closed cases.
    pub cases: Vec<CaseView>,
    /// Phase: `onboarding`, `settled`, `mature`.
    pub phase: String,
    /// What was typed as memo and not finished.
    pub draft: String,
}

/// A person.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct CustomerView {
    /// Id.
    pub id: Int,
    /// Version of the form: pass it on with a change, which is refused when somebody changed it since.
    pub version: String,
    /// Name as it is shown, without honorific.
    pub name: String,
    /// Kana as shown.
    pub kana: String,
    /// What can be edited.
    pub form: CustomerForm,
    /// Standing.
    pub state: CustomerState,
    /// Since.
    pub state_since: Option<String>,
    /// From a mall with rules of its own.
    pub mall_limited: bool,
    /// First purchase of the household.
    pub since: Option<String>,
    /// Where the data came from: source and id there.
    pub sources: Vec<String>,
}

/// The editable part of a person, for adding and for editing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct CustomerForm {
    /// `person` or `company`.
    pub company: bool,
    /// Family name, or the whole name where it is not split.
    pub family_name: String,
    /// Given name.
    pub given_name: String,
    /// Kana of the family name.
    pub family_kana: String,
    /// Kana of the given name.
    pub given_kana: String,
    /// Honorific; empty: the ordinary one.
    pub honorific: String,
    /// Phones, mails, LINE as typed.
    pub contacts: Vec<ContactLine>,
    /// The household's address.
    pub address: AddressForm,
    /// Standing.
    pub state: CustomerState,
    /// Wants nothing at all.
    pub suppressed: bool,
    /// Minor or receiver of a gift.
    pub service_only: bool,
    /// Wishes to be reached this way.
    pub preferred_channel: Option<Channel>,
    /// Never this way: "do not call, write".
    pub refused_channels: Vec<Channel>,
}

/// An address as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
pub struct AddressForm {
    /// Postal code.
    pub postal_code: String,
    /// Prefecture.
    pub prefecture: String,
    /// City, ward.
    pub city: String,
    /// Town, number.
    pub street: String,
    /// Building, room.
    pub building: String,
}

/// A household.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct HouseholdView {
    /// Id.
    pub id: Int,
    /// Version of its form: pass it on with a change.
    pub version: String,
    /// Name, e.g. 田中家.
    pub name: String,
    /// Persons.
    pub people: Int,
    /// Touch level.
    pub touch: Touch,
    /// Purchases that count.
    pub purchase_count: Int,
    /// Sum of purchases less refunds.
    pub net_minor: Int,
    /// First purchase.
    pub first_ordered_on: Option<String>,
    /// Last purchase.
    pub last_ordered_on: Option<String>,
    /// Moved on this day; touches wait for a look.
    pub moved_on: Option<String>,
    /// A change in the family; touches wait for a look.
    pub family_change_on: Option<String>,
    /// Nobody looked since: courtesies wait.
    pub needs_review: bool,
    /// Year of mourning.
    pub mourning_year: Option<Int>,
}

/// The editable part of a household.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct HouseholdForm {
    /// Name.
    pub name: String,
    /// Touch level.
    pub touch: Touch,
    /// Moved on.
    pub moved_on: Option<String>,
    /// Family change on.
    pub family_change_on: Option<String>,
    /// Mourning year.
    pub mourning_year: Option<Int>,
}

/// Another person of the household.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct MemberView {
    /// Id.
    pub customer: Int,
    /// Name, without honorific.
    pub name: String,
    /// Kana.
    pub kana: String,
    /// A company, not a person.
    pub company: bool,
    /// Honorific; empty: the ordinary one.
    pub honorific: String,
    /// Standing.
    pub state: CustomerState,
}

/// A thing with its calendar.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ItemView {
    /// Id.
    pub id: Int,
    /// Version of its form: pass it on with a change.
    pub version: String,
    /// Name.
    pub name: String,
    /// Family.
    pub family: Family,
    /// Material.
    pub material: Material,
    /// Finish.
    pub finish: Finish,
    /// Pieces.
    pub quantity: Int,
    /// Room.
    pub room: String,
    /// State.
    pub state: ItemState,
    /// Delivered, or planned for.
    pub delivered_on: Option<String>,
    /// How sure.
    pub certainty: Option<DeliveryCertainty>,
    /// A surprise: never named to others.
    pub secret: bool,
    /// Bought elsewhere.
    pub elsewhere: bool,
    /// Purchase it came with.
    pub purchase: Option<Int>,
    /// Note.
    pub note: String,
    /// Calendar: a year back and a year ahead.
    pub calendar: Vec<CalendarMark>,
}

/// A mark on an item's calendar.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct CalendarMark {
    /// Day.
    pub day: String,
    /// Follow-up id; `None`: lies beyond what is planned already and is only foreseen.
    pub follow_up: Option<Int>,
    /// State; foreseen ones are `planned`.
    pub state: FollowUpState,
    /// Title.
    pub title: String,
    /// Channel.
    pub channel: Channel,
}

/// The editable part of a thing.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ItemForm {
    /// Name.
    pub name: String,
    /// Family.
    pub family: Family,
    /// Material.
    pub material: Material,
    /// Finish.
    pub finish: Finish,
    /// Pieces.
    pub quantity: Int,
    /// Room.
    pub room: String,
    /// State.
    pub state: ItemState,
    /// Delivered.
    pub delivered_on: Option<String>,
    /// A surprise.
    pub secret: bool,
    /// Note.
    pub note: String,
}

/// A purchase.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct PurchaseView {
    /// Id.
    pub id: Int,
    /// Version: pass it on with a delivery day, a refund or a cancellation.
    pub version: String,
    /// Who bought.
    pub customer: Int,
    /// Day.
    pub ordered_on: String,
    /// Lines.
    pub lines: Vec<LineView>,
    /// Paid.
    pub gross_minor: Int,
    /// Refunded.
    pub refunded_minor: Int,
    /// Standing.
    pub state: PurchaseState,
    /// Channel.
    pub channel: SalesChannel,
    /// Staff.
    pub staff: String,
    /// Delivered on.
    pub delivered_on: Option<String>,
    /// How sure.
    pub certainty: Option<DeliveryCertainty>,
    /// Note, e.g. what it is for.
    pub note: String,
    /// Source and id there.
    pub source: String,
}

/// What can be mended about a purchase that was written down wrongly.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct PurchaseForm {
    /// Day.
    pub ordered_on: String,
    /// Channel.
    pub channel: SalesChannel,
    /// Note.
    pub note: String,
    /// All its lines, in any order.
    pub lines: Vec<LineForm>,
}

/// What can be mended about a line.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct LineForm {
    /// Id.
    pub id: Int,
    /// Name.
    pub name: String,
    /// Quantity.
    pub quantity: Int,
    /// Amount; that of a discount is taken off, whichever sign was typed.
    pub amount_minor: Int,
}

/// A line of a purchase.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct LineView {
    /// Id.
    pub id: Int,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: LineKind,
    /// Quantity.
    pub quantity: Int,
    /// Amount.
    pub amount_minor: Int,
}

/// A purchase typed by hand: four fields are enough.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct NewPurchase {
    /// Who.
    pub customer: Int,
    /// Day.
    pub ordered_on: String,
    /// Delivered or to be delivered on; `None`: not known yet.
    pub delivered_on: Option<String>,
    /// Things.
    pub lines: Vec<NewLine>,
    /// Channel.
    pub channel: SalesChannel,
    /// Staff.
    pub staff: Option<Int>,
    /// Note, e.g. what it is for.
    pub note: String,
}

/// A line typed by hand.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct NewLine {
    /// Name.
    pub name: String,
    /// Product of the catalogue, if it is one.
    pub product: Option<Int>,
    /// Kind.
    pub kind: LineKind,
    /// Family; `None`: guess by name.
    pub family: Option<Family>,
    /// Material; `None`: guess by name.
    pub material: Option<Material>,
    /// Finish; `None`: guess by name.
    pub finish: Option<Finish>,
    /// Quantity.
    pub quantity: Int,
    /// Amount of the line.
    pub amount_minor: Int,
}

/// A refund.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct NewRefund {
    /// Purchase.
    pub purchase: Int,
    /// Line; with it the item of the line is returned and its plan silenced.
    pub line: Option<Int>,
    /// Day.
    pub refunded_on: String,
    /// Amount.
    pub amount_minor: Int,
    /// Reason.
    pub reason: String,
}

/// A product of the catalogue, for typeahead.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ProductView {
    /// Id.
    pub id: Int,
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Family.
    pub family: Family,
    /// Material.
    pub material: Material,
    /// Finish.
    pub finish: Finish,
    /// Price.
    pub price_minor: Option<Int>,
}

/// Something that happened.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct TimelineEntry {
    /// Day.
    pub day: String,
    /// What.
    pub event: TimelineEvent,
}

/// What happened.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum TimelineEvent {
    /// A contact.
    Touch {
        /// Id.
        touch: Int,
        /// Channel.
        channel: Channel,
        /// Outcome.
        outcome: Outcome,
        /// From the customer.
        incoming: bool,
        /// Kind of content.
        kind: Option<ContentKind>,
        /// Title of content.
        title: String,
        /// Note.
        note: String,
        /// Who of the staff.
        staff: String,
    },
    /// A purchase.
    Purchase {
        /// Names of goods.
        items: Vec<String>,
        /// Paid.
        gross_minor: Int,
    },
    /// A delivery.
    Delivery {
        /// Names of goods.
        items: Vec<String>,
    },
    /// A refund.
    Refund {
        /// Amount.
        amount_minor: Int,
    },
    /// A note.
    Note {
        /// Id.
        note: Int,
        /// Words.
        body: String,
        /// Who.
        staff: String,
    },
    /// A case.
    Case {
        /// Id.
        case: Int,
        /// Topic.
        topic: String,
        /// Closed.
        closed: bool,
    },
    /// A consent changed.
    Consent {
        /// Channel.
        channel: Channel,
        /// Purpose.
        purpose: Purpose,
        /// State.
        state: ConsentState,
    },
}

/// Where a consent stands.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ConsentView {
    /// Channel.
    pub channel: Channel,
    /// Purpose.
    pub purpose: Purpose,
    /// State.
    pub state: ConsentState,
    /// Since.
    pub since: Option<String>,
}

/// An entry of the ledger.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ConsentEntry {
    /// Id.
    pub id: Int,
    /// Channel.
    pub channel: Channel,
    /// Purpose.
    pub purpose: Purpose,
    /// State.
    pub state: ConsentState,
    /// Day.
    pub given_on: String,
    /// How.
    pub source: ConsentSource,
    /// Words of the form.
    pub wording: String,
    /// Who of the staff.
    pub staff: String,
}

/// A new entry of the ledger.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct NewConsent {
    /// Who.
    pub customer: Int,
    /// Channels.
    pub channels: Vec<Channel>,
    /// Purposes.
    pub purposes: Vec<Purpose>,
    /// State.
    pub state: ConsentState,
    /// How.
    pub source: ConsentSource,
    /// Words of the form.
    pub wording: String,
    /// Staff.
    pub staff: Option<Int>,
}

/// A note.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct NoteView {
    /// Id.
    pub id: Int,
    /// Version: pass it on with a change.
    pub version: String,
    /// Words.
    pub body: String,
    /// Day.
    pub written_on: String,
    /// Who.
    pub staff: String,
}

/// A case.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct CaseView {
    /// Id.
    pub id: Int,
    /// Topic.
    pub topic: String,
    /// `small`, `ordinary`, `serious`.
    pub severity: String,
    /// Open.
    pub open: bool,
    /// Opened.
    pub opened_on: String,
    /// Closed.
    pub closed_on: Option<String>,
    /// `yes`, `no`, `unknown`.
    pub resolved: Option<String>,
    /// Note.
    pub note: String,
}

/// A new case: stops care and offers to the household at once.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct NewCase {
    /// Who.
    pub customer: Int,
    /// About which thing.
    pub item: Option<Int>,
    /// Topic.
    pub topic: String,
    /// `small`, `ordinary`, `serious`.
    pub severity: String,
    /// Note.
    pub note: String,
}

/// Setting delivery days for many purchases.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct DeliveryRule {
    /// Purchases from this day on; `None`: all.
    pub ordered_from: Option<String>,
    /// Purchases until this day; `None`: all.
    pub ordered_until: Option<String>,
    /// Only purchases with a thing of this family; `None`: any.
    pub family: Option<Family>,
    /// Days after the order.
    pub days: u16,
    /// Also replace estimated days; confirmed ones are never touched.
    pub replace_estimated: bool,
}

/// What a delivery rule would do, or did.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct DeliveryRuleReport {
    /// Purchases.
    pub purchases: Int,
    /// Items.
    pub items: Int,
    /// Follow-ups that come of it within the planned days.
    pub follow_ups: Int,
    /// Token to take it back.
    pub undo: Option<Int>,
}

/// A purchase whose delivery day is not known.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct UndeliveredPurchase {
    /// Purchase.
    pub purchase: Int,
    /// Customer.
    pub customer: Int,
    /// Name, without honorific.
    pub name: String,
    /// A company, not a person.
    pub company: bool,
    /// Honorific; empty: the ordinary one.
    pub honorific: String,
    /// Day of the order.
    pub ordered_on: String,
    /// Goods.
    pub items: Vec<String>,
    /// Estimated day, if any.
    pub estimated_on: Option<String>,
    /// Version: pass it on with the day.
    pub version: String,
}

/// What a name says about a thing.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, Type)]
pub struct ProductClass {
    /// Family.
    pub family: Family,
    /// Material.
    pub material: Material,
    /// Finish.
    pub finish: Finish,
}

impl From<&aichaku_store::CustomerHit> for CustomerHit {
    fn from(hit: &aichaku_store::CustomerHit) -> Self {
        Self {
            customer: hit.customer.into(),
            household: hit.household.into(),
            name: format!("{} {}", hit.family_name, hit.given_name)
                .trim()
                .to_owned(),
            kana: hit.kana.clone(),
            company: hit.company,
            honorific: hit.honorific.clone(),
            phone_tail: hit.phone_tail.clone(),
            town: hit.town.clone(),
            last_purchase: hit.last_ordered_on.map(|day| day.to_string()),
            state: hit.state.into(),
        }
    }
}
