// What is filled in later is named while one reads.
import { expect, test } from "vitest";
import { readable } from "./merge-fields";

test("known fields are named, unknown ones stay as they are", () => {
  expect(readable("{{item}}をお迎えいただき")).toBe("(品の名前)をお迎えいただき");
  expect(readable("{{price}}円")).toBe("{{price}}円");
});
