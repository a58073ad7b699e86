//! People who are there and whom a later list tells differently: how they stand, what of it a person typed, and
//! changing them.
//!
//! What a person typed is told by the audit trail; no column and no row is kept for it. Not here: what is to become of
//! a field (`api`).

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use sqlx::AssertSqlSafe;

use super::restore::columns_written;
use super::write::ImportWriter;
use crate::sql::{RowExt as _, id_list, statements};
use crate::{Result, Store, StoreError};

statements! {
    PEOPLE = "select customers.id, customers.household_id, customers.is_primary, customers.family_name,
            customers.given_name, customers.family_kana, customers.given_kana, coalesce(customers.birthday, '') as birthday,
            customers.note, homes.id as home, homes.postal_code, homes.prefecture, homes.city, homes.street, homes.building
        from json_each($1) as wanted
        join customers on customers.id = wanted.value
        left join addresses as homes on homes.id = (select min(id) from addresses
            where addresses.household_id = customers.household_id and addresses.kind = 'home')
        order by customers.id";
    /// Which people each batch brought. What stayed when one was taken back is somebody's own.
    MADE = "select import_ranges.first_id, import_ranges.last_id, import_batches.system from import_ranges
        join import_batches on import_batches.id = import_ranges.batch_id
        where import_ranges.table_name = 'customers' and import_batches.state = 'committed' order by import_batches.id desc";
    CONTACTS = "select contact_points.id, contact_points.customer_id, contact_points.kind, contact_points.value,
            contact_points.value_key
        from json_each($1) as wanted join contact_points on contact_points.customer_id = wanted.value
        order by contact_points.customer_id, contact_points.id";
    /// The newest first, so that going through them ends with the oldest value.
    TYPED = "select audit.entity_id, audit.at, audit.staff_id, audit.before from json_each($1) as wanted
        join customers as asked on asked.id = wanted.value
        join customers on customers.household_id = asked.household_id
        join audit on audit.entity = 'customer' and audit.entity_id = customers.id
        where audit.undone_at is null and audit.action in ('customer.edit', 'customer.add') and audit.before <> ''
        group by audit.id order by audit.id desc";
    /// When a file last changed a row of these.
    WRITTEN = "select import_changes.table_name, import_changes.row_id, import_changes.before,
            import_changes.after, import_batches.committed_at
        from json_each($1) as wanted
        join import_changes on import_changes.table_name = $2 and import_changes.row_id = wanted.value
        join import_batches on import_batches.id = import_changes.batch_id and import_batches.state = 'committed'";
    KEPT = "select import_kept.customer_id, import_kept.field, import_kept.told
        from json_each($1) as wanted join import_kept on import_kept.customer_id = wanted.value";
    CUSTOMER_BEFORE = "select json_object('family_name', family_name, 'given_name', given_name, 'family_kana', family_kana,
            'given_kana', given_kana, 'sort_key', sort_key, 'match_key', match_key, 'birthday', birthday, 'note', note) as before
        from customers where id = $1";
    SET_CUSTOMER = "update customers set family_name = $2, given_name = $3, family_kana = $4, given_kana = $5,
        sort_key = $6, match_key = $7, birthday = nullif($8, ''), note = $9, updated_at = $10 where id = $1";
    ADDRESS_BEFORE = "select json_object('postal_code', postal_code, 'prefecture', prefecture, 'city', city,
            'street', street, 'building', building, 'state', state) as before from addresses where id = $1";
    /// Nothing came back yet from where they live now.
    SET_ADDRESS = "update addresses set postal_code = $2, prefecture = $3,
            state = case when city is $4 and street is $5 and building is $6 then state else 'ok' end,
            city = $4, street = $5, building = $6
        where id = $1";
    HOUSEHOLD_BEFORE = "select json_object('match_key', match_key) as before from households where id = $1";
    SET_DWELLING = "update households set match_key = $2, updated_at = $3 where id = $1";
    CONTACT_BEFORE = "select json_object('kind', kind, 'value', value, 'value_key', value_key, 'state', state) as before
        from contact_points where id = $1";
    SET_CONTACT = "update contact_points set kind = $2, value = $3, value_key = $4, state = 'ok' where id = $1";
    KEEP_MINE = "insert or ignore into import_kept (customer_id, field, told, batch_id) values ($1, $2, $3, $4)";
}

