//! Lists of imports, of rows that were left out, of doubles, of care and of plans, saved as files like every other list.
//!
//! Not here: lists of people and addresses (`lists.rs`), mending rows that were left out (`import_mend.rs`).

use aichaku_api::App;
use aichaku_api::wire::{ImportOptions, Int, Lang, ListAsked, ListForm, ListReport};
use aichaku_tests::files::{DAY, Files, commit, import, look};
use aichaku_tests::house::{House, person};
use rstest::rstest;

const PEOPLE: &str = "顧客番号,氏名,フリガナ,電話番号,誕生日\n\
    C-1,田中 一郎,タナカ イチロウ,090-0000-1111,\n\
    C-2,田中 一郎,タナカ イチロウ,090-0000-1112,\n";
const ORDERS: &str = "注文番号,注文日,氏名,電話番号,商品名,金額\n\
    A-1,2026-11-01,佐藤 花,090-0000-2222,ソファ,200000\n\
    A-2,2026-02-30,髙橋 𠮷子,090-0000-3333,テーブル,98000\n";

/// Saves a list as separated text; what became of it, and its lines.
async fn save(app: &App, files: &Files, asked: ListAsked, lang: Lang) -> (ListReport, Vec<String>) {
    let path = files.path("list.csv");
    let report = app
        .save_list(asked, ListForm::CsvUtf8, path.clone(), lang)
        .await
        .expect("saved");
    let text = std::fs::read_to_string(path).expect("the file");
    let lines = text.trim_start_matches('\u{feff}').lines().map(str::to_owned);
    (report, lines.collect())
}

#[rstest]
#[case::ja(
    Lang::Ja,
    "番号,取り込んだ日,ファイル,内容,どこから",
    "2,2026-11-22,受注.csv,ご購入,一般的な表,1,1,1,1,0,1,いいえ"
)]
#[case::en(
    Lang::En,
    "No.,Brought in on,File,What,From",
    "2,2026-11-22,受注.csv,purchases,Any table,1,1,1,1,0,1,no"
)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_imports_of_the_past_are_a_list(#[case] lang: Lang, #[case] header: &str, #[case] newest: &str) {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    import(&house.app, &files.file("名簿.csv", PEOPLE)).await;
    import(&house.app, &files.file("受注.csv", ORDERS)).await;
    let (report, lines) = save(&house.app, &files, ListAsked::Batches, lang).await;
    assert_eq!(report.rows, Int(2), "both of them");
    assert!(
        lines[0].starts_with(header),
        "in the reader's words: {}",
        lines[0]
    );
    assert_eq!(
        lines[1], newest,
        "the newest first, with what it brought and left out"
    );
}

#[rstest]
#[case::csv(ListForm::CsvUtf8, "rows.csv", 0)]
#[case::excel(ListForm::Xlsx, "rows.xlsx", 0)]
#[case::older_programs(ListForm::CsvCp932, "rows.csv", 1)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rows_that_were_left_out_are_saved_in_every_form_and_can_be_read_again(
    #[case] form: ListForm,
    #[case] name: &str,
    #[case] lost: usize,
) {
    let house = House::with_shop(DAY).await;
    let app = &house.app;
    let files = Files::new();
    let seen = look(app, &files.file("受注.csv", ORDERS), ImportOptions::default()).await;
    let of_preview = ListAsked::Rejects {
        ticket: Some(seen.ticket.clone()),
        batch: None,
    };
    let early = app
        .save_list(of_preview, form, files.path(name), Lang::Ja)
        .await
        .expect("saved from the preview");
    let batch = commit(app, &seen).await.batch;
    let of_batch = ListAsked::Rejects { ticket: None, batch };
    let path = files.path(name);
    let late = app
        .save_list(of_batch, form, path.clone(), Lang::Ja)
        .await
        .expect("saved from the batch");
    assert_eq!(
        (early.rows, late.rows),
        (Int(1), Int(1)),
        "the row with a day that is none"
    );
    assert_eq!(
        late.lost.len(),
        lost,
        "characters that the form cannot hold are told"
    );
    let again = look(app, &path, ImportOptions::default()).await;
    assert_eq!(
        (again.rows, again.counts.rejected),
        (Int(1), Int(1)),
        "the same row, with its columns known: {:?}",
        again.missing
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn doubles_care_and_plans_are_lists() {
    let house = House::with_shop(DAY).await;
    let app = &house.app;
    let files = Files::new();
    for given in ["由美子", "由美"] {
        let twice = person("髙橋", given, "タカハシ", "ユミコ");
        app.add_customer(twice, None).await.expect("written down");
    }
    app.look_for_duplicates("look".to_owned()).await.expect("looked");
    let open = app.duplicates(10).await.expect("pairs").pairs.len();
    let (report, lines) = save(app, &files, ListAsked::Duplicates, Lang::Ja).await;
    assert_eq!(report.rows, Int::from(open), "every pair that waits");
    assert!(
        open > 0 && lines[1].matches("髙橋 由美").count() == 2,
        "both sides: {lines:?}"
    );

    let contents = app.contents().await.expect("the library");
    let everything = ListAsked::Contents { shown: Vec::new() };
    let (report, lines) = save(app, &files, everything, Lang::En).await;
    assert_eq!(report.rows, Int::from(contents.len()), "all of the library");
    assert!(lines[0].starts_with("Code,Title,Kind,Furniture"), "{}", lines[0]);
    let one = &contents[3];
    let shown = ListAsked::Contents { shown: vec![one.id] };
    let (report, lines) = save(app, &files, shown, Lang::Ja).await;
    assert_eq!(report.rows, Int(1), "what the filter shows");
    assert!(
        lines[1].starts_with(&format!("{},{}", one.code, one.ja.title)),
        "with its words: {}",
        lines[1]
    );

    let plans = app.plans(Lang::Ja).await.expect("plans");
    let (report, lines) = save(app, &files, ListAsked::Plans, Lang::Ja).await;
    assert_eq!(report.rows, Int::from(plans.len()), "every plan");
    assert!(lines[1].contains(&plans[0].name_ja), "by its name: {}", lines[1]);
}
