//! What care does: some households go without by chance, what is owed reaches everybody, sides are kept, nothing is said
//! too early, and what was planted in the practice shop is found.

use std::collections::BTreeSet;

use aichaku_api::error::ErrorCode;
use aichaku_api::wire::{
    Compared, EffectOutcome, EffectQuery, EffectRow, EffectVerdict, EffectView, Int, Lang, NamesQuery,
    PairAnswer, Real, TodayQuery,
};
use aichaku_tests::house::{House, goods, person};

use super::{behind, practice};

const HALF_A_YEAR: EffectQuery = EffectQuery {
    outcome: EffectOutcome::Return,
    days: Int(183),
};

async fn effect(house: &House, query: EffectQuery) -> EffectView {
    house.app.effect(query, Lang::Ja, None).await.expect("effects")
}

async fn first_ninety_days(house: &House) -> Compared {
    let plans = house.app.plans(Lang::Ja).await.expect("plans");
    let plan = plans.iter().find(|plan| plan.code == "first-90-days");
    Compared::Plan {
        id: plan.expect("a starter plan").id,
    }
}

async fn content(house: &House, code: &str) -> Int {
    let contents = house.app.contents().await.expect("the library");
    let found = contents.iter().find(|content| content.code == code);
    found.expect("a starter tip").id
}

/// Customers who bought a chair that was delivered on that day, with the numbers of their people.
async fn chairs(house: &House, count: usize, delivered_on: &str) -> Vec<Int> {
    let mut people = Vec::new();
    for place in 0..count {
        let form = person(&format!("客{place}"), "一", "", "");
        let id = house.app.add_customer(form, None).await.expect("a customer").id;
        let lines = vec![goods("チェア", 40_000)];
        house.sell(id, "2026-06-01", Some(delivered_on), lines).await;
        people.push(id);
    }
    people
}

/// Households that have this content in Today.
async fn due(house: &House, content: Int) -> BTreeSet<i64> {
    house.app.begin_day().await.expect("a day");
    let query = TodayQuery {
        limit: 400,
        ..TodayQuery::default()
    };
    let today = house.app.today(query, Lang::Ja).await.expect("a list");
    let items = today.groups.iter().flat_map(|group| &group.items);
    items
        .filter(|item| item.content == Some(content))
        .map(|item| item.household.0)
        .collect()
}

