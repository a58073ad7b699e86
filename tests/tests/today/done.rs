//! What is worked off: done, tried again, put off, skipped, and taken back.

use aichaku_api::error::ErrorCode;
use aichaku_api::wire::{Channel, FollowUpState, Int, Lang, Outcome, Reason, SkipReason, TodayQuery};
use aichaku_tests::house::House;
use rstest::rstest;

use super::{CALL, DELIVERED, buy, done, items, takahashi, today, with_a_call};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_days_after_delivery_a_call_stands_in_today_and_says_why() {
    let house = House::with_shop(DELIVERED).await;
    buy(&house, takahashi()).await;
    house.app.begin_day().await.expect("the day begun");
    assert!(
        items(&today(&house).await).is_empty(),
        "nothing on the day of delivery itself"
    );

    house.go_to(CALL);
    house.app.begin_day().await.expect("the day begun");
    let view = today(&house).await;
    let list = items(&view);
    assert_eq!(list.len(), 1, "one call, nothing else");
    let item = list[0];
    assert_eq!(item.customer_name, "髙橋 由美子 様", "as on an envelope");
    assert_eq!(item.channel, Channel::Phone, "by telephone");
    assert!(
        item.gate.allowed,
        "nothing speaks against it: {:?}",
        item.gate.refusals
    );
    assert!(item.within_minutes, "it fits into the day's minutes");
    assert_eq!(
        item.reason,
        Reason::DaysAfterDelivery {
            days: Int(3),
            delivered_on: DELIVERED.to_owned(),
            plan: "はじめの90日".to_owned(),
            overdue_since: None,
        },
        "the list says why today"
    );
    assert_eq!(view.due_total, Int(1), "counted");
    let english = house
        .app
        .today(TodayQuery::default(), Lang::En)
        .await
        .expect("a list");
    assert_ne!(
        items(&english)[0].title,
        item.title,
        "titles come in the asked language"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_follow_up_has_its_words_filled_in() {
    let (house, _) = with_a_call(takahashi()).await;
    let id = items(&today(&house).await)[0].follow_up;
    let detail = house.app.follow_up(id, Lang::Ja).await.expect("a follow-up");
    assert!(!detail.talking_points.is_empty(), "there is something to ask");
    let words = format!("{}{}", detail.message, detail.talking_points.join(""));
    assert!(!words.contains("{{"), "no field is left open: {words}");
    assert_eq!(detail.contact, "090-1234-5678", "the number to call, as typed");
    assert_eq!(detail.phase, "onboarding", "the first weeks with a new thing");
    assert_eq!(detail.purchase_count, Int(1), "their first purchase");
    assert_eq!(detail.suggestion, "", "no advertising without consent");
    assert!(
        detail.item.gate.allowed,
        "the words themselves pass: {:?}",
        detail.item.gate.refusals
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn done_can_be_taken_back_and_done_again() {
    let (house, customer) = with_a_call(takahashi()).await;
    let id = items(&today(&house).await)[0].follow_up;
    let first = house
        .app
        .complete(id, done(Outcome::Reached))
        .await
        .expect("done");
    assert_eq!(first.state, FollowUpState::Done, "done");
    let view = today(&house).await;
    assert!(items(&view).is_empty(), "the line is empty");
    assert_eq!(view.done.len(), 1, "and stands among the done ones");
    assert_eq!(view.done[0].undo, first.undo, "with the token to take it back");
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    assert!(
        record
            .timeline
            .iter()
            .any(|entry| format!("{entry:?}").contains("がたつきなし")),
        "the contact stands in the record"
    );

    house
        .app
        .undo(first.undo.expect("a token"))
        .await
        .expect("taken back");
    assert_eq!(
        items(&today(&house).await).len(),
        1,
        "it stands in the list again"
    );
    house
        .app
        .complete(id, done(Outcome::Reached))
        .await
        .expect("a contact that was taken back does not count against the next");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_windows_cannot_do_the_same_thing_twice() {
    let (house, _) = with_a_call(takahashi()).await;
    let id = items(&today(&house).await)[0].follow_up;
    house
        .app
        .complete(id, done(Outcome::Reached))
        .await
        .expect("done");
    for second in [
        house.app.complete(id, done(Outcome::Reached)).await.map(|_| ()),
        house
            .app
            .skip(id, SkipReason::Other, String::new())
            .await
            .map(|_| ()),
        house.app.postpone(id, "2026-12-01".to_owned()).await.map(|_| ()),
    ] {
        assert_eq!(
            second.expect_err("refused").code,
            ErrorCode::AlreadyClosed,
            "the second window is told so"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_was_not_reached_is_tried_again_two_working_days_later() {
    let (house, _) = with_a_call(takahashi()).await;
    let id = items(&today(&house).await)[0].follow_up;
    let tried = house
        .app
        .complete(id, done(Outcome::NotReached))
        .await
        .expect("a try");
    assert_eq!(tried.state, FollowUpState::Planned, "it stays open");
    assert_eq!(
        (tried.attempts, tried.due.as_str()),
        (Int(1), "2026-11-10"),
        "on another day"
    );
    assert!(items(&today(&house).await).is_empty(), "today is over for it");
    house.go_to("2026-11-10");
    house.app.begin_day().await.expect("the day begun");
    let view = today(&house).await;
    assert_eq!(
        items(&view)[0].attempts,
        Int(1),
        "and says how often it was tried"
    );
    assert!(
        items(&view)[0].gate.allowed,
        "a try that reached nobody holds nothing back"
    );
    house
        .app
        .undo(tried.undo.expect("a token"))
        .await
        .expect("taken back");
    let view = today(&house).await;
    assert_eq!(
        (items(&view)[0].attempts, items(&view)[0].due.as_str()),
        (Int(0), CALL),
        "all of it"
    );
}

#[rstest]
#[case::today(CALL, ErrorCode::Invalid)]
#[case::the_past("2026-01-01", ErrorCode::Invalid)]
#[case::far_away("2028-01-01", ErrorCode::Invalid)]
#[case::no_day("2026-02-30", ErrorCode::InvalidDay)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_follow_up_is_put_off_to_a_day_to_come_only(#[case] to: &str, #[case] code: ErrorCode) {
    let (house, _) = with_a_call(takahashi()).await;
    let id = items(&today(&house).await)[0].follow_up;
    let refused = house.app.postpone(id, to.to_owned()).await.expect_err("refused");
    assert_eq!(refused.code, code, "{to} is refused");
    let moved = house
        .app
        .postpone(id, "2026-11-20".to_owned())
        .await
        .expect("put off");
    assert_eq!(moved.due, "2026-11-20", "a day to come is fine");
    house.app.begin_day().await.expect("planned again");
    assert!(
        items(&today(&house).await).is_empty(),
        "planning again keeps the day that a person chose"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_skipped_says_why_and_keeps_the_note() {
    let (house, customer) = with_a_call(takahashi()).await;
    let id = items(&today(&house).await)[0].follow_up;
    let skipped = house
        .app
        .skip(id, SkipReason::RecentlyInTouch, "先週ご来店。".to_owned())
        .await
        .expect("skipped");
    assert_eq!(
        (skipped.state, skipped.why),
        (FollowUpState::Skipped, Some(SkipReason::RecentlyInTouch)),
        "with its reason"
    );
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    assert!(
        record.notes.iter().any(|note| note.body == "先週ご来店。"),
        "the note is not lost"
    );
    house
        .app
        .undo(skipped.undo.expect("a token"))
        .await
        .expect("taken back");
    assert_eq!(
        items(&today(&house).await).len(),
        1,
        "it stands in the list again"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_being_typed_is_kept_until_it_is_done() {
    let (house, _) = with_a_call(takahashi()).await;
    let id = items(&today(&house).await)[0].follow_up;
    let key = format!("follow_up:{}", id.0);
    house
        .app
        .save_draft(key.clone(), "お子さまが生ま".to_owned())
        .await
        .expect("kept");
    let again = house.again(CALL);
    again.app.app_state().await.expect("opened");
    let detail = again.app.follow_up(id, Lang::Ja).await.expect("a follow-up");
    assert_eq!(
        detail.draft, "お子さまが生ま",
        "a program that ended loses no word"
    );
    again
        .app
        .complete(id, done(Outcome::Reached))
        .await
        .expect("done");
    assert_eq!(again.app.draft(key).await.expect("a draft"), "", "done is done");
}
