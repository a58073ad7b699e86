//! Addresses of a file beside the table of postal codes: told in the preview, filled only by a person's word, and then only
//! where nothing is written.
//!
//! Not here: how address and code are compared (`api::address_check`), lists of addresses (`lists.rs`).

use aichaku_api::App;
use aichaku_api::wire::{AddressFindings, AddressForm, AddressQuestion, ImportOptions, Int, Lang};
use aichaku_tests::files::{DAY, Files, command_line, commit, import, look};
use aichaku_tests::house::House;
use rstest::rstest;

const HEADER: &str = "顧客番号,氏名,電話番号,郵便番号,都道府県,市区町村,住所,建物名\n";
const ROWS: &str = "C-1,田中 一郎,090-0000-0001,,東京都,渋谷区,神宮前１丁目２−３,青葉荘201\n\
    C-2,佐藤 花,090-0000-0002,150-0001,,,神宮前1-2-4,\n\
    C-3,鈴木 次郎,090-0000-0003,150-0001,大阪府,大阪市北区,梅田1-1,\n\
    C-4,高橋 三郎,090-0000-0004,999-9999,東京都,渋谷区,神宮前1-2-5,\n\
    C-5,山本 四郎,090-0000-0005,150-0001,東京都,渋谷区,神宮前1-2-6,\n";

/// What is asked about whom, with the proposal.
fn told(findings: &AddressFindings) -> Vec<(i64, AddressQuestion, &str, bool)> {
    findings
        .listed
        .iter()
        .map(|one| (one.line.0, one.question, one.proposed_code.as_str(), one.fills))
        .collect()
}

/// The address of each, by the number of their row.
async fn homes(app: &App) -> Vec<String> {
    let mut homes = Vec::new();
    for number in 1..=5 {
        let phone = format!("090-0000-000{number}");
        let hits = app.search(phone, 1).await.expect("found");
        let record = app.customer(hits[0].customer, Lang::Ja).await.expect("a record");
        let AddressForm {
            postal_code,
            prefecture,
            city,
            street,
            building,
        } = record.customer.form.address;
        homes.push([postal_code, prefecture, city, street, building].join("|"));
    }
    homes
}

const AS_TYPED: [&str; 5] = [
    "|東京都|渋谷区|神宮前１丁目２−３|青葉荘201",
    "150-0001|||神宮前1-2-4|",
    "150-0001|大阪府|大阪市北区|梅田1-1|",
    "999-9999|東京都|渋谷区|神宮前1-2-5|",
    "150-0001|東京都|渋谷区|神宮前1-2-6|",
];
const FILLED: [&str; 5] = [
    "150-0001|東京都|渋谷区|神宮前１丁目２−３|青葉荘201",
    "150-0001|東京都|渋谷区|神宮前1-2-4|",
    AS_TYPED[2],
    AS_TYPED[3],
    AS_TYPED[4],
];

#[rstest]
#[case::nobody_said_anything(None, AS_TYPED, 0)]
#[case::leave(Some(false), AS_TYPED, 0)]
#[case::fill(Some(true), FILLED, 2)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn blanks_of_addresses_are_filled_only_by_a_persons_word(
    #[case] word: Option<bool>,
    #[case] expected: [&str; 5],
    #[case] filled: i64,
) {
    let house = House::with_shop(DAY).await;
    let app = &house.app;
    let files = Files::new();
    let file = files.file("名簿.csv", format!("{HEADER}{ROWS}"));
    let seen = look(app, &file, ImportOptions::default()).await;
    assert_eq!(
        told(&seen.addresses),
        [
            (2, AddressQuestion::MissingCode, "150-0001", true),
            (3, AddressQuestion::MissingPart, "150-0001", true),
            (4, AddressQuestion::Differs, "150-0001", false),
            (5, AddressQuestion::UnknownCode, "150-0001", false),
        ],
        "each with its line and what the table says"
    );
    let counts = &seen.addresses;
    assert_eq!(
        [
            counts.missing_code,
            counts.missing_part,
            counts.differs,
            counts.unknown_code,
            counts.proposed,
            counts.filled
        ],
        [1, 1, 1, 1, 2, 0].map(Int),
        "counted; a preview fills nothing"
    );
    if let Some(fill) = word {
        app.import_fill_addresses(seen.ticket.clone(), fill)
            .await
            .expect("noted");
    }
    let report = commit(app, &seen).await;
    assert_eq!(report.filled_addresses, Int(filled), "the report says how many");
    assert_eq!(homes(app).await, expected, "what was written stays as it is");
    // The same list again: a blank of the file is no news, and empties nothing.
    let again = files.file("名簿2.csv", format!("{HEADER}{ROWS}\n"));
    let seen = look(app, &again, ImportOptions::default()).await;
    assert_eq!(seen.counts.updated.customers, Int(0), "nothing new");
    commit(app, &seen).await;
    assert_eq!(homes(app).await, expected, "and nothing is lost");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_moves_is_looked_at_anew_and_found_by_the_code() {
    let house = House::with_shop(DAY).await;
    let app = &house.app;
    let files = Files::new();
    import(app, &files.file("1.csv", format!("{HEADER}{ROWS}"))).await;
    let moved = "C-5,山本 四郎,090-0000-0005,,長野県,松本市,大手4-5-6,\n\
        C-6,森 五郎,090-0000-0006,,長野県,松本市,大手1-1-1,\n";
    let seen = look(
        app,
        &files.file("2.csv", format!("{HEADER}{moved}")),
        ImportOptions::default(),
    )
    .await;
    assert_eq!(
        told(&seen.addresses),
        [
            (2, AddressQuestion::MissingCode, "390-0874", true),
            (3, AddressQuestion::MissingCode, "390-0874", true),
        ],
        "only what this file says anew"
    );
    app.import_fill_addresses(seen.ticket.clone(), true)
        .await
        .expect("noted");
    commit(app, &seen).await;
    assert_eq!(
        homes(app).await[4],
        "390-0874|長野県|松本市|大手4-5-6|",
        "the new home with its code"
    );
    let mut found: Vec<String> = app
        .search("390-0874".to_owned(), 5)
        .await
        .expect("found")
        .into_iter()
        .map(|hit| hit.name)
        .collect();
    found.sort();
    assert_eq!(found, ["山本 四郎", "森 五郎"], "search knows the code");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_command_line_tells_them_and_fills_on_request() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    let file = files.file("名簿.csv", format!("{HEADER}{ROWS}"));
    house.app.close().await;
    let run = |arguments: &[&str]| {
        let program = env!("CARGO_BIN_EXE_aichaku-cli-under-test");
        command_line(program, house.dir(), &[&["import", &file], arguments].concat())
    };
    let words = run(&["--preview"]);
    assert!(words.contains("ご確認いただきたいご住所4件"), "{words}");
    assert!(words.contains("--fill-addresses"), "how to fill them: {words}");
    run(&["--fill-addresses"]);
    let again = House::app_over(house.dir(), DAY);
    again.open_at_start().await.expect("opened");
    assert_eq!(homes(&again).await, FILLED, "as it was asked");
    again.close().await;
}
