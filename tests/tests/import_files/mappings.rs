//! Columns that a person named once: known again by the header, whatever stands around it and below.
//!
//! Not here: naming them (`import_mend.rs`), what each word of a header means (`exchange`).

use aichaku_api::App;
use aichaku_api::wire::{ColumnChoice, ImportOptions, ImportPreview, Int, Lang};
use aichaku_tests::files::{DAY, Files, commit, look};
use aichaku_tests::house::House;
use rust_xlsxwriter::{Format, Workbook};

/// Words that no list of headers knows.
const HEADER: [&str; 6] = ["控え", "受けた日", "どなた", "連絡", "お品", "いくら"];
const FIELDS: [&str; 6] = [
    "order_id",
    "ordered_on",
    "full_name",
    "phone",
    "product_name",
    "line_amount",
];

/// A workbook with a title above the columns; `merged`: rows whose first four cells are one with those of the row above.
fn book(
    files: &Files,
    name: &str,
    title: &str,
    header: &[&str],
    rows: &[[&str; 6]],
    merged: &[u32],
) -> String {
    let path = files.path(name);
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(title).expect("a name");
    sheet.write_string(0, 0, title).expect("a title");
    for (column, cell) in (0u16..).zip(header) {
        sheet.write_string(2, column, *cell).expect("a cell");
    }
    for (row, cells) in (3u32..).zip(rows) {
        for (column, cell) in (0u16..).zip(cells) {
            sheet.write_string(row, column, *cell).expect("a cell");
        }
    }
    for row in merged {
        let above = &rows[(*row - 4) as usize];
        for (column, cell) in (0u16..4).zip(above) {
            sheet
                .merge_range(*row - 1, column, *row, column, cell, &Format::new())
                .expect("a block");
        }
    }
    book.save(&path).expect("a workbook");
    path
}

fn fields(seen: &ImportPreview) -> Vec<&str> {
    seen.columns.iter().map(|column| column.field.as_str()).collect()
}

/// Name, pieces of the purchase and amount, of everybody.
async fn bought(app: &App) -> Vec<(String, usize, i64)> {
    let mut all = Vec::new();
    for hit in app.customers(None, 50).await.expect("a list").hits {
        let record = app.customer(hit.customer, Lang::Ja).await.expect("a record");
        for purchase in &record.purchases {
            all.push((
                record.customer.name.clone(),
                purchase.lines.len(),
                purchase.gross_minor.0,
            ));
        }
    }
    all.sort();
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_ledger_with_words_of_its_own_is_named_once_and_known_every_month() {
    let house = House::with_shop(DAY).await;
    let app = &house.app;
    let files = Files::new();
    let april = [
        ["D-1", "2026/4/1", "佐藤 花", "090-0000-0001", "ソファ", "198000"],
        [
            "D-2",
            "2026/4/2",
            "髙橋 健一",
            "090-0000-0002",
            "ベッド",
            "128000",
        ],
    ];
    let file = book(&files, "4月.xlsx", "4月", &HEADER, &april, &[]);
    let seen = look(app, &file, ImportOptions::default()).await;
    assert!(!seen.missing.is_empty(), "nobody can know these words");
    let choices = (0..)
        .zip(FIELDS)
        .map(|(column, field)| ColumnChoice {
            column,
            field: field.to_owned(),
        })
        .collect();
    let options = ImportOptions {
        mapping: Some(choices),
        ..ImportOptions::default()
    };
    let seen = look(app, &file, options).await;
    assert!(seen.missing.is_empty(), "named by hand, got {:?}", seen.missing);
    commit(app, &seen).await;
    // The next month: another title and sheet, an order of two lines in merged cells, 同上.
    let may = [
        ["D-3", "2026/5/1", "渡邉 恵", "090-0000-0003", "テーブル", "98000"],
        ["", "", "", "", "チェア", "40000"],
        ["D-4", "2026/5/2", "同上", "〃", "ラグ", "19800"],
        ["", "", "", "", "座布団", "5000"],
    ];
    let file = book(&files, "5月.xlsx", "5月分", &HEADER, &may, &[4]);
    let seen = look(app, &file, ImportOptions::default()).await;
    assert_eq!(fields(&seen), FIELDS, "known by the header alone");
    assert_eq!(
        (seen.missing.len(), seen.counts.rejected),
        (0, Int(0)),
        "nothing is asked again: {:?}",
        seen.sample
    );
    commit(app, &seen).await;
    assert_eq!(
        bought(app).await,
        [
            ("佐藤 花".to_owned(), 1, 198_000),
            ("渡邉 恵".to_owned(), 2, 24_800),
            ("渡邉 恵".to_owned(), 2, 138_000),
            ("髙橋 健一".to_owned(), 1, 128_000),
        ],
        "an order of two lines is one purchase, also where the first month had none"
    );
    // Another header is another file: it is asked for, and not read with columns that have moved.
    let turned = ["控え", "受けた日", "どなた", "連絡", "いくら", "お品"];
    let file = book(&files, "6月.xlsx", "6月", &turned, &april, &[]);
    let seen = look(app, &file, ImportOptions::default()).await;
    assert!(!seen.missing.is_empty(), "columns that moved are asked for");
}
