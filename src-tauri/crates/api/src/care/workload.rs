//! The work of the coming weeks: of one plan, and of all others.
//!
//! Not here: the forecast itself (`domain::plan`), the drawing (`charts`).

use aichaku_charts::{Capacity, Frame, Look, Part, Week, WorkCalendar, work_calendar};
use aichaku_domain::kinds::Touch;
use aichaku_domain::plan::{DayWindow, Plan, WeekForecast, forecast};
use aichaku_domain::values::ShopDay;
use chrono::Datelike as _;

use crate::error::Result;
use crate::planning::{FORECAST_DAYS, calendar_of, settings};
use crate::wire::{Drawing, Int, Lang, WorkWeek, Workload};
use crate::{App, OpenShop};

/// Height of the drawing in CSS pixels.
const HEIGHT: u32 = 260;

/// The plans with one of them told apart: its steps count as a person's, all others as paper. What the machine
/// does keeps taking no minutes.
fn told_apart(plans: &[Plan], asked: Option<i64>, own_minutes: bool) -> Vec<Plan> {
    let mut plans = plans.to_vec();
    for plan in &mut plans {
        let own = asked == Some(plan.id.0);
        for step in &mut plan.steps {
            if step.touch == Touch::Tech || (own && !own_minutes) {
                step.minutes = 0;
            }
            step.touch = if own { Touch::High } else { Touch::Low };
        }
    }
    plans
}

fn count(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// One week from the forecast with all minutes and the one without the asked plan's.
fn week(all: &WeekForecast, others: Option<&WeekForecast>) -> WorkWeek {
    let other_minutes = others.map_or(all.minutes, |others| others.minutes);
    WorkWeek {
        from: all.from.to_string(),
        plan_count: Int(count(all.by_touch[0])),
        plan_minutes: Int(count(all.minutes.saturating_sub(other_minutes))),
        other_minutes: Int(count(other_minutes)),
    }
}

pub(super) async fn workload(
    app: &App,
    shop: &OpenShop,
    asked: Option<i64>,
    drawing: &Drawing,
) -> Result<Workload> {
    let settings = settings(shop).await?;
    let day = app.day_in(shop.zone);
    let monday = day.plus_days(-i64::from(day.0.weekday().num_days_from_monday()));
    let window = DayWindow::of_days(monday, FORECAST_DAYS);
    let groups = shop.store.item_groups().await?;
    let plans = shop.store.plans_in_use().await?;
    // Hundreds of thousands of groups in a large shop: not on the thread that answers others.
    let (all, others) = tokio::task::spawn_blocking(move || {
        let all = forecast(&groups, &told_apart(&plans, asked, true), window);
        let others = asked.map(|_| forecast(&groups, &told_apart(&plans, asked, false), window));
        (all, others)
    })
    .await
    .map_err(|_| crate::error::ApiError::new(crate::error::ErrorCode::Internal))?;
    let weeks: Vec<WorkWeek> = all
        .iter()
        .enumerate()
        .map(|(place, all)| week(all, others.as_ref().and_then(|others| others.get(place))))
        .collect();
    let open_days = calendar_of(&settings)
        .open_days(monday, 7)
        .iter()
        .filter(|day| **day < monday.plus_days(7))
        .count();
    let weekly = i64::from(settings.daily_minutes) * i64::try_from(open_days).unwrap_or(7);
    let svg = draw(&weeks, weekly, asked.is_some(), drawing);
    Ok(Workload {
        weeks,
        weekly_minutes: Int(weekly),
        svg,
    })
}

/// `11/23` in both languages: short enough for 26 of them.
fn short_day(text: &str) -> String {
    ShopDay::parse_iso(text).map_or_else(String::new, |day| format!("{}/{}", day.0.month(), day.0.day()))
}

/// A step of the axis that gives about four marks.
fn axis_step(highest: i64) -> i64 {
    [5, 10, 15, 30, 60, 120, 300, 600, 1_200, 3_000, 6_000]
        .into_iter()
        .find(|step| highest <= step * 5)
        .unwrap_or((highest / 4).max(1))
}

#[allow(clippy::cast_precision_loss, reason = "minutes of a week are far below 2^52")]
fn draw(weeks: &[WorkWeek], weekly: i64, one_plan: bool, drawing: &Drawing) -> String {
    let ja = drawing.lang == Lang::Ja;
    let minutes = |value: i64| {
        if ja {
            format!("{value}分")
        } else {
            format!("{value} min")
        }
    };
    let highest = weeks
        .iter()
        .map(|week| week.plan_minutes.0 + week.other_minutes.0)
        .max()
        .unwrap_or(0)
        .max(weekly);
    let step = axis_step(highest);
    let others = match (ja, one_plan) {
        (true, true) => "ほかの計画",
        (true, false) => "すべての計画",
        (false, true) => "Other plans",
        (false, false) => "All plans",
    };
    let mut parts = vec![Part {
        label: others.to_owned(),
    }];
    if one_plan {
        parts.push(Part {
            label: if ja { "この計画" } else { "This plan" }.to_owned(),
        });
    }
    let calendar = WorkCalendar {
        description: if ja {
            "これから26週間のフォローにかかる時間".to_owned()
        } else {
            "Time that follow-ups take in the coming 26 weeks".to_owned()
        },
        parts,
        weeks: weeks
            .iter()
            .map(|week| {
                let total = week.plan_minutes.0 + week.other_minutes.0;
                let mut amounts = vec![week.other_minutes.0 as f64];
                if one_plan {
                    amounts.push(week.plan_minutes.0 as f64);
                }
                Week {
                    label: short_day(&week.from),
                    title: format!("{} {}", week.from, minutes(total)),
                    amounts,
                }
            })
            .collect(),
        capacity: Some(Capacity {
            value: weekly as f64,
            label: minutes(weekly),
            over_label: if ja {
                "上限を超える分"
            } else {
                "Beyond the minutes"
            }
            .to_owned(),
        }),
        ticks: (0..=highest / step)
            .map(|mark| ((mark * step) as f64, minutes(mark * step)))
            .collect(),
        empty_message: if ja {
            "これから26週間のフォローはまだありません。".to_owned()
        } else {
            "No follow-ups in the coming 26 weeks yet.".to_owned()
        },
    };
    let look = if drawing.dark { Look::Dark } else { Look::Light };
    work_calendar(
        &calendar,
        &Frame::new(drawing.width.clamp(320, 4000), HEIGHT, look),
    )
}
