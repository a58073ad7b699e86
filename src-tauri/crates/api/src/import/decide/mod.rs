//! What each record of a file does to the shop: the same decision for the preview, which throws the rows away,
//! and for the commit, which writes them. So what was shown is what happens.
//!
//! Not here: reading (`exchange`), writing (`store`), who is who (`domain::identity`).

mod addresses;
mod consents;
mod deliveries;
mod deliveries_again;
mod heard;
mod names;
mod orders;
mod people;
mod people_again;
mod products;
mod products_again;
mod readings;
mod returns;
mod sales;
mod surveys;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use aichaku_domain::fold::fold_text;
use aichaku_domain::identity::{Evidence, Identity, KeyTable as _, People, both};
use aichaku_domain::kinds::{Channel, ConsentState, DeliveryCertainty, Purpose};
use aichaku_domain::plan::{CareClass, ItemGroup};
use aichaku_domain::values::{Instant, ShopDay};
use aichaku_exchange::{CustomerRecord, Dataset, Record, ReversalRecord, RowProblem};
use aichaku_store::{
    DeliveryChange, ImportRows, KeptMine, KeptProduct, Known, KnownCustomer, KnownPurchase, LineChange,
    LinedTable, NextIds, PersonChange, ProductChange, PurchaseChange, ReturnChange, RowLine, erased_marks,
};

use self::addresses::{Addresses, Filled};
use self::deliveries_again::DeliveryAgain;
use self::names::{display, tail};
use self::orders::ToldAgain;
use self::people_again::PersonAgain;
use self::products_again::ProductAgain;
use self::readings::NewNames;
pub(super) use self::readings::Proposals;
use super::known::{Aside, Keys, KnownSale, Sales};
use super::reading::LISTED;
use super::words::Undecided;
use crate::wire::{
    EntityCounts, FieldConflict, ImportMode, ImportRowView, PlanChoice, RejectedRow, RowOutcome,
};

/// Rows shown in a preview at most.
const SHOWN: usize = 500;
/// Of them, ordinary ones.
const SHOWN_ORDINARY: usize = 120;
/// The system whose tills book a return as a receipt of its own, without the number of the purchase.
const RETURNS_APART: &str = "smaregi";
/// Months after delivery in which a thing still counts as recent.
const RECENT_MONTHS: i32 = 3;

/// What stays the same for the whole file.
#[derive(Debug, Clone)]
pub(super) struct Setting {
    /// The shop's today.
    pub(super) day: ShopDay,
    /// Now.
    pub(super) now: Instant,
    /// The system that numbers are unique in.
    pub(super) source: String,
    /// From when care is planned.
    pub(super) plan: PlanChoice,
    /// What the file may do to what is there.
    pub(super) mode: ImportMode,
    /// What is empty of an address is filled from the table of postal codes: a person said so.
    pub(super) take_proposals: bool,
    /// Readings that new people get whose name has none: a person said so. `None`: names are only gathered.
    pub(super) readings: Option<Arc<Proposals>>,
    /// A person's answers to conflicts: whether the file's word is taken.
    pub(super) answers: HashMap<String, bool>,
    /// The wording of the consent that a person has confirmed; `None`: consent columns make no consent.
    pub(super) consent_wording: Option<String>,
}

/// Rows and changes of a stretch of the file.
#[derive(Debug, Default)]
pub(super) struct Chunk {
    pub(super) rows: ImportRows,
    pub(super) purchases: Vec<PurchaseChange>,
    pub(super) deliveries: Vec<(DeliveryChange, i64)>,
    pub(super) suppressed: Vec<i64>,
    pub(super) returns: Vec<ReturnChange>,
    pub(super) lines: Vec<LineChange>,
    pub(super) people: Vec<PersonChange>,
    pub(super) products: Vec<ProductChange>,
    pub(super) kept: Vec<KeptMine>,
    pub(super) kept_products: Vec<KeptProduct>,
}

