//! Taking two people apart again: each has exactly what they had, and what came since stays where it was made.
//!
//! Work on a thing that goes back goes with the thing. Whatever cannot be told apart (a purchase, a note, a
//! changed name) stays with the first and is listed; a no that was said since holds for both.
//! Not here: joining (`merge`).

use aichaku_domain::kinds::ConsentState;
use aichaku_domain::values::Instant;
use serde_json::{Map, Value};
use sqlx::AssertSqlSafe;

use super::merge::{Moved, both, home_face, last_words, person_face, repeat_consent};
use super::pairs::set_state;
use crate::changes::{Deed, enter, mark_items, recount_households};
use crate::search::index_customer;
use crate::sql::{RowExt as _, WriteTx, id_list, statements};
use crate::{Result, Store, StoreError};

statements! {
    MERGE = "select id, kept_id, absorbed_id, moved, merged_at from merges where token = $1 and undone_at is null";
    HOMES = "select kept.household_id as kept, gone.household_id as gone, gone.merged_into as into_id
        from customers as kept join customers as gone on gone.id = $2 where kept.id = $1";
    /// The next six: $1 ids, $2 the first, $3 the second, $4 the second's household, $5 now. What is not the
    /// first's any more was given to somebody else since.
    RETURN_PURCHASES = "update purchases set customer_id = $3, household_id = $4, updated_at = $5
        where id in (select value from json_each($1)) and customer_id = $2";
    RETURN_ITEMS = "update owned_items set customer_id = $3, household_id = $4, updated_at = $5,
            spread = (select spread from households where id = $4)
        where id in (select value from json_each($1)) and customer_id = $2";
    RETURN_FOLLOW_UPS = "update follow_ups set customer_id = $3, household_id = $4, updated_at = $5
        where id in (select value from json_each($1)) and customer_id = $2";
    RETURN_TOUCHES = "update touches set customer_id = $3, household_id = $4
        where id in (select value from json_each($1)) and customer_id = $2 and $5 is not null";
    RETURN_CASES = "update cases set customer_id = $3, household_id = $4, updated_at = $5
        where id in (select value from json_each($1)) and customer_id = $2";
    RETURN_NOTES = "update notes set customer_id = $3, household_id = $4, updated_at = $5
        where id in (select value from json_each($1)) and customer_id = $2";
    RETURN_VOICES = "update voices set customer_id = $3, household_id = $4, updated_at = $5
        where id in (select value from json_each($1)) and customer_id = $2";
    RETURN_HOME_NOTES = "update notes set household_id = $3, updated_at = $4
        where id in (select value from json_each($1)) and household_id = $2 and customer_id is null";
    /// What was done about things that go back: $1 things, $2 follow-ups, $3 the first.
    TOUCHES_ON = "select id from touches where customer_id = $3 and household_id = $4
        and (owned_item_id in (select value from json_each($1)) or follow_up_id in (select value from json_each($2)))";
    FOLLOW_UPS_ON = "select id from follow_ups where owned_item_id in (select value from json_each($1))
        and customer_id = $2 and household_id = $3";
    CASES_ON = "select id from cases where owned_item_id in (select value from json_each($1)) and customer_id = $2
        and household_id = $3";
    NOTES_ON = "select id from notes where owned_item_id in (select value from json_each($1)) and customer_id = $2
        and household_id = $3";
    RETURN_CONTACT = "update contact_points set customer_id = $3 where id = $1 and customer_id = $2";
    MAKE_CONTACT = "insert into contact_points (customer_id, kind, value, value_key, state, created_at)
        values ($1, $2, $3, $4, $5, $6)";
    REVIVE = "update contact_points set state = 'ok' where id in (select value from json_each($1)) and customer_id = $2";
    RETURN_SOURCE = "update customer_sources set customer_id = $4
        where source = $1 and external_id = $2 and customer_id = $3";
    FORGET_WORD = "insert into consents (customer_id, channel, purpose, state, given_on, source, wording, staff_id, recorded_at)
        select customer_id, channel, purpose, 'unknown', given_on, source, '', staff_id, $2 from consents where id = $1";
    STAND = "update customers set merged_into = null, state = $2, state_since = $3, is_primary = $4, updated_at = $5
        where id = $1";
    STAND_HOME = "update households set merged_into = null, updated_at = $2 where id = $1";
    POINT_BACK = "update customers set merged_into = $3
        where id in (select value from json_each($1)) and merged_into = $2";
    POINT_HOMES_BACK = "update households set merged_into = $3
        where id in (select value from json_each($1)) and merged_into = $2";
    /// A place that somebody has changed since stays.
    REMOVE_PLACES = "delete from addresses where id in (select value from json_each($1)) and household_id = $2
        and exists (select 1 from addresses as own where own.household_id = $3
            and own.street = addresses.street and own.building = addresses.building)";
    NO_LONGER_FIRST = "update customers set is_primary = 0, updated_at = $2 where id = $1";
    REFUSE = "update customers set suppressed = max(suppressed, $2), refused_channels = $3, updated_at = $4 where id = $1";
    REFUSED = "select refused_channels from customers where id = $1";
    FORGET_ANSWER = "delete from duplicate_pairs where one_id = $1 and other_id = $2";
    CLOSE = "update merges set undone_at = $2 where id = $1";
    MARK = "insert or ignore into look_marks (customer_id) values ($1)";
    /// What came since and names the first only. $1 the first, $2 when they were joined.
    LATER = include_str!("../../sql/unmerge_later.sql");
}