/// A shop in which the first ninety days are compared, and forty households that came after.
async fn compared() -> (House, Vec<Int>) {
    let house = House::with_shop("2026-06-01").await;
    house.app.begin_day().await.expect("planned up to the 8th");
    let of = first_ninety_days(&house).await;
    house
        .app
        .begin_comparison(of, Real(40.0))
        .await
        .expect("a comparison");
    let people = chairs(&house, 40, "2026-06-10").await;
    (house, people)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn some_go_without_by_chance_and_what_takes_a_persons_time_reaches_everybody() {
    let (house, _) = compared().await;
    house.go_to("2026-06-13");
    let call = content(&house, "T1").await;
    assert_eq!(due(&house, call).await.len(), 40, "everybody is called");
    house.go_to("2026-09-08");
    let mail = content(&house, "T125").await;
    let with = due(&house, mail).await;
    let view = effect(&house, HALF_A_YEAR).await;
    let row = &view.rows[0];
    let (treated, held) = (row.treated.households.0, row.held.households.0);
    assert_eq!(treated + held, 40, "all of them take part");
    assert!((6..=26).contains(&held), "about sixteen of forty, got {held}");
    assert_eq!(
        with.len() as i64,
        treated,
        "the others hear nothing after ninety days"
    );
    assert_eq!(row.verdict, EffectVerdict::Early, "nobody's half year is over");
    assert!(
        row.own.is_none() && row.treated.rate.is_none(),
        "counts and no rates"
    );
    assert!(row.lacking.expect("it runs").0 > 0, "more households are needed");

    // Nobody changes sides: not on another day, not with another share.
    house
        .app
        .change_comparison(row.comparison, Real(0.0))
        .await
        .expect("nobody new");
    house.go_to("2026-09-09");
    assert_eq!(due(&house, mail).await, with, "the same households as before");
    let late = chairs(&house, 1, "2026-06-12").await;
    house.go_to("2026-09-10");
    let now = due(&house, mail).await;
    assert_eq!(now.len(), with.len() + 1, "who comes later gets it: {late:?}");
    let again = effect(&house, HALF_A_YEAR).await;
    assert_eq!(again.rows[0].held.households.0, held, "and takes no part");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn windows_close_one_by_one_and_the_end_gives_care_to_everybody_again() {
    let (house, people) = compared().await;
    house.go_to("2026-09-08");
    house.app.begin_day().await.expect("ninety days");
    let referred = EffectQuery {
        outcome: EffectOutcome::Referral,
        ..HALF_A_YEAR
    };
    // Everybody comes back after two months, within the half year.
    house.go_to("2026-11-21");
    for customer in &people {
        let lines = vec![goods("テーブル", 200_000)];
        house
            .sell(*customer, "2026-11-10", Some("2026-11-20"), lines)
            .await;
    }
    house.go_to("2027-03-09");
    assert_eq!(
        effect(&house, HALF_A_YEAR).await.rows[0].treated.watched.0,
        0,
        "a day too early: the mail came due on 8 September"
    );
    house.go_to("2027-03-10");
    let view = effect(&house, HALF_A_YEAR).await;
    let row = &view.rows[0];
    let (with, without) = (row.treated, row.held);
    assert_eq!(
        (with.watched, with.hits),
        (with.households, with.households),
        "all came back"
    );
    assert_eq!(
        (without.watched, without.hits),
        (without.households, without.households)
    );
    if without.watched.0 >= 10 && with.watched.0 >= 10 {
        assert_eq!(row.verdict, EffectVerdict::Unclear, "no difference: {row:?}");
        assert!(row.own.expect("a difference").value.0.abs() < 1e-12);
    }
    let none = effect(&house, referred).await;
    assert_eq!(none.rows[0].treated.hits.0, 0, "nobody brought anybody");

    let done = house.app.end_comparison(row.comparison).await.expect("ended");
    let ended = effect(&house, HALF_A_YEAR).await;
    assert_eq!(ended.rows[0].ends_on.as_deref(), Some("2027-03-10"));
    assert_eq!(ended.rows[0].treated.hits, with.hits, "what was seen stays");
    assert_eq!(ended.rows[0].lacking, None, "nobody is waited for");
    house.app.undo(done.undo.expect("a token")).await.expect("undone");
    assert_eq!(
        effect(&house, HALF_A_YEAR).await.rows[0].ends_on,
        None,
        "it runs again"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_household_of_both_sides_counts_on_neither() {
    let (house, people) = compared().await;
    house.go_to("2026-09-08");
    let mail = content(&house, "T125").await;
    let with = due(&house, mail).await;
    let mut sides: [Option<Int>; 2] = [None, None];
    for customer in &people {
        let record = house.app.customer(*customer, Lang::Ja).await.expect("a record");
        let side = usize::from(with.contains(&record.household.id.0));
        sides[side].get_or_insert(*customer);
    }
    let (without, with) = (
        sides[0].expect("somebody without"),
        sides[1].expect("somebody with"),
    );
    house
        .app
        .answer_duplicate(with, without, PairAnswer::Same)
        .await
        .expect("one and the same");
    let row = effect(&house, HALF_A_YEAR).await.rows.remove(0);
    assert_eq!(row.mixed, Int(1), "it was cared for and it was not");
    assert_eq!(
        row.treated.households.0 + row.held.households.0,
        38,
        "and tells nothing"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_compared_twice_and_nothing_that_is_owed() {
    let house = House::with_shop("2026-06-01").await;
    house.app.begin_day().await.expect("planned");
    let plan = first_ninety_days(&house).await;
    let begin = |of: Compared, held: f64| house.app.begin_comparison(of, Real(held));
    for held in [0.0, 50.1, -1.0, f64::NAN] {
        let refused = begin(plan, held).await.expect_err("no share of that size");
        assert_eq!(refused.code, ErrorCode::Invalid, "{held} of a hundred");
    }
    let call = Compared::Content {
        id: content(&house, "T1").await,
    };
    let refused = begin(call, 20.0)
        .await
        .expect_err("a call is a person's decision");
    assert_eq!(refused.code, ErrorCode::Invalid);
    let mail = Compared::Content {
        id: content(&house, "T125").await,
    };
    let done = begin(mail, 20.0).await.expect("its tip");
    let refused = begin(plan, 20.0).await.expect_err("a part of it is compared");
    assert_eq!(refused.code, ErrorCode::Conflict);
    house.app.undo(done.undo.expect("a token")).await.expect("undone");
    assert!(
        effect(&house, HALF_A_YEAR).await.rows.is_empty(),
        "as if never begun"
    );
    begin(plan, 20.0).await.expect("now the plan");
    let gone = Compared::Plan { id: Int(9_999) };
    assert_eq!(
        begin(gone, 20.0).await.expect_err("no such plan").code,
        ErrorCode::NotFound
    );
}

fn row<'a>(view: &'a EffectView, name: &str) -> &'a EffectRow {
    let found = view.rows.iter().find(|row| row.name == name);
    found.unwrap_or_else(|| panic!("{name} is compared: {:?}", view.rows))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_planted_is_found_within_its_interval() {
    let house = practice(2_500).await;
    let view = effect(&house, HALF_A_YEAR).await;
    assert_eq!(view.rows.len(), 3, "three comparisons");
    let planted = [("無垢材の冬", 0.24), ("布のソファ", 0.0)];
    for (name, buys) in planted {
        let row = row(&view, name);
        let without = row.held.rate.expect("enough households").0;
        // Of those who would not have come anyway so many come because of it.
        let truth = buys * (1.0 - without);
        for range in [row.own.expect("a difference"), row.pooled.expect("pooled")] {
            assert!(
                range.low.0 <= truth && truth <= range.high.0,
                "{name}: {truth} lies in {range:?}"
            );
        }
        assert!(row.split_p.expect("people").0 > 0.001, "chance was fair: {row:?}");
        assert_ne!(row.verdict, EffectVerdict::Uneven);
    }
    assert_eq!(row(&view, "無垢材の冬").verdict, EffectVerdict::Helps);
    assert_eq!(
        row(&view, "布のソファ").verdict,
        EffectVerdict::Unclear,
        "nothing was planted"
    );
    let pooled: Vec<f64> = view
        .rows
        .iter()
        .filter_map(|row| Some(row.pooled?.value.0))
        .collect();
    assert!(
        pooled.is_sorted_by(|one, other| one >= other),
        "by effect: {pooled:?}"
    );

    for one in &view.rows {
        for (arm, held) in [(one.treated, false), (one.held, true)] {
            for (counted, hit) in [(arm.watched, false), (arm.hits, true)] {
                let query = NamesQuery::Effect {
                    query: HALF_A_YEAR,
                    comparison: one.comparison,
                    held,
                    hit,
                };
                assert_eq!(
                    behind(&house, query).await,
                    counted.0,
                    "{} {held} {hit}",
                    one.name
                );
            }
        }
    }
}
