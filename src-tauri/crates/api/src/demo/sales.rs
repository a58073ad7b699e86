//! What the households bought, when it came, and what became of it.
//!
//! Households come back as furniture is bought again: about 8 in a hundred within a year, 25 within five, more
//! of those with whom the shop kept in touch. Not here: who they are (`people`), the talk about it (`past`).

use aichaku_domain::kinds::{DeliveryCertainty, Family, LineKind};
use aichaku_domain::purchases::qualifies;
use aichaku_domain::values::ShopDay;
use aichaku_store::{
    DeliveryRow, ItemMark, ItemRow, LineRow, ProductRow, PurchaseRow, RefundRow, delivery_open,
};
use chrono::Datelike as _;

use super::chance::Chance;
use super::goods::{GOODS, goes_with, good_at};
use super::people::{Home, is_passing};
use super::talk::ORDER_NOTES;
use super::{Making, YEARS, moment};

/// How much is ordered in each month against the others: new homes in spring, the end of the year.
const SEASON: [usize; 12] = [8, 9, 16, 13, 9, 7, 8, 6, 10, 12, 14, 11];

/// Households in 10,000 that came back by so many days after their first purchase.
const RETURNED_BY: [(i64, usize); 10] = [
    (45, 0),
    (90, 120),
    (180, 400),
    (365, 800),
    (730, 1_380),
    (1_095, 1_820),
    (1_460, 2_190),
    (1_825, 2_500),
    (2_555, 3_000),
    (2_920, 3_200),
];

/// Against the table in percent: households that bought twice or more, those with whom the shop kept in touch,
/// and the others.
const REGULARS: usize = 160;
const CARED: usize = 146;
const NOT_CARED: usize = 80;

/// A day of the shop's years: more in its later ones, more in its strong months.
pub(super) fn first_day(chance: &mut Chance, day: ShopDay, closed: u8) -> ShopDay {
    let years: Vec<usize> = (0..YEARS)
        .map(|year| usize::try_from(7 + year).unwrap_or(7))
        .collect();
    let year = i64::try_from(chance.weighted(&years)).unwrap_or(0);
    let begin = day.plus_days(-365 * (YEARS - year));
    // A year from `begin` on, month by month.
    let months: Vec<usize> = (0..12)
        .map(|ahead| SEASON[begin.plus_months(ahead).0.month0() as usize % 12])
        .collect();
    let month = i32::try_from(chance.weighted(&months)).unwrap_or(0);
    let ordered = begin.plus_months(month).plus_days(chance.between(0, 29));
    open_day(ordered.min(day.plus_days(-1)), closed)
}

/// The day itself, or the one before when the shop is closed.
pub(super) fn open_day(day: ShopDay, closed: u8) -> ShopDay {
    if day.0.weekday().number_from_monday() == u32::from(closed) {
        day.plus_days(-1)
    } else {
        day
    }
}

/// Days from one purchase to the next; `None`: never again.
fn days_until_next(chance: &mut Chance, percent: usize) -> Option<i64> {
    // More likely by `percent`: as if a smaller number had been drawn.
    let drawn = chance.below(10_000) * 100 / percent;
    let after = RETURNED_BY.iter().position(|(_, share)| drawn < *share)?;
    let (from, low) = RETURNED_BY[after.checked_sub(1)?];
    let (to, high) = RETURNED_BY[after];
    let part = i64::try_from((drawn - low) * 1_000 / (high - low).max(1)).ok()?;
    Some(from + (to - from) * part / 1_000)
}

/// Puts the catalogue into the store.
pub(super) fn catalogue(making: &mut Making) {
    let at = moment(making.day.plus_days(-365 * YEARS));
    for (id, (place, good)) in (1_i64..).zip(GOODS.iter().enumerate()) {
        let class_id = making.class_id(good.class);
        making.rows.products.push(ProductRow {
            id,
            code: format!("A{:03}", place + 1),
            name: good.name.to_owned(),
            class_id,
            class_by: "hand",
            price_minor: Some(good.price),
            created_at: at,
            updated_at: at,
        });
    }
}

