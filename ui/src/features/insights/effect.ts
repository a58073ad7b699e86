// What care does, in sentences made of the numbers. Not here: the counting.
import type { EffectOutcome, EffectRange, EffectRow, EffectVerdict, EffectView } from "$lib/backend";
import { formatDate, formatNumber, formatPercent } from "$lib/format";
import { locale, m } from "$lib/words";
import { unitCount } from "./words";

export const outcomes: Record<EffectOutcome, () => string> = {
  return: m.effect_outcome_return,
  referral: m.effect_outcome_referral,
  either: m.effect_outcome_either,
};

const verdicts: Record<EffectVerdict, () => string> = {
  early: m.effect_verdict_early,
  uneven: m.effect_verdict_uneven,
  unclear: m.effect_verdict_unclear,
  helps: m.effect_verdict_helps,
  harms: m.effect_verdict_harms,
};

export const verdictName = (row: EffectRow): string => verdicts[row.verdict]();

/** The colour of a verdict; its words stand beside it always. */
export const verdictTone = (row: EffectRow): "koke" | "kaki" | "yamabuki" | "plain" => {
  if (row.verdict === "helps") return "koke";
  if (row.verdict === "harms") return "kaki";
  return row.verdict === "uneven" ? "yamabuki" : "plain";
};

/** +4.2 · −1 · 0: a difference of shares in points. */
export function points(share: number): string {
  const rounded = Math.round(share * 1000) / 10;
  if (rounded === 0) return "0";
  return `${rounded > 0 ? "+" : "−"}${formatNumber(Math.abs(rounded))}`;
}

/** 4.2: a difference without its sign. */
export const size = (share: number): string => formatNumber(Math.round(share * 1000) / 10);

/** Sentences in a row. */
export const together = (said: string[]): string => said.join(locale.current === "ja" ? "" : " ");

const parts = (range: EffectRange): { value: string; low: string; high: string } => ({
  value: points(range.value),
  low: points(range.low),
  high: points(range.high),
});

export const rangeText = (range: EffectRange | null): string =>
  range === null ? "" : m.effect_points_range(parts(range));

/** The sentence above the chart; what harms comes before what helps. */
export function effectSentence(view: EffectView): string {
  if (view.rows.length === 0) return m.effect_none();
  const harms = view.rows.find((row) => row.verdict === "harms");
  const helps = view.rows.find((row) => row.verdict === "helps");
  const said: string[] = [];
  if (harms?.pooled) said.push(m.effect_say_harms({ name: harms.name, ...parts(harms.pooled) }));
  if (helps?.pooled) said.push(m.effect_say_best({ name: helps.name, ...parts(helps.pooled) }));
  if (said.length === 0) {
    said.push(
      view.rows.some((row) => row.verdict === "unclear") ? m.effect_say_unclear() : m.effect_say_early(),
    );
  }
  if (view.common && (view.common.low > 0 || view.common.high < 0))
    said.push(m.effect_say_common(parts(view.common)));
  return together(said);
}

/** Since when, and of how many. */
export function spanText(row: EffectRow): string {
  const day = formatDate(row.starts_on);
  if (row.ends_on !== null) return m.effect_ended({ from: day, until: formatDate(row.ends_on) });
  if (row.held_percent === 0) return m.effect_paused({ day });
  return m.effect_running({ day, percent: formatNumber(row.held_percent) });
}

/** Nobody waits longer than so many months. */
const longest = 60;

/** What is lacking, what could be told, what went wrong. */
export function notes(row: EffectRow): string[] {
  const said: string[] = [];
  if (row.verdict === "uneven") {
    said.push(
      m.effect_uneven_text({
        expected: unitCount("household", Math.round(row.held_expected)),
        held: unitCount("household", row.held.households),
        p: formatPercent(row.split_p ?? 0, 2),
      }),
    );
  }
  if (row.mixed > 0) said.push(m.effect_mixed({ count: unitCount("household", row.mixed) }));
  if (row.verdict === "unclear" && row.detectable !== null) {
    said.push(m.effect_detectable({ value: size(row.detectable) }));
  }
  if (["early", "unclear"].includes(row.verdict) && row.lacking !== null) {
    const count = unitCount("household", row.lacking);
    if ((row.months ?? 0) > longest) said.push(m.effect_need_never({ count }));
    else if (row.months === null) said.push(m.effect_need_more({ count }));
    else if (row.lacking === 0) said.push(m.effect_need_wait({ months: row.months }));
    else said.push(m.effect_need_months({ count, months: row.months }));
  }
  return said;
}
