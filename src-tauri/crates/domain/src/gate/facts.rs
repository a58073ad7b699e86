//! What the gate is asked and what it is told. Plain data: the store reads it, the gate judges it.
//!
//! Not here: any rule. Names, addresses and texts of messages never enter.

use crate::calendar::{QuietHours, ShopCalendar};
use crate::kinds::{
    Channel, ConsentState, ContentKind, CustomerState, Finish, ItemState, Material, Purpose, Touch,
};
use crate::values::{CaseId, CustomerId, ShopDay, StaffId};

/// The moment in a contact's life at which the gate is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Put on the calendar. Only what will still hold on the due day is asked.
    Plan,
    /// Shown on Today.
    Show,
    /// Put on paper or exported.
    Print,
    /// Sent, called or handed over.
    Send,
}

impl Stage {
    /// Every stage, in the order of a contact's life.
    pub const ALL: &'static [Self] = &[Self::Plan, Self::Show, Self::Print, Self::Send];

    /// The stable text form.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Show => "show",
            Self::Print => "print",
            Self::Send => "send",
        }
    }
}

/// One question to the gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ask {
    /// When in the contact's life it is asked.
    pub stage: Stage,
    /// By which way the contact would go.
    pub channel: Channel,
    /// The shop's day on which it would take place.
    pub day: ShopDay,
    /// Minute since local midnight, `0..1440`; `None` when no time of day is meant (a list for another
    /// day), and then quiet hours are not asked.
    pub minute: Option<u16>,
}

/// The shop's own numbers. [`Default`] gives what a careful shop would choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GatePolicy {
    /// Days that must lie between two care contacts with a household; 28.
    pub care_gap_days: u16,
    /// Offers that a household may get in a calendar year; 3.
    pub offers_per_year: u16,
    /// Days in which a household does not hear the same content again; 20, so that a monthly step can
    /// come back.
    pub same_content_days: u16,
    /// Days of rest after a case that closed unhappily; 14.
    pub case_rest_days: u16,
    /// When which channel may disturb.
    pub quiet: QuietHours,
    /// Working days.
    pub calendar: ShopCalendar,
}

impl Default for GatePolicy {
    fn default() -> Self {
        Self {
            care_gap_days: 28,
            offers_per_year: 3,
            same_content_days: 20,
            case_rest_days: 14,
            quiet: QuietHours::default(),
            calendar: ShopCalendar::default(),
        }
    }
}

/// The owned item that the contact is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ItemFacts {
    /// Where it stands.
    pub state: ItemState,
    /// Delivery day; `None` when not known.
    pub delivered_on: Option<ShopDay>,
    /// What it is made of.
    pub material: Material,
    /// How it is finished.
    pub finish: Finish,
    /// Bought in secret (a surprise): others in the household must not learn of it.
    pub secret: bool,
    /// The recipient of the contact is the one who bought it.
    pub recipient_bought_it: bool,
}

/// The person to whom the contact goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PersonFacts {
    /// Standing.
    pub state: CustomerState,
    /// On the suppression list: wants nothing at all, or was erased and came back with a file.
    pub suppressed: bool,
    /// Known only through a mall whose rules forbid own advertising.
    pub mall_limited: bool,
    /// Under age, or only ever received somebody else's gift: gets service, never advertising.
    pub service_only: bool,
    /// The way in which this person wants to be reached ("do not call, write"). Hard, not a hint; a
    /// letter also keeps a wish for a postcard, and the other way round.
    pub wish: Option<Channel>,
}

/// The household, as far as a contact must take it into account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HouseholdFacts {
    /// The family changed (divorce, death, a child left), on this day.
    pub family_change_on: Option<ShopDay>,
    /// They moved, on this day.
    pub moved_on: Option<ShopDay>,
    /// A person last read the household's record and let contact go on, on this day.
    pub reviewed_on: Option<ShopDay>,
    /// The year of a death in the family: the New Year after it is not celebrated.
    pub mourning_year: Option<i32>,
}

/// Cases of the household.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CaseFacts {
    /// The oldest open case and the day on which it was opened.
    pub open: Option<(CaseId, ShopDay)>,
    /// Day on which the last case closed that the customer was not happy with.
    pub last_unhappy_closed_on: Option<ShopDay>,
}

/// Whether somebody can be reached by a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// There is a number or address, and nothing speaks against it.
    Live,
    /// There is none.
    Missing,
    /// It came back or was found wrong.
    Dead,
}