/// Columns of a person that a list may tell, by the name that the shop gives the field.
pub const PERSON_FIELDS: [(&str, &[&str]); 5] = [
    ("name", &["family_name", "given_name"]),
    ("kana", &["family_kana", "given_kana"]),
    ("birthday", &["birthday"]),
    ("note", &["note"]),
    (
        "address",
        &["postal_code", "prefecture", "city", "street", "building"],
    ),
];

/// Values by column.
pub type PersonValues = BTreeMap<String, String>;

/// A person as they stand.
#[derive(Debug, Clone, Default)]
pub struct StandingPerson {
    /// Customer.
    pub id: i64,
    /// Household.
    pub household: i64,
    /// Speaks for the household.
    pub primary: bool,
    /// The household's home; `None`: no address is known.
    pub home: Option<i64>,
    /// The system whose file brought them; empty: they were typed.
    pub made_by: String,
    /// Values now.
    pub now: PersonValues,
    /// What they were kept under before they were joined with who they are.
    pub known_as: Vec<PersonValues>,
    /// What a file said before somebody typed over it; only columns that were typed over.
    pub before_typing: PersonValues,
    /// When each field was last typed, ms UTC.
    pub typed_at: BTreeMap<&'static str, i64>,
    /// Who typed it last, where somebody said who is at the counter.
    pub typed_by: BTreeMap<&'static str, i64>,
    /// Ways to reach them: id, kind, value, key.
    pub contacts: Vec<(i64, String, String, String)>,
    /// Contacts that somebody typed: id, and when and by whom it was last.
    pub typed_contacts: BTreeMap<i64, (i64, Option<i64>)>,
    /// Keys of contacts that somebody took out, and when.
    pub removed_contacts: BTreeMap<String, i64>,
    /// Answers of the past: field and key of what the file said.
    pub kept: BTreeSet<(String, i64)>,
}

/// What becomes of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonChange {
    /// Who.
    pub customer: i64,
    /// Household.
    pub household: i64,
    /// Home of the household, if it changes.
    pub home: Option<i64>,
    /// The line of the file.
    pub line: i64,
    /// All values, as they are to be.
    pub values: PersonValues,
    /// Folded name or kana to sort by.
    pub sort_key: String,
    /// Key of the name.
    pub match_key: Option<i64>,
    /// Key of the dwelling.
    pub dwelling: Option<i64>,
    /// Contacts: id, kind, value, key.
    pub contacts: Vec<(i64, &'static str, String, String)>,
}

/// A person kept their own word against a file's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptMine {
    /// Who.
    pub customer: i64,
    /// Field.
    pub field: &'static str,
    /// Key of what the file said.
    pub told: i64,
}

