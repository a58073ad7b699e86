// What care does is said no stronger than the numbers are, in both languages.
import type { EffectRow, EffectVerdict, EffectView } from "$lib/backend";
import { locale } from "$lib/words";
import { afterEach, expect, test } from "vitest";
import { effectSentence, notes, points, spanText, verdictName } from "./effect";

afterEach(() => {
  locale.current = "ja";
});

const arm = { households: 60, watched: 40, hits: 8, rate: 0.2 };
const row = (verdict: EffectVerdict, more: Partial<EffectRow> = {}): EffectRow => ({
  comparison: 1,
  of: { code: "plan", id: 1 },
  name: "X",
  held_percent: 20,
  starts_on: "2026-01-05",
  ends_on: null,
  treated: arm,
  held: arm,
  own: null,
  pooled: verdict === "early" || verdict === "uneven" ? null : { value: 0.0412, low: -0.02, high: 0.1 },
  verdict,
  held_expected: 12,
  split_p: 0.001,
  mixed: 0,
  detectable: 0.153,
  lacking: 200,
  months: 11,
  ...more,
});
const view = (...rows: EffectRow[]): EffectView => ({
  rows,
  common: null,
  worth: 0.05,
  query: { outcome: "return", days: 183 },
  svg: "",
  until: "2026-11-22",
});
const verdicts: EffectVerdict[] = ["early", "uneven", "unclear", "helps", "harms"];

test.each(["ja", "en"] as const)("nothing is left unsaid in %s", (lang) => {
  locale.current = lang;
  const said = [
    effectSentence(view()),
    ...verdicts.map((verdict) => effectSentence(view(row(verdict)))),
    ...verdicts.flatMap((verdict) => notes(row(verdict, { mixed: 2 }))),
    ...[null, 11, 600].flatMap((months) => notes(row("early", { months }))),
    ...notes(row("early", { lacking: 0 })),
  ];
  for (const one of said) {
    expect(one).not.toMatch(/[{}]|undefined|NaN|effect_/);
    expect(one).toMatch(/[。.)]$/);
  }
  const spans = [row("early"), row("early", { held_percent: 0 }), row("early", { ends_on: "2026-02-05" })];
  expect(new Set(spans.map(spanText)).size).toBe(3);
  expect(new Set(verdicts.map((verdict) => verdictName(row(verdict)))).size).toBe(5);
});

test("harm is told before help, and nothing is told early", () => {
  locale.current = "en";
  const both = effectSentence(view(row("helps", { name: "good" }), row("harms", { name: "bad" })));
  expect(both.indexOf("bad")).toBeLessThan(both.indexOf("good"));
  expect(effectSentence(view(row("early"), row("uneven")))).toContain("Too early");
  expect(effectSentence(view(row("early"), row("unclear")))).toContain("no plan or tip");
});

test("a difference has its sign, and none where there is none", () => {
  expect(points(0.0412)).toBe("+4.1");
  expect(points(-0.1)).toBe("−10");
  expect(points(0.0001)).toBe("0");
});
