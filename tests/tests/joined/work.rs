//! Work between joining and taking apart: what everybody had before is theirs afterwards, in whatever order.

use std::collections::{BTreeMap, BTreeSet};

use aichaku_domain::kinds::{
    Channel, ConsentSource, ConsentState, CustomerState, LineKind, Purpose, SalesChannel,
};
use aichaku_domain::kinds::{Family, Finish, Material};
use aichaku_domain::plan::CareClass;
use aichaku_domain::values::ShopDay;
use aichaku_domain::voices::{Answers, VoiceOccasion, VoiceWay};
use aichaku_store::{Contact, NewConsent, NewLine, NewPurchase, NewVoice, Person, StoreError};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use serde_json::Value;

use crate::run::{Room, Standing, same};
use crate::shop::{Shop, Step};

/// Something that is done for whoever stands for a person.
#[derive(Debug, Clone)]
pub(crate) enum Task {
    /// A table is bought.
    Buy(usize),
    /// A note is written.
    Note(usize),
    /// They answer a question.
    Answer(usize),
    /// They say yes or no to mail.
    Say(usize, bool),
    /// Their form is typed anew: name, one number, and whether they refuse the telephone.
    Edit(usize, u8, bool),
    /// They move to somebody, or out.
    Move(usize, Option<usize>),
}

/// Some task.
pub(crate) fn any_task() -> impl Strategy<Value = Task> {
    let who = 0..6_usize;
    prop_oneof![
        who.clone().prop_map(Task::Buy),
        who.clone().prop_map(Task::Note),
        who.clone().prop_map(Task::Answer),
        (who.clone(), any::<bool>()).prop_map(|(who, yes)| Task::Say(who, yes)),
        (who.clone(), 0..4_u8, any::<bool>())
            .prop_map(|(who, number, refuses)| Task::Edit(who, number, refuses)),
        (who.clone(), prop::option::of(who)).prop_map(|(who, to)| Task::Move(who, to)),
    ]
}

/// What somebody did by hand, and to whom.
#[derive(Debug, Default)]
struct Touched {
    /// Typed anew.
    edited: BTreeSet<i64>,
    /// Said something about mail.
    said: BTreeSet<i64>,
    /// Somebody moved.
    moved: bool,
}

/// Plays it, takes everything apart in the order that `order` draws, and looks who has what.
pub(crate) async fn play_with_work(
    shop: &Shop,
    steps: &[Result<Step, Task>],
    order: u64,
) -> Result<(), TestCaseError> {
    let mut room = Room::new(shop).await;
    let done = steps_of(&mut room, shop, steps, order).await;
    room.store.close().await;
    done
}

async fn steps_of(
    room: &mut Room,
    shop: &Shop,
    steps: &[Result<Step, Task>],
    mut order: u64,
) -> Result<(), TestCaseError> {
    let people = shop.people.len();
    let before = Had::read(room).await;
    let mut standing: Vec<Standing> = Vec::new();
    let mut touched = Touched::default();
    for step in steps {
        match step {
            Ok(Step::Join(one, other)) => {
                let (keep, absorb) = ((one % people) as i64 + 1, (other % people) as i64 + 1);
                standing.extend(room.join(keep, absorb).await);
            }
            Ok(Step::Apart(at)) if !standing.is_empty() => {
                let at = at % standing.len();
                if room.apart(standing[at], false).await {
                    standing.remove(at);
                }
            }
            Ok(Step::Apart(_)) => {}
            Err(task) => work(room, people, task, &mut touched).await,
        }
    }
    while !standing.is_empty() {
        let mut left = Vec::new();
        while !standing.is_empty() {
            order = order.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let at = (order >> 33) as usize % standing.len();
            let merge = standing.remove(at);
            if !room.apart(merge, false).await {
                left.push(merge);
            }
        }
        left.sort_by_key(|merge| merge.token);
        let newest = left.pop();
        standing = left;
        if let Some(merge) = newest {
            same(
                &room.apart(merge, false).await,
                &true,
                "the newest merge always comes apart",
            )?;
        }
    }
    let after = Had::read(room).await;
    before.still(&after, &touched)?;
    room.sound().await
}

