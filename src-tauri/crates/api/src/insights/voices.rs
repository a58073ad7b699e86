//! What many answers say together: recommending, content, ease, and what goes along with recommending.
//!
//! Of each person the last answer to a question counts, so that who is asked often does not weigh more. Not here: the
//! arithmetic (`stats`), what may stand (`domain::voices`). Definitions: `docs/METRICS.md`.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use aichaku_domain::values::ShopDay;
use aichaku_domain::voices::{GoalMet, VoiceTopic};
use aichaku_stats::Interval;
use aichaku_stats::drivers::weigh_drivers;
use aichaku_stats::intervals::wilson;
use aichaku_stats::nps::NpsCounts;
use aichaku_store::Marks;

use super::{asked, voices_drawn};
use crate::app::parse_day;
use crate::error::Result;
use crate::shop::parse_day_opt;
use crate::wire::{
    Drawing, DriverTopic, DriversGround, DriversView, GapView, Int, MarksView, OwnGoalsView, Real,
    RecommendView, RecommendYear, VoiceSide, VoicesQuery, VoicesView,
};
use crate::{App, OpenShop};

/// Below so many answers a score is no headline: counts say more.
const SCORED: u32 = 30;
/// Below so many answers a share is no share.
const SHARED: u64 = 10;
/// Shares of drivers want so many people for each topic, and [`SCORED`] at least.
const PEOPLE_A_TOPIC: usize = 10;
/// Fewer people than this make shares of drivers rough.
const ROUGH: usize = 100;
/// A topic is weighed when at least this share of those who said whether they recommend marked it.
const MARKED_BY: f64 = 0.7;
/// Satisfaction from here on is content.
const CONTENT: u8 = 4;
/// Marks up to here are a complaint.
const POOR: u8 = 2;

/// The last answer of each person, question by question.
#[derive(Debug, Clone, Copy, Default)]
struct Person {
    household: i64,
    recommend: Option<u8>,
    satisfaction: Option<u8>,
    ease: Option<u8>,
    topics: [Option<u8>; 8],
    said_goal: bool,
    goal_met: Option<GoalMet>,
}

impl App {
    /// What customers answered, counted, and drawn where a drawing is asked for.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::NoShop`], [`crate::error::ErrorCode::InvalidDay`].
    pub async fn voices(&self, query: VoicesQuery, drawing: Option<Drawing>) -> Result<VoicesView> {
        let mut view = self.count_voices(query).await?;
        if let Some(drawing) = drawing {
            view.svg = voices_drawn::marks(&view.recommend, &drawing, 0);
            view.drivers.svg = voices_drawn::drivers(&view.drivers, &drawing, 0);
        }
        Ok(view)
    }

    async fn count_voices(&self, query: VoicesQuery) -> Result<VoicesView> {
        let (shop, marks, until) = self.answers(&query).await?;
        let asked = match query.occasion {
            None => Some(asked::view(asked::asked(&shop, from_of(&query)?, until).await?)),
            Some(_) => None,
        };
        let people = people(&marks);
        let content: Vec<i64> = homes(&people, is_content);
        let once = shop.store.bought_once(&content).await?;
        let not_back = people
            .values()
            .filter(|person| is_content(person) && once.contains(&person.household))
            .count();
        Ok(super::compute(move || VoicesView {
            people: people.len().into(),
            recommend: recommend(people.values().filter_map(|person| person.recommend)),
            satisfaction: out_of_five(people.values().filter_map(|person| person.satisfaction)),
            ease: out_of_five(people.values().filter_map(|person| person.ease)),
            gap: gap(people.values()),
            content_not_back: not_back.into(),
            goals: own_goals(people.values()),
            drivers: drivers(&people.values().copied().collect::<Vec<_>>()),
            asked,
            years: years(&marks),
            until: until.to_string(),
            svg: String::new(),
        })
        .await)
    }

