//! Each number of Insights opens exactly the names that it counts.
//!
//! Not here: whether the numbers are right (`reference.rs`, and the crate `stats`).

#[path = "insights/cohorts.rs"]
mod cohorts_more;
#[path = "insights/effect.rs"]
mod effect;
#[path = "insights/exits.rs"]
mod exits;
#[path = "insights/goals.rs"]
mod goals;
#[path = "insights/goals_cli.rs"]
mod goals_cli;
#[path = "insights/referrals.rs"]
mod referrals;
#[path = "insights/report.rs"]
mod report;
#[path = "insights/standing.rs"]
mod standing;
#[path = "insights/worth.rs"]
mod worth;

use aichaku_api::wire::{
    AnchorName, ChartAsked, CohortQuery, CurveSide, Drawing, Int, Lang, MeasureName, NamesQuery, PeriodName,
    ReturnGroup, ReturnPoint, ReturnsQuery, UnitName,
};
use aichaku_tests::house::House;
use rstest::rstest;

const DAY: &str = "2026-11-22";

async fn practice(households: i64) -> House {
    let house = House::new(DAY);
    house
        .app
        .open_practice(Int(7), Int(households))
        .await
        .expect("a practice shop");
    house
}

async fn behind(house: &House, query: NamesQuery) -> i64 {
    let names = house.app.names(query).await.expect("names");
    let shown = i64::try_from(names.hits.len()).expect("a short list");
    assert_eq!(
        shown,
        names.total.0.min(500),
        "all of them are listed, 500 at most"
    );
    names.total.0
}

fn cohorts(by: PeriodName, measure: MeasureName, unit: UnitName) -> CohortQuery {
    CohortQuery {
        by,
        measure,
        anchor: AnchorName::Delivery,
        unit,
        until: None,
        merge_days: None,
        family: None,
    }
}

#[rstest]
#[case::by(MeasureName::By, UnitName::Household)]
#[case::in_the_period(MeasureName::In, UnitName::Customer)]
#[case::since(MeasureName::Since, UnitName::Household)]
#[case::revenue(MeasureName::Revenue, UnitName::Household)]
#[case::value(MeasureName::Value, UnitName::Household)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_cell_and_every_mean_opens_who_it_counts(#[case] measure: MeasureName, #[case] unit: UnitName) {
    let house = practice(120).await;
    let query = cohorts(PeriodName::Year, measure, unit);
    let table = house.app.cohorts(query.clone(), None).await.expect("a table");
    assert!(table.rows.len() > 4, "the practice shop has years of buyers");
    for row in &table.rows {
        let whole = NamesQuery::Cell {
            query: query.clone(),
            cohort: row.cohort.clone(),
            k: None,
        };
        assert_eq!(behind(&house, whole).await, row.size.0, "all of {}", row.cohort);
        for cell in &row.cells {
            let query = NamesQuery::Cell {
                query: query.clone(),
                cohort: row.cohort.clone(),
                k: Some(cell.k),
            };
            assert_eq!(
                behind(&house, query).await,
                cell.n.0,
                "{} +{}",
                row.cohort,
                cell.k.0
            );
        }
    }
    for mean in &table.mean {
        let mature = |row: &&aichaku_api::wire::CohortRow| {
            row.cells.iter().any(|cell| cell.k == mean.k && cell.mature)
        };
        let size: i64 = table.rows.iter().filter(mature).map(|row| row.size.0).sum();
        assert_eq!(mean.size.0, size, "a cohort weighs what it has");
        let counted: i64 = table
            .rows
            .iter()
            .flat_map(|row| &row.cells)
            .filter(|cell| cell.k == mean.k && cell.mature)
            .map(|cell| cell.n.0)
            .sum();
        assert_eq!(mean.n.0, counted, "those counted at +{}", mean.k.0);
        if measure != MeasureName::Value && measure != MeasureName::Revenue {
            // Wilson 1927, written out once more.
            let (n, p, z) = (
                size as f64,
                counted as f64 / size as f64,
                1.959_963_984_540_054_f64,
            );
            let middle = (p + z * z / (2.0 * n)) / (1.0 + z * z / n);
            let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt() / (1.0 + z * z / n);
            assert!(
                (mean.low.0 - (middle - half)).abs() < 1e-9 && (mean.high.0 - (middle + half)).abs() < 1e-9,
                "with its interval"
            );
        }
        let query = NamesQuery::Mean {
            query: query.clone(),
            k: mean.k,
        };
        assert_eq!(behind(&house, query).await, counted, "the mean at +{}", mean.k.0);
    }
}

