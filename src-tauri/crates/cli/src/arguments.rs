//! What can be asked on the command line. Names and fields are a contract; see `docs/CLI.md`.
//!
//! Not here: what a command does.

use std::path::PathBuf;

use aichaku_api::wire::{
    AnchorName, CatchUpChoice, Channel, ConsentSource, Family, Finish, ImportKind, ImportMode, Lang,
    Material, MeasureName, Outcome, PeriodName, Purpose, ReturnGroup, SkipReason, UnitName,
};
use clap::{Parser, Subcommand, ValueEnum};

/// Care for customers and their furniture after the purchase.
#[derive(Debug, Parser)]
#[command(name = "aichaku-cli", version, about)]
pub(crate) struct Arguments {
    /// Folder of the data; default: the app's own.
    #[arg(long, global = true, env = "AICHAKU_DATA_DIR")]
    pub(crate) data: Option<PathBuf>,
    /// The shop's today (YYYY-MM-DD); default: the clock.
    #[arg(long, global = true)]
    pub(crate) day: Option<String>,
    /// Language of the words; default: the system's.
    #[arg(long, global = true)]
    pub(crate) lang: Option<LangWord>,
    /// Name of who does this, for the trail of what was done; default: nobody said.
    #[arg(long = "as", global = true, value_name = "STAFF")]
    pub(crate) acting: Option<String>,
    /// Print the result as JSON.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Begin an empty shop with the library and its plans.
    Init {
        #[arg(long, default_value = "")]
        shop: String,
        #[arg(long, default_value = "JPY")]
        currency: String,
        #[arg(long, default_value = "Asia/Tokyo")]
        zone: String,
    },
    /// Open the practice shop, making it where there is none.
    Demo {
        #[arg(long, default_value_t = 7)]
        seed: i64,
        #[arg(long, default_value_t = 400)]
        households: i64,
    },
    /// Bring a file in.
    Import(crate::imports::Import),
    /// Take an import back.
    Undo { batch: i64 },
    /// The folder that is watched for new exports.
    Watch {
        /// Watch this folder from now on.
        folder: Option<PathBuf>,
        /// Watch none.
        #[arg(long, conflicts_with = "folder")]
        off: bool,
    },
    /// New exports in the watched folder; nothing is read in.
    Offered {
        /// Never offer the file with this hash again.
        #[arg(long)]
        decline: Option<String>,
    },
    /// Imports of the past.
    Batches,
    /// Save the rows that an import left out, to be mended and brought in again.
    Rejects {
        batch: i64,
        #[arg(long)]
        out: PathBuf,
    },
    /// Plan what has come within sight, let go what is too late and close the months that are over.
    Day,
    /// Whom to reach today, and why.
    Today {
        #[arg(long)]
        staff: Option<String>,
        /// Items at most; 0: the ordinary number.
        #[arg(long, default_value_t = 0)]
        limit: u32,
    },
    /// Record that a follow-up was done.
    Done {
        follow_up: i64,
        #[arg(long, default_value = "")]
        note: String,
        #[arg(long)]
        outcome: Option<OutcomeWord>,
    },
    /// Let a follow-up be, with a reason.
    Skip {
        follow_up: i64,
        #[arg(long)]
        why: WhyWord,
        #[arg(long, default_value = "")]
        note: String,
    },
    /// Move a follow-up to a later day.
    Postpone {
        follow_up: i64,
        #[arg(long)]
        to: String,
    },
    /// Find customers.
    Search {
        text: String,
        #[arg(long, default_value_t = 20)]
        limit: u32,
    },
    /// The whole record of a customer.
    Customer { id: i64 },
    /// Where the fields of a customer's record came from.
    Origins { customer: i64 },
    /// Numbers about what happened after the sale.
    #[command(subcommand)]
    Insights(Insight),
    /// Draw a chart to a file: cohorts, returns, worth, referrals, workload, recommend or drivers.
    Chart {
        name: String,
        #[arg(long)]
        out: PathBuf,
        #[arg(long, default_value_t = 960)]
        width: u32,
        #[arg(long, default_value_t = 420)]
        height: u32,
        #[arg(long, default_value = "light")]
        theme: ThemeWord,
    },
    /// Write the owner's report of a month, a year or a week (any day of it) as a PDF on A4.
    Report(crate::report::Report),
    /// Set delivery days so many days after the order, where none is known. They count as estimated.
    DeliveryRule {
        /// Days after the order, 0 to 365.
        days: u16,
        /// Orders from this day on.
        #[arg(long)]
        from: Option<String>,
        /// Orders until this day.
        #[arg(long)]
        until: Option<String>,
        /// Only orders with a thing of this family, e.g. sofa.
        #[arg(long, value_parser = family)]
        family: Option<Family>,
        /// Replace estimated days too; confirmed ones are never touched.
        #[arg(long)]
        replace_estimated: bool,
        /// Only show what would happen.
        #[arg(long)]
        preview: bool,
    },
    /// Plans: what happens when after delivery.
    Plans,
    /// Switch a plan on or off; its follow-ups come and go with it.
    Plan {
        id: i64,
        #[arg(long, conflicts_with = "off", required_unless_present = "off")]
        on: bool,
        #[arg(long)]
        off: bool,
        /// Only show what would happen.
        #[arg(long)]
        preview: bool,
    },
    /// Write down what somebody said; with a day it becomes a promise in Today.
    Memo {
        customer: i64,
        text: String,
        #[arg(long)]
        promise: Option<String>,
    },
    /// The shop's products in the order of their names.
    Products(crate::products::Products),
    /// A product; with an option it is changed.
    Product(crate::products::Product),
    /// What customers answer when they are asked.
    #[command(subcommand)]
    Voice(crate::voices::Voice),
    /// Write down what somebody agreed to or refused.
    Consent {
        customer: i64,
        /// By which way, e.g. email; several may be named.
        #[arg(long, required = true, value_parser = channel)]
        channel: Vec<Channel>,
        /// For what: care, offer, survey, event; several may be named.
        #[arg(long, required = true, value_parser = purpose)]
        purpose: Vec<Purpose>,
        /// They agreed, to these words.
        #[arg(long, conflicts_with = "no", required_unless_present = "no")]
        yes: Option<String>,
        /// They refused.
        #[arg(long)]
        no: bool,
        #[arg(long, default_value = "oral")]
        source: SourceWord,
    },
    /// Purchases whose delivery day is not known or only estimated.
    Undelivered {
        #[arg(long, default_value_t = 50)]
        limit: u32,
    },
    /// Set the delivery day of one purchase; without a day it is forgotten.
    Delivery { purchase: i64, day: Option<String> },
    /// After weeks away: let what piled up go, keep one contact a household, or spread it over working days.
    CatchUp { choice: ChoiceWord },
    /// Say that somebody looked at a move or a change in the family: courtesies go on.
    Reviewed { household: i64 },
    /// Take a write back by the token that it answered with; imports have `undo`.
    TakeBack { token: i64 },
    /// Write a verified backup. With AICHAKU_PASSPHRASE, or with --portable, it opens on any computer.
    Backup {
        file: PathBuf,
        /// Ask for a passphrase, so that the backup opens on any computer.
        #[arg(long)]
        portable: bool,
    },
    /// Put a backup in the place of the shop. One from another computer asks for its passphrase.
    Restore { file: PathBuf },
    /// People who may be in the books twice; looks at whoever came in since first.
    Duplicates {
        /// Pairs at most.
        #[arg(long, default_value_t = 20)]
        limit: u32,
    },
    /// Compare households that get a plan or tip with households that go without, by chance.
    #[command(subcommand)]
    Compare(crate::effect::Compare),
    /// Goals, from a customer's success to the shop's own numbers, with the months of these numbers.
    Goals(crate::goals::Goals),
    /// Set, change, pin or remove a goal.
    #[command(subcommand)]
    Goal(crate::goals::Goal),
    /// How a customer's household stands: content and quiet, drifting, out of reach; why, and how much is known.
    Standing { customer: i64 },
    /// A way to somebody does not work any more: a letter came back, nobody's number.
    Way(crate::standing::Way),
    /// Who told a customer about the shop: what is known, or to be written down.
    Heard(crate::referrals::Heard),
    /// The one who told a customer about the shop was thanked for it.
    Thanked { customer: i64 },
    /// Two people are one: everything of the second goes to the first.
    Merge { keep: i64, absorb: i64 },
    /// Take two people apart who were joined, by the token of the merge.
    Unmerge { token: i64 },
    /// Two people are not one, for good.
    Different {
        one: i64,
        other: i64,
        /// They are of one household: the second moves in with the first.
        #[arg(long)]
        household: bool,
    },
    /// Who lives in the household of a customer, and putting it right.
    Household(crate::households::HouseholdArguments),
    /// Check the integrity of the store.
    Check,
    /// Write everything as CSV and JSON.
    Export { dir: PathBuf },
    /// Make the exported shop again, in a shop in which nobody is yet.
    TakeOver { dir: PathBuf },
    /// The places of a postal code (123-4567).
    Postal { code: String },
    /// Save a list as a workbook or CSV.
    ExportList(crate::lists::ListArguments),
}

