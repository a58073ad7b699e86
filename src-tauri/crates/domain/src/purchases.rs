//! What a purchase counts as, what its lines add up to, and where its things stand on a day.
//!
//! Not here: how rows keep any of it (`store`).

use crate::kinds::{DeliveryCertainty, ItemState, LineKind};
use crate::values::ShopDay;

/// Whether a line of this kind is a sale by itself: goods or a service. Repairs, care kits, fees and discounts
/// come with something else. Source: `docs/METRICS.md`, part 1.
#[must_use]
pub fn is_sale(kind: LineKind) -> bool {
    matches!(kind, LineKind::Goods | LineKind::Service)
}

/// Whether a purchase with lines of these kinds counts as one: something was sold ([`is_sale`]). A purchase without
/// lines, of which only the amount is known, is one. Source: `docs/METRICS.md`, part 1.
#[must_use]
pub fn qualifies(lines: impl IntoIterator<Item = LineKind>) -> bool {
    let mut lines = lines.into_iter().peekable();
    lines.peek().is_none() || lines.any(is_sale)
}

/// What a line of this kind adds to what was paid, in minor units: a discount lowers it, whichever sign was typed.
#[must_use]
pub fn line_amount(kind: LineKind, typed_minor: i64) -> i64 {
    match kind {
        LineKind::Discount => typed_minor.saturating_abs().saturating_neg(),
        _ => typed_minor,
    }
}

/// Where a thing stands that arrives on `delivered_on`: awaited until then, and while nobody knows the day.
#[must_use]
pub fn state_on(delivered_on: Option<ShopDay>, day: ShopDay) -> ItemState {
    match delivered_on {
        Some(delivered) if delivered <= day => ItemState::InUse,
        _ => ItemState::Awaiting,
    }
}

/// Where a thing stands that somebody says is in `state`: what has not come yet is awaited, and what has come is not.
/// What is gone stays gone.
#[must_use]
pub fn state_against_delivery(state: ItemState, delivered_on: Option<ShopDay>, day: ShopDay) -> ItemState {
    match (state, delivered_on) {
        (ItemState::InUse | ItemState::Awaiting, Some(_)) => state_on(delivered_on, day),
        _ => state,
    }
}

/// How sure a delivery day is: nobody can confirm what has not come yet.
#[must_use]
pub fn certainty_on(said: DeliveryCertainty, delivered_on: ShopDay, day: ShopDay) -> DeliveryCertainty {
    match said {
        DeliveryCertainty::Confirmed if delivered_on > day => DeliveryCertainty::Planned,
        _ => said,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::a_sofa(&[LineKind::Goods, LineKind::Fee], true)]
    #[case::advice(&[LineKind::Service], true)]
    #[case::a_repair(&[LineKind::Repair, LineKind::Fee], false)]
    #[case::wax(&[LineKind::CareKit], false)]
    #[case::only_an_amount(&[], true)]
    fn a_purchase_counts_when_goods_or_a_service_were_sold(#[case] lines: &[LineKind], #[case] counts: bool) {
        assert_eq!(qualifies(lines.iter().copied()), counts, "lines {lines:?}");
    }

    #[rstest]
    #[case::price(LineKind::Goods, 198_000, 198_000)]
    #[case::taken_back_by_hand(LineKind::Goods, -500, -500)]
    #[case::discount(LineKind::Discount, 500, -500)]
    #[case::discount_with_its_sign(LineKind::Discount, -500, -500)]
    fn a_discount_is_taken_off_whichever_sign_was_typed(
        #[case] kind: LineKind,
        #[case] typed: i64,
        #[case] amount: i64,
    ) {
        assert_eq!(line_amount(kind, typed), amount, "{kind} {typed}");
    }

    #[rstest]
    #[case::said_to_be_there(ItemState::InUse, Some("2026-11-23"), ItemState::Awaiting)]
    #[case::said_to_be_awaited(ItemState::Awaiting, Some("2026-11-22"), ItemState::InUse)]
    #[case::no_day(ItemState::InUse, None, ItemState::InUse)]
    #[case::gone(ItemState::GivenAway, Some("2026-11-23"), ItemState::GivenAway)]
    fn a_state_never_contradicts_the_day_of_delivery(
        #[case] said: ItemState,
        #[case] delivered_on: Option<&str>,
        #[case] state: ItemState,
    ) {
        let day = |text| ShopDay::parse_iso(text).expect("a day");
        let is = state_against_delivery(said, delivered_on.map(day), day("2026-11-22"));
        assert_eq!(is, state, "{said} with {delivered_on:?}");
    }

    #[rstest]
    #[case::today(DeliveryCertainty::Confirmed, "2026-11-22", DeliveryCertainty::Confirmed)]
    #[case::tomorrow(DeliveryCertainty::Confirmed, "2026-11-23", DeliveryCertainty::Planned)]
    #[case::guessed(DeliveryCertainty::Estimated, "2026-11-23", DeliveryCertainty::Estimated)]
    fn nobody_confirms_what_has_not_come_yet(
        #[case] said: DeliveryCertainty,
        #[case] delivered_on: &str,
        #[case] certainty: DeliveryCertainty,
    ) {
        let day = |text| ShopDay::parse_iso(text).expect("a day");
        assert_eq!(
            certainty_on(said, day(delivered_on), day("2026-11-22")),
            certainty,
            "{said} for {delivered_on}"
        );
    }

    #[rstest]
    #[case::yesterday(Some("2026-11-21"), ItemState::InUse)]
    #[case::today(Some("2026-11-22"), ItemState::InUse)]
    #[case::tomorrow(Some("2026-11-23"), ItemState::Awaiting)]
    #[case::not_known(None, ItemState::Awaiting)]
    fn a_thing_is_awaited_until_the_day_of_its_delivery(
        #[case] delivered_on: Option<&str>,
        #[case] state: ItemState,
    ) {
        let day = |text| ShopDay::parse_iso(text).expect("a day");
        let delivered_on = delivered_on.map(day);
        assert_eq!(
            state_on(delivered_on, day("2026-11-22")),
            state,
            "{delivered_on:?}"
        );
    }
}
