// What a new shop starts with, told by the machine so that nobody has to type. All of it can be changed
// in the settings.
import type { Lang, NewShop } from "$lib/backend";

/** Currency that is usual in a zone; yen where nothing better is known. */
export function currencyOfZone(zone: string): string {
  if (zone === "Europe/London") return "GBP";
  if (zone.startsWith("Europe/")) return "EUR";
  if (zone.startsWith("America/") || zone.startsWith("US/")) return "USD";
  if (zone.startsWith("Australia/")) return "AUD";
  return "JPY";
}

/** A nameless shop in the machine's zone. Without a zone it stands in Japan. */
export function newShop(
  lang: Lang,
  zone: string | undefined = Intl.DateTimeFormat().resolvedOptions().timeZone,
): NewShop {
  const known = zone && zone !== "UTC" && zone.includes("/") && !zone.startsWith("Etc/") ? zone : null;
  return {
    name: "",
    // An English machine without a zone says nothing about a currency either.
    currency: lang === "ja" ? "JPY" : currencyOfZone(known ?? "Asia/Tokyo"),
    zone: known ?? "Asia/Tokyo",
  };
}
