//! How households stand, on the command line: one of them, all of them, and ways that do not work any more.

use std::fmt::Write as _;

use aichaku_api::App;
use aichaku_api::error::ApiError;
use aichaku_api::wire::{Int, Lang, SignKind, SignView, Standing, StandingView, StandingsView, WayKind};
use clap::{Args, ValueEnum};

use crate::Answer;

/// A way, or what became of it.
#[derive(Debug, Args)]
pub(crate) struct Way {
    kind: WayWord,
    /// Its number, as `standing` shows it.
    id: i64,
    /// It works again.
    #[arg(long)]
    works: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum WayWord {
    Phone,
    Email,
    Line,
    Post,
}

impl From<WayWord> for WayKind {
    fn from(word: WayWord) -> Self {
        match word {
            WayWord::Phone => Self::Phone,
            WayWord::Email => Self::Email,
            WayWord::Line => Self::Line,
            WayWord::Post => Self::Post,
        }
    }
}

pub(crate) async fn way(app: &App, asked: Way, lang: Lang) -> Result<Answer, ApiError> {
    let done = app
        .set_way(asked.kind.into(), Int(asked.id), !asked.works)
        .await?;
    Ok(Answer::new(&done, crate::words::done(&done, lang)))
}

pub(crate) async fn standing(app: &App, customer: i64, lang: Lang) -> Result<Answer, ApiError> {
    let view = app.standing(Int(customer)).await?;
    Ok(Answer::new(&view, one(&view, lang)))
}

pub(crate) async fn standings(app: &App, lang: Lang) -> Result<Answer, ApiError> {
    let view = app.standings().await?;
    Ok(Answer::new(&view, all(&view, lang)))
}

fn name(standing: Standing, lang: Lang) -> &'static str {
    match (standing, lang) {
        (Standing::InTouch, Lang::Ja) => "お付き合い中",
        (Standing::Content, Lang::Ja) => "円満沈黙",
        (Standing::Drifting, Lang::Ja) => "疎遠",
        (Standing::Unreachable, Lang::Ja) => "連絡不能",
        (Standing::Graduated, Lang::Ja) => "卒業",
        (Standing::LeftAlone, Lang::Ja) => "ご連絡不要",
        (Standing::Gone, Lang::Ja) => "ご逝去・ご転居",
        (Standing::InTouch, Lang::En) => "in touch",
        (Standing::Content, Lang::En) => "content and quiet",
        (Standing::Drifting, Lang::En) => "drifting",
        (Standing::Unreachable, Lang::En) => "out of reach",
        (Standing::Graduated, Lang::En) => "finished with our things",
        (Standing::LeftAlone, Lang::En) => "wants to be left alone",
        (Standing::Gone, Lang::En) => "died or moved away",
    }
}

fn sign(sign: &SignView, lang: Lang) -> String {
    let words = match (sign.kind, lang) {
        (SignKind::OpenCase, Lang::Ja) => "お申し出がそのまま",
        (SignKind::Unhappy, Lang::Ja) => "ご満足でないお答え",
        (SignKind::Unsolved, Lang::Ja) => "解決しないまま終わったお申し出",
        (SignKind::Unanswered, Lang::Ja) => "お電話がつながらない",
        (SignKind::PostReturned, Lang::Ja) => "郵便が戻ってきた",
        (SignKind::Dead, Lang::Ja) => "使えない連絡先",
        (SignKind::Missed, Lang::Ja) => "こちらが見送ったご連絡",
        (SignKind::Untouched, Lang::Ja) => "3年以上、どちらからも音沙汰なし",
        (SignKind::OpenCase, Lang::En) => "a case is open",
        (SignKind::Unhappy, Lang::En) => "said they are not content",
        (SignKind::Unsolved, Lang::En) => "a case ended without a solution",
        (SignKind::Unanswered, Lang::En) => "calls not answered",
        (SignKind::PostReturned, Lang::En) => "letters come back",
        (SignKind::Dead, Lang::En) => "a number or address is dead",
        (SignKind::Missed, Lang::En) => "care we let pass",
        (SignKind::Untouched, Lang::En) => "nothing from either side for three years",
    };
    let mut text = words.to_owned();
    if sign.count.0 > 0 {
        let _ = write!(text, " ×{}", sign.count.0);
    }
    if let Some(since) = &sign.since {
        let _ = write!(text, " ({since})");
    }
    text
}

fn signs(all: &[SignView], lang: Lang) -> String {
    let words: Vec<String> = all.iter().map(|one| sign(one, lang)).collect();
    words.join(if lang == Lang::Ja { "、" } else { ", " })
}

fn one(view: &StandingView, lang: Lang) -> String {
    let mut text = match view.standing {
        Some(standing) => name(standing, lang).to_owned(),
        None if lang == Lang::Ja => "お買い上げがまだありません".to_owned(),
        None => "nothing bought yet".to_owned(),
    };
    if !view.signs.is_empty() {
        let _ = write!(text, ": {}", signs(&view.signs, lang));
    }
    if let Some(health) = &view.health {
        let coverage = health.coverage.0 * 100.0;
        let _ = match (health.score, lang) {
            (Some(score), Lang::Ja) => {
                write!(text, "\n健康度 {:.0}(分かっていること {coverage:.0}%)", score.0)
            }
            (None, Lang::Ja) => write!(text, "\n健康度はまだ言えません(分かっていること {coverage:.0}%)"),
            (Some(score), Lang::En) => write!(text, "\nhealth {:.0} ({coverage:.0}% is known)", score.0),
            (None, Lang::En) => write!(text, "\nhealth: too early to say ({coverage:.0}% is known)"),
        };
    }
    for way in &view.ways {
        let kind = match way.kind {
            WayKind::Phone => "phone",
            WayKind::Email => "email",
            WayKind::Line => "line",
            WayKind::Post => "post",
        };
        let mark = if way.broken { "×" } else { " " };
        let _ = write!(text, "\n{mark} {kind} {}  {}", way.id.0, way.value);
    }
    text
}

fn all(view: &StandingsView, lang: Lang) -> String {
    let mut text = String::new();
    for one in &view.standings {
        let _ = writeln!(text, "{:>7}  {}", one.households.0, name(one.standing, lang));
    }
    let _ = match lang {
        Lang::Ja => write!(text, "いま手を差しのべたい方: {}", view.needs_count.0),
        Lang::En => write!(text, "who needs us now: {}", view.needs_count.0),
    };
    for need in &view.needs {
        let _ = write!(
            text,
            "\n  {} {}  {}: {}",
            need.who.customer.0,
            need.who.name,
            name(need.standing, lang),
            signs(&need.signs, lang)
        );
    }
    let came = &view.outcome;
    let _ = match lang {
        Lang::Ja => write!(
            text,
            "\nこれまでに挙げた{}世帯のうち、{}日以内にご連絡{}、そのうちお応え{}、お買い上げ{}",
            came.listed.0, came.days.0, came.contacted.0, came.answered.0, came.bought.0
        ),
        Lang::En => write!(
            text,
            "\nof {} listed so far, {} contacted within {} days; of those {} answered, {} bought",
            came.listed.0, came.contacted.0, came.days.0, came.answered.0, came.bought.0
        ),
    };
    text
}