impl Store {
    /// These people as they stand, by id.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn standing_people(&self, customers: &[i64]) -> Result<Vec<StandingPerson>> {
        let ids = id_list(customers);
        let mut people: BTreeMap<i64, StandingPerson> = BTreeMap::new();
        let mut made = Vec::new();
        for row in sqlx::query(MADE).fetch_all(self.read()).await? {
            made.push((row.int("first_id")?, row.int("last_id")?, row.text("system")?));
        }
        for row in sqlx::query(PEOPLE).bind(&ids).fetch_all(self.read()).await? {
            let home = row.int_opt("home")?;
            let mut now = PersonValues::new();
            for (field, columns) in PERSON_FIELDS {
                for column in columns {
                    let value = if field == "address" && home.is_none() {
                        String::new()
                    } else {
                        row.text(column)?
                    };
                    now.insert((*column).to_owned(), value);
                }
            }
            let id = row.int("id")?;
            let person = StandingPerson {
                id,
                household: row.int("household_id")?,
                primary: row.flag("is_primary")?,
                home,
                made_by: made
                    .iter()
                    .find(|(first, last, _)| (*first..=*last).contains(&id))
                    .map(|(_, _, system)| system.clone())
                    .unwrap_or_default(),
                now,
                ..StandingPerson::default()
            };
            people.insert(person.id, person);
        }
        for row in sqlx::query(CONTACTS).bind(&ids).fetch_all(self.read()).await? {
            if let Some(person) = people.get_mut(&row.int("customer_id")?) {
                person.contacts.push((
                    row.int("id")?,
                    row.text("kind")?,
                    row.text("value")?,
                    row.text("value_key")?,
                ));
            }
        }
        for row in sqlx::query(KEPT).bind(&ids).fetch_all(self.read()).await? {
            if let Some(person) = people.get_mut(&row.int("customer_id")?) {
                person.kept.insert((row.text("field")?, row.int("told")?));
            }
        }
        for (id, known_as) in self.known_as(&ids).await? {
            if let Some(person) = people.get_mut(&id) {
                person.known_as = known_as;
            }
        }
        self.typed(&ids, &mut people).await?;
        Ok(people.into_values().collect())
    }

    /// Reads the audit trail of these people for what somebody typed.
    async fn typed(&self, ids: &str, people: &mut BTreeMap<i64, StandingPerson>) -> Result<()> {
        let trail = sqlx::query(TYPED).bind(ids).fetch_all(self.read()).await?;
        if trail.is_empty() {
            return Ok(());
        }
        let homes: Vec<i64> = people.values().filter_map(|person| person.home).collect();
        let mut written: BTreeMap<(String, i64, String), i64> = BTreeMap::new();
        for (table, of) in [("customers", ids.to_owned()), ("addresses", id_list(&homes))] {
            for row in sqlx::query(WRITTEN)
                .bind(of)
                .bind(table)
                .fetch_all(self.read())
                .await?
            {
                let at = row.int("committed_at")?;
                for column in columns_written(&row.text("before")?, &row.text("after")?)? {
                    let key = (table.to_owned(), row.int("row_id")?, column);
                    let last = written.entry(key).or_insert(at);
                    *last = (*last).max(at);
                }
            }
        }
        let by_home: BTreeMap<i64, Vec<i64>> = people.values().fold(BTreeMap::new(), |mut all, person| {
            if let Some(home) = person.home {
                all.entry(home).or_default().push(person.id);
            }
            all
        });
        for row in trail {
            let typed = (row.int("at")?, row.int_opt("staff_id")?);
            let whose = row.int("entity_id")?;
            let before: Value =
                serde_json::from_str(&row.text("before")?).map_err(|_| StoreError::Damaged)?;
            for change in before["rows"].as_array().into_iter().flatten() {
                let (table, id) = (change["table"].as_str().unwrap_or(""), change["id"].as_i64());
                let whom: Vec<i64> = match (table, id) {
                    ("customers", Some(id)) => vec![id],
                    ("addresses", Some(id)) => by_home.get(&id).cloned().unwrap_or_default(),
                    _ => vec![whose],
                };
                for person in whom {
                    let Some(person) = people.get_mut(&person) else {
                        continue;
                    };
                    note_typed(person, change, table, id.unwrap_or_default(), typed, &written);
                }
            }
        }
        Ok(())
    }
}

/// Notes of a person what one entry of the trail says that was typed.
fn note_typed(
    person: &mut StandingPerson,
    change: &Value,
    table: &str,
    id: i64,
    (at, by): (i64, Option<i64>),
    written: &BTreeMap<(String, i64, String), i64>,
) {
    match (table, change["what"].as_str()) {
        ("customers" | "addresses", Some("set")) => {
            for (column, pair) in change["columns"].as_object().into_iter().flatten() {
                let Some((field, _)) = PERSON_FIELDS
                    .iter()
                    .find(|(_, columns)| columns.contains(&column.as_str()))
                else {
                    continue;
                };
                let file = written.get(&(table.to_owned(), id, column.clone()));
                if file.is_some_and(|file| *file > at) {
                    continue;
                }
                let old = pair[0].as_str().unwrap_or("").to_owned();
                person.before_typing.insert(column.clone(), old);
                note_field(person, field, at, by);
            }
        }
        // An address that a person gave to somebody whom a file brought without one.
        ("addresses", Some("made")) => {
            note_field(person, "address", at, by);
            for column in PERSON_FIELDS[4].1 {
                person.before_typing.insert((*column).to_owned(), String::new());
            }
        }
        // A number that was typed over another one may have taken its place among the rows, too.
        ("contact_points", Some("set")) => {
            person.typed_contacts.entry(id).or_insert((at, by));
            if let Some(key) = change["columns"]["value_key"][0].as_str() {
                person.removed_contacts.entry(key.to_owned()).or_insert(at);
            }
        }
        ("contact_points", Some("made")) => {
            person.typed_contacts.entry(id).or_insert((at, by));
        }
        ("contact_points", Some("gone")) => {
            if let Some(key) = change["row"]["value_key"].as_str() {
                person.removed_contacts.entry(key.to_owned()).or_insert(at);
            }
        }
        _ => {}
    }
}

