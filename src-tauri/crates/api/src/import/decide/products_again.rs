//! Products of the shop that a later list tells differently.
//!
//! A list of products has the word before what orders called a product; of two systems' lists the one that told it last
//! changes it, and the other fills what is empty. Nothing of a product is typed by hand, so nothing is put to a person.
//! Not here: new products (`products`), things in homes (`store`: their kind follows).

use aichaku_exchange::{CustomerRecord, ProductRecord};
use aichaku_store::{ProductChange, StandingProduct};

use super::{Decider, line};
use crate::wire::RowOutcome;

/// A product that is there and stands in the list.
pub(super) struct ProductAgain {
    product: i64,
    record: ProductRecord,
}

impl Decider {
    /// A product of the shop: compared with how it stands when a stretch of the file is read.
    pub(super) fn tell_product(&mut self, product: i64, record: &ProductRecord) {
        if self.only_adds() {
            self.skipped += 1;
            return self.show_product(record, RowOutcome::NotAskedFor);
        }
        self.products_again.push(ProductAgain {
            product,
            record: record.clone(),
        });
    }

    /// Products that wait to be compared with how they stand.
    pub(in crate::import) fn products_again(&self) -> Vec<i64> {
        self.products_again.iter().map(|again| again.product).collect()
    }

    /// Decides about the products that waited.
    pub(in crate::import) fn settle_products(&mut self, standing: &[StandingProduct]) {
        for again in std::mem::take(&mut self.products_again) {
            let found = standing.binary_search_by_key(&again.product, |product| product.id);
            let change = found
                .ok()
                .and_then(|at| self.change_of(&again.record, &standing[at]));
            let outcome = if let Some(change) = change {
                self.chunk.products.push(change);
                self.updated.products.0 += 1;
                RowOutcome::Updates
            } else {
                self.skipped += 1;
                RowOutcome::Unchanged
            };
            self.show_product(&again.record, outcome);
        }
    }

    /// What of the list is taken; `None`: it says nothing new.
    fn change_of(&mut self, record: &ProductRecord, stands: &StandingProduct) -> Option<ProductChange> {
        let owns = stands.told_by.is_empty() || stands.told_by == self.setting.source;
        let renamed = owns && record.name != stands.name;
        // What a column tells goes before a guess, and a guess follows the name that it was made from.
        let takes_kind = match stands.class_by.as_str() {
            "hand" => false,
            "file" => owns && record.traits_told,
            _ => record.traits_told || renamed,
        };
        let class = if takes_kind {
            self.class(record.traits)
        } else {
            stands.class
        };
        let price_minor = if owns {
            record.price_minor.or(stands.price_minor)
        } else {
            stands.price_minor.or(record.price_minor)
        };
        let name = if renamed { &record.name } else { &stands.name };
        if *name == stands.name && price_minor == stands.price_minor && class == stands.class {
            return None;
        }
        Some(ProductChange {
            id: stands.id,
            name: name.clone(),
            price_minor,
            class,
            class_before: stands.class,
            class_by: if takes_kind && record.traits_told {
                "file".to_owned()
            } else {
                stands.class_by.clone()
            },
            line: line(record.line).0,
        })
    }

    pub(super) fn show_product(&mut self, record: &ProductRecord, outcome: RowOutcome) {
        self.show(
            record.line,
            None,
            &CustomerRecord::default(),
            record.name.clone(),
            record.price_minor,
            outcome,
        );
    }
}
