//! Climbing a likelihood whose derivatives are known.
//!
//! Newton's method on the logarithms of the parameters, damped where the surface is not curved like a summit
//! (Marquardt, J. SIAM 11 (1963) 431–441; here the second derivatives themselves take the place of a sum of squares).
//! A dozen looks at the data where a simplex needs a thousand. Not here: the derivatives, and searching without them
//! (`fit`).

/// Value, gradient and second derivatives of a log likelihood by its parameters.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slope<const N: usize> {
    pub(super) value: f64,
    pub(super) gradient: [f64; N],
    pub(super) curvature: [[f64; N]; N],
}

impl<const N: usize> Slope<N> {
    /// Of nothing yet.
    pub(super) const FLAT: Self = Self {
        value: 0.0,
        gradient: [0.0; N],
        curvature: [[0.0; N]; N],
    };

    /// The same by the logarithms of the parameters `at`.
    fn by_logarithms(mut self, at: &[f64; N]) -> Self {
        for row in 0..N {
            for column in 0..N {
                self.curvature[row][column] *= at[row] * at[column];
            }
            self.gradient[row] *= at[row];
            self.curvature[row][row] += self.gradient[row];
        }
        self
    }
}

/// Steps after which it is given up.
const STEPS: usize = 100;
/// Logarithms move no further than this at once.
const STRIDE: f64 = 2.0;

/// The summit above `start` and whether it was reached; parameters and their bounds are logarithms, `inside` ±.
pub(super) fn climb<const N: usize>(
    start: [f64; N],
    inside: f64,
    slope: impl Fn(&[f64; N]) -> Slope<N>,
) -> ([f64; N], f64, bool) {
    let look = |logs: &[f64; N]| {
        let at = logs.map(f64::exp);
        slope(&at).by_logarithms(&at)
    };
    let mut logs = start;
    let mut here = look(&logs);
    let mut damping = 1e-3;
    for _ in 0..STEPS {
        if !here.value.is_finite() {
            return (logs, here.value, false);
        }
        let steepness = here
            .gradient
            .iter()
            .fold(0.0_f64, |most, part| most.max(part.abs()));
        // Scaled by the diagonal, so that a parameter that hardly matters is not held by one that does.
        let scale: [f64; N] =
            std::array::from_fn(|axis| here.curvature[axis][axis].abs().max(1e-9 * steepness).max(1e-12));
        let mut matrix = here.curvature.map(|row| row.map(|part| -part));
        for axis in 0..N {
            matrix[axis][axis] += damping * scale[axis];
        }
        let Some(mut step) = solve(matrix, here.gradient) else {
            damping = (damping * 10.0).max(1e-6);
            if damping > 1e12 {
                break;
            }
            continue;
        };
        let longest = step.iter().fold(0.0_f64, |most, part| most.max(part.abs()));
        if longest > STRIDE {
            step = step.map(|part| part * STRIDE / longest);
        }
        let gain: f64 = step
            .iter()
            .zip(&here.gradient)
            .map(|(step, part)| step * part)
            .sum();
        let next: [f64; N] = std::array::from_fn(|axis| (logs[axis] + step[axis]).clamp(-inside, inside));
        let there = look(&next);
        // What a step promises is less than what rounding of the sum takes: it is the last one.
        if gain.abs() < 1e-10 + 1e-14 * here.value.abs() {
            return (next, there.value, damping < 1.0);
        }
        if there.value > here.value {
            (logs, here) = (next, there);
            damping = (damping / 10.0).max(1e-12);
        } else {
            damping *= 10.0;
            if damping > 1e12 {
                break;
            }
        }
    }
    (logs, here.value, false)
}

/// Solves a symmetric positive definite system by Cholesky's factors; `None` where it is not.
fn solve<const N: usize>(matrix: [[f64; N]; N], right: [f64; N]) -> Option<[f64; N]> {
    let mut lower = [[0.0; N]; N];
    for row in 0..N {
        for column in 0..=row {
            let known: f64 = (0..column).map(|k| lower[row][k] * lower[column][k]).sum();
            let rest = matrix[row][column] - known;
            if row == column {
                if rest.is_nan() || rest <= 0.0 {
                    return None;
                }
                lower[row][row] = rest.sqrt();
            } else {
                lower[row][column] = rest / lower[column][column];
            }
        }
    }
    let mut answer = right;
    for row in 0..N {
        let known: f64 = (0..row).map(|k| lower[row][k] * answer[k]).sum();
        answer[row] = (answer[row] - known) / lower[row][row];
    }
    for row in (0..N).rev() {
        let known: f64 = (row + 1..N).map(|k| lower[k][row] * answer[k]).sum();
        answer[row] = (answer[row] - known) / lower[row][row];
    }
    Some(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_is_solved_and_one_that_is_no_summit_is_not() {
        let answer = solve([[4.0, 2.0], [2.0, 3.0]], [10.0, 8.0]).expect("positive definite");
        assert!(
            (answer[0] - 1.75).abs() < 1e-12 && (answer[1] - 1.5).abs() < 1e-12,
            "{answer:?}"
        );
        assert!(solve([[1.0, 2.0], [2.0, 1.0]], [1.0, 1.0]).is_none(), "a saddle");
    }

    /// n ln x − s x, the likelihood of waiting times: its summit is at n ÷ s.
    #[test]
    fn the_summit_is_found_from_far_away() {
        let (n, s) = (40.0_f64, 8.0);
        for start in [1e-4_f64, 1.0, 1e4] {
            let (logs, _, arrived) = climb([start.ln()], 14.0, |at| Slope {
                value: n * at[0].ln() - s * at[0],
                gradient: [n / at[0] - s],
                curvature: [[-n / (at[0] * at[0])]],
            });
            assert!(
                arrived && (logs[0].exp() - 5.0).abs() < 1e-6,
                "from {start}: {}",
                logs[0].exp()
            );
        }
    }

    #[test]
    fn what_has_no_summit_is_said_to_have_none() {
        let (logs, _, arrived) = climb([0.0], 14.0, |at| Slope {
            value: at[0].ln(),
            gradient: [1.0 / at[0]],
            curvature: [[-1.0 / (at[0] * at[0])]],
        });
        assert!(!arrived, "it grows for ever: {logs:?}");
    }
}
