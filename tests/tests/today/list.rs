//! The list itself: its order, narrowed and cut, and on paper.

use aichaku_api::error::ErrorCode;
use aichaku_api::wire::{Channel, Int, Lang, NewCase, NewMemo, Outcome, Reason, TodayQuery};

use super::{done, items, takahashi, three_weeks_closed, today, with_a_care_call};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_promise_stands_in_today_on_its_day_before_all_care() {
    let (house, customer) = with_a_care_call(takahashi()).await;
    let memo = |day: Option<&str>| NewMemo {
        customer,
        body: "張り地の見本をお見せする".to_owned(),
        promise_on: day.map(str::to_owned),
        staff: None,
    };
    house.app.add_memo(memo(None)).await.expect("a note");
    let past = house
        .app
        .add_memo(memo(Some("2026-11-01")))
        .await
        .expect_err("refused");
    assert_eq!(past.code, ErrorCode::Invalid, "nobody promises the past");
    house
        .app
        .add_memo(memo(Some("2026-11-09")))
        .await
        .expect("a promise");
    assert_eq!(items(&today(&house).await).len(), 1, "not before its day");
    house.go_to("2026-11-09");
    house.app.begin_day().await.expect("the day begun");
    let view = today(&house).await;
    let list = items(&view);
    assert_eq!(list.len(), 2, "the promise and the call of yesterday");
    assert_eq!(
        list[0].title, "張り地の見本をお見せする",
        "in its own words, first"
    );
    assert_eq!(list[0].kind, None, "it is no content of the library");
    assert!(
        matches!(list[0].reason, Reason::Promise { .. }),
        "and says when it was promised"
    );
    house
        .app
        .complete(list[0].follow_up, done(Outcome::Reached))
        .await
        .expect("kept");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_list_can_be_narrowed_and_cut() {
    let house = three_weeks_closed().await;
    let ask = |channel, limit| TodayQuery {
        staff: None,
        channel,
        limit,
    };
    let cut = house.app.today(ask(None, 5), Lang::Ja).await.expect("a list");
    assert_eq!(items(&cut).len(), 5, "as many lines as asked");
    assert_eq!(cut.due_total, Int(12), "and the whole count");
    let mail = house
        .app
        .today(ask(Some(Channel::Email), 0), Lang::Ja)
        .await
        .expect("a list");
    assert!(items(&mail).is_empty(), "no mail is due");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_call_sheet_names_whom_to_call_and_what_to_ask_and_nothing_else() {
    let (house, customer) = with_a_care_call(takahashi()).await;
    house
        .app
        .add_note(customer, "値引きを気にされる".to_owned(), None)
        .await
        .expect("a note");
    let view = today(&house).await;
    let line = items(&view)[0];
    assert_eq!(line.channel, Channel::Phone, "the first contact is a call");
    let sheet = house.app.call_sheet(None, Lang::Ja).await.expect("a sheet");
    let [call] = sheet.calls.as_slice() else {
        panic!("one call, got {:?}", sheet.calls)
    };
    assert_eq!(
        call.follow_up, line.follow_up,
        "its number leads back to the line"
    );
    assert_eq!(call.customer_name, "髙橋 由美子 様");
    assert!(!call.number.is_empty(), "the number to call");
    assert!(!call.points.is_empty(), "and what to ask");
    let printed = format!("{call:?}");
    assert!(
        !printed.contains("値引き") && !printed.contains("198"),
        "notes and prices stay in the shop: {printed}"
    );

    house
        .app
        .open_case(NewCase {
            customer,
            item: None,
            topic: "脚のがたつき".to_owned(),
            severity: "ordinary".to_owned(),
            note: String::new(),
        })
        .await
        .expect("a case");
    let sheet = house.app.call_sheet(None, Lang::Ja).await.expect("a sheet");
    let [held] = sheet.calls.as_slice() else {
        panic!("it is still told, got {:?}", sheet.calls)
    };
    assert!(
        held.number.is_empty() && held.points.is_empty(),
        "nobody calls by mistake whom the gate holds back"
    );
    assert_eq!(held.gate.refusals[0].code, "open_case", "and the sheet says why");
}
