//! The practice shop 「あかり木工」: eight years of a furniture shop in Matsumoto, believable and the same for the
//! same seed and day, with a morning's work waiting in Today.
//!
//! All people are invented, and none of the numbers and addresses leads to anybody. Everything is made in memory
//! and written in one transaction. Not here: the store and key that it is written to (`shop`).

mod chance;
mod effect;
pub(crate) mod goals;
mod goods;
mod heard;
mod names;
mod past;
mod people;
mod places;
mod sales;
mod stories;
mod talk;
mod voices;

use std::collections::HashMap;

use aichaku_domain::kinds::Role;
use aichaku_domain::plan::CareClass;
use aichaku_domain::values::{Instant, ShopDay};
use aichaku_store::{At, ClassRow, ImportRows, NextIds, PastRows, Shop, Staff, Store};
use chrono::Datelike as _;

use crate::error::{ApiError, ErrorCode, Result};
use chance::Chance;

/// Years of the shop's past.
const YEARS: i64 = 8;
/// Days for which the shop has planned its care with this app.
const PLANNED_DAYS: i64 = 400;
/// The shop gives so many minutes a day to follow-ups.
const DAILY_MINUTES: u16 = 30;

/// Staff: names, roles, whether they still work here, and the years after the beginning in which they sold.
const STAFF: [(&str, Role, bool, i64, i64); 4] = [
    ("明石 灯里", Role::Owner, true, 0, YEARS),
    ("佐藤 美咲", Role::Staff, true, 2, YEARS),
    ("伊藤 匠", Role::Staff, false, 0, 5),
    ("小口 凪", Role::NewHire, true, 7, YEARS),
];

/// Eleven in the morning in Tokyo, the moment at which everything of that day was written down.
fn moment(day: ShopDay) -> i64 {
    i64::from(day.epoch_days()) * 86_400_000 + 2 * 3_600_000
}

/// The shop while it is being made.
struct Making {
    day: ShopDay,
    /// Weekday on which the shop is closed, 1 (Monday) ..= 7; never the weekday of today.
    closed: u8,
    rows: ImportRows,
    past: PastRows,
    next: NextIds,
    next_class: i64,
    classes: HashMap<CareClass, i64>,
    staff: Vec<i64>,
    /// Purchased things by customer, for finding people by them.
    found_by: Vec<(i64, &'static str, &'static str)>,
}

impl Making {
    fn new(day: ShopDay, staff: Vec<i64>, classes: i64) -> Self {
        let wednesday = 3;
        let today = u8::try_from(day.0.weekday().number_from_monday()).unwrap_or(1);
        Self {
            day,
            closed: if today == wednesday {
                wednesday - 1
            } else {
                wednesday
            },
            rows: ImportRows::default(),
            past: PastRows::default(),
            next: NextIds {
                households: 1,
                customers: 1,
                contact_points: 1,
                addresses: 1,
                products: 1,
                purchases: 1,
                purchase_lines: 1,
                refunds: 1,
                deliveries: 1,
                owned_items: 1,
                voices: 1,
            },
            next_class: classes + 1,
            classes: HashMap::new(),
            staff,
            found_by: Vec::new(),
        }
    }

    /// The id of a care class, new where nothing had it before.
    fn class_id(&mut self, class: CareClass) -> i64 {
        if let Some(id) = self.classes.get(&class) {
            return *id;
        }
        let id = self.next_class;
        self.next_class += 1;
        self.classes.insert(class, id);
        self.rows.classes.push(ClassRow {
            id,
            family: class.family.as_str(),
            material: class.material.as_str(),
            finish: class.finish.as_str(),
        });
        id
    }

    /// Who of the staff worked on that day.
    fn seller(&self, chance: &mut Chance, on: ShopDay) -> i64 {
        let year = YEARS - 1 - self.day.days_since(on) / 365;
        let there: Vec<i64> = STAFF
            .iter()
            .zip(&self.staff)
            .filter(|((_, _, _, from, until), _)| (*from..=*until).contains(&year))
            .map(|(_, id)| *id)
            .collect();
        if there.is_empty() {
            self.staff[0]
        } else {
            *chance.pick(&there)
        }
    }

