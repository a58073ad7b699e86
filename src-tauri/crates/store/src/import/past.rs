//! Making a shop with its whole past at once, as the practice shop is made: everything in one transaction, and
//! no batch of a file.
//!
//! Not here: what that past was (`api::demo`), and the shop's own row.

use std::collections::BTreeSet;

use aichaku_domain::comparison::Comparison;
use aichaku_domain::kinds::Touch;
use aichaku_domain::plan::{DayWindow, Draft};
use aichaku_domain::rank::Lane;
use aichaku_domain::values::ShopDay;

use super::add::{add_rows, insert_rows, json};
use super::rows::{CaseRow, FollowUpRow, ImportRows, NoteRow, TouchRow, VoiceRow};
use crate::changes::recount_households;
use crate::comparisons::{self, ComparisonMember};
use crate::index_all::index_people;
use crate::planning::{self, At, Book};
use crate::search::index_customer;
use crate::sql::{WriteTx, day_text, statements};
use crate::{Result, Store};

statements! {
    /// Whoever is found by more places than the one that they were entered with.
    MOVED = "select id from customers where household_id in (
            select household_id from addresses group by household_id having count(*) > 1) order by id";
    MARK_HOUSEHOLDS = "update households
        set touch = m.touch, moved_on = m.moved_on, family_change_on = m.family_change_on,
            mourning_year = m.mourning_year
        from (select value ->> 0 as id, value ->> 1 as touch, value ->> 2 as moved_on,
                value ->> 3 as family_change_on, value ->> 4 as mourning_year from json_each($1)) as m
        where households.id = m.id";
    MARK_CUSTOMERS = "update customers
        set honorific = m.honorific, state = m.state, state_since = m.state_since, suppressed = m.suppressed,
            service_only = m.service_only, preferred_channel = m.preferred, refused_channels = m.refused
        from (select value ->> 0 as id, value ->> 1 as honorific, value ->> 2 as state, value ->> 3 as state_since,
                value ->> 4 as suppressed, value ->> 5 as service_only, value ->> 6 as preferred,
                value ->> 7 as refused from json_each($1)) as m
        where customers.id = m.id";
    MARK_ITEMS = "update owned_items set secret = m.secret, note = m.note
        from (select value ->> 0 as id, value ->> 1 as secret, value ->> 2 as note from json_each($1)) as m
        where owned_items.id = m.id";
    CLASSES = "select count(*) from care_classes";
}

/// What is out of the ordinary about a household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseholdMark {
    /// Which.
    pub id: i64,
    /// How much of a person's time it is given.
    pub touch: Touch,
    /// Moved on.
    pub moved_on: Option<ShopDay>,
    /// Divorce, death, birth.
    pub family_change_on: Option<ShopDay>,
    /// No New Year's greeting for the year after.
    pub mourning_year: Option<i32>,
}

/// What is out of the ordinary about a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerMark {
    /// Which.
    pub id: i64,
    /// Own honorific; empty: the ordinary one.
    pub honorific: &'static str,
    /// Text form of their standing.
    pub state: &'static str,
    /// Since when.
    pub state_since: Option<ShopDay>,
    /// Wants nothing at all.
    pub suppressed: bool,
    /// Service only.
    pub service_only: bool,
    /// Text form of the channel they prefer.
    pub preferred: Option<&'static str>,
    /// Comma list of channels they refuse.
    pub refused: &'static str,
}

/// What is out of the ordinary about a thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemMark {
    /// Which.
    pub id: i64,
    /// A surprise.
    pub secret: bool,
    /// Note.
    pub note: String,
}

/// What happened to people and things.
#[derive(Debug, Default)]
pub struct PastRows {
    /// Follow-ups that are done, were let go, or were promised.
    pub follow_ups: Vec<FollowUpRow>,
    /// Contacts; after their follow-ups.
    pub touches: Vec<TouchRow>,
    /// Cases.
    pub cases: Vec<CaseRow>,
    /// Notes.
    pub notes: Vec<NoteRow>,
    /// What people answered.
    pub voices: Vec<VoiceRow>,
    /// Households.
    pub households: Vec<HouseholdMark>,
    /// Persons.
    pub customers: Vec<CustomerMark>,
    /// Things.
    pub items: Vec<ItemMark>,
}

/// Writes a whole shop; dropped without [`PastWriter::finish`], nothing of it remains.
pub struct PastWriter {
    tx: WriteTx,
    households: BTreeSet<i64>,
}

