//! Files that are brought in, through the use cases: what is read, what is refused, what is taken back.
//!
//! Not here: how cells are read (`exchange`), and what a killed import leaves (`kill.rs`).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use aichaku_api::App;
use aichaku_api::error::{ApiError, ErrorCode};
use aichaku_api::wire::{
    AnchorName, Completion, ImportKind, ImportOptions, ImportPreview, ImportReport, Int, Lang, Outcome,
    PlanChoice, RowOutcome, TodayQuery, UndoReport, UnitName,
};
use aichaku_tests::dump::content;
use aichaku_tests::house::House;
use rstest::rstest;
use serde_json::Value;

const DAY: &str = "2026-11-22";

const LEDGER: &str = "注文番号,注文日,氏名,フリガナ,電話番号,郵便番号,都道府県,市区町村,住所,商品名,金額,納品日\n\
    A-1,令和8年4月1日,髙橋 由紀子,タカハシ ユキコ,090-0000-1111,390-0874,長野県,松本市,大手1-2-3,オーク無垢ダイニングテーブル オイル仕上げ,\"¥198,000\",令和8年4月25日\n\
    A-2,R8.8.8,山﨑 健一,ヤマサキ ケンイチ,090-0000-2222,390-0811,長野県,松本市,中央3-4-5,革張りソファ 3P,３６８０００円,R8.8.24\n\
    A-3,H30/3/5,渡邉 恵,ワタナベ メグミ,0263-000-3333,399-8205,長野県,安曇野市,豊科6-7,タモ材ベッドフレーム,128000,H30.3.20\n\
    A-4,2026-10-30,髙橋 由紀子,タカハシ ユキコ,090-0000-1111,390-0874,長野県,松本市,大手1-2-3,ペンダントライト 真鍮,46000,2026-11-19\n";

struct Files(tempfile::TempDir);

impl Files {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.0.path().join(name);
        std::fs::write(&path, bytes).expect("a file");
        path.to_string_lossy().into_owned()
    }
}

/// The text in the encoding of Japanese Windows.
fn cp932(text: &str) -> Vec<u8> {
    let (bytes, _, lossy) = encoding_rs::SHIFT_JIS.encode(text);
    assert!(!lossy, "every sign of the test exists in CP932");
    bytes.into_owned()
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../src-tauri/crates/exchange/tests/fixtures")
        .join(name)
}

async fn preview(app: &App, file: &str) -> Result<ImportPreview, ApiError> {
    app.import_preview(file.to_owned(), ImportOptions::default(), "job".to_owned())
        .await
}

async fn import(app: &App, file: &str) -> ImportReport {
    let seen = preview(app, file).await.expect("a preview");
    let plan = PlanChoice::From { day: DAY.to_owned() };
    app.import_commit(seen.ticket, plan, "job".to_owned())
        .await
        .expect("brought in")
}

async fn sound(app: &App) {
    let check = app.check().await.expect("walked through");
    assert!(check.ok, "the store is sound, got {:?}", check.problems);
}