/// One purchase.
#[derive(Debug, Clone)]
pub(super) struct Sale {
    /// Ordered on.
    pub(super) ordered: ShopDay,
    /// Came, or is to come, on; `None`: nobody wrote it down.
    pub(super) delivered: Option<ShopDay>,
    /// How sure that day is, when it has passed.
    pub(super) sure: bool,
    /// Places in the catalogue, with pieces.
    pub(super) goods: Vec<(usize, i64)>,
    /// A surprise.
    pub(super) secret: bool,
}

/// Everything that a household bought over the years.
pub(super) fn history(making: &mut Making, chance: &mut Chance, home: &Home) {
    let mut ordered = home.began;
    let mut sales = 0;
    loop {
        sales += 1;
        let sale = draw(making, chance, ordered);
        sell(making, chance, home, &sale);
        let percent = match (home.cared, sales) {
            (true, 1) => CARED,
            (true, _) => CARED * REGULARS / 100,
            (false, 1) => NOT_CARED,
            (false, _) => NOT_CARED * REGULARS / 100,
        };
        let Some(days) = days_until_next(chance, percent) else {
            break;
        };
        ordered = open_day(ordered.plus_days(days), making.closed);
        if ordered >= making.day {
            break;
        }
    }
    if chance.percent(12) {
        small_sale(making, chance, home);
    }
}

fn draw(making: &Making, chance: &mut Chance, ordered: ShopDay) -> Sale {
    let weights: Vec<usize> = GOODS.iter().map(|good| good.weight).collect();
    let mut goods = Vec::new();
    let main = chance.weighted(&weights);
    goods.push((main, chance.between(GOODS[main].pieces.0, GOODS[main].pieces.1)));
    let with = goes_with(GOODS[main].class.family);
    for share in [42, 14] {
        if with.is_empty() || !chance.percent(share) {
            continue;
        }
        let name = chance.pick(with);
        let next = good_at(name);
        if goods.iter().all(|(there, _)| *there != next) {
            goods.push((next, chance.between(GOODS[next].pieces.0, GOODS[next].pieces.1)));
        }
    }
    // Small things are taken along; the rest is made to order.
    let lead = if GOODS[main].price < 30_000 {
        chance.between(0, 7)
    } else {
        chance.between(9, 48)
    };
    let delivered = ordered.plus_days(lead);
    let age = making.day.days_since(delivered);
    // Of old paper receipts a few days are lost; of the newest a few are not written down yet.
    let lost = age > 0 && chance.percent(if age < 60 { 6 } else { 2 });
    Sale {
        ordered,
        delivered: (!lost).then_some(delivered),
        sure: !chance.percent(5),
        goods,
        secret: false,
    }
}

