//! Who came through whom: sources, a year's K, lines of referrals and the thanks that are owed. By household.
//!
//! Everything is read from packed first purchases and histories. Not here: the arithmetic (`stats::referral`), and
//! writing down who told somebody (`customers::heard`).

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use aichaku_domain::heard::HeardOf as Of;
use aichaku_domain::values::ShopDay;
use aichaku_stats::History;
use aichaku_stats::intervals::{Interval, wilson};
use aichaku_stats::referral::{Growth, Node, below, forest, generation_days, growth};
use aichaku_store::HeardFirst;

use super::exits::Exits;
use super::kin::Kin;
use super::referrals_drawn::draw;
use super::{Asked, compute, settings};
use crate::App;
use crate::error::Result;
use crate::wire::{
    CustomerHit, Drawing, HeardOf, Int, NumberQuery, Real, ReferralLine, ReferralYear, ReferralsView,
    SourceCount, ThanksOwed, UnitName,
};

/// What one generation further away counts.
const DECAY: f64 = 0.5;
/// Households that the lines of referrals show at most.
const LINES: usize = 60;
/// Thanks that are listed.
const OWED: usize = 20;
/// Thanks are owed for so many days after the first purchase of the one who was told.
const OWED_DAYS: i32 = 365;

/// Everything that is told, of one state of the shop; by place in the history of households.
pub(crate) struct Referrals {
    /// What is known of each: `None`: nobody asked.
    heard: Vec<Option<HeardFirst>>,
    nodes: Vec<Node>,
    growth: Growth,
    generation_days: Option<f64>,
    referred_minor: i64,
    kin: Arc<Kin>,
}

impl App {
    /// Who came through whom, with `drawing` its lines drawn too. `query` counts households whatever its unit says.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::NoShop`], [`crate::error::ErrorCode::InvalidDay`].
    pub async fn referrals(&self, query: NumberQuery, drawing: Option<Drawing>) -> Result<ReferralsView> {
        let asked = self.ask_of(&households(query)).await?;
        let history = self.history(&asked).await?;
        let told = self.told(&asked, &history).await?;
        let (lines, more_tellers) = lines(&told.nodes);
        let owed = owed(&told, &history);
        let store = &asked.shop.store;
        let units: Vec<i64> = lines.iter().map(|place| history.unit_ids()[*place]).collect();
        let mut people = store.primary_customers(&units).await?;
        let heads = people.len();
        for (who, customer, _) in owed.iter().take(OWED) {
            people.extend([*who, *customer]);
        }
        let hits = store.customer_hits(&people).await?;
        let by_id: HashMap<i64, usize> = hits
            .iter()
            .enumerate()
            .map(|(at, hit)| (hit.customer, at))
            .collect();
        let by_home: HashMap<i64, usize> = people[..heads]
            .iter()
            .filter_map(|id| by_id.get(id))
            .map(|at| (hits[*at].household, *at))
            .collect();
        let name = |at: &usize| CustomerHit::from(&hits[*at]);
        let shown: Vec<ReferralLine> = lines
            .iter()
            .filter_map(|place| {
                let unit = history.unit_ids()[*place];
                let node = &told.nodes[*place];
                Some(ReferralLine {
                    who: name(by_home.get(&unit)?),
                    depth: i64::from(node.depth).into(),
                    direct: i64::from(node.direct).into(),
                    further: i64::from(node.further).into(),
                    attributed_minor: Int(node.attributed_minor.round() as i64),
                })
            })
            .collect();
        let svg = match drawing {
            Some(drawing) => draw(&shown, &drawing, settings(&asked.shop).await?.currency_digits),
            None => String::new(),
        };
        let owing = owed.iter().take(OWED).filter_map(|(who, customer, day)| {
            Some(ThanksOwed {
                who: name(by_id.get(who)?),
                told: name(by_id.get(customer)?),
                since: ShopDay::from_epoch_days(*day).to_string(),
            })
        });
        Ok(ReferralsView {
            lines: shown,
            svg,
            more_tellers: more_tellers.into(),
            owed: owing.collect(),
            owed_count: owed.len().into(),
            ..view(&told, &history)
        })
    }

    async fn told(&self, asked: &Asked, history: &Arc<History>) -> Result<Arc<Referrals>> {
        if let Some(told) = asked.shop.memory.referrals(asked.version, asked.key) {
            return Ok(told);
        }
        let (kin, exits) = tokio::try_join!(self.kin(asked), self.exits_of(asked))?;
        let history = Arc::clone(history);
        let told = Arc::new(compute(move || count(&history, kin, &exits)).await);
        asked.shop.memory.keep_referrals(asked.version, asked.key, &told);
        Ok(told)
    }

