//! Who passed away or moved out of reach is no longer waited for: the return curve of 80 households against an
//! independent package, through the api; and a household waits for as long as one of its people is there.

use aichaku_api::wire::{
    AnchorName, CurveSide, CustomerState, Int, NamesQuery, ReturnCurve, ReturnsQuery, UnitName,
};
use aichaku_tests::house::{House, goods, person, purchase};
use serde_json::Value;

use super::behind;

const UNTIL: &str = "2026-11-22";

fn asked(unit: UnitName) -> ReturnsQuery {
    ReturnsQuery {
        group: None,
        anchor: AnchorName::Order,
        unit,
        until: None,
        merge_days: None,
    }
}

async fn curve(house: &House, unit: UnitName) -> ReturnCurve {
    let view = house.app.returns(asked(unit), None).await.expect("curves");
    view.curves.into_iter().next().expect("one curve")
}

/// A person who bought a table on a day, in a household of their own or another's.
async fn buyer(house: &House, name: &str, household: Option<Int>, days: &[&str]) -> Int {
    let form = person(name, "", "", "");
    let id = house
        .app
        .add_customer(form, household)
        .await
        .expect("a customer")
        .id;
    for day in days.iter().filter(|day| !day.is_empty()) {
        house
            .app
            .add_purchase(purchase(id, day, None, vec![goods("テーブル", 100_000)]))
            .await
            .expect("a purchase");
    }
    id
}

/// Somebody wrote down on `day` that the person left.
async fn leaves(house: &House, id: Int, state: CustomerState, day: &str) {
    house.go_to(day);
    let kept = house
        .app
        .customer(id, aichaku_api::wire::Lang::Ja)
        .await
        .expect("a record")
        .customer
        .form;
    let form = aichaku_api::wire::CustomerForm { state, ..kept };
    house.app.edit_customer(id, form, None).await.expect("changed");
    house.go_to(UNTIL);
}

fn reference(name: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("reference/exits/{name}"));
    std::fs::read_to_string(path).expect("reference data")
}

