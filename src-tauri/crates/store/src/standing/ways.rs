//! Ways to a household that are known to work or not: a letter came back, a number is nobody's any more.
//!
//! Not here: changing a number or an address (`people`), and which way is allowed (`domain::gate`).

use aichaku_domain::values::Instant;

use crate::changes::{Changes, Deed, Table, Written};
use crate::sql::{RowExt as _, statements};
use crate::{Result, Store, StoreError};

statements! {
    CONTACTS = "select p.id as id, p.kind as kind, p.value as value, p.state = 'dead' as broken
        from customers as c join contact_points as p on p.customer_id = c.id
        where c.household_id = (select household_id from customers where id = $1)
            and c.state = 'active' and c.merged_into is null and p.kind <> 'fax'
        order by c.is_primary desc, c.id, p.id";
    ADDRESSES = "select id, trim(prefecture || city || street || ' ' || building) as value, state = 'returned' as broken
        from addresses
        where household_id = (select household_id from customers where id = $1) and kind <> 'former'
            and (street <> '' or city <> '')
        order by kind = 'delivery', id";
    SET_CONTACT = "update contact_points set state = $2 where id = $1";
    SET_ADDRESS = "update addresses set state = $2 where id = $1";
}

/// What kind of way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WayKind {
    /// A telephone number.
    Phone,
    /// A mail address.
    Email,
    /// LINE.
    Line,
    /// An address for letters.
    Post,
}

/// A way to a household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// Kind; with the id it names the way.
    pub kind: WayKind,
    /// Its id among those of its kind.
    pub id: i64,
    /// As written.
    pub value: String,
    /// It does not work any more.
    pub broken: bool,
}

impl Store {
    /// The ways to the household of a person, addresses last.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn ways(&self, customer: i64) -> Result<Vec<Way>> {
        let mut ways = Vec::new();
        for row in sqlx::query(CONTACTS)
            .bind(customer)
            .fetch_all(self.read())
            .await?
        {
            ways.push(Way {
                kind: match row.text("kind")?.as_str() {
                    "email" => WayKind::Email,
                    "line" => WayKind::Line,
                    _ => WayKind::Phone,
                },
                id: row.int("id")?,
                value: row.text("value")?,
                broken: row.flag("broken")?,
            });
        }
        for row in sqlx::query(ADDRESSES)
            .bind(customer)
            .fetch_all(self.read())
            .await?
        {
            ways.push(Way {
                kind: WayKind::Post,
                id: row.int("id")?,
                value: row.text("value")?,
                broken: row.flag("broken")?,
            });
        }
        Ok(ways)
    }

    /// Writes down that a way does not work any more, or works again.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn set_way(&self, kind: WayKind, id: i64, broken: bool, now: Instant) -> Result<Written> {
        let (table, statement, state) = match (kind, broken) {
            (WayKind::Post, true) => (Table::Addresses, SET_ADDRESS, "returned"),
            (WayKind::Post, false) => (Table::Addresses, SET_ADDRESS, "ok"),
            (_, true) => (Table::ContactPoints, SET_CONTACT, "dead"),
            (_, false) => (Table::ContactPoints, SET_CONTACT, "ok"),
        };
        let mut tx = self.write().await?;
        let mut changes = Changes::new();
        changes.keep(&mut tx, table, id).await?;
        let changed = sqlx::query(statement)
            .bind(id)
            .bind(state)
            .execute(&mut *tx)
            .await?;
        if changed.rows_affected() == 0 {
            return Err(StoreError::NotFound { what: "way" });
        }
        let deed = Deed {
            now,
            staff: self.at_counter(),
            action: "way.state",
            entity: "customer",
            id,
        };
        changes.commit(tx, deed).await
    }
}
