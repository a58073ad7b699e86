//! Comparisons begun, changed and ended: of whom a plan or a tip reaches some households go without, by chance.
//!
//! Not here: who goes without (`domain::comparison`, `store`), what came of it (`insights::effect`).

use aichaku_domain::comparison::{Compared as Of, MOST_HELD_PERMILLE, may_be_held_out};
use aichaku_domain::values::{ContentId, PlanId};
use aichaku_store::{Content, PlanRow};

use crate::error::{ApiError, ErrorCode, Result};
use crate::shop::{areas_of, invalid};
use crate::wire::{Compared, Done, Int, Real};
use crate::{App, OpenShop};

impl From<Compared> for Of {
    fn from(of: Compared) -> Self {
        match of {
            Compared::Plan { id } => Self::Plan(PlanId(id.0)),
            Compared::Content { id } => Self::Content(ContentId(id.0)),
        }
    }
}

impl From<Of> for Compared {
    fn from(of: Of) -> Self {
        match of {
            Of::Plan(plan) => Self::Plan { id: Int(plan.0) },
            Of::Content(content) => Self::Content { id: Int(content.0) },
        }
    }
}

/// A share of a hundred in thousandths; more than half would tell less, not more.
pub(crate) fn permille(percent: Real) -> Result<u16> {
    let permille = (percent.0 * 10.0).round();
    if !(0.0..=f64::from(MOST_HELD_PERMILLE)).contains(&permille) {
        return Err(invalid("held_percent"));
    }
    Ok(permille as u16)
}

impl App {
    /// Begins a comparison: of the households that a plan or tip comes to from now on, `held_percent` of a hundred go
    /// without, by chance and for good. Safety, notices, promises and what takes a person's own time reach everybody.
    ///
    /// # Errors
    /// [`ErrorCode::Invalid`] (`held_percent`; `of`, when it holds nothing that anybody may go without);
    /// [`ErrorCode::Conflict`] when it, or a part of it, is compared already; [`ErrorCode::NotFound`].
    pub async fn begin_comparison(&self, of: Compared, held_percent: Real) -> Result<Done> {
        let shop = self.shop().await?;
        let held = permille(held_percent)?;
        if held == 0 {
            return Err(invalid("held_percent"));
        }
        let (plans, contents) = library(&shop).await?;
        let (is_there, may) = match Of::from(of) {
            Of::Plan(id) => match plans.iter().find(|plan| plan.id == id) {
                Some(plan) => (true, plan.steps.iter().any(|row| has_choice(row, &contents))),
                None => (false, false),
            },
            Of::Content(id) => (
                contents.iter().any(|content| content.id == id),
                plans
                    .iter()
                    .flat_map(|plan| &plan.steps)
                    .any(|row| row.step.content == id && has_choice(row, &contents)),
            ),
        };
        if !is_there {
            return Err(ApiError::new(ErrorCode::NotFound));
        }
        if !may {
            return Err(invalid("of"));
        }
        let written = shop
            .store
            .begin_comparison(of.into(), held, self.at(&shop))
            .await?;
        self.done(&shop, &written, &areas_of("comparison")).await
    }

    /// From now on so many of a hundred new households go without; whoever takes part stays where they are. 0: nobody
    /// new is taken in.
    ///
    /// # Errors
    /// [`ErrorCode::Invalid`] (`held_percent`), [`ErrorCode::NotFound`].
    pub async fn change_comparison(&self, comparison: Int, held_percent: Real) -> Result<Done> {
        let shop = self.shop().await?;
        let held = permille(held_percent)?;
        let written = shop
            .store
            .change_comparison(comparison.0, held, self.at(&shop))
            .await?;
        self.done(&shop, &written, &areas_of("comparison")).await
    }

    /// Ends a comparison: from tomorrow on nobody goes without.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`].
    pub async fn end_comparison(&self, comparison: Int) -> Result<Done> {
        let shop = self.shop().await?;
        let written = shop.store.end_comparison(comparison.0, self.at(&shop)).await?;
        self.done(&shop, &written, &areas_of("comparison")).await
    }
}

/// Plans and contents.
pub(crate) async fn library(shop: &OpenShop) -> Result<(Vec<PlanRow>, Vec<Content>)> {
    Ok((shop.store.plans().await?, shop.store.contents().await?))
}

fn has_choice(row: &aichaku_store::StepRow, contents: &[Content]) -> bool {
    contents
        .iter()
        .any(|content| content.id == row.step.content && may_be_held_out(content.kind, row.step.touch))
}
