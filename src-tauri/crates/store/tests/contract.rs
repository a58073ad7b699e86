//! The contract of the store: what every engine under it must keep, asked through public calls only.
//!
//! A second engine is a second [`Engine`] that opens an empty store; every promise below then runs on both.
//! Not here: what SQLite alone promises (files, keys, backups), which stands beside the code.

use aichaku_domain::kinds::{
    Channel, ConsentSource, ConsentState, CustomerState, DeliveryCertainty, Family, Finish, ItemState, Lang,
    LineKind, Material, Purpose, Role, SalesChannel,
};
use aichaku_domain::plan::CareClass;
use aichaku_domain::values::{Instant, ShopDay};
use aichaku_store::{
    Address, At, Contact, ItemForm, Location, NewConsent, NewLine, NewPurchase, NewShop, Person, Staff,
    Store, StoreError, StoreKey,
};
use rstest::rstest;

/// What keeps the rows.
#[derive(Debug, Clone, Copy)]
enum Engine {
    /// One connection in memory.
    Memory,
    /// An encrypted file with one writer and several readers.
    File,
}

impl Engine {
    /// An empty shop; the folder lives as long as the test holds it.
    async fn open(self) -> (Shop, tempfile::TempDir) {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let location = match self {
            Self::Memory => Location::Memory,
            Self::File => Location::File(dir.path().join("shop.db")),
        };
        let store = Store::open(&location, &StoreKey::new([3; 32]))
            .await
            .expect("an empty store");
        let shop = NewShop {
            store_uid: "1".to_owned(),
            practice: false,
            name: "青葉家具".to_owned(),
            currency: "JPY".to_owned(),
            currency_digits: 0,
            zone: "Asia/Tokyo".to_owned(),
            plan_from: Some(today()),
        };
        let at = At {
            day: today(),
            now: NOW,
        };
        store
            .seed_library(
                aichaku_domain::library::starter_tips(),
                aichaku_domain::library::starter_plans(),
                at,
            )
            .await
            .expect("the library");
        store.create_shop(&shop, NOW).await.expect("a shop");
        store.begin_day(at).await.expect("a day");
        (Shop(store), dir)
    }
}

/// A store that is closed with the test: a connection that closes on its own thread while the process already ends can
/// crash it after everything passed.
struct Shop(Store);

impl std::ops::Deref for Shop {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.0
    }
}

impl Drop for Shop {
    fn drop(&mut self) {
        tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(self.0.close()));
    }
}

const NOW: Instant = Instant(1_795_309_200_000);

fn today() -> ShopDay {
    ShopDay::new(2026, 11, 22).expect("a real day")
}

fn person(family: &str, kana: &str) -> Person {
    Person {
        company: false,
        family_name: family.to_owned(),
        given_name: String::new(),
        family_kana: kana.to_owned(),
        given_kana: String::new(),
        honorific: String::new(),
        contacts: vec![Contact {
            kind: "mobile".to_owned(),
            value: "090-1234-5678".to_owned(),
        }],
        address: Address::default(),
        state: CustomerState::Active,
        state_since: None,
        suppressed: false,
        service_only: false,
        preferred_channel: None,
        refused_channels: Vec::new(),
    }
}

async fn add(store: &Store, family: &str) -> i64 {
    store
        .add_customer(&person(family, ""), None, today(), NOW)
        .await
        .expect("a customer")
        .id
}

fn table(amount_minor: i64) -> NewLine {
    NewLine {
        product: None,
        name: "ダイニングテーブル".to_owned(),
        kind: LineKind::Goods,
        class: CareClass {
            family: Family::Table,
            material: Material::SolidWood,
            finish: Finish::Oil,
        },
        quantity: 1,
        amount_minor,
    }
}

fn purchase(customer: i64, lines: Vec<NewLine>, delivered_on: Option<ShopDay>) -> NewPurchase {
    NewPurchase {
        customer,
        ordered_on: today().plus_days(-30),
        delivered_on,
        lines,
        channel: SalesChannel::Store,
        staff: None,
        note: String::new(),
    }
}

async fn record(store: &Store, customer: i64) -> aichaku_store::Record {
    store
        .customer_record(
            customer,
            today().plus_days(-365),
            today().plus_days(365),
            Lang::Ja,
        )
        .await
        .expect("a record")
}

