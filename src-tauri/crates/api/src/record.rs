//! The record of a customer (カルテ): everything about one household on one page.
//!
//! Things' calendars show what stands in the store and, beyond the planned days, what is foreseen by the plans as
//! they are now. Not here: reading the rows (`store`), sentences for people.

use std::collections::HashMap;
use std::sync::Arc;

use aichaku_domain::kinds::ItemState;
use aichaku_domain::phase::{PhaseRule, phase};
use aichaku_domain::plan::{DayWindow, ItemForPlanning, Plan, plan_item};
use aichaku_domain::values::{CustomerId, HouseholdId, OwnedItemId, ShopDay};
use aichaku_store::{Item, Record};

use crate::customers::full_name;
use crate::error::Result;
use crate::wire::{
    AddressForm, CalendarMark, CaseView, ConsentEntry, ConsentView, ContactLine, CustomerForm,
    CustomerRecord, CustomerView, FollowUpState, HouseholdView, Int, ItemView, Lang, LineView, MemberView,
    NoteView, PurchaseView, SourceView, TimelineEntry, TimelineEvent,
};
use crate::{App, OpenShop};

/// The calendar reaches so many days back and ahead.
const CALENDAR_DAYS: i64 = 365;
/// Entries of the timeline.
const LONGEST_TIMELINE: usize = 200;

impl App {
    /// The whole record; of somebody who was joined with another, that one's.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::NotFound`].
    pub async fn customer(&self, id: Int, lang: Lang) -> Result<CustomerRecord> {
        let shop = self.shop().await?;
        let day = self.day_in(shop.zone);
        // Whoever was joined with somebody is found there.
        let id = shop.store.standing_customer(id.0).await?;
        let (from, until) = (day.plus_days(-CALENDAR_DAYS), day.plus_days(CALENDAR_DAYS));
        let record = shop
            .store
            .customer_record(id, from, until, domain_lang(lang))
            .await?;
        let foresight = Foresight {
            care: known_care(&shop, lang).await?,
            window: DayWindow::new(
                record.planned_through.map_or(day, |through| through.plus_days(1)),
                until,
            ),
            plan_from: crate::planning::settings(&shop).await?.plan_from,
        };
        Ok(view_of(record, &foresight, day))
    }
}

/// Plans and titles as they stood at one moment, kept for the next record.
pub(crate) struct KnownCare {
    stamp: String,
    lang: Lang,
    plans: Vec<Plan>,
    titles: HashMap<i64, String>,
}

/// The plans in use and the titles of contents; read again only when one of them changed.
async fn known_care(shop: &OpenShop, lang: Lang) -> Result<Arc<KnownCare>> {
    let stamp = shop.store.care_stamp().await?;
    let mut kept = shop.care.lock().await;
    if let Some(known) = kept.as_ref()
        && known.stamp == stamp
        && known.lang == lang
    {
        return Ok(Arc::clone(known));
    }
    let known = Arc::new(KnownCare {
        plans: shop.store.plans_in_use().await?,
        titles: shop.store.content_titles(domain_lang(lang)).await?,
        stamp,
        lang,
    });
    *kept = Some(Arc::clone(&known));
    Ok(known)
}

/// What is needed to look ahead.
struct Foresight {
    care: Arc<KnownCare>,
    window: DayWindow,
    plan_from: Option<ShopDay>,
}

/// The domain's word for a language.
pub(crate) fn domain_lang(lang: Lang) -> aichaku_domain::kinds::Lang {
    match lang {
        Lang::Ja => aichaku_domain::kinds::Lang::Ja,
        Lang::En => aichaku_domain::kinds::Lang::En,
    }
}

fn text(day: Option<ShopDay>) -> Option<String> {
    day.map(|day| day.to_string())
}

