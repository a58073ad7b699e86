//! Joining those who are certainly one, many pairs one after the other.
//!
//! Not here: what moves (`merge`), who is certainly one (`domain::matching`).

use aichaku_domain::values::Instant;

use super::merge::Merge;
use crate::sql::{id_list, statements};
use crate::{Result, Store};

/// Pairs that are joined in one transaction, while others wait to write.
const AT_ONCE: usize = 5;

statements! {
    /// Whether a rule leaves $1 and $2, the smaller first, as they are.
    LEAVE = "select exists (select 1 from look_marks where customer_id in ($1, $2))
        or exists (select 1 from duplicate_pairs where one_id = $1 and other_id = $2 and state <> 'open')
        or (select count(*) from customers where id in ($1, $2) and merged_into is null and state <> 'erased') < 2";
    LET_GO = "delete from look_taken where customer_id in (select value from json_each($1))";
    /// Everybody who stands in the books.
    PEOPLE = "select (select count(*) from customers)
        - (select count(*) from customers where merged_into is not null)";
}

impl Store {
    /// Joins pairs by rule, a few in one transaction, each pair wholly or not at all, and lets go of those who were taken for
    /// a look. A pair is left alone if a person has answered it, or if one of the two changed since they were looked at:
    /// who is marked is looked at again. Returns how many were joined.
    ///
    /// # Errors
    /// Those of writing.
    pub async fn join_by_rule(&self, merges: &[Merge], now: Instant) -> Result<usize> {
        let mut joined = 0;
        for few in merges.chunks(AT_ONCE) {
            let mut tx = self.write().await?;
            for merge in few {
                let pair = (merge.keep.min(merge.absorb), merge.keep.max(merge.absorb));
                let leave: bool = sqlx::query_scalar(LEAVE)
                    .bind(pair.0)
                    .bind(pair.1)
                    .fetch_one(&mut *tx)
                    .await?;
                if !leave {
                    self.merge_in(&mut tx, merge, now).await?;
                    joined += 1;
                }
            }
            let people: Vec<i64> = few.iter().flat_map(|merge| [merge.keep, merge.absorb]).collect();
            sqlx::query(LET_GO)
                .bind(id_list(&people))
                .execute(&mut *tx)
                .await?;
            tx.commit().await?;
        }
        Ok(joined)
    }

    /// How many people stand in the books.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn count_people(&self) -> Result<i64> {
        Ok(sqlx::query_scalar(PEOPLE).fetch_one(self.read()).await?)
    }
}
