//! Answers of customers: a row is one person who was asked once.
//!
//! Marks stand as numbers (`9`, `4点`, `5: とても満足`) or as the words of a scale of five. Not here: what may stand
//! (`domain::voices`).

use aichaku_domain::voices::{Answers, GoalMet, VoiceOccasion, VoiceTopic, VoiceWay};

use super::Output;
use super::cells::Plan;
use super::customer::customer;
use crate::field::Field;
use crate::problem::{RowProblem, RowProblemCode};
use crate::read::Row;
use crate::records::{Record, SurveyRecord};
use crate::values::{fold_width, is_blank, parse_yes_no};

/// The topics and their columns.
const TOPICS: [(VoiceTopic, Field); 8] = [
    (VoiceTopic::Quality, Field::AboutQuality),
    (VoiceTopic::Choice, Field::AboutChoice),
    (VoiceTopic::Advice, Field::AboutAdvice),
    (VoiceTopic::Price, Field::AboutPrice),
    (VoiceTopic::LeadTime, Field::AboutLeadTime),
    (VoiceTopic::Delivery, Field::AboutDelivery),
    (VoiceTopic::Aftercare, Field::AboutAftercare),
    (VoiceTopic::Place, Field::AboutPlace),
];

pub(crate) fn take_survey(plan: &Plan<'_>, row: &Row, out: &mut Output<'_>) {
    let problems = &mut out.problems;
    let line = row.line;
    let person = customer(plan, row, false, problems);
    if person.is_anonymous() {
        problems.push(RowProblem::rejected(line, None, RowProblemCode::MissingKey, ""));
        return;
    }
    let before = problems.len();
    let Some(on) = plan.day(row, Field::AnsweredOn, true, problems) else {
        if problems.len() == before {
            problems.push(RowProblem::rejected(line, None, RowProblemCode::MissingDate, ""));
        }
        return;
    };
    let mut mark = |field: Field, range: (u8, u8)| {
        let (index, cell) = plan.cell(row, field)?;
        let read = read_mark(cell, range);
        if read.is_none() && !is_blank(cell) {
            let code = RowProblemCode::NotAMark;
            problems.push(RowProblem::ignored(line, plan.header(index), code, cell));
        }
        read
    };
    let mut answers = Answers {
        recommend: mark(Field::Recommend, (0, 10)),
        satisfaction: mark(Field::Satisfaction, (1, 5)),
        ease: mark(Field::Ease, (1, 5)),
        topics: TOPICS
            .into_iter()
            .filter_map(|(topic, field)| Some((topic, mark(field, (1, 5))?)))
            .collect(),
        ..Answers::default()
    };
    answers.words = plan.text(row, Field::AnswerWords, problems).unwrap_or_default();
    answers.goal = plan.text(row, Field::CustomerGoal, problems).unwrap_or_default();
    if let Some((index, cell)) = plan.cell(row, Field::GoalMet) {
        answers.goal_met = goal_met(&fold_width(cell).to_lowercase());
        if answers.goal_met.is_none() && !is_blank(cell) {
            let code = RowProblemCode::NotAMark;
            problems.push(RowProblem::ignored(line, plan.header(index), code, cell));
        }
    }
    if answers.check().is_err() {
        problems.push(RowProblem::rejected(
            line,
            None,
            RowProblemCode::NothingAnswered,
            "",
        ));
        return;
    }
    let word = |field: Field| {
        plan.cell(row, field)
            .map(|(_, cell)| fold_width(cell).to_lowercase())
    };
    let record = SurveyRecord {
        line,
        customer: person,
        on,
        occasion: word(Field::AnswerOccasion).as_deref().and_then(occasion),
        way: word(Field::AnswerWay).as_deref().and_then(way),
        answers,
    };
    if !out.row_is_rejected() {
        out.record(Record::Survey(Box::new(record)));
    }
}

/// A mark within its range: the number that the cell begins with, else the words of a scale of five.
fn read_mark(cell: &str, (least, most): (u8, u8)) -> Option<u8> {
    let folded = fold_width(cell).trim().to_lowercase();
    let digits: String = folded.chars().take_while(char::is_ascii_digit).collect();
    if digits.is_empty() {
        // A scale of eleven has no words that are sure.
        return (most == 5).then(|| of_words(&folded)).flatten();
    }
    let rest = &folded[digits.len()..];
    // 4.0 is a four; 4.5, 4/10 and -1 are nothing that could have been ticked.
    let is_whole = match rest.strip_prefix('.') {
        Some(part) => !part.is_empty() && part.chars().all(|digit| digit == '0'),
        None => !rest.starts_with(['/', '-', '~', '〜', ',']) || rest == format!("/{most}"),
    };
    let mark: u8 = digits.parse().ok()?;
    (is_whole && (least..=most).contains(&mark)).then_some(mark)
}

/// The words of a scale of five, whatever it is about: what is denied or strengthened is looked for first.
fn of_words(folded: &str) -> Option<u8> {
    const SCALE: [(u8, &[&str]); 5] = [
        (
            1,
            &[
                "とても不満",
                "大変不満",
                "非常に不満",
                "とても悪い",
                "非常に悪い",
                "とても大変",
                "very dissatisfied",
                "very poor",
                "very hard",
                "very bad",
                "very difficult",
            ],
        ),
        (
            5,
            &[
                "とても満足",
                "大変満足",
                "非常に満足",
                "とても良い",
                "とてもよい",
                "非常に良い",
                "大変良い",
                "とても楽",
                "とても簡単",
                "very satisfied",
                "excellent",
                "very good",
                "very easy",
            ],
        ),
        (
            3,
            &[
                "どちらでもない",
                "どちらとも",
                "普通",
                "ふつう",
                "neither",
                "neutral",
                "average",
                "so-so",
                "fair",
            ],
        ),
        (
            2,
            &[
                "やや不満",
                "不満",
                "やや悪い",
                "悪い",
                "大変だった",
                "dissatisfied",
                "unsatisfied",
                "poor",
                "hard",
                "bad",
                "difficult",
            ],
        ),
        (
            4,
            &[
                "やや満足",
                "満足",
                "やや良い",
                "良い",
                "よい",
                "楽",
                "簡単",
                "satisfied",
                "good",
                "easy",
            ],
        ),
    ];
    SCALE
        .into_iter()
        .find(|(_, words)| words.iter().any(|word| folded.contains(word)))
        .map(|(mark, _)| mark)
}

