// What a chart says, in one or two sentences made of its own numbers.
import type {
  CohortQuery,
  CohortTable,
  DaysTo,
  RepeatWithin,
  ReturnCurve,
  ThirdWithin,
  UnitName,
} from "$lib/backend";
import { formatMoney, formatNumber, formatPercent } from "$lib/format";
import { m } from "$lib/words";
import { bestPeriod, enough, monthsOf, standsOut } from "./numbers";
import { familyName } from "$lib/words/lists";
import { cohortName, isAmount, unitCount } from "./words";

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

/** F3 below F2: of those whose second purchase is so many years ago, who came a third time within them. */
export function thirdText(third: ThirdWithin | undefined, years: number, unit: UnitName): string {
  const span = m.span_years({ count: years });
  if (!third || third.rate === null || third.eligible === 0) return m.insights_third_none({ span });
  const values = {
    span,
    total: unitCount(unit, third.eligible),
    returned: formatNumber(third.returned),
  };
  if (third.eligible < enough) return m.insights_third_few(values);
  return m.insights_third({
    ...values,
    rate: formatPercent(third.rate),
    low: formatPercent(third.low),
    high: formatPercent(third.high),
  });
}

/** What the table of cohorts says. */
export function cohortSentence(table: CohortTable, query: CohortQuery): string {
  const sentence = sayCohorts(table, query);
  return query.family === null
    ? sentence
    : m.insights_family_of({ family: familyName(query.family), sentence });
}

function sayCohorts(table: CohortTable, query: CohortQuery): string {
  if (table.rows.length === 0 && query.family !== null) return m.insights_family_none();
  const pooled = bestPeriod(table, query.by);
  if (!pooled) return m.insights_cohorts_young();
  const span = monthsSpan(pooled.k * monthsOf[query.by]);
  const total = unitCount(query.unit, pooled.size);
  if (isAmount(query.measure)) {
    const amount = { span, total, amount: formatMoney(Math.round(pooled.revenue / pooled.size)) };
    if (query.measure === "value") return m.insights_say_value(amount);
    return query.measure === "margin" ? m.insights_say_margin(amount) : m.insights_say_revenue(amount);
  }
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
  const reached = curve.days_to.filter((one) => one.days !== null).at(-1);
  if (!reached) return m.insights_returns_not_reached({ total });
  return m.insights_returns_reached({
    total,
    share: formatPercent(reached.share, 0),
    days: daysWithin(reached),
  });
}

/** When a share of 0..=1 was reached. */
export function daysTo(curve: ReturnCurve | undefined, share: number): DaysTo | undefined {
  return curve?.days_to.find((one) => Math.abs(one.share - share) < 1e-9);
}

/** Days to a share, or that it was not reached. */
export function daysOrNotYet(reached: DaysTo | undefined): string {
  return reached?.days == null ? m.insights_not_reached() : m.span_days({ count: reached.days });
}

/** 214日(180日〜263日): days to a share with their interval. */
export function daysWithin(reached: DaysTo): string {
  if (reached.days === null || reached.low === null) return m.insights_not_reached();
  const days = m.span_days({ count: reached.days });
  const low = m.span_days({ count: reached.low });
  return reached.high === null
    ? m.insights_days_from({ days, low })
    : m.insights_days_between({ days, low, high: m.span_days({ count: reached.high }) });
}

/** The interval of days to a share alone; empty where it was not reached. */
export function daysInterval(reached: DaysTo | undefined): string {
  if (reached?.low == null) return "";
  const low = m.span_days({ count: reached.low });
  return reached.high === null
    ? m.insights_days_interval_open({ low })
    : m.insights_days_interval({ low, high: m.span_days({ count: reached.high }) });
}
