//! Net promoter score and key drivers against worked numbers.

use crate::common::{close_to, number, vectors};
use aichaku_stats::drivers::{DriverError, weigh_drivers};
use aichaku_stats::intervals::Interval;
use aichaku_stats::nps::{NpsCounts, wave_difference_z};
use rstest::rstest;

#[test]
fn score_and_three_intervals_agree_with_the_vectors() {
    for vector in vectors("nps_unit_vectors.json").as_array().expect("a list") {
        let answers = vector["scores_0_10"].as_array().expect("a list");
        let answers: Vec<u8> = answers.iter().map(|answer| number(answer) as u8).collect();
        let counts = NpsCounts::from_answers(&answers).expect("answers 0 to 10");
        assert_eq!(
            f64::from(counts.promoters),
            number(&vector["promoters"]),
            "promoters"
        );
        assert_eq!(
            f64::from(counts.passives),
            number(&vector["passives"]),
            "passives"
        );
        assert_eq!(
            f64::from(counts.detractors),
            number(&vector["detractors"]),
            "detractors"
        );
        let nps = counts.score().expect("there are answers");
        close_to(nps.score, number(&vector["nps"]), 1e-12, "score");
        close_to(nps.standard_error, number(&vector["se"]), 1e-12, "standard error");
        let same = |found: Interval, name: &str| {
            close_to(found.low, number(&vector[name][0]), 1e-12, name);
            close_to(found.high, number(&vector[name][1]), 1e-12, name);
        };
        same(nps.wald, "ci95_wald");
        same(
            nps.wald_n_minus_1.expect("more than one answer"),
            "ci95_wald_n_minus_1",
        );
        same(nps.adjusted, "ci95_adjusted_add3");
    }
}

#[test]
fn no_answers_have_no_score_and_a_wrong_answer_is_refused() {
    assert_eq!(NpsCounts::default().score(), None, "0 would read as balanced");
    assert_eq!(
        NpsCounts::from_answers(&[10, 11]),
        None,
        "11 is a mistake, not a promoter"
    );
}

#[test]
fn two_waves_are_compared_by_their_errors() {
    let first = NpsCounts {
        promoters: 50,
        passives: 30,
        detractors: 20,
    }
    .score()
    .expect("answers");
    let second = NpsCounts {
        promoters: 60,
        passives: 25,
        detractors: 15,
    }
    .score()
    .expect("answers");
    let z = wave_difference_z(&first, &second).expect("there is spread");
    // (45 − 30) / hypot(7.810250, 7.399324): variances 0.61 and 0.5475 over 100 answers.
    close_to(z, 15.0 / (61.0f64 + 54.75).sqrt(), 1e-12, "z");
}

#[test]
fn shapley_and_relative_weights_agree_with_the_vector() {
    let vector = vectors("key_driver_small.json");
    let (data, expected) = (&vector["data"], &vector["expected"]);
    let column = |name: &str| -> Vec<f64> {
        data[name]
            .as_array()
            .expect("a list")
            .iter()
            .map(number)
            .collect()
    };
    let drivers = expected["drivers"].as_array().expect("a list");
    let columns: Vec<Vec<f64>> = drivers
        .iter()
        .map(|driver| column(driver["name"].as_str().expect("a name")))
        .collect();
    let slices: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let found = weigh_drivers(&column("score"), &slices).expect("columns can be weighed");
    close_to(found.r_squared, number(&expected["R2"]), 1e-9, "R²");
    for (found, expected) in found.drivers.iter().zip(drivers) {
        close_to(
            found.correlation,
            number(&expected["pearson_r"]),
            1e-9,
            "correlation",
        );
        close_to(found.standard_beta, number(&expected["std_beta"]), 1e-9, "beta");
        close_to(found.pratt, number(&expected["pratt"]), 1e-9, "pratt");
        close_to(found.shapley, number(&expected["shapley_lmg"]), 1e-9, "LMG");
        close_to(
            found.relative_weight,
            number(&expected["johnson_rw"]),
            1e-9,
            "Johnson",
        );
    }
    let shapley: f64 = found.drivers.iter().map(|driver| driver.shapley).sum();
    let weights: f64 = found.drivers.iter().map(|driver| driver.relative_weight).sum();
    close_to(shapley, found.r_squared, 1e-9, "LMG shares add up to R²");
    close_to(weights, found.r_squared, 1e-9, "relative weights add up to R²");
}

#[test]
fn a_doubled_driver_shares_its_weight() {
    let score = [1.0, 3.0, 2.0, 5.0, 4.0, 6.0, 8.0, 6.0];
    let driver = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0];
    let other = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0];
    let found = weigh_drivers(&score, &[&driver, &driver, &other]).expect("columns can be weighed");
    let weights: Vec<f64> = found.drivers.iter().map(|driver| driver.shapley).collect();
    close_to(weights[0], weights[1], 1e-9, "twins get the same share");
    let sum: f64 = weights.iter().sum();
    close_to(sum, found.r_squared, 1e-9, "and nothing is counted twice");
}

#[rstest]
#[case::no_driver(&[1.0, 2.0, 3.0], &[], DriverError::DriverCount { drivers: 0 })]
#[case::short_column(&[1.0, 2.0, 3.0], &[&[1.0, 2.0][..]], DriverError::LengthDiffers { driver: 0 })]
#[case::too_few(&[1.0, 2.0], &[&[1.0, 2.0][..]], DriverError::TooFew { needed: 3 })]
#[case::same_score(&[2.0, 2.0, 2.0], &[&[1.0, 2.0, 3.0][..]], DriverError::ConstantScore)]
#[case::same_driver(&[1.0, 2.0, 3.0], &[&[5.0, 5.0, 5.0][..]], DriverError::ConstantDriver { driver: 0 })]
#[case::not_a_number(&[1.0, 2.0, 3.0], &[&[5.0, f64::NAN, 5.0][..]], DriverError::ConstantDriver { driver: 0 })]
fn columns_that_say_nothing_are_named(
    #[case] score: &[f64],
    #[case] columns: &[&[f64]],
    #[case] error: DriverError,
) {
    assert_eq!(
        weigh_drivers(score, columns),
        Err(error),
        "the reason names the column"
    );
}
