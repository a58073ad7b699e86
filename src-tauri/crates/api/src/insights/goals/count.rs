//! What each number counts in a month.
//!
//! Everything about purchases, referrals and answers is asked of what the other numbers are asked of, so that a goal
//! cannot disagree with the screen beside it. Days after today are not counted. Not here: which months are closed
//! (`months`), what is told of them (`view`).

use std::collections::BTreeMap;
use std::sync::Arc;

use aichaku_domain::goals::{Metric, Month};
use aichaku_domain::standing::Standing;
use aichaku_domain::values::{Instant, ShopDay};
use aichaku_domain::voices::GoalMet;
use aichaku_stats::History;
use aichaku_stats::repeats::{new_and_returning_between, second_within_ending};
use aichaku_store::Marks;
use chrono::TimeZone as _;

use super::super::standings::of_today;
use super::super::{Asked, asked, compute};
use crate::App;
use crate::app::OpenShop;
use crate::error::Result;
use crate::wire::{AnchorName, NumberQuery};

/// Coming back is asked for within so many days of the first delivery.
const BACK_DAYS: u32 = 365;
/// A household is to hear from the shop within so many days of a delivery.
const REACHED_DAYS: i64 = 30;
/// A trouble is to be solved within so many days.
const SOLVED_DAYS: i64 = 30;
/// A mark of 5 from here on is good.
const GOOD: u8 = 4;

/// Numerator and denominator.
pub(super) type Fraction = (i64, i64);

impl App {
    /// Counts a number for each of these months, as it stands now.
    pub(super) async fn count_metric(
        &self,
        shop: &Arc<OpenShop>,
        metric: Metric,
        months: &[Month],
    ) -> Result<Vec<Fraction>> {
        let today = self.day_in(shop.zone);
        let days: Vec<(ShopDay, ShopDay)> = months
            .iter()
            .map(|month| (month.first(), month.last().min(today)))
            .collect();
        let store = &shop.store;
        let mut counted = Vec::with_capacity(days.len());
        match metric {
            Metric::BackInYear => {
                let (_, history) = self.history_by(AnchorName::Delivery, today).await?;
                return Ok(compute(move || {
                    let share = |(from, until): &(ShopDay, ShopDay)| {
                        let (from, until) = (from.epoch_days(), until.epoch_days());
                        let share = second_within_ending(&history, BACK_DAYS, from, until);
                        (whole(share.hits), whole(share.n))
                    };
                    days.iter().map(share).collect()
                })
                .await);
            }
            Metric::Returning | Metric::Sales => {
                let (_, history) = self.history_by(AnchorName::Order, today).await?;
                return Ok(compute(move || {
                    days.iter()
                        .map(|(from, until)| bought(&history, metric, from.epoch_days(), until.epoch_days()))
                        .collect()
                })
                .await);
            }
            Metric::Brought => {
                let (asked, history) = self.history_by(AnchorName::Order, today).await?;
                let told = self.told_or_not(&asked, &history).await?;
                return Ok(compute(move || brought(&history, &told, &days)).await);
            }
            Metric::Recommend | Metric::Satisfied | Metric::OwnGoals | Metric::Easy => {
                let from = days.iter().map(|(from, _)| *from).min().unwrap_or(today);
                let until = days.iter().map(|(_, until)| *until).max().unwrap_or(today);
                let marks = store.marks(from, until).await?;
                return Ok(compute(move || answers(marks, metric, &days)).await);
            }
            Metric::Answered => {
                let after = asked::DAYS + 1;
                let from = days.iter().map(|(from, _)| *from).min().unwrap_or(today);
                let all = store.asked(from.plus_days(-after), today, asked::DAYS).await?;
                for (from, until) in days {
                    let ended = all
                        .iter()
                        .filter(|one| (from..=until).contains(&one.on.plus_days(after)));
                    counted.push(ended.fold((0, 0), |(answered, n), one| {
                        (answered + i64::from(one.answered), n + 1)
                    }));
                }
            }
            Metric::ReachedEarly => {
                let (_, history) = self.history_by(AnchorName::Delivery, today).await?;
                // Before the first contact that is written down nobody can be seen to have been reached.
                let since = store.first_touch().await?;
                for (from, until) in days {
                    let homes = delivered(&history, since, from, until);
                    let reached = store.reached_of(&homes).await?;
                    counted.push((reached, homes.len() as i64));
                }
            }
            Metric::CasesSolved => {
                for (from, until) in days {
                    let (from, until) = (from.plus_days(-SOLVED_DAYS), until.plus_days(-SOLVED_DAYS));
                    counted.push(store.cases_solved(from, until, SOLVED_DAYS).await?);
                }
            }
            Metric::CareKept => {
                for (from, until) in days {
                    let begins = |day: ShopDay| midnight(day, shop.zone);
                    // Somebody may still be written to on the last day itself.
                    let slipped = (from, until.min(today.plus_days(-1)));
                    let moments = (begins(from), begins(until.plus_days(1)));
                    counted.push(store.care_kept(moments, slipped).await?);
                }
            }
            Metric::Reachable => {
                let told = self.stand(shop, today).await?;
                let (mut reachable, mut n) = (0, 0);
                for standing in told.all().filter_map(|(_, standing)| *standing) {
                    let counts = !matches!(
                        standing,
                        Standing::LeftAlone | Standing::Gone | Standing::Graduated
                    );
                    n += i64::from(counts);
                    reachable += i64::from(counts && standing != Standing::Unreachable);
                }
                counted.resize(days.len(), (reachable, n));
            }
        }
        Ok(counted)
    }

