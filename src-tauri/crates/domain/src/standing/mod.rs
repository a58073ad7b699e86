//! How a household stands with the shop: in touch, content and quiet, drifting, out of reach, finished; and why.
//!
//! Quiet is not lost: silence alone says nothing. A household drifts when something speaks for it, and each of these
//! signs is told by name. Not here: where the facts come from (`store`), how sure a score is (`health`), which
//! words say it (`ui`).

mod health;
#[cfg(test)]
mod tests;

pub use health::{Health, Measure, MeasureKind, health};

use crate::kinds::text_enum;
use crate::values::ShopDay;

text_enum! {
    /// How a household stands.
    Standing {
        /// A word from them, a purchase or a delivery within [`Rules::in_touch_days`].
        InTouch = "in_touch",
        /// 円満沈黙: quiet, can be reached, and nothing speaks for trouble.
        Content = "content",
        /// 疎遠: quiet, and something speaks for it that they are turning away.
        Drifting = "drifting",
        /// 連絡不能: there is no way left that works.
        Unreachable = "unreachable",
        /// 卒業: nothing of ours is lived with any more.
        Graduated = "graduated",
        /// They asked to hear nothing from the shop.
        LeftAlone = "left_alone",
        /// Nobody of the household is left who could be reached: passed away or moved out of reach.
        Gone = "gone",
    }
}

/// What is known of a household. Days that lie ahead of the day asked for are not known yet and must not be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Facts {
    /// Purchases that count.
    pub purchases: u32,
    /// What they brought in, minor units.
    pub net_minor: i64,
    /// Last of these purchases.
    pub bought_on: Option<ShopDay>,
    /// Latest delivery of a thing.
    pub delivered_on: Option<ShopDay>,
    /// People who live there and may hear from the shop.
    pub people: u32,
    /// People who live there and asked to hear nothing.
    pub left_alone: u32,
    /// A telephone number that works and that nobody asked not to call.
    pub phone: bool,
    /// An address that letters reach.
    pub post: bool,
    /// A mail address that works.
    pub email: bool,
    /// LINE.
    pub line: bool,
    /// A letter came back.
    pub post_returned: bool,
    /// Telephone numbers and mail addresses that no longer work.
    pub dead: u32,
    /// Things of ours that are lived with, or on their way.
    pub things: u32,
    /// Things that are gone: given away, thrown away, sent back.
    pub things_gone: u32,
    /// Last sign from them: reached on the telephone, came in, wrote, answered questions.
    pub heard_on: Option<ShopDay>,
    /// Last time the shop turned to them, answered or not.
    pub tried_on: Option<ShopDay>,
    /// Last call, answered or not.
    pub called_on: Option<ShopDay>,
    /// Calls since the last sign and the last purchase, none of which was answered. Letters and messages ask for no
    /// answer and are not among them.
    pub unanswered: u32,
    /// Care that was due since then and for which nobody found time.
    pub missed: u32,
    /// The oldest case that is open.
    pub open_case_on: Option<ShopDay>,
    /// One of the open cases is serious.
    pub serious: bool,
    /// The last case that was closed without a solution.
    pub unsolved_on: Option<ShopDay>,
    /// The last case that was solved.
    pub solved_on: Option<ShopDay>,
    /// The last answer to "are you content", "would you recommend us".
    pub voice_on: Option<ShopDay>,
    /// What it said, 0 (not at all) to 100.
    pub voice: u8,
}

/// When something counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// So long after a sign a household is in touch: 548 days, 18 months (関係継続率).
    pub in_touch_days: i64,
    /// So many unanswered calls are a sign: 3; one or two are chance.
    pub unanswered: u32,
    /// So many missed care dates are a sign: 3.
    pub missed: u32,
    /// So long without a word from either side is a sign: 3 years of 365 days.
    pub untouched_days: i64,
    /// So long an unsolved case or a bad answer is remembered: 2 years of 365 days.
    pub grievance_days: i64,
    /// An answer up to so much is unhappy: 50 of 100 (3 of 5 is neither).
    pub unhappy: u8,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            in_touch_days: 548,
            unanswered: 3,
            missed: 3,
            untouched_days: 3 * 365,
            grievance_days: 2 * 365,
            unhappy: 49,
        }
    }
}

text_enum! {
    /// What speaks for it that a household turns away, the gravest first.
    SignKind {
        /// A case is open.
        OpenCase = "open_case",
        /// They said that they are not content, and nothing better since.
        Unhappy = "unhappy",
        /// A case was closed without a solution, and nothing better was heard since.
        Unsolved = "unsolved",
        /// Nobody answers.
        Unanswered = "unanswered",
        /// Letters come back.
        PostReturned = "post_returned",
        /// A number or mail address no longer works.
        Dead = "dead",
        /// The shop let care dates pass.
        Missed = "missed",
        /// Neither side was heard of for years.
        Untouched = "untouched",
    }
}

