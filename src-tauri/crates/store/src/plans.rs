//! Care plans and their steps in the store.
//!
//! A plan that came with the program follows newer versions of the program until the shop edits it. A step
//! that follow-ups refer to is never removed, only put away (`position` -1). Not here: when a step comes
//! due (`domain::plan`), and what a changed plan does to follow-ups (`planning`).

use aichaku_domain::kinds::{Channel, Family, Finish, Material, Touch};
use aichaku_domain::library::{StarterPlan, StarterStep};
use aichaku_domain::plan::{ItemMatch, MonthDay, Offset, Plan, Repeat, Season, Step};
use aichaku_domain::values::{ContentId, Instant, PlanId, StepId};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};

use crate::contents::{self, Content, Origin};
use crate::sql::{RowExt as _, statements};
use crate::{Result, Store, StoreError};

statements! {
    /// All plans, the general ones first.
    PLANS = "select id, code, name_ja, name_en, family, material, finish, priority, active, origin
             from plans
             order by finish is not null, material is not null, family is not null, id";
    /// The steps that are not put away, in order.
    STEPS = "select id, plan_id, code, content_id, offset_unit, offset_count, repeat_unit, repeat_count,
                    until_unit, until_count, season_from, season_until, touch, channel, fallback, grace_days,
                    minutes, active
             from plan_steps
             where position >= 0
             order by plan_id, position, id";
    INSERT_PLAN = "insert into plans (code, name_ja, name_en, family, material, finish, priority, active, origin, updated_at)
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                   returning id";
    UPDATE_PLAN = "update plans
                   set name_ja = $2, name_en = $3, family = $4, material = $5, finish = $6, priority = $7,
                       active = $8, origin = $9, updated_at = $10
                   where id = $1";
    /// A step by its code: a code that was put away comes back as the same step, so that its follow-ups keep
    /// their key.
    PUT_STEP = "insert into plan_steps (plan_id, code, position, content_id, offset_unit, offset_count, repeat_unit,
                       repeat_count, until_unit, until_count, season_from, season_until, touch, channel, fallback,
                       grace_days, minutes, active)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
                on conflict (plan_id, code) do update
                set position = excluded.position, content_id = excluded.content_id,
                    offset_unit = excluded.offset_unit, offset_count = excluded.offset_count,
                    repeat_unit = excluded.repeat_unit, repeat_count = excluded.repeat_count,
                    until_unit = excluded.until_unit, until_count = excluded.until_count,
                    season_from = excluded.season_from, season_until = excluded.season_until,
                    touch = excluded.touch, channel = excluded.channel, fallback = excluded.fallback,
                    grace_days = excluded.grace_days, minutes = excluded.minutes, active = excluded.active
                returning id";
    /// Steps that are not in the list are put away.
    PUT_AWAY = "update plan_steps set position = -1, active = 0
                where plan_id = $1 and position >= 0 and id not in (select value from json_each($2))";
    /// The highest number among the step codes that the app made.
    LAST_CODE = "select coalesce(max(cast(substr(code, 2) as integer)), 0) from plan_steps
                 where plan_id = $1 and code glob 's[0-9]*'";
}

/// A step with its switch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepRow {
    /// What planning knows of it. An id of 0 and an empty code mark a new one.
    pub step: Step,
    /// In use.
    pub active: bool,
}

/// A plan with its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanRow {
    /// Key; 0 for one that is not stored yet.
    pub id: PlanId,
    /// Stable code, unique.
    pub code: String,
    /// Japanese name.
    pub name_ja: String,
    /// English name.
    pub name_en: String,
    /// For which items.
    pub matches: ItemMatch,
    /// Weight against other plans.
    pub priority: i32,
    /// In use.
    pub active: bool,
    /// Whose it is.
    pub origin: Origin,
    /// Steps in order.
    pub steps: Vec<StepRow>,
}

impl PlanRow {
    /// Whether both plan the same, in the same order; switches of plan and names are not compared.
    fn plans_the_same(&self, other: &Self) -> bool {
        let steps = |plan: &Self| -> Vec<StepRow> {
            plan.steps
                .iter()
                .map(|row| StepRow {
                    step: Step {
                        id: StepId(0),
                        ..row.step.clone()
                    },
                    active: row.active,
                })
                .collect()
        };
        self.matches == other.matches && self.priority == other.priority && steps(self) == steps(other)
    }

