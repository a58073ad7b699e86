//! One follow-up with everything for doing it.
//!
//! Not here: the rules.

use aichaku_domain::gate::Stage;
use aichaku_domain::kinds::Channel;
use aichaku_domain::phase::{PhaseRule, phase};
use aichaku_domain::values::FollowUpId;
use aichaku_store::FollowUpCard;

use super::list::{self, Judge};
use super::words::{Words, shop_lang};
use crate::error::Result;
use crate::planning::settings;
use crate::wire::{ContactLine, FollowUpDetail, Int, Lang, RecentTouch, SiblingFollowUp};
use crate::{App, OpenShop};

/// Days ahead in which other follow-ups of the household could be said in the same contact.
const TOGETHER_DAYS: i64 = 14;
/// Last contacts that are shown.
const RECENT: u32 = 3;

/// The kinds of contact points that a channel uses, the better one first.
fn kinds_of(channel: Channel) -> &'static [&'static str] {
    match channel {
        Channel::Phone => &["phone", "mobile"],
        Channel::Sms => &["mobile"],
        Channel::Email => &["email"],
        Channel::Line => &["line"],
        Channel::Letter | Channel::Postcard | Channel::Visit => &["address"],
        Channel::Leaflet => &[],
    }
}

/// The number or address to use, and the others.
pub(super) fn contacts(card: &FollowUpCard, channel: Channel) -> (String, Vec<ContactLine>) {
    let wanted = kinds_of(channel);
    let used = card
        .contacts
        .iter()
        .filter(|point| !point.dead)
        .filter_map(|point| Some((wanted.iter().position(|kind| *kind == point.kind)?, point)))
        .min_by_key(|(place, _)| *place)
        .map(|(_, point)| point);
    let others = card
        .contacts
        .iter()
        .filter(|point| used != Some(*point))
        .map(|point| ContactLine {
            kind: point.kind.clone(),
            value: point.value.clone(),
        })
        .collect();
    (used.map(|point| point.value.clone()).unwrap_or_default(), others)
}

pub(super) async fn detail(app: &App, shop: &OpenShop, id: FollowUpId, lang: Lang) -> Result<FollowUpDetail> {
    let settings = settings(shop).await?;
    let judge = Judge::new(app, shop, &settings).await?;
    let day = app.day_in(shop.zone);
    let card = shop.store.follow_up_card(id, day).await?;
    let (channel, _) = judge.choose(&card);
    let words = Words::read(shop, &settings, &card, channel, None, shop_lang(&settings)).await?;
    let verdict = judge.ask(
        &card,
        channel,
        Stage::Show,
        words.findings.clone(),
        app.minute_in(shop.zone),
    );
    let reason = list::reason_of(&card, &judge, shop.zone, lang);
    let (contact, other_contacts) = contacts(&card, channel);
    let latest = shop.store.latest_delivery(card.household, day).await?;
    let siblings = shop
        .store
        .siblings(card.household, card.id, day.plus_days(TOGETHER_DAYS))
        .await?;
    let recent = shop.store.recent_touches(card.household, RECENT).await?;
    let draft = shop.store.draft(&format!("follow_up:{id}")).await?;
    Ok(FollowUpDetail {
        state: card.state.into(),
        purchase_count: Int(card.purchase_count),
        customer_since: card.first_ordered_on.map(|day| day.to_string()),
        phase: phase(latest, day, PhaseRule::default())
            .map(|phase| phase.as_str().to_owned())
            .unwrap_or_default(),
        contact,
        other_contacts,
        talking_points: words.talking_points,
        message: words.message,
        never: words.never,
        suggestion: words.suggestion,
        item_state: card.facts.item.map(|item| item.state.into()),
        draft,
        recent: recent
            .into_iter()
            .map(|touch| RecentTouch {
                day: touch.day.to_string(),
                channel: touch.channel.into(),
                outcome: touch.outcome.into(),
                note: touch.note,
            })
            .collect(),
        siblings: siblings
            .into_iter()
            .map(|sibling| SiblingFollowUp {
                follow_up: Int(sibling.id.0),
                item_name: sibling.item_name,
                title: match lang {
                    Lang::Ja => sibling.title_ja,
                    Lang::En => sibling.title_en,
                },
                due: sibling.due.to_string(),
            })
            .collect(),
        item: list::item(&card, channel, list::gate_view(&verdict), reason, true, lang),
    })
}
