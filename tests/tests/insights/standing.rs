//! How households stand: quiet is not lost, what speaks for trouble is told by name, who needs the shop is listed, and
//! what came of that is remembered.

use aichaku_api::wire::{
    Completion, Int, ListedSide, NamesQuery, NewCase, NewMemo, Outcome, SignKind, Standing, StandingView,
    StandingsView, TodayQuery, VoiceForm, VoiceOccasion, VoiceWay, WayKind,
};
use aichaku_api::wire::{ItemForm, ItemState, Lang};
use aichaku_tests::house::{House, goods, person};

use super::{DAY, behind, practice};

/// Somebody who bought a table four years ago and was never heard of since.
async fn quiet(house: &House, name: &str) -> Int {
    let form = person(name, "", "", "");
    let id = house.app.add_customer(form, None).await.expect("a customer").id;
    let lines = vec![goods("テーブル", 300_000)];
    house.sell(id, "2022-10-01", Some("2022-10-20"), lines).await;
    id
}

async fn standing(house: &House, customer: Int) -> StandingView {
    house.app.standing(customer).await.expect("how they stand")
}

async fn standings(house: &House) -> StandingsView {
    house.app.standings().await.expect("how all stand")
}

fn how_many(view: &StandingsView, standing: Standing) -> i64 {
    view.standings
        .iter()
        .find(|one| one.standing == standing)
        .map_or(0, |one| one.households.0)
}

fn signs(view: &StandingView) -> Vec<SignKind> {
    view.signs.iter().map(|sign| sign.kind).collect()
}

async fn answer(house: &House, customer: Int, satisfaction: i64) {
    let form = VoiceForm {
        occasion: VoiceOccasion::Relation,
        way: VoiceWay::Phone,
        answered_on: None,
        recommend: None,
        satisfaction: Some(Int(satisfaction)),
        ease: None,
        topics: Vec::new(),
        words: String::new(),
        goal: String::new(),
        goal_met: None,
    };
    house
        .app
        .add_voice(customer, form, None)
        .await
        .expect("an answer");
}

