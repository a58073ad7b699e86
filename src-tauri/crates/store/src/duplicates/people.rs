//! People as a pair shows them, side by side: everything as typed.
//!
//! Not here: what is compared (`look`).

use aichaku_domain::values::ShopDay;

use crate::sql::{RowExt as _, id_list, statements};
use crate::{Result, Store};

statements! {
    PEOPLE = "select c.id, c.household_id, c.kind, c.family_name, c.given_name, c.family_kana, c.given_kana, c.honorific,
            h.last_ordered_on, (select count(*) from purchases where purchases.customer_id = c.id) as purchases
        from customers as c join households as h on h.id = c.household_id
        where c.id in (select value from json_each($1)) and c.state <> 'erased' order by c.id";
    CONTACTS = "select customer_id, kind, value from contact_points
        where customer_id in (select value from json_each($1)) and kind <> 'line' order by id";
    HOMES = "select household_id, prefecture || city || street || case when building = '' then '' else ' ' || building end
            as place from addresses
        where household_id in (select value from json_each($1)) and kind = 'home' order by household_id, id";
    MEMBERS = "select household_id, id, family_name || case when given_name = '' then '' else ' ' || given_name end as name
        from customers where household_id in (select value from json_each($1)) and state <> 'erased'
        order by household_id, is_primary desc, id";
    SOURCES = "select distinct customer_id, source from customer_sources
        where customer_id in (select value from json_each($1)) order by customer_id, source";
    NAMES = "select id, family_name, given_name from customers where id in (select value from json_each($1)) order by id";
}

/// Others of a household that are named at most.
const MOST_MEMBERS: usize = 6;

/// A person as a pair shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairPerson {
    /// Customer.
    pub id: i64,
    /// Household.
    pub household: i64,
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
    /// Honorific; empty: the ordinary one.
    pub honorific: String,
    /// Telephone numbers as typed.
    pub phones: Vec<String>,
    /// Mail addresses as typed.
    pub mails: Vec<String>,
    /// Home as typed.
    pub address: String,
    /// Others of the household.
    pub members: Vec<String>,
    /// Purchases of their own.
    pub purchases: i64,
    /// Last purchase of the household.
    pub last_ordered_on: Option<ShopDay>,
    /// Systems that know them.
    pub sources: Vec<String>,
}

impl Store {
    /// These people as a pair shows them, by id; those who do not stand are left out.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn people_of_pairs(&self, ids: &[i64]) -> Result<Vec<PairPerson>> {
        let mut tx = self.read().begin().await?;
        let asked = id_list(ids);
        let mut people = Vec::with_capacity(ids.len());
        for row in sqlx::query(PEOPLE).bind(&asked).fetch_all(&mut *tx).await? {
            people.push(PairPerson {
                id: row.int("id")?,
                household: row.int("household_id")?,
                company: row.text("kind")? == "company",
                family_name: row.text("family_name")?,
                given_name: row.text("given_name")?,
                family_kana: row.text("family_kana")?,
                given_kana: row.text("given_kana")?,
                honorific: row.text("honorific")?,
                phones: Vec::new(),
                mails: Vec::new(),
                address: String::new(),
                members: Vec::new(),
                purchases: row.int("purchases")?,
                last_ordered_on: row.day_opt("last_ordered_on")?,
                sources: Vec::new(),
            });
        }
        for row in sqlx::query(CONTACTS).bind(&asked).fetch_all(&mut *tx).await? {
            let of = row.int("customer_id")?;
            let (kind, value) = (row.text("kind")?, row.text("value")?);
            for person in people.iter_mut().filter(|person| person.id == of) {
                let numbers = if kind == "email" {
                    &mut person.mails
                } else {
                    &mut person.phones
                };
                numbers.push(value.clone());
            }
        }
        let homes: Vec<i64> = people.iter().map(|person| person.household).collect();
        let homes = id_list(&homes);
        for row in sqlx::query(HOMES).bind(&homes).fetch_all(&mut *tx).await? {
            let (of, place) = (row.int("household_id")?, row.text("place")?);
            for person in people.iter_mut().filter(|person| person.household == of) {
                if person.address.is_empty() {
                    person.address.clone_from(&place);
                }
            }
        }
        for row in sqlx::query(MEMBERS).bind(&homes).fetch_all(&mut *tx).await? {
            let (of, id, name) = (row.int("household_id")?, row.int("id")?, row.text("name")?);
            for person in people.iter_mut().filter(|person| person.household == of) {
                if person.id != id && person.members.len() < MOST_MEMBERS {
                    person.members.push(name.clone());
                }
            }
        }
        for row in sqlx::query(SOURCES).bind(&asked).fetch_all(&mut *tx).await? {
            let (of, source) = (row.int("customer_id")?, row.text("source")?);
            for person in people.iter_mut().filter(|person| person.id == of) {
                person.sources.push(source.clone());
            }
        }
        Ok(people)
    }

    /// Family and given names of these people, whether they stand or not.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn names_of(&self, ids: &[i64]) -> Result<Vec<(i64, String, String)>> {
        let rows = sqlx::query(NAMES)
            .bind(id_list(ids))
            .fetch_all(self.read())
            .await?;
        rows.iter()
            .map(|row| Ok((row.int("id")?, row.text("family_name")?, row.text("given_name")?)))
            .collect()
    }
}
