// Each filter shows what its name says.
import type { TimelineEvent } from "$lib/backend";
import { expect, test } from "vitest";
import { shows } from "./timeline";

const touch = (more: object): TimelineEvent => ({
  code: "touch",
  touch: 1,
  channel: "phone",
  outcome: "reached",
  incoming: false,
  kind: "care",
  title: "",
  note: "",
  staff: "",
  ...more,
});
const entry = (event: TimelineEvent) => ({ day: "2026-11-22", event });

test.each<[string, TimelineEvent, boolean, boolean]>([
  ["a call of ours", touch({}), true, false],
  ["a call with a note", touch({ note: "椅子がきしむ" }), true, true],
  ["a call of theirs", touch({ incoming: true }), true, true],
  ["a note", { code: "note", note: 1, body: "", staff: "" }, false, true],
  ["a case", { code: "case", case: 1, topic: "", closed: false }, false, true],
  ["a purchase", { code: "purchase", items: [], gross_minor: 1 }, false, false],
])("%s", (_, event, contacts, voice) => {
  expect(shows("all", entry(event))).toBe(true);
  expect(shows("contacts", entry(event))).toBe(contacts);
  expect(shows("voice", entry(event))).toBe(voice);
});
