//! Where each field of a record came from: the file with its line, or a hand; the day, and who it was; and the system by
//! its name.
//!
//! Not here: which file changed which field (`import_people_again.rs`).

use std::process::Command;

use aichaku_api::App;
use aichaku_api::wire::{CustomerRecord, ImportOptions, Int, Lang, OriginView, Role, StaffView};
use aichaku_tests::files::{DAY, Files, import, import_as_shown};
use aichaku_tests::house::House;
use rust_xlsxwriter::Workbook;

const PEOPLE: &str = "顧客番号,氏名,電話番号,郵便番号,都道府県,市区町村,住所,備考\n";
const ORDERS: &str = "注文番号,注文日,氏名,電話番号,商品名,数量,小計\n";

async fn hire(app: &App, name: &str) -> Int {
    let staff = StaffView {
        id: Int(0),
        name: name.to_owned(),
        role: Role::Staff,
        active: true,
    };
    app.save_staff(staff).await.expect("hired").id
}

async fn record(app: &App, name: &str) -> CustomerRecord {
    let hits = app.customers(None, 50).await.expect("a list").hits;
    let hit = hits.iter().find(|hit| hit.name == name).expect("who is there");
    app.customer(hit.customer, Lang::Ja).await.expect("a record")
}

/// Each origin in a line: what, from where, and who.
fn told(origins: &[OriginView]) -> Vec<String> {
    origins
        .iter()
        .map(|origin| {
            let what = if origin.field.is_empty() {
                &origin.entity
            } else {
                &origin.field
            };
            let file = origin.file.as_deref().unwrap_or("by hand");
            let sheet = origin
                .sheet
                .as_deref()
                .map_or_else(String::new, |sheet| format!(" [{sheet}]"));
            let line = origin
                .line
                .map_or_else(String::new, |line| format!(":{}", line.0));
            let staff = origin.staff.as_deref().unwrap_or("nobody");
            format!("{what} {file}{sheet}{line} {staff}")
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_field_tells_the_line_of_its_file_and_who_it_was() {
    let house = House::with_shop(DAY).await;
    let app = &house.app;
    let files = Files::new();
    let (ito, mori) = (hire(app, "伊藤").await, hire(app, "森").await);
    let rows = "C-1,佐藤 花,090-0000-2222,,,,,\n\
                C-2,田中 一郎,090-0000-1111,390-0811,長野県,松本市,中央1-2-3,犬がいる\n";
    app.set_at_counter(Some(ito)).await.expect("at the counter");
    import(app, &files.file("名簿.csv", format!("{PEOPLE}{rows}"))).await;
    // Their order stands on three lines; the last thing is not in the row of the order's beginning.
    let orders = "A-1,2026-11-01,佐藤 花,090-0000-2222,ソファ,1,200000\n\
                  A-2,2026-11-02,田中 一郎,090-0000-1111,テーブル,1,98000\n\
                  A-2,2026-11-02,田中 一郎,090-0000-1111,チェア,4,160000\n";
    app.set_at_counter(None).await.expect("nobody at the counter");
    import(app, &files.file("受注.csv", format!("{ORDERS}{orders}"))).await;
    // The note changes by a later list, in another line; the address by hand.
    let later = "C-9,森田 次郎,090-0000-9999,,,,,\n\
                 C-8,山本 三郎,090-0000-8888,,,,,\n\
                 C-2,田中 一郎,090-0000-1111,390-0811,長野県,松本市,中央1-2-3,猫もいる\n";
    app.set_at_counter(Some(mori)).await.expect("at the counter");
    import(app, &files.file("名簿2.csv", format!("{PEOPLE}{later}"))).await;
    let tanaka = record(app, "田中 一郎").await;
    let mut form = tanaka.customer.form.clone();
    form.address.street = "城山9-9".to_owned();
    app.set_at_counter(Some(ito)).await.expect("at the counter");
    app.edit_customer(tanaka.customer.id, form, None)
        .await
        .expect("typed");
    let origins = app.origins(tanaka.customer.id).await.expect("origins");
    assert_eq!(
        told(&origins),
        [
            "name 名簿.csv:3 伊藤",
            "note 名簿2.csv:4 森",
            "address by hand 伊藤",
            "090-0000-1111 名簿.csv:3 伊藤",
            "purchase 受注.csv:3 nobody",
            "item 受注.csv:3 nobody",
            "item 受注.csv:4 nobody",
        ],
        "file, line and staff of each"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_who_was_entered_by_hand_tells_by_whom() {
    let house = House::with_shop(DAY).await;
    let app = &house.app;
    let ito = hire(app, "伊藤").await;
    app.set_at_counter(Some(ito)).await.expect("at the counter");
    let form = aichaku_tests::house::person("田中", "一郎", "タナカ", "イチロウ");
    let done = app.add_customer(form, None).await.expect("entered");
    let origins = app.origins(done.id).await.expect("origins");
    assert!(
        origins
            .iter()
            .all(|origin| origin.file.is_none() && origin.line.is_none()),
        "no file: {origins:?}"
    );
    assert_eq!(
        told(&origins)[..2],
        ["name by hand 伊藤", "kana by hand 伊藤"],
        "whoever was at the counter"
    );
    let stranger = app.set_at_counter(Some(Int(99))).await;
    assert!(stranger.is_err(), "nobody of that number works here");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lines_of_a_workbook_are_told_with_their_sheet() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    let path = files.path("売上.xlsx");
    let mut book = Workbook::new();
    for (year, from, name) in [("2024年", 0, "田中 一郎"), ("2025年", 4, "佐藤 花")] {
        let sheet = book.add_worksheet();
        sheet.set_name(year).expect("a name");
        let rows = [
            ["購入日", "氏名", "電話番号", "商品名", "金額"],
            ["2025/5/1", name, "090-0000-1111", "ソファ", "200000"],
        ];
        for (row, cells) in (from..).zip(rows) {
            for (column, cell) in (0u16..).zip(cells) {
                sheet.write_string(row, column, cell).expect("a cell");
            }
        }
    }
    book.save(&path).expect("a workbook");
    import_as_shown(&house.app, &path, ImportOptions::default()).await;
    let person = record(&house.app, "佐藤 花").await;
    let origins = house.app.origins(person.customer.id).await.expect("origins");
    assert_eq!(
        told(&origins)[0],
        "name 売上.xlsx [2025年]:6 nobody",
        "the line as a person counts it on its sheet"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_row_of_a_long_file_knows_its_line_also_after_another_was_taken_back() {
    let house = House::with_shop(DAY).await;
    let app = &house.app;
    let files = Files::new();
    // Another file takes the same numbers first and is taken back.
    let gone = "C-1,佐藤 花,090-0000-2222,,,,,\nC-2,佐藤 次郎,090-0000-3333,,,,,\n";
    let report = import(app, &files.file("間違い.csv", format!("{PEOPLE}{gone}"))).await;
    app.undo_batch(report.batch.expect("a batch"))
        .await
        .expect("taken back");
    // Longer than what is kept in one text, and with a gap that rows bring nobody of.
    let mut rows = String::from(PEOPLE);
    for number in 1..=3_000 {
        rows += &format!("C-{number},田中 第{number},090-0001-{number:04},,,,,\n");
        if number == 1_500 {
            rows += "C-1500,田中 第1500,090-0001-1500,,,,,\n";
        }
    }
    import(app, &files.file("長い名簿.csv", rows)).await;
    for (number, line) in [
        (1, 2),
        (1_024, 1_025),
        (1_025, 1_026),
        (1_500, 1_501),
        (1_501, 1_503),
        (3_000, 3_002),
    ] {
        let phone = format!("090-0001-{number:04}");
        let hits = app.search(phone, 5).await.expect("found");
        assert_eq!(hits[0].name, format!("田中 第{number}"), "found by the number");
        let origins = app.origins(hits[0].customer).await.expect("origins");
        let lines: Vec<Option<Int>> = origins.iter().map(|origin| origin.line).collect();
        assert_eq!(lines, [Some(Int(line)); 2], "{number}: name and number");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_source_is_called_by_its_name_and_never_by_a_word_of_ours() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    let rows = "C-1,佐藤 花,090-0000-2222,,,,,\n";
    import(&house.app, &files.file("名簿.csv", format!("{PEOPLE}{rows}"))).await;
    let source = record(&house.app, "佐藤 花").await.customer.sources;
    assert_eq!(
        (source[0].system.as_str(), source[0].number.as_str()),
        ("generic", "C-1"),
        "an id for the window to name, and the number"
    );
    house.app.close().await;
    for (lang, name) in [("ja", "ファイル"), ("en", "a file")] {
        let output = Command::new(env!("CARGO_BIN_EXE_aichaku-cli-under-test"))
            .arg("--data")
            .arg(house.dir())
            .args(["--day", DAY, "--lang", lang, "batches"])
            .env("AICHAKU_KEYCHAIN", "off")
            .env_remove("AICHAKU_PASSPHRASE")
            .output()
            .expect("the command line starts");
        let words = String::from_utf8_lossy(&output.stdout);
        assert!(
            words.contains(name) && !words.contains("generic"),
            "{lang}: {words}{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}