#[rstest]
#[case::households_by_delivery(AnchorName::Delivery, UnitName::Household)]
#[case::customers_by_order(AnchorName::Order, UnitName::Customer)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_bought_again_and_who_did_not_are_the_two_parts_of_a_card(
    #[case] anchor: AnchorName,
    #[case] unit: UnitName,
) {
    let house = practice(120).await;
    let repeat = house.app.repeat(anchor, unit, None, None).await.expect("shares");
    for within in &repeat.within {
        let part = |returned| NamesQuery::Within {
            from_n: Int(1),
            returned,
            days: within.days,
            anchor,
            unit,
        };
        let (yes, no) = (
            behind(&house, part(true)).await,
            behind(&house, part(false)).await,
        );
        assert_eq!(yes, within.returned.0, "came back within {} days", within.days.0);
        assert_eq!(yes + no, within.eligible.0, "watched for {} days", within.days.0);
    }
    for step in &repeat.chain {
        let reached = |purchases| NamesQuery::Chain {
            purchases: Int(purchases),
            anchor,
            unit,
        };
        assert_eq!(
            behind(&house, reached(step.from_n.0)).await,
            step.reached.0,
            "bought {} times",
            step.from_n.0
        );
        assert_eq!(
            behind(&house, reached(step.from_n.0 + 1)).await,
            step.converted.0,
            "and once more"
        );
    }
}

#[rstest]
#[case::all(None, UnitName::Household)]
#[case::by_family(Some(ReturnGroup::Family), UnitName::Household)]
#[case::by_material(Some(ReturnGroup::Material), UnitName::Household)]
#[case::by_staff_and_person(Some(ReturnGroup::Staff), UnitName::Customer)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_point_of_a_return_curve_opens_who_stands_behind_it(
    #[case] group: Option<ReturnGroup>,
    #[case] unit: UnitName,
) {
    let house = practice(120).await;
    let query = ReturnsQuery {
        group,
        anchor: AnchorName::Delivery,
        unit,
        until: None,
        merge_days: None,
    };
    let view = house.app.returns(query.clone(), None).await.expect("curves");
    for curve in &view.curves {
        let at = |days: Int, side| NamesQuery::Curve {
            query: query.clone(),
            group: curve.group.clone(),
            days,
            side,
        };
        assert_eq!(
            behind(&house, at(Int(0), CurveSide::All)).await,
            curve.size.0,
            "all of {:?}",
            curve.group
        );
        for point in &curve.points {
            assert_eq!(
                behind(&house, at(point.days, CurveSide::Watched)).await,
                point.at_risk.0,
                "{:?} on day {}",
                curve.group,
                point.days.0
            );
        }
        let last = curve.points.last().expect("a curve has a last day");
        let returned = behind(&house, at(last.days, CurveSide::Returned)).await;
        assert_eq!(
            returned > 0,
            last.returned.0 > 0.0,
            "{:?}: the curve rises with those who came back",
            curve.group
        );
    }
}