fn near(found: f64, expected: &Value, what: &str) {
    let expected = expected.as_f64().expect("a number");
    assert!(
        (found - expected).abs() < 1e-9,
        "{what}: {found} and not {expected}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_curve_of_a_shop_that_lost_people_is_that_of_an_independent_package() {
    let house = House::with_shop(UNTIL).await;
    for (place, line) in reference("households.csv").lines().skip(1).enumerate() {
        let [first, second, exit, kind] = line.split(',').collect::<Vec<_>>()[..] else {
            panic!("four columns: {line}")
        };
        let id = buyer(&house, &format!("客{place}"), None, &[first, second]).await;
        match kind {
            "" => {}
            "deceased" => leaves(&house, id, CustomerState::Deceased, exit).await,
            _ => leaves(&house, id, CustomerState::MovedAway, exit).await,
        }
    }
    let expected: Value = serde_json::from_str(&reference("expected.json")).expect("json");
    for unit in [UnitName::Household, UnitName::Customer] {
        let curve = curve(&house, unit).await;
        assert_eq!(curve.size.0, expected["n"], "everybody who bought");
        let left = expected["deceased"].as_i64().expect("a count")
            + expected["moved_away"].as_i64().expect("a count");
        assert_eq!(curve.exits.0, left, "who left");
        let names = |side| NamesQuery::Curve {
            query: asked(unit),
            group: String::new(),
            days: Int(0),
            side,
        };
        assert_eq!(
            behind(&house, names(CurveSide::Left)).await,
            left,
            "and their names"
        );
        let points = expected["points"].as_array().expect("points");
        for point in points {
            let day = point["days"].as_i64().expect("a day");
            let found = curve
                .points
                .iter()
                .find(|found| found.days.0 == day)
                .unwrap_or_else(|| panic!("somebody came back on day {day}"));
            assert_eq!(found.at_risk.0, point["at_risk"], "still watched on day {day}");
            near(found.returned.0, &point["share"], &format!("share by day {day}"));
            near(found.low.0, &point["low"], &format!("low end by day {day}"));
            near(found.high.0, &point["high"], &format!("high end by day {day}"));
        }
        let waiting = expected["kaplan_meier_at_last"].as_f64().expect("a share");
        let last = curve.points.last().expect("a last point").returned.0;
        assert!(
            waiting - last > 0.02,
            "counted as waiting, those who left would promise {waiting} instead of {last}"
        );
        for (to, share) in curve.days_to.iter().zip(["0.05", "0.1", "0.2", "0.5"]) {
            let reached = &expected["reached"][share];
            for (found, name) in [(to.days, "days"), (to.low, "low"), (to.high, "high")] {
                assert_eq!(
                    found.map(|days| days.0),
                    reached[name].as_i64(),
                    "{name} to {share}; null when it was not reached"
                );
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_household_is_waited_for_as_long_as_somebody_is_left() {
    let house = House::with_shop(UNTIL).await;
    let one = buyer(&house, "山田", None, &["2020-04-01"]).await;
    let household = house
        .app
        .customer(one, aichaku_api::wire::Lang::Ja)
        .await
        .expect("a record")
        .household
        .id;
    let other = buyer(&house, "山田", Some(household), &[]).await;
    leaves(&house, one, CustomerState::Deceased, "2022-04-01").await;
    assert_eq!(
        curve(&house, UnitName::Household).await.exits.0,
        0,
        "one is there"
    );
    assert_eq!(
        curve(&house, UnitName::Customer).await.exits.0,
        1,
        "the one is not"
    );
    leaves(&house, other, CustomerState::MovedAway, "2024-04-01").await;
    let gone = curve(&house, UnitName::Household).await;
    assert_eq!(gone.exits.0, 1, "now nobody is");
    assert_eq!(
        gone.points.last().map(|point| point.days.0),
        Some(1461),
        "watched until the second of them left, four years after the purchase"
    );
    leaves(&house, other, CustomerState::Active, "2026-01-01").await;
    assert_eq!(curve(&house, UnitName::Household).await.exits.0, 0, "back again");
}

/// Somebody hears of it only later: the day is that on which it happened, and it can be put right.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_day_is_the_one_that_is_told_and_not_the_one_on_which_it_is_written() {
    let house = House::with_shop(UNTIL).await;
    let id = buyer(&house, "山田", None, &["2020-04-01"]).await;
    let form = || async {
        let record = house.app.customer(id, aichaku_api::wire::Lang::Ja).await;
        record.expect("a record").customer.form
    };
    let told = |day: &str| Some(day.to_owned());
    let gone = aichaku_api::wire::CustomerForm {
        state: CustomerState::Deceased,
        state_since: told("2022-04-01"),
        ..form().await
    };
    house
        .app
        .edit_customer(id, gone.clone(), None)
        .await
        .expect("changed");
    let watched = |curve: ReturnCurve| curve.points.last().map(|point| point.days.0);
    assert_eq!(
        watched(curve(&house, UnitName::Household).await),
        Some(730),
        "two years"
    );
    assert_eq!(
        form().await.state_since,
        told("2022-04-01"),
        "and it stands in the form"
    );
    let right = aichaku_api::wire::CustomerForm {
        state_since: told("2023-04-01"),
        ..form().await
    };
    house.app.edit_customer(id, right, None).await.expect("put right");
    assert_eq!(
        watched(curve(&house, UnitName::Household).await),
        Some(1095),
        "three years"
    );
    let ahead = aichaku_api::wire::CustomerForm {
        state_since: told("2099-01-01"),
        ..gone
    };
    let refused = house
        .app
        .edit_customer(id, ahead, None)
        .await
        .expect_err("refused");
    assert_eq!(refused.code, aichaku_api::error::ErrorCode::Invalid);
    let back = aichaku_api::wire::CustomerForm {
        state: CustomerState::Active,
        ..form().await
    };
    house.app.edit_customer(id, back, None).await.expect("back");
    assert_eq!(form().await.state_since, None, "who is there has no such day");
}
