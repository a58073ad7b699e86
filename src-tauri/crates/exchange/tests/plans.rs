//! The whole plan of every system and of a shop's own ledgers: what each file is taken for, what its columns mean, every
//! record that comes out of its rows, and what is wrong with them. A person reviews it; any change of it is seen here.
//!
//! The rows of `fixtures/plans` are made up under the genuine header of each system, with its traps: a zip that lost its
//! zero, apostrophes, masked addresses, option rows, delivery rows, cancelled and refunded orders.
//! Not here: what the records do to a shop (`tests/tests/import_*`).

mod common;

use std::fmt::Write as _;
use std::path::Path;

use aichaku_exchange::{
    AddressRecord, CustomerRecord, LineRecord, PurchaseRecord, Record, ReversalRecord, system, systems,
};
use common::{Reading, file_of, fixture, read};
use expect_test::expect_file;
use rust_xlsxwriter::{Format, Workbook};

fn words(parts: &[&str]) -> String {
    let filled: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    filled.join(" ")
}

fn text(part: &Option<String>) -> &str {
    part.as_deref().unwrap_or("")
}

fn address(of: &AddressRecord) -> String {
    words(&[
        text(&of.postal_code),
        text(&of.prefecture),
        text(&of.city),
        text(&of.street),
        text(&of.building),
        text(&of.full),
    ])
}

/// A person in a line: number, name (parted by `|` where the file parts it), reading, ways, home, what they agreed to.
fn customer(of: &CustomerRecord) -> String {
    let name = match (&of.family_name, &of.given_name) {
        (None, None) => text(&of.full_name).to_owned(),
        (family, given) => format!("{}|{}", text(family), text(given)),
    };
    let phones: Vec<String> = of
        .phones
        .iter()
        .map(|phone| format!("{}={}", phone.display, text(&phone.key)))
        .collect();
    let mails: Vec<String> = of
        .emails
        .iter()
        .map(|mail| format!("{}{}", mail.key, if mail.relay { "(lent)" } else { "" }))
        .collect();
    let birthday = of.birthday.map_or_else(String::new, |day| format!("born {day}"));
    let consent = of
        .consent_email
        .map_or("", |yes| if yes { "mail: yes" } else { "mail: no" });
    words(&[
        text(&of.external_id),
        &name,
        if of.is_organisation { "(company)" } else { "" },
        text(&of.full_kana),
        text(&of.company),
        &phones.join(" "),
        &mails.join(" "),
        &address(&of.address),
        &birthday,
        consent,
        if of.mall_limited { "mall" } else { "" },
        text(&of.staff),
        text(&of.note),
    ])
}

fn line(of: &LineRecord) -> String {
    let traits = of.traits;
    let delivery = of
        .delivery
        .map_or_else(String::new, |day| format!("{} {}", day.on, day.certainty));
    let money = |minor: Option<i64>| minor.map_or_else(|| "-".to_owned(), |minor| minor.to_string());
    words(&[
        &format!("line {}", of.line),
        of.kind.as_str(),
        if of.is_return { "back" } else { "" },
        text(&of.code),
        &of.name,
        text(&of.variant),
        &format!(
            "×{} {} = {}",
            of.quantity,
            money(of.unit_minor),
            money(of.amount_minor)
        ),
        &format!("[{} {} {}]", traits.family, traits.material, traits.finish),
        text(&of.room),
        &delivery,
    ])
}

fn purchase(of: &PurchaseRecord) -> String {
    let mut told = format!(
        "purchase line {} {} {} {} {}{} discount {} points {} shipping {} refunded {} {}{}",
        of.line,
        of.key,
        of.ordered_on,
        of.state,
        of.total_minor,
        if of.total_is_stated { "" } else { " (summed)" },
        of.discount_minor,
        of.points_minor,
        of.shipping_minor,
        of.refunded_minor,
        of.sales_channel,
        if of.mall_limited { " mall" } else { "" },
    );
    if let Some(day) = of.delivery {
        let _ = write!(told, " delivery {} {}", day.on, day.certainty);
    }
    let _ = write!(told, " {}", words(&[text(&of.staff), text(&of.note)]));
    told.truncate(told.trim_end().len());
    let _ = write!(told, "\n    {}", customer(&of.customer));
    if let Some(place) = &of.delivery_address {
        let _ = write!(told, "\n    to {} {}", text(&of.recipient_name), address(place));
    }
    for one in &of.lines {
        let _ = write!(told, "\n    {}", line(one));
    }
    told
}

