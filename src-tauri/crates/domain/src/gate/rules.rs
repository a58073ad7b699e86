//! The rules themselves, each a small function: facts in, refusals or passed checks out.
//!
//! Not here: at which stage a rule is asked, and in which order (`super`).

use chrono::Datelike as _;

use crate::kinds::{Channel, ConsentState, ContentKind, CustomerState, Finish, ItemState, Material, Touch};
use crate::values::ShopDay;

use super::facts::{Ask, ClockFacts, GateFacts, GatePolicy, Reach, Stage};
use super::verdict::{HeardBy, LifeChange, Passed, Refusal};

/// Collects what the rules find.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub(super) refusals: Vec<Refusal>,
    pub(super) checks: Vec<Passed>,
}

impl Findings {
    fn refuse(&mut self, refusal: Refusal) {
        self.refusals.push(refusal);
    }

    fn pass(&mut self, check: Passed) {
        self.checks.push(check);
    }
}

/// What a rule looks at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Question<'a> {
    pub(super) ask: &'a Ask,
    pub(super) facts: &'a GateFacts,
    pub(super) policy: &'a GatePolicy,
}

impl Question<'_> {
    fn kind(&self) -> ContentKind {
        self.facts.message.kind
    }

    /// Care, requests and offers: what the shop says because it wants to, not because it must.
    fn is_courtesy(&self) -> bool {
        matches!(
            self.kind(),
            ContentKind::Care | ContentKind::Request | ContentKind::Offer
        )
    }

    /// Requests and offers: what the shop wants for itself.
    fn wants_something(&self) -> bool {
        matches!(self.kind(), ContentKind::Request | ContentKind::Offer)
    }
}

/// Ways that lead to the person alone, where nobody else of the household reads or answers.
fn is_personal(channel: Channel) -> bool {
    matches!(
        channel,
        Channel::Email | Channel::Sms | Channel::Line | Channel::Leaflet
    )
}

/// Ways that need somebody's consent before any courtesy goes out.
fn needs_opt_in(channel: Channel) -> bool {
    matches!(channel, Channel::Email | Channel::Sms | Channel::Line)
}

/// Ways that need a number or address on record.
fn needs_contact_point(channel: Channel) -> bool {
    channel != Channel::Leaflet
}

/// Whether going by `channel` keeps a wish for `wished`. Both kinds of paper are "in writing", and what
/// is handed over at the counter disturbs nobody.
fn keeps_wish(channel: Channel, wished: Channel) -> bool {
    let paper = |channel| matches!(channel, Channel::Letter | Channel::Postcard);
    channel == wished || channel == Channel::Leaflet || (paper(channel) && paper(wished))
}

/// G1: care is for a thing that stands with the customer and is used.
///
/// Notices go out whatever became of the thing: they tell about its delivery or return. Safety also
/// goes out for a thing that was put away, because it will be taken out again.
pub(super) fn g1_item(q: Question<'_>, found: &mut Findings) {
    let Some(item) = q.facts.item else { return };
    let safety = q.kind() == ContentKind::Safety;
    match item.state {
        _ if q.kind() == ContentKind::Notice => return,
        ItemState::InUse => {}
        ItemState::Stored if safety => {}
        ItemState::Awaiting => {
            return found.refuse(Refusal::NotDelivered {
                delivered_on: item.delivered_on,
            });
        }
        state => return found.refuse(Refusal::ItemNotInUse { state }),
    }
    match item.delivered_on {
        Some(delivered_on) if delivered_on <= q.ask.day => found.pass(Passed::InUse { delivered_on }),
        // A recall must not wait for somebody to look up a date.
        None if safety => {}
        delivered_on => found.refuse(Refusal::NotDelivered { delivered_on }),
    }
}

/// G2: no courtesy while a case is open, nor shortly after one that closed unhappily.
pub(super) fn g2_cases(q: Question<'_>, found: &mut Findings) {
    if !q.is_courtesy() {
        return;
    }
    if let Some((case, opened_on)) = q.facts.cases.open {
        return found.refuse(Refusal::OpenCase { case, opened_on });
    }
    if let Some(closed_on) = q.facts.cases.last_unhappy_closed_on {
        let allowed_from = closed_on.plus_days(i64::from(q.policy.case_rest_days));
        if q.ask.day < allowed_from {
            return found.refuse(Refusal::CaseRest {
                closed_on,
                allowed_from,
            });
        }
    }
    found.pass(Passed::NoOpenCase);
}

