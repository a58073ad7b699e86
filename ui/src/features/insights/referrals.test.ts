// A year of referrals is told with what it is divided by, and few are counted.
import type { ReferralsView } from "$lib/backend";
import { locale } from "$lib/words";
import { afterEach, expect, test } from "vitest";
import { factor, factorText, generationText, referralSentence, yearText } from "./referrals";

afterEach(() => {
  locale.current = "ja";
});

const view: ReferralsView = {
  households: 400,
  asked: 300,
  sources: [],
  referred: 78,
  referred_minor: 8_200_000,
  tellers: 40,
  year: {
    new: 60,
    known: 44,
    referred: 12,
    share: 12 / 44,
    low: 0.163,
    high: 0.419,
    base: 240,
    k: 0.05,
    multiplier: 1 / 0.95,
  },
  generation_days: 730,
  lines: [],
  svg: "",
  more_tellers: 0,
  decay: 0.5,
  owed: [],
  owed_count: 0,
  until: "2026-11-22",
};

test.each(["ja", "en"] as const)("sentences name their denominators in %s", (lang) => {
  locale.current = lang;
  for (const said of [referralSentence(view), yearText(view), factorText(view), generationText(view)])
    expect(said).not.toMatch(/[{}]|undefined|NaN|referrals_/);
  expect(yearText(view)).toContain("27.3%");
  expect(factor(view)).toBe("0.05");
  expect(factorText(view)).toContain("240");
  expect(factorText(view)).toContain("1.05");
});

test("few are counted: no share, no K", () => {
  const few = { ...view, referred: 3, year: { ...view.year, known: 9, base: 9 } };
  expect(yearText(few)).not.toContain("%");
  expect(factor(few)).toBeNull();
  expect(factorText(few)).toContain("10に満たない");
  expect(generationText(few)).toBe("");
});

test("a shop in which nobody was asked is told what to do", () => {
  expect(referralSentence({ ...view, asked: 0, referred: 0 })).toContain("書きとめる");
});
