//! Taking a batch back: everything it brought goes, except what a person has worked with since, which is listed.
//!
//! Not here: writing a batch.

use std::collections::HashSet;

use aichaku_domain::values::Instant;
use sqlx::AssertSqlSafe;

use super::lines;
use super::restore::{self, PutBack};
use crate::changes::{Deed, enter, mark_items, recount_households};
use crate::index_marked::index_or_mark;
use crate::sql::{RowExt as _, WriteTx, id_list, statements};
use crate::{Result, Store, StoreError};

statements! {
    BATCH = "select state, committed_at from import_batches where id = $1";
    RANGE = "select coalesce(min(first_id), 0) as first, coalesce(max(last_id), -1) as last
        from import_ranges where batch_id = $1 and table_name = $2";
    SOURCES = "select before from import_changes where batch_id = $1 and table_name = 'customer_sources'";
    FORGET_ANSWERS = "delete from import_kept where batch_id = $1";
    FORGET_ANSWERS_ABOUT_PRODUCTS = "delete from import_kept_products where batch_id = $1";
    HOUSEHOLDS_OF_ITEMS = "select distinct household_id from owned_items where id in (select value from json_each($1))";
    CLOSE = "update import_batches set state = 'undone', undone_at = $2 where id = $1";
    /// A number in another system that the batch brought for somebody who was there.
    FORGET_SOURCE = "delete from customer_sources
        where source = json_extract($1, '$.source') and external_id = json_extract($1, '$.external_id')";
    /// People who were to be found by more words since: $1/$2 contact points, $3/$4
    /// addresses, $5/$6 things.
    FOUND_BY_MORE = "select customer_id as id from contact_points where id between $1 and $2
        union select customers.id from addresses join customers on customers.household_id = addresses.household_id
            where addresses.id between $3 and $4
        union select customer_id from owned_items where id between $5 and $6";
    HOUSEHOLDS_OF_PURCHASES = "select distinct household_id from purchases where id between $1 and $2 order by household_id";
}

/// What a person has worked with since; lives as long as the connection. Not among the statements that are
/// prepared by themselves, because its table is there only while a batch is taken back.
const MAKE_KEPT: &str = "create temp table if not exists kept (
    entity text not null, id integer not null, code text not null, primary key (entity, id)) without rowid";
const CLEAR_KEPT: &str = "delete from temp.kept";

/// Each: which things a person has worked with since. $1/$2: id range, $3: when the batch was committed.
const KEPT_ITEMS: [(&str, &str); 5] = [
    (
        "has_touch",
        "select distinct owned_items.id from owned_items join touches on touches.owned_item_id = owned_items.id where owned_items.id between $1 and $2 and $3 is not null",
    ),
    (
        "has_touch",
        "select distinct owned_items.id from owned_items join follow_ups on follow_ups.owned_item_id = owned_items.id where owned_items.id between $1 and $2 and $3 is not null and (follow_ups.state in ('done', 'skipped') or follow_ups.attempts > 0)",
    ),
    (
        "has_note",
        "select distinct owned_items.id from owned_items join notes on notes.owned_item_id = owned_items.id where owned_items.id between $1 and $2 and $3 is not null",
    ),
    (
        "has_case",
        "select distinct owned_items.id from owned_items join cases on cases.owned_item_id = owned_items.id where owned_items.id between $1 and $2 and $3 is not null",
    ),
    (
        "edited",
        "select id from owned_items where id between $1 and $2 and updated_at > $3 and exists (select 1 from audit where audit.entity = 'item' and audit.entity_id = owned_items.id)",
    ),
];

