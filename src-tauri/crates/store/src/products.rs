//! The shop's products: the list of all of them, and changing one.
//!
//! What a product is decides the care of its things, so these follow, all at once; a thing whose kind somebody set
//! otherwise stays as it was set. Things keep the name that their receipt gave them. Not here: choosing one while a
//! purchase is entered (`items`), lists of products that come as a file (`import::products`).

use aichaku_domain::fold::spellings;
use aichaku_domain::plan::CareClass;
use aichaku_domain::values::Instant;
use serde_json::{Value, json};
use sqlx::sqlite::SqliteRow;

use crate::changes::{Changes, Deed, Standing, Table, Undone, Written, mark_items, mark_stale};
use crate::items::class_of;
use crate::purchases::class_id;
use crate::seen::{Form, expect_seen, stamps};
use crate::sql::{RowExt as _, WriteTx, id_list, statements};
use crate::{Result, Store, StoreError};

/// Words of a question that are looked for; nobody tells a product by a fourth.
const WORDS: usize = 3;
/// Spellings of each.
const SPELLINGS: usize = 4;

statements! {
    LIST = include_str!("../sql/products_list.sql");
    PLACE = "select name from products where id = $1";
    COUNT = "select count(*) from products";
    CLASS = "select class_id from products where id = $1";
    UPDATE = "update products set name = $2, class_id = $3, class_by = case when class_id = $3 then class_by else 'hand' end,
            price_minor = $4, maker = $5, updated_at = $6
        where id = $1";
    /// Those whose kind somebody set otherwise are theirs.
    FOLLOW = "update owned_items set class_id = $3, updated_at = $4 where product_id = $1 and class_id = $2
        returning id, household_id";
    GO_BACK = "update owned_items set class_id = $2, updated_at = $4
        where id in (select value from json_each($1)) and class_id = $3 returning id, household_id";
}

/// A product as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedProduct {
    /// Id.
    pub id: i64,
    /// What a form of it is compared by.
    pub version: String,
    /// The shop's number of it, or its name where it has none.
    pub code: String,
    /// Name.
    pub name: String,
    /// What decides its care.
    pub class: CareClass,
    /// Text form of who told the class: `guess`, `file`, `hand`.
    pub class_by: String,
    /// Price in minor units; `None`: not known.
    pub price_minor: Option<i64>,
    /// Who makes it; empty: not known.
    pub maker: String,
    /// Things of it that somebody has or awaits.
    pub things: i64,
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductPage {
    /// In the order of their names.
    pub rows: Vec<ListedProduct>,
    /// The product after which the next page begins; `None`: the end.
    pub next: Option<i64>,
}

/// A product as a form holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductForm {
    /// Name.
    pub name: String,
    /// What decides its care.
    pub class: CareClass,
    /// Price in minor units.
    pub price_minor: Option<i64>,
    /// Who makes it.
    pub maker: String,
}

