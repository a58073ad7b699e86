//! A shop's own ledgers: several sheets, titles above the columns, merged cells and 同上, one row a customer.
//!
//! Not here: how cells of a workbook are read (`exchange`), the files of shop systems (`import_files`).

use aichaku_api::error::ErrorCode;
use aichaku_api::wire::{ImportOptions, Int, Lang};
use aichaku_tests::dump::content;
use aichaku_tests::files::{DAY, import_as_shown, look};
use aichaku_tests::house::House;
use rust_xlsxwriter::{Format, Workbook};

const COLUMNS: [&str; 6] = ["購入日", "氏名", "電話番号", "商品名", "金額", "納品日"];

/// Rows of cells from a line on; 0 is the first.
fn write(book: &mut Workbook, name: &str, from: u32, rows: &[&[&str]]) {
    let sheet = book.add_worksheet();
    sheet.set_name(name).expect("a name");
    if from > 0 {
        sheet
            .write_string(0, 0, format!("家具のさくら {name}"))
            .expect("a cell");
    }
    for (row, cells) in (from..).zip(rows) {
        for (column, cell) in (0u16..).zip(*cells) {
            sheet.write_string(row, column, *cell).expect("a cell");
        }
    }
}

/// A ledger with a cover, two years, a copy of one of them, and a list of something else.
fn ledger(folder: &tempfile::TempDir) -> String {
    let mut book = Workbook::new();
    write(&mut book, "表紙", 0, &[&["家具のさくら"], &["売上台帳"]]);
    let first: &[&[&str]] = &[
        &COLUMNS,
        &[
            "令和5年4月1日",
            "田中 一郎",
            "090-0000-1111",
            "ソファ",
            "200000",
            "R5.4.20",
        ],
        &["〃", "同上", "〃", "ラグ", "30000", ""],
        &["2023/2/30", "佐藤 花", "090-0000-2222", "ベッド", "120000", ""],
    ];
    write(&mut book, "2023年", 2, first);
    write(
        &mut book,
        "2024年",
        0,
        &[
            &COLUMNS,
            &[
                "2024/5/1",
                "佐藤 花",
                "090-0000-2222",
                "チェア",
                "20000",
                "2024/5/10",
            ],
            &["", "", "", "テーブル", "98000", ""],
        ],
    );
    let format = Format::new();
    let sheet = book.worksheet_from_name("2024年").expect("it is there");
    for (column, text) in [(0, "2024/5/1"), (1, "佐藤 花"), (2, "090-0000-2222")] {
        sheet
            .merge_range(1, column, 2, column, text, &format)
            .expect("a block");
    }
    write(&mut book, "棚卸し", 0, &[&["棚", "数"], &["A", "3"]]);
    write(&mut book, "2023年 (控え)", 2, first);
    let path = folder.path().join("台帳.xlsx");
    book.save(&path).expect("a workbook");
    path.to_string_lossy().into_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_ledger_of_several_sheets_comes_in_as_one_and_once() {
    let house = House::with_shop(DAY).await;
    let folder = tempfile::tempdir().expect("a folder");
    let file = ledger(&folder);
    let seen = look(&house.app, &file, ImportOptions::default()).await;
    assert_eq!(seen.sheet.as_deref(), Some("2023年"), "the cover is no table");
    assert_eq!(seen.header_line, Int(3), "its columns are named under a title");
    assert_eq!(
        seen.more_sheets,
        ["2024年", "2023年 (控え)"],
        "the sheets with the same columns, not the stocktaking"
    );
    let report = import_as_shown(&house.app, &file, ImportOptions::default()).await;
    assert_eq!(
        (
            report.inserted.customers,
            report.inserted.purchases,
            report.inserted.items
        ),
        (Int(2), Int(4), Int(4)),
        "two people, four things; the copied sheet counts nothing twice"
    );
    let told: Vec<(Option<&str>, i64, &str)> = report
        .rejected
        .iter()
        .map(|row| (row.sheet.as_deref(), row.line.0, row.code.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (Some("2023年"), 6, "no_such_day"),
            (Some("2023年 (控え)"), 6, "no_such_day"),
        ],
        "what cannot be read is told with its sheet"
    );
    let purchases = content(&house.app).await["purchases"].clone();
    assert_eq!(
        (
            purchases.matches("2023-04-01").count(),
            purchases.matches("2024-05-01").count()
        ),
        (2, 2),
        "同上 and merged cells stand for the cell above:\n{purchases}"
    );
    let saved = folder.path().join("rows.csv").to_string_lossy().into_owned();
    house
        .app
        .save_rejects(None, report.batch, saved.clone(), Lang::Ja)
        .await
        .expect("saved");
    let text = std::fs::read_to_string(&saved).expect("text");
    assert!(
        text.contains(",2023年 6,購入日,"),
        "also in the saved rows: {text}"
    );

    let again = import_as_shown(&house.app, &file, ImportOptions::default()).await;
    assert_eq!(
        again.batch, None,
        "the same workbook twice changes nothing: {again:?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_sheet_can_be_read_alone_and_the_line_of_the_columns_be_named() {
    let house = House::with_shop(DAY).await;
    let folder = tempfile::tempdir().expect("a folder");
    let file = ledger(&folder);
    let options = ImportOptions {
        sheet: Some("2024年".to_owned()),
        ..ImportOptions::default()
    };
    let seen = look(&house.app, &file, options).await;
    assert_eq!(seen.counts.inserted.purchases, Int(2), "only that year");
    assert!(seen.more_sheets.is_empty(), "nothing else is read");

    let far = folder.path().join("深い.csv");
    let titles: String = (0..30).map(|line| format!("お知らせ{line}\n")).collect();
    std::fs::write(
        &far,
        format!("{titles}いつ,購入日,氏名,商品名,金額\n1,2024/4/1,田中 一郎,ソファ,200000\n"),
    )
    .expect("a file");
    let far = far.to_string_lossy().into_owned();
    let options = ImportOptions {
        header_line: Some(31),
        ..ImportOptions::default()
    };
    let seen = look(&house.app, &far, options).await;
    assert_eq!(
        seen.counts.inserted.purchases,
        Int(1),
        "read from the line that was named"
    );
    let beyond = ImportOptions {
        header_line: Some(500),
        ..ImportOptions::default()
    };
    let refused = house.app.import_preview(far, beyond, "job".to_owned()).await;
    assert_eq!(
        refused.map_err(|error| error.code).err(),
        Some(ErrorCode::FileNoHeader),
        "there is no such line"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_of_customers_with_their_purchases_side_by_side_comes_in() {
    let house = House::with_shop(DAY).await;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("顧客一覧.csv");
    std::fs::write(
        &path,
        "氏名,電話番号,購入日1,商品名1,金額1,納品日1,購入日2,商品名2,金額2,納品日2,購入日3,商品名3,金額3,納品日3\n\
         田中 一郎,090-0000-1111,2019/4/1,革張りソファ,300000,2019/4/20,2022/5/1,ラグ,30000,2022/5/3,2026/11/1,板座チェア,40000,2026/11/19\n\
         佐藤 花,090-0000-2222,2020/6/1,タモ材ベッド,120000,2020/6/9,,,,,,,,\n\
         鈴木 一,090-0000-3333,2021/6/1,机,50000,,2021/2/30,椅子,9000,,,,,\n",
    )
    .expect("a file");
    let file = path.to_string_lossy().into_owned();
    let seen = look(&house.app, &file, ImportOptions::default()).await;
    assert_eq!(
        seen.purchases_per_row,
        Int(3),
        "three purchases beside each other"
    );
    let report = import_as_shown(&house.app, &file, ImportOptions::default()).await;
    assert_eq!(
        (
            report.inserted.customers,
            report.inserted.purchases,
            report.inserted.items
        ),
        (Int(2), Int(4), Int(4)),
        "each is a purchase of its own, and the row that cannot be read waits as a whole"
    );
    assert_eq!(report.rejected_total, Int(1), "one row: {:?}", report.rejected);
    let deliveries = content(&house.app).await["purchases"].clone();
    for day in ["2019-04-20", "2022-05-03", "2026-11-19", "2020-06-09"] {
        assert!(
            deliveries.contains(day),
            "each with its own delivery day {day}:\n{deliveries}"
        );
    }
    let again = import_as_shown(&house.app, &file, ImportOptions::default()).await;
    assert_eq!(
        again.batch, None,
        "the same list twice changes nothing: {again:?}"
    );

    let saved = folder.path().join("rows.csv");
    house
        .app
        .save_rejects(None, report.batch, saved.to_string_lossy().into_owned(), Lang::Ja)
        .await
        .expect("saved");
    let mended = std::fs::read_to_string(&saved)
        .expect("text")
        .replace("2021/2/30", "2021/2/3");
    std::fs::write(&saved, mended).expect("a file");
    let mended = import_as_shown(&house.app, &saved.to_string_lossy(), ImportOptions::default()).await;
    assert_eq!(mended.inserted.purchases, Int(2), "mended, both of them come in");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_list_of_the_van_sets_the_days_of_what_it_carried() {
    let house = House::with_shop(DAY).await;
    let folder = tempfile::tempdir().expect("a folder");
    let orders = folder.path().join("受注.csv");
    std::fs::write(
        &orders,
        "注文番号,注文日,氏名,電話番号,商品名,金額\n\
         A-1,2026-03-01,田中 一郎,090-0000-1111,本革ソファ,298000\n\
         A-2,2026-03-02,佐藤 花,090-0000-2222,ウールラグ,54000\n\
         A-3,2026-03-03,鈴木 明,090-0000-3333,食器棚,189000\n",
    )
    .expect("a file");
    import_as_shown(&house.app, &orders.to_string_lossy(), ImportOptions::default()).await;
    // A title, a day over several stops in merged cells, 同上, and a person whom nobody knows.
    let mut book = Workbook::new();
    let columns: &[&str] = &["配送日", "時間", "お客様名", "電話番号", "商品名", "数量"];
    let stops: &[&[&str]] = &[
        columns,
        &["", "10:00", "田中 一郎 様", "090-0000-1111", "本革ソファ", "1"],
        &["", "13:00", "佐藤 花 様", "090-0000-2222", "ウールラグ", "1"],
        &["2026/4/21", "10:00", "鈴木 明 様", "090-0000-3333", "食器棚", "1"],
        &["同上", "15:00", "山本 四郎 様", "090-0000-9999", "ベンチ", "1"],
    ];
    write(&mut book, "4月", 2, stops);
    let sheet = book.worksheet_from_name("4月").expect("it is there");
    sheet
        .merge_range(3, 0, 4, 0, "2026/4/20", &Format::new())
        .expect("a block");
    let van = folder.path().join("配送表.xlsx");
    book.save(&van).expect("a workbook");
    let report = import_as_shown(&house.app, &van.to_string_lossy(), ImportOptions::default()).await;
    let mut days = Vec::new();
    for hit in house.app.customers(None, 9).await.expect("a list").hits {
        let record = house
            .app
            .customer(hit.customer, Lang::Ja)
            .await
            .expect("a record");
        let day = record.items.first().and_then(|item| item.delivered_on.clone());
        days.push((hit.name, day.unwrap_or_default()));
    }
    days.sort();
    assert_eq!(
        days,
        [
            ("佐藤 花".to_owned(), "2026-04-20".to_owned()),
            ("田中 一郎".to_owned(), "2026-04-20".to_owned()),
            ("鈴木 明".to_owned(), "2026-04-21".to_owned()),
        ],
        "the day of each stop, and nobody new"
    );
    assert_eq!(
        report.undecided_total,
        Int(1),
        "who is not known is left to a person"
    );
}
