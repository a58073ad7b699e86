//! Which way to go: the first that the gate lets through.
//!
//! Not here: the rules.

use crate::kinds::{Channel, ContentKind};

use super::evaluate;
use super::facts::{Ask, GateFacts, GatePolicy, Stage};
use super::verdict::Verdict;
use crate::values::ShopDay;

/// When and for which moment a way is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// When in the contact's life.
    pub stage: Stage,
    /// The shop's day.
    pub day: ShopDay,
    /// Minute since local midnight, `0..1440`; `None` when no time of day is meant.
    pub minute: Option<u16>,
}

/// The way to go, with the gate's answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelChoice {
    /// The way that passes; `None` when none does.
    pub channel: Option<Channel>,
    /// The answer for that way; when none passes, the answer for the first one that was tried.
    pub verdict: Verdict,
    /// Every way that was tried and refused, in order.
    pub refused: Vec<(Channel, Verdict)>,
}

/// The first way that the gate lets through.
///
/// The person's wish goes first, because it is hard: no other way would pass. Then come the step's
/// channel and its fallback. A safety message also tries every way that leads to the person, paper and
/// telephone first, because it must arrive.
#[must_use]
pub fn choose_channel(
    channel: Channel,
    fallback: Option<Channel>,
    moment: Moment,
    facts: &GateFacts,
    policy: &GatePolicy,
) -> ChannelChoice {
    let mut ways: Vec<Channel> = Vec::new();
    // A wish for a letter is kept by the step's postcard; then the step decides which paper.
    let step_keeps_wish = |wished: Channel| {
        let paper = [Channel::Letter, Channel::Postcard];
        paper.contains(&wished)
            && [Some(channel), fallback]
                .into_iter()
                .flatten()
                .any(|way| paper.contains(&way))
    };
    ways.extend(facts.person.wish.filter(|wished| !step_keeps_wish(*wished)));
    ways.push(channel);
    ways.extend(fallback);
    if facts.message.kind == ContentKind::Safety {
        ways.extend([
            Channel::Letter,
            Channel::Phone,
            Channel::Postcard,
            Channel::Email,
            Channel::Sms,
            Channel::Line,
        ]);
    }
    let mut refused: Vec<(Channel, Verdict)> = Vec::new();
    for way in ways {
        if refused.iter().any(|(tried, _)| *tried == way) {
            continue;
        }
        let ask = Ask {
            stage: moment.stage,
            channel: way,
            day: moment.day,
            minute: moment.minute,
        };
        let verdict = evaluate(&ask, facts, policy);
        if verdict.allowed {
            return ChannelChoice {
                channel: Some(way),
                verdict,
                refused,
            };
        }
        refused.push((way, verdict));
    }
    let verdict = refused
        .first()
        .map(|(_, verdict)| verdict.clone())
        .unwrap_or_default();
    ChannelChoice {
        channel: None,
        verdict,
        refused,
    }
}