/// G3: nobody hears the same twice, and no two people of the shop do the same thing.
pub(super) fn g3_same_content(q: Question<'_>, found: &mut Findings) {
    let history = &q.facts.history;
    if let Some(by) = history.claimed_by {
        found.refuse(Refusal::ClaimedElsewhere { by });
    }
    if q.kind() == ContentKind::Notice {
        return;
    }
    let last = [
        (HeardBy::Person, history.same_content_person_on),
        (HeardBy::Household, history.same_content_household_on),
    ]
    .into_iter()
    .filter_map(|(heard_by, day)| day.map(|day| (day, heard_by)))
    .max_by_key(|(day, heard_by)| (*day, std::cmp::Reverse(*heard_by)));
    match last {
        Some((last_on, heard_by)) => {
            let allowed_from = last_on.plus_days(i64::from(q.policy.same_content_days));
            if q.ask.day < allowed_from {
                found.refuse(Refusal::SameContent {
                    heard_by,
                    last_on,
                    allowed_from,
                });
            } else {
                found.pass(Passed::ContentFresh {
                    last_on: Some(last_on),
                });
            }
        }
        None => found.pass(Passed::ContentFresh { last_on: None }),
    }
}

/// G4, first half: who may be contacted at all.
///
/// Death and erasure silence everything, safety too. Who moved out of reach gets no courtesy and no
/// paper. Malls forbid own advertising to their buyers; minors and receivers of gifts get service only.
pub(super) fn g4_person(q: Question<'_>, found: &mut Findings) {
    let person = &q.facts.person;
    match person.state {
        CustomerState::Active => {}
        state @ (CustomerState::Deceased | CustomerState::Erased) => {
            found.refuse(Refusal::PersonState { state });
        }
        state @ CustomerState::MovedAway => {
            let to_the_old_door = matches!(
                q.ask.channel,
                Channel::Letter | Channel::Postcard | Channel::Visit
            );
            if q.is_courtesy() || to_the_old_door {
                found.refuse(Refusal::PersonState { state });
            }
        }
    }
    if person.suppressed {
        found.refuse(Refusal::Suppressed);
    }
    if person.mall_limited && q.wants_something() {
        found.refuse(Refusal::MallLimited);
    }
    if person.service_only && q.wants_something() {
        found.refuse(Refusal::ServiceOnly);
    }
}

/// G4, second half, with G6 for offers and G15 for safety: stops and consent.
///
/// | | safety | notice | care | request | offer |
/// |---|---|---|---|---|---|
/// | telephone, paper, visit | goes | unless stopped | unless refused or stopped | unless refused or stopped | consent |
/// | e-mail, SMS, LINE | goes | unless stopped | consent | consent | consent |
/// | leaflet | goes | goes | goes | goes | goes |
///
/// Safety keeps to a stop only while another way is open: it respects the way, never the silence.
pub(super) fn g4_consent(q: Question<'_>, found: &mut Findings) {
    let channel = q.ask.channel;
    if channel == Channel::Leaflet {
        // Handed over in person: no address is used, and whoever does not want it does not take it.
        return;
    }
    let stopped = q.facts.channel(channel).stopped;
    if q.kind() == ContentKind::Safety {
        if stopped && other_way_open(q) {
            found.refuse(Refusal::ChannelStopped { channel });
        } else {
            found.pass(Passed::SafetyGoesFirst);
        }
        return;
    }
    if stopped {
        found.refuse(Refusal::ChannelStopped { channel });
    }
    let Some(purpose) = q.facts.message.purpose() else {
        if !stopped {
            found.pass(Passed::NotRefused { channel });
        }
        return;
    };
    match q.facts.consent(channel, purpose) {
        Some((ConsentState::Denied, since)) => {
            found.refuse(Refusal::ConsentDenied {
                channel,
                purpose,
                since,
            });
        }
        Some((ConsentState::Granted, since)) => found.pass(Passed::Consent {
            channel,
            purpose,
            since,
        }),
        _ if q.kind() == ContentKind::Offer || needs_opt_in(channel) => {
            found.refuse(Refusal::ConsentMissing { channel, purpose });
        }
        _ if stopped => {}
        _ => found.pass(Passed::NotRefused { channel }),
    }
}

