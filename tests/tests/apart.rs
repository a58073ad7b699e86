//! Two people who were joined come apart after other work: numbers of rows that went and came again are nobody's by
//! mistake, and what cannot be told apart is listed.
//!
//! Not here: every order of joining and parting (`joined`), the ordinary way back (`doubles`).

use aichaku_api::wire::{HeardBy, HeardForm, HeardOf, Int, Lang, LaterEntity, PairAnswer, UnmergeReport};
use aichaku_tests::files::{DAY, Files, import, take_back};
use aichaku_tests::house::{House, goods, person, purchase};

const FIRST: &str = "注文番号,注文日,氏名,電話番号,商品名,金額\n\
    T-1,2026-04-01,髙橋 由紀子,090-0000-1111,オーク無垢テーブル,198000\n";
const MORE: &str = "注文番号,注文日,氏名,電話番号,商品名,金額\n\
    T-1,2026-04-01,髙橋 由紀子,090-0000-1111,オーク無垢テーブル,198000\n\
    T-2,2026-05-01,髙橋 由紀子,090-0000-1111,革張りソファ,368000\n";

async fn add(house: &House, family: &str) -> Int {
    let form = person(family, "花子", "", "");
    house.app.add_customer(form, None).await.expect("a customer").id
}

async fn join(house: &House, one: Int, other: Int) -> Int {
    let done = house.app.answer_duplicate(one, other, PairAnswer::Same).await;
    done.expect("joined").undo.expect("a token")
}

async fn part(house: &House, token: Int) -> UnmergeReport {
    house.app.unmerge(token).await.expect("apart")
}

async fn bought(house: &House, customer: Int) -> Vec<String> {
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    let mut names: Vec<String> = record.items.into_iter().map(|item| item.name).collect();
    names.sort();
    names
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_purchase_with_the_number_of_one_that_went_stays_whose_it_is() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    import(&house.app, &files.file("1.csv", FIRST)).await;
    let more = import(&house.app, &files.file("2.csv", MORE)).await;
    let hits = house.app.search("髙橋".to_owned(), 9).await.expect("hits");
    let second = hits[0].customer;
    assert_eq!(bought(&house, second).await.len(), 2, "she bought twice");
    let first = add(&house, "田中").await;
    house.go_to_hour(DAY, 11);
    let token = join(&house, first, second).await;
    house.go_to_hour(DAY, 12);
    take_back(&house.app, more.batch).await;
    house.go_to_hour(DAY, 13);
    let new = purchase(first, "2026-11-22", None, vec![goods("ペンダントライト", 46_000)]);
    house.app.add_purchase(new).await.expect("a purchase");
    house.go_to_hour(DAY, 14);
    let report = part(&house, token).await;
    assert_eq!(
        bought(&house, second).await,
        ["オーク無垢テーブル"],
        "what she had brought"
    );
    assert_eq!(
        bought(&house, first).await,
        ["ペンダントライト"],
        "what was bought since"
    );
    let kinds: Vec<LaterEntity> = report.later.iter().map(|work| work.entity).collect();
    assert_eq!(kinds, [LaterEntity::Purchase], "which is listed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_came_through_them_since_is_listed() {
    let house = House::with_shop(DAY).await;
    let first = add(&house, "高橋").await;
    let second = add(&house, "髙橋").await;
    let tell = async |who: Int, from: Int| {
        let form = HeardForm {
            of: Some(HeardOf::Person),
            from: Some(from),
            by: Some(HeardBy::Said),
        };
        house.app.set_heard(who, form).await.expect("written down")
    };
    let before = add(&house, "佐藤").await;
    tell(before, first).await;
    let known = add(&house, "鈴木").await;
    let mistaken = add(&house, "山本").await;
    house.go_to_hour(DAY, 11);
    let token = join(&house, first, second).await;
    house.go_to_hour(DAY, 12);
    tell(known, first).await;
    let mistake = tell(mistaken, first).await;
    house
        .app
        .undo(mistake.undo.expect("a token"))
        .await
        .expect("taken back");
    house.go_to_hour(DAY, 13);
    let report = part(&house, token).await;
    let later: Vec<(LaterEntity, Int)> = report.later.iter().map(|work| (work.entity, work.id)).collect();
    assert_eq!(
        later,
        [(LaterEntity::Referral, known)],
        "only who was said to have come through them since"
    );
}
