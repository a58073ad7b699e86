//! One gate for every touch: may this contact take place, in this way, now, and why (not)?
//!
//! It is asked when a contact is planned, when Today shows it, when it is printed and when it is sent,
//! each time with fresh facts. Every rule is one small function in `rules`; every refusal carries what a
//! sentence about it needs. `docs/GATE.md` says the same for people, with the names of the tests.
//!
//! | rule | never | here | stages |
//! |---|---|---|---|
//! | G1 | care for what is not there or not in use | built | all |
//! | G2 | courtesy during a case or shortly after an unhappy one | built | all |
//! | G3 | the same twice to a person or household, or from two desks | built; the store's unique key and claim stand behind it | show, print, send |
//! | G4 | deceased, erased, suppressed, mall, minor, gift; opted out per channel | built | person: all; channel: show, print, send |
//! | G5 | the wrong recipient | built: contact point, recipient and fingerprint of the preview; the small code on labels comes with printing | show, print, send |
//! | G6 | advertising without consent or legal lines | built: consent here, the lines as findings of the text's lint | show, print, send |
//! | G7 | unfilled fields, wrong names | built: findings of the text's lint | show, print, send |
//! | G8 | too often | built | show, print, send |
//! | G9 | night, closing days, New Year's wishes in mourning | built | calls: show, send; electronic: send; mourning: all |
//! | G10 | losing notes | not a question to a gate: drafts at every keystroke in the store | – |
//! | G11 | a wrong clock, a flood after an absence | built: here and `catch_up` | print, send |
//! | G12 | disclosing | built: secret items here, private fields as findings of the text's lint | show, print, send |
//! | G13 | congratulating into a changed life | built | show, print, send |
//! | G14 | advice for another finish | built | all |
//! | G15 | a recall that misses those who refused advertising | built; the recall list comes with recalls | show, print, send |
//! | G16 | erasing that breaks totals | comes with erasing; it is about stored rows, not about a contact | – |
//! | G17 | history that changes after late returns | comes with the monthly page; it is about reports | – |
//! | G18 | ignoring "do not call, write" | built | show, print, send |
//!
//! At [`Stage::Plan`] only what will still hold on the due day is asked, with the due day as the day:
//! consent, contact points and frequency change until then.
//!
//! Not here: reading the facts (`store`), the sentences (`ui`), and the lint of texts (`message`).

mod choose;
mod facts;
mod rules;
#[cfg(test)]
mod tests;
mod values;
mod verdict;

pub use choose::{ChannelChoice, Moment, choose_channel};
pub use facts::{
    Ask, CaseFacts, ChannelFacts, ClockFacts, ConsentFact, DueFacts, FindingKind, GateFacts, GatePolicy,
    HistoryFacts, HouseholdFacts, ItemFacts, MessageFacts, MessageFinding, PersonFacts, PreviewFacts, Reach,
    Stage,
};
pub use values::NamedValue;
pub use verdict::{HeardBy, LifeChange, Passed, Refusal, Verdict};

use rules::{Findings, Question};

/// The gate's answer to one question.
///
/// Every rule of the stage is asked, so that a person sees all reasons at once, in the order G1 to G18.
/// The same facts always give the same answer.
#[must_use]
pub fn evaluate(ask: &Ask, facts: &GateFacts, policy: &GatePolicy) -> Verdict {
    let q = Question { ask, facts, policy };
    let mut found = Findings::default();
    let planned = ask.stage > Stage::Plan;
    let going_out = ask.stage >= Stage::Print;

    rules::g1_item(q, &mut found);
    rules::g2_cases(q, &mut found);
    if planned {
        rules::g3_same_content(q, &mut found);
    }
    rules::g4_person(q, &mut found);
    if planned {
        rules::g4_consent(q, &mut found);
        rules::g5_recipient(q, &mut found);
    }
    if going_out {
        rules::g5_preview(q, &mut found);
    }
    if planned {
        rules::g7_text(q, &mut found);
        rules::g8_frequency(q, &mut found);
    }
    rules::g9_time(q, &mut found);
    if going_out {
        rules::g11_clock(q, &mut found);
    }
    if planned {
        rules::g12_secret(q, &mut found);
        rules::g13_review(q, &mut found);
    }
    rules::g14_advice(q, &mut found);
    if planned {
        rules::g15_safety(q, &mut found);
        rules::g18_wish(q, &mut found);
    }
    let mut refusals = found.refusals;
    refusals.sort_by_key(|refusal| rule_number(refusal.rule()));
    let mut checks = found.checks;
    checks.sort_by_key(|check| rule_number(check.rule()));
    Verdict::new(refusals, checks)
}

/// The number in a rule's name.
fn rule_number(rule: &str) -> u8 {
    rule.trim_start_matches('G').parse().unwrap_or(u8::MAX)
}