fn reversal(of: &ReversalRecord) -> String {
    let mut told = format!(
        "reversal line {} {} of {} {} {} {}\n    {}",
        of.line,
        of.key,
        text(&of.of_external_id),
        of.on,
        of.state,
        of.amount_minor,
        customer(&of.customer)
    );
    for one in &of.lines {
        let _ = write!(told, "\n    {}", line(one));
    }
    told
}

fn record(of: &Record) -> String {
    match of {
        Record::Customer(one) => format!("customer line {} {}", one.line, customer(one)),
        Record::Purchase(one) => purchase(one),
        Record::Reversal(one) => reversal(one),
        Record::Product(one) => format!(
            "product line {} {} {} {:?} [{} {} {}]",
            one.line,
            text(&one.code),
            one.name,
            one.price_minor,
            one.traits.family,
            one.traits.material,
            one.traits.finish
        ),
        Record::Delivery(one) => format!(
            "delivery line {} {} {} {} {}\n    {}",
            one.line,
            text(&one.order_id),
            words(&[text(&one.product_code), text(&one.product_name)]),
            words(&[
                &format!("{} {}", one.delivery.on, one.delivery.certainty),
                text(&one.room)
            ]),
            text(&one.note),
            customer(&one.customer)
        ),
        Record::OptOut(one) => format!("opt-out line {} {}", one.line, customer(&one.customer)),
        Record::Survey(one) => format!(
            "answers line {} {} about={:?} by={:?} {:?} {}",
            one.line,
            one.on,
            one.occasion,
            one.way,
            one.answers,
            customer(&one.customer)
        ),
    }
}

fn plan(name: &str, reading: &Reading) -> String {
    let (shape, mapping) = (&reading.shape, &reading.mapping);
    let known = system(&mapping.system);
    let mut told = format!(
        "{name}: {} {} {} dates={} evidence={} real={} {} header in line {}{}\n",
        mapping.system,
        mapping.dataset,
        mapping.row_model,
        mapping.date_order,
        known.map_or("-", |system| system.evidence.as_str()),
        known.is_some_and(|system| system.confirmed_by_real_file),
        shape.encoding.map_or_else(
            || shape.kind.as_str().to_owned(),
            |encoding| encoding.as_str().to_owned()
        ),
        shape.header_line,
        shape.sheet.as_ref().map_or_else(String::new, |sheet| format!(
            " of {sheet} and {:?}",
            shape.more_sheets
        )),
    );
    for column in mapping.columns.iter().filter(|column| column.field.is_some()) {
        let field = column.field.map_or("", |field| field.as_str());
        let _ = writeln!(told, "  {field} = {}", shape.columns[column.index]);
    }
    let _ = writeln!(
        told,
        "  {} rows, {} rejected",
        reading.summary.rows, reading.summary.rejected_rows
    );
    for one in &reading.records {
        let _ = writeln!(told, "  {}", record(one).trim_end());
    }
    for problem in reading.problem_lines().lines() {
        let _ = writeln!(told, "  problem: {problem}");
    }
    told.lines()
        .map(|line| line.trim_end().to_owned() + "\n")
        .collect()
}

fn files_of(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the fixtures are there")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "csv"))
        .collect();
    files.sort();
    files
}

