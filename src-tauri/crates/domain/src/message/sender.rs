//! What every advertisement says about its sender: name, postal address, where to ask, how to refuse more.
//!
//! After the Act on Regulation of Transmission of Specified Electronic Mail, article 4, and the same manners on paper.
//! Not here: the header fields of a mail (`delivery`).

use unicode_normalization::UnicodeNormalization as _;

use super::{FindingKind, MessageFinding, finding};
use crate::kinds::{Channel, Lang};

/// The sender as the shop's settings hold it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SenderBlock<'a> {
    /// Legal or trade name.
    pub name: &'a str,
    /// Postal address.
    pub address: &'a str,
    /// Telephone or mail for questions and complaints.
    pub contact: &'a str,
    /// The line that tells how to refuse more; see [`opt_out_line`] for a start.
    pub opt_out: &'a str,
}

/// A line that tells how to refuse more by this channel, for shops that have not written their own.
#[must_use]
pub fn opt_out_line(channel: Channel, lang: Lang) -> &'static str {
    match (channel, lang) {
        (Channel::Email, Lang::Ja) => {
            "今後このようなご案内が不要な場合は、「配信停止」とご返信ください。すぐにお止めいたします。"
        }
        (Channel::Line | Channel::Sms, Lang::Ja) => {
            "ご案内が不要な場合は、「停止」とお送りください。すぐにお止めいたします。"
        }
        (_, Lang::Ja) => {
            "今後このようなご案内が不要な場合は、上記までお知らせください。すぐにお止めいたします。"
        }
        (Channel::Email, Lang::En) => {
            "If you would rather not receive such mail, reply with the word \"unsubscribe\" and we will stop at once."
        }
        (Channel::Line | Channel::Sms, Lang::En) => {
            "To stop these messages, answer STOP and we will stop at once."
        }
        (_, Lang::En) => {
            "If you would rather not receive such letters, tell us at the address above and we will stop at once."
        }
    }
}

/// The lines below an advertisement. Empty parts are left out; [`check_sender`] tells which are missing.
#[must_use]
pub fn sender_lines(sender: &SenderBlock<'_>, lang: Lang) -> String {
    let contact = sender.contact.trim();
    let contact = match lang {
        _ if contact.is_empty() => String::new(),
        Lang::Ja => format!("お問い合わせ: {contact}"),
        Lang::En => format!("Contact: {contact}"),
    };
    let lines = [
        sender.name.trim(),
        sender.address.trim(),
        &contact,
        sender.opt_out.trim(),
    ];
    lines
        .into_iter()
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

/// What an advertisement fails to say about its sender (rule G6); empty when all four are in `text`.
/// Width and blanks do not matter.
#[must_use]
pub fn check_sender(text: &str, sender: &SenderBlock<'_>) -> Vec<MessageFinding> {
    let text = packed(text);
    [
        (sender.name, FindingKind::SenderMissing),
        (sender.address, FindingKind::AddressMissing),
        (sender.contact, FindingKind::ContactMissing),
        (sender.opt_out, FindingKind::OptOutMissing),
    ]
    .into_iter()
    .filter(|(part, _)| {
        let part = packed(part);
        part.is_empty() || !text.contains(&part)
    })
    .map(|(_, kind)| finding(kind, ""))
    .collect()
}

fn packed(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}
