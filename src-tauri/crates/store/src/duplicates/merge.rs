//! Joining two people who are one: everything of the second goes to the first, and is remembered one by one.
//!
//! The second stays as an empty row that points at the first, with its own words of consent, which nobody may
//! rewrite. Not here: taking it back (`unmerge`), whether they are one (`api` and a person).

use aichaku_domain::kinds::{Channel, ConsentState, CustomerState};
use aichaku_domain::matching::stricter;
use aichaku_domain::values::Instant;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::look::json;
use super::pairs::{score_of, set_state, state_of};
use crate::changes::{Changes, Deed, Table, Written, enter, mark_items, recount_households};
use crate::search::{index_customer, sort_key};
use crate::sql::{RowExt as _, WriteTx, statements};
use crate::{Result, Store, StoreError};

statements! {
    PERSON = "select household_id, kind, family_name, given_name, family_kana, given_kana, state, state_since, is_primary,
        refused_channels from customers where id = $1 and merged_into is null and state <> 'erased'";
    /// What a merge may change of the first.
    FACE = "select json_object('family_kana', family_kana, 'given_kana', given_kana, 'sort_key', sort_key,
        'birthday', birthday, 'preferred_channel', preferred_channel, 'suppressed', suppressed,
        'mall_limited', mall_limited, 'service_only', service_only, 'state', state, 'state_since', state_since,
        'refused_channels', refused_channels, 'note', note, 'is_primary', is_primary, 'heard', heard,
        'heard_from', heard_from, 'heard_by', heard_by, 'heard_words', heard_words, 'heard_key', heard_key,
        'thanked_on', thanked_on) from customers where id = $1";
    FILL = include_str!("../../sql/merge_customer.sql");
    HOME_FACE = "select json_object('name', name, 'moved_on', moved_on, 'family_change_on', family_change_on,
        'mourning_year', mourning_year) from households where id = $1";
    FILL_HOME = "update households as a set
            name = case when a.name = '' then b.name else a.name end,
            moved_on = coalesce(max(a.moved_on, b.moved_on), a.moved_on, b.moved_on),
            family_change_on = coalesce(max(a.family_change_on, b.family_change_on), a.family_change_on, b.family_change_on),
            mourning_year = coalesce(max(a.mourning_year, b.mourning_year), a.mourning_year, b.mourning_year),
            updated_at = $3
        from households as b where a.id = $1 and b.id = $2";
    /// The next eight: $1 the second, $2 the first, $3 and $4 their households, $5 now.
    MOVE_PURCHASES = "update purchases set customer_id = $2, household_id = $4, updated_at = $5
        where customer_id = $1 and household_id = $3 returning id";
    MOVE_ITEMS = "update owned_items set customer_id = $2, household_id = $4, updated_at = $5,
            spread = (select spread from households where id = $4)
        where customer_id = $1 and household_id = $3 returning id";
    MOVE_FOLLOW_UPS = "update follow_ups set customer_id = $2, household_id = $4, updated_at = $5
        where customer_id = $1 and household_id = $3 returning id";
    MOVE_TOUCHES = "update touches set customer_id = $2, household_id = $4
        where customer_id = $1 and household_id = $3 and $5 is not null returning id";
    MOVE_CASES = "update cases set customer_id = $2, household_id = $4, updated_at = $5
        where customer_id = $1 and household_id = $3 returning id";
    MOVE_NOTES = "update notes set customer_id = $2, household_id = $4, updated_at = $5
        where customer_id = $1 and household_id = $3 returning id";
    MOVE_VOICES = "update voices set customer_id = $2, household_id = $4, updated_at = $5
        where customer_id = $1 and household_id = $3 returning id";
    /// Of a household that stands empty afterwards: words about all of it.
    MOVE_HOME_NOTES = "update notes set household_id = $2, updated_at = $3
        where household_id = $1 and customer_id is null returning id";
    /// A number that both have stays where it is.
    MOVE_CONTACTS = "update contact_points set customer_id = $2 where customer_id = $1
            and not exists (select 1 from contact_points as own
                where own.customer_id = $2 and own.value_key = contact_points.value_key)
        returning id, kind, value, value_key, state";
    /// An address that nobody lives behind is dead, whoever found out.
    MARK_DEAD = "update contact_points set state = 'dead' where customer_id = $2 and state = 'ok'
            and value_key in (select value_key from contact_points where customer_id = $1 and state = 'dead')
        returning id";
    MOVE_SOURCES = "update customer_sources set customer_id = $2 where customer_id = $1 returning source, external_id";
    LAST_WORDS = "select id, channel, purpose, state from consents where customer_id = $1 order by id";
    REPEAT_CONSENT = "insert into consents (customer_id, channel, purpose, state, given_on, source, wording, staff_id, recorded_at)
        select $2, channel, purpose, state, given_on, source, wording, staff_id, $3 from consents where id = $1
        returning id";
    OTHERS_AT_HOME = "select count(*) from customers
        where household_id = $1 and id <> $2 and merged_into is null and state <> 'erased'";
    COPY_PLACES = "insert into addresses (household_id, kind, postal_code, prefecture, city, street, building, state, created_at)
        select $2, case when kind = 'home' and exists (select 1 from addresses as own
                where own.household_id = $2 and own.kind = 'home') then 'former' else kind end,
            postal_code, prefecture, city, street, building, state, $3
        from addresses as old where household_id = $1 and not exists (select 1 from addresses as own
            where own.household_id = $2 and own.postal_code = old.postal_code and own.city = old.city
                and own.street = old.street and own.building = old.building)
        order by id returning id";
    POINT_HOME = "update households set merged_into = $2, updated_at = $3 where id = $1";
    POINT_HOMES = "update households set merged_into = $2 where merged_into = $1 returning id";
    POINT = "update customers set merged_into = $2, state = 'erased', is_primary = 0, updated_at = $3 where id = $1";
    POINT_ALL = "update customers set merged_into = $2 where merged_into = $1 returning id";
    NEXT_AT_HOME = "update customers set is_primary = 1, updated_at = $3 where id = (
            select id from customers where household_id = $1 and id <> $2 and merged_into is null
                and state <> 'erased' order by is_primary desc, id limit 1)
        returning id";
    ANSWERS = "select case when one_id = $1 then other_id else one_id end as other, state from duplicate_pairs
        where one_id = $1 and state in ('household', 'different')
        union all
        select one_id, state from duplicate_pairs where other_id = $1 and state in ('household', 'different')";
    FORGET_OPEN = "delete from duplicate_pairs where state = 'open' and one_id = $1";
    FORGET_OPEN_OTHER = "delete from duplicate_pairs where state = 'open' and other_id = $1";
    MARK = "insert or ignore into look_marks (customer_id) values ($1)";
    KEEP = "insert into merges (kept_id, absorbed_id, by_rule, score, moved, merged_at)
        values ($1, $2, $3, $4, $5, $6) returning id";
    NAME_TOKEN = "update merges set token = $2 where id = $1";
    STANDING = "select token, kept_id, absorbed_id, by_rule, score, merged_at from merges
        where undone_at is null order by id desc limit $1";
    COUNT_STANDING = "select count(*) from merges where undone_at is null";
    INTO = "select merged_into from customers where id = $1 and merged_into is not null";
    FOLLOWING = "select id from customers where merged_into = $1 and household_id = $2 order by id";
    /// Of a household that goes: everybody who stands in it as an empty row, whoever they were joined with.
    FOLLOWING_ALL = "select id from customers where household_id = $1 and merged_into is not null order by id";
    FOLLOW = "update customers set household_id = $2 where id = $1";
    FOLLOWING_HOMES = "select id from households where merged_into = $1 order by id";
    FOLLOW_HOME = "update households set merged_into = $2 where id = $1";
}

