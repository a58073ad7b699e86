//! How much fits on a channel.
//!
//! Not here: cutting. A text that does not fit is never cut by the machine; a person shortens it.

use aichaku_domain::kinds::Channel;

/// What a channel holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// Characters that read well; more is pointed out.
    pub comfortable: usize,
    /// Characters that fit at all; more is refused. `None`: no end.
    pub most: Option<usize>,
    /// Characters of a subject line that are shown; `None`: the channel has none.
    pub subject: Option<usize>,
}

/// What `channel` holds, counted in characters (Unicode scalar values).
///
/// - Postcard: half of one side at 10.5 points holds about 14 lines of 22 characters; 300 is full.
/// - Letter: a B5 page with 20 lines of 35 characters; two pages still go in one envelope.
/// - SMS: 70 characters make one part; carriers in Japan join up to 660.
/// - LINE: one message holds 5,000; more than a screenful is not read.
/// - E-mail: readers show about 30 full-width characters of a subject.
/// - Leaflet: a slip of paper, a quarter of A4.
#[must_use]
pub fn limit_of(channel: Channel) -> Limit {
    let (comfortable, most, subject) = match channel {
        Channel::Postcard => (220, Some(300), None),
        Channel::Letter => (700, Some(1_400), None),
        Channel::Leaflet => (300, Some(500), None),
        Channel::Sms => (70, Some(660), None),
        Channel::Line => (500, Some(5_000), None),
        Channel::Email => (1_200, None, Some(30)),
        // Spoken: the script is for the eye of the caller.
        Channel::Phone | Channel::Visit => (1_200, None, None),
    };
    Limit {
        comfortable,
        most,
        subject,
    }
}

/// How a text does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MisfitKind {
    /// Longer than reads well.
    Long,
    /// Longer than fits.
    TooLong,
    /// The subject is cut by readers' programs.
    SubjectLong,
}

impl MisfitKind {
    /// The stable text form.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Long => "long",
            Self::TooLong => "too_long",
            Self::SubjectLong => "subject_long",
        }
    }

    /// Whether it cannot go out like this.
    #[must_use]
    pub fn blocks(self) -> bool {
        self == Self::TooLong
    }
}

/// A text that does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Misfit {
    /// How.
    pub kind: MisfitKind,
    /// Its characters.
    pub characters: usize,
    /// How many there may be.
    pub limit: usize,
}

/// What does not fit of a subject and a text on `channel`.
pub(crate) fn misfits(channel: Channel, subject: &str, text: &str) -> Vec<Misfit> {
    let limit = limit_of(channel);
    let mut found = Vec::new();
    let characters = text.chars().filter(|c| *c != '\n').count();
    match limit.most {
        Some(most) if characters > most => found.push(Misfit {
            kind: MisfitKind::TooLong,
            characters,
            limit: most,
        }),
        _ if characters > limit.comfortable => found.push(Misfit {
            kind: MisfitKind::Long,
            characters,
            limit: limit.comfortable,
        }),
        _ => {}
    }
    let shown = subject.chars().count();
    if let Some(limit) = limit.subject.filter(|limit| shown > *limit) {
        found.push(Misfit {
            kind: MisfitKind::SubjectLong,
            characters: shown,
            limit,
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::fits(Channel::Postcard, 220, None)]
    #[case::reads_badly(Channel::Postcard, 221, Some(MisfitKind::Long))]
    #[case::full(Channel::Postcard, 300, Some(MisfitKind::Long))]
    #[case::does_not_fit(Channel::Postcard, 301, Some(MisfitKind::TooLong))]
    #[case::a_mail_has_no_end(Channel::Email, 5_000, Some(MisfitKind::Long))]
    #[case::one_part(Channel::Sms, 70, None)]
    #[case::several_parts(Channel::Sms, 71, Some(MisfitKind::Long))]
    fn a_channel_holds_what_it_holds(
        #[case] channel: Channel,
        #[case] characters: usize,
        #[case] expected: Option<MisfitKind>,
    ) {
        let text = "あ".repeat(characters);
        let found = misfits(channel, "", &text).first().map(|misfit| misfit.kind);
        assert_eq!(found, expected, "characters count, not bytes");
    }

    #[test]
    fn only_what_does_not_fit_holds_a_message_back() {
        assert!(MisfitKind::TooLong.blocks(), "paper has an edge");
        assert!(!MisfitKind::Long.blocks(), "long is a matter of taste");
        assert!(!MisfitKind::SubjectLong.blocks(), "a cut subject is still read");
    }
}
