//! What customers answer when they are asked: written down, counted, and found again by name.

use aichaku_api::error::ErrorCode;
use aichaku_api::wire::{
    ContentKind, DriversGround, Int, Lang, NamesQuery, PairAnswer, TimelineEvent, TopicMark, VoiceForm,
    VoiceOccasion, VoiceSide, VoiceTopic, VoiceWay, VoicesQuery,
};
use aichaku_domain::values::ShopDay;
use aichaku_tests::files::sound;
use aichaku_tests::house::{House, goods, person};

fn answers(recommend: i64, satisfaction: i64) -> VoiceForm {
    VoiceForm {
        occasion: VoiceOccasion::Relation,
        way: VoiceWay::Card,
        answered_on: None,
        recommend: Some(Int(recommend)),
        satisfaction: Some(Int(satisfaction)),
        ease: None,
        topics: Vec::new(),
        words: String::new(),
        goal: String::new(),
        goal_met: None,
    }
}

async fn add(house: &House, name: &str) -> Int {
    let mut form = person("お客", name, "", "");
    form.contacts.clear();
    form.address.street = format!("南青山{name}");
    house.app.add_customer(form, None).await.expect("a customer").id
}

async fn say(house: &House, customer: Int, form: VoiceForm) -> Int {
    house
        .app
        .add_voice(customer, form, None)
        .await
        .expect("written down")
        .id
}

