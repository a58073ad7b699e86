//! What the practice shop's customers answered on cards, with a planted truth: recommending follows care after the
//! purchase the most, then advice, then quality; price and waiting time have no part in it.

use std::collections::HashMap;

use aichaku_domain::kinds::Channel;
use aichaku_domain::values::ShopDay;
use aichaku_store::{TouchRow, VoiceRow};

use super::chance::Chance;
use super::people::Home;
use super::{Making, moment};

/// Weights of aftercare, advice and quality, in tenths; marks of 5 make 10.
const TRUTH: [i64; 3] = [10, 7, 3];
/// Households that sent a card back, per cent; of those that the shop keeps in touch with, and of the others.
const ANSWER: (usize, usize) = (60, 30);

/// Whose goal came true, and whose in part, per cent; of those that the shop keeps in touch with, and of the others.
const MET: ((i64, i64), (i64, i64)) = ((70, 20), (45, 25));
/// What people want with what they bought.
const WISHES: &[&str] = &[
    "家族そろって囲める食卓にしたい",
    "10年先まで気持ちよく使いたい",
    "腰の楽な椅子で仕事をしたい",
    "子どもが大きくなっても使い続けたい",
    "ぐっすり眠れるようになりたい",
    "休日にゆっくり本を読みたい",
];

/// So long nobody was asked for anything.
const RESTING: i64 = 70;

/// Cards that came back, two to four months after the first purchase.
pub(super) fn answer(making: &mut Making, homes: &[Home], seed: u64) {
    let mut chance = Chance::new(seed, 41);
    let mut wishes = Chance::new(seed, 47);
    for home in homes {
        let percent = if home.cared { ANSWER.0 } else { ANSWER.1 };
        let on = home.began.plus_days(chance.between(60, 120));
        if home.company || home.suppressed || !chance.percent(percent) || on >= making.day {
            continue;
        }
        // Who is looked after says so.
        let aftercare = mark(
            &mut chance,
            if home.cared {
                &[0, 2, 10, 40, 48]
            } else {
                &[6, 16, 38, 28, 12]
            },
        );
        let advice = mark(&mut chance, &[2, 6, 22, 40, 30]);
        let quality = mark(&mut chance, &[1, 4, 15, 40, 40]);
        let price = mark(&mut chance, &[4, 14, 40, 30, 12]);
        let lead_time = mark(&mut chance, &[6, 18, 36, 28, 12]);
        let delivery = mark(&mut chance, &[2, 6, 22, 40, 30]);
        let tenths = TRUTH[0] * aftercare + TRUTH[1] * advice + TRUTH[2] * quality;
        let recommend = ((tenths + chance.between(-10, 10) + 5).div_euclid(10)).clamp(0, 10);
        let satisfaction = ((aftercare + advice + quality + chance.between(0, 2)) / 3).clamp(1, 5);
        let words = if chance.percent(35) {
            *chance.pick(if recommend >= 9 {
                GLAD
            } else if recommend >= 7 {
                CALM
            } else {
                SORRY
            })
        } else {
            ""
        };
        // The customer's own goal, on every other card; what is looked after comes true more often.
        let goal = if wishes.percent(50) {
            *wishes.pick(WISHES)
        } else {
            ""
        };
        let goal_met = (!goal.is_empty()).then(|| {
            let (yes, partly) = if home.cared { MET.0 } else { MET.1 };
            match wishes.between(1, 100) {
                at if at <= yes => "yes",
                at if at <= yes + partly => "partly",
                _ => "no",
            }
        });
        let id = making.next.voices;
        making.next.voices += 1;
        making.past.voices.push(VoiceRow {
            id,
            household_id: home.id,
            customer_id: home.first(),
            occasion: "relation",
            way: if chance.percent(80) { "card" } else { "phone" },
            answered_on: on,
            recommend: Some(recommend),
            satisfaction: Some(satisfaction),
            ease: chance.percent(70).then_some((delivery + advice) / 2),
            about_quality: Some(quality),
            about_choice: None,
            about_advice: Some(advice),
            about_price: Some(price),
            about_lead_time: Some(lead_time),
            about_delivery: Some(delivery),
            about_aftercare: Some(aftercare),
            about_place: None,
            words: words.to_owned(),
            goal: goal.to_owned(),
            goal_met,
            staff_id: None,
            created_at: moment(on),
            updated_at: moment(on),
        });
    }
}

/// The cards on which the shop asked: those that came back, and those that never did.
pub(super) fn ask(making: &mut Making, homes: &[Home], seed: u64) {
    let mut chance = Chance::new(seed, 45);
    let answered: HashMap<i64, (&str, ShopDay)> = making
        .past
        .voices
        .iter()
        .map(|voice| (voice.household_id, (voice.way, voice.answered_on)))
        .collect();
    // Nothing of the last weeks, so that it is in nobody's way in Today.
    let last = making.day.plus_days(-RESTING);
    for home in homes {
        let (sent_before, sent_after) = (chance.between(5, 25), chance.between(50, 95));
        let on = match answered.get(&home.id) {
            Some(("card", on)) => on.plus_days(-sent_before),
            Some(_) => continue,
            None => home.began.plus_days(sent_after),
        };
        if home.company || home.suppressed || on > last {
            continue;
        }
        making.past.touches.push(TouchRow {
            household_id: home.id,
            customer_id: home.first(),
            follow_up_id: None,
            owned_item_id: None,
            content_id: None,
            content_version: None,
            kind: "request",
            channel: Channel::Postcard.as_str(),
            direction: "out",
            outcome: "posted",
            happened_on: on,
            happened_at: moment(on),
            staff_id: None,
            consent_id: None,
            note: "アンケートのはがき。".to_owned(),
        });
    }
}

/// A mark from 1 to 5 by weight.
fn mark(chance: &mut Chance, weights: &[usize; 5]) -> i64 {
    i64::try_from(chance.weighted(weights)).unwrap_or(2) + 1
}

const GLAD: &[&str] = &[
    "手入れのはがきのおかげで、十年使えそうです。",
    "半年後に電話をくださったのがうれしかったです。",
    "友人にもすすめました。椅子の座り心地がとてもいいと。",
    "配達の方が床の傷まで気にしてくださいました。",
];
const CALM: &[&str] = &[
    "品はとても良いです。もう少し早く届くと助かります。",
    "満足しています。色の見本がもっとあるとうれしいです。",
    "使いやすいです。",
];
const SORRY: &[&str] = &[
    "買った後、どう手入れすればよいのか分からないままです。",
    "引き出しが固くなりました。どこに言えばよいでしょうか。",
    "届くまでに二か月かかりました。",
];
