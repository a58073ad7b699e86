//! What was done about the follow-ups of the past: calls and cards, who answered, what was left undone, and what
//! waits today.
//!
//! The past is what the plans would have brought, gone through in order of day as a shop goes through it: one
//! contact a household in four weeks, some things let go. Not here: which follow-ups there are (`domain::plan`).

use std::collections::{HashMap, HashSet};

use aichaku_domain::kinds::{Channel, ContentKind, Family, Touch};
use aichaku_domain::plan::Draft;
use aichaku_domain::rank::Lane;
use aichaku_domain::values::{Instant, ShopDay};
use aichaku_store::{FollowUpRow, NoteRow, TouchRow, place_in_today};

use super::chance::Chance;
use super::goods::GOODS;
use super::people::Home;
use super::sales::open_day;
use super::stories::Part;
use super::talk::{NOTES, REPLIES, after_call};
use super::{Making, PLANNED_DAYS, moment};

/// What a content is, and its version.
pub(super) type Told = (ContentKind, i64);

/// Days that the shop leaves between two contacts with a household.
const GAP_DAYS: i64 = 28;
/// Days before today in which nothing was done with households that wait in Today.
const REST_DAYS: i64 = 34;
/// Days within which something that is left over still stands in Today.
const LEFT_OVER_DAYS: i64 = 3;
/// Households in Today, those of the stories among them.
const WAITING: usize = 11;
/// Contacts that were made this morning.
const DONE_TODAY: usize = 4;

/// Lives through the past: fills follow-ups, touches and notes.
pub(super) fn live(
    making: &mut Making,
    homes: &[Home],
    told: &[(i64, Part)],
    mut drafts: Vec<Draft>,
    contents: &HashMap<i64, Told>,
    seed: u64,
    now: Instant,
) {
    let mut chance = Chance::new(seed, 2);
    for home in homes {
        before_the_app(making, &mut chance, home);
    }
    drafts.sort_by_key(|draft| {
        (
            draft.due,
            draft.household,
            draft.item,
            draft.step,
            draft.occurrence,
        )
    });
    let home_of: HashMap<i64, &Home> = homes.iter().map(|home| (home.id, home)).collect();
    let parts: HashMap<i64, Part> = told.iter().copied().collect();
    let morning = Morning::choose(making.day, &drafts, &home_of, &parts);
    let mut last: HashMap<i64, ShopDay> = HashMap::new();
    let mut done_today = 0;
    for draft in &drafts {
        let Some(home) = home_of.get(&draft.household.0) else {
            continue;
        };
        let kind = contents
            .get(&draft.content.0)
            .map_or(ContentKind::Care, |told| told.0);
        let version = contents.get(&draft.content.0).map(|told| told.1);
        let mut record = Record {
            making,
            chance: &mut chance,
            home,
            draft,
            kind,
            version,
        };
        if morning.waits(draft) {
            continue;
        }
        let already = last.get(&home.id) == Some(&record.making.day);
        if morning.done.contains(&home.id) && morning.is_today(draft) && !already {
            done_today += 1;
            record.done_this_morning(now, done_today);
            last.insert(home.id, record.making.day);
            continue;
        }
        let resting = morning.waiting.contains(&home.id) || morning.done.contains(&home.id);
        let since = record.making.day.days_since(draft.due);
        if since == 0 || (resting && since < REST_DAYS) {
            record.let_go("merged", record.making.day.plus_days(-1));
            continue;
        }
        record.then(&mut last);
    }
    notes(making, &mut chance, homes);
}

/// What stands in Today, and what was done this morning.
struct Morning {
    day: ShopDay,
    waiting: HashSet<i64>,
    done: HashSet<i64>,
}

