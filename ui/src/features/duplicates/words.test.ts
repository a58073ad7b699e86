// What is told of pairs and of what stays behind: tones and counts.
import type { LaterWorkView } from "$lib/backend";
import { describe, expect, it } from "vitest";
import { leftBehind, reasonTone } from "./words";

const work = (entity: LaterWorkView["entity"], id: number): LaterWorkView => ({ entity, id, name: "" });

describe("what stays after two records are taken apart", () => {
  it("is counted by kind", () => {
    expect(leftBehind([work("purchase", 1), work("purchase", 2), work("note", 3)])).toHaveLength(2);
  });

  it("is nothing when nothing came since", () => {
    expect(leftBehind([])).toEqual([]);
  });
});

describe("a reason", () => {
  it("that is shared by a whole town does not look like a match", () => {
    expect(reasonTone("town_same")).toBe("yamabuki");
    expect(reasonTone("place_same")).toBe("koke");
    expect(reasonTone("phone_differs")).toBe("plain");
  });
});