/// Whether another way than the asked one leads to the person and was not stopped.
fn other_way_open(q: Question<'_>) -> bool {
    q.facts
        .channels
        .iter()
        .any(|other| other.channel != q.ask.channel && other.reach == Reach::Live && !other.stopped)
}

/// G5: to the right person, at an address that is theirs.
pub(super) fn g5_recipient(q: Question<'_>, found: &mut Findings) {
    let channel = q.ask.channel;
    if needs_contact_point(channel) {
        match q.facts.channel(channel).reach {
            Reach::Live => found.pass(Passed::Reachable { channel }),
            Reach::Missing => found.refuse(Refusal::NoContactPoint { channel }),
            Reach::Dead => found.refuse(Refusal::ContactPointDead { channel }),
        }
    }
}

/// G5, on paper and when sending: what a person approved is what goes out.
pub(super) fn g5_preview(q: Question<'_>, found: &mut Findings) {
    let Some(preview) = q.facts.preview else { return };
    if preview.shown_recipient != preview.recipient {
        found.refuse(Refusal::RecipientChanged {
            shown: preview.shown_recipient,
            now: preview.recipient,
        });
    } else if preview.shown_fingerprint != preview.fingerprint {
        found.refuse(Refusal::PreviewStale);
    } else {
        found.pass(Passed::PreviewCurrent);
    }
}

/// G6, G7, G12, G14: no mistake in the text.
pub(super) fn g7_text(q: Question<'_>, found: &mut Findings) {
    let mistakes = &q.facts.message.findings;
    let mut sorted: Vec<_> = mistakes.iter().collect();
    sorted.sort();
    sorted.dedup();
    for finding in sorted {
        found.refuse(Refusal::Message {
            finding: finding.clone(),
        });
    }
    if mistakes.is_empty() && q.ask.stage >= Stage::Print {
        found.pass(Passed::TextClean);
    }
}

/// G8: not too often. Safety and notices are not counted and not held back.
pub(super) fn g8_frequency(q: Question<'_>, found: &mut Findings) {
    if !q.is_courtesy() {
        return;
    }
    let history = &q.facts.history;
    match history.last_care_on {
        Some(last_on) => {
            // A contact that is dated after today comes from a wrong clock; then nothing goes out
            // before its gap has passed either.
            let days = q.ask.day.days_since(last_on);
            let allowed_from = last_on.plus_days(i64::from(q.policy.care_gap_days));
            if q.ask.day < allowed_from {
                found.refuse(Refusal::CareTooSoon {
                    last_on,
                    days,
                    allowed_from,
                });
            } else {
                found.pass(Passed::LastCare { last_on, days });
            }
        }
        None => found.pass(Passed::NoCareYet),
    }
    if q.kind() == ContentKind::Offer {
        let limit = q.policy.offers_per_year;
        let sent = history.offers_this_year;
        if sent >= limit {
            let year = q.ask.day.0.year();
            let allowed_from = ShopDay::new(year + 1, 1, 1).unwrap_or(q.ask.day);
            found.refuse(Refusal::OfferLimit {
                sent,
                limit,
                allowed_from,
            });
        } else {
            found.pass(Passed::OffersLeft { left: limit - sent });
        }
    }
}

/// G9: at a decent hour, on a working day, and no New Year's wishes into a house of mourning.
pub(super) fn g9_time(q: Question<'_>, found: &mut Findings) {
    let Ask {
        stage,
        channel,
        day,
        minute,
    } = *q.ask;
    let by_a_person_at_once = matches!(channel, Channel::Phone | Channel::Visit);
    // Paper is read when it arrives and mail is sent later, so only calls and visits depend on the
    // moment at which Today is looked at.
    if stage == Stage::Send || (stage == Stage::Show && by_a_person_at_once) {
        if by_a_person_at_once && !q.policy.calendar.is_open(day) {
            found.refuse(Refusal::ClosedDay {
                next_open: q.policy.calendar.next_open(day),
            });
        }
        if let (Some(hours), Some(minute)) = (q.policy.quiet.of(channel), minute) {
            if hours.contain(minute) {
                found.pass(Passed::WithinHours { hours });
            } else {
                found.refuse(Refusal::QuietHours { channel, hours });
            }
        }
    }
    if let Some(year) = q.facts.household.mourning_year
        && q.facts.message.new_year_greeting
        && new_year_of(day) == year + 1
    {
        found.refuse(Refusal::InMourning { year });
    }
}

