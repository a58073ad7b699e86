//! Customers: finding them, the record, and what is added by hand.

mod consents;
mod deliveries;
mod items;
mod notes;
mod people;
mod purchases;
mod record;
mod search;

pub use consents::{ConsentEntry, ConsentView, NewConsent};
pub use deliveries::{DeliveryRule, DeliveryRuleReport, UndeliveredPurchase};
pub use items::{CalendarMark, ItemForm, ItemView, ProductClass, ProductView};
pub use notes::{CaseView, NewCase, NoteView};
pub use people::{
    AddressForm, CustomerForm, CustomerView, HouseholdForm, HouseholdPeople, HouseholdView, MemberView,
};
pub use purchases::{LineForm, LineView, NewLine, NewPurchase, NewRefund, PurchaseForm, PurchaseView};
pub use record::{CustomerRecord, TimelineEntry, TimelineEvent};
pub use search::{CustomerHit, CustomerPage};