/// Goes through the records of a file.
pub(super) struct Decider {
    setting: Setting,
    people: People<Keys>,
    /// What is beyond the room in memory.
    laid_aside: Aside,
    closed: HashSet<i64>,
    /// Households that have a home address.
    with_address: Keys,
    /// Other places of households that things went to.
    places: HashSet<(i64, i64)>,
    sales: Sales,
    /// Orders that are there and are told differently; they wait until a stretch of the file is read.
    told_again: Vec<ToldAgain>,
    /// People who are there and stand in the list; they wait until a stretch of the file is read.
    people_again: Vec<PersonAgain>,
    /// Products that are there and stand in the list; they wait until a stretch of the file is read.
    products_again: Vec<ProductAgain>,
    /// Delivery days of people without a number; they wait until a stretch of the file is read.
    deliveries_again: Vec<DeliveryAgain>,
    /// Every product of the shop that the file told already.
    told_products: HashSet<i64>,
    /// The first product that is the file's.
    first_product: i64,
    /// Everybody of the shop whom the file told already.
    told_people: Keys,
    /// The store's own number and the marks of people who were erased.
    erased: (String, HashSet<i64>),
    /// The first person that is the file's.
    first_customer: i64,
    /// Keys of entries that are booked, or wait to be.
    returned: HashSet<i64>,
    /// Entries that wait until the whole file is read.
    waiting: Vec<ReversalRecord>,
    /// Households that brought something back.
    returning: HashSet<i64>,
    /// The first purchase that is the file's.
    first_purchase: i64,
    /// Delivery days by purchase.
    deliveries: Keys,
    /// Where the ledger of consents stands.
    ledger: Keys,
    /// Answers that are written down.
    answers: Keys,
    products: HashMap<String, (i64, i64)>,
    classes: HashMap<CareClass, i64>,
    class_of: HashMap<i64, CareClass>,
    staff: HashMap<String, i64>,
    next: NextIds,
    next_class: i64,
    /// What waits to be written.
    pub(super) chunk: Chunk,
    /// New.
    pub(super) inserted: EntityCounts,
    /// Changed.
    pub(super) updated: EntityCounts,
    /// Records that changed nothing.
    pub(super) skipped: i64,
    /// Records that a person should look at.
    pub(super) doubtful: i64,
    /// Rows that found no place, with the goods that they tell of.
    pub(super) undecided: Vec<RejectedRow>,
    /// All of them.
    pub(super) undecided_total: i64,
    /// Fields of which the file says one thing and somebody typed another.
    pub(super) conflicts: Vec<FieldConflict>,
    /// All of them.
    pub(super) conflicts_total: i64,
    /// Addresses beside the table of postal codes.
    pub(super) addresses: Addresses,
    /// New people without a reading.
    pub(super) new_names: NewNames,
    /// What the newest address was filled with: whoever comes with it is found by that, too.
    filled: Option<Filled>,
    /// Of them, those that stay as they were typed.
    pub(super) kept_typed: i64,
    /// Conflicts that a person decided in favour of the shop, to be remembered.
    pub(super) answered: i64,
    /// Rows to show.
    pub(super) shown: Vec<ImportRowView>,
    ordinary: usize,
    groups: HashMap<(CareClass, ShopDay), u32>,
}

impl Decider {
    /// Knows what is not many of the shop; people, purchases and what hangs on them are told by `learn_…`.
    pub(super) fn new(
        setting: Setting,
        known: &Known,
        next: NextIds,
        laid_aside: &Aside,
        dataset: Dataset,
    ) -> Self {
        let here = usize::try_from(next.customers).unwrap_or(0);
        let room = |asked: bool| Keys::new(laid_aside, if asked { here } else { 0 });
        Self {
            people: People::in_tables(|| room(true)),
            laid_aside: laid_aside.clone(),
            closed: HashSet::new(),
            with_address: room(true),
            places: known.places.iter().copied().collect(),
            sales: Sales::new(laid_aside, dataset == Dataset::Deliveries),
            told_again: Vec::new(),
            people_again: Vec::new(),
            products_again: Vec::new(),
            deliveries_again: Vec::new(),
            told_products: HashSet::new(),
            first_product: next.products,
            told_people: room(false),
            erased: (known.erased.0.clone(), known.erased.1.iter().copied().collect()),
            first_customer: next.customers,
            conflicts: Vec::new(),
            conflicts_total: 0,
            addresses: Addresses::default(),
            new_names: NewNames::default(),
            filled: None,
            kept_typed: 0,
            answered: 0,
            returned: known.returns.iter().copied().collect(),
            waiting: Vec::new(),
            returning: HashSet::new(),
            first_purchase: next.purchases,
            deliveries: room(false),
            ledger: room(false),
            answers: room(false),
            products: known
                .products
                .iter()
                .map(|product| (fold_text(&product.code), (product.id, product.class)))
                .collect(),
            classes: known.classes.iter().map(|(id, class)| (*class, *id)).collect(),
            class_of: known.classes.iter().copied().collect(),
            staff: known
                .staff
                .iter()
                .map(|(id, name)| (fold_text(name), *id))
                .collect(),
            next_class: known.classes.iter().map(|(id, _)| *id).max().unwrap_or(0) + 1,
            setting,
            next,
            chunk: Chunk::default(),
            inserted: EntityCounts::default(),
            updated: EntityCounts::default(),
            skipped: 0,
            doubtful: 0,
            undecided: Vec::new(),
            undecided_total: 0,
            shown: Vec::new(),
            ordinary: 0,
            groups: HashMap::new(),
        }
    }

