//! What customers answer when they are asked, one by one and counted.
//!
//! Not here: what may stand (`domain::voices`), the arithmetic (`stats`). Definitions: `docs/METRICS.md`.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{GoalMet, Int, Real, VoiceOccasion, VoiceTopic, VoiceWay};

/// A topic with its mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct TopicMark {
    /// Topic.
    pub topic: VoiceTopic,
    /// 1 to 5, higher is better.
    pub mark: Int,
}

/// Answers to write down; what was not asked is `None`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct VoiceForm {
    /// About what.
    pub occasion: VoiceOccasion,
    /// How it came.
    pub way: VoiceWay,
    /// When; `None`: today.
    pub answered_on: Option<String>,
    /// Would they recommend the shop, 0 to 10.
    pub recommend: Option<Int>,
    /// Are they content, 1 to 5.
    pub satisfaction: Option<Int>,
    /// Was it easy, 1 (hard) to 5 (very easy).
    pub ease: Option<Int>,
    /// Topics, each at most once.
    pub topics: Vec<TopicMark>,
    /// Their own words; may be empty.
    pub words: String,
    /// What they want most to reach with what they bought, in their words; may be empty.
    pub goal: String,
    /// Whether what they wanted came true; `None`: not said.
    pub goal_met: Option<GoalMet>,
}

/// Answers that stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct VoiceView {
    /// Id.
    pub id: Int,
    /// Who.
    pub customer: Int,
    /// Their name.
    pub name: String,
    /// What they said.
    pub answers: VoiceForm,
    /// Who wrote it down; may be empty.
    pub staff: String,
}

/// Whose answers are counted. Of each person the last answer counts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize, Type)]
pub struct VoicesQuery {
    /// About what; `None`: whatever it was.
    pub occasion: Option<VoiceOccasion>,
    /// From this day; `None`: from the beginning.
    pub from: Option<String>,
    /// Until this day; `None`: today.
    pub until: Option<String>,
}

/// What the answers say together.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct VoicesView {
    /// People who answered.
    pub people: Int,
    /// Would they recommend the shop.
    pub recommend: RecommendView,
    /// Are they content: 満足度.
    pub satisfaction: MarksView,
    /// Was it easy: らくらく度, higher is better.
    pub ease: MarksView,
    /// Content, and yet they would not recommend: 満足-推奨ギャップ.
    pub gap: GapView,
    /// Content (4 or 5) people whose household has bought once.
    pub content_not_back: Int,
    /// What they wanted to reach, and whether it came true: 顧客のKPI.
    pub goals: OwnGoalsView,
    /// What goes along with recommending.
    pub drivers: DriversView,
    /// Of those who were asked so many answered; `None` where answers about one matter are looked at alone, because it
    /// is not known which one they were asked about.
    pub asked: Option<AskedView>,
    /// Calendar years with answers, oldest first.
    pub years: Vec<RecommendYear>,
    /// Counted until this day.
    pub until: String,
    /// People by mark, SVG; a bar carries its mark as `data-k`. Empty where none was asked for.
    pub svg: String,
}

/// How many of those who were asked answered. By household and day on which it was asked.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, Type)]
pub struct AskedView {
    /// An answer counts within so many days.
    pub days: Int,
    /// Asked, and those days are over.
    pub asked: Int,
    /// Of them, somebody answered in time.
    pub answered: Int,
    /// Asked, and the days are not over.
    pub waiting: Int,
    /// answered ÷ asked; `None` below ten.
    pub share: Option<Real>,
    /// Lower end of its 95 % interval.
    pub low: Option<Real>,
    /// Upper end.
    pub high: Option<Real>,
}

/// "Would you recommend us?"
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct RecommendView {
    /// People who said.
    pub n: Int,
    /// How many gave 0, 1, … 10.
    pub counts: Vec<Int>,
    /// 9 and 10.
    pub promoters: Int,
    /// 7 and 8.
    pub passives: Int,
    /// 0 to 6.
    pub detractors: Int,
    /// Net promoter score, -100..=100; `None` below 30 answers, where counts say more.
    pub score: Option<Real>,
    /// Lower end of its 95 % interval, -100..=100.
    pub low: Option<Real>,
    /// Upper end.
    pub high: Option<Real>,
}

