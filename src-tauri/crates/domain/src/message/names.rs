//! Whether a text addresses people properly: once, with the right honorific, by the name they write.

use super::{FindingKind, MergeFields, MessageFinding, finding};
use crate::fold::salutation;
use crate::kinds::Lang;

/// Honorifics that must not follow each other.
const DOUBLED: &[&str] = &[
    "様様",
    "様さま",
    "さま様",
    "さまさま",
    "御中様",
    "様御中",
    "先生様",
    "様先生",
    "様殿",
    "さん様",
    "様さん",
    "殿様宛",
];

/// What people write by hand in place of a name.
const PLACEHOLDERS: &[&str] = &[
    "〇〇様",
    "○○様",
    "◯◯様",
    "●●様",
    "〇〇さん",
    "○○さん",
    "××様",
    "[name]",
    "<name>",
    "[名前]",
];

/// Honorifics after a Japanese name, longest first.
const HONORIFICS: &[&str] = &["先生", "御中", "さま", "さん", "くん", "様", "殿", "氏"];

/// What is wrong with the names in a text that is ready to go out.
pub(super) fn check(text: &str, fields: &MergeFields<'_>) -> Vec<MessageFinding> {
    let mut findings = Vec::new();
    let packed: String = text.chars().filter(|c| *c != ' ' && *c != '　').collect();
    for doubled in DOUBLED.iter().filter(|doubled| packed.contains(*doubled)) {
        findings.push(finding(FindingKind::WrongHonorific, doubled));
    }
    let lower = text.to_lowercase();
    for placeholder in PLACEHOLDERS
        .iter()
        .filter(|placeholder| lower.contains(*placeholder))
    {
        findings.push(finding(FindingKind::UnfilledField, placeholder));
    }
    if fields.lang == Lang::Ja {
        findings.extend(honorific_of_this_customer(&packed, fields));
        findings.extend(kana_for_kanji(&packed, fields));
    }
    if signed_by_a_colleague(text, fields) {
        findings.push(finding(FindingKind::WrongStaffName, "staff"));
    }
    findings
}

/// 「株式会社青葉様」 when the card says 御中, 「田中さん」 when it says 様.
fn honorific_of_this_customer(packed: &str, fields: &MergeFields<'_>) -> Option<MessageFinding> {
    let name = fields.recipient.name;
    let expected = salutation(name, Lang::Ja)?;
    let expected = HONORIFICS
        .iter()
        .find(|honorific| expected.ends_with(*honorific))?;
    let family = bare(name.family);
    let given = bare(name.given);
    if family.chars().count() + given.chars().count() < 2 {
        // A one-letter name stands in too many words.
        return None;
    }
    let family = if family.is_empty() { given.clone() } else { family };
    packed.match_indices(&family).find_map(|(at, _)| {
        let after = &packed[at + family.len()..];
        let after = after.strip_prefix(given.as_str()).unwrap_or(after);
        let written = HONORIFICS
            .iter()
            .find(|honorific| after.starts_with(*honorific))?;
        (written != expected).then(|| finding(FindingKind::WrongHonorific, written))
    })
}

/// 「タナカ様」 or 「たなか様」 when the card says 田中.
fn kana_for_kanji(packed: &str, fields: &MergeFields<'_>) -> Option<MessageFinding> {
    let recipient = &fields.recipient;
    let family = bare(recipient.name.family);
    if !family.chars().any(is_kanji) {
        return None;
    }
    let family_kana = hiragana(&bare(recipient.family_kana));
    if family_kana.chars().count() < 2 {
        return None;
    }
    let given_kana = hiragana(&bare(recipient.given_kana));
    let text = hiragana(packed);
    let addressed = text.match_indices(&family_kana).any(|(at, _)| {
        let after = &text[at + family_kana.len()..];
        let after = after.strip_prefix(given_kana.as_str()).unwrap_or(after);
        ["様", "さま", "さん", "殿", "先生", "御中"]
            .iter()
            .any(|honorific| after.starts_with(honorific))
    });
    addressed.then(|| finding(FindingKind::KanaForKanji, "customer"))
}

/// A line that is nothing but a colleague's name, or names one as the person in charge.
fn signed_by_a_colleague(text: &str, fields: &MergeFields<'_>) -> bool {
    let own = bare(fields.staff);
    let colleagues: Vec<String> = fields
        .colleagues
        .iter()
        .map(|name| bare(name))
        .filter(|name| !name.is_empty() && *name != own)
        .collect();
    text.lines().any(|line| {
        let line: String = bare(line);
        if !own.is_empty() && line.contains(&own) {
            return false;
        }
        colleagues.iter().any(|name| {
            let signature = line == *name || line == format!("{}{name}", bare(fields.shop));
            signature
                || ["担当", "担当者", "スタッフ"].iter().any(|role| {
                    line.contains(&format!("{role}{name}"))
                        || line.contains(&format!("{role}:{name}"))
                        || line.contains(&format!("{role}：{name}"))
                        || line.contains(&format!("{role}の{name}"))
                })
        })
    })
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn hiragana(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            'ァ'..='ヶ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
            c => c,
        })
        .collect()
}

fn is_kanji(c: char) -> bool {
    matches!(c, '々' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}
