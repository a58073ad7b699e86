//! The closed lists of the domain, as they cross the edge. Their text forms are the domain's.

use serde::{Deserialize, Serialize};
use specta::Type;

mod domain {
    pub(super) use aichaku_domain::heard::*;
    pub(super) use aichaku_domain::kinds::*;
    pub(super) use aichaku_domain::standing::{MeasureKind, SignKind, Standing};
}

macro_rules! wire_enum {
    ($($(#[$doc:meta])* $name:ident { $($variant:ident),* $(,)? })*) => {$(
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
        #[serde(rename_all = "snake_case")]
        $(#[$doc])*
        #[allow(missing_docs)]
        pub enum $name { $($variant),* }

        impl From<domain::$name> for $name {
            fn from(value: domain::$name) -> Self {
                match value { $(domain::$name::$variant => Self::$variant),* }
            }
        }

        impl From<$name> for domain::$name {
            fn from(value: $name) -> Self {
                match value { $($name::$variant => Self::$variant),* }
            }
        }
    )*};
}

wire_enum! {
    /// What somebody was asked about.
    VoiceOccasion { Delivery, Care, Case, Relation }
    /// How an answer came.
    VoiceWay { Card, Phone, Shop, Web }
    /// Whether what a customer wanted came true.
    GoalMet { No, Partly, Yes }
    /// What a shop is judged by.
    VoiceTopic { Quality, Choice, Advice, Price, LeadTime, Delivery, Aftercare, Place }
    /// What a product is.
    Family { Table, Chair, Sofa, SofaBed, Bed, Mattress, Bedding, Storage, Desk, DeskChair, Rug, Curtain, Lighting, Outdoor, Kotatsu, Mirror, Tatami, Kids, Altar, Accessory, Other }
    /// What it is made of.
    Material { SolidWood, Veneer, Paulownia, Leather, SyntheticLeather, Fabric, Feather, Wool, Glass, Marble, Ceramic, Steel, Brass, Rattan, PaperCord, Melamine, Teak, Unknown }
    /// How it is finished.
    Finish { Oil, Soap, Wax, Urethane, Lacquer, Urushi, Pigmented, Aniline, Unfinished, NotApplicable, Unknown }
    /// How much of a person's time a contact takes.
    Touch { High, Low, Tech }
    /// The way to reach somebody.
    // TypeScript knows it by another name, because the generated bindings have a `Channel` of their own.
    #[serde(rename = "ContactChannel")]
    Channel { Phone, Letter, Postcard, Email, Line, Sms, Visit, Leaflet }
    /// What a message is by its content.
    ContentKind { Safety, Notice, Care, Offer, Request }
    /// What a consent was given for.
    Purpose { Care, Offer, Survey, Event }
    /// Where a consent stands.
    ConsentState { Unknown, Granted, Denied }
    /// How a consent came to us.
    ConsentSource { Paper, Oral, Web, Import, Request }
    /// Where a thing stands in the household's life.
    ItemState { Awaiting, InUse, Stored, GivenAway, Disposed, Returned, Exchanged, Cancelled }
    /// A person's standing.
    CustomerState { Active, Deceased, MovedAway, Erased }
    /// A follow-up's life.
    FollowUpState { Planned, Done, Skipped, Lapsed, Cancelled }
    /// Why a follow-up was skipped.
    SkipReason { RecentlyInTouch, CustomerDeclined, ItemGone, NotSuitable, NoCapacity, Unreachable, Merged, CatchUp, Other }
    /// What came of a contact.
    Outcome { Reached, NotReached, LeftMessage, Sent, Posted, HandedOver, CameIn }
    /// How a purchase reached the shop.
    SalesChannel { Store, Online, Mall, Phone, Other }
    /// A purchase's standing.
    PurchaseState { Ok, Cancelled, Returned }
    /// What a purchase line is.
    LineKind { Goods, Service, Repair, CareKit, Fee, Discount }
    /// How sure a delivery date is.
    DeliveryCertainty { Confirmed, Estimated, Planned }
    /// By what somebody came to the shop.
    HeardOf { Person, Sign, Web, Social, Passing, Paper, Event, Other, Unknown }
    /// How sure it is who told them.
    HeardBy { Said, Assumed, Code }
    /// How a household stands with the shop.
    Standing { InTouch, Content, Drifting, Unreachable, Graduated, LeftAlone, Gone }
    /// What speaks for it that a household turns away.
    SignKind { OpenCase, Unhappy, Unsolved, Unanswered, PostReturned, Dead, Missed, Untouched }
    /// What a household's health is made of.
    MeasureKind { Contact, Voice, Cases, Ways, Answers, Return, Things }
    /// The role of a member of staff.
    Role { Owner, Staff, NewHire }
}

/// The languages of the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    /// Japanese.
    Ja,
    /// English.
    En,
}
