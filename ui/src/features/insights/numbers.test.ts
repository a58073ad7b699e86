// Few are counted, not rated; young cohorts say nothing; what stands out really does.
import type { CohortTable, ReturnCurve } from "$lib/backend";
import { expect, test } from "vitest";
import { bestPeriod, columnsOf, curveAt, pooledAt, proposedPeriod, standsOut } from "./numbers";

const cell = (k: number, n: number, size: number, mature = true, low = 0) => ({
  k,
  n,
  rate: n / size,
  low,
  high: 1,
  mature,
  revenue_minor: 0,
});
const table = (rows: [string, number, ReturnType<typeof cell>[]][]): CohortTable => ({
  rows: rows.map(([cohort, size, cells]) => ({ cohort, size, cells })),
  mean: [],
  margin: null,
  until: "2026-11-22",
  svg: "",
});

test("cohorts whose period is not over stay out of the sum", () => {
  const all = table([
    ["2025-Q1", 100, [cell(4, 12, 100)]],
    ["2026-Q1", 80, [cell(4, 2, 80, false)]],
  ]);
  expect(pooledAt(all, 4)).toMatchObject({ size: 100, n: 12, cohorts: 1 });
});

test("the sentence speaks of a year, or of the longest time that is over", () => {
  const young = table([["2026-Q1", 40, [cell(1, 3, 40), cell(2, 4, 40), cell(3, 4, 40, false)]]]);
  expect(bestPeriod(young, "quarter")?.k).toBe(2);
  expect(bestPeriod(table([["2026-Q4", 5, [cell(0, 5, 5, false)]]]), "quarter")).toBeNull();
});

test("a cohort stands out only when its interval lies above the mean, and among three at least", () => {
  const rows: [string, number, ReturnType<typeof cell>[]][] = [
    ["2024-Q1", 100, [cell(1, 10, 100)]],
    ["2024-Q2", 100, [cell(1, 11, 100)]],
    ["2024-Q3", 100, [cell(1, 30, 100, true, 0.22)]],
  ];
  const all = table(rows);
  expect(standsOut(all, pooledAt(all, 1))?.cohort).toBe("2024-Q3");
  const two = table(rows.slice(1));
  expect(standsOut(two, pooledAt(two, 1))).toBeNull();
  const even = table(rows.map(([name, size]) => [name, size, [cell(1, 10, 100)]]));
  expect(standsOut(even, pooledAt(even, 1))).toBeNull();
});

test("a table has no columns that are empty for all", () => {
  expect(columnsOf(table([["2025", 9, [cell(0, 9, 9), cell(1, 2, 9), cell(2, 3, 9, false)]]]), 1)).toEqual([
    1,
  ]);
  expect(columnsOf(table([]), 1)).toEqual([]);
});

test("a curve is not read beyond those who were watched", () => {
  const curve: ReturnCurve = {
    group: "",
    size: 50,
    points: [
      { days: 30, returned: 0.02, low: 0, high: 0.1, at_risk: 40 },
      { days: 200, returned: 0.1, low: 0.05, high: 0.2, at_risk: 0 },
    ],
    exits: 0,
    days_to: [],
  };
  expect(curveAt(curve, 10)).toBeNull();
  expect(curveAt(curve, 90)?.returned).toBe(0.02);
  expect(curveAt(curve, 365), "nobody was watched for a year").toBeNull();
});

test("a small shop is not cut into cohorts of three", () => {
  expect([40, 400, 4000].map(proposedPeriod)).toEqual(["year", "half", "quarter"]);
});
