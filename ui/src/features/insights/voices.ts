// What the answers say, in sentences. The words follow what the numbers allow: counts while few have answered.
import type { AskedView, DriversView, GapView, RecommendView, VoiceOccasion } from "$lib/backend";
import { formatNumber, formatPercent } from "$lib/format";
import { m } from "$lib/words";
import { occasionName, occasionValues, topicName } from "$lib/words/lists";
import { unitCount } from "./words";

/** A score in whole points, with its sign. */
export const points = (score: number): string => {
  const whole = Math.round(score);
  return whole > 0 ? `+${formatNumber(whole)}` : formatNumber(whole === 0 ? 0 : whole);
};

export function recommendSentence(view: RecommendView): string {
  if (view.score === null) return m.voices_nps_few({ count: formatNumber(view.n) });
  return m.voices_nps_say({
    count: formatNumber(view.n),
    promoters: formatNumber(view.promoters),
    detractors: formatNumber(view.detractors),
  });
}

export function gapSentence(gap: GapView): string {
  const counts = {
    total: formatNumber(gap.n),
    satisfied: formatNumber(gap.satisfied),
    recommending: formatNumber(gap.recommending),
  };
  return gap.points === null
    ? m.voices_gap_few(counts)
    : m.voices_gap_say({ ...counts, points: formatNumber(Math.round(gap.points)) });
}

/** How many of those who were asked answered; counts while they are few. */
export function askedSentence(asked: AskedView): string {
  const counts = {
    asked: unitCount("household", asked.asked),
    answered: unitCount("household", asked.answered),
    days: asked.days,
  };
  return asked.share === null
    ? m.voices_asked_few(counts)
    : m.voices_asked_say({
        ...counts,
        share: formatPercent(asked.share),
        low: formatPercent(asked.low ?? 0),
        high: formatPercent(asked.high ?? 1),
      });
}

export function driversSentence(drivers: DriversView): string {
  const first = drivers.topics.find((one) => one.share !== null);
  if (drivers.ground === "none" || !first) {
    return drivers.n >= drivers.needed
      ? m.voices_drivers_flat()
      : m.voices_drivers_few({ count: formatNumber(drivers.n), needed: formatNumber(drivers.needed) });
  }
  const said = m.voices_drivers_say({ first: topicName(first.topic) });
  return drivers.ground === "rough"
    ? m.insights_two({ first: said, second: m.voices_drivers_rough({ count: formatNumber(drivers.n) }) })
    : said;
}

/** Everything, or answers about one matter. */
export const occasionOptions = (): { value: VoiceOccasion | null; label: string }[] => [
  { value: null, label: m.insights_group_all() },
  ...occasionValues.map((value) => ({ value, label: occasionName(value) })),
];
