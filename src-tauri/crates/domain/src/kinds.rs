//! The closed lists that the shop's words come from. Each has one text form, used in the store,
//! on the wire and on the command line alike.
//!
//! Not here: their names for people (`ui/messages`).

pub use crate::voices::{GoalMet, VoiceOccasion, VoiceTopic, VoiceWay};

/// Makes an enum with one stable text form: `ALL`, `as_str`, `parse` and `Display`.
#[macro_export]
macro_rules! text_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),* }

        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The stable text form.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }

            /// Reads the stable text form; `None` for anything else.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)* _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
pub(crate) use text_enum;

text_enum! {
    /// What a product is, as care sees it.
    Family {
        /// Dining, low and side tables.
        Table = "table",
        /// Dining chairs, stools, benches.
        Chair = "chair",
        /// Sofas and ottomans.
        Sofa = "sofa",
        /// Sofas that open to a bed.
        SofaBed = "sofa_bed",
        /// Bed frames.
        Bed = "bed",
        /// Mattresses.
        Mattress = "mattress",
        /// Pillows, quilts, pads.
        Bedding = "bedding",
        /// Chests, shelves, cupboards, TV boards.
        Storage = "storage",
        /// Desks.
        Desk = "desk",
        /// Office chairs.
        DeskChair = "desk_chair",
        /// Rugs and carpets.
        Rug = "rug",
        /// Curtains and blinds.
        Curtain = "curtain",
        /// Lighting.
        Lighting = "lighting",
        /// Outdoor furniture.
        Outdoor = "outdoor",
        /// Kotatsu.
        Kotatsu = "kotatsu",
        /// Mirrors.
        Mirror = "mirror",
        /// Tatami.
        Tatami = "tatami",
        /// Children's furniture, bunk beds, high chairs.
        Kids = "kids",
        /// Buddhist altars.
        Altar = "altar",
        /// Care kits, felt, covers and other small things; never a home-coming by itself.
        Accessory = "accessory",
        /// Anything else, and what was not recognised.
        Other = "other",
    }
}

text_enum! {
    /// What it is mainly made of.
    Material {
        /// Solid wood.
        SolidWood = "solid_wood",
        /// Veneered board.
        Veneer = "veneer",
        /// Paulownia (kiri).
        Paulownia = "paulownia",
        /// Genuine leather.
        Leather = "leather",
        /// PU or PVC leather.
        SyntheticLeather = "synthetic_leather",
        /// Fabric upholstery.
        Fabric = "fabric",
        /// Feather and down filling.
        Feather = "feather",
        /// Wool.
        Wool = "wool",
        /// Glass.
        Glass = "glass",
        /// Marble and other stone.
        Marble = "marble",
        /// Ceramic.
        Ceramic = "ceramic",
        /// Steel and iron.
        Steel = "steel",
        /// Brass and chrome.
        Brass = "brass",
        /// Rattan and cane.
        Rattan = "rattan",
        /// Paper cord.
        PaperCord = "paper_cord",
        /// Melamine and printed board.
        Melamine = "melamine",
        /// Teak for outdoors.
        Teak = "teak",
        /// Not known.
        Unknown = "unknown",
    }
}

text_enum! {
    /// How the surface is finished. It decides advice more than the wood does.
    Finish {
        /// Oil.
        Oil = "oil",
        /// Soap.
        Soap = "soap",
        /// Wax.
        Wax = "wax",
        /// Urethane.
        Urethane = "urethane",
        /// Lacquer.
        Lacquer = "lacquer",
        /// Urushi.
        Urushi = "urushi",
        /// Pigmented (protected) leather.
        Pigmented = "pigmented",
        /// Aniline leather.
        Aniline = "aniline",
        /// Deliberately unfinished.
        Unfinished = "unfinished",
        /// The thing has no finish to speak of (a mattress, a lamp).
        NotApplicable = "not_applicable",
        /// Not known: only advice that is safe for all may go out.
        Unknown = "unknown",
    }
}

text_enum! {
    /// How much of a person's time a contact takes.
    Touch {
        /// A person calls, writes by hand or visits.
        High = "high",
        /// A person sends prepared paper or mail.
        Low = "low",
        /// The machine sends, a person has approved it.
        Tech = "tech",
    }
}

text_enum! {
    /// The way to reach somebody.
    Channel {
        /// Telephone.
        Phone = "phone",
        /// Letter in an envelope.
        Letter = "letter",
        /// Postcard.
        Postcard = "postcard",
        /// E-mail.
        Email = "email",
        /// LINE.
        Line = "line",
        /// Short message.
        Sms = "sms",
        /// Visit at home.
        Visit = "visit",
        /// Handed over at the counter or put in the parcel.
        Leaflet = "leaflet",
    }
}

text_enum! {
    /// What a message is, decided by its content and not by its author.
    ContentKind {
        /// Safety: ignores advertising opt-outs, never death or disposal.
        Safety = "safety",
        /// About the contract: order, delivery, repair.
        Notice = "notice",
        /// Care without advertising.
        Care = "care",
        /// Suggestion, price, product link: advertising.
        Offer = "offer",
        /// A request: survey, referral, invitation.
        Request = "request",
    }
}

text_enum! {
    /// What a consent was given for.
    Purpose {
        /// Care messages.
        Care = "care",
        /// Offers (advertising).
        Offer = "offer",
        /// Surveys.
        Survey = "survey",
        /// Events.
        Event = "event",
    }
}

