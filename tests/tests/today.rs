//! Today, through the use cases: what stands in the list and why, what is done about it, and what must never
//! happen.
//!
//! Not here: which step is due when, and every rule of the gate by itself; both are proved in the domain.

use aichaku_api::error::ErrorCode;
use aichaku_api::wire::{
    CatchUpChoice, Channel, Completion, ContentKind, CustomerForm, CustomerState, FollowUpState,
    HouseholdForm, Int, ItemForm, ItemState, Lang, NewCase, NewMemo, Outcome, PlanView, Reason, SkipReason,
    TodayItem, TodayQuery, TodayView,
};
use aichaku_tests::house::{House, goods, person, purchase};
use rstest::rstest;

const TABLE: &str = "ナラ無垢 ダイニングテーブル オイル仕上げ";
/// The day of delivery in most scenarios, and the day of the first call three days later.
const DELIVERED: &str = "2026-11-05";
const CALL: &str = "2026-11-08";

fn done(outcome: Outcome) -> Completion {
    Completion {
        outcome,
        channel: None,
        note: "がたつきなし。".to_owned(),
        staff: None,
        also: Vec::new(),
    }
}

async fn today(house: &House) -> TodayView {
    house
        .app
        .today(TodayQuery::default(), Lang::Ja)
        .await
        .expect("a list")
}

fn items(view: &TodayView) -> Vec<&TodayItem> {
    view.groups.iter().flat_map(|group| &group.items).collect()
}

fn refusals(item: &TodayItem) -> Vec<&str> {
    item.gate
        .refusals
        .iter()
        .map(|refusal| refusal.code.as_str())
        .collect()
}

/// Buys a table that was delivered on [`DELIVERED`], entered on that day.
async fn buy(house: &House, form: CustomerForm) -> Int {
    house.go_to(DELIVERED);
    let customer = house.app.add_customer(form, None).await.expect("a customer").id;
    house
        .app
        .add_purchase(purchase(
            customer,
            "2026-10-20",
            Some(DELIVERED),
            vec![goods(TABLE, 198_000)],
        ))
        .await
        .expect("a purchase");
    customer
}

fn takahashi() -> CustomerForm {
    person("髙橋", "由美子", "タカハシ", "ユミコ")
}

/// A shop in which the first call for a table is due today.
async fn with_a_call(form: CustomerForm) -> (House, Int) {
    let house = House::with_shop(DELIVERED).await;
    let customer = buy(&house, form).await;
    house.go_to(CALL);
    house.app.begin_day().await.expect("the day begun");
    (house, customer)
}

/// Leaves one plan: a call about care, three days after delivery. The library's own first call is about the
/// delivery, which is no courtesy and waits for nothing.
async fn only_care(house: &House) {
    let plans = house.app.plans(Lang::Ja).await.expect("the plans");
    let first = plans
        .iter()
        .find(|plan| plan.code == "first-90-days")
        .expect("the general plan")
        .clone();
    for plan in plans {
        let off = PlanView {
            active: false,
            ..plan
        };
        house.app.save_plan(off).await.expect("switched off");
    }
    let contents = house.app.contents().await.expect("the library");
    let care = contents
        .iter()
        .find(|content| {
            content.kind == ContentKind::Care
                && content.families.is_empty()
                && content.materials.is_empty()
                && content.finishes.is_empty()
        })
        .expect("care for everything");
    let mut step = first.steps[0].clone();
    step.id = Int(0);
    step.content = care.id;
    let own = PlanView {
        id: Int(0),
        code: String::new(),
        name_ja: "お手入れの電話".to_owned(),
        steps: vec![step],
        ..first
    };
    house.app.save_plan(own).await.expect("a plan");
}

