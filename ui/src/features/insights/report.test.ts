// Which report is shown first.
import { describe, expect, it } from "vitest";
import { lastWhole } from "./report";

describe("the report that is shown first", () => {
  it.each([
    ["month", "2026-11-22", "2026-10"],
    ["month", "2026-01-01", "2025-12"],
    ["year", "2026-11-22", "2025"],
    ["week", "2026-11-23", "2026-11-16"],
    ["week", "2026-03-05", "2026-02-26"],
  ] as const)("of a %s on %s is %s", (kind, day, asked) => {
    expect(lastWhole(kind, day)).toBe(asked);
  });
});
