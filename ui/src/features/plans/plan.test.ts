// Steps stand in their order on the line, and are called as people call times.
import type { StepView } from "$lib/backend";
import { locale } from "$lib/words";
import { afterEach, expect, test } from "vitest";
import {
  copyOf,
  dayOf,
  newPlan,
  newStep,
  placedSteps,
  roughDays,
  samePlan,
  seasonOf,
  seasonText,
  spanText,
  whenText,
} from "./plan";

afterEach(() => {
  locale.current = "ja";
});

const step = (count: number, unit: "days" | "months" = "days", more: Partial<StepView> = {}): StepView => ({
  ...newStep(1, "x"),
  offset: { unit, count },
  ...more,
});

test.each([
  [3, "days", "3日"],
  [6, "months", "6か月"],
  [12, "months", "1年"],
  [18, "months", "18か月"],
  [0, "months", "0か月"],
] as const)("%i %s is %s", (count, unit, text) => {
  expect(spanText({ count, unit })).toBe(text);
});

test("steps stand from left to right by their time, whatever their order in the plan", () => {
  const placed = placedSteps([step(12, "months"), step(3), step(30)], 0.08);
  expect(placed.map(({ index }) => index)).toEqual([1, 2, 0]);
});

test.each([1, 2, 6, 14, 40])("%i steps keep their distance and stay on the line", (count) => {
  const placed = placedSteps(
    Array.from({ length: count }, (_, index) => step(index % 3)),
    0.09,
  );
  placed.forEach((one, index) => {
    expect(one.at).toBeGreaterThan(0);
    expect(one.at).toBeLessThanOrEqual(1.0001);
    const next = placed[index + 1];
    if (next) expect(next.at - one.at).toBeGreaterThan(Math.min(0.09, 1 / count) - 0.0001);
  });
});

test("when a step comes is said in full", () => {
  const winter = step(6, "months", { repeat: { unit: "months", count: 12 }, season: seasonOf(11, 2) });
  expect(whenText(winter)).toBe("お届けから6か月 ・ 以後 1年ごと ・ 11月〜2月");
  locale.current = "en";
  expect(whenText(winter)).toContain("6 months after delivery");
});

test("a season may go over the new year", () => {
  expect(seasonOf(11, 2)).toEqual({ from: "11-01", until: "02-28" });
  expect(seasonText({ from: "06-01", until: "06-30" })).toBe("6月");
});

test("a season that begins or ends within a month says its days", () => {
  expect(seasonText({ from: "05-25", until: "06-20" })).toBe("5月25日〜6月20日");
  expect(seasonText({ from: "02-01", until: "02-29" })).toBe("2月");
  locale.current = "en";
  expect(seasonText({ from: "05-25", until: "06-20" })).toBe("25 May–20 Jun");
});

test.each([
  [2, 31, "02-29"],
  [6, 31, "06-30"],
  [12, 0, "12-01"],
  [5, Number.NaN, "05-01"],
])("day %i/%i is kept as %s", (month, day, kept) => {
  expect(dayOf(month, day)).toBe(kept);
});

test("editing a copy leaves the plan alone", () => {
  const plan = { ...newPlan(), steps: [step(30)] };
  const copy = copyOf(plan);
  expect(samePlan(plan, copy)).toBe(true);
  copy.steps[0]!.offset.count = 31;
  expect(plan.steps[0]!.offset.count).toBe(30);
  expect(samePlan(plan, copy)).toBe(false);
  expect(roughDays({ unit: "months", count: 12 })).toBe(365);
});
