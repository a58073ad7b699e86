//! Numbers about what happened after the sale, on the command line.
//!
//! Not here: what can be asked (`arguments`), their lines (`print` and a file for each).

use aichaku_api::App;
use aichaku_api::error::ApiError;
use aichaku_api::wire::{CohortQuery, Lang, ReturnsQuery};

use crate::arguments::Insight;
use crate::{Answer, effect, numbers, print, referrals, standing, voices};

pub(crate) async fn insights(app: &App, insight: Insight, lang: Lang) -> Result<Answer, ApiError> {
    Ok(match insight {
        Insight::Cohorts {
            by,
            measure,
            anchor,
            unit,
            until,
            merge_days,
            family,
        } => {
            let query = CohortQuery {
                by: by.into(),
                measure: measure.into(),
                anchor: anchor.into(),
                unit: unit.into(),
                until,
                merge_days,
                family,
            };
            let table = app.cohorts(query, None).await?;
            Answer::new(&table, print::cohorts(&table))
        }
        Insight::Returns {
            group,
            anchor,
            unit,
            until,
            merge_days,
        } => {
            let query = ReturnsQuery {
                group: group.map(Into::into),
                anchor: anchor.into(),
                unit: unit.into(),
                until,
                merge_days,
            };
            let view = app.returns(query, None).await?;
            Answer::new(&view.curves, print::returns(&view, lang))
        }
        Insight::Repeat {
            anchor,
            unit,
            until,
            merge_days,
        } => {
            let view = app.repeat(anchor.into(), unit.into(), until, merge_days).await?;
            Answer::new(&view, print::repeat(&view))
        }
        Insight::Ltv(asked) => numbers::ltv(app, asked, lang).await?,
        Insight::Effect(asked) => effect::effect(app, asked, lang).await?,
        Insight::Health => standing::standings(app, lang).await?,
        Insight::Referrals(of) => referrals::referrals(app, of, lang).await?,
        Insight::Rfm(asked) => numbers::rfm(app, asked, lang).await?,
        Insight::Nps(asked) => voices::nps(app, asked, lang).await?,
        Insight::Model(asked) => numbers::model(app, asked, lang).await?,
    })
}