const KEPT_CUSTOMERS: [(&str, &str); 8] = [
    (
        "has_touch",
        "select distinct customers.id from customers join touches on touches.household_id = customers.household_id and touches.customer_id = customers.id where customers.id between $1 and $2 and $3 is not null",
    ),
    (
        "has_note",
        "select distinct customers.id from customers join notes on notes.household_id = customers.household_id where customers.id between $1 and $2 and $3 is not null",
    ),
    (
        "has_consent",
        "select distinct customer_id from consents where customer_id between $1 and $2 and $3 is not null",
    ),
    (
        "has_case",
        "select distinct customers.id from customers join cases on cases.household_id = customers.household_id where customers.id between $1 and $2 and $3 is not null",
    ),
    (
        "has_voice",
        "select distinct customer_id from voices where customer_id between $1 and $2 and $3 is not null",
    ),
    (
        "has_touch",
        "select distinct customer_id from follow_ups where customer_id between $1 and $2 and $3 is not null and plan_id is null",
    ),
    // Who asked for nothing any more is not forgotten with the file: it would bring them back.
    (
        "has_consent",
        "select id from customers where id between $1 and $2 and $3 is not null and suppressed = 1",
    ),
    (
        "edited",
        "select id from customers where id between $1 and $2 and updated_at > $3 and exists (select 1 from audit where audit.entity = 'customer' and audit.entity_id = customers.id)",
    ),
];

/// A row that stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptRow {
    /// `customer`, `purchase`, `item`, `household`.
    pub entity: String,
    /// Id.
    pub id: i64,
    /// Why.
    pub code: String,
}

/// What taking a batch back did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UndoneBatch {
    /// Rows removed: households, customers, purchases, lines, products, items, deliveries, answers.
    pub removed: [i64; 8],
    /// Rows put back to what they were.
    pub restored: i64,
    /// What stays (at most 1,000).
    pub kept: Vec<KeptRow>,
}

impl Store {
    /// Takes a batch back, in one transaction.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::CannotUndo`] when it was taken back already.
    pub async fn undo_import(&self, batch: i64, now: Instant) -> Result<UndoneBatch> {
        let mut tx = self.write().await?;
        let row = sqlx::query(BATCH)
            .bind(batch)
            .fetch_optional(&mut *tx)
            .await?
            .ok_or(StoreError::NotFound { what: "batch" })?;
        if row.text("state")? != "committed" {
            return Err(StoreError::CannotUndo);
        }
        let since = row.int("committed_at")?;
        let mut undo = Undo { tx, batch, since };
        undo.collect_kept().await?;
        let mut households = undo.households().await?;
        let mut found = undo.found_by_more().await?;
        let put_back = undo.restore().await?;
        found.extend(put_back.people);
        households.extend(put_back.households);
        let mut done = UndoneBatch {
            restored: put_back.rows,
            ..UndoneBatch::default()
        };
        undo.remove(&mut done).await?;
        done.kept = undo.kept().await?;
        let found = undo.still_there(found).await?;
        let mut tx = undo.tx;
        for forget in [FORGET_ANSWERS, FORGET_ANSWERS_ABOUT_PRODUCTS] {
            sqlx::query(forget).bind(batch).execute(&mut *tx).await?;
        }
        lines::forget(&mut tx, batch).await?;
        index_or_mark(&mut tx, &found).await?;
        for part in households.chunks(20_000) {
            recount_households(&mut tx, part).await?;
        }
        sqlx::query(CLOSE)
            .bind(batch)
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
        let deed = Deed {
            now,
            staff: self.at_counter(),
            action: "import.undo",
            entity: "batch",
            id: batch,
        };
        enter(&mut tx, deed, "").await?;
        tx.commit().await?;
        Ok(done)
    }
}

struct Undo {
    tx: WriteTx,
    batch: i64,
    since: i64,
}

impl Undo {
    async fn range(&mut self, table: &str) -> Result<(i64, i64)> {
        let row = sqlx::query(RANGE)
            .bind(self.batch)
            .bind(table)
            .fetch_one(&mut *self.tx)
            .await?;
        Ok((row.int("first")?, row.int("last")?))
    }

    /// Runs a made statement over an id range; returns the rows it touched.
    async fn run(&mut self, text: &str, range: (i64, i64)) -> Result<i64> {
        let done = sqlx::query(AssertSqlSafe(text))
            .bind(range.0)
            .bind(range.1)
            .execute(&mut *self.tx)
            .await?;
        Ok(i64::try_from(done.rows_affected()).unwrap_or(i64::MAX))
    }

