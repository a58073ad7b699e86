//! How names are read in this shop: what others of the same kanji have, and nothing else.
//!
//! Not here: guessing. A name that nobody of the shop has gets no reading.

use aichaku_domain::fold::search_query;

use crate::sql::statements;
use crate::{Result, Store};

/// Readings that are proposed for a name.
const PROPOSED: i64 = 3;
/// People of a name that are looked at, the newest first; more say nothing new.
const LOOKED_AT: i64 = 200;

statements! {
    /// By the search index, so that a large shop needs no index of its own for it.
    /// $1: the question to the index, $2: people looked at, $3: the name as typed, $4: readings.
    FAMILY = "select family_kana from customers
        where id in (select rowid from customer_search where customer_search match $1 order by rowid desc limit $2)
          and family_name = $3 and family_kana <> '' and state <> 'erased'
        group by family_kana order by count(*) desc, family_kana limit $4";
    GIVEN = "select given_kana from customers
        where id in (select rowid from customer_search where customer_search match $1 order by rowid desc limit $2)
          and given_name = $3 and given_kana <> '' and state <> 'erased'
        group by given_kana order by count(*) desc, given_kana limit $4";
}

impl Store {
    /// Readings of a family and of a given name among the shop's customers, the commonest first.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn readings(&self, family: &str, given: &str) -> Result<(Vec<String>, Vec<String>)> {
        Ok((
            self.reading(FAMILY, family).await?,
            self.reading(GIVEN, given).await?,
        ))
    }

    async fn reading(&self, statement: &'static str, name: &str) -> Result<Vec<String>> {
        let Some(query) = search_query(name) else {
            return Ok(Vec::new());
        };
        Ok(sqlx::query_scalar(statement)
            .bind(format!("name : ({})", query.fts))
            .bind(LOOKED_AT)
            .bind(name)
            .bind(PROPOSED)
            .fetch_all(self.read())
            .await?)
    }
}
