//! Money and goods that went back as an entry of their own: a till's return receipt, a row with a negative
//! amount.
//!
//! Such an entry rarely names its purchase, and in a file with the newest rows first it stands above it. So
//! entries wait until the file is read, and are then compared with what their people bought, in the shop and in
//! the file: the same product, for no less, on the nearest day before. Where that leaves one purchase, it is
//! booked there; everything else is told and left to a person. Not here: a purchase whose own rows say that it
//! went back (`sales`).

use std::collections::HashMap;

use aichaku_domain::fold::fold_text;
use aichaku_domain::identity::Identity;
use aichaku_domain::kinds::{LineKind, PurchaseState};
use aichaku_domain::values::ShopDay;
use aichaku_exchange::{LineRecord, PurchaseRecord, ReversalRecord};
use aichaku_store::{ReturnChange, ReturnedLine, SoldLine, SoldPurchase, source_key, text_key};

use super::sales::{goods_of, item_name};
use super::{Decider, RETURNS_APART};
use crate::import::words::Undecided;
use crate::wire::RowOutcome;

/// Where an entry belongs.
enum Place {
    /// To these lines of this purchase.
    Lines(usize, Vec<ReturnedLine>),
    /// It is told there already, by the purchase's own state.
    ThereAlready,
    Nowhere(Undecided),
}

impl Decider {
    pub(super) fn reversal(&mut self, record: &ReversalRecord) {
        let key = source_key(&self.setting.source, &record.key);
        if self.sales.get(key).is_some() || !self.returned.insert(key) {
            self.skipped += 1;
            self.show_reversal(record, RowOutcome::Unchanged);
            return;
        }
        if self.only_adds() {
            self.skipped += 1;
            return self.show_reversal(record, RowOutcome::NotAskedFor);
        }
        self.waiting.push(record.clone());
    }

