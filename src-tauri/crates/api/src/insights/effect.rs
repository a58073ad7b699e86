//! What care does: households that got a plan or tip against those that went without, by chance. By intention to treat:
//! everybody counts on the side that chance gave them.
//!
//! Who bought and who came through whom is read from packed histories, who takes part is kept in memory until somebody
//! is taken in. Not here: the arithmetic (`stats::effect`), beginning and ending (`comparisons`).

use std::collections::HashMap;
use std::sync::Arc;

use aichaku_domain::comparison::{Compared as Of, Comparison};
use aichaku_domain::values::ShopDay;
use aichaku_stats::History;
use aichaku_stats::effect::{
    Arm, Pooled, SPREAD, check_split, estimate, people_needed, pool, smallest_detectable,
};
use aichaku_stats::intervals::newcombe;
use aichaku_store::{ComparisonMember, Content, PlanRow};

use super::standings::of_today;
use super::{compute, effect_drawn};
use crate::comparisons::{library, permille};
use crate::error::{ApiError, ErrorCode, Result};
use crate::shop::invalid;
use crate::wire::{
    Compared, ComparisonOutlook, Drawing, EffectArm, EffectOutcome, EffectQuery, EffectRange, EffectRow,
    EffectVerdict, EffectView, Int, Lang, Real,
};
use crate::{App, OpenShop};

/// Below so many on a side, whose window is over, counts are told and no shares.
const RATED: u64 = 10;
/// A division that chance makes less often than this is taken for a fault (Fabijan et al. 2019 use 0.0005 to 0.01).
const UNEVEN: f64 = 0.01;
/// A difference that would be worth acting on.
const WORTH: f64 = 0.05;
/// Until enough is known ten imaginary households stand for a share of 6 %, the usual one of METRICS.md.
const IMAGINED: (f64, f64) = (0.6, 10.0);
/// The pace at which households come in is that of so many days.
const PACE_DAYS: i32 = 183;
/// Days of a month, on average.
const MONTH: f64 = 30.436_875;

/// Household, whether it goes without, and the day on which its window begins.
type Part = (i64, bool, i32);

/// What counts as an outcome, of one state of the shop.
struct Outcomes {
    history: Arc<History>,
    /// Place of who told, first purchase of who was told; in this order.
    told: Vec<(usize, i32)>,
    query: EffectQuery,
    days: i32,
}

/// A comparison with those who take part.
struct Parts {
    comparison: Comparison,
    taken: Arc<Taken>,
}

/// Who was taken into a comparison.
pub(crate) struct Taken {
    /// Each once, by household.
    parts: Vec<Part>,
    /// Chance of going without, and how many had it.
    chances: Vec<(f64, u64)>,
    held: u64,
    mixed: usize,
}

/// What came of a comparison.
struct Counted {
    parts: Parts,
    treated: Arm,
    without: Arm,
    recent: usize,
    observed_days: i32,
}

impl App {
    /// What care does, the greatest effect first; with `drawing` drawn too.
    ///
    /// # Errors
    /// [`ErrorCode::NoShop`], [`ErrorCode::Invalid`] (`days`).
    pub async fn effect(
        &self,
        query: EffectQuery,
        lang: Lang,
        drawing: Option<Drawing>,
    ) -> Result<EffectView> {
        let shop = self.shop().await?;
        let outcomes = self.outcomes(query).await?;
        let day = outcomes.history.observed_until();
        let all = self.take_part(&shop).await?;
        let days = outcomes.days;
        let counted = compute(move || {
            all.into_iter()
                .map(|parts| count(parts, &outcomes, day))
                .collect::<Vec<_>>()
        })
        .await;
        let (plans, contents) = library(&shop).await?;
        let names = |of: Of| name_of(of, &plans, &contents, lang);
        let (rows, common) = rows(&counted, days, names);
        let svg = match drawing {
            Some(drawing) => effect_drawn::draw(&rows, query, &drawing),
            None => String::new(),
        };
        Ok(EffectView {
            rows,
            common,
            worth: Real(WORTH),
            query,
            svg,
            until: ShopDay::from_epoch_days(day).to_string(),
        })
    }

