//! The values that the sentences about refusals and passed checks need, by name.
//!
//! Not here: the sentences (`ui`).

use super::verdict::{Passed, Refusal};

/// A named value for a sentence: days as `YYYY-MM-DD`, times as `HH:MM`, counts as digits, closed lists
/// in their text form, ids as digits.
pub type NamedValue = (&'static str, String);

/// A minute of the day as `HH:MM`.
fn clock_time(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

impl Refusal {
    /// What the sentence of [`Refusal::code`] needs, by name.
    #[must_use]
    pub fn values(&self) -> Vec<NamedValue> {
        match self {
            Self::ItemNotInUse { state } => vec![("state", state.to_string())],
            Self::NotDelivered { delivered_on } => delivered_on
                .iter()
                .map(|day| ("delivered_on", day.to_string()))
                .collect(),
            Self::OpenCase { case, opened_on } => {
                vec![("case", case.to_string()), ("opened_on", opened_on.to_string())]
            }
            Self::CaseRest {
                closed_on,
                allowed_from,
            } => {
                vec![
                    ("closed_on", closed_on.to_string()),
                    ("allowed_from", allowed_from.to_string()),
                ]
            }
            Self::SameContent {
                heard_by,
                last_on,
                allowed_from,
            } => vec![
                ("heard_by", heard_by.as_str().to_owned()),
                ("last_on", last_on.to_string()),
                ("allowed_from", allowed_from.to_string()),
            ],
            Self::ClaimedElsewhere { by } => vec![("staff", by.to_string())],
            Self::PersonState { state } => vec![("state", state.to_string())],
            Self::ChannelStopped { channel }
            | Self::NoContactPoint { channel }
            | Self::ContactPointDead { channel } => vec![("channel", channel.to_string())],
            Self::ConsentDenied {
                channel,
                purpose,
                since,
            } => vec![
                ("channel", channel.to_string()),
                ("purpose", purpose.to_string()),
                ("since", since.to_string()),
            ],
            Self::ConsentMissing { channel, purpose } => {
                vec![("channel", channel.to_string()), ("purpose", purpose.to_string())]
            }
            Self::RecipientChanged { shown, now } => {
                vec![("shown", shown.to_string()), ("now", now.to_string())]
            }
            Self::Message { finding } => {
                vec![
                    ("finding", finding.kind.as_str().to_owned()),
                    ("detail", finding.detail.clone()),
                ]
            }
            Self::CareTooSoon {
                last_on,
                days,
                allowed_from,
            } => vec![
                ("last_on", last_on.to_string()),
                ("days", days.to_string()),
                ("allowed_from", allowed_from.to_string()),
            ],
            Self::OfferLimit {
                sent,
                limit,
                allowed_from,
            } => vec![
                ("sent", sent.to_string()),
                ("limit", limit.to_string()),
                ("allowed_from", allowed_from.to_string()),
            ],
            Self::QuietHours { channel, hours } => vec![
                ("channel", channel.to_string()),
                ("from", clock_time(hours.from)),
                ("until", clock_time(hours.until)),
            ],
            Self::ClosedDay { next_open } => vec![("next_open", next_open.to_string())],
            Self::InMourning { year } => vec![("year", year.to_string())],
            Self::ClockWrong { last_used_on } | Self::CatchUpFirst { last_used_on } => {
                vec![("last_used_on", last_used_on.to_string())]
            }
            Self::GraceOver { due, last_day } => {
                vec![("due", due.to_string()), ("last_day", last_day.to_string())]
            }
            Self::NeedsReview { change, on } => {
                vec![("change", change.as_str().to_owned()), ("on", on.to_string())]
            }
            Self::FinishMismatch { finish } => vec![("finish", finish.to_string())],
            Self::MaterialMismatch { material } => vec![("material", material.to_string())],
            Self::OtherWayWished { wished } => vec![("wished", wished.to_string())],
            Self::Suppressed
            | Self::MallLimited
            | Self::ServiceOnly
            | Self::PreviewStale
            | Self::SecretItem
            | Self::FinishUnknown
            | Self::MaterialUnknown
            | Self::SafetyNotReviewed => Vec::new(),
        }
    }
}

impl Passed {
    /// What the sentence of [`Passed::code`] needs, by name. Where a name may be missing, its absence
    /// means "never so far".
    #[must_use]
    pub fn values(&self) -> Vec<NamedValue> {
        match self {
            Self::InUse { delivered_on } => vec![("delivered_on", delivered_on.to_string())],
            Self::ContentFresh { last_on } => {
                last_on.iter().map(|day| ("last_on", day.to_string())).collect()
            }
            Self::Consent {
                channel,
                purpose,
                since,
            } => vec![
                ("channel", channel.to_string()),
                ("purpose", purpose.to_string()),
                ("since", since.to_string()),
            ],
            Self::NotRefused { channel } | Self::Reachable { channel } | Self::WishKept { channel } => {
                vec![("channel", channel.to_string())]
            }
            Self::LastCare { last_on, days } => {
                vec![("last_on", last_on.to_string()), ("days", days.to_string())]
            }
            Self::OffersLeft { left } => vec![("left", left.to_string())],
            Self::WithinHours { hours } => {
                vec![
                    ("from", clock_time(hours.from)),
                    ("until", clock_time(hours.until)),
                ]
            }
            Self::AdviceFits { finish } => vec![("finish", finish.to_string())],
            Self::NoOpenCase
            | Self::NoCareYet
            | Self::PreviewCurrent
            | Self::TextClean
            | Self::SafetyGoesFirst => Vec::new(),
        }
    }
}
