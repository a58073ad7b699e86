// Every standing and every cause for concern is one whole sentence in both languages.
import type { SignView, Standing } from "$lib/backend";
import { locale } from "$lib/words";
import { afterEach, expect, test } from "vitest";
import { signText, standingText } from "./sentences";

afterEach(() => {
  locale.current = "ja";
});

const kinds: SignView["kind"][] = [
  "open_case",
  "unhappy",
  "unsolved",
  "unanswered",
  "post_returned",
  "dead",
  "missed",
  "untouched",
];
const standings: (Standing | null)[] = [
  "in_touch",
  "content",
  "drifting",
  "unreachable",
  "graduated",
  "left_alone",
  "gone",
  null,
];

test.each(["ja", "en"] as const)("nothing is left unsaid in %s", (lang) => {
  locale.current = lang;
  const said = [
    ...kinds.map((kind) => signText({ kind, since: "2026-11-22", count: 3 })),
    ...standings.map(standingText),
  ];
  for (const one of said) {
    expect(one).not.toMatch(/[{}]|undefined|NaN|standing_/);
    expect(one).toMatch(/[。.]$/);
  }
  expect(new Set(said).size).toBe(said.length);
});

test("what is counted is counted in words", () => {
  locale.current = "en";
  expect(signText({ kind: "dead", since: null, count: 1 })).toContain("does not work");
  expect(signText({ kind: "dead", since: null, count: 2 })).toContain("2 numbers");
});