    /// Whether any entry waits.
    pub(in crate::import) fn has_returns(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// The people of entries that wait, and everybody's household with them; empty when none waits.
    pub(in crate::import) fn who_returned(&mut self) -> Vec<i64> {
        let mut people = Vec::new();
        for record in &self.waiting {
            if let Identity::Known {
                customer, household, ..
            } = self.people.identify(&self.evidence(&record.customer))
            {
                people.push(customer);
                self.returning.insert(household);
            }
        }
        people.sort_unstable();
        people.dedup();
        people
    }

    /// What a purchase of the file comes to, when it is of somebody who brought something back.
    pub(in crate::import) fn sold(&self, record: &PurchaseRecord) -> Option<SoldPurchase> {
        let sale = self
            .sales
            .get(source_key(&self.setting.source, &record.key))
            // Older ones are told by the shop, where they may have changed.
            .filter(|sale| sale.id >= self.first_purchase && self.returning.contains(&sale.household))?;
        let Identity::Known { customer, .. } = self.people.identify(&self.evidence(&record.customer)) else {
            return None;
        };
        let lines = (1..)
            .zip(&record.lines)
            .filter(|(_, line)| line.kind == LineKind::Goods && !line.is_return)
            .map(|(position, line)| SoldLine {
                position,
                product: line.code.clone().unwrap_or_else(|| line.name.clone()),
                name: item_name(line),
                quantity: line.quantity.max(1),
                amount_minor: line.amount_minor.unwrap_or(0),
            })
            .collect();
        Some(SoldPurchase {
            id: sale.id,
            household: sale.household,
            customer,
            ordered_on: record.ordered_on,
            external_id: record.key.clone(),
            source: self.setting.source.clone(),
            gross_minor: record.total_minor,
            left_minor: record.total_minor - record.refunded_minor,
            stands: record.state == PurchaseState::Ok,
            lines,
        })
    }

    /// Books what waited, now that everything that was sold to these people is known.
    pub(in crate::import) fn settle_returns(&mut self, mut sold: Vec<SoldPurchase>) {
        // A purchase that its file tells twice is known by its last telling.
        let mut last: HashMap<i64, usize> = HashMap::new();
        for (at, purchase) in sold.iter().enumerate() {
            last.insert(purchase.id, at);
        }
        let mut at = 0;
        sold.retain(|purchase| {
            at += 1;
            last.get(&purchase.id) == Some(&(at - 1))
        });
        let mut waiting = std::mem::take(&mut self.waiting);
        // The oldest first, so that what came back later finds what is left.
        waiting.sort_by_key(|record| (record.on, record.line));
        for record in waiting {
            let person = match self.people.identify(&self.evidence(&record.customer)) {
                Identity::Known { customer, .. } => Some(customer),
                _ => None,
            };
            let by_amount = self.setting.source == RETURNS_APART;
            let place = place_of(&record, person, &self.setting.source, &sold, by_amount);
            let outcome = match place {
                Place::Lines(at, lines) => {
                    let ordered_on = sold[at].ordered_on;
                    let change = take_back(&mut sold[at], &record, lines, &self.setting.source);
                    self.chunk.returns.push(change);
                    self.updated.purchases.0 += 1;
                    RowOutcome::Returns {
                        ordered_on: ordered_on.to_string(),
                    }
                }
                Place::ThereAlready => {
                    self.skipped += 1;
                    RowOutcome::Unchanged
                }
                Place::Nowhere(why) => self.undecided(record.line, why, &goods_of(&record.lines)),
            };
            self.show_reversal(&record, outcome);
        }
    }

    fn show_reversal(&mut self, record: &ReversalRecord, outcome: RowOutcome) {
        self.show(
            record.line,
            Some(record.on),
            &record.customer,
            goods_of(&record.lines),
            Some(-record.amount_minor),
            outcome,
        );
    }
}

/// Finds the one purchase that an entry can be of.
fn place_of(
    record: &ReversalRecord,
    person: Option<i64>,
    source: &str,
    sold: &[SoldPurchase],
    by_amount: bool,
) -> Place {
    let none = if record.state == PurchaseState::Cancelled {
        Undecided::CancelNone
    } else {
        Undecided::ReturnNone
    };
    let Some(person) = person else {
        return Place::Nowhere(if record.state == PurchaseState::Cancelled {
            none
        } else {
            Undecided::ReturnNobody
        });
    };
    let back: Vec<&LineRecord> = record
        .lines
        .iter()
        .filter(|line| line.kind == LineKind::Goods)
        .collect();
    let named = |purchase: &SoldPurchase| {
        record
            .of_external_id
            .as_deref()
            .is_none_or(|number| purchase.source == source && purchase.external_id == number)
    };
    let candidates = |stands: bool| -> Vec<(usize, Vec<ReturnedLine>)> {
        sold.iter()
            .enumerate()
            .filter(|(_, purchase)| {
                purchase.customer == person
                    && purchase.stands == stands
                    && purchase.ordered_on <= record.on
                    && named(purchase)
            })
            .filter_map(|(at, purchase)| {
                let lines = if back.is_empty() {
                    whole(record, purchase)
                        .filter(|_| by_amount || record.of_external_id.is_some())
                        .or_else(|| part(record, purchase))
                } else {
                    matching(record, &back, purchase)
                };
                Some((at, lines?))
            })
            .collect()
    };
    let found = candidates(true);
    let nearest: Option<ShopDay> = found.iter().map(|(at, _)| sold[*at].ordered_on).max();
    let mut nearest: Vec<(usize, Vec<ReturnedLine>)> = found
        .into_iter()
        .filter(|(at, _)| Some(sold[*at].ordered_on) == nearest)
        .collect();
    match nearest.len() {
        0 => {
            // A purchase that is cancelled or returned by its own rows has had its receipt told by them.
            let told = sold.iter().any(|purchase| {
                purchase.customer == person
                    && !purchase.stands
                    && purchase.ordered_on <= record.on
                    && named(purchase)
                    && if back.is_empty() {
                        by_amount && record.amount_minor == purchase.gross_minor
                    } else {
                        record.amount_minor <= purchase.gross_minor
                            && back
                                .iter()
                                .all(|line| purchase.lines.iter().any(|sold| same_product(line, sold)))
                    }
            });
            if told {
                Place::ThereAlready
            } else {
                Place::Nowhere(none)
            }
        }
        1 => {
            let (at, lines) = nearest.remove(0);
            Place::Lines(at, lines)
        }
        _ => Place::Nowhere(Undecided::ReturnSeveral),
    }
}

/// The lines of a purchase that these came back from; `None` when one of them has none, or more would be paid
/// back than is left.
fn matching(
    record: &ReversalRecord,
    back: &[&LineRecord],
    purchase: &SoldPurchase,
) -> Option<Vec<ReturnedLine>> {
    if record.amount_minor > purchase.left_minor {
        return None;
    }
    let mut left: Vec<SoldLine> = purchase.lines.clone();
    let mut lines: Vec<ReturnedLine> = Vec::new();
    for line in back {
        let amount_minor = amount_of(line);
        let from = left.iter_mut().find(|sold| {
            sold.quantity >= line.quantity && sold.amount_minor >= amount_minor && same_product(line, sold)
        })?;
        from.quantity -= line.quantity;
        from.amount_minor -= amount_minor;
        lines.push(ReturnedLine {
            position: Some(from.position),
            quantity: line.quantity,
            amount_minor,
        });
    }
    // Fees and discounts of the receipt go with the last thing; what is paid back is what the receipt says.
    let told: i64 = lines.iter().map(|line| line.amount_minor).sum();
    if let Some(last) = lines.last_mut() {
        last.amount_minor = (last.amount_minor + record.amount_minor - told).max(0);
    }
    Some(lines)
}

/// A receipt without products gives back a whole purchase of the same amount.
fn whole(record: &ReversalRecord, purchase: &SoldPurchase) -> Option<Vec<ReturnedLine>> {
    (record.amount_minor == purchase.left_minor && record.amount_minor > 0).then(|| {
        vec![ReturnedLine {
            position: None,
            quantity: 0,
            amount_minor: record.amount_minor,
        }]
    })
}

/// A receipt that names its purchase and gives less than the whole back is money alone: no thing is told of.
fn part(record: &ReversalRecord, purchase: &SoldPurchase) -> Option<Vec<ReturnedLine>> {
    let fits = record.amount_minor > 0 && record.amount_minor < purchase.left_minor;
    (fits && record.of_external_id.is_some()).then(|| {
        vec![ReturnedLine {
            // Lines count from 1.
            position: Some(0),
            quantity: 0,
            amount_minor: record.amount_minor,
        }]
    })
}

/// Lowers what is left of a purchase and says what to write.
fn take_back(
    purchase: &mut SoldPurchase,
    record: &ReversalRecord,
    lines: Vec<ReturnedLine>,
    source: &str,
) -> ReturnChange {
    for line in &lines {
        purchase.left_minor -= line.amount_minor;
        for sold in &mut purchase.lines {
            match line.position {
                None => sold.quantity = 0,
                Some(position) if position == sold.position => {
                    sold.quantity -= line.quantity;
                    sold.amount_minor -= line.amount_minor;
                }
                Some(_) => {}
            }
        }
    }
    // As for a refund by hand: a purchase of which nothing is left, neither thing nor money, is returned.
    let nothing_left = purchase.left_minor <= 0 && purchase.lines.iter().all(|line| line.quantity <= 0);
    if nothing_left {
        purchase.stands = false;
    }
    ReturnChange {
        purchase: purchase.id,
        household: purchase.household,
        on: record.on,
        source: source.to_owned(),
        external_id: record.key.clone(),
        whole: nothing_left.then_some(record.state.as_str()),
        lines,
    }
}

/// By number, or by the whole name with its variant.
fn same_product(line: &LineRecord, sold: &SoldLine) -> bool {
    is_product(line, &sold.product, &sold.name)
}

/// Whether a line of a file is of the product with this number (or name, where it has none) and this whole name.
pub(super) fn is_product(line: &LineRecord, product: &str, name: &str) -> bool {
    let key = |text: &str| text_key(&fold_text(text));
    let told = line.code.as_deref().unwrap_or(&line.name);
    key(told) == key(product) || key(&item_name(line)) == key(name)
}

fn amount_of(line: &LineRecord) -> i64 {
    line.amount_minor.unwrap_or(0).abs()
}
