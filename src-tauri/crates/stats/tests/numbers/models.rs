//! Purchase models: functions at given parameters against 60-digit vectors, fits against published and reference ones.

use aichaku_stats::btyd::bg::{BetaGeometric, Kind};
use aichaku_stats::btyd::gamma_gamma::GammaGamma;
use aichaku_stats::btyd::pareto::ParetoNbd;
use aichaku_stats::btyd::special::{digamma_trigamma, ln_beta, ln_gamma};
use aichaku_stats::btyd::value::{discounted_monthly, discounted_weekly};
use aichaku_stats::btyd::{FitError, Strength, Summary, summaries};
use rstest::rstest;
use serde_json::Value;

use crate::common;
use crate::common::{Reference, Set, close_to, day, number, vectors};

fn summary(repeats: u32, last_week: f64, weeks: f64) -> Summary {
    Summary {
        repeats,
        last_week,
        weeks,
        repeat_mean_minor: 0.0,
    }
}

fn summary_of(vector: &Value) -> Summary {
    summary(
        number(&vector["x"]) as u32,
        number(&vector["tx"]),
        number(&vector["T"]),
    )
}

fn parameters(vector: &Value) -> Vec<f64> {
    vector["params"]
        .as_array()
        .expect("a list")
        .iter()
        .map(number)
        .collect()
}

fn beta_geometric(kind: Kind, vector: &Value) -> BetaGeometric {
    let found = parameters(vector);
    BetaGeometric {
        kind,
        r: found[0],
        alpha: found[1],
        a: found[2],
        b: found[3],
    }
}

/// Relative 1e-6, and nothing absolute: some of these are 1e-23.
#[track_caller]
fn same(found: f64, expected: &Value, what: &str) {
    let expected = number(expected);
    assert!(
        (found / expected - 1.0).abs() < 1e-6,
        "{what}: found {found}, 60 digits say {expected}"
    );
}

#[test]
fn beta_geometric_functions_agree_with_sixty_digits() {
    let all = vectors("btyd_vectors.json");
    for vector in all["bgnbd"].as_array().expect("a list") {
        let unit = summary_of(vector);
        for (kind, prefix) in [(Kind::Bg, ""), (Kind::Mbg, "mbg_")] {
            let model = beta_geometric(kind, vector);
            let what = format!("{kind:?} {unit:?} {:?}", vector["set"]);
            same(model.alive(&unit), &vector[format!("{prefix}p_alive")], &what);
            same(
                model.log_likelihood(&unit),
                &vector[format!("{prefix}loglik")],
                &what,
            );
            for weeks in [1, 39, 52] {
                let found = model.expected(&unit, f64::from(weeks));
                same(
                    found,
                    &vector[format!("{prefix}exp_{weeks}")],
                    &format!("{what}, {weeks} weeks"),
                );
            }
        }
    }
    for vector in all["bg_expectation"].as_array().expect("a list") {
        let found = beta_geometric(Kind::Bg, vector).expected_of_new(number(&vector["t"]));
        same(found, &vector["exp"], "a new unit");
    }
}

#[test]
fn pareto_and_gamma_gamma_functions_agree_with_sixty_digits() {
    let all = vectors("btyd_vectors.json");
    for vector in all["pnbd"].as_array().expect("a list") {
        let found = parameters(vector);
        let model = ParetoNbd {
            r: found[0],
            alpha: found[1],
            s: found[2],
            beta: found[3],
        };
        let unit = summary_of(vector);
        same(model.alive(&unit), &vector["p_alive"], &format!("{unit:?} alive"));
        same(
            model.expected(&unit, 39.0),
            &vector["exp_39"],
            &format!("{unit:?} 39 weeks"),
        );
        same(
            model.expected(&unit, 52.0),
            &vector["exp_52"],
            &format!("{unit:?} 52 weeks"),
        );
        same(
            model.discounted_expected(&unit, 0.0027),
            &vector["dert_d0027"],
            &format!("{unit:?} discounted"),
        );
    }
    for vector in all["gamma_gamma"].as_array().expect("a list") {
        let found = parameters(vector);
        let model = GammaGamma {
            p: found[0],
            q: found[1],
            gamma: found[2],
        };
        let value = model.expected(number(&vector["x"]) as u32, number(&vector["zbar"]));
        same(
            value.expect("q is above 1"),
            &vector["exp_value"],
            "expected amount",
        );
    }
}