    /// The plan as planning takes it: only what is switched on, and only steps whose content is.
    pub(crate) fn for_planning(&self, contents: &[Content]) -> Plan {
        let in_use = |id: ContentId| contents.iter().any(|content| content.id == id && content.active);
        Plan {
            id: self.id,
            code: self.code.clone(),
            matches: self.matches,
            priority: self.priority,
            active: self.active,
            steps: self
                .steps
                .iter()
                .filter(|row| row.active && in_use(row.step.content))
                .map(|row| row.step.clone())
                .collect(),
        }
    }
}

fn offset_text(offset: Offset) -> (&'static str, i64) {
    match offset {
        Offset::Days(count) => ("days", i64::from(count)),
        Offset::Months(count) => ("months", i64::from(count)),
    }
}

fn read_offset(row: &SqliteRow, unit: &str, count: &str) -> Result<Option<Offset>> {
    let Some(count) = row.int_opt(count)? else {
        return Ok(None);
    };
    let count = i32::try_from(count).map_err(|_| StoreError::Damaged)?;
    match row.text_opt(unit)?.as_deref() {
        Some("days") => Ok(Some(Offset::Days(count))),
        Some("months") => Ok(Some(Offset::Months(count))),
        _ => Ok(None),
    }
}

/// Reads `MM-DD`.
fn month_day(text: &str) -> Option<MonthDay> {
    let (month, day) = text.split_once('-')?;
    Some(MonthDay {
        month: month.parse().ok()?,
        day: day.parse().ok()?,
    })
}

fn month_day_text(day: MonthDay) -> String {
    format!("{:02}-{:02}", day.month, day.day)
}

fn small<N: TryFrom<i64>>(number: i64) -> Result<N> {
    N::try_from(number).map_err(|_| StoreError::Damaged)
}

/// A step from the columns of its table; `id` tells which, for statements that join other tables.
fn read_step_as(row: &SqliteRow, id: StepId, names: &StepNames) -> Result<Step> {
    let season = match (row.text_opt("season_from")?, row.text_opt("season_until")?) {
        (Some(from), Some(until)) => Some(Season {
            from: month_day(&from).ok_or(StoreError::Damaged)?,
            until: month_day(&until).ok_or(StoreError::Damaged)?,
        }),
        _ => None,
    };
    let repeat = match read_offset(row, "repeat_unit", "repeat_count")? {
        None => None,
        Some(every) => Some(Repeat {
            every,
            until: read_offset(row, "until_unit", "until_count")?,
        }),
    };
    Ok(Step {
        id,
        code: row.text(names.code)?,
        content: ContentId(row.int(names.content)?),
        offset: read_offset(row, "offset_unit", "offset_count")?.ok_or(StoreError::Damaged)?,
        repeat,
        season,
        touch: row.kind(names.touch, Touch::parse)?,
        channel: row.kind(names.channel, Channel::parse)?,
        fallback: row.kind_opt("fallback", Channel::parse)?,
        grace_days: small(row.int("grace_days")?)?,
        minutes: small(row.int(names.minutes)?)?,
    })
}

/// Columns of a step that other tables have too.
struct StepNames {
    code: &'static str,
    content: &'static str,
    touch: &'static str,
    channel: &'static str,
    minutes: &'static str,
}

/// The step of a row of `follow_up_cards.sql`.
pub(crate) fn read_step_of(row: &SqliteRow, id: StepId) -> Result<Step> {
    let names = StepNames {
        code: "step_code",
        content: "step_content_id",
        touch: "step_touch",
        channel: "step_channel",
        minutes: "step_minutes",
    };
    read_step_as(row, id, &names)
}

fn read_step(row: &SqliteRow) -> Result<StepRow> {
    let names = StepNames {
        code: "code",
        content: "content_id",
        touch: "touch",
        channel: "channel",
        minutes: "minutes",
    };
    Ok(StepRow {
        step: read_step_as(row, StepId(row.int("id")?), &names)?,
        active: row.flag("active")?,
    })
}

