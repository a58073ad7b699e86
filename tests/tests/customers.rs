//! Customers, through the use cases: finding them, their record, and what is added and changed by hand.
//!
//! Not here: files and the day's list, which have scenarios of their own.

use aichaku_api::error::ErrorCode;
use aichaku_api::wire::{
    Channel, ConsentSource, ConsentState, CustomerForm, CustomerState, DeliveryCertainty, DeliveryRule,
    Family, Finish, FollowUpState, HouseholdForm, Int, ItemForm, ItemState, Lang, Material, NewCase,
    NewConsent, NewRefund, PurchaseState, Purpose, Touch,
};
use aichaku_tests::dump::content;
use aichaku_tests::house::{House, goods, person, purchase};
use rstest::rstest;

const TABLE: &str = "ナラ無垢 ダイニングテーブル オイル仕上げ";

async fn add(house: &House, form: CustomerForm) -> Int {
    house.app.add_customer(form, None).await.expect("a customer").id
}

async fn names(house: &House, typed: &str) -> Vec<String> {
    let hits = house.app.search(typed.to_owned(), 20).await.expect("a search");
    hits.into_iter().map(|hit| hit.name).collect()
}

async fn sound(house: &House) {
    let report = house.app.check().await.expect("checked");
    assert!(
        report.ok,
        "every rule of the store holds, got {:?}",
        report.problems
    );
}

