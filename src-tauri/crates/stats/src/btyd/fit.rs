//! Finding the highest point of a likelihood over positive parameters.
//!
//! Nelder & Mead, Computer Journal 7 (1965) 308–313, with the coefficients of Gao & Han (2012), on the logarithms
//! of the parameters, begun again from its own end until that gains nothing. No derivatives, no randomness.

/// The highest point found.
#[derive(Debug, Clone)]
pub(super) struct Best {
    /// Parameters, not their logarithms.
    pub(super) at: Vec<f64>,
    /// Log likelihood.
    pub(super) value: f64,
    /// Whether a parameter ran towards 0 or infinity: the data do not determine it.
    pub(super) at_border: bool,
    /// Whether the search stopped because nothing higher is near, and not because it was tired.
    pub(super) converged: bool,
}

impl Best {
    /// Nothing found yet.
    pub(super) const NOWHERE: Self = Self {
        at: Vec::new(),
        value: f64::NEG_INFINITY,
        at_border: false,
        converged: false,
    };

    /// A place by its logarithms, and whether nothing higher is near.
    pub(super) fn new(logs: &[f64], value: f64, summit: bool) -> Self {
        let at_border = logs.iter().any(|log| log.abs() > BORDER - 4.0);
        Self {
            at: logs.iter().map(|log| log.exp()).collect(),
            value,
            at_border,
            converged: !at_border && value.is_finite() && summit,
        }
    }

    pub(super) fn is_above(&self, other: &Self) -> bool {
        other.at.is_empty() || self.value > other.value
    }
}

/// Logarithms of parameters are held inside ± this.
pub(super) const BORDER: f64 = 14.0;

/// Different units from which on a search without derivatives looks at some of them.
const MOST: usize = 20_000;

/// At most [`MOST`], evenly from all. What a search on so many misses is far below what the model itself is worth.
pub(super) fn evenly<T: Copy>(all: &[T]) -> Vec<T> {
    all.iter()
        .step_by(all.len().div_ceil(MOST).max(1))
        .copied()
        .collect()
}

/// Maximises `likelihood` over positive parameters from several starts.
pub(super) fn maximise<S: AsRef<[f64]>>(starts: &[S], likelihood: impl Fn(&[f64]) -> f64) -> Best {
    let cost = |logs: &[f64]| {
        if logs.iter().any(|log| log.abs() > BORDER) {
            return f64::INFINITY;
        }
        let value = likelihood(&logs.iter().map(|log| log.exp()).collect::<Vec<_>>());
        if value.is_nan() { f64::INFINITY } else { -value }
    };
    let mut best: Option<(Vec<f64>, f64)> = None;
    for start in starts {
        let mut at: Vec<f64> = start.as_ref().iter().map(|value| value.ln()).collect();
        let mut lowest = cost(&at);
        for round in 0..12 {
            let (moved, found) = simplex(&at, if round == 0 { 0.5 } else { 0.15 }, &cost);
            let gained = lowest - found;
            (at, lowest) = (moved, found);
            if round > 0 && gained < 1e-7 + rounding(lowest) {
                break;
            }
        }
        if best.as_ref().is_none_or(|(_, value)| lowest < *value) {
            best = Some((at, lowest));
        }
    }
    let (at, lowest) = best.unwrap_or_default();
    let summit = lowest.is_finite() && is_summit(&at, lowest, &cost);
    Best::new(&at, -lowest, summit)
}

/// Whether a step of one per cent along no parameter leads higher, by more than rounding.
fn is_summit(at: &[f64], lowest: f64, cost: &impl Fn(&[f64]) -> f64) -> bool {
    (0..at.len()).all(|axis| {
        [-0.01, 0.01].into_iter().all(|step| {
            let mut beside = at.to_vec();
            beside[axis] += step;
            cost(&beside) > lowest - 1e-6 - rounding(lowest)
        })
    })
}

/// What rounding leaves of a sum over many units: differences below it say nothing.
fn rounding(value: f64) -> f64 {
    value.abs() * 1e-12
}

fn simplex(start: &[f64], size: f64, cost: &impl Fn(&[f64]) -> f64) -> (Vec<f64>, f64) {
    let dimensions = start.len();
    let n = dimensions as f64;
    let (expand, contract, shrink) = (1.0 + 2.0 / n, 0.75 - 0.5 / n, 1.0 - 1.0 / n.max(2.0));
    let mut corners: Vec<(Vec<f64>, f64)> = (0..=dimensions)
        .map(|corner| {
            let mut at = start.to_vec();
            if let Some(value) = corner.checked_sub(1).and_then(|axis| at.get_mut(axis)) {
                *value += size;
            }
            let value = cost(&at);
            (at, value)
        })
        .collect();
    for _ in 0..400 * dimensions {
        corners.sort_by(|one, two| one.1.total_cmp(&two.1));
        let (lowest, highest) = (corners[0].1, corners[dimensions].1);
        let spread = (0..dimensions).map(|axis| (corners[dimensions].0[axis] - corners[0].0[axis]).abs());
        if highest - lowest < 1e-9 + rounding(lowest) && spread.fold(0.0, f64::max) < 1e-6 {
            break;
        }
        let centre: Vec<f64> = (0..dimensions)
            .map(|axis| {
                corners[..dimensions]
                    .iter()
                    .map(|corner| corner.0[axis])
                    .sum::<f64>()
                    / n
            })
            .collect();
        let worst = corners[dimensions].clone();
        let at = |factor: f64| {
            let point: Vec<f64> = centre
                .iter()
                .zip(&worst.0)
                .map(|(middle, far)| middle + factor * (middle - far))
                .collect();
            let value = cost(&point);
            (point, value)
        };
        let reflected = at(1.0);
        let second_worst = corners[dimensions - 1].1;
        let taken = if reflected.1 < lowest {
            let expanded = at(expand);
            Some(if expanded.1 < reflected.1 {
                expanded
            } else {
                reflected
            })
        } else if reflected.1 < second_worst {
            Some(reflected)
        } else {
            let contracted = at(if reflected.1 < worst.1 {
                contract
            } else {
                -contract
            });
            (contracted.1 < worst.1.min(reflected.1)).then_some(contracted)
        };
        if let Some(taken) = taken {
            corners[dimensions] = taken;
            continue;
        }
        let anchor = corners[0].0.clone();
        for corner in &mut corners[1..] {
            for (value, fixed) in corner.0.iter_mut().zip(&anchor) {
                *value = fixed + shrink * (*value - fixed);
            }
            corner.1 = cost(&corner.0);
        }
    }
    corners.sort_by(|one, two| one.1.total_cmp(&two.1));
    corners.swap_remove(0)
}
