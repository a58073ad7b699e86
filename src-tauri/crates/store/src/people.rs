//! People and households: adding, changing, moving somebody from one household to another.
//!
//! Names, numbers and addresses stay as typed; only keys are folded. Not here: finding people (`search`), the
//! whole record (`record`), whether a form makes sense (`api`).

use aichaku_domain::fold::{AddressParts, email_key, phone_key};
use aichaku_domain::kinds::{Channel, CustomerState, Touch};
use aichaku_domain::plan::spread_of;
use aichaku_domain::values::{HouseholdId, Instant, ShopDay};

use crate::changes::{Changes, Deed, Table, Written};
use crate::keys::{dwelling_key, name_key};
use crate::search::sort_key;
use crate::seen::{Form, expect_seen};
use crate::sql::{RowExt as _, WriteTx, day_text, statements};
use crate::{Result, Store, StoreError};

statements! {
    INSERT_HOUSEHOLD = "insert into households (match_key, created_at, updated_at) values ($1, $2, $2) returning id";
    SET_SPREAD = "update households set spread = $2 where id = $1";
    SET_DWELLING = "update households set match_key = $2, updated_at = $3 where id = $1";
    HAS_HOUSEHOLD = "select count(*) from households where id = $1";
    UPDATE_HOUSEHOLD = "update households set name = $2, touch = $3, moved_on = $4, family_change_on = $5,
        mourning_year = $6, updated_at = $7 where id = $1";
    REVIEW_HOUSEHOLD = "update households set reviewed_on = max($2, coalesce(reviewed_on, '')), updated_at = $3
        where id = $1";
    REMOVE_HOUSEHOLD = "delete from households where id = $1";
    INSERT_CUSTOMER = include_str!("../sql/customer_insert.sql");
    UPDATE_CUSTOMER = include_str!("../sql/customer_update.sql");
    HOUSEHOLD_OF = "select household_id from customers where id = $1";
    MEMBERS = "select id from customers where household_id = $1 order by is_primary desc, id";
    FAMILY_NAME = "select family_name from customers where household_id = $1 order by is_primary desc, id limit 1";
    MOVE_CUSTOMER = "update customers set household_id = $2, is_primary = $3, updated_at = $4 where id = $1";
    MAKE_PRIMARY = "update customers set is_primary = 1, updated_at = $2 where id = $1";
    STATE_OF = "select state, state_since from customers where id = $1";
    CONTACTS = "select id, kind, value from contact_points where customer_id = $1 order by id";
    INSERT_CONTACT = "insert into contact_points (customer_id, kind, value, value_key, created_at)
        values ($1, $2, $3, $4, $5) returning id";
    REMOVE_CONTACT = "delete from contact_points where id = $1";
    HOME = "select id from addresses where household_id = $1 and kind = 'home' order by id limit 1";
    ADDRESSES = "select id from addresses where household_id = $1 order by id";
    INSERT_ADDRESS = "insert into addresses (household_id, kind, postal_code, prefecture, city, street, building, created_at)
        values ($1, 'home', $2, $3, $4, $5, $6, $7) returning id";
    UPDATE_ADDRESS = "update addresses set postal_code = $2, prefecture = $3, city = $4, street = $5, building = $6
        where id = $1";
    COPY_ADDRESSES = "insert into addresses (household_id, kind, postal_code, prefecture, city, street, building, state, created_at)
        select $2, kind, postal_code, prefecture, city, street, building, state, $3
        from addresses where household_id = $1 order by id";
    REMOVE_ADDRESS = "delete from addresses where id = $1";
    ITEMS_OF = "select id from owned_items where customer_id = $1 order by id";
    ITEMS_OF_HOUSEHOLD = "select id from owned_items where household_id = $1 order by id";
    PURCHASES_OF = "select id from purchases where customer_id = $1 order by id";
    FOLLOW_UPS_OF = "select id from follow_ups where household_id = $1 and customer_id = $2 order by id";
    TOUCHES_OF = "select id from touches where household_id = $1 and customer_id = $2 order by id";
    CASES_OF = "select id from cases where household_id = $1 and customer_id = $2 order by id";
    NOTES_OF = "select id from notes where household_id = $1 and (customer_id = $2 or $3 = 1) order by id";
    MOVE_ITEM = "update owned_items set household_id = $2, spread = $3, updated_at = $4 where id = $1";
    MOVE_PURCHASE = "update purchases set household_id = $2, updated_at = $3 where id = $1";
    MOVE_FOLLOW_UP = "update follow_ups set household_id = $2, updated_at = $3 where id = $1";
    MOVE_TOUCH = "update touches set household_id = $2 where id = $1";
    MOVE_CASE = "update cases set household_id = $2, updated_at = $3 where id = $1";
    MOVE_NOTE = "update notes set household_id = $2, updated_at = $3 where id = $1";
}

