//! How all households stand, who needs the shop now, and what came of those who were shown as needing it.
//!
//! Facts come packed; a day and a version of them are counted once, and after a write only the blocks that it changed. Not here: the rules (`domain::standing`).

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use aichaku_domain::standing::{Judged, Rules, Standing as Stands, judge};
use aichaku_domain::values::ShopDay;
use aichaku_stats::History;
use aichaku_stats::intervals::wilson;
use aichaku_store::{HouseholdFacts, Listing, NewListing};

use super::compute;
use crate::App;
use crate::app::OpenShop;
use crate::error::Result;
use crate::wire::{
    AnchorName, CustomerHit, Int, ListedSide, NeedView, NeedsOutcome, NumberQuery, Real, Standing,
    StandingCount, StandingsView, UnitName,
};

/// Households on the list: as many as one can turn to in a week beside the day's work.
const SHOWN: usize = 12;
/// From so much need on somebody comes onto the list: one weak sign alone does not bring them there.
const LEAST_NEED: u32 = 2;
/// What came of somebody is asked so many days later.
const OUTCOME_DAYS: i64 = 28;
/// And is told of those who were listed within so many days before that.
const OUTCOME_SPAN: i64 = 365;
/// Below so many a share would say more than is known.
const RATED: u64 = 10;

/// How many stand in each way.
type Counts = [i64; Stands::ALL.len()];

/// A household that needs the shop: how often they came and what they brought, and why.
type Need = (i64, (u32, i64), Judged);

/// Everything that is told, of one state of the shop and one day.
pub(crate) struct Standings {
    /// By block of households, so that what did not change is not read again.
    blocks: BTreeMap<i64, Arc<Block>>,
    counts: Counts,
    households: usize,
    /// Who needs the shop most, those first.
    shown: Vec<(i64, Judged)>,
    /// How many need it.
    needs: usize,
}

/// What is told of a block of households.
struct Block {
    all: Vec<(i64, Option<Stands>)>,
    counts: Counts,
    needs: Vec<Need>,
}

impl Standings {
    /// By household.
    pub(super) fn all(&self) -> impl Iterator<Item = &(i64, Option<Stands>)> {
        self.blocks.values().flat_map(|block| &block.all)
    }

    /// All who need the shop, those who need it most first.
    fn needs(&self) -> Vec<i64> {
        let mut needs: Vec<&Need> = self.blocks.values().flat_map(|block| &block.needs).collect();
        needs.sort_by(|one, other| most_first(one, other));
        needs.into_iter().map(|(household, ..)| *household).collect()
    }
}

impl App {
    /// How all households stand, and who needs the shop now. Remembers who is shown, so that it can be told what came
    /// of it.
    ///
    /// # Errors
    /// [`crate::error::ErrorCode::NoShop`].
    pub async fn standings(&self) -> Result<StandingsView> {
        let shop = self.shop().await?;
        let day = self.day_in(shop.zone);
        let told = self.stand(&shop, day).await?;
        let store = &shop.store;
        let shown = &told.shown;
        let listed: Vec<NewListing> = shown
            .iter()
            .map(|(household, judged)| NewListing {
                household: *household,
                signs: judged
                    .signs
                    .iter()
                    .map(|sign| sign.kind.as_str())
                    .collect::<Vec<_>>()
                    .join(","),
            })
            .collect();
        store.list_needs(&listed, day).await?;
        let homes: Vec<i64> = shown.iter().map(|(household, _)| *household).collect();
        let since = store.needs_since(homes.iter().copied(), day).await?;
        let people = store.primary_customers(&homes).await?;
        let hits = store.customer_hits(&people).await?;
        let needs = shown.iter().filter_map(|(household, judged)| {
            let hit = hits.iter().find(|hit| hit.household == *household)?;
            let since = since.iter().find(|(home, _)| home == household);
            Some(NeedView {
                who: CustomerHit::from(hit),
                standing: judged.standing?.into(),
                signs: judged.signs.iter().map(Into::into).collect(),
                since: since.map_or(day, |(_, day)| *day).to_string(),
            })
        });
        let outcome = outcome(&self.listings(&shop, day).await?, day);
        Ok(StandingsView {
            households: told.households.into(),
            standings: Stands::ALL
                .iter()
                .zip(told.counts)
                .map(|(standing, households)| StandingCount {
                    standing: (*standing).into(),
                    households: Int(households),
                })
                .collect(),
            needs: needs.collect(),
            needs_count: told.needs.into(),
            outcome,
            until: day.to_string(),
        })
    }

    /// The households that stand so; `None`: those who need the shop now.
    pub(super) async fn who_stands(&self, shop: &OpenShop, standing: Option<Standing>) -> Result<Vec<i64>> {
        let told = self.stand(shop, self.day_in(shop.zone)).await?;
        let Some(standing) = standing.map(Stands::from) else {
            return Ok(told.needs());
        };
        let of =
            |(household, stands): &(i64, Option<Stands>)| (*stands == Some(standing)).then_some(*household);
        Ok(told.all().filter_map(of).collect())
    }

