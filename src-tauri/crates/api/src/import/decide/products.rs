//! Products and the care classes that they bring.
//!
//! Not here: products that are there and told differently (`products_again`), guessing a class from a name (`exchange`).

use aichaku_domain::fold::fold_text;
use aichaku_domain::plan::CareClass;
use aichaku_exchange::{ProductRecord, ProductTraits};
use aichaku_store::{ClassRow, LinedTable, ProductRow, RowLine};

use super::{Decider, count_on, line};
use crate::wire::RowOutcome;

impl Decider {
    pub(super) fn product_record(&mut self, record: &ProductRecord) {
        let code = record
            .code
            .as_deref()
            .filter(|code| !code.is_empty())
            .unwrap_or(&record.name);
        if self.only_updates() && !self.products.contains_key(&fold_text(code)) {
            self.skipped += 1;
            return self.show_product(record, RowOutcome::NotAskedFor);
        }
        if let Some((product, _)) = self.products.get(&fold_text(code)).copied()
            && product < self.first_product
            && self.told_products.insert(product)
        {
            return self.tell_product(product, record);
        }
        let before = self.inserted.products;
        self.product(
            record.code.as_deref(),
            &record.name,
            record.traits,
            record.price_minor,
            if record.traits_told { "file" } else { "guess" },
            record.line,
        );
        let outcome = if before == self.inserted.products {
            self.skipped += 1;
            RowOutcome::Unchanged
        } else {
            RowOutcome::Updates
        };
        self.show_product(record, outcome);
    }

    /// The product and its class, made where there is none; it stood in this line.
    pub(super) fn product(
        &mut self,
        code: Option<&str>,
        name: &str,
        traits: ProductTraits,
        price: Option<i64>,
        class_by: &'static str,
        at: u64,
    ) -> (i64, i64) {
        // A shop without product numbers still sells the same thing twice.
        let code = code.filter(|code| !code.is_empty()).unwrap_or(name);
        let key = fold_text(code);
        if let Some(known) = self.products.get(&key) {
            return *known;
        }
        let class_id = self.class(traits);
        let now = self.setting.now.0;
        let id = count_on(&mut self.next.products);
        self.chunk.rows.lines_of.push(RowLine {
            table: LinedTable::Products,
            first: id,
            end: id + 1,
            line: line(at).0,
        });
        self.chunk.rows.products.push(ProductRow {
            id,
            code: code.to_owned(),
            name: name.to_owned(),
            class_id,
            class_by,
            price_minor: price,
            created_at: now,
            updated_at: now,
        });
        self.inserted.products.0 += 1;
        self.products.insert(key, (id, class_id));
        (id, class_id)
    }

    /// The class of these traits, made where there is none.
    pub(super) fn class(&mut self, traits: ProductTraits) -> i64 {
        let class = CareClass {
            family: traits.family,
            material: traits.material,
            finish: traits.finish,
        };
        if let Some(id) = self.classes.get(&class) {
            return *id;
        }
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
}
