//! Who lives together, put right: several move in, chosen ones leave, somebody leads, and all of it taken back.

use aichaku_api::error::ErrorCode;
use aichaku_api::wire::{CustomerRecord, HouseholdPeople, Int, Lang, PairAnswer};
use aichaku_tests::dump::content;
use aichaku_tests::files::sound;
use aichaku_tests::house::{House, goods, person, purchase};

use super::{TABLE, add};

async fn record(house: &House, customer: Int) -> CustomerRecord {
    house.app.customer(customer, Lang::Ja).await.expect("a record")
}

async fn arrange(house: &House, home: Int, asked: HouseholdPeople) -> Result<Option<Int>, ErrorCode> {
    let done = house.app.arrange_household(home, asked).await;
    done.map(|done| done.undo).map_err(|error| error.code)
}

fn living(record: &CustomerRecord) -> Vec<Int> {
    let mut all: Vec<Int> = record.members.iter().map(|member| member.customer).collect();
    all.push(record.customer.id);
    all.sort_unstable();
    all
}

/// 田中 由紀子, 一郎 with a table, さくら at another address, each in a household of their own.
async fn three(house: &House) -> [Int; 3] {
    let wife = add(house, person("田中", "由紀子", "タナカ", "ユキコ")).await;
    let husband = add(house, person("田中", "一郎", "タナカ", "イチロウ")).await;
    let mut form = person("田中", "さくら", "タナカ", "サクラ");
    form.contacts[0].value = "080-1111-2222".to_owned();
    form.address.city = "札幌市".to_owned();
    let daughter = add(house, form).await;
    let bought = purchase(
        husband,
        "2026-11-01",
        Some("2026-11-20"),
        vec![goods(TABLE, 198_000)],
    );
    house.app.add_purchase(bought).await.expect("a purchase");
    [wife, husband, daughter]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_move_in_at_once_and_it_is_taken_back_at_once() {
    let house = House::with_shop("2026-11-22").await;
    let [wife, husband, daughter] = three(&house).await;
    let before = content(&house.app).await;
    let home = record(&house, wife).await.household.id;
    let asked = HouseholdPeople {
        join: vec![husband, daughter],
        lead: Some(husband),
        ..HouseholdPeople::default()
    };
    let token = arrange(&house, home, asked).await.expect("together");
    let hers = record(&house, wife).await;
    assert_eq!(living(&hers), [wife, husband, daughter], "all three");
    assert_eq!(hers.household.lead, husband, "he stands first");
    assert_eq!(hers.household.purchase_count.0, 1, "his table is theirs");
    assert_eq!(
        record(&house, daughter).await.customer.form.address.city,
        "港区",
        "she lives where they live"
    );
    let found = house.app.search("札幌".to_owned(), 9).await.expect("hits");
    assert_eq!(found.len(), 3, "where she lived before is not forgotten");
    sound(&house.app).await;
    house.app.undo(token.expect("a token")).await.expect("taken back");
    assert_eq!(content(&house.app).await, before, "as it was, field by field");
    sound(&house.app).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn chosen_ones_leave_together_while_another_comes() {
    let house = House::with_shop("2026-11-22").await;
    let [wife, husband, daughter] = three(&house).await;
    let home = record(&house, wife).await.household.id;
    let together = HouseholdPeople {
        join: vec![husband, daughter],
        ..HouseholdPeople::default()
    };
    arrange(&house, home, together).await.expect("together");
    let mother = add(&house, person("鈴木", "和子", "スズキ", "カズコ")).await;
    let before = content(&house.app).await;
    let apart = HouseholdPeople {
        join: vec![mother],
        leave: vec![husband, daughter],
        lead: Some(mother),
    };
    let token = arrange(&house, home, apart).await.expect("apart");
    let hers = record(&house, wife).await;
    assert_eq!(living(&hers), [wife, mother], "the two who stay");
    assert_eq!(hers.household.lead, mother, "she stands first");
    assert_eq!(hers.household.purchase_count.0, 0, "the table went along");
    let his = record(&house, husband).await;
    assert_eq!(living(&his), [husband, daughter], "the two who left");
    assert_eq!(his.items.len(), 1, "with the table");
    assert_eq!(his.household.lead, husband, "somebody leads there");
    assert_eq!(
        his.customer.form.address.city, "港区",
        "with the address until somebody says another"
    );
    sound(&house.app).await;
    house.app.undo(token.expect("a token")).await.expect("taken back");
    assert_eq!(content(&house.app).await, before, "as it was, field by field");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_is_refused_and_changes_nothing() {
    let house = House::with_shop("2026-11-22").await;
    let [wife, husband, daughter] = three(&house).await;
    let home = record(&house, wife).await.household.id;
    let before = content(&house.app).await;
    let nobody = Int(4711);
    let people = |join: &[Int], leave: &[Int], lead| HouseholdPeople {
        join: join.to_vec(),
        leave: leave.to_vec(),
        lead,
    };
    for (asked, code, why) in [
        (people(&[], &[], None), ErrorCode::Conflict, "nothing is asked"),
        (people(&[wife], &[], None), ErrorCode::Conflict, "she lives there"),
        (people(&[], &[husband], None), ErrorCode::Conflict, "he does not"),
        (people(&[], &[wife], None), ErrorCode::Conflict, "nobody stays"),
        (
            people(&[husband], &[], Some(daughter)),
            ErrorCode::Conflict,
            "she leads elsewhere",
        ),
        (
            people(&[], &[], Some(wife)),
            ErrorCode::Conflict,
            "she leads already",
        ),
        (
            people(&[husband, nobody], &[], None),
            ErrorCode::NotFound,
            "nobody of that number",
        ),
    ] {
        assert_eq!(arrange(&house, home, asked).await, Err(code), "{why}");
    }
    let lead = people(&[husband], &[], None);
    assert_eq!(
        arrange(&house, nobody, lead).await,
        Err(ErrorCode::NotFound),
        "no such household"
    );
    assert_eq!(content(&house.app).await, before, "nothing changed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_household_is_left_by_its_last_one_though_somebody_of_it_was_joined_elsewhere() {
    let house = House::with_shop("2026-11-22").await;
    let [wife, husband, daughter] = three(&house).await;
    let home = record(&house, wife).await.household.id;
    let with_her = HouseholdPeople {
        join: vec![husband],
        ..HouseholdPeople::default()
    };
    arrange(&house, home, with_her).await.expect("together");
    // The husband is somebody in another household; his empty row stays where he lived.
    let merged = house
        .app
        .answer_duplicate(daughter, husband, PairAnswer::Same)
        .await
        .expect("joined");
    let hers = record(&house, daughter).await.household.id;
    let asked = HouseholdPeople {
        join: vec![wife],
        ..HouseholdPeople::default()
    };
    arrange(&house, hers, asked).await.expect("the last one leaves");
    sound(&house.app).await;
    house
        .app
        .unmerge(merged.undo.expect("a token"))
        .await
        .expect("apart again");
    assert_eq!(
        record(&house, husband).await.items.len(),
        1,
        "with what is theirs"
    );
    sound(&house.app).await;
}