fn view_of(record: Record, foresight: &Foresight, day: ShopDay) -> CustomerRecord {
    let timeline = timeline_of(&record, day);
    let latest_delivery = record
        .items
        .iter()
        .filter(|item| !matches!(item.state, ItemState::Awaiting))
        .filter_map(|item| item.delivered_on)
        .filter(|delivered| *delivered <= day)
        .max();
    let phase = phase(latest_delivery, day, PhaseRule::default())
        .map(|phase| phase.as_str().to_owned())
        .unwrap_or_default();
    let items = record
        .items
        .iter()
        .map(|item| item_of(item, &record, foresight))
        .collect();
    let mut stands: Vec<ConsentView> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for consent in &record.consents {
        // The ledger is newest first: the first entry of a pair is where it stands.
        if seen.insert((consent.channel, consent.purpose)) {
            stands.push(ConsentView {
                channel: consent.channel.into(),
                purpose: consent.purpose.into(),
                state: consent.state.into(),
                since: Some(consent.given_on.to_string()),
            });
        }
    }
    stands.sort_by_key(|stand| (stand.channel, stand.purpose));
    let looked = record
        .touches
        .first()
        .map(|touch| touch.happened_on)
        .max(record.reviewed_on);
    let form = &record.household_form;
    let needs_review = [form.moved_on, form.family_change_on]
        .into_iter()
        .flatten()
        .any(|change| looked.is_none_or(|looked| looked < change));
    let person = record.person;
    let people = record.members.len() + 1;
    CustomerRecord {
        customer: CustomerView {
            id: Int(record.customer),
            version: record.person_seen,
            name: full_name(&person.family_name, &person.given_name),
            kana: full_name(&person.family_kana, &person.given_kana),
            state: person.state.into(),
            form: CustomerForm {
                company: person.company,
                family_name: person.family_name,
                given_name: person.given_name,
                family_kana: person.family_kana,
                given_kana: person.given_kana,
                honorific: person.honorific,
                contacts: person
                    .contacts
                    .into_iter()
                    .map(|contact| ContactLine {
                        kind: contact.kind,
                        value: contact.value,
                    })
                    .collect(),
                address: AddressForm {
                    postal_code: person.address.postal_code,
                    prefecture: person.address.prefecture,
                    city: person.address.city,
                    street: person.address.street,
                    building: person.address.building,
                },
                state: person.state.into(),
                state_since: person.state_since.map(|day| day.to_string()),
                suppressed: person.suppressed,
                service_only: person.service_only,
                preferred_channel: person.preferred_channel.map(Into::into),
                refused_channels: person.refused_channels.into_iter().map(Into::into).collect(),
            },
            state_since: text(record.state_since),
            mall_limited: record.mall_limited,
            since: text(record.first_ordered_on),
            sources: record
                .sources
                .into_iter()
                .map(|(system, number)| SourceView { system, number })
                .collect(),
        },
        household: HouseholdView {
            id: Int(record.household),
            version: record.household_seen,
            needs_review,
            name: record.household_form.name,
            people: Int::from(people),
            lead: Int(record.lead),
            touch: record.household_form.touch.into(),
            purchase_count: Int(record.purchase_count),
            net_minor: Int(record.net_minor),
            first_ordered_on: text(record.first_ordered_on),
            last_ordered_on: text(record.last_ordered_on),
            moved_on: text(record.household_form.moved_on),
            family_change_on: text(record.household_form.family_change_on),
            mourning_year: record.household_form.mourning_year.map(Int),
        },
        members: record
            .members
            .into_iter()
            .map(|member| MemberView {
                customer: Int(member.customer),
                name: full_name(&member.family_name, &member.given_name),
                kana: member.kana,
                company: member.company,
                honorific: member.honorific,
                state: member.state.into(),
            })
            .collect(),
        items,
        purchases: record
            .purchases
            .into_iter()
            .map(|purchase| PurchaseView {
                id: Int(purchase.id),
                version: purchase.seen,
                customer: Int(purchase.customer),
                ordered_on: purchase.ordered_on.to_string(),
                lines: purchase
                    .lines
                    .into_iter()
                    .map(|line| LineView {
                        id: Int(line.id),
                        name: line.name,
                        kind: line.kind.into(),
                        quantity: Int(line.quantity),
                        amount_minor: Int(line.amount_minor),
                    })
                    .collect(),
                gross_minor: Int(purchase.gross_minor),
                refunded_minor: Int(purchase.refunded_minor),
                state: purchase.state.into(),
                channel: purchase.channel.into(),
                staff: purchase.staff,
                note: purchase.note,
                delivered_on: text(purchase.delivered_on),
                certainty: purchase.certainty.map(Into::into),
                source: if purchase.source == "hand" {
                    purchase.source
                } else {
                    format!("{} {}", purchase.source, purchase.external_id)
                },
            })
            .collect(),
        timeline,
        consents_version: record.consents_seen,
        consents: stands,
        consent_history: record
            .consents
            .into_iter()
            .map(|consent| ConsentEntry {
                id: Int(consent.id),
                channel: consent.channel.into(),
                purpose: consent.purpose.into(),
                state: consent.state.into(),
                given_on: consent.given_on.to_string(),
                source: consent.source.into(),
                wording: consent.wording,
                staff: consent.staff,
            })
            .collect(),
        notes: record
            .notes
            .into_iter()
            .map(|note| NoteView {
                id: Int(note.id),
                version: note.seen,
                body: note.body,
                written_on: note.written_on.to_string(),
                staff: note.staff,
            })
            .collect(),
        cases: record
            .cases
            .into_iter()
            .map(|case| CaseView {
                id: Int(case.id),
                topic: case.topic,
                severity: case.severity,
                open: case.open,
                opened_on: case.opened_on.to_string(),
                closed_on: text(case.closed_on),
                resolved: case.resolved,
                note: case.note,
            })
            .collect(),
        phase,
        draft: record.draft,
    }
}

