//! Orders of the shop that a later file tells differently: more lines, fewer, other amounts.
//!
//! Such orders wait until a stretch of the file is read and are then compared with how they stand, all at once. Not
//! here: new orders (`sales`), entries of their own for what came back (`returns`), writing (`store`).

use aichaku_domain::kinds::{DeliveryCertainty, LineKind, PurchaseState};
use aichaku_exchange::{DeliveryDay, LineRecord, PurchaseRecord};
use aichaku_store::{LineChange, PurchaseChange, StandingLine, StandingOrder};

use super::deliveries::order_delivery;
use super::names::display;
use super::returns::is_product;
use super::sales::goods_of;
use super::{Decider, KnownSale, line};
use crate::wire::{FieldConflict, RowOutcome};

/// An order that is there and that the file tells differently.
pub(super) struct ToldAgain {
    pub(super) sale: KnownSale,
    pub(super) hash: i64,
    pub(super) record: PurchaseRecord,
}

impl Decider {
    /// Orders that wait to be compared with how they stand.
    pub(in crate::import) fn told_again(&self) -> Vec<i64> {
        self.told_again.iter().map(|told| told.sale.id).collect()
    }

    /// Decides about the orders that waited.
    pub(in crate::import) fn settle_orders(&mut self, standing: &[StandingOrder]) {
        for told in std::mem::take(&mut self.told_again) {
            let order = standing
                .binary_search_by_key(&told.sale.id, |order| order.id)
                .ok()
                .map(|at| &standing[at]);
            let before = self.next;
            let outcome = self.change_order(&told, order);
            let record = &told.record;
            self.stood_in(record.line, before);
            self.show(
                record.line,
                Some(record.ordered_on),
                &record.customer,
                goods_of(&record.lines),
                Some(record.total_minor),
                outcome,
            );
        }
    }

    fn change_order(&mut self, told: &ToldAgain, order: Option<&StandingOrder>) -> RowOutcome {
        let record = &told.record;
        let stands = record.state == PurchaseState::Ok;
        // What a person corrected stays, until somebody says otherwise; that an order was cancelled counts at once.
        let corrected = order.filter(|order| stands && order.by_hand && differs(order, record));
        let answer = corrected.map(|order| self.ask_order(order, told));
        let delivered =
            order_delivery(record).is_some_and(|day| self.deliver(told.sale.id, told.sale.household, day));
        let mut change = PurchaseChange {
            id: told.sale.id,
            household: told.sale.household,
            state: record.state.as_str(),
            gross_minor: Some(record.total_minor),
            refunded_minor: Some(record.refunded_minor),
            content_hash: Some(told.hash),
            on: self.setting.day,
        };
        match answer {
            None | Some(Some(true)) => {
                if let Some(order) = order.filter(|_| stands) {
                    self.change_lines(order, record);
                }
            }
            Some(kept) => {
                change.gross_minor = None;
                let paid_back = corrected.is_some_and(|order| record.refunded_minor > order.refunded_minor);
                if kept == Some(false) {
                    self.answered += 1;
                } else {
                    // Not remembered as told, so that the next file asks again.
                    change.content_hash = None;
                    if !paid_back {
                        self.skipped += i64::from(!delivered);
                        return if delivered {
                            RowOutcome::Updates
                        } else {
                            RowOutcome::Unchanged
                        };
                    }
                }
            }
        }
        self.chunk.purchases.push(change);
        self.updated.purchases.0 += 1;
        if stands {
            RowOutcome::Updates
        } else {
            RowOutcome::Cancels
        }
    }

    /// Puts an order that somebody corrected to a person.
    fn ask_order(&mut self, order: &StandingOrder, told: &ToldAgain) -> Option<bool> {
        let record = &told.record;
        let goods = |lines: &mut dyn Iterator<Item = (&str, i64)>| {
            let parts: Vec<String> = lines.map(|(name, pieces)| format!("{name} ×{pieces}")).collect();
            parts.join(" / ")
        };
        self.ask(FieldConflict {
            key: format!("purchase:{}:{:x}", order.id, told.hash),
            customer: order.customer.into(),
            name: display(&record.customer),
            field: "purchase".to_owned(),
            file: goods(
                &mut record
                    .lines
                    .iter()
                    .map(|line| (line.name.as_str(), line.quantity)),
            ),
            shop: goods(&mut order.lines.iter().map(|line| (line.name.as_str(), line.quantity))),
            file_minor: Some(record.total_minor.into()),
            shop_minor: Some(order.gross_minor.into()),
            file_is_new: true,
            typed_at: None,
            sheet: None,
            line: line(record.line),
        })
    }

