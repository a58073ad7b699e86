//! The likelihood of BG/NBD and MBG/NBD over a whole shop, with its derivatives.
//!
//! With u = b + x (MBG/NBD: b + x + 1) a unit's likelihood is a sum of two parts: it still buys (A) or dropped out after
//! its last purchase (D).
//!
//! - ln A = ln B(a, u) − ln B(a, b) − (r + x) ln(α + T), ln D = ln A + Δ
//! - Δ = ln(a ÷ (u − 1)) + (r + x) (ln(α + T) − ln(α + t))
//! - w = D ÷ (A + D); ∂ ln(A + D) = ∂ ln A + w ∂Δ; ∂∂ ln(A + D) = ∂∂ ln A + w ∂∂Δ + w (1 − w) ∂Δ ∂Δᵀ
//!
//! Derived by hand from the likelihood that `bg` cites; a test compares with differences of it. Units are sorted by
//! their repeats, so that what depends on x, a, b and r alone is worked out once for each x; days are few, so their
//! logarithms are as well. Not here: where to climb from.

use super::Summary;
use super::bg::Kind;
use super::newton::Slope;
use super::special::{digamma_trigamma, ln_gamma};

/// Days of a week: times come in weeks.
const WEEK: f64 = 7.0;
/// What a key has room for: repeats and two days.
const PARTS: [u32; 3] = [22, 21, 21];

/// How many units have been seen at these times.
#[derive(Debug, Clone, Copy)]
struct Unit {
    repeats: u32,
    /// Places of the last purchase and of the end of watching among the times.
    last: u32,
    until: u32,
    count: f64,
}

/// The units of a shop; equal ones are one.
#[derive(Debug, Clone)]
pub(super) struct Shop {
    /// Weeks.
    times: Vec<f64>,
    /// By their repeats.
    units: Vec<Unit>,
}

impl Shop {
    /// Summaries that have been checked.
    pub(super) fn new(summaries: &[Summary]) -> Self {
        Self::of_days(summaries).unwrap_or_else(|| Self::of_any(summaries))
    }

    /// Whole days, as everything that comes from a shop has: a unit fits into one number.
    fn of_days(summaries: &[Summary]) -> Option<Self> {
        let [_, _, low] = PARTS;
        let mut most = 0;
        let mut keys = Vec::with_capacity(summaries.len());
        for summary in summaries {
            let (last, until) = (whole_days(summary.last_week)?, whole_days(summary.weeks)?);
            if summary.repeats >> PARTS[0] != 0 {
                return None;
            }
            most = most.max(until);
            keys.push(u64::from(summary.repeats) << (2 * low) | u64::from(last) << low | u64::from(until));
        }
        keys.sort_unstable();
        let part = |key: u64, by: u32| u32::try_from(key >> by & ((1 << low) - 1)).unwrap_or(0);
        Some(Self {
            times: (0..=most).map(|day| f64::from(day) / WEEK).collect(),
            units: keys
                .chunk_by(|one, other| one == other)
                .map(|same| Unit {
                    repeats: u32::try_from(same[0] >> (2 * low)).unwrap_or(0),
                    last: part(same[0], low),
                    until: part(same[0], 0),
                    count: same.len() as f64,
                })
                .collect(),
        })
    }

    fn of_any(summaries: &[Summary]) -> Self {
        let mut shop = Self {
            times: Vec::with_capacity(2 * summaries.len()),
            units: Vec::with_capacity(summaries.len()),
        };
        for (summary, place) in summaries.iter().zip((0_u32..).step_by(2)) {
            shop.times.extend([summary.last_week, summary.weeks]);
            shop.units.push(Unit {
                repeats: summary.repeats,
                last: place,
                until: place + 1,
                count: 1.0,
            });
        }
        shop.units.sort_by_key(|unit| unit.repeats);
        shop
    }

    /// Different units.
    pub(super) fn len(&self) -> usize {
        self.units.len()
    }

    /// About `few` of the units, evenly over all kinds of them.
    pub(super) fn thinned(&self, few: usize) -> Self {
        Self {
            times: self.times.clone(),
            units: self
                .units
                .iter()
                .step_by((self.len() / few).max(1))
                .copied()
                .collect(),
        }
    }