/// Columns of a person that a merge may change.
const PERSON_COLUMNS: [&str; 19] = [
    "family_kana",
    "given_kana",
    "sort_key",
    "birthday",
    "preferred_channel",
    "suppressed",
    "mall_limited",
    "service_only",
    "state",
    "state_since",
    "refused_channels",
    "note",
    "is_primary",
    "heard",
    "heard_from",
    "heard_by",
    "heard_words",
    "heard_key",
    "thanked_on",
];
/// Columns of a household that a merge may change.
const HOME_COLUMNS: [&str; 4] = ["name", "moved_on", "family_change_on", "mourning_year"];

/// What stays with the first because nobody can tell whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaterWork {
    /// `purchase`, `item`, `note`, `touch`, `case`, `contact`, `field`, `consent`.
    pub entity: String,
    /// Id; of a field or a word of consent, the first's.
    pub id: i64,
    /// The field or channel; else empty.
    pub name: String,
}

/// Two people stand for themselves again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmerged {
    /// The first.
    pub kept: i64,
    /// The second.
    pub returned: i64,
    /// What stays with the first.
    pub later: Vec<LaterWork>,
    /// Things whose care must be planned again.
    pub items: Vec<i64>,
}

struct Apart {
    tx: WriteTx,
    kept: i64,
    gone: i64,
    kept_home: i64,
    gone_home: i64,
    moved: Moved,
    since: i64,
    now: Instant,
    later: Vec<LaterWork>,
}

