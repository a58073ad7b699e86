//! The words of a report, in both languages: it leaves the house as a whole.
//!
//! Below ten nobody is told a share: counts say more. Not here: the numbers (`numbers`).

use aichaku_domain::values::ShopDay;

use super::numbers::Counted;
use super::period::{Span, day_text};
use crate::insights::drawings::money;
use crate::wire::{Lang, RecommendView, RepeatWithin, ReportKind, SignKind};

/// Fewer households than this are counted and not rated.
const RATED: u32 = 10;

pub(super) fn title(span: Span, lang: Lang) -> String {
    match (span.kind, lang) {
        (ReportKind::Week, Lang::Ja) => format!("{}のふりかえりと、これから", span.name(lang)),
        (ReportKind::Week, Lang::En) => format!("Looking back and ahead, {}", span.name(lang)),
        (_, Lang::Ja) => format!("{}のふりかえり", span.name(lang)),
        (_, Lang::En) => format!("Looking back on {}", span.name(lang)),
    }
}

pub(super) fn under(span: Span, today: ShopDay, lang: Lang) -> String {
    let (from, until) = (day_text(span.from, lang), day_text(span.until, lang));
    let made = day_text(today, lang);
    match (lang, today < span.until) {
        (Lang::Ja, false) => format!("{from}〜{until}({made}に作成)"),
        (Lang::Ja, true) => format!("{from}〜{until}のうち、{made}まで(途中)"),
        (Lang::En, false) => format!("{from} to {until}, made on {made}"),
        (Lang::En, true) => format!("{from} to {until}, as of {made} (still running)"),
    }
}

pub(super) fn foot(shop: &str, lang: Lang) -> String {
    let note = match lang {
        Lang::Ja => "世帯で数えます。近い日のご注文は、設定の日数まで1つに数えます。",
        Lang::En => {
            "Counted by household. Orders close together count as one, within the days that the settings say."
        }
    };
    [shop, note]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("  ")
}

pub(super) fn yen(minor: i64, digits: u8, currency: &str) -> String {
    #[allow(clippy::cast_precision_loss, reason = "shown in whole units")]
    let text = money(minor as f64, digits);
    match currency {
        "JPY" => format!("¥{text}"),
        other => format!("{text} {other}"),
    }
}

pub(super) fn households(count: impl Into<i64>, lang: Lang) -> String {
    let count: i64 = count.into();
    match (lang, count) {
        (Lang::Ja, _) => format!("{count}世帯"),
        (Lang::En, 1) => "1 household".to_owned(),
        (Lang::En, _) => format!("{count} households"),
    }
}

/// Names of the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    New,
    Returning,
    Sales,
    SalesBack,
    CaredFor,
    Minutes,
    HeardFrom,
    Referred,
    Cases,
    Recommend,
}

pub(super) fn name(of: Name, lang: Lang) -> &'static str {
    match (of, lang) {
        (Name::New, Lang::Ja) => "はじめてのお客様",
        (Name::New, Lang::En) => "New households",
        (Name::Returning, Lang::Ja) => "また来てくださったお客様",
        (Name::Returning, Lang::En) => "Households that came back",
        (Name::Sales, Lang::Ja) => "お買い上げ(返金を除く)",
        (Name::Sales, Lang::En) => "Sales less refunds",
        (Name::SalesBack, Lang::Ja) => "また来てくださった方のお買い上げ",
        (Name::SalesBack, Lang::En) => "Sales to those who came back",
        (Name::CaredFor, Lang::Ja) => "こちらから届けたお客様",
        (Name::CaredFor, Lang::En) => "Households we reached",
        (Name::Minutes, Lang::Ja) => "そのための時間(見込み)",
        (Name::Minutes, Lang::En) => "Time for it, as planned",
        (Name::HeardFrom, Lang::Ja) => "お声をくださったお客様",
        (Name::HeardFrom, Lang::En) => "Households that came to us",
        (Name::Referred, Lang::Ja) => "ご紹介で来られたお客様",
        (Name::Referred, Lang::En) => "New ones through somebody",
        (Name::Cases, Lang::Ja) => "お困りごと(残り)",
        (Name::Cases, Lang::En) => "Open cases",
        (Name::Recommend, Lang::Ja) => "おすすめ度",
        (Name::Recommend, Lang::En) => "Would recommend us (NPS)",
    }
}

/// "before: so many".
pub(super) fn before(kind: ReportKind, value: &str, lang: Lang) -> String {
    match (kind, lang) {
        (ReportKind::Week, Lang::Ja) => format!("前の週は{value}"),
        (ReportKind::Month, Lang::Ja) => format!("前の月は{value}"),
        (ReportKind::Year, Lang::Ja) => format!("前の年は{value}"),
        (ReportKind::Week, Lang::En) => format!("the week before: {value}"),
        (ReportKind::Month, Lang::En) => format!("the month before: {value}"),
        (ReportKind::Year, Lang::En) => format!("the year before: {value}"),
    }
}

