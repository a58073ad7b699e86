//! A list of customers that comes again and again: what it changes, and what it leaves to people.
//!
//! Not here: orders (`import_again.rs`).

use aichaku_api::App;
use aichaku_api::wire::{
    ConflictAnswer, CustomerForm, CustomerRecord, FieldConflict, ImportMode, ImportOptions, ImportReport,
    Int, Lang, RowOutcome,
};
use aichaku_tests::files::{DAY, Files, commit, import_as_shown, look, take_back};
use aichaku_tests::house::House;

const HEADER: &str = "顧客番号,氏名,フリガナ,電話番号,郵便番号,都道府県,市区町村,住所,備考\n";
const TANAKA: &str =
    "C-1,田中 一郎,タナカ イチロウ,090-0000-1111,390-0811,長野県,松本市,大手1-2-3,犬がいる\n";
const SATO: &str = "C-2,佐藤 花,サトウ ハナ,090-0000-2222,390-0811,長野県,松本市,大手4-5-6,\n";

fn list(files: &Files, name: &str, rows: &str) -> String {
    files.file(name, format!("{HEADER}{rows}"))
}

fn by(mode: ImportMode) -> ImportOptions {
    ImportOptions {
        mode: Some(mode),
        ..ImportOptions::default()
    }
}

async fn import(app: &App, file: &str) -> ImportReport {
    import_as_shown(app, file, ImportOptions::default()).await
}

async fn record(app: &App, name: &str) -> CustomerRecord {
    let hits = app.customers(None, 50).await.expect("a list").hits;
    let hit = hits
        .iter()
        .find(|hit| hit.name.contains(name))
        .unwrap_or_else(|| panic!("{name} is there, got {hits:?}"));
    app.customer(hit.customer, Lang::Ja).await.expect("a record")
}

/// What stands in the shop of somebody, as one line.
async fn stands(app: &App, name: &str) -> String {
    let record = record(app, name).await;
    let form = form_of(&record);
    let contacts: Vec<&str> = form.contacts.iter().map(|line| line.value.as_str()).collect();
    format!(
        "{} {} / {} / {}{}",
        form.family_name,
        form.given_name,
        contacts.join(" "),
        form.address.city,
        form.address.street
    )
}

fn form_of(record: &CustomerRecord) -> CustomerForm {
    record.customer.form.clone()
}

async fn edit(app: &App, name: &str, change: impl FnOnce(&mut CustomerForm)) {
    let record = record(app, name).await;
    let mut form = form_of(&record);
    change(&mut form);
    app.edit_customer(record.customer.id, form, None)
        .await
        .expect("typed");
}

