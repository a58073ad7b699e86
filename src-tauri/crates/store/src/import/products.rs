//! Products that are there and that a later list tells differently: how they stand, and changing them.
//!
//! Things in homes keep the name that their receipt gave them; their kind, and with it their care, follows the product.
//! Not here: what of a list is taken (`api`).

use super::write::ImportWriter;
use crate::sql::{RowExt as _, id_list, statements};
use crate::{Result, Store};

statements! {
    /// Whose word a product is: of the list that last made or changed it, or of none when orders named it.
    STANDING = "select products.id, products.name, products.price_minor, products.class_id, products.class_by,
            coalesce(
                (select import_batches.system from import_changes
                    join import_batches on import_batches.id = import_changes.batch_id
                    where import_changes.table_name = 'products' and import_changes.row_id = products.id
                        and import_batches.state = 'committed' order by import_changes.id desc limit 1),
                (select import_batches.system from import_ranges
                    join import_batches on import_batches.id = import_ranges.batch_id
                    where import_ranges.table_name = 'products' and import_batches.kind = 'products'
                        and products.id between import_ranges.first_id and import_ranges.last_id
                        and import_batches.state = 'committed' order by import_batches.id desc limit 1),
                '') as told_by
        from json_each($1) as wanted join products on products.id = wanted.value order by products.id";
    BEFORE = "select json_object('name', name, 'price_minor', price_minor, 'class_id', class_id, 'class_by', class_by) as before
        from products where id = $1";
    SET = "update products set name = $2, price_minor = $3, class_id = $4, class_by = $5, updated_at = $6 where id = $1";
    /// Those whose kind somebody set otherwise are theirs.
    ITEMS = "select id, json_object('class_id', class_id) as before from owned_items
        where class_id = $1 and product_id = $2 order by id";
    SET_ITEM = "update owned_items set class_id = $2, updated_at = $3 where id = $1";
}

/// A product as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingProduct {
    /// Product.
    pub id: i64,
    /// Name.
    pub name: String,
    /// Price in minor units.
    pub price_minor: Option<i64>,
    /// Care class.
    pub class: i64,
    /// Text form of who told the class: `guess`, `file`, `hand`.
    pub class_by: String,
    /// The system whose list told it last; empty: only orders named it.
    pub told_by: String,
}

/// What becomes of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductChange {
    /// Which.
    pub id: i64,
    /// Name.
    pub name: String,
    /// Price in minor units.
    pub price_minor: Option<i64>,
    /// Care class.
    pub class: i64,
    /// Care class before.
    pub class_before: i64,
    /// Text form of who told the class.
    pub class_by: String,
    /// The line of the file.
    pub line: i64,
}

impl Store {
    /// These products as they stand, by id.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn standing_products(&self, products: &[i64]) -> Result<Vec<StandingProduct>> {
        let rows = sqlx::query(STANDING)
            .bind(id_list(products))
            .fetch_all(self.read())
            .await?;
        rows.iter()
            .map(|row| {
                Ok(StandingProduct {
                    id: row.int("id")?,
                    name: row.text("name")?,
                    price_minor: row.int_opt("price_minor")?,
                    class: row.int("class_id")?,
                    class_by: row.text("class_by")?,
                    told_by: row.text("told_by")?,
                })
            })
            .collect()
    }
}

impl ImportWriter {
    /// Changes a product whom a list tells differently now; things of its old kind follow it.
    ///
    /// # Errors
    /// Errors of writing.
    pub async fn change_product(&mut self, change: &ProductChange) -> Result<()> {
        self.line = change.line;
        self.keep("products", change.id, BEFORE).await?;
        sqlx::query(SET)
            .bind(change.id)
            .bind(&change.name)
            .bind(change.price_minor)
            .bind(change.class)
            .bind(&change.class_by)
            .bind(self.now.0)
            .execute(&mut *self.tx)
            .await?;
        if change.class != change.class_before {
            let items = sqlx::query(ITEMS)
                .bind(change.class_before)
                .bind(change.id)
                .fetch_all(&mut *self.tx)
                .await?;
            for item in items {
                let id = item.int("id")?;
                self.keep_text("owned_items", id, &item.text("before")?).await?;
                sqlx::query(SET_ITEM)
                    .bind(id)
                    .bind(change.class)
                    .bind(self.now.0)
                    .execute(&mut *self.tx)
                    .await?;
                self.changed_items.insert(id);
            }
        }
        self.line = 0;
        Ok(())
    }
}