/// The place of a follow-up in the order of Today; `follow_ups.rank`.
#[must_use]
pub fn place_in_today(lane: Lane, touch: Touch) -> i64 {
    planning::rank_of(lane, touch)
}

impl Store {
    /// Begins to write a shop's past.
    ///
    /// # Errors
    /// Errors of writing.
    pub async fn begin_past(&self) -> Result<PastWriter> {
        Ok(PastWriter {
            tx: self.write().await?,
            households: BTreeSet::new(),
        })
    }
}

impl PastWriter {
    /// Care classes that stand already; ids of new ones follow them.
    ///
    /// # Errors
    /// Errors of reading.
    pub async fn classes(&mut self) -> Result<i64> {
        Ok(sqlx::query_scalar(CLASSES).fetch_one(&mut *self.tx).await?)
    }

    /// Writes people, purchases and things.
    ///
    /// # Errors
    /// Errors of writing; everything is then lost.
    pub async fn add(&mut self, rows: &ImportRows) -> Result<()> {
        add_rows(&mut self.tx, rows, None).await?;
        index_people(&mut self.tx, &rows.reindex).await?;
        self.households.extend(rows.households.iter().map(|row| row.id));
        Ok(())
    }

    /// Writes what happened to them.
    ///
    /// # Errors
    /// Errors of writing; everything is then lost.
    pub async fn add_past(&mut self, past: &PastRows) -> Result<()> {
        let tx = &mut self.tx;
        insert_rows(tx, &past.follow_ups).await?;
        insert_rows(tx, &past.touches).await?;
        insert_rows(tx, &past.cases).await?;
        insert_rows(tx, &past.notes).await?;
        insert_rows(tx, &past.voices).await?;
        let households: Vec<_> = past
            .households
            .iter()
            .map(|mark| {
                let days = (day_text(mark.moved_on), day_text(mark.family_change_on));
                (mark.id, mark.touch.as_str(), days.0, days.1, mark.mourning_year)
            })
            .collect();
        sqlx::query(MARK_HOUSEHOLDS)
            .bind(json(&households)?)
            .execute(&mut **tx)
            .await?;
        let customers: Vec<_> = past
            .customers
            .iter()
            .map(|mark| {
                let flags = (i64::from(mark.suppressed), i64::from(mark.service_only));
                let since = day_text(mark.state_since);
                let ways = (mark.preferred, mark.refused);
                (
                    mark.id,
                    mark.honorific,
                    mark.state,
                    since,
                    flags.0,
                    flags.1,
                    ways.0,
                    ways.1,
                )
            })
            .collect();
        sqlx::query(MARK_CUSTOMERS)
            .bind(json(&customers)?)
            .execute(&mut **tx)
            .await?;
        let items: Vec<_> = past
            .items
            .iter()
            .map(|mark| (mark.id, i64::from(mark.secret), &mark.note))
            .collect();
        sqlx::query(MARK_ITEMS)
            .bind(json(&items)?)
            .execute(&mut **tx)
            .await?;
        Ok(())
    }

    /// Writes a comparison with everybody who took part in it.
    ///
    /// # Errors
    /// Errors of writing; everything is then lost.
    pub async fn add_comparison(
        &mut self,
        comparison: &Comparison,
        members: &[ComparisonMember],
        at: At,
    ) -> Result<()> {
        comparisons::add_past(&mut self.tx, comparison, members, at).await
    }

    /// What the plans would have brought to all things within `window`; written nowhere.
    ///
    /// # Errors
    /// Errors of reading.
    pub async fn drafts(&mut self, window: DayWindow) -> Result<Vec<Draft>> {
        let book = Book::read(&mut self.tx).await?;
        planning::drafts_within(&mut self.tx, &book, window, planning::ANY_ITEM).await
    }

    /// Brings the totals up to date and commits.
    ///
    /// # Errors
    /// Errors of writing; then nothing remains.
    pub async fn finish(mut self) -> Result<()> {
        let households: Vec<i64> = self.households.iter().copied().collect();
        recount_households(&mut self.tx, &households).await?;
        let moved: Vec<i64> = sqlx::query_scalar(MOVED).fetch_all(&mut *self.tx).await?;
        for customer in moved {
            index_customer(&mut self.tx, customer).await?;
        }
        Ok(self.tx.commit().await?)
    }
}
