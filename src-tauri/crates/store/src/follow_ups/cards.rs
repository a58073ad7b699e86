//! Follow-ups with the facts that the gate judges by, read for a whole list in seven statements.
//!
//! Not here: the judgement.

use std::collections::HashMap;

use aichaku_domain::gate::{
    CaseFacts, ChannelFacts, ClockFacts, ConsentFact, DueFacts, GateFacts, HistoryFacts, HouseholdFacts,
    ItemFacts, MessageFacts, PersonFacts, Reach,
};
use aichaku_domain::kinds::{
    Channel, ConsentState, ContentKind, CustomerState, Family, Finish, FollowUpState, ItemState, Material,
    Purpose, Touch,
};
use aichaku_domain::plan::{CareClass, Step};
use aichaku_domain::values::{
    CaseId, ConsentId, ContentId, CustomerId, FollowUpId, HouseholdId, Instant, OwnedItemId, PlanId, ShopDay,
    StaffId, StepId,
};
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

use super::{PersonName, name_of, title};
use crate::sql::{RowExt as _, id_list, statements};
use crate::{Result, Store, StoreError, plans};

statements! {
    CARDS = include_str!("../sql/follow_up_cards.sql");
    CONTACTS = "select customer_id, kind, value, state from contact_points
                where customer_id in (select value from json_each($1))
                order by customer_id, state desc, id";
    ADDRESSES = "select household_id, kind, postal_code, prefecture, city, street, building, state from addresses
                 where household_id in (select value from json_each($1)) and kind <> 'former'
                 order by household_id, kind = 'home' desc, id";
    /// The last entry of the ledger for each person, channel and purpose.
    CONSENTS = "select id, customer_id, channel, purpose, state, given_on from consents
                where id in (select max(id) from consents
                             where customer_id in (select value from json_each($1))
                             group by customer_id, channel, purpose)
                order by customer_id, channel, purpose";
    CASES = "select household_id, id, state, opened_on, closed_on, resolved from cases
             where household_id in (select value from json_each($1))
               and (state = 'open' or resolved in ('no', 'unknown'))
             order by household_id, opened_on, id";
    /// Contacts that took place and were not taken back.
    TOUCHES = "select household_id, customer_id, content_id, kind, direction, outcome, happened_on from touches
               where household_id in (select value from json_each($1)) and undone_at is null
                 and happened_on >= $2
               order by household_id, happened_on, id";
}

/// What a follow-up is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlannedKind {
    /// A content of the library, by its kind.
    Content(ContentKind),
    /// Somebody promised it.
    Promise,
}

impl PlannedKind {
    /// The stable text form.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Content(kind) => kind.as_str(),
            Self::Promise => "promise",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        if text == "promise" {
            Some(Self::Promise)
        } else {
            ContentKind::parse(text).map(Self::Content)
        }
    }

    /// The content kind by which the gate judges. A promise is about an agreement, as a notice is.
    #[must_use]
    pub fn for_gate(self) -> ContentKind {
        match self {
            Self::Content(kind) => kind,
            Self::Promise => ContentKind::Notice,
        }
    }
}

/// A number or address, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactPoint {
    /// `phone`, `mobile`, `fax`, `email`, `line` or `address`.
    pub kind: String,
    /// As typed; an address on one line.
    pub value: String,
    /// Known to be wrong.
    pub dead: bool,
}

/// The entry of the ledger that allows a channel for a purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProofOfConsent {
    /// The entry.
    pub id: ConsentId,
    /// For which channel.
    pub channel: Channel,
    /// For what.
    pub purpose: Purpose,
}

