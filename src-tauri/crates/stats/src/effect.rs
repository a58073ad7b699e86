//! What care does: two groups that chance made, compared; several such comparisons drawn to each other.
//!
//! The difference itself with its interval is [`crate::intervals::newcombe`], by intention to treat: everybody counts
//! on the side that chance gave them, whatever reached them. Not here: who is on which side, and what counts as an
//! outcome.

use crate::intervals::{Interval, Z95};

/// The quantile of the standard normal distribution for a power of 80 %.
pub const Z80: f64 = 0.841_621_233_572_914_2;
/// Prior scale of how much the true effects differ from each other: a dozen points are taken to be usual, more than
/// thirty to be rare. Wide, so that a few households of one plan do not simply take over what another plan does.
pub const SPREAD: f64 = 0.1;
/// Steps of the sum over how much the true effects differ.
const STEPS: u32 = 400;
/// That sum runs up to so many prior scales.
const REACH: f64 = 6.0;

/// Hits among those who were counted on one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Arm {
    /// With the outcome.
    pub hits: u64,
    /// All of them.
    pub n: u64,
}

impl Arm {
    /// hits ÷ n; `None` where there is nobody.
    #[must_use]
    pub fn rate(self) -> Option<f64> {
        (self.n > 0).then(|| self.hits.min(self.n) as f64 / self.n as f64)
    }
}

/// A difference and how far it may be off, as pooling takes it in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// First share minus second, −1..=1.
    pub difference: f64,
    /// Its variance, above 0.
    pub variance: f64,
}

/// `first` minus `second` with one imaginary hit and miss on either side, which keeps the variance above 0 and the
/// normal approximation usable in small groups; `None` when a side is empty.
///
/// Formula: A. Agresti & B. Caffo, The American Statistician 54 (2000) 280–288.
#[must_use]
pub fn estimate(first: Arm, second: Arm) -> Option<Estimate> {
    if first.n == 0 || second.n == 0 {
        return None;
    }
    let add = |arm: Arm| {
        let n = arm.n as f64 + 2.0;
        let share = (arm.hits.min(arm.n) as f64 + 1.0) / n;
        (share, share * (1.0 - share) / n)
    };
    let ((one, one_variance), (other, other_variance)) = (add(first), add(second));
    Some(Estimate {
        difference: one - other,
        variance: one_variance + other_variance,
    })
}

/// An effect as all comparisons together show it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pooled {
    /// Posterior mean.
    pub mean: f64,
    /// 95 % of the posterior distribution lies in it, 2.5 % on either side.
    pub interval: Interval,
}

/// All comparisons drawn to each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Pool {
    /// Each of them, in the order of the estimates.
    pub each: Vec<Pooled>,
    /// What they have in common; `None` for fewer than two.
    pub common: Option<Pooled>,
}

/// Draws differences to their common mean, the more the less each is known and the more alike they are.
///
/// The hierarchical model is yⱼ ~ N(θⱼ, vⱼ), θⱼ ~ N(μ, τ²), μ flat, τ half-normal with the scale `spread`: with μ
/// summed out as in Gelman et al., *Bayesian Data Analysis* (3rd ed. 2013) 5.4, eqs. 5.17–5.21, and τ summed over a
/// grid (C. Röver, J. Stat. Softw. 93 (2020) 6), so that not knowing τ widens the intervals, which a single best τ
/// would not. A single difference is drawn nowhere.
///
/// # Panics
/// When a variance or `spread` is not above 0.
#[must_use]
pub fn pool(estimates: &[Estimate], spread: f64) -> Pool {
    assert!(
        spread > 0.0 && estimates.iter().all(|one| one.variance > 0.0),
        "BUG: variances are above 0"
    );
    if let [only] = estimates {
        let half = Z95 * only.variance.sqrt();
        let mean = only.difference;
        let interval = Interval {
            low: mean - half,
            high: mean + half,
        };
        return Pool {
            each: vec![Pooled { mean, interval }],
            common: None,
        };
    }
    let grid = weigh(estimates, spread);
    let each = estimates
        .iter()
        .map(|one| {
            summarise(&grid, |at| {
                let drawn = one.variance / (one.variance + at.spread * at.spread);
                let mean = (1.0 - drawn) * one.difference + drawn * at.mean;
                let variance = (1.0 - drawn) * one.variance + drawn * drawn * at.variance;
                (mean, variance)
            })
        })
        .collect();
    let common = (estimates.len() > 1).then(|| summarise(&grid, |at| (at.mean, at.variance)));
    Pool { each, common }
}

/// A value of τ, how much it weighs, and μ given it.
struct Place {
    spread: f64,
    weight: f64,
    mean: f64,
    variance: f64,
}

fn weigh(estimates: &[Estimate], spread: f64) -> Vec<Place> {
    let mut logs = Vec::new();
    let mut places: Vec<Place> = (0..=STEPS)
        .map(|step| {
            let tau = REACH * spread * f64::from(step) / f64::from(STEPS);
            let total = |one: &Estimate| one.variance + tau * tau;
            let precision: f64 = estimates.iter().map(|one| 1.0 / total(one)).sum();
            let mean = estimates
                .iter()
                .map(|one| one.difference / total(one))
                .sum::<f64>()
                / precision;
            let off: f64 = estimates
                .iter()
                .map(|one| (one.difference - mean).powi(2) / total(one) + total(one).ln())
                .sum();
            logs.push(-0.5 * (off + precision.ln() + (tau / spread).powi(2)));
            // Simpson's rule.
            let share = match step {
                0 | STEPS => 1.0,
                _ if step % 2 == 1 => 4.0,
                _ => 2.0,
            };
            Place {
                spread: tau,
                weight: share,
                mean,
                variance: 1.0 / precision,
            }
        })
        .collect();
    let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    for (place, log) in places.iter_mut().zip(logs) {
        place.weight *= (log - most).exp();
    }
    let sum: f64 = places.iter().map(|place| place.weight).sum();
    for place in &mut places {
        place.weight /= sum;
    }
    places
}

