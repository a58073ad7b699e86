//! Looking at people who were written or brought in since: their keys, whom they share one with, what was found.
//!
//! One stretch is one transaction of the one writer, so that nobody is marked and forgotten at once.
//! Not here: comparing (`domain::matching`).

use sqlx::SqliteConnection;

use crate::people::Address;
use crate::sql::{RowExt as _, WriteTx, id_list, statements};
use crate::{PairKind, Result, Store, StoreError};

statements! {
    WAITING = "select (select count(*) from look_marks) + (select count(*) from look_taken)";
    /// An interrupted look of many.
    LEFT = "select exists (select 1 from look_taken)";
    MARKED = "select customer_id from look_marks order by customer_id limit $1";
    PEOPLE = "select c.id, c.household_id, c.kind, c.family_name, c.given_name, c.family_kana, c.given_kana,
            exists (select 1 from audit where audit.entity = 'customer' and audit.entity_id = c.id
                and audit.action = 'customer.add') as by_hand
        from customers as c where c.id in (select value from json_each($1)) and c.state <> 'erased' order by c.id";
    CONTACTS = "select customer_id, kind, value_key from contact_points
        where customer_id in (select value from json_each($1)) and kind <> 'line' order by id";
    /// A place that something was carried to may be anybody's.
    PLACES = "select household_id, postal_code, prefecture, city, street, building from addresses
        where household_id in (select value from json_each($1)) and kind in ('home', 'former')
        order by household_id, kind = 'former', id";
    OLD_KEYS = "delete from match_keys where (key, customer_id) in (
            select k.value, p.customer_id from looked_people as p, json_each(p.keys) as k
            where p.customer_id in (select value from json_each($1)))";
    FORGET_LOOKED = "delete from looked_people where customer_id in (select value from json_each($1))";
    /// $1: JSON list of [customer, [key, …]]. In the order of the index, so that a page is written once.
    ENTER_KEYS = "insert or ignore into match_keys (key, customer_id)
        select k.value, p.value ->> 0 from json_each($1) as p, json_each(p.value, '$[1]') as k order by 1, 2";
    ENTER_LOOKED = "insert into looked_people (customer_id, keys)
        select value ->> 0, value -> 1 from json_each($1) where true
        on conflict (customer_id) do update set keys = excluded.keys";
    /// $1: as above; $2: a key that so many share says nothing about them.
    SHARING = include_str!("../../sql/duplicates_sharing.sql");
    FORGET_FOUND = "delete from duplicate_pairs where state = 'open' and one_id in (select value from json_each($1))";
    FORGET_FOUND_OTHER = "delete from duplicate_pairs
        where state = 'open' and other_id in (select value from json_each($1))";
    /// $1: JSON list of [one, other, kind, score, reasons]. What was answered stays answered.
    ENTER_PAIRS = "insert into duplicate_pairs (one_id, other_id, kind, score, reasons)
        select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 from json_each($1) where true
        on conflict (one_id, other_id) do nothing";
    ANSWERED = "select p.value ->> 0 as one_id, p.value ->> 1 as other_id from json_each($1) as p
        join duplicate_pairs as d on d.one_id = p.value ->> 0 and d.other_id = p.value ->> 1
        where d.state <> 'open'";
    CLEAR_MARKS = "delete from look_marks where customer_id in (select value from json_each($1))";
}

/// What the books say of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPerson {
    /// Customer.
    pub id: i64,
    /// Household.
    pub household: i64,
    /// A company.
    pub company: bool,
    /// Family name, or the whole name.
    pub family_name: String,
    /// Given name.
    pub given_name: String,
    /// Kana of the family name.
    pub family_kana: String,
    /// Kana of the given name.
    pub given_kana: String,
    /// Keys of telephone numbers.
    pub phones: Vec<String>,
    /// Keys of mail addresses.
    pub mails: Vec<String>,
    /// Homes, the present one first.
    pub places: Vec<Address>,
    /// Typed in by a person, not read from a file.
    pub by_hand: bool,
}

/// Two people who look alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundPair {
    /// One.
    pub one: i64,
    /// Another.
    pub other: i64,
    /// What is asked about them.
    pub kind: PairKind,
    /// Probability that they are one person, in thousandths.
    pub score: i64,
    /// What is alike.
    pub reasons: Vec<&'static str>,
}

impl FoundPair {
    /// Both, the smaller id first.
    #[must_use]
    pub fn ids(&self) -> (i64, i64) {
        (self.one.min(self.other), self.one.max(self.other))
    }
}

/// A stretch of people who are being looked at; dropped without [`Look::finish`], they stay marked.
pub struct Look {
    tx: WriteTx,
    people: Vec<i64>,
}

impl Store {
    /// How many people wait for a look.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn waiting_for_look(&self) -> Result<i64> {
        Ok(sqlx::query_scalar(WAITING).fetch_one(self.read()).await?)
    }

    /// Whether a look at many was interrupted, so that those whom it had taken wait for another.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn has_taken(&self) -> Result<bool> {
        Ok(sqlx::query_scalar(LEFT).fetch_one(self.read()).await?)
    }

    /// Begins to look at the next people, at most `limit`; `None`: nobody waits.
    ///
    /// # Errors
    /// Those of writing.
    pub async fn begin_look(&self, limit: i64) -> Result<Option<Look>> {
        let waiting: Vec<i64> = sqlx::query_scalar(MARKED).bind(1).fetch_all(self.read()).await?;
        if waiting.is_empty() {
            return Ok(None);
        }
        let mut tx = self.write().await?;
        let people = sqlx::query_scalar(MARKED).bind(limit).fetch_all(&mut *tx).await?;
        Ok(Some(Look { tx, people }))
    }
}

