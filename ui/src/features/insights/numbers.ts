// What the numbers allow to be said. Shares need at least ten; below that the counts themselves are told.
// Not here: the words (sentences.ts) and the estimates, which the backend makes.
import type { CohortCell, CohortTable, PeriodName, ReturnCurve, ReturnPoint } from "$lib/backend";

/** Fewer than this and a share would only look exact. */
export const enough = 10;

/** Periods of a kind in a year. */
export const perYear: Record<PeriodName, number> = { month: 12, quarter: 4, half: 2, year: 1 };

/** Months of a period. */
export const monthsOf: Record<PeriodName, number> = { month: 1, quarter: 3, half: 6, year: 12 };

/** The period in which cohorts are large enough to be read, for a shop of so many buyers. */
export function proposedPeriod(buyers: number): PeriodName {
  if (buyers < 150) return "year";
  return buyers < 1500 ? "half" : "quarter";
}

export interface Pooled {
  /** Period after the first. */
  k: number;
  /** Units of the cohorts whose period is over. */
  size: number;
  /** How many of them. */
  n: number;
  /** Revenue of them in that period, minor units. */
  revenue: number;
  cohorts: number;
}

/** All cohorts together at period `k`, mature ones only. */
export function pooledAt(table: CohortTable, k: number): Pooled {
  const pooled: Pooled = { k, size: 0, n: 0, revenue: 0, cohorts: 0 };
  for (const row of table.rows) {
    const cell = row.cells.find((one) => one.k === k);
    if (!cell?.mature) continue;
    pooled.size += row.size;
    pooled.n += cell.n;
    pooled.revenue += cell.rate * row.size;
    pooled.cohorts += 1;
  }
  return pooled;
}

/** The latest period up to a year after the first that somebody has lived through; `null`: none. */
export function bestPeriod(table: CohortTable, by: PeriodName): Pooled | null {
  for (let k = perYear[by]; k >= 1; k--) {
    const pooled = pooledAt(table, k);
    if (pooled.size > 0) return pooled;
  }
  return null;
}

/** The cohort that stands out above the rest at period `k`: its interval lies above the mean. */
export function standsOut(table: CohortTable, pooled: Pooled): { cohort: string; cell: CohortCell } | null {
  if (pooled.cohorts < 3 || pooled.size < enough) return null;
  const mean = pooled.n / pooled.size;
  let best: { cohort: string; cell: CohortCell } | null = null;
  for (const row of table.rows) {
    const cell = row.cells.find((one) => one.k === pooled.k);
    if (!cell?.mature || row.size < enough || cell.low <= mean) continue;
    if (!best || cell.rate > best.cell.rate) best = { cohort: row.cohort, cell };
  }
  return best;
}

/** The columns that a table of cohorts has: periods after the first that are over for some cohort. */
export function columnsOf(table: CohortTable, first: number): number[] {
  const last = Math.max(
    0,
    ...table.rows.flatMap((row) => row.cells.filter((cell) => cell.mature).map((cell) => cell.k)),
  );
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

/** Where a curve stands on a day; `null` when nobody has been watched so long. */
export function curveAt(curve: ReturnCurve, day: number): ReturnPoint | null {
  let at: ReturnPoint | null = null;
  for (const point of curve.points) {
    if (point.days > day) return at;
    at = point;
  }
  return at && at.days >= day ? at : at && at.at_risk > 0 ? at : null;
}