    /// What a comparison could tell, before it is begun.
    ///
    /// # Errors
    /// [`ErrorCode::NoShop`], [`ErrorCode::Invalid`] (`days`, `held_percent`), [`ErrorCode::NotFound`].
    pub async fn comparison_outlook(
        &self,
        of: Compared,
        held_percent: Real,
        query: EffectQuery,
    ) -> Result<ComparisonOutlook> {
        let shop = self.shop().await?;
        let share = f64::from(permille(held_percent)?) / 1_000.0;
        let days = days_of(query)?;
        let plans: Vec<PlanRow> = shop
            .store
            .plans()
            .await?
            .into_iter()
            .filter(|plan| match Of::from(of) {
                Of::Plan(id) => plan.id == id,
                Of::Content(id) => plan.steps.iter().any(|row| row.step.content == id),
            })
            .collect();
        let matches: Vec<_> = plans.iter().map(|plan| plan.matches).collect();
        let reach = shop.store.plan_reach(&matches).await?;
        // Of several plans the widest, which counts nobody twice.
        let households = reach.iter().map(|reach| reach.households).max();
        let households = households.ok_or_else(|| ApiError::new(ErrorCode::NotFound))?;
        let asked = self.ask_of(&of_today()).await?;
        let history = self.history(&asked).await?;
        let base = compute(move || {
            let within = aichaku_stats::repeats::second_within(&history, &[days.unsigned_abs()]);
            let eligible = within.first().map(|within| within.eligible);
            eligible.map_or(Arm::default(), |share| Arm {
                hits: share.hits,
                n: share.n,
            })
        })
        .await;
        let base = smoothed(base);
        let held = (households as f64 * share).round();
        let treated = (households as f64 - held).max(0.0);
        Ok(ComparisonOutlook {
            households: Int(households),
            held: Int(held as i64),
            base: Real(base),
            detectable: smallest_detectable(base, treated as u64, held as u64)
                .map(|target| Real(target - base)),
        })
    }

    /// The households on a side of a comparison whose window is over; with `hit` those with the outcome.
    pub(super) async fn on_side(
        &self,
        shop: &OpenShop,
        query: EffectQuery,
        comparison: Int,
        (held, hit): (bool, bool),
    ) -> Result<Vec<i64>> {
        let outcomes = self.outcomes(query).await?;
        let all = self.take_part(shop).await?;
        let parts = all
            .into_iter()
            .find(|parts| parts.comparison.id == comparison.0)
            .ok_or_else(|| ApiError::new(ErrorCode::NotFound))?;
        let last = last_day(&parts.comparison, outcomes.history.observed_until());
        Ok(parts
            .taken
            .parts
            .iter()
            .filter(|(household, is_held, from)| {
                *is_held == held && from + outcomes.days <= last && (!hit || outcomes.has(*household, *from))
            })
            .map(|(household, _, _)| *household)
            .collect())
    }

    async fn outcomes(&self, query: EffectQuery) -> Result<Outcomes> {
        let days = days_of(query)?;
        let asked = self.ask_of(&of_today()).await?;
        let history = self.history(&asked).await?;
        let mut told = Vec::new();
        if query.outcome != EffectOutcome::Return {
            let parents = self.parents(&asked, &history).await?;
            told.extend(
                parents
                    .iter()
                    .enumerate()
                    .filter_map(|(child, parent)| Some(((*parent)?, history.unit(child).first_day()))),
            );
            told.sort_unstable();
        }
        Ok(Outcomes {
            history,
            told,
            query,
            days,
        })
    }

    /// All comparisons with those who take part, households that were joined as the one that stands.
    async fn take_part(&self, shop: &OpenShop) -> Result<Vec<Parts>> {
        let joined = shop.store.joined_households().await?;
        let version = (shop.store.comparison_version().await?, joined);
        let mut all = Vec::new();
        for comparison in shop.store.comparisons().await? {
            let taken = match shop.memory.taken(&version, comparison.id) {
                Some(taken) => taken,
                None => {
                    let members = shop.store.comparison_members(comparison.id).await?;
                    let joined: HashMap<i64, i64> = version.1.iter().copied().collect();
                    let taken = compute(move || Arc::new(taken(&members, &joined))).await;
                    shop.memory.keep_taken(&version, comparison.id, &taken);
                    taken
                }
            };
            all.push(Parts { comparison, taken });
        }
        Ok(all)
    }
}

fn days_of(query: EffectQuery) -> Result<i32> {
    i32::try_from(query.days.0)
        .ok()
        .filter(|days| (30..=1_826).contains(days))
        .ok_or_else(|| invalid("days"))
}