// BTYD 2.4.3 walkthrough: customer 1516 of CDNOW, x = 26, t.x = 30.86, T.cal = 31. Its 25.76 is for 52 weeks.
#[test]
fn the_well_known_customer_1516_comes_out() {
    let unit = summary(26, 30.86, 31.0);
    let model = BetaGeometric {
        kind: Kind::Bg,
        r: 0.243,
        alpha: 4.414,
        a: 0.793,
        b: 2.426,
    };
    close_to(model.expected(&unit, 52.0), 25.76, 5e-4, "52 weeks");
    close_to(model.expected(&unit, 39.0), 20.75, 5e-4, "39 weeks");
    let model = ParetoNbd {
        r: 0.553,
        alpha: 10.578,
        s: 0.606,
        beta: 11.669,
    };
    close_to(model.expected(&unit, 52.0), 25.46, 5e-4, "Pareto/NBD, 52 weeks");
    close_to(model.alive(&unit), 0.998, 1e-3, "Pareto/NBD, alive");
}

/// A data set, what the models see of it, and what the reference found.
struct Fitted {
    reference: Reference,
    /// Index in the history, and summary.
    units: Vec<(usize, Summary)>,
    expected: Value,
}

/// Observed to the end of the calibration period ("calibration") or of the data ("full").
fn observed(set: Set, part: &str) -> Option<Fitted> {
    let reference = common::load(set)?;
    let until = match (set, part) {
        (Set::Cdnow, "calibration") => day("1997-09-30"),
        (Set::OnlineRetail, "calibration") => day("2011-03-11"),
        _ => reference.history.observed_until(),
    };
    let units = summaries(&reference.history, until);
    let expected = reference.json("btyd.json")[part].clone();
    Some(Fitted {
        reference,
        units,
        expected,
    })
}

#[rstest]
#[case::cdnow(Set::Cdnow)]
#[case::online_retail(Set::OnlineRetail)]
fn inputs_of_the_models_agree(#[case] set: Set) {
    let Some(Fitted {
        reference,
        units,
        expected,
    }) = observed(set, "calibration")
    else {
        return;
    };
    assert_eq!(units.len() as f64, number(&expected["n"]), "units");
    let repeaters = units.iter().filter(|(_, unit)| unit.repeats > 0).count();
    assert_eq!(repeaters as f64, number(&expected["n_repeat"]), "repeaters");
    let rows = reference.rows("btyd_customers_cal.csv");
    assert_eq!(rows.len(), units.len(), "a row for each unit");
    for row in rows {
        let id: i64 = row["customer_id"].parse().expect("an id");
        let index = reference
            .history
            .unit_ids()
            .binary_search(&id)
            .expect("the customer exists");
        let place = units
            .binary_search_by_key(&index, |unit| unit.0)
            .expect("and bought in time");
        let unit = units[place].1;
        let get = |column: &str| row[column].parse::<f64>().expect("a number");
        assert_eq!(f64::from(unit.repeats), get("x"), "customer {id}: x");
        close_to(unit.last_week, get("tx"), 1e-8, "t_x");
        close_to(unit.weeks, get("T"), 1e-8, "T");
        close_to(
            unit.repeat_mean_minor / reference.minor_per_unit,
            get("zbar"),
            1e-8,
            "mean amount",
        );
    }
}