/// Who is joined with whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merge {
    /// Stays, with name and home as they are.
    pub keep: i64,
    /// Goes into the other.
    pub absorb: i64,
    /// Joined by rule; `false`: a person said so.
    pub by_rule: bool,
}

/// A merge that stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StandingMerge {
    /// Takes it back.
    pub token: i64,
    /// Stayed.
    pub kept: i64,
    /// Went into the other.
    pub absorbed: i64,
    /// Joined by rule.
    pub by_rule: bool,
    /// Probability that they are one person, in thousandths; 0: nobody compared them.
    pub score: i64,
    /// When.
    pub merged_at: Instant,
}

/// A way to reach the second that went to the first.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct MovedContact {
    pub(super) id: i64,
    pub(super) kind: String,
    pub(super) value: String,
    pub(super) key: String,
    pub(super) state: String,
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
    pub(super) person: Map<String, Value>,
    /// The first as the merge left them.
    pub(super) face: Map<String, Value>,
    /// Columns of the first's household: before and after.
    pub(super) home: Map<String, Value>,
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
    /// What was known of the pair.
    pub(super) answer: Option<String>,
}

struct Side {
    id: i64,
    home: i64,
    family: String,
    given: String,
    kana: (String, String),
    state: CustomerState,
    state_since: Option<String>,
    primary: bool,
    refused: String,
}

