//! Lists that leave the shop: people with what a list of them holds, and whom paper could be written to.
//!
//! Rows are handed over one by one, so that a large shop needs no large memory. Not here: who may be written to (the
//! gate decides), file formats.

use std::collections::HashMap;
use std::ops::ControlFlow;

use aichaku_domain::gate::{CaseFacts, ConsentFact, HouseholdFacts, PersonFacts, Reach};
use aichaku_domain::kinds::{Channel, ConsentState, CustomerState, Purpose};
use aichaku_domain::values::{CaseId, ShopDay};
use sqlx::sqlite::SqliteRow;

use crate::sql::{RowExt as _, id_list, statements};
use crate::{Address, Result, Store};

statements! {
    /// In the order of the list on screen.
    ALL_PEOPLE = concat!(
        include_str!("../sql/lists_people.sql"),
        "from customers
         join households on households.id = customers.household_id
         left join addresses on addresses.id = (
             select lived.id from addresses as lived
             where lived.household_id = customers.household_id and lived.kind <> 'former'
             order by lived.kind = 'delivery', lived.id limit 1)
         where customers.state <> 'erased'
         order by customers.sort_key, customers.id"
    );
    /// $1: customer ids as a JSON list, in whose order they come.
    THESE_PEOPLE = concat!(
        include_str!("../sql/lists_people.sql"),
        "from json_each($1) as wanted
         join customers on customers.id = wanted.value
         join households on households.id = customers.household_id
         left join addresses on addresses.id = (
             select lived.id from addresses as lived
             where lived.household_id = customers.household_id and lived.kind <> 'former'
             order by lived.kind = 'delivery', lived.id limit 1)
         where customers.state <> 'erased'
         order by wanted.key"
    );
    RECIPIENTS = include_str!("../sql/lists_recipients.sql");
    /// Where the ledger stands for one way and purpose, of everybody who has an entry.
    STANDING = "select customer_id, state, given_on from consents
        where id in (select max(id) from consents where channel = $1 and purpose = $2 group by customer_id)
        order by customer_id";
    CASES = "select household_id, id, state, opened_on, closed_on from cases
        where state = 'open' or resolved in ('no', 'unknown')
        order by household_id, opened_on, id";
}

/// A person as a list for other programs holds them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedPerson {
    /// Customer id.
    pub customer: i64,
    /// Household id.
    pub household: i64,
    /// A company, not a person.
    pub company: bool,
    /// Family name, or the whole name.
    pub family_name: String,
    /// Given name.
    pub given_name: String,
    /// Kana of both.
    pub kana: String,
    /// Own honorific; empty: the ordinary one.
    pub honorific: String,
    /// Standing.
    pub state: CustomerState,
    /// Where the household lives; empty: not known.
    pub address: Address,
    /// Telephone numbers as typed, the best first, parted by ` / `.
    pub phones: String,
    /// Mail addresses likewise.
    pub emails: String,
    /// First purchase of the household.
    pub first_ordered_on: Option<ShopDay>,
    /// Last purchase of the household.
    pub last_ordered_on: Option<ShopDay>,
    /// Purchases of the household that count.
    pub purchase_count: i64,
    /// Purchases less refunds of the household, in minor units.
    pub net_minor: i64,
}

/// Which people a list is of.
#[derive(Debug, Clone, Copy)]
pub enum Listed<'a> {
    /// Everybody, in 五十音 order.
    All,
    /// These, in this order; who is not there any more is left out.
    These(&'a [i64]),
}

/// Somebody to whom paper could be written, with what the gate must know.
#[derive(Debug, Clone)]
pub struct Recipient {
    /// Customer id.
    pub customer: i64,
    /// Household id.
    pub household: i64,
    /// A company, not a person.
    pub company: bool,
    /// Family name, or the whole name.
    pub family_name: String,
    /// Given name.
    pub given_name: String,
    /// Kana of the family name.
    pub family_kana: String,
    /// Kana of the given name.
    pub given_kana: String,
    /// Own honorific; empty: the ordinary one.
    pub honorific: String,
    /// What the gate asks about the person.
    pub person: PersonFacts,
    /// What the gate asks about the household.
    pub home: HouseholdFacts,
    /// Cases of the household.
    pub cases: CaseFacts,
    /// Where the ledger stands for the asked way and purpose.
    pub consent: Option<ConsentFact>,
    /// "Nothing more this way."
    pub stopped: bool,
    /// Whether a letter would arrive.
    pub reach: Reach,
    /// Where it would go.
    pub address: Address,
}

