//! What the shop knows already, told a stretch after the other, so that nobody has to hold all of it.
//!
//! Rows come packed, a thousand a text. Not here: how it is held, and what follows from a match (`api`).

use std::ops::Range;

use aichaku_domain::fold::AddressParts;
use aichaku_domain::kinds::{Channel, ConsentState, DeliveryCertainty, Family, Finish, Material, Purpose};
use aichaku_domain::plan::CareClass;
use aichaku_domain::values::ShopDay;

use super::{RECORD, UNIT};
use crate::keys::{place_key, text_key};
use crate::sql::{RowExt as _, statements};
use crate::{Result, Store, StoreError};

statements! {
    /// 31 and 30 stand between parts and lines; no one types them.
    PEOPLE = "select group_concat(customers.id || char(31) || customers.household_id || char(31)
            || coalesce(customers.match_key, 0) || char(31) || (customers.state = 'erased' or customers.suppressed = 1)
            || char(31) || coalesce(households.match_key, 0) || char(31)
            || exists (select 1 from addresses where household_id = customers.household_id and kind = 'home'),
            char(30)) as packed
        from customers join households on households.id = customers.household_id
        where customers.merged_into is null and customers.id >= $1 and customers.id < $2 group by customers.id >> 10";
    /// Names and dwellings that somebody was kept under before they were joined with who they are, and the contacts that
    /// either had.
    ALIASES = "select kept.id as customer_id, kept.household_id, coalesce(old.match_key, 0) as name_key,
            coalesce(home.match_key, 0) as dwelling, coalesce((select group_concat(value_key, char(30)) from contact_points
                where customer_id in (old.id, kept.id)), '') as contacts
        from customers as old join customers as kept on kept.id = old.merged_into
        join households as home on home.id = old.household_id
        where old.merged_into is not null order by old.id";
    CONTACTS = "select group_concat(customer_id || char(31) || value_key, char(30)) as packed
        from contact_points where customer_id >= $1 and customer_id < $2 group by customer_id >> 10";
    SOURCES = "select group_concat(source || char(31) || external_id || char(31) || customer_id, char(30)) as packed
        from customer_sources where customer_id >= $1 and customer_id < $2 group by customer_id >> 10";
    /// Other places that things went to: few, and compared by what they say.
    PLACES = "select household_id, postal_code, prefecture, city, street, building from addresses
        where kind = 'delivery' order by id";
    PURCHASES = "select group_concat(source || char(31) || external_id || char(31) || id || char(31) || content_hash
            || char(31) || household_id, char(30)) as packed
        from purchases where id >= $1 and id < $2 group by id >> 10";
    PRODUCTS = "select group_concat(id || char(31) || code || char(31) || class_id, char(30)) as packed
        from products group by id >> 10";
    CLASSES = "select id, family, material, finish from care_classes order by id";
    DELIVERIES = "select group_concat(purchase_id || char(31) || delivered_on || char(31) || certainty, char(30)) as packed
        from deliveries where id >= $1 and id < $2 group by id >> 10";
    /// Where the ledger stands.
    CONSENTS = "select customer_id, channel, purpose, state from consents
        where id in (select max(id) from consents where customer_id >= $1 and customer_id < $2
            group by customer_id, channel, purpose)";
    /// 30 and 31 stand between answers and their parts.
    ANSWERS = "select group_concat(customer_id || char(31) || answered_on || char(31) || coalesce(recommend + 1, 0) || ','
            || coalesce(satisfaction + 1, 0) || ',' || coalesce(ease + 1, 0) || ',' || coalesce(about_quality + 1, 0) || ','
            || coalesce(about_choice + 1, 0) || ',' || coalesce(about_advice + 1, 0) || ','
            || coalesce(about_price + 1, 0) || ',' || coalesce(about_lead_time + 1, 0) || ','
            || coalesce(about_delivery + 1, 0) || ',' || coalesce(about_aftercare + 1, 0) || ','
            || coalesce(about_place + 1, 0) || char(31) || words || char(31) || goal || char(31) || coalesce(goal_met, ''),
            char(30))
        from voices where id >= $1 and id < $2 group by id >> 10";
    /// Refunds that came as entries of their own.
    RETURNS = "select source, external_id from refunds where external_id <> ''";
    STAFF = "select id, name from staff where active = 1 order by id";
    STAMP = "select data_version, coalesce((select max(id) from audit), 0) as deeds from shop where id = 1";
}

/// A person who is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownCustomer {
    /// Customer.
    pub id: i64,
    /// Household.
    pub household: i64,
    /// Key of the folded name; 0: none.
    pub name_key: i64,
    /// Erased, or wants nothing at all.
    pub closed: bool,
    /// Key of the household's dwelling; 0: none.
    pub dwelling: i64,
    /// The household has a home address.
    pub has_home: bool,
    /// Keys of telephone numbers and mails.
    pub contacts: Vec<i64>,
    /// Keys of their numbers in other systems.
    pub sources: Vec<i64>,
}