    /// Who stands behind a number of the answers: customer ids, in order.
    pub(super) async fn who_said(
        &self,
        query: &VoicesQuery,
        side: VoiceSide,
    ) -> Result<(Arc<OpenShop>, Vec<i64>)> {
        let (shop, marks, until) = self.answers(query).await?;
        if matches!(side, VoiceSide::Asked | VoiceSide::Silent) {
            let (mut asked, _) = asked::asked(&shop, from_of(query)?, until).await?;
            asked.retain(|one| side == VoiceSide::Asked || !one.answered);
            let homes: Vec<i64> = asked.iter().map(|one| one.household).collect();
            let customers = shop.store.primary_customers(&homes).await?;
            return Ok((shop, customers));
        }
        let people = people(&marks);
        let once = match side {
            VoiceSide::ContentNotBack => shop.store.bought_once(&homes(&people, is_content)).await?,
            _ => HashSet::new(),
        };
        let said = |mark: Option<u8>, range: std::ops::RangeInclusive<u8>| {
            mark.is_some_and(|mark| range.contains(&mark))
        };
        let stands = |person: &Person| match side {
            VoiceSide::All => true,
            VoiceSide::Mark(mark) => person.recommend == Some(mark),
            VoiceSide::Promoters => said(person.recommend, 9..=10),
            VoiceSide::Passives => said(person.recommend, 7..=8),
            VoiceSide::Detractors => said(person.recommend, 0..=6),
            VoiceSide::Satisfied => is_content(person),
            VoiceSide::Dissatisfied => said(person.satisfaction, 1..=POOR),
            VoiceSide::Hard => said(person.ease, 1..=POOR),
            VoiceSide::ContentNotBack => is_content(person) && once.contains(&person.household),
            VoiceSide::Goal => person.said_goal,
            VoiceSide::GoalMet => person.goal_met == Some(GoalMet::Yes),
            VoiceSide::GoalMissed => matches!(person.goal_met, Some(GoalMet::No | GoalMet::Partly)),
            VoiceSide::Asked | VoiceSide::Silent => false,
        };
        let found = people.iter().filter(|(_, person)| stands(person));
        Ok((shop, found.map(|(customer, _)| *customer).collect()))
    }

    async fn answers(&self, query: &VoicesQuery) -> Result<(Arc<OpenShop>, Vec<Marks>, ShopDay)> {
        let shop = self.shop().await?;
        let until = match query.until.as_deref() {
            Some(text) => parse_day("until", text)?,
            None => self.day_in(shop.zone),
        };
        let mut marks = shop.store.marks(from_of(query)?, until).await?;
        if let Some(occasion) = query.occasion {
            marks.retain(|marks| marks.occasion == occasion.into());
        }
        // The last answer wins; of one day the one that was written down later.
        marks.sort_by_key(|marks| marks.answered_on);
        Ok((shop, marks, until))
    }
}

fn from_of(query: &VoicesQuery) -> Result<ShopDay> {
    Ok(parse_day_opt("from", query.from.as_deref())?.unwrap_or(ShopDay::from_epoch_days(0)))
}

fn is_content(person: &Person) -> bool {
    person.satisfaction.is_some_and(|mark| mark >= CONTENT)
}

fn homes(people: &BTreeMap<i64, Person>, which: fn(&Person) -> bool) -> Vec<i64> {
    let homes: HashSet<i64> = people
        .values()
        .filter(|person| which(person))
        .map(|person| person.household)
        .collect();
    homes.into_iter().collect()
}

/// Marks in the order of their days to people.
fn people(marks: &[Marks]) -> BTreeMap<i64, Person> {
    let mut people: BTreeMap<i64, Person> = BTreeMap::new();
    for marks in marks {
        let person = people.entry(marks.customer).or_default();
        person.household = marks.household;
        person.recommend = marks.recommend.or(person.recommend);
        person.satisfaction = marks.satisfaction.or(person.satisfaction);
        person.ease = marks.ease.or(person.ease);
        person.said_goal |= marks.said_goal;
        person.goal_met = marks.goal_met.or(person.goal_met);
        for (known, new) in person.topics.iter_mut().zip(marks.topics) {
            *known = new.or(*known);
        }
    }
    people
}