/// A follow-up with everything around it.
#[derive(Debug, Clone, PartialEq)]
pub struct FollowUpCard {
    /// Which.
    pub id: FollowUpId,
    /// Plan that made it.
    pub plan: Option<PlanId>,
    /// The plan's Japanese name; empty without plan.
    pub plan_ja: String,
    /// The plan's English name.
    pub plan_en: String,
    /// The plan's weight.
    pub priority: i32,
    /// Step that made it.
    pub step: Option<Step>,
    /// Household.
    pub household: HouseholdId,
    /// To whom it goes.
    pub customer: CustomerId,
    /// Their name.
    pub name: PersonName,
    /// Their reading.
    pub kana: String,
    /// The thing.
    pub item: Option<OwnedItemId>,
    /// Its name; empty without a thing.
    pub item_name: String,
    /// Its class.
    pub class: Option<CareClass>,
    /// Content.
    pub content: Option<ContentId>,
    /// Version of the content now.
    pub content_version: Option<i64>,
    /// Content title in Japanese, or the promise's words.
    pub title_ja: String,
    /// Content title in English, or the promise's words.
    pub title_en: String,
    /// What it is about.
    pub kind: PlannedKind,
    /// How much of a person's time it takes.
    pub touch: Touch,
    /// First choice of channel.
    pub channel: Channel,
    /// Second choice.
    pub fallback: Option<Channel>,
    /// Due day as it stands now.
    pub due: ShopDay,
    /// Due day as it was planned.
    pub planned_on: ShopDay,
    /// Last day on which it makes sense.
    pub lapses_on: ShopDay,
    /// Days of grace of its step.
    pub grace_days: u16,
    /// Minutes of a person's time.
    pub minutes: u16,
    /// State.
    pub state: FollowUpState,
    /// Reason of the state.
    pub state_reason: String,
    /// Tries that reached nobody.
    pub attempts: i64,
    /// Given to.
    pub staff: Option<StaffId>,
    /// Words of a promise.
    pub memo: String,
    /// When it was made.
    pub created_at: Instant,
    /// Purchases of the household.
    pub purchase_count: i64,
    /// First purchase of the household.
    pub first_ordered_on: Option<ShopDay>,
    /// Numbers and addresses, living ones first.
    pub contacts: Vec<ContactPoint>,
    /// Proofs of granted consents.
    pub proofs: Vec<ProofOfConsent>,
    /// What the gate judges by. Findings of the text, preview and clock are the caller's to add.
    pub facts: GateFacts,
}

/// What there can be several of, by its owner.
#[derive(Debug, Default)]
struct Around {
    contacts: HashMap<i64, Vec<ContactPoint>>,
    addresses: HashMap<i64, Vec<ContactPoint>>,
    consents: HashMap<i64, Vec<(ConsentId, ConsentFact)>>,
    cases: HashMap<i64, CaseFacts>,
    touches: HashMap<i64, Vec<PastTouch>>,
}

#[derive(Debug)]
struct PastTouch {
    customer: i64,
    content: Option<i64>,
    kind: String,
    incoming: bool,
    reached: bool,
    day: ShopDay,
}

impl Around {
    async fn read(
        connection: &mut SqliteConnection,
        customers: &[i64],
        households: &[i64],
        day: ShopDay,
    ) -> Result<Self> {
        let mut around = Self::default();
        let customers = id_list(customers);
        let households = id_list(households);
        for row in sqlx::query(CONTACTS)
            .bind(&customers)
            .fetch_all(&mut *connection)
            .await?
        {
            around
                .contacts
                .entry(row.int("customer_id")?)
                .or_default()
                .push(ContactPoint {
                    kind: row.text("kind")?,
                    value: row.text("value")?,
                    dead: row.text("state")? == "dead",
                });
        }
        for row in sqlx::query(ADDRESSES)
            .bind(&households)
            .fetch_all(&mut *connection)
            .await?
        {
            around
                .addresses
                .entry(row.int("household_id")?)
                .or_default()
                .push(address(&row)?);
        }
        for row in sqlx::query(CONSENTS)
            .bind(&customers)
            .fetch_all(&mut *connection)
            .await?
        {
            let fact = ConsentFact {
                channel: row.kind("channel", Channel::parse)?,
                purpose: row.kind("purpose", Purpose::parse)?,
                state: row.kind("state", ConsentState::parse)?,
                since: row.day("given_on")?,
            };
            around
                .consents
                .entry(row.int("customer_id")?)
                .or_default()
                .push((ConsentId(row.int("id")?), fact));
        }
        for row in sqlx::query(CASES)
            .bind(&households)
            .fetch_all(&mut *connection)
            .await?
        {
            let cases = around.cases.entry(row.int("household_id")?).or_default();
            if row.text("state")? == "open" {
                let opened = (CaseId(row.int("id")?), row.day("opened_on")?);
                cases.open.get_or_insert(opened);
            } else {
                cases.last_unhappy_closed_on = cases.last_unhappy_closed_on.max(row.day_opt("closed_on")?);
            }
        }
        // A year back, and always the whole running year, for the offers in it.
        let since = day.plus_days(-400);
        for row in sqlx::query(TOUCHES)
            .bind(&households)
            .bind(since.to_string())
            .fetch_all(&mut *connection)
            .await?
        {
            let outcome = row.text("outcome")?;
            around
                .touches
                .entry(row.int("household_id")?)
                .or_default()
                .push(PastTouch {
                    customer: row.int("customer_id")?,
                    content: row.int_opt("content_id")?,
                    kind: row.text("kind")?,
                    incoming: row.text("direction")? == "in",
                    reached: !matches!(outcome.as_str(), "not_reached" | "left_message"),
                    day: row.day("happened_on")?,
                });
        }
        Ok(around)
    }