/// Whether it came true: yes and no in the words of shops, or in part.
fn goal_met(folded: &str) -> Option<GoalMet> {
    const PARTLY: [&str; 7] = ["△", "一部", "半分", "まあまあ", "少し", "part", "somewhat"];
    const NOT: [&str; 5] = ["叶わな", "叶っていな", "まだ", "not", "no"];
    let words = ["叶った", "叶いました", "できた", "reached", "met"];
    let told = parse_yes_no(folded).ok().flatten();
    GoalMet::parse(folded)
        .or_else(|| told.map(|yes| if yes { GoalMet::Yes } else { GoalMet::No }))
        .or_else(|| {
            PARTLY
                .iter()
                .any(|word| folded.contains(word))
                .then_some(GoalMet::Partly)
        })
        .or_else(|| {
            NOT.iter()
                .any(|word| folded.contains(word))
                .then_some(GoalMet::No)
        })
        .or_else(|| {
            words
                .iter()
                .any(|word| folded.contains(word))
                .then_some(GoalMet::Yes)
        })
}

fn occasion(folded: &str) -> Option<VoiceOccasion> {
    VoiceOccasion::parse(folded).or_else(|| {
        by_words(
            folded,
            &[
                (
                    VoiceOccasion::Delivery,
                    &["届け", "配送", "納品", "搬入", "deliver"],
                ),
                (
                    VoiceOccasion::Case,
                    &[
                        "修理",
                        "不具合",
                        "お困り",
                        "クレーム",
                        "case",
                        "repair",
                        "complaint",
                    ],
                ),
                (
                    VoiceOccasion::Care,
                    &["お手入れ", "手入れ", "ケア", "アフター", "点検", "care", "advice"],
                ),
                (
                    VoiceOccasion::Relation,
                    &["全体", "お店", "店舗", "総合", "whole", "shop", "relation"],
                ),
            ],
        )
    })
}

fn way(folded: &str) -> Option<VoiceWay> {
    VoiceWay::parse(folded).or_else(|| {
        by_words(
            folded,
            &[
                (VoiceWay::Phone, &["電話", "tel", "phone", "call"]),
                (
                    VoiceWay::Web,
                    &[
                        "web",
                        "ウェブ",
                        "ネット",
                        "フォーム",
                        "form",
                        "line",
                        "メール",
                        "mail",
                        "qr",
                    ],
                ),
                (
                    VoiceWay::Card,
                    &[
                        "はがき",
                        "ハガキ",
                        "葉書",
                        "カード",
                        "郵送",
                        "用紙",
                        "card",
                        "post",
                    ],
                ),
                (VoiceWay::Shop, &["店", "訪問", "対面", "shop", "store", "visit"]),
            ],
        )
    })
}

fn by_words<T: Copy>(folded: &str, all: &[(T, &[&str])]) -> Option<T> {
    all.iter()
        .find(|(_, words)| words.iter().any(|word| folded.contains(word)))
        .map(|(meaning, _)| *meaning)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_true_is_read_in_many_words() {
        for (cell, met) in [
            ("はい", Some(GoalMet::Yes)),
            ("叶った", Some(GoalMet::Yes)),
            ("△", Some(GoalMet::Partly)),
            ("一部叶った", Some(GoalMet::Partly)),
            ("まだ", Some(GoalMet::No)),
            ("叶わなかった", Some(GoalMet::No)),
            ("いいえ", Some(GoalMet::No)),
            ("partly", Some(GoalMet::Partly)),
            ("not yet", Some(GoalMet::No)),
            ("ソファ", None),
        ] {
            assert_eq!(goal_met(cell), met, "{cell}");
        }
    }

    #[test]
    fn marks_are_read_as_they_are_ticked() {
        for (cell, mark) in [
            ("10", Some(10)),
            ("０", Some(0)),
            ("9 - とても勧めたい", Some(9)),
            ("7点", Some(7)),
            ("8.0", Some(8)),
            ("8.5", None),
            ("11", None),
            ("-1", None),
            ("とても勧めたい", None),
            ("7/8", None),
        ] {
            assert_eq!(read_mark(cell, (0, 10)), mark, "{cell}");
        }
        for (cell, mark) in [
            ("5", Some(5)),
            ("5：とても満足", Some(5)),
            ("4/5", Some(4)),
            ("0", None),
            ("6", None),
            ("とても満足", Some(5)),
            ("やや満足", Some(4)),
            ("どちらともいえない", Some(3)),
            ("やや不満", Some(2)),
            ("大変不満", Some(1)),
            ("Very satisfied", Some(5)),
            ("Dissatisfied", Some(2)),
            ("very dissatisfied", Some(1)),
            ("不満足", Some(2)),
            ("はい", None),
        ] {
            assert_eq!(read_mark(cell, (1, 5)), mark, "{cell}");
        }
    }
}
