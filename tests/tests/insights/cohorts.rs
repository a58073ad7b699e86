//! Cohorts of those who began with a family, what each household that was ever acquired brought in and left with the
//! shop, and the third purchase.

use aichaku_api::error::ErrorCode;
use aichaku_api::wire::{
    AnchorName, Family, Int, MeasureName, NamesQuery, NewRefund, NumberSettingsView, PeriodName, UnitName,
};
use aichaku_tests::house::{House, goods, person, purchase};

use super::{DAY, behind, cohorts, practice};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn families_part_the_cohorts_between_them() {
    let house = practice(120).await;
    let all = cohorts(PeriodName::Year, MeasureName::By, UnitName::Household);
    let whole = house.app.cohorts(all.clone(), None).await.expect("a table");
    let mut parts = 0;
    for family in [
        Family::Sofa,
        Family::Table,
        Family::Chair,
        Family::Bed,
        Family::Storage,
    ] {
        let query = aichaku_api::wire::CohortQuery {
            family: Some(family),
            ..all.clone()
        };
        let table = house.app.cohorts(query.clone(), None).await.expect("a table");
        for row in &table.rows {
            let of_all = whole.rows.iter().find(|one| one.cohort == row.cohort);
            assert!(
                of_all.is_some_and(|one| one.size.0 >= row.size.0),
                "{family:?} is a part of {}",
                row.cohort
            );
            let names = NamesQuery::Cell {
                query: query.clone(),
                cohort: row.cohort.clone(),
                k: None,
            };
            assert_eq!(
                behind(&house, names).await,
                row.size.0,
                "{family:?} {}",
                row.cohort
            );
            parts += row.size.0;
        }
    }
    let everybody: i64 = whole.rows.iter().map(|row| row.size.0).sum();
    assert!(
        parts > everybody / 2 && parts <= everybody,
        "most began with one of them, nobody with two: {parts} of {everybody}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_sold_adds_up_less_refunds_for_everybody_ever_acquired() {
    let house = House::with_shop(DAY).await;
    let mut ids = Vec::new();
    for place in 0..4 {
        let form = person(&format!("客{place}"), "", "", "");
        ids.push(house.app.add_customer(form, None).await.expect("a customer").id);
    }
    let buy = async |of: usize, day: &str, amount| {
        let new = purchase(ids[of], day, None, vec![goods("テーブル", amount)]);
        house.app.add_purchase(new).await.expect("a purchase").id
    };
    for of in 0..4 {
        buy(of, "2022-03-01", 100_000).await;
    }
    buy(0, "2023-03-01", 60_000).await;
    let last = buy(0, "2024-03-01", 40_000).await;
    house
        .app
        .add_refund(
            NewRefund {
                purchase: last,
                line: None,
                refunded_on: "2024-05-01".to_owned(),
                amount_minor: Int(20_000),
                reason: String::new(),
            },
            None,
        )
        .await
        .expect("a refund");
    let query = |measure| aichaku_api::wire::CohortQuery {
        anchor: AnchorName::Order,
        ..cohorts(PeriodName::Year, measure, UnitName::Household)
    };
    let amounts = |table: &aichaku_api::wire::CohortTable| -> Vec<f64> {
        table.rows[0].cells.iter().map(|cell| cell.rate.0).collect()
    };
    let value = house
        .app
        .cohorts(query(MeasureName::Value), None)
        .await
        .expect("a table");
    assert_eq!(
        amounts(&value),
        [100_000.0, 115_000.0, 120_000.0, 120_000.0, 120_000.0],
        "four households were acquired, whoever came back"
    );
    assert_eq!(value.mean[2].rate.0, 120_000.0, "and so says the mean");
    let refused = house
        .app
        .cohorts(query(MeasureName::Margin), None)
        .await
        .expect_err("nobody said what stays with the shop");
    assert_eq!(refused.code, ErrorCode::Invalid);
    let kept = house.app.number_settings().await.expect("settings");
    house
        .app
        .save_number_settings(NumberSettingsView {
            margin_permille: Some(400),
            ..kept
        })
        .await
        .expect("saved");
    let margin = house
        .app
        .cohorts(query(MeasureName::Margin), None)
        .await
        .expect("a table");
    assert_eq!(
        amounts(&margin),
        [40_000.0, 46_000.0, 48_000.0, 48_000.0, 48_000.0],
        "two fifths of it stay"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_third_purchase_is_counted_from_the_second() {
    let house = practice(160).await;
    let (anchor, unit) = (AnchorName::Delivery, UnitName::Household);
    let repeat = house.app.repeat(anchor, unit, None, None).await.expect("shares");
    let twice = repeat.chain[1].reached.0;
    assert!(
        repeat.third[0].returned.0 > 0,
        "some of the practice shop came three times"
    );
    for third in &repeat.third {
        let part = |returned| NamesQuery::Within {
            from_n: Int(2),
            returned,
            days: third.days,
            anchor,
            unit,
        };
        let (yes, no) = (
            behind(&house, part(true)).await,
            behind(&house, part(false)).await,
        );
        assert_eq!(
            yes, third.returned.0,
            "within {} days of the second",
            third.days.0
        );
        assert_eq!(
            yes + no,
            third.eligible.0,
            "whose second is {} days old",
            third.days.0
        );
        assert!(yes + no <= twice, "of those who came twice");
    }
}