/// A sign, with what makes it one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sign {
    /// Which.
    pub kind: SignKind,
    /// Since when, where there is a day.
    pub since: Option<ShopDay>,
    /// How many, where they are counted; else 0.
    pub count: u32,
    /// How much it weighs in the list of who needs the shop; 0: it speaks only together with others.
    pub weight: u32,
}

/// What the facts say on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// How they stand; `None` for people who never bought anything.
    pub standing: Option<Standing>,
    /// What speaks for trouble, the gravest first.
    pub signs: Vec<Sign>,
    /// How much they need the shop now; 0: not at all.
    pub need: u32,
}

impl Facts {
    /// The last time that something was heard of them: a sign, a purchase, a delivery.
    #[must_use]
    pub fn last_sign(&self) -> Option<ShopDay> {
        self.heard_on.max(self.bought_on).max(self.delivered_on)
    }

    /// Whether any way works.
    #[must_use]
    pub fn can_be_reached(&self) -> bool {
        self.phone || self.post || self.email || self.line
    }

    /// Nothing better was heard after `day`: no good answer, no solved case.
    fn unhealed_since(&self, day: ShopDay, rules: Rules) -> bool {
        let good_voice = self.voice_on.filter(|_| self.voice > rules.unhappy);
        good_voice.max(self.solved_on).is_none_or(|better| better <= day)
    }
}

/// How a household stands on `day`, and why.
#[must_use]
pub fn judge(facts: &Facts, day: ShopDay, rules: Rules) -> Judged {
    let signs = signs(facts, day, rules);
    let standing = standing(facts, &signs, day, rules);
    let need = match standing {
        Some(Standing::InTouch | Standing::Drifting | Standing::Unreachable) => {
            let signs: u32 = signs.iter().map(|sign| sign.weight).sum();
            // Somebody who could not be warned of a danger is worth a look for that alone.
            signs + u32::from(standing == Some(Standing::Unreachable)) * 2
        }
        _ => 0,
    };
    Judged {
        standing,
        signs,
        need,
    }
}

fn standing(facts: &Facts, signs: &[Sign], day: ShopDay, rules: Rules) -> Option<Standing> {
    if facts.purchases == 0 {
        return None;
    }
    let quiet_days = facts.last_sign().map_or(i64::MAX, |last| day.days_since(last));
    Some(if facts.people == 0 {
        if facts.left_alone > 0 {
            Standing::LeftAlone
        } else {
            Standing::Gone
        }
    } else if facts.things == 0 && facts.things_gone > 0 {
        Standing::Graduated
    } else if !facts.can_be_reached() {
        Standing::Unreachable
    } else if quiet_days <= rules.in_touch_days {
        Standing::InTouch
    } else if signs.is_empty() {
        Standing::Content
    } else {
        Standing::Drifting
    })
}

fn signs(facts: &Facts, day: ShopDay, rules: Rules) -> Vec<Sign> {
    let remembered = |on: &ShopDay| day.days_since(*on) <= rules.grievance_days;
    let mut signs = Vec::new();
    let mut add = |kind, since, count, weight| {
        signs.push(Sign {
            kind,
            since,
            count,
            weight,
        });
    };
    if let Some(since) = facts.open_case_on {
        // A case of this week is being worked on and stands in Today; an old or a serious one is what drives away.
        let weight = match (facts.serious, day.days_since(since)) {
            (true, _) => 6,
            (false, 14..) => 4,
            (false, _) => 0,
        };
        add(SignKind::OpenCase, Some(since), 0, weight);
    }
    if let Some(on) = facts
        .voice_on
        .filter(|on| facts.voice <= rules.unhappy && remembered(on))
        .filter(|on| facts.unhealed_since(*on, rules))
    {
        add(SignKind::Unhappy, Some(on), 0, 4);
    }
    if let Some(on) = facts
        .unsolved_on
        .filter(remembered)
        .filter(|on| facts.unhealed_since(*on, rules))
    {
        add(SignKind::Unsolved, Some(on), 0, 4);
    }
    if facts.unanswered >= rules.unanswered {
        add(SignKind::Unanswered, facts.last_sign(), facts.unanswered, 2);
    }
    if facts.post_returned {
        add(SignKind::PostReturned, None, 0, 3);
    }
    if facts.dead > 0 {
        add(SignKind::Dead, None, facts.dead, 2);
    }
    if facts.missed >= rules.missed {
        add(SignKind::Missed, None, facts.missed, 1);
    }
    let last = facts.last_sign().max(facts.tried_on);
    if let Some(last) = last.filter(|last| day.days_since(*last) > rules.untouched_days) {
        add(SignKind::Untouched, Some(last), 0, 1);
    }
    signs
}
