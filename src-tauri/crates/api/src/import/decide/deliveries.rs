//! Delivery days: of an order, and of lists that come later.
//!
//! Not here: changing a row that is there (`store`).

use aichaku_domain::identity::{KeyTable as _, both};
use aichaku_domain::kinds::DeliveryCertainty;
use aichaku_domain::values::ShopDay;
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
        let Some(number) = &record.order_id else {
            if let Some(why) = self.delivery_to(record) {
                self.delivery_at(record, Err(why));
            }
            return;
        };
        let place = self
            .sales
            .by_number(text_key(number).unwrap_or(0))
            .map(|sale| (sale.id, sale.household))
            .ok_or(Undecided::NoPurchase);
        self.delivery_at(record, place);
    }

    /// A day of a purchase (with its household), or why it is of none.
    pub(super) fn delivery_at(
        &mut self,
        record: &DeliveryRecord,
        place: std::result::Result<(i64, i64), Undecided>,
    ) {
        let outcome = match place {
            Ok((purchase, household)) => {
                if self.deliver(purchase, household, record.delivery) {
                    RowOutcome::Updates
                } else {
                    self.skipped += 1;
                    RowOutcome::Unchanged
                }
            }
            Err(why) => self.undecided(record.line, why, record.order_id.as_deref().unwrap_or("")),
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
        if let Some((on, certainty)) = self.delivered_on(purchase)
            && ((on, certainty) == (delivery.on, delivery.certainty)
                || (certainty == confirmed && delivery.certainty != confirmed))
        {
            return false;
        }
        self.delivered(purchase, delivery.on, delivery.certainty);
        let change = DeliveryChange {
            purchase,
            on: delivery.on,
            certainty: delivery.certainty.as_str(),
        };
        self.chunk.deliveries.push((change, household));
        self.updated.deliveries.0 += 1;
        true
    }

    /// When a purchase came, or is to come, as far as is known.
    pub(super) fn delivered_on(&self, purchase: i64) -> Option<(ShopDay, DeliveryCertainty)> {
        let packed = self.deliveries.get(both(purchase, 0))?;
        let (days, certainty) = (packed / CERTAINTIES, packed % CERTAINTIES);
        Some((
            ShopDay::from_epoch_days(i32::try_from(days - BEFORE_1970).ok()?),
            *DeliveryCertainty::ALL.get(usize::try_from(certainty).ok()?)?,
        ))
    }

    /// Notes when a purchase came, or is to come.
    pub(super) fn delivered(&mut self, purchase: i64, on: ShopDay, certainty: DeliveryCertainty) {
        let which = DeliveryCertainty::ALL.iter().position(|of| *of == certainty);
        let which = which.and_then(|at| i64::try_from(at).ok()).unwrap_or(0);
        let packed = (i64::from(on.epoch_days()) + BEFORE_1970) * CERTAINTIES + which;
        self.deliveries.set(both(purchase, 0), packed);
    }
}

/// A day and how certain it is are kept as one number: days before 1970 that are told apart, and room for certainties.
const BEFORE_1970: i64 = 1_000_000;
const CERTAINTIES: i64 = 8;

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
