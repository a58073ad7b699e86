//! One test or more for each rule of the gate. The names are the promises of `docs/GATE.md`.

mod advice;
mod choosing;
mod item_and_case;
mod person;
mod time;
mod words;

use chrono::Weekday;
use expect_test::{Expect, expect};
use rstest::rstest;

use super::*;
use crate::calendar::ShopCalendar;
use crate::kinds::{
    Channel, ConsentState, ContentKind, CustomerState, Finish, ItemState, Material, Purpose, Touch,
};
use crate::values::{CaseId, CustomerId, ShopDay, StaffId};

fn day(text: &str) -> ShopDay {
    ShopDay::parse_iso(text).expect("a real day")
}

/// A Sunday.
fn today() -> ShopDay {
    day("2026-11-22")
}

/// An ordinary customer with a table in use, reachable everywhere, without any consent on record.
fn facts(kind: ContentKind) -> GateFacts {
    let ways = [
        Channel::Phone,
        Channel::Letter,
        Channel::Postcard,
        Channel::Email,
        Channel::Line,
        Channel::Sms,
        Channel::Visit,
    ];
    GateFacts {
        item: Some(ItemFacts {
            state: ItemState::InUse,
            delivered_on: Some(day("2026-10-22")),
            material: Material::SolidWood,
            finish: Finish::Oil,
            secret: false,
            recipient_bought_it: true,
        }),
        channels: ways
            .map(|channel| ChannelFacts {
                channel,
                reach: Reach::Live,
                stopped: false,
            })
            .to_vec(),
        ..GateFacts::bare(MessageFacts::new(kind))
    }
}

fn care() -> GateFacts {
    facts(ContentKind::Care)
}

fn item(change: impl FnOnce(&mut ItemFacts), mut facts: GateFacts) -> GateFacts {
    change(facts.item.as_mut().expect("an item"));
    facts
}

fn consent(channel: Channel, purpose: Purpose, state: ConsentState, mut facts: GateFacts) -> GateFacts {
    facts.consents.push(ConsentFact {
        channel,
        purpose,
        state,
        since: day("2026-07-03"),
    });
    facts
}

fn stopped(channel: Channel, mut facts: GateFacts) -> GateFacts {
    for known in facts.channels.iter_mut().filter(|known| known.channel == channel) {
        known.stopped = true;
    }
    facts
}

fn ask(stage: Stage, channel: Channel) -> Ask {
    Ask {
        stage,
        channel,
        day: today(),
        minute: Some(10 * 60),
    }
}

/// Every refusal as "rule code values", in the gate's order.
fn refusals_at(ask: Ask, facts: &GateFacts, policy: &GatePolicy) -> Vec<String> {
    evaluate(&ask, facts, policy)
        .refusals
        .iter()
        .map(|refusal| {
            let values: Vec<String> = refusal
                .values()
                .into_iter()
                .map(|(name, value)| format!(" {name}={value}"))
                .collect();
            format!("{} {}{}", refusal.rule(), refusal.code(), values.concat())
        })
        .collect()
}

fn refusals(stage: Stage, channel: Channel, facts: &GateFacts) -> Vec<String> {
    refusals_at(ask(stage, channel), facts, &GatePolicy::default())
}

fn check(stage: Stage, channel: Channel, facts: &GateFacts, expected: Expect) {
    expected.assert_eq(&refusals(stage, channel, facts).join("\n"));
}

/// Asks a call, a letter and a mail with consent to send; all must be refused for the same reason.
fn check_everywhere(facts: &GateFacts, expected: Expect) {
    let facts = consent(
        Channel::Email,
        Purpose::Care,
        ConsentState::Granted,
        facts.clone(),
    );
    let answers: Vec<Vec<String>> = [Channel::Phone, Channel::Letter, Channel::Email]
        .map(|channel| refusals(Stage::Send, channel, &facts))
        .to_vec();
    assert!(
        answers.iter().all(|answer| *answer == answers[0]),
        "the same for every way: {answers:?}"
    );
    expected.assert_eq(&answers[0].join("\n"));
}

// ---- the whole answer ----

