// Dates, money and spans read as people write them.
import { locale } from "$lib/words";
import { afterEach, expect, test } from "vitest";
import {
  addDays,
  daysBetween,
  formatDay,
  formatDayShort,
  formatDue,
  formatMoney,
  formatMonth,
  formatPercent,
  formatSince,
  formatWeekday,
  monthsBetween,
  shopMoney,
  weekdayOf,
} from ".";

afterEach(() => {
  locale.current = "ja";
  shopMoney.code = "JPY";
  shopMoney.digits = 0;
});

test("a day has its weekday in both languages", () => {
  locale.current = "ja";
  expect(formatDay("2026-11-22")).toBe("2026年11月22日(日)");
  expect(formatDayShort("2026-11-22")).toBe("11月22日(日)");
  locale.current = "en";
  expect(formatDay("2026-11-22")).toBe("Sun, 22 Nov 2026");
  expect(formatDayShort("2026-11-22")).toBe("Sun 22 Nov");
});

test("what is not a day comes back as it is", () => {
  expect(formatDay("R3.4.11")).toBe("R3.4.11");
  expect(formatDay(null)).toBe("");
});

test("money stands in the shop's currency", () => {
  expect(formatMoney(298000)).toBe("¥298,000");
  expect(formatMoney(-154000)).toBe("-¥154,000");
  shopMoney.code = "EUR";
  shopMoney.digits = 2;
  locale.current = "en";
  expect(formatMoney(129950)).toBe("€1,299.50");
});

test("a month is a calendar month", () => {
  expect(monthsBetween("2024-07-13", "2026-11-22")).toBe(28);
  expect(monthsBetween("2026-01-31", "2026-02-28"), "not yet a whole month").toBe(0);
});

test("a span is told in years and months", () => {
  expect(formatSince("2024-07-13", "2026-11-22")).toBe("2年4か月");
  expect(formatSince("2026-11-20", "2026-11-22")).toBe("2日");
  locale.current = "en";
  expect(formatSince("2024-07-13", "2026-11-22")).toBe("2 years 4 months");
  expect(formatSince("2025-11-22", "2026-11-22")).toBe("1 year");
});

test("a due day is told from today", () => {
  expect(formatDue("2026-11-22", "2026-11-22")).toBe("今日");
  expect(formatDue("2026-11-21", "2026-11-22")).toBe("昨日から");
  expect(formatDue("2026-11-15", "2026-11-22")).toBe("7日前から");
  expect(formatDue("2026-12-01", "2026-11-22")).toBe("12月1日(火)");
});

test("days are counted over month and leap year", () => {
  expect(addDays("2024-02-28", 1)).toBe("2024-02-29");
  expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
  expect(daysBetween("2026-03-01", "2026-02-28")).toBe(-1);
  expect(weekdayOf("2026-11-22")).toBe(7);
});

test("weekdays, months and shares have short forms", () => {
  expect(formatWeekday(1)).toBe("月");
  expect(formatMonth("2026-11")).toBe("2026年11月");
  expect(formatPercent(0.0423)).toBe("4.2%");
});