#[rstest]
#[case::bg_cdnow(Set::Cdnow, "calibration", Kind::Bg, "bg")]
#[case::mbg_cdnow(Set::Cdnow, "calibration", Kind::Mbg, "mbg")]
#[case::bg_online_retail(Set::OnlineRetail, "calibration", Kind::Bg, "bg")]
#[case::mbg_online_retail(Set::OnlineRetail, "calibration", Kind::Mbg, "mbg")]
#[case::bg_cdnow_to_the_end(Set::Cdnow, "full", Kind::Bg, "bg")]
#[case::mbg_cdnow_to_the_end(Set::Cdnow, "full", Kind::Mbg, "mbg")]
#[case::bg_online_retail_to_the_end(Set::OnlineRetail, "full", Kind::Bg, "bg")]
#[case::mbg_online_retail_to_the_end(Set::OnlineRetail, "full", Kind::Mbg, "mbg")]
fn fits_reach_the_reference(#[case] set: Set, #[case] part: &str, #[case] kind: Kind, #[case] name: &str) {
    let Some(Fitted { units, expected, .. }) = observed(set, part) else {
        return;
    };
    let units: Vec<Summary> = units.into_iter().map(|unit| unit.1).collect();
    let fit = BetaGeometric::fit(kind, &units).expect("there are repeats");
    let (found, best) = (fit.log_likelihood, number(&expected[name]["loglik"]));
    assert!(
        found > best - 0.01 && found < best + 1e-3,
        "log likelihood {found}, the reference has {best}"
    );
    let expected = &expected[name]["params"];
    let pairs = [
        (fit.parameters.r, "r"),
        (fit.parameters.alpha, "alpha"),
        (fit.parameters.a, "a"),
        (fit.parameters.b, "b"),
    ];
    for (found, parameter) in pairs {
        close_to(found, number(&expected[parameter]), 5e-3, parameter);
    }
    assert_eq!(
        fit.strength,
        Strength::Sound,
        "both data sets have plenty of repeats"
    );
}

#[test]
fn pareto_fit_reaches_the_reference() {
    let Some(Fitted { units, expected, .. }) = observed(Set::Cdnow, "calibration") else {
        return;
    };
    let units: Vec<Summary> = units.into_iter().map(|unit| unit.1).collect();
    let fit = ParetoNbd::fit(&units).expect("there are repeats");
    let (found, best) = (fit.log_likelihood, number(&expected["pnbd"]["loglik"]));
    assert!(
        found > best - 0.01 && found < best + 1e-3,
        "log likelihood {found}, the reference has {best}"
    );
    let expected = &expected["pnbd"]["params"];
    close_to(fit.parameters.r, number(&expected["r"]), 5e-3, "r");
    close_to(fit.parameters.alpha, number(&expected["alpha"]), 5e-3, "alpha");
}