    async fn keep(&mut self, entity: &str, code: &str, text: &str, range: (i64, i64)) -> Result<()> {
        // `found (id)` names the only column, whatever the statement calls it.
        let text = format!(
            "insert or ignore into temp.kept (entity, id, code) \
             with found (id) as ({text}) select '{entity}', id, '{code}' from found"
        );
        sqlx::query(AssertSqlSafe(text))
            .bind(range.0)
            .bind(range.1)
            .bind(self.since)
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }

    /// Items first; what they belong to stays with them.
    async fn collect_kept(&mut self) -> Result<()> {
        sqlx::query(MAKE_KEPT).execute(&mut *self.tx).await?;
        sqlx::query(CLEAR_KEPT).execute(&mut *self.tx).await?;
        let items = self.range("owned_items").await?;
        for (code, text) in KEPT_ITEMS {
            self.keep("item", code, text, items).await?;
        }
        let purchases = self.range("purchases").await?;
        // A purchase to which a later file added stays whole: that file tells of all of it.
        let (first, last) = self.range("purchase_lines").await?;
        let told_later = format!(
            "select distinct purchase_id from purchase_lines where purchase_id between $1 and $2 and $3 is not null \
             and id not between {first} and {last}"
        );
        self.keep("purchase", "told_later", &told_later, purchases)
            .await?;
        self.keep(
            "item",
            "told_later",
            "select distinct owned_items.id from temp.kept \
             join purchase_lines on purchase_lines.purchase_id = kept.id \
             join owned_items on owned_items.line_id = purchase_lines.id \
             where kept.code = 'told_later' and owned_items.id between $1 and $2 and $3 is not null",
            items,
        )
        .await?;
        self.keep(
            "purchase",
            "has_item",
            "select distinct purchase_lines.purchase_id from temp.kept join owned_items on owned_items.id = kept.id \
             join purchase_lines on purchase_lines.id = owned_items.line_id \
             where kept.entity = 'item' and purchase_lines.purchase_id between $1 and $2 and $3 is not null",
            purchases,
        )
        .await?;
        self.keep(
            "purchase",
            "edited",
            "select id from purchases where id between $1 and $2 and updated_at > $3 \
             and exists (select 1 from audit where audit.entity = 'purchase' and audit.entity_id = purchases.id)",
            purchases,
        )
        .await?;
        let customers = self.range("customers").await?;
        for (code, text) in KEPT_CUSTOMERS {
            self.keep("customer", code, text, customers).await?;
        }
        // A person stays with a purchase or thing that stays, or that came from elsewhere.
        let (first, last) = purchases;
        let elsewhere = format!(
            "select distinct customer_id from purchases where customer_id between $1 and $2 and $3 is not null \
             and (id not between {first} and {last} or id in (select id from temp.kept where entity = 'purchase'))"
        );
        self.keep("customer", "has_purchase", &elsewhere, customers)
            .await?;
        let (first, last) = items;
        let things = format!(
            "select distinct customer_id from owned_items where customer_id between $1 and $2 and $3 is not null \
             and (id not between {first} and {last} or id in (select id from temp.kept where entity = 'item'))"
        );
        self.keep("customer", "has_item", &things, customers).await?;
        let households = self.range("households").await?;
        let (first, last) = customers;
        let people = format!(
            "select distinct household_id from customers where household_id between $1 and $2 and $3 is not null \
             and (id not between {first} and {last} or id in (select id from temp.kept where entity = 'customer'))"
        );
        self.keep("household", "has_customer", &people, households).await
    }

    /// Households whose totals change.
    async fn households(&mut self) -> Result<Vec<i64>> {
        let (first, last) = self.range("purchases").await?;
        let mut ids: Vec<i64> = sqlx::query_scalar(HOUSEHOLDS_OF_PURCHASES)
            .bind(first)
            .bind(last)
            .fetch_all(&mut *self.tx)
            .await?;
        let changed: Vec<i64> = sqlx::query_scalar(
            "select distinct purchases.household_id from import_changes \
             join purchases on purchases.id = import_changes.row_id \
             where import_changes.batch_id = $1 and import_changes.table_name = 'purchases'",
        )
        .bind(self.batch)
        .fetch_all(&mut *self.tx)
        .await?;
        ids.extend(changed);
        // A household that stood twice in the list would be counted twice.
        ids.sort_unstable();
        ids.dedup();
        Ok(ids)
    }

