//! The households that a learner meets in Today: each shows one thing, and all of them are there on any day.
//!
//! Not here: the other households, which chance makes.

use aichaku_domain::kinds::{Channel, Touch};
use aichaku_domain::rank::Lane;
use aichaku_domain::values::ShopDay;
use aichaku_store::{CaseRow, FollowUpRow, NoteRow, place_in_today};

use super::chance::Chance;
use super::goods::good_at;
use super::names::{Name, Names};
use super::people::{self, Home, Wish};
use super::sales::{Sale, open_day, sell};
use super::{Making, moment};

/// What is to stand in Today about a household.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// It waits in Today.
    Waits,
    /// It was done this morning.
    DoneToday,
    /// Its case is open: the gate refuses.
    OpenCase,
    /// Its case was closed, but not happily.
    UnhappyCase,
    /// Somebody promised a call for today.
    Promise,
    /// Nothing for today.
    Quiet,
}

/// A thing that was delivered so long ago.
#[derive(Debug, Clone, Copy)]
enum Came {
    /// Days before today; negative: agreed for a day to come.
    Days(i64),
    /// Months before today.
    Months(i32),
    /// So many years ago, such that the winter's word on wood comes up today, if it is the season for it.
    Winter(i32),
}

struct Story {
    family: &'static str,
    given: Name,
    partner: Option<Name>,
    mail: bool,
    part: Part,
    secret: bool,
    things: &'static [(&'static str, i64, Came)],
    note: &'static str,
}

/// In this order because the winter's stories need households whose own day in the season comes early.
const STORIES: &[Story] = &[
    Story {
        family: "田中",
        given: ("由紀子", "ゆきこ"),
        partner: Some(("健一", "けんいち")),
        mail: true,
        part: Part::Waits,
        secret: false,
        things: &[
            ("布張りソファ", 1, Came::Months(28)),
            ("ペンダントライト", 1, Came::Months(10)),
            ("オーク無垢", 1, Came::Days(4)),
        ],
        note: "犬と暮らしています。汚れに強い布で、とのご希望。",
    },
    Story {
        family: "中村",
        given: ("健一", "けんいち"),
        partner: None,
        mail: false,
        part: Part::Waits,
        secret: false,
        things: &[("革張りソファ", 1, Came::Days(3))],
        note: "搬入は掃き出し窓から。お電話は午前中がよいとのこと。",
    },
    Story {
        family: "小林",
        given: ("大輔", "だいすけ"),
        partner: None,
        mail: true,
        part: Part::Waits,
        secret: false,
        things: &[("オーク無垢", 1, Came::Days(45))],
        note: "",
    },
    Story {
        family: "髙橋",
        given: ("千尋", "ちひろ"),
        partner: None,
        mail: true,
        part: Part::Waits,
        secret: false,
        things: &[("タモ無垢", 1, Came::Winter(2))],
        note: "",
    },
    Story {
        family: "渡邉",
        given: ("聡", "さとし"),
        partner: Some(("絵里", "えり")),
        mail: true,
        part: Part::Waits,
        secret: false,
        things: &[("学習机", 1, Came::Winter(3))],
        note: "",
    },
    Story {
        family: "山本",
        given: ("さくら", "さくら"),
        partner: None,
        mail: false,
        part: Part::Waits,
        secret: false,
        things: &[("タモ材ベッド", 1, Came::Days(90))],
        note: "床暖房あり。すのこの向きを気にされていた。",
    },
    Story {
        family: "吉田",
        given: ("里美", "さとみ"),
        partner: None,
        mail: false,
        part: Part::Waits,
        secret: false,
        things: &[("オークTVボード", 1, Came::Days(62))],
        note: "",
    },
    Story {
        family: "森田",
        given: ("恵", "めぐみ"),
        partner: None,
        mail: true,
        part: Part::OpenCase,
        secret: false,
        things: &[("食器棚", 1, Came::Days(90))],
        note: "扉の件、メーカーの返事を待っていただいている。",
    },
    Story {
        family: "宮﨑",
        given: ("直美", "なおみ"),
        partner: None,
        mail: false,
        part: Part::Promise,
        secret: false,
        things: &[("板座チェア", 4, Came::Months(40))],
        note: "",
    },
    Story {
        family: "伊藤",
        given: ("誠", "まこと"),
        partner: None,
        mail: false,
        part: Part::DoneToday,
        secret: false,
        things: &[("ウォールナット無垢", 1, Came::Days(3))],
        note: "",
    },
    Story {
        family: "山﨑",
        given: ("志保", "しほ"),
        partner: None,
        mail: true,
        part: Part::Waits,
        secret: false,
        things: &[("無垢デスク", 1, Came::Winter(1))],
        note: "",
    },
    Story {
        family: "加藤",
        given: ("陽子", "ようこ"),
        partner: None,
        mail: false,
        part: Part::DoneToday,
        secret: false,
        things: &[("チェリー円卓", 1, Came::Days(90))],
        note: "",
    },
    Story {
        family: "齋藤",
        given: ("学", "まなぶ"),
        partner: Some(("玲子", "れいこ")),
        mail: true,
        part: Part::Quiet,
        secret: true,
        things: &[("オーク枠", 1, Came::Days(-6))],
        note: "奥さまのお誕生日の贈りもの。電話はご主人の携帯だけに。",
    },
    Story {
        family: "松本",
        given: ("勇", "いさむ"),
        partner: None,
        mail: false,
        part: Part::UnhappyCase,
        secret: false,
        things: &[("合皮ソファ", 1, Came::Months(34))],
        note: "表面のはがれの件、ご納得いただけないまま終わった。しばらくそっとしておく。",
    },
];

