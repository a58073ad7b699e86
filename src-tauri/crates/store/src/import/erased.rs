//! People who were erased: marks by which a later file's rows about them are recognised and left out.
//!
//! A mark is 64 bits of SHA-256 over the store's own random number and what the person was known by. It tells nothing
//! by itself. Not here: erasing somebody.

use aichaku_domain::fold::AddressParts;
use aichaku_domain::identity::Evidence;
use aichaku_domain::values::Instant;
use sha2::{Digest as _, Sha256};

use super::source_key;
use crate::keys::{dwelling_key, text_key};
use crate::sql::{RowExt as _, WriteTx, id_list, statements};
use crate::{Result, Store, StoreError};

statements! {
    SALT = "select store_uid from shop where id = 1";
    MARKS = "select mark from import_erased";
    BURY = "insert or ignore into import_erased (mark, erased_at) select value, $2 from json_each($1)";
    PERSON = "select customers.household_id, coalesce(customers.match_key, 0) as name, customers.family_name
        from customers where id = $1";
    SOURCES = "select source, external_id from customer_sources where customer_id = $1";
    CONTACTS = "select kind, value_key from contact_points where customer_id = $1";
    PLACES = "select postal_code, prefecture, city, street, building from addresses
        where household_id = $1 and kind = 'home'";
}

/// The marks of what a row, or the store, says about a person: number elsewhere, name with a way to reach them, name
/// with a dwelling, and a mail without a name.
#[must_use]
pub fn erased_marks(salt: &str, evidence: &Evidence) -> Vec<i64> {
    let mut marks = Vec::new();
    if evidence.source != 0 {
        marks.push(mark(salt, "number", evidence.source, 0));
    }
    if evidence.name == 0 {
        marks.extend(evidence.mails.iter().map(|mail| mark(salt, "mail", *mail, 0)));
    } else {
        marks.extend(
            evidence
                .contacts
                .iter()
                .map(|contact| mark(salt, "contact", evidence.name, *contact)),
        );
        if evidence.dwelling != 0 {
            marks.push(mark(salt, "dwelling", evidence.name, evidence.dwelling));
        }
    }
    marks
}

fn mark(salt: &str, kind: &str, one: i64, other: i64) -> i64 {
    let mut hash = Sha256::new();
    hash.update(salt.as_bytes());
    hash.update(kind.as_bytes());
    hash.update(one.to_le_bytes());
    hash.update(other.to_le_bytes());
    let bytes = hash.finalize();
    let mut first = [0; 8];
    first.copy_from_slice(&bytes[..8]);
    i64::from_le_bytes(first)
}

impl Store {
    /// The store's own number and the marks of everybody who was erased.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn erased(&self) -> Result<(String, Vec<i64>)> {
        let salt: Option<String> = sqlx::query_scalar(SALT).fetch_optional(self.read()).await?;
        let marks = sqlx::query_scalar(MARKS).fetch_all(self.read()).await?;
        Ok((salt.unwrap_or_default(), marks))
    }

    /// Marks a person so that no file brings them back. Call it before what they are known by is erased.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn never_bring_back(&self, customer: i64, now: Instant) -> Result<()> {
        let mut tx = self.write().await?;
        bury(&mut tx, customer, now).await?;
        Ok(tx.commit().await?)
    }
}

/// Marks a person inside the transaction that erases them.
pub(crate) async fn bury(tx: &mut WriteTx, customer: i64, now: Instant) -> Result<()> {
    let salt: String = sqlx::query_scalar(SALT).fetch_one(&mut **tx).await?;
    let person = sqlx::query(PERSON)
        .bind(customer)
        .fetch_optional(&mut **tx)
        .await?
        .ok_or(StoreError::NotFound { what: "customer" })?;
    let mut evidence = Evidence {
        name: person.int("name")?,
        ..Evidence::default()
    };
    for row in sqlx::query(CONTACTS).bind(customer).fetch_all(&mut **tx).await? {
        let key = text_key(&row.text("value_key")?).unwrap_or(0);
        evidence.contacts.push(key);
        if row.text("kind")? == "email" {
            evidence.mails.push(key);
        }
    }
    let family = person.text("family_name")?;
    let mut marks = erased_marks(&salt, &evidence);
    for row in sqlx::query(PLACES)
        .bind(person.int("household_id")?)
        .fetch_all(&mut **tx)
        .await?
    {
        let (postal, prefecture) = (row.text("postal_code")?, row.text("prefecture")?);
        let (city, street, building) = (row.text("city")?, row.text("street")?, row.text("building")?);
        let place = AddressParts {
            postal: &postal,
            prefecture: &prefecture,
            city: &city,
            street: &street,
            building: &building,
        };
        evidence.dwelling = dwelling_key(&family, &place).unwrap_or(0);
        marks.extend(erased_marks(&salt, &evidence));
    }
    for row in sqlx::query(SOURCES).bind(customer).fetch_all(&mut **tx).await? {
        let number = Evidence {
            source: source_key(&row.text("source")?, &row.text("external_id")?),
            ..Evidence::default()
        };
        marks.extend(erased_marks(&salt, &number));
    }
    // A row that tells no name is recognised by its mail.
    let nameless = Evidence { name: 0, ..evidence };
    marks.extend(erased_marks(&salt, &nameless));
    marks.sort_unstable();
    marks.dedup();
    sqlx::query(BURY)
        .bind(id_list(&marks))
        .bind(now.0)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