    async fn found_by_more(&mut self) -> Result<Vec<i64>> {
        let contacts = self.range("contact_points").await?;
        let addresses = self.range("addresses").await?;
        let items = self.range("owned_items").await?;
        Ok(sqlx::query_scalar(FOUND_BY_MORE)
            .bind(contacts.0)
            .bind(contacts.1)
            .bind(addresses.0)
            .bind(addresses.1)
            .bind(items.0)
            .bind(items.1)
            .fetch_all(&mut *self.tx)
            .await?)
    }

    /// Of these people those who are not gone with the batch, each once.
    async fn still_there(&mut self, mut people: Vec<i64>) -> Result<Vec<i64>> {
        let (first, last) = self.range("customers").await?;
        let kept: HashSet<i64> = sqlx::query_scalar("select id from temp.kept where entity = 'customer'")
            .fetch_all(&mut *self.tx)
            .await?
            .into_iter()
            .collect();
        people.retain(|customer| !(first..=last).contains(customer) || kept.contains(customer));
        people.sort_unstable();
        people.dedup();
        Ok(people)
    }

    /// Puts changed rows back where they still say what the batch wrote.
    async fn restore(&mut self) -> Result<PutBack> {
        for number in self.numbers_elsewhere().await? {
            sqlx::query(FORGET_SOURCE)
                .bind(number)
                .execute(&mut *self.tx)
                .await?;
        }
        let mut put_back = restore::put_back(&mut self.tx, self.batch, self.since).await?;
        for (entity, id) in &put_back.kept {
            sqlx::query("insert or ignore into temp.kept (entity, id, code) values ($1, $2, 'edited')")
                .bind(entity)
                .bind(id)
                .execute(&mut *self.tx)
                .await?;
        }
        mark_items(&mut self.tx, &put_back.items, Instant(self.since)).await?;
        put_back.households = sqlx::query_scalar(HOUSEHOLDS_OF_ITEMS)
            .bind(id_list(&put_back.items))
            .fetch_all(&mut *self.tx)
            .await?;
        Ok(put_back)
    }

    async fn numbers_elsewhere(&mut self) -> Result<Vec<String>> {
        Ok(sqlx::query_scalar(SOURCES)
            .bind(self.batch)
            .fetch_all(&mut *self.tx)
            .await?)
    }