pub(crate) async fn all(connection: &mut SqliteConnection) -> Result<Vec<PlanRow>> {
    let mut plans = sqlx::query(PLANS)
        .fetch_all(&mut *connection)
        .await?
        .iter()
        .map(|row| {
            Ok(PlanRow {
                id: PlanId(row.int("id")?),
                code: row.text("code")?,
                name_ja: row.text("name_ja")?,
                name_en: row.text("name_en")?,
                matches: ItemMatch {
                    family: row.kind_opt("family", Family::parse)?,
                    material: row.kind_opt("material", Material::parse)?,
                    finish: row.kind_opt("finish", Finish::parse)?,
                },
                priority: small(row.int("priority")?)?,
                active: row.flag("active")?,
                origin: row.kind("origin", Origin::parse)?,
                steps: Vec::new(),
            })
        })
        .collect::<Result<Vec<PlanRow>>>()?;
    for row in sqlx::query(STEPS).fetch_all(&mut *connection).await? {
        let plan = PlanId(row.int("plan_id")?);
        let step = read_step(&row)?;
        if let Some(plan) = plans.iter_mut().find(|held| held.id == plan) {
            plan.steps.push(step);
        }
    }
    Ok(plans)
}

async fn put_step(
    connection: &mut SqliteConnection,
    plan: i64,
    position: usize,
    row: &StepRow,
) -> Result<i64> {
    let step = &row.step;
    let (offset_unit, offset_count) = offset_text(step.offset);
    let every = step.repeat.map(|repeat| offset_text(repeat.every));
    let until = step.repeat.and_then(|repeat| repeat.until).map(offset_text);
    Ok(sqlx::query(PUT_STEP)
        .bind(plan)
        .bind(&step.code)
        .bind(i64::try_from(position).unwrap_or(i64::MAX))
        .bind(step.content.0)
        .bind(offset_unit)
        .bind(offset_count)
        .bind(every.map(|every| every.0))
        .bind(every.map(|every| every.1))
        .bind(until.map(|until| until.0))
        .bind(until.map(|until| until.1))
        .bind(step.season.map(|season| month_day_text(season.from)))
        .bind(step.season.map(|season| month_day_text(season.until)))
        .bind(step.touch.as_str())
        .bind(step.channel.as_str())
        .bind(step.fallback.map(Channel::as_str))
        .bind(i64::from(step.grace_days))
        .bind(i64::from(step.minutes))
        .bind(row.active)
        .fetch_one(connection)
        .await?
        .try_get(0)?)
}

/// Writes a plan with its steps; answers its id.
pub(crate) async fn put(connection: &mut SqliteConnection, plan: &PlanRow, now: Instant) -> Result<PlanId> {
    let family = plan.matches.family.map(Family::as_str);
    let material = plan.matches.material.map(Material::as_str);
    let finish = plan.matches.finish.map(Finish::as_str);
    let id: i64 = if plan.id.0 == 0 {
        sqlx::query(INSERT_PLAN)
            .bind(&plan.code)
            .bind(&plan.name_ja)
            .bind(&plan.name_en)
            .bind(family)
            .bind(material)
            .bind(finish)
            .bind(plan.priority)
            .bind(plan.active)
            .bind(plan.origin.as_str())
            .bind(now.0)
            .fetch_one(&mut *connection)
            .await?
            .try_get(0)?
    } else {
        sqlx::query(UPDATE_PLAN)
            .bind(plan.id.0)
            .bind(&plan.name_ja)
            .bind(&plan.name_en)
            .bind(family)
            .bind(material)
            .bind(finish)
            .bind(plan.priority)
            .bind(plan.active)
            .bind(plan.origin.as_str())
            .bind(now.0)
            .execute(&mut *connection)
            .await?;
        plan.id.0
    };
    let mut last_code: i64 = sqlx::query_scalar(LAST_CODE)
        .bind(id)
        .fetch_one(&mut *connection)
        .await?;
    let mut kept = Vec::with_capacity(plan.steps.len());
    for (position, row) in plan.steps.iter().enumerate() {
        let mut row = row.clone();
        if row.step.code.is_empty() {
            last_code += 1;
            row.step.code = format!("s{last_code}");
        }
        kept.push(put_step(connection, id, position, &row).await?);
    }
    sqlx::query(PUT_AWAY)
        .bind(id)
        .bind(crate::sql::id_list(&kept))
        .execute(&mut *connection)
        .await?;
    Ok(PlanId(id))
}