    fn change_lines(&mut self, order: &StandingOrder, record: &PurchaseRecord) {
        let day = self.setting.day;
        let paired = pair(&order.lines, &record.lines);
        let comes = paired
            .new
            .iter()
            .any(|at| record.lines[*at].kind == LineKind::Goods && !record.lines[*at].is_return);
        // A thing that goes while another one comes was exchanged.
        let state = match (comes, order.delivery) {
            (true, _) => "exchanged",
            (false, Some((_, certainty))) if certainty != DeliveryCertainty::Planned => "returned",
            (false, _) => "cancelled",
        };
        let mut change = |line: i64, now: Option<(i64, i64)>, gone: i64| {
            self.chunk.lines.push(LineChange {
                line,
                now,
                gone,
                state,
                on: day,
            });
        };
        let mut changed = 0;
        for (at, of) in &paired.same {
            let (told, stood) = (&record.lines[*at], &order.lines[*of]);
            let amount = told.amount_minor.unwrap_or(0);
            if (told.quantity, amount) != (stood.quantity, stood.amount_minor) {
                change(
                    stood.id,
                    Some((told.quantity, amount)),
                    stood.quantity - told.quantity,
                );
                changed += 1;
            }
        }
        for (at, of) in &paired.turned {
            let (told, stood) = (&record.lines[*at], &order.lines[*of]);
            let now = Some((told.quantity, told.amount_minor.unwrap_or(0)));
            change(stood.id, now, stood.quantity);
            changed += 1;
        }
        for (at, of) in &paired.back {
            change(order.lines[*of].id, None, record.lines[*at].quantity);
        }
        for of in &paired.gone {
            change(order.lines[*of].id, Some((0, 0)), order.lines[*of].quantity);
            changed += 1;
        }
        self.updated.lines.0 += changed;
        let told = order_delivery(record).map(|delivery| self.settled(delivery));
        let stood = order
            .delivery
            .map(|(on, certainty)| DeliveryDay { on, certainty });
        // A confirmed day gives way only to another confirmed one.
        let delivery = match (stood, told) {
            (Some(stood), Some(told))
                if stood.certainty == DeliveryCertainty::Confirmed
                    && told.certainty != DeliveryCertainty::Confirmed =>
            {
                Some(stood)
            }
            (stood, told) => told.or(stood),
        };
        let last = order.lines.iter().map(|line| line.position).max().unwrap_or(0);
        for (position, at) in (last + 1..).zip(&paired.new) {
            let goods = &record.lines[*at];
            self.line(
                record,
                goods,
                position,
                order.id,
                order.customer,
                order.household,
                delivery,
                0,
            );
        }
        if comes {
            self.chunk.rows.reindex.push(order.customer);
        }
    }
}

/// Which line of the file is which of the shop; all by index: of the file first, of the shop second.
#[derive(Debug, Default, PartialEq, Eq)]
struct Paired {
    /// The same line, perhaps with other pieces or another amount.
    same: Vec<(usize, usize)>,
    /// The line itself says now that it came back.
    turned: Vec<(usize, usize)>,
    /// A further line says that pieces of this one came back.
    back: Vec<(usize, usize)>,
    /// Lines that the shop does not have.
    new: Vec<usize>,
    /// Lines of the shop of which the file no longer tells.
    gone: Vec<usize>,
}

fn pair(stood: &[StandingLine], told: &[LineRecord]) -> Paired {
    let mut paired = Paired::default();
    let mut free: Vec<usize> = (0..stood.len()).filter(|of| stood[*of].quantity > 0).collect();
    let mut left: Vec<usize> = (0..told.len()).collect();
    let alike = |at: usize, of: usize| {
        (told[at].is_return == is_return(&stood[of]))
            && is_product(&told[at], &stood[of].product, &stood[of].name)
    };
    let equal = |at: usize, of: usize| {
        (told[at].quantity, told[at].amount_minor.unwrap_or(0))
            == (stood[of].quantity, stood[of].amount_minor)
    };
    // Those that say the same first, so that two lines of one product do not change places.
    for exactly in [true, false] {
        left.retain(|at| {
            let found = free
                .iter()
                .position(|of| alike(*at, *of) && (!exactly || equal(*at, *of)));
            if let Some(found) = found {
                paired.same.push((*at, free.remove(found)));
            }
            found.is_none()
        });
    }
    for at in left {
        let same = |of: usize| is_product(&told[at], &stood[of].product, &stood[of].name);
        if told[at].is_return
            && let Some(found) = free.iter().position(|of| same(*of) && !is_return(&stood[*of]))
        {
            paired.turned.push((at, free.remove(found)));
            continue;
        }
        let of = paired.same.iter().map(|(_, of)| *of).find(|of| same(*of));
        if let Some(of) = of.filter(|_| told[at].is_return) {
            paired.back.push((at, of));
        }
        paired.new.push(at);
    }
    paired.gone = free;
    paired
}

fn is_return(line: &StandingLine) -> bool {
    line.kind == LineKind::Goods && line.amount_minor < 0
}

/// Whether taking the file's word would change amount or lines.
fn differs(order: &StandingOrder, record: &PurchaseRecord) -> bool {
    let paired = pair(&order.lines, &record.lines);
    order.gross_minor != record.total_minor
        || !(paired.turned.is_empty() && paired.new.is_empty() && paired.gone.is_empty())
        || paired.same.iter().any(|(at, of)| {
            let (told, stood) = (&record.lines[*at], &order.lines[*of]);
            (told.quantity, told.amount_minor.unwrap_or(0)) != (stood.quantity, stood.amount_minor)
        })
}
