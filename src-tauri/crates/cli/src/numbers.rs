//! What households are worth, on the command line: LTV, RFM, models.
//!
//! Not here: the cohort table, the return curve and repeat purchase, which stand with the other commands.

use std::fmt::Write as _;

use aichaku_api::App;
use aichaku_api::error::{ApiError, ErrorCode};
use aichaku_api::wire::{
    AnchorName, Lang, ModelName, ModelQuery, ModelStrength, ModelView, NumberQuery, RfmBy, RfmQuery, RfmView,
    UnitName, WorthView,
};
use clap::{Args, ValueEnum};

use crate::Answer;
use crate::arguments::{AnchorWord, UnitWord};

/// Who is counted, from when, until when.
#[derive(Debug, Args)]
pub(crate) struct Of {
    #[arg(long, default_value = "delivery")]
    anchor: AnchorWord,
    #[arg(long, default_value = "household")]
    unit: UnitWord,
    #[arg(long)]
    until: Option<String>,
    #[arg(long)]
    merge_days: Option<u16>,
}

impl From<Of> for NumberQuery {
    fn from(of: Of) -> Self {
        Self {
            anchor: AnchorName::from(of.anchor),
            unit: UnitName::from(of.unit),
            until: of.until,
            merge_days: of.merge_days,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Ltv {
    #[command(flatten)]
    of: Of,
    /// What of net sales stays with the shop, per cent (e.g. 42.5); default: what the shop has set.
    #[arg(long)]
    margin: Option<f64>,
}

#[derive(Debug, Args)]
pub(crate) struct Rfm {
    #[command(flatten)]
    of: Of,
    /// Where the steps lie.
    #[arg(long, default_value = "fixed")]
    by: ByWord,
    /// Every unit with its values and scores too.
    #[arg(long)]
    customers: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Model {
    name: ModelWord,
    #[command(flatten)]
    of: Of,
    /// Leave out the last so many days and compare with them.
    #[arg(long, default_value_t = 0)]
    holdout_days: u16,
    /// Also fit from so many random starts, and say what came of each.
    #[arg(long, default_value_t = 0)]
    starts: u8,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum ByWord {
    Fixed,
    Quintiles,
    EqualGroups,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum ModelWord {
    Bgnbd,
    Mbgnbd,
    Pareto,
    GammaGamma,
}

pub(crate) async fn ltv(app: &App, asked: Ltv, lang: Lang) -> Result<Answer, ApiError> {
    let permille = asked.margin.map(|percent| (percent * 10.0).round());
    let permille = match permille {
        None => None,
        Some(permille) if (1.0..=1000.0).contains(&permille) => Some(permille as u16),
        Some(_) => return Err(ApiError::new(ErrorCode::Invalid).with("field", "margin")),
    };
    let query = NumberQuery::from(asked.of);
    let view = app.worth(query.clone(), permille, None).await?;
    let ahead = app.worth_ahead(query).await?;
    let mut value = serde_json::to_value(&view).unwrap_or_default();
    value["ahead"] = serde_json::to_value(&ahead).unwrap_or_default();
    Ok(Answer::new(&value, worth_lines(&view, lang)))
}

pub(crate) async fn rfm(app: &App, asked: Rfm, lang: Lang) -> Result<Answer, ApiError> {
    let query = RfmQuery {
        of: asked.of.into(),
        by: match asked.by {
            ByWord::Fixed => RfmBy::Fixed,
            ByWord::Quintiles => RfmBy::Quintiles,
            ByWord::EqualGroups => RfmBy::EqualGroups,
        },
    };
    let view = app.rfm(query.clone()).await?;
    let lines = rfm_lines(&view, lang);
    if !asked.customers {
        return Ok(Answer::new(&view, lines));
    }
    let units = app.rfm_units(query).await?;
    let mut value = serde_json::to_value(&view).unwrap_or_default();
    value["customers"] = serde_json::to_value(&units).unwrap_or_default();
    Ok(Answer::new(&value, lines))
}

pub(crate) async fn model(app: &App, asked: Model, lang: Lang) -> Result<Answer, ApiError> {
    let query = ModelQuery {
        model: match asked.name {
            ModelWord::Bgnbd => ModelName::BgNbd,
            ModelWord::Mbgnbd => ModelName::MbgNbd,
            ModelWord::Pareto => ModelName::ParetoNbd,
            ModelWord::GammaGamma => ModelName::GammaGamma,
        },
        of: asked.of.into(),
        holdout_days: asked.holdout_days,
        starts: asked.starts,
    };
    let view = app.model(query).await?;
    Ok(Answer::new(&view, model_lines(&view, lang)))
}

fn worth_lines(view: &WorthView, lang: Lang) -> String {
    let (annual, years, so_far) = (view.annual_minor.0, view.years.0, view.per_unit_minor.0);
    let mut text = match (lang, view.ltv_minor, view.margin) {
        (Lang::Ja, Some(ltv), Some(margin)) => format!(
            "LTV {} = 年間取引額 {annual} × 収益率 {:.1}% × 取引年数 {years:.2}",
            ltv.0,
            margin.0 * 100.0
        ),
        (Lang::En, Some(ltv), Some(margin)) => format!(
            "LTV {} = {annual} a year × {:.1}% margin × {years:.2} years",
            ltv.0,
            margin.0 * 100.0
        ),
        (Lang::Ja, ..) => format!(
            "これまでのお買い上げ {so_far} = 年間取引額 {annual} × 取引年数 {years:.2}(収益率は未設定)"
        ),
        (Lang::En, ..) => {
            format!("sales so far {so_far} = {annual} a year × {years:.2} years (no margin is set)")
        }
    };
    for within in &view.within {
        let _ = write!(
            text,
            "\n{:>3}  {:>10}  {:>10}  {:>7}",
            within.years.0, within.first_minor.0, within.later_minor.0, within.units.0
        );
    }
    text
}

fn rfm_lines(view: &RfmView, lang: Lang) -> String {
    let mut text = match lang {
        Lang::Ja => "最近 回数 金額    数".to_owned(),
        Lang::En => "R F M  n".to_owned(),
    };
    for cell in &view.cells {
        let _ = write!(
            text,
            "\n{} {} {}  {:>7}",
            cell.recency, cell.frequency, cell.money, cell.n.0
        );
    }
    text
}

fn model_lines(view: &ModelView, lang: Lang) -> String {
    let mut text = match (view.strength, lang) {
        (ModelStrength::Sound, Lang::Ja) => "繰り返しのお買い上げが十分にあります。".to_owned(),
        (ModelStrength::Sound, Lang::En) => "There is enough repeat buying.".to_owned(),
        (_, Lang::Ja) => {
            "繰り返しのお買い上げが少なすぎるため、お客様ごとの見込みはお出ししません。".to_owned()
        }
        (_, Lang::En) => "Too few repeat purchases: no figures of households are given.".to_owned(),
    };
    if view.strength != ModelStrength::None && !view.converged {
        text.push_str(match lang {
            Lang::Ja => "\n計算が収束しませんでした。",
            Lang::En => "\nThe search did not converge.",
        });
    }
    for (name, value) in &view.parameters {
        let _ = write!(text, "\n{name:>8}  {:.6}", value.0);
    }
    if let Some(likelihood) = view.log_likelihood {
        let _ = write!(text, "\nlog L  {:.4}", likelihood.0);
    }
    text
}
