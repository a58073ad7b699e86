// Every code of the backend has its sentence, in both languages, and unknown ones do no harm.
import { readFileSync } from "node:fs";
import { BackendError, type ErrorCode } from "$lib/backend";
import { locale } from "$lib/words";
import { afterEach, describe, expect, test } from "vitest";
import { findingCodes, presentFinding } from "./findings";
import { passCodes, presentPass, presentRefusal, refusalCodes } from "./gate";
import { errorCodes, presentError } from "./present";
import { presentRowProblem, rowProblemCodes } from "./rows";

afterEach(() => {
  locale.current = "ja";
});

const crates = "../src-tauri/crates";

/** The text forms that a Rust source gives in lines such as `Self::OpenCase { .. } => "open_case",`. */
function codesOf(file: string, enumName: string): string[] {
  const source = readFileSync(`${crates}/${file}`, "utf8");
  const body = source.slice(source.indexOf(`impl ${enumName} {`));
  const code = body.slice(body.search(/pub fn (code|as_str)\(/));
  const end = code.indexOf("\n    }\n");
  return [...code.slice(0, end).matchAll(/=> "(\w+)"/g)].map((match) => match[1]!);
}

describe.each(["ja", "en"] as const)("in %s", (lang) => {
  test.each(errorCodes)("error %s is a sentence without holes", (code) => {
    locale.current = lang;
    const sentence = presentError(new BackendError({ code, fields: [] }));
    expect(sentence, "a sentence ends").toMatch(/[。.)]$/);
    expect(sentence, "no placeholder is left").not.toMatch(/[{}]|undefined|error_/);
  });

  test.each(refusalCodes)("refusal %s is a sentence", (code) => {
    locale.current = lang;
    const sentence = presentRefusal({ rule: "G1", code, values: [] });
    expect(sentence).toMatch(/[。.]$/);
    expect(sentence).not.toMatch(/[{}]|undefined/);
  });

  test.each(passCodes)("check %s has words", (code) => {
    locale.current = lang;
    expect(presentPass({ code, values: [] })).not.toMatch(/[{}]|undefined/);
  });
});

test("a refusal says its days as people write them", () => {
  locale.current = "ja";
  const sentence = presentRefusal({
    rule: "G8",
    code: "care_too_soon",
    values: [
      { name: "last_on", text: "2026-11-10" },
      { name: "days", text: "12" },
      { name: "allowed_from", text: "2026-12-08" },
    ],
  });
  expect(sentence).toBe("前回のご連絡(2026年11月10日)から12日です。2026年12月8日からご連絡できます。");
});

test("the domain's refusals all have sentences", () => {
  expect(
    codesOf("domain/src/gate/verdict.rs", "Refusal").filter((code) => !refusalCodes.includes(code)),
  ).toEqual([]);
});

test("the domain's passed checks all have words", () => {
  expect(codesOf("domain/src/gate/verdict.rs", "Passed").filter((code) => !passCodes.includes(code))).toEqual(
    [],
  );
});

test("the domain's findings all have sentences", () => {
  expect(
    [
      ...codesOf("domain/src/gate/facts.rs", "FindingKind"),
      ...codesOf("delivery/src/limits.rs", "MisfitKind"),
    ].filter((code) => !findingCodes.includes(code)),
  ).toEqual([]);
});

test("the exchange's row problems all have sentences", () => {
  const source = readFileSync(`${crates}/exchange/src/problem.rs`, "utf8");
  const list = source.slice(source.indexOf("RowProblemCode {"), source.indexOf("ProblemEffect {"));
  const codes = [...list.matchAll(/\w+ = "(\w+)"/g)].map((match) => match[1]!);
  expect(codes.length, "the list was found").toBeGreaterThan(10);
  expect(codes.filter((code) => !rowProblemCodes.includes(code))).toEqual([]);
});

test("a code of a newer backend does no harm", () => {
  expect(presentError(new BackendError({ code: "brand_new" as ErrorCode, fields: [] }))).not.toBe("");
  expect(presentRefusal({ rule: "G99", code: "brand_new", values: [] })).toContain("brand_new");
  expect(presentPass({ code: "brand_new", values: [] }), "unknown praise is left out").toBeNull();
  expect(presentRowProblem("brand_new")).not.toBe("");
  expect(presentFinding("brand_new", "")).not.toBe("");
  expect(presentError(new TypeError("something else")), "anything thrown has a sentence").not.toBe("");
});
