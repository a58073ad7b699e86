//! The consent ledger: what stands for each channel and purpose, and which entries may be added.
//!
//! The ledger only grows. What stands is what the last entry says; before the first entry it is
//! [`ConsentState::Unknown`], and unknown is never a yes.
//!
//! Not here: which contact needs which consent (`gate`).

use std::collections::BTreeMap;

use crate::kinds::{Channel, ConsentSource, ConsentState, Purpose};
use crate::values::{ConsentId, ShopDay};

/// An entry of the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConsentEntry {
    /// Key in the store; entries are in the order of their keys.
    pub id: ConsentId,
    /// By which way.
    pub channel: Channel,
    /// For what.
    pub purpose: Purpose,
    /// What was said.
    pub state: ConsentState,
    /// The day on which it was said.
    pub given_on: ShopDay,
}

/// Where consent stands for one channel and purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConsentNow {
    /// By which way.
    pub channel: Channel,
    /// For what.
    pub purpose: Purpose,
    /// What stands.
    pub state: ConsentState,
    /// The day on which it was said.
    pub since: ShopDay,
    /// The entry that says so: the proof.
    pub proof: ConsentId,
}

/// What stands, by channel and purpose: the last entry of each, whatever order they come in.
///
/// "Last" is the last one written down, not the one with the latest day: a refusal that is told late
/// counts from when it is known.
#[must_use]
pub fn current(entries: &[ConsentEntry]) -> Vec<ConsentNow> {
    let mut last: BTreeMap<(Channel, Purpose), &ConsentEntry> = BTreeMap::new();
    for entry in entries {
        let slot = last.entry((entry.channel, entry.purpose)).or_insert(entry);
        if entry.id >= slot.id {
            *slot = entry;
        }
    }
    last.into_values()
        .map(|entry| ConsentNow {
            channel: entry.channel,
            purpose: entry.purpose,
            state: entry.state,
            since: entry.given_on,
            proof: entry.id,
        })
        .collect()
}

/// An entry that somebody wants to add.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewConsent<'a> {
    /// By which way.
    pub channel: Channel,
    /// For what.
    pub purpose: Purpose,
    /// What was said.
    pub state: ConsentState,
    /// The day on which it was said.
    pub given_on: ShopDay,
    /// How it came to us.
    pub source: ConsentSource,
    /// The wording that was agreed to, or the version of the form; blank when there is none.
    pub wording: &'a str,
}

/// Why an entry may not be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ConsentError {
    /// "Not known" is the absence of an entry, and a ledger that only grows cannot go back to it.
    #[error("record an unknown consent")]
    UnknownIsNoEntry,
    /// The day lies after today.
    #[error("record a consent given on {given_on}, after {today}")]
    InTheFuture {
        /// The day of the entry.
        given_on: ShopDay,
        /// Today.
        today: ShopDay,
    },
    /// A yes needs proof: what was agreed to.
    #[error("record a consent without its wording")]
    WordingMissing,
    /// A request to stop is never a yes.
    #[error("record a consent out of a request to stop")]
    RequestIsARefusal,
    /// Somebody refused, and a file says otherwise. Only they can take a refusal back, not a file.
    #[error("overrule a refusal of {refused_on} by a file")]
    RefusalStands {
        /// The day of the refusal.
        refused_on: ShopDay,
    },
    /// What is handed over in person needs no consent.
    #[error("record a consent for leaflets")]
    NoConsentNeeded,
}

/// Whether `entry` may be added today, given what stands for its channel and purpose.
///
/// Refusing is easy, agreeing needs proof: a refusal needs no wording and may come from anywhere; a yes
/// needs a wording, never comes from a request to stop, and never from a file against a refusal.
///
/// # Errors
/// [`ConsentError`] with the reason.
pub fn check_entry(
    entry: &NewConsent<'_>,
    standing: Option<&ConsentNow>,
    today: ShopDay,
) -> Result<(), ConsentError> {
    if entry.channel == Channel::Leaflet {
        return Err(ConsentError::NoConsentNeeded);
    }
    if entry.given_on > today {
        return Err(ConsentError::InTheFuture {
            given_on: entry.given_on,
            today,
        });
    }
    match entry.state {
        ConsentState::Unknown => Err(ConsentError::UnknownIsNoEntry),
        ConsentState::Denied => Ok(()),
        ConsentState::Granted => {
            if entry.source == ConsentSource::Request {
                return Err(ConsentError::RequestIsARefusal);
            }
            if entry.wording.trim().is_empty() {
                return Err(ConsentError::WordingMissing);
            }
            match standing {
                Some(now) if now.state == ConsentState::Denied && entry.source == ConsentSource::Import => {
                    Err(ConsentError::RefusalStands {
                        refused_on: now.since,
                    })
                }
                _ => Ok(()),
            }
        }
    }
}

