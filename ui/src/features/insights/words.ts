// Names of what is counted, and of the times that cohorts are called by.
import type { AnchorName, MeasureName, PeriodName, ReturnGroup, UnitName } from "$lib/backend";
import { formatMonth } from "$lib/format";
import { locale, m } from "$lib/words";
import { familyName, materialName, salesChannelName } from "$lib/words/lists";

export const measures: Record<MeasureName, () => string> = {
  by: m.insights_measure_by,
  in: m.insights_measure_in,
  since: m.insights_measure_since,
  revenue: m.insights_measure_revenue,
  value: m.insights_measure_value,
  margin: m.insights_measure_margin,
};

/** Whether a measure is an amount for each, not a share. */
export const isAmount = (measure: MeasureName): boolean =>
  measure === "revenue" || measure === "value" || measure === "margin";

/** What the number in a cell means. */
export const measureHints: Record<MeasureName, () => string> = {
  by: m.insights_hint_by,
  in: m.insights_hint_in,
  since: m.insights_hint_since,
  revenue: m.insights_hint_revenue,
  value: m.insights_hint_value,
  margin: m.insights_hint_margin,
};

export const periods: Record<PeriodName, () => string> = {
  month: m.insights_period_month,
  quarter: m.insights_period_quarter,
  half: m.insights_period_half,
  year: m.insights_period_year,
};

export const anchors: Record<AnchorName, () => string> = {
  delivery: m.insights_anchor_delivery,
  order: m.insights_anchor_order,
};

export const units: Record<UnitName, () => string> = {
  household: m.insights_unit_household,
  customer: m.insights_unit_customer,
};

export const groups: Record<ReturnGroup, () => string> = {
  family: m.insights_group_family,
  material: m.insights_group_material,
  channel: m.insights_group_channel,
  staff: m.insights_group_staff,
  referral: m.insights_group_referral,
};

/** Options of a select, from names. */
export function options<T extends string>(names: Record<T, () => string>): { value: T; label: string }[] {
  return (Object.keys(names) as T[]).map((value) => ({ value, label: names[value]() }));
}

/** 12世帯 · 12 households. */
export function unitCount(unit: UnitName, count: number): string {
  return unit === "household" ? m.insights_households({ count }) : m.insights_customers({ count });
}

/** 2024年4〜6月 · Apr–Jun 2024: the time of a cohort such as `2024-04`, `2024-Q2`, `2024-H1`, `2024`. */
export function cohortName(cohort: string): string {
  const [year = "", part = ""] = cohort.split("-");
  if (part === "") return m.insights_cohort_year({ year });
  if (/^\d\d$/.test(part)) return formatMonth(cohort);
  const length = part.startsWith("Q") ? 3 : 6;
  const from = (Number(part.slice(1)) - 1) * length + 1;
  const month = (number: number): string =>
    new Intl.DateTimeFormat(locale.tag, { timeZone: "UTC", month: "short" })
      .format(new Date(Date.UTC(2026, number - 1, 1)))
      .replace(/月$/, "");
  return m.insights_cohort_span({ year, from: month(from), until: month(from + length - 1) });
}

/** Name of a curve's group. */
export function groupLabel(group: ReturnGroup | null, value: string): string {
  if (group === null || value === "") return m.insights_group_all();
  if (group === "family") return familyName(value as Parameters<typeof familyName>[0]);
  if (group === "material") return materialName(value as Parameters<typeof materialName>[0]);
  if (group === "referral") {
    if (value === "referred") return m.insights_group_referred();
    return value === "not_referred" ? m.insights_group_not_referred() : m.insights_group_unknown();
  }
  if (group === "channel") return salesChannelName(value as Parameters<typeof salesChannelName>[0]);
  return value;
}
