// Dates, money and numbers as people write them, in the language that is read now. Days are
// `YYYY-MM-DD` in the shop's zone, instants milliseconds UTC, money whole minor units.
import { locale, m } from "$lib/words";
import { money as shopMoney } from "./currency.svelte";

export { shopMoney };

// Making an Intl object costs more than using it a thousand times.
const made = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat>();

function dates(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `d${tag}${JSON.stringify(options)}`;
  let format = made.get(key) as Intl.DateTimeFormat | undefined;
  if (!format) made.set(key, (format = new Intl.DateTimeFormat(tag, options)));
  return format;
}

function numbers(tag: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `n${tag}${JSON.stringify(options)}`;
  let format = made.get(key) as Intl.NumberFormat | undefined;
  if (!format) made.set(key, (format = new Intl.NumberFormat(tag, options)));
  return format;
}

const isDay = /^\d{4}-\d{2}-\d{2}$/;

function utc(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

/** 2026年11月22日(日) · Sun, 22 Nov 2026. Text that is not a day comes back as it is. */
export function formatDay(day: string | null | undefined): string {
  if (!day) return "";
  if (!isDay.test(day)) return day;
  return locale.current === "ja"
    ? dates("ja-JP", {
        timeZone: "UTC",
        year: "numeric",
        month: "long",
        day: "numeric",
        weekday: "short",
      }).format(utc(day))
    : dates("en-GB", {
        timeZone: "UTC",
        weekday: "short",
        day: "numeric",
        month: "short",
        year: "numeric",
      }).format(utc(day));
}

/** 11月22日(日) · Sun 22 Nov: where the year is plain. */
export function formatDayShort(day: string | null | undefined): string {
  if (!day || !isDay.test(day)) return day ?? "";
  const options: Intl.DateTimeFormatOptions = { timeZone: "UTC", day: "numeric", weekday: "short" };
  options.month = locale.current === "ja" ? "long" : "short";
  return dates(locale.tag, options).format(utc(day)).replace(",", "");
}

/** 2026年11月22日 · 22 Nov 2026: in running text and tables. */
export function formatDate(day: string | null | undefined): string {
  if (!day || !isDay.test(day)) return day ?? "";
  return dates(locale.tag, {
    timeZone: "UTC",
    year: "numeric",
    month: locale.current === "ja" ? "long" : "short",
    day: "numeric",
  }).format(utc(day));
}

/** 2026年11月 · Nov 2026. Takes a day or `YYYY-MM`. */
export function formatMonth(month: string | null | undefined): string {
  const day = month?.length === 7 ? `${month}-01` : month;
  if (!day || !isDay.test(day)) return month ?? "";
  return dates(locale.tag, {
    timeZone: "UTC",
    year: "numeric",
    month: locale.current === "ja" ? "long" : "short",
  }).format(utc(day));
}

/** Name of a month, 1..=12: 11月 · November. */
export function formatMonthName(month: number): string {
  return dates(locale.tag, { timeZone: "UTC", month: "long" }).format(new Date(Date.UTC(2026, month - 1, 1)));
}

/** A day of any year: 5月25日 · 25 May. */
export function formatMonthDay(month: number, day: number): string {
  return dates(locale.tag, {
    timeZone: "UTC",
    month: locale.current === "ja" ? "long" : "short",
    day: "numeric",
  }).format(new Date(Date.UTC(2024, month - 1, day)));
}

/** Name of a weekday, 1 (Monday) ..= 7 (Sunday): 月 · Mon. */
export function formatWeekday(weekday: number): string {
  return dates(locale.tag, { timeZone: "UTC", weekday: "short" }).format(
    new Date(Date.UTC(2026, 5, weekday)),
  );
}

/** 8:02, of an instant, in the machine's zone. */
export function formatTime(instantMs: number): string {
  return dates(locale.tag, { hour: "numeric", minute: "2-digit", hourCycle: "h23" }).format(instantMs);
}

/** The day of an instant with its time: 11月22日(日) 8:02 · Sun 22 Nov 8:02. */
export function formatInstant(instantMs: number): string {
  return `${formatDayShort(dayOfInstant(instantMs))} ${formatTime(instantMs)}`;
}

/** The machine's day of an instant. */
export function dayOfInstant(instantMs: number): string {
  const at = new Date(instantMs);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** Minute of the day as 9:00. */
export function formatMinuteOfDay(minute: number): string {
  return `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, "0")}`;
}

/** 12,340. */
export function formatNumber(value: number): string {
  return numbers(locale.tag, {}).format(value);
}

/** 4.2 %: a share 0..=1, with `digits` after the point. */
export function formatPercent(share: number, digits = 1): string {
  return numbers(locale.tag, {
    style: "percent",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(share);
}

/** ¥298,000: whole minor units of the shop's currency. */
export function formatMoney(minor: number): string {
  const { code, digits } = shopMoney;
  const format = numbers(locale.tag, {
    style: "currency",
    currency: code,
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  // A Japanese machine writes a full-width ￥; the shop writes ¥.
  return format.format(minor / 10 ** digits).replace("￥", "¥");
}

/** Bytes for people: 12.4 MB. */
export function formatBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${numbers(locale.tag, { maximumFractionDigits: unit === 0 ? 0 : 1 }).format(value)} ${units[unit]}`;
}

/** `day` plus `count` days. */
export function addDays(day: string, count: number): string {
  const date = utc(day);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}

/** Whole days from `from` to `to`; negative when `to` lies before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((utc(to).getTime() - utc(from).getTime()) / 86_400_000);
}

/** Weekday of a day, 1 (Monday) ..= 7 (Sunday). */
export function weekdayOf(day: string): number {
  return utc(day).getUTCDay() || 7;
}

/** Whole calendar months from one day to another, at least 0. */
export function monthsBetween(from: string, to: string): number {
  const a = utc(from);
  const b = utc(to);
  let months = (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth();
  if (b.getUTCDate() < a.getUTCDate()) months -= 1;
  return Math.max(0, months);
}

/** How long it is since a day: 2年4か月 · 2 years 4 months; under a month in days. */
export function formatSince(from: string, today: string): string {
  const months = monthsBetween(from, today);
  if (months === 0) return m.span_days({ count: Math.max(0, daysBetween(from, today)) });
  const years = Math.floor(months / 12);
  const rest = months % 12;
  if (years === 0) return m.span_months({ count: rest });
  if (rest === 0) return m.span_years({ count: years });
  return m.span_years_months({
    years: m.span_years({ count: years }),
    months: m.span_months({ count: rest }),
  });
}

/** 今日 · 昨日から · 3日前から · 明日 · a date, for a due day. */
export function formatDue(due: string, today: string): string {
  const late = daysBetween(due, today);
  if (late === 0) return m.due_today();
  if (late === 1) return m.due_since_yesterday();
  if (late > 1) return m.due_since_days({ count: late });
  if (late === -1) return m.due_tomorrow();
  return formatDayShort(due);
}