    /// The log likelihood at (r, α, a, b).
    pub(super) fn slope(&self, kind: Kind, at: &[f64; 4]) -> Slope<4> {
        let [r, alpha, a, b] = *at;
        let logs: Vec<(f64, f64)> = self
            .times
            .iter()
            .map(|time| ((alpha + time).ln(), (alpha + time).recip()))
            .collect();
        let of = |place: u32| logs.get(place as usize).copied().unwrap_or((0.0, 0.0));
        let start = Start::new(r, a, b);
        let mut all = Slope::FLAT;
        let mut weight = 0.0;
        for same in self.units.chunk_by(|one, other| one.repeats == other.repeats) {
            let run = Run::new(kind, at, f64::from(same[0].repeats));
            let mut sums = Sums::default();
            for unit in same {
                sums.add(&run, of(unit.last), of(unit.until), unit.count);
            }
            weight += sums.units;
            sums.into_slope(&run, &start, &mut all);
        }
        all.value += weight * r * alpha.ln();
        all.gradient[0] += weight * alpha.ln();
        all.gradient[1] += weight * r / alpha;
        all.curvature[0][1] += weight / alpha;
        all.curvature[1][1] -= weight * r / (alpha * alpha);
        for row in 0..4 {
            for column in 0..row {
                all.curvature[row][column] = all.curvature[column][row];
            }
        }
        all
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked before"
)]
fn whole_days(weeks: f64) -> Option<u32> {
    let days = (weeks * WEEK).round();
    let fits = days >= 0.0 && days < f64::from(1_u32 << PARTS[2]);
    (fits && (days / WEEK - weeks).abs() <= f64::EPSILON * weeks.max(1.0)).then_some(days as u32)
}

/// What depends on r, a and b alone: ln Γ, ψ and ψ′.
struct Start {
    r: [f64; 3],
    b: [f64; 3],
    both: [f64; 3],
}

impl Start {
    fn new(r: f64, a: f64, b: f64) -> Self {
        Self {
            r: gammas(r),
            b: gammas(b),
            both: gammas(a + b),
        }
    }
}

fn gammas(x: f64) -> [f64; 3] {
    let (first, second) = digamma_trigamma(x);
    [ln_gamma(x), first, second]
}

/// What depends on the repeats.
struct Run {
    /// r + x.
    power: f64,
    rate: [f64; 3],
    up: [f64; 3],
    sum: [f64; 3],
    /// The part of Δ without times; `None`: nobody drops out before a first repeat.
    odds: Option<f64>,
    /// ∂Δ by a and b, ∂∂Δ by a and b.
    odds_first: [f64; 2],
    odds_second: [f64; 2],
}

impl Run {
    fn new(kind: Kind, [r, _, a, b]: &[f64; 4], repeats: f64) -> Self {
        let up = b + repeats + if kind == Kind::Mbg { 1.0 } else { 0.0 };
        let falls = kind == Kind::Mbg || repeats > 0.0;
        let below = up - 1.0;
        Self {
            power: r + repeats,
            rate: gammas(r + repeats),
            up: gammas(up),
            sum: gammas(a + up),
            odds: falls.then(|| (a / below).ln()),
            odds_first: [a.recip(), -below.recip()],
            odds_second: [-(a * a).recip(), (below * below).recip()],
        }
    }
}

/// Sums over the units with the same repeats; `w` is the share of what dropped out, `v` is w (1 − w).
#[derive(Default)]
struct Sums {
    units: f64,
    value: f64,
    w: f64,
    /// ln(α + T) of A and the difference of D's, weighed by w; the same of 1 ÷ (α + T), and of its square.
    log: f64,
    inverse: f64,
    square: f64,
    w_log: f64,
    w_inverse: f64,
    w_square: f64,
    v: f64,
    v_log: f64,
    v_inverse: f64,
    v_log_log: f64,
    v_log_inverse: f64,
    v_inverse_inverse: f64,
}

impl Sums {
    fn add(&mut self, run: &Run, last: (f64, f64), until: (f64, f64), count: f64) {
        // ∂Δ by r, and by α over the power.
        let (log, inverse) = (until.0 - last.0, until.1 - last.1);
        self.units += count;
        self.log += count * until.0;
        self.inverse += count * until.1;
        self.square += count * until.1 * until.1;
        let Some(odds) = run.odds else {
            return;
        };
        let odds = odds + run.power * log;
        let small = (-odds.abs()).exp();
        let other = (1.0 + small).recip();
        let w = if odds > 0.0 { other } else { small * other };
        self.value += count * (odds.max(0.0) + small.ln_1p());
        let (w, v) = (count * w, count * small * other * other);
        self.w += w;
        self.w_log += w * log;
        self.w_inverse += w * inverse;
        self.w_square += w * (until.1 * until.1 - last.1 * last.1);
        self.v += v;
        let (v_log, v_inverse) = (v * log, v * inverse);
        self.v_log += v_log;
        self.v_inverse += v_inverse;
        self.v_log_log += v_log * log;
        self.v_log_inverse += v_log * inverse;
        self.v_inverse_inverse += v_inverse * inverse;
    }