impl Side {
    async fn load(tx: &mut WriteTx, id: i64) -> Result<Self> {
        let row = sqlx::query(PERSON)
            .bind(id)
            .fetch_optional(&mut **tx)
            .await?
            .ok_or(StoreError::NotFound { what: "customer" })?;
        Ok(Self {
            id,
            home: row.int("household_id")?,
            family: row.text("family_name")?,
            given: row.text("given_name")?,
            kana: (row.text("family_kana")?, row.text("given_kana")?),
            state: row.kind("state", CustomerState::parse)?,
            state_since: row.text_opt("state_since")?,
            primary: row.flag("is_primary")?,
            refused: row.text("refused_channels")?,
        })
    }
}

impl Store {
    /// Joins two people: everything of the second goes to the first, whose name and home stay; blanks of the
    /// first are filled from the second, and where they contradict each other the stricter holds.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when one of them does not stand; [`StoreError::Conflict`] for one with oneself.
    pub async fn merge_customers(&self, merge: &Merge, now: Instant) -> Result<Written> {
        if merge.keep == merge.absorb {
            return Err(StoreError::Conflict { what: "customer" });
        }
        let mut tx = self.write().await?;
        let kept = Side::load(&mut tx, merge.keep).await?;
        let gone = Side::load(&mut tx, merge.absorb).await?;
        let mut moved = Moved {
            state: gone.state.as_str().to_owned(),
            state_since: gone.state_since.clone(),
            primary: gone.primary,
            answer: state_of(&mut tx, kept.id, gone.id).await?,
            ..Moved::default()
        };
        let score = score_of(&mut tx, kept.id, gone.id).await?;
        move_rows(&mut tx, &mut moved, &kept, &gone, now).await?;
        move_ways(&mut tx, &mut moved, &kept, &gone).await?;
        move_consents(&mut tx, &mut moved, &kept, &gone, now).await?;
        fill_person(&mut tx, &mut moved, &kept, &gone, now).await?;
        if kept.home != gone.home {
            leave_home(&mut tx, &mut moved, &kept, &gone, now).await?;
        }
        sqlx::query(POINT)
            .bind(gone.id)
            .bind(kept.id)
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
        moved.pointing = sqlx::query_scalar(POINT_ALL)
            .bind(gone.id)
            .bind(kept.id)
            .fetch_all(&mut *tx)
            .await?;
        carry_answers(&mut tx, &mut moved, &kept, &gone, now).await?;
        for id in [kept.id, gone.id] {
            sqlx::query(MARK).bind(id).execute(&mut *tx).await?;
            index_customer(&mut tx, id).await?;
        }
        recount_households(&mut tx, &[kept.home, gone.home]).await?;
        mark_items(&mut tx, &moved.items, now).await?;
        let id: i64 = sqlx::query_scalar(KEEP)
            .bind(kept.id)
            .bind(gone.id)
            .bind(merge.by_rule)
            .bind(score)
            .bind(json(&moved)?)
            .bind(now.0)
            .fetch_one(&mut *tx)
            .await?;
        let deed = Deed {
            now,
            staff: self.at_counter(),
            action: "customer.merge",
            entity: "customer",
            id: kept.id,
        };
        let token = enter(&mut tx, deed, "").await?;
        sqlx::query(NAME_TOKEN)
            .bind(id)
            .bind(token)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(Written {
            id: kept.id,
            undo: Some(token),
            items: moved.items,
        })
    }

