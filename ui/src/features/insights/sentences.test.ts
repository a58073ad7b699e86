// Sentences are made of the numbers, in both languages, and say "not yet" instead of guessing.
import type { CohortQuery, CohortTable, RepeatWithin, ReturnCurve } from "$lib/backend";
import { locale } from "$lib/words";
import { afterEach, expect, test } from "vitest";
import {
  cohortSentence,
  daysInterval,
  daysOrNotYet,
  daysTo,
  daysWithin,
  returnSentence,
  thirdText,
  withinCard,
} from "./sentences";
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
  family: null,
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
  margin: null,
  until: "2026-11-22",
  svg: "",
});
const curve: ReturnCurve = {
  group: "",
  size: 300,
  points: [],
  exits: 0,
  days_to: [
    { share: 0.05, days: 88, low: 70, high: 120 },
    { share: 0.1, days: 214, low: 150, high: null },
    { share: 0.2, days: null, low: null, high: null },
    { share: 0.5, days: null, low: null, high: null },
  ],
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
  for (const measure of ["by", "in", "since", "revenue", "value", "margin"] as const) {
    const said = cohortSentence(cohort(140, 19), { ...query, measure });
    expect(said, measure).toMatch(/[。.]$/);
    expect(said, measure).not.toMatch(/[{}]|undefined|NaN|insights_/);
  }
  expect(cohortSentence({ ...cohort(5, 1), rows: [] }, query)).toMatch(/[。.]$/);
  expect(returnSentence(curve, "household")).toContain("214");
  expect(returnSentence({ ...curve, days_to: [] }, "customer")).toMatch(/[。.]$/);
  expect(returnSentence(undefined, "customer")).toMatch(/[。.]$/);
});

test("a share that was not reached is not guessed", () => {
  expect(daysOrNotYet(daysTo(curve, 0.2))).toBe("まだ届いていません");
  expect(daysOrNotYet(daysTo(curve, 0.1))).toBe("214日");
  expect(daysWithin(daysTo(curve, 0.05)!)).toBe("88日(70日〜120日)");
  expect(daysInterval(daysTo(curve, 0.1))).toContain("上はまだ言えません");
  expect(daysInterval(daysTo(curve, 0.2))).toBe("");
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

test("a third time names its own denominator, and few are counted", () => {
  const third = { days: 1096, eligible: 40, returned: 9, rate: 0.225, low: 0.12, high: 0.37 };
  expect(thirdText(third, 3, "household")).toBe(
    "3回目は、2回目から3年以上たった40世帯のうち9(22.5%、95%区間 12.0%〜37.0%)",
  );
  expect(thirdText({ ...third, eligible: 4, returned: 1 }, 3, "household")).not.toContain("%");
  expect(thirdText({ ...third, eligible: 0, rate: null }, 3, "household")).toContain("まだいません");
});

test("a table of one family says so, and an empty one too", () => {
  const sofas = { ...query, family: "sofa" as const };
  expect(cohortSentence(cohort(140, 19), sofas)).toContain("ソファ");
  expect(cohortSentence({ ...cohort(140, 19), rows: [] }, sofas)).toContain("まだいません");
});
