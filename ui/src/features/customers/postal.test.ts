// What a proposed place fills and what it leaves as it was typed.
import { expect, test } from "vitest";
import { filled, wouldFill } from "./postal";

const place = {
  postal_code: "150-0001",
  prefecture: "東京都",
  city: "渋谷区",
  town: "神宮前",
  kana: "シブヤク ジングウマエ",
};
const blank = { postal_code: "1500001", prefecture: "", city: "", street: "", building: "" };

test("what is empty is filled and what was typed stays as it was typed", () => {
  expect(filled(blank, place)).toEqual({ ...blank, prefecture: "東京都", city: "渋谷区", street: "神宮前" });
  const typed = { ...blank, prefecture: "とうきょう", street: "神宮前１－２" };
  expect(filled(typed, place)).toEqual({ ...typed, city: "渋谷区" });
});

test("nothing is proposed where nothing would change", () => {
  expect(wouldFill(blank, place)).toBe(true);
  expect(wouldFill({ ...blank, prefecture: "東京都", city: "渋谷区", street: "神宮前1-2" }, place)).toBe(
    false,
  );
  expect(wouldFill({ ...blank, street: "東京都渋谷区神宮前1-2" }, place)).toBe(false);
});
