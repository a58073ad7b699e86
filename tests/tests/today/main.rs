//! Today, through the use cases: what stands in the list and why, what is done about it, and what must never
//! happen.
//!
//! Not here: which step is due when, and every rule of the gate by itself; both are proved in the domain.

mod catch_up;
mod done;
mod gate;
mod list;

use aichaku_api::wire::{
    Completion, ContentKind, CustomerForm, Int, Lang, Outcome, PlanView, TodayItem, TodayQuery, TodayView,
};
use aichaku_tests::house::{House, goods, person};

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

/// Buys a table that was delivered on [`DELIVERED`], entered on that day.
async fn buy(house: &House, form: CustomerForm) -> Int {
    house.go_to(DELIVERED);
    let customer = house.app.add_customer(form, None).await.expect("a customer").id;
    house
        .sell(
            customer,
            "2026-10-20",
            Some(DELIVERED),
            vec![goods(TABLE, 198_000)],
        )
        .await;
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
            .sell(
                customer,
                "2026-10-20",
                Some(&delivered),
                vec![goods(TABLE, 198_000)],
            )
            .await;
    }
    house.go_to("2026-11-22");
    house.app.begin_day().await.expect("the day begun");
    house
}
