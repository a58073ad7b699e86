//! The days that a report is about.

use aichaku_domain::values::ShopDay;
use chrono::Datelike as _;

use crate::error::{ApiError, ErrorCode, Result};
use crate::wire::{Lang, ReportKind};

/// Days of a report: a calendar week, month or year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) kind: ReportKind,
    /// The first day.
    pub(super) from: ShopDay,
    /// The last day.
    pub(super) until: ShopDay,
}

impl Span {
    /// Reads what [`crate::wire::ReportAsked::of`] says.
    pub(super) fn read(kind: ReportKind, of: &str) -> Result<Self> {
        let day = match kind {
            ReportKind::Week => ShopDay::parse_iso(of),
            ReportKind::Month => ShopDay::parse_iso(&format!("{of}-01")),
            ReportKind::Year => ShopDay::parse_iso(&format!("{of}-01-01")),
        };
        let day = day.ok_or_else(|| {
            ApiError::new(ErrorCode::InvalidDay)
                .with("field", "of")
                .with("value", of)
        })?;
        Ok(Self::with(kind, day))
    }

    /// The days of this kind that a day is in.
    pub(super) fn with(kind: ReportKind, day: ShopDay) -> Self {
        let from = match kind {
            ReportKind::Week => day.plus_days(-i64::from(day.0.weekday().num_days_from_monday())),
            ReportKind::Month => day.plus_days(1 - i64::from(day.0.day())),
            ReportKind::Year => day.plus_days(1 - i64::from(day.0.ordinal())),
        };
        let until = match kind {
            ReportKind::Week => from.plus_days(6),
            ReportKind::Month => from.plus_months(1).plus_days(-1),
            ReportKind::Year => from.plus_months(12).plus_days(-1),
        };
        Self { kind, from, until }
    }

    /// The days before these.
    pub(super) fn before(self) -> Self {
        Self::with(self.kind, self.from.plus_days(-1))
    }

    /// The days after these.
    pub(super) fn after(self) -> Self {
        Self::with(self.kind, self.until.plus_days(1))
    }

    /// As it is asked for.
    pub(super) fn asked(self) -> String {
        let day = self.from.to_string();
        match self.kind {
            ReportKind::Week => day,
            ReportKind::Month => day[..7].to_owned(),
            ReportKind::Year => day[..4].to_owned(),
        }
    }

    /// How many of a kind stand beside each other in the small pictures, these last.
    pub(super) fn history(self) -> Vec<Self> {
        let count = match self.kind {
            ReportKind::Week => 13,
            ReportKind::Month => 13,
            ReportKind::Year => 8,
        };
        let mut spans = vec![self];
        while spans.len() < count {
            spans.push(spans[spans.len() - 1].before());
        }
        spans.reverse();
        spans
    }

    /// Its name, long enough for a title.
    pub(super) fn name(self, lang: Lang) -> String {
        let (year, month) = (self.from.0.year(), self.from.0.month());
        match (self.kind, lang) {
            (ReportKind::Year, Lang::Ja) => format!("{year}年"),
            (ReportKind::Year, Lang::En) => year.to_string(),
            (ReportKind::Month, Lang::Ja) => format!("{year}年{month}月"),
            (ReportKind::Month, Lang::En) => self.from.0.format("%B %Y").to_string(),
            (ReportKind::Week, Lang::Ja) => format!("{}からの週", day_text(self.from, lang)),
            (ReportKind::Week, Lang::En) => format!("week of {}", day_text(self.from, lang)),
        }
    }

    /// Its name below a small picture.
    pub(super) fn short(self, lang: Lang) -> String {
        let (year, month, day) = (self.from.0.year(), self.from.0.month(), self.from.0.day());
        match (self.kind, lang) {
            (ReportKind::Year, Lang::Ja) => format!("{year}年"),
            (ReportKind::Year, Lang::En) => year.to_string(),
            (ReportKind::Month, Lang::Ja) => format!("{year}年{month}月"),
            (ReportKind::Month, Lang::En) => self.from.0.format("%b %Y").to_string(),
            (ReportKind::Week, Lang::Ja) => format!("{month}月{day}日"),
            (ReportKind::Week, Lang::En) => self.from.0.format("%-d %b").to_string(),
        }
    }
}

/// A day as people write it.
pub(super) fn day_text(day: ShopDay, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{}年{}月{}日", day.0.year(), day.0.month(), day.0.day()),
        Lang::En => day.0.format("%-d %B %Y").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::month(ReportKind::Month, "2026-02", "2026-02-01", "2026-02-28", "2026-01")]
    #[case::leap(ReportKind::Month, "2024-02", "2024-02-01", "2024-02-29", "2024-01")]
    #[case::january(ReportKind::Month, "2026-01", "2026-01-01", "2026-01-31", "2025-12")]
    #[case::year(ReportKind::Year, "2024", "2024-01-01", "2024-12-31", "2023")]
    #[case::sunday(ReportKind::Week, "2026-11-22", "2026-11-16", "2026-11-22", "2026-11-09")]
    #[case::monday(ReportKind::Week, "2026-11-23", "2026-11-23", "2026-11-29", "2026-11-16")]
    fn spans_are_whole_and_follow_each_other(
        #[case] kind: ReportKind,
        #[case] of: &str,
        #[case] from: &str,
        #[case] until: &str,
        #[case] before: &str,
    ) {
        let span = Span::read(kind, of).expect("a span");
        assert_eq!(
            (span.from.to_string(), span.until.to_string()),
            (from.into(), until.into())
        );
        assert_eq!(span.before().asked(), before);
        assert_eq!(span.before().after(), span, "there and back");
        let spans = span.history();
        assert!(
            spans
                .windows(2)
                .all(|pair| pair[0].until.plus_days(1) == pair[1].from)
        );
        assert_eq!(spans.last(), Some(&span));
    }

    #[rstest]
    #[case(ReportKind::Month, "2026-13")]
    #[case(ReportKind::Month, "2026")]
    #[case(ReportKind::Year, "26")]
    #[case(ReportKind::Week, "2026-W47")]
    fn what_is_no_span_is_refused(#[case] kind: ReportKind, #[case] of: &str) {
        let error = Span::read(kind, of).expect_err("refused");
        assert_eq!(error.code, ErrorCode::InvalidDay);
    }
}