/// What is known of one channel to the person. A channel that is not listed is [`Reach::Missing`],
/// without stop; visits and leaflets need no contact point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChannelFacts {
    /// Which channel.
    pub channel: Channel,
    /// Whether it leads to the person.
    pub reach: Reach,
    /// "Nothing more this way": for every purpose, unlike a refused consent.
    pub stopped: bool,
}

/// The last entry of the consent ledger for one channel and purpose. What is not listed is unknown,
/// and unknown is never a yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConsentFact {
    /// Which channel.
    pub channel: Channel,
    /// For what.
    pub purpose: Purpose,
    /// Where it stands.
    pub state: ConsentState,
    /// Day of that entry.
    pub since: ShopDay,
}

/// What already went to the household.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HistoryFacts {
    /// Day of the last contact that reached the household with care or an offer. Attempts that did not
    /// reach anybody do not count.
    pub last_care_on: Option<ShopDay>,
    /// Last day on which this person got the same content.
    pub same_content_person_on: Option<ShopDay>,
    /// Last day on which anybody of the household got the same content.
    pub same_content_household_on: Option<ShopDay>,
    /// Offers to the household in the calendar year of the asked day.
    pub offers_this_year: u16,
    /// Somebody else is doing this very follow-up right now.
    pub claimed_by: Option<StaffId>,
}

/// What is wrong with a message's text. The text itself stays outside; `detail` names a field or a
/// word of the template, never a person's data.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MessageFinding {
    /// What kind of mistake.
    pub kind: FindingKind,
    /// The field or word that it is about; empty when there is none.
    pub detail: String,
}

/// Mistakes in a message that hold it back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingKind {
    /// G6: an advertisement without the sender's name.
    SenderMissing,
    /// G6: an advertisement without postal address.
    AddressMissing,
    /// G6: an advertisement without a place to complain to.
    ContactMissing,
    /// G6: an advertisement without the line that tells how to refuse more.
    OptOutMissing,
    /// G6: price, product link or campaign word in what claims to be care.
    AdvertisingInCare,
    /// G7: a merge field was left unfilled.
    UnfilledField,
    /// G7: a wrong, missing or doubled honorific (様様).
    WrongHonorific,
    /// G7: kana stands where the kanji of a name are known.
    KanaForKanji,
    /// G7: signed with another member of staff's name.
    WrongStaffName,
    /// G7: nothing is left to say.
    EmptyText,
    /// G12: a field that never goes on paper (notes, prices paid, others' purchases).
    PrivateField,
    /// G14: advice that harms this finish or material.
    HarmfulAdvice,
}

impl FindingKind {
    /// The rule that it breaks.
    #[must_use]
    pub fn rule(self) -> &'static str {
        match self {
            Self::SenderMissing
            | Self::AddressMissing
            | Self::ContactMissing
            | Self::OptOutMissing
            | Self::AdvertisingInCare => "G6",
            Self::UnfilledField
            | Self::WrongHonorific
            | Self::KanaForKanji
            | Self::WrongStaffName
            | Self::EmptyText => "G7",
            Self::PrivateField => "G12",
            Self::HarmfulAdvice => "G14",
        }
    }

    /// The stable text form.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SenderMissing => "sender_missing",
            Self::AddressMissing => "address_missing",
            Self::ContactMissing => "contact_missing",
            Self::OptOutMissing => "opt_out_missing",
            Self::AdvertisingInCare => "advertising_in_care",
            Self::UnfilledField => "unfilled_field",
            Self::WrongHonorific => "wrong_honorific",
            Self::KanaForKanji => "kana_for_kanji",
            Self::WrongStaffName => "wrong_staff_name",
            Self::EmptyText => "empty_text",
            Self::PrivateField => "private_field",
            Self::HarmfulAdvice => "harmful_advice",
        }
    }
}

/// The message that would go out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageFacts {
    /// What it is, by its content. A promise made by hand counts as a notice.
    pub kind: ContentKind,
    /// For a request: what it asks for ([`Purpose::Survey`] or [`Purpose::Event`]). Any other kind
    /// keeps its own purpose whatever stands here, so that nobody can call an offer care.
    pub asks_for: Option<Purpose>,
    /// Finishes that the advice is for; empty when it is safe for all, unknown ones too.
    pub finishes: Vec<Finish>,
    /// Materials that the advice is for; empty when it is safe for all.
    pub materials: Vec<Material>,
    /// How much of a person's time it takes; what the machine sends is held to more.
    pub touch: Touch,
    /// It wishes a happy New Year.
    pub new_year_greeting: bool,
    /// For safety: the maker has reviewed it.
    pub reviewed_by_maker: bool,
    /// Mistakes found in the text, once there is one.
    pub findings: Vec<MessageFinding>,
}

