//! How long until the second purchase, for all or by group, with those who can no longer come back taken out.
//!
//! Not here: the estimate (`stats::competing`), and who left (`exits`).

use std::collections::HashMap;
use std::sync::Arc;

use aichaku_domain::heard::HeardOf;
use aichaku_domain::kinds::{Family, Material, SalesChannel};
use aichaku_stats::History;
use aichaku_stats::competing::{IncidenceCurve, RETURNED};

use aichaku_store::FirstPurchase;

use super::{Asked, compute, drawings};
use crate::App;
use crate::error::Result;
use crate::memory::Curves;
use crate::wire::{
    DaysTo, Drawing, Int, Real, ReturnCurve, ReturnGroup, ReturnPoint, ReturnsQuery, ReturnsView,
};

/// Groups that a return curve can still tell apart; the rest is left out, smallest first.
const GROUPS: usize = 6;
/// The day is told by which these shares have returned.
const SHARES: [f64; 4] = [0.05, 0.10, 0.20, 0.50];

impl App {
    /// The return curve.
    ///
    /// # Errors
    /// [`ErrorCode::NoShop`], [`ErrorCode::InvalidDay`].
    pub async fn returns(&self, query: ReturnsQuery, drawing: Option<Drawing>) -> Result<ReturnsView> {
        let asked = self
            .ask(query.unit, query.anchor, query.until.as_deref(), query.merge_days)
            .await?;
        let curves = self.fit_curves(&asked, query.group).await?;
        let mut view = ReturnsView {
            curves: curves
                .iter()
                .map(|(group, fit)| return_curve(group, fit))
                .collect(),
            svg: String::new(),
        };
        if let Some(drawing) = drawing {
            view.svg = drawings::curve(&curves, query.group, query.unit, &drawing, 0);
        }
        Ok(view)
    }

    /// The same with no more of the steps than it takes to read where each curve stands after so many days: the step
    /// before each of `days` and the one behind it. A curve of ten years has thousands.
    ///
    /// # Errors
    /// Those of [`App::returns`].
    pub async fn return_figures(
        &self,
        query: ReturnsQuery,
        drawing: Option<Drawing>,
        days: Vec<Int>,
    ) -> Result<ReturnsView> {
        let mut view = self.returns(query, drawing).await?;
        for curve in &mut view.curves {
            let mut wanted = vec![false; curve.points.len()];
            for day in &days {
                let behind = curve.points.partition_point(|point| point.days.0 <= day.0);
                for at in behind.saturating_sub(1)..=behind {
                    if let Some(one) = wanted.get_mut(at) {
                        *one = true;
                    }
                }
            }
            let mut wanted = wanted.into_iter();
            curve.points.retain(|_| wanted.next() == Some(true));
        }
        Ok(view)
    }

    pub(super) async fn fit_curves(&self, asked: &Asked, group: Option<ReturnGroup>) -> Result<Curves> {
        let name = match group {
            None => "",
            Some(ReturnGroup::Family) => "family",
            Some(ReturnGroup::Material) => "material",
            Some(ReturnGroup::Channel) => "channel",
            Some(ReturnGroup::Staff) => "staff",
            Some(ReturnGroup::Referral) => "referral",
        };
        if let Some(curves) = asked.shop.memory.curves(asked.version, asked.key, name) {
            return Ok(curves);
        }
        let (history, exits) = tokio::try_join!(self.history(asked), self.exits_of(asked))?;
        let labels = match group {
            None => None,
            Some(group) => Some(self.group_labels(asked, group, &history).await?),
        };
        let curves = compute(move || {
            let endings = exits.endings(&history);
            match labels {
                None => vec![(String::new(), IncidenceCurve::fit(&endings, RETURNED))],
                Some((labels, of_unit)) => {
                    let groups = u32::try_from(labels.len()).unwrap_or(u32::MAX);
                    let fits = IncidenceCurve::fit_groups(&endings, RETURNED, &of_unit, groups);
                    let mut curves: Vec<_> = labels
                        .into_iter()
                        .zip(fits)
                        .filter(|(_, fit)| fit.n() > 0)
                        .collect();
                    curves.sort_by(|a, b| b.1.n().cmp(&a.1.n()).then_with(|| a.0.cmp(&b.0)));
                    curves.truncate(GROUPS);
                    curves
                }
            }
        })
        .await;
        let curves = Arc::new(curves);
        asked
            .shop
            .memory
            .keep_curves(asked.version, asked.key, name, &curves);
        Ok(curves)
    }

