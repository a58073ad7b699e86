//! One person once, through the use cases: who is found, who is joined, and how two come apart again; and the measure
//! of how well doubles are found.
//!
//! Not here: recognising a row while a file is read (`import_files.rs`), how alike two people are (`domain`).

use aichaku_api::error::ErrorCode;
use aichaku_api::wire::{
    Channel, ConsentSource, ConsentState, CustomerForm, ImportOptions, ImportReport, Int, Lang, LaterEntity,
    NewConsent, NewMemo, PairAnswer, PairQuestion, PairReason, PlanChoice, Purpose,
};
use aichaku_tests::doubles::{measure, people};
use aichaku_tests::dump::content;
use aichaku_tests::house::{House, goods, person, purchase};

const DAY: &str = "2026-11-22";

async fn add(house: &House, form: CustomerForm) -> Int {
    house.app.add_customer(form, None).await.expect("a customer").id
}

async fn buy(house: &House, customer: Int, thing: &str) {
    let bought = purchase(
        customer,
        "2026-04-01",
        Some("2026-04-20"),
        vec![goods(thing, 198_000)],
    );
    house.app.add_purchase(bought).await.expect("a purchase");
}

async fn say(house: &House, customer: Int, state: ConsentState) {
    let consent = NewConsent {
        customer,
        channels: vec![Channel::Email],
        purposes: vec![Purpose::Offer],
        state,
        source: ConsentSource::Oral,
        wording: "メールで新作のご案内をお送りしてよいですか".to_owned(),
        staff: None,
    };
    house
        .app
        .record_consent(consent, None)
        .await
        .expect("written down");
}

async fn word(house: &House, customer: Int) -> Option<ConsentState> {
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    record
        .consents
        .iter()
        .find(|consent| consent.channel == Channel::Email && consent.purpose == Purpose::Offer)
        .map(|consent| consent.state)
}

async fn sound(house: &House) {
    let check = house.app.check().await.expect("walked through");
    assert!(check.ok, "the store is sound, got {:?}", check.problems);
}

async fn look(house: &House) -> (i64, i64) {
    let report = house
        .app
        .look_for_duplicates("job".to_owned())
        .await
        .expect("looked");
    (report.joined.0, report.open.0)
}

async fn import(house: &House, name: &str, text: &str) -> ImportReport {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join(name);
    std::fs::write(&file, text).expect("a file");
    let seen = house
        .app
        .import_preview(
            file.to_string_lossy().into_owned(),
            ImportOptions::default(),
            "job".to_owned(),
        )
        .await
        .expect("a preview");
    let plan = PlanChoice::From { day: DAY.to_owned() };
    house
        .app
        .import_commit(seen.ticket, plan, "job".to_owned())
        .await
        .expect("brought in")
}

/// The same person as a clerk wrote her down the second time.
fn again() -> CustomerForm {
    let mut form = person("高橋", "由美子", "", "");
    form.contacts[0].value = "０９０（１２３４）５６７８".to_owned();
    form.contacts.push(aichaku_api::wire::ContactLine {
        kind: "email".to_owned(),
        value: "yumiko@example.jp".to_owned(),
    });
    form.address.street = "北青山3-4-5".to_owned();
    form.address.building = String::new();
    form
}

