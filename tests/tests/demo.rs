//! The practice shop: the same for the same seed, apart from the real one, and with a morning's work in Today.
//!
//! Not here: opening and leaving it (`shop.rs`).

use aichaku_api::wire::{
    AnchorName, AppState, Channel, DriversGround, FollowUpState, Int, Lang, Reason, ReturnsQuery, TodayItem,
    TodayQuery, Touch, UnitName, VoiceTopic, VoicesQuery,
};
use aichaku_tests::dump::content;
use aichaku_tests::house::House;
use rstest::rstest;

const DAY: &str = "2026-11-22";
const SEED: i64 = 7;

async fn practice(house: &House, seed: i64, households: i64) -> AppState {
    house
        .app
        .open_practice(Int(seed), Int(households))
        .await
        .expect("a practice shop")
}

async fn lines(house: &House) -> Vec<TodayItem> {
    house.app.begin_day().await.expect("a planned day");
    let today = house
        .app
        .today(TodayQuery::default(), Lang::Ja)
        .await
        .expect("a list");
    today.groups.into_iter().flat_map(|group| group.items).collect()
}

fn overdue(item: &TodayItem) -> bool {
    match &item.reason {
        Reason::DaysAfterDelivery { overdue_since, .. }
        | Reason::MonthsAfterDelivery { overdue_since, .. }
        | Reason::Season { overdue_since, .. }
        | Reason::Promise { overdue_since, .. } => overdue_since.is_some(),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_seed_makes_the_same_shop_and_another_seed_another() {
    let (one, same, other) = (House::new(DAY), House::new(DAY), House::new(DAY));
    practice(&one, SEED, 60).await;
    practice(&same, SEED, 60).await;
    practice(&other, SEED + 1, 60).await;
    let (one, same, other) = (
        content(&one.app).await,
        content(&same.app).await,
        content(&other.app).await,
    );
    assert!(one.len() > 10, "the export holds the shop, got {:?}", one.keys());
    for (file, text) in &one {
        assert_eq!(
            Some(text),
            same.get(file),
            "{file} is the same for the same seed and day"
        );
    }
    assert_ne!(
        one.get("customers"),
        other.get("customers"),
        "another seed brings other people"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_practice_shop_is_never_mixed_with_the_real_one() {
    let house = House::with_shop(DAY).await;
    let state = practice(&house, SEED, 40).await;
    let shop = state.shop.expect("an open shop");
    assert!(shop.practice, "it says that it is for practice");
    assert_eq!(
        shop.counts.households,
        Int(40),
        "as many households as were asked for"
    );
    let folders = [house.dir().join("shop"), house.dir().join("practice")];
    for folder in &folders {
        assert!(
            folder.join("aichaku.db").exists(),
            "each shop has a store of its own"
        );
    }
    let keys = folders.map(|folder| {
        let mut keys: Vec<Vec<u8>> = std::fs::read_dir(folder)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| {
                path.extension()
                    .is_none_or(|end| !end.to_string_lossy().starts_with("db"))
            })
            .filter_map(|path| std::fs::read(path).ok())
            .collect();
        keys.sort();
        keys
    });
    assert!(
        !keys[0].is_empty(),
        "the key lies beside the store when there is no keychain"
    );
    assert_ne!(keys[0], keys[1], "and each shop has a key of its own");

    let state = house.app.leave_practice().await.expect("the real shop");
    let shop = state.shop.expect("an open shop");
    assert!(!shop.practice, "the real shop opens again");
    assert_eq!(
        shop.counts.customers,
        Int(0),
        "and nobody of the practice shop came along"
    );
}

#[rstest]
#[case::autumn(DAY)]
#[case::spring("2026-04-07")]
#[case::rainy_season("2026-06-17")]
#[case::midsummer("2026-08-05")]
#[case::end_of_year("2026-12-15")]
#[case::deep_winter("2027-01-20")]
#[case::leap_day("2028-02-29")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mornings_work_waits_on_any_day(#[case] day: &str) {
    let house = House::new(day);
    practice(&house, SEED, 400).await;
    let items = lines(&house).await;
    assert!(
        (6..=14).contains(&items.len()),
        "a morning's work, neither nothing nor a flood; got {} on {day}",
        items.len()
    );
    assert!(
        items.iter().any(overdue),
        "something was left over from yesterday"
    );
    let refused = items.iter().filter(|item| !item.gate.allowed).count();
    assert!(
        (1..=3).contains(&refused),
        "the gate is seen at work, got {refused}"
    );
    for touch in [Touch::High, Touch::Low] {
        assert!(
            items.iter().any(|item| item.touch == touch && item.gate.allowed),
            "{touch:?} contacts are there to be done"
        );
    }
    let today = house
        .app
        .today(TodayQuery::default(), Lang::Ja)
        .await
        .expect("a list");
    assert!(!today.done.is_empty(), "some of it was done this morning");
    assert!(
        today.done.iter().all(|done| done.state == FollowUpState::Done),
        "and what was let go does not stand there"
    );
    assert!(today.catch_up.is_none(), "nothing piled up");
    let check = house.app.check().await.expect("walked through");
    assert!(check.ok, "the store is sound, got {:?}", check.problems);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_touches_stand_in_today_in_autumn() {
    let house = House::new(DAY);
    practice(&house, SEED, 400).await;
    let items = lines(&house).await;
    for touch in [Touch::High, Touch::Low, Touch::Tech] {
        assert!(
            items.iter().any(|item| item.touch == touch && item.gate.allowed),
            "{touch:?} contacts are there to be done"
        );
    }
    assert!(
        items
            .iter()
            .any(|item| item.touch == Touch::Tech && item.channel == Channel::Email),
        "what the machine sends goes by mail to those who agreed to it"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_shop_stays_workable_over_the_next_days() {
    let house = House::new(DAY);
    practice(&house, SEED, 400).await;
    for day in ["2026-11-23", "2026-11-24", "2026-11-26"] {
        house.go_to(day);
        let items = lines(&house).await;
        assert!(!items.is_empty(), "there is work on {day}");
        assert!(items.len() <= 60, "and it is no flood, got {}", items.len());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn numbers_have_their_digits_and_nobody_is_joined_by_rule() {
    let house = House::new(DAY);
    practice(&house, SEED, 400).await;
    let contacts = content(&house.app).await["contact_points"].clone();
    let mut counted = [0; 2];
    for cells in contacts.lines().skip(1).map(|line| line.split(',')) {
        let [_, kind, value] = cells.take(3).collect::<Vec<_>>()[..] else {
            panic!("a contact has a person, a kind and a value");
        };
        let digits = value.chars().filter(char::is_ascii_digit).count();
        match kind {
            "phone" => assert_eq!(digits, 10, "a landline has ten digits, got {value}"),
            "mobile" => assert_eq!(digits, 11, "a mobile has eleven digits, got {value}"),
            _ => continue,
        }
        counted[usize::from(kind == "mobile")] += 1;
    }
    assert!(
        counted.iter().all(|count| *count > 20),
        "there are both, got {counted:?}"
    );
    let report = house.app.look_for_duplicates("look".to_owned()).await;
    assert_eq!(
        report.expect("looked").joined,
        Int(0),
        "everybody in it is somebody else"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_are_found_by_kana_and_by_old_forms() {
    let house = House::new(DAY);
    practice(&house, SEED, 400).await;
    for (typed, family) in [
        ("たかはし ちひろ", "髙橋"),
        ("山崎 志保", "山﨑"),
        ("わたなべ", "渡邉"),
    ] {
        let hits = house.app.search(typed.to_owned(), 50).await.expect("hits");
        assert!(
            hits.iter().any(|hit| hit.name.starts_with(family)),
            "{typed} finds {family}, got {:?}",
            hits.iter().map(|hit| &hit.name).collect::<Vec<_>>()
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn households_come_back_as_furniture_is_bought_again() {
    let house = House::new(DAY);
    practice(&house, SEED, 400).await;
    let view = house
        .app
        .returns(
            ReturnsQuery {
                group: None,
                anchor: AnchorName::Order,
                unit: UnitName::Household,
                until: None,
                merge_days: None,
            },
            None,
        )
        .await
        .expect("a curve");
    let curve = view.curves.first().expect("one curve for all");
    let returned = |days: i64| {
        curve
            .points
            .iter()
            .take_while(|point| point.days.0 <= days)
            .last()
            .map_or(0.0, |point| point.returned.0)
    };
    assert!(
        (0.04..=0.14).contains(&returned(365)),
        "about 8 in 100 within a year, got {}",
        returned(365)
    );
    assert!(
        (0.18..=0.36).contains(&returned(1_825)),
        "about 25 in 100 within five years, got {}",
        returned(1_825)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_chore_is_there_but_small() {
    let house = House::new(DAY);
    let state = practice(&house, SEED, 400).await;
    let counts = state.shop.expect("an open shop").counts;
    assert!(
        (1..=60).contains(&counts.without_delivery.0),
        "a few delivery days are missing, got {:?}",
        counts.without_delivery
    );
    let open = house.app.undelivered(None, 100).await.expect("a list");
    assert!(
        open.iter().any(|purchase| purchase.estimated_on.is_none()),
        "and stand in the list of the chore"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_answers_tell_what_was_planted_in_them() {
    let house = House::new(DAY);
    practice(&house, SEED, 400).await;
    let view = house
        .app
        .voices(VoicesQuery::default(), None)
        .await
        .expect("counted");
    let score = view.recommend.score.expect("more than thirty answered").0;
    assert!((-30.0..=40.0).contains(&score), "an ordinary shop, got {score}");
    assert_eq!(view.drivers.ground, DriversGround::Enough);
    let order: Vec<VoiceTopic> = view
        .drivers
        .topics
        .iter()
        .map(|topic| topic.topic)
        .take(3)
        .collect();
    assert_eq!(
        order,
        [VoiceTopic::Aftercare, VoiceTopic::Advice, VoiceTopic::Quality],
        "in the order of their planted weights"
    );
    let share = |topic| {
        let found = view.drivers.topics.iter().find(|one| one.topic == topic);
        found.and_then(|one| one.share).expect("a share").0
    };
    // Squared weights times the variance of the marks: aftercare has about four fifths of it, price none.
    assert!(
        share(VoiceTopic::Aftercare) > 0.6,
        "{}",
        share(VoiceTopic::Aftercare)
    );
    assert!(share(VoiceTopic::Price) < 0.06, "{}", share(VoiceTopic::Price));
    assert!(
        view.content_not_back.0 > 0 && view.years.len() >= 6,
        "over all its years"
    );
}
