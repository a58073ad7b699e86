//! A score out of what is known, with how much is known: fresh facts weigh more, and what nobody knows weighs nothing.
//!
//! Not here: the standing, which follows rules and no score.

use super::{Facts, Rules};
use crate::kinds::text_enum;
use crate::values::ShopDay;

text_enum! {
    /// What is measured.
    MeasureKind {
        /// Whether they can still be heard: signs from them.
        Contact = "contact",
        /// What they answered.
        Voice = "voice",
        /// What became of their troubles.
        Cases = "cases",
        /// How many ways work.
        Ways = "ways",
        /// Whether calls were answered.
        Answers = "answers",
        /// Whether they came back.
        Return = "return",
        /// Whether they live with something of ours.
        Things = "things",
    }
}

/// One measure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measure {
    /// Which.
    pub kind: MeasureKind,
    /// 0 (bad) to 1; `None`: nobody knows.
    pub value: Option<f64>,
    /// Of when it is; `None`: of now, or nobody knows.
    pub on: Option<ShopDay>,
    /// What it weighs when it is of today; all measures together weigh 100.
    pub weight: f64,
    /// How much of that is left at its age, 0..=1; 0 for what nobody knows.
    pub freshness: f64,
}

/// A score and how much stands behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct Health {
    /// 0..=100; `None` when less than 40 % is known.
    pub score: Option<f64>,
    /// How much of everything that could be known is known and fresh, 0..=1.
    pub coverage: f64,
    /// Every measure, in the order of [`MeasureKind::ALL`].
    pub measures: Vec<Measure>,
}

/// Below it a score would say more than is known.
pub(super) const LEAST_COVERAGE: f64 = 0.4;

/// The score on `day`: Σ weight·freshness·value ÷ Σ weight·freshness, ×100; freshness 2^(−age ÷ half-life).
///
/// A measure that nobody knows is left out and lowers the coverage, not the score. It is the weight that grows old and
/// not the value: a complaint of five years ago says little, and does not turn into something worse or better.
/// Source: METRICS.md D.8.
#[must_use]
pub fn health(facts: &Facts, day: ShopDay, rules: Rules) -> Health {
    let measures: Vec<Measure> = MeasureKind::ALL
        .iter()
        .map(|kind| measure(*kind, facts, day, rules))
        .collect();
    let (mut sum, mut known, mut all) = (0.0, 0.0, 0.0);
    for measure in &measures {
        all += measure.weight;
        if let Some(value) = measure.value {
            let weight = measure.weight * measure.freshness;
            known += weight;
            sum += weight * value;
        }
    }
    let coverage = known / all;
    Health {
        score: (coverage >= LEAST_COVERAGE).then(|| 100.0 * sum / known),
        coverage,
        measures,
    }
}

fn measure(kind: MeasureKind, facts: &Facts, day: ShopDay, rules: Rules) -> Measure {
    const YEAR: f64 = 365.0;
    let yes = |is: bool| if is { 1.0 } else { 0.0 };
    // Value, of when, weight, half-life in days; no day: it is so now.
    let (value, on, weight, half_life) = match kind {
        MeasureKind::Contact => {
            let last = facts.last_sign();
            (last.map(|_| 1.0), last, 25.0, YEAR)
        }
        MeasureKind::Voice => {
            let value = facts.voice_on.map(|_| f64::from(facts.voice) / 100.0);
            (value, facts.voice_on, 20.0, 2.0 * YEAR)
        }
        MeasureKind::Cases => match (facts.open_case_on, facts.unsolved_on, facts.solved_on) {
            (Some(_), _, _) => (Some(0.0), None, 15.0, 2.0 * YEAR),
            (None, None, None) => (None, None, 15.0, 2.0 * YEAR),
            (None, unsolved, solved) => (
                Some(yes(solved > unsolved)),
                solved.max(unsolved),
                15.0,
                2.0 * YEAR,
            ),
        },
        MeasureKind::Ways => {
            let ways = [facts.phone, facts.post, facts.email, facts.line];
            let value = match ways.into_iter().filter(|way| *way).count() {
                0 => 0.0,
                1 => 0.6,
                _ => 1.0,
            };
            (Some(value), None, 15.0, YEAR)
        }
        MeasureKind::Answers => {
            // An answered call leaves nothing unanswered behind it.
            let value = facts.called_on.map(|_| {
                1.0 - f64::from(facts.unanswered.min(rules.unanswered)) / f64::from(rules.unanswered.max(1))
            });
            (value, facts.called_on, 10.0, YEAR)
        }
        // One purchase says nothing about whether they would come back.
        MeasureKind::Return => {
            let back = facts.purchases >= 2;
            (back.then_some(1.0), facts.bought_on, 10.0, 5.0 * YEAR)
        }
        MeasureKind::Things => {
            let value = (facts.things + facts.things_gone > 0).then(|| yes(facts.things > 0));
            (value, None, 5.0, YEAR)
        }
    };
    let age = on.map_or(0, |on| day.days_since(on).max(0));
    Measure {
        kind,
        value,
        on: on.filter(|_| value.is_some()),
        weight,
        freshness: value.map_or(0.0, |_| 2.0_f64.powf(-(age as f64) / half_life)),
    }
}
