// The form that is remembered, and what is said of a saved list.
import { locale } from "$lib/words";
import { beforeEach, expect, test } from "vitest";
import { lastForm, savedSentence } from "./keep";

beforeEach(() => {
  localStorage.clear();
  locale.current = "ja";
});

test("the form of the last time is proposed again, for each kind of list", () => {
  expect(lastForm("customers")).toBe("xlsx");
  localStorage.setItem("aichaku.keep.customers", "csv_cp932");
  expect(lastForm("customers")).toBe("csv_cp932");
  expect(lastForm("today")).toBe("xlsx");
  localStorage.setItem("aichaku.keep.customers", "pdf");
  expect(lastForm("customers")).toBe("xlsx");
});

test("characters that a form cannot hold are named", () => {
  const report = { file: "a.csv", rows: 1200, lost: [{ character: "𠮷", count: 3 }], left_out: [] };
  expect(savedSentence(report)).toContain("𠮷");
  expect(savedSentence({ ...report, lost: [] })).toBe("1,200件を保存しました");
});
