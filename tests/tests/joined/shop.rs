//! Random small shops: up to six people in up to three households, with something of everything.

use std::path::Path;

use aichaku_domain::plan::spread_of;
use aichaku_domain::values::HouseholdId;
use aichaku_store::{name_key, sort_key};
use aichaku_tests::generate::{Failure, connect};
use proptest::prelude::*;
use sqlx::{Connection as _, SqliteConnection};

/// The key of every store here.
pub(crate) const KEY: [u8; 32] = [5; 32];

/// Who is joined or taken apart; numbers are places, counted round.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    /// The second goes into the first.
    Join(usize, usize),
    /// The merge at this place among those that stand.
    Apart(usize),
}

/// A household.
#[derive(Debug, Clone)]
pub(crate) struct Home {
    /// Name, day of moving, of a change in the family, year of mourning.
    fields: (bool, u8, u8, u8),
    /// A note about all of it.
    note: bool,
    /// Place and whether it is where they live.
    places: Vec<(u8, bool)>,
    /// Which of the members leads.
    lead: usize,
}

/// A person.
#[derive(Debug, Clone)]
pub(crate) struct Human {
    home: usize,
    kana: bool,
    birthday: u8,
    wish: u8,
    flags: (bool, bool, bool),
    state: u8,
    refused: u8,
    note: u8,
    /// Number and whether it is dead.
    contacts: Vec<(u8, bool)>,
    /// Channel and what was said.
    consents: Vec<(u8, u8)>,
    source: bool,
    purchases: u8,
    talk: (bool, bool, bool),
}

/// A shop.
#[derive(Debug, Clone)]
pub(crate) struct Shop {
    /// Households.
    pub(crate) homes: Vec<Home>,
    /// People; their ids are their places, from 1.
    pub(crate) people: Vec<Human>,
    /// Pairs that somebody answered about, by place, and whether they live together.
    pub(crate) answers: Vec<(usize, usize, bool)>,
}

/// Some shop.
pub(crate) fn any_shop() -> impl Strategy<Value = Shop> {
    let home = (
        (any::<bool>(), 0..3_u8, 0..3_u8, 0..3_u8),
        any::<bool>(),
        prop::collection::vec((0..3_u8, any::<bool>()), 0..3),
        0..6_usize,
    )
        .prop_map(|(fields, note, places, lead)| Home {
            fields,
            note,
            places,
            lead,
        });
    let first = (
        0..3_usize,
        any::<bool>(),
        0..3_u8,
        0..3_u8,
        prop::array::uniform3(prop::bool::weighted(0.2)),
        0..5_u8,
        0..8_u8,
    );
    let second = (
        0..4_u8,
        prop::collection::vec((0..4_u8, prop::bool::weighted(0.3)), 0..4),
        prop::collection::vec((0..2_u8, 0..3_u8), 0..4),
        any::<bool>(),
        0..3_u8,
        prop::array::uniform3(any::<bool>()),
    );
    let human = (first, second).prop_map(|(first, second)| {
        let (home, kana, birthday, wish, flags, state, refused) = first;
        let (note, contacts, consents, source, purchases, talk) = second;
        Human {
            home,
            kana,
            birthday,
            wish,
            flags: flags.into(),
            state,
            refused,
            note,
            contacts,
            consents,
            source,
            purchases,
            talk: talk.into(),
        }
    });
    (
        prop::collection::vec(home, 3),
        prop::collection::vec(human, 2..7),
        prop::collection::vec((0..6_usize, 0..6_usize, any::<bool>()), 0..4),
    )
        .prop_map(|(homes, people, answers)| Shop {
            homes,
            people,
            answers,
        })
}

/// Some step.
pub(crate) fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (0..6_usize, 0..6_usize).prop_map(|(one, other)| Step::Join(one, other)),
        2 => (0..6_usize).prop_map(Step::Apart),
    ]
}