async fn names(house: &House, side: VoiceSide) -> i64 {
    let query = NamesQuery::Voices {
        query: VoicesQuery::default(),
        side,
    };
    let view = house.app.names(query).await.expect("names");
    assert_eq!(i64::try_from(view.hits.len()).expect("few"), view.total.0);
    view.total.0
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_stand_with_the_household_and_can_be_taken_back() {
    let house = House::with_shop("2026-11-22").await;
    let customer = add(&house, "一郎").await;
    let said = VoiceForm {
        ease: Some(Int(5)),
        topics: vec![TopicMark {
            topic: VoiceTopic::Aftercare,
            mark: Int(4),
        }],
        words: " 椅子の手入れが分かりやすかった ".to_owned(),
        answered_on: Some("2026-11-20".to_owned()),
        ..answers(9, 4)
    };
    let done = house
        .app
        .add_voice(customer, said.clone(), None)
        .await
        .expect("written down");
    let home = house.app.voices_at_home(customer).await.expect("answers");
    assert_eq!(home.len(), 1);
    let kept = VoiceForm {
        words: said.words.trim().to_owned(),
        ..said
    };
    assert_eq!(home[0].answers, kept, "as it was written down");

    house.app.remove_voice(home[0].id).await.expect("removed");
    assert!(
        house
            .app
            .voices_at_home(customer)
            .await
            .expect("answers")
            .is_empty()
    );
    let again = house.app.remove_voice(home[0].id).await;
    assert_eq!(again.map_err(|error| error.code).err(), Some(ErrorCode::NotFound));
    let other = house
        .app
        .add_voice(customer, answers(3, 2), None)
        .await
        .expect("written down");
    house
        .app
        .undo(other.undo.expect("a token"))
        .await
        .expect("taken back");
    assert!(
        house
            .app
            .voices_at_home(customer)
            .await
            .expect("answers")
            .is_empty()
    );
    assert!(done.undo.is_some());
    sound(&house.app).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_nobody_can_have_answered_is_refused_by_its_field() {
    let house = House::with_shop("2026-11-22").await;
    let customer = add(&house, "一郎").await;
    let nothing = VoiceForm {
        recommend: None,
        satisfaction: None,
        ..answers(0, 1)
    };
    let tomorrow = VoiceForm {
        answered_on: Some("2026-11-23".to_owned()),
        ..answers(5, 5)
    };
    for (form, field) in [
        (answers(11, 5), "recommend"),
        (answers(-1, 5), "recommend"),
        (answers(5, 6), "satisfaction"),
        (nothing, "answers"),
        (tomorrow, "answered_on"),
    ] {
        let error = house
            .app
            .add_voice(customer, form, None)
            .await
            .expect_err("refused");
        assert_eq!(error.code, ErrorCode::Invalid);
        assert!(
            error
                .fields
                .iter()
                .any(|value| value.name == "field" && value.text == field),
            "{field}: {:?}",
            error.fields
        );
    }
    let nobody = house.app.add_voice(Int(999), answers(5, 5), None).await;
    assert_eq!(
        nobody.map_err(|error| error.code).err(),
        Some(ErrorCode::NotFound)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn few_answers_are_counted_and_thirty_make_a_score() {
    let house = House::with_shop("2026-11-22").await;
    let mut people = Vec::new();
    // 16 promoters, 8 passives, 6 detractors: 100 × (16 − 6) / 30.
    for at in 0..30 {
        let customer = add(&house, &format!("{at}番")).await;
        let recommend = if at < 16 {
            9 + at % 2
        } else if at < 24 {
            7 + at % 2
        } else {
            at % 7
        };
        say(&house, customer, answers(recommend, if at < 25 { 5 } else { 2 })).await;
        people.push(customer);
        if at == 28 {
            let few = house
                .app
                .voices(VoicesQuery::default(), None)
                .await
                .expect("counted");
            assert_eq!(
                (few.recommend.n.0, few.recommend.score),
                (29, None),
                "29 are no score yet"
            );
            assert_eq!(few.gap.points, None);
        }
    }
    let view = house
        .app
        .voices(VoicesQuery::default(), None)
        .await
        .expect("counted");
    let recommend = &view.recommend;
    assert_eq!(
        (
            recommend.promoters.0,
            recommend.passives.0,
            recommend.detractors.0
        ),
        (16, 8, 6)
    );
    assert_eq!(recommend.counts.iter().map(|count| count.0).sum::<i64>(), 30);
    let score = recommend.score.expect("a score").0;
    assert!((score - 100.0 / 3.0).abs() < 1e-9, "{score}");
    // Three imaginary answers more: (16.75 − 6.75) / 33 ± 1.96 √((23.5/33 − (10/33)²) / 33).
    let (centre, half) = (100.0 * 10.0 / 33.0, 26.8714);
    let (low, high) = (recommend.low.expect("low").0, recommend.high.expect("high").0);
    assert!(
        (low - (centre - half)).abs() < 0.01 && (high - (centre + half)).abs() < 0.01,
        "{low} {high}"
    );
    assert_eq!((view.gap.satisfied.0, view.gap.recommending.0), (25, 16));
    assert!((view.gap.points.expect("a gap").0 - 30.0).abs() < 1e-9);
    assert_eq!(view.satisfaction.good.0, 25);

    // Whoever bought once and is content has not come back; whoever bought twice has.
    let [first, second, ..] = people[..] else {
        panic!("people")
    };
    house
        .sell(first, "2025-01-10", None, vec![goods("チェア", 40_000)])
        .await;
    house
        .sell(second, "2024-01-10", None, vec![goods("チェア", 40_000)])
        .await;
    house
        .sell(second, "2025-06-10", None, vec![goods("ソファ", 240_000)])
        .await;
    let view = house
        .app
        .voices(VoicesQuery::default(), None)
        .await
        .expect("counted");
    assert_eq!(view.content_not_back.0, 1);
    for (side, expected) in [
        (VoiceSide::All, 30),
        (VoiceSide::Promoters, 16),
        (VoiceSide::Passives, 8),
        (VoiceSide::Detractors, 6),
        (VoiceSide::Mark(9), 8),
        (VoiceSide::Satisfied, 25),
        (VoiceSide::Dissatisfied, 5),
        (VoiceSide::Hard, 0),
        (VoiceSide::ContentNotBack, 1),
    ] {
        assert_eq!(names(&house, side).await, expected, "{side:?}");
    }

    // Asked again, the last answer counts, and nobody counts twice.
    say(&house, people[0], answers(0, 1)).await;
    let view = house
        .app
        .voices(VoicesQuery::default(), None)
        .await
        .expect("counted");
    assert_eq!(
        (
            view.people.0,
            view.recommend.promoters.0,
            view.recommend.detractors.0
        ),
        (30, 15, 7)
    );
    let about_deliveries = VoicesQuery {
        occasion: Some(VoiceOccasion::Delivery),
        ..VoicesQuery::default()
    };
    let view = house.app.voices(about_deliveries, None).await.expect("counted");
    assert_eq!(
        view.people.0, 0,
        "kept apart from what was asked about a delivery"
    );
}

/// A number in 0.0..1.0 (Knuth's MMIX multiplier).
fn chance(state: &mut u64) -> f64 {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    (*state >> 11) as f64 / (1u64 << 53) as f64
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_planted_driver_is_found_and_few_answers_say_nothing() {
    let house = House::with_shop("2026-11-22").await;
    let mut state = 20_261_122;
    for at in 0..120 {
        let customer = add(&house, &format!("{at}番")).await;
        let mut topics = Vec::new();
        let mut recommend = 0.0;
        // Aftercare weighs four times the delivery, the price nothing.
        for (topic, weight) in [
            (VoiceTopic::Aftercare, 1.6),
            (VoiceTopic::Delivery, 0.4),
            (VoiceTopic::Price, 0.0),
        ] {
            let mark = 1 + (chance(&mut state) * 5.0).floor().min(4.0) as i64;
            recommend += weight * mark as f64;
            topics.push(TopicMark {
                topic,
                mark: Int(mark),
            });
        }
        let recommend = (recommend + chance(&mut state) * 2.0 - 1.0)
            .round()
            .clamp(0.0, 10.0);
        let form = VoiceForm {
            topics,
            ..answers(recommend as i64, 4)
        };
        say(&house, customer, form).await;
        if at == 20 {
            let few = house
                .app
                .voices(VoicesQuery::default(), None)
                .await
                .expect("counted")
                .drivers;
            assert_eq!((few.ground, few.needed.0), (DriversGround::None, 30));
            assert!(
                few.topics.iter().all(|topic| topic.share.is_none()),
                "no shares from 21 people"
            );
        }
        if at == 60 {
            let rough = house
                .app
                .voices(VoicesQuery::default(), None)
                .await
                .expect("counted")
                .drivers;
            assert_eq!(
                rough.ground,
                DriversGround::Rough,
                "61 people are a rough picture"
            );
        }
    }
    let drivers = house
        .app
        .voices(VoicesQuery::default(), None)
        .await
        .expect("counted")
        .drivers;
    assert_eq!((drivers.ground, drivers.n.0), (DriversGround::Enough, 120));
    let shares: Vec<(VoiceTopic, f64)> = drivers
        .topics
        .iter()
        .map(|topic| (topic.topic, topic.share.expect("a share").0))
        .collect();
    // With marks that do not go together the shares are those of the squared weights: 0.94, 0.06, 0.
    assert_eq!(shares[0].0, VoiceTopic::Aftercare);
    assert!((shares[0].1 - 0.94).abs() < 0.06, "{shares:?}");
    assert!(
        (shares.iter().map(|share| share.1).sum::<f64>() - 1.0).abs() < 1e-9,
        "they add up"
    );
    assert!(
        drivers.r_squared.0 > 0.9,
        "the noise is small: {}",
        drivers.r_squared.0
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_go_with_their_person() {
    let house = House::with_shop("2026-11-22").await;
    let one = add(&house, "一郎").await;
    let other = add(&house, "花").await;
    say(&house, other, answers(10, 5)).await;
    let merged = house
        .app
        .answer_duplicate(one, other, PairAnswer::Same)
        .await
        .expect("one person");
    assert_eq!(
        house.app.voices_at_home(one).await.expect("answers").len(),
        1,
        "came along"
    );
    house
        .app
        .unmerge(merged.undo.expect("a token"))
        .await
        .expect("apart again");
    assert!(house.app.voices_at_home(one).await.expect("answers").is_empty());
    assert_eq!(
        house.app.voices_at_home(other).await.expect("answers").len(),
        1,
        "went back"
    );

    let home = house
        .app
        .customer(one, Lang::Ja)
        .await
        .expect("a record")
        .household
        .id;
    house
        .app
        .join_household(other, Some(home))
        .await
        .expect("moved in");
    assert_eq!(
        house.app.voices_at_home(one).await.expect("answers").len(),
        1,
        "of the household now"
    );
    sound(&house.app).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_those_who_were_asked_it_is_told_how_many_answered() {
    let house = House::new("2026-11-22");
    house
        .app
        .open_practice(Int(7), Int(400))
        .await
        .expect("a practice shop");
    let asked = async |query: VoicesQuery| house.app.voices(query, None).await.expect("counted").asked;
    let told = asked(VoicesQuery::default()).await.expect("of everything");
    // 60 of a hundred that are looked after send the card back, 30 of the others.
    let share = told.share.expect("more than ten were asked").0;
    assert!((0.25..=0.6).contains(&share), "got {told:?}");
    assert!(told.low.expect("low").0 < share && share < told.high.expect("high").0);
    // What came true: 70 of a hundred that are looked after, 45 of the others.
    let goals = house
        .app
        .voices(VoicesQuery::default(), None)
        .await
        .expect("counted")
        .goals;
    let (low, high) = (goals.low.expect("many said so").0, goals.high.expect("high").0);
    assert!(low <= 0.7 && high >= 0.45 && high - low < 0.4, "got {goals:?}");
    assert_eq!(
        goals.said, goals.n,
        "on the cards of the practice shop both stand"
    );
    assert_eq!(names(&house, VoiceSide::GoalMet).await, goals.yes.0);
    assert_eq!(names(&house, VoiceSide::Goal).await, goals.said.0);
    assert_eq!(
        names(&house, VoiceSide::GoalMissed).await,
        goals.partly.0 + goals.no.0
    );
    assert_eq!(names(&house, VoiceSide::Asked).await, told.asked.0);
    let silent = NamesQuery::Voices {
        query: VoicesQuery::default(),
        side: VoiceSide::Silent,
    };
    let silent = house.app.names(silent).await.expect("names");
    assert_eq!(silent.total.0, told.asked.0 - told.answered.0);
    let one_matter = VoicesQuery {
        occasion: Some(VoiceOccasion::Care),
        ..VoicesQuery::default()
    };
    assert!(
        asked(one_matter).await.is_none(),
        "what they were asked about is not known"
    );

    // An answer on the last day counts, one a day later does not.
    for (person, days, more) in [(0, 42, 1), (1, 43, 0)] {
        let customer = silent.hits[person].customer;
        let record = house.app.customer(customer, Lang::Ja).await.expect("a record");
        let on = record
            .timeline
            .iter()
            .find(|entry| match &entry.event {
                TimelineEvent::Touch { kind, .. } => *kind == Some(ContentKind::Request),
                _ => false,
            })
            .map(|entry| ShopDay::parse_iso(&entry.day).expect("a day"))
            .expect("they were asked");
        let before = asked(VoicesQuery::default()).await.expect("counted").answered.0;
        let form = VoiceForm {
            answered_on: Some(on.plus_days(days).to_string()),
            ..answers(8, 4)
        };
        say(&house, customer, form).await;
        let after = asked(VoicesQuery::default()).await.expect("counted").answered.0;
        assert_eq!(after - before, more, "{days} days after the card");
    }
}
