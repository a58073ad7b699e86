//! A large shop, written straight into a store: the ground for measurements.
//!
//! The same for the same [`Size`] and seed, believable in its proportions (ten years, one delivery in thirty
//! unknown, some things given away, some people deceased), and made in bulk statements, because the ordinary
//! way in would take longer than the measurement. The shop with stories in it is the demo shop (`api::demo`).
//!
//! Not here: what is measured (`bin/bench.rs`).

mod bulk;
mod words;

use std::path::Path;

use aichaku_domain::fold::{AddressParts, bigrams, fold_text, phone_tokens};
use aichaku_domain::plan::spread_of;
use aichaku_domain::values::{HouseholdId, Instant, ShopDay, spread_hash};
use aichaku_store::{Location, NewShop, Store, StoreKey, dwelling_key, name_key, name_words, sort_key};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _};

use bulk::{Bulk, Field};
use words::{FAMILY_NAMES, GIVEN_NAMES, PRODUCTS, TOWNS};

/// How large a shop to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Households, 1 or more.
    pub households: u32,
    /// Purchases, at least as many as households.
    pub purchases: u32,
}

/// The shop of the measurements: 300,000 households with 1,000,000 purchases.
pub const LARGE: Size = Size {
    households: 300_000,
    purchases: 1_000_000,
};

/// Anything that went wrong; the caller only reports it.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Years of history.
const YEARS: i64 = 10;
/// Milliseconds of a day.
const DAY_MS: i64 = 86_400_000;

/// A row of numbers that looks like chance and is always the same (SplitMix64).
#[derive(Debug, Clone)]
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        spread_hash(self.0)
    }

    /// A whole number from 0 to `below` − 1.
    fn below(&mut self, below: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(below.max(1)).unwrap_or(1)).unwrap_or(0)
    }

    /// True in `percent` of a hundred times.
    fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// A number from 0 up to 1.
    #[allow(
        clippy::cast_precision_loss,
        reason = "53 bits are taken, which a double holds exactly"
    )]
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// What the rows of a household are made from.
#[derive(Debug, Clone, Default)]
struct Household {
    customer: i64,
    first: Option<ShopDay>,
    last: Option<ShopDay>,
    purchases: i64,
    net: i64,
}

/// Writes a shop of this size into a new store at `path`, with ten years up to `today`.
///
/// The library and its plans are the caller's to bring in: they are no part of a shop's history.
///
/// # Errors
/// Whatever the store or the disk says; a store that stands there already is not touched.
pub async fn generate(
    path: &Path,
    key: [u8; 32],
    size: Size,
    seed: u64,
    today: ShopDay,
) -> Result<(), Failure> {
    let now = Instant(i64::from(today.epoch_days()) * DAY_MS);
    let store = Store::open(&Location::File(path.to_owned()), &StoreKey::new(key)).await?;
    let new = NewShop {
        store_uid: format!("generated-{seed}"),
        practice: false,
        name: "家具のはかり".to_owned(),
        currency: "JPY".to_owned(),
        currency_digits: 0,
        zone: "Asia/Tokyo".to_owned(),
        plan_from: None,
    };
    store.create_shop(&new, now).await?;
    store.close().await;

    let mut hex = String::with_capacity(64);
    for byte in key {
        use std::fmt::Write as _;
        let _ = write!(hex, "{byte:02x}");
    }
    let mut connection = SqliteConnectOptions::new()
        .filename(path)
        .pragma("key", format!("\"x'{hex}'\""))
        .pragma("temp_store", "memory")
        .pragma("cache_size", "-262144")
        // Rows of a table are written together, so children may come before their parents.
        .foreign_keys(false)
        .synchronous(SqliteSynchronous::Off)
        .disable_statement_logging()
        .connect()
        .await?;
    sqlx::query("begin immediate").execute(&mut connection).await?;
    let made = fill(&mut connection, size, seed, today, now).await;
    if made.is_ok() {
        sqlx::query("commit").execute(&mut connection).await?;
        sqlx::query("pragma wal_checkpoint(truncate)")
            .execute(&mut connection)
            .await?;
    }
    connection.close().await?;
    made
}

async fn fill(
    connection: &mut SqliteConnection,
    size: Size,
    seed: u64,
    today: ShopDay,
    now: Instant,
) -> Result<(), Failure> {
    let mut chance = Chance(seed);
    products(connection, now).await?;
    let mut households = vec![Household::default(); usize::try_from(size.households)?];
    let bought = days_of_purchases(&mut chance, size, today);
    people(connection, &mut chance, &mut households, today, now).await?;
    purchases(connection, &mut chance, &mut households, &bought, today, now).await?;
    rows_of_households(connection, &households, &mut Chance(seed ^ 1), now).await?;
    talk(connection, &mut chance, &households, today, now).await?;
    Ok(())
}

