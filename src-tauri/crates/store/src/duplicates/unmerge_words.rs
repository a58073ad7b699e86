//! Ways to reach two people who come apart, and what each of them said about being reached.
//!
//! Not here: the rows and columns of the two (`unmerge`), which word is the stricter (`domain::matching`).

use std::collections::BTreeMap;

use aichaku_domain::kinds::ConsentState;
use aichaku_domain::matching::stricter;

use super::look::json;
use super::merge::{last_words, repeat_consent};
use super::moved::{Beside, MovedConsent, MovedContact};
use super::unmerge::Apart;
use crate::Result;
use crate::sql::{RowExt as _, id_list, statements};

statements! {
    /// The number of a row that was removed may be another's by now: $5 is when they were joined.
    RETURN_CONTACT = "update contact_points set customer_id = $3
        where id = $1 and customer_id = $2 and value_key = $4 and created_at <= $5";
    MAKE_CONTACT = "insert into contact_points (customer_id, kind, value, value_key, state, created_at)
        values ($1, $2, $3, $4, $5, $6) returning id";
    REVIVE = "update contact_points set state = 'ok' where id in (select value from json_each($1)) and customer_id = $2
            and created_at <= $3";
    REVIVE_BACK = "update contact_points set state = 'ok' where id = $1";
    KEYS_OF = "select value_key from contact_points where id in (select value from json_each($1)) and created_at <= $2";
    /// A number that the one who goes had brought, and that one who was joined later has too: $1 who, $2 the first,
    /// $3 the numbers.
    BRING_CONTACTS = "update contact_points set customer_id = $2 where customer_id = $1
            and value_key in (select value from json_each($3))
            and not exists (select 1 from contact_points as own
                where own.customer_id = $2 and own.value_key = contact_points.value_key)
        returning id, kind, value, value_key, state, created_at";
    MARK_DEAD = "update contact_points set state = 'dead' where customer_id = $2 and state = 'ok'
            and value_key in (select value from json_each($3))
            and value_key in (select value_key from contact_points where customer_id = $1 and state = 'dead')
        returning id";
    RETURN_SOURCE = "update customer_sources set customer_id = $4
        where source = $1 and external_id = $2 and customer_id = $3";
    FORGET_WORD = "insert into consents (customer_id, channel, purpose, state, given_on, source, wording, staff_id,
            recorded_at, origin)
        select customer_id, channel, purpose, 'unknown', given_on, source, '', staff_id, $2, 'void'
        from consents where id = $1";
    LAST_ENTRIES = "select channel, purpose, max(id) as id from consents where customer_id = $1 group by channel, purpose";
    /// What was really said, not only repeated for somebody who was joined.
    SAID = "select id, channel, purpose, state from consents where customer_id = $1 and id > $2 and origin = 'said'
        order by id";
    WORD = "select state from consents where id = $1 and origin <> 'void'";
}

/// Channel and purpose.
type Key = (String, String);

