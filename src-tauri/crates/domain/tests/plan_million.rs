//! How long planning takes for a shop with a million things. Run by hand in release mode:
//! `cargo test --release -p aichaku-domain --test plan_million -- --ignored --nocapture`.
//!
//! It says its times and asserts only that both ways give the same follow-ups: times depend on the
//! machine.

#![allow(clippy::print_stdout, reason = "a measurement is read by a person")]

use std::collections::{BTreeMap, HashMap};
use std::time::Instant;

use aichaku_domain::kinds::{Channel, CustomerState, Family, Finish, ItemState, Material, Touch};
use aichaku_domain::plan::{
    CareClass, ClassPlan, DayWindow, Draft, ItemForPlanning, ItemGroup, ItemMatch, MonthDay, Offset, Plan,
    Planner, Repeat, Season, Step, candidates, forecast, spread_of,
};
use aichaku_domain::values::{
    ContentId, CustomerId, HouseholdId, OwnedItemId, PlanId, ShopDay, StepId, spread_hash,
};

const ITEMS: i64 = 1_000_000;
const HOUSEHOLDS: u64 = 300_000;
const SHOP_DAYS: u64 = 12 * 365;

fn day(text: &str) -> ShopDay {
    ShopDay::parse_iso(text).expect("a real day")
}

/// A number below `limit` that looks random and is always the same.
fn pick(seed: u64, limit: u64) -> u64 {
    spread_hash(seed) % limit
}

fn step(id: i64, offset: Offset, repeat: Option<Repeat>, season: Option<((u8, u8), (u8, u8))>) -> Step {
    let month_day = |(month, day)| MonthDay { month, day };
    Step {
        id: StepId(id),
        code: format!("step-{id}"),
        content: ContentId(id),
        offset,
        repeat,
        season: season.map(|(from, until)| Season {
            from: month_day(from),
            until: month_day(until),
        }),
        touch: Touch::Low,
        channel: Channel::Postcard,
        fallback: None,
        grace_days: 30,
        minutes: 3,
    }
}

/// A general plan, one for each family, and one for each of some finishes, with seven steps on average.
fn plans() -> Vec<Plan> {
    let every = |every, until| Some(Repeat { every, until });
    let mut next = 0;
    let mut plan = |matches: ItemMatch, steps: Vec<Step>| {
        next += 1;
        Plan {
            id: PlanId(next),
            code: format!("plan-{next}"),
            matches,
            priority: 0,
            active: true,
            steps,
        }
    };
    let mut plans = vec![plan(
        ItemMatch::default(),
        vec![
            step(1, Offset::Days(3), None, None),
            step(2, Offset::Days(30), None, None),
            step(3, Offset::Months(12), every(Offset::Months(12), None), None),
            step(
                4,
                Offset::Days(0),
                every(Offset::Months(12), None),
                Some(((11, 1), (11, 30))),
            ),
        ],
    )];
    for (family, id) in Family::ALL.iter().zip(100..) {
        plans.push(plan(
            ItemMatch {
                family: Some(*family),
                ..ItemMatch::default()
            },
            vec![step(id, Offset::Days(180), every(Offset::Months(6), None), None)],
        ));
    }
    for (finish, id) in [Finish::Oil, Finish::Soap, Finish::Wax, Finish::Urethane]
        .into_iter()
        .zip(200..)
    {
        plans.push(plan(
            ItemMatch {
                finish: Some(finish),
                ..ItemMatch::default()
            },
            vec![
                step(
                    id,
                    Offset::Days(45),
                    every(Offset::Days(45), Some(Offset::Days(365))),
                    None,
                ),
                step(
                    id + 50,
                    Offset::Days(0),
                    every(Offset::Months(12), None),
                    Some(((10, 1), (10, 31))),
                ),
            ],
        ));
    }
    plans
}

