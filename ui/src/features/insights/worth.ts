// What households bring in and when they last came, in sentences and labels made of the numbers themselves.
// Not here: the numbers, which the backend makes.
import type { RfmCell, RfmView, UnitName, WorthView, WorthWithin } from "$lib/backend";
import { formatMoney } from "$lib/format";
import { m } from "$lib/words";
import { enough } from "./numbers";
import { monthsSpan } from "./sentences";
import { unitCount } from "./words";

/** Times that enough households have lived through for a mean to be told. */
export function told(view: WorthView): WorthWithin[] {
  return view.within.filter((one) => one.units >= enough);
}

/** Three years where they can be told, else the longest time below. */
export function headline(view: WorthView): WorthWithin | undefined {
  return told(view)
    .filter((one) => one.years <= 3)
    .at(-1);
}

export function worthSentence(view: WorthView, unit: UnitName): string {
  const one = headline(view);
  if (!one) return m.worth_say_young();
  return m.worth_say({
    span: m.span_years({ count: one.years }),
    total: unitCount(unit, one.units),
    amount: formatMoney(one.first_minor + one.later_minor),
    later: formatMoney(one.later_minor),
  });
}

/** A per cent as typed, in thousandths; `null`: nothing typed; `undefined`: not a margin. */
export function permilleOf(typed: string): number | null | undefined {
  const text = typed.normalize("NFKC").replace("%", "").trim();
  if (text === "") return null;
  const value = Math.round(Number(text) * 10);
  return Number.isFinite(value) && value >= 1 && value <= 1000 ? value : undefined;
}

/** 2年 · 6か月 · 45日: days as people say them. */
export function spanOfDays(days: number): string {
  const months = Math.round(days / 30.4375);
  return months > 0 && Math.abs(days - months * 30.4375) < 2
    ? monthsSpan(months)
    : m.span_days({ count: days });
}

/** The words of a score of recency, 1..=5, 5 most recent. */
export function recencyLabel(steps: number[], score: number): string {
  const until = steps[5 - score];
  const from = steps[4 - score];
  if (from === undefined) return m.rfm_within({ span: spanOfDays(until ?? 0) });
  if (until === undefined) return m.rfm_before({ span: spanOfDays(from) });
  return m.rfm_between({ from: spanOfDays(from), until: spanOfDays(until) });
}

/** The words of a score of frequency, 1..=5. */
export function frequencyLabel(steps: number[], score: number): string {
  const from = (steps[score - 2] ?? 0) + 1;
  const until = steps[score - 1];
  if (until === undefined) return m.rfm_times_least({ count: from });
  return from === until ? m.rfm_times({ count: from }) : m.rfm_times_between({ from, until });
}

/** Everybody with these scores, whatever they spent. */
export function summed(view: RfmView, is: (cell: RfmCell) => boolean): { n: number; sales: number } {
  const cells = view.cells.filter(is);
  return {
    n: cells.reduce((sum, cell) => sum + cell.n, 0),
    sales: cells.reduce((sum, cell) => sum + cell.sales_minor, 0),
  };
}

export function rfmSentence(view: RfmView, unit: UnitName): string {
  const { recency_days: days = [], frequency: times = [] } = view.steps ?? {};
  // "Twice or more" needs a step at one purchase, and "recent" the second step of recency.
  const again = times.findIndex((step) => step >= 2) + 1 || 5;
  const first = m.rfm_say({
    total: unitCount(unit, view.units),
    again: unitCount(unit, summed(view, (cell) => cell.frequency >= again).n),
    span: spanOfDays(days[1] ?? 365),
    recent: unitCount(unit, summed(view, (cell) => cell.recency >= 4).n),
  });
  const quiet = summed(view, (cell) => cell.frequency >= again && cell.recency <= 2).n;
  if (quiet === 0) return first;
  const second = m.rfm_say_quiet({ span: spanOfDays(days[2] ?? 731), quiet: unitCount(unit, quiet) });
  return m.insights_two({ first, second });
}
