//! What piled up while the shop was closed, and clocks that went back.

use aichaku_api::error::ErrorCode;
use aichaku_api::wire::{CatchUpChoice, Int, NewMemo, Outcome};
use aichaku_tests::house::House;

use super::{CALL, done, items, takahashi, three_weeks_closed, today, with_a_call};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_weeks_closed_ask_before_they_flood() {
    let house = three_weeks_closed().await;
    let view = today(&house).await;
    let offer = view.catch_up.expect("the dialog is offered");
    assert_eq!(
        (offer.overdue, offer.households),
        (Int(12), Int(12)),
        "twelve calls piled up"
    );
    assert_eq!(offer.since, "2026-11-11", "since the first of them");
    assert_eq!(offer.safety, Int(0), "none of them safety");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_pile_is_let_go_and_taken_back() {
    let house = three_weeks_closed().await;
    let report = house.app.catch_up(CatchUpChoice::Skip).await.expect("settled");
    assert_eq!(
        (report.skipped, report.moved),
        (Int(12), Int(0)),
        "all of it is let go"
    );
    let view = today(&house).await;
    assert!(
        view.catch_up.is_none() && items(&view).is_empty(),
        "the morning is free"
    );
    assert!(view.done.is_empty(), "and nobody claims to have done it");
    house
        .app
        .undo(report.undo.expect("a token"))
        .await
        .expect("taken back");
    let view = today(&house).await;
    assert_eq!(view.due_total, Int(12), "all of it is back");
    assert!(view.catch_up.is_some(), "and the question is open again");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_pile_is_spread_within_the_minutes_of_each_day() {
    let house = three_weeks_closed().await;
    let report = house.app.catch_up(CatchUpChoice::Spread).await.expect("settled");
    assert_eq!(report.skipped, Int(0), "nothing is lost");
    assert!(report.until.is_some(), "it says until when");
    let view = today(&house).await;
    assert!(view.catch_up.is_none(), "settled is settled");
    assert!(
        items(&view).len() < 12 && !items(&view).is_empty(),
        "today holds its part only, got {}",
        items(&view).len()
    );
    house
        .app
        .undo(report.undo.expect("a token"))
        .await
        .expect("taken back");
    assert_eq!(
        today(&house).await.due_total,
        Int(12),
        "all of it is back on its day"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn safety_and_promises_are_never_let_go() {
    let house = House::with_shop("2026-11-01").await;
    let customer = house
        .app
        .add_customer(takahashi(), None)
        .await
        .expect("a customer")
        .id;
    house
        .app
        .add_memo(NewMemo {
            customer,
            body: "見積もりの返事".to_owned(),
            promise_on: Some("2026-11-03".to_owned()),
            staff: None,
        })
        .await
        .expect("a promise");
    house.app.begin_day().await.expect("the day begun");
    house.go_to("2027-03-01");
    house.app.begin_day().await.expect("the day begun");
    house.app.catch_up(CatchUpChoice::Skip).await.expect("settled");
    let view = today(&house).await;
    assert_eq!(
        items(&view).len(),
        1,
        "what was promised four months ago is still promised"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_went_back_does_nothing_by_itself() {
    let (house, _) = with_a_call(takahashi()).await;
    let id = items(&today(&house).await)[0].follow_up;
    house.go_to("2026-10-01");
    let report = house.app.begin_day().await.expect("the day begun");
    assert_eq!(
        (report.planned, report.lapsed),
        (Int(0), Int(0)),
        "nothing is planned into the past"
    );
    let error = house
        .app
        .complete(id, done(Outcome::Reached))
        .await
        .expect_err("refused");
    assert_eq!(
        error.code,
        ErrorCode::GateRefused,
        "nothing goes out by a wrong clock"
    );
    house.go_to(CALL);
    house.app.begin_day().await.expect("the day begun");
    assert_eq!(
        items(&today(&house).await).len(),
        1,
        "the clock is right again and nothing is lost"
    );
}
