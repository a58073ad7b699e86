//! Who is not contacted, when, and what is said why.

use aichaku_api::error::ErrorCode;
use aichaku_api::wire::{
    CatchUpChoice, Channel, CustomerState, HouseholdForm, Int, ItemForm, ItemState, Lang, NewCase, Outcome,
    SkipReason, TodayItem,
};
use aichaku_tests::house::{House, goods};
use rstest::rstest;

use super::{CALL, DELIVERED, buy, done, items, only_care, takahashi, today, with_a_call, with_a_care_call};

fn refusals(item: &TodayItem) -> Vec<&str> {
    item.gate
        .refusals
        .iter()
        .map(|refusal| refusal.code.as_str())
        .collect()
}

#[rstest]
#[case::returned(ItemState::Returned)]
#[case::given_away(ItemState::GivenAway)]
#[case::disposed(ItemState::Disposed)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thing_that_is_gone_silences_its_plan_and_comes_back_with_it(#[case] state: ItemState) {
    let (house, customer) = with_a_call(takahashi()).await;
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    let item = record.items.first().expect("the table");
    let form = ItemForm {
        name: item.name.clone(),
        family: item.family,
        material: item.material,
        finish: item.finish,
        quantity: item.quantity,
        room: item.room.clone(),
        state,
        delivered_on: item.delivered_on.clone(),
        secret: item.secret,
        note: item.note.clone(),
    };
    let gone = house.app.edit_item(item.id, form, None).await.expect("changed");
    let view = today(&house).await;
    assert!(items(&view).is_empty(), "no care for what is not there");
    assert_eq!(view.due_total, Int(0), "nor is it counted");
    house
        .app
        .undo(gone.undo.expect("a token"))
        .await
        .expect("taken back");
    assert_eq!(items(&today(&house).await).len(), 1, "the plan speaks again");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_move_somebody_looks_first_and_that_is_remembered() {
    let house = House::with_shop(DELIVERED).await;
    only_care(&house).await;
    let customer = buy(&house, takahashi()).await;
    house.go_to(CALL);
    house.app.begin_day().await.expect("the day begun");
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    assert!(!record.household.needs_review, "nothing changed so far");
    let moved = HouseholdForm {
        name: record.household.name.clone(),
        touch: record.household.touch,
        moved_on: Some("2026-11-06".to_owned()),
        family_change_on: None,
        mourning_year: None,
    };
    let home = record.household.id;
    house
        .app
        .edit_household(home, moved, Some(record.household.version))
        .await
        .expect("they moved");
    let view = today(&house).await;
    assert_eq!(
        refusals(items(&view)[0]),
        ["needs_review"],
        "care waits for a look"
    );
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    assert!(record.household.needs_review, "and the record says so");

    let done = house.app.review_household(home).await.expect("looked at");
    let view = today(&house).await;
    assert!(items(&view)[0].gate.allowed, "the call may be made");
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    assert!(!record.household.needs_review, "nobody is asked twice");
    assert_eq!(
        record.household.moved_on.as_deref(),
        Some("2026-11-06"),
        "and what happened stays written down"
    );

    house
        .app
        .undo(done.undo.expect("a token"))
        .await
        .expect("taken back");
    let view = today(&house).await;
    assert_eq!(refusals(items(&view)[0]), ["needs_review"], "it waits again");
    house.app.review_household(home).await.expect("looked at");
    // Two years later nobody asks about the move of then.
    house.go_to("2028-11-20");
    house.app.begin_day().await.expect("the day begun");
    house.app.catch_up(CatchUpChoice::Spread).await.expect("settled");
    let view = today(&house).await;
    assert!(
        items(&view)
            .iter()
            .all(|item| !refusals(item).contains(&"needs_review")),
        "a look is not forgotten"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_goes_to_somebody_who_died() {
    let (house, customer) = with_a_call(takahashi()).await;
    let mut form = takahashi();
    form.state = CustomerState::Deceased;
    house
        .app
        .edit_customer(customer, form, None)
        .await
        .expect("changed");
    let view = today(&house).await;
    assert!(
        items(&view).is_empty(),
        "silence, not a refusal that somebody has to read"
    );
    assert_eq!(view.due_total, Int(0), "nor is it counted");
    house.go_to("2027-02-03");
    house.app.begin_day().await.expect("the day begun");
    assert_eq!(
        today(&house).await.due_total,
        Int(0),
        "and nothing is planned any more"
    );
}

#[rstest]
#[case::do_not_call(vec![Channel::Phone], None, Some(Channel::Postcard))]
#[case::please_mail(vec![], Some(Channel::Postcard), Some(Channel::Postcard))]
#[case::one_paper_is_as_good_as_another(vec![], Some(Channel::Letter), Some(Channel::Postcard))]
#[case::neither_call_nor_card(vec![Channel::Phone, Channel::Postcard], None, None)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn do_not_call_but_write_is_kept(
    #[case] refused: Vec<Channel>,
    #[case] wish: Option<Channel>,
    #[case] way: Option<Channel>,
) {
    let mut form = takahashi();
    form.refused_channels = refused;
    form.preferred_channel = wish;
    let (house, _) = with_a_care_call(form).await;
    let view = today(&house).await;
    let item = items(&view)[0];
    match way {
        Some(way) => {
            assert!(item.gate.allowed, "there is a way: {:?}", item.gate.refusals);
            assert_eq!(item.channel, way, "the one that they want");
        }
        None => {
            assert_eq!(refusals(item), ["channel_stopped"], "said in one sentence");
            let error = house
                .app
                .complete(item.follow_up, done(Outcome::Reached))
                .await
                .expect_err("refused");
            assert_eq!(error.code, ErrorCode::GateRefused, "and not done either");
            house
                .app
                .complete(item.follow_up, done(Outcome::CameIn))
                .await
                .expect("whoever comes in is spoken with");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_open_case_stops_courtesies_until_it_is_closed() {
    let (house, customer) = with_a_care_call(takahashi()).await;
    let case = house
        .app
        .open_case(NewCase {
            customer,
            item: None,
            topic: "きしみ".to_owned(),
            severity: "ordinary".to_owned(),
            note: String::new(),
        })
        .await
        .expect("a case");
    let view = today(&house).await;
    let item = items(&view)[0];
    assert_eq!(
        refusals(item),
        ["open_case"],
        "no cheerful call during a complaint"
    );
    assert!(!item.within_minutes, "and it takes none of today's minutes");
    house
        .app
        .close_case(case.id, "yes".to_owned(), String::new())
        .await
        .expect("closed");
    assert!(
        items(&today(&house).await)[0].gate.allowed,
        "settled, so the call may be made"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_household_hears_one_courtesy_at_a_time() {
    let house = House::with_shop(DELIVERED).await;
    only_care(&house).await;
    let customer = buy(&house, takahashi()).await;
    house
        .sell(
            customer,
            "2026-10-20",
            Some(DELIVERED),
            vec![goods("革張りソファ 3P", 328_000)],
        )
        .await;
    house.go_to(CALL);
    house.app.begin_day().await.expect("the day begun");
    let view = today(&house).await;
    let list = items(&view);
    assert_eq!(list.len(), 1, "one line for the household");
    assert_eq!(view.due_total, Int(2), "though two are due");
    let id = list[0].follow_up;
    let detail = house.app.follow_up(id, Lang::Ja).await.expect("a follow-up");
    assert_eq!(detail.siblings.len(), 1, "the other one waits beside it");

    let first = house
        .app
        .complete(id, done(Outcome::Reached))
        .await
        .expect("done");
    let view = today(&house).await;
    assert!(
        refusals(items(&view)[0]).contains(&"care_too_soon"),
        "28 days between two courtesies"
    );
    house
        .app
        .undo(first.undo.expect("a token"))
        .await
        .expect("taken back");
    let mut both = done(Outcome::Reached);
    both.also = vec![detail.siblings[0].follow_up];
    house.app.complete(id, both).await.expect("both in one call");
    let view = today(&house).await;
    assert_eq!(
        (items(&view).len(), view.due_total),
        (0, Int(0)),
        "both are settled"
    );
}

#[rstest]
#[case::eight_in_the_morning(8, false)]
#[case::ten(10, true)]
#[case::nine_in_the_evening(21, false)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_keep_to_decent_hours(#[case] hour: i64, #[case] allowed: bool) {
    let (house, _) = with_a_call(takahashi()).await;
    house.go_to_hour(CALL, hour);
    let view = today(&house).await;
    let item = items(&view)[0];
    assert_eq!(
        item.channel,
        Channel::Phone,
        "a call that must wait is still a call"
    );
    assert_eq!(
        item.gate.allowed, allowed,
        "at {hour} o'clock: {:?}",
        item.gate.refusals
    );
    house
        .app
        .complete(item.follow_up, done(Outcome::Reached))
        .await
        .expect("what was said at noon may be written down in the evening");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_safe_advice_goes_out_for_a_finish_that_nobody_knows() {
    let house = House::with_shop(DELIVERED).await;
    let customer = house
        .app
        .add_customer(takahashi(), None)
        .await
        .expect("a customer")
        .id;
    let mut line = goods("食卓", 98_000);
    line.family = Some(aichaku_api::wire::Family::Table);
    line.material = Some(aichaku_api::wire::Material::SolidWood);
    line.finish = Some(aichaku_api::wire::Finish::Unknown);
    house
        .sell(customer, "2026-10-20", Some(DELIVERED), vec![line])
        .await;
    let contents = house.app.contents().await.expect("the library");
    let mut told = 0;
    for week in 0..60 {
        let day = aichaku_domain::values::ShopDay::parse_iso(DELIVERED)
            .expect("a day")
            .plus_days(week * 7);
        house.go_to(&day.to_string());
        house.app.begin_day().await.expect("the day begun");
        for item in items(&today(&house).await) {
            let content = contents
                .iter()
                .find(|content| Some(content.id) == item.content)
                .expect("a content of the library");
            assert!(
                content.finishes.is_empty(),
                "{} is for {:?} only",
                content.code,
                content.finishes
            );
            told += 1;
            house
                .app
                .skip(item.follow_up, SkipReason::Other, String::new())
                .await
                .expect("seen");
        }
    }
    assert!(told >= 3, "a year brings safe advice all the same, got {told}");
}
