// Which report a person sees first: the last days of a kind that are over.
import type { ReportKind } from "$lib/backend";

/** The last whole week, month or year before a day (`2026-11-22`), as a report is asked for. */
export function lastWhole(kind: ReportKind, day: string): string {
  const [year = 1, month = 1, date = 1] = day.split("-").map(Number);
  if (kind === "year") return String(year - 1).padStart(4, "0");
  if (kind === "month") {
    const before = month === 1 ? [year - 1, 12] : [year, month - 1];
    return `${String(before[0]).padStart(4, "0")}-${String(before[1]).padStart(2, "0")}`;
  }
  return new Date(Date.UTC(year, month - 1, date - 7)).toISOString().slice(0, 10);
}