fn told(conflicts: &[FieldConflict]) -> Vec<(&str, &str, &str, bool)> {
    conflicts
        .iter()
        .map(|one| {
            (
                one.field.as_str(),
                one.file.as_str(),
                one.shop.as_str(),
                one.file_is_new,
            )
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_changed_in_the_list_changes_in_the_shop_and_goes_back() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    import(&house.app, &list(&files, "1.csv", &format!("{TANAKA}{SATO}"))).await;
    let again = import(&house.app, &list(&files, "2.csv", &format!("{TANAKA}{SATO}"))).await;
    assert_eq!(again.batch, None, "nothing is new: {again:?}");
    let moved = TANAKA
        .replace("大手1-2-3", "中央7-8-9")
        .replace("090-0000-1111", "090-0000-3333")
        .replace("田中", "山本");
    let changed = import(&house.app, &list(&files, "3.csv", &format!("{moved}{SATO}"))).await;
    assert_eq!(
        (changed.updated.customers, changed.skipped),
        (Int(1), Int(1)),
        "one moved, the other did not"
    );
    assert_eq!(
        stands(&house.app, "山本").await,
        "山本 一郎 / 090-0000-3333 / 松本市中央7-8-9",
        "name, number and place are the new ones"
    );
    let found = house.app.search("中央7-8-9".to_owned(), 5).await.expect("found");
    assert_eq!(found.len(), 1, "and are found");
    let kept = take_back(&house.app, changed.batch).await;
    assert!(kept.is_empty(), "nobody worked with it: {:?}", kept);
    assert_eq!(
        stands(&house.app, "田中").await,
        "田中 一郎 / 090-0000-1111 / 松本市大手1-2-3",
        "taken back, all stands as before"
    );
    let found = house.app.search("大手1-2-3".to_owned(), 5).await.expect("found");
    assert_eq!(found.len(), 1, "and is found as before");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_person_typed_stays_and_is_shown_beside_the_file() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    import(&house.app, &list(&files, "1.csv", TANAKA)).await;
    edit(&house.app, "田中", |form| {
        form.address.street = "城山9-9".to_owned();
        form.contacts[0].value = "090-0000-7777".to_owned();
    })
    .await;
    // The same file: it says what it said before.
    let seen = look(
        &house.app,
        &list(&files, "2.csv", TANAKA),
        ImportOptions::default(),
    )
    .await;
    let old = "390-0811 長野県 松本市 大手1-2-3";
    let typed = "390-0811 長野県 松本市 城山9-9";
    assert_eq!(
        told(&seen.conflicts),
        [
            ("address", old, typed, false),
            ("phone", "090-0000-1111", "090-0000-7777", false),
        ],
        "side by side, as nothing new"
    );
    assert!(seen.conflicts[0].typed_at.is_some(), "with the day it was typed");
    let report = commit(&house.app, &seen).await;
    assert_eq!(
        (report.batch, report.kept_typed),
        (None, Int(2)),
        "without an answer"
    );
    let mine = "田中 一郎 / 090-0000-7777 / 松本市城山9-9";
    assert_eq!(stands(&house.app, "田中").await, mine, "what was typed stays");

    // A later file says something new of the address.
    let moved = list(&files, "3.csv", &TANAKA.replace("大手1-2-3", "中央7-8-9"));
    let seen = look(&house.app, &moved, ImportOptions::default()).await;
    let new = "390-0811 長野県 松本市 中央7-8-9";
    assert_eq!(
        told(&seen.conflicts),
        [
            ("address", new, typed, true),
            ("phone", "090-0000-1111", "090-0000-7777", false),
        ],
        "what is new comes first"
    );
    let answer = |conflict: &FieldConflict, take: bool| ConflictAnswer {
        key: conflict.key.clone(),
        take_file: Some(take),
    };
    let answers = vec![
        answer(&seen.conflicts[0], true),
        answer(&seen.conflicts[1], false),
    ];
    house
        .app
        .import_answer(seen.ticket.clone(), answers)
        .await
        .expect("answered");
    let report = commit(&house.app, &seen).await;
    assert_eq!(
        (report.updated.customers, report.kept_typed),
        (Int(1), Int(1)),
        "one taken, one kept"
    );
    let both = "田中 一郎 / 090-0000-7777 / 松本市中央7-8-9";
    assert_eq!(stands(&house.app, "田中").await, both, "as it was answered");
    let seen = look(&house.app, &moved, ImportOptions::default()).await;
    assert_eq!(told(&seen.conflicts), [], "and is not asked again");

    // A file that says another number asks anew.
    let other = TANAKA
        .replace("大手1-2-3", "中央7-8-9")
        .replace("090-0000-1111", "090-0000-8888");
    let seen = look(
        &house.app,
        &list(&files, "4.csv", &other),
        ImportOptions::default(),
    )
    .await;
    commit(&house.app, &seen).await;
    assert_eq!(
        stands(&house.app, "田中").await,
        "田中 一郎 / 090-0000-7777 090-0000-8888 / 松本市中央7-8-9",
        "a number that nobody took out is added beside the typed one"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_taken_back_batch_forgets_its_answers_and_keeps_later_hands() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    import(&house.app, &list(&files, "1.csv", TANAKA)).await;
    let moved = list(&files, "2.csv", &TANAKA.replace("大手1-2-3", "中央7-8-9"));
    let changed = import(&house.app, &moved).await;
    edit(&house.app, "田中", |form| {
        form.address.street = "城山9-9".to_owned()
    })
    .await;
    let kept = take_back(&house.app, changed.batch).await;
    assert_eq!(
        kept,
        [("household".to_owned(), "edited".to_owned())],
        "the home that somebody typed is listed"
    );
    assert_eq!(
        stands(&house.app, "田中").await,
        "田中 一郎 / 090-0000-1111 / 松本市城山9-9",
        "and stays"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_new_ones_only_known_ones_or_both() {
    let files = Files::new();
    let next = format!("{}{SATO}", TANAKA.replace("大手1-2-3", "中央7-8-9"));
    for (mode, place, sato) in [
        (ImportMode::Add, "大手1-2-3", true),
        (ImportMode::Update, "中央7-8-9", false),
        (ImportMode::Both, "中央7-8-9", true),
    ] {
        let house = House::with_shop(DAY).await;
        import(&house.app, &list(&files, "1.csv", TANAKA)).await;
        let seen = look(&house.app, &list(&files, "2.csv", &next), by(mode)).await;
        let left = seen
            .sample
            .iter()
            .filter(|row| matches!(row.outcome, RowOutcome::NotAskedFor))
            .count();
        assert_eq!(
            left,
            usize::from(mode != ImportMode::Both),
            "{mode:?} says what it leaves out"
        );
        commit(&house.app, &seen).await;
        assert!(
            stands(&house.app, "田中").await.ends_with(place),
            "{mode:?}: the known one"
        );
        let there = house.app.customers(None, 50).await.expect("a list").hits.len();
        assert_eq!(there == 2, sato, "{mode:?}: the new one");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_system_fills_what_is_empty_and_changes_nothing() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    import(&house.app, &list(&files, "1.csv", TANAKA)).await;
    // The ledger of another system knows the same person at another place.
    let header = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../src-tauri/crates/exchange/tests/fixtures/headers/shopify_customers.header.csv");
    let header = std::fs::read_to_string(header).expect("a genuine header");
    let row: Vec<&str> = header
        .trim_start_matches('\u{feff}')
        .trim()
        .split(',')
        .map(|column| match column.trim_matches('"') {
            "Customer ID" => "77",
            "First Name" => "一郎",
            "Last Name" => "田中",
            "Phone" | "Default Address Phone" => "090-0000-1111",
            "Default Address City" => "安曇野市",
            "Default Address Address1" => "豊科1-1",
            _ => "",
        })
        .collect();
    let text = format!("{}\n{}\n", header.trim(), row.join(","));
    import(&house.app, &files.file("shopify.csv", text)).await;
    assert_eq!(
        stands(&house.app, "田中").await,
        "田中 一郎 / 090-0000-1111 / 松本市大手1-2-3",
        "who brought a person says how they are"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_who_was_erased_comes_back_with_a_file() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    let first = import(&house.app, &list(&files, "1.csv", &format!("{TANAKA}{SATO}"))).await;
    let customer = record(&house.app, "田中").await.customer.id;
    house
        .app
        .never_bring_back(customer)
        .await
        .expect("marked, as erasing does it");
    // What erasing leaves of them is nothing: taking the file back does the same here.
    take_back(&house.app, first.batch).await;
    let by_phone = "A-1,田中一郎,,090-0000-1111,,,,,\n";
    let by_number = "C-1,改姓 一郎,,,,,,,\n";
    let by_place = ",田中 一郎,,,390-0811,長野県,松本市,大手一丁目2番3号,\n";
    let other = "C-9,田中 次郎,,090-0000-9999,,,,,\n";
    let file = list(
        &files,
        "2.csv",
        &format!("{by_phone}{by_number}{by_place}{other}"),
    );
    let seen = look(&house.app, &file, ImportOptions::default()).await;
    let left: Vec<&str> = seen
        .sample
        .iter()
        .filter(|row| matches!(row.outcome, RowOutcome::Erased))
        .map(|row| row.name.as_str())
        .collect();
    assert_eq!(left, ["", "", ""], "three rows are about them and show nothing");
    commit(&house.app, &seen).await;
    let names: Vec<String> = house
        .app
        .customers(None, 50)
        .await
        .expect("a list")
        .hits
        .into_iter()
        .map(|hit| hit.name)
        .collect();
    assert_eq!(names, ["田中 次郎"], "only the other one came");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_field_says_where_it_came_from() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    import(&house.app, &list(&files, "一.csv", TANAKA)).await;
    import(
        &house.app,
        &list(&files, "二.csv", &TANAKA.replace("犬がいる", "猫もいる")),
    )
    .await;
    edit(&house.app, "田中", |form| {
        form.address.street = "城山9-9".to_owned()
    })
    .await;
    let customer = record(&house.app, "田中").await.customer.id;
    let origins = house.app.origins(customer).await.expect("origins");
    let from: Vec<(&str, &str)> = origins
        .iter()
        .map(|origin| (origin.field.as_str(), origin.file.as_deref().unwrap_or("by hand")))
        .collect();
    assert_eq!(
        from,
        [
            ("name", "一.csv"),
            ("kana", "一.csv"),
            ("note", "二.csv"),
            ("address", "by hand"),
            ("090-0000-1111", "一.csv"),
        ],
        "the file that brought it, the file that changed it, or a hand"
    );
    // A later file whose word was taken has the field again.
    let moved = list(&files, "三.csv", &TANAKA.replace("大手1-2-3", "中央7-8-9"));
    let seen = look(&house.app, &moved, ImportOptions::default()).await;
    let answers = seen
        .conflicts
        .iter()
        .map(|conflict| ConflictAnswer {
            key: conflict.key.clone(),
            take_file: Some(true),
        })
        .collect();
    house
        .app
        .import_answer(seen.ticket.clone(), answers)
        .await
        .expect("answered");
    commit(&house.app, &seen).await;
    let origins = house.app.origins(customer).await.expect("origins");
    let address = origins
        .iter()
        .find(|origin| origin.field == "address")
        .expect("the address");
    assert_eq!(address.file.as_deref(), Some("三.csv"), "taken from the file");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_somebody_typed_stays_theirs_when_a_file_changes_something_else() {
    let house = House::with_shop(DAY).await;
    let files = Files::new();
    import(&house.app, &list(&files, "1.csv", TANAKA)).await;
    house.go_to_hour(DAY, 11);
    edit(&house.app, "田中", |form| form.given_name = "一朗".to_owned()).await;
    house.go_to_hour(DAY, 12);
    let moved = TANAKA.replace("犬がいる", "猫もいる");
    let report = import(&house.app, &list(&files, "2.csv", &moved)).await;
    assert_eq!(report.updated.customers, Int(1), "the note is new");
    let seen = look(
        &house.app,
        &list(&files, "3.csv", &moved.replace("田中 一郎", "田中 市郎")),
        ImportOptions::default(),
    )
    .await;
    assert_eq!(
        told(&seen.conflicts),
        [("name", "田中 市郎", "田中 一朗", true)],
        "the name is asked about"
    );
    commit(&house.app, &seen).await;
    assert!(
        stands(&house.app, "田中").await.starts_with("田中 一朗"),
        "and stays until somebody says so"
    );
}