/// Writes a shop into an empty store; people are numbered from 1.
pub(crate) async fn furnish(path: &Path, shop: &Shop) -> Result<(), Failure> {
    let mut to = connect(path, KEY).await?;
    sqlx::query("begin immediate").execute(&mut to).await?;
    sqlx::query(
        "insert into care_classes (id, family, material, finish) values (1, 'table', 'solid_wood', 'oil')",
    )
    .execute(&mut to)
    .await?;
    let people = shop.people.len();
    for (at, home) in shop.homes.iter().enumerate() {
        let members: Vec<usize> = (0..people).filter(|who| shop.people[*who].home == at).collect();
        // A household in which nobody lives does not stand.
        if !members.is_empty() {
            write_home(&mut to, at as i64 + 1, home).await?;
        }
        for (place, who) in members.iter().enumerate() {
            let leads = place == home.lead % members.len();
            write_human(&mut to, *who as i64 + 1, &shop.people[*who], leads).await?;
        }
    }
    for (one, other, together) in &shop.answers {
        let (one, other) = (one % people + 1, other % people + 1);
        if one != other {
            sqlx::query(
                "insert or ignore into duplicate_pairs (one_id, other_id, kind, score, state, decided_at)
                 values ($1, $2, 'person', 0, $3, 1)",
            )
            .bind(one.min(other) as i64)
            .bind(one.max(other) as i64)
            .bind(if *together { "household" } else { "different" })
            .execute(&mut to)
            .await?;
        }
    }
    sqlx::query(
        "update households set
            first_ordered_on = (select min(ordered_on) from purchases where household_id = households.id),
            last_ordered_on = (select max(ordered_on) from purchases where household_id = households.id),
            purchase_count = (select count(*) from purchases where household_id = households.id),
            net_minor = (select coalesce(sum(gross_minor), 0) from purchases where household_id = households.id)",
    )
    .execute(&mut to)
    .await?;
    sqlx::query("insert into customer_search (rowid, name) select id, '田中' from customers order by id")
        .execute(&mut to)
        .await?;
    sqlx::query("commit").execute(&mut to).await?;
    sqlx::query("pragma wal_checkpoint(truncate)")
        .execute(&mut to)
        .await?;
    to.close().await?;
    Ok(())
}

fn some(number: u8, text: &str) -> Option<String> {
    (number > 0).then(|| text.replace('#', &number.to_string()))
}

async fn write_home(to: &mut SqliteConnection, id: i64, home: &Home) -> Result<(), Failure> {
    let (named, moved, changed, mourning) = home.fields;
    sqlx::query(
        "insert into households (id, name, moved_on, family_change_on, mourning_year, spread, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, 1, 1)",
    )
    .bind(id)
    .bind(if named { format!("家{id}") } else { String::new() })
    .bind(some(moved, "202#-03-01"))
    .bind(some(changed, "202#-05-01"))
    .bind((mourning > 0).then(|| 2020 + i64::from(mourning)))
    .bind(i64::from(spread_of(HouseholdId(id))))
    .execute(&mut *to)
    .await?;
    let mut lived = false;
    for (place, living) in &home.places {
        let kind = if *living && !lived { "home" } else { "former" };
        lived |= *living;
        sqlx::query(
            "insert into addresses (household_id, kind, postal_code, prefecture, city, street, created_at)
             select $1, $2, '1500001', '東京都', '渋谷区', $3, 1
             where not exists (select 1 from addresses where household_id = $1 and street = $3)",
        )
        .bind(id)
        .bind(kind)
        .bind(format!("神宮前{place}-1"))
        .execute(&mut *to)
        .await?;
    }
    if home.note {
        sqlx::query(
            "insert into notes (household_id, body, written_on, created_at, updated_at)
             values ($1, $2, '2026-01-01', 1, 1)",
        )
        .bind(id)
        .bind(format!("家{id}のこと"))
        .execute(&mut *to)
        .await?;
    }
    Ok(())
}

