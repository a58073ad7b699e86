//! Models of how often each household will buy again and what it will spend, for shops with enough repeat buying.
//!
//! They are never what a screen shows by itself: a fit says how far it can be trusted, and where that is not far no
//! figure of a household leaves this room. Not here: the models (`stats::btyd`).

use std::collections::BTreeMap;

use aichaku_domain::values::ShopDay;
use aichaku_stats::History;
use aichaku_stats::btyd::bg::{BetaGeometric, Kind};
use aichaku_stats::btyd::gamma_gamma::GammaGamma;
use aichaku_stats::btyd::pareto::ParetoNbd;
use aichaku_stats::btyd::value::discounted_weekly;
use aichaku_stats::btyd::{Fit, FitError, Strength, Summary, summaries};

use super::{compute, settings};
use crate::App;
use crate::error::{ApiError, ErrorCode, Result};
use crate::wire::{Int, ModelName, ModelQuery, ModelStart, ModelStrength, ModelUnit, ModelView, Real};

/// Weeks that are foretold where none are held out.
const YEAR: u32 = 52;
/// Discount for a year of what purchases to come are worth.
const ANNUAL_RATE: f64 = 0.10;
/// Most random starts: each may take a second in a large shop.
const STARTS: u8 = 50;

impl App {
    /// Fits a model and tells what it expects of every unit; of none where it is weak.
    ///
    /// # Errors
    /// [`ErrorCode::NoShop`], [`ErrorCode::InvalidDay`], [`ErrorCode::Invalid`] for too many starts or nothing left
    /// to be held out from.
    pub async fn model(&self, query: ModelQuery) -> Result<ModelView> {
        if query.starts > STARTS {
            return Err(ApiError::new(ErrorCode::Invalid).with("field", "starts"));
        }
        let asked = self.ask_of(&query.of).await?;
        let history = self.history(&asked).await?;
        let digits = settings(&asked.shop).await?.currency_digits;
        let seen = asked.key.until - i32::from(query.holdout_days);
        if query.holdout_days > 0 && history.first_day().is_none_or(|first| first > seen) {
            return Err(ApiError::new(ErrorCode::Invalid).with("field", "holdout_days"));
        }
        let task = Task {
            query,
            seen,
            minor_per_unit: 10_f64.powi(i32::from(digits)),
        };
        compute(move || task.answer(&history)).await
    }
}

struct Task {
    query: ModelQuery,
    /// Last day that the model sees.
    seen: i32,
    minor_per_unit: f64,
}

/// A fitted model of the purchases to come.
#[derive(Clone, Copy)]
enum Counted {
    Geometric(BetaGeometric),
    Pareto(ParetoNbd),
}

impl Counted {
    fn alive(&self, summary: &Summary) -> f64 {
        match self {
            Self::Geometric(model) => model.alive(summary),
            Self::Pareto(model) => model.alive(summary),
        }
    }

    fn expected(&self, summary: &Summary, weeks: f64) -> f64 {
        match self {
            Self::Geometric(model) => model.expected(summary, weeks),
            Self::Pareto(model) => model.expected(summary, weeks),
        }
    }
}

/// What a fit says whichever model it is of.
struct Told {
    parameters: Vec<(&'static str, f64)>,
    log_likelihood: f64,
    converged: bool,
    strength: Strength,
}

impl Told {
    fn of<P: Copy>(fit: &Fit<P>, parameters: impl Fn(P) -> Vec<(&'static str, f64)>) -> Self {
        Self {
            parameters: parameters(fit.parameters),
            log_likelihood: fit.log_likelihood,
            converged: fit.converged,
            strength: fit.strength,
        }
    }

    fn start(&self) -> ModelStart {
        ModelStart {
            log_likelihood: Real(self.log_likelihood),
            converged: self.converged,
        }
    }
}

impl Task {
    fn answer(&self, history: &History) -> Result<ModelView> {
        let units = summaries(history, self.seen);
        let plain: Vec<Summary> = units.iter().map(|unit| unit.1).collect();
        let repeaters = plain.iter().filter(|unit| unit.repeats > 0).count();
        let held_out = self.query.holdout_days > 0;
        let weeks = if held_out {
            f64::from(self.query.holdout_days) / 7.0
        } else {
            f64::from(YEAR)
        };
        let mut view = ModelView {
            parameters: BTreeMap::new(),
            log_likelihood: None,
            converged: false,
            strength: ModelStrength::None,
            units: plain.len().into(),
            repeaters: repeaters.into(),
            until: ShopDay::from_epoch_days(self.seen).to_string(),
            weeks: Real(weeks),
            expected: None,
            actual: held_out.then(|| Int(bought_after(history, &units, self.seen))),
            starts: Vec::new(),
            customers: Vec::new(),
        };
        let money = self.amounts(&plain);
        let (told, model) = match self.counted(&plain) {
            Ok(Some((told, model))) => (told, Some(model)),
            Ok(None) => match &money {
                Some(fit) => (amount_told(fit), None),
                None => return Ok(view),
            },
            Err(FitError::NoRepeats) => return Ok(view),
            // A summary that is not possible means that the histories are damaged.
            Err(FitError::Summary { .. }) => return Err(ApiError::new(ErrorCode::StoreDamaged)),
        };
        view.starts = self.starts(&plain);
        view.log_likelihood = Some(Real(told.log_likelihood));
        view.converged = told.converged;
        view.parameters = told
            .parameters
            .iter()
            .map(|(name, value)| ((*name).to_owned(), Real(*value)))
            .collect();
        view.strength = match told.strength {
            Strength::Sound => ModelStrength::Sound,
            Strength::Weak => ModelStrength::Weak,
        };
        if told.strength == Strength::Weak {
            return Ok(view);
        }
        // A mean of amounts that is weak is no help for a model of counts that is sound.
        let money = money.filter(|fit| fit.strength == Strength::Sound);
        view.customers = units
            .iter()
            .map(|(place, unit)| self.told(history.unit_ids()[*place], unit, model, money.as_ref(), weeks))
            .collect();
        view.expected = model.map(|_| Real(view.customers.iter().map(|unit| unit.expected.0).sum()));
        Ok(view)
    }

