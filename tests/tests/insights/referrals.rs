//! Who came through whom: by hand and by a file, what it brought, K of a year, thanks that are owed; and the truth
//! that is planted in the practice shop.

use aichaku_api::error::ErrorCode;
use aichaku_api::wire::{
    AnchorName, HeardBy, HeardForm, HeardOf, Int, Lang, NamesQuery, NumberQuery, ReferralsView, ReturnGroup,
    ReturnsQuery, UnitName,
};
use aichaku_tests::house::{House, goods, person, purchase};

use super::{DAY, behind, practice};

fn of() -> NumberQuery {
    NumberQuery {
        anchor: AnchorName::Order,
        unit: UnitName::Household,
        until: None,
        merge_days: None,
    }
}

async fn referrals(house: &House) -> ReferralsView {
    house.app.referrals(of(), None).await.expect("referrals")
}

/// Somebody with a purchase of so much on a day.
async fn buyer(house: &House, name: &str, day: &str, amount: i64) -> Int {
    let form = person(name, "", "", "");
    let id = house.app.add_customer(form, None).await.expect("a customer").id;
    let new = purchase(id, day, None, vec![goods("テーブル", amount)]);
    house.app.add_purchase(new).await.expect("a purchase");
    id
}

async fn tell(house: &House, who: Int, from: Int) {
    let form = HeardForm {
        of: Some(HeardOf::Person),
        from: Some(from),
        by: Some(HeardBy::Said),
    };
    house.app.set_heard(who, form).await.expect("written down");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_line_of_referrals_is_followed_down_and_each_name_is_behind_its_number() {
    let house = House::with_shop(DAY).await;
    let first = buyer(&house, "高橋", "2020-04-01", 500_000).await;
    let second = buyer(&house, "田中", "2022-04-01", 100_000).await;
    let third = buyer(&house, "鈴木", "2026-03-01", 60_000).await;
    let other = buyer(&house, "佐藤", "2026-04-01", 40_000).await;
    let alone = buyer(&house, "山本", "2026-05-01", 70_000).await;
    tell(&house, second, first).await;
    tell(&house, third, second).await;
    tell(&house, other, first).await;
    let sign = HeardForm {
        of: Some(HeardOf::Sign),
        from: None,
        by: None,
    };
    house.app.set_heard(alone, sign).await.expect("written down");

    let view = referrals(&house).await;
    assert_eq!(
        (view.households.0, view.asked.0),
        (5, 4),
        "nobody asked the first"
    );
    assert_eq!(
        (view.referred.0, view.referred_minor.0),
        (3, 200_000),
        "each once"
    );
    let lines: Vec<(Int, i64, i64, i64, i64)> = view
        .lines
        .iter()
        .map(|line| {
            (
                line.who.customer,
                line.depth.0,
                line.direct.0,
                line.further.0,
                line.attributed_minor.0,
            )
        })
        .collect();
    assert_eq!(
        lines,
        [
            (first, 0, 2, 1, 100_000 + 40_000 + 30_000),
            (second, 1, 1, 0, 60_000),
            (third, 2, 0, 0, 0),
            (other, 1, 0, 0, 0),
        ],
        "who told whom, and a generation further away counts half"
    );
    let year = &view.year;
    assert_eq!(
        (year.new.0, year.known.0, year.referred.0, year.base.0),
        (3, 3, 2, 1),
        "three began this year, two of them through somebody; of the two before one bought within five years"
    );
    assert_eq!(year.k.map(|k| k.0), Some(2.0), "K of the year");
    assert_eq!(year.multiplier, None, "and a sum without end");
    let owed: Vec<(Int, Int)> = view
        .owed
        .iter()
        .map(|owed| (owed.who.customer, owed.told.customer))
        .collect();
    assert_eq!(
        owed,
        [(first, other), (second, third)],
        "of this year, newest first"
    );

    let home = view.lines[0].who.household;
    let through = |further| NamesQuery::CameThrough {
        query: of(),
        household: home,
        further,
    };
    assert_eq!(behind(&house, through(false)).await, 2, "direct");
    assert_eq!(behind(&house, through(true)).await, 3, "and further");
    let by = |source, recent| NamesQuery::CameBy {
        query: of(),
        source,
        recent,
    };
    assert_eq!(
        behind(&house, by(Some(HeardOf::Person), true)).await,
        2,
        "this year"
    );
    assert_eq!(behind(&house, by(Some(HeardOf::Person), false)).await, 3, "ever");
    assert_eq!(behind(&house, by(None, false)).await, 1, "not asked");

    let tellers = |owed| NamesQuery::Tellers { query: of(), owed };
    assert_eq!(behind(&house, tellers(false)).await, 2, "who told somebody");
    assert_eq!(behind(&house, tellers(true)).await, 2, "and is to be thanked");
    let drawing = aichaku_api::wire::Drawing {
        dark: false,
        width: 600,
        lang: Lang::Ja,
    };
    let svg = house
        .app
        .referrals(of(), Some(drawing))
        .await
        .expect("referrals")
        .svg;
    for name in ["高橋 様", "田中 様", "鈴木 様", "佐藤 様", "170,000", "60,000"] {
        assert!(svg.contains(name), "{name} is drawn: {svg}");
    }
    assert!(
        !svg.contains("山本"),
        "who told nobody and was told by nobody stands in no line"
    );

    let done = house.app.thanked(other).await.expect("thanked");
    assert_eq!(referrals(&house).await.owed_count.0, 1, "one is left");
    assert_eq!(behind(&house, tellers(true)).await, 1, "by name too");
    house
        .app
        .undo(done.undo.expect("a token"))
        .await
        .expect("taken back");
    assert_eq!(referrals(&house).await.owed_count.0, 2, "and owed again");

    let curves = house
        .app
        .returns(
            ReturnsQuery {
                group: Some(ReturnGroup::Referral),
                anchor: AnchorName::Order,
                unit: UnitName::Household,
                until: None,
                merge_days: None,
            },
            None,
        )
        .await
        .expect("curves")
        .curves;
    let sizes: Vec<(&str, i64)> = curves
        .iter()
        .map(|curve| (curve.group.as_str(), curve.size.0))
        .collect();
    assert_eq!(
        sizes,
        [("referred", 3), ("not_referred", 1), ("unknown", 1)],
        "came through somebody, came by themselves, not asked"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_told_by_themselves_their_own_house_or_whom_they_told() {
    let house = House::with_shop(DAY).await;
    let first = buyer(&house, "高橋", "2020-04-01", 1).await;
    let second = buyer(&house, "田中", "2021-04-01", 1).await;
    let third = buyer(&house, "鈴木", "2022-04-01", 1).await;
    tell(&house, second, first).await;
    tell(&house, third, second).await;
    let home = house
        .app
        .customer(first, Lang::Ja)
        .await
        .expect("a record")
        .household
        .id;
    let partner = house
        .app
        .add_customer(person("高橋", "花", "", ""), Some(home))
        .await
        .expect("a customer")
        .id;
    for (who, from) in [(first, third), (first, first), (first, partner)] {
        let form = HeardForm {
            of: Some(HeardOf::Person),
            from: Some(from),
            by: None,
        };
        let refused = house.app.set_heard(who, form).await.expect_err("no ring");
        assert_eq!(refused.code, ErrorCode::Invalid, "{who:?} by {from:?}");
    }
    assert_eq!(referrals(&house).await.tellers.0, 2, "what stood stands");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_merge_keeps_what_somebody_told_and_who_told_them() {
    let house = House::with_shop(DAY).await;
    let first = buyer(&house, "高橋", "2020-04-01", 1).await;
    let twin = buyer(&house, "髙橋", "2020-05-01", 1).await;
    let told = buyer(&house, "田中", "2021-04-01", 1).await;
    let before = buyer(&house, "鈴木", "2019-04-01", 1).await;
    tell(&house, told, twin).await;
    tell(&house, twin, before).await;
    let joined = house
        .app
        .answer_duplicate(first, twin, aichaku_api::wire::PairAnswer::Same)
        .await
        .expect("joined");
    let view = referrals(&house).await;
    let lines: Vec<(Int, i64)> = view
        .lines
        .iter()
        .map(|line| (line.who.customer, line.depth.0))
        .collect();
    assert_eq!(
        lines,
        [(before, 0), (first, 1), (told, 2)],
        "one line through the one who stays"
    );
    house
        .app
        .unmerge(joined.undo.expect("a token"))
        .await
        .expect("apart");
    let heard = house.app.heard(first).await.expect("who told them");
    assert_eq!(heard.of, None, "nobody had asked the first");
    let told_by = house.app.heard(twin).await.expect("who told them").told_count;
    assert_eq!(told_by.0, 1, "and the second told somebody");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_truth_of_the_practice_shop_is_found() {
    let house = practice(400).await;
    let view = referrals(&house).await;
    let known: i64 = view
        .sources
        .iter()
        .filter(|source| source.of != HeardOf::Unknown)
        .map(|source| source.households.0)
        .sum();
    // Planted: three of four were asked; of the 92 in a hundred of them who know, 26 came through somebody.
    let asked = view.asked.0 as f64 / view.households.0 as f64;
    assert!((0.69..0.81).contains(&asked), "three of four were asked: {asked}");
    let person = view
        .sources
        .iter()
        .find(|source| source.of == HeardOf::Person)
        .expect("some came through somebody");
    assert_eq!(person.households, view.referred);
    assert!(
        person.low.0 < 26.0 / 92.0 && 26.0 / 92.0 < person.high.0,
        "{} of {known}: {:?} to {:?} holds the planted share",
        person.households.0,
        person.low,
        person.high
    );
    let year = &view.year;
    assert!(
        year.low.0 < 26.0 / 92.0 && 26.0 / 92.0 < year.high.0,
        "and so does the last year's"
    );
    assert!(!view.owed.is_empty(), "somebody is to be thanked");
    assert!(
        view.lines.iter().any(|line| line.depth.0 >= 2),
        "some who were told told others"
    );
    let told: i64 = view
        .lines
        .iter()
        .filter(|line| line.depth.0 == 0)
        .map(|line| line.direct.0 + line.further.0)
        .sum();
    assert_eq!(
        view.lines.iter().filter(|line| line.depth.0 > 0).count() as i64,
        told,
        "a line is shown whole"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_column_of_a_file_tells_who_told_whom_even_when_that_one_stands_further_down() {
    let house = House::with_shop(DAY).await;
    let known = buyer(&house, "高橋", "2020-04-01", 100).await;
    let files = aichaku_tests::files::Files::new();
    let text = "顧客番号,氏名,電話番号,紹介者,来店のきっかけ\n\
        1,田中 由紀子,090-0000-0001,高橋様,\n\
        2,鈴木 浩,090-0000-0002,佐藤 健様,\n\
        3,佐藤 健,090-0000-0003,,インスタ\n\
        4,伊藤 凪,090-0000-0004,誰か様,\n\
        5,小口 匠,090-0000-0005,,\n";
    let file = files.file("customers.csv", text);
    let batch = aichaku_tests::files::import(&house.app, &file)
        .await
        .batch
        .expect("a batch");
    let id = async |name: &str| {
        let hits = house.app.search(name.to_owned(), 5).await.expect("hits");
        hits.first().expect("somebody").customer
    };
    let (tanaka, suzuki, sato, ito, oguchi) = (
        id("田中由紀子").await,
        id("鈴木浩").await,
        id("佐藤健").await,
        id("伊藤凪").await,
        id("小口匠").await,
    );
    let from = async |who| {
        let heard = house.app.heard(who).await.expect("who told them");
        (heard.of, heard.from.map(|hit| hit.customer), heard.words)
    };
    assert_eq!(from(tanaka).await.1, Some(known), "who is in the books already");
    assert_eq!(from(suzuki).await.1, Some(sato), "who stands further down");
    assert_eq!(from(sato).await.0, Some(HeardOf::Social), "the other column");
    assert_eq!(
        from(ito).await,
        (Some(HeardOf::Person), None, "誰か".to_owned()),
        "a name that is nobody's stays as it was written"
    );
    assert_eq!(from(oguchi).await.0, None, "nothing said is not asked");
    house.app.undo_batch(batch).await.expect("taken back");
    let heard = house.app.heard(known).await.expect("a record");
    assert_eq!(heard.told_count.0, 0, "with the people goes what they were told");
}
