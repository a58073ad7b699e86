//! When was bought, what, and what came of it.

use aichaku_domain::plan::spread_of;
use aichaku_domain::values::{HouseholdId, Instant, ShopDay};
use sqlx::sqlite::SqliteConnection;

use super::bulk::{Bulk, Field};
use super::chance::Chance;
use super::people::Household;
use super::words::PRODUCTS;
use super::{Failure, Size, YEARS};

/// Day and household of every purchase, in order of day, as a shop's own numbers would run.
pub(super) fn days_of_purchases(chance: &mut Chance, size: Size, today: ShopDay) -> Vec<(ShopDay, usize)> {
    let households = usize::try_from(size.households).unwrap_or(1).max(1);
    let span = YEARS * 365;
    let firsts: Vec<i64> = (0..households)
        // A shop grows: later years have more first purchases.
        .map(|_| {
            let share = chance.share().sqrt();
            let days = i32::try_from(span).map_or(0.0, f64::from) * share;
            (days as i64).min(span - 1)
        })
        .collect();
    let mut bought: Vec<(i64, usize)> = firsts.iter().copied().zip(0..).collect();
    for _ in households..usize::try_from(size.purchases).unwrap_or(households) {
        // Some households come again and again.
        let share = chance.share();
        let at = ((share * share) * f64::from(size.households)) as usize % households;
        // They come sooner rather than later, so that a day brings about as many orders at the end as before.
        let left = i32::try_from(span - firsts[at]).map_or(0.0, f64::from);
        let sooner = chance.share() * chance.share();
        bought.push(((firsts[at] + (sooner * left) as i64).min(span - 1), at));
    }
    bought.sort_unstable();
    let start = today.plus_days(1 - span);
    bought
        .into_iter()
        .map(|(day, at)| (start.plus_days(day), at))
        .collect()
}

pub(super) async fn products(connection: &mut SqliteConnection, now: Instant) -> Result<(), Failure> {
    let mut classes = Bulk::new("care_classes", "id, family, material, finish");
    let mut products = Bulk::new(
        "products",
        "id, code, name, class_id, class_by, price_minor, created_at, updated_at",
    );
    let mut seen: Vec<(&str, &str, &str)> = Vec::new();
    for (at, product) in PRODUCTS.iter().enumerate() {
        let class = (product.family, product.material, product.finish);
        let class_id = match seen.iter().position(|held| *held == class) {
            Some(at) => at + 1,
            None => {
                seen.push(class);
                classes
                    .row(
                        connection,
                        &[
                            Field::from(seen.len()),
                            Field::Text(class.0),
                            Field::Text(class.1),
                            Field::Text(class.2),
                        ],
                    )
                    .await?;
                seen.len()
            }
        };
        let code = format!("P{:04}", at + 1);
        products
            .row(
                connection,
                &[
                    Field::from(at + 1),
                    Field::Text(&code),
                    Field::Text(product.name),
                    Field::from(class_id),
                    Field::Text("file"),
                    Field::Int(product.price),
                    Field::Int(now.0),
                    Field::Int(now.0),
                ],
            )
            .await?;
    }
    classes.flush(connection).await?;
    products.flush(connection).await?;
    Ok(())
}

/// Class ids in the order in which [`products`] makes them.
fn class_of_product(product: usize) -> usize {
    let mut seen: Vec<(&str, &str, &str)> = Vec::new();
    for held in PRODUCTS.iter().take(product + 1) {
        let class = (held.family, held.material, held.finish);
        if !seen.contains(&class) {
            seen.push(class);
        }
    }
    let wanted = &PRODUCTS[product];
    1 + seen
        .iter()
        .position(|class| *class == (wanted.family, wanted.material, wanted.finish))
        .unwrap_or(0)
}