/// A way to reach somebody, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// `phone`, `mobile`, `fax`, `email` or `line`.
    pub kind: String,
    /// As typed.
    pub value: String,
}

impl Contact {
    /// What it is compared by: digits, lower-case address, or the text itself.
    #[must_use]
    pub fn key(&self) -> String {
        let key = match self.kind.as_str() {
            "email" => email_key(&self.value),
            "phone" | "mobile" | "fax" => phone_key(&self.value),
            _ => None,
        };
        key.unwrap_or_else(|| self.value.trim().to_owned())
    }
}

/// An address as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// Postal code.
    pub postal_code: String,
    /// Prefecture.
    pub prefecture: String,
    /// City, ward.
    pub city: String,
    /// Town and number.
    pub street: String,
    /// Building and room.
    pub building: String,
}

impl Address {
    /// Whether nothing was typed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    pub(crate) fn parts(&self) -> AddressParts<'_> {
        AddressParts {
            postal: &self.postal_code,
            prefecture: &self.prefecture,
            city: &self.city,
            street: &self.street,
            building: &self.building,
        }
    }
}

/// A person or company as a form holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// A company.
    pub company: bool,
    /// Family name, or the whole name.
    pub family_name: String,
    /// Given name.
    pub given_name: String,
    /// Kana of the family name.
    pub family_kana: String,
    /// Kana of the given name.
    pub given_kana: String,
    /// Empty: the ordinary one.
    pub honorific: String,
    /// Ways to reach them.
    pub contacts: Vec<Contact>,
    /// The household's home; empty leaves it as it is.
    pub address: Address,
    /// Standing.
    pub state: CustomerState,
    /// Wants nothing at all.
    pub suppressed: bool,
    /// Minor, or receiver of a gift.
    pub service_only: bool,
    /// Wishes to be reached this way.
    pub preferred_channel: Option<Channel>,
    /// Never this way.
    pub refused_channels: Vec<Channel>,
}

/// A household as a form holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseholdForm {
    /// Name; empty: made from the first person.
    pub name: String,
    /// Touch.
    pub touch: Touch,
    /// Moved on.
    pub moved_on: Option<ShopDay>,
    /// A change in the family on.
    pub family_change_on: Option<ShopDay>,
    /// Year of mourning.
    pub mourning_year: Option<i64>,
}