#[rstest]
#[case::cdnow(Set::Cdnow)]
#[case::online_retail(Set::OnlineRetail)]
fn every_customers_outlook_and_value_agree(#[case] set: Set) {
    let Some(Fitted {
        reference,
        units,
        expected,
    }) = observed(set, "calibration")
    else {
        return;
    };
    let plain: Vec<Summary> = units.iter().map(|unit| unit.1).collect();
    let money = GammaGamma::fit(&plain, reference.minor_per_unit).expect("there are repeats");
    let best = number(&expected["gamma_gamma"]["loglik"]);
    assert!(
        money.log_likelihood > best - 0.01 && money.log_likelihood < best + 1e-3,
        "{}",
        money.log_likelihood
    );
    for (found, name) in [
        (money.parameters.p, "p"),
        (money.parameters.q, "q"),
        (money.parameters.gamma, "gamma"),
    ] {
        close_to(
            found,
            number(&expected["gamma_gamma"]["params"][name]),
            2e-2,
            name,
        );
    }
    let models =
        [Kind::Bg, Kind::Mbg].map(|kind| BetaGeometric::fit(kind, &plain).expect("repeats").parameters);
    for row in reference.rows("btyd_customers_cal.csv") {
        let id: i64 = row["customer_id"].parse().expect("an id");
        let index = reference
            .history
            .unit_ids()
            .binary_search(&id)
            .expect("the customer exists");
        let place = units
            .binary_search_by_key(&index, |unit| unit.0)
            .expect("and bought in time");
        let unit = units[place].1;
        let get = |column: &str| row[column].parse::<f64>().expect("a number");
        let [bg, mbg] = models;
        let what = format!("customer {id}");
        close_to(bg.alive(&unit), get("p_alive"), 2e-3, &what);
        close_to(mbg.alive(&unit), get("p_alive_mbg"), 2e-3, &what);
        for weeks in [13, 26, 39, 52] {
            close_to(
                bg.expected(&unit, f64::from(weeks)),
                get(&format!("exp_{weeks}w")),
                2e-3,
                &what,
            );
        }
        close_to(mbg.expected(&unit, 39.0), get("exp_39w_mbg"), 2e-3, &what);
        let mean = unit.repeat_mean_minor / reference.minor_per_unit;
        let per_purchase = money
            .parameters
            .expected(unit.repeats, mean)
            .expect("q is above 1");
        close_to(per_purchase, get("exp_value"), 2e-3, &what);
        let expected = |weeks| bg.expected(&unit, weeks);
        close_to(
            discounted_weekly(expected, per_purchase, 52, 0.10),
            get("clv_52w_10pct"),
            4e-3,
            &what,
        );
        let monthly = discounted_monthly(expected, per_purchase, 12, 0.01);
        close_to(monthly, get("clv_lifetimes_12m_1pct"), 4e-3, &what);
    }
}

#[test]
fn one_time_buyers_are_certain_for_one_model_only() {
    let unit = summary(0, 0.0, 272.0 / 7.0);
    let parameters = |kind, r, alpha, a, b| BetaGeometric { kind, r, alpha, a, b };
    let bg = parameters(Kind::Bg, 0.2426, 4.4136, 0.7929, 2.4259);
    let mbg = parameters(Kind::Mbg, 0.5248, 6.1831, 0.8914, 1.6140);
    close_to(bg.alive(&unit), 1.0, 1e-12, "BG/NBD cannot doubt");
    close_to(mbg.alive(&unit), 0.39, 5e-3, "MBG/NBD does");
}

#[test]
fn too_few_repeats_are_said_and_not_hidden() {
    let mut units = vec![summary(0, 0.0, 100.0); 200];
    assert_eq!(
        BetaGeometric::fit(Kind::Bg, &units),
        Err(FitError::NoRepeats),
        "nobody bought twice"
    );
    units.extend([
        summary(1, 20.0, 90.0),
        summary(1, 50.0, 80.0),
        summary(2, 30.0, 70.0),
    ]);
    let fit = BetaGeometric::fit(Kind::Mbg, &units).expect("three repeaters");
    assert_eq!(fit.strength, Strength::Weak, "three repeaters determine nothing");
    assert!(fit.log_likelihood.is_finite(), "but it does not fail");
    units.push(summary(1, 20.0, 10.0));
    let place = units.len() - 1;
    assert_eq!(
        ParetoNbd::fit(&units),
        Err(FitError::Summary { place }),
        "last purchase after the end"
    );
    assert_eq!(
        GammaGamma::fit(&[], 1.0),
        Err(FitError::NoRepeats),
        "no money to learn from"
    );
}

#[test]
fn log_gamma_agrees_with_known_values() {
    // Γ(1/2) = √π, Γ(10) = 9!, ln Γ(1000) from Abramowitz & Stegun table 6.4.
    close_to(ln_gamma(0.5), std::f64::consts::PI.sqrt().ln(), 1e-13, "one half");
    close_to(ln_gamma(10.0), 362_880f64.ln(), 1e-13, "nine factorial");
    close_to(ln_gamma(1000.0), 5_905.220_423_209_181, 1e-13, "a thousand");
    close_to(ln_gamma(0.001), 6.907_178_885_383_853, 1e-12, "near the pole");
    close_to(ln_beta(2.0, 3.0), (1.0f64 / 12.0).ln(), 1e-13, "B(2, 3) = 1/12");
}