/// Writes a purchase with its lines, its delivery and its things; answers the things.
pub(super) fn sell(making: &mut Making, chance: &mut Chance, home: &Home, sale: &Sale) -> Vec<i64> {
    let id = making.next.purchases;
    making.next.purchases += 1;
    let at = moment(sale.ordered);
    let day = making.day;
    let buyer = if home.members.len() > 1 && chance.percent(30) {
        home.members[1].id
    } else {
        home.first()
    };
    let channel = match chance.below(100) {
        _ if home.mall => "mall",
        0..=77 => "store",
        78..=91 => "online",
        92..=96 => "phone",
        _ => "other",
    };
    let staff = (channel == "store").then(|| making.seller(chance, sale.ordered));

    let mut gross = 0;
    let mut position = 0;
    let mut line_ids = Vec::new();
    let mut line = |making: &mut Making,
                    product: Option<usize>,
                    name: &str,
                    kind: LineKind,
                    quantity: i64,
                    amount: i64| {
        position += 1;
        gross += amount;
        let line = making.next.purchase_lines;
        making.next.purchase_lines += 1;
        making.rows.lines.push(LineRow {
            id: line,
            purchase_id: id,
            position,
            product_id: product.and_then(|place| i64::try_from(place + 1).ok()),
            name: name.to_owned(),
            kind: kind.as_str(),
            quantity,
            amount_minor: amount,
        });
        line
    };
    let mut goods_total = 0;
    for (place, pieces) in &sale.goods {
        let good = GOODS[*place];
        let amount = good.price * pieces;
        goods_total += amount;
        line_ids.push(line(
            making,
            Some(*place),
            good.name,
            LineKind::Goods,
            *pieces,
            amount,
        ));
    }
    if goods_total >= 40_000 && channel != "other" {
        let fee = chance.between(3, 8) * 1_100;
        line(making, None, "配送・設置", LineKind::Fee, 1, fee);
    }
    if goods_total >= 150_000 && chance.percent(18) {
        let off = -(goods_total / 100 * 5 / 1_000 * 1_000);
        line(making, None, "まとめてお求めの値引き", LineKind::Discount, 1, off);
    }
    if goods_total >= 60_000 && chance.percent(16) {
        line(making, None, "お手入れキット オイル", LineKind::CareKit, 1, 4_800);
    }

    let awaiting = sale.delivered.is_some_and(|delivered| delivered > day);
    let certainty = sale.delivered.map(|_| match (awaiting, sale.sure) {
        (true, _) => DeliveryCertainty::Planned,
        (false, true) => DeliveryCertainty::Confirmed,
        (false, false) => DeliveryCertainty::Estimated,
    });
    // Two in a hundred come back, and a few orders are called off before they are made.
    let settled = sale
        .delivered
        .is_some_and(|delivered| day.days_since(delivered) > 20);
    let fate = if settled && !sale.secret {
        chance.below(200)
    } else {
        199
    };
    let state = match fate {
        0 | 1 => "returned",
        2 | 3 => "cancelled",
        _ => "ok",
    };
    let back_on = sale
        .delivered
        .unwrap_or(sale.ordered)
        .plus_days(chance.between(3, 12))
        .min(day);
    let refunded = match fate {
        0 | 1 => gross,
        4 | 5 => gross / 100 * 3,
        _ => 0,
    };
    if refunded > 0 {
        let refund = making.next.refunds;
        making.next.refunds += 1;
        making.rows.refunds.push(RefundRow {
            id: refund,
            purchase_id: id,
            refunded_on: back_on,
            amount_minor: refunded,
            reason: if state == "returned" {
                "寸法が合わず返品"
            } else {
                "天板に小傷、一部返金"
            }
            .to_owned(),
            created_at: moment(back_on),
        });
    }
    making.rows.purchases.push(PurchaseRow {
        id,
        household_id: home.id,
        customer_id: buyer,
        source: "hand".to_owned(),
        external_id: id.to_string(),
        ordered_on: sale.ordered,
        channel,
        staff_id: staff,
        gross_minor: gross,
        refunded_minor: refunded,
        qualifies: qualifies([LineKind::Goods]),
        state,
        content_hash: 0,
        delivery_open: delivery_open(true, certainty),
        note: if chance.percent(9) {
            (*chance.pick(ORDER_NOTES)).to_owned()
        } else {
            String::new()
        },
        created_at: at,
        updated_at: at,
    });
    if let (Some(delivered_on), Some(certainty)) = (sale.delivered, certainty) {
        making.rows.deliveries.push(DeliveryRow {
            id: making.next.deliveries,
            purchase_id: id,
            delivered_on,
            certainty: certainty.as_str(),
            origin: if certainty == DeliveryCertainty::Estimated {
                "rule"
            } else {
                "hand"
            },
            created_at: at,
            updated_at: at,
        });
        making.next.deliveries += 1;
    }
    let mut things = Vec::new();
    for ((place, pieces), line_id) in sale.goods.iter().zip(line_ids) {
        let good = GOODS[*place];
        let item = making.next.owned_items;
        making.next.owned_items += 1;
        let (item_state, since) = match (state, sale.delivered) {
            ("returned", _) => ("returned", Some(back_on)),
            ("cancelled", _) => ("cancelled", Some(sale.ordered.plus_days(4))),
            (_, None) => ("awaiting", None),
            (_, Some(_)) if awaiting => ("awaiting", None),
            (_, Some(delivered)) => later_life(chance, good.class.family, delivered, day),
        };
        let class_id = making.class_id(good.class);
        making.rows.items.push(ItemRow {
            id: item,
            household_id: home.id,
            customer_id: buyer,
            line_id: Some(line_id),
            product_id: i64::try_from(place + 1).ok(),
            class_id,
            name: good.name.to_owned(),
            quantity: *pieces,
            room: if chance.percent(60) {
                good.room.to_owned()
            } else {
                String::new()
            },
            state: item_state,
            state_since: since,
            delivered_on: sale.delivered,
            certainty: certainty.map(DeliveryCertainty::as_str),
            spread: home.spread,
            care_from: None,
            created_at: at,
            updated_at: at,
        });
        if sale.secret {
            making.past.items.push(ItemMark {
                id: item,
                secret: true,
                note: "奥さまには内緒。お届けまでお名前を出さないこと。".to_owned(),
            });
        }
        making.find_item(buyer, good.name, item_state);
        things.push(item);
    }
    things
}