/// What is the same, table by table, so that a difference names its table.
#[track_caller]
fn assert_same(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>, why: &str) {
    for (table, text) in before {
        assert_eq!(Some(text), after.get(table), "{table}: {why}");
    }
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

#[rstest]
#[case::ledger(None)]
#[case::shopify(Some("sample_shopify_orders.csv"))]
#[case::eccube(Some("sample_eccube_orders.csv"))]
#[case::rakuten(Some("sample_rakuten_orders.csv"))]
#[case::smaregi(Some("sample_smaregi_transactions.csv"))]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_file_twice_changes_nothing(#[case] sample: Option<&str>) {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    let file = match sample {
        Some(name) => fixture(name).to_string_lossy().into_owned(),
        None => files.file("台帳.csv", LEDGER),
    };
    let first = import(&house.app, &file).await;
    assert!(first.batch.is_some(), "the first time there is something new");
    let before = content(&house.app).await;
    let seen = preview(&house.app, &file).await.expect("a preview");
    assert_eq!(seen.seen_before, first.batch, "the preview says that it was here");
    let second = import(&house.app, &file).await;
    assert_eq!(
        second.batch, None,
        "the second time there is nothing new: {second:?}"
    );
    assert_eq!(second.inserted, Default::default(), "nothing comes in");
    assert_eq!(second.updated, Default::default(), "nothing changes");
    assert_same(
        &before,
        &content(&house.app).await,
        "the same file twice changes nothing",
    );
    assert_eq!(
        house.app.batches().await.expect("batches").len(),
        1,
        "and leaves no batch"
    );
    sound(&house.app).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn delivery_days_and_opt_outs_twice_change_nothing() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    import(&house.app, &files.file("台帳.csv", LEDGER)).await;
    let deliveries = files.file("納品.csv", "注文番号,納品日\nA-4,2026-11-20\nA-2,2026-08-25\n");
    let optouts = files.file(
        "停止.csv",
        "氏名,電話番号,配信停止日,媒体\n山﨑 健一,090-0000-2222,2026-11-01,はがき\n",
    );
    for (file, kind) in [
        (deliveries, ImportKind::Deliveries),
        (optouts, ImportKind::Optouts),
    ] {
        let options = ImportOptions {
            kind: Some(kind),
            ..ImportOptions::default()
        };
        let mut dumps = Vec::new();
        for round in 0..2 {
            let seen = house
                .app
                .import_preview(file.clone(), options.clone(), "job".to_owned())
                .await
                .expect("a preview");
            let report = house
                .app
                .import_commit(seen.ticket, PlanChoice::Nothing, "job".to_owned())
                .await
                .expect("brought in");
            assert_eq!(
                report.batch.is_some(),
                round == 0,
                "{kind:?}, round {round}: only the first time there is something new"
            );
            dumps.push(content(&house.app).await);
        }
        assert_same(&dumps[0], &dumps[1], "the same file twice changes nothing");
    }
    sound(&house.app).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_import_that_is_taken_back_leaves_the_shop_as_it_was() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    import(&house.app, &files.file("前.csv", LEDGER)).await;
    let before = content(&house.app).await;
    // Somebody new, somebody known with a new purchase, and an order that is cancelled by the later file.
    // The known person also gets a number and a mail address.
    let later = "注文番号,注文日,顧客番号,氏名,フリガナ,電話番号,メールアドレス,商品名,金額,納品日,状態\n\
        B-1,2026-11-01,M9,中村 誠,ナカムラ マコト,090-0000-4444,,チェリー円卓 ソープ仕上げ,168000,2026-11-15,完了\n\
        B-2,2026-11-02,M1,髙橋 由紀子,タカハシ ユキコ,090-0000-1111,yukiko@example.jp,板座チェア,42000,,完了\n\
        A-4,2026-10-30,M1,髙橋 由紀子,タカハシ ユキコ,090-0000-1111,,ペンダントライト 真鍮,46000,2026-11-19,キャンセル\n";
    let report = import(&house.app, &files.file("後.csv", later)).await;
    assert_ne!(
        before,
        content(&house.app).await,
        "the second file brought something"
    );
    let batch = report.batch.expect("a batch");
    let undone: UndoReport = house.app.undo_batch(batch).await.expect("taken back");
    assert!(
        undone.kept.is_empty(),
        "nobody worked with it, got {:?}",
        undone.kept
    );
    assert_same(&before, &content(&house.app).await, "taken back to the last cell");
    sound(&house.app).await;
    let again = house.app.undo_batch(batch).await;
    assert_eq!(
        again.map_err(|error| error.code).err(),
        Some(ErrorCode::CannotUndo),
        "only once"
    );
    assert!(
        house.app.batches().await.expect("batches")[0].undone,
        "the list of batches says so"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_person_worked_with_stays_when_the_rest_is_taken_back() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    let report = import(&house.app, &files.file("台帳.csv", LEDGER)).await;
    let batch = report.batch.expect("a batch");
    let today = house
        .app
        .today(TodayQuery::default(), Lang::Ja)
        .await
        .expect("a list");
    let item = today
        .groups
        .iter()
        .flat_map(|group| &group.items)
        .find(|item| item.customer_name.contains("髙橋") && item.gate.allowed)
        .expect("the lamp came three days ago, so a call is due")
        .clone();
    let completion = Completion {
        outcome: Outcome::Reached,
        channel: None,
        note: "気に入っているとのこと".to_owned(),
        staff: None,
        also: Vec::new(),
    };
    house
        .app
        .complete(item.follow_up, completion)
        .await
        .expect("recorded");
    let undone = house.app.undo_batch(batch).await.expect("taken back");
    let kept: Vec<(&str, &str)> = undone
        .kept
        .iter()
        .map(|row| (row.entity.as_str(), row.code.as_str()))
        .collect();
    assert!(
        kept.iter()
            .any(|(entity, code)| *entity == "customer" && *code == "has_touch"),
        "who was called stays, and it says why: {kept:?}"
    );
    let left = house.app.customers(None, 50).await.expect("a list").hits;
    let names: Vec<&str> = left.iter().map(|hit| hit.name.as_str()).collect();
    assert_eq!(names, ["髙橋 由紀子"], "the others are gone");
    let record = house
        .app
        .customer(left[0].customer, Lang::Ja)
        .await
        .expect("a record");
    assert!(
        content(&house.app).await["touches"].contains("気に入っているとのこと"),
        "and what was written down is there"
    );
    assert_eq!(record.items.len(), 1, "with the thing that it was about");
    sound(&house.app).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_import_that_is_stopped_leaves_nothing() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    let mut text = String::from("order_id,customer_id,ordered_at,amount,商品名\n");
    for order in 0..30_000 {
        use std::fmt::Write as _;
        let _ = writeln!(
            text,
            "{order},{},2024-04-{:02},12000,板座チェア",
            order / 3,
            1 + order % 28
        );
    }
    let file = files.file("many.csv", text);
    let before = content(&house.app).await;
    let seen = preview(&house.app, &file).await.expect("a preview");
    let stop = async {
        // From the first moment on, again and again, because the job begins when the commit has begun.
        for _ in 0..2_000 {
            house.app.cancel_job("stopped".to_owned()).await.expect("asked");
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
    };
    let commit = house
        .app
        .import_commit(seen.ticket, PlanChoice::Nothing, "stopped".to_owned());
    let stopped = tokio::select! {
        answer = commit => answer,
        () = stop => panic!("the commit ends when it is asked to"),
    };
    assert_eq!(
        stopped.map_err(|error| error.code).err(),
        Some(ErrorCode::Cancelled),
        "it says that it was stopped"
    );
    assert_same(&before, &content(&house.app).await, "nothing of it is there");
    assert!(
        house.app.batches().await.expect("batches").is_empty(),
        "and no batch"
    );
    sound(&house.app).await;
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
    let saved = files.0.path().join("rejects.csv");
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
    files.file("台帳.csv", format!("{LEDGER}A-9,2026-11-01,誰か,,,,,,,椅子,1,\n"));
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

#[rstest]
#[case::from_today(PlanChoice::From { day: DAY.to_owned() }, true)]
#[case::nothing(PlanChoice::Nothing, false)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn care_is_planned_from_the_day_that_the_owner_chooses(
    #[case] plan: PlanChoice,
    #[case] planned: bool,
) {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    let seen = preview(&house.app, &files.file("台帳.csv", LEDGER))
        .await
        .expect("a preview");
    let report = house
        .app
        .import_commit(seen.ticket, plan, "job".to_owned())
        .await
        .expect("brought in");
    assert_eq!(report.follow_ups_planned > Int(0), planned, "as chosen");
    house.app.begin_day().await.expect("a planned day");
    let follow_ups = content(&house.app).await["follow_ups"].lines().count() - 1;
    assert_eq!(follow_ups > 0, planned, "and the next planning keeps to it");
}

#[rstest]
#[case::shopify("sample_shopify_orders.csv", "shopify", true)]
#[case::eccube("sample_eccube_orders.csv", "eccube", true)]
#[case::rakuten("sample_rakuten_orders.csv", "rakuten_rms", false)]
#[case::smaregi("sample_smaregi_transactions.csv", "smaregi", true)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn four_systems_bring_the_same_shop(
    #[case] file: &str,
    #[case] system: &str,
    #[case] knows_refunds: bool,
) {
    let house = House::with_shop(DAY).await;
    let text = std::fs::read_to_string(fixture("sample_expected.json")).expect("the fixture");
    let expected: Value = serde_json::from_str(&text).expect("JSON");
    let report = import(&house.app, &fixture(file).to_string_lossy()).await;
    assert_eq!(report.system, system, "told from its header");
    assert_eq!(report.rejected_total, Int(0), "nothing is wrong with it");
    assert_eq!(expected["orders_in_file"], report.inserted.purchases.0, "orders");
    assert_eq!(expected["customers"], report.inserted.customers.0, "people");

    let purchases = &content(&house.app).await["purchases"];
    let (orders, gross, net) = totals(purchases);
    assert_eq!(
        expected["valid_orders"], orders,
        "orders without the cancelled one"
    );
    assert_eq!(expected["gross_revenue"], gross, "revenue before what went back");
    let wanted = if knows_refunds {
        "net_revenue"
    } else {
        "gross_revenue"
    };
    assert_eq!(expected[wanted], net, "revenue without what went back");
    let people = expected["per_customer"].as_object().expect("people");
    let days: i64 = people
        .values()
        .filter_map(|one| one["purchase_days"].as_i64())
        .sum();
    let repeat = house
        .app
        .repeat(AnchorName::Order, UnitName::Customer, None, Some(0))
        .await
        .expect("numbers");
    assert_eq!(repeat.buyers, report.inserted.customers, "all of them bought");
    let returned = i64::from(knows_refunds);
    assert_eq!(
        repeat.orders.0,
        orders - returned,
        "what was returned whole is no purchase for the numbers"
    );
    assert_eq!(
        repeat.purchase_days.0,
        days - returned,
        "two orders on a day are one purchase day"
    );
    assert_eq!(repeat.revenue_minor.0, net, "and its money is gone");

    // First and last day and the number of orders of each person, as the customers' list shows them.
    let mut found: Vec<(i64, String, String)> = per_person(purchases);
    found.sort();
    let mut wanted: Vec<(i64, String, String)> = people
        .values()
        .map(|one| {
            let day = |field: &str| one[field].as_str().unwrap_or_default()[..10].to_owned();
            (one["orders"].as_i64().unwrap_or(0), day("first"), day("last"))
        })
        .collect();
    wanted.sort();
    assert_eq!(found, wanted, "orders, first and last day of each person");
    sound(&house.app).await;
}

