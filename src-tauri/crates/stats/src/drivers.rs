//! Which causes go along with a score, when the causes go along with each other.
//!
//! Shares of the explained variance, not proof of cause. Not here: which questions are asked.

/// Why no shares can be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DriverError {
    /// No drivers, or more than [`MAX_DRIVERS`].
    DriverCount {
        /// How many were given.
        drivers: usize,
    },
    /// A column is not as long as the scores.
    LengthDiffers {
        /// The column, from 0.
        driver: usize,
    },
    /// Fewer than drivers + 2 observations: everything would be "explained".
    TooFew {
        /// Observations needed.
        needed: usize,
    },
    /// All scores are the same.
    ConstantScore,
    /// All values of a driver are the same, or one is not a number.
    ConstantDriver {
        /// The column, from 0.
        driver: usize,
    },
}

impl std::fmt::Display for DriverError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::DriverCount { drivers } => {
                write!(f, "weigh drivers: {drivers} is outside 1..={MAX_DRIVERS}")
            }
            Self::LengthDiffers { driver } => write!(f, "weigh drivers: column {driver} has another length"),
            Self::TooFew { needed } => write!(f, "weigh drivers: fewer than {needed} observations"),
            Self::ConstantScore => f.write_str("weigh drivers: all scores are equal"),
            Self::ConstantDriver { driver } => write!(f, "weigh drivers: column {driver} does not vary"),
        }
    }
}

impl std::error::Error for DriverError {}

/// Most drivers that are weighed: the work doubles with each one.
pub const MAX_DRIVERS: usize = 14;

/// How much one driver goes along with the score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Driver {
    /// Pearson correlation with the score, −1..=1.
    pub correlation: f64,
    /// Standardised regression coefficient.
    pub standard_beta: f64,
    /// `correlation * standard_beta`; adds up to R² but can be negative, so it is no share.
    pub pratt: f64,
    /// LMG (Shapley) share of R², at least 0; adds up to R².
    pub shapley: f64,
    /// Johnson's relative weight, at least 0; adds up to R².
    pub relative_weight: f64,
}

/// All drivers of a score.
#[derive(Debug, Clone, PartialEq)]
pub struct Drivers {
    /// Observations.
    pub n: usize,
    /// Share of the variance explained by all drivers together, 0..=1.
    pub r_squared: f64,
    /// In the order of the columns.
    pub drivers: Vec<Driver>,
}

/// Weighs `columns` (one slice per driver) against `scores`.
///
/// Formulas: LMG: Lindeman, Merenda & Gold (1980) p. 119 ff.; relative weights: J. W. Johnson, Multivariate
/// Behavioral Research 35 (2000) 1–19. Worked numbers in `tests/numbers/nps_and_drivers.rs`.
///
/// # Errors
/// [`DriverError`] when the columns cannot be weighed.
pub fn weigh_drivers(scores: &[f64], columns: &[&[f64]]) -> Result<Drivers, DriverError> {
    let k = columns.len();
    if k == 0 || k > MAX_DRIVERS {
        return Err(DriverError::DriverCount { drivers: k });
    }
    if let Some(driver) = columns.iter().position(|column| column.len() != scores.len()) {
        return Err(DriverError::LengthDiffers { driver });
    }
    if scores.len() < k + 2 {
        return Err(DriverError::TooFew { needed: k + 2 });
    }
    let score = standardised(scores).ok_or(DriverError::ConstantScore)?;
    let mut standard = Vec::with_capacity(k);
    for (driver, column) in columns.iter().enumerate() {
        standard.push(standardised(column).ok_or(DriverError::ConstantDriver { driver })?);
    }
    let between: Vec<Vec<f64>> = (0..k)
        .map(|i| (0..k).map(|j| dot(&standard[i], &standard[j])).collect())
        .collect();
    let with_score: Vec<f64> = standard.iter().map(|column| dot(column, &score)).collect();

    let subsets: Vec<f64> = (0..1usize << k)
        .map(|set| r_squared(&between, &with_score, set))
        .collect();
    let all = (1usize << k) - 1;
    let betas = solve(&between, &with_score, &(0..k).collect::<Vec<_>>());
    let shapley = shapley_shares(&subsets, k);
    let weights = relative_weights(&between, &with_score);
    let drivers = (0..k)
        .map(|i| Driver {
            correlation: with_score[i],
            standard_beta: betas[i],
            pratt: betas[i] * with_score[i],
            shapley: shapley[i],
            relative_weight: weights[i],
        })
        .collect();
    Ok(Drivers {
        n: scores.len(),
        r_squared: subsets[all],
        drivers,
    })
}

/// Centred and scaled to length 1, so that a dot product is a correlation; `None` when there is no variation.
fn standardised(values: &[f64]) -> Option<Vec<f64>> {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let centred: Vec<f64> = values.iter().map(|value| value - mean).collect();
    let length = dot(&centred, &centred).sqrt();
    let scale = values
        .iter()
        .fold(0.0f64, |largest, value| largest.max(value.abs()));
    (length.is_finite() && length > 1e-12 * scale)
        .then(|| centred.iter().map(|value| value / length).collect())
}

fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(a, b)| a * b).sum()
}

fn r_squared(between: &[Vec<f64>], with_score: &[f64], set: usize) -> f64 {
    let chosen: Vec<usize> = (0..with_score.len()).filter(|i| set >> i & 1 == 1).collect();
    solve(between, with_score, &chosen)
        .iter()
        .zip(&chosen)
        .map(|(beta, &i)| beta * with_score[i])
        .sum()
}

/// Regression coefficients of the chosen drivers. A driver that is a combination of earlier ones gets 0, which
/// leaves R² as it is.
fn solve(between: &[Vec<f64>], with_score: &[f64], chosen: &[usize]) -> Vec<f64> {
    let size = chosen.len();
    let mut rows: Vec<Vec<f64>> = chosen
        .iter()
        .map(|&i| {
            chosen
                .iter()
                .map(|&j| between[i][j])
                .chain([with_score[i]])
                .collect()
        })
        .collect();
    let mut usable = vec![true; size];
    for pivot in 0..size {
        // The matrix is a correlation matrix: without exchange of rows the pivots are what is left unexplained.
        if rows[pivot][pivot] < 1e-10 {
            usable[pivot] = false;
            continue;
        }
        let source = rows[pivot].clone();
        for (index, row) in rows.iter_mut().enumerate().filter(|(index, _)| *index != pivot) {
            let factor = row[pivot] / source[pivot];
            if factor != 0.0 && usable[index] {
                row.iter_mut()
                    .zip(&source)
                    .for_each(|(value, above)| *value -= factor * above);
            }
        }
    }
    (0..size)
        .map(|i| {
            if usable[i] {
                rows[i][size] / rows[i][i]
            } else {
                0.0
            }
        })
        .collect()
}

fn shapley_shares(subsets: &[f64], k: usize) -> Vec<f64> {
    // Weight of a coalition of size s without the driver: s! (k − s − 1)! / k!, built up to avoid large factorials.
    let mut weights = vec![1.0 / k as f64; k];
    for s in 1..k {
        weights[s] = weights[s - 1] * s as f64 / (k - s) as f64;
    }
    (0..k)
        .map(|i| {
            (0..subsets.len())
                .filter(|set| set >> i & 1 == 0)
                .map(|set| weights[set.count_ones() as usize] * (subsets[set | 1 << i] - subsets[set]))
                .sum()
        })
        .collect()
}

fn relative_weights(between: &[Vec<f64>], with_score: &[f64]) -> Vec<f64> {
    let k = with_score.len();
    let (values, vectors) = eigen(between);
    // Λ = R^(1/2); its inverse leaves out directions that the data do not have.
    let root = |power: &dyn Fn(f64) -> f64, i: usize, j: usize| -> f64 {
        (0..k)
            .map(|e| vectors[i][e] * power(values[e]) * vectors[j][e])
            .sum()
    };
    let inverse = |value: f64| if value > 1e-10 { 1.0 / value.sqrt() } else { 0.0 };
    let betas: Vec<f64> = (0..k)
        .map(|i| (0..k).map(|j| root(&inverse, i, j) * with_score[j]).sum())
        .collect();
    let square_root = |value: f64| value.max(0.0).sqrt();
    (0..k)
        .map(|i| {
            (0..k)
                .map(|j| (root(&square_root, i, j) * betas[j]).powi(2))
                .sum()
        })
        .collect()
}

/// Eigenvalues and eigenvectors (as columns) of a symmetric matrix by cyclic Jacobi rotations.
///
/// Source: Golub & Van Loan, "Matrix Computations", section 8.5.
fn eigen(matrix: &[Vec<f64>]) -> (Vec<f64>, Vec<Vec<f64>>) {
    let k = matrix.len();
    let mut a = matrix.to_vec();
    let mut vectors: Vec<Vec<f64>> = (0..k)
        .map(|i| (0..k).map(|j| f64::from(u8::from(i == j))).collect())
        .collect();
    for _sweep in 0..100 {
        let off: f64 = (0..k)
            .flat_map(|i| (0..i).map(move |j| (i, j)))
            .map(|(i, j)| a[i][j].powi(2))
            .sum();
        if off < 1e-30 {
            break;
        }
        for p in 0..k {
            for q in p + 1..k {
                if a[p][q] == 0.0 {
                    continue;
                }
                let theta = (a[q][q] - a[p][p]) / (2.0 * a[p][q]);
                let tangent = theta.signum() / (theta.abs() + theta.hypot(1.0));
                let cosine = 1.0 / tangent.hypot(1.0);
                let sine = tangent * cosine;
                for row in a.iter_mut().chain(vectors.iter_mut()) {
                    (row[p], row[q]) = (cosine * row[p] - sine * row[q], sine * row[p] + cosine * row[q]);
                }
                let (top, bottom) = a.split_at_mut(q);
                for (above, below) in top[p].iter_mut().zip(&mut bottom[0]) {
                    (*above, *below) = (cosine * *above - sine * *below, sine * *above + cosine * *below);
                }
            }
        }
    }
    ((0..k).map(|i| a[i][i]).collect(), vectors)
}
