//! Returns that come as entries of their own, and addresses that come again and again.
//!
//! Not here: purchases whose own rows say that they were returned (`import_files`).

use std::path::PathBuf;

use aichaku_api::App;
use aichaku_api::wire::{ImportOptions, ImportReport, Int, Lang, RowOutcome};
use aichaku_tests::dump::content;
use aichaku_tests::files::{DAY, Files, import_as_shown, sales, take_back};
use aichaku_tests::house::House;

const HEADER: &str = "注文番号,注文日,氏名,電話番号,商品コード,商品名,数量,小計,納品日\n";

/// A ledger of these rows under [`HEADER`].
fn ledger(files: &Files, name: &str, rows: &str) -> String {
    files.file(name, format!("{HEADER}{rows}"))
}

async fn import(app: &App, file: &str) -> ImportReport {
    import_as_shown(app, file, ImportOptions::default()).await
}

const SOLD: &str = "A-1,2026-11-01,田中 一郎,090-0000-1111,T1,オーク無垢ダイニングテーブル オイル仕上げ,1,98000,2026-11-19\n\
    A-1,2026-11-01,田中 一郎,090-0000-1111,C1,板座チェア,4,160000,2026-11-19\n";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_return_of_one_thing_is_booked_on_its_purchase_and_silences_the_thing() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    import(&house.app, &ledger(&files, "売上.csv", SOLD)).await;
    let planned = content(&house.app).await["follow_ups"]
        .matches(",planned,")
        .count();
    assert!(planned > 0, "care is planned for both");
    let returns = "R-1,2026-11-20,田中 一郎,090-0000-1111,T1,オーク無垢ダイニングテーブル オイル仕上げ,-1,-98000,\n\
        R-2,2026-11-21,田中 一郎,090-0000-1111,C1,板座チェア,-1,-40000,\n";
    let file = ledger(&files, "返品.csv", returns);
    let seen = house
        .app
        .import_preview(file.clone(), ImportOptions::default(), "job".to_owned())
        .await
        .expect("a preview");
    assert!(
        seen.sample.iter().all(
            |row| matches!(&row.outcome, RowOutcome::Returns { ordered_on } if ordered_on == "2026-11-01")
        ),
        "the preview says of which purchase: {:?}",
        seen.sample
    );
    let report = import(&house.app, &file).await;
    assert_eq!(report.undecided_total, Int(0), "nothing is left to decide");
    assert_eq!(
        sales(&house.app).await,
        "2026-11-01 258000 -138000\nオーク無垢ダイニングテーブル オイル仕上げ ×1 Returned\n\
         板座チェア ×3 InUse",
        "the table is gone, three chairs stay, the money is paid back"
    );
    house.app.begin_day().await.expect("a planned day");
    let left = content(&house.app).await["follow_ups"].clone();
    assert!(
        left.matches(",planned,").count() < planned,
        "nothing is planned for the table any more:\n{left}"
    );

    let before = content(&house.app).await;
    let again = import(&house.app, &file).await;
    assert_eq!(
        again.batch, None,
        "the same receipts again change nothing: {again:?}"
    );
    assert_eq!(
        before["refunds"],
        content(&house.app).await["refunds"],
        "nothing is paid twice"
    );
    let whole = import(&house.app, &ledger(&files, "売上.csv", SOLD)).await;
    assert_eq!(whole.batch, None, "nor does the sale itself: {whole:?}");

    let kept = take_back(&house.app, report.batch).await;
    assert!(kept.is_empty(), "nobody worked with it");
    assert_eq!(
        sales(&house.app).await,
        "2026-11-01 258000 -0\nオーク無垢ダイニングテーブル オイル仕上げ ×1 InUse\n\
         板座チェア ×4 InUse",
        "taken back, both stand as before"
    );
    let check = house.app.check().await.expect("walked through");
    assert!(check.ok, "the store is sound, got {:?}", check.problems);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_return_of_everything_makes_the_purchase_returned_wherever_it_stands_in_the_file() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    let newest_first = format!(
        "R-1,2026-11-20,田中 一郎,090-0000-1111,T1,オーク無垢ダイニングテーブル オイル仕上げ,-1,-98000,\n\
         R-1,2026-11-20,田中 一郎,090-0000-1111,C1,板座チェア,-4,-160000,\n{SOLD}"
    );
    let file = ledger(&files, "売上.csv", &newest_first);
    import(&house.app, &file).await;
    assert_eq!(
        sales(&house.app).await,
        "2026-11-01 258000 -258000\nオーク無垢ダイニングテーブル オイル仕上げ ×1 Returned\n\
         板座チェア ×4 Returned",
        "the receipt stands above its purchase and finds it"
    );
    let purchases = &content(&house.app).await["purchases"];
    assert!(
        purchases.contains(",returned,"),
        "it counts as returned: {purchases}"
    );
    let again = import(&house.app, &file).await;
    assert_eq!(
        again.batch, None,
        "the same file twice changes nothing: {again:?}"
    );
    // The order's own row changes later: the till corrects a price. What went back stays back.
    let dearer = SOLD.replace("98000", "99000");
    import(&house.app, &ledger(&files, "訂正.csv", &dearer)).await;
    let refunds = &content(&house.app).await["purchases"];
    assert!(refunds.contains(",258000,"), "still paid back: {refunds}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_nearest_purchase_before_is_meant_and_what_is_doubtful_is_left_to_a_person() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    let sold = "A-1,2026-03-01,田中 一郎,090-0000-1111,C1,チェア,1,40000,2026-03-10\n\
        A-2,2026-04-01,田中 一郎,090-0000-1111,C1,チェア,1,40000,2026-04-10\n\
        A-3,2026-06-01,田中 一郎,090-0000-1111,C1,チェア,1,40000,2026-06-10\n\
        B-1,2026-04-01,佐藤 花,090-0000-2222,S1,ソファ,1,300000,2026-04-10\n\
        B-2,2026-04-01,佐藤 花,090-0000-2222,S1,ソファ,1,300000,2026-04-10\n";
    import(&house.app, &ledger(&files, "売上.csv", sold)).await;
    let returns = "R-1,2026-05-02,田中 一郎,090-0000-1111,C1,チェア,-1,-40000,\n\
        R-2,2026-05-02,佐藤 花,090-0000-2222,S1,ソファ,-1,-300000,\n\
        R-3,2026-05-02,田中 一郎,090-0000-1111,C1,チェア,-1,-50000,\n\
        R-4,2026-05-02,誰か 別,090-0000-9999,C1,チェア,-1,-40000,\n";
    let file = ledger(&files, "返品.csv", returns);
    let report = import(&house.app, &file).await;
    let told: Vec<(i64, &str, &str)> = report
        .undecided
        .iter()
        .map(|row| (row.line.0, row.code.as_str(), row.value.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (3, "return_several", "ソファ"),
            (4, "return_none", "チェア"),
            (5, "return_nobody", "チェア"),
        ],
        "two sofas of one day, a chair that cost less, and nobody: each with its reason"
    );
    assert_eq!(
        sales(&house.app).await,
        "2026-03-01 40000 -0\n2026-04-01 300000 -0\n2026-04-01 300000 -0\n2026-04-01 40000 -40000\n\
         2026-06-01 40000 -0\nソファ ×1 InUse\nソファ ×1 InUse\nチェア ×1 InUse\nチェア ×1 InUse\n\
         チェア ×1 Returned",
        "the chair of April went back, the nearest before"
    );

    // A person writes which sofa it was into the saved rows and brings them in.
    let saved = PathBuf::from(files.path("入らなかった行.csv"));
    let path = saved.to_string_lossy().into_owned();
    let count = house
        .app
        .save_rejects(None, report.batch, path.clone(), Lang::Ja)
        .await
        .expect("saved");
    assert_eq!(count, Int(3), "all three are saved");
    let text = std::fs::read_to_string(&saved).expect("text");
    assert!(
        text.contains("合うご購入が2つ以上あり、どれの返品か決められません"),
        "with the reason: {text}"
    );
    let mut lines = text.lines();
    let head = format!("{},元の注文番号", lines.next().expect("a header"));
    let sofa = format!("{},B-2", lines.next().expect("the sofa"));
    std::fs::write(&saved, format!("{head}\n{sofa}\n")).expect("a file");
    let again = import(&house.app, &path).await;
    assert_eq!(again.undecided_total, Int(0), "now it has its place: {again:?}");
    assert!(
        sales(&house.app).await.contains("ソファ ×1 Returned"),
        "and the sofa is silent"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_place_is_kept_once_for_a_household_however_it_is_written() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    let header = "注文番号,注文日,氏名,電話番号,都道府県,市区町村,住所,商品名,小計,配送先_都道府県,配送先_市区町村,配送先_住所\n";
    let row = |order: &str, home: &str, place: &str| {
        format!(
            "{order},2026-04-01,田中 一郎,090-0000-1111,長野県,松本市,{home},チェア,40000,長野県,松本市,{place}\n"
        )
    };
    let write = |name: &str, rows: &[String]| files.file(name, format!("{header}{}", rows.concat()));
    let first = write(
        "一.csv",
        &[
            row("A-1", "大手1-2-3", "中央4-5-6"),
            row("A-2", "大手1-2-3", "中央四丁目5番6号"),
            row("A-3", "大手1-2-3", "大手１丁目２−３"),
        ],
    );
    import(&house.app, &first).await;
    let second = write(
        "二.csv",
        &[row("A-4", "大手1-2-3", "中央4-5-6"), row("A-5", "大手1-2-3", "")],
    );
    import(&house.app, &second).await;
    let addresses = content(&house.app).await["addresses"].clone();
    assert_eq!(
        (
            addresses.matches(",delivery,").count(),
            addresses.matches(",home,").count()
        ),
        (1, 1),
        "one home and one other place:\n{addresses}"
    );

    // A home without a house number has no key to be recognised by, and still is no second home.
    let vague = |order: &str| {
        format!("{order},2026-04-01,佐藤 花,090-0000-2222,長野県,安曇野市,豊科,ラグ,30000,,,\n")
    };
    import(&house.app, &write("三.csv", &[vague("B-1")])).await;
    import(&house.app, &write("四.csv", &[vague("B-2"), vague("B-3")])).await;
    let addresses = content(&house.app).await["addresses"].clone();
    assert_eq!(
        addresses.matches("豊科").count(),
        1,
        "it lives there once:\n{addresses}"
    );
}
