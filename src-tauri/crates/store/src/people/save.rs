//! Adding and changing a person with their contact points and the household's home.

use aichaku_domain::kinds::{Channel, CustomerState};
use aichaku_domain::values::{Instant, ShopDay};

use super::forms::{Contact, Person};
use super::{ITEMS_OF, expect_household, household_of, ids, members, new_household};
use crate::changes::{Changes, Deed, Table, Written};
use crate::keys::{dwelling_key, name_key};
use crate::search::sort_key;
use crate::seen::{Form, expect_seen};
use crate::sql::{RowExt as _, WriteTx, comma_list, day_text, statements};
use crate::{Result, Store};

statements! {
    SET_DWELLING = "update households set match_key = $2, updated_at = $3 where id = $1";
    INSERT_CUSTOMER = include_str!("../../sql/customer_insert.sql");
    UPDATE_CUSTOMER = include_str!("../../sql/customer_update.sql");
    FAMILY_NAME = "select family_name from customers where household_id = $1 and merged_into is null
        order by is_primary desc, id limit 1";
    STATE_OF = "select state, state_since from customers where id = $1";
    CONTACTS = "select id, kind, value from contact_points where customer_id = $1 order by id";
    INSERT_CONTACT = "insert into contact_points (customer_id, kind, value, value_key, created_at)
        values ($1, $2, $3, $4, $5) returning id";
    REMOVE_CONTACT = "delete from contact_points where id = $1";
    HOME = "select id from addresses where household_id = $1 and kind = 'home' order by id limit 1";
    INSERT_ADDRESS = "insert into addresses (household_id, kind, postal_code, prefecture, city, street, building, created_at)
        values ($1, 'home', $2, $3, $4, $5, $6, $7) returning id";
    /// Nothing came back yet from where they live now.
    UPDATE_ADDRESS = "update addresses set postal_code = $2, prefecture = $3,
            state = case when city is $4 and street is $5 and building is $6 then state else 'ok' end,
            city = $4, street = $5, building = $6
        where id = $1";
}

/// Since when a person is in the state of the form: the form's day, else the one that is kept, else today.
fn since(person: &Person, kept: Option<ShopDay>, day: ShopDay) -> Option<ShopDay> {
    (person.state != CustomerState::Active).then(|| person.state_since.or(kept).unwrap_or(day))
}

impl Store {
    /// Adds a person, to `household` or with one of their own.
    ///
    /// # Errors
    /// [`crate::StoreError::NotFound`] for the household.
    pub async fn add_customer(
        &self,
        person: &Person,
        household: Option<i64>,
        day: ShopDay,
        now: Instant,
    ) -> Result<Written> {
        let mut tx = self.write().await?;
        let mut changes = Changes::new();
        let (home, first) = match household {
            Some(id) => {
                expect_household(&mut tx, id).await?;
                (id, members(&mut tx, id).await?.is_empty())
            }
            None => (new_household(&mut tx, &mut changes, now).await?, true),
        };
        let id: i64 = bind_person(sqlx::query_scalar(INSERT_CUSTOMER).bind(home), person, now)
            .bind(first)
            .bind(day_text(since(person, None, day)))
            .fetch_one(&mut *tx)
            .await?;
        changes.made(Table::Customers, id);
        changes.customer(id);
        save_contacts(&mut tx, &mut changes, id, &person.contacts, now).await?;
        save_home(&mut tx, &mut changes, home, person, now).await?;
        changes.household(home);
        let deed = Deed {
            now,
            staff: self.at_counter(),
            action: "customer.add",
            entity: "customer",
            id,
        };
        changes.commit(tx, deed).await
    }

    /// Changes a person, and the home of the household if one was typed. `seen` is the stamp that the form was
    /// opened with ([`crate::Record`]).
    ///
    /// # Errors
    /// [`crate::StoreError::NotFound`]; [`crate::StoreError::EditedElsewhere`].
    pub async fn edit_customer(
        &self,
        id: i64,
        person: &Person,
        seen: Option<&str>,
        day: ShopDay,
        now: Instant,
    ) -> Result<Written> {
        let mut tx = self.write().await?;
        let mut changes = Changes::new();
        let home = household_of(&mut tx, id).await?;
        expect_seen(&mut tx, Form::Customer, id, seen).await?;
        changes.keep(&mut tx, Table::Customers, id).await?;
        let row = sqlx::query(STATE_OF).bind(id).fetch_one(&mut *tx).await?;
        let was = row.kind("state", CustomerState::parse)?;
        let kept = row.day_opt("state_since")?;
        let since = since(person, kept.filter(|_| was == person.state), day);
        sqlx::query(UPDATE_CUSTOMER)
            .bind(id)
            .bind(if person.company { "company" } else { "person" })
            .bind(&person.family_name)
            .bind(&person.given_name)
            .bind(&person.family_kana)
            .bind(&person.given_kana)
            .bind(&person.honorific)
            .bind(key_of_order(person))
            .bind(name_key(&person.family_name, &person.given_name))
            .bind(person.state.as_str())
            .bind(day_text(since))
            .bind(person.suppressed)
            .bind(person.service_only)
            .bind(person.preferred_channel.map(Channel::as_str))
            .bind(comma_list(&person.refused_channels, Channel::as_str))
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
        changes.customer(id);
        save_contacts(&mut tx, &mut changes, id, &person.contacts, now).await?;
        if save_home(&mut tx, &mut changes, home, person, now).await? {
            for member in members(&mut tx, home).await? {
                changes.customer(member);
            }
        }
        if was != person.state {
            // Nothing goes to somebody who passed away or moved out of reach.
            for item in ids(&mut tx, ITEMS_OF, id).await? {
                changes.item(item);
            }
        }
        if was != person.state || kept != since {
            // Until when somebody was waited for is part of the numbers.
            changes.household(home);
        }
        let deed = Deed {
            now,
            staff: self.at_counter(),
            action: "customer.edit",
            entity: "customer",
            id,
        };
        changes.commit(tx, deed).await
    }
}