impl Store {
    /// Hands over people one by one, until `take` says stop.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn listed_people(
        &self,
        which: Listed<'_>,
        take: &mut (dyn FnMut(ListedPerson) -> ControlFlow<()> + Send),
    ) -> Result<()> {
        let mut rows = match which {
            Listed::All => sqlx::query(ALL_PEOPLE).fetch(self.read()),
            Listed::These(ids) => sqlx::query(THESE_PEOPLE).bind(id_list(ids)).fetch(self.read()),
        };
        while let Some(row) = crate::export::next_row(&mut rows).await? {
            if take(person(&row)?).is_break() {
                break;
            }
        }
        Ok(())
    }

    /// Everybody who could get paper by `channel` for `purpose`, household by household, the first person of each
    /// first. `since`: only households that bought on that day or later.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn recipients(
        &self,
        channel: Channel,
        purpose: Option<Purpose>,
        since: Option<ShopDay>,
        take: &mut (dyn FnMut(Recipient) -> ControlFlow<()> + Send),
    ) -> Result<()> {
        let mut tx = self.read().begin().await?;
        let mut consents = HashMap::new();
        if let Some(purpose) = purpose {
            for row in sqlx::query(STANDING)
                .bind(channel.as_str())
                .bind(purpose.as_str())
                .fetch_all(&mut *tx)
                .await?
            {
                let fact = ConsentFact {
                    channel,
                    purpose,
                    state: row.kind("state", ConsentState::parse)?,
                    since: row.day("given_on")?,
                };
                consents.insert(row.int("customer_id")?, fact);
            }
        }
        let mut cases: HashMap<i64, CaseFacts> = HashMap::new();
        for row in sqlx::query(CASES).fetch_all(&mut *tx).await? {
            let facts = cases.entry(row.int("household_id")?).or_default();
            if row.text("state")? == "open" {
                let opened = (CaseId(row.int("id")?), row.day("opened_on")?);
                facts.open.get_or_insert(opened);
            } else {
                facts.last_unhappy_closed_on = facts.last_unhappy_closed_on.max(row.day_opt("closed_on")?);
            }
        }
        let mut rows = sqlx::query(RECIPIENTS)
            .bind(since.map(|day| day.to_string()))
            .fetch(&mut *tx);
        while let Some(row) = crate::export::next_row(&mut rows).await? {
            let customer = row.int("id")?;
            let household = row.int("household_id")?;
            let found = Recipient {
                consent: consents.get(&customer).copied(),
                cases: cases.get(&household).copied().unwrap_or_default(),
                ..recipient(&row, channel)?
            };
            if take(found).is_break() {
                break;
            }
        }
        Ok(())
    }
}

fn person(row: &SqliteRow) -> Result<ListedPerson> {
    Ok(ListedPerson {
        customer: row.int("id")?,
        household: row.int("household_id")?,
        company: row.text("kind")? == "company",
        family_name: row.text("family_name")?,
        given_name: row.text("given_name")?,
        kana: [row.text("family_kana")?, row.text("given_kana")?]
            .join(" ")
            .trim()
            .to_owned(),
        honorific: row.text("honorific")?,
        state: row.kind("state", CustomerState::parse)?,
        address: address(row)?,
        phones: row.text_opt("phones")?.unwrap_or_default(),
        emails: row.text_opt("emails")?.unwrap_or_default(),
        first_ordered_on: row.day_opt("first_ordered_on")?,
        last_ordered_on: row.day_opt("last_ordered_on")?,
        purchase_count: row.int("purchase_count")?,
        net_minor: row.int("net_minor")?,
    })
}

fn recipient(row: &SqliteRow, channel: Channel) -> Result<Recipient> {
    let address = address(row)?;
    let reach = match row.text_opt("address_state")?.as_deref() {
        _ if address.street.is_empty() && address.city.is_empty() => Reach::Missing,
        Some("returned") => Reach::Dead,
        _ => Reach::Live,
    };
    let refused = row.kinds("refused_channels", Channel::parse)?;
    Ok(Recipient {
        customer: row.int("id")?,
        household: row.int("household_id")?,
        company: row.text("kind")? == "company",
        family_name: row.text("family_name")?,
        given_name: row.text("given_name")?,
        family_kana: row.text("family_kana")?,
        given_kana: row.text("given_kana")?,
        honorific: row.text("honorific")?,
        person: PersonFacts {
            state: row.kind("state", CustomerState::parse)?,
            suppressed: row.flag("suppressed")?,
            mall_limited: row.flag("mall_limited")?,
            service_only: row.flag("service_only")?,
            wish: row.kind_opt("preferred_channel", Channel::parse)?,
        },
        home: HouseholdFacts {
            family_change_on: row.day_opt("family_change_on")?,
            moved_on: row.day_opt("moved_on")?,
            reviewed_on: row.day_opt("reviewed_on")?,
            mourning_year: row
                .int_opt("mourning_year")?
                .and_then(|year| i32::try_from(year).ok()),
        },
        cases: CaseFacts::default(),
        consent: None,
        stopped: refused.contains(&channel),
        reach,
        address,
    })
}

fn address(row: &SqliteRow) -> Result<Address> {
    let part = |name: &str| Ok::<_, crate::StoreError>(row.text_opt(name)?.unwrap_or_default());
    Ok(Address {
        postal_code: part("postal_code")?,
        prefecture: part("prefecture")?,
        city: part("city")?,
        street: part("street")?,
        building: part("building")?,
    })
}
