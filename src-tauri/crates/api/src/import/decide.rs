//! What each record of a file does to the shop: the same decision for the preview, which throws the rows away,
//! and for the commit, which writes them. So what was shown is what happens.
//!
//! Not here: reading (`exchange`), writing (`store`), who is who (`domain::identity`).

use std::collections::{HashMap, HashSet};

use aichaku_domain::fold::{AddressParts, fold_text};
use aichaku_domain::identity::{Evidence, Identity, People};
use aichaku_domain::kinds::{DeliveryCertainty, LineKind, PurchaseState};
use aichaku_domain::plan::{CareClass, ItemGroup, spread_of};
use aichaku_domain::values::{HouseholdId, Instant, ShopDay};
use aichaku_exchange::{
    AddressRecord, CustomerRecord, DeliveryDay, DeliveryRecord, LineRecord, OptOutRecord, ProductRecord,
    ProductTraits, PurchaseRecord, Record, ReversalRecord, RowProblem,
};
use aichaku_store::{
    AddressRow, ClassRow, ConsentRow, ContactRow, CustomerRow, DeliveryChange, DeliveryRow, HouseholdRow,
    ImportRows, ItemRow, Known, LineRow, NextIds, ProductRow, PurchaseChange, PurchaseRow, RefundRow,
    SourceRow, dwelling_key, name_key, sort_key, source_key, text_key,
};

use crate::wire::{EntityCounts, ImportRowView, PlanChoice, RowOutcome};

/// Rows shown in a preview at most.
const SHOWN: usize = 500;
/// Of them, ordinary ones.
const SHOWN_ORDINARY: usize = 120;
/// A day that never comes: care for this thing is not planned.
const NEVER: (i32, u32, u32) = (9999, 12, 31);
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
}

#[derive(Debug, Clone, Copy)]
struct KnownSale {
    id: i64,
    household: i64,
    content_hash: i64,
}

/// Goes through the records of a file.
pub(super) struct Decider {
    setting: Setting,
    people: People,
    closed: HashSet<i64>,
    with_address: HashSet<i64>,
    sales: HashMap<i64, KnownSale>,
    numbers: HashMap<i64, (i64, i64)>,
    last_sale: HashMap<i64, (i64, i64)>,
    /// Purchases that were cancelled or returned.
    gone: HashSet<i64>,
    /// Purchases of the file by person and amount, where returns have receipts of their own.
    returnable: HashMap<(i64, i64), KnownSale>,
    deliveries: HashMap<i64, (ShopDay, DeliveryCertainty)>,
    ledger: HashMap<(i64, &'static str, &'static str), &'static str>,
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
    /// Rows to show.
    pub(super) shown: Vec<ImportRowView>,
    ordinary: usize,
    groups: HashMap<(CareClass, ShopDay), u32>,
}

