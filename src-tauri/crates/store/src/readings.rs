//! How names are read in this shop: what others of the same kanji have, and nothing else.
//!
//! Not here: guessing. A name that nobody of the shop has gets no reading.

use std::collections::{BTreeMap, BTreeSet};

use aichaku_domain::fold::search_query;

use crate::sql::{RowExt as _, statements};
use crate::{Result, Store, StoreError};

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
    /// The same for one name of a few, with how many people have each reading.
    FAMILY_OF = "select family_name as name, family_kana as kana, count(*) as people from customers
        where id in (select rowid from customer_search where customer_search match $1 order by rowid desc limit $2)
          and family_name = $3 and family_kana <> '' and state <> 'erased'
        group by family_kana order by people desc, kana";
    GIVEN_OF = "select given_name as name, given_kana as kana, count(*) as people from customers
        where id in (select rowid from customer_search where customer_search match $1 order by rowid desc limit $2)
          and given_name = $3 and given_kana <> '' and state <> 'erased'
        group by given_kana order by people desc, kana";
    /// Of many names at once: one walk over the people costs less than a question for each. $1: names as JSON.
    FAMILIES_OF = "select family_name as name, family_kana as kana, count(*) as people from customers
        where family_kana <> '' and state <> 'erased' and family_name in (select value from json_each($1))
        group by family_name, family_kana order by name, people desc, kana";
    GIVENS_OF = "select given_name as name, given_kana as kana, count(*) as people from customers
        where given_kana <> '' and state <> 'erased' and given_name in (select value from json_each($1))
        group by given_name, given_kana order by name, people desc, kana";
}

/// Names for which each is asked by itself; more are asked in one walk.
const FEW: usize = 40;

/// Readings of names, the commonest first, each with how many of the shop's people have it.
pub type ReadingsOf = BTreeMap<String, Vec<(String, i64)>>;

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

    /// How many people of the shop read each of these family names, and of these given names, how; names that nobody of the
    /// shop has with a reading are left out.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn readings_of(
        &self,
        families: &BTreeSet<String>,
        givens: &BTreeSet<String>,
    ) -> Result<(ReadingsOf, ReadingsOf)> {
        Ok((
            self.counted(families, FAMILY_OF, FAMILIES_OF).await?,
            self.counted(givens, GIVEN_OF, GIVENS_OF).await?,
        ))
    }

    async fn counted(
        &self,
        names: &BTreeSet<String>,
        of_one: &'static str,
        of_many: &'static str,
    ) -> Result<ReadingsOf> {
        let mut rows = Vec::new();
        if names.len() > FEW {
            let names = serde_json::to_string(names).map_err(|error| StoreError::Other(Box::new(error)))?;
            rows = sqlx::query(of_many).bind(names).fetch_all(self.read()).await?;
        } else {
            for name in names {
                let Some(query) = search_query(name) else {
                    continue;
                };
                let found = sqlx::query(of_one)
                    .bind(format!("name : ({})", query.fts))
                    .bind(LOOKED_AT)
                    .bind(name)
                    .fetch_all(self.read())
                    .await?;
                rows.extend(found);
            }
        }
        let mut readings = ReadingsOf::new();
        for row in &rows {
            let known = readings.entry(row.text("name")?).or_default();
            known.push((row.text("kana")?, row.int("people")?));
        }
        Ok(readings)
    }
}
