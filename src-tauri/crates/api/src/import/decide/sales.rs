//! Purchases with their lines, and the things that come into a home by them.
//!
//! Not here: money and goods that went back (`returns`), delivery days of lists (`deliveries`).

use aichaku_domain::fold::fold_text;
use aichaku_domain::kinds::{DeliveryCertainty, LineKind, PurchaseState};
use aichaku_domain::plan::spread_of;
use aichaku_domain::purchases::is_sale;
use aichaku_domain::values::{HouseholdId, ShopDay};
use aichaku_exchange::{DeliveryDay, LineRecord, PurchaseRecord};
use aichaku_store::{
    DeliveryRow, ItemRow, LineRow, LinedTable, PurchaseChange, PurchaseRow, RefundRow, RowLine, source_key,
    text_key,
};

use super::deliveries::order_delivery;
use super::orders::ToldAgain;
use super::returns::is_product;
use super::{Decider, KnownSale, count_on, line as at, recent_since};
use crate::wire::{PlanChoice, RowOutcome};

/// A day that never comes: care for this thing is not planned.
const NEVER: (i32, u32, u32) = (9999, 12, 31);

impl Decider {
    pub(super) fn purchase(&mut self, record: &PurchaseRecord) {
        let key = source_key(&self.setting.source, &record.key);
        let hash = content_hash(record);
        let goods = goods_of(&record.lines);
        let amount = Some(record.total_minor);
        if let Some(sale) = self.sales.get(key) {
            let outcome = if sale.content_hash == hash {
                self.skipped += 1;
                RowOutcome::Unchanged
            } else if sale.id < self.first_purchase && self.only_adds() {
                self.skipped += 1;
                RowOutcome::NotAskedFor
            } else if sale.id < self.first_purchase {
                self.tell_again(sale, key, hash, record);
                return;
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
        if self.only_updates() {
            self.skipped += 1;
            let outcome = RowOutcome::NotAskedFor;
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
        self.sales.add(key, text_key(&record.key).unwrap_or(0), known);
        self.show(
            record.line,
            Some(record.ordered_on),
            &record.customer,
            goods,
            amount,
            outcome,
        );
    }

    /// An order of the shop: compared with how it stands when a stretch of the file is read.
    fn tell_again(&mut self, sale: KnownSale, key: i64, hash: i64, record: &PurchaseRecord) {
        self.told_again.retain(|told| told.sale.id != sale.id);
        self.told_again.push(ToldAgain {
            sale,
            hash,
            record: record.clone(),
        });
        self.sales.told(key, hash);
    }

    /// An order that the same file tells twice.
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
        if let Some(delivery) = order_delivery(record) {
            self.deliver(sale.id, sale.household, delivery);
        }
        self.sales.told(key, hash);
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
            self.delivery_place(household, &record.customer, address);
        }
        let back = came_back(&record.lines);
        for ((position, line), back) in (1..).zip(&record.lines).zip(back) {
            self.line(record, line, position, id, customer, household, delivery, back);
        }
        self.chunk.rows.touched_households.push(household);
        id
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one line of a purchase needs all of its purchase"
    )]
    pub(super) fn line(
        &mut self,
        record: &PurchaseRecord,
        line: &LineRecord,
        position: i64,
        purchase: i64,
        customer: i64,
        household: i64,
        delivery: Option<DeliveryDay>,
        back: i64,
    ) {
        let now = self.setting.now.0;
        let name = item_name(line);
        let is_thing = line.kind == LineKind::Goods && !line.is_return;
        let product = is_thing.then(|| {
            self.product(
                line.code.as_deref(),
                &line.name,
                line.traits,
                line.unit_minor,
                "guess",
                line.line,
            )
        });
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
            PurchaseState::Ok if back >= line.quantity.max(1) => "returned",
            PurchaseState::Ok if arrived => "in_use",
            PurchaseState::Ok => "awaiting",
        };
        let class = self.class_of.get(&class_id).copied();
        if let (Some(class), Some(delivery), "in_use" | "awaiting") = (class, delivery, state) {
            *self.groups.entry((class, delivery.on)).or_insert(0) += 1;
        }
        let item = count_on(&mut self.next.owned_items);
        self.chunk.rows.lines_of.push(RowLine {
            table: LinedTable::OwnedItems,
            first: item,
            end: item + 1,
            line: at(line.line).0,
        });
        self.chunk.rows.items.push(ItemRow {
            id: item,
            household_id: household,
            customer_id: customer,
            line_id: Some(id),
            product_id: Some(product),
            class_id,
            name: name.clone(),
            quantity: match line.quantity.max(1) - back {
                left if left > 0 => left,
                _ => line.quantity.max(1),
            },
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
        self.chunk.rows.find_by_item(customer, &name, state);
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
}

/// Whether a purchase counts as one: by its kinds of lines ([`is_sale`]), of which those that came back sold nothing.
fn qualifies(lines: &[LineRecord]) -> bool {
    lines.is_empty() || lines.iter().any(|line| is_sale(line.kind) && !line.is_return)
}

/// Of each line, the pieces that further lines of the same order say came back.
fn came_back(lines: &[LineRecord]) -> Vec<i64> {
    let mut back = vec![0; lines.len()];
    for line in lines
        .iter()
        .filter(|line| line.is_return && line.kind == LineKind::Goods)
    {
        let mut pieces = line.quantity;
        for (at, sold) in lines.iter().enumerate() {
            let name = item_name(sold);
            let product = sold.code.as_deref().unwrap_or(&sold.name);
            if pieces > 0 && !sold.is_return && is_product(line, product, &name) {
                let taken = pieces.min(sold.quantity - back[at]);
                back[at] += taken;
                pieces -= taken;
            }
        }
    }
    back
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
        if line.is_return {
            text.push('r');
        }
    }
    text_key(&text).unwrap_or(0)
}

pub(super) fn goods_of(lines: &[LineRecord]) -> String {
    let names: Vec<&str> = lines
        .iter()
        .filter(|line| line.kind == LineKind::Goods)
        .map(|line| line.name.as_str())
        .take(4)
        .collect();
    names.join(" / ")
}

/// The name of a thing: the product with its colour and size.
pub(super) fn item_name(line: &LineRecord) -> String {
    match &line.variant {
        Some(variant) if !variant.is_empty() => format!("{} {variant}", line.name),
        _ => line.name.clone(),
    }
}
