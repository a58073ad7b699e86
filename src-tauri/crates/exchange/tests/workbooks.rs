//! Workbooks: written and read back.

mod common;

use std::io::Cursor;

use aichaku_domain::values::ShopDay;
use aichaku_exchange::{FileKind, Overrides, ReadError, SheetCell, WorkbookWriter, sniff, sniff_with};
use common::{file_of, read};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

#[test]
fn a_ledger_of_excel_is_read_with_its_days_and_numbers() {
    let mut book = Workbook::new();
    let day = Format::new().set_num_format("yyyy/mm/dd");
    book.add_worksheet().set_name("表紙").expect("a name");
    let sheet = book.add_worksheet();
    sheet.set_name("台帳").expect("a name");
    sheet.write_string(0, 0, "家具のさくら 台帳").expect("a cell");
    for (column, name) in (0u16..).zip(["注文番号", "購入日", "氏名", "商品名", "数量", "単価", "電話番号"])
    {
        sheet.write_string(2, column, name).expect("a cell");
    }
    let rows = [
        ("A1", 1u8, "山田 太郎", "ソファ", 1.0, 128_000.0),
        ("A1", 1, "", "チェア", 4.0, 12_500.0),
        ("A2", 2, "佐藤 花", "ラグ", 1.0, 19_800.0),
    ];
    for (row, (order, dom, name, product, quantity, price)) in (3u32..).zip(rows) {
        sheet.write_string(row, 0, order).expect("a cell");
        let date = ExcelDateTime::from_ymd(2024, 4, dom).expect("a day");
        sheet
            .write_datetime_with_format(row, 1, date, &day)
            .expect("a cell");
        if !name.is_empty() {
            sheet.write_string(row, 2, name).expect("a cell");
        }
        sheet.write_string(row, 3, product).expect("a cell");
        sheet.write_number(row, 4, quantity).expect("a cell");
        sheet.write_number(row, 5, price).expect("a cell");
        sheet.write_number(row, 6, 9_012_345_678.0).expect("a cell");
    }
    sheet
        .merge_range(3, 2, 4, 2, "山田 太郎", &Format::new())
        .expect("a block");
    let file = file_of(book.save_to_buffer().expect("a workbook"));

    let reading = read(file.path());
    assert_eq!(reading.shape.kind, FileKind::Xlsx, "told by its bytes");
    assert_eq!(reading.shape.sheets, ["表紙", "台帳"], "its sheets");
    assert_eq!(
        reading.shape.sheet.as_deref(),
        Some("台帳"),
        "the first that holds anything"
    );
    assert_eq!(reading.shape.header_line, 3, "under the title");
    assert_eq!(reading.problem_lines(), "", "nothing is wrong");
    let purchases = reading.purchases();
    assert_eq!(purchases.len(), 2, "two orders");
    assert_eq!(
        purchases[0].ordered_on.to_string(),
        "2024-04-01",
        "a date cell is its day"
    );
    assert_eq!(purchases[0].total_minor, 178_000, "numbers are numbers");
    assert_eq!(purchases[0].line, 4, "row numbers are those of the sheet");
    assert_eq!(purchases[0].lines[1].line, 5, "of each row");
    assert_eq!(
        purchases[0].customer.phones[0].key.as_deref(),
        Some("09012345678"),
        "the zero that Excel lost"
    );
}

#[test]
fn another_sheet_can_be_chosen() {
    let mut book = Workbook::new();
    for name in ["一", "二"] {
        let sheet = book.add_worksheet();
        sheet.set_name(name).expect("a name");
        sheet.write_string(0, 0, "氏名").expect("a cell");
        sheet.write_string(1, 0, name).expect("a cell");
    }
    let file = file_of(book.save_to_buffer().expect("a workbook"));
    let choose = |sheet: &str| {
        sniff_with(
            file.path(),
            &Overrides {
                sheet: Some(sheet.to_owned()),
                ..Overrides::default()
            },
        )
    };
    assert_eq!(
        choose("二").expect("it is there").sample[0].cells,
        ["二"],
        "the second"
    );
    assert!(
        matches!(choose("三"), Err(ReadError::NoSuchSheet { sheet }) if sheet == "三"),
        "there is no third"
    );
}

