//! Delivery days: of one purchase, and of many by rule.

use aichaku_api::wire::{DeliveryCertainty, DeliveryRule, Family, ItemState, Lang};
use aichaku_tests::dump::content;
use aichaku_tests::files::sound;
use aichaku_tests::house::{House, goods, person};

use super::{TABLE, add};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_purchase_without_a_delivery_day_waits_for_one() {
    let house = House::with_shop("2026-11-22").await;
    let customer = add(&house, person("田中", "由紀子", "タナカ", "ユキコ")).await;
    let bought = house
        .sell(customer, "2026-11-01", None, vec![goods(TABLE, 198_000)])
        .await;
    let open = house.app.undelivered(None, 10).await.expect("a list");
    assert_eq!(open.len(), 1, "its delivery day is wanted");
    assert_eq!(open[0].items, [TABLE], "and what it is about");

    let done = house
        .app
        .set_delivery(
            bought,
            Some("2026-11-20".to_owned()),
            DeliveryCertainty::Confirmed,
            None,
        )
        .await
        .expect("set");
    assert!(
        house.app.undelivered(None, 10).await.expect("a list").is_empty(),
        "done"
    );
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    assert_eq!(record.items[0].state, ItemState::InUse, "it is in use");
    assert!(
        record.items[0]
            .calendar
            .iter()
            .any(|mark| mark.follow_up.is_some()),
        "its care is planned at once"
    );
    house
        .app
        .undo(done.undo.expect("a token"))
        .await
        .expect("taken back");
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    assert_eq!(record.items[0].state, ItemState::Awaiting, "awaited again");
    assert!(
        record.items[0]
            .calendar
            .iter()
            .all(|mark| mark.follow_up.is_none()),
        "and silent"
    );
    assert_eq!(
        house.app.undelivered(None, 10).await.expect("a list").len(),
        1,
        "wanted again"
    );
    sound(&house.app).await;

    let later = house
        .app
        .set_delivery(
            bought,
            Some("2026-12-24".to_owned()),
            DeliveryCertainty::Confirmed,
            None,
        )
        .await;
    assert!(later.is_ok(), "a day ahead is a plan");
    house.go_to("2026-12-24");
    house.app.begin_day().await.expect("a day");
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    assert_eq!(record.items[0].state, ItemState::InUse, "it arrived on its day");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rule_sets_many_delivery_days_as_shown_and_can_be_taken_back() {
    let house = House::with_shop("2026-11-22").await;
    for number in 1..=3 {
        let customer = add(&house, person("田中", &format!("{number}"), "", "")).await;
        let day = format!("2026-11-0{number}");
        let line = if number == 3 { "本革ソファ" } else { TABLE };
        house.sell(customer, &day, None, vec![goods(line, 100_000)]).await;
    }
    let rule = DeliveryRule {
        ordered_from: None,
        ordered_until: None,
        family: Some(Family::Table),
        days: 14,
        replace_estimated: false,
    };
    let preview = house
        .app
        .delivery_rule_preview(rule.clone())
        .await
        .expect("a preview");
    assert_eq!((preview.purchases.0, preview.items.0), (2, 2), "only the tables");
    assert_eq!(
        house.app.undelivered(None, 10).await.expect("a list").len(),
        3,
        "a preview writes nothing"
    );
    let report = house.app.delivery_rule_apply(rule).await.expect("done");
    assert_eq!(
        (report.purchases, report.items, report.follow_ups),
        (preview.purchases, preview.items, preview.follow_ups),
        "what was shown is what happened"
    );
    let open = house.app.undelivered(None, 10).await.expect("a list");
    assert_eq!(open.len(), 3, "an estimate still wants a look");
    assert_eq!(open[0].estimated_on, None, "what is not known at all comes first");
    assert_eq!(
        open[1].estimated_on.as_deref(),
        Some("2026-11-16"),
        "order day plus 14"
    );
    sound(&house.app).await;

    let state = house.app.app_state().await.expect("a state");
    assert_eq!(
        state.shop.expect("a shop").counts.without_delivery.0,
        1,
        "one is not known"
    );

    // Somebody confirms one of them; taking the rule back leaves that alone.
    house
        .app
        .set_delivery(
            open[1].purchase,
            Some("2026-11-16".to_owned()),
            DeliveryCertainty::Confirmed,
            None,
        )
        .await
        .expect("confirmed");
    house
        .app
        .undo(report.undo.expect("a token"))
        .await
        .expect("taken back");
    let open = house.app.undelivered(None, 10).await.expect("a list");
    assert_eq!(open.len(), 2, "the confirmed one is off the list");
    assert!(
        open.iter().all(|open| open.estimated_on.is_none()),
        "no estimate is left"
    );
    sound(&house.app).await;
}

/// A rule over more purchases than are looked at one by one. Its undo leaves nothing behind, so that the next
/// rule plans the same again. The bound on time is a hundred times what it takes: it was quadratic once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rule_over_thousands_is_taken_back_whole_and_soon() {
    let house = House::with_shop("2026-11-22").await;
    let mut ledger = String::from("注文番号,注文日,氏名,電話番号,商品名,金額\n");
    for number in 0..2_100 {
        use std::fmt::Write as _;
        let day = 1 + number % 28;
        let _ = writeln!(
            ledger,
            "B-{number},2026-10-{day:02},田中 {number},090-{:04}-{number:04},{TABLE},198000",
            1_000 + number
        );
    }
    let file = house.dir().join("ledger.csv");
    std::fs::write(&file, ledger).expect("a file");
    let seen = house
        .app
        .import_preview(
            file.to_string_lossy().into_owned(),
            aichaku_api::wire::ImportOptions::default(),
            "job".to_owned(),
        )
        .await
        .expect("a preview");
    let plan = aichaku_api::wire::PlanChoice::From {
        day: "2026-11-22".to_owned(),
    };
    house
        .app
        .import_commit(seen.ticket, plan, "job".to_owned())
        .await
        .expect("brought in");
    house.app.begin_day().await.expect("a day");
    let before = content(&house.app).await;
    let rule = DeliveryRule {
        ordered_from: None,
        ordered_until: None,
        family: None,
        days: 21,
        replace_estimated: false,
    };
    let begun = std::time::Instant::now();
    let first = house.app.delivery_rule_apply(rule.clone()).await.expect("done");
    assert_eq!(first.items.0, 2_100, "all of them");
    assert!(first.follow_ups.0 > 0, "some come due this week");
    house
        .app
        .undo(first.undo.expect("a token"))
        .await
        .expect("taken back");
    assert!(
        begun.elapsed().as_secs() < 60,
        "a click and its undo, took {:?}",
        begun.elapsed()
    );
    let after = content(&house.app).await;
    for (table, text) in &before {
        assert_eq!(Some(text), after.get(table), "{table} stands as it stood");
    }
    let second = house.app.delivery_rule_apply(rule).await.expect("done again");
    assert_eq!(
        first.follow_ups, second.follow_ups,
        "and the same comes of it again"
    );
    sound(&house.app).await;
}
