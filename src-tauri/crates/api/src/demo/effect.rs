//! Comparisons in the practice shop: who went without a plan or a tip, and how many bought because of it. A known truth,
//! so that a test can ask whether the numbers find it.
//!
//! Not here: the follow-ups (`past`).

use std::collections::{BTreeMap, HashMap};

use aichaku_domain::comparison::{Compared, Comparison};
use aichaku_domain::kinds::{ContentKind, LineKind};
use aichaku_domain::plan::Draft;
use aichaku_domain::values::{HouseholdId, ShopDay, spread_hash};
use aichaku_store::{ComparisonMember, PlanRow};

use super::chance::Chance;
use super::past::Told;
use super::people::Home;
use super::sales::{open_day, serve};
use super::stories::Part;
use super::{Making, PLANNED_DAYS};

/// What is compared: a plan, or the tip of its first step.
#[derive(Clone, Copy)]
enum What {
    Plan(&'static str),
    FirstTip(&'static str),
}

/// What is compared, how many of a thousand go without, and of a hundred that get it so many buy a service within half a
/// year because of it.
const PLANTED: [(What, u16, usize); 3] = [
    (What::Plan("solid-wood"), 400, 24),
    (What::Plan("sofa-fabric"), 400, 0),
    (What::FirstTip("storage"), 300, 10),
];
/// They buy so many days after they first heard of it.
const BUYS_AFTER: (i64, i64) = (45, 170);

/// A comparison with those who take part.
pub(super) type Planted = (Comparison, Vec<ComparisonMember>);

/// Divides the households of these follow-ups, lets those who got the care buy more by the planted truth, and takes the
/// follow-ups of those who went without away. Nobody of whom a story is told goes without.
pub(super) fn plant(
    making: &mut Making,
    homes: &[Home],
    told: &[(i64, Part)],
    drafts: &mut Vec<Draft>,
    (plans, contents): (&[PlanRow], &HashMap<i64, Told>),
    seed: u64,
) -> Vec<Planted> {
    let mut chance = Chance::new(seed, 44);
    let mut all = Vec::new();
    for (id, (what, held_permille, buys)) in (1_i64..).zip(PLANTED) {
        let plan = |code: &str| plans.iter().find(|plan| plan.code == code);
        let of = match what {
            What::Plan(code) => plan(code).map(|plan| Compared::Plan(plan.id)),
            What::FirstTip(code) => plan(code)
                .and_then(|plan| plan.steps.first())
                .map(|row| Compared::Content(row.step.content)),
        };
        let Some(of) = of else {
            continue;
        };
        let with_salt = |salt: u64| Comparison {
            id,
            of,
            held_permille,
            salt: spread_hash(salt).cast_signed(),
            starts_on: making.day.plus_days(-PLANNED_DAYS),
            ends_on: None,
        };
        let mut salt = seed.wrapping_mul(1_000).wrapping_add(id.cast_unsigned() * 100);
        let mut comparison = with_salt(salt);
        let first = first_days(drafts, &comparison, contents);
        let stories: Vec<i64> = told.iter().map(|(home, _)| *home).collect();
        let spares_stories = |comparison: &Comparison| {
            let mut of_stories = stories.iter().filter(|home| first.contains_key(home));
            of_stories.all(|home| !comparison.holds_out(HouseholdId(*home)))
        };
        while !spares_stories(&comparison) {
            salt = salt.wrapping_add(1);
            comparison = with_salt(salt);
        }
        let mut members = Vec::with_capacity(first.len());
        for (household, entered_on) in first {
            let held = comparison.holds_out(HouseholdId(household));
            members.push(ComparisonMember {
                household,
                held,
                held_permille,
                entered_on,
            });
            let home = homes.iter().find(|home| home.id == household);
            // Drawn for everybody, so that who goes without changes nothing for the others.
            let (buys, days) = (chance.percent(buys), chance.between(BUYS_AFTER.0, BUYS_AFTER.1));
            let on = open_day(entered_on.plus_days(days), making.closed);
            if let Some(home) = home.filter(|_| buys && !held && on < making.day) {
                let service = ("お手入れ出張サービス", LineKind::Service, 16_500);
                serve(making, &mut chance, home, on, service);
            }
        }
        drafts.retain(|draft| {
            !(comparison.concerns(draft, kind_of(draft, contents)) && comparison.holds_out(draft.household))
        });
        all.push((comparison, members));
    }
    all
}

fn kind_of(draft: &Draft, contents: &HashMap<i64, Told>) -> ContentKind {
    contents
        .get(&draft.content.0)
        .map_or(ContentKind::Care, |told| told.0)
}

/// When each household would first have heard of what is compared.
fn first_days(
    drafts: &[Draft],
    comparison: &Comparison,
    contents: &HashMap<i64, Told>,
) -> BTreeMap<i64, ShopDay> {
    let mut first: BTreeMap<i64, ShopDay> = BTreeMap::new();
    for draft in drafts {
        if comparison.concerns(draft, kind_of(draft, contents)) {
            let day = first.entry(draft.household.0).or_insert(draft.due);
            *day = draft.due.min(*day);
        }
    }
    first
}