#[test]
fn every_system_and_every_sample_is_read_as_it_was_reviewed() {
    let mut plans = String::new();
    let mut seen = std::collections::BTreeSet::new();
    for file in files_of(&fixture("plans"))
        .into_iter()
        .chain(files_of(&fixture("")))
    {
        let reading = read(&file);
        seen.insert(reading.mapping.system.clone());
        let name = file.file_stem().expect("a name").to_string_lossy();
        plans += &plan(&name, &reading);
    }
    for known in systems() {
        assert!(seen.contains(&known.id), "{} has a file with rows", known.id);
    }
    expect_file!["fixtures/plans/systems.txt"].assert_eq(&plans);
}

/// Rows of cells on a sheet, from a line on; 0 is the first.
fn rows(book: &mut Workbook, name: &str, from: u32, rows: &[&[&str]]) {
    let sheet = book.add_worksheet();
    sheet.set_name(name).expect("a name");
    for (row, cells) in (from..).zip(rows) {
        for (column, cell) in (0u16..).zip(*cells) {
            sheet.write_string(row, column, *cell).expect("a cell");
        }
    }
}

/// 配送表: a title, a date for the day that stands in merged cells over its stops, 同上 and 〃 between, a sum at the end.
fn delivery_ledger() -> Vec<u8> {
    let mut book = Workbook::new();
    rows(&mut book, "表紙", 0, &[&["配送表 2026年4月"], &["青葉家具"]]);
    let stops: &[&[&str]] = &[
        &[
            "配送日",
            "時間",
            "お客様名",
            "ご住所",
            "電話番号",
            "商品名",
            "数量",
            "搬入",
            "備考",
        ],
        &[
            "2026/4/20",
            "午前",
            "佐藤 花 様",
            "長野県松本市中央1-2-3",
            "090-0000-0001",
            "3人掛けソファ",
            "1",
            "2階窓",
            "旧品引取",
        ],
        &["", "午前", "〃", "同上", "〃", "リビングテーブル", "1", "", ""],
        &[
            "",
            "午後",
            "髙橋 健一",
            "長野県松本市大手4-5-6",
            "0263-00-0002",
            "ベッドフレーム",
            "1",
            "",
            "",
        ],
        &[
            "2026/4/21",
            "",
            "株式会社オーク",
            "長野県塩尻市大門1-1",
            "0263-00-0003",
            "会議テーブル",
            "2",
            "",
            "",
        ],
        &["", "", "", "", "", "", "", "", ""],
        &["合計", "", "", "", "", "", "5", "", ""],
    ];
    rows(&mut book, "4月", 2, stops);
    let sheet = book.worksheet_from_name("4月").expect("the sheet");
    sheet.write_string(0, 0, "2026年4月 配送表").expect("a title");
    sheet
        .merge_range(3, 0, 5, 0, "2026/4/20", &Format::new())
        .expect("a block");
    let may: &[&[&str]] = &[
        stops[0],
        &[
            "2026/5/2",
            "",
            "渡邉 恵",
            "東京都渋谷区神宮前1-2-3",
            "080-0000-0004",
            "ペンダントライト",
            "1",
            "",
            "",
        ],
    ];
    rows(&mut book, "5月", 0, may);
    book.save_to_buffer().expect("a workbook")
}

/// A ledger of sales: two title lines, the order's cells merged over its lines, 同上 in the name.
fn sales_ledger() -> Vec<u8> {
    let mut book = Workbook::new();
    let lines: &[&[&str]] = &[
        &["売上台帳", "", "", "", "", "", "", ""],
        &["", "", "", "", "", "", "", ""],
        &[
            "伝票番号",
            "購入日",
            "氏名",
            "電話番号",
            "商品名",
            "数量",
            "単価",
            "納品日",
        ],
        &[
            "D-1",
            "R8.4.1",
            "佐藤 花",
            "090-0000-0001",
            "3人掛けソファ",
            "1",
            "198000",
            "R8.4.20",
        ],
        &["", "", "", "", "クッション", "2", "3000", ""],
        &["D-2", "R8.4.2", "同上", "同上", "ラグ", "1", "19800", "R8.4.21"],
        &[
            "D-3",
            "R8.4.3",
            "髙橋 健一",
            "0263-00-0002",
            "ベッドフレーム",
            "1",
            "128000",
            "",
        ],
        &["", "", "", "", "配送料", "1", "5500", ""],
    ];
    rows(&mut book, "台帳", 0, lines);
    let sheet = book.worksheet_from_name("台帳").expect("the sheet");
    for (column, cell) in (0u16..4).zip(["D-1", "R8.4.1", "佐藤 花", "090-0000-0001"]) {
        sheet
            .merge_range(3, column, 4, column, cell, &Format::new())
            .expect("a block");
    }
    for (column, cell) in (0u16..4).zip(["D-3", "R8.4.3", "髙橋 健一", "0263-00-0002"]) {
        sheet
            .merge_range(6, column, 7, column, cell, &Format::new())
            .expect("a block");
    }
    book.save_to_buffer().expect("a workbook")
}

