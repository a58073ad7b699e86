//! The owner's report: its numbers are those of the screen, each opens exactly whom it counts, and it is a PDF on A4.

use aichaku_api::error::ErrorCode;
use aichaku_api::wire::{Completion, Lang, Outcome, ReportAsked, ReportKind, ReportView, TodayQuery};
use aichaku_tests::house::{House, goods, person};
use rstest::rstest;

use super::{DAY, behind, practice};

fn asked(kind: ReportKind, of: &str, lang: Lang) -> ReportAsked {
    ReportAsked {
        kind,
        of: of.to_owned(),
        lang,
    }
}

async fn report(house: &House, kind: ReportKind, of: &str) -> ReportView {
    house
        .app
        .report(asked(kind, of, Lang::En))
        .await
        .expect("a report")
}

/// The number in "12 households".
fn counted(text: &str) -> i64 {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().expect("a number")
}

fn value<'a>(view: &'a ReportView, label: &str) -> &'a str {
    &view
        .figures
        .iter()
        .find(|figure| figure.label == label)
        .unwrap_or_else(|| panic!("no figure {label}"))
        .value
}

#[rstest]
#[case::month(ReportKind::Month, "2026-10")]
#[case::running_month(ReportKind::Month, "2026-11")]
#[case::year(ReportKind::Year, "2025")]
#[case::week(ReportKind::Week, "2026-11-18")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_number_of_households_opens_whom_it_counts(#[case] kind: ReportKind, #[case] of: &str) {
    let house = practice(250).await;
    let view = report(&house, kind, of).await;
    let mut opened = 0;
    for figure in &view.figures {
        if let Some(names) = figure.names.clone() {
            assert_eq!(
                behind(&house, names).await,
                counted(&figure.value),
                "{}",
                figure.label
            );
            opened += 1;
        }
    }
    assert_eq!(opened, 5, "new, back, referred, reached, heard from");
    assert!(
        view.figures
            .iter()
            .any(|figure| counted_or_none(&figure.value) > 0),
        "something happened"
    );
}

