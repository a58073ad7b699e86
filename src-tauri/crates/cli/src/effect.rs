//! What care does, on the command line: comparisons begun, changed and ended, and what came of them.

use std::fmt::Write as _;

use aichaku_api::App;
use aichaku_api::error::ApiError;
use aichaku_api::wire::{
    Compared, EffectArm, EffectOutcome, EffectQuery, EffectRow, EffectVerdict, EffectView, Int, Lang, Real,
};
use clap::{Args, Subcommand, ValueEnum};

use crate::Answer;
use crate::arguments::words;

words! {
    OutcomeWord for EffectOutcome { Return = "return" => Return, Referral = "referral" => Referral, Either = "either" => Either }
}

/// Which effects.
#[derive(Debug, Args)]
pub(crate) struct Effect {
    /// What counts.
    #[arg(long, default_value = "return")]
    outcome: OutcomeWord,
    /// Within so many days after a household would first have heard of it.
    #[arg(long, default_value_t = 183)]
    days: i64,
}

/// Comparisons.
#[derive(Debug, Subcommand)]
pub(crate) enum Compare {
    /// Begin one of a plan: some households go without its cards and mails, by chance.
    Plan {
        id: i64,
        /// So many of a hundred go without, at most 50.
        #[arg(long, default_value_t = 20.0)]
        held: f64,
        /// Only tell what it could tell.
        #[arg(long)]
        preview: bool,
    },
    /// Begin one of a tip, whichever plan brings it.
    Tip {
        id: i64,
        #[arg(long, default_value_t = 20.0)]
        held: f64,
        #[arg(long)]
        preview: bool,
    },
    /// So many of a hundred new households go without from now on; 0: nobody new is taken in.
    Set {
        comparison: i64,
        #[arg(long)]
        held: f64,
    },
    /// End one: from tomorrow on nobody goes without.
    End { comparison: i64 },
}

pub(crate) async fn compare(app: &App, asked: Compare, lang: Lang) -> Result<Answer, ApiError> {
    let done = match asked {
        Compare::Plan { id, held, preview } => {
            let of = Compared::Plan { id: Int(id) };
            if preview {
                return outlook(app, of, held, lang).await;
            }
            app.begin_comparison(of, Real(held)).await?
        }
        Compare::Tip { id, held, preview } => {
            let of = Compared::Content { id: Int(id) };
            if preview {
                return outlook(app, of, held, lang).await;
            }
            app.begin_comparison(of, Real(held)).await?
        }
        Compare::Set { comparison, held } => app.change_comparison(Int(comparison), Real(held)).await?,
        Compare::End { comparison } => app.end_comparison(Int(comparison)).await?,
    };
    Ok(Answer::new(&done, crate::words::done(&done, lang)))
}

async fn outlook(app: &App, of: Compared, held: f64, lang: Lang) -> Result<Answer, ApiError> {
    let query = EffectQuery {
        outcome: EffectOutcome::Return,
        days: Int(183),
    };
    let view = app.comparison_outlook(of, Real(held), query).await?;
    let text = match (view.detectable, lang) {
        (Some(Real(least)), Lang::Ja) => format!(
            "いま{}世帯。{}世帯に送らないと、{:.1}ポイントからの差が分かります。",
            view.households.0,
            view.held.0,
            least * 100.0
        ),
        (None, Lang::Ja) => format!("いま{}世帯。少なすぎて、差は分かりません。", view.households.0),
        (Some(Real(least)), Lang::En) => format!(
            "{} households now. With {} going without, a difference of {:.1} points or more would show.",
            view.households.0,
            view.held.0,
            least * 100.0
        ),
        (None, Lang::En) => format!(
            "{} households now: too few to show any difference.",
            view.households.0
        ),
    };
    Ok(Answer::new(&view, text))
}

pub(crate) async fn effect(app: &App, asked: Effect, lang: Lang) -> Result<Answer, ApiError> {
    let query = EffectQuery {
        outcome: asked.outcome.into(),
        days: Int(asked.days),
    };
    let view = app.effect(query, lang, None).await?;
    Ok(Answer::new(&view, lines(&view, lang)))
}

fn lines(view: &EffectView, lang: Lang) -> String {
    if view.rows.is_empty() {
        return match lang {
            Lang::Ja => "まだ何もくらべていません。",
            Lang::En => "Nothing is compared yet.",
        }
        .to_owned();
    }
    let mut text = String::new();
    for row in &view.rows {
        let _ = writeln!(text, "{} {}: {}", row.comparison.0, row.name, told(row, lang));
    }
    text.trim_end().to_owned()
}

fn told(row: &EffectRow, lang: Lang) -> String {
    let side = |arm: EffectArm| format!("{}/{}", arm.hits.0, arm.watched.0);
    let sides = match lang {
        Lang::Ja => format!("送った組 {}、送らない組 {}", side(row.treated), side(row.held)),
        Lang::En => format!("with {}, without {}", side(row.treated), side(row.held)),
    };
    let verdict = match (row.verdict, lang) {
        (EffectVerdict::Early, Lang::Ja) => "まだ言えません",
        (EffectVerdict::Uneven, Lang::Ja) => "分かれ方に難があり、言えません",
        (EffectVerdict::Unclear, Lang::Ja) => "差があるとは言えません",
        (EffectVerdict::Helps, Lang::Ja) => "送った組が多い",
        (EffectVerdict::Harms, Lang::Ja) => "送った組が少ない",
        (EffectVerdict::Early, Lang::En) => "too early to say",
        (EffectVerdict::Uneven, Lang::En) => "divided unevenly, nothing to be said",
        (EffectVerdict::Unclear, Lang::En) => "no difference can be shown",
        (EffectVerdict::Helps, Lang::En) => "more with it",
        (EffectVerdict::Harms, Lang::En) => "fewer with it",
    };
    match row.pooled {
        Some(range) => {
            let point = |share: Real| share.0 * 100.0;
            format!(
                "{sides}  {:+.1} ({:+.1}..{:+.1})  {verdict}",
                point(range.value),
                point(range.low),
                point(range.high)
            )
        }
        None => format!("{sides}  {verdict}"),
    }
}
