//! Addresses of a file beside the table of postal codes, and names beside the shop's own readings, for people at a
//! terminal.
//!
//! Not here: comparing them (`api`).

use std::fmt::Write as _;

use aichaku_api::wire::{AddressFindings, AddressQuestion, Lang, ReadingFindings};

/// Addresses that are listed; `--json` has more.
const LISTED: usize = 20;

/// How many are to be looked at, and the first of them; empty when there are none.
pub(crate) fn findings(findings: &AddressFindings, lang: Lang) -> String {
    let total =
        findings.missing_code.0 + findings.missing_part.0 + findings.differs.0 + findings.unknown_code.0;
    if total == 0 {
        return String::new();
    }
    let mut text = match lang {
        Lang::Ja => format!(
            "\nご確認いただきたいご住所{total}件(郵便番号なし{}、都道府県・市区町村なし{}、郵便番号と合わない{}、表にない番号{})。空いているところに候補を入れられるのは{}件(--fill-addresses)。",
            findings.missing_code.0,
            findings.missing_part.0,
            findings.differs.0,
            findings.unknown_code.0,
            findings.proposed.0
        ),
        Lang::En => format!(
            "\n{total} addresses to look at ({} without a postal code, {} without prefecture and city, {} whose code and address disagree, {} with an unknown code). A proposal can fill a blank in {} (--fill-addresses).",
            findings.missing_code.0,
            findings.missing_part.0,
            findings.differs.0,
            findings.unknown_code.0,
            findings.proposed.0
        ),
    };
    for one in findings.listed.iter().take(LISTED) {
        let _ = write!(
            text,
            "\n  {} {}  {}  {} {}  {}  {} {}",
            one.sheet.as_deref().unwrap_or(""),
            one.line.0,
            one.name,
            one.postal_code,
            one.address,
            question(one.question, lang),
            one.proposed_code,
            one.proposed_place
        );
    }
    text
}

/// New names without a reading, and the first proposals; empty when none is proposed.
pub(crate) fn readings(findings: &ReadingFindings, lang: Lang) -> String {
    let (missing, proposed) = (findings.missing.0, findings.proposed.0);
    if proposed == 0 {
        return String::new();
    }
    let mut text = match lang {
        Lang::Ja => format!(
            "\nフリガナのない新しいお客様{missing}名。うち{proposed}名は、お店の同じお名前の方の読みを入れられます(--fill-readings)。"
        ),
        Lang::En => format!(
            "\n{missing} new customers without a reading. For {proposed} of them customers of the shop with the same name tell one (--fill-readings)."
        ),
    };
    for one in findings.listed.iter().take(LISTED) {
        let sheet = one.sheet.as_deref().unwrap_or("");
        let _ = write!(text, "\n  {sheet} {}  {}  {}", one.line.0, one.name, one.kana);
    }
    text
}

fn question(question: AddressQuestion, lang: Lang) -> &'static str {
    match (question, lang) {
        (AddressQuestion::MissingCode, Lang::Ja) => "郵便番号なし",
        (AddressQuestion::MissingPart, Lang::Ja) => "都道府県・市区町村なし",
        (AddressQuestion::Differs, Lang::Ja) => "合わない",
        (AddressQuestion::UnknownCode, Lang::Ja) => "表にない番号",
        (AddressQuestion::MissingCode, Lang::En) => "no code",
        (AddressQuestion::MissingPart, Lang::En) => "no prefecture and city",
        (AddressQuestion::Differs, Lang::En) => "disagree",
        (AddressQuestion::UnknownCode, Lang::En) => "unknown code",
    }
}