fn taken(members: &[ComparisonMember], joined: &HashMap<i64, i64>) -> Taken {
    let mut chances: Vec<(u16, u64)> = Vec::new();
    let mut parts: Vec<Part> = Vec::with_capacity(members.len());
    for one in members {
        match chances
            .iter_mut()
            .find(|(chance, _)| *chance == one.held_permille)
        {
            Some((_, n)) => *n += 1,
            None => chances.push((one.held_permille, 1)),
        }
        let household = joined.get(&one.household).copied().unwrap_or(one.household);
        parts.push((household, one.held, one.entered_on.epoch_days()));
    }
    let held = parts.iter().filter(|(_, held, _)| *held).count() as u64;
    let mut mixed = 0;
    if !joined.is_empty() {
        parts.sort_unstable_by_key(|(household, _, from)| (*household, *from));
        let mut once: Vec<Part> = Vec::with_capacity(parts.len());
        for same in parts.chunk_by(|one, other| one.0 == other.0) {
            if same.iter().all(|one| one.1 == same[0].1) {
                once.push(same[0]);
            } else {
                mixed += 1;
            }
        }
        parts = once;
    }
    Taken {
        parts,
        chances: chances
            .into_iter()
            .map(|(chance, n)| (f64::from(chance) / 1_000.0, n))
            .collect(),
        held,
        mixed,
    }
}

/// The last day that can be watched: after the end of a comparison those who went without get care again.
fn last_day(comparison: &Comparison, until: i32) -> i32 {
    comparison
        .ends_on
        .map_or(until, |last| last.epoch_days().min(until))
}

impl Outcomes {
    /// Whether the outcome lies within the window of a household that begins after `from`.
    fn has(&self, household: i64, from: i32) -> bool {
        let place = self.history.unit_ids().binary_search(&household);
        place.is_ok_and(|place| self.is_at(place, from))
    }

    /// The same of the household at a place of the history.
    fn is_at(&self, place: usize, from: i32) -> bool {
        let within = |day: i32| day > from && day <= from + self.days;
        let returned = || {
            let days = self.history.unit(place).days;
            days.get(days.partition_point(|day| *day <= from))
                .is_some_and(|day| within(*day))
        };
        let referred = || {
            let first = self.told.partition_point(|told| *told <= (place, from));
            self.told
                .get(first)
                .is_some_and(|(who, day)| *who == place && within(*day))
        };
        match self.query.outcome {
            EffectOutcome::Return => returned(),
            EffectOutcome::Referral => referred(),
            EffectOutcome::Either => returned() || referred(),
        }
    }
}

fn count(parts: Parts, outcomes: &Outcomes, until: i32) -> Counted {
    let last = last_day(&parts.comparison, until);
    let (mut treated, mut without) = (Arm::default(), Arm::default());
    let mut recent = 0;
    // Both are in order of their numbers, so that nobody is looked for.
    let units = outcomes.history.unit_ids();
    let mut place = 0;
    for (household, held, from) in &parts.taken.parts {
        recent += usize::from(*from > until - PACE_DAYS && *from <= until);
        if from + outcomes.days > last {
            continue;
        }
        let arm = if *held { &mut without } else { &mut treated };
        arm.n += 1;
        while units.get(place).is_some_and(|unit| unit < household) {
            place += 1;
        }
        let is_there = units.get(place) == Some(household);
        arm.hits += u64::from(is_there && outcomes.is_at(place, *from));
    }
    let begun = until - parts.comparison.starts_on.epoch_days() + 1;
    Counted {
        parts,
        treated,
        without,
        recent,
        observed_days: begun.clamp(1, PACE_DAYS),
    }
}

fn rows(
    counted: &[Counted],
    days: i32,
    name: impl Fn(Of) -> String,
) -> (Vec<EffectRow>, Option<EffectRange>) {
    let is_told = |one: &Counted| one.treated.n >= RATED && one.without.n >= RATED && !is_uneven(&one.parts);
    let estimates: Vec<_> = counted
        .iter()
        .filter(|one| is_told(one))
        .filter_map(|one| estimate(one.treated, one.without))
        .collect();
    let pool = pool(&estimates, SPREAD);
    let mut each = pool.each.iter();
    let mut rows: Vec<EffectRow> = counted
        .iter()
        .map(|one| {
            let pooled = if is_told(one) { each.next() } else { None };
            row(one, pooled, days, name(one.parts.comparison.of))
        })
        .collect();
    let rank = |row: &EffectRow| row.pooled.map_or(f64::INFINITY, |range| -range.value.0);
    rows.sort_by(|one, other| {
        rank(one)
            .total_cmp(&rank(other))
            .then(one.comparison.cmp(&other.comparison))
    });
    (rows, pool.common.map(|common| range(&common)))
}