/// Whose rows are whose.
#[derive(Debug)]
struct Had {
    /// Person by table and row.
    owners: BTreeMap<(&'static str, String), i64>,
    /// Number by person, and whether it answers.
    contacts: BTreeSet<(i64, String, String)>,
    /// Last word about mail by person.
    words: BTreeMap<i64, String>,
    /// Each person's row.
    people: BTreeMap<i64, Value>,
    /// Households that stand empty.
    empty: usize,
}

impl Had {
    async fn read(room: &Room) -> Self {
        let number = |row: &Value, column: &str| row[column].as_i64().unwrap_or(0);
        let mut owners = BTreeMap::new();
        for table in [
            "purchases",
            "owned_items",
            "follow_ups",
            "touches",
            "cases",
            "notes",
            "voices",
        ] {
            for row in room.rows(table).await {
                owners.insert((table, row["id"].to_string()), number(&row, "customer_id"));
            }
        }
        for row in room.rows("customer_sources").await {
            owners.insert(
                ("customer_sources", row["external_id"].to_string()),
                number(&row, "customer_id"),
            );
        }
        let contacts = room
            .rows("contact_points")
            .await
            .iter()
            .map(|row| {
                (
                    number(row, "customer_id"),
                    row["value_key"].to_string(),
                    row["state"].to_string(),
                )
            })
            .collect();
        let mut words = BTreeMap::new();
        for row in room.rows("consents").await {
            if row["channel"] != "email" {
                continue;
            }
            if row["origin"] == "void" {
                words.remove(&number(&row, "customer_id"));
            } else {
                words.insert(number(&row, "customer_id"), row["state"].to_string());
            }
        }
        let people = room
            .rows("customers")
            .await
            .into_iter()
            .map(|row| (number(&row, "id"), row))
            .collect();
        let homes = room.rows("households").await;
        Self {
            owners,
            contacts,
            words,
            people,
            empty: homes.iter().filter(|row| !row["merged_into"].is_null()).count(),
        }
    }