/// A call that was promised for today, and what came of it.
async fn call(house: &House, customer: Int, outcome: Outcome) {
    let memo = NewMemo {
        customer,
        body: "その後のお加減をうかがう".to_owned(),
        promise_on: Some(DAY.to_owned()),
        staff: None,
    };
    house.app.add_memo(memo).await.expect("a promise");
    let today = house
        .app
        .today(TodayQuery::default(), Lang::Ja)
        .await
        .expect("the list");
    let follow_up = today
        .groups
        .iter()
        .flat_map(|group| &group.items)
        .find(|item| item.customer == customer)
        .expect("the promise")
        .follow_up;
    let completion = Completion {
        outcome,
        channel: None,
        note: String::new(),
        staff: None,
        also: Vec::new(),
    };
    house.app.complete(follow_up, completion).await.expect("done");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_standing_is_counted_and_opens_its_names() {
    let house = House::with_shop(DAY).await;
    let (silent, finished) = (quiet(&house, "高橋").await, quiet(&house, "田中").await);
    let (lost, alone) = (quiet(&house, "鈴木").await, quiet(&house, "佐藤").await);
    let new = quiet(&house, "山本").await;
    house
        .sell(new, "2026-10-01", None, vec![goods("椅子", 50_000)])
        .await;
    assert_eq!(
        standing(&house, silent).await.standing,
        Some(Standing::Drifting),
        "four years without a word from either side"
    );
    call(&house, silent, Outcome::LeftMessage).await;
    assert_eq!(
        standing(&house, silent).await.standing,
        Some(Standing::Content),
        "somebody turned to them, and nothing speaks for trouble"
    );

    let record = house.app.customer(finished, Lang::Ja).await.expect("a record");
    let item = &record.items[0];
    let form = ItemForm {
        name: item.name.clone(),
        family: item.family,
        material: item.material,
        finish: item.finish,
        quantity: item.quantity,
        room: item.room.clone(),
        state: ItemState::Disposed,
        delivered_on: item.delivered_on.clone(),
        secret: item.secret,
        note: item.note.clone(),
    };
    house
        .app
        .edit_item(item.id, form, None)
        .await
        .expect("thrown away");

    let ways = standing(&house, lost).await.ways;
    assert_eq!(ways.len(), 2, "a number and an address: {ways:?}");
    for way in &ways {
        house.app.set_way(way.kind, way.id, true).await.expect("broken");
    }
    let record = house.app.customer(alone, Lang::Ja).await.expect("a record");
    let mut form = record.customer.form.clone();
    form.suppressed = true;
    house
        .app
        .edit_customer(alone, form, None)
        .await
        .expect("left alone");

    let view = standings(&house).await;
    for (stands, count) in [
        (Standing::InTouch, 1),
        (Standing::Content, 1),
        (Standing::Drifting, 0),
        (Standing::Unreachable, 1),
        (Standing::Graduated, 1),
        (Standing::LeftAlone, 1),
        (Standing::Gone, 0),
    ] {
        assert_eq!(how_many(&view, stands), count, "{stands:?}");
        let names = behind(
            &house,
            NamesQuery::Standing {
                standing: Some(stands),
            },
        )
        .await;
        assert_eq!(names, count, "names behind {stands:?}");
    }
    assert_eq!(view.households.0, 5, "everybody who bought something");
    let needs: Vec<Int> = view.needs.iter().map(|need| need.who.customer).collect();
    assert_eq!(needs, [lost], "nobody else needs the shop");
    let of = NamesQuery::Standing { standing: None };
    assert_eq!(behind(&house, of).await, 1, "by name too");

    house
        .app
        .set_way(ways[0].kind, ways[0].id, false)
        .await
        .expect("it works again");
    let view = standing(&house, lost).await;
    assert_eq!(view.standing, Some(Standing::Drifting), "one way is found again");
    assert_eq!(signs(&view)[0], SignKind::PostReturned, "letters still come back");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_list_says_why_and_remembers_what_came_of_it() {
    let house = House::with_shop(DAY).await;
    let (unhappy, waiting) = (quiet(&house, "高橋").await, quiet(&house, "田中").await);
    let fine = quiet(&house, "鈴木").await;
    answer(&house, unhappy, 1).await;
    answer(&house, fine, 5).await;
    let case = NewCase {
        customer: waiting,
        item: None,
        topic: "引き出しが固い".to_owned(),
        severity: "serious".to_owned(),
        note: String::new(),
    };
    let case = house.app.open_case(case).await.expect("a case").id;

    let view = standings(&house).await;
    let needs: Vec<(Int, SignKind, &str)> = view
        .needs
        .iter()
        .map(|need| (need.who.customer, need.signs[0].kind, need.since.as_str()))
        .collect();
    assert_eq!(
        needs,
        [
            (waiting, SignKind::OpenCase, DAY),
            (unhappy, SignKind::Unhappy, DAY)
        ],
        "the serious case first; who is content is not on the list"
    );
    assert_eq!(view.outcome.waiting.0, 2, "both were listed today");
    assert_eq!(view.outcome.listed.0, 0, "and nothing can be said yet");

    call(&house, unhappy, Outcome::Reached).await;
    answer(&house, unhappy, 5).await;
    assert_eq!(
        signs(&standing(&house, unhappy).await),
        [],
        "better was heard since"
    );
    let view = standings(&house).await;
    assert_eq!(view.needs.len(), 1, "and off the list");

    house.go_to("2026-12-25");
    let view = standings(&house).await;
    assert_eq!(view.needs[0].since, DAY, "still since the first day");
    let came = &view.outcome;
    assert_eq!(
        (came.listed.0, came.contacted.0, came.answered.0, came.waiting.0),
        (2, 1, 1, 0),
        "one was called and answered, nobody turned to the other"
    );
    assert_eq!(came.share, None, "of one no share is told");
    for (side, count) in [
        (ListedSide::All, 2),
        (ListedSide::Contacted, 1),
        (ListedSide::Answered, 1),
        (ListedSide::Bought, 0),
        (ListedSide::Waiting, 0),
    ] {
        let names = behind(&house, NamesQuery::Listed { side }).await;
        assert_eq!(names, count, "names behind {side:?}");
    }
    house
        .app
        .close_case(case, "yes".to_owned(), String::new())
        .await
        .expect("solved");
    assert!(standings(&house).await.needs.is_empty(), "nobody is left");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_calls_in_vain_are_a_sign_and_an_answer_takes_it_back() {
    let house = House::with_shop(DAY).await;
    let customer = quiet(&house, "高橋").await;
    for calls in 1..=3 {
        call(&house, customer, Outcome::NotReached).await;
        let view = standing(&house, customer).await;
        let expected = if calls < 3 {
            vec![]
        } else {
            vec![SignKind::Unanswered]
        };
        assert_eq!(signs(&view), expected, "after {calls}");
    }
    call(&house, customer, Outcome::Reached).await;
    let view = standing(&house, customer).await;
    assert_eq!(view.standing, Some(Standing::InTouch), "they answered");
    assert_eq!(signs(&view), [], "and nothing is held against them");
    assert_eq!(view.last_sign.as_deref(), Some(DAY));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_score_says_how_much_stands_behind_it() {
    let house = House::with_shop(DAY).await;
    let customer = quiet(&house, "高橋").await;
    let before = standing(&house, customer).await.health.expect("it is measured");
    assert_eq!(before.score, None, "four quiet years say too little");
    answer(&house, customer, 5).await;
    let after = standing(&house, customer).await.health.expect("it is measured");
    assert!(after.coverage > before.coverage, "more is known");
    assert!(
        after.score.is_some_and(|score| score.0 > 80.0),
        "and it is good: {after:?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_address_is_not_the_one_from_which_letters_came_back() {
    let house = House::with_shop(DAY).await;
    let customer = quiet(&house, "高橋").await;
    let way = standing(&house, customer)
        .await
        .ways
        .into_iter()
        .find(|way| way.kind == WayKind::Post)
        .expect("an address");
    let done = house
        .app
        .set_way(WayKind::Post, way.id, true)
        .await
        .expect("came back");
    assert_eq!(
        signs(&standing(&house, customer).await)[0],
        SignKind::PostReturned,
        "letters come back"
    );
    house.app.undo(done.undo.expect("a token")).await.expect("a slip");
    assert!(
        !signs(&standing(&house, customer).await).contains(&SignKind::PostReturned),
        "taken back"
    );
    house
        .app
        .set_way(WayKind::Post, way.id, true)
        .await
        .expect("came back");
    let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
    let mut form = record.customer.form.clone();
    form.address.street = "北青山3-1-1".to_owned();
    house
        .app
        .edit_customer(customer, form, None)
        .await
        .expect("moved");
    let ways = standing(&house, customer).await.ways;
    assert!(
        ways.iter().all(|way| !way.broken),
        "nothing came back from there: {ways:?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_packed_is_what_each_record_says() {
    let house = practice(300).await;
    let view = standings(&house).await;
    let mut counted = 0;
    for one in &view.standings {
        let query = NamesQuery::Standing {
            standing: Some(one.standing),
        };
        let names = house.app.names(query).await.expect("names");
        counted += names.total.0;
        for hit in names.hits.iter().take(10) {
            let record = standing(&house, hit.customer).await;
            assert_eq!(record.standing, Some(one.standing), "{:?}", hit.customer);
        }
    }
    assert_eq!(counted, view.households.0, "everybody stands somewhere");
    assert!(
        how_many(&view, Standing::Content) > 0,
        "some are content and quiet"
    );
    assert!(
        view.needs.len() <= 12 && view.needs.len() as i64 <= view.needs_count.0,
        "a short list"
    );
}

/// Standing by standing, and who needs the shop in order.
fn told(view: &StandingsView) -> (Vec<i64>, Vec<i64>, i64) {
    (
        view.standings.iter().map(|one| one.households.0).collect(),
        view.needs.iter().map(|need| need.who.household.0).collect(),
        view.needs_count.0,
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_told_before_a_write_is_told_anew_where_it_changed() {
    // Two blocks of households, of which one changes.
    let house = practice(1_300).await;
    let before = standings(&house).await;
    let who = before.needs.last().expect("somebody needs the shop").who.customer;
    let lines = vec![goods("テーブル", 300_000)];
    house.sell(who, DAY, None, lines).await;
    let quiet = quiet(&house, "新井").await;
    let after = standings(&house).await;
    assert_ne!(told(&after), told(&before), "somebody came back, somebody is new");
    assert_eq!(after.households.0, before.households.0 + 1, "one household more");
    assert_eq!(standing(&house, quiet).await.standing, Some(Standing::Drifting));
    house.go_to("2027-11-22");
    let in_a_year = standings(&house).await;
    house.go_to(DAY);
    assert_eq!(
        told(&standings(&house).await),
        told(&after),
        "of its own day again"
    );
    assert_ne!(told(&in_a_year), told(&after), "a year makes more of them quiet");
}
