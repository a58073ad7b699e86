//! What households bring in, and recency, frequency and money: each number opens who it counts, a refund lowers the
//! worth, the margin is the owner's.

use aichaku_api::error::ErrorCode;
use aichaku_api::wire::{
    AnchorName, Drawing, Int, Lang, NamesQuery, NewRefund, NumberQuery, NumberSettingsView, RfmBy, RfmQuery,
    UnitName,
};
use aichaku_tests::house::{House, goods, person, purchase};

use super::{DAY, behind, practice};

fn of(unit: UnitName) -> NumberQuery {
    NumberQuery {
        anchor: AnchorName::Order,
        unit,
        until: None,
        merge_days: None,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_bar_and_every_score_opens_who_it_counts() {
    let house = practice(120).await;
    for unit in [UnitName::Household, UnitName::Customer] {
        let query = of(unit);
        let drawing = Drawing {
            dark: false,
            width: 640,
            lang: Lang::Ja,
        };
        let view = house
            .app
            .worth(query.clone(), None, Some(drawing))
            .await
            .expect("worth");
        assert!(view.within.len() > 4, "the practice shop has years of buyers");
        for within in &view.within {
            let names = |only_returned| NamesQuery::Worth {
                query: query.clone(),
                years: within.years,
                only_returned,
            };
            let years = within.years.0;
            assert_eq!(
                behind(&house, names(false)).await,
                within.units.0,
                "{years} years long"
            );
            assert_eq!(
                behind(&house, names(true)).await,
                within.returned.0,
                "back in {years}"
            );
            let mark = format!("data-k=\"{years}\"");
            assert_eq!(
                view.svg.contains(&mark),
                within.units.0 >= 10,
                "{years} years: a bar of ten or more, and none of fewer"
            );
        }
        let ahead = house
            .app
            .worth_ahead(query.clone())
            .await
            .expect("an outlook")
            .groups;
        assert_eq!(ahead[0].group, "", "the whole shop first");
        let families: i64 = ahead[1..].iter().map(|told| told.units.0).sum();
        assert_eq!(families, view.units.0, "everybody began with something");

        let query = RfmQuery {
            of: query,
            by: RfmBy::Fixed,
        };
        let rfm = house.app.rfm(query.clone()).await.expect("scores");
        let all: i64 = rfm.cells.iter().map(|cell| cell.n.0).sum();
        assert_eq!(all, rfm.units.0, "everybody stands in one cell");
        for cell in &rfm.cells {
            let names = NamesQuery::Rfm {
                query: query.clone(),
                recency: Some(cell.recency),
                frequency: Some(cell.frequency),
                money: Some(cell.money),
            };
            assert_eq!(behind(&house, names).await, cell.n.0, "{cell:?}");
        }
    }
}

// DOMAIN 1.3: 300,000 + 20,000 + 15,000 in four years at 50 % is 83,750 × 0.5 × 4 = 167,500.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ltv_is_as_the_article_has_it_and_a_refund_lowers_it() {
    let house = House::with_shop(DAY).await;
    let customer = house
        .app
        .add_customer(person("田中", "由紀子", "たなか", "ゆきこ"), None)
        .await
        .expect("a customer")
        .id;
    let mut first = Int(0);
    for (on, amount) in [
        ("2022-11-21", 300_000),
        ("2023-05-01", 20_000),
        ("2025-05-01", 15_000),
    ] {
        let done = house
            .app
            .add_purchase(purchase(customer, on, None, vec![goods("チェア", amount)]))
            .await
            .expect("a purchase");
        if first.0 == 0 {
            first = done.id;
        }
    }
    let worth = |margin| house.app.worth(of(UnitName::Household), margin, None);
    let view = worth(None).await.expect("worth");
    assert_eq!(
        (view.ltv_minor, view.margin),
        (None, None),
        "nobody said what stays with the shop"
    );
    let view = worth(Some(500)).await.expect("worth");
    assert_eq!(view.ltv_minor, Some(Int(167_500)), "the worked example");
    assert!(
        (view.years.0 - 4.0).abs() < 0.01,
        "four years of it: {}",
        view.years.0
    );
    assert!(
        (view.annual_minor.0 - 83_750).abs() < 100,
        "{} a year",
        view.annual_minor.0
    );

    let refund = NewRefund {
        purchase: first,
        line: None,
        refunded_on: "2022-12-01".to_owned(),
        amount_minor: Int(100_000),
        reason: String::new(),
    };
    house.app.add_refund(refund, None).await.expect("a refund");
    let view = worth(Some(500)).await.expect("worth");
    assert_eq!(
        view.net_minor,
        Int(235_000),
        "what went back is not worth anything"
    );
    assert_eq!(
        view.within[0].first_minor,
        Int(200_000),
        "and was of the first purchase"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn margin_and_steps_are_the_owners_and_can_be_taken_back() {
    let house = practice(40).await;
    let settings = house.app.number_settings().await.expect("settings");
    let with = |margin: Option<u16>, recency: &[i64]| NumberSettingsView {
        margin_permille: margin,
        recency_days: recency.iter().copied().map(Int).collect(),
        ..settings.clone()
    };
    for (wrong, field) in [
        (with(Some(0), &[]), "margin_permille"),
        (with(Some(1001), &[]), "margin_permille"),
        (with(None, &[30, 60, 60, 90]), "recency_days"),
        (with(None, &[30, 60, 90]), "recency_days"),
    ] {
        let refused = house
            .app
            .save_number_settings(wrong)
            .await
            .expect_err("no such setting");
        assert_eq!(refused.code, ErrorCode::Invalid, "{field}");
        assert_eq!(refused.fields[0].text, field, "it says which");
    }
    let done = house
        .app
        .save_number_settings(with(Some(425), &[30, 60, 90, 120]))
        .await
        .expect("saved");
    let view = house
        .app
        .worth(of(UnitName::Household), None, None)
        .await
        .expect("worth");
    let own = view.ltv_minor.expect("a margin is set").0 as f64;
    assert!(
        (own - view.per_unit_minor.0 as f64 * 0.425).abs() <= 1.0,
        "the shop's own margin counts, to a coin: {own}"
    );
    let query = RfmQuery {
        of: of(UnitName::Household),
        by: RfmBy::Fixed,
    };
    let steps = |view: aichaku_api::wire::RfmView| view.steps.expect("fixed steps").recency_days;
    let set = steps(house.app.rfm(query.clone()).await.expect("scores"));
    assert_eq!(
        set.iter().map(|step| step.0).collect::<Vec<_>>(),
        [30.0, 60.0, 90.0, 120.0],
        "and its steps"
    );
    house
        .app
        .undo(done.undo.expect("a token"))
        .await
        .expect("taken back");
    assert_eq!(
        house.app.number_settings().await.expect("settings"),
        settings,
        "as before"
    );
}