    /// What already went to the household.
    fn history(&self, household: i64, customer: i64, content: Option<i64>, day: ShopDay) -> HistoryFacts {
        use chrono::Datelike as _;
        let mut history = HistoryFacts::default();
        for touch in self.touches.get(&household).map_or(&[][..], Vec::as_slice) {
            if touch.incoming || !touch.reached {
                continue;
            }
            if matches!(touch.kind.as_str(), "care" | "offer" | "request") {
                history.last_care_on = history.last_care_on.max(Some(touch.day));
            }
            if touch.kind == "offer" && touch.day.0.year() == day.0.year() {
                history.offers_this_year = history.offers_this_year.saturating_add(1);
            }
            if content.is_some() && touch.content == content {
                history.same_content_household_on = history.same_content_household_on.max(Some(touch.day));
                if touch.customer == customer {
                    history.same_content_person_on = history.same_content_person_on.max(Some(touch.day));
                }
            }
        }
        history
    }
}

fn address(row: &SqliteRow) -> Result<ContactPoint> {
    let mut value = String::new();
    for part in ["postal_code", "prefecture", "city", "street", "building"] {
        let text = row.text(part)?;
        if text.is_empty() {
            continue;
        }
        match part {
            "postal_code" => {
                value.push('〒');
                // Seven digits are a Japanese code, written with its hyphen.
                match text.split_at_checked(3) {
                    Some((area, town)) if text.len() == 7 && text.bytes().all(|b| b.is_ascii_digit()) => {
                        value.push_str(area);
                        value.push('-');
                        value.push_str(town);
                    }
                    _ => value.push_str(&text),
                }
                value.push(' ');
            }
            "building" => {
                value.push(' ');
                value.push_str(&text);
            }
            _ => value.push_str(&text),
        }
    }
    Ok(ContactPoint {
        kind: "address".to_owned(),
        value: value.trim().to_owned(),
        dead: row.text("state")? == "returned",
    })
}

/// Whether any of the contact points of these kinds leads to the person.
fn reach(points: &[ContactPoint], kinds: &[&str]) -> Reach {
    let mut of_kind = points
        .iter()
        .filter(|point| kinds.contains(&point.kind.as_str()) && !point.value.is_empty())
        .peekable();
    if of_kind.peek().is_none() {
        Reach::Missing
    } else if of_kind.any(|point| !point.dead) {
        Reach::Live
    } else {
        Reach::Dead
    }
}

fn channels(points: &[ContactPoint], refused: &[Channel]) -> Vec<ChannelFacts> {
    Channel::ALL
        .iter()
        .map(|channel| ChannelFacts {
            channel: *channel,
            reach: match channel {
                Channel::Phone => reach(points, &["phone", "mobile"]),
                Channel::Sms => reach(points, &["mobile"]),
                Channel::Email => reach(points, &["email"]),
                Channel::Line => reach(points, &["line"]),
                Channel::Letter | Channel::Postcard | Channel::Visit => reach(points, &["address"]),
                Channel::Leaflet => Reach::Live,
            },
            stopped: refused.contains(channel),
        })
        .collect()
}