#[derive(Debug, Subcommand)]
pub(crate) enum Insight {
    /// Cohort table.
    Cohorts {
        #[arg(long, default_value = "year")]
        by: ByWord,
        #[arg(long, default_value = "by")]
        measure: MeasureWord,
        #[arg(long, default_value = "delivery")]
        anchor: AnchorWord,
        #[arg(long, default_value = "household")]
        unit: UnitWord,
        #[arg(long)]
        until: Option<String>,
        #[arg(long)]
        merge_days: Option<u16>,
        /// Only those whose first purchase was of this family, e.g. sofa.
        #[arg(long, value_parser = family)]
        family: Option<Family>,
    },
    /// Return curve.
    Returns {
        #[arg(long)]
        group: Option<GroupWord>,
        #[arg(long, default_value = "delivery")]
        anchor: AnchorWord,
        #[arg(long, default_value = "household")]
        unit: UnitWord,
        #[arg(long)]
        until: Option<String>,
        #[arg(long)]
        merge_days: Option<u16>,
    },
    /// Repeat purchase with its denominator.
    Repeat {
        #[arg(long, default_value = "delivery")]
        anchor: AnchorWord,
        #[arg(long, default_value = "household")]
        unit: UnitWord,
        #[arg(long)]
        until: Option<String>,
        #[arg(long)]
        merge_days: Option<u16>,
    },
    /// What households brought in: 年間取引額 × 収益率 × 取引年数, and by year since the first purchase.
    #[command(alias = "value")]
    Ltv(crate::numbers::Ltv),
    /// What care does: comparisons with households that went without, by chance.
    Effect(crate::effect::Effect),
    /// How all households stand, who needs the shop now, and what came of those who were listed before.
    #[command(alias = "state")]
    Health,
    /// Who came through whom: sources, K, lines of referrals, thanks owed.
    Referrals(crate::numbers::Of),
    /// Recency, frequency and money.
    Rfm(crate::numbers::Rfm),
    /// What customers answered: recommending (NPS), content, ease, and what goes along with it.
    #[command(alias = "voices")]
    Nps(crate::voices::Nps),
    /// A model of how often each will buy again (bgnbd, mbgnbd, pareto) or of amounts (gamma-gamma).
    Model(crate::numbers::Model),
}

