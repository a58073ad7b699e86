// A plan as it is edited: where its steps stand on a line, how they are called, what is new. Not here: what
// a change does to planned follow-ups, which the backend counts.
import type { PlanView, SeasonView, Span, StepView } from "$lib/backend";
import { formatMonthName } from "$lib/format";
import { m } from "$lib/words";

/** About how many days a span is; for order and place, never for planning. */
export function roughDays(span: Span): number {
  return span.unit === "days" ? span.count : Math.round(span.count * 30.44);
}

/** 3日 · 6か月 · 1年. */
export function spanText(span: Span): string {
  if (span.unit === "days") return m.span_days({ count: span.count });
  return span.count > 0 && span.count % 12 === 0
    ? m.span_years({ count: span.count / 12 })
    : m.span_months({ count: span.count });
}

const monthOf = (day: string): number => Number(day.slice(0, 2));

/** 11月〜2月. */
export function seasonText(season: SeasonView): string {
  const [from, until] = [monthOf(season.from), monthOf(season.until)];
  return from === until
    ? formatMonthName(from)
    : m.range({ from: formatMonthName(from), until: formatMonthName(until) });
}

/** お届けから6か月、以後 毎年、11月〜2月: when a step comes. */
export function whenText(step: StepView): string {
  const parts: string[] = [m.plans_after({ span: spanText(step.offset) })];
  if (step.repeat) parts.push(m.plans_again({ span: spanText(step.repeat) }));
  if (step.repeat_until) parts.push(m.plans_until({ span: spanText(step.repeat_until) }));
  if (step.season) parts.push(seasonText(step.season));
  return parts.join(m.plans_between());
}

export interface PlacedStep {
  index: number;
  step: StepView;
  /** Middle of the mark, 0 (delivery) ..= 1. */
  at: number;
}

/**
 * Where steps stand on the line. Time is drawn so that the first weeks have room too: by the square root.
 * Marks keep a distance of `least`, so that no two lie over each other.
 */
export function placedSteps(steps: readonly StepView[], least: number): PlacedStep[] {
  const order = steps
    .map((step, index) => ({ index, step, days: roughDays(step.offset) }))
    .sort((a, b) => a.days - b.days || a.index - b.index);
  const longest = Math.max(1, ...order.map(({ days }) => days));
  const placed = order.map(({ index, step, days }) => ({ index, step, at: Math.sqrt(days / longest) }));
  const gap = Math.min(least, placed.length > 0 ? 1 / placed.length : 1);
  let before = 0;
  for (const one of placed) {
    one.at = Math.max(one.at, before + gap);
    before = one.at;
  }
  // What was pushed over the end is pushed back from there.
  let after = 1 + gap;
  for (const one of [...placed].reverse()) {
    one.at = Math.min(one.at, after - gap);
    after = one.at;
  }
  return placed;
}

/** A plan that fits everything and has no steps yet. */
export function newPlan(): PlanView {
  return {
    id: 0,
    code: "",
    name_ja: "",
    name_en: "",
    family: null,
    material: null,
    finish: null,
    active: true,
    own: true,
    steps: [],
    items: 0,
    households: 0,
  };
}

/** A step a month after delivery, with a content to begin with. */
export function newStep(content: number, title: string): StepView {
  return {
    id: 0,
    content,
    title,
    offset: { unit: "days", count: 30 },
    repeat: null,
    repeat_until: null,
    season: null,
    touch: "low",
    channel: "postcard",
    fallback: null,
    grace_days: 14,
    minutes: 5,
    active: true,
  };
}

/** A copy that can be edited without touching the list. */
export function copyOf(plan: PlanView): PlanView {
  return structuredClone(plan);
}

/** Both hold the same, so that there is nothing to save. */
export function samePlan(a: PlanView, b: PlanView): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** First and last day of a season by months; a season over the new year is fine. */
export function seasonOf(from: number, until: number): SeasonView {
  const two = (number: number): string => String(number).padStart(2, "0");
  const last = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][until - 1] ?? 31;
  return { from: `${two(from)}-01`, until: `${two(until)}-${last}` };
}