    /// People of the shop. Who was learned first stays: the older record wins.
    pub(super) fn learn_people(&mut self, people: &[KnownCustomer]) {
        for person in people {
            if person.closed {
                self.closed.insert(person.id);
            }
            if person.has_home {
                self.has_home(person.household);
            }
            let evidence = Evidence {
                source: 0,
                name: person.name_key,
                mails: person.contacts.clone(),
                contacts: person.contacts.clone(),
                dwelling: person.dwelling,
            };
            self.people.learn(&evidence, person.id, person.household);
            for source in &person.sources {
                let evidence = Evidence {
                    source: *source,
                    name: person.name_key,
                    ..Evidence::default()
                };
                self.people.learn(&evidence, person.id, person.household);
            }
        }
    }

    /// Who people were kept under before they were joined; told after all people. Under an older name or at an older
    /// dwelling they are still who they are, by all their numbers.
    pub(super) fn learn_aliases(&mut self, known: &Known) {
        for alias in &known.aliases {
            let evidence = Evidence {
                source: 0,
                name: alias.name_key,
                mails: alias.contacts.clone(),
                contacts: alias.contacts.clone(),
                dwelling: alias.dwelling,
            };
            self.people.learn(&evidence, alias.customer, alias.household);
        }
    }

    /// Purchases of the shop, the oldest first.
    pub(super) fn learn_purchases(&mut self, purchases: &[KnownPurchase]) {
        for sale in purchases {
            let known = KnownSale {
                id: sale.id,
                household: sale.household,
                content_hash: sale.content_hash,
            };
            self.sales.add(sale.key, sale.number_key, known);
        }
    }

    /// Delivery days of the shop.
    pub(super) fn learn_deliveries(&mut self, deliveries: &[(i64, ShopDay, DeliveryCertainty)]) {
        for (purchase, on, certainty) in deliveries {
            self.delivered(*purchase, *on, *certainty);
        }
    }

    /// Where the shop's ledger of consents stands.
    pub(super) fn learn_consents(&mut self, ledger: &[(i64, Channel, Purpose, ConsentState)]) {
        for (customer, channel, purpose, state) in ledger {
            self.stands(*customer, channel.as_str(), purpose.as_str(), state.as_str());
        }
    }

    /// Why something could not be held; what was decided since is not to be trusted.
    pub(super) fn failed(&self) -> Option<std::io::Error> {
        self.laid_aside.failed()
    }

    /// Notes that a household has a home address; answers whether it had none.
    fn has_home(&mut self, household: i64) -> bool {
        first_time(&mut self.with_address, household)
    }

    /// Things that came in, counted by what makes them alike for planning.
    pub(super) fn item_groups(&self) -> Vec<ItemGroup> {
        self.groups
            .iter()
            // Where in a season a household stands does not matter for a count over half a year.
            .map(|((class, day), count)| ItemGroup {
                class: *class,
                delivered_on: *day,
                spread: 14,
                count: *count,
            })
            .collect()
    }

    /// How much waits to be settled or written; a measure of when to hand it over.
    pub(super) fn weight(&self) -> usize {
        self.chunk.rows.weight()
            + self.told_again.len()
            + self.people_again.len()
            + self.products_again.len()
            + self.deliveries_again.len()
    }

    /// Takes what waits to be written.
    pub(super) fn take(&mut self) -> Chunk {
        std::mem::take(&mut self.chunk)
    }

    /// Decides about a record.
    pub(super) fn record(&mut self, record: &Record) {
        if self.leaves_out(record) {
            return;
        }
        let before = self.next;
        let at = match record {
            Record::Customer(customer) => {
                self.customer(customer);
                customer.line
            }
            Record::Purchase(purchase) => {
                self.purchase(purchase);
                purchase.line
            }
            Record::Reversal(reversal) => {
                self.reversal(reversal);
                reversal.line
            }
            Record::Product(product) => {
                self.product_record(product);
                product.line
            }
            Record::Delivery(delivery) => {
                self.delivery(delivery);
                delivery.line
            }
            Record::OptOut(opt_out) => {
                self.opt_out(opt_out);
                opt_out.line
            }
            Record::Survey(survey) => {
                self.survey(survey);
                survey.line
            }
        };
        self.stood_in(at, before);
    }

