//! The net promoter score and how sure it is.
//!
//! Not here: whom to ask, and what to do with a low answer.

use crate::intervals::{Interval, Z95};

/// Answers by kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NpsCounts {
    /// Answers 9 and 10.
    pub promoters: u32,
    /// Answers 7 and 8.
    pub passives: u32,
    /// Answers 0 to 6.
    pub detractors: u32,
}

/// The score with its uncertainty, all in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nps {
    /// −100..=100.
    pub score: f64,
    /// Standard error.
    pub standard_error: f64,
    /// Score ± 1.96 standard errors. Has no width when all answers are of one kind: show `adjusted` then.
    pub wald: Interval,
    /// The same with the variance divided by n − 1; `None` for a single answer.
    pub wald_n_minus_1: Option<Interval>,
    /// Wald after adding three answers (¾ promoter, 1½ passive, ¾ detractor); honest for few answers, and may
    /// reach beyond ±100.
    pub adjusted: Interval,
}

impl NpsCounts {
    /// Sorts answers 0..=10 into kinds; `None` when one is above 10, so that a mistake is not counted as a fan.
    #[must_use]
    pub fn from_answers(answers: &[u8]) -> Option<Self> {
        answers.iter().try_fold(Self::default(), |mut counts, answer| {
            match answer {
                0..=6 => counts.detractors += 1,
                7..=8 => counts.passives += 1,
                9..=10 => counts.promoters += 1,
                _ => return None,
            }
            Some(counts)
        })
    }

    /// Number of answers.
    #[must_use]
    pub fn n(&self) -> u32 {
        self.promoters + self.passives + self.detractors
    }

    /// The score; `None` without answers, because 0 would read as "balanced".
    ///
    /// Formula: F. Reichheld, "The One Number You Need to Grow", HBR 81(12), 2003; variance p + d − (p − d)²;
    /// adjusted interval: B. Rocks, "Interval Estimation for the Net Promoter Score", Am. Stat. 70 (2016)
    /// 365–372. Worked numbers in `tests/numbers/nps_and_drivers.rs`.
    #[must_use]
    pub fn score(&self) -> Option<Nps> {
        let n = f64::from(self.n());
        if n == 0.0 {
            return None;
        }
        let (promoters, detractors) = (f64::from(self.promoters), f64::from(self.detractors));
        let (score, variance) = score_and_variance(promoters, detractors, n);
        let standard_error = (variance / n).sqrt();
        let (adjusted_score, adjusted_variance) =
            score_and_variance(promoters + 0.75, detractors + 0.75, n + 3.0);
        Some(Nps {
            score: 100.0 * score,
            standard_error: 100.0 * standard_error,
            wald: around(score, standard_error),
            wald_n_minus_1: (n > 1.0).then(|| around(score, (variance / (n - 1.0)).sqrt())),
            adjusted: around(adjusted_score, (adjusted_variance / (n + 3.0)).sqrt()),
        })
    }
}

/// How many standard errors the second wave lies above the first; `None` when neither has any spread.
#[must_use]
pub fn wave_difference_z(first: &Nps, second: &Nps) -> Option<f64> {
    let error = first.standard_error.hypot(second.standard_error);
    (error > 0.0).then(|| (second.score - first.score) / error)
}

fn score_and_variance(promoters: f64, detractors: f64, n: f64) -> (f64, f64) {
    let score = (promoters - detractors) / n;
    (score, ((promoters + detractors) / n - score * score).max(0.0))
}

fn around(score: f64, standard_error: f64) -> Interval {
    let half = 100.0 * Z95 * standard_error;
    Interval {
        low: 100.0 * score - half,
        high: 100.0 * score + half,
    }
}
