//! Addresses for cards, letters and labels: one card a household with the names of all who live there, one for each
//! company, and nobody to whom the gate lets no post go.
//!
//! How often a household is written to (gate rules G3, G8) is not asked: the file is no contact yet, and a New Year's
//! card is written weeks before. What was typed is what stands on the card. Not here: columns (`layouts`), paper.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use aichaku_domain::fold::{NameParts, addressee};
use aichaku_domain::gate::{
    Ask, ChannelFacts, GateFacts, GatePolicy, MessageFacts, Refusal, Stage, evaluate,
};
use aichaku_domain::kinds::{Channel, ContentKind, CustomerState};
use aichaku_domain::values::ShopDay;
use aichaku_store::{Address, Recipient};

use crate::OpenShop;
use crate::error::Result;
use crate::planning::{policy_of, settings};
use crate::shop::parse_day_opt;
use crate::wire::{AddressCount, AddressQuery, LeftOut, LeftOutWhy, Mailing};

/// Names beside the first one on a card: what the programs have room for. Whoever does not fit gets a card of their own.
pub(super) const JOINT_NAMES: usize = 3;

/// One card or label.
pub(super) struct Card {
    /// Who stands first on it; printed small on labels, so that a swapped sheet is noticed (gate rule G5).
    pub(super) customer: i64,
    pub(super) company: bool,
    pub(super) names: Vec<CardName>,
    pub(super) address: Address,
}

pub(super) struct CardName {
    pub(super) family: String,
    pub(super) given: String,
    pub(super) kana: String,
    pub(super) full: String,
    pub(super) honorific: String,
}

/// The cards of an address list, by postal code as bulk post wants them, and who is left out.
pub(super) struct Cards {
    pub(super) cards: Vec<Card>,
    pub(super) people: i64,
    pub(super) left_out: Vec<LeftOut>,
}

impl Cards {
    pub(super) fn count(&self) -> AddressCount {
        AddressCount {
            cards: self.cards.len().into(),
            people: self.people.into(),
            left_out: self.left_out.clone(),
        }
    }
}

/// Reads everybody and asks the gate about each.
pub(super) async fn cards(shop: &OpenShop, query: &AddressQuery, day: ShopDay) -> Result<Cards> {
    let since = parse_day_opt("bought_since", query.bought_since.as_deref())?;
    let settings = settings(shop).await?;
    let mut making = Making {
        mailing: query.mailing,
        day,
        policy: policy_of(&settings),
        cards: Vec::new(),
        people: 0,
        left_out: BTreeMap::new(),
        household: None,
        people_at_home: Vec::new(),
    };
    let purpose = message(query.mailing).purpose();
    shop.store
        .recipients(Channel::Postcard, purpose, since, &mut |recipient| {
            making.take(recipient);
            ControlFlow::Continue(())
        })
        .await?;
    making.end_household();
    let mut cards = making.cards;
    cards.sort_by(|a, b| {
        (&a.address.postal_code, &a.address.street, a.customer).cmp(&(
            &b.address.postal_code,
            &b.address.street,
            b.customer,
        ))
    });
    Ok(Cards {
        cards,
        people: making.people,
        left_out: making
            .left_out
            .into_iter()
            .map(|(why, count)| LeftOut {
                why,
                count: count.into(),
            })
            .collect(),
    })
}

struct Making {
    mailing: Mailing,
    day: ShopDay,
    policy: GatePolicy,
    cards: Vec<Card>,
    people: i64,
    left_out: BTreeMap<LeftOutWhy, i64>,
    household: Option<i64>,
    people_at_home: Vec<(i64, CardName, Address)>,
}

impl Making {
    fn take(&mut self, recipient: Recipient) {
        if self.household != Some(recipient.household) {
            self.end_household();
            self.household = Some(recipient.household);
        }
        let verdict = evaluate(
            &Ask {
                stage: Stage::Print,
                channel: Channel::Postcard,
                day: self.day,
                minute: None,
            },
            &facts(&recipient, self.mailing),
            &self.policy,
        );
        let why = verdict.refusals.first().map(why);
        let name = card_name(&recipient);
        let (None, Some(name)) = (why, name) else {
            *self
                .left_out
                .entry(why.unwrap_or(LeftOutWhy::NoName))
                .or_insert(0) += 1;
            return;
        };
        self.people += 1;
        if recipient.company {
            self.cards.push(Card {
                customer: recipient.customer,
                company: true,
                names: vec![name],
                address: recipient.address,
            });
        } else {
            self.people_at_home
                .push((recipient.customer, name, recipient.address));
        }
    }