impl Decider {
    /// Knows the shop as it stands.
    pub(super) fn new(setting: Setting, known: &Known, next: NextIds) -> Self {
        let mut people = People::with_capacity(known.customers.len());
        let household_of: HashMap<i64, i64> = known
            .customers
            .iter()
            .map(|person| (person.id, person.household))
            .collect();
        let name_of: HashMap<i64, i64> = known
            .customers
            .iter()
            .map(|person| (person.id, person.name_key))
            .collect();
        let dwelling_of: HashMap<i64, i64> = known.dwellings.iter().copied().collect();
        let mut contacts: HashMap<i64, Vec<i64>> = HashMap::new();
        for (customer, key) in &known.contacts {
            contacts.entry(*customer).or_default().push(*key);
        }
        for person in &known.customers {
            let own = contacts.remove(&person.id).unwrap_or_default();
            let evidence = Evidence {
                source: 0,
                name: person.name_key,
                mails: own.clone(),
                contacts: own,
                dwelling: dwelling_of.get(&person.household).copied().unwrap_or(0),
            };
            people.learn(&evidence, person.id, person.household);
        }
        for (source, customer) in &known.sources {
            let household = household_of.get(customer).copied().unwrap_or(0);
            let name = name_of.get(customer).copied().unwrap_or(0);
            people.learn(
                &Evidence {
                    source: *source,
                    name,
                    ..Evidence::default()
                },
                *customer,
                household,
            );
        }
        Self {
            closed: known
                .customers
                .iter()
                .filter(|person| person.closed)
                .map(|person| person.id)
                .collect(),
            with_address: known.dwellings.iter().map(|(household, _)| *household).collect(),
            sales: known
                .purchases
                .iter()
                .map(|sale| {
                    let known = KnownSale {
                        id: sale.id,
                        household: sale.household,
                        content_hash: sale.content_hash,
                    };
                    (sale.key, known)
                })
                .collect(),
            numbers: known
                .purchases
                .iter()
                .map(|sale| (sale.number_key, (sale.id, sale.household)))
                .collect(),
            last_sale: HashMap::new(),
            gone: known
                .purchases
                .iter()
                .filter(|sale| !sale.stands)
                .map(|sale| sale.id)
                .collect(),
            returnable: HashMap::new(),
            deliveries: known
                .deliveries
                .iter()
                .map(|(purchase, on, certainty)| (*purchase, (*on, *certainty)))
                .collect(),
            ledger: known
                .consents
                .iter()
                .map(|(customer, channel, purpose, state)| {
                    ((*customer, channel.as_str(), purpose.as_str()), state.as_str())
                })
                .collect(),
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
            people,
            next,
            chunk: Chunk::default(),
            inserted: EntityCounts::default(),
            updated: EntityCounts::default(),
            skipped: 0,
            doubtful: 0,
            shown: Vec::new(),
            ordinary: 0,
            groups: HashMap::new(),
        }
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

    /// Takes what waits to be written.
    pub(super) fn take(&mut self) -> Chunk {
        std::mem::take(&mut self.chunk)
    }

    /// Decides about a record.
    pub(super) fn record(&mut self, record: &Record) {
        match record {
            Record::Customer(customer) => self.customer(customer),
            Record::Purchase(purchase) => self.purchase(purchase),
            Record::Reversal(reversal) => self.reversal(reversal),
            Record::Product(product) => self.product_record(product),
            Record::Delivery(delivery) => self.delivery(delivery),
            Record::OptOut(opt_out) => self.opt_out(opt_out),
        }
    }

    /// Shows a row that cannot be read.
    pub(super) fn problem(&mut self, problem: &RowProblem) {
        if self.shown.len() < SHOWN {
            self.shown.push(ImportRowView {
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

    fn customer(&mut self, record: &CustomerRecord) {
        let before = (
            self.inserted.customers,
            self.chunk.rows.contacts.len(),
            self.chunk.rows.addresses.len(),
        );
        let (customer, _, outcome) = self.person(record);
        let agreed = self.consents(customer, record);
        let changed = agreed
            || before
                != (
                    self.inserted.customers,
                    self.chunk.rows.contacts.len(),
                    self.chunk.rows.addresses.len(),
                );
        let outcome = if before.0 == self.inserted.customers {
            if changed {
                self.updated.customers.0 += 1;
                RowOutcome::Updates
            } else {
                self.skipped += 1;
                RowOutcome::Unchanged
            }
        } else {
            outcome
        };
        self.show(record.line, None, record, String::new(), None, outcome);
    }

    fn purchase(&mut self, record: &PurchaseRecord) {
        let key = source_key(&self.setting.source, &record.key);
        let hash = content_hash(record);
        let goods = goods_of(&record.lines);
        let amount = Some(record.total_minor);
        if let Some(sale) = self.sales.get(&key).copied() {
            let outcome = if sale.content_hash == hash {
                self.skipped += 1;
                RowOutcome::Unchanged
            } else {
                self.change_sale(sale, key, hash, record);
                if record.state == PurchaseState::Ok {
                    RowOutcome::Updates
                } else {
                    RowOutcome::Cancels
                }
            };
            return self.show(
                record.line,
                Some(record.ordered_on),
                &record.customer,
                goods,
                amount,
                outcome,
            );
        }
        if record.customer.is_anonymous() {
            // A receipt without a person cannot be cared for; it is told, not guessed.
            self.doubtful += 1;
            self.skipped += 1;
            let outcome = RowOutcome::Rejected {
                column: String::new(),
                problem: "no_customer".to_owned(),
                value: String::new(),
            };
            return self.show(
                record.line,
                Some(record.ordered_on),
                &record.customer,
                goods,
                amount,
                outcome,
            );
        }
        let (customer, household, outcome) = self.person(&record.customer);
        let sale = self.new_sale(record, customer, household, hash);
        let known = KnownSale {
            id: sale,
            household,
            content_hash: hash,
        };
        self.sales.insert(key, known);
        if record.state != PurchaseState::Ok {
            self.gone.insert(sale);
        } else if self.setting.source == RETURNS_APART {
            self.returnable.insert((customer, record.total_minor), known);
        }
        self.numbers
            .insert(text_key(&record.key).unwrap_or(0), (sale, household));
        self.last_sale.insert(customer, (sale, household));
        self.show(
            record.line,
            Some(record.ordered_on),
            &record.customer,
            goods,
            amount,
            outcome,
        );
    }

    fn change_sale(&mut self, sale: KnownSale, key: i64, hash: i64, record: &PurchaseRecord) {
        self.chunk.purchases.push(PurchaseChange {
            id: sale.id,
            household: sale.household,
            state: record.state.as_str(),
            gross_minor: Some(record.total_minor),
            refunded_minor: Some(record.refunded_minor),
            content_hash: Some(hash),
            on: self.setting.day,
        });
        self.updated.purchases.0 += 1;
        if record.state == PurchaseState::Ok {
            self.gone.remove(&sale.id);
        } else {
            self.gone.insert(sale.id);
        }
        if let Some(delivery) = order_delivery(record) {
            self.deliver(sale.id, sale.household, delivery);
        }
        self.sales.insert(
            key,
            KnownSale {
                content_hash: hash,
                ..sale
            },
        );
    }

    fn new_sale(&mut self, record: &PurchaseRecord, customer: i64, household: i64, hash: i64) -> i64 {
        let now = self.setting.now.0;
        let id = count_on(&mut self.next.purchases);
        // Whatever became of the purchase: what is asked for stops at those that stand.
        let has_goods = record.lines.iter().any(|line| line.kind == LineKind::Goods);
        let delivery = order_delivery(record).map(|delivery| self.settled(delivery));
        let delivery_open = match (has_goods, delivery) {
            (false, _) => 0,
            (true, None) => 2,
            (true, Some(delivery)) => i64::from(delivery.certainty == DeliveryCertainty::Estimated),
        };
        let staff_id = record
            .staff
            .as_deref()
            .or(record.customer.staff.as_deref())
            .and_then(|name| self.staff.get(&fold_text(name)).copied());
        self.chunk.rows.purchases.push(PurchaseRow {
            id,
            household_id: household,
            customer_id: customer,
            source: self.setting.source.clone(),
            external_id: record.key.clone(),
            ordered_on: record.ordered_on,
            channel: record.sales_channel.as_str(),
            staff_id,
            gross_minor: record.total_minor,
            refunded_minor: record.refunded_minor,
            qualifies: qualifies(&record.lines),
            state: record.state.as_str(),
            content_hash: hash,
            delivery_open,
            note: record.note.clone().unwrap_or_default(),
            created_at: now,
            updated_at: now,
        });
        self.inserted.purchases.0 += 1;
        if record.refunded_minor > 0 {
            let refund = count_on(&mut self.next.refunds);
            self.chunk.rows.refunds.push(RefundRow {
                id: refund,
                purchase_id: id,
                refunded_on: record.ordered_on,
                amount_minor: record.refunded_minor,
                reason: String::new(),
                created_at: now,
            });
        }
        if let Some(delivery) = delivery {
            self.chunk.rows.deliveries.push(DeliveryRow {
                id: count_on(&mut self.next.deliveries),
                purchase_id: id,
                delivered_on: delivery.on,
                certainty: delivery.certainty.as_str(),
                origin: "file",
                created_at: now,
                updated_at: now,
            });
            self.inserted.deliveries.0 += 1;
        }
        if let Some(address) = record
            .delivery_address
            .as_ref()
            .filter(|address| !address.is_empty())
        {
            self.address(household, "delivery", address);
        }
        for (position, line) in (1..).zip(&record.lines) {
            self.line(record, line, position, id, customer, household, delivery);
        }
        self.chunk.rows.touched_households.push(household);
        id
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one line of a purchase needs all of its purchase"
    )]
    fn line(
        &mut self,
        record: &PurchaseRecord,
        line: &LineRecord,
        position: i64,
        purchase: i64,
        customer: i64,
        household: i64,
        delivery: Option<DeliveryDay>,
    ) {
        let now = self.setting.now.0;
        let name = match &line.variant {
            Some(variant) if !variant.is_empty() => format!("{} {variant}", line.name),
            _ => line.name.clone(),
        };
        let is_thing = line.kind == LineKind::Goods && !line.is_return;
        let product =
            is_thing.then(|| self.product(line.code.as_deref(), &line.name, line.traits, line.unit_minor));
        let id = count_on(&mut self.next.purchase_lines);
        self.chunk.rows.lines.push(LineRow {
            id,
            purchase_id: purchase,
            position,
            product_id: product.map(|(product, _)| product),
            name: name.clone(),
            kind: line.kind.as_str(),
            quantity: line.quantity,
            amount_minor: line.amount_minor.unwrap_or(0),
        });
        self.inserted.lines.0 += 1;
        let Some((product, class_id)) = product else {
            return;
        };
        let delivery = line.delivery.map(|delivery| self.settled(delivery)).or(delivery);
        let arrived = delivery.is_some_and(|delivery| {
            delivery.on <= self.setting.day && delivery.certainty != DeliveryCertainty::Planned
        });
        let state = match record.state {
            PurchaseState::Cancelled => "cancelled",
            PurchaseState::Returned => "returned",
            PurchaseState::Ok if arrived => "in_use",
            PurchaseState::Ok => "awaiting",
        };
        let class = self.class_of.get(&class_id).copied();
        if let (Some(class), Some(delivery), "in_use" | "awaiting") = (class, delivery, state) {
            *self.groups.entry((class, delivery.on)).or_insert(0) += 1;
        }
        self.chunk.rows.items.push(ItemRow {
            id: count_on(&mut self.next.owned_items),
            household_id: household,
            customer_id: customer,
            line_id: Some(id),
            product_id: Some(product),
            class_id,
            name: name.clone(),
            quantity: line.quantity.max(1),
            room: line.room.clone().unwrap_or_default(),
            state,
            state_since: delivery.filter(|_| arrived).map(|delivery| delivery.on),
            delivered_on: delivery.map(|delivery| delivery.on),
            certainty: delivery.map(|delivery| delivery.certainty.as_str()),
            spread: i64::from(spread_of(HouseholdId(household))),
            care_from: self.care_from(delivery),
            created_at: now,
            updated_at: now,
        });
        self.inserted.items.0 += 1;
        self.chunk.rows.find_by_item(customer, &name);
    }

    /// From which day on a thing is cared for.
    fn care_from(&self, delivery: Option<DeliveryDay>) -> Option<ShopDay> {
        let never = ShopDay::new(NEVER.0, NEVER.1, NEVER.2);
        match &self.setting.plan {
            PlanChoice::Nothing => never,
            PlanChoice::From { day } => ShopDay::parse_iso(day),
            PlanChoice::RecentOnly { day } => {
                let recent = recent_since(self.setting.day);
                // What is still to come is as recent as can be.
                if delivery.is_none_or(|delivery| delivery.on >= recent) {
                    ShopDay::parse_iso(day)
                } else {
                    never
                }
            }
        }
    }

    /// An agreed day that has passed without word is probably when it came.
    fn settled(&self, delivery: DeliveryDay) -> DeliveryDay {
        let passed = delivery.certainty == DeliveryCertainty::Planned && delivery.on < self.setting.day;
        let ahead = delivery.certainty != DeliveryCertainty::Planned && delivery.on > self.setting.day;
        let certainty = if passed {
            DeliveryCertainty::Estimated
        } else if ahead {
            DeliveryCertainty::Planned
        } else {
            delivery.certainty
        };
        DeliveryDay {
            certainty,
            ..delivery
        }
    }

    fn reversal(&mut self, record: &ReversalRecord) {
        let key = source_key(&self.setting.source, &record.key);
        let goods = goods_of(&record.lines);
        let amount = Some(-record.amount_minor);
        let named = record
            .of_external_id
            .as_deref()
            .and_then(|number| self.sales.get(&source_key(&self.setting.source, number)).copied());
        let returned = record.state == PurchaseState::Returned;
        let sale = named.or_else(|| {
            // A till's second receipt names nobody's purchase, only the person and the amount.
            match self.people.identify(&self.evidence(&record.customer)) {
                Identity::Known { customer, .. } if returned => {
                    self.returnable.remove(&(customer, record.amount_minor))
                }
                _ => None,
            }
        });
        let outcome = match sale {
            _ if self.sales.contains_key(&key) => {
                self.skipped += 1;
                RowOutcome::Unchanged
            }
            Some(sale) if !self.gone.insert(sale.id) => {
                self.skipped += 1;
                RowOutcome::Unchanged
            }
            Some(sale) => {
                self.chunk.purchases.push(PurchaseChange {
                    id: sale.id,
                    household: sale.household,
                    state: record.state.as_str(),
                    gross_minor: None,
                    refunded_minor: returned.then_some(record.amount_minor),
                    content_hash: None,
                    on: record.on,
                });
                self.updated.purchases.0 += 1;
                RowOutcome::Cancels
            }
            None => {
                self.skipped += 1;
                RowOutcome::NothingToCancel
            }
        };
        self.show(
            record.line,
            Some(record.on),
            &record.customer,
            goods,
            amount,
            outcome,
        );
    }

    fn product_record(&mut self, record: &ProductRecord) {
        let before = self.inserted.products;
        self.product(
            record.code.as_deref(),
            &record.name,
            record.traits,
            record.price_minor,
        );
        let outcome = if before == self.inserted.products {
            self.skipped += 1;
            RowOutcome::Unchanged
        } else {
            RowOutcome::Updates
        };
        self.show(
            record.line,
            None,
            &CustomerRecord::default(),
            record.name.clone(),
            record.price_minor,
            outcome,
        );
    }

    fn delivery(&mut self, record: &DeliveryRecord) {
        let by_number = record
            .order_id
            .as_deref()
            .and_then(|number| self.numbers.get(&text_key(number).unwrap_or(0)).copied());
        let sale = by_number.or_else(|| match self.people.identify(&self.evidence(&record.customer)) {
            Identity::Known { customer, .. } => self.last_sale.get(&customer).copied(),
            _ => None,
        });
        let outcome = match sale {
            Some((purchase, household)) => {
                if self.deliver(purchase, household, record.delivery) {
                    RowOutcome::Updates
                } else {
                    self.skipped += 1;
                    RowOutcome::Unchanged
                }
            }
            None => {
                self.doubtful += 1;
                self.skipped += 1;
                RowOutcome::Rejected {
                    column: String::new(),
                    problem: "no_purchase".to_owned(),
                    value: record.order_id.clone().unwrap_or_default(),
                }
            }
        };
        let goods = record.product_name.clone().unwrap_or_default();
        self.show(
            record.line,
            Some(record.delivery.on),
            &record.customer,
            goods,
            None,
            outcome,
        );
    }

    /// Sets a delivery day; answers whether it says anything new. A confirmed day gives way only to another
    /// confirmed one.
    fn deliver(&mut self, purchase: i64, household: i64, delivery: DeliveryDay) -> bool {
        let delivery = self.settled(delivery);
        let confirmed = DeliveryCertainty::Confirmed;
        if let Some((on, certainty)) = self.deliveries.get(&purchase)
            && ((*on, *certainty) == (delivery.on, delivery.certainty)
                || (*certainty == confirmed && delivery.certainty != confirmed))
        {
            return false;
        }
        self.deliveries
            .insert(purchase, (delivery.on, delivery.certainty));
        let change = DeliveryChange {
            purchase,
            on: delivery.on,
            certainty: delivery.certainty.as_str(),
        };
        self.chunk.deliveries.push((change, household));
        self.updated.deliveries.0 += 1;
        true
    }

    fn opt_out(&mut self, record: &OptOutRecord) {
        let outcome = match self.people.identify(&self.evidence(&record.customer)) {
            Identity::Known { customer, by, .. } => {
                let changed = match record.channel {
                    None => {
                        let new = self.closed.insert(customer);
                        if new {
                            self.chunk.suppressed.push(customer);
                        }
                        new
                    }
                    Some(channel) => {
                        let on = record.on.unwrap_or(self.setting.day);
                        let mut new = false;
                        for purpose in ["care", "offer", "survey", "event"] {
                            new |= self.consent(
                                customer,
                                channel.as_str(),
                                purpose,
                                "denied",
                                "request",
                                on,
                                "",
                            );
                        }
                        new
                    }
                };
                if changed {
                    self.updated.customers.0 += 1;
                    RowOutcome::KnownCustomer {
                        name: display(&record.customer),
                        by: by.as_str().to_owned(),
                    }
                } else {
                    self.skipped += 1;
                    RowOutcome::Unchanged
                }
            }
            _ => {
                self.skipped += 1;
                self.doubtful += 1;
                RowOutcome::Rejected {
                    column: String::new(),
                    problem: "no_such_customer".to_owned(),
                    value: String::new(),
                }
            }
        };
        self.show(
            record.line,
            record.on,
            &record.customer,
            String::new(),
            None,
            outcome,
        );
    }

    /// The person of a record, made where there is none: customer, household, and what the preview says.
    fn person(&mut self, record: &CustomerRecord) -> (i64, i64, RowOutcome) {
        let evidence = self.evidence(record);
        match self.people.identify(&evidence) {
            Identity::Known {
                customer,
                household,
                by,
            } => {
                // Somebody who asked to be forgotten or left alone is never filled up again.
                if !self.closed.contains(&customer) {
                    self.complete_person(record, &evidence, customer, household);
                }
                let outcome = RowOutcome::KnownCustomer {
                    name: display(record),
                    by: by.as_str().to_owned(),
                };
                (customer, household, outcome)
            }
            Identity::Joins { household } => {
                let customer = self.new_person(record, &evidence, household, false);
                (
                    customer,
                    household,
                    RowOutcome::JoinsHousehold {
                        name: family_of(record),
                    },
                )
            }
            Identity::New => {
                let household = self.new_household(record, &evidence);
                let customer = self.new_person(record, &evidence, household, true);
                (customer, household, RowOutcome::NewCustomer)
            }
        }
    }

    fn new_household(&mut self, record: &CustomerRecord, evidence: &Evidence) -> i64 {
        let now = self.setting.now.0;
        let id = count_on(&mut self.next.households);
        self.chunk.rows.households.push(HouseholdRow {
            id,
            name: String::new(),
            match_key: Some(evidence.dwelling).filter(|key| *key != 0),
            spread: i64::from(spread_of(HouseholdId(id))),
            created_at: now,
            updated_at: now,
        });
        self.inserted.households.0 += 1;
        if !record.address.is_empty() {
            self.address(id, "home", &record.address);
            self.with_address.insert(id);
        }
        id
    }

    fn new_person(
        &mut self,
        record: &CustomerRecord,
        evidence: &Evidence,
        household: i64,
        first: bool,
    ) -> i64 {
        let now = self.setting.now.0;
        let id = count_on(&mut self.next.customers);
        let name = name_parts(record);
        let is_company = record.is_organisation || (record.company.is_some() && record.full_name.is_none());
        self.chunk.rows.customers.push(CustomerRow {
            id,
            household_id: household,
            kind: if is_company { "company" } else { "person" },
            sort_key: sort_key(&name.family, &name.given, &name.family_kana, &name.given_kana),
            match_key: Some(evidence.name).filter(|key| *key != 0),
            family_name: name.family.clone(),
            given_name: name.given.clone(),
            family_kana: name.family_kana.clone(),
            given_kana: name.given_kana.clone(),
            is_primary: first,
            birthday: record.birthday,
            mall_limited: record.mall_limited,
            note: record.note.clone().unwrap_or_default(),
            created_at: now,
            updated_at: now,
        });
        self.inserted.customers.0 += 1;
        self.source(record, evidence, id);
        self.contacts(record, id);
        self.people.learn(evidence, id, household);
        let numbers: Vec<&str> = record.phones.iter().map(|phone| phone.display.as_str()).collect();
        let address = parts(&record.address);
        self.chunk.rows.find_by(
            id,
            &[(&name.family, &name.given), (&name.family_kana, &name.given_kana)],
            &numbers,
            address.postal,
            &[address.prefecture, address.city, address.street, address.building],
        );
        id
    }

    /// Adds what is new about a person who is there. What a person typed is never replaced.
    fn complete_person(
        &mut self,
        record: &CustomerRecord,
        evidence: &Evidence,
        customer: i64,
        household: i64,
    ) {
        let before = self.chunk.rows.contacts.len() + self.chunk.rows.addresses.len();
        if evidence.source != 0 && !self.people.has_source(evidence.source) {
            self.source(record, evidence, customer);
        }
        self.contacts(record, customer);
        if !record.address.is_empty() && self.with_address.insert(household) {
            self.address(household, "home", &record.address);
        }
        self.people.learn(evidence, customer, household);
        if before != self.chunk.rows.contacts.len() + self.chunk.rows.addresses.len() {
            self.chunk.rows.reindex.push(customer);
        }
    }

    fn source(&mut self, record: &CustomerRecord, evidence: &Evidence, customer: i64) {
        if let Some(number) = record.external_id.as_ref().filter(|_| evidence.source != 0) {
            self.chunk.rows.sources.push(SourceRow {
                source: self.setting.source.clone(),
                external_id: number.clone(),
                customer_id: customer,
            });
        }
    }

    fn contacts(&mut self, record: &CustomerRecord, customer: i64) {
        let now = self.setting.now.0;
        for phone in &record.phones {
            let Some(key) = &phone.key else { continue };
            if self.people.has_contact(customer, text_key(key).unwrap_or(0)) {
                continue;
            }
            let mobile = ["070", "080", "090"].iter().any(|start| key.starts_with(start));
            self.chunk.rows.contacts.push(ContactRow {
                id: count_on(&mut self.next.contact_points),
                customer_id: customer,
                kind: if mobile { "mobile" } else { "phone" },
                value: phone.display.clone(),
                value_key: key.clone(),
                state: "ok",
                created_at: now,
            });
        }
        for mail in &record.emails {
            if self
                .people
                .has_contact(customer, text_key(&mail.key).unwrap_or(0))
            {
                continue;
            }
            self.chunk.rows.contacts.push(ContactRow {
                id: count_on(&mut self.next.contact_points),
                customer_id: customer,
                kind: "email",
                value: mail.display.clone(),
                value_key: mail.key.clone(),
                // A mall's forwarding address tells people apart but is no way to write to them.
                state: if mail.relay { "dead" } else { "ok" },
                created_at: now,
            });
        }
    }

    fn address(&mut self, household: i64, kind: &'static str, address: &AddressRecord) {
        let of = parts(address);
        self.chunk.rows.addresses.push(AddressRow {
            id: count_on(&mut self.next.addresses),
            household_id: household,
            kind,
            postal_code: of.postal.to_owned(),
            prefecture: of.prefecture.to_owned(),
            city: of.city.to_owned(),
            street: of.street.to_owned(),
            building: of.building.to_owned(),
            created_at: self.setting.now.0,
        });
    }

    /// A no in a file counts at once; a yes only when a person has confirmed the words it was given under.
    /// Answers whether the ledger grows: what stands there already is not entered again.
    fn consents(&mut self, customer: i64, record: &CustomerRecord) -> bool {
        let day = self.setting.day;
        let answers = [
            ("email", record.consent_email),
            ("postcard", record.consent_post),
            ("letter", record.consent_post),
        ];
        let mut new = false;
        for (channel, answer) in answers {
            match (answer, self.setting.consent_wording.clone()) {
                (Some(false), _) => {
                    new |= self.consent(customer, channel, "offer", "denied", "import", day, "");
                }
                (Some(true), Some(wording)) => {
                    for purpose in ["care", "offer"] {
                        new |= self.consent(customer, channel, purpose, "granted", "import", day, &wording);
                    }
                }
                _ => {}
            }
        }
        new
    }

    #[expect(clippy::too_many_arguments, reason = "an entry of the ledger has these parts")]
    fn consent(
        &mut self,
        customer: i64,
        channel: &'static str,
        purpose: &'static str,
        state: &'static str,
        source: &'static str,
        given_on: ShopDay,
        wording: &str,
    ) -> bool {
        if self.ledger.insert((customer, channel, purpose), state) == Some(state) {
            return false;
        }
        self.chunk.rows.consents.push(ConsentRow {
            customer_id: customer,
            channel,
            purpose,
            state,
            given_on,
            source,
            wording: wording.to_owned(),
            recorded_at: self.setting.now.0,
        });
        true
    }

    /// The product and its class, made where there is none.
    fn product(
        &mut self,
        code: Option<&str>,
        name: &str,
        traits: ProductTraits,
        price: Option<i64>,
    ) -> (i64, i64) {
        // A shop without product numbers still sells the same thing twice.
        let code = code.filter(|code| !code.is_empty()).unwrap_or(name);
        let key = fold_text(code);
        if let Some(known) = self.products.get(&key) {
            return *known;
        }
        let class = CareClass {
            family: traits.family,
            material: traits.material,
            finish: traits.finish,
        };
        let class_id = match self.classes.get(&class) {
            Some(id) => *id,
            None => {
                let id = count_on(&mut self.next_class);
                self.chunk.rows.classes.push(ClassRow {
                    id,
                    family: class.family.as_str(),
                    material: class.material.as_str(),
                    finish: class.finish.as_str(),
                });
                self.classes.insert(class, id);
                self.class_of.insert(id, class);
                id
            }
        };
        let now = self.setting.now.0;
        let id = count_on(&mut self.next.products);
        self.chunk.rows.products.push(ProductRow {
            id,
            code: code.to_owned(),
            name: name.to_owned(),
            class_id,
            class_by: "guess",
            price_minor: price,
            created_at: now,
            updated_at: now,
        });
        self.inserted.products.0 += 1;
        self.products.insert(key, (id, class_id));
        (id, class_id)
    }

    fn evidence(&self, record: &CustomerRecord) -> Evidence {
        let name = name_parts(record);
        let mails: Vec<i64> = record
            .emails
            .iter()
            .filter_map(|mail| text_key(&mail.key))
            .collect();
        let phones = record
            .phones
            .iter()
            .filter_map(|phone| phone.key.as_deref())
            .filter_map(text_key);
        Evidence {
            source: record
                .external_id
                .as_deref()
                .map_or(0, |number| source_key(&self.setting.source, number)),
            name: name_key(&name.family, &name.given).unwrap_or(0),
            contacts: phones.chain(mails.iter().copied()).collect(),
            mails,
            // A name that is not split tells no family.
            dwelling: record
                .family_name
                .as_deref()
                .and_then(|family| dwelling_key(family, &parts(&record.address)))
                .unwrap_or(0),
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

/// Whether a purchase counts as one for cohorts: goods or a service, or an amount without lines. Repairs,
/// care kits, fees and discounts alone do not.
fn qualifies(lines: &[LineRecord]) -> bool {
    lines.is_empty()
        || lines
            .iter()
            .any(|line| matches!(line.kind, LineKind::Goods | LineKind::Service) && !line.is_return)
}

/// What a file says about a purchase, as a number: when it changes, the purchase has changed.
fn content_hash(record: &PurchaseRecord) -> i64 {
    use std::fmt::Write as _;
    let mut text = String::with_capacity(64);
    let _ = write!(
        text,
        "{}|{}|{}|{}",
        record.state, record.ordered_on, record.total_minor, record.refunded_minor
    );
    if let Some(delivery) = order_delivery(record) {
        let _ = write!(text, "|{}{}", delivery.on, delivery.certainty);
    }
    for line in &record.lines {
        let _ = write!(
            text,
            "|{}*{}={}",
            line.name,
            line.quantity,
            line.amount_minor.unwrap_or(0)
        );
    }
    text_key(&text).unwrap_or(0)
}

/// The day of the order, or the last of its lines.
fn order_delivery(record: &PurchaseRecord) -> Option<DeliveryDay> {
    record.delivery.or_else(|| {
        record
            .lines
            .iter()
            .filter_map(|line| line.delivery)
            .max_by_key(|delivery| delivery.on)
    })
}

fn goods_of(lines: &[LineRecord]) -> String {
    let names: Vec<&str> = lines
        .iter()
        .filter(|line| line.kind == LineKind::Goods)
        .map(|line| line.name.as_str())
        .take(4)
        .collect();
    names.join(" / ")
}

struct NameParts {
    family: String,
    given: String,
    family_kana: String,
    given_kana: String,
}

/// The name as it is kept: split where the file splits it, else whole in the family name.
fn name_parts(record: &CustomerRecord) -> NameParts {
    let text = |part: &Option<String>| part.clone().unwrap_or_default();
    let (family, given) = match (&record.family_name, &record.given_name) {
        (None, None) => (
            record
                .full_name
                .clone()
                .or_else(|| record.company.clone())
                .unwrap_or_default(),
            String::new(),
        ),
        (family, given) => (text(family), text(given)),
    };
    let (family_kana, given_kana) = match (&record.family_kana, &record.given_kana) {
        (None, None) => (text(&record.full_kana), String::new()),
        (family, given) => (text(family), text(given)),
    };
    NameParts {
        family,
        given,
        family_kana,
        given_kana,
    }
}

fn display(record: &CustomerRecord) -> String {
    let name = name_parts(record);
    format!("{} {}", name.family, name.given).trim().to_owned()
}

fn family_of(record: &CustomerRecord) -> String {
    name_parts(record).family
}

fn parts(address: &AddressRecord) -> AddressParts<'_> {
    AddressParts {
        postal: address.postal_code.as_deref().unwrap_or(""),
        prefecture: address.prefecture.as_deref().unwrap_or(""),
        city: address.city.as_deref().unwrap_or(""),
        street: address
            .street
            .as_deref()
            .or(address.full.as_deref())
            .unwrap_or(""),
        building: address.building.as_deref().unwrap_or(""),
    }
}

/// All but the last four digits hidden: the screen may be seen by customers.
fn tail(phone: &str) -> String {
    let digits: Vec<char> = phone.chars().filter(char::is_ascii_digit).collect();
    let shown: String = digits[digits.len().saturating_sub(4)..].iter().collect();
    format!("…{shown}")
}

fn line(at: u64) -> crate::wire::Int {
    i64::try_from(at).unwrap_or(i64::MAX).into()
}

fn count_on(id: &mut i64) -> i64 {
    let given = *id;
    *id += 1;
    given
}
