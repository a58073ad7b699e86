// What happened with a household, sorted into what a reader may ask for.
import type { TimelineEntry } from "$lib/backend";

export type TimelineFilter = "all" | "contacts" | "voice";

/** Contacts are what went to and fro; voice is what the customer said or complained of. */
export function shows(filter: TimelineFilter, { event }: TimelineEntry): boolean {
  if (filter === "all") return true;
  if (filter === "contacts") return event.code === "touch";
  if (event.code === "touch") return event.incoming || event.note !== "";
  return event.code === "note" || event.code === "case";
}