    /// Removes in the order in which foreign keys let go.
    async fn remove(&mut self, done: &mut UndoneBatch) -> Result<()> {
        let answers = self.range("voices").await?;
        done.removed[7] = self
            .run("delete from voices where id between $1 and $2", answers)
            .await?;
        let items = self.range("owned_items").await?;
        let purchases = self.range("purchases").await?;
        let customers = self.range("customers").await?;
        let households = self.range("households").await?;
        let kept = |entity: &str| format!("select id from temp.kept where entity = '{entity}'");
        self.run(
            &format!(
                "delete from follow_ups where owned_item_id between $1 and $2 and owned_item_id not in ({})",
                kept("item")
            ),
            items,
        )
        .await?;
        self.run(
            "delete from jobs where kind = 'plan_item' and cast(key as integer) between $1 and $2",
            items,
        )
        .await?;
        done.removed[5] = self
            .run(
                &format!(
                    "delete from owned_items where id between $1 and $2 and id not in ({})",
                    kept("item")
                ),
                items,
            )
            .await?;
        let of_purchase = format!(
            "purchase_id between $1 and $2 and purchase_id not in ({})",
            kept("purchase")
        );
        let deliveries = self.range("deliveries").await?;
        // A delivery day that a list brought for an older purchase goes too.
        done.removed[6] = self
            .run(
                &format!(
                    "delete from deliveries where id between $1 and $2 and purchase_id not in ({})",
                    kept("purchase")
                ),
                deliveries,
            )
            .await?;
        done.removed[6] += self
            .run(&format!("delete from deliveries where {of_purchase}"), purchases)
            .await?;
        self.run(&format!("delete from refunds where {of_purchase}"), purchases)
            .await?;
        // What the batch paid back by entries of their own. The sums of those purchases, kept or not, are put
        // back already.
        let refunds = self.range("refunds").await?;
        self.run(
            "delete from refunds where id between $1 and $2 and external_id <> ''",
            refunds,
        )
        .await?;
        self.run(
            &format!(
                "delete from refunds where id between $1 and $2 and external_id <> '' \
                 and purchase_id not in ({})",
                kept("purchase")
            ),
            refunds,
        )
        .await?;
        done.removed[3] = self
            .run(
                &format!("delete from purchase_lines where {of_purchase}"),
                purchases,
            )
            .await?;
        // Lines that the batch brought for older purchases, but not those of a thing that stays.
        let lines = self.range("purchase_lines").await?;
        let (first, last) = purchases;
        done.removed[3] += self
            .run(
                &format!(
                    "delete from purchase_lines where id between $1 and $2 \
                     and purchase_id not between {first} and {last} \
                     and not exists (select 1 from owned_items where owned_items.line_id = purchase_lines.id) \
                     and not exists (select 1 from refunds where refunds.line_id = purchase_lines.id)"
                ),
                lines,
            )
            .await?;
        done.removed[2] = self
            .run(
                &format!(
                    "delete from purchases where id between $1 and $2 and id not in ({})",
                    kept("purchase")
                ),
                purchases,
            )
            .await?;
        let of_customer = format!(
            "customer_id between $1 and $2 and customer_id not in ({})",
            kept("customer")
        );
        self.run(
            &format!("delete from contact_points where {of_customer}"),
            customers,
        )
        .await?;
        // Numbers and addresses that the batch added to people who were there before.
        let contacts = self.range("contact_points").await?;
        self.run(
            &format!(
                "delete from contact_points where id between $1 and $2 and customer_id not in ({})",
                kept("customer")
            ),
            contacts,
        )
        .await?;
        let addresses = self.range("addresses").await?;
        self.run(
            &format!(
                "delete from addresses where id between $1 and $2 and household_id not in ({})",
                kept("household")
            ),
            addresses,
        )
        .await?;
        self.run(
            &format!("delete from customer_sources where {of_customer}"),
            customers,
        )
        .await?;
        self.run(
            &format!(
                "delete from customer_search where rowid between $1 and $2 and rowid not in ({})",
                kept("customer")
            ),
            customers,
        )
        .await?;
        done.removed[1] = self
            .run(
                &format!(
                    "delete from customers where id between $1 and $2 and id not in ({})",
                    kept("customer")
                ),
                customers,
            )
            .await?;
        self.run(
            &format!(
                "delete from addresses where household_id between $1 and $2 and household_id not in ({})",
                kept("household")
            ),
            households,
        )
        .await?;
        done.removed[0] = self
            .run(
                &format!(
                    "delete from households where id between $1 and $2 and id not in ({})",
                    kept("household")
                ),
                households,
            )
            .await?;
        let products = self.range("products").await?;
        done.removed[4] = self
            .run(
                "delete from products where id between $1 and $2 \
                 and not exists (select 1 from purchase_lines where purchase_lines.product_id = products.id) \
                 and not exists (select 1 from owned_items where owned_items.product_id = products.id)",
                products,
            )
            .await?;
        Ok(())
    }

    async fn kept(&mut self) -> Result<Vec<KeptRow>> {
        let rows = sqlx::query("select entity, id, code from temp.kept order by entity, id limit 1000")
            .fetch_all(&mut *self.tx)
            .await?;
        rows.iter()
            .map(|row| {
                Ok(KeptRow {
                    entity: row.text("entity")?,
                    id: row.int("id")?,
                    code: row.text("code")?,
                })
            })
            .collect()
    }
}
