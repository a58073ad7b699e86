//! Companies in a column of names, and people who were joined: what a list says of them when it comes again.
//!
//! Not here: how alike two people are (`doubles.rs`), conflicts with what was typed (`import_people_again.rs`).

use aichaku_api::App;
use aichaku_api::wire::{CustomerRecord, ImportMode, ImportOptions, Int, Lang, PairAnswer};
use aichaku_tests::files::{DAY, Files, commit, import, look};
use aichaku_tests::house::House;
use rstest::rstest;

async fn records(app: &App) -> Vec<CustomerRecord> {
    let mut all = Vec::new();
    for hit in app.customers(None, 50).await.expect("a list").hits {
        all.push(app.customer(hit.customer, Lang::Ja).await.expect("a record"));
    }
    all
}

#[rstest]
#[case::one_column(
    "顧客番号,氏名,電話番号\n\
     C-1,株式会社　オーク,03-0000-1111\n\
     C-2,㈲青葉設計 御中,03-0000-2222\n\
     C-3,\"Oak Trading Co., Ltd.\",03-0000-3333\n\
     C-4,医療法人 木の会様,03-0000-4444\n\
     C-5,株式会社オーク 田中様,03-0000-5555\n\
     C-6,会田 株子,03-0000-6666\n",
    &["Oak Trading Co., Ltd. 会社", "㈲青葉設計 会社", "会田 株子", "医療法人 木の会 会社", "株式会社 オーク 会社", "株式会社オーク 田中"]
)]
#[case::two_columns(
    "顧客番号,姓,名,電話番号\n\
     C-1,株式会社オーク,,03-0000-1111\n\
     C-2,有限会社,青葉設計,03-0000-2222\n\
     C-3,株式会社オーク,田中,03-0000-3333\n\
     C-4,田中,一郎,03-0000-4444\n",
    &["有限会社 青葉設計 会社", "株式会社オーク 会社", "株式会社オーク 田中", "田中 一郎"]
)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_company_in_a_column_of_names_is_a_company(#[case] text: &str, #[case] expected: &[&str]) {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    import(&house.app, &files.file("名簿.csv", text)).await;
    let mut people: Vec<String> = records(&house.app)
        .await
        .into_iter()
        .map(|record| {
            let kind = if record.customer.form.company {
                " 会社"
            } else {
                ""
            };
            format!("{}{kind}", record.customer.name)
        })
        .collect();
    people.sort();
    assert_eq!(people, expected, "told by the words of a legal form");
}

const HEADER: &str = "顧客番号,氏名,フリガナ,電話番号,郵便番号,都道府県,市区町村,住所,備考\n";
const ROWS: &str = "C-1,田中 一郎,タナカ イチロウ,090-0000-1111,390-0811,長野県,松本市,中央1-2-3,犬がいる\n\
    C-2,田仲 いちろう,タナカ イチロー,0263-00-1111,390-0874,長野県,松本市,大手4-5-6,夕方に電話\n";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_that_still_tells_two_of_one_person_says_nothing_new() {
    let house = House::with_shop(DAY).await;
    let app = &house.app;
    let files = Files::new();
    import(app, &files.file("1.csv", format!("{HEADER}{ROWS}"))).await;
    let two = records(app).await;
    let by = |name: &str| {
        two.iter()
            .find(|record| record.customer.name == name)
            .expect("who is there")
            .customer
            .id
    };
    let (kept, gone) = (by("田中 一郎"), by("田仲 いちろう"));
    app.answer_duplicate(kept, gone, PairAnswer::Same)
        .await
        .expect("joined");
    let before = records(app).await;
    assert_eq!(before.len(), 1, "one person");
    // The shop's system still has both, and in another order.
    let mut rows: Vec<&str> = ROWS.lines().collect();
    for turn in 0..2 {
        rows.reverse();
        let file = files.file(
            &format!("{turn}.csv"),
            format!("{HEADER}{}\n# {turn}", rows.join("\n"))
                .replace(&format!("\n# {turn}"), &"\n".repeat(turn + 1)),
        );
        for mode in [ImportMode::Update, ImportMode::Both] {
            let options = ImportOptions {
                mode: Some(mode),
                ..ImportOptions::default()
            };
            let seen = look(app, &file, options).await;
            let told = (seen.counts.updated.customers, seen.counts.skipped);
            assert_eq!(told, (Int(0), Int(2)), "nothing new, got {:?}", seen.sample);
            assert_eq!(seen.conflicts_total, Int(0), "and nothing to ask");
            commit(app, &seen).await;
        }
        let after = records(app).await;
        assert_eq!(after.len(), 1, "still one");
        assert_eq!(
            after[0].customer.form, before[0].customer.form,
            "their name, reading, address and note are what they were"
        );
    }
    // What the system really changes still comes.
    let moved = format!("{HEADER}{}", ROWS.replace("中央1-2-3", "城山9-9"));
    let seen = look(app, &files.file("3.csv", moved), ImportOptions::default()).await;
    assert_eq!(seen.counts.updated.customers, Int(1), "a new address is new");
    commit(app, &seen).await;
    assert_eq!(
        records(app).await[0].customer.form.address.street,
        "城山9-9",
        "taken over"
    );
}