/// What somebody was kept under before they were joined with who they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// Customer.
    pub customer: i64,
    /// Household.
    pub household: i64,
    /// Key of the folded name; 0: none.
    pub name_key: i64,
    /// Key of the dwelling; 0: none.
    pub dwelling: i64,
    /// Keys of telephone numbers and mails, under either name.
    pub contacts: Vec<i64>,
}

/// A purchase that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownPurchase {
    /// Key of source and number.
    pub key: i64,
    /// Key of the number alone, for lists that do not say where it comes from.
    pub number_key: i64,
    /// Purchase.
    pub id: i64,
    /// What the file said when it was read.
    pub content_hash: i64,
    /// Household.
    pub household: i64,
}

/// A product that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownProduct {
    /// Product.
    pub id: i64,
    /// Code.
    pub code: String,
    /// Class.
    pub class: i64,
}

/// What a file is compared with and is not many: everything but people and purchases.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Other names and dwellings of people.
    pub aliases: Vec<Alias>,
    /// Household and the key of a place that something was delivered to.
    pub places: Vec<(i64, i64)>,
    /// Keys of source and number of entries that paid something back.
    pub returns: Vec<i64>,
    /// Products.
    pub products: Vec<KnownProduct>,
    /// Care classes.
    pub classes: Vec<(i64, CareClass)>,
    /// Staff by name.
    pub staff: Vec<(i64, String)>,
    /// The store's own number and the marks of everybody who was erased.
    pub erased: (String, Vec<i64>),
}

/// The key of a number in a source.
#[must_use]
pub fn source_key(source: &str, number: &str) -> i64 {
    text_key(&format!("{source}{UNIT}{number}")).unwrap_or(0)
}

/// An answer that is written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownAnswer {
    /// Who.
    pub customer: i64,
    /// When.
    pub on: ShopDay,
    /// Recommendation, satisfaction, ease and the topics in their order: 0 for none, else one more than the mark.
    pub marks: Vec<u8>,
    /// Their own words.
    pub words: String,
    /// What they want to reach.
    pub goal: String,
    /// Whether it came true, in its text form; empty: not said.
    pub goal_met: String,
}

