//! The whole record of a customer (カルテ), read in one go so that its parts agree.
//!
//! Not here: what is foreseen beyond the planned days (`domain::plan`), words for people.

use std::collections::HashMap;

use aichaku_domain::kinds::{
    Channel, ConsentSource, ConsentState, ContentKind, CustomerState, DeliveryCertainty, FollowUpState,
    ItemState, Lang, LineKind, Outcome, PurchaseState, Purpose, SalesChannel, Touch,
};
use aichaku_domain::plan::CareClass;
use aichaku_domain::values::ShopDay;

use crate::items::class_of;
use crate::people::{Address, Contact, HouseholdForm, Person};
use crate::seen::{Form, stamps};
use crate::sql::{RowExt as _, id_list, statements};
use crate::{Result, Store, StoreError};

/// Rows of one kind at most; the timeline shows no more.
const MOST: i64 = 200;

statements! {
    PERSON = include_str!("../sql/record_person.sql");
    CONTACTS = "select kind, value from contact_points where customer_id = $1 order by id";
    SOURCES = "select source, external_id from customer_sources where customer_id = $1 order by source, external_id";
    HOME = "select postal_code, prefecture, city, street, building from addresses
        where household_id = $1 order by kind = 'former', kind = 'delivery', id limit 1";
    MEMBERS = "select id, family_name, given_name, family_kana, given_kana, kind, honorific, state from customers
        where household_id = $1 and id <> $2 and merged_into is null order by is_primary desc, id";
    ITEMS = include_str!("../sql/record_items.sql");
    MARKS = include_str!("../sql/record_marks.sql");
    PURCHASES = include_str!("../sql/record_purchases.sql");
    LINES = "select id, purchase_id, name, kind, quantity, amount_minor from purchase_lines
        where purchase_id in (select value from json_each($1)) order by purchase_id, position";
    REFUNDS = "select purchase_id, refunded_on, amount_minor from refunds
        where purchase_id in (select value from json_each($1)) order by id";
    TOUCHES = include_str!("../sql/record_touches.sql");
    CONSENTS = "select consents.id, consents.channel, consents.purpose, consents.state, consents.given_on,
        consents.source, consents.wording, coalesce(staff.name, '') as staff
        from consents left join staff on staff.id = consents.staff_id
        where consents.customer_id = $1 order by consents.id desc";
    NOTES = "select notes.id, notes.body, notes.written_on, coalesce(staff.name, '') as staff
        from notes left join staff on staff.id = notes.staff_id
        where notes.household_id = $1 and notes.deleted_at is null order by notes.id desc limit $2";
    CASES = "select id, topic, severity, state, opened_on, closed_on, resolved, note from cases
        where household_id = $1 order by state = 'closed', id desc limit $2";
    DRAFT = "select body from drafts where key = $1";
    /// Changes with every change of the library or a plan.
    CARE_STAMP = "select coalesce((select max(updated_at) from care_contents), 0) || ':' ||
        coalesce((select max(updated_at) from plans), 0) || ':' || (select count(*) from care_contents) || ':' ||
        (select count(*) from plan_steps)";
    TITLES = "select care_contents.id, coalesce(asked.title, other.title, care_contents.code) as title
        from care_contents
        left join care_content_texts as asked on asked.content_id = care_contents.id and asked.lang = $1
        left join care_content_texts as other on other.content_id = care_contents.id and other.lang <> $1
        order by care_contents.id";
}

/// The whole record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Customer id.
    pub customer: i64,
    /// Stamp of `person`, handed back with a change of it.
    pub person_seen: String,
    /// What a form can change.
    pub person: Person,
    /// Since when the standing is what it is.
    pub state_since: Option<ShopDay>,
    /// From a mall with rules of its own.
    pub mall_limited: bool,
    /// Source and id there.
    pub sources: Vec<(String, String)>,
    /// Household id.
    pub household: i64,
    /// Stamp of `household_form`, handed back with a change of it.
    pub household_seen: String,
    /// What a form can change.
    pub household_form: HouseholdForm,
    /// A person last looked at a change in the household.
    pub reviewed_on: Option<ShopDay>,
    /// The household's place in the season.
    pub spread: u8,
    /// Purchases that count.
    pub purchase_count: i64,
    /// Purchases less refunds.
    pub net_minor: i64,
    /// First purchase.
    pub first_ordered_on: Option<ShopDay>,
    /// Last purchase.
    pub last_ordered_on: Option<ShopDay>,
    /// Who stands first on envelopes and lists.
    pub lead: i64,
    /// The others.
    pub members: Vec<Member>,
    /// Things, newest first.
    pub items: Vec<Item>,
    /// Purchases, newest first.
    pub purchases: Vec<Purchase>,
    /// Contacts, newest first.
    pub touches: Vec<PastTouch>,
    /// Stamp of the ledger, handed back with a new entry.
    pub consents_seen: String,
    /// The ledger, newest first.
    pub consents: Vec<Consent>,
    /// Notes, newest first.
    pub notes: Vec<Note>,
    /// Cases, open ones first.
    pub cases: Vec<Case>,
    /// What was typed as memo and not finished.
    pub draft: String,
    /// Everything up to this day stands in the store; beyond, it is only foreseen.
    pub planned_through: Option<ShopDay>,
}

