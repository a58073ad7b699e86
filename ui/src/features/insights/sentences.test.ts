// Sentences are made of the numbers, in both languages, and say "not yet" instead of guessing.
import type { CohortQuery, CohortTable, RepeatWithin, ReturnCurve } from "$lib/backend";
import { locale } from "$lib/words";
import { afterEach, expect, test } from "vitest";
import { cohortSentence, daysOrNotYet, returnSentence, withinCard } from "./sentences";
import { cohortName, groupLabel } from "./words";

afterEach(() => {
  locale.current = "ja";
});

const within: RepeatWithin = {
  days: 365,
  eligible: 140,
  returned: 19,
  rate: 0.1357,
  low: 0.089,
  high: 0.203,
  km: 0.14,
  naive: 0.1,
};
const query: CohortQuery = {
  by: "quarter",
  measure: "by",
  anchor: "delivery",
  unit: "household",
  until: null,
  merge_days: null,
};
const cohort = (size: number, n: number): CohortTable => ({
  rows: [
    {
      cohort: "2024-Q2",
      size,
      cells: [{ k: 4, n, rate: n / size, low: 0, high: 1, mature: true, revenue_minor: 0 }],
    },
  ],
  mean: [],
  until: "2026-11-22",
  svg: "",
});
const curve: ReturnCurve = {
  group: "",
  size: 300,
  points: [],
  days_to_5: 88,
  days_to_10: 214,
  days_to_20: null,
  median: null,
};

test("a card names its denominator and its interval", () => {
  expect(withinCard(within, 1, "household").value).toBe("13.6%");
  expect(withinCard(within, 1, "household").text).toContain("140世帯");
  locale.current = "en";
  expect(withinCard(within, 1, "household").text).toContain("140 households");
  expect(withinCard(within, 1, "household").text).toContain("8.9%");
});

test("nobody old enough: nothing can be said yet", () => {
  expect(withinCard({ ...within, eligible: 0, rate: null }, 5, "household").value).toBe("まだ言えません");
  expect(withinCard(undefined, 5, "household").vague).toBe(true);
});

test("under ten are counted and not rated", () => {
  const card = withinCard({ ...within, eligible: 8, returned: 3 }, 1, "household");
  expect(card.value).not.toContain("%");
  expect(card.value).toContain("3");
  expect(cohortSentence(cohort(8, 3), query)).not.toContain("%");
});

test.each(["ja", "en"] as const)("every measure says a sentence in %s", (lang) => {
  locale.current = lang;
  for (const measure of ["by", "in", "since", "revenue"] as const) {
    const said = cohortSentence(cohort(140, 19), { ...query, measure });
    expect(said, measure).toMatch(/[。.]$/);
    expect(said, measure).not.toMatch(/[{}]|undefined|NaN|insights_/);
  }
  expect(cohortSentence({ ...cohort(5, 1), rows: [] }, query)).toMatch(/[。.]$/);
  expect(returnSentence(curve, "household")).toContain("214");
  expect(returnSentence({ ...curve, days_to_5: null, days_to_10: null }, "customer")).toMatch(/[。.]$/);
  expect(returnSentence(undefined, "customer")).toMatch(/[。.]$/);
});

test("a share that was not reached is not guessed", () => {
  expect(daysOrNotYet(null)).toBe("まだ言えません");
  expect(daysOrNotYet(214)).toBe("214日");
});

test("cohorts are called by their months", () => {
  expect(cohortName("2024-04")).toBe("2024年4月");
  expect(cohortName("2024-Q2")).toBe("2024年4〜6月");
  expect(cohortName("2024-H2")).toBe("2024年7〜12月");
  expect(cohortName("2024")).toBe("2024年");
  locale.current = "en";
  expect(cohortName("2024-Q2")).toBe("Apr–Jun 2024");
});

test("a group without a name is everybody", () => {
  expect(groupLabel("staff", "佐藤")).toBe("佐藤");
  expect(groupLabel(null, "")).toBe("全体");
  expect(groupLabel("family", "table")).toBe("テーブル");
});
