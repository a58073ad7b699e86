// Every id that the exchange knows has its name here, and every outcome its sentence.
import { readFileSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { locale } from "$lib/words";
import type { RowOutcome } from "$lib/backend";
import { fields, importFieldName, outcomeSentence, reasons, toneOf } from "./words";

const exchange = "../src-tauri/crates/exchange";
afterEach(() => {
  locale.current = "ja";
});

test("every field of the exchange has a name", () => {
  const source = readFileSync(`${exchange}/src/field.rs`, "utf8");
  const ids = [...source.matchAll(/^ {8}\w+ = "(\w+)",/gm)].map((match) => match[1]!);
  expect(ids.length, "the list was read").toBeGreaterThan(40);
  expect(ids.filter((id) => !Object.hasOwn(fields, id))).toEqual([]);
});

test("every way to recognise a person has words", () => {
  const source = readFileSync("../src-tauri/crates/domain/src/identity.rs", "utf8");
  const ids = [...source.matchAll(/Self::\w+ => "(\w+)"/g)].map((match) => match[1]!);
  expect(ids.length, "the list was read").toBeGreaterThan(2);
  expect(ids.filter((id) => !Object.hasOwn(reasons, id))).toEqual([]);
});

test("a field of a newer backend is shown as it stands", () => {
  expect(importFieldName("hat_size")).toBe("hat_size");
});

const outcomes: RowOutcome[] = [
  { code: "new_customer" },
  { code: "known_customer", name: "田中", company: false, by: "contact_and_name" },
  { code: "known_customer", name: "田中", company: false, by: "something_new" },
  { code: "joins_household", name: "田中" },
  { code: "part_of_purchase" },
  { code: "updates" },
  { code: "unchanged" },
  { code: "cancels" },
  { code: "returns", ordered_on: "2026-05-02" },
  { code: "not_asked_for" },
  { code: "erased" },
  { code: "undecided", why: "return_several" },
  { code: "rejected", column: "取引日", problem: "no_such_day", value: "2023-02-30" },
  { code: "rejected", column: "", problem: "missing_date", value: "" },
  { code: "rejected", column: "", problem: "no_customer", value: "" },
];

test.each(["ja", "en"] as const)("every outcome is a sentence in %s", (lang) => {
  locale.current = lang;
  for (const outcome of outcomes) {
    expect(outcomeSentence(outcome), outcome.code).not.toMatch(/[{}]|undefined|import_/);
  }
});

test("what cannot be read is bad, what finds nobody is to be looked at", () => {
  expect(toneOf({ code: "rejected", column: "", problem: "no_such_day", value: "" })).toBe("bad");
  expect(toneOf({ code: "rejected", column: "", problem: "no_customer", value: "" })).toBe("look");
  expect(toneOf({ code: "known_customer", name: "", company: false, by: "address_and_name" })).toBe("look");
  expect(toneOf({ code: "new_customer" })).toBe("fine");
});

test("a company that is known already is 御中, a person 様", () => {
  const known = (name: string, company: boolean) =>
    outcomeSentence({ code: "known_customer", name, company, by: "email" });
  expect(known("株式会社木の家", true)).toContain("「株式会社木の家 御中」");
  expect(known("田中 由紀子", false)).toContain("「田中 由紀子 様」");
  locale.current = "en";
  expect(known("Kinoie Ltd", true)).toContain("“Kinoie Ltd”");
});
