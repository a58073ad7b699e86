// A plan as it is edited: where its steps stand on a line, how they are called, what is new. Not here: what
// a change does to planned follow-ups, which the backend counts.
import type { PlanView, SeasonView, Span, StepView } from "$lib/backend";
import { formatMonthDay, formatMonthName } from "$lib/format";
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

/** A day of any year, `MM-DD`, in its parts. */
export function monthDay(day: string): { month: number; day: number } {
  return { month: Number(day.slice(0, 2)), day: Number(day.slice(3, 5)) };
}

/** Days that a month can have; the 29th of February is one. */
export function daysIn(month: number): number {
  return [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 31;
}

/** `MM-DD`; a day that the month does not have becomes its last. */
export function dayOf(month: number, day: number): string {
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${two(month)}-${two(Math.min(Math.max(1, Math.round(day) || 1), daysIn(month)))}`;
}

/** 11月〜2月, or 5月25日〜6月20日 where it does not begin or end with a month. */
export function seasonText(season: SeasonView): string {
  const [from, until] = [monthDay(season.from), monthDay(season.until)];
  // The 28th of February ends the month three years in four.
  if (from.day === 1 && until.day >= daysIn(until.month) - (until.month === 2 ? 1 : 0)) {
    return from.month === until.month
      ? formatMonthName(from.month)
      : m.range({ from: formatMonthName(from.month), until: formatMonthName(until.month) });
  }
  return m.range({
    from: formatMonthDay(from.month, from.day),
    until: formatMonthDay(until.month, until.day),
  });
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
  return { from: dayOf(from, 1), until: dayOf(until, until === 2 ? 28 : 31) };
}
