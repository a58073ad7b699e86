//! Goals, on the command line: the tree with its numbers, setting and changing it, the months of a number.

use std::fmt::Write as _;

use aichaku_api::App;
use aichaku_api::error::{ApiError, ErrorCode};
use aichaku_api::wire::{
    CountedView, GoalForm, GoalKind, GoalMonth, GoalNumber, GoalView, GoalsView, Int, Lang, Metric,
    MetricUnit,
};
use clap::{Args, Subcommand, ValueEnum};

use crate::Answer;
use crate::arguments::words;
use crate::words;

words! {
    KindWord for GoalKind { Customer = "customer" => Customer, Touch = "touch" => Touch, Means = "means" => Means, Own = "own" => Own }
    MetricWord for Metric {
        BackInYear = "back_in_year" => BackInYear, Returning = "returning" => Returning, Brought = "brought" => Brought,
        Recommend = "recommend" => Recommend, Satisfied = "satisfied" => Satisfied, OwnGoals = "own_goals" => OwnGoals,
        Easy = "easy" => Easy,
        CasesSolved = "cases_solved" => CasesSolved, CareKept = "care_kept" => CareKept,
        ReachedEarly = "reached_early" => ReachedEarly, Answered = "answered" => Answered,
        Reachable = "reachable" => Reachable, Sales = "sales" => Sales,
    }
}

/// The goals, or the months of one number.
#[derive(Debug, Args)]
pub(crate) struct Goals {
    #[command(subcommand)]
    of: Option<GoalsOf>,
}

#[derive(Debug, Subcommand)]
enum GoalsOf {
    /// Every closed month of a number, beside what is counted now.
    Months { metric: MetricWord },
}

/// A goal.
#[derive(Debug, Subcommand)]
pub(crate) enum Goal {
    /// Set a goal: first a customer's success, then what is done for it, with what, and own numbers.
    Add(Box<Added>),
    /// Change what a goal says.
    Set(Box<Changed>),
    /// Put a number where everybody sees it; with --off take it away from there.
    Pin {
        id: i64,
        #[arg(long)]
        off: bool,
    },
    /// Remove a goal with all that hangs on it.
    Remove { id: i64 },
    /// Begin with a tree for a furniture shop.
    Begin,
}

