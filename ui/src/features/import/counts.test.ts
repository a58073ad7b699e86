// Five numbers for every kind of file, and a file that changes nothing says so.
import type { EntityCounts, ImportCounts } from "$lib/backend";
import { expect, test } from "vitest";
import { changesNothing, shownCounts, sum } from "./counts";
import { kindValues } from "./words";

const none: EntityCounts = {
  households: 0,
  customers: 0,
  purchases: 0,
  lines: 0,
  products: 0,
  items: 0,
  deliveries: 0,
  answers: 0,
};
const counts = (more: Partial<ImportCounts>): ImportCounts => ({
  inserted: none,
  updated: none,
  skipped: 0,
  rejected: 0,
  doubtful: 0,
  ...more,
});

test.each(kindValues)("a file of %s has five numbers", (kind) => {
  const shown = shownCounts(kind, counts({ skipped: 1, doubtful: 2, rejected: 3 }));
  expect(shown).toHaveLength(5);
  expect(shown.slice(2).map((one) => one.count)).toEqual([1, 2, 3]);
});

test("new customers and purchases come first for a sales file", () => {
  const shown = shownCounts("purchases", counts({ inserted: { ...none, customers: 12, purchases: 40 } }));
  expect(shown.slice(0, 2)).toEqual([
    { name: "customers", count: 12 },
    { name: "purchases", count: 40 },
  ]);
});

test("a file that was brought in before changes nothing", () => {
  expect(changesNothing(counts({ skipped: 400 }))).toBe(true);
  expect(changesNothing(counts({ updated: { ...none, customers: 1 } }))).toBe(false);
  expect(sum({ ...none, lines: 2, items: 3 })).toBe(5);
});