fn shop() -> Vec<ItemForPlanning> {
    (0..ITEMS)
        .map(|id| {
            let seed = id.cast_unsigned() * 7;
            let of = |list: usize, salt: u64| {
                usize::try_from(pick(seed + salt, list as u64)).expect("an index fits")
            };
            let household =
                HouseholdId(i64::try_from(pick(seed, HOUSEHOLDS)).expect("a household number fits"));
            let age = i64::try_from(pick(seed + 1, SHOP_DAYS)).expect("a number of days fits");
            ItemForPlanning {
                id: OwnedItemId(id),
                household,
                customer: CustomerId(household.0),
                customer_state: CustomerState::Active,
                class: CareClass {
                    family: Family::ALL[of(Family::ALL.len(), 2)],
                    material: [Material::SolidWood, Material::Fabric, Material::Unknown][of(3, 3)],
                    finish: Finish::ALL[of(Finish::ALL.len(), 4)],
                },
                delivered_on: Some(day("2026-11-22").plus_days(-age)),
                state: ItemState::InUse,
                spread: spread_of(household),
            }
        })
        .collect()
}

/// The items as an index on class and delivery day holds them.
type Index<'a> = HashMap<CareClass, BTreeMap<ShopDay, Vec<&'a ItemForPlanning>>>;

fn index(items: &[ItemForPlanning]) -> Index<'_> {
    let mut index: Index<'_> = HashMap::new();
    for item in items {
        let delivered_on = item.delivered_on.expect("everything was delivered");
        index
            .entry(item.class)
            .or_default()
            .entry(delivered_on)
            .or_default()
            .push(item);
    }
    index
}

fn by_index(index: &Index<'_>, plans: &[Plan], window: DayWindow) -> (usize, usize, Vec<Draft>) {
    let deliveries = DayWindow::new(day("2014-01-01"), day("2026-11-22"));
    let (mut asked, mut touched) = (0, Vec::new());
    let mut drafts = Vec::new();
    for (class, days) in index {
        let class = ClassPlan::new(*class, plans);
        let queries = candidates(&class, window, deliveries);
        asked += queries.len();
        let mut reached: Vec<&ItemForPlanning> = Vec::new();
        for query in queries {
            for item in days
                .range(query.delivered.from..=query.delivered.to)
                .flat_map(|(_, items)| items)
            {
                if query.reaches(item.delivered_on.expect("delivered"), item.spread) {
                    reached.push(item);
                }
            }
        }
        reached.sort_unstable_by_key(|item| item.id);
        reached.dedup_by_key(|item| item.id);
        for item in &reached {
            class.plan_into(item, window, &mut drafts);
        }
        touched.extend(reached.iter().map(|item| item.id));
    }
    (asked, touched.len(), drafts)
}

fn sorted(mut drafts: Vec<Draft>) -> Vec<Draft> {
    drafts.sort_unstable_by_key(|draft| (draft.item, draft.key()));
    drafts
}

#[test]
#[ignore = "a measurement, for release mode"]
fn planning_a_million_items_by_index_gives_what_looking_at_each_gives() {
    let items = shop();
    let plans = plans();
    let index = index(&items);
    println!("{ITEMS} items, {} classes, {} plans", index.len(), plans.len());
    for (name, from, days) in [
        ("an ordinary day", "2026-08-20", 1),
        ("a day in season", "2026-11-12", 1),
        ("two weeks in season", "2026-11-05", 14),
        ("twenty-six weeks", "2026-06-01", 182),
    ] {
        let window = DayWindow::of_days(day(from), days);
        let begin = Instant::now();
        let mut planner = Planner::new(&plans);
        let mut everybody = Vec::new();
        for item in &items {
            planner.plan_into(item, window, &mut everybody);
        }
        let whole = begin.elapsed();
        let begin = Instant::now();
        let (asked, touched, drafts) = by_index(&index, &plans, window);
        let indexed = begin.elapsed();
        println!(
            "{name}: {} follow-ups; each item {whole:?}; by index {indexed:?}, {asked} queries, {touched} items",
            drafts.len()
        );
        assert_eq!(
            sorted(drafts),
            sorted(everybody),
            "{name}: nobody is forgotten, nobody is added"
        );
    }
    let groups: Vec<ItemGroup> = items
        .iter()
        .map(|item| ItemGroup {
            class: item.class,
            delivered_on: item.delivered_on.expect("delivered"),
            spread: item.spread,
            count: 1,
        })
        .collect();
    let begin = Instant::now();
    let weeks = forecast(&groups, &plans, DayWindow::of_days(day("2026-06-01"), 182));
    let count: u64 = weeks.iter().map(|week| week.count).sum();
    println!(
        "forecast of 26 weeks: {count} follow-ups in {:?}",
        begin.elapsed()
    );
}