fn card(row: &SqliteRow, around: &Around, day: ShopDay) -> Result<FollowUpCard> {
    let household = row.int("household_id")?;
    let customer = row.int("customer_id")?;
    let content = row.int_opt("content_id")?;
    let kind = row.kind("kind", PlannedKind::parse)?;
    let touch = row.kind("touch", Touch::parse)?;
    let due = row.day("due_on")?;
    let step = match row.int_opt("step_id")? {
        None => None,
        Some(id) => Some(plans::read_step_of(row, StepId(id))?),
    };
    let grace_days = step.as_ref().map_or(u16::MAX, |step| step.grace_days);
    let mut contacts = around.contacts.get(&customer).cloned().unwrap_or_default();
    contacts.extend(around.addresses.get(&household).cloned().unwrap_or_default());
    let class = match row.text_opt("family")? {
        None => None,
        Some(_) => Some(CareClass {
            family: row.kind("family", Family::parse)?,
            material: row.kind("material", Material::parse)?,
            finish: row.kind("finish", Finish::parse)?,
        }),
    };
    let item = match (row.kind_opt("item_state", ItemState::parse)?, class) {
        (Some(state), Some(class)) => Some(ItemFacts {
            state,
            delivered_on: row.day_opt("delivered_on")?,
            material: class.material,
            finish: class.finish,
            secret: row.flag("secret")?,
            recipient_bought_it: row.int_opt("item_customer_id")? == Some(customer),
        }),
        _ => None,
    };
    let consents = around.consents.get(&customer).map_or(&[][..], Vec::as_slice);
    let history = around.history(household, customer, content, day);
    let mut message = MessageFacts::new(kind.for_gate());
    message.touch = touch;
    if content.is_some() {
        message.finishes = row.kinds("finishes", Finish::parse)?;
        message.materials = row.kinds("materials", Material::parse)?;
        message.reviewed_by_maker = row.flag("reviewed")?;
    }
    let facts = GateFacts {
        item,
        person: PersonFacts {
            state: row.kind("customer_state", CustomerState::parse)?,
            suppressed: row.flag("suppressed")?,
            mall_limited: row.flag("mall_limited")?,
            service_only: row.flag("service_only")?,
            wish: row.kind_opt("preferred_channel", Channel::parse)?,
        },
        household: HouseholdFacts {
            family_change_on: row.day_opt("family_change_on")?,
            moved_on: row.day_opt("moved_on")?,
            reviewed_on: row.day_opt("looked_on")?.max(row.day_opt("reviewed_on")?),
            mourning_year: row
                .int_opt("mourning_year")?
                .and_then(|year| i32::try_from(year).ok()),
        },
        cases: around.cases.get(&household).copied().unwrap_or_default(),
        channels: channels(&contacts, &row.kinds("refused_channels", Channel::parse)?),
        consents: consents.iter().map(|(_, fact)| *fact).collect(),
        history,
        message,
        preview: None,
        clock: ClockFacts::Sound,
        due: step.is_some().then_some(DueFacts { on: due, grace_days }),
    };
    let kana = format!("{} {}", row.text("family_kana")?, row.text("given_kana")?);
    Ok(FollowUpCard {
        id: FollowUpId(row.int("id")?),
        plan: row.int_opt("plan_id")?.map(PlanId),
        plan_ja: row.text_opt("name_ja")?.unwrap_or_default(),
        plan_en: row.text_opt("name_en")?.unwrap_or_default(),
        priority: i32::try_from(row.int_opt("priority")?.unwrap_or_default())
            .map_err(|_| StoreError::Damaged)?,
        step,
        household: HouseholdId(household),
        customer: CustomerId(customer),
        name: name_of(row)?,
        kana: kana.trim().to_owned(),
        item: row.int_opt("owned_item_id")?.map(OwnedItemId),
        item_name: row.text_opt("item_name")?.unwrap_or_default(),
        class,
        content: content.map(ContentId),
        content_version: row.int_opt("content_version")?,
        title_ja: title(row, "title_ja")?,
        title_en: title(row, "title_en")?,
        kind,
        touch,
        channel: row.kind("channel", Channel::parse)?,
        fallback: row.kind_opt("fallback", Channel::parse)?,
        due,
        planned_on: row.day("planned_on")?,
        lapses_on: row.day("lapses_on")?,
        grace_days,
        minutes: u16::try_from(row.int("minutes")?).map_err(|_| StoreError::Damaged)?,
        state: row.kind("state", FollowUpState::parse)?,
        state_reason: row.text("state_reason")?,
        attempts: row.int("attempts")?,
        staff: row.int_opt("staff_id")?.map(StaffId),
        memo: row.text("memo")?,
        created_at: Instant(row.int("created_at")?),
        purchase_count: row.int("purchase_count")?,
        first_ordered_on: row.day_opt("first_ordered_on")?,
        contacts,
        proofs: consents
            .iter()
            .filter(|(_, fact)| fact.state == ConsentState::Granted)
            .map(|(id, fact)| ProofOfConsent {
                id: *id,
                channel: fact.channel,
                purpose: fact.purpose,
            })
            .collect(),
        facts,
    })
}

pub(super) async fn read_cards(
    connection: &mut SqliteConnection,
    ids: &[FollowUpId],
    day: ShopDay,
) -> Result<Vec<FollowUpCard>> {
    let list: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query(CARDS)
        .bind(id_list(&list))
        .fetch_all(&mut *connection)
        .await?;
    let owners = |column: &str| -> Result<Vec<i64>> {
        let mut ids = rows
            .iter()
            .map(|row| row.int(column))
            .collect::<Result<Vec<_>>>()?;
        ids.sort_unstable();
        ids.dedup();
        Ok(ids)
    };
    let around = Around::read(connection, &owners("customer_id")?, &owners("household_id")?, day).await?;
    let mut cards = rows
        .iter()
        .map(|row| card(row, &around, day))
        .collect::<Result<Vec<_>>>()?;
    let place: HashMap<FollowUpId, usize> = ids.iter().copied().zip(0..).collect();
    cards.sort_by_key(|card| place.get(&card.id).copied());
    Ok(cards)
}

impl Store {
    /// These follow-ups with the facts of `day`, in the order of `ids`; ids without a follow-up are left out.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub async fn follow_up_cards(&self, ids: &[FollowUpId], day: ShopDay) -> Result<Vec<FollowUpCard>> {
        let mut connection = self.read().acquire().await?;
        read_cards(&mut connection, ids, day).await
    }

    /// One follow-up with the facts of `day`.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn follow_up_card(&self, id: FollowUpId, day: ShopDay) -> Result<FollowUpCard> {
        self.follow_up_cards(&[id], day)
            .await?
            .pop()
            .ok_or(StoreError::NotFound { what: "follow_up" })
    }
}