impl Morning {
    fn choose(
        day: ShopDay,
        drafts: &[Draft],
        home_of: &HashMap<i64, &Home>,
        parts: &HashMap<i64, Part>,
    ) -> Self {
        let mut morning = Self {
            day,
            waiting: parts
                .iter()
                .filter(|(_, part)| matches!(part, Part::Waits | Part::OpenCase))
                .map(|(home, _)| *home)
                .collect(),
            done: parts
                .iter()
                .filter(|(_, part)| **part == Part::DoneToday)
                .map(|(home, _)| *home)
                .collect(),
        };
        let mut recent: Vec<&Draft> = drafts
            .iter()
            .filter(|draft| {
                morning.is_recent(draft)
                    && !parts.contains_key(&draft.household.0)
                    && home_of
                        .get(&draft.household.0)
                        .is_some_and(|home| !home.suppressed && !home.company)
            })
            .collect();
        // What comes due today before what is left over; of that the machine's own first, because the stories
        // bring calls and cards.
        recent.sort_by_key(|draft| {
            (
                draft.due != day,
                draft.touch != Touch::Tech,
                draft.household,
                draft.item,
            )
        });
        let mut places = WAITING.saturating_sub(
            drafts
                .iter()
                .filter(|draft| morning.is_recent(draft) && morning.waiting.contains(&draft.household.0))
                .map(|draft| draft.household)
                .collect::<HashSet<_>>()
                .len()
                + parts.values().filter(|part| **part == Part::Promise).count(),
        );
        for draft in recent {
            let home = draft.household.0;
            if morning.waiting.contains(&home) || morning.done.contains(&home) {
                continue;
            }
            if places > 0 {
                places -= 1;
                morning.waiting.insert(home);
            } else if draft.due == day && morning.done.len() < DONE_TODAY {
                morning.done.insert(home);
            }
        }
        morning
    }

    fn is_recent(&self, draft: &Draft) -> bool {
        self.day.days_since(draft.due) <= LEFT_OVER_DAYS
    }

    fn is_today(&self, draft: &Draft) -> bool {
        draft.due == self.day
    }

    /// Not written here, so that planning puts it on the calendar as it does every day.
    fn waits(&self, draft: &Draft) -> bool {
        self.is_recent(draft) && self.waiting.contains(&draft.household.0)
    }
}

/// One follow-up being written down.
struct Record<'a> {
    making: &'a mut Making,
    chance: &'a mut Chance,
    home: &'a Home,
    draft: &'a Draft,
    kind: ContentKind,
    version: Option<i64>,
}

