//! Who came back, by the period of the first purchase.
//!
//! Cohort c holds the units whose first purchase lies in period c; cell (c, k) is about the k-th period after it.
//! One pass counts all measures, so that a screen can switch between them without counting again. Not here:
//! curves by day (`survival`) and rates without periods (`repeats`).

use crate::calendar::{Day, Period, PeriodTable};
use crate::history::{History, UnitView};
use crate::intervals::{Interval, wilson};

/// What a cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Cumulative: came back in any of the periods 1..=k after the first one. Never falls with k.
    ///
    /// The cell k = 0 stands apart: it counts a further purchase inside the entry period itself. Such a purchase
    /// alone does not make a unit count at k ≥ 1; [`crate::repeats::second_within`] and the return curve count by
    /// days and know no such border.
    By,
    /// Bounded: bought in the k-th period. 1 at k = 0.
    In,
    /// Unbounded, "on or after": bought in the k-th period or later, until the last observed day. 1 at k = 0,
    /// never rises with k. Past cells grow when somebody returns, and the newest are biased low.
    Since,
    /// Money in the k-th period; `n` is the number of units that bought in it.
    Revenue,
}

/// Everything that is counted for one cohort and one k.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CellCounts {
    /// Units that bought in period c + k.
    pub inside: u32,
    /// Units that came back in a period c + 1 ..= c + k; for k = 0 units with a further purchase in period c.
    pub by: u32,
    /// Units that bought in period c + k or later.
    pub since: u32,
    /// Orders of the cohort in period c + k.
    pub orders: u64,
    /// Purchases of the cohort in period c + k, in minor units.
    pub revenue_minor: i64,
    /// The same with corrections booked in period c + k; corrections before the unit's first period are left out.
    pub net_revenue_minor: i64,
    /// Whether period c + k is wholly observed: its last day is not after the last observed day.
    pub mature: bool,
}

/// One cohort: its cells for k = 0, 1, … up to the period of the last observed day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CohortCounts {
    /// Period number of the first purchase ([`Period::index_of`]).
    pub cohort: i32,
    /// Units in the cohort, at least 1.
    pub size: u32,
    /// Cells by k; a period that has not begun has no cell.
    pub cells: Vec<CellCounts>,
}

/// Counts of all cohorts that have at least one unit, oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cohorts {
    /// Length of a period.
    pub period: Period,
    /// Last observed day.
    pub observed_until: Day,
    /// The cohorts.
    pub rows: Vec<CohortCounts>,
}

/// One cell of one measure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// Periods after the first.
    pub k: u32,
    /// Units counted by the measure.
    pub n: u32,
    /// Units of the cohort.
    pub size: u32,
    /// `n / size`; `None` for [`Measure::Revenue`].
    pub rate: Option<f64>,
    /// Wilson 95 % interval of the rate; `None` for [`Measure::Revenue`].
    pub interval: Option<Interval>,
    /// Whether the period is wholly observed; cells that are not should be hatched and are left out of the mean.
    pub mature: bool,
    /// Purchases of the cohort in this period, in minor units.
    pub revenue_minor: i64,
    /// Purchases of the cohort from period 0 to k, in minor units.
    pub cumulative_minor: i64,
    /// The cumulative amount with corrections.
    pub cumulative_net_minor: i64,
}

impl Cell {
    /// Cumulative revenue for each unit that was ever acquired, in minor units ("cumulative LTV").
    #[must_use]
    pub fn cumulative_per_unit(&self) -> f64 {
        self.cumulative_minor as f64 / f64::from(self.size)
    }

    /// The same with corrections.
    #[must_use]
    pub fn cumulative_net_per_unit(&self) -> f64 {
        self.cumulative_net_minor as f64 / f64::from(self.size)
    }
}

/// One cohort in one measure.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Period number of the first purchase.
    pub cohort: i32,
    /// Units in the cohort.
    pub size: u32,
    /// Cells by k.
    pub cells: Vec<Cell>,
}

