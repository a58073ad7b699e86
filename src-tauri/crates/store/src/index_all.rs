//! The search index of everybody at once, made anew from the rows.
//!
//! Read and entered by the thousand: one person after the other costs ten questions each. The words are those that
//! [`crate::search`] enters for one person; a test holds the two together.

use std::collections::HashMap;

use sqlx::sqlite::SqliteRow;

use crate::search::SearchDocument;
use crate::sql::{RowExt as _, WriteTx, id_list, statements};
use crate::{Result, StoreError};

statements! {
    EVERYBODY = "select id, household_id, family_name, given_name, family_kana, given_kana,
            merged_into is not null as joined
        from customers where id > $1 order by id limit $2";
    THESE = "select id, household_id, family_name, given_name, family_kana, given_kana,
            merged_into is not null as joined
        from customers where id in (select value from json_each($1)) order by id";
    /// The next four: $1 people, or households, as a JSON list; as many of each as the index of one person takes.
    OTHER_NAMES = "select merged_into, family_name, given_name, family_kana, given_kana from customers
        where merged_into in (select value from json_each($1)) order by merged_into, id";
    NUMBERS = "select customer_id, value from contact_points
        where customer_id in (select value from json_each($1)) and kind in ('phone', 'mobile', 'fax')
        order by customer_id, id";
    PLACES = "select household_id, postal_code, prefecture, city, street, building from addresses
        where household_id in (select value from json_each($1)) order by household_id, id";
    THINGS = "select household_id, customer_id, name from owned_items
        where customer_id in (select value from json_each($1)) and state in ('awaiting', 'in_use', 'stored')
        order by customer_id, id desc";
    FORGET = "delete from customer_search where rowid in (select value from json_each($1))";
    ENTER = "insert into customer_search (rowid, name, phone, place, item)
        select json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'),
            json_extract(value, '$[3]'), json_extract(value, '$[4]') from json_each($1)";
}

/// People who are read and entered together.
const AT_ONCE: i64 = 1000;
/// As many of each as the index of one person takes (`search`).
const OTHER_NAMES_TAKEN: usize = 4;
const NUMBERS_TAKEN: usize = 8;
const PLACES_TAKEN: usize = 4;
pub(crate) const THINGS_TAKEN: usize = 24;

/// Enters the words of everybody in place of whatever stood there.
pub(crate) async fn index_everybody(tx: &mut WriteTx) -> Result<()> {
    let mut after = i64::MIN;
    loop {
        let rows = sqlx::query(EVERYBODY)
            .bind(after)
            .bind(AT_ONCE)
            .fetch_all(&mut **tx)
            .await?;
        let people = people_of(&rows)?;
        let Some(last) = people.last() else {
            return Ok(());
        };
        after = last.id;
        index(tx, people).await?;
    }
}

/// Enters the words of a few people in place of whatever stood there; those who are not there any more are forgotten.
pub(crate) async fn index_people(tx: &mut WriteTx, ids: &[i64]) -> Result<()> {
    for part in ids.chunks(usize::try_from(AT_ONCE).unwrap_or(1)) {
        let ids = id_list(part);
        sqlx::query(FORGET).bind(&ids).execute(&mut **tx).await?;
        let rows = sqlx::query(THESE).bind(&ids).fetch_all(&mut **tx).await?;
        index(tx, people_of(&rows)?).await?;
    }
    Ok(())
}

async fn index(tx: &mut WriteTx, mut people: Vec<Person>) -> Result<()> {
    add_other_names(tx, &mut people).await?;
    add_numbers(tx, &mut people).await?;
    add_places(tx, &mut people).await?;
    add_things(tx, &mut people).await?;
    let entries: Vec<Entry<'_>> = people.iter().map(Person::entry).collect();
    sqlx::query(FORGET)
        .bind(id_list(
            &people.iter().map(|person| person.id).collect::<Vec<_>>(),
        ))
        .execute(&mut **tx)
        .await?;
    let entries = serde_json::to_string(&entries).map_err(|error| StoreError::Other(Box::new(error)))?;
    sqlx::query(ENTER).bind(entries).execute(&mut **tx).await?;
    Ok(())
}

type Entry<'a> = (i64, &'a str, &'a str, &'a str, &'a str);

