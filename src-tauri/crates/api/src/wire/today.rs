//! Today: whom to reach, why, what to say, whether one may, and what came of it.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Channel, ContentKind, FollowUpState, Int, ItemState, Outcome, SkipReason, Touch};

/// What Today is asked for.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Type)]
pub struct TodayQuery {
    /// Only what is given to this member of staff or to nobody.
    pub staff: Option<Int>,
    /// Only this channel.
    pub channel: Option<Channel>,
    /// How many items at most; 0: the ordinary 60.
    pub limit: u32,
}

/// The day's list in its order.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct TodayView {
    /// The shop's today.
    pub day: String,
    /// Groups by touch, in order high, low, tech; empty groups are left out.
    pub groups: Vec<TodayGroup>,
    /// All that is due, also beyond the list's end.
    pub due_total: Int,
    /// Minutes of what is listed.
    pub minutes: Int,
    /// The shop's minutes a day: the line in the list.
    pub daily_minutes: Int,
    /// Done today.
    pub done: Vec<DoneItem>,
    /// Follow-ups came due while the app was closed: offer the catch-up dialog.
    pub catch_up: Option<CatchUpOffer>,
}

/// Items of one touch.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct TodayGroup {
    /// Touch.
    pub touch: Touch,
    /// In the order to do them.
    pub items: Vec<TodayItem>,
}

/// One line of Today.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct TodayItem {
    /// Follow-up id.
    pub follow_up: Int,
    /// Household id.
    pub household: Int,
    /// Customer id.
    pub customer: Int,
    /// Owned item id.
    pub item: Option<Int>,
    /// Content id.
    pub content: Option<Int>,
    /// Name as written, with honorific in Japanese.
    pub customer_name: String,
    /// Kana.
    pub customer_kana: String,
    /// The thing's name; empty for a promise without a thing.
    pub item_name: String,
    /// Content title in the asked language, or the promise's words.
    pub title: String,
    /// What the content is; `None` for a promise.
    pub kind: Option<ContentKind>,
    /// The channel to use now: the step's, or its fallback where the first is refused.
    pub channel: Channel,
    /// Touch.
    pub touch: Touch,
    /// Due day.
    pub due: String,
    /// Minutes of the shop's time.
    pub minutes: Int,
    /// Tries so far that reached nobody.
    pub attempts: Int,
    /// Why today.
    pub reason: Reason,
    /// May it go out?
    pub gate: GateView,
    /// Within the shop's minutes of the day.
    pub within_minutes: bool,
}

/// Why a follow-up stands in Today. The client makes one sentence of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Reason {
    /// So many days after delivery.
    DaysAfterDelivery {
        /// Days.
        days: Int,
        /// Delivery day.
        delivered_on: String,
        /// Plan's name in the asked language.
        plan: String,
        /// Carried over from this day.
        overdue_since: Option<String>,
    },
    /// So many whole months after delivery.
    MonthsAfterDelivery {
        /// Months.
        months: Int,
        /// Delivery day.
        delivered_on: String,
        /// Plan's name.
        plan: String,
        /// Carried over from this day.
        overdue_since: Option<String>,
    },
    /// The season for it.
    Season {
        /// Month 1..=12.
        month: u8,
        /// Delivery day.
        delivered_on: String,
        /// Plan's name.
        plan: String,
        /// Carried over from this day.
        overdue_since: Option<String>,
    },
    /// Somebody promised.
    Promise {
        /// The day on which it was promised.
        promised_on: String,
        /// Carried over from this day.
        overdue_since: Option<String>,
    },
}

/// The gate's answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct GateView {
    /// May go out on the chosen channel now.
    pub allowed: bool,
    /// Each refusal explains itself in one sentence.
    pub refusals: Vec<GateRefusal>,
    /// What was checked and is well.
    pub passed: Vec<GatePass>,
}

/// One refusal: which rule, which sentence, and its values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct GateRefusal {
    /// Rule G1..=G18.
    pub rule: String,
    /// Names the sentence: `refusal.<code>` in the client's words.
    pub code: String,
    /// Values for the sentence by name (days as `YYYY-MM-DD`, counts as digits, closed lists as text forms).
    pub values: Vec<Value>,
}

/// One check that is well.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct GatePass {
    /// Names the sentence: `passed.<code>` in the client's words.
    pub code: String,
    /// Values for the sentence.
    pub values: Vec<Value>,
}