    async fn history_by(&self, anchor: AnchorName, today: ShopDay) -> Result<(Asked, Arc<History>)> {
        let query = NumberQuery {
            anchor,
            until: Some(today.to_string()),
            ..of_today()
        };
        let asked = self.ask_of(&query).await?;
        let history = self.history(&asked).await?;
        Ok((asked, history))
    }
}

/// Households that came back of those that bought, or sales less what was paid back in these days.
fn bought(history: &History, metric: Metric, from: i32, until: i32) -> Fraction {
    let split = new_and_returning_between(history, from, until);
    let homes = i64::from(split.new_units) + i64::from(split.returning_units);
    if metric == Metric::Returning {
        return (split.returning_units.into(), homes);
    }
    let paid_back = history
        .corrections()
        .iter()
        .filter(|(_, correction)| (from..=until).contains(&correction.day))
        .fold(0_i64, |sum, (_, correction)| {
            sum.saturating_add(correction.amount)
        });
    let sales = split.new_minor.saturating_add(split.returning_minor);
    (sales.saturating_add(paid_back), homes)
}

/// New households whom somebody told, of those of whom it is known.
fn brought(history: &History, told: &[Option<bool>], days: &[(ShopDay, ShopDay)]) -> Vec<Fraction> {
    let mut counted = vec![(0, 0); days.len()];
    let days: Vec<(i32, i32)> = days
        .iter()
        .map(|(from, until)| (from.epoch_days(), until.epoch_days()))
        .collect();
    for (unit, told) in history.iter().zip(told) {
        let Some(told) = told else {
            continue;
        };
        let first = unit.first_day();
        for ((from, until), (hits, n)) in days.iter().zip(&mut counted) {
            if (*from..=*until).contains(&first) {
                *n += 1;
                *hits += i64::from(*told);
            }
        }
    }
    counted
}

/// Of each person the last answer of a month counts.
fn answers(mut marks: Vec<Marks>, metric: Metric, days: &[(ShopDay, ShopDay)]) -> Vec<Fraction> {
    marks.sort_by_key(|marks| marks.answered_on);
    days.iter()
        .map(|(from, until)| {
            let mut last: BTreeMap<i64, u8> = BTreeMap::new();
            for of in marks
                .iter()
                .filter(|of| (*from..=*until).contains(&of.answered_on))
            {
                let mark = match metric {
                    Metric::Recommend => of.recommend,
                    Metric::Satisfied => of.satisfaction,
                    Metric::OwnGoals => of.goal_met.map(|met| met as u8),
                    _ => of.ease,
                };
                if let Some(mark) = mark {
                    last.insert(of.customer, mark);
                }
            }
            let worth = |mark: &u8| match (metric, mark) {
                (Metric::Recommend, 9..) => 1,
                (Metric::Recommend, 0..=6) => -1,
                (Metric::Recommend, _) => 0,
                (Metric::OwnGoals, mark) => i64::from(*mark == GoalMet::Yes as u8),
                (_, mark) => i64::from(*mark >= GOOD),
            };
            (last.values().map(worth).sum(), last.len() as i64)
        })
        .collect()
}

/// Households with a delivery whose days to hear from the shop ended between two days, and these days.
fn delivered(
    history: &History,
    since: Option<ShopDay>,
    from: ShopDay,
    until: ShopDay,
) -> Vec<(i64, ShopDay, ShopDay)> {
    let Some(since) = since else {
        return Vec::new();
    };
    let first = from.plus_days(-REACHED_DAYS).max(since).epoch_days();
    let last = until.plus_days(-REACHED_DAYS).epoch_days();
    let mut homes = Vec::new();
    for unit in history.iter() {
        let begin = unit.days.partition_point(|day| *day < first);
        for day in unit.days[begin..].iter().take_while(|day| **day <= last) {
            let day = ShopDay::from_epoch_days(*day);
            homes.push((unit.unit, day, day.plus_days(REACHED_DAYS)));
        }
    }
    homes
}

/// When a day begins in the shop's zone; where the clocks are put forward at midnight, an hour later.
fn midnight(day: ShopDay, zone: chrono_tz::Tz) -> Instant {
    let at = |hour| {
        day.0
            .and_hms_opt(hour, 0, 0)
            .and_then(|at| zone.from_local_datetime(&at).earliest())
    };
    let begins = at(0).or_else(|| at(1));
    Instant(begins.map_or(i64::from(day.epoch_days()) * 86_400_000, |at| {
        at.timestamp_millis()
    }))
}

fn whole(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