impl Store {
    /// Products whose name or number has all words of `typed`, however these are written; all for an empty text. `after`
    /// is where the page before ended.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn list_products(&self, typed: &str, after: Option<i64>, limit: u32) -> Result<ProductPage> {
        let mut tx = self.read().begin().await?;
        let place: Option<String> = match after {
            Some(id) => {
                sqlx::query_scalar(PLACE)
                    .bind(id)
                    .fetch_optional(&mut *tx)
                    .await?
            }
            None => None,
        };
        let mut query = sqlx::query(LIST)
            .bind(place.unwrap_or_default())
            .bind(after.unwrap_or_default());
        let mut words = typed.split_whitespace().map(spellings);
        for _ in 0..WORDS {
            let mut spelled = words.next().unwrap_or_default().into_iter();
            for _ in 0..SPELLINGS {
                query = query.bind(spelled.next().map(|word| pattern(&word)));
            }
        }
        let mut found = query.bind(i64::from(limit) + 1).fetch_all(&mut *tx).await?;
        let more = found.len() > limit as usize;
        found.truncate(limit as usize);
        let ids = found
            .iter()
            .map(|row| row.int("id"))
            .collect::<Result<Vec<_>>>()?;
        let mut versions = stamps(&mut tx, Form::Product, &ids).await?;
        let mut rows = Vec::with_capacity(found.len());
        for row in &found {
            let id = row.int("id")?;
            rows.push(read(row, versions.remove(&id).unwrap_or_default())?);
        }
        let next = if more { ids.last().copied() } else { None };
        Ok(ProductPage { rows, next })
    }

    /// One product as the list shows it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn product(&self, id: i64) -> Result<ListedProduct> {
        let name: String = sqlx::query_scalar(PLACE)
            .bind(id)
            .fetch_optional(self.read())
            .await?
            .ok_or(StoreError::NotFound { what: "product" })?;
        let mut query = sqlx::query(LIST).bind(name).bind(id - 1);
        for _ in 0..WORDS * SPELLINGS {
            query = query.bind(None::<String>);
        }
        let mut tx = self.read().begin().await?;
        let row = query
            .bind(1)
            .fetch_optional(&mut *tx)
            .await?
            .ok_or(StoreError::NotFound { what: "product" })?;
        if row.int("id")? != id {
            return Err(StoreError::NotFound { what: "product" });
        }
        let version = stamps(&mut tx, Form::Product, &[id]).await?.remove(&id);
        read(&row, version.unwrap_or_default())
    }

    /// All products.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn count_products(&self) -> Result<i64> {
        Ok(sqlx::query_scalar(COUNT).fetch_one(self.read()).await?)
    }

    /// Changes a product; the things of it follow in kind and are to be planned again. `seen` is the stamp that the form was
    /// opened with.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::EditedElsewhere`].
    pub async fn edit_product(
        &self,
        id: i64,
        form: &ProductForm,
        seen: Option<&str>,
        now: Instant,
    ) -> Result<Written> {
        let mut tx = self.write().await?;
        let mut changes = Changes::new();
        expect_seen(&mut tx, Form::Product, id, seen).await?;
        let was: i64 = sqlx::query_scalar(CLASS)
            .bind(id)
            .fetch_optional(&mut *tx)
            .await?
            .ok_or(StoreError::NotFound { what: "product" })?;
        changes.keep(&mut tx, Table::Products, id).await?;
        let class = class_id(&mut tx, form.class).await?;
        sqlx::query(UPDATE)
            .bind(id)
            .bind(&form.name)
            .bind(class)
            .bind(form.price_minor)
            .bind(&form.maker)
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
        let mut items = Vec::new();
        if class != was {
            let query = sqlx::query(FOLLOW).bind(id).bind(was).bind(class).bind(now.0);
            let found = query.fetch_all(&mut *tx).await?;
            items = followed(&mut tx, &found, now).await?;
            changes.more(json!({ "items": items, "from": was, "to": class }));
        }
        let deed = Deed {
            now,
            staff: self.at_counter(),
            action: "product.edit",
            entity: "product",
            id,
        };
        let mut written = changes.commit(tx, deed).await?;
        written.items = items;
        Ok(written)
    }

    /// Takes a change of a product back; things whose kind somebody set since stay as they were set.
    ///
    /// # Errors
    /// [`StoreError::CannotUndo`] when it was taken back already or the product changed since.
    pub async fn undo_product(&self, token: i64, now: Instant) -> Result<Undone> {
        let mut tx = self.write().await?;
        let deed = Standing::load(&mut tx, token).await?;
        let number = |name: &str| deed.more().get(name).and_then(Value::as_i64);
        let items: Vec<i64> = deed
            .more()
            .get("items")
            .and_then(Value::as_array)
            .map(|items| items.iter().filter_map(Value::as_i64).collect())
            .unwrap_or_default();
        let classes = number("from").zip(number("to"));
        let mut undone = deed.take_back(&mut tx, now).await?;
        if let Some((from, to)) = classes {
            let query = sqlx::query(GO_BACK)
                .bind(id_list(&items))
                .bind(from)
                .bind(to)
                .bind(now.0);
            let found = query.fetch_all(&mut *tx).await?;
            undone.items = followed(&mut tx, &found, now).await?;
        }
        tx.commit().await?;
        Ok(undone)
    }
}

fn read(row: &SqliteRow, version: String) -> Result<ListedProduct> {
    Ok(ListedProduct {
        id: row.int("id")?,
        version,
        code: row.text("code")?,
        name: row.text("name")?,
        class: class_of(row)?,
        class_by: row.text("class_by")?,
        price_minor: row.int_opt("price_minor")?,
        maker: row.text("maker")?,
        things: row.int("things")?,
    })
}

/// What follows for things of another kind now: their care is planned again, and what counts by kind is stale.
async fn followed(tx: &mut WriteTx, rows: &[SqliteRow], now: Instant) -> Result<Vec<i64>> {
    let mut items = Vec::with_capacity(rows.len());
    let mut households = Vec::with_capacity(rows.len());
    for row in rows {
        items.push(row.int("id")?);
        households.push(row.int("household_id")?);
    }
    items.sort_unstable();
    households.sort_unstable();
    households.dedup();
    mark_items(tx, &items, now).await?;
    mark_stale(tx, &households).await?;
    Ok(items)
}

/// A word as `like` finds it anywhere, signs and all.
fn pattern(word: &str) -> String {
    let mut text = String::with_capacity(word.len() + 2);
    text.push('%');
    for c in word.chars() {
        if matches!(c, '%' | '_' | '\\') {
            text.push('\\');
        }
        text.push(c);
    }
    text.push('%');
    text
}