    /// Somebody is to be found by a thing; entered once everybody is known.
    fn find_item(&mut self, customer: i64, name: &'static str, state: &'static str) {
        self.found_by.push((customer, name, state));
    }
}

/// Fills a store, in which the shop's row and the library stand already, with the practice shop.
///
/// The same seed, number of households and day make the same shop.
///
/// # Errors
/// Those of writing; then nothing but settings and staff was written.
pub(crate) async fn fill(
    store: &Store,
    seed: u64,
    households: usize,
    day: ShopDay,
    now: Instant,
) -> Result<()> {
    let shop = store
        .shop()
        .await?
        .ok_or_else(|| ApiError::new(ErrorCode::NoShop))?;
    let staff = staff(store, now).await?;
    let mut writer = store.begin_past().await?;
    let mut making = Making::new(day, staff, writer.classes().await?);
    let names = names::Names::new();
    sales::catalogue(&mut making);

    let mut homes = Vec::with_capacity(households);
    let told = stories::make(&mut making, &names, seed, households, &mut homes);
    let mut chance = Chance::new(seed, 1);
    while homes.len() < households {
        let began = sales::first_day(&mut chance, day, making.closed);
        let home = people::home(&mut making, &mut chance, &names, began, people::Wish::default());
        sales::history(&mut making, &mut chance, &home);
        homes.push(home);
    }
    heard::tell(&mut making, &homes, seed);
    making.found_by.sort_by_key(|(customer, ..)| *customer);
    for (customer, name, state) in std::mem::take(&mut making.found_by) {
        making.rows.find_by_item(customer, name, state);
    }
    writer.add(&making.rows).await?;

    let contents: HashMap<i64, past::Told> = store
        .contents()
        .await?
        .into_iter()
        .map(|content| (content.id.0, (content.kind, content.version)))
        .collect();
    let window = aichaku_domain::plan::DayWindow::new(day.plus_days(-PLANNED_DAYS), day);
    let mut drafts = writer.drafts(window).await?;
    let people = std::mem::take(&mut making.rows);
    let plans = store.plans().await?;
    goals::late_return(&mut making, &homes, &told, &people);
    let planted = effect::plant(&mut making, &homes, &told, &mut drafts, (&plans, &contents), seed);
    let bought = std::mem::replace(&mut making.rows, people);
    writer.add(&bought).await?;
    for (comparison, members) in &planted {
        writer
            .add_comparison(comparison, members, At { day, now })
            .await?;
    }
    past::live(&mut making, &homes, &told, drafts, &contents, seed, now);
    voices::answer(&mut making, &homes, seed);
    voices::ask(&mut making, &homes, seed);
    writer.add_past(&making.past).await?;
    writer.finish().await?;

    store.save_shop(&settings(shop, &making), now).await?;
    store.begin_day(At { day, now }).await?;
    goals::set(store, At { day, now }).await?;
    Ok(())
}

/// The staff; the owner who stands there already gets a name.
async fn staff(store: &Store, now: Instant) -> Result<Vec<i64>> {
    let there = store.list_staff().await?;
    let mut ids = Vec::with_capacity(STAFF.len());
    for (at, (name, role, active, _, _)) in STAFF.iter().enumerate() {
        let one = Staff {
            id: there.get(at).map_or(0, |one| one.id),
            name: (*name).to_owned(),
            role: *role,
            active: *active,
        };
        ids.push(store.save_staff(&one, now).await?.id);
    }
    Ok(ids)
}

fn settings(shop: Shop, making: &Making) -> Shop {
    Shop {
        name: "あかり木工".to_owned(),
        sender_name: "あかり木工".to_owned(),
        sender_address: "〒390-0874 長野県松本市大手9-99-9".to_owned(),
        sender_contact: "0263-00-0000 / soudan@example.jp".to_owned(),
        opt_out_line: "ご案内の停止は、お電話かこのメールへのご返信でうけたまわります。".to_owned(),
        closed_weekdays: vec![making.closed],
        daily_minutes: DAILY_MINUTES,
        delivery_lead_days: 28,
        plan_from: Some(making.day.plus_days(-PLANNED_DAYS)),
        ..shop
    }
}
