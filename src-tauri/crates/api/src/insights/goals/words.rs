//! What goals say in a drawing and on paper.
//!
//! Not here: the words of the screen (`ui/messages`).

use aichaku_domain::goals::{Metric, MetricUnit};

use super::super::drawings::money;
use crate::wire::{CountedView, GoalMonth, Lang};

/// A number's name.
pub(in crate::insights) fn name(metric: Metric, lang: Lang) -> &'static str {
    match (metric, lang) {
        (Metric::BackInYear, Lang::Ja) => "1年以内に戻ってくださった割合",
        (Metric::BackInYear, Lang::En) => "Came back within a year",
        (Metric::Returning, Lang::Ja) => "ご購入のうち、再びのお客様",
        (Metric::Returning, Lang::En) => "Back again among buyers",
        (Metric::Brought, Lang::Ja) => "ご紹介で来られた割合",
        (Metric::Brought, Lang::En) => "Came through somebody",
        (Metric::Recommend, Lang::Ja) => "おすすめ度(NPS)",
        (Metric::Recommend, Lang::En) => "Would recommend us (NPS)",
        (Metric::Satisfied, Lang::Ja) => "満足の割合",
        (Metric::Satisfied, Lang::En) => "Content",
        (Metric::OwnGoals, Lang::Ja) => "叶えたいことが叶った割合",
        (Metric::OwnGoals, Lang::En) => "Own goals that came true",
        (Metric::Easy, Lang::Ja) => "らくだった割合",
        (Metric::Easy, Lang::En) => "Found it easy",
        (Metric::CasesSolved, Lang::Ja) => "30日以内に片付いたお困りごと",
        (Metric::CasesSolved, Lang::En) => "Troubles solved within 30 days",
        (Metric::CareKept, Lang::Ja) => "予定どおりできたフォロー",
        (Metric::CareKept, Lang::En) => "Follow-ups kept",
        (Metric::ReachedEarly, Lang::Ja) => "お届け後30日以内のご連絡",
        (Metric::ReachedEarly, Lang::En) => "Heard from us within 30 days",
        (Metric::Answered, Lang::Ja) => "お尋ねへのお返事",
        (Metric::Answered, Lang::En) => "Answered when asked",
        (Metric::Reachable, Lang::Ja) => "ご連絡のつくお客様",
        (Metric::Reachable, Lang::En) => "Can be reached",
        (Metric::Sales, Lang::Ja) => "売上(返金を引いて)",
        (Metric::Sales, Lang::En) => "Sales less refunds",
    }
}

/// A value alone: "72%", "+31", "250,000".
pub(super) fn value(unit: MetricUnit, value: f64, digits: u8) -> String {
    match unit {
        MetricUnit::Share => format!("{:.0}%", value * 100.0),
        MetricUnit::Points => format!("{value:+.0}"),
        MetricUnit::Money => money(value, digits),
    }
}

/// What was counted, with its rate where there are enough: "31/40(78%)".
pub(in crate::insights) fn counted(unit: MetricUnit, of: &CountedView, digits: u8, lang: Lang) -> String {
    let (numerator, denominator) = (of.numerator.0, of.denominator.0);
    if denominator == 0 && numerator == 0 {
        return match lang {
            Lang::Ja => "数えるものなし",
            Lang::En => "nothing to count",
        }
        .to_owned();
    }
    #[allow(clippy::cast_precision_loss, reason = "shown in whole units")]
    if unit == MetricUnit::Money {
        let amount = money(numerator as f64, digits);
        return match lang {
            Lang::Ja => format!("{amount}({denominator}世帯)"),
            Lang::En if denominator == 1 => format!("{amount} (1 household)"),
            Lang::En => format!("{amount} ({denominator} households)"),
        };
    }
    let plain = match (unit, lang) {
        (MetricUnit::Points, Lang::Ja) => format!("{denominator}人の差し引き{numerator:+}"),
        (MetricUnit::Points, Lang::En) => format!("{numerator:+} of {denominator}"),
        _ => format!("{numerator}/{denominator}"),
    };
    match of.value {
        None => plain,
        Some(rate) => {
            let rate = value(unit, rate.0, digits);
            match lang {
                Lang::Ja => format!("{plain}({rate})"),
                Lang::En => format!("{plain} ({rate})"),
            }
        }
    }
}

/// A target: "80%以上".
pub(in crate::insights) fn target(
    unit: MetricUnit,
    of: f64,
    at_least: bool,
    digits: u8,
    lang: Lang,
) -> String {
    let value = value(unit, of, digits);
    match (lang, at_least) {
        (Lang::Ja, true) => format!("目標 {value}以上"),
        (Lang::Ja, false) => format!("目標 {value}以下"),
        (Lang::En, true) => format!("Target: at least {value}"),
        (Lang::En, false) => format!("Target: at most {value}"),
    }
}

/// The same in a line of a report, where there is little room.
pub(super) fn short_target(unit: MetricUnit, of: f64, at_least: bool, digits: u8, lang: Lang) -> String {
    let value = value(unit, of, digits);
    match (lang, at_least) {
        (Lang::Ja, true) => format!("目標{value}以上"),
        (Lang::Ja, false) => format!("目標{value}以下"),
        (Lang::En, true) => format!("target {value}"),
        (Lang::En, false) => format!("target at most {value}"),
    }
}

/// Before the numbers that are kept in sight.
pub(super) fn in_sight(is_open: bool, lang: Lang) -> &'static str {
    match (lang, is_open) {
        (Lang::Ja, false) => "いつも見る数字は、",
        (Lang::Ja, true) => "いつも見る数字(まだ締めていません)は、",
        (Lang::En, false) => "Numbers kept in sight:",
        (Lang::En, true) => "Numbers kept in sight (not closed yet):",
    }
}

/// `2026-11` as people write it.
pub(in crate::insights) fn month(text: &str, lang: Lang) -> String {
    let Some(month) = aichaku_domain::goals::Month::parse(text) else {
        return text.to_owned();
    };
    use chrono::Datelike as _;
    let first = month.first().0;
    match lang {
        Lang::Ja => format!("{}年{}月", first.year(), first.month()),
        Lang::En => first.format("%b %Y").to_string(),
    }
}

/// The whole truth about a month.
pub(super) fn truth(unit: MetricUnit, of: &GoalMonth, digits: u8, lang: Lang) -> String {
    let mut text = format!(
        "{} {}",
        month(&of.month, lang),
        counted(unit, &of.counted, digits, lang)
    );
    let note = match (of.closed, of.later, lang) {
        (false, _, Lang::Ja) => "。まだ締めていません",
        (false, _, Lang::En) => ", not closed yet",
        (true, true, Lang::Ja) => "。あとから数えました",
        (true, true, Lang::En) => ", counted later",
        (true, false, _) => "",
    };
    text.push_str(note);
    if let Some(again) = &of.again {
        let now = counted(unit, again, digits, lang);
        text.push_str(&match lang {
            Lang::Ja => format!("。今数え直すと {now}"),
            Lang::En => format!("; counted again {now}"),
        });
    }
    text
}

/// What a ring in the drawing is.
pub(super) fn again(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => "今数え直した値(締めた値と違う月)",
        Lang::En => "counted again, where it differs from the closed month",
    }
}

/// Nothing to draw.
pub(super) fn nothing(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => "まだ数えた月がありません",
        Lang::En => "No month has been counted yet",
    }
}