impl Look {
    /// Who is looked at.
    #[must_use]
    pub fn people(&self) -> &[i64] {
        &self.people
    }

    /// What the books say of these people; those who are not there any more are left out.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn read(&mut self, ids: &[i64]) -> Result<Vec<KnownPerson>> {
        read_people(&mut self.tx, ids).await
    }

    /// Puts keys in the place of those that stood for everybody who is looked at.
    ///
    /// # Errors
    /// Those of writing.
    pub async fn enter_keys(&mut self, keys: &[(i64, Vec<i64>)]) -> Result<()> {
        let looked = id_list(&self.people);
        for statement in [OLD_KEYS, FORGET_LOOKED] {
            sqlx::query(statement)
                .bind(&looked)
                .execute(&mut *self.tx)
                .await?;
        }
        let keys = json(&keys)?;
        for statement in [ENTER_KEYS, ENTER_LOOKED] {
            sqlx::query(statement).bind(&keys).execute(&mut *self.tx).await?;
        }
        Ok(())
    }

    /// Pairs of people who share a key, unless more than `most` do.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn sharing(&mut self, keys: &[(i64, Vec<i64>)], most: usize) -> Result<Vec<(i64, i64)>> {
        let rows = sqlx::query(SHARING)
            .bind(json(&keys)?)
            .bind(i64::try_from(most).unwrap_or(i64::MAX))
            .fetch_all(&mut *self.tx)
            .await?;
        rows.iter()
            .map(|row| Ok((row.int("one_id")?, row.int("other_id")?)))
            .collect()
    }

    /// Keeps what was found in the place of what was found before about everybody who is looked at, and returns
    /// those of the pairs that a person has answered already.
    ///
    /// # Errors
    /// Those of writing.
    pub async fn enter_pairs(&mut self, pairs: &[FoundPair]) -> Result<Vec<(i64, i64)>> {
        let looked = id_list(&self.people);
        for statement in [FORGET_FOUND, FORGET_FOUND_OTHER] {
            sqlx::query(statement)
                .bind(&looked)
                .execute(&mut *self.tx)
                .await?;
        }
        let rows = json(&pair_rows(pairs))?;
        sqlx::query(ENTER_PAIRS)
            .bind(&rows)
            .execute(&mut *self.tx)
            .await?;
        let answered = sqlx::query(ANSWERED).bind(&rows).fetch_all(&mut *self.tx).await?;
        answered
            .iter()
            .map(|row| Ok((row.int("one_id")?, row.int("other_id")?)))
            .collect()
    }

    /// Nobody of the stretch is marked any more.
    ///
    /// # Errors
    /// Those of writing.
    pub async fn finish(mut self) -> Result<()> {
        sqlx::query(CLEAR_MARKS)
            .bind(id_list(&self.people))
            .execute(&mut *self.tx)
            .await?;
        self.tx.commit().await?;
        Ok(())
    }
}

/// Pairs as the statements take them: one, other, kind, score, reasons.
pub(super) fn pair_rows(pairs: &[FoundPair]) -> Vec<(i64, i64, &'static str, i64, String)> {
    pairs
        .iter()
        .map(|pair| {
            let (one, other) = pair.ids();
            (one, other, pair.kind.as_str(), pair.score, pair.reasons.join(","))
        })
        .collect()
}

pub(super) async fn read_people(connection: &mut SqliteConnection, ids: &[i64]) -> Result<Vec<KnownPerson>> {
    let mut people = Vec::with_capacity(ids.len());
    for row in sqlx::query(PEOPLE)
        .bind(id_list(ids))
        .fetch_all(&mut *connection)
        .await?
    {
        people.push(KnownPerson {
            id: row.int("id")?,
            household: row.int("household_id")?,
            company: row.text("kind")? == "company",
            family_name: row.text("family_name")?,
            given_name: row.text("given_name")?,
            family_kana: row.text("family_kana")?,
            given_kana: row.text("given_kana")?,
            phones: Vec::new(),
            mails: Vec::new(),
            places: Vec::new(),
            by_hand: row.flag("by_hand")?,
        });
    }
    // In the order of their ids, so a place is found by halving.
    for row in sqlx::query(CONTACTS)
        .bind(id_list(ids))
        .fetch_all(&mut *connection)
        .await?
    {
        let of = row.int("customer_id")?;
        if let Ok(at) = people.binary_search_by_key(&of, |person| person.id) {
            let key = row.text("value_key")?;
            let numbers = match row.text("kind")?.as_str() {
                "email" => &mut people[at].mails,
                _ => &mut people[at].phones,
            };
            if !key.is_empty() && !numbers.contains(&key) {
                numbers.push(key);
            }
        }
    }
    let mut homes: Vec<i64> = people.iter().map(|person| person.household).collect();
    homes.sort_unstable();
    homes.dedup();
    let mut places: std::collections::HashMap<i64, Vec<Address>> = std::collections::HashMap::new();
    for row in sqlx::query(PLACES)
        .bind(id_list(&homes))
        .fetch_all(&mut *connection)
        .await?
    {
        places.entry(row.int("household_id")?).or_default().push(Address {
            postal_code: row.text("postal_code")?,
            prefecture: row.text("prefecture")?,
            city: row.text("city")?,
            street: row.text("street")?,
            building: row.text("building")?,
        });
    }
    for person in &mut people {
        if let Some(places) = places.get(&person.household) {
            person.places.clone_from(places);
        }
    }
    Ok(people)
}

pub(super) fn json<T: serde::Serialize>(rows: &T) -> Result<String> {
    serde_json::to_string(rows).map_err(|error| StoreError::Other(Box::new(error)))
}
