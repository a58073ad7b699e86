//! G9 to G13: the hour, the clock, secrets, and changes in a household.

use super::*;

// ---- G9 ----

#[rstest]
#[case::call_too_early(Channel::Phone, 8 * 60 + 59, false)]
#[case::call_at_nine(Channel::Phone, 9 * 60, true)]
#[case::call_at_eight_in_the_evening(Channel::Phone, 20 * 60, false)]
#[case::visit_at_night(Channel::Visit, 21 * 60, false)]
#[case::mail_at_night(Channel::Email, 23 * 60, false)]
#[case::line_at_night(Channel::Line, 5 * 60, false)]
#[case::sms_at_half_past_eight(Channel::Sms, 20 * 60 + 30, true)]
#[case::letter_at_night(Channel::Letter, 23 * 60, true)]
fn g9_nobody_is_disturbed_at_night(#[case] channel: Channel, #[case] minute: u16, #[case] allowed: bool) {
    let facts = consent(channel, Purpose::Care, ConsentState::Granted, care());
    let ask = Ask {
        minute: Some(minute),
        ..ask(Stage::Send, channel)
    };
    let refusals = refusals_at(ask, &facts, &GatePolicy::default());
    assert_eq!(refusals.is_empty(), allowed, "hours of {channel}: {refusals:?}");
}

#[test]
fn g9_without_a_time_of_day_hours_are_not_asked() {
    let ask = Ask {
        minute: None,
        ..ask(Stage::Send, Channel::Phone)
    };
    assert!(
        refusals_at(ask, &care(), &GatePolicy::default()).is_empty(),
        "a list for another day"
    );
}

#[test]
fn g9_nobody_calls_on_a_closing_day() {
    let policy = GatePolicy {
        calendar: ShopCalendar::new(&[Weekday::Sun], &[]),
        ..GatePolicy::default()
    };
    assert_eq!(
        refusals_at(ask(Stage::Show, Channel::Phone), &care(), &policy),
        ["G9 closed_day next_open=2026-11-23"],
        "a Sunday, and closed"
    );
    assert!(
        refusals_at(ask(Stage::Print, Channel::Letter), &care(), &policy).is_empty(),
        "printing disturbs nobody"
    );
}

#[rstest]
#[case::the_next_new_year("2026-12-10", 2026, false)]
#[case::in_january("2027-01-05", 2026, false)]
#[case::a_year_later("2027-12-10", 2026, true)]
#[case::the_year_before("2025-12-10", 2026, true)]
fn g9_no_new_years_wishes_into_a_house_of_mourning(
    #[case] on: &str,
    #[case] death: i32,
    #[case] allowed: bool,
) {
    let mut facts = care();
    facts.item = None;
    facts.household.mourning_year = Some(death);
    facts.message.new_year_greeting = true;
    let ask = Ask {
        day: day(on),
        ..ask(Stage::Print, Channel::Postcard)
    };
    let refusals = refusals_at(ask, &facts, &GatePolicy::default());
    assert_eq!(
        refusals.is_empty(),
        allowed,
        "the New Year after the death: {refusals:?}"
    );
    facts.message.new_year_greeting = false;
    assert!(
        refusals_at(ask, &facts, &GatePolicy::default()).is_empty(),
        "ordinary care may go"
    );
}

// ---- G11 ----

#[test]
fn g11_nothing_goes_out_by_a_wrong_clock() {
    let mut facts = care();
    facts.clock = ClockFacts::BeforeLastUse {
        last_used_on: day("2026-12-24"),
    };
    for stage in [Stage::Print, Stage::Send] {
        assert_eq!(
            refusals(stage, Channel::Letter, &facts),
            ["G11 clock_wrong last_used_on=2026-12-24"],
            "at {}",
            stage.as_str()
        );
    }
    assert!(
        refusals(Stage::Show, Channel::Letter, &facts).is_empty(),
        "looking harms nobody"
    );
}

#[test]
fn g11_after_an_absence_the_machine_sends_nothing_by_itself() {
    let mut facts = consent(Channel::Email, Purpose::Care, ConsentState::Granted, care());
    facts.clock = ClockFacts::CatchUpPending {
        last_used_on: day("2026-11-01"),
    };
    assert!(
        refusals(Stage::Send, Channel::Email, &facts).is_empty(),
        "a person who sends has looked"
    );
    facts.message.touch = Touch::Tech;
    check(
        Stage::Send,
        Channel::Email,
        &facts,
        expect!["G11 catch_up_first last_used_on=2026-11-01"],
    );
}

#[rstest]
#[case::last_day_of_grace("2026-11-12", true)]
#[case::a_day_too_late("2026-11-11", false)]
fn g11_what_makes_no_sense_any_more_stays_unsent(#[case] due: &str, #[case] allowed: bool) {
    let mut facts = care();
    facts.due = Some(DueFacts {
        on: day(due),
        grace_days: 10,
    });
    let refusals = refusals(Stage::Send, Channel::Phone, &facts);
    assert_eq!(refusals.is_empty(), allowed, "ten days of grace: {refusals:?}");
}

#[test]
fn g11_safety_is_never_too_late() {
    let mut facts = facts(ContentKind::Safety);
    facts.due = Some(DueFacts {
        on: day("2025-01-01"),
        grace_days: 10,
    });
    assert!(
        refusals(Stage::Send, Channel::Phone, &facts).is_empty(),
        "better late than never"
    );
}

// ---- G12 ----

#[rstest]
#[case::buyer_by_mail(true, Channel::Email, true)]
#[case::buyer_at_the_counter(true, Channel::Leaflet, true)]
#[case::buyer_by_postcard(true, Channel::Postcard, false)]
#[case::buyer_by_telephone(true, Channel::Phone, false)]
#[case::somebody_else_by_mail(false, Channel::Email, false)]
fn g12_a_surprise_stays_a_surprise(#[case] bought_it: bool, #[case] channel: Channel, #[case] allowed: bool) {
    let facts = item(
        |item| {
            item.secret = true;
            item.recipient_bought_it = bought_it;
        },
        consent(Channel::Email, Purpose::Care, ConsentState::Granted, care()),
    );
    let expected: &[&str] = if allowed { &[] } else { &["G12 secret_item"] };
    assert_eq!(
        refusals(Stage::Show, channel, &facts),
        expected,
        "only the buyer, only in private"
    );
}

#[test]
fn g12_safety_goes_before_secrecy() {
    let facts = item(|item| item.secret = true, facts(ContentKind::Safety));
    assert!(
        refusals(Stage::Send, Channel::Phone, &facts).is_empty(),
        "somebody could get hurt"
    );
}

// ---- G13 ----

#[test]
fn g13_after_a_change_in_the_household_a_person_looks_first() {
    let mut facts = care();
    facts.household.family_change_on = Some(day("2026-06-01"));
    facts.household.moved_on = Some(day("2026-09-10"));
    check_everywhere(
        &facts,
        expect![[r#"
            G13 needs_review change=family on=2026-06-01
            G13 needs_review change=moved on=2026-09-10"#]],
    );
    facts.household.reviewed_on = Some(day("2026-08-01"));
    check_everywhere(&facts, expect!["G13 needs_review change=moved on=2026-09-10"]);
    facts.household.reviewed_on = Some(day("2026-09-10"));
    check_everywhere(&facts, expect![""]);
}
