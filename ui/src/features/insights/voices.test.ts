// The sentences follow what the numbers allow.
import type { DriversView, RecommendView } from "$lib/backend";
import { beforeEach, expect, test } from "vitest";
import { locale } from "$lib/words";
import { askedSentence, driversSentence, gapSentence, points, recommendSentence } from "./voices";

beforeEach(() => {
  locale.current = "ja";
});

const recommend = (n: number, score: number | null): RecommendView => ({
  n,
  counts: [],
  promoters: 16,
  passives: 8,
  detractors: 6,
  score,
  low: score === null ? null : 3,
  high: score === null ? null : 57,
});

const drivers = (ground: DriversView["ground"], n: number): DriversView => ({
  ground,
  n,
  needed: 80,
  r_squared: 0.6,
  topics: [{ topic: "aftercare", n, mean: 4.2, share: ground === "none" ? null : 0.7 }],
  svg: "",
});

test("below thirty answers no score is spoken of", () => {
  expect(recommendSentence(recommend(12, null))).toBe("12名が答えました。30名から点数にします。");
  expect(recommendSentence(recommend(30, 33.3))).toContain("30名のうち、すすめたい方(9〜10)が16名");
});

test("a score carries its sign", () => {
  expect([33.4, 0.2, -0.3, -12.6].map(points)).toEqual(["+33", "0", "0", "-13"]);
});

test("the gap is told in people until there are thirty", () => {
  const gap = { n: 12, satisfied: 10, recommending: 4 };
  expect(gapSentence({ ...gap, points: null })).not.toContain("ポイント");
  expect(gapSentence({ ...gap, n: 40, points: 15 })).toContain("差は15ポイント");
});

test("what goes along with recommending is said as surely as the number of answers allows", () => {
  expect(driversSentence(drivers("none", 20))).toContain("80名から");
  expect(driversSentence(drivers("none", 90))).toBe("答えがみな同じなので、結びつきは分かりません。");
  expect(driversSentence(drivers("rough", 85))).toContain("おおまかな見立て");
  expect(driversSentence(drivers("enough", 200))).toBe(
    "買った後のお手入れ・ご連絡が、おすすめ度といちばん一緒に動いています。原因とは限りません。",
  );
});

test("how many answered is a share from ten on", () => {
  const asked = { days: 42, asked: 8, answered: 3, waiting: 0, share: null, low: null, high: null };
  expect(askedSentence(asked)).toBe(
    "お答えをお願いした8世帯のうち、42日以内にお答えくださったのは3世帯です。",
  );
  const more = { ...asked, asked: 80, answered: 30, share: 0.375, low: 0.277, high: 0.485 };
  expect(askedSentence(more)).toContain("30世帯(37.5%、95%区間 27.7%〜48.5%)");
});
