// No sentence quotes nothing.
import { locale } from "$lib/words";
import { afterEach, expect, test } from "vitest";
import { findingCodes } from "$lib/errors/findings";
import { findingText } from "./finding";

afterEach(() => {
  locale.current = "ja";
});

test.each(["ja", "en"] as const)("every finding reads well without words at fault in %s", (lang) => {
  locale.current = lang;
  for (const code of findingCodes) {
    expect(findingText({ code, excerpt: "" }), code).not.toMatch(/「」|“”|undefined/);
  }
});

test.each(["ja", "en"] as const)("a text that does not fit is told by its numbers in %s", (lang) => {
  locale.current = lang;
  for (const code of ["long", "too_long", "subject_long"]) {
    const sentence = findingText({ code, excerpt: "1234/300" });
    expect(sentence).toContain("1,234");
    expect(sentence).toContain("300");
    expect(sentence).toMatch(/[。.]$/);
  }
});

test("words at fault are named", () => {
  expect(findingText({ code: "harmful_advice", excerpt: "オイル" })).toContain("オイル");
});
