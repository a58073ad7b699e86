//! Whether the store is sound: the file, its references, and the rules that no constraint of the schema keeps.
//!
//! Not here: repairing. Every finding is a name without personal data.

use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection};

use crate::sql::statements;
use crate::{Result, Store};

statements! {
    INTEGRITY = "pragma integrity_check(20)";
    PAGES = "pragma cipher_integrity_check";
    REFERENCES = "select distinct \"table\" from pragma_foreign_key_check";
    /// Things stand in the household of the person who has them.
    ITEM_HOUSEHOLD = "select count(*) from owned_items
        join customers on customers.id = owned_items.customer_id
        where customers.household_id <> owned_items.household_id";
    /// Purchases count for the household of the buyer.
    PURCHASE_HOUSEHOLD = "select count(*) from purchases
        join customers on customers.id = purchases.customer_id
        where customers.household_id <> purchases.household_id";
    FOLLOW_UP_HOUSEHOLD = "select count(*) from follow_ups
        join owned_items on owned_items.id = follow_ups.owned_item_id
        where follow_ups.state = 'planned' and owned_items.household_id <> follow_ups.household_id";
    /// The key of a follow-up; the index keeps it, unless the index is damaged.
    FOLLOW_UP_KEY = "select count(*) from (
        select 1 from follow_ups not indexed where step_id is not null
        group by owned_item_id, step_id, occurrence, plan_id having count(*) > 1)";
    /// A thing that is gone is silent.
    SILENT_ITEM = "select count(*) from follow_ups
        join owned_items on owned_items.id = follow_ups.owned_item_id
        where follow_ups.state = 'planned' and follow_ups.plan_id is not null
            and owned_items.state not in ('in_use', 'awaiting')
            and not exists (select 1 from jobs where jobs.kind = 'plan_item' and jobs.key = cast(owned_items.id as text))";
    HOUSEHOLD_TOTALS = include_str!("../sql/check_totals.sql");
    DELIVERY_OPEN = include_str!("../sql/check_delivery_open.sql");
    REFUNDED = "select count(*) from (
        select purchases.id from purchases join refunds on refunds.purchase_id = purchases.id
        group by purchases.id having sum(refunds.amount_minor) > max(purchases.refunded_minor))";
    SPREAD = "select count(*) from owned_items
        join households on households.id = owned_items.household_id
        where owned_items.spread <> households.spread";
    /// Everybody can be found. A contentless index has no rows to join, but it counts them.
    SEARCHABLE = "select abs((select count(*) from customers) - (select count(*) from customer_search))";
}

/// The rules that are kept by writes and looked after here; the name is what is reported.
const RULES: &[(&str, &str)] = &[
    ("item_household", ITEM_HOUSEHOLD),
    ("purchase_household", PURCHASE_HOUSEHOLD),
    ("follow_up_household", FOLLOW_UP_HOUSEHOLD),
    ("follow_up_key", FOLLOW_UP_KEY),
    ("silent_item", SILENT_ITEM),
    ("household_totals", HOUSEHOLD_TOTALS),
    ("delivery_open", DELIVERY_OPEN),
    ("refunded", REFUNDED),
    ("spread", SPREAD),
    ("searchable", SEARCHABLE),
];

impl Store {
    /// Names of what is wrong; empty: the store is sound. Walks through all of it.
    ///
    /// # Errors
    /// [`crate::StoreError::Damaged`] when it cannot even be walked through.
    pub async fn check(&self) -> Result<Vec<String>> {
        if self.path().is_none() {
            // A store in memory lives in its one connection; it is not encrypted.
            return problems(&mut *self.read().acquire().await?, false).await;
        }
        // A connection that looked before remembers how large the search index was then, and would call it damaged
        // when others have written since. A new one remembers nothing.
        let options = (*self.read().connect_options()).clone();
        let mut own = options.connect().await?;
        let found = problems(&mut own, true).await;
        own.close().await?;
        found
    }
}

async fn problems(connection: &mut SqliteConnection, encrypted: bool) -> Result<Vec<String>> {
    let mut tx = connection.begin().await?;
    let mut problems = Vec::new();
    if encrypted {
        let pages: Vec<String> = sqlx::query_scalar(PAGES).fetch_all(&mut *tx).await?;
        if !pages.is_empty() {
            problems.push("pages".to_owned());
        }
    }
    let said: Vec<String> = sqlx::query_scalar(INTEGRITY).fetch_all(&mut *tx).await?;
    if said != ["ok"] {
        problems.push("integrity".to_owned());
    }
    let tables: Vec<String> = sqlx::query_scalar(REFERENCES).fetch_all(&mut *tx).await?;
    problems.extend(tables.into_iter().map(|table| format!("reference:{table}")));
    for (name, statement) in RULES {
        let broken: i64 = sqlx::query_scalar(*statement).fetch_one(&mut *tx).await?;
        if broken > 0 {
            problems.push((*name).to_owned());
        }
    }
    Ok(problems)
}
