// A reading finds its heading, however it is written.
import { expect, test } from "vitest";
import { gojuonRow } from "./gojuon";

test.each([
  ["さとう", "さ"],
  ["サトウ", "さ"],
  ["ｻﾄｳ", "さ"],
  ["ガンマ", "か"],
  ["ヴィラ", "あ"],
  ["ん", "わ"],
  ["smith", "S"],
  ["Ｏｋａ", "O"],
  ["", "#"],
  ["髙橋", "#"],
])("%s stands under %s", (reading, row) => {
  expect(gojuonRow(reading)).toBe(row);
});
