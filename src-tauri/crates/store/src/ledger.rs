//! What people say and what is said about them: consents, notes, cases.
//!
//! The ledger of consents only grows; taking one back is a new entry. Not here: what a consent allows
//! (`domain::gate`).

use aichaku_domain::kinds::{Channel, ConsentSource, ConsentState, Purpose};
use aichaku_domain::values::{Instant, ShopDay};

use crate::changes::{Changes, Deed, Table, Written};
use crate::people::household_of;
use crate::seen::{Form, expect_seen};
use crate::sql::{RowExt as _, statements};
use crate::{Result, Store, StoreError};

statements! {
    INSERT_CONSENT = "insert into consents (customer_id, channel, purpose, state, given_on, source, wording, staff_id, recorded_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id";
    INSERT_NOTE = "insert into notes (household_id, customer_id, body, staff_id, written_on, created_at, updated_at)
        values ($1, $2, $3, $4, $5, $6, $6) returning id";
    UPDATE_NOTE = "update notes set body = $2, updated_at = $3 where id = $1 and deleted_at is null";
    REMOVE_NOTE = "update notes set deleted_at = $2, updated_at = $2 where id = $1 and deleted_at is null";
    INSERT_CASE = "insert into cases (household_id, customer_id, owned_item_id, topic, severity, opened_on, note, created_at, updated_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $8) returning id";
    CASE = "select state, note from cases where id = $1";
    CLOSE_CASE = "update cases set state = 'closed', closed_on = $2, resolved = $3, note = $4, updated_at = $5
        where id = $1";
    ITEM_IN_HOUSEHOLD = "select count(*) from owned_items where id = $1 and household_id = $2";
}

/// A new entry of the ledger: every channel with every purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewConsent {
    /// Who.
    pub customer: i64,
    /// Channels.
    pub channels: Vec<Channel>,
    /// Purposes.
    pub purposes: Vec<Purpose>,
    /// State.
    pub state: ConsentState,
    /// How it came.
    pub source: ConsentSource,
    /// Words of the form.
    pub wording: String,
    /// Who of the staff.
    pub staff: Option<i64>,
}

/// A new case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCase {
    /// Who.
    pub customer: i64,
    /// About which thing.
    pub item: Option<i64>,
    /// Topic.
    pub topic: String,
    /// `small`, `ordinary`, `serious`.
    pub severity: String,
    /// Note.
    pub note: String,
}

impl Store {
    /// Adds to the ledger of consents. Cannot be taken back; a later entry answers an earlier one. `seen` is the
    /// stamp of the ledger that the form was opened with.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for the customer; [`StoreError::EditedElsewhere`].
    pub async fn record_consent(
        &self,
        new: &NewConsent,
        seen: Option<&str>,
        day: ShopDay,
        now: Instant,
    ) -> Result<Written> {
        let mut tx = self.write().await?;
        household_of(&mut tx, new.customer).await?;
        expect_seen(&mut tx, Form::Consents, new.customer, seen).await?;
        let mut last = 0;
        for channel in &new.channels {
            for purpose in &new.purposes {
                last = sqlx::query_scalar(INSERT_CONSENT)
                    .bind(new.customer)
                    .bind(channel.as_str())
                    .bind(purpose.as_str())
                    .bind(new.state.as_str())
                    .bind(day.to_string())
                    .bind(new.source.as_str())
                    .bind(&new.wording)
                    .bind(new.staff)
                    .bind(now.0)
                    .fetch_one(&mut *tx)
                    .await?;
            }
        }
        let deed = Deed {
            now,
            staff: new.staff,
            action: "consent.record",
            entity: "consent",
            id: last,
        };
        Changes::new().commit(tx, deed).await
    }

    /// Adds a note about the household of `customer`.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for the customer.
    pub async fn add_note(
        &self,
        customer: i64,
        body: &str,
        staff: Option<i64>,
        day: ShopDay,
        now: Instant,
    ) -> Result<Written> {
        let mut tx = self.write().await?;
        let mut changes = Changes::new();
        let household = household_of(&mut tx, customer).await?;
        let id = sqlx::query_scalar(INSERT_NOTE)
            .bind(household)
            .bind(customer)
            .bind(body)
            .bind(staff)
            .bind(day.to_string())
            .bind(now.0)
            .fetch_one(&mut *tx)
            .await?;
        changes.made(Table::Notes, id);
        let deed = Deed {
            now,
            staff,
            action: "note.add",
            entity: "note",
            id,
        };
        changes.commit(tx, deed).await
    }