    /// Says of all rows that were made since `before` that they stood in this line. Things and products say it themselves.
    fn stood_in(&mut self, at: u64, before: NextIds) {
        let line = line(at).0;
        let next = self.next;
        for (table, first, end) in [
            (LinedTable::Customers, before.customers, next.customers),
            (
                LinedTable::ContactPoints,
                before.contact_points,
                next.contact_points,
            ),
            (LinedTable::Addresses, before.addresses, next.addresses),
            (LinedTable::Purchases, before.purchases, next.purchases),
        ] {
            if first < end {
                self.chunk.rows.lines_of.push(RowLine {
                    table,
                    first,
                    end,
                    line,
                });
            }
        }
    }

    /// Rows about people who were erased are left out and shown without their words.
    fn leaves_out(&mut self, record: &Record) -> bool {
        if self.erased.1.is_empty() {
            return false;
        }
        let (customer, at) = match record {
            Record::Customer(customer) => (customer.as_ref(), customer.line),
            Record::Purchase(purchase) => (&purchase.customer, purchase.line),
            Record::Reversal(reversal) => (&reversal.customer, reversal.line),
            Record::Delivery(delivery) => (&delivery.customer, delivery.line),
            Record::OptOut(opt_out) => (&opt_out.customer, opt_out.line),
            Record::Survey(survey) => (&survey.customer, survey.line),
            Record::Product(_) => return false,
        };
        let evidence = self.evidence(customer);
        let (salt, marks) = &self.erased;
        // Somebody who came back and was entered by hand is known again.
        let is_known = matches!(self.people.identify(&evidence), Identity::Known { .. });
        if is_known
            || !erased_marks(salt, &evidence)
                .iter()
                .any(|mark| marks.contains(mark))
        {
            return false;
        }
        self.skipped += 1;
        let nobody = CustomerRecord::default();
        self.show(at, None, &nobody, String::new(), None, RowOutcome::Erased);
        true
    }

    /// Tells of a row that found no place, for the preview and for the report.
    fn undecided(&mut self, at: u64, why: Undecided, value: &str) -> RowOutcome {
        self.doubtful += 1;
        self.skipped += 1;
        self.undecided_total += 1;
        if self.undecided.len() < LISTED {
            self.undecided.push(RejectedRow {
                sheet: None,
                line: line(at),
                column: String::new(),
                code: why.as_str().to_owned(),
                value: value.to_owned(),
            });
        }
        RowOutcome::Undecided {
            why: why.as_str().to_owned(),
        }
    }

    /// Shows a row that cannot be read.
    pub(super) fn problem(&mut self, problem: &RowProblem) {
        if self.shown.len() < SHOWN {
            self.shown.push(ImportRowView {
                sheet: None,
                line: line(problem.line),
                day: String::new(),
                name: String::new(),
                phone: String::new(),
                goods: String::new(),
                amount_minor: None,
                outcome: RowOutcome::Rejected {
                    column: problem.column.clone().unwrap_or_default(),
                    problem: problem.code.as_str().to_owned(),
                    value: problem.value.clone(),
                },
            });
        }
    }

    fn show(
        &mut self,
        at: u64,
        day: Option<ShopDay>,
        customer: &CustomerRecord,
        goods: String,
        amount: Option<i64>,
        outcome: RowOutcome,
    ) {
        let ordinary = matches!(
            outcome,
            RowOutcome::NewCustomer
                | RowOutcome::KnownCustomer { .. }
                | RowOutcome::Unchanged
                | RowOutcome::Updates
        );
        if ordinary {
            self.ordinary += 1;
        }
        if self.shown.len() >= SHOWN || (ordinary && self.ordinary > SHOWN_ORDINARY) {
            return;
        }
        self.shown.push(ImportRowView {
            sheet: None,
            line: line(at),
            day: day.map(|day| day.to_string()).unwrap_or_default(),
            name: display(customer),
            phone: customer
                .phones
                .first()
                .map(|phone| tail(&phone.display))
                .unwrap_or_default(),
            goods,
            amount_minor: amount.map(Into::into),
            outcome,
        });
    }
}

/// The day from which on a delivery is recent.
pub(super) fn recent_since(day: ShopDay) -> ShopDay {
    day.plus_months(-RECENT_MONTHS)
}

fn line(at: u64) -> crate::wire::Int {
    i64::try_from(at).unwrap_or(i64::MAX).into()
}

/// Enters an id in a table that only tells which are there; answers whether it is new.
fn first_time(table: &mut Keys, id: i64) -> bool {
    let key = both(id, 0);
    let new = !table.has(key);
    if new {
        table.set(key, 1);
    }
    new
}

fn count_on(id: &mut i64) -> i64 {
    let given = *id;
    *id += 1;
    given
}