/// The rows of the exported purchases that were not cancelled, with these columns.
fn cells<const N: usize>(csv: &str, names: [&str; N]) -> Vec<[String; N]> {
    let mut lines = csv.trim_start_matches('\u{feff}').lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let at = |name: &str| {
        header
            .iter()
            .position(|column| *column == name)
            .unwrap_or_else(|| panic!("{name} is a column of {header:?}"))
    };
    lines
        .map(|line| line.split(',').collect::<Vec<_>>())
        .filter(|cells| cells[at("state")] != "cancelled")
        .map(|cells| names.map(|name| cells[at(name)].to_owned()))
        .collect()
}

/// Orders, what was paid, and that without what went back.
fn totals(csv: &str) -> (i64, i64, i64) {
    let mut totals = (0, 0, 0);
    for [gross, refunded] in cells(csv, ["gross_minor", "refunded_minor"]) {
        let [gross, refunded] = [gross, refunded].map(|text| text.parse::<i64>().expect("an amount"));
        totals = (totals.0 + 1, totals.1 + gross, totals.2 + gross - refunded);
    }
    totals
}

/// Orders, first and last day of each customer.
fn per_person(csv: &str) -> Vec<(i64, String, String)> {
    let mut people: BTreeMap<String, (i64, String, String)> = BTreeMap::new();
    for [customer, day] in cells(csv, ["customer_id", "ordered_on"]) {
        let person = people
            .entry(customer)
            .or_insert_with(|| (0, day.clone(), day.clone()));
        person.0 += 1;
        person.1 = person.1.clone().min(day.clone());
        person.2 = person.2.clone().max(day);
    }
    people.into_values().collect()
}