    /// Merges that stand, the newest first.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn standing_merges(&self, limit: u32) -> Result<Vec<StandingMerge>> {
        let rows = sqlx::query(STANDING).bind(limit).fetch_all(self.read()).await?;
        rows.iter()
            .map(|row| {
                Ok(StandingMerge {
                    token: row.int("token")?,
                    kept: row.int("kept_id")?,
                    absorbed: row.int("absorbed_id")?,
                    by_rule: row.flag("by_rule")?,
                    score: row.int("score")?,
                    merged_at: Instant(row.int("merged_at")?),
                })
            })
            .collect()
    }

    /// How many merges stand.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn count_standing_merges(&self) -> Result<i64> {
        Ok(sqlx::query_scalar(COUNT_STANDING).fetch_one(self.read()).await?)
    }

    /// Who stands for this person: the one they were joined with, else themselves.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn standing_customer(&self, id: i64) -> Result<i64> {
        let into: Option<i64> = sqlx::query_scalar(INTO)
            .bind(id)
            .fetch_optional(self.read())
            .await?;
        Ok(into.unwrap_or(id))
    }
}

async fn move_rows(
    tx: &mut WriteTx,
    moved: &mut Moved,
    kept: &Side,
    gone: &Side,
    now: Instant,
) -> Result<()> {
    for (statement, ids) in [
        (MOVE_PURCHASES, &mut moved.purchases),
        (MOVE_ITEMS, &mut moved.items),
        (MOVE_FOLLOW_UPS, &mut moved.follow_ups),
        (MOVE_TOUCHES, &mut moved.touches),
        (MOVE_CASES, &mut moved.cases),
        (MOVE_NOTES, &mut moved.notes),
        (MOVE_VOICES, &mut moved.voices),
    ] {
        *ids = sqlx::query_scalar(statement)
            .bind(gone.id)
            .bind(kept.id)
            .bind(gone.home)
            .bind(kept.home)
            .bind(now.0)
            .fetch_all(&mut **tx)
            .await?;
    }
    Ok(())
}

/// Telephone numbers, mail addresses, and the numbers that other systems know the second by.
async fn move_ways(tx: &mut WriteTx, moved: &mut Moved, kept: &Side, gone: &Side) -> Result<()> {
    moved.dead = sqlx::query_scalar(MARK_DEAD)
        .bind(gone.id)
        .bind(kept.id)
        .fetch_all(&mut **tx)
        .await?;
    for row in sqlx::query(MOVE_CONTACTS)
        .bind(gone.id)
        .bind(kept.id)
        .fetch_all(&mut **tx)
        .await?
    {
        moved.contacts.push(MovedContact {
            id: row.int("id")?,
            kind: row.text("kind")?,
            value: row.text("value")?,
            key: row.text("value_key")?,
            state: row.text("state")?,
        });
    }
    for row in sqlx::query(MOVE_SOURCES)
        .bind(gone.id)
        .bind(kept.id)
        .fetch_all(&mut **tx)
        .await?
    {
        moved
            .sources
            .push((row.text("source")?, row.text("external_id")?));
    }
    Ok(())
}

/// The last entry of the ledger by channel and purpose.
pub(super) async fn last_words(
    tx: &mut WriteTx,
    customer: i64,
) -> Result<std::collections::BTreeMap<(String, String), (i64, ConsentState)>> {
    let mut words = std::collections::BTreeMap::new();
    for row in sqlx::query(LAST_WORDS)
        .bind(customer)
        .fetch_all(&mut **tx)
        .await?
    {
        words.insert(
            (row.text("channel")?, row.text("purpose")?),
            (row.int("id")?, row.kind("state", ConsentState::parse)?),
        );
    }
    Ok(words)
}