/// Makes the households of the stories, as many as there is room for. Answers what is to stand in Today.
pub(super) fn make(
    making: &mut Making,
    names: &Names,
    seed: u64,
    households: usize,
    homes: &mut Vec<Home>,
) -> Vec<(i64, Part)> {
    let mut told = Vec::new();
    for (at, story) in STORIES.iter().take(households).enumerate() {
        let mut chance = Chance::new(seed, 1_000 + at as u64);
        let mut days: Vec<(ShopDay, &'static str, i64)> = story
            .things
            .iter()
            .map(|(name, pieces, came)| (delivered(*came, making.day), *name, *pieces))
            .collect();
        days.sort();
        let began = ordered(days[0].0, making);
        let wish = Wish {
            family: Some(story.family),
            given: Some(story.given),
            partner: story.partner,
            mail: story.mail,
            ordinary: true,
        };
        let home = people::home(making, &mut chance, names, began, wish);
        let mut last_item = None;
        for (delivered_on, name, pieces) in days {
            let sale = Sale {
                ordered: ordered(delivered_on, making),
                delivered: Some(delivered_on),
                sure: true,
                goods: vec![(good_at(name), pieces)],
                secret: story.secret,
            };
            last_item = sell(making, &mut chance, &home, &sale).first().copied();
        }
        let staff = Some(making.staff[1]);
        if !story.note.is_empty() {
            making.past.notes.push(NoteRow {
                household_id: home.id,
                customer_id: Some(home.first()),
                owned_item_id: None,
                body: story.note.to_owned(),
                staff_id: staff,
                written_on: began.plus_days(2).min(making.day),
                created_at: moment(began.plus_days(2).min(making.day)),
                updated_at: moment(began.plus_days(2).min(making.day)),
            });
        }
        aside(making, &home, story.part, last_item);
        told.push((home.id, story.part));
        homes.push(home);
    }
    told
}

/// Cases and promises of a story.
fn aside(making: &mut Making, home: &Home, part: Part, item: Option<i64>) {
    let day = making.day;
    let (topic, opened, closed) = match part {
        Part::OpenCase => (
            "食器棚の扉が閉まりきらない。調整に伺ったが再発、部品を取り寄せ中。",
            12,
            None,
        ),
        Part::UnhappyCase => (
            "座面の合皮のはがれ。有償の張り替えをご案内したがご不満。",
            60,
            Some(9),
        ),
        Part::Promise => {
            making.past.follow_ups.push(FollowUpRow {
                id: 1 + i64::try_from(making.past.follow_ups.len()).unwrap_or(0),
                plan_id: None,
                owned_item_id: None,
                step_id: None,
                occurrence: None,
                household_id: home.id,
                customer_id: home.first(),
                content_id: None,
                kind: "promise",
                touch: Touch::High.as_str(),
                channel: Channel::Phone.as_str(),
                due_on: day,
                planned_on: day,
                lapses_on: ShopDay::new(9999, 12, 31).unwrap_or(day),
                minutes: 5,
                rank: place_in_today(Lane::Promise, Touch::High),
                state: "planned",
                state_reason: "",
                attempts: 0,
                staff_id: None,
                memo: "椅子4脚の座面の張り替え、見積りができたらお電話する約束。".to_owned(),
                closed_at: None,
                created_at: moment(day.plus_days(-8)),
                updated_at: moment(day.plus_days(-8)),
            });
            return;
        }
        _ => return,
    };
    let opened_on = day.plus_days(-opened);
    let closed_on = closed.map(|days| day.plus_days(-days));
    making.past.cases.push(CaseRow {
        household_id: home.id,
        customer_id: home.first(),
        owned_item_id: item,
        topic: topic.to_owned(),
        severity: "ordinary",
        state: if closed_on.is_some() { "closed" } else { "open" },
        opened_on,
        closed_on,
        resolved: closed_on.map(|_| "no"),
        note: String::new(),
        created_at: moment(opened_on),
        updated_at: moment(closed_on.unwrap_or(opened_on)),
    });
}

fn ordered(delivered: ShopDay, making: &Making) -> ShopDay {
    open_day(delivered.plus_days(-24), making.closed)
}

fn delivered(came: Came, day: ShopDay) -> ShopDay {
    match came {
        Came::Days(days) => day.plus_days(-days),
        Came::Months(months) => day.plus_months(-months),
        // Thirty days and whole years after delivery is today.
        Came::Winter(years) => day.plus_months(-12 * years).plus_days(-30),
    }
}
