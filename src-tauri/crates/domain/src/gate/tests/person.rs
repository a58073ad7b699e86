//! G4: who may be contacted, and in which way.

use super::*;

// ---- G4 ----

#[rstest]
#[case::deceased(CustomerState::Deceased)]
#[case::erased(CustomerState::Erased)]
fn g4_death_and_erasure_silence_everything_safety_too(#[case] state: CustomerState) {
    for kind in ContentKind::ALL {
        let mut facts = consent(
            Channel::Phone,
            Purpose::Offer,
            ConsentState::Granted,
            facts(*kind),
        );
        facts.person.state = state;
        for stage in Stage::ALL {
            assert_eq!(
                refusals(*stage, Channel::Phone, &facts),
                [format!("G4 person_state state={state}")],
                "{kind} at {}",
                stage.as_str()
            );
        }
    }
}

#[test]
fn g4_who_moved_out_of_reach_gets_no_courtesy_and_nothing_at_the_old_door() {
    let mut courtesy = care();
    courtesy.person.state = CustomerState::MovedAway;
    check(
        Stage::Plan,
        Channel::Phone,
        &courtesy,
        expect!["G4 person_state state=moved_away"],
    );
    let mut recall = facts(ContentKind::Safety);
    recall.person.state = CustomerState::MovedAway;
    assert!(
        refusals(Stage::Send, Channel::Phone, &recall).is_empty(),
        "a recall may still call"
    );
    check(
        Stage::Send,
        Channel::Letter,
        &recall,
        expect!["G4 person_state state=moved_away"],
    );
}

#[test]
fn g4_the_suppression_list_beats_everything() {
    for kind in ContentKind::ALL {
        let mut facts = consent(
            Channel::Phone,
            Purpose::Offer,
            ConsentState::Granted,
            facts(*kind),
        );
        facts.person.suppressed = true;
        assert_eq!(
            refusals(Stage::Send, Channel::Phone, &facts),
            ["G4 suppressed"],
            "{kind}"
        );
    }
}

#[rstest]
#[case::care(ContentKind::Care, false)]
#[case::notice(ContentKind::Notice, false)]
#[case::safety(ContentKind::Safety, false)]
#[case::request(ContentKind::Request, true)]
#[case::offer(ContentKind::Offer, true)]
fn g4_mall_buyers_minors_and_gift_receivers_get_service_only(
    #[case] kind: ContentKind,
    #[case] refused: bool,
) {
    for channel in [Channel::Phone, Channel::Leaflet] {
        let mut mall = consent(Channel::Phone, Purpose::Offer, ConsentState::Granted, facts(kind));
        mall.person.mall_limited = true;
        let mut gift = consent(Channel::Phone, Purpose::Offer, ConsentState::Granted, facts(kind));
        gift.person.service_only = true;
        let expected = |code: &'static str| if refused { vec![code] } else { vec![] };
        assert_eq!(
            refusals(Stage::Send, channel, &mall),
            expected("G4 mall_limited"),
            "{kind} by {channel}"
        );
        assert_eq!(
            refusals(Stage::Send, channel, &gift),
            expected("G4 service_only"),
            "{kind} by {channel}"
        );
    }
}

#[rstest]
#[case::phone(Channel::Phone, true)]
#[case::letter(Channel::Letter, true)]
#[case::postcard(Channel::Postcard, true)]
#[case::visit(Channel::Visit, true)]
#[case::leaflet(Channel::Leaflet, true)]
#[case::email(Channel::Email, false)]
#[case::line(Channel::Line, false)]
#[case::sms(Channel::Sms, false)]
fn g4_care_goes_without_consent_only_by_voice_and_paper(#[case] channel: Channel, #[case] allowed: bool) {
    let expected: Vec<String> = if allowed {
        vec![]
    } else {
        vec![format!("G4 consent_missing channel={channel} purpose=care")]
    };
    assert_eq!(
        refusals(Stage::Send, channel, &care()),
        expected,
        "nothing on record is never a yes"
    );
    let consented = consent(channel, Purpose::Care, ConsentState::Granted, care());
    assert!(
        refusals(Stage::Send, channel, &consented).is_empty(),
        "with consent it goes"
    );
}

#[test]
fn g4_consent_for_one_way_or_purpose_says_nothing_about_another() {
    let facts = consent(Channel::Line, Purpose::Care, ConsentState::Granted, care());
    let facts = consent(Channel::Email, Purpose::Offer, ConsentState::Granted, facts);
    check(
        Stage::Send,
        Channel::Email,
        &facts,
        expect!["G4 consent_missing channel=email purpose=care"],
    );
}

#[test]
fn g4_a_refusal_or_a_stop_ends_care_on_that_way_and_no_other() {
    let denied = consent(Channel::Phone, Purpose::Care, ConsentState::Denied, care());
    check(
        Stage::Show,
        Channel::Phone,
        &denied,
        expect!["G4 consent_denied channel=phone purpose=care since=2026-07-03"],
    );
    assert!(
        refusals(Stage::Show, Channel::Letter, &denied).is_empty(),
        "letters were not refused"
    );
    let stopped = stopped(Channel::Postcard, care());
    check(
        Stage::Show,
        Channel::Postcard,
        &stopped,
        expect!["G4 channel_stopped channel=postcard"],
    );
    assert!(
        refusals(Stage::Show, Channel::Phone, &stopped).is_empty(),
        "calls were not stopped"
    );
}

#[test]
fn g4_refusing_advertising_does_not_refuse_care() {
    let facts = consent(Channel::Phone, Purpose::Offer, ConsentState::Denied, care());
    assert!(
        refusals(Stage::Send, Channel::Phone, &facts).is_empty(),
        "each purpose has its own answer"
    );
}

#[test]
fn g4_a_request_asks_for_its_own_consent_and_never_passes_as_care() {
    let mut survey = consent(
        Channel::Email,
        Purpose::Care,
        ConsentState::Granted,
        facts(ContentKind::Request),
    );
    survey.message.asks_for = Some(Purpose::Care);
    check(
        Stage::Send,
        Channel::Email,
        &survey,
        expect!["G4 consent_missing channel=email purpose=survey"],
    );
    survey.message.asks_for = Some(Purpose::Event);
    let invited = consent(Channel::Email, Purpose::Event, ConsentState::Granted, survey);
    assert!(
        refusals(Stage::Send, Channel::Email, &invited).is_empty(),
        "invited with consent for events"
    );
}

#[test]
fn g4_an_unknown_entry_is_no_entry() {
    let facts = consent(Channel::Email, Purpose::Care, ConsentState::Unknown, care());
    check(
        Stage::Send,
        Channel::Email,
        &facts,
        expect!["G4 consent_missing channel=email purpose=care"],
    );
}
