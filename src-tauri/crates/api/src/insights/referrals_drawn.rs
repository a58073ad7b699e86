//! Lines of referrals drawn.
//!
//! Not here: which lines are shown (`referrals`), how they are drawn (`charts`).

use aichaku_charts::{Forest, ForestRow, referral_forest};
use aichaku_domain::fold::{NameParts, display_name};

use super::drawings::{frame, money};
use crate::record::domain_lang;
use crate::wire::{CustomerHit, Drawing, Lang, ReferralLine};

/// What the drawing shows.
pub(super) fn title(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => "どなたから、どなたへ(ひもづくお買い上げ)",
        Lang::En => "Who came through whom, and the sales that go back to them",
    }
}

/// The lines as a forest; who told somebody can be opened (`data-row`: the place among `lines`).
pub(super) fn draw(lines: &[ReferralLine], drawing: &Drawing, digits: u8) -> String {
    let lang = drawing.lang;
    let rows = lines.iter().map(|line| {
        let name = name_of(&line.who, lang);
        let amount = money(line.attributed_minor.0 as f64, digits);
        let told = line.direct.0 > 0;
        ForestRow {
            depth: u32::try_from(line.depth.0).unwrap_or(0),
            amount: line.attributed_minor.0 as f64,
            // What is read aloud begins with what stands there.
            title: match (told, lang) {
                (false, _) => name.clone(),
                (true, Lang::Ja) => format!(
                    "{name} {amount}(ご紹介 {}、その先 {})",
                    line.direct.0, line.further.0
                ),
                (true, Lang::En) => format!(
                    "{name} {amount} (told {}, further {})",
                    line.direct.0, line.further.0
                ),
            },
            text: if told { amount } else { String::new() },
            told: u32::try_from(line.direct.0).unwrap_or(0),
            label: name,
        }
    });
    let forest = Forest {
        description: title(lang).to_owned(),
        rows: rows.collect(),
        footnote: match lang {
            Lang::Ja => "塗った丸はご紹介くださった方。棒はその方にひもづくお買い上げで、その先の方の分は半分ずつにします。",
            Lang::En => {
                "Filled: told somebody. The bar is what those bought; a generation further away counts half."
            }
        }
        .to_owned(),
        empty_message: match lang {
            Lang::Ja => "まだどなたからどなたへのご紹介も書きとめられていません。",
            Lang::En => "Nobody is written down yet as having told somebody.",
        }
        .to_owned(),
    };
    referral_forest(&forest, &frame(drawing, 120))
}

/// A person or company as on an envelope.
pub(super) fn name_of(who: &CustomerHit, lang: Lang) -> String {
    let parts = NameParts {
        family: &who.name,
        given: "",
        honorific: if who.honorific.is_empty() && who.company {
            "御中"
        } else {
            &who.honorific
        },
    };
    display_name(parts, domain_lang(lang)).unwrap_or_default()
}
