//! Files as they come: encodings, broken rows, files that are no table.

use std::path::PathBuf;

use aichaku_api::error::ErrorCode;
use aichaku_api::wire::{ImportKind, ImportOptions, Int, Lang, PlanChoice, RowOutcome};
use aichaku_tests::dump::content;
use aichaku_tests::files::{DAY, Files, import, sound};
use aichaku_tests::house::House;
use rstest::rstest;

use super::{LEDGER, assert_same, preview};

/// The text in the encoding of Japanese Windows.
fn cp932(text: &str) -> Vec<u8> {
    let (bytes, _, lossy) = encoding_rs::SHIFT_JIS.encode(text);
    assert!(!lossy, "every sign of the test exists in CP932");
    bytes.into_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cp932_file_with_japanese_years_and_full_width_digits_is_read() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    let file = files.file("台帳.csv", cp932(LEDGER));
    let seen = preview(&house.app, &file).await.expect("a preview");
    assert_eq!(seen.encoding, "cp932", "told from its bytes");
    assert_eq!(seen.kind, ImportKind::Purchases, "told from its header");
    assert_eq!(seen.counts.inserted.purchases, Int(4), "four purchases");
    assert_eq!(seen.counts.inserted.customers, Int(3), "of three people");
    assert_eq!(seen.counts.rejected, Int(0), "nothing is wrong with it");
    assert!(
        seen.forecast.from_today > Int(0),
        "the number of follow-ups is shown before"
    );
    assert_eq!(
        house.app.search("髙橋".to_owned(), 9).await.expect("hits").len(),
        0,
        "a preview writes nothing"
    );

    let plan = PlanChoice::From { day: DAY.to_owned() };
    let report = house
        .app
        .import_commit(seen.ticket, plan, "job".to_owned())
        .await
        .expect("brought in");
    assert_eq!(
        report.inserted, seen.counts.inserted,
        "what was shown is what happened"
    );
    let hits = house.app.search("高橋 ゆきこ".to_owned(), 9).await.expect("hits");
    assert_eq!(
        hits.first().map(|hit| hit.name.clone()).as_deref(),
        Some("髙橋 由紀子"),
        "found by the new form and by kana, written as it was"
    );
    let purchases = &content(&house.app).await["purchases"];
    for day in [
        "2026-04-01",
        "2026-08-08",
        "2018-03-05",
        "2018-03-20",
        "2026-08-24",
    ] {
        assert!(
            purchases.contains(day),
            "{day} was read from a Japanese year:\n{purchases}"
        );
    }
    for amount in ["198000", "368000"] {
        assert!(purchases.contains(amount), "{amount} was read:\n{purchases}");
    }
    sound(&house.app).await;
}

#[rstest]
#[case::utf8("utf-8", LEDGER.as_bytes().to_vec())]
#[case::utf8_with_mark("utf-8-bom", [b"\xef\xbb\xbf", LEDGER.as_bytes()].concat())]
#[case::utf16("utf-16le", LEDGER.encode_utf16().flat_map(u16::to_le_bytes).fold(vec![0xff, 0xfe], |mut all, byte| { all.push(byte); all }))]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn other_encodings_are_told_by_themselves(#[case] name: &str, #[case] bytes: Vec<u8>) {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    let seen = preview(&house.app, &files.file("台帳.csv", bytes))
        .await
        .expect("a preview");
    assert_eq!(seen.encoding, name, "told from its bytes");
    assert_eq!(seen.counts.inserted.purchases, Int(4), "and read");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rows_that_cannot_be_read_are_told_and_saved_and_the_others_come_in() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    let text = "注文番号,注文日,氏名,商品名,金額\n\
        1,2026-04-01,田中 一郎,チェア,42000\n\
        2,0000-00-00,田中 一郎,チェア,42000\n\
        3,2026-02-30,田中 一郎,チェア,42000\n\
        4,2026-04-02,田中 一郎,チェア,99999999999999999999\n\
        5,2026-04-03,田中 一郎,チェア,=1+1\n\
        6,,田中 一郎,チェア,42000\n\
        7,2026-04-04,鈴木 花子,テーブル,98000\n";
    let file = files.file("rows.csv", text);
    let seen = preview(&house.app, &file).await.expect("a preview");
    let first = seen
        .sample
        .iter()
        .find_map(|row| match &row.outcome {
            RowOutcome::Rejected {
                problem,
                column,
                value,
            } => Some((row.line, problem, column, value)),
            _ => None,
        })
        .expect("a rejected row stands in the preview");
    assert_eq!(
        (first.0, first.1.as_str(), first.2.as_str(), first.3.as_str()),
        (Int(3), "year_out_of_range", "注文日", "0000-00-00"),
        "with line, reason, column and value"
    );
    let report = import(&house.app, &file).await;
    assert_eq!(report.rejected_total, Int(5), "five rows cannot be read");
    let told: Vec<(i64, &str)> = report
        .rejected
        .iter()
        .map(|row| (row.line.0, row.code.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (3, "year_out_of_range"),
            (4, "no_such_day"),
            (5, "amount_out_of_range"),
            (6, "formula"),
            (7, "missing_date"),
        ],
        "each with its line and reason"
    );
    assert_eq!(report.inserted.purchases, Int(2), "the others came in");
    let saved = PathBuf::from(files.path("rejects.csv"));
    let count = house
        .app
        .save_rejects(None, report.batch, saved.to_string_lossy().into_owned(), Lang::Ja)
        .await
        .expect("saved");
    assert_eq!(count, Int(5), "all of them");
    let text = std::fs::read_to_string(&saved).expect("text");
    assert!(
        text.contains(",'=1+1,"),
        "a formula is made harmless for the spreadsheet that opens it: {text}"
    );
    sound(&house.app).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_formula_in_a_name_stays_a_name_and_harms_no_spreadsheet() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    let file = files.file(
        "names.csv",
        "顧客番号,氏名,電話番号\n1,\"=HYPERLINK(\"\"http://example.jp\"\",\"\"x\"\")\",090-0000-5555\n",
    );
    let report = import(&house.app, &file).await;
    assert_eq!(report.inserted.customers, Int(1), "it is not lost");
    let customers = &content(&house.app).await["customers"];
    assert!(
        customers.contains("'=HYPERLINK"),
        "the export guards it: {customers}"
    );
}

