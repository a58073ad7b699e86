//! The library and the plans, through the use cases: what may be saved, and what a change does.
//!
//! Not here: the words of the library and the rules of the lint, which the domain proves.

use aichaku_api::error::ErrorCode;
use aichaku_api::wire::{
    Channel, ContentKind, ContentText, ContentView, Drawing, Finish, Int, Lang, PlanView, Span, SpanUnit,
    TodayQuery,
};
use aichaku_tests::dump::content as everything;
use aichaku_tests::house::{House, goods, person};
use rstest::rstest;

const TABLE: &str = "ナラ無垢 ダイニングテーブル オイル仕上げ";

fn content(body: &str) -> ContentView {
    ContentView {
        id: Int(0),
        code: String::new(),
        kind: ContentKind::Care,
        families: Vec::new(),
        materials: Vec::new(),
        finishes: Vec::new(),
        minutes: Int(5),
        difficulty: 1,
        source: String::new(),
        reviewed: false,
        own: true,
        version: Int(1),
        active: true,
        ja: ContentText {
            title: "店のことば".to_owned(),
            body: body.to_owned(),
            ..ContentText::default()
        },
        en: ContentText::default(),
        used_in: Int(0),
    }
}

async fn a_shop_with_a_table() -> House {
    let house = House::with_shop("2026-11-05").await;
    let customer = house
        .app
        .add_customer(person("田中", "由紀子", "タナカ", "ユキコ"), None)
        .await
        .expect("a customer")
        .id;
    house
        .sell(
            customer,
            "2026-10-20",
            Some("2026-11-05"),
            vec![goods(TABLE, 198_000)],
        )
        .await;
    house.app.begin_day().await.expect("planned");
    house
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_shop_has_the_library_and_its_plans() {
    let house = House::with_shop("2026-11-05").await;
    let contents = house.app.contents().await.expect("the library");
    assert!(contents.len() >= 24, "at least 24 tips, got {}", contents.len());
    assert!(
        contents
            .iter()
            .all(|content| !content.ja.body.is_empty() && !content.en.body.is_empty()),
        "each in both languages"
    );
    let plans = house.app.plans(Lang::Ja).await.expect("the plans");
    assert!(plans.iter().any(|plan| plan.steps.len() >= 2), "with steps");
    assert!(plans.iter().all(|plan| plan.active && !plan.own), "ready to use");
    house.app.begin_day().await.expect("the day begun");
    assert_eq!(
        house.app.contents().await.expect("the library").len(),
        contents.len(),
        "the library comes once"
    );
}

#[rstest]
#[case::a_price("替えカバーは12,800円です。", "advertising_in_care")]
#[case::a_link("くわしくは https://example.jp をご覧ください。", "advertising_in_care")]
#[case::an_unknown_field("{{price}}のお知らせです。", "unfilled_field")]
#[case::a_doubled_honorific("{{customer}}様、こんにちは。", "wrong_honorific")]
#[case::harm_for_some("表面にオイルを塗り込んでください。", "harmful_advice")]
#[case::nothing("", "empty_text")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_content_that_breaks_a_rule_is_not_saved(#[case] body: &str, #[case] code: &str) {
    let house = House::with_shop("2026-11-05").await;
    let findings = house.app.lint_content(content(body)).await.expect("a lint");
    assert!(
        findings
            .iter()
            .any(|finding| finding.code == code && finding.blocking),
        "said beforehand: {findings:?}"
    );
    let error = house.app.save_content(content(body)).await.expect_err("refused");
    assert_eq!(error.code, ErrorCode::ContentRefused, "and refused on saving");
    assert!(
        error.fields.iter().any(|field| field.name == "code"),
        "with the rule that it breaks"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_shops_own_words_are_saved_and_never_overwritten() {
    let house = House::with_shop("2026-11-05").await;
    let saved = house
        .app
        .save_content(content("{{customer}}、{{item}}の様子はいかがですか。"))
        .await
        .expect("saved");
    let contents = house.app.contents().await.expect("the library");
    let own = contents
        .iter()
        .find(|content| content.id == saved.id)
        .expect("it is there");
    assert!(own.own, "the shop's own");
    let mut tip = contents
        .iter()
        .find(|content| !content.own)
        .expect("a tip of the library")
        .clone();
    tip.ja.title = "店が直した題".to_owned();
    house.app.save_content(tip.clone()).await.expect("edited");
    let stale = house.app.save_content(tip.clone()).await.expect_err("refused");
    assert_eq!(
        stale.code,
        ErrorCode::Conflict,
        "two people cannot overwrite each other"
    );
    let again = house.again("2026-11-06");
    again.app.app_state().await.expect("opened");
    again.app.begin_day().await.expect("the day begun");
    let contents = again.app.contents().await.expect("the library");
    let edited = contents
        .iter()
        .find(|content| content.id == tip.id)
        .expect("still there");
    assert_eq!(edited.ja.title, "店が直した題", "what the shop wrote stays");
    assert!(
        edited.own && edited.version.0 == tip.version.0 + 1,
        "and is the shop's from now on"
    );
}

#[rstest]
#[case::postcard(Channel::Postcard, "田中様")]
#[case::mail(Channel::Email, "田中様")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_preview_reads_as_the_customer_will(#[case] channel: Channel, #[case] greeting: &str) {
    let house = House::with_shop("2026-11-05").await;
    let wanted = content("{{item}}の様子はいかがですか。");
    let preview = house
        .app
        .preview_content(wanted.clone(), Lang::Ja, channel)
        .await
        .expect("a preview");
    assert!(
        preview.body.starts_with(greeting),
        "greeted by name: {}",
        preview.body
    );
    assert!(
        !preview.body.contains("{{"),
        "nothing is left open: {}",
        preview.body
    );
    let long = content(&"よく乾いた布で拭いてください。".repeat(40));
    let preview = house
        .app
        .preview_content(long, Lang::Ja, Channel::Postcard)
        .await
        .expect("a preview");
    assert!(
        preview.findings.iter().any(|finding| finding.code == "too_long"),
        "a postcard has an edge"
    );
}

async fn first_days(house: &House) -> PlanView {
    let plans = house.app.plans(Lang::Ja).await.expect("the plans");
    plans
        .into_iter()
        .find(|plan| plan.code == "first-90-days")
        .expect("the general plan")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_changed_plan_does_what_its_preview_said() {
    let house = a_shop_with_a_table().await;
    let mut plan = first_days(&house).await;
    assert_eq!(
        (plan.items, plan.households),
        (Int(1), Int(1)),
        "it says whom it reaches"
    );
    plan.steps[0].offset = Span {
        unit: SpanUnit::Days,
        count: 5,
    };
    let preview = house.app.preview_plan(plan.clone()).await.expect("a preview");
    assert_eq!(
        (preview.moved, preview.added, preview.removed),
        (Int(1), Int(0), Int(0)),
        "the call moves by two days"
    );
    assert_eq!(
        first_days(&house).await.steps[0].offset.count,
        3,
        "a preview writes nothing"
    );
    let saved = house.app.save_plan(plan.clone()).await.expect("saved");
    assert_eq!(saved.moved, preview.moved, "what was shown is what happened");
    house.go_to("2026-11-10");
    house.app.begin_day().await.expect("the day begun");
    let view = house
        .app
        .today(TodayQuery::default(), Lang::Ja)
        .await
        .expect("a list");
    let due: Vec<&str> = view
        .groups
        .iter()
        .flat_map(|group| &group.items)
        .map(|item| item.due.as_str())
        .collect();
    assert_eq!(due, ["2026-11-10"], "five days after delivery");
    assert!(first_days(&house).await.own, "the plan is the shop's now");

    let mut plan = first_days(&house).await;
    plan.active = false;
    let saved = house.app.save_plan(plan).await.expect("switched off");
    assert_eq!(
        saved.removed,
        Int(1),
        "a plan that is switched off takes its follow-ups along"
    );
}

/// The shop without what a day's work leaves behind beside plans and follow-ups.
async fn standing(house: &House) -> std::collections::BTreeMap<String, String> {
    let mut all = everything(&house.app).await;
    all.remove("audit");
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_changed_plan_is_taken_back_with_every_follow_up() {
    let house = a_shop_with_a_table().await;
    // Somebody chose another day for the call; that choice must come back too.
    let view = house
        .app
        .today(TodayQuery::default(), Lang::Ja)
        .await
        .expect("a list");
    assert!(
        view.groups.iter().all(|group| group.items.is_empty()),
        "nothing today"
    );
    house.go_to("2026-11-08");
    house.app.begin_day().await.expect("a day");
    let view = house
        .app
        .today(TodayQuery::default(), Lang::Ja)
        .await
        .expect("a list");
    let call = view
        .groups
        .iter()
        .flat_map(|group| &group.items)
        .next()
        .expect("the first call")
        .follow_up;
    house
        .app
        .postpone(call, "2026-11-12".to_owned())
        .await
        .expect("another day");
    let before = standing(&house).await;
    let kept = first_days(&house).await;

    // Changed: a step moves, one goes, one comes.
    let mut plan = kept.clone();
    plan.steps[0].offset.count = 5;
    let mut more = plan.steps[0].clone();
    more.id = Int(0);
    more.offset.count = 9;
    plan.steps.push(more);
    plan.name_ja = "最初の三か月".to_owned();
    let saved = house.app.save_plan(plan).await.expect("saved");
    assert!(saved.added.0 > 0, "the new step has its follow-up");
    assert_ne!(before, standing(&house).await, "something happened");
    house
        .app
        .undo(saved.undo.expect("a token"))
        .await
        .expect("taken back");
    assert_eq!(before, standing(&house).await, "all stands as it stood");
    assert_eq!(kept.steps, first_days(&house).await.steps, "and so does the plan");
    assert!(!first_days(&house).await.own, "which is the library's again");

    // Switched off and on again by undo.
    let mut plan = first_days(&house).await;
    plan.active = false;
    let saved = house.app.save_plan(plan).await.expect("switched off");
    assert!(saved.removed.0 > 0, "its follow-ups went");
    house
        .app
        .undo(saved.undo.expect("a token"))
        .await
        .expect("taken back");
    assert_eq!(
        before,
        standing(&house).await,
        "the chosen day of the call is back, too"
    );
    let again = house.app.undo(saved.undo.expect("a token")).await;
    assert_eq!(
        again.map_err(|error| error.code).err(),
        Some(ErrorCode::CannotUndo),
        "once is enough"
    );
    assert!(house.app.check().await.expect("checked").ok, "all is sound");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_plan_is_taken_back_until_somebody_worked_with_it() {
    let house = a_shop_with_a_table().await;
    let before = standing(&house).await;
    let general = first_days(&house).await;
    let own = PlanView {
        id: Int(0),
        code: String::new(),
        name_ja: "店の計画".to_owned(),
        finish: Some(Finish::Oil),
        steps: vec![aichaku_api::wire::StepView {
            id: Int(0),
            offset: Span {
                unit: SpanUnit::Days,
                count: 1,
            },
            ..general.steps[1].clone()
        }],
        ..general.clone()
    };
    let saved = house.app.save_plan(own.clone()).await.expect("saved");
    assert_eq!(saved.added, Int(1), "it has its follow-up");
    // Days that were planned since go with it.
    house.go_to("2026-11-06");
    house.app.begin_day().await.expect("a day");
    house
        .app
        .undo(saved.undo.expect("a token"))
        .await
        .expect("taken back");
    house.go_to("2026-11-05");
    assert_eq!(
        before.get("plans"),
        standing(&house).await.get("plans"),
        "the plan is gone without a trace"
    );
    let plans = house.app.plans(Lang::Ja).await.expect("plans");
    assert!(plans.iter().all(|plan| plan.name_ja != "店の計画"), "gone");

    house.go_to("2026-11-06");
    let saved = house.app.save_plan(own).await.expect("saved again");
    let view = house
        .app
        .today(TodayQuery::default(), Lang::Ja)
        .await
        .expect("a list");
    let due = view
        .groups
        .iter()
        .flat_map(|group| &group.items)
        .next()
        .expect("its follow-up")
        .follow_up;
    house
        .app
        .skip(due, aichaku_api::wire::SkipReason::Other, String::new())
        .await
        .expect("dealt with");
    let undone = house.app.undo(saved.undo.expect("a token")).await;
    assert_eq!(
        undone.map_err(|error| error.code).err(),
        Some(ErrorCode::CannotUndo),
        "what somebody worked with is not taken from under their hands"
    );
    assert!(house.app.check().await.expect("checked").ok, "all is sound");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_plan_of_the_shop_reaches_what_it_names() {
    let house = a_shop_with_a_table().await;
    let general = first_days(&house).await;
    let own = |finish: Finish| PlanView {
        id: Int(0),
        code: String::new(),
        name_ja: "店の計画".to_owned(),
        name_en: String::new(),
        finish: Some(finish),
        steps: vec![aichaku_api::wire::StepView {
            id: Int(0),
            offset: Span {
                unit: SpanUnit::Days,
                count: 6,
            },
            content: general.steps[1].content,
            ..general.steps[1].clone()
        }],
        ..general.clone()
    };
    let preview = house
        .app
        .preview_plan(own(Finish::Urethane))
        .await
        .expect("a preview");
    assert_eq!(preview.added, Int(0), "an oiled table is not meant");
    let saved = house.app.save_plan(own(Finish::Oil)).await.expect("saved");
    assert_eq!(
        saved.added,
        Int(1),
        "its follow-up stands within the planned days"
    );
    assert!(saved.plan.0 > 0, "and it has an id");
    let nameless = PlanView {
        name_ja: String::new(),
        name_en: String::new(),
        ..own(Finish::Oil)
    };
    let error = house.app.save_plan(nameless).await.expect_err("refused");
    assert_eq!(error.code, ErrorCode::Invalid, "a plan has a name");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_work_of_the_coming_weeks_is_drawn() {
    let house = a_shop_with_a_table().await;
    let drawing = Drawing {
        dark: false,
        width: 900,
        lang: Lang::Ja,
    };
    let plan = first_days(&house).await;
    let work = house
        .app
        .workload(Some(plan.id), drawing)
        .await
        .expect("the work");
    assert_eq!(work.weeks.len(), 26, "half a year");
    assert_eq!(work.weeks[0].from, "2026-11-02", "from this week's Monday on");
    let counted: i64 = work.weeks.iter().map(|week| week.plan_count.0).sum();
    assert_eq!(counted, 2, "the plan's call and its letter");
    assert_eq!(work.weekly_minutes, Int(70), "ten minutes on seven days");
    assert!(work.svg.starts_with("<svg"), "with a drawing");
}