/// A year of [`RecommendView`].
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct RecommendYear {
    /// Calendar year.
    pub year: Int,
    /// People who said in it, each once.
    pub n: Int,
    /// As in [`RecommendView::score`].
    pub score: Option<Real>,
    /// Lower end of its 95 % interval.
    pub low: Option<Real>,
    /// Upper end.
    pub high: Option<Real>,
}

/// Marks out of five.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct MarksView {
    /// People who said.
    pub n: Int,
    /// How many gave 1, … 5.
    pub counts: Vec<Int>,
    /// 4 and 5.
    pub good: Int,
    /// Share of 4 and 5, 0..=1; `None` below 10 answers.
    pub share: Option<Real>,
    /// Lower end of its 95 % interval (Wilson).
    pub low: Option<Real>,
    /// Upper end.
    pub high: Option<Real>,
}

/// Content and recommending, among those who answered both.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct GapView {
    /// People who answered both.
    pub n: Int,
    /// Of those, content (4 or 5).
    pub satisfied: Int,
    /// Of those, recommending (9 or 10).
    pub recommending: Int,
    /// Share of the content less share of the recommending, in points; `None` below 30 answers.
    pub points: Option<Real>,
}

/// How much may be said of the drivers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum DriversGround {
    /// Too few answers, or all alike: nothing is said.
    None,
    /// Shares are given and are rough: fewer than 100 answers.
    Rough,
    /// Shares are given.
    Enough,
}

/// What goes along with recommending: shares of the variance that the topics explain together. No proof of cause.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct DriversView {
    /// How much may be said.
    pub ground: DriversGround,
    /// People who marked every topic below and said whether they recommend.
    pub n: Int,
    /// People who are needed.
    pub needed: Int,
    /// Share of the variance that all topics explain together, 0..=1.
    pub r_squared: Real,
    /// Topics, the weightiest first.
    pub topics: Vec<DriverTopic>,
    /// The shares, SVG; empty where none was asked for.
    pub svg: String,
}

/// One topic.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct DriverTopic {
    /// Topic.
    pub topic: VoiceTopic,
    /// People who marked it.
    pub n: Int,
    /// Mean mark, 1..=5.
    pub mean: Real,
    /// Share of what is explained, 0..=1 (LMG); `None` where nothing may be said.
    pub share: Option<Real>,
}

/// Whose names stand behind a number of [`VoicesView`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum VoiceSide {
    /// Everybody who answered.
    All,
    /// Those who gave this mark (0 to 10) for recommending.
    Mark(u8),
    /// 9 and 10.
    Promoters,
    /// 7 and 8.
    Passives,
    /// 0 to 6.
    Detractors,
    /// Satisfaction 4 and 5.
    Satisfied,
    /// Satisfaction 1 and 2.
    Dissatisfied,
    /// Ease 1 and 2.
    Hard,
    /// [`VoicesView::content_not_back`].
    ContentNotBack,
    /// They said what they want to reach.
    Goal,
    /// It came true.
    GoalMet,
    /// It did not, or in part only.
    GoalMissed,
    /// Asked, with or without an answer; the person one writes to.
    Asked,
    /// Asked, and no answer came in time; the person one writes to.
    Silent,
}

/// Customers' own goals.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct OwnGoalsView {
    /// People who said what they want to reach.
    pub said: Int,
    /// People who said whether it came true.
    pub n: Int,
    /// It did.
    pub yes: Int,
    /// In part.
    pub partly: Int,
    /// It did not.
    pub no: Int,
    /// Share of those whose goal came true; `None` where there are too few.
    pub share: Option<Real>,
    /// Its 95 % interval.
    pub low: Option<Real>,
    /// Its upper end.
    pub high: Option<Real>,
}
