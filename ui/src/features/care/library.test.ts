// The library is found in as a person at the counter asks.
import type { ContentView } from "$lib/backend";
import { expect, test } from "vitest";
import { copyOf, linesOf, matches, newContent, noFilter, sameContent, sourceOf, titleOf } from "./library";

const oil: ContentView = {
  ...newContent(),
  id: 1,
  code: "T12",
  families: ["table"],
  materials: ["solid_wood"],
  finishes: ["oil"],
  own: false,
  ja: {
    title: "オイルの塗り方",
    body: "年に2回。",
    talking_points: [],
    never: ["水拭きのまま置かない"],
    suggestion: "",
  },
  en: { title: "How to oil", body: "", talking_points: [], never: [], suggestion: "" },
};

test.each<[string, Parameters<typeof noFilter>, object, boolean]>([
  ["everything without a filter", [], {}, true],
  ["a word of the text", [], { text: "オイル" }, true],
  ["a word in English, whatever its case", [], { text: "OIL" }, true],
  ["half-width kana", [], { text: "ｵｲﾙ" }, true],
  ["two words must both stand there", [], { text: "オイル 革" }, false],
  ["what not to do counts too", [], { text: "水拭き" }, true],
  ["another finish", [], { finish: "urethane" }, false],
  ["its finish", [], { finish: "oil", family: "table" }, true],
  ["another kind", [], { kind: "safety" }, false],
])("%s", (_, __, filter, found) => {
  expect(matches(oil, { ...noFilter(), ...filter })).toBe(found);
});

test("what fits every finish is found under each", () => {
  expect(matches({ ...oil, finishes: [] }, { ...noFilter(), finish: "urethane" })).toBe(true);
});

test("what is not in use is hidden until it is asked for", () => {
  const off = { ...oil, active: false };
  expect(matches(off, noFilter())).toBe(false);
  expect(matches(off, { ...noFilter(), inactive: true })).toBe(true);
});

test("a copy is the shop's own and starts anew", () => {
  expect(newContent(oil)).toMatchObject({ id: 0, own: true, code: "", families: ["table"] });
});

test("editing a copy leaves the library alone", () => {
  const copy = copyOf(oil);
  expect(sameContent(copy, oil)).toBe(true);
  copy.ja.never.push("x");
  expect(oil.ja.never).toHaveLength(1);
  expect(sameContent(copy, oil)).toBe(false);
});

test("a line is a point", () => {
  expect(linesOf("一つめ\n\n  二つめ  \n")).toEqual(["一つめ", "二つめ"]);
});

test("a title that is not translated is shown in the other language", () => {
  expect(titleOf({ ...oil, en: { ...oil.en, title: "" } }, "en")).toBe("オイルの塗り方");
});

test("marks of the library are not shown as a source", () => {
  expect(["CK", "R5 R8", "", "取扱説明書 2024"].map((source) => sourceOf({ source }))).toEqual([
    "",
    "",
    "",
    "取扱説明書 2024",
  ]);
});
