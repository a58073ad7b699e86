//! When a thing was probably delivered, if nobody wrote it down.
//!
//! Not here: delivery ledgers (`exchange`), which know it.

use crate::kinds::Family;
use crate::values::ShopDay;

/// The shop's usual days from order to delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DeliveryRule {
    /// For which family; `None` for every family without a rule of its own.
    pub family: Option<Family>,
    /// Calendar days from order to delivery.
    pub days: u16,
}

/// The delivery day by rule: the order day plus the days of the family's own rule, else of the general
/// one. `None` when the shop has no rule for it: a guess that nobody made is not a date.
///
/// What this gives is [`DeliveryCertainty::Estimated`](crate::kinds::DeliveryCertainty::Estimated).
#[must_use]
pub fn estimate_delivery(ordered_on: ShopDay, family: Family, rules: &[DeliveryRule]) -> Option<ShopDay> {
    let by = |wanted: Option<Family>| rules.iter().find(|rule| rule.family == wanted);
    let rule = by(Some(family)).or_else(|| by(None))?;
    Some(ordered_on.plus_days(i64::from(rule.days)))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::testing::day;
    use super::*;

    #[rstest]
    #[case::its_own_rule(Family::Sofa, Some("2026-02-15"))]
    #[case::the_general_rule(Family::Table, Some("2026-01-22"))]
    fn a_family_has_its_own_rule_or_the_general_one(#[case] family: Family, #[case] expected: Option<&str>) {
        let rules = [
            DeliveryRule {
                family: None,
                days: 21,
            },
            DeliveryRule {
                family: Some(Family::Sofa),
                days: 45,
            },
        ];
        let estimated = estimate_delivery(day("2026-01-01"), family, &rules);
        assert_eq!(estimated, expected.map(day), "order day plus the rule's days");
    }

    #[test]
    fn without_a_rule_there_is_no_guess() {
        let rules = [DeliveryRule {
            family: Some(Family::Sofa),
            days: 45,
        }];
        assert_eq!(
            estimate_delivery(day("2026-01-01"), Family::Table, &rules),
            None,
            "the order day is never taken for the delivery day"
        );
    }
}
