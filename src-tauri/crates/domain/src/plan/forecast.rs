//! How much work a plan makes in the coming weeks, before anybody agrees to it.
//!
//! Not here: how many people will be reachable; the gate may still say no to any of it.

use crate::kinds::{CustomerState, ItemState, Touch};
use crate::values::{CustomerId, HouseholdId, OwnedItemId, ShopDay};

use super::select::Planner;
use super::types::{CareClass, DayWindow, Draft, ItemForPlanning, Plan};

/// Items that are alike for planning: in use, of active people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ItemGroup {
    /// Their class.
    pub class: CareClass,
    /// Their delivery day.
    pub delivered_on: ShopDay,
    /// Their households' part of a season, `0..=27`.
    pub spread: u8,
    /// How many there are.
    pub count: u32,
}

/// One week of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeekForecast {
    /// First day; the weeks run from the window's first day.
    pub from: ShopDay,
    /// Follow-ups that come due.
    pub count: u64,
    /// Minutes of a person's time; what the machine sends takes none.
    pub minutes: u64,
    /// Follow-ups by touch: high, low, tech.
    pub by_touch: [u64; 3],
}

/// Follow-ups and minutes that `plans` make for `groups` in each week of `window`, the last week cut
/// off with the window. Empty for an empty window. Agrees with planning every item by itself.
#[must_use]
pub fn forecast(groups: &[ItemGroup], plans: &[Plan], window: DayWindow) -> Vec<WeekForecast> {
    if window.is_empty() {
        return Vec::new();
    }
    let weeks = window.to.days_since(window.from) / 7 + 1;
    let mut forecast: Vec<WeekForecast> = (0..weeks)
        .map(|week| WeekForecast {
            from: window.from.plus_days(week * 7),
            count: 0,
            minutes: 0,
            by_touch: [0; 3],
        })
        .collect();
    let mut planner = Planner::new(plans);
    let mut drafts: Vec<Draft> = Vec::new();
    // A shop delivers many alike things on one day; each kind is planned once.
    let mut groups = groups.to_vec();
    groups.sort_unstable_by_key(|group| (group.class, group.delivered_on, group.spread));
    for alike in groups.chunk_by(|one, other| {
        (one.class, one.delivered_on, one.spread) == (other.class, other.delivered_on, other.spread)
    }) {
        let Some(ItemGroup {
            class,
            delivered_on,
            spread,
            ..
        }) = alike.first().copied()
        else {
            continue;
        };
        let count: u64 = alike.iter().map(|group| u64::from(group.count)).sum();
        drafts.clear();
        let item = ItemForPlanning {
            id: OwnedItemId(0),
            household: HouseholdId(0),
            customer: CustomerId(0),
            customer_state: CustomerState::Active,
            class,
            delivered_on: Some(delivered_on),
            state: ItemState::InUse,
            spread,
        };
        planner.plan_into(&item, window, &mut drafts);
        for draft in &drafts {
            let week = usize::try_from(draft.due.days_since(window.from) / 7).unwrap_or(0);
            let Some(week) = forecast.get_mut(week) else {
                continue;
            };
            week.count += count;
            let (slot, minutes) = match draft.touch {
                Touch::High => (0, u64::from(draft.minutes)),
                Touch::Low => (1, u64::from(draft.minutes)),
                Touch::Tech => (2, 0),
            };
            week.by_touch[slot] += count;
            week.minutes += count * minutes;
        }
    }
    forecast
}

#[cfg(test)]
mod tests {
    use super::super::testing::{OILED_TABLE, day, plan, seasonal, step, window};
    use super::super::types::{ItemMatch, Offset, Step};
    use super::*;
    use crate::values::{ContentId, StepId};

    #[test]
    fn weeks_count_follow_ups_and_a_persons_minutes() {
        let call = Step {
            offset: Offset::Days(3),
            touch: Touch::High,
            minutes: 10,
            ..step(1)
        };
        let mail = Step {
            offset: Offset::Days(10),
            touch: Touch::Tech,
            ..step(2)
        };
        let rainy = Step {
            id: StepId(3),
            content: ContentId(3),
            ..seasonal((11, 1), (11, 28))
        };
        let plans = [plan(1, ItemMatch::default(), vec![call, mail, rainy])];
        let group = |delivered_on, spread, count| ItemGroup {
            class: OILED_TABLE,
            delivered_on: day(delivered_on),
            spread,
            count,
        };
        let groups = [
            group("2026-10-30", 0, 4),
            group("2020-05-05", 9, 100),
            group("2020-05-05", 9, 1),
        ];
        let weeks = forecast(&groups, &plans, window("2026-11-01", "2026-11-17"));
        let told: Vec<(String, u64, u64, [u64; 3])> = weeks
            .iter()
            .map(|week| (week.from.to_string(), week.count, week.minutes, week.by_touch))
            .collect();
        assert_eq!(
            told,
            [
                ("2026-11-01".to_owned(), 8, 4 * 10 + 4 * 3, [4, 4, 0]),
                ("2026-11-08".to_owned(), 105, 101 * 3, [0, 101, 4]),
                ("2026-11-15".to_owned(), 0, 0, [0, 0, 0]),
            ],
            "four calls and four seasonal cards, then four mails and a hundred and one cards"
        );
        assert!(
            forecast(&groups, &plans, window("2026-11-02", "2026-11-01")).is_empty(),
            "no days, no weeks"
        );
    }
}
