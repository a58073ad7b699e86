// The settings form knows when there is something to save.
import type { ShopView } from "$lib/backend";
import { expect, test } from "vitest";
import { digitsOf, sameSettings, toggledWeekday } from "./shop-form";

const shop = { name: "あかり木工", closed_weekdays: [3, 7], counts: { customers: 1 } } as ShopView;

test("an import that changes only counts leaves nothing to save", () => {
  expect(sameSettings(shop, { ...shop, counts: { customers: 2 } as ShopView["counts"] })).toBe(true);
});

test("the order in which weekdays were clicked does not matter", () => {
  expect(sameSettings(shop, { ...shop, closed_weekdays: [7, 3] })).toBe(true);
});

test("another name is something to save", () => {
  expect(sameSettings(shop, { ...shop, name: "別の店" })).toBe(false);
});

test("a weekday goes in and out", () => {
  expect(toggledWeekday([3], 1)).toEqual([1, 3]);
  expect(toggledWeekday([1, 3], 3)).toEqual([1]);
});

test("yen has no decimals, euro has two", () => {
  expect(digitsOf("JPY")).toBe(0);
  expect(digitsOf("EUR")).toBe(2);
});