#[test]
fn an_ordinary_call_passes_and_says_what_was_looked_at() {
    let mut facts = consent(Channel::Phone, Purpose::Care, ConsentState::Granted, care());
    facts.history.last_care_on = Some(day("2026-10-25"));
    let verdict = evaluate(&ask(Stage::Show, Channel::Phone), &facts, &GatePolicy::default());
    assert!(
        verdict.allowed,
        "nothing speaks against it: {:?}",
        verdict.refusals
    );
    let told: Vec<String> = verdict
        .checks
        .iter()
        .map(|check| {
            let values: Vec<String> = check
                .values()
                .into_iter()
                .map(|(name, value)| format!(" {name}={value}"))
                .collect();
            format!("{} {}{}", check.rule(), check.code(), values.concat())
        })
        .collect();
    expect![[r#"
        G1 in_use delivered_on=2026-10-22
        G2 no_open_case
        G3 content_fresh
        G4 consent channel=phone purpose=care since=2026-07-03
        G5 reachable channel=phone
        G8 last_care last_on=2026-10-25 days=28
        G9 within_hours from=09:00 until=20:00
        G14 advice_fits finish=oil"#]]
    .assert_eq(&told.join("\n"));
}

#[test]
fn every_reason_is_given_at_once_and_in_order() {
    let mut facts = item(|item| item.state = ItemState::Returned, care());
    facts.cases.open = Some((CaseId(4), day("2026-11-20")));
    facts.person.state = CustomerState::Deceased;
    facts.person.wish = Some(Channel::Letter);
    facts.history.last_care_on = Some(day("2026-11-12"));
    check(
        Stage::Send,
        Channel::Email,
        &facts,
        expect![[r#"
            G1 item_not_in_use state=returned
            G2 open_case case=4 opened_on=2026-11-20
            G4 person_state state=deceased
            G4 consent_missing channel=email purpose=care
            G8 care_too_soon last_on=2026-11-12 days=10 allowed_from=2026-12-10
            G18 other_way_wished wished=letter"#]],
    );
}

// ---- properties ----

/// Facts in which nearly everything may be wrong.
fn any_facts() -> impl proptest::strategy::Strategy<Value = (GateFacts, Ask)> {
    use proptest::prelude::*;
    use proptest::sample::select;
    let message = (
        select(ContentKind::ALL),
        select(Touch::ALL),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(kind, touch, greets, for_oil)| MessageFacts {
            touch,
            new_year_greeting: greets,
            finishes: if for_oil { vec![Finish::Oil] } else { vec![] },
            ..MessageFacts::new(kind)
        });
    let standing = (
        select(CustomerState::ALL),
        any::<[bool; 4]>(),
        proptest::option::of(select(Channel::ALL)),
    );
    let history = (
        proptest::option::of(0..60_i64),
        proptest::option::of(0..60_i64),
        0..5_u16,
    );
    let consents = proptest::collection::vec(
        (
            select(Channel::ALL),
            select(Purpose::ALL),
            select(ConsentState::ALL),
        ),
        0..6,
    );
    let asked = (select(Stage::ALL), select(Channel::ALL), 0..1440_u16);
    (
        message,
        standing,
        history,
        consents,
        select(ItemState::ALL),
        select(Finish::ALL),
        asked,
    )
        .prop_map(
            |(
                message,
                (state, flags, wish),
                (care_days, same_days, offers),
                consents,
                item_state,
                finish,
                asked,
            )| {
                let mut facts = item(
                    |item| {
                        item.state = item_state;
                        item.finish = finish;
                    },
                    facts(message.kind),
                );
                facts.message = message;
                facts.person.state = state;
                [
                    facts.person.suppressed,
                    facts.person.mall_limited,
                    facts.person.service_only,
                    _,
                ] = flags;
                facts.person.wish = wish;
                if flags[3] {
                    facts.cases.open = Some((CaseId(1), today()));
                }
                facts.history.last_care_on = care_days.map(|days| today().plus_days(-days));
                facts.history.same_content_household_on = same_days.map(|days| today().plus_days(-days));
                facts.history.offers_this_year = offers;
                for (channel, purpose, state) in consents {
                    facts.consents.push(ConsentFact {
                        channel,
                        purpose,
                        state,
                        since: today(),
                    });
                }
                let (stage, channel, minute) = asked;
                (
                    facts,
                    Ask {
                        stage,
                        channel,
                        day: today(),
                        minute: Some(minute),
                    },
                )
            },
        )
}

proptest::proptest! {
    #[test]
    fn whatever_the_facts_the_worst_never_passes((facts, ask) in any_facts()) {
        use proptest::prelude::*;
        let verdict = evaluate(&ask, &facts, &GatePolicy::default());
        prop_assert_eq!(verdict.allowed, verdict.refusals.is_empty(), "allowed means no reason against it");
        if matches!(facts.person.state, CustomerState::Deceased | CustomerState::Erased) {
            prop_assert!(!verdict.allowed, "nobody writes to the dead");
        }
        if verdict.allowed && facts.message.kind == ContentKind::Care {
            let in_use = facts.item.is_some_and(|item| item.state == ItemState::InUse);
            prop_assert!(in_use, "care is for what is in use");
        }
        if verdict.allowed && ask.stage > Stage::Plan && ask.channel != Channel::Leaflet
            && facts.message.kind == ContentKind::Offer
        {
            let granted = facts.consent(ask.channel, Purpose::Offer)
                .is_some_and(|(state, _)| state == ConsentState::Granted);
            prop_assert!(granted, "no offer without consent");
        }
        let rules: Vec<&str> = verdict.refusals.iter().map(Refusal::rule).collect();
        let mut sorted = rules.clone();
        sorted.sort_by_key(|rule| rule.trim_start_matches('G').parse::<u8>().expect("a number"));
        prop_assert_eq!(rules, sorted, "reasons come in the gate's order");
    }

    #[test]
    fn what_may_be_sent_may_also_be_printed_and_shown((facts, ask) in any_facts()) {
        use proptest::prelude::*;
        let policy = GatePolicy::default();
        let allowed = |stage| evaluate(&Ask { stage, ..ask }, &facts, &policy).allowed;
        if allowed(Stage::Send) {
            prop_assert!(allowed(Stage::Print) && allowed(Stage::Show), "later stages only ask more");
        }
        if allowed(Stage::Print) {
            prop_assert!(allowed(Stage::Plan), "whatever holds later held when it was planned");
        }
    }
}
