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
use crate::wire::{DaysTo, Drawing, Real, ReturnCurve, ReturnGroup, ReturnPoint, ReturnsQuery, ReturnsView};

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
        let mut of_unit_id = HashMap::with_capacity(firsts.len());
        for first in firsts.iter() {
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
            }
            .unwrap_or(unknown);
            if asked.key.unit_anchor.by_customer() {
                // A person's group is that of the household.
                of_unit_id.extend(first.customers.iter().map(|customer| (*customer, place)));
            } else {
                of_unit_id.insert(first.household, place);
            }
        }
        let of_unit = history
            .unit_ids()
            .iter()
            .map(|unit| u32::try_from(of_unit_id.get(unit).copied().unwrap_or(unknown)).unwrap_or(u32::MAX))
            .collect();
        Ok((labels, of_unit))
    }

    /// What the first purchase of every household was, kept until something is written.
    pub(super) async fn firsts_of(&self, asked: &Asked) -> Result<Arc<Vec<FirstPurchase>>> {
        if let Some(firsts) = asked.shop.memory.firsts(asked.version) {
            return Ok(firsts);
        }
        let firsts = Arc::new(asked.shop.store.first_purchases().await?);
        asked.shop.memory.keep_firsts(asked.version, &firsts);
        Ok(firsts)
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
