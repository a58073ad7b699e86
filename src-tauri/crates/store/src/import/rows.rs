//! New rows as they are written: one struct a table, its columns in order.
//!
//! Not here: statements (made from the column lists in `add`).

use std::collections::HashMap;

use aichaku_domain::values::ShopDay;
use sqlx::Arguments as _;
use sqlx::error::BoxDynError;
use sqlx::sqlite::SqliteArguments;

use super::lines::RowLine;
use crate::index_all::THINGS_TAKEN;
use crate::search::{FOUND_BY, SearchDocument};

/// A row that a statement of its table can be made for.
pub(crate) trait Row {
    /// Where it goes.
    const TABLE: &'static str;
    /// Its columns.
    const COLUMNS: &'static [&'static str];

    /// Its values in the order of its columns.
    fn add_to(&self, arguments: &mut SqliteArguments) -> Result<(), BoxDynError>;
}

/// Makes a row with its table and columns.
macro_rules! import_rows {
    ($($(#[$doc:meta])* $name:ident into $table:literal { $($field:ident : $type:ty),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq)]
        #[allow(missing_docs, reason = "the columns of the table, which the schema explains")]
        pub struct $name { $(pub $field: $type),* }

        impl Row for $name {
            const TABLE: &'static str = $table;
            const COLUMNS: &'static [&'static str] = &[$(stringify!($field)),*];

            fn add_to(&self, arguments: &mut SqliteArguments) -> Result<(), BoxDynError> {
                $(self.$field.add_to(arguments)?;)*
                Ok(())
            }
        }
    )*};
}

/// How a value is kept in the store.
trait Column {
    fn add_to(&self, arguments: &mut SqliteArguments) -> Result<(), BoxDynError>;
}

impl Column for i64 {
    fn add_to(&self, arguments: &mut SqliteArguments) -> Result<(), BoxDynError> {
        arguments.add(*self)
    }
}

impl Column for bool {
    fn add_to(&self, arguments: &mut SqliteArguments) -> Result<(), BoxDynError> {
        arguments.add(i64::from(*self))
    }
}

impl Column for String {
    fn add_to(&self, arguments: &mut SqliteArguments) -> Result<(), BoxDynError> {
        arguments.add(self.as_str())
    }
}

impl Column for &'static str {
    fn add_to(&self, arguments: &mut SqliteArguments) -> Result<(), BoxDynError> {
        arguments.add(*self)
    }
}

impl Column for ShopDay {
    fn add_to(&self, arguments: &mut SqliteArguments) -> Result<(), BoxDynError> {
        arguments.add(self.to_string())
    }
}

impl<T: Column> Column for Option<T> {
    fn add_to(&self, arguments: &mut SqliteArguments) -> Result<(), BoxDynError> {
        match self {
            Some(value) => value.add_to(arguments),
            None => arguments.add(None::<i64>),
        }
    }
}

