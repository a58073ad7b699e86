//! Delivery days: of an order, and of lists that come later.
//!
//! Not here: changing a row that is there (`store`).

use aichaku_domain::identity::Identity;
use aichaku_domain::kinds::DeliveryCertainty;
use aichaku_exchange::{DeliveryDay, DeliveryRecord, PurchaseRecord};
use aichaku_store::{DeliveryChange, text_key};

use super::Decider;
use crate::import::words::Undecided;
use crate::wire::RowOutcome;

impl Decider {
    /// An agreed day that has passed without word is probably when it came.
    pub(super) fn settled(&self, delivery: DeliveryDay) -> DeliveryDay {
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

    pub(super) fn delivery(&mut self, record: &DeliveryRecord) {
        let by_number = record
            .order_id
            .as_deref()
            .and_then(|number| self.sales.by_number(text_key(number).unwrap_or(0)))
            .map(|sale| (sale.id, sale.household));
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
                let number = record.order_id.as_deref().unwrap_or("");
                self.undecided(record.line, Undecided::NoPurchase, number)
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
    pub(super) fn deliver(&mut self, purchase: i64, household: i64, delivery: DeliveryDay) -> bool {
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
}

/// The day of the order, or the last of its lines.
pub(super) fn order_delivery(record: &PurchaseRecord) -> Option<DeliveryDay> {
    record.delivery.or_else(|| {
        record
            .lines
            .iter()
            .filter_map(|line| line.delivery)
            .max_by_key(|delivery| delivery.on)
    })
}
