// A silence is no consent, and one refusal of a purpose does not stop the rest.
import type { ConsentView } from "$lib/backend";
import { expect, test } from "vitest";
import { isStopped, refused, stands, welcome } from "./consents";

const consents: ConsentView[] = [
  { channel: "phone", purpose: "care", state: "granted", since: "2026-01-01" },
  { channel: "phone", purpose: "offer", state: "denied", since: "2026-01-01" },
  { channel: "email", purpose: "care", state: "denied", since: "2026-01-01" },
  { channel: "line", purpose: "care", state: "unknown", since: null },
];

test("what was never asked is not known", () => {
  expect(stands(consents, "postcard", "care")).toBe("unknown");
  expect(stands(consents, "phone", "care")).toBe("granted");
});

test("a channel is stopped when everything said about it is no", () => {
  expect(isStopped(consents, "phone")).toBe(false);
  expect(isStopped(consents, "email")).toBe(true);
  expect(isStopped(consents, "line"), "nothing was said").toBe(false);
});

test("a hard refusal is a refusal without any consent", () => {
  expect(refused(consents, ["visit"])).toEqual(["email", "visit"]);
  expect(welcome(consents)).toEqual(["phone"]);
});