impl Store {
    /// Adds a person, to `household` or with one of their own.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for the household.
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
            .bind((person.state != CustomerState::Active).then(|| day.to_string()))
            .fetch_one(&mut *tx)
            .await?;
        changes.made(Table::Customers, id);
        changes.customer(id);
        save_contacts(&mut tx, &mut changes, id, &person.contacts, now).await?;
        save_home(&mut tx, &mut changes, home, person, now).await?;
        changes.household(home);
        let deed = Deed {
            now,
            staff: None,
            action: "customer.add",
            entity: "customer",
            id,
        };
        let written = changes.finish(&mut tx, deed).await?;
        tx.commit().await?;
        Ok(written)
    }

    /// Changes a person, and the home of the household if one was typed. `seen` is the stamp that the form was
    /// opened with ([`crate::Record`]).
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::EditedElsewhere`].
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
        let since = if was == person.state {
            row.day_opt("state_since")?
        } else {
            Some(day)
        };
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
            .bind(channel_list(&person.refused_channels))
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
            changes.household(home);
        }
        let deed = Deed {
            now,
            staff: None,
            action: "customer.edit",
            entity: "customer",
            id,
        };
        let written = changes.finish(&mut tx, deed).await?;
        tx.commit().await?;
        Ok(written)
    }

    /// Changes a household. `seen` is the stamp that the form was opened with.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::EditedElsewhere`].
    pub async fn edit_household(
        &self,
        id: i64,
        form: &HouseholdForm,
        seen: Option<&str>,
        now: Instant,
    ) -> Result<Written> {
        let mut tx = self.write().await?;
        let mut changes = Changes::new();
        expect_household(&mut tx, id).await?;
        expect_seen(&mut tx, Form::Household, id, seen).await?;
        changes.keep(&mut tx, Table::Households, id).await?;
        sqlx::query(UPDATE_HOUSEHOLD)
            .bind(id)
            .bind(&form.name)
            .bind(form.touch.as_str())
            .bind(day_text(form.moved_on))
            .bind(day_text(form.family_change_on))
            .bind(form.mourning_year)
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
        let deed = Deed {
            now,
            staff: None,
            action: "household.edit",
            entity: "household",
            id,
        };
        let written = changes.finish(&mut tx, deed).await?;
        tx.commit().await?;
        Ok(written)
    }

    /// Somebody looked at what changed in a household and lets contact go on (gate rule G13).
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn review_household(&self, id: i64, day: ShopDay, now: Instant) -> Result<Written> {
        let mut tx = self.write().await?;
        let mut changes = Changes::new();
        expect_household(&mut tx, id).await?;
        changes.keep(&mut tx, Table::Households, id).await?;
        sqlx::query(REVIEW_HOUSEHOLD)
            .bind(id)
            .bind(day.to_string())
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
        let deed = Deed {
            now,
            staff: None,
            action: "household.review",
            entity: "household",
            id,
        };
        let written = changes.finish(&mut tx, deed).await?;
        tx.commit().await?;
        Ok(written)
    }

    /// Moves a person with their purchases, things and history to another household, or to one of their own
    /// with a copy of the address. A household that is empty afterwards is removed; its notes come along.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::Conflict`] when the person lives there already.
    pub async fn join_household(
        &self,
        customer: i64,
        household: Option<i64>,
        now: Instant,
    ) -> Result<Written> {
        let mut tx = self.write().await?;
        let mut changes = Changes::new();
        let from = household_of(&mut tx, customer).await?;
        let others: Vec<i64> = members(&mut tx, from)
            .await?
            .into_iter()
            .filter(|member| *member != customer)
            .collect();
        let (to, first) = match household {
            Some(to) => {
                expect_household(&mut tx, to).await?;
                (to, members(&mut tx, to).await?.is_empty())
            }
            None => (new_household(&mut tx, &mut changes, now).await?, true),
        };
        if to == from || (household.is_none() && others.is_empty()) {
            return Err(StoreError::Conflict { what: "household" });
        }
        if household.is_none() {
            let before = ids(&mut tx, ADDRESSES, to).await?;
            sqlx::query(COPY_ADDRESSES)
                .bind(from)
                .bind(to)
                .bind(now.0)
                .execute(&mut *tx)
                .await?;
            for address in ids(&mut tx, ADDRESSES, to).await? {
                if !before.contains(&address) {
                    changes.made(Table::Addresses, address);
                }
            }
        }
        let gone = others.is_empty();
        changes.keep(&mut tx, Table::Customers, customer).await?;
        sqlx::query(MOVE_CUSTOMER)
            .bind(customer)
            .bind(to)
            .bind(first)
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
        if let Some(next) = others.first() {
            changes.keep(&mut tx, Table::Customers, *next).await?;
            sqlx::query(MAKE_PRIMARY)
                .bind(next)
                .bind(now.0)
                .execute(&mut *tx)
                .await?;
        }
        for purchase in ids(&mut tx, PURCHASES_OF, customer).await? {
            changes.keep(&mut tx, Table::Purchases, purchase).await?;
            sqlx::query(MOVE_PURCHASE)
                .bind(purchase)
                .bind(to)
                .bind(now.0)
                .execute(&mut *tx)
                .await?;
        }
        for item in ids(&mut tx, ITEMS_OF, customer).await? {
            changes.keep(&mut tx, Table::OwnedItems, item).await?;
            sqlx::query(MOVE_ITEM)
                .bind(item)
                .bind(to)
                .bind(spread_of(HouseholdId(to)))
                .bind(now.0)
                .execute(&mut *tx)
                .await?;
            changes.item(item);
        }
        for (table, list, change) in [
            (Table::FollowUps, FOLLOW_UPS_OF, MOVE_FOLLOW_UP),
            (Table::Cases, CASES_OF, MOVE_CASE),
        ] {
            for id in pair_ids(&mut tx, list, from, customer).await? {
                changes.keep(&mut tx, table, id).await?;
                sqlx::query(change)
                    .bind(id)
                    .bind(to)
                    .bind(now.0)
                    .execute(&mut *tx)
                    .await?;
            }
        }
        for id in pair_ids(&mut tx, TOUCHES_OF, from, customer).await? {
            changes.keep(&mut tx, Table::Touches, id).await?;
            sqlx::query(MOVE_TOUCH)
                .bind(id)
                .bind(to)
                .execute(&mut *tx)
                .await?;
        }
        let notes: Vec<i64> = sqlx::query_scalar(NOTES_OF)
            .bind(from)
            .bind(customer)
            .bind(gone)
            .fetch_all(&mut *tx)
            .await?;
        for id in notes {
            changes.keep(&mut tx, Table::Notes, id).await?;
            sqlx::query(MOVE_NOTE)
                .bind(id)
                .bind(to)
                .bind(now.0)
                .execute(&mut *tx)
                .await?;
        }
        if gone {
            // Remembered last: an undo goes the other way round and needs the household first.
            for address in ids(&mut tx, ADDRESSES, from).await? {
                changes.keep(&mut tx, Table::Addresses, address).await?;
                sqlx::query(REMOVE_ADDRESS)
                    .bind(address)
                    .execute(&mut *tx)
                    .await?;
            }
            changes.keep(&mut tx, Table::Households, from).await?;
            sqlx::query(REMOVE_HOUSEHOLD).bind(from).execute(&mut *tx).await?;
        }
        changes.household(from);
        changes.household(to);
        for member in members(&mut tx, to).await?.into_iter().chain(others) {
            changes.customer(member);
        }
        let deed = Deed {
            now,
            staff: None,
            action: "household.join",
            entity: "household",
            id: to,
        };
        let written = changes.finish(&mut tx, deed).await?;
        tx.commit().await?;
        Ok(written)
    }

    /// Things of a household whose care must be planned again, e.g. after its standing changed.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn items_of_household(&self, household: i64) -> Result<Vec<i64>> {
        Ok(sqlx::query_scalar(ITEMS_OF_HOUSEHOLD)
            .bind(household)
            .fetch_all(self.read())
            .await?)
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

