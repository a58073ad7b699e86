//! A block of facts as text: a household a line, its fields in a fixed order with commas.
//!
//! Days are days since 1970-01-01; an empty field is one that is not known. Not here: what the fields mean.

use std::fmt::Write as _;

use aichaku_domain::standing::Facts;
use aichaku_domain::values::ShopDay;

use super::HouseholdFacts;
use crate::{Result, StoreError};

/// The text of a block.
pub(super) fn write(all: &[HouseholdFacts]) -> String {
    let mut text = String::with_capacity(all.len() * 72);
    for HouseholdFacts { household, facts } in all {
        let flags = [
            facts.phone,
            facts.post,
            facts.email,
            facts.line,
            facts.post_returned,
            facts.serious,
        ]
        .into_iter()
        .enumerate()
        .fold(0, |bits, (place, is_set)| bits | (u32::from(is_set) << place));
        let _ = write!(
            text,
            "{household},{},{},{flags},{},{},{},{},{},{},{},{}",
            facts.purchases,
            facts.net_minor,
            facts.people,
            facts.left_alone,
            facts.dead,
            facts.things,
            facts.things_gone,
            facts.unanswered,
            facts.missed,
            facts.voice,
        );
        for day in days(*facts) {
            text.push(',');
            if let Some(day) = day {
                let _ = write!(text, "{}", day.epoch_days());
            }
        }
        text.push(';');
    }
    text
}

/// Adds the households of a block.
///
/// # Errors
/// [`StoreError::Damaged`].
pub(super) fn read(text: &str, all: &mut Vec<HouseholdFacts>) -> Result<()> {
    for line in text.split(';').filter(|line| !line.is_empty()) {
        let mut parts = line.split(',');
        let mut next = || parts.next().ok_or(StoreError::Damaged);
        let number = |text: &str| text.parse::<i64>().map_err(|_| StoreError::Damaged);
        let small = |text: &str| text.parse::<u32>().map_err(|_| StoreError::Damaged);
        let household = number(next()?)?;
        let purchases = small(next()?)?;
        let net_minor = number(next()?)?;
        let flags = small(next()?)?;
        let is_set = |place: u32| flags >> place & 1 == 1;
        let mut facts = Facts {
            purchases,
            net_minor,
            phone: is_set(0),
            post: is_set(1),
            email: is_set(2),
            line: is_set(3),
            post_returned: is_set(4),
            serious: is_set(5),
            people: small(next()?)?,
            left_alone: small(next()?)?,
            dead: small(next()?)?,
            things: small(next()?)?,
            things_gone: small(next()?)?,
            unanswered: small(next()?)?,
            missed: small(next()?)?,
            voice: u8::try_from(small(next()?)?).map_err(|_| StoreError::Damaged)?,
            ..Facts::default()
        };
        for place in days_of(&mut facts) {
            let text = next()?;
            if !text.is_empty() {
                let day = text.parse().map_err(|_| StoreError::Damaged)?;
                *place = Some(ShopDay::from_epoch_days(day));
            }
        }
        all.push(HouseholdFacts { household, facts });
    }
    Ok(())
}

fn days(mut facts: Facts) -> [Option<ShopDay>; 9] {
    days_of(&mut facts).map(|day| *day)
}

/// The days in the order in which they are written.
fn days_of(facts: &mut Facts) -> [&mut Option<ShopDay>; 9] {
    [
        &mut facts.bought_on,
        &mut facts.delivered_on,
        &mut facts.heard_on,
        &mut facts.tried_on,
        &mut facts.called_on,
        &mut facts.open_case_on,
        &mut facts.unsolved_on,
        &mut facts.solved_on,
        &mut facts.voice_on,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let day = |text: &str| ShopDay::parse_iso(text);
        let full = Facts {
            purchases: 3,
            net_minor: -20_000,
            bought_on: day("2024-01-31"),
            delivered_on: day("2024-02-29"),
            people: 2,
            left_alone: 1,
            phone: true,
            post: false,
            email: true,
            line: false,
            post_returned: true,
            dead: 4,
            things: 5,
            things_gone: 6,
            heard_on: day("2025-01-01"),
            tried_on: day("2025-01-02"),
            called_on: day("2025-01-03"),
            unanswered: 7,
            missed: 8,
            open_case_on: day("2025-01-04"),
            serious: true,
            unsolved_on: day("2025-01-05"),
            solved_on: day("2025-01-06"),
            voice_on: day("1969-12-31"),
            voice: 75,
        };
        let all = [
            HouseholdFacts {
                household: 7,
                facts: full,
            },
            HouseholdFacts {
                household: 1_048_576,
                facts: Facts::default(),
            },
        ];
        let mut back = Vec::new();
        read(&write(&all), &mut back).expect("well-formed");
        assert_eq!(back, all, "field by field");
        assert!(read("7,1", &mut back).is_err(), "half a line is damage");
    }
}