/// The year that a greeting sent on `day` wishes well: until June the running one, then the next.
fn new_year_of(day: ShopDay) -> i32 {
    day.0.year() + i32::from(day.0.month() > 6)
}

/// G11: nothing goes out by a clock that is wrong, out of a pile that nobody went through, or so late
/// that it makes no sense any more.
pub(super) fn g11_clock(q: Question<'_>, found: &mut Findings) {
    match q.facts.clock {
        ClockFacts::Sound => {}
        ClockFacts::BeforeLastUse { last_used_on } => found.refuse(Refusal::ClockWrong { last_used_on }),
        ClockFacts::CatchUpPending { last_used_on } => {
            // A person who does one thing by hand has looked at it; the machine has not.
            if q.facts.message.touch == Touch::Tech {
                found.refuse(Refusal::CatchUpFirst { last_used_on });
            }
        }
    }
    if let Some(due) = q.facts.due {
        let last_day = q.policy.calendar.last_day_in_grace(due.on, due.grace_days);
        if q.ask.day > last_day && q.is_courtesy() {
            found.refuse(Refusal::GraceOver {
                due: due.on,
                last_day,
            });
        }
    }
}

/// G12: a surprise stays one. Only its buyer hears of it, and only where nobody else listens.
pub(super) fn g12_secret(q: Question<'_>, found: &mut Findings) {
    let Some(item) = q.facts.item else { return };
    if item.secret
        && q.kind() != ContentKind::Safety
        && !(item.recipient_bought_it && is_personal(q.ask.channel))
    {
        found.refuse(Refusal::SecretItem);
    }
}

/// G13: after a change in the household a person looks first.
pub(super) fn g13_review(q: Question<'_>, found: &mut Findings) {
    if !q.is_courtesy() {
        return;
    }
    let household = &q.facts.household;
    let changes = [
        (LifeChange::Family, household.family_change_on),
        (LifeChange::Moved, household.moved_on),
    ];
    for (change, on) in changes {
        let Some(on) = on else { continue };
        if household.reviewed_on.is_none_or(|reviewed| reviewed < on) {
            found.refuse(Refusal::NeedsReview { change, on });
        }
    }
}

/// G14: advice that suits the thing. What is not known gets only what is safe for all.
pub(super) fn g14_advice(q: Question<'_>, found: &mut Findings) {
    let message = &q.facts.message;
    let finish = q.facts.item.map_or(Finish::Unknown, |item| item.finish);
    let material = q.facts.item.map_or(Material::Unknown, |item| item.material);
    let mut fits = true;
    if !message.finishes.is_empty() && !message.finishes.contains(&finish) {
        fits = false;
        found.refuse(match finish {
            Finish::Unknown => Refusal::FinishUnknown,
            finish => Refusal::FinishMismatch { finish },
        });
    }
    if !message.materials.is_empty() && !message.materials.contains(&material) {
        fits = false;
        found.refuse(match material {
            Material::Unknown => Refusal::MaterialUnknown,
            material => Refusal::MaterialMismatch { material },
        });
    }
    if fits && q.facts.item.is_some() {
        found.pass(Passed::AdviceFits { finish });
    }
}

/// G15: safety reaches all, but what no maker has reviewed does not go out by itself.
pub(super) fn g15_safety(q: Question<'_>, found: &mut Findings) {
    let message = &q.facts.message;
    if message.kind == ContentKind::Safety && message.touch == Touch::Tech && !message.reviewed_by_maker {
        found.refuse(Refusal::SafetyNotReviewed);
    }
}

/// G18: the way they asked for. For safety it binds while that way leads to them.
pub(super) fn g18_wish(q: Question<'_>, found: &mut Findings) {
    let Some(wished) = q.facts.person.wish else { return };
    let channel = q.ask.channel;
    if keeps_wish(channel, wished) {
        return found.pass(Passed::WishKept { channel });
    }
    if q.kind() == ContentKind::Safety && q.facts.channel(wished).reach != Reach::Live {
        return;
    }
    found.refuse(Refusal::OtherWayWished { wished });
}
