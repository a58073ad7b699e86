// Why a follow-up stands in Today, as a sentence and as a few words.
import type { Reason } from "$lib/backend";
import { daysBetween, formatDate, formatMonthName } from "$lib/format";
import { m } from "$lib/words";

/** A few words for the list: お届けから30日. */
export function reasonShort(reason: Reason): string {
  switch (reason.code) {
    case "days_after_delivery":
      return m.reason_days_short({ count: reason.days });
    case "months_after_delivery":
      return reason.months > 0 && reason.months % 12 === 0
        ? m.reason_years_short({ count: reason.months / 12 })
        : m.reason_months_short({ count: reason.months });
    case "season":
      return m.reason_season_short({ month: formatMonthName(reason.month) });
    case "promise":
      return m.reason_promise_short();
  }
}

/** The whole sentence for the detail. */
export function reasonSentence(reason: Reason, itemName: string, today: string): string {
  const carried = reason.overdue_since ? carriedOver(reason.overdue_since, today) : "";
  return carried
    ? m.reason_with_carry({ reason: plain(reason, itemName), carried })
    : plain(reason, itemName);
}

function plain(reason: Reason, item: string): string {
  switch (reason.code) {
    case "days_after_delivery":
      return m.reason_days({
        plan: reason.plan,
        day: formatDate(reason.delivered_on),
        item,
        span: m.span_days({ count: reason.days }),
      });
    case "months_after_delivery":
      return m.reason_days({
        plan: reason.plan,
        day: formatDate(reason.delivered_on),
        item,
        span:
          reason.months > 0 && reason.months % 12 === 0
            ? m.span_years({ count: reason.months / 12 })
            : m.span_months({ count: reason.months }),
      });
    case "season":
      return m.reason_season({
        plan: reason.plan,
        day: formatDate(reason.delivered_on),
        item,
        month: formatMonthName(reason.month),
      });
    case "promise":
      return m.reason_promise({ day: formatDate(reason.promised_on) });
  }
}

function carriedOver(since: string, today: string): string {
  const days = daysBetween(since, today);
  if (days <= 0) return "";
  return days === 1
    ? m.reason_carried_yesterday()
    : m.reason_carried({ day: formatDate(since), count: days });
}