    fn told(
        &self,
        unit: i64,
        summary: &Summary,
        model: Option<Counted>,
        money: Option<&Fit<GammaGamma>>,
        weeks: f64,
    ) -> ModelUnit {
        let mean = summary.repeat_mean_minor / self.minor_per_unit;
        let per_purchase = money
            .and_then(|fit| fit.parameters.expected(summary.repeats, mean))
            .map(|amount| amount * self.minor_per_unit);
        let value = model.zip(per_purchase).map(|(model, amount)| {
            discounted_weekly(|until| model.expected(summary, until), amount, YEAR, ANNUAL_RATE)
        });
        ModelUnit {
            customer: Int(unit),
            frequency: i64::from(summary.repeats).into(),
            recency: Real(summary.last_week),
            age: Real(summary.weeks),
            p_alive: model.map(|model| Real(model.alive(summary))),
            expected: Real(match model {
                Some(model) => model.expected(summary, weeks),
                None => per_purchase.unwrap_or(0.0),
            }),
            value_minor: value.map(Real),
        }
    }

    /// The model of counts; `None` where amounts were asked for.
    fn counted(&self, units: &[Summary]) -> std::result::Result<Option<(Told, Counted)>, FitError> {
        Ok(match self.query.model {
            ModelName::BgNbd | ModelName::MbgNbd => {
                let fit = BetaGeometric::fit(self.kind(), units)?;
                Some((geometric_told(&fit), Counted::Geometric(fit.parameters)))
            }
            ModelName::ParetoNbd => {
                let fit = ParetoNbd::fit(units)?;
                Some((pareto_told(&fit), Counted::Pareto(fit.parameters)))
            }
            ModelName::GammaGamma => None,
        })
    }

    fn kind(&self) -> Kind {
        if self.query.model == ModelName::MbgNbd {
            Kind::Mbg
        } else {
            Kind::Bg
        }
    }

    fn amounts(&self, units: &[Summary]) -> Option<Fit<GammaGamma>> {
        GammaGamma::fit(units, self.minor_per_unit).ok()
    }

    /// What comes of starts drawn around a plain guess, between e⁻³ and e³ times it. Always the same ones.
    fn starts(&self, units: &[Summary]) -> Vec<ModelStart> {
        let mut chance = Chance(20_261_122);
        let weeks = units.iter().map(|unit| unit.weeks).sum::<f64>() / units.len().max(1) as f64;
        let weeks = weeks.max(1.0);
        (0..self.query.starts)
            .filter_map(|_| match self.query.model {
                ModelName::BgNbd | ModelName::MbgNbd => {
                    let start = chance.around([0.5, weeks / 4.0, 0.8, 2.5]);
                    let fit = BetaGeometric::fit_from(self.kind(), units, &[start]);
                    fit.ok().map(|fit| geometric_told(&fit).start())
                }
                ModelName::ParetoNbd => {
                    let start = chance.around([0.5, weeks / 3.0, 0.5, weeks / 3.0]);
                    let fit = ParetoNbd::fit_from(units, &[start]);
                    fit.ok().map(|fit| pareto_told(&fit).start())
                }
                ModelName::GammaGamma => {
                    let spent = mean_spent(units) / self.minor_per_unit;
                    let start = chance.around([4.0, 4.0, spent / 2.0]);
                    let fit = GammaGamma::fit_from(units, self.minor_per_unit, &[start]);
                    fit.ok().map(|fit| amount_told(&fit).start())
                }
            })
            .collect()
    }
}

/// Purchases of these units after `seen`, until the end of the history.
fn bought_after(history: &History, units: &[(usize, Summary)], seen: i32) -> i64 {
    units
        .iter()
        .map(|(place, _)| {
            let days = history.unit(*place).days;
            (days.len() - days.partition_point(|day| *day <= seen)) as i64
        })
        .sum()
}

fn mean_spent(units: &[Summary]) -> f64 {
    let spent: Vec<f64> = units
        .iter()
        .map(|unit| unit.repeat_mean_minor)
        .filter(|mean| *mean > 0.0)
        .collect();
    spent.iter().sum::<f64>() / spent.len().max(1) as f64
}

fn geometric_told(fit: &Fit<BetaGeometric>) -> Told {
    Told::of(fit, |at| {
        vec![("r", at.r), ("alpha", at.alpha), ("a", at.a), ("b", at.b)]
    })
}

fn pareto_told(fit: &Fit<ParetoNbd>) -> Told {
    Told::of(fit, |at| {
        vec![("r", at.r), ("alpha", at.alpha), ("s", at.s), ("beta", at.beta)]
    })
}

fn amount_told(fit: &Fit<GammaGamma>) -> Told {
    Told::of(fit, |at| vec![("p", at.p), ("q", at.q), ("gamma", at.gamma)])
}

/// A fixed sequence of numbers: the same question has the same answer (multiplier of Knuth's MMIX).
struct Chance(u64);

impl Chance {
    fn around<const N: usize>(&mut self, guess: [f64; N]) -> [f64; N] {
        guess.map(|value| {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let share = (self.0 >> 11) as f64 / (1_u64 << 53) as f64;
            value * (6.0 * share - 3.0).exp()
        })
    }
}
