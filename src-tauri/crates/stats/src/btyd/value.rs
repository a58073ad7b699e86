//! What future purchases are worth today.
//!
//! Revenue, not margin, and the future only: the caller multiplies by the margin and adds what was.

/// Value of the purchases of the next `weeks`, discounted at `annual_rate` (0.10 is 10 %) week by week, each week's
/// purchases at its end. `expected` gives the purchases until a week, `per_purchase` the amount of each.
#[must_use]
pub fn discounted_weekly(
    expected: impl Fn(f64) -> f64,
    per_purchase: f64,
    weeks: u32,
    annual_rate: f64,
) -> f64 {
    per_purchase
        * discounted(expected, weeks, 1.0, |week| {
            (1.0 + annual_rate).powf(f64::from(week) / 52.0)
        })
}

/// The convention of the Python package lifetimes: months of 4.345 weeks, discounted at `monthly_rate` each.
#[must_use]
pub fn discounted_monthly(
    expected: impl Fn(f64) -> f64,
    per_purchase: f64,
    months: u32,
    monthly_rate: f64,
) -> f64 {
    per_purchase
        * discounted(expected, months, 4.345, |month| {
            (1.0 + monthly_rate).powi(month as i32)
        })
}

fn discounted(expected: impl Fn(f64) -> f64, steps: u32, weeks: f64, factor: impl Fn(u32) -> f64) -> f64 {
    let mut before = 0.0;
    (1..=steps)
        .map(|step| {
            let until = expected(weeks * f64::from(step));
            let in_step = until - std::mem::replace(&mut before, until);
            in_step / factor(step)
        })
        .sum()
}
