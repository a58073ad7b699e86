//! Purchases: their things and care, mended, gone back, cancelled.

use aichaku_api::error::ErrorCode;
use aichaku_api::wire::{
    Family, Finish, FollowUpState, Int, ItemForm, ItemState, Lang, Material, NewRefund, PurchaseState,
};
use aichaku_tests::dump::content;
use aichaku_tests::files::sound;
use aichaku_tests::house::{House, goods, person, purchase};

use super::{TABLE, add};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_purchase_brings_its_things_and_their_care() {
    let house = House::with_shop("2026-11-22").await;
    let customer = add(&house, person("田中", "由紀子", "タナカ", "ユキコ")).await;
    let done = house
        .app
        .add_purchase(purchase(
            customer,
            "2026-11-01",
            Some("2026-11-22"),
            vec![goods(TABLE, 198_000), goods("チェア", 40_000)],
        ))
        .await
        .expect("a purchase");
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    assert_eq!(record.items.len(), 2, "a thing for each line of goods");
    let table = record
        .items
        .iter()
        .find(|item| item.name == TABLE)
        .expect("the table");
    assert_eq!(
        (table.family, table.material, table.finish),
        (Family::Table, Material::SolidWood, Finish::Oil),
        "the name tells what it is"
    );
    assert_eq!(table.state, ItemState::InUse, "delivered today");
    assert!(
        table.calendar.iter().any(|mark| mark.follow_up.is_some()),
        "the first care stands in the calendar"
    );
    assert!(
        table
            .calendar
            .iter()
            .any(|mark| mark.follow_up.is_none() && !mark.title.is_empty()),
        "and the year ahead is foreseen"
    );
    assert_eq!(record.household.purchase_count.0, 1, "one purchase");
    assert_eq!(record.household.net_minor.0, 238_000, "of so much");
    assert_eq!(record.phase, "onboarding", "the first weeks");
    sound(&house.app).await;

    house
        .app
        .undo(done.undo.expect("a token"))
        .await
        .expect("taken back");
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    assert!(
        record.items.is_empty() && record.purchases.is_empty(),
        "as if it had not been"
    );
    assert_eq!(record.household.purchase_count.0, 0, "nothing counts");
    sound(&house.app).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_purchase_that_was_written_down_wrongly_is_mended() {
    use aichaku_api::wire::{LineForm, PurchaseForm, SalesChannel};
    let house = House::with_shop("2026-11-22").await;
    let customer = add(&house, person("田中", "由紀子", "", "")).await;
    let mut bought = purchase(
        customer,
        "2026-11-11",
        Some("2026-11-15"),
        vec![goods(TABLE, 198_000), goods("チェア", 40_000)],
    );
    bought.note = "新居の食卓に".to_owned();
    house.app.add_purchase(bought).await.expect("a purchase");
    let before = content(&house.app).await;
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    let seen = &record.purchases[0];
    assert_eq!(seen.note, "新居の食卓に", "what it is for stands in the record");
    let form = |ordered_on: &str, amount: i64| PurchaseForm {
        ordered_on: ordered_on.to_owned(),
        channel: SalesChannel::Phone,
        note: seen.note.clone(),
        lines: seen
            .lines
            .iter()
            .map(|line| {
                let is_chair = line.name == "チェア";
                LineForm {
                    id: line.id,
                    name: if is_chair {
                        "スツール".to_owned()
                    } else {
                        line.name.clone()
                    },
                    quantity: if is_chair { Int(2) } else { line.quantity },
                    amount_minor: if is_chair { Int(amount) } else { line.amount_minor },
                }
            })
            .collect(),
    };
    let version = || Some(seen.version.clone());
    let late = house
        .app
        .edit_purchase(seen.id, form("2026-11-16", 44_000), version())
        .await;
    assert_eq!(
        late.map_err(|error| error.code).err(),
        Some(ErrorCode::Invalid),
        "nobody is delivered to before they ordered"
    );
    let done = house
        .app
        .edit_purchase(seen.id, form("2026-11-01", 44_000), version())
        .await
        .expect("mended");
    let mended = house.app.customer(customer, Lang::Ja).await.expect("a record");
    let kept = &mended.purchases[0];
    assert_eq!(
        (kept.ordered_on.as_str(), kept.gross_minor, kept.channel),
        ("2026-11-01", Int(242_000), SalesChannel::Phone),
        "day, sum and channel"
    );
    assert_eq!(
        mended.household.net_minor,
        Int(242_000),
        "the household's total follows"
    );
    let stool = mended
        .items
        .iter()
        .find(|item| item.name == "スツール")
        .expect("the thing follows");
    assert_eq!(stool.quantity, Int(2), "with its number");
    let again = house
        .app
        .edit_purchase(seen.id, form("2026-11-02", 1), version())
        .await;
    assert_eq!(
        again.map_err(|error| error.code).err(),
        Some(ErrorCode::EditedElsewhere),
        "who saw the old one is told"
    );
    sound(&house.app).await;
    house
        .app
        .undo(done.undo.expect("a token"))
        .await
        .expect("taken back");
    for (table, text) in &before {
        assert_eq!(
            Some(text),
            content(&house.app).await.get(table),
            "{table} stands as it stood"
        );
    }
    sound(&house.app).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_goes_back_is_silent_and_counts_no_more() {
    let house = House::with_shop("2026-11-22").await;
    let customer = add(&house, person("田中", "由紀子", "", "")).await;
    let bought = house
        .sell(
            customer,
            "2026-11-01",
            Some("2026-11-20"),
            vec![goods(TABLE, 198_000), goods("チェア", 40_000)],
        )
        .await;
    let line = |record: &aichaku_api::wire::CustomerRecord, name: &str| {
        let lines = &record.purchases[0].lines;
        lines.iter().find(|line| line.name == name).expect("a line").id
    };
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    let refund = |line, amount| NewRefund {
        purchase: bought,
        line: Some(line),
        refunded_on: "2026-11-22".to_owned(),
        amount_minor: Int(amount),
        reason: String::new(),
    };
    let too_much = house
        .app
        .add_refund(refund(line(&record, "チェア"), 300_000), None)
        .await;
    assert_eq!(
        too_much.map_err(|error| error.code).err(),
        Some(ErrorCode::Invalid),
        "more than was paid cannot go back"
    );
    let chair = house
        .app
        .add_refund(refund(line(&record, "チェア"), 40_000), None)
        .await
        .expect("a refund");
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    let gone = record
        .items
        .iter()
        .find(|item| item.name == "チェア")
        .expect("the chair");
    assert_eq!(gone.state, ItemState::Returned, "the chair went back");
    assert!(
        gone.calendar
            .iter()
            .all(|mark| mark.state != FollowUpState::Planned),
        "and is silent"
    );
    assert_eq!(record.household.net_minor.0, 198_000, "netted");
    assert_eq!(record.household.purchase_count.0, 1, "still one purchase");

    house
        .app
        .add_refund(refund(line(&record, TABLE), 198_000), None)
        .await
        .expect("a refund");
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    assert_eq!(
        record.purchases[0].state,
        PurchaseState::Returned,
        "nothing is left of it"
    );
    assert_eq!(record.household.purchase_count.0, 0, "so it does not count");
    sound(&house.app).await;
    let early = house.app.undo(chair.undo.expect("a token")).await;
    assert!(early.is_err(), "the later refund stands upon the earlier");
    sound(&house.app).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cancelled_purchase_can_come_back() {
    let house = House::with_shop("2026-11-22").await;
    let customer = add(&house, person("田中", "由紀子", "", "")).await;
    let bought = house
        .sell(customer, "2026-11-01", Some("2026-11-20"), vec![goods(TABLE, 1)])
        .await;
    let planned = |record: &aichaku_api::wire::CustomerRecord| {
        let marks = record.items[0].calendar.iter();
        marks
            .filter(|mark| mark.follow_up.is_some() && mark.state == FollowUpState::Planned)
            .count()
    };
    let before = planned(&house.app.customer(customer, Lang::Ja).await.expect("a record"));
    assert!(before > 0, "its care is planned");
    let done = house.app.cancel_purchase(bought, None).await.expect("cancelled");
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    assert_eq!(planned(&record), 0, "its things are silent");
    sound(&house.app).await;
    house
        .app
        .undo(done.undo.expect("a token"))
        .await
        .expect("taken back");
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    assert_eq!(planned(&record), before, "its care is planned again");
    sound(&house.app).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thing_from_elsewhere_is_cared_for_too() {
    let house = House::with_shop("2026-11-22").await;
    let customer = add(&house, person("田中", "由紀子", "", "")).await;
    let thing = ItemForm {
        name: "祖母の桐箪笥".to_owned(),
        family: Family::Storage,
        material: Material::Paulownia,
        finish: Finish::Unfinished,
        quantity: Int(1),
        room: "和室".to_owned(),
        state: ItemState::InUse,
        delivered_on: Some("2026-11-22".to_owned()),
        secret: false,
        note: "裏に書き込み".to_owned(),
    };
    let made = house
        .app
        .add_item(customer, thing.clone())
        .await
        .expect("a thing");
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    assert!(record.items[0].elsewhere, "not from here");
    assert_eq!(record.items[0].note, "裏に書き込み", "with its note");
    assert!(!record.items[0].calendar.is_empty(), "with a calendar of its own");
    house
        .app
        .edit_item(
            made.id,
            ItemForm {
                state: ItemState::GivenAway,
                ..thing
            },
            None,
        )
        .await
        .expect("given away");
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    assert!(
        record.items[0]
            .calendar
            .iter()
            .all(|mark| mark.state != FollowUpState::Planned),
        "silent from then on"
    );
    sound(&house.app).await;
}
