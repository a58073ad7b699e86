// Decisions about the list that need no screen: its order, the line where the day's minutes end, whom to
// show next, and what "done" means for a channel.
import type { Channel, GateView, Outcome, TodayGroup, TodayItem, TodayView } from "$lib/backend";

/** All lines in the order in which they are done. */
export function flat(view: TodayView | null): TodayItem[] {
  return view?.groups.flatMap((group) => group.items) ?? [];
}

/** The line that is shown: the kept one while it is in the list, the first one otherwise. */
export function shown(items: readonly TodayItem[], kept: number | null): TodayItem | null {
  return items.find((item) => item.follow_up === kept) ?? items[0] ?? null;
}

/** The line one step away, staying at the ends. */
export function step(items: readonly TodayItem[], from: number | null, by: 1 | -1): TodayItem | null {
  const at = items.findIndex((item) => item.follow_up === from);
  if (at < 0) return items[0] ?? null;
  return items[Math.min(items.length - 1, Math.max(0, at + by))] ?? null;
}

/**
 * Whom to show after `ids` have left the list: the next below, else the one above, else nobody.
 */
export function after(items: readonly TodayItem[], ids: readonly number[]): TodayItem | null {
  const gone = new Set(ids);
  const at = items.findIndex((item) => gone.has(item.follow_up));
  return (
    items.slice(Math.max(0, at)).find((item) => !gone.has(item.follow_up)) ??
    items.slice(0, Math.max(0, at)).findLast((item) => !gone.has(item.follow_up)) ??
    null
  );
}

/** The first line beyond the day's minutes, when something stands above it. */
export function beyond(items: readonly TodayItem[]): number | null {
  const at = items.findIndex((item) => !item.within_minutes);
  return at > 0 ? items[at]!.follow_up : null;
}

/** How many lines of each group are among the first `count` of the list. */
export function among(groups: readonly TodayGroup[], count: number): number[] {
  let left = count;
  return groups.map((group) => {
    const here = Math.min(left, group.items.length);
    left -= here;
    return here;
  });
}

/** The channels that a group really uses, in the order of first use. */
export function channelsOf(group: TodayGroup): Channel[] {
  return [...new Set(group.items.map((item) => item.channel))];
}

const outcomes: Record<Channel, Outcome> = {
  phone: "reached",
  visit: "reached",
  letter: "posted",
  postcard: "posted",
  email: "sent",
  line: "sent",
  sms: "sent",
  leaflet: "handed_over",
};

/** What "done" means on a channel. */
export function doneOutcome(channel: Channel): Outcome {
  return outcomes[channel];
}

/**
 * What stands between a follow-up and being done: nothing, the clock, or something that has to be
 * settled first. Whoever writes down in the evening what was said at noon has disturbed nobody, so the
 * clock alone holds no "done" back.
 */
export function hold(gate: GateView): "free" | "clock" | "held" {
  if (gate.allowed) return "free";
  const byClock = gate.refusals.every(({ code }) => code === "quiet_hours" || code === "closed_day");
  return byClock ? "clock" : "held";
}

/** Somebody has to answer for it to succeed. */
export function needsAnswer(channel: Channel): boolean {
  return channel === "phone" || channel === "visit";
}
