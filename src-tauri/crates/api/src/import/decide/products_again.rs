//! Products of the shop that a later list tells differently.
//!
//! A list of products has the word before what orders called a product; of two systems' lists the one that told it last
//! changes it, and the other fills what is empty. What somebody typed over stays until a person says otherwise.
//! Not here: new products (`products`), things in homes (`store`: their kind follows).

use aichaku_domain::plan::CareClass;
use aichaku_exchange::{CustomerRecord, ProductRecord};
use aichaku_store::{KeptProduct, ProductChange, StandingProduct, text_key};

use super::{Decider, line};
use crate::wire::{FieldConflict, Int, RowOutcome};

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

    /// What of the list is taken; `None`: it says nothing new. What somebody typed is put to a person.
    fn change_of(&mut self, record: &ProductRecord, stands: &StandingProduct) -> Option<ProductChange> {
        let owns = stands.told_by.is_empty() || stands.told_by == self.setting.source;
        let typed = |column: &str| stands.typed.get(column);
        let at = line(record.line);
        let renamed = owns
            && record.name != stands.name
            && typed("name").is_none_or(|(when, before)| {
                let asked = Asked {
                    field: "product_name",
                    file: record.name.clone(),
                    shop: stands.name.clone(),
                    minor: (None, None),
                    news: record.name != *before,
                    typed_at: Some(*when),
                    line: at,
                };
                self.ask_about_product(stands, asked)
            });
        let (class, kind_told) = self.kind_of(record, stands, owns, renamed);
        let told_price = record
            .price_minor
            .filter(|price| Some(*price) != stands.price_minor);
        let price_minor = match (told_price, typed("price_minor")) {
            (None, _) => stands.price_minor,
            (told, None) if owns || stands.price_minor.is_none() => told,
            (Some(told), Some((when, before))) if owns => {
                let asked = Asked {
                    field: "product_price",
                    file: told.to_string(),
                    shop: stands
                        .price_minor
                        .map(|price| price.to_string())
                        .unwrap_or_default(),
                    minor: (Some(told), stands.price_minor),
                    news: told.to_string() != *before,
                    typed_at: Some(*when),
                    line: at,
                };
                if self.ask_about_product(stands, asked) {
                    Some(told)
                } else {
                    stands.price_minor
                }
            }
            _ => stands.price_minor,
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
            class_by: if kind_told {
                "file".to_owned()
            } else {
                stands.class_by.clone()
            },
            line: at.0,
        })
    }

    /// The care class of a product now, and whether a column told it. What a column tells goes before a guess, and a guess
    /// follows the name that it was made from.
    fn kind_of(
        &mut self,
        record: &ProductRecord,
        stands: &StandingProduct,
        owns: bool,
        renamed: bool,
    ) -> (i64, bool) {
        let told = CareClass {
            family: record.traits.family,
            material: record.traits.material,
            finish: record.traits.finish,
        };
        let was = self.class_of.get(&stands.class).copied();
        let typed = stands.typed.get("class_id");
        let takes = match stands.class_by.as_str() {
            _ if was == Some(told) => false,
            "hand" if !(owns && record.traits_told) => false,
            "hand" => {
                let before = typed.and_then(|(_, before)| before.parse().ok());
                let before = before.and_then(|id: i64| self.class_of.get(&id).copied());
                let asked = Asked {
                    field: "product_kind",
                    file: words_of(told),
                    shop: was.map(words_of).unwrap_or_default(),
                    minor: (None, None),
                    news: before != Some(told),
                    typed_at: typed.map(|(when, _)| *when),
                    line: line(record.line),
                };
                self.ask_about_product(stands, asked)
            }
            "file" => owns && record.traits_told,
            _ => record.traits_told || renamed,
        };
        if takes {
            (self.class(record.traits), record.traits_told)
        } else {
            (stands.class, false)
        }
    }

    /// Puts a field of a product to a person; answers whether the list's word is to be taken.
    fn ask_about_product(&mut self, stands: &StandingProduct, asked: Asked) -> bool {
        let told = text_key(&asked.file).unwrap_or(0);
        if stands.kept.contains(&(asked.field.to_owned(), told)) {
            return false;
        }
        let answer = self.ask(FieldConflict {
            key: format!("product:{}:{}:{told:x}", stands.id, asked.field),
            customer: Int(0),
            name: stands.name.clone(),
            field: asked.field.to_owned(),
            file: asked.file,
            shop: asked.shop,
            file_minor: asked.minor.0.map(Into::into),
            shop_minor: asked.minor.1.map(Into::into),
            file_is_new: asked.news,
            typed_at: asked.typed_at.map(Into::into),
            sheet: None,
            line: asked.line,
        });
        if answer == Some(false) {
            self.answered += 1;
            self.chunk.kept_products.push(KeptProduct {
                product: stands.id,
                field: asked.field,
                told,
            });
        }
        answer == Some(true)
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

/// A field of which a list says one thing and somebody typed another.
struct Asked {
    field: &'static str,
    file: String,
    shop: String,
    /// Amounts of the list and of the shop.
    minor: (Option<i64>, Option<i64>),
    /// The list did not say so before.
    news: bool,
    typed_at: Option<i64>,
    line: Int,
}

/// Text forms of family, material and finish.
fn words_of(class: CareClass) -> String {
    [
        class.family.as_str(),
        class.material.as_str(),
        class.finish.as_str(),
    ]
    .join("/")
}
