//! Who told whom about the shop, on the command line.

use std::fmt::Write as _;

use aichaku_api::App;
use aichaku_api::error::ApiError;
use aichaku_api::wire::{HeardBy, HeardForm, HeardOf, HeardView, Int, Lang, NumberQuery, ReferralsView};
use clap::{Args, ValueEnum};

use crate::Answer;
use crate::arguments::words;
use crate::numbers::Of;

words! {
    HeardWord for HeardOf {
        Person = "person" => Person, Sign = "sign" => Sign, Web = "web" => Web, Social = "social" => Social,
        Passing = "passing" => Passing, Paper = "paper" => Paper, Event = "event" => Event, Other = "other" => Other,
        Unknown = "unknown" => Unknown,
    }
    SureWord for HeardBy { Said = "said" => Said, Assumed = "assumed" => Assumed, Code = "code" => Code }
}

#[derive(Debug, Args)]
pub(crate) struct Heard {
    customer: i64,
    /// How they came to the shop; without it what is known is shown.
    #[arg(long)]
    of: Option<HeardWord>,
    /// Who told them: a customer.
    #[arg(long, requires = "of")]
    from: Option<i64>,
    /// How sure that is.
    #[arg(long, requires = "from")]
    by: Option<SureWord>,
    /// Forget what is written down: nobody asked.
    #[arg(long, conflicts_with = "of")]
    not_asked: bool,
}

pub(crate) async fn heard(app: &App, asked: Heard, lang: Lang) -> Result<Answer, ApiError> {
    let customer = Int(asked.customer);
    if asked.of.is_none() && !asked.not_asked {
        let view = app.heard(customer).await?;
        return Ok(Answer::new(&view, heard_lines(&view, lang)));
    }
    let form = HeardForm {
        of: asked.of.map(Into::into),
        from: asked.from.map(Int),
        by: asked.by.map(Into::into),
    };
    let done = app.set_heard(customer, form).await?;
    Ok(Answer::new(&done, crate::words::done(&done, lang)))
}

pub(crate) async fn referrals(app: &App, of: Of, lang: Lang) -> Result<Answer, ApiError> {
    let view = app.referrals(NumberQuery::from(of), None).await?;
    Ok(Answer::new(&view, lines(&view, lang)))
}

fn source(of: Option<HeardOf>, lang: Lang) -> &'static str {
    match (of, lang) {
        (None, Lang::Ja) => "うかがっていない",
        (Some(HeardOf::Person), Lang::Ja) => "ご紹介",
        (Some(HeardOf::Sign), Lang::Ja) => "看板・店構え",
        (Some(HeardOf::Web), Lang::Ja) => "ネット",
        (Some(HeardOf::Social), Lang::Ja) => "SNS",
        (Some(HeardOf::Passing), Lang::Ja) => "通りがかり",
        (Some(HeardOf::Paper), Lang::Ja) => "チラシ・雑誌",
        (Some(HeardOf::Event), Lang::Ja) => "催し",
        (Some(HeardOf::Other), Lang::Ja) => "その他",
        (Some(HeardOf::Unknown), Lang::Ja) => "分からない",
        (None, Lang::En) => "not asked",
        (Some(HeardOf::Person), Lang::En) => "somebody told them",
        (Some(HeardOf::Sign), Lang::En) => "sign, shop front",
        (Some(HeardOf::Web), Lang::En) => "internet",
        (Some(HeardOf::Social), Lang::En) => "social media",
        (Some(HeardOf::Passing), Lang::En) => "passed by",
        (Some(HeardOf::Paper), Lang::En) => "leaflet, magazine",
        (Some(HeardOf::Event), Lang::En) => "event",
        (Some(HeardOf::Other), Lang::En) => "other",
        (Some(HeardOf::Unknown), Lang::En) => "does not know",
    }
}

fn heard_lines(view: &HeardView, lang: Lang) -> String {
    let mut text = source(view.of, lang).to_owned();
    if let Some(from) = &view.from {
        let _ = write!(text, ": {} {}", from.customer.0, from.name);
    } else if !view.words.is_empty() {
        let _ = write!(text, ": {}", view.words);
    }
    for told in &view.told {
        let _ = write!(text, "\n  → {} {}", told.customer.0, told.name);
    }
    text
}

fn lines(view: &ReferralsView, lang: Lang) -> String {
    let mut text = match lang {
        Lang::Ja => format!("{}世帯のうち{}にうかがいました", view.households.0, view.asked.0),
        Lang::En => format!("{} of {} households were asked", view.asked.0, view.households.0),
    };
    for one in &view.sources {
        let _ = write!(text, "\n{:>7}  {}", one.households.0, source(Some(one.of), lang));
    }
    let year = &view.year;
    let k = year.k.map_or_else(|| "–".to_owned(), |k| format!("{:.3}", k.0));
    let _ = match lang {
        Lang::Ja => write!(
            text,
            "\nこの1年: 新しい{}世帯、うち分かっている{}、ご紹介{}。紹介係数 {k}({}世帯あたり)",
            year.new.0, year.known.0, year.referred.0, year.base.0
        ),
        Lang::En => write!(
            text,
            "\nlast year: {} new households, {} known, {} through somebody; K {k} (of {})",
            year.new.0, year.known.0, year.referred.0, year.base.0
        ),
    };
    for line in &view.lines {
        let _ = write!(
            text,
            "\n{}{} {}  {} +{}  {}",
            "  ".repeat(usize::try_from(line.depth.0).unwrap_or(0)),
            line.who.customer.0,
            line.who.name,
            line.direct.0,
            line.further.0,
            line.attributed_minor.0
        );
    }
    let _ = match lang {
        Lang::Ja => write!(text, "\nお礼がまだの方: {}", view.owed_count.0),
        Lang::En => write!(text, "\nthanks owed: {}", view.owed_count.0),
    };
    for owed in &view.owed {
        let _ = write!(
            text,
            "\n  {} {} → {} {} ({})",
            owed.who.customer.0, owed.who.name, owed.told.customer.0, owed.told.name, owed.since
        );
    }
    text
}
