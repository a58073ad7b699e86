//! Comparisons: some households go without a plan or a tip, by chance, so that it can be told what it does.
//!
//! Safety, notices and promises are owed to everybody, and what a person does by hand is a person's decision: a
//! comparison concerns neither. Not here: what came of it (`stats::effect`), where sides are kept (`store`).

use crate::kinds::{ContentKind, Touch};
use crate::plan::Draft;
use crate::values::{ContentId, HouseholdId, PlanId, ShopDay, spread_hash};

/// Of a thousand households at most so many go without: half tell most, more would tell less.
pub const MOST_HELD_PERMILLE: u16 = 500;

/// What is compared with its absence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compared {
    /// A whole plan.
    Plan(PlanId),
    /// A tip, whichever plan brings it.
    Content(ContentId),
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comparison {
    /// Key in the store.
    pub id: i64,
    /// What is compared.
    pub of: Compared,
    /// So many of a thousand new households go without; 0: nobody new is taken in.
    pub held_permille: u16,
    /// Makes the chances of this comparison its own.
    pub salt: i64,
    /// First due day that it concerns.
    pub starts_on: ShopDay,
    /// Last day on which anybody went without; `None`: it runs.
    pub ends_on: Option<ShopDay>,
}

/// Whether people may go without something of this kind that takes this much of a person's time.
#[must_use]
pub const fn may_be_held_out(kind: ContentKind, touch: Touch) -> bool {
    matches!(
        kind,
        ContentKind::Care | ContentKind::Request | ContentKind::Offer
    ) && matches!(touch, Touch::Low | Touch::Tech)
}

impl Comparison {
    /// Whether it decides about this follow-up.
    #[must_use]
    pub fn concerns(&self, draft: &Draft, kind: ContentKind) -> bool {
        let is_of = match self.of {
            Compared::Plan(plan) => draft.plan == plan,
            Compared::Content(content) => draft.content == content,
        };
        is_of
            && may_be_held_out(kind, draft.touch)
            && draft.due >= self.starts_on
            && self.ends_on.is_none_or(|last| draft.due <= last)
    }

    /// Whether a household that is taken in now goes without: chance by a salted hash, the same whenever it is asked.
    #[must_use]
    pub fn holds_out(&self, household: HouseholdId) -> bool {
        let own = spread_hash(self.salt.cast_unsigned());
        let hash = spread_hash(own ^ spread_hash(household.0.cast_unsigned()));
        hash % 1_000 < u64::from(self.held_permille)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::Channel;
    use crate::values::{CustomerId, OwnedItemId, StepId};

    fn with() -> Comparison {
        Comparison {
            id: 1,
            of: Compared::Plan(PlanId(4)),
            held_permille: 200,
            salt: 77,
            starts_on: ShopDay::from_epoch_days(20_000),
            ends_on: Some(ShopDay::from_epoch_days(20_100)),
        }
    }

    fn draft() -> Draft {
        Draft {
            plan: PlanId(4),
            step: StepId(1),
            item: OwnedItemId(1),
            occurrence: 0,
            household: HouseholdId(1),
            customer: CustomerId(1),
            content: ContentId(9),
            touch: Touch::Tech,
            channel: Channel::Postcard,
            fallback: None,
            due: ShopDay::from_epoch_days(20_000),
            grace_days: 30,
            minutes: 5,
            priority: 0,
        }
    }

    #[test]
    fn what_is_owed_is_never_held_out() {
        let draft = draft();
        assert!(with().concerns(&draft, ContentKind::Care), "care by post");
        for kind in [ContentKind::Safety, ContentKind::Notice] {
            assert!(!with().concerns(&draft, kind), "{kind:?} is owed to everybody");
        }
        let high = Draft {
            touch: Touch::High,
            ..draft
        };
        assert!(
            !with().concerns(&high, ContentKind::Care),
            "a person's own time is a person's decision"
        );
    }

    #[test]
    fn it_concerns_its_own_days_and_its_own_plan_or_tip() {
        let draft = draft();
        let on = |days: i64| Draft {
            due: draft.due.plus_days(days),
            ..draft
        };
        assert!(!with().concerns(&on(-1), ContentKind::Care), "before it begins");
        assert!(with().concerns(&on(100), ContentKind::Care), "on its last day");
        assert!(!with().concerns(&on(101), ContentKind::Care), "after its end");
        let tip = |id| Comparison {
            of: Compared::Content(ContentId(id)),
            ..with()
        };
        assert!(tip(9).concerns(&draft, ContentKind::Care), "its tip in any plan");
        assert!(!tip(8).concerns(&draft, ContentKind::Care), "another tip");
    }

    #[test]
    fn chance_holds_out_as_many_as_it_should_and_each_comparison_others() {
        let held = |with: &Comparison| -> Vec<bool> {
            (1..=20_000).map(|id| with.holds_out(HouseholdId(id))).collect()
        };
        let (one, other) = (held(&with()), held(&Comparison { salt: 78, ..with() }));
        let share = |both: &dyn Fn(bool, bool) -> bool| {
            one.iter().zip(&other).filter(|(a, b)| both(**a, **b)).count() as f64 / 20_000.0
        };
        // Four standard deviations around 1/5 and, of both at once, 1/25.
        assert!((share(&|a, _| a) - 0.2).abs() < 0.0114, "a fifth");
        assert!(
            (share(&|a, b| a && b) - 0.04).abs() < 0.0056,
            "the two know nothing of each other"
        );
        let more = Comparison {
            held_permille: 500,
            ..with()
        };
        assert!(
            held(&more).iter().zip(&one).all(|(more, one)| *more || !*one),
            "who goes without at a fifth goes without at a half"
        );
        let none = Comparison {
            held_permille: 0,
            ..with()
        };
        assert!(!held(&none).contains(&true), "off is off");
    }
}
