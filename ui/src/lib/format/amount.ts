// Amounts as people type them, to whole minor units.

/** Minor units of a typed amount; `null` when it is none. Full-width digits, commas and the yen sign are fine. */
export function parseAmount(text: string, digits: number): number | null {
  const plain = text.normalize("NFKC").replace(/[\s,¥円€$£]/g, "");
  if (!/^\d+(\.\d+)?$/.test(plain)) return null;
  const [whole = "0", part = ""] = plain.split(".");
  if (part.length > digits) return null;
  const minor = Number(whole) * 10 ** digits + Number(part.padEnd(digits, "0") || "0");
  return Number.isSafeInteger(minor) ? minor : null;
}

/** Minor units as they are put into a field. */
export function amountText(minor: number, digits: number): string {
  return digits === 0 ? String(minor) : (minor / 10 ** digits).toFixed(digits);
}