/// Two records of one person with something of everything.
async fn two_records(house: &House) -> (Int, Int) {
    let one = add(house, person("髙橋", "由美子", "タカハシ", "ユミコ")).await;
    let other = add(house, again()).await;
    buy(house, one, "ナラ無垢 ダイニングテーブル オイル仕上げ").await;
    buy(house, other, "革張りソファ 3P").await;
    for customer in [one, other] {
        let memo = NewMemo {
            customer,
            body: "引っ越しのご予定".to_owned(),
            promise_on: Some("2026-12-01".to_owned()),
            staff: None,
        };
        house.app.add_memo(memo).await.expect("a promise");
        let words = "テーブルは窓ぎわに置かれている".to_owned();
        house.app.add_note(customer, words, None).await.expect("a note");
    }
    say(house, one, ConsentState::Granted).await;
    say(house, other, ConsentState::Denied).await;
    (one, other)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_records_become_one_and_come_apart_whole() {
    let house = House::with_shop(DAY).await;
    let (one, other) = two_records(&house).await;
    let before = content(&house.app).await;
    let customers = house.app.customers(None, 9).await.expect("a list").total;
    let done = house
        .app
        .answer_duplicate(one, other, PairAnswer::Same)
        .await
        .expect("joined");
    let record = house.app.customer(one, Lang::Ja).await.expect("a record");
    assert_eq!(record.purchases.len(), 2, "both purchases are hers");
    assert_eq!(record.items.len(), 2, "and both things");
    assert_eq!(record.notes.len(), 2, "and what she said");
    assert_eq!(record.customer.name, "髙橋 由美子", "as it was typed first");
    assert_eq!(
        record.customer.form.contacts.len(),
        2,
        "one telephone number, however it was typed, and the mail"
    );
    assert_eq!(
        word(&house, one).await,
        Some(ConsentState::Denied),
        "a no is never lost"
    );
    let gone = house.app.customer(other, Lang::Ja).await.expect("a record");
    assert_eq!(gone.customer.id, one, "the second is found with the first");
    assert_eq!(
        house.app.customers(None, 9).await.expect("a list").total.0,
        customers.0 - 1,
        "one person less"
    );
    assert_eq!(
        house.app.search("高橋".to_owned(), 9).await.expect("hits").len(),
        1,
        "and one to find"
    );
    sound(&house).await;
    let report = house
        .app
        .unmerge(done.undo.expect("a token"))
        .await
        .expect("apart");
    assert_eq!(report.later, [], "nothing came since");
    assert_eq!(
        word(&house, one).await,
        Some(ConsentState::Granted),
        "her own word"
    );
    assert_eq!(word(&house, other).await, Some(ConsentState::Denied), "and hers");
    let after = content(&house.app).await;
    for (table, text) in &before {
        // The ledger only grows; what it says was compared above.
        if table != "consents" {
            assert_eq!(Some(text), after.get(table), "{table}: each has what they had");
        }
    }
    sound(&house).await;
    look(&house).await;
    assert_eq!(
        house.app.duplicates(9).await.expect("a queue").open,
        Int(0),
        "whoever was taken apart is not asked about again"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slip_of_the_finger_is_undone_and_asked_about_again() {
    let house = House::with_shop(DAY).await;
    let (one, other) = two_records(&house).await;
    look(&house).await;
    let done = house
        .app
        .answer_duplicate(one, other, PairAnswer::Same)
        .await
        .expect("joined");
    let asked = house.app.duplicates_count().await.expect("a count").open;
    assert_eq!(asked, Int(0), "answered");
    house.app.undo(done.undo.expect("a token")).await.expect("undone");
    let queue = house.app.duplicates(9).await.expect("a queue");
    assert_eq!(
        (queue.pairs.len(), queue.joined.len()),
        (1, 0),
        "the pair waits for an answer again"
    );
    assert_eq!(look(&house).await, (0, 1), "and goes on waiting");
    sound(&house).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_came_since_stays_and_a_no_holds_for_both() {
    let house = House::with_shop(DAY).await;
    let (one, other) = two_records(&house).await;
    say(&house, other, ConsentState::Granted).await;
    let done = house
        .app
        .answer_duplicate(one, other, PairAnswer::Same)
        .await
        .expect("joined");
    house.go_to("2026-11-23");
    buy(&house, one, "ウールラグ 200×250").await;
    say(&house, one, ConsentState::Denied).await;
    let record = house.app.customer(one, Lang::Ja).await.expect("a record");
    let form = CustomerForm {
        refused_channels: vec![Channel::Phone],
        suppressed: true,
        ..record.customer.form
    };
    house.app.edit_customer(one, form, None).await.expect("edited");
    let report = house
        .app
        .unmerge(done.undo.expect("a token"))
        .await
        .expect("apart");
    let kinds: Vec<LaterEntity> = report.later.iter().map(|work| work.entity).collect();
    for kind in [LaterEntity::Purchase, LaterEntity::Consent, LaterEntity::Field] {
        assert!(
            kinds.contains(&kind),
            "{kind:?} cannot be told apart, got {kinds:?}"
        );
    }
    let bought = |record: &aichaku_api::wire::CustomerRecord| record.purchases.len();
    let first = house.app.customer(one, Lang::Ja).await.expect("a record");
    let second = house.app.customer(other, Lang::Ja).await.expect("a record");
    assert_eq!(
        (bought(&first), bought(&second)),
        (2, 1),
        "the rug stays where it was made"
    );
    for (record, whose) in [(&first, "the first's"), (&second, "the second's")] {
        assert!(record.customer.form.suppressed, "{whose} silence holds");
        assert_eq!(
            record.customer.form.refused_channels,
            [Channel::Phone],
            "{whose} refusal holds"
        );
    }
    for customer in [one, other] {
        assert_eq!(
            word(&house, customer).await,
            Some(ConsentState::Denied),
            "a no that was said since holds for both"
        );
    }
    sound(&house).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_clerk_typed_is_asked_about_and_the_answer_is_remembered() {
    let house = House::with_shop(DAY).await;
    let (one, other) = two_records(&house).await;
    assert_eq!(look(&house).await, (0, 1), "never joined without being asked");
    let queue = house.app.duplicates(9).await.expect("a queue");
    let pair = &queue.pairs[0];
    assert_eq!(
        (pair.one.customer, pair.other.customer, pair.question),
        (one, other, PairQuestion::Person),
        "the two, side by side"
    );
    assert_eq!(
        pair.reasons,
        [
            PairReason::NameSame,
            PairReason::PhoneSame,
            PairReason::PlaceDiffers
        ],
        "with what speaks for and against it"
    );
    let done = house
        .app
        .answer_duplicate(one, other, PairAnswer::Different)
        .await
        .expect("answered");
    let mut edited = again();
    edited.given_kana = "ユミコ".to_owned();
    house
        .app
        .edit_customer(other, edited, None)
        .await
        .expect("edited");
    assert_eq!(
        look(&house).await,
        (0, 0),
        "not asked again, whatever is written since"
    );
    house
        .app
        .undo(done.undo.expect("a token"))
        .await
        .expect("taken back");
    assert_eq!(
        house.app.duplicates_count().await.expect("a count").open,
        Int(1),
        "an answer by mistake is taken back"
    );
    let refused = house.app.answer_duplicate(one, one, PairAnswer::Same).await;
    assert_eq!(
        refused.expect_err("nobody is two").code,
        ErrorCode::Conflict,
        "one with oneself"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_people_of_one_home_become_one_household() {
    let house = House::with_shop(DAY).await;
    let one = add(&house, person("田中", "健一", "タナカ", "ケンイチ")).await;
    let other = add(&house, person("田中", "恵子", "タナカ", "ケイコ")).await;
    buy(&house, other, "革張りソファ 3P").await;
    look(&house).await;
    let queue = house.app.duplicates(9).await.expect("a queue");
    assert_eq!(queue.pairs[0].question, PairQuestion::Family, "not one person");
    let done = house
        .app
        .answer_duplicate(one, other, PairAnswer::Household)
        .await
        .expect("answered");
    let members = |record: aichaku_api::wire::CustomerRecord| -> Vec<Int> {
        record.members.iter().map(|member| member.customer).collect()
    };
    let record = house.app.customer(one, Lang::Ja).await.expect("a record");
    assert_eq!(members(record), [other], "they live together");
    assert_eq!(look(&house).await, (0, 0), "and nobody asks again");
    sound(&house).await;
    house
        .app
        .undo(done.undo.expect("a token"))
        .await
        .expect("taken back");
    let record = house.app.customer(one, Lang::Ja).await.expect("a record");
    assert_eq!(members(record), [], "each at home again");
    sound(&house).await;
}

const TILL: &str = "注文番号,注文日,氏名,フリガナ,電話番号,郵便番号,都道府県,市区町村,住所,商品名,金額,納品日\n\
    T-1,2026-04-01,髙橋 由紀子,タカハシ ユキコ,090-0000-1111,390-0874,長野県,松本市,大手1-2-3,オーク無垢テーブル,198000,2026-04-25\n\
    T-2,2026-05-08,田中 誠,タナカ マコト,0263-00-2222,390-0811,長野県,松本市,中央3-4-5,革張りソファ 3P,368000,2026-05-24\n";
const BOOK: &str = "注文番号,注文日,氏名,電話番号,郵便番号,都道府県,市区町村,住所,商品名,金額,納品日\n\
    B-1,2026-08-01,ﾀｶﾊｼ ﾕｷｺ,０９００００１１１１,390-0874,長野県,松本市,大手一丁目二番地三,ウールラグ,64000,2026-08-10\n\
    B-2,2026-08-02,田中 さくら,0263-00-2222,,,,,ペンダントライト,46000,2026-08-11\n";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn certain_ones_of_two_files_are_joined_and_a_shared_telephone_joins_nobody() {
    let house = House::with_shop(DAY).await;
    import(&house, "till.csv", TILL).await;
    import(&house, "book.csv", BOOK).await;
    assert_eq!(
        house
            .app
            .search("ゆきこ".to_owned(), 9)
            .await
            .expect("hits")
            .len(),
        2
    );
    let (joined, _) = look(&house).await;
    assert_eq!(joined, 1, "read alike, at one dwelling, with one telephone");
    let hits = house.app.search("ゆきこ".to_owned(), 9).await.expect("hits");
    assert_eq!(hits.len(), 1, "one person");
    assert_eq!(hits[0].name, "髙橋 由紀子", "whose name can be printed");
    let tanaka = house.app.search("田中".to_owned(), 9).await.expect("hits");
    assert_eq!(tanaka.len(), 2, "a family shares a telephone, not a person");
    let record = house
        .app
        .customer(hits[0].customer, Lang::Ja)
        .await
        .expect("a record");
    assert_eq!(record.purchases.len(), 2, "from the till and the book");
    sound(&house).await;
    // The book comes again, longer than before.
    let more = format!("{BOOK}B-3,2026-09-01,ﾀｶﾊｼ ﾕｷｺ,０９００００１１１１,,,,,食器棚,189000,2026-09-10\n");
    let report = import(&house, "book.csv", &more).await;
    assert_eq!(
        report.inserted.customers,
        Int(0),
        "known under the other name too"
    );
    let record = house
        .app
        .customer(hits[0].customer, Lang::Ja)
        .await
        .expect("a record");
    assert_eq!(record.purchases.len(), 3, "the new one is hers");
    let queue = house.app.duplicates(9).await.expect("a queue");
    assert!(
        queue.joined[0].by_rule,
        "whoever was joined by rule is listed as such"
    );
    house.app.unmerge(queue.joined[0].token).await.expect("apart");
    look(&house).await;
    assert_eq!(
        house
            .app
            .search("ゆきこ".to_owned(), 9)
            .await
            .expect("hits")
            .len(),
        2,
        "and not joined by rule again"
    );
    sound(&house).await;
}

#[test]
fn doubles_are_found_and_families_stay_apart() {
    let books = people(5_000, 3);
    let found = measure(&books);
    if std::env::var_os("AICHAKU_TELL").is_some() {
        aichaku_tests::doubles::tell(&books, &found);
    }
    assert!(
        found.doubles > 400,
        "the set has doubles to find, got {}",
        found.doubles
    );
    assert!(
        found.certain.precision >= 0.995,
        "nobody is joined with somebody else by rule, got {:?}",
        found.certain
    );
    assert!(
        found.surest.precision >= 0.995 && found.surest.recall >= 0.95,
        "by the score alone doubles are told from everybody else, got {:?}",
        found.surest
    );
    assert!(
        found.certain.recall >= 0.94,
        "nineteen of twenty are joined without asking anybody, got {:?}",
        found.certain
    );
    assert!(
        found.both.recall >= 0.955,
        "whoever is in the books twice is joined or asked about, got {:?}",
        found.both
    );
}
