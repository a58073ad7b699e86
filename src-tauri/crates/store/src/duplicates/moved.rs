//! What a merge remembers, so that it can be taken back, and the merges that stand beside it.
//!
//! Not here: joining (`merge`), taking apart (`unmerge`).

use aichaku_domain::values::Instant;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::sqlite::SqliteRow;

use super::face::Face;
use super::look::json;
use crate::sql::{RowExt as _, WriteTx, id_list, statements};
use crate::{Result, StoreError};

statements! {
    /// Merges that share somebody or a home with the merge $1 of the second $3 into the first $2: whoever else is joined
    /// with one of them, whoever lived in the second's household $4, and whose households went up in $5 or in the one
    /// that $4 went up in.
    NEAR = "select id, kept_id, absorbed_id, moved, merged_at from merges where undone_at is null and id <> $1 and id in (
            select id from merges where kept_id in ($2, $3)
            union
            select merges.id from customers join merges on merges.absorbed_id = customers.id
                where customers.household_id = $4
            union
            select merges.id from households
                join customers on customers.household_id = households.id
                join merges on merges.absorbed_id = customers.id
                where households.merged_into in ($5, (select merged_into from households where id = $4)))
        order by id";
    /// Merges of $1 and $2 and of everybody who is tied to them by merges and by what was answered, in their order.
    TIED = "with recursive tied (id) as (
            values ($1)
            union values ($2)
            union select merges.absorbed_id from tied join merges on merges.kept_id = tied.id
                where merges.undone_at is null
            union select merges.kept_id from tied join merges on merges.absorbed_id = tied.id
                where merges.undone_at is null
            union select pair.other_id from tied join duplicate_pairs as pair on pair.one_id = tied.id
                where pair.state in ('household', 'different')
            union select pair.one_id from tied join duplicate_pairs as pair on pair.other_id = tied.id
                where pair.state in ('household', 'different'))
        select merges.id, kept_id, absorbed_id, moved, merged_at from tied join merges on merges.kept_id = tied.id
            where undone_at is null order by merges.id";
    INTO = "select id, kept_id, absorbed_id, moved, merged_at from merges
        where kept_id = $1 and undone_at is null and id < $2 order by id";
    /// The next six: rows $1 that were there when they were joined, at $2. The number of a row that went since may be
    /// another's by now.
    PURCHASES_THEN = "select id from purchases where id in (select value from json_each($1)) and created_at <= $2";
    ITEMS_THEN = "select id from owned_items where id in (select value from json_each($1)) and created_at <= $2";
    FOLLOW_UPS_THEN = "select id from follow_ups where id in (select value from json_each($1)) and created_at <= $2";
    CASES_THEN = "select id from cases where id in (select value from json_each($1)) and created_at <= $2";
    NOTES_THEN = "select id from notes where id in (select value from json_each($1)) and created_at <= $2";
    VOICES_THEN = "select id from voices where id in (select value from json_each($1)) and created_at <= $2";
    REMEMBER = "update merges set moved = $2 where id = $1";
}

/// A way to reach the second that went to the first.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct MovedContact {
    pub(super) id: i64,
    pub(super) kind: String,
    pub(super) value: String,
    pub(super) key: String,
    pub(super) state: String,
    /// Joins of before it was kept say 0.
    #[serde(default)]
    pub(super) created_at: i64,
}

/// A word of consent that was repeated for the first.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct MovedConsent {
    pub(super) channel: String,
    pub(super) purpose: String,
    /// The entry that was made.
    pub(super) made: i64,
    /// The last entry of the first before it; `None`: none.
    pub(super) before: Option<i64>,
}

/// What went from one to the other; the JSON of `merges.moved`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Moved {
    pub(super) purchases: Vec<i64>,
    pub(super) items: Vec<i64>,
    pub(super) follow_ups: Vec<i64>,
    pub(super) touches: Vec<i64>,
    pub(super) cases: Vec<i64>,
    pub(super) notes: Vec<i64>,
    /// Joins of before there were any have none.
    #[serde(default)]
    pub(super) voices: Vec<i64>,
    pub(super) home_notes: Vec<i64>,
    pub(super) contacts: Vec<MovedContact>,
    pub(super) dead: Vec<i64>,
    pub(super) sources: Vec<(String, String)>,
    pub(super) consents: Vec<MovedConsent>,
    /// The last entry of the ledger when they were joined, the repeated ones among it.
    pub(super) last_consent: i64,
    /// Columns of the first: before and after.
    pub(super) person: Face,
    /// The first as the merge left them.
    pub(super) face: Face,
    /// Columns of the first's household: before and after.
    pub(super) home: Face,
    /// The first's household as the merge left it; empty: it was not touched.
    #[serde(default)]
    pub(super) home_face: Face,
    /// The first's household; 0: joined before it was kept.
    #[serde(default)]
    pub(super) kept_home: i64,
    pub(super) places: Vec<i64>,
    /// The household of the second stands empty since.
    pub(super) emptied: Option<i64>,
    /// Others who pointed at the second, and households that pointed at the emptied one.
    pub(super) pointing: Vec<i64>,
    pub(super) pointing_homes: Vec<i64>,
    /// Who came first in the second's household instead.
    pub(super) next_at_home: Option<i64>,
    /// Of the second.
    pub(super) state: String,
    pub(super) state_since: Option<String>,
    pub(super) primary: bool,
    /// Answers about the second that hold for the first now.
    pub(super) answers: Vec<i64>,
    /// What was known of the pair, and since when.
    pub(super) answer: Option<String>,
    #[serde(default)]
    pub(super) answered_at: Option<i64>,
}