#[derive(Debug, Args)]
pub(crate) struct Added {
    kind: KindWord,
    /// In words; an own number needs none.
    #[arg(default_value = "")]
    words: String,
    /// What it hangs on.
    #[arg(long, value_name = "GOAL")]
    under: Option<i64>,
    /// The plan that brings a touch.
    #[arg(long)]
    plan: Option<i64>,
    /// Minutes a week that the means take.
    #[arg(long)]
    minutes: Option<i64>,
    /// The number of an own goal.
    #[arg(long)]
    metric: Option<MetricWord>,
    /// Why the number helps the customer.
    #[arg(long, default_value = "")]
    why: String,
    /// What it is to reach: per cent of a share, points, or the smallest coin.
    #[arg(long, allow_hyphen_values = true)]
    target: Option<f64>,
    /// At most so much; else at least.
    #[arg(long)]
    at_most: bool,
    /// Put it where everybody sees it.
    #[arg(long)]
    pin: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Changed {
    id: i64,
    #[arg(long)]
    words: Option<String>,
    #[arg(long)]
    plan: Option<i64>,
    #[arg(long)]
    minutes: Option<i64>,
    #[arg(long)]
    why: Option<String>,
    #[arg(long, allow_hyphen_values = true)]
    target: Option<f64>,
    /// Without a target.
    #[arg(long, conflicts_with = "target")]
    no_target: bool,
    #[arg(long)]
    at_most: bool,
    #[arg(long, conflicts_with = "at_most")]
    at_least: bool,
}

pub(crate) async fn goals(app: &App, asked: Goals, lang: Lang) -> Result<Answer, ApiError> {
    Ok(match asked.of {
        None => {
            let view = app.goals(None).await?;
            Answer::new(&view, tree(&view, lang))
        }
        Some(GoalsOf::Months { metric }) => {
            let metric = Metric::from(metric);
            let months = app.goal_months(metric).await?;
            let lines: Vec<String> = months.iter().map(|one| month(one, metric.unit(), lang)).collect();
            Answer::new(&months, lines.join("\n"))
        }
    })
}

pub(crate) async fn goal(app: &App, asked: Goal, lang: Lang) -> Result<Answer, ApiError> {
    let done = match asked {
        Goal::Add(added) => {
            let metric: Option<Metric> = added.metric.map(Into::into);
            let form = GoalForm {
                kind: added.kind.into(),
                parent: added.under.map(Int),
                words: added.words,
                plan: added.plan.map(Int),
                minutes_week: added.minutes.map(Int),
                metric,
                why: added.why,
                target: added.target.map(|target| counted(target, metric)),
                at_least: !added.at_most,
                pinned: added.pin,
            };
            app.add_goal(form).await?
        }
        Goal::Set(changed) => {
            let view = app.goals(None).await?;
            let found = view.goals.into_iter().find(|goal| goal.id.0 == changed.id);
            let says = found.ok_or_else(|| ApiError::new(ErrorCode::NotFound))?.says;
            let target = match changed.target {
                Some(target) => Some(counted(target, says.metric)),
                None => says.target.filter(|_| !changed.no_target),
            };
            let form = GoalForm {
                words: changed.words.unwrap_or(says.words),
                plan: changed.plan.map(Int).or(says.plan),
                minutes_week: changed.minutes.map(Int).or(says.minutes_week),
                why: changed.why.unwrap_or(says.why),
                target,
                at_least: changed.at_least || (says.at_least && !changed.at_most),
                ..says
            };
            app.change_goal(Int(changed.id), form).await?
        }
        Goal::Pin { id, off } => app.pin_goal(Int(id), !off).await?,
        Goal::Remove { id } => app.remove_goal(Int(id)).await?,
        Goal::Begin => app.begin_goals(lang).await?,
    };
    Ok(Answer::new(&done, words::done(&done, lang)))
}

/// A target as it is kept: thousandths of a share, else whole.
fn counted(target: f64, metric: Option<Metric>) -> Int {
    let factor = match metric.map(Metric::unit) {
        Some(MetricUnit::Share) => 10.0,
        _ => 1.0,
    };
    Int((target * factor).round() as i64)
}

fn tree(view: &GoalsView, lang: Lang) -> String {
    if view.goals.is_empty() {
        return match lang {
            Lang::Ja => "目標はまだありません。はじめの一本は goal begin で立てられます。".to_owned(),
            Lang::En => "No goals yet. `goal begin` sets a first tree.".to_owned(),
        };
    }
    let mut text = String::new();
    for goal in &view.goals {
        let _ = writeln!(text, "{}", line(goal, lang));
    }
    let closes = match lang {
        Lang::Ja => format!("{} の締めは {}", view.open_month, view.closes_on),
        Lang::En => format!("{} is closed on {}", view.open_month, view.closes_on),
    };
    text.push_str(&closes);
    text
}

fn line(goal: &GoalView, lang: Lang) -> String {
    let indent = "  ".repeat(usize::try_from(goal.depth.0).unwrap_or(0));
    let kind = match (goal.says.kind, lang) {
        (GoalKind::Customer, Lang::Ja) => "お客様の成功",
        (GoalKind::Touch, Lang::Ja) => "お店がすること",
        (GoalKind::Means, Lang::Ja) => "そのための人・時間・もの",
        (GoalKind::Own, Lang::Ja) => "自店の数字",
        (GoalKind::Customer, Lang::En) => "customer's success",
        (GoalKind::Touch, Lang::En) => "what we do",
        (GoalKind::Means, Lang::En) => "with what",
        (GoalKind::Own, Lang::En) => "own number",
    };
    let mut text = format!("{indent}{:>3} {kind}: {}", goal.id.0, goal.says.words);
    let (Some(number), Some(metric)) = (&goal.number, goal.says.metric) else {
        return text;
    };
    let _ = write!(text, "{} ", word_of(metric));
    text.push_str(&told(number, lang));
    if goal.says.pinned {
        text.push_str(" *");
    }
    text
}

fn word_of(metric: Metric) -> String {
    MetricWord::value_variants()
        .iter()
        .find(|word| Metric::from(**word) == metric)
        .and_then(ValueEnum::to_possible_value)
        .map_or_else(String::new, |value| value.get_name().to_owned())
}

fn told(number: &GoalNumber, lang: Lang) -> String {
    match &number.last {
        Some(last) => month(last, number.unit, lang),
        None => match lang {
            Lang::Ja => "締めた月はまだありません".to_owned(),
            Lang::En => "no closed month yet".to_owned(),
        },
    }
}

fn month(of: &GoalMonth, unit: MetricUnit, lang: Lang) -> String {
    let mut text = format!("{} {}", of.month, fraction(&of.counted, unit));
    let notes = [
        (of.closed && of.later, "あとから数えた", "counted later"),
        (!of.closed, "まだ締めていない", "not closed yet"),
    ];
    for (_, ja, en) in notes.iter().filter(|(stands, ..)| *stands) {
        let _ = write!(text, " ({})", if lang == Lang::Ja { ja } else { en });
    }
    if let Some(again) = &of.again {
        let (was, now) = (fraction(&of.counted, unit), fraction(again, unit));
        let _ = match lang {
            Lang::Ja => write!(text, " 締めた値 {was}、今数え直すと {now}"),
            Lang::En => write!(text, " closed as {was}, counted again {now}"),
        };
    }
    text
}

fn fraction(counted: &CountedView, unit: MetricUnit) -> String {
    let (numerator, denominator) = (counted.numerator.0, counted.denominator.0);
    let plain = format!("{numerator}/{denominator}");
    match (unit, counted.value) {
        (MetricUnit::Share, Some(share)) => format!("{plain} ({:.0}%)", share.0 * 100.0),
        (MetricUnit::Points, Some(points)) => format!("{plain} ({:+.0})", points.0),
        _ => plain,
    }
}