/// A workbook of sheets, each with rows of cells.
fn book(sheets: &[(&str, &[&[&str]])]) -> tempfile::NamedTempFile {
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).expect("a name");
        for (row, cells) in (0u32..).zip(*rows) {
            for (column, cell) in (0u16..).zip(*cells) {
                sheet.write_string(row, column, *cell).expect("a cell");
            }
        }
    }
    file_of(book.save_to_buffer().expect("a workbook"))
}

#[test]
fn sheets_with_the_same_columns_are_one_ledger() {
    let file = book(&[
        ("表紙", &[&["家具のさくら"], &["売上台帳"]]),
        (
            "2023年",
            &[
                &["購入日", "氏名", "商品名", "金額"],
                &["2023/4/1", "山田 太郎", "ソファ", "200000"],
                &["2023/13/1", "佐藤 花", "ラグ", "30000"],
            ],
        ),
        ("メモ", &[&["やること", "いつ"], &["棚卸し", "12月"]]),
        (
            "2024年",
            &[
                &["2024年の売上"],
                &["購入日", "氏名", "商品名", "金額"],
                &["2024/4/1", "佐藤 花", "ベッド", "120000"],
                &["〃", "鈴木 一", "チェア", "20000"],
            ],
        ),
        (
            "2023年 (2)",
            &[
                &["購入日", "氏名", "商品名", "金額"],
                &["2023/4/1", "山田 太郎", "ソファ", "200000"],
            ],
        ),
    ]);
    let reading = read(file.path());
    let shape = &reading.shape;
    assert_eq!(
        shape.sheet.as_deref(),
        Some("2023年"),
        "the first that is a table"
    );
    assert_eq!(
        shape.more_sheets,
        [("2024年".to_owned(), 2), ("2023年 (2)".to_owned(), 1)],
        "those alike, each with its own header line"
    );
    let told: Vec<(Option<&str>, u64, String)> = reading
        .purchases()
        .iter()
        .map(|one| {
            let (sheet, line) = shape.place_of(one.line);
            (sheet, line, format!("{} {}", one.ordered_on, one.lines[0].name))
        })
        .collect();
    assert_eq!(
        told,
        [
            (Some("2023年"), 2, "2023-04-01 ソファ".to_owned()),
            (Some("2024年"), 3, "2024-04-01 ベッド".to_owned()),
            (Some("2024年"), 4, "2024-04-01 チェア".to_owned()),
            (Some("2023年 (2)"), 2, "2023-04-01 ソファ".to_owned()),
        ],
        "all of them, each where it stands"
    );
    let purchases = reading.purchases();
    assert_eq!(
        purchases[0].key, purchases[3].key,
        "a sheet that was copied tells the same purchase"
    );
    assert_eq!(
        shape.place_of(reading.problems[0].line),
        (Some("2023年"), 3),
        "a problem says on which sheet"
    );
    let one = sniff_with(
        file.path(),
        &Overrides {
            sheet: Some("2024年".to_owned()),
            ..Overrides::default()
        },
    )
    .expect("it is there");
    assert!(
        one.more_sheets.is_empty(),
        "a sheet that a person chose is read alone"
    );
}

#[test]
fn what_is_written_can_be_read() {
    let mut out = Cursor::new(Vec::new());
    let day = ShopDay::new(2024, 4, 1).expect("a day");
    let beside = tempfile::tempdir().expect("a folder");
    let names = ["注文番号", "購入日", "氏名", "金額"];
    let mut book = WorkbookWriter::new(beside.path(), "顧客", &names).expect("a workbook");
    book.row([
        SheetCell::Text("001".to_owned()),
        SheetCell::Day(day),
        SheetCell::Text("=1+1".to_owned()),
        SheetCell::Amount {
            minor: 128_000,
            digits: 0,
        },
    ])
    .expect("a row");
    book.finish(&mut out).expect("memory does not fail");
    let left = std::fs::read_dir(beside.path()).expect("the folder").count();
    assert_eq!(left, 0, "nothing stays beside it");
    let file = file_of(out.into_inner());
    let shape = sniff(file.path()).expect("a workbook");
    assert_eq!(
        shape.sample[0].cells,
        ["001", "2024-04-01", "=1+1", "128000"],
        "text stays text, a formula never runs"
    );
    let reading = read(file.path());
    assert_eq!(
        reading.purchases()[0].external_id.as_deref(),
        Some("001"),
        "zeros are kept"
    );
}
