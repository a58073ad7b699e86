//! Where a household stands with the shop, and how much of a person's time suits that.
//!
//! Three phases: the first weeks with a new thing (導入期), growing into daily life (定着期), and long
//! acquaintance (成熟期). Each new delivery begins with the first again.
//!
//! Not here: whether a quiet household is content or lost.

use crate::kinds::Touch;
use crate::values::ShopDay;

/// The phase of a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// The first weeks with a new thing.
    Onboarding,
    /// It belongs to daily life.
    Settled,
    /// Long acquaintance.
    Mature,
}

impl Phase {
    /// Every phase, in order of time.
    pub const ALL: &'static [Self] = &[Self::Onboarding, Self::Settled, Self::Mature];

    /// The stable text form.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Onboarding => "onboarding",
            Self::Settled => "settled",
            Self::Mature => "mature",
        }
    }
}

/// Where the phases end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PhaseRule {
    /// Days after the latest delivery that still belong to onboarding; 90.
    pub onboarding_days: u16,
    /// Calendar months after the latest delivery that still belong to settling; 24.
    pub settled_months: u16,
}

impl Default for PhaseRule {
    fn default() -> Self {
        Self {
            onboarding_days: 90,
            settled_months: 24,
        }
    }
}

/// The phase on `day` of a household whose latest thing was delivered on `latest_delivery`.
///
/// `None` while nothing has been delivered: before that there is no life with a thing.
#[must_use]
pub fn phase(latest_delivery: Option<ShopDay>, day: ShopDay, rule: PhaseRule) -> Option<Phase> {
    let delivered_on = latest_delivery.filter(|delivered_on| *delivered_on <= day)?;
    Some(
        if day.days_since(delivered_on) <= i64::from(rule.onboarding_days) {
            Phase::Onboarding
        } else if day <= delivered_on.plus_months(i32::from(rule.settled_months)) {
            Phase::Settled
        } else {
            Phase::Mature
        },
    )
}

/// What speaks for a person's time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bonds {
    /// Purchases so far.
    pub purchases: u32,
    /// Others whom they sent to the shop.
    pub referrals: u32,
    /// A case is open.
    pub open_case: bool,
}

/// The touch to suggest; a person decides.
///
/// A person's time in the first weeks, while a case is open, and for those who brought others or came
/// three times. Paper for those who came again or are still settling. The rest the machine can do.
#[must_use]
pub fn suggest_touch(phase: Option<Phase>, bonds: Bonds) -> Touch {
    if bonds.open_case || phase == Some(Phase::Onboarding) || bonds.referrals > 0 || bonds.purchases >= 3 {
        Touch::High
    } else if bonds.purchases >= 2 || phase == Some(Phase::Settled) {
        Touch::Low
    } else {
        Touch::Tech
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn day(text: &str) -> ShopDay {
        ShopDay::parse_iso(text).expect("a real day")
    }

    #[rstest]
    #[case::on_the_day("2026-11-22", Some(Phase::Onboarding))]
    #[case::ninety_days("2026-08-24", Some(Phase::Onboarding))]
    #[case::ninety_one_days("2026-08-23", Some(Phase::Settled))]
    #[case::two_years("2024-11-22", Some(Phase::Settled))]
    #[case::two_years_and_a_day("2024-11-21", Some(Phase::Mature))]
    #[case::not_delivered_yet("2026-11-23", None)]
    fn phases_change_by_the_latest_delivery(#[case] delivered: &str, #[case] expected: Option<Phase>) {
        let answer = phase(Some(day(delivered)), day("2026-11-22"), PhaseRule::default());
        assert_eq!(
            answer, expected,
            "by date, with both borders inside the earlier phase"
        );
    }

    #[test]
    fn without_a_delivery_there_is_no_phase() {
        assert_eq!(
            phase(None, day("2026-11-22"), PhaseRule::default()),
            None,
            "nothing to grow into"
        );
    }

    #[rstest]
    #[case::new_thing(Some(Phase::Onboarding), Bonds { purchases: 1, ..Bonds::default() }, Touch::High)]
    #[case::settling(Some(Phase::Settled), Bonds { purchases: 1, ..Bonds::default() }, Touch::Low)]
    #[case::long_ago_once(Some(Phase::Mature), Bonds { purchases: 1, ..Bonds::default() }, Touch::Tech)]
    #[case::long_ago_twice(Some(Phase::Mature), Bonds { purchases: 2, ..Bonds::default() }, Touch::Low)]
    #[case::brought_a_friend(Some(Phase::Mature), Bonds { purchases: 1, referrals: 1, open_case: false }, Touch::High)]
    #[case::open_case(Some(Phase::Mature), Bonds { purchases: 1, referrals: 0, open_case: true }, Touch::High)]
    #[case::nothing_delivered(None, Bonds::default(), Touch::Tech)]
    fn a_persons_time_goes_where_it_counts(
        #[case] phase: Option<Phase>,
        #[case] bonds: Bonds,
        #[case] touch: Touch,
    ) {
        assert_eq!(suggest_touch(phase, bonds), touch, "suggested, never imposed");
    }
}
