//! Two windows over one shop, and a script beside a window: nobody's words are lost without being told.
//!
//! Not here: what a screen does with the refusal (`ui`), one window alone (the other scenarios).

use aichaku_api::error::{ApiError, ErrorCode};
use aichaku_api::wire::{
    Channel, ConsentSource, ConsentState, CustomerRecord, DeliveryCertainty, Done, HouseholdForm, Int,
    ItemForm, ItemView, Lang, NewConsent, NewRefund, Purpose, TodayQuery, Touch,
};
use aichaku_tests::dump::content;
use aichaku_tests::house::{House, goods, person};

const SOFA: &str = "本革ソファ 3人掛け";

/// One shop, two windows over it, a customer with a sofa.
async fn two_windows() -> (House, House, Int) {
    let one = House::with_shop("2026-11-22").await;
    let customer = one
        .app
        .add_customer(person("田中", "由紀子", "たなか", "ゆきこ"), None)
        .await
        .expect("a customer")
        .id;
    one.sell(
        customer,
        "2026-11-01",
        Some("2026-11-10"),
        vec![goods(SOFA, 298_000)],
    )
    .await;
    one.app
        .add_note(customer, "猫がいる".to_owned(), None)
        .await
        .expect("a note");
    let other = one.again("2026-11-22");
    (one, other, customer)
}

async fn record(house: &House, customer: Int) -> CustomerRecord {
    house.app.customer(customer, Lang::Ja).await.expect("a record")
}

fn refused(written: Result<Done, ApiError>, what: &str) {
    let error = written.expect_err(what);
    assert_eq!(error.code, ErrorCode::EditedElsewhere, "{what}: it is said why");
}