fn recommend(answers: impl Iterator<Item = u8>) -> RecommendView {
    let answers: Vec<u8> = answers.collect();
    let mut counts = [0_i64; 11];
    for answer in &answers {
        if let Some(count) = counts.get_mut(usize::from(*answer)) {
            *count += 1;
        }
    }
    let kinds = NpsCounts::from_answers(&answers).unwrap_or_default();
    let (score, interval) = scored(&kinds);
    RecommendView {
        n: Int(kinds.n().into()),
        counts: counts.into_iter().map(Int).collect(),
        promoters: Int(kinds.promoters.into()),
        passives: Int(kinds.passives.into()),
        detractors: Int(kinds.detractors.into()),
        score,
        low: interval.map(|interval| Real(interval.low)),
        high: interval.map(|interval| Real(interval.high)),
    }
}

/// The score with its honest interval; nothing below [`SCORED`] answers.
fn scored(kinds: &NpsCounts) -> (Option<Real>, Option<Interval>) {
    if kinds.n() < SCORED {
        return (None, None);
    }
    let Some(nps) = kinds.score() else {
        return (None, None);
    };
    let interval = Interval {
        low: nps.adjusted.low.max(-100.0),
        high: nps.adjusted.high.min(100.0),
    };
    (Some(Real(nps.score)), Some(interval))
}

fn out_of_five(marks: impl Iterator<Item = u8>) -> MarksView {
    let mut counts = [0_u64; 5];
    for mark in marks {
        if let Some(count) = usize::from(mark).checked_sub(1).and_then(|at| counts.get_mut(at)) {
            *count += 1;
        }
    }
    let n: u64 = counts.iter().sum();
    let good = counts[3] + counts[4];
    let interval = wilson(good, n).filter(|_| n >= SHARED);
    let whole = |count: u64| Int(i64::try_from(count).unwrap_or(i64::MAX));
    MarksView {
        n: whole(n),
        counts: counts.into_iter().map(whole).collect(),
        good: whole(good),
        share: interval.map(|_| Real(good as f64 / n as f64)),
        low: interval.map(|interval| Real(interval.low)),
        high: interval.map(|interval| Real(interval.high)),
    }
}

fn gap<'a>(people: impl Iterator<Item = &'a Person>) -> GapView {
    let (mut n, mut satisfied, mut recommending) = (0_i64, 0_i64, 0_i64);
    for person in people {
        let (Some(content), Some(recommend)) = (person.satisfaction, person.recommend) else {
            continue;
        };
        n += 1;
        satisfied += i64::from(content >= CONTENT);
        recommending += i64::from(recommend >= 9);
    }
    let enough = n >= i64::from(SCORED);
    GapView {
        n: Int(n),
        satisfied: Int(satisfied),
        recommending: Int(recommending),
        points: enough.then(|| Real(100.0 * (satisfied - recommending) as f64 / n as f64)),
    }
}

/// What people wanted and whether it came true; whoever said so is counted, whether the shop heard the goal before.
fn own_goals<'a>(people: impl Iterator<Item = &'a Person>) -> OwnGoalsView {
    let (mut said, mut counts) = (0_i64, [0_u64; 3]);
    for person in people {
        said += i64::from(person.said_goal);
        if let Some(met) = person.goal_met {
            counts[met as usize] += 1;
        }
    }
    let [no, partly, yes] = counts;
    let n = no + partly + yes;
    let interval = wilson(yes, n).filter(|_| n >= SHARED);
    let whole = |count: u64| Int(i64::try_from(count).unwrap_or(i64::MAX));
    OwnGoalsView {
        said: Int(said),
        n: whole(n),
        yes: whole(yes),
        partly: whole(partly),
        no: whole(no),
        share: interval.map(|_| Real(yes as f64 / n as f64)),
        low: interval.map(|interval| Real(interval.low)),
        high: interval.map(|interval| Real(interval.high)),
    }
}