async fn sound(store: &Store) {
    let problems = store.check().await.expect("walked through");
    assert!(problems.is_empty(), "every rule holds, got {problems:?}");
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_goes_in_comes_out_unchanged(#[values(Engine::Memory, Engine::File)] engine: Engine) {
    let (store, _dir) = engine.open().await;
    let mut typed = person("𠮷田 O'Brien\"; --", "ﾖｼﾀﾞ");
    typed.given_name = "辻\u{E0100} 👪 é e\u{301}".to_owned();
    typed.address.street = "　青葉ヶ丘１－２\n３号".to_owned();
    typed.refused_channels = vec![Channel::Phone, Channel::Sms];
    typed.preferred_channel = Some(Channel::Postcard);
    let id = store
        .add_customer(&typed, None, today(), NOW)
        .await
        .expect("a customer")
        .id;
    assert_eq!(
        record(&store, id).await.person,
        typed,
        "not one character changes"
    );
}

#[rstest]
#[case::nothing(0)]
#[case::a_yen(1)]
#[case::a_discount(-1)]
#[case::enormous(900_719_925_474_099_200)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn amounts_are_exact(
    #[values(Engine::Memory, Engine::File)] engine: Engine,
    #[case] amount_minor: i64,
) {
    let (store, _dir) = engine.open().await;
    let customer = add(&store, "田中").await;
    store
        .add_purchase(&purchase(customer, vec![table(amount_minor)], None), today(), NOW)
        .await
        .expect("a purchase");
    let record = record(&store, customer).await;
    assert_eq!(record.purchases[0].gross_minor, amount_minor, "of the purchase");
    assert_eq!(record.net_minor, amount_minor, "and of the household");
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_write_that_fails_leaves_nothing(#[values(Engine::Memory, Engine::File)] engine: Engine) {
    let (store, _dir) = engine.open().await;
    let refused = store
        .add_customer(&person("田中", ""), Some(999), today(), NOW)
        .await;
    assert!(
        matches!(refused, Err(StoreError::NotFound { what: "household" })),
        "nobody lives there, got {refused:?}"
    );
    let customer = add(&store, "田中").await;
    let mut bad = table(1);
    bad.product = Some(999);
    let refused = store
        .add_purchase(
            &purchase(customer, vec![table(1), bad], Some(today())),
            today(),
            NOW,
        )
        .await;
    assert!(refused.is_err(), "there is no such product");
    let record = record(&store, customer).await;
    assert!(
        record.purchases.is_empty() && record.items.is_empty() && record.purchase_count == 0,
        "the first line is not there either"
    );
    sound(&store).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn many_may_write_at_once_and_nothing_is_lost(#[values(Engine::Memory, Engine::File)] engine: Engine) {
    let (store, _dir) = engine.open().await;
    let customer = add(&store, "田中").await;
    let mut writers = Vec::new();
    for number in 0..24 {
        let store = store.clone();
        writers.push(tokio::spawn(async move {
            store
                .add_note(customer, &format!("note {number}"), None, today(), NOW)
                .await
        }));
    }
    for writer in writers {
        writer
            .await
            .expect("no panic")
            .expect("each waits for the others");
    }
    assert_eq!(
        record(&store, customer).await.notes.len(),
        24,
        "all of them stand"
    );
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn planning_twice_never_makes_two(#[values(Engine::Memory, Engine::File)] engine: Engine) {
    let (store, _dir) = engine.open().await;
    let customer = add(&store, "田中").await;
    let written = store
        .add_purchase(&purchase(customer, vec![table(1)], Some(today())), today(), NOW)
        .await
        .expect("a purchase");
    assert_eq!(written.items.len(), 1, "its care is to be planned");
    let at = At {
        day: today(),
        now: NOW,
    };
    let first = store.plan_marked(today(), at).await.expect("planned");
    assert!(first.added > 0, "the first care is due within sight");
    let items: Vec<_> = written
        .items
        .iter()
        .map(|item| aichaku_domain::values::OwnedItemId(*item))
        .collect();
    let again = store.plan_items(&items, today(), at).await.expect("planned");
    assert_eq!(
        (again.added, again.moved, again.removed),
        (0, 0, 0),
        "nothing changes"
    );
    let begun = store.begin_day(at).await.expect("a day");
    assert_eq!(begun.planned, 0, "nor does the day bring them again");
    sound(&store).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_write_is_taken_back_once_and_whole(#[values(Engine::Memory, Engine::File)] engine: Engine) {
    let (store, _dir) = engine.open().await;
    let customer = add(&store, "田中").await;
    let before = record(&store, customer).await;
    let version = store.shop().await.expect("read").expect("a shop").data_version;
    let written = store
        .add_purchase(
            &purchase(customer, vec![table(5), table(7)], Some(today())),
            today(),
            NOW,
        )
        .await
        .expect("a purchase");
    let token = written.undo.expect("a token");
    let at = At {
        day: today(),
        now: NOW,
    };
    store.plan_marked(today(), at).await.expect("planned");
    store.undo(token, NOW).await.expect("taken back");
    store.plan_marked(today(), at).await.expect("planned");
    assert_eq!(record(&store, customer).await, before, "as if it had not been");
    assert!(
        store.shop().await.expect("read").expect("a shop").data_version > version,
        "whoever counts hears of it all the same"
    );
    let twice = store.undo(token, NOW).await;
    assert!(
        matches!(twice, Err(StoreError::CannotUndo)),
        "once, got {twice:?}"
    );
    let never = store.undo(12_345, NOW).await;
    assert!(
        matches!(never, Err(StoreError::NotFound { .. })),
        "a token that nobody was given, got {never:?}"
    );
    sound(&store).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_follows_the_page_before_whatever_happens_between(
    #[values(Engine::Memory, Engine::File)] engine: Engine,
) {
    let (store, _dir) = engine.open().await;
    for kana in ["ア", "カ", "サ", "サ", "サ", "タ", "ワ"] {
        store
            .add_customer(&person("名", kana), None, today(), NOW)
            .await
            .expect("a customer");
    }
    let first = store.list_customers(None, 4).await.expect("a page");
    store
        .add_customer(&person("新", "ア"), None, today(), NOW)
        .await
        .expect("somebody before the page");
    let second = store
        .list_customers(first.next.as_ref(), 4)
        .await
        .expect("a page");
    let seen: Vec<i64> = first
        .hits
        .iter()
        .chain(&second.hits)
        .map(|hit| hit.customer)
        .collect();
    assert_eq!(seen, [1, 2, 3, 4, 5, 6, 7], "nobody twice, nobody left out");
    assert_eq!(second.next, None, "and then it ends");
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_ledger_keeps_every_word(#[values(Engine::Memory, Engine::File)] engine: Engine) {
    let (store, _dir) = engine.open().await;
    let customer = add(&store, "田中").await;
    let mut consent = NewConsent {
        customer,
        channels: vec![Channel::Email],
        purposes: vec![Purpose::Care, Purpose::Offer],
        state: ConsentState::Granted,
        source: ConsentSource::Paper,
        wording: "お手入れのご案内".to_owned(),
        staff: None,
    };
    let written = store
        .record_consent(&consent, None, today(), NOW)
        .await
        .expect("an entry");
    assert_eq!(written.undo, None, "what was said cannot be unsaid");
    consent.state = ConsentState::Denied;
    store
        .record_consent(&consent, None, today().plus_days(1), NOW)
        .await
        .expect("another");
    let ledger = record(&store, customer).await.consents;
    assert_eq!(ledger.len(), 4, "both answers stand");
    assert_eq!(ledger[0].state, ConsentState::Denied, "the newest first");
    assert_eq!(
        ledger[3].wording, "お手入れのご案内",
        "with the words of the form"
    );
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn totals_follow_every_write(#[values(Engine::Memory, Engine::File)] engine: Engine) {
    let (store, _dir) = engine.open().await;
    let customer = add(&store, "田中").await;
    let bought = store
        .add_purchase(&purchase(customer, vec![table(100)], None), today(), NOW)
        .await
        .expect("a purchase")
        .id;
    store
        .add_purchase(&purchase(customer, vec![table(30)], None), today(), NOW)
        .await
        .expect("a purchase");
    let mut kit = table(5);
    kit.kind = LineKind::CareKit;
    store
        .add_purchase(&purchase(customer, vec![kit], None), today(), NOW)
        .await
        .expect("a care kit");
    let totals = record(&store, customer).await;
    assert_eq!(
        (totals.purchase_count, totals.net_minor),
        (2, 135),
        "a care kit is paid, not counted"
    );
    assert_eq!(
        store.counts().await.expect("counts").without_delivery,
        2,
        "two want a delivery day"
    );
    store
        .set_delivery(
            bought,
            Some(today()),
            DeliveryCertainty::Confirmed,
            None,
            today(),
            NOW,
        )
        .await
        .expect("delivered");
    assert_eq!(
        store.counts().await.expect("counts").without_delivery,
        1,
        "one does"
    );
    store
        .cancel_purchase(bought, None, today(), NOW)
        .await
        .expect("cancelled");
    let totals = record(&store, customer).await;
    assert_eq!(
        (totals.purchase_count, totals.net_minor),
        (1, 35),
        "a cancelled one is none"
    );
    sound(&store).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn staff_settings_and_drafts_are_kept(#[values(Engine::Memory, Engine::File)] engine: Engine) {
    let (store, _dir) = engine.open().await;
    let staff = Staff {
        id: 0,
        name: "鈴木".to_owned(),
        role: Role::NewHire,
        active: true,
    };
    let id = store.save_staff(&staff, NOW).await.expect("a member").id;
    assert_eq!(
        store.list_staff().await.expect("staff"),
        [Staff { id, ..staff }],
        "as it was saved"
    );
    let mut shop = store.shop().await.expect("read").expect("a shop");
    shop.closed_weekdays = vec![3, 7];
    shop.plan_from = None;
    store.save_shop(&shop, NOW).await.expect("saved");
    assert_eq!(
        store.shop().await.expect("read").as_ref(),
        Some(&shop),
        "as it was saved"
    );
    store.save_draft("memo", "窓", NOW).await.expect("kept");
    store.save_draft("memo", "窓辺", NOW).await.expect("kept");
    assert_eq!(
        store.draft("memo").await.expect("a draft"),
        "窓辺",
        "the last word"
    );
    store.save_draft("memo", "", NOW).await.expect("forgotten");
    assert_eq!(
        store.draft("memo").await.expect("a draft"),
        "",
        "an empty one is none"
    );
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_figure_is_kept_until_the_data_changes(#[values(Engine::Memory, Engine::File)] engine: Engine) {
    let (store, _dir) = engine.open().await;
    let version = store.shop().await.expect("read").expect("a shop").data_version;
    store.keep_figure("answer", version, "42").await.expect("kept");
    assert_eq!(
        store.figure("answer").await.expect("read").as_deref(),
        Some("42"),
        "nothing changed"
    );
    add(&store, "田中").await;
    assert_eq!(store.figure("answer").await.expect("read"), None, "something did");
    store
        .keep_figure("answer", version, "41")
        .await
        .expect("too late");
    assert_eq!(
        store.figure("answer").await.expect("read"),
        None,
        "an old answer is no answer"
    );
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thing_moves_through_its_life(#[values(Engine::Memory, Engine::File)] engine: Engine) {
    let (store, _dir) = engine.open().await;
    let customer = add(&store, "田中").await;
    let mut form = ItemForm {
        name: "桐箪笥".to_owned(),
        class: CareClass {
            family: Family::Storage,
            material: Material::Paulownia,
            finish: Finish::Unfinished,
        },
        quantity: 1,
        room: String::new(),
        state: ItemState::InUse,
        delivered_on: Some(today()),
        secret: true,
        note: String::new(),
    };
    let id = store
        .add_item(customer, &form, today(), NOW)
        .await
        .expect("a thing")
        .id;
    form.state = ItemState::Stored;
    store
        .edit_item(id, &form, None, today(), NOW)
        .await
        .expect("put away");
    let items = record(&store, customer).await.items;
    assert_eq!(items[0].state, ItemState::Stored, "put away");
    assert!(
        items[0].secret && items[0].purchase.is_none(),
        "and still a surprise from elsewhere"
    );
    let missing = store.edit_item(id + 1, &form, None, today(), NOW).await;
    assert!(
        matches!(missing, Err(StoreError::NotFound { what: "item" })),
        "there is no other, got {missing:?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_start_finds_everything() {
    let (store, dir) = Engine::File.open().await;
    let customer = add(&store, "髙橋").await;
    let before = record(&store, customer).await;
    store.close().await;
    let location = Location::File(dir.path().join("shop.db"));
    let store = Store::open(&location, &StoreKey::new([3; 32]))
        .await
        .expect("it opens again");
    assert_eq!(record(&store, customer).await, before, "as it was left");
    assert_eq!(
        store.search_customers("高橋", 5).await.expect("a search").len(),
        1,
        "and is found"
    );
}