/// What became of a thing: nearly all are in use still.
fn later_life(
    chance: &mut Chance,
    family: Family,
    delivered: ShopDay,
    day: ShopDay,
) -> (&'static str, Option<ShopDay>) {
    let age = day.days_since(delivered);
    let share = match (age / 365, is_passing(family)) {
        (0 | 1, _) => 0,
        (2..=4, false) => 3,
        (_, false) => 7,
        (2..=4, true) => 10,
        (_, true) => 26,
    };
    if !chance.percent(share) {
        return ("in_use", Some(delivered));
    }
    let since = delivered.plus_days(chance.between(400, age.max(401)));
    let state = ["stored", "given_away", "disposed"][chance.weighted(&[4, 3, 3])];
    (state, Some(since.min(day)))
}

/// Oil, felt, a new seat: no purchase for the numbers, but part of the story.
fn small_sale(making: &mut Making, chance: &mut Chance, home: &Home) {
    let since = making.day.days_since(home.began);
    if since < 120 {
        return;
    }
    let ordered = open_day(home.began.plus_days(chance.between(90, since - 1)), making.closed);
    let what = *chance.pick(&[
        ("お手入れキット オイル", LineKind::CareKit, 4_800),
        ("革用クリーム", LineKind::CareKit, 3_200),
        ("椅子の座面 張り替え", LineKind::Repair, 26_400),
        ("天板の削り直し", LineKind::Repair, 44_000),
    ]);
    serve(making, chance, home, ordered, what);
}

/// One line without a thing: what it is called, its kind and its price.
pub(super) fn serve(
    making: &mut Making,
    chance: &mut Chance,
    home: &Home,
    ordered: ShopDay,
    (name, kind, amount): (&str, LineKind, i64),
) {
    let id = making.next.purchases;
    making.next.purchases += 1;
    let at = moment(ordered);
    making.rows.lines.push(LineRow {
        id: making.next.purchase_lines,
        purchase_id: id,
        position: 1,
        product_id: None,
        name: name.to_owned(),
        kind: kind.as_str(),
        quantity: 1,
        amount_minor: amount,
    });
    making.next.purchase_lines += 1;
    let staff = Some(making.seller(chance, ordered));
    making.rows.purchases.push(PurchaseRow {
        id,
        household_id: home.id,
        customer_id: home.first(),
        source: "hand".to_owned(),
        external_id: id.to_string(),
        ordered_on: ordered,
        channel: "store",
        staff_id: staff,
        gross_minor: amount,
        refunded_minor: 0,
        qualifies: qualifies([kind]),
        state: "ok",
        content_hash: 0,
        delivery_open: delivery_open(false, None),
        note: String::new(),
        created_at: at,
        updated_at: at,
    });
}
