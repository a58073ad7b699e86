//! Joining two people who are one: everything of the second goes to the first, and is remembered one by one.
//!
//! The second stays as an empty row that points at the first, with its own words of consent, which nobody may
//! rewrite. Not here: taking it back (`unmerge`), whether they are one (`api` and a person).

use aichaku_domain::kinds::{ConsentState, CustomerState};
use aichaku_domain::matching::stricter;
use aichaku_domain::values::Instant;
use serde_json::Value;
use sqlx::AssertSqlSafe;

use super::face::{Face, HOME as HOME_KIND, PERSON as PERSON_KIND};
use super::look::json;
use super::moved::{Moved, MovedConsent, MovedContact, changed};
use super::pairs::{known_of, score_of, set_state};
use crate::changes::{Changes, Deed, Table, Written, enter, mark_items, recount_households};
use crate::search::{index_customer, sort_key};
use crate::sql::{RowExt as _, WriteTx, statements};
use crate::{Result, Store, StoreError};

statements! {
    PERSON = "select household_id, state, state_since, is_primary from customers
        where id = $1 and merged_into is null and state <> 'erased'";
    /// What a merge may change of the first.
    FACE = "select json_object('family_kana', family_kana, 'given_kana', given_kana, 'birthday', birthday,
        'preferred_channel', preferred_channel, 'suppressed', suppressed, 'mall_limited', mall_limited,
        'service_only', service_only, 'state', state, 'state_since', state_since,
        'refused_channels', refused_channels, 'note', note, 'is_primary', is_primary, 'id', id, 'heard', heard,
        'heard_from', heard_from, 'heard_by', heard_by, 'heard_words', heard_words, 'heard_key', heard_key,
        'thanked_on', thanked_on) from customers where id = $1";
    NAMES = "select family_name, given_name, family_kana, given_kana from customers where id = $1";
    SORT = "update customers set sort_key = $2 where id = $1";
    LEAD = "update customers set is_primary = 1, updated_at = $2 where id = $1";
    HOME_FACE = "select json_object('name', name, 'moved_on', moved_on, 'family_change_on', family_change_on,
        'mourning_year', mourning_year) from households where id = $1";
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
        returning id, kind, value, value_key, state, created_at";
    /// An address that nobody lives behind is dead, whoever found out.
    MARK_DEAD = "update contact_points set state = 'dead' where customer_id = $2 and state = 'ok'
            and value_key in (select value_key from contact_points where customer_id = $1 and state = 'dead')
        returning id";
    MOVE_SOURCES = "update customer_sources set customer_id = $2 where customer_id = $1 returning source, external_id";
    LAST_WORDS = "select id, channel, purpose, state, origin from consents where customer_id = $1 order by id";
    REPEAT_CONSENT = "insert into consents (customer_id, channel, purpose, state, given_on, source, wording, staff_id,
            recorded_at, origin)
        select $2, channel, purpose, state, given_on, source, wording, staff_id, $3, 'repeated' from consents where id = $1
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

struct Side {
    id: i64,
    home: i64,
    state: CustomerState,
    state_since: Option<String>,
    primary: bool,
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
            state: row.kind("state", CustomerState::parse)?,
            state_since: row.text_opt("state_since")?,
            primary: row.flag("is_primary")?,
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
        let mut tx = self.write().await?;
        let written = self.merge_in(&mut tx, merge, now).await?;
        tx.commit().await?;
        Ok(written)
    }

    pub(super) async fn merge_in(&self, tx: &mut WriteTx, merge: &Merge, now: Instant) -> Result<Written> {
        if merge.keep == merge.absorb {
            return Err(StoreError::Conflict { what: "customer" });
        }
        let kept = Side::load(tx, merge.keep).await?;
        let gone = Side::load(tx, merge.absorb).await?;
        let known = known_of(tx, kept.id, gone.id).await?;
        let mut moved = Moved {
            state: gone.state.as_str().to_owned(),
            state_since: gone.state_since.clone(),
            primary: gone.primary,
            answer: known.as_ref().map(|known| known.state.clone()),
            answered_at: known.and_then(|known| known.decided_at),
            kept_home: kept.home,
            ..Moved::default()
        };
        let score = score_of(tx, kept.id, gone.id).await?;
        move_rows(tx, &mut moved, &kept, &gone, now).await?;
        move_ways(tx, &mut moved, &kept, &gone).await?;
        move_consents(tx, &mut moved, &kept, &gone, now).await?;
        fill_person(tx, &mut moved, &kept, &gone, now).await?;
        if kept.home != gone.home {
            leave_home(tx, &mut moved, &kept, &gone, now).await?;
        }
        sqlx::query(POINT)
            .bind(gone.id)
            .bind(kept.id)
            .bind(now.0)
            .execute(&mut **tx)
            .await?;
        moved.pointing = sqlx::query_scalar(POINT_ALL)
            .bind(gone.id)
            .bind(kept.id)
            .fetch_all(&mut **tx)
            .await?;
        moved.answers = carry_answers(tx, kept.id, gone.id, now).await?;
        close_pairs(tx, kept.id, gone.id, now).await?;
        for id in [kept.id, gone.id] {
            sqlx::query(MARK).bind(id).execute(&mut **tx).await?;
            index_customer(tx, id).await?;
        }
        recount_households(tx, &[kept.home, gone.home]).await?;
        mark_items(tx, &moved.items, now).await?;
        let id: i64 = sqlx::query_scalar(KEEP)
            .bind(kept.id)
            .bind(gone.id)
            .bind(merge.by_rule)
            .bind(score)
            .bind(json(&moved)?)
            .bind(now.0)
            .fetch_one(&mut **tx)
            .await?;
        let deed = Deed {
            now,
            staff: self.at_counter(),
            action: "customer.merge",
            entity: "customer",
            id: kept.id,
        };
        let token = enter(tx, deed, "").await?;
        sqlx::query(NAME_TOKEN)
            .bind(id)
            .bind(token)
            .execute(&mut **tx)
            .await?;
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
        moved.contacts.push(MovedContact::read(&row)?);
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

/// The last entry of the ledger by channel and purpose; what was taken back says nothing.
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
        let key = (row.text("channel")?, row.text("purpose")?);
        if row.text("origin")? == "void" {
            words.remove(&key);
        } else {
            words.insert(key, (row.int("id")?, row.kind("state", ConsentState::parse)?));
        }
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
    let theirs = person_face(tx, gone.id).await?;
    let face = PERSON_KIND.join(&before, &theirs);
    write_columns(tx, "customers", kept.id, &differing(&before, &face), now).await?;
    if kept.home == gone.home && gone.primary && !kept.primary {
        sqlx::query(LEAD)
            .bind(kept.id)
            .bind(now.0)
            .execute(&mut **tx)
            .await?;
    }
    sort_anew(tx, kept.id).await?;
    moved.face = person_face(tx, kept.id).await?;
    moved.person = changed(&before, &moved.face);
    Ok(())
}