/// Day and household of every purchase, in order of day, as a shop's own numbers would run.
fn days_of_purchases(chance: &mut Chance, size: Size, today: ShopDay) -> Vec<(ShopDay, usize)> {
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

async fn products(connection: &mut SqliteConnection, now: Instant) -> Result<(), Failure> {
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

async fn people(
    connection: &mut SqliteConnection,
    chance: &mut Chance,
    households: &mut [Household],
    today: ShopDay,
    now: Instant,
) -> Result<(), Failure> {
    let mut shells = Bulk::new("households", "id, match_key, spread, created_at, updated_at");
    let mut customers = Bulk::new(
        "customers",
        "id, household_id, family_name, given_name, family_kana, given_kana, sort_key, match_key, is_primary, state, \
         suppressed, mall_limited, refused_channels, created_at, updated_at",
    );
    let mut contacts = Bulk::new(
        "contact_points",
        "customer_id, kind, value, value_key, created_at",
    );
    let mut addresses = Bulk::new(
        "addresses",
        "household_id, postal_code, prefecture, city, street, building, created_at",
    );
    let mut search = Bulk::new("customer_search", "rowid, name, phone, place, item");
    let mut consents = Bulk::new(
        "consents",
        "customer_id, channel, purpose, state, given_on, source, wording, recorded_at",
    );
    let mut next_customer = 0_i64;
    for (at, household) in households.iter_mut().enumerate() {
        let id = i64::try_from(at + 1)?;
        let family = chance.pick(FAMILY_NAMES);
        let town = chance.pick(TOWNS);
        let street = format!(
            "{}{}-{}-{}",
            town.street,
            1 + chance.below(6),
            1 + chance.below(30),
            1 + chance.below(20)
        );
        let building = if chance.percent(35) {
            format!(
                "コーポ{}{}",
                chance.pick(GIVEN_NAMES).1,
                101 + chance.below(8) * 100
            )
        } else {
            String::new()
        };
        let dwelling = AddressParts {
            postal: town.postal,
            prefecture: town.prefecture,
            city: town.city,
            street: &street,
            building: &building,
        };
        shells
            .row(
                connection,
                &[
                    Field::Int(id),
                    dwelling_key(family.0, &dwelling).map_or(Field::Null, Field::Int),
                    Field::Int(i64::from(spread_of(HouseholdId(id)))),
                    Field::Int(now.0),
                    Field::Int(now.0),
                ],
            )
            .await?;
        let people = 1 + usize::from(chance.percent(25));
        for person in 0..people {
            next_customer += 1;
            let customer = next_customer;
            if person == 0 {
                household.customer = customer;
            }
            let given = chance.pick(GIVEN_NAMES);
            let state = match chance.below(200) {
                0 | 1 => "deceased",
                2..=4 => "moved_away",
                _ => "active",
            };
            let refused = if chance.percent(2) { "phone" } else { "" };
            let key = sort_key(family.0, given.0, family.1, given.1);
            customers
                .row(
                    connection,
                    &[
                        Field::Int(customer),
                        Field::Int(id),
                        Field::Text(family.0),
                        Field::Text(given.0),
                        Field::Text(family.1),
                        Field::Text(given.1),
                        Field::Text(&key),
                        name_key(family.0, given.0).map_or(Field::Null, Field::Int),
                        Field::from(usize::from(person == 0)),
                        Field::Text(state),
                        Field::from(usize::from(chance.percent(1))),
                        Field::from(usize::from(chance.percent(3))),
                        Field::Text(refused),
                        Field::Int(now.0),
                        Field::Int(now.0),
                    ],
                )
                .await?;
            let mobile = format!("090-{:04}-{:04}", chance.below(10_000), chance.below(10_000));
            let digits = mobile.replace('-', "");
            let has_phone = chance.percent(95);
            if has_phone {
                contacts
                    .row(
                        connection,
                        &[
                            Field::Int(customer),
                            Field::Text("mobile"),
                            Field::Text(&mobile),
                            Field::Text(&digits),
                            Field::Int(now.0),
                        ],
                    )
                    .await?;
            }
            if chance.percent(40) {
                let mail = format!("kyaku{customer}@mail.example");
                contacts
                    .row(
                        connection,
                        &[
                            Field::Int(customer),
                            Field::Text("email"),
                            Field::Text(&mail),
                            Field::Text(&mail),
                            Field::Int(now.0),
                        ],
                    )
                    .await?;
                if chance.percent(40) {
                    let given_on = today.plus_days(-i64::try_from(chance.below(900))?).to_string();
                    consents
                        .row(
                            connection,
                            &[
                                Field::Int(customer),
                                Field::Text("email"),
                                Field::Text(if chance.percent(60) { "care" } else { "offer" }),
                                Field::Text(if chance.percent(90) { "granted" } else { "denied" }),
                                Field::Text(&given_on),
                                Field::Text("paper"),
                                Field::Text("お手入れのご案内を受け取る"),
                                Field::Int(now.0),
                            ],
                        )
                        .await?;
                }
            }
            let name = name_words(&[(family.0, given.0), (family.1, given.1)]);
            let phone = if has_phone {
                phone_tokens(&mobile)
            } else {
                String::new()
            };
            let place = format!(
                "{} {}",
                bigrams(&fold_text(&format!(
                    "{}{}{street}{building}",
                    town.prefecture, town.city
                ))),
                bigrams(&town.postal.replace('-', ""))
            );
            let item = bigrams(&fold_text(chance.pick(PRODUCTS).name));
            search
                .row(
                    connection,
                    &[
                        Field::Int(customer),
                        Field::Text(&name),
                        Field::Text(&phone),
                        Field::Text(&place),
                        Field::Text(&item),
                    ],
                )
                .await?;
        }
        addresses
            .row(
                connection,
                &[
                    Field::Int(id),
                    Field::Text(town.postal),
                    Field::Text(town.prefecture),
                    Field::Text(town.city),
                    Field::Text(&street),
                    Field::Text(&building),
                    Field::Int(now.0),
                ],
            )
            .await?;
    }
    for mut bulk in [shells, customers, contacts, addresses, search, consents] {
        bulk.flush(connection).await?;
    }
    Ok(())
}

async fn purchases(
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

/// Totals of the households, as every write of the app keeps them.
async fn rows_of_households(
    connection: &mut SqliteConnection,
    households: &[Household],
    chance: &mut Chance,
    now: Instant,
) -> Result<(), Failure> {
    for (part_at, part) in households.chunks(5_000).enumerate() {
        let mut list = String::from("[");
        for (at, household) in part.iter().enumerate() {
            use std::fmt::Write as _;
            if at > 0 {
                list.push(',');
            }
            let day = |day: Option<ShopDay>| day.map_or("null".to_owned(), |day| format!("\"{day}\""));
            let moved = if chance.percent(1) {
                day(household.last)
            } else {
                "null".to_owned()
            };
            write!(
                list,
                "[{},{},{},{},{},{moved}]",
                part_at * 5_000 + at + 1,
                day(household.first),
                day(household.last),
                household.purchases,
                household.net
            )?;
        }
        list.push(']');
        sqlx::query(
            "update households
             set first_ordered_on = j.first, last_ordered_on = j.last, purchase_count = j.purchases, net_minor = j.net,
                 moved_on = j.moved, updated_at = $2
             from (select value ->> 0 as id, value ->> 1 as first, value ->> 2 as last, value ->> 3 as purchases,
                          value ->> 4 as net, value ->> 5 as moved
                   from json_each($1)) as j
             where households.id = j.id",
        )
        .bind(list)
        .bind(now.0)
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

/// Contacts of the last two years and a few open cases.
async fn talk(
    connection: &mut SqliteConnection,
    chance: &mut Chance,
    households: &[Household],
    today: ShopDay,
    now: Instant,
) -> Result<(), Failure> {
    let mut touches = Bulk::new(
        "touches",
        "household_id, customer_id, kind, channel, direction, outcome, happened_on, happened_at, note",
    );
    let mut cases = Bulk::new(
        "cases",
        "household_id, customer_id, topic, severity, opened_on, created_at, updated_at",
    );
    for (at, household) in households.iter().enumerate() {
        let id = i64::try_from(at + 1)?;
        if chance.percent(30) {
            let day = today.plus_days(-i64::try_from(chance.below(730))?);
            touches
                .row(
                    connection,
                    &[
                        Field::Int(id),
                        Field::Int(household.customer),
                        Field::Text("care"),
                        Field::Text("phone"),
                        Field::Text("out"),
                        Field::Text("reached"),
                        Field::Text(&day.to_string()),
                        Field::Int(i64::from(day.epoch_days()) * DAY_MS),
                        Field::Text("お変わりなし。"),
                    ],
                )
                .await?;
        }
        if chance.below(1_000) < 3 {
            let day = today.plus_days(-i64::try_from(chance.below(60))?).to_string();
            cases
                .row(
                    connection,
                    &[
                        Field::Int(id),
                        Field::Int(household.customer),
                        Field::Text("きしみ"),
                        Field::Text("ordinary"),
                        Field::Text(&day),
                        Field::Int(now.0),
                        Field::Int(now.0),
                    ],
                )
                .await?;
        }
    }
    touches.flush(connection).await?;
    cases.flush(connection).await?;
    sqlx::query("update shop set data_version = data_version + 1")
        .execute(connection)
        .await?;
    Ok(())
}