/// Repeats an entry of the ledger for somebody, with its day and its words.
pub(super) async fn repeat_consent(tx: &mut WriteTx, entry: i64, customer: i64, now: Instant) -> Result<i64> {
    Ok(sqlx::query_scalar(REPEAT_CONSENT)
        .bind(entry)
        .bind(customer)
        .bind(now.0)
        .fetch_one(&mut **tx)
        .await?)
}

async fn move_consents(
    tx: &mut WriteTx,
    moved: &mut Moved,
    kept: &Side,
    gone: &Side,
    now: Instant,
) -> Result<()> {
    let own = last_words(tx, kept.id).await?;
    let theirs = last_words(tx, gone.id).await?;
    moved.last_consent = own.values().map(|(id, _)| *id).max().unwrap_or(0);
    for ((channel, purpose), (entry, state)) in theirs {
        let before = own.get(&(channel.clone(), purpose.clone())).copied();
        let holds = stricter(before.map(|(_, state)| state), Some(state));
        if holds == before.map(|(_, state)| state) {
            continue;
        }
        let made = repeat_consent(tx, entry, kept.id, now).await?;
        moved.last_consent = moved.last_consent.max(made);
        moved.consents.push(MovedConsent {
            channel,
            purpose,
            made,
            before: before.map(|(id, _)| id),
        });
    }
    Ok(())
}

async fn fill_person(
    tx: &mut WriteTx,
    moved: &mut Moved,
    kept: &Side,
    gone: &Side,
    now: Instant,
) -> Result<()> {
    let before = person_face(tx, kept.id).await?;
    let kana = if kept.kana.0.is_empty() && kept.kana.1.is_empty() {
        &gone.kana
    } else {
        &kept.kana
    };
    // Whoever passed away did so in every book.
    let (state, since) = if weight(gone.state) > weight(kept.state) {
        (gone.state, &gone.state_since)
    } else {
        (kept.state, &kept.state_since)
    };
    sqlx::query(FILL)
        .bind(kept.id)
        .bind(gone.id)
        .bind(&kana.0)
        .bind(&kana.1)
        .bind(sort_key(&kept.family, &kept.given, &kana.0, &kana.1))
        .bind(state.as_str())
        .bind(since)
        .bind(both(&kept.refused, &gone.refused))
        .bind(now.0)
        .execute(&mut **tx)
        .await?;
    moved.face = person_face(tx, kept.id).await?;
    moved.person = changed(before, moved.face.clone());
    Ok(())
}

/// How much a standing holds back.
fn weight(state: CustomerState) -> u8 {
    match state {
        CustomerState::Active => 0,
        CustomerState::MovedAway => 1,
        CustomerState::Deceased => 2,
        CustomerState::Erased => 3,
    }
}

/// Both comma lists of channels, in the order of all channels.
pub(super) fn both(one: &str, other: &str) -> String {
    let refused = |channel: &Channel| {
        one.split(',')
            .chain(other.split(','))
            .any(|word| word == channel.as_str())
    };
    let words: Vec<&str> = Channel::ALL
        .iter()
        .filter(|channel| refused(channel))
        .map(|channel| channel.as_str())
        .collect();
    words.join(",")
}

/// Takes leave of the second's household; when nobody else lives there, it points at the first's from now on.
async fn leave_home(
    tx: &mut WriteTx,
    moved: &mut Moved,
    kept: &Side,
    gone: &Side,
    now: Instant,
) -> Result<()> {
    let others: i64 = sqlx::query_scalar(OTHERS_AT_HOME)
        .bind(gone.home)
        .bind(gone.id)
        .fetch_one(&mut **tx)
        .await?;
    if others > 0 {
        if gone.primary {
            moved.next_at_home = sqlx::query_scalar(NEXT_AT_HOME)
                .bind(gone.home)
                .bind(gone.id)
                .bind(now.0)
                .fetch_optional(&mut **tx)
                .await?;
        }
        return Ok(());
    }
    let before = home_face(tx, kept.home).await?;
    sqlx::query(FILL_HOME)
        .bind(kept.home)
        .bind(gone.home)
        .bind(now.0)
        .execute(&mut **tx)
        .await?;
    moved.home = changed(before, home_face(tx, kept.home).await?);
    moved.home_notes = sqlx::query_scalar(MOVE_HOME_NOTES)
        .bind(gone.home)
        .bind(kept.home)
        .bind(now.0)
        .fetch_all(&mut **tx)
        .await?;
    moved.places = sqlx::query_scalar(COPY_PLACES)
        .bind(gone.home)
        .bind(kept.home)
        .bind(now.0)
        .fetch_all(&mut **tx)
        .await?;
    sqlx::query(POINT_HOME)
        .bind(gone.home)
        .bind(kept.home)
        .bind(now.0)
        .execute(&mut **tx)
        .await?;
    moved.pointing_homes = sqlx::query_scalar(POINT_HOMES)
        .bind(gone.home)
        .bind(kept.home)
        .fetch_all(&mut **tx)
        .await?;
    moved.emptied = Some(gone.home);
    Ok(())
}