pub(super) async fn purchases(
    connection: &mut SqliteConnection,
    chance: &mut Chance,
    households: &mut [Household],
    bought: &[(ShopDay, usize)],
    today: ShopDay,
    now: Instant,
) -> Result<(), Failure> {
    let mut orders = Bulk::new(
        "purchases",
        "id, household_id, customer_id, source, external_id, ordered_on, channel, gross_minor, qualifies, delivery_open, \
         created_at, updated_at",
    );
    let mut lines = Bulk::new(
        "purchase_lines",
        "id, purchase_id, position, product_id, name, kind, quantity, amount_minor",
    );
    let mut deliveries = Bulk::new(
        "deliveries",
        "purchase_id, delivered_on, certainty, origin, created_at, updated_at",
    );
    let mut items = Bulk::new(
        "owned_items",
        "household_id, customer_id, line_id, product_id, class_id, name, state, state_since, delivered_on, certainty, \
         spread, created_at, updated_at",
    );
    let classes: Vec<usize> = (0..PRODUCTS.len()).map(class_of_product).collect();
    let mut line_id = 0_i64;
    for (at, (ordered, owner)) in bought.iter().enumerate() {
        let id = i64::try_from(at + 1)?;
        let household = &mut households[*owner];
        let household_id = i64::try_from(owner + 1)?;
        let ordered_on = ordered.to_string();
        let delivered = (!chance.percent(3)).then(|| {
            let days = if chance.percent(25) {
                0
            } else {
                7 + chance.below(40)
            };
            ordered.plus_days(i64::try_from(days).unwrap_or(0))
        });
        let delivered_on = delivered.map(|day| day.to_string());
        let mut gross = 0;
        let goods = 1 + usize::from(chance.percent(12));
        for position in 0..goods {
            line_id += 1;
            let at = chance.below(PRODUCTS.len());
            let product = &PRODUCTS[at];
            gross += product.price;
            lines
                .row(
                    connection,
                    &[
                        Field::Int(line_id),
                        Field::Int(id),
                        Field::from(position + 1),
                        Field::from(at + 1),
                        Field::Text(product.name),
                        Field::Text("goods"),
                        Field::Int(1),
                        Field::Int(product.price),
                    ],
                )
                .await?;
            let state = match delivered {
                Some(day) if day > today => "awaiting",
                None => "awaiting",
                Some(_) => match chance.below(100) {
                    0..=3 => "disposed",
                    4 => "given_away",
                    5 => "returned",
                    6 | 7 => "stored",
                    _ => "in_use",
                },
            };
            items
                .row(
                    connection,
                    &[
                        Field::Int(household_id),
                        Field::Int(household.customer),
                        Field::Int(line_id),
                        Field::from(at + 1),
                        Field::from(classes[at]),
                        Field::Text(product.name),
                        Field::Text(state),
                        delivered_on.as_deref().map_or(Field::Null, Field::Text),
                        delivered_on.as_deref().map_or(Field::Null, Field::Text),
                        match delivered {
                            None => Field::Null,
                            Some(day) if day > today => Field::Text("planned"),
                            Some(_) => Field::Text("confirmed"),
                        },
                        Field::Int(i64::from(spread_of(HouseholdId(household_id)))),
                        Field::Int(now.0),
                        Field::Int(now.0),
                    ],
                )
                .await?;
        }
        if let (Some(day), Some(text)) = (delivered, delivered_on.as_deref()) {
            deliveries
                .row(
                    connection,
                    &[
                        Field::Int(id),
                        Field::Text(text),
                        Field::Text(if day > today { "planned" } else { "confirmed" }),
                        Field::Text("file"),
                        Field::Int(now.0),
                        Field::Int(now.0),
                    ],
                )
                .await?;
        }
        let number = format!("G{id:07}");
        orders
            .row(
                connection,
                &[
                    Field::Int(id),
                    Field::Int(household_id),
                    Field::Int(household.customer),
                    Field::Text("generic"),
                    Field::Text(&number),
                    Field::Text(&ordered_on),
                    Field::Text(match chance.below(10) {
                        0 => "online",
                        1 => "mall",
                        2 => "phone",
                        _ => "store",
                    }),
                    Field::Int(gross),
                    Field::Int(1),
                    Field::Int(if delivered.is_none() { 2 } else { 0 }),
                    Field::Int(now.0),
                    Field::Int(now.0),
                ],
            )
            .await?;
        household.first.get_or_insert(*ordered);
        household.last = Some(*ordered);
        household.purchases += 1;
        household.net += gross;
    }
    for mut bulk in [orders, lines, deliveries, items] {
        bulk.flush(connection).await?;
    }
    Ok(())
}