fn of_starter_step(step: &StarterStep, contents: &[Content]) -> Option<StepRow> {
    let content = contents.iter().find(|content| content.code == step.content)?;
    Some(StepRow {
        step: Step {
            id: StepId(0),
            code: step.code.to_owned(),
            content: content.id,
            offset: step.offset,
            repeat: step.repeat,
            season: step.season,
            touch: step.touch,
            channel: step.channel,
            fallback: step.fallback,
            grace_days: step.grace_days,
            minutes: u16::from(step.minutes),
        },
        active: true,
    })
}

/// Brings the program's plans in: new ones are added, those that the shop never edited follow. Answers
/// whether anything changed, so that follow-ups can be planned again. Contents must be there already.
pub(crate) async fn seed(
    connection: &mut SqliteConnection,
    starters: &[StarterPlan],
    now: Instant,
) -> Result<bool> {
    let contents = contents::all(connection).await?;
    let held = all(connection).await?;
    let mut changed = false;
    for starter in starters {
        let mut wanted = PlanRow {
            id: PlanId(0),
            code: starter.code.to_owned(),
            name_ja: starter.name_ja.to_owned(),
            name_en: starter.name_en.to_owned(),
            matches: starter.matches,
            priority: starter.priority,
            active: true,
            origin: Origin::Library,
            steps: starter
                .steps
                .iter()
                .filter_map(|step| of_starter_step(step, &contents))
                .collect(),
        };
        if let Some(plan) = held.iter().find(|plan| plan.code == starter.code) {
            let same = plan.name_ja == wanted.name_ja
                && plan.name_en == wanted.name_en
                && plan.plans_the_same(&wanted);
            if plan.origin == Origin::Shop || same {
                continue;
            }
            wanted.id = plan.id;
            wanted.active = plan.active;
        }
        put(connection, &wanted, now).await?;
        changed = true;
    }
    Ok(changed)
}

/// Checks and completes a plan that a person saves: its code and whose it is are the store's matter.
pub(crate) fn complete(plan: &PlanRow, held: &[PlanRow]) -> Result<PlanRow> {
    let mut wanted = plan.clone();
    if plan.id.0 == 0 {
        if wanted.code.is_empty() {
            let last = held
                .iter()
                .filter_map(|plan| plan.code.strip_prefix("own-")?.parse::<u32>().ok())
                .max()
                .unwrap_or(0);
            wanted.code = format!("own-{}", last + 1);
        } else if held.iter().any(|other| other.code == plan.code) {
            return Err(StoreError::Conflict { what: "plan" });
        }
        wanted.origin = Origin::Shop;
        return Ok(wanted);
    }
    let before = held
        .iter()
        .find(|other| other.id == plan.id)
        .ok_or(StoreError::NotFound { what: "plan" })?;
    wanted.code.clone_from(&before.code);
    wanted.priority = before.priority;
    // A step keeps its code by its id, so that its follow-ups keep their key.
    for row in &mut wanted.steps {
        row.step.code = before
            .steps
            .iter()
            .find(|held| held.step.id == row.step.id && row.step.id.0 != 0)
            .map(|held| held.step.code.clone())
            .unwrap_or_default();
    }
    let same =
        wanted.plans_the_same(before) && wanted.name_ja == before.name_ja && wanted.name_en == before.name_en;
    wanted.origin = if same { before.origin } else { Origin::Shop };
    Ok(wanted)
}

impl Store {
    /// All plans with their steps, the general ones first.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub async fn plans(&self) -> Result<Vec<PlanRow>> {
        let mut connection = self.read().acquire().await?;
        all(&mut connection).await
    }

    /// The plans as planning takes them: what is switched on, with contents that are.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub async fn plans_in_use(&self) -> Result<Vec<Plan>> {
        let mut connection = self.read().acquire().await?;
        let contents = contents::all(&mut connection).await?;
        Ok(all(&mut connection)
            .await?
            .iter()
            .filter(|plan| plan.active)
            .map(|plan| plan.for_planning(&contents))
            .collect())
    }
}
