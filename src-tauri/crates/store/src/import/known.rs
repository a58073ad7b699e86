//! What the shop knows already, as small as it can be held: a million purchases take about 40 MB.
//!
//! Rows come packed, a thousand a text. Not here: what follows from a match.

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
    PEOPLE = "select group_concat(id || char(31) || household_id || char(31) || coalesce(match_key, 0) || char(31)
            || (state = 'erased' or suppressed = 1), char(30)) as packed
        from customers where merged_into is null group by id >> 10";
    /// Names and dwellings that somebody was kept under before they were joined with who they are.
    ALIASES = "select old.id, kept.id as customer_id, kept.household_id, coalesce(old.match_key, 0) as name_key,
            coalesce(home.match_key, 0) as dwelling
        from customers as old join customers as kept on kept.id = old.merged_into
        join households as home on home.id = old.household_id
        where old.merged_into is not null order by old.id";
    CONTACTS = "select group_concat(customer_id || char(31) || value_key, char(30)) as packed
        from contact_points group by id >> 10";
    SOURCES = "select group_concat(source || char(31) || external_id || char(31) || customer_id, char(30)) as packed
        from customer_sources group by customer_id >> 10";
    DWELLINGS = "select group_concat(id || char(31) || match_key, char(30)) as packed
        from households where match_key is not null and merged_into is null group by id >> 10";
    /// Households that have a home already.
    HOMES = "select group_concat(household_id, char(30)) as packed from addresses where kind = 'home' group by id >> 10";
    /// Other places that things went to: few, and compared by what they say.
    PLACES = "select household_id, postal_code, prefecture, city, street, building from addresses
        where kind = 'delivery' order by id";
    PURCHASES = "select group_concat(source || char(31) || external_id || char(31) || id || char(31) || content_hash
            || char(31) || household_id || char(31) || (state = 'ok'), char(30)) as packed
        from purchases group by id >> 10";
    PRODUCTS = "select group_concat(id || char(31) || code || char(31) || class_id, char(30)) as packed
        from products group by id >> 10";
    CLASSES = "select id, family, material, finish from care_classes order by id";
    DELIVERIES = "select group_concat(purchase_id || char(31) || delivered_on || char(31) || certainty, char(30)) as packed
        from deliveries group by id >> 10";
    /// Where the ledger stands.
    CONSENTS = "select customer_id, channel, purpose, state from consents
        where id in (select max(id) from consents group by customer_id, channel, purpose)";
    /// Refunds that came as entries of their own.
    RETURNS = "select source, external_id from refunds where external_id <> ''";
    STAFF = "select id, name from staff where active = 1 order by id";
    STAMP = "select data_version, coalesce((select max(id) from audit), 0) as deeds from shop where id = 1";
}

/// A person who is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownCustomer {
    /// Customer.
    pub id: i64,
    /// Household.
    pub household: i64,
    /// Key of the folded name; 0: none.
    pub name_key: i64,
    /// Erased, or wants nothing at all.
    pub closed: bool,
}

/// What somebody was kept under before they were joined with who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alias {
    /// The row that stands empty since; contacts that both had hang on it.
    pub old: i64,
    /// Customer.
    pub customer: i64,
    /// Household.
    pub household: i64,
    /// Key of the folded name; 0: none.
    pub name_key: i64,
    /// Key of the dwelling; 0: none.
    pub dwelling: i64,
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
    /// Neither cancelled nor returned.
    pub stands: bool,
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