    /// Names of the groups, and for each unit of the history the place of its group among them.
    pub(super) async fn group_labels(
        &self,
        asked: &Asked,
        group: ReturnGroup,
        history: &History,
    ) -> Result<(Vec<String>, Vec<u32>)> {
        let firsts = self.firsts_of(asked).await?;
        let staff = if group == ReturnGroup::Staff {
            asked.shop.store.list_staff().await?
        } else {
            Vec::new()
        };
        // Staff id → place among the names; the family's and the channel's own place is that of their list.
        let mut labels: Vec<String> = match group {
            ReturnGroup::Family => Family::ALL.iter().map(ToString::to_string).collect(),
            ReturnGroup::Material => Material::ALL.iter().map(ToString::to_string).collect(),
            ReturnGroup::Channel => SalesChannel::ALL.iter().map(ToString::to_string).collect(),
            ReturnGroup::Staff => staff.iter().map(|person| person.name.clone()).collect(),
            ReturnGroup::Referral => vec!["referred".to_owned(), "not_referred".to_owned()],
        };
        // Whoever is not known comes last, unless the list has a place for it.
        let unknown = labels
            .iter()
            .position(|label| label == "unknown")
            .unwrap_or(labels.len());
        if unknown == labels.len() {
            labels.push("unknown".to_owned());
        }
        let group_of = |first: &FirstPurchase| {
            let place = match group {
                ReturnGroup::Family => Family::ALL.iter().position(|family| *family == first.family),
                ReturnGroup::Material => Material::ALL
                    .iter()
                    .position(|material| *material == first.material),
                ReturnGroup::Channel => SalesChannel::ALL
                    .iter()
                    .position(|channel| *channel == first.channel),
                ReturnGroup::Staff => staff.iter().position(|person| person.id == first.staff),
                // Who was not asked, or does not know, belongs to neither.
                ReturnGroup::Referral => first
                    .heard
                    .filter(|heard| heard.of != HeardOf::Unknown)
                    .map(|heard| usize::from(heard.of != HeardOf::Person)),
            };
            u32::try_from(place.unwrap_or(unknown)).unwrap_or(u32::MAX)
        };
        let unknown = u32::try_from(unknown).unwrap_or(u32::MAX);
        let mut of_unit = vec![unknown; history.len()];
        if asked.key.unit_anchor.by_customer() {
            // A person's group is that of the household.
            let of_person: HashMap<i64, u32> = firsts
                .iter()
                .flat_map(|(first, people)| people.iter().map(move |person| (*person, group_of(first))))
                .collect();
            for (group, unit) in of_unit.iter_mut().zip(history.unit_ids()) {
                *group = of_person.get(unit).copied().unwrap_or(unknown);
            }
        } else {
            for (place, first, _) in firsts.of_households(history) {
                of_unit[place] = group_of(first);
            }
        }
        Ok((labels, of_unit))
    }
}

fn return_curve(group: &str, fit: &IncidenceCurve) -> ReturnCurve {
    let day = |days: u32| i64::from(days).into();
    ReturnCurve {
        group: group.to_owned(),
        size: i64::from(fit.n()).into(),
        points: fit
            .return_steps()
            .iter()
            .map(|step| ReturnPoint {
                days: i64::from(step.days).into(),
                returned: Real(step.returned),
                low: Real(step.interval.low),
                high: Real(step.interval.high),
                at_risk: i64::from(step.at_risk).into(),
            })
            .collect(),
        exits: i64::from(fit.others()).into(),
        days_to: SHARES
            .into_iter()
            .map(|share| {
                let reached = fit.reached(share);
                DaysTo {
                    share: Real(share),
                    days: reached.map(|reached| day(reached.days)),
                    low: reached.map(|reached| day(reached.low)),
                    high: reached.and_then(|reached| reached.high).map(day),
                }
            })
            .collect(),
    }
}
