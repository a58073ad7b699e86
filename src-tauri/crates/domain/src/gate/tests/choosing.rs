//! Choosing a way.

use super::*;

// ---- choosing a way ----

fn choose(channel: Channel, fallback: Option<Channel>, facts: &GateFacts) -> ChannelChoice {
    let moment = Moment {
        stage: Stage::Show,
        day: today(),
        minute: Some(600),
    };
    choose_channel(channel, fallback, moment, facts, &GatePolicy::default())
}

#[test]
fn the_steps_channel_goes_first_then_its_fallback() {
    let facts = care();
    assert_eq!(
        choose(Channel::Phone, Some(Channel::Letter), &facts).channel,
        Some(Channel::Phone),
        "first choice"
    );
    let choice = choose(Channel::Email, Some(Channel::Postcard), &facts);
    assert_eq!(
        choice.channel,
        Some(Channel::Postcard),
        "no consent to mail, so paper"
    );
    assert_eq!(choice.refused.len(), 1, "and it says why not by mail");
    assert_eq!(choice.refused[0].0, Channel::Email, "the way that was refused");
}

#[test]
fn a_hard_wish_goes_before_the_steps_channel() {
    let mut facts = care();
    facts.person.wish = Some(Channel::Letter);
    assert_eq!(
        choose(Channel::Phone, None, &facts).channel,
        Some(Channel::Letter),
        "they asked for letters"
    );
    assert_eq!(
        choose(Channel::Phone, Some(Channel::Postcard), &facts).channel,
        Some(Channel::Postcard),
        "in writing, on the paper that the step has"
    );
}

#[test]
fn when_no_way_is_open_the_first_reason_is_told() {
    let mut facts = care();
    facts.person.state = CustomerState::Deceased;
    let choice = choose(Channel::Phone, Some(Channel::Letter), &facts);
    assert_eq!(choice.channel, None, "nobody is contacted");
    assert_eq!(
        choice.verdict.refusals[0].code(),
        "person_state",
        "and it says why"
    );
    assert_eq!(choice.refused.len(), 2, "every way was tried");
}

#[test]
fn a_recall_tries_every_way_that_leads_there() {
    let mut facts = facts(ContentKind::Safety);
    facts.channels.retain(|known| known.channel == Channel::Sms);
    let choice = choose(Channel::Email, None, &facts);
    assert_eq!(choice.channel, Some(Channel::Sms), "the last way that is left");
}
