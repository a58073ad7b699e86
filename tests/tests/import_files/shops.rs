//! Whole shops: from four systems, at once and in parts, with their care planned.

use std::collections::BTreeMap;

use aichaku_api::wire::{AnchorName, Int, PlanChoice, UnitName};
use aichaku_tests::dump::content;
use aichaku_tests::files::{DAY, Files, import, sound};
use aichaku_tests::house::House;
use rstest::rstest;
use serde_json::Value;

use super::{LEDGER, fixture, preview};

#[rstest]
#[case::from_today(PlanChoice::From { day: DAY.to_owned() }, true)]
#[case::nothing(PlanChoice::Nothing, false)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn care_is_planned_from_the_day_that_the_owner_chooses(
    #[case] plan: PlanChoice,
    #[case] planned: bool,
) {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    let seen = preview(&house.app, &files.file("台帳.csv", LEDGER))
        .await
        .expect("a preview");
    let report = house
        .app
        .import_commit(seen.ticket, plan, "job".to_owned())
        .await
        .expect("brought in");
    assert_eq!(report.follow_ups_planned > Int(0), planned, "as chosen");
    house.app.begin_day().await.expect("a planned day");
    let follow_ups = content(&house.app).await["follow_ups"].lines().count() - 1;
    assert_eq!(follow_ups > 0, planned, "and the next planning keeps to it");
}

#[rstest]
#[case::shopify("sample_shopify_orders.csv", "shopify", true)]
#[case::eccube("sample_eccube_orders.csv", "eccube", true)]
#[case::rakuten("sample_rakuten_orders.csv", "rakuten_rms", false)]
#[case::smaregi("sample_smaregi_transactions.csv", "smaregi", true)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn four_systems_bring_the_same_shop(
    #[case] file: &str,
    #[case] system: &str,
    #[case] knows_refunds: bool,
) {
    let house = House::with_shop(DAY).await;
    let text = std::fs::read_to_string(fixture("sample_expected.json")).expect("the fixture");
    let expected: Value = serde_json::from_str(&text).expect("JSON");
    let report = import(&house.app, &fixture(file).to_string_lossy()).await;
    assert_eq!(report.system, system, "told from its header");
    assert_eq!(report.rejected_total, Int(0), "nothing is wrong with it");
    assert_eq!(expected["orders_in_file"], report.inserted.purchases.0, "orders");
    assert_eq!(expected["customers"], report.inserted.customers.0, "people");

    let purchases = &content(&house.app).await["purchases"];
    let (orders, gross, net) = totals(purchases);
    assert_eq!(
        expected["valid_orders"], orders,
        "orders without the cancelled one"
    );
    assert_eq!(expected["gross_revenue"], gross, "revenue before what went back");
    let wanted = if knows_refunds {
        "net_revenue"
    } else {
        "gross_revenue"
    };
    assert_eq!(expected[wanted], net, "revenue without what went back");
    let people = expected["per_customer"].as_object().expect("people");
    let days: i64 = people
        .values()
        .filter_map(|one| one["purchase_days"].as_i64())
        .sum();
    let repeat = house
        .app
        .repeat(AnchorName::Order, UnitName::Customer, None, Some(0))
        .await
        .expect("numbers");
    assert_eq!(repeat.buyers, report.inserted.customers, "all of them bought");
    let returned = i64::from(knows_refunds);
    assert_eq!(
        repeat.orders.0,
        orders - returned,
        "what was returned whole is no purchase for the numbers"
    );
    assert_eq!(
        repeat.purchase_days.0,
        days - returned,
        "two orders on a day are one purchase day"
    );
    assert_eq!(repeat.revenue_minor.0, net, "and its money is gone");

    // First and last day and the number of orders of each person, as the customers' list shows them.
    let mut found: Vec<(i64, String, String)> = per_person(purchases);
    found.sort();
    let mut wanted: Vec<(i64, String, String)> = people
        .values()
        .map(|one| {
            let day = |field: &str| one[field].as_str().unwrap_or_default()[..10].to_owned();
            (one["orders"].as_i64().unwrap_or(0), day("first"), day("last"))
        })
        .collect();
    wanted.sort();
    assert_eq!(found, wanted, "orders, first and last day of each person");
    sound(&house.app).await;
}