pub(super) fn minutes(count: i64, lang: Lang) -> String {
    match (lang, count) {
        (Lang::Ja, ..120) => format!("{count}分"),
        (Lang::Ja, _) => format!("{}時間{}分", count / 60, count % 60),
        (Lang::En, ..120) => format!("{count} min"),
        (Lang::En, _) => format!("{} h {} min", count / 60, count % 60),
    }
}

pub(super) fn touches(count: i64, lang: Lang) -> String {
    match (lang, count) {
        (Lang::Ja, _) => format!("ご連絡{count}回"),
        (Lang::En, 1) => "1 touch".to_owned(),
        (Lang::En, _) => format!("{count} touches"),
    }
}

pub(super) fn cases(opened: i64, closed: i64, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("新しく{opened}件、終わったもの{closed}件"),
        Lang::En => format!("{opened} new, {closed} closed"),
    }
}

/// The value and the note of what was answered about recommending; below 30 answers counts alone.
pub(super) fn recommend(view: &RecommendView, lang: Lang) -> (String, String) {
    let (n, yes) = (view.n.0, view.promoters.0);
    if n == 0 {
        let nobody = match lang {
            Lang::Ja => "お答えなし",
            Lang::En => "no answers",
        };
        return ("–".to_owned(), nobody.to_owned());
    }
    match (view.score, view.low, view.high) {
        (Some(score), Some(low), Some(high)) => {
            let value = format!("{:+.0}", score.0);
            let note = match lang {
                Lang::Ja => format!("お答え{n}人、95%区間 {:+.0}〜{:+.0}", low.0, high.0),
                Lang::En => format!("{n} answers, 95 % interval {:+.0} to {:+.0}", low.0, high.0),
            };
            (value, note)
        }
        _ => match lang {
            Lang::Ja => (format!("{yes} / {n}人"), "9か10をくださった方".to_owned()),
            Lang::En => (format!("{yes} of {n}"), "gave 9 or 10".to_owned()),
        },
    }
}

/// Of sales, how much came from those who were there before; a share only where enough bought.
pub(super) fn share_back(counted: &Counted, lang: Lang) -> String {
    let split = &counted.split;
    let all = split.new_minor.saturating_add(split.returning_minor);
    let buyers = split.new_units + split.returning_units;
    if buyers < RATED || all <= 0 {
        return match lang {
            Lang::Ja => format!("{buyers}世帯のうち{}世帯", split.returning_units),
            Lang::En => format!("{} of {buyers} households", split.returning_units),
        };
    }
    #[allow(clippy::cast_precision_loss, reason = "a share in whole percent")]
    let share = split.returning_minor as f64 / all as f64 * 100.0;
    match lang {
        Lang::Ja => format!("お買い上げの{share:.0}%"),
        Lang::En => format!("{share:.0} % of sales"),
    }
}

/// What the numbers show, in a few sentences.
pub(super) fn sentences(
    span: Span,
    counted: &Counted,
    earlier: &Counted,
    year: Option<&RepeatWithin>,
    lang: Lang,
) -> Vec<String> {
    let (split, was) = (&counted.split, &earlier.split);
    let mut said = Vec::new();
    said.push(match lang {
        Lang::Ja if split.new_units + split.returning_units == 0 => {
            "お買い上げはありませんでした。".to_owned()
        }
        Lang::Ja => format!(
            "はじめてのお客様が{}世帯、また来てくださったお客様が{}世帯でした({})。",
            split.new_units,
            split.returning_units,
            before(
                span.kind,
                &format!("{}世帯と{}世帯", was.new_units, was.returning_units),
                lang
            )
        ),
        Lang::En if split.new_units + split.returning_units == 0 => "Nobody bought anything.".to_owned(),
        Lang::En => format!(
            "{} bought for the first time and {} came back ({}).",
            households(split.new_units, lang),
            split.returning_units,
            before(
                span.kind,
                &format!("{} and {}", was.new_units, was.returning_units),
                lang
            )
        ),
    });
    let work = &counted.work;
    said.push(match lang {
        Lang::Ja if work.cared_for == 0 => "こちらからのご連絡はありませんでした。".to_owned(),
        Lang::Ja => format!(
            "{}世帯にご連絡が届き、{}世帯からお声をいただきました。",
            work.cared_for, work.heard_from
        ),
        Lang::En if work.cared_for == 0 => "We reached nobody.".to_owned(),
        Lang::En => format!(
            "We reached {}, and {} came to us.",
            households(work.cared_for, lang),
            work.heard_from
        ),
    });
    if counted.referred > 0 {
        said.push(match lang {
            Lang::Ja => format!(
                "はじめてのお客様のうち{}世帯は、どなたかのご紹介です。",
                counted.referred
            ),
            Lang::En => format!(
                "{} of the new ones came through somebody's word.",
                counted.referred
            ),
        });
    }
    if let Some(within) = year {
        said.push(within_a_year(within, lang));
    }
    said
}