fn columns(count: usize) -> Vec<u8> {
    let header: Vec<String> = (0..count).map(|at| format!("列{at}")).collect();
    let row: Vec<String> = (0..count).map(|at| at.to_string()).collect();
    format!("{}\n{}\n", header.join(","), row.join(",")).into_bytes()
}

#[rstest]
#[case::empty(b"".to_vec(), None, ErrorCode::FileEmpty)]
#[case::only_blanks("\u{feff}\n\n".as_bytes().to_vec(), None, ErrorCode::FileEmpty)]
#[case::picture(b"\x89PNG\r\n\x1a\n\0\0\0\0".to_vec(), None, ErrorCode::FileNotTable)]
#[case::noise((0..60_000_u32).map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()[3]).collect(), None, ErrorCode::FileNotTable)]
#[case::broken_workbook([b"PK\x03\x04".as_slice(), &[0; 64]].concat(), None, ErrorCode::FileNotTable)]
#[case::five_hundred_columns(columns(500), None, ErrorCode::FileTooManyColumns)]
#[case::unclosed_quote("注文番号,\"注文日,氏名,金額\n1,2024/4/1,山田,100\n2,2024/4/2,佐藤,200\n".as_bytes().to_vec(), None, ErrorCode::FileUnclosedQuote)]
#[case::wrong_encoding(cp932(LEDGER), Some("utf-8"), ErrorCode::FileEncoding)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_is_no_table_says_what_it_is_and_nothing_is_lost(
    #[case] bytes: Vec<u8>,
    #[case] encoding: Option<&str>,
    #[case] code: ErrorCode,
) {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    import(&house.app, &files.file("前.csv", LEDGER)).await;
    let before = content(&house.app).await;
    let options = ImportOptions {
        encoding: encoding.map(str::to_owned),
        ..ImportOptions::default()
    };
    let refused = house
        .app
        .import_preview(files.file("bad.csv", bytes), options, "job".to_owned())
        .await;
    assert_eq!(
        refused.map_err(|error| error.code).err(),
        Some(code),
        "one code for each case"
    );
    assert_same(&before, &content(&house.app).await, "nothing is lost");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_is_not_there_and_a_file_that_changed_are_refused() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    let gone = preview(&house.app, "/no/such/file.csv").await;
    assert_eq!(
        gone.map_err(|error| error.code).err(),
        Some(ErrorCode::FileUnreadable),
        "it is not there"
    );
    let file = files.file("台帳.csv", LEDGER);
    let seen = preview(&house.app, &file).await.expect("a preview");
    let longer = format!("{LEDGER}A-9,2026-11-01,誰か,,,,,,,椅子,1,\n");
    std::fs::write(files.path("台帳.csv"), longer).expect("a longer file");
    let changed = house
        .app
        .import_commit(seen.ticket, PlanChoice::Nothing, "job".to_owned())
        .await;
    assert_eq!(
        changed.map_err(|error| error.code).err(),
        Some(ErrorCode::FileChanged),
        "another file than the one that was looked at"
    );
    assert!(
        house.app.batches().await.expect("batches").is_empty(),
        "nothing came in"
    );
}