impl Moved {
    /// Forgets those rows that are not there any more, of a merge at `since`.
    pub(super) async fn keep_standing(&mut self, tx: &mut WriteTx, since: i64) -> Result<()> {
        for (statement, ids) in [
            (PURCHASES_THEN, &mut self.purchases),
            (ITEMS_THEN, &mut self.items),
            (FOLLOW_UPS_THEN, &mut self.follow_ups),
            (CASES_THEN, &mut self.cases),
            (NOTES_THEN, &mut self.notes),
            (NOTES_THEN, &mut self.home_notes),
            (VOICES_THEN, &mut self.voices),
        ] {
            *ids = sqlx::query_scalar(statement)
                .bind(id_list(ids))
                .bind(since)
                .fetch_all(&mut **tx)
                .await?;
        }
        Ok(())
    }

    /// The first as they were before the merge.
    pub(super) fn before(&self) -> Face {
        put_back(&self.face, &self.person)
    }

    /// The first's household as it was before the merge.
    pub(super) fn home_before(&self) -> Face {
        put_back(&self.home_face, &self.home)
    }

    /// Whether a row, named as in [`super::LaterWork`], came with the second.
    pub(super) fn brought(&self, entity: &str, id: i64) -> bool {
        match entity {
            "purchase" => self.purchases.contains(&id),
            "item" => self.items.contains(&id),
            "note" => self.notes.contains(&id),
            "touch" => self.touches.contains(&id),
            "case" => self.cases.contains(&id),
            "voice" => self.voices.contains(&id),
            "contact" => self.contacts.iter().any(|contact| contact.id == id),
            _ => false,
        }
    }

    /// The row of a number is another now. Returns whether the second had brought it.
    pub(super) fn rename_contact(&mut self, was: i64, made: i64) -> bool {
        for id in self.dead.iter_mut().filter(|id| **id == was) {
            *id = made;
        }
        let mut brought = false;
        for contact in self.contacts.iter_mut().filter(|contact| contact.id == was) {
            contact.id = made;
            brought = true;
        }
        brought
    }

    /// Whether the second led the household in which both lived, and the first does instead.
    pub(super) fn handed_lead_to_first(&self) -> bool {
        self.person.contains_key("is_primary")
    }
}

impl MovedContact {
    /// From a row with `id`, `kind`, `value`, `value_key`, `state` and `created_at`.
    pub(super) fn read(row: &SqliteRow) -> Result<Self> {
        Ok(Self {
            id: row.int("id")?,
            kind: row.text("kind")?,
            value: row.text("value")?,
            key: row.text("value_key")?,
            state: row.text("state")?,
            created_at: row.int("created_at")?,
        })
    }
}

impl MovedConsent {
    /// Whether it is about this channel and purpose.
    pub(super) fn is_about(&self, key: &(String, String)) -> bool {
        self.channel == key.0 && self.purpose == key.1
    }
}

/// A face with the older values of `changed`, which says before and after of a column.
pub(super) fn put_back(face: &Face, changed: &Face) -> Face {
    let mut older = face.clone();
    for (column, pair) in changed {
        older.insert(column.clone(), pair.get(0).cloned().unwrap_or(Value::Null));
    }
    older
}

/// The columns that differ: before and after.
pub(super) fn changed(before: &Face, after: &Face) -> Face {
    before
        .iter()
        .filter_map(|(column, old)| {
            let new = after.get(column)?;
            (new != old).then(|| (column.clone(), Value::Array(vec![old.clone(), new.clone()])))
        })
        .collect()
}

/// A merge that stands beside the one that is taken back.
#[derive(Debug, Clone)]
pub(super) struct Beside {
    pub(super) id: i64,
    pub(super) kept: i64,
    pub(super) gone: i64,
    pub(super) moved: Moved,
    pub(super) since: Instant,
    was: String,
}

impl Beside {
    /// Everything that shares somebody or a home with a merge, in the order of joining.
    pub(super) async fn load(
        tx: &mut WriteTx,
        merge: i64,
        people: (i64, i64),
        homes: (i64, i64),
    ) -> Result<Vec<Self>> {
        let rows = sqlx::query(NEAR)
            .bind(merge)
            .bind(people.0)
            .bind(people.1)
            .bind(homes.0)
            .bind(homes.1)
            .fetch_all(&mut **tx)
            .await?;
        rows.iter().map(Self::read).collect()
    }

    /// Every merge that what is answered about two people can have to do with, in the order of joining.
    pub(super) async fn by_answers(tx: &mut WriteTx, one: i64, other: i64) -> Result<Vec<Self>> {
        let rows = sqlx::query(TIED)
            .bind(one)
            .bind(other)
            .fetch_all(&mut **tx)
            .await?;
        rows.iter().map(Self::read).collect()
    }

    /// The merges of people into one that were made before another merge, in the order of joining.
    pub(super) async fn into_one(tx: &mut WriteTx, kept: i64, before: i64) -> Result<Vec<Self>> {
        let rows = sqlx::query(INTO)
            .bind(kept)
            .bind(before)
            .fetch_all(&mut **tx)
            .await?;
        rows.iter().map(Self::read).collect()
    }

    fn read(row: &SqliteRow) -> Result<Self> {
        let was = row.text("moved")?;
        Ok(Self {
            id: row.int("id")?,
            kept: row.int("kept_id")?,
            gone: row.int("absorbed_id")?,
            since: Instant(row.int("merged_at")?),
            moved: serde_json::from_str(&was).map_err(|_| StoreError::Damaged)?,
            was,
        })
    }

    /// Keeps what the merge remembers now, if that is something else than before.
    pub(super) async fn save(&self, tx: &mut WriteTx) -> Result<()> {
        let is = json(&self.moved)?;
        if is != self.was {
            sqlx::query(REMEMBER)
                .bind(self.id)
                .bind(is)
                .execute(&mut **tx)
                .await?;
        }
        Ok(())
    }
}
