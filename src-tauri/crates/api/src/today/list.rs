//! The day's list: what is due, judged by the gate, in the order to do it.
//!
//! Only the heads of the due index are read, and facts only for what may be listed, so the list costs the same
//! however much is overdue. Not here: the rules.

use std::collections::HashSet;

use aichaku_domain::calendar::ShopCalendar;
use aichaku_domain::fold::{NameParts, display_name};
use aichaku_domain::gate::{
    Ask, ClockFacts, GatePolicy, MessageFinding, Moment, Refusal, Stage, Verdict, choose_channel, evaluate,
};
use aichaku_domain::kinds::{Channel, ContentKind, CustomerState, Lang as DomainLang, Touch};
use aichaku_domain::rank::{Lane, Rankable, fit_to_minutes, rank};
use aichaku_domain::reason::{self, Occasion};
use aichaku_domain::values::{FollowUpId, Instant, ShopDay, StaffId};
use aichaku_store::{DueRow, FollowUpCard, PersonName, PlannedKind, Shop};

use super::settle;
use crate::error::{ApiError, ErrorCode, Result};
use crate::planning::{clock_of, policy_of, settings};
use crate::wire::{
    DoneItem, GatePass, GateRefusal, GateView, Int, Lang, Reason, TodayGroup, TodayItem, TodayQuery,
    TodayView, Value,
};
use crate::{App, OpenShop};

/// Lines of the list when nobody says how many.
pub(super) const LINES: usize = 60;
/// Lines at most.
const MOST_LINES: usize = 500;
/// How many times as many follow-ups as lines are looked at in one go: some wait for another day.
const LOOKED_AT: usize = 4;
/// Goes at most, so that a list in which hardly anything is allowed stays quick.
const GOES: usize = 4;
/// Done things that are shown.
const DONE: u32 = 100;

/// The gate with everything it needs to judge today's contacts.
pub(super) struct Judge {
    pub(super) policy: GatePolicy,
    /// The same for a shop without closing days.
    always_open: GatePolicy,
    clock: ClockFacts,
    day: ShopDay,
    minute: Option<u16>,
}

impl Judge {
    pub(super) async fn new(app: &App, shop: &OpenShop, settings: &Shop) -> Result<Self> {
        let day = app.day_in(shop.zone);
        let away_since = shop.store.away_since().await?;
        let policy = policy_of(settings);
        Ok(Self {
            always_open: GatePolicy {
                calendar: ShopCalendar::default(),
                ..policy.clone()
            },
            policy,
            clock: clock_of(settings, away_since, day),
            day,
            minute: app.minute_in(shop.zone),
        })
    }

    /// The way to go now, with the gate's answer for it.
    ///
    /// The way does not depend on the hour: a call that must wait until ten is still a call, not a postcard.
    pub(super) fn choose(&self, card: &FollowUpCard) -> (Channel, Verdict) {
        let moment = Moment {
            stage: Stage::Show,
            day: self.day,
            minute: None,
        };
        let choice = choose_channel(
            card.channel,
            card.fallback,
            moment,
            &card.facts,
            &self.always_open,
        );
        let tried = choice.refused.first().map(|(channel, _)| *channel);
        let channel = choice.channel.or(tried).unwrap_or(card.channel);
        let verdict = self.ask(card, channel, Stage::Show, Vec::new(), self.minute);
        (channel, verdict)
    }

    /// The gate's answer for one way.
    pub(super) fn ask(
        &self,
        card: &FollowUpCard,
        channel: Channel,
        stage: Stage,
        findings: Vec<MessageFinding>,
        minute: Option<u16>,
    ) -> Verdict {
        let ask = Ask {
            stage,
            channel,
            day: self.day,
            minute,
        };
        let mut facts = card.facts.clone();
        facts.clock = self.clock;
        facts.message.findings = findings;
        evaluate(&ask, &facts, &self.policy)
    }

