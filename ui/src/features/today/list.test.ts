// Whoever is called away comes back to the same line, and nobody is skipped by accident.
import type { TodayGroup, TodayItem } from "$lib/backend";
import { describe, expect, test } from "vitest";
import { after, among, beyond, hold, shown, step } from "./list";

const line = (follow_up: number, within_minutes = true) => ({ follow_up, within_minutes }) as TodayItem;
const items = [line(3), line(8), line(5), line(9, false)];
const id = (item: TodayItem | null) => item?.follow_up ?? null;

describe("the shown line", () => {
  test("is the kept one while it is in the list", () => expect(id(shown(items, 5))).toBe(5));
  test("is the first one when the kept one has gone", () => expect(id(shown(items, 77))).toBe(3));
  test("is nobody in an empty list", () => expect(id(shown([], 5))).toBeNull());
});

describe("a step", () => {
  test("goes to the neighbour", () => expect(id(step(items, 8, 1))).toBe(5));
  test("stays at the end", () => expect(id(step(items, 9, 1))).toBe(9));
  test("stays at the beginning", () => expect(id(step(items, 3, -1))).toBe(3));
});

describe("the first lines", () => {
  const groups = [2, 0, 3].map(
    (count) => ({ items: Array.from({ length: count }, () => line(1)) }) as TodayGroup,
  );
  test("are counted over the groups", () => expect(among(groups, 4)).toEqual([2, 0, 2]));
  test("end in a group above", () => expect(among(groups, 1)).toEqual([1, 0, 0]));
  test("are all of them where there are no more", () => expect(among(groups, Infinity)).toEqual([2, 0, 3]));
});

describe("after something is done", () => {
  test("the next below is shown", () => expect(id(after(items, [8]))).toBe(5));
  test("the one above is shown at the end", () => expect(id(after(items, [9]))).toBe(5));
  test("what was settled with it is passed over", () => expect(id(after(items, [3, 8]))).toBe(5));
  test("nobody is left after the last", () => expect(id(after([line(1)], [1]))).toBeNull());
});

describe("the line of the day's minutes", () => {
  test("stands before the first that goes beyond", () => expect(beyond(items)).toBe(9));
  test("is not drawn when all fit", () => expect(beyond(items.slice(0, 3))).toBeNull());
  test("is not drawn above everything", () => expect(beyond([line(1, false)])).toBeNull());
});

describe("what holds a follow-up back", () => {
  const refused = (...codes: string[]) => ({
    allowed: false,
    passed: [],
    refusals: codes.map((code) => ({ rule: "G9", code, values: [] })),
  });
  test("is nothing when the gate lets it out", () =>
    expect(hold({ allowed: true, refusals: [], passed: [] })).toBe("free"));
  test("is only the clock after hours and on closed days", () =>
    expect(hold(refused("quiet_hours", "closed_day"))).toBe("clock"));
  test("is more when anything else speaks against it", () =>
    expect(hold(refused("quiet_hours", "open_case"))).toBe("held"));
});
