//! G14 to G18: advice that fits, safety that arrives, and the way they asked for.

use super::*;

// ---- G14 ----

#[rstest]
#[case::its_finish(Finish::Oil, None)]
#[case::not_known(Finish::Unknown, Some("G14 finish_unknown"))]
#[case::opposite(Finish::Urethane, Some("G14 finish_mismatch finish=urethane"))]
fn g14_advice_for_oil_reaches_oil_only(#[case] finish: Finish, #[case] refusal: Option<&str>) {
    for kind in [ContentKind::Care, ContentKind::Safety] {
        let mut facts = item(|item| item.finish = finish, facts(kind));
        facts.message.finishes = vec![Finish::Oil, Finish::Soap];
        for stage in Stage::ALL {
            assert_eq!(
                refusals(*stage, Channel::Phone, &facts),
                refusal.into_iter().collect::<Vec<_>>(),
                "{kind} at {}",
                stage.as_str()
            );
        }
        facts.message.finishes.clear();
        assert!(
            refusals(Stage::Send, Channel::Phone, &facts).is_empty(),
            "what is safe for all goes to all"
        );
    }
}

#[rstest]
#[case::its_material(Material::Leather, None)]
#[case::not_known(Material::Unknown, Some("G14 material_unknown"))]
#[case::another(Material::Fabric, Some("G14 material_mismatch material=fabric"))]
fn g14_advice_for_leather_reaches_leather_only(#[case] material: Material, #[case] refusal: Option<&str>) {
    let mut facts = item(|item| item.material = material, care());
    facts.message.materials = vec![Material::Leather];
    assert_eq!(
        refusals(Stage::Plan, Channel::Phone, &facts),
        refusal.into_iter().collect::<Vec<_>>(),
        "asked when planned already"
    );
}

#[test]
fn g14_without_an_item_only_what_is_safe_for_all_goes() {
    let mut facts = care();
    facts.item = None;
    assert!(
        refusals(Stage::Send, Channel::Phone, &facts).is_empty(),
        "a greeting needs no item"
    );
    facts.message.finishes = vec![Finish::Oil];
    check(Stage::Send, Channel::Phone, &facts, expect!["G14 finish_unknown"]);
}

// ---- G15 ----

#[test]
fn g15_a_recall_reaches_those_who_refused_everything_else() {
    let mut facts = facts(ContentKind::Safety);
    for channel in [Channel::Email, Channel::Phone, Channel::Letter] {
        for purpose in Purpose::ALL {
            facts = consent(channel, *purpose, ConsentState::Denied, facts);
        }
    }
    facts.person.mall_limited = true;
    facts.person.service_only = true;
    facts.cases.open = Some((CaseId(1), day("2026-11-01")));
    facts.history.last_care_on = Some(day("2026-11-21"));
    facts.household.family_change_on = Some(day("2026-11-01"));
    check_everywhere(&facts, expect![""]);
}

#[rstest]
#[case::stored(ItemState::Stored, true)]
#[case::disposed(ItemState::Disposed, false)]
#[case::returned(ItemState::Returned, false)]
#[case::given_away(ItemState::GivenAway, false)]
fn g15_a_recall_follows_the_thing_while_they_have_it(#[case] state: ItemState, #[case] allowed: bool) {
    let facts = item(|item| item.state = state, facts(ContentKind::Safety));
    let refusals = refusals(Stage::Send, Channel::Phone, &facts);
    assert_eq!(
        refusals.is_empty(),
        allowed,
        "never for what is gone: {refusals:?}"
    );
}

#[test]
fn g15_safety_keeps_to_a_stop_while_another_way_is_open() {
    let mut facts = stopped(Channel::Phone, facts(ContentKind::Safety));
    check(
        Stage::Send,
        Channel::Phone,
        &facts,
        expect!["G4 channel_stopped channel=phone"],
    );
    facts.channels.retain(|known| known.channel == Channel::Phone);
    assert!(
        refusals(Stage::Send, Channel::Phone, &facts).is_empty(),
        "no other way is left"
    );
}

#[test]
fn g15_what_no_maker_reviewed_does_not_go_out_by_itself() {
    let mut facts = facts(ContentKind::Safety);
    facts.message.touch = Touch::Tech;
    check(
        Stage::Send,
        Channel::Email,
        &facts,
        expect!["G15 safety_not_reviewed"],
    );
    facts.message.reviewed_by_maker = true;
    assert!(
        refusals(Stage::Send, Channel::Email, &facts).is_empty(),
        "reviewed, it may"
    );
}

// ---- G18 ----

#[rstest]
#[case::as_wished(Channel::Letter, Channel::Letter, true)]
#[case::paper_for_paper(Channel::Letter, Channel::Postcard, true)]
#[case::the_counter_disturbs_nobody(Channel::Letter, Channel::Leaflet, true)]
#[case::a_call_for_a_letter(Channel::Letter, Channel::Phone, false)]
#[case::a_letter_for_a_call(Channel::Phone, Channel::Letter, false)]
fn g18_do_not_call_write_is_hard(#[case] wished: Channel, #[case] channel: Channel, #[case] allowed: bool) {
    for kind in [ContentKind::Care, ContentKind::Notice, ContentKind::Safety] {
        let mut facts = facts(kind);
        facts.person.wish = Some(wished);
        let expected: Vec<String> = if allowed {
            vec![]
        } else {
            vec![format!("G18 other_way_wished wished={wished}")]
        };
        assert_eq!(
            refusals(Stage::Show, channel, &facts),
            expected,
            "{kind}: a wish, not a hint"
        );
    }
}

#[test]
fn g18_a_recall_goes_another_way_only_when_the_wished_one_leads_nowhere() {
    let mut facts = facts(ContentKind::Safety);
    facts.person.wish = Some(Channel::Email);
    facts.channels.retain(|known| known.channel != Channel::Email);
    assert!(
        refusals(Stage::Send, Channel::Phone, &facts).is_empty(),
        "there is no address to write to"
    );
}