    /// The households that were listed and of whom this is true.
    pub(super) async fn who_was_listed(&self, shop: &OpenShop, side: ListedSide) -> Result<Vec<i64>> {
        let day = self.day_in(shop.zone);
        let listings = self.listings(shop, day).await?;
        Ok(listings
            .iter()
            .filter(|listing| {
                let is_over = is_over(listing, day);
                match side {
                    ListedSide::Waiting => !is_over,
                    ListedSide::All => is_over,
                    ListedSide::Contacted => is_over && listing.contacted,
                    ListedSide::Answered => is_over && listing.contacted && listing.answered,
                    ListedSide::Bought => is_over && listing.contacted && listing.bought,
                }
            })
            .map(|listing| listing.household)
            .collect())
    }

    async fn listings(&self, shop: &OpenShop, day: ShopDay) -> Result<Vec<Listing>> {
        let from = day.plus_days(-OUTCOME_SPAN - OUTCOME_DAYS);
        Ok(shop.store.listings(from, day, OUTCOME_DAYS).await?)
    }

    pub(super) async fn stand(&self, shop: &OpenShop, day: ShopDay) -> Result<Arc<Standings>> {
        let version = shop.store.standing_version().await?;
        if let Some(told) = shop.memory.standings((version, day)) {
            return Ok(told);
        }
        // What was told of this day before stands, but for the blocks that were packed since.
        let before = shop.memory.latest_standings();
        let before = before.filter(|((_, told_of), _)| *told_of == day);
        let since = before.as_ref().map_or(0, |((version, _), _)| *version);
        let changed = shop.store.standing_facts(since).await?;
        let told = compute(move || {
            let mut blocks = before.map_or_else(BTreeMap::new, |(_, told)| told.blocks.clone());
            for (block, facts) in &changed {
                blocks.insert(*block, Arc::new(judged(facts, day)));
            }
            together(blocks)
        });
        let told = Arc::new(told.await);
        shop.memory.keep_standings((version, day), &told);
        Ok(told)
    }
}

fn judged(facts: &[HouseholdFacts], day: ShopDay) -> Block {
    let rules = Rules::default();
    let mut all = Vec::with_capacity(facts.len());
    let mut counts = Counts::default();
    let mut needs = Vec::new();
    for one in facts {
        let judged = judge(&one.facts, day, rules);
        all.push((one.household, judged.standing));
        if let Some(standing) = judged.standing {
            counts[standing as usize] += 1;
        }
        if judged.need >= LEAST_NEED {
            let worth = (one.facts.purchases, one.facts.net_minor);
            needs.push((one.household, worth, judged));
        }
    }
    Block { all, counts, needs }
}

fn together(blocks: BTreeMap<i64, Arc<Block>>) -> Standings {
    let mut counts = Counts::default();
    for block in blocks.values() {
        for (sum, count) in counts.iter_mut().zip(block.counts) {
            *sum += count;
        }
    }
    let mut needs: Vec<&Need> = blocks.values().flat_map(|block| &block.needs).collect();
    let count = needs.len();
    // Nobody reads further than the list is long.
    if count > SHOWN {
        needs.select_nth_unstable_by(SHOWN, |one, other| most_first(one, other));
        needs.truncate(SHOWN);
    }
    needs.sort_by(|one, other| most_first(one, other));
    let shown = needs
        .into_iter()
        .map(|(household, _, judged)| (*household, judged.clone()))
        .collect();
    Standings {
        households: blocks.values().map(|block| block.all.len()).sum(),
        blocks,
        counts,
        shown,
        needs: count,
    }
}

/// Among those who need it equally those who came more often and brought more: their going would be felt most.
fn most_first((household, worth, judged): &Need, (other, other_worth, other_judged): &Need) -> Ordering {
    other_judged
        .need
        .cmp(&judged.need)
        .then(other_worth.cmp(worth))
        .then(household.cmp(other))
}

/// Every household that bought something, until today.
pub(super) fn of_today() -> NumberQuery {
    NumberQuery {
        anchor: AnchorName::Order,
        unit: UnitName::Household,
        until: None,
        merge_days: None,
    }
}

/// Places of households in a history of households, each once.
pub(super) fn places_of(history: &History, mut households: Vec<i64>) -> Vec<usize> {
    households.sort_unstable();
    households.dedup();
    households
        .iter()
        .filter_map(|id| history.unit_ids().binary_search(id).ok())
        .collect()
}

fn is_over(listing: &Listing, day: ShopDay) -> bool {
    day.days_since(listing.listed_on) > OUTCOME_DAYS
}

fn outcome(listings: &[Listing], day: ShopDay) -> NeedsOutcome {
    let over: Vec<&Listing> = listings.iter().filter(|one| is_over(one, day)).collect();
    let contacted: Vec<&&Listing> = over.iter().filter(|one| one.contacted).collect();
    let answered = contacted.iter().filter(|one| one.answered).count();
    let interval = wilson(answered as u64, contacted.len() as u64);
    let (low, high) = interval.map_or((0.0, 1.0), |interval| (interval.low, interval.high));
    NeedsOutcome {
        days: Int(OUTCOME_DAYS),
        waiting: (listings.len() - over.len()).into(),
        listed: over.len().into(),
        contacted: contacted.len().into(),
        answered: answered.into(),
        bought: contacted.iter().filter(|one| one.bought).count().into(),
        share: (contacted.len() as u64 >= RATED).then(|| Real(answered as f64 / contacted.len() as f64)),
        low: Real(low),
        high: Real(high),
    }
}