/// Whoever is somebody else than the second is somebody else than the first.
async fn carry_answers(
    tx: &mut WriteTx,
    moved: &mut Moved,
    kept: &Side,
    gone: &Side,
    now: Instant,
) -> Result<()> {
    for row in sqlx::query(ANSWERS).bind(gone.id).fetch_all(&mut **tx).await? {
        let other = row.int("other")?;
        let known = state_of(tx, kept.id, other).await?;
        if other != kept.id && known.is_none_or(|state| state == "open") {
            set_state(tx, kept.id, other, &row.text("state")?, now).await?;
            moved.answers.push(other);
        }
    }
    for statement in [FORGET_OPEN, FORGET_OPEN_OTHER] {
        sqlx::query(statement).bind(gone.id).execute(&mut **tx).await?;
    }
    set_state(tx, kept.id, gone.id, "same", now).await
}

/// What a merge may change of a person.
pub(super) async fn person_face(tx: &mut WriteTx, id: i64) -> Result<Map<String, Value>> {
    face(tx, FACE, id).await
}

/// What a merge may change of a household.
pub(super) async fn home_face(tx: &mut WriteTx, id: i64) -> Result<Map<String, Value>> {
    face(tx, HOME_FACE, id).await
}

async fn face(tx: &mut WriteTx, statement: &'static str, id: i64) -> Result<Map<String, Value>> {
    let text: String = sqlx::query_scalar(statement)
        .bind(id)
        .fetch_one(&mut **tx)
        .await?;
    serde_json::from_str(&text).map_err(|_| StoreError::Damaged)
}

fn changed(before: Map<String, Value>, after: Map<String, Value>) -> Map<String, Value> {
    before
        .into_iter()
        .filter_map(|(column, old)| {
            let new = after.get(&column)?;
            (*new != old).then(|| (column, Value::Array(vec![old, new.clone()])))
        })
        .collect()
}

/// Whoever was joined with `customer` and stands as an empty row in household `from` goes along to `to`; with
/// `from` gone, so do all empty rows in it and the households that point at it.
pub(crate) async fn follow_move(
    tx: &mut WriteTx,
    changes: &mut Changes,
    customer: i64,
    from: i64,
    to: i64,
    gone: bool,
) -> Result<()> {
    let rows: Vec<i64> = if gone {
        sqlx::query_scalar(FOLLOWING_ALL)
            .bind(from)
            .fetch_all(&mut **tx)
            .await?
    } else {
        sqlx::query_scalar(FOLLOWING)
            .bind(customer)
            .bind(from)
            .fetch_all(&mut **tx)
            .await?
    };
    for row in rows {
        changes.keep(tx, Table::Customers, row).await?;
        sqlx::query(FOLLOW).bind(row).bind(to).execute(&mut **tx).await?;
    }
    if gone {
        let homes: Vec<i64> = sqlx::query_scalar(FOLLOWING_HOMES)
            .bind(from)
            .fetch_all(&mut **tx)
            .await?;
        for home in homes {
            changes.keep(tx, Table::Households, home).await?;
            sqlx::query(FOLLOW_HOME)
                .bind(home)
                .bind(to)
                .execute(&mut **tx)
                .await?;
        }
    }
    Ok(())
}