fn is_uneven(parts: &Parts) -> bool {
    check_split(parts.taken.held, &parts.taken.chances).is_some_and(|check| check.p < UNEVEN)
}

fn range(pooled: &Pooled) -> EffectRange {
    EffectRange {
        value: Real(pooled.mean),
        low: Real(pooled.interval.low),
        high: Real(pooled.interval.high),
    }
}

/// A share with the imaginary households, so that a few do not decide it.
fn smoothed(arm: Arm) -> f64 {
    (arm.hits as f64 + IMAGINED.0) / (arm.n as f64 + IMAGINED.1)
}

fn row(one: &Counted, pooled: Option<&Pooled>, days: i32, name: String) -> EffectRow {
    let comparison = &one.parts.comparison;
    let is_rated = one.treated.n >= RATED && one.without.n >= RATED;
    let households = |held: bool| one.parts.taken.parts.iter().filter(|part| part.1 == held).count();
    let arm = |arm: Arm, held: bool| EffectArm {
        households: households(held).into(),
        watched: whole(arm.n),
        hits: whole(arm.hits),
        rate: arm.rate().filter(|_| is_rated).map(Real),
    };
    let check = check_split(one.parts.taken.held, &one.parts.taken.chances);
    let own = newcombe(one.treated.hits, one.treated.n, one.without.hits, one.without.n)
        .filter(|_| is_rated)
        .map(|own| EffectRange {
            value: Real(own.difference),
            low: Real(own.interval.low),
            high: Real(own.interval.high),
        });
    // It must show by itself, and still show beside all the others: neither luck nor what others do is enough.
    let both = |says: fn(f64, f64) -> bool| {
        let of = |range: &Option<EffectRange>| range.is_some_and(|range| says(range.low.0, range.high.0));
        of(&own) && of(&pooled.map(range))
    };
    let verdict = match pooled {
        _ if is_uneven(&one.parts) => EffectVerdict::Uneven,
        None => EffectVerdict::Early,
        Some(_) if both(|low, _| low > 0.0) => EffectVerdict::Helps,
        Some(_) if both(|_, high| high < 0.0) => EffectVerdict::Harms,
        Some(_) => EffectVerdict::Unclear,
    };
    let base = smoothed(one.without);
    let taken = one.parts.taken.parts.len() as u64;
    let share = match comparison.held_permille {
        0 => one.parts.taken.held as f64 / taken.max(1) as f64,
        permille => f64::from(permille) / 1_000.0,
    };
    let lacking = people_needed(base, (base + WORTH).min(1.0), share)
        .filter(|_| comparison.ends_on.is_none())
        .map(|needed| needed.saturating_sub(taken));
    let pace = one.recent as f64 / f64::from(one.observed_days) * MONTH;
    let months = lacking.and_then(|lacking| {
        let until_taken = match lacking {
            0 => 0.0,
            _ if pace > 0.0 => lacking as f64 / pace,
            _ => return None,
        };
        Some(Int((until_taken + f64::from(days) / MONTH).ceil() as i64))
    });
    EffectRow {
        comparison: Int(comparison.id),
        of: comparison.of.into(),
        name,
        held_percent: Real(f64::from(comparison.held_permille) / 10.0),
        starts_on: comparison.starts_on.to_string(),
        ends_on: comparison.ends_on.map(|day| day.to_string()),
        treated: arm(one.treated, false),
        held: arm(one.without, true),
        own,
        pooled: pooled.map(range),
        verdict,
        held_expected: Real(
            one.parts
                .taken
                .chances
                .iter()
                .map(|(chance, n)| chance * *n as f64)
                .sum(),
        ),
        split_p: check.map(|check| Real(check.p)),
        mixed: one.parts.taken.mixed.into(),
        detectable: smallest_detectable(base, one.treated.n, one.without.n).map(|target| Real(target - base)),
        lacking: lacking.map(whole),
        months,
    }
}

fn whole(count: u64) -> Int {
    Int(i64::try_from(count).unwrap_or(i64::MAX))
}

fn name_of(of: Of, plans: &[PlanRow], contents: &[Content], lang: Lang) -> String {
    let name = match of {
        Of::Plan(id) => plans.iter().find(|plan| plan.id == id).map(|plan| match lang {
            Lang::Ja => &plan.name_ja,
            Lang::En => &plan.name_en,
        }),
        Of::Content(id) => contents
            .iter()
            .find(|content| content.id == id)
            .map(|content| match lang {
                Lang::Ja => &content.ja.title,
                Lang::En => &content.en.title,
            }),
    };
    name.cloned().unwrap_or_default()
}