#[test]
fn the_derivatives_of_log_gamma_agree_with_known_values() {
    // ψ(1) = −γ, ψ′(1) = π² ÷ 6, ψ′(1/2) = π² ÷ 2; the others by SciPy 1.17.1.
    let known = [
        (1.0, -0.577_215_664_901_532_9, std::f64::consts::PI.powi(2) / 6.0),
        (0.5, -1.963_510_026_021_423_5, std::f64::consts::PI.powi(2) / 2.0),
        (100.0, 4.600_161_852_738_088, 0.010_050_166_663_333_573),
        (0.001, -1_000.575_571_931_810_3, 1_000_001.642_533_195_9),
        (9.99, 2.250_700_372_831_201, 0.105_276_950_147_241_76),
        (1e6, 13.815_510_057_964_19, 1.000_000_500_000_166_7e-6),
    ];
    for (at, first, second) in known {
        let (psi, bend) = digamma_trigamma(at);
        close_to(psi, first, 1e-13, &format!("ψ({at})"));
        close_to(bend, second, 1e-13, &format!("ψ′({at})"));
    }
}

/// A generator of starts: parameters between e⁻³ and e³ times a plain guess (Knuth's MMIX multiplier).
fn random_starts<const N: usize>(guess: [f64; N]) -> Vec<[f64; N]> {
    let mut state = 20_261_122u64;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1u64 << 53) as f64
    };
    (0..10)
        .map(|_| guess.map(|value| value * (6.0 * next() - 3.0).exp()))
        .collect()
}

#[rstest]
#[case::cdnow(Set::Cdnow)]
#[case::online_retail(Set::OnlineRetail)]
fn ten_random_starts_reach_the_summit_or_say_that_they_did_not(#[case] set: Set) {
    let Some(Fitted {
        reference,
        units,
        expected,
    }) = observed(set, "calibration")
    else {
        return;
    };
    let units: Vec<Summary> = units.into_iter().map(|unit| unit.1).collect();
    let honest = |name: &str, found: f64, converged: bool| {
        let best = number(&expected[name]["loglik"]);
        assert!(
            found < best + 1e-3,
            "{name}: nothing is above the summit, found {found}"
        );
        assert!(
            !converged || found > best - 0.01,
            "{name}: {found} is called a summit, which is {best}"
        );
        converged
    };
    let mut reached = 0;
    for start in random_starts([0.5, 8.0, 0.8, 2.5]) {
        for (kind, name) in [(Kind::Bg, "bg"), (Kind::Mbg, "mbg")] {
            let fit = BetaGeometric::fit_from(kind, &units, &[start]).expect("repeats");
            reached += u32::from(honest(name, fit.log_likelihood, fit.converged));
        }
    }
    for start in random_starts([4.0, 4.0, 20.0]) {
        let fit = GammaGamma::fit_from(&units, reference.minor_per_unit, &[start]).expect("repeats");
        reached += u32::from(honest("gamma_gamma", fit.log_likelihood, fit.converged));
    }
    assert!(reached >= 27, "of 30 starts only {reached} reached the summit");
}

#[test]
fn an_amount_in_yen_is_no_runaway() {
    let Some(Fitted { reference, units, .. }) = observed(Set::OnlineRetail, "calibration") else {
        return;
    };
    let units: Vec<Summary> = units.into_iter().map(|unit| unit.1).collect();
    let pounds = GammaGamma::fit(&units, reference.minor_per_unit).expect("repeats");
    let yen = GammaGamma::fit(&units, reference.minor_per_unit / 200.0).expect("repeats");
    assert_eq!(
        yen.strength,
        Strength::Sound,
        "the same shop counted in smaller coins"
    );
    close_to(
        yen.parameters.gamma,
        200.0 * pounds.parameters.gamma,
        1e-3,
        "γ is an amount",
    );
    close_to(yen.parameters.p, pounds.parameters.p, 1e-3, "p has no unit");
}
