//! What is told of goals and of the months of their numbers.
//!
//! Below the numbers that the rest of Insights keeps to no rate is told, only counts. Not here: counting (`count`).

use std::collections::BTreeMap;
use std::sync::Arc;

use aichaku_domain::goals::{GoalKind, MOST_PINNED, Metric, MetricUnit, Month};
use aichaku_domain::values::ShopDay;
use aichaku_stats::intervals::wilson;
use aichaku_store::{FrozenMonth, Goal, PlanRow};

use super::super::{compute, settings};
use super::count::Fraction;
use super::drawn;
use crate::App;
use crate::app::OpenShop;
use crate::error::Result;
use crate::wire::{
    CountedView, Drawing, GoalForm, GoalMonth, GoalNumber, GoalVerdict, GoalView, GoalsView, Int, Real,
};

/// Closed months that are shown.
pub(super) const SHOWN: i32 = 12;

impl App {
    /// The goals with their numbers; closes the months that are over before. With `drawing` the months are drawn too.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::NoShop`].
    pub async fn goals(&self, drawing: Option<Drawing>) -> Result<GoalsView> {
        let shop = self.shop().await?;
        self.close_months().await?;
        let today = self.day_in(shop.zone);
        let goals = shop.store.goals().await?;
        let plans = match goals.iter().any(|goal| goal.is.plan.is_some()) {
            true => shop.store.plans().await?,
            false => Vec::new(),
        };
        let mut views = Vec::with_capacity(goals.len());
        for (depth, goal) in in_order(&goals) {
            let number = match goal.is.metric {
                Some(metric) => Some(self.number(&shop, goal, metric, today, drawing.as_ref()).await?),
                None => None,
            };
            views.push(view(goal, depth, &plans, number));
        }
        let metrics: Vec<Metric> = goals.iter().filter_map(|goal| goal.is.metric).collect();
        let open = Month::last_closed(today).plus(1);
        Ok(GoalsView {
            goals: views,
            pinned: goals.iter().filter(|goal| goal.is.pinned).count().into(),
            most_pinned: MOST_PINNED.into(),
            minutes_week: Int(goals.iter().filter_map(|goal| goal.is.minutes_week).sum()),
            only_sales: metrics == [Metric::Sales],
            open_month: open.to_string(),
            closes_on: open.closes_on().to_string(),
        })
    }

    /// Every month of a number that was closed, and those that are not closed yet; the oldest first.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::NoShop`].
    pub async fn goal_months(&self, metric: crate::wire::Metric) -> Result<Vec<GoalMonth>> {
        let shop = self.shop().await?;
        self.close_months().await?;
        let today = self.day_in(shop.zone);
        let metric = Metric::from(metric);
        let frozen = shop.store.frozen_months(metric).await?;
        let goals = shop.store.goals().await?;
        let goal = goals.iter().find(|goal| goal.is.metric == Some(metric));
        let since = since(goal.map_or(today, |goal| goal.created_on), today);
        self.told_months(&shop, metric, &frozen, (since, today)).await
    }

    async fn number(
        &self,
        shop: &Arc<OpenShop>,
        goal: &Goal,
        metric: Metric,
        today: ShopDay,
        drawing: Option<&Drawing>,
    ) -> Result<GoalNumber> {
        let frozen = shop.store.frozen_months(metric).await?;
        let latest = &frozen[frozen.len().saturating_sub(SHOWN as usize)..];
        let months = self
            .told_months(shop, metric, latest, (since(goal.created_on, today), today))
            .await?;
        let year = latest
            .iter()
            .fold((0_i64, 0_i64), |(numerator, denominator), one| {
                (
                    numerator.saturating_add(one.month.numerator),
                    denominator.saturating_add(one.month.denominator),
                )
            });
        let last = months.iter().rev().find(|month| month.closed).cloned();
        let year = counted_view(metric, year);
        let target = goal.is.target;
        let baseline = goal.is.baseline.and_then(|month| {
            let found = frozen.iter().find(|one| one.month.month == month)?;
            Some(told(metric, *found, None))
        });
        let svg = match drawing {
            Some(drawing) => {
                let digits = settings(shop).await?.currency_digits;
                let target = target.map(|target| (in_units(metric, target), goal.is.at_least));
                let (months, drawing) = (months.clone(), drawing.clone());
                compute(move || drawn::months(metric, &months, target, &drawing, digits)).await
            }
            None => String::new(),
        };
        Ok(GoalNumber {
            metric: metric.into(),
            sense: metric.sense().into(),
            unit: metric.unit().into(),
            least: Int(metric.least()),
            baseline,
            verdict: target
                .and_then(|target| verdict(metric, target, goal.is.at_least, last.as_ref()?.counted, year)),
            last,
            year,
            months,
            svg,
        })
    }

