//! Delivery days that a list tells of a person and not of a numbered purchase: a ledger that the van's driver keeps.
//!
//! The day is that of the one purchase it can be of; where it can be of several, a person decides. Not here: days of
//! numbered purchases (`deliveries`).

use aichaku_domain::fold::fold_text;
use aichaku_domain::identity::Identity;
use aichaku_domain::kinds::DeliveryCertainty;
use aichaku_exchange::DeliveryRecord;
use aichaku_store::SoldPurchase;

use super::Decider;
use crate::import::words::Undecided;

/// A day that waits to be compared with what its person bought.
pub(super) struct DeliveryAgain {
    customer: i64,
    record: DeliveryRecord,
}

impl Decider {
    /// A day that tells no number. `None`: it waits; otherwise why it cannot be taken.
    pub(super) fn delivery_to(&mut self, record: &DeliveryRecord) -> Option<Undecided> {
        match self.people.identify(&self.evidence(&record.customer)) {
            Identity::Known { customer, .. } => {
                self.deliveries_again.push(DeliveryAgain {
                    customer,
                    record: record.clone(),
                });
                None
            }
            _ => Some(Undecided::NoPurchase),
        }
    }

    /// People whose days wait.
    pub(in crate::import) fn deliveries_again(&self) -> Vec<i64> {
        let mut people: Vec<i64> = self.deliveries_again.iter().map(|again| again.customer).collect();
        people.sort_unstable();
        people.dedup();
        people
    }

    /// Decides about the days that waited; `sold`: what these people bought.
    pub(in crate::import) fn settle_deliveries(&mut self, sold: &[SoldPurchase]) {
        for DeliveryAgain { customer, record } in std::mem::take(&mut self.deliveries_again) {
            let theirs: Vec<&SoldPurchase> = sold
                .iter()
                .filter(|purchase| {
                    purchase.customer == customer
                        && purchase.stands
                        && purchase.ordered_on <= record.delivery.on
                        && has_goods(purchase, &record)
                })
                .collect();
            // What was carried there that very day is what is told again; otherwise something that is still open.
            let mut open = theirs.iter().filter(|purchase| self.is_open(purchase.id));
            let same = theirs.iter().find(|purchase| {
                self.delivered_on(purchase.id)
                    .is_some_and(|(on, _)| on == record.delivery.on)
            });
            let place = match (same, open.next(), open.next()) {
                (Some(same), _, _) => Ok((same.id, same.household)),
                (None, Some(only), None) => Ok((only.id, only.household)),
                (None, None, _) => Err(Undecided::NoPurchase),
                (None, Some(_), Some(_)) => Err(Undecided::DeliverySeveral),
            };
            self.delivery_at(&record, place);
        }
    }

    /// Whether nobody has confirmed yet when the purchase came.
    fn is_open(&self, purchase: i64) -> bool {
        self.delivered_on(purchase)
            .is_none_or(|(_, certainty)| certainty != DeliveryCertainty::Confirmed)
    }
}

/// Whether the goods that a row names are of the purchase; a row that names none may be of any.
fn has_goods(purchase: &SoldPurchase, record: &DeliveryRecord) -> bool {
    let told: Vec<String> = [&record.product_code, &record.product_name]
        .into_iter()
        .flatten()
        .map(|text| fold_text(text))
        .filter(|text| !text.is_empty())
        .collect();
    told.is_empty()
        || purchase.lines.iter().any(|line| {
            let own = [fold_text(&line.product), fold_text(&line.name)];
            told.iter().any(|text| own.contains(text))
        })
}