/// A family by its word.
pub(crate) fn family(word: &str) -> Result<Family, String> {
    aichaku_api::Family::parse(word).map(Into::into).ok_or_else(|| {
        let words: Vec<&str> = aichaku_api::Family::ALL.iter().map(|one| one.as_str()).collect();
        format!("one of {}", words.join(", "))
    })
}

/// A material by its word.
pub(crate) fn material(word: &str) -> Result<Material, String> {
    aichaku_api::Material::parse(word).map(Into::into).ok_or_else(|| {
        let words: Vec<&str> = aichaku_api::Material::ALL
            .iter()
            .map(|one| one.as_str())
            .collect();
        format!("one of {}", words.join(", "))
    })
}

/// A finish by its word.
pub(crate) fn finish(word: &str) -> Result<Finish, String> {
    aichaku_api::Finish::parse(word).map(Into::into).ok_or_else(|| {
        let words: Vec<&str> = aichaku_api::Finish::ALL.iter().map(|one| one.as_str()).collect();
        format!("one of {}", words.join(", "))
    })
}

/// A channel by its word.
fn channel(word: &str) -> Result<Channel, String> {
    aichaku_api::Channel::parse(word).map(Into::into).ok_or_else(|| {
        let words: Vec<&str> = aichaku_api::Channel::ALL.iter().map(|one| one.as_str()).collect();
        format!("one of {}", words.join(", "))
    })
}

