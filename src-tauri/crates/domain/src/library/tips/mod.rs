//! The starter tips, by room of the house.
//!
//! The numbers of the codes have gaps: they are those of the trade list that the library was chosen
//! from, and stay free for the rest of it. Not here: when a tip is sent (`plans`).

use std::sync::LazyLock;

use super::StarterTip;

/// One tip, in the order in which people read it: what for, how much, where from, and the words.
macro_rules! tip {
    ($code:literal, $kind:ident, families: [$($family:ident),*], materials: [$($material:ident),*],
     finishes: [$($finish:ident),*], minutes: $minutes:literal, difficulty: $difficulty:literal,
     source: [$($source:literal),*],
     ja: { title: $jt:literal, body: $jb:literal, ask: $ja:expr, never: $jn:expr, suggestion: $js:literal $(,)? },
     en: { title: $et:literal, body: $eb:literal, ask: $ea:expr, never: $en:expr, suggestion: $es:literal $(,)? } $(,)?
    ) => {
        $crate::library::StarterTip {
            code: $code,
            kind: $crate::kinds::ContentKind::$kind,
            applies_to: $crate::library::AppliesTo {
                families: &[$($crate::kinds::Family::$family),*],
                materials: &[$($crate::kinds::Material::$material),*],
                finishes: &[$($crate::kinds::Finish::$finish),*],
            },
            minutes: $minutes,
            difficulty: $difficulty,
            source: &[$($source),*],
            reviewed: false,
            ja: $crate::library::TipText { title: $jt, body: $jb, talking_points: $ja, never: &$jn, suggestion: $js },
            en: $crate::library::TipText { title: $et, body: $eb, talking_points: $ea, never: &$en, suggestion: $es },
        }
    };
}

mod bedroom;
mod general;
mod house;
mod leather;
mod outdoor;
mod seating;
mod storage;
mod tops;
mod wood;
mod wood_care;

static TIPS: LazyLock<Vec<StarterTip>> = LazyLock::new(|| {
    [
        general::TIPS,
        wood_care::TIPS,
        wood::TIPS,
        leather::TIPS,
        seating::TIPS,
        tops::TIPS,
        bedroom::TIPS,
        storage::TIPS,
        house::TIPS,
        outdoor::TIPS,
    ]
    .concat()
});

/// Every tip of the starter library.
#[must_use]
pub fn starter_tips() -> &'static [StarterTip] {
    &TIPS
}

/// The tip with this code.
#[must_use]
pub fn starter_tip(code: &str) -> Option<&'static StarterTip> {
    TIPS.iter().find(|tip| tip.code == code)
}
