//! Goals: the tree keeps its order, months that are closed stay as they are, and what is counted again is told beside them.

use aichaku_api::error::ErrorCode;
use aichaku_api::wire::{
    CatchUpChoice, Done, GoalForm, GoalKind, GoalMet, GoalMonth, GoalNumber, GoalsView, Int, Lang, Metric,
    NewCase, NewRefund, ReportAsked, ReportKind, VoiceForm, VoiceOccasion, VoiceWay, VoicesQuery,
};
use aichaku_tests::house::{House, goods, person};

use super::practice;

fn form(kind: GoalKind, parent: Option<Int>, words: &str) -> GoalForm {
    GoalForm {
        kind,
        parent,
        words: words.to_owned(),
        plan: None,
        minutes_week: None,
        metric: None,
        why: String::new(),
        target: None,
        at_least: true,
        pinned: false,
    }
}

fn own(parent: Int, metric: Metric) -> GoalForm {
    GoalForm {
        metric: Some(metric),
        why: "なぜ効くか".to_owned(),
        ..form(GoalKind::Own, Some(parent), "")
    }
}

async fn add(house: &House, form: GoalForm) -> Done {
    house.app.add_goal(form).await.expect("a goal")
}

async fn success(house: &House) -> Int {
    add(house, form(GoalKind::Customer, None, "10年後も気持ちよく座れる"))
        .await
        .id
}

async fn goals(house: &House) -> GoalsView {
    house.app.goals(None).await.expect("the goals")
}

async fn number(house: &House, metric: Metric) -> GoalNumber {
    let view = goals(house).await;
    let mut numbers = view.goals.into_iter().filter_map(|goal| goal.number);
    numbers
        .find(|number| number.metric == metric)
        .expect("the number")
}

fn counts(month: &GoalMonth) -> (i64, i64) {
    (month.counted.numerator.0, month.counted.denominator.0)
}

/// A shop in which two households buy in March, one of them for the second time.
async fn march() -> (House, Int) {
    let house = House::with_shop("2026-03-02").await;
    house.go_to("2026-03-12");
    let mut people = Vec::new();
    for name in ["青木", "石川"] {
        let form = person(name, "", "", "");
        people.push(house.app.add_customer(form, None).await.expect("a customer").id);
    }
    let lines = |amount| vec![goods("テーブル", amount)];
    house.sell(people[0], "2024-05-01", None, lines(100_000)).await;
    let again = house.sell(people[0], "2026-03-10", None, lines(50_000)).await;
    house.sell(people[1], "2026-03-11", None, lines(200_000)).await;
    (house, again)
}

async fn come_back(house: &House, bought: Int, customer: Int) {
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    let of = record
        .purchases
        .iter()
        .find(|one| one.id == bought)
        .expect("the purchase");
    let refund = NewRefund {
        purchase: bought,
        line: Some(of.lines[0].id),
        refunded_on: house_day(house).await,
        amount_minor: of.lines[0].amount_minor,
        reason: String::new(),
    };
    house.app.add_refund(refund, None).await.expect("taken back");
}