/// All mature cohorts at one k taken together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mean {
    /// Periods after the first.
    pub k: u32,
    /// Mature cohorts.
    pub cohorts: u32,
    /// Units in them.
    pub size: u64,
    /// Units counted by the measure in them.
    pub n: u64,
    /// `n / size`, so that a cohort weighs as much as it has units; `None` for [`Measure::Revenue`].
    pub rate: Option<f64>,
    /// Wilson 95 % interval of the rate.
    pub interval: Option<Interval>,
    /// Mean of the cohorts' rates, each weighing the same; only for comparison with other tools.
    pub simple_rate: Option<f64>,
    /// Revenue in period k for each unit, in minor units.
    pub revenue_per_unit: f64,
    /// Revenue from period 0 to k for each unit, in minor units.
    pub cumulative_per_unit: f64,
    /// The same with corrections.
    pub cumulative_net_per_unit: f64,
}

/// A cohort table in one measure.
#[derive(Debug, Clone, PartialEq)]
pub struct CohortTable {
    /// The measure.
    pub measure: Measure,
    /// Cohorts, oldest first.
    pub rows: Vec<Row>,
    /// Weighted means by k, only for k with at least one mature cohort.
    pub mean: Vec<Mean>,
}

impl Cohorts {
    /// Counts `history` by `period`.
    ///
    /// Definitions: `docs/METRICS.md`, cohorts. Reproduced cell by cell in `tests/numbers/reference_cohorts.rs`.
    #[must_use]
    pub fn count(history: &History, period: Period) -> Self {
        let observed_until = history.observed_until();
        let Some(first) = history.first_day() else {
            return Self {
                period,
                observed_until,
                rows: Vec::new(),
            };
        };
        let table = PeriodTable::new(period, first, observed_until);
        let first_index = period.index_of(first);
        let last_index = period.index_of(observed_until);

        let entries: Vec<i32> = history
            .iter()
            .map(|unit| table.index_of(unit.first_day()))
            .collect();
        let mut sizes = vec![0u32; (last_index - first_index + 1) as usize];
        for entry in &entries {
            sizes[(entry - first_index) as usize] += 1;
        }
        let mut row_of = vec![usize::MAX; sizes.len()];
        let mut rows: Vec<CohortCounts> = Vec::new();
        for (place, &size) in sizes.iter().enumerate().filter(|(_, size)| **size > 0) {
            let cohort = first_index + place as i32;
            row_of[place] = rows.len();
            let cells = (cohort..=last_index)
                .map(|index| CellCounts {
                    mature: period.last_day(index) <= observed_until,
                    ..CellCounts::default()
                })
                .collect();
            rows.push(CohortCounts { cohort, size, cells });
        }

        for (unit, &entry) in history.iter().zip(&entries) {
            add_unit(
                &mut rows[row_of[(entry - first_index) as usize]].cells,
                &unit,
                entry,
                &table,
            );
        }
        for &(unit, correction) in history.corrections() {
            let entry = entries[unit as usize];
            let k = period.index_of(correction.day) - entry;
            if k >= 0 {
                let cell = &mut rows[row_of[(entry - first_index) as usize]].cells[k as usize];
                cell.net_revenue_minor = cell.net_revenue_minor.saturating_add(correction.amount);
            }
        }
        for row in &mut rows {
            sum_up(&mut row.cells);
        }
        Self {
            period,
            observed_until,
            rows,
        }
    }

    /// The table in one measure, with intervals and the weighted mean over mature cohorts.
    #[must_use]
    pub fn table(&self, measure: Measure) -> CohortTable {
        let rows: Vec<Row> = self.rows.iter().map(|row| measured_row(row, measure)).collect();
        let longest = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let mean = (0..longest).filter_map(|k| mean_at(&rows, k, measure)).collect();
        CohortTable { measure, rows, mean }
    }
}

/// The units behind a cell, as indices into `history`, ascending: those counted in `n`.
///
/// For [`Measure::Revenue`] these are the units that bought in the period. Empty when there is no such cell.
#[must_use]
pub fn members(history: &History, period: Period, measure: Measure, cohort: i32, k: u32) -> Vec<usize> {
    let target = i64::from(cohort) + i64::from(k);
    if target > i64::from(period.index_of(history.observed_until())) {
        return Vec::new();
    }
    let target = target as i32;
    let (first, last) = (period.first_day(cohort), period.last_day(cohort));
    let counted = |unit: &UnitView<'_>| {
        if !(first..=last).contains(&unit.first_day()) {
            return false;
        }
        match measure {
            Measure::In | Measure::Revenue => unit.days.iter().any(|day| period.index_of(*day) == target),
            Measure::Since => unit.last_day() >= period.first_day(target),
            Measure::By if k == 0 => unit.second_day().is_some_and(|day| day <= last),
            Measure::By => {
                let end = period.last_day(target);
                unit.days.iter().any(|day| *day > last && *day <= end)
            }
        }
    };
    history
        .iter()
        .enumerate()
        .filter(|(_, unit)| counted(unit))
        .map(|(index, _)| index)
        .collect()
}