/// The steps on either side of the end of a day; `None`: there is none.
fn around(points: &[ReturnPoint], day: Int) -> [Option<(Int, Int)>; 2] {
    let behind = points.partition_point(|point| point.days.0 <= day.0);
    let told = |point: &ReturnPoint| (point.days, point.at_risk);
    let before = behind.checked_sub(1).map(|at| told(&points[at]));
    [before, points.get(behind).map(told)]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_window_gets_the_steps_around_its_days_and_no_others() {
    let house = practice(120).await;
    let query = ReturnsQuery {
        group: Some(ReturnGroup::Family),
        anchor: AnchorName::Delivery,
        unit: UnitName::Household,
        until: None,
        merge_days: None,
    };
    let whole = house.app.returns(query.clone(), None).await.expect("curves");
    let days = [0, 180, 365, 730, 100_000].map(Int);
    let few = house
        .app
        .return_figures(query.clone(), None, days.to_vec())
        .await
        .expect("figures");
    assert_eq!(few.curves.len(), whole.curves.len(), "every curve");
    let mut left_out = 0;
    for (few, whole) in few.curves.iter().zip(&whole.curves) {
        for day in days {
            assert_eq!(
                around(&few.points, day),
                around(&whole.points, day),
                "{} on day {}",
                whole.group,
                day.0
            );
        }
        assert!(few.points.len() <= 2 * days.len(), "two steps a day at most");
        left_out += whole.points.len() - few.points.len();
    }
    assert!(left_out > 0, "a curve has more steps than that");
    let none = house
        .app
        .return_figures(query, None, Vec::new())
        .await
        .expect("figures");
    assert!(
        none.curves.iter().all(|curve| curve.points.is_empty()),
        "none asked, none sent"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_counted_by_themselves_belong_to_the_group_of_their_household() {
    let house = practice(120).await;
    let asked = |unit| ReturnsQuery {
        group: Some(ReturnGroup::Family),
        anchor: AnchorName::Delivery,
        unit,
        until: None,
        merge_days: None,
    };
    let households = house
        .app
        .returns(asked(UnitName::Household), None)
        .await
        .expect("curves");
    let people = house
        .app
        .returns(asked(UnitName::Customer), None)
        .await
        .expect("curves");
    let unknown = |curves: &[aichaku_api::wire::ReturnCurve]| {
        curves
            .iter()
            .filter(|curve| curve.group == "unknown")
            .map(|curve| curve.size.0)
            .sum::<i64>()
    };
    assert_eq!(
        unknown(&households.curves),
        0,
        "every household began with something"
    );
    assert_eq!(
        unknown(&people.curves),
        0,
        "and so did its people, whose numbers are not those of their households"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn few_are_counted_in_the_drawing_and_not_coloured() {
    let house = practice(24).await;
    let drawing = Drawing {
        dark: false,
        width: 640,
        lang: Lang::Ja,
    };
    let query = cohorts(PeriodName::Year, MeasureName::By, UnitName::Household);
    let table = house.app.cohorts(query, Some(drawing)).await.expect("a table");
    let few: Vec<usize> = (0..table.rows.len())
        .filter(|place| table.rows[*place].size.0 < 10)
        .collect();
    assert!(!few.is_empty(), "24 households over eight years are few a year");
    for place in few {
        let row = &table.rows[place];
        let Some(cell) = row.cells.iter().find(|cell| cell.k.0 == 1 && cell.mature) else {
            continue;
        };
        let mark = format!("data-row=\"{place}\" data-k=\"1\"");
        let from = table.svg.find(&mark).expect("the cell is drawn");
        let drawn = &table.svg[from..from + table.svg[from..].find("</g>").expect("its end")];
        let count = match cell.n.0 {
            0 => "–".to_owned(),
            n => format!("{n}/{}", row.size.0),
        };
        assert!(
            drawn.contains(&format!(">{count}</text>")),
            "{}: a count and not a rate: {drawn}",
            row.cohort
        );
    }
    assert!(table.svg.contains("10世帯未満は数だけ"), "and the legend says so");
}

/// What the cells of a drawing say, in order.
fn titles(svg: &str) -> Vec<&str> {
    let mut titles: Vec<&str> = svg
        .split("<title>")
        .skip(1)
        .filter_map(|rest| rest.split_once("</title>"))
        .map(|(title, _)| title)
        .collect();
    titles.sort_unstable();
    titles
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_drawing_that_is_saved_is_the_one_that_was_asked_for() {
    let house = practice(60).await;
    let drawing = Drawing {
        dark: false,
        width: 640,
        lang: Lang::Ja,
    };
    let query = cohorts(PeriodName::Half, MeasureName::Since, UnitName::Customer);
    let shown = house
        .app
        .cohorts(query.clone(), Some(drawing.clone()))
        .await
        .expect("a table");
    let file = house.dir().join("cohorts.svg").to_string_lossy().into_owned();
    house
        .app
        .save_chart(ChartAsked::Cohorts { query }, file.clone(), drawing, 0)
        .await
        .expect("a file");
    let saved = std::fs::read_to_string(file).expect("the file");
    assert_eq!(
        titles(&saved),
        titles(&shown.svg),
        "by half-year, by person, and later purchases, as on screen"
    );
    assert!(
        shown.svg.contains("class=\"frozen\"") && !saved.contains("class=\"frozen\""),
        "only a window scrolls"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_months_of_a_small_shop_can_be_read() {
    let house = practice(24).await;
    let drawing = Drawing {
        dark: false,
        width: 640,
        lang: Lang::Ja,
    };
    let query = cohorts(PeriodName::Month, MeasureName::In, UnitName::Household);
    let table = house.app.cohorts(query, Some(drawing)).await.expect("a table");
    let counted = |cell: &&aichaku_api::wire::CohortCell| cell.mature && cell.k.0 >= 1 && cell.n.0 > 0;
    for (place, row) in table.rows.iter().enumerate() {
        for cell in row.cells.iter().filter(counted) {
            let mark = format!("data-row=\"{place}\" data-k=\"{}\"", cell.k.0);
            let from = table.svg.find(&mark).expect("the cell is drawn");
            let drawn = &table.svg[from..from + table.svg[from..].find("</g>").expect("its end")];
            assert!(
                drawn.contains(&format!(">{}/{}</text>", cell.n.0, row.size.0)),
                "{} +{}: whoever came back stands in the cell in full: {drawn}",
                row.cohort,
                cell.k.0
            );
        }
    }
    assert!(
        !table.svg.contains(">0/"),
        "and the many cells of nobody say so without digits"
    );
}
