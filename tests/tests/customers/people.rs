//! Persons and households: kept as typed, changed, taken back, moved.

use aichaku_api::error::ErrorCode;
use aichaku_api::wire::{CustomerForm, CustomerState, FollowUpState, HouseholdForm, Int, Lang, Touch};
use aichaku_tests::files::sound;
use aichaku_tests::house::{House, goods, person};
use rstest::rstest;

use super::search::names;
use super::{TABLE, add};

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
    sound(&house.app).await;
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
async fn people_join_a_household_and_leave_it() {
    let house = House::with_shop("2026-11-22").await;
    let wife = add(&house, person("田中", "由紀子", "タナカ", "ユキコ")).await;
    let husband = add(&house, person("田中", "一郎", "タナカ", "イチロウ")).await;
    house
        .sell(
            husband,
            "2026-11-01",
            Some("2026-11-20"),
            vec![goods(TABLE, 198_000)],
        )
        .await;
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
    sound(&house.app).await;
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
    sound(&house.app).await;

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
    sound(&house.app).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_planned_for_somebody_who_passed_away() {
    let house = House::with_shop("2026-11-22").await;
    let customer = add(&house, person("田中", "由紀子", "", "")).await;
    house
        .sell(
            customer,
            "2026-11-01",
            Some("2026-11-20"),
            vec![goods(TABLE, 198_000)],
        )
        .await;
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
    sound(&house.app).await;
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
