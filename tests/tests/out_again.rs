//! Out and in again: an exported shop begun anew is the same shop; proposals for addresses and readings leave what was
//! typed as it was.
//!
//! Not here: lists (`lists.rs`), backups (`shop.rs`).

use aichaku_api::error::ErrorCode;
use aichaku_api::wire::{
    AddressForm, AnchorName, CodeAgreement, CohortQuery, Int, Lang, MeasureName, PeriodName, UnitName,
};
use aichaku_tests::dump::content;
use aichaku_tests::house::{House, person};

async fn numbers(house: &House) -> String {
    let query = CohortQuery {
        by: PeriodName::Quarter,
        measure: MeasureName::By,
        anchor: AnchorName::Order,
        unit: UnitName::Household,
        until: None,
        merge_days: None,
        family: None,
    };
    format!("{:?}", house.app.cohorts(query, None).await.expect("a table"))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_exported_shop_taken_over_is_the_same_shop() {
    let old = House::new("2026-11-22");
    old.app
        .open_practice(Int(7), Int(60))
        .await
        .expect("a practice shop");
    let customer = old.app.customers(None, 1).await.expect("a list").hits[0].clone();
    let folder = old.dir().join("everything");
    let dir = folder.to_string_lossy().into_owned();
    old.app.export_all(dir.clone()).await.expect("an export");

    let new = House::with_shop("2026-11-22").await;
    new.app.take_over(dir.clone()).await.expect("taken over");
    assert_eq!(
        content(&new.app).await,
        content(&old.app).await,
        "every table that people read says the same, ids and all"
    );
    for file in std::fs::read_dir(folder.join("exact")).expect("the exact copy") {
        let file = file.expect("a file");
        let name = file.file_name().to_string_lossy().into_owned();
        // The shop's own row keeps the name of its store; whether it is for practice is its own too.
        if name == "shop.jsonl" || !name.ends_with(".jsonl") {
            continue;
        }
        let again = new.dir().join("again");
        if !again.exists() {
            new.app
                .export_all(again.to_string_lossy().into_owned())
                .await
                .expect("exported again");
        }
        let before = std::fs::read_to_string(file.path()).expect("rows");
        let after = std::fs::read_to_string(again.join("exact").join(&name)).expect("the same rows");
        assert!(before == after, "{name} is the same row by row");
    }
    let report = new.app.check().await.expect("checked");
    assert!(report.ok, "every rule of the store holds: {:?}", report.problems);
    assert_eq!(
        numbers(&new).await,
        numbers(&old).await,
        "the numbers are the same"
    );
    let found = new.app.search(customer.name.clone(), 10).await.expect("a search");
    assert!(
        found.iter().any(|hit| hit.customer == customer.customer),
        "people are found as before"
    );
    let state = new.app.app_state().await.expect("a state");
    assert!(
        !state.shop.expect("a shop").practice,
        "a real shop stays a real one"
    );

    let refused = new.app.take_over(dir).await.expect_err("somebody is there");
    assert_eq!(
        refused.code,
        ErrorCode::ShopExists,
        "nothing is mixed into a shop"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_is_no_whole_export_changes_nothing() {
    let old = House::new("2026-11-22");
    old.app
        .open_practice(Int(7), Int(20))
        .await
        .expect("a practice shop");
    let folder = old.dir().join("everything");
    let dir = folder.to_string_lossy().into_owned();
    old.app.export_all(dir.clone()).await.expect("an export");
    let new = House::with_shop("2026-11-22").await;
    let before = content(&new.app).await;

    let households = folder.join("exact").join("households.jsonl");
    let rows = std::fs::read_to_string(&households).expect("rows");
    let fewer: Vec<&str> = rows.lines().skip(1).collect();
    std::fs::write(&households, fewer.join("\n")).expect("a damaged copy");
    let refused = new
        .app
        .take_over(dir.clone())
        .await
        .expect_err("a household is missing");
    assert_eq!(
        refused.code,
        ErrorCode::StoreDamaged,
        "rows that do not hold together"
    );
    std::fs::remove_file(&households).expect("removed");
    let refused = new.app.take_over(dir).await.expect_err("a file is missing");
    assert_eq!(refused.code, ErrorCode::FileUnreadable, "said as it is");
    let nowhere = new.dir().join("nowhere").to_string_lossy().into_owned();
    let refused = new.app.take_over(nowhere).await.expect_err("no folder");
    assert_eq!(refused.code, ErrorCode::FileUnreadable, "said as it is");
    assert_eq!(content(&new.app).await, before, "the empty shop is as it was");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_gets_proposals_and_stays_as_typed() {
    let house = House::new("2026-11-22");
    let typed = |postal_code: &str, prefecture: &str, city: &str, street: &str| AddressForm {
        postal_code: postal_code.to_owned(),
        prefecture: prefecture.to_owned(),
        city: city.to_owned(),
        street: street.to_owned(),
        building: String::new(),
    };
    let app = &house.app;
    let advice = app
        .address_advice(typed("〒１５０－０００１", "", "", ""))
        .await
        .expect("advice");
    let place = &advice.places[0];
    assert_eq!(
        (
            place.prefecture.as_str(),
            place.city.as_str(),
            place.town.as_str()
        ),
        ("東京都", "渋谷区", "神宮前"),
        "a code however it is typed"
    );
    assert_eq!(advice.agreement, CodeAgreement::Nothing, "nothing to compare yet");
    let advice = app
        .address_advice(typed("1500001", "大阪府", "大阪市北区", "梅田1-1"))
        .await
        .expect("advice");
    assert_eq!(
        advice.agreement,
        CodeAgreement::Differs,
        "a code of another place is told"
    );
    let advice = app
        .address_advice(typed("", "", "", "東京都渋谷区神宮前1-2-3"))
        .await
        .expect("advice");
    assert_eq!(
        advice.found.map(|place| place.postal_code).as_deref(),
        Some("150-0001"),
        "an address without a code, typed into one line"
    );
    let advice = app
        .address_advice(typed("SW1A 1AA", "", "London", ""))
        .await
        .expect("advice");
    assert!(
        advice.places.is_empty() && advice.found.is_none(),
        "nothing is proposed abroad"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reading_is_proposed_only_when_somebody_of_the_shop_is_read_so() {
    let house = House::with_shop("2026-11-22").await;
    let app = &house.app;
    for (given, reading) in [("由紀子", "ゆきこ"), ("由紀子", "ゆきこ"), ("太郎", "")] {
        app.add_customer(person("東海林", given, "しょうじ", reading), None)
            .await
            .expect("a person");
    }
    app.add_customer(person("東海林", "一", "とうかいりん", "はじめ"), None)
        .await
        .expect("a person");
    let advice = app
        .reading_advice("東海林".to_owned(), "由紀子".to_owned())
        .await
        .expect("advice");
    assert_eq!(advice.family, ["しょうじ", "とうかいりん"], "the commonest first");
    assert_eq!(advice.given, ["ゆきこ"], "as others of that name");
    let advice = app
        .reading_advice("小鳥遊".to_owned(), "太郎".to_owned())
        .await
        .expect("advice");
    assert!(
        advice.family.is_empty() && advice.given.is_empty(),
        "nobody is read so, and nothing is guessed"
    );
    let kept = app.search("東海林 太郎".to_owned(), 1).await.expect("a search");
    let record = app.customer(kept[0].customer, Lang::Ja).await.expect("a record");
    assert_eq!(
        record.customer.form.given_kana, "",
        "nothing was filled in by itself"
    );
}