impl Store {
    /// Changes with every write that an import may have to know.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn import_stamp(&self) -> Result<(i64, i64)> {
        let row = sqlx::query(STAMP).fetch_one(self.read()).await?;
        Ok((row.int("data_version")?, row.int("deeds")?))
    }

    /// What a file is compared with besides people and purchases.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn known(&self) -> Result<Known> {
        let mut known = Known {
            erased: self.erased().await?,
            ..Known::default()
        };
        for row in sqlx::query(ALIASES).fetch_all(self.read()).await? {
            known.aliases.push(Alias {
                customer: row.int("customer_id")?,
                household: row.int("household_id")?,
                name_key: row.int("name_key")?,
                dwelling: row.int("dwelling")?,
                contacts: keys_in(&row.text("contacts")?),
            });
        }
        for row in sqlx::query(PLACES).fetch_all(self.read()).await? {
            let parts = ["postal_code", "prefecture", "city", "street", "building"];
            let [postal, prefecture, city, street, building] = parts.map(|part| row.text(part));
            let (postal, prefecture, city) = (postal?, prefecture?, city?);
            let (street, building) = (street?, building?);
            let place = AddressParts {
                postal: &postal,
                prefecture: &prefecture,
                city: &city,
                street: &street,
                building: &building,
            };
            if let Some(key) = place_key(&place) {
                known.places.push((row.int("household_id")?, key));
            }
        }
        for row in sqlx::query(RETURNS).fetch_all(self.read()).await? {
            known
                .returns
                .push(source_key(&row.text("source")?, &row.text("external_id")?));
        }
        for packed in sqlx::query_scalar::<_, String>(PRODUCTS)
            .fetch_all(self.read())
            .await?
        {
            for [id, code, class] in lines(&packed) {
                known.products.push(KnownProduct {
                    id: number(id)?,
                    code: code.to_owned(),
                    class: number(class)?,
                });
            }
        }
        for row in sqlx::query(CLASSES).fetch_all(self.read()).await? {
            let class = CareClass {
                family: row.kind("family", Family::parse)?,
                material: row.kind("material", Material::parse)?,
                finish: row.kind("finish", Finish::parse)?,
            };
            known.classes.push((row.int("id")?, class));
        }
        for row in sqlx::query(STAFF).fetch_all(self.read()).await? {
            known.staff.push((row.int("id")?, row.text("name")?));
        }
        Ok(known)
    }

    /// The people of these ids.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn known_customers(&self, ids: Range<i64>) -> Result<Vec<KnownCustomer>> {
        let mut people = Vec::new();
        for packed in self.packed(PEOPLE, &ids).await? {
            for [id, household, name_key, closed, dwelling, home] in lines(&packed) {
                people.push(KnownCustomer {
                    id: number(id)?,
                    household: number(household)?,
                    name_key: number(name_key)?,
                    closed: closed == "1",
                    dwelling: number(dwelling)?,
                    has_home: home == "1",
                    contacts: Vec::new(),
                    sources: Vec::new(),
                });
            }
        }
        people.sort_unstable_by_key(|person| person.id);
        for packed in self.packed(CONTACTS, &ids).await? {
            for [customer, value] in lines(&packed) {
                if let Some(person) = of(&mut people, number(customer)?) {
                    person.contacts.push(text_key(value).unwrap_or(0));
                }
            }
        }
        for packed in self.packed(SOURCES, &ids).await? {
            for [source, external, customer] in lines(&packed) {
                if let Some(person) = of(&mut people, number(customer)?) {
                    person.sources.push(source_key(source, external));
                }
            }
        }
        Ok(people)
    }

    /// The purchases of these ids, in their order.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn known_purchases(&self, ids: Range<i64>) -> Result<Vec<KnownPurchase>> {
        let mut purchases = Vec::new();
        for packed in self.packed(PURCHASES, &ids).await? {
            for [source, external, id, content_hash, household] in lines(&packed) {
                purchases.push(KnownPurchase {
                    key: source_key(source, external),
                    number_key: text_key(external).unwrap_or(0),
                    id: number(id)?,
                    content_hash: number(content_hash)?,
                    household: number(household)?,
                });
            }
        }
        Ok(purchases)
    }

    /// Delivery days as they stand: purchase, day and how certain it is, of the deliveries of these ids.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn known_deliveries(&self, ids: Range<i64>) -> Result<Vec<(i64, ShopDay, DeliveryCertainty)>> {
        let mut deliveries = Vec::new();
        for packed in self.packed(DELIVERIES, &ids).await? {
            for [purchase, day, certainty] in lines(&packed) {
                deliveries.push((
                    number(purchase)?,
                    ShopDay::parse_iso(day).ok_or(StoreError::Damaged)?,
                    DeliveryCertainty::parse(certainty).ok_or(StoreError::Damaged)?,
                ));
            }
        }
        Ok(deliveries)
    }

    /// Where the ledger of consents stands for the people of these ids.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn known_consents(
        &self,
        ids: Range<i64>,
    ) -> Result<Vec<(i64, Channel, Purpose, ConsentState)>> {
        let rows = sqlx::query(CONSENTS)
            .bind(ids.start)
            .bind(ids.end)
            .fetch_all(self.read())
            .await?;
        rows.iter()
            .map(|row| {
                Ok((
                    row.int("customer_id")?,
                    row.kind("channel", Channel::parse)?,
                    row.kind("purpose", Purpose::parse)?,
                    row.kind("state", ConsentState::parse)?,
                ))
            })
            .collect()
    }

    /// Answers of these ids, removed or not.
    ///
    /// # Errors
    /// The store cannot be read, or is damaged.
    pub async fn known_answers(&self, ids: Range<i64>) -> Result<Vec<KnownAnswer>> {
        let texts = self.packed(ANSWERS, &ids).await?;
        let read = |text: &str| {
            let mut parts = text.splitn(6, '\u{1f}');
            let mut next = || parts.next().ok_or(StoreError::Damaged);
            Ok(KnownAnswer {
                customer: next()?.parse().map_err(|_| StoreError::Damaged)?,
                on: ShopDay::parse_iso(next()?).ok_or(StoreError::Damaged)?,
                marks: next()?
                    .split(',')
                    .map(|mark| mark.parse().map_err(|_| StoreError::Damaged))
                    .collect::<Result<_>>()?,
                words: next()?.to_owned(),
                goal: next()?.to_owned(),
                goal_met: next()?.to_owned(),
            })
        };
        texts
            .iter()
            .flat_map(|text| text.split('\u{1e}'))
            .map(read)
            .collect()
    }

    async fn packed(&self, statement: &'static str, ids: &Range<i64>) -> Result<Vec<String>> {
        Ok(sqlx::query_scalar(statement)
            .bind(ids.start)
            .bind(ids.end)
            .fetch_all(self.read())
            .await?)
    }
}

fn of(people: &mut [KnownCustomer], id: i64) -> Option<&mut KnownCustomer> {
    let at = people.binary_search_by_key(&id, |person| person.id).ok()?;
    people.get_mut(at)
}

/// Keys of the values in a packed text.
fn keys_in(packed: &str) -> Vec<i64> {
    packed
        .split(RECORD)
        .filter(|value| !value.is_empty())
        .map(|value| text_key(value).unwrap_or(0))
        .collect()
}

fn number(text: &str) -> Result<i64> {
    text.parse().map_err(|_| StoreError::Damaged)
}

/// The lines of a packed text that have exactly N parts.
fn lines<const N: usize>(packed: &str) -> impl Iterator<Item = [&str; N]> {
    packed.split(RECORD).filter_map(|line| {
        let mut parts = line.split(UNIT);
        let mut found = [""; N];
        for part in &mut found {
            *part = parts.next()?;
        }
        parts.next().is_none().then_some(found)
    })
}
