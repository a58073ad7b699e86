//! Who is found by other words because of a batch: people told of again further down, homes with a new place, things that
//! went.
//!
//! Not here: the words (`search`), entering them (`index_all`), now or later (`index_marked`).

use std::collections::BTreeSet;

use super::rows::ImportRows;
use crate::Result;
use crate::sql::{WriteTx, id_list, statements};

statements! {
    MEMBERS = "select id from customers where household_id in (select value from json_each($1)) order by id";
    OWNERS = "select distinct customer_id from owned_items where id in (select value from json_each($1))
        order by customer_id";
}

/// Ids that one question takes.
const AT_ONCE: usize = 20_000;

/// Collects them while a batch is written.
#[derive(Debug, Default)]
pub(super) struct FoundAnew {
    pub(super) people: BTreeSet<i64>,
    /// Everybody in these households.
    pub(super) homes: BTreeSet<i64>,
    /// Whoever has these things, or had them.
    pub(super) things: BTreeSet<i64>,
}

impl FoundAnew {
    pub(super) fn add(&mut self, rows: &ImportRows) {
        self.people.extend(&rows.reindex);
        self.homes.extend(&rows.rehomed);
    }

    /// All of them as people, in the order of their ids.
    pub(super) async fn people(self, tx: &mut WriteTx) -> Result<Vec<i64>> {
        let mut people = self.people;
        for (statement, ids) in [(MEMBERS, self.homes), (OWNERS, self.things)] {
            let ids: Vec<i64> = ids.into_iter().collect();
            for part in ids.chunks(AT_ONCE) {
                let found: Vec<i64> = sqlx::query_scalar(statement)
                    .bind(id_list(part))
                    .fetch_all(&mut **tx)
                    .await?;
                people.extend(found);
            }
        }
        Ok(people.into_iter().collect())
    }
}