impl MessageFacts {
    /// A message of `kind` that is safe for all, takes a person's time and has no mistakes.
    #[must_use]
    pub fn new(kind: ContentKind) -> Self {
        Self {
            kind,
            asks_for: None,
            finishes: Vec::new(),
            materials: Vec::new(),
            touch: Touch::High,
            new_year_greeting: false,
            reviewed_by_maker: false,
            findings: Vec::new(),
        }
    }

    /// The purpose whose consent it needs; `None` for safety and notices, which need none.
    #[must_use]
    pub fn purpose(&self) -> Option<Purpose> {
        match self.kind {
            ContentKind::Safety | ContentKind::Notice => None,
            ContentKind::Care => Some(Purpose::Care),
            ContentKind::Offer => Some(Purpose::Offer),
            ContentKind::Request => Some(match self.asks_for {
                Some(Purpose::Event) => Purpose::Event,
                _ => Purpose::Survey,
            }),
        }
    }
}

/// What was shown before printing or sending, against what stands in the store now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PreviewFacts {
    /// Recipient on the preview.
    pub shown_recipient: CustomerId,
    /// Recipient now.
    pub recipient: CustomerId,
    /// Fingerprint of text, name and address on the preview.
    pub shown_fingerprint: u64,
    /// The same, made from the store now.
    pub fingerprint: u64,
}

/// Whether the machine's clock can be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ClockFacts {
    /// Nothing speaks against it.
    #[default]
    Sound,
    /// Today lies before a day on which the shop already worked.
    BeforeLastUse {
        /// That day.
        last_used_on: ShopDay,
    },
    /// The app was away for so long that a person has to go through what piled up first.
    CatchUpPending {
        /// The last day that was gone through.
        last_used_on: ShopDay,
    },
}

/// When the contact was due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueFacts {
    /// Due day.
    pub on: ShopDay,
    /// Days after it during which it still makes sense.
    pub grace_days: u16,
}

/// Everything the gate judges by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GateFacts {
    /// The item; `None` for a contact about no item in particular.
    pub item: Option<ItemFacts>,
    /// The recipient.
    pub person: PersonFacts,
    /// Their household.
    pub household: HouseholdFacts,
    /// Cases of the household.
    pub cases: CaseFacts,
    /// Channels to the person.
    pub channels: Vec<ChannelFacts>,
    /// Last entries of the consent ledger.
    pub consents: Vec<ConsentFact>,
    /// What already went out.
    pub history: HistoryFacts,
    /// The message.
    pub message: MessageFacts,
    /// The preview that a person approved; `None` when there was none.
    pub preview: Option<PreviewFacts>,
    /// The machine's clock.
    pub clock: ClockFacts,
    /// When it was due; `None` for a contact outside any plan.
    pub due: Option<DueFacts>,
}

impl GateFacts {
    /// Facts of an ordinary person about whom nothing is known: no item, no contact point, no consent.
    #[must_use]
    pub fn bare(message: MessageFacts) -> Self {
        Self {
            item: None,
            person: PersonFacts {
                state: CustomerState::Active,
                suppressed: false,
                mall_limited: false,
                service_only: false,
                wish: None,
            },
            household: HouseholdFacts::default(),
            cases: CaseFacts::default(),
            channels: Vec::new(),
            consents: Vec::new(),
            history: HistoryFacts::default(),
            message,
            preview: None,
            clock: ClockFacts::Sound,
            due: None,
        }
    }

    /// Where the ledger stands for a channel and purpose, with the day of the entry; `None` when
    /// nothing is on record.
    #[must_use]
    pub fn consent(&self, channel: Channel, purpose: Purpose) -> Option<(ConsentState, ShopDay)> {
        self.consents
            .iter()
            .find(|fact| fact.channel == channel && fact.purpose == purpose)
            .filter(|fact| fact.state != ConsentState::Unknown)
            .map(|fact| (fact.state, fact.since))
    }

    /// What is known of a channel.
    #[must_use]
    pub fn channel(&self, channel: Channel) -> ChannelFacts {
        self.channels
            .iter()
            .copied()
            .find(|facts| facts.channel == channel)
            .unwrap_or(ChannelFacts {
                channel,
                reach: Reach::Missing,
                stopped: false,
            })
    }
}
