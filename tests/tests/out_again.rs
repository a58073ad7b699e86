//! Out and in again: an exported shop begun anew is the same shop; proposals for addresses and readings leave what was
//! typed as it was.
//!
//! Not here: lists (`lists.rs`), backups (`shop.rs`).

use std::collections::BTreeSet;

use aichaku_api::error::ErrorCode;
use aichaku_api::wire::{
    AddressForm, AnchorName, CodeAgreement, CohortQuery, CustomerHit, Int, Lang, MeasureName, PairAnswer,
    PeriodName, UnitName,
};
use aichaku_tests::dump::content;
use aichaku_tests::house::{House, goods, person, purchase};

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

/// Names, readings, towns and ends of telephone numbers of a shop, to be searched for.
fn searched(people: &[CustomerHit]) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for hit in people {
        words.extend([
            hit.name.clone(),
            hit.kana.clone(),
            hit.town.clone(),
            hit.phone_tail.clone(),
        ]);
    }
    words.remove("");
    words
}

#[tokio::test(flavor = "multi_thread")]
async fn an_exported_shop_taken_over_is_the_same_shop() {
    let old = House::new("2026-11-22");
    old.app
        .open_practice(Int(7), Int(60))
        .await
        .expect("a practice shop");
    // Somebody who was joined is found by the other name too.
    let people = old.app.customers(None, 60).await.expect("a list").hits;
    old.app
        .answer_duplicate(people[3].customer, people[9].customer, PairAnswer::Same)
        .await
        .expect("joined");
    let people = old.app.customers(None, 60).await.expect("a list").hits;
    let folder = old.dir().join("everything");
    let dir = folder.to_string_lossy().into_owned();
    old.app.export_all(dir.clone()).await.expect("an export");

    let new = House::with_shop("2026-11-22").await;
    new.app
        .take_over(dir.clone(), "job".to_owned())
        .await
        .expect("taken over");
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
    let mut found = 0;
    for words in searched(&people) {
        let hits = async |house: &House| {
            let hits = house.app.search(words.clone(), 50).await.expect("a search");
            hits.iter().map(|hit| hit.customer).collect::<Vec<_>>()
        };
        let before = hits(&old).await;
        found += before.len();
        assert_eq!(hits(&new).await, before, "{words}: the same people");
    }
    assert!(found > 200, "people are found, got {found}");
    let state = new.app.app_state().await.expect("a state");
    assert!(
        !state.shop.expect("a shop").practice,
        "a real shop stays a real one"
    );

    let refused = new
        .app
        .take_over(dir, "job".to_owned())
        .await
        .expect_err("somebody is there");
    assert_eq!(
        refused.code,
        ErrorCode::ShopNotEmpty,
        "nothing is mixed into a shop"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_begins_a_shop_where_none_is_and_says_before_what_it_holds() {
    let old = House::with_shop("2026-11-22").await;
    for given in ["由紀子", "一郎"] {
        let made = old
            .app
            .add_customer(person("田中", given, "", ""), None)
            .await
            .expect("a person");
        let lines = vec![goods(&format!("{given}のソファ"), 298_000)];
        let bought = purchase(made.id, "2026-11-01", Some("2026-11-20"), lines);
        old.app.add_purchase(bought).await.expect("a purchase");
    }
    let folder = old.dir().join("everything");
    let dir = folder.to_string_lossy().into_owned();
    old.app.export_all(dir.clone()).await.expect("an export");

    let new = House::new("2026-11-22");
    let seen = new.app.take_over_preview(dir.clone()).await.expect("a preview");
    assert_eq!(
        (
            seen.name.as_str(),
            seen.customers,
            seen.households,
            seen.purchases
        ),
        ("青葉家具", Int(2), Int(2), Int(2)),
        "what will come"
    );
    let state = new.app.app_state().await.expect("a state");
    assert!(state.shop.is_none(), "a look begins nothing");

    let about = folder.join("exact").join("about.json");
    let text = std::fs::read_to_string(&about).expect("what it says of itself");
    std::fs::write(&about, text.replace("\"migration\": ", "\"migration\": 9")).expect("a newer one");
    for refused in [
        new.app.take_over_preview(dir.clone()).await.err(),
        new.app.take_over(dir.clone(), "job".to_owned()).await.err(),
    ] {
        let refused = refused.expect("a newer program made it");
        assert_eq!(refused.code, ErrorCode::StoreTooNew, "said as it is");
    }
    std::fs::write(&about, text).expect("as it was");
    let households = folder.join("exact").join("households.jsonl");
    let rows = std::fs::read_to_string(&households).expect("rows");
    std::fs::write(&households, "").expect("a damaged copy");
    let refused = new.app.take_over(dir.clone(), "job".to_owned()).await;
    assert_eq!(
        refused.expect_err("households are missing").code,
        ErrorCode::StoreDamaged,
        "said as it is"
    );
    let state = new.app.app_state().await.expect("a state");
    assert!(
        state.shop.is_none() && !state.real_exists,
        "no half shop is left behind"
    );
    std::fs::write(&households, rows).expect("as it was");

    let state = new
        .app
        .take_over(dir.clone(), "job".to_owned())
        .await
        .expect("taken over");
    assert_eq!(state.shop.expect("a shop").name, "青葉家具", "the shop itself");
    assert_eq!(content(&new.app).await, content(&old.app).await, "and all of it");
    let found = new
        .app
        .search("由紀子のソファ".to_owned(), 9)
        .await
        .expect("hits");
    assert_eq!(found.len(), 1, "by what she lives with");
    assert_eq!(found[0].name, "田中 由紀子", "and nobody else");
    let refused = new
        .app
        .take_over_preview(dir)
        .await
        .expect_err("somebody is there");
    assert_eq!(
        refused.code,
        ErrorCode::ShopNotEmpty,
        "said before anything is tried"
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
        .take_over(dir.clone(), "job".to_owned())
        .await
        .expect_err("a household is missing");
    assert_eq!(
        refused.code,
        ErrorCode::StoreDamaged,
        "rows that do not hold together"
    );
    std::fs::remove_file(&households).expect("removed");
    let refused = new
        .app
        .take_over(dir, "job".to_owned())
        .await
        .expect_err("a file is missing");
    assert_eq!(refused.code, ErrorCode::FileUnreadable, "said as it is");
    let nowhere = new.dir().join("nowhere").to_string_lossy().into_owned();
    let refused = new
        .app
        .take_over(nowhere, "job".to_owned())
        .await
        .expect_err("no folder");
    assert_eq!(refused.code, ErrorCode::NotAnExport, "said as it is");
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
