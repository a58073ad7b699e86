//! Goals set, changed, pinned and removed.
//!
//! Not here: what a shop may begin with (`beginning`), their numbers (`view`).

use std::sync::Arc;

use aichaku_domain::goals::{GoalKind, MOST_PINNED, Metric, Month};
use aichaku_store::{Goal, NewGoal, StoreError, Undone};

use crate::App;
use crate::app::OpenShop;
use crate::error::{ApiError, ErrorCode, Result};
use crate::shop::{areas_of, expect_text, invalid};
use crate::wire::{Done, GoalForm, Int};

/// Longest text of a goal.
const LONGEST: usize = 500;
/// Minutes of a week.
const WEEK: i64 = 7 * 24 * 60;

impl App {
    /// Sets a goal. A number is counted back over the last year; with a target its last closed month is what it began at.
    ///
    /// # Errors
    /// [`ErrorCode::Invalid`] with the field: `parent` for what does not hang there (an own number without a customer's
    /// success above it), `words`, `why`, `plan`, `minutes_week`, `target`, `metric` (also of a number that is a goal
    /// already); [`ErrorCode::TooManyPinned`] (`most`).
    pub async fn add_goal(&self, form: GoalForm) -> Result<Done> {
        let shop = self.shop().await?;
        let goals = shop.store.goals().await?;
        let parent = form.parent.map(|id| {
            let found = goals.iter().find(|goal| goal.id == id.0);
            found.map(|goal| goal.is.kind).ok_or_else(|| invalid("parent"))
        });
        let mut new = self.goal_of(&shop, &form, form.kind.into()).await?;
        if !new.kind.hangs_on(parent.transpose()?) {
            return Err(invalid("parent"));
        }
        if let Some(metric) = new.metric {
            if goals.iter().any(|goal| goal.is.metric == Some(metric)) {
                return Err(invalid("metric"));
            }
            self.count_back(&shop, metric).await?;
            new.baseline = begun_at(&shop, metric, new.target).await?;
        }
        let written = shop
            .store
            .add_goals(&[new], MOST_PINNED, self.at(&shop))
            .await
            .map_err(too_many)?;
        self.done(&shop, &written, &areas_of("goal")).await
    }

    /// Changes what a goal says; what it is, what it hangs on, its number and whether it is pinned stay. A new target
    /// begins at the month that was closed last.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`], [`ErrorCode::Invalid`] as [`App::add_goal`].
    pub async fn change_goal(&self, id: Int, form: GoalForm) -> Result<Done> {
        let shop = self.shop().await?;
        let before = self.standing_goal(&shop, id).await?.is;
        let form = GoalForm {
            metric: before.metric.map(Into::into),
            ..form
        };
        let mut after = self.goal_of(&shop, &form, before.kind).await?;
        after.baseline = match after.metric {
            Some(_) if (after.target, after.at_least) == (before.target, before.at_least) => before.baseline,
            Some(metric) => begun_at(&shop, metric, after.target).await?,
            None => None,
        };
        let written = shop.store.change_goal(id.0, &after, self.now()).await?;
        self.done(&shop, &written, &areas_of("goal")).await
    }

    /// Puts a number where everybody sees it, or takes it away from there.
    ///
    /// # Errors
    /// [`ErrorCode::TooManyPinned`] (`most`), [`ErrorCode::NotFound`] for what is no number.
    pub async fn pin_goal(&self, id: Int, pinned: bool) -> Result<Done> {
        let shop = self.shop().await?;
        let written = shop
            .store
            .pin_goal(id.0, pinned, MOST_PINNED, self.now())
            .await
            .map_err(too_many)?;
        self.done(&shop, &written, &areas_of("goal")).await
    }

    /// Removes a goal with all that hangs on it. Months that were closed stay closed.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`].
    pub async fn remove_goal(&self, id: Int) -> Result<Done> {
        let shop = self.shop().await?;
        let written = shop.store.remove_goal(id.0, self.now()).await?;
        self.done(&shop, &written, &areas_of("goal")).await
    }

    /// Takes a write about goals back.
    pub(crate) async fn undo_goal(&self, shop: &OpenShop, token: i64) -> aichaku_store::Result<Undone> {
        shop.store.undo_goal(token, MOST_PINNED, self.now()).await
    }

    async fn standing_goal(&self, shop: &Arc<OpenShop>, id: Int) -> Result<Goal> {
        let goals = shop.store.goals().await?;
        goals
            .into_iter()
            .find(|goal| goal.id == id.0)
            .ok_or_else(|| ApiError::new(ErrorCode::NotFound))
    }

    /// What a form says, checked; what it hangs on is not.
    async fn goal_of(&self, shop: &Arc<OpenShop>, form: &GoalForm, kind: GoalKind) -> Result<NewGoal> {
        expect_text("words", &form.words, LONGEST)?;
        expect_text("why", &form.why, LONGEST)?;
        let is_own = kind == GoalKind::Own;
        let metric = match (is_own, form.metric) {
            (true, Some(metric)) => Some(Metric::from(metric)),
            (true, None) => return Err(invalid("metric")),
            (false, _) => None,
        };
        if !is_own && form.words.trim().is_empty() {
            return Err(invalid("words"));
        }
        if is_own && form.why.trim().is_empty() {
            return Err(invalid("why"));
        }
        let plan = form.plan.filter(|_| kind == GoalKind::Touch).map(|plan| plan.0);
        if let Some(plan) = plan {
            let plans = shop.store.plans().await?;
            if !plans.iter().any(|known| known.id.0 == plan) {
                return Err(invalid("plan"));
            }
        }
        let minutes_week = form
            .minutes_week
            .filter(|_| kind == GoalKind::Means)
            .map(|minutes| minutes.0);
        if minutes_week.is_some_and(|minutes| !(0..=WEEK).contains(&minutes)) {
            return Err(invalid("minutes_week"));
        }
        let target = form.target.filter(|_| is_own).map(|target| target.0);
        if let (Some(target), Some(metric)) = (target, metric)
            && !metric.targets().contains(&target)
        {
            return Err(invalid("target"));
        }
        Ok(NewGoal {
            parent: form.parent.map(|parent| parent.0),
            kind,
            words: form.words.trim().to_owned(),
            plan,
            minutes_week,
            metric,
            why: if is_own {
                form.why.trim().to_owned()
            } else {
                String::new()
            },
            target,
            at_least: form.at_least,
            baseline: None,
            pinned: is_own && form.pinned,
        })
    }
}

/// The month that was closed last, where there is a target to be measured from it.
async fn begun_at(shop: &Arc<OpenShop>, metric: Metric, target: Option<i64>) -> Result<Option<Month>> {
    if target.is_none() {
        return Ok(None);
    }
    let frozen = shop.store.frozen_months(metric).await?;
    Ok(frozen.last().map(|one| one.month.month))
}

/// A number too many is said so.
pub(super) fn too_many(error: StoreError) -> ApiError {
    match error {
        StoreError::Conflict { what: "pinned" } => {
            ApiError::new(ErrorCode::TooManyPinned).with("most", MOST_PINNED)
        }
        other => other.into(),
    }
}
