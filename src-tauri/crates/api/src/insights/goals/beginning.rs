//! A tree to begin with: what a shop for furniture may set itself, to be changed as it likes.
//!
//! No target comes with it: what is much for one shop is little for another, so the shop sees its own months first.

use aichaku_domain::goals::{GoalKind, MOST_PINNED, Metric};
use aichaku_store::NewGoal;

use super::tree::too_many;
use crate::App;
use crate::error::{ApiError, ErrorCode, Result};
use crate::shop::areas_of;
use crate::wire::{Done, Lang};

/// The plan that brings the touch.
const PLAN: &str = "sofa-fabric";
/// Minutes a week that its means take.
const MINUTES_WEEK: i64 = 120;

/// The words of a tree in a language.
struct Words {
    success: &'static str,
    touch: &'static str,
    means: &'static str,
    /// Why content, reached early and care kept.
    why: [&'static str; 3],
}

const JA: Words = Words {
    success: "10年後も、気持ちよく座れる",
    touch: "お届けのあと早めに様子をうかがい、季節ごとにお手入れをご案内する",
    means: "担当1人、電話とはがき、お手入れ用品",
    why: [
        "満足していただけているかは、お客様ご自身にうかがうのがいちばん確かです。",
        "はじめの1か月にお声がけすると、不具合やお手入れの迷いに早く気づけます。",
        "お手入れのご案内が続いてこそ、家具は長く気持ちよく使えます。",
    ],
};

const EN: Words = Words {
    success: "Still a pleasure to sit on in ten years",
    touch: "Ask how it is soon after delivery, and bring care with every season",
    means: "One person, telephone and postcards, things for care",
    why: [
        "Whether they are content, only they can tell.",
        "Who is asked in the first month tells us early what is wrong or unclear.",
        "Furniture stays a pleasure only while somebody reminds of its care.",
    ],
};

impl App {
    /// Sets a tree to begin with, in a language; one token takes all of it back.
    ///
    /// # Errors
    /// [`ErrorCode::Conflict`] where goals stand already.
    pub async fn begin_goals(&self, lang: Lang) -> Result<Done> {
        let shop = self.shop().await?;
        if !shop.store.goals().await?.is_empty() {
            return Err(ApiError::new(ErrorCode::Conflict).with("what", "goal"));
        }
        let plans = shop.store.plans().await?;
        let plan = plans.iter().find(|plan| plan.code == PLAN).map(|plan| plan.id.0);
        let goals = tree(lang, plan);
        for metric in goals.iter().filter_map(|goal| goal.metric) {
            self.count_back(&shop, metric).await?;
        }
        let written = shop.store.add_goals(&goals, MOST_PINNED, self.at(&shop)).await;
        let written = written.map_err(too_many)?;
        self.done(&shop, &written, &areas_of("goal")).await
    }
}

/// The tree; parents are places in it, counted down from the first.
pub(crate) fn tree(lang: Lang, plan: Option<i64>) -> Vec<NewGoal> {
    let words = match lang {
        Lang::Ja => JA,
        Lang::En => EN,
    };
    let node = |parent: Option<i64>, kind, words: &str| NewGoal {
        parent,
        kind,
        words: words.to_owned(),
        plan: None,
        minutes_week: None,
        metric: None,
        why: String::new(),
        target: None,
        at_least: true,
        baseline: None,
        pinned: false,
    };
    let own = |parent: i64, metric, why: &str| NewGoal {
        metric: Some(metric),
        why: why.to_owned(),
        pinned: true,
        ..node(Some(parent), GoalKind::Own, "")
    };
    vec![
        node(None, GoalKind::Customer, words.success),
        NewGoal {
            plan,
            ..node(Some(0), GoalKind::Touch, words.touch)
        },
        NewGoal {
            minutes_week: Some(MINUTES_WEEK),
            ..node(Some(-1), GoalKind::Means, words.means)
        },
        own(0, Metric::Satisfied, words.why[0]),
        own(-1, Metric::ReachedEarly, words.why[1]),
        own(-2, Metric::CareKept, words.why[2]),
    ]
}