struct Person {
    id: i64,
    household: i64,
    /// Stands for nobody, and is found by nothing.
    joined: bool,
    words: SearchDocument,
    /// How many of each were taken.
    taken: Taken,
}

#[derive(Default)]
struct Taken {
    names: usize,
    numbers: usize,
    things: usize,
}

impl Person {
    fn entry(&self) -> Entry<'_> {
        let words = &self.words;
        (self.id, &words.name, &words.phone, &words.place, &words.item)
    }
}

/// The person of a row, by halving: they stand in the order of their ids.
fn of(people: &mut [Person], id: i64) -> Option<&mut Person> {
    let at = people.binary_search_by_key(&id, |person| person.id).ok()?;
    people.get_mut(at).filter(|person| !person.joined)
}

fn ids(people: &[Person]) -> String {
    let standing: Vec<i64> = people
        .iter()
        .filter(|person| !person.joined)
        .map(|person| person.id)
        .collect();
    id_list(&standing)
}

fn people_of(rows: &[SqliteRow]) -> Result<Vec<Person>> {
    let mut people = Vec::with_capacity(rows.len());
    for row in rows {
        let mut words = SearchDocument::default();
        let joined = row.flag("joined")?;
        if !joined {
            words.add_name(&row.text("family_name")?, &row.text("given_name")?);
            words.add_name(&row.text("family_kana")?, &row.text("given_kana")?);
        }
        people.push(Person {
            id: row.int("id")?,
            household: row.int("household_id")?,
            joined,
            words,
            taken: Taken::default(),
        });
    }
    Ok(people)
}

async fn add_other_names(tx: &mut WriteTx, people: &mut [Person]) -> Result<()> {
    let rows = sqlx::query(OTHER_NAMES)
        .bind(ids(people))
        .fetch_all(&mut **tx)
        .await?;
    for row in rows {
        let Some(person) = of(people, row.int("merged_into")?) else {
            continue;
        };
        if person.taken.names < OTHER_NAMES_TAKEN {
            person.taken.names += 1;
            person
                .words
                .add_name(&row.text("family_name")?, &row.text("given_name")?);
            person
                .words
                .add_name(&row.text("family_kana")?, &row.text("given_kana")?);
        }
    }
    Ok(())
}

async fn add_numbers(tx: &mut WriteTx, people: &mut [Person]) -> Result<()> {
    let rows = sqlx::query(NUMBERS)
        .bind(ids(people))
        .fetch_all(&mut **tx)
        .await?;
    for row in rows {
        let Some(person) = of(people, row.int("customer_id")?) else {
            continue;
        };
        if person.taken.numbers < NUMBERS_TAKEN {
            person.taken.numbers += 1;
            person.words.add_phone(&row.text("value")?);
        }
    }
    Ok(())
}

async fn add_places(tx: &mut WriteTx, people: &mut [Person]) -> Result<()> {
    let mut homes: Vec<i64> = people.iter().map(|person| person.household).collect();
    homes.sort_unstable();
    homes.dedup();
    let rows = sqlx::query(PLACES)
        .bind(id_list(&homes))
        .fetch_all(&mut **tx)
        .await?;
    let mut places: HashMap<i64, Vec<[String; 5]>> = HashMap::new();
    for row in rows {
        let places = places.entry(row.int("household_id")?).or_default();
        if places.len() < PLACES_TAKEN {
            places.push([
                row.text("postal_code")?,
                row.text("prefecture")?,
                row.text("city")?,
                row.text("street")?,
                row.text("building")?,
            ]);
        }
    }
    for person in people.iter_mut().filter(|person| !person.joined) {
        for [postal, prefecture, city, street, building] in
            places.get(&person.household).into_iter().flatten()
        {
            person
                .words
                .add_place(postal, &[prefecture, city, street, building]);
        }
    }
    Ok(())
}

async fn add_things(tx: &mut WriteTx, people: &mut [Person]) -> Result<()> {
    let rows = sqlx::query(THINGS).bind(ids(people)).fetch_all(&mut **tx).await?;
    for row in rows {
        let household = row.int("household_id")?;
        let Some(person) = of(people, row.int("customer_id")?) else {
            continue;
        };
        if person.household == household && person.taken.things < THINGS_TAKEN {
            person.taken.things += 1;
            person.words.add_item(&row.text("name")?);
        }
    }
    Ok(())
}
