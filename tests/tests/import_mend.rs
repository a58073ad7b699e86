//! Files that need a person: a column that was not found, rows that were left out, and what is said about them
//! in both languages, in the window's sentences and on the command line.
//!
//! Not here: files that are read by themselves (`import_files`).

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use aichaku_api::error::ErrorCode;
use aichaku_api::wire::{ColumnChoice, ImportKind, ImportOptions, Int, Lang, PlanChoice};
use aichaku_tests::files::{DAY, Files, commit, import, look};
use aichaku_tests::house::House;
use rstest::rstest;
use serde_json::Value;

/// No column says when anything was sold.
const NO_DAY: &str = "伝票,いつ,どなた,注文番号,商品名,金額\n\
    1,4/25/2026,山田 太郎,A-1,オーク無垢ダイニングテーブル,198000\n\
    2,4/5/2026,佐藤 花,A-2,革張りソファ,368000\n";

fn purchases() -> ImportOptions {
    ImportOptions {
        kind: Some(ImportKind::Purchases),
        ..ImportOptions::default()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_column_that_was_not_found_is_asked_for_and_the_file_comes_in() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    let file = files.file("帳面.csv", NO_DAY);
    let seen = look(&house.app, &file, ImportOptions::default()).await;
    assert_eq!(
        seen.kind,
        ImportKind::Purchases,
        "numbers of orders are no catalogue, although day and person are not found"
    );
    assert_eq!(seen.missing, ["ordered_on"], "it says what is missing");
    assert_eq!(seen.rows, Int(2), "and how much there is");
    let day = &seen.columns[1];
    assert_eq!(
        (day.header.as_str(), day.samples.as_slice(), day.field.as_str()),
        (
            "いつ",
            ["4/25/2026".to_owned(), "4/5/2026".to_owned()].as_slice(),
            ""
        ),
        "with the columns and their first values, so that a person sees which one it is"
    );
    assert!(
        seen.sample.is_empty() && seen.counts.inserted == Default::default(),
        "nothing is decided about the rows yet"
    );
    let refused = house
        .app
        .import_commit(seen.ticket.clone(), PlanChoice::Nothing, "job".to_owned())
        .await;
    assert_eq!(
        refused.map_err(|error| error.code).err(),
        Some(ErrorCode::TicketExpired),
        "and nothing can be brought in yet"
    );

    let fields = [
        "",
        "ordered_on",
        "full_name",
        "order_id",
        "product_name",
        "line_amount",
    ];
    let mapping = (0..)
        .zip(fields)
        .map(|(column, field)| ColumnChoice {
            column,
            field: field.to_owned(),
        })
        .collect();
    let seen = look(
        &house.app,
        &file,
        ImportOptions {
            mapping: Some(mapping),
            ..purchases()
        },
    )
    .await;
    assert!(seen.missing.is_empty(), "nothing is missing any more");
    assert_eq!(
        (seen.counts.inserted.purchases, seen.counts.rejected),
        (Int(2), Int(0)),
        "both come in; 25 is no month, so 4/5 is the fifth of April: {:?}",
        seen.sample
    );
    commit(&house.app, &seen).await;
    let next = files.file("帳面2.csv", NO_DAY.replace("A-1", "B-1").replace("A-2", "B-2"));
    let seen = look(&house.app, &next, ImportOptions::default()).await;
    assert!(seen.missing.is_empty(), "the next file of this kind is known");
    assert_eq!(seen.counts.inserted.purchases, Int(2), "and read the same way");
}

#[rstest]
#[case::customers(ImportKind::Customers, "full_name")]
#[case::purchases(ImportKind::Purchases, "ordered_on")]
#[case::products(ImportKind::Products, "product_name")]
#[case::deliveries(ImportKind::Deliveries, "delivered_on")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_kind_says_what_it_cannot_do_without(#[case] kind: ImportKind, #[case] field: &str) {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    let file = files.file("何か.csv", "あれ,これ\n1,2\n");
    let options = ImportOptions {
        kind: Some(kind),
        ..ImportOptions::default()
    };
    let seen = look(&house.app, &file, options).await;
    assert_eq!(seen.missing, [field], "{kind:?}");
    assert_eq!(seen.columns.len(), 2, "the columns are there to be named");
}

