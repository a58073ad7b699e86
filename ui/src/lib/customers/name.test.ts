// A company is 御中 and a person 様 wherever a name stands, and an honorific of one's own comes before both.
import { locale } from "$lib/words";
import { afterEach, expect, test } from "vitest";
import { addressed } from "./name";

afterEach(() => {
  locale.current = "ja";
});

test.each([
  ["person", { name: "田中 由紀子", company: false, honorific: "" }, "田中 由紀子 様", "田中 由紀子"],
  [
    "company",
    { name: "株式会社木の家", company: true, honorific: "" },
    "株式会社木の家 御中",
    "株式会社木の家",
  ],
  ["own", { name: "森 誠", company: false, honorific: "先生" }, "森 誠 先生", "森 誠"],
  ["title", { name: "Ann Smith", company: false, honorific: "Dr." }, "Dr. Ann Smith", "Dr. Ann Smith"],
])("%s", (_, named, ja, en) => {
  expect(addressed(named)).toBe(ja);
  locale.current = "en";
  expect(addressed(named)).toBe(en);
});