/// A named value for a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Value {
    /// Placeholder.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// Everything for doing one follow-up.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct FollowUpDetail {
    /// The line of Today.
    pub item: TodayItem,
    /// Its state.
    pub state: FollowUpState,
    /// Purchases so far.
    pub purchase_count: Int,
    /// Since when they are customers.
    pub customer_since: Option<String>,
    /// Phase of the relation: `onboarding`, `settled`, `mature`.
    pub phase: String,
    /// How to reach them on the chosen channel (number, address, mail), as typed.
    pub contact: String,
    /// Further ways, as typed.
    pub other_contacts: Vec<ContactLine>,
    /// What to ask and say, line by line, merged.
    pub talking_points: Vec<String>,
    /// The message, merged.
    pub message: String,
    /// What not to do, line by line.
    pub never: Vec<String>,
    /// Suggestion; only where an advertising consent stands on this channel.
    pub suggestion: String,
    /// Where the item stands.
    pub item_state: Option<ItemState>,
    /// What was typed so far and not finished.
    pub draft: String,
    /// Last contacts, newest first, at most 3.
    pub recent: Vec<RecentTouch>,
    /// Other follow-ups of the household that are due within 14 days: could be said in one call.
    pub siblings: Vec<SiblingFollowUp>,
}

/// The day's calls on paper.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct CallSheet {
    /// The day.
    pub day: String,
    /// In the order to make them; those that must wait come last and say why.
    pub calls: Vec<Call>,
}

/// One call on paper.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct Call {
    /// Number of the follow-up, so that what came of it is entered for the right one (gate rule G5).
    pub follow_up: Int,
    /// Name with honorific.
    pub customer_name: String,
    /// Kana.
    pub customer_kana: String,
    /// Number to call, as typed; empty where the call must wait.
    pub number: String,
    /// The thing; empty for a promise without one.
    pub item_name: String,
    /// What it is about.
    pub title: String,
    /// Why today.
    pub reason: Reason,
    /// Minutes of the shop's time.
    pub minutes: Int,
    /// What to ask and say, line by line; empty where the call must wait.
    pub points: Vec<String>,
    /// May the call be made? Whatever the time of day.
    pub gate: GateView,
}

/// A way to reach somebody.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct ContactLine {
    /// `phone`, `mobile`, `email`, `line`, `fax` or `address`.
    pub kind: String,
    /// As typed.
    pub value: String,
}

/// A contact of late.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct RecentTouch {
    /// Day.
    pub day: String,
    /// Channel.
    pub channel: Channel,
    /// What came of it.
    pub outcome: Outcome,
    /// Note.
    pub note: String,
}

/// Another follow-up of the same household.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct SiblingFollowUp {
    /// Id.
    pub follow_up: Int,
    /// Thing.
    pub item_name: String,
    /// Title.
    pub title: String,
    /// Due.
    pub due: String,
}

/// Something done today.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct DoneItem {
    /// Follow-up.
    pub follow_up: Int,
    /// Customer id.
    pub customer: Int,
    /// Name with honorific.
    pub customer_name: String,
    /// Title.
    pub title: String,
    /// Channel.
    pub channel: Channel,
    /// Done, skipped.
    pub state: FollowUpState,
    /// When, ms UTC.
    pub at: Int,
    /// To take it back; `None`: not any more.
    pub undo: Option<Int>,
}

/// How a follow-up was done.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct Completion {
    /// What came of it. `not_reached` and `left_message` keep the follow-up open for another day.
    pub outcome: Outcome,
    /// The channel really used; `None`: the one shown.
    pub channel: Option<Channel>,
    /// A note.
    pub note: String,
    /// Who did it.
    pub staff: Option<Int>,
    /// Follow-ups of the same household that were settled in the same contact.
    pub also: Vec<Int>,
}

/// A follow-up after something was done to it (also the CLI's answer).
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct FollowUpView {
    /// Id.
    pub follow_up: Int,
    /// State.
    pub state: FollowUpState,
    /// Reason of the state, if skipped.
    pub why: Option<SkipReason>,
    /// Due day as it stands now.
    pub due: String,
    /// Tries so far.
    pub attempts: Int,
    /// Token to take it back.
    pub undo: Option<Int>,
}

/// What piled up while the app was closed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct CatchUpOffer {
    /// Follow-ups whose day passed.
    pub overdue: Int,
    /// The first of those days.
    pub since: String,
    /// Households among them.
    pub households: Int,
    /// Their minutes.
    pub minutes: Int,
    /// Days needed when spread under the daily minutes.
    pub spread_days: Int,
    /// Of them safety: never skipped, whatever is chosen.
    pub safety: Int,
}

/// What to do with what piled up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum CatchUpChoice {
    /// Let them go (not safety).
    Skip,
    /// One contact a household, the rest is let go.
    Merge,
    /// Over the coming working days, under the daily minutes.
    Spread,
}

/// What the choice did.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct CatchUpReport {
    /// Let go.
    pub skipped: Int,
    /// Merged into another.
    pub merged: Int,
    /// Moved to a later day.
    pub moved: Int,
    /// The last day that was used.
    pub until: Option<String>,
    /// Token to take it back.
    pub undo: Option<Int>,
}

/// A quick memo from anywhere; with a day it becomes a promise in Today.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct NewMemo {
    /// Whom it is about.
    pub customer: Int,
    /// Words.
    pub body: String,
    /// Promised for this day.
    pub promise_on: Option<String>,
    /// Who wrote it.
    pub staff: Option<Int>,
}