/// Everything that a file is compared with.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Persons.
    pub customers: Vec<KnownCustomer>,
    /// Other names and dwellings of them.
    pub aliases: Vec<Alias>,
    /// Customer and the key of a telephone number or mail.
    pub contacts: Vec<(i64, i64)>,
    /// Key of source and number there, and customer.
    pub sources: Vec<(i64, i64)>,
    /// Household and the key of its dwelling.
    pub dwellings: Vec<(i64, i64)>,
    /// Households that have a home address.
    pub homes: Vec<i64>,
    /// Household and the key of a place that something was delivered to.
    pub places: Vec<(i64, i64)>,
    /// Purchases.
    pub purchases: Vec<KnownPurchase>,
    /// Keys of source and number of entries that paid something back.
    pub returns: Vec<i64>,
    /// Products.
    pub products: Vec<KnownProduct>,
    /// Care classes.
    pub classes: Vec<(i64, CareClass)>,
    /// Staff by name.
    pub staff: Vec<(i64, String)>,
    /// Delivery days by purchase; only read for lists of deliveries.
    pub deliveries: Vec<(i64, ShopDay, DeliveryCertainty)>,
    /// Where the ledger stands by person; only read for lists of people.
    pub consents: Vec<(i64, Channel, Purpose, ConsentState)>,
    /// The store's own number and the marks of everybody who was erased.
    pub erased: (String, Vec<i64>),
    /// Changes with every write; a plan made under another stamp is old.
    pub stamp: (i64, i64),
}

/// The key of a number in a source.
#[must_use]
pub fn source_key(source: &str, number: &str) -> i64 {
    text_key(&format!("{source}{UNIT}{number}")).unwrap_or(0)
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

    /// Everything that a file is compared with.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn known(&self) -> Result<Known> {
        let mut known = Known {
            stamp: self.import_stamp().await?,
            ..Known::default()
        };
        for packed in self.packed(PEOPLE).await? {
            for [id, household, name_key, closed] in lines(&packed) {
                known.customers.push(KnownCustomer {
                    id: number(id)?,
                    household: number(household)?,
                    name_key: number(name_key)?,
                    closed: closed == "1",
                });
            }
        }
        for row in sqlx::query(ALIASES).fetch_all(self.read()).await? {
            known.aliases.push(Alias {
                old: row.int("id")?,
                customer: row.int("customer_id")?,
                household: row.int("household_id")?,
                name_key: row.int("name_key")?,
                dwelling: row.int("dwelling")?,
            });
        }
        for packed in self.packed(CONTACTS).await? {
            for [customer, value] in lines(&packed) {
                known
                    .contacts
                    .push((number(customer)?, text_key(value).unwrap_or(0)));
            }
        }
        for packed in self.packed(SOURCES).await? {
            for [source, external, customer] in lines(&packed) {
                known
                    .sources
                    .push((source_key(source, external), number(customer)?));
            }
        }
        for packed in self.packed(DWELLINGS).await? {
            for [household, key] in lines(&packed) {
                known.dwellings.push((number(household)?, number(key)?));
            }
        }
        for packed in self.packed(HOMES).await? {
            for household in packed.split(RECORD) {
                known.homes.push(number(household)?);
            }
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
        for packed in self.packed(PURCHASES).await? {
            for [source, external, id, content_hash, household, stands] in lines(&packed) {
                known.purchases.push(KnownPurchase {
                    key: source_key(source, external),
                    number_key: text_key(external).unwrap_or(0),
                    id: number(id)?,
                    content_hash: number(content_hash)?,
                    household: number(household)?,
                    stands: stands == "1",
                });
            }
        }
        for row in sqlx::query(RETURNS).fetch_all(self.read()).await? {
            known
                .returns
                .push(source_key(&row.text("source")?, &row.text("external_id")?));
        }
        for packed in self.packed(PRODUCTS).await? {
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

    /// Delivery days as they stand, by purchase.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn known_deliveries(&self) -> Result<Vec<(i64, ShopDay, DeliveryCertainty)>> {
        let mut deliveries = Vec::new();
        for packed in self.packed(DELIVERIES).await? {
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

    /// Where the ledger of consents stands.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn known_consents(&self) -> Result<Vec<(i64, Channel, Purpose, ConsentState)>> {
        let rows = sqlx::query(CONSENTS).fetch_all(self.read()).await?;
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

    async fn packed(&self, statement: &'static str) -> Result<Vec<String>> {
        Ok(sqlx::query_scalar(statement).fetch_all(self.read()).await?)
    }
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