import_rows! {
    /// A household.
    HouseholdRow into "households" { id: i64, name: String, match_key: Option<i64>, spread: i64, created_at: i64, updated_at: i64 }
    /// A person.
    CustomerRow into "customers" {
        id: i64, household_id: i64, kind: &'static str, family_name: String, given_name: String, family_kana: String,
        given_kana: String, sort_key: String, match_key: Option<i64>, is_primary: bool, birthday: Option<ShopDay>,
        mall_limited: bool, note: String, heard: &'static str, heard_from: Option<i64>, heard_by: Option<&'static str>,
        heard_words: String, heard_key: Option<i64>, thanked_on: Option<ShopDay>, created_at: i64, updated_at: i64,
    }
    /// The same person in a system of the shop.
    SourceRow into "customer_sources" { source: String, external_id: String, customer_id: i64 }
    /// A way to reach somebody.
    ContactRow into "contact_points" {
        id: i64, customer_id: i64, kind: &'static str, value: String, value_key: String, state: &'static str,
        created_at: i64,
    }
    /// A care class that nothing had before.
    ClassRow into "care_classes" { id: i64, family: &'static str, material: &'static str, finish: &'static str }
    /// An address.
    AddressRow into "addresses" {
        id: i64, household_id: i64, kind: &'static str, postal_code: String, prefecture: String, city: String,
        street: String, building: String, created_at: i64,
    }
    /// A product.
    ProductRow into "products" {
        id: i64, code: String, name: String, class_id: i64, class_by: &'static str, price_minor: Option<i64>,
        created_at: i64, updated_at: i64,
    }
    /// A purchase.
    PurchaseRow into "purchases" {
        id: i64, household_id: i64, customer_id: i64, source: String, external_id: String, ordered_on: ShopDay,
        channel: &'static str, staff_id: Option<i64>, gross_minor: i64, refunded_minor: i64, qualifies: bool,
        state: &'static str, content_hash: i64, delivery_open: i64, note: String, created_at: i64, updated_at: i64,
    }
    /// A line.
    LineRow into "purchase_lines" {
        id: i64, purchase_id: i64, position: i64, product_id: Option<i64>, name: String, kind: &'static str,
        quantity: i64, amount_minor: i64,
    }
    /// A refund.
    RefundRow into "refunds" { id: i64, purchase_id: i64, refunded_on: ShopDay, amount_minor: i64, reason: String, created_at: i64 }
    /// A delivery.
    DeliveryRow into "deliveries" {
        id: i64, purchase_id: i64, delivered_on: ShopDay, certainty: &'static str, origin: &'static str,
        created_at: i64, updated_at: i64,
    }
    /// An owned item.
    ItemRow into "owned_items" {
        id: i64, household_id: i64, customer_id: i64, line_id: Option<i64>, product_id: Option<i64>, class_id: i64,
        name: String, quantity: i64, room: String, state: &'static str, state_since: Option<ShopDay>,
        delivered_on: Option<ShopDay>, certainty: Option<&'static str>, spread: i64, care_from: Option<ShopDay>,
        created_at: i64, updated_at: i64,
    }
    /// A follow-up of the past, or a promise; for a shop that is made whole.
    FollowUpRow into "follow_ups" {
        id: i64, plan_id: Option<i64>, owned_item_id: Option<i64>, step_id: Option<i64>, occurrence: Option<i64>,
        household_id: i64, customer_id: i64, content_id: Option<i64>, kind: &'static str, touch: &'static str,
        channel: &'static str, due_on: ShopDay, planned_on: ShopDay, lapses_on: ShopDay, minutes: i64, rank: i64,
        state: &'static str, state_reason: &'static str, attempts: i64, staff_id: Option<i64>, memo: String,
        closed_at: Option<i64>, created_at: i64, updated_at: i64,
    }
    /// A contact that took place.
    TouchRow into "touches" {
        household_id: i64, customer_id: i64, follow_up_id: Option<i64>, owned_item_id: Option<i64>,
        content_id: Option<i64>, content_version: Option<i64>, kind: &'static str, channel: &'static str,
        direction: &'static str, outcome: &'static str, happened_on: ShopDay, happened_at: i64,
        staff_id: Option<i64>, consent_id: Option<i64>, note: String,
    }
    /// A case.
    CaseRow into "cases" {
        household_id: i64, customer_id: i64, owned_item_id: Option<i64>, topic: String, severity: &'static str,
        state: &'static str, opened_on: ShopDay, closed_on: Option<ShopDay>, resolved: Option<&'static str>,
        note: String, created_at: i64, updated_at: i64,
    }
    /// A note.
    NoteRow into "notes" {
        household_id: i64, customer_id: Option<i64>, owned_item_id: Option<i64>, body: String,
        staff_id: Option<i64>, written_on: ShopDay, created_at: i64, updated_at: i64,
    }
    /// What somebody answered.
    VoiceRow into "voices" {
        id: i64, household_id: i64, customer_id: i64, occasion: &'static str, way: &'static str, answered_on: ShopDay,
        recommend: Option<i64>, satisfaction: Option<i64>, ease: Option<i64>, about_quality: Option<i64>,
        about_choice: Option<i64>, about_advice: Option<i64>, about_price: Option<i64>, about_lead_time: Option<i64>,
        about_delivery: Option<i64>, about_aftercare: Option<i64>, about_place: Option<i64>, words: String,
        goal: String, goal_met: Option<&'static str>, staff_id: Option<i64>, created_at: i64, updated_at: i64,
    }
    /// An entry of the consent ledger; written with its batch, by a statement of its own.
    ConsentRow into "consents" {
        customer_id: i64, channel: &'static str, purpose: &'static str, state: &'static str, given_on: ShopDay,
        source: &'static str, wording: String, recorded_at: i64,
    }
}

/// New rows of a stretch of the file, in the order in which foreign keys want them.
#[derive(Debug, Default)]
pub struct ImportRows {
    /// Care classes.
    pub classes: Vec<ClassRow>,
    /// Households.
    pub households: Vec<HouseholdRow>,
    /// Persons.
    pub customers: Vec<CustomerRow>,
    /// Their ids elsewhere.
    pub sources: Vec<SourceRow>,
    /// Their telephones and mails.
    pub contacts: Vec<ContactRow>,
    /// Addresses.
    pub addresses: Vec<AddressRow>,
    /// Products.
    pub products: Vec<ProductRow>,
    /// Purchases.
    pub purchases: Vec<PurchaseRow>,
    /// Lines.
    pub lines: Vec<LineRow>,
    /// Refunds.
    pub refunds: Vec<RefundRow>,
    /// Deliveries.
    pub deliveries: Vec<DeliveryRow>,
    /// Owned items.
    pub items: Vec<ItemRow>,
    /// Answers.
    pub voices: Vec<VoiceRow>,
    /// Consents.
    pub consents: Vec<ConsentRow>,
    /// Words under which new persons are found.
    pub(crate) documents: Vec<(i64, SearchDocument)>,
    pub(crate) things: Things,
    /// Persons who were there before and are to be found by more words now.
    pub reindex: Vec<i64>,
    /// Households with a further place, by which everybody there is found.
    pub rehomed: Vec<i64>,
    /// Households whose totals change.
    pub touched_households: Vec<i64>,
    /// Lines of the file in which rows stood.
    pub lines_of: Vec<RowLine>,
}

impl ImportRows {
    /// How many rows of purchases and persons wait; a measure of when to hand them over.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.customers.len()
            + self.purchases.len()
            + self.products.len()
            + self.contacts.len()
            + self.voices.len()
    }

    /// Makes a new person findable by these words.
    pub fn find_by(
        &mut self,
        customer: i64,
        names: &[(&str, &str)],
        phones: &[&str],
        postal: &str,
        place: &[&str],
    ) {
        let mut document = SearchDocument::default();
        for (family, given) in names {
            document.add_name(family, given);
        }
        for phone in phones {
            document.add_phone(phone);
        }
        document.add_place(postal, place);
        self.documents.push((customer, document));
    }

    /// Adds a thing to the words of its person. Whoever is not among the new people of these rows is entered anew.
    pub fn find_by_item(&mut self, customer: i64, name: &str, state: &str) {
        if !FOUND_BY.contains(&state) {
            return;
        }
        let known = self.documents.binary_search_by_key(&customer, |(id, _)| *id);
        match known.ok().and_then(|at| self.documents.get_mut(at)) {
            Some((_, document)) if self.things.add(customer) => document.add_item(name),
            _ => self.reindex.push(customer),
        }
    }
}

/// How many things each new person is found by already.
#[derive(Debug, Default)]
pub(crate) struct Things(HashMap<i64, usize>);

impl Things {
    /// Whether one more of theirs is entered; the index takes the newest of them only, so more are counted out from the rows.
    fn add(&mut self, customer: i64) -> bool {
        let count = self.0.entry(customer).or_default();
        *count += 1;
        *count <= THINGS_TAKEN
    }
}