    /// Closed months with what is counted now, and the months since then that are not closed.
    async fn told_months(
        &self,
        shop: &Arc<OpenShop>,
        metric: Metric,
        frozen: &[FrozenMonth],
        (since, today): (Month, ShopDay),
    ) -> Result<Vec<GoalMonth>> {
        let now = Month::of(today);
        let first = frozen.first().map_or(since, |one| one.month.month);
        let asked: Vec<Month> = if metric.can_be_recounted() {
            std::iter::successors(Some(first), |month| Some(month.plus(1)))
                .take_while(|month| *month <= now)
                .collect()
        } else {
            vec![now]
        };
        let counted = self.count_metric(shop, metric, &asked).await?;
        let again: BTreeMap<Month, Fraction> = asked.into_iter().zip(counted).collect();
        let mut months: BTreeMap<Month, GoalMonth> = frozen
            .iter()
            .map(|one| {
                (
                    one.month.month,
                    told(metric, *one, again.get(&one.month.month).copied()),
                )
            })
            .collect();
        for (month, fraction) in again {
            months.entry(month).or_insert_with(|| GoalMonth {
                month: month.to_string(),
                counted: counted_view(metric, fraction),
                closed: false,
                later: false,
                again: None,
            });
        }
        Ok(months.into_values().collect())
    }
}

/// The first month that concerns a number that was chosen on a day, a year ago at most.
fn since(chosen_on: ShopDay, today: ShopDay) -> Month {
    Month::last_closed(chosen_on)
        .plus(1)
        .max(Month::last_closed(today).plus(1 - SHOWN))
}

/// Each customer's success, then all that hangs on it, with how far down it hangs.
fn in_order(goals: &[Goal]) -> Vec<(i64, &Goal)> {
    let mut ordered = Vec::with_capacity(goals.len());
    let mut waiting: Vec<(i64, &Goal)> = goals
        .iter()
        .rev()
        .filter(|goal| goal.is.kind == GoalKind::Customer)
        .map(|goal| (0, goal))
        .collect();
    while let Some((depth, goal)) = waiting.pop() {
        ordered.push((depth, goal));
        let below = goals.iter().rev().filter(|one| one.is.parent == Some(goal.id));
        // What is done for it stands before the numbers that it is measured by; the last in is the first out.
        let (numbers, rest): (Vec<&Goal>, Vec<&Goal>) = below.partition(|one| one.is.kind == GoalKind::Own);
        waiting.extend(numbers.into_iter().chain(rest).map(|one| (depth + 1, one)));
    }
    ordered
}

fn view(goal: &Goal, depth: i64, plans: &[PlanRow], number: Option<GoalNumber>) -> GoalView {
    let is = &goal.is;
    let plan = is.plan.and_then(|id| plans.iter().find(|plan| plan.id.0 == id));
    GoalView {
        id: Int(goal.id),
        depth: Int(depth),
        says: GoalForm {
            kind: is.kind.into(),
            parent: is.parent.map(Int),
            words: is.words.clone(),
            plan: is.plan.map(Int),
            minutes_week: is.minutes_week.map(Int),
            metric: is.metric.map(Into::into),
            why: is.why.clone(),
            target: is.target.map(Int),
            at_least: is.at_least,
            pinned: is.pinned,
        },
        plan_ja: plan.map_or_else(String::new, |plan| plan.name_ja.clone()),
        plan_en: plan.map_or_else(String::new, |plan| plan.name_en.clone()),
        number,
    }
}