    /// Places of the households that somebody told about the shop, ascending.
    pub(super) async fn referred_places(&self, asked: &Asked, history: &Arc<History>) -> Result<Vec<usize>> {
        let told = self.told(asked, history).await?;
        let is_told = |at: &usize| told.heard[*at].is_some_and(|heard| heard.of == Of::Person);
        Ok((0..history.len()).filter(is_told).collect())
    }

    /// Of each household of a history whether somebody told it about the shop; `None`: nobody asked, or they do not know.
    pub(super) async fn told_or_not(
        &self,
        asked: &Asked,
        history: &Arc<History>,
    ) -> Result<Vec<Option<bool>>> {
        let told = self.told(asked, history).await?;
        Ok(told.heard.iter().map(is_referred).collect())
    }

    /// Whom each household of a history came through, as places in it.
    pub(super) async fn parents(&self, asked: &Asked, history: &Arc<History>) -> Result<Vec<Option<usize>>> {
        let kin = self.kin(asked).await?;
        let history = Arc::clone(history);
        let parents = move || {
            let (_, parents) = kin.within(&history);
            let told = aichaku_stats::referral::lines(&parents);
            told.into_iter().map(|(parent, _)| parent).collect()
        };
        Ok(compute(parents).await)
    }

    /// The households that came by a source (`None`: nobody asked), all of them or those new within the last year.
    pub(super) async fn came_by(
        &self,
        asked: &Asked,
        history: &Arc<History>,
        source: Option<HeardOf>,
        recent: bool,
    ) -> Result<Vec<usize>> {
        let told = self.told(asked, history).await?;
        let wanted = source.map(Of::from);
        let from = history.observed_until() - 364;
        Ok((0..history.len())
            .filter(|at| told.heard[*at].map(|heard| heard.of) == wanted)
            .filter(|at| !recent || history.unit(*at).first_day() >= from)
            .collect())
    }

    /// The households that came through one, directly or all the way down.
    pub(super) async fn came_through(
        &self,
        asked: &Asked,
        history: &Arc<History>,
        household: i64,
        further: bool,
    ) -> Result<Vec<usize>> {
        let told = self.told(asked, history).await?;
        Ok(history
            .unit_ids()
            .binary_search(&household)
            .map_or_else(|_| Vec::new(), |at| below(&told.nodes, at, further)))
    }

    /// The households that told somebody; with `is_owed` those who are still to be thanked.
    pub(super) async fn tellers(
        &self,
        asked: &Asked,
        history: &Arc<History>,
        is_owed: bool,
    ) -> Result<Vec<usize>> {
        let told = self.told(asked, history).await?;
        let mut places: Vec<usize> = (0..history.len())
            .filter(|at| !is_owed || unthanked(&told, history, *at).is_some())
            .filter_map(|at| told.nodes[at].parent)
            .collect();
        places.sort_unstable();
        places.dedup();
        Ok(places)
    }
}

/// The query by household.
pub(super) fn households(query: NumberQuery) -> NumberQuery {
    NumberQuery {
        unit: UnitName::Household,
        ..query
    }
}

fn count(history: &History, kin: Arc<Kin>, exits: &Exits) -> Referrals {
    let units = history.unit_ids();
    let (heard, parents) = kin.within(history);
    let mut net: Vec<i64> = history.iter().map(|unit| unit.total()).collect();
    for (unit, correction) in history.corrections() {
        let sum = &mut net[*unit as usize];
        *sum = sum.saturating_add(correction.amount);
    }
    let source: Vec<Option<bool>> = heard.iter().map(is_referred).collect();
    let nodes = forest(&parents, &net, DECAY);
    let referred_minor = source
        .iter()
        .zip(&net)
        .filter(|(source, _)| **source == Some(true))
        .fold(0_i64, |sum, (_, net)| sum.saturating_add(*net));
    Referrals {
        growth: growth(history, &source, |place| exits.has_left(units[place])),
        generation_days: generation_days(history, &nodes),
        heard,
        nodes,
        referred_minor,
        kin,
    }
}

fn is_referred(heard: &Option<HeardFirst>) -> Option<bool> {
    match heard.as_ref()?.of {
        Of::Unknown => None,
        of => Some(of == Of::Person),
    }
}

