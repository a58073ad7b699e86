//! The day's calls for paper: for a telephone in another room, or a morning without the laptop.
//!
//! Only what the caller needs is on it: no notes, no prices, no other things of the household (gate rule G12). The
//! gate is asked once more, as for everything that is printed. Not here: sentences, and the layout of the sheet.

use aichaku_domain::gate::Stage;
use aichaku_domain::kinds::Channel;

use super::detail::contacts;
use super::list::{self, Judge, LINES};
use super::words::{Words, shop_lang};
use crate::error::Result;
use crate::planning::settings;
use crate::wire::{Call, CallSheet, Int, Lang, TodayQuery};
use crate::{App, OpenShop};

pub(super) async fn call_sheet(
    app: &App,
    shop: &OpenShop,
    staff: Option<Int>,
    lang: Lang,
) -> Result<CallSheet> {
    let settings = settings(shop).await?;
    let judge = Judge::new(app, shop, &settings).await?;
    let query = TodayQuery {
        staff,
        channel: Some(Channel::Phone.into()),
        limit: 0,
    };
    let chosen = list::choose(shop, &judge, &query, LINES).await?;
    let mut calls = Vec::new();
    for judged in chosen.allowed.iter().chain(&chosen.refused) {
        let card = &judged.card;
        let words = Words::read(shop, &settings, card, judged.channel, None, shop_lang(&settings)).await?;
        // The time of day is the caller's to mind: the sheet may be printed before the shop opens.
        let verdict = judge.ask(card, judged.channel, Stage::Print, words.findings, None);
        let reason = list::reason_of(card, &judge, shop.zone, lang);
        let gate = list::gate_view(&verdict);
        let item = list::item(card, judged.channel, gate, reason, true, lang);
        let held = !item.gate.allowed;
        calls.push(Call {
            follow_up: item.follow_up,
            customer_name: item.customer_name,
            customer_kana: item.customer_kana,
            number: if held {
                String::new()
            } else {
                contacts(card, judged.channel).0
            },
            item_name: item.item_name,
            title: item.title,
            reason: item.reason,
            minutes: item.minutes,
            points: match (held, words.talking_points.is_empty()) {
                (true, _) => Vec::new(),
                (false, false) => words.talking_points,
                (false, true) => words.message.lines().map(str::to_owned).collect(),
            },
            gate: item.gate,
        });
    }
    Ok(CallSheet {
        day: app.day_in(shop.zone).to_string(),
        calls,
    })
}
