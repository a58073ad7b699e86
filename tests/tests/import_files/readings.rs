//! New customers without a reading: the shop's own customers of the same name tell one, and only a person's word fills it.
//!
//! Not here: when people agree upon a reading (`domain::readings`), the dialog of one customer's names (`customers`).

use aichaku_api::App;
use aichaku_api::wire::{ImportOptions, Int, Lang, ReadingFinding};
use aichaku_tests::files::{DAY, Files, command_line, commit, import, look};
use aichaku_tests::house::House;
use rstest::rstest;

/// Whom the shop knows: 佐藤 is サトウ for everybody and mostly written so, 裕子 is read in two ways, 小野寺 is known once.
const KNOWN: &str = "顧客番号,姓,名,セイ,メイ,電話番号\n\
    A-1,佐藤,裕子,サトウ,ヒロコ,090-1000-0001\n\
    A-2,佐藤,健一,さとう,ケンイチ,090-1000-0002\n\
    A-3,山本,裕子,ヤマモト,ユウコ,090-1000-0003\n\
    A-4,小野寺,健一,オノデラ,ケンイチ,090-1000-0004\n\
    A-5,佐藤,太郎,サトウ,タロウ,090-1000-0005\n";
const NEW: &str = "顧客番号,姓,名,セイ,メイ,電話番号\n\
    B-1,佐藤,健一,,,090-2000-0001\n\
    B-2,佐藤,裕子,,,090-2000-0002\n\
    B-3,小野寺 健一,,,,090-2000-0003\n\
    B-4,小野寺 裕子,,,,090-2000-0004\n\
    B-5,長谷部,健一,,,090-2000-0005\n\
    B-6,佐藤,健一,サドウ,ケン,090-2000-0006\n\
    B-7,さとう,ゆき,,,090-2000-0007\n\
    B-8,佐藤,健一,,,090-2000-0008\n";

/// The reading of each new customer, by the number of their row.
async fn readings(app: &App) -> Vec<String> {
    let mut readings = Vec::new();
    for number in 1..=8 {
        let hits = app
            .search(format!("090-2000-000{number}"), 1)
            .await
            .expect("found");
        let record = app.customer(hits[0].customer, Lang::Ja).await.expect("a record");
        let form = record.customer.form;
        readings.push(format!("{}|{}", form.family_kana, form.given_kana));
    }
    readings
}

const AS_TYPED: [&str; 8] = ["|", "|", "|", "|", "|", "サドウ|ケン", "|", "|"];
const FILLED: [&str; 8] = [
    "サトウ|ケンイチ",
    // Two of the shop are read differently: that part stays empty.
    "サトウ|",
    "オノデラ ケンイチ|",
    // A name in one cell is filled whole or not at all.
    "|",
    // Nobody of the shop has this family name.
    "|",
    "サドウ|ケン",
    "|",
    "サトウ|ケンイチ",
];

fn told(listed: &[ReadingFinding]) -> Vec<(i64, &str, &str, i64)> {
    let row = |one| {
        let ReadingFinding {
            name,
            kana,
            people,
            line,
            ..
        }: &ReadingFinding = one;
        (line.0, name.as_str(), kana.as_str(), people.0)
    };
    listed.iter().map(row).collect()
}

#[rstest]
#[case::nobody_said_anything(None, AS_TYPED, 0)]
#[case::leave(Some(false), AS_TYPED, 0)]
#[case::take(Some(true), FILLED, 4)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn readings_are_taken_only_by_a_persons_word(
    #[case] word: Option<bool>,
    #[case] expected: [&str; 8],
    #[case] filled: i64,
) {
    let house = House::with_shop(DAY).await;
    let app = &house.app;
    let files = Files::new();
    import(app, &files.file("1.csv", KNOWN)).await;
    let seen = look(app, &files.file("2.csv", NEW), ImportOptions::default()).await;
    assert_eq!(
        told(&seen.readings.listed),
        [
            (2, "佐藤 健一", "サトウ ケンイチ", 2),
            (3, "佐藤 裕子", "サトウ", 1),
            (4, "小野寺 健一", "オノデラ ケンイチ", 1),
        ],
        "what the shop's own people tell, once for each name"
    );
    assert_eq!(
        [
            seen.readings.missing,
            seen.readings.proposed,
            seen.readings.filled
        ],
        [6, 4, 0].map(Int),
        "kana reads itself, and a preview fills nothing"
    );
    if let Some(fill) = word {
        app.import_fill_readings(seen.ticket.clone(), fill)
            .await
            .expect("noted");
    }
    let report = commit(app, &seen).await;
    assert_eq!(report.filled_readings, Int(filled), "the report says how many");
    assert_eq!(readings(app).await, expected, "what the file has stays as it is");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn more_names_than_are_asked_one_by_one_tell_the_same() {
    let house = House::with_shop(DAY).await;
    let app = &house.app;
    let files = Files::new();
    import(app, &files.file("1.csv", KNOWN)).await;
    let mut many = NEW.to_owned();
    for number in 0..60 {
        // A name of its own each: nobody of the shop has it.
        let letter = char::from_u32(0x4E00 + number).unwrap_or('一');
        many.push_str(&format!(
            "C-{number},{letter}田川,{letter}夫,,,090-3000-{number:04}\n"
        ));
    }
    let seen = look(app, &files.file("2.csv", many), ImportOptions::default()).await;
    assert_eq!(
        [seen.readings.missing, seen.readings.proposed],
        [66, 4].map(Int),
        "asked in one walk"
    );
    app.import_fill_readings(seen.ticket.clone(), true)
        .await
        .expect("noted");
    commit(app, &seen).await;
    assert_eq!(readings(app).await, FILLED, "as with few");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_dialog_of_a_customer_proposes_how_others_are_read() {
    let house = House::with_shop(DAY).await;
    let app = &house.app;
    let files = Files::new();
    import(app, &files.file("1.csv", KNOWN)).await;
    let advice = |family: &str, given: &str| app.reading_advice(family.to_owned(), given.to_owned());
    let told = advice("小野寺", "裕子").await.expect("told");
    assert_eq!(told.family, ["オノデラ"], "as the one who is known is read");
    assert_eq!(
        told.given,
        ["ヒロコ", "ユウコ"],
        "both, for a person to choose from"
    );
    let told = advice("長谷部", "").await.expect("told");
    assert!(
        told.family.is_empty() && told.given.is_empty(),
        "nothing is guessed"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_command_line_tells_readings_and_takes_them_on_request() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    import(&house.app, &files.file("1.csv", KNOWN)).await;
    let file = files.file("2.csv", NEW);
    house.app.close().await;
    let run = |arguments: &[&str]| {
        let program = env!("CARGO_BIN_EXE_aichaku-cli-under-test");
        command_line(program, house.dir(), &[&["import", &file], arguments].concat())
    };
    let words = run(&["--preview"]);
    assert!(words.contains("フリガナのない新しいお客様6名"), "{words}");
    assert!(words.contains("--fill-readings"), "how to take them: {words}");
    run(&["--fill-readings"]);
    let again = House::app_over(house.dir(), DAY);
    again.open_at_start().await.expect("opened");
    assert_eq!(readings(&again).await, FILLED, "as it was asked");
    again.close().await;
}
