//! One person once: pairs that look alike, answers, who was joined.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::Int;

/// People who may be in the books twice, and who was joined.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct DuplicatesPage {
    /// Pairs to look at, the surest first.
    pub pairs: Vec<PairView>,
    /// All pairs that wait for an answer.
    pub open: Int,
    /// People who were written or brought in and not looked at yet.
    pub waiting: Int,
    /// Who was joined lately, newest first.
    pub joined: Vec<MergeView>,
    /// All merges that stand.
    pub joined_total: Int,
}

/// How many wait; cheap.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct DuplicatesCount {
    /// Pairs that wait for an answer.
    pub open: Int,
    /// People who were not looked at yet.
    pub waiting: Int,
}

/// What is asked about a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PairQuestion {
    /// Are they one person?
    Person,
    /// Are they one household?
    Family,
}

/// What speaks for or against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words stand in the messages of the UI")]
pub enum PairReason {
    NameSame,
    NameTurned,
    ReadingSame,
    OtherKanji,
    GivenNear,
    GivenDiffers,
    GivenUnknown,
    FamilyDiffers,
    NameDiffers,
    PhoneSame,
    PhoneNear,
    PhoneDiffers,
    MailSame,
    MailNear,
    MailDiffers,
    PlaceSame,
    HouseSame,
    TownSame,
    PlaceDiffers,
    CompanyAndPerson,
}

/// Two people side by side.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct PairView {
    /// One; stays when they are joined.
    pub one: PairSide,
    /// Another.
    pub other: PairSide,
    /// What is asked.
    pub question: PairQuestion,
    /// Probability that they are one person, in thousandths.
    pub score: Int,
    /// What speaks for and against it.
    pub reasons: Vec<PairReason>,
}

/// A person as a pair shows them, everything as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PairSide {
    /// Customer id.
    pub customer: Int,
    /// Household id.
    pub household: Int,
    /// Name.
    pub name: String,
    /// Reading.
    pub kana: String,
    /// A company.
    pub company: bool,
    /// Honorific; empty: the ordinary one.
    pub honorific: String,
    /// Telephone numbers.
    pub phones: Vec<String>,
    /// Mail addresses.
    pub mails: Vec<String>,
    /// Home.
    pub address: String,
    /// Others of the household.
    pub members: Vec<String>,
    /// Purchases of their own.
    pub purchases: Int,
    /// Day of the last one of the household.
    pub last_purchase: Option<String>,
    /// The systems that they came from; empty: typed in by hand.
    pub sources: Vec<String>,
}

/// What a person says about a pair; remembered for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PairAnswer {
    /// One person: the other's purchases, things and history go to the one.
    Same,
    /// Two people of one household.
    Household,
    /// Two people who have nothing to do with each other.
    Different,
}

/// A merge that stands.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct MergeView {
    /// Takes it back.
    pub token: Int,
    /// Who stayed.
    pub kept: Int,
    /// Their name.
    pub name: String,
    /// Name of the one who was joined with them.
    pub other_name: String,
    /// Joined by rule, not by a person.
    pub by_rule: bool,
    /// When, ms UTC.
    pub merged_at: Int,
}

/// What a look came to.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Type)]
pub struct LookReport {
    /// People looked at.
    pub looked: Int,
    /// Joined by rule.
    pub joined: Int,
    /// Pairs that wait for an answer now.
    pub open: Int,
}

/// Something that stays with the first because nobody can tell whose it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LaterWorkView {
    /// What.
    pub entity: LaterEntity,
    /// Id; of a field or a consent, the first's.
    pub id: Int,
    /// The field, or channel and purpose; else empty.
    pub name: String,
}

/// Kinds of work that cannot be told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "named after the records")]
pub enum LaterEntity {
    Purchase,
    Item,
    Note,
    Touch,
    Case,
    Voice,
    Referral,
    Contact,
    Field,
    Consent,
}

/// Two people stand for themselves again.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct UnmergeReport {
    /// The first.
    pub kept: Int,
    /// The second.
    pub returned: Int,
    /// What stays with the first.
    pub later: Vec<LaterWorkView>,
}