/// The trail is read from its newest entry on, so the first word about a field is the last that was typed.
fn note_field(person: &mut StandingPerson, field: &'static str, at: i64, by: Option<i64>) {
    if person.typed_at.contains_key(field) {
        return;
    }
    person.typed_at.insert(field, at);
    if let Some(by) = by {
        person.typed_by.insert(field, by);
    }
}

impl ImportWriter {
    /// Changes a person whom a list tells differently now.
    ///
    /// # Errors
    /// Errors of writing.
    pub async fn change_person(&mut self, change: &PersonChange) -> Result<()> {
        let value = |column: &str| change.values.get(column).cloned().unwrap_or_default();
        self.line = change.line;
        self.keep("customers", change.customer, CUSTOMER_BEFORE).await?;
        sqlx::query(SET_CUSTOMER)
            .bind(change.customer)
            .bind(value("family_name"))
            .bind(value("given_name"))
            .bind(value("family_kana"))
            .bind(value("given_kana"))
            .bind(&change.sort_key)
            .bind(change.match_key)
            .bind(value("birthday"))
            .bind(value("note"))
            .bind(self.now.0)
            .execute(&mut *self.tx)
            .await?;
        if let Some(home) = change.home {
            self.keep("addresses", home, ADDRESS_BEFORE).await?;
            sqlx::query(SET_ADDRESS)
                .bind(home)
                .bind(value("postal_code"))
                .bind(value("prefecture"))
                .bind(value("city"))
                .bind(value("street"))
                .bind(value("building"))
                .execute(&mut *self.tx)
                .await?;
            self.keep("households", change.household, HOUSEHOLD_BEFORE)
                .await?;
            sqlx::query(SET_DWELLING)
                .bind(change.household)
                .bind(change.dwelling)
                .bind(self.now.0)
                .execute(&mut *self.tx)
                .await?;
        }
        for (id, kind, value, key) in &change.contacts {
            self.keep("contact_points", *id, CONTACT_BEFORE).await?;
            sqlx::query(SET_CONTACT)
                .bind(id)
                .bind(kind)
                .bind(value)
                .bind(key)
                .execute(&mut *self.tx)
                .await?;
        }
        self.found.people.insert(change.customer);
        if change.home.is_some() {
            self.found.homes.insert(change.household);
        }
        self.line = 0;
        Ok(())
    }

    /// Remembers that a person kept their own word, so that the same word of a file does not ask again.
    ///
    /// # Errors
    /// Errors of writing.
    pub async fn keep_mine(&mut self, kept: &KeptMine) -> Result<()> {
        sqlx::query(KEEP_MINE)
            .bind(kept.customer)
            .bind(kept.field)
            .bind(kept.told)
            .bind(self.batch)
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }
}

/// The people whose search words change with a row that is put back.
pub(super) async fn found_by(tx: &mut crate::sql::WriteTx, table: &str, id: i64) -> Result<Vec<i64>> {
    let text = match table {
        "customers" => "select id from customers where id = $1",
        "contact_points" => "select customer_id from contact_points where id = $1",
        "addresses" => {
            "select customers.id from addresses join customers on customers.household_id = addresses.household_id \
             where addresses.id = $1"
        }
        "owned_items" => "select customer_id from owned_items where id = $1",
        _ => return Ok(Vec::new()),
    };
    Ok(sqlx::query_scalar(AssertSqlSafe(text))
        .bind(id)
        .fetch_all(&mut **tx)
        .await?)
}