pub(crate) fn channel_list(channels: &[Channel]) -> String {
    let words: Vec<&str> = channels.iter().map(|channel| channel.as_str()).collect();
    words.join(",")
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
        .bind(channel_list(&person.refused_channels))
        .bind(now.0)
}

pub(crate) async fn household_of(tx: &mut WriteTx, customer: i64) -> Result<i64> {
    sqlx::query_scalar(HOUSEHOLD_OF)
        .bind(customer)
        .fetch_optional(&mut **tx)
        .await?
        .ok_or(StoreError::NotFound { what: "customer" })
}

async fn expect_household(tx: &mut WriteTx, household: i64) -> Result<()> {
    let there: i64 = sqlx::query_scalar(HAS_HOUSEHOLD)
        .bind(household)
        .fetch_one(&mut **tx)
        .await?;
    if there == 0 {
        return Err(StoreError::NotFound { what: "household" });
    }
    Ok(())
}

async fn new_household(tx: &mut WriteTx, changes: &mut Changes, now: Instant) -> Result<i64> {
    let id: i64 = sqlx::query_scalar(INSERT_HOUSEHOLD)
        .bind(None::<i64>)
        .bind(now.0)
        .fetch_one(&mut **tx)
        .await?;
    sqlx::query(SET_SPREAD)
        .bind(id)
        .bind(spread_of(HouseholdId(id)))
        .execute(&mut **tx)
        .await?;
    changes.made(Table::Households, id);
    Ok(id)
}

async fn members(tx: &mut WriteTx, household: i64) -> Result<Vec<i64>> {
    ids(tx, MEMBERS, household).await
}

async fn ids(tx: &mut WriteTx, statement: &'static str, of: i64) -> Result<Vec<i64>> {
    Ok(sqlx::query_scalar(statement)
        .bind(of)
        .fetch_all(&mut **tx)
        .await?)
}

async fn pair_ids(tx: &mut WriteTx, statement: &'static str, one: i64, other: i64) -> Result<Vec<i64>> {
    Ok(sqlx::query_scalar(statement)
        .bind(one)
        .bind(other)
        .fetch_all(&mut **tx)
        .await?)
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
