//! Looking at many people together: what is read of them and written about them, in short transactions.
//!
//! They are taken from the marks first, so that whoever changes meanwhile is marked anew. Everything here can be
//! done twice: an interrupted look begins again with those that it had taken. Not here: a stretch in one transaction
//! (`look`), comparing (`domain::matching`).

use std::ops::RangeInclusive;

use super::look::{FoundPair, KnownPerson, json, pair_rows, read_people};
use crate::sql::{RowExt as _, id_list, statements};
use crate::{Result, Store};

/// Rows that go down in one transaction: a tenth of a second at most, while others wait to write.
const AT_ONCE: usize = 3_000;
/// Marks that are taken in one transaction; one is a few bytes.
const MARKS_AT_ONCE: i64 = 20_000;

statements! {
    MARK_AT = "select customer_id from look_marks order by customer_id limit 1 offset $1";
    LAST_MARK = "select max(customer_id) from look_marks";
    TAKE = "insert or ignore into look_taken (customer_id)
        select customer_id from look_marks where customer_id <= $1 order by customer_id";
    UNMARK = "delete from look_marks where customer_id <= $1";
    TAKEN = "select json_group_array(customer_id) from (
            select customer_id from look_taken where customer_id > $1 order by customer_id limit $2)";
    KEYS_BEFORE = "select customer_id, keys from looked_people where customer_id in (select value from json_each($1))
        order by customer_id";
    /// $1: JSON list of [key, customer], in the order of the index, so that a page is written once.
    ENTER_KEYS = "insert or ignore into match_keys (key, customer_id)
        select value ->> 0, value ->> 1 from json_each($1)";
    DROP_KEYS = "delete from match_keys where (key, customer_id) in (select value ->> 0, value ->> 1 from json_each($1))";
    KEYS_OF_GONE = "delete from match_keys where (key, customer_id) in (
            select k.value, p.customer_id from looked_people as p, json_each(p.keys) as k
            where p.customer_id in (select value from json_each($1)))";
    FORGET_GONE = "delete from looked_people where customer_id in (select value from json_each($1))";
    /// $1: JSON list of [customer, [key, …]].
    ENTER_LOOKED = "insert into looked_people (customer_id, keys)
        select value ->> 0, value -> 1 from json_each($1) where true
        on conflict (customer_id) do update set keys = excluded.keys";
    /// Who shares each key from $1 to $2, unless more than $3 do.
    GROUPS = "select group_concat(customer_id) from match_keys where key between $1 and $2
        group by key having count(*) between 2 and $3";
    OPEN = "select one_id, other_id from duplicate_pairs where state = 'open' order by one_id, other_id";
    /// $1: JSON list of [one, other]. What a person answered meanwhile stays answered.
    DROP_PAIRS = "delete from duplicate_pairs where state = 'open'
        and (one_id, other_id) in (select value ->> 0, value ->> 1 from json_each($1))";
    /// $1: JSON list of [one, other, kind, score, reasons]. Who went or was joined meanwhile is asked about by nobody.
    ENTER_PAIRS = "insert into duplicate_pairs (one_id, other_id, kind, score, reasons)
        select p.value ->> 0, p.value ->> 1, p.value ->> 2, p.value ->> 3, p.value ->> 4 from json_each($1) as p
            join customers as one on one.id = p.value ->> 0 and one.state <> 'erased'
            join customers as other on other.id = p.value ->> 1 and other.state <> 'erased'
        where true
        on conflict (one_id, other_id) do update
            set kind = excluded.kind, score = excluded.score, reasons = excluded.reasons where state = 'open'";
    /// Everybody up to $1 but $2.
    LET_GO = "delete from look_taken where customer_id <= $1 and customer_id not in (select value from json_each($2))";
}

/// A person's keys.
pub type KeysOf = (i64, Vec<i64>);

impl Store {
    /// Takes everybody who is marked, and returns them with those whom an interrupted look had taken, by id.
    ///
    /// # Errors
    /// Those of writing.
    pub async fn take_marked(&self) -> Result<Vec<i64>> {
        loop {
            let mut tx = self.write().await?;
            let last: Option<i64> = sqlx::query_scalar(MARK_AT)
                .bind(MARKS_AT_ONCE - 1)
                .fetch_optional(&mut *tx)
                .await?;
            let more = last.is_some();
            let last = match last {
                Some(last) => Some(last),
                None => sqlx::query_scalar(LAST_MARK).fetch_one(&mut *tx).await?,
            };
            for statement in [TAKE, UNMARK] {
                sqlx::query(statement).bind(last).execute(&mut *tx).await?;
            }
            tx.commit().await?;
            if !more {
                break;
            }
        }
        let mut taken: Vec<i64> = Vec::new();
        loop {
            let part: String = sqlx::query_scalar(TAKEN)
                .bind(taken.last().copied().unwrap_or(i64::MIN))
                .bind(MARKS_AT_ONCE)
                .fetch_one(self.read())
                .await?;
            let part: Vec<i64> = serde_json::from_str(&part).map_err(|_| crate::StoreError::Damaged)?;
            if part.is_empty() {
                return Ok(taken);
            }
            taken.extend(part);
        }
    }