    /// Changes a note. `seen` is the stamp that it was opened with.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], also for a note that was removed; [`StoreError::EditedElsewhere`].
    pub async fn edit_note(&self, id: i64, body: &str, seen: Option<&str>, now: Instant) -> Result<Written> {
        let mut tx = self.write().await?;
        let mut changes = Changes::new();
        expect_seen(&mut tx, Form::Note, id, seen).await?;
        changes.keep(&mut tx, Table::Notes, id).await?;
        let done = sqlx::query(UPDATE_NOTE)
            .bind(id)
            .bind(body)
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
        if done.rows_affected() == 0 {
            return Err(StoreError::NotFound { what: "note" });
        }
        let deed = Deed {
            now,
            staff: self.at_counter(),
            action: "note.edit",
            entity: "note",
            id,
        };
        changes.commit(tx, deed).await
    }

    /// Removes a note from sight. `seen` is the stamp of what the remover read.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::EditedElsewhere`].
    pub async fn remove_note(&self, id: i64, seen: Option<&str>, now: Instant) -> Result<Written> {
        let mut tx = self.write().await?;
        let mut changes = Changes::new();
        expect_seen(&mut tx, Form::Note, id, seen).await?;
        changes.keep(&mut tx, Table::Notes, id).await?;
        let done = sqlx::query(REMOVE_NOTE)
            .bind(id)
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
        if done.rows_affected() == 0 {
            return Err(StoreError::NotFound { what: "note" });
        }
        let deed = Deed {
            now,
            staff: self.at_counter(),
            action: "note.remove",
            entity: "note",
            id,
        };
        changes.commit(tx, deed).await
    }

    /// Opens a case; the gate stops care and offers to the household as long as it is open.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for the customer, or for a thing that is not of the household.
    pub async fn open_case(&self, new: &NewCase, day: ShopDay, now: Instant) -> Result<Written> {
        let mut tx = self.write().await?;
        let mut changes = Changes::new();
        let household = household_of(&mut tx, new.customer).await?;
        if let Some(item) = new.item {
            let there: i64 = sqlx::query_scalar(ITEM_IN_HOUSEHOLD)
                .bind(item)
                .bind(household)
                .fetch_one(&mut *tx)
                .await?;
            if there == 0 {
                return Err(StoreError::NotFound { what: "item" });
            }
        }
        let id = sqlx::query_scalar(INSERT_CASE)
            .bind(household)
            .bind(new.customer)
            .bind(new.item)
            .bind(&new.topic)
            .bind(&new.severity)
            .bind(day.to_string())
            .bind(&new.note)
            .bind(now.0)
            .fetch_one(&mut *tx)
            .await?;
        changes.made(Table::Cases, id);
        let deed = Deed {
            now,
            staff: self.at_counter(),
            action: "case.open",
            entity: "case",
            id,
        };
        changes.commit(tx, deed).await
    }

    /// Closes a case; a note is added to what stands there.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::Conflict`] when it is closed.
    pub async fn close_case(
        &self,
        id: i64,
        resolved: &str,
        note: &str,
        day: ShopDay,
        now: Instant,
    ) -> Result<Written> {
        let mut tx = self.write().await?;
        let mut changes = Changes::new();
        changes.keep(&mut tx, Table::Cases, id).await?;
        let row = sqlx::query(CASE)
            .bind(id)
            .fetch_optional(&mut *tx)
            .await?
            .ok_or(StoreError::NotFound { what: "case" })?;
        if row.text("state")? != "open" {
            return Err(StoreError::Conflict { what: "case" });
        }
        let before = row.text("note")?;
        let note = match (before.is_empty(), note.is_empty()) {
            (true, _) => note.to_owned(),
            (false, true) => before,
            (false, false) => format!("{before}\n{note}"),
        };
        sqlx::query(CLOSE_CASE)
            .bind(id)
            .bind(day.to_string())
            .bind(resolved)
            .bind(note)
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
        let deed = Deed {
            now,
            staff: self.at_counter(),
            action: "case.close",
            entity: "case",
            id,
        };
        changes.commit(tx, deed).await
    }
}
