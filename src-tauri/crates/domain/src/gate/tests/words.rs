//! G5 to G8: the right recipient, the right words, not too often.

use super::*;

// ---- G5 ----

#[test]
fn g5_nothing_goes_where_nobody_lives() {
    let mut facts = care();
    facts.channels = vec![ChannelFacts {
        channel: Channel::Letter,
        reach: Reach::Dead,
        stopped: false,
    }];
    check(
        Stage::Print,
        Channel::Letter,
        &facts,
        expect!["G5 contact_point_dead channel=letter"],
    );
    check(
        Stage::Send,
        Channel::Phone,
        &facts,
        expect!["G5 no_contact_point channel=phone"],
    );
    assert!(
        refusals(Stage::Plan, Channel::Phone, &facts).is_empty(),
        "a number may turn up until then"
    );
    assert!(
        refusals(Stage::Send, Channel::Leaflet, &facts).is_empty(),
        "the counter needs no address"
    );
}

#[test]
fn g5_only_what_was_shown_goes_out() {
    let preview = PreviewFacts {
        shown_recipient: CustomerId(1),
        recipient: CustomerId(1),
        shown_fingerprint: 77,
        fingerprint: 77,
    };
    let mut facts = care();
    facts.preview = Some(preview);
    assert!(
        refusals(Stage::Print, Channel::Letter, &facts).is_empty(),
        "nothing changed since"
    );
    facts.preview = Some(PreviewFacts {
        fingerprint: 78,
        ..preview
    });
    check(Stage::Print, Channel::Letter, &facts, expect!["G5 preview_stale"]);
    facts.preview = Some(PreviewFacts {
        recipient: CustomerId(2),
        ..preview
    });
    check(
        Stage::Send,
        Channel::Letter,
        &facts,
        expect!["G5 recipient_changed shown=1 now=2"],
    );
}

// ---- G6 ----

#[rstest]
#[case::phone(Channel::Phone)]
#[case::letter(Channel::Letter)]
#[case::postcard(Channel::Postcard)]
#[case::visit(Channel::Visit)]
#[case::email(Channel::Email)]
#[case::line(Channel::Line)]
#[case::sms(Channel::Sms)]
fn g6_no_offer_without_consent_for_offers_on_that_way(#[case] channel: Channel) {
    let offer = consent(
        channel,
        Purpose::Care,
        ConsentState::Granted,
        facts(ContentKind::Offer),
    );
    assert_eq!(
        refusals(Stage::Show, channel, &offer),
        [format!("G6 consent_missing channel={channel} purpose=offer")],
        "consent to care is not consent to advertising"
    );
    let consented = consent(channel, Purpose::Offer, ConsentState::Granted, offer);
    assert!(
        refusals(Stage::Show, channel, &consented).is_empty(),
        "with its own consent it goes"
    );
}

#[test]
fn g6_g7_g12_mistakes_in_the_text_hold_it_back() {
    let mut facts = care();
    let finding = |kind, detail: &str| MessageFinding {
        kind,
        detail: detail.to_owned(),
    };
    facts.message.findings = vec![
        finding(FindingKind::UnfilledField, "item"),
        finding(FindingKind::OptOutMissing, ""),
        finding(FindingKind::PrivateField, "note"),
        finding(FindingKind::UnfilledField, "item"),
        finding(FindingKind::HarmfulAdvice, "alcohol"),
    ];
    check(
        Stage::Print,
        Channel::Letter,
        &facts,
        expect![[r#"
            G6 message finding=opt_out_missing detail=
            G7 message finding=unfilled_field detail=item
            G12 message finding=private_field detail=note
            G14 message finding=harmful_advice detail=alcohol"#]],
    );
    assert!(
        refusals(Stage::Plan, Channel::Letter, &facts).is_empty(),
        "there is no text to plan yet"
    );
}

// ---- G7 ----

#[rstest]
#[case::unfilled(FindingKind::UnfilledField)]
#[case::honorific(FindingKind::WrongHonorific)]
#[case::kana(FindingKind::KanaForKanji)]
#[case::signature(FindingKind::WrongStaffName)]
#[case::empty(FindingKind::EmptyText)]
fn g7_a_wrong_name_never_leaves_the_shop(#[case] kind: FindingKind) {
    let mut facts = care();
    facts.message.findings = vec![MessageFinding {
        kind,
        detail: "name".to_owned(),
    }];
    for stage in [Stage::Show, Stage::Print, Stage::Send] {
        let verdict = evaluate(&ask(stage, Channel::Letter), &facts, &GatePolicy::default());
        assert!(!verdict.allowed, "{} at {}", kind.as_str(), stage.as_str());
        assert_eq!(verdict.refusals[0].rule(), "G7", "told as a mistake in the text");
    }
}

// ---- G8 ----

#[rstest]
#[case::yesterday("2026-11-21", false)]
#[case::twenty_seven_days("2026-10-26", false)]
#[case::twenty_eight_days("2026-10-25", true)]
#[case::dated_tomorrow_by_a_wrong_clock("2026-11-23", false)]
fn g8_a_household_is_left_in_peace_for_twenty_eight_days(#[case] last_on: &str, #[case] allowed: bool) {
    let mut facts = care();
    facts.history.last_care_on = Some(day(last_on));
    let refusals = refusals(Stage::Show, Channel::Phone, &facts);
    assert_eq!(
        refusals.is_empty(),
        allowed,
        "28 days must lie between: {refusals:?}"
    );
}

#[test]
fn g8_safety_and_notices_are_never_too_often() {
    for kind in [ContentKind::Safety, ContentKind::Notice] {
        let mut facts = facts(kind);
        facts.history.last_care_on = Some(day("2026-11-21"));
        assert!(
            refusals(Stage::Send, Channel::Phone, &facts).is_empty(),
            "{kind} does not wait"
        );
    }
}

#[test]
fn g8_three_offers_a_year_are_enough() {
    let mut facts = consent(
        Channel::Phone,
        Purpose::Offer,
        ConsentState::Granted,
        facts(ContentKind::Offer),
    );
    facts.history.offers_this_year = 2;
    assert!(
        refusals(Stage::Send, Channel::Phone, &facts).is_empty(),
        "the third may go"
    );
    facts.history.offers_this_year = 3;
    check(
        Stage::Send,
        Channel::Phone,
        &facts,
        expect!["G8 offer_limit sent=3 limit=3 allowed_from=2027-01-01"],
    );
    facts.message.kind = ContentKind::Care;
    assert!(
        refusals(Stage::Send, Channel::Phone, &facts).is_empty(),
        "care is not an offer"
    );
}
