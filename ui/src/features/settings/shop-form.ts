// What a shop's settings may be, and how they are compared. Not here: the fields on screen.
import type { ShopView } from "$lib/backend";

/** Currencies that the shops we know sell in. */
export const currencies = ["JPY", "EUR", "GBP", "USD", "AUD", "CAD", "CHF", "KRW", "TWD", "SGD"];

/** Digits after the point that a currency has. */
export function digitsOf(currency: string): number {
  return (
    new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2
  );
}

/** Two states of the form hold the same settings; counts are no settings. */
export function sameSettings(a: ShopView, b: ShopView): boolean {
  const text = (shop: ShopView) =>
    JSON.stringify({
      ...shop,
      counts: null,
      closed_weekdays: [...shop.closed_weekdays].sort(),
    });
  return text(a) === text(b);
}

/** `weekday` (1..=7) put in, or taken out. */
export function toggledWeekday(weekdays: readonly number[], weekday: number): number[] {
  return weekdays.includes(weekday)
    ? weekdays.filter((other) => other !== weekday)
    : [...weekdays, weekday].sort((a, b) => a - b);
}

/** Every half hour of a day, its end included, as minutes. */
export const halfHours = Array.from({ length: 49 }, (_, index) => index * 30);