/// A purpose by its word.
fn purpose(word: &str) -> Result<Purpose, String> {
    aichaku_api::Purpose::parse(word).map(Into::into).ok_or_else(|| {
        let words: Vec<&str> = aichaku_api::Purpose::ALL.iter().map(|one| one.as_str()).collect();
        format!("one of {}", words.join(", "))
    })
}

/// A closed list of words on the command line that stands for one of the wire.
macro_rules! words {
    ($($name:ident for $wire:ident { $($variant:ident = $text:literal => $value:ident),* $(,)? })*) => {$(
        #[derive(Debug, Clone, Copy, ValueEnum)]
        pub(crate) enum $name { $(#[value(name = $text)] $variant),* }

        impl From<$name> for $wire {
            fn from(word: $name) -> Self {
                match word { $($name::$variant => Self::$value),* }
            }
        }
    )*};
}
pub(crate) use words;

words! {
    LangWord for Lang { Ja = "ja" => Ja, En = "en" => En }
    ByWord for PeriodName { Month = "month" => Month, Quarter = "quarter" => Quarter, Half = "half" => Half, Year = "year" => Year }
    MeasureWord for MeasureName { By = "by" => By, In = "in" => In, Since = "since" => Since, Revenue = "revenue" => Revenue, Value = "value" => Value, Margin = "margin" => Margin }
    AnchorWord for AnchorName { Delivery = "delivery" => Delivery, Order = "order" => Order }
    UnitWord for UnitName { Household = "household" => Household, Customer = "customer" => Customer }
    ChoiceWord for CatchUpChoice { Skip = "skip" => Skip, Merge = "merge" => Merge, Spread = "spread" => Spread }
    SourceWord for ConsentSource { Oral = "oral" => Oral, Paper = "paper" => Paper, Web = "web" => Web, Request = "request" => Request }
    GroupWord for ReturnGroup { Family = "family" => Family, Material = "material" => Material, Channel = "channel" => Channel, Staff = "staff" => Staff, Referral = "referral" => Referral }
    OutcomeWord for Outcome {
        Reached = "reached" => Reached, NotReached = "not_reached" => NotReached, LeftMessage = "left_message" => LeftMessage,
        Sent = "sent" => Sent, Posted = "posted" => Posted, HandedOver = "handed_over" => HandedOver, CameIn = "came_in" => CameIn,
    }
    WhyWord for SkipReason {
        RecentlyInTouch = "recently_in_touch" => RecentlyInTouch, CustomerDeclined = "customer_declined" => CustomerDeclined,
        ItemGone = "item_gone" => ItemGone, NotSuitable = "not_suitable" => NotSuitable, NoCapacity = "no_capacity" => NoCapacity,
        Unreachable = "unreachable" => Unreachable, Other = "other" => Other,
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum KindWord {
    Auto,
    Customers,
    Purchases,
    Products,
    Deliveries,
    Optouts,
    Surveys,
}

impl KindWord {
    pub(crate) fn as_kind(self) -> Option<ImportKind> {
        match self {
            Self::Auto => None,
            Self::Customers => Some(ImportKind::Customers),
            Self::Purchases => Some(ImportKind::Purchases),
            Self::Products => Some(ImportKind::Products),
            Self::Deliveries => Some(ImportKind::Deliveries),
            Self::Optouts => Some(ImportKind::Optouts),
            Self::Surveys => Some(ImportKind::Surveys),
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum ModeWord {
    Add,
    Update,
    Both,
}

impl From<ModeWord> for ImportMode {
    fn from(word: ModeWord) -> Self {
        match word {
            ModeWord::Add => Self::Add,
            ModeWord::Update => Self::Update,
            ModeWord::Both => Self::Both,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum ConflictWord {
    Ask,
    Mine,
    File,
}

impl ConflictWord {
    /// Whether the file's word is taken; `None`: nothing is decided.
    pub(crate) fn take_file(self) -> Option<bool> {
        match self {
            Self::Ask => None,
            Self::Mine => Some(false),
            Self::File => Some(true),
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum ThemeWord {
    Light,
    Dark,
}

impl ThemeWord {
    pub(crate) fn is_dark(self) -> bool {
        matches!(self, Self::Dark)
    }
}