impl Record<'_> {
    /// What came of it when its day came.
    fn then(&mut self, last: &mut HashMap<i64, ShopDay>) {
        let draft = self.draft;
        let yesterday = self.making.day.plus_days(-1);
        let on = open_day(draft.due.plus_days(self.chance.between(0, 3)), self.making.closed)
            .max(draft.due)
            .min(yesterday);
        if self.home.suppressed {
            return self.let_go("customer_declined", on);
        }
        let before = last.get(&self.home.id).copied();
        match before {
            // Said in the same contact.
            Some(before) if before == on || before == draft.due => {
                let follow_up = self.follow_up("done", "posted", before);
                let channel = self.channel();
                return self.touch(follow_up, channel, outcome_of(channel), before, "", 0);
            }
            Some(before) if on.days_since(before) < GAP_DAYS => {
                return self.let_go("recently_in_touch", on);
            }
            _ => {}
        }
        match self.chance.below(100) {
            0..=5 => self.let_go("no_capacity", on),
            6..=7 => self.let_go("not_suitable", on),
            8..=12 => {
                let lapsed = draft.due.plus_days(i64::from(draft.grace_days) + 1);
                if lapsed < self.making.day {
                    self.closed("lapsed", "grace_over", lapsed);
                } else {
                    self.let_go("no_capacity", on);
                }
            }
            _ => {
                last.insert(self.home.id, on);
                self.done(on);
            }
        }
    }

    fn channel(&self) -> Channel {
        match self.draft.channel {
            Channel::Email if self.home.mail_consent.is_none() => Channel::Postcard,
            Channel::Phone if !self.home.may_call => Channel::Postcard,
            channel => channel,
        }
    }

    fn done(&mut self, on: ShopDay) {
        let channel = self.channel();
        let mut tried = 0;
        if channel == Channel::Phone && self.chance.percent(28) {
            tried = 1;
        }
        let outcome = outcome_of(channel);
        let follow_up = self.follow_up("done", outcome, on);
        if tried > 0 {
            if let Some(row) = self.making.past.follow_ups.last_mut() {
                row.attempts = tried;
            }
            let missed = if self.chance.percent(60) {
                "not_reached"
            } else {
                "left_message"
            };
            let earlier = on.plus_days(-2).max(self.draft.due);
            self.touch(follow_up, channel, missed, earlier, "", 0);
        }
        let note = if channel == Channel::Phone {
            *self.chance.pick(after_call(self.family()))
        } else {
            ""
        };
        self.touch(follow_up, channel, outcome, on, note, 0);
        if channel != Channel::Phone && self.chance.percent(7) {
            let answered = on.plus_days(self.chance.between(2, 9));
            if answered < self.making.day {
                self.reply(answered);
            }
        }
    }

    fn done_this_morning(&mut self, now: Instant, nth: i64) {
        let channel = self.channel();
        let day = self.making.day;
        // A few minutes apart, and never before the day began.
        let into_day = now
            .0
            .rem_euclid(86_400_000)
            .min((now.0 + 9 * 3_600_000).rem_euclid(86_400_000));
        let before = (into_day / 8 * nth).min(nth * 17 * 60_000);
        let at = now.0 - before;
        let outcome = outcome_of(channel);
        let follow_up = self.follow_up("done", outcome, day);
        if let Some(row) = self.making.past.follow_ups.last_mut() {
            row.closed_at = Some(at);
            row.updated_at = at;
        }
        let note = if channel == Channel::Phone {
            *self.chance.pick(after_call(self.family()))
        } else {
            ""
        };
        self.touch(follow_up, channel, outcome, day, note, at);
    }

    fn let_go(&mut self, why: &'static str, on: ShopDay) {
        self.closed("skipped", why, on);
    }

    fn closed(&mut self, state: &'static str, why: &'static str, on: ShopDay) {
        self.follow_up(state, why, on);
        if let (Some(row), "lapsed") = (self.making.past.follow_ups.last_mut(), state) {
            row.closed_at = None;
        }
    }

    fn follow_up(&mut self, state: &'static str, why: &'static str, on: ShopDay) -> i64 {
        let draft = self.draft;
        let id = 1 + i64::try_from(self.making.past.follow_ups.len()).unwrap_or(0);
        let staff = Some(self.making.seller(self.chance, on)).filter(|_| state == "done");
        let safety = self.kind == ContentKind::Safety;
        let never = ShopDay::new(9999, 12, 31).unwrap_or(draft.due);
        self.making.past.follow_ups.push(FollowUpRow {
            id,
            plan_id: Some(draft.plan.0),
            owned_item_id: Some(draft.item.0),
            step_id: Some(draft.step.0),
            occurrence: Some(i64::from(draft.occurrence)),
            household_id: draft.household.0,
            customer_id: draft.customer.0,
            content_id: Some(draft.content.0),
            kind: self.kind.as_str(),
            touch: draft.touch.as_str(),
            channel: draft.channel.as_str(),
            due_on: draft.due,
            planned_on: draft.due,
            lapses_on: if safety {
                never
            } else {
                draft.due.plus_days(i64::from(draft.grace_days))
            },
            minutes: i64::from(draft.minutes),
            rank: place_in_today(Lane::of(self.kind, false), draft.touch),
            state,
            state_reason: why,
            attempts: 0,
            staff_id: staff,
            memo: String::new(),
            closed_at: Some(moment(on)),
            created_at: moment(draft.due.plus_days(-7)),
            updated_at: moment(on),
        });
        id
    }

    fn touch(
        &mut self,
        follow_up: i64,
        channel: Channel,
        outcome: &'static str,
        on: ShopDay,
        note: &str,
        at: i64,
    ) {
        let draft = self.draft;
        let own = draft.customer.0 == self.home.first();
        let staff = self.making.past.follow_ups.last().and_then(|row| row.staff_id);
        self.making.past.touches.push(TouchRow {
            household_id: draft.household.0,
            customer_id: draft.customer.0,
            follow_up_id: Some(follow_up),
            owned_item_id: Some(draft.item.0),
            content_id: Some(draft.content.0),
            content_version: self.version,
            kind: self.kind.as_str(),
            channel: channel.as_str(),
            direction: "out",
            outcome,
            happened_on: on,
            happened_at: if at == 0 { moment(on) } else { at },
            staff_id: staff,
            consent_id: self
                .home
                .mail_consent
                .filter(|_| own && channel == Channel::Email),
            note: note.to_owned(),
        });
    }

    fn reply(&mut self, on: ShopDay) {
        let draft = self.draft;
        let came_in = self.chance.percent(45);
        let staff = Some(self.making.seller(self.chance, on));
        let note = *self.chance.pick(REPLIES);
        self.making.past.touches.push(TouchRow {
            household_id: draft.household.0,
            customer_id: draft.customer.0,
            follow_up_id: None,
            owned_item_id: Some(draft.item.0),
            content_id: None,
            content_version: None,
            kind: "memo",
            channel: if came_in { Channel::Visit } else { Channel::Phone }.as_str(),
            direction: "in",
            outcome: if came_in { "came_in" } else { "reached" },
            happened_on: on,
            happened_at: moment(on),
            staff_id: staff,
            consent_id: None,
            note: note.to_owned(),
        });
    }

    fn family(&self) -> Family {
        let item = usize::try_from(self.draft.item.0 - 1).unwrap_or(0);
        self.making
            .rows
            .items
            .get(item)
            .and_then(|item| usize::try_from(item.product_id? - 1).ok())
            .and_then(|place| GOODS.get(place))
            .map_or(Family::Other, |good| good.class.family)
    }
}

