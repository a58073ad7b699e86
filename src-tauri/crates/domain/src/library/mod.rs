//! The care library that every new shop starts with: tips, starter plans, and the lint that keeps
//! advice from harming the finish it is given for.
//!
//! Everything here is constant data. The store copies it into a new shop, where the shop may change
//! it. Not here: the shop's own edited texts, planning, and who may be sent what.

use crate::kinds::{Channel, ContentKind, Family, Finish, Lang, Material, Touch};
use crate::plan::{CareClass, ItemMatch, Offset, Repeat, Season};

mod lint;
mod plans;
#[cfg(test)]
mod tests;
mod tips;

pub use lint::{Harm, LintFinding, NeverRule, lint_content};
pub use plans::{starter_plan, starter_plans};
pub use tips::{starter_tip, starter_tips};

/// What a tip is for. An empty list means "any".
///
/// `Unknown` on the item's side satisfies only a list that names it: advice for oil finish must not
/// reach a table whose finish nobody knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AppliesTo {
    /// Product families; empty for any.
    pub families: &'static [Family],
    /// Main materials; empty for any.
    pub materials: &'static [Material],
    /// Finishes; empty means the advice is safe for every finish, known or not.
    pub finishes: &'static [Finish],
}

impl AppliesTo {
    /// Whether a thing of this class may be given the tip.
    #[must_use]
    pub fn fits(&self, class: CareClass) -> bool {
        (self.families.is_empty() || self.families.contains(&class.family))
            && (self.materials.is_empty() || self.materials.contains(&class.material))
            && (self.finishes.is_empty() || self.finishes.contains(&class.finish))
    }

    /// Whether the advice may be given only where the finish is on record.
    #[must_use]
    pub fn needs_known_finish(&self) -> bool {
        !self.finishes.is_empty()
    }
}

/// The words of a tip in one language. All but `title` may hold merge fields such as `{{item}}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TipText {
    /// Short topic, for lists and subject lines.
    pub title: &'static str,
    /// The care itself, free of advertising, two to five sentences.
    pub body: &'static str,
    /// Three lines to say or ask on the telephone.
    pub talking_points: [&'static str; 3],
    /// What must not be done; shown beside the tip. May be empty.
    pub never: &'static [&'static str],
    /// The advertising part, kept apart because it needs its own consent. Empty when there is none.
    pub suggestion: &'static str,
}

/// A tip of the starter library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StarterTip {
    /// Stable code such as `T12`; the store and the plans refer to it.
    pub code: &'static str,
    /// What the care text is. The suggestion, when added, makes the message an offer.
    pub kind: ContentKind,
    /// What it may be sent for.
    pub applies_to: AppliesTo,
    /// Time the care takes the customer, in minutes.
    pub minutes: u8,
    /// 1 easy, 2 needs some care, 3 needs practice or two people.
    pub difficulty: u8,
    /// Source marks, explained in `docs/CARE_LIBRARY.md`; `CK` is common knowledge of the trade.
    pub source: &'static [&'static str],
    /// Whether the maker of such things has read it. `false` throughout: nobody has yet. Safety tips do
    /// not go out by themselves until a person of the shop has set it (gate rule G15).
    pub reviewed: bool,
    /// Japanese words.
    pub ja: TipText,
    /// English words.
    pub en: TipText,
}

impl StarterTip {
    /// The words in `lang`.
    #[must_use]
    pub fn text(&self, lang: Lang) -> &TipText {
        match lang {
            Lang::Ja => &self.ja,
            Lang::En => &self.en,
        }
    }
}

/// One step of a starter plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StarterStep {
    /// Stable inside its plan; part of a follow-up's key.
    pub code: &'static str,
    /// Code of the tip that it sends.
    pub content: &'static str,
    /// First occurrence after delivery.
    pub offset: Offset,
    /// Whether and how it comes back.
    pub repeat: Option<Repeat>,
    /// Part of the year it is held to.
    pub season: Option<Season>,
    /// How much of a person it takes.
    pub touch: Touch,
    /// First way to reach the customer.
    pub channel: Channel,
    /// The way to take when the first is not allowed or not there.
    pub fallback: Option<Channel>,
    /// Days after the due day during which it still makes sense; then it lapses.
    pub grace_days: u16,
    /// Time it takes the shop, in minutes.
    pub minutes: u8,
}

/// A starter plan. An item follows every plan that matches it; the library keeps the sum small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StarterPlan {
    /// Stable code such as `table-oil`.
    pub code: &'static str,
    /// Japanese name.
    pub name_ja: &'static str,
    /// English name.
    pub name_en: &'static str,
    /// Which items follow it.
    pub matches: ItemMatch,
    /// Weight against other plans, higher first.
    pub priority: i32,
    /// Its steps in order of their offset.
    pub steps: &'static [StarterStep],
}

impl StarterPlan {
    /// The name in `lang`.
    #[must_use]
    pub fn name(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Ja => self.name_ja,
            Lang::En => self.name_en,
        }
    }
}
