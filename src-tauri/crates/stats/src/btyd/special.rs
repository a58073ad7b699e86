//! Functions that the standard library lacks: log-gamma and its derivatives, log-beta, two forms of Gauss' 2F1 and Tricomi's U(s, s, z).
//!
//! Each is written for the arguments the models need; none is a general library function.

/// ln Γ(x) for x > 0. Relative error about 1e-14.
///
/// Source: C. Lanczos, SIAM J. Numer. Anal. B 1 (1964) 86–96, with P. Godfrey's coefficients for g = 7, n = 9.
#[must_use]
pub fn ln_gamma(x: f64) -> f64 {
    const COEFFICIENTS: [f64; 8] = [
        676.520_368_121_885_1,
        -1_259.139_216_722_402_8,
        771.323_428_777_653_1,
        -176.615_029_162_140_6,
        12.507_343_278_686_905,
        -0.138_571_095_265_720_12,
        9.984_369_578_019_572e-6,
        1.505_632_735_149_311_6e-7,
    ];
    // Below ½ the series loses digits; one step of the recurrence avoids the reflection formula.
    if x < 0.5 {
        return ln_gamma(x + 1.0) - x.ln();
    }
    let x = x - 1.0;
    let series = COEFFICIENTS
        .iter()
        .zip(1..)
        .fold(0.999_999_999_999_809_9, |sum, (coefficient, place)| {
            sum + coefficient / (x + f64::from(place))
        });
    let shifted = x + 7.5;
    0.5 * (2.0 * std::f64::consts::PI).ln() + (x + 0.5) * shifted.ln() - shifted + series.ln()
}

/// ψ(x) = d ln Γ / dx and ψ′(x) for x > 0. Absolute error about 1e-14 relative to the larger of the value and 1.
///
/// Source: Abramowitz & Stegun 6.3.5 and 6.4.6 (recurrence) up to 10, then 6.3.18 and 6.4.12 (asymptotic series).
#[must_use]
pub fn digamma_trigamma(x: f64) -> (f64, f64) {
    let (mut x, mut first, mut second) = (x, 0.0, 0.0);
    while x < 10.0 {
        let inverse = x.recip();
        first -= inverse;
        second += inverse * inverse;
        x += 1.0;
    }
    let inverse = x.recip();
    let square = inverse * inverse;
    // Bernoulli numbers over 2n, and Bernoulli numbers.
    let tail = square
        * (1.0 / 12.0
            - square * (1.0 / 120.0 - square * (1.0 / 252.0 - square * (1.0 / 240.0 - square / 132.0))));
    let bend = square
        * inverse
        * (1.0 / 6.0
            - square * (1.0 / 30.0 - square * (1.0 / 42.0 - square * (1.0 / 30.0 - square * 5.0 / 66.0))));
    (
        first + x.ln() - 0.5 * inverse - tail,
        second + inverse + 0.5 * square + bend,
    )
}

/// ln B(a, b) for a, b > 0.
#[must_use]
pub fn ln_beta(a: f64, b: f64) -> f64 {
    ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b)
}

/// ln(eᵃ + eᵇ) without overflow.
pub(crate) fn ln_add(a: f64, b: f64) -> f64 {
    let (low, high) = (a.min(b), a.max(b));
    if high == f64::NEG_INFINITY {
        high
    } else {
        high + (low - high).exp().ln_1p()
    }
}

/// Most terms of a series; z = 0.9999 needs some 300,000.
const MOST_TERMS: u32 = 1_000_000;

/// `(1 − (1 − z)^e · 2F1(a, e; c; z)) / e` for c > 0 and 0 ≤ z < 1, also at e = 0 where it is a limit.
///
/// This is the bracket of the expectation of BG/NBD and MBG/NBD after Euler's transformation (Abramowitz & Stegun
/// 15.3.3), with e = a − 1: no power of (1 − z) with a large exponent remains, so a thousand purchases do no harm,
/// and a = 1 is no special case.
#[must_use]
pub fn returns_bracket(a: f64, e: f64, c: f64, z: f64) -> f64 {
    // 2F1 = 1 + e·sum, with sum = Σ (a)ₙ (1 + e)ₙ₋₁ / ((c)ₙ n!) zⁿ.
    let mut term = a / c * z;
    let mut sum = term;
    for n in 1..MOST_TERMS {
        let n = f64::from(n);
        term *= (a + n) * (e + n) / ((c + n) * (n + 1.0)) * z;
        sum += term;
        if term.abs() <= 1e-17 * sum.abs() {
            break;
        }
    }
    let log = (-z).ln_1p();
    let power = (e * log).exp_m1();
    let slope = if e == 0.0 { log } else { power / e };
    -(slope + (1.0 + power) * sum)
}

/// 2F1(1, b; c; z) for c > b > 0 and 0 ≤ z < 1: all terms positive, sum at most 1 / (1 − z).
#[must_use]
pub fn hypergeometric_one(b: f64, c: f64, z: f64) -> f64 {
    let (mut term, mut sum) = (1.0f64, 1.0f64);
    for n in 0..MOST_TERMS {
        let n = f64::from(n);
        term *= (b + n) / (c + n) * z;
        sum += term;
        if term <= 1e-17 * sum {
            break;
        }
    }
    sum
}

/// Tricomi's confluent hypergeometric function Ψ(s, s; z) for s, z > 0.
///
/// By the integral of Abramowitz & Stegun 13.2.5 after t = eʸ, where the trapezoidal rule converges exponentially.
#[must_use]
pub fn tricomi_equal(s: f64, z: f64) -> f64 {
    const STEP: f64 = 0.25;
    let highest = (745.0 / z).ln();
    let lowest = (-40.0 / s).min(-40.0);
    let count = ((highest - lowest) / STEP).ceil() as u32;
    let sum: f64 = (0..=count)
        .map(|place| {
            let y = lowest + STEP * f64::from(place);
            (s * y - z * y.exp() - y.exp().ln_1p()).exp()
        })
        .sum();
    sum * STEP / ln_gamma(s).exp()
}
