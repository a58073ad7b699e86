//! The next free id of each table: rows get theirs by counting on.
//!
//! Not here: who counts (`api`).

use sqlx::AssertSqlSafe;

use crate::{Result, Store};

/// The next free id of each table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(missing_docs, reason = "named after the tables")]
pub struct NextIds {
    pub households: i64,
    pub customers: i64,
    pub contact_points: i64,
    pub addresses: i64,
    pub products: i64,
    pub purchases: i64,
    pub purchase_lines: i64,
    pub refunds: i64,
    pub deliveries: i64,
    pub owned_items: i64,
    pub voices: i64,
}

impl NextIds {
    pub(super) const TABLES: [&'static str; 11] = [
        "households",
        "customers",
        "contact_points",
        "addresses",
        "products",
        "purchases",
        "purchase_lines",
        "refunds",
        "deliveries",
        "owned_items",
        "voices",
    ];

    pub(super) fn as_list(self) -> [i64; 11] {
        [
            self.households,
            self.customers,
            self.contact_points,
            self.addresses,
            self.products,
            self.purchases,
            self.purchase_lines,
            self.refunds,
            self.deliveries,
            self.owned_items,
            self.voices,
        ]
    }

    pub(super) fn from_list(list: [i64; 11]) -> Self {
        let [
            households,
            customers,
            contact_points,
            addresses,
            products,
            purchases,
            purchase_lines,
            refunds,
            deliveries,
            owned_items,
            voices,
        ] = list;
        Self {
            households,
            customers,
            contact_points,
            addresses,
            products,
            purchases,
            purchase_lines,
            refunds,
            deliveries,
            owned_items,
            voices,
        }
    }
}

impl Store {
    /// The next free ids, for a preview.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn next_ids(&self) -> Result<NextIds> {
        let mut list = [0; 11];
        for (id, table) in list.iter_mut().zip(NextIds::TABLES) {
            let text = format!("select coalesce(max(id), 0) + 1 from {table}");
            *id = sqlx::query_scalar(AssertSqlSafe(text))
                .fetch_one(self.read())
                .await?;
        }
        Ok(NextIds::from_list(list))
    }
}
