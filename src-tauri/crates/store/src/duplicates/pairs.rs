//! What was found and what a person answered.
//!
//! Not here: finding (`look`), joining (`merge`).

use aichaku_domain::values::Instant;

use crate::changes::{Deed, enter};
use crate::sql::{RowExt as _, WriteTx, statements};
use crate::{Result, Store, StoreError};

statements! {
    COUNT_OPEN = "select count(*) from duplicate_pairs where state = 'open'";
    /// The surest first; pairs of people before pairs of households.
    OPEN = "select one_id, other_id, kind, score, reasons from duplicate_pairs
        where state = 'open' order by kind desc, score desc, one_id, other_id limit $1";
    STATE = "select state, decided_at from duplicate_pairs where one_id = $1 and other_id = $2";
    SCORE = "select score from duplicate_pairs where one_id = $1 and other_id = $2";
    SET_STATE = "insert into duplicate_pairs (one_id, other_id, kind, score, state, decided_at)
        values ($1, $2, 'person', 0, $3, $4)
        on conflict (one_id, other_id) do update set state = excluded.state, decided_at = excluded.decided_at";
    RESTORE = "update duplicate_pairs set state = $3, decided_at = $4 where one_id = $1 and other_id = $2";
    FORGET = "delete from duplicate_pairs where one_id = $1 and other_id = $2 and coalesce(decided_at, 0) <= $3";
    HAS_CUSTOMER = "select count(*) from customers where id = $1 and state <> 'erased'";
    DECISION = "select before from audit where id = $1 and action = 'duplicate.decide' and undone_at is null";
    CLOSE_DECISION = "update audit set undone_at = $2 where id = $1";
}

/// What is asked about a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PairKind {
    /// Whether they are one person.
    Person,
    /// Whether they are one household.
    Family,
}

impl PairKind {
    /// The stable text form.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Family => "family",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        match text {
            "person" => Some(Self::Person),
            "family" => Some(Self::Family),
            _ => None,
        }
    }
}

/// What a person answered about a pair; remembered for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Two people of one household.
    Household,
    /// Two people who have nothing to do with each other.
    Different,
}

impl Answer {
    fn as_str(self) -> &'static str {
        match self {
            Self::Household => "household",
            Self::Different => "different",
        }
    }
}

/// A pair that waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenPair {
    /// The smaller id.
    pub one: i64,
    /// The larger id.
    pub other: i64,
    /// What is asked.
    pub kind: PairKind,
    /// Probability that they are one person, in thousandths.
    pub score: i64,
    /// What is alike.
    pub reasons: Vec<String>,
}

impl Store {
    /// How many pairs wait for an answer.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn count_open_pairs(&self) -> Result<i64> {
        Ok(sqlx::query_scalar(COUNT_OPEN).fetch_one(self.read()).await?)
    }

    /// Pairs that wait for an answer, the surest first.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn open_pairs(&self, limit: u32) -> Result<Vec<OpenPair>> {
        let rows = sqlx::query(OPEN).bind(limit).fetch_all(self.read()).await?;
        rows.iter()
            .map(|row| {
                Ok(OpenPair {
                    one: row.int("one_id")?,
                    other: row.int("other_id")?,
                    kind: row.kind("kind", PairKind::parse)?,
                    score: row.int("score")?,
                    reasons: row
                        .text("reasons")?
                        .split(',')
                        .filter(|word| !word.is_empty())
                        .map(str::to_owned)
                        .collect(),
                })
            })
            .collect()
    }

    /// Remembers an answer. `move_token`: what takes the move back that made them one household. Returns the
    /// token that takes the answer back.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for one of them.
    pub async fn answer_pair(
        &self,
        one: i64,
        other: i64,
        answer: Answer,
        move_token: Option<i64>,
        now: Instant,
    ) -> Result<i64> {
        let mut tx = self.write().await?;
        for id in [one, other] {
            let there: i64 = sqlx::query_scalar(HAS_CUSTOMER)
                .bind(id)
                .fetch_one(&mut *tx)
                .await?;
            if there == 0 {
                return Err(StoreError::NotFound { what: "customer" });
            }
        }
        set_state(&mut tx, one, other, answer.as_str(), now).await?;
        let before = serde_json::json!({ "one": one, "other": other, "move": move_token });
        let deed = Deed {
            now,
            staff: self.at_counter(),
            action: "duplicate.decide",
            entity: "customer",
            id: one.min(other),
        };
        let token = enter(&mut tx, deed, &before.to_string()).await?;
        tx.commit().await?;
        Ok(token)
    }

    /// Takes an answer back: the pair waits again. Returns the token of the move that came with it.
    ///
    /// # Errors
    /// [`StoreError::CannotUndo`] when it was taken back already.
    pub async fn reopen_pair(&self, token: i64, now: Instant) -> Result<Option<i64>> {
        let mut tx = self.write().await?;
        let before: Option<String> = sqlx::query_scalar(DECISION)
            .bind(token)
            .fetch_optional(&mut *tx)
            .await?;
        let before: serde_json::Value = before
            .and_then(|text| serde_json::from_str(&text).ok())
            .ok_or(StoreError::CannotUndo)?;
        let id = |name: &str| before.get(name).and_then(serde_json::Value::as_i64);
        let (Some(one), Some(other)) = (id("one"), id("other")) else {
            return Err(StoreError::Damaged);
        };
        set_state(&mut tx, one, other, "open", now).await?;
        sqlx::query(CLOSE_DECISION)
            .bind(token)
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(id("move"))
    }
}

/// What is known of a pair.
pub(super) struct Known {
    /// `open`, `same`, `household` or `different`.
    pub(super) state: String,
    /// When that was said; `None`: nobody said anything.
    pub(super) decided_at: Option<i64>,
}

/// What is known of a pair; `None`: never compared or nothing found.
pub(super) async fn known_of(tx: &mut WriteTx, one: i64, other: i64) -> Result<Option<Known>> {
    let row = sqlx::query(STATE)
        .bind(one.min(other))
        .bind(one.max(other))
        .fetch_optional(&mut **tx)
        .await?;
    row.map(|row| {
        Ok(Known {
            state: row.text("state")?,
            decided_at: row.int_opt("decided_at")?,
        })
    })
    .transpose()
}

/// The score of a pair, 0 where none was found.
pub(super) async fn score_of(tx: &mut WriteTx, one: i64, other: i64) -> Result<i64> {
    let score: Option<i64> = sqlx::query_scalar(SCORE)
        .bind(one.min(other))
        .bind(one.max(other))
        .fetch_optional(&mut **tx)
        .await?;
    Ok(score.unwrap_or(0))
}

pub(super) async fn set_state(
    tx: &mut WriteTx,
    one: i64,
    other: i64,
    state: &str,
    now: Instant,
) -> Result<()> {
    sqlx::query(SET_STATE)
        .bind(one.min(other))
        .bind(one.max(other))
        .bind(state)
        .bind(now.0)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Puts back what was known of a pair, as it was said then.
pub(super) async fn restore(tx: &mut WriteTx, one: i64, other: i64, known: &Known) -> Result<()> {
    sqlx::query(RESTORE)
        .bind(one.min(other))
        .bind(one.max(other))
        .bind(&known.state)
        .bind(known.decided_at)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Nothing is known of a pair any more, but for what was said after `until`.
pub(super) async fn forget(tx: &mut WriteTx, one: i64, other: i64, until: Instant) -> Result<()> {
    sqlx::query(FORGET)
        .bind(one.min(other))
        .bind(one.max(other))
        .bind(until.0)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