/// Another person of the household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Customer id.
    pub customer: i64,
    /// Family name.
    pub family_name: String,
    /// Given name.
    pub given_name: String,
    /// Kana of both.
    pub kana: String,
    /// A company, not a person.
    pub company: bool,
    /// Own honorific; empty: the ordinary one.
    pub honorific: String,
    /// Standing.
    pub state: CustomerState,
}

/// A thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Id.
    pub id: i64,
    /// Stamp, handed back with a change of it.
    pub seen: String,
    /// Who has it.
    pub customer: i64,
    /// Their standing.
    pub customer_state: CustomerState,
    /// Name.
    pub name: String,
    /// What decides its care.
    pub class: CareClass,
    /// Pieces.
    pub quantity: i64,
    /// Room.
    pub room: String,
    /// State.
    pub state: ItemState,
    /// Delivered.
    pub delivered_on: Option<ShopDay>,
    /// How sure.
    pub certainty: Option<DeliveryCertainty>,
    /// Care is planned from this day on.
    pub care_from: Option<ShopDay>,
    /// A surprise.
    pub secret: bool,
    /// Note.
    pub note: String,
    /// Purchase it came with; `None`: bought elsewhere.
    pub purchase: Option<i64>,
    /// Follow-ups of the asked days.
    pub marks: Vec<Mark>,
}

/// A follow-up on a thing's calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Follow-up id.
    pub follow_up: i64,
    /// Day.
    pub due_on: ShopDay,
    /// State.
    pub state: FollowUpState,
    /// Title in the asked language.
    pub title: String,
    /// Channel.
    pub channel: Channel,
}

/// A purchase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purchase {
    /// Id.
    pub id: i64,
    /// Stamp, handed back with a change of it.
    pub seen: String,
    /// Who bought.
    pub customer: i64,
    /// Day.
    pub ordered_on: ShopDay,
    /// Lines.
    pub lines: Vec<Line>,
    /// Paid.
    pub gross_minor: i64,
    /// Refunded.
    pub refunded_minor: i64,
    /// Refunds: day and amount.
    pub refunds: Vec<(ShopDay, i64)>,
    /// Standing.
    pub state: PurchaseState,
    /// Channel.
    pub channel: SalesChannel,
    /// Staff's name; empty: not known.
    pub staff: String,
    /// Delivered.
    pub delivered_on: Option<ShopDay>,
    /// How sure.
    pub certainty: Option<DeliveryCertainty>,
    /// Note, e.g. what it is for.
    pub note: String,
    /// Source.
    pub source: String,
    /// Id there.
    pub external_id: String,
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Id.
    pub id: i64,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: LineKind,
    /// Pieces.
    pub quantity: i64,
    /// Amount.
    pub amount_minor: i64,
}

/// A contact that took place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastTouch {
    /// Id.
    pub id: i64,
    /// Day.
    pub happened_on: ShopDay,
    /// Channel.
    pub channel: Channel,
    /// Outcome.
    pub outcome: Outcome,
    /// From the customer.
    pub incoming: bool,
    /// What the content was; `None`: a promise or a memo.
    pub kind: Option<ContentKind>,
    /// Title in the asked language; empty: none.
    pub title: String,
    /// Note.
    pub note: String,
    /// Staff's name.
    pub staff: String,
}

/// An entry of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// Id.
    pub id: i64,
    /// Channel.
    pub channel: Channel,
    /// Purpose.
    pub purpose: Purpose,
    /// State.
    pub state: ConsentState,
    /// Day.
    pub given_on: ShopDay,
    /// How.
    pub source: ConsentSource,
    /// Words of the form.
    pub wording: String,
    /// Staff's name.
    pub staff: String,
}