async fn house_day(house: &House) -> String {
    house.app.app_state().await.expect("a shop").day
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_number_never_stands_without_a_customers_success() {
    let house = House::with_shop("2026-03-02").await;
    let refused = |form: GoalForm| {
        let app = &house.app;
        async move {
            let error = app.add_goal(form).await.expect_err("refused");
            (error.code, error.fields[0].text.clone())
        }
    };
    let alone = GoalForm {
        parent: None,
        ..own(Int(0), Metric::Sales)
    };
    let parent = (ErrorCode::Invalid, "parent".to_owned());
    assert_eq!(refused(alone).await, parent, "an own number hangs on something");
    assert_eq!(
        refused(own(Int(99), Metric::Sales)).await,
        parent,
        "on something that is there"
    );
    assert_eq!(
        refused(form(GoalKind::Means, None, "人")).await,
        parent,
        "means for what?"
    );
    let success = success(&house).await;
    assert_eq!(
        refused(form(GoalKind::Means, Some(success), "人")).await,
        parent,
        "a touch comes first"
    );
    let silent = GoalForm {
        why: " ".to_owned(),
        ..own(success, Metric::Sales)
    };
    assert_eq!(
        refused(silent).await,
        (ErrorCode::Invalid, "why".to_owned()),
        "why does it help?"
    );

    let touch = add(&house, form(GoalKind::Touch, Some(success), "季節のお手入れ"))
        .await
        .id;
    let means = GoalForm {
        minutes_week: Some(Int(90)),
        ..form(GoalKind::Means, Some(touch), "担当1人")
    };
    let means = add(&house, means).await.id;
    add(&house, own(means, Metric::CareKept)).await;
    add(&house, own(success, Metric::Satisfied)).await;
    let view = goals(&house).await;
    let read: Vec<(GoalKind, i64)> = view
        .goals
        .iter()
        .map(|goal| (goal.says.kind, goal.depth.0))
        .collect();
    let expected = [
        (GoalKind::Customer, 0),
        (GoalKind::Touch, 1),
        (GoalKind::Means, 2),
        (GoalKind::Own, 3),
        (GoalKind::Own, 1),
    ];
    assert_eq!(read, expected, "in the order in which they are read");
    assert_eq!(view.minutes_week, Int(90));
    assert_eq!(
        refused(own(touch, Metric::CareKept)).await,
        (ErrorCode::Invalid, "metric".to_owned()),
        "once"
    );

    let removed = house.app.remove_goal(touch).await.expect("removed");
    assert_eq!(goals(&house).await.goals.len(), 2, "with all that hangs on it");
    house
        .app
        .undo(removed.undo.expect("a token"))
        .await
        .expect("taken back");
    assert_eq!(goals(&house).await.goals.len(), 5, "all of it stands again");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn five_numbers_are_pinned_and_a_sixth_is_refused() {
    let house = House::with_shop("2026-03-02").await;
    let success = success(&house).await;
    let metrics = [
        Metric::Satisfied,
        Metric::Easy,
        Metric::CareKept,
        Metric::BackInYear,
        Metric::Brought,
    ];
    for metric in metrics {
        let pinned = GoalForm {
            pinned: true,
            ..own(success, metric)
        };
        add(&house, pinned).await;
    }
    let sixth = add(&house, own(success, Metric::Sales)).await.id;
    let refused = house.app.pin_goal(sixth, true).await.expect_err("a sixth");
    assert_eq!(refused.code, ErrorCode::TooManyPinned);
    assert_eq!(refused.fields[0].text, "5", "it says how many there may be");
    let first = goals(&house).await.goals[1].id;
    let let_go = house.app.pin_goal(first, false).await.expect("let go");
    house.app.pin_goal(sixth, true).await.expect("there is room");
    let put_back = house.app.undo(let_go.undo.expect("a token")).await;
    assert_eq!(
        put_back.expect_err("a sixth again").code,
        ErrorCode::CannotUndo,
        "an undo is no way round"
    );
    assert_eq!(goals(&house).await.pinned, Int(5));
    let let_go = house.app.pin_goal(sixth, false).await.expect("let go");
    assert_eq!(
        house
            .app
            .pin_goal(success, true)
            .await
            .expect_err("no number")
            .code,
        ErrorCode::NotFound
    );
    house
        .app
        .undo(let_go.undo.expect("a token"))
        .await
        .expect("there is room");
    assert_eq!(goals(&house).await.pinned, Int(5));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_month_that_is_closed_stays_and_what_is_counted_again_is_told() {
    let (house, again) = march().await;
    let success = success(&house).await;
    add(&house, own(success, Metric::Returning)).await;
    add(&house, own(success, Metric::Sales)).await;
    house.go_to("2026-04-07");
    house.app.tidy().await.expect("tidied");
    let open = number(&house, Metric::Returning).await;
    assert_eq!(open.last, None, "March is closed on the 8th");
    let months: Vec<&str> = open.months.iter().map(|month| month.month.as_str()).collect();
    assert_eq!(months, ["2026-03", "2026-04"], "two months are open");
    assert_eq!(counts(&open.months[0]), (1, 2), "one of two came back");

    house.go_to("2026-04-08");
    house.app.tidy().await.expect("tidied");
    assert_eq!(
        house.app.close_months().await.expect("closed"),
        0,
        "once is enough"
    );
    let closed = number(&house, Metric::Returning).await.last.expect("March");
    assert_eq!((closed.month.as_str(), counts(&closed)), ("2026-03", (1, 2)));
    assert!(closed.closed && !closed.later && closed.again.is_none());
    assert_eq!(closed.counted.value, None, "two are too few for a share");

    let customer = goals_customer(&house).await;
    come_back(&house, again, customer).await;
    let after = number(&house, Metric::Returning).await.last.expect("March");
    assert_eq!(counts(&after), (1, 2), "history stays");
    let now = after.again.expect("a correction");
    assert_eq!(
        (now.numerator.0, now.denominator.0),
        (0, 1),
        "the return is told beside it"
    );
    let sales = number(&house, Metric::Sales).await.last.expect("March");
    assert_eq!(
        (counts(&sales), sales.again.map(|now| now.numerator.0)),
        ((250_000, 2), Some(200_000))
    );

    house.go_to("2026-05-08");
    house.app.tidy().await.expect("tidied");
    let months = house.app.goal_months(Metric::Returning).await.expect("months");
    let told: Vec<_> = months
        .iter()
        .map(|month| (month.month.as_str(), counts(month), month.closed))
        .collect();
    assert_eq!(
        told,
        [
            ("2026-03", (1, 2), true),
            ("2026-04", (0, 0), true),
            ("2026-05", (0, 0), false)
        ],
        "a month of nothing is history too"
    );
}

async fn goals_customer(house: &House) -> Int {
    let found = house.app.search("青木".to_owned(), 5).await.expect("found");
    found[0].customer
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_is_set_back_closes_nothing_again() {
    let (house, again) = march().await;
    let success = success(&house).await;
    add(&house, own(success, Metric::Returning)).await;
    house.go_to("2026-04-20");
    house.app.begin_day().await.expect("a day");
    house.app.tidy().await.expect("tidied");
    let before = house.app.goal_months(Metric::Returning).await.expect("months");
    come_back(&house, again, goals_customer(&house).await).await;
    for day in ["2026-03-20", "2026-04-09", "2026-04-20"] {
        house.go_to(day);
        house.app.begin_day().await.expect("a day");
        assert_eq!(house.app.close_months().await.expect("asked"), 0, "{day}");
    }
    let after = house.app.goal_months(Metric::Returning).await.expect("months");
    assert_eq!(
        before.iter().map(counts).collect::<Vec<_>>(),
        after.iter().map(counts).collect::<Vec<_>>()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_number_that_is_chosen_late_is_counted_back_once_and_says_so() {
    let (house, again) = march().await;
    house.go_to("2026-06-20");
    let success = success(&house).await;
    let chosen = GoalForm {
        target: Some(Int(500)),
        ..own(success, Metric::Returning)
    };
    let id = add(&house, chosen.clone()).await.id;
    let told = number(&house, Metric::Returning).await;
    let march = &told.months[0];
    assert_eq!(
        (march.month.as_str(), counts(march)),
        ("2026-03", (1, 2)),
        "months of nothing are left out"
    );
    assert!(march.closed && march.later, "counted later");
    assert_eq!(
        told.baseline.as_ref().map(|month| month.month.as_str()),
        Some("2026-03")
    );
    let verdict = told.verdict.expect("there is a target");
    assert_eq!(verdict.reached, None, "two are too few to tell");

    come_back(&house, again, goals_customer(&house).await).await;
    house.app.remove_goal(id).await.expect("removed");
    add(&house, chosen).await;
    let told = number(&house, Metric::Returning).await;
    assert_eq!(
        counts(&told.months[0]),
        (1, 2),
        "what was counted back stays as well"
    );

    house.go_to("2026-07-08");
    let id = goals(&house).await.goals[1].id;
    let moved = GoalForm {
        target: Some(Int(600)),
        ..own(success, Metric::Returning)
    };
    house.app.change_goal(id, moved).await.expect("changed");
    let told = number(&house, Metric::Returning).await;
    assert_eq!(
        told.baseline.expect("June").month,
        "2026-06",
        "a new target begins at the month that was closed last"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_only_known_today_is_never_counted_back() {
    let (house, _) = march().await;
    let success = success(&house).await;
    add(&house, own(success, Metric::Reachable)).await;
    house.go_to("2026-04-08");
    let told = number(&house, Metric::Reachable).await;
    assert_eq!(
        counts(&told.last.expect("March")),
        (2, 2),
        "everybody has a telephone"
    );
    house.go_to("2026-08-20");
    let told = number(&house, Metric::Reachable).await;
    let closed: Vec<&str> = told
        .months
        .iter()
        .filter(|month| month.closed)
        .map(|month| month.month.as_str())
        .collect();
    assert_eq!(
        closed,
        ["2026-03", "2026-07"],
        "April to June are over and nobody looked"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sales_alone_ask_for_what_makes_them() {
    let house = House::with_shop("2026-03-02").await;
    let success = success(&house).await;
    add(&house, own(success, Metric::Sales)).await;
    assert!(goals(&house).await.only_sales);
    add(&house, own(success, Metric::Satisfied)).await;
    assert!(!goals(&house).await.only_sales);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_tree_stands_at_once_and_goes_at_once() {
    let house = House::with_shop("2026-03-02").await;
    for lang in [Lang::Ja, Lang::En] {
        let begun = house.app.begin_goals(lang).await.expect("a tree");
        let view = goals(&house).await;
        assert_eq!(view.goals.len(), 6);
        assert_eq!(view.pinned, Int(3));
        assert!(
            view.goals.iter().all(|goal| goal.says.target.is_none()),
            "a shop sees its own months first"
        );
        assert_eq!(
            house.app.begin_goals(lang).await.expect_err("goals stand").code,
            ErrorCode::Conflict
        );
        house
            .app
            .undo(begun.undo.expect("a token"))
            .await
            .expect("taken back");
        assert_eq!(goals(&house).await.goals.len(), 0);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_number_says_what_the_rest_of_insights_says() {
    let house = practice(250).await;
    for goal in goals(&house)
        .await
        .goals
        .iter()
        .filter(|goal| goal.says.parent.is_none())
    {
        house.app.remove_goal(goal.id).await.expect("removed");
    }
    let success = success(&house).await;
    for metric in [
        Metric::Recommend,
        Metric::Satisfied,
        Metric::Sales,
        Metric::Returning,
        Metric::Brought,
    ] {
        add(&house, own(success, metric)).await;
    }
    let query = VoicesQuery {
        occasion: None,
        from: Some("2026-09-01".to_owned()),
        until: Some("2026-09-30".to_owned()),
    };
    let voices = house.app.voices(query, None).await.expect("voices");
    let of = |number: GoalNumber| {
        let month = number.months.into_iter().find(|month| month.month == "2026-09");
        let month = month.expect("September");
        (month.again.is_none(), counts(&month))
    };
    let recommend = &voices.recommend;
    assert_eq!(
        of(number(&house, Metric::Recommend).await),
        (
            true,
            (recommend.promoters.0 - recommend.detractors.0, recommend.n.0)
        )
    );
    let content = &voices.satisfaction;
    assert_eq!(
        of(number(&house, Metric::Satisfied).await),
        (true, (content.good.0, content.n.0))
    );
    assert!(recommend.n.0 > 0 && content.n.0 > 0, "somebody answered");
    let asked = ReportAsked {
        kind: ReportKind::Month,
        of: "2026-09".to_owned(),
        lang: Lang::En,
    };
    let report = house.app.report(asked).await.expect("a report");
    let digits = |label: &str| -> i64 {
        let figure = report
            .figures
            .iter()
            .find(|figure| figure.label == label)
            .expect(label);
        let digits: String = figure.value.chars().filter(char::is_ascii_digit).collect();
        digits.parse().expect("a number")
    };
    let back = digits("Households that came back");
    let homes = back + digits("New households");
    assert_eq!(
        of(number(&house, Metric::Sales).await).1,
        (digits("Sales less refunds"), homes)
    );
    assert_eq!(of(number(&house, Metric::Returning).await).1, (back, homes));
    let (brought, of_known) = of(number(&house, Metric::Brought).await).1;
    assert_eq!(brought, digits("New ones through somebody"));
    assert!(
        brought <= of_known && of_known <= homes - back,
        "of those of whom it is known"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn work_and_troubles_are_counted_by_the_month_in_which_they_end() {
    let house = House::with_shop("2026-03-02").await;
    let form = person("青木", "", "アオキ", "");
    let customer = house.app.add_customer(form, None).await.expect("a customer").id;
    let sofa = vec![goods("本革ソファ", 298_000)];
    house.sell(customer, "2026-02-20", Some("2026-03-02"), sofa).await;
    let case = |topic: &str| NewCase {
        customer,
        item: None,
        topic: topic.to_owned(),
        severity: "ordinary".to_owned(),
        note: String::new(),
    };
    let solved = house.app.open_case(case("きしみ")).await.expect("a case").id;
    let slow = house.app.open_case(case("色")).await.expect("a case").id;
    let success = success(&house).await;
    for metric in [Metric::CasesSolved, Metric::CareKept, Metric::ReachedEarly] {
        add(&house, own(success, metric)).await;
    }
    house.go_to("2026-03-20");
    house
        .app
        .close_case(solved, "yes".to_owned(), String::new())
        .await
        .expect("closed");
    // What is due and nobody does is let slip on its last day.
    house.go_to("2026-03-25");
    house.app.begin_day().await.expect("a day");
    house.go_to("2026-04-20");
    house
        .app
        .close_case(slow, "yes".to_owned(), String::new())
        .await
        .expect("closed");
    let month = |number: GoalNumber, of: &str| {
        let found = number.months.into_iter().find(|month| month.month == of);
        counts(&found.expect("the month"))
    };
    assert_eq!(
        month(number(&house, Metric::CasesSolved).await, "2026-04"),
        (1, 2),
        "the other took too long"
    );
    assert_eq!(
        month(number(&house, Metric::CasesSolved).await, "2026-03"),
        (0, 0),
        "30 days end in April"
    );

    assert_eq!(
        month(number(&house, Metric::CareKept).await, "2026-03"),
        (0, 1),
        "nobody called"
    );
    let early = month(number(&house, Metric::ReachedEarly).await, "2026-04");
    assert_eq!(
        early,
        (0, 0),
        "before the first contact nobody can have been reached"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_closed_while_a_pile_from_an_absence_waits() {
    let house = House::with_shop("2026-03-02").await;
    let customer = house.app.add_customer(person("青木", "", "", ""), None).await;
    let customer = customer.expect("a customer").id;
    let table = vec![goods("オーク無垢 ダイニングテーブル オイル仕上げ", 198_000)];
    house
        .sell(customer, "2026-02-20", Some("2026-03-02"), table)
        .await;
    let success = success(&house).await;
    add(&house, own(success, Metric::CareKept)).await;
    house.app.begin_day().await.expect("a day");
    // The first call was due on the 5th and may still be made for two weeks.
    house.go_to("2026-03-14");
    house.app.begin_day().await.expect("a day after an absence");
    house.go_to("2026-04-08");
    assert_eq!(house.app.close_months().await.expect("asked"), 0, "a pile waits");
    let told = number(&house, Metric::CareKept).await;
    assert!(
        told.months.iter().all(|month| !month.closed) && told.months.len() > 1,
        "they are shown open"
    );
    house.app.catch_up(CatchUpChoice::Skip).await.expect("settled");
    assert!(house.app.close_months().await.expect("asked") > 0);
    let told = number(&house, Metric::CareKept).await;
    assert_eq!(told.last.expect("March").month, "2026-03");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_practice_shop_has_a_tree_a_year_of_months_and_one_correction() {
    let house = practice(250).await;
    let view = goals(&house).await;
    let customers = view
        .goals
        .iter()
        .filter(|goal| goal.says.kind == GoalKind::Customer);
    assert_eq!(
        (customers.count(), view.pinned),
        (2, Int(5)),
        "two successes, five numbers in sight"
    );
    for goal in &view.goals {
        let Some(number) = &goal.number else {
            continue;
        };
        let closed: Vec<&GoalMonth> = number.months.iter().filter(|month| month.closed).collect();
        assert_eq!(closed.len(), 12, "{:?}", number.metric);
        assert!(
            closed.iter().all(|month| !month.later),
            "they were kept as they went"
        );
        let corrected: Vec<&&GoalMonth> = closed.iter().filter(|month| month.again.is_some()).collect();
        if number.metric != Metric::Returning {
            assert!(corrected.is_empty(), "{:?}: {corrected:?}", number.metric);
            continue;
        }
        // One household that had bought before gave back what it bought in August.
        let [august] = corrected.as_slice() else {
            panic!("one correction, not {corrected:?}");
        };
        let now = august.again.expect("a correction");
        assert_eq!(august.month, "2026-08");
        let (numerator, denominator) = counts(august);
        assert_eq!(
            (now.numerator.0 + 1, now.denominator.0 + 1),
            (numerator, denominator)
        );
        assert!(denominator >= 2 && numerator >= 1);
        assert!(number.baseline.is_some(), "its target was set half a year ago");
    }
    let returned = late_returns(&house).await;
    assert_eq!(returned, 1, "and the thing that came back is in the books");
}

/// Purchases of August that were given back after the month was closed.
async fn late_returns(house: &House) -> usize {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path().join("out");
    house
        .app
        .export_all(dir.to_string_lossy().into_owned())
        .await
        .expect("an export");
    let rows = |name: &str| -> Vec<serde_json::Value> {
        let text = std::fs::read_to_string(dir.join(format!("{name}.json"))).expect("a table");
        serde_json::from_str(&text).expect("a list")
    };
    let late: Vec<i64> = rows("refunds")
        .iter()
        .filter(|refund| refund["refunded_on"].as_str() > Some("2026-09-08"))
        .filter_map(|refund| refund["purchase_id"].as_i64())
        .collect();
    rows("purchases")
        .iter()
        .filter(|purchase| purchase["state"] == "returned")
        .filter(|purchase| {
            purchase["ordered_on"]
                .as_str()
                .is_some_and(|on| on.starts_with("2026-08"))
        })
        .filter(|purchase| purchase["id"].as_i64().is_some_and(|id| late.contains(&id)))
        .count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_customers_own_goal_is_counted_of_those_who_said_what_became_of_it() {
    let house = House::with_shop("2026-03-02").await;
    let success = success(&house).await;
    add(&house, own(success, Metric::OwnGoals)).await;
    let said = [
        ("一郎", "家族で囲む食卓", Some(GoalMet::Yes)),
        ("二郎", "", Some(GoalMet::Partly)),
        ("三郎", "よく眠りたい", None),
    ];
    for (name, goal, goal_met) in said {
        let mut form = person("お客", name, "", "");
        form.contacts.clear();
        form.address.street = format!("南青山{name}");
        let customer = house.app.add_customer(form, None).await.expect("a customer").id;
        let form = VoiceForm {
            occasion: VoiceOccasion::Relation,
            way: VoiceWay::Card,
            answered_on: None,
            recommend: None,
            satisfaction: None,
            ease: None,
            topics: Vec::new(),
            words: String::new(),
            goal: goal.to_owned(),
            goal_met,
        };
        house
            .app
            .add_voice(customer, form, None)
            .await
            .expect("written down");
    }
    house.go_to("2026-04-08");
    house.app.tidy().await.expect("tidied");
    let march = number(&house, Metric::OwnGoals).await.last.expect("March");
    assert_eq!(
        counts(&march),
        (1, 2),
        "in part is not yet, and silence is neither"
    );
    let view = house
        .app
        .voices(VoicesQuery::default(), None)
        .await
        .expect("voices");
    assert_eq!((view.goals.said.0, view.goals.n.0, view.goals.yes.0), (2, 2, 1));
}
