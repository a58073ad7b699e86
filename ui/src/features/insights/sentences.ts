// What a chart says, in one or two sentences made of its own numbers.
import type { CohortQuery, CohortTable, RepeatWithin, ReturnCurve, UnitName } from "$lib/backend";
import { formatMoney, formatNumber, formatPercent } from "$lib/format";
import { m } from "$lib/words";
import { bestPeriod, enough, monthsOf, standsOut } from "./numbers";
import { cohortName, unitCount } from "./words";

/** 1年 · 3か月: a time of whole months. */
export function monthsSpan(months: number): string {
  return months % 12 === 0 ? m.span_years({ count: months / 12 }) : m.span_months({ count: months });
}

export interface CardText {
  value: string;
  text: string;
  /** Nothing can be said yet, or only counts. */
  vague: boolean;
}

/** The card of those who bought again within so many years. */
export function withinCard(within: RepeatWithin | undefined, years: number, unit: UnitName): CardText {
  const span = m.span_years({ count: years });
  if (!within || within.rate === null || within.eligible === 0)
    return { value: m.insights_not_yet(), text: m.insights_within_none({ span }), vague: true };
  const of = unitCount(unit, within.eligible);
  if (within.eligible < enough)
    return {
      value: m.insights_out_of({ count: formatNumber(within.returned), total: of }),
      text: m.insights_too_few(),
      vague: true,
    };
  return {
    value: formatPercent(within.rate),
    text: m.insights_within_text({
      span,
      total: of,
      returned: formatNumber(within.returned),
      low: formatPercent(within.low),
      high: formatPercent(within.high),
    }),
    vague: false,
  };
}

/** What the table of cohorts says. */
export function cohortSentence(table: CohortTable, query: CohortQuery): string {
  const pooled = bestPeriod(table, query.by);
  if (!pooled) return m.insights_cohorts_young();
  const span = monthsSpan(pooled.k * monthsOf[query.by]);
  const total = unitCount(query.unit, pooled.size);
  if (query.measure === "revenue")
    return m.insights_say_revenue({
      span,
      total,
      amount: formatMoney(Math.round(pooled.revenue / pooled.size)),
    });
  const count = formatNumber(pooled.n);
  if (pooled.size < enough) return m.insights_say_few({ span, total, count });
  const share = formatPercent(pooled.n / pooled.size);
  const values = { span, total, count, share };
  const first =
    query.measure === "by"
      ? m.insights_say_by(values)
      : query.measure === "in"
        ? m.insights_say_in(values)
        : m.insights_say_since(values);
  const best = standsOut(table, pooled);
  if (!best) return first;
  return m.insights_two({
    first,
    second: m.insights_say_best({ cohort: cohortName(best.cohort), share: formatPercent(best.cell.rate) }),
  });
}

/** What a return curve says. */
export function returnSentence(curve: ReturnCurve | undefined, unit: UnitName): string {
  if (!curve || curve.size === 0) return m.insights_returns_none();
  const total = unitCount(unit, curve.size);
  if (curve.size < enough) return m.insights_returns_few({ total });
  const parts: [string, number | null][] = [
    [formatPercent(0.05, 0), curve.days_to_5],
    [formatPercent(0.1, 0), curve.days_to_10],
    [formatPercent(0.2, 0), curve.days_to_20],
    [formatPercent(0.5, 0), curve.median],
  ];
  const reached = parts.filter(([, days]) => days !== null).at(-1);
  if (!reached) return m.insights_returns_not_reached({ total });
  return m.insights_returns_reached({
    total,
    share: reached[0],
    days: m.span_days({ count: reached[1] ?? 0 }),
  });
}

/** Days to a share, or that they cannot be told. */
export function daysOrNotYet(days: number | null): string {
  return days === null ? m.insights_not_yet() : m.span_days({ count: days });
}