    /// Refuses what the gate refuses, whatever the time of day.
    pub(super) fn refuse(
        &self,
        card: &FollowUpCard,
        channel: Channel,
        stage: Stage,
        findings: Vec<MessageFinding>,
    ) -> Result<()> {
        let verdict = self.ask(card, channel, stage, findings, None);
        let refusal = verdict
            .refusals
            .iter()
            .find(|refusal| !matches!(refusal, Refusal::QuietHours { .. } | Refusal::ClosedDay { .. }));
        match refusal {
            None => Ok(()),
            Some(refusal) => {
                let mut error = ApiError::new(ErrorCode::GateRefused)
                    .with("code", refusal.code())
                    .with("rule", refusal.rule());
                for (name, value) in refusal.values() {
                    error = error.with(name, value);
                }
                Err(error)
            }
        }
    }
}

/// The gate's answer as it crosses the edge.
pub(super) fn gate_view(verdict: &Verdict) -> GateView {
    let values = |values: Vec<(&'static str, String)>| {
        values
            .into_iter()
            .map(|(name, text)| Value {
                name: name.to_owned(),
                text,
            })
            .collect()
    };
    GateView {
        allowed: verdict.allowed,
        refusals: verdict
            .refusals
            .iter()
            .map(|refusal| GateRefusal {
                rule: refusal.rule().to_owned(),
                code: refusal.code().to_owned(),
                values: values(refusal.values()),
            })
            .collect(),
        passed: verdict
            .checks
            .iter()
            .map(|check| GatePass {
                code: check.code().to_owned(),
                values: values(check.values()),
            })
            .collect(),
    }
}

pub(super) fn domain_lang(lang: Lang) -> DomainLang {
    match lang {
        Lang::Ja => DomainLang::Ja,
        Lang::En => DomainLang::En,
    }
}

/// The name's parts for addressing; a company gets its own honorific.
pub(super) fn name_parts(name: &PersonName) -> NameParts<'_> {
    NameParts {
        family: &name.family,
        given: &name.given,
        honorific: if name.honorific.is_empty() && name.company {
            "御中"
        } else {
            &name.honorific
        },
    }
}

/// The name as on an envelope.
pub(super) fn full_name(name: &PersonName, lang: Lang) -> String {
    display_name(name_parts(name), domain_lang(lang)).unwrap_or_default()
}

fn lane(card: &FollowUpCard) -> Lane {
    match card.kind {
        PlannedKind::Promise => Lane::Promise,
        PlannedKind::Content(kind) => Lane::of(kind, false),
    }
}

fn rankable(card: &FollowUpCard) -> Rankable {
    Rankable {
        follow_up: card.id,
        household: card.household,
        lane: lane(card),
        due: card.due,
        touch: card.touch,
        minutes: card.minutes,
        priority: card.priority,
    }
}

/// Care, requests and offers wait for each other; safety, notices and promises are said in full.
fn is_courtesy(card: &FollowUpCard) -> bool {
    matches!(
        card.kind,
        PlannedKind::Content(ContentKind::Care | ContentKind::Request | ContentKind::Offer)
    )
}

/// Why a follow-up is silenced for good; `None` when it may be allowed another day.
fn gone_for_good(verdict: &Verdict) -> Option<String> {
    verdict.refusals.iter().find_map(|refusal| match refusal {
        Refusal::ItemNotInUse { state } if *state != aichaku_domain::kinds::ItemState::Stored => {
            Some(format!("item_{state}"))
        }
        Refusal::PersonState { state } if *state != CustomerState::Active => {
            Some(format!("customer_{state}"))
        }
        _ => None,
    })
}

