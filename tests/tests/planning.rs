//! Planning through the use cases: nothing twice, nothing of the past, and what a change moves.
//!
//! Not here: the calendar of each step, which the domain proves.

use aichaku_api::wire::{DeliveryCertainty, Int, Lang, SkipReason, TodayQuery};
use aichaku_domain::values::ShopDay;
use aichaku_tests::house::{House, goods, person};

const TABLE: &str = "ナラ無垢 ダイニングテーブル オイル仕上げ";

async fn a_table(house: &House, ordered_on: &str, delivered_on: Option<&str>) -> (Int, Int) {
    let customer = house
        .app
        .add_customer(person("田中", "由紀子", "タナカ", "ユキコ"), None)
        .await
        .expect("a customer")
        .id;
    let purchase = house
        .sell(customer, ordered_on, delivered_on, vec![goods(TABLE, 198_000)])
        .await;
    (customer, purchase)
}

/// Due day and title of everything that came into the list, day by day, skipping it as it comes.
async fn told(house: &House, from: &str, days: i64) -> Vec<(String, String)> {
    let mut told = Vec::new();
    let from = ShopDay::parse_iso(from).expect("a day");
    for day in 0..days {
        house.go_to(&from.plus_days(day).to_string());
        house.app.begin_day().await.expect("the day begun");
        let view = house
            .app
            .today(TodayQuery::default(), Lang::Ja)
            .await
            .expect("a list");
        for item in view.groups.iter().flat_map(|group| &group.items) {
            told.push((item.due.clone(), item.title.clone()));
            house
                .app
                .skip(item.follow_up, SkipReason::Other, String::new())
                .await
                .expect("seen");
        }
    }
    told
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn planning_twice_changes_nothing() {
    let house = House::with_shop("2026-11-05").await;
    a_table(&house, "2026-10-20", Some("2026-11-05")).await;
    house.app.begin_day().await.expect("planned");
    for day in ["2026-11-05", "2026-11-05", "2026-11-06", "2026-11-06"] {
        house.go_to(day);
        let again = house.app.begin_day().await.expect("planned again");
        assert_eq!(again.planned, Int(0), "the call of the 8th stands there already");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_year_of_a_table_is_told_once_and_in_order() {
    let house = House::with_shop("2026-11-05").await;
    a_table(&house, "2026-10-20", Some("2026-11-05")).await;
    let told = told(&house, "2026-11-05", 400).await;
    let days: Vec<&str> = told.iter().map(|(due, _)| due.as_str()).collect();
    let mut sorted = days.clone();
    sorted.sort_unstable();
    assert_eq!(days, sorted, "in order of days");
    let mut once = told.clone();
    once.dedup();
    assert_eq!(once.len(), told.len(), "nothing twice");
    assert!(
        (3..=8).contains(&told.len()),
        "a household is not flooded: {told:?}"
    );
    assert_eq!(days.first(), Some(&"2026-11-08"), "three days after delivery");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_delivery_of_long_ago_brings_no_messages_of_the_past() {
    let house = House::with_shop("2026-11-05").await;
    a_table(&house, "2016-10-20", Some("2016-11-05")).await;
    house.app.begin_day().await.expect("planned");
    let told = told(&house, "2026-11-05", 3).await;
    assert!(
        told.is_empty(),
        "ten years of history are not ten years of messages: {told:?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_corrected_delivery_day_moves_what_is_planned() {
    let house = House::with_shop("2026-11-05").await;
    let (_, purchase) = a_table(&house, "2026-10-20", Some("2026-11-05")).await;
    house.app.begin_day().await.expect("planned");
    house
        .app
        .set_delivery(
            purchase,
            Some("2026-11-03".to_owned()),
            DeliveryCertainty::Confirmed,
            None,
        )
        .await
        .expect("corrected");
    house.go_to("2026-11-06");
    house.app.begin_day().await.expect("planned");
    let view = house
        .app
        .today(TodayQuery::default(), Lang::Ja)
        .await
        .expect("a list");
    let due: Vec<&str> = view
        .groups
        .iter()
        .flat_map(|group| &group.items)
        .map(|item| item.due.as_str())
        .collect();
    assert_eq!(
        due,
        ["2026-11-06"],
        "three days after the true day, and only once"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_agreed_delivery_arrives_by_itself() {
    let house = House::with_shop("2026-11-05").await;
    let (customer, _) = a_table(&house, "2026-10-20", Some("2026-11-20")).await;
    let states = |record: &aichaku_api::wire::CustomerRecord| {
        record.items.iter().map(|item| item.state).collect::<Vec<_>>()
    };
    house.app.begin_day().await.expect("planned");
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    assert_eq!(
        states(&record),
        [aichaku_api::wire::ItemState::Awaiting],
        "still to come"
    );
    house.go_to("2026-11-23");
    house.app.begin_day().await.expect("planned");
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    assert_eq!(
        states(&record),
        [aichaku_api::wire::ItemState::InUse],
        "in the house"
    );
    let view = house
        .app
        .today(TodayQuery::default(), Lang::Ja)
        .await
        .expect("a list");
    assert_eq!(
        view.due_total,
        Int(1),
        "the first call is due on the day after tomorrow of its arrival"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_nobody_did_in_time_is_let_go() {
    let house = House::with_shop("2026-11-05").await;
    a_table(&house, "2026-10-20", Some("2026-11-05")).await;
    house.app.begin_day().await.expect("planned");
    house.go_to("2026-11-22");
    assert_eq!(
        house.app.begin_day().await.expect("planned").lapsed,
        Int(0),
        "fourteen days of grace"
    );
    house.go_to("2026-11-23");
    assert_eq!(
        house.app.begin_day().await.expect("planned").lapsed,
        Int(1),
        "and not one more"
    );
}