/// Mean and quantiles of a mixture of normal distributions.
fn summarise(grid: &[Place], given: impl Fn(&Place) -> (f64, f64)) -> Pooled {
    let parts: Vec<(f64, f64, f64)> = grid
        .iter()
        .map(|place| {
            let (mean, variance) = given(place);
            (place.weight, mean, variance.sqrt())
        })
        .collect();
    let mean = parts.iter().map(|(weight, mean, _)| weight * mean).sum();
    let below = |x: f64| -> f64 {
        parts
            .iter()
            .map(|(weight, mean, deviation)| weight * normal_below((x - mean) / deviation))
            .sum()
    };
    let ends = |of: fn(f64, f64) -> f64, sign: f64| {
        let end = |(_, mean, deviation): &(f64, f64, f64)| mean + sign * 9.0 * deviation;
        parts.iter().map(end).fold(-sign * f64::INFINITY, of)
    };
    let quantile = |share: f64| {
        let (mut low, mut high) = (ends(f64::min, -1.0), ends(f64::max, 1.0));
        for _ in 0..80 {
            let middle = f64::midpoint(low, high);
            if below(middle) < share {
                low = middle;
            } else {
                high = middle;
            }
        }
        f64::midpoint(low, high)
    };
    Pooled {
        mean,
        interval: Interval {
            low: quantile(0.025),
            high: quantile(0.975),
        },
    }
}

/// The share of the standard normal distribution below `x`.
fn normal_below(x: f64) -> f64 {
    0.5 * libm::erfc(-x / std::f64::consts::SQRT_2)
}

/// Whether chance divided people as it was meant to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SplitCheck {
    /// Pearson's χ² with one degree of freedom.
    pub chi_square: f64,
    /// How often a fair division is at least so uneven, 0..=1.
    pub p: f64,
}

/// Compares how many were held out with how many should have been: `held_shares` are the chances of everybody, by
/// number of people who had them. `None` where there is nothing to compare.
///
/// With one chance for all it is Pearson's χ² of the two counts (the sample ratio check of A. Fabijan et al., KDD 2019,
/// 2156–2164); with several, (observed − expected)² ÷ variance, the same for one.
#[must_use]
pub fn check_split(held: u64, held_shares: &[(f64, u64)]) -> Option<SplitCheck> {
    let expected: f64 = held_shares.iter().map(|(share, n)| share * *n as f64).sum();
    let variance: f64 = held_shares
        .iter()
        .map(|(share, n)| share * (1.0 - share) * *n as f64)
        .sum();
    (variance > 0.0).then(|| {
        let chi_square = (held as f64 - expected).powi(2) / variance;
        SplitCheck {
            chi_square,
            p: libm::erfc((chi_square / 2.0).sqrt()),
        }
    })
}

/// What is needed so that a share of `target` on the first side differs from `base` on the second with 80 % power at
/// 5 % (two sides), less what there is: below 0 when it suffices. Per person of `first_n` and `second_n`.
///
/// Formula: J. L. Fleiss, B. Levin & M. C. Paik, *Statistical Methods for Rates and Proportions* (3rd ed. 2003) 4.14
/// and 4.18, without continuity correction.
fn lacking(base: f64, target: f64, first_n: f64, second_n: f64) -> f64 {
    let all = first_n + second_n;
    let mean = (target * first_n + base * second_n) / all;
    let alike = mean * (1.0 - mean) * (1.0 / first_n + 1.0 / second_n);
    let apart = target * (1.0 - target) / first_n + base * (1.0 - base) / second_n;
    Z95 * alike.sqrt() + Z80 * apart.sqrt() - (target - base).abs()
}

/// The smallest share above `base` that groups of this size would tell from it in four of five times (80 % power, 5 %,
/// two sides); `None` when not even everybody would do, or a side is empty. `base` 0..=1.
#[must_use]
pub fn smallest_detectable(base: f64, treated: u64, held: u64) -> Option<f64> {
    if treated == 0 || held == 0 || !(0.0..1.0).contains(&base) {
        return None;
    }
    let lacks = |target: f64| lacking(base, target, treated as f64, held as f64);
    if lacks(1.0) > 0.0 {
        return None;
    }
    let (mut low, mut high) = (base, 1.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if lacks(middle) > 0.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some(high)
}

/// People on both sides together who are needed to tell `target` from `base` in four of five times, when
/// `held_share` of them are held out; `None` where that cannot be (equal shares, nobody held out).
#[must_use]
pub fn people_needed(base: f64, target: f64, held_share: f64) -> Option<u64> {
    let fits = |share: f64| (0.0..=1.0).contains(&share);
    if !fits(base) || !fits(target) || base == target || held_share <= 0.0 || held_share >= 1.0 {
        return None;
    }
    // What is lacking falls with the square root of the number, so that it can be solved for it.
    let one = lacking(base, target, 1.0 - held_share, held_share) + (target - base).abs();
    let n = (one / (target - base)).powi(2);
    // The smaller side rounded up, the other in proportion, as tables of sizes do.
    let smaller = held_share.min(1.0 - held_share);
    Some(((n * smaller).ceil() / smaller).round() as u64)
}