    fn end_household(&mut self) {
        let mut home = std::mem::take(&mut self.people_at_home).into_iter().peekable();
        while home.peek().is_some() {
            let mut card: Option<Card> = None;
            for (customer, name, address) in home.by_ref().take(JOINT_NAMES + 1) {
                card.get_or_insert_with(|| Card {
                    customer,
                    company: false,
                    names: Vec::new(),
                    address,
                })
                .names
                .push(name);
            }
            self.cards.extend(card);
        }
    }
}

fn message(mailing: Mailing) -> MessageFacts {
    let kind = match mailing {
        Mailing::NewYear | Mailing::Care => ContentKind::Care,
        Mailing::Offer => ContentKind::Offer,
    };
    MessageFacts {
        new_year_greeting: mailing == Mailing::NewYear,
        ..MessageFacts::new(kind)
    }
}

fn facts(recipient: &Recipient, mailing: Mailing) -> GateFacts {
    GateFacts {
        person: recipient.person,
        household: recipient.home,
        cases: recipient.cases,
        channels: vec![ChannelFacts {
            channel: Channel::Postcard,
            reach: recipient.reach,
            stopped: recipient.stopped,
        }],
        consents: recipient.consent.into_iter().collect(),
        ..GateFacts::bare(message(mailing))
    }
}

/// The reason in the words of an address list.
fn why(refusal: &Refusal) -> LeftOutWhy {
    match refusal {
        Refusal::PersonState {
            state: CustomerState::Deceased,
        } => LeftOutWhy::Deceased,
        Refusal::PersonState { .. } => LeftOutWhy::MovedAway,
        Refusal::Suppressed
        | Refusal::ChannelStopped { .. }
        | Refusal::ConsentDenied { .. }
        | Refusal::OtherWayWished { .. } => LeftOutWhy::OptedOut,
        Refusal::ConsentMissing { .. } => LeftOutWhy::NoConsent,
        Refusal::MallLimited | Refusal::ServiceOnly => LeftOutWhy::Limited,
        Refusal::InMourning { .. } => LeftOutWhy::Mourning,
        Refusal::OpenCase { .. } | Refusal::CaseRest { .. } => LeftOutWhy::Case,
        Refusal::NeedsReview { .. } => LeftOutWhy::Review,
        Refusal::NoContactPoint { .. } => LeftOutWhy::NoAddress,
        Refusal::ContactPointDead { .. } => LeftOutWhy::Returned,
        _ => LeftOutWhy::Other,
    }
}

fn card_name(recipient: &Recipient) -> Option<CardName> {
    let honorific = match (recipient.company, recipient.honorific.trim()) {
        (true, "") => "御中",
        (_, honorific) => honorific,
    };
    let parts = NameParts {
        family: &recipient.family_name,
        given: &recipient.given_name,
        honorific,
    };
    let (full, honorific) = addressee(parts)?;
    let whole = recipient.given_name.trim().is_empty();
    let (family, given) = match full.split_once([' ', '　']) {
        Some((family, given)) if !recipient.company && !whole => (family.to_owned(), given.to_owned()),
        _ => (full.clone(), String::new()),
    };
    Some(CardName {
        family,
        given,
        kana: [recipient.family_kana.trim(), recipient.given_kana.trim()]
            .join(" ")
            .trim()
            .to_owned(),
        full,
        honorific,
    })
}

#[cfg(test)]
mod tests {
    use aichaku_domain::kinds::Purpose;

    use super::*;

    #[test]
    fn advertising_by_post_asks_for_consent_to_offers_and_cards_for_care() {
        assert_eq!(
            message(Mailing::Offer).purpose(),
            Some(Purpose::Offer),
            "an offer is an offer"
        );
        assert_eq!(
            message(Mailing::NewYear).purpose(),
            Some(Purpose::Care),
            "wishes are courtesy"
        );
    }
}