/// As [`with_a_call`], but the call is about care.
async fn with_a_care_call(form: CustomerForm) -> (House, Int) {
    let house = House::with_shop(DELIVERED).await;
    only_care(&house).await;
    let customer = buy(&house, form).await;
    house.go_to(CALL);
    house.app.begin_day().await.expect("the day begun");
    (house, customer)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_days_after_delivery_a_call_stands_in_today_and_says_why() {
    let house = House::with_shop(DELIVERED).await;
    buy(&house, takahashi()).await;
    house.app.begin_day().await.expect("the day begun");
    assert!(
        items(&today(&house).await).is_empty(),
        "nothing on the day of delivery itself"
    );

    house.go_to(CALL);
    house.app.begin_day().await.expect("the day begun");
    let view = today(&house).await;
    let list = items(&view);
    assert_eq!(list.len(), 1, "one call, nothing else");
    let item = list[0];
    assert_eq!(item.customer_name, "髙橋 由美子 様", "as on an envelope");
    assert_eq!(item.channel, Channel::Phone, "by telephone");
    assert!(
        item.gate.allowed,
        "nothing speaks against it: {:?}",
        item.gate.refusals
    );
    assert!(item.within_minutes, "it fits into the day's minutes");
    assert_eq!(
        item.reason,
        Reason::DaysAfterDelivery {
            days: Int(3),
            delivered_on: DELIVERED.to_owned(),
            plan: "はじめの90日".to_owned(),
            overdue_since: None,
        },
        "the list says why today"
    );
    assert_eq!(view.due_total, Int(1), "counted");
    let english = house
        .app
        .today(TodayQuery::default(), Lang::En)
        .await
        .expect("a list");
    assert_ne!(
        items(&english)[0].title,
        item.title,
        "titles come in the asked language"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_follow_up_has_its_words_filled_in() {
    let (house, _) = with_a_call(takahashi()).await;
    let id = items(&today(&house).await)[0].follow_up;
    let detail = house.app.follow_up(id, Lang::Ja).await.expect("a follow-up");
    assert!(!detail.talking_points.is_empty(), "there is something to ask");
    let words = format!("{}{}", detail.message, detail.talking_points.join(""));
    assert!(!words.contains("{{"), "no field is left open: {words}");
    assert_eq!(detail.contact, "090-1234-5678", "the number to call, as typed");
    assert_eq!(detail.phase, "onboarding", "the first weeks with a new thing");
    assert_eq!(detail.purchase_count, Int(1), "their first purchase");
    assert_eq!(detail.suggestion, "", "no advertising without consent");
    assert!(
        detail.item.gate.allowed,
        "the words themselves pass: {:?}",
        detail.item.gate.refusals
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn done_can_be_taken_back_and_done_again() {
    let (house, customer) = with_a_call(takahashi()).await;
    let id = items(&today(&house).await)[0].follow_up;
    let first = house
        .app
        .complete(id, done(Outcome::Reached))
        .await
        .expect("done");
    assert_eq!(first.state, FollowUpState::Done, "done");
    let view = today(&house).await;
    assert!(items(&view).is_empty(), "the line is empty");
    assert_eq!(view.done.len(), 1, "and stands among the done ones");
    assert_eq!(view.done[0].undo, first.undo, "with the token to take it back");
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    assert!(
        record
            .timeline
            .iter()
            .any(|entry| format!("{entry:?}").contains("がたつきなし")),
        "the contact stands in the record"
    );

    house
        .app
        .undo(first.undo.expect("a token"))
        .await
        .expect("taken back");
    assert_eq!(
        items(&today(&house).await).len(),
        1,
        "it stands in the list again"
    );
    house
        .app
        .complete(id, done(Outcome::Reached))
        .await
        .expect("a contact that was taken back does not count against the next");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_windows_cannot_do_the_same_thing_twice() {
    let (house, _) = with_a_call(takahashi()).await;
    let id = items(&today(&house).await)[0].follow_up;
    house
        .app
        .complete(id, done(Outcome::Reached))
        .await
        .expect("done");
    for second in [
        house.app.complete(id, done(Outcome::Reached)).await.map(|_| ()),
        house
            .app
            .skip(id, SkipReason::Other, String::new())
            .await
            .map(|_| ()),
        house.app.postpone(id, "2026-12-01".to_owned()).await.map(|_| ()),
    ] {
        assert_eq!(
            second.expect_err("refused").code,
            ErrorCode::AlreadyClosed,
            "the second window is told so"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_was_not_reached_is_tried_again_two_working_days_later() {
    let (house, _) = with_a_call(takahashi()).await;
    let id = items(&today(&house).await)[0].follow_up;
    let tried = house
        .app
        .complete(id, done(Outcome::NotReached))
        .await
        .expect("a try");
    assert_eq!(tried.state, FollowUpState::Planned, "it stays open");
    assert_eq!(
        (tried.attempts, tried.due.as_str()),
        (Int(1), "2026-11-10"),
        "on another day"
    );
    assert!(items(&today(&house).await).is_empty(), "today is over for it");
    house.go_to("2026-11-10");
    house.app.begin_day().await.expect("the day begun");
    let view = today(&house).await;
    assert_eq!(
        items(&view)[0].attempts,
        Int(1),
        "and says how often it was tried"
    );
    assert!(
        items(&view)[0].gate.allowed,
        "a try that reached nobody holds nothing back"
    );
    house
        .app
        .undo(tried.undo.expect("a token"))
        .await
        .expect("taken back");
    let view = today(&house).await;
    assert_eq!(
        (items(&view)[0].attempts, items(&view)[0].due.as_str()),
        (Int(0), CALL),
        "all of it"
    );
}

#[rstest]
#[case::today(CALL, ErrorCode::Invalid)]
#[case::the_past("2026-01-01", ErrorCode::Invalid)]
#[case::far_away("2028-01-01", ErrorCode::Invalid)]
#[case::no_day("2026-02-30", ErrorCode::InvalidDay)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_follow_up_is_put_off_to_a_day_to_come_only(#[case] to: &str, #[case] code: ErrorCode) {
    let (house, _) = with_a_call(takahashi()).await;
    let id = items(&today(&house).await)[0].follow_up;
    let refused = house.app.postpone(id, to.to_owned()).await.expect_err("refused");
    assert_eq!(refused.code, code, "{to} is refused");
    let moved = house
        .app
        .postpone(id, "2026-11-20".to_owned())
        .await
        .expect("put off");
    assert_eq!(moved.due, "2026-11-20", "a day to come is fine");
    house.app.begin_day().await.expect("planned again");
    assert!(
        items(&today(&house).await).is_empty(),
        "planning again keeps the day that a person chose"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_skipped_says_why_and_keeps_the_note() {
    let (house, customer) = with_a_call(takahashi()).await;
    let id = items(&today(&house).await)[0].follow_up;
    let skipped = house
        .app
        .skip(id, SkipReason::RecentlyInTouch, "先週ご来店。".to_owned())
        .await
        .expect("skipped");
    assert_eq!(
        (skipped.state, skipped.why),
        (FollowUpState::Skipped, Some(SkipReason::RecentlyInTouch)),
        "with its reason"
    );
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    assert!(
        record.notes.iter().any(|note| note.body == "先週ご来店。"),
        "the note is not lost"
    );
    house
        .app
        .undo(skipped.undo.expect("a token"))
        .await
        .expect("taken back");
    assert_eq!(
        items(&today(&house).await).len(),
        1,
        "it stands in the list again"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_being_typed_is_kept_until_it_is_done() {
    let (house, _) = with_a_call(takahashi()).await;
    let id = items(&today(&house).await)[0].follow_up;
    let key = format!("follow_up:{}", id.0);
    house
        .app
        .save_draft(key.clone(), "お子さまが生ま".to_owned())
        .await
        .expect("kept");
    let again = house.again(CALL);
    again.app.app_state().await.expect("opened");
    let detail = again.app.follow_up(id, Lang::Ja).await.expect("a follow-up");
    assert_eq!(
        detail.draft, "お子さまが生ま",
        "a program that ended loses no word"
    );
    again
        .app
        .complete(id, done(Outcome::Reached))
        .await
        .expect("done");
    assert_eq!(again.app.draft(key).await.expect("a draft"), "", "done is done");
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
        .app
        .add_purchase(purchase(
            customer,
            "2026-10-20",
            Some(DELIVERED),
            vec![goods("革張りソファ 3P", 328_000)],
        ))
        .await
        .expect("a purchase");
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
async fn a_promise_stands_in_today_on_its_day_before_all_care() {
    let (house, customer) = with_a_care_call(takahashi()).await;
    let memo = |day: Option<&str>| NewMemo {
        customer,
        body: "張り地の見本をお見せする".to_owned(),
        promise_on: day.map(str::to_owned),
        staff: None,
    };
    house.app.add_memo(memo(None)).await.expect("a note");
    let past = house
        .app
        .add_memo(memo(Some("2026-11-01")))
        .await
        .expect_err("refused");
    assert_eq!(past.code, ErrorCode::Invalid, "nobody promises the past");
    house
        .app
        .add_memo(memo(Some("2026-11-09")))
        .await
        .expect("a promise");
    assert_eq!(items(&today(&house).await).len(), 1, "not before its day");
    house.go_to("2026-11-09");
    house.app.begin_day().await.expect("the day begun");
    let view = today(&house).await;
    let list = items(&view);
    assert_eq!(list.len(), 2, "the promise and the call of yesterday");
    assert_eq!(
        list[0].title, "張り地の見本をお見せする",
        "in its own words, first"
    );
    assert_eq!(list[0].kind, None, "it is no content of the library");
    assert!(
        matches!(list[0].reason, Reason::Promise { .. }),
        "and says when it was promised"
    );
    house
        .app
        .complete(list[0].follow_up, done(Outcome::Reached))
        .await
        .expect("kept");
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
        .app
        .add_purchase(purchase(customer, "2026-10-20", Some(DELIVERED), vec![line]))
        .await
        .expect("a purchase");
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

/// Twelve tables that come to twelve households while the shop is closed for three weeks.
async fn three_weeks_closed() -> House {
    let house = House::with_shop("2026-11-01").await;
    only_care(&house).await;
    house.app.begin_day().await.expect("the day begun");
    for number in 0..12 {
        let mut form = person(&format!("客{number}"), "", "", "");
        form.contacts[0].value = format!("03-1234-56{number:02}");
        form.address.street = format!("北青山{number}-1");
        let customer = house.app.add_customer(form, None).await.expect("a customer").id;
        let delivered = format!("2026-11-{:02}", 8 + number % 6);
        house
            .app
            .add_purchase(purchase(
                customer,
                "2026-10-20",
                Some(&delivered),
                vec![goods(TABLE, 198_000)],
            ))
            .await
            .expect("a purchase");
    }
    house.go_to("2026-11-22");
    house.app.begin_day().await.expect("the day begun");
    house
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_weeks_closed_ask_before_they_flood() {
    let house = three_weeks_closed().await;
    let view = today(&house).await;
    let offer = view.catch_up.expect("the dialog is offered");
    assert_eq!(
        (offer.overdue, offer.households),
        (Int(12), Int(12)),
        "twelve calls piled up"
    );
    assert_eq!(offer.since, "2026-11-11", "since the first of them");
    assert_eq!(offer.safety, Int(0), "none of them safety");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_pile_is_let_go_and_taken_back() {
    let house = three_weeks_closed().await;
    let report = house.app.catch_up(CatchUpChoice::Skip).await.expect("settled");
    assert_eq!(
        (report.skipped, report.moved),
        (Int(12), Int(0)),
        "all of it is let go"
    );
    let view = today(&house).await;
    assert!(
        view.catch_up.is_none() && items(&view).is_empty(),
        "the morning is free"
    );
    assert!(view.done.is_empty(), "and nobody claims to have done it");
    house
        .app
        .undo(report.undo.expect("a token"))
        .await
        .expect("taken back");
    let view = today(&house).await;
    assert_eq!(view.due_total, Int(12), "all of it is back");
    assert!(view.catch_up.is_some(), "and the question is open again");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_pile_is_spread_within_the_minutes_of_each_day() {
    let house = three_weeks_closed().await;
    let report = house.app.catch_up(CatchUpChoice::Spread).await.expect("settled");
    assert_eq!(report.skipped, Int(0), "nothing is lost");
    assert!(report.until.is_some(), "it says until when");
    let view = today(&house).await;
    assert!(view.catch_up.is_none(), "settled is settled");
    assert!(
        items(&view).len() < 12 && !items(&view).is_empty(),
        "today holds its part only, got {}",
        items(&view).len()
    );
    house
        .app
        .undo(report.undo.expect("a token"))
        .await
        .expect("taken back");
    assert_eq!(
        today(&house).await.due_total,
        Int(12),
        "all of it is back on its day"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn safety_and_promises_are_never_let_go() {
    let house = House::with_shop("2026-11-01").await;
    let customer = house
        .app
        .add_customer(takahashi(), None)
        .await
        .expect("a customer")
        .id;
    house
        .app
        .add_memo(NewMemo {
            customer,
            body: "見積もりの返事".to_owned(),
            promise_on: Some("2026-11-03".to_owned()),
            staff: None,
        })
        .await
        .expect("a promise");
    house.app.begin_day().await.expect("the day begun");
    house.go_to("2027-03-01");
    house.app.begin_day().await.expect("the day begun");
    house.app.catch_up(CatchUpChoice::Skip).await.expect("settled");
    let view = today(&house).await;
    assert_eq!(
        items(&view).len(),
        1,
        "what was promised four months ago is still promised"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_went_back_does_nothing_by_itself() {
    let (house, _) = with_a_call(takahashi()).await;
    let id = items(&today(&house).await)[0].follow_up;
    house.go_to("2026-10-01");
    let report = house.app.begin_day().await.expect("the day begun");
    assert_eq!(
        (report.planned, report.lapsed),
        (Int(0), Int(0)),
        "nothing is planned into the past"
    );
    let error = house
        .app
        .complete(id, done(Outcome::Reached))
        .await
        .expect_err("refused");
    assert_eq!(
        error.code,
        ErrorCode::GateRefused,
        "nothing goes out by a wrong clock"
    );
    house.go_to(CALL);
    house.app.begin_day().await.expect("the day begun");
    assert_eq!(
        items(&today(&house).await).len(),
        1,
        "the clock is right again and nothing is lost"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_list_can_be_narrowed_and_cut() {
    let house = three_weeks_closed().await;
    let ask = |channel, limit| TodayQuery {
        staff: None,
        channel,
        limit,
    };
    let cut = house.app.today(ask(None, 5), Lang::Ja).await.expect("a list");
    assert_eq!(items(&cut).len(), 5, "as many lines as asked");
    assert_eq!(cut.due_total, Int(12), "and the whole count");
    let mail = house
        .app
        .today(ask(Some(Channel::Email), 0), Lang::Ja)
        .await
        .expect("a list");
    assert!(items(&mail).is_empty(), "no mail is due");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_call_sheet_names_whom_to_call_and_what_to_ask_and_nothing_else() {
    let (house, customer) = with_a_care_call(takahashi()).await;
    house
        .app
        .add_note(customer, "値引きを気にされる".to_owned(), None)
        .await
        .expect("a note");
    let view = today(&house).await;
    let line = items(&view)[0];
    assert_eq!(line.channel, Channel::Phone, "the first contact is a call");
    let sheet = house.app.call_sheet(None, Lang::Ja).await.expect("a sheet");
    let [call] = sheet.calls.as_slice() else {
        panic!("one call, got {:?}", sheet.calls)
    };
    assert_eq!(
        call.follow_up, line.follow_up,
        "its number leads back to the line"
    );
    assert_eq!(call.customer_name, "髙橋 由美子 様");
    assert!(!call.number.is_empty(), "the number to call");
    assert!(!call.points.is_empty(), "and what to ask");
    let printed = format!("{call:?}");
    assert!(
        !printed.contains("値引き") && !printed.contains("198"),
        "notes and prices stay in the shop: {printed}"
    );

    house
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
    let sheet = house.app.call_sheet(None, Lang::Ja).await.expect("a sheet");
    let [held] = sheet.calls.as_slice() else {
        panic!("it is still told, got {:?}", sheet.calls)
    };
    assert!(
        held.number.is_empty() && held.points.is_empty(),
        "nobody calls by mistake whom the gate holds back"
    );
    assert_eq!(held.gate.refusals[0].code, "open_case", "and the sheet says why");
}
