//! G1 to G3: the thing, the case, and what was said already.

use super::*;

// ---- G1 ----

#[rstest]
#[case::stored(ItemState::Stored)]
#[case::given_away(ItemState::GivenAway)]
#[case::disposed(ItemState::Disposed)]
#[case::returned(ItemState::Returned)]
#[case::exchanged(ItemState::Exchanged)]
#[case::cancelled(ItemState::Cancelled)]
fn g1_no_care_for_what_is_not_in_use(#[case] state: ItemState) {
    let facts = item(|item| item.state = state, care());
    for stage in Stage::ALL {
        assert_eq!(
            refusals(*stage, Channel::Phone, &facts),
            [format!("G1 item_not_in_use state={state}")],
            "asked at every stage, {} too",
            stage.as_str()
        );
    }
}

#[rstest]
#[case::awaiting(ItemState::Awaiting, None, "G1 not_delivered")]
#[case::agreed_for_later(
    ItemState::Awaiting,
    Some("2026-12-05"),
    "G1 not_delivered delivered_on=2026-12-05"
)]
#[case::in_use_but_dated_tomorrow(
    ItemState::InUse,
    Some("2026-11-23"),
    "G1 not_delivered delivered_on=2026-11-23"
)]
#[case::in_use_without_a_date(ItemState::InUse, None, "G1 not_delivered")]
fn g1_no_care_before_delivery(
    #[case] state: ItemState,
    #[case] delivered_on: Option<&str>,
    #[case] refusal: &str,
) {
    let facts = item(
        |item| {
            item.state = state;
            item.delivered_on = delivered_on.map(day);
        },
        care(),
    );
    assert_eq!(
        refusals(Stage::Send, Channel::Phone, &facts),
        [refusal],
        "the clock starts at delivery"
    );
}

#[test]
fn g1_delivered_today_is_delivered() {
    let facts = item(|item| item.delivered_on = Some(today()), care());
    assert!(
        refusals(Stage::Send, Channel::Phone, &facts).is_empty(),
        "the day itself counts"
    );
}

#[test]
fn g1_news_of_a_delivery_or_return_goes_out_whatever_the_item_is() {
    for state in [ItemState::Awaiting, ItemState::Returned, ItemState::Cancelled] {
        let facts = item(|item| item.state = state, facts(ContentKind::Notice));
        assert!(
            refusals(Stage::Send, Channel::Phone, &facts).is_empty(),
            "a notice about {state}"
        );
    }
}

// ---- G2 ----

#[rstest]
#[case::care(ContentKind::Care, true)]
#[case::request(ContentKind::Request, true)]
#[case::offer(ContentKind::Offer, true)]
#[case::notice(ContentKind::Notice, false)]
#[case::safety(ContentKind::Safety, false)]
fn g2_an_open_case_stops_every_courtesy_at_every_stage(#[case] kind: ContentKind, #[case] stops: bool) {
    let mut facts = consent(Channel::Phone, Purpose::Offer, ConsentState::Granted, facts(kind));
    facts.cases.open = Some((CaseId(9), day("2026-11-01")));
    for stage in Stage::ALL {
        let expected: &[&str] = if stops {
            &["G2 open_case case=9 opened_on=2026-11-01"]
        } else {
            &[]
        };
        assert_eq!(
            refusals(*stage, Channel::Phone, &facts),
            expected,
            "{kind} at {}",
            stage.as_str()
        );
    }
}

#[rstest]
#[case::the_day_after("2026-11-21", false)]
#[case::thirteen_days("2026-11-09", false)]
#[case::fourteen_days("2026-11-08", true)]
fn g2_fourteen_days_of_rest_follow_an_unhappy_case(#[case] closed_on: &str, #[case] allowed: bool) {
    let mut facts = care();
    facts.cases.last_unhappy_closed_on = Some(day(closed_on));
    let refusals = refusals(Stage::Send, Channel::Phone, &facts);
    assert_eq!(
        refusals.is_empty(),
        allowed,
        "fewer than fourteen days are too few: {refusals:?}"
    );
}

// ---- G3 ----

#[rstest]
#[case::today("2026-11-22", false)]
#[case::nineteen_days("2026-11-03", false)]
#[case::twenty_days("2026-11-02", true)]
fn g3_the_same_content_rests_for_person_and_household(#[case] last_on: &str, #[case] allowed: bool) {
    let mut to_person = care();
    to_person.history.same_content_person_on = Some(day(last_on));
    let mut to_household = care();
    to_household.history.same_content_household_on = Some(day(last_on));
    for facts in [to_person, to_household] {
        let refusals = refusals(Stage::Send, Channel::Phone, &facts);
        assert_eq!(
            refusals.is_empty(),
            allowed,
            "twenty days must pass: {refusals:?}"
        );
    }
}

#[test]
fn g3_the_later_of_person_and_household_is_told() {
    let mut facts = care();
    facts.history.same_content_person_on = Some(day("2026-11-10"));
    facts.history.same_content_household_on = Some(day("2026-11-15"));
    check(
        Stage::Show,
        Channel::Phone,
        &facts,
        expect!["G3 same_content heard_by=household last_on=2026-11-15 allowed_from=2026-12-05"],
    );
    facts.history.same_content_household_on = Some(day("2026-11-10"));
    check(
        Stage::Show,
        Channel::Phone,
        &facts,
        expect!["G3 same_content heard_by=person last_on=2026-11-10 allowed_from=2026-11-30"],
    );
}

#[test]
fn g3_what_somebody_else_has_in_hand_is_not_done_twice() {
    let mut facts = care();
    facts.history.claimed_by = Some(StaffId(3));
    check(
        Stage::Send,
        Channel::Phone,
        &facts,
        expect!["G3 claimed_elsewhere staff=3"],
    );
}