impl Store {
    /// Takes a merge back. `ask_again`: the pair waits for an answer again; otherwise they are two people for good.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for a token that joined nobody; [`StoreError::CannotUndo`] when the first was joined
    /// with a third person since, which has to be taken back before.
    pub async fn unmerge_customers(&self, token: i64, ask_again: bool, now: Instant) -> Result<Unmerged> {
        let mut tx = self.write().await?;
        let row = sqlx::query(MERGE)
            .bind(token)
            .fetch_optional(&mut *tx)
            .await?
            .ok_or(StoreError::NotFound { what: "merge" })?;
        let (id, kept, gone) = (row.int("id")?, row.int("kept_id")?, row.int("absorbed_id")?);
        let moved: Moved = serde_json::from_str(&row.text("moved")?).map_err(|_| StoreError::Damaged)?;
        let since = row.int("merged_at")?;
        let homes = sqlx::query(HOMES)
            .bind(kept)
            .bind(gone)
            .fetch_optional(&mut *tx)
            .await?
            .ok_or(StoreError::CannotUndo)?;
        if homes.int_opt("into_id")? != Some(kept) {
            return Err(StoreError::CannotUndo);
        }
        let mut apart = Apart {
            tx,
            kept,
            gone,
            kept_home: homes.int("kept")?,
            gone_home: homes.int("gone")?,
            moved,
            since,
            now,
            later: Vec::new(),
        };
        apart.stand_up().await?;
        apart.return_rows().await?;
        apart.return_ways().await?;
        apart.return_fields().await?;
        apart.return_words().await?;
        apart.return_answers(ask_again).await?;
        apart.list_later().await?;
        let mut tx = apart.tx;
        for id in [kept, gone] {
            sqlx::query(MARK).bind(id).execute(&mut *tx).await?;
            index_customer(&mut tx, id).await?;
        }
        recount_households(&mut tx, &[apart.kept_home, apart.gone_home]).await?;
        mark_items(&mut tx, &apart.moved.items, now).await?;
        sqlx::query(CLOSE).bind(id).bind(now.0).execute(&mut *tx).await?;
        let deed = Deed {
            now,
            staff: self.at_counter(),
            action: "customer.unmerge",
            entity: "customer",
            id: gone,
        };
        enter(&mut tx, deed, "").await?;
        tx.commit().await?;
        Ok(Unmerged {
            kept,
            returned: gone,
            later: apart.later,
            items: apart.moved.items,
        })
    }
}

impl Apart {
    async fn stand_up(&mut self) -> Result<()> {
        sqlx::query(STAND)
            .bind(self.gone)
            .bind(&self.moved.state)
            .bind(&self.moved.state_since)
            .bind(self.moved.primary)
            .bind(self.now.0)
            .execute(&mut *self.tx)
            .await?;
        if let Some(next) = self.moved.next_at_home {
            sqlx::query(NO_LONGER_FIRST)
                .bind(next)
                .bind(self.now.0)
                .execute(&mut *self.tx)
                .await?;
        }
        if let Some(home) = self.moved.emptied {
            sqlx::query(STAND_HOME)
                .bind(home)
                .bind(self.now.0)
                .execute(&mut *self.tx)
                .await?;
            sqlx::query(POINT_HOMES_BACK)
                .bind(id_list(&self.moved.pointing_homes))
                .bind(self.kept_home)
                .bind(home)
                .execute(&mut *self.tx)
                .await?;
            sqlx::query(REMOVE_PLACES)
                .bind(id_list(&self.moved.places))
                .bind(self.kept_home)
                .bind(home)
                .execute(&mut *self.tx)
                .await?;
            sqlx::query(RETURN_HOME_NOTES)
                .bind(id_list(&self.moved.home_notes))
                .bind(self.kept_home)
                .bind(home)
                .bind(self.now.0)
                .execute(&mut *self.tx)
                .await?;
        }
        sqlx::query(POINT_BACK)
            .bind(id_list(&self.moved.pointing))
            .bind(self.kept)
            .bind(self.gone)
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }

    async fn return_rows(&mut self) -> Result<()> {
        let items = id_list(&self.moved.items);
        let follow_ups: Vec<i64> = sqlx::query_scalar(FOLLOW_UPS_ON)
            .bind(&items)
            .bind(self.kept)
            .bind(self.kept_home)
            .fetch_all(&mut *self.tx)
            .await?;
        let follow_ups = joined(&self.moved.follow_ups, follow_ups);
        let touches: Vec<i64> = sqlx::query_scalar(TOUCHES_ON)
            .bind(&items)
            .bind(id_list(&follow_ups))
            .bind(self.kept)
            .bind(self.kept_home)
            .fetch_all(&mut *self.tx)
            .await?;
        let mut on = [Vec::new(), Vec::new()];
        for (ids, statement) in on.iter_mut().zip([CASES_ON, NOTES_ON]) {
            *ids = sqlx::query_scalar(statement)
                .bind(&items)
                .bind(self.kept)
                .bind(self.kept_home)
                .fetch_all(&mut *self.tx)
                .await?;
        }
        let [cases, notes] = on;
        for (statement, ids) in [
            (RETURN_PURCHASES, self.moved.purchases.clone()),
            (RETURN_ITEMS, self.moved.items.clone()),
            (RETURN_FOLLOW_UPS, follow_ups),
            (RETURN_TOUCHES, joined(&self.moved.touches, touches)),
            (RETURN_CASES, joined(&self.moved.cases, cases)),
            (RETURN_NOTES, joined(&self.moved.notes, notes)),
            (RETURN_VOICES, self.moved.voices.clone()),
        ] {
            sqlx::query(statement)
                .bind(id_list(&ids))
                .bind(self.kept)
                .bind(self.gone)
                .bind(self.gone_home)
                .bind(self.now.0)
                .execute(&mut *self.tx)
                .await?;
        }
        Ok(())
    }

    /// Ways to reach the second: one that was changed or removed since comes back as it was.
    async fn return_ways(&mut self) -> Result<()> {
        for contact in &self.moved.contacts {
            let back = sqlx::query(RETURN_CONTACT)
                .bind(contact.id)
                .bind(self.kept)
                .bind(self.gone)
                .execute(&mut *self.tx)
                .await?;
            if back.rows_affected() == 0 {
                sqlx::query(MAKE_CONTACT)
                    .bind(self.gone)
                    .bind(&contact.kind)
                    .bind(&contact.value)
                    .bind(&contact.key)
                    .bind(&contact.state)
                    .bind(self.now.0)
                    .execute(&mut *self.tx)
                    .await?;
            }
        }
        sqlx::query(REVIVE)
            .bind(id_list(&self.moved.dead))
            .bind(self.kept)
            .execute(&mut *self.tx)
            .await?;
        for (source, external) in &self.moved.sources {
            sqlx::query(RETURN_SOURCE)
                .bind(source)
                .bind(external)
                .bind(self.kept)
                .bind(self.gone)
                .execute(&mut *self.tx)
                .await?;
        }
        Ok(())
    }

    async fn return_fields(&mut self) -> Result<()> {
        let is = person_face(&mut self.tx, self.kept).await?;
        self.refuse_for_both(&is).await?;
        let person = std::mem::take(&mut self.moved.person);
        self.put_back("customers", &PERSON_COLUMNS, self.kept, &person, &is)
            .await?;
        let is = home_face(&mut self.tx, self.kept_home).await?;
        let home = std::mem::take(&mut self.moved.home);
        self.put_back("households", &HOME_COLUMNS, self.kept_home, &home, &is)
            .await
    }

    /// Who wants nothing, or not this way, since they were joined: nobody can tell which of the two, so both.
    async fn refuse_for_both(&mut self, is: &Map<String, Value>) -> Result<()> {
        let flag = |face: &Map<String, Value>| face.get("suppressed").and_then(Value::as_i64) == Some(1);
        let suppressed = flag(is) && !flag(&self.moved.face);
        let words = |face: &Map<String, Value>| -> Vec<String> {
            let list = face.get("refused_channels").and_then(Value::as_str);
            let words = list.unwrap_or_default().split(',');
            words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
        };
        let known = words(&self.moved.face);
        let more: Vec<String> = words(is)
            .into_iter()
            .filter(|word| !known.contains(word))
            .collect();
        if !suppressed && more.is_empty() {
            return Ok(());
        }
        let own: String = sqlx::query_scalar(REFUSED)
            .bind(self.gone)
            .fetch_one(&mut *self.tx)
            .await?;
        sqlx::query(REFUSE)
            .bind(self.gone)
            .bind(suppressed)
            .bind(both(&own, &more.join(",")))
            .bind(self.now.0)
            .execute(&mut *self.tx)
            .await?;
        self.stays("field", self.kept, "refused_channels");
        Ok(())
    }