/// One row a customer, with purchases side by side.
fn wide_ledger() -> Vec<u8> {
    let mut book = Workbook::new();
    rows(
        &mut book,
        "顧客台帳",
        0,
        &[
            &[
                "氏名",
                "電話番号",
                "購入日1",
                "商品名1",
                "金額1",
                "購入日2",
                "商品名2",
                "金額2",
            ],
            &[
                "佐藤 花",
                "090-0000-0001",
                "2024/4/1",
                "ソファ",
                "198000",
                "2026/4/1",
                "ラグ",
                "19800",
            ],
            &[
                "髙橋 健一",
                "0263-00-0002",
                "2025/5/1",
                "ベッド",
                "128000",
                "",
                "",
                "",
            ],
        ],
    );
    book.save_to_buffer().expect("a workbook")
}

#[test]
fn a_shops_own_workbooks_are_read_as_they_were_reviewed() {
    let mut plans = String::new();
    for (name, bytes) in [
        ("配送表", delivery_ledger()),
        ("売上台帳", sales_ledger()),
        ("顧客台帳", wide_ledger()),
    ] {
        plans += &plan(name, &read(file_of(bytes).path()));
    }
    expect_file!["fixtures/plans/workbooks.txt"].assert_eq(&plans);
}

/// Smaregi lets the shop choose its columns: a file of heads alone, heads with lines in another order, and lines with
/// the member's name beside.
const SMAREGI: [(&str, &str); 3] = [
    (
        "取引だけ",
        "取引ID,取引日時,取引区分,取消区分,合計,会員コード,販売員名\n\
         901,2026-04-01 10:33:09,1,0,198000,1001,伊藤\n\
         902,2026-04-01 11:00:00,2,0,50000,,伊藤\n\
         903,2026-04-02 10:33:09,1,1,128000,1002,伊藤\n\
         904,2026-04-03 10:33:09,1,0,-198000,1001,伊藤\n",
    ),
    (
        "明細つき別の順",
        "商品名,数量,販売単価,取消区分,取引区分,取引日時,取引ID,合計,会員コード,商品コード,スタッフ名\n\
         3人掛けソファ,1,198000,0,1,2026/04/01 10:33:09,901,297200,1001,SF-3P,伊藤\n\
         チェア,4,24800,0,1,2026/04/01 10:33:09,901,297200,1001,CH-001,伊藤\n\
         返品 チェア,-1,24800,0,1,2026/04/05 10:33:09,905,-24800,1001,CH-001,伊藤\n",
    ),
    (
        "会員のお名前つき",
        "取引ID,取引日時,取引区分,取消区分,合計,会員コード,会員名,電話番号,商品名,数量,販売単価\n\
         901,2026-04-01 10:33:09,1,0,198000,1001,佐藤 花,09000000001,3人掛けソファ,1,198000\n",
    ),
];

#[test]
fn smaregi_as_shops_choose_its_columns_is_read_as_it_was_reviewed() {
    let mut plans = String::new();
    for (name, text) in SMAREGI {
        let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode(text);
        plans += &plan(name, &read(file_of(&bytes).path()));
    }
    expect_file!["fixtures/plans/smaregi.txt"].assert_eq(&plans);
}
