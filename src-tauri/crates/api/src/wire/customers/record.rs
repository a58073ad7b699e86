//! The whole record (カルテ) and its timeline.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::consents::{ConsentEntry, ConsentView};
use super::items::ItemView;
use super::notes::{CaseView, NoteView};
use super::people::{CustomerView, HouseholdView, MemberView};
use super::purchases::PurchaseView;
use crate::wire::{Channel, ConsentState, ContentKind, Int, Outcome, Purpose};

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