async fn write_human(to: &mut SqliteConnection, id: i64, human: &Human, leads: bool) -> Result<(), Failure> {
    let home = human.home as i64 + 1;
    let kana = if human.kana {
        ("タナカ", "ケン")
    } else {
        ("", "")
    };
    let given = format!("健{id}");
    let refused: Vec<&str> = ["phone", "letter", "email"]
        .into_iter()
        .enumerate()
        .filter(|(at, _)| human.refused >> at & 1 == 1)
        .map(|(_, channel)| channel)
        .collect();
    let state = ["active", "active", "active", "deceased", "moved_away"][usize::from(human.state)];
    sqlx::query(
        "insert into customers (id, household_id, family_name, given_name, family_kana, given_kana, sort_key, match_key,
            is_primary, state, state_since, birthday, suppressed, mall_limited, service_only, preferred_channel,
            refused_channels, note, created_at, updated_at)
         values ($1, $2, '田中', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 1, 1)",
    )
    .bind(id)
    .bind(home)
    .bind(&given)
    .bind(kana.0)
    .bind(kana.1)
    .bind(sort_key("田中", &given, kana.0, kana.1))
    .bind(name_key("田中", &given))
    .bind(leads)
    .bind(state)
    .bind((state != "active").then(|| format!("2025-0{id}-01")))
    .bind(some(human.birthday, "197#-01-01"))
    .bind(human.flags.0)
    .bind(human.flags.1)
    .bind(human.flags.2)
    .bind(["", "letter", "phone"][usize::from(human.wish)].split(',').find(|word| !word.is_empty()))
    .bind(refused.join(","))
    .bind(["", "", "猫がいる", "犬がいる"][usize::from(human.note)])
    .execute(&mut *to)
    .await?;
    for (number, dead) in &human.contacts {
        sqlx::query(
            "insert into contact_points (customer_id, kind, value, value_key, state, created_at)
             select $1, 'phone', $2, $3, $4, 1
             where not exists (select 1 from contact_points where customer_id = $1 and value_key = $3)",
        )
        .bind(id)
        .bind(format!("03-0000-000{number}"))
        .bind(format!("030000000{number}"))
        .bind(if *dead { "dead" } else { "ok" })
        .execute(&mut *to)
        .await?;
    }
    for (channel, said) in &human.consents {
        sqlx::query(
            "insert into consents (customer_id, channel, purpose, state, given_on, source, recorded_at)
             values ($1, $2, 'offer', $3, '2026-01-01', 'oral', 1)",
        )
        .bind(id)
        .bind(["email", "phone"][usize::from(*channel)])
        .bind(["unknown", "granted", "denied"][usize::from(*said)])
        .execute(&mut *to)
        .await?;
    }
    if human.source {
        sqlx::query(
            "insert into customer_sources (source, external_id, customer_id) values ('till', $1, $2)",
        )
        .bind(id.to_string())
        .bind(id)
        .execute(&mut *to)
        .await?;
    }
    for purchase in 0..i64::from(human.purchases) {
        buy(to, id, home, id * 10 + purchase).await?;
    }
    talk(to, id, home, human.talk).await
}

/// A thing with all that hangs on it; the numbers of all rows are the purchase's.
async fn buy(to: &mut SqliteConnection, who: i64, home: i64, id: i64) -> Result<(), Failure> {
    for text in [
        "insert into purchases (id, household_id, customer_id, source, external_id, ordered_on, gross_minor, qualifies,
            delivery_open, created_at, updated_at)
         values ($3, $2, $1, 'till', $3, date('2020-01-01', '+' || $3 || ' days'), 1000 + $3, 1, 2, 1, 1)",
        "insert into purchase_lines (id, purchase_id, position, name, kind, quantity, amount_minor)
         select $3, $3, 0, 'テーブル', 'goods', 1, 1000 + $3 where $1 and $2",
        "insert into owned_items (id, household_id, customer_id, line_id, class_id, name, state, spread, created_at,
            updated_at)
         values ($3, $2, $1, $3, 1, 'テーブル', 'in_use', (select spread from households where id = $2), 1, 1)",
        "insert into follow_ups (id, owned_item_id, household_id, customer_id, kind, touch, channel, due_on, planned_on,
            lapses_on, minutes, rank, memo, created_at, updated_at)
         values ($3, $3, $2, $1, 'promise', 'low', 'phone', '2026-12-01', '2026-12-01', '2027-01-01', 5, 3, '', 1, 1)",
        "insert into touches (id, household_id, customer_id, follow_up_id, kind, channel, direction, outcome,
            happened_on, happened_at)
         values ($3, $2, $1, $3, 'care', 'phone', 'out', 'reached', '2026-01-01', 1)",
    ] {
        sqlx::query(text).bind(who).bind(home).bind(id).execute(&mut *to).await?;
    }
    Ok(())
}

async fn talk(
    to: &mut SqliteConnection,
    who: i64,
    home: i64,
    said: (bool, bool, bool),
) -> Result<(), Failure> {
    for (wanted, text) in [
        (
            said.0,
            "insert into notes (household_id, customer_id, body, written_on, created_at, updated_at)
             values ($2, $1, 'メモ', '2026-01-01', 1, 1)",
        ),
        (
            said.1,
            "insert into cases (household_id, customer_id, topic, severity, opened_on, created_at, updated_at)
             values ($2, $1, 'きしみ', 'small', '2026-01-01', 1, 1)",
        ),
        (
            said.2,
            "insert into voices (household_id, customer_id, occasion, way, answered_on, recommend, created_at, updated_at)
             values ($2, $1, 'care', 'card', '2026-01-01', 9, 1, 1)",
        ),
    ] {
        if wanted {
            sqlx::query(text).bind(who).bind(home).execute(&mut *to).await?;
        }
    }
    Ok(())
}