text_enum! {
    /// Where a consent stands after the last entry of the ledger.
    ConsentState {
        /// Nothing is on record. The default, and never a yes.
        Unknown = "unknown",
        /// Given.
        Granted = "granted",
        /// Refused or withdrawn.
        Denied = "denied",
    }
}

text_enum! {
    /// How a consent came to us.
    ConsentSource {
        /// On paper.
        Paper = "paper",
        /// Said to a member of staff.
        Oral = "oral",
        /// On a web form.
        Web = "web",
        /// In a file that was brought in, on purpose.
        Import = "import",
        /// Through an unsubscribe request.
        Request = "request",
    }
}

text_enum! {
    /// Where a thing stands in the household's life.
    ItemState {
        /// Bought, not delivered yet.
        Awaiting = "awaiting",
        /// In use.
        InUse = "in_use",
        /// Put away.
        Stored = "stored",
        /// Given to somebody else.
        GivenAway = "given_away",
        /// Thrown away.
        Disposed = "disposed",
        /// Returned to the shop.
        Returned = "returned",
        /// Exchanged for another.
        Exchanged = "exchanged",
        /// The purchase was cancelled.
        Cancelled = "cancelled",
    }
}

text_enum! {
    /// A person's standing.
    CustomerState {
        /// Ordinary.
        Active = "active",
        /// Passed away: nothing goes out, not even to the household by that name.
        Deceased = "deceased",
        /// Moved out of reach.
        MovedAway = "moved_away",
        /// Asked to be forgotten; the row keeps totals only.
        Erased = "erased",
    }
}

text_enum! {
    /// A follow-up's life.
    FollowUpState {
        /// Waiting for its day, or due.
        Planned = "planned",
        /// Done: a touch says what came of it.
        Done = "done",
        /// A person decided against it.
        Skipped = "skipped",
        /// Its time passed; the catch-up dialog or the plan's grace period let it go.
        Lapsed = "lapsed",
        /// Silenced by what happened to the item, the person or the plan.
        Cancelled = "cancelled",
    }
}

text_enum! {
    /// Why a person skipped a follow-up.
    SkipReason {
        /// Talked to them recently anyway.
        RecentlyInTouch = "recently_in_touch",
        /// The customer does not want it.
        CustomerDeclined = "customer_declined",
        /// The item is not there any more.
        ItemGone = "item_gone",
        /// Does not fit this household.
        NotSuitable = "not_suitable",
        /// The shop has no time for it.
        NoCapacity = "no_capacity",
        /// Cannot be reached.
        Unreachable = "unreachable",
        /// Merged into another contact with the same household.
        Merged = "merged",
        /// Came due while the app was closed.
        CatchUp = "catch_up",
        /// Another reason, told in the note.
        Other = "other",
    }
}

text_enum! {
    /// What came of a contact.
    Outcome {
        /// Spoke with the customer.
        Reached = "reached",
        /// Nobody answered.
        NotReached = "not_reached",
        /// Left a message.
        LeftMessage = "left_message",
        /// Sent (mail, LINE).
        Sent = "sent",
        /// Printed and posted.
        Posted = "posted",
        /// Handed over in person.
        HandedOver = "handed_over",
        /// The customer came to us.
        CameIn = "came_in",
    }
}

text_enum! {
    /// Who started a contact.
    Direction {
        /// The shop.
        Outgoing = "out",
        /// The customer.
        Incoming = "in",
    }
}

text_enum! {
    /// How a purchase reached the shop.
    SalesChannel {
        /// In the store.
        Store = "store",
        /// The shop's own web store.
        Online = "online",
        /// A mall with rules of its own: its buyers are "mall-limited".
        Mall = "mall",
        /// Telephone or fax.
        Phone = "phone",
        /// Anything else or unknown.
        Other = "other",
    }
}

text_enum! {
    /// A purchase's standing.
    PurchaseState {
        /// Ordinary.
        Ok = "ok",
        /// Cancelled before it counted.
        Cancelled = "cancelled",
        /// All of it came back.
        Returned = "returned",
    }
}

text_enum! {
    /// What a purchase line is. Only goods become owned items, and only goods, and services that are
    /// not repairs, make a purchase qualify as one for cohorts.
    LineKind {
        /// A thing to live with.
        Goods = "goods",
        /// Set-up, take-back and other services.
        Service = "service",
        /// Repair.
        Repair = "repair",
        /// Care kit and consumables.
        CareKit = "care_kit",
        /// Delivery, handling, recycling fees.
        Fee = "fee",
        /// Discount, points, coupon.
        Discount = "discount",
    }
}

text_enum! {
    /// How sure a delivery date is.
    DeliveryCertainty {
        /// From a delivery ledger or typed by a person.
        Confirmed = "confirmed",
        /// From a rule or from a shipping date.
        Estimated = "estimated",
        /// Agreed, still to come.
        Planned = "planned",
    }
}

text_enum! {
    /// The role of a member of staff.
    Role {
        /// Owner.
        Owner = "owner",
        /// Staff.
        Staff = "staff",
        /// New hire: no bulk, no export, no merge.
        NewHire = "new_hire",
    }
}

text_enum! {
    /// A language that the app and the shop's messages speak.
    Lang {
        /// Japanese.
        Ja = "ja",
        /// English.
        En = "en",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_form_reads_back() {
        for family in Family::ALL {
            assert_eq!(
                Family::parse(family.as_str()),
                Some(*family),
                "text forms are stable both ways"
            );
        }
        assert_eq!(Finish::parse("Oil"), None, "text forms are exact");
    }
}