/// A closed month, beside what is counted now where that is something else.
fn told(metric: Metric, frozen: FrozenMonth, again: Option<Fraction>) -> GoalMonth {
    let was = (frozen.month.numerator, frozen.month.denominator);
    GoalMonth {
        month: frozen.month.month.to_string(),
        counted: counted_view(metric, was),
        closed: true,
        later: frozen.month.later,
        again: again
            .filter(|now| *now != was)
            .map(|now| counted_view(metric, now)),
    }
}

/// Numerator and denominator, and what they say when there are enough of them.
pub(super) fn counted_view(metric: Metric, (numerator, denominator): Fraction) -> CountedView {
    let enough = denominator >= metric.least();
    #[allow(clippy::cast_precision_loss, reason = "shown in whole units")]
    let (part, of) = (numerator as f64, denominator as f64);
    let value = enough.then(|| match metric.unit() {
        MetricUnit::Share => part / of,
        MetricUnit::Points => 100.0 * part / of,
        MetricUnit::Money => part,
    });
    let interval = match metric.unit() {
        MetricUnit::Share if enough => wilson(numerator.unsigned_abs(), denominator.unsigned_abs()),
        _ => None,
    };
    CountedView {
        numerator: Int(numerator),
        denominator: Int(denominator),
        value: value.map(Real),
        low: interval.map(|interval| Real(interval.low)),
        high: interval.map(|interval| Real(interval.high)),
    }
}

/// A target as a share, in points or in minor units.
pub(in crate::insights) fn in_units(metric: Metric, target: i64) -> f64 {
    #[allow(
        clippy::cast_precision_loss,
        reason = "targets are small or money in whole units"
    )]
    let target = target as f64;
    match metric.unit() {
        MetricUnit::Share => target / 1_000.0,
        MetricUnit::Points | MetricUnit::Money => target,
    }
}

/// The last month against the target; the year where the month is too few. `None`: money has no year to stand in.
fn verdict(
    metric: Metric,
    target: i64,
    at_least: bool,
    last: CountedView,
    year: CountedView,
) -> Option<GoalVerdict> {
    let of_year = last.value.is_none() && metric.unit() != MetricUnit::Money;
    let told = if of_year { year } else { last };
    let Some(value) = told.value else {
        return Some(GoalVerdict {
            reached: None,
            by_chance: false,
            of_year: false,
        });
    };
    let target = in_units(metric, target);
    let reached = if at_least {
        value.0 >= target
    } else {
        value.0 <= target
    };
    let by_chance = match (told.low, told.high) {
        (Some(low), Some(high)) => low.0 < target && target < high.0,
        _ => false,
    };
    Some(GoalVerdict {
        reached: Some(reached),
        by_chance,
        of_year,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(numerator: i64, denominator: i64) -> CountedView {
        counted_view(Metric::CareKept, (numerator, denominator))
    }

    #[test]
    fn below_ten_there_are_counts_and_no_share() {
        assert_eq!(share(3, 9).value, None, "counts say more");
        assert_eq!(share(3, 10).value, Some(Real(0.3)));
        assert_eq!(
            counted_view(Metric::Recommend, (12, 29)).value,
            None,
            "as on the screen of answers"
        );
        assert_eq!(counted_view(Metric::Recommend, (12, 30)).value, Some(Real(40.0)));
        assert_eq!(counted_view(Metric::Sales, (0, 0)).value, None, "nobody bought");
    }

    #[test]
    fn a_target_is_told_with_what_chance_can_do() {
        let told = |last, year, target| verdict(Metric::CareKept, target, true, last, year).expect("told");
        let sure = told(share(95, 100), share(0, 0), 500);
        assert_eq!((sure.reached, sure.by_chance), (Some(true), false));
        let near = told(share(12, 20), share(0, 0), 500);
        assert_eq!(
            (near.reached, near.by_chance),
            (Some(true), true),
            "12 of 20 may be half of all"
        );
        let small = told(share(1, 4), share(20, 40), 900);
        assert_eq!(
            (small.reached, small.of_year),
            (Some(false), true),
            "a year says what a month cannot"
        );
        let none = told(share(1, 4), share(5, 9), 900);
        assert_eq!(none.reached, None, "too few to tell");
        let most = verdict(Metric::CareKept, 500, false, share(20, 100), share(0, 0)).expect("told");
        assert_eq!(most.reached, Some(true), "at most half");
    }
}
