//! Gamma-Gamma: what a unit spends per purchase, drawn towards the mean of all when it bought rarely.

use super::fit::{evenly, maximise};
use super::special::ln_gamma;
use super::{Fit, FitError, Summary, fitted};

/// The model with its parameters, all above 0.
///
/// Source: Fader, Hardie & Lee, JMR 42 (2005) 415–430; Fader & Hardie, "The Gamma-Gamma Model of Monetary Value"
/// (2013), eq. (1a) and (5). It assumes that amount and frequency do not go together: look at their correlation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GammaGamma {
    /// Shape of one unit's amounts.
    pub p: f64,
    /// Shape of the units' means; above 1 for a mean to exist.
    pub q: f64,
    /// Scale, in units of money (not minor units).
    pub gamma: f64,
}

impl GammaGamma {
    /// Maximum likelihood fit on the units with repeats and a mean above 0; of more than 20,000 to every second,
    /// third … of them, with the likelihood of all.
    ///
    /// `minor_per_unit` is the number of minor units in one unit of money (1 for yen, 100 for dollars).
    ///
    /// # Errors
    /// [`FitError::NoRepeats`] when there is no such unit.
    pub fn fit(summaries: &[Summary], minor_per_unit: f64) -> Result<Fit<Self>, FitError> {
        let spent: Vec<f64> = summaries
            .iter()
            .filter(|summary| summary.repeats > 0 && summary.repeat_mean_minor > 0.0)
            .map(|summary| summary.repeat_mean_minor / minor_per_unit)
            .collect();
        let mean = spent.iter().sum::<f64>() / spent.len().max(1) as f64;
        Self::fit_from(
            summaries,
            minor_per_unit,
            &[[4.0, 4.0, mean * 0.5], [1.0, 3.0, mean * 2.0]],
        )
    }

    /// [`Self::fit`] from the caller's own starts (p, q, γ), all above 0; the highest summit of all is told.
    ///
    /// # Errors
    /// As [`Self::fit`].
    pub fn fit_from(
        summaries: &[Summary],
        minor_per_unit: f64,
        starts: &[[f64; 3]],
    ) -> Result<Fit<Self>, FitError> {
        let used: Vec<Summary> = summaries
            .iter()
            .filter(|summary| summary.repeats > 0 && summary.repeat_mean_minor > 0.0)
            .copied()
            .collect();
        if used.is_empty() {
            return Err(FitError::NoRepeats);
        }
        let pairs: Vec<(f64, f64)> = used
            .iter()
            .map(|summary| {
                (
                    f64::from(summary.repeats),
                    summary.repeat_mean_minor / minor_per_unit,
                )
            })
            .collect();
        // In units of the mean amount: γ of a shop that counts in yen must not look as if it ran away.
        let mean = pairs.iter().map(|pair| pair.1).sum::<f64>() / pairs.len() as f64;
        let pairs: Vec<(f64, f64)> = pairs.iter().map(|(x, spent)| (*x, spent / mean)).collect();
        let starts: Vec<[f64; 3]> = starts.iter().map(|at| [at[0], at[1], at[2] / mean]).collect();
        let model = |at: &[f64]| Self {
            p: at[0],
            q: at[1],
            gamma: at[2],
        };
        let density = |at: &[f64], of: &[(f64, f64)]| -> f64 {
            let model = model(at);
            of.iter().map(|(x, spent)| model.log_density(*x, *spent)).sum()
        };
        let looked_at = evenly(&pairs);
        let mut best = maximise(&starts, |at| density(at, &looked_at));
        best.value = density(&best.at, &pairs);
        best.at[2] *= mean;
        best.value -= pairs.len() as f64 * mean.ln();
        let parameters = model(&best.at);
        Ok(fitted(&used, best, parameters))
    }

    fn log_density(&self, x: f64, mean: f64) -> f64 {
        let Self { p, q, gamma } = *self;
        ln_gamma(p * x + q) - ln_gamma(p * x) - ln_gamma(q)
            + q * gamma.ln()
            + (p * x - 1.0) * mean.ln()
            + p * x * x.ln()
            - (p * x + q) * (gamma + x * mean).ln()
    }

    /// Expected amount per purchase of a unit with `repeats` repeat purchases of `mean` on average, in units of
    /// money. Without repeats the mean of all units; `None` when q ≤ 1, where no mean exists.
    #[must_use]
    pub fn expected(&self, repeats: u32, mean: f64) -> Option<f64> {
        let Self { p, q, gamma } = *self;
        let x = f64::from(repeats);
        (q > 1.0).then(|| p * (gamma + x * mean) / (p * x + q - 1.0))
    }
}
