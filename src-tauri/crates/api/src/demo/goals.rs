//! Goals of the practice shop, kept for a year, and a return that came after its month was closed. A known truth, so that
//! a test can ask whether the correction tells it.
//!
//! Not here: the tree that any shop may begin with (`insights::goals`).

use aichaku_domain::goals::{GoalKind, MOST_PINNED, Metric, Month};
use aichaku_domain::kinds::{DeliveryCertainty, LineKind};
use aichaku_domain::purchases::qualifies;
use aichaku_domain::values::ShopDay;
use aichaku_store::{
    At, DeliveryRow, ImportRows, ItemRow, LineRow, NewGoal, NewMonth, PurchaseRow, RefundRow, Store,
    delivery_open,
};

use super::goods::GOODS;
use super::people::Home;
use super::sales::open_day;
use super::stories::Part;
use super::{Making, PLANNED_DAYS, moment};
use crate::error::Result;
use crate::wire::Lang;

/// The return concerns the month so many months ago.
const MONTHS_AGO: i32 = 3;
/// And came so many days ago.
const CAME_BACK: i64 = 6;
/// Targets were set so many months ago.
const TARGETS_SINCE: i32 = 6;

/// The month in which it was bought.
pub(crate) fn month_of_return(day: ShopDay) -> Month {
    Month::of(day).plus(-MONTHS_AGO)
}

/// Somebody who had bought before buys a small thing in a month that is closed by now, and gives it back a few days ago.
/// `known` are the purchases so far.
pub(super) fn late_return(making: &mut Making, homes: &[Home], told: &[(i64, Part)], known: &ImportRows) {
    let month = month_of_return(making.day);
    let bought_then = |home: &Home| {
        let then = known.purchases.iter().chain(&making.rows.purchases);
        let mut of_home = then.filter(|one| one.household_id == home.id);
        of_home.any(|one| Month::of(one.ordered_on) >= month.plus(-1))
    };
    let plain = |home: &&Home| {
        let is_told = told.iter().any(|(told, _)| *told == home.id);
        !is_told && home.cared && !home.company && !home.suppressed && !home.mall && !bought_then(home)
    };
    let Some(home) = homes
        .iter()
        .filter(|home| home.began < month.plus(-12).first())
        .find(plain)
    else {
        return;
    };
    let Some((place, good)) = GOODS.iter().enumerate().min_by_key(|(_, good)| good.price) else {
        return;
    };
    let ordered = open_day(month.first().plus_days(9), making.closed);
    let delivered = ordered.plus_days(12);
    let back_on = open_day(making.day.plus_days(-CAME_BACK), making.closed);
    let (purchase, line) = (making.next.purchases, making.next.purchase_lines);
    let at = moment(ordered);
    making.rows.lines.push(LineRow {
        id: line,
        purchase_id: purchase,
        position: 1,
        product_id: i64::try_from(place + 1).ok(),
        name: good.name.to_owned(),
        kind: LineKind::Goods.as_str(),
        quantity: 1,
        amount_minor: good.price,
    });
    making.rows.refunds.push(RefundRow {
        id: making.next.refunds,
        purchase_id: purchase,
        refunded_on: back_on,
        amount_minor: good.price,
        reason: "お部屋に合わず返品".to_owned(),
        created_at: moment(back_on),
    });
    making.rows.deliveries.push(DeliveryRow {
        id: making.next.deliveries,
        purchase_id: purchase,
        delivered_on: delivered,
        certainty: DeliveryCertainty::Confirmed.as_str(),
        origin: "hand",
        created_at: at,
        updated_at: at,
    });
    let staff = Some(making.staff[0]);
    making.rows.purchases.push(PurchaseRow {
        id: purchase,
        household_id: home.id,
        customer_id: home.first(),
        source: "hand".to_owned(),
        external_id: purchase.to_string(),
        ordered_on: ordered,
        channel: "store",
        staff_id: staff,
        gross_minor: good.price,
        refunded_minor: good.price,
        qualifies: qualifies([LineKind::Goods]),
        state: "returned",
        content_hash: 0,
        delivery_open: delivery_open(true, Some(DeliveryCertainty::Confirmed)),
        note: String::new(),
        created_at: at,
        updated_at: moment(back_on),
    });
    let class_id = making.class_id(good.class);
    making.rows.items.push(ItemRow {
        id: making.next.owned_items,
        household_id: home.id,
        customer_id: home.first(),
        line_id: Some(line),
        product_id: i64::try_from(place + 1).ok(),
        class_id,
        name: good.name.to_owned(),
        quantity: 1,
        room: String::new(),
        state: "returned",
        state_since: Some(back_on),
        delivered_on: Some(delivered),
        certainty: Some(DeliveryCertainty::Confirmed.as_str()),
        spread: home.spread,
        care_from: None,
        created_at: at,
        updated_at: moment(back_on),
    });
    making.next.purchases += 1;
    making.next.purchase_lines += 1;
    making.next.refunds += 1;
    making.next.deliveries += 1;
    making.next.owned_items += 1;
}

/// The tree that any shop may begin with, with targets, what makes customers come back, and a second success. Set when
/// the shop began to plan its care with this app.
pub(crate) async fn set(store: &Store, at: At) -> Result<()> {
    let plans = store.plans().await?;
    let plan = plans.iter().find(|plan| plan.code == "sofa-fabric");
    let mut goals = crate::insights::first_goals(Lang::Ja, plan.map(|plan| plan.id.0));
    let since = Some(Month::last_closed(at.day).plus(-TARGETS_SINCE));
    for goal in &mut goals {
        goal.target = match goal.metric {
            Some(Metric::ReachedEarly) => Some(800),
            Some(Metric::CareKept) => Some(700),
            _ => None,
        };
        goal.baseline = since.filter(|_| goal.target.is_some());
    }
    let own = |parent: i64, metric, why: &str, target: Option<i64>| NewGoal {
        parent: Some(parent),
        kind: GoalKind::Own,
        words: String::new(),
        plan: None,
        minutes_week: None,
        metric: Some(metric),
        why: why.to_owned(),
        target,
        at_least: true,
        baseline: since.filter(|_| target.is_some()),
        pinned: true,
    };
    goals.push(own(
        0,
        Metric::Returning,
        "気持ちよくお使いなら、次の家具もうちで選んでくださいます。",
        Some(250),
    ));
    let second = -i64::try_from(goals.len()).unwrap_or(0);
    goals.push(NewGoal {
        parent: None,
        kind: GoalKind::Customer,
        metric: None,
        words: "大切な人にも、すすめたくなる".to_owned(),
        why: String::new(),
        pinned: false,
        ..own(0, Metric::Brought, "", None)
    });
    goals.push(NewGoal {
        kind: GoalKind::Touch,
        metric: None,
        words: "ご紹介くださった方に、かならずお礼をお伝えする".to_owned(),
        pinned: false,
        ..own(second, Metric::Brought, "", None)
    });
    goals.push(own(
        second - 1,
        Metric::Brought,
        "ご紹介は、安心しておすすめいただけたしるしです。",
        None,
    ));
    let began = At {
        day: at.day.plus_days(-PLANNED_DAYS),
        ..at
    };
    store.add_goals(&goals, MOST_PINNED, began).await?;
    Ok(())
}

/// The month of the return as it was closed: one more household had come back, of one more.
pub(crate) fn as_closed(day: ShopDay, (numerator, denominator): (i64, i64)) -> NewMonth {
    NewMonth {
        month: month_of_return(day),
        numerator: numerator + 1,
        denominator: denominator + 1,
        later: false,
    }
}
