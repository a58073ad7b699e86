//! The gate's answer: why not, or what was looked at and found in order. Fields, never sentences.
//!
//! Not here: the words (`ui`), and the rules that make these answers.

use crate::calendar::Hours;
use crate::kinds::{Channel, CustomerState, Finish, ItemState, Material, Purpose};
use crate::values::{CaseId, CustomerId, ShopDay, StaffId};

use super::facts::MessageFinding;

/// What changed in a household so that a person must look first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LifeChange {
    /// The family changed.
    Family,
    /// They moved.
    Moved,
}

impl LifeChange {
    /// The stable text form.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Family => "family",
            Self::Moved => "moved",
        }
    }
}

/// Whose repeated content it would be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HeardBy {
    /// The same person.
    Person,
    /// Somebody in the same household.
    Household,
}

impl HeardBy {
    /// The stable text form.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Household => "household",
        }
    }
}

/// One reason against a contact, with what a sentence about it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// G1: the item is not in use.
    ItemNotInUse {
        /// Where it stands.
        state: ItemState,
    },
    /// G1: the item is not with the customer yet.
    NotDelivered {
        /// Agreed or recorded delivery day; `None` when there is none.
        delivered_on: Option<ShopDay>,
    },
    /// G2: a case is open.
    OpenCase {
        /// The case.
        case: CaseId,
        /// Since when.
        opened_on: ShopDay,
    },
    /// G2: a case closed unhappily a short while ago.
    CaseRest {
        /// When it closed.
        closed_on: ShopDay,
        /// First day on which contact may begin again.
        allowed_from: ShopDay,
    },
    /// G3: the same content went out a short while ago.
    SameContent {
        /// To whom.
        heard_by: HeardBy,
        /// When.
        last_on: ShopDay,
        /// First day on which it may be said again.
        allowed_from: ShopDay,
    },
    /// G3: somebody else has this follow-up in hand.
    ClaimedElsewhere {
        /// Who.
        by: StaffId,
    },
    /// G4: the person's standing forbids it.
    PersonState {
        /// Deceased, erased or moved out of reach.
        state: CustomerState,
    },
    /// G4: the person is on the suppression list.
    Suppressed,
    /// G4: known only through a mall that forbids own advertising.
    MallLimited,
    /// G4: under age, or known only from somebody else's gift; gets service, never advertising.
    ServiceOnly,
    /// G4: nothing more this way, they said.
    ChannelStopped {
        /// Which way.
        channel: Channel,
    },
    /// G4: consent was refused or withdrawn.
    ConsentDenied {
        /// Which way.
        channel: Channel,
        /// For what.
        purpose: Purpose,
        /// Since when.
        since: ShopDay,
    },
    /// G4 for care and requests, G6 for offers: no consent is on record, and this way needs one.
    ConsentMissing {
        /// Which way.
        channel: Channel,
        /// For what.
        purpose: Purpose,
    },
    /// G5: there is no number or address.
    NoContactPoint {
        /// Which way.
        channel: Channel,
    },
    /// G5: the number or address is known to be wrong.
    ContactPointDead {
        /// Which way.
        channel: Channel,
    },
    /// G5: the recipient is not the one that was shown.
    RecipientChanged {
        /// Who was shown.
        shown: CustomerId,
        /// Who it would be now.
        now: CustomerId,
    },
    /// G5: text, name or address changed since they were shown.
    PreviewStale,
    /// G6, G7, G12, G14: a mistake in the text.
    Message {
        /// Which.
        finding: MessageFinding,
    },
    /// G8: the household heard from the shop a short while ago.
    CareTooSoon {
        /// When.
        last_on: ShopDay,
        /// Days since then.
        days: i64,
        /// First day on which care may go out again.
        allowed_from: ShopDay,
    },
    /// G8: the household had its offers for the year.
    OfferLimit {
        /// Offers this year.
        sent: u16,
        /// How many there may be.
        limit: u16,
        /// First day of the next year.
        allowed_from: ShopDay,
    },
    /// G9: outside the hours in which this way may disturb.
    QuietHours {
        /// Which way.
        channel: Channel,
        /// The hours.
        hours: Hours,
    },
    /// G9: the shop is closed, so nobody calls.
    ClosedDay {
        /// Next working day.
        next_open: ShopDay,
    },
    /// G9: a New Year's greeting to a house in mourning.
    InMourning {
        /// The year of the death.
        year: i32,
    },
    /// G11: today lies before the last day of work, so the clock or the time zone is wrong.
    ClockWrong {
        /// The last day of work.
        last_used_on: ShopDay,
    },
    /// G11: what piled up during an absence has to be gone through first.
    CatchUpFirst {
        /// The last day that was gone through.
        last_used_on: ShopDay,
    },
    /// G11: its time has passed.
    GraceOver {
        /// When it was due.
        due: ShopDay,
        /// Last day on which it made sense.
        last_day: ShopDay,
    },
    /// G12: a surprise that others in the household could learn of.
    SecretItem,
    /// G13: something happened in the household that nobody has looked at since.
    NeedsReview {
        /// What.
        change: LifeChange,
        /// When.
        on: ShopDay,
    },
    /// G14: the finish is not known, and this advice is for certain finishes only.
    FinishUnknown,
    /// G14: the advice is for other finishes.
    FinishMismatch {
        /// The item's finish.
        finish: Finish,
    },
    /// G14: the material is not known, and this advice is for certain materials only.
    MaterialUnknown,
    /// G14: the advice is for other materials.
    MaterialMismatch {
        /// The item's material.
        material: Material,
    },
    /// G15: a safety message that no maker has reviewed does not go out by itself.
    SafetyNotReviewed,
    /// G18: they asked for another way.
    OtherWayWished {
        /// The way they asked for.
        wished: Channel,
    },
}