    fn still(&self, after: &Self, touched: &Touched) -> Result<(), TestCaseError> {
        same(&after.empty, &0, "no household stands empty")?;
        for (row, owner) in &self.owners {
            same(
                &after.owners.get(row),
                &Some(owner),
                &format!("{row:?} is whose it was"),
            )?;
        }
        for (id, was) in &self.people {
            let is = &after.people[id];
            same(
                &is["merged_into"],
                &Value::Null,
                "everybody stands for themselves",
            )?;
            if touched.edited.is_empty() {
                let mut was = was.clone();
                if touched.moved {
                    was["household_id"] = is["household_id"].clone();
                    was["is_primary"] = is["is_primary"].clone();
                }
                same(is, &was, "nobody typed anything")?;
            } else if !touched.edited.contains(id) {
                for column in [
                    "family_name",
                    "given_name",
                    "birthday",
                    "state",
                    "note",
                    "family_kana",
                    "sort_key",
                ] {
                    same(&is[column], &was[column], &format!("{column} of {id}"))?;
                }
                let refused = was["refused_channels"].as_str().unwrap_or_default();
                for channel in refused.split(',').filter(|word| !word.is_empty()) {
                    let kept = is["refused_channels"]
                        .as_str()
                        .unwrap_or_default()
                        .contains(channel);
                    same(&kept, &true, &format!("{id} goes on refusing {channel}"))?;
                }
            }
        }
        if touched.edited.is_empty() {
            same(&after.contacts, &self.contacts, "everybody has their numbers")?;
        } else {
            for contact in self
                .contacts
                .iter()
                .filter(|(who, ..)| !touched.edited.contains(who))
            {
                same(
                    &after.contacts.contains(contact),
                    &true,
                    &format!("{contact:?} is theirs"),
                )?;
            }
        }
        if touched.said.is_empty() {
            same(&after.words, &self.words, "nobody said anything")?;
        }
        Ok(())
    }
}

fn today() -> ShopDay {
    ShopDay::new(2026, 11, 22).expect("a day")
}

/// Does a task for whoever stands for a person; what the store refuses is not done.
async fn work(room: &mut Room, people: usize, task: &Task, touched: &mut Touched) {
    let (Task::Buy(who)
    | Task::Note(who)
    | Task::Answer(who)
    | Task::Say(who, _)
    | Task::Edit(who, ..)
    | Task::Move(who, _)) = task;
    let now = room.tick();
    let store = &room.store;
    let who = store
        .standing_customer((who % people) as i64 + 1)
        .await
        .expect("somebody");
    let done = match task {
        Task::Buy(_) => store.add_purchase(&table(who), today(), now).await,
        Task::Note(_) => store.add_note(who, "窓ぎわ", None, today(), now).await,
        Task::Answer(_) => {
            let voice = NewVoice {
                customer: who,
                occasion: VoiceOccasion::Care,
                way: VoiceWay::Card,
                answered_on: today(),
                answers: Answers {
                    recommend: Some(7),
                    ..Answers::default()
                },
                staff: None,
            };
            store.add_voice(&voice, now).await
        }
        Task::Say(_, yes) => {
            touched.said.insert(who);
            let consent = NewConsent {
                customer: who,
                channels: vec![Channel::Email],
                purposes: vec![Purpose::Offer],
                state: if *yes {
                    ConsentState::Granted
                } else {
                    ConsentState::Denied
                },
                source: ConsentSource::Oral,
                wording: String::new(),
                staff: None,
            };
            store.record_consent(&consent, None, today(), now).await
        }
        Task::Edit(_, number, refuses) => {
            touched.edited.insert(who);
            let person = Person {
                company: false,
                family_name: "中田".to_owned(),
                given_name: String::new(),
                family_kana: "ナカタ".to_owned(),
                given_kana: String::new(),
                honorific: String::new(),
                contacts: vec![Contact {
                    kind: "phone".to_owned(),
                    value: format!("03-0000-000{number}"),
                }],
                address: aichaku_store::Address::default(),
                state: CustomerState::Active,
                state_since: None,
                suppressed: false,
                service_only: false,
                preferred_channel: None,
                refused_channels: refuses.then_some(Channel::Phone).into_iter().collect(),
            };
            store.edit_customer(who, &person, None, today(), now).await
        }
        Task::Move(_, to) => {
            touched.moved = true;
            let to = match to {
                Some(to) => {
                    let host = store
                        .standing_customer((to % people) as i64 + 1)
                        .await
                        .expect("somebody");
                    let rows = room.rows("customers").await;
                    let row = rows.iter().find(|row| row["id"] == host).expect("a row");
                    row["household_id"].as_i64()
                }
                None => None,
            };
            store.join_household(who, to, now).await
        }
    };
    match done {
        Ok(_) | Err(StoreError::Conflict { .. } | StoreError::NotFound { .. }) => {}
        Err(error) => panic!("{task:?} of {who}: {error}"),
    }
}

fn table(customer: i64) -> NewPurchase {
    NewPurchase {
        customer,
        ordered_on: today().plus_days(-30),
        delivered_on: None,
        lines: vec![NewLine {
            product: None,
            name: "テーブル".to_owned(),
            kind: LineKind::Goods,
            class: CareClass {
                family: Family::Table,
                material: Material::SolidWood,
                finish: Finish::Oil,
            },
            quantity: 1,
            amount_minor: 9000,
        }],
        channel: SalesChannel::Store,
        staff: None,
        note: String::new(),
    }
}