/// A thing with its calendar: what stands in the store, then what is foreseen.
fn item_of(item: &Item, record: &Record, foresight: &Foresight) -> ItemView {
    let mut calendar: Vec<CalendarMark> = item
        .marks
        .iter()
        .map(|mark| CalendarMark {
            day: mark.due_on.to_string(),
            follow_up: Some(Int(mark.follow_up)),
            state: mark.state.into(),
            title: mark.title.clone(),
            channel: mark.channel.into(),
        })
        .collect();
    calendar.extend(foreseen(item, record, foresight));
    calendar.sort_by(|one, other| one.day.cmp(&other.day));
    ItemView {
        id: Int(item.id),
        version: item.seen.clone(),
        name: item.name.clone(),
        family: item.class.family.into(),
        material: item.class.material.into(),
        finish: item.class.finish.into(),
        quantity: Int(item.quantity),
        room: item.room.clone(),
        state: item.state.into(),
        delivered_on: text(item.delivered_on),
        certainty: item.certainty.map(Into::into),
        secret: item.secret,
        elsewhere: item.purchase.is_none(),
        purchase: item.purchase.map(Int),
        note: item.note.clone(),
        calendar,
    }
}

fn foreseen(item: &Item, record: &Record, foresight: &Foresight) -> Vec<CalendarMark> {
    let begin = [
        item.care_from.or(foresight.plan_from),
        Some(foresight.window.from),
    ];
    let from = begin.into_iter().flatten().max().unwrap_or(foresight.window.from);
    let thing = ItemForPlanning {
        id: OwnedItemId(item.id),
        household: HouseholdId(record.household),
        customer: CustomerId(item.customer),
        customer_state: item.customer_state,
        class: item.class,
        delivered_on: item.delivered_on,
        // What is awaited for a day will be in use by then.
        state: match item.state {
            ItemState::Awaiting => ItemState::InUse,
            state => state,
        },
        spread: record.spread,
    };
    plan_item(
        &thing,
        &foresight.care.plans,
        DayWindow::new(from, foresight.window.to),
    )
    .into_iter()
    .map(|draft| CalendarMark {
        day: draft.due.to_string(),
        follow_up: None,
        state: FollowUpState::Planned,
        title: foresight
            .care
            .titles
            .get(&draft.content.0)
            .cloned()
            .unwrap_or_default(),
        channel: draft.channel.into(),
    })
    .collect()
}

/// What happened, newest first.
fn timeline_of(record: &Record, day: ShopDay) -> Vec<TimelineEntry> {
    let mut events: Vec<(ShopDay, TimelineEvent)> = Vec::new();
    for touch in &record.touches {
        events.push((
            touch.happened_on,
            TimelineEvent::Touch {
                touch: Int(touch.id),
                channel: touch.channel.into(),
                outcome: touch.outcome.into(),
                incoming: touch.incoming,
                kind: touch.kind.map(Into::into),
                title: touch.title.clone(),
                note: touch.note.clone(),
                staff: touch.staff.clone(),
            },
        ));
    }
    for note in &record.notes {
        events.push((
            note.written_on,
            TimelineEvent::Note {
                note: Int(note.id),
                body: note.body.clone(),
                staff: note.staff.clone(),
            },
        ));
    }
    for case in &record.cases {
        let event = |closed| TimelineEvent::Case {
            case: Int(case.id),
            topic: case.topic.clone(),
            closed,
        };
        events.push((case.opened_on, event(false)));
        events.extend(case.closed_on.map(|closed_on| (closed_on, event(true))));
    }
    for consent in &record.consents {
        events.push((
            consent.given_on,
            TimelineEvent::Consent {
                channel: consent.channel.into(),
                purpose: consent.purpose.into(),
                state: consent.state.into(),
            },
        ));
    }
    for purchase in &record.purchases {
        let items: Vec<String> = purchase
            .lines
            .iter()
            .filter(|line| line.kind == aichaku_domain::kinds::LineKind::Goods)
            .map(|line| line.name.clone())
            .collect();
        for (refunded_on, amount) in &purchase.refunds {
            events.push((
                *refunded_on,
                TimelineEvent::Refund {
                    amount_minor: Int(*amount),
                },
            ));
        }
        if let Some(delivered_on) = purchase.delivered_on.filter(|delivered| *delivered <= day)
            && !items.is_empty()
        {
            events.push((delivered_on, TimelineEvent::Delivery { items: items.clone() }));
        }
        events.push((
            purchase.ordered_on,
            TimelineEvent::Purchase {
                items,
                gross_minor: Int(purchase.gross_minor),
            },
        ));
    }
    // Of one day, what comes later in a day stands above: contacts, deliveries, purchases.
    events.sort_by_key(|(on, _)| std::cmp::Reverse(*on));
    events.truncate(LONGEST_TIMELINE);
    events
        .into_iter()
        .map(|(on, event)| TimelineEntry {
            day: on.to_string(),
            event,
        })
        .collect()
}
