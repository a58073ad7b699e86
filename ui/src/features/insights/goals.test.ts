// The sentences follow what the numbers allow, and what is typed is kept in its unit.
import type { CountedView, GoalMonth, GoalNumber } from "$lib/backend";
import { beforeEach, expect, test } from "vitest";
import { locale } from "$lib/words";
import { corrections, counted, joined, numberSentences, readTarget, targetText, typedTarget } from "./goals";

beforeEach(() => {
  locale.current = "ja";
});

const share = (numerator: number, denominator: number): CountedView => ({
  numerator,
  denominator,
  value: denominator < 10 ? null : numerator / denominator,
  low: null,
  high: null,
});

const month = (name: string, of: CountedView, closed = true): GoalMonth => ({
  month: name,
  counted: of,
  closed,
  later: false,
  again: null,
});

const number = (last: CountedView, year: CountedView, verdict: GoalNumber["verdict"] = null): GoalNumber => ({
  metric: "care_kept",
  sense: "efficiency",
  unit: "share",
  least: 10,
  baseline: null,
  last: month("2026-10", last),
  year,
  verdict,
  months: [month("2026-10", last), month("2026-11", share(2, 3), false)],
  svg: "",
});

const said = (of: GoalNumber): string => joined(numberSentences(of));

test("a rate never stands alone, and not at all below ten", () => {
  expect(counted("share", share(31, 40))).toBe("40のうち31(78%)");
  expect(counted("share", share(3, 9))).toBe("9のうち3");
  expect(counted("share", share(0, 0))).toBe("数えるものなし");
  expect(counted("points", { ...share(12, 30), value: 40 })).toBe("30人の差し引き+12(NPS +40)");
  expect(counted("money", { ...share(250_000, 2), value: 250_000 })).toBe("¥250,000(2世帯)");
});

test("what is closed stands first, and what still runs last", () => {
  const reached = { reached: true, by_chance: false, of_year: false };
  expect(said(number(share(36, 40), share(300, 400), reached))).toBe(
    "2026年10月は40のうち36(90%)。目標に届いています。いまのところ(2026年11月)は3のうち2。",
  );
  const near = { reached: false, by_chance: true, of_year: false };
  expect(said(number(share(30, 40), share(300, 400), near))).toContain("偶然の範囲");
});

test("where a month is too few the year speaks, or nobody", () => {
  expect(said(number(share(3, 4), share(30, 40)))).toContain("まとめると40のうち30(75%)");
  expect(said(number(share(3, 4), share(3, 4)))).toContain("10件に満たない月は、割合を言いません");
  locale.current = "en";
  expect(said(number(share(3, 4), share(3, 4)))).toBe(
    "Oct 2026: 3 of 4. Below 10, counts are told and no rate. So far (Nov 2026): 2 of 3.",
  );
});

test("a closed month that says something else today tells both", () => {
  const late = number(share(12, 40), share(12, 40));
  late.months[0]!.again = share(11, 39);
  expect(corrections(late)).toEqual(["2026年10月:締めた値 40のうち12(30%)、今数え直すと 39のうち11(28%)。"]);
});

test("targets are typed as they are read", () => {
  expect(readTarget("share", "72.5%")).toBe(725);
  expect(readTarget("share", "80")).toBe(800);
  expect(readTarget("share", "101")).toBeUndefined();
  expect(readTarget("points", "-20")).toBe(-20);
  expect(readTarget("money", "¥1,200,000")).toBe(1_200_000);
  expect(readTarget("share", " ")).toBeNull();
  expect(readTarget("share", "たくさん")).toBeUndefined();
  expect(typedTarget("share", 725)).toBe("72.5");
  expect(targetText("share", 800, true)).toBe("目標 80%以上");
  expect(targetText("points", 20, false)).toBe("目標 +20以下");
});
