//! Taking two people apart again: each has exactly what they had, and what came since stays where it was made.
//!
//! Work on a thing that goes back goes with the thing. Whatever cannot be told apart (a purchase, a note, a
//! changed name) stays with the first and is listed; a no that was said since holds for both. Merges that came later
//! stand on, as if this one had never been: what they remember is put right with it.
//! Not here: joining (`merge`), ways to reach somebody and words of consent (`unmerge_words`), homes and who leads
//! there (`unmerge_home`), what was answered about them (`unmerge_answers`).

use aichaku_domain::values::Instant;
use serde_json::Value;

use super::face::{Link, PERSON, both, refused_since};
use super::merge::{person_face, sort_anew, write_columns};
use super::moved::{Beside, Moved, changed};
use crate::changes::{Deed, enter, mark_items, recount_households};
use crate::search::index_customer;
use crate::sql::{RowExt as _, WriteTx, id_list, statements};
use crate::{Result, Store, StoreError};

statements! {
    MERGE = "select id, kept_id, absorbed_id, moved, merged_at from merges where token = $1 and undone_at is null";
    HOMES = "select kept.household_id as kept, gone.household_id as gone, gone.merged_into as into_id
        from customers as kept join customers as gone on gone.id = $2 where kept.id = $1";
    /// The next seven: $1 ids, $2 the first, $3 the second, $4 the second's household, $5 now. What is not the
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
    /// Things that came into a purchase that goes back: $1 purchases, $2 the first.
    ITEMS_IN = "select owned_items.id from purchase_lines join owned_items on owned_items.line_id = purchase_lines.id
        where purchase_lines.purchase_id in (select value from json_each($1)) and owned_items.customer_id = $2";
    /// What was done about things that go back: $1 things, $2 follow-ups, $3 the first.
    TOUCHES_ON = "select id from touches where customer_id = $3 and household_id = $4
        and (owned_item_id in (select value from json_each($1)) or follow_up_id in (select value from json_each($2)))";
    FOLLOW_UPS_ON = "select id from follow_ups where owned_item_id in (select value from json_each($1))
        and customer_id = $2 and household_id = $3";
    CASES_ON = "select id from cases where owned_item_id in (select value from json_each($1)) and customer_id = $2
        and household_id = $3";
    NOTES_ON = "select id from notes where owned_item_id in (select value from json_each($1)) and customer_id = $2
        and household_id = $3";
    STAND = "update customers set merged_into = null, state = $2, state_since = $3, is_primary = $4, updated_at = $5
        where id = $1";
    POINT_BACK = "update customers set merged_into = $3
        where id in (select value from json_each($1)) and merged_into = $2";
    REFUSE = "update customers set suppressed = max(suppressed, $2), refused_channels = $3, updated_at = $4 where id = $1";
    REFUSED = "select refused_channels from customers where id = $1";
    CLOSE = "update merges set undone_at = $2 where id = $1";
    MARK = "insert or ignore into look_marks (customer_id) values ($1)";
    AT_HOME = "select id from customers where household_id in ($1, $2) and merged_into is null and state <> 'erased'
        order by id";
    /// What came since and names the first only. $1 the first, $2 when they were joined.
    LATER = include_str!("../../sql/unmerge_later.sql");
}

/// What stays with the first because nobody can tell whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaterWork {
    /// `purchase`, `item`, `note`, `touch`, `case`, `voice`, `referral`, `contact`, `field`, `consent`.
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

/// A merge on its way back.
pub(super) struct Apart {
    pub(super) tx: WriteTx,
    pub(super) id: i64,
    pub(super) kept: i64,
    pub(super) gone: i64,
    pub(super) kept_home: i64,
    pub(super) gone_home: i64,
    pub(super) moved: Moved,
    /// Merges that stand beside it, in the order of joining.
    pub(super) beside: Vec<Beside>,
    pub(super) since: i64,
    pub(super) now: Instant,
    later: Vec<LaterWork>,
}