/// Why a follow-up stands in Today.
pub(super) fn reason_of(card: &FollowUpCard, judge: &Judge, zone: chrono_tz::Tz, lang: Lang) -> Reason {
    let delivered_on = card.facts.item.and_then(|item| item.delivered_on);
    let occasion = match (&card.step, card.item, delivered_on) {
        (Some(step), Some(item), Some(delivered_on)) => {
            reason::occasion(step, item, delivered_on, card.planned_on)
        }
        _ => Occasion::Promise {
            promised_for: card.planned_on,
        },
    };
    let calendar = &judge.policy.calendar;
    let told = reason::reason(occasion, card.planned_on, card.due, judge.day, calendar);
    let overdue_since = told.overdue.map(|overdue| overdue.since.to_string());
    let plan = match lang {
        Lang::Ja => card.plan_ja.clone(),
        Lang::En => card.plan_en.clone(),
    };
    match told.occasion {
        Occasion::DaysAfterDelivery {
            days, delivered_on, ..
        } => Reason::DaysAfterDelivery {
            days: Int(days),
            delivered_on: delivered_on.to_string(),
            plan,
            overdue_since,
        },
        Occasion::MonthsAfterDelivery {
            months, delivered_on, ..
        } => Reason::MonthsAfterDelivery {
            months: Int(i64::from(months)),
            delivered_on: delivered_on.to_string(),
            plan,
            overdue_since,
        },
        Occasion::YearsAfterDelivery {
            years, delivered_on, ..
        } => Reason::MonthsAfterDelivery {
            months: Int(i64::from(years) * 12),
            delivered_on: delivered_on.to_string(),
            plan,
            overdue_since,
        },
        Occasion::Season {
            month, delivered_on, ..
        } => Reason::Season {
            month: u8::try_from(month).unwrap_or(1),
            delivered_on: delivered_on.to_string(),
            plan,
            overdue_since,
        },
        Occasion::Promise { .. } => Reason::Promise {
            promised_on: card.created_at.day_in(zone).to_string(),
            overdue_since,
        },
    }
}

/// A line of the list.
pub(super) fn item(
    card: &FollowUpCard,
    channel: Channel,
    gate: GateView,
    reason: Reason,
    within_minutes: bool,
    lang: Lang,
) -> TodayItem {
    TodayItem {
        follow_up: Int(card.id.0),
        household: Int(card.household.0),
        customer: Int(card.customer.0),
        item: card.item.map(|item| Int(item.0)),
        content: card.content.map(|content| Int(content.0)),
        customer_name: full_name(&card.name, lang),
        customer_kana: card.kana.clone(),
        item_name: card.item_name.clone(),
        title: match lang {
            Lang::Ja => card.title_ja.clone(),
            Lang::En => card.title_en.clone(),
        },
        kind: match card.kind {
            PlannedKind::Content(kind) => Some(kind.into()),
            PlannedKind::Promise => None,
        },
        channel: channel.into(),
        touch: card.touch.into(),
        due: card.due.to_string(),
        minutes: Int(i64::from(card.minutes)),
        attempts: Int(card.attempts),
        reason,
        gate,
        within_minutes,
    }
}

/// A follow-up with the gate's answer.
pub(super) struct Judged {
    pub(super) card: FollowUpCard,
    pub(super) channel: Channel,
    verdict: Verdict,
}

/// What may be listed, the allowed ones first, each part in the order of Today.
pub(super) struct Chosen {
    pub(super) allowed: Vec<Judged>,
    pub(super) refused: Vec<Judged>,
    gone: Vec<(FollowUpId, String)>,
}

/// The order of the index made the order of Today, as far as the index knows it.
fn by_lane(mut rows: Vec<DueRow>, day: ShopDay) -> Vec<FollowUpId> {
    rows.sort_by_key(|row| {
        (
            row.rank / 3,
            row.due >= day,
            row.rank % 3,
            row.due,
            row.household,
            row.id,
        )
    });
    rows.into_iter().map(|row| row.id).collect()
}

pub(super) async fn choose(
    shop: &OpenShop,
    judge: &Judge,
    query: &TodayQuery,
    lines: usize,
) -> Result<Chosen> {
    let staff = query.staff.map(|staff| StaffId(staff.0));
    let wanted: Option<Channel> = query.channel.map(Into::into);
    let of_each = u32::try_from(lines * LOOKED_AT).unwrap_or(u32::MAX);
    let rows = shop.store.due_rows(judge.day, staff, of_each).await?;
    let heads = by_lane(rows, judge.day);
    let mut chosen = Chosen {
        allowed: Vec::new(),
        refused: Vec::new(),
        gone: Vec::new(),
    };
    let mut spoken_to: HashSet<_> = HashSet::new();
    for part in heads.chunks(lines * LOOKED_AT).take(GOES) {
        let cards = shop.store.follow_up_cards(part, judge.day).await?;
        let order = rank(cards.iter().map(rankable).collect(), judge.day).order;
        let mut cards: std::collections::HashMap<FollowUpId, FollowUpCard> =
            cards.into_iter().map(|card| (card.id, card)).collect();
        for row in order {
            let Some(card) = cards.remove(&row.follow_up) else {
                continue;
            };
            let (channel, verdict) = judge.choose(&card);
            if let Some(reason) = gone_for_good(&verdict) {
                chosen.gone.push((card.id, reason));
                continue;
            }
            if wanted.is_some_and(|wanted| wanted != channel) {
                continue;
            }
            // A household hears one courtesy at a time: the most pressing one stands here, the others wait
            // beside it and can be said in the same contact.
            if verdict.allowed && is_courtesy(&card) && !spoken_to.insert(card.household) {
                continue;
            }
            let judged = Judged {
                card,
                channel,
                verdict,
            };
            if judged.verdict.allowed {
                chosen.allowed.push(judged);
            } else {
                chosen.refused.push(judged);
            }
        }
        if chosen.allowed.len() >= lines {
            break;
        }
    }
    // Whoever has a line already needs no second one that says why another must wait, and of several that
    // must wait the most pressing speaks for all.
    chosen
        .refused
        .retain(|judged| !is_courtesy(&judged.card) || spoken_to.insert(judged.card.household));
    chosen.allowed.truncate(lines);
    chosen.refused.truncate(lines - chosen.allowed.len());
    Ok(chosen)
}