/// Each person once a year, with the last answer of that year.
fn years(marks: &[Marks]) -> Vec<RecommendYear> {
    let mut years: BTreeMap<i32, BTreeMap<i64, u8>> = BTreeMap::new();
    for marks in marks {
        if let Some(recommend) = marks.recommend {
            years
                .entry(marks.answered_on.month_index().div_euclid(12))
                .or_default()
                .insert(marks.customer, recommend);
        }
    }
    years
        .into_iter()
        .map(|(year, people)| {
            let answers: Vec<u8> = people.into_values().collect();
            let kinds = NpsCounts::from_answers(&answers).unwrap_or_default();
            let (score, interval) = scored(&kinds);
            RecommendYear {
                year: Int(year.into()),
                n: Int(kinds.n().into()),
                score,
                low: interval.map(|interval| Real(interval.low)),
                high: interval.map(|interval| Real(interval.high)),
            }
        })
        .collect()
}

/// Topics that enough people marked are weighed over those who marked all of them.
fn drivers(people: &[Person]) -> DriversView {
    let said: Vec<(f64, &[Option<u8>; 8])> = people
        .iter()
        .filter_map(|person| Some((f64::from(person.recommend?), &person.topics)))
        .collect();
    let marked = |topic: usize| said.iter().filter(|(_, topics)| topics[topic].is_some()).count();
    let weighed: Vec<usize> = (0..8)
        .filter(|topic| marked(*topic) > 0 && marked(*topic) as f64 >= MARKED_BY * said.len() as f64)
        .collect();
    let whole: Vec<&(f64, &[Option<u8>; 8])> = said
        .iter()
        .filter(|(_, topics)| weighed.iter().all(|topic| topics[*topic].is_some()))
        .collect();
    let needed = (SCORED as usize).max(PEOPLE_A_TOPIC * weighed.len());
    let scores: Vec<f64> = whole.iter().map(|(score, _)| *score).collect();
    let columns: Vec<Vec<f64>> = weighed
        .iter()
        .map(|topic| {
            whole
                .iter()
                .filter_map(|(_, topics)| topics[*topic].map(f64::from))
                .collect()
        })
        .collect();
    let slices: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let found = (whole.len() >= needed)
        .then(|| weigh_drivers(&scores, &slices).ok())
        .flatten();
    let explained = found.as_ref().map_or(0.0, |found| found.r_squared);
    let mut topics: Vec<DriverTopic> = VoiceTopic::ALL
        .iter()
        .enumerate()
        .filter_map(|(place, topic)| {
            let marks: Vec<f64> = people
                .iter()
                .filter_map(|person| person.topics[place])
                .map(f64::from)
                .collect();
            let share = weighed.iter().position(|of| *of == place).and_then(|at| {
                let found = found.as_ref()?;
                (explained > 0.0).then(|| Real(found.drivers[at].shapley / explained))
            });
            (!marks.is_empty()).then(|| DriverTopic {
                topic: (*topic).into(),
                n: marks.len().into(),
                mean: Real(marks.iter().sum::<f64>() / marks.len() as f64),
                share,
            })
        })
        .collect();
    topics.sort_by(|a, b| {
        let weight = |topic: &DriverTopic| topic.share.map_or(-1.0, |share| share.0);
        weight(b).total_cmp(&weight(a))
    });
    DriversView {
        ground: match &found {
            None => DriversGround::None,
            Some(found) if found.n < ROUGH => DriversGround::Rough,
            Some(_) => DriversGround::Enough,
        },
        n: whole.len().into(),
        needed: needed.into(),
        r_squared: Real(explained),
        topics,
        svg: String::new(),
    }
}
