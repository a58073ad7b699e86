//! The shop itself, through the use cases: beginning, practising, settings, drafts, undo, backups, the export.
//!
//! Not here: customers and care, which have scenarios of their own.

use aichaku_api::error::ErrorCode;
use aichaku_api::wire::{Area, Int, NewShop};
use aichaku_tests::house::{House, goods, person};
use rstest::rstest;

fn new_shop() -> NewShop {
    NewShop {
        name: "青葉家具".to_owned(),
        currency: "JPY".to_owned(),
        zone: "Asia/Tokyo".to_owned(),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_empty_folder_shows_the_start_and_a_begun_shop_opens_again() {
    let house = House::new("2026-11-22");
    let state = house.app.app_state().await.expect("a state");
    assert!(state.shop.is_none(), "nothing stands yet");
    assert!(
        !state.real_exists && !state.practice_exists,
        "neither shop stands"
    );

    let state = house.app.create_shop(new_shop()).await.expect("a shop");
    let shop = state.shop.expect("the new shop");
    assert_eq!(shop.name, "青葉家具", "as it was typed");
    assert_eq!(shop.currency_digits, 0, "yen have no smaller coin");
    assert_eq!(shop.plan_from.as_deref(), Some("2026-11-22"), "care begins today");
    assert!(
        state.key_in_file,
        "without a keychain the app must say where the key lies"
    );
    assert!(
        !house.app.contents().await.expect("the library").is_empty(),
        "a new shop has the library"
    );
    assert_eq!(house.app.staff().await.expect("staff").len(), 1, "one owner");
    let again = house.app.create_shop(new_shop()).await;
    assert_eq!(
        again.map_err(|error| error.code).err(),
        Some(ErrorCode::ShopExists),
        "a second shop is refused"
    );

    let next_day = house.again("2026-11-23");
    let state = next_day.app.app_state().await.expect("a state");
    assert_eq!(
        state.shop.map(|shop| shop.name).as_deref(),
        Some("青葉家具"),
        "it opens again"
    );
    assert_eq!(state.day, "2026-11-23", "and tells its own day");
}

#[rstest]
#[case::no_zone("JPY", "Mars/Olympus", "zone")]
#[case::no_currency("円", "Asia/Tokyo", "currency")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shop_is_not_begun_with_nonsense(#[case] currency: &str, #[case] zone: &str, #[case] field: &str) {
    let house = House::new("2026-11-22");
    let refused = house
        .app
        .create_shop(NewShop {
            name: String::new(),
            currency: currency.to_owned(),
            zone: zone.to_owned(),
        })
        .await
        .expect_err("nonsense");
    assert_eq!(refused.code, ErrorCode::Invalid, "the field is wrong");
    assert_eq!(refused.fields[0].text, field, "and it is said which");
    assert!(
        house.app.app_state().await.expect("a state").shop.is_none(),
        "nothing was begun"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_practice_shop_stands_apart_and_goes_without_a_trace() {
    let house = House::with_shop("2026-11-22").await;
    let state = house.app.open_practice(Int(7), Int(20)).await.expect("practice");
    assert!(state.shop.expect("open").practice, "it is marked");
    let state = house.app.leave_practice().await.expect("back");
    assert!(!state.shop.expect("open").practice, "the real shop is open");
    assert!(state.practice_exists, "the practice shop still stands");

    house.app.open_practice(Int(7), Int(20)).await.expect("practice");
    let next_day = house.again("2026-11-23");
    assert!(
        next_day
            .app
            .app_state()
            .await
            .expect("a state")
            .shop
            .expect("open")
            .practice,
        "the next start opens what was open"
    );
    let state = next_day.app.remove_practice().await.expect("removed");
    assert!(!state.practice_exists, "it is gone");
    assert!(!house.dir().join("practice").exists(), "and its folder with it");
    assert!(!state.shop.expect("open").practice, "the real shop stands");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn settings_are_kept_and_nonsense_is_refused_by_field() {
    let house = House::with_shop("2026-11-22").await;
    let mut shop = house
        .app
        .app_state()
        .await
        .expect("a state")
        .shop
        .expect("a shop");
    shop.closed_weekdays = vec![3];
    shop.daily_minutes = 15;
    shop.zone = "Europe/London".to_owned();
    let before = shop.clone();
    let done = house.app.save_shop(shop.clone()).await.expect("saved");
    assert!(house.hear().contains(&Area::Shop), "everybody hears of it");
    let state = house.app.app_state().await.expect("a state");
    assert_eq!(state.shop.as_ref(), Some(&before), "as it was saved");

    shop.phone_until = shop.phone_from;
    let refused = house.app.save_shop(shop).await.expect_err("no hour to call");
    assert_eq!(refused.fields[0].text, "phone_until", "the field is named");

    house
        .app
        .undo(done.undo.expect("a token"))
        .await
        .expect("taken back");
    let shop = house
        .app
        .app_state()
        .await
        .expect("a state")
        .shop
        .expect("a shop");
    assert_eq!(shop.daily_minutes, 10, "as it was before");
    assert_eq!(shop.zone, "Asia/Tokyo", "the zone too");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_typed_survives_the_end_of_the_program() {
    let house = House::with_shop("2026-11-22").await;
    for text in ["窓", "窓辺", "窓辺の椅子"] {
        house
            .app
            .save_draft("memo".to_owned(), text.to_owned())
            .await
            .expect("every keystroke is kept");
    }
    let next = house.again("2026-11-22");
    let draft = next.app.draft("memo".to_owned()).await.expect("a draft");
    assert_eq!(draft, "窓辺の椅子", "nobody loses a note by being called away");
    let refused = next.app.save_draft("../key".to_owned(), String::new()).await;
    assert!(refused.is_err(), "only known drafts have a place");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_brings_everything_back_even_on_another_laptop() {
    let house = House::with_shop("2026-11-22").await;
    let done = house
        .app
        .add_customer(person("田中", "由紀子", "たなか", "ゆきこ"), None)
        .await
        .expect("a customer");
    let file = house.dir().join("backup.aichaku").to_string_lossy().into_owned();
    let backup = house.app.backup(file.clone(), None).await.expect("a backup");
    assert!(backup.verified && backup.bytes.0 > 0, "opened again and checked");
    assert!(
        house
            .app
            .app_state()
            .await
            .expect("a state")
            .last_backup_at
            .is_some(),
        "the app knows when"
    );
    house
        .app
        .backup(file.clone(), None)
        .await
        .expect("a later one takes its place");
    let other = house.dir().join("letter.txt");
    std::fs::write(&other, "大切な手紙").expect("a file");
    let refused = house.app.backup(other.to_string_lossy().into_owned(), None).await;
    assert_eq!(
        refused.map_err(|error| error.code).err(),
        Some(ErrorCode::FileExists),
        "nothing else is ever overwritten"
    );

    house
        .app
        .undo(done.undo.expect("a token"))
        .await
        .expect("taken back");
    assert!(
        house
            .app
            .search("田中".to_owned(), 5)
            .await
            .expect("a search")
            .is_empty(),
        "the customer is gone"
    );
    house.app.restore(file, None).await.expect("put back");
    assert_eq!(
        house
            .app
            .search("田中".to_owned(), 5)
            .await
            .expect("a search")
            .len(),
        1,
        "the customer is there again"
    );

    // Another laptop has another key: only a passphrase opens the backup there.
    let secret = Some("窓辺の椅子 1955".to_owned());
    let file = house.dir().join("carried.aichaku").to_string_lossy().into_owned();
    let mut carrying = house.again("2026-11-22");
    let app = carrying.take_app().with_passphrase(secret.clone());
    app.backup(file.clone(), None)
        .await
        .expect("a backup with a passphrase");
    let laptop = House::new("2026-11-25");
    let refused = laptop.app.restore(file.clone(), None).await;
    assert_eq!(
        refused.map_err(|error| error.code).err(),
        Some(ErrorCode::PassphraseNeeded),
        "without the passphrase it stays shut"
    );
    let app = laptop.again("2026-11-25").take_app().with_passphrase(secret);
    app.restore(file, None).await.expect("put up");
    assert_eq!(
        app.search("たなか".to_owned(), 5).await.expect("a search").len(),
        1,
        "all came along"
    );
    assert!(app.check().await.expect("checked").ok, "and it is sound");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_for_another_laptop_opens_by_the_words_it_was_made_with() {
    let house = House::with_shop("2026-11-22").await;
    house
        .app
        .add_customer(person("田中", "由紀子", "たなか", "ゆきこ"), None)
        .await
        .expect("a customer");
    let file = house.dir().join("carried.aichaku").to_string_lossy().into_owned();
    let short = house.app.backup(file.clone(), Some("椅子7つ".to_owned())).await;
    assert_eq!(
        short.map_err(|error| error.code).err(),
        Some(ErrorCode::PassphraseShort),
        "a file that travels needs more than that"
    );
    let words = || Some("it's 窓辺の椅子 1955".to_owned());
    house
        .app
        .backup(file.clone(), words())
        .await
        .expect("a backup to carry");

    let laptop = House::new("2026-11-25");
    let code = |refused: Result<_, aichaku_api::error::ApiError>| {
        refused
            .map(|_: aichaku_api::wire::BackupReport| ())
            .map_err(|error| error.code)
    };
    assert_eq!(
        code(laptop.app.restore(file.clone(), None).await),
        Err(ErrorCode::PassphraseNeeded),
        "the screen knows that it must ask"
    );
    assert_eq!(
        code(
            laptop
                .app
                .restore(file.clone(), Some("窓辺の机 1955".to_owned()))
                .await
        ),
        Err(ErrorCode::WrongPassphrase),
        "another passphrase is said to be wrong"
    );
    assert!(
        laptop.app.app_state().await.expect("a state").shop.is_none(),
        "and nothing was put there"
    );
    laptop
        .app
        .restore(file.clone(), words())
        .await
        .expect("put up with its words");
    assert_eq!(
        laptop
            .app
            .search("たなか".to_owned(), 5)
            .await
            .expect("a search")
            .len(),
        1,
        "all came along"
    );
    // The laptop's own key closes it from then on.
    let again = laptop.again("2026-11-26");
    assert!(
        again.app.app_state().await.expect("a state").shop.is_some(),
        "no passphrase is asked at the next start"
    );
    // On the machine that made it nobody is asked either, with a passphrase of its own in the way or not.
    house.app.restore(file, words()).await.expect("put back at home");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_gate_s_numbers_are_those_of_the_settings() {
    let house = House::with_shop("2026-11-22").await;
    let shop = house
        .app
        .app_state()
        .await
        .expect("a state")
        .shop
        .expect("a shop");
    let gate = aichaku_domain::gate::GatePolicy::default();
    assert_eq!(
        (shop.care_gap_days, shop.offers_per_year, shop.same_content_days),
        (gate.care_gap_days, gate.offers_per_year, gate.same_content_days),
        "a new shop begins with the gate's own numbers, and the screen shows them"
    );
    let mut changed = shop.clone();
    changed.same_content_days = 45;
    house.app.save_shop(changed).await.expect("saved");
    let kept = house
        .app
        .app_state()
        .await
        .expect("a state")
        .shop
        .expect("a shop");
    assert_eq!(kept.same_content_days, 45, "and keeps what the owner says");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_damaged_backup_changes_nothing() {
    let house = House::with_shop("2026-11-22").await;
    let file = house.dir().join("backup.aichaku");
    let name = file.to_string_lossy().into_owned();
    house.app.backup(name.clone(), None).await.expect("a backup");
    let mut bytes = std::fs::read(&file).expect("the backup");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x20;
    std::fs::write(&file, bytes).expect("damage");
    let refused = house.app.restore(name, None).await;
    assert_eq!(
        refused.map_err(|error| error.code).err(),
        Some(ErrorCode::StoreDamaged),
        "it is said what is wrong"
    );
    assert!(
        house.app.app_state().await.expect("a state").shop.is_some(),
        "the shop stands as it stood"
    );
    let missing = house.app.restore("/nowhere/backup".to_owned(), None).await;
    assert_eq!(
        missing.map_err(|error| error.code).err(),
        Some(ErrorCode::FileUnreadable),
        "a file that is not there is told from a damaged one"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_can_be_taken_away_and_read_without_the_app() {
    let house = House::with_shop("2026-11-22").await;
    let customer = house
        .app
        .add_customer(person("=田中", "由紀子", "たなか", "ゆきこ"), None)
        .await
        .expect("a customer")
        .id;
    house
        .sell(
            customer,
            "2026-11-01",
            Some("2026-11-20"),
            vec![goods("ウォールナット ダイニングテーブル オイル仕上げ", 198_000)],
        )
        .await;
    let dir = house.dir().join("everything").to_string_lossy().into_owned();
    let report = house.app.export_all(dir.clone()).await.expect("an export");
    assert_eq!(report.dir, dir, "an empty folder is used as it is");
    let csv = std::fs::read_to_string(house.dir().join("everything/customers.csv")).expect("a table");
    assert!(csv.starts_with('\u{feff}'), "a spreadsheet sees that it is UTF-8");
    assert!(csv.contains("'=田中"), "a name never runs as a formula");
    let json = std::fs::read_to_string(house.dir().join("everything/purchases.json")).expect("a table");
    let json: serde_json::Value = serde_json::from_str(&json).expect("whole JSON");
    assert_eq!(json[0]["gross_minor"], 198_000, "amounts are numbers");
    let empty = std::fs::read_to_string(house.dir().join("everything/refunds.json")).expect("a table");
    let empty: serde_json::Value = serde_json::from_str(&empty).expect("whole JSON");
    assert_eq!(
        empty,
        serde_json::json!([]),
        "a table without rows is an empty list"
    );
    let second = house.app.export_all(dir.clone()).await.expect("another export");
    assert_ne!(second.dir, dir, "what lies there is never overwritten");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_was_set_back_is_told() {
    let house = House::with_shop("2026-11-22").await;
    house.app.begin_day().await.expect("a day");
    let earlier = house.again("2026-11-01");
    assert!(
        earlier.app.app_state().await.expect("a state").clock_went_back,
        "the shop was open on a later day"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn beginning_a_day_twice_changes_nothing() {
    let house = House::with_shop("2026-11-22").await;
    let customer = house
        .app
        .add_customer(person("田中", "由紀子", "たなか", "ゆきこ"), None)
        .await
        .expect("a customer")
        .id;
    house
        .sell(
            customer,
            "2026-11-01",
            Some("2026-11-22"),
            vec![goods("本革ソファ 3人掛け", 298_000)],
        )
        .await;
    house.go_to("2026-12-10");
    let first = house.app.begin_day().await.expect("a day");
    assert!(first.planned.0 > 0, "weeks away bring new follow-ups");
    let second = house.app.begin_day().await.expect("the same day");
    assert_eq!((second.planned.0, second.lapsed.0), (0, 0), "once is enough");
    assert!(house.app.check().await.expect("checked").ok, "and all is sound");
}
