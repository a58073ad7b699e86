//! One gate for every touch: may this contact take place, in this way, now, and why (not)?

mod facts;
mod verdict;

pub use facts::{
    Ask, CaseFacts, ChannelFacts, ChannelWish, ClockFacts, ConsentFact, DueFacts, FindingKind, GateFacts,
    GatePolicy, HistoryFacts, HouseholdFacts, ItemFacts, MessageFacts, MessageFinding, PersonFacts,
    PreviewFacts, Reach, Stage,
};
pub use verdict::{HeardBy, LifeChange, Passed, Refusal, ServiceOnly, Verdict};