/// Adds one unit: `by` and `since` only at the k where the unit begins or ends to count; [`sum_up`] does the rest.
fn add_unit(cells: &mut [CellCounts], unit: &UnitView<'_>, entry: i32, table: &PeriodTable) {
    let mut counted_k = usize::MAX;
    let mut has_returned = false;
    let facts = unit.days.iter().zip(unit.amounts).zip(unit.orders).enumerate();
    for (place, ((&day, &amount), &orders)) in facts {
        let k = (table.index_of(day) - entry) as usize;
        let cell = &mut cells[k];
        cell.orders += u64::from(orders);
        cell.revenue_minor = cell.revenue_minor.saturating_add(amount);
        if k != counted_k {
            cell.inside += 1;
            counted_k = k;
            if k > 0 && !has_returned {
                has_returned = true;
                cell.by += 1;
            }
        } else if k == 0 && place == 1 {
            cell.by += 1;
        }
    }
    cells[counted_k].since += 1;
}

fn sum_up(cells: &mut [CellCounts]) {
    for k in 2..cells.len() {
        cells[k].by += cells[k - 1].by;
    }
    for k in (1..cells.len()).rev() {
        cells[k - 1].since += cells[k].since;
    }
    for cell in cells {
        cell.net_revenue_minor = cell.net_revenue_minor.saturating_add(cell.revenue_minor);
    }
}

fn measured_row(row: &CohortCounts, measure: Measure) -> Row {
    let (mut cumulative_minor, mut cumulative_net_minor) = (0i64, 0i64);
    let cells = row.cells.iter().enumerate().map(|(k, counts)| {
        cumulative_minor = cumulative_minor.saturating_add(counts.revenue_minor);
        cumulative_net_minor = cumulative_net_minor.saturating_add(counts.net_revenue_minor);
        let n = match measure {
            Measure::By => counts.by,
            Measure::In | Measure::Revenue => counts.inside,
            Measure::Since => counts.since,
        };
        let is_rate = measure != Measure::Revenue;
        Cell {
            k: k as u32,
            n,
            size: row.size,
            rate: is_rate.then(|| f64::from(n) / f64::from(row.size)),
            interval: if is_rate {
                wilson(n.into(), row.size.into())
            } else {
                None
            },
            mature: counts.mature,
            revenue_minor: counts.revenue_minor,
            cumulative_minor,
            cumulative_net_minor,
        }
    });
    Row {
        cohort: row.cohort,
        size: row.size,
        cells: cells.collect(),
    }
}

fn mean_at(rows: &[Row], k: usize, measure: Measure) -> Option<Mean> {
    let (mut cohorts, mut size, mut n) = (0u32, 0u64, 0u64);
    let (mut rates, mut revenue, mut cumulative, mut net) = (0.0, 0i128, 0i128, 0i128);
    for cell in rows
        .iter()
        .filter_map(|row| row.cells.get(k))
        .filter(|cell| cell.mature)
    {
        cohorts += 1;
        size += u64::from(cell.size);
        n += u64::from(cell.n);
        rates += f64::from(cell.n) / f64::from(cell.size);
        revenue += i128::from(cell.revenue_minor);
        cumulative += i128::from(cell.cumulative_minor);
        net += i128::from(cell.cumulative_net_minor);
    }
    let is_rate = measure != Measure::Revenue;
    (cohorts > 0).then(|| Mean {
        k: k as u32,
        cohorts,
        size,
        n,
        rate: is_rate.then(|| n as f64 / size as f64),
        interval: if is_rate { wilson(n, size) } else { None },
        simple_rate: is_rate.then(|| rates / f64::from(cohorts)),
        revenue_per_unit: revenue as f64 / size as f64,
        cumulative_per_unit: cumulative as f64 / size as f64,
        cumulative_net_per_unit: net as f64 / size as f64,
    })
}
