// Marks stand where their day is, and no name lies over another.
import type { CalendarMark } from "$lib/backend";
import { expect, test } from "vitest";
import {
  edge,
  fitted,
  gridDays,
  lookOf,
  nextMark,
  placedLabels,
  placedMarks,
  placeOf,
  textWidth,
} from "./item-calendar";

const today = "2026-11-22";
const mark = (day: string, more: Partial<CalendarMark> = {}): CalendarMark => ({
  day,
  follow_up: 1,
  state: "planned",
  title: "がたつきの確認とオイルの塗り方",
  channel: "phone",
  ...more,
});

test("today stands in the middle and the year ends at the edges", () => {
  expect(placeOf(today, today, 500)).toBe(250);
  expect(placeOf("2025-11-22", today, 500)).toBe(edge);
  expect(placeOf("2030-01-01", today, 500)).toBe(500 - edge);
});

test("a mark says what it is", () => {
  expect(lookOf(mark(today), today)).toBe("due");
  expect(lookOf(mark("2026-11-01"), today), "what is late is due still").toBe("due");
  expect(lookOf(mark("2027-01-01"), today)).toBe("planned");
  expect(lookOf(mark("2027-10-01", { follow_up: null }), today)).toBe("foreseen");
  expect(lookOf(mark("2026-01-01", { state: "done" }), today)).toBe("done");
  expect(lookOf(mark("2026-01-01", { state: "lapsed" }), today)).toBe("gone");
});

test.each([160, 320, 480, 900])("no two names touch in a plot of %i pixels", (width) => {
  const days = Array.from({ length: 40 }, (_, index) =>
    mark(`2027-${String((index % 12) + 1).padStart(2, "0")}-15`),
  );
  const labels = placedLabels(placedMarks([...days, mark(today)], today, width), width);
  expect(labels.length, "some names are shown").toBeGreaterThan(0);
  labels.forEach((label, index) => {
    expect(label.x, "it begins inside the plot").toBeGreaterThanOrEqual(0);
    expect(label.x + label.width, "it ends inside the plot").toBeLessThanOrEqual(width + 0.01);
    const next = labels[index + 1];
    if (next) expect(next.x, "the next name begins after this one").toBeGreaterThan(label.x + label.width);
  });
});

test("what is due keeps its name when there is room for one only", () => {
  const labels = placedLabels(
    placedMarks([mark("2026-12-01", { title: "B" }), mark(today, { title: "いますぐの電話" })], today, 120),
    120,
  );
  expect(labels[0]!.look).toBe("due");
});

test("a long name is cut to its room", () => {
  const cut = fitted("がたつきの確認とオイルの塗り方", 11, 60);
  expect(cut.endsWith("…")).toBe(true);
  expect(textWidth(cut, 11)).toBeLessThanOrEqual(60);
});

test("marks out of reach are left out", () => {
  expect(placedMarks([mark("2020-01-01"), mark("2031-01-01")], today, 400)).toEqual([]);
  expect(gridDays(today)).toHaveLength(5);
});

test("next comes what is due, then the nearest", () => {
  expect(nextMark([mark("2027-03-01"), mark("2027-01-01")], today)?.day).toBe("2027-01-01");
  expect(nextMark([mark("2027-01-01"), mark("2026-11-01")], today)?.day).toBe("2026-11-01");
  expect(nextMark([mark("2026-01-01", { state: "done" })], today)).toBeNull();
});