    /// Puts columns back that are still as the merge left them; the others are listed.
    async fn put_back(
        &mut self,
        table: &str,
        columns: &[&'static str],
        id: i64,
        changed: &Map<String, Value>,
        is: &Map<String, Value>,
    ) -> Result<()> {
        for column in columns {
            let Some(pair) = changed.get(*column) else {
                continue;
            };
            let (Some(old), Some(new)) = (pair.get(0), pair.get(1)) else {
                return Err(StoreError::Damaged);
            };
            if is.get(*column) != Some(new) {
                self.stays("field", self.kept, column);
                continue;
            }
            let text = format!("update {table} set {column} = $1, updated_at = $2 where id = $3");
            let query = sqlx::query(AssertSqlSafe(text));
            let query = match old {
                Value::Number(number) => query.bind(number.as_i64()),
                Value::String(text) => query.bind(text.clone()),
                _ => query.bind(None::<String>),
            };
            query.bind(self.now.0).bind(id).execute(&mut *self.tx).await?;
        }
        Ok(())
    }

    /// The first's words of consent are what they were; a no since they were joined holds for both.
    async fn return_words(&mut self) -> Result<()> {
        let words = last_words(&mut self.tx, self.kept).await?;
        for repeated in std::mem::take(&mut self.moved.consents) {
            let key = (repeated.channel, repeated.purpose);
            if words.get(&key).map(|(id, _)| *id) != Some(repeated.made) {
                continue;
            }
            match repeated.before {
                Some(entry) => {
                    repeat_consent(&mut self.tx, entry, self.kept, self.now).await?;
                }
                None => {
                    sqlx::query(FORGET_WORD)
                        .bind(repeated.made)
                        .bind(self.now.0)
                        .execute(&mut *self.tx)
                        .await?;
                }
            }
        }
        let own = last_words(&mut self.tx, self.gone).await?;
        for (key, (entry, state)) in words {
            if entry <= self.moved.last_consent {
                continue;
            }
            if state == ConsentState::Denied && own.get(&key).map(|(_, state)| *state) != Some(state) {
                repeat_consent(&mut self.tx, entry, self.gone, self.now).await?;
            }
            self.stays("consent", self.kept, &format!("{}.{}", key.0, key.1));
        }
        Ok(())
    }

    async fn return_answers(&mut self, ask_again: bool) -> Result<()> {
        for other in &self.moved.answers {
            sqlx::query(FORGET_ANSWER)
                .bind(self.kept.min(*other))
                .bind(self.kept.max(*other))
                .execute(&mut *self.tx)
                .await?;
        }
        if ask_again {
            return match self.moved.answer.take() {
                Some(known) => set_state(&mut self.tx, self.kept, self.gone, &known, self.now).await,
                None => {
                    sqlx::query(FORGET_ANSWER)
                        .bind(self.kept.min(self.gone))
                        .bind(self.kept.max(self.gone))
                        .execute(&mut *self.tx)
                        .await?;
                    Ok(())
                }
            };
        }
        set_state(&mut self.tx, self.kept, self.gone, "different", self.now).await
    }

    async fn list_later(&mut self) -> Result<()> {
        let rows = sqlx::query(LATER)
            .bind(self.kept)
            .bind(self.since)
            .fetch_all(&mut *self.tx)
            .await?;
        for row in rows {
            let (entity, id) = (row.text("entity")?, row.int("id")?);
            self.stays(&entity, id, "");
        }
        Ok(())
    }

    fn stays(&mut self, entity: &str, id: i64, name: &str) {
        self.later.push(LaterWork {
            entity: entity.to_owned(),
            id,
            name: name.to_owned(),
        });
    }
}

fn joined(one: &[i64], other: Vec<i64>) -> Vec<i64> {
    let mut all = one.to_vec();
    all.extend(other);
    all.sort_unstable();
    all.dedup();
    all
}