    /// What the books say of these people; those who are not there any more are left out.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn known_people(&self, ids: &[i64]) -> Result<Vec<KnownPerson>> {
        let mut connection = self.read().acquire().await?;
        read_people(&mut connection, ids).await
    }

    /// The keys that stand for these people; those who were never looked at are left out.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn keys_before(&self, ids: &[i64]) -> Result<Vec<KeysOf>> {
        let rows = sqlx::query(KEYS_BEFORE)
            .bind(id_list(ids))
            .fetch_all(self.read())
            .await?;
        rows.iter()
            .map(|row| {
                let keys =
                    serde_json::from_str(&row.text("keys")?).map_err(|_| crate::StoreError::Damaged)?;
                Ok((row.int("customer_id")?, keys))
            })
            .collect()
    }

    /// Notes which keys stand for these people. Before keys are entered it must name all of them, before they are dropped
    /// too, so that none is left that nobody knows of.
    ///
    /// # Errors
    /// Those of writing.
    pub async fn note_keys(&self, keys: &[KeysOf]) -> Result<()> {
        for part in keys.chunks(AT_ONCE) {
            self.write_part(ENTER_LOOKED, json(&part)?).await?;
        }
        Ok(())
    }

    /// Enters keys, each with its person, in the order of the keys.
    ///
    /// # Errors
    /// Those of writing.
    pub async fn enter_keys(&self, keys: &[(i64, i64)]) -> Result<()> {
        for part in keys.chunks(AT_ONCE) {
            self.write_part(ENTER_KEYS, json(&part)?).await?;
        }
        Ok(())
    }

    /// Drops keys, each with its person.
    ///
    /// # Errors
    /// Those of writing.
    pub async fn drop_keys(&self, keys: &[(i64, i64)]) -> Result<()> {
        for part in keys.chunks(AT_ONCE) {
            self.write_part(DROP_KEYS, json(&part)?).await?;
        }
        Ok(())
    }

    /// Nothing stands for these people any more, who are not there.
    ///
    /// # Errors
    /// Those of writing.
    pub async fn forget_keys(&self, gone: &[i64]) -> Result<()> {
        for part in gone.chunks(AT_ONCE) {
            let mut tx = self.write().await?;
            for statement in [KEYS_OF_GONE, FORGET_GONE] {
                sqlx::query(statement)
                    .bind(id_list(part))
                    .execute(&mut *tx)
                    .await?;
            }
            tx.commit().await?;
        }
        Ok(())
    }

    /// People who share a key, for each of these keys that at most `most` share.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn sharing(&self, keys: RangeInclusive<i64>, most: usize) -> Result<Vec<Vec<i64>>> {
        let lists: Vec<String> = sqlx::query_scalar(GROUPS)
            .bind(keys.start())
            .bind(keys.end())
            .bind(i64::try_from(most).unwrap_or(i64::MAX))
            .fetch_all(self.read())
            .await?;
        let ids = |list: &String| list.split(',').filter_map(|id| id.parse().ok()).collect();
        Ok(lists.iter().map(ids).collect())
    }

    /// Pairs that wait for an answer, by id.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn open_pair_ids(&self) -> Result<Vec<(i64, i64)>> {
        let rows = sqlx::query(OPEN).fetch_all(self.read()).await?;
        rows.iter()
            .map(|row| Ok((row.int("one_id")?, row.int("other_id")?)))
            .collect()
    }

    /// Nobody is asked about these pairs any more.
    ///
    /// # Errors
    /// Those of writing.
    pub async fn drop_pairs(&self, pairs: &[(i64, i64)]) -> Result<()> {
        for part in pairs.chunks(AT_ONCE) {
            self.write_part(DROP_PAIRS, json(&part)?).await?;
        }
        Ok(())
    }

    /// Keeps what was found; what was answered stays answered.
    ///
    /// # Errors
    /// Those of writing.
    pub async fn enter_pairs(&self, pairs: &[FoundPair]) -> Result<()> {
        for part in pairs.chunks(AT_ONCE) {
            self.write_part(ENTER_PAIRS, json(&pair_rows(part))?).await?;
        }
        Ok(())
    }

    /// Everybody of `taken` but `still` was looked at.
    ///
    /// # Errors
    /// Those of writing.
    pub async fn let_go(&self, taken: &[i64], still: &[i64]) -> Result<()> {
        let still = id_list(still);
        for part in taken.chunks(AT_ONCE * 4) {
            let mut tx = self.write().await?;
            sqlx::query(LET_GO)
                .bind(part.last())
                .bind(&still)
                .execute(&mut *tx)
                .await?;
            tx.commit().await?;
        }
        Ok(())
    }

    async fn write_part(&self, statement: &'static str, rows: String) -> Result<()> {
        let mut tx = self.write().await?;
        sqlx::query(statement).bind(rows).execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(())
    }
}
