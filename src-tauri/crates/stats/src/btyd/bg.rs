//! BG/NBD and MBG/NBD: purchases at a steady rate until the unit drops out right after one of them.
//!
//! In BG/NBD nobody drops out after the first purchase, so every one-time buyer counts as alive for certain; in
//! MBG/NBD the first purchase can be the last. For shops where most buy once, MBG/NBD is the honest one.

use super::bg_slope::Shop;
use super::fit::{BORDER, Best, maximise};
use super::newton::climb;
use super::special::{ln_add, ln_beta, ln_gamma, returns_bracket};
use super::{Fit, FitError, Summary, checked, fitted};

/// Different units from which on the search begins on [`FEW`] of them.
const MANY: usize = 20_000;
const FEW: usize = 4_000;

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Fader, Hardie & Lee, Marketing Science 24 (2005) 275–284.
    Bg,
    /// Batislam, Denizel & Filiztekin, IJRM 24 (2007) 201–209; Wagner & Hoppe (2008).
    Mbg,
}

/// A model with its parameters, all above 0, time in weeks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BetaGeometric {
    /// Which model.
    pub kind: Kind,
    /// Shape of the purchase rates.
    pub r: f64,
    /// Rate of the purchase rates, in weeks.
    pub alpha: f64,
    /// First parameter of the dropout probabilities.
    pub a: f64,
    /// Second parameter of the dropout probabilities.
    pub b: f64,
}

impl BetaGeometric {
    /// Maximum likelihood fit.
    ///
    /// # Errors
    /// [`FitError`] when nobody bought twice or a summary is not possible.
    pub fn fit(kind: Kind, summaries: &[Summary]) -> Result<Fit<Self>, FitError> {
        let mean = summaries.iter().map(|summary| summary.weeks).sum::<f64>() / summaries.len().max(1) as f64;
        let starts = [
            [0.5, (mean / 4.0).max(0.1), 0.8, 2.5],
            [1.0, mean.max(0.1), 0.2, 4.0],
        ];
        Self::fit_from(kind, summaries, &starts)
    }

    /// [`Self::fit`] from the caller's own starts (r, α, a, b), all above 0; the highest summit of all is told.
    ///
    /// # Errors
    /// As [`Self::fit`].
    pub fn fit_from(kind: Kind, summaries: &[Summary], starts: &[[f64; 4]]) -> Result<Fit<Self>, FitError> {
        checked(summaries)?;
        let shop = Shop::new(summaries);
        let mut best = if shop.len() > MANY {
            let few = climbed(&shop.thinned(FEW), kind, starts);
            climbed(&shop, kind, &[parameters_of(&few)])
        } else {
            climbed(&shop, kind, starts)
        };
        if !best.converged {
            // Where the surface is no summit to climb, a search without derivatives may still find the highest place.
            let searched = maximise(&[parameters_of(&best)], |at| shop.slope(kind, &four(at)).value);
            if searched.is_above(&best) {
                best = searched;
            }
        }
        let [r, alpha, a, b] = parameters_of(&best);
        let parameters = Self { kind, r, alpha, a, b };
        Ok(fitted(summaries, best, parameters))
    }

    /// Log likelihood of one unit.
    ///
    /// BG/NBD: eq. (6) of Fader, Hardie & Lee 2005.
    #[must_use]
    pub fn log_likelihood(&self, summary: &Summary) -> f64 {
        let Self { r, alpha, a, b, .. } = *self;
        let x = f64::from(summary.repeats);
        let (alive, dead) = match self.kind {
            Kind::Bg if summary.repeats == 0 => (ln_beta(a, b), f64::NEG_INFINITY),
            Kind::Bg => (ln_beta(a, b + x), ln_beta(a + 1.0, b + x - 1.0)),
            Kind::Mbg => (ln_beta(a, b + x + 1.0), ln_beta(a + 1.0, b + x)),
        };
        let alive = alive - (r + x) * (alpha + summary.weeks).ln();
        let dead = dead - (r + x) * (alpha + summary.last_week).ln();
        ln_gamma(r + x) - ln_gamma(r) + r * alpha.ln() - ln_beta(a, b) + ln_add(alive, dead)
    }

    /// Probability that the unit still buys, 0..=1. Under BG/NBD exactly 1 for every one-time buyer.
    #[must_use]
    pub fn alive(&self, summary: &Summary) -> f64 {
        let x = f64::from(summary.repeats);
        let odds = match self.kind {
            Kind::Bg if summary.repeats == 0 => return 1.0,
            Kind::Bg => self.a / (self.b + x - 1.0),
            Kind::Mbg => self.a / (self.b + x),
        };
        let quiet = (self.alpha + summary.weeks).ln() - (self.alpha + summary.last_week).ln();
        1.0 / (1.0 + (odds.ln() + (self.r + x) * quiet).exp())
    }

    /// Purchases to be expected of the unit in the next `weeks`, at least 0.
    ///
    /// BG/NBD: eq. (10) of Fader, Hardie & Lee 2005, with the hypergeometric function transformed.
    #[must_use]
    pub fn expected(&self, summary: &Summary, weeks: f64) -> f64 {
        self.expected_if_alive(f64::from(summary.repeats), summary.weeks, weeks) * self.alive(summary)
    }

    /// Purchases after the first to be expected of a new unit in its first `weeks`.
    #[must_use]
    pub fn expected_of_new(&self, weeks: f64) -> f64 {
        let alive = match self.kind {
            Kind::Bg => 1.0,
            Kind::Mbg => self.b / (self.a + self.b),
        };
        self.expected_if_alive(0.0, 0.0, weeks) * alive
    }

    fn expected_if_alive(&self, x: f64, observed: f64, weeks: f64) -> f64 {
        if weeks <= 0.0 {
            return 0.0;
        }
        let Self { r, alpha, a, b, .. } = *self;
        let one = match self.kind {
            Kind::Bg => 1.0,
            Kind::Mbg => 0.0,
        };
        let z = weeks / (alpha + observed + weeks);
        (a + b + x - one) * returns_bracket(a + b - one - r, a - 1.0, a + b + x - one, z)
    }
}

/// The highest summit above any of the starts.
fn climbed(shop: &Shop, kind: Kind, starts: &[[f64; 4]]) -> Best {
    let mut best = Best::NOWHERE;
    for start in starts {
        let (logs, value, arrived) = climb(start.map(f64::ln), BORDER, |at| shop.slope(kind, at));
        let found = Best::new(&logs, value, arrived);
        if found.is_above(&best) {
            best = found;
        }
    }
    best
}

fn parameters_of(best: &Best) -> [f64; 4] {
    four(&best.at)
}

fn four(at: &[f64]) -> [f64; 4] {
    std::array::from_fn(|axis| at.get(axis).copied().unwrap_or(1.0))
}
