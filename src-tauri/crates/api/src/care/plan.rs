//! Plans: from and to the wire.
//!
//! Not here: what a changed plan does to follow-ups (`store::planning`).

use aichaku_domain::kinds::Channel;
use aichaku_domain::plan::{ItemMatch, MonthDay, Offset, Repeat, Season, Step};
use aichaku_domain::values::{ContentId, PlanId, StepId};
use aichaku_store::{Content, Origin, PlanReach, PlanRow, Planned, StepRow};

use crate::error::{ApiError, ErrorCode, Result};
use crate::wire::{Int, Lang, PlanChange, PlanView, SeasonView, Span, SpanUnit, StepView};

/// Steps of a plan at most.
const MOST_STEPS: usize = 60;
/// Longest span, in its unit.
const LONGEST_SPAN: u16 = 3_650;

fn span(offset: Offset) -> Span {
    let (unit, count) = match offset {
        Offset::Days(count) => (SpanUnit::Days, count),
        Offset::Months(count) => (SpanUnit::Months, count),
    };
    Span {
        unit,
        count: u16::try_from(count).unwrap_or(0),
    }
}

fn offset(span: Span) -> Offset {
    match span.unit {
        SpanUnit::Days => Offset::Days(i32::from(span.count)),
        SpanUnit::Months => Offset::Months(i32::from(span.count)),
    }
}

fn month_day(day: MonthDay) -> String {
    format!("{:02}-{:02}", day.month, day.day)
}

/// Reads `MM-DD` of a real day; the 29th of February is one.
fn read_month_day(text: &str) -> Option<MonthDay> {
    let leap = aichaku_domain::values::ShopDay::parse_iso(&format!("2024-{text}"))?;
    use chrono::Datelike as _;
    Some(MonthDay {
        month: u8::try_from(leap.0.month()).ok()?,
        day: u8::try_from(leap.0.day()).ok()?,
    })
}

/// A plan as it crosses the edge.
pub(super) fn view(row: &PlanRow, reach: PlanReach, contents: &[Content], lang: Lang) -> PlanView {
    let title = |id: ContentId| {
        contents
            .iter()
            .find(|content| content.id == id)
            .map(|content| match lang {
                Lang::Ja => content.ja.title.clone(),
                Lang::En => content.en.title.clone(),
            })
            .unwrap_or_default()
    };
    PlanView {
        id: Int(row.id.0),
        code: row.code.clone(),
        name_ja: row.name_ja.clone(),
        name_en: row.name_en.clone(),
        family: row.matches.family.map(Into::into),
        material: row.matches.material.map(Into::into),
        finish: row.matches.finish.map(Into::into),
        active: row.active,
        own: row.origin == Origin::Shop,
        steps: row
            .steps
            .iter()
            .map(|StepRow { step, active }| StepView {
                id: Int(step.id.0),
                content: Int(step.content.0),
                title: title(step.content),
                offset: span(step.offset),
                repeat: step.repeat.map(|repeat| span(repeat.every)),
                repeat_until: step.repeat.and_then(|repeat| repeat.until).map(span),
                season: step.season.map(|season| SeasonView {
                    from: month_day(season.from),
                    until: month_day(season.until),
                }),
                touch: step.touch.into(),
                channel: step.channel.into(),
                fallback: step.fallback.map(Into::into),
                grace_days: step.grace_days,
                minutes: step.minutes,
                active: *active,
            })
            .collect(),
        items: Int(reach.items),
        households: Int(reach.households),
    }
}

fn step(view: &StepView, contents: &[Content]) -> Result<StepRow> {
    let invalid = |field: &str| ApiError::new(ErrorCode::Invalid).with("field", field);
    if !super::content_exists(contents, view.content.0) {
        return Err(invalid("content"));
    }
    if view.offset.count > LONGEST_SPAN {
        return Err(invalid("offset"));
    }
    let out_of_range = |span: Span| !(1..=LONGEST_SPAN).contains(&span.count);
    if view.repeat.is_some_and(out_of_range) {
        return Err(invalid("repeat"));
    }
    if view.repeat_until.is_some_and(out_of_range) || (view.repeat.is_none() && view.repeat_until.is_some()) {
        return Err(invalid("repeat_until"));
    }
    if view.grace_days > 365 {
        return Err(invalid("grace_days"));
    }
    if view.minutes > 240 {
        return Err(invalid("minutes"));
    }
    let season = match &view.season {
        None => None,
        Some(season) => Some(Season {
            from: read_month_day(&season.from).ok_or_else(|| invalid("season"))?,
            until: read_month_day(&season.until).ok_or_else(|| invalid("season"))?,
        }),
    };
    let channel: Channel = view.channel.into();
    Ok(StepRow {
        step: Step {
            id: StepId(view.id.0),
            code: String::new(),
            content: ContentId(view.content.0),
            offset: offset(view.offset),
            repeat: view.repeat.map(|every| Repeat {
                every: offset(every),
                until: view.repeat_until.map(offset),
            }),
            season,
            touch: view.touch.into(),
            channel,
            fallback: view.fallback.map(Into::into).filter(|other| *other != channel),
            grace_days: view.grace_days,
            minutes: view.minutes,
        },
        active: view.active,
    })
}

/// The plan to store, its fields within their ranges.
pub(super) fn stored(view: &PlanView, contents: &[Content]) -> Result<PlanRow> {
    let (ja, en) = (view.name_ja.trim(), view.name_en.trim());
    if ja.is_empty() && en.is_empty() {
        return Err(ApiError::new(ErrorCode::Invalid).with("field", "name"));
    }
    if view.steps.len() > MOST_STEPS {
        return Err(ApiError::new(ErrorCode::Invalid)
            .with("field", "steps")
            .with("limit", MOST_STEPS));
    }
    let steps = view
        .steps
        .iter()
        .map(|view| step(view, contents))
        .collect::<Result<Vec<_>>>()?;
    Ok(PlanRow {
        id: PlanId(view.id.0),
        code: if view.id.0 == 0 {
            view.code.trim().to_owned()
        } else {
            String::new()
        },
        name_ja: if ja.is_empty() { en } else { ja }.to_owned(),
        name_en: if en.is_empty() { ja } else { en }.to_owned(),
        matches: ItemMatch {
            family: view.family.map(Into::into),
            material: view.material.map(Into::into),
            finish: view.finish.map(Into::into),
        },
        priority: 0,
        active: view.active,
        origin: Origin::Shop,
        steps,
    })
}

pub(super) fn change(plan: i64, planned: Planned, undo: Option<i64>) -> PlanChange {
    PlanChange {
        plan: Int(plan),
        moved: Int(planned.moved),
        added: Int(planned.added),
        removed: Int(planned.removed),
        undo: undo.map(Int),
    }
}
