//! Households with their people, addresses and search index.

use aichaku_domain::fold::{AddressParts, bigrams, fold_text, phone_tokens};
use aichaku_domain::plan::spread_of;
use aichaku_domain::values::{HouseholdId, Instant, ShopDay};
use aichaku_store::{dwelling_key, name_key, name_words, sort_key};
use sqlx::sqlite::SqliteConnection;

use super::Failure;
use super::bulk::{Bulk, Field};
use super::chance::Chance;
use super::words::{FAMILY_NAMES, GIVEN_NAMES, PRODUCTS, TOWNS};

/// What the rows of a household are made from.
#[derive(Debug, Clone, Default)]
pub(super) struct Household {
    pub(super) customer: i64,
    pub(super) first: Option<ShopDay>,
    pub(super) last: Option<ShopDay>,
    pub(super) purchases: i64,
    pub(super) net: i64,
}

pub(super) async fn people(
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

/// Totals of the households, as every write of the app keeps them.
pub(super) async fn rows_of_households(
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