/// A note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Id.
    pub id: i64,
    /// Stamp, handed back with a change of it.
    pub seen: String,
    /// Words.
    pub body: String,
    /// Day.
    pub written_on: ShopDay,
    /// Staff's name.
    pub staff: String,
}

/// A case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Id.
    pub id: i64,
    /// Topic.
    pub topic: String,
    /// `small`, `ordinary`, `serious`.
    pub severity: String,
    /// Open.
    pub open: bool,
    /// Opened.
    pub opened_on: ShopDay,
    /// Closed.
    pub closed_on: Option<ShopDay>,
    /// `yes`, `no`, `unknown`.
    pub resolved: Option<String>,
    /// Note.
    pub note: String,
}

impl Store {
    /// The whole record of a customer, with the follow-ups of things due from `from` to `until`.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn customer_record(
        &self,
        customer: i64,
        from: ShopDay,
        until: ShopDay,
        lang: Lang,
    ) -> Result<Record> {
        let mut tx = self.read().begin().await?;
        let row = sqlx::query(PERSON)
            .bind(customer)
            .fetch_optional(&mut *tx)
            .await?
            .ok_or(StoreError::NotFound { what: "customer" })?;
        let household = row.int("household_id")?;
        let contacts = sqlx::query(CONTACTS).bind(customer).fetch_all(&mut *tx).await?;
        let home = sqlx::query(HOME).bind(household).fetch_optional(&mut *tx).await?;
        let sources = sqlx::query(SOURCES).bind(customer).fetch_all(&mut *tx).await?;
        let members = sqlx::query(MEMBERS)
            .bind(household)
            .bind(customer)
            .fetch_all(&mut *tx)
            .await?;
        let items = sqlx::query(ITEMS).bind(household).fetch_all(&mut *tx).await?;
        let marks = sqlx::query(MARKS)
            .bind(household)
            .bind(from.to_string())
            .bind(until.to_string())
            .bind(lang.as_str())
            .fetch_all(&mut *tx)
            .await?;
        let purchases = sqlx::query(PURCHASES)
            .bind(household)
            .bind(MOST)
            .fetch_all(&mut *tx)
            .await?;
        let purchase_ids = purchases
            .iter()
            .map(|row| row.int("id"))
            .collect::<Result<Vec<_>>>()?;
        let list = id_list(&purchase_ids);
        let lines = sqlx::query(LINES).bind(&list).fetch_all(&mut *tx).await?;
        let refunds = sqlx::query(REFUNDS).bind(&list).fetch_all(&mut *tx).await?;
        let touches = sqlx::query(TOUCHES)
            .bind(household)
            .bind(lang.as_str())
            .bind(MOST)
            .fetch_all(&mut *tx)
            .await?;
        let consents = sqlx::query(CONSENTS).bind(customer).fetch_all(&mut *tx).await?;
        let notes = sqlx::query(NOTES)
            .bind(household)
            .bind(MOST)
            .fetch_all(&mut *tx)
            .await?;
        let cases = sqlx::query(CASES)
            .bind(household)
            .bind(MOST)
            .fetch_all(&mut *tx)
            .await?;
        let draft: Option<String> = sqlx::query_scalar(DRAFT)
            .bind(format!("memo:{customer}"))
            .fetch_optional(&mut *tx)
            .await?;
        let mut person_seen = stamps(&mut tx, Form::Customer, &[customer]).await?;
        let mut household_seen = stamps(&mut tx, Form::Household, &[household]).await?;
        let mut consents_seen = stamps(&mut tx, Form::Consents, &[customer]).await?;
        let mut items_seen = stamps(&mut tx, Form::Item, &ids_of(&items)?).await?;
        let mut purchases_seen = stamps(&mut tx, Form::Purchase, &purchase_ids).await?;
        let mut notes_seen = stamps(&mut tx, Form::Note, &ids_of(&notes)?).await?;
        drop(tx);

        let mut marks_of: HashMap<i64, Vec<Mark>> = HashMap::new();
        for mark in marks {
            marks_of
                .entry(mark.int("owned_item_id")?)
                .or_default()
                .push(Mark {
                    follow_up: mark.int("id")?,
                    due_on: mark.day("due_on")?,
                    state: mark.kind("state", FollowUpState::parse)?,
                    title: mark.text("title")?,
                    channel: mark.kind("channel", Channel::parse)?,
                });
        }
        let mut lines_of: HashMap<i64, Vec<Line>> = HashMap::new();
        for line in lines {
            lines_of.entry(line.int("purchase_id")?).or_default().push(Line {
                id: line.int("id")?,
                name: line.text("name")?,
                kind: line.kind("kind", LineKind::parse)?,
                quantity: line.int("quantity")?,
                amount_minor: line.int("amount_minor")?,
            });
        }
        let mut refunds_of: HashMap<i64, Vec<(ShopDay, i64)>> = HashMap::new();
        for refund in refunds {
            refunds_of
                .entry(refund.int("purchase_id")?)
                .or_default()
                .push((refund.day("refunded_on")?, refund.int("amount_minor")?));
        }

        Ok(Record {
            customer,
            person_seen: person_seen.remove(&customer).unwrap_or_default(),
            person: Person {
                company: row.text("kind")? == "company",
                family_name: row.text("family_name")?,
                given_name: row.text("given_name")?,
                family_kana: row.text("family_kana")?,
                given_kana: row.text("given_kana")?,
                honorific: row.text("honorific")?,
                contacts: contacts
                    .iter()
                    .map(|contact| {
                        Ok(Contact {
                            kind: contact.text("kind")?,
                            value: contact.text("value")?,
                        })
                    })
                    .collect::<Result<_>>()?,
                address: match home {
                    None => Address::default(),
                    Some(home) => Address {
                        postal_code: home.text("postal_code")?,
                        prefecture: home.text("prefecture")?,
                        city: home.text("city")?,
                        street: home.text("street")?,
                        building: home.text("building")?,
                    },
                },
                state: row.kind("state", CustomerState::parse)?,
                state_since: row.day_opt("state_since")?,
                suppressed: row.flag("suppressed")?,
                service_only: row.flag("service_only")?,
                preferred_channel: row.kind_opt("preferred_channel", Channel::parse)?,
                refused_channels: row.kinds("refused_channels", Channel::parse)?,
            },
            state_since: row.day_opt("state_since")?,
            mall_limited: row.flag("mall_limited")?,
            sources: sources
                .iter()
                .map(|source| Ok((source.text("source")?, source.text("external_id")?)))
                .collect::<Result<_>>()?,
            household,
            household_seen: household_seen.remove(&household).unwrap_or_default(),
            reviewed_on: row.day_opt("reviewed_on")?,
            household_form: HouseholdForm {
                name: row.text("household_name")?,
                touch: row.kind("touch", Touch::parse)?,
                moved_on: row.day_opt("moved_on")?,
                family_change_on: row.day_opt("family_change_on")?,
                mourning_year: row.int_opt("mourning_year")?,
            },
            spread: u8::try_from(row.int("spread")?).map_err(|_| StoreError::Damaged)?,
            purchase_count: row.int("purchase_count")?,
            net_minor: row.int("net_minor")?,
            first_ordered_on: row.day_opt("first_ordered_on")?,
            last_ordered_on: row.day_opt("last_ordered_on")?,
            lead: row.int("lead")?,
            members: members
                .iter()
                .map(|member| {
                    Ok(Member {
                        customer: member.int("id")?,
                        family_name: member.text("family_name")?,
                        given_name: member.text("given_name")?,
                        kana: [member.text("family_kana")?, member.text("given_kana")?]
                            .join(" ")
                            .trim()
                            .to_owned(),
                        company: member.text("kind")? == "company",
                        honorific: member.text("honorific")?,
                        state: member.kind("state", CustomerState::parse)?,
                    })
                })
                .collect::<Result<_>>()?,
            items: items
                .iter()
                .map(|item| {
                    let id = item.int("id")?;
                    Ok(Item {
                        id,
                        seen: items_seen.remove(&id).unwrap_or_default(),
                        customer: item.int("customer_id")?,
                        customer_state: item.kind("customer_state", CustomerState::parse)?,
                        name: item.text("name")?,
                        class: class_of(item)?,
                        quantity: item.int("quantity")?,
                        room: item.text("room")?,
                        state: item.kind("state", ItemState::parse)?,
                        delivered_on: item.day_opt("delivered_on")?,
                        certainty: item.kind_opt("certainty", DeliveryCertainty::parse)?,
                        care_from: item.day_opt("care_from")?,
                        secret: item.flag("secret")?,
                        note: item.text("note")?,
                        purchase: item.int_opt("purchase_id")?,
                        marks: marks_of.remove(&id).unwrap_or_default(),
                    })
                })
                .collect::<Result<_>>()?,
            purchases: purchases
                .iter()
                .map(|purchase| {
                    let id = purchase.int("id")?;
                    Ok(Purchase {
                        id,
                        seen: purchases_seen.remove(&id).unwrap_or_default(),
                        customer: purchase.int("customer_id")?,
                        ordered_on: purchase.day("ordered_on")?,
                        lines: lines_of.remove(&id).unwrap_or_default(),
                        gross_minor: purchase.int("gross_minor")?,
                        refunded_minor: purchase.int("refunded_minor")?,
                        refunds: refunds_of.remove(&id).unwrap_or_default(),
                        state: purchase.kind("state", PurchaseState::parse)?,
                        channel: purchase.kind("channel", SalesChannel::parse)?,
                        staff: purchase.text("staff")?,
                        note: purchase.text("note")?,
                        delivered_on: purchase.day_opt("delivered_on")?,
                        certainty: purchase.kind_opt("certainty", DeliveryCertainty::parse)?,
                        source: purchase.text("source")?,
                        external_id: purchase.text("external_id")?,
                    })
                })
                .collect::<Result<_>>()?,
            touches: touches
                .iter()
                .map(|touch| {
                    Ok(PastTouch {
                        id: touch.int("id")?,
                        happened_on: touch.day("happened_on")?,
                        channel: touch.kind("channel", Channel::parse)?,
                        outcome: touch.kind("outcome", Outcome::parse)?,
                        incoming: touch.text("direction")? == "in",
                        kind: ContentKind::parse(&touch.text("kind")?),
                        title: touch.text("title")?,
                        note: touch.text("note")?,
                        staff: touch.text("staff")?,
                    })
                })
                .collect::<Result<_>>()?,
            consents_seen: consents_seen.remove(&customer).unwrap_or_default(),
            consents: consents
                .iter()
                .map(|consent| {
                    Ok(Consent {
                        id: consent.int("id")?,
                        channel: consent.kind("channel", Channel::parse)?,
                        purpose: consent.kind("purpose", Purpose::parse)?,
                        state: consent.kind("state", ConsentState::parse)?,
                        given_on: consent.day("given_on")?,
                        source: consent.kind("source", ConsentSource::parse)?,
                        wording: consent.text("wording")?,
                        staff: consent.text("staff")?,
                    })
                })
                .collect::<Result<_>>()?,
            notes: notes
                .iter()
                .map(|note| {
                    let id = note.int("id")?;
                    Ok(Note {
                        id,
                        seen: notes_seen.remove(&id).unwrap_or_default(),
                        body: note.text("body")?,
                        written_on: note.day("written_on")?,
                        staff: note.text("staff")?,
                    })
                })
                .collect::<Result<_>>()?,
            cases: cases
                .iter()
                .map(|case| {
                    Ok(Case {
                        id: case.int("id")?,
                        topic: case.text("topic")?,
                        severity: case.text("severity")?,
                        open: case.text("state")? == "open",
                        opened_on: case.day("opened_on")?,
                        closed_on: case.day_opt("closed_on")?,
                        resolved: case.text_opt("resolved")?,
                        note: case.text("note")?,
                    })
                })
                .collect::<Result<_>>()?,
            draft: draft.unwrap_or_default(),
            planned_through: row.day_opt("planned_through")?,
        })
    }

    /// A text that changes with every change of the library or a plan, for keeping what was made of them.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn care_stamp(&self) -> Result<String> {
        Ok(sqlx::query_scalar(CARE_STAMP).fetch_one(self.read()).await?)
    }

    /// Titles of all contents in a language, by content id.
    ///
    /// # Errors
    /// Those of reading.
    pub async fn content_titles(&self, lang: Lang) -> Result<HashMap<i64, String>> {
        let rows = sqlx::query(TITLES)
            .bind(lang.as_str())
            .fetch_all(self.read())
            .await?;
        rows.iter()
            .map(|row| Ok((row.int("id")?, row.text("title")?)))
            .collect()
    }
}

fn ids_of(rows: &[sqlx::sqlite::SqliteRow]) -> Result<Vec<i64>> {
    rows.iter().map(|row| row.int("id")).collect()
}