    fn into_slope(self, run: &Run, start: &Start, all: &mut Slope<4>) {
        let (n, p) = (self.units, run.power);
        let (rate, up, sum) = (run.rate, run.up, run.sum);
        // B(a, u) ÷ B(a, b): ln Γ(a) falls out.
        let beta = |at: usize| start.both[at] - sum[at];
        let up_less = |at: usize| up[at] - start.b[at];
        all.value += self.value + n * (rate[0] - start.r[0] + up_less(0) + beta(0)) - p * self.log;
        let [by_a, by_b] = run.odds_first;
        all.gradient[0] += n * (rate[1] - start.r[1]) - self.log + self.w_log;
        all.gradient[1] += p * (self.w_inverse - self.inverse);
        all.gradient[2] += n * beta(1) + self.w * by_a;
        all.gradient[3] += n * (up_less(1) + beta(1)) + self.w * by_b;
        let curvature = &mut all.curvature;
        curvature[0][0] += n * (rate[2] - start.r[2]) + self.v_log_log;
        curvature[0][1] += self.w_inverse - self.inverse + p * self.v_log_inverse;
        curvature[0][2] += self.v_log * by_a;
        curvature[0][3] += self.v_log * by_b;
        curvature[1][1] += p * (self.square - self.w_square) + p * p * self.v_inverse_inverse;
        curvature[1][2] += p * self.v_inverse * by_a;
        curvature[1][3] += p * self.v_inverse * by_b;
        curvature[2][2] += n * beta(2) + self.w * run.odds_second[0] + self.v * by_a * by_a;
        curvature[2][3] += n * beta(2) + self.v * by_a * by_b;
        curvature[3][3] += n * (up_less(2) + beta(2)) + self.w * run.odds_second[1] + self.v * by_b * by_b;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::bg::BetaGeometric;
    use super::*;

    fn summaries() -> impl Strategy<Value = Vec<Summary>> {
        let one =
            (0_u32..30, 0_u32..2000, 0_u32..2000, any::<bool>()).prop_map(|(repeats, last, more, odd)| {
                // Beside whole days also times that are none.
                let odd = if odd { 0.013 } else { 0.0 };
                let last = if repeats == 0 {
                    0.0
                } else {
                    f64::from(last + 1) / WEEK + odd
                };
                Summary {
                    repeats,
                    last_week: last,
                    weeks: last + f64::from(more) / WEEK,
                    repeat_mean_minor: 0.0,
                }
            });
        prop::collection::vec(one, 1..40)
    }

    proptest! {
        #[test]
        fn the_derivatives_are_those_of_the_likelihood(
            units in summaries(),
            mbg in any::<bool>(),
            logs in prop::array::uniform4(-2.0_f64..3.0),
        ) {
            let kind = if mbg { Kind::Mbg } else { Kind::Bg };
            let at = logs.map(f64::exp);
            let shop = Shop::new(&units);
            let here = shop.slope(kind, &at);
            let model = BetaGeometric { kind, r: at[0], alpha: at[1], a: at[2], b: at[3] };
            let plain: f64 = units.iter().map(|unit| model.log_likelihood(unit)).sum();
            prop_assert!((here.value - plain).abs() <= 1e-10 * plain.abs().max(1.0), "{} and {plain}", here.value);
            for axis in 0..4 {
                let step = 1e-5 * at[axis];
                let beside = |sign: f64| {
                    let mut there = at;
                    there[axis] += sign * step;
                    shop.slope(kind, &there)
                };
                let (low, high) = (beside(-1.0), beside(1.0));
                let near = |exact: f64, rough: f64, size: f64| (exact - rough).abs() <= 1e-5 * size.max(1.0);
                let rough = (high.value - low.value) / (2.0 * step);
                let size = here.gradient[axis].abs().max(plain.abs() / at[axis] * 1e-3);
                prop_assert!(near(here.gradient[axis], rough, size), "by {axis}: {} and {rough}", here.gradient[axis]);
                for other in 0..4 {
                    let rough = (high.gradient[other] - low.gradient[other]) / (2.0 * step);
                    let exact = here.curvature[axis][other];
                    let size = exact.abs().max(here.gradient[other].abs() / at[axis]);
                    prop_assert!(near(exact, rough, size), "by {axis} and {other}: {exact} and {rough}");
                }
            }
        }
    }
}