impl Refusal {
    /// The rule of the gate behind it, `"G1"` to `"G18"`.
    #[must_use]
    pub fn rule(&self) -> &'static str {
        match self {
            Self::ItemNotInUse { .. } | Self::NotDelivered { .. } => "G1",
            Self::OpenCase { .. } | Self::CaseRest { .. } => "G2",
            Self::SameContent { .. } | Self::ClaimedElsewhere { .. } => "G3",
            Self::PersonState { .. }
            | Self::Suppressed
            | Self::MallLimited
            | Self::ServiceOnly
            | Self::ChannelStopped { .. }
            | Self::ConsentDenied { .. } => "G4",
            Self::ConsentMissing {
                purpose: Purpose::Offer,
                ..
            } => "G6",
            Self::ConsentMissing { .. } => "G4",
            Self::NoContactPoint { .. }
            | Self::ContactPointDead { .. }
            | Self::RecipientChanged { .. }
            | Self::PreviewStale => "G5",
            Self::Message { finding } => finding.kind.rule(),
            Self::CareTooSoon { .. } | Self::OfferLimit { .. } => "G8",
            Self::QuietHours { .. } | Self::ClosedDay { .. } | Self::InMourning { .. } => "G9",
            Self::ClockWrong { .. } | Self::CatchUpFirst { .. } | Self::GraceOver { .. } => "G11",
            Self::SecretItem => "G12",
            Self::NeedsReview { .. } => "G13",
            Self::FinishUnknown
            | Self::FinishMismatch { .. }
            | Self::MaterialUnknown
            | Self::MaterialMismatch { .. } => "G14",
            Self::SafetyNotReviewed => "G15",
            Self::OtherWayWished { .. } => "G18",
        }
    }

    /// The stable text form of the reason, without its values.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::ItemNotInUse { .. } => "item_not_in_use",
            Self::NotDelivered { .. } => "not_delivered",
            Self::OpenCase { .. } => "open_case",
            Self::CaseRest { .. } => "case_rest",
            Self::SameContent { .. } => "same_content",
            Self::ClaimedElsewhere { .. } => "claimed_elsewhere",
            Self::PersonState { .. } => "person_state",
            Self::Suppressed => "suppressed",
            Self::MallLimited => "mall_limited",
            Self::ServiceOnly => "service_only",
            Self::ChannelStopped { .. } => "channel_stopped",
            Self::ConsentDenied { .. } => "consent_denied",
            Self::ConsentMissing { .. } => "consent_missing",
            Self::NoContactPoint { .. } => "no_contact_point",
            Self::ContactPointDead { .. } => "contact_point_dead",
            Self::RecipientChanged { .. } => "recipient_changed",
            Self::PreviewStale => "preview_stale",
            Self::Message { .. } => "message",
            Self::CareTooSoon { .. } => "care_too_soon",
            Self::OfferLimit { .. } => "offer_limit",
            Self::QuietHours { .. } => "quiet_hours",
            Self::ClosedDay { .. } => "closed_day",
            Self::InMourning { .. } => "in_mourning",
            Self::ClockWrong { .. } => "clock_wrong",
            Self::CatchUpFirst { .. } => "catch_up_first",
            Self::GraceOver { .. } => "grace_over",
            Self::SecretItem => "secret_item",
            Self::NeedsReview { .. } => "needs_review",
            Self::FinishUnknown => "finish_unknown",
            Self::FinishMismatch { .. } => "finish_mismatch",
            Self::MaterialUnknown => "material_unknown",
            Self::MaterialMismatch { .. } => "material_mismatch",
            Self::SafetyNotReviewed => "safety_not_reviewed",
            Self::OtherWayWished { .. } => "other_way_wished",
        }
    }
}