#[rstest]
#[case::kanji("高橋")]
#[case::old_form("髙橋")]
#[case::one_kanji("橋")]
#[case::whole_name("髙橋 由美子")]
#[case::kana("たかはし")]
#[case::katakana("タカハシ")]
#[case::half_width_kana("ﾀｶﾊｼ")]
#[case::two_kana("たか")]
#[case::beginning("たかは")]
#[case::given("ゆみこ")]
#[case::tail("5678")]
#[case::number("090-1234-5678")]
#[case::town("南青山")]
#[case::postal("1070062")]
#[case::thing("ダイニング")]
#[case::name_and_tail("高橋 5678")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_customer_is_found_by(#[case] typed: &str) {
    let house = House::with_shop("2026-11-22").await;
    let customer = add(&house, person("髙橋", "由美子", "タカハシ", "ユミコ")).await;
    let mut other = person("渡辺", "一郎", "ワタナベ", "イチロウ");
    other.contacts[0].value = "03-9999-0000".to_owned();
    other.address.postal_code = "060-0001".to_owned();
    other.address.street = "北一条".to_owned();
    add(&house, other).await;
    house
        .app
        .add_purchase(purchase(
            customer,
            "2026-11-01",
            None,
            vec![goods(TABLE, 198_000)],
        ))
        .await
        .expect("a purchase");
    assert_eq!(
        names(&house, typed).await,
        ["髙橋 由美子"],
        "by {typed}, and nobody else"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whole_names_come_first_and_recent_buyers_before_others() {
    let house = House::with_shop("2026-11-22").await;
    let old = add(&house, person("林", "花子", "ハヤシ", "ハナコ")).await;
    let recent = add(&house, person("林", "太郎", "ハヤシ", "タロウ")).await;
    add(&house, person("小林", "次郎", "コバヤシ", "ジロウ")).await;
    for (customer, day) in [(old, "2020-05-01"), (recent, "2026-10-01")] {
        house
            .app
            .add_purchase(purchase(customer, day, None, vec![goods("椅子", 30_000)]))
            .await
            .expect("a purchase");
    }
    assert_eq!(
        names(&house, "林").await,
        ["林 太郎", "林 花子", "小林 次郎"],
        "the family name itself first, then whoever bought last"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_list_follows_the_fifty_sounds_a_page_at_a_time() {
    let house = House::with_shop("2026-11-22").await;
    for (family, kana) in [
        ("渡辺", "ワタナベ"),
        ("青木", "アオキ"),
        ("佐藤", "サトウ"),
        ("Smith", ""),
    ] {
        add(&house, person(family, "", kana, "")).await;
    }
    let mut seen = Vec::new();
    let mut after = None;
    loop {
        let page = house.app.customers(after, 2).await.expect("a page");
        assert_eq!(page.total.0, 4, "all of them");
        seen.extend(page.hits.into_iter().map(|hit| hit.name));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(
        seen,
        ["青木", "佐藤", "渡辺", "Smith"],
        "kana order, letters last, nobody twice"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_typed_is_kept_and_an_edit_can_be_taken_back() {
    let house = House::with_shop("2026-11-22").await;
    let customer = add(&house, person("髙橋", "由美子", "タカハシ", "ユミコ")).await;
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    let before = record.customer.form.clone();
    assert_eq!(
        before,
        person("髙橋", "由美子", "タカハシ", "ユミコ"),
        "stored as typed"
    );

    let mut form = before.clone();
    form.family_name = "佐々木".to_owned();
    form.family_kana = "ササキ".to_owned();
    form.contacts[0].value = "080-9876-5432".to_owned();
    form.address.city = "札幌市".to_owned();
    let done = house
        .app
        .edit_customer(customer, form, None)
        .await
        .expect("changed");
    assert_eq!(names(&house, "ささき").await.len(), 1, "found by the new name");
    assert!(
        names(&house, "たかはし").await.is_empty(),
        "and not by the old one"
    );
    assert_eq!(names(&house, "札幌").await.len(), 1, "found by the new town");

    house
        .app
        .undo(done.undo.expect("a token"))
        .await
        .expect("taken back");
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    assert_eq!(record.customer.form, before, "all of it is back");
    assert_eq!(
        names(&house, "5678").await.len(),
        1,
        "found by the old number again"
    );
    let twice = house.app.undo(done.undo.expect("a token")).await;
    assert_eq!(
        twice.map_err(|error| error.code).err(),
        Some(ErrorCode::CannotUndo),
        "only once"
    );
    sound(&house).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_undo_never_overwrites_what_came_after() {
    let house = House::with_shop("2026-11-22").await;
    let customer = add(&house, person("田中", "由紀子", "", "")).await;
    let mut form = person("田中", "由紀", "", "");
    let first = house
        .app
        .edit_customer(customer, form.clone(), None)
        .await
        .expect("changed");
    form.given_name = "幸子".to_owned();
    house
        .app
        .edit_customer(customer, form, None)
        .await
        .expect("changed again");
    let refused = house.app.undo(first.undo.expect("a token")).await;
    assert_eq!(
        refused.map_err(|error| error.code).err(),
        Some(ErrorCode::CannotUndo),
        "the later change would be lost"
    );
    assert_eq!(names(&house, "幸子").await.len(), 1, "the later change stands");
}

#[rstest]
#[case::no_name(|form: &mut CustomerForm| form.family_name = "　".to_owned(), "family_name")]
#[case::no_mail(|form: &mut CustomerForm| { form.contacts[0].kind = "email".to_owned(); form.contacts[0].value = "a@".to_owned(); }, "contacts")]
#[case::unknown_way(|form: &mut CustomerForm| form.contacts[0].kind = "pigeon".to_owned(), "contacts")]
#[case::forgotten_by_form(|form: &mut CustomerForm| form.state = CustomerState::Erased, "state")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_is_refused_by_field(#[case] spoil: fn(&mut CustomerForm), #[case] field: &str) {
    let house = House::with_shop("2026-11-22").await;
    let mut form = person("田中", "", "", "");
    spoil(&mut form);
    let refused = house.app.add_customer(form, None).await.expect_err("nonsense");
    assert_eq!(refused.code, ErrorCode::Invalid, "the field is wrong");
    assert_eq!(refused.fields[0].text, field, "and it is said which");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_purchase_brings_its_things_and_their_care() {
    let house = House::with_shop("2026-11-22").await;
    let customer = add(&house, person("田中", "由紀子", "タナカ", "ユキコ")).await;
    let done = house
        .app
        .add_purchase(purchase(
            customer,
            "2026-11-01",
            Some("2026-11-22"),
            vec![goods(TABLE, 198_000), goods("チェア", 40_000)],
        ))
        .await
        .expect("a purchase");
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    assert_eq!(record.items.len(), 2, "a thing for each line of goods");
    let table = record
        .items
        .iter()
        .find(|item| item.name == TABLE)
        .expect("the table");
    assert_eq!(
        (table.family, table.material, table.finish),
        (Family::Table, Material::SolidWood, Finish::Oil),
        "the name tells what it is"
    );
    assert_eq!(table.state, ItemState::InUse, "delivered today");
    assert!(
        table.calendar.iter().any(|mark| mark.follow_up.is_some()),
        "the first care stands in the calendar"
    );
    assert!(
        table
            .calendar
            .iter()
            .any(|mark| mark.follow_up.is_none() && !mark.title.is_empty()),
        "and the year ahead is foreseen"
    );
    assert_eq!(record.household.purchase_count.0, 1, "one purchase");
    assert_eq!(record.household.net_minor.0, 238_000, "of so much");
    assert_eq!(record.phase, "onboarding", "the first weeks");
    sound(&house).await;

    house
        .app
        .undo(done.undo.expect("a token"))
        .await
        .expect("taken back");
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    assert!(
        record.items.is_empty() && record.purchases.is_empty(),
        "as if it had not been"
    );
    assert_eq!(record.household.purchase_count.0, 0, "nothing counts");
    sound(&house).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_purchase_without_a_delivery_day_waits_for_one() {
    let house = House::with_shop("2026-11-22").await;
    let customer = add(&house, person("田中", "由紀子", "タナカ", "ユキコ")).await;
    let bought = house
        .app
        .add_purchase(purchase(
            customer,
            "2026-11-01",
            None,
            vec![goods(TABLE, 198_000)],
        ))
        .await
        .expect("a purchase")
        .id;
    let open = house.app.undelivered(None, 10).await.expect("a list");
    assert_eq!(open.len(), 1, "its delivery day is wanted");
    assert_eq!(open[0].items, [TABLE], "and what it is about");

    let done = house
        .app
        .set_delivery(
            bought,
            Some("2026-11-20".to_owned()),
            DeliveryCertainty::Confirmed,
            None,
        )
        .await
        .expect("set");
    assert!(
        house.app.undelivered(None, 10).await.expect("a list").is_empty(),
        "done"
    );
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    assert_eq!(record.items[0].state, ItemState::InUse, "it is in use");
    assert!(
        record.items[0]
            .calendar
            .iter()
            .any(|mark| mark.follow_up.is_some()),
        "its care is planned at once"
    );
    house
        .app
        .undo(done.undo.expect("a token"))
        .await
        .expect("taken back");
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    assert_eq!(record.items[0].state, ItemState::Awaiting, "awaited again");
    assert!(
        record.items[0]
            .calendar
            .iter()
            .all(|mark| mark.follow_up.is_none()),
        "and silent"
    );
    assert_eq!(
        house.app.undelivered(None, 10).await.expect("a list").len(),
        1,
        "wanted again"
    );
    sound(&house).await;

    let later = house
        .app
        .set_delivery(
            bought,
            Some("2026-12-24".to_owned()),
            DeliveryCertainty::Confirmed,
            None,
        )
        .await;
    assert!(later.is_ok(), "a day ahead is a plan");
    house.go_to("2026-12-24");
    house.app.begin_day().await.expect("a day");
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    assert_eq!(record.items[0].state, ItemState::InUse, "it arrived on its day");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rule_sets_many_delivery_days_as_shown_and_can_be_taken_back() {
    let house = House::with_shop("2026-11-22").await;
    for number in 1..=3 {
        let customer = add(&house, person("田中", &format!("{number}"), "", "")).await;
        let day = format!("2026-11-0{number}");
        let line = if number == 3 { "本革ソファ" } else { TABLE };
        house
            .app
            .add_purchase(purchase(customer, &day, None, vec![goods(line, 100_000)]))
            .await
            .expect("a purchase");
    }
    let rule = DeliveryRule {
        ordered_from: None,
        ordered_until: None,
        family: Some(Family::Table),
        days: 14,
        replace_estimated: false,
    };
    let preview = house
        .app
        .delivery_rule_preview(rule.clone())
        .await
        .expect("a preview");
    assert_eq!((preview.purchases.0, preview.items.0), (2, 2), "only the tables");
    assert_eq!(
        house.app.undelivered(None, 10).await.expect("a list").len(),
        3,
        "a preview writes nothing"
    );
    let report = house.app.delivery_rule_apply(rule).await.expect("done");
    assert_eq!(
        (report.purchases, report.items, report.follow_ups),
        (preview.purchases, preview.items, preview.follow_ups),
        "what was shown is what happened"
    );
    let open = house.app.undelivered(None, 10).await.expect("a list");
    assert_eq!(open.len(), 3, "an estimate still wants a look");
    assert_eq!(open[0].estimated_on, None, "what is not known at all comes first");
    assert_eq!(
        open[1].estimated_on.as_deref(),
        Some("2026-11-16"),
        "order day plus 14"
    );
    sound(&house).await;

    let state = house.app.app_state().await.expect("a state");
    assert_eq!(
        state.shop.expect("a shop").counts.without_delivery.0,
        1,
        "one is not known"
    );

    // Somebody confirms one of them; taking the rule back leaves that alone.
    house
        .app
        .set_delivery(
            open[1].purchase,
            Some("2026-11-16".to_owned()),
            DeliveryCertainty::Confirmed,
            None,
        )
        .await
        .expect("confirmed");
    house
        .app
        .undo(report.undo.expect("a token"))
        .await
        .expect("taken back");
    let open = house.app.undelivered(None, 10).await.expect("a list");
    assert_eq!(open.len(), 2, "the confirmed one is off the list");
    assert!(
        open.iter().all(|open| open.estimated_on.is_none()),
        "no estimate is left"
    );
    sound(&house).await;
}

/// A rule over more purchases than are looked at one by one. Its undo leaves nothing behind, so that the next
/// rule plans the same again. The bound on time is a hundred times what it takes: it was quadratic once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rule_over_thousands_is_taken_back_whole_and_soon() {
    let house = House::with_shop("2026-11-22").await;
    let mut ledger = String::from("注文番号,注文日,氏名,電話番号,商品名,金額\n");
    for number in 0..2_100 {
        use std::fmt::Write as _;
        let day = 1 + number % 28;
        let _ = writeln!(
            ledger,
            "B-{number},2026-10-{day:02},田中 {number},090-{:04}-{number:04},{TABLE},198000",
            1_000 + number
        );
    }
    let file = house.dir().join("ledger.csv");
    std::fs::write(&file, ledger).expect("a file");
    let seen = house
        .app
        .import_preview(
            file.to_string_lossy().into_owned(),
            aichaku_api::wire::ImportOptions::default(),
            "job".to_owned(),
        )
        .await
        .expect("a preview");
    let plan = aichaku_api::wire::PlanChoice::From {
        day: "2026-11-22".to_owned(),
    };
    house
        .app
        .import_commit(seen.ticket, plan, "job".to_owned())
        .await
        .expect("brought in");
    house.app.begin_day().await.expect("a day");
    let before = content(&house.app).await;
    let rule = DeliveryRule {
        ordered_from: None,
        ordered_until: None,
        family: None,
        days: 21,
        replace_estimated: false,
    };
    let begun = std::time::Instant::now();
    let first = house.app.delivery_rule_apply(rule.clone()).await.expect("done");
    assert_eq!(first.items.0, 2_100, "all of them");
    assert!(first.follow_ups.0 > 0, "some come due this week");
    house
        .app
        .undo(first.undo.expect("a token"))
        .await
        .expect("taken back");
    assert!(
        begun.elapsed().as_secs() < 60,
        "a click and its undo, took {:?}",
        begun.elapsed()
    );
    let after = content(&house.app).await;
    for (table, text) in &before {
        assert_eq!(Some(text), after.get(table), "{table} stands as it stood");
    }
    let second = house.app.delivery_rule_apply(rule).await.expect("done again");
    assert_eq!(
        first.follow_ups, second.follow_ups,
        "and the same comes of it again"
    );
    sound(&house).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_purchase_that_was_written_down_wrongly_is_mended() {
    use aichaku_api::wire::{LineForm, PurchaseForm, SalesChannel};
    let house = House::with_shop("2026-11-22").await;
    let customer = add(&house, person("田中", "由紀子", "", "")).await;
    let mut bought = purchase(
        customer,
        "2026-11-11",
        Some("2026-11-15"),
        vec![goods(TABLE, 198_000), goods("チェア", 40_000)],
    );
    bought.note = "新居の食卓に".to_owned();
    house.app.add_purchase(bought).await.expect("a purchase");
    let before = content(&house.app).await;
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    let seen = &record.purchases[0];
    assert_eq!(seen.note, "新居の食卓に", "what it is for stands in the record");
    let form = |ordered_on: &str, amount: i64| PurchaseForm {
        ordered_on: ordered_on.to_owned(),
        channel: SalesChannel::Phone,
        note: seen.note.clone(),
        lines: seen
            .lines
            .iter()
            .map(|line| {
                let is_chair = line.name == "チェア";
                LineForm {
                    id: line.id,
                    name: if is_chair {
                        "スツール".to_owned()
                    } else {
                        line.name.clone()
                    },
                    quantity: if is_chair { Int(2) } else { line.quantity },
                    amount_minor: if is_chair { Int(amount) } else { line.amount_minor },
                }
            })
            .collect(),
    };
    let version = || Some(seen.version.clone());
    let late = house
        .app
        .edit_purchase(seen.id, form("2026-11-16", 44_000), version())
        .await;
    assert_eq!(
        late.map_err(|error| error.code).err(),
        Some(ErrorCode::Invalid),
        "nobody is delivered to before they ordered"
    );
    let done = house
        .app
        .edit_purchase(seen.id, form("2026-11-01", 44_000), version())
        .await
        .expect("mended");
    let mended = house.app.customer(customer, Lang::Ja).await.expect("a record");
    let kept = &mended.purchases[0];
    assert_eq!(
        (kept.ordered_on.as_str(), kept.gross_minor, kept.channel),
        ("2026-11-01", Int(242_000), SalesChannel::Phone),
        "day, sum and channel"
    );
    assert_eq!(
        mended.household.net_minor,
        Int(242_000),
        "the household's total follows"
    );
    let stool = mended
        .items
        .iter()
        .find(|item| item.name == "スツール")
        .expect("the thing follows");
    assert_eq!(stool.quantity, Int(2), "with its number");
    let again = house
        .app
        .edit_purchase(seen.id, form("2026-11-02", 1), version())
        .await;
    assert_eq!(
        again.map_err(|error| error.code).err(),
        Some(ErrorCode::EditedElsewhere),
        "who saw the old one is told"
    );
    sound(&house).await;
    house
        .app
        .undo(done.undo.expect("a token"))
        .await
        .expect("taken back");
    for (table, text) in &before {
        assert_eq!(
            Some(text),
            content(&house.app).await.get(table),
            "{table} stands as it stood"
        );
    }
    sound(&house).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_goes_back_is_silent_and_counts_no_more() {
    let house = House::with_shop("2026-11-22").await;
    let customer = add(&house, person("田中", "由紀子", "", "")).await;
    let bought = house
        .app
        .add_purchase(purchase(
            customer,
            "2026-11-01",
            Some("2026-11-20"),
            vec![goods(TABLE, 198_000), goods("チェア", 40_000)],
        ))
        .await
        .expect("a purchase")
        .id;
    let line = |record: &aichaku_api::wire::CustomerRecord, name: &str| {
        let lines = &record.purchases[0].lines;
        lines.iter().find(|line| line.name == name).expect("a line").id
    };
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    let refund = |line, amount| NewRefund {
        purchase: bought,
        line: Some(line),
        refunded_on: "2026-11-22".to_owned(),
        amount_minor: Int(amount),
        reason: String::new(),
    };
    let too_much = house
        .app
        .add_refund(refund(line(&record, "チェア"), 300_000), None)
        .await;
    assert_eq!(
        too_much.map_err(|error| error.code).err(),
        Some(ErrorCode::Invalid),
        "more than was paid cannot go back"
    );
    let chair = house
        .app
        .add_refund(refund(line(&record, "チェア"), 40_000), None)
        .await
        .expect("a refund");
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    let gone = record
        .items
        .iter()
        .find(|item| item.name == "チェア")
        .expect("the chair");
    assert_eq!(gone.state, ItemState::Returned, "the chair went back");
    assert!(
        gone.calendar
            .iter()
            .all(|mark| mark.state != FollowUpState::Planned),
        "and is silent"
    );
    assert_eq!(record.household.net_minor.0, 198_000, "netted");
    assert_eq!(record.household.purchase_count.0, 1, "still one purchase");

    house
        .app
        .add_refund(refund(line(&record, TABLE), 198_000), None)
        .await
        .expect("a refund");
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    assert_eq!(
        record.purchases[0].state,
        PurchaseState::Returned,
        "nothing is left of it"
    );
    assert_eq!(record.household.purchase_count.0, 0, "so it does not count");
    sound(&house).await;
    let early = house.app.undo(chair.undo.expect("a token")).await;
    assert!(early.is_err(), "the later refund stands upon the earlier");
    sound(&house).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cancelled_purchase_can_come_back() {
    let house = House::with_shop("2026-11-22").await;
    let customer = add(&house, person("田中", "由紀子", "", "")).await;
    let bought = house
        .app
        .add_purchase(purchase(
            customer,
            "2026-11-01",
            Some("2026-11-20"),
            vec![goods(TABLE, 1)],
        ))
        .await
        .expect("a purchase")
        .id;
    let planned = |record: &aichaku_api::wire::CustomerRecord| {
        let marks = record.items[0].calendar.iter();
        marks
            .filter(|mark| mark.follow_up.is_some() && mark.state == FollowUpState::Planned)
            .count()
    };
    let before = planned(&house.app.customer(customer, Lang::Ja).await.expect("a record"));
    assert!(before > 0, "its care is planned");
    let done = house.app.cancel_purchase(bought, None).await.expect("cancelled");
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    assert_eq!(planned(&record), 0, "its things are silent");
    sound(&house).await;
    house
        .app
        .undo(done.undo.expect("a token"))
        .await
        .expect("taken back");
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    assert_eq!(planned(&record), before, "its care is planned again");
    sound(&house).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_join_a_household_and_leave_it() {
    let house = House::with_shop("2026-11-22").await;
    let wife = add(&house, person("田中", "由紀子", "タナカ", "ユキコ")).await;
    let husband = add(&house, person("田中", "一郎", "タナカ", "イチロウ")).await;
    house
        .app
        .add_purchase(purchase(
            husband,
            "2026-11-01",
            Some("2026-11-20"),
            vec![goods(TABLE, 198_000)],
        ))
        .await
        .expect("a purchase");
    house
        .app
        .add_note(husband, "土曜は在宅".to_owned(), None)
        .await
        .expect("a note");
    let home = house
        .app
        .customer(wife, Lang::Ja)
        .await
        .expect("a record")
        .household
        .id;
    let done = house
        .app
        .join_household(husband, Some(home))
        .await
        .expect("joined");
    let record = house.app.customer(wife, Lang::Ja).await.expect("a record");
    assert_eq!(record.household.people.0, 2, "two people");
    assert_eq!(record.members[0].name, "田中 一郎", "the husband");
    assert_eq!(record.household.purchase_count.0, 1, "his purchase is theirs");
    assert_eq!(record.items.len(), 1, "and so is the table");
    assert_eq!(record.notes.len(), 1, "and the note");
    sound(&house).await;
    let again = house.app.join_household(husband, Some(home)).await;
    assert_eq!(
        again.map_err(|error| error.code).err(),
        Some(ErrorCode::Conflict),
        "they live there already"
    );

    house
        .app
        .undo(done.undo.expect("a token"))
        .await
        .expect("taken back");
    let record = house.app.customer(wife, Lang::Ja).await.expect("a record");
    assert_eq!(record.household.people.0, 1, "alone again");
    assert_eq!(record.household.purchase_count.0, 0, "the purchase went with him");
    sound(&house).await;

    house
        .app
        .join_household(husband, Some(home))
        .await
        .expect("joined");
    house.app.join_household(husband, None).await.expect("left");
    let his = house.app.customer(husband, Lang::Ja).await.expect("a record");
    assert_eq!(his.household.people.0, 1, "a household of his own");
    assert_eq!(
        his.customer.form.address.city, "港区",
        "with the address until somebody says another"
    );
    assert_eq!(his.items.len(), 1, "his table came along");
    sound(&house).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_planned_for_somebody_who_passed_away() {
    let house = House::with_shop("2026-11-22").await;
    let customer = add(&house, person("田中", "由紀子", "", "")).await;
    house
        .app
        .add_purchase(purchase(
            customer,
            "2026-11-01",
            Some("2026-11-20"),
            vec![goods(TABLE, 198_000)],
        ))
        .await
        .expect("a purchase");
    let mut form = person("田中", "由紀子", "", "");
    form.state = CustomerState::Deceased;
    house
        .app
        .edit_customer(customer, form, None)
        .await
        .expect("changed");
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    assert_eq!(
        record.customer.state_since.as_deref(),
        Some("2026-11-22"),
        "since today"
    );
    assert!(
        record.items[0]
            .calendar
            .iter()
            .all(|mark| mark.state != FollowUpState::Planned),
        "nothing stands in the calendar and nothing is foreseen"
    );
    sound(&house).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_ledger_of_consents_only_grows() {
    let house = House::with_shop("2026-11-22").await;
    let customer = add(&house, person("田中", "由紀子", "", "")).await;
    let say = |state| NewConsent {
        customer,
        channels: vec![Channel::Email, Channel::Postcard],
        purposes: vec![Purpose::Care],
        state,
        source: ConsentSource::Oral,
        wording: "メールでお手入れのご案内をお送りしてよいですか".to_owned(),
        staff: None,
    };
    let field = |refused: Result<_, aichaku_api::error::ApiError>| {
        let error = refused.map(|_: aichaku_api::wire::Done| ()).expect_err("refused");
        (error.code, error.fields[0].text.clone())
    };
    let wordless = NewConsent {
        wording: " ".to_owned(),
        ..say(ConsentState::Granted)
    };
    assert_eq!(
        field(house.app.record_consent(wordless, None).await),
        (ErrorCode::Invalid, "wording".to_owned()),
        "a yes needs its proof"
    );
    let out_of_a_stop = NewConsent {
        source: ConsentSource::Request,
        ..say(ConsentState::Granted)
    };
    assert_eq!(
        field(house.app.record_consent(out_of_a_stop, None).await),
        (ErrorCode::Invalid, "source".to_owned()),
        "a request to stop is never a yes"
    );
    let done = house
        .app
        .record_consent(say(ConsentState::Granted), None)
        .await
        .expect("granted");
    assert!(done.undo.is_none(), "what was said cannot be unsaid");
    house.go_to("2026-11-25");
    house
        .app
        .record_consent(say(ConsentState::Denied), None)
        .await
        .expect("withdrawn");
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    assert_eq!(record.consent_history.len(), 4, "both stand in the ledger");
    assert_eq!(record.consents.len(), 2, "one answer for each way");
    assert!(
        record
            .consents
            .iter()
            .all(|consent| consent.state == ConsentState::Denied
                && consent.since.as_deref() == Some("2026-11-25")),
        "the last word counts"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn notes_and_cases_are_kept_with_their_history() {
    let house = House::with_shop("2026-11-22").await;
    let customer = add(&house, person("田中", "由紀子", "", "")).await;
    let note = house
        .app
        .add_note(customer, "犬を飼っている".to_owned(), None)
        .await
        .expect("a note");
    let edited = house
        .app
        .edit_note(note.id, "猫を飼っている".to_owned(), None)
        .await
        .expect("changed");
    let removed = house.app.remove_note(note.id, None).await.expect("removed");
    assert!(
        house
            .app
            .customer(customer, Lang::Ja)
            .await
            .expect("a record")
            .notes
            .is_empty(),
        "out of sight"
    );
    house
        .app
        .undo(removed.undo.expect("a token"))
        .await
        .expect("taken back");
    house
        .app
        .undo(edited.undo.expect("a token"))
        .await
        .expect("taken back");
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    assert_eq!(record.notes[0].body, "犬を飼っている", "step by step back");

    let case = house
        .app
        .open_case(NewCase {
            customer,
            item: None,
            topic: "脚のがたつき".to_owned(),
            severity: "ordinary".to_owned(),
            note: String::new(),
        })
        .await
        .expect("a case");
    house
        .app
        .close_case(case.id, "yes".to_owned(), "脚を調整".to_owned())
        .await
        .expect("closed");
    let twice = house
        .app
        .close_case(case.id, "yes".to_owned(), String::new())
        .await;
    assert_eq!(
        twice.map_err(|error| error.code).err(),
        Some(ErrorCode::Conflict),
        "closed is closed"
    );
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    assert!(!record.cases[0].open, "it is closed");
    assert_eq!(record.timeline.len(), 3, "note, opened, closed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thing_from_elsewhere_is_cared_for_too() {
    let house = House::with_shop("2026-11-22").await;
    let customer = add(&house, person("田中", "由紀子", "", "")).await;
    let thing = ItemForm {
        name: "祖母の桐箪笥".to_owned(),
        family: Family::Storage,
        material: Material::Paulownia,
        finish: Finish::Unfinished,
        quantity: Int(1),
        room: "和室".to_owned(),
        state: ItemState::InUse,
        delivered_on: Some("2026-11-22".to_owned()),
        secret: false,
        note: "裏に書き込み".to_owned(),
    };
    let made = house
        .app
        .add_item(customer, thing.clone())
        .await
        .expect("a thing");
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    assert!(record.items[0].elsewhere, "not from here");
    assert_eq!(record.items[0].note, "裏に書き込み", "with its note");
    assert!(!record.items[0].calendar.is_empty(), "with a calendar of its own");
    house
        .app
        .edit_item(
            made.id,
            ItemForm {
                state: ItemState::GivenAway,
                ..thing
            },
            None,
        )
        .await
        .expect("given away");
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    assert!(
        record.items[0]
            .calendar
            .iter()
            .all(|mark| mark.state != FollowUpState::Planned),
        "silent from then on"
    );
    sound(&house).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_company_is_told_from_a_person_wherever_its_name_stands() {
    let house = House::with_shop("2026-11-22").await;
    let company = add(
        &house,
        CustomerForm {
            company: true,
            ..person("株式会社木の家", "", "カブシキガイシャキノイエ", "")
        },
    )
    .await;
    let household = house
        .app
        .customer(company, Lang::Ja)
        .await
        .expect("a record")
        .household
        .id;
    let teacher = house
        .app
        .add_customer(
            CustomerForm {
                honorific: "先生".to_owned(),
                ..person("森", "誠", "モリ", "マコト")
            },
            Some(household),
        )
        .await
        .expect("a person of the company")
        .id;
    house
        .app
        .add_purchase(purchase(company, "2026-11-01", None, vec![goods(TABLE, 198_000)]))
        .await
        .expect("a purchase without a delivery day");

    let found = house.app.search("木の家".to_owned(), 5).await.expect("a search");
    let listed = house.app.customers(None, 10).await.expect("a list").hits;
    for hit in found.iter().chain(&listed) {
        assert_eq!(hit.company, hit.customer == company, "{}", hit.name);
        let own = if hit.customer == teacher { "先生" } else { "" };
        assert_eq!(hit.honorific, own, "{}", hit.name);
    }
    let record = house.app.customer(teacher, Lang::Ja).await.expect("a record");
    assert!(record.members[0].company, "beside the person, too");
    let open = house.app.undelivered(None, 10).await.expect("purchases");
    assert!(open[0].company, "and where its delivery day is asked for");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_household_tells_what_must_be_looked_at_first() {
    let house = House::with_shop("2026-11-22").await;
    let customer = add(&house, person("田中", "由紀子", "", "")).await;
    let home = house
        .app
        .customer(customer, Lang::Ja)
        .await
        .expect("a record")
        .household;
    let done = house
        .app
        .edit_household(
            home.id,
            HouseholdForm {
                name: "田中家".to_owned(),
                touch: Touch::High,
                moved_on: Some("2026-10-01".to_owned()),
                family_change_on: None,
                mourning_year: Some(Int(2027)),
            },
            Some(home.version.clone()),
        )
        .await
        .expect("changed");
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    assert_eq!(
        record.household.moved_on.as_deref(),
        Some("2026-10-01"),
        "they moved"
    );
    assert_eq!(record.household.touch, Touch::High, "a person calls");
    house
        .app
        .undo(done.undo.expect("a token"))
        .await
        .expect("taken back");
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    assert_eq!(record.household.name, "", "as before");
}