/// An order of two rows of which one cannot be read, and two single rows: one with a formula, one fine.
const BROKEN: &str = "注文番号,注文日,氏名,電話番号,商品名,小計,備考\n\
    1,2026-04-01,田中 一郎,090-0000-1111,テーブル,98000,=HYPERLINK(A1)\n\
    1,2026-04-01,田中 一郎,090-0000-1111,チェア,四万円,\n\
    2,2026-02-30,=1+1,090-0000-2222,ソファ,368000,+81\n\
    3,2026-04-03,佐藤 花,090-0000-3333,ラグ,30000,\n";

/// The cells of a saved file.
fn table(path: &str) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(path).expect("the saved rows");
    let text = text.strip_prefix('\u{feff}').expect("a mark, for Excel");
    text.lines().map(cells).collect()
}

/// The cells of one line; no cell of these tests holds a line break.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut quoted) = (vec![String::new()], false);
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let cell = cells.last_mut().expect("there is always one");
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            other => cell.push(other),
        }
    }
    cells
}

#[rstest]
#[case::ja(
    Lang::Ja,
    ["取り込めなかった行", "取り込めなかった列", "取り込めなかった理由"],
    ["同じ注文の別の行が読めないため、注文ごと見合わせました", "金額として読めません", "その日はカレンダーにありません"]
)]
#[case::en(
    Lang::En,
    ["Line left out", "Column left out", "Why it was left out"],
    ["Another row of this order cannot be read, so the whole order waits", "It cannot be read as an amount", "There is no such day"]
)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rows_that_were_left_out_are_saved_mended_and_brought_in(
    #[case] lang: Lang,
    #[case] labels: [&str; 3],
    #[case] reasons: [&str; 3],
) {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    let file = files.file("帳面.csv", BROKEN);
    let seen = look(&house.app, &file, ImportOptions::default()).await;
    let of_preview = files.path("preview.csv");
    house
        .app
        .save_rejects(Some(seen.ticket.clone()), None, of_preview.clone(), lang)
        .await
        .expect("saved before the import");
    let report = commit(&house.app, &seen).await;
    assert_eq!(report.inserted.purchases, Int(1), "the row that is fine came in");
    assert_eq!(
        report.rejected_total,
        Int(3),
        "an order waits with all of its rows"
    );
    std::fs::remove_file(&file).expect("the shop has moved its file away");
    let saved = files.path("left out.csv");
    let count = house
        .app
        .save_rejects(None, report.batch, saved.clone(), lang)
        .await
        .expect("saved from the batch");
    assert_eq!(count, Int(3), "one line for each row");
    assert_eq!(
        std::fs::read(&saved).expect("bytes"),
        std::fs::read(&of_preview).expect("bytes"),
        "before and after the import it is the same file"
    );

    let rows = table(&saved);
    assert_eq!(&rows[0][7..], labels, "three columns are added");
    let cell = |row: usize, column: usize| rows[row][column].as_str();
    assert_eq!(
        [cell(1, 9), cell(2, 9), cell(3, 9)],
        reasons,
        "the reason is a sentence without the values"
    );
    assert_eq!([cell(1, 7), cell(2, 7), cell(3, 7)], ["2", "3", "4"], "the lines");
    assert_eq!(
        [cell(1, 8), cell(2, 8), cell(3, 8)],
        ["注文番号", "小計", "注文日"],
        "the columns"
    );
    assert_eq!(
        (cell(1, 6), cell(3, 2), cell(3, 6)),
        ("'=HYPERLINK(A1)", "'=1+1", "'+81"),
        "the row's own values are there, and no spreadsheet runs them"
    );
    assert_eq!(cell(2, 5), "四万円", "also the one that cannot be read");

    let mended = std::fs::read_to_string(&saved)
        .expect("text")
        .replace("四万円", "40000")
        .replace("02-30", "02-28");
    let again = import(&house.app, &files.file("直した.csv", mended)).await;
    assert_eq!(
        again.rejected_total,
        Int(0),
        "the mended rows are read: {again:?}"
    );
    assert_eq!(again.inserted.purchases, Int(2), "and both orders are there");
    assert_eq!(again.inserted.lines, Int(3), "with all of their lines");
    let names: Vec<String> = house
        .app
        .search("=1+1".to_owned(), 9)
        .await
        .expect("hits")
        .into_iter()
        .map(|hit| hit.name)
        .collect();
    assert_eq!(names, ["=1+1"], "the apostrophe is gone again");
    let check = house.app.check().await.expect("walked through");
    assert!(check.ok, "the store is sound, got {:?}", check.problems);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn columns_named_by_hand_are_known_again_in_the_mended_file() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    let file = files.file("帳面.csv", NO_DAY.replace("4/5/2026", "まだ"));
    let fields = [
        "",
        "ordered_on",
        "full_name",
        "order_id",
        "product_name",
        "line_amount",
    ];
    let mapping = (0..)
        .zip(fields)
        .map(|(column, field)| ColumnChoice {
            column,
            field: field.to_owned(),
        })
        .collect();
    let options = ImportOptions {
        mapping: Some(mapping),
        ..purchases()
    };
    let seen = look(&house.app, &file, options).await;
    let report = commit(&house.app, &seen).await;
    assert_eq!(report.rejected_total, Int(1), "one row waits");
    let saved = files.path("入らなかった行.csv");
    house
        .app
        .save_rejects(None, report.batch, saved.clone(), Lang::Ja)
        .await
        .expect("saved");
    let mended = std::fs::read_to_string(&saved)
        .expect("text")
        .replace("まだ", "4/26/2026");
    let again = import(&house.app, &files.file("直した.csv", mended)).await;
    assert_eq!(
        again.inserted.purchases,
        Int(1),
        "nobody has to name the columns again"
    );
}

