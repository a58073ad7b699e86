//! The owner's report: a week, a month or a year on A4.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Lang, NamesQuery};

/// How long the days are that a report is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ReportKind {
    /// Monday to Sunday, with what is to be done next: for the meeting on Monday.
    Week,
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
}

/// Which report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ReportAsked {
    /// Kind.
    pub kind: ReportKind,
    /// `2026-10` for a month, `2025` for a year, any day of a week (`2026-11-16`).
    pub of: String,
    /// Language of its words.
    pub lang: Lang,
}

/// A report, with its pages.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ReportView {
    /// What it is: "2026年10月のふりかえり".
    pub title: String,
    /// The first day.
    pub from: String,
    /// The last day; not over yet where `runs`.
    pub until: String,
    /// Its days are not over.
    pub runs: bool,
    /// The same for the days before, as [`ReportAsked::of`].
    pub before: String,
    /// And for the days after; empty where they have not begun.
    pub after: String,
    /// Sentences that say what the numbers show.
    pub sentences: Vec<String>,
    /// Its figures, in the order of the page.
    pub figures: Vec<ReportFigure>,
    /// Its pages, each an SVG of A4.
    pub pages: Vec<String>,
}

/// A number of a report.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ReportFigure {
    /// Name.
    pub label: String,
    /// The number as people read it.
    pub value: String,
    /// What it is of, or what it was before.
    pub note: String,
    /// Who is behind it, where it counts households.
    pub names: Option<NamesQuery>,
}

/// A report that was saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ReportSaved {
    /// The file.
    pub file: String,
    /// How many pages.
    pub pages: u32,
}