/// One thing that was looked at and found in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passed {
    /// G1: delivered, in use, neither returned nor given away.
    InUse {
        /// Delivery day.
        delivered_on: ShopDay,
    },
    /// G2: no open case, and none that closed unhappily a short while ago.
    NoOpenCase,
    /// G3: the household has not heard this content, or not for a while.
    ContentFresh {
        /// When it last did.
        last_on: Option<ShopDay>,
    },
    /// G4, G6: consent is on record.
    Consent {
        /// Which way.
        channel: Channel,
        /// For what.
        purpose: Purpose,
        /// Since when.
        since: ShopDay,
    },
    /// G4: this way needs no consent beforehand, and nothing was refused.
    NotRefused {
        /// Which way.
        channel: Channel,
    },
    /// G5: there is a number or address.
    Reachable {
        /// Which way.
        channel: Channel,
    },
    /// G5: what was shown is what stands in the store.
    PreviewCurrent,
    /// G6, G7: the text has no mistakes.
    TextClean,
    /// G8: the last contact lies far enough back.
    LastCare {
        /// When it was.
        last_on: ShopDay,
        /// Days since then.
        days: i64,
    },
    /// G8: the household has not been contacted so far.
    NoCareYet,
    /// G8: the household may still get offers this year.
    OffersLeft {
        /// How many, this one included.
        left: u16,
    },
    /// G9: within the hours.
    WithinHours {
        /// The hours.
        hours: Hours,
    },
    /// G14: the advice suits the item's finish and material, or all of them.
    AdviceFits {
        /// The item's finish.
        finish: Finish,
    },
    /// G15: safety reaches also those who refused advertising.
    SafetyGoesFirst,
    /// G18: the way they asked for.
    WishKept {
        /// Which.
        channel: Channel,
    },
}

impl Passed {
    /// The rule of the gate behind it, `"G1"` to `"G18"`.
    #[must_use]
    pub fn rule(&self) -> &'static str {
        match self {
            Self::InUse { .. } => "G1",
            Self::NoOpenCase => "G2",
            Self::ContentFresh { .. } => "G3",
            Self::Consent {
                purpose: Purpose::Offer,
                ..
            } => "G6",
            Self::Consent { .. } | Self::NotRefused { .. } => "G4",
            Self::Reachable { .. } | Self::PreviewCurrent => "G5",
            Self::TextClean => "G7",
            Self::LastCare { .. } | Self::NoCareYet | Self::OffersLeft { .. } => "G8",
            Self::WithinHours { .. } => "G9",
            Self::AdviceFits { .. } => "G14",
            Self::SafetyGoesFirst => "G15",
            Self::WishKept { .. } => "G18",
        }
    }

    /// The stable text form, without its values.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::InUse { .. } => "in_use",
            Self::NoOpenCase => "no_open_case",
            Self::ContentFresh { .. } => "content_fresh",
            Self::Consent { .. } => "consent",
            Self::NotRefused { .. } => "not_refused",
            Self::Reachable { .. } => "reachable",
            Self::PreviewCurrent => "preview_current",
            Self::TextClean => "text_clean",
            Self::LastCare { .. } => "last_care",
            Self::NoCareYet => "no_care_yet",
            Self::OffersLeft { .. } => "offers_left",
            Self::WithinHours { .. } => "within_hours",
            Self::AdviceFits { .. } => "advice_fits",
            Self::SafetyGoesFirst => "safety_goes_first",
            Self::WishKept { .. } => "wish_kept",
        }
    }
}

/// The gate's answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verdict {
    /// Whether the contact may take place: exactly when there is no refusal.
    pub allowed: bool,
    /// Every reason against it, in the order G1 to G18.
    pub refusals: Vec<Refusal>,
    /// What was found in order, in the order G1 to G18.
    pub checks: Vec<Passed>,
}

impl Verdict {
    /// An answer from its parts.
    #[must_use]
    pub fn new(refusals: Vec<Refusal>, checks: Vec<Passed>) -> Self {
        Self {
            allowed: refusals.is_empty(),
            refusals,
            checks,
        }
    }
}