fn cli(data: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_aichaku-cli-under-test"))
        .arg("--data")
        .arg(data)
        .args(["--day", DAY])
        .args(arguments)
        .env("AICHAKU_KEYCHAIN", "off")
        .env_remove("AICHAKU_DATA_DIR")
        .env_remove("AICHAKU_PASSPHRASE")
        .output()
        .expect("the command line starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn the_command_line_says_which_map_to_give() {
    let files = Files::new();
    let data = PathBuf::from(files.path("data"));
    assert!(cli(&data, &["init"]).status.success(), "a shop");
    let file = files.file("帳面.csv", NO_DAY);
    let arguments = ["import", &file, "--kind", "purchases"];

    let refused = cli(&data, &[&["--json"], arguments.as_slice()].concat());
    assert_eq!(refused.status.code(), Some(1), "it is refused");
    let error: Value = serde_json::from_slice(&refused.stderr).expect("JSON");
    let fields = &error["error"]["fields"];
    assert_eq!(error["error"]["code"], "column_missing", "{error}");
    assert_eq!(fields["field"], "ordered_on", "what is missing");
    assert_eq!(
        fields["columns"], "0 伝票, 1 いつ, 2 どなた, 3 注文番号, 4 商品名, 5 金額",
        "what there is"
    );
    assert_eq!(
        fields["map"], "[{\"column\":0,\"field\":\"ordered_on\"}]",
        "how it is written"
    );

    for (lang, words) in [("ja", "--map で渡してください"), ("en", "name it with --map")] {
        let refused = cli(&data, &[&["--lang", lang], arguments.as_slice()].concat());
        let said = text(&refused.stderr);
        assert!(
            said.contains(words) && said.contains("1 いつ") && said.contains("ordered_on"),
            "{lang}: {said}"
        );
    }

    let seen = cli(&data, &[arguments.as_slice(), &["--preview", "--json"]].concat());
    assert!(
        seen.status.success(),
        "a preview shows the columns: {}",
        text(&seen.stderr)
    );
    let seen: Value = serde_json::from_slice(&seen.stdout).expect("JSON");
    assert_eq!(seen["missing"][0], "ordered_on", "and what is missing");
    assert_eq!(seen["columns"][1]["samples"][0], "4/25/2026", "with first values");

    let map = files.file(
        "map.json",
        r#"[{"column":1,"field":"ordered_on"},{"column":2,"field":"full_name"}]"#,
    );
    let rejects = files.path("rejects.csv");
    let done = cli(
        &data,
        &[
            arguments.as_slice(),
            &["--map", &map, "--rejects", &rejects, "--json"],
        ]
        .concat(),
    );
    assert!(done.status.success(), "{}", text(&done.stderr));
    let report: Value = serde_json::from_slice(&done.stdout).expect("JSON");
    assert_eq!(report["inserted"]["purchases"], 2, "and with the map it comes in");
    assert!(
        Path::new(&rejects).exists(),
        "the rows left out are saved, here none"
    );
    let batch = report["batch"].to_string();
    let out = files.path("again.csv");
    let saved = cli(&data, &["rejects", &batch, "--out", &out, "--json"]);
    let saved: Value = serde_json::from_slice(&saved.stdout).expect("JSON");
    assert_eq!(saved["rows"], 0, "they can be had later, too");
}

fn columns(count: usize) -> Vec<u8> {
    let header: Vec<String> = (0..count).map(|at| format!("列{at}")).collect();
    let row: Vec<String> = (0..count).map(|at| at.to_string()).collect();
    format!("{}\n{}\n", header.join(","), row.join(",")).into_bytes()
}

fn cp932(text: &str) -> Vec<u8> {
    encoding_rs::SHIFT_JIS.encode(text).0.into_owned()
}

#[rstest]
#[case::empty(vec![], &[], "ファイルが空です", "The file is empty")]
#[case::binary(b"\x89PNG\r\n\x1a\n\0\0\0\0".to_vec(), &[], "表のファイルではありません", "This is not a table")]
#[case::five_hundred_columns(columns(500), &[], "列が500列あります(400列まで)", "There are 500 columns (at most 400)")]
#[case::unclosed_quote("注文番号,\"注文日,氏名,金額\n1,2024/4/1,山田,100\n".as_bytes().to_vec(), &[], "1行目の引用符が閉じられていません", "A quotation mark in line 1 is never closed")]
#[case::wrong_encoding(cp932(NO_DAY), &["--encoding", "utf-8"], "1行目がutf-8では読めません", "Line 1 cannot be read as utf-8")]
#[case::values_alone("00001,1,19970101,29.33\n00001,1,19970118,29.73\n".as_bytes().to_vec(), &[], "見出しの行が見つかりません", "No header was found")]
fn a_file_that_is_no_table_is_refused_in_a_sentence(
    #[case] bytes: Vec<u8>,
    #[case] more: &[&str],
    #[case] ja: &str,
    #[case] en: &str,
) {
    let files = Files::new();
    let data = PathBuf::from(files.path("data"));
    assert!(cli(&data, &["init"]).status.success(), "a shop");
    let file = files.file("bad.csv", bytes);
    for (lang, words) in [("ja", ja), ("en", en)] {
        let refused = cli(&data, &[&["--lang", lang, "import", &file], more].concat());
        assert_eq!(refused.status.code(), Some(1), "it is refused");
        let said = text(&refused.stderr);
        assert!(said.contains(words), "{lang}: {said}");
    }
    let batches = cli(&data, &["batches", "--json"]);
    assert_eq!(text(&batches.stdout).trim(), "[]", "nothing came in");
}

/// A row of a ledger with one cell that cannot be, and what is said about it.
#[rstest]
#[case::year_0(
    "0000-04-01",
    "椅子",
    "100",
    "年が1868〜2200の外です",
    "The year lies outside 1868–2200"
)]
#[case::year_99999(
    "99999-04-01",
    "椅子",
    "100",
    "日付として読めません",
    "It cannot be read as a date"
)]
#[case::enormous(
    "2026-04-01",
    "椅子",
    "99999999999999999999",
    "金額が大きすぎます",
    "The amount is too large"
)]
#[case::formula(
    "2026-04-01",
    "椅子",
    "=1+1",
    "式が入っています(式は計算しません)",
    "It holds a formula, which is never evaluated"
)]
#[case::unclosed_quote(
    "2026-04-01",
    "\"椅子",
    "100",
    "引用符「\"」が閉じていません",
    "A quotation mark is never closed"
)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cell_that_cannot_be_is_told_in_a_sentence(
    #[case] day: &str,
    #[case] product: &str,
    #[case] amount: &str,
    #[case] ja: &str,
    #[case] en: &str,
) {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    let file = files.file(
        "帳面.csv",
        format!(
            "注文番号,注文日,氏名,商品名,金額\n1,{day},山田 太郎,{product},{amount}\n2,2026-04-02,佐藤 花,テーブル,200\n"
        ),
    );
    let report = import(&house.app, &file).await;
    assert_eq!(
        report.rejected_total,
        Int(1),
        "one row waits: {:?}",
        report.rejected
    );
    assert_eq!(report.inserted.purchases, Int(1), "the other came in");
    for (lang, words) in [(Lang::Ja, ja), (Lang::En, en)] {
        let saved = files.path("saved.csv");
        house
            .app
            .save_rejects(None, report.batch, saved.clone(), lang)
            .await
            .expect("saved");
        let text = std::fs::read_to_string(&saved).expect("text");
        assert!(text.contains(&words.replace('"', "\"\"")), "{lang:?}: {text}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_negative_amount_is_no_purchase_and_is_not_lost() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    let file = files.file(
        "帳面.csv",
        "注文番号,注文日,氏名,電話番号,商品名,金額\n1,2026-04-01,山田 太郎,090-0000-1111,椅子,-100\n",
    );
    let report = import(&house.app, &file).await;
    assert_eq!(report.inserted.purchases, Int(0), "it is no sale");
    assert_eq!(
        report.undecided_total,
        Int(1),
        "and stands in the report: {report:?}"
    );
    assert_eq!(report.undecided[0].code, "return_nobody", "with its reason");
}

/// 200 MB: a ledger whose last cell is never closed, so that a reader that trusted the mark would hold all of it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_of_200_mb_is_read_row_by_row() {
    use std::io::Write as _;
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    let path = files.path("大きい.csv");
    let mut out = std::io::BufWriter::new(std::fs::File::create(&path).expect("a file"));
    out.write_all("注文番号,注文日,氏名,商品名,金額,備考\n".as_bytes())
        .expect("room");
    let note = "あ".repeat(330_000);
    for row in 0..202 {
        writeln!(out, "{row},2026-04-01,山田 太郎,椅子,100,{note}").expect("room");
    }
    write!(out, "999,2026-04-01,佐藤 花,机,200,\"{note}").expect("room");
    out.flush().expect("room");
    drop(out);
    let size = std::fs::metadata(&path).expect("a file").len();
    assert!(size > 200_000_000, "it has 200 MB, got {size}");
    let seen = look(&house.app, &path, ImportOptions::default()).await;
    assert_eq!(seen.rows, Int(203), "every row was read");
    assert_eq!(seen.counts.inserted.purchases, Int(202), "and understood");
    assert_eq!(seen.counts.rejected, Int(1), "the mark costs its own row");
}
