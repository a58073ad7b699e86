//! What a household brings in: the article's formula, the years after the first purchase, and the years to come.

use aichaku_stats::calendar::parse_iso;
use aichaku_stats::history::{Correction, History, HistoryBuilder, Purchase, Rules};
use aichaku_stats::worth::{OutlookRules, outlook, realised, within_years, within_years_members};
use aichaku_stats::worth_referred::referred_outlook;

use crate::common::close_to;

fn day(text: &str) -> i32 {
    parse_iso(text).expect("a day")
}

fn history(purchases: &[(i64, &str, i64)], corrections: &[(i64, &str, i64)], until: &str) -> History {
    let mut builder = HistoryBuilder::new(Rules {
        merge_days: 0,
        observed_until: day(until),
    });
    for (unit, on, amount) in purchases {
        builder.push(*unit, Purchase::new(day(on), *amount));
    }
    for (unit, on, amount) in corrections {
        let (day, amount) = (day(on), *amount);
        builder.push_correction(*unit, Correction { day, amount });
    }
    builder.finish()
}

// DOMAIN 1.3: 300,000 (2022) + 20,000 (2023) + 15,000 (2025) over 4 years at 50 % is 83,750 × 0.5 × 4 = 167,500.
#[test]
fn the_worked_example_of_the_article_comes_out() {
    let purchases = [
        (1, "2022-01-01", 300_000),
        (1, "2023-05-01", 20_000),
        (1, "2025-05-01", 15_000),
    ];
    let worth = realised(&history(&purchases, &[], "2026-01-01")).expect("somebody bought");
    close_to(worth.annual_minor, 83_750.0, 1e-12, "年間取引額");
    close_to(worth.years, 4.0, 1e-12, "取引年数");
    close_to(
        worth.per_unit_minor * 0.5,
        167_500.0,
        1e-12,
        "LTV at a margin of one half",
    );
}

#[test]
fn a_sofa_of_yesterday_is_not_annualised() {
    let worth =
        realised(&history(&[(1, "2025-12-28", 300_000)], &[], "2026-01-01")).expect("somebody bought");
    close_to(worth.annual_minor, 300_000.0, 1e-12, "a year at least");
    assert!(
        within_years(&history(&[(1, "2025-12-28", 300_000)], &[], "2026-01-01"), 5).is_empty(),
        "nobody has been watched for a year"
    );
}

#[test]
fn only_who_was_watched_the_whole_time_counts_and_a_refund_is_taken_off_its_purchase() {
    let history = history(
        &[
            (1, "2020-01-01", 100),
            (1, "2020-06-01", 50),
            (1, "2023-06-01", 70),
            (2, "2020-01-01", 300),
            (3, "2025-09-01", 900), // four months only
        ],
        &[(1, "2023-06-10", -30), (2, "2020-01-05", -100)],
        "2026-01-01",
    );
    let told = within_years(&history, 10);
    assert_eq!(told.len(), 6, "six years were watched");
    assert_eq!(
        (told[0].units, told[0].returned),
        (2, 1),
        "one of two came back within a year"
    );
    close_to(told[0].first_minor, 150.0, 1e-12, "(100 + 300 − 100) / 2");
    close_to(told[0].later_minor, 25.0, 1e-12, "50 / 2");
    close_to(told[3].later_minor, 45.0, 1e-12, "(50 + 70 − 30) / 2");
    assert_eq!(
        within_years_members(&history, 1, false),
        [0, 1],
        "watched for a year"
    );
    assert_eq!(
        within_years_members(&history, 1, true),
        [0],
        "and came back in it"
    );
    let all = realised(&history).expect("somebody bought");
    assert_eq!(
        all.net_minor,
        100 + 50 + 70 + 300 + 900 - 30 - 100,
        "net of refunds"
    );
}

#[test]
fn a_small_group_takes_the_word_of_the_shop() {
    // 100 units of group 0 buy for 10 in every year, one of group 1 for 1,000.
    let mut purchases = Vec::new();
    for unit in 0..100 {
        purchases.push((unit, "2020-01-01", 100));
        for on in ["2020-06-01", "2021-06-01"] {
            purchases.push((unit, on, 10));
        }
    }
    purchases.push((100, "2020-01-01", 100));
    purchases.push((100, "2020-06-01", 1_000));
    let history = history(&purchases, &[], "2022-06-01");
    let groups: Vec<u32> = (0..101).map(|unit| u32::from(unit == 100)).collect();
    let rules = OutlookRules {
        years: 5,
        annual_rate: 0.0,
        shrunk_by: 50.0,
        least: 10,
    };
    let told = outlook(&history, &groups, 3, rules);
    assert_eq!(told[0].years, 2, "nobody lived through a third year");
    assert!((20.0..30.0).contains(&told[0].later_minor), "{:?}", told[0]);
    assert!(
        told[1].later_minor < 60.0,
        "one household is no rule: {:?}",
        told[1]
    );
    assert!(
        told[1].interval.high - told[1].interval.low > told[0].interval.high - told[0].interval.low,
        "and less is known of it"
    );
    assert_eq!(told[2].units, 0, "a group of nobody");
    let shop = (2.0 * 10.0 * 100.0 + 1_000.0) / 101.0;
    close_to(told[2].later_minor, shop, 1e-9, "takes the mean of the shop");
}

#[test]
fn what_referrals_bring_is_told_by_year_after_ones_own_first_purchase() {
    // Ten told ten others: half a year after their own first purchase those bought for 100, two years after for 30.
    let mut purchases = Vec::new();
    for unit in 0..10 {
        purchases.push((unit, "2020-01-01", 1_000));
        purchases.push((unit + 10, "2020-07-01", 100));
        purchases.push((unit + 10, "2021-12-01", 30));
    }
    let history = history(&purchases, &[], "2022-02-01");
    let parent: Vec<Option<usize>> = (0..20).map(|at: usize| at.checked_sub(10)).collect();
    let rules = OutlookRules {
        years: 3,
        annual_rate: 0.1,
        shrunk_by: 0.0,
        least: 10,
    };
    let groups: Vec<u32> = (0..20).map(|at| u32::from(at >= 10)).collect();
    let told = referred_outlook(&history, &parent, &groups, 2, rules);
    assert_eq!(told[0].years, 2, "nobody was watched for three years");
    close_to(
        told[0].later_minor,
        100.0 / 1.1 + 30.0 / 1.21,
        1e-9,
        "each year discounted",
    );
    close_to(
        told[1].later_minor,
        30.0 / 1.21,
        1e-9,
        "nothing in the first year; of the second, which none of them lived through, the shop's word",
    );
    let all = referred_outlook(&history, &parent, &[0; 20], 1, rules);
    // In the first year 20 were watched and 10 of them brought 100 each; in the second only the ten who told.
    close_to(
        all[0].later_minor,
        50.0 / 1.1 + 30.0 / 1.21,
        1e-9,
        "the mean is of everybody",
    );
    assert!(all[0].interval.low < all[0].later_minor && all[0].later_minor < all[0].interval.high);
}
