// Where the marks of an item's calendar stand, and which of their names fit. A year back, a year ahead.
import type { CalendarMark, FollowUpState } from "$lib/backend";
import { addDays, daysBetween } from "$lib/format";

/** Days on either side of today. */
const reach = 365;
/** Pixels kept free at both ends, so that marks at the edge stay whole. */
export const edge = 10;

export type MarkLook = "done" | "due" | "planned" | "foreseen" | "gone";

/** How a mark looks: what is due waits for a person; what is foreseen is not planned yet. */
export function lookOf(mark: CalendarMark, today: string): MarkLook {
  const ways: Record<FollowUpState, MarkLook> = {
    done: "done",
    skipped: "gone",
    lapsed: "gone",
    cancelled: "gone",
    planned: mark.follow_up === null ? "foreseen" : mark.day <= today ? "due" : "planned",
  };
  return ways[mark.state] ?? "gone";
}

/** Place of a day in a plot of `width` pixels; days out of reach stand at the edge. */
export function placeOf(day: string, today: string, width: number): number {
  const days = Math.max(-reach, Math.min(reach, daysBetween(today, day)));
  return edge + ((days + reach) / (2 * reach)) * (width - 2 * edge);
}

/** Days that get a line: half a year apart, today in the middle. */
export function gridDays(today: string): string[] {
  return [-reach, -182, 0, 182, reach].map((days) => addDays(today, days));
}

/** Width of a text in pixels at `size`, full-width letters counted whole. */
export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const letter of text)
    width += (letter.codePointAt(0) ?? 0) > 0x2e7f || letter === "…" ? size : size * 0.56;
  return width;
}

/** A text cut so that it fits; cut at least to one letter and the dots. */
export function fitted(text: string, size: number, room: number): string {
  if (textWidth(text, size) <= room) return text;
  const letters = [...text];
  while (letters.length > 1 && textWidth(`${letters.join("")}…`, size) > room) letters.pop();
  return `${letters.join("")}…`;
}

export interface PlacedMark {
  mark: CalendarMark;
  look: MarkLook;
  x: number;
}

export interface PlacedLabel {
  text: string;
  /** Left end. */
  x: number;
  width: number;
  look: MarkLook;
}

const labelSize = 11;
const labelRoom = 104;
const gap = 8;
const weight: Record<MarkLook, number> = { due: 0, planned: 1, foreseen: 2, done: 3, gone: 4 };

/** The marks of one item from left to right. */
export function placedMarks(marks: readonly CalendarMark[], today: string, width: number): PlacedMark[] {
  return marks
    .filter((mark) => Math.abs(daysBetween(today, mark.day)) <= reach)
    .map((mark) => ({ mark, look: lookOf(mark, today), x: placeOf(mark.day, today, width) }))
    .sort((a, b) => a.x - b.x);
}

/**
 * Names under the marks, none over another: what is due first, then what comes next, then what was. A
 * name without room is left out; the list of the same calendar holds them all.
 */
export function placedLabels(marks: readonly PlacedMark[], width: number): PlacedLabel[] {
  const placed: PlacedLabel[] = [];
  const byWeight = [...marks].sort((a, b) => weight[a.look] - weight[b.look] || a.x - b.x);
  for (const { mark, look, x } of byWeight) {
    if (look === "gone") continue;
    const text = fitted(mark.title, labelSize, Math.min(labelRoom, width - 2));
    const wide = textWidth(text, labelSize);
    const left = Math.max(0, Math.min(width - wide, x - wide / 2));
    const hits = placed.some((other) => left < other.x + other.width + gap && other.x < left + wide + gap);
    if (!hits) placed.push({ text, x: left, width: wide, look });
  }
  return placed.sort((a, b) => a.x - b.x);
}

/** The mark that a person has to act on next: what is due, or else the first of the coming ones. */
export function nextMark(marks: readonly CalendarMark[], today: string): CalendarMark | null {
  const open = marks
    .filter((mark) => mark.state === "planned" && mark.follow_up !== null)
    .sort((a, b) => (a.day < b.day ? -1 : 1));
  return open.find((mark) => lookOf(mark, today) === "due") ?? open[0] ?? null;
}