/// Rows of a till, two or three to a household, in no order of anything.
fn many(rows: std::ops::Range<u64>) -> String {
    use std::fmt::Write as _;
    let mut text = String::from("注文番号,注文日,氏名,フリガナ,電話番号,商品名,金額,納品日\n");
    for row in rows {
        let buyer = row * 7_919 % 9_001;
        let _ = writeln!(
            text,
            "L-{row},20{:02}-{:02}-{:02},客{buyer},キャク{buyer},090-{:04}-{:04},オーク無垢テーブル オイル仕上げ,{},20{:02}-{:02}-28",
            18 + row % 8,
            1 + row * 5 % 12,
            1 + row % 28,
            buyer / 10,
            buyer % 10_000,
            90_000 + row % 1_000,
            18 + row % 8,
            1 + row * 5 % 12,
        );
    }
    text
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_large_first_file_leaves_the_shop_that_smaller_ones_leave() {
    // More than the shop has and more than 20,000 new rows: written with its indexes set aside.
    let (at_once, in_parts) = (House::with_shop(DAY).await, House::with_shop(DAY).await);
    let files = Files::new();
    import(&at_once.app, &files.file("all.csv", many(0..12_000))).await;
    for (name, rows) in [
        ("1.csv", 0..4_000),
        ("2.csv", 4_000..8_000),
        ("3.csv", 8_000..12_000),
    ] {
        import(&in_parts.app, &files.file(name, many(rows))).await;
    }
    sound(&at_once.app).await;
    let (one, other) = (content(&at_once.app).await, content(&in_parts.app).await);
    // Of batches there are as many as files.
    let of_shop = |table: &&String| !["import_batches", "audit"].contains(&table.as_str());
    let tables: Vec<&String> = one.keys().filter(of_shop).collect();
    assert!(tables.len() > 4, "everything is exported, got {tables:?}");
    for table in tables {
        let lines = |content: &BTreeMap<String, String>| content.get(table).map(|text| text.lines().count());
        assert_eq!(lines(&one), lines(&other), "{table}");
    }
    let found = at_once
        .app
        .search("キャク8999".to_owned(), 5)
        .await
        .expect("a search");
    assert_eq!(found.len(), 1, "somebody of the large file is found by kana");
    let mut numbers = Vec::new();
    for house in [&at_once, &in_parts] {
        let told = house
            .app
            .repeat(AnchorName::Delivery, UnitName::Household, None, None)
            .await
            .expect("numbers");
        numbers.push(serde_json::to_value(told).expect("plain data"));
    }
    assert_eq!(numbers[0], numbers[1], "the same numbers");
}