fn within_a_year(within: &RepeatWithin, lang: Lang) -> String {
    let (n, hits) = (within.eligible.0, within.returned.0);
    match (within.rate, lang) {
        (Some(rate), Lang::Ja) if n >= i64::from(RATED) => format!(
            "はじめてのお届けから1年たった{n}世帯のうち、{hits}世帯({:.1}%、95%区間 {:.1}〜{:.1}%)がその1年にまた買ってくださいました。",
            rate.0 * 100.0,
            within.low.0 * 100.0,
            within.high.0 * 100.0
        ),
        (Some(rate), Lang::En) if n >= i64::from(RATED) => format!(
            "Of {n} households whose first delivery is a year ago, {hits} bought again within that year ({:.1} %, 95 % interval {:.1} to {:.1} %).",
            rate.0 * 100.0,
            within.low.0 * 100.0,
            within.high.0 * 100.0
        ),
        (_, Lang::Ja) => format!(
            "はじめてのお届けから1年たったのは{n}世帯、うち{hits}世帯がまた買ってくださいました。割合はまだ言えません。"
        ),
        (_, Lang::En) => format!(
            "{n} households had their first delivery a year ago, {hits} of them bought again. Too few for a rate."
        ),
    }
}

/// Headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heading {
    Course,
    Curve,
    Cohorts,
    Needs,
    Cases,
    Thanks,
    Ahead,
}

pub(super) fn heading(of: Heading, lang: Lang) -> &'static str {
    match (of, lang) {
        (Heading::Course, Lang::Ja) => "これまでとくらべて",
        (Heading::Course, Lang::En) => "Beside what was before",
        (Heading::Curve, Lang::Ja) => "また来てくださるまでの日数",
        (Heading::Curve, Lang::En) => "How long until they come back",
        (Heading::Cohorts, Lang::Ja) => "はじめての年ごとに",
        (Heading::Cohorts, Lang::En) => "By the year of the first purchase",
        (Heading::Needs, Lang::Ja) => "いま手を差しのべたい方",
        (Heading::Needs, Lang::En) => "Who needs us now",
        (Heading::Cases, Lang::Ja) => "終わっていないお困りごと",
        (Heading::Cases, Lang::En) => "Open cases",
        (Heading::Thanks, Lang::Ja) => "ご紹介のお礼をまだお伝えしていない方",
        (Heading::Thanks, Lang::En) => "Thanks that are still owed",
        (Heading::Ahead, Lang::Ja) => "これからの週の見込み",
        (Heading::Ahead, Lang::En) => "The weeks ahead",
    }
}

pub(super) fn nobody(lang: Lang) -> String {
    match lang {
        Lang::Ja => "いまはありません。",
        Lang::En => "None at present.",
    }
    .to_owned()
}

pub(super) fn columns(of: Heading, lang: Lang) -> Vec<String> {
    let words: &[&str] = match (of, lang) {
        (Heading::Needs, Lang::Ja) => &["お名前", "町", "わけ", "いつから", "担当・済"],
        (Heading::Needs, Lang::En) => &["Name", "Town", "Why", "Since", "Who, done"],
        (Heading::Cases, Lang::Ja) => &["お名前", "町", "お困りごと", "いつから", "担当・済"],
        (Heading::Cases, Lang::En) => &["Name", "Town", "About", "Since", "Who, done"],
        (_, Lang::Ja) => &[
            "お名前",
            "町",
            "ご紹介で来られた方",
            "はじめてのお買い上げ",
            "担当・済",
        ],
        (_, Lang::En) => &["Name", "Town", "Told", "First purchase", "Who, done"],
    };
    words.iter().map(|word| (*word).to_owned()).collect()
}

pub(super) fn sign(kind: SignKind, lang: Lang) -> &'static str {
    match (kind, lang) {
        (SignKind::OpenCase, Lang::Ja) => "お困りごとが残っている",
        (SignKind::OpenCase, Lang::En) => "a case is open",
        (SignKind::Unhappy, Lang::Ja) => "ご満足でない",
        (SignKind::Unhappy, Lang::En) => "not content",
        (SignKind::Unsolved, Lang::Ja) => "解決しないまま終わった",
        (SignKind::Unsolved, Lang::En) => "closed without a solution",
        (SignKind::Unanswered, Lang::Ja) => "お電話がつながらない",
        (SignKind::Unanswered, Lang::En) => "does not answer",
        (SignKind::PostReturned, Lang::Ja) => "郵便が戻ってきた",
        (SignKind::PostReturned, Lang::En) => "post came back",
        (SignKind::Dead, Lang::Ja) => "使えない連絡先がある",
        (SignKind::Dead, Lang::En) => "a number no longer works",
        (SignKind::Missed, Lang::Ja) => "ご連絡を見送った",
        (SignKind::Missed, Lang::En) => "we let care days pass",
        (SignKind::Untouched, Lang::Ja) => "長く音沙汰がない",
        (SignKind::Untouched, Lang::En) => "nothing heard for long",
    }
}