/// The columns that are something else after than before.
fn differing(before: &Face, after: &Face) -> Face {
    let other = |(column, value): &(&String, &Value)| before.get(*column) != Some(*value);
    let columns = after.iter().filter(other);
    columns
        .map(|(column, value)| (column.clone(), value.clone()))
        .collect()
}

/// Writes columns of a row. `table` and the names are ours, never typed.
pub(super) async fn write_columns(
    tx: &mut WriteTx,
    table: &'static str,
    id: i64,
    columns: &Face,
    now: Instant,
) -> Result<()> {
    for (column, value) in columns {
        let text = format!("update {table} set {column} = $1, updated_at = $2 where id = $3");
        let query = sqlx::query(AssertSqlSafe(text));
        let query = match value {
            Value::Number(number) => query.bind(number.as_i64()),
            Value::String(text) => query.bind(text.clone()),
            _ => query.bind(None::<String>),
        };
        query.bind(now.0).bind(id).execute(&mut **tx).await?;
    }
    Ok(())
}

/// Brings the key of order of a person up to date with name and reading.
pub(super) async fn sort_anew(tx: &mut WriteTx, id: i64) -> Result<()> {
    let row = sqlx::query(NAMES).bind(id).fetch_one(&mut **tx).await?;
    let key = sort_key(
        &row.text("family_name")?,
        &row.text("given_name")?,
        &row.text("family_kana")?,
        &row.text("given_kana")?,
    );
    sqlx::query(SORT).bind(id).bind(key).execute(&mut **tx).await?;
    Ok(())
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
    let theirs = home_face(tx, gone.home).await?;
    moved.home_face = HOME_KIND.join(&before, &theirs);
    moved.home = changed(&before, &moved.home_face);
    let filled = differing(&before, &moved.home_face);
    write_columns(tx, "households", kept.home, &filled, now).await?;
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

/// Whoever is somebody else than the second is somebody else than the first, since `since`. Returns about whom that is
/// new.
pub(super) async fn carry_answers(
    tx: &mut WriteTx,
    kept: i64,
    gone: i64,
    since: Instant,
) -> Result<Vec<i64>> {
    let mut carried = Vec::new();
    for row in sqlx::query(ANSWERS).bind(gone).fetch_all(&mut **tx).await? {
        let other = row.int("other")?;
        if other == kept {
            continue;
        }
        let known = known_of(tx, kept, other).await?;
        if known.is_none_or(|known| known.state == "open") {
            set_state(tx, kept, other, &row.text("state")?, since).await?;
            carried.push(other);
        }
    }
    Ok(carried)
}

/// The two are the same from now on, and nobody is asked about the second any more.
async fn close_pairs(tx: &mut WriteTx, kept: i64, gone: i64, now: Instant) -> Result<()> {
    for statement in [FORGET_OPEN, FORGET_OPEN_OTHER] {
        sqlx::query(statement).bind(gone).execute(&mut **tx).await?;
    }
    set_state(tx, kept, gone, "same", now).await
}

/// What a merge may change of a person.
pub(super) async fn person_face(tx: &mut WriteTx, id: i64) -> Result<Face> {
    face(tx, FACE, id).await
}

/// What a merge may change of a household.
pub(super) async fn home_face(tx: &mut WriteTx, id: i64) -> Result<Face> {
    face(tx, HOME_FACE, id).await
}

async fn face(tx: &mut WriteTx, statement: &'static str, id: i64) -> Result<Face> {
    let text: String = sqlx::query_scalar(statement)
        .bind(id)
        .fetch_one(&mut **tx)
        .await?;
    serde_json::from_str(&text).map_err(|_| StoreError::Damaged)
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