impl Store {
    /// Takes a merge back. `ask_again`: the pair waits for an answer again; otherwise they are two people for good.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for a token that joined nobody; [`StoreError::CannotUndo`] when the first went into a
    /// third person since, which has to be taken back before.
    pub async fn unmerge_customers(&self, token: i64, ask_again: bool, now: Instant) -> Result<Unmerged> {
        let mut apart = Apart::load(self.write().await?, token, now).await?;
        apart.moved.keep_standing(&mut apart.tx, apart.since).await?;
        apart.stand_up().await?;
        apart.return_rows().await?;
        apart.return_ways().await?;
        apart.return_fields().await?;
        apart.return_words().await?;
        apart.list_later().await?;
        for beside in &apart.beside {
            beside.save(&mut apart.tx).await?;
        }
        apart.return_answers(ask_again).await?;
        let (kept, gone) = (apart.kept, apart.gone);
        let mut tx = apart.tx;
        for id in [kept, gone] {
            sqlx::query(MARK).bind(id).execute(&mut *tx).await?;
        }
        let found: Vec<i64> = sqlx::query_scalar(AT_HOME)
            .bind(apart.kept_home)
            .bind(apart.gone_home)
            .fetch_all(&mut *tx)
            .await?;
        for id in joined(&found, vec![kept, gone]) {
            index_customer(&mut tx, id).await?;
        }
        recount_households(&mut tx, &[apart.kept_home, apart.gone_home]).await?;
        mark_items(&mut tx, &apart.moved.items, now).await?;
        sqlx::query(CLOSE)
            .bind(apart.id)
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
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
    async fn load(mut tx: WriteTx, token: i64, now: Instant) -> Result<Self> {
        let row = sqlx::query(MERGE)
            .bind(token)
            .fetch_optional(&mut *tx)
            .await?
            .ok_or(StoreError::NotFound { what: "merge" })?;
        let (id, kept, gone) = (row.int("id")?, row.int("kept_id")?, row.int("absorbed_id")?);
        let mut moved: Moved = serde_json::from_str(&row.text("moved")?).map_err(|_| StoreError::Damaged)?;
        let homes = sqlx::query(HOMES)
            .bind(kept)
            .bind(gone)
            .fetch_optional(&mut *tx)
            .await?
            .ok_or(StoreError::CannotUndo)?;
        if homes.int_opt("into_id")? != Some(kept) {
            return Err(StoreError::CannotUndo);
        }
        let (kept_home, gone_home) = (homes.int("kept")?, homes.int("gone")?);
        if moved.kept_home == 0 {
            moved.kept_home = kept_home;
        }
        let beside = Beside::load(&mut tx, id, (kept, gone), (gone_home, moved.kept_home)).await?;
        Ok(Self {
            id,
            kept,
            gone,
            kept_home,
            gone_home,
            moved,
            beside,
            since: row.int("merged_at")?,
            now,
            later: Vec::new(),
            tx,
        })
    }

    /// Merges that came later into the same first.
    pub(super) fn later_into_first(&mut self) -> impl Iterator<Item = &mut Beside> {
        let (id, kept) = (self.id, self.kept);
        self.beside
            .iter_mut()
            .filter(move |beside| beside.id > id && beside.kept == kept)
    }

    async fn stand_up(&mut self) -> Result<()> {
        sqlx::query(STAND)
            .bind(self.gone)
            .bind(&self.moved.state)
            .bind(&self.moved.state_since)
            .bind(self.moved.primary)
            .bind(self.now.0)
            .execute(&mut *self.tx)
            .await?;
        self.return_home().await?;
        self.return_lead().await?;
        sqlx::query(POINT_BACK)
            .bind(id_list(&self.moved.pointing))
            .bind(self.kept)
            .bind(self.gone)
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }

    async fn return_rows(&mut self) -> Result<()> {
        let items: Vec<i64> = sqlx::query_scalar(ITEMS_IN)
            .bind(id_list(&self.moved.purchases))
            .bind(self.kept)
            .fetch_all(&mut *self.tx)
            .await?;
        self.moved.items = joined(&self.moved.items, items);
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

    async fn return_fields(&mut self) -> Result<()> {
        let is = person_face(&mut self.tx, self.kept).await?;
        let mut links = Vec::new();
        let later: Vec<(i64, Moved)> = self
            .later_into_first()
            .map(|beside| (beside.gone, beside.moved.clone()))
            .collect();
        for (gone, moved) in &later {
            let mut face = person_face(&mut self.tx, *gone).await?;
            // Whoever was joined stands as nobody; what they were is remembered.
            face.insert("state".to_owned(), Value::from(moved.state.clone()));
            face.insert("state_since".to_owned(), Value::from(moved.state_since.clone()));
            links.push(Link {
                before: moved.before(),
                after: moved.face.clone(),
                gone: face,
            });
        }
        let (everything, channels) = refused_since(&self.moved.face, &links, &is);
        if everything || !channels.is_empty() {
            self.refuse_for_both(everything, &channels).await?;
        }
        let left = PERSON.take_out(&self.moved.before(), &self.moved.face, &mut links, &is);
        write_columns(&mut self.tx, "customers", self.kept, &left.put, self.now).await?;
        sort_anew(&mut self.tx, self.kept).await?;
        for column in left.stays {
            self.stays("field", self.kept, column);
        }
        for (beside, link) in self.later_into_first().zip(links) {
            let lead = beside.moved.person.get("is_primary").cloned();
            beside.moved.person = changed(&link.before, &link.after);
            beside.moved.person.remove("is_primary");
            beside
                .moved
                .person
                .extend(lead.map(|pair| ("is_primary".to_owned(), pair)));
            beside.moved.face = link.after;
        }
        Ok(())
    }

    /// Who wants nothing, or not this way, since they were joined: nobody can tell which of the two, so both.
    async fn refuse_for_both(&mut self, everything: bool, channels: &[String]) -> Result<()> {
        let own: String = sqlx::query_scalar(REFUSED)
            .bind(self.gone)
            .fetch_one(&mut *self.tx)
            .await?;
        let refused = if channels.is_empty() {
            own
        } else {
            both(&own, &channels.join(","))
        };
        sqlx::query(REFUSE)
            .bind(self.gone)
            .bind(everything)
            .bind(refused)
            .bind(self.now.0)
            .execute(&mut *self.tx)
            .await?;
        self.stays("field", self.kept, "refused_channels");
        Ok(())
    }

    /// What whoever was joined later brought is theirs, whenever it was made.
    async fn list_later(&mut self) -> Result<()> {
        let rows = sqlx::query(LATER)
            .bind(self.kept)
            .bind(self.since)
            .fetch_all(&mut *self.tx)
            .await?;
        for row in rows {
            let (entity, id) = (row.text("entity")?, row.int("id")?);
            if !self
                .later_into_first()
                .any(|beside| beside.moved.brought(&entity, id))
            {
                self.stays(&entity, id, "");
            }
        }
        Ok(())
    }

    pub(super) fn stays(&mut self, entity: &str, id: i64, name: &str) {
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
