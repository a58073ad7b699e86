// What the screen says about a passphrase that somebody chooses.
import { describe, expect, test } from "vitest";
import { strength } from "./passphrase";

describe("a passphrase is called", () => {
  test.each([
    ["", "short"],
    ["椅子7つ", "short"],
    ["aaaaaaaaaaaa", "weak"],
    ["12345678", "weak"],
    ["password2026", "weak"],
    ["madobe1955", "fair"],
    ["窓辺の椅子 1955", "fair"],
    ["correct horse battery", "strong"],
    ["まどべの椅子と、青い猫 1955", "strong"],
  ])("%j: %s", (text, word) => {
    expect(strength(text)).toBe(word);
  });
});