/// The key of 五十音 order of a form.
fn key_of_order(person: &Person) -> String {
    sort_key(
        &person.family_name,
        &person.given_name,
        &person.family_kana,
        &person.given_kana,
    )
}

type Scalar<'q> = sqlx::query::QueryScalar<'q, sqlx::Sqlite, i64, sqlx::sqlite::SqliteArguments>;

/// Binds what a form says about a person, `$2` to `$15`.
fn bind_person<'q>(query: Scalar<'q>, person: &Person, now: Instant) -> Scalar<'q> {
    query
        .bind(if person.company { "company" } else { "person" })
        .bind(person.family_name.clone())
        .bind(person.given_name.clone())
        .bind(person.family_kana.clone())
        .bind(person.given_kana.clone())
        .bind(person.honorific.clone())
        .bind(key_of_order(person))
        .bind(name_key(&person.family_name, &person.given_name))
        .bind(person.state.as_str())
        .bind(person.suppressed)
        .bind(person.service_only)
        .bind(person.preferred_channel.map(Channel::as_str))
        .bind(comma_list(&person.refused_channels, Channel::as_str))
        .bind(now.0)
}

/// Makes the contact points those of the form: the same ones stay as they are.
async fn save_contacts(
    tx: &mut WriteTx,
    changes: &mut Changes,
    customer: i64,
    contacts: &[Contact],
    now: Instant,
) -> Result<()> {
    let mut wanted: Vec<&Contact> = contacts
        .iter()
        .filter(|contact| !contact.value.trim().is_empty())
        .collect();
    for row in sqlx::query(CONTACTS).bind(customer).fetch_all(&mut **tx).await? {
        let (kind, value) = (row.text("kind")?, row.text("value")?);
        match wanted
            .iter()
            .position(|contact| contact.kind == kind && contact.value == value)
        {
            Some(at) => {
                wanted.remove(at);
            }
            None => {
                let id = row.int("id")?;
                changes.keep(tx, Table::ContactPoints, id).await?;
                sqlx::query(REMOVE_CONTACT).bind(id).execute(&mut **tx).await?;
            }
        }
    }
    for contact in wanted {
        let id = sqlx::query_scalar(INSERT_CONTACT)
            .bind(customer)
            .bind(&contact.kind)
            .bind(&contact.value)
            .bind(contact.key())
            .bind(now.0)
            .fetch_one(&mut **tx)
            .await?;
        changes.made(Table::ContactPoints, id);
    }
    Ok(())
}

/// Makes the home of the household that of the form and keeps its key; `true` when somebody is to be found by
/// other words now.
async fn save_home(
    tx: &mut WriteTx,
    changes: &mut Changes,
    household: i64,
    person: &Person,
    now: Instant,
) -> Result<bool> {
    let address = &person.address;
    let home: Option<i64> = sqlx::query_scalar(HOME)
        .bind(household)
        .fetch_optional(&mut **tx)
        .await?;
    match home {
        // A form without an address leaves the household's as it is; clearing one field of it does not.
        _ if address.is_empty() => return Ok(false),
        Some(id) => {
            changes.keep(tx, Table::Addresses, id).await?;
            sqlx::query(UPDATE_ADDRESS)
                .bind(id)
                .bind(&address.postal_code)
                .bind(&address.prefecture)
                .bind(&address.city)
                .bind(&address.street)
                .bind(&address.building)
                .execute(&mut **tx)
                .await?;
        }
        None => {
            let id: i64 = sqlx::query_scalar(INSERT_ADDRESS)
                .bind(household)
                .bind(&address.postal_code)
                .bind(&address.prefecture)
                .bind(&address.city)
                .bind(&address.street)
                .bind(&address.building)
                .bind(now.0)
                .fetch_one(&mut **tx)
                .await?;
            changes.made(Table::Addresses, id);
        }
    }
    let family: Option<String> = sqlx::query_scalar(FAMILY_NAME)
        .bind(household)
        .fetch_optional(&mut **tx)
        .await?;
    let family = family.unwrap_or_else(|| person.family_name.clone());
    changes.keep(tx, Table::Households, household).await?;
    sqlx::query(SET_DWELLING)
        .bind(household)
        .bind(dwelling_key(&family, &address.parts()))
        .bind(now.0)
        .execute(&mut **tx)
        .await?;
    Ok(true)
}
