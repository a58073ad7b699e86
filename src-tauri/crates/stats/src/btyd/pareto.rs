//! Pareto/NBD: purchases at a steady rate until the unit drops out at any moment.

use super::fit::{evenly, maximise};
use super::special::{hypergeometric_one, ln_add, ln_gamma, tricomi_equal};
use super::{Fit, FitError, Group, Summary, fitted, grouped};

/// The model with its parameters, all above 0, time in weeks.
///
/// Source: Schmittlein, Morrison & Colombo, Management Science 33 (1987) 1–24; Fader & Hardie, "A Note on Deriving
/// the Pareto/NBD Model and Related Expressions" (2005).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ParetoNbd {
    /// Shape of the purchase rates.
    pub r: f64,
    /// Rate of the purchase rates, in weeks.
    pub alpha: f64,
    /// Shape of the dropout rates.
    pub s: f64,
    /// Rate of the dropout rates, in weeks.
    pub beta: f64,
}

impl ParetoNbd {
    /// Maximum likelihood fit; of more than 20,000 different units to every second, third … of them, with the
    /// likelihood of all. The likelihood can be a ridge on which s and β grow together.
    ///
    /// # Errors
    /// [`FitError`] when nobody bought twice or a summary is not possible.
    pub fn fit(summaries: &[Summary]) -> Result<Fit<Self>, FitError> {
        let mean = summaries.iter().map(|summary| summary.weeks).sum::<f64>() / summaries.len().max(1) as f64;
        let mean = mean.max(0.1);
        Self::fit_from(summaries, &[[0.5, mean / 3.0, 0.5, mean / 3.0]])
    }

    /// [`Self::fit`] from the caller's own starts (r, α, s, β), all above 0; the highest summit of all is told.
    ///
    /// # Errors
    /// As [`Self::fit`].
    pub fn fit_from(summaries: &[Summary], starts: &[[f64; 4]]) -> Result<Fit<Self>, FitError> {
        let groups = grouped(summaries)?;
        let model = |at: &[f64]| Self {
            r: at[0],
            alpha: at[1],
            s: at[2],
            beta: at[3],
        };
        let looked_at = evenly(&groups);
        let mut best = maximise(starts, |at| model(at).log_likelihood_of(&looked_at));
        let parameters = model(&best.at);
        best.value = parameters.log_likelihood_of(&groups);
        Ok(fitted(summaries, best, parameters))
    }

    /// Log likelihood of one unit.
    #[must_use]
    pub fn log_likelihood(&self, summary: &Summary) -> f64 {
        let Self { r, alpha, s, beta } = *self;
        let x = f64::from(summary.repeats);
        let alive = -(r + x) * (alpha + summary.weeks).ln() - s * (beta + summary.weeks).ln();
        let dead = s.ln() - (r + s + x).ln() + self.ln_a0(summary);
        ln_gamma(r + x) - ln_gamma(r) + r * alpha.ln() + s * beta.ln() + ln_add(alive, dead)
    }

    fn log_likelihood_of(&self, groups: &[Group]) -> f64 {
        groups
            .iter()
            .map(|(summary, count)| count * self.log_likelihood(summary))
            .sum()
    }

    /// Logarithm of A₀, the share of the likelihood that belongs to units that dropped out.
    fn ln_a0(&self, summary: &Summary) -> f64 {
        if summary.last_week >= summary.weeks {
            return f64::NEG_INFINITY;
        }
        let Self { r, alpha, s, beta } = *self;
        let x = f64::from(summary.repeats);
        let all = r + s + x;
        let (largest, c) = if alpha >= beta {
            (alpha, s + 1.0)
        } else {
            (beta, r + x)
        };
        // Euler's transformation keeps the series below 1 / (1 − z) however many purchases there are.
        let part = |week: f64| {
            let z = (alpha - beta).abs() / (largest + week);
            let series = hypergeometric_one(all + 1.0 - c, all + 1.0, z);
            series.ln() + (1.0 - c) * (-z).ln_1p() - all * (largest + week).ln()
        };
        let (early, late) = (part(summary.last_week), part(summary.weeks));
        early + (-(late - early).exp_m1()).ln()
    }

    /// Probability that the unit still buys, 0..=1.
    #[must_use]
    pub fn alive(&self, summary: &Summary) -> f64 {
        let Self { r, alpha, s, beta } = *self;
        let x = f64::from(summary.repeats);
        let log = s.ln() - (r + s + x).ln()
            + (r + x) * (alpha + summary.weeks).ln()
            + s * (beta + summary.weeks).ln()
            + self.ln_a0(summary);
        1.0 / (1.0 + log.exp())
    }

    /// Purchases to be expected of the unit in the next `weeks`, at least 0.
    #[must_use]
    pub fn expected(&self, summary: &Summary, weeks: f64) -> f64 {
        let Self { r, alpha, s, beta } = *self;
        let x = f64::from(summary.repeats);
        let log = ((beta + summary.weeks) / (beta + summary.weeks + weeks)).ln();
        // (1 − w^(s−1)) / (s − 1), with its limit −ln w at s = 1.
        let bracket = if s == 1.0 {
            -log
        } else {
            -((s - 1.0) * log).exp_m1() / (s - 1.0)
        };
        (r + x) * (beta + summary.weeks) / (alpha + summary.weeks) * bracket * self.alive(summary)
    }

    /// Discounted expected residual purchases over the whole future, at the continuous rate `rate` per week.
    ///
    /// Source: Fader, Hardie & Lee, JMR 42 (2005), eq. (2).
    #[must_use]
    pub fn discounted_expected(&self, summary: &Summary, rate: f64) -> f64 {
        let Self { r, alpha, s, beta } = *self;
        let x = f64::from(summary.repeats);
        let log = r * alpha.ln() + s * beta.ln() + (s - 1.0) * rate.ln() + ln_gamma(r + x + 1.0)
            - ln_gamma(r)
            - (r + x + 1.0) * (alpha + summary.weeks).ln()
            - self.log_likelihood(summary);
        log.exp() * tricomi_equal(s, rate * (beta + summary.weeks))
    }
}