impl Apart {
    /// Ways to reach the second: one that was changed or removed since comes back as it was.
    pub(super) async fn return_ways(&mut self) -> Result<()> {
        let mut keys: Vec<String> = sqlx::query_scalar(KEYS_OF)
            .bind(id_list(&self.moved.dead))
            .bind(self.since)
            .fetch_all(&mut *self.tx)
            .await?;
        for contact in std::mem::take(&mut self.moved.contacts) {
            let key = contact.key.clone();
            if self.return_contact(contact).await? {
                keys.push(key);
            }
        }
        sqlx::query(REVIVE)
            .bind(id_list(&self.moved.dead))
            .bind(self.kept)
            .bind(self.since)
            .execute(&mut *self.tx)
            .await?;
        self.bring_again(&json(&keys)?).await?;
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

    /// `false`: somebody had removed it from the first, and it is made anew for the second alone.
    async fn return_contact(&mut self, contact: MovedContact) -> Result<bool> {
        let back = sqlx::query(RETURN_CONTACT)
            .bind(contact.id)
            .bind(self.kept)
            .bind(self.gone)
            .bind(&contact.key)
            .bind(self.since)
            .execute(&mut *self.tx)
            .await?;
        if back.rows_affected() == 0 {
            let made: i64 = sqlx::query_scalar(MAKE_CONTACT)
                .bind(self.gone)
                .bind(&contact.kind)
                .bind(&contact.value)
                .bind(&contact.key)
                .bind(&contact.state)
                .bind(contact.created_at)
                .fetch_one(&mut *self.tx)
                .await?;
            self.made_anew(contact.id, made).await?;
            return Ok(false);
        }
        let mut found_dead = false;
        for beside in self.later_into_first() {
            let known = beside.moved.dead.len();
            beside.moved.dead.retain(|id| *id != contact.id);
            found_dead |= beside.moved.dead.len() < known;
        }
        if found_dead {
            sqlx::query(REVIVE_BACK)
                .bind(contact.id)
                .execute(&mut *self.tx)
                .await?;
        }
        Ok(true)
    }

    /// Whoever had brought a number to the second, or called it dead there, and whoever had brought it to them before:
    /// their merges know it by its new row.
    async fn made_anew(&mut self, was: i64, made: i64) -> Result<()> {
        let mut holders = vec![self.gone];
        while let Some(holder) = holders.pop() {
            for mut merge in Beside::into_one(&mut self.tx, holder, self.id).await? {
                let known = self.beside.iter().position(|beside| beside.id == merge.id);
                let moved = match known {
                    Some(at) => &mut self.beside[at].moved,
                    None => &mut merge.moved,
                };
                if moved.rename_contact(was, made) {
                    holders.push(merge.gone);
                }
                if known.is_none() {
                    merge.save(&mut self.tx).await?;
                }
            }
        }
        Ok(())
    }

    /// What the second had brought and others have too who were joined later, these bring now.
    async fn bring_again(&mut self, keys: &str) -> Result<()> {
        for at in 0..self.beside.len() {
            let beside = &self.beside[at];
            if beside.id < self.id || beside.kept != self.kept {
                continue;
            }
            let dead: Vec<i64> = sqlx::query_scalar(MARK_DEAD)
                .bind(beside.gone)
                .bind(self.kept)
                .bind(keys)
                .fetch_all(&mut *self.tx)
                .await?;
            let rows = sqlx::query(BRING_CONTACTS)
                .bind(beside.gone)
                .bind(self.kept)
                .bind(keys)
                .fetch_all(&mut *self.tx)
                .await?;
            let moved = &mut self.beside[at].moved;
            moved.dead.extend(dead);
            for row in &rows {
                moved.contacts.push(MovedContact::read(row)?);
            }
        }
        Ok(())
    }

    /// The first's words of consent are what they were; a no since they were joined holds for both.
    pub(super) async fn return_words(&mut self) -> Result<()> {
        let mut last: BTreeMap<Key, i64> = BTreeMap::new();
        for row in sqlx::query(LAST_ENTRIES)
            .bind(self.kept)
            .fetch_all(&mut *self.tx)
            .await?
        {
            last.insert((row.text("channel")?, row.text("purpose")?), row.int("id")?);
        }
        for word in std::mem::take(&mut self.moved.consents) {
            let last = last.get(&(word.channel.clone(), word.purpose.clone())).copied();
            self.return_word(word, last).await?;
        }
        let mut said: BTreeMap<Key, (i64, ConsentState)> = BTreeMap::new();
        for row in sqlx::query(SAID)
            .bind(self.kept)
            .bind(self.moved.last_consent)
            .fetch_all(&mut *self.tx)
            .await?
        {
            let key = (row.text("channel")?, row.text("purpose")?);
            said.insert(key, (row.int("id")?, row.kind("state", ConsentState::parse)?));
        }
        let own = last_words(&mut self.tx, self.gone).await?;
        for (key, (entry, state)) in said {
            if state == ConsentState::Denied && own.get(&key).map(|(_, state)| *state) != Some(state) {
                repeat_consent(&mut self.tx, entry, self.gone, self.now).await?;
            }
            self.stays("consent", self.kept, &format!("{}.{}", key.0, key.1));
        }
        Ok(())
    }

    /// Takes back a word that was repeated for the first, whose `last` entry it may not be any more: who was joined
    /// later may have said something stricter, or the same, which then holds.
    async fn return_word(&mut self, word: MovedConsent, last: Option<i64>) -> Result<()> {
        let key = (word.channel.clone(), word.purpose.clone());
        let (id, kept) = (self.id, self.kept);
        let later: Vec<usize> = (0..self.beside.len())
            .filter(|at| self.beside[*at].id > id && self.beside[*at].kept == kept)
            .collect();
        let over = later.iter().copied().find(|at| {
            let words = &mut self.beside[*at].moved.consents.iter();
            words.any(|other| other.is_about(&key) && other.before == Some(word.made))
        });
        if over.is_none() && last != Some(word.made) {
            // Something was said since: that holds.
            return Ok(());
        }
        let mut holds = word.before;
        let mut by = None;
        for at in later.into_iter().take_while(|at| Some(*at) != over) {
            let state = self.state_of_word(holds).await?;
            let theirs = last_words(&mut self.tx, self.beside[at].gone).await?;
            let Some((entry, said)) = theirs.get(&key).copied() else {
                continue;
            };
            if stricter(state, Some(said)) != state {
                self.beside[at].moved.consents.push(MovedConsent {
                    channel: key.0.clone(),
                    purpose: key.1.clone(),
                    made: entry,
                    before: holds,
                });
                (holds, by) = (Some(entry), Some(at));
            }
        }
        if let Some(at) = over {
            for other in &mut self.beside[at].moved.consents {
                if other.is_about(&key) && other.before == Some(word.made) {
                    other.before = holds;
                }
            }
            return Ok(());
        }
        let Some(entry) = holds else {
            sqlx::query(FORGET_WORD)
                .bind(word.made)
                .bind(self.now.0)
                .execute(&mut *self.tx)
                .await?;
            return Ok(());
        };
        let made = repeat_consent(&mut self.tx, entry, kept, self.now).await?;
        // Whoever had brought this word brought it in the new entry.
        for (at, beside) in self.beside.iter_mut().enumerate() {
            let whose = by.map_or(beside.id < id && beside.kept == kept, |by| by == at);
            for other in beside.moved.consents.iter_mut().filter(|_| whose) {
                if other.is_about(&key) && other.made == entry {
                    other.made = made;
                }
            }
        }
        Ok(())
    }

    async fn state_of_word(&mut self, entry: Option<i64>) -> Result<Option<ConsentState>> {
        let Some(entry) = entry else {
            return Ok(None);
        };
        let row = sqlx::query(WORD)
            .bind(entry)
            .fetch_optional(&mut *self.tx)
            .await?;
        row.map(|row| row.kind("state", ConsentState::parse)).transpose()
    }
}