fn outcome_of(channel: Channel) -> &'static str {
    match channel {
        Channel::Phone | Channel::Visit => "reached",
        Channel::Letter | Channel::Postcard => "posted",
        Channel::Leaflet => "handed_over",
        Channel::Email | Channel::Line | Channel::Sms => "sent",
    }
}

/// Contacts of the years before the shop planned them: a call after delivery, a card in autumn. They stand in
/// the notebook without a plan.
fn before_the_app(making: &mut Making, chance: &mut Chance, home: &Home) {
    let began = making.day.plus_days(-PLANNED_DAYS);
    if !home.cared || home.suppressed || home.company {
        return;
    }
    let mut on = home.began.plus_days(chance.between(35, 60));
    let mut nth = 0;
    while on < began && nth < 5 {
        let open = open_day(on, making.closed);
        let call = nth == 0 && home.may_call;
        let staff = Some(making.seller(chance, open));
        making.past.touches.push(TouchRow {
            household_id: home.id,
            customer_id: home.first(),
            follow_up_id: None,
            owned_item_id: None,
            content_id: None,
            content_version: None,
            kind: "care",
            channel: if call { Channel::Phone } else { Channel::Postcard }.as_str(),
            direction: "out",
            outcome: if call { "reached" } else { "posted" },
            happened_on: open,
            happened_at: moment(open),
            staff_id: staff,
            consent_id: None,
            note: if call {
                "お届け後のお電話。変わりなくお使いとのこと。"
            } else {
                "秋のはがき。"
            }
            .to_owned(),
        });
        nth += 1;
        on = on.plus_days(chance.between(330, 420));
    }
}

/// Notes with life in them, about every seventh household.
fn notes(making: &mut Making, chance: &mut Chance, homes: &[Home]) {
    for home in homes {
        if home.company || !chance.percent(15) {
            continue;
        }
        let known = making.day.days_since(home.began).max(2);
        let on = open_day(home.began.plus_days(chance.between(1, known - 1)), making.closed);
        let staff = Some(making.seller(chance, on));
        making.past.notes.push(NoteRow {
            household_id: home.id,
            customer_id: Some(home.first()),
            owned_item_id: None,
            body: (*chance.pick(NOTES)).to_owned(),
            staff_id: staff,
            written_on: on,
            created_at: moment(on),
            updated_at: moment(on),
        });
    }
}