fn counted_or_none(text: &str) -> i64 {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(0)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_month_says_what_happened_in_it() {
    let house = House::with_shop(DAY).await;
    let mut people = Vec::new();
    for name in ["青木", "石川", "上田"] {
        let form = person(name, "", "", "");
        people.push(house.app.add_customer(form, None).await.expect("a customer").id);
    }
    let lines = |amount| vec![goods("テーブル", amount)];
    house.sell(people[0], "2025-03-01", None, lines(100_000)).await;
    house.sell(people[0], "2026-10-31", None, lines(50_000)).await;
    house.sell(people[1], "2026-10-01", None, lines(200_000)).await;
    house.sell(people[2], "2026-11-01", None, lines(400_000)).await;
    let view = report(&house, ReportKind::Month, "2026-10").await;
    assert_eq!(value(&view, "New households"), "1 household");
    assert_eq!(value(&view, "Households that came back"), "1 household");
    assert_eq!(value(&view, "Sales less refunds"), "¥250,000");
    assert_eq!(value(&view, "Sales to those who came back"), "¥50,000");
    assert!(!view.runs, "October is over");
    assert_eq!(
        (view.before.as_str(), view.after.as_str()),
        ("2026-09", "2026-11")
    );
    let running = report(&house, ReportKind::Month, "2026-11").await;
    assert_eq!(value(&running, "Sales less refunds"), "¥400,000");
    assert!(
        running.runs && running.after.is_empty(),
        "November runs, December has not begun"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_done_counts_from_then_on_and_what_is_taken_back_does_not() {
    let house = practice(120).await;
    let week = || report(&house, ReportKind::Week, DAY);
    let before = counted(value(&week().await, "Households we reached"));
    let names_of = |view: &ReportView| {
        let figure = view
            .figures
            .iter()
            .find(|figure| figure.label == "Households we reached");
        figure.and_then(|figure| figure.names.clone()).expect("names")
    };
    let reached: Vec<i64> = all_behind(&house, names_of(&week().await)).await;
    let today = house
        .app
        .today(TodayQuery::default(), Lang::Ja)
        .await
        .expect("Today");
    let card = today
        .groups
        .iter()
        .flat_map(|group| &group.items)
        .find(|card| card.gate.allowed && !reached.contains(&card.household.0))
        .expect("somebody to reach");
    let done = house
        .app
        .complete(
            card.follow_up,
            Completion {
                outcome: Outcome::Reached,
                note: String::new(),
                channel: None,
                staff: None,
                also: Vec::new(),
            },
        )
        .await
        .expect("done");
    assert_eq!(counted(value(&week().await, "Households we reached")), before + 1);
    house
        .app
        .undo(done.undo.expect("a token"))
        .await
        .expect("taken back");
    assert_eq!(counted(value(&week().await, "Households we reached")), before);
}

async fn all_behind(house: &House, query: aichaku_api::wire::NamesQuery) -> Vec<i64> {
    let names = house.app.names(query).await.expect("names");
    names.hits.iter().map(|hit| hit.household.0).collect()
}

#[rstest]
#[case::month(ReportKind::Month, "2026-10", Lang::Ja, 1)]
#[case::year(ReportKind::Year, "2025", Lang::En, 2)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_report_is_a_pdf_on_a4(
    #[case] kind: ReportKind,
    #[case] of: &str,
    #[case] lang: Lang,
    #[case] pages: u32,
) {
    let house = practice(120).await;
    let file = house.dir().join("report.pdf").to_string_lossy().into_owned();
    let saved = house
        .app
        .save_report(asked(kind, of, lang), file.clone())
        .await
        .expect("saved");
    assert_eq!(saved.pages, pages);
    let bytes = std::fs::read(&file).expect("the file");
    assert!(bytes.starts_with(b"%PDF-"), "a PDF");
    let again = house.dir().join("again.pdf").to_string_lossy().into_owned();
    house
        .app
        .save_report(asked(kind, of, lang), again.clone())
        .await
        .expect("saved again");
    assert_eq!(
        bytes,
        std::fs::read(&again).expect("the file"),
        "the same numbers, the same bytes"
    );
    let refused = house
        .app
        .save_report(asked(kind, of, lang), format!("{file}.txt"))
        .await
        .expect_err("no PDF");
    assert_eq!(refused.code, ErrorCode::Invalid);
}

#[rstest]
#[case::ahead(ReportKind::Month, "2026-12")]
#[case::nonsense(ReportKind::Year, "next")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn days_that_are_none_or_have_not_begun_are_refused(#[case] kind: ReportKind, #[case] of: &str) {
    let house = House::with_shop(DAY).await;
    let refused = house
        .app
        .report(asked(kind, of, Lang::Ja))
        .await
        .expect_err("refused");
    assert_eq!(refused.code, ErrorCode::InvalidDay);
}

/// Before anything was sold, a report stands and says so.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_empty_shop_has_a_report_too() {
    let house = House::with_shop(DAY).await;
    for (kind, of) in [
        (ReportKind::Week, DAY),
        (ReportKind::Month, "2026-10"),
        (ReportKind::Year, "2026"),
    ] {
        let view = report(&house, kind, of).await;
        assert_eq!(
            view.sentences.first().map(String::as_str),
            Some("Nobody bought anything.")
        );
        assert!(!view.pages.is_empty(), "a page");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_month_prints_the_numbers_that_are_kept_in_sight_as_they_were_closed() {
    let house = practice(120).await;
    let printed = |view: &ReportView| {
        let words: Vec<&str> = view.pages[0]
            .split("<text")
            .filter_map(|part| part.split_once('>')?.1.split("</text>").next())
            .collect();
        words.join(" ")
    };
    let month = report(&house, ReportKind::Month, "2026-08").await;
    let text = printed(&month);
    for part in [
        "Numbers kept in sight",
        "Follow-ups kept ",
        "target 70%",
        "counted again",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    let running = printed(&report(&house, ReportKind::Month, "2026-11").await);
    assert!(running.contains("not closed yet"), "{running}");
    assert!(
        !running.contains("counted again"),
        "nothing is closed that could differ"
    );
    let year = printed(&report(&house, ReportKind::Year, "2025").await);
    assert!(!year.contains("Numbers kept in sight"), "they are of a month");
}