/// The rows of the exported purchases that were not cancelled, with these columns.
fn cells<const N: usize>(csv: &str, names: [&str; N]) -> Vec<[String; N]> {
    let mut lines = csv.trim_start_matches('\u{feff}').lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let at = |name: &str| {
        header
            .iter()
            .position(|column| *column == name)
            .unwrap_or_else(|| panic!("{name} is a column of {header:?}"))
    };
    lines
        .map(|line| line.split(',').collect::<Vec<_>>())
        .filter(|cells| cells[at("state")] != "cancelled")
        .map(|cells| names.map(|name| cells[at(name)].to_owned()))
        .collect()
}

/// Orders, what was paid, and that without what went back.
fn totals(csv: &str) -> (i64, i64, i64) {
    let mut totals = (0, 0, 0);
    for [gross, refunded] in cells(csv, ["gross_minor", "refunded_minor"]) {
        let [gross, refunded] = [gross, refunded].map(|text| text.parse::<i64>().expect("an amount"));
        totals = (totals.0 + 1, totals.1 + gross, totals.2 + gross - refunded);
    }
    totals
}

/// Orders, first and last day of each customer.
fn per_person(csv: &str) -> Vec<(i64, String, String)> {
    let mut people: BTreeMap<String, (i64, String, String)> = BTreeMap::new();
    for [customer, day] in cells(csv, ["customer_id", "ordered_on"]) {
        let person = people
            .entry(customer)
            .or_insert_with(|| (0, day.clone(), day.clone()));
        person.0 += 1;
        person.1 = person.1.clone().min(day.clone());
        person.2 = person.2.clone().max(day);
    }
    people.into_values().collect()
}

/// Rows of a till, two or three to a household, in no order of anything.
fn many(rows: std::ops::Range<u64>) -> String {
    use std::fmt::Write as _;
    let mut text = String::from("注文番号,注文日,氏名,フリガナ,電話番号,商品名,金額,納品日\n");
    for row in rows {
        let buyer = row * 7_919 % 9_001;
        let _ = writeln!(
            text,
            "L-{row},20{:02}-{:02}-{:02},客{buyer},キャク{buyer},090-{:04}-{:04},オーク無垢テーブル オイル仕上げ,{},20{:02}-{:02}-28",
            18 + row % 8,
            1 + row * 5 % 12,
            1 + row % 28,
            buyer / 10,
            buyer % 10_000,
            90_000 + row % 1_000,
            18 + row % 8,
            1 + row * 5 % 12,
        );
    }
    text
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_large_first_file_leaves_the_shop_that_smaller_ones_leave() {
    // More than the shop has and more than 20,000 new rows: written with its indexes set aside.
    let (at_once, in_parts) = (House::with_shop(DAY).await, House::with_shop(DAY).await);
    let files = Files::new();
    import(&at_once.app, &files.file("all.csv", many(0..12_000))).await;
    for (name, rows) in [
        ("1.csv", 0..4_000),
        ("2.csv", 4_000..8_000),
        ("3.csv", 8_000..12_000),
    ] {
        import(&in_parts.app, &files.file(name, many(rows))).await;
    }
    sound(&at_once.app).await;
    let (one, other) = (content(&at_once.app).await, content(&in_parts.app).await);
    // Of batches there are as many as files.
    let of_shop = |table: &&String| !["import_batches", "audit"].contains(&table.as_str());
    let tables: Vec<&String> = one.keys().filter(of_shop).collect();
    assert!(tables.len() > 4, "everything is exported, got {tables:?}");
    for table in tables {
        let lines = |content: &BTreeMap<String, String>| content.get(table).map(|text| text.lines().count());
        assert_eq!(lines(&one), lines(&other), "{table}");
    }
    let found = at_once
        .app
        .search("キャク8999".to_owned(), 5)
        .await
        .expect("a search");
    assert_eq!(found.len(), 1, "somebody of the large file is found by kana");
    let mut numbers = Vec::new();
    for house in [&at_once, &in_parts] {
        let told = house
            .app
            .repeat(AnchorName::Delivery, UnitName::Household, None, None)
            .await
            .expect("numbers");
        numbers.push(serde_json::to_value(told).expect("plain data"));
    }
    assert_eq!(numbers[0], numbers[1], "the same numbers");
}
