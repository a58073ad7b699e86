// What is told of a household's worth, and how scores are called, follows from the numbers and never from few.
import type { RfmCell, RfmView, WorthView, WorthWithin } from "$lib/backend";
import { expect, test } from "vitest";
import {
  frequencyLabel,
  headline,
  permilleOf,
  recencyLabel,
  rfmSentence,
  spanOfDays,
  summed,
  told,
  worthSentence,
} from "./worth";

const within = (years: number, units: number): WorthWithin => ({
  years,
  units,
  returned: 3,
  first_minor: 195_200,
  later_minor: 91_200,
  low_minor: 250_000,
  high_minor: 320_000,
});
const worth = (...all: WorthWithin[]): WorthView => ({
  units: 40,
  net_minor: 0,
  annual_minor: 0,
  years: 4,
  per_unit_minor: 0,
  margin: null,
  ltv_minor: null,
  within: all,
  until: "2026-11-22",
  svg: "",
});

test("the sentence speaks of three years, or of the longest time that ten have lived through", () => {
  expect(headline(worth(within(1, 40), within(2, 30), within(3, 20), within(4, 15)))?.years).toBe(3);
  expect(headline(worth(within(1, 40), within(2, 12), within(3, 9)))?.years).toBe(2);
  expect(worthSentence(worth(within(1, 40), within(2, 30), within(3, 20)), "household")).toBe(
    "はじめから3年以上たった20世帯は、3年のうちにならして¥286,400です。うち2回目からが¥91,200です。",
  );
});

test("of fewer than ten no mean is told", () => {
  expect(told(worth(within(1, 9)))).toEqual([]);
  expect(worthSentence(worth(within(1, 9)), "household")).toBe(
    "はじめから1年たった方が、まだ10に届きません。",
  );
});

test.each([
  ["42.5", 425],
  ["42%", 420],
  ["50", 500],
  ["", null],
  ["0", undefined],
  ["101", undefined],
  ["half", undefined],
])("a margin typed as %j is %j thousandths", (typed, permille) => {
  expect(permilleOf(typed)).toBe(permille);
});

test("steps are called by what people say", () => {
  const days = [183, 365, 731, 1826];
  expect([5, 4, 3, 2, 1].map((score) => recencyLabel(days, score))).toEqual([
    "6か月以内",
    "6か月〜1年",
    "1年〜2年",
    "2年〜5年",
    "5年より前",
  ]);
  expect([1, 2, 5].map((score) => frequencyLabel([1, 2, 3, 4], score))).toEqual(["1回", "2回", "5回以上"]);
  expect(frequencyLabel([1, 3, 5, 9], 2)).toBe("2〜3回");
  expect(spanOfDays(45)).toBe("45日");
});

test("everybody who bought twice and has been quiet is counted once", () => {
  const cell = (recency: number, frequency: number, money: number, n: number): RfmCell => ({
    recency,
    frequency,
    money,
    n,
    sales_minor: n * 1000,
  });
  const view: RfmView = {
    steps: { recency_days: [183, 365, 731, 1826], frequency: [1, 2, 3, 4], money_minor: [] },
    units: 30,
    cells: [cell(5, 2, 3, 4), cell(4, 1, 2, 10), cell(2, 2, 3, 5), cell(1, 3, 5, 1), cell(1, 1, 1, 10)],
    until: "2026-11-22",
  };
  expect(summed(view, (one) => one.recency === 1)).toEqual({ n: 11, sales: 11_000 });
  expect(rfmSentence(view, "household")).toBe(
    "30世帯のうち、2回以上の方は10世帯、最後が1年以内の方は14世帯です。2回以上お買い上げで、最後が2年より前の方が6世帯います。",
  );
});
