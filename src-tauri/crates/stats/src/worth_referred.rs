//! What the referrals of a unit bring in the years after its own first purchase. It stands beside what the unit brings
//! itself and is never added to it: the same sale would count for two.
//!
//! Not here: who came through whom (`referral::forest`), and the sums over years (`worth`).

use crate::history::History;
use crate::worth::{Moments, Outlook, OutlookRules, days_of_years, discounted, net_of};

/// [`Outlook`] of what those bring who came through a unit, directly: everything they buy, their first purchase too, in
/// the years after the unit's own first purchase. Further generations are not in it.
///
/// `parent` names whom each unit came through. A unit that told nobody brings 0 and counts: the mean is that of all
/// units watched through a year. What is not known to be a referral is missing, so this is rather too little. Means,
/// discount, shrinking and interval are those of [`crate::worth::outlook`].
///
/// # Panics
/// When `parent` is not as long as the history, or names nobody.
#[must_use]
pub fn referred_outlook(
    history: &History,
    parent: &[Option<usize>],
    group_of: &[u32],
    groups: u32,
    rules: OutlookRules,
) -> Vec<Outlook> {
    assert_eq!(parent.len(), history.len(), "BUG: a parent or none for each unit");
    let years = rules.years as usize;
    let ends: Vec<i64> = (1..=rules.years).map(days_of_years).collect();
    let mut brought = vec![0.0; history.len() * years];
    let mut corrections = history.corrections().iter().peekable();
    for (index, unit) in history.iter().enumerate() {
        let mut own = Vec::new();
        while let Some((_, correction)) = corrections.next_if(|(of, _)| *of as usize == index) {
            own.push(*correction);
        }
        let Some(up) = parent[index] else { continue };
        let began = i64::from(history.unit(up).first_day());
        for (day, amount) in unit.days.iter().zip(net_of(&unit, &own)) {
            let after = i64::from(*day) - began;
            let year = ends.partition_point(|end| *end < after);
            if after >= 0 && year < years {
                brought[up * years + year] += amount;
            }
        }
    }
    let mut of_shop = vec![Moments::default(); years];
    let mut of_group = vec![vec![Moments::default(); years]; groups as usize];
    let mut sizes = vec![0u64; groups as usize];
    let until = i64::from(history.observed_until());
    for (index, unit) in history.iter().enumerate() {
        let group = group_of.get(index).copied().unwrap_or(groups) as usize;
        if let Some(size) = sizes.get_mut(group) {
            *size += 1;
        }
        let first = i64::from(unit.first_day());
        let watched = ends.iter().take_while(|end| first + **end <= until).count();
        for (year, amount) in brought[index * years..][..watched].iter().enumerate() {
            of_shop[year].add(*amount);
            if let Some(moments) = of_group.get_mut(group) {
                moments[year].add(*amount);
            }
        }
    }
    discounted(&of_shop, &of_group, &sizes, rules)
}
