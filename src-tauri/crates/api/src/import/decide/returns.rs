//! Money and goods that went back as an entry of their own.
//!
//! Not here: a purchase whose own rows say that it went back (`sales`).

use aichaku_domain::identity::Identity;
use aichaku_domain::kinds::PurchaseState;
use aichaku_exchange::ReversalRecord;
use aichaku_store::{PurchaseChange, source_key};

use super::Decider;
use super::sales::goods_of;
use crate::wire::RowOutcome;

impl Decider {
    pub(super) fn reversal(&mut self, record: &ReversalRecord) {
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
}