/// Which refusals to add when somebody says "no more", by one way or by all: every purpose of the way
/// that is not refused already.
#[must_use]
pub fn opt_out(channel: Option<Channel>, standing: &[ConsentNow]) -> Vec<(Channel, Purpose)> {
    let refused = |channel: Channel, purpose: Purpose| {
        standing
            .iter()
            .any(|now| now.channel == channel && now.purpose == purpose && now.state == ConsentState::Denied)
    };
    Channel::ALL
        .iter()
        .filter(|way| **way != Channel::Leaflet && channel.is_none_or(|asked| asked == **way))
        .flat_map(|way| Purpose::ALL.iter().map(|purpose| (*way, *purpose)))
        .filter(|(way, purpose)| !refused(*way, *purpose))
        .collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn day(text: &str) -> ShopDay {
        ShopDay::parse_iso(text).expect("a real day")
    }

    fn entry(id: i64, channel: Channel, state: ConsentState, given_on: &str) -> ConsentEntry {
        ConsentEntry {
            id: ConsentId(id),
            channel,
            purpose: Purpose::Care,
            state,
            given_on: day(given_on),
        }
    }

    fn standing(state: ConsentState) -> ConsentNow {
        ConsentNow {
            channel: Channel::Email,
            purpose: Purpose::Offer,
            state,
            since: day("2026-05-01"),
            proof: ConsentId(1),
        }
    }

    #[test]
    fn the_last_entry_stands_for_its_channel_and_purpose() {
        let entries = [
            entry(3, Channel::Email, ConsentState::Denied, "2026-02-01"),
            entry(1, Channel::Email, ConsentState::Granted, "2026-03-01"),
            entry(2, Channel::Phone, ConsentState::Granted, "2026-01-15"),
        ];
        let told: Vec<(Channel, ConsentState, i64)> = current(&entries)
            .iter()
            .map(|now| (now.channel, now.state, now.proof.0))
            .collect();
        assert_eq!(
            told,
            [
                (Channel::Phone, ConsentState::Granted, 2),
                (Channel::Email, ConsentState::Denied, 3)
            ],
            "the refusal was written down last, although it was said earlier"
        );
        assert!(
            current(&[]).is_empty(),
            "nothing on record is nothing, and never a yes"
        );
    }

    fn wanted(state: ConsentState, source: ConsentSource, wording: &str) -> NewConsent<'_> {
        NewConsent {
            channel: Channel::Email,
            purpose: Purpose::Offer,
            state,
            given_on: day("2026-11-22"),
            source,
            wording,
        }
    }

    #[rstest]
    #[case::on_paper_with_wording(ConsentState::Granted, ConsentSource::Paper, "form 2026-04", None)]
    #[case::without_wording(
        ConsentState::Granted,
        ConsentSource::Oral,
        "  ",
        Some(ConsentError::WordingMissing)
    )]
    #[case::a_refusal_needs_nothing(ConsentState::Denied, ConsentSource::Request, "", None)]
    #[case::a_stop_is_no_yes(
        ConsentState::Granted,
        ConsentSource::Request,
        "form",
        Some(ConsentError::RequestIsARefusal)
    )]
    #[case::unknown(
        ConsentState::Unknown,
        ConsentSource::Paper,
        "form",
        Some(ConsentError::UnknownIsNoEntry)
    )]
    fn refusing_is_easy_and_agreeing_needs_proof(
        #[case] state: ConsentState,
        #[case] source: ConsentSource,
        #[case] wording: &str,
        #[case] error: Option<ConsentError>,
    ) {
        let answer = check_entry(&wanted(state, source, wording), None, day("2026-11-22"));
        assert_eq!(answer.err(), error, "what may be added");
    }

    #[test]
    fn a_file_never_overrules_a_refusal_but_the_person_can() {
        let refused = standing(ConsentState::Denied);
        let from_file = wanted(ConsentState::Granted, ConsentSource::Import, "mailing list");
        assert_eq!(
            check_entry(&from_file, Some(&refused), day("2026-11-22")),
            Err(ConsentError::RefusalStands {
                refused_on: day("2026-05-01")
            }),
            "importing yesterday's list must not undo a refusal"
        );
        let in_person = wanted(ConsentState::Granted, ConsentSource::Oral, "asked at the counter");
        assert_eq!(
            check_entry(&in_person, Some(&refused), day("2026-11-22")),
            Ok(()),
            "they may come back"
        );
        let granted = standing(ConsentState::Granted);
        assert_eq!(
            check_entry(&from_file, Some(&granted), day("2026-11-22")),
            Ok(()),
            "no refusal stands"
        );
    }

    #[test]
    fn nobody_agrees_tomorrow() {
        let early = wanted(ConsentState::Granted, ConsentSource::Paper, "form");
        assert!(
            matches!(
                check_entry(&early, None, day("2026-11-21")),
                Err(ConsentError::InTheFuture { .. })
            ),
            "a day after today is a slip of the pen"
        );
    }

    #[test]
    fn leaving_refuses_every_purpose_once() {
        let already = [standing(ConsentState::Denied)];
        let email = opt_out(Some(Channel::Email), &already);
        assert_eq!(
            email,
            [
                (Channel::Email, Purpose::Care),
                (Channel::Email, Purpose::Survey),
                (Channel::Email, Purpose::Event)
            ],
            "offers by mail were refused before"
        );
        let all = opt_out(None, &[]);
        assert_eq!(
            all.len(),
            7 * 4,
            "seven ways with four purposes; a leaflet needs no consent"
        );
    }
}
