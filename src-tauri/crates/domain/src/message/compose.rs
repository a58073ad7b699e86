//! The whole message, as the customer will read it, and the last look before it goes out.

use super::{
    FindingKind, MergeFields, MessageFinding, SenderBlock, check_sender, finding, names, render,
    sender_lines, settle_kind,
};
use crate::kinds::{Channel, ContentKind, Lang};
use crate::library::lint_content;
use crate::plan::CareClass;

/// What a message is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts<'a> {
    /// What the content's author calls it. Its content decides.
    pub declared: ContentKind,
    /// The care text, with merge fields.
    pub body: &'a str,
    /// The advertising part, with merge fields; empty to leave it out. It makes the message an offer.
    pub suggestion: &'a str,
    /// What the advice is about; checked against the "never" table. `None` when it is about no thing.
    pub class: Option<CareClass>,
    /// How it goes out. A telephone script gets neither greeting nor signature.
    pub channel: Channel,
    /// The shop's sender, needed for offers.
    pub sender: SenderBlock<'a>,
}

/// A message without mistakes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Composed {
    /// The text as the customer reads it.
    pub text: String,
    /// What it is by its content; this kind, not the declared one, decides which consent it needs.
    pub kind: ContentKind,
}

/// Puts a message together: greeting, body, suggestion, signature and, for an offer, the sender.
///
/// # Errors
/// Everything that holds it back (rules G6, G7, G14): see [`check_text`], and what
/// [`render`] finds in the templates.
pub fn compose(parts: &Parts<'_>, fields: &MergeFields<'_>) -> Result<Composed, Vec<MessageFinding>> {
    let mut findings = Vec::new();
    let mut fill = |template: &str| match render(template, fields) {
        Ok(rendered) => rendered.text,
        Err(found) => {
            findings.extend(found);
            String::new()
        }
    };
    let body = fill(parts.body);
    let advertises = !parts.suggestion.trim().is_empty();
    let suggestion = if advertises {
        fill(parts.suggestion)
    } else {
        String::new()
    };
    let spoken = parts.channel == Channel::Phone || parts.channel == Channel::Visit;
    let greeting = if spoken {
        String::new()
    } else {
        fill("{{customer}}")
    };
    let signature = match fields.lang {
        _ if spoken => String::new(),
        // What the machine sends is signed by the shop alone.
        _ if fields.staff.trim().is_empty() => fill("{{shop}}"),
        Lang::Ja => fill("{{shop}} {{staff}}"),
        Lang::En => fill("{{staff}}, {{shop}}"),
    };
    let declared = if advertises {
        ContentKind::Offer
    } else {
        parts.declared
    };
    let sender = if declared == ContentKind::Offer && !spoken {
        sender_lines(&parts.sender, fields.lang)
    } else {
        String::new()
    };
    let whole = [greeting, body, suggestion, signature, sender];
    let text = whole
        .iter()
        .map(|part| part.trim())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("\n\n");
    match check_text(&text, &Parts { declared, ..*parts }, fields) {
        Ok(kind) if findings.is_empty() => return Ok(Composed { text, kind }),
        Ok(_) => {}
        Err(found) => findings.extend(found),
    }
    findings.sort();
    findings.dedup();
    Err(findings)
}

/// The last look at a text that may have been changed by hand: `parts.body` and `parts.suggestion` are not
/// read again. Answers what it is by its content.
///
/// # Errors
/// Advertising in what claims to be none and an offer without name, address, contact or opt-out line (G6),
/// unfilled fields and names gone wrong (G7), advice that harms this finish or material (G14).
pub fn check_text(
    text: &str,
    parts: &Parts<'_>,
    fields: &MergeFields<'_>,
) -> Result<ContentKind, Vec<MessageFinding>> {
    let mut findings = names::check(text, fields);
    if text.trim().is_empty() {
        findings.push(finding(FindingKind::EmptyText, ""));
    }
    if let Some(brace) = ["{{", "}}"].into_iter().find(|brace| text.contains(brace)) {
        findings.push(finding(FindingKind::UnfilledField, brace));
    }
    let settled = settle_kind(parts.declared, text);
    let kind = match settled {
        Ok(kind) => kind,
        Err(found) => {
            findings.push(found);
            ContentKind::Offer
        }
    };
    // On the telephone the caller says who calls; the law asks for the lines in what is written.
    let written = !matches!(parts.channel, Channel::Phone | Channel::Visit);
    if parts.declared == ContentKind::Offer && written {
        findings.extend(check_sender(text, &parts.sender));
    }
    if let Some(class) = parts.class {
        let harmful = lint_content(class, text);
        findings.extend(
            harmful
                .iter()
                .map(|found| finding(FindingKind::HarmfulAdvice, found.word)),
        );
    }
    findings.sort();
    findings.dedup();
    if findings.is_empty() {
        Ok(kind)
    } else {
        Err(findings)
    }
}

#[cfg(test)]
mod tests;