/// Places of the lines to show, each line from its beginning down, the one that brought most first; and how many who
/// told somebody are not among them.
fn lines(nodes: &[Node]) -> (Vec<usize>, usize) {
    let mut children: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, node) in nodes.iter().enumerate() {
        if let Some(up) = node.parent {
            children.entry(up).or_default().push(at);
        }
    }
    let most_first = |one: &usize, other: &usize| {
        let (one_node, other_node) = (&nodes[*one], &nodes[*other]);
        other_node
            .attributed_minor
            .total_cmp(&one_node.attributed_minor)
            .then(other_node.direct.cmp(&one_node.direct))
            .then(one.cmp(other))
    };
    let mut roots: Vec<usize> = children
        .keys()
        .copied()
        .filter(|at| nodes[*at].parent.is_none())
        .collect();
    roots.sort_by(most_first);
    let mut shown = Vec::new();
    for root in roots {
        let size = 1 + nodes[root].direct as usize + nodes[root].further as usize;
        // A line is shown whole; the first in any case, cut.
        if !shown.is_empty() && shown.len() + size > LINES {
            continue;
        }
        let mut waiting = vec![root];
        while let Some(at) = waiting.pop() {
            if shown.len() == LINES {
                break;
            }
            shown.push(at);
            if let Some(below) = children.get(&at) {
                let mut below = below.clone();
                below.sort_by(most_first);
                waiting.extend(below.into_iter().rev());
            }
        }
    }
    let tellers = shown.iter().filter(|at| nodes[**at].direct > 0).count();
    (shown, children.len() - tellers)
}

/// Who told, whom, and the first purchase of that one: within the last year and not thanked, newest first.
fn owed(told: &Referrals, history: &History) -> Vec<(i64, i64, i32)> {
    let mut owed: Vec<(i64, i64, i32)> = (0..history.len())
        .filter_map(|at| unthanked(told, history, at))
        .collect();
    owed.sort_by_key(|(who, customer, day)| (std::cmp::Reverse(*day), *who, *customer));
    owed
}

/// Who told the household at a place, whom of it, and its first purchase, when thanks are owed for it.
fn unthanked(told: &Referrals, history: &History, at: usize) -> Option<(i64, i64, i32)> {
    let heard = told.heard[at].as_ref().filter(|heard| !heard.thanked)?;
    let day = history.unit(at).first_day();
    let who = heard
        .from
        .filter(|_| day >= history.observed_until() - OWED_DAYS)?;
    Some((
        told.kin.joined.get(&who).copied().unwrap_or(who),
        heard.customer,
        day,
    ))
}

fn view(told: &Referrals, history: &History) -> ReferralsView {
    let mut by_source: BTreeMap<Of, i64> = BTreeMap::new();
    for heard in told.heard.iter().flatten() {
        *by_source.entry(heard.of).or_default() += 1;
    }
    let asked: i64 = by_source.values().sum();
    let known = asked - by_source.get(&Of::Unknown).copied().unwrap_or(0);
    let referred = by_source.get(&Of::Person).copied().unwrap_or(0);
    let ends = |interval: Option<Interval>| {
        interval.map_or((Real(0.0), Real(1.0)), |interval| {
            (Real(interval.low), Real(interval.high))
        })
    };
    let mut sources: Vec<SourceCount> = by_source
        .into_iter()
        .map(|(of, households)| {
            let interval = match of {
                Of::Unknown => None,
                _ => wilson(households.unsigned_abs(), known.unsigned_abs()),
            };
            let (low, high) = ends(interval);
            SourceCount {
                of: of.into(),
                households: Int(households),
                low,
                high,
            }
        })
        .collect();
    sources.sort_by_key(|source| {
        (
            source.of == HeardOf::Unknown,
            std::cmp::Reverse(source.households),
        )
    });
    let whole = |count: u64| Int(i64::try_from(count).unwrap_or(i64::MAX));
    let growth = &told.growth;
    let (low, high) = ends(growth.referred_of_known.interval());
    ReferralsView {
        households: history.len().into(),
        asked: Int(asked),
        sources,
        referred: Int(referred),
        referred_minor: Int(told.referred_minor),
        tellers: told.nodes.iter().filter(|node| node.direct > 0).count().into(),
        year: ReferralYear {
            new: whole(growth.referred.n),
            known: whole(growth.referred_of_known.n),
            referred: whole(growth.referred.hits),
            share: growth.referred_of_known.rate().map(Real),
            low,
            high,
            base: whole(growth.base),
            k: growth.k().map(Real),
            multiplier: growth.multiplier().map(Real),
        },
        generation_days: told.generation_days.map(Real),
        lines: Vec::new(),
        more_tellers: Int(0),
        decay: Real(DECAY),
        owed: Vec::new(),
        owed_count: Int(0),
        svg: String::new(),
        until: ShopDay::from_epoch_days(history.observed_until()).to_string(),
    }
}
