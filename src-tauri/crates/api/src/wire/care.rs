//! The care library and the plans.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Channel, ContentKind, Family, Finish, Int, Material, Touch};

/// A piece of care content.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ContentView {
    /// Id; 0 for a new one.
    pub id: Int,
    /// Code, e.g. `T12`.
    pub code: String,
    /// Kind.
    pub kind: ContentKind,
    /// Families that it fits; empty: any.
    pub families: Vec<Family>,
    /// Materials that it fits; empty: any.
    pub materials: Vec<Material>,
    /// Finishes that it fits; empty: any, also unknown.
    pub finishes: Vec<Finish>,
    /// Minutes of the customer's time.
    pub minutes: Int,
    /// 1 easy ..= 3 hard.
    pub difficulty: u8,
    /// Source mark.
    pub source: String,
    /// Reviewed by the maker; safety contents go out only then.
    pub reviewed: bool,
    /// Made by the shop, not from the library.
    pub own: bool,
    /// Version, grows with every change.
    pub version: Int,
    /// In use.
    pub active: bool,
    /// Japanese.
    pub ja: ContentText,
    /// English.
    pub en: ContentText,
    /// Steps of plans that use it.
    pub used_in: Int,
}

/// The words of a content in one language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ContentText {
    /// Title.
    pub title: String,
    /// Care text; merge fields as `{{customer}}`.
    pub body: String,
    /// What to ask and say on the telephone.
    pub talking_points: Vec<String>,
    /// What not to do.
    pub never: Vec<String>,
    /// The advertising part.
    pub suggestion: String,
}

/// What the lint says about a content before it is saved.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ContentFinding {
    /// Names the sentence: `lint.<code>`.
    pub code: String,
    /// The words at fault.
    pub excerpt: String,
    /// Saving is refused.
    pub blocking: bool,
}

/// How a content would read for a customer on a channel.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ContentPreview {
    /// Subject (mail) or title.
    pub title: String,
    /// Text.
    pub body: String,
    /// Findings.
    pub findings: Vec<ContentFinding>,
}

/// A plan.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct PlanView {
    /// Id; 0 for a new one.
    pub id: Int,
    /// Code.
    pub code: String,
    /// Japanese name.
    pub name_ja: String,
    /// English name.
    pub name_en: String,
    /// Family; `None`: any.
    pub family: Option<Family>,
    /// Material; `None`: any.
    pub material: Option<Material>,
    /// Finish; `None`: any.
    pub finish: Option<Finish>,
    /// In use.
    pub active: bool,
    /// Made by the shop.
    pub own: bool,
    /// Steps in order.
    pub steps: Vec<StepView>,
    /// Items in use that it fits now.
    pub items: Int,
    /// Households of those.
    pub households: Int,
}

/// A step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct StepView {
    /// Id; 0 for a new one.
    pub id: Int,
    /// Content.
    pub content: Int,
    /// Its title in the asked language.
    pub title: String,
    /// After delivery.
    pub offset: Span,
    /// Again every.
    pub repeat: Option<Span>,
    /// Until so long after delivery.
    pub repeat_until: Option<Span>,
    /// Only in this season.
    pub season: Option<SeasonView>,
    /// Touch.
    pub touch: Touch,
    /// Channel.
    pub channel: Channel,
    /// If that is refused.
    pub fallback: Option<Channel>,
    /// Days late after which it is let go.
    pub grace_days: u16,
    /// Minutes of the shop's time.
    pub minutes: u16,
    /// In use.
    pub active: bool,
}

/// A span of days or calendar months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Span {
    /// Unit.
    pub unit: SpanUnit,
    /// How many, 0..=3650.
    pub count: u16,
}

/// Unit of a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SpanUnit {
    /// Days.
    Days,
    /// Calendar months.
    Months,
}

/// A season, may wrap the year's end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SeasonView {
    /// `MM-DD`.
    pub from: String,
    /// `MM-DD`.
    pub until: String,
}

/// What saving a plan changes.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct PlanChange {
    /// The plan's id (0: would be new).
    pub plan: Int,
    /// Planned follow-ups that move.
    pub moved: Int,
    /// New follow-ups within the planned days.
    pub added: Int,
    /// Planned follow-ups that go.
    pub removed: Int,
    /// Token to take it back; `None` for a preview, or when nothing changed.
    pub undo: Option<Int>,
}

/// Work of the coming weeks.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct Workload {
    /// Weeks, from this week on.
    pub weeks: Vec<WorkWeek>,
    /// The shop's minutes a week.
    pub weekly_minutes: Int,
    /// The drawing, SVG.
    pub svg: String,
}

/// One week.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct WorkWeek {
    /// Its Monday.
    pub from: String,
    /// Follow-ups of the asked plan.
    pub plan_count: Int,
    /// Their minutes.
    pub plan_minutes: Int,
    /// Minutes of all other plans.
    pub other_minutes: Int,
}

/// What the day's planning did.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct PlanningReport {
    /// New follow-ups.
    pub planned: Int,
    /// Let go, because their time had passed.
    pub lapsed: Int,
    /// Planned through this day.
    pub through: String,
}