fn form_of(item: &ItemView) -> ItemForm {
    ItemForm {
        name: item.name.clone(),
        family: item.family,
        material: item.material,
        finish: item.finish,
        quantity: item.quantity,
        room: item.room.clone(),
        state: item.state,
        delivered_on: item.delivered_on.clone(),
        secret: item.secret,
        note: item.note.clone(),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_that_somebody_else_changed_is_not_overwritten() {
    let (one, other, customer) = two_windows().await;
    // Both open the form.
    let mine = record(&one, customer).await.customer;
    let theirs = record(&other, customer).await.customer;
    assert_eq!(mine.version, theirs.version, "both see the same");

    let mut form = mine.form.clone();
    form.contacts[0].value = "090-9999-0000".to_owned();
    one.app
        .edit_customer(customer, form, Some(mine.version.clone()))
        .await
        .expect("the first is taken");

    let mut form = theirs.form.clone();
    form.given_name = "由紀".to_owned();
    let before = content(&one.app).await;
    refused(
        other
            .app
            .edit_customer(customer, form.clone(), Some(theirs.version))
            .await,
        "the second would have put the old number back",
    );
    assert_eq!(before, content(&one.app).await, "nothing was written");

    // They look at what is there now, and send again.
    let now = record(&other, customer).await.customer;
    form.contacts = now.form.contacts.clone();
    other
        .app
        .edit_customer(customer, form, Some(now.version))
        .await
        .expect("taken now");
    let kept = record(&one, customer).await.customer.form;
    assert_eq!(kept.given_name, "由紀", "the second's change is there");
    assert_eq!(kept.contacts[0].value, "090-9999-0000", "and so is the first's");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_taken_back_counts_as_never_changed() {
    let (one, other, customer) = two_windows().await;
    let theirs = record(&other, customer).await.customer;
    let mut form = theirs.form.clone();
    form.honorific = "先生".to_owned();
    let done = one
        .app
        .edit_customer(customer, form.clone(), Some(theirs.version.clone()))
        .await
        .expect("changed");
    let changed = record(&other, customer).await.customer.version;
    one.app
        .undo(done.undo.expect("a token"))
        .await
        .expect("taken back");
    form.honorific = "博士".to_owned();
    refused(
        other
            .app
            .edit_customer(customer, form.clone(), Some(changed))
            .await,
        "what was taken back is a change for whoever saw it",
    );
    other
        .app
        .edit_customer(customer, form, Some(theirs.version))
        .await
        .expect("who saw what stands there again may change it");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn household_thing_and_note_are_guarded_alike() {
    let (one, other, customer) = two_windows().await;
    let seen = record(&other, customer).await;

    let household = |name: &str| HouseholdForm {
        name: name.to_owned(),
        touch: Touch::High,
        moved_on: None,
        family_change_on: None,
        mourning_year: None,
    };
    let (home, version) = (seen.household.id, Some(seen.household.version.clone()));
    one.app
        .edit_household(home, household("田中家"), version.clone())
        .await
        .expect("the first");
    refused(
        other
            .app
            .edit_household(home, household("タナカ家"), version)
            .await,
        "a household",
    );

    let item = &seen.items[0];
    let form = form_of(item);
    let version = Some(item.version.clone());
    one.app
        .edit_item(
            item.id,
            ItemForm {
                room: "居間".to_owned(),
                ..form.clone()
            },
            version.clone(),
        )
        .await
        .expect("the first");
    refused(other.app.edit_item(item.id, form, version).await, "a thing");

    let note = &seen.notes[0];
    let version = Some(note.version.clone());
    one.app
        .edit_note(note.id, "猫が2匹いる".to_owned(), version.clone())
        .await
        .expect("the first");
    refused(
        other
            .app
            .edit_note(note.id, "犬がいる".to_owned(), version.clone())
            .await,
        "a note",
    );
    refused(other.app.remove_note(note.id, version).await, "a note to remove");
    let kept = record(&one, customer).await;
    assert_eq!(kept.notes[0].body, "猫が2匹いる", "the first stands");
    assert_eq!(kept.items[0].room, "居間", "the first stands");
    assert_eq!(kept.household.name, "田中家", "the first stands");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn purchase_and_consents_are_guarded_alike() {
    let (one, other, customer) = two_windows().await;
    let seen = record(&other, customer).await;
    let bought = &seen.purchases[0];
    let version = Some(bought.version.clone());
    one.app
        .set_delivery(
            bought.id,
            Some("2026-11-12".to_owned()),
            DeliveryCertainty::Confirmed,
            version.clone(),
        )
        .await
        .expect("the first");
    refused(
        other
            .app
            .set_delivery(
                bought.id,
                Some("2026-11-20".to_owned()),
                DeliveryCertainty::Confirmed,
                version.clone(),
            )
            .await,
        "a delivery day",
    );
    let refund = NewRefund {
        purchase: bought.id,
        line: None,
        refunded_on: "2026-11-22".to_owned(),
        amount_minor: Int(10_000),
        reason: String::new(),
    };
    let now = Some(record(&one, customer).await.purchases[0].version.clone());
    one.app
        .add_refund(refund.clone(), now.clone())
        .await
        .expect("the first refund");
    refused(
        other.app.add_refund(refund, now.clone()).await,
        "the same refund a second time",
    );
    refused(
        other.app.cancel_purchase(bought.id, now).await,
        "cancelling what was refunded meanwhile",
    );

    let say = |state| NewConsent {
        customer,
        channels: vec![Channel::Email],
        purposes: vec![Purpose::Offer],
        state,
        source: ConsentSource::Oral,
        wording: "お知らせをお送りしてよいですか".to_owned(),
        staff: None,
    };
    let version = Some(seen.consents_version.clone());
    one.app
        .record_consent(say(ConsentState::Denied), version.clone())
        .await
        .expect("a refusal");
    refused(
        other
            .app
            .record_consent(say(ConsentState::Granted), version)
            .await,
        "a yes by somebody who has not seen the refusal",
    );
}

/// Follow-ups of Today, in order of their ids.
async fn listed(house: &House) -> Vec<i64> {
    let view = house
        .app
        .today(TodayQuery::default(), Lang::Ja)
        .await
        .expect("a list");
    let mut ids: Vec<i64> = view
        .groups
        .iter()
        .flat_map(|group| &group.items)
        .map(|item| item.follow_up.0)
        .collect();
    ids.sort_unstable();
    ids
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_a_day_back_neither_plans_twice_nor_loses_anything() {
    let (one, other, customer) = two_windows().await;
    one.go_to("2026-11-25");
    one.app.begin_day().await.expect("a day");
    let right = content(&one.app).await;
    let before = listed(&one).await;

    // The other window's machine stands a day back, and begins its day twice.
    other.go_to("2026-11-24");
    for _ in 0..2 {
        let report = other.app.begin_day().await.expect("a day");
        assert_eq!(
            (report.planned, report.lapsed),
            (Int(0), Int(0)),
            "nothing is planned twice, and nothing is let go"
        );
    }
    assert!(
        other.app.app_state().await.expect("a state").clock_went_back,
        "and the person is told"
    );
    assert_eq!(right, content(&one.app).await, "the shop is as it was");
    // What is written by the wrong clock is kept.
    other
        .app
        .add_note(customer, "時計が昨日のまま".to_owned(), None)
        .await
        .expect("a note");

    one.go_to("2026-11-25");
    let report = one.app.begin_day().await.expect("a day");
    assert_eq!(report.planned, Int(0), "the right clock finds everything there");
    assert_eq!(before, listed(&one).await, "Today is as it was");
    assert_eq!(
        record(&one, customer).await.notes.len(),
        2,
        "and what was written meanwhile is there"
    );
    assert!(one.app.check().await.expect("checked").ok, "all is sound");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_windows_that_begin_the_day_at_once_plan_it_once() {
    let (one, other, _) = two_windows().await;
    one.go_to("2026-12-10");
    other.go_to("2026-12-10");
    let (first, second) = tokio::join!(one.app.begin_day(), other.app.begin_day());
    let (first, second) = (first.expect("a day"), second.expect("the same day"));
    assert!(
        (first.planned.0 == 0) != (second.planned.0 == 0),
        "one of them plans, the other finds it done: {first:?} {second:?}"
    );
    assert!(one.app.check().await.expect("checked").ok, "all is sound");
}