/// The moment at which the machine's own day began.
fn midnight(app: &App, shop: &OpenShop) -> Instant {
    let now = app.now();
    let into_day = i64::from(now.minute_of_day_in(shop.zone)) * 60_000 + now.0.rem_euclid(60_000);
    Instant(now.0 - into_day)
}

pub(super) async fn today(app: &App, shop: &OpenShop, query: &TodayQuery, lang: Lang) -> Result<TodayView> {
    let settings = settings(shop).await?;
    let judge = Judge::new(app, shop, &settings).await?;
    let lines = match usize::try_from(query.limit).unwrap_or(MOST_LINES) {
        0 => LINES,
        limit => limit.min(MOST_LINES),
    };
    let chosen = choose(shop, &judge, query, lines).await?;
    if !chosen.gone.is_empty() {
        shop.store.silence_follow_ups(&chosen.gone, app.now()).await?;
    }
    let order: Vec<Rankable> = chosen
        .allowed
        .iter()
        .map(|judged| rankable(&judged.card))
        .collect();
    let fit = fit_to_minutes(&order, u32::from(settings.daily_minutes));
    let above: HashSet<FollowUpId> = fit.above.into_iter().collect();

    let mut minutes = 0;
    let mut groups: Vec<TodayGroup> = Vec::new();
    for touch in Touch::ALL {
        let items: Vec<TodayItem> = chosen
            .allowed
            .iter()
            .chain(&chosen.refused)
            .filter(|judged| judged.card.touch == *touch)
            .map(|judged| {
                if judged.verdict.allowed && *touch != Touch::Tech {
                    minutes += i64::from(judged.card.minutes);
                }
                let reason = reason_of(&judged.card, &judge, shop.zone, lang);
                let gate = gate_view(&judged.verdict);
                let above = above.contains(&judged.card.id);
                item(&judged.card, judged.channel, gate, reason, above, lang)
            })
            .collect();
        if !items.is_empty() {
            groups.push(TodayGroup {
                touch: (*touch).into(),
                items,
            });
        }
    }
    let staff = query.staff.map(|staff| StaffId(staff.0));
    let due_total = shop.store.due_total(judge.day, staff).await?;
    let done = shop.store.closed_since(midnight(app, shop), DONE).await?;
    Ok(TodayView {
        day: judge.day.to_string(),
        groups,
        due_total: Int(due_total - i64::try_from(chosen.gone.len()).unwrap_or(0)),
        minutes: Int(minutes),
        daily_minutes: Int(i64::from(settings.daily_minutes)),
        done: done
            .into_iter()
            .map(|done| DoneItem {
                follow_up: Int(done.id.0),
                customer: Int(done.customer.0),
                customer_name: full_name(&done.name, lang),
                title: match lang {
                    Lang::Ja => done.title_ja,
                    Lang::En => done.title_en,
                },
                channel: done.channel.into(),
                state: done.state.into(),
                at: Int(done.at.0),
                undo: done.undo.map(Int),
            })
            .collect(),
        catch_up: settle::offer(shop, &settings, judge.day).await?,
    })
}
